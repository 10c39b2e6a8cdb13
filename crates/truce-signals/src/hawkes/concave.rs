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

/// A likelihood of one observation as a function of its mean.
pub(crate) trait Likelihood {
    /// Its logarithm.
    fn value(&self, row: usize, mean: f64) -> f64;
    /// The first derivative of the logarithm, and the second with its sign turned (or what is expected of it).
    fn slope_and_curvature(&self, row: usize, mean: f64) -> (f64, f64);
}

/// A moment at which something happened: the logarithm of its rate.
pub(crate) struct Happened;

impl Likelihood for Happened {
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
            for (slope, y) in slope.iter_mut().zip(y) {
                *slope += first * y;
            }
            curvatures.push(second);
        }
        (slope, curvatures)
    }

    /// The curvature in the numbers that are free.
    fn curvature(&self, at: &[f64], free: &[usize], curvatures: &[f64]) -> Symmetric {
        let mut matrix = Symmetric::zeros(free.len());
        let mut packed: [Vec<f64>; 4] = Default::default();
        let block = self.width().max(1).saturating_mul(packed.len());
        for (rows, curvatures) in self.rows.chunks(block).zip(curvatures.chunks(packed.len())) {
            let mut weights = [0.0; 4];
            let mut rows = rows.chunks_exact(self.width().max(1));
            for (at, packed) in packed.iter_mut().enumerate() {
                packed.clear();
                let row = rows.next().unwrap_or(&[]);
                packed.extend(free.iter().map(|column| row.get(*column).copied().unwrap_or(0.0)));
                if let (Some(weight), Some(curvature)) = (weights.get_mut(at), curvatures.get(at)) {
                    *weight = *curvature;
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
            if steepness.fold(0.0, f64::max) < SLOPE_MIN {
                return Peak { at, steps, reached: true };
            }
            let matrix = self.curvature(&at, &free, &curvatures);
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

    /// For each number the variance that the curvature at a point implies; none for a number held at zero.
    pub(crate) fn variances(&self, at: &[f64]) -> Vec<Option<f64>> {
        let (slope, curvatures) = self.slope(at);
        let free: Vec<usize> =
            free(at, &slope).into_iter().filter(|n| at.get(*n) > Some(&0.0)).collect();
        let mut variances = vec![None; at.len()];
        let Some(factor) = self.curvature(at, &free, &curvatures).factor() else {
            return variances;
        };
        for (number, variance) in free.into_iter().zip(factor.inverse_diagonal()) {
            if let Some(place) = variances.get_mut(number) {
                *place = Some(variance);
            }
        }
        variances
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
fn add_squares(matrix: &mut Symmetric, packed: &[Vec<f64>; 4], weights: [f64; 4]) {
    let [a, b, c, d] = packed;
    for (number, row) in matrix.rows_mut() {
        let at = |packed: &[f64], weight: f64| weight * packed.get(number).copied().unwrap_or(0.0);
        let [first, second, third, fourth] = weights;
        let factors = [at(a, first), at(b, second), at(c, third), at(d, fourth)];
        let four = a.iter().zip(b).zip(c).zip(d);
        for (value, (((a, b), c), d)) in row.iter_mut().zip(four).take(number.saturating_add(1)) {
            let [first, second, third, fourth] = factors;
            *value += (first * a + second * b) + (third * c + fourth * d);
        }
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
