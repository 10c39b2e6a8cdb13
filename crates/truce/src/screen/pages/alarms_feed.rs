//! `GET /alarms/feed.atom` and `GET /alarms/{identifier}.cap`: the messages about alarms, for machines.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use crate::alarms_out::cap;
use crate::alarms_out::outbox::Outbox;
use crate::alarms_out::settings::Settings;
use crate::alarms_out::telling::Sender;
use crate::failure::Outcome;
use crate::screen::problem::Problem;
use crate::screen::{Screen, failed};

/// How many messages the feed holds.
const FEED: usize = 100;

/// The feed.
///
/// # Errors
/// [`Problem::Failed`] if the outbox or its settings cannot be read.
pub async fn feed(State(screen): State<Arc<Screen>>) -> Result<Response, Problem> {
    let made = screen.work(|screen| -> Outcome<String> {
        let messages = Outbox::open(&screen.dir)?.last(FEED)?;
        let settings = Settings::read(&screen.dir)?;
        Ok(cap::feed(&messages, sender(screen, &settings)))
    });
    let made = made.await?.map_err(|fault| failed(&fault))?;
    Ok(document(made, "application/atom+xml; charset=utf-8"))
}

/// One message.
///
/// # Errors
/// [`Problem::NoSuchPage`] if there is none of that name.
pub async fn message(
    State(screen): State<Arc<Screen>>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let identifier = name.strip_suffix(".cap").ok_or(Problem::NoSuchPage)?.to_owned();
    let made = screen.work(move |screen| -> Outcome<Option<String>> {
        let mut messages = Outbox::open(&screen.dir)?.upto(&identifier)?;
        let settings = Settings::read(&screen.dir)?;
        let last = messages.pop();
        Ok(last.map(|last| cap::alert(&last, &messages, sender(screen, &settings))))
    });
    let made = made.await?.map_err(|fault| failed(&fault))?.ok_or(Problem::NoSuchPage)?;
    Ok(document(made, "application/cap+xml; charset=utf-8"))
}

fn sender<'a>(screen: &'a Screen, settings: &'a Settings) -> Sender<'a> {
    let (agreement, seat) = (&screen.agreement, screen.seat.as_str());
    Sender { agreement, exercise: settings.exercise, screen: settings.screen(), seat }
}

fn document(text: String, kind: &'static str) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
}
