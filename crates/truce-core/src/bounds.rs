//! How long and how many the parts of an entry may be.
//!
//! Entries come from other seats, so what an entry holds is held against its
//! bounds when it is written and again when it is read: see
//! [`crate::entry::Entry::bytes`]. An entry beyond its bounds is unread.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::id::SeatId;
use crate::report::TEXT_LENGTH_MAX;

/// The most logs that one entry can name.
pub const LOGS_MAX: usize = 64;
/// The longest text of a verifier key, in bytes: those of hash-based or lattice keys are long.
pub const KEY_LENGTH_MAX: usize = 3000;
/// Whole numbers in canonical JSON are below this: 2^53.
pub const NUMBER_MAX: u64 = 9_007_199_254_740_992;

/// Why an entry's content is beyond its bounds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfBounds {
    /// A text is too long.
    #[error("the {field} has {length} bytes, and {length_max} is the most")]
    TooLong {
        /// Which field.
        field: &'static str,
        /// How long it is.
        length: usize,
        /// How long it may be.
        length_max: usize,
    },
    /// A list is too long.
    #[error("{count} {field} are named, and {count_max} is the most")]
    TooMany {
        /// Of what.
        field: &'static str,
        /// How many.
        count: usize,
        /// How many there may be.
        count_max: usize,
    },
    /// A text that machines read holds something else than plain characters.
    #[error("the {0} holds something else than printable ASCII")]
    NotPlain(&'static str),
    /// A text that must say something says nothing.
    #[error("the {0} is empty")]
    Empty(&'static str),
    /// No digest.
    #[error("the {0} is no SHA-256 in its usual form")]
    NotADigest(&'static str),
    /// A number that canonical JSON cannot hold.
    #[error("the {0} is {NUMBER_MAX} or more")]
    TooLarge(&'static str),
    /// A log that cannot be the seat's.
    #[error(
        "`{log}` is no name for a log of `{seat}`: its first is `{seat}`, then come `{seat}-2`, `{seat}-3`"
    )]
    NotItsLog {
        /// The log.
        log: SeatId,
        /// The seat.
        seat: SeatId,
    },
    /// A log that would follow itself, or a later one.
    #[error("the log `{later}` cannot follow `{earlier}`: a later log has a higher number")]
    NotLater {
        /// The log that is said to end.
        earlier: SeatId,
        /// The log that is said to follow.
        later: SeatId,
    },
}

/// A text in words, such as a reason.
pub(crate) fn words(field: &'static str, text: &str) -> Result<(), OutOfBounds> {
    at_most(field, text.len(), TEXT_LENGTH_MAX)
}

/// A length in bytes.
pub(crate) fn at_most(
    field: &'static str,
    length: usize,
    length_max: usize,
) -> Result<(), OutOfBounds> {
    if length > length_max {
        return Err(OutOfBounds::TooLong { field, length, length_max });
    }
    Ok(())
}

/// A number of things.
pub(crate) fn count(
    field: &'static str,
    count: usize,
    count_max: usize,
) -> Result<(), OutOfBounds> {
    if count > count_max {
        return Err(OutOfBounds::TooMany { field, count, count_max });
    }
    Ok(())
}

/// A number that canonical JSON can hold.
pub(crate) fn number(field: &'static str, number: u64) -> Result<(), OutOfBounds> {
    if number < NUMBER_MAX { Ok(()) } else { Err(OutOfBounds::TooLarge(field)) }
}

/// The text of a verifier key: not empty, printable, without a blank.
pub(crate) fn key(field: &'static str, text: &str) -> Result<(), OutOfBounds> {
    at_most(field, text.len(), KEY_LENGTH_MAX)?;
    if text.is_empty() {
        return Err(OutOfBounds::Empty(field));
    }
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(())
    } else {
        Err(OutOfBounds::NotPlain(field))
    }
}

/// A SHA-256 as 64 lower-case hexadecimal digits.
pub(crate) fn sha256_hex(field: &'static str, text: &str) -> Result<(), OutOfBounds> {
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if plain && text.len() == 64 { Ok(()) } else { Err(OutOfBounds::NotADigest(field)) }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A SHA-256 in base64 with padding, as heads carry it.
pub(crate) fn sha256_base64(field: &'static str, text: &str) -> Result<(), OutOfBounds> {
    let bytes = STANDARD.decode(text).ok().filter(|bytes| bytes.len() == 32);
    bytes.map(|_| ()).ok_or(OutOfBounds::NotADigest(field))
}

/// A SHA-256 in the base64 of addresses without padding, as commitments carry it.
pub(crate) fn sha256_base64url(field: &'static str, text: &str) -> Result<(), OutOfBounds> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == 32);
    bytes.map(|_| ()).ok_or(OutOfBounds::NotADigest(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_taken_in_its_one_form_only() {
        let hex = "0123456789abcdef".repeat(4);
        assert_eq!(sha256_hex("digest", &hex), Ok(()));
        for bad in ["", &hex[1..], &hex.to_uppercase(), &format!("{hex}0")] {
            assert_eq!(sha256_hex("digest", bad), Err(OutOfBounds::NotADigest("digest")));
        }
        assert_eq!(sha256_base64("root", "huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWM="), Ok(()));
        // The last digit carries bits that 32 bytes do not have.
        for bad in ["", "AA==", "huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWN="] {
            assert_eq!(sha256_base64("root", bad), Err(OutOfBounds::NotADigest("root")));
        }
        let url = "huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWM";
        assert_eq!(sha256_base64url("commitment", url), Ok(()));
        assert!(sha256_base64url("commitment", &format!("{url}=")).is_err());
    }

    #[test]
    fn a_key_is_one_printable_word() {
        assert_eq!(key("key", "truce/ab/un+530d903a+AekyeRrm"), Ok(()));
        assert_eq!(key("key", ""), Err(OutOfBounds::Empty("key")));
        for bad in ["a b", "a\nb", "ключ"] {
            assert_eq!(key("key", bad), Err(OutOfBounds::NotPlain("key")));
        }
        let long = "k".repeat(3001);
        assert!(matches!(key("key", &long), Err(OutOfBounds::TooLong { length: 3001, .. })));
    }
}
