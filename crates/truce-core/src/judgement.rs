//! A person's word that two reports tell of the same event, or do not.
//!
//! Judgements outrank the machine. Where they contradict each other, they are
//! set aside together and shown: see [`crate::matching`].

use serde::{Deserialize, Serialize};

use crate::entry::Address;

/// What the person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The two tell of one event.
    Same,
    /// The two tell of different events.
    Different,
    /// An earlier judgement of this seat on the two is taken back.
    TakenBack,
}

/// A judgement on two reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// Who judged: the officer's name or number in the seat's own list.
    pub by: String,
    /// Why, in words.
    pub reason: String,
    /// The two reports.
    pub reports: (Address, Address),
    /// What is said of them.
    pub verdict: Verdict,
}
