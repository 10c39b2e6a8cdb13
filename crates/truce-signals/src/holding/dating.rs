//! Between which days a change lies.
//!
//! # Source
//! Likelihood ratio confidence sets of a change point (Worsley 1986; Siegmund 1988): every day on
//! which the change could have come at little more cost than on the best one, widened where
//! incidents follow from incidents. What the best day gains over the true one is no chi-square: on
//! either side of the true day it is a walk that falls, whose highest point lies above `x` with a
//! probability of about `exp(-x - 0.583 d)`, where `d` is by how many standard deviations a single
//! day tells the levels apart (Siegmund 1985, for steps that are normal).

use super::cost::Costs;
use crate::counts::real;

/// What the best day gains at most in 95 of 100 cases if a day says next to nothing:
/// `-ln(1 - sqrt(0.95))`.
const DROP: f64 = 3.676;
/// What a walk whose steps are not small leaps beyond a bound, in standard deviations of a step.
const LEAP: f64 = 0.583;
/// How far apart by a day levels are counted at most: beyond that the approximation does not reach.
const APART_MAX: f64 = 3.0;

/// The first and the last place at which the change between two others may lie.
pub(super) fn interval(
    costs: &Costs,
    (before, at, after): (usize, usize, usize),
    days_min: usize,
    inflation: f64,
) -> (usize, usize) {
    let cost = |place: usize| costs.between(before, place) + costs.between(place, after);
    let possible = before.saturating_add(days_min)..=after.saturating_sub(days_min);
    let best = possible.clone().map(cost).fold(cost(at), f64::min);
    let apart = (apart(costs, (before, at, after)) / inflation.sqrt()).min(APART_MAX);
    let drop = (DROP - LEAP * apart) * inflation;
    let within = |place: &usize| cost(*place) <= best + drop;
    let mut all = possible.filter(within);
    let first = all.next().unwrap_or(at);
    let last = all.next_back().unwrap_or(first);
    (first.min(at), last.max(at))
}

/// By how many standard deviations a day tells the levels on both sides apart: the root of what
/// Kullback and Leibler call the divergence of the two distributions.
fn apart(costs: &Costs, (before, at, after): (usize, usize, usize)) -> f64 {
    // Half an incident, so that a side without any has a level.
    let level = |from: usize, to: usize| {
        let days = real(to.saturating_sub(from)).max(1.0);
        costs.sum(from, to).max(0.5) / days
    };
    let (one, other) = (level(before, at), level(at, after));
    let size = costs.size();
    let odds = one * (size + other) / (other * (size + one));
    // Of two levels that are almost alike rounding may leave less than nothing.
    ((one - other) * odds.ln()).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::random::Random;

    const RUNS: u64 = 1_000;
    const SIZE: f64 = 5.0;

    /// Of how many of the worlds, in which ten a day become so many, the interval holds the day.
    fn held(after: f64, seed: u64) -> f64 {
        let (days, change) = (600, 300);
        let holds = |run: &u64| {
            let mut random = Random::new(seed + run);
            let mean = |day: usize| if day < change { 10.0 } else { after };
            let counts: Vec<u32> =
                (0..days).map(|day| random.negative_binomial(mean(day), SIZE)).collect();
            let costs = Costs::of(&counts, SIZE);
            let cost = |place: usize| costs.between(0, place) + costs.between(place, days);
            let best = (14..days - 14).min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
            let (first, last) = interval(&costs, (0, best.unwrap_or(0), days), 14, 1.0);
            (first..=last).contains(&change)
        };
        real((0..RUNS).filter(holds).count()) / real(1_000)
    }

    #[test]
    fn the_interval_of_a_change_holds_its_day_as_often_as_it_says() {
        let shares: Vec<f64> =
            [15.0, 7.0, 5.0, 2.0].into_iter().map(|after| held(after, 4_000)).collect();
        assert!(shares.iter().all(|share| (0.93..=0.985).contains(share)), "{shares:?}");
    }
}
