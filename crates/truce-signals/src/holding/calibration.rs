//! What a change must cost so that a world without changes shows one in twenty times.
//!
//! Incidents that follow from incidents look like changes of level. How much of
//! that there is can only be measured between changes, and every change that is
//! taken out takes some of it away. So worlds without a change are simulated,
//! measured in the same way, and the one is looked for that measures like the
//! cell (indirect inference: Gouriéroux, Monfort and Renault 1993). In worlds of
//! that kind the penalty is then found at which few enough show a change. Small
//! true changes make the cell look somewhat more excited than it is, and the
//! penalty higher than it need be: that error is on the side of silence.

use super::NoAnswer;
use super::cost::Costs;
use super::excitation::{Excitation, fit, simulate};
use super::pelt;
use super::regimes::Settings;
use crate::counts::random::Random;
use crate::counts::{dispersion, real};

/// Beyond so many children of one incident no level stands still.
pub const CHILDREN_MAX: f64 = 0.8;
/// Totals that are tried.
const TOTALS: [f64; 5] = [0.0, 0.2, 0.4, 0.6, CHILDREN_MAX];
/// Worlds for each.
const WORLDS: usize = 25;
/// A change that gains so many times the logarithm of the days is beyond doubt.
const BEYOND_DOUBT: f64 = 5.0;
/// A stretch within which the level hardly moves.
const STRETCH_DAYS: usize = 14;
/// A size that is used when hardly anything was counted.
const SIZE_UNKNOWN: f64 = 1.0;

/// What cutting needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// What a change must gain, in log-likelihood.
    pub penalty: f64,
    /// The size of the distribution within two weeks.
    pub size: f64,
    /// What follows from one incident, given the days before; already corrected.
    pub excitation: Excitation,
}

impl Calibration {
    /// How many times a mean of many days is more uncertain than if days were independent.
    #[must_use]
    pub fn inflation(&self, mean: f64) -> f64 {
        let given = 1.0 / mean.max(0.1) + 1.0 / self.excitation.size;
        let apart = 1.0 / mean.max(0.1) + 1.0 / self.size;
        (given / (1.0 - self.excitation.total()).powi(2) / apart).max(1.0)
    }
}

/// The size of the distribution within two weeks.
#[must_use]
pub fn size(counts: &[u32]) -> f64 {
    dispersion::within_stretches(counts, STRETCH_DAYS).unwrap_or(SIZE_UNKNOWN)
}

/// Finds what a change must cost.
///
/// # Errors
/// If incidents follow so much from incidents that no level stands still.
pub fn calibrate(counts: &[u32], settings: &Settings) -> Result<Calibration, NoAnswer> {
    let mean = Costs::of(counts, 1.0).mean(0, counts.len());
    let mut random = Random::new(settings.seed);
    let measured = measure(counts, settings.days_min);
    let total = corrected(&measured, counts.len(), mean, settings, &mut random)
        .ok_or(NoAnswer::NoStableRegimes { children: measured.total().max(CHILDREN_MAX) })?;
    let excitation = measured.with_total(total);
    let worlds =
        (0..settings.simulations).map(|_| simulate(&mut random, counts.len(), mean, &excitation));
    let penalty = penalty(worlds, settings, least_penalty(counts.len()));
    Ok(Calibration { penalty, size: size(counts), excitation })
}

/// The penalty at which so few of the worlds as are allowed show a change; never below the least one.
///
/// Only the largest penalties are needed: a world that shows no change at the smallest of those, or at the least one,
/// is done after one look.
fn penalty(worlds: impl Iterator<Item = Vec<u32>>, settings: &Settings, least: f64) -> f64 {
    let allowed = settings.false_share * real(settings.simulations);
    let mut largest: Vec<f64> = Vec::new();
    let mut floor = least;
    for world in worlds {
        let found = pelt::penalty_above(&world, size(&world), settings.days_min, floor);
        let Some(found) = found else { continue };
        let place = largest.partition_point(|known| *known >= found);
        largest.insert(place, found);
        // One more than may show a change: the last of them sets the penalty.
        if real(largest.len()) > allowed + 1.0 {
            largest.pop();
        }
        if real(largest.len()) > allowed {
            floor = largest.last().map_or(floor, |last| last.max(floor));
        }
    }
    floor
}

/// What a change must gain in any case: 2 ln n.
fn least_penalty(days: usize) -> f64 {
    2.0 * real(days.max(2)).ln()
}

/// What follows from one incident, measured around the levels between changes that are beyond doubt.
#[must_use]
pub fn measure(counts: &[u32], days_min: usize) -> Excitation {
    let size = size(counts);
    let cuts = pelt::cut(counts, size, BEYOND_DOUBT * real(counts.len().max(2)).ln(), days_min);
    let costs = Costs::of(counts, size);
    let ends = cuts.changes.iter().copied().chain([counts.len()]);
    let starts = std::iter::once(0).chain(cuts.changes.iter().copied());
    let levels = starts
        .zip(ends)
        .flat_map(|(from, to)| std::iter::repeat_n(costs.mean(from, to), to.saturating_sub(from)));
    fit(counts, &levels.collect::<Vec<f64>>())
}

/// The total of a world without changes that measures like the cell; none beyond [`CHILDREN_MAX`].
fn corrected(
    measured: &Excitation,
    days: usize,
    mean: f64,
    settings: &Settings,
    random: &mut Random,
) -> Option<f64> {
    let target = measured.total();
    let seed = random.bits();
    let mut below = (0.0, 0.0);
    for total in TOTALS {
        // The same chance for every total, so that only the total makes a difference.
        let mut random = Random::new(seed);
        let world = measured.with_total(total);
        let measure = |_| {
            let counts = simulate(&mut random, days, mean, &world);
            measure(&counts, settings.days_min).total()
        };
        let mut totals: Vec<f64> = (0..WORLDS).map(measure).collect();
        let middle = dispersion::median(&mut totals).unwrap_or(0.0);
        if middle >= target {
            let (lower_total, lower) = below;
            let rise = middle - lower;
            let part = if rise > 0.0 { (target - lower) / rise } else { 1.0 };
            return Some(lower_total + part.clamp(0.0, 1.0) * (total - lower_total));
        }
        below = (total, middle);
    }
    None
}
