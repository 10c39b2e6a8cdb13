//! How a cell would have looked day by day, to somebody who knows only the past.
//!
//! The same e-detectors that raise the alarms, run over the whole series: what
//! the page shows and what wakes people cannot differ, and the only number to
//! set is one that people understand. A Bayesian run length would need a prior
//! of how long regimes last, and its flags bear no promise.

use serde::Serialize;

use crate::alarm::{DayCount, Lookout, Reading, Shift};
use crate::counts::daily::DailyCounts;

/// A cell, day by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Live {
    /// One for each day.
    pub readings: Vec<Reading>,
}

impl Live {
    /// Rises that became certain, with the day on which they did and their onset.
    pub fn rises(&self) -> impl Iterator<Item = Shift> + '_ {
        self.readings.iter().filter_map(|reading| reading.raised)
    }

    /// Falls that became certain.
    pub fn falls(&self) -> impl Iterator<Item = Shift> + '_ {
        self.readings.iter().filter_map(|reading| reading.eased)
    }
}

/// Runs a cell's days through its alarms: the evidence that one needs, and the usual size in the network.
#[must_use]
pub fn live(series: &DailyCounts, threshold: f64, network_size: f64) -> Live {
    let mut lookout = Lookout::new(series.first, network_size);
    let days = series.counts.iter().map(|count| {
        let reading = lookout.update(DayCount { outside: *count, in_exercises: 0 }, threshold);
        // Looking back, everybody has seen every alarm.
        lookout.acknowledge();
        reading
    });
    Live { readings: days.collect() }
}
