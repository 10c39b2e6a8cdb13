//! Lists that are brought up to date once a week.
//!
//! Where nearly all stands on one day of the week, the zeros between are no quiet days: nobody wrote anything up. Taken
//! for zero, every week would begin with a rise and go on with a fall.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::time::Day;

use super::Cell;

/// Nearly all: so many of a hundred incidents.
const PERCENT_MIN: u64 = 90;
/// Of fewer incidents, or in fewer weeks, chance may put them on one day.
const INCIDENTS_MIN: u64 = 30;
const WEEKS_MIN: i32 = 8;
const WEEK: i32 = 7;

/// Takes the zeros out of such a list; gives on how many days.
pub(super) fn take_out(cells: &mut BTreeMap<(String, String), Cell>) -> usize {
    let days = || cells.values().flat_map(BTreeMap::iter);
    let (first, last) = (days().map(|(day, _)| *day).min(), days().map(|(day, _)| *day).max());
    let Some((first, last)) = first.zip(last) else { return 0 };
    let of_week = |day: Day| day.since(first).rem_euclid(WEEK);
    let mut sums: BTreeMap<i32, u64> = BTreeMap::new();
    let mut counted: BTreeSet<Day> = BTreeSet::new();
    for (day, count) in days().filter_map(|(day, count)| Some((*day, (*count)?))) {
        let sum = sums.entry(of_week(day)).or_default();
        *sum = sum.saturating_add(count.into());
        if count > 0 {
            counted.insert(day);
        }
    }
    let all = sums.values().fold(0, |all: u64, sum| all.saturating_add(*sum));
    let Some((listed, most)) = sums.into_iter().max_by_key(|(_, sum)| *sum) else { return 0 };
    let few = all < INCIDENTS_MIN || last.since(first) < WEEKS_MIN * WEEK;
    if few || most.saturating_mul(100) < all.saturating_mul(PERCENT_MIN) {
        return 0;
    }
    let mut taken: BTreeSet<Day> = BTreeSet::new();
    for (day, count) in cells.values_mut().flat_map(BTreeMap::iter_mut) {
        if *count == Some(0) && of_week(*day) != listed && !counted.contains(day) {
            *count = None;
            taken.insert(*day);
        }
    }
    taken.len()
}
