//! `GET /cases`: the cases, by state, each with the clock that runs.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use truce_core::entry::Address;
use truce_core::time::Moment;

use super::incidents::Choice;
use crate::index::cases::{CaseRow, list};
use crate::screen::asked::{address, given};
use crate::screen::page::{self, Frame};
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed, terms};

/// How many cases stand on a page.
const ON_A_PAGE: usize = 50;

/// What is asked for; an empty field asks for nothing.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// The state, as `awaiting-reply`.
    #[param(required = false)]
    pub state: String,
    /// From where to go on: `next` of the page before.
    #[param(required = false)]
    pub after: String,
}

/// A page of the list, for programs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseList {
    /// The cases, those in which something was done last first.
    pub cases: Vec<CaseRow>,
    /// What to give as `after` for the next page; none after the last.
    #[schema(required)]
    pub next: Option<String>,
}

/// Where a list goes on: the moment of the last change, and the case.
fn place(text: &str) -> Result<(Moment, Address), Problem> {
    let parts = text
        .split_once('.')
        .and_then(|(at, id)| Some((Moment::from_unix(at.parse().ok()?), id.parse().ok()?)));
    parts.ok_or(Problem::Misshapen)
}

fn found(screen: &Screen, asked: &Asked) -> Result<CaseList, Problem> {
    let state = |word| terms::STATES.iter().find(|(known, _)| known.replace(' ', "-") == word);
    let state =
        given(&asked.state).map(|word| state(word).ok_or(Problem::Misshapen)).transpose()?;
    let after = given(&asked.after).map(place).transpose()?;
    let after = after.as_ref().map(|(at, id)| (*at, id));
    let tables = screen.tables()?;
    let cases = list(&tables, state.map(|(word, _)| *word), (after, ON_A_PAGE + 1));
    let mut cases = cases.map_err(|failure| failed(&failure))?;
    let more = cases.len() > ON_A_PAGE;
    cases.truncate(ON_A_PAGE);
    let next = cases.last().filter(|_| more);
    let next = next.map(|last| format!("{}.{}", last.changed_at.unix(), last.id));
    Ok(CaseList { cases, next })
}

/// A case in the list, in the reader's words.
struct Line {
    accused: Option<String>,
    row: CaseRow,
    state: String,
    overdue: bool,
}

#[derive(askama::Template)]
#[template(path = "cases.html")]
struct CasesPage {
    frame: Frame,
    states: Vec<Choice>,
    lines: Vec<Line>,
    next: Option<String>,
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
    screen.drawn()?;
    screen.work(move |screen| lay_out(screen, &reader, &asked)).await?
}

fn lay_out(screen: &Screen, reader: &Reader, asked: &Asked) -> Result<Response, Problem> {
    let (found, t) = (found(screen, asked)?, reader.tongue());
    let now = (screen.clock)();
    let line = |row: CaseRow| Line {
        accused: row.accused.as_deref().map(|id| actor(screen, reader, id)),
        overdue: row.due_at.is_some_and(|due| due < now),
        state: terms::of_list(&terms::STATES, &row.state, t),
        row,
    };
    let states = terms::STATES.iter();
    let states = states.map(|(word, message)| (word.replace(' ', "-"), t.say(message)));
    Ok(page::show(&CasesPage {
        frame: Frame::of(reader, &t.say("nav-cases")),
        states: Choice::of(states, &asked.state),
        next: found
            .next
            .map(|next| address("/cases", &[("state", &asked.state), ("after", &next)])),
        lines: found.cases.into_iter().map(line).collect(),
    }))
}

/// An actor's name in the reader's language.
pub(super) fn actor(screen: &Screen, reader: &Reader, id: &str) -> String {
    let known = screen.agreement.actors.iter().find(|actor| actor.id.as_str() == id);
    known.map_or_else(|| id.to_owned(), |actor| actor.name(reader.language.tag()).to_owned())
}

/// The cases, those in which something was done last first.
///
/// # Errors
/// As [`show`].
#[utoipa::path(
    get,
    path = "/api/v1/cases",
    params(Asked),
    responses(
        (status = 200, description = "a page of the list", body = CaseList),
        (status = 400, description = "it cannot be understood what is asked for", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn data(
    State(screen): State<Arc<Screen>>,
    Query(asked): Query<Asked>,
) -> Result<Json<CaseList>, Problem> {
    screen.drawn()?;
    screen.work(move |screen| found(screen, &asked)).await?.map(Json)
}
