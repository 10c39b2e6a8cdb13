//! What was spent on watching, what kept monitors away, and what is proved against seats, as rows.

use rusqlite::{Connection, Result, params};
use serde::Serialize;
use truce_core::effort::Effort;
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::misconduct::{Misconduct, Offence};
use truce_core::report::Report;

use crate::index::space::degrees;
use crate::index::unit::{Kind, Unit};

/// An effort, with the seat whose own source it is.
#[derive(Serialize)]
pub(crate) struct EffortUnit<'a> {
    pub(crate) address: &'a Address,
    pub(crate) effort: &'a Effort,
    pub(crate) seat: Option<&'a SeatId>,
}

impl Unit for EffortUnit<'_> {
    const KIND: Kind = Kind::Effort;

    fn key(&self) -> String {
        self.address.to_string()
    }

    fn put(&self, tables: &Connection) -> Result<()> {
        let effort = self.effort;
        let sql = "INSERT INTO effort VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        tables.prepare_cached(sql)?.execute(params![
            self.address.to_string(),
            effort.source.as_str(),
            self.seat.map(SeatId::as_str),
            effort.area.as_ref().map(|area| area.as_str()),
            effort.window.earliest().unix(),
            effort.window.latest().unix(),
            effort.patrols,
            effort.hours,
            effort.cameras,
            effort.note,
        ])?;
        Ok(())
    }

    fn take_out(tables: &Connection, key: &str) -> Result<()> {
        tables.prepare_cached("DELETE FROM effort WHERE address = ?")?.execute([key])?;
        Ok(())
    }
}

/// A report that monitors were kept away, with the seat whose own source it is.
#[derive(Serialize)]
pub(crate) struct ImpedimentUnit<'a> {
    pub(crate) address: &'a Address,
    pub(crate) report: &'a Report,
    pub(crate) seat: Option<&'a SeatId>,
}

impl Unit for ImpedimentUnit<'_> {
    const KIND: Kind = Kind::Impediment;

    fn key(&self) -> String {
        self.address.to_string()
    }

    fn put(&self, tables: &Connection) -> Result<()> {
        let (report, place) = (self.report, &self.report.place);
        let sql = "INSERT INTO impediment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        tables.prepare_cached(sql)?.execute(params![
            self.address.to_string(),
            report.source.as_str(),
            self.seat.map(SeatId::as_str),
            place.area.as_ref().map(|area| area.as_str()),
            place.name,
            place.position.map(|position| degrees(position.lat_udeg())),
            place.position.map(|position| degrees(position.lon_udeg())),
            place.position.map(|_| place.radius_m),
            report.window.earliest().unix(),
            report.window.latest().unix(),
            report.account,
        ])?;
        Ok(())
    }

    fn take_out(tables: &Connection, key: &str) -> Result<()> {
        tables.prepare_cached("DELETE FROM impediment WHERE address = ?")?.execute([key])?;
        Ok(())
    }
}

/// A proof against a seat.
#[derive(Serialize)]
pub(crate) struct MisconductUnit<'a> {
    pub(crate) address: &'a Address,
    pub(crate) told: &'a Misconduct,
}

impl Unit for MisconductUnit<'_> {
    const KIND: Kind = Kind::Misconduct;

    fn key(&self) -> String {
        self.address.to_string()
    }

    fn put(&self, tables: &Connection) -> Result<()> {
        let what = match self.told.what {
            Offence::Fork => "fork",
            Offence::WitnessFault => "witness-fault",
        };
        tables.prepare_cached("INSERT INTO misconduct VALUES (?, ?, ?)")?.execute(params![
            self.address.to_string(),
            self.told.accused.as_str(),
            what
        ])?;
        Ok(())
    }

    fn take_out(tables: &Connection, key: &str) -> Result<()> {
        tables.prepare_cached("DELETE FROM misconduct WHERE address = ?")?.execute([key])?;
        Ok(())
    }
}
