//! A public series in words: for each question a plain sentence, its figures, and what must be said with them.

use std::fmt::Write as _;

use truce_signals::alarm::Shift;
use truce_signals::chart::{Chart, Speech as _, fan, matrix};
use truce_signals::told::{AreaAlarms, PublicTold};

use crate::charts::Speaker;
use crate::render::labels::counted;
use crate::render::signals::{holding, section};
use crate::render::table::wrap;

/// A fall from fewer incidents a day is not named: where hardly anything happens, nothing eases.
const FALLEN_FROM: f64 = 0.1;
/// How wide lines are.
const WIDTH: usize = 100;

/// The page.
#[must_use]
pub fn page(told: &PublicTold, subject: &[Option<&str>; 2], speaker: &Speaker<'_>) -> String {
    let (from, through) = told.days;
    let mut text =
        format!("A public series, {from} to {through}. Estimates and advice, no finding.\n");
    let subject: Vec<&str> = subject.iter().copied().flatten().collect();
    let subject = if subject.is_empty() { "everything".to_owned() } else { subject.join(", ") };
    let mut lines = holding(&told.holding);
    if told.inexact > 0 {
        lines.push(format!("Known to no day, and left out: {} incidents.", told.inexact));
    }
    section(&mut text, &format!("Is it holding? ({subject})"), &lines);
    section(&mut text, "Where did counts leave their level?", &alarms(told, speaker));
    section(&mut text, "Who follows whom?", &said(&matrix(&told.following), speaker));
    let next = match &told.outlook {
        Some(outlook) => said(&fan(outlook, None), speaker),
        None => vec!["Nothing can be foretold: too few of the last days are known.".to_owned()],
    };
    section(&mut text, "What comes next?", &next);
    // The marks that keep directions apart are of no use in one language.
    text.retain(|letter| !matches!(letter, '\u{2068}' | '\u{2069}'));
    text
}

/// What a chart says.
fn said(chart: &Chart, speaker: &Speaker<'_>) -> Vec<String> {
    let sayings = chart.sentences.iter().chain(&chart.caveats);
    sayings.map(|saying| speaker.say(saying)).collect()
}

fn alarms(told: &PublicTold, speaker: &Speaker<'_>) -> Vec<String> {
    let alarms = &told.alarms;
    if alarms.areas.is_empty() {
        return vec!["The table names no zone, and alarms are reckoned by zone.".to_owned()];
    }
    let mut lines: Vec<String> =
        alarms.areas.iter().flat_map(|area| raised(area, speaker)).collect();
    if lines.is_empty() {
        lines.push("No alarm was raised, and nothing eased.".to_owned());
    }
    lines.push(format!(
        "Promised are at most {} false alarms a year over the {}. An alarm says that there is more than was usual; \
         not why, and not by whom.",
        alarms.promise.false_alarms_a_year,
        counted(u32::try_from(alarms.areas.len()).unwrap_or(u32::MAX), "zone", "zones")
    ));
    lines
}

fn raised(area: &AreaAlarms, speaker: &Speaker<'_>) -> Vec<String> {
    let name = speaker.area_name(&area.area);
    let line = |what: &str, shift: &Shift| {
        let usual = shift.expected.mean;
        let line = format!(
            "{name}: {what} since about {}, sure on {}; {usual:.1} a day were usual.",
            shift.onset, shift.on
        );
        (shift.on, line)
    };
    let fallen = area.eased.iter().filter(|shift| shift.expected.mean >= FALLEN_FROM);
    let raised = area.raised.iter().map(|shift| line("alarm, risen", shift));
    let mut lines: Vec<_> = raised.chain(fallen.map(|shift| line("fallen", shift))).collect();
    lines.sort_by_key(|(on, _)| *on);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The rows that could not be read.
#[must_use]
pub fn refused(number: u64, rows: &[String]) -> String {
    let mut text = String::new();
    if number == 0 {
        return text;
    }
    // Writing to a string does not fail.
    let _ = write!(text, "\nRows that cannot be read, and are left out: {number}\n");
    for row in rows {
        text.push_str(&wrap(row, WIDTH, 2));
    }
    text
}
