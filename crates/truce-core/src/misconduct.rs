//! A proof on record that a seat signed what cannot both be true.
//!
//! The proof speaks for itself: whoever holds the accused seat's verifier keys
//! can check it, and whoever enters a certificate that does not hold shows
//! only that it did so. Here it is text; checking it is `truce-log`'s.

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};
use crate::id::SeatId;

/// The longest certificate, in bytes as an entry holds it, with line ends escaped.
pub const CERTIFICATE_LENGTH_MAX: usize = 7000;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offence {
    /// A seat signed two histories of its log.
    Fork,
    /// A seat cosigned two histories of another's log, or an older one later.
    WitnessFault,
}

/// A certificate of misconduct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misconduct {
    /// Whose signatures they are.
    pub accused: SeatId,
    /// The certificate as text, line by line.
    pub certificate: String,
    /// Of what.
    pub what: Offence,
}

impl Misconduct {
    /// Holds it against its bounds; whether the certificate proves anything is not asked here.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        const FIELD: &str = "certificate";
        if self.certificate.is_empty() {
            return Err(OutOfBounds::Empty(FIELD));
        }
        // Signature lines begin with a dash that is not ASCII.
        let plain = |c: char| c == ' ' || c == '\n' || c == '\u{2014}' || c.is_ascii_graphic();
        if !self.certificate.chars().all(plain) {
            return Err(OutOfBounds::NotPlain(FIELD));
        }
        // Only these are escaped, by one byte each.
        let escaped = self.certificate.bytes().filter(|byte| matches!(byte, b'\n' | b'"' | b'\\'));
        let length = self.certificate.len().saturating_add(escaped.count());
        bounds::at_most(FIELD, length, CERTIFICATE_LENGTH_MAX)
    }
}
