//! Where the level changes: the cheapest way to cut days into stretches, exactly.
//!
//! # Source
//! PELT: Killick, Fearnhead and Eckley 2012. Two things are added. Pruning
//! waits for the shortest stretch: who is beaten today may still be needed
//! until today itself may begin a stretch. And candidates are costed only when
//! they could win: see `blocks`.

mod blocks;

use blocks::{Candidate, Candidates, Today};

use super::cost::{Costs, of_sum};
use crate::counts::real;

/// A way to cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Cuts {
    /// The first place of each stretch but the first, in order.
    pub changes: Vec<usize>,
    /// What the stretches cost, and the penalty for each change.
    pub cost: f64,
}

/// The cheapest way to cut days into stretches of at least so many days, at that penalty for each change.
///
/// Cost: about a comparison for every 32 days of a stretch on each day; at worst a logarithm for each day of it.
#[must_use]
pub fn cut(counts: &[u32], size: f64, penalty: f64, days_min: usize) -> Cuts {
    let days_min = days_min.max(1);
    if counts.len() < days_min {
        let whole = Costs::of(counts, size).between(0, counts.len());
        return Cuts { changes: Vec::new(), cost: whole };
    }
    // One row for each place: the cheapest cost before it, where its last stretch begins, the sum.
    let mut rows: Vec<(f64, usize, f64)> = Vec::with_capacity(counts.len().saturating_add(1));
    rows.push((-penalty, 0, 0.0));
    let mut candidates = Candidates::default();
    let mut today = Today { to: 0, sum: 0.0, singles: 0.0, size };
    for (to, count) in (1_usize..).zip(counts) {
        today.to = to;
        today.sum += f64::from(*count);
        today.singles += of_sum(f64::from(*count), 1.0, size);
        let newcomer = newly_possible(&rows, to, days_min);
        let best = candidates.cheapest(newcomer, &today, (penalty, days_min));
        let (cost, from) =
            best.map_or((f64::INFINITY, 0), |best| (best.cost + penalty, best.candidate.start));
        rows.push((cost, from, today.sum));
    }
    let mut changes = Vec::new();
    let mut at = counts.len();
    while let Some((_, from, _)) = rows.get(at).filter(|(_, from, _)| *from > 0) {
        changes.push(*from);
        at = *from;
    }
    changes.reverse();
    Cuts { changes, cost: rows.last().map_or(0.0, |(cost, ..)| *cost) }
}

/// The place that has just become old enough to begin a stretch that ends now.
fn newly_possible(rows: &[(f64, usize, f64)], to: usize, days_min: usize) -> Option<Candidate> {
    let start = to.checked_sub(days_min)?;
    let (cost_before, _, sum_before) = *rows.get(start).filter(|(cost, ..)| cost.is_finite())?;
    Some(Candidate { start, sum_before, cost_before })
}

/// The smallest penalty at which no change is found.
///
/// Exact: gains per change are raised until the cheapest way has no change left.
#[must_use]
pub fn penalty_without_change(counts: &[u32], size: f64, days_min: usize) -> f64 {
    penalty_above(counts, size, days_min, 0.0).unwrap_or(0.0)
}

/// The same where it is above a penalty, and nothing where no change is found at that one.
///
/// The floor does not change what is found above it: that follows from the changes that gain most apiece, not from the
/// way to them.
#[must_use]
pub fn penalty_above(counts: &[u32], size: f64, days_min: usize, floor: f64) -> Option<f64> {
    const ROUNDS_MAX: usize = 50;
    let costs = Costs::of(counts, size);
    let mut found = None;
    let mut penalty = floor;
    for _ in 0..ROUNDS_MAX {
        let changes = cut(counts, size, penalty, days_min).changes;
        let gain = gain_each(&costs, &changes);
        if gain.is_none_or(|gain| gain <= penalty) {
            break;
        }
        // A hair more, so that the next round does not find the same again.
        penalty = gain.map_or(penalty, |gain| gain * (1.0 + 1e-9) + 1e-9);
        found = Some(penalty);
    }
    found
}

/// By how much each of some changes makes the days cheaper, in the mean; none of none.
fn gain_each(costs: &Costs, changes: &[usize]) -> Option<f64> {
    let starts = std::iter::once(0).chain(changes.iter().copied());
    let ends = changes.iter().copied().chain([costs.days()]);
    let cut: f64 = starts.zip(ends).map(|(from, to)| costs.between(from, to)).sum();
    let gain = costs.between(0, costs.days()) - cut;
    (!changes.is_empty()).then(|| gain / real(changes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by trying every last change: slow, and plainly right.
    fn plain(counts: &[u32], size: f64, penalty: f64, days_min: usize) -> f64 {
        let costs = Costs::of(counts, size);
        let mut best = vec![-penalty];
        for to in 1..=counts.len() {
            let from = |from: usize| best[from] + costs.between(from, to) + penalty;
            let possible = (0..=to.saturating_sub(days_min)).filter(|_| to >= days_min);
            best.push(possible.map(from).fold(f64::INFINITY, f64::min));
        }
        best[counts.len()]
    }

    proptest! {
        #[test]
        fn pruning_and_bounds_lose_nothing(
            levels in prop::collection::vec((0..30_u32, 3..25_usize), 1..6),
            noise in prop::collection::vec(0..12_u32, 150),
            size in 0.5..20.0_f64,
            penalty in 0.0..15.0_f64,
            days_min in 1..9_usize,
        ) {
            let levels = levels.iter().flat_map(|(level, days)| vec![*level; *days]);
            let counts: Vec<u32> = levels.zip(&noise).map(|(level, more)| level + more).collect();
            prop_assume!(counts.len() >= days_min);
            let cuts = cut(&counts, size, penalty, days_min);
            let best = plain(&counts, size, penalty, days_min);
            prop_assert!((cuts.cost - best).abs() < 1e-7, "{} is not {best}", cuts.cost);
            let ends = cuts.changes.iter().copied().chain([counts.len()]);
            let starts = [0].into_iter().chain(cuts.changes.iter().copied());
            prop_assert!(starts.zip(ends).all(|(start, end)| end - start >= days_min));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn blocks_that_are_passed_over_for_long_lose_nothing(
            seed in 0..10_000_u64,
            mean in 0.2..30.0_f64,
            factor in 0.5..2.0_f64,
            penalty in 1.0..25.0_f64,
        ) {
            let mut random = crate::counts::random::Random::new(seed);
            let level = |day: usize| if day < 350 { mean } else { mean * factor };
            let counts: Vec<u32> =
                (0..700).map(|day| random.negative_binomial(level(day), 4.0)).collect();
            let (cuts, best) = (cut(&counts, 4.0, penalty, 7), plain(&counts, 4.0, penalty, 7));
            prop_assert!((cuts.cost - best).abs() < 1e-7, "{} is not {best}", cuts.cost);
        }
    }

    #[test]
    fn who_led_and_lost_is_kept_though_its_neighbours_were_let_go() {
        let mut random = crate::counts::random::Random::new(2174);
        let level = |day: usize| if day < 350 { 18.65547382813266 } else { 9.32773691406633 };
        let counts: Vec<u32> =
            (0..700).map(|day| random.negative_binomial(level(day), 4.0)).collect();
        let best = plain(&counts, 4.0, 8.261964108476276, 7);
        assert!((cut(&counts, 4.0, 8.261964108476276, 7).cost - best).abs() < 1e-7);
    }

    #[test]
    fn a_candidate_that_is_beaten_is_kept_while_its_rival_is_too_young() {
        // The mass day at place 6 beats every stretch across it, but may not begin one of its own yet.
        let counts = [3, 3, 3, 3, 3, 3, 90, 3, 3, 3, 3, 3];
        let best = plain(&counts, 2.0, 1.0, 4);
        assert!((cut(&counts, 2.0, 1.0, 4).cost - best).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn a_floor_changes_nothing_above_it(
            counts in prop::collection::vec(0..12_u32, 30..120),
            size in 0.5..20.0_f64,
            floor in 0.0..12.0_f64,
        ) {
            let all = penalty_without_change(&counts, size, 5);
            let above = penalty_above(&counts, size, 5, floor);
            // Within a hair of the floor, either answer is right.
            prop_assume!((all - floor).abs() > 1e-6);
            prop_assert_eq!(above.map(f64::to_bits), (all > floor).then(|| all.to_bits()));
        }
    }

    #[test]
    fn above_the_smallest_penalty_there_is_no_change_and_below_it_there_is() {
        let counts: Vec<u32> =
            (0..60_u32).map(|day| if day < 31 { 4 + day % 3 } else { 9 }).collect();
        let penalty = penalty_without_change(&counts, 5.0, 7);
        assert!(penalty > 1.0, "{penalty}");
        assert!(cut(&counts, 5.0, penalty * 1.001, 7).changes.is_empty());
        assert!(!cut(&counts, 5.0, penalty * 0.999, 7).changes.is_empty());
    }
}
