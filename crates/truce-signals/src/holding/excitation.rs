//! How much of what is counted follows from what was counted before.
//!
//! # Method
//! Counts are negative binomial around a level plus a share of what went beyond
//! the level on earlier days, remembered over 1, 5 and 20 days. The levels are
//! given. Fisher scoring with shares that are never below 0; the size by
//! moments.
//!
//! # Out of scope
//! Which side follows which: one cell, one memory of its own.

use crate::counts::dispersion::size_of;
use crate::counts::random::Random;

/// After so many days half of a memory is gone.
pub const SCALES_DAYS: [f64; 3] = [1.0, 5.0, 20.0];
/// Days that a simulated world runs before it is looked at.
const WARM_UP_DAYS: usize = 100;

/// What follows from one incident, and how wild the rest is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Excitation {
    /// Incidents that follow from one, in the mean, by how long they take.
    pub children: [f64; 3],
    /// The size of the negative binomial distribution, given the days before.
    pub size: f64,
}

impl Excitation {
    /// Incidents that follow from one, in the mean.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.children.iter().sum()
    }

    /// The same with another total. Each scale keeps some part, since short regimes hide long memories.
    #[must_use]
    pub fn with_total(&self, total: f64) -> Self {
        const AT_LEAST: f64 = 0.1;
        let whole = self.total() + 3.0 * AT_LEAST;
        let children = self.children.map(|children| total * (children + AT_LEAST) / whole);
        Self { children, ..*self }
    }
}

/// What is remembered of earlier days, over each scale.
#[derive(Clone, Copy)]
struct Memory([f64; 3]);

impl Memory {
    fn take_in(&mut self, value: f64) {
        for (kept, scale) in self.0.iter_mut().zip(SCALES_DAYS) {
            let keep = 0.5_f64.powf(1.0 / scale);
            *kept = keep * *kept + (1.0 - keep) * value;
        }
    }

    fn weighed(&self, children: &[f64; 3]) -> f64 {
        self.0.iter().zip(children).map(|(kept, children)| kept * children).sum()
    }
}

/// A day as the fit sees it.
struct Seen {
    count: f64,
    level: f64,
    memory: Memory,
}

impl Seen {
    fn expected(&self, children: &[f64; 3]) -> f64 {
        // However calm it was, something may happen.
        (self.level + self.memory.weighed(children)).max(0.1 * self.level).max(1e-6)
    }
}

/// Estimates what follows from one incident, given the level of each day.
#[must_use]
pub fn fit(counts: &[u32], levels: &[f64]) -> Excitation {
    const ROUNDS: usize = 12;
    let days = counts.iter().zip(levels).scan(Memory([0.0; 3]), |memory, (count, level)| {
        let seen = Seen { count: f64::from(*count), level: *level, memory: *memory };
        memory.take_in(seen.count - seen.level);
        Some(seen)
    });
    let days: Vec<Seen> = days.collect();
    let mut found = Excitation { children: [0.0; 3], size: 3.0 };
    for _ in 0..ROUNDS {
        let mut squares = Squares::default();
        let (mut excess, mut means) = (0.0, 0.0);
        for day in &days {
            let expected = day.expected(&found.children);
            let weight = 1.0 / (expected + expected * expected / found.size);
            squares.add(&day.memory, day.count - day.level, weight);
            excess += (day.count - expected).powi(2) - expected;
            means += expected * expected;
        }
        let size = if means > 0.0 { size_of(excess / means) } else { found.size };
        found = Excitation { children: squares.best(), size };
    }
    found
}

/// The normal equations of weighted least squares with three unknowns.
#[derive(Default)]
struct Squares {
    products: [[f64; 3]; 3],
    against: [f64; 3],
}

impl Squares {
    fn add(&mut self, memory: &Memory, value: f64, weight: f64) {
        let rows = self.products.iter_mut().zip(&mut self.against).zip(&memory.0);
        for ((row, against), kept) in rows {
            *against += weight * kept * value;
            for (cell, other) in row.iter_mut().zip(&memory.0) {
                *cell += weight * kept * other;
            }
        }
    }

    /// The best three numbers of which none is below 0, one after the other until they stand.
    fn best(&self) -> [f64; 3] {
        const SWEEPS: usize = 100;
        let mut found = [0.0; 3];
        for _ in 0..SWEEPS {
            for (place, (row, against)) in self.products.iter().zip(&self.against).enumerate() {
                let own = row.get(place).copied().unwrap_or(0.0);
                let joint: f64 = row.iter().zip(&found).map(|(cell, value)| cell * value).sum();
                if let Some(value) = found.get_mut(place).filter(|_| own > 0.0) {
                    *value = (*value + (against - joint) / own).max(0.0);
                }
            }
        }
        found
    }
}

/// Draws days of a world whose level never changes, with that mean.
#[must_use]
pub fn simulate(random: &mut Random, days: usize, mean: f64, excitation: &Excitation) -> Vec<u32> {
    let own = mean * (1.0 - excitation.total()).max(0.0);
    let mut memory = Memory([mean; 3]);
    let drawn = std::iter::repeat_with(|| {
        let expected = own + memory.weighed(&excitation.children);
        let count = random.negative_binomial(expected, excitation.size);
        memory.take_in(f64::from(count));
        count
    });
    drawn.skip(WARM_UP_DAYS).take(days).collect()
}
