//! `GET /incidents/tasks`: asks for verification of chosen incidents; `POST` puts a task on record in the case of each.
//!
//! A task belongs to a case. What no case is open about is said so, and led to where it is taken up.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse as _, Redirect, Response};
use truce_core::assessment::Point;
use truce_core::case::Case;
use truce_core::case::deed::{Doing, TEXT_LENGTH_MAX};
use truce_core::case::office::Action;
use truce_core::case::verification::Verification;
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::incident::Incident;
use truce_core::kleene::Truth;
use truce_core::time::Day;
use truce_core::version::Version;

use super::deeds::{May, officer, put};
use super::incidents::{Choice, Line};
use super::situation::seat_in;
use super::take_up::TakeUp;
use super::triage::{CHOSEN_MAX, Fields, entries, field};
use crate::index::incidents::one;
use crate::index::told::page as page_of;
use crate::screen::asked::{address, day, entry};
use crate::screen::drawn::Drawn;
use crate::screen::page::{self, Frame};
use crate::screen::problem::Problem;
use crate::screen::reader::Reader;
use crate::screen::{Screen, failed, terms};

/// A task on record, in the reader's words.
pub(super) struct Told {
    pub at: Address,
    pub due: Day,
    pub owner: String,
    pub point: String,
    pub set_by: String,
    pub settled_by: Option<Address>,
    pub state: String,
    pub what: String,
}

/// What somebody found by looking, in the reader's words.
pub(super) struct Found {
    pub at: Address,
    pub came_to: String,
    pub method: String,
    pub seats: Vec<String>,
    pub text: String,
}

/// What is to be found out about an incident, what was, and what the reader can do about it.
pub(super) struct Work {
    /// The case in which tasks can be set, if one runs.
    pub case: Option<Address>,
    pub found: Vec<Found>,
    pub may: May,
    /// What was just put on record: tasks, or the case.
    pub put: usize,
    pub opened: Option<Address>,
    pub take_up: TakeUp,
    pub tasks: Vec<Told>,
}

impl Work {
    /// That of an incident with its cases, the first opened first.
    pub(super) fn of(
        screen: &Screen,
        drawn: &Drawn,
        reader: &Reader,
        incident: &Incident,
        cases: &[String],
    ) -> Self {
        let cases = cases.iter().filter_map(|id| drawn.docket().cases.get(&id.parse().ok()?));
        let cases: Vec<&Case> = cases.collect();
        let looked = drawn.docket().verifications.iter();
        let looked = looked.filter(|(_, (_, found))| incident.reports.contains(&found.about));
        let found = looked.map(|(at, (seat, found))| found_by(screen, reader, at, seat, found));
        Self {
            case: running(&cases).map(|case| case.id.clone()),
            found: found.collect(),
            may: May::of(screen, reader, Action::SetTask),
            put: 0,
            opened: None,
            take_up: TakeUp::of(screen, reader),
            tasks: cases.iter().flat_map(|case| tasks(screen, reader, case)).collect(),
        }
    }
}

/// The case that was opened last of those that run.
fn running<'a>(cases: &[&'a Case]) -> Option<&'a Case> {
    cases.iter().rev().find(|case| case.runs()).copied()
}

/// The tasks of a case.
pub(super) fn tasks(screen: &Screen, reader: &Reader, case: &Case) -> Vec<Told> {
    let (t, now) = (reader.tongue(), (screen.clock)());
    let told = |(at, task): (&Address, &truce_core::case::Task)| Told {
        at: at.clone(),
        due: screen.agreement.clock().day_of(task.due),
        owner: seat_in(&screen.agreement, &task.owner, reader.language),
        point: terms::point(task.point, t),
        set_by: seat_in(&screen.agreement, &task.done.seat, reader.language),
        settled_by: task.settled_by.clone(),
        state: t.say(match &task.settled_by {
            Some(_) => "task-done",
            None if task.due < now => "task-over",
            None => "task-open",
        }),
        what: task.what.clone(),
    };
    case.tasks.iter().map(told).collect()
}

fn found_by(
    screen: &Screen,
    reader: &Reader,
    at: &Address,
    seat: &SeatId,
    found: &Verification,
) -> Found {
    let seats: BTreeSet<&SeatId> = found.with.iter().chain([seat]).collect();
    let name = |seat: &&SeatId| seat_in(&screen.agreement, seat, reader.language);
    Found {
        at: at.clone(),
        came_to: terms::looked(&found.came_to, reader.tongue()),
        method: found.method.clone(),
        seats: seats.iter().map(name).collect(),
        text: found.text.clone(),
    }
}

/// An incident that was chosen.
struct Chosen {
    case: Option<(Address, String)>,
    line: Line,
    open: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    frame: Frame,
    back: String,
    chosen: Vec<Chosen>,
    due_least: Day,
    may: May,
    points: Vec<Choice>,
    seats: Vec<Choice>,
    text_max: usize,
}

impl TasksPage {
    /// Whether a task can be set for any of them.
    fn any(&self) -> bool {
        self.chosen.iter().any(|chosen| chosen.case.is_some())
    }
}

/// The form.
///
/// # Errors
/// [`Problem`] if no incident is chosen, too many are, or one of them is none.
pub async fn show(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(fields): Query<Fields>,
) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    let named = fields.iter().any(|(name, _)| name == "incident");
    let ids = if named { entries(&fields, "incident", CHOSEN_MAX)? } else { Vec::new() };
    let back = back(&fields)?;
    screen.work(move |screen| lay_out(screen, &drawn, &reader, &ids, back)).await?
}

fn lay_out(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    ids: &[Address],
    back: String,
) -> Result<Response, Problem> {
    let (t, agreement) = (reader.tongue(), &screen.agreement);
    let mut open = BTreeSet::new();
    let chosen = ids.iter().map(|id| chosen(screen, drawn, reader, id, &mut open));
    let chosen = chosen.collect::<Result<Vec<_>, _>>()?;
    // What is open in one of them stands first.
    let (first, rest): (Vec<Point>, Vec<Point>) =
        Point::ALL.iter().partition(|point| open.contains(*point));
    let points = first.into_iter().chain(rest);
    let points = points.map(|point| (point.word().to_owned(), terms::point(point, t)));
    let seats = agreement.seats.iter();
    let seats = seats.map(|s| (s.id.to_string(), seat_in(agreement, &s.id, reader.language)));
    Ok(page::show(&TasksPage {
        frame: Frame::of(reader, &t.say("task-ask")),
        back,
        chosen,
        due_least: agreement.clock().day_of((screen.clock)()),
        may: May::of(screen, reader, Action::SetTask),
        points: Choice::of(points, ""),
        seats: Choice::of(seats, screen.seat.as_str()),
        text_max: TEXT_LENGTH_MAX,
    }))
}

/// One of the chosen incidents, with what is open in it.
fn chosen(
    screen: &Screen,
    drawn: &Drawn,
    reader: &Reader,
    id: &Address,
    all_open: &mut BTreeSet<Point>,
) -> Result<Chosen, Problem> {
    let t = reader.tongue();
    let whole = one(&screen.tables()?, id).map_err(|failure| failed(&failure))?;
    let whole = whole.ok_or(Problem::Misshapen)?;
    let page = page_of(drawn.known(&screen.agreement), &whole.row, &whole.page);
    let page = page.map_err(|failure| failed(&failure))?;
    let points = open_points(&page.versions);
    let cases = whole.cases.iter();
    let cases: Vec<&Case> =
        cases.filter_map(|id| drawn.docket().cases.get(&id.parse().ok()?)).collect();
    let state = |case: &Case| terms::of_list(&terms::STATES, case.state.word(), t);
    let chosen = Chosen {
        case: running(&cases).map(|case| (case.id.clone(), state(case))),
        line: Line::of(screen, reader, whole.row),
        open: points.iter().map(|point| terms::point(*point, t)).collect(),
    };
    all_open.extend(points);
    Ok(chosen)
}

/// What is not known in any version, and could be settled.
fn open_points(versions: &[Version]) -> BTreeSet<Point> {
    let assessments = versions.iter().flat_map(|version| &version.assessments);
    let answers = assessments.flat_map(|one| [&one.covered, &one.happened, &one.who]);
    let elements = answers.flat_map(|answer| &answer.elements);
    let open = elements.filter(|one| one.truth == Truth::Unknown && one.ground.settle().is_some());
    open.map(|element| element.point).collect()
}

/// Where the reader came from: the list as it was asked for, or one incident.
fn back(fields: &Fields) -> Result<String, Problem> {
    let from = field(fields, "query").unwrap_or("/incidents");
    let uri: Uri = from.parse().map_err(|_| Problem::Misshapen)?;
    let Some(rest) = uri.path().strip_prefix("/incidents/") else {
        return super::filters::own_query(from);
    };
    let (log, index) = rest.split_once('/').ok_or(Problem::Misshapen)?;
    entry(log, index).map(|id| format!("/incidents/{id}")).map_err(|_| Problem::Misshapen)
}

/// Puts the tasks on record: one in each case that is named.
///
/// # Errors
/// [`Problem::NotSignedIn`], [`Problem::MayNot`], or [`Problem::Misshapen`] if a case does not run, the day is over, or
/// something is missing.
pub async fn set(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let by = officer(&screen, &reader, Action::SetTask)?;
    let back = back(&fields)?;
    let deeds = deeds(&screen, &fields)?;
    let put = put(&screen, by, deeds).await?;
    let put: Vec<String> = put.iter().map(ToString::to_string).collect();
    Ok(Redirect::to(&address(&back, &[("tasked", &put.join(" "))])).into_response())
}

/// What was filled in, case by case.
fn deeds(screen: &Screen, fields: &Fields) -> Result<Vec<Doing>, Problem> {
    let drawn = screen.drawn()?;
    let cases = entries(fields, "case", CHOSEN_MAX)?;
    let runs = |id: &Address| drawn.docket().cases.get(id).is_some_and(Case::runs);
    let settles = field(fields, "settles");
    let point = Point::ALL.iter().find(|point| Some(point.word()) == settles);
    let owner = field(fields, "owner").and_then(|id| SeatId::new(id).ok());
    let owner = owner.filter(|id| screen.agreement.seat(id).is_some());
    let clock = screen.agreement.clock();
    let due = day(field(fields, "due").unwrap_or_default())?;
    let due = due.filter(|due| *due >= clock.day_of((screen.clock)()));
    let what = field(fields, "what").filter(|what| what.len() <= TEXT_LENGTH_MAX);
    let (Some(point), Some(owner), Some(due), Some(what)) = (point, owner, due, what) else {
        return Err(Problem::Misshapen);
    };
    if !cases.iter().all(runs) {
        return Err(Problem::Misshapen);
    }
    let due = clock.window_of(due).latest();
    let task = |case| Doing::Task {
        case,
        due,
        owner: owner.clone(),
        point: *point,
        what: what.to_owned(),
    };
    Ok(cases.into_iter().map(task).collect())
}
