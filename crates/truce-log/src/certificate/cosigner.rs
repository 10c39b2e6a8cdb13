//! Two cosignatures by one cosigner that cannot both be true.

use std::fmt;

use super::lines::{parts, write_hashes};
use super::{CERTIFICATE_BYTES_MAX, CertificateFault, Which, check_split, read_both};
use crate::checkpoint::Checkpoint;
use crate::key::{KeyKind, VerifierKey};
use crate::note::Note;
use crate::text::{base64, read_hash};
use crate::tree::Hash;

const TITLE: &str = "truce-log witness certificate v1";
const LATER: &str = "later smaller";

/// What two cosignatures contradict each other in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// The newer tree does not begin with the older one.
    Inconsistent {
        /// The root of the newer tree at the older size.
        other_root: Hash,
        /// From that root to the newer head.
        proof: Vec<Hash>,
    },
    /// The smaller tree was called the largest at a later time than the larger one.
    LaterTime,
}

/// Two cosigned heads of one log that one cosigner cannot both have vouched for in good faith;
/// not checked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessFault {
    /// The checkpoint of the smaller size, with its log's signature and the cosignature.
    pub older: String,
    /// The checkpoint of the larger size, likewise.
    pub newer: String,
    /// Why they contradict each other.
    pub grounds: Grounds,
}

/// What a witness-fault certificate proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The cosigner's name.
    pub cosigner: String,
    /// The log that it cosigned.
    pub origin: String,
    /// The smaller and the larger size.
    pub sizes: (u64, u64),
    /// When it cosigned each.
    pub times: (u64, u64),
}

impl WitnessFault {
    /// Puts a certificate together from checkpoints [in order](super::in_order), and checks it.
    ///
    /// # Errors
    /// [`CertificateFault`] if it would prove nothing: a cosigner that kept its word gives none.
    pub fn new(
        older: &Checkpoint,
        newer: &Checkpoint,
        cosigner: &VerifierKey,
        grounds: Grounds,
    ) -> Result<Self, CertificateFault> {
        let own = std::slice::from_ref(cosigner);
        let bare = |checkpoint: &Checkpoint| checkpoint.without_foreign(own).to_string();
        let certificate = Self { older: bare(older), newer: bare(newer), grounds };
        let length = certificate.to_string().len();
        if length > CERTIFICATE_BYTES_MAX {
            return Err(CertificateFault::TooLong(length));
        }
        let keys = [older.log_key().clone(), newer.log_key().clone()];
        certificate.verify(&keys, cosigner)?;
        Ok(certificate)
    }

    /// Reads a certificate without checking it; what is accepted is written again to the byte.
    ///
    /// # Errors
    /// [`CertificateFault::TooLong`], [`CertificateFault::Form`] and [`CertificateFault::Line`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CertificateFault> {
        let mut parts = parts(bytes)?;
        let lines = &mut parts.lines;
        lines.fixed(TITLE)?;
        let grounds = if lines.next_is("other") {
            let other_root = lines.one("other", read_hash)?;
            Grounds::Inconsistent { other_root, proof: lines.hashes("proof")? }
        } else {
            lines.fixed(LATER)?;
            Grounds::LaterTime
        };
        lines.end()?;
        Ok(Self { older: parts.older, newer: parts.newer, grounds })
    }

    /// Reads a certificate and checks it against the keys with which the log may sign, and the
    /// cosigner's.
    ///
    /// # Errors
    /// [`CertificateFault`]: nothing is proved then.
    pub fn check(
        bytes: &[u8],
        log_keys: &[VerifierKey],
        cosigner: &VerifierKey,
    ) -> Result<Lapse, CertificateFault> {
        Self::parse(bytes)?.verify(log_keys, cosigner)
    }

    /// Checks the certificate against the keys with which the log may sign, and the cosigner's.
    ///
    /// # Errors
    /// [`CertificateFault`]: nothing is proved then.
    pub fn verify(
        &self,
        log_keys: &[VerifierKey],
        cosigner: &VerifierKey,
    ) -> Result<Lapse, CertificateFault> {
        let (older, newer) = read_both(&self.older, &self.newer, log_keys)?;
        let then = cosigned(Which::Older, &older, &self.older, cosigner)?;
        let now = cosigned(Which::Newer, &newer, &self.newer, cosigner)?;
        let sizes = (older.head().size, newer.head().size);
        match &self.grounds {
            Grounds::Inconsistent { other_root, proof } => {
                check_split(&older, &newer, other_root, proof)?;
            }
            Grounds::LaterTime => {
                let both_state_a_time =
                    states_a_time(cosigner, then) && states_a_time(cosigner, now);
                if sizes.0 == sizes.1 || then <= now || !both_state_a_time {
                    return Err(CertificateFault::TimesInOrder);
                }
            }
        }
        Ok(Lapse {
            cosigner: cosigner.name().to_owned(),
            origin: older.head().origin.clone(),
            sizes,
            times: (then, now),
        })
    }
}

/// The time of the cosignature, which must stand alone below the log's signature.
fn cosigned(
    which: Which,
    checkpoint: &Checkpoint,
    bytes: &str,
    cosigner: &VerifierKey,
) -> Result<u64, CertificateFault> {
    let time = checkpoint.cosigned_or_fault(cosigner);
    let time = time.map_err(|fault| CertificateFault::Cosignature(which, fault))?;
    let time = time.ok_or_else(|| CertificateFault::NotCosigned(which, cosigner.short()))?;
    let bare = checkpoint.without_foreign(std::slice::from_ref(cosigner)).to_string();
    let lines = Note::parse(bytes.as_bytes()).map_or(0, |note| note.signatures.len());
    if bare != bytes || lines != 2 {
        return Err(CertificateFault::ForeignLines(which));
    }
    Ok(time)
}

/// In an ML-DSA cosignature the time 0 says nothing about which tree is the largest.
fn states_a_time(cosigner: &VerifierKey, time: u64) -> bool {
    time != 0 || cosigner.kind() == KeyKind::Cosigner
}

impl fmt::Display for WitnessFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}")?;
        match &self.grounds {
            Grounds::Inconsistent { other_root, proof } => {
                writeln!(f, "other {}", base64(other_root))?;
                write_hashes(f, "proof", proof)?;
            }
            Grounds::LaterTime => writeln!(f, "{LATER}")?,
        }
        write!(f, "\n{}\n{}", self.older, self.newer)
    }
}
