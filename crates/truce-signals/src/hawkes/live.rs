//! The rates as they stand now, brought up to date with every occurrence.

use super::background::Background;
use super::design::Pasts;
use super::history::Occurrence;
use super::rates::Rates;
use super::reach::Reach;

/// The state of the model at the edge of what is known.
///
/// An occurrence costs the same whenever it comes: one that is told late
/// leaves the state where it would be had it been told in time.
#[derive(Debug, Clone, PartialEq)]
pub struct Live {
    reach: Reach,
    rates: Rates,
    pasts: Pasts,
}

impl Live {
    /// Nothing has happened yet.
    #[must_use]
    pub fn new(reach: Reach, rates: Rates) -> Self {
        let pasts = Pasts::none(reach.cells(), rates.decay);
        Self { reach, rates, pasts }
    }

    /// Takes up an occurrence, in time or late.
    pub fn take_up(&mut self, occurrence: &Occurrence) {
        self.pasts.add(occurrence);
    }

    /// The rate of a cell, per day, at a moment not before the latest occurrence.
    #[must_use]
    pub fn rate(&self, background: &Background, cell: usize, now_days: f64) -> f64 {
        let base = self.rates.base.get(cell).copied().unwrap_or(0.0);
        let felt = self.rates.decay * self.pasts.felt(now_days);
        let pulls = self.rates.pulls.get(cell).into_iter().flatten();
        let groups = self.reach.groups(cell).iter().zip(pulls);
        let excited: f64 = groups.map(|(group, pull)| pull * felt * self.pasts.sum(group)).sum();
        base * background.level(cell, now_days) + excited
    }
}
