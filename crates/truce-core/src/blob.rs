//! Evidence that is kept outside the log: documents, photographs, video.
//!
//! A blob is encrypted before anything is said of it, and the log names only
//! the ciphertext. Who can read it is not on record. Destroying the key erases
//! the content and leaves the log as it is; of other people's disks that can
//! be attested, never enforced.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};
use crate::commitment::{Commitment, SealedField};
use crate::entry::{Address, Body, Entry};
use crate::id::SeatId;
use crate::lineage::Lineage;

/// The longest media type, in bytes.
const MEDIA_TYPE_LENGTH_MAX: usize = 127;
/// The most entries of which one blob is evidence.
const ABOUT_MAX: usize = 8;

/// A blob, as the seat that received it describes it. That seat holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blob {
    /// The entries of which it is evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Address>,
    /// How many bytes of ciphertext.
    pub bytes: u64,
    /// What was encrypted, as `image/jpeg`.
    pub media_type: String,
    /// In words that tell nothing of whom it shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields that are not shown, such as the digest of what was encrypted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sealed: BTreeMap<SealedField, Commitment>,
    /// SHA-256 of the ciphertext, in hexadecimal: its name in the store.
    pub sha256: String,
}

impl Blob {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        const MEDIA_TYPE: &str = "media type";
        bounds::count("entries", self.about.len(), ABOUT_MAX)?;
        bounds::number("number of bytes", self.bytes)?;
        bounds::at_most(MEDIA_TYPE, self.media_type.len(), MEDIA_TYPE_LENGTH_MAX)?;
        if !self.media_type.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(OutOfBounds::NotPlain(MEDIA_TYPE));
        }
        bounds::words("note", &self.note)?;
        bounds::sha256_hex("blob", &self.sha256)
    }
}

/// A seat's word that it holds a blob, whole and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlobHeld {
    /// Which.
    pub sha256: String,
}

impl BlobHeld {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::sha256_hex("blob", &self.sha256)
    }
}

/// A seat's word that it destroyed a blob, or its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// Why, in words.
    pub reason: String,
    /// Which.
    pub sha256: String,
}

impl Erasure {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::words("reason", &self.reason)?;
        bounds::sha256_hex("blob", &self.sha256)
    }
}

/// Which seats had a blob, and which of them destroyed it, by their own word.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Custody {
    /// Those whose last word is that they destroyed it.
    pub erased_by: BTreeSet<SeatId>,
    /// Those whose last word is that they hold it.
    pub held_by: BTreeSet<SeatId>,
}

impl Custody {
    /// How many seats ever said that they had it, or had destroyed it.
    #[must_use]
    pub fn holders(&self) -> usize {
        self.erased_by.len().saturating_add(self.held_by.len())
    }
}

impl fmt::Display for Custody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (erased, holders) = (self.erased_by.len(), self.holders());
        if erased == 0 {
            write!(f, "held by {}", self.held_by.len())
        } else {
            write!(f, "erasure attested by {erased} of {holders}")
        }
    }
}

/// Who holds which blob, by the SHA-256 of its ciphertext; the last word of each seat on each blob holds.
#[must_use]
pub fn custody<'a>(
    entries: impl Iterator<Item = (&'a Address, &'a Entry)> + Clone,
    seats: &BTreeSet<SeatId>,
) -> BTreeMap<&'a str, Custody> {
    let lineage = Lineage::of(entries.clone());
    let mut last: BTreeMap<(&str, &SeatId), (&Address, bool)> = BTreeMap::new();
    for (address, entry) in entries {
        let Some((sha256, held)) = word_on_a_blob(&entry.body) else { continue };
        let Some(by) = seats.get(lineage.seat_of(&address.log)) else { continue };
        let word = (address, held);
        let before = last.entry((sha256, by)).or_insert(word);
        if lineage.precedes(before.0, address) {
            *before = word;
        }
    }
    let mut found: BTreeMap<&str, Custody> = BTreeMap::new();
    for ((sha256, by), (_, held)) in last {
        let custody = found.entry(sha256).or_default();
        let side = if held { &mut custody.held_by } else { &mut custody.erased_by };
        side.insert(by.clone());
    }
    found
}

/// Of which blob an entry speaks, and whether its seat then holds it.
fn word_on_a_blob(body: &Body) -> Option<(&str, bool)> {
    if let Body::Blob(blob) = body {
        return Some((&blob.sha256, true));
    }
    if let Body::BlobHeld(held) = body {
        return Some((&held.sha256, true));
    }
    let Body::Erasure(erasure) = body else { return None };
    Some((&erasure.sha256, false))
}
