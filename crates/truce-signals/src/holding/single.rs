//! Single days out of all proportion, which are no level.
//!
//! A regime lasts two weeks at least, so one day with hundreds would lend its height to all of them.
//! Such a day is told by itself, by the alarms; here it is left out.

use truce_core::time::Day;

use super::calibration;
use crate::counts::daily::DailyCounts;
use crate::counts::dispersion::median;
use crate::counts::negative_binomial::quantile;

/// So many watched days before and after say what is usual. Half the shortest regime: of a regime's
/// days one side lies within it.
const BESIDE_DAYS: usize = 7;
/// With fewer days on a side, that side says nothing.
const BESIDE_MIN: usize = 4;
/// Chance goes beyond the bound less often than this, at twice what is usual and one more.
const CHANCE: f64 = 1e-6;
/// Of so many watched days one may stand alone. Where more do, such days are part of what is usual, and none is left out:
/// a list that is brought up to date once a week has one in seven.
const RARE_DAYS: usize = 50;

/// The days that stand alone: beyond what the higher of both sides makes possible, while the watched
/// days before and after are not.
#[must_use]
pub(super) fn single_days(series: &DailyCounts) -> Vec<Day> {
    let (days, counts): (Vec<Day>, Vec<u32>) = series.watched().unzip();
    let size = calibration::size(&counts);
    let beyond: Vec<bool> = counts
        .iter()
        .enumerate()
        .map(|(place, count)| {
            usual(&counts, place).is_some_and(|usual| is_beyond(*count, usual, size))
        })
        .collect();
    let is_beyond =
        |place: Option<usize>| place.and_then(|place| beyond.get(place)).copied().unwrap_or(false);
    let alone = |place: &usize| {
        is_beyond(Some(*place))
            && !is_beyond(place.checked_sub(1))
            && !is_beyond(place.checked_add(1))
    };
    let found: Vec<Day> =
        (0..days.len()).filter(alone).filter_map(|place| days.get(place).copied()).collect();
    if found.len() > days.len().div_ceil(RARE_DAYS) { Vec::new() } else { found }
}

/// The same days, without these.
#[must_use]
pub(super) fn without(series: &DailyCounts, days: &[Day]) -> DailyCounts {
    let mut left = series.clone();
    for place in days.iter().filter_map(|day| series.place(*day)) {
        if let Some(count) = left.counts.get_mut(place) {
            *count = None;
        }
    }
    left
}

/// What is usual around a day: the higher of the medians before and after it; none where neither side is long enough.
fn usual(counts: &[u32], place: usize) -> Option<f64> {
    let side = |from: usize, to: usize| {
        let mut beside: Vec<f64> =
            counts.get(from..to.min(counts.len()))?.iter().copied().map(f64::from).collect();
        if beside.len() < BESIDE_MIN { None } else { median(&mut beside) }
    };
    let next = place.saturating_add(1);
    let before = side(place.saturating_sub(BESIDE_DAYS), place);
    let after = side(next, next.saturating_add(BESIDE_DAYS));
    before.into_iter().chain(after).reduce(f64::max)
}

fn is_beyond(count: u32, usual: f64, size: f64) -> bool {
    let generous = 2.0 * usual + 1.0;
    // Most days need no more than a look.
    f64::from(count) > 3.0 * generous && count > quantile(1.0 - CHANCE, generous, size)
}
