//! Is it holding? Where the level of counts changed, and whether a named date is such a place.
//!
//! # Method
//! [`regimes()`] cuts a cell's days into regimes ([`pelt`]), at a penalty for each
//! change that a world without changes, but with the cell's own habit of
//! incidents that follow incidents, would pass in one of twenty ([`calibration`]).
//! [`at_date`] asks what changed at a date, within the regimes found; the naive
//! comparison of 28 days before and after stands beside it. [`drift()`] asks
//! whether counts have risen since the first two weeks of a truce, [`trend()`]
//! which way the present regime leans, [`live()`] how it would have looked day by
//! day.
//!
//! # Out of scope
//! Why a level changed. Words for all this: a result is numbers, a verdict and
//! its [`Caveat`]s.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod calibration;
pub mod cost;
mod dating;
mod drift;
pub mod excitation;
mod live;
mod named_date;
pub mod pelt;
mod regimes;
mod single;
mod trend;

use serde::Serialize;

pub use drift::{Drift, drift};
pub use live::{Live, live};
pub use named_date::{Compared, DateTest, Verdict, at_date, naive_at};
pub use regimes::{Change, Regime, Regimes, Settings, regimes};
pub use trend::{Leaning, Trend, shrink, trend};

/// Why there is no honest answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoAnswer {
    /// Somebody looked on too few days.
    TooFewDays {
        /// Days on which somebody looked.
        watched: usize,
        /// What is needed.
        needed: usize,
    },
    /// Too few incidents to see a level in.
    TooFewIncidents {
        /// Incidents counted.
        counted: u32,
        /// What is needed.
        needed: u32,
    },
    /// Incidents follow so much from incidents that no level stands still.
    NoStableRegimes {
        /// Incidents that follow from one, in the mean.
        children: f64,
    },
    /// The date lies outside the days that were counted, or at their edge.
    DateOutside,
}

/// What must be said with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caveat {
    /// What was recorded is counted, not what happened.
    RecordedOnly,
    /// So many days were left out, because nobody looked.
    Unwatched {
        /// How many.
        days: usize,
    },
    /// So many single days, out of all proportion to those around, are in no level.
    SingleDays {
        /// How many.
        days: usize,
    },
    /// Less than one a day: only large changes can be seen.
    FewADay,
    /// Incidents follow from incidents: intervals are widened.
    SelfExcited {
        /// Incidents that follow from one, in the mean.
        children: f64,
    },
    /// The naive comparison credits the date with a change that is not there.
    NaiveMisleads,
    /// The levels before and after differ, but not enough for a change of regime.
    NoChangeFound,
    /// A regime beside the date is short.
    ShortRegime,
    /// Nothing was counted on one side: the ratio leans on half an incident.
    NothingCounted,
}
