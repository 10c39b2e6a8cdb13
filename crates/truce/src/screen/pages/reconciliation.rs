//! `GET /reconciliation`: what each seat states of each area over a period, and the incidents behind a figure.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use truce_core::bulletin::Period;
use truce_core::id::SeatId;
use truce_core::time::Day;

use super::incidents::Line;
use super::situation::seat_in;
use crate::index::incident_row::IncidentRow;
use crate::index::matrix::{Behind, Contradicting, Matrix, Stated, behind, contradictions, matrix};
use crate::screen::asked::{address, day, given};
use crate::screen::latest::Drawn;
use crate::screen::overview::{KnownParts, last_day};
use crate::screen::page::{self, Frame};
use crate::screen::phrases::Phrases;
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed, terms};

/// What is asked for; an empty field asks for nothing.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// The first day; the last with a register if none is given.
    #[param(required = false)]
    pub from: String,
    /// The last day; the first if none is given.
    #[param(required = false)]
    pub to: String,
    /// The area of the figure behind which incidents are listed; `none` for what is assigned to no area.
    #[param(required = false)]
    pub area: String,
    /// The seat whose figure that is.
    #[param(required = false)]
    pub seat: String,
}

/// The area of what the registers assign to none, in addresses.
const NO_AREA: &str = "none";

/// The period that is asked for.
fn period(screen: &Screen, drawn: &Drawn, asked: &Asked) -> Result<Period, Problem> {
    let from = day(&asked.from)?.or(day(&asked.to)?);
    let last = || last_day(drawn.reconciliations(), &screen.agreement, (screen.clock)());
    let from = from.unwrap_or_else(last);
    Period::new(from, day(&asked.to)?.unwrap_or(from)).map_err(|_| Problem::Misshapen)
}

/// A seat of the agreement and an area, if a figure is asked for.
fn figure(screen: &Screen, asked: &Asked) -> Result<Option<(String, SeatId)>, Problem> {
    let (Some(area), Some(seat)) = (given(&asked.area), given(&asked.seat)) else {
        return Ok(None);
    };
    let seat = SeatId::new(seat).map_err(|_| Problem::Misshapen)?;
    screen.agreement.seat(&seat).ok_or(Problem::NoSuchPage)?;
    let area = if area == NO_AREA { "" } else { area };
    Ok(Some((area.to_owned(), seat)))
}

/// What one seat states, and where what stands behind it is listed.
struct Cell {
    href: String,
    parts: Vec<(&'static str, String, u32)>,
    stated: Stated,
}

struct AreaLine {
    name: String,
    incidents: u32,
    incidents_href: Option<String>,
    cells: Vec<Option<Cell>>,
}

/// The incidents behind a figure, in the reader's words.
struct Side {
    heading: String,
    none: String,
    lines: Vec<Line>,
}

#[derive(askama::Template)]
#[template(path = "reconciliation.html")]
struct ReconciliationPage {
    frame: Frame,
    from: Day,
    to: Day,
    period: String,
    days: u32,
    seats: Vec<String>,
    rows: Vec<AreaLine>,
    totals: Vec<Option<Cell>>,
    sides: Vec<Side>,
    behind: Option<String>,
    more: bool,
    contradictions: Vec<Contradicts>,
}

/// How a register contradicts itself, in the reader's words.
struct Contradicts {
    day: String,
    register: String,
    seat: String,
    words: String,
}

/// The page.
///
/// # Errors
/// [`Problem`] if it cannot be understood what is asked for, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    let period = period(&screen, &drawn, &asked)?;
    let figure = figure(&screen, &asked)?;
    screen.work(move |screen| lay_out(screen, &drawn, &reader, period, figure)).await?
}

/// What the tables hold of a period.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Reconciled {
    /// The incidents behind the figure that is asked for, if one is.
    pub behind: Option<BehindFigure>,
    /// How registers contradict themselves.
    pub contradictions: Vec<Contradicting>,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    /// What each seat states, by area. No sum is made of different seats' figures.
    pub matrix: Matrix,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Day,
}

/// The incidents behind one seat's figure, side by side.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BehindFigure {
    /// Those that the seat's own sources assert.
    pub asserted: Vec<IncidentRow>,
    /// Those that only other seats' own sources assert.
    pub by_others: Vec<IncidentRow>,
    /// Those that the seat's own sources deny.
    pub denied: Vec<IncidentRow>,
    /// Whether there are more.
    pub more: bool,
}

impl From<Behind> for BehindFigure {
    fn from(behind: Behind) -> Self {
        let Behind { asserted, by_others, denied, more } = behind;
        Self { asserted, by_others, denied, more }
    }
}

fn found(
    screen: &Screen,
    period: Period,
    figure: Option<&(String, SeatId)>,
) -> Result<Reconciled, Problem> {
    let tables = screen.tables()?;
    let ask = || -> crate::failure::Outcome<Reconciled> {
        let behind = figure.map(|(area, seat)| behind(&tables, period, area, seat)).transpose()?;
        Ok(Reconciled {
            behind: behind.map(BehindFigure::from),
            contradictions: contradictions(&tables, period)?,
            from: period.from(),
            matrix: matrix(&tables, period)?,
            to: period.to(),
        })
    };
    ask().map_err(|failure| failed(&failure))
}

/// The words for an area and the address by which it is named.
fn of_area(area: &str) -> &str {
    if area.is_empty() { NO_AREA } else { area }
}

fn cell(reader: &Reader, period: Period, area: &str, seat: &str, stated: Stated) -> Cell {
    let (from, to) = (period.from().to_string(), period.to().to_string());
    let fields = [("from", from.as_str()), ("to", &to), ("area", of_area(area)), ("seat", seat)];
    let parts = KnownParts::from(stated.parts).in_order();
    let parts = parts.into_iter().zip(PARTS).filter(|((_, number), _)| *number > 0);
    Cell {
        href: format!("{}#behind", address("/reconciliation", &fields)),
        parts: parts.map(|((word, n), id)| (word, reader.tongue().say(id), n)).collect(),
        stated,
    }
}

/// The messages of the parts, in their order.
const PARTS: [&str; 4] = ["part-matched", "part-contested", "part-one-sided", "part-unexplained"];

fn lay_out(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    period: Period,
    figure: Option<(String, SeatId)>,
) -> Result<Response, Problem> {
    let found = found(screen, period, figure.as_ref())?;
    let (t, agreement) = (reader.tongue(), &screen.agreement);
    let there: BTreeSet<&String> = found.matrix.totals.keys().collect();
    let seats: Vec<&SeatId> = agreement
        .seats
        .iter()
        .map(|s| &s.id)
        .filter(|id| there.contains(&id.to_string()))
        .collect();
    let (from, to) = (period.from().to_string(), period.to().to_string());
    let row = |(area, row): (&String, &crate::index::matrix::AreaRow)| AreaLine {
        name: terms::area(agreement, Some(area), t),
        incidents: row.incidents,
        incidents_href: Some(area)
            .filter(|area| !area.is_empty())
            .map(|area| address("/incidents", &[("area", area), ("since", &from), ("until", &to)])),
        cells: seats
            .iter()
            .map(|seat| {
                let stated = row.seats.get(seat.as_str())?;
                Some(cell(reader, period, area, seat.as_str(), *stated))
            })
            .collect(),
    };
    let rows = found.matrix.areas.iter().map(row).collect();
    let totals = seats.iter().map(|seat| {
        let stated = found.matrix.totals.get(seat.as_str())?;
        Some(cell(reader, period, "", seat.as_str(), *stated))
    });
    let named = |seat: &SeatId| seat_in(agreement, seat, reader.language);
    let heading = figure.as_ref().map(|(area, seat)| {
        let area = terms::area(agreement, Some(area), t);
        t.say_of("behind-heading", &[("area", &area), ("seat", &named(seat))])
    });
    let more = found.behind.as_ref().is_some_and(|behind| behind.more);
    Ok(page::show(&ReconciliationPage {
        frame: Frame::of(reader, &t.say("nav-reconciliation")),
        from: period.from(),
        to: period.to(),
        period: if from == to {
            t.day(period.from())
        } else {
            let days = [("from", &*t.day(period.from())), ("to", &t.day(period.to()))];
            t.say_of("situation-week", &days)
        },
        days: found.matrix.days,
        seats: seats.iter().map(|seat| named(seat)).collect(),
        rows,
        totals: totals.collect(),
        sides: found.behind.map_or_else(Vec::new, |behind| sides(screen, reader, behind)),
        behind: heading,
        more,
        contradictions: found
            .contradictions
            .into_iter()
            .map(|one| contradicts(screen, drawn, reader, one))
            .collect(),
    }))
}

/// A line of the table in the reader's words, by the register that it is about.
fn contradicts(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    found: Contradicting,
) -> Contradicts {
    let phrases = Phrases { agreement: &screen.agreement, t: reader.tongue() };
    let day = found.day.parse::<Day>().ok().and_then(|day| drawn.reconciliations().get(&day));
    let held = day.into_iter().flat_map(|day| &day.seats);
    let stated = held.flat_map(|(_, held)| held.used.iter().chain(&held.others));
    let mut all = stated.flat_map(|stated| stated.register.contradictions());
    let meant = all.find(|one| one.to_string() == found.words);
    Contradicts {
        seat: found.seat.parse().map_or(found.seat, |id| phrases.seat(&id)),
        words: meant.map_or(found.words, |meant| phrases.contradiction(&meant)),
        day: found.day,
        register: found.register,
    }
}

fn sides(screen: &Screen, reader: &Reader, behind: BehindFigure) -> Vec<Side> {
    let t = reader.tongue();
    let side = |heading, none, rows: Vec<IncidentRow>| Side {
        heading: t.say(heading),
        none: t.say(none),
        lines: rows.into_iter().map(|row| Line::of(screen, reader, row)).collect(),
    };
    vec![
        side("behind-asserted", "behind-asserted-none", behind.asserted),
        side("behind-others", "behind-others-none", behind.by_others),
        side("behind-denied", "behind-denied-none", behind.denied),
    ]
}

/// What each seat states of each area over a period, and the incidents behind a figure.
///
/// # Errors
/// As [`show`].
#[utoipa::path(
    get,
    path = "/api/v1/reconciliation",
    params(Asked),
    responses(
        (status = 200, description = "the matrix", body = Reconciled),
        (status = 400, description = "it cannot be understood what is asked for", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "the agreement has no such seat", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(
    State(screen): State<Arc<Screen>>,
    Query(asked): Query<Asked>,
) -> Result<Json<Reconciled>, Problem> {
    let drawn = screen.drawn()?;
    let period = period(&screen, &drawn, &asked)?;
    let figure = figure(&screen, &asked)?;
    screen.work(move |screen| found(screen, period, figure.as_ref())).await?.map(Json)
}
