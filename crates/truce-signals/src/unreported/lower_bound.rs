//! At least so many are not on record, from how many were told by one source only and by two.
//!
//! # Source
//! Chao 1987, bias-corrected. A lower bound whatever the events' chances to be
//! told; but sources that copy each other make it lower still.

use super::Reckoning;

/// Events by how many independent sources told them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tellings {
    /// All events on record.
    pub on_record: u32,
    /// Told by one source alone.
    pub by_one: u32,
    /// Told by two.
    pub by_two: u32,
}

impl Tellings {
    /// How many there are at least, in all.
    #[must_use]
    pub fn at_least(self) -> Reckoning {
        let [on_record, one, two] = [self.on_record, self.by_one, self.by_two].map(f64::from);
        let pairs = one * (one - 1.0).max(0.0);
        let unseen = pairs / (2.0 * (two + 1.0));
        let variance = if two > 0.0 {
            let ratio = one / two;
            two * (ratio.powi(2) / 2.0 + ratio.powi(3) + ratio.powi(4) / 4.0)
        } else {
            pairs / 2.0 + one * (2.0 * one - 1.0).powi(2) / 4.0
        };
        Reckoning::of(on_record, unseen, variance)
    }
}
