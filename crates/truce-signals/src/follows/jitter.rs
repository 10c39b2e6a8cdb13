//! Are two sides coupled within days? The days of one are shuffled within short blocks, which keeps all that is slower.
//!
//! # Source
//! Interval jitter, as for pairs of neurons (Amarasingham, Harrison, Hatsopoulos, Geman 2012).

use serde::{Deserialize, Serialize};

use super::{Series, afterwards, responses};
use crate::counts::random::Random;
use crate::counts::real;

/// The outcome of the test at one width of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Jitter {
    /// How many days a block has: whatever is slower is kept.
    pub block_days: usize,
    /// How often shuffling alone gives as much.
    pub chance: f64,
    /// Acts followed, over what shuffling gives on average.
    pub excess: f64,
    /// The same against the upper and the lower fortieth of what shuffling gives.
    pub excess_range: (f64, f64),
    /// Responses for each act that the test would see four times in five; none where it could see nothing.
    pub detectable: Option<f64>,
}

/// The normal numbers of a one-sided test at one in twenty that is to see what is there four times in five.
pub(crate) const SEEN: f64 = 1.644_854 + 0.841_621;

/// Shuffles from which the mean of what a response would add is taken: it wants no tail.
const ECHOES: usize = 200;

/// Tests whether acts of `first` are followed by acts of `then` within three days more than blocks explain.
///
/// Each shuffle cuts the days into blocks at an offset of its own and puts the
/// watched days of `first` within each block into another order.
#[must_use]
pub fn jitter(
    first: &Series,
    then: &Series,
    block_days: usize,
    shuffles: usize,
    random: &mut Random,
) -> Jitter {
    let after = afterwards(then);
    let echo = echo(first);
    let seen = follow(first, &after);
    let echo_seen = follow(first, &echo);
    let mut all = Vec::with_capacity(shuffles);
    let mut echoes = 0.0;
    let mut shuffled = first.to_vec();
    for number in 0..shuffles {
        shuffled.copy_from_slice(first);
        shuffle(&mut shuffled, block_days.max(1), random);
        all.push(follow(&shuffled, &after));
        if number < ECHOES {
            echoes += follow(&shuffled, &echo);
        }
    }
    let number = real(shuffles.max(1));
    let as_much = real(all.iter().filter(|shuffled| **shuffled >= seen).count());
    let mean = all.iter().sum::<f64>() / number;
    let spread = (all.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / number).sqrt();
    all.sort_by(f64::total_cmp);
    let fortieth = all.len() / 40;
    let low = all.get(fortieth).copied().unwrap_or(mean);
    let high = all.iter().rev().nth(fortieth).copied().unwrap_or(mean);
    let over = |expected: f64| if expected > 0.0 { seen / expected } else { 1.0 };
    let gain = echo_seen - echoes / real(shuffles.clamp(1, ECHOES));
    Jitter {
        block_days,
        chance: (1.0 + as_much) / (1.0 + number),
        excess: over(mean),
        excess_range: (over(high), over(low)),
        detectable: (gain > 0.0 && spread > 0.0).then(|| SEEN * spread / gain),
    }
}

/// How often shuffling alone gives as much of a series following itself within three days.
///
/// Both roles are shuffled together: a shuffled series held against the one at hand would meet its own bursts.
#[must_use]
pub fn following_itself(
    series: &Series,
    block_days: usize,
    shuffles: usize,
    random: &mut Random,
) -> f64 {
    let seen = follow(series, &afterwards(series));
    let mut shuffled = series.to_vec();
    let mut as_much = 0_usize;
    for _ in 0..shuffles {
        shuffled.copy_from_slice(series);
        shuffle(&mut shuffled, block_days.max(1), random);
        as_much =
            as_much.saturating_add(usize::from(follow(&shuffled, &afterwards(&shuffled)) >= seen));
    }
    (1.0 + real(as_much)) / (1.0 + real(shuffles))
}

/// How much is seen after each act.
fn follow(first: &Series, after: &[f64]) -> f64 {
    first.iter().zip(after).filter_map(|(act, after)| Some(f64::from((*act)?) * after)).sum()
}

/// What one response to each act would add to what is seen after each day.
fn echo(first: &Series) -> Vec<f64> {
    let responses = responses(first);
    let on = |day: usize| responses.get(day).copied().unwrap_or(0.0);
    let after = |day: usize| (1..=super::LAGS_DAYS).map(|lag| on(day.saturating_add(lag))).sum();
    (0..first.len()).map(after).collect()
}

/// Puts the watched days within each block into another order.
fn shuffle(series: &mut [Option<u32>], block_days: usize, random: &mut Random) {
    let offset = random.below(block_days).min(series.len());
    let (head, rest) = series.split_at_mut(offset);
    for block in [head].into_iter().chain(rest.chunks_mut(block_days)) {
        let mut watched: Vec<u32> = block.iter().flatten().copied().collect();
        random.shuffle(&mut watched);
        block.iter_mut().flatten().zip(watched).for_each(|(place, count)| *place = count);
    }
}
