//! What is thought of pulls beforehand when zones are taken to be alike, and how sure that is.

use truce_core::spread::Spread;

use super::certainty::Certainty;
use super::cholesky::{Factor, Symmetric, dot};
use super::concave::{Happened, Problem};
use super::decay::{Decay, pieces, start};
use super::design::Design;
use super::fit::DECAYS;
use super::lean::leanings;
use super::rates::{Setting, likelihood};
use super::reach::{Group, Reach};
use super::tied::{STAYS, Tied, TiedLean, tied};

/// The shape of what is thought of a background beforehand: as much as half an occurrence says (Jeffreys).
const BASE_SHAPE: f64 = 0.5;
/// Looks after which the decay is taken as it is.
const LOOKS_MAX: usize = 4;
/// A step of the decay that is so small a part of its standard error is not taken.
const STEP_MIN: f64 = 0.1;
/// The longest step, in the logarithm of the decay.
const STEP_MAX: f64 = 0.7;

/// What is thought of the pulls beforehand: the pull of each kind, and how strongly it holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held {
    tied: Tied,
    /// How the pulls of the kinds move with the logarithm of the decay.
    moves: Vec<f64>,
    shape: f64,
}

/// The pulls by kind and the decay, which is then the one that suits best when each kind has one pull in all zones.
///
/// `coarse` has the reach merged by kind; `found` is a decay that suits about as well, from which steps lead on.
pub(crate) fn hold(
    coarse: Setting<'_>,
    found: Decay,
    shape: f64,
    spread: &dyn Spread,
) -> (Held, Decay) {
    let pieces = pieces((0, coarse.history.cells()), spread.ways());
    let Decay { mut per_day, mut variance, tops } = found;
    let mut from: Option<Tied> = None;
    let mut looks = 0;
    loop {
        let told = spread.each(pieces.clone(), |piece| leanings(coarse, per_day, piece)).concat();
        let designs: Vec<&Design> = told.iter().map(|leaning| &leaning.design).collect();
        let from_here = from.unwrap_or_else(|| Tied::begin(coarse.reach, &designs, &tops));
        let tied = tied(coarse.reach, &designs, from_here, spread);
        let TiedLean { slope, information, moves } = tied.lean(coarse.reach, &told, spread);
        if information > 0.0 {
            variance = Some(information.recip());
        }
        looks += 1;
        let step = (slope / information).clamp(-STEP_MAX, STEP_MAX);
        let short = step * step * information <= STEP_MIN * STEP_MIN;
        if !step.is_finite() || short || looks == LOOKS_MAX {
            return (Held { tied, moves, shape }, Decay { per_day, variance, tops });
        }
        per_day = (per_day * step.exp()).clamp(DECAYS.0, DECAYS.1);
        from = Some(tied);
    }
}

impl Held {
    /// A cell's likelihood with what is thought beforehand: gamma distributions around the pull of each kind, and around
    /// the background that goes with them.
    pub(crate) fn problem<'d>(
        &self,
        reach: &Reach,
        cell: usize,
        design: &'d Design,
    ) -> Problem<'d, Happened> {
        let mut problem = likelihood(design);
        let whole = design.cost.first().copied().unwrap_or(1.0);
        // An empty cell is taken to have had half an occurrence.
        let base = self.tied.base.get(cell).copied().unwrap_or(0.0).max(0.5 / whole);
        let pulls = reach.groups(cell).iter().map(|group| (self.shape, self.pull(group.kind)));
        let beforehand = [(BASE_SHAPE, base)].into_iter().chain(pulls);
        let numbers = problem.cost.iter_mut().zip(&mut problem.pull);
        for ((cost, pull), (shape, mean)) in numbers.zip(beforehand) {
            *cost += shape / mean;
            *pull = shape;
        }
        problem
    }

    /// Where a cell's climb begins: its background and the pulls of its groups' kinds.
    pub(crate) fn start(&self, reach: &Reach, cell: usize, design: &Design) -> Vec<f64> {
        let mut from = start(design, None);
        let pulls = reach.groups(cell).iter().map(|group| Some(self.pull(group.kind)));
        let base = self.tied.base.get(cell).copied().filter(|base| *base > 0.0);
        for (from, known) in from.iter_mut().zip([base].into_iter().chain(pulls)) {
            *from = known.unwrap_or(*from).max(1e-12);
        }
        from
    }

    /// How a cell's numbers move with the logarithm of the decay through the kinds, and with the pull of each kind.
    ///
    /// `plain` is the cell's likelihood without what is thought beforehand, `at` its top with it. What is thought counts
    /// as much as it does at the pull of the kind, so that a pull drawn to zero is not taken to be known.
    pub(crate) fn moves(
        &self,
        reach: &Reach,
        cell: usize,
        (plain, at): (&Problem<'_, Happened>, &[f64]),
    ) -> (Vec<f64>, Vec<Vec<f64>>) {
        let (_, curvatures) = plain.slope(at);
        let all: Vec<usize> = (0..at.len()).collect();
        let mut matrix = plain.curvature(at, &all, &curvatures);
        let drawn: Vec<Vec<f64>> =
            (0..self.tied.pulls.len()).map(|kind| self.drawn(reach, cell, kind)).collect();
        let of_all = |number: usize| drawn.iter().filter_map(|drawn| drawn.get(number)).sum();
        matrix.add_to_diagonal(of_all);
        matrix.fill_empty_diagonal(STAYS);
        let none = || vec![0.0; at.len()];
        let factor = matrix.factor();
        let moved = |drawn| factor.as_ref().map_or_else(none, |factor| factor.solve(drawn));
        let with_kinds: Vec<Vec<f64>> = drawn.iter().map(|drawn| moved(drawn)).collect();
        let mut with_decay = none();
        for (moves, by) in with_kinds.iter().zip(&self.moves) {
            for (sum, moves) in with_decay.iter_mut().zip(moves) {
                *sum += by * moves;
            }
        }
        (with_decay, with_kinds)
    }

    /// The information on the pulls of the kinds, each cell's own numbers following; none where they cannot be told apart.
    ///
    /// The pull of a kind is known from the pulls in the zones, and no better than all of these together: what is thought
    /// beforehand must not count as if it had been seen in each zone once more.
    ///
    /// # Source
    /// The information that is left on a centre when what lies around it is taken out: Lindley and Smith 1972.
    pub(crate) fn information(&self, reach: &Reach, cells: &[Certainty]) -> Option<Factor> {
        let kinds = self.tied.pulls.len();
        let mut information = Symmetric::zeros(kinds);
        for (cell, certainty) in cells.iter().enumerate() {
            for kind in 0..kinds {
                let drawn = self.drawn(reach, cell, kind);
                information.add(kind, kind, drawn.iter().sum());
                for (other, moves) in certainty.moves.iter().skip(1).enumerate() {
                    information.add(kind, other, -dot(&drawn, moves));
                }
            }
        }
        information.fill_empty_diagonal(STAYS);
        information.factor()
    }

    fn pull(&self, kind: usize) -> f64 {
        self.tied.pulls.get(kind).copied().unwrap_or(1.0)
    }

    /// How the slopes in a cell's numbers change with the pull of a kind.
    fn drawn(&self, reach: &Reach, cell: usize, kind: usize) -> Vec<f64> {
        let pull = self.pull(kind);
        let drawn = |group: &Group| if group.kind == kind { self.shape / pull / pull } else { 0.0 };
        [0.0].into_iter().chain(reach.groups(cell).iter().map(drawn)).collect()
    }
}
