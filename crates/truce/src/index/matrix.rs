//! The seats' registers of a period as a matrix by area, and the incidents behind each cell.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde::Serialize;
use truce_core::bulletin::Period;
use truce_core::id::SeatId;
use truce_core::reconcile::Parts;

use crate::failure::Outcome;
use crate::index::incident_row::IncidentRow;
use crate::index::incident_unit::read;
use crate::index::tables::Tables;

/// The most incidents that are listed behind one cell.
pub const BEHIND_MAX: usize = 200;
/// The most contradictions that are listed.
pub const CONTRADICTIONS_MAX: usize = 500;

/// What one seat states of one area over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, utoipa::ToSchema)]
pub struct Stated {
    /// Cases over the days with a figure.
    pub cases: u32,
    /// Days with a figure.
    pub days_with_figure: u32,
    /// Days on which the area is named without a figure.
    pub days_named_only: u32,
    /// Days whose list is whole and does not name the area.
    pub days_not_listed: u32,
    /// Days whose register has no list that would say.
    pub days_no_list: u32,
    /// What is known of the cases; they add up to them.
    #[schema(value_type = crate::screen::overview::KnownParts)]
    pub parts: Parts,
}

impl Stated {
    fn plus(self, other: Self) -> Self {
        Self {
            cases: self.cases.saturating_add(other.cases),
            days_with_figure: self.days_with_figure + other.days_with_figure,
            days_named_only: self.days_named_only + other.days_named_only,
            days_not_listed: self.days_not_listed + other.days_not_listed,
            days_no_list: self.days_no_list + other.days_no_list,
            parts: self.parts.plus(other.parts),
        }
    }
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, utoipa::ToSchema)]
pub struct AreaRow {
    /// How many incidents the seats' own sources put there in the period.
    pub incidents: u32,
    /// What each seat states that has a register in the period.
    pub seats: BTreeMap<String, Stated>,
}

/// A period, by area and seat.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, utoipa::ToSchema)]
pub struct Matrix {
    /// By area; under an empty name what the registers assign to none.
    pub areas: BTreeMap<String, AreaRow>,
    /// All areas together.
    pub totals: BTreeMap<String, Stated>,
    /// Days of the period for which a register of any seat is on record.
    pub days: u32,
}

/// The matrix of a period.
///
/// # Errors
/// If the index cannot be read.
pub fn matrix(tables: &Tables, period: Period) -> Outcome<Matrix> {
    let days = [period.from().to_string(), period.to().to_string()];
    let sql = "SELECT area, seat, coalesce(sum(cases), 0), sum(stated = 'figure'), \
               sum(stated = 'named-only'), sum(stated = 'not-listed'), sum(stated = 'no-list'), \
               coalesce(sum(matched), 0), coalesce(sum(contested), 0), coalesce(sum(one_sided), 0), \
               coalesce(sum(unexplained), 0) \
               FROM cell WHERE day BETWEEN ?1 AND ?2 GROUP BY area, seat";
    let cells: Vec<(String, String, Stated)> = tables
        .rows(sql, [&days[0], &days[1]], |row| Ok((row.get(0)?, row.get(1)?, stated(row)?)))?;
    let mut matrix = Matrix::default();
    for (area, seat, stated) in cells {
        let total = matrix.totals.entry(seat.clone()).or_default();
        *total = total.plus(stated);
        matrix.areas.entry(area).or_default().seats.insert(seat, stated);
    }
    let sql = "SELECT area, count(DISTINCT incident) FROM cell_incident \
               WHERE day BETWEEN ?1 AND ?2 GROUP BY area";
    let behind: Vec<(String, u32)> =
        tables.rows(sql, [&days[0], &days[1]], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (area, incidents) in behind {
        matrix.areas.entry(area).or_default().incidents = incidents;
    }
    let sql = "SELECT count(*) FROM reconciled_day WHERE day BETWEEN ?1 AND ?2";
    matrix.days = tables.one(sql, [&days[0], &days[1]], |row| row.get(0))?.unwrap_or(0);
    Ok(matrix)
}

fn stated(row: &Row<'_>) -> rusqlite::Result<Stated> {
    Ok(Stated {
        cases: row.get(2)?,
        days_with_figure: row.get(3)?,
        days_named_only: row.get(4)?,
        days_not_listed: row.get(5)?,
        days_no_list: row.get(6)?,
        parts: Parts {
            matched: row.get(7)?,
            contested: row.get(8)?,
            one_sided: row.get(9)?,
            unexplained: row.get(10)?,
        },
    })
}

/// The incidents behind one seat's cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Behind {
    /// Those that the seat's own sources assert, each with who else asserts or denies it.
    pub asserted: Vec<IncidentRow>,
    /// Those that only other seats' own sources assert.
    pub by_others: Vec<IncidentRow>,
    /// Those that the seat's own sources deny; some others assert.
    pub denied: Vec<IncidentRow>,
    /// Whether there are more than [`BEHIND_MAX`], of which these are the latest.
    pub more: bool,
}

/// The incidents that the seats' own sources put into an area in a period, as one seat's cell sees them, the latest first.
///
/// # Errors
/// If the index cannot be read.
pub fn behind(tables: &Tables, period: Period, area: &str, seat: &SeatId) -> Outcome<Behind> {
    let sql = "SELECT * FROM incident WHERE id IN \
               (SELECT incident FROM cell_incident WHERE day BETWEEN ?1 AND ?2 AND area = ?3) \
               ORDER BY number DESC LIMIT ?4";
    let limit = i64::try_from(BEHIND_MAX + 1).unwrap_or(i64::MAX);
    let (from, to) = (period.from().to_string(), period.to().to_string());
    let mut rows = tables.rows(sql, params![from, to, area, limit], read)?;
    let mut found = Behind { more: rows.len() > BEHIND_MAX, ..Behind::default() };
    rows.truncate(BEHIND_MAX);
    let says = |seats: &str| seats.split(' ').any(|other| other == seat.as_str());
    for row in rows {
        if says(&row.asserted_by) {
            found.asserted.push(row);
        } else if says(&row.denied_by) {
            found.denied.push(row);
        } else {
            found.by_others.push(row);
        }
    }
    Ok(found)
}

/// How a register contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Contradicting {
    /// The register's day.
    pub day: String,
    /// Where the register stands.
    pub register: String,
    /// Whose it is.
    pub seat: String,
    /// How, in words.
    pub words: String,
}

/// How the registers of a period contradict themselves, by day; at most [`CONTRADICTIONS_MAX`].
///
/// # Errors
/// If the index cannot be read.
pub fn contradictions(tables: &Tables, period: Period) -> Outcome<Vec<Contradicting>> {
    let sql = "SELECT day, register, seat, words FROM contradiction WHERE day BETWEEN ?1 AND ?2 \
               ORDER BY day, seat, register, position LIMIT ?3";
    let limit = i64::try_from(CONTRADICTIONS_MAX).unwrap_or(i64::MAX);
    let (from, to) = (period.from().to_string(), period.to().to_string());
    tables.rows(sql, params![from, to, limit], |row| {
        Ok(Contradicting {
            day: row.get(0)?,
            register: row.get(1)?,
            seat: row.get(2)?,
            words: row.get(3)?,
        })
    })
}
