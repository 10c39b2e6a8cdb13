//! `truce forecast`: what the next days may bring, fixed before the day, and scored after it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use truce_core::id::AreaId;
use truce_core::time::{Day, Moment};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::daily::fit::{DailyFit, FORECAST_DAYS, Moving, NoDailyFit, Recipe, fit};
use truce_signals::daily::memory::Memories;
use truce_signals::daily::panel::Panel;
use truce_signals::forecast::distribution::Distribution;
use truce_signals::forecast::history::of_history;
use truce_signals::forecast::paths::{PATHS, ahead, seed};
use truce_signals::forecast::scores::{Scores, score};
use truce_signals::forecast::shown::{JUDGED_DAYS, Shown, shown, to_be_set_right};
use truce_signals::forecast::{DAYS_AHEAD_MAX, Forecast, Method};
use truce_signals::hawkes::reach::{Grid, Reach};
use truce_signals::series::Chronicle;

use crate::cmd::signals::{known_area, record_sha256};
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::{Node, write_file};
use crate::render::forecast as words;
use crate::render::labels::Labels;

/// Why nothing is foretold of an empty record.
const NOTHING_TO_FORETELL: &str =
    "nothing is on record for any day that is over, so nothing can be foretold";
/// Days between two fits when the past is scored.
const REFIT_DAYS: usize = 28;
/// How many events what is thought of each pull beforehand is worth.
const SHAPE: f64 = 10.0;
/// What a forecast of everything calls itself.
const ALL_AREAS: &str = "all areas";
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

/// What a file holds: the model's forecast, if there is one, and that of history.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastFile {
    /// The forecasts.
    pub forecasts: Vec<Forecast>,
    /// Which of them was shown, and why.
    pub shown: Shown,
}

/// A file's forecasts, with what people are to know of them.
#[derive(Debug, Serialize)]
pub struct Outlook {
    /// The forecasts.
    #[serde(flatten)]
    pub file: ForecastFile,
    /// Whether the model's forecast was set right by where counts fell in its forerunners.
    pub set_right: bool,
    /// Why the model gives no forecast.
    pub no_model: Option<NoDailyFit>,
    /// Days with a record, and without one, among those known.
    pub watched: (usize, usize),
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
    let made_of = MadeOf {
        counts: chronicle.counts(args.area.as_ref()),
        record_sha256: record_sha256(&picture)?,
        subject: subject.to_owned(),
    };
    let outlook = made_of.outlook(args.days)?;
    if let Some(path) = &args.out {
        let bytes = serde_json::to_vec_pretty(&outlook.file)
            .map_err(|fault| Failure::cannot(fault.to_string()))?;
        write_file(path, &bytes)?;
    }
    if args.json {
        print_json(&outlook, out)?;
    } else {
        let labels = Labels { agreement: &node.agreement };
        write!(out, "{}", words::page(&outlook, labels, args.area.as_ref()))?;
    }
    if args.seal && !args.json {
        for forecast in &outlook.file.forecasts {
            writeln!(out, "sha256 {}  {}", forecast.digest(), words::method(forecast.method))?;
        }
    }
    Ok(DONE)
}

/// What a forecast is made of.
struct MadeOf {
    counts: DailyCounts,
    record_sha256: [u8; 32],
    subject: String,
}

/// The model's view of one series.
struct Model {
    panel: Panel,
    reach: Reach,
    memories: Vec<Memories>,
}

impl Model {
    fn of(counts: &DailyCounts) -> Outcome<Self> {
        let grid = Grid { parties: 1, zones: 1, borders: Vec::new() };
        let reach = Reach::of_zones(&grid);
        let panel = Panel::new(grid, vec![counts.clone()])
            .map_err(|fault| Failure::cannot(fault.to_string()))?;
        let memories = Memories::through(&panel, &FORECAST_DAYS);
        Ok(Self { panel, reach, memories })
    }

    fn fitted(&self, until: usize) -> Result<DailyFit, NoDailyFit> {
        let recipe = Recipe {
            reach: &self.reach,
            half_lives_days: &FORECAST_DAYS,
            moving: Moving::No,
            shape: SHAPE,
        };
        fit(&self.panel.until(until), recipe)
    }

    /// One day ahead over the last days, with what was known then: the model's scores and those of the last 28 days.
    fn past(&self, seed: u64) -> Vec<(Scores, Scores)> {
        let days = self.panel.days();
        let from = days.saturating_sub(JUDGED_DAYS);
        let counts = self.panel.counts(0);
        let mut random = Random::new(seed);
        let mut fitted = None;
        let mut all = Vec::new();
        for (day, now) in self.memories.iter().enumerate().take(days).skip(from) {
            if (day - from).is_multiple_of(REFIT_DAYS) {
                fitted = self.fitted(day).ok().or(fitted);
            }
            let numbers = fitted.as_ref().and_then(|fitted| fitted.cells.first());
            let (Some(numbers), Some(came)) = (numbers, counts[day]) else { continue };
            let Some(recent) = of_history(&counts[..day], Method::Recent, numbers.size) else {
                continue;
            };
            let mean = numbers.next_mean(&self.reach, 0, now);
            let lot = random.uniform();
            let own = Distribution::of_means(&[(mean, numbers.size)]);
            all.push((score(&own, came, lot), score(&recent, came, lot)));
        }
        all
    }
}

impl MadeOf {
    fn outlook(self, days: usize) -> Outcome<Outlook> {
        let seed = seed(&self.record_sha256);
        let model = Model::of(&self.counts)?;
        let past = model.past(seed);
        let places: Vec<f64> = past.iter().map(|(own, _)| own.place).collect();
        let tenths = to_be_set_right(&places);
        let fitted = model.fitted(self.counts.counts.len());
        let no_model = fitted.as_ref().err().copied();
        let now = model.memories.last();
        let paths = fitted.ok().zip(now).and_then(|(fitted, now)| {
            ahead(&fitted, &model.reach, now, days, PATHS, seed).cells.into_iter().next()
        });
        let paths = paths.map(|paths| match &tenths {
            None => paths,
            Some(tenths) => paths.iter().map(|day| day.recalibrated(tenths)).collect(),
        });
        let recent = of_history(&self.counts.counts, Method::Recent, 1.0);
        let recent = recent.map(|day| vec![day; days]);
        let set_right = paths.is_some() && tenths.is_some();
        let made = [(Method::Paths, paths), (Method::Recent, recent)];
        let forecasts: Vec<Forecast> = made
            .into_iter()
            .filter_map(|(method, days)| Some(self.forecast(method, days?)))
            .collect();
        if forecasts.is_empty() {
            return Err(Failure::cannot(
                "nothing can be foretold: in the last 28 days fewer than 7 have anything on record",
            ));
        }
        let watched = self.counts.watched().count();
        let watched = (watched, self.counts.counts.len() - watched);
        let file = ForecastFile { forecasts, shown: shown(&past) };
        Ok(Outlook { file, set_right, no_model, watched })
    }

    fn forecast(&self, method: Method, days: Vec<Distribution>) -> Forecast {
        Forecast {
            subject: self.subject.clone(),
            known_through: self.counts.day(self.counts.counts.len()).plus(-1),
            method,
            record_sha256: self.record_sha256,
            days,
        }
    }
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
fn read(path: &Path) -> Outcome<ForecastFile> {
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
    let file: ForecastFile =
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
