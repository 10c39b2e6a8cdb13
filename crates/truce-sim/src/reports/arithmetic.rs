//! Logarithm, exponential and cosine from the four rules alone.
//!
//! The functions of the standard library may differ in their last bit from one
//! machine to another. These are sums in a fixed order, so that one seed gives
//! the same bytes everywhere; they are good to about fifteen digits.

/// ln 2, and its two parts: the first has zeros enough to be multiplied without rounding.
const LN_2: f64 = std::f64::consts::LN_2;
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// The whole number next to `x`; beyond nine quadrillion it is clamped.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "rounded and clamped just before")]
pub fn whole(x: f64) -> i64 {
    x.round().clamp(-9e15, 9e15) as i64
}

/// The natural logarithm of a positive number of ordinary size; 0 for everything else.
#[must_use]
pub fn ln(x: f64) -> f64 {
    if !x.is_normal() || x < 0.0 {
        return 0.0;
    }
    let bits = x.to_bits();
    let exponent = i32::try_from(bits >> 52).unwrap_or(1023) - 1023;
    let mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023 << 52));
    let (mantissa, exponent) = if mantissa > std::f64::consts::SQRT_2 {
        (mantissa / 2.0, exponent + 1)
    } else {
        (mantissa, exponent)
    };
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for odd in (0..13).rev() {
        sum = sum * square + 1.0 / f64::from(2 * odd + 1);
    }
    2.0 * s * sum + f64::from(exponent) * LN_2
}

/// e to the power of `x`, which is clamped to between -700 and 700.
#[must_use]
pub fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let twos = (x / LN_2).round();
    let rest = x - twos * LN_2_HIGH - twos * LN_2_LOW;
    let mut sum = 1.0;
    for n in (1..16).rev() {
        sum = 1.0 + sum * rest / f64::from(n);
    }
    let exponent = u64::try_from(whole(twos) + 1023).unwrap_or(1023);
    sum * f64::from_bits(exponent << 52)
}

/// The cosine of an angle within 90 degrees, in degrees.
#[must_use]
pub fn cos_degrees(degrees: f64) -> f64 {
    let x = degrees * std::f64::consts::PI / 180.0;
    let mut sum = 1.0;
    for n in (1..13).rev() {
        sum = 1.0 - sum * x * x / f64::from((2 * n - 1) * (2 * n));
    }
    sum
}

/// The share that belongs to a sum of evidence: 0.5 at 0, near 1 far above it.
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_agree_with_the_functions_of_this_machine() {
        for step in 1..4000 {
            let x = f64::from(step) * 0.017;
            assert!((ln(x) - x.ln()).abs() < 1e-14 * (1.0 + x.ln().abs()), "ln {x}");
            let y = x - 30.0;
            assert!((exp(y) / y.exp() - 1.0).abs() < 1e-14, "exp {y}");
            let degrees = x % 90.0;
            assert!((cos_degrees(degrees) - degrees.to_radians().cos()).abs() < 1e-14);
        }
    }

    #[test]
    fn the_bits_are_these_on_every_machine() {
        let bits = [ln(3.7), ln(1e-9), exp(1.3), exp(-20.5), cos_degrees(33.0)].map(f64::to_bits);
        assert_eq!(
            bits,
            [
                4_608_571_026_371_700_047,
                13_849_898_335_305_727_928,
                4_615_444_940_352_518_324,
                4_473_616_198_666_092_716,
                4_605_729_292_459_847_644
            ]
        );
    }

    #[test]
    fn what_has_no_logarithm_gives_nothing_and_large_powers_are_clamped() {
        assert_eq!([ln(0.0), ln(-1.0), ln(f64::NAN)], [0.0; 3]);
        assert!(exp(1e9).is_finite() && exp(-1e9) > 0.0);
        assert_eq!([whole(2.5), whole(-0.4), whole(1e300)], [3, 0, 9_000_000_000_000_000]);
    }
}
