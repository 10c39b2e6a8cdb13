//! Alarms in words: how each area stands, since when, and what was promised.

use std::fmt::Write as _;

use truce_core::id::AreaId;
use truce_signals::alarm::{BROKEN_FROM, State};
use truce_signals::told::{Alarms, AreaAlarms, Noted, SeriousDayTold};

use crate::alarms_out::serious::REPORTS_MAX;
use crate::render::labels::{Labels, counted};
use crate::render::table::{Side, Table, wrap};

/// How wide lines are.
const WIDTH: usize = 100;

/// The page.
#[must_use]
pub fn page(alarms: &Alarms, labels: Labels<'_>) -> String {
    let mut text = wrap(&headline(alarms, labels), WIDTH, 0);
    if !alarms.areas.is_empty() {
        // Writing to a string does not fail.
        let _ = write!(text, "\n{}\n", table(alarms, labels));
    }
    for area in &alarms.areas {
        text.push_str(&words(&area.area, &area.noted, labels));
        for day in &area.serious_days {
            text.push_str(&wrap(&serious(area, day, labels), WIDTH, 0));
            text.push_str(&words(&area.area, &day.noted, labels));
        }
    }
    text.push_str(&wrap(&promise(alarms), WIDTH, 0));
    text.push_str(&wrap(
        "Counted is what is on record. Days without any record are left out, and an area that nobody watches raises \
         no alarm. An alarm says that there is more than was usual; not why, and not by whom.",
        WIDTH,
        0,
    ));
    text
}

/// A single day that goes to people by itself: what is claimed, how often, and the reports behind it.
fn serious(area: &AreaAlarms, told: &SeriousDayTold, labels: Labels<'_>) -> String {
    let mut text = format!(
        "{}: {} alone brought {}",
        labels.area(Some(&area.area)),
        told.day,
        counted(told.count, "incident", "incidents"),
    );
    // Writing to a string does not fail, here and below.
    if let Some(expected) = told.expected {
        let _ = write!(text, ", where {:.1} were to be expected", expected.mean);
    }
    let acts: Vec<String> =
        told.acts.iter().map(|(act, count)| format!("{act} ({count})")).collect();
    if !acts.is_empty() {
        let _ = write!(text, "; claimed is {}", acts.join(", "));
    }
    text.push('.');
    match told.killed {
        Some((fewest, most)) if fewest == most => {
            let _ = write!(text, " By the claims, at least {most} were killed.");
        }
        Some((fewest, most)) => {
            let _ = write!(
                text,
                " At least {fewest} were killed by the claims with the fewest, {most} by those with the most."
            );
        }
        None => {}
    }
    if !told.reports.is_empty() {
        let named: Vec<&str> = told.reports.iter().take(REPORTS_MAX).map(String::as_str).collect();
        let _ = write!(text, " Reports behind it: {}", named.join(", "));
        let more = told.reports.len().saturating_sub(named.len());
        text.push_str(&if more > 0 { format!(" and {more} more.") } else { ".".to_owned() });
    }
    text.push_str(" One day is not a level, and goes to people by itself.");
    text
}

/// What was said of the alarm that stands, word by word.
/// What officers said.
fn words(area: &AreaId, noted: &[Noted], labels: Labels<'_>) -> String {
    let said = noted.iter().map(|word| {
        let line = format!(
            "{}: {} said on {}: {}. {}",
            labels.area(Some(area)),
            labels.seat(&word.seat),
            word.on,
            word.says,
            word.text
        );
        wrap(&line, WIDTH, 0)
    });
    said.collect()
}

fn headline(alarms: &Alarms, labels: Labels<'_>) -> String {
    let (from, through) = alarms.days;
    let named = |wanted: fn(&State) -> bool| -> Vec<&str> {
        let areas = alarms.areas.iter().filter(|area| wanted(&area.state));
        areas.map(|area| labels.area(Some(&area.area))).collect()
    };
    let alarm = named(|state| matches!(state, State::Alarm(_)));
    let watch = named(|state| matches!(state, State::Watch));
    let learning = named(|state| matches!(state, State::Learning { .. }));
    let mut text = format!("Alarms, {from} to {through}: ");
    match (alarm.as_slice(), watch.as_slice()) {
        ([], []) if learning.len() == alarms.areas.len() => text.push_str("no area can be told."),
        ([], []) => text.push_str("none stands where it can be told."),
        (alarm, watch) => {
            let parts = [("alarm in ", alarm), ("watch in ", watch)];
            let parts = parts.iter().filter(|(_, areas)| !areas.is_empty());
            let parts: Vec<String> =
                parts.map(|(what, areas)| format!("{what}{}", areas.join(", "))).collect();
            let _ = write!(text, "{}.", parts.join("; "));
        }
    }
    let unseen = alarms.areas.iter().filter(|area| area.is_unseen());
    let unseen: Vec<&str> = unseen.map(|area| labels.area(Some(&area.area))).collect();
    if !unseen.is_empty() {
        let _ = write!(
            text,
            " Not told from quiet: {}: on half of the last 14 days or more nothing is on record, or nothing was \
             counted while monitors were kept away or less was watched.",
            unseen.join(", ")
        );
    }
    if !learning.is_empty() {
        let _ = write!(
            text,
            " Of {} nothing can be said: too few days are on record to know what is usual.",
            learning.join(", ")
        );
    }
    text
}

fn table(alarms: &Alarms, labels: Labels<'_>) -> String {
    let mut table = Table::new(&[
        ("area", Side::Left),
        ("stands", Side::Left),
        ("since", Side::Left),
        ("usual then", Side::Right),
        ("incidents", Side::Right),
        ("exercises", Side::Right),
        ("days with a record", Side::Right),
        ("alarms", Side::Right),
        ("falls", Side::Right),
    ]);
    for area in &alarms.areas {
        table.row(row(area, labels));
    }
    table.text()
}

fn row(area: &AreaAlarms, labels: Labels<'_>) -> Vec<String> {
    let none = || ("–".to_owned(), "–".to_owned());
    let (stands, (since, usual)) = match &area.state {
        State::Learning { days } => (format!("learning, {:.0} more days", days.ceil()), none()),
        State::Calm if area.is_unseen() => ("not told from quiet".to_owned(), none()),
        State::Calm => ("calm".to_owned(), none()),
        State::Watch => ("watch".to_owned(), none()),
        State::Alarm(shift) | State::Acknowledged(shift) => {
            let word = if matches!(area.state, State::Alarm(_)) { "alarm" } else { "acknowledged" };
            let since = format!("about {}, seen {}", shift.onset, shift.on);
            (word.to_owned(), (since, format!("{:.1} a day", shift.expected.mean)))
        }
    };
    vec![
        labels.area(Some(&area.area)).to_owned(),
        stands,
        since,
        usual,
        area.counted.to_string(),
        area.exercises.to_string(),
        area.watched.to_string(),
        area.raised.len().to_string(),
        area.eased.len().to_string(),
    ]
}

fn promise(alarms: &Alarms) -> String {
    let kept = &alarms.kept;
    let (a_year, days) = (alarms.promise.false_alarms_a_year, kept.ledger.days);
    let alone = |number: f64, one: &'static str, many: &'static str| {
        if format!("{number}") == "1" { one } else { many }
    };
    let mut text = format!(
        "Promised are at most {a_year} false {} a year over all areas together: {:.1} for the {days:.0} {} with a record.",
        alone(a_year, "alarm", "alarms"),
        kept.promised,
        alone(days, "day", "days"),
    );
    let ledger = &kept.ledger;
    let raised = ledger.not_judged.saturating_add(ledger.real).saturating_add(ledger.false_alarms);
    if raised == 0 {
        text.push_str(" No alarm was raised.");
        return text;
    }
    // Writing to a string does not fail.
    let _ = write!(text, " {} raised.", counted(raised, "alarm was", "alarms were"));
    if ledger.not_judged == raised {
        text.push_str(
            " Whether any was false has not been judged, so whether the promise is kept cannot be told.",
        );
    } else {
        let _ = write!(
            text,
            " Judged real: {}, false: {}; not judged: {}.",
            ledger.real, ledger.false_alarms, ledger.not_judged
        );
    }
    if kept.is_broken() {
        text.push_str(" The promise is broken: the alarms need another setting.");
        return text;
    }
    if kept.evidence_at_most >= BROKEN_FROM {
        text.push_str(" If all were false, it would be broken.");
    }
    text
}
