//! Entries as rows, and how they are put into the tables.

use std::sync::Arc;

use rusqlite::{Connection, Result, params};
use truce_core::entry::{Address, Body};
use truce_core::id::SeatId;
use truce_core::lineage::comes_after;
use truce_core::register::Register;
use truce_core::report::{NamedActor, Report, Toll};
use truce_core::source::Source;
use truce_core::time::Moment;

use crate::index::held;
use crate::index::normalise::normalise;
use crate::index::space::{Bounds, around, degrees};

/// The most entries of one log: its number and an entry's index share one id.
pub const ENTRIES_MAX: u64 = 1 << 40;

/// What becomes of an entry in the index.
pub enum Row {
    /// A report with its levelled text.
    Report(Arc<Report>, Moment, Levelled),
    /// A register.
    Register(Box<Register>, Moment),
    /// A source's registration.
    Source(Source, Moment),
    /// Read, but not looked up by anybody: an opening, a judgement, an effort.
    Other,
    /// No entry that this program can read.
    Unread,
}

/// A word for SQLite and for nobody who types: it stands between the texts of two reports.
const BETWEEN_REPORTS: &str = " \u{e000} ";

/// The text of a report as it is looked up.
pub struct Levelled {
    account: String,
    place: String,
    names: String,
    reference: String,
}

impl Levelled {
    /// The texts of several reports, one after the other, so that no phrase runs from one into the next.
    pub(crate) fn of_all<'a>(reports: impl Iterator<Item = &'a Report>) -> Self {
        let each: Vec<Self> = reports.map(Self::of).collect();
        let all = |text: fn(&Self) -> &str| {
            each.iter().map(text).collect::<Vec<_>>().join(BETWEEN_REPORTS)
        };
        Self {
            account: all(|one| &one.account),
            place: all(|one| &one.place),
            names: all(|one| &one.names),
            reference: all(|one| &one.reference),
        }
    }

    /// The columns, in the order of the table.
    pub(crate) fn columns(&self) -> [&str; 4] {
        [&self.account, &self.place, &self.names, &self.reference]
    }

    fn of(report: &Report) -> Self {
        let place = match &report.place.area {
            Some(area) => format!("{} {area}", report.place.name),
            None => report.place.name.clone(),
        };
        let named = |named: &NamedActor| match &named.actor {
            Some(actor) => format!("{} {actor}", named.written),
            None => named.written.clone(),
        };
        let names: Vec<String> = report.accused.iter().chain(&report.target).map(named).collect();
        Self {
            account: normalise(&report.account),
            place: normalise(&place),
            names: normalise(&names.join(" ; ")),
            reference: normalise(report.reference.as_deref().unwrap_or("")),
        }
    }
}

impl Row {
    /// Reads the bytes of an entry.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let Ok(entry) = truce_core::entry::Entry::read(bytes) else { return Self::Unread };
        let at = entry.recorded_at;
        match entry.body {
            Body::Report(report) => {
                let levelled = Levelled::of(&report);
                Self::Report(report, at, levelled)
            }
            Body::Register(register) => Self::Register(register, at),
            Body::Source(source) => Self::Source(source, at),
            Body::Opening(_)
            | Body::Judgement(_)
            | Body::Effort(_)
            | Body::Heartbeat(_)
            | Body::Rotation(_)
            | Body::Succession(_)
            | Body::Departure(_)
            | Body::Misconduct(_)
            | Body::CutDigest(_)
            | Body::Blob(_)
            | Body::BlobHeld(_)
            | Body::Erasure(_)
            | Body::Disclosure(_)
            | Body::Redaction(_)
            | Body::WeightsPart(_)
            | Body::Adoption(_)
            | Body::Appointment(_)
            | Body::Deed(_) => Self::Other,
        }
    }
}

/// Whose log an entry stands in, and as which.
#[derive(Clone, Copy)]
pub struct Slot<'a> {
    /// The log's number in the index.
    pub number: i64,
    /// Whose log.
    pub seat: &'a SeatId,
    /// As which entry.
    pub entry: i64,
}

impl Slot<'_> {
    fn id(&self) -> i64 {
        (self.number << 40) | self.entry
    }
}

/// Puts a row into the tables.
///
/// # Errors
/// If SQLite refuses.
pub fn insert(tables: &Connection, slot: Slot<'_>, row: &Row) -> Result<()> {
    match row {
        Row::Report(report, at, levelled) => {
            report_row(tables, slot, report, *at)?;
            space(tables, slot.id(), report)?;
            text(tables, slot.id(), levelled)?;
            correction(tables, slot, report)
        }
        Row::Register(register, at) => register_rows(tables, slot, register, *at),
        Row::Source(source, at) => source_row(tables, slot, source, *at),
        Row::Other | Row::Unread => Ok(()),
    }
}

fn report_row(
    tables: &Connection,
    slot: Slot<'_>,
    report: &Report,
    recorded_at: Moment,
) -> Result<()> {
    let written = |list: &[NamedActor]| {
        list.iter().map(|named| named.written.as_str()).collect::<Vec<_>>().join("; ")
    };
    let actors = |list: &[NamedActor]| {
        let known = list.iter().filter_map(|named| named.actor.as_ref());
        known.map(|actor| actor.as_str()).collect::<Vec<_>>().join(" ")
    };
    let (killed, injured) = (report.harm.killed, report.harm.injured);
    let place = &report.place;
    // In the order of the columns: binding by name would cost a fifth of a first build.
    let mut statement = tables.prepare_cached(
        "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
         ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
    )?;
    statement.execute(params![
        slot.id(),
        slot.seat.as_str(),
        slot.entry,
        report.source.as_str(),
        report.basis.word(),
        report.stance.word(),
        report.act.word(),
        report.exemption.map(|exemption| exemption.word()),
        report.window.earliest().unix(),
        report.window.latest().unix(),
        place.area.as_ref().map(|area| area.as_str()),
        place.name,
        place.position.map(|position| degrees(position.lat_udeg())),
        place.position.map(|position| degrees(position.lon_udeg())),
        place.radius_m,
        killed.map(Toll::least),
        killed.map(Toll::most),
        injured.map(Toll::least),
        injured.map(Toll::most),
        written(&report.accused),
        actors(&report.accused),
        written(&report.target),
        actors(&report.target),
        report.account,
        report.language,
        report.reference,
        report.doubts.join("\n"),
        report.origin.file,
        held(report.origin.line),
        report.sent_at.map(Moment::unix),
        recorded_at.unix(),
        report.corrects.as_ref().map(Address::to_string),
    ])?;
    Ok(())
}

/// Hours since 1970; SQLite rounds the bounds of a box outwards.
#[must_use]
pub fn hours(moment: Moment) -> f64 {
    // Below 2^53, so exact.
    #[expect(clippy::cast_precision_loss)]
    let seconds = moment.unix() as f64;
    seconds / 3600.0
}

fn space(tables: &Connection, id: i64, report: &Report) -> Result<()> {
    let Some(position) = report.place.position else { return Ok(()) };
    let Bounds { min_lat, max_lat, min_lon, max_lon } = around(position, report.place.radius_m);
    let window = report.window;
    let mut statement =
        tables.prepare_cached("INSERT INTO report_space VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    statement.execute(params![
        id,
        min_lat,
        max_lat,
        min_lon,
        max_lon,
        hours(window.earliest()),
        hours(window.latest())
    ])?;
    Ok(())
}

fn text(tables: &Connection, id: i64, levelled: &Levelled) -> Result<()> {
    let mut statement = tables.prepare_cached(
        "INSERT INTO report_text (rowid, account, place, names, reference) VALUES (?, ?, ?, ?, ?)",
    )?;
    let Levelled { account, place, names, reference } = levelled;
    statement.execute(params![id, account, place, names, reference])?;
    Ok(())
}

/// Marks the report that this one replaces, by the record's own rule: an earlier one of the same
/// source in the same seat's logs; the last word counts.
fn correction(tables: &Connection, slot: Slot<'_>, report: &Report) -> Result<()> {
    let Some(earlier) = &report.corrects else { return Ok(()) };
    let index = held(earlier.index);
    let in_this_log = earlier.log == *slot.seat && index < slot.entry;
    if !in_this_log && !comes_after(slot.seat, &earlier.log) {
        return Ok(());
    }
    let mut statement = tables.prepare_cached(
        "UPDATE report SET corrected_by = ? \
         WHERE id = ((SELECT number FROM log WHERE seat = ?) << 40 | ?) AND source = ?",
    )?;
    let by = format!("{}/{}", slot.seat, slot.entry);
    statement.execute(params![by, earlier.log.as_str(), index, report.source.as_str()])?;
    Ok(())
}

fn register_rows(
    tables: &Connection,
    slot: Slot<'_>,
    register: &Register,
    recorded_at: Moment,
) -> Result<()> {
    let mut statement =
        tables.prepare_cached("INSERT INTO register VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    statement.execute(params![
        slot.id(),
        slot.seat.as_str(),
        slot.entry,
        register.seat.as_str(),
        register.told_by.as_str(),
        register.day.to_string(),
        register.hours,
        register.total,
        register.origin.file,
        held(register.origin.line),
        recorded_at.unix()
    ])?;
    let mut statement =
        tables.prepare_cached("INSERT INTO register_count VALUES (?, ?, ?, ?, ?)")?;
    for (position, count) in (0_i64..).zip(&register.list) {
        statement.execute(params![
            slot.id(),
            position,
            count.area.area.as_ref().map(|area| area.as_str()),
            count.area.written,
            count.cases
        ])?;
    }
    Ok(())
}

fn source_row(
    tables: &Connection,
    slot: Slot<'_>,
    source: &Source,
    recorded_at: Moment,
) -> Result<()> {
    let mut statement =
        tables.prepare_cached("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    statement.execute(params![
        slot.id(),
        slot.seat.as_str(),
        slot.entry,
        source.id.as_str(),
        source.name,
        source.kind,
        source.reliability.to_string(),
        source.aligned_with.as_ref().map(|actor| actor.as_str()),
        source.independence_group(),
        source.seat.as_ref().map(|seat| seat.as_str()),
        recorded_at.unix()
    ])?;
    Ok(())
}
