//! Passkeys: signing in with what a phone, a laptop or a security key holds, and no password.
//!
//! A login's holder adds one while signed in and by their password; the browser names it when signing in, so no name
//! need be typed. Whoever confirms is verified on the device, always. The private key never comes here.
//!
//! # In scope
//! Asking, and what is kept; whether an answer is one: [`ceremony`].
//!
//! # Out of scope
//! Who made an authenticator: no attestation is asked for.

pub mod ceremony;
pub mod challenges;
pub mod pages;
pub mod realm;

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::{Value, json};
use truce_core::time::Moment;

use self::ceremony::{ALGORITHMS, ClientData, Fault, Made};
use self::challenges::{ANSWER_S, Challenge, Purpose};
use self::realm::Realm;
use super::password::Password;
use super::session::Token;
use super::{Logins, Refused, SignedIn, damaged, hold};
use crate::failure::Outcome;
use crate::random;

/// The most passkeys that a login has.
pub const PASSKEYS_MAX: u32 = 20;
/// The longest name of one, in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// A passkey, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its name with its authenticator.
    pub id: Vec<u8>,
    /// What its holder calls it.
    pub name: String,
    /// When it was added.
    pub added_at: Moment,
    /// When somebody last signed in with it.
    pub used_at: Option<Moment>,
    /// Since when it opens nothing, because its counter went back.
    pub doubted_at: Option<Moment>,
    /// Whether it is copied to other devices of its holder, as it said last.
    pub backed_up: bool,
}

/// What a browser hands over after a passkey was made.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The authenticator's data.
    pub authenticator: Vec<u8>,
    /// The client's data.
    pub client: Vec<u8>,
}

/// What a browser hands over after a passkey signed.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// The authenticator's data.
    pub authenticator: Vec<u8>,
    /// The client's data.
    pub client: Vec<u8>,
    /// Which passkey it was.
    pub id: Vec<u8>,
    /// Whose it is, as the authenticator keeps it.
    pub holder: Vec<u8>,
    /// What it signed.
    pub signature: Vec<u8>,
}

/// Somebody who signed in with a passkey.
#[derive(Debug)]
pub struct Opened {
    /// The new session's token.
    pub token: Token,
    /// The login's name.
    pub who: String,
    /// What the passkey is called.
    pub passkey: String,
}

/// A passkey as it is kept, with its login.
struct Kept {
    login: i64,
    who: String,
    holder: Vec<u8>,
    name: String,
    doubted: bool,
    made: Made,
}

impl Kept {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let made = Made {
            id: row.get(5)?,
            key: row.get(6)?,
            counter: row.get(7)?,
            eligible: row.get(8)?,
            backed_up: row.get::<_, Option<bool>>(9)?.unwrap_or_default(),
        };
        Ok(Self {
            login: row.get(0)?,
            who: row.get(1)?,
            holder: row.get(2)?,
            name: row.get(3)?,
            doubted: row.get(4)?,
            made,
        })
    }
}

/// Gives the table of an earlier version of the program the columns that it lacks.
pub(super) fn bring_up_to_date(tables: &Connection) -> rusqlite::Result<()> {
    for column in ["eligible", "backed_up"] {
        let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info('passkey') WHERE name = ?)";
        if !tables.query_row(sql, [column], |row| row.get(0))? {
            tables.execute_batch(&format!("ALTER TABLE passkey ADD COLUMN {column} INTEGER"))?;
        }
    }
    Ok(())
}

/// A refusal that tells of nobody, for it is not known who asks.
fn unknown(fault: Fault) -> Refused {
    Refused::Passkey { who: String::new(), fault }
}

fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Logins {
    /// Asks for a new passkey of whoever is signed in and knows their password: what a browser needs to have one made.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn ask_for_passkey(
        &self,
        who: &SignedIn,
        name: &str,
        password: &Password,
        from: Option<IpAddr>,
        realm: &Realm,
    ) -> Result<Value, Refused> {
        self.confirm(who, password, from)?;
        let name = name.trim();
        let length = name.chars().count();
        if length == 0 || length > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            return Err(Refused::NotAPasskeyName);
        }
        let (holder, others) = (self.holder(who.login)?, self.passkeys(who.login)?);
        if others.len() >= usize::try_from(PASSKEYS_MAX).unwrap_or(usize::MAX) {
            return Err(Refused::TooManyPasskeys);
        }
        let challenge = Challenge::draw()?;
        let named = |passkey: &Passkey| json!({"type": "public-key", "id": base64(&passkey.id)});
        let kinds = ALGORITHMS.map(|number| json!({"type": "public-key", "alg": number}));
        let options = json!({
            "rp": {"id": realm.name(), "name": realm.name()},
            "user": {"id": base64(&holder), "name": who.name, "displayName": who.name},
            "challenge": challenge.text(),
            "pubKeyCredParams": kinds,
            "timeout": ANSWER_S.saturating_mul(1000),
            "attestation": "none",
            "authenticatorSelection": {
                "residentKey": "required", "requireResidentKey": true, "userVerification": "required"
            },
            "excludeCredentials": others.iter().map(named).collect::<Vec<_>>(),
        });
        let purpose = Purpose::Adding { login: who.login, name: name.to_owned() };
        hold(&self.challenges).put(challenge, purpose, self.moment());
        Ok(options)
    }

    /// Adds the passkey that was asked for; gives its name.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn add_passkey(
        &self,
        who: &SignedIn,
        registration: &Registration,
        realm: &Realm,
    ) -> Result<String, Refused> {
        let refused = |fault| Refused::Passkey { who: who.name.clone(), fault };
        let client = ClientData::read(&registration.client).map_err(refused)?;
        let name = match hold(&self.challenges).take(client.challenge(), self.moment()) {
            None => return Err(refused(Fault::Unasked)),
            Some(Purpose::SigningIn) => return Err(refused(Fault::OtherPurpose)),
            Some(Purpose::Adding { login, .. }) if login != who.login => {
                return Err(refused(Fault::OtherHolder));
            }
            Some(Purpose::Adding { name, .. }) => name,
        };
        let made = ceremony::made(&client, &registration.authenticator, realm).map_err(refused)?;
        let tables = hold(&self.tables);
        // Whoever removed the login's passkeys meanwhile ended its sessions too, and this one with them.
        let sql = "SELECT EXISTS (SELECT 1 FROM session WHERE login = ?1 AND token_sha256 = ?2)";
        let goes_on: bool =
            tables.query_row(sql, params![who.login, who.session], |row| row.get(0))?;
        if !goes_on {
            return Err(refused(Fault::Unasked));
        }
        let put = tables.execute(
            "INSERT OR IGNORE INTO passkey \
             (id, login, name, key, counter, added_at, eligible, backed_up) \
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 \
             WHERE (SELECT count(*) FROM passkey WHERE login = ?2) < ?9",
            params![
                made.id,
                who.login,
                name,
                made.key,
                made.counter,
                self.now(),
                made.eligible,
                made.backed_up,
                PASSKEYS_MAX
            ],
        )?;
        // An authenticator draws the name anew each time: one that is there already was not made now.
        if put == 0 { Err(refused(Fault::OtherHolder)) } else { Ok(name) }
    }

    /// Asks whoever comes for a passkey: what a browser needs to have one used.
    ///
    /// # Errors
    /// [`Refused::TooOften`], or if the system gives no random numbers.
    pub fn ask_who(&self, from: Option<IpAddr>, realm: &Realm) -> Result<Value, Refused> {
        let now = self.moment();
        if !hold(&self.attempts).may_ask(from, now) {
            return Err(Refused::TooOften);
        }
        let challenge = Challenge::draw()?;
        let options = json!({
            "challenge": challenge.text(),
            "rpId": realm.name(),
            "timeout": ANSWER_S.saturating_mul(1000),
            "userVerification": "required",
        });
        hold(&self.challenges).put(challenge, Purpose::SigningIn, now);
        Ok(options)
    }

    /// Signs in whoever holds a passkey, with a new token; the session of the one that the browser had is ended.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn sign_in_by_passkey(
        &self,
        assertion: &Assertion,
        realm: &Realm,
        from: Option<IpAddr>,
        had: Option<[u8; 32]>,
    ) -> Result<Opened, Refused> {
        let now = self.moment();
        if !hold(&self.attempts).may_try(None, from, now) {
            return Err(Refused::TooOften);
        }
        let client = ClientData::read(&assertion.client).map_err(unknown)?;
        match hold(&self.challenges).take(client.challenge(), now) {
            None => return Err(unknown(Fault::Unasked)),
            Some(Purpose::Adding { .. }) => return Err(unknown(Fault::OtherPurpose)),
            Some(Purpose::SigningIn) => {}
        }
        let kept = self.kept_passkey(&assertion.id)?.ok_or_else(|| unknown(Fault::Unknown))?;
        // Not counted by name: a signature cannot be guessed, and whoever guesses passwords must not shut out the device.
        let token = self.use_passkey(&kept, &client, assertion, realm)?;
        hold(&self.attempts).forgive(None, from);
        if let Some(had) = had {
            self.end(had)?;
        }
        Ok(Opened { token, who: kept.who, passkey: kept.name })
    }

    /// Keeps that a passkey was used, if it was, and begins a session in the same breath: a passkey that is removed
    /// meanwhile opens nothing. Where two answers come at once, the later finds the counter moved.
    fn use_passkey(
        &self,
        kept: &Kept,
        client: &ClientData<'_>,
        assertion: &Assertion,
        realm: &Realm,
    ) -> Result<Token, Refused> {
        let refused = |fault| Refused::Passkey { who: kept.who.clone(), fault };
        if assertion.holder != kept.holder {
            return Err(refused(Fault::OtherHolder));
        }
        let Assertion { authenticator, signature, id, .. } = assertion;
        let counted = ceremony::signed(client, authenticator, signature, &kept.made, realm);
        let mut tables = hold(&self.tables);
        let said = match counted {
            Ok(_) if kept.doubted => return Err(refused(Fault::WentBack)),
            Ok(said) => said,
            Err(fault) => {
                if fault == Fault::WentBack {
                    let sql =
                        "UPDATE passkey SET doubted_at = coalesce(doubted_at, ?1) WHERE id = ?2";
                    tables.execute(sql, params![self.now(), id])?;
                }
                return Err(refused(fault));
            }
        };
        let whole = tables.transaction()?;
        let used = whole.execute(
            "UPDATE passkey SET counter = ?1, used_at = ?2, backed_up = ?3, \
             eligible = coalesce(eligible, ?4) WHERE id = ?5 AND counter = ?6",
            params![said.counter, self.now(), said.backed_up, said.eligible, id, kept.made.counter],
        )?;
        if used == 0 {
            return Err(refused(Fault::Unasked));
        }
        let token = self.begin_within(&whole, kept.login)?;
        whole.commit()?;
        Ok(token)
    }

    /// The passkeys of a login, the first added first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn passkeys(&self, login: i64) -> Outcome<Vec<Passkey>> {
        let tables = hold(&self.tables);
        let list = || -> rusqlite::Result<Vec<Passkey>> {
            let sql = "SELECT id, name, added_at, used_at, doubted_at, backed_up FROM passkey \
                       WHERE login = ? ORDER BY added_at, id";
            let moment = |at: Option<i64>| at.map(Moment::from_unix);
            let read = |row: &Row<'_>| {
                Ok(Passkey {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    added_at: Moment::from_unix(row.get(2)?),
                    used_at: moment(row.get(3)?),
                    doubted_at: moment(row.get(4)?),
                    backed_up: row.get::<_, Option<bool>>(5)?.unwrap_or_default(),
                })
            };
            tables.prepare_cached(sql)?.query_map([login], read)?.collect()
        };
        list().map_err(|fault| damaged(&fault))
    }

    /// Removes a passkey of whoever is signed in, and ends their other sessions: whoever has the device may have one. Gives
    /// its name; none if it is another's or nobody's.
    ///
    /// # Errors
    /// If the disk does not obey; nothing is changed then.
    pub fn remove_passkey(&self, who: &SignedIn, id: &[u8]) -> Outcome<Option<String>> {
        let mut tables = hold(&self.tables);
        let mut remove = || -> rusqlite::Result<Option<String>> {
            let whole = tables.transaction()?;
            let sql = "DELETE FROM passkey WHERE login = ?1 AND id = ?2 RETURNING name";
            let name = whole.query_row(sql, params![who.login, id], |row| row.get(0)).optional()?;
            if name.is_some() {
                let sql = "DELETE FROM session WHERE login = ?1 AND token_sha256 <> ?2";
                whole.execute(sql, params![who.login, who.session])?;
            }
            whole.commit()?;
            Ok(name)
        };
        remove().map_err(|fault| damaged(&fault))
    }

    /// Removes every passkey of a login, and ends its sessions.
    ///
    /// # Errors
    /// If the disk does not obey; nothing is changed then.
    pub fn remove_passkeys(&self, login: i64) -> Outcome {
        // What was asked before is not answered after.
        hold(&self.challenges).forget_additions(login);
        let mut tables = hold(&self.tables);
        let mut remove = || -> rusqlite::Result<()> {
            let whole = tables.transaction()?;
            whole.execute("DELETE FROM passkey WHERE login = ?", [login])?;
            whole.execute("DELETE FROM session WHERE login = ?", [login])?;
            whole.commit()
        };
        remove().map_err(|fault| damaged(&fault))
    }

    /// By what authenticators know a login: random bytes, drawn when its first passkey is asked for.
    fn holder(&self, login: i64) -> Result<Vec<u8>, Refused> {
        let drawn = random::bytes::<32>()?;
        let tables = hold(&self.tables);
        let sql = "INSERT OR IGNORE INTO passkey_holder VALUES (?1, ?2)";
        tables.execute(sql, params![login, drawn.as_slice()])?;
        let sql = "SELECT holder FROM passkey_holder WHERE login = ?";
        Ok(tables.query_row(sql, [login], |row| row.get(0))?)
    }

    fn kept_passkey(&self, id: &[u8]) -> rusqlite::Result<Option<Kept>> {
        let sql = "SELECT login.id, login.name, holder, passkey.name, doubted_at IS NOT NULL, \
                   passkey.id, key, counter, eligible, backed_up FROM passkey JOIN login ON login.id = passkey.login \
                   JOIN passkey_holder ON passkey_holder.login = login.id WHERE passkey.id = ?";
        hold(&self.tables).query_row(sql, [id], Kept::read).optional()
    }
}
