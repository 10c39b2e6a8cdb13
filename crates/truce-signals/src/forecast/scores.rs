//! How good a forecast was, once the day is over. Lower is better, throughout.

use serde::{Deserialize, Serialize};

use super::distribution::Distribution;
use crate::counts::negative_binomial::{cdf, ln_pmf, quantile};
use crate::counts::real;
use crate::daily::goodness::{place, place_of_count};

/// The probability that the interval leaves outside.
const OUTSIDE: f64 = 0.1;

/// The scores of one forecast of one count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// The continuous ranked probability score: the area between the forecast and what came, in events.
    pub crps: f64,
    /// The logarithmic score: minus the logarithm of the probability of what came.
    pub log: f64,
    /// The score of the 90 % interval: its width, and what was missed by, twentyfold.
    pub interval: f64,
    /// Whether what came lies in the 90 % interval.
    pub covered: bool,
    /// The place of what came in the forecast, by lot within its own probability.
    pub place: f64,
}

/// Scores a forecast. `lot` is a number from 0 to 1 that follows from a digest.
#[must_use]
pub fn score(forecast: &Distribution, came: u32, lot: f64) -> Scores {
    let at_most: Vec<f64> = forecast.at_most().collect();
    let upto = |count: u32| {
        let place = usize::try_from(count).unwrap_or(usize::MAX);
        at_most.get(place).copied().unwrap_or(1.0)
    };
    let (low, high) = (forecast.quantile(OUTSIDE / 2.0), forecast.quantile(1.0 - OUTSIDE / 2.0));
    let lower = came.checked_sub(1).map_or(0.0, upto);
    Scores {
        crps: crps(at_most.iter().copied(), came),
        log: -forecast.chance(came).ln(),
        interval: interval(low, high, came),
        covered: (low..=high).contains(&came),
        place: place(lower, upto(came), lot),
    }
}

/// Scores a forecast that is a negative binomial distribution.
#[must_use]
pub fn score_negative_binomial(mean: f64, size: f64, came: u32, lot: f64) -> Scores {
    let (low, high) =
        (quantile(OUTSIDE / 2.0, mean, size), quantile(1.0 - OUTSIDE / 2.0, mean, size));
    let end = quantile(1.0 - 1e-12, mean, size);
    Scores {
        crps: crps((0..=end).map(|count| cdf(count, mean, size)), came),
        log: -ln_pmf(came, mean, size),
        interval: interval(low, high, came),
        covered: (low..=high).contains(&came),
        place: place_of_count(came, mean, size, lot),
    }
}

/// The sum over counts of the squared difference between the forecast's probability of at most that many and what came.
///
/// Beyond the last count given, the probability is 1.
fn crps(at_most: impl Iterator<Item = f64>, came: u32) -> f64 {
    let mut counts = 0_u32;
    let within = at_most.map(|at_most| {
        let step = if counts >= came { 1.0 } else { 0.0 };
        counts = counts.saturating_add(1);
        (at_most - step).powi(2)
    });
    let within: f64 = within.sum();
    within + f64::from(came.saturating_sub(counts))
}

fn interval(low: u32, high: u32, came: u32) -> f64 {
    let missed = f64::from(low.saturating_sub(came)) + f64::from(came.saturating_sub(high));
    f64::from(high.saturating_sub(low)) + 2.0 / OUTSIDE * missed
}

/// Means of scores.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MeanScores {
    /// How many were scored.
    pub scored: usize,
    /// See [`Scores::crps`].
    pub crps: f64,
    /// See [`Scores::log`].
    pub log: f64,
    /// See [`Scores::interval`].
    pub interval: f64,
    /// The share of counts in the 90 % interval.
    pub covered: f64,
}

/// The means; none of nothing.
#[must_use]
pub fn means(scores: &[Scores]) -> Option<MeanScores> {
    let scored = scores.len();
    let mean = |of: fn(&Scores) -> f64| scores.iter().map(of).sum::<f64>() / real(scored);
    (scored > 0).then(|| MeanScores {
        scored,
        crps: mean(|scores| scores.crps),
        log: mean(|scores| scores.log),
        interval: mean(|scores| scores.interval),
        covered: mean(|scores| f64::from(u8::from(scores.covered))),
    })
}
