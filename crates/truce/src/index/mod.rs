//! The index: tables in SQLite that answer lists and searches.
//!
//! Derived from the logs held in a node's folder and from nothing else. It may
//! be deleted at any time, and is made anew when it is damaged, was made by
//! another version of the program, or stands for a log that is no longer there.
//! It decides nothing. `schema.sql` and `picture.sql` say what each column holds.
//!
//! | files | hold |
//! |---|---|
//! | `follow`, `rows`, `prefix` | what stands on record, entry by entry |
//! | `keep`, `shown`, `unit`, `*_rows`, `incident_row`, `incident_unit`, `facet` | what follows from it, as rows, and how they are written |
//! | `tables`, `columns`, `filter`, `memo` | reading; what incidents are filtered and sorted by, and what was answered, in memory |
//! | `incidents`, `map`, `matrix`, `cases`, `changes`, `nearby` | what is asked: one question, one file |
//! | `told` | a period or an incident again, as bulletins and pages have it |
//! | `query`, `words`, `normalise`, `space` | reports; words in any script; boxes |
//!
//! # In scope
//! [`Index`]: opening, following the logs, keeping a picture, looking up.
//!
//! # Out of scope
//! What follows from the record: that is [`truce_core::picture`]'s.

mod apart_rows;
mod case_rows;
pub mod cases;
pub mod changes;
pub mod columns;
mod day_rows;
pub mod facet;
pub mod filter;
pub mod follow;
pub mod incident_row;
mod incident_unit;
pub mod incidents;
pub mod keep;
pub mod map;
pub mod matrix;
mod memo;
pub mod nearby;
pub mod normalise;
pub mod prefix;
pub mod query;
pub mod rows;
pub mod shapes;
pub mod shown;
pub mod space;
pub mod tables;
pub mod told;
mod unit;
mod watch_rows;
pub mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, TransactionBehavior};
use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::SeatId;
use truce_core::picture::Picture;

use crate::failure::{Failure, Outcome};
use crate::index::follow::Followed;
use crate::index::keep::{KeepFault, Kept};
use crate::index::shown::{Shown, Touched};
use crate::node::Node;
use crate::progress::Progress;

pub use query::{Answer, Found, Query};

/// The version of the tables. Another one is thrown away and made anew.
pub const SCHEMA: &str = "4";

/// How long to wait for another program that writes to the index.
const BUSY: Duration = Duration::from_secs(30);

/// The index of one node.
pub struct Index {
    path: PathBuf,
    tables: Connection,
}

/// How far one log is indexed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogStatus {
    /// How many entries stand in the index.
    pub indexed: u64,
    /// Whose log.
    pub seat: SeatId,
    /// How many entries its head covers; after a crash a log may hold a few more.
    pub size: u64,
    /// How many of those indexed this program could not read.
    pub unread: u64,
}

/// From how many new entries on they are put in as one bulk.
const BULK: u64 = 50_000;

impl Index {
    /// Opens a node's index, making it if there is none; one that is damaged or of another schema
    /// or agreement is thrown away, with a note.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn open(node: &Node) -> Outcome<Self> {
        let path = node.index_path();
        let digest = node.agreement.digest();
        let (tables, state) = match connect(&path, digest) {
            Err(fault) if is_damaged(&fault) => {
                eprintln!("note: the index was damaged and is made anew");
                remove(&path)?;
                connect(&path, digest)
            }
            other => other,
        }
        .map_err(|fault| words_of(&fault, &path))?;
        let mut index = Self { path, tables };
        match state {
            State::Current => {}
            State::Empty => index.reset(digest)?,
            State::Other(why) => {
                eprintln!("note: the index {why} and is made anew");
                index.reset(digest)?;
            }
        }
        Ok(index)
    }

    /// Throws a node's index away, damaged or not, and opens an empty one.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn anew(node: &Node) -> Outcome<Self> {
        let mut index = Self::open(node)?;
        // In place, because another program may have the file open.
        if index.reset(node.agreement.digest()).is_ok() {
            return Ok(index);
        }
        drop(index);
        remove(&node.index_path())?;
        Self::open(node)
    }

    /// Brings the index up to date with all logs held; returns how many entries were new.
    ///
    /// If a log was replaced by another, all is made anew, with a note.
    ///
    /// # Errors
    /// If a log is damaged, or the disk does not obey. What was indexed before stays.
    pub fn follow(&mut self, node: &Node) -> Outcome<u64> {
        let held = node.held()?;
        if self.stands_for_a_log_not_in(&held)? {
            eprintln!("note: a log that was indexed is no longer held; the index is made anew");
            self.reset(node.agreement.digest())?;
        }
        let status = self.status(node)?;
        let waiting = status.iter().map(|log| log.size.saturating_sub(log.indexed)).sum();
        self.make_ready(waiting)?;
        let mut progress = Progress::over("index", waiting);
        let mut done = 0;
        let mut started_anew = false;
        let mut logs = held.iter();
        let mut next = logs.next();
        while let Some(seat) = next {
            match self.follow_log(node, seat, &mut progress, &mut done)? {
                Followed::Whole => next = logs.next(),
                Followed::Overtaken => {}
                Followed::Replaced if started_anew => {
                    return Err(Failure::cannot(format!(
                        "the log of `{seat}` does not fit its head: it was changed; move it aside, \
                         and copy it back from whoever holds a copy with `truce sync`"
                    )));
                }
                Followed::Replaced => {
                    eprintln!(
                        "note: the log of `{seat}` is not the one that was indexed; the index is made anew"
                    );
                    self.reset(node.agreement.digest())?;
                    started_anew = true;
                    logs = held.iter();
                    next = logs.next();
                }
            }
        }
        progress.end();
        self.put_in_order()?;
        if done > 0 {
            // So that the figures by which SQLite chooses its way fit what is there.
            self.tables.execute_batch("PRAGMA optimize").map_err(|fault| self.words(&fault))?;
        }
        Ok(done)
    }

    /// Before much is put in at once, sets the orders aside and takes more memory: both double the rate.
    fn make_ready(&self, waiting: u64) -> Outcome {
        if waiting < BULK {
            return Ok(());
        }
        let sql = "PRAGMA cache_size = -524288; DROP INDEX IF EXISTS report_time; \
                   DROP INDEX IF EXISTS report_area; DROP INDEX IF EXISTS report_source;";
        self.tables.execute_batch(sql).map_err(|fault| self.words(&fault))
    }

    /// Makes the orders that are missing, after much was put in, or after a program was stopped in the middle of it.
    fn put_in_order(&self) -> Outcome {
        let sql = concat!(
            include_str!("orders.sql"),
            include_str!("picture_orders.sql"),
            "PRAGMA cache_size = -65536;"
        );
        self.tables.execute_batch(sql).map_err(|fault| self.words(&fault))
    }

    fn follow_log(
        &mut self,
        node: &Node,
        seat: &SeatId,
        progress: &mut Progress,
        done: &mut u64,
    ) -> Outcome<Followed> {
        let mark = follow::mark(&self.tables, &self.path, seat)?;
        let dir = node.log_dir(seat);
        follow::follow(&mut self.tables, &self.path, (seat, &dir), mark, (progress, done))
    }

    /// How far each log held is indexed.
    ///
    /// # Errors
    /// If a head or the index cannot be read.
    pub fn status(&self, node: &Node) -> Outcome<Vec<LogStatus>> {
        let sql = "SELECT indexed, unread FROM log WHERE seat = ?";
        let mut status = Vec::new();
        for seat in node.held()? {
            let head = truce_log::read_head(&node.log_dir(&seat)).map_err(|fault| {
                Failure::cannot(format!("cannot read the log of `{seat}`: {fault}"))
            })?;
            let row = |row: &rusqlite::Row<'_>| Ok((count(row, 0)?, count(row, 1)?));
            let found = self.tables.query_row(sql, [seat.as_str()], row).optional();
            let (indexed, unread) = found.map_err(|fault| self.words(&fault))?.unwrap_or((0, 0));
            status.push(LogStatus {
                indexed,
                seat,
                size: head.map_or(0, |head| head.size),
                unread,
            });
        }
        Ok(status)
    }

    /// Keeps a picture: in one transaction, and only what changed.
    ///
    /// # Errors
    /// If the disk does not obey; the picture that was kept before then stands whole.
    pub fn keep(&mut self, picture: &Picture, agreement: &Agreement) -> Outcome<Kept> {
        Shown::with(picture, agreement, |shown| self.keep_shown(shown))
    }

    /// As [`Index::keep`], but looks only at what is touched: what costs a second for a year costs milliseconds for an entry.
    ///
    /// # Errors
    /// As [`Index::keep`].
    pub fn keep_touched(
        &mut self,
        (picture, agreement): (&Picture, &Agreement),
        touched: &Touched,
    ) -> Outcome<Kept> {
        Shown::with(picture, agreement, |shown| self.keep_touched_shown(shown, touched))
    }

    /// As [`Index::keep_touched`], wherever it comes from.
    ///
    /// # Errors
    /// As [`Index::keep`].
    pub fn keep_touched_shown(&mut self, shown: &Shown<'_>, touched: &Touched) -> Outcome<Kept> {
        self.keeping(|tables| keep::touched(tables, shown, touched))
    }

    /// Keeps what of a picture is kept, wherever it comes from.
    ///
    /// # Errors
    /// As [`Index::keep`].
    pub fn keep_shown(&mut self, shown: &Shown<'_>) -> Outcome<Kept> {
        let incidents = shown.incidents.len() as u64;
        let mut progress = Progress::over("picture", incidents);
        if incidents >= BULK && self.has_no_incident()? {
            let sql = "PRAGMA cache_size = -524288; DROP INDEX IF EXISTS incident_changed; \
                       DROP INDEX IF EXISTS incident_day; DROP INDEX IF EXISTS incident_report_of;";
            self.tables.execute_batch(sql).map_err(|fault| self.words(&fault))?;
        }
        let kept = self.keeping(|tables| keep::whole(tables, shown, &mut progress));
        progress.end();
        self.put_in_order()?;
        kept
    }

    fn has_no_incident(&self) -> Outcome<bool> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM incident)";
        self.tables.query_row(sql, [], |row| row.get(0)).map_err(|fault| self.words(&fault))
    }

    /// Carries a keeping out in one transaction.
    fn keeping(
        &mut self,
        keep: impl FnOnce(&Connection) -> Result<Kept, KeepFault>,
    ) -> Outcome<Kept> {
        let path = self.path.clone();
        let done = || -> Result<Kept, KeepFault> {
            let transaction =
                self.tables.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let kept = keep(&transaction)?;
            transaction.commit()?;
            Ok(kept)
        };
        done().map_err(|fault| match fault {
            KeepFault::Order(fault) => Failure::cannot(fault.to_string()),
            KeepFault::Tables(fault) => words_of(&fault, &path),
        })
    }

    /// Derives the picture at the heads that are held, and keeps it; `None` if it is kept already.
    ///
    /// # Errors
    /// If a log is damaged or of another agreement, or the disk does not obey.
    pub fn keep_up(&mut self, node: &Node) -> Outcome<Option<Kept>> {
        // Looked at before the picture is derived: what comes meanwhile is then derived again, not forgotten.
        let heads = Self::heads(node)?;
        let sql = "SELECT value FROM meta WHERE name = 'picture_heads'";
        let kept: rusqlite::Result<Option<String>> =
            self.tables.query_row(sql, [], |row| row.get(0)).optional();
        if kept.map_err(|fault| self.words(&fault))?.as_ref() == Some(&heads) {
            return Ok(None);
        }
        let kept = self.keep(&node.picture()?, &node.agreement)?;
        let sql = "INSERT OR REPLACE INTO meta VALUES ('picture_heads', ?)";
        self.tables.execute(sql, [heads]).map_err(|fault| self.words(&fault))?;
        Ok(Some(kept))
    }

    /// The heads of all logs held, as text.
    fn heads(node: &Node) -> Outcome<String> {
        let mut heads = String::new();
        for seat in node.held()? {
            let head = truce_log::read_head(&node.log_dir(&seat)).map_err(|fault| {
                Failure::cannot(format!("cannot read the log of `{seat}`: {fault}"))
            })?;
            let head = head.map_or_else(String::new, |head| head.root_text());
            heads.push_str(&format!("{seat} {head}\n"));
        }
        Ok(heads)
    }

    /// Looks reports up.
    ///
    /// # Errors
    /// If the words looked for cannot be understood, or the index cannot be read.
    pub fn find(&self, query: &Query) -> Outcome<Answer> {
        query::find(&self.tables, &self.path, query)
    }

    fn stands_for_a_log_not_in(&self, held: &[SeatId]) -> Outcome<bool> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.tables.prepare("SELECT seat FROM log WHERE indexed > 0")?;
            statement.query_map([], |row| row.get(0))?.collect()
        };
        let indexed = read().map_err(|fault| self.words(&fault))?;
        Ok(indexed.iter().any(|seat| !held.iter().any(|held| held.as_str() == seat)))
    }

    /// Empties it, whatever it held, and sets up its tables: all of that or nothing.
    fn reset(&mut self, agreement_sha256: &str) -> Outcome {
        let path = self.path.clone();
        let mut reset = || -> rusqlite::Result<()> {
            let transaction =
                self.tables.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for name in own_tables(&transaction)? {
                let quoted = name.replace('"', "\"\"");
                transaction.execute_batch(&format!("DROP TABLE \"{quoted}\""))?;
            }
            transaction.execute_batch(include_str!("schema.sql"))?;
            transaction.execute_batch(include_str!("orders.sql"))?;
            transaction.execute_batch(include_str!("picture.sql"))?;
            transaction.execute_batch(include_str!("picture_orders.sql"))?;
            let sql = "INSERT INTO meta VALUES ('schema', ?), ('agreement_sha256', ?)";
            transaction.execute(sql, [SCHEMA, agreement_sha256])?;
            transaction.commit()
        };
        reset().map_err(|fault| words_of(&fault, &path))
    }

    fn words(&self, fault: &rusqlite::Error) -> Failure {
        words_of(fault, &self.path)
    }
}

/// The tables that were made by name, virtual ones first: their own tables go with them.
fn own_tables(tables: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'table') \
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'table', name";
    tables.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// A count: what does not fit is no count of ours.
fn count(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// A number as SQLite holds it; what is beyond its greatest is held as that.
fn held(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What a file that was opened holds.
enum State {
    Current,
    Empty,
    /// Of no use, and why.
    Other(&'static str),
}

/// Opens the file and looks what it holds.
fn connect(path: &Path, agreement_sha256: &str) -> rusqlite::Result<(Connection, State)> {
    let tables = Connection::open(path)?;
    tables.busy_timeout(BUSY)?;
    tables.set_prepared_statement_cache_capacity(64);
    // Power may fail: then at most the last transactions are missing, and are made again.
    // The file may have been made by somebody else: nothing in it is run.
    tables.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; \
         PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864; \
         PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
    )?;
    let has = |kind: &str| -> rusqlite::Result<bool> {
        let sql = format!("SELECT count(*) > 0 FROM sqlite_schema {kind}");
        tables.query_row(&sql, [], |row| row.get(0))
    };
    let state = if !has("")? {
        State::Empty
    } else if !has("WHERE type = 'table' AND name = 'meta'")? {
        State::Other("was made by another program")
    } else {
        let value = |name: &str| {
            let sql = "SELECT value FROM meta WHERE name = ?";
            tables.query_row(sql, [name], |row| row.get::<_, String>(0)).optional()
        };
        if value("schema")?.as_deref() != Some(SCHEMA) {
            State::Other("was made by another version of the program")
        } else if value("agreement_sha256")?.as_deref() != Some(agreement_sha256) {
            State::Other("was made under another text of the agreement")
        } else {
            State::Current
        }
    };
    Ok((tables, state))
}

/// Removes the index's files.
fn remove(path: &Path) -> Outcome {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::file("remove", Path::new(&name), &fault));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

fn is_damaged(fault: &rusqlite::Error) -> bool {
    let code = fault.sqlite_error_code();
    // A table of ours with other columns: not made by us.
    let foreign = matches!(fault, rusqlite::Error::InvalidColumnType(..));
    foreign
        || matches!(code, Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
        || fault.to_string().contains("no such column")
}

/// What a fault of SQLite means to a person.
fn words_of(fault: &rusqlite::Error, path: &Path) -> Failure {
    let path = path.display();
    Failure::cannot(match fault.sqlite_error_code() {
        _ if is_damaged(fault) => {
            format!("the index `{path}` is damaged: make it anew with `truce index --rebuild`")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            format!("another program is writing to the index `{path}`: wait until it is done")
        }
        Some(ErrorCode::DiskFull) => {
            format!(
                "the disk is full: free some space, then run `truce index`; nothing on record is lost (`{path}`)"
            )
        }
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            format!(
                "the index `{path}` cannot be written: see to it that you may write in its folder"
            )
        }
        _ => format!(
            "the index `{path}` cannot be used ({fault}): make it anew with `truce index --rebuild`"
        ),
    })
}
