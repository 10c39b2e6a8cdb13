//! What is withheld, and on whose decision.
//!
//! A redacted copy of the record is the whole record: the entries stay as
//! they are and every proof holds; what is withheld are disclosures. Beside
//! such a copy goes the list of what it does not open.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};
use crate::commitment::{Commitment, SealedField, open};
use crate::entry::{Address, Body, Entry};
use crate::lineage::Lineage;

/// A seat's decision to withhold sealed fields of an entry of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// The entry that holds the commitments.
    pub address: Address,
    /// Which of its fields.
    pub fields: BTreeSet<SealedField>,
    /// Why, in words that tell nothing of what is withheld.
    pub reason: String,
}

impl Redaction {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        if self.fields.is_empty() {
            return Err(OutOfBounds::Empty("list of fields"));
        }
        bounds::words("reason", &self.reason)
    }
}

/// Whether a sealed field is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealState {
    /// This disclosure opened it first.
    Open(Address),
    /// It is not open; the seat's decision to withhold it, if there is one.
    Withheld(Option<Address>),
}

/// One sealed field on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seal {
    /// The entry that holds it.
    pub address: Address,
    /// The commitment.
    pub commitment: Commitment,
    /// Which field.
    pub field: SealedField,
    /// Whether it is open.
    pub state: SealState,
}

/// Lists every sealed field, in order of address: whether it is open, and if not, on whose decision.
///
/// Only the seat that wrote an entry decides to withhold its fields; anybody who knows a disclosure can open them.
#[must_use]
pub fn seals<'a>(entries: impl Iterator<Item = (&'a Address, &'a Entry)> + Clone) -> Vec<Seal> {
    let lineage = Lineage::of(entries.clone());
    let mut disclosed: BTreeMap<&Address, Vec<(&Address, &str)>> = BTreeMap::new();
    let mut decided: BTreeMap<(&Address, SealedField), &Address> = BTreeMap::new();
    for (by, entry) in entries.clone() {
        if let Body::Disclosure(told) = &entry.body {
            disclosed.entry(&told.address).or_default().push((by, told.disclosure.as_str()));
        }
        let Body::Redaction(redaction) = &entry.body else { continue };
        if lineage.precedes(&redaction.address, by) {
            for field in &redaction.fields {
                let first = decided.entry((&redaction.address, *field)).or_insert(by);
                if lineage.precedes(by, first) {
                    *first = by;
                }
            }
        }
    }
    let mut found = Vec::new();
    for (address, entry) in entries {
        for (field, commitment) in entry.body.sealed() {
            let fits = |told: &&(&Address, &str)| {
                open(commitment, told.1).is_ok_and(|(named, _)| named == *field)
            };
            let opened = disclosed.get(address).and_then(|told| told.iter().find(fits));
            let decision = decided.get(&(address, *field)).map(|by| (*by).clone());
            let state = match opened {
                Some((by, _)) => SealState::Open((*by).clone()),
                None => SealState::Withheld(decision),
            };
            let (address, commitment) = (address.clone(), commitment.clone());
            found.push(Seal { address, commitment, field: *field, state });
        }
    }
    found
}
