//! Cases: the list, one case whole, and what waits for whom.

use std::collections::BTreeSet;

use rusqlite::{Row, params};
use serde::Serialize;
use serde_json::Value;
use truce_core::agreement::SeatRole;
use truce_core::case::office::{Action, Office, may, role_allows};
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::time::Moment;

use crate::failure::Outcome;
use crate::index::incidents::json;
use crate::index::tables::Tables;

/// The most cases, or tasks, in one list.
pub const CASES_MAX: usize = 500;

/// A case as it stands in a list; `picture.sql` says what each column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[expect(missing_docs, reason = "the columns are explained in `picture.sql`")]
pub struct CaseRow {
    pub id: String,
    pub about: String,
    #[schema(required)]
    pub incident: Option<String>,
    #[schema(required)]
    pub accused: Option<String>,
    pub provisions: String,
    pub urgency: String,
    pub state: String,
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Moment,
    pub opened_by: String,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    pub due_at: Option<Moment>,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    pub determined_at: Option<Moment>,
    #[schema(required)]
    pub agreed: Option<bool>,
    #[schema(required)]
    pub reopens: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Moment,
}

const COLUMNS: &str = "id, about, incident, accused, provisions, urgency, state, opened_at, opened_by, due_at, \
    determined_at, agreed, reopens, changed_at";

fn read(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    let moment = |column: &str| row.get(column).map(Moment::from_unix);
    let perhaps = |column: &str| -> rusqlite::Result<Option<Moment>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(Moment::from_unix))
    };
    Ok(CaseRow {
        id: row.get("id")?,
        about: row.get("about")?,
        incident: row.get("incident")?,
        accused: row.get("accused")?,
        provisions: row.get("provisions")?,
        urgency: row.get("urgency")?,
        state: row.get("state")?,
        opened_at: moment("opened_at")?,
        opened_by: row.get("opened_by")?,
        due_at: perhaps("due_at")?,
        determined_at: perhaps("determined_at")?,
        agreed: row.get("agreed")?,
        reopens: row.get("reopens")?,
        changed_at: moment("changed_at")?,
    })
}

/// The cases in a state, or all: those in which something was done last first, from `after` on.
///
/// # Errors
/// If the index cannot be read.
pub fn list(
    tables: &Tables,
    state: Option<&str>,
    (after, most): (Option<(Moment, &Address)>, usize),
) -> Outcome<Vec<CaseRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM case_row WHERE (?1 IS NULL OR state = ?1) \
         AND (?2 IS NULL OR (changed_at, id) < (?2, ?3)) ORDER BY changed_at DESC, id DESC LIMIT ?4"
    );
    let (moment, id) = (after.map(|(at, _)| at.unix()), after.map(|(_, id)| id.to_string()));
    let most = i64::try_from(most.clamp(1, CASES_MAX)).unwrap_or(1);
    tables.rows(&sql, params![state, moment, id, most], read)
}

/// One case: its row, and all of it as JSON.
///
/// # Errors
/// If the index cannot be read.
pub fn one(tables: &Tables, id: &Address) -> Outcome<Option<(CaseRow, Value)>> {
    let sql = format!("SELECT {COLUMNS}, detail FROM case_row WHERE id = ?");
    tables.one(&sql, [id.to_string()], |row| {
        let detail: String = row.get("detail")?;
        Ok((read(row)?, json(&detail)))
    })
}

/// Something that waits in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// What is to be done: [`Action::word`].
    pub action: String,
    /// In which case.
    pub case_id: String,
    /// By when.
    pub due_at: Moment,
    /// The incident that it is about.
    pub incident: Option<String>,
    /// By which seat.
    pub seat: String,
    /// The task, or what is asked; may be empty.
    pub what: String,
}

/// What waits for an officer of these offices at a seat, the most urgent first; at most [`CASES_MAX`].
///
/// # Errors
/// If the index cannot be read.
pub fn waiting_for(
    tables: &Tables,
    (seat, role): (&SeatId, SeatRole),
    offices: &BTreeSet<Office>,
) -> Outcome<Vec<Waiting>> {
    let able = |action: &&Action| {
        role_allows(role, **action) && offices.iter().any(|office| may(*office, **action))
    };
    let actions: Vec<&str> = Action::ALL.iter().filter(able).map(|action| action.word()).collect();
    let sql = "SELECT w.action, w.case_id, w.due_at, c.incident, w.seat, w.what \
               FROM waiting w JOIN case_row c ON c.id = w.case_id \
               WHERE w.seat = ?1 AND instr(' ' || ?2 || ' ', ' ' || w.action || ' ') > 0 \
               ORDER BY w.due_at, w.case_id, w.position LIMIT ?3";
    let limit = i64::try_from(CASES_MAX).unwrap_or(1);
    tables.rows(sql, params![seat.as_str(), actions.join(" "), limit], |row| {
        Ok(Waiting {
            action: row.get(0)?,
            case_id: row.get(1)?,
            due_at: Moment::from_unix(row.get(2)?),
            incident: row.get(3)?,
            seat: row.get(4)?,
            what: row.get(5)?,
        })
    })
}
