//! The regimes of a cell: from when to when it had one level.

use serde::Serialize;
use truce_core::time::Day;

use super::calibration::{Calibration, calibrate};
use super::cost::Costs;
use super::single::{single_days, without};
use super::{Caveat, NoAnswer, dating, pelt};
use crate::counts::daily::DailyCounts;
use crate::counts::real;

/// So many times the shortest regime must have been watched.
const REGIMES_MIN: usize = 4;
/// Fewer incidents show no level.
const INCIDENTS_MIN: u32 = 30;
/// Standard deviations to either side of an interval of 95 %.
pub(super) const DEVIATIONS: f64 = 1.96;

/// How regimes are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The shortest regime, in days on which somebody looked.
    pub days_min: usize,
    /// Worlds without a change that are simulated.
    pub simulations: usize,
    /// The share of them that may show one.
    pub false_share: f64,
    /// Where chance begins; best taken from a digest of what was counted.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { days_min: 14, simulations: 199, false_share: 0.05, seed: 1 }
    }
}

/// A stretch of days with one level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Regime {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub through: Day,
    /// Days of it on which somebody looked.
    pub watched: usize,
    /// Incidents on such a day, in the mean.
    pub mean: f64,
    /// From where to where the mean may lie, with 95 %.
    pub interval: (f64, f64),
}

/// A day on which the level changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// The first day of the new level.
    pub day: Day,
    /// The first and the last day on which that may have been, with 95 %.
    pub interval: (Day, Day),
}

/// The regimes of a cell, and what they rest on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Regimes {
    /// In the order of time; there is at least one.
    pub regimes: Vec<Regime>,
    /// Between them: one less.
    pub changes: Vec<Change>,
    /// What a change had to gain, in log-likelihood.
    pub penalty: f64,
    /// The size of the negative binomial distribution within two weeks.
    pub size: f64,
    /// Incidents that follow from one, in the mean.
    pub children: f64,
    /// How many times means are more uncertain than if days were independent.
    pub inflation: f64,
    /// Single days out of all proportion to those around, which are in no level; they are told by themselves.
    pub single_days: Vec<Day>,
    /// What must be said with it.
    pub caveats: Vec<Caveat>,
}

impl Regimes {
    /// The regime that goes on at the end.
    #[must_use]
    pub fn present(&self) -> Option<&Regime> {
        self.regimes.last()
    }
}

/// Finds the regimes of a cell. Days on which nobody looked are left out, and so are single days out of all proportion.
///
/// # Errors
/// If there are too few days or incidents, or no level stands still.
pub fn regimes(series: &DailyCounts, settings: &Settings) -> Result<Regimes, NoAnswer> {
    let single_days = single_days(series);
    let (days, counts): (Vec<Day>, Vec<u32>) = without(series, &single_days).watched().unzip();
    let needed = settings.days_min.saturating_mul(REGIMES_MIN).max(1);
    if counts.len() < needed {
        return Err(NoAnswer::TooFewDays { watched: counts.len(), needed });
    }
    let counted = counts.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    if counted < INCIDENTS_MIN {
        return Err(NoAnswer::TooFewIncidents { counted, needed: INCIDENTS_MIN });
    }
    let calibration = calibrate(&counts, settings)?;
    let cuts = pelt::cut(&counts, calibration.size, calibration.penalty, settings.days_min);
    let costs = Costs::of(&counts, calibration.size);
    let found = Found { days: &days, single_days, costs, calibration };
    Ok(found.regimes(&cuts.changes, settings, series))
}

/// What was found, before it has dates.
struct Found<'a> {
    days: &'a [Day],
    single_days: Vec<Day>,
    costs: Costs,
    calibration: Calibration,
}

impl Found<'_> {
    fn regimes(&self, changes: &[usize], settings: &Settings, series: &DailyCounts) -> Regimes {
        let mean = self.costs.mean(0, self.costs.days());
        let inflation = self.calibration.inflation(mean);
        let edges: Vec<usize> =
            [0].into_iter().chain(changes.iter().copied()).chain([self.costs.days()]).collect();
        let regime = |(from, to): (&usize, &usize)| self.regime(*from, *to, inflation);
        let change = |((before, at), after): ((&usize, &usize), &usize)| {
            let places = (*before, *at, *after);
            let (first, last) = dating::interval(&self.costs, places, settings.days_min, inflation);
            Some(Change { day: self.day(*at)?, interval: (self.day(first)?, self.day(last)?) })
        };
        let pairs = || edges.iter().zip(edges.iter().skip(1));
        Regimes {
            regimes: pairs().filter_map(regime).collect(),
            changes: pairs().zip(edges.iter().skip(2)).filter_map(change).collect(),
            penalty: self.calibration.penalty,
            size: self.calibration.size,
            children: self.calibration.excitation.total(),
            inflation,
            single_days: self.single_days.clone(),
            caveats: self.caveats(mean, series),
        }
    }

    fn day(&self, place: usize) -> Option<Day> {
        self.days.get(place).copied()
    }

    fn regime(&self, from: usize, to: usize, inflation: f64) -> Option<Regime> {
        let watched = to.saturating_sub(from);
        let mean = self.costs.mean(from, to);
        // Half an incident, so that a regime without any has an upper end.
        let known = mean.max(0.5 / real(watched));
        let variance = inflation * (1.0 / known + 1.0 / self.calibration.size) / real(watched);
        let reach = (DEVIATIONS * variance.sqrt()).exp();
        Some(Regime {
            from: self.day(from)?,
            through: self.day(to.checked_sub(1)?)?,
            watched,
            mean,
            interval: (mean / reach, known * reach),
        })
    }

    fn caveats(&self, mean: f64, series: &DailyCounts) -> Vec<Caveat> {
        let unwatched = series.counts.len().saturating_sub(series.watched().count());
        let single = self.single_days.len();
        let children = self.calibration.excitation.total();
        let all = [
            Some(Caveat::RecordedOnly),
            (unwatched > 0).then_some(Caveat::Unwatched { days: unwatched }),
            (single > 0).then_some(Caveat::SingleDays { days: single }),
            (mean < 1.0).then_some(Caveat::FewADay),
            (children > 0.05).then_some(Caveat::SelfExcited { children }),
        ];
        all.into_iter().flatten().collect()
    }
}
