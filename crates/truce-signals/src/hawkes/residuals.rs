//! Whether the model fits: moments rescaled so that they should come one a unit of time, at random.

use serde::{Deserialize, Serialize};

use super::design::Pasts;
use super::rates::{Rates, Setting};
use crate::counts::real;

/// For each occurrence, in order of time, its cell and how much was expected of that cell since the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Residuals(pub Vec<(usize, f64)>);

/// How well residuals agree with what the model says of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Goodness {
    /// Too few residuals to tell.
    CannotBeTold {
        /// How many there are.
        residuals: usize,
    },
    /// The test of Kolmogorov and Smirnov against waiting times of mean 1.
    Told {
        /// How many there are.
        residuals: usize,
        /// The largest distance between the two distributions.
        distance: f64,
        /// How often chance alone gives as much.
        chance: f64,
        /// The correlation of each residual with the next of its cell; 0 if the model is right.
        lag_one: f64,
    },
}

/// The fewest residuals that are tested.
const RESIDUALS_MIN: usize = 20;

/// What each occurrence waited for, in units of what was expected.
#[must_use]
pub fn residuals(setting: Setting<'_>, rates: &Rates) -> Residuals {
    let Setting { history, reach, background } = setting;
    let mut pasts = Pasts::none(history.cells(), rates.decay);
    let mut weights = vec![0.0; history.cells()];
    // For each cell the moment and the expectation at its last occurrence.
    let mut before = vec![(0.0, 0.0); history.cells()];
    let mut earlier = history.occurrences().iter().peekable();
    let mut found = Vec::with_capacity(history.occurrences().len());
    for occurrence in history.occurrences() {
        while let Some(past) = earlier.next_if(|past| past.at_days < occurrence.at_days) {
            pasts.add(past);
            if let Some(weight) = weights.get_mut(past.cell) {
                *weight += past.weight;
            }
        }
        let cell = occurrence.cell;
        let felt = pasts.felt(occurrence.at_days);
        let pulls = rates.pulls.get(cell).into_iter().flatten();
        let produced = reach.groups(cell).iter().zip(pulls).map(|(group, pull)| {
            let weights = group.sources.iter().filter_map(|source| weights.get(*source));
            pull * (weights.sum::<f64>() - felt * pasts.sum(group))
        });
        let produced: f64 = produced.sum();
        let Some((last, produced_before)) = before.get_mut(cell) else { continue };
        let base = rates.base.get(cell).copied().unwrap_or(0.0);
        let waited = base * background.between(cell, *last, occurrence.at_days);
        found.push((cell, waited + produced - *produced_before));
        (*last, *produced_before) = (occurrence.at_days, produced);
    }
    Residuals(found)
}

impl Residuals {
    /// How well all residuals agree with the model.
    #[must_use]
    pub fn pooled(&self) -> Goodness {
        let cells = self.0.iter().map(|(cell, _)| cell.saturating_add(1)).max().unwrap_or(0);
        let lists: Vec<Vec<f64>> = (0..cells).map(|cell| self.of(cell)).collect();
        goodness(&lists)
    }

    /// How well one cell's residuals agree with the model.
    #[must_use]
    pub fn of_cell(&self, cell: usize) -> Goodness {
        goodness(&[self.of(cell)])
    }

    fn of(&self, cell: usize) -> Vec<f64> {
        self.0.iter().filter(|(of, _)| *of == cell).map(|(_, residual)| *residual).collect()
    }
}

fn goodness(lists: &[Vec<f64>]) -> Goodness {
    let mut all: Vec<f64> = lists.concat();
    let residuals = all.len();
    if residuals < RESIDUALS_MIN {
        return Goodness::CannotBeTold { residuals };
    }
    let lag_one = lag_one(lists);
    all.sort_by(f64::total_cmp);
    let number = real(residuals);
    let distance = all
        .iter()
        .enumerate()
        .map(|(place, residual)| {
            let expected = -(-residual).exp_m1();
            let place = real(place);
            (expected - place / number).max((place + 1.0) / number - expected)
        })
        .fold(0.0, f64::max);
    Goodness::Told { residuals, distance, chance: chance(distance, number), lag_one }
}

/// How often chance alone gives a distance as large.
///
/// # Source
/// Kolmogorov's limit with the correction of Stephens 1970.
fn chance(distance: f64, number: f64) -> f64 {
    let root = number.sqrt();
    let scaled = (root + 0.12 + 0.11 / root) * distance;
    if scaled < 0.2 {
        return 1.0;
    }
    let terms = (1..=100_i32).map(|k| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * (-2.0 * f64::from(k * k) * scaled * scaled).exp()
    });
    terms.sum::<f64>().clamp(0.0, 1.0)
}

/// The correlation of each residual with the next one of the same cell.
fn lag_one(lists: &[Vec<f64>]) -> f64 {
    let all = || lists.iter().flatten();
    let number = real(all().count());
    let mean = all().sum::<f64>() / number;
    let variance = all().map(|residual| (residual - mean).powi(2)).sum::<f64>() / number;
    let pairs = || lists.iter().flat_map(|list| list.iter().zip(list.iter().skip(1)));
    let together: f64 = pairs().map(|(first, second)| (first - mean) * (second - mean)).sum();
    together / f64::max(real(pairs().count()), 1.0) / f64::max(variance, 1e-300)
}
