//! Days that a table of events takes for days without an event.

use serde::Serialize;
use truce_core::time::Day;

use crate::counts::daily::DailyCounts;

/// What a table of events takes for zero, and what is known against that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Zeros {
    /// Days without a row that are counted as 0. Nothing in the table says that anybody looked.
    pub assumed: usize,
    /// Events that are known to no day, and left out of the counts: of the zone and party asked, and not outside the days asked.
    pub events_left_out: u64,
    /// On at least so many of these days an event was: some of those left out lie among days that all count as 0.
    pub known_wrong: usize,
}

/// Events that are known to no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undated {
    pub(super) zone: String,
    pub(super) party: String,
    pub(super) events: u32,
    /// The first and the last day on which they lie; none if that is not known.
    pub(super) within: Option<(Day, Day)>,
}

impl Undated {
    /// Whether it may lie within days.
    pub(super) fn may_lie_in(&self, (first, last): (Day, Day)) -> bool {
        self.within.is_none_or(|(from, through)| from <= last && first <= through)
    }
}

/// Holds counts in which a day without a row is 0 against the events that are known to no day.
pub(super) fn zeros(counts: &DailyCounts, undated: &[&Undated]) -> Zeros {
    let days = (counts.first, counts.day(counts.counts.len()).plus(-1));
    let may = undated.iter().filter(|event| event.may_lie_in(days));
    let events_left_out = may.fold(0_u64, |sum, event| sum.saturating_add(u64::from(event.events)));
    Zeros {
        assumed: counts.watched().filter(|(_, count)| *count == 0).count(),
        events_left_out,
        known_wrong: known_wrong(counts, undated, days),
    }
}

/// The fewest days that hold an event of each stretch in which one lies and all days count as 0: of those stretches, that
/// which ends first takes its last day, and so on with those that this day is not in.
fn known_wrong(counts: &DailyCounts, undated: &[&Undated], (first, last): (Day, Day)) -> usize {
    let before: Vec<usize> = [0]
        .into_iter()
        .chain(counts.counts.iter().scan(0, |sum: &mut usize, count| {
            *sum = sum.saturating_add(usize::from(count.is_some_and(|count| count > 0)));
            Some(*sum)
        }))
        .collect();
    let at = |day: Day| counts.place(day).and_then(|place| before.get(place).copied());
    let quiet = |(from, through): &(Day, Day)| {
        first <= *from
            && *through <= last
            && at(*from).is_some()
            && at(*from)
                == counts
                    .place(*through)
                    .and_then(|place| before.get(place.saturating_add(1)).copied())
    };
    let mut stretches: Vec<(Day, Day)> =
        undated.iter().filter_map(|event| event.within).filter(quiet).collect();
    stretches.sort_by_key(|(from, through)| (*through, *from));
    let mut days: Vec<Day> = Vec::new();
    for (from, through) in stretches {
        if days.last().is_none_or(|day| *day < from) {
            days.push(through);
        }
    }
    days.len()
}
