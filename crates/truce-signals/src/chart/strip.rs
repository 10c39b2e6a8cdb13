//! The alarm strip: how each area stood, day by day, and what was raised.

use std::cmp::Reverse;

use truce_core::id::AreaId;
use truce_core::time::Day;

use super::keys::{ROW, Sample, days, keys_of};
use super::scale::Calendar;
use super::speech::{Arg, Behind, Saying};
use super::{Anchor, Chart, Fill, Mark, Room, Sign, Stroke, WIDTH, bar, line, text_in};
use crate::alarm::{BROKEN_FROM, Reading, State};
use crate::told::{Alarms, AreaAlarms, SeriousDayTold};

/// Where the names end and the days begin.
const NAMES: f64 = 140.0;
/// The room that an area's name has.
const NAME: Room = Room { length: NAMES - 12.0, lines: 2 };
/// How high an area's line is.
const LINE: f64 = 30.0;
/// How high its cells are.
const CELL: f64 = 16.0;
/// So many serious days, the latest, are told in words; all are marked.
const SERIOUS_TOLD: usize = 5;

/// Draws it.
#[must_use]
pub fn strip(alarms: &Alarms) -> Chart {
    let (first, last) = alarms.days;
    let calendar = Calendar { first, last, places: (NAMES, WIDTH - 8.0) };
    let mut marks = Vec::new();
    let mut y = 8.0;
    for area in &alarms.areas {
        let says = Saying::of("chart-area", [("area", Arg::Area(Some(area.area.clone())))]);
        marks.push(text_in(NAME, (NAMES - 8.0, y + 12.0), Anchor::End, says));
        marks.extend(row(area, &calendar, y));
        y += LINE;
    }
    let (key, height) = keys_of(
        &marks,
        y + 16.0 + ROW,
        &[
            (Sample::Stroke(Stroke::Plain), "chart-key-calm"),
            (Sample::Fill(Fill::Hatched), "chart-key-learning"),
            (Sample::Fill(Fill::Soft), "chart-key-watch"),
            (Sample::Fill(Fill::Solid), "chart-key-alarm"),
            (Sample::Fill(Fill::Striped), "chart-key-acknowledged"),
            (Sample::Sign(Sign::Diamond), "chart-key-serious"),
            (Sample::Sign(Sign::Up), "chart-key-raised"),
            (Sample::Sign(Sign::Down), "chart-key-eased"),
        ],
    );
    marks.extend(days(&calendar, y + 16.0, 3));
    marks.extend(key);
    Chart {
        name: "alarms".to_owned(),
        title: Saying::plain("chart-alarms-title"),
        sentences: sentences(alarms),
        caveats: caveats(alarms),
        height,
        marks,
    }
}

/// How a day is filled: by the state, or hatched where too little is known or it cannot be told from quiet.
fn fill(area: &AreaAlarms, reading: &Reading) -> Fill {
    match reading.state {
        State::Alarm(_) => Fill::Solid,
        State::Acknowledged(_) => Fill::Striped,
        State::Watch => Fill::Soft,
        State::Calm if !area.is_unseen_on(reading) => Fill::Bare,
        State::Calm | State::Learning { .. } => Fill::Hatched,
    }
}

fn row(area: &AreaAlarms, calendar: &Calendar, y: f64) -> Vec<Mark> {
    let mut stretches: Vec<(Fill, Day, Day)> = Vec::new();
    for reading in &area.readings {
        let fill = fill(area, reading);
        match stretches.last_mut() {
            Some((same, _, through)) if *same == fill => *through = reading.day,
            _ => stretches.push((fill, reading.day, reading.day)),
        }
    }
    let mut marks = Vec::new();
    for (fill, from, through) in stretches {
        let (x, length) = calendar.span((from, through));
        let height = if fill == Fill::Soft { CELL / 2.0 } else { CELL };
        let drawn = if fill == Fill::Bare {
            line((x, y + CELL), (x + length, y + CELL), Stroke::Plain)
        } else {
            bar((x, y + CELL - height), (length, height), fill)
        };
        marks.push(if matches!(fill, Fill::Solid | Fill::Soft | Fill::Striped) {
            linked(&area.area, (from, through), vec![drawn])
        } else {
            drawn
        });
    }
    let sign = |day: Day, sign: Sign, y: f64| Mark::Figure { at: (calendar.middle(day), y), sign };
    marks.extend(area.raised.iter().map(|shift| sign(shift.on, Sign::Up, y - 3.0)));
    marks.extend(area.eased.iter().map(|shift| sign(shift.on, Sign::Down, y - 3.0)));
    marks.extend(area.serious_days.iter().map(|told| {
        let says = Saying::of(
            "chart-serious-of",
            [("area", Arg::Area(Some(area.area.clone()))), ("day", Arg::Day(told.day))],
        );
        let link = Behind { area: Some(area.area.clone()), days: (told.day, told.day) };
        let marks = vec![sign(told.day, Sign::Diamond, y + CELL / 2.0)];
        Mark::Linked { link, says, marks }
    }));
    marks
}

fn linked(area: &AreaId, days: (Day, Day), marks: Vec<Mark>) -> Mark {
    let says = Saying::of(
        "chart-alarm-of",
        [
            ("area", Arg::Area(Some(area.clone()))),
            ("from", Arg::Day(days.0)),
            ("through", Arg::Day(days.1)),
        ],
    );
    Mark::Linked { link: Behind { area: Some(area.clone()), days }, says, marks }
}

fn sentences(alarms: &Alarms) -> Vec<Saying> {
    let standing = |id: &'static str, wanted: fn(&State) -> bool| {
        let areas = alarms.areas.iter().filter(|area| wanted(&area.state));
        let areas: Vec<AreaId> = areas.map(|area| area.area.clone()).collect();
        (!areas.is_empty()).then(|| Saying::of(id, [("areas", Arg::Areas(areas))]))
    };
    let alarm = standing("chart-alarm-stands", |state| matches!(state, State::Alarm(_)));
    let noted = standing("chart-alarm-noted", |state| matches!(state, State::Acknowledged(_)));
    let watch = standing("chart-watch-stands", |state| matches!(state, State::Watch));
    let unseen = alarms.areas.iter().filter(|area| area.is_unseen());
    let unseen: Vec<AreaId> = unseen.map(|area| area.area.clone()).collect();
    let unseen =
        (!unseen.is_empty()).then(|| Saying::of("chart-unseen", [("areas", Arg::Areas(unseen))]));
    let learning = standing("chart-learning", |state| matches!(state, State::Learning { .. }));
    let told = alarms.areas.iter().any(|area| !matches!(area.state, State::Learning { .. }));
    let none = (told && alarm.is_none() && watch.is_none() && noted.is_none())
        .then(|| Saying::plain("chart-alarms-none"));
    let serious = serious_days(alarms);
    [alarm, noted, watch, none, unseen, learning].into_iter().flatten().chain(serious).collect()
}

/// The latest serious days, the latest first, and how many were before.
fn serious_days(alarms: &Alarms) -> Vec<Saying> {
    let days =
        alarms.areas.iter().flat_map(|area| area.serious_days.iter().map(move |day| (area, day)));
    let mut days: Vec<_> = days.collect();
    // Of one day the areas keep the agreement's order.
    days.sort_by_key(|(_, told)| Reverse(told.day));
    let earlier = days.len().saturating_sub(SERIOUS_TOLD);
    let latest = days.iter().take(SERIOUS_TOLD);
    let more =
        (earlier > 0).then(|| Saying::of("chart-serious-earlier", [("n", Arg::of(earlier))]));
    latest.flat_map(|(area, told)| serious(&area.area, told)).chain(more).collect()
}

/// A single day that goes to people by itself, and why.
fn serious(area: &AreaId, told: &SeriousDayTold) -> Vec<Saying> {
    let of_day = || [("area", Arg::Area(Some(area.clone()))), ("day", Arg::Day(told.day))];
    let saying = |id, more: Vec<(&'static str, Arg)>| Saying {
        id,
        args: of_day().into_iter().chain(more).collect(),
    };
    let out_of_proportion = told.expected.map(|expected| {
        let (n, usual) = (Arg::Number(told.count.into()), Arg::decimal(expected.mean, 1));
        saying("chart-serious", vec![("n", n), ("usual", usual)])
    });
    let killed = told.killed.filter(|_| told.has_many_killed()).map(|(fewest, most)| {
        let (fewest, most) = (Arg::Number(fewest.into()), Arg::Number(most.into()));
        if fewest == most {
            saying("chart-serious-killed", vec![("n", most)])
        } else {
            saying("chart-serious-killed-differ", vec![("fewest", fewest), ("most", most)])
        }
    });
    [out_of_proportion, killed].into_iter().flatten().collect()
}

fn caveats(alarms: &Alarms) -> Vec<Saying> {
    let kept = &alarms.kept;
    let ledger = &kept.ledger;
    let number = |number: u32| Arg::Number(number.into());
    let promise = Saying::of(
        "chart-promise",
        [
            ("year", Arg::decimal(alarms.promise.false_alarms_a_year, 1)),
            ("allowed", Arg::decimal(kept.promised, 1)),
            ("days", Arg::decimal(kept.ledger.days, 0)),
        ],
    );
    let judged = Saying::of(
        "chart-promise-judged",
        [
            ("real", number(ledger.real)),
            ("wrong", number(ledger.false_alarms)),
            ("open", number(ledger.not_judged)),
        ],
    );
    let broken = if kept.is_broken() {
        Some(Saying::plain("chart-promise-broken"))
    } else {
        (kept.evidence_at_most >= BROKEN_FROM)
            .then(|| Saying::plain("chart-promise-broken-if-false"))
    };
    [Some(promise), Some(judged), broken, Some(Saying::plain("chart-caveat-alarms"))]
        .into_iter()
        .flatten()
        .collect()
}
