//! Proof that a log, or a cosigner, has said two things that cannot both be true.
//!
//! C2SP has no format for it, so this one is ours. A fork certificate holds two
//! heads that one log signed, and the proof that the newer tree does *not* begin
//! with the older one:
//!
//! ```text
//! truce-log fork certificate v1
//! other    (root that the newer tree has at the older size)
//! proof    (hash, any number of times: from that root to the newer head)
//! common 3 (root that both trees have at size 3)
//! older    (hash, any number of times: from size 3 to the older head)
//! newer    (hash, any number of times: from size 3 to the newer head)
//!
//! (the older checkpoint, a blank line, the newer checkpoint)
//! ```
//!
//! Anybody with the log's keys can check it, offline, and nobody can make one
//! about a log that only ever grew: that would take a collision of SHA-256 or
//! the log's key. What is read is written again to the byte.
//!
//! `common` says up to where the log's word is undisputed. It is a lower bound:
//! who writes the certificate may choose a smaller size than the largest.
//!
//! # Out of scope
//! Finding the two heads, and what follows from a certificate. A log that
//! withholds the entries of one of its trees cannot be proved to have forked
//! until somebody has them.

mod cosigner;
mod fork;
mod lines;

pub use cosigner::{Grounds, Lapse, WitnessFault};
pub use fork::{Common, Fork, ForkCertificate};

use crate::checkpoint::{Checkpoint, CheckpointFault};
use crate::cosignature::CosignatureFault;
use crate::key::VerifierKey;
use crate::proof::{ProofFault, check_consistency};
use crate::tree::Hash;

/// The longest certificate, in bytes: it must fit into an entry of any log.
pub const CERTIFICATE_BYTES_MAX: usize = 8000;

/// Which of the two heads of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one of the smaller size.
    Older,
    /// The one of the larger size.
    Newer,
}

impl std::fmt::Display for Which {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Older => "older",
            Self::Newer => "newer",
        })
    }
}

/// Why a certificate proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// Longer than any certificate.
    #[error("a certificate has at most {CERTIFICATE_BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// Not written as a certificate is.
    #[error("this is no certificate: {0}")]
    Form(&'static str),
    /// A line that does not belong there, or is not written the one way.
    #[error("line {line} of the certificate is no line `{expected}`")]
    Line {
        /// Which line, counted from 1.
        line: usize,
        /// What it should begin with.
        expected: &'static str,
    },
    /// A line that proves nothing.
    #[error("line {0} of the certificate is one too many")]
    Surplus(usize),
    /// One of the two checkpoints does not hold.
    #[error("the {0} checkpoint does not hold: {1}")]
    Checkpoint(Which, CheckpointFault),
    /// Signature lines that prove nothing here, in a place where one form must do.
    #[error("the {0} checkpoint has other signature lines than the certificate needs")]
    ForeignLines(Which),
    /// The checkpoints are of two logs.
    #[error("the checkpoints are of two logs, `{0}` and `{1}`")]
    TwoLogs(String, String),
    /// Not in the one order.
    #[error(
        "the checkpoints are not in order: the smaller size first, of equal sizes the smaller root"
    )]
    Order,
    /// Every log begins with the empty log.
    #[error("the older checkpoint is of an empty log, which every log continues")]
    Empty,
    /// Nothing is contradicted.
    #[error("the newer tree begins with the older one: there is no fork")]
    NoFork,
    /// The root given for the newer tree is not its.
    #[error("the root given for the newer tree at the older size is not shown to be its: {0}")]
    OtherRoot(ProofFault),
    /// The common size is not below the older one.
    #[error("the common size {common} is not below the older size {older}")]
    CommonSize {
        /// The size that both trees are said to share.
        common: u64,
        /// The older size.
        older: u64,
    },
    /// The common root is not shown to be one tree's.
    #[error("the common root is not shown to be the {0} tree's: {1}")]
    CommonRoot(Which, ProofFault),
    /// The cosigner's word is not there, or does not hold.
    #[error("the cosignature of the {0} checkpoint does not hold: {1}")]
    Cosignature(Which, CosignatureFault),
    /// The cosigner did not cosign it.
    #[error("the {0} checkpoint is not cosigned by `{1}`")]
    NotCosigned(Which, String),
    /// The times do not contradict the sizes.
    #[error("the smaller tree was not cosigned later than the larger one")]
    TimesInOrder,
}

/// The two as a certificate has them: the smaller size first, of equal sizes the smaller root.
#[must_use]
pub fn in_order<'a>(
    one: &'a Checkpoint,
    other: &'a Checkpoint,
) -> (&'a Checkpoint, &'a Checkpoint) {
    let place = |checkpoint: &Checkpoint| (checkpoint.head().size, checkpoint.head().root);
    if place(one) <= place(other) { (one, other) } else { (other, one) }
}

/// Reads both checkpoints, and holds that they are of one log and in order.
fn read_both(
    older: &str,
    newer: &str,
    keys: &[VerifierKey],
) -> Result<(Checkpoint, Checkpoint), CertificateFault> {
    let read = |which, bytes: &str| {
        Checkpoint::read(bytes.as_bytes(), keys)
            .map_err(|fault| CertificateFault::Checkpoint(which, fault))
    };
    let (older, newer) = (read(Which::Older, older)?, read(Which::Newer, newer)?);
    let (a, b) = (older.head(), newer.head());
    if a.origin != b.origin {
        return Err(CertificateFault::TwoLogs(a.origin.clone(), b.origin.clone()));
    }
    if (a.size, a.root) > (b.size, b.root) {
        return Err(CertificateFault::Order);
    }
    Ok((older, newer))
}

/// Holds that the newer tree has `other_root` at the older size, and that it is another.
fn check_split(
    older: &Checkpoint,
    newer: &Checkpoint,
    other_root: &Hash,
    proof: &[Hash],
) -> Result<(), CertificateFault> {
    let (a, b) = (older.head(), newer.head());
    if a.size == 0 {
        return Err(CertificateFault::Empty);
    }
    if *other_root == a.root {
        return Err(CertificateFault::NoFork);
    }
    check_consistency(a.size, other_root, b.size, &b.root, proof)
        .map_err(CertificateFault::OtherRoot)
}
