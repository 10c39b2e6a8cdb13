//! `GET /cases/{log}/{index}`: one case: what was asked, what each seat did, what came of it, and by when.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use truce_core::case::{Case, SeatPart};
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::time::Moment;

use super::cases::actor;
use super::situation::seat_in;
use super::tasks::{Told, tasks};
use crate::index::cases::{CaseRow, one};
use crate::index::incidents::holding;
use crate::render::labels::Labels;
use crate::screen::asked::entry;
use crate::screen::latest::Drawn;
use crate::screen::page::{self, Frame};
use crate::screen::phrases::Phrases;
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed, terms};

#[derive(askama::Template)]
#[template(path = "case.html")]
struct CasePage<'a> {
    frame: Frame,
    accused: Option<String>,
    case: &'a Case,
    deadlines: Vec<(String, Moment)>,
    incident: Option<String>,
    labels: Labels<'a>,
    phrases: Phrases<'a>,
    parts: Vec<(String, String, &'a SeatPart)>,
    state: String,
    tasks: Vec<Told>,
}

impl CasePage<'_> {
    fn seat(&self, seat: &SeatId) -> String {
        seat_in(self.labels.agreement, seat, self.frame.t.language)
    }
}

/// What a seat has done about its finding: the message.
fn part(part: &SeatPart) -> &'static str {
    match part {
        SeatPart::Due => "seat-part-due",
        SeatPart::Sealed { .. } => "seat-part-sealed",
        SeatPart::ToReveal { .. } => "seat-part-to-reveal",
        SeatPart::Gave { .. } => "seat-part-gave",
        SeatPart::Abstained { .. } => "seat-part-abstained",
        SeatPart::Silent => "seat-part-silent",
        SeatPart::Recused { .. } => "seat-part-recused",
    }
}

/// The page.
///
/// # Errors
/// [`Problem`] if there is no such case, or no picture is drawn yet.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Path((log, index)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (drawn, id) = (screen.drawn()?, entry(&log, &index)?);
    screen.work(move |screen| lay_out(screen, &drawn, &reader, &id)).await?
}

fn lay_out(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    id: &Address,
) -> Result<Response, Problem> {
    let case = drawn.docket().cases.get(id).ok_or(Problem::NoSuchPage)?;
    let (t, due) = (reader.tongue(), case.deadlines);
    let tables = screen.tables()?;
    let incident = holding(&tables, &case.opening.about).map_err(|failure| failed(&failure))?;
    let seat_part = |(seat, found): (&SeatId, _)| {
        let seat = seat_in(&screen.agreement, seat, reader.language);
        (seat, t.say(part(found)), found)
    };
    Ok(page::show(&CasePage {
        frame: Frame::of(reader, &t.say_of("case-title", &[("id", &id.to_string())])),
        accused: case.opening.accused.as_ref().map(|id| actor(screen, reader, id.as_str())),
        deadlines: vec![
            (t.say("due-admission"), due.admission),
            (t.say("due-reply"), due.reply),
            (t.say("due-findings"), due.findings),
            (t.say("due-reveal"), due.reveal),
        ],
        incident,
        labels: Labels { agreement: &screen.agreement },
        phrases: Phrases { agreement: &screen.agreement, t },
        parts: case.parts.iter().map(seat_part).collect(),
        state: terms::of_list(&terms::STATES, case.state.word(), t),
        tasks: tasks(screen, reader, case),
        case,
    }))
}

/// One case, for programs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OneCase {
    /// The whole case.
    #[schema(value_type = crate::index::shapes::CaseForm)]
    pub case: Value,
    /// Its row.
    pub row: CaseRow,
}

/// One case, whole.
///
/// # Errors
/// As [`show`].
#[utoipa::path(
    get,
    path = "/api/v1/cases/{log}/{index}",
    params(
        ("log" = String, Path, description = "the log in which it was opened"),
        ("index" = u64, Path, description = "the place of the deed that opened it"),
    ),
    responses(
        (status = 200, description = "the case", body = OneCase),
        (status = 404, description = "there is no such case", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(
    State(screen): State<Arc<Screen>>,
    Path((log, index)): Path<(String, String)>,
) -> Result<Json<OneCase>, Problem> {
    screen.drawn()?;
    let id = entry(&log, &index)?;
    let found =
        screen.work(move |screen| one(&screen.tables()?, &id).map_err(|failure| failed(&failure)));
    let (row, case) = found.await??.ok_or(Problem::NoSuchPage)?;
    Ok(Json(OneCase { case, row }))
}
