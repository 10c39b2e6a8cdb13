//! A reconciled day as rows: what each seat states of each area, its parts, the incidents behind, the contradictions.

use rusqlite::{Connection, Result, params};
use serde::Serialize;
use truce_core::reconcile::{Cell, Parts, Reconciliation, SeatDay, Stated};
use truce_core::register::Register;

use crate::index::unit::{Kind, Unit};

/// A day with all its rows.
#[derive(Debug, Serialize)]
pub(crate) struct DayUnit {
    day: String,
    overlap_at_most: u32,
    lists: String,
    seats: Vec<SeatDayRow>,
    contradictions: Vec<ContradictionRow>,
    cells: Vec<CellRow>,
    behind: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct SeatDayRow {
    seat: String,
    register: Option<String>,
    own: bool,
    cases: Option<u32>,
}

#[derive(Debug, Serialize)]
struct ContradictionRow {
    seat: String,
    register: String,
    position: usize,
    words: String,
}

#[derive(Debug, Serialize)]
struct CellRow {
    area: String,
    seat: String,
    stated: &'static str,
    cases: Option<u32>,
    parts: Option<Parts>,
}

impl DayUnit {
    /// The rows of a day.
    pub(crate) fn of(of_day: &Reconciliation) -> Self {
        let area = |row: &truce_core::reconcile::Row| {
            row.area.as_ref().map_or_else(String::new, ToString::to_string)
        };
        let cells = of_day.rows.iter().flat_map(|row| {
            row.cells.iter().map(move |(seat, cell)| CellRow::of(area(row), seat.as_str(), *cell))
        });
        let behind = of_day.rows.iter().flat_map(|row| {
            row.incidents.iter().map(move |incident| (area(row), incident.to_string()))
        });
        let seats = of_day.seats.iter();
        Self {
            day: of_day.day.to_string(),
            overlap_at_most: of_day.overlap_at_most,
            lists: serde_json::to_string(&of_day.lists).unwrap_or_default(),
            seats: seats.clone().map(|(seat, held)| seat_day(seat.as_str(), held)).collect(),
            contradictions: seats
                .flat_map(|(seat, held)| contradictions(seat.as_str(), held))
                .collect(),
            cells: cells.collect(),
            behind: behind.collect(),
        }
    }
}

impl CellRow {
    fn of(area: String, seat: &str, cell: Cell) -> Self {
        let (stated, figure) = match cell {
            Cell::Figure { cases, parts } => ("figure", Some((cases, parts))),
            Cell::NamedOnly => ("named-only", None),
            Cell::NotListed => ("not-listed", None),
            Cell::NoList => ("no-list", None),
        };
        let (cases, parts) = figure.unzip();
        Self { area, seat: seat.to_owned(), stated, cases, parts }
    }
}

fn seat_day(seat: &str, held: &SeatDay) -> SeatDayRow {
    SeatDayRow {
        seat: seat.to_owned(),
        register: held.used.as_ref().map(|used| used.address.to_string()),
        own: held.own,
        cases: held.register().and_then(Register::cases),
    }
}

fn contradictions(seat: &str, held: &SeatDay) -> Vec<ContradictionRow> {
    let of_one = |stated: &Stated| {
        let (register, each) = (stated.address.to_string(), stated.contradictions.iter());
        let row = |(position, found): (usize, &truce_core::register::Contradiction)| {
            let (seat, register) = (seat.to_owned(), register.clone());
            ContradictionRow { seat, register, position, words: found.to_string() }
        };
        each.enumerate().map(row).collect::<Vec<_>>()
    };
    held.used.iter().chain(&held.others).flat_map(of_one).collect()
}

impl Unit for DayUnit {
    const KIND: Kind = Kind::Day;

    fn key(&self) -> String {
        self.day.clone()
    }

    fn put(&self, tables: &Connection) -> Result<()> {
        let day = &self.day;
        tables.prepare_cached("INSERT INTO reconciled_day VALUES (?, ?, ?)")?.execute(params![
            day,
            self.overlap_at_most,
            self.lists
        ])?;
        for row in &self.seats {
            tables
                .prepare_cached("INSERT INTO seat_day VALUES (?, ?, ?, ?, ?)")?
                .execute(params![day, row.seat, row.register, row.own, row.cases])?;
        }
        for row in &self.contradictions {
            let position = i64::try_from(row.position).unwrap_or(i64::MAX);
            tables
                .prepare_cached("INSERT INTO contradiction VALUES (?, ?, ?, ?, ?)")?
                .execute(params![day, row.seat, row.register, position, row.words])?;
        }
        for row in &self.cells {
            let part = |part: fn(Parts) -> u32| row.parts.map(part);
            tables.prepare_cached("INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(
                params![
                    day,
                    row.area,
                    row.seat,
                    row.stated,
                    row.cases,
                    part(|parts| parts.matched),
                    part(|parts| parts.contested),
                    part(|parts| parts.one_sided),
                    part(|parts| parts.unexplained),
                ],
            )?;
        }
        for (area, incident) in &self.behind {
            tables
                .prepare_cached("INSERT INTO cell_incident VALUES (?, ?, ?)")?
                .execute(params![day, area, incident])?;
        }
        Ok(())
    }

    fn take_out(tables: &Connection, key: &str) -> Result<()> {
        for table in ["reconciled_day", "seat_day", "contradiction", "cell", "cell_incident"] {
            tables.prepare_cached(&format!("DELETE FROM {table} WHERE day = ?"))?.execute([key])?;
        }
        Ok(())
    }
}
