//! `truce alarms`: where counts have left their level, area by area, under one promise.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::AreaId;
use truce_core::time::{Day, Moment};
use truce_signals::alarm::{
    DayCount, Kept, Ledger, Network, Promise, Reading, SIZE_UNKNOWN, SeriousDay, Shift, State,
};
use truce_signals::series::Chronicle;

use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::render::alarms as words;
use crate::render::labels::Labels;
use crate::render::signals::NOTHING;

/// `truce alarms`.
#[derive(Debug, Args)]
pub struct AlarmsArgs {
    /// How many false alarms a year the mechanism can live with, over all areas together.
    #[arg(long, value_name = "N", default_value_t = 4.0)]
    false_alarms_a_year: f64,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

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
    /// Every fall that was made sure.
    pub eased: Vec<Shift>,
    /// Single days out of all proportion.
    pub serious_days: Vec<SeriousDay>,
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
    /// How the promise stands; no alarm has been judged yet.
    pub kept: Kept,
    /// The areas with an incident, in the agreement's order.
    pub areas: Vec<AreaAlarms>,
}

/// Prints it.
///
/// # Errors
/// If a log cannot be read, or the promise is none.
pub fn run(dir: &Path, args: &AlarmsArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let a_year = args.false_alarms_a_year;
    if !(0.01..=1_000.0).contains(&a_year) {
        return Err(Failure::usage(format!(
            "`{a_year}` false alarms a year is no promise: use a number from 0.01 to 1000"
        )));
    }
    let node = Node::open(dir)?;
    let picture = node.picture()?;
    let Some(chronicle) = Chronicle::of(&picture, &node.agreement, now) else {
        writeln!(out, "{NOTHING}")?;
        return Ok(DONE);
    };
    let alarms = watch(&chronicle, &node.agreement, Promise { false_alarms_a_year: a_year });
    if args.json {
        print_json(&alarms, out)?;
    } else {
        write!(out, "{}", words::page(&alarms, Labels { agreement: &node.agreement }))?;
    }
    Ok(DONE)
}

/// Runs the alarms over all days, for every area with an incident.
fn watch(chronicle: &Chronicle, agreement: &Agreement, promise: Promise) -> Alarms {
    let areas = agreement.areas().iter().map(|area| &area.id);
    let areas = areas.filter(|area| chronicle.outside_exercises(Some(area)).next().is_some());
    let mut found: Vec<AreaAlarms> =
        areas.map(|area| nothing_yet(chronicle, area.clone())).collect();
    let cells = || found.iter().map(|area| area.area.clone());
    let mut network = Network::new(chronicle.first, cells(), promise, SIZE_UNKNOWN);
    let counts: Vec<_> = cells()
        .map(|area| (chronicle.counts(Some(&area)), chronicle.exercises(Some(&area)), area))
        .collect();
    let threshold = network.threshold();
    for day in chronicle.first.through(chronicle.last) {
        let of_day = counts.iter().map(|(counts, exercises, area)| {
            let place = counts.place(day);
            let outside = place.and_then(|place| counts.counts.get(place).copied().flatten());
            let in_exercises = exercises.get(&day).copied().unwrap_or(0);
            (area.clone(), DayCount { outside, in_exercises })
        });
        let readings = network.update(&of_day.collect::<BTreeMap<_, _>>());
        for area in &mut found {
            if let Some(reading) = readings.get(&area.area) {
                take_in(area, reading);
            }
        }
    }
    let raised: usize = found.iter().map(|area| area.raised.len()).sum();
    let watched = chronicle.counts(None).watched().count();
    let ledger = Ledger {
        days: f64::from(u32::try_from(watched).unwrap_or(u32::MAX)),
        not_judged: u32::try_from(raised).unwrap_or(u32::MAX),
        ..Ledger::default()
    };
    Alarms {
        days: (chronicle.first, chronicle.last),
        kept: promise.kept(ledger),
        promise,
        threshold,
        areas: found,
    }
}

fn nothing_yet(chronicle: &Chronicle, area: AreaId) -> AreaAlarms {
    let counts = chronicle.counts(Some(&area));
    AreaAlarms {
        counted: counts.watched().map(|(_, count)| count).sum(),
        exercises: chronicle.exercises(Some(&area)).values().sum(),
        watched: counts.watched().count(),
        state: State::Calm,
        raised: Vec::new(),
        eased: Vec::new(),
        serious_days: Vec::new(),
        area,
    }
}

fn take_in(area: &mut AreaAlarms, reading: &Reading) {
    area.state = reading.state;
    area.raised.extend(reading.raised);
    area.eased.extend(reading.eased);
    area.serious_days.extend(reading.serious_day);
}
