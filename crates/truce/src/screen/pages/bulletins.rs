//! `GET /bulletins`: the days with a register; one day's bulletin, as the program lays it out everywhere, and how to check it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use truce_core::bulletin::{Bulletin, Period};
use truce_core::record::Cut;
use truce_core::time::Day;

use crate::cli::Layout;
use crate::cmd::bulletin::lay_out;
use crate::render::labels::{self, Labels};
use crate::screen::latest::Drawn;
use crate::screen::page::{self, Frame};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed};

/// One month's days with a register, and how many seats have one.
type Month = Vec<(Day, usize)>;

#[derive(askama::Template)]
#[template(path = "bulletins.html")]
struct ListPage {
    frame: Frame,
    months: Vec<(String, Month)>,
    days: usize,
}

/// `GET /bulletins`
///
/// # Errors
/// [`Problem::NotYet`] if no picture is drawn yet.
pub async fn list(State(screen): State<Arc<Screen>>, reader: Reader) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    for (day, found) in drawn.reconciliations() {
        let seats = found.seats.iter().filter(|(_, held)| held.used.is_some()).count();
        let month = day.to_string().get(..7).unwrap_or_default().to_owned();
        months.entry(month).or_default().push((*day, seats));
    }
    Ok(page::show(&ListPage {
        frame: Frame::of(&reader, &reader.tongue().say("nav-bulletins")),
        months: months.into_iter().rev().collect(),
        days: drawn.reconciliations().len(),
    }))
}

#[derive(askama::Template)]
#[template(path = "bulletin.html")]
struct DayPage {
    frame: Frame,
    day: Day,
    day_of_truce: Option<u32>,
    incidents: usize,
    check: String,
    cut: Cut,
}

/// A bulletin; whoever asks while the tables are written at other heads asks again.
fn made(screen: &Screen, drawn: &Drawn, period: Period) -> Result<Bulletin, Problem> {
    let tables = screen.tables()?;
    let made = drawn.bulletin(&tables, &screen.agreement, period);
    made.map_err(|failure| failed(&failure))?.ok_or(Problem::NotYet)
}

/// `GET /bulletins/{day}`: what the bulletin was made from, and where its layouts are.
///
/// # Errors
/// [`Problem`] if that is no day, or no picture is drawn yet.
pub async fn day(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Path(day): Path<String>,
) -> Result<Response, Problem> {
    let day: Day = day.parse().map_err(|_| Problem::NoSuchPage)?;
    let drawn = screen.drawn()?;
    let lay_out = move |screen: &Screen| {
        let (bulletin, t) = (made(screen, &drawn, Period::day(day))?, reader.tongue());
        let title = t.say_of("bulletin-title", &[("day", &t.day(day))]);
        Ok(page::show(&DayPage {
            frame: Frame::of(&reader, &title),
            day,
            day_of_truce: bulletin.day_of_truce,
            incidents: bulletin.incidents.len(),
            check: labels::again(&bulletin, "html"),
            cut: bulletin.cut,
        }))
    };
    screen.work(lay_out).await?
}

/// `GET /bulletins/{day}/{html|json|md|txt}`: the bulletin itself, to the byte as `truce bulletin` makes it.
///
/// # Errors
/// [`Problem`] if that is no day or no layout, or no picture is drawn yet.
pub async fn laid_out(
    State(screen): State<Arc<Screen>>,
    Path((day, layout)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let day: Day = day.parse().map_err(|_| Problem::NoSuchPage)?;
    let (layout, kind) = match layout.as_str() {
        "html" => (Layout::Html, "text/html; charset=utf-8"),
        "json" => (Layout::Json, "application/json"),
        "md" => (Layout::Md, "text/markdown; charset=utf-8"),
        "txt" => (Layout::Text, "text/plain; charset=utf-8"),
        _ => return Err(Problem::NoSuchPage),
    };
    let drawn = screen.drawn()?;
    let text = screen.work(move |screen| {
        let labels = Labels { agreement: &screen.agreement };
        let bulletin = made(screen, &drawn, Period::day(day))?;
        lay_out(&bulletin, labels, layout).map_err(|failure| failed(&failure))
    });
    let text = text.await??;
    let text = match layout {
        Layout::Text => anstream::adapter::strip_str(&text).to_string(),
        Layout::Html | Layout::Md | Layout::Json => text,
    };
    let mut headers = vec![
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    if layout == Layout::Html {
        let policy = HeaderValue::from_str(&policy_of(&text)).map_err(|_| Problem::Failed)?;
        headers.push((header::CONTENT_SECURITY_POLICY, policy));
    }
    let headers: axum::http::HeaderMap = headers.into_iter().collect();
    Ok((headers, text).into_response())
}

/// The page stands alone, with its style in it: that style, by its digest, and nothing else.
fn policy_of(html: &str) -> String {
    let style = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let digest = STANDARD.encode(Sha256::digest(style.map_or("", |(style, _)| style)));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
