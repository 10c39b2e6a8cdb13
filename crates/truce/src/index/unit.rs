//! What is written or taken out at once: an incident with its page, a day with its cells, a case with what waits.

use rusqlite::{Connection, Result};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The kinds of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Apart,
    Incident,
    Day,
    Case,
    Effort,
    Impediment,
    Misconduct,
}

impl Kind {
    /// The word in the table `kept`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Incident => "incident",
            Self::Day => "day",
            Self::Case => "case",
            Self::Effort => "effort",
            Self::Impediment => "impediment",
            Self::Misconduct => "misconduct",
        }
    }
}

/// Rows that come and go together.
///
/// INVARIANT: two units that differ in any row differ as JSON, so that their digests tell them apart: [`digest_of`].
pub(crate) trait Unit: Serialize {
    /// Its kind.
    const KIND: Kind;

    /// Its name among those of its kind.
    fn key(&self) -> String;

    /// Puts its rows in; none of them is there.
    fn put(&self, tables: &Connection) -> Result<()>;

    /// Takes the rows of the unit of that name out.
    fn take_out(tables: &Connection, key: &str) -> Result<()>;
}

/// The first half of the SHA-256 over kind, name and rows.
pub(crate) fn digest_of<U: Unit>(unit: &U) -> u128 {
    let mut hash = Sha256::new();
    hash.update(U::KIND.word());
    hash.update([0]);
    hash.update(unit.key());
    hash.update([0]);
    // JSON of our own rows can always be written.
    hash.update(serde_json::to_vec(unit).unwrap_or_default());
    half(&hash.finalize())
}

/// The first 16 bytes as a number.
pub(crate) fn half(digest: &[u8]) -> u128 {
    digest.first_chunk::<16>().map_or(0, |bytes| u128::from_be_bytes(*bytes))
}
