//! Logarithms and kernels in whole numbers, so that every machine finds the same weight.
//!
//! Everything is built once from integer arithmetic: no float, no library of
//! the machine's. Errors are below a milliban where not said otherwise.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "every index and every sum is bounded by the size of a table that is made here"
)]

use std::sync::LazyLock;

use crate::matching::weights::Millibans;

/// Binary digits of the mantissa by which the logarithm is looked up.
const MANTISSA_BITS: u32 = 11;
const MANTISSAS: usize = 1 << MANTISSA_BITS;
/// Beyond this a smaller term adds less than half a milliban.
const SUM_REACH: usize = 3_000;
/// Steps of the squared distance, in sixteenths of a squared sigma, up to 100 squared sigmas.
const KERNEL_STEPS: usize = 1_601;
/// Degrees of freedom of the kernels of place and time.
const FREEDOM: u64 = 5;

struct Tables {
    /// log10 of 1 + i / MANTISSAS, in 1/1024 of a milliban.
    mantissa: Vec<i64>,
    /// 10^(-i/1000), with 30 binary places.
    power: Vec<u64>,
    /// log10(1 + 10^(-i/1000)) in millibans, rounded.
    sum: Vec<Millibans>,
    /// log10(1 + q/16/5) in 1/1024 of a milliban, q being the index.
    heavy: Vec<i64>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::make);

/// log10(2) in 1/1024 of a milliban, times 2^20.
const LOG10_2: i128 = 323_228_496_622;

/// log10 of a number, in 1/1024 of a milliban, by repeated squaring; the number is at least 1.
fn slow_log10(number: u64) -> i64 {
    let whole = number.max(1).ilog2();
    let mut mantissa =
        u128::from(number.max(1)) << (62 - whole.min(62)) >> whole.saturating_sub(62);
    let mut log2 = i128::from(whole);
    for _ in 0..30 {
        let square = (mantissa * mantissa) >> 62;
        let carry = square >> 63;
        mantissa = square >> carry;
        log2 = (log2 << 1) | i128::from(carry == 1);
    }
    i64::try_from((log2 * LOG10_2) >> 50).unwrap_or(i64::MAX)
}

impl Tables {
    fn make() -> Self {
        let one = u64::try_from(MANTISSAS).unwrap_or(1);
        let base = slow_log10(one);
        let mantissa = (one..2 * one).map(|m| slow_log10(m) - base).collect();
        // 10^(-1/1000), with 62 binary places.
        let step: u128 = 4_601_079_434_914_581_705;
        let unit: u128 = 1 << 62;
        let mut power = unit;
        let mut powers = Vec::with_capacity(POWERS);
        let mut sum = Vec::with_capacity(SUM_REACH);
        let unit_log = slow_log10(1 << 62);
        for place in 0..POWERS {
            let both = u64::try_from(unit + power).unwrap_or(u64::MAX);
            let log = slow_log10(both) - unit_log;
            if place < SUM_REACH {
                sum.push(Millibans::try_from((log + 512) >> 10).unwrap_or(0));
            }
            powers.push(u64::try_from(power >> 32).unwrap_or(0));
            power = (power * step) >> 62;
        }
        let steps = u64::try_from(KERNEL_STEPS).unwrap_or(0);
        let flat = slow_log10(16 * FREEDOM);
        let heavy = (0..steps).map(|q| slow_log10(16 * FREEDOM + q) - flat).collect();
        Self { mantissa, power: powers, sum, heavy }
    }
}

/// log10 in 1/1024 of a milliban, to a quarter of a milliban; 0 for 0.
fn fine_log10(number: u64) -> i64 {
    let Some(whole) = number.checked_ilog2() else { return 0 };
    let shifted = if whole >= MANTISSA_BITS {
        number >> (whole - MANTISSA_BITS)
    } else {
        number << (MANTISSA_BITS - whole)
    };
    let index = usize::try_from(shifted).unwrap_or(MANTISSAS) - MANTISSAS;
    ((i64::from(whole) * 323_228_496_622) >> 20) + TABLES.mantissa[index]
}

fn rounded(fine: i64) -> Millibans {
    Millibans::try_from((fine + 512) >> 10).unwrap_or(Millibans::MAX)
}

/// A thousand times the common logarithm of a whole number, rounded; 0 for 0.
#[must_use]
pub fn log10(number: u64) -> Millibans {
    rounded(fine_log10(number))
}

/// The logarithm of the sum of two numbers, from their logarithms, in millibans.
#[must_use]
pub fn log_add(a: Millibans, b: Millibans) -> Millibans {
    let (more, less) = if a >= b { (a, b) } else { (b, a) };
    let apart = usize::try_from(more.abs_diff(less)).unwrap_or(usize::MAX);
    let adds = TABLES.sum.get(apart).copied().unwrap_or(0);
    more.saturating_add(adds)
}

/// The logarithm of a sum, from the logarithms of its terms; the least there is for no term.
///
/// The order of the terms does not matter. What is a millionth of the largest term is left out.
#[must_use]
pub fn log_sum(terms: &[Millibans]) -> Millibans {
    let Some(most) = terms.iter().max().copied() else { return IMPOSSIBLE };
    let powers = TABLES.power.as_slice();
    let part = |term: &Millibans| {
        let less = usize::try_from(most.abs_diff(*term)).unwrap_or(usize::MAX);
        powers.get(less).copied().unwrap_or(0)
    };
    let sum: u64 = terms.iter().map(part).sum();
    most.saturating_add(rounded(fine_log10(sum) - POWER_UNIT_LOG))
}

/// log10 of 2^30 in 1/1024 of a milliban.
const POWER_UNIT_LOG: i64 = (323_228_496_622 * 30) >> 20;
/// How far the powers of ten go down, in millibans.
const POWERS: usize = 6_000;

/// How likely something is whose odds have this logarithm, in millionths; to a thousand millionths.
#[must_use]
pub fn likely_ppm(odds: Millibans) -> u64 {
    let less = usize::try_from(log_add(0, odds.saturating_neg())).unwrap_or(usize::MAX);
    (TABLES.power.get(less).copied().unwrap_or(0) * 1_000_000) >> 30
}

/// The logarithm that stands for "cannot be", in millibans.
pub const IMPOSSIBLE: Millibans = -1_000_000;

/// A length against its standard deviation: the square of their quotient, in sixteenths.
#[must_use]
pub fn sixteenths(length: u64, square_of_sigma: u64) -> u64 {
    let squares = length.checked_mul(length).and_then(|square| square.checked_mul(16));
    if let Some(squares) = squares {
        return squares / square_of_sigma.max(1);
    }
    let squares = u128::from(length) * u128::from(length) * 16 / u128::from(square_of_sigma.max(1));
    u64::try_from(squares).unwrap_or(u64::MAX)
}

/// The same, from the square of the length; lengths up to a million kilometres.
#[must_use]
pub fn sixteenths_of_square(square: u64, square_of_sigma: u64) -> u64 {
    square.saturating_mul(16) / square_of_sigma.max(1)
}

/// How much a Student kernel of five degrees of freedom has fallen from its middle, in millibans, in
/// `dimensions` dimensions, `q` being the squared distance in sixteenths of a squared sigma.
///
/// Beyond ten sigmas it falls no further: what lies so far apart is never asked.
#[must_use]
pub fn fallen(q: u64, dimensions: u64) -> Millibans {
    let index = usize::try_from(q).unwrap_or(KERNEL_STEPS).min(KERNEL_STEPS - 1);
    let power = i64::try_from(FREEDOM + dimensions).unwrap_or(0);
    -rounded(TABLES.heavy[index] * power / 2)
}

/// The weight of an observation in the robust centre, in thousandths: (5 + d) / (5 + q).
#[must_use]
pub fn trust_permille(q: u64, dimensions: u64) -> u64 {
    (FREEDOM + dimensions) * 16_000 / (FREEDOM * 16 + q.min(1_600))
}

/// The share of a normal distribution that lies below `numerator / sigma`, in millionths; to 2,000 millionths.
#[must_use]
pub fn share_below_ppm(length: i64, sigma: u64) -> u64 {
    let sixteenths = length.unsigned_abs().saturating_mul(16) / sigma.max(1);
    let index = usize::try_from(sixteenths).unwrap_or(usize::MAX).min(NORMAL_PPM.len() - 1);
    if length >= 0 { NORMAL_PPM[index] } else { 1_000_000 - NORMAL_PPM[index] }
}

/// The share of a normal distribution below 0, 1/16, 2/16 ... 65/16 standard deviations, in millionths.
#[rustfmt::skip]
const NORMAL_PPM: [u64; 66] = [
    500_000, 524_918, 549_738, 574_366, 598_706, 622_670, 646_170, 669_126, 691_462, 713_112,
    734_014, 754_116, 773_373, 791_748, 809_213, 825_749, 841_345, 855_996, 869_705, 882_485,
    894_350, 905_324, 915_434, 924_712, 933_193, 940_915, 947_919, 954_246, 959_941, 965_046,
    969_604, 973_658, 977_250, 980_420, 983_207, 985_647, 987_776, 989_625, 991_226, 992_605,
    993_790, 994_804, 995_668, 996_401, 997_020, 997_542, 997_980, 998_346, 998_650, 998_903,
    999_111, 999_282, 999_423, 999_538, 999_631, 999_706, 999_767, 999_816, 999_856, 999_887,
    999_912, 999_931, 999_947, 999_959, 999_968, 999_976,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn float_log10(number: u64) -> f64 {
        1000.0 * (number as f64).log10()
    }

    #[test]
    fn logarithms_are_right_to_a_milliban() {
        for number in (1..5_000).chain([99_999, 1 << 40, u64::MAX / 3, u64::MAX]) {
            let error = f64::from(log10(number)) - float_log10(number);
            assert!(error.abs() <= 1.0, "{number}: {error}");
        }
        assert_eq!(log10(0), 0);
    }

    #[test]
    fn a_sum_of_logarithms_is_right_to_two_millibans() {
        for (a, b) in [(0, 0), (1000, 0), (-300, -4000), (500, 499), (-90, -91), (2000, -5000)] {
            let exact = 1000.0
                * (10_f64.powf(f64::from(a) / 1e3) + 10_f64.powf(f64::from(b) / 1e3)).log10();
            assert!((f64::from(log_add(a, b)) - exact).abs() <= 1.0, "{a} {b}");
            assert_eq!(log_add(a, b), log_add(b, a));
        }
        assert_eq!(log_sum(&[]), IMPOSSIBLE);
        assert_eq!(log_sum(&[0; 10]), 1_000);
        assert_eq!(log_sum(&[-700, -9_000, 0]), log_sum(&[0, -700, -9_000]));
        assert_eq!(log_sum(&[Millibans::MIN, Millibans::MAX]), Millibans::MAX);
    }

    #[test]
    fn the_kernel_falls_as_students_does() {
        for q in 0..1_600_u64 {
            let exact = -1000.0 * 3.5 * (1.0 + q as f64 / 80.0).log10();
            assert!((f64::from(fallen(q, 2)) - exact).abs() <= 1.0, "{q}");
        }
        assert_eq!(fallen(1_600, 2), fallen(u64::MAX, 2));
    }

    #[test]
    fn odds_become_shares() {
        assert_eq!(likely_ppm(0), 500_034);
        for odds in [-5_000, -1_000, -300, 300, 954, 1_000, 3_000] {
            let exact = 1e6 / (1.0 + 10_f64.powf(f64::from(-odds) / 1e3));
            assert!((likely_ppm(odds) as f64 - exact).abs() < 1_200.0, "{odds}");
        }
        assert_eq!(likely_ppm(Millibans::MIN), 0);
        assert_eq!(likely_ppm(Millibans::MAX), 1_000_000);
    }

    #[test]
    fn half_of_a_normal_distribution_lies_below_its_middle() {
        assert_eq!(share_below_ppm(0, 3), 500_000);
        assert_eq!(share_below_ppm(3, 3) + share_below_ppm(-3, 3), 1_000_000);
        assert_eq!(share_below_ppm(3, 3), 841_345);
        assert!(share_below_ppm(i64::MIN, 0) < 100);
    }
}
