//! What a report holds and does not show.
//!
//! A sealed field stands on record as a [`crate::commitment::Commitment`] only. What it says is
//! [`Sealed`] text, which stays outside the log until somebody opens it by a
//! [`crate::disclosure::Disclosure`].
//!
//! # In scope
//! The type of such text, sealing fields of a [`Report`], opening them again.
//!
//! # Out of scope
//! Where sealed text is kept, and from where salts come: a caller hands them
//! in. Only what is said in the field itself is sealed; a name that stands in
//! the reference or the file's name as well is not found.

use std::fmt;

use crate::commitment::{NotSealable, SealedField, commit, open};
use crate::place::{Place, RADIUS_M_MAX};
use crate::report::Report;

/// Text that must not become public. It cannot be serialised, and its `Debug` prints `<sealed>`.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(String);

impl Sealed {
    /// Takes a text under seal.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text. Whoever calls this answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<sealed>")
    }
}

impl Report {
    /// Seals a field: what it says is taken out, and a commitment to it put in.
    ///
    /// Returns the disclosure that would open it. The doubts must be sealed before the account or the place, which
    /// they may quote; the account before a place that it names. Of a place the area stays.
    ///
    /// # Errors
    /// [`NotSealable`] in words; the report is then as it was.
    pub fn seal(&mut self, field: SealedField, salt: &[u8]) -> Result<Sealed, NotSealable> {
        if self.sealed.contains_key(&field) {
            return Err(NotSealable::Already(field));
        }
        let quotes = field != SealedField::Doubts && !self.doubts.is_empty();
        let (commitment, disclosure) = match field {
            SealedField::Account | SealedField::Place if quotes => {
                return Err(NotSealable::Quoted { field, by: SealedField::Doubts });
            }
            SealedField::Place if names(&self.account, &self.place.name) => {
                return Err(NotSealable::Quoted { field, by: SealedField::Account });
            }
            SealedField::Account => commit(field, &self.account, salt)?,
            SealedField::Doubts => commit(field, &self.doubts, salt)?,
            SealedField::Place => commit(field, &self.place, salt)?,
            SealedField::Contact | SealedField::Person | SealedField::Plaintext => {
                return Err(NotSealable::NotThere(field));
            }
        };
        match field {
            SealedField::Account => self.account.clear(),
            SealedField::Doubts => self.doubts.clear(),
            SealedField::Place => {
                let area = self.place.area.take();
                let radius_m = RADIUS_M_MAX;
                self.place = Place { area, name: String::new(), position: None, radius_m };
            }
            SealedField::Contact | SealedField::Person | SealedField::Plaintext => {}
        }
        self.sealed.insert(field, commitment);
        Ok(disclosure)
    }

    /// Adds a commitment to something that never stood in the report: who told it, or how to reach them.
    ///
    /// Returns the disclosure that would open it.
    ///
    /// # Errors
    /// [`NotSealable`] in words; the report is then as it was.
    pub fn seal_beside(
        &mut self,
        field: SealedField,
        text: &Sealed,
        salt: &[u8],
    ) -> Result<Sealed, NotSealable> {
        if self.sealed.contains_key(&field) {
            return Err(NotSealable::Already(field));
        }
        if !matches!(field, SealedField::Contact | SealedField::Person) {
            return Err(NotSealable::NotThere(field));
        }
        let (commitment, disclosure) = commit(field, text.expose(), salt)?;
        self.sealed.insert(field, commitment);
        Ok(disclosure)
    }

    /// Opens what a disclosure opens; returns the field, or `None` if it opens nothing here.
    ///
    /// What never stood in the report is shown by the disclosure alone.
    pub fn open(&mut self, disclosure: &str) -> Option<SealedField> {
        let mut opened =
            self.sealed.iter().filter_map(|(at, held)| Some((*at, open(held, disclosure).ok()?)));
        let (field, value) =
            opened.find(|(at, (field, _))| at == field).map(|(_, opened)| opened)?;
        let put = match field {
            SealedField::Account => {
                serde_json::from_value(value).map(|account| self.account = account)
            }
            SealedField::Doubts => serde_json::from_value(value).map(|doubts| self.doubts = doubts),
            SealedField::Place => serde_json::from_value(value).map(|place| self.place = place),
            SealedField::Contact | SealedField::Person | SealedField::Plaintext => Ok(()),
        };
        put.ok()?;
        self.sealed.remove(&field);
        Some(field)
    }
}

/// Whether a text names a place.
fn names(text: &str, place: &str) -> bool {
    !place.is_empty() && text.to_lowercase().contains(&place.to_lowercase())
}
