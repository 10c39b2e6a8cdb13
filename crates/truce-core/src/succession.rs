//! A seat that can no longer use its log goes on in a new one, if the others agree.
//!
//! A seat whose log forked, or that has lost its key, cannot say so in that
//! log and be believed. Each of the other seats says in its own log up to
//! where the old log counts, under which keys the seat goes on, and in which
//! log; when enough of them say the same, it is in force.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};
use crate::entry::{Address, Body, Entry};
use crate::id::SeatId;
use crate::lineage::{Lineage, number_of};
use crate::record::Head;

/// The verifier keys of a seat, as C2SP writes them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// With which it cosigns the logs that it mirrors.
    pub cosigner: String,
    /// With which it signs its own log.
    pub log: String,
}

/// One seat's word that another seat goes on in a new log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The log that ends.
    pub earlier: SeatId,
    /// Up to where the earlier log counts.
    pub follows: Head,
    /// The keys of the new log and its seat.
    pub keys: Keys,
    /// The new log.
    pub log: SeatId,
    /// Why, in words.
    pub reason: String,
    /// The seat that goes on.
    pub seat: SeatId,
}

impl Succession {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        let number = |log: &SeatId| {
            let fault = || OutOfBounds::NotItsLog { log: log.clone(), seat: self.seat.clone() };
            number_of(log, &self.seat).ok_or_else(fault)
        };
        if number(&self.log)? <= number(&self.earlier)? {
            let (earlier, later) = (self.earlier.clone(), self.log.clone());
            return Err(OutOfBounds::NotLater { earlier, later });
        }
        self.follows.check()?;
        bounds::key("cosigner's key", &self.keys.cosigner)?;
        bounds::key("log's key", &self.keys.log)?;
        bounds::words("reason", &self.reason)
    }

    /// What seats must say alike: everything but the reason.
    fn terms(&self) -> Self {
        Self { reason: String::new(), ..self.clone() }
    }
}

/// A succession that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Who says so, and where.
    pub by: BTreeMap<SeatId, Address>,
    /// What they agree on; the reason is left empty, for each has its own.
    pub terms: Succession,
}

/// The successions in force, by the new log.
///
/// A seat's word counts from when it is on record and is not taken back, so what is in force stays so as the
/// record grows. Were enough seats to give a new log two different beginnings, neither would be in force.
#[must_use]
pub fn in_force<'a>(
    entries: impl Iterator<Item = (&'a Address, &'a Entry)> + Clone,
    seats: &BTreeSet<SeatId>,
    enough: usize,
) -> BTreeMap<SeatId, Agreed> {
    let lineage = Lineage::of(entries.clone());
    let mut said: BTreeMap<Succession, BTreeMap<SeatId, Address>> = BTreeMap::new();
    for (address, entry) in entries {
        let Body::Succession(succession) = &entry.body else { continue };
        let by = lineage.seat_of(&address.log);
        if *by == succession.seat || !seats.contains(by) || !seats.contains(&succession.seat) {
            continue;
        }
        let words = said.entry(succession.terms()).or_default();
        let held = words.entry(by.clone()).or_insert_with(|| address.clone());
        if lineage.precedes(address, held) {
            *held = address.clone();
        }
    }
    let mut agreed: BTreeMap<SeatId, Vec<Agreed>> = BTreeMap::new();
    for (terms, by) in said {
        if by.len() >= enough {
            agreed.entry(terms.log.clone()).or_default().push(Agreed { by, terms });
        }
    }
    let alone = |(log, mut of_log): (SeatId, Vec<Agreed>)| {
        let only = of_log.pop().filter(|_| of_log.is_empty())?;
        Some((log, only))
    };
    agreed.into_iter().filter_map(alone).collect()
}
