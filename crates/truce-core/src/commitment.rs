//! A field that stands on record without being shown.
//!
//! In the form of RFC 9901: a disclosure is the base64url text of the JSON
//! `[salt, name, value]`, and the commitment is the base64url text of the
//! SHA-256 of that text. A bare hash of a name or a place would be found by
//! trying all of them; the salt, of 128 bits at least, is what prevents that.
//!
//! # Out of scope
//! Drawing salts: a caller hands them in.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::bounds::{OutOfBounds, sha256_base64url};
use crate::sealed::Sealed;

/// The shortest salt, in bytes.
pub const SALT_LENGTH_MIN: usize = 16;
/// The longest disclosure, in bytes, so that the entry that opens it is no longer than an entry may be.
pub const DISCLOSURE_LENGTH_MAX: usize = 7500;

/// What can be sealed: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealedField {
    /// What the source tells.
    Account,
    /// How to reach whoever told it.
    Contact,
    /// What the importer was not sure of, which may quote the source.
    Doubts,
    /// Who told it: a person behind the source.
    Person,
    /// Where, more exactly than the area.
    Place,
    /// The SHA-256 of what was encrypted.
    Plaintext,
}

impl SealedField {
    /// The word that files use for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Contact => "contact",
            Self::Doubts => "doubts",
            Self::Person => "person",
            Self::Place => "place",
            Self::Plaintext => "plaintext",
        }
    }
}

impl fmt::Display for SealedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The digest of a disclosure.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Commitment(String);

impl Commitment {
    /// That of a disclosure.
    #[must_use]
    pub fn of(disclosure: &str) -> Self {
        Self(URL_SAFE_NO_PAD.encode(Sha256::digest(disclosure.as_bytes())))
    }

    /// As text: 43 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for Commitment {
    type Error = OutOfBounds;
    fn try_from(text: String) -> Result<Self, OutOfBounds> {
        sha256_base64url("commitment", &text).map(|()| Self(text))
    }
}

impl From<Commitment> for String {
    fn from(commitment: Commitment) -> Self {
        commitment.0
    }
}

/// Why a field cannot be sealed. No reason quotes what it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSealable {
    /// The salt could be guessed.
    #[error("the salt has {0} bytes, and {SALT_LENGTH_MIN} is the least")]
    SaltTooShort(usize),
    /// No entry could open it.
    #[error(
        "the {field} is too long to be opened by an entry ({length} bytes of {DISCLOSURE_LENGTH_MAX}): \
         shorten it, and keep the whole as evidence"
    )]
    TooLong {
        /// Which field.
        field: SealedField,
        /// How long its disclosure would be.
        length: usize,
    },
    /// It is sealed.
    #[error("the {0} is sealed already")]
    Already(SealedField),
    /// It is not part of what is to be sealed.
    #[error("there is no {0} here that could be sealed")]
    NotThere(SealedField),
    /// Another field may say it too.
    #[error("the {by} may tell the {field}: seal the {by} first")]
    Quoted {
        /// Which field.
        field: SealedField,
        /// What may tell it.
        by: SealedField,
    },
    /// It cannot be written as JSON.
    #[error("the {0} cannot be written down")]
    NotWritable(SealedField),
}

/// Commits to a value; returns the commitment for the record, and the disclosure that would open it.
///
/// # Errors
/// [`NotSealable`] if the salt is too short, or the disclosure too long for an entry.
pub fn commit<T: Serialize + ?Sized>(
    field: SealedField,
    value: &T,
    salt: &[u8],
) -> Result<(Commitment, Sealed), NotSealable> {
    if salt.len() < SALT_LENGTH_MIN {
        return Err(NotSealable::SaltTooShort(salt.len()));
    }
    let json = serde_json::to_vec(&(URL_SAFE_NO_PAD.encode(salt), field, value))
        .map_err(|_| NotSealable::NotWritable(field))?;
    let disclosure = URL_SAFE_NO_PAD.encode(json);
    if disclosure.len() > DISCLOSURE_LENGTH_MAX {
        return Err(NotSealable::TooLong { field, length: disclosure.len() });
    }
    Ok((Commitment::of(&disclosure), Sealed::new(disclosure)))
}

/// Why a text opens no commitment. No reason quotes the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// It belongs to another commitment, or was changed.
    #[error("the disclosure does not belong to this commitment")]
    Differs,
    /// The commitment is kept, but what was committed to is no field that can be sealed.
    #[error("the disclosure belongs to this commitment, but is none of a field that can be sealed")]
    Unreadable,
}

/// Opens a commitment; returns which field it is, and what it says.
///
/// # Errors
/// [`NotOpened`] if the disclosure does not fit, or tells no field.
pub fn open(
    commitment: &Commitment,
    disclosure: &str,
) -> Result<(SealedField, serde_json::Value), NotOpened> {
    if disclosure.len() > DISCLOSURE_LENGTH_MAX || Commitment::of(disclosure) != *commitment {
        return Err(NotOpened::Differs);
    }
    let json = URL_SAFE_NO_PAD.decode(disclosure).map_err(|_| NotOpened::Unreadable)?;
    let (_, field, value): (String, SealedField, serde_json::Value) =
        serde_json::from_slice(&json).map_err(|_| NotOpened::Unreadable)?;
    Ok((field, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; 16] = [7; 16];

    #[test]
    fn the_digest_is_that_of_the_example_in_rfc_9901() {
        let disclosure = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        let digest = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";
        assert_eq!(Commitment::of(disclosure).as_str(), digest);
        // It is kept, but a family name is nothing that a report can seal.
        let commitment = Commitment::of(disclosure);
        assert_eq!(open(&commitment, disclosure), Err(NotOpened::Unreadable));
    }

    #[test]
    fn what_is_committed_to_can_be_opened_and_nothing_else_can() {
        let (commitment, disclosure) = commit(SealedField::Account, "Мы видели", &SALT).unwrap();
        let (field, value) = open(&commitment, disclosure.expose()).unwrap();
        assert_eq!((field, value.as_str()), (SealedField::Account, Some("Мы видели")));
        let (other, _) = commit(SealedField::Account, "Мы не видели", &SALT).unwrap();
        assert_eq!(open(&other, disclosure.expose()), Err(NotOpened::Differs));
        let salted = commit(SealedField::Account, "Мы видели", &[8; 16]).unwrap().0;
        assert_ne!(salted, commitment);
    }

    #[test]
    fn a_salt_that_could_be_guessed_and_a_text_too_long_to_be_opened_are_refused() {
        let short = commit(SealedField::Account, "x", &SALT[..15]);
        assert_eq!(short.map(|_| ()), Err(NotSealable::SaltTooShort(15)));
        let long = commit(SealedField::Account, &"\u{1}".repeat(1000), &SALT);
        assert!(matches!(long, Err(NotSealable::TooLong { length: 8052, .. })), "{long:?}");
    }
}
