//! A seat's new keys.
//!
//! A seat that writes one still holds its old key: the entry lies under a head
//! signed by it. A seat that has lost control of its key goes on by
//! [`crate::succession`] instead.

use serde::{Deserialize, Serialize};

use crate::bounds::{self, OutOfBounds};

/// The verifier keys of this seat, in force from this entry on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// The key with which it cosigns the logs that it mirrors, as C2SP writes verifier keys; `None` if it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cosigner: Option<String>,
    /// The key with which it signs its own log; `None` if it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// Why, in words.
    pub reason: String,
}

impl Rotation {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        if self.cosigner.is_none() && self.log.is_none() {
            return Err(OutOfBounds::Empty("list of new keys"));
        }
        self.cosigner.iter().try_for_each(|key| bounds::key("cosigner's key", key))?;
        self.log.iter().try_for_each(|key| bounds::key("log's key", key))?;
        bounds::words("reason", &self.reason)
    }
}
