//! A public series in words and charts: for each question a plain sentence, its figures, and what must be said with them.

use std::fmt::Write as _;

use truce_intake::daily_counts::Layout;
use truce_signals::chart::{
    Arg, Chart, Saying, Speech as _, fan, file, matrix, reliability, strip, timeline,
};
use truce_signals::told::PublicTold;

use crate::charts::Speaker;
use crate::render::labels::counted;
use crate::render::signals::{holding, section};
use crate::render::table::{Side, Table, wrap};

/// So many of the last changes are named, over all zones; all of them are in the JSON.
const CHANGES_SHOWN: usize = 12;
/// So many of the last serious days are named, over all zones.
const SERIOUS_SHOWN: usize = 5;
/// How wide lines are.
const WIDTH: usize = 100;
/// What is said of a record with hardly a quiet day, which is not so of a table that notes them.
const QUIET_DAYS_MISSING: &str = "Nearly every day counted has an incident";
/// What a forecast says of the days known, which a table of events cannot.
const DAYS_KNOWN: &str = "chart-caveat-forecast";

/// What of a series is shown, and what kind of table it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Only this zone.
    pub zone: Option<&'a str>,
    /// Only this party.
    pub party: Option<&'a str>,
    /// How the table is laid out.
    pub layout: Layout,
}

impl Subject<'_> {
    fn phrase(&self) -> String {
        let party = self.party.map(|party| match self.layout {
            Layout::Counts => party.to_owned(),
            Layout::UcdpGed => format!("events with {party} as side A, whoever did it"),
            Layout::AcledExport => format!("events with {party} as actor 1"),
        });
        let parts: Vec<String> = self.zone.map(str::to_owned).into_iter().chain(party).collect();
        if parts.is_empty() { "everything".to_owned() } else { parts.join(", ") }
    }

    /// What the table's parties are not.
    fn sides(&self) -> Option<Saying> {
        match self.layout {
            Layout::Counts => None,
            Layout::UcdpGed => Some(Saying::plain("series-sides-ucdp")),
            Layout::AcledExport => Some(Saying::plain("series-sides-acled")),
        }
    }
}

/// The page.
#[must_use]
pub fn page(told: &PublicTold, subject: &Subject<'_>, speaker: &Speaker<'_>) -> String {
    let (from, through) = told.days;
    let mut text =
        format!("A public series, {from} to {through}. Estimates and advice, no finding.\n");
    let mut lines = holding(&told.holding);
    if told.notes_quiet_days || told.zeros.is_some() || told.not_written_up > 0 {
        lines.retain(|line| !line.starts_with(QUIET_DAYS_MISSING));
    }
    let sides = subject.sides().filter(|_| subject.party.is_some());
    lines.extend(zeros(told).iter().chain(&sides).map(|saying| speaker.say(saying)));
    section(&mut text, &format!("Is it holding? ({})", subject.phrase()), &lines);
    section(&mut text, "Where did counts leave their level?", &alarms(told, speaker));
    section(&mut text, "Who follows whom?", &following(told, subject, speaker));
    let next = match &told.outlook {
        Some(outlook) => said(&with_days_known(fan(outlook, None), told), speaker),
        None => vec!["Nothing can be foretold: too few of the last days are known.".to_owned()],
    };
    section(&mut text, "What comes next?", &next);
    // The marks that keep directions apart are of no use in one language.
    text.retain(|letter| !matches!(letter, '\u{2068}' | '\u{2069}'));
    text
}

/// The file of `truce signals --counts --svg`.
#[must_use]
pub fn drawn(told: &PublicTold, subject: &Subject<'_>, speaker: &Speaker<'_>) -> String {
    let mut charts = vec![timeline(&told.holding, None), strip(&told.alarms)];
    for chart in &mut charts {
        chart.caveats.extend(zeros(told));
    }
    if let Some(timeline) = charts.first_mut() {
        let one_side = subject.party.is_some() || told.sides_only;
        timeline.caveats.extend(subject.sides().filter(|_| one_side));
    }
    if !told.sides_only {
        let mut matrix = matrix(&told.following);
        matrix.caveats.extend(subject.sides());
        charts.push(matrix);
    }
    if let Some(outlook) = &told.outlook {
        charts.push(with_days_known(fan(outlook, None), told));
        charts.push(reliability(&outlook.past));
    }
    file(&charts, speaker)
}

/// What is taken for zero, and what is known against that.
fn zeros(told: &PublicTold) -> Vec<Saying> {
    let Some(zeros) = told.zeros else {
        let days = Arg::of(told.not_written_up);
        let weekly = (told.not_written_up > 0).then(|| Saying::of("series-weekly", [("n", days)]));
        return weekly.into_iter().collect();
    };
    let days = told.holding.counts.counts.len();
    let assumed =
        Saying::of("series-zeros", [("zero", Arg::of(zeros.assumed)), ("n", Arg::of(days))]);
    let left = ("left", Arg::Number(zeros.events_left_out));
    let undated = match (zeros.events_left_out, zeros.known_wrong) {
        (0, _) => None,
        (_, 0) => Some(Saying::of("series-undated-some", [left])),
        (_, wrong) => Some(Saying::of("series-undated", [left, ("wrong", Arg::of(wrong))])),
    };
    let no_rates = Saying::plain("series-no-rates");
    [Some(assumed), undated, Some(no_rates)].into_iter().flatten().collect()
}

/// A forecast with what is known of the days of a table of events.
fn with_days_known(mut chart: Chart, told: &PublicTold) -> Chart {
    let Some(zeros) = told.zeros else { return chart };
    let days = told.holding.counts.counts.len();
    for caveat in chart.caveats.iter_mut().filter(|caveat| caveat.id == DAYS_KNOWN) {
        *caveat = Saying::of(
            "series-forecast-known",
            [("n", Arg::of(days)), ("zero", Arg::of(zeros.assumed))],
        );
    }
    chart
}

/// What a chart says.
fn said(chart: &Chart, speaker: &Speaker<'_>) -> Vec<String> {
    let sayings = chart.sentences.iter().chain(&chart.caveats);
    sayings.map(|saying| speaker.say(saying)).collect()
}

fn following(told: &PublicTold, subject: &Subject<'_>, speaker: &Speaker<'_>) -> Vec<String> {
    let sides = subject.sides().map(|saying| speaker.say(&saying));
    let tested = (!told.sides_only).then(|| said(&matrix(&told.following), speaker));
    tested.into_iter().flatten().chain(sides).collect()
}

fn alarms(told: &PublicTold, speaker: &Speaker<'_>) -> Vec<String> {
    let mut lines =
        vec![format!("How each zone stands on {}:", told.days.1), standing(told, speaker)];
    if told.zones_watched < told.zones.len() && told.zones_watched > 1 {
        lines.push(format!(
            "Watched are the {} zones with most incidents, of {}.",
            told.zones_watched,
            told.zones.len()
        ));
    }
    if told.without_zone > 0 {
        lines.push(format!(
            "Incidents in rows that name no zone, and in no zone's counts: {}.",
            told.without_zone
        ));
    }
    lines.extend(changes(told, speaker));
    lines.extend(serious_days(told, speaker));
    lines.push(promise(told));
    lines
}

/// How each zone stands, with its last change.
fn standing(told: &PublicTold, speaker: &Speaker<'_>) -> String {
    let mut table = Table::new(&[
        ("zone", Side::Left),
        ("stands", Side::Left),
        ("usual now", Side::Right),
        ("last change", Side::Left),
        ("incidents", Side::Right),
        ("rises", Side::Right),
        ("falls", Side::Right),
    ]);
    for (zone, area) in told.standing.iter().zip(&told.alarms.areas) {
        let changes = || zone.changes.iter().filter(|change| !change.is_no_fall());
        let falls = changes().count().saturating_sub(area.raised.len());
        let last = changes().next_back().map_or("–".to_owned(), |change| {
            format!("{} since about {}", change.turned.phrase(), change.shift.onset)
        });
        table.row(vec![
            speaker.area_name(&zone.zone),
            zone.stands.phrase().to_owned(),
            zone.usual_now.map_or("–".to_owned(), a_day),
            last,
            area.counted.to_string(),
            area.raised.len().to_string(),
            falls.to_string(),
        ]);
    }
    table.text()
}

/// The last rises and falls of all zones together, in order.
fn changes(told: &PublicTold, speaker: &Speaker<'_>) -> Vec<String> {
    let of_zones = told.standing.iter().flat_map(|of| of.changes.iter().map(|one| (&of.zone, one)));
    let (none, mut all): (Vec<_>, Vec<_>) = of_zones.partition(|(_, change)| change.is_no_fall());
    let none = (!none.is_empty()).then(|| {
        format!(
            "Long quiet after days on which nothing had been counted either, which is no fall and is not named: {} \
             times; all are in --json.",
            none.len()
        )
    });
    all.sort_by_key(|(zone, change)| (change.shift.on, *zone));
    if all.is_empty() {
        let nothing = "No alarm was raised, and no fall was seen.".to_owned();
        return [Some(nothing), none].into_iter().flatten().collect();
    }
    let mut table = Table::new(&[
        ("zone", Side::Left),
        ("turned", Side::Left),
        ("since about", Side::Left),
        ("seen on", Side::Left),
        ("usual before", Side::Right),
    ]);
    let earlier = all.len().saturating_sub(CHANGES_SHOWN);
    for (zone, change) in all.iter().skip(earlier) {
        table.row(vec![
            speaker.area_name(zone),
            change.turned.phrase().to_owned(),
            change.shift.onset.to_string(),
            change.shift.on.to_string(),
            a_day(change.shift.expected.mean),
        ]);
    }
    let head = match earlier {
        0 => "Every rise and every fall:".to_owned(),
        _ => {
            format!("The last {CHANGES_SHOWN} of {} rises and falls; all are in --json:", all.len())
        }
    };
    [Some(head), Some(table.text()), none].into_iter().flatten().collect()
}

fn serious_days(told: &PublicTold, speaker: &Speaker<'_>) -> Vec<String> {
    let of_zones = told.alarms.areas.iter();
    let mut all: Vec<_> =
        of_zones.flat_map(|of| of.serious_days.iter().map(|day| (&of.area, day))).collect();
    all.sort_by_key(|(zone, day)| (day.day, *zone));
    let earlier = all.len().saturating_sub(SERIOUS_SHOWN);
    let mut lines: Vec<String> = all
        .iter()
        .skip(earlier)
        .map(|(zone, day)| {
            let expected = day.expected.map_or(String::new(), |expected| {
                format!(", where {:.2} were to be expected", expected.mean)
            });
            format!(
                "{}: {} alone brought {}{expected}. One day is not a level.",
                speaker.area_name(zone),
                day.day,
                counted(day.count, "incident", "incidents")
            )
        })
        .collect();
    if earlier > 0 {
        lines.push(format!("Earlier days of that kind: {earlier}; all are in --json."));
    }
    lines
}

/// What was promised, and how many of the alarms that lets be false.
fn promise(told: &PublicTold) -> String {
    let alarms = &told.alarms;
    let raised = alarms.areas.iter().fold(0_u32, |sum, area| {
        sum.saturating_add(u32::try_from(area.raised.len()).unwrap_or(u32::MAX))
    });
    let allowed = alarms.kept.promised;
    let may = match raised {
        0 => "No alarm was raised.".to_owned(),
        1 if allowed >= 1.0 => "1 alarm was raised, and it may be false.".to_owned(),
        _ if f64::from(raised) <= allowed => {
            format!("{} raised, and all may be false.", counted(raised, "alarm was", "alarms were"))
        }
        _ => format!("{raised} alarms were raised; up to {allowed:.1} of them may be false."),
    };
    format!(
        "Promised are at most {} false alarms a year over {}: {allowed:.1} for the {:.0} days counted. {may} Falls are \
         held to the same evidence, and as many may be false. An alarm says that there is more than was usual; not \
         why, and not by whom.",
        alarms.promise.false_alarms_a_year,
        if told.zones_watched == 1 { "the one zone" } else { "all zones together" },
        alarms.kept.ledger.days,
    )
}

/// A mean with so many digits that a small one is told from none: `0.012 a day`.
fn a_day(mean: f64) -> String {
    let digits = match mean {
        small if small < 0.01 => 4,
        small if small < 0.1 => 3,
        small if small < 1.0 => 2,
        _ => 1,
    };
    format!("{mean:.digits$} a day")
}

/// Rows that were left out, or read otherwise than they stand.
#[must_use]
pub fn rows(head: &str, number: u64, rows: &[String]) -> String {
    let mut text = String::new();
    if number == 0 {
        return text;
    }
    // Writing to a string does not fail.
    let _ = write!(text, "\n{head}: {number}\n");
    for row in rows {
        text.push_str(&wrap(row, WIDTH, 2));
    }
    text
}
