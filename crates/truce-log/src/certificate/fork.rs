//! Two heads of one log that cannot both be true.

use std::fmt;

use super::lines::{parts, write_hashes};
use super::{CERTIFICATE_BYTES_MAX, CertificateFault, Which, check_split, read_both};
use crate::checkpoint::Checkpoint;
use crate::head::Head;
use crate::key::VerifierKey;
use crate::proof::check_consistency;
use crate::text::{base64, read_hash, read_number};
use crate::tree::{Hash, empty_root};

const TITLE: &str = "truce-log fork certificate v1";

/// A size up to which two trees are one, and the proofs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common {
    /// The size; 0 needs no proofs.
    pub size: u64,
    /// The root that both trees have at that size.
    pub root: Hash,
    /// From that root to the older head.
    pub older: Vec<Hash>,
    /// From that root to the newer head.
    pub newer: Vec<Hash>,
}

impl Common {
    /// Nothing in common but the empty log, which needs no proof.
    #[must_use]
    pub fn nothing() -> Self {
        Self { size: 0, root: empty_root(), older: Vec::new(), newer: Vec::new() }
    }
}

/// Two signed heads of one log and the proof that they do not fit; not checked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkCertificate {
    /// The checkpoint of the smaller size, with its log's signature only.
    pub older: String,
    /// The checkpoint of the larger size, with its log's signature only.
    pub newer: String,
    /// The root of the newer tree at the older size.
    pub other_root: Hash,
    /// From that root to the newer head.
    pub proof: Vec<Hash>,
    /// Up to where both trees are one.
    pub common: Common,
}

/// What a fork certificate proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// The log that signed both.
    pub origin: String,
    /// Up to where its word is undisputed, at least.
    pub common: u64,
    /// The older and the newer size.
    pub sizes: (u64, u64),
}

impl ForkCertificate {
    /// Puts a certificate together from checkpoints [in order](super::in_order), and checks it.
    ///
    /// # Errors
    /// [`CertificateFault`] if it would prove nothing: a log that only grew gives none.
    pub fn new(
        older: &Checkpoint,
        newer: &Checkpoint,
        other_root: Hash,
        proof: Vec<Hash>,
        common: Common,
    ) -> Result<Self, CertificateFault> {
        let bare = |checkpoint: &Checkpoint| checkpoint.without_foreign(&[]).to_string();
        let (first, second) = (bare(older), bare(newer));
        let certificate = Self { older: first, newer: second, other_root, proof, common };
        let length = certificate.to_string().len();
        if length > CERTIFICATE_BYTES_MAX {
            return Err(CertificateFault::TooLong(length));
        }
        certificate.verify(&[older.log_key().clone(), newer.log_key().clone()])?;
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
        let other_root = lines.one("other", read_hash)?;
        let proof = lines.hashes("proof")?;
        let (size, root) = lines.one("common", read_common)?;
        let older = lines.hashes("older")?;
        let newer = lines.hashes("newer")?;
        lines.end()?;
        let common = Common { size, root, older, newer };
        Ok(Self { older: parts.older, newer: parts.newer, other_root, proof, common })
    }

    /// Reads a certificate and checks it against the keys with which the log may sign.
    ///
    /// # Errors
    /// [`CertificateFault`]: nothing is proved then.
    pub fn check(bytes: &[u8], keys: &[VerifierKey]) -> Result<Fork, CertificateFault> {
        Self::parse(bytes)?.verify(keys)
    }

    /// Checks the certificate against the keys with which the log may sign.
    ///
    /// # Errors
    /// [`CertificateFault`]: nothing is proved then.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<Fork, CertificateFault> {
        let (older, newer) = read_both(&self.older, &self.newer, keys)?;
        for (which, checkpoint, bytes) in
            [(Which::Older, &older, &self.older), (Which::Newer, &newer, &self.newer)]
        {
            if checkpoint.without_foreign(&[]).to_string() != *bytes {
                return Err(CertificateFault::ForeignLines(which));
            }
        }
        check_split(&older, &newer, &self.other_root, &self.proof)?;
        self.check_common(older.head(), newer.head())?;
        Ok(Fork {
            origin: older.head().origin.clone(),
            common: self.common.size,
            sizes: (older.head().size, newer.head().size),
        })
    }

    fn check_common(&self, older: &Head, newer: &Head) -> Result<(), CertificateFault> {
        let Common { size, root, older: to_older, newer: to_newer } = &self.common;
        if *size >= older.size {
            return Err(CertificateFault::CommonSize { common: *size, older: older.size });
        }
        for (which, head, proof) in
            [(Which::Older, older, to_older), (Which::Newer, newer, to_newer)]
        {
            check_consistency(*size, root, head.size, &head.root, proof)
                .map_err(|fault| CertificateFault::CommonRoot(which, fault))?;
        }
        Ok(())
    }
}

/// A size and, unless it is 0, its root.
fn read_common(text: &str) -> Option<(u64, Hash)> {
    let Some((size, root)) = text.split_once(' ') else {
        return (text == "0").then(|| (0, empty_root()));
    };
    let size = read_number(size).filter(|size| *size > 0)?;
    Some((size, read_hash(root)?))
}

impl fmt::Display for ForkCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}\nother {}", base64(&self.other_root))?;
        write_hashes(f, "proof", &self.proof)?;
        match self.common.size {
            0 => writeln!(f, "common 0")?,
            size => writeln!(f, "common {size} {}", base64(&self.common.root))?,
        }
        write_hashes(f, "older", &self.common.older)?;
        write_hashes(f, "newer", &self.common.newer)?;
        write!(f, "\n{}\n{}", self.older, self.newer)
    }
}
