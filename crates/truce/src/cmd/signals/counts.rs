//! `truce signals --counts`: the same questions of a public series, without a node.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use truce_core::time::Day;
use truce_intake::columns;
use truce_intake::daily_counts::{Again, Counted, DailyCountsFile, Layout};
use truce_signals::alarm::Promise;
use truce_signals::told::{AskedOfSeries, Named, PublicRow, PublicSeries, PublicTold};

use crate::alarms_out::settings::FALSE_ALARMS_A_YEAR;
use crate::charts::{Speaker, Written};
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::node::write_file;
use crate::render::public::{self as words, Subject};
use crate::screen::language::Language;
use crate::screen::tongue::tongue;

/// A larger file is no series: 512 MiB.
const FILE_LENGTH_MAX: u64 = 1 << 29;
/// So many rows of a kind are named; more are counted.
const NAMED_MAX: usize = 20;
/// So many zones or parties are named to whoever asks for one that is none.
const KNOWN_MAX: usize = 40;

/// Which series, and how it is laid out.
#[derive(Debug, Args)]
pub struct CountsArgs {
    /// Ask a public series instead of the record: a table of events or of daily counts.
    #[arg(long, value_name = "FILE", conflicts_with = "act")]
    pub counts: Option<PathBuf>,
    /// How the table is laid out; without it, as its columns tell.
    #[arg(long, value_name = "FORMAT", requires = "counts")]
    format: Option<CountsFormat>,
    /// Of a public series, only the days from this one on.
    #[arg(long, value_name = "DATE", requires = "counts")]
    since: Option<Day>,
    /// Of a public series, only the days up to this one.
    #[arg(long, value_name = "DATE", requires = "counts")]
    until: Option<Day>,
}

/// How a table of counts or events is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CountsFormat {
    /// The events of UCDP GED.
    UcdpGed,
    /// The events of an ACLED export.
    Acled,
    /// A row for each day.
    Counts,
}

/// What else is asked.
pub struct Asked<'a> {
    pub zone: Option<&'a str>,
    pub party: Option<&'a str>,
    pub dates: &'a [Day],
    pub json: bool,
    pub svg: Option<&'a Path>,
    pub lang: Language,
}

/// What was asked, as it is told.
#[derive(Serialize)]
struct AskedTold<'a> {
    file: String,
    format: &'static str,
    zone: Option<&'a str>,
    party: Option<&'a str>,
    since: Option<Day>,
    until: Option<Day>,
    dates: &'a [Day],
}

/// The answers, with what was asked and with the rows that were not taken as they stand.
#[derive(Serialize)]
struct Told<'a> {
    asked: AskedTold<'a>,
    #[serde(flatten)]
    told: &'a PublicTold,
    /// Rows that cannot be read.
    refused: u64,
    /// The first of them, with line and column.
    refused_rows: &'a [String],
    /// Rows that say again what an earlier row said.
    again: u64,
    /// What was done with them: events are left out, daily counts added.
    again_are: &'static str,
    /// The first of them, with the line of each and that of the earlier row.
    again_rows: &'a [String],
}

/// What was read of a file.
struct Read {
    rows: Vec<PublicRow>,
    refused: u64,
    refused_rows: Vec<String>,
    again: u64,
    again_rows: Vec<String>,
    layout: Layout,
}

/// Prints it. Rows that were left out are told by the exit code too.
///
/// # Errors
/// If the file is no such table, or names no such zone or party.
pub fn run(path: &Path, args: &CountsArgs, asked: &Asked<'_>, out: &mut dyn Write) -> Outcome<u8> {
    if let Some((since, until)) = args.since.zip(args.until).filter(|(since, until)| until < since)
    {
        let why = format!("there is no day from {since} to {until}: exchange --since and --until");
        return Err(Failure::usage(why));
    }
    let mut read = read(path, args.format)?;
    let none = |why: String| Failure::cannot(format!("`{}`: {why}", path.display()));
    let first = read.refused_rows.first().map_or_else(String::new, |row| format!("; {row}"));
    let quiet = read.layout.days_without_a_row_are_quiet();
    let rows = std::mem::take(&mut read.rows);
    let series = PublicSeries::within(rows, quiet, (args.since, args.until))
        .map_err(|why| none(format!("{why}{first}")))?;
    let question = AskedOfSeries {
        zone: asked.zone.map(|name| known("zone", &series.zones, name)).transpose()?,
        party: asked.party.map(|name| known("party", &series.parties, name)).transpose()?,
        dates: asked.dates.to_vec(),
        sides_only: read.layout == Layout::UcdpGed,
    };
    let mut told = series.told(&question, Promise { false_alarms_a_year: FALSE_ALARMS_A_YEAR });
    let left_out = read.refused > 0 || (read.again > 0 && read.layout != Layout::Counts);
    let code = if left_out { FOUND_FAULTS } else { DONE };
    let zone = question.zone.as_deref().filter(|zone| !zone.is_empty());
    let subject = Subject { zone, party: question.party.as_deref(), layout: read.layout };
    if asked.json {
        let asked = AskedTold {
            file: path.display().to_string(),
            format: format_word(read.layout),
            zone,
            party: subject.party,
            since: args.since,
            until: args.until,
            dates: &question.dates,
        };
        print_json(&read.told(asked, &told), out)?;
        return Ok(code);
    }
    if let Some(file) = asked.svg {
        let names = names(&mut told, asked.lang);
        let speaker = Speaker::of_series(&names, asked.lang);
        write_file(file, words::drawn(&told, &subject, &speaker).as_bytes())?;
    }
    let names = names(&mut told, Language::En);
    let speaker = Speaker::of_series(&names, Language::En);
    write!(out, "{}", words::page(&told, &subject, &speaker))?;
    let refused = "Rows that cannot be read, and are left out";
    write!(out, "{}", words::rows(refused, read.refused, &read.refused_rows))?;
    write!(out, "{}", words::rows(again_in_words(read.layout), read.again, &read.again_rows))?;
    Ok(code)
}

/// The names of a series. A table that names no zone is one, and is called so in the reader's language.
fn names(told: &mut PublicTold, language: Language) -> Written {
    let whole = told.zones.len() == 1 && told.without_any_zone;
    for zone in told.zones.iter_mut().filter(|_| whole) {
        zone.written = tongue(language).say("chart-all-areas");
    }
    Written::of_series(told)
}

/// The word for a layout in `--format`.
fn format_word(layout: Layout) -> &'static str {
    match layout {
        Layout::Counts => "counts",
        Layout::UcdpGed => "ucdp-ged",
        Layout::AcledExport => "acled",
    }
}

/// What was done with rows that say again what an earlier row said, in words.
fn again_in_words(layout: Layout) -> &'static str {
    match layout {
        Layout::Counts => "Rows of the same day, zone and party as an earlier one, and added to it",
        Layout::UcdpGed | Layout::AcledExport => "Rows with the id of an earlier one, and left out",
    }
}

/// The same for programs.
fn again_are(layout: Layout) -> &'static str {
    match layout {
        Layout::Counts => "added",
        Layout::UcdpGed | Layout::AcledExport => "left-out",
    }
}

/// A zone or party by its name as written or as it is called here.
fn known<Id: std::fmt::Display>(kind: &str, all: &[Named<Id>], name: &str) -> Outcome<String> {
    let found = all.iter().find(|one| one.written == name || one.id.to_string() == name);
    found.map(|one| one.written.clone()).ok_or_else(|| {
        let named = all.iter().filter(|one| !one.written.is_empty()).take(KNOWN_MAX);
        let some: Vec<&str> = named.map(|one| one.written.as_str()).collect();
        let more = match all.len().saturating_sub(KNOWN_MAX) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let has = if some.is_empty() { "none".to_owned() } else { some.join(", ") };
        Failure::usage(format!("`{name}` is no {kind} of the table: it has {has}{more}"))
    })
}

fn read(path: &Path, format: Option<CountsFormat>) -> Outcome<Read> {
    let fault = |fault: std::io::Error| Failure::file("read", path, &fault);
    if fs::metadata(path).map_err(fault)?.len() > FILE_LENGTH_MAX {
        return Err(Failure::cannot(format!("`{}` is too long for a series", path.display())));
    }
    let bytes = fs::read(path).map_err(fault)?;
    let unreadable =
        |why: truce_intake::Unreadable| Failure::cannot(format!("`{}`: {why}", path.display()));
    let layout = match format {
        Some(CountsFormat::UcdpGed) => Layout::UcdpGed,
        Some(CountsFormat::Acled) => Layout::AcledExport,
        Some(CountsFormat::Counts) => Layout::Counts,
        None => Layout::of_columns(&columns(&bytes[..]).map_err(unreadable)?),
    };
    let mut read = Read {
        rows: Vec::new(),
        refused: 0,
        refused_rows: Vec::new(),
        again: 0,
        again_rows: Vec::new(),
        layout,
    };
    for row in DailyCountsFile::open(&bytes[..], layout).map_err(unreadable)? {
        match row.map_err(unreadable)? {
            Ok(row) => read.take(row),
            Err(refused) => {
                note(&mut read.refused, &mut read.refused_rows, || refused.to_string());
            }
        }
    }
    Ok(read)
}

impl Read {
    fn told<'a>(&'a self, asked: AskedTold<'a>, told: &'a PublicTold) -> Told<'a> {
        Told {
            asked,
            told,
            refused: self.refused,
            refused_rows: &self.refused_rows,
            again: self.again,
            again_are: again_are(self.layout),
            again_rows: &self.again_rows,
        }
    }

    /// Takes a row in. Of one event the first row counts; daily counts of one day, zone and party are added.
    fn take(&mut self, row: Counted) {
        let Counted { line, day, within, count, zone, party, again } = row;
        if let Some(Again { line: earlier, alike }) = again {
            let of_events = self.layout != Layout::Counts;
            note(&mut self.again, &mut self.again_rows, || match (of_events, alike) {
                (true, true) => format!("line {line} has the id of line {earlier}"),
                (true, false) => format!("line {line} has the id of line {earlier}, and differs"),
                (false, _) => format!("line {line} is of the same as line {earlier}"),
            });
            if of_events {
                return;
            }
        }
        self.rows.push(PublicRow { day, within, count, zone, party });
    }
}

/// Counts a row, and keeps its words while few are kept.
fn note(number: &mut u64, kept: &mut Vec<String>, words: impl Fn() -> String) {
    *number = number.saturating_add(1);
    if kept.len() < NAMED_MAX {
        kept.push(words());
    }
}
