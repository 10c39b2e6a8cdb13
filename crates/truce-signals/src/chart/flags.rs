//! Days written above their upright lines, so that no line runs through another day's words.
//!
//! # Method
//! Words begin at their line and go on from it; near the sheet's far end they come before it, and then so do those of the
//! lines that they would cover. Days that would meet stand one above the other.

use truce_core::time::Day;

use super::keys::DAY_ROOM;
use super::{Anchor, WIDTH};

/// From one row of days to the next, in units.
pub(super) const ROW: f64 = 15.0;
/// So many rows at most; a day that would stand above them has its line alone.
const ROWS_MAX: usize = 5;

/// A day above its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flag {
    pub(super) day: Day,
    /// Where its line stands.
    pub(super) x: f64,
    /// Where the words are: after the line, or before it.
    pub(super) anchor: Anchor,
    /// The row from below, if its words have one.
    pub(super) row: Option<usize>,
}

impl Flag {
    fn room(&self) -> (f64, f64) {
        match self.anchor {
            Anchor::Start | Anchor::Middle => (self.x, self.x + DAY_ROOM),
            Anchor::End => (self.x - DAY_ROOM, self.x),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        let (one, other) = (self.room(), other.room());
        one.0 < other.1 && other.0 < one.1
    }
}

/// The flags of days, in the order of time.
pub(super) fn flags(days: &[Day], place: impl Fn(Day) -> f64) -> Vec<Flag> {
    let mut days: Vec<Day> = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let mut flags: Vec<Flag> = Vec::new();
    // From the far end on: whose words come before their line.
    let mut covered_from = WIDTH - DAY_ROOM;
    for day in days.into_iter().rev() {
        let x = place(day);
        let is_before = x > covered_from && x >= DAY_ROOM;
        let anchor = if is_before { Anchor::End } else { Anchor::Start };
        if is_before {
            covered_from = x - DAY_ROOM;
        }
        flags.push(Flag { day, x, anchor, row: None });
    }
    flags.reverse();
    // Of words before their line the later stand higher, of words after it the earlier.
    let before = (0..flags.len()).filter(|place| is(&flags, *place, Anchor::End));
    let after = (0..flags.len()).rev().filter(|place| is(&flags, *place, Anchor::Start));
    let order: Vec<usize> = before.chain(after).collect();
    for place in order {
        let Some(flag) = flags.get(place).copied() else { continue };
        let under = flags.iter().filter(|other| other.meets(&flag)).filter_map(|other| other.row);
        let row = under.max().map_or(0, |row| row.saturating_add(1));
        if let Some(flag) = flags.get_mut(place) {
            flag.row = (row < ROWS_MAX).then_some(row);
        }
    }
    flags
}

fn is(flags: &[Flag], place: usize, anchor: Anchor) -> bool {
    flags.get(place).is_some_and(|flag| flag.anchor == anchor)
}

/// How many rows there are.
pub(super) fn rows(flags: &[Flag]) -> usize {
    flags.iter().filter_map(|flag| flag.row).max().map_or(0, |row| row.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(places: &[i32]) -> Vec<Flag> {
        let first = Day::new(2017, 1, 1).unwrap();
        let days: Vec<Day> = places.iter().map(|place| first.plus(*place)).collect();
        let flags = flags(&days, |day| f64::from(day.since(first)));
        for one in flags.iter().filter(|flag| flag.row.is_some()) {
            assert!(one.room().0 >= 0.0 && one.room().1 <= WIDTH, "{one:?}");
            for other in flags.iter().filter(|other| other.day != one.day && one.meets(other)) {
                assert_ne!(one.row, other.row, "{one:?} covers {other:?}");
                let is_crossed = one.room().0 < other.x && other.x < one.room().1;
                assert!(
                    !is_crossed || other.row < one.row,
                    "the line of {other:?} crosses {one:?}"
                );
            }
        }
        flags
    }

    #[test]
    fn no_day_covers_another_and_no_line_runs_through_one() {
        let rows_of =
            |places: &[i32]| -> Vec<_> { check(places).iter().map(|flag| flag.row).collect() };
        assert_eq!(rows_of(&[100]), [Some(0)]);
        assert_eq!(rows_of(&[100, 300]), [Some(0), Some(0)]);
        assert_eq!(rows_of(&[100, 110, 130]), [Some(2), Some(1), Some(0)]);
        assert_eq!(rows_of(&[600, 620]), [Some(0), Some(1)]);
        check(&[430, 470, 520, 600]);
        check(&[10, 300, 310, 480, 490, 500, 631]);
    }

    #[test]
    fn of_many_days_on_one_spot_some_have_their_line_alone() {
        let flags = check(&[300, 301, 302, 303, 304, 305, 306]);
        assert_eq!(rows(&flags), ROWS_MAX);
        assert_eq!(flags.iter().filter(|flag| flag.row.is_none()).count(), 2);
    }
}
