//! Sums that come out the same in any order.
//!
//! Addends are rounded to a grain that is a power of two. Sums of grains are
//! exact as long as they stay below 2^23, so that neither the order of what was
//! told nor the order of the parties can reach a result.

/// Grains in one.
const GRAINS: f64 = 1_073_741_824.0;

/// Rounds to a whole number of grains (2^-30).
pub(super) fn grain(value: f64) -> f64 {
    (value * GRAINS).round() / GRAINS
}

/// A count as a number; exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of what was told stay far below 2^53")]
pub(super) fn count(count: usize) -> f64 {
    count as f64
}

/// The second derivative of the logarithm of the gamma function, for a value above 0.
///
/// # Source
/// Abramowitz and Stegun 1964, 6.4.6 (recurrence) and 6.4.12 (asymptotic series).
pub(super) fn trigamma(value: f64) -> f64 {
    let mut value = value.max(1e-3);
    let mut sum = 0.0;
    while value < 8.0 {
        sum += 1.0 / (value * value);
        value += 1.0;
    }
    let inverse = 1.0 / value;
    let square = inverse * inverse;
    let series = 1.0 / 6.0 - square * (1.0 / 30.0 - square * (1.0 / 42.0 - square / 30.0));
    sum + inverse + square / 2.0 + inverse * square * series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trigamma_of_one_is_a_sixth_of_pi_squared() {
        let sixth = std::f64::consts::PI.powi(2) / 6.0;
        assert!((trigamma(1.0) - sixth).abs() < 1e-9, "{}", trigamma(1.0));
        assert!((trigamma(0.5) - 3.0 * sixth).abs() < 1e-8, "{}", trigamma(0.5));
    }

    #[test]
    fn grains_add_up_the_same_in_any_order() {
        let values: Vec<f64> = (1..1000_u32).map(|n| grain(1.0 / f64::from(n))).collect();
        let forth: f64 = values.iter().sum();
        let back: f64 = values.iter().rev().sum();
        assert_eq!(forth.to_bits(), back.to_bits());
    }
}
