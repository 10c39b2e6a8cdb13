//! What goes into a node and what comes out.

use std::fmt;

use truce_core::id::SeatId;
use truce_log::head::Head;
use truce_log::tree::Hash;

use crate::state::State;

/// What a node can look up in what it holds on its own disk.
///
/// Answers must be those of the logs as committed; `None` where a size lies
/// beyond what is held, or a file is damaged.
pub trait Held {
    /// The root of a log at a size.
    fn root_at(&self, log: &SeatId, size: u64) -> Option<Hash>;
    /// The consistency proof of a log from one size to another.
    fn consistency(&self, log: &SeatId, old: u64, size: u64) -> Option<Vec<Hash>>;
}

/// Something happened.
#[derive(Debug, Clone)]
pub enum Input {
    /// Its own log grew: these entries are durable.
    Grew {
        /// The index of the first.
        first: u64,
        /// Their bytes.
        entries: Vec<Vec<u8>>,
    },
    /// Time passed.
    Tick {
        /// Seconds since 1970, by a clock that may jump.
        now: u64,
    },
    /// A peer answered, or did not.
    Answer {
        /// Who.
        peer: SeatId,
        /// What was asked.
        question: Question,
        /// What it said.
        answer: Answer,
    },
    /// A neutral witness answered.
    WitnessAnswer {
        /// The name of its key.
        witness: String,
        /// The size that it was told it had cosigned last.
        old: u64,
        /// The checkpoint that it was asked to cosign.
        checkpoint: Vec<u8>,
        /// The status of its answer.
        status: u16,
        /// The body of its answer.
        body: Vec<u8>,
    },
    /// Somebody asks this node to cosign as a witness.
    Submitted {
        /// To tell the reply by.
        ticket: u64,
        /// The body of the request.
        bytes: Vec<u8>,
    },
    /// A person says that this disk was never put back from a backup.
    Confirmed,
}

/// What a node asks a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The newest checkpoint that the peer holds of a log.
    Checkpoint {
        /// Which log.
        log: SeatId,
    },
    /// Entries of a log, from a first to before a last index.
    Entries {
        /// Which log.
        log: SeatId,
        /// The first.
        from: u64,
        /// After the last.
        to: u64,
    },
    /// Up to where the peer's tree of a log agrees with ours, and proofs of it.
    Common {
        /// Which log.
        log: SeatId,
        /// The size of ours.
        ours: u64,
        /// The root of the peer's tree.
        root: Hash,
        /// The size of the peer's tree.
        theirs: u64,
    },
}

impl Question {
    /// Of which log it asks.
    #[must_use]
    pub fn log(&self) -> &SeatId {
        match self {
            Self::Checkpoint { log } | Self::Entries { log, .. } | Self::Common { log, .. } => log,
        }
    }
}

/// What a peer's tree of a log has in common with ours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Common {
    /// The largest size at which both have one root.
    pub size: u64,
    /// That root.
    pub root: Hash,
    /// From that size to the size asked of theirs, in their tree.
    pub proof: Vec<Hash>,
    /// Where ours is the smaller: their root at our size, and the proof from there.
    pub at_ours: Option<(Hash, Vec<Hash>)>,
}

/// What a peer said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A checkpoint, as bytes.
    Checkpoint(Vec<u8>),
    /// Entries, from the first asked on; may be fewer than asked.
    Entries(Vec<Vec<u8>>),
    /// What the trees have in common.
    Common(Common),
    /// It was reached and has nothing of the kind.
    Nothing,
    /// It was not reached, or did not answer in time or to the point.
    Unreachable,
}

/// What the host must do, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Append to its own log, durably; then [`Input::Grew`].
    Append(Vec<Vec<u8>>),
    /// Keep entries of a log apart until they are known to be true.
    Stage {
        /// Which log.
        log: SeatId,
        /// The index of the first.
        first: u64,
        /// Their bytes.
        entries: Vec<Vec<u8>>,
    },
    /// Forget what is staged of a log.
    Unstage(SeatId),
    /// Put what is staged of another's log behind what is held, durably.
    Commit(SeatId),
    /// Let its own log be its first `base` entries and what is staged, durably;
    /// append again what stood there and is not in it, then [`Input::Grew`].
    Adopt {
        /// How many of its entries stay.
        base: u64,
    },
    /// Write tiles and bundles of a log up to a size, durably.
    Extend {
        /// Which log.
        log: SeatId,
        /// Up to where.
        size: u64,
    },
    /// Write the state, durably.
    Persist(State),
    /// Put a checkpoint in the place of the one before, for everybody to see.
    Publish {
        /// Of which log.
        log: SeatId,
        /// Its bytes.
        checkpoint: Vec<u8>,
        /// Whether a quorum stands behind it.
        settled: bool,
    },
    /// Ask a peer.
    Ask {
        /// Whom.
        peer: SeatId,
        /// What.
        question: Question,
    },
    /// Ask a neutral witness to cosign.
    AskWitness {
        /// The name of its key.
        witness: String,
        /// The size that it is thought to have cosigned last.
        old: u64,
        /// The consistency proof from there.
        proof: Vec<Hash>,
        /// The checkpoint.
        checkpoint: Vec<u8>,
    },
    /// Answer a request to cosign as a witness.
    Reply {
        /// Which request.
        ticket: u64,
        /// The HTTP status.
        status: u16,
        /// The media type of the body.
        content_type: &'static str,
        /// The body.
        body: Vec<u8>,
    },
    /// Keep what somebody signed or answered: it may be evidence.
    Keep(Vec<u8>),
    /// Tell people.
    Tell(Event),
}

/// Something that people should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It does not sign: these peers have not yet said what they hold of its log.
    Asking(Vec<SeatId>),
    /// It does not sign: a peer holds more of its own log than it does.
    Behind {
        /// Who showed it.
        peer: SeatId,
        /// How many entries it has of its own log, signed.
        signed: u64,
        /// How many were shown.
        shown: u64,
    },
    /// Its own log is whole again.
    FetchedBack {
        /// How many entries it holds now.
        size: u64,
    },
    /// Somebody signed another history of its own log with its own key.
    OwnFork {
        /// Who showed it.
        peer: SeatId,
        /// At which size.
        size: u64,
    },
    /// A log told two histories, and that is proved.
    Forked {
        /// Which log.
        log: SeatId,
        /// Up to where they agree.
        common: u64,
    },
    /// A cosigner stands behind two histories, and that is proved.
    WitnessFault {
        /// Whose mirror.
        seat: SeatId,
        /// Of which log.
        log: SeatId,
    },
    /// What a peer said of a log cannot be used; nothing is proved by it.
    Unusable {
        /// Who.
        peer: SeatId,
        /// Of which log.
        log: SeatId,
        /// Why.
        why: String,
    },
    /// A neutral witness refused to cosign.
    Refused {
        /// The name of its key.
        witness: String,
        /// The status of its answer.
        status: u16,
        /// The checkpoint that it refused.
        head: Head,
    },
    /// A neutral witness has seen more of its own log than it signed.
    WitnessAhead {
        /// The name of its key.
        witness: String,
        /// How many entries it has of its own log, signed.
        signed: u64,
        /// How many the witness has seen.
        size: u64,
    },
    /// More entries of another's log are held.
    Holds {
        /// Which log.
        log: SeatId,
        /// How many entries now.
        size: u64,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asking(peers) => {
                let names: Vec<&str> = peers.iter().map(SeatId::as_str).collect();
                write!(
                    f,
                    "not signing: {} have not yet said what they hold of this log; \
                     if this disk was never put back from a backup, say so with `truce resume`",
                    names.join(", ")
                )
            }
            Self::Behind { peer, signed, shown } => write!(
                f,
                "not signing: `{peer}` holds {shown} entries of this seat's own log and this disk {signed}: \
                 it was put back from a backup; fetching the log back"
            ),
            Self::FetchedBack { size } => {
                write!(f, "this seat's own log is whole again, with {size} entries")
            }
            Self::OwnFork { peer, size } => write!(
                f,
                "`{peer}` shows another history of this seat's own log at {size} entries, signed with its key: \
                 the key is in other hands, or a copy of this node is running; this node signs no more"
            ),
            Self::Forked { log, common } => write!(
                f,
                "the log `{log}` tells two histories that agree on its first {common} entries only: \
                 this is proved, put on record, and the log counts up to there"
            ),
            Self::WitnessFault { seat, log } => {
                write!(
                    f,
                    "the mirror of `{seat}` cosigned two histories of `{log}`: this is proved and put on record"
                )
            }
            Self::Unusable { peer, log, why } => {
                write!(f, "what `{peer}` shows of the log `{log}` cannot be used: {why}")
            }
            Self::Refused { witness, status, head } => write!(
                f,
                "the witness `{witness}` refused to cosign {} at {} entries (status {status}); kept as evidence",
                head.origin, head.size
            ),
            Self::WitnessAhead { witness, signed, size } => write!(
                f,
                "not signing: the witness `{witness}` has seen {size} entries of this seat's own log and this disk \
                 has {signed}: it was put back from a backup; the log is fetched back from whoever holds it"
            ),
            Self::Holds { log, size } => write!(f, "holds {size} entries of `{log}`"),
        }
    }
}
