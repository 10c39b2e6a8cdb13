//! Whether counts have risen since the first two weeks of a truce, however slowly.
//!
//! A baseline that moves along hides a slow rise; this one stays where the truce
//! began. Two weeks say only roughly where that was, so no level is taken as
//! known: the bets on a rise, over all levels and all days on which it may have
//! begun, are held against the best single level of the whole time.
//!
//! # Source
//! Universal inference (Wasserman, Ramdas and Balakrishnan 2020) with a mixture
//! over level, factor and day. While the level never changes, the evidence ever
//! reaches 20 in at most one of twenty truces.

use serde::Serialize;
use truce_core::time::Day;

use super::cost::of_sum;
use super::single::{single_days, without};
use super::{Caveat, NoAnswer};
use crate::alarm::detector::SLOW_RISES;
use crate::counts::daily::DailyCounts;
use crate::counts::real;

/// The days that say where a truce began.
const FIRST_DAYS: usize = 14;
/// Watched days among them that are needed.
const WATCHED_MIN: usize = 7;
/// Evidence is told up to here; what is beyond it is no number any more.
const LN_EVIDENCE_MAX: f64 = 700.0;
/// Evidence from which a rise counts as shown.
const SHOWN_FROM: f64 = 20.0;
/// Levels that are tried, to either side of that of the first days.
const LEVELS: u32 = 12;
/// The outermost of them are so many times higher and lower.
const LEVELS_REACH: f64 = 4.0;

/// How counts have moved since a truce began.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drift {
    /// Incidents on a watched day of the first two weeks, in the mean.
    pub first_mean: f64,
    /// The evidence of a rise after each watched day since.
    pub evidence: Vec<(Day, f64)>,
    /// The first day on which a rise was shown; none if it is not.
    pub shown_on: Option<Day>,
    /// What must be said with it.
    pub caveats: Vec<Caveat>,
}

/// The bets on one level and one factor, as logarithms.
struct Bet {
    level: f64,
    factor: f64,
    /// The level all the time.
    constant: f64,
    /// The level, and from some day on a higher one.
    risen: f64,
}

/// Says whether counts have risen since a truce began, given the size of the distribution.
///
/// # Errors
/// If the truce began outside the days, or too few of its first days were watched.
pub fn drift(series: &DailyCounts, truce_from: Day, size: f64) -> Result<Drift, NoAnswer> {
    let begin = series.place(truce_from).ok_or(NoAnswer::DateOutside)?;
    let single = single_days(series);
    let levels = without(series, &single);
    let since = || levels.watched().filter(|(day, _)| *day >= truce_from);
    let last_of_first = series.day(begin.saturating_add(FIRST_DAYS));
    let first = || since().take_while(|(day, _)| *day < last_of_first);
    let watched = first().count();
    if watched < WATCHED_MIN {
        return Err(NoAnswer::TooFewDays { watched, needed: WATCHED_MIN });
    }
    let counted: f64 = first().map(|(_, count)| f64::from(count)).sum();
    let mut bets = bets(counted.max(0.5) / real(watched));
    let (mut sum, mut days, mut open) = (0.0, 0.0, 0.0);
    let mut evidence = Vec::new();
    for (day, count) in since() {
        let count = f64::from(count);
        (sum, days) = (sum + count, days + 1.0);
        let is_first = day < last_of_first;
        open += if is_first { 0.0 } else { 1.0 };
        for bet in &mut bets {
            // Days on which the rise may begin share the stake: 1/2, 1/6, 1/12 and so on.
            let stake = -f64::ln(open * (open + 1.0));
            bet.risen = ln_sum(bet.risen, bet.constant + stake)
                + ln_likelihood(count, bet.level * bet.factor, size);
            bet.constant += ln_likelihood(count, bet.level, size);
            if is_first {
                bet.risen = f64::NEG_INFINITY;
            }
        }
        if !is_first {
            let all = bets.iter().map(|bet| bet.risen).fold(f64::NEG_INFINITY, ln_sum);
            let best_level = -of_sum(sum, days, size);
            let told = all - real(bets.len()).ln() - best_level;
            evidence.push((day, told.min(LN_EVIDENCE_MAX).exp()));
        }
    }
    let shown = evidence.iter().find(|(_, evidence)| *evidence >= SHOWN_FROM);
    let shown_on = shown.map(|(day, _)| *day);
    Ok(Drift {
        first_mean: counted / real(watched),
        shown_on,
        evidence,
        caveats: caveats(series, &single, truce_from, counted / real(watched)),
    })
}

fn bets(mean: f64) -> Vec<Bet> {
    let step = LEVELS_REACH.ln() / f64::from(LEVELS);
    let levels = (0..=2_u32.saturating_mul(LEVELS))
        .map(|place| mean * ((f64::from(place) - f64::from(LEVELS)) * step).exp());
    let bet = |level| {
        SLOW_RISES.map(|factor| Bet { level, factor, constant: 0.0, risen: f64::NEG_INFINITY })
    };
    levels.flat_map(bet).collect()
}

/// The log-likelihood of a count, without what does not depend on the mean.
fn ln_likelihood(count: f64, mean: f64, size: f64) -> f64 {
    count * (mean / (mean + size)).ln() - size * (mean / size).ln_1p()
}

/// The logarithm of the sum of two numbers that are given by their logarithms.
fn ln_sum(one: f64, other: f64) -> f64 {
    let (less, more) = (one.min(other), one.max(other));
    if less == f64::NEG_INFINITY { more } else { more + (less - more).exp().ln_1p() }
}

fn caveats(series: &DailyCounts, single: &[Day], from: Day, mean: f64) -> Vec<Caveat> {
    let begin = series.place(from).unwrap_or(0);
    let days = series.counts.iter().skip(begin).filter(|count| count.is_none()).count();
    let single = single.iter().filter(|day| **day >= from).count();
    let all = [
        Some(Caveat::RecordedOnly),
        (days > 0).then_some(Caveat::Unwatched { days }),
        (single > 0).then_some(Caveat::SingleDays { days: single }),
        (mean < 1.0).then_some(Caveat::FewADay),
    ];
    all.into_iter().flatten().collect()
}
