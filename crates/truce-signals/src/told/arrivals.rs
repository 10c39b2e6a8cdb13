//! How many incidents of the last days are still to be told.

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::picture::Picture;
use truce_core::report::Stance;
use truce_core::time::{Day, Moment};

use crate::unreported::late::{Arrivals, NoNowcast};

/// The longest delay that is looked at, in days.
pub const LONGEST_DAYS: usize = 14;
/// So many days are looked at.
const DAYS: usize = 180;
/// What lies in the interval that is shown.
const INTERVAL: f64 = 0.9;

/// One recent day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RecentDay {
    /// The day.
    pub day: Day,
    /// Incidents told so far.
    pub told: u32,
    /// The share that is usually told by now.
    pub share_in: f64,
    /// The mean of what it comes to in the end.
    pub mean: f64,
    /// From where to where it lies, with nine chances in ten.
    pub interval: (u32, u32),
}

/// The last days, with what is still to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Recent {
    arrivals: Arrivals,
    last: Day,
}

impl Recent {
    /// Takes incidents with the days until they were on record, up to the last day that is over.
    #[must_use]
    pub fn of(picture: &Picture, agreement: &Agreement, now: Moment) -> Self {
        let clock = agreement.clock();
        let last = clock.day_of(now).plus(-1);
        let back = i32::try_from(DAYS).unwrap_or(i32::MAX);
        let first = last.plus(1_i32.saturating_sub(back));
        let events = picture.incidents.iter().filter_map(|incident| {
            let told = picture.claims(incident).filter(|(_, of)| of.stance == Stance::Asserts);
            let told = told.filter_map(|(address, _)| picture.recorded_at.get(address)).min()?;
            let day = clock.day_of(incident.window.latest());
            let delay = clock.day_of(*told).since(day);
            Some((usize::try_from(day.since(first)).ok()?, usize::try_from(delay).ok()?))
        });
        Self { arrivals: Arrivals::new(DAYS, LONGEST_DAYS, events), last }
    }

    /// What the last days come to in the end.
    ///
    /// # Errors
    /// [`NoNowcast`].
    pub fn told(&self, seed: u64) -> Result<Vec<RecentDay>, NoNowcast> {
        let days = self.arrivals.nowcast(seed)?;
        let of = |of: &crate::unreported::late::Nowcast| RecentDay {
            day: self.last.plus(i32::try_from(of.days_back).unwrap_or(0).saturating_neg()),
            told: of.told,
            share_in: of.share_in,
            mean: of.mean(),
            interval: of.interval(INTERVAL),
        };
        Ok(days.iter().map(of).collect())
    }
}
