//! Yes, no, and not known: the logic of every question that an assessment asks.
//!
//! Kleene's strong three-valued logic (S. C. Kleene, *Introduction to Metamathematics*, 1952, section 64): an
//! *unknown* stays unknown unless the other side decides the matter by itself.

use std::fmt;
use std::ops::Not;

use serde::{Deserialize, Serialize};

/// Whether something is so, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It is not so.
    No,
    /// It is not known whether it is so.
    Unknown,
    /// It is so.
    Yes,
}

impl Truth {
    /// Every value, from no to yes.
    pub const ALL: &[Self] = &[Self::No, Self::Unknown, Self::Yes];

    /// Both: no if either is no, yes if both are yes.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either: yes if either is yes, no if both are no.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// All of them; yes if there are none.
    #[must_use]
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(Self::Yes, Self::and)
    }

    /// Any of them; no if there are none.
    #[must_use]
    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(Self::No, Self::or)
    }

    /// What all of them say alike; unknown if they differ, or if there are none.
    #[must_use]
    pub fn agreed(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut truths = truths.into_iter();
        let first = truths.next().unwrap_or(Self::Unknown);
        if truths.all(|truth| truth == first) { first } else { Self::Unknown }
    }

    /// The word that files use for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Yes => "yes",
        }
    }
}

impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

/// The text is neither yes nor no nor unknown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no answer: use yes, no or unknown")]
pub struct NotAnAnswer(String);

impl std::str::FromStr for Truth {
    type Err = NotAnAnswer;
    fn from_str(text: &str) -> Result<Self, NotAnAnswer> {
        let found = Self::ALL.iter().find(|truth| truth.word() == text);
        found.copied().ok_or_else(|| NotAnAnswer(text.to_owned()))
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each_pair() -> impl Iterator<Item = (Truth, Truth)> {
        Truth::ALL.iter().flat_map(|a| Truth::ALL.iter().map(|b| (*a, *b)))
    }

    #[test]
    fn one_no_decides_and_one_yes_decides() {
        assert_eq!(Truth::No.and(Truth::Unknown), Truth::No);
        assert_eq!(Truth::Yes.or(Truth::Unknown), Truth::Yes);
        assert_eq!(Truth::Yes.and(Truth::Unknown), Truth::Unknown);
    }

    #[test]
    fn de_morgan_holds_with_an_unknown_too() {
        for (a, b) in each_pair() {
            assert_eq!(!a.and(b), (!a).or(!b));
            assert_eq!(!a.or(b), (!a).and(!b));
            assert_eq!(!!a, a);
        }
    }

    #[test]
    fn learning_more_never_turns_a_yes_into_a_no() {
        let learnt = |from: Truth, to: Truth| from == Truth::Unknown || from == to;
        for (a, b) in each_pair() {
            for (more_a, more_b) in each_pair().filter(|(x, y)| learnt(a, *x) && learnt(b, *y)) {
                assert!(learnt(a.and(b), more_a.and(more_b)));
                assert!(learnt(a.or(b), more_a.or(more_b)));
            }
        }
    }

    #[test]
    fn voices_that_differ_settle_nothing() {
        assert_eq!(Truth::agreed([Truth::Yes, Truth::Yes]), Truth::Yes);
        assert_eq!(Truth::agreed([Truth::Yes, Truth::No]), Truth::Unknown);
        assert_eq!(Truth::agreed([]), Truth::Unknown);
    }
}
