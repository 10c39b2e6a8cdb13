//! What goes out: written before it is sent, sent at least once, noted when it was.
//!
//! `alarms.sqlite` in the node's folder. Messages stay, for the feed; a delivery is tried again, each time after twice
//! as long, and given up after [`TRIES_MAX`] times.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, params};
use truce_core::time::Moment;

use super::news::{Kind, Level, Message};
use crate::failure::{Failure, Outcome};

/// The file's name.
pub const FILE: &str = "alarms.sqlite";
/// How often a delivery is tried.
pub const TRIES_MAX: u32 = 10;
/// Seconds after which it is tried again for the first time, and the most.
const AGAIN_S: i64 = 30;
const AGAIN_S_MAX: i64 = 3_600;
/// How long to wait for another program that writes.
const BUSY: Duration = Duration::from_secs(5);

const TABLES: &str = "
create table if not exists messages (
    identifier text primary key,
    rise text not null,
    number integer not null,
    body text not null
) strict;
create table if not exists deliveries (
    key text primary key,
    identifier text not null references messages,
    recipient text not null,
    due_at integer not null,
    only_if_open integer not null,
    tries integer not null default 0,
    ended_at integer,
    outcome text
) strict;
create index if not exists deliveries_due on deliveries (due_at) where outcome is null;
";

/// To whom a message goes, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The address's name.
    pub to: String,
    /// From when on.
    pub at: Moment,
    /// Only if nobody has taken note by then.
    pub only_if_open: bool,
}

/// One delivery that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Its name: the same each time that it is tried.
    pub key: String,
    /// The address's name.
    pub to: String,
    /// What is told.
    pub message: Message,
    /// Only if nobody has taken note by now.
    pub only_if_open: bool,
    /// How often it was tried.
    pub tries: u32,
}

/// The outbox of a node.
#[derive(Debug)]
pub struct Outbox(Connection);

fn fault(fault: rusqlite::Error) -> Failure {
    Failure::cannot(format!("the outbox of alarms cannot be used: {fault}"))
}

fn read(body: &str) -> Outcome<Message> {
    serde_json::from_str(body)
        .map_err(|why| Failure::cannot(format!("a message in {FILE} is damaged: {why}")))
}

impl Outbox {
    /// Opens it, or makes it.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn open(dir: &Path) -> Outcome<Self> {
        let file = Connection::open(dir.join(FILE)).map_err(fault)?;
        file.busy_timeout(BUSY).map_err(fault)?;
        file.execute_batch("pragma journal_mode = wal; pragma synchronous = full;")
            .map_err(fault)?;
        file.execute_batch(TABLES).map_err(fault)?;
        Ok(Self(file))
    }

    /// The last message about each rise that is not over.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn standing(&self) -> Outcome<Vec<Message>> {
        let all = self.texts(
            "select body from messages m where number =
                (select max(number) from messages where rise = m.rise) order by rise",
        )?;
        let read: Outcome<Vec<Message>> = all.iter().map(|body| read(body)).collect();
        Ok(read?.into_iter().filter(|message| message.kind != Kind::Cancel).collect())
    }

    /// The last messages of all, the last first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last(&self, most: usize) -> Outcome<Vec<Message>> {
        let all = self.texts("select body from messages order by rowid desc")?;
        all.iter().take(most).map(|body| read(body)).collect()
    }

    fn texts(&self, query: &str) -> Outcome<Vec<String>> {
        let mut asked = self.0.prepare(query).map_err(fault)?;
        let rows = asked.query_map([], |row| row.get(0)).map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)
    }

    /// The messages about a rise up to one, in order; empty if there is none of that name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn upto(&self, identifier: &str) -> Outcome<Vec<Message>> {
        let mut asked = self
            .0
            .prepare(
                "select m.body from messages m join messages wanted on wanted.identifier = ?1
                 where m.rise = wanted.rise and m.number <= wanted.number order by m.number",
            )
            .map_err(fault)?;
        let rows = asked.query_map([identifier], |row| row.get::<_, String>(0)).map_err(fault)?;
        let all: Vec<String> = rows.collect::<Result<_, _>>().map_err(fault)?;
        all.iter().map(|body| read(body)).collect()
    }

    /// The number of the last message about a rise; 0 if there is none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn numbers_of(&self, rise: &str) -> Outcome<u32> {
        let asked = "select coalesce(max(number), 0) from messages where rise = ?1";
        self.0.query_row(asked, [rise], |row| row.get(0)).map_err(fault)
    }

    /// Keeps a message with its deliveries, together or not at all; one that is there already changes nothing.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn put(&mut self, message: &Message, deliveries: &[Due]) -> Outcome {
        let body =
            serde_json::to_string(message).map_err(|why| Failure::cannot(why.to_string()))?;
        let identifier = message.identifier();
        let writing = self.0.transaction().map_err(fault)?;
        writing
            .execute(
                "insert or ignore into messages values (?1, ?2, ?3, ?4)",
                params![identifier, message.rise(), message.number, body],
            )
            .map_err(fault)?;
        for due in deliveries {
            writing
                .execute(
                    "insert or ignore into deliveries (key, identifier, recipient, due_at, only_if_open)
                     values (?1, ?2, ?3, ?4, ?5)",
                    params![
                        format!("{identifier}/{}", due.to),
                        identifier,
                        due.to,
                        due.at.unix(),
                        due.only_if_open
                    ],
                )
                .map_err(fault)?;
        }
        writing.commit().map_err(fault)
    }

    /// The next that is due to each address that is free: what was never tried first, then the longest due.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn due(
        &self,
        now: Moment,
        most: usize,
        is_free: impl Fn(&str) -> bool,
    ) -> Outcome<Vec<Delivery>> {
        let mut asked = self
            .0
            .prepare(
                "with waiting as (
                     select d.*, m.body, row_number() over (
                         partition by d.recipient order by d.tries > 0, d.due_at, m.rowid
                     ) as place
                     from deliveries d join messages m using (identifier)
                     where d.outcome is null and d.due_at <= ?1
                 )
                 select key, recipient, only_if_open, tries, body
                 from waiting where place = 1 order by tries > 0, due_at, key",
            )
            .map_err(fault)?;
        let rows = asked
            .query_map(params![now.unix()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, String>(4)?))
            })
            .map_err(fault)?;
        let mut due = Vec::new();
        for row in rows {
            let (key, to, only_if_open, tries, body): (_, String, _, _, _) = row.map_err(fault)?;
            if due.len() < most && is_free(&to) {
                due.push(Delivery { key, to, message: read(&body)?, only_if_open, tries });
            }
        }
        Ok(due)
    }

    /// Whether the rise of a message stands as an alarm of which nobody has taken note.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn waits_for_somebody(&self, message: &Message) -> Outcome<bool> {
        let rise = message.rise();
        let standing = self.standing()?;
        let waits = |now: &Message| match now.level {
            Level::Alarm => true,
            Level::SeriousDay => now.acknowledged_by.is_none(),
            Level::Watch | Level::Acknowledged => false,
        };
        Ok(standing.iter().any(|now| now.rise() == rise && waits(now)))
    }

    /// Notes that a delivery arrived.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn sent(&self, key: &str, now: Moment) -> Outcome {
        let update = "update deliveries set outcome = 'sent', ended_at = ?2 where key = ?1";
        self.0.execute(update, params![key, now.unix()]).map(|_| ()).map_err(fault)
    }

    /// Notes that a delivery is not tried any more, and why.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn give_up(&self, key: &str, why: &str) -> Outcome {
        let update = "update deliveries set outcome = ?2 where key = ?1";
        self.0.execute(update, params![key, format!("given up: {why}")]).map(|_| ()).map_err(fault)
    }

    /// Notes that a delivery did not arrive: where it was tried often enough, it is given up.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn failed(&self, delivery: &Delivery, why: &str) -> Outcome {
        let tries = delivery.tries.saturating_add(1);
        if tries < TRIES_MAX { Ok(()) } else { self.give_up(&delivery.key, why) }
    }

    /// Notes that a delivery is tried now: if nothing else is noted of it, it is tried again after twice as long as before.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn begin(&self, delivery: &Delivery, now: Moment) -> Outcome {
        let tries = delivery.tries.saturating_add(1);
        let wait = AGAIN_S.saturating_mul(1 << delivery.tries.min(10)).min(AGAIN_S_MAX);
        let update = "update deliveries set tries = ?2, due_at = ?3 where key = ?1";
        let changed = self.0.execute(update, params![delivery.key, tries, now.plus(wait).unix()]);
        changed.map(|_| ()).map_err(fault)
    }

    /// What became of a delivery: how often it was tried, and how it ended; none if there is no such.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn outcome(&self, key: &str) -> Outcome<Option<(u32, Option<String>)>> {
        let asked = "select tries, outcome from deliveries where key = ?1";
        let row = self.0.query_row(asked, [key], |row| Ok((row.get(0)?, row.get(1)?)));
        row.optional().map_err(fault)
    }
}
