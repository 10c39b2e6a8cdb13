//! Bringing the index up to date: what is new in a log, in transactions that say how far they go.
//!
//! One thread reads and levels, another puts into the tables. Each transaction
//! also stores how far its log is indexed, so that whoever is interrupted goes
//! on where the last transaction ended, and nothing is done twice.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use truce_core::id::SeatId;
use truce_log::{ReadFault, Reader};

use crate::failure::{Failure, Outcome};
use crate::index::prefix::Prefix;
use crate::index::rows::{self, ENTRIES_MAX, Row, Slot};
use crate::index::{count, held, words_of};
use crate::progress::Progress;

/// How many entries go into one transaction.
pub const TRANSACTION_ENTRIES: usize = 10_000;
/// How many bytes of entries go into one transaction at most, so that memory stays bounded.
const TRANSACTION_BYTES: usize = 8 << 20;

/// How far a log is indexed.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The log's number in the index.
    pub number: i64,
    /// Which of its entries stand in the index.
    pub prefix: Prefix,
    /// How many of these could not be read.
    pub unread: u64,
}

/// How following a log ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Followed {
    /// All of it stands in the index.
    Whole,
    /// What stands in the index is not the beginning of the log that is there now.
    Replaced,
    /// Another program indexed the same log meanwhile: look again how far it is.
    Overtaken,
}

/// Entries of one transaction.
struct Chunk {
    rows: Vec<Row>,
    before: Prefix,
    after: Prefix,
}

/// Reads how far a log is indexed; of a new one, gives it a number.
pub fn mark(tables: &Connection, path: &Path, seat: &SeatId) -> Outcome<Mark> {
    let read = || {
        tables.execute(
            "INSERT INTO log (seat, indexed, unread, peaks) VALUES (?, 0, 0, x'') \
             ON CONFLICT (seat) DO NOTHING",
            [seat.as_str()],
        )?;
        let sql = "SELECT number, indexed, unread, peaks FROM log WHERE seat = ?";
        let row = |row: &rusqlite::Row<'_>| {
            let peaks: Vec<u8> = row.get(3)?;
            Ok((row.get(0)?, count(row, 1)?, count(row, 2)?, peaks))
        };
        tables.query_row(sql, [seat.as_str()], row).optional()
    };
    let found = read().map_err(|fault| words_of(&fault, path))?;
    let mark = found.and_then(|(number, indexed, unread, peaks)| {
        Some(Mark { number, prefix: Prefix::read(indexed, &peaks)?, unread })
    });
    mark.ok_or_else(|| {
        Failure::cannot(format!("the index does not say how far the log of `{seat}` is: make it anew with `truce index --rebuild`"))
    })
}

/// Puts what is new in a log into the tables.
pub fn follow(
    tables: &mut Connection,
    path: &Path,
    (seat, dir): (&SeatId, &Path),
    mark: Mark,
    (progress, done): (&mut Progress, &mut u64),
) -> Outcome<Followed> {
    let words =
        |fault: ReadFault| Failure::cannot(format!("cannot read the log of `{seat}`: {fault}"));
    if !fits(dir, &mark.prefix).map_err(words)? {
        return Ok(Followed::Replaced);
    }
    let from = mark.prefix.clone();
    let (sender, receiver) = sync_channel::<Chunk>(1);
    let (read, put) = std::thread::scope(|scope| {
        let reading = scope.spawn(move || read_new(dir, from, &sender));
        let put = put_all(tables, path, seat, mark, &receiver, (progress, done));
        drop(receiver);
        (reading.join(), put)
    });
    let overtaken = !put?;
    let fits = read.map_err(|_| Failure::cannot("reading the log broke off"))?.map_err(words)?;
    Ok(match (overtaken, fits) {
        (true, _) => Followed::Overtaken,
        (false, true) => Followed::Whole,
        (false, false) => Followed::Replaced,
    })
}

/// Whether the log, as far as its head tells, can begin with what is indexed.
///
/// A head that covers more is held against the entries between as they are read.
fn fits(dir: &Path, indexed: &Prefix) -> Result<bool, ReadFault> {
    let head = Reader::open(dir)?.head().clone();
    match head.size.cmp(&indexed.size()) {
        std::cmp::Ordering::Greater => Ok(true),
        std::cmp::Ordering::Equal => Ok(head.root == indexed.root()),
        // The head lags after a crash; or this is another, shorter log.
        std::cmp::Ordering::Less => begins_with(dir, indexed),
    }
}

/// Whether a log begins with what is indexed: reads all of that again.
fn begins_with(dir: &Path, indexed: &Prefix) -> Result<bool, ReadFault> {
    let mut reader = Reader::open(dir)?;
    let mut prefix = Prefix::default();
    while let Some(batch) = reader.next_batch()? {
        for leaf in batch.leaves() {
            if prefix.size() == indexed.size() {
                return Ok(prefix == *indexed);
            }
            prefix.push(leaf);
        }
    }
    Ok(prefix == *indexed)
}

/// Reads what is new, chunk by chunk; returns whether the root fits the head where the head ends.
fn read_new(dir: &Path, from: Prefix, sender: &SyncSender<Chunk>) -> Result<bool, ReadFault> {
    let mut reader = Reader::open_from(dir, from.size())?;
    let head = reader.head().clone();
    let mut chunk = Chunk { rows: Vec::new(), before: from.clone(), after: from };
    let mut bytes = 0;
    while let Some(batch) = reader.next_batch()? {
        for ((_, entry), leaf) in batch.entries().zip(batch.leaves()) {
            chunk.rows.push(Row::read(entry));
            chunk.after.push(leaf);
            bytes += entry.len();
            if chunk.after.size() == head.size && chunk.after.root() != head.root {
                return Ok(false);
            }
            if chunk.rows.len() >= TRANSACTION_ENTRIES || bytes >= TRANSACTION_BYTES {
                bytes = 0;
                let next = chunk.after.clone();
                let full = std::mem::replace(
                    &mut chunk,
                    Chunk { rows: Vec::new(), before: next.clone(), after: next },
                );
                if sender.send(full).is_err() {
                    // The other side ended; it says why.
                    return Ok(true);
                }
            }
        }
    }
    if !chunk.rows.is_empty() {
        // As above.
        let _ = sender.send(chunk);
    }
    Ok(true)
}

/// Puts chunks into the tables as they come; false if another program did so meanwhile.
fn put_all(
    tables: &mut Connection,
    path: &Path,
    seat: &SeatId,
    mut mark: Mark,
    chunks: &Receiver<Chunk>,
    (progress, done): (&mut Progress, &mut u64),
) -> Outcome<bool> {
    for chunk in chunks {
        if chunk.after.size() > ENTRIES_MAX {
            return Err(Failure::cannot(format!(
                "the log of `{seat}` has more entries than an index can hold"
            )));
        }
        if !put(tables, seat, &mut mark, &chunk).map_err(|fault| words_of(&fault, path))? {
            return Ok(false);
        }
        *done += chunk.after.size() - chunk.before.size();
        progress.at(*done, &format!("{done} entries"));
    }
    Ok(true)
}

/// One transaction; false, and nothing is changed, if the log is not indexed as far as was thought.
fn put(
    tables: &mut Connection,
    seat: &SeatId,
    mark: &mut Mark,
    chunk: &Chunk,
) -> rusqlite::Result<bool> {
    let transaction = tables.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let sql = "SELECT peaks FROM log WHERE number = ? AND seat = ? AND indexed = ?";
    let key = params![mark.number, seat.as_str(), held(chunk.before.size())];
    let peaks: Option<Vec<u8>> = transaction.query_row(sql, key, |row| row.get(0)).optional()?;
    if peaks != Some(chunk.before.bytes()) {
        return Ok(false);
    }
    let first = held(chunk.before.size());
    for (entry, row) in (first..).zip(&chunk.rows) {
        rows::insert(&transaction, Slot { number: mark.number, seat, entry }, row)?;
        if matches!(row, Row::Unread) {
            mark.unread += 1;
        }
    }
    transaction.execute(
        "UPDATE log SET indexed = ?, unread = ?, peaks = ? WHERE number = ?",
        params![held(chunk.after.size()), held(mark.unread), chunk.after.bytes(), mark.number],
    )?;
    transaction.commit()?;
    mark.prefix = chunk.after.clone();
    Ok(true)
}
