//! How the background of each cell moves over the span, its mean being 1.

use super::history::History;
use super::reach::Grid;
use super::wave::{KNOT_DAYS, wave};

/// The shape of each cell's background, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    end_days: f64,
    /// For each cell the level of each day; empty where it is 1 throughout.
    levels: Vec<Vec<f64>>,
    /// For each cell the integral of its level over the span.
    whole: Vec<f64>,
}

impl Background {
    /// A background that never moves.
    ///
    /// It calls every slow wave a chain of responses: to be shown beside the
    /// moving one, never alone.
    #[must_use]
    pub fn constant(history: &History) -> Self {
        let end_days = history.end_days();
        let cells = history.cells();
        Self { end_days, levels: vec![Vec::new(); cells], whole: vec![end_days; cells] }
    }

    /// A background that follows the slow wave and the weekly beat of each zone, all parties of it together.
    #[must_use]
    pub fn moving(history: &History, grid: &Grid) -> Self {
        Self::moving_with(history, grid, KNOT_DAYS)
    }

    /// The same with a knot of the wave every so many days.
    #[must_use]
    pub fn moving_with(history: &History, grid: &Grid, knot_days: usize) -> Self {
        let exposure = exposure(history.end_days());
        let mut counts = vec![vec![0.0; exposure.len()]; grid.zones];
        for occurrence in history.occurrences() {
            let zone = occurrence.cell.checked_rem(grid.zones);
            let day = day_of(occurrence.at_days).min(exposure.len().saturating_sub(1));
            let zone = zone.and_then(|zone| counts.get_mut(zone));
            if let Some(count) = zone.and_then(|zone| zone.get_mut(day)) {
                *count += 1.0;
            }
        }
        let waves: Vec<Vec<f64>> =
            counts.iter().map(|counts| wave(counts, &exposure, knot_days)).collect();
        let of = |cell: usize| cell.checked_rem(grid.zones).and_then(|zone| waves.get(zone));
        let levels = (0..history.cells()).map(|cell| of(cell).cloned().unwrap_or_default());
        let end_days = history.end_days();
        let whole = vec![end_days; history.cells()];
        Self { end_days, levels: levels.collect(), whole }
    }

    /// Whether the background moves at all.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.levels.iter().any(|levels| !levels.is_empty())
    }

    /// The level of a cell at a moment, in days.
    #[must_use]
    pub fn level(&self, cell: usize, at_days: f64) -> f64 {
        let levels = self.levels.get(cell).map_or(&[][..], Vec::as_slice);
        levels.get(day_of(at_days)).or(levels.last()).copied().unwrap_or(1.0)
    }

    /// The highest level that a cell reaches.
    #[must_use]
    pub fn highest(&self, cell: usize) -> f64 {
        let levels = self.levels.get(cell).into_iter().flatten().copied();
        levels.reduce(f64::max).unwrap_or(1.0)
    }

    /// The integral of a cell's level over the whole span, in days.
    #[must_use]
    pub fn whole(&self, cell: usize) -> f64 {
        self.whole.get(cell).copied().unwrap_or(self.end_days)
    }

    /// The integral of a cell's level from one moment to a later one, in days.
    #[must_use]
    pub fn between(&self, cell: usize, from_days: f64, to_days: f64) -> f64 {
        let levels = self.levels.get(cell).filter(|levels| !levels.is_empty());
        let Some(levels) = levels else { return to_days - from_days };
        let (first, last) = (day_of(from_days), day_of(to_days));
        let pieces = levels.iter().zip(0_u32..).skip(first);
        let pieces = pieces.take(last.saturating_sub(first).saturating_add(1));
        pieces
            .map(|(level, day)| {
                let (begin, end) = (f64::from(day), f64::from(day) + 1.0);
                level * (end.min(to_days) - begin.max(from_days)).max(0.0)
            })
            .sum()
    }
}

/// The day in which a moment lies.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "moments are not negative, and days stay far below 2^32"
)]
pub(crate) fn day_of(at_days: f64) -> usize {
    at_days.max(0.0) as usize
}

/// For each day of the span the part of it that lies within the span.
fn exposure(end_days: f64) -> Vec<f64> {
    let whole = day_of(end_days);
    let rest = end_days.fract();
    let mut exposure = vec![1.0; whole];
    if rest > 0.0 {
        exposure.push(rest);
    }
    exposure
}
