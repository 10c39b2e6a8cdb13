//! Forecasts that only repeat what was: the ones to be beaten.

use super::Method;
use super::distribution::Distribution;
use crate::counts::real;

/// Days of [`Method::Recent`].
pub const RECENT_DAYS: usize = 28;
/// Days of [`Method::LongRun`].
pub const LONG_RUN_DAYS: usize = 365;
/// Days of [`Method::Fortnight`].
pub const FORTNIGHT_DAYS: usize = 14;
/// The fewest watched days that make a history.
pub const WATCHED_MIN: usize = 7;

/// What history says of any day to come; none where too few days were watched, or for [`Method::Paths`], which is no
/// history. `size` is that of the negative binomial methods.
#[must_use]
pub fn of_history(counts: &[Option<u32>], method: Method, size: f64) -> Option<Distribution> {
    let last = |days: usize| -> Vec<u32> {
        counts.iter().rev().take(days).filter_map(|count| *count).collect()
    };
    let around = |watched: &[u32]| {
        let sum: f64 = watched.iter().map(|count| f64::from(*count)).sum();
        Distribution::of_means(&[((sum + 0.1) / real(watched.len().max(1)), size)])
    };
    let enough = |watched: Vec<u32>| (watched.len() >= WATCHED_MIN).then_some(watched);
    match method {
        Method::Paths => None,
        Method::Recent => {
            enough(last(RECENT_DAYS)).map(|watched| Distribution::of_counts(&watched))
        }
        Method::LongRun => {
            enough(last(LONG_RUN_DAYS)).map(|watched| Distribution::of_counts(&watched))
        }
        Method::Fortnight => enough(last(FORTNIGHT_DAYS)).map(|watched| around(&watched)),
        Method::LastDay => {
            let known = counts.iter().rev().find_map(|count| *count);
            known.map(|count| around(&[count]))
        }
    }
}
