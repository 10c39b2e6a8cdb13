//! Who may sign in at this seat's screen, and who is signed in: `DIR/screen.sqlite`, its owner's alone.
//!
//! Not derived, and not on record: the file can be lost without harm to the record, and then the first login is set up
//! anew. A login names an officer of the seat; what that officer may do is asked of the record, never kept here.
//!
//! # Out of scope
//! What may be done: [`truce_core::case::office::may`].

pub mod attempts;
pub mod done;
pub mod filters;
pub mod pages;
pub mod passkeys;
pub mod password;
pub mod seen;
pub mod session;

use std::net::IpAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use truce_core::id::OfficerId;
use truce_core::time::Moment;

use self::attempts::Attempts;
use self::passkeys::ceremony::Fault;
use self::passkeys::challenges::Challenges;
use self::password::{Cost, Kept, Password};
use self::session::Token;
use super::Clock;
use crate::durable;
use crate::failure::{Failure, Outcome};

/// The file's name in the node's folder.
pub const NAME: &str = "screen.sqlite";
/// The cookie that holds a session's token.
pub const COOKIE: &str = "truce-session";
/// How long a session lasts, in seconds: a shift.
pub const SESSION_S: i64 = 12 * 3600;
/// After how long without a request it ends, in seconds.
pub const IDLE_S: i64 = 2 * 3600;
/// How exactly it is kept when a session was last used, in seconds.
const SEEN_S: i64 = 60;

const TABLES: &str = include_str!("tables.sql");

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Name or password are wrong; which, is not said.
    #[error("the name or the password is wrong")]
    Wrong,
    /// Too many tries.
    #[error("too many tries: wait a quarter of an hour")]
    TooOften,
    /// The token of the first set-up is another, or was used.
    #[error("this address for setting up is not valid, or was used already")]
    NoInvitation,
    /// The name is no name.
    #[error("a name has 1 to 64 lower-case letters, digits and hyphens")]
    NotAName,
    /// Another login has that name.
    #[error("another login has this name")]
    Taken,
    /// The password is too short or too long.
    #[error("a password has at least {} characters", password::CHARS_MIN)]
    Short,
    /// The name is none for a passkey.
    #[error("a passkey's name has 1 to {} characters", passkeys::NAME_CHARS_MAX)]
    NotAPasskeyName,
    /// The login has as many passkeys as one may have.
    #[error("a login has at most {} passkeys", passkeys::PASSKEYS_MAX)]
    TooManyPasskeys,
    /// A passkey does not open.
    #[error("the passkey was not accepted: {fault}")]
    Passkey {
        /// Whose it is, where that is known.
        who: String,
        /// Why.
        fault: Fault,
    },
    /// The file cannot be used.
    #[error("{0}")]
    Failed(Failure),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(fault: rusqlite::Error) -> Self {
        Self::Failed(damaged(&fault))
    }
}

/// Whoever is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The login.
    pub login: i64,
    /// Its name.
    pub name: String,
    /// The officer of this seat for whom it stands.
    pub officer: Option<OfficerId>,
    /// Whether it keeps the logins: adds some, ends sessions, locks the screen.
    pub keeps: bool,
    /// The session, by the digest of its token.
    pub session: [u8; 32],
}

/// A login, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The officer for whom it stands.
    pub officer: Option<OfficerId>,
    /// Whether it keeps the logins.
    pub keeps: bool,
    /// How many passkeys it has.
    pub passkeys: u32,
    /// How many sessions it has.
    pub sessions: u32,
}

/// A session, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// By the digest of its token.
    pub id: [u8; 32],
    /// When it began.
    pub begun_at: Moment,
    /// When it was last used, to the minute.
    pub seen_at: Moment,
}

/// What a new login is to be.
#[derive(Debug, Clone)]
pub struct NewLogin {
    /// Its name.
    pub name: String,
    /// The officer for whom it stands; empty for none.
    pub officer: String,
    /// Whether it keeps the logins.
    pub keeps: bool,
    /// Its password.
    pub password: Password,
}

/// The logins and sessions of one seat's screen.
pub struct Logins {
    attempts: Mutex<Attempts>,
    challenges: Mutex<Challenges>,
    clock: Clock,
    /// The digest of the token of the first set-up, until it is used.
    invitation: Mutex<Option<[u8; 32]>>,
    locked: AtomicBool,
    tables: Mutex<Connection>,
}

impl std::fmt::Debug for Logins {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<logins>")
    }
}

/// What a panic of another thread left is whole: every change is one transaction.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Logins {
    /// Opens the file in a node's folder, making it if there is none.
    ///
    /// # Errors
    /// If the file is damaged, or the disk does not obey.
    pub fn open(dir: &Path, clock: Clock) -> Outcome<Self> {
        let path = dir.join(NAME);
        if !path.exists() {
            durable::replace_private(&path, b"")?;
        }
        let open = || -> rusqlite::Result<(Connection, bool)> {
            let tables = Connection::open(&path)?;
            tables.pragma_update(None, "secure_delete", true)?;
            // One file: what stands beside it would not be private.
            tables.pragma_update(None, "journal_mode", "delete")?;
            tables.pragma_update(None, "foreign_keys", true)?;
            tables.busy_timeout(std::time::Duration::from_secs(10))?;
            tables.execute_batch(TABLES)?;
            passkeys::bring_up_to_date(&tables)?;
            let locked = tables.query_row(
                "SELECT EXISTS (SELECT 1 FROM switch WHERE name = 'locked')",
                [],
                |row| row.get(0),
            )?;
            Ok((tables, locked))
        };
        let (tables, locked) = open().map_err(|fault| damaged(&fault))?;
        Ok(Self {
            attempts: Mutex::default(),
            challenges: Mutex::default(),
            clock,
            invitation: Mutex::default(),
            locked: AtomicBool::new(locked),
            tables: Mutex::new(tables),
        })
    }

    /// Whether the screen is locked: it can be read, and nothing can be changed.
    #[must_use]
    pub fn locked(&self) -> bool {
        self.locked.load(Ordering::Acquire)
    }

    /// Locks the screen, or opens it again. Holds over a restart.
    ///
    /// # Errors
    /// If the disk does not obey; nothing is changed then.
    pub fn set_locked(&self, locked: bool) -> Outcome {
        let tables = hold(&self.tables);
        let done = if locked {
            let sql = "INSERT OR IGNORE INTO switch VALUES ('locked', ?)";
            tables.execute(sql, [self.now()])
        } else {
            tables.execute("DELETE FROM switch WHERE name = 'locked'", [])
        };
        done.map_err(|fault| damaged(&fault))?;
        self.locked.store(locked, Ordering::Release);
        Ok(())
    }

    /// If nobody can sign in yet, draws the token with which the first login is set up.
    ///
    /// # Errors
    /// If the file cannot be read, or the system gives no random numbers.
    pub fn invite(&self) -> Outcome<Option<Token>> {
        if self.somebody().map_err(|fault| damaged(&fault))? {
            return Ok(None);
        }
        let token = Token::draw()?;
        *hold(&self.invitation) = Some(token.digest());
        Ok(Some(token))
    }

    /// Whether a token is that of the first set-up, and was not used.
    #[must_use]
    pub fn invites(&self, token: &Token) -> bool {
        *hold(&self.invitation) == Some(token.digest())
    }

    /// Sets up the first login, which keeps the others, and signs it in. The token is worth nothing afterwards.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn set_up(&self, token: &Token, login: &NewLogin) -> Result<Token, Refused> {
        let mut invitation = hold(&self.invitation);
        if *invitation != Some(token.digest()) || self.somebody()? {
            return Err(Refused::NoInvitation);
        }
        let id = self.put(login)?;
        *invitation = None;
        self.begin(id)
    }

    /// Adds a login.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn add(&self, login: &NewLogin) -> Result<(), Refused> {
        self.put(login).map(drop)
    }

    /// Signs somebody in with a new token; the session of the one that the browser had is ended.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn sign_in(
        &self,
        name: &str,
        password: &Password,
        from: Option<IpAddr>,
        had: Option<[u8; 32]>,
    ) -> Result<Token, Refused> {
        if !hold(&self.attempts).may_try(Some(name), from, self.moment()) {
            return Err(Refused::TooOften);
        }
        let found = self.kept(name)?;
        let (id, kept) = found.unwrap_or_else(|| (0, Kept::nobody()));
        if !kept.fits(password)? || id == 0 {
            return Err(Refused::Wrong);
        }
        hold(&self.attempts).forgive(Some(name), from);
        if let Some(had) = had {
            self.end(had)?;
        }
        self.begin(id)
    }

    /// Whoever has a session with that token, if it has not run out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn of_session(&self, token: &Token) -> Outcome<Option<SignedIn>> {
        let (session, now, tables) = (token.digest(), self.now(), hold(&self.tables));
        let sql = "SELECT login.id, name, officer, keeps, seen_at FROM session JOIN login ON login.id = session.login \
                   WHERE token_sha256 = ?1 AND begun_at > ?2 AND seen_at > ?3";
        let find = || -> rusqlite::Result<Option<SignedIn>> {
            let read = |row: &Row<'_>| {
                let who = SignedIn {
                    login: row.get(0)?,
                    name: row.get(1)?,
                    officer: officer(row, 2)?,
                    keeps: row.get(3)?,
                    session,
                };
                Ok((who, row.get::<_, i64>(4)?))
            };
            let since = (now.saturating_sub(SESSION_S), now.saturating_sub(IDLE_S));
            let mut found = tables.prepare_cached(sql)?;
            let Some((who, seen_at)) =
                found.query_row(params![session, since.0, since.1], read).optional()?
            else {
                return Ok(None);
            };
            if now.saturating_sub(seen_at) >= SEEN_S {
                tables
                    .prepare_cached("UPDATE session SET seen_at = ?1 WHERE token_sha256 = ?2")?
                    .execute(params![now, session])?;
            }
            Ok(Some(who))
        };
        find().map_err(|fault| damaged(&fault))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn end(&self, session: [u8; 32]) -> Outcome {
        let done =
            hold(&self.tables).execute("DELETE FROM session WHERE token_sha256 = ?", [session]);
        done.map(drop).map_err(|fault| damaged(&fault))
    }

    /// Ends one session of a login; of another's, none.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn end_one(&self, login: i64, session: &[u8]) -> Outcome {
        let sql = "DELETE FROM session WHERE login = ?1 AND token_sha256 = ?2";
        let done = hold(&self.tables).execute(sql, params![login, session]);
        done.map(drop).map_err(|fault| damaged(&fault))
    }

    /// Ends every session of a login.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn end_all(&self, login: i64) -> Outcome {
        let done = hold(&self.tables).execute("DELETE FROM session WHERE login = ?", [login]);
        done.map(drop).map_err(|fault| damaged(&fault))
    }

    /// Gives a login another password, and ends its sessions but one.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn change_password(
        &self,
        who: &SignedIn,
        old: &Password,
        new: &Password,
        from: Option<IpAddr>,
    ) -> Result<(), Refused> {
        self.confirm(who, old, from)?;
        if !new.long_enough() {
            return Err(Refused::Short);
        }
        let kept = Kept::of(new)?;
        let mut tables = hold(&self.tables);
        let whole = tables.transaction()?;
        whole.execute(
            "UPDATE login SET memory_kib = ?1, passes = ?2, salt = ?3, digest = ?4 WHERE id = ?5",
            params![kept.cost.memory_kib, kept.cost.passes, kept.salt, kept.digest, who.login],
        )?;
        whole.execute(
            "DELETE FROM session WHERE login = ?1 AND token_sha256 <> ?2",
            params![who.login, who.session],
        )?;
        whole.commit()?;
        Ok(())
    }

    /// Makes sure that whoever is signed in knows their password: a window that was left open is not enough.
    fn confirm(
        &self,
        who: &SignedIn,
        password: &Password,
        from: Option<IpAddr>,
    ) -> Result<(), Refused> {
        if !hold(&self.attempts).may_try(Some(&who.name), from, self.moment()) {
            return Err(Refused::TooOften);
        }
        let kept = self.kept(&who.name)?.map(|(_, kept)| kept).ok_or(Refused::Wrong)?;
        if !kept.fits(password)? {
            return Err(Refused::Wrong);
        }
        hold(&self.attempts).forgive(Some(&who.name), from);
        Ok(())
    }

    /// The sessions of a login that have not run out, the last used first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn sessions(&self, login: i64) -> Outcome<Vec<Session>> {
        let (now, tables) = (self.now(), hold(&self.tables));
        let list = || -> rusqlite::Result<Vec<Session>> {
            let mut found = tables.prepare_cached(
                "SELECT token_sha256, begun_at, seen_at FROM session \
                 WHERE login = ?1 AND begun_at > ?2 AND seen_at > ?3 ORDER BY seen_at DESC, token_sha256",
            )?;
            let since = (now.saturating_sub(SESSION_S), now.saturating_sub(IDLE_S));
            let rows = found.query_map([login, since.0, since.1], |row| {
                Ok(Session {
                    id: row.get(0)?,
                    begun_at: Moment::from_unix(row.get(1)?),
                    seen_at: Moment::from_unix(row.get(2)?),
                })
            })?;
            rows.collect()
        };
        list().map_err(|fault| damaged(&fault))
    }

    /// Every login, by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn list(&self) -> Outcome<Vec<Login>> {
        let tables = hold(&self.tables);
        let list = || -> rusqlite::Result<Vec<Login>> {
            let mut found = tables.prepare_cached(
                "SELECT id, name, officer, keeps, (SELECT count(*) FROM passkey WHERE login = login.id), \
                 (SELECT count(*) FROM session WHERE login = login.id) FROM login ORDER BY name",
            )?;
            let rows = found.query_map([], |row| {
                Ok(Login {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    officer: officer(row, 2)?,
                    keeps: row.get(3)?,
                    passkeys: row.get(4)?,
                    sessions: row.get(5)?,
                })
            })?;
            rows.collect()
        };
        list().map_err(|fault| damaged(&fault))
    }

    /// The name of a login; empty if there is none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn name_of(&self, login: i64) -> Outcome<String> {
        let sql = "SELECT name FROM login WHERE id = ?";
        let found = hold(&self.tables).query_row(sql, [login], |row| row.get(0)).optional();
        Ok(found.map_err(|fault| damaged(&fault))?.unwrap_or_default())
    }

    fn moment(&self) -> Moment {
        (self.clock)()
    }

    fn now(&self) -> i64 {
        self.moment().unix()
    }

    fn somebody(&self) -> rusqlite::Result<bool> {
        hold(&self.tables).query_row("SELECT EXISTS (SELECT 1 FROM login)", [], |row| row.get(0))
    }

    fn put(&self, login: &NewLogin) -> Result<i64, Refused> {
        let named = OfficerId::new(&login.name).map_err(|_| Refused::NotAName)?;
        let officer = match login.officer.as_str() {
            "" => None,
            name => Some(OfficerId::new(name).map_err(|_| Refused::NotAName)?),
        };
        if !login.password.long_enough() {
            return Err(Refused::Short);
        }
        let (kept, now) = (Kept::of(&login.password)?, self.now());
        let tables = hold(&self.tables);
        let put = tables.execute(
            "INSERT OR IGNORE INTO login (name, officer, keeps, memory_kib, passes, salt, digest, made_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                named.as_str(),
                officer.as_ref().map(OfficerId::as_str),
                login.keeps,
                kept.cost.memory_kib,
                kept.cost.passes,
                kept.salt,
                kept.digest,
                now
            ],
        )?;
        if put == 0 { Err(Refused::Taken) } else { Ok(tables.last_insert_rowid()) }
    }

    fn kept(&self, name: &str) -> rusqlite::Result<Option<(i64, Kept)>> {
        let sql = "SELECT id, memory_kib, passes, salt, digest FROM login WHERE name = ?";
        let tables = hold(&self.tables);
        let read = |row: &Row<'_>| {
            let cost = Cost { memory_kib: row.get(1)?, passes: row.get(2)? };
            Ok((row.get(0)?, Kept { cost, salt: row.get(3)?, digest: row.get(4)? }))
        };
        tables.query_row(sql, [name], read).optional()
    }

    /// Begins a session, and forgets those that have run out.
    fn begin(&self, login: i64) -> Result<Token, Refused> {
        let mut tables = hold(&self.tables);
        let whole = tables.transaction()?;
        let token = self.begin_within(&whole, login)?;
        whole.commit()?;
        Ok(token)
    }

    /// The same, as a part of something that is done whole.
    fn begin_within(&self, whole: &Transaction<'_>, login: i64) -> Result<Token, Refused> {
        let (token, now) = (Token::draw()?, self.now());
        let since = (now.saturating_sub(SESSION_S), now.saturating_sub(IDLE_S));
        whole.execute(
            "DELETE FROM session WHERE begun_at <= ?1 OR seen_at <= ?2",
            [since.0, since.1],
        )?;
        whole.execute(
            "INSERT INTO session VALUES (?1, ?2, ?3, ?3)",
            params![token.digest(), login, now],
        )?;
        Ok(token)
    }
}

/// An officer's name out of the table; what is no name is nobody's.
fn officer(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<OfficerId>> {
    let name: Option<String> = row.get(column)?;
    Ok(name.and_then(|name| OfficerId::new(&name).ok()))
}

/// The words name no value: SQLite's own could quote one.
fn damaged(fault: &rusqlite::Error) -> Failure {
    let why = match fault.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => "the disk is full: free some space".to_owned(),
        Some(rusqlite::ErrorCode::DatabaseBusy) => "another program is using it".to_owned(),
        Some(code) => format!("{code:?}"),
        None => "it is not in our form".to_owned(),
    };
    Failure::cannot(format!("the logins (`{NAME}`) cannot be used: {why}"))
}
