//! The rates under which a history is most likely, or most likely when zones are taken to be alike.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use truce_core::spread::Spread;

use super::certainty::{Certainty, Common, branching};
use super::concave::Peak;
use super::decay::{Decay, best_decay, pieces, start};
use super::design::{Design, designs};
use super::held::{Held, hold};
use super::lean::{Leaning, Part, lean, leanings};
use super::rates::{Rates, Setting, likelihood};
use super::reach::Reach;
use crate::counts::real;

/// The fewest occurrences from which rates are estimated at all.
pub const OCCURRENCES_MIN: usize = 50;
/// Below so many occurrences a pull of a tenth cannot be told from none.
pub const OCCURRENCES_FEW: usize = 275;
/// Decays between which one is sought, per day: half-lives of fourteen days and of forty minutes.
pub const DECAYS: (f64, f64) = (0.05, 24.0);
/// How closely a decay is sought, relative to itself.
const DECAY_TOLERANCE: f64 = 2e-4;
/// The same where each cell has one pull for each kind, and further steps follow.
const DECAY_TOLERANCE_COARSE: f64 = 2e-3;
/// The shape of what is thought of a pull beforehand: as much as ten occurrences say.
pub const SHAPE: f64 = 10.0;

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
    /// For each cell the standard errors of its base and its pulls, in that order; none where nothing is
    /// known of it. What the cells have in common (the decay, the pulls of the kinds) is in them with its own uncertainty.
    pub errors: Vec<Vec<Option<f64>>>,
    /// The standard error of the logarithm of the decay; none where it was given, or nothing is known of it.
    pub decay_error: Option<f64>,
    /// How many occurrences one brings about in the long run ([`Rates::branching`]), and its standard error.
    pub branching: (f64, f64),
    /// What must be said beside them.
    pub caveats: BTreeSet<Caveat>,
}

impl Fit {
    /// Whether the pull of a group on a cell is there at all; none where the cell has no such group.
    #[must_use]
    pub fn pull(&self, cell: usize, group: usize) -> Option<Pull> {
        let pull = *self.rates.pulls.get(cell)?.get(group)?;
        let (at_least, at_most) = self.pull_between(cell, group)?;
        Some(if at_least < PULL_NONE {
            Pull::NotDistinguishable { at_most }
        } else {
            Pull::There { pull, at_least, at_most }
        })
    }

    /// Between which two numbers the pull of a group on a cell lies, at 95 %; none where the cell has no such group.
    #[must_use]
    pub fn pull_between(&self, cell: usize, group: usize) -> Option<(f64, f64)> {
        let pull = *self.rates.pulls.get(cell)?.get(group)?;
        let error = self.errors.get(cell)?.get(group.saturating_add(1))?;
        Some(error.map_or((0.0, PULL_NONE), |error| around(pull, error)))
    }

    /// Between which two numbers the mean background of a cell lies, per day, at 95 %; none where there is no such cell.
    #[must_use]
    pub fn base(&self, cell: usize) -> Option<(f64, f64)> {
        let base = *self.rates.base.get(cell)?;
        let error = self.errors.get(cell)?.first()?;
        Some(error.filter(|_| base > 0.0).map_or((0.0, base), |error| {
            let factor = (NORMAL_975 * error / base).exp();
            (base / factor, base * factor)
        }))
    }

    /// Between which two numbers the branching lies, at 95 %.
    #[must_use]
    pub fn branching_between(&self) -> (f64, f64) {
        let (branching, error) = self.branching;
        around(branching, error)
    }
}

/// An estimate less and more what it may be off, at 95 %; nothing is below zero.
fn around(estimate: f64, error: f64) -> (f64, f64) {
    let reach = NORMAL_975 * error;
    ((estimate - reach).max(0.0), estimate + reach)
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
    let climbed = climb_all(setting, (decay, false), &Begin::Near(&[]), spread);
    let mut fit = finished(setting, decay, None, None, climbed)?;
    fit.caveats.insert(Caveat::DecayGiven);
    fit.caveats.remove(&Caveat::DecayAtAnEnd);
    Ok(fit)
}

/// The rates and the decay under which a history is most likely.
///
/// # Errors
/// [`NoFit`].
pub fn fit(setting: Setting<'_>, spread: &dyn Spread) -> Result<Fit, NoFit> {
    check(setting, 1.0)?;
    let Decay { per_day, variance, tops } = best_decay(setting, DECAY_TOLERANCE, spread)?;
    let climbed = climb_all(setting, (per_day, true), &Begin::Near(&tops), spread);
    finished(setting, per_day, variance, None, climbed)
}

/// The rates when couplings of one kind are taken to be alike, and the decay.
///
/// First comes one pull for each kind over all cells, with the decay that
/// suits these best; then each pull by itself, drawn to that of its kind as
/// strongly as `shape` occurrences would. On what was held out this does
/// better than either extreme. A pull is never quite zero.
///
/// # Errors
/// [`NoFit`].
pub fn fit_shrunken(setting: Setting<'_>, shape: f64, spread: &dyn Spread) -> Result<Fit, NoFit> {
    check(setting, 1.0)?;
    let by_kind = setting.reach.by_kind();
    let coarse = Setting { reach: &by_kind, ..setting };
    let begun = best_decay(coarse, DECAY_TOLERANCE_COARSE, spread)?;
    let (held, Decay { per_day, variance, .. }) = hold(coarse, begun, shape, spread);
    let climbed = climb_all(setting, (per_day, true), &Begin::Held(&held), spread);
    finished(setting, per_day, variance, Some(&held), climbed)
}

/// What a climb begins with: numbers near the tops, as far as there are any; or what is thought beforehand, and holds.
enum Begin<'a> {
    Near(&'a [Vec<f64>]),
    Held(&'a Held),
}

/// One cell at its top.
struct Climbed {
    peak: Peak,
    value: f64,
    certainty: Certainty,
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

/// All cells at their tops at one decay, which was found or given.
fn climb_all(
    setting: Setting<'_>,
    (decay, found): (f64, bool),
    begin: &Begin<'_>,
    spread: &dyn Spread,
) -> Vec<Climbed> {
    let pieces = pieces((0, setting.history.cells()), spread.ways());
    let climbed = spread.each(pieces, |piece| {
        let leanings = match found {
            true => leanings(setting, decay, piece),
            false => designs(setting, decay, piece).into_iter().map(Leaning::still).collect(),
        };
        let cells = (piece.0..).zip(&leanings);
        cells
            .map(|(cell, leaning)| climb_one(setting.reach, cell, leaning, begin))
            .collect::<Vec<_>>()
    });
    climbed.into_iter().flatten().collect()
}

fn climb_one(reach: &Reach, cell: usize, leaning: &Leaning, begin: &Begin<'_>) -> Climbed {
    let design = &leaning.design;
    let plain = likelihood(design);
    let (problem, from) = match begin {
        Begin::Near(tops) => (likelihood(design), start(design, tops.get(cell))),
        Begin::Held(held) => (held.problem(reach, cell, design), held.start(reach, cell, design)),
    };
    let peak = problem.climb(&from);
    let lean = lean(&problem, leaning, &peak.at, Part::All);
    let mut moves = vec![lean.moves.clone()];
    if let Begin::Held(held) = begin {
        let (through_kinds, with_kinds) = held.moves(reach, cell, (&plain, &peak.at));
        let with_decay = lean.moves.iter().zip(through_kinds).map(|(own, through)| own + through);
        moves = [with_decay.collect()].into_iter().chain(with_kinds).collect();
    }
    let value = plain.value(&peak.at);
    Climbed { peak, value, certainty: Certainty { lean, moves } }
}

/// How many occurrences a design explains.
pub(crate) fn occurrences(design: &Design) -> f64 {
    real(design.rows.len() / design.cost.len().max(1))
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

/// Puts together what the cells' tops say. The variance is that of the logarithm of the decay, where it was found.
fn finished(
    setting: Setting<'_>,
    decay: f64,
    variance: Option<f64>,
    held: Option<&Held>,
    climbed: Vec<Climbed>,
) -> Result<Fit, NoFit> {
    if climbed.iter().any(|cell| !cell.peak.reached) {
        return Err(NoFit::NotReached);
    }
    let log_likelihood = climbed.iter().map(|cell| cell.value).sum();
    let (cells, certain): (Vec<_>, Vec<_>) =
        climbed.into_iter().map(|cell| (cell.peak.at, cell.certainty)).unzip();
    let rates = Rates::from_cells(decay, cells);
    let pulls = held.and_then(|held| held.information(setting.reach, &certain));
    let common = Common { decay: variance.unwrap_or(0.0), pulls: pulls.as_ref() };
    let errors = certain.iter().map(|cell| cell.errors(&common)).collect();
    let branching = branching(setting.reach, &rates, &certain, &common);
    let mut caveats = caveats(setting);
    caveats.extend(at_an_end(decay));
    if branching.0 >= 0.9 {
        caveats.insert(Caveat::NearlyEndless);
    }
    let decay_error = variance.map(f64::sqrt);
    Ok(Fit { rates, log_likelihood, errors, decay_error, branching, caveats })
}
