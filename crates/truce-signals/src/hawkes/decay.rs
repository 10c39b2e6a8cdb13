//! The decay under which a history is most likely, each cell being at its top.

use truce_core::spread::Spread;

use super::concave::Problem;
use super::design::{Design, designs};
use super::fit::{DECAYS, NoFit, occurrences};
use super::lean::{Part, lean, leanings};
use super::rates::{Setting, likelihood};
use super::search::maximum;

/// A decay, how well it is known, and where the cells are at it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decay {
    /// Per day.
    pub per_day: f64,
    /// The variance of its logarithm; none where the history says nothing of it.
    pub variance: Option<f64>,
    /// Each cell's numbers, about as at its top.
    pub tops: Vec<Vec<f64>>,
}

/// From so many occurrences on, the search begins with a part of the cells.
const OCCURRENCES_MANY: usize = 5_000;
/// One cell in so many is that part.
const PART: usize = 5;
/// Looks after which the slopes are not followed any further.
const LOOKS_MAX: usize = 40;
/// The longest step, in the logarithm of the decay.
const STEP_MAX: f64 = 1.0;
/// A step of so many tolerances is the last one: what is left after it is a small part of it.
const LAST_STEP: f64 = 8.0;
/// How closely the part of the cells is searched.
const TOLERANCE_OF_PART: f64 = 4e-3;

/// The decay at which the likelihood is highest, found by its slope.
///
/// Where slopes lead to no end, [`plain`] decides.
///
/// # Errors
/// [`NoFit`], where the plain search says so.
pub(crate) fn best_decay(
    setting: Setting<'_>,
    tolerance: f64,
    spread: &dyn Spread,
) -> Result<Decay, NoFit> {
    let cells = setting.history.cells();
    let (low, high) = (DECAYS.0.ln(), DECAYS.1.ln());
    // Where a golden section would look first.
    let mut start = low + 0.381_966_011_250_105 * (high - low);
    if setting.history.occurrences().len() >= OCCURRENCES_MANY && cells >= 2 * PART {
        let part = (0, cells / PART);
        let found = by_slope(setting, part, start, TOLERANCE_OF_PART, spread);
        start = found.map_or(start, |found| found.per_day.ln());
    }
    if let Some(found) = by_slope(setting, (0, cells), start, tolerance, spread) {
        return Ok(found);
    }
    let per_day = plain(setting, tolerance, spread)?;
    Ok(Decay { per_day, variance: None, tops: Vec::new() })
}

/// One look at a decay.
struct Look {
    at: f64,
    slope: f64,
    information: f64,
    tops: Vec<Vec<f64>>,
    moves: Vec<Vec<f64>>,
}

impl Look {
    /// Where the cells will be after a step, as far as one can tell.
    fn after(&self, step: f64) -> Vec<Vec<f64>> {
        let cells = self.tops.iter().zip(&self.moves);
        let moved = |(at, by): (&f64, &f64)| (at + step * by).clamp(at / 2.0, 2.0 * at);
        cells.map(|(top, moves)| top.iter().zip(moves).map(moved).collect()).collect()
    }
}

/// Follows the slope, first by its expected change, then by how it changed, between bounds that close in.
fn by_slope(
    setting: Setting<'_>,
    range: (usize, usize),
    start: f64,
    tolerance: f64,
    spread: &dyn Spread,
) -> Option<Decay> {
    let (mut low, mut high) = (DECAYS.0.ln(), DECAYS.1.ln());
    let mut at = start;
    let mut before: Option<Look> = None;
    for _ in 0..LOOKS_MAX {
        let from = before.as_ref().map(|before| before.after(at - before.at));
        let look = look(setting, range, at, from.as_deref(), spread);
        if !look.slope.is_finite() {
            return None;
        }
        *(if look.slope > 0.0 { &mut low } else { &mut high }) = at;
        let changed = before.as_ref().map(|before| (before.slope - look.slope) / (at - before.at));
        let changed = changed.filter(|changed| *changed > look.information / 8.0);
        let bend = changed.unwrap_or(look.information);
        let step = if bend > 0.0 { look.slope / bend } else { look.slope.signum() * STEP_MAX };
        let mut step = step.clamp(-STEP_MAX, STEP_MAX);
        if at + step <= low || at + step >= high {
            step = f64::midpoint(low, high) - at;
        }
        // What the slope's expected change promises is off by a tenth or so; how it changed is not.
        let last = if changed.is_some() { LAST_STEP } else { LAST_STEP / 4.0 } * tolerance;
        if look.slope == 0.0 || step.abs() <= last || high - low <= tolerance {
            let step = if look.slope == 0.0 { 0.0 } else { step };
            let variance = (bend > 0.0).then(|| bend.recip());
            return Some(Decay { per_day: (at + step).exp(), variance, tops: look.after(step) });
        }
        at += step;
        before = Some(look);
    }
    None
}

fn look(
    setting: Setting<'_>,
    range: (usize, usize),
    at: f64,
    from: Option<&[Vec<f64>]>,
    spread: &dyn Spread,
) -> Look {
    let looked = spread.each(pieces(range, spread.ways()), |piece| {
        let leanings = leanings(setting, at.exp(), piece);
        let cells = (piece.0..).zip(&leanings);
        cells
            .map(|(cell, leaning)| {
                let from = from.and_then(|from| from.get(cell.checked_sub(range.0)?));
                let problem = likelihood(&leaning.design);
                let top = problem.climb(&start(&leaning.design, from)).at;
                let lean = lean(&problem, leaning, &top, Part::AboveZero);
                (top, lean)
            })
            .collect::<Vec<_>>()
    });
    let mut look = Look { at, slope: 0.0, information: 0.0, tops: Vec::new(), moves: Vec::new() };
    for (top, lean) in looked.into_iter().flatten() {
        look.slope += lean.slope;
        look.information += lean.information;
        look.tops.push(top);
        look.moves.push(lean.moves);
    }
    look
}

/// The same by looking at the height only: slower, and what the other is held against.
///
/// # Errors
/// [`NoFit`], where it leads to no number.
pub(crate) fn plain(
    setting: Setting<'_>,
    tolerance: f64,
    spread: &dyn Spread,
) -> Result<f64, NoFit> {
    let range = (DECAYS.0.ln(), DECAYS.1.ln());
    let (best, value) = maximum(range, tolerance, |log_decay| {
        let pieces = pieces((0, setting.history.cells()), spread.ways());
        let values = spread.each(pieces, |piece| {
            let designs = designs(setting, log_decay.exp(), piece);
            let top = |design: &Design| {
                let problem: Problem<'_, _> = likelihood(design);
                problem.value(&problem.climb(&start(design, None)).at)
            };
            designs.iter().map(top).collect::<Vec<f64>>()
        });
        values.into_iter().flatten().sum()
    });
    if value.is_finite() { Ok(best.exp()) } else { Err(NoFit::NotReached) }
}

/// Where the climb begins: half of what happened is background, half is shared among all sources; or at a point near the top.
pub(crate) fn start(design: &Design, near: Option<&Vec<f64>>) -> Vec<f64> {
    let half = occurrences(design) / 2.0;
    let mut costs = design.cost.iter();
    let base = half / costs.next().copied().unwrap_or(1.0);
    let all: f64 = costs.clone().sum();
    let pull = if all > 0.0 { half / all } else { 0.0 };
    let mut fresh = [base].into_iter().chain(costs.map(|_| pull));
    match near {
        None => fresh.collect(),
        // Some background is left, so that every rate is above zero.
        Some(near) => {
            let base = fresh.next().unwrap_or(0.0) / 100.0;
            let own = near.first().map(|own| own.max(base));
            own.into_iter().chain(near.iter().skip(1).copied()).collect()
        }
    }
}

/// The cells `from..to` in so many runs of about the same length.
pub(crate) fn pieces((from, to): (usize, usize), ways: usize) -> Vec<(usize, usize)> {
    let length = to.saturating_sub(from).div_ceil(ways.max(1)).max(1);
    let begins = (from..to).step_by(length);
    begins.map(|from| (from, from.saturating_add(length).min(to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::random::Random;
    use crate::hawkes::background::Background;
    use crate::hawkes::history::History;
    use crate::hawkes::rates::Rates;
    use crate::hawkes::reach::{Grid, Reach};
    use crate::hawkes::simulate::simulate;
    use crate::hawkes::tied::{Tied, shared_out, tied};
    use truce_core::spread::OneByOne;

    /// Runs a check on some histories of two parties in so many zones in a row, couplings merged by kind.
    fn on_drawn(zones: usize, days: f64, check: impl Fn(Setting<'_>)) {
        let borders = (1..zones).map(|zone| (zone - 1, zone)).collect();
        let grid = Grid { parties: 2, zones, borders };
        let reach = Reach::of_zones(&grid);
        let of_kind = [0.3, 0.1, 0.2, 0.25, 0.05, 0.02];
        let pulls = (0..grid.cells())
            .map(|cell| reach.groups(cell).iter().map(|group| of_kind[group.kind]).collect());
        let base = vec![0.3; grid.cells()];
        let by_kind = reach.by_kind();
        for (seed, decay) in [(3, 0.4), (4, 2.0), (5, 9.0)] {
            let truth = Rates { decay, base: base.clone(), pulls: pulls.clone().collect() };
            let still =
                Background::constant(&History::new(grid.cells(), days, vec![]).expect("a span"));
            let mut random = Random::new(seed);
            let drawn = simulate(&truth, &reach, &still, days, 100_000, &mut random);
            let history = drawn.expect("a span");
            check(Setting { history: &history, reach: &by_kind, background: &still });
        }
    }

    #[test]
    fn the_slope_leads_where_the_height_is_greatest() {
        // The second has so many cells and occurrences that a part of them is looked at first.
        for (zones, days) in [(2, 300.0), (6, 900.0)] {
            on_drawn(zones, days, |setting| {
                let found = best_decay(setting, 2e-4, &OneByOne).expect("a decay").per_day;
                let plain = plain(setting, 2e-4, &OneByOne).expect("a decay");
                assert!((found / plain).ln().abs() < 1e-3, "{found} {plain}");
            });
        }
    }

    #[test]
    fn newton_ties_pulls_as_sharing_out_does_and_no_less_likely() {
        on_drawn(3, 500.0, |setting| {
            let found = best_decay(setting, 2e-3, &OneByOne).expect("a decay");
            let designs = designs(setting, found.per_day, (0, setting.history.cells()));
            let designs: Vec<&Design> = designs.iter().collect();
            let newton = tied(
                setting.reach,
                &designs,
                Tied::begin(setting.reach, &designs, &found.tops),
                &OneByOne,
            );
            assert!(newton.information.is_some());
            let plain = shared_out(setting.reach, &designs);
            // Sharing out stops where a round changes little, a little short of the top.
            let value = |tied: &Tied| -> f64 {
                let cells = designs.iter().copied().enumerate();
                let of = |(cell, design): (usize, &Design)| {
                    let pulls = setting.reach.groups(cell).iter().map(|g| tied.pulls[g.kind]);
                    let numbers: Vec<f64> = [tied.base[cell]].into_iter().chain(pulls).collect();
                    likelihood(design).value(&numbers)
                };
                cells.map(of).sum()
            };
            assert!(value(&newton) >= value(&plain) - 1e-6);
            assert!(value(&newton) < value(&plain) + 0.5);
            for (found, plain) in newton.pulls.iter().zip(&plain.pulls) {
                assert!((found - plain).abs() < 0.02, "{found} {plain}");
            }
        });
    }

    #[test]
    fn pulls_by_kind_move_with_the_decay_as_they_say() {
        on_drawn(3, 500.0, |setting| {
            let found = best_decay(setting, 2e-3, &OneByOne).expect("a decay");
            let all = (0, setting.history.cells());
            let at = |by: f64| {
                let leanings = leanings(setting, found.per_day * by.exp(), all);
                let designs: Vec<&Design> =
                    leanings.iter().map(|leaning| &leaning.design).collect();
                let tied = tied(
                    setting.reach,
                    &designs,
                    Tied::begin(setting.reach, &designs, &found.tops),
                    &OneByOne,
                );
                (tied.lean(setting.reach, &leanings, &OneByOne).moves, tied.pulls)
            };
            let ((moves, _), (_, less), (_, more)) = (at(0.0), at(-0.05), at(0.05));
            for ((moves, less), more) in moves.iter().zip(less).zip(more) {
                let seen = (more - less) / 0.1;
                // What is expected, and what is seen in one history.
                assert!((moves - seen).abs() < 0.002, "{moves} {seen}");
            }
            assert!(moves.iter().any(|moves| moves.abs() > 0.02), "{moves:?}");
        });
    }
}
