//! One number a day, and the days on which nobody looked.

use serde::Serialize;
use truce_core::time::Day;

/// Counts of one cell, day by day without a gap; none where nobody looked, which is not 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DailyCounts {
    /// The day of the first number.
    pub first: Day,
    /// One for each day from then on.
    pub counts: Vec<Option<u32>>,
}

impl DailyCounts {
    /// The day at a place in the list; the list may be thought on beyond its end.
    #[must_use]
    pub fn day(&self, place: usize) -> Day {
        self.first.plus(i32::try_from(place).unwrap_or(i32::MAX))
    }

    /// The place of a day in the list; none before its beginning or after its end.
    #[must_use]
    pub fn place(&self, day: Day) -> Option<usize> {
        let place = usize::try_from(day.since(self.first)).ok()?;
        (place < self.counts.len()).then_some(place)
    }

    /// What was counted on the days on which somebody looked, with their days.
    pub fn watched(&self) -> impl Iterator<Item = (Day, u32)> + Clone + '_ {
        let all = self.counts.iter().enumerate();
        all.filter_map(|(place, count)| Some((self.day(place), (*count)?)))
    }
}
