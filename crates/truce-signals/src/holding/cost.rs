//! What a stretch of days costs: minus the log-likelihood of its best level.
//!
//! What does not depend on the levels is left out, so that costs may be
//! compared and their differences are likelihood ratios.

use crate::counts::real;

/// The cost of days with that sum, if each is negative binomial with the mean of them all.
#[must_use]
pub fn of_sum(sum: f64, days: f64, size: f64) -> f64 {
    if sum <= 0.0 {
        return 0.0;
    }
    let room = size * days;
    let whole = sum + room;
    -(sum * (sum / whole).ln() + room * (room / whole).ln())
}

/// Running sums of counts: the cost of any stretch in a step.
#[derive(Debug, Clone)]
pub struct Costs {
    /// The sum before each place, and after the last.
    before: Vec<f64>,
    size: f64,
}

impl Costs {
    /// Takes the counts in, one for each day.
    #[must_use]
    pub fn of(counts: &[u32], size: f64) -> Self {
        let running = counts.iter().scan(0.0, |sum, count| {
            *sum += f64::from(*count);
            Some(*sum)
        });
        Self { before: std::iter::once(0.0).chain(running).collect(), size }
    }

    /// The size of the negative binomial distribution.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.size
    }

    /// How many days there are.
    #[must_use]
    pub fn days(&self) -> usize {
        self.before.len().saturating_sub(1)
    }

    /// The sum of the days from one place to before another.
    #[must_use]
    pub fn sum(&self, from: usize, to: usize) -> f64 {
        let before = |place: usize| self.before.get(place).copied().unwrap_or(0.0);
        before(to) - before(from)
    }

    /// The cost of the days from one place to before another.
    #[must_use]
    pub fn between(&self, from: usize, to: usize) -> f64 {
        of_sum(self.sum(from, to), real(to.saturating_sub(from)), self.size)
    }

    /// The mean of the days from one place to before another; 0 of none.
    #[must_use]
    pub fn mean(&self, from: usize, to: usize) -> f64 {
        self.sum(from, to) / real(to.saturating_sub(from)).max(1.0)
    }
}
