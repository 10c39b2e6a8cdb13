//! The rates under which a history is most likely, or most likely when zones are taken to be alike.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use truce_core::spread::Spread;

use super::concave::{Happened, Peak, Problem};
use super::design::{Design, designs};
use super::rates::{Rates, Setting, likelihood};
use super::reach::Reach;
use super::search::maximum;
use super::tied::tied;
use crate::counts::real;

/// The fewest occurrences from which rates are estimated at all.
pub const OCCURRENCES_MIN: usize = 50;
/// Below so many occurrences a pull of a tenth cannot be told from none.
pub const OCCURRENCES_FEW: usize = 275;
/// Decays between which one is sought, per day: half-lives of fourteen days and of forty minutes.
pub const DECAYS: (f64, f64) = (0.05, 24.0);
/// How closely a decay is sought, relative to itself.
const DECAY_TOLERANCE: f64 = 2e-4;
/// The same where each cell has one pull for each kind, so that the decay is no more than about right anyway.
const DECAY_TOLERANCE_COARSE: f64 = 2e-3;
/// The shape of what is thought of a pull beforehand: as much as ten occurrences say.
pub const SHAPE: f64 = 10.0;
/// The same for a background.
const BASE_SHAPE: f64 = 2.0;

/// Why no rates are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NoFit {
    /// There is too little to go by.
    #[error("`{occurrences}` occurrences are too few: {needed} are needed")]
    TooFew {
        /// How many there are.
        occurrences: usize,
        /// How many are needed.
        needed: usize,
    },
    /// The history and the reach are of different cells.
    #[error("the history has `{history}` cells, and the reach {reach}")]
    OtherCells {
        /// Cells of the history.
        history: usize,
        /// Cells of the reach.
        reach: usize,
    },
    /// The decay is not above zero.
    #[error("the decay is not above zero")]
    NoDecay,
    /// The search for the best rates did not end.
    #[error("the search for the best rates did not end")]
    NotReached,
}

/// What must be said beside rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Caveat {
    /// The background does not move, so a slow wave passes for responses.
    ConstantBackground,
    /// So few occurrences that a small pull cannot be told from none.
    FewOccurrences,
    /// The decay was given, not found.
    DecayGiven,
    /// The decay lies at an end of the range in which it was sought.
    DecayAtAnEnd,
    /// One occurrence brings about nine tenths of another or more: the background is probably too stiff.
    NearlyEndless,
    /// Only what was recorded is counted, and the sides may not be watched alike.
    RecordedOnly,
    /// Whatever drives several cells at once and is not in the background passes for a response.
    CommonCauses,
}

/// Whether a pull is there at all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Pull {
    /// The interval reaches below two occurrences in a hundred.
    NotDistinguishable {
        /// The most that it may be, at 95 %.
        at_most: f64,
    },
    /// The interval does not.
    There {
        /// The estimate: occurrences that follow directly from one.
        pull: f64,
        /// The lower end, at 95 %.
        at_least: f64,
        /// The upper end, at 95 %.
        at_most: f64,
    },
}

/// The standard normal number that leaves a fortieth above it.
const NORMAL_975: f64 = 1.959_963_984_540_054;
/// A pull below this is no pull that anybody could act on.
const PULL_NONE: f64 = 0.02;

/// Rates, and what must be said beside them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The rates.
    pub rates: Rates,
    /// The logarithm of the likelihood at them, without what was thought beforehand.
    pub log_likelihood: f64,
    /// For each cell the standard errors of its base and its pulls, in that order; none for a number at zero. With the
    /// decay found rather than given they are somewhat too small.
    pub errors: Vec<Vec<Option<f64>>>,
    /// What must be said beside them.
    pub caveats: BTreeSet<Caveat>,
}

impl Fit {
    /// Whether the pull of a group on a cell is there at all; none where the cell has no such group.
    #[must_use]
    pub fn pull(&self, cell: usize, group: usize) -> Option<Pull> {
        let pull = *self.rates.pulls.get(cell)?.get(group)?;
        let error = self.errors.get(cell)?.get(group.saturating_add(1))?;
        let Some(error) = error else {
            return Some(Pull::NotDistinguishable { at_most: PULL_NONE });
        };
        let reach = NORMAL_975 * error;
        let (at_least, at_most) = (pull - reach, pull + reach);
        Some(if at_least < PULL_NONE {
            Pull::NotDistinguishable { at_most }
        } else {
            Pull::There { pull, at_least, at_most }
        })
    }
}

/// The rates under which a history is most likely, with the decay given, per day.
///
/// Every cell is a concave problem of its own, solved to its top. How the cells
/// are spread over threads changes nothing.
///
/// # Errors
/// [`NoFit`].
pub fn fit_given(setting: Setting<'_>, decay: f64, spread: &dyn Spread) -> Result<Fit, NoFit> {
    check(setting, decay)?;
    let climbed = climb_all(setting, decay, None, spread);
    let (cells, errors, value) = settle(climbed)?;
    let mut caveats = caveats(setting);
    caveats.insert(Caveat::DecayGiven);
    Ok(finished(setting.reach, Rates::from_cells(decay, cells), value, errors, caveats))
}

/// The rates and the decay under which a history is most likely.
///
/// # Errors
/// [`NoFit`].
pub fn fit(setting: Setting<'_>, spread: &dyn Spread) -> Result<Fit, NoFit> {
    let decay = best_decay(setting, DECAY_TOLERANCE, spread)?;
    let mut fit = fit_given(setting, decay, spread)?;
    fit.caveats.remove(&Caveat::DecayGiven);
    fit.caveats.extend(at_an_end(decay));
    Ok(fit)
}

/// The rates when couplings of one kind are taken to be alike, and the decay.
///
/// The decay is the one that suits best when each cell has one pull for each
/// kind. Then comes one pull for each kind over all cells, and then each pull
/// by itself, drawn to that of its kind as strongly as `shape` occurrences
/// would. On what was held out this does better than either extreme. A pull is
/// never quite zero.
///
/// # Errors
/// [`NoFit`].
pub fn fit_shrunken(setting: Setting<'_>, shape: f64, spread: &dyn Spread) -> Result<Fit, NoFit> {
    let by_kind = setting.reach.by_kind();
    let coarse = Setting { reach: &by_kind, ..setting };
    let decay = best_decay(coarse, DECAY_TOLERANCE_COARSE, spread)?;
    let coarse = designs(coarse, decay, (0, setting.history.cells()));
    let held = Held { pulls: tied(&by_kind, &coarse), shape };
    let climbed = climb_all(setting, decay, Some(&held), spread);
    let (cells, errors, value) = settle(climbed)?;
    let mut caveats = caveats(setting);
    caveats.extend(at_an_end(decay));
    Ok(finished(setting.reach, Rates::from_cells(decay, cells), value, errors, caveats))
}

/// What is thought of the pulls beforehand: the pull of each kind, and how strongly it holds.
struct Held {
    pulls: Vec<f64>,
    shape: f64,
}

/// One cell at its top.
struct Climbed {
    peak: Peak,
    value: f64,
    errors: Vec<Option<f64>>,
}

fn check(Setting { history, reach, .. }: Setting<'_>, decay: f64) -> Result<(), NoFit> {
    let occurrences = history.occurrences().len();
    if occurrences < OCCURRENCES_MIN {
        return Err(NoFit::TooFew { occurrences, needed: OCCURRENCES_MIN });
    }
    if history.cells() != reach.cells() {
        return Err(NoFit::OtherCells { history: history.cells(), reach: reach.cells() });
    }
    if !(decay.is_finite() && decay > 0.0) {
        return Err(NoFit::NoDecay);
    }
    Ok(())
}

/// The decay at which the likelihood is highest, each cell being at its top.
fn best_decay(setting: Setting<'_>, tolerance: f64, spread: &dyn Spread) -> Result<f64, NoFit> {
    check(setting, 1.0)?;
    let mut last: Option<Vec<Vec<f64>>> = None;
    let range = (DECAYS.0.ln(), DECAYS.1.ln());
    let (best, _) = maximum(range, tolerance, |log_decay| {
        let decay = log_decay.exp();
        let pieces = pieces(setting.history.cells(), spread.ways());
        let tops = spread.each(pieces, |(from, to)| {
            let designs = designs(setting, decay, (from, to));
            let cells = (from..to).zip(&designs);
            cells
                .map(|(cell, design)| {
                    let before = last.as_ref().and_then(|last| last.get(cell));
                    let problem = likelihood(design);
                    let top = problem.climb(&start(design, before)).at;
                    (problem.value(&top), top)
                })
                .collect::<Vec<(f64, Vec<f64>)>>()
        });
        let tops: Vec<(f64, Vec<f64>)> = tops.into_iter().flatten().collect();
        let value = tops.iter().map(|(value, _)| value).sum();
        last = Some(tops.into_iter().map(|(_, top)| top).collect());
        value
    });
    Ok(best.exp())
}

/// All cells at their tops, with the decay given.
fn climb_all(
    setting: Setting<'_>,
    decay: f64,
    held: Option<&Held>,
    spread: &dyn Spread,
) -> Vec<Climbed> {
    let pieces = pieces(setting.history.cells(), spread.ways());
    let climbed = spread.each(pieces, |(from, to)| {
        let designs = designs(setting, decay, (from, to));
        let cells = (from..to).zip(&designs);
        cells.map(|(cell, design)| climb_one(setting.reach, cell, design, held)).collect::<Vec<_>>()
    });
    climbed.into_iter().flatten().collect()
}

fn climb_one(reach: &Reach, cell: usize, design: &Design, held: Option<&Held>) -> Climbed {
    let plain = likelihood(design);
    let peak = match held {
        None => plain.climb(&start(design, None)),
        Some(held) => held_back(reach, cell, design, held).climb(&start(design, None)),
    };
    let errors = match held {
        None => plain.variances(&peak.at),
        Some(held) => held_back(reach, cell, design, held).variances(&peak.at),
    };
    let value = plain.value(&peak.at);
    let errors = errors.into_iter().map(|variance| variance.map(f64::sqrt)).collect();
    Climbed { peak, value, errors }
}

/// A cell's likelihood with what is thought beforehand: gamma distributions around the pull of each kind.
fn held_back<'d>(
    reach: &Reach,
    cell: usize,
    design: &'d Design,
    held: &Held,
) -> Problem<'d, Happened> {
    let mut problem = likelihood(design);
    let occurrences = occurrences(design);
    let whole = design.cost.first().copied().unwrap_or(1.0);
    // An empty cell is taken to have had half an occurrence.
    let mean_rate = occurrences.max(0.5) / whole;
    let kinds = reach.groups(cell).iter().map(|group| held.pulls.get(group.kind));
    let pulls = kinds.map(|pull| (held.shape, pull.copied().unwrap_or(0.1)));
    let beforehand = [(BASE_SHAPE, mean_rate)].into_iter().chain(pulls);
    let numbers = problem.cost.iter_mut().zip(&mut problem.pull);
    for ((cost, pull), (shape, mean)) in numbers.zip(beforehand) {
        *cost += shape / mean;
        *pull = shape;
    }
    problem
}

/// How many occurrences a design explains.
fn occurrences(design: &Design) -> f64 {
    real(design.rows.len() / design.cost.len().max(1))
}

/// Where the climb begins: half of what happened is background, half is shared among all sources; or near the top before.
fn start(design: &Design, before: Option<&Vec<f64>>) -> Vec<f64> {
    let half = occurrences(design) / 2.0;
    let mut costs = design.cost.iter();
    let base = half / costs.next().copied().unwrap_or(1.0);
    let all: f64 = costs.clone().sum();
    let pull = if all > 0.0 { half / all } else { 0.0 };
    let fresh = [base].into_iter().chain(costs.map(|_| pull));
    match before {
        None => fresh.collect(),
        Some(before) => {
            fresh.zip(before).map(|(fresh, before)| 0.05 * fresh + 0.95 * before).collect()
        }
    }
}

/// The cells in so many runs of about the same length.
fn pieces(cells: usize, ways: usize) -> Vec<(usize, usize)> {
    let length = cells.div_ceil(ways.max(1)).max(1);
    let begins = (0..cells).step_by(length);
    begins.map(|from| (from, from.saturating_add(length).min(cells))).collect()
}

/// Each cell's numbers and errors, and the whole likelihood; nothing if a cell did not reach its top.
type Settled = (Vec<Vec<f64>>, Vec<Vec<Option<f64>>>, f64);

fn settle(climbed: Vec<Climbed>) -> Result<Settled, NoFit> {
    let value = climbed.iter().map(|cell| cell.value).sum();
    if climbed.iter().any(|cell| !cell.peak.reached) {
        return Err(NoFit::NotReached);
    }
    let (cells, errors) = climbed.into_iter().map(|cell| (cell.peak.at, cell.errors)).unzip();
    Ok((cells, errors, value))
}

fn caveats(Setting { history, background, .. }: Setting<'_>) -> BTreeSet<Caveat> {
    let mut caveats = BTreeSet::from([Caveat::RecordedOnly, Caveat::CommonCauses]);
    if !background.moves() {
        caveats.insert(Caveat::ConstantBackground);
    }
    if history.occurrences().len() < OCCURRENCES_FEW {
        caveats.insert(Caveat::FewOccurrences);
    }
    caveats
}

fn at_an_end(decay: f64) -> Option<Caveat> {
    let (low, high) = DECAYS;
    (decay < low * 1.01 || decay > high / 1.01).then_some(Caveat::DecayAtAnEnd)
}

fn finished(
    reach: &Reach,
    rates: Rates,
    log_likelihood: f64,
    errors: Vec<Vec<Option<f64>>>,
    mut caveats: BTreeSet<Caveat>,
) -> Fit {
    if rates.branching(reach) >= 0.9 {
        caveats.insert(Caveat::NearlyEndless);
    }
    Fit { rates, log_likelihood, errors, caveats }
}
