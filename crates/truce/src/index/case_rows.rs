//! A case as a row, and what waits for whom in it.
//!
//! What is to be done next follows from the state that the core derived; who
//! may do it is for [`truce_core::case::office::may`] to say when it is asked.

use rusqlite::{Connection, Result, params};
use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::case::office::{Action, role_allows};
use truce_core::case::{Case, RemedyState, State};
use truce_core::id::SeatId;
use truce_core::time::Moment;

use crate::index::unit::{Kind, Unit};

/// A case with what waits in it.
#[derive(Serialize)]
pub(crate) struct CaseUnit<'a> {
    case: &'a Case,
    incident: Option<String>,
    waiting: Vec<Waits>,
}

/// Something that a seat is to do.
#[derive(Debug, Serialize)]
struct Waits {
    seat: String,
    action: &'static str,
    due_at: Moment,
    what: String,
}

impl Waits {
    fn new(seat: &SeatId, action: Action, due_at: Moment, what: &str) -> Self {
        Self { seat: seat.to_string(), action: action.word(), due_at, what: what.to_owned() }
    }
}

impl<'a> CaseUnit<'a> {
    /// The unit of a case; `incident` is the one that it is about now.
    pub(crate) fn of(agreement: &Agreement, case: &'a Case, incident: Option<String>) -> Self {
        let mut waiting = by_state(agreement, case);
        waiting.extend(by_task(case));
        waiting.extend(by_remedy(agreement, case));
        Self { case, incident, waiting }
    }
}

/// What the state of a case asks for.
fn by_state(agreement: &Agreement, case: &Case) -> Vec<Waits> {
    let due = case.deadlines;
    let by_each = |seats: &mut dyn Iterator<Item = &SeatId>, action, due_at| -> Vec<Waits> {
        seats.map(|seat| Waits::new(seat, action, due_at, "")).collect()
    };
    match &case.state {
        State::AwaitingAdmission { .. } => {
            let others = agreement.seats.iter().filter(|seat| {
                role_allows(seat.role, Action::Admit) && !case.admitted_by.contains(&seat.id)
            });
            by_each(&mut others.map(|seat| &seat.id), Action::Admit, due.admission)
        }
        State::AwaitingReply if case.asked.is_empty() => {
            by_each(&mut std::iter::once(&case.opened.seat), Action::AskReply, due.reply)
        }
        State::AwaitingReply => {
            by_each(&mut case.answering(agreement).into_iter(), Action::Reply, due.reply)
        }
        State::AwaitingFindings { from } => by_each(&mut from.iter(), Action::Find, due.findings),
        State::AwaitingReveal { from } => by_each(&mut from.iter(), Action::Find, due.reveal),
        State::NotAdmitted | State::Determined | State::AwaitingRemedy | State::Closed => {
            Vec::new()
        }
    }
}

/// Tasks that nobody has seen to.
fn by_task(case: &Case) -> impl Iterator<Item = Waits> {
    let open = case.tasks.values().filter(|task| task.settled_by.is_none());
    open.map(|task| Waits::new(&task.owner, Action::Verify, task.due, &task.what))
}

/// Remedies to be agreed to, or to be checked.
fn by_remedy<'a>(agreement: &'a Agreement, case: &'a Case) -> impl Iterator<Item = Waits> + 'a {
    case.remedies.values().flat_map(|remedy| {
        let asking = &remedy.asking;
        let wait = |seat: &SeatId, action| Waits::new(seat, action, asking.due, &asking.what);
        match remedy.state {
            RemedyState::Proposed => {
                let others = agreement.seats.iter().filter(|seat| {
                    role_allows(seat.role, Action::AskRemedy) && !remedy.asked_by.contains(&seat.id)
                });
                others.map(|seat| wait(&seat.id, Action::AskRemedy)).collect()
            }
            RemedyState::Asked | RemedyState::Overdue => {
                vec![wait(&asking.checker, Action::CheckRemedy)]
            }
            RemedyState::Met | RemedyState::Missed | RemedyState::NotMeasured => Vec::new(),
        }
    })
}

/// When the clock of its stage runs out.
fn due_at(case: &Case) -> Option<Moment> {
    match &case.state {
        State::AwaitingAdmission { .. } => Some(case.deadlines.admission),
        State::AwaitingReply => Some(case.deadlines.reply),
        State::AwaitingFindings { .. } => Some(case.deadlines.findings),
        State::AwaitingReveal { .. } => Some(case.deadlines.reveal),
        State::AwaitingRemedy => case.remedies.values().map(|remedy| remedy.asking.due).min(),
        State::NotAdmitted | State::Determined | State::Closed => None,
    }
}

/// When something was last done in it.
fn changed_at(case: &Case) -> Moment {
    let done = case.asked.iter().map(|asked| &asked.done);
    let done = done.chain(case.replies.iter().map(|replied| &replied.done));
    let done = done.chain(case.calls.iter().map(|called| &called.done));
    let done = done.chain(case.dissents.iter().map(|dissent| &dissent.done));
    let done = done.chain(case.tasks.values().map(|task| &task.done));
    let done = done.chain(case.remedies.values().map(|remedy| &remedy.done));
    let checked = case.remedies.values().filter_map(|remedy| remedy.checked.as_ref());
    let done = done.chain(checked.map(|(done, ..)| done)).map(|done| done.when);
    let determined = case.determination.as_ref().map(|outcome| outcome.when);
    done.chain(determined).fold(case.opened.when, Moment::max)
}

impl Unit for CaseUnit<'_> {
    const KIND: Kind = Kind::Case;

    fn key(&self) -> String {
        self.case.id.to_string()
    }

    fn put(&self, tables: &Connection) -> Result<()> {
        let (case, opening) = (self.case, &self.case.opening);
        let id = case.id.to_string();
        let provisions: Vec<&str> = opening.provisions.iter().map(|id| id.as_str()).collect();
        let determination = case.determination.as_ref();
        let marks = ["?"; 15].join(", ");
        tables.prepare_cached(&format!("INSERT INTO case_row VALUES ({marks})"))?.execute(
            params![
                id,
                opening.about.to_string(),
                self.incident,
                opening.accused.as_ref().map(|actor| actor.as_str()),
                provisions.join(" "),
                opening.urgency.word(),
                case.state.word(),
                case.opened.when.unix(),
                case.opened.seat.as_str(),
                due_at(case).map(Moment::unix),
                determination.map(|outcome| outcome.when.unix()),
                determination.map(truce_core::case::Determination::agreed),
                opening.reopens.as_ref().map(ToString::to_string),
                changed_at(case).unix(),
                serde_json::to_string(case).unwrap_or_default(),
            ],
        )?;
        let mut statement =
            tables.prepare_cached("INSERT INTO waiting VALUES (?, ?, ?, ?, ?, ?)")?;
        for (position, wait) in (0_i64..).zip(&self.waiting) {
            statement.execute(params![
                id,
                position,
                wait.seat,
                wait.action,
                wait.due_at.unix(),
                wait.what
            ])?;
        }
        Ok(())
    }

    fn take_out(tables: &Connection, key: &str) -> Result<()> {
        tables.prepare_cached("DELETE FROM case_row WHERE id = ?")?.execute([key])?;
        tables.prepare_cached("DELETE FROM waiting WHERE case_id = ?")?.execute([key])?;
        Ok(())
    }
}
