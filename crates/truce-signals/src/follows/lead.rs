//! Which side goes first? What follows is held against what goes before, block by block.
//!
//! A wave that both share and that looks alike forwards and backwards gives a
//! difference of zero. Flipping the signs of blocks shows how large a
//! difference chance gives.

use serde::{Deserialize, Serialize};

use super::jitter::SEEN;
use super::{LAGS_DAYS, Series, responses};
use crate::counts::random::Random;
use crate::counts::real;

/// Days of a block.
const BLOCK_DAYS: usize = 14;

/// The outcome of the test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// How often flipping signs alone gives as much.
    pub chance: f64,
    /// Acts followed minus acts preceded, in pairs of acts.
    pub difference: f64,
    /// Responses for each act that the test would see four times in five; none where it could see nothing.
    pub detectable: Option<f64>,
}

/// Tests whether `first` goes before `then` more than after it, within three days.
#[must_use]
pub fn lead(first: &Series, then: &Series, flips: usize, random: &mut Random) -> Lead {
    let numbers = |series: &Series| -> Vec<Option<f64>> {
        series.iter().map(|count| count.map(f64::from)).collect()
    };
    let echo: Vec<Option<f64>> = responses(first).into_iter().map(Some).collect();
    let (first, then) = (numbers(first), numbers(then));
    let blocks = differences(&first, &then);
    let difference: f64 = blocks.iter().sum();
    let as_much = (0..flips).filter(|_| {
        let flipped =
            blocks.iter().map(|block| if random.uniform() < 0.5 { -block } else { *block });
        // Sums of whole numbers: equal ones are equal to the bit.
        flipped.sum::<f64>() >= difference
    });
    let chance = (1.0 + real(as_much.count())) / (1.0 + real(flips));
    let spread = blocks.iter().map(|block| block * block).sum::<f64>().sqrt();
    let gain: f64 = differences(&first, &echo).iter().sum();
    let detectable = (gain > 0.0 && spread > 0.0).then(|| SEEN * spread / gain);
    Lead { chance, difference, detectable }
}

/// In each block what follows minus what goes before.
fn differences(first: &[Option<f64>], then: &[Option<f64>]) -> Vec<f64> {
    let pair = |earlier: &[Option<f64>], later: &[Option<f64>], day: usize, lag: usize| {
        let later = later.get(day.saturating_add(lag)).copied().flatten()?;
        Some(earlier.get(day).copied().flatten()? * later)
    };
    let mut blocks = vec![0.0; first.len().div_ceil(BLOCK_DAYS)];
    for day in 0..first.len() {
        let Some(block) = blocks.get_mut(day / BLOCK_DAYS) else { continue };
        for lag in 1..=LAGS_DAYS {
            *block += pair(first, then, day, lag).unwrap_or(0.0);
            *block -= pair(then, first, day, lag).unwrap_or(0.0);
        }
    }
    blocks
}
