//! Running means of what each cell saw, at several half-lives.

use super::panel::Panel;
use crate::hawkes::reach::Group;

/// The memories of every cell on one day: what was seen up to the day before.
#[derive(Debug, Clone, PartialEq)]
pub struct Memories {
    /// How much of each memory is kept from one day to the next.
    kept: Vec<f64>,
    /// For each cell and each half-life the running mean of its counts.
    means: Vec<Vec<f64>>,
}

impl Memories {
    /// Nothing has been seen yet; the half-lives are in days.
    #[must_use]
    pub fn none(cells: usize, half_lives_days: &[f64]) -> Self {
        let kept = half_lives_days.iter().map(|half_life| (-half_life.recip()).exp2()).collect();
        Self { kept, means: vec![vec![0.0; half_lives_days.len()]; cells] }
    }

    /// The day ends with these counts, one for each cell. Where nobody looked, the memory stays as it is.
    pub fn end_of_day(&mut self, counts: impl Iterator<Item = Option<u32>>) {
        for (means, count) in self.means.iter_mut().zip(counts) {
            let Some(count) = count else { continue };
            for (mean, kept) in means.iter_mut().zip(&self.kept) {
                *mean = kept * *mean + (1.0 - kept) * f64::from(count);
            }
        }
    }

    /// What a group of sources is remembered by, at each half-life.
    pub(crate) fn of(&self, group: &Group) -> Vec<f64> {
        let mut sums = vec![0.0; self.kept.len()];
        for source in &group.sources {
            for (sum, mean) in sums.iter_mut().zip(self.means.get(*source).into_iter().flatten()) {
                *sum += mean;
            }
        }
        sums
    }

    /// The memories on every day of a panel, and on the day after its end.
    #[must_use]
    pub fn through(panel: &Panel, half_lives_days: &[f64]) -> Vec<Self> {
        let cells = panel.grid().cells();
        let mut now = Self::none(cells, half_lives_days);
        let mut all = Vec::with_capacity(panel.days().saturating_add(1));
        for day in 0..panel.days() {
            all.push(now.clone());
            let counts = (0..cells).map(|cell| panel.counts(cell).get(day).copied().flatten());
            now.end_of_day(counts);
        }
        all.push(now);
        all
    }
}
