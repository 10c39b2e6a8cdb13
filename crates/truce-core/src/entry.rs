//! One line of a seat's log, and its bytes.
//!
//! An entry is versioned canonical JSON (RFC 8785): what is hashed and signed
//! is the bytes. All keys are ASCII, all numbers are whole and below 2^53, and
//! every struct names its fields in alphabetical order, so that serde's output
//! is canonical as it stands; a test holds this against a plain canonicaliser.
//!
//! # In scope
//! [`Entry`], [`Body`] (the closed list of what can be put on record),
//! [`Address`], reading and writing.
//!
//! # Out of scope
//! Files and hashes of logs: those are `truce-log`'s, to which an entry is
//! opaque.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::adoption::{Adoption, WeightsPart};
use crate::blob::{Blob, BlobHeld, Erasure};
use crate::bounds::OutOfBounds;
use crate::case::deed::Deed;
use crate::case::office::Appointment;
use crate::commitment::{Commitment, SealedField};
use crate::cut_digest::CutDigest;
use crate::departure::Departure;
use crate::disclosure::Disclosure;
use crate::effort::Effort;
use crate::heartbeat::Heartbeat;
use crate::id::SeatId;
use crate::judgement::Judgement;
use crate::misconduct::Misconduct;
use crate::redaction::Redaction;
use crate::register::Register;
use crate::report::Report;
use crate::rotation::Rotation;
use crate::source::Source;
use crate::succession::Succession;
use crate::time::Moment;

/// The version that this program writes. A version never changes; one adds another.
pub const VERSION: u8 = 1;

/// The longest entry, in bytes.
pub const LENGTH_MAX: usize = 8192;

/// Where an entry stands: in whose log, as which line, from 0.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    /// Whose log.
    pub log: SeatId,
    /// Which entry, from 0.
    pub index: u64,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.log, self.index))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address of an entry: write it as russia/12")]
pub struct NotAnAddress(pub String);

impl FromStr for Address {
    type Err = NotAnAddress;
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let fault = || NotAnAddress(text.to_owned());
        let (log, index) = text.rsplit_once('/').ok_or_else(fault)?;
        let log = SeatId::new(log).map_err(|_| fault())?;
        let plain = index == "0" || (!index.starts_with('0') && !index.starts_with('+'));
        let index = index.parse().ok().filter(|_| plain).ok_or_else(fault)?;
        Ok(Self { log, index })
    }
}

impl TryFrom<String> for Address {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

/// The first entry of a log: whose it is, and under which agreement it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// SHA-256 of the agreement's files, in hexadecimal.
    pub agreement_sha256: String,
    /// The agreement's title.
    pub agreement_title: String,
    /// Whose log.
    pub seat: SeatId,
}

/// What can be put on record: a closed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "what", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Body {
    /// The log begins.
    Opening(Opening),
    /// A source is registered, or its registration is replaced.
    Source(Source),
    /// What one source says happened.
    #[serde(with = "shared")]
    Report(Arc<Report>),
    /// What a seat states it registered.
    Register(Box<Register>),
    /// A person's word on two reports.
    Judgement(Judgement),
    /// How much was watched.
    Effort(Effort),
    /// How far a seat holds the other logs.
    Heartbeat(Heartbeat),
    /// A seat's new keys.
    Rotation(Rotation),
    /// A seat's word that another goes on in a new log.
    Succession(Box<Succession>),
    /// A seat's word on whether a seat is there.
    Departure(Departure),
    /// A proof that a seat signed what cannot both be true.
    Misconduct(Misconduct),
    /// What a seat derived at a cut.
    CutDigest(CutDigest),
    /// Evidence that is kept outside the log.
    Blob(Blob),
    /// A seat holds a blob.
    BlobHeld(BlobHeld),
    /// A seat destroyed a blob, or its key.
    Erasure(Erasure),
    /// A sealed field is opened.
    Disclosure(Disclosure),
    /// Sealed fields are withheld.
    Redaction(Redaction),
    /// A part of a weight table.
    WeightsPart(Box<WeightsPart>),
    /// A seat's word that it would match with a table.
    Adoption(Adoption),
    /// A person becomes an officer of the seat, or ceases to be one.
    Appointment(Appointment),
    /// What an officer does in a case.
    Deed(Box<Deed>),
}

/// What is held once by all who look at it is written and read as if it were not shared.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        held: &Arc<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        held.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

impl Body {
    /// The words for all kinds, in the order of the list.
    pub const KINDS: &[&str] = &[
        "opening",
        "source",
        "report",
        "register",
        "judgement",
        "effort",
        "heartbeat",
        "rotation",
        "succession",
        "departure",
        "misconduct",
        "cut-digest",
        "blob",
        "blob-held",
        "erasure",
        "disclosure",
        "redaction",
        "weights-part",
        "adoption",
        "appointment",
        "deed",
    ];

    /// The word for its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opening(_) => "opening",
            Self::Source(_) => "source",
            Self::Report(_) => "report",
            Self::Register(_) => "register",
            Self::Judgement(_) => "judgement",
            Self::Effort(_) => "effort",
            Self::Heartbeat(_) => "heartbeat",
            Self::Rotation(_) => "rotation",
            Self::Succession(_) => "succession",
            Self::Departure(_) => "departure",
            Self::Misconduct(_) => "misconduct",
            Self::CutDigest(_) => "cut-digest",
            Self::Blob(_) => "blob",
            Self::BlobHeld(_) => "blob-held",
            Self::Erasure(_) => "erasure",
            Self::Disclosure(_) => "disclosure",
            Self::Redaction(_) => "redaction",
            Self::WeightsPart(_) => "weights-part",
            Self::Adoption(_) => "adoption",
            Self::Appointment(_) => "appointment",
            Self::Deed(_) => "deed",
        }
    }

    /// Holds it against the bounds of its kind.
    fn check(&self) -> Result<(), OutOfBounds> {
        match self {
            // Held against theirs by `admit`, before they become an entry.
            Self::Opening(_)
            | Self::Source(_)
            | Self::Report(_)
            | Self::Register(_)
            | Self::Judgement(_)
            | Self::Effort(_) => Ok(()),
            Self::Heartbeat(heartbeat) => heartbeat.check(),
            Self::Rotation(rotation) => rotation.check(),
            Self::Succession(succession) => succession.check(),
            Self::Departure(departure) => departure.check(),
            Self::Misconduct(misconduct) => misconduct.check(),
            Self::CutDigest(digest) => digest.check(),
            Self::Blob(blob) => blob.check(),
            Self::BlobHeld(held) => held.check(),
            Self::Erasure(erasure) => erasure.check(),
            Self::Disclosure(disclosure) => disclosure.check(),
            Self::Redaction(redaction) => redaction.check(),
            Self::WeightsPart(part) => part.check(),
            Self::Adoption(adoption) => adoption.check(),
            Self::Appointment(appointment) => appointment.check(),
            Self::Deed(deed) => deed.check(),
        }
    }

    /// Its sealed fields.
    #[must_use]
    pub fn sealed(&self) -> &BTreeMap<SealedField, Commitment> {
        static NONE: BTreeMap<SealedField, Commitment> = BTreeMap::new();
        if let Self::Report(report) = self {
            return &report.sealed;
        }
        let Self::Blob(blob) = self else { return &NONE };
        &blob.sealed
    }
}

/// One line of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What is put on record.
    pub body: Body,
    /// When, by the seat's own clock. No authority across logs.
    pub recorded_at: Moment,
    /// The version of the format.
    pub v: u8,
}

/// Why bytes are no entry, or an entry cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEntry {
    /// Longer than [`LENGTH_MAX`].
    #[error(
        "the entry has {0} bytes, and {LENGTH_MAX} is the most: shorten it, and keep the whole as evidence"
    )]
    TooLong(usize),
    /// A version that this program does not know.
    #[error(
        "the entry is of version {0}, and this program knows {VERSION}: a newer program may read it"
    )]
    UnknownVersion(u64),
    /// Not an entry's JSON.
    #[error("the entry cannot be read: {0}")]
    Unreadable(String),
    /// JSON of an entry, but not in canonical form.
    #[error("the entry is not in canonical form")]
    NotCanonical,
    /// Its content is beyond the bounds of its kind.
    #[error("{0}")]
    OutOfBounds(#[from] OutOfBounds),
}

impl Entry {
    /// An entry of this version.
    #[must_use]
    pub fn new(body: Body, recorded_at: Moment) -> Self {
        Self { body, recorded_at, v: VERSION }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// [`NotAnEntry::OutOfBounds`] if its content is beyond the bounds of its kind,
    /// [`NotAnEntry::TooLong`] if there are more than [`LENGTH_MAX`].
    pub fn bytes(&self) -> Result<Vec<u8>, NotAnEntry> {
        self.body.check()?;
        let bytes =
            serde_json::to_vec(self).map_err(|fault| NotAnEntry::Unreadable(fault.to_string()))?;
        if bytes.len() > LENGTH_MAX { Err(NotAnEntry::TooLong(bytes.len())) } else { Ok(bytes) }
    }

    /// Reads an entry, and insists on its canonical form.
    ///
    /// # Errors
    /// In words, whatever the bytes are.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAnEntry> {
        #[derive(Deserialize)]
        struct Versioned {
            v: u64,
        }
        if bytes.len() > LENGTH_MAX {
            return Err(NotAnEntry::TooLong(bytes.len()));
        }
        let entry: Self = match serde_json::from_slice(bytes) {
            Ok(entry) => entry,
            Err(fault) => {
                return Err(match serde_json::from_slice::<Versioned>(bytes) {
                    Ok(Versioned { v }) if v != u64::from(VERSION) => NotAnEntry::UnknownVersion(v),
                    _ => NotAnEntry::Unreadable(fault.to_string()),
                });
            }
        };
        if entry.v != VERSION {
            return Err(NotAnEntry::UnknownVersion(u64::from(entry.v)));
        }
        if entry.bytes()? == bytes { Ok(entry) } else { Err(NotAnEntry::NotCanonical) }
    }
}
