//! Forecasts in words: what the next days may bring, which forecast is shown and why, and how it did.

use std::fmt::Write as _;
use std::path::Path;

use truce_signals::forecast::scores::{Scores, means};
use truce_signals::forecast::shown::Shown;
use truce_signals::forecast::{Forecast, Method};
use truce_signals::told::{Outlook, PastDay};

use crate::cmd::forecast::{OnRecordOn, ScoredForecast, Subject};
use crate::render::labels::{Labels, counted};
use crate::render::table::{Side, Table, wrap};

/// How wide lines are.
const WIDTH: usize = 100;

/// What a forecast was made by.
#[must_use]
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Paths => "model",
        Method::Recent => "last 28 days",
        Method::LongRun => "last 365 days",
        Method::Fortnight => "around the last 14 days",
        Method::LastDay => "around the last day",
    }
}

/// The page.
#[must_use]
pub fn page(outlook: &Outlook, labels: Labels<'_>, subject: &Subject) -> String {
    let area = subject.area.as_ref();
    let mut of = area.map_or("all areas", |area| labels.area(Some(area))).to_owned();
    if let Some(party) = &subject.party {
        let _ = write!(of, ", what the claims do not take from {}", labels.actor(party));
    }
    let forecasts = &outlook.file.forecasts;
    let mut text = String::new();
    if let Some(forecast) = outlook.shown() {
        text.push_str(&wrap(&headline(forecast, &of), WIDTH, 0));
    }
    text.push_str(&wrap(why(outlook).as_str(), WIDTH, 0));
    // Writing to a string does not fail.
    let _ = write!(text, "\n{}\n", table(forecasts));
    text.push_str(&how_they_did(outlook));
    let (watched, unwatched) = outlook.watched;
    let mut caveats = format!(
        "Foretold is what will be on record, on days of which anything is; {watched} such days are known, and on \
         {unwatched} between them nothing is on record. An advice, no finding."
    );
    if outlook.set_right {
        caveats.push_str(
            " The model's forecast is set right by where counts fell in its forerunners.",
        );
    }
    text.push_str(&wrap(&caveats, WIDTH, 0));
    text
}

fn headline(forecast: &Forecast, of: &str) -> String {
    let Some(first) = forecast.days.first() else { return String::new() };
    format!(
        "{of}, {}: the middle is {}; nine times in ten there are {} to {} incidents ({}).",
        forecast.known_through.next(),
        first.quantile(0.5),
        first.quantile(0.05),
        first.quantile(0.95),
        method(forecast.method)
    )
}

fn why(outlook: &Outlook) -> String {
    if let Some(why) = &outlook.no_model {
        return format!("History is shown, for the model gives nothing: {why}.");
    }
    if outlook.file.forecasts.iter().all(|forecast| forecast.method == Method::Paths) {
        return "The model is shown, unproven: fewer than 7 of the last 365 days have a record, so there is no \
                history to hold it against."
            .to_owned();
    }
    match outlook.file.shown {
        Shown::Model { skill } => format!(
            "The model is shown: over the days below it did better than history, by {:.0} %.",
            100.0 * skill
        ),
        Shown::History { skill } => format!(
            "History is shown: over the days below the model did not do better ({:.0} %).",
            100.0 * skill
        ),
        Shown::NotYetProven { scored } => {
            let scored = u32::try_from(scored).unwrap_or(u32::MAX);
            format!(
                "History is shown: the model could be scored on {} only, and 30 are needed.",
                counted(scored, "day", "days")
            )
        }
    }
}

/// The scores of the days that are over, each foretold the day before.
fn how_they_did(outlook: &Outlook) -> String {
    let of = |scores: fn(&PastDay) -> Scores| {
        means(&outlook.past.iter().map(scores).collect::<Vec<Scores>>())
    };
    let (Some(model), Some(history)) = (of(|day| day.model), of(|day| day.history)) else {
        return String::new();
    };
    let mut table = Table::new(&[
        ("days that are over", Side::Left),
        ("scored", Side::Right),
        ("CRPS", Side::Right),
        ("log", Side::Right),
        ("interval", Side::Right),
        ("in 90 %", Side::Right),
    ]);
    for (by, mean) in [("model", model), ("history", history)] {
        table.row(vec![
            by.to_owned(),
            mean.scored.to_string(),
            format!("{:.3}", mean.crps),
            format!("{:.3}", mean.log),
            format!("{:.2}", mean.interval),
            format!("{:.0} %", 100.0 * mean.covered),
        ]);
    }
    format!("{}Lower scores are better; each day was foretold the day before.\n\n", table.text())
}

/// The digests, and how they are put on record.
#[must_use]
pub fn seal(outlook: &Outlook, file: Option<&Path>) -> String {
    let forecasts = outlook.file.forecasts.iter().zip(&outlook.digests);
    let mut text: String = forecasts
        .map(|(forecast, digest)| format!("sha256 {digest}  {}\n", method(forecast.method)))
        .collect();
    // Writing to a string does not fail.
    let _ = match file {
        Some(file) => writeln!(
            text,
            "put them on record before the day: truce evidence add {} --media-type application/json --note \"forecast {}\"",
            file.display(),
            outlook.digests.join(" ")
        ),
        None => writeln!(text, "add --out FILE, so that there is something to score"),
    };
    text
}

fn table(forecasts: &[Forecast]) -> String {
    let mut table = Table::new(&[
        ("day", Side::Left),
        ("by", Side::Left),
        ("middle", Side::Right),
        ("50 %", Side::Left),
        ("90 %", Side::Left),
    ]);
    for forecast in forecasts {
        let mut day = forecast.known_through;
        for distribution in &forecast.days {
            day = day.next();
            let at = |probability| distribution.quantile(probability);
            table.row(vec![
                day.to_string(),
                method(forecast.method).to_owned(),
                at(0.5).to_string(),
                format!("{} to {}", at(0.25), at(0.75)),
                format!("{} to {}", at(0.05), at(0.95)),
            ]);
        }
    }
    table.text()
}

/// How forecasts did.
#[must_use]
pub fn scored(all: &[ScoredForecast]) -> String {
    let mut table = Table::new(&[
        ("of", Side::Left),
        ("by", Side::Left),
        ("day", Side::Left),
        ("sealed before", Side::Left),
        ("came", Side::Right),
        ("CRPS", Side::Right),
        ("log", Side::Right),
        ("interval", Side::Right),
        ("in 90 %", Side::Left),
        ("place", Side::Right),
    ]);
    let mut text = String::new();
    for forecast in all {
        let head = [forecast.subject.clone(), method(forecast.method).to_owned()];
        for day in &forecast.days {
            let came = day.came.map_or("cannot be told".to_owned(), |came| came.to_string());
            let figures = day.scores.as_ref().map_or_else(Vec::new, figures);
            let sealed = if day.sealed_before { "yes" } else { "no" }.to_owned();
            table.row([head.to_vec(), vec![day.day.to_string(), sealed, came], figures].concat());
        }
        let scores: Vec<Scores> = forecast.days.iter().filter_map(|day| day.scores).collect();
        // Writing to a string does not fail.
        let _ = match means(&scores) {
            Some(mean) => writeln!(
                text,
                "{} by {}: mean CRPS {:.3} over {}; {:.0} % lay in the 90 % interval. sha256 {}",
                forecast.subject,
                method(forecast.method),
                mean.crps,
                counted(u32::try_from(mean.scored).unwrap_or(u32::MAX), "day", "days"),
                100.0 * mean.covered,
                forecast.digest
            ),
            None => writeln!(
                text,
                "{} by {}: no day can be scored yet. sha256 {}",
                forecast.subject,
                method(forecast.method),
                forecast.digest
            ),
        };
        text.push_str(&wrap(&sealed(forecast), WIDTH, 2));
    }
    format!(
        "{text}\n{}\n{}",
        table.text(),
        wrap(
            "Lower scores are better. A day cannot be told while it is not over, or if nothing is on record for it. \
             A few days prove nothing: judge by thirty or more.",
            WIDTH,
            0
        )
    )
}

/// Whether anything shows that a forecast was made before its days.
fn sealed(forecast: &ScoredForecast) -> String {
    let Some(found) = &forecast.on_record else {
        return "This digest is on no record: nothing shows that the forecast was made before its days, and its scores \
                prove nothing."
            .to_owned();
    };
    let OnRecordOn { found, day, held_on } = found;
    let before = forecast.days.iter().filter(|day| day.sealed_before).count();
    let all = forecast.days.len();
    let what = match before {
        0 => "all of its days had begun by then, and its scores prove nothing".to_owned(),
        _ if before == all => "before its first day".to_owned(),
        _ => format!("before {before} of its {all} days; the scores of the others prove nothing"),
    };
    let held = match (&found.held, held_on) {
        (Some(held), Some(day)) => format!("{} held it on {day} at the latest.", held.by),
        _ => "No other seat is known to hold it.".to_owned(),
    };
    format!(
        "This digest is on record as {} since {day}, by that seat's clock: {what}. {held}",
        found.at
    )
}

fn figures(scores: &Scores) -> Vec<String> {
    vec![
        format!("{:.3}", scores.crps),
        format!("{:.3}", scores.log),
        format!("{:.1}", scores.interval),
        if scores.covered { "yes" } else { "no" }.to_owned(),
        format!("{:.2}", scores.place),
    ]
}
