//! Evidence: pictures, recordings and papers, kept outside the log under their digest, sealed.
//!
//! ```text
//! DIR/evidence/<aa>/<sha256>    a blob as an age file, named by the digest of these very bytes
//! DIR/evidence-keys/<sha256>    the key of that blob alone, sealed for the seat's evidence key
//! ```
//!
//! A blob's bytes may lie anywhere: they are ciphertext, and peers hold them. Whoever has the
//! blob's key reads it, so destroying that small file erases the content, wherever its bytes lie.
//!
//! # In scope
//! Taking in, reading, sharing, holding for others, erasing.
//!
//! # Out of scope
//! The entries that tell of it (`truce-core`), and how bytes travel between nodes.

mod blob_key;
mod store;

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::failure::{Failure, Outcome};
use crate::keys::{self, Use};

pub use self::blob_key::{About, BlobKey};
pub use self::store::{Added, Ciphertext, Hashing, LIMIT, Store};

/// The digest of a blob's sealed bytes: its name in the log, in the store and among peers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId([u8; 32]);

impl BlobId {
    /// The digest of bytes that were hashed elsewhere.
    #[must_use]
    pub fn new(sha256: [u8; 32]) -> Self {
        Self(sha256)
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for BlobId {
    type Err = String;

    /// Reads 64 lower-case hexadecimal digits: nothing else can become a file's name.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let pair = |pair: &[u8]| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        };
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(pair).collect();
        let bytes = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        bytes.map(Self).ok_or_else(|| {
            "a blob is named by the 64 hexadecimal digits of its digest, as `truce evidence list` shows them"
                .to_owned()
        })
    }
}

/// Reads an age recipient, `age1...`, as it stands on a card.
///
/// # Errors
/// If it is none. What was given is not repeated: somebody may have pasted a secret.
pub fn recipient(text: &str) -> Outcome<age::x25519::Recipient> {
    text.trim().parse().map_err(|_| {
        Failure::usage(
            "that is no evidence key: it begins with `age1` and stands on the seat's card (truce keys show)",
        )
    })
}

/// A seat's own evidence key, public part. No passphrase is needed.
///
/// # Errors
/// If it has none, or the keys cannot be read.
pub fn own_recipient(dir: &Path) -> Outcome<age::x25519::Recipient> {
    let card = keys::card(dir)?;
    let key = card.key(Use::Evidence);
    let key = key.ok_or_else(|| Failure::cannot("this seat has no evidence key"))?;
    recipient(&key.public)
}
