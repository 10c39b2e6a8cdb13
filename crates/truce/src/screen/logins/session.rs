//! What a browser holds of a session: a token that nobody can guess, of which only the digest is kept here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::failure::Outcome;
use crate::random;

/// How many bytes a token has.
const BYTES: usize = 32;

/// A secret drawn at random: a session's, or that of the first set-up.
#[derive(Clone)]
pub struct Token(Zeroizing<[u8; BYTES]>);

impl Token {
    /// Draws one.
    ///
    /// # Errors
    /// If the system gives no random numbers.
    pub fn draw() -> Outcome<Self> {
        Ok(Self(random::bytes::<BYTES>()?))
    }

    /// Reads one as it was written; none if it is no token.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 2 * BYTES {
            return None;
        }
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
        <[u8; BYTES]>::try_from(bytes.as_slice()).ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// As a cookie or an address carries it.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(*self.0))
    }

    /// What is kept of it. Two tokens are compared by this: how long that takes tells nothing of either.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(*self.0).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<token>")
    }
}
