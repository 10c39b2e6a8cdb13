//! `GET /alarms`: how each area stands, what was raised, the promise and how it has been kept.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use truce_signals::alarm::{Promise, State as Stands};
use truce_signals::chart::strip;
use truce_signals::series::Chronicle;
use truce_signals::told::{Alarms, AreaAlarms, watch};

use super::signals::Shown;
use crate::charts::Speaker;
use crate::screen::Screen;
use crate::screen::asked::address;
use crate::screen::drawn::Drawn;
use crate::screen::page::{self, Frame};
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::reckoned::Found;
use crate::screen::terms;
use crate::screen::tongue::Tongue;

/// False alarms a year that the mechanism can live with, as long as nobody sets another number.
pub const FALSE_ALARMS_A_YEAR: f64 = 4.0;

/// One area.
struct Row {
    area: String,
    stands: String,
    since: String,
    counted: u32,
    watched: usize,
    incidents: String,
}

#[derive(askama::Template)]
#[template(path = "alarms.html")]
struct AlarmsPage {
    frame: Frame,
    older: bool,
    reckoning: bool,
    nothing: bool,
    chart: Option<Shown>,
    rows: Vec<Row>,
}

/// What was reckoned, or is being reckoned.
pub(crate) fn told(screen: &Screen, drawn: &Drawn) -> Found<Option<Alarms>> {
    let now = (screen.clock)();
    let version = format!("{} {}", screen.agreement.clock().day_of(now), drawn.version());
    screen.alarms.ask(&(), &version, || {
        let chronicle = Chronicle::of(&drawn.picture, &screen.agreement, now);
        let agreement = screen.agreement.clone();
        move || {
            let promise = Promise { false_alarms_a_year: FALSE_ALARMS_A_YEAR };
            Some(watch(&chronicle?, &agreement, promise, &[]))
        }
    })
}

/// The page.
///
/// # Errors
/// [`Problem`] if no picture is drawn yet.
pub async fn show(State(screen): State<Arc<Screen>>, reader: Reader) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    screen
        .work(move |screen| {
            let found = told(screen, &drawn);
            drop(drawn);
            lay_out(screen, &reader, &found)
        })
        .await
}

fn lay_out(screen: &Screen, reader: &Reader, found: &Found<Option<Alarms>>) -> Response {
    let (older, reckoning, told) = match found {
        Found::Now(told) => (false, false, Some(told)),
        Found::Older(told) => (true, true, Some(told)),
        Found::NotYet => (false, true, None),
    };
    let nothing = told.is_some_and(|told| told.is_none());
    let alarms = told.and_then(|told| told.as_ref().as_ref());
    let speaker = Speaker::of_screen(&screen.agreement, reader.language);
    let row = |alarms: &Alarms| -> Vec<Row> {
        alarms.areas.iter().map(|area| row(screen, reader, area, alarms)).collect()
    };
    page::show(&AlarmsPage {
        frame: Frame::of(reader, &reader.tongue().say("nav-alarms")),
        older,
        reckoning,
        nothing,
        chart: alarms.map(|alarms| Shown::of(&strip(alarms), &speaker)),
        rows: alarms.map(row).unwrap_or_default(),
    })
}

fn row(screen: &Screen, reader: &Reader, area: &AreaAlarms, alarms: &Alarms) -> Row {
    let t = reader.tongue();
    let (from, until) = (alarms.days.0, alarms.days.1.to_string());
    let (since, begins) = match &area.state {
        Stands::Alarm(shift) | Stands::Acknowledged(shift) => {
            let (onset, on) = (t.day(shift.onset), t.day(shift.on));
            (t.say_of("alarms-since", &[("onset", &onset), ("on", &on)]), shift.onset)
        }
        Stands::Learning { .. } | Stands::Calm | Stands::Watch => (String::new(), from),
    };
    let begins = begins.to_string();
    let fields = [("area", area.area.as_str()), ("since", &begins), ("until", &until)];
    Row {
        area: terms::area(&screen.agreement, Some(area.area.as_str()), t),
        stands: state(&area.state, t),
        since,
        counted: area.counted,
        watched: area.watched,
        incidents: address("/incidents", &fields),
    }
}

/// A state in a word.
fn state(state: &Stands, t: &Tongue) -> String {
    t.say(match state {
        Stands::Learning { .. } => "alarms-learning",
        Stands::Calm => "chart-key-calm",
        Stands::Watch => "chart-key-watch",
        Stands::Alarm(_) => "chart-key-alarm",
        Stands::Acknowledged(_) => "chart-key-acknowledged",
    })
}

/// The alarms, for programs.
///
/// # Errors
/// [`Problem`] if they are being reckoned.
#[utoipa::path(
    get,
    path = "/api/v1/alarms",
    responses(
        (status = 200, description = "how each area stands, what was raised, and the promise; null if nothing is on record", body = Object),
        (status = 503, description = "they are being reckoned: ask again in a moment", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(State(screen): State<Arc<Screen>>) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    match screen.work(move |screen| told(screen, &drawn)).await? {
        Found::Now(told) => Ok(Json(&*told).into_response()),
        Found::Older(_) | Found::NotYet => Err(Problem::NotYet),
    }
}
