//! Who takes part, as the logs say: which seats count, which logs go on after others.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::departure;
use truce_core::entry::{Address, Entry};
use truce_core::id::SeatId;
use truce_core::lineage::Lineage;
use truce_core::succession::{self, Agreed};

use crate::node::Node;

/// Who takes part.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Roll {
    /// The seats that count for a quorum.
    pub present: BTreeSet<SeatId>,
    /// The logs in which seats go on, as agreed.
    pub successors: BTreeMap<SeatId, Agreed>,
    lineage: Lineage,
    /// How often keys were changed.
    rotations: usize,
}

impl Node {
    /// Reads the roll again; to be called when a log said something that governs.
    pub(crate) fn call_the_roll(&mut self) {
        let said: Vec<(Address, Entry)> =
            self.said.iter().flat_map(|(log, said)| said.addressed(log)).collect();
        let entries = || said.iter().map(|(address, entry)| (address, entry));
        let lineage = Lineage::of(entries());
        let (seats, enough) = (&self.config.seats, self.config.enough);
        let roll = Roll {
            present: departure::present(entries(), seats, enough),
            successors: succession::in_force(entries(), seats, enough),
            lineage,
            rotations: self.said.values().map(|said| said.rotations.len()).sum(),
        };
        if roll != self.roll {
            // Keys may have changed: whatever was heard before may say more now.
            self.taken.clear();
            self.roll = roll;
        }
    }

    /// All logs: its own, and those whose keys are known.
    #[must_use]
    pub fn logs(&self) -> BTreeSet<SeatId> {
        let mut logs: BTreeSet<SeatId> = self.config.peers.keys().cloned().collect();
        logs.insert(self.config.log.clone());
        logs.extend(self.roll.successors.keys().cloned());
        logs
    }

    /// The seats that count for a quorum.
    #[must_use]
    pub fn present(&self) -> &BTreeSet<SeatId> {
        &self.roll.present
    }

    /// The successions that are in force, by the new log.
    #[must_use]
    pub fn successors(&self) -> &BTreeMap<SeatId, Agreed> {
        &self.roll.successors
    }

    /// Whose log it is.
    #[must_use]
    pub fn seat_of(&self, log: &SeatId) -> SeatId {
        if *log == self.config.log {
            return self.config.seat.clone();
        }
        let agreed = self.roll.successors.get(log);
        agreed.map_or_else(
            || self.roll.lineage.seat_of(log).clone(),
            |agreed| agreed.terms.seat.clone(),
        )
    }
}
