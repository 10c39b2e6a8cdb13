//! What opens the sealed fields of this seat's entries: salts and values, outside the log.
//!
//! The file `DIR/openings.sqlite` is its owner's alone, and each opening in it is an age file for
//! the seat's evidence key: sealing asks for no passphrase, looking does. An opening that is
//! forgotten is gone, and the field stays shut for good: the commitment tells nothing.
//!
//! # Out of scope
//! Opening a field for everybody: that is an entry, [`truce_core::disclosure::Disclosure`].

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};
use truce_core::commitment::{Commitment, NotSealable, SealedField, commit, open};
use truce_core::report::Report;
use truce_core::sealed::Sealed;
use zeroize::Zeroizing;

use crate::durable;
use crate::evidence::own_recipient;
use crate::failure::{Failure, Outcome};
use crate::random;

/// The file's name in the node's folder.
pub const NAME: &str = "openings.sqlite";
/// How many bytes a salt has.
const SALT_BYTES: usize = 32;

/// The openings of one seat.
pub struct Openings {
    own: age::x25519::Recipient,
    tables: Connection,
}

/// An opening that is to be kept. Keep it before the entry with its commitment is appended.
#[derive(Debug, Clone)]
#[must_use = "a field whose opening is not kept stays shut for good"]
pub struct Opener {
    commitment: Commitment,
    disclosure: Sealed,
}

impl Opener {
    /// Commits to a value under a salt of its own.
    ///
    /// # Errors
    /// If it is too long, or the system gives no random numbers.
    pub fn of<T: serde::Serialize + ?Sized>(
        field: SealedField,
        value: &T,
    ) -> Outcome<(Commitment, Self)> {
        let salt = random::bytes::<SALT_BYTES>()?;
        let (commitment, disclosure) = commit(field, value, &salt[..]).map_err(in_words)?;
        Ok((commitment.clone(), Self { commitment, disclosure }))
    }

    /// Seals a field of a report that is not yet on record.
    ///
    /// # Errors
    /// If the field cannot be sealed, in words; the report is then as it was.
    pub fn of_field(report: &mut Report, field: SealedField) -> Outcome<Self> {
        let salt = random::bytes::<SALT_BYTES>()?;
        let disclosure = report.seal(field, &salt[..]).map_err(in_words)?;
        Ok(Self { commitment: Commitment::of(disclosure.expose()), disclosure })
    }

    /// Adds a commitment to who told a report, or how to reach them.
    ///
    /// # Errors
    /// If the report has such a commitment already; it is then as it was.
    pub fn beside(report: &mut Report, field: SealedField, text: &Sealed) -> Outcome<Self> {
        let salt = random::bytes::<SALT_BYTES>()?;
        let disclosure = report.seal_beside(field, text, &salt[..]).map_err(in_words)?;
        Ok(Self { commitment: Commitment::of(disclosure.expose()), disclosure })
    }
}

impl Opener {
    /// What opens a finding that was sealed.
    pub fn of_finding(commitment: Commitment, disclosure: Sealed) -> Self {
        Self { commitment, disclosure }
    }

    /// What another seat shared, if it opens this commitment.
    ///
    /// # Errors
    /// If it opens another one, or none.
    pub fn shared(commitment: &Commitment, disclosure: Sealed) -> Outcome<Self> {
        open(commitment, disclosure.expose())
            .map_err(|fault| Failure::cannot(fault.to_string()))?;
        Ok(Self { commitment: commitment.clone(), disclosure })
    }

    /// Which field it opens, and what that says.
    #[must_use]
    pub fn says(&self) -> Option<(SealedField, serde_json::Value)> {
        open(&self.commitment, self.disclosure.expose()).ok()
    }
}

fn in_words(fault: NotSealable) -> Failure {
    Failure::cannot(fault.to_string())
}

impl Openings {
    /// The openings of the seat whose node is in a folder; no passphrase is needed.
    ///
    /// # Errors
    /// If the seat has no evidence key, or as [`Openings::open`].
    pub fn of(dir: &Path) -> Outcome<Self> {
        Self::open(dir, own_recipient(dir)?)
    }

    /// Opens the file in a node's folder, making it if there is none. What is kept is sealed for `own`.
    ///
    /// # Errors
    /// If the file is damaged, or the disk does not obey.
    pub fn open(dir: &Path, own: age::x25519::Recipient) -> Outcome<Self> {
        let path = dir.join(NAME);
        if !path.exists() {
            durable::replace_private(&path, b"")?;
        }
        let tables = Connection::open(&path).and_then(|tables| {
            tables.pragma_update(None, "secure_delete", true)?;
            // One file, and the folder synced too, as for the log.
            tables.pragma_update(None, "journal_mode", "delete")?;
            tables.pragma_update(None, "synchronous", "extra")?;
            tables.busy_timeout(std::time::Duration::from_secs(30))?;
            tables.execute(
                "CREATE TABLE IF NOT EXISTS openings (
                    commitment TEXT PRIMARY KEY NOT NULL, sealed BLOB NOT NULL
                 ) STRICT, WITHOUT ROWID",
                (),
            )?;
            Ok(tables)
        });
        Ok(Self { own, tables: tables.map_err(|fault| damaged(&fault))? })
    }

    /// Keeps openings: all of them or none. Durable when it returns.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn keep(&mut self, openings: &[Opener]) -> Outcome {
        let sealed = openings.iter().map(|opening| {
            let text = opening.disclosure.expose().as_bytes();
            let sealed = age::encrypt(&self.own, text).map_err(|fault| {
                Failure::cannot(format!("an opening cannot be sealed: {fault}"))
            })?;
            Ok((opening.commitment.as_str(), sealed))
        });
        let sealed: Vec<(&str, Vec<u8>)> = sealed.collect::<Outcome<_>>()?;
        let mut put = || -> rusqlite::Result<()> {
            let bulk = self.tables.transaction()?;
            for row in &sealed {
                bulk.prepare_cached("INSERT OR REPLACE INTO openings VALUES (?1, ?2)")?
                    .execute((row.0, &row.1))?;
            }
            bulk.commit()
        };
        put().map_err(|fault| damaged(&fault))
    }

    /// Whether what opens a commitment is kept here.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn keeps(&self, commitment: &Commitment) -> Outcome<bool> {
        let found = self.tables.query_row(
            "SELECT EXISTS (SELECT 1 FROM openings WHERE commitment = ?1)",
            [commitment.as_str()],
            |row| row.get(0),
        );
        found.map_err(|fault| damaged(&fault))
    }

    /// The disclosure that opens a commitment; none if it is not kept here.
    ///
    /// # Errors
    /// If it is sealed for another seat, or was changed.
    pub fn disclosure(
        &self,
        commitment: &Commitment,
        own: &age::x25519::Identity,
    ) -> Outcome<Option<Sealed>> {
        let sealed: Option<Vec<u8>> = self
            .tables
            .query_row(
                "SELECT sealed FROM openings WHERE commitment = ?1",
                [commitment.as_str()],
                |row| row.get(0),
            )
            .optional()
            .map_err(|fault| damaged(&fault))?;
        let Some(sealed) = sealed else { return Ok(None) };
        let text = age::decrypt(own, &sealed).map(Zeroizing::new).ok();
        let text = text.and_then(|text| String::from_utf8(text.to_vec()).ok());
        match text {
            Some(text) if Commitment::of(&text) == *commitment => Ok(Some(Sealed::new(text))),
            _ => Err(Failure::cannot(format!(
                "what opens {commitment} is sealed for another key, or was changed"
            ))),
        }
    }

    /// Forgets what opens a commitment: the field stays shut for good. Returns whether it was kept.
    ///
    /// # Errors
    /// If the disk does not obey: then do not attest it.
    pub fn forget(&mut self, commitment: &Commitment) -> Outcome<bool> {
        let gone = self
            .tables
            .execute("DELETE FROM openings WHERE commitment = ?1", [commitment.as_str()])
            .map_err(|fault| damaged(&fault))?;
        Ok(gone > 0)
    }
}

/// The words name no value: SQLite's own could quote one.
fn damaged(fault: &rusqlite::Error) -> Failure {
    let code = fault.sqlite_error_code();
    let why = match code {
        Some(rusqlite::ErrorCode::DiskFull) => "the disk is full: free some space".to_owned(),
        Some(rusqlite::ErrorCode::DatabaseBusy) => "another program is using it".to_owned(),
        Some(code) => format!("{code:?}"),
        None => "it is not in our form".to_owned(),
    };
    Failure::cannot(format!("the openings (`{NAME}`) cannot be used: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Openings, age::x25519::Identity) {
        let dir = tempfile::tempdir().unwrap();
        let own = age::x25519::Identity::generate();
        let openings = Openings::open(dir.path(), own.to_public()).unwrap();
        (dir, openings, own)
    }

    #[test]
    fn what_is_kept_opens_its_commitment_again_and_only_for_its_own_key() {
        let (dir, mut openings, own) = store();
        let (one, opening) = Opener::of(SealedField::Person, "canary of Hama").unwrap();
        let (other, _) = Opener::of(SealedField::Person, "canary of Hama").unwrap();
        assert_ne!(one, other);
        openings.keep(&[opening]).unwrap();
        drop(openings);
        let openings = Openings::open(dir.path(), own.to_public()).unwrap();
        let found = openings.disclosure(&one, &own).unwrap().unwrap();
        let (field, value) = open(&one, found.expose()).unwrap();
        assert_eq!((field, value.as_str()), (SealedField::Person, Some("canary of Hama")));
        assert_eq!(openings.disclosure(&other, &own).unwrap(), None);
        let stranger = age::x25519::Identity::generate();
        assert!(openings.disclosure(&one, &stranger).is_err());
    }

    #[test]
    fn nothing_that_is_kept_lies_open_on_the_disk_and_what_is_forgotten_is_gone() {
        let (dir, mut openings, own) = store();
        let (commitment, opening) = Opener::of(SealedField::Contact, "canary-of-hama").unwrap();
        let disclosure = opening.disclosure.expose().to_owned();
        openings.keep(&[opening]).unwrap();
        let path = dir.path().join(NAME);
        let kept = std::fs::read(&path).unwrap();
        for secret in ["canary", &disclosure] {
            assert!(!String::from_utf8_lossy(&kept).contains(secret));
        }
        let sealed: Vec<u8> =
            openings.tables.query_row("SELECT sealed FROM openings", (), |row| row.get(0)).unwrap();
        let tail = &sealed[sealed.len() - 40..];
        assert!(kept.windows(40).any(|bytes| bytes == tail));
        assert!(openings.forget(&commitment).unwrap());
        assert!(!openings.forget(&commitment).unwrap());
        assert_eq!(openings.disclosure(&commitment, &own).unwrap(), None);
        assert!(!std::fs::read(&path).unwrap().windows(40).any(|bytes| bytes == tail));
    }

    #[test]
    #[cfg(unix)]
    fn the_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let (dir, _openings, _) = store();
        let mode = std::fs::metadata(dir.path().join(NAME)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_file_is_refused_without_quoting_it() {
        let (dir, openings, own) = store();
        drop(openings);
        std::fs::write(dir.path().join(NAME), "canary".repeat(200)).unwrap();
        let words = Openings::open(dir.path(), own.to_public()).err().unwrap().words;
        expect_test::expect!["the openings (`openings.sqlite`) cannot be used: NotADatabase"]
            .assert_eq(&words);
    }
}
