//! What happened when, cell by cell, over a stated span.

use serde::{Deserialize, Serialize};

/// One occurrence: a moment, the cell in which it happened, how much it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Occurrence {
    /// Days since the start of the span.
    pub at_days: f64,
    /// The cell, counted from 0; see [`super::reach::Grid`].
    pub cell: usize,
    /// What it weighs as a cause; 1 unless severity is meant to count.
    pub weight: f64,
}

/// Why occurrences are no history.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NotAHistory {
    /// The span has no length.
    #[error("the span of `{0}` days has no length")]
    NoSpan(f64),
    /// A moment lies outside the span.
    #[error("day `{at_days}` is outside the span of {end_days} days")]
    OutsideTheSpan {
        /// The moment, in days.
        at_days: f64,
        /// The length of the span, in days.
        end_days: f64,
    },
    /// A cell is not one of those announced.
    #[error("cell `{cell}` is not one of {cells}")]
    NoSuchCell {
        /// The cell.
        cell: usize,
        /// How many there are.
        cells: usize,
    },
    /// A weight is negative or no number.
    #[error("`{0}` is no weight")]
    NoWeight(f64),
}

/// The occurrences of all cells in order of time, and how long was watched.
///
/// INVARIANT: sorted, within the span, of cells that exist; [`History::new`]
/// keeps it. The order in which occurrences are handed in changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    cells: usize,
    end_days: f64,
    occurrences: Vec<Occurrence>,
}

impl History {
    /// Occurrences in any order, in so many cells, watched for so many days.
    ///
    /// The span is given, never taken from the last occurrence: quiet at the
    /// end is information.
    ///
    /// # Errors
    /// [`NotAHistory`], for a span without length or an occurrence that does
    /// not belong in it.
    pub fn new(
        cells: usize,
        end_days: f64,
        mut occurrences: Vec<Occurrence>,
    ) -> Result<Self, NotAHistory> {
        if !(end_days.is_finite() && end_days > 0.0) {
            return Err(NotAHistory::NoSpan(end_days));
        }
        for Occurrence { at_days, cell, weight } in &occurrences {
            if !(0.0..=end_days).contains(at_days) {
                return Err(NotAHistory::OutsideTheSpan { at_days: *at_days, end_days });
            }
            if *cell >= cells {
                return Err(NotAHistory::NoSuchCell { cell: *cell, cells });
            }
            if !(weight.is_finite() && *weight >= 0.0) {
                return Err(NotAHistory::NoWeight(*weight));
            }
        }
        occurrences.sort_by(|a, b| {
            let time = a.at_days.total_cmp(&b.at_days);
            time.then(a.cell.cmp(&b.cell)).then(a.weight.total_cmp(&b.weight))
        });
        Ok(Self { cells, end_days, occurrences })
    }

    /// How many cells there are.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// How long was watched, in days.
    #[must_use]
    pub fn end_days(&self) -> f64 {
        self.end_days
    }

    /// The occurrences in order of time.
    #[must_use]
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// How many occurrences each cell has.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0_usize; self.cells];
        for occurrence in &self.occurrences {
            if let Some(count) = counts.get_mut(occurrence.cell) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }
}
