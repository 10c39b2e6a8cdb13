//! Which reports tell of the same event.
//!
//! A report is weighed against an *incident*, not against other reports: how
//! likely are these places, times, acts, tolls and tellers if this is one event,
//! and how many other events are to be expected there and then (`score`)? Only
//! reports that are near enough for their own precision are looked at (`near`),
//! sets are joined best first (`joining`), judgements of people outrank all of
//! it ([`judgements`]), and a change costs its neighbourhood ([`matcher`]).
//!
//! INVARIANT: the result is a function of the set of candidates, the settled
//! judgements and the table, to the byte, on every machine: whole millibans, no
//! order of arrival.

mod at_once;
mod crowd;
pub mod evidence;
pub mod explain;
mod joining;
pub mod judgements;
mod likely;
pub mod matcher;
mod model;
mod near;
pub mod one_to_one;
pub mod plain;
mod score;
pub mod tables;
pub mod weights;

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::act::Act;
use crate::entry::Address;
use crate::geo::Position;
use crate::id::SourceId;
use crate::report::{Harm, Report};
use crate::time::Window;

pub use matcher::{Matcher, match_reports};

/// An account with fewer letters than this is too short to be known again.
const WORDING_MIN: usize = 40;

/// What the matcher sees of a report. Blame, stance and alignment are not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which report.
    pub address: Address,
    /// The kind of act.
    pub act: Act,
    /// Harm as told.
    pub harm: Harm,
    /// The middle of the place.
    pub position: Option<Position>,
    /// How far from it the event may lie, in metres.
    pub radius_m: u32,
    /// The source's own id for the report.
    pub reference: Option<String>,
    /// Who tells it.
    pub source: SourceId,
    /// When.
    pub window: Window,
    /// The words of the account, as a number: equal words are equal numbers. `None` if they are few.
    pub wording: Option<u64>,
}

impl Candidate {
    /// What the matcher sees of a report.
    #[must_use]
    pub fn of(address: &Address, report: &Report) -> Self {
        Self {
            address: address.clone(),
            act: report.act,
            harm: report.harm,
            position: report.place.position,
            radius_m: report.place.radius_m,
            reference: report.reference.clone(),
            source: report.source.clone(),
            window: report.window,
            wording: wording(&report.account),
        }
    }

    /// Whether two seats received one and the same telling: same source, same reference.
    #[must_use]
    pub fn same_telling(&self, other: &Self) -> bool {
        self.source == other.source && self.reference.is_some() && self.reference == other.reference
    }
}

/// The letters and digits of an account as a number, so that equal words are known again; `None` if there are few.
#[must_use]
pub fn wording(account: &str) -> Option<u64> {
    let mut hash = Sha256::new();
    let mut letters = 0_usize;
    for letter in account.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        hash.update(letter.encode_utf8(&mut [0; 4]).as_bytes());
        letters = letters.saturating_add(1);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let (first, _) = digest.split_first_chunk::<8>()?;
    (letters >= WORDING_MIN).then(|| u64::from_be_bytes(*first))
}

/// Groups of reports, each held to be of one event; every candidate is in exactly one.
pub type Groups = Vec<BTreeSet<Address>>;
