//! What is on record already, so that reading a file twice changes nothing.
//!
//! A row with an id of its source's own is known by source and id; one without
//! by its content, and by how many rows of that content came before it: two
//! equal rows in one file stay two, read again they are the same two.

use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash as _, Hasher};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use truce_core::commitment::{Commitment, SealedField};
use truce_core::effort::Effort;
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::{SeatId, SourceId};
use truce_core::register::Register;
use truce_core::report::Report;
use truce_core::source::Source;

/// The first 16 bytes of a SHA-256.
type Key = [u8; 16];

/// What is sealed of a report.
type Seals = BTreeMap<SealedField, Commitment>;

/// What is on record already in one log.
#[derive(Default)]
pub struct Known {
    /// By key: where it stands, and its content.
    by_reference: HashMap<Key, (u64, Key)>,
    /// How many entries of a content there are.
    by_content: HashMap<Key, u32>,
    /// How many rows of a content this reading has seen.
    seen: HashMap<Key, u32>,
    /// By key: where it stands, and what of it is sealed.
    sealed: HashMap<Key, (u64, Seals)>,
    /// The sources as registered in this log.
    pub sources: BTreeMap<SourceId, Source>,
}

/// How a fact stands to what is on record.
#[derive(Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Not on record.
    New,
    /// On record already.
    Same,
    /// On record under the same id with other content.
    Changed(u64),
}

fn digest(parts: &[&[u8]]) -> Key {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    first_half(hash)
}

fn first_half(hash: Sha256) -> Key {
    let mut key = Key::default();
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// Lets a fact write itself into SHA-256 field by field. The result holds within one run of the program.
struct Through(Sha256);

impl Hasher for Through {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

/// A key over a fact's content; where it was read, by whom, and what was doubted are no part of it.
fn content_of<T: serde::Serialize>(kind: &str, fact: &T) -> Key {
    // Facts have no maps with foreign keys, so this cannot fail.
    let json = serde_json::to_vec(fact).unwrap_or_default();
    digest(&[kind.as_bytes(), &json])
}

fn report_content(report: &mut Report) -> Key {
    let origin = std::mem::replace(
        &mut report.origin,
        truce_core::report::Origin { file: String::new(), line: 0 },
    );
    let doubts = std::mem::take(&mut report.doubts);
    let corrects = report.corrects.take();
    let entered_by = report.entered_by.take();
    // Salted, so never the same twice: which fields are sealed is content, what they say is not known here.
    let sealed = std::mem::take(&mut report.sealed);
    let mut hash = Through(Sha256::new());
    report.hash(&mut hash);
    sealed.keys().filter(|field| **field != SealedField::Doubts).for_each(|f| f.hash(&mut hash));
    let key = first_half(hash.0);
    (report.origin, report.doubts, report.corrects) = (origin, doubts, corrects);
    report.entered_by = entered_by;
    report.sealed = sealed;
    key
}

fn reference_key(report: &Report, reference: &str) -> Key {
    digest(&[report.source.as_str().as_bytes(), reference.as_bytes()])
}

fn register_content(register: &Register) -> Key {
    let mut bare = register.clone();
    bare.origin = truce_core::report::Origin { file: String::new(), line: 0 };
    bare.doubts.clear();
    content_of("register", &bare)
}

fn effort_content(effort: &Effort) -> Key {
    let mut bare = effort.clone();
    bare.origin = truce_core::report::Origin { file: String::new(), line: 0 };
    content_of("effort", &bare)
}

impl Known {
    /// Begins the reading of another file: equal rows are counted anew.
    pub fn begin_file(&mut self) {
        self.seen.clear();
    }

    /// Takes note of an entry on record.
    pub fn note(&mut self, index: u64, entry: Entry) {
        match entry.body {
            Body::Report(mut report) => {
                let content = report_content(Arc::make_mut(&mut report));
                self.note_report(index, &report, content);
            }
            Body::Register(register) => {
                *self.by_content.entry(register_content(&register)).or_insert(0) += 1;
            }
            Body::Source(source) => {
                self.sources.insert(source.id.clone(), source);
            }
            Body::Effort(effort) => {
                *self.by_content.entry(effort_content(&effort)).or_insert(0) += 1;
            }
            Body::Opening(_)
            | Body::Judgement(_)
            | Body::Heartbeat(_)
            | Body::Rotation(_)
            | Body::Succession(_)
            | Body::Departure(_)
            | Body::Misconduct(_)
            | Body::CutDigest(_)
            | Body::Blob(_)
            | Body::BlobHeld(_)
            | Body::Erasure(_)
            | Body::Disclosure(_)
            | Body::Redaction(_)
            | Body::WeightsPart(_)
            | Body::Adoption(_)
            | Body::Appointment(_)
            | Body::Deed(_) => {}
        }
    }

    fn note_report(&mut self, index: u64, report: &Report, content: Key) {
        match &report.reference {
            Some(reference) => {
                let key = reference_key(report, reference);
                self.by_reference.insert(key, (index, content));
                if !report.sealed.is_empty() {
                    self.sealed.insert(key, (index, report.sealed.clone()));
                }
            }
            None => *self.by_content.entry(content).or_insert(0) += 1,
        }
    }

    /// How a report stands to what is on record; it is noted as standing at `index` if it is new.
    pub fn report(&mut self, report: &mut Report, index: u64) -> Earlier {
        let content = report_content(report);
        if let Some(reference) = &report.reference {
            match self.by_reference.get(&reference_key(report, reference)) {
                Some((_, held)) if *held == content => return Earlier::Same,
                Some((held_at, _)) => return Earlier::Changed(*held_at),
                None => {}
            }
        } else if self.seen_before(content) {
            return Earlier::Same;
        }
        self.note_report(index, report, content);
        Earlier::New
    }

    /// What is sealed of the report on record with the same source and id, and where it stands.
    #[must_use]
    pub fn seals(&self, report: &Report) -> Option<&(u64, Seals)> {
        self.sealed.get(&reference_key(report, report.reference.as_deref()?))
    }

    /// Notes a correction: the report now stands at `index`.
    pub fn correct(&mut self, report: &mut Report, index: u64) {
        let content = report_content(report);
        self.note_report(index, report, content);
    }

    /// Whether a register is on record; it is noted if it is new.
    pub fn register(&mut self, register: &Register) -> bool {
        self.noted(register_content(register))
    }

    /// Whether an effort is on record; it is noted if it is new.
    pub fn effort(&mut self, effort: &Effort) -> bool {
        self.noted(effort_content(effort))
    }

    fn noted(&mut self, content: Key) -> bool {
        let known = self.seen_before(content);
        if !known {
            *self.by_content.entry(content).or_insert(0) += 1;
        }
        known
    }

    /// Whether a row of this content, being the n-th in its file, is on record.
    fn seen_before(&mut self, content: Key) -> bool {
        let seen = self.seen.entry(content).or_insert(0);
        *seen += 1;
        *seen <= self.by_content.get(&content).copied().unwrap_or(0)
    }
}

/// An address in one's own log.
#[must_use]
pub fn at(seat: &SeatId, index: u64) -> Address {
    Address { log: seat.clone(), index }
}
