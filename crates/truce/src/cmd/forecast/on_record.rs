//! Whether a forecast's digest was on record before the days that it foretells.
//!
//! No kind of entry is made for it: a digest is on record where the text of any entry holds it, such as the note of a
//! blob or the account of a report. Nobody comes upon 64 hexadecimal digits by chance.
//!
//! # Out of scope
//! Whose clock is right. A seat dates its own entries; another seat's heartbeat that holds the entry is another seat's
//! word that it was there.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::entry::{Address, Body};
use truce_core::id::SeatId;
use truce_core::lineage::Lineage;
use truce_core::record::{Cut, Record};
use truce_core::time::Moment;

/// Where a digest stands on record first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OnRecord {
    /// The entry that holds it.
    pub at: Address,
    /// When that was put on record, by the clock of its seat.
    pub recorded_at: Moment,
    /// The first word of another seat that it holds the entry; none if no heartbeat says so.
    pub held: Option<Held>,
}

/// Another seat's word that it holds an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The heartbeat.
    pub at: Address,
    /// Whose it is.
    pub by: SeatId,
    /// When that was put on record, by the clock of that seat.
    pub recorded_at: Moment,
}

/// Where each digest, in hexadecimal, stands on record first by the clocks of the seats; none where it is on no record.
#[must_use]
pub fn on_record(record: &Record, cut: &Cut, digests: &[String]) -> Vec<Option<OnRecord>> {
    let mut first: BTreeMap<usize, (Moment, &Address)> = BTreeMap::new();
    for (address, entry) in record.until(cut) {
        let Ok(bytes) = entry.bytes() else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for (place, digest) in digests.iter().enumerate() {
            if text.contains(digest.as_str()) {
                let found = (entry.recorded_at, address);
                let known = first.entry(place).or_insert(found);
                *known = found.min(*known);
            }
        }
    }
    let of = |place: usize| {
        let (recorded_at, at) = first.get(&place)?;
        let held = held(record, cut, at);
        Some(OnRecord { at: (*at).clone(), recorded_at: *recorded_at, held })
    };
    (0..digests.len()).map(of).collect()
}

/// The first heartbeat of another seat that reaches beyond an entry.
fn held(record: &Record, cut: &Cut, of: &Address) -> Option<Held> {
    let lineage = Lineage::of(record.entries());
    let own = lineage.seat_of(&of.log);
    let words = record.until(cut).filter_map(|(address, entry)| {
        let Body::Heartbeat(heartbeat) = &entry.body else { return None };
        let by = lineage.seat_of(&address.log);
        let reaches = heartbeat.heads.get(&of.log).is_some_and(|head| of.index < head.size);
        (by != own && reaches).then_some((entry.recorded_at, address, by))
    });
    let (recorded_at, at, by) = words.min()?;
    Some(Held { at: at.clone(), by: by.clone(), recorded_at })
}
