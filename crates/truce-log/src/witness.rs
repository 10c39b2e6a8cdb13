//! Asking for a cosignature, and answering: tlog-witness, `add-checkpoint`.
//!
//! ```text
//! old 20852014
//! (hash in base64: the consistency proof, up to 63 lines)
//!
//! (the checkpoint)
//! ```
//!
//! # In scope
//! The request, the decision and the reading of the answer, all without I/O.
//!
//! # Out of scope
//! The network. Remembering what was cosigned: whoever answers must put the new
//! head on stable storage before the cosignature leaves, and must look up the
//! last one and store the new one as one step for each log, or two requests at
//! once could roll a log back. Holding the entries, which a mirror must.

use crate::checkpoint::{Checkpoint, CheckpointFault};
use crate::cosignature;
use crate::head::{Head, HeadFault};
use crate::key::VerifierKey;
use crate::note::{NOTE_BYTES_MAX, Note, NoteSignature};
use crate::proof::{ProofFault, check_consistency};
use crate::text::{PROOF_HASHES_MAX, base64, next_line, read_hash, read_number, shown};
use crate::tree::{Hash, empty_root};

/// The longest request, in bytes: read no more than this, and answer 400 beyond.
pub const SUBMISSION_BYTES_MAX: usize = 24 + PROOF_HASHES_MAX * 45 + 1 + NOTE_BYTES_MAX;

/// The content type of an answer that states a size.
const SIZE_TYPE: &str = "text/x.tlog.size";

/// Why the body of a request is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionFault {
    /// Longer than any request.
    #[error("a request has at most {SUBMISSION_BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// The first line is no size.
    #[error("the first line is `old` and a size without leading zeros")]
    Old,
    /// A line that is no hash.
    #[error("line {0} is neither a hash in base64 nor blank")]
    Hash(usize),
    /// Too many hashes.
    #[error("a consistency proof has at most {PROOF_HASHES_MAX} lines")]
    TooManyHashes,
}

/// A request: a checkpoint, and the proof that its log only grew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The size that the witness is thought to have cosigned last; 0 if none.
    pub old: u64,
    /// From that size to the checkpoint.
    pub proof: Vec<Hash>,
    /// The checkpoint, unchecked.
    pub checkpoint: Vec<u8>,
}

impl Submission {
    /// A request for a cosignature. Foreign cosignatures are left out: witnesses take short bodies.
    #[must_use]
    pub fn new(old: u64, proof: Vec<Hash>, checkpoint: &Checkpoint) -> Self {
        Self { old, proof, checkpoint: checkpoint.without_foreign(&[]).to_bytes() }
    }

    /// Reads the body of a request; what is accepted is written again to the byte.
    ///
    /// # Errors
    /// [`SubmissionFault`] if it breaks the form above the checkpoint.
    pub fn parse(body: &[u8]) -> Result<Self, SubmissionFault> {
        if body.len() > SUBMISSION_BYTES_MAX {
            return Err(SubmissionFault::TooLong(body.len()));
        }
        let (first, mut rest) = next_line(body).ok_or(SubmissionFault::Old)?;
        let old = first.strip_prefix("old ").and_then(read_number).ok_or(SubmissionFault::Old)?;
        let mut proof = Vec::new();
        for number in 2.. {
            let (line, after) = next_line(rest).ok_or(SubmissionFault::Hash(number))?;
            rest = after;
            if line.is_empty() {
                break;
            }
            if proof.len() == PROOF_HASHES_MAX {
                return Err(SubmissionFault::TooManyHashes);
            }
            proof.push(read_hash(line).ok_or(SubmissionFault::Hash(number))?);
        }
        Ok(Self { old, proof, checkpoint: rest.to_vec() })
    }

    /// The body of the request.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = format!("old {}\n", self.old);
        for hash in &self.proof {
            body.push_str(&base64(hash));
            body.push('\n');
        }
        body.push('\n');
        [body.as_bytes(), &self.checkpoint].concat()
    }

    /// The log that the checkpoint says it is of, so that its keys can be looked up.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        next_line(&self.checkpoint).map(|(origin, _)| origin)
    }
}

/// Why a checkpoint is not cosigned. The text goes to whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Declined {
    /// The request cannot be read.
    #[error(transparent)]
    Submission(#[from] SubmissionFault),
    /// The checkpoint cannot be read, or is not signed by its log.
    #[error(transparent)]
    Checkpoint(CheckpointFault),
    /// The log is not among those that are cosigned here.
    #[error("the log `{0}` is not cosigned here")]
    UnknownOrigin(String),
    /// The stated old size is larger than the new one.
    #[error("the old size {old} is larger than the checkpoint's, which is {size}")]
    OldBeyond {
        /// The old size, as stated.
        old: u64,
        /// The checkpoint's size.
        size: u64,
    },
    /// The stated old size is not the one cosigned last.
    #[error("the size cosigned last is {held}, not what the request states")]
    Stale {
        /// The size cosigned last.
        held: u64,
        /// What was submitted; its log's signature holds.
        checkpoint: Box<Checkpoint>,
    },
    /// The log signed another root for the size cosigned last. That is a fork.
    #[error("this is another root for the size that was cosigned last")]
    OtherRoot {
        /// What was submitted; its log's signature holds.
        checkpoint: Box<Checkpoint>,
    },
    /// The proof does not show that the log only grew. Perhaps it did not, perhaps the proof is bad.
    #[error("the checkpoint is not shown to continue what was cosigned last: {fault}")]
    Proof {
        /// What was submitted; its log's signature holds.
        checkpoint: Box<Checkpoint>,
        /// What is wrong with the proof.
        fault: ProofFault,
    },
}

impl Declined {
    /// The HTTP status of the answer.
    ///
    /// For another root at the same size the first version of the specification has 409, and
    /// today's text 422: [`read_answer`] takes both for a refusal.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Submission(_) | Self::OldBeyond { .. } => 400,
            Self::Checkpoint(fault) => match fault {
                CheckpointFault::Head(HeadFault::EmptyRoot) => 422,
                CheckpointFault::UnknownOrigin(_) => 404,
                CheckpointFault::Failing(_) | CheckpointFault::NotSigned(_) => 403,
                CheckpointFault::Note(_)
                | CheckpointFault::Head(_)
                | CheckpointFault::WrongKey { .. }
                | CheckpointFault::Cosignature(_) => 400,
            },
            Self::UnknownOrigin(_) => 404,
            Self::Stale { .. } => 409,
            Self::OtherRoot { .. } | Self::Proof { .. } => 422,
        }
    }

    /// The content type of the answer.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        if matches!(self, Self::Stale { .. }) { SIZE_TYPE } else { "text/plain; charset=utf-8" }
    }

    /// The body of the answer: the size for one who is late, the reason for everybody else.
    #[must_use]
    pub fn body(&self) -> String {
        if let Self::Stale { held, .. } = self { format!("{held}\n") } else { format!("{self}\n") }
    }

    /// The log's signed word that does not fit what was cosigned, or is not shown to.
    ///
    /// With another root at the same size it proves a fork, together with the checkpoint that was
    /// cosigned. A bad proof alone proves nothing, as anybody may submit one: get the entries.
    #[must_use]
    pub fn evidence(&self) -> Option<&Checkpoint> {
        match self {
            Self::OtherRoot { checkpoint } | Self::Proof { checkpoint, .. } => Some(checkpoint),
            Self::Submission(_)
            | Self::Checkpoint(_)
            | Self::UnknownOrigin(_)
            | Self::OldBeyond { .. }
            | Self::Stale { .. } => None,
        }
    }
}

/// Decides whether a checkpoint may be cosigned.
///
/// `last` is the head cosigned last of this log, none if there is none. `keys` are those with
/// which the log may sign; none says that the log is not cosigned here.
///
/// # Errors
/// [`Declined`], with the status and body to answer.
pub fn decide(
    last: Option<&Head>,
    keys: Option<&[VerifierKey]>,
    submission: &Submission,
) -> Result<Checkpoint, Declined> {
    let Some(keys) = keys else {
        return Err(unknown(&submission.checkpoint));
    };
    let checkpoint =
        Checkpoint::read(&submission.checkpoint, keys).map_err(Declined::Checkpoint)?;
    let (old, head) = (submission.old, checkpoint.head());
    if old > head.size {
        return Err(Declined::OldBeyond { old, size: head.size });
    }
    let (held, held_root) = last.map_or((0, empty_root()), |head| (head.size, head.root));
    if old != held {
        return Err(Declined::Stale { held, checkpoint: Box::new(checkpoint) });
    }
    if head.size == held && head.root != held_root {
        return Err(Declined::OtherRoot { checkpoint: Box::new(checkpoint) });
    }
    match check_consistency(held, &held_root, head.size, &head.root, &submission.proof) {
        Ok(()) => Ok(checkpoint),
        Err(fault) => Err(Declined::Proof { checkpoint: Box::new(checkpoint), fault }),
    }
}

/// A log that is not cosigned here, if the checkpoint can be read at all.
fn unknown(checkpoint: &[u8]) -> Declined {
    let head = Note::parse(checkpoint)
        .map_err(CheckpointFault::from)
        .and_then(|note| Ok(Head::parse(&note.text)?));
    match head {
        Ok(head) => Declined::UnknownOrigin(head.origin),
        Err(fault) => Declined::Checkpoint(fault),
    }
}

/// What a witness answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It cosigned, and the cosignature holds.
    Cosigned(NoteSignature),
    /// It cosigned this size last: ask again, with a proof from there.
    Behind(u64),
    /// It cosigned this size last, and the checkpoint has fewer entries. If it is of our own log,
    /// we have forgotten something that we signed.
    Ahead(u64),
    /// It does not cosign. Keep the answer: it may know another tree of this log.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Its words, or ours if the answer is no good.
        words: String,
    },
}

/// Reads the answer to a request that stated `old` for this checkpoint.
///
/// `key` is the witness's. An answer of success counts only if the cosignature holds.
#[must_use]
pub fn read_answer(
    status: u16,
    body: &[u8],
    old: u64,
    checkpoint: &Checkpoint,
    key: &VerifierKey,
) -> Answer {
    let size = checkpoint.head().size;
    match (status, read_size(body)) {
        (200, _) => read_cosignature(body, checkpoint, key)
            .unwrap_or_else(|words| Answer::Refused { status, words }),
        // The size that was stated is no conflict: then it is the root that it does not like.
        (409, Some(held)) if held > size => Answer::Ahead(held),
        (409, Some(held)) if held != old => Answer::Behind(held),
        _ => Answer::Refused { status, words: words(body) },
    }
}

fn words(body: &[u8]) -> String {
    match String::from_utf8_lossy(body).trim() {
        "" => "it gives no reason".to_owned(),
        words => shown(words),
    }
}

fn read_size(body: &[u8]) -> Option<u64> {
    let (size, rest) = next_line(body)?;
    read_number(size).filter(|_| rest.is_empty())
}

fn read_cosignature(
    body: &[u8],
    checkpoint: &Checkpoint,
    key: &VerifierKey,
) -> Result<Answer, String> {
    let text = std::str::from_utf8(body).map_err(|_| "the answer is not in UTF-8".to_owned())?;
    let lines = NoteSignature::parse_lines(text).map_err(|fault| fault.to_string())?;
    let mut latest = None;
    for line in lines.into_iter().filter(|line| line.names(key)) {
        let time = cosignature::check(checkpoint.head(), key, &line);
        let time = time.map_err(|fault| fault.to_string())?;
        if latest.as_ref().is_none_or(|(held, _)| *held < time) {
            latest = Some((time, line));
        }
    }
    let missing = || format!("the answer has no cosignature by `{}`", key.short());
    latest.map(|(_, line)| Answer::Cosigned(line)).ok_or_else(missing)
}
