//! The key of one blob, and what its seat noted about it.
//!
//! The text of a key is an age identity file, so that stock `age` opens a blob without us:
//! a comment with what was noted, then the identity. At rest and in transit it is itself an age
//! file, for the one who may read it.

use std::fmt;
use std::str::FromStr as _;

use age::secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::failure::{Failure, Outcome};

/// The longest sealed key that is read.
pub(super) const BYTES_MAX: u64 = 16 << 10;
/// The longest note, media type or name, in bytes.
const WORDS_MAX: usize = 2000;

/// What a seat notes about a blob, for its own eyes.
///
/// A file's name or a note may tell who made a picture, so they are kept with the key and not on record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Such as `image/jpeg`.
    pub media_type: String,
    /// The name of the file that was taken in; empty where another seat shared the blob.
    #[serde(default)]
    pub name: String,
    /// What an officer noted.
    #[serde(default)]
    pub note: String,
}

/// The key of one blob, open.
#[derive(Clone)]
pub struct BlobKey {
    /// What was noted.
    pub about: About,
    pub(super) identity: age::x25519::Identity,
}

impl fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<sealed>")
    }
}

impl BlobKey {
    /// A new key, used for one blob only.
    ///
    /// # Errors
    /// If what is noted is too long.
    pub(super) fn fresh(about: About) -> Outcome<Self> {
        for (what, text) in
            [("media type", &about.media_type), ("file's name", &about.name), ("note", &about.note)]
        {
            if text.len() > WORDS_MAX {
                return Err(Failure::usage(format!(
                    "the {what} is longer than {WORDS_MAX} bytes: shorten it"
                )));
            }
        }
        Ok(Self { about, identity: age::x25519::Identity::generate() })
    }

    /// Seals it for one reader, as an age file.
    pub(super) fn seal(&self, reader: &age::x25519::Recipient) -> Outcome<Vec<u8>> {
        let about = serde_json::to_string(&self.about)
            .map_err(|fault| Failure::cannot(fault.to_string()))?;
        let identity = self.identity.to_string();
        let text = Zeroizing::new(format!("# {about}\n{}\n", identity.expose_secret()));
        age::encrypt(reader, text.as_bytes())
            .map_err(|fault| Failure::cannot(format!("the blob's key cannot be sealed: {fault}")))
    }

    /// Opens it. The words of a fault say nothing of what is inside.
    pub(super) fn open(sealed: &[u8], reader: &age::x25519::Identity) -> Outcome<Self> {
        let text = age::decrypt(reader, sealed).map(Zeroizing::new).map_err(|_| {
            Failure::cannot("the blob's key is sealed for another reader, or was damaged")
        })?;
        let parse = || {
            let text = std::str::from_utf8(&text).ok()?;
            let (comment, rest) = text.split_once('\n')?;
            let about = serde_json::from_str(comment.strip_prefix("# ")?).ok()?;
            let identity = age::x25519::Identity::from_str(rest.strip_suffix('\n')?).ok()?;
            Some(Self { about, identity })
        };
        parse().ok_or_else(|| Failure::cannot("the blob's key is not in our form"))
    }
}
