//! How each zone stands on the last day, where nobody takes note of alarms.

use serde::Serialize;
use truce_core::id::AreaId;
use truce_core::time::Day;

use crate::alarm::baseline::{GUARD_DAYS, SPAN_DAYS};
use crate::alarm::{Reading, Shift};
use crate::told::AreaAlarms;

/// So many of the last days say whether anybody looked.
const SEEN_DAYS: usize = 14;
/// Signs of a rise are signs only if so many of the last days brought more than was expected of them.
const WATCH_DAYS: usize = 28;

/// How a zone stands. Nobody takes note of an alarm of a public series: it ends when a fall follows, or when it is known
/// what is usual since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// On half of the last 14 days or more nobody is known to have looked.
    NotKnown,
    /// Too few days are known to say what is usual, or what is usual since counts fell.
    Learning,
    /// No more than is usual now.
    Calm,
    /// Evidence of a rise above a tenth of what an alarm needs, and more in the last 28 days than was expected.
    Watch,
    /// Counts have risen, and what is usual since is not known yet.
    Alarm,
}

impl Stands {
    /// In English.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::NotKnown => "not known",
            Self::Learning => "learning",
            Self::Calm => "calm",
            Self::Watch => "watch",
            Self::Alarm => "alarm",
        }
    }
}

/// How a zone stands on the last day, and what was its last change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZoneStanding {
    /// Which zone.
    pub zone: AreaId,
    /// How it stands.
    pub stands: Stands,
    /// Incidents a day that are usual now; none while that is not known.
    pub usual_now: Option<f64>,
    /// Every rise and every fall of which the evidence was enough, the latest last.
    pub changes: Vec<Change>,
}

/// A level that was left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// Which way.
    pub turned: Turned,
    /// Whether nothing had been counted on the days from which it follows what was usual. Half an incident is expected
    /// of such days, so that a long quiet counts as a fall though nothing could fall.
    pub from_nothing: bool,
    /// From what, since when, and when that was seen.
    #[serde(flatten)]
    pub shift: Shift,
}

impl Change {
    /// Whether it is a fall from days on which nothing had been counted either.
    #[must_use]
    pub fn is_no_fall(&self) -> bool {
        self.turned == Turned::Fallen && self.from_nothing
    }
}

/// Which way a level was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turned {
    /// There was more than was usual: an alarm was raised.
    Risen,
    /// There was less.
    Fallen,
}

impl Turned {
    /// In English.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Risen => "risen",
            Self::Fallen => "fallen",
        }
    }
}

impl ZoneStanding {
    /// That of a zone.
    #[must_use]
    pub(super) fn of(area: &AreaAlarms) -> Self {
        let changes = changes(area);
        Self {
            zone: area.area.clone(),
            stands: stands(area, changes.last()),
            usual_now: area.readings.last().and_then(|day| day.expected).map(|now| now.mean),
            changes,
        }
    }
}

fn changes(area: &AreaAlarms) -> Vec<Change> {
    let of = |turned: Turned| move |shift: &Shift| (turned, *shift);
    let risen = area.raised.iter().map(of(Turned::Risen));
    let mut shifts: Vec<_> = risen.chain(area.eased.iter().map(of(Turned::Fallen))).collect();
    shifts.sort_by_key(|(_, shift)| shift.on);
    let mut regime: Option<Day> = None;
    let with_before = shifts.into_iter().map(|(turned, shift)| {
        let from_nothing = nothing_before(area, shift.on, regime.replace(shift.onset));
        Change { turned, from_nothing, shift }
    });
    with_before.collect()
}

/// Whether nothing was counted on the days of a regime that said what was usual on a day.
fn nothing_before(area: &AreaAlarms, on: Day, regime: Option<Day>) -> bool {
    let ago = |days: usize| on.plus(i32::try_from(days).map_or(i32::MIN, |days| -days));
    let (first, end) = (ago(SPAN_DAYS.saturating_add(GUARD_DAYS)), ago(GUARD_DAYS));
    let first = regime.map_or(first, |regime| regime.max(first));
    let usual = area.readings.iter().filter(|day| first <= day.day && day.day < end);
    usual.filter_map(|day| day.counted.outside).all(|count| count == 0)
}

fn stands(area: &AreaAlarms, last: Option<&Change>) -> Stands {
    let seen = area.readings.iter().rev().take(SEEN_DAYS);
    let unseen = seen.clone().filter(|day| area.is_unseen_on(day)).count();
    let Some(today) = area.readings.last() else { return Stands::Learning };
    let risen = last.is_some_and(|change| change.turned == Turned::Risen);
    if risen && today.expected.is_none() {
        Stands::Alarm
    } else if unseen > 0 && unseen.saturating_mul(2) >= seen.len() {
        Stands::NotKnown
    } else if today.expected.is_none() {
        Stands::Learning
    } else if today.rise > today.threshold / 10.0 && is_above_expected(&area.readings) {
        Stands::Watch
    } else {
        Stands::Calm
    }
}

/// Whether the last days brought more than was expected. Evidence grows by itself where hardly anything is expected.
fn is_above_expected(readings: &[Reading]) -> bool {
    let last = readings.iter().rev().take(WATCH_DAYS);
    let known = last.filter_map(|day| Some((day.counted.outside?, day.expected?.mean)));
    let (counted, expected) = known.fold((0.0, 0.0), |(counted, expected), (count, mean)| {
        (counted + f64::from(count), expected + mean)
    });
    counted > expected
}
