//! Alarms, area by area, under one promise, and what officers said of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::case::acknowledgement::AlarmWord;
use truce_core::case::docket::Docket;
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::time::Day;

use super::serious::{SeriousDayTold, serious_days};
use super::{Unseen, unseen_days};
use crate::alarm::{DayCount, Kept, Ledger, Network, Promise, Reading, SIZE_UNKNOWN, Shift, State};
use crate::counts::daily::DailyCounts;
use crate::series::Chronicle;

/// So many of the last days say whether anybody saw.
const SEEN_DAYS: usize = 14;

/// How one area stands, and what it has been through.
#[derive(Debug, Serialize)]
pub struct AreaAlarms {
    /// Which area.
    pub area: AreaId,
    /// Incidents counted.
    pub counted: u32,
    /// Incidents that are exercises by every claim, and raise no alarm.
    pub exercises: u32,
    /// Days on which something is on record.
    pub watched: usize,
    /// How it stands after the last day.
    pub state: State,
    /// Every alarm that was raised.
    pub raised: Vec<Shift>,
    /// Every fall that became certain.
    pub eased: Vec<Shift>,
    /// Single days out of all proportion, or with many killed.
    pub serious_days: Vec<SeriousDayTold>,
    /// What was said of the alarm that stands, the first word first.
    pub noted: Vec<Noted>,
    /// Days on which nothing was counted and that cannot be told from quiet; those without any record are missing.
    pub unseen: BTreeMap<Day, Unseen>,
    /// Every day, for whoever draws it.
    #[serde(skip)]
    pub readings: Vec<Reading>,
}

/// All areas under one promise.
#[derive(Debug, Serialize)]
pub struct Alarms {
    /// The first and the last day.
    pub days: (Day, Day),
    /// False alarms a year that can be lived with.
    pub promise: Promise,
    /// The evidence that an alarm needs, in days.
    pub threshold: f64,
    /// How the promise stands.
    pub kept: Kept,
    /// The areas with an incident, in the agreement's order.
    pub areas: Vec<AreaAlarms>,
}

/// What is watched in each area: everything, or less.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Watched {
    /// Only what some claim says was this act.
    pub act: Option<Act>,
    /// Only what the claims do not take from this party.
    pub party: Option<ActorId>,
}

/// Somebody took note of an alarm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Noted {
    /// Where.
    pub area: AreaId,
    /// The day on which the alarm was raised, or the serious day, by whoever took note.
    pub raised_on: Day,
    /// The day on which note was taken.
    pub on: Day,
    /// What was said of it.
    pub says: AlarmWord,
    /// Which seat.
    pub seat: SeatId,
    /// What is done about it, in words.
    pub text: String,
}

/// What officers said of the alarms of one watch, the first word first.
#[must_use]
pub fn noted(docket: &Docket, agreement: &Agreement, watched: &Watched) -> Vec<Noted> {
    let words = docket.acknowledgements.iter().filter(|(_, found)| {
        (found.of.act, found.of.party.as_ref()) == (watched.act, watched.party.as_ref())
    });
    let mut words: Vec<_> = words.collect();
    words.sort_by_key(|(address, found)| (found.done.when, *address));
    let said = words.into_iter().map(|(_, found)| Noted {
        area: found.of.area.clone(),
        raised_on: found.of.raised_on,
        on: agreement.clock().day_of(found.done.when),
        says: found.of.says,
        seat: found.done.seat.clone(),
        text: found.of.text.clone(),
    });
    said.collect()
}

impl Noted {
    /// Whether it is of an alarm that stands: one that had begun by the day it names. Reports that came late may have
    /// moved the day on which it was raised. A word that names a serious day on which no alarm was raised is of that
    /// day alone.
    fn is_of(&self, area: &AreaAlarms, deadly: &Deadly, shift: &Shift) -> bool {
        let of_day = area.serious_days.iter().any(|told| told.day == self.raised_on)
            || deadly.get(&area.area).is_some_and(|days| days.contains(&self.raised_on));
        let alone = of_day && self.raised_on != shift.on;
        self.area == area.area && shift.onset <= self.raised_on && !alone
    }
}

/// The days with many killed, by area.
type Deadly = BTreeMap<AreaId, BTreeSet<Day>>;

/// What is watched in one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaSeries {
    /// Which.
    pub area: AreaId,
    /// Counts without exercises.
    pub counts: DailyCounts,
    /// Incidents that are exercises by every claim.
    pub exercises: BTreeMap<Day, u32>,
}

/// Runs the alarms over all days, for every area with an incident.
#[must_use]
pub fn watch(
    chronicle: &Chronicle,
    agreement: &Agreement,
    promise: Promise,
    noted: &[Noted],
) -> Alarms {
    let areas = agreement.areas().iter().map(|area| &area.id);
    let areas = areas.filter(|area| chronicle.outside_exercises(Some(area)).next().is_some());
    let series: Vec<AreaSeries> = areas
        .map(|area| AreaSeries {
            area: area.clone(),
            counts: chronicle.counts(Some(area)),
            exercises: chronicle.exercises(Some(area)),
        })
        .collect();
    let watched = chronicle.counts(None).watched().count();
    let days = (chronicle.first, chronicle.last);
    let deadly = |area: &AreaId| {
        let told = serious_days(chronicle, area, &[], &[]);
        (area.clone(), told.into_iter().map(|told| told.day).collect())
    };
    let deadly = series.iter().map(|series| deadly(&series.area)).collect();
    let mut alarms = run(&series, days, watched, promise, (noted, &deadly));
    for area in &mut alarms.areas {
        area.serious_days = serious_days(chronicle, &area.area, &area.serious_days, noted);
        let counts = series.iter().find(|series| series.area == area.area);
        area.unseen = counts.map_or_else(BTreeMap::new, |series| {
            unseen_days(chronicle, Some(&area.area), &series.counts)
        });
    }
    alarms
}

/// The same of series, with the number of days of which anything is on record.
#[must_use]
pub fn watch_series(
    series: &[AreaSeries],
    days: (Day, Day),
    watched: usize,
    promise: Promise,
    noted: &[Noted],
) -> Alarms {
    run(series, days, watched, promise, (noted, &Deadly::new()))
}

fn run(
    series: &[AreaSeries],
    days: (Day, Day),
    watched: usize,
    promise: Promise,
    words: (&[Noted], &Deadly),
) -> Alarms {
    let mut areas: Vec<AreaAlarms> = series.iter().map(nothing_yet).collect();
    let cells = series.iter().map(|series| series.area.clone());
    let mut network = Network::new(days.0, cells, promise, SIZE_UNKNOWN);
    let threshold = network.threshold();
    for day in days.0.through(days.1) {
        let of_day: BTreeMap<AreaId, DayCount> =
            series.iter().map(|series| (series.area.clone(), series.of(day))).collect();
        let readings = network.update(&of_day);
        for area in &mut areas {
            if let Some(reading) = readings.get(&area.area) {
                take_in(area, reading);
            }
            area.take_note(&mut network, words, (day, days.1));
        }
    }
    let kept = promise.kept(ledger(&areas, watched, words));
    Alarms { days, kept, promise, threshold, areas }
}

impl AreaSeries {
    fn of(&self, day: Day) -> DayCount {
        let place = self.counts.place(day);
        let outside = place.and_then(|place| self.counts.counts.get(place).copied().flatten());
        DayCount { outside, in_exercises: self.exercises.get(&day).copied().unwrap_or(0) }
    }
}

impl AreaAlarms {
    /// Whether nobody can say that it is calm though no alarm stands: on half of the last days or more nothing was
    /// counted, and that may be because nobody saw.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        let last = self.readings.iter().rev().take(SEEN_DAYS);
        let unseen = last.clone().filter(|reading| self.is_unseen_on(reading)).count();
        self.state == State::Calm && unseen > 0 && unseen.saturating_mul(2) >= last.len()
    }

    /// Whether a day cannot be told from quiet.
    #[must_use]
    pub fn is_unseen_on(&self, reading: &Reading) -> bool {
        reading.counted.outside.is_none() || self.unseen.contains_key(&reading.day)
    }

    /// Takes what was said of the alarm that stands into account, from the day on which it was said; what was said
    /// after the last day counts on that.
    fn take_note(
        &mut self,
        network: &mut Network<AreaId>,
        (noted, deadly): (&[Noted], &Deadly),
        days: (Day, Day),
    ) {
        let (State::Alarm(shift) | State::Acknowledged(shift)) = self.state else {
            self.noted.clear();
            return;
        };
        let of_this = noted.iter().filter(|noted| noted.is_of(self, deadly, &shift));
        let by_now = of_this.filter(|noted| noted.on.min(days.1) <= days.0);
        self.noted = by_now.cloned().collect();
        if !self.noted.is_empty() && network.acknowledge(&self.area) {
            self.state = State::Acknowledged(shift);
            if let Some(reading) = self.readings.last_mut() {
                reading.state = self.state;
            }
        }
    }
}

/// What became of the alarms: the last word on each counts.
fn ledger(areas: &[AreaAlarms], watched: usize, (noted, deadly): (&[Noted], &Deadly)) -> Ledger {
    let mut ledger = Ledger { days: crate::counts::real(watched), ..Ledger::default() };
    for area in areas {
        for (shift, later) in area.raised.iter().zip(1..) {
            let next = area.raised.get(later);
            let words = noted.iter().filter(|noted| {
                noted.is_of(area, deadly, shift)
                    && !next.is_some_and(|next| noted.is_of(area, deadly, next))
                    && noted.says != AlarmWord::Seen
            });
            let kind = match words.max_by_key(|noted| noted.on).map(|noted| noted.says) {
                Some(AlarmWord::Real) => &mut ledger.real,
                Some(AlarmWord::False) => &mut ledger.false_alarms,
                Some(AlarmWord::Seen) | None => &mut ledger.not_judged,
            };
            *kind = kind.saturating_add(1);
        }
    }
    ledger
}

fn nothing_yet(series: &AreaSeries) -> AreaAlarms {
    AreaAlarms {
        area: series.area.clone(),
        counted: series.counts.watched().map(|(_, count)| count).sum(),
        exercises: series.exercises.values().sum(),
        watched: series.counts.watched().count(),
        state: State::Calm,
        raised: Vec::new(),
        eased: Vec::new(),
        serious_days: Vec::new(),
        noted: Vec::new(),
        unseen: BTreeMap::new(),
        readings: Vec::new(),
    }
}

fn take_in(area: &mut AreaAlarms, reading: &Reading) {
    area.state = reading.state;
    area.raised.extend(reading.raised);
    area.eased.extend(reading.eased);
    area.serious_days.extend(reading.serious_day.map(SeriousDayTold::of_counts));
    area.readings.push(*reading);
}
