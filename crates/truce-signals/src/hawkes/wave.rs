//! The slow wave and the weekly beat under a series of daily counts.
//!
//! The logarithm of the level is a line broken at knots, with a penalty on each
//! break, plus one number for each day of the week. It is fitted to all counts,
//! so it takes what moves slowly, whoever moved it: what is left to be called a
//! response is rather too little than too much.

use super::cholesky::{Symmetric, dot};

/// Days between two knots, where nothing else is said: what moves faster is not in the wave.
pub(crate) const KNOT_DAYS: usize = 28;
/// Days of the beat.
const WEEK: usize = 7;
/// The penalty on a break: breaks of one half are expected.
const BREAK_PENALTY: f64 = 4.0;
/// The penalty on a day of the week: differences of three tenths are expected.
const BEAT_PENALTY: f64 = 11.0;
/// A slight pull of the level to the plain mean, for series with next to nothing in them.
const LEVEL_PENALTY: f64 = 1e-3;
/// Newton's steps; five do nearly always.
const STEPS_MAX: usize = 60;

/// The level of each day relative to the mean level, which is 1, with a knot every so many days.
///
/// Each day has a count and an exposure: the part of it that was watched.
#[must_use]
pub(crate) fn wave(counts: &[f64], exposure: &[f64], knot_days: usize) -> Vec<f64> {
    let knot_days = knot_days.max(1);
    let total: f64 = counts.iter().sum();
    let watched: f64 = exposure.iter().sum();
    if total <= 0.0 || watched <= 0.0 {
        return vec![1.0; counts.len()];
    }
    let mean = total / watched;
    let basis: Vec<[(usize, f64); 3]> =
        (0..counts.len()).map(|day| places(day, knot_days)).collect();
    let width = WEEK.saturating_add(counts.len().div_ceil(knot_days)).saturating_add(1);
    // Bursts make counts vary more than chance does, and so weigh less.
    let mut spread = spread(counts, exposure, mean);
    let mut at = vec![0.0; width];
    for _ in 0..2 {
        at = climb(&at, counts, exposure, mean, &basis, spread);
        let levels: Vec<f64> = basis.iter().map(|row| mean * height(row, &at).exp()).collect();
        spread = residual_spread(counts, exposure, &levels);
    }
    let levels: Vec<f64> = basis.iter().map(|row| height(row, &at).exp()).collect();
    let whole = dot(&levels, exposure) / watched;
    levels.iter().map(|level| level / whole).collect()
}

/// Where a day stands: its day of the week, and the knots before and after it with their parts.
fn places(day: usize, knot_days: usize) -> [(usize, f64); 3] {
    let knot = WEEK.saturating_add(day.checked_div(knot_days).unwrap_or(0));
    let days = |days: usize| f64::from(u32::try_from(days).unwrap_or(u32::MAX));
    let part = days(day.checked_rem(knot_days).unwrap_or(0)) / days(knot_days);
    [(day % WEEK, 1.0), (knot, 1.0 - part), (knot.saturating_add(1), part)]
}

fn height(row: &[(usize, f64); 3], at: &[f64]) -> f64 {
    row.iter().filter_map(|(place, part)| Some(at.get(*place)? * part)).sum()
}

fn spread(counts: &[f64], exposure: &[f64], mean: f64) -> f64 {
    let levels = vec![mean; counts.len()];
    residual_spread(counts, exposure, &levels)
}

/// The variance over the mean, at least 1.
fn residual_spread(counts: &[f64], exposure: &[f64], levels: &[f64]) -> f64 {
    let expected = exposure.iter().zip(levels).map(|(exposure, level)| exposure * level);
    let seen = counts.iter().zip(expected).filter(|(_, expected)| *expected > 0.0);
    let (squares, days) = seen.fold((0.0, 0.0), |(sum, days), (count, expected)| {
        let off: f64 = count - expected;
        (sum + off * off / expected, days + 1.0)
    });
    (squares / f64::max(days, 1.0)).max(1.0)
}

/// The penalised maximum, by Newton's steps, halved where they do not gain.
fn climb(
    from: &[f64],
    counts: &[f64],
    exposure: &[f64],
    mean: f64,
    basis: &[[(usize, f64); 3]],
    spread: f64,
) -> Vec<f64> {
    let penalty = penalty(from.len());
    let value = |at: &[f64]| {
        let days = counts.iter().zip(exposure).zip(basis);
        let told: f64 = days
            .map(|((count, exposure), row)| {
                let height = height(row, at);
                count * height - exposure * mean * height.exp()
            })
            .sum();
        told / spread - penalised(&penalty, at) / 2.0
    };
    let mut at = from.to_vec();
    let mut reached = value(&at);
    for _ in 0..STEPS_MAX {
        let mut slope = pulled(&penalty, &at);
        let mut matrix = penalty.clone();
        for ((count, exposure), row) in counts.iter().zip(exposure).zip(basis) {
            let expected = exposure * mean * height(row, &at).exp();
            add(&mut slope, &mut matrix, row, (count - expected) / spread, expected / spread);
        }
        if slope.iter().all(|slope| slope.abs() < 1e-8) {
            break;
        }
        let Some(step) = matrix.factor().map(|factor| factor.solve(&slope)) else { break };
        let lengths = (0..30).map(|halvings| 0.5_f64.powi(halvings));
        let next = lengths
            .map(|length| at.iter().zip(&step).map(|(at, step)| at + length * step).collect())
            .map(|next: Vec<f64>| (value(&next), next))
            .find(|(value, _)| *value > reached);
        let Some((value, next)) = next else { break };
        (reached, at) = (value, next);
    }
    at
}

/// Adds one day to the slope and to the curvature.
fn add(
    slope: &mut [f64],
    matrix: &mut Symmetric,
    row: &[(usize, f64); 3],
    first: f64,
    second: f64,
) {
    for (place, part) in row {
        if let Some(slope) = slope.get_mut(*place) {
            *slope += first * part;
        }
        for (other, other_part) in row {
            matrix.add(*place, *other, second * part * other_part);
        }
    }
}

/// The penalty as a matrix: on breaks of the line, on days of the week, and a little on the level.
fn penalty(width: usize) -> Symmetric {
    let mut matrix = Symmetric::zeros(width);
    matrix.add_to_diagonal(|place| if place < WEEK { BEAT_PENALTY } else { LEVEL_PENALTY });
    for first in WEEK..width.saturating_sub(2) {
        let second_difference =
            [(first, 1.0), (first.saturating_add(1), -2.0), (first.saturating_add(2), 1.0)];
        for (row, left) in second_difference {
            for (column, right) in second_difference {
                matrix.add(row, column, BREAK_PENALTY * left * right);
            }
        }
    }
    matrix
}

/// The slope of the penalty, with its sign turned.
fn pulled(penalty: &Symmetric, at: &[f64]) -> Vec<f64> {
    let row = |row| at.iter().enumerate().map(|(column, at)| penalty.at(row, column) * at).sum();
    (0..at.len())
        .map(|number: usize| -> f64 {
            let sum: f64 = row(number);
            -sum
        })
        .collect()
}

fn penalised(penalty: &Symmetric, at: &[f64]) -> f64 {
    -dot(&pulled(penalty, at), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_that_doubles_is_found_and_has_mean_one() {
        let counts: Vec<f64> = (0..280_u32)
            .map(|day| if day < 140 { 10.0 } else { 20.0 } + f64::from(day % 3))
            .collect();
        let wave = wave(&counts, &vec![1.0; counts.len()], KNOT_DAYS);
        let mean = wave.iter().sum::<f64>() / 280.0;
        assert!((mean - 1.0).abs() < 1e-9, "{mean}");
        let ratio = wave[260] / wave[20];
        assert!((1.7..2.2).contains(&ratio), "{ratio}");
    }

    #[test]
    fn a_weekly_beat_is_found() {
        let counts: Vec<f64> =
            (0..364_u32).map(|day| if day % 7 == 5 { 40.0 } else { 20.0 }).collect();
        let wave = wave(&counts, &vec![1.0; counts.len()], KNOT_DAYS);
        let ratio = wave[5] / wave[6];
        assert!((1.8..2.05).contains(&ratio), "{ratio}");
    }

    #[test]
    fn nothing_at_all_gives_a_flat_wave() {
        assert_eq!(wave(&[0.0; 40], &[1.0; 40], KNOT_DAYS), vec![1.0; 40]);
    }
}
