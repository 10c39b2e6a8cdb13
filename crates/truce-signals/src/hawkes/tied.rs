//! One pull for each kind of coupling, the same in all zones.

use super::design::Design;
use super::reach::Reach;
use crate::counts::real;

/// Rounds after which the pulls are taken as they are.
const ROUNDS_MAX: usize = 200;
/// The relative change at which they are taken as found: they are only where each cell's own pulls begin.
const CHANGE_MIN: f64 = 1e-3;
/// The least pull of a kind: what is shrunk towards zero could never leave it.
const PULL_MIN: f64 = 1e-4;

/// The pulls by kind under which the designs of all cells are most likely, each with a background of its own.
///
/// `by_kind` is the reach from which the designs were made, merged by kind.
///
/// # Source
/// Expectation and maximisation: each occurrence is shared out among what may
/// explain it, and each pull is what it was given over what it produced.
pub(crate) fn tied(by_kind: &Reach, designs: &[Design]) -> Vec<f64> {
    let kinds = by_kind.kinds();
    let mut pulls = vec![0.1; kinds];
    let mut base: Vec<f64> = designs.iter().map(half_of_what_was).collect();
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
    pulls.iter().map(|pull| pull.max(PULL_MIN)).collect()
}

/// The background that would explain half of a cell's occurrences.
fn half_of_what_was(design: &Design) -> f64 {
    let width = design.cost.len().max(1);
    let rows = real(design.rows.len() / width);
    let whole = design.cost.first().copied().unwrap_or(1.0);
    rows / 2.0 / whole
}

/// What one unit of pull of each kind produces, over all cells.
fn produced(by_kind: &Reach, designs: &[Design]) -> Vec<f64> {
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
