//! Days that cannot be told from quiet: nothing was counted on them, and that may be because nobody saw.
//!
//! # Method
//! A day without any record is missing, and so not in here. A day on which nothing was counted is *kept away* if
//! monitors were kept from watching on it, and *less watched* if it lies in 14 days in which counts fell by half
//! together with the hours of watching or the days with a record ([`crate::unreported::unseen`]).
//!
//! # Out of scope
//! What happened on them. Levels and alarms count them as they are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use truce_core::time::Day;

use super::unreported::PERIOD_DAYS;
use crate::counts::daily::DailyCounts;
use crate::series::{Chronicle, Where};
use crate::unreported::unseen::{SeeingFell, Watching, quiet_because_unseen};

/// Why a day on which nothing was counted cannot be told from a quiet one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unseen {
    /// Monitors were kept from watching.
    KeptAway,
    /// Counts fell by half, and what is known of watching did too.
    LessWatched,
}

/// The days of a place on which nothing was counted and that cannot be told from quiet, among these counts of it.
#[must_use]
pub fn unseen_days(
    chronicle: &Chronicle,
    area: Where<'_>,
    counts: &DailyCounts,
) -> BTreeMap<Day, Unseen> {
    let efforts = chronicle.efforts(area);
    let quiet: BTreeSet<Day> =
        counts.watched().filter(|(_, count)| *count == 0).map(|(day, _)| day).collect();
    let mut unseen = BTreeMap::new();
    let all: BTreeMap<Day, u32> = chronicle.counts(area).watched().collect();
    for last in chronicle.first.plus(2 * PERIOD_DAYS - 1).through(chronicle.last) {
        let period = (last.plus(1 - PERIOD_DAYS), last);
        let mut within = quiet.range(period.0..=period.1).peekable();
        if within.peek().is_none() {
            continue;
        }
        let before = (last.plus(1 - 2 * PERIOD_DAYS), last.plus(-PERIOD_DAYS));
        let watching = |(from, through): (Day, Day)| {
            let inside: Vec<u32> = all.range(from..=through).map(|(_, count)| *count).collect();
            Watching {
                days: usize::try_from(PERIOD_DAYS).unwrap_or(0),
                counted: inside.iter().fold(0, |sum, count| sum.saturating_add(*count)),
                watched_days: inside.len(),
                hours: efforts.hours((from, through)),
                kept_away: u32::try_from(efforts.kept_away((from, through))).unwrap_or(u32::MAX),
            }
        };
        // Days on which monitors were kept away are known one by one.
        let why = quiet_because_unseen(&watching(before), &watching(period));
        if why.iter().any(|why| *why != SeeingFell::KeptAway) {
            unseen.extend(within.map(|day| (*day, Unseen::LessWatched)));
        }
    }
    let kept_away = quiet.iter().filter(|day| efforts.kept_away((**day, **day)) > 0);
    unseen.extend(kept_away.map(|day| (*day, Unseen::KeptAway)));
    unseen
}
