//! How much of what was counted is background, and how much follows whom: sums only.

use super::fit::{DailyFit, explained};
use super::memory::Memories;
use super::panel::Panel;
use crate::hawkes::reach::Reach;

/// What one cell's events are owed to, in expectation. The parts add up to the events.
#[derive(Debug, Clone, PartialEq)]
pub struct DailyShares {
    /// How many events were counted.
    pub events: u64,
    /// How many are background.
    pub background: f64,
    /// How many follow acts of each party.
    pub following: Vec<f64>,
}

/// For each cell what its events are owed to: on each day its count in the proportions in which the model explains it.
///
/// The half-lives are those of the fit, in days.
#[must_use]
pub fn shares(
    panel: &Panel,
    reach: &Reach,
    half_lives_days: &[f64],
    fit: &DailyFit,
) -> Vec<DailyShares> {
    let grid = panel.grid();
    let memories = Memories::through(panel, half_lives_days);
    let lives = half_lives_days.len();
    let cells = fit.cells.iter().enumerate().map(|(cell, numbers)| {
        let groups = reach.groups(cell).iter().flat_map(|group| {
            let source = group.sources.first().copied().unwrap_or(0);
            let party = source.checked_div(grid.zones).unwrap_or(0).saturating_add(1);
            std::iter::repeat_n(party, lives)
        });
        let places: Vec<usize> = [0].into_iter().chain(groups).collect();
        let pulls = numbers.pulls.iter().flatten().copied();
        let weights: Vec<f64> = [numbers.base].into_iter().chain(pulls).collect();
        let mut sums = vec![0.0; grid.parties.saturating_add(1)];
        let mut events = 0_u64;
        let days = panel.counts(cell).iter().zip(panel.effort(cell));
        for ((count, effort), (memories, level)) in days.zip(memories.iter().zip(&numbers.levels)) {
            let Some(count) = count.filter(|count| *count > 0) else { continue };
            events = events.saturating_add(u64::from(count));
            let parts = explained(reach, cell, memories, *level, *effort);
            let parts: Vec<f64> = parts.zip(&weights).map(|(part, weight)| part * weight).collect();
            let whole: f64 = parts.iter().sum();
            if whole <= 0.0 {
                continue;
            }
            for (part, place) in parts.iter().zip(&places) {
                if let Some(sum) = sums.get_mut(*place) {
                    *sum += f64::from(count) * part / whole;
                }
            }
        }
        let background = sums.first().copied().unwrap_or(0.0);
        DailyShares { events, background, following: sums.into_iter().skip(1).collect() }
    });
    cells.collect()
}
