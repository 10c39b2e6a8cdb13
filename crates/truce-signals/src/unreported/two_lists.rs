//! How many events two lists leave out together, from how many they share.
//!
//! # Source
//! Chapman 1951; the odds ratio as sensitivity after Gerritse, van der Heijden
//! and Bakker 2015. At an odds ratio of 1, the lists are independent and the
//! estimate is Chapman's.

use serde::Serialize;

use super::Reckoning;

/// How many times the odds to be in the one list are higher for an event that is in the other.
///
/// Below 1: each list holds what the other leaves out, as with hostile sides. Above 1: both hold the same conspicuous
/// events, as where both read the same news.
pub const ODDS_RATIOS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];

/// With fewer events in common Chapman's estimate is biased, and its interval means little (Robson and Regier 1964).
pub const BOTH_MIN: u32 = 7;

/// Two lists by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TwoLists {
    /// Events of the one list.
    pub one: u32,
    /// Events of the other.
    pub other: u32,
    /// Events of both.
    pub both: u32,
}

/// Why nothing is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NoEstimate {
    /// One of the lists holds nothing.
    #[error("one of the two lists is empty")]
    EmptyList,
    /// Nothing is shared, so that nothing bounds what is left out.
    #[error("the lists have no event in common, so nothing bounds what both leave out")]
    NothingInCommon,
    /// Too few are shared for the estimate to be sound.
    #[error("only {both} events are in both lists, and {BOTH_MIN} are needed")]
    TooFewInCommon {
        /// Held to be in both.
        both: u32,
    },
    /// More are said to be shared than the shorter list holds.
    #[error("`{both}` events cannot be in both lists, of which the shorter has {shorter}")]
    MoreThanAList {
        /// Said to be in both.
        both: u32,
        /// Events of the shorter list.
        shorter: u32,
    },
}

impl TwoLists {
    /// What the two lists leave out if the odds ratio between them is so much; above 0.
    ///
    /// # Errors
    /// [`NoEstimate`].
    pub fn estimate(self, odds_ratio: f64) -> Result<Reckoning, NoEstimate> {
        let shorter = self.one.min(self.other);
        if shorter == 0 {
            return Err(NoEstimate::EmptyList);
        }
        if self.both > shorter {
            return Err(NoEstimate::MoreThanAList { both: self.both, shorter });
        }
        if self.both == 0 {
            return Err(NoEstimate::NothingInCommon);
        }
        let [one, other, both] = [self.one, self.other, self.both].map(f64::from);
        let (only_one, only_other) = (one - both, other - both);
        let independent = only_one * only_other / (both + 1.0);
        let variance = (one + 1.0) * (other + 1.0) * only_one * only_other
            / ((both + 1.0).powi(2) * (both + 2.0));
        Ok(Reckoning::of(
            one + other - both,
            odds_ratio * independent,
            odds_ratio.powi(2) * variance,
        ))
    }
}

/// What two lists leave out, at one odds ratio.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AtOdds {
    /// The odds ratio.
    pub odds_ratio: f64,
    /// At the number that is held to be in both now.
    pub now: Reckoning,
    /// In all at least and at most so many, over the range of what may be in both and the intervals there.
    pub range: (f64, f64),
}

/// Estimates at each of [`ODDS_RATIOS`], with the range of what may be in both carried through.
///
/// `both_range` is what the matcher leaves open. Nothing in common at its lower end leaves the upper end of the range
/// open: infinite.
///
/// # Errors
/// [`NoEstimate`], for the number that is held to be in both now.
pub fn sensitivity(lists: TwoLists, both_range: (u32, u32)) -> Result<Vec<AtOdds>, NoEstimate> {
    if (1..BOTH_MIN).contains(&lists.both) {
        return Err(NoEstimate::TooFewInCommon { both: lists.both });
    }
    let shorter = lists.one.min(lists.other);
    let least = both_range.0.min(lists.both);
    let most = both_range.1.max(lists.both).min(shorter);
    let at = |odds_ratio: f64| {
        let now = lists.estimate(odds_ratio)?;
        let fewest = TwoLists { both: most, ..lists }.estimate(odds_ratio)?;
        let highest = match (TwoLists { both: least, ..lists }).estimate(odds_ratio) {
            Ok(estimate) => estimate.interval.1,
            Err(NoEstimate::NothingInCommon) => f64::INFINITY,
            Err(refusal) => return Err(refusal),
        };
        Ok(AtOdds { odds_ratio, now, range: (fewest.interval.0, highest) })
    };
    ODDS_RATIOS.into_iter().map(at).collect()
}
