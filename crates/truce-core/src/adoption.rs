//! The weight table that the seats have adopted for matching.
//!
//! An estimated table is a proposal. It goes on record in parts, for an entry is
//! short, and each seat that would match with it says so. It is in force once
//! every seat that is there has said so, and stays until all have adopted
//! another: one seat alone changes nothing.
//!
//! INVARIANT: a pure function of the entries. Words count in the order of the
//! moments at which they were recorded, and of their addresses.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bounds::{self, OutOfBounds, hex};
use crate::entry::{Address, Body, Entry};
use crate::id::SeatId;
use crate::lineage::Lineage;
use crate::matching::weights::Weights;

/// The most bytes of a table that one entry holds: quotes in it take two.
pub const PART_LENGTH_MAX: usize = 3_500;
/// The most parts of a table: 896,000 bytes of it.
pub const PARTS_MAX: u32 = 256;

/// A part of a weight table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightsPart {
    /// How many parts the table has.
    pub of: u32,
    /// Which part, from 0.
    pub part: u32,
    /// SHA-256 of the whole table's text, in hexadecimal.
    pub table_sha256: String,
    /// This part of the text.
    pub text: String,
}

/// A seat's word that it would match with a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// Who decided it: the officer's name or number in the seat's own list.
    pub by: String,
    /// Why, in words.
    pub reason: String,
    /// SHA-256 of the table's text, in hexadecimal.
    pub table_sha256: String,
}

impl WeightsPart {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::sha256_hex("weight table", &self.table_sha256)?;
        bounds::at_most("part of the weight table", self.text.len(), PART_LENGTH_MAX)?;
        let parts = usize::try_from(self.of.max(self.part.saturating_add(1))).unwrap_or(usize::MAX);
        let parts_max = usize::try_from(PARTS_MAX).unwrap_or(usize::MAX);
        bounds::count("parts of the weight table", parts, parts_max)
    }
}

impl Adoption {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::sha256_hex("weight table", &self.table_sha256)?;
        bounds::words("name", &self.by)?;
        bounds::words("reason", &self.reason)
    }
}

/// A table's text, as it goes on record.
#[must_use]
pub fn text_of(weights: &Weights) -> String {
    serde_json::to_string(weights).unwrap_or_default()
}

/// By what a table is called on record: the SHA-256 of its text, in hexadecimal.
#[must_use]
pub fn digest_of(weights: &Weights) -> String {
    hex(&Sha256::digest(text_of(weights)))
}

/// A table in parts that fit into entries.
#[must_use]
pub fn parts_of(weights: &Weights) -> Vec<WeightsPart> {
    let text = text_of(weights);
    let table_sha256 = digest_of(weights);
    let mut texts = vec![String::new()];
    for letter in text.chars() {
        let full = texts
            .last()
            .is_some_and(|part| part.len().saturating_add(letter.len_utf8()) > PART_LENGTH_MAX);
        if full {
            texts.push(String::new());
        }
        if let Some(part) = texts.last_mut() {
            part.push(letter);
        }
    }
    let of = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    (0..)
        .zip(texts)
        .map(|(part, text)| WeightsPart { of, part, table_sha256: table_sha256.clone(), text })
        .collect()
}

/// The table that matches, and who adopted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InForce {
    /// The entries by which the seats adopted it; empty for the table that holds before any is adopted.
    pub by: BTreeMap<SeatId, Address>,
    /// By what it is called on record.
    pub table_sha256: String,
    /// The table.
    pub weights: Weights,
}

/// What the seats have said of tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    /// The table that matches.
    pub in_force: InForce,
    /// What each seat would match with now, by its last word.
    pub last: BTreeMap<SeatId, (Address, String)>,
    /// Every table that is whole on record, and the one that holds before any is adopted.
    pub known: BTreeMap<String, Weights>,
}

/// Reads what the seats have said of tables; `present` are the seats whose word is asked for.
#[must_use]
pub fn tables<'a>(
    entries: impl Iterator<Item = (&'a Address, &'a Entry)> + Clone,
    present: &BTreeSet<SeatId>,
) -> Tables {
    let lineage = Lineage::of(entries.clone());
    let known = known(entries.clone());
    let mut words: Vec<(&Address, &Entry, &Adoption)> = entries
        .filter_map(|(address, entry)| {
            let Body::Adoption(adoption) = &entry.body else { return None };
            Some((address, entry, adoption))
        })
        .collect();
    words.sort_by_key(|(address, entry, _)| (entry.recorded_at, *address));
    let usual = Weights::default();
    let mut in_force =
        InForce { by: BTreeMap::new(), table_sha256: digest_of(&usual), weights: usual };
    let mut last: BTreeMap<SeatId, (Address, String)> = BTreeMap::new();
    for (address, _, adoption) in words {
        let seat = lineage.seat_of(&address.log).clone();
        last.insert(seat, (address.clone(), adoption.table_sha256.clone()));
        let alike = |seat: &SeatId| {
            last.get(seat).is_some_and(|(_, table)| *table == adoption.table_sha256)
        };
        if let Some(weights) = known.get(&adoption.table_sha256)
            && !present.is_empty()
            && present.iter().all(alike)
        {
            in_force = InForce {
                by: last
                    .iter()
                    .filter(|(_, (_, table))| *table == adoption.table_sha256)
                    .map(|(seat, (address, _))| (seat.clone(), address.clone()))
                    .collect(),
                table_sha256: adoption.table_sha256.clone(),
                weights: weights.clone(),
            };
        }
    }
    Tables { in_force, last, known }
}

/// The parts of a table in one log, by number, with how many there are said to be.
type Parts<'a> = BTreeMap<u32, (u32, &'a str)>;

/// Every table of which one log holds all parts, and whose text is what it is called by.
fn known<'a>(entries: impl Iterator<Item = (&'a Address, &'a Entry)>) -> BTreeMap<String, Weights> {
    let mut parts: BTreeMap<(&SeatId, &str), Parts<'_>> = BTreeMap::new();
    for (address, entry) in entries {
        if let Body::WeightsPart(part) = &entry.body {
            let table = parts.entry((&address.log, &part.table_sha256)).or_default();
            table.entry(part.part).or_insert((part.of, &part.text));
        }
    }
    let usual = Weights::default();
    let mut known = BTreeMap::from([(digest_of(&usual), usual)]);
    for ((_, called), parts) in parts {
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        if parts.values().any(|(of, _)| *of != count) {
            continue;
        }
        let text: String = parts.values().map(|(_, text)| *text).collect();
        let whole = hex(&Sha256::digest(&text)) == called;
        if let Ok(weights) = serde_json::from_str::<Weights>(&text)
            && whole
        {
            known.insert(called.to_owned(), weights);
        }
    }
    known
}
