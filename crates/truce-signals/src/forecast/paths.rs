//! The days to come, drawn many times over from the daily model.

use super::DAYS_AHEAD_MAX;
use super::distribution::Distribution;
use crate::counts::negative_binomial::draw;
use crate::counts::random::Random;
use crate::daily::fit::DailyFit;
use crate::daily::memory::Memories;
use crate::hawkes::reach::Reach;

/// Paths that are drawn when nothing else is said.
pub const PATHS: usize = 2_000;

/// What the days ahead may bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// For each cell and each day ahead.
    pub cells: Vec<Vec<Distribution>>,
    /// For all cells together, for each day ahead.
    pub total: Vec<Distribution>,
}

/// The seed that follows from the digest of a record.
#[must_use]
pub fn seed(record_sha256: &[u8; 32]) -> u64 {
    record_sha256.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Draws paths from what is remembered on the first day ahead, and gathers them to distributions.
///
/// A cell's distribution is the mixture of what each path leads to expect, so
/// that no lot but those of the days before reaches it. Up to seven days ahead.
#[must_use]
pub fn ahead(
    fit: &DailyFit,
    reach: &Reach,
    now: &Memories,
    days: usize,
    paths: usize,
    seed: u64,
) -> Ahead {
    let days = days.min(DAYS_AHEAD_MAX);
    let mut means = vec![vec![Vec::with_capacity(paths); days]; fit.cells.len()];
    let mut totals = vec![Vec::with_capacity(paths); days];
    let mut random = Random::new(seed);
    for _ in 0..paths {
        let mut random = random.split();
        let mut memories = now.clone();
        for (day, totals) in totals.iter_mut().enumerate() {
            let mut counts = Vec::with_capacity(fit.cells.len());
            for ((cell, numbers), means) in fit.cells.iter().enumerate().zip(&mut means) {
                let mean = numbers.next_mean(reach, cell, &memories);
                if let Some(means) = means.get_mut(day) {
                    means.push((mean, numbers.size));
                }
                counts.push(Some(draw(&mut random, mean, numbers.size)));
            }
            totals.push(counts.iter().flatten().fold(0_u32, |sum, n| sum.saturating_add(*n)));
            memories.end_of_day(counts.into_iter());
        }
    }
    let mixed = |days: Vec<Vec<(f64, f64)>>| -> Vec<Distribution> {
        let first_alike = |means: Vec<(f64, f64)>| match means.as_slice() {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => vec![*first],
            _ => means,
        };
        days.into_iter().map(|means| Distribution::of_means(&first_alike(means))).collect()
    };
    Ahead {
        cells: means.into_iter().map(mixed).collect(),
        total: totals.iter().map(|counts| Distribution::of_counts(counts)).collect(),
    }
}
