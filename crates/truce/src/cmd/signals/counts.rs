//! `truce signals --counts`: the same questions of a public series, without a node.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use truce_core::time::Day;
use truce_intake::columns;
use truce_intake::daily_counts::{DailyCountsFile, Layout};
use truce_signals::alarm::Promise;
use truce_signals::told::{AskedOfSeries, Named, PublicRow, PublicSeries, PublicTold};

use crate::alarms_out::settings::FALSE_ALARMS_A_YEAR;
use crate::charts::{self, Speaker, Written};
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::write_file;
use crate::render::public as words;
use crate::screen::language::Language;

/// A larger file is no series: 512 MiB.
const FILE_LENGTH_MAX: u64 = 1 << 29;
/// So many rows that cannot be read are named; more are counted.
const NAMED_MAX: usize = 20;

/// Which series, and how it is laid out.
#[derive(Debug, Args)]
pub struct CountsArgs {
    /// Ask a public series instead of the record: a table of events or of daily counts.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["area", "act"])]
    pub counts: Option<PathBuf>,
    /// How the table is laid out; without it, as its columns tell.
    #[arg(long, value_name = "FORMAT", requires = "counts")]
    format: Option<CountsFormat>,
    /// Only a zone of the table, as it is written there.
    #[arg(long, value_name = "ZONE", requires = "counts")]
    zone: Option<String>,
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
    pub party: Option<&'a str>,
    pub dates: &'a [Day],
    pub json: bool,
    pub svg: Option<&'a Path>,
    pub lang: Language,
}

/// The answers, with the rows that could not be read.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    told: &'a PublicTold,
    /// Rows that cannot be read.
    refused: u64,
    /// The first of them, with line and column.
    refused_rows: &'a [String],
}

/// What was read of a file.
struct Read {
    rows: Vec<PublicRow>,
    refused: u64,
    refused_rows: Vec<String>,
    sha256: [u8; 32],
    layout: Layout,
}

/// Prints it.
///
/// # Errors
/// If the file is no such table, or names no such zone or party.
pub fn run(path: &Path, args: &CountsArgs, asked: &Asked<'_>, out: &mut dyn Write) -> Outcome<u8> {
    if let Some((since, until)) = args.since.zip(args.until).filter(|(since, until)| until < since)
    {
        let why = format!("there is no day from {since} to {until}: exchange --since and --until");
        return Err(Failure::usage(why));
    }
    let Read { rows, refused, refused_rows, sha256, layout } = read(path, args.format)?;
    let none = |why: String| Failure::cannot(format!("`{}`: {why}", path.display()));
    let first = refused_rows.first().map_or_else(String::new, |row| format!("; {row}"));
    let quiet = layout.days_without_a_row_are_quiet();
    let series = PublicSeries::within(rows, quiet, (args.since, args.until))
        .map_err(|why| none(format!("{why}{first}")))?;
    let question = AskedOfSeries {
        zone: args.zone.as_deref().map(|name| known("zone", &series.zones, name)).transpose()?,
        party: asked.party.map(|name| known("party", &series.parties, name)).transpose()?,
        dates: asked.dates.to_vec(),
        file_sha256: sha256,
    };
    let told = series.told(&question, Promise { false_alarms_a_year: FALSE_ALARMS_A_YEAR });
    let names = Written::of_series(&told);
    if let Some(file) = asked.svg {
        let speaker = Speaker::of_series(&names, asked.lang);
        write_file(file, charts::series_svg(&told, &speaker).as_bytes())?;
    }
    if asked.json {
        print_json(&Told { told: &told, refused, refused_rows: &refused_rows }, out)?;
        return Ok(DONE);
    }
    let subject = [question.zone.as_deref(), question.party.as_deref()];
    let speaker = Speaker::of_series(&names, Language::En);
    write!(out, "{}", words::page(&told, &subject, &speaker))?;
    write!(out, "{}", words::refused(refused, &refused_rows))?;
    Ok(DONE)
}

/// A zone or party by its name as written or as it is called here.
fn known<Id: std::fmt::Display>(kind: &str, all: &[Named<Id>], name: &str) -> Outcome<String> {
    let found = all.iter().find(|one| one.written == name || one.id.to_string() == name);
    found.map(|one| one.written.clone()).ok_or_else(|| {
        let some: Vec<&str> = all.iter().take(12).map(|one| one.written.as_str()).collect();
        Failure::usage(format!("`{name}` is no {kind} of the table: it has {}", some.join(", ")))
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
        sha256: Sha256::digest(&bytes).into(),
        layout,
    };
    for row in DailyCountsFile::open(&bytes[..], layout).map_err(unreadable)? {
        match row.map_err(unreadable)? {
            Ok(row) => {
                let (day, count, zone, party) = (row.day, row.count, row.zone, row.party);
                read.rows.push(PublicRow { day, count, zone, party });
            }
            Err(refused) => {
                read.refused = read.refused.saturating_add(1);
                if read.refused_rows.len() < NAMED_MAX {
                    read.refused_rows.push(refused.to_string());
                }
            }
        }
    }
    Ok(read)
}
