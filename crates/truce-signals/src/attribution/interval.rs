//! How far a probability may be wrong because the speakers' habits are known from few cases.
//!
//! # Source
//! The delta method on the logit of the probability; the rows of a speaker are
//! Dirichlet, whose logarithms have covariances of trigamma functions (Minka
//! 2000, "Estimating a Dirichlet distribution"). Only answers that another
//! voice stands beside count as known.

use std::collections::BTreeMap;

use super::exact::{grain, trigamma};
use super::habits::{ANSWERS, Given, answer, given};
use super::learning::{Learned, Outcome, design_effect};
use super::votes::{Ballot, Speaker, Vote};

/// Standard deviations to either side of an interval of 90 %.
const DEVIATIONS: f64 = 1.645;

/// A row, and how often each answer in it speaks for the votes of a ballot.
type Rows<'a> = BTreeMap<(&'a Speaker, Given), [f64; ANSWERS]>;

/// From where to where each probability may lie, in the order of the outcomes.
pub(super) fn intervals(
    learned: &Learned,
    ballot: &Ballot,
    outcomes: &[Outcome],
) -> Vec<(f64, f64)> {
    let mut all: Rows<'_> = BTreeMap::new();
    for outcome in outcomes {
        for vote in &ballot.votes {
            touch(&mut all, vote, outcome, vote.weight() * outcome.probability);
        }
    }
    let effect = design_effect(ballot);
    let mut known = BTreeMap::new();
    for (speaker, given) in all.keys() {
        let row = learned.known(speaker, *given);
        let cells: f64 = row.iter().sum();
        known.insert((*speaker, *given), (row.map(trigamma), trigamma(cells)));
    }
    let of = |outcome: &Outcome| {
        let p = outcome.probability;
        if p >= 1.0 {
            return (1.0, 1.0);
        }
        let mut rows = all.clone();
        for vote in &ballot.votes {
            touch(&mut rows, vote, outcome, -vote.weight() * p);
        }
        // What speaks for the others, as an average, against what speaks for this one.
        rows.values_mut().flatten().for_each(|cell| *cell /= -(1.0 - p));
        for vote in &ballot.votes {
            touch(&mut rows, vote, outcome, vote.weight());
        }
        let variance: f64 = rows
            .iter()
            .filter_map(|(row, slopes)| {
                let (cells, whole) = known.get(row)?;
                let each: f64 = slopes.iter().zip(cells).map(|(g, v)| g * g * v).sum();
                let sum: f64 = slopes.iter().sum();
                Some(grain((each - sum * sum * whole).max(0.0)))
            })
            .sum();
        let reach = DEVIATIONS * variance.sqrt() / effect;
        let logit = (p.max(1e-12) / (1.0 - p)).ln();
        (logistic(logit - reach).min(p), logistic(logit + reach).max(p))
    };
    outcomes.iter().map(of).collect()
}

fn touch<'a>(rows: &mut Rows<'a>, vote: &'a Vote, outcome: &Outcome, by: f64) {
    let given = given(vote.speaker.cause(), outcome.who);
    let answer = answer(&vote.speaker, &vote.said, outcome.who);
    let row = rows.entry((&vote.speaker, given)).or_insert([0.0; ANSWERS]);
    row.iter_mut().skip(answer as usize).take(1).for_each(|cell| *cell += grain(by));
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}
