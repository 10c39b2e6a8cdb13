//! News of single days that are no alarm, but go to people by themselves.
//!
//! A day is told once; again if what is on record of it has grown by half, when a seat has taken note of it, and once more
//! if it does not stand any more.
//! Days before the last week are left in peace: what becomes known of them later changes no night's sleep.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use truce_core::act::Act;
use truce_core::id::{AreaId, SeatId};
use truce_core::time::{Day, Moment};
use truce_signals::series::LATEST_DAYS;
use truce_signals::told::{Alarms, SeriousDayTold};

use super::news::{Kind, Level, Message};

/// So many reports are named at most; the incidents of the day lead to all of them.
pub const REPORTS_MAX: usize = 50;

/// What is told of such a day: what is claimed, how often, and the reports behind it; not by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneDay {
    /// How many of the incidents some claim says were of which act.
    pub acts: BTreeMap<Act, u32>,
    /// Incidents outside exercises.
    pub count: u32,
    /// At least so many people were killed: by the claims with the fewest, and by those with the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<(u32, u32)>,
    /// The reports behind it, [`REPORTS_MAX`] at most.
    pub reports: Vec<String>,
    /// How many reports there are.
    pub reports_in_all: usize,
    /// How many incidents were to be expected, in hundredths; none if the day is told only for those who were killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_hundredths: Option<i64>,
    /// How many words officers had said of it when this was told: those say nothing of what came since.
    #[serde(default)]
    pub words: usize,
}

impl OneDay {
    fn of(told: &SeriousDayTold) -> Self {
        Self {
            acts: told.acts.clone(),
            count: told.count,
            killed: told.killed,
            reports: told.reports.iter().take(REPORTS_MAX).cloned().collect(),
            reports_in_all: told.reports.len(),
            usual_hundredths: told.expected.map(|expected| hundredths(expected.mean)),
            words: told.noted.len(),
        }
    }

    /// Whether it has grown by half.
    fn outgrows(&self, before: &Self) -> bool {
        let by_half =
            |now: u32, before: u32| u64::from(now) * 2 >= u64::from(before) * 3 && now > before;
        let killed = |day: &Self| day.killed.map_or(0, |(_, most)| most);
        by_half(self.count, before.count) || by_half(killed(self), killed(before))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "within the bounds to which it is held")]
fn hundredths(number: f64) -> i64 {
    (number * 100.0).round().clamp(0.0, 1e12) as i64
}

/// Which seat took note of the day after it was told last, if none had then.
fn takes_note(before: &Message, told: &SeriousDayTold) -> Option<SeatId> {
    let words = before.one_day.as_ref().map_or(0, |day| day.words);
    let unnoted = before.acknowledged_by.is_none();
    told.noted.get(words).filter(|_| unnoted).map(|word| word.seat.clone())
}

/// What is new of single days, given the last message about each that was not taken back.
#[must_use]
pub fn news(standing: &[Message], alarms: &Alarms, now: Moment) -> Vec<Message> {
    let is_late = |day: Day| alarms.days.1.since(day) < LATEST_DAYS;
    let before = |area: &AreaId, day: Day| {
        let same = |message: &&Message| message.area == *area && message.since == day;
        standing.iter().filter(|message| message.one_day.is_some()).find(same)
    };
    let mut new = Vec::new();
    for area in &alarms.areas {
        for told in area.serious_days.iter().filter(|told| is_late(told.day)) {
            let one_day = OneDay::of(told);
            match before(&area.area, told.day) {
                None => new.push(Message {
                    acknowledged_by: told.noted.first().map(|word| word.seat.clone()),
                    area: area.area.clone(),
                    kind: Kind::Alert,
                    level: Level::SeriousDay,
                    number: 1,
                    one_day: Some(one_day),
                    onset: Some(told.day),
                    sent: now,
                    since: told.day,
                }),
                Some(before) if before.one_day.as_ref().is_some_and(|of| one_day.outgrows(of)) => {
                    let message = before.next(now);
                    // Whoever took note took note of less.
                    let one_day = Some(one_day);
                    let kind = Kind::Update;
                    new.push(Message { acknowledged_by: None, kind, one_day, ..message });
                }
                Some(before) => new.extend(takes_note(before, told).map(|seat| Message {
                    acknowledged_by: Some(seat),
                    kind: Kind::Update,
                    ..before.next(now)
                })),
            }
        }
    }
    let stands = |message: &Message| {
        let area = alarms.areas.iter().find(|area| area.area == message.area);
        area.is_some_and(|area| area.serious_days.iter().any(|told| told.day == message.since))
    };
    let gone = standing.iter().filter(|message| message.one_day.is_some());
    let gone = gone.filter(|message| is_late(message.since) && !stands(message));
    new.extend(gone.map(|before| Message { kind: Kind::Cancel, ..before.next(now) }));
    new
}
