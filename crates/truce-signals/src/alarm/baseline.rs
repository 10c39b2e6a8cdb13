//! What is usual in a cell, from its recent days: not the last ones, and wild ones less.
//!
//! # Source
//! The guard band and the weights of Noufaily et al. 2013 (Statistics in
//! Medicine 32); the residual after Anscombe, for a variance that grows with
//! the mean.

use std::collections::VecDeque;

use serde::Serialize;

use super::detector::Expectation;
use crate::counts::real;

/// The last days say nothing of what is usual: a slow rise would hide itself.
pub const GUARD_DAYS: usize = 7;
/// The baseline is taken from so many days before those: sixteen whole weeks.
pub const SPAN_DAYS: usize = 112;
/// Fewer days than this are no baseline.
pub const DAYS_MIN: f64 = 14.0;
/// Days farther off than this, in standard deviations, count for less.
const RESIDUAL_MAX: f64 = 2.58;

/// A day gone by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Past {
    day: usize,
    count: f64,
    /// How much it counts: 1 for a usual day, 0 if nobody looked.
    weight: f64,
}

/// The recent days of a cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Baseline {
    /// Days of the present regime, in order.
    past: VecDeque<Past>,
    /// Earlier days belong to another regime, and are dropped.
    from: usize,
}

impl Baseline {
    /// What is to be expected of a day; none while too few days are known.
    #[must_use]
    pub fn expect(&self, day: usize, size: f64) -> Option<Expectation> {
        let end = day.saturating_sub(GUARD_DAYS);
        let (mut days, mut sum) = (0.0, 0.0);
        for past in self.past.iter().take_while(|past| past.day < end) {
            days += past.weight;
            sum += past.weight * past.count;
        }
        // Half an incident at least: no cell is so calm that nothing is ever expected of it.
        let mean = f64::max(sum, 0.5) / days;
        (days >= DAYS_MIN).then(|| Expectation::from_baseline(mean, size, days))
    }

    /// Takes a day in; a count of none is a day on which nobody looked.
    pub fn push(&mut self, day: usize, count: Option<u32>, expected: Option<Expectation>) {
        let Some(count) = count else { return };
        let weight = expected.map_or(1.0, |expected| weight(count, expected));
        self.past.push_back(Past { day, count: f64::from(count), weight });
        let first = day.saturating_sub(GUARD_DAYS.saturating_add(SPAN_DAYS));
        while self.past.front().is_some_and(|past| past.day < first) {
            self.past.pop_front();
        }
    }

    /// Begins anew with a day that may lie back: what was wild before it is usual from now on.
    pub fn restart(&mut self, from: usize) {
        self.from = from;
        self.past.retain(|past| past.day >= from);
        self.past.iter_mut().for_each(|past| past.weight = 1.0);
    }

    /// The first day of the present regime.
    #[must_use]
    pub fn from(&self) -> usize {
        self.from
    }

    /// Days until there can be a baseline, if somebody looks on each.
    #[must_use]
    pub fn days_missing(&self, day: usize) -> f64 {
        let known = self.past.len();
        let waiting = day.saturating_sub(self.from).min(GUARD_DAYS);
        (DAYS_MIN + real(GUARD_DAYS) - real(known.max(waiting))).max(0.0)
    }
}

/// How much a day counts: less if far more was counted than expected.
fn weight(count: u32, expected: Expectation) -> f64 {
    let Expectation { mean, size, .. } = expected;
    let two_thirds = |value: f64| (value * value).cbrt();
    let spread = (1.0 + mean / size).sqrt();
    let residual =
        1.5 * (two_thirds(f64::from(count)) - two_thirds(mean)) / (mean.cbrt().sqrt() * spread);
    if residual > RESIDUAL_MAX { (RESIDUAL_MAX / residual).powi(2) } else { 1.0 }
}
