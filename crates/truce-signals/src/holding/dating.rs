//! Between which days a change lies.
//!
//! # Source
//! Profile likelihood: every day on which the change could have come at a cost
//! of at most 1.92 more, widened where incidents follow from incidents.

use super::cost::Costs;

/// Half the 95 % point of chi-square with one degree of freedom.
const DROP: f64 = 1.92;

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
    let within = |place: &usize| cost(*place) <= best + DROP * inflation;
    let mut all = possible.filter(within);
    let first = all.next().unwrap_or(at);
    let last = all.next_back().unwrap_or(first);
    (first.min(at), last.max(at))
}
