//! What a seat states it registered in a period: a count, by area.
//!
//! A figure that contradicts itself is kept as stated; [`Register::contradictions`] says so.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::area::NamedArea;
use crate::id::{AreaId, SeatId, SourceId};
use crate::report::Origin;
use crate::time::Day;

/// The most cases that one figure may state; more is a slip of the pen or an attack.
pub const CASES_MAX: u32 = 1_000_000;

/// One line of a register: an area, and how many cases were registered there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Which area.
    pub area: NamedArea,
    /// How many; `None` if the area is named without a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<u32>,
}

/// What another seat says of these cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Who reviewed them.
    pub by: SeatId,
    /// How many it says were fire at an excluded group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded_target: Option<u32>,
    /// How many it says it does not confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_confirmed: Option<u32>,
}

/// One seat's register for a period, as stated in one text.
///
/// Fields stand in alphabetical order, which is the order of their canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The day on which the period ends, as the bulletin is dated.
    pub day: Day,
    /// What the importer was not sure of, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// How many hours the period has.
    pub hours: u16,
    /// The list by area; empty if the text gives none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<Count>,
    /// Where it was read.
    pub origin: Origin,
    /// Other totals that the same text states for the same register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_totals: Vec<u32>,
    /// What other seats say of these cases in the same text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
    /// Whose register it is.
    pub seat: SeatId,
    /// Who tells it.
    pub told_by: SourceId,
    /// The total as stated; `None` if the text gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
}

/// A way in which a register contradicts itself, or is incomplete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Contradiction {
    /// The list adds up to more than the total.
    SumAboveTotal {
        /// What the list adds up to.
        sum: u32,
        /// What is stated.
        total: u32,
    },
    /// The list adds up to less than the total.
    SumBelowTotal {
        /// What the list adds up to.
        sum: u32,
        /// What is stated.
        total: u32,
    },
    /// The text states another total elsewhere.
    OtherTotal {
        /// The other figure.
        other: u32,
        /// What is stated.
        total: u32,
    },
    /// Areas are named without figures.
    NoFigures {
        /// How many areas.
        areas: u32,
    },
    /// One area is listed twice.
    ListedTwice {
        /// Which.
        area: AreaId,
    },
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SumAboveTotal { sum, total } => {
                write!(f, "the areas add up to {sum}, more than the stated total of {total}")
            }
            Self::SumBelowTotal { sum, total } => {
                write!(f, "the areas add up to {sum} of the stated total of {total}")
            }
            Self::OtherTotal { other, total } => {
                write!(f, "the same text states {other} beside the total of {total}")
            }
            Self::NoFigures { areas: 1 } => write!(f, "one area is named without a figure"),
            Self::NoFigures { areas } => write!(f, "{areas} areas are named without figures"),
            Self::ListedTwice { area } => write!(f, "`{area}` is listed twice"),
        }
    }
}

impl Register {
    /// The sum of the figures in the list; `None` if the list has no figure at all.
    #[must_use]
    pub fn listed_sum(&self) -> Option<u32> {
        let figures = self.list.iter().filter_map(|count| count.cases);
        figures.fold(None, |sum, cases| Some(sum.unwrap_or(0_u32).saturating_add(cases)))
    }

    /// The total as stated, or else what a list with all its figures adds up to.
    #[must_use]
    pub fn cases(&self) -> Option<u32> {
        let whole = self.list.iter().all(|count| count.cases.is_some());
        self.total.or_else(|| self.listed_sum().filter(|_| whole))
    }

    /// Whether the list gives a figure for each area and adds up to the total.
    #[must_use]
    pub fn list_is_whole(&self) -> bool {
        !self.list.is_empty()
            && self.list.iter().all(|count| count.cases.is_some())
            && self.total.is_none_or(|total| self.listed_sum() == Some(total))
    }

    /// Where the register contradicts itself or leaves something open.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let silent = self.list.iter().filter(|count| count.cases.is_none()).count();
        if let (Some(sum), Some(total)) = (self.listed_sum(), self.total) {
            if sum > total {
                found.push(Contradiction::SumAboveTotal { sum, total });
            } else if sum < total && silent == 0 {
                found.push(Contradiction::SumBelowTotal { sum, total });
            }
        }
        if silent > 0 {
            found.push(Contradiction::NoFigures {
                areas: u32::try_from(silent).unwrap_or(u32::MAX),
            });
        }
        if let Some(total) = self.total {
            let others = self.other_totals.iter().filter(|other| **other != total);
            found.extend(others.map(|other| Contradiction::OtherTotal { other: *other, total }));
        }
        let mut seen = std::collections::BTreeSet::new();
        for area in self.list.iter().filter_map(|count| count.area.area.as_ref()) {
            if !seen.insert(area) {
                found.push(Contradiction::ListedTwice { area: area.clone() });
            }
        }
        found
    }
}
