//! Intervals by drawing histories from the rates and fitting them again.
//!
//! A background that moves is found from the same occurrences, and takes some of what follows from them for its own: the
//! branching comes out too low, however much there is to go by. How much too low is seen where the truth is known, in
//! histories drawn from the fit.

use super::background::Background;
use super::fit::{Fit, NoFit, fit_shrunken};
use super::history::History;
use super::rates::Setting;
use super::reach::{Grid, Reach};
use super::simulate::simulate;
use crate::counts::random::Random;
use crate::counts::real;
use truce_core::spread::OneByOne;

/// The fewest histories fitted again from which anything is said.
pub const WORLDS_MIN: usize = 20;
/// A drawn history is cut at so many times the occurrences at hand.
const RUNAWAY: usize = 4;
/// The standard normal number that leaves a fortieth above it.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// An estimate, mended by what drawn histories show it to be off, and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mended {
    /// The estimate.
    pub estimate: f64,
    /// The lower end.
    pub at_least: f64,
    /// The upper end.
    pub at_most: f64,
}

/// What drawn histories make of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Again {
    /// How many occurrences one brings about in the long run.
    pub branching: Mended,
    /// The mean background of each cell, per day.
    pub base: Vec<Mended>,
}

/// Draws so many histories from a shrunken fit with a moving background, and fits each again with a background of its own.
///
/// None where fewer than [`WORLDS_MIN`] could be fitted.
///
/// # Errors
/// [`NoFit`], where the history itself cannot be fitted.
///
/// # Source
/// Efron and Tibshirani 1993, chapters 6 and 10: the parametric bootstrap and its correction of bias.
pub fn fitted_again(
    history: &History,
    grid: &Grid,
    reach: &Reach,
    shape: f64,
    worlds: usize,
    random: &mut Random,
) -> Result<(Fit, Option<Again>), NoFit> {
    let (fit, background) = fitted(history, grid, reach, shape)?;
    let most = history.occurrences().len().saturating_mul(RUNAWAY);
    let end_days = history.end_days();
    let again: Vec<Fit> = (0..worlds)
        .filter_map(|_| {
            let mut lots = random.split();
            let drawn = simulate(&fit.rates, reach, &background, end_days, most, &mut lots).ok()?;
            Some(fitted(&drawn, grid, reach, shape).ok()?.0)
        })
        .collect();
    if again.len() < WORLDS_MIN {
        return Ok((fit, None));
    }
    let of = |told: f64, again: Vec<f64>| mended(told, &again);
    let branching = of(fit.branching.0, again.iter().map(|again| again.branching.0).collect());
    let base = fit.rates.base.iter().enumerate().map(|(cell, base)| {
        let again = again.iter().filter_map(|again| again.rates.base.get(cell).copied());
        of(*base, again.collect())
    });
    let base = base.collect();
    Ok((fit, Some(Again { branching, base })))
}

fn fitted(
    history: &History,
    grid: &Grid,
    reach: &Reach,
    shape: f64,
) -> Result<(Fit, Background), NoFit> {
    let background = Background::moving(history, grid);
    let setting = Setting { history, reach, background: &background };
    Ok((fit_shrunken(setting, shape, &OneByOne)?, background))
}

/// The estimate less what it is off on average, and the spread around that; nothing is below zero.
fn mended(told: f64, again: &[f64]) -> Mended {
    let number = real(again.len()).max(1.0);
    let mean = again.iter().sum::<f64>() / number;
    let squares: f64 = again.iter().map(|again| (again - mean).powi(2)).sum();
    // The mean of so few is itself uncertain.
    let error = (squares / (number - 1.0).max(1.0) * (1.0 + 1.0 / number)).sqrt();
    let estimate = (told - (mean - told)).max(0.0);
    let reach = NORMAL_975 * error;
    Mended { estimate, at_least: (estimate - reach).max(0.0), at_most: estimate + reach }
}
