//! How wildly a cell's counts vary, guessed on the wild side.
//!
//! A promise about false alarms is only as good as the size of the distribution
//! behind it. So what is known of the cell is joined with what is usual in the
//! network, and then the wilder end of what is possible is taken.
//!
//! # Source
//! 1 / size by moments; its standard error as that of a ratio of weekly sums
//! (Cochran 1977, 6.4), which is what resampling the weeks tends to. Clumping
//! by the variance ratio of weeks (Lo and MacKinlay 1988).

use std::collections::VecDeque;

use serde::Serialize;

use super::detector::Expectation;
use crate::counts::{dispersion, real};

/// So many weeks are remembered.
const WEEKS_MAX: usize = 104;
/// With fewer weeks a cell has no word of its own.
const WEEKS_MIN: usize = 4;
const DAYS_OF_WEEK: usize = 7;
/// How much 1 / size differs from cell to cell: its standard deviation.
const BETWEEN_CELLS: f64 = 0.25;
/// One in three is wilder than what is assumed: a standard normal number.
const ONE_IN_THREE: f64 = 0.4307;

/// With fewer weeks than half a year has, days are not called alike: chance alone makes them so.
const WEEKS_ALIKE_MIN: usize = 26;
/// How much the logarithm of clumping differs from cell to cell before anything is known of one: its standard deviation.
const CLUMPING_BETWEEN: f64 = 0.5;
/// A week sees a quarter to a third of what follows from incidents.
///
/// With half of the children within three days and 0.3 of them for each incident, what days add to each other's variance
/// is in all 2.9 times what it is within a week; with 0.5 of them, 3.9 times.
const BEYOND_THE_WEEK: f64 = 4.0;

/// The sums of a week: squares beyond Poisson, squares of means, what was off, the squares of what was off, and by how
/// much the square of what the week was off is larger than those because the level itself is not known exactly.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
struct Week {
    first_day: usize,
    days: usize,
    excess: f64,
    squares: f64,
    off: f64,
    off_squares: f64,
    of_level: f64,
}

/// The weeks of a cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Wildness {
    weeks: VecDeque<Week>,
    present: Week,
}

/// 1 / size as the cell's weeks have it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct InverseSize {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

impl Wildness {
    /// Takes a day in; says whether a week is full, so that there is news.
    pub fn push(&mut self, day: usize, count: u32, expected: Expectation) -> bool {
        if self.present.days == 0 {
            self.present.first_day = day;
        }
        let mean = expected.mean;
        self.present.days = self.present.days.saturating_add(1);
        self.present.excess += (f64::from(count) - mean).powi(2) - mean;
        self.present.squares += mean * mean;
        self.present.off += f64::from(count) - mean;
        self.present.off_squares += (f64::from(count) - mean).powi(2);
        // Seven days that share an error have 49 times its square in the square of their sum, and 7 in their squares.
        self.present.of_level += 6.0 * expected.error * expected.error;
        if self.present.days < DAYS_OF_WEEK {
            return false;
        }
        self.weeks.push_back(std::mem::take(&mut self.present));
        if self.weeks.len() > WEEKS_MAX {
            self.weeks.pop_front();
        }
        true
    }

    /// Forgets what was counted from a day on: it was measured by a level that had passed.
    pub fn forget_since(&mut self, day: usize) {
        self.present = Week::default();
        while self.weeks.back().is_some_and(|week| week.first_day.saturating_add(6) >= day) {
            self.weeks.pop_back();
        }
    }

    /// What the cell's own weeks say; none if they are too few.
    #[must_use]
    pub fn own(&self) -> Option<InverseSize> {
        let number = real(self.weeks.len());
        let squares: f64 = self.weeks.iter().map(|week| week.squares).sum();
        if self.weeks.len() < WEEKS_MIN || squares <= 0.0 {
            return None;
        }
        let value = self.weeks.iter().map(|week| week.excess).sum::<f64>() / squares;
        let off = |week: &Week| (week.excess - value * week.squares).powi(2);
        let variance = self.weeks.iter().map(off).sum::<f64>() * number / (number - 1.0);
        Some(InverseSize { value, error: variance.sqrt() / squares })
    }

    /// The size to reckon with, given what is usual in the network.
    #[must_use]
    pub fn size(&self, network_size: f64) -> f64 {
        let usual = 1.0 / network_size;
        let between = BETWEEN_CELLS * BETWEEN_CELLS;
        let own = self.own().unwrap_or(InverseSize { value: usual, error: f64::INFINITY });
        let error = own.error * own.error;
        // How much of the cell's own word is believed.
        let trust = if error.is_finite() { between / (between + error) } else { 0.0 };
        let joined = usual + trust * (own.value - usual);
        let uncertain = (between * (1.0 - trust)).sqrt();
        dispersion::size_of(joined + ONE_IN_THREE * uncertain)
    }

    /// How many times days in a row vary more, together, than they would by themselves: 1 where days are independent.
    ///
    /// Incidents that follow from incidents make days alike. What a day says for a change is divided by this, as for
    /// means of days that depend on each other (an effective number of days). The ratio of variances over the weeks is
    /// drawn towards 1 on the scale of logarithms, where its standard error does not depend on it.
    #[must_use]
    pub fn clumping(&self) -> f64 {
        let by_themselves: f64 =
            self.weeks.iter().map(|week| week.off_squares + week.of_level).sum();
        if self.weeks.len() < WEEKS_ALIKE_MIN || by_themselves <= 0.0 {
            return 1.0;
        }
        let together: f64 = self.weeks.iter().map(|week| week.off * week.off).sum();
        let between = CLUMPING_BETWEEN * CLUMPING_BETWEEN;
        let trust = between / (between + 2.0 / real(self.weeks.len()));
        let within_the_week = (together / by_themselves).powf(trust);
        1.0 + BEYOND_THE_WEEK * (within_the_week - 1.0).max(0.0)
    }
}
