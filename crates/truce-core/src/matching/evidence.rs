//! What speaks for reports being of one event, and against it, reason by reason.

use serde::{Deserialize, Serialize};

use crate::matching::weights::Millibans;

/// One reason for or against, with its weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is worth, in millibans.
    pub millibans: Millibans,
    /// In words.
    pub words: String,
}

/// The reasons for and against reports being of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Reason by reason.
    pub reasons: Vec<Reason>,
    /// Their sum, in millibans.
    pub total: Millibans,
}
impl std::fmt::Display for Evidence {
    /// `same act +0.4; 3.1 km apart -0.2; ... = +1.3`, in bans.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for reason in &self.reasons {
            write!(f, "{} {}; ", reason.words, Bans(reason.millibans))?;
        }
        write!(f, "together {}", Bans(self.total))
    }
}

/// Millibans, printed as bans with a sign and one decimal, rounded to the nearest tenth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bans(pub Millibans);

impl std::fmt::Display for Bans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = self.0.unsigned_abs().saturating_add(50) / 100;
        let sign = match (tenths, self.0 < 0) {
            (0, _) => '±',
            (_, true) => '-',
            (_, false) => '+',
        };
        write!(f, "{sign}{}.{}", tenths / 10, tenths % 10)
    }
}
