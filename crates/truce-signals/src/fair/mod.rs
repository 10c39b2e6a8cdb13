//! Indicators that are fair to all sides: incidents for each hour watched, drawn together where little is known, with
//! limits instead of ranks.
//!
//! # Method
//! A cell's count is negative binomial around its effort times its own rate,
//! and rates follow a gamma distribution, whose shape is the most likely one.
//! A rate is the mean of what that leaves of it. Bursts within a cell count
//! for less: `bursts` is the variance of counts over their mean. The shape is
//! never above the count of all cells: alike as they may look, no rate is known
//! better than the common one.
//!
//! INVARIANT: names do not matter. Cells in another order give the same
//! answers in that order, to the bit; [`rates`] sorts before it adds.
//!
//! Tests of symmetry are in [`symmetry`], clusters across the borders of zones in
//! [`scan`].
//!
//! # Out of scope
//! Unknown authors: their bounds are in [`crate::follows::authors`].
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

pub mod scan;
pub mod symmetry;

use serde::Serialize;

use crate::counts::dispersion::most_likely;
use crate::counts::negative_binomial::quantile;

/// Standard deviations to either side of an interval of 90 %.
const DEVIATIONS: f64 = 1.644_854;
/// What the funnel's inner and outer limits leave outside.
const OUTSIDE: [f64; 2] = [0.05, 0.002];
/// At so many efforts a funnel is reckoned.
pub const FUNNEL_STEPS: u32 = 32;
/// The fewest cells with effort that say how rates differ.
pub const CELLS_MIN: usize = 3;

/// What was counted in one cell, and what was spent on watching it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Exposed {
    /// Units of watching: hours, patrols, days; one kind for all cells.
    pub effort: u32,
    /// Incidents.
    pub count: u32,
}

/// Where a cell stands in the funnel of what chance allows around the common rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// Within what nineteen of twenty cells of the common rate would show.
    Within,
    /// Outside that, but within what all but two of a thousand would show.
    OutsideInner,
    /// Outside that too.
    OutsideOuter,
}

/// A cell's rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FairRate {
    /// As counted, for each unit of effort.
    pub raw: f64,
    /// Drawn to the common rate by how little is known.
    pub drawn: f64,
    /// From where to where it may lie, with 90 %.
    pub interval: (f64, f64),
    /// The funnel's limits for the raw rate: inner (95 %) and outer (99.8 %).
    pub funnel: [(f64, f64); 2],
    /// Where the raw rate stands in them.
    pub stands: Stands,
}

/// The rates of cells; none for a cell that nobody watched, which is not calm, or if too few were watched or nothing was counted.
///
/// `bursts` is the variance of counts over their mean; 1 at least.
#[must_use]
pub fn rates(cells: &[Exposed], bursts: f64) -> Vec<Option<FairRate>> {
    let Some(ground) = Ground::of(cells, bursts) else { return vec![None; cells.len()] };
    cells.iter().map(|cell| (cell.effort > 0).then(|| ground.rate(*cell))).collect()
}

/// What cells of the common rate show, by how much they were watched.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Funnel {
    /// The rate of all cells together.
    pub common: f64,
    /// Efforts with the limits there: inner (95 %) and outer (99.8 %).
    pub limits: Vec<(f64, [(f64, f64); 2])>,
}

/// The funnel up to the cell that was watched most, in [`FUNNEL_STEPS`] steps; none where there are no rates.
#[must_use]
pub fn funnel(cells: &[Exposed], bursts: f64) -> Option<Funnel> {
    let ground = Ground::of(cells, bursts)?;
    let most = f64::from(cells.iter().map(|cell| cell.effort).max()?);
    let limits = (1..=FUNNEL_STEPS).map(|step| {
        let effort = most * f64::from(step) / f64::from(FUNNEL_STEPS);
        (effort, OUTSIDE.map(|outside| ground.limits(effort, outside)))
    });
    Some(Funnel { common: ground.common, limits: limits.collect() })
}

/// Whether two rates may be told apart: only then may one be called higher.
#[must_use]
pub fn differ(one: &FairRate, other: &FairRate) -> bool {
    one.interval.1 < other.interval.0 || other.interval.1 < one.interval.0
}

/// What all cells have in common.
struct Ground {
    common: f64,
    shape: f64,
    bursts: f64,
}

impl Ground {
    /// None if too few cells were watched, or nothing was counted.
    fn of(cells: &[Exposed], bursts: f64) -> Option<Self> {
        let mut watched: Vec<Exposed> =
            cells.iter().copied().filter(|cell| cell.effort > 0).collect();
        watched.sort_unstable();
        let sum =
            |of: fn(&Exposed) -> u32| watched.iter().map(|cell| f64::from(of(cell))).sum::<f64>();
        let (count, effort) = (sum(|cell| cell.count), sum(|cell| cell.effort));
        if watched.len() < CELLS_MIN || count <= 0.0 {
            return None;
        }
        let common = count / effort;
        let means: Vec<(u32, f64)> =
            watched.iter().map(|cell| (cell.count, common * f64::from(cell.effort))).collect();
        let bursts = bursts.max(1.0);
        // What is known of the common rate is no sharper than all cells together can tell.
        let shape = most_likely(&means).min(count / bursts);
        Some(Self { common, shape, bursts })
    }

    fn rate(&self, cell: Exposed) -> FairRate {
        let (count, effort) = (f64::from(cell.count), f64::from(cell.effort));
        let shape = self.shape + count / self.bursts;
        let scale = self.shape / self.common + effort / self.bursts;
        let raw = count / effort;
        let funnel = OUTSIDE.map(|outside| self.limits(effort, outside));
        let within = |(low, high): (f64, f64)| low <= raw && raw <= high;
        let [inner, outer] = funnel;
        let stands = match (within(inner), within(outer)) {
            (true, _) => Stands::Within,
            (false, true) => Stands::OutsideInner,
            (false, false) => Stands::OutsideOuter,
        };
        let at = |deviations: f64| gamma_quantile(shape, deviations) / scale;
        FairRate {
            raw,
            drawn: shape / scale,
            interval: (at(-DEVIATIONS), at(DEVIATIONS)),
            funnel,
            stands,
        }
    }

    /// What cells of the common rate show, but for that share.
    fn limits(&self, effort: f64, outside: f64) -> (f64, f64) {
        const HARDLY_ANY_BURSTS: f64 = 1e-6;
        let mean = self.common * effort;
        let size = mean / (self.bursts - 1.0).max(HARDLY_ANY_BURSTS);
        let at = |probability: f64| f64::from(quantile(probability, mean, size)) / effort;
        (at(outside / 2.0), at(1.0 - outside / 2.0))
    }
}

/// The quantile of a gamma distribution with scale 1, at so many standard deviations of a normal one.
///
/// # Source
/// Wilson and Hilferty 1931; off by less than 3 % at the limits used here from shape 1 on.
fn gamma_quantile(shape: f64, deviations: f64) -> f64 {
    let ninth = 1.0 / (9.0 * shape);
    shape * (1.0 - ninth + deviations * ninth.sqrt()).max(0.0).powi(3)
}
