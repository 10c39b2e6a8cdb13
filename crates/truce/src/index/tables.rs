//! The index as those who ask hold it: read, never written.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Params, Row};

use crate::failure::Outcome;
use crate::index::words_of;
use crate::node::Node;

/// An index that is open for reading. One for each thread that asks.
pub struct Tables {
    path: PathBuf,
    connection: Connection,
}

/// As of when the tables of the picture stand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AsOf {
    /// The heads, as JSON: [`truce_core::record::Cut`].
    pub cut: String,
    /// A digest of everything that stands there.
    pub digest: String,
}

impl Tables {
    /// Opens a node's index for reading; [`crate::index::Index::open`] makes it if there is none.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn open(node: &Node) -> Outcome<Self> {
        Self::open_at(&node.index_path())
    }

    /// Opens the index in a file.
    ///
    /// # Errors
    /// As [`Tables::open`].
    pub fn open_at(path: &Path) -> Outcome<Self> {
        let open = || -> rusqlite::Result<Connection> {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(super::BUSY)?;
            connection.set_prepared_statement_cache_capacity(64);
            connection.execute_batch(
                "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; \
                 PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;",
            )?;
            Ok(connection)
        };
        let connection = open().map_err(|fault| words_of(&fault, path))?;
        Ok(Self { path: path.to_owned(), connection })
    }

    /// As of when the picture's tables stand; none if no picture was kept yet.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn as_of(&self) -> Outcome<Option<AsOf>> {
        let sql = "SELECT c.value, d.value FROM meta c, meta d \
                   WHERE c.name = 'picture_cut' AND d.name = 'picture_digest'";
        self.one(sql, [], |row| Ok(AsOf { cut: row.get(0)?, digest: row.get(1)? }))
    }

    /// Asks several questions of the tables as they stand at one moment, whatever is written meanwhile.
    ///
    /// # Errors
    /// As `ask`, or if the index cannot be read.
    pub fn at_once<T>(&self, ask: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let say = |what: &str| {
            self.connection.execute_batch(what).map_err(|fault| words_of(&fault, &self.path))
        };
        say("BEGIN")?;
        let answer = ask();
        say("COMMIT")?;
        answer
    }

    /// All rows of a question.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Outcome<Vec<T>> {
        let ask = || -> rusqlite::Result<Vec<T>> {
            self.connection.prepare_cached(sql)?.query_map(values, read)?.collect()
        };
        ask().map_err(|fault| words_of(&fault, &self.path))
    }

    /// The first row of a question, if there is one.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Outcome<Option<T>> {
        let ask = || self.connection.prepare_cached(sql)?.query_row(values, read).optional();
        ask().map_err(|fault| words_of(&fault, &self.path))
    }
}
