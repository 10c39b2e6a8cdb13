//! Provocations that somebody announced, scored when they are due like any other forecast.
//!
//! # Out of scope
//! Reading an announcement out of a statement, and which events are of the kind
//! announced: the caller hands in their daily counts where they were to happen.

use serde::{Deserialize, Serialize};
use truce_core::time::Day;

use crate::counts::daily::DailyCounts;
use crate::counts::real;

/// What was announced, of a kind and for a place that the caller knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// The day on which it was put on record.
    pub recorded_on: Day,
    /// The first day on which it was to happen.
    pub from: Day,
    /// The last one.
    pub by: Day,
}

/// Why it cannot be told whether what was announced happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Untold {
    /// The days are not over, or reports may still come in.
    NotDue,
    /// Nobody looked on so many of the days.
    NotWatched {
        /// How many.
        days: usize,
    },
    /// It was put on record when its days were already over, or names no day.
    TooLate,
    /// Only whoever announced it tells of such an event, on this day first.
    OnlyByAnnouncer {
        /// The first day of one.
        on: Day,
    },
}

/// What became of an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Such an event was recorded.
    Happened {
        /// The first day of one.
        on: Day,
    },
    /// Every day was watched, and there was none.
    DidNot,
    /// It cannot be told.
    CannotBeTold(Untold),
}

/// How often such events come there anyway.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum BaseRate {
    /// Too few watched stretches of that length before the announcement.
    CannotBeTold {
        /// How many there are.
        stretches: usize,
    },
    /// The share of earlier stretches of the same length with at least one.
    Told {
        /// How many stretches there are; they overlap.
        stretches: usize,
        /// The share with at least one.
        share: f64,
    },
}

/// An announcement with what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    /// What became of it.
    pub outcome: Outcome,
    /// How often such events come there anyway.
    pub base_rate: BaseRate,
}

/// The fewest earlier stretches for a base rate.
const STRETCHES_MIN: usize = 30;

/// Scores an announcement against the daily counts of such events there.
///
/// `complete_through` is the last day for which no more reports are expected.
/// Only days after the one on which it was recorded count, for what has
/// happened already cannot be foretold.
#[must_use]
pub fn score(announcement: &Announcement, counts: &DailyCounts, complete_through: Day) -> Scored {
    let from = announcement.from.max(announcement.recorded_on.next());
    let base_rate = base_rate(announcement, from, counts);
    Scored { outcome: outcome(from, announcement.by, counts, complete_through), base_rate }
}

fn outcome(from: Day, by: Day, counts: &DailyCounts, complete_through: Day) -> Outcome {
    if by < from {
        return Outcome::CannotBeTold(Untold::TooLate);
    }
    let days = counts.watched().filter(|(day, _)| from <= *day && *day <= by);
    if let Some((on, _)) = days.clone().find(|(_, count)| *count > 0) {
        return Outcome::Happened { on };
    }
    if complete_through < by {
        return Outcome::CannotBeTold(Untold::NotDue);
    }
    let all = usize::try_from(by.since(from).saturating_add(1)).unwrap_or(0);
    match all.saturating_sub(days.count()) {
        0 => Outcome::DidNot,
        days => Outcome::CannotBeTold(Untold::NotWatched { days }),
    }
}

/// The share of stretches of the same length, wholly watched and over before it was recorded, with at least one.
///
/// Cost: a step for each day before the announcement.
fn base_rate(announcement: &Announcement, from: Day, counts: &DailyCounts) -> BaseRate {
    let length = usize::try_from(announcement.by.since(from).saturating_add(1)).unwrap_or(0);
    let before = usize::try_from(announcement.recorded_on.since(counts.first)).unwrap_or(0);
    let (mut stretches, mut hit) = (0_usize, 0_usize);
    // Days since the last that nobody watched, and since the last with such an event.
    let (mut watched, mut without) = (0_usize, 0_usize);
    for count in counts.counts.iter().take(if length == 0 { 0 } else { before }) {
        watched = if count.is_some() { watched.saturating_add(1) } else { 0 };
        without = if count.is_some_and(|count| count > 0) { 0 } else { without.saturating_add(1) };
        if watched >= length {
            stretches = stretches.saturating_add(1);
            hit = hit.saturating_add(usize::from(without < length));
        }
    }
    if stretches < STRETCHES_MIN {
        return BaseRate::CannotBeTold { stretches };
    }
    BaseRate::Told { stretches, share: real(hit) / real(stretches) }
}

/// How one announcer's announcements did together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// How many happened.
    pub happened: usize,
    /// How many did not.
    pub did_not: usize,
    /// Of how many it cannot be told.
    pub cannot_be_told: usize,
    /// How many of those with a base rate and an outcome would have happened anyway, on average.
    pub expected: f64,
    /// How often as many or more of these would have happened anyway.
    pub chance: f64,
}

/// Adds announcements up. The chance takes them for independent, which those of one week are not.
#[must_use]
pub fn tally(scored: &[Scored]) -> Tally {
    let count = |wanted: fn(&Outcome) -> bool| scored.iter().filter(|s| wanted(&s.outcome)).count();
    let with_rate: Vec<(bool, f64)> = scored
        .iter()
        .filter_map(|scored| match (scored.outcome, scored.base_rate) {
            (Outcome::Happened { .. }, BaseRate::Told { share, .. }) => Some((true, share)),
            (Outcome::DidNot, BaseRate::Told { share, .. }) => Some((false, share)),
            _ => None,
        })
        .collect();
    let hits = with_rate.iter().filter(|(hit, _)| *hit).count();
    // The probability of each number of hits, announcement by announcement.
    let mut chances = vec![1.0];
    for (_, share) in &with_rate {
        let shifted = [0.0].into_iter().chain(chances.iter().copied());
        let stayed = chances.iter().copied().chain([0.0]);
        chances =
            stayed.zip(shifted).map(|(stay, hit)| stay * (1.0 - share) + hit * share).collect();
    }
    Tally {
        happened: count(|outcome| matches!(outcome, Outcome::Happened { .. })),
        did_not: count(|outcome| matches!(outcome, Outcome::DidNot)),
        cannot_be_told: count(|outcome| matches!(outcome, Outcome::CannotBeTold(_))),
        expected: with_rate.iter().map(|(_, share)| share).sum(),
        chance: chances.iter().skip(hits).sum::<f64>().min(1.0),
    }
}
