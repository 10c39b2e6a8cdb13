//! What somebody has seen: up to where the situation, and which incidents.
//!
//! Kept when they say so, not by a mere visit: a page that was opened was not read yet.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};
use truce_core::entry::Address;
use truce_core::time::Moment;

use super::{Logins, damaged, hold};
use crate::failure::Outcome;

/// Up to where somebody has seen the situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// When they said so.
    pub at: Moment,
    /// The version of the record that they saw: [`crate::screen::drawn::Drawn::version`].
    pub version: String,
}

impl Logins {
    /// Up to where a login has seen the situation; none if it never said so.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn seen(&self, login: i64) -> Outcome<Option<Seen>> {
        let sql = "SELECT seen_at, version FROM seen WHERE login = ?";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Seen { at: Moment::from_unix(row.get(0)?), version: row.get(1)? })
        };
        let found = hold(&self.tables).query_row(sql, [login], read).optional();
        found.map_err(|fault| damaged(&fault))
    }

    /// Keeps that a login has seen the situation up to a version of the record.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn see(&self, login: i64, version: &str) -> Outcome {
        let sql = "INSERT OR REPLACE INTO seen VALUES (?1, ?2, ?3)";
        let done = hold(&self.tables).execute(sql, params![login, self.now(), version]);
        done.map(drop).map_err(|fault| damaged(&fault))
    }

    /// Marks incidents as seen by a login, or takes the mark back.
    ///
    /// # Errors
    /// If the disk does not obey; none is marked then.
    pub fn mark(&self, login: i64, incidents: &[Address], seen: bool) -> Outcome {
        let now = self.now();
        let mut tables = hold(&self.tables);
        let mut mark = || -> rusqlite::Result<()> {
            let whole = tables.transaction()?;
            for incident in incidents.iter().map(ToString::to_string) {
                if seen {
                    let sql = "INSERT OR REPLACE INTO looked_at VALUES (?1, ?2, ?3)";
                    whole.execute(sql, params![login, incident, now])?;
                } else {
                    let sql = "DELETE FROM looked_at WHERE login = ?1 AND incident = ?2";
                    whole.execute(sql, params![login, incident])?;
                }
            }
            whole.commit()
        };
        mark().map_err(|fault| damaged(&fault))
    }

    /// When a login marked each of these incidents as seen.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn marked<'i>(
        &self,
        login: i64,
        incidents: impl Iterator<Item = &'i str>,
    ) -> Outcome<BTreeMap<String, Moment>> {
        let tables = hold(&self.tables);
        let find = || -> rusqlite::Result<BTreeMap<String, Moment>> {
            let sql = "SELECT at FROM looked_at WHERE login = ?1 AND incident = ?2";
            let (mut found, mut marked) = (tables.prepare_cached(sql)?, BTreeMap::new());
            for incident in incidents {
                let at = found.query_row(params![login, incident], |row| row.get(0)).optional()?;
                marked.extend(at.map(|at| (incident.to_owned(), Moment::from_unix(at))));
            }
            Ok(marked)
        };
        find().map_err(|fault| damaged(&fault))
    }
}
