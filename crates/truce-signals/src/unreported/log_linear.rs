//! How many events all lists leave out, by log-linear models of which lists depend on each other.
//!
//! # Method
//! How many events a combination of lists holds is a Poisson number, whose
//! logarithm is a sum: one number for all, one for each list, one for each two
//! lists that the model lets depend. The number for all is the logarithm of
//! what no list holds. Every choice of dependent twos is a model; they are
//! averaged by BIC or AIC, each with its weight shown.
//!
//! Where two dependent lists share nothing, the best number for the two is
//! minus infinity: combinations with both are left out of that model, and hold
//! nothing (Chan, Silverman and Vincent 2021).
//!
//! # Source
//! Fienberg 1972; Buckland, Burnham and Augustin 1997 for the average. That no
//! more than two lists depend at once **cannot be tested**: hence
//! [`Averaged::at_odds`].

use serde::Serialize;

use super::Reckoning;
use super::many_lists::{ManyLists, NotEnough, holds};
use super::mixture::{Answer, mixed};
use super::two_lists::ODDS_RATIOS;
use crate::counts::real;
use crate::counts::special::ln_gamma;
use crate::hawkes::cholesky::{Symmetric, dot};

/// With more lists there are more models than anybody could look at.
pub const MODELLED_MAX: usize = 5;
/// Steps of the fit; a dozen are the rule.
const STEPS_MAX: u32 = 60;
/// The change of the log-likelihood at which a fit is at its top.
const CHANGE_MIN: f64 = 1e-10;
/// A model that leaves out more than so many times what is on record bounds nothing.
const TIMES_MAX: f64 = 100.0;
/// Models with less weight than this are not listed.
const WEIGHT_MIN: f64 = 0.001;
/// Models with at least this part of the best one's weight span the range that is shown.
const TELLING_PART: f64 = 0.05;

/// How models are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// Schwarz 1978: each number costs half the logarithm of the events on record.
    Bic,
    /// Akaike 1974: each number costs one.
    Aic,
}

/// One model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// Lists that it lets depend on each other, by twos.
    pub dependent: Vec<(usize, usize)>,
    /// Its weight among all models.
    pub weight: f64,
    /// What it comes to.
    pub reckoning: Reckoning,
}

/// What the lists leave out, at one odds ratio between all of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AtOdds {
    /// How many times the odds are higher than the models have them that no list holds an event.
    pub odds_ratio: f64,
    /// In all, with its interval.
    pub reckoning: Reckoning,
}

/// The average over all models.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Averaged {
    /// How the models were weighed.
    pub criterion: Criterion,
    /// In all. The interval knows that models differ.
    pub reckoning: Reckoning,
    /// The models, the weightiest first, those below a thousandth left out.
    pub models: Vec<Model>,
    /// The lowest and the highest answer of models with a twentieth of the best one's weight at least.
    pub models_span: (f64, f64),
    /// Models without an answer: their numbers run off, or they would bound nothing.
    pub without_answer: usize,
    /// The average if what no model can test were otherwise.
    pub at_odds: Vec<AtOdds>,
}

/// A model that has an answer.
struct Fitted {
    dependent: Vec<(usize, usize)>,
    cost: f64,
    answer: Answer,
}

/// What the lists leave out, averaged over all models of which two depend.
///
/// # Errors
/// [`NotEnough`]; more than [`MODELLED_MAX`] lists are refused.
pub fn averaged(lists: &ManyLists, criterion: Criterion) -> Result<Averaged, NotEnough> {
    if lists.lists() > MODELLED_MAX {
        return Err(NotEnough::Lists { lists: lists.lists() });
    }
    lists.check()?;
    let twos = twos(lists.lists());
    let choices = 0..1_usize << twos.len();
    let tried = choices.len();
    let fitted = choices.filter_map(|choice| {
        let dependent = twos.iter().copied().enumerate();
        let dependent = dependent.filter(|(place, _)| holds(choice, *place)).map(|(_, two)| two);
        fit(lists, dependent.collect(), criterion)
    });
    let mut fitted: Vec<Fitted> = fitted.collect();
    fitted.sort_by(|one, other| one.cost.total_cmp(&other.cost));
    let best = fitted.first().ok_or(NotEnough::NoModel)?.cost;
    let weigh = |model: &Fitted| (-0.5 * (model.cost - best)).exp();
    let whole: f64 = fitted.iter().map(weigh).sum();
    let answers: Vec<(f64, Answer)> =
        fitted.iter().map(|model| (weigh(model) / whole, model.answer)).collect();
    let reckoning = mixed(&answers).ok_or(NotEnough::NoModel)?;
    let telling = answers.iter().filter(|(weight, _)| weight * whole >= TELLING_PART);
    let telling = telling.map(|(_, answer)| answer.on_record + answer.unseen);
    let models_span = telling
        .fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), all| (low.min(all), high.max(all)));
    let without_answer = tried.saturating_sub(fitted.len());
    let models = fitted.into_iter().zip(&answers).filter(|(_, (weight, _))| *weight >= WEIGHT_MIN);
    let models = models.map(|(model, (weight, answer))| Model {
        dependent: model.dependent,
        weight: *weight,
        reckoning: answer.reckoning(),
    });
    Ok(Averaged {
        criterion,
        reckoning,
        models: models.collect(),
        models_span,
        without_answer,
        at_odds: at_odds(&answers),
    })
}

/// The average without each list in turn, by the list; an error where too little is left.
///
/// Lists of parties avoid each other where they stand against each other: an answer that rests on one of them shows here.
#[must_use]
pub fn without_each(lists: &ManyLists, criterion: Criterion) -> Vec<Result<Reckoning, NotEnough>> {
    let without = |list| averaged(&lists.without(list)?, criterion).map(|found| found.reckoning);
    (0..lists.lists()).map(without).collect()
}

fn at_odds(answers: &[(f64, Answer)]) -> Vec<AtOdds> {
    let at = |odds_ratio: f64| {
        let moved = answers.iter().map(|(weight, answer)| {
            let unseen = odds_ratio * answer.unseen;
            let variance = odds_ratio.powi(2) * answer.variance;
            (*weight, Answer { unseen, variance, ..*answer })
        });
        let reckoning = mixed(&moved.collect::<Vec<_>>())?;
        Some(AtOdds { odds_ratio, reckoning })
    };
    ODDS_RATIOS.into_iter().filter_map(at).collect()
}

/// All lists by twos.
fn twos(lists: usize) -> Vec<(usize, usize)> {
    (0..lists).flat_map(|other| (0..other).map(move |one| (one, other))).collect()
}

/// One model at its top; none if it has no answer.
fn fit(lists: &ManyLists, dependent: Vec<(usize, usize)>, criterion: Criterion) -> Option<Fitted> {
    let (apart, together): (Vec<_>, Vec<_>) =
        dependent.iter().copied().partition(|(one, other)| lists.in_both(*one, *other) == 0);
    let has = |held: usize, (one, other): (usize, usize)| holds(held, one) && holds(held, other);
    let kept = lists.combinations().filter(|(held, _)| !apart.iter().any(|two| has(*held, *two)));
    let row = |held: usize| -> Vec<f64> {
        let alone = (0..lists.lists()).map(|list| holds(held, list));
        let twos = together.iter().map(|two| has(held, *two));
        let terms = alone.chain(twos).map(|term| f64::from(u8::from(term)));
        [1.0].into_iter().chain(terms).collect()
    };
    let cells: Vec<Cell> =
        kept.map(|(held, count)| Cell { row: row(held), count: f64::from(count) }).collect();
    let top = climb(&cells)?;
    let on_record = f64::from(lists.on_record());
    let unseen = top.unseen_ln.exp();
    if !unseen.is_finite() || unseen > TIMES_MAX * on_record {
        return None;
    }
    let numbers = real(dependent.len().saturating_add(lists.lists())) + 1.0;
    let each = match criterion {
        Criterion::Bic => on_record.ln(),
        Criterion::Aic => 2.0,
    };
    let variance = unseen + unseen * unseen * top.variance;
    let answer = Answer { on_record, unseen, variance };
    Some(Fitted { dependent, cost: each * numbers - 2.0 * top.log_likelihood, answer })
}

/// A combination of lists: the terms of its logarithm, and how many events it holds.
struct Cell {
    row: Vec<f64>,
    count: f64,
}

/// The top of a model.
struct Top {
    /// The number for all: the logarithm of what no list holds.
    unseen_ln: f64,
    /// Its variance.
    variance: f64,
    log_likelihood: f64,
}

/// Climbs to the most likely numbers by weighted least squares (Nelder and Wedderburn 1972).
fn climb(cells: &[Cell]) -> Option<Top> {
    let numbers = cells.first()?.row.len();
    let mut logs: Vec<f64> = cells.iter().map(|cell| (cell.count + 0.5).ln()).collect();
    let mut before = f64::NEG_INFINITY;
    for _ in 0..STEPS_MAX {
        let mut information = Symmetric::zeros(numbers);
        let mut right = vec![0.0; numbers];
        for (cell, log) in cells.iter().zip(&logs) {
            let mean = log.exp();
            let wanted = mean * log + cell.count - mean;
            for ((_, sums), own) in information.rows_mut().zip(&cell.row) {
                for (sum, other) in sums.iter_mut().zip(&cell.row) {
                    *sum += mean * own * other;
                }
            }
            for (sum, own) in right.iter_mut().zip(&cell.row) {
                *sum += wanted * own;
            }
        }
        let factor = information.factor()?;
        let solved = factor.solve(&right);
        logs = cells.iter().map(|cell| dot(&cell.row, &solved)).collect();
        let log_likelihood = log_likelihood(cells, &logs);
        if (log_likelihood - before).abs() < CHANGE_MIN * (1.0 + log_likelihood.abs()) {
            let variance = *factor.inverse_diagonal().first()?;
            return Some(Top { unseen_ln: *solved.first()?, variance, log_likelihood });
        }
        before = log_likelihood;
    }
    None
}

fn log_likelihood(cells: &[Cell], logs: &[f64]) -> f64 {
    let each =
        |(cell, log): (&Cell, &f64)| cell.count * log - log.exp() - ln_gamma(cell.count + 1.0);
    cells.iter().zip(logs).map(each).sum()
}
