//! The fan: what the next days may bring, and below it how such forecasts did last month.

use truce_core::id::AreaId;

use super::keys::{Sample, days, keys_of, levels};
use super::scale::{Calendar, Scale, round_end};
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, Room, Sign, Stroke, WIDTH, bar, line, text, text_in};
use crate::forecast::scores::{Scores, means};
use crate::forecast::shown::Shown;
use crate::forecast::{Forecast, Method};
use crate::told::{Outlook, PastDay};

const ENDS: (f64, f64) = (44.0, WIDTH - 8.0);
/// The upper sheet's edges, and the lower one's.
const AHEAD: (f64, f64) = (14.0, 150.0);
const PAST: (f64, f64) = (226.0, 322.0);
/// What stands above the lower sheet has two lines.
const PAST_TITLE: Room = Room { length: WIDTH - 16.0, lines: 2 };
/// Days of the past that are shown.
const PAST_DAYS: usize = 28;

/// Draws it for an area, or for all.
#[must_use]
pub fn fan(outlook: &Outlook, area: Option<&AreaId>) -> Chart {
    let from = outlook.past.len().saturating_sub(PAST_DAYS);
    let past = outlook.past.get(from..).unwrap_or_default();
    let mut marks: Vec<Mark> = outlook.shown().map(ahead).unwrap_or_default();
    let mut top = AHEAD.1 + 34.0;
    if !past.is_empty() {
        marks.extend(behind(past));
        top = PAST.1 + 34.0;
    }
    let (key, height) = keys_of(
        &marks,
        top,
        &[
            (Sample::Fill(Fill::Faint), "chart-key-nine-in-ten"),
            (Sample::Fill(Fill::Soft), "chart-key-one-in-two"),
            (Sample::Stroke(Stroke::Thick), "chart-key-middle"),
            (Sample::Sign(Sign::Dot), "chart-key-came-within"),
            (Sample::Sign(Sign::Ring), "chart-key-came-outside"),
            (Sample::Fill(Fill::Hatched), "chart-key-unscored"),
        ],
    );
    marks.extend(key);
    Chart {
        name: "forecast".to_owned(),
        title: Saying::of("chart-forecast-title", [("area", Arg::Area(area.cloned()))]),
        sentences: sentences(outlook, past),
        caveats: caveats(outlook),
        height,
        marks,
    }
}

/// The days ahead, each a column: nine in ten, one in two, the middle.
fn ahead(forecast: &Forecast) -> Vec<Mark> {
    let most = forecast.days.iter().map(|day| day.quantile(0.95)).max().unwrap_or(0);
    let scale = Scale { numbers: (0.0, round_end(f64::from(most))), places: (AHEAD.1, AHEAD.0) };
    let first = forecast.known_through.next();
    let number = i32::try_from(forecast.days.len()).unwrap_or(1);
    let calendar = Calendar { first, last: first.plus(number.saturating_sub(1)), places: ENDS };
    let mut marks = levels(&scale, ENDS);
    let mut day = first;
    for foretold in &forecast.days {
        let (x, length) = calendar.span((day, day));
        let (x, length) = (x + length * 0.1, length * 0.8);
        for (low, high, fill) in [(0.05, 0.95, Fill::Faint), (0.25, 0.75, Fill::Soft)] {
            let at = |chance| scale.at(f64::from(foretold.quantile(chance)));
            let (low, high) = (at(low), at(high));
            marks.push(bar((x, high), (length, (low - high).max(1.5)), fill));
        }
        let middle = foretold.quantile(0.5);
        let y = scale.at(f64::from(middle));
        marks.push(line((x, y), (x + length, y), Stroke::Thick));
        let says = Saying::of("chart-number", [("n", Arg::Number(middle.into()))]);
        marks.push(text((x + length / 2.0, y - 6.0), Anchor::Middle, says));
        day = day.next();
    }
    marks.extend(days(&calendar, AHEAD.1 + 18.0, number.min(4)));
    marks
}

/// The days that are over, by name: the interval that was foretold, and what came. Days between that are not scored are
/// hatched.
fn behind(past: &[PastDay]) -> Vec<Mark> {
    let (Some(first), Some(last)) = (past.first(), past.last()) else { return Vec::new() };
    let most = past.iter().map(|day| day.came.max(day.interval.1)).max().unwrap_or(0);
    let scale = Scale { numbers: (0.0, round_end(f64::from(most))), places: (PAST.1, PAST.0) };
    let calendar = Calendar { first: first.day, last: last.day, places: ENDS };
    let title = [("from", Arg::Day(first.day)), ("through", Arg::Day(last.day))];
    let title = Saying::of("chart-past-title", title);
    let mut marks = vec![text_in(PAST_TITLE, (8.0, PAST.0 - 24.0), Anchor::Start, title)];
    marks.extend(levels(&scale, ENDS));
    for pair in past.windows(2) {
        let [before, after] = pair else { continue };
        let (x, length) = calendar.span((before.day.next(), after.day.plus(-1)));
        if length > 0.0 {
            marks.push(bar((x, PAST.0), (length, PAST.1 - PAST.0), Fill::Hatched));
        }
    }
    for day in past {
        let (x, length) = calendar.span((day.day, day.day));
        let at = |count: u32| scale.at(f64::from(count));
        let (low, high) = (at(day.interval.0), at(day.interval.1));
        let width = (length * 0.6).clamp(1.0, 14.0);
        let x = x + (length - width) / 2.0;
        marks.push(bar((x, high), (width, (low - high).max(1.5)), Fill::Faint));
        let sign = if day.model.covered { Sign::Dot } else { Sign::Ring };
        marks.push(Mark::Figure { at: (calendar.middle(day.day), at(day.came)), sign });
    }
    marks.extend(days(&calendar, PAST.1 + 18.0, 3));
    marks
}

fn sentences(outlook: &Outlook, past: &[PastDay]) -> Vec<Saying> {
    let first = outlook.shown().and_then(|forecast| {
        let foretold = forecast.days.first()?;
        let at = |chance| Arg::Number(foretold.quantile(chance).into());
        Some(Saying::of(
            "chart-forecast-next",
            [
                ("day", Arg::Day(forecast.known_through.next())),
                ("middle", at(0.5)),
                ("low", at(0.05)),
                ("high", at(0.95)),
            ],
        ))
    });
    let by_model = outlook.shown().is_some_and(|forecast| forecast.method == Method::Paths);
    let why = if outlook.no_model.is_some() {
        Saying::plain("chart-forecast-no-model")
    } else {
        match outlook.file.shown {
            Shown::Model { skill } => {
                Saying::of("chart-forecast-model", [("percent", Arg::decimal(100.0 * skill, 0))])
            }
            Shown::History { .. } => Saying::plain("chart-forecast-history"),
            Shown::NotYetProven { .. } if by_model => Saying::plain("chart-forecast-untested"),
            Shown::NotYetProven { scored } => {
                Saying::of("chart-forecast-unproven", [("n", Arg::of(scored))])
            }
        }
    };
    [first, Some(why), scored(past)].into_iter().flatten().collect()
}

fn scored(past: &[PastDay]) -> Option<Saying> {
    let of =
        |scores: fn(&PastDay) -> Scores| means(&past.iter().map(scores).collect::<Vec<Scores>>());
    let (model, history) = (of(|day| day.model)?, of(|day| day.history)?);
    let within = past.iter().filter(|day| day.model.covered).count();
    Some(Saying::of(
        "chart-forecast-scored",
        [
            ("n", Arg::of(past.len())),
            ("within", Arg::of(within)),
            ("model", Arg::decimal(model.crps, 2)),
            ("history", Arg::decimal(history.crps, 2)),
        ],
    ))
}

fn caveats(outlook: &Outlook) -> Vec<Saying> {
    let (watched, unwatched) = outlook.watched;
    let known = Saying::of(
        "chart-caveat-forecast",
        [("n", Arg::of(watched)), ("unwatched", Arg::of(unwatched))],
    );
    let set_right = outlook.set_right.then(|| Saying::plain("chart-caveat-set-right"));
    [Some(known), set_right].into_iter().flatten().collect()
}
