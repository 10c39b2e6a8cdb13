//! Names of things, each its own type, so that a seat is never taken for a source.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The longest name, in bytes.
pub const LENGTH_MAX: usize = 64;

/// Why a text cannot be a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no name: use 1 to {LENGTH_MAX} lower-case letters, digits and hyphens, beginning with a letter or digit"
)]
pub struct NotAName(pub String);

/// Whether `text` may stand as a name: `a-z`, `0-9`, `-`, not beginning with a hyphen.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LENGTH_MAX
        && !text.starts_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                // Most names that are compared are one name, held once: its letters need not be fetched.
                if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            /// Checks a text and makes it a name.
            ///
            /// # Errors
            /// [`NotAName`] unless it is 1 to [`LENGTH_MAX`] of `a-z 0-9 -`.
            pub fn new(text: &str) -> Result<Self, NotAName> {
                if is_name(text) { Ok(Self(text.into())) } else { Err(NotAName(text.to_owned())) }
            }

            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAName;
            fn from_str(text: &str) -> Result<Self, NotAName> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAName;
            fn try_from(text: String) -> Result<Self, NotAName> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.as_str().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "`{}`", self.0)
            }
        }
    )+};
}

names! {
    /// An institution in the mechanism, with one log.
    SeatId,
    /// Who tells a seat something.
    SourceId,
    /// A party, group, guarantor or other actor that the agreement names.
    ActorId,
    /// A province or other area by which registers count.
    AreaId,
    /// A zone of the agreement.
    ZoneId,
    /// A provision of the agreement.
    ProvisionId,
    /// A person who acts for a seat: a name or number in the seat's own list.
    OfficerId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_plain_and_lower_case() {
        assert!(SeatId::new("russia").is_ok());
        assert!(ActorId::new("jaysh-al-islam").is_ok());
        for bad in ["", "Russia", "-a", "a b", "россия", &"a".repeat(65)] {
            assert_eq!(SeatId::new(bad), Err(NotAName(bad.to_owned())));
        }
    }
}
