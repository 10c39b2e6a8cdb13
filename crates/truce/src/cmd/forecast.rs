//! `truce forecast`: what the next days may bring, fixed before the day, and scored after it.

pub mod on_record;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId};
use truce_core::time::{Day, Moment};
use truce_signals::chart::{Arg, Saying, fan, file, reliability};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::forecast::distribution::Distribution;
use truce_signals::forecast::paths::seed;
use truce_signals::forecast::scores::{Scores, score};
use truce_signals::forecast::{DAYS_AHEAD_MAX, Forecast, Method};
use truce_signals::series::Chronicle;
use truce_signals::told::{Outlook, OutlookFile, outlook};

use self::on_record::{OnRecord, on_record};
use crate::charts::Speaker;
use crate::cmd::signals::{known_area, known_party, record_sha256};
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
    #[arg(long, visible_alias = "zone", value_name = "AREA")]
    area: Option<AreaId>,
    /// Only what the claims do not take from a party.
    #[arg(long, value_name = "ACTOR")]
    party: Option<ActorId>,
    /// How many days ahead, 7 at most.
    #[arg(long, value_name = "N", default_value_t = DAYS_AHEAD_MAX)]
    days: usize,
    /// As JSON.
    #[arg(long)]
    json: bool,
    /// Print the digests, and how a seat puts them on record before the day.
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
    /// Whether the forecast's digest was on record before the day began, by the clock of the seat that put it there.
    pub sealed_before: bool,
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
    /// Where its digest stands on record; none if it is on no record.
    pub on_record: Option<OnRecordOn>,
    /// Day by day.
    pub days: Vec<ScoredDay>,
}

/// Where a digest stands on record, with the days.
#[derive(Debug, Serialize)]
pub struct OnRecordOn {
    /// Where, and when by the seats' clocks.
    #[serde(flatten)]
    pub found: OnRecord,
    /// The day on which its seat put it there, by the agreement's clock.
    pub day: Day,
    /// The day on which another seat is first known to hold it.
    pub held_on: Option<Day>,
}

/// What a forecast is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Only in an area.
    pub area: Option<AreaId>,
    /// Only what the claims do not take from a party.
    pub party: Option<ActorId>,
}

impl Subject {
    /// As a forecast's bytes call it: `all areas`, `hama`, `all areas/north`, `hama/north`.
    fn name(&self) -> String {
        let area = self.area.as_ref().map_or(ALL_AREAS, AreaId::as_str);
        self.party.as_ref().map_or_else(|| area.to_owned(), |party| format!("{area}/{party}"))
    }

    fn of_name(name: &str) -> Outcome<Self> {
        let (area, party) = match name.split_once('/') {
            None => (name, None),
            Some((area, party)) => (area, Some(party)),
        };
        let cannot = |fault: &dyn std::fmt::Display| Failure::cannot(fault.to_string());
        let area = (area != ALL_AREAS).then(|| AreaId::new(area)).transpose();
        let party = party.map(ActorId::new).transpose();
        Ok(Self {
            area: area.map_err(|fault| cannot(&fault))?,
            party: party.map_err(|fault| cannot(&fault))?,
        })
    }

    /// What is counted of it, day by day.
    fn counts(&self, chronicle: &Chronicle, agreement: &Agreement) -> Outcome<DailyCounts> {
        known_area(agreement, self.area.as_ref())?;
        let area = self.area.as_ref();
        let party = self.party.as_ref().map(|party| known_party(agreement, party)).transpose()?;
        Ok(match party {
            None => chronicle.counts(area),
            Some(party) => chronicle.bounds_of(party, area).1,
        })
    }
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
    let agreement = &node.agreement;
    let subject = Subject { area: args.area.clone(), party: args.party.clone() };
    // A name that is none of the agreement's is told before anything is read.
    known_area(agreement, subject.area.as_ref())?;
    subject.party.as_ref().map(|party| known_party(agreement, party)).transpose()?;
    let picture = node.picture()?;
    let Some(chronicle) = Chronicle::of(&picture, agreement, now) else {
        return Err(Failure::cannot(NOTHING_TO_FORETELL));
    };
    let counts = subject.counts(&chronicle, agreement)?;
    let outlook = outlook(counts, &subject.name(), record_sha256(&picture.cut)?, args.days)
        .map_err(|why| Failure::cannot(why.to_string()))?;
    if let Some(path) = &args.out {
        let bytes = serde_json::to_vec_pretty(&outlook.file)
            .map_err(|fault| Failure::cannot(fault.to_string()))?;
        write_file(path, &bytes)?;
    }
    if let Some(file) = &args.svg {
        let speaker = Speaker::new(agreement, args.lang);
        write_file(file, drawn(&outlook, &subject, &speaker).as_bytes())?;
    }
    if args.json {
        print_json(&outlook, out)?;
        return Ok(DONE);
    }
    write!(out, "{}", words::page(&outlook, Labels { agreement }, &subject))?;
    if args.seal {
        write!(out, "{}", words::seal(&outlook, args.out.as_deref()))?;
    }
    Ok(DONE)
}

/// The forecast as charts, with whose it is.
fn drawn(outlook: &Outlook, subject: &Subject, speaker: &Speaker<'_>) -> String {
    let mut ahead = fan(outlook, subject.area.as_ref());
    let party = subject.party.as_ref();
    let of_party =
        party.map(|id| Saying::of("forecast-party", [("actor", Arg::Actor(id.clone()))]));
    ahead.caveats.extend(of_party);
    file(&[ahead, reliability(&outlook.past)], speaker)
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
    let agreement = &node.agreement;
    let picture = node.picture()?;
    let Some(chronicle) = Chronicle::of(&picture, agreement, now) else {
        return Err(Failure::cannot(NOTHING_TO_FORETELL));
    };
    let (record, cut) = node.record()?;
    let digests: Vec<String> = file.forecasts.iter().map(Forecast::digest).collect();
    let found = on_record(&record, &cut, &digests);
    let mut scored = Vec::new();
    for (forecast, found) in file.forecasts.iter().zip(found) {
        let subject = Subject::of_name(&forecast.subject)?;
        let counts = subject.counts(&chronicle, agreement)?;
        let day_of = |at: Moment| agreement.clock().day_of(at);
        let found = found.map(|found| OnRecordOn {
            day: day_of(found.recorded_at),
            held_on: found.held.as_ref().map(|held| day_of(held.recorded_at)),
            found,
        });
        scored.push(score_forecast(forecast, &counts, found));
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

fn score_forecast(
    forecast: &Forecast,
    counts: &DailyCounts,
    on_record: Option<OnRecordOn>,
) -> ScoredForecast {
    // The lots follow from the forecast, so that everybody scores alike.
    let mut random = Random::new(seed(&forecast.record_sha256));
    let mut day = forecast.known_through;
    let days = forecast.days.iter().map(|distribution| {
        day = day.next();
        let lot = random.uniform();
        let came = counts.place(day).and_then(|place| counts.counts.get(place).copied().flatten());
        let sealed_before = on_record.as_ref().is_some_and(|found| found.day < day);
        let scores = came.map(|came| score(distribution, came, lot));
        ScoredDay { day, sealed_before, came, scores }
    });
    let days = days.collect();
    ScoredForecast {
        days,
        on_record,
        digest: forecast.digest(),
        method: forecast.method,
        subject: forecast.subject.clone(),
    }
}
