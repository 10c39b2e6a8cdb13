//! `GET /map`: incidents on a map and the same incidents as a list, over a stretch of time.
//!
//! The list is made here; the map is drawn by `map.js` from what [`super::map_data`] tells, and where there is no
//! script or no WebGL the list says the same.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::time::Day;

use super::map_data::{Asked, MapIncident, ask, histogram_of, zones_on};
use crate::index::incidents::{Order, list};
use crate::index::map::Histogram;
use crate::index::space::degrees;
use crate::screen::latest::Drawn;
use crate::screen::overview::last_day;
use crate::screen::page::{self, Frame};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::terms::{self, STANDINGS};
use crate::screen::tongue::Tongue;
use crate::screen::{Screen, layers};

/// How many incidents the list beside the map shows.
const LISTED: usize = 100;
/// How many days are shown where none are asked for.
const DAYS: &str = "30";
/// The stretches of time that are offered, each with its message.
const STRETCHES: [(&str, &str); 4] =
    [("1", "map-days-1"), ("7", "map-days-7"), ("30", "map-days-30"), ("all", "map-days-all")];

/// One of a list to choose from.
struct Choice {
    word: String,
    name: String,
    chosen: bool,
}

impl Choice {
    fn of(word: &str, name: String, chosen: &str) -> Self {
        Self { word: word.to_owned(), name, chosen: word == chosen }
    }
}

/// A bar of the histogram: where it begins and how wide and high it is, in thousandths.
struct Bar {
    begins: i64,
    chosen: bool,
    count: u32,
    from: Day,
    height: u32,
    width: i64,
}

/// Incidents over time.
struct Timeline {
    bars: Vec<Bar>,
    first: Day,
    last: Day,
    /// How many days after the first the chosen one is.
    at: i32,
    /// How many days after the first the last one is.
    most: i32,
}

#[derive(askama::Template)]
#[template(path = "map.html")]
struct MapPage<'a> {
    frame: Frame,
    asked: Asked,
    acts: Vec<Choice>,
    areas: Vec<Choice>,
    extent: String,
    incidents: Vec<MapIncident>,
    layers: Vec<String>,
    shown: Option<(Day, Day)>,
    standings: Vec<Choice>,
    stretches: Vec<Choice>,
    timeline: Timeline,
    total: usize,
    words: String,
    zones: Vec<(&'a str, bool)>,
}

impl MapPage<'_> {
    fn standing(&self, incident: &MapIncident) -> Option<String> {
        incident.standing.as_ref().map(|word| terms::of_list(&STANDINGS, word, self.frame.t))
    }
}

/// The page.
///
/// # Errors
/// [`Problem`] if a field cannot be understood, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    screen.work(move |screen| lay_out(screen, &drawn, &reader, asked)).await?
}

fn lay_out(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let agreement = &screen.agreement;
    if asked.day.is_empty() {
        // The last day on which something is said to have happened, so that the map does not begin empty.
        let none_yet = || last_day(drawn.reconciliations(), agreement, (screen.clock)());
        asked.day = drawn.columns.last_day().unwrap_or_else(none_yet).to_string();
        if asked.days.is_empty() {
            asked.days = DAYS.to_owned();
        }
    }
    let (filter, shown) = (asked.filter(agreement)?, asked.span()?);
    let day: Day = asked.day.parse().map_err(|_| Problem::Misshapen)?;
    let found =
        ask(screen, |tables| list(tables, &drawn.columns, &filter, Order::Newest, (None, LISTED)))?;
    let histogram = histogram_of(screen, drawn, &asked)?;
    let (t, tag) = (reader.tongue(), reader.language.tag());
    let acts = Act::ALL.iter().map(|act| Choice::of(act.word(), terms::act(*act, t), &asked.act));
    let areas = agreement.areas().iter();
    let areas =
        areas.map(|area| Choice::of(area.id.as_str(), area.name(tag).to_owned(), &asked.area));
    let days = if asked.days.is_empty() { "1" } else { &asked.days };
    let zones = zones_on(agreement, Some(day));
    Ok(page::show(&MapPage {
        frame: Frame::of(reader, &t.say("nav-map")),

        acts: acts.collect(),
        areas: areas.collect(),
        extent: extent(agreement),
        incidents: found.incidents.into_iter().map(|row| MapIncident::of(row, t)).collect(),
        layers: layers::names(&screen.dir),
        shown,
        standings: choices(&STANDINGS, &asked.standing, t),
        stretches: choices(&STRETCHES, days, t),
        timeline: Timeline::of(&histogram, day, shown),
        total: found.total,
        words: words(t),
        zones: zones.map(|zone| (zone.name.as_str(), zone.disputed.is_some())).collect(),
        asked,
    }))
}

fn choices(list: &[(&str, &str)], chosen: &str, t: &Tongue) -> Vec<Choice> {
    list.iter().map(|(word, message)| Choice::of(word, t.say(message), chosen)).collect()
}

impl Timeline {
    fn of(histogram: &Histogram, day: Day, shown: Option<(Day, Day)>) -> Self {
        let each = histogram.days_each;
        let (begin, end) = (histogram.bars.first(), histogram.bars.last());
        let first = begin.map_or(day, |bar| bar.from).min(day);
        let last = end.map_or(day, |bar| bar.from.plus(each - 1)).max(day);
        let days = i64::from(last.since(first)) + 1;
        let thousandths = |after: i32| i64::from(after) * 1000 / days;
        let most = histogram.bars.iter().map(|bar| bar.count).max().unwrap_or(1);
        let bar = |bar: &crate::index::map::Bar| {
            let (after, until) = (bar.from.since(first), bar.from.plus(each - 1));
            let begins = thousandths(after);
            Bar {
                begins,
                chosen: shown.is_none_or(|(from, to)| bar.from <= to && until >= from),
                count: bar.count,
                from: bar.from,
                height: (bar.count.saturating_mul(1000) / most.max(1)).max(20),
                width: (thousandths(after + each) - begins).max(2),
            }
        };
        let bars = histogram.bars.iter().map(bar).collect();
        Self { bars, first, last, at: day.since(first), most: last.since(first) }
    }
}

/// The box around the agreement's areas: south, west, north, east; the world if no area has an outline.
fn extent(agreement: &Agreement) -> String {
    let rings = agreement.areas().iter().flat_map(|area| &area.outline.0);
    let corners: Vec<_> = rings.flat_map(|ring| &ring.0).collect();
    let of = |range: Option<(i32, i32)>| range.unwrap_or((-60_000_000, 70_000_000));
    let range =
        |values: Vec<i32>| of(values.iter().min().copied().zip(values.iter().max().copied()));
    let (south, north) = range(corners.iter().map(|at| at.lat_udeg()).collect());
    let (west, east) = range(corners.iter().map(|at| at.lon_udeg()).collect());
    [south, west, north, east].map(|udeg| degrees(udeg).to_string()).join(",")
}

/// What the map itself says, as `map.js` and MapLibre ask for it.
fn words(t: &Tongue) -> String {
    serde_json::json!({
        "NavigationControl.ZoomIn": t.say("map-zoom-in"),
        "NavigationControl.ZoomOut": t.say("map-zoom-out"),
        "Map.Title": t.say("nav-map"),
        "Popup.Close": t.say("map-close"),
        "no-script": t.say("map-no-script"),
        "pause": t.say("map-pause"),
        "play": t.say("map-play"),
    })
    .to_string()
}
