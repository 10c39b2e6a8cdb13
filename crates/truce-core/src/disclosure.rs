//! The entry that opens a sealed field, for everybody and for good.

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};
use crate::commitment::DISCLOSURE_LENGTH_MAX;
use crate::entry::Address;

/// What opens a commitment that stands in an earlier entry, of whichever log.
///
/// One that does not fit opens nothing, and stays on record as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// The entry that holds the commitment.
    pub address: Address,
    /// The base64url text of RFC 9901, over which the commitment was made.
    pub disclosure: String,
}

impl Disclosure {
    /// Holds it against its bounds; whether it opens anything is not asked here.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        const FIELD: &str = "disclosure";
        bounds::at_most(FIELD, self.disclosure.len(), DISCLOSURE_LENGTH_MAX)?;
        if self.disclosure.is_empty() {
            return Err(OutOfBounds::Empty(FIELD));
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if self.disclosure.bytes().all(plain) { Ok(()) } else { Err(OutOfBounds::NotPlain(FIELD)) }
    }
}
