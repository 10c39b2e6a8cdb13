//! One pull for each kind of coupling, the same in all zones.

use truce_core::spread::Spread;

use super::cholesky::{Factor, Symmetric, dot};
use super::concave::{Happened, Problem};
use super::design::Design;
use super::lean::{Leaning, OfDecay};
use super::rates::likelihood;
use super::reach::{Group, Reach};
use crate::counts::real;

/// Rounds after which the pulls are taken as they are.
const ROUNDS_MAX: usize = 200;
/// Newton's steps after which sharing out decides.
const STEPS_MAX: usize = 30;
/// Information that keeps a pull where it is.
pub(crate) const STAYS: f64 = 1e30;
/// The relative change at which they are taken as found: they are only where each cell's own pulls begin.
const CHANGE_MIN: f64 = 1e-3;
/// The least pull of a kind: what is shrunk towards zero could never leave it.
const PULL_MIN: f64 = 1e-4;

/// The pulls by kind, and each cell's background beside them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tied {
    pub pulls: Vec<f64>,
    pub base: Vec<f64>,
    /// The information on the pulls, the backgrounds following; none where they were shared out.
    pub information: Option<Factor>,
}

impl Tied {
    /// Where to begin: each kind's pull as the cells have it on average, and their own backgrounds.
    pub(crate) fn begin(by_kind: &Reach, designs: &[&Design], tops: &[Vec<f64>]) -> Self {
        let mut given = vec![0.0; by_kind.kinds()];
        for ((cell, design), top) in designs.iter().enumerate().zip(tops) {
            let numbers = design.cost.iter().zip(top).skip(1);
            for (group, (cost, pull)) in by_kind.groups(cell).iter().zip(numbers) {
                if let Some(given) = given.get_mut(group.kind) {
                    *given += cost * pull;
                }
            }
        }
        let produced = produced(by_kind, designs);
        let pulls = given.iter().zip(&produced).map(|(given, produced)| {
            if *produced > 0.0 { (given / produced).max(PULL_MIN) } else { PULL_MIN }
        });
        let own = |(cell, design): (usize, &&Design)| {
            let top = tops.get(cell).and_then(|top| top.first()).copied().unwrap_or(0.0);
            top.max(half_of_what_was(design) / 10.0)
        };
        let base = designs.iter().enumerate().map(own).collect();
        Self { pulls: pulls.collect(), base, information: None }
    }

    /// A cell's background and the pulls of its groups' kinds.
    fn numbers(&self, by_kind: &Reach, cell: usize) -> Vec<f64> {
        let base = self.base.get(cell).copied().unwrap_or(0.0);
        let pull = |group: &Group| self.pulls.get(group.kind).copied().unwrap_or(0.0);
        [base].into_iter().chain(by_kind.groups(cell).iter().map(pull)).collect()
    }

    /// What all cells say of the decay, the backgrounds and the pulls of the kinds following it.
    pub(crate) fn lean(
        &self,
        by_kind: &Reach,
        leanings: &[Leaning],
        spread: &dyn Spread,
    ) -> TiedLean {
        let cells: Vec<(usize, &Leaning)> = leanings.iter().enumerate().collect();
        let said = spread.over(&cells, |(cell, leaning)| self.of_cell(by_kind, *cell, leaning));
        let kinds = self.pulls.len();
        let (mut expected, mut seen) = (vec![0.0; kinds], vec![0.0; kinds]);
        let (mut slope, mut alone) = (0.0, 0.0);
        for ((cell, _), said) in cells.iter().zip(&said) {
            slope += said.slope;
            alone += said.alone;
            for (place, group) in (1_usize..).zip(by_kind.groups(*cell)) {
                for (sums, of_cell) in [(&mut expected, &said.expected), (&mut seen, &said.seen)] {
                    if let Some((sum, own)) = sums.get_mut(group.kind).zip(of_cell.get(place)) {
                        *sum += own;
                    }
                }
            }
        }
        let Some(factor) = &self.information else {
            return TiedLean { slope, information: 0.0, moves: vec![0.0; kinds] };
        };
        let information = (alone - dot(&factor.solve(&expected), &expected)).max(0.0);
        let moves = factor.solve(&seen).into_iter().map(|by| -by).collect();
        TiedLean { slope, information, moves }
    }

    /// What one cell says of the decay, its background following.
    fn of_cell(&self, by_kind: &Reach, cell: usize, leaning: &Leaning) -> OfDecay {
        let numbers = self.numbers(by_kind, cell);
        let problem = likelihood(&leaning.design);
        let told = Told::at(&problem, &numbers);
        let mut said = OfDecay::of(&problem, leaning, &numbers, &told.curvatures);
        let (_, base_curvature) = told.of_base();
        let first = |values: &[f64]| values.first().copied().unwrap_or(0.0) / base_curvature;
        let (expected, seen) = (first(&said.expected), first(&said.seen));
        said.alone -= expected * expected * base_curvature;
        for (by, values) in [(expected, &mut said.expected), (seen, &mut said.seen)] {
            for (place, value) in values.iter_mut().enumerate() {
                *value -= told.curvature.at(place, 0) * by;
            }
        }
        said
    }
}

/// What all cells say of the decay where pulls are tied by kind.
pub(crate) struct TiedLean {
    /// The slope of the likelihood in the logarithm of the decay.
    pub slope: f64,
    /// The information on the logarithm of the decay; none where the pulls were shared out.
    pub information: f64,
    /// How the pulls of the kinds move with the logarithm of the decay.
    pub moves: Vec<f64>,
}

/// The pulls by kind under which the designs of all cells are most likely, each with a background of its own.
///
/// `by_kind` is the reach from which the designs were made, merged by kind; Newton's steps begin at `at`. Where these lead to no end, [`shared_out`] decides.
pub(crate) fn tied(
    by_kind: &Reach,
    designs: &[&Design],
    mut at: Tied,
    spread: &dyn Spread,
) -> Tied {
    let cells: Vec<(usize, &Design)> = designs.iter().copied().enumerate().collect();
    for _ in 0..STEPS_MAX {
        let told = spread.over(&cells, |(cell, design)| {
            Told::at(&likelihood(design), &at.numbers(by_kind, *cell))
        });
        let Some(change) = step(by_kind, &told, &mut at) else { break };
        if change < CHANGE_MIN {
            return at;
        }
    }
    shared_out(by_kind, designs)
}

/// The slope and the curvature of one cell's likelihood, in its background and in the pulls of its groups.
struct Told {
    slope: Vec<f64>,
    curvature: Symmetric,
    /// Of the logarithm of the rate at each occurrence.
    curvatures: Vec<f64>,
}

impl Told {
    fn at(problem: &Problem<'_, Happened>, numbers: &[f64]) -> Self {
        let (slope, curvatures) = problem.slope(numbers);
        let all: Vec<usize> = (0..numbers.len()).collect();
        Self { slope, curvature: problem.curvature(numbers, &all, &curvatures), curvatures }
    }

    /// What there is in a number of the slope when the background follows, and how the background follows.
    fn of_base(&self) -> (f64, f64) {
        let slope = self.slope.first().copied().unwrap_or(0.0);
        // An empty cell has no curvature: its background goes to zero by itself.
        (slope, self.curvature.at(0, 0).max(1e-12))
    }
}

/// Takes one of Newton's steps for all pulls and backgrounds together; gives the largest relative change of a pull.
fn step(by_kind: &Reach, told: &[Told], at: &mut Tied) -> Option<f64> {
    let kinds = by_kind.kinds();
    let mut slope = vec![0.0; kinds];
    let mut matrix = Symmetric::zeros(kinds);
    for (cell, told) in told.iter().enumerate() {
        let (base_slope, base_curvature) = told.of_base();
        for (place, group) in (1_usize..).zip(by_kind.groups(cell)) {
            let with_base = told.curvature.at(place, 0);
            let own = told.slope.get(place).copied().unwrap_or(0.0);
            if let Some(slope) = slope.get_mut(group.kind) {
                *slope += own - with_base * base_slope / base_curvature;
            }
            for (other_place, other) in (1_usize..).zip(by_kind.groups(cell)) {
                let through_base = with_base * told.curvature.at(other_place, 0) / base_curvature;
                let both = told.curvature.at(place, other_place) - through_base;
                matrix.add(group.kind, other.kind, both);
            }
        }
    }
    // A pull at its least that would go lower stays; so does one of a kind that there is not.
    let stays = |kind: usize| {
        let (pull, slope) = (at.pulls.get(kind), slope.get(kind));
        pull.is_none_or(|pull| *pull <= PULL_MIN) && slope.is_none_or(|slope| *slope <= 0.0)
    };
    matrix.add_to_diagonal(|kind| if stays(kind) { STAYS } else { 1e-12 });
    let factor = matrix.factor()?;
    let solved = factor.solve(&slope);
    at.information = Some(factor);
    let mut change = 0.0_f64;
    let before = at.pulls.clone();
    for (pull, step) in at.pulls.iter_mut().zip(&solved) {
        let next = (*pull + step).clamp(*pull / 10.0, *pull * 10.0).max(PULL_MIN);
        change = change.max((next - *pull).abs() / pull.max(PULL_MIN));
        *pull = next;
    }
    for ((cell, told), base) in told.iter().enumerate().zip(&mut at.base) {
        let (base_slope, base_curvature) = told.of_base();
        let drawn = (1_usize..).zip(by_kind.groups(cell)).map(|(place, group)| {
            let moved = at.pulls.get(group.kind).zip(before.get(group.kind));
            told.curvature.at(place, 0) * moved.map_or(0.0, |(next, pull)| next - pull)
        });
        let next = *base + (base_slope - drawn.sum::<f64>()) / base_curvature;
        *base = next.clamp(*base / 10.0, *base * 10.0);
    }
    change.is_finite().then_some(change)
}

/// The same by sharing out, round after round: slower, and what the other is held against.
///
/// # Source
/// Expectation and maximisation: each occurrence is shared out among what may
/// explain it, and each pull is what it was given over what it produced.
pub(crate) fn shared_out(by_kind: &Reach, designs: &[&Design]) -> Tied {
    let kinds = by_kind.kinds();
    let mut pulls = vec![0.1; kinds];
    let mut base: Vec<f64> = designs.iter().copied().map(half_of_what_was).collect();
    let produced = produced(by_kind, designs);
    for _ in 0..ROUNDS_MAX {
        let mut given = vec![0.0; kinds];
        for ((cell, design), base) in designs.iter().enumerate().zip(&mut base) {
            share_out(by_kind, cell, design, &pulls, base, &mut given);
        }
        let mut change = 0.0_f64;
        for ((pull, given), produced) in pulls.iter_mut().zip(given).zip(&produced) {
            let next = if *produced > 0.0 { given / produced } else { 0.0 };
            change = change.max((next - *pull).abs() / pull.max(PULL_MIN));
            *pull = next;
        }
        if change < CHANGE_MIN {
            break;
        }
    }
    let pulls = pulls.iter().map(|pull| pull.max(PULL_MIN)).collect();
    Tied { pulls, base, information: None }
}

/// The background that would explain half of a cell's occurrences.
fn half_of_what_was(design: &Design) -> f64 {
    let width = design.cost.len().max(1);
    let rows = real(design.rows.len() / width);
    let whole = design.cost.first().copied().unwrap_or(1.0);
    rows / 2.0 / whole
}

/// What one unit of pull of each kind produces, over all cells.
fn produced(by_kind: &Reach, designs: &[&Design]) -> Vec<f64> {
    let mut produced = vec![0.0; by_kind.kinds()];
    for (cell, design) in designs.iter().enumerate() {
        let costs = design.cost.iter().skip(1);
        for (group, cost) in by_kind.groups(cell).iter().zip(costs) {
            if let Some(sum) = produced.get_mut(group.kind) {
                *sum += cost;
            }
        }
    }
    produced
}

/// Shares a cell's occurrences out, renews its background and adds what each kind was given.
fn share_out(
    by_kind: &Reach,
    cell: usize,
    design: &Design,
    pulls: &[f64],
    base: &mut f64,
    given: &mut [f64],
) {
    let groups = by_kind.groups(cell);
    let pull = |kind: usize| pulls.get(kind).copied().unwrap_or(0.0);
    let numbers: Vec<f64> =
        [*base].into_iter().chain(groups.iter().map(|group| pull(group.kind))).collect();
    let mut sums = vec![0.0; numbers.len()];
    for row in design.rows.chunks_exact(numbers.len().max(1)) {
        let mean: f64 = row.iter().zip(&numbers).map(|(row, number)| row * number).sum();
        let share = mean.recip();
        for (sum, row) in sums.iter_mut().zip(row) {
            *sum += row * share;
        }
    }
    let mut shares = numbers.iter().zip(sums).map(|(number, sum)| number * sum);
    let whole = design.cost.first().copied().unwrap_or(1.0);
    *base = shares.next().unwrap_or(0.0) / whole;
    for (group, share) in groups.iter().zip(shares) {
        if let Some(given) = given.get_mut(group.kind) {
            *given += share;
        }
    }
}
