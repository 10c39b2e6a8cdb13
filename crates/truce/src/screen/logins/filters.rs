//! What somebody asks of the incidents often: a name for it, and whether it is what the page opens with.

use rusqlite::{Connection, params};

use super::{Logins, damaged, hold};
use crate::failure::Outcome;

/// The most filters that a login keeps.
pub const FILTERS_MAX: usize = 50;
/// The longest name of one, in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// A filter under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its name.
    pub name: String,
    /// Whether the page of incidents opens with it.
    pub opens: bool,
    /// The address that asks for it, path and all.
    pub query: String,
}

impl Logins {
    /// The filters of a login, by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn filters(&self, login: i64) -> Outcome<Vec<SavedFilter>> {
        let tables = hold(&self.tables);
        let list = || -> rusqlite::Result<Vec<SavedFilter>> {
            let sql = "SELECT name, opens, query FROM saved_filter WHERE login = ? ORDER BY name";
            let mut found = tables.prepare_cached(sql)?;
            let read = |row: &rusqlite::Row<'_>| {
                Ok(SavedFilter { name: row.get(0)?, opens: row.get(1)?, query: row.get(2)? })
            };
            found.query_map([login], read)?.collect()
        };
        list().map_err(|fault| damaged(&fault))
    }

    /// Keeps a filter, in place of one of the same name; false if there are too many.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn save_filter(&self, login: i64, name: &str, query: &str) -> Outcome<bool> {
        let most = i64::try_from(FILTERS_MAX).unwrap_or(i64::MAX);
        let sql = "INSERT INTO saved_filter SELECT ?1, ?2, ?3, 0 \
                   WHERE (SELECT count(*) FROM saved_filter WHERE login = ?1 AND name <> ?2) < ?4 \
                   ON CONFLICT (login, name) DO UPDATE SET query = excluded.query";
        let done = hold(&self.tables).execute(sql, params![login, name, query, most]);
        done.map(|put| put > 0).map_err(|fault| damaged(&fault))
    }

    /// Gives a filter another name; false if there is none of the old name, or one of the new.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn rename_filter(&self, login: i64, name: &str, to: &str) -> Outcome<bool> {
        let sql = "UPDATE OR IGNORE saved_filter SET name = ?3 WHERE login = ?1 AND name = ?2";
        let done = hold(&self.tables).execute(sql, params![login, name, to]);
        done.map(|changed| changed > 0).map_err(|fault| damaged(&fault))
    }

    /// Forgets a filter.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn forget_filter(&self, login: i64, name: &str) -> Outcome {
        let sql = "DELETE FROM saved_filter WHERE login = ?1 AND name = ?2";
        let done = hold(&self.tables).execute(sql, params![login, name]);
        done.map(drop).map_err(|fault| damaged(&fault))
    }

    /// Lets the page of incidents open with a filter, or, if none is named, with all incidents.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn open_with(&self, login: i64, name: Option<&str>) -> Outcome {
        let sql = "UPDATE saved_filter SET opens = (name IS ?2) WHERE login = ?1";
        let set = |tables: &Connection| tables.execute(sql, params![login, name]);
        set(&hold(&self.tables)).map(drop).map_err(|fault| damaged(&fault))
    }
}
