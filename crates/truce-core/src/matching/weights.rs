//! The weight table: what each agreement or difference between two reports is worth.
//!
//! All weights are whole millibans: thousandths of the common logarithm of an
//! odds ratio. +1000 makes "one event" ten times as likely.

use serde::{Deserialize, Serialize};

/// A weight, in millibans.
pub type Millibans = i32;

/// The weights of the plain matcher.
///
/// Place and time are worth the more, the less room they leave for *another*
/// event: the disc and the hours in which both reports allow the event to lie
/// are compared with a reference disc and day, in which `crowding` says how
/// many other events are to be expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Different acts of different families.
    pub act_different: Millibans,
    /// Different acts of one family.
    pub act_family: Millibans,
    /// Acts that are often told of one event: fire and an attack, shots and a killing; less often fire and a
    /// utility cut (twice this), fire and a killing (three times).
    pub act_related: Millibans,
    /// The same act.
    pub act_same: Millibans,
    /// Other events to be expected in the reference disc and day.
    pub crowding: Millibans,
    /// A step of distance beyond what both precisions allow: the combined radius, squared.
    pub distance_step: Millibans,
    /// A step of time between the windows: the combined time, squared.
    pub gap_step: Millibans,
    /// A toll that both state and that cannot be one number.
    pub harm_different: Millibans,
    /// A toll that both state and that can be one number.
    pub harm_same: Millibans,
    /// The name of the table.
    pub name: String,
    /// Windows that do not meet, with a day or more between their middles; less in proportion: a slip of the day
    /// is rarer than another event on the day after.
    pub other_day: Millibans,
    /// Pairs further apart than anything could make up for.
    pub out_of_reach: Millibans,
    /// Two reports of one source: a source tells an event once, as a rule.
    pub same_source: Millibans,
}

/// The radius of the reference disc, in metres.
pub const REFERENCE_RADIUS_M: u64 = 20_000;
/// The length of the reference day, in seconds.
pub const REFERENCE_WINDOW_S: u64 = 86_400;

impl Default for Weights {
    /// The table before any has been estimated. `crowding` is that of the Syria truce of 2017: about
    /// forty registered cases a day along some 20,000 km² of front, so 2.5 in the reference disc.
    fn default() -> Self {
        Self {
            act_different: -900,
            act_family: -100,
            act_related: -250,
            act_same: 400,
            crowding: -400,
            distance_step: -800,
            gap_step: -500,
            harm_different: -500,
            harm_same: 300,
            name: "plain-1".to_owned(),
            other_day: -1200,
            out_of_reach: -6000,
            same_source: -1500,
        }
    }
}

/// A thousand times the common logarithm of a whole number, rounded down; 0 for 0.
///
/// In integers, so that every machine finds the same: the binary logarithm by
/// repeated squaring to 20 binary places, then log10(2) to 9 places.
#[must_use]
pub fn millilog10(number: u64) -> Millibans {
    const PLACES: u32 = 20;
    const LOG10_2_E9: u64 = 301_029_996;
    let Some(whole) = number.checked_ilog2() else { return 0 };
    // The mantissa as a fixed-point number in [1, 2), with 62 binary places.
    let mut mantissa = if whole <= 62 {
        number.wrapping_shl(62_u32.saturating_sub(whole))
    } else {
        number.wrapping_shr(whole.saturating_sub(62))
    };
    let mut log2 = u64::from(whole);
    for _ in 0..PLACES {
        let square = u128::from(mantissa).saturating_mul(u128::from(mantissa)).wrapping_shr(62);
        let carry = square.wrapping_shr(63) & 1;
        mantissa = u64::try_from(square.wrapping_shr(u32::from(carry == 1))).unwrap_or(mantissa);
        log2 = log2.wrapping_shl(1) | u64::from(carry == 1);
    }
    let scaled = u128::from(log2).saturating_mul(u128::from(LOG10_2_E9)).wrapping_shr(PLACES);
    Millibans::try_from(scaled / 1_000_000).unwrap_or(Millibans::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_right_to_a_milliban() {
        for (number, expected) in [
            (0, 0),
            (1, 0),
            (2, 301),
            (10, 1000),
            (999, 2999),
            (20_000, 4301),
            (86_400, 4936),
            (u64::MAX, 19_265),
        ] {
            assert!((millilog10(number) - expected).abs() <= 1, "{number}: {}", millilog10(number));
        }
        for number in 1..5000_u64 {
            assert!(millilog10(number) <= millilog10(number + 1));
        }
    }
}
