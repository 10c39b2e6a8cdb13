//! Words for probabilities, as ICD 203 has them.
//!
//! # Source
//! Intelligence Community Directive 203 (2015), section D.6.e.(2)(a): seven
//! words from 1 to 99 %. It has no words for what is certain, and neither have
//! we: anything rarer than 1 % is worded like the first band, anything surer
//! than 99 % like the last.

use serde::Serialize;

/// How likely, in a word. Never in one sentence with a [`super::Confidence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likelihood {
    /// Below 5 %.
    AlmostNoChance,
    /// From 5 to 20 %.
    VeryUnlikely,
    /// From 20 to 45 %.
    Unlikely,
    /// From 45 to 55 %.
    RoughlyEven,
    /// From 55 to 80 %.
    Likely,
    /// From 80 to 95 %.
    VeryLikely,
    /// From 95 % on.
    AlmostCertainly,
}

impl Likelihood {
    /// The word for a probability from 0 to 1; a border belongs to the likelier word.
    #[must_use]
    pub fn of(probability: f64) -> Self {
        match probability {
            p if p >= 0.95 => Self::AlmostCertainly,
            p if p >= 0.80 => Self::VeryLikely,
            p if p >= 0.55 => Self::Likely,
            p if p >= 0.45 => Self::RoughlyEven,
            p if p >= 0.20 => Self::Unlikely,
            p if p >= 0.05 => Self::VeryUnlikely,
            _ => Self::AlmostNoChance,
        }
    }

    /// The band that ICD 203 gives the word, in whole percent.
    #[must_use]
    pub fn band_percent(self) -> (u8, u8) {
        match self {
            Self::AlmostNoChance => (1, 5),
            Self::VeryUnlikely => (5, 20),
            Self::Unlikely => (20, 45),
            Self::RoughlyEven => (45, 55),
            Self::Likely => (55, 80),
            Self::VeryLikely => (80, 95),
            Self::AlmostCertainly => (95, 99),
        }
    }
}

impl std::fmt::Display for Likelihood {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AlmostNoChance => "almost no chance",
            Self::VeryUnlikely => "very unlikely",
            Self::Unlikely => "unlikely",
            Self::RoughlyEven => "roughly even chance",
            Self::Likely => "likely",
            Self::VeryLikely => "very likely",
            Self::AlmostCertainly => "almost certainly",
        })
    }
}
