//! Counts of all cells over the same days, with how closely each was watched.

use truce_core::time::Day;

use crate::counts::daily::DailyCounts;
use crate::hawkes::reach::Grid;

/// Why series are no panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPanel {
    /// There must be one series for each cell.
    #[error("there are `{series}` series for {cells} cells")]
    OtherCells {
        /// How many series there are.
        series: usize,
        /// How many cells there are.
        cells: usize,
    },
    /// A series covers other days than the first one.
    #[error("series `{0}` covers other days than the first")]
    OtherDays(usize),
    /// There is no day.
    #[error("there is no day in it")]
    NoDay,
    /// Effort is negative, no number, or does not cover the same cells and days.
    #[error("the effort of cell `{0}` does not go with its counts")]
    NoEffort(usize),
}

/// Counts of all cells over the same days.
///
/// INVARIANT: all cells have the same first day and the same number of days;
/// [`Panel::new`] keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    grid: Grid,
    first: Day,
    days: usize,
    counts: Vec<Vec<Option<u32>>>,
    effort: Vec<Vec<f64>>,
}

impl Panel {
    /// One series for each cell of the grid, in the order of the cells. Effort is taken to be even.
    ///
    /// # Errors
    /// [`NotAPanel`].
    pub fn new(grid: Grid, series: Vec<DailyCounts>) -> Result<Self, NotAPanel> {
        let cells = grid.cells();
        let (Some(first), true) = (series.first(), series.len() == cells) else {
            return Err(NotAPanel::OtherCells { series: series.len(), cells });
        };
        let (first, days) = (first.first, first.counts.len());
        if days == 0 {
            return Err(NotAPanel::NoDay);
        }
        let other = |series: &DailyCounts| series.first != first || series.counts.len() != days;
        if let Some(cell) = series.iter().position(other) {
            return Err(NotAPanel::OtherDays(cell));
        }
        let counts: Vec<Vec<Option<u32>>> = series.into_iter().map(|of| of.counts).collect();
        let effort = vec![vec![1.0; days]; cells];
        Ok(Self { grid, first, days, counts, effort })
    }

    /// The same with what was spent on watching each cell each day, in hours or whatever is counted.
    ///
    /// It is taken relative to the cell's median over the days with any. A day
    /// with none is a day on which nobody looked.
    ///
    /// # Errors
    /// [`NotAPanel::NoEffort`].
    pub fn with_effort(mut self, hours: &[Vec<f64>]) -> Result<Self, NotAPanel> {
        for cell in 0..self.counts.len() {
            let (Some(hours), Some(counts), Some(effort)) =
                (hours.get(cell), self.counts.get_mut(cell), self.effort.get_mut(cell))
            else {
                return Err(NotAPanel::NoEffort(cell));
            };
            let sound = |hours: &f64| hours.is_finite() && *hours >= 0.0;
            if hours.len() != self.days || !hours.iter().all(sound) {
                return Err(NotAPanel::NoEffort(cell));
            }
            let mut some: Vec<f64> = hours.iter().copied().filter(|hours| *hours > 0.0).collect();
            let median = crate::counts::dispersion::median(&mut some).unwrap_or(1.0);
            for ((hours, count), effort) in hours.iter().zip(counts).zip(effort) {
                *effort = hours / median;
                *count = count.filter(|_| *hours > 0.0);
            }
        }
        Ok(self)
    }

    /// The parties and zones of the cells.
    #[must_use]
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> Day {
        self.first
    }

    /// How many days there are.
    #[must_use]
    pub fn days(&self) -> usize {
        self.days
    }

    /// The counts of a cell; none where nobody looked.
    #[must_use]
    pub fn counts(&self, cell: usize) -> &[Option<u32>] {
        self.counts.get(cell).map_or(&[], Vec::as_slice)
    }

    /// The effort of a cell, relative to its median.
    #[must_use]
    pub fn effort(&self, cell: usize) -> &[f64] {
        self.effort.get(cell).map_or(&[], Vec::as_slice)
    }

    /// The first so many days of it.
    #[must_use]
    pub fn until(&self, days: usize) -> Self {
        let days = days.min(self.days);
        let counts = self.counts.iter().map(|of| of.iter().take(days).copied().collect());
        let effort = self.effort.iter().map(|of| of.iter().take(days).copied().collect());
        Self {
            grid: self.grid.clone(),
            first: self.first,
            days,
            counts: counts.collect(),
            effort: effort.collect(),
        }
    }
}
