//! Lists of incidents, page by page, and one incident with everything that its page shows.

use std::fmt;
use std::str::FromStr;

use rusqlite::params;
use serde::Serialize;
use serde_json::Value;
use truce_core::entry::Address;
use truce_core::time::Moment;

use crate::failure::Outcome;
use crate::index::columns::{Columns, Line};
use crate::index::filter::Filter;
use crate::index::incident_row::IncidentRow;
use crate::index::incident_unit::read;
use crate::index::tables::Tables;

/// The most incidents on one page of a list.
pub const PAGE_MAX: usize = 500;

/// In which order incidents are listed; where two are alike in it, the later one comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The latest first.
    #[default]
    Newest,
    /// The earliest first.
    Oldest,
    /// Those that most reports tell of first.
    MostReports,
    /// Those that a report came to last first.
    LastChanged,
}

impl Order {
    /// Where an incident stands: the lowest comes first.
    fn mark(self, line: &Line) -> Mark {
        let first = match self {
            Self::Newest => 0,
            Self::Oldest => return Mark { first: line.number, then: 0 },
            Self::MostReports => -i64::from(line.reports),
            Self::LastChanged => -line.changed_at,
        };
        Mark { first, then: -line.number }
    }

    /// The number of the incident at a place.
    fn number(self, place: Mark) -> i64 {
        match self {
            Self::Oldest => place.first,
            Self::Newest | Self::MostReports | Self::LastChanged => -place.then,
        }
    }
}

/// Where an incident stands in an order: whoever goes on after it misses none that stays, and sees none twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    first: i64,
    then: i64,
}

/// The text is no place in a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no place in a list: go on from the address that the page before gave")]
pub struct NotAPlace(String);

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.first, self.then)
    }
}

impl FromStr for Mark {
    type Err = NotAPlace;
    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let parts = text.split_once('.').and_then(|(first, then)| {
            Some(Self { first: first.parse().ok()?, then: then.parse().ok()? })
        });
        parts.ok_or_else(|| NotAPlace(text.to_owned()))
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The incidents.
    pub incidents: Vec<IncidentRow>,
    /// From where the next page goes on; none after the last.
    pub next: Option<Mark>,
    /// How many there are on all pages together.
    pub total: usize,
}

/// Lists incidents, `most` on a page and at most [`PAGE_MAX`], from `after` on.
///
/// # Errors
/// If the words looked for cannot be understood, or the index cannot be read.
pub fn list(
    tables: &Tables,
    columns: &Columns,
    filter: &Filter,
    order: Order,
    (after, most): (Option<Mark>, usize),
) -> Outcome<List> {
    let total = filter.total(tables, columns)?;
    let pass = filter.pass(tables, columns)?;
    let most = most.clamp(1, PAGE_MAX);
    let marks = pass.lines().map(|line| order.mark(line));
    let follows = |place: &Mark| after.is_none_or(|after| *place > after);
    // In order of time, what is behind the page need not be looked at.
    let mut marks: Vec<Mark> = match order {
        Order::Newest => marks.rev().filter(follows).take(most + 1).collect(),
        Order::Oldest => marks.filter(follows).take(most + 1).collect(),
        Order::MostReports | Order::LastChanged => marks.filter(follows).collect(),
    };
    let more = marks.len() > most;
    if more {
        marks.select_nth_unstable(most);
        marks.truncate(most);
    }
    marks.sort_unstable();
    let next = marks.last().copied().filter(|_| more);
    let numbers = marks.into_iter().map(|place| order.number(place));
    Ok(List { incidents: rows(tables, numbers)?, next, total })
}

/// The rows of these numbers, in their order; one that was replaced meanwhile is left out.
pub(crate) fn rows(
    tables: &Tables,
    numbers: impl Iterator<Item = i64>,
) -> Outcome<Vec<IncidentRow>> {
    let sql = "SELECT * FROM incident WHERE number = ?";
    let found = numbers.map(|number| tables.one(sql, [number], read));
    found.filter_map(Outcome::transpose).collect()
}

/// One incident, with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Whole {
    /// The cases about it: [`crate::index::cases`] has each.
    pub cases: Vec<String>,
    /// Claims, differences, links and versions, each version with its assessments.
    #[schema(value_type = crate::index::shapes::PageForm)]
    pub page: Value,
    /// Reports that others of it replace.
    pub replaced: Vec<String>,
    /// Its row.
    pub row: IncidentRow,
}

/// The incident that holds a report, or what replaced that report; so an earlier name still finds it.
///
/// # Errors
/// If the index cannot be read.
pub fn one(tables: &Tables, report: &Address) -> Outcome<Option<Whole>> {
    let sql =
        "SELECT i.* FROM incident_report r JOIN incident i ON i.id = r.incident WHERE r.report = ?";
    let Some(row) = tables.one(sql, [report.to_string()], read)? else { return Ok(None) };
    let sql = "SELECT page FROM incident_page WHERE number = ?";
    let page: Option<String> = tables.one(sql, [row.number], |row| row.get(0))?;
    let mut page = page.map_or(Value::Null, |page| json(&page));
    let versions = page.get_mut("versions").and_then(Value::as_array_mut);
    for version in versions.into_iter().flatten() {
        let id = version.get("assessed").and_then(Value::as_i64);
        let sql = "SELECT assessments FROM assessed WHERE id = ?";
        let text: Option<String> = tables.one(sql, params![id], |row| row.get(0))?;
        if let (Some(version), Some(text)) = (version.as_object_mut(), text) {
            version.remove("assessed");
            version.insert("assessments".to_owned(), json(&text));
        }
    }
    let sql = "SELECT id FROM case_row WHERE incident = ? ORDER BY opened_at, id";
    let cases = tables.rows(sql, [&row.id], |row| row.get(0))?;
    let sql = "SELECT report FROM incident_report WHERE incident = ? AND replaced ORDER BY report";
    let replaced = tables.rows(sql, [&row.id], |row| row.get(0))?;
    Ok(Some(Whole { cases, page, replaced, row }))
}

/// The name of the incident that holds a report, or what replaced that report.
///
/// # Errors
/// If the index cannot be read.
pub fn holding(tables: &Tables, report: &Address) -> Outcome<Option<String>> {
    let sql = "SELECT incident FROM incident_report WHERE report = ?";
    tables.one(sql, [report.to_string()], |row| row.get(0))
}

/// Whether a report is on record: in an incident, or apart from all.
///
/// # Errors
/// If the index cannot be read.
pub fn is_on_record(tables: &Tables, report: &Address) -> Outcome<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM incident_report WHERE report = ?1) \
               OR EXISTS (SELECT 1 FROM report_apart WHERE address = ?1)";
    Ok(tables.one(sql, [report.to_string()], |row| row.get(0))?.unwrap_or(false))
}

/// The reports of an incident, each with when the first of them was put on record.
///
/// # Errors
/// If the index cannot be read.
pub(crate) fn reports(tables: &Tables, incident: &str) -> Outcome<Vec<(Address, Moment)>> {
    let sql = "SELECT r.report, i.recorded_at FROM incident i JOIN incident_report r ON r.incident = i.id \
               WHERE i.id = ? AND NOT r.replaced";
    let found = tables.rows(sql, [incident], |row| {
        Ok((row.get::<_, String>(0)?, Moment::from_unix(row.get(1)?)))
    })?;
    let parsed = found.into_iter().filter_map(|(report, at)| Some((report.parse().ok()?, at)));
    Ok(parsed.collect())
}

/// How an incident stands between the seats, in a word; none if no seat's own source tells it, or there is none.
///
/// # Errors
/// If the index cannot be read.
pub(crate) fn between_seats(tables: &Tables, incident: &Address) -> Outcome<Option<String>> {
    let sql = "SELECT between_seats FROM incident WHERE id = ?";
    Ok(tables.one(sql, [incident.to_string()], |row| row.get(0))?.flatten())
}

/// What we wrote ourselves; what cannot be read is shown as nothing.
pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}
