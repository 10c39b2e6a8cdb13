//! Tells a page that is open when the record grew: one line over a connection that stays (server-sent events).

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use super::Screen;
use super::problem::Problem;

/// How many pages may listen at once.
pub const LISTENERS_MAX: usize = 4096;
/// How often a line is sent to keep the connection, by which a lost one is noticed.
const ALIVE: Duration = Duration::from_secs(25);
/// After how long a browser comes back to a connection that was lost, in milliseconds.
const AGAIN: Duration = Duration::from_secs(3);

/// What a listener is told.
enum Told {
    Alarms(u64),
    Grew(String),
    Stop,
}

/// `GET /live`: `event: grew` with the version of the record, at once and after each change; `event: alarms` with how
/// often there was news of alarms since the server began.
pub async fn listen(State(screen): State<Arc<Screen>>) -> Response {
    let Ok(place) = Arc::clone(&screen.listeners).try_acquire_owned() else {
        return Problem::TooOften.into_response();
    };
    let grown = WatchStream::new(screen.latest.listen())
        .filter_map(|version: Option<String>| version.map(Told::Grew));
    // Ends when the server is told to stop: a connection that stays would keep it from that.
    let stopped = WatchStream::new(screen.stopping.subscribe())
        .filter_map(|stop: bool| stop.then_some(Told::Stop));
    let alarms = WatchStream::from_changes(screen.alarm_news.subscribe()).map(Told::Alarms);
    let told = grown.merge(alarms).merge(stopped).map_while(move |told| {
        // Given back when the connection ends.
        let _held = &place;
        let event = match told {
            Told::Alarms(times) => Event::default().event("alarms").data(times.to_string()),
            Told::Grew(version) => Event::default().event("grew").retry(AGAIN).data(version),
            Told::Stop => return None,
        };
        Some(Ok::<Event, Infallible>(event))
    });
    let kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (kept, Sse::new(told).keep_alive(KeepAlive::new().interval(ALIVE))).into_response()
}
