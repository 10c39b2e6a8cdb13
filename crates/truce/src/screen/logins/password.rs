//! Passwords: argon2id, each under a salt of its own.

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::failure::{Failure, Outcome};
use crate::random;

/// The fewest characters of a password.
pub const CHARS_MIN: usize = 12;
/// The most bytes of one.
pub const BYTES_MAX: usize = 256;

/// A password as it was typed; wiped from memory when it is no longer needed, and in no `Debug`.
#[derive(Clone, serde::Deserialize)]
#[serde(from = "String")]
pub struct Password(Zeroizing<String>);

impl From<String> for Password {
    fn from(typed: String) -> Self {
        Self(Zeroizing::new(typed))
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<password>")
    }
}

impl Password {
    /// Whether it may be a new one.
    #[must_use]
    pub fn long_enough(&self) -> bool {
        self.0.chars().count() >= CHARS_MIN && self.0.len() <= BYTES_MAX
    }
}

/// What it costs to try one password: the parameters of argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// As OWASP advises for argon2id: 19 MiB, two passes.
    pub const USUAL: Self = Self { memory_kib: 19 << 10, passes: 2 };
}

/// What is kept of a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it costs to try one.
    pub cost: Cost,
    /// What came of it.
    pub digest: [u8; 32],
    /// Under which salt.
    pub salt: [u8; 16],
}

impl Kept {
    /// What is kept of a new password.
    ///
    /// # Errors
    /// If the system gives no random numbers.
    pub fn of(password: &Password) -> Outcome<Self> {
        let (cost, salt) = (Cost::USUAL, *random::bytes::<16>()?);
        Ok(Self { cost, digest: derive(password, cost, &salt)?, salt })
    }

    /// Whether a password is the one that is kept.
    ///
    /// # Errors
    /// If what is kept is not in our form.
    pub fn fits(&self, password: &Password) -> Outcome<bool> {
        if password.0.len() > BYTES_MAX {
            return Ok(false);
        }
        let found = derive(password, self.cost, &self.salt)?;
        // By their digests: how long it takes to compare them tells nothing of what is kept.
        Ok(Sha256::digest(found) == Sha256::digest(self.digest))
    }

    /// As good as any for somebody who is not known: so that this takes as long as for somebody who is.
    #[must_use]
    pub fn nobody() -> Self {
        Self { cost: Cost::USUAL, digest: [0; 32], salt: [0; 16] }
    }
}

fn derive(password: &Password, cost: Cost, salt: &[u8]) -> Outcome<[u8; 32]> {
    let fault =
        |fault: argon2::Error| Failure::cannot(format!("a password cannot be kept: {fault}"));
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(fault)?;
    let mut digest = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.0.as_bytes(), salt, &mut digest)
        .map_err(fault)?;
    Ok(digest)
}
