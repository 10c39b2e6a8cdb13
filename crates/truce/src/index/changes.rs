//! What came since a moment: by when it was put on record, the last first.
//!
//! A seat's clock says when it recorded an entry; what a mirror brings late bears the earlier moment.

use rusqlite::params;
use serde::Serialize;
use truce_core::time::Moment;

use crate::failure::Outcome;
use crate::index::tables::Tables;

/// The most changes in one answer.
pub const CHANGES_MAX: usize = 200;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// Something was done in a case.
    Case,
    /// An incident was told of for the first time.
    NewIncident,
    /// A report came to an incident that was known.
    MoreOfAnIncident,
    /// A register was stated.
    Register,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// When, by the clock of the seat that recorded it.
    pub at: Moment,
    /// The incident's, the case's or the register's address.
    pub id: String,
    /// What changed.
    pub thing: Thing,
}

/// What changed after a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// The last first; at most [`CHANGES_MAX`].
    pub last: Vec<Change>,
    /// Whether there are more.
    pub more: bool,
}

/// What changed after a moment.
///
/// # Errors
/// If the index cannot be read.
pub fn since(tables: &Tables, moment: Moment) -> Outcome<Changes> {
    let limit = i64::try_from(CHANGES_MAX + 1).unwrap_or(i64::MAX);
    let of = |sql: &str, thing: fn(bool) -> Thing| {
        tables.rows(sql, params![moment.unix(), limit], |row| {
            let (at, id, new) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Change { at: Moment::from_unix(at), id, thing: thing(new) })
        })
    };
    let incident = |new: bool| if new { Thing::NewIncident } else { Thing::MoreOfAnIncident };
    let mut last = of(
        "SELECT changed_at, id, recorded_at > ?1 FROM incident WHERE changed_at > ?1 \
         ORDER BY changed_at DESC, number DESC LIMIT ?2",
        incident,
    )?;
    last.extend(of(
        "SELECT changed_at, id, 0 FROM case_row WHERE changed_at > ?1 ORDER BY changed_at DESC LIMIT ?2",
        |_| Thing::Case,
    )?);
    last.extend(of(
        "SELECT recorded_at, address, 0 FROM register WHERE recorded_at > ?1 \
         ORDER BY recorded_at DESC, id DESC LIMIT ?2",
        |_| Thing::Register,
    )?);
    last.sort_unstable_by(|a, b| {
        b.at.cmp(&a.at).then_with(|| a.thing.cmp(&b.thing)).then_with(|| b.id.cmp(&a.id))
    });
    let more = last.len() > CHANGES_MAX;
    last.truncate(CHANGES_MAX);
    Ok(Changes { last, more })
}
