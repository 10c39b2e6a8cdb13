//! A seat that leaves, falls silent, or comes back.
//!
//! A seat says so of itself in its own log, or the others say so of it in
//! theirs. Nobody is removed from the record by it: what a seat wrote stays;
//! only the quorum goes on without it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};
use crate::entry::{Address, Body, Entry};
use crate::id::SeatId;
use crate::lineage::Lineage;

/// Whether a seat is held to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// It left, or is silent.
    Absent,
    /// It came back: an earlier word of absence no longer holds.
    Present,
}

/// A seat's word on whether a seat, itself or another, is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// What is said of it.
    pub presence: Presence,
    /// Why, in words.
    pub reason: String,
    /// Of which seat.
    pub seat: SeatId,
}

impl Departure {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::words("reason", &self.reason)
    }
}

/// The seats that count for the quorum.
///
/// The last word of each seat on each seat holds. A seat does not count if it says so itself, or if at least
/// `enough` of the others say so; where both are said, both must be taken back. With `enough` above half of all
/// seats, no two halves can shut each other out.
#[must_use]
pub fn present<'a>(
    entries: impl Iterator<Item = (&'a Address, &'a Entry)> + Clone,
    seats: &BTreeSet<SeatId>,
    enough: usize,
) -> BTreeSet<SeatId> {
    let lineage = Lineage::of(entries.clone());
    let mut last: BTreeMap<(&SeatId, &SeatId), (&Address, Presence)> = BTreeMap::new();
    for (address, entry) in entries {
        let Body::Departure(departure) = &entry.body else { continue };
        let by = lineage.seat_of(&address.log);
        let Some(by) = seats.get(by) else { continue };
        let word = (address, departure.presence);
        let held = last.entry((&departure.seat, by)).or_insert(word);
        if lineage.precedes(held.0, address) {
            *held = word;
        }
    }
    let counts = |seat: &&SeatId| {
        let absent = last
            .iter()
            .filter(|((of, _), (_, presence))| of == seat && *presence == Presence::Absent);
        let (own, others): (Vec<&SeatId>, Vec<&SeatId>) =
            absent.map(|((_, by), _)| *by).partition(|by| by == seat);
        own.is_empty() && others.len() < enough
    };
    seats.iter().filter(counts).cloned().collect()
}
