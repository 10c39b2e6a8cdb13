//! How wildly counts vary: the size of the negative binomial distribution, estimated.
//!
//! # Source
//! Moments within short stretches, so that slow movement of the mean does not
//! pass for wildness; and maximum likelihood where the means are known.

use super::{negative_binomial, real};

/// Sizes are kept within these bounds: from wilder than any series to hardly different from Poisson.
pub const SIZE_MIN: f64 = 0.05;
/// See [`SIZE_MIN`].
pub const SIZE_MAX: f64 = 1e4;
/// A stretch with a lower mean says too little.
const MEAN_MIN: f64 = 0.5;

/// The mean and the variance of what was counted; none for fewer than two.
#[must_use]
pub fn moments(counts: impl Iterator<Item = u32> + Clone) -> Option<(f64, f64)> {
    let number = real(counts.clone().count());
    if number < 2.0 {
        return None;
    }
    let mean = counts.clone().map(f64::from).sum::<f64>() / number;
    let squares: f64 = counts.map(|count| (f64::from(count) - mean).powi(2)).sum();
    Some((mean, squares / (number - 1.0)))
}

/// The size from within stretches of that many days; none if nothing was counted.
///
/// The median over the stretches with a mean above one half: a stretch in which the level changed
/// does not count for more. If most stretches have a lower mean, all of them together: those above it
/// would be the lucky ones.
#[must_use]
pub fn within_stretches(counts: &[u32], stretch_days: usize) -> Option<f64> {
    let stretches = counts.chunks_exact(stretch_days.max(2));
    let known: Vec<(f64, f64)> =
        stretches.filter_map(|stretch| moments(stretch.iter().copied())).collect();
    let excess = |(mean, variance): &(f64, f64)| (variance - mean) / (mean * mean);
    let mut busy: Vec<f64> =
        known.iter().filter(|(mean, _)| *mean > MEAN_MIN).map(excess).collect();
    let most_are_busy = busy.len().saturating_mul(2) > known.len();
    if let Some(inverse) = median(&mut busy).filter(|_| most_are_busy) {
        return Some(size_of(inverse));
    }
    let beyond: f64 = known.iter().map(|(mean, variance)| variance - mean).sum();
    // The square of a mean that was counted is larger, on average, than that of the true one.
    let days = real(stretch_days.max(2));
    let squares: f64 = known.iter().map(|(mean, variance)| mean * mean - variance / days).sum();
    (squares > 0.0).then(|| size_of(beyond / squares))
}

/// The size that goes with 1 / size, within the bounds.
#[must_use]
pub fn size_of(inverse: f64) -> f64 {
    if inverse <= 0.0 { SIZE_MAX } else { (1.0 / inverse).clamp(SIZE_MIN, SIZE_MAX) }
}

/// The middle one, or the mean of the two in the middle; none of none.
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = values.get(half).copied()?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = values.get(half.checked_sub(1)?).copied()?;
    Some(lower.midpoint(upper))
}

/// The most likely size for counts with known means, within the bounds.
///
/// A search by golden section over the logarithm of the size, to a part in a thousand.
#[must_use]
pub fn most_likely(counts_and_means: &[(u32, f64)]) -> f64 {
    let likelihood = |ln_size: f64| -> f64 {
        let size = ln_size.exp();
        let each = |&(count, mean): &(u32, f64)| negative_binomial::ln_pmf(count, mean, size);
        counts_and_means.iter().map(each).sum()
    };
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut low, mut high) = (SIZE_MIN.ln(), SIZE_MAX.ln());
    let mut left = high - golden * (high - low);
    let mut right = low + golden * (high - low);
    let (mut at_left, mut at_right) = (likelihood(left), likelihood(right));
    while high - low > 1e-3 {
        if at_left < at_right {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = likelihood(right);
        } else {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = likelihood(left);
        }
    }
    low.midpoint(high).exp()
}
