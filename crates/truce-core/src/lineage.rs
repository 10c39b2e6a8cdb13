//! Which logs are whose, one after the other.
//!
//! A seat's first log has the seat's name. A seat whose log can go on no
//! longer, after a fork or the loss of a key, goes on in another: `russia`,
//! then `russia-2`, then `russia-3`. To everything that follows from the
//! record they are one seat's word.
//!
//! # Out of scope
//! Whether such a log may be opened at all: the other seats agree to it, see
//! [`crate::succession`], and a node takes no log without that.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::entry::{Address, Body, Entry, Opening};
use crate::id::SeatId;

/// Which of a seat's logs a log is, counted from 1; `None` if by its name it can be none of them.
#[must_use]
pub fn number_of(log: &SeatId, seat: &SeatId) -> Option<u32> {
    if log == seat {
        return Some(1);
    }
    let digits = log.as_str().strip_prefix(seat.as_str())?.strip_prefix('-')?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|number| plain && *number > 1)
}

/// Whether by their names a log can be a later one of the seat that has another.
#[must_use]
pub fn comes_after(later: &SeatId, earlier: &SeatId) -> bool {
    let seat_of = |log: &SeatId| -> Option<SeatId> {
        let (seat, _) = log.as_str().rsplit_once('-')?;
        SeatId::new(seat).ok()
    };
    let first = number_of(later, earlier).is_some_and(|number| number > 1);
    let both = seat_of(later).filter(|seat| seat_of(earlier).as_ref() == Some(seat));
    let order = both.map(|seat| (number_of(earlier, &seat), number_of(later, &seat)));
    first || order.is_some_and(|(earlier, later)| earlier.is_some() && earlier < later)
}

/// The logs of each seat, in the order in which they follow each other.
///
/// INVARIANT: a function of the set of entries. Kept by [`Lineage::of`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Lineage(BTreeMap<SeatId, (SeatId, u32)>);

impl Lineage {
    /// Reads it from the openings: a log is the seat's that its opening names, if its own name allows that.
    #[must_use]
    pub fn of<'a>(entries: impl Iterator<Item = (&'a Address, &'a Entry)>) -> Self {
        let named = entries.filter_map(|(address, entry)| {
            let Body::Opening(opening) = &entry.body else { return None };
            let number = number_of(&address.log, &opening.seat).filter(|_| address.index == 0)?;
            Some((address.log.clone(), (opening.seat.clone(), number)))
        });
        Self(named.collect())
    }

    /// Takes a log's opening in after others; returns whether that changes nothing of what is known of their entries.
    pub(crate) fn open(&mut self, address: &Address, opening: &Opening) -> bool {
        match number_of(&address.log, &opening.seat).filter(|_| address.index == 0) {
            None => true,
            Some(1) => {
                self.0.insert(address.log.clone(), (opening.seat.clone(), 1));
                true
            }
            Some(_) => false,
        }
    }

    /// Whose log it is; one whose opening is not known is taken for that of the seat of its name.
    #[must_use]
    pub fn seat_of<'a>(&'a self, log: &'a SeatId) -> &'a SeatId {
        self.0.get(log).map_or(log, |(seat, _)| seat)
    }

    /// The logs of a seat that are on record, the first one first.
    #[must_use]
    pub fn logs_of(&self, seat: &SeatId) -> Vec<&SeatId> {
        let own = self.0.iter().filter(|(_, (of, _))| of == seat);
        let mut logs: Vec<(u32, &SeatId)> = own.map(|(log, (_, number))| (*number, log)).collect();
        logs.sort();
        logs.into_iter().map(|(_, log)| log).collect()
    }

    /// Who wrote an entry, and as which: the seat, the number of its log, the index.
    ///
    /// Of one seat's entries, the earlier sorts first.
    #[must_use]
    pub fn turn<'a>(&'a self, address: &'a Address) -> (&'a SeatId, u32, u64) {
        let (seat, number) =
            self.0.get(&address.log).map_or((&address.log, 1), |(seat, number)| (seat, *number));
        (seat, number, address.index)
    }

    /// Whether one seat wrote both, and `earlier` before `later`.
    #[must_use]
    pub fn precedes(&self, earlier: &Address, later: &Address) -> bool {
        let ((seat, ..), (same, ..)) = (self.turn(earlier), self.turn(later));
        seat == same && self.turn(earlier) < self.turn(later)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Moment;

    fn seat(name: &str) -> SeatId {
        SeatId::new(name).unwrap()
    }

    fn opening(log: &str, index: u64, of: &str) -> (Address, Entry) {
        let opening = Opening {
            agreement_sha256: "ab".to_owned(),
            agreement_title: "a truce".to_owned(),
            seat: seat(of),
        };
        let entry = Entry::new(Body::Opening(opening), Moment::from_unix(0));
        (Address { log: seat(log), index }, entry)
    }

    #[test]
    fn only_its_own_name_and_that_with_a_number_are_names_of_a_seats_logs() {
        let russia = seat("russia");
        let numbers = ["russia", "russia-2", "russia-10"].map(|log| number_of(&seat(log), &russia));
        assert_eq!(numbers, [Some(1), Some(2), Some(10)]);
        for other in ["russia-1", "russia-02", "russia-", "russia2", "russia-2-2", "turkey"] {
            assert_eq!(number_of(&seat(other), &russia), None, "{other}");
        }
    }

    #[test]
    fn of_a_seats_logs_the_one_with_the_higher_number_comes_after() {
        let after = |later, earlier| comes_after(&seat(later), &seat(earlier));
        assert!(after("russia-2", "russia") && after("russia-10", "russia-2"));
        for (later, earlier) in [
            ("russia", "russia"),
            ("russia", "russia-2"),
            ("russia-2", "russia-2"),
            ("russia-2", "russia-10"),
            ("turkey-2", "russia"),
            ("a-c", "a-b"),
        ] {
            assert!(!after(later, earlier), "{later} {earlier}");
        }
    }

    #[test]
    fn a_log_belongs_to_the_seat_that_its_opening_names_and_its_name_allows() {
        let held = [
            opening("russia", 0, "russia"),
            opening("russia-10", 0, "russia"),
            opening("russia-2", 0, "russia"),
            // Not what its name allows; and no opening, as it does not open.
            opening("un-2", 0, "turkey"),
            opening("iran-2", 3, "iran"),
        ];
        let lineage = Lineage::of(held.iter().map(|(address, entry)| (address, entry)));
        let (russia, un, iran) = (seat("russia"), seat("un-2"), seat("iran-2"));
        assert_eq!(*lineage.seat_of(&seat("russia-2")), russia);
        assert_eq!(*lineage.seat_of(&un), un);
        assert_eq!(*lineage.seat_of(&iran), iran);
        let logs: Vec<&str> = lineage.logs_of(&russia).iter().map(|log| log.as_str()).collect();
        assert_eq!(logs, ["russia", "russia-2", "russia-10"]);
        let at = |text: &str| text.parse::<Address>().unwrap();
        assert!(lineage.precedes(&at("russia/7"), &at("russia-2/0")));
        assert!(lineage.precedes(&at("russia-2/9"), &at("russia-10/1")));
        assert!(!lineage.precedes(&at("russia-2/0"), &at("russia/7")));
        assert!(!lineage.precedes(&at("russia/7"), &at("un-2/8")));
    }
}
