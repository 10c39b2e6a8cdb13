//! The maximum of a likelihood in a few numbers that are not negative.
//!
//! Each observation has a mean that is a weighted sum of the numbers sought, so
//! the problem is concave, or nearly so, and Newton's steps on the numbers that
//! are not held at zero reach its top in about ten. A number at zero whose slope
//! points below stays there: exactly zero, not merely small.
//!
//! # Source
//! Bertsekas 1982, projected Newton methods for problems with simple constraints.

use super::cholesky::{Symmetric, dot};
use crate::counts::real;

/// A likelihood of one observation as a function of its mean.
pub(crate) trait Likelihood {
    /// Whether a part of the rows is enough for steps that begin far from the top.
    const ROUGH: bool = false;
    /// Its logarithm.
    fn value(&self, row: usize, mean: f64) -> f64;
    /// The first derivative of the logarithm, and the second with its sign turned (or what is expected of it).
    fn slope_and_curvature(&self, row: usize, mean: f64) -> (f64, f64);
}

/// A moment at which something happened: the logarithm of its rate.
pub(crate) struct Happened;

impl Likelihood for Happened {
    const ROUGH: bool = true;

    fn value(&self, _row: usize, mean: f64) -> f64 {
        mean.ln()
    }

    fn slope_and_curvature(&self, _row: usize, mean: f64) -> (f64, f64) {
        let slope = mean.recip();
        (slope, slope * slope)
    }
}

/// What is maximised: the likelihoods of all rows, minus a cost for each number, plus the logarithm of each number times
/// its pull away from zero.
pub(crate) struct Problem<'a, L> {
    /// One row for each observation, as wide as there are costs.
    pub rows: &'a [f64],
    /// What one unit of each number costs.
    pub cost: Vec<f64>,
    /// How strongly each number is kept from zero; 0 if not at all.
    pub pull: Vec<f64>,
    /// What is thought of each row's mean.
    pub likelihood: L,
}

/// Where the top is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Peak {
    /// The numbers.
    pub at: Vec<f64>,
    /// How many steps it took.
    pub steps: usize,
    /// Whether the slope vanished within the steps allowed.
    pub reached: bool,
}

/// Steps after which the search gives up.
const STEPS_MAX: usize = 200;
/// The slope, times the number it belongs to, at which the top is reached.
const SLOPE_MIN: f64 = 1e-7;
/// The least size a number counts for when its slope is judged.
const SIZE_MIN: f64 = 1e-3;

/// So many rows for each number, and a part of them is enough for a rough step.
const ROWS_EACH: usize = 30;
/// The slope from which on steps are rough, as a part of the rows.
const ROUGH_ABOVE: f64 = 150.0;
/// A rough step looks at one block of rows in so many.
const ROUGH_EVERY: usize = 4;

impl<L: Likelihood> Problem<'_, L> {
    /// How many numbers are sought.
    fn width(&self) -> usize {
        self.cost.len()
    }

    fn observations(&self) -> impl Iterator<Item = &[f64]> {
        self.rows.chunks_exact(self.width().max(1))
    }

    /// What is maximised, at a point; minus infinity or no number where it makes no sense.
    pub(crate) fn value(&self, at: &[f64]) -> f64 {
        let rows = self.observations().enumerate();
        let told: f64 = rows.map(|(row, y)| self.likelihood.value(row, dot(y, at))).sum();
        let kept = self.pull.iter().zip(at).filter(|(pull, _)| **pull > 0.0);
        told + kept.map(|(pull, at)| pull * at.ln()).sum::<f64>() - dot(&self.cost, at)
    }

    /// The slope in each number, and for each row its curvature.
    pub(crate) fn slope(&self, at: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let kept = self.pull.iter().zip(at);
        let kept = kept.map(|(pull, at)| if *pull > 0.0 { pull / at } else { 0.0 });
        let mut slope: Vec<f64> = kept.zip(&self.cost).map(|(kept, cost)| kept - cost).collect();
        let mut curvatures = Vec::with_capacity(self.rows.len() / self.width().max(1));
        for (row, y) in self.observations().enumerate() {
            let (first, second) = self.likelihood.slope_and_curvature(row, dot(y, at));
            add_times(&mut slope, first, y);
            curvatures.push(second);
        }
        (slope, curvatures)
    }

    /// Of how many blocks of rows one is enough for a step: far from the top a step need not be exact.
    fn every(&self, steepness: f64) -> usize {
        let rows = self.rows.len() / self.width().max(1);
        let many = rows >= self.width().saturating_mul(ROWS_EACH);
        if L::ROUGH && many && steepness > real(rows) / ROUGH_ABOVE { ROUGH_EVERY } else { 1 }
    }

    /// The curvature in some of the numbers.
    pub(crate) fn curvature(&self, at: &[f64], free: &[usize], curvatures: &[f64]) -> Symmetric {
        self.curvature_of(at, free, curvatures, 1)
    }

    /// The same from one of so many blocks of rows.
    fn curvature_of(
        &self,
        at: &[f64],
        free: &[usize],
        curvatures: &[f64],
        every: usize,
    ) -> Symmetric {
        let mut matrix = Symmetric::zeros(free.len());
        let mut packed: [Vec<f64>; 4] = Default::default();
        let block = self.width().max(1).saturating_mul(packed.len());
        let blocks = self.rows.chunks(block).zip(curvatures.chunks(packed.len()));
        let whole = real(every);
        for (rows, curvatures) in blocks.step_by(every.max(1)) {
            let mut weights = [0.0; 4];
            let mut rows = rows.chunks_exact(self.width().max(1));
            for (at, packed) in packed.iter_mut().enumerate() {
                packed.clear();
                let row = rows.next().unwrap_or(&[]);
                let of = |column: &usize| row.get(*column).copied().unwrap_or(0.0);
                packed.extend(free.iter().map(of));
                if let (Some(weight), Some(curvature)) = (weights.get_mut(at), curvatures.get(at)) {
                    *weight = whole * curvature;
                }
            }
            add_squares(&mut matrix, &packed, weights);
        }
        matrix.add_to_diagonal(|place| {
            let number = free.get(place).copied().unwrap_or(0);
            let (pull, at) = (self.pull.get(number), at.get(number));
            pull.zip(at).filter(|(pull, _)| **pull > 0.0).map_or(0.0, |(pull, at)| pull / at / at)
        });
        matrix
    }

    /// Climbs to the top from a point at which every row has a mean above zero.
    pub(crate) fn climb(&self, from: &[f64]) -> Peak {
        let mut at = from.to_vec();
        let mut value = self.value(&at);
        for steps in 0..STEPS_MAX {
            let (slope, curvatures) = self.slope(&at);
            let free: Vec<usize> = free(&at, &slope);
            let steepness =
                free.iter().filter_map(|n| Some(slope.get(*n)?.abs() * at.get(*n)?.max(SIZE_MIN)));
            let steepness = steepness.fold(0.0, f64::max);
            if steepness < SLOPE_MIN {
                return Peak { at, steps, reached: true };
            }
            let every = self.every(steepness);
            let matrix = self.curvature_of(&at, &free, &curvatures, every);
            let step = newton_step(&matrix, &at, &slope, &free);
            let gentle = || gentle_step(&matrix, &at, &slope, &free);
            let next = self.along(&at, value, &slope, &step);
            let Some((next, better)) = next.or_else(|| self.along(&at, value, &slope, &gentle()))
            else {
                // No step of any length gains: the top, as far as floats can tell.
                return Peak { at, steps, reached: true };
            };
            (at, value) = (next, better);
        }
        Peak { at, steps: STEPS_MAX, reached: false }
    }

    /// The longest of the halved steps that gains what its slope promises.
    fn along(
        &self,
        at: &[f64],
        value: f64,
        slope: &[f64],
        step: &[f64],
    ) -> Option<(Vec<f64>, f64)> {
        let promise = dot(slope, step);
        if promise.is_nan() || promise <= 0.0 {
            return None;
        }
        // Near the top the gain is smaller than what a sum of so many floats can tell.
        let grain = 1e-13 * (1.0 + value.abs());
        let mut length = 1.0;
        for _ in 0..40 {
            let moved = at.iter().zip(step).zip(&self.pull);
            let next: Vec<f64> = moved
                .map(|((at, step), pull)| {
                    // A number that is kept from zero goes nine tenths of the way at most.
                    let floor = if *pull > 0.0 { at / 10.0 } else { 0.0 };
                    (at + length * step).max(floor)
                })
                .collect();
            let reached = self.value(&next);
            if reached.is_finite() && reached >= value + 1e-4 * length * promise - grain {
                return Some((next, reached));
            }
            length /= 2.0;
        }
        None
    }
}

/// The numbers that are not held at zero.
fn free(at: &[f64], slope: &[f64]) -> Vec<usize> {
    let numbers = at.iter().zip(slope).enumerate();
    numbers
        .filter(|(_, (at, slope))| **at > 0.0 || **slope > 0.0)
        .map(|(number, _)| number)
        .collect()
}

/// Adds to the lower half the weighted squares of four rows.
#[expect(clippy::indexing_slicing, reason = "all are cut to one length, and no place is beyond it")]
fn add_squares(matrix: &mut Symmetric, packed: &[Vec<f64>; 4], weights: [f64; 4]) {
    let [a, b, c, d] = packed;
    let [first, second, third, fourth] = weights;
    let size = a.len().min(b.len()).min(c.len()).min(d.len());
    for (number, row) in matrix.rows_mut() {
        let length = row.len().min(size).min(number.saturating_add(1));
        let Some(last) = length.checked_sub(1) else { continue };
        let (a, b, c, d) = (&a[..length], &b[..length], &c[..length], &d[..length]);
        let row = &mut row[..length];
        let (e, f, g, h) = (first * a[last], second * b[last], third * c[last], fourth * d[last]);
        // By numbers rather than zipped: four zips would be made anew for each short row.
        for at in 0..length {
            row[at] += (e * a[at] + f * b[at]) + (g * c[at] + h * d[at]);
        }
    }
}

/// Adds a row so many times.
#[inline]
#[expect(
    clippy::indexing_slicing,
    reason = "both are cut to one length, and no place is beyond it"
)]
pub(crate) fn add_times(sums: &mut [f64], times: f64, row: &[f64]) {
    let length = sums.len().min(row.len());
    let (sums, row) = (&mut sums[..length], &row[..length]);
    for at in 0..length {
        sums[at] += times * row[at];
    }
}

/// The step to the top of the quadratic that has this slope and curvature, with numbers that would fall below zero put there.
fn newton_step(matrix: &Symmetric, at: &[f64], slope: &[f64], free: &[usize]) -> Vec<f64> {
    let number = |values: &[f64], place: &usize| {
        free.get(*place).and_then(|number| values.get(*number)).copied().unwrap_or(0.0)
    };
    let mut open: Vec<usize> = (0..free.len()).collect();
    let mut grounded: Vec<usize> = Vec::new();
    let mut step = vec![0.0; at.len()];
    loop {
        let right: Vec<f64> = open
            .iter()
            .map(|place| {
                let pulled =
                    grounded.iter().map(|down| matrix.at(*place, *down) * number(at, down));
                number(slope, place) + pulled.sum::<f64>()
            })
            .collect();
        let mut part = matrix.part(&open);
        part.add_to_diagonal(|place| {
            1e-12 * open.get(place).map_or(0.0, |place| matrix.at(*place, *place)) + 1e-12
        });
        let Some(solved) = part.factor().map(|factor| factor.solve(&right)) else {
            return gentle_step(matrix, at, slope, free);
        };
        let below =
            open.iter().zip(&solved).filter(|(place, step)| number(at, place) + **step < 0.0);
        let below: Vec<usize> = below.map(|(place, _)| *place).collect();
        if below.is_empty() {
            for (place, solved) in open.iter().zip(solved) {
                if let Some(step) = free.get(*place).and_then(|number| step.get_mut(*number)) {
                    *step = solved;
                }
            }
            for place in &grounded {
                if let Some(number) = free.get(*place)
                    && let (Some(step), Some(at)) = (step.get_mut(*number), at.get(*number))
                {
                    *step = -at;
                }
            }
            return step;
        }
        open.retain(|place| !below.contains(place));
        grounded.extend(below);
    }
}

/// A step of each free number by itself, never below zero. It always gains if it is short enough.
fn gentle_step(matrix: &Symmetric, at: &[f64], slope: &[f64], free: &[usize]) -> Vec<f64> {
    let mut step = vec![0.0; at.len()];
    for (place, number) in free.iter().enumerate() {
        if let (Some(step), Some(at), Some(slope)) =
            (step.get_mut(*number), at.get(*number), slope.get(*number))
        {
            *step = (slope / matrix.at(place, place).max(1e-300)).max(-at);
        }
    }
    step
}
