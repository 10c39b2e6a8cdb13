//! `truce forecast`: what the next days may bring, fixed before the day, and scored after it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use truce_core::id::AreaId;
use truce_core::time::{Day, Moment};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::forecast::distribution::Distribution;
use truce_signals::forecast::paths::seed;
use truce_signals::forecast::scores::{Scores, score};
use truce_signals::forecast::{DAYS_AHEAD_MAX, Forecast, Method};
use truce_signals::series::Chronicle;
use truce_signals::told::{OutlookFile, outlook};

use crate::charts::{self, Speaker};
use crate::cmd::signals::{known_area, record_sha256};
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::{Node, write_file};
use crate::render::forecast as words;
use crate::render::labels::Labels;
use crate::screen::language::Language;

/// Why nothing is foretold of an empty record.
const NOTHING_TO_FORETELL: &str =
    "nothing is on record for any day that is over, so nothing can be foretold";
/// What a forecast of everything calls itself.
pub const ALL_AREAS: &str = "all areas";
/// The size of a millionth's whole.
const ONE: u64 = 1_000_000;
/// A larger file is no forecast.
const FILE_LENGTH_MAX: u64 = 8_000_000;

/// `truce forecast`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ForecastArgs {
    /// What else to do.
    #[command(subcommand)]
    command: Option<ForecastCommand>,
    /// Only what is counted in an area.
    #[arg(long, value_name = "AREA")]
    area: Option<AreaId>,
    /// How many days ahead, 7 at most.
    #[arg(long, value_name = "N", default_value_t = DAYS_AHEAD_MAX)]
    days: usize,
    /// As JSON.
    #[arg(long)]
    json: bool,
    /// Print the digests that a seat can put on record before the day.
    #[arg(long)]
    seal: bool,
    /// Write the forecasts to a file, to be scored when their days are over.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Draw the forecast as SVG into a file.
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    svg: Option<PathBuf>,
    /// The language of the drawing: en, ar, ru, tr or fa.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", requires = "svg")]
    lang: Language,
}

/// What else can be done.
#[derive(Debug, Subcommand)]
enum ForecastCommand {
    /// Score the forecasts of a file, as far as their days are over.
    Score {
        /// The file that `--out` wrote.
        file: PathBuf,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// One day of a forecast, scored.
#[derive(Debug, Serialize)]
pub struct ScoredDay {
    /// The day.
    pub day: Day,
    /// What came; none if the day is not over, or nothing is on record for it.
    pub came: Option<u32>,
    /// The scores.
    pub scores: Option<Scores>,
}

/// One forecast of a file, scored.
#[derive(Debug, Serialize)]
pub struct ScoredForecast {
    /// Its digest, to be held against the one put on record.
    pub digest: String,
    /// By what it was made.
    pub method: Method,
    /// What was counted.
    pub subject: String,
    /// Day by day.
    pub days: Vec<ScoredDay>,
}

/// Prints a forecast, or scores one.
///
/// # Errors
/// If a log or the file cannot be read, or nothing can be foretold.
pub fn run(dir: &Path, args: &ForecastArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    if let Some(ForecastCommand::Score { file, json }) = &args.command {
        return score_file(dir, file, *json, now, out);
    }
    if !(1..=DAYS_AHEAD_MAX).contains(&args.days) {
        return Err(Failure::usage(format!(
            "`{}` days ahead cannot be foretold: use 1 to {DAYS_AHEAD_MAX}",
            args.days
        )));
    }
    let node = Node::open(dir)?;
    known_area(&node.agreement, args.area.as_ref())?;
    let picture = node.picture()?;
    let Some(chronicle) = Chronicle::of(&picture, &node.agreement, now) else {
        return Err(Failure::cannot(NOTHING_TO_FORETELL));
    };
    let subject = args.area.as_ref().map_or(ALL_AREAS, |area| area.as_str());
    let counts = chronicle.counts(args.area.as_ref());
    let outlook = outlook(counts, subject, record_sha256(&picture.cut)?, args.days)
        .map_err(|why| Failure::cannot(why.to_string()))?;
    if let Some(path) = &args.out {
        let bytes = serde_json::to_vec_pretty(&outlook.file)
            .map_err(|fault| Failure::cannot(fault.to_string()))?;
        write_file(path, &bytes)?;
    }
    if let Some(file) = &args.svg {
        let speaker = Speaker::new(&node.agreement, args.lang);
        write_file(file, charts::forecast_svg(&outlook, args.area.as_ref(), &speaker).as_bytes())?;
    }
    if args.json {
        print_json(&outlook, out)?;
    } else {
        let labels = Labels { agreement: &node.agreement };
        write!(out, "{}", words::page(&outlook, labels, args.area.as_ref()))?;
    }
    if args.seal && !args.json {
        for (forecast, digest) in outlook.file.forecasts.iter().zip(&outlook.digests) {
            writeln!(out, "sha256 {digest}  {}", words::method(forecast.method))?;
        }
    }
    Ok(DONE)
}

fn score_file(
    dir: &Path,
    path: &Path,
    json: bool,
    now: Moment,
    out: &mut dyn Write,
) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let file = read(path)?;
    let picture = node.picture()?;
    let Some(chronicle) = Chronicle::of(&picture, &node.agreement, now) else {
        return Err(Failure::cannot(NOTHING_TO_FORETELL));
    };
    let mut scored = Vec::new();
    for forecast in &file.forecasts {
        let area = match forecast.subject.as_str() {
            ALL_AREAS => None,
            area => Some(AreaId::new(area).map_err(|fault| Failure::cannot(fault.to_string()))?),
        };
        known_area(&node.agreement, area.as_ref())?;
        scored.push(score_forecast(forecast, &chronicle.counts(area.as_ref())));
    }
    if json {
        print_json(&scored, out)?;
    } else {
        write!(out, "{}", words::scored(&scored))?;
    }
    Ok(DONE)
}

/// Reads a file, and takes nothing in that is no distribution.
fn read(path: &Path) -> Outcome<OutlookFile> {
    let fault = |fault: std::io::Error| Failure::file("read", path, &fault);
    if fs::metadata(path).map_err(fault)?.len() > FILE_LENGTH_MAX {
        return Err(Failure::cannot(format!("`{}` is too long for a forecast", path.display())));
    }
    let bytes = fs::read(path).map_err(fault)?;
    let none = |why: String| {
        Failure::cannot(format!(
            "`{}` is no forecast: {why}; `truce forecast --out FILE` writes one",
            path.display()
        ))
    };
    let file: OutlookFile =
        serde_json::from_slice(&bytes).map_err(|fault| none(fault.to_string()))?;
    let whole = |day: &Distribution| {
        day.millionths().iter().map(|chance| u64::from(*chance)).sum::<u64>() == ONE
    };
    for forecast in &file.forecasts {
        if forecast.days.len() > DAYS_AHEAD_MAX || !forecast.days.iter().all(whole) {
            return Err(none("its probabilities do not add up to one".to_owned()));
        }
    }
    Ok(file)
}

fn score_forecast(forecast: &Forecast, counts: &DailyCounts) -> ScoredForecast {
    // The lots follow from the forecast, so that everybody scores alike.
    let mut random = Random::new(seed(&forecast.record_sha256));
    let mut day = forecast.known_through;
    let days = forecast.days.iter().map(|distribution| {
        day = day.next();
        let lot = random.uniform();
        let came = counts.place(day).and_then(|place| counts.counts.get(place).copied().flatten());
        ScoredDay { day, came, scores: came.map(|came| score(distribution, came, lot)) }
    });
    ScoredForecast {
        days: days.collect(),
        digest: forecast.digest(),
        method: forecast.method,
        subject: forecast.subject.clone(),
    }
}
