//! How the top of each cell's likelihood moves with the decay.
//!
//! A search for the decay that knows the slope needs a few looks where one that
//! knows only the height needs ten, and errors that take the decay for found
//! rather than known follow from the same sums.
//!
//! # Source
//! The slope of a maximum is the slope at the maximum (Danskin 1967). Information is the sum of squared slopes of the
//! log rates over occurrences, whose expectation is the Hessian's (Ogata 1978). How a top moves is told from what this
//! history has, since what is expected of it is off by its noise.

use super::cholesky::{Factor, dot};
use super::concave::{Happened, Problem, add_times};
use super::design::{Design, cost_rows};
use super::rates::Setting;

/// A cell's design, and how it changes with the logarithm of the decay.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Leaning {
    /// The design itself.
    pub design: Design,
    /// A row for each occurrence: the change of each entry of the design's row but the first, which does not change.
    pub drifts: Vec<f64>,
    /// The change of each cost but the first.
    pub cost_drifts: Vec<f64>,
}

impl Leaning {
    /// A design whose decay is given, so that nothing is asked of its change.
    pub(crate) fn still(design: Design) -> Self {
        Self { design, drifts: Vec::new(), cost_drifts: Vec::new() }
    }
}

/// What a cell says at its top of its own numbers and of the decay.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lean {
    /// The slope of the cell's likelihood in the logarithm of the decay.
    pub slope: f64,
    /// The information on the logarithm of the decay that is left when the cell's own numbers are found with it.
    pub information: f64,
    /// How each number moves with the logarithm of the decay.
    pub moves: Vec<f64>,
    /// The numbers that take part.
    pub numbers: Vec<usize>,
    /// The information on these, the decay being known; none where they cannot be told apart.
    pub factor: Option<Factor>,
}

/// How far sums may drift from their epoch, in decay times.
const EPOCH: f64 = 30.0;

/// A decaying past of one cell: the sum of weights, and the sum of weights times their age, both scaled to the epoch.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    sum: f64,
    aged: f64,
}

/// The designs of the cells `from..to` with their drifts; as [`super::design::designs`], in one pass with one exponential for each moment.
pub(crate) fn leanings(
    setting: Setting<'_>,
    decay: f64,
    (from, to): (usize, usize),
) -> Vec<Leaning> {
    let Setting { history, reach, background } = setting;
    let mut leanings: Vec<Leaning> = cost_rows(setting, decay, (from, to))
        .into_iter()
        .map(|(occurrences, cost, cost_drifts)| Leaning {
            drifts: Vec::with_capacity(occurrences.saturating_mul(cost_drifts.len())),
            design: Design {
                rows: Vec::with_capacity(occurrences.saturating_mul(cost.len())),
                cost,
            },
            cost_drifts,
        })
        .collect();
    let mut pasts = vec![Past::default(); history.cells()];
    let mut epoch = 0.0;
    // Occurrences at one moment do not excite each other.
    for moment in history.occurrences().chunk_by(|one, other| one.at_days == other.at_days) {
        let now = moment.first().map_or(0.0, |occurrence| occurrence.at_days);
        if decay * (now - epoch) > EPOCH {
            let drift = decay * (now - epoch);
            let scale = (-drift).exp();
            for past in &mut pasts {
                past.aged = scale * (past.aged - drift * past.sum);
                past.sum *= scale;
            }
            epoch = now;
        }
        let drift = decay * (now - epoch);
        let faded = (-drift).exp();
        let felt = decay * faded;
        for occurrence in moment {
            let place = occurrence.cell.checked_sub(from);
            let Some(leaning) = place.and_then(|place| leanings.get_mut(place)) else { continue };
            leaning.design.rows.push(background.level(occurrence.cell, now));
            for group in reach.groups(occurrence.cell) {
                let (mut sum, mut aged) = (0.0, 0.0);
                for past in group.sources.iter().filter_map(|source| pasts.get(*source)) {
                    sum += past.sum;
                    aged += past.aged;
                }
                leaning.design.rows.push(felt * sum);
                leaning.drifts.push(felt * (sum - (drift * sum - aged)));
            }
        }
        let grown = faded.recip();
        for occurrence in moment {
            if let Some(past) = pasts.get_mut(occurrence.cell) {
                let weight = occurrence.weight * grown;
                past.sum += weight;
                past.aged += weight * drift;
            }
        }
    }
    leanings
}

/// Which numbers take part in what a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Those that are not at zero: where a top moves, they do.
    AboveZero,
    /// All: a number that was found at zero may be a little above it in truth.
    All,
}

/// What a cell says of the decay at some numbers of its own.
pub(crate) struct OfDecay {
    /// The slope of the cell's likelihood in the logarithm of the decay.
    pub slope: f64,
    /// The information on the logarithm of the decay while the cell's own numbers are known.
    pub alone: f64,
    /// The information that each number is expected to have in common with it.
    pub expected: Vec<f64>,
    /// The same as this history has it: how much each number's slope falls when the logarithm of the decay grows.
    pub seen: Vec<f64>,
}

impl OfDecay {
    /// Sums over the occurrences that a design explains, whose curvatures are given.
    pub(crate) fn of(
        problem: &Problem<'_, Happened>,
        Leaning { drifts, cost_drifts, .. }: &Leaning,
        at: &[f64],
        curvatures: &[f64],
    ) -> Self {
        let pulls = at.get(1..).unwrap_or(&[]);
        let width = at.len().max(1);
        let mut expected = vec![0.0; at.len()];
        let mut chance: Vec<f64> = cost_drifts.iter().map(|drift| -drift).collect();
        let (mut slope, mut alone) = (-dot(cost_drifts, pulls), 0.0);
        let drifts = drifts.chunks_exact(width.saturating_sub(1).max(1));
        for ((row, drift), curvature) in
            problem.rows.chunks_exact(width).zip(drifts).zip(curvatures)
        {
            // The curvature of the logarithm of a rate is one over its square.
            let per_rate = curvature.sqrt();
            let change = dot(drift, pulls);
            slope += change * per_rate;
            alone += change * change * curvature;
            add_times(&mut expected, change * curvature, row);
            add_times(&mut chance, per_rate, drift);
        }
        let mut seen = expected.clone();
        for (seen, chance) in seen.iter_mut().skip(1).zip(&chance) {
            *seen -= chance;
        }
        Self { slope, alone, expected, seen }
    }
}

/// What a cell says at its top.
pub(crate) fn lean(
    problem: &Problem<'_, Happened>,
    leaning: &Leaning,
    at: &[f64],
    part: Part,
) -> Lean {
    let (_, curvatures) = problem.slope(at);
    let takes_part = |number: &usize| part == Part::All || at.get(*number) > Some(&0.0);
    let numbers: Vec<usize> = (0..at.len()).filter(takes_part).collect();
    let OfDecay { slope, alone, expected, seen } = OfDecay::of(problem, leaning, at, &curvatures);
    let mut moves = vec![0.0; at.len()];
    let mut matrix = problem.curvature(at, &numbers, &curvatures);
    if part == Part::All {
        // What could never be seen is known to no error, and spoils no other.
        matrix.fill_empty_diagonal(UNKNOWN);
    }
    let Some(factor) = matrix.factor() else {
        return Lean { slope, information: 0.0, moves, numbers, factor: None };
    };
    let of_part = |values: &[f64]| -> Vec<f64> {
        numbers.iter().map(|number| values.get(*number).copied().unwrap_or(0.0)).collect()
    };
    let expected = of_part(&expected);
    let information = (alone - dot(&factor.solve(&expected), &expected)).max(0.0);
    for (number, solved) in numbers.iter().zip(factor.solve(&of_part(&seen))) {
        if let Some(place) = moves.get_mut(*number) {
            *place = -solved;
        }
    }
    Lean { slope, information, moves, numbers, factor: Some(factor) }
}

/// The information on a number on which there is none.
const UNKNOWN: f64 = 1e-12;

impl Lean {
    /// How the numbers move when the slopes move by so much.
    pub(crate) fn moved_by(&self, slopes: &[f64]) -> Vec<f64> {
        let mut moves = vec![0.0; self.moves.len()];
        let Some(factor) = &self.factor else { return moves };
        for (number, solved) in self.numbers.iter().zip(factor.solve(&self.of_part(slopes))) {
            if let Some(place) = moves.get_mut(*number) {
                *place = solved;
            }
        }
        moves
    }

    /// For each number its variance while what the cells have in common is known; none where nothing is known of it.
    pub(crate) fn variances(&self) -> Vec<Option<f64>> {
        let mut variances = vec![None; self.moves.len()];
        let Some(factor) = &self.factor else { return variances };
        for (number, own) in self.numbers.iter().zip(factor.inverse_diagonal()) {
            if let Some(place) = variances.get_mut(*number) {
                *place = (own < 0.5 / UNKNOWN).then_some(own);
            }
        }
        variances
    }

    /// The variance of a weighted sum of the numbers, while what the cells have in common is known.
    pub(crate) fn variance_of(&self, weights: &[f64]) -> f64 {
        dot(&self.moved_by(weights), weights)
    }

    fn of_part(&self, values: &[f64]) -> Vec<f64> {
        let of = |number: &usize| values.get(*number).copied().unwrap_or(0.0);
        self.numbers.iter().map(of).collect()
    }
}
