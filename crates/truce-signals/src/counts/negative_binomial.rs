//! The negative binomial distribution, by its mean and its size.
//!
//! A mean of 0 stands for a day on which nothing can happen: the count is 0.
//! Means below 0 and sizes of 0 and below have no distribution; what is computed from them
//! is not a number.
//!
//! # Source
//! The sum of probabilities as an incomplete beta function by its continued
//! fraction: Abramowitz and Stegun 1964, 26.5.8 and 26.5.26, evaluated after
//! Lentz (1976).

use super::random::Random;
use super::special::ln_gamma;

/// Up to so many factors are multiplied one by one, which is exact for any size.
const FACTORS_MAX: u32 = 64;
/// Steps of the continued fraction; a few dozen are the rule.
const STEPS_MAX: u32 = 10_000;

/// The natural logarithm of the probability of a count.
#[must_use]
pub fn ln_pmf(count: u32, mean: f64, size: f64) -> f64 {
    if mean == 0.0 {
        return if count == 0 { 0.0 } else { f64::NEG_INFINITY };
    }
    let none = -size * (mean / size).ln_1p();
    if count == 0 {
        return none;
    }
    let number = f64::from(count);
    // The growing factorial of the size over (size + mean)^count.
    let rising: f64 = if count <= FACTORS_MAX {
        (0..count).map(|i| ((size + f64::from(i)) / (size + mean)).ln()).sum()
    } else {
        ln_gamma(size + number) - ln_gamma(size) - number * (size + mean).ln()
    };
    rising + number * mean.ln() - ln_gamma(number + 1.0) + none
}

/// The probability of at most that count.
#[must_use]
pub fn cdf(count: u32, mean: f64, size: f64) -> f64 {
    if mean == 0.0 {
        return 1.0;
    }
    // I_x(size, count + 1), x = size / (size + mean); what stands before the fraction is the
    // probability of the count, but for a factor.
    let (a, b) = (size, f64::from(count) + 1.0);
    let (x, y) = (size / (size + mean), mean / (size + mean));
    let front = ln_pmf(count, mean, size).exp() * (size + b - 1.0) * y;
    let below = if x < (a + 1.0) / (a + b + 2.0) {
        front / a * fraction(a, b, x)
    } else {
        1.0 - front / b * fraction(b, a, y)
    };
    below.clamp(0.0, 1.0)
}

/// The continued fraction of the incomplete beta function.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut result = d;
    for step in 1..=STEPS_MAX {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            change = c * d;
            result *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    result
}

/// The smallest count that is not exceeded with at least that probability.
///
/// A probability of 1 and above has no such count: it gives the largest number there is.
#[must_use]
pub fn quantile(probability: f64, mean: f64, size: f64) -> u32 {
    let reaches = |count: u32| cdf(count, mean, size) >= probability;
    if reaches(0) {
        return 0;
    }
    let (mut below, mut above) = (0_u32, 1_u32);
    while !reaches(above) {
        if above == u32::MAX {
            return u32::MAX;
        }
        (below, above) = (above, above.saturating_mul(2));
    }
    // INVARIANT: `below` does not reach the probability, `above` does.
    while below.saturating_add(1) < above {
        let middle = below.midpoint(above);
        if reaches(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    above
}

/// Draws a count.
pub fn draw(random: &mut Random, mean: f64, size: f64) -> u32 {
    random.negative_binomial(mean, size)
}
