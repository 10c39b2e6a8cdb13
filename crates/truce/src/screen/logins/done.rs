//! What was done with logins, sessions and the lock: lines that only ever grow, each with the digest of the one before.
//!
//! Not on record: no kind of entry speaks of who signs in at one seat's screen, and it concerns no other seat. Whoever can
//! write to the file can write it anew from some line on; what the chain shows is a line that was changed or taken out.

use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};
use truce_core::time::Moment;

use super::{Logins, damaged, hold};
use crate::failure::Outcome;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginDeed {
    /// The first login was set up, or another was added.
    Added,
    /// Somebody ended one session.
    Ended,
    /// Somebody ended every session of a login.
    EndedAll,
    /// The screen was locked.
    Locked,
    /// The screen was opened again.
    Opened,
    /// Somebody added a passkey to their login.
    PasskeyAdded,
    /// A passkey's counter went back: it opens nothing any more.
    PasskeyDoubted,
    /// What came as a passkey's answer was refused.
    PasskeyRefused,
    /// Somebody removed a passkey of theirs.
    PasskeyRemoved,
    /// Every passkey of a login was removed.
    PasskeysRemoved,
    /// Somebody changed their password.
    PasswordChanged,
    /// Somebody signed in with their password.
    SignedIn,
    /// Somebody signed in with a passkey.
    SignedInByPasskey,
}

impl LoginDeed {
    /// Each, with the word under which it is kept.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Added, "added"),
        (Self::Ended, "ended"),
        (Self::EndedAll, "ended-all"),
        (Self::Locked, "locked"),
        (Self::Opened, "opened"),
        (Self::PasskeyAdded, "passkey-added"),
        (Self::PasskeyDoubted, "passkey-doubted"),
        (Self::PasskeyRefused, "passkey-refused"),
        (Self::PasskeyRemoved, "passkey-removed"),
        (Self::PasskeysRemoved, "passkeys-removed"),
        (Self::PasswordChanged, "password-changed"),
        (Self::SignedIn, "signed-in"),
        (Self::SignedInByPasskey, "signed-in-by-passkey"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(act, _)| *act == self).map_or("", |(_, word)| word)
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which login it was done to, where that is another's; or which passkey; or why one was refused.
    pub about: String,
    /// When.
    pub at: Moment,
    /// Its number, from 1.
    pub number: i64,
    /// What was done: a word of [`LoginDeed::ALL`].
    pub what: String,
    /// Who did it; empty where that is not known.
    pub who: String,
    sha256: Vec<u8>,
}

impl Line {
    /// The digest over the line before and this one, each field with its length before it.
    fn digest(&self, before: &[u8]) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(before);
        digest.update(self.number.to_be_bytes());
        digest.update(self.at.unix().to_be_bytes());
        for field in [&self.who, &self.what, &self.about] {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        digest.finalize().into()
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get(0)?,
            at: Moment::from_unix(row.get(1)?),
            who: row.get(2)?,
            what: row.get(3)?,
            about: row.get(4)?,
            sha256: row.get(5)?,
        })
    }
}

/// The last lines, and whether all hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The last first.
    pub last: Vec<Line>,
    /// The first line that does not fit the one before.
    pub broken_at: Option<i64>,
}

const SELECT: &str = "SELECT number, at, who, what, about, sha256 FROM done ORDER BY number";

impl Logins {
    /// Notes what somebody did.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn note(&self, who: &str, act: LoginDeed, about: &str) -> Outcome {
        let now = self.now();
        let mut tables = hold(&self.tables);
        let mut note = || -> rusqlite::Result<()> {
            let whole = tables.transaction()?;
            let last = format!("{SELECT} DESC LIMIT 1");
            let last = whole.query_row(&last, [], Line::read).optional()?;
            let (number, before) =
                last.map_or((1, Vec::new()), |last| (last.number.saturating_add(1), last.sha256));
            let mut line = Line {
                number,
                at: Moment::from_unix(now),
                who: who.to_owned(),
                what: act.word().to_owned(),
                about: about.to_owned(),
                sha256: Vec::new(),
            };
            line.sha256 = line.digest(&before).to_vec();
            let Line { who, what, about, sha256, .. } = line;
            let sql = "INSERT INTO done VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            whole.execute(sql, params![number, now, who, what, about, sha256])?;
            whole.commit()
        };
        note().map_err(|fault| damaged(&fault))
    }

    /// The last lines, at most so many; all are held against their chain.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn done(&self, most: usize) -> Outcome<Done> {
        let tables = hold(&self.tables);
        let read = || -> rusqlite::Result<Vec<Line>> {
            tables.prepare_cached(SELECT)?.query_map([], Line::read)?.collect()
        };
        let mut all = read().map_err(|fault| damaged(&fault))?;
        let (mut before, mut next, mut broken_at) = (Vec::new(), 1, None);
        for line in &all {
            if line.number != next || line.sha256 != line.digest(&before) {
                broken_at = broken_at.or(Some(line.number));
            }
            before.clone_from(&line.sha256);
            next = line.number.saturating_add(1);
        }
        all.reverse();
        all.truncate(most);
        Ok(Done { last: all, broken_at })
    }
}
