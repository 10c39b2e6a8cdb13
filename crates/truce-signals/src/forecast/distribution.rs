//! The probabilities of counts, in whole millionths.

use serde::{Deserialize, Serialize};

use crate::counts::negative_binomial::ln_pmf;
use crate::counts::real;

/// Millionths in one.
const ONE: u32 = 1_000_000;
/// Counts above this are not told apart.
const COUNT_MAX: usize = 20_000;

/// The probability of 0, 1, 2 and so on, in whole millionths.
///
/// INVARIANT: not empty, and the millionths add up to a million;
/// [`Distribution::of_weights`] keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution(Vec<u32>);

impl Distribution {
    /// Probabilities that go with these weights; all at 0 if there is no weight.
    ///
    /// Each is rounded so that the running sum is: no millionth is lost.
    #[must_use]
    pub fn of_weights(weights: &[f64]) -> Self {
        let weights = weights.iter().take(COUNT_MAX);
        let whole: f64 = weights.clone().sum();
        if whole.is_nan() || whole <= 0.0 {
            return Self(vec![ONE]);
        }
        let mut sum = 0.0;
        let mut given = 0_u32;
        let mut millionths: Vec<u32> = weights
            .map(|weight| {
                sum += weight;
                let upto = rounded(sum / whole).max(given);
                let own = upto.saturating_sub(given);
                given = upto;
                own
            })
            .collect();
        if let Some(last) = millionths.last_mut() {
            *last = last.saturating_add(ONE.saturating_sub(given));
        }
        let used = millionths.iter().rposition(|own| *own > 0).unwrap_or(0);
        millionths.truncate(used.saturating_add(1));
        Self(millionths)
    }

    /// The mixture of negative binomial distributions, each a mean and a size.
    #[must_use]
    pub fn of_means(means_and_sizes: &[(f64, f64)]) -> Self {
        let mut weights: Vec<f64> = Vec::new();
        for (mean, size) in means_and_sizes {
            add_negative_binomial(&mut weights, *mean, *size, 1.0);
        }
        Self::of_weights(&weights)
    }

    /// What was counted, smoothed by one count's worth of a wide distribution with the same mean, so that nothing is impossible.
    #[must_use]
    pub fn of_counts(counts: &[u32]) -> Self {
        let mut weights: Vec<f64> = Vec::new();
        for count in counts {
            let place = usize::try_from(*count).unwrap_or(COUNT_MAX).min(COUNT_MAX);
            if weights.len() <= place {
                weights.resize(place.saturating_add(1), 0.0);
            }
            if let Some(weight) = weights.get_mut(place) {
                *weight += 1.0;
            }
        }
        let mean = counts.iter().map(|count| f64::from(*count)).sum::<f64>();
        let mean = (mean + 0.1) / real(counts.len().max(1));
        add_negative_binomial(&mut weights, mean, 1.0, 1.0);
        Self::of_weights(&weights)
    }

    /// The probabilities in millionths, from 0 up.
    #[must_use]
    pub fn millionths(&self) -> &[u32] {
        &self.0
    }

    /// The probability of a count; never quite nothing, so that a surprise has a finite score.
    #[must_use]
    pub fn chance(&self, count: u32) -> f64 {
        let place = usize::try_from(count).unwrap_or(usize::MAX);
        let millionths = self.0.get(place).copied().unwrap_or(0);
        f64::from(millionths).max(0.5) / f64::from(ONE)
    }

    /// The probability of at most each count, from 0 up.
    pub fn at_most(&self) -> impl Iterator<Item = f64> + '_ {
        self.0.iter().scan(0_u32, |sum, own| {
            *sum = sum.saturating_add(*own);
            Some(f64::from(*sum) / f64::from(ONE))
        })
    }

    /// The smallest count that is not exceeded with at least that probability.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> u32 {
        let place = self.at_most().position(|at_most| at_most >= probability);
        u32::try_from(place.unwrap_or(self.0.len().saturating_sub(1))).unwrap_or(u32::MAX)
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let each = self.0.iter().zip(0_u32..);
        each.map(|(own, count)| f64::from(*own) * f64::from(count)).sum::<f64>() / f64::from(ONE)
    }

    /// The distribution set right by where counts have fallen in its forerunners: tenths that were hit too often are
    /// given more.
    #[must_use]
    pub fn recalibrated(&self, tenths: &[f64; 10]) -> Self {
        let set_right = |at_most: f64| {
            let tenth = at_most * 10.0;
            let inside = |place: u32| (tenth - f64::from(place)).clamp(0.0, 1.0);
            tenths.iter().zip(0_u32..).map(|(share, place)| share * inside(place)).sum::<f64>()
        };
        let mut before = 0.0;
        let weights: Vec<f64> = self
            .at_most()
            .map(|at_most| {
                let upto = set_right(at_most);
                let own = upto - before;
                before = upto;
                own.max(0.0)
            })
            .collect();
        Self::of_weights(&weights)
    }
}

/// Adds a negative binomial distribution, as far as it has any weight.
fn add_negative_binomial(weights: &mut Vec<f64>, mean: f64, size: f64, weight: f64) {
    if mean.is_nan() || mean <= 0.0 {
        weights.resize(weights.len().max(1), 0.0);
        if let Some(first) = weights.first_mut() {
            *first += weight;
        }
        return;
    }
    let mut left = 1.0;
    let mut chance = ln_pmf(0, mean, size).exp();
    let ratio = mean / (mean + size);
    for (place, count) in (0..COUNT_MAX).zip(0_u32..) {
        if weights.len() <= place {
            weights.push(0.0);
        }
        if let Some(own) = weights.get_mut(place) {
            *own += weight * chance;
        }
        left -= chance;
        if left < 1e-9 && f64::from(count) > mean {
            break;
        }
        chance *= ratio * (size + f64::from(count)) / (f64::from(count) + 1.0);
    }
}

/// A probability in millionths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 1 million"
)]
fn rounded(probability: f64) -> u32 {
    (probability.clamp(0.0, 1.0) * f64::from(ONE)).round() as u32
}
