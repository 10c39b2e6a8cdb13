//! Estimates the weight table from the reports themselves, without any label.
//!
//! Expectation and maximisation in turn: the reports are matched with the table
//! at hand, then the table is estimated from the groups, each report held
//! against the *rest* of its group, and so on. How near different events lie to
//! each other is learned from reports of one and the same source, which are
//! two events as a rule: without that, the closeness of events that follow each
//! other is taken for identity.
//!
//! The result is a proposal with a report of its fit. It comes into force only
//! when seats adopt it.
//!
//! # Source
//! Expectation-maximisation after Dempster, Laird and Rubin 1977; the excess of
//! near events after Zhuang, Ogata and Vere-Jones 2002; what sources miss after
//! the capture-recapture of latent classes (Goodman 1974).
//!
//! Cost: that of matching, for each round.

mod crowding;
mod gathering;
mod habits;
mod prominence;
mod tolls;

use serde::Serialize;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Groups, Matcher};

use gathering::Gathering;

/// Fewer reports than this say too little.
pub const REPORTS_MIN: usize = 200;

/// Why nothing was estimated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TooLittle {
    /// Too few reports have a place and a time.
    #[error(
        "{0} reports with a place are too few to learn from: keep the table at hand until there are {REPORTS_MIN}"
    )]
    Reports(usize),
    /// One source alone says nothing of how sources differ.
    #[error("one source alone says nothing of how sources differ: keep the table at hand")]
    OneSource,
}

/// An estimate, and how well it fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// Pass by round.
    pub rounds: Vec<Pass>,
    /// The table, as a proposal.
    pub weights: Weights,
}

/// One pass of matching and estimating.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pass {
    /// How many other events surround an event.
    pub another: f64,
    /// In what time they come, in hours.
    pub fade_h: f64,
    /// Groups that were found.
    pub groups: usize,
    /// Groups of more than one report.
    pub joined: usize,
    /// Reports.
    pub reports: usize,
    /// How many of the near events are of the same act, beyond chance.
    pub same_act: f64,
    /// How far they scatter, in kilometres.
    pub spread_km: f64,
    /// The share of events that at least one source tells, as the sources' overlap has it.
    pub told_by_any: f64,
}

/// Estimates the table in so many rounds, beginning with the table at hand.
///
/// `progress` hears of every round that is done.
///
/// # Errors
/// [`TooLittle`] if there is too little to learn from.
pub fn estimate(
    start: &Weights,
    candidates: &[Candidate],
    judged: &Judgements,
    rounds: usize,
    progress: &mut dyn FnMut(&Pass),
) -> Result<Estimate, TooLittle> {
    let placed = candidates.iter().filter(|candidate| candidate.position.is_some()).count();
    if placed < REPORTS_MIN {
        return Err(TooLittle::Reports(placed));
    }
    let mut weights = start.clone();
    let mut done = Vec::new();
    for _ in 0..rounds {
        let matcher = Matcher::of(&weights, candidates, judged);
        let groups = matcher.groups();
        let gathering = Gathering::of(candidates, &groups, Some(&matcher));
        let round = improved(&mut weights, &gathering)?;
        progress(&round);
        done.push(round);
    }
    weights.name = format!("estimated from {} reports", candidates.len());
    Ok(Estimate { rounds: done, weights })
}

/// Estimates the table once, from groups that are known to be right: where events are known, this is the best
/// table that can be had.
///
/// # Errors
/// [`TooLittle::OneSource`] if no two sources tell anything.
pub fn from_truth(
    weights: &mut Weights,
    candidates: &[Candidate],
    groups: &Groups,
) -> Result<Pass, TooLittle> {
    improved(weights, &Gathering::of(candidates, groups, None))
}

fn improved(weights: &mut Weights, gathering: &Gathering) -> Result<Pass, TooLittle> {
    if gathering.sources.len() < 2 {
        return Err(TooLittle::OneSource);
    }
    let told_by_any = prominence::estimate(gathering, weights);
    habits::estimate(gathering, weights);
    tolls::estimate(gathering, weights);
    let excess = crowding::estimate(gathering, weights);
    Ok(Pass {
        another: excess.another,
        fade_h: excess.fade_h,
        groups: gathering.groups.len(),
        joined: gathering.groups.iter().filter(|group| group.len() > 1).count(),
        reports: gathering.told.len(),
        same_act: excess.same_act,
        spread_km: excess.spread_km,
        told_by_any,
    })
}
