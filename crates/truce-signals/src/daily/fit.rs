//! The numbers under which a panel is most likely, with zones of one kind drawn together.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::memory::Memories;
use super::panel::Panel;
use crate::counts::dispersion::most_likely;
use crate::counts::negative_binomial::ln_pmf;
use crate::counts::real;
use crate::hawkes::concave::{Likelihood, Problem};
use crate::hawkes::reach::Reach;
use crate::hawkes::wave::{KNOT_DAYS, wave};

/// Half-lives of the memories when the question is who follows whom, in days; the slow wave is the background's.
pub const FOLLOWING_DAYS: [f64; 3] = [1.0, 5.0, 20.0];
/// Half-lives of the memories when the question is what comes next; the longest stands for the slow wave.
pub const FORECAST_DAYS: [f64; 4] = [1.0, 5.0, 20.0, 90.0];
/// The fewest days, and the fewest events in all, from which anything is estimated.
pub const DAYS_MIN: usize = 60;
/// See [`DAYS_MIN`].
pub const EVENTS_MIN: u64 = 50;
/// The least pull that is thought of beforehand.
const PULL_MIN: f64 = 1e-3;
/// The shape of what is thought of a base beforehand.
const BASE_SHAPE: f64 = 2.0;
/// How often size and pulls are sought in turn.
const TURNS: usize = 3;

/// Why no numbers are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NoDailyFit {
    /// There is too little to go by.
    #[error("`{events}` events on {days} days are too few")]
    TooFew {
        /// How many events there are.
        events: u64,
        /// How many days there are.
        days: usize,
    },
    /// The panel and the reach are of different cells.
    #[error("the panel has `{panel}` cells, and the reach {reach}")]
    OtherCells {
        /// Cells of the panel.
        panel: usize,
        /// Cells of the reach.
        reach: usize,
    },
    /// The search did not end.
    #[error("the search for the best numbers did not end")]
    NotReached,
}

/// What must be said beside the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DailyCaveat {
    /// The background does not move, so a slow wave passes for responses.
    ConstantBackground,
    /// What happens on one day has no order and is in no pull.
    SameDayLeftOut,
    /// Only what was recorded is counted, and the sides may not be watched alike.
    RecordedOnly,
    /// Whatever drives several cells at once and is not in the background passes for a response.
    CommonCauses,
}

/// How the background moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moving {
    /// Not at all: to be shown beside the moving one, or where a long memory stands for it.
    No,
    /// With the slow wave and the weekly beat of each zone, all parties together.
    Yes,
    /// The same with a knot of the wave every so many days: what moves faster is not in it.
    WithKnots {
        /// Days from one knot to the next.
        days: usize,
    },
}

/// What is fitted, and how strongly zones are drawn together.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a> {
    /// Who may be followed by whom.
    pub reach: &'a Reach,
    /// Half-lives of the memories, in days.
    pub half_lives_days: &'a [f64],
    /// How the background moves.
    pub moving: Moving,
    /// How many events what is thought beforehand of each pull is worth.
    pub shape: f64,
}

/// One cell's numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CellFit {
    /// The mean background, per day.
    pub base: f64,
    /// For each group in the cell's reach the pull at each half-life.
    pub pulls: Vec<Vec<f64>>,
    /// The size of the negative binomial distribution.
    pub size: f64,
    /// The level of the background on each day of the panel; its mean is 1.
    pub levels: Vec<f64>,
    /// The mean on each day of the panel.
    pub means: Vec<f64>,
}

/// All cells' numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DailyFit {
    /// One for each cell.
    pub cells: Vec<CellFit>,
    /// The logarithm of the likelihood, without what was thought beforehand.
    pub log_likelihood: f64,
    /// What must be said beside it.
    pub caveats: BTreeSet<DailyCaveat>,
}

/// A count, with its mean sought.
struct Counted<'a> {
    counts: &'a [u32],
    size: f64,
}

impl Likelihood for Counted<'_> {
    fn value(&self, row: usize, mean: f64) -> f64 {
        let count = f64::from(self.counts.get(row).copied().unwrap_or(0));
        // Without what does not depend on the mean.
        let told = if count > 0.0 { count * mean.ln() } else { 0.0 };
        told - (count + self.size) * (mean + self.size).ln()
    }

    fn slope_and_curvature(&self, row: usize, mean: f64) -> (f64, f64) {
        let mean = mean.max(1e-12);
        let count = f64::from(self.counts.get(row).copied().unwrap_or(0));
        let slope = count / mean - (count + self.size) / (mean + self.size);
        // What is expected of the curvature: that of the counts at hand need not be positive.
        (slope, self.size / (mean * (mean + self.size)))
    }
}

/// The days of one cell on which somebody looked.
struct Watched {
    counts: Vec<u32>,
    rows: Vec<f64>,
    width: usize,
}

/// Fits the model to a panel.
///
/// First one set of pulls for all cells, by kind; then each cell's own, drawn
/// to it. Pulls and size are sought in turn.
///
/// # Errors
/// [`NoDailyFit`].
pub fn fit(panel: &Panel, recipe: Recipe<'_>) -> Result<DailyFit, NoDailyFit> {
    check(panel, recipe.reach)?;
    let cells = panel.grid().cells();
    let memories = Memories::through(panel, recipe.half_lives_days);
    let levels = levels(panel, recipe.moving);
    let rates: Vec<f64> = (0..cells).map(|cell| mean_rate(panel, cell)).collect();
    let beforehand = tied(panel, recipe, &memories, &levels, &rates)?;
    let mut fitted = Vec::with_capacity(cells);
    let mut log_likelihood = 0.0;
    for ((cell, levels), rate) in (0..cells).zip(levels).zip(&rates) {
        let rows = watched(panel, recipe.reach, &memories, &levels, cell);
        let prior = prior(recipe, cell, *rate, &beforehand);
        let (numbers, size) = settle(&rows, &prior, beforehand.size)?;
        let pairs = pairs(&rows, &numbers);
        let told = pairs.iter().map(|(count, mean)| ln_pmf(*count, *mean, size));
        log_likelihood += told.sum::<f64>();
        fitted.push(told_of_cell(panel, recipe, &memories, levels, cell, &numbers, size));
    }
    let mut caveats = BTreeSet::from([
        DailyCaveat::SameDayLeftOut,
        DailyCaveat::RecordedOnly,
        DailyCaveat::CommonCauses,
    ]);
    if recipe.moving == Moving::No {
        caveats.insert(DailyCaveat::ConstantBackground);
    }
    Ok(DailyFit { cells: fitted, log_likelihood, caveats })
}

fn check(panel: &Panel, reach: &Reach) -> Result<(), NoDailyFit> {
    let cells = panel.grid().cells();
    if cells != reach.cells() {
        return Err(NoDailyFit::OtherCells { panel: cells, reach: reach.cells() });
    }
    let counted = (0..cells).flat_map(|cell| panel.counts(cell)).flatten();
    let events = counted.map(|count| u64::from(*count)).sum();
    if events < EVENTS_MIN || panel.days() < DAYS_MIN {
        return Err(NoDailyFit::TooFew { events, days: panel.days() });
    }
    Ok(())
}

/// The level of each cell's background on each day.
fn levels(panel: &Panel, moving: Moving) -> Vec<Vec<f64>> {
    let grid = panel.grid();
    let knot_days = match moving {
        Moving::No => return vec![vec![1.0; panel.days()]; grid.cells()],
        Moving::Yes => KNOT_DAYS,
        Moving::WithKnots { days } => days,
    };
    let waves: Vec<Vec<f64>> = (0..grid.zones)
        .map(|zone| {
            let mut counts = vec![0.0; panel.days()];
            let mut exposure = vec![0.0; panel.days()];
            for cell in (0..grid.parties).map(|party| grid.cell(party, zone)) {
                let days = panel.counts(cell).iter().zip(panel.effort(cell));
                for ((count, effort), (sum, exposed)) in
                    days.zip(counts.iter_mut().zip(&mut exposure))
                {
                    if let Some(count) = count {
                        *sum += f64::from(*count);
                        *exposed += effort;
                    }
                }
            }
            wave(&counts, &exposure, knot_days)
        })
        .collect();
    let of = |cell: usize| cell.checked_rem(grid.zones).and_then(|zone| waves.get(zone));
    (0..grid.cells()).map(|cell| of(cell).cloned().unwrap_or_default()).collect()
}

/// The events of a cell over its watched days, never quite zero.
fn mean_rate(panel: &Panel, cell: usize) -> f64 {
    let seen = panel.counts(cell).iter().zip(panel.effort(cell));
    let seen = seen.filter_map(|(count, effort)| count.map(|count| (f64::from(count), effort)));
    let (events, effort) =
        seen.fold((0.0, 0.0), |(events, sum), (count, effort)| (events + count, sum + effort));
    (events + 0.5) / (effort + 1.0)
}

/// What explains the count of a cell on one day: the background, then each group's memories.
pub(super) fn explained(
    reach: &Reach,
    cell: usize,
    memories: &Memories,
    level: f64,
    effort: f64,
) -> impl Iterator<Item = f64> {
    let groups = reach.groups(cell).iter().flat_map(|group| memories.of(group));
    [level].into_iter().chain(groups).map(move |part| part * effort)
}

/// The rows of the days on which somebody looked.
fn watched(
    panel: &Panel,
    reach: &Reach,
    memories: &[Memories],
    levels: &[f64],
    cell: usize,
) -> Watched {
    let (mut counts, mut rows, mut width) = (Vec::new(), Vec::new(), 1);
    let days = panel.counts(cell).iter().zip(panel.effort(cell)).zip(memories.iter().zip(levels));
    for ((count, effort), (memories, level)) in days {
        let Some(count) = count else { continue };
        let before = rows.len();
        rows.extend(explained(reach, cell, memories, *level, *effort));
        width = rows.len().saturating_sub(before);
        counts.push(*count);
    }
    Watched { counts, rows, width }
}

/// The pulls of each kind and half-life over all cells, the share of the background, and the size.
struct Beforehand {
    base_share: f64,
    pulls: Vec<Vec<f64>>,
    size: f64,
}

/// One set of pulls for all cells: a single problem in which each cell's background goes with its mean rate.
fn tied(
    panel: &Panel,
    recipe: Recipe<'_>,
    memories: &[Memories],
    levels: &[Vec<f64>],
    rates: &[f64],
) -> Result<Beforehand, NoDailyFit> {
    let (kinds, lives) = (recipe.reach.kinds(), recipe.half_lives_days.len());
    let width = kinds.saturating_mul(lives).saturating_add(1);
    let mut all = Watched { counts: Vec::new(), rows: Vec::new(), width };
    for ((cell, levels), rate) in levels.iter().enumerate().zip(rates) {
        let own = watched(panel, recipe.reach, memories, levels, cell);
        for row in own.rows.chunks_exact(own.width) {
            let mut merged = vec![0.0; width];
            let mut parts = row.iter();
            if let (Some(first), Some(level)) = (merged.first_mut(), parts.next()) {
                *first = level * rate;
            }
            for group in recipe.reach.groups(cell) {
                let place = group.kind.saturating_mul(lives).saturating_add(1);
                let places = merged.iter_mut().skip(place).take(lives);
                places.zip(&mut parts).for_each(|(sum, part)| *sum += part);
            }
            all.rows.extend(merged);
        }
        all.counts.extend(own.counts);
    }
    // A weak thought beforehand: a tenth of an event in all, worth one.
    let each = 0.1 / real(lives.max(1));
    let pulls = vec![(1.0, each); width.saturating_sub(1)];
    let prior: Vec<(f64, f64)> = [(1.0, 0.5)].into_iter().chain(pulls).collect();
    let (numbers, size) = settle(&all, &prior, 3.0)?;
    let pulls = numbers.iter().skip(1).map(|pull| pull.max(PULL_MIN)).collect::<Vec<f64>>();
    let base_share = numbers.first().copied().unwrap_or(0.5).max(PULL_MIN);
    let pulls = pulls.chunks(lives.max(1)).map(<[f64]>::to_vec).collect();
    Ok(Beforehand { base_share, pulls, size })
}

/// What is thought beforehand of each number of a cell: a shape and a mean.
fn prior(recipe: Recipe<'_>, cell: usize, rate: f64, beforehand: &Beforehand) -> Vec<(f64, f64)> {
    let kinds = recipe.reach.groups(cell).iter().map(|group| beforehand.pulls.get(group.kind));
    let pulls = kinds.flatten().flatten().map(|pull| (recipe.shape, *pull));
    [(BASE_SHAPE, beforehand.base_share * rate)].into_iter().chain(pulls).collect()
}

/// The most likely numbers and size, sought in turn.
fn settle(
    watched: &Watched,
    prior: &[(f64, f64)],
    size: f64,
) -> Result<(Vec<f64>, f64), NoDailyFit> {
    let mut size = size;
    let mut numbers: Vec<f64> = prior.iter().map(|(_, mean)| *mean).collect();
    for turn in 0..TURNS {
        let problem = Problem {
            rows: &watched.rows,
            cost: prior.iter().map(|(shape, mean)| shape / mean).collect(),
            pull: prior.iter().map(|(shape, _)| *shape).collect(),
            likelihood: Counted { counts: &watched.counts, size },
        };
        let peak = problem.climb(&numbers);
        if !peak.reached {
            return Err(NoDailyFit::NotReached);
        }
        numbers = peak.at;
        let last = turn.saturating_add(1) == TURNS;
        if !last && !watched.counts.is_empty() {
            size = drawn_together(most_likely(&pairs(watched, &numbers)), size, watched);
        }
    }
    Ok((numbers, size))
}

/// The size of a cell drawn to the one of all cells where the cell has little to say: by the logarithm, as if the
/// latter were thirty events' worth.
fn drawn_together(own: f64, all: f64, watched: &Watched) -> f64 {
    let events: f64 = watched.counts.iter().map(|count| f64::from(*count)).sum();
    let part = events / (events + 30.0);
    (part * own.ln() + (1.0 - part) * all.ln()).exp()
}

/// Each count with its mean.
fn pairs(watched: &Watched, numbers: &[f64]) -> Vec<(u32, f64)> {
    let rows = watched.rows.chunks_exact(watched.width.max(1));
    let mean = |row: &[f64]| row.iter().zip(numbers).map(|(part, number)| part * number).sum();
    watched.counts.iter().copied().zip(rows.map(mean)).collect()
}

fn told_of_cell(
    panel: &Panel,
    recipe: Recipe<'_>,
    memories: &[Memories],
    levels: Vec<f64>,
    cell: usize,
    numbers: &[f64],
    size: f64,
) -> CellFit {
    let days = memories.iter().zip(&levels).zip(panel.effort(cell));
    let means = days.map(|((memories, level), effort)| {
        let parts = explained(recipe.reach, cell, memories, *level, *effort);
        parts.zip(numbers).map(|(part, number)| part * number).sum()
    });
    let means = means.collect();
    let lives = recipe.half_lives_days.len().max(1);
    let pulls: Vec<f64> = numbers.iter().skip(1).copied().collect();
    let pulls = pulls.chunks(lives).map(<[f64]>::to_vec).collect();
    CellFit { base: numbers.first().copied().unwrap_or(0.0), pulls, size, levels, means }
}

impl CellFit {
    /// The mean of the next day, with memories up to the day before it; effort is taken to be as usual.
    #[must_use]
    pub fn next_mean(&self, reach: &Reach, cell: usize, memories: &Memories) -> f64 {
        let level = self.levels.last().copied().unwrap_or(1.0);
        let parts = explained(reach, cell, memories, level, 1.0);
        let pulls = self.pulls.iter().flatten().copied();
        let numbers = [self.base].into_iter().chain(pulls);
        parts.zip(numbers).map(|(part, number)| part * number).sum()
    }
}
