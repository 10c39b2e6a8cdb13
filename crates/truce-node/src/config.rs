//! Who takes part, with which keys, and how many make a quorum.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::id::SeatId;
use truce_log::key::{SigningKey, VerifierKey};

/// How many others must stand behind an entry before it is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// Mirrors and neutral witnesses together: prevents two settled histories if more than half of them are honest.
    pub cosigners: usize,
    /// Mirrors alone: so many hold the entries themselves.
    pub mirrors: usize,
}

/// The keys that a seat signs with.
#[derive(Debug)]
pub struct OwnKeys {
    /// For its log's heads; more than one while keys are changed, the newest last.
    pub log: Vec<SigningKey>,
    /// For heads of others' logs that it holds.
    pub mirror: SigningKey,
    /// For heads that are shown to it as a witness, held or not.
    pub witness: SigningKey,
}

/// The keys by which a log and its seat's mirror are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerKeys {
    /// Of its log's heads.
    pub log: VerifierKey,
    /// Of what it holds of others' logs.
    pub mirror: VerifierKey,
}

/// What a node is told by whoever sets it up.
#[derive(Debug)]
pub struct Config {
    /// How many of the other seats must say the same of a seat for it to be in force: more than half of all.
    pub enough: usize,
    /// How often it writes down which heads it holds, in seconds.
    pub heartbeat_s: u64,
    /// What the origins of all logs begin with, up to and with the last slash.
    pub instance: String,
    /// Its keys.
    pub keys: OwnKeys,
    /// The name of its own log.
    pub log: SeatId,
    /// The others' logs, as their seats gave their keys by another way.
    pub peers: BTreeMap<SeatId, PeerKeys>,
    /// How many make a quorum.
    pub quorum: Quorum,
    /// How often it asks a peer, in seconds.
    pub round_s: u64,
    /// Its seat.
    pub seat: SeatId,
    /// All seats of the agreement.
    pub seats: BTreeSet<SeatId>,
    /// Neutral witnesses, by the name of their key.
    pub witnesses: Vec<VerifierKey>,
}

impl Config {
    /// The origin of a log.
    #[must_use]
    pub fn origin(&self, log: &SeatId) -> String {
        format!("{}{log}", self.instance)
    }
}
