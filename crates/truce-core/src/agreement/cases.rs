//! A lawyer's cases: situations in text, and what the provisions must come to in each.
//!
//! ```text
//! case: Mortar fire on the second day
//! when: 2016-12-31 10:00
//! where: Hama
//! act: shelling
//! by: opposition
//! against: government
//! expect: cease-attacks: apparent breach by opposition
//! ```
//!
//! The README of `agreements/syria-2016` lists the fields. A line that begins with `#` is a comment.

use std::collections::BTreeMap;

use super::Agreement;
use crate::act::Act;
use crate::assessment::{Assessment, assess};
use crate::geo::Position;
use crate::id::{ActorId, ProvisionId, ZoneId};
use crate::kleene::Truth;
use crate::place::{Place, RADIUS_M_MAX};
use crate::report::Exemption;
use crate::situation::Situation;
use crate::time::{DAY_S, Day, Moment, Window};

/// How one case came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The line on which the case begins, from 1.
    pub line: usize,
    /// Its title.
    pub title: String,
    /// Where it came out otherwise than expected, in words; none if it passed.
    pub differences: Vec<String>,
}

impl CaseResult {
    /// Whether it came out as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Runs every case of a file, in order. A line that cannot be read is a difference of its case.
#[must_use]
pub fn run(agreement: &Agreement, text: &str) -> Vec<CaseResult> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut stray = Vec::new();
    for (line, written) in (1..).zip(text.lines()) {
        let written = written.trim();
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        let (field, value) = written.split_once(':').unwrap_or((written, ""));
        let (field, value) = (field.trim(), value.trim());
        match cases.last_mut() {
            _ if field == "case" => cases.push(Case { line, title: value, fields: Vec::new() }),
            Some(case) => case.fields.push((line, field, value)),
            None => stray.push(format!("line {line}: `{written}` stands before the first `case:`")),
        }
    }
    let stray = (!stray.is_empty()).then(|| CaseResult {
        line: 1,
        title: String::new(),
        differences: stray,
    });
    stray.into_iter().chain(cases.iter().map(|case| case.run(agreement))).collect()
}

struct Case<'t> {
    line: usize,
    title: &'t str,
    fields: Vec<(usize, &'t str, &'t str)>,
}

impl Case<'_> {
    fn run(&self, agreement: &Agreement) -> CaseResult {
        let mut differences = Vec::new();
        let situation = self.situation(agreement, &mut differences);
        let expected: Vec<_> =
            self.fields.iter().filter(|(_, field, _)| *field == "expect").collect();
        if expected.is_empty() {
            differences.push(format!(
                "line {}: the case expects nothing: add `expect: PROVISION: OUTCOME`",
                self.line
            ));
        }
        if let Some(situation) = situation {
            let assessments = assess(agreement, &situation);
            let unmet = expected.iter().filter_map(|(line, _, value)| {
                compare(agreement, &assessments, value)
                    .map(|difference| format!("line {line}: {difference}"))
            });
            differences.extend(unmet);
        }
        CaseResult { line: self.line, title: self.title.to_owned(), differences }
    }

    /// Reads the fields into a situation; what cannot be read is said.
    fn situation(&self, agreement: &Agreement, differences: &mut Vec<String>) -> Option<Situation> {
        let mut window = None;
        let mut act = None;
        let mut situation = Situation {
            act: Act::Unstated,
            against: Vec::new(),
            author: Truth::Yes,
            by: Vec::new(),
            exemption: None,
            denied: true,
            disputed: true,
            happened: Truth::Yes,
            window: agreement.clock().window_of(agreement.clock().day_of(agreement.in_force)),
            zones: BTreeMap::new(),
        };
        let before = differences.len();
        for (line, field, value) in &self.fields {
            let read: Result<(), String> = match *field {
                "when" => read_window(agreement, value).map(|read| window = Some(read)),
                "where" => read_zones(agreement, value).map(|read| situation.zones = read),
                "act" => value.parse().map(|read| act = Some(read)).map_err(in_words),
                "by" => read_actors(agreement, value).map(|read| situation.by = read),
                "against" => read_actors(agreement, value).map(|read| situation.against = read),
                "claims" => read_claim(value).map(|read| situation.exemption = Some(read)),
                "happened" => value.parse().map(|read| situation.happened = read).map_err(in_words),
                "author" => value.parse().map(|read| situation.author = read).map_err(in_words),
                "expect" => Ok(()),
                other => Err(format!("`{other}` is no field: use {FIELDS}")),
            };
            differences.extend(read.err().map(|why| format!("line {line}: {why}")));
        }
        for (field, missing) in [("when", window.is_none()), ("act", act.is_none())] {
            if missing && differences.len() == before {
                differences.push(format!("line {}: `{field}:` is missing", self.line));
            }
        }
        let sound = differences.len() == before;
        situation.window = window.filter(|_| sound)?;
        situation.act = act?;
        Some(situation)
    }
}

const FIELDS: &str = "case, when, where, act, by, against, claims, happened, author, expect";

fn in_words(why: impl std::fmt::Display) -> String {
    why.to_string()
}

fn read_claim(value: &str) -> Result<Exemption, String> {
    value.parse().map_err(in_words)
}

/// Reads `A`, or `A to B`, where each is a day, a day with an hour, or a moment with its offset.
fn read_window(agreement: &Agreement, value: &str) -> Result<Window, String> {
    let (first, last) = value.split_once(" to ").unwrap_or((value, value));
    let (first, last) = (read_when(agreement, first)?, read_when(agreement, last)?);
    Window::new(first.earliest(), last.latest()).map_err(in_words)
}

fn read_when(agreement: &Agreement, value: &str) -> Result<Window, String> {
    let value = value.trim();
    let clock = agreement.clock();
    if let Ok(day) = value.parse::<Day>() {
        return Ok(clock.window_of(day));
    }
    let local = value.split_once(' ').and_then(|(day, hour)| {
        let day: Day = day.parse().ok()?;
        Some(clock.moment_of(day, second_of_day(hour)?))
    });
    let moment: Option<Moment> = local.or_else(|| value.parse().ok());
    let moment = moment
        .ok_or_else(|| format!("`{value}` is no time: write 2017-05-07, or 2017-05-07 08:30"))?;
    Window::new(moment, moment).map_err(in_words)
}

/// Seconds since midnight of `08:30`.
fn second_of_day(hour: &str) -> Option<i64> {
    let (hours, minutes) = hour.split_once(':')?;
    let number =
        |text: &str| text.parse::<i64>().ok().filter(|number| text.len() == 2 && *number >= 0);
    let minutes = number(minutes).filter(|minutes| *minutes < 60)?;
    let second = number(hours)?.saturating_mul(3600).saturating_add(minutes.saturating_mul(60));
    Some(second).filter(|second| *second < DAY_S)
}

/// Reads a place into the zones that hold it.
fn read_zones(agreement: &Agreement, value: &str) -> Result<BTreeMap<ZoneId, Truth>, String> {
    if value == "unknown" {
        return Ok(BTreeMap::new());
    }
    let (named, held) = match value.strip_prefix("edge of ") {
        Some(named) => (named, Truth::Unknown),
        None => (value, Truth::Yes),
    };
    if let Some(named) = agreement.zones.iter().find(|zone| zone.id.as_str() == named) {
        let each = agreement.zones.iter().map(|zone| {
            let truth = if zone.id == named.id { held } else { Truth::from(zone.whole) };
            (zone.id.clone(), truth)
        });
        return Ok(each.collect());
    }
    let place = read_position(value).or_else(|| {
        let area = agreement.names().area(value).cloned();
        let in_area = area.map(|area| Place { area: Some(area), ..Place::named(value) });
        in_area.or_else(|| agreement.names().place(value).map(|known| known.place.clone()))
    });
    let place = place.ok_or_else(|| {
        format!("`{value}` is no zone, area or place of the agreement: or write `35.1, 36.7 within 3 km`, or `unknown`")
    })?;
    Ok(agreement.zones_at(&place))
}

/// Reads `LAT, LON within N km`.
fn read_position(value: &str) -> Option<Place> {
    let (point, reach) = value.split_once(" within ")?;
    let (lat, lon) = point.split_once(',')?;
    let position = Position::read(lat.trim(), lon.trim()).ok()?;
    let kilometres: u32 = reach.strip_suffix(" km")?.trim().parse().ok()?;
    let radius_m = kilometres.saturating_mul(1000).min(RADIUS_M_MAX);
    Some(Place { area: None, name: String::new(), position: Some(position), radius_m })
}

/// Reads `A or B`; `unknown` is nobody, a name that the agreement does not know stays unknown.
fn read_actors(agreement: &Agreement, value: &str) -> Result<Vec<Option<ActorId>>, String> {
    match value {
        "" => Err("nobody is named: write `unknown`, or leave the line out".to_owned()),
        "unknown" => Ok(Vec::new()),
        named => {
            Ok(named.split(" or ").map(|name| agreement.names().actor(name).cloned()).collect())
        }
    }
}

/// The difference between what is expected of a provision and what came out.
fn compare(agreement: &Agreement, assessments: &[Assessment], value: &str) -> Option<String> {
    let Some((provision, expected)) = value.split_once(':') else {
        return Some(format!("`{value}` is no expectation: write `PROVISION: OUTCOME`"));
    };
    let (provision, expected) = (provision.trim(), expected.trim());
    let id = ProvisionId::new(provision).ok().filter(|id| agreement.provision(id).is_some());
    let Some(id) = id else {
        return Some(format!("`{provision}` is no provision of the agreement"));
    };
    let found = assessments.iter().find(|assessment| assessment.provision == id);
    let outcome =
        found.map_or_else(|| "does not apply".to_owned(), |found| found.outcome.to_string());
    if outcome == expected {
        return None;
    }
    let grounds = found.map(grounds).unwrap_or_default();
    Some(format!("`{provision}` should be `{expected}`, and is `{outcome}`{grounds}"))
}

/// What was not met, and on what that rests.
fn grounds(assessment: &Assessment) -> String {
    let answers = [&assessment.covered, &assessment.happened, &assessment.who];
    let unmet = answers
        .iter()
        .flat_map(|answer| &answer.elements)
        .filter(|element| element.truth != Truth::Yes);
    let words: Vec<String> = unmet
        .map(|element| format!("{} ({}): {}", element.point.word(), element.truth, element.ground))
        .collect();
    if words.is_empty() { String::new() } else { format!(" [{}]", words.join("; ")) }
}
