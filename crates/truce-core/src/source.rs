//! Who tells a seat something.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{ActorId, SeatId, SourceId};

/// How a source has done so far, on the Admiralty scale. About the source, not about one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged. The grade of a source that nobody has checked.
    F,
}

impl std::str::FromStr for Reliability {
    type Err = NotAGrade;
    fn from_str(text: &str) -> Result<Self, NotAGrade> {
        Ok(match text {
            "A" => Self::A,
            "B" => Self::B,
            "C" => Self::C,
            "D" => Self::D,
            "E" => Self::E,
            "F" => Self::F,
            _ => return Err(NotAGrade(text.to_owned())),
        })
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// The text is no reliability grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no reliability grade: use A, B, C, D, E, or F for a source that cannot be judged"
)]
pub struct NotAGrade(pub String);

/// A source in a seat's register of sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The actor to whose side it leans; `None` if to none that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aligned_with: Option<ActorId>,
    /// Sources of one group carry each other's copy and count once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Its name in files.
    pub id: SourceId,
    /// What it is, in a word: `centre`, `agency`, `press`, `ngo`, `party`, `un`, `social`.
    pub kind: String,
    /// Its name for a reader.
    pub name: String,
    /// How it has done so far.
    pub reliability: Reliability,
    /// The seat whose own monitors or ministry it is; `None` for everybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<SeatId>,
}

impl Source {
    /// The group that counts once: the one stated, or else the source by itself.
    #[must_use]
    pub fn independence_group(&self) -> &str {
        self.group.as_deref().unwrap_or(self.id.as_str())
    }
}
