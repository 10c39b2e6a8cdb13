//! What changed about alarms since people were told last.

use serde::{Deserialize, Serialize};
use truce_core::id::{AreaId, SeatId};
use truce_core::time::{Day, Moment};
use truce_signals::alarm::State;
use truce_signals::told::{Alarms, AreaAlarms};

use super::serious::{self, OneDay};

/// How high an area stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Signs of a rise.
    Watch,
    /// The level was left, and somebody has taken note.
    Acknowledged,
    /// The level was left, and nobody has said so yet.
    Alarm,
    /// No level: a single day that goes to people by itself.
    SeriousDay,
}

/// What kind of message it is, in CAP's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Something new.
    Alert,
    /// Another level.
    Update,
    /// It is over.
    Cancel,
}

impl Kind {
    /// CAP's word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Alert => "Alert",
            Self::Update => "Update",
            Self::Cancel => "Cancel",
        }
    }
}

impl Level {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Acknowledged => "acknowledged",
            Self::Alarm => "alarm",
            Self::SeriousDay => "serious-day",
        }
    }
}

/// One message about one area, as it goes out and stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The first seat that took note of the alarm, if one has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<SeatId>,
    /// Where.
    pub area: AreaId,
    /// What kind it is.
    pub kind: Kind,
    /// How high the area stands; of what is over, how high it stood.
    pub level: Level,
    /// Which message about this rise it is, from 1.
    pub number: u32,
    /// What is told of a single serious day; none of a rise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_day: Option<OneDay>,
    /// The day on which the rise most likely began; none of a watch.
    pub onset: Option<Day>,
    /// When it was noted here.
    pub sent: Moment,
    /// The last day that was counted when the area left calm, or the serious day: with the area it names the rise.
    pub since: Day,
}

impl Message {
    /// The name of the rise: the same in each message about it.
    #[must_use]
    pub fn rise(&self) -> String {
        let kind = if self.one_day.is_some() { "-day" } else { "" };
        format!("{}-{}{kind}", self.area, self.since)
    }

    /// The message after it about the same rise, alike but for its number and time.
    #[must_use]
    pub fn next(&self, now: Moment) -> Self {
        Self { number: self.number.saturating_add(1), sent: now, ..self.clone() }
    }

    /// The name of this message; it never changes.
    #[must_use]
    pub fn identifier(&self) -> String {
        format!("{}.{}", self.rise(), self.number)
    }
}

/// What is new, given the last message about each rise that is not over.
#[must_use]
pub fn news(standing: &[Message], alarms: &Alarms, now: Moment) -> Vec<Message> {
    let mut told = Vec::new();
    let rises = || standing.iter().filter(|message| message.one_day.is_none());
    for area in &alarms.areas {
        let before = rises().find(|message| message.area == area.area);
        let present = level(&area.state);
        match (before, present) {
            (None, Some((level, onset))) => told.push(Message {
                acknowledged_by: by(area),
                area: area.area.clone(),
                kind: Kind::Alert,
                level,
                number: 1,
                one_day: None,
                onset,
                sent: now,
                since: alarms.days.1,
            }),
            (Some(before), Some((level, onset))) if level != before.level => {
                let acknowledged_by = by(area);
                let kind = Kind::Update;
                told.push(Message { acknowledged_by, kind, level, onset, ..before.next(now) });
            }
            (Some(before), None) => told.push(Message { kind: Kind::Cancel, ..before.next(now) }),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    // An area that no record names any more is over too.
    let gone = rises().filter(|before| !alarms.areas.iter().any(|area| area.area == before.area));
    told.extend(gone.map(|before| Message { kind: Kind::Cancel, ..before.next(now) }));
    told.extend(serious::news(standing, alarms, now));
    told
}

fn by(area: &AreaAlarms) -> Option<SeatId> {
    area.noted.first().map(|noted| noted.seat.clone())
}

fn level(state: &State) -> Option<(Level, Option<Day>)> {
    match state {
        State::Learning { .. } | State::Calm => None,
        State::Watch => Some((Level::Watch, None)),
        State::Alarm(shift) => Some((Level::Alarm, Some(shift.onset))),
        State::Acknowledged(shift) => Some((Level::Acknowledged, Some(shift.onset))),
    }
}
