//! Whether counts fall where a model says they do: the randomised probability transform.
//!
//! A count that falls on the whole breadth of its probability gets a place in
//! it by lot. If the model is right, these places are spread evenly from 0 to 1.
//! The lots follow from a seed that the caller takes from a digest of the
//! record, so that everybody draws the same.

use serde::{Deserialize, Serialize};

use super::fit::DailyFit;
use super::panel::Panel;
use crate::counts::negative_binomial::cdf;
use crate::counts::random::Random;
use crate::counts::real;

/// The fewest places from which anything is told.
pub const PLACES_MIN: usize = 50;

/// How evenly places are spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Evenness {
    /// Too few to tell.
    CannotBeTold {
        /// How many there are.
        places: usize,
    },
    /// The share of places in each tenth, and the largest difference from one tenth.
    Told {
        /// How many there are.
        places: usize,
        /// The share of each tenth.
        tenths: [f64; 10],
        /// The largest difference from one tenth.
        deviation: f64,
    },
}

/// The place of a count in its distribution, from its probabilities of being lower and of being at most as high.
#[must_use]
pub fn place(lower: f64, at_most: f64, lot: f64) -> f64 {
    lower + lot * (at_most - lower)
}

/// The place of a count in a negative binomial distribution.
#[must_use]
pub fn place_of_count(count: u32, mean: f64, size: f64, lot: f64) -> f64 {
    let lower = count.checked_sub(1).map_or(0.0, |below| cdf(below, mean, size));
    place(lower, cdf(count, mean, size), lot)
}

/// How evenly places are spread.
#[must_use]
pub fn evenness(places: &[f64]) -> Evenness {
    if places.len() < PLACES_MIN {
        return Evenness::CannotBeTold { places: places.len() };
    }
    let mut tenths = [0.0; 10];
    let one = real(places.len()).recip();
    for place in places {
        let tenth = crate::hawkes::background::day_of(place * 10.0).min(9);
        if let Some(share) = tenths.get_mut(tenth) {
            *share += one;
        }
    }
    let deviation = tenths.iter().map(|share: &f64| (share - 0.1).abs()).fold(0.0, f64::max);
    Evenness::Told { places: places.len(), tenths, deviation }
}

/// The places of all counts of a panel under a fit, cell by cell.
#[must_use]
pub fn places(panel: &Panel, fit: &DailyFit, random: &mut Random) -> Vec<Vec<f64>> {
    let cells = fit.cells.iter().enumerate();
    cells
        .map(|(cell, numbers)| {
            let days = panel.counts(cell).iter().zip(&numbers.means);
            let seen = days.filter_map(|(count, mean)| Some(((*count)?, mean)));
            seen.map(|(count, mean)| place_of_count(count, *mean, numbers.size, random.uniform()))
                .collect()
        })
        .collect()
}
