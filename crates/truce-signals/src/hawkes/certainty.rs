//! How sure rates are, with the uncertainty of what all cells have in common.

use super::cholesky::{Factor, dot};
use super::lean::Lean;
use super::rates::Rates;
use super::reach::Reach;

/// How uncertain is what the cells have in common.
///
/// # Source
/// What was found for all cells and is then thought of each beforehand has an error of its own, which is added:
/// Kass and Steffey 1989.
pub(crate) struct Common<'a> {
    /// The variance of the logarithm of the decay.
    pub decay: f64,
    /// The information on the pulls of the kinds, where there are any.
    pub pulls: Option<&'a Factor>,
}

impl Common<'_> {
    /// The variance of something that moves so with the decay and with each kind.
    fn variance(&self, moves: impl Iterator<Item = f64>) -> f64 {
        let moves: Vec<f64> = moves.collect();
        let (decay, kinds) = moves.split_first().unwrap_or((&0.0, &[]));
        let of_kinds = self.pulls.map_or(0.0, |pulls| dot(&pulls.solve(kinds), kinds));
        decay * decay * self.decay + of_kinds
    }
}

/// What one cell says at its top, and how its numbers move with each of what the cells have in common: the decay, then
/// the pull of each kind.
pub(crate) struct Certainty {
    pub lean: Lean,
    pub moves: Vec<Vec<f64>>,
}

impl Certainty {
    /// The standard error of each number.
    pub(crate) fn errors(&self, common: &Common<'_>) -> Vec<Option<f64>> {
        let own = self.lean.variances().into_iter().enumerate();
        own.map(|(number, own)| {
            let moves = self.moves.iter().map(|moves| moves.get(number).copied().unwrap_or(0.0));
            Some((own? + common.variance(moves)).sqrt())
        })
        .collect()
    }
}

/// How many occurrences one brings about in the long run, and the standard error of that.
pub(crate) fn branching(
    reach: &Reach,
    rates: &Rates,
    cells: &[Certainty],
    common: &Common<'_>,
) -> (f64, f64) {
    let slopes = rates.branching_slopes(reach);
    let mut variance = 0.0;
    let mut moved = vec![0.0; cells.first().map_or(0, |cell| cell.moves.len())];
    for (cell, slopes) in cells.iter().zip(&slopes) {
        variance += cell.lean.variance_of(slopes);
        for (moved, moves) in moved.iter_mut().zip(&cell.moves) {
            *moved += dot(moves, slopes);
        }
    }
    (rates.branching(reach), (variance + common.variance(moved.into_iter())).sqrt())
}
