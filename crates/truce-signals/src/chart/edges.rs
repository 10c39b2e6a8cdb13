//! The funnel's limits as edges without teeth.
//!
//! # Method
//! Counts are whole, so their limits go up in steps, and as rates they have teeth. Any edge between the last count within
//! and the first one outside parts the same areas. Drawn is the one nearest to the smooth quantile of the distribution by
//! its first three moments.
//!
//! # Source
//! Cornish and Fisher 1938, to the skewness. The steps themselves are exact: [`crate::fair::funnel`].

use crate::fair::Funnel;

/// Within these shares areas of the common rate lie, in standard deviations of a normal one: 95 % and 99.8 %.
const DEVIATIONS: [f64; 2] = [1.959_964, 3.090_232];
/// What is drawn stays off a whole count by as much.
const OFF: f64 = 1e-3;

/// An edge: efforts, with rates.
pub(super) type Edge = Vec<(f64, f64)>;

/// The lower and the upper edge, of the inner limits and of the outer ones; `bursts` is the variance of counts over their mean.
pub(super) fn edges(limits: &Funnel, bursts: f64) -> [(Edge, Edge); 2] {
    [0, 1].map(|which| {
        let deviations = DEVIATIONS.get(which).copied().unwrap_or_default();
        let points = limits.limits.iter().map(|(effort, all)| {
            let (low, high) = all.get(which).copied().unwrap_or_default();
            let smooth = Smooth { mean: limits.common * effort, bursts: bursts.max(1.0) };
            let low = smooth.below(-deviations, (low * effort).round()) / effort;
            let high = smooth.above(deviations, (high * effort).round()) / effort;
            ((*effort, low), (*effort, high))
        });
        points.unzip()
    })
}

/// The moments of a count.
struct Smooth {
    mean: f64,
    bursts: f64,
}

impl Smooth {
    fn quantile(&self, deviations: f64) -> f64 {
        let skew = (2.0 * self.bursts - 1.0) * (deviations * deviations - 1.0) / 6.0;
        self.mean + deviations * (self.mean * self.bursts).sqrt() + skew
    }

    /// Between the last count within and the one above it.
    fn above(&self, deviations: f64, last: f64) -> f64 {
        (self.quantile(deviations) + 0.5).clamp(last + OFF, last + 1.0 - OFF)
    }

    /// Between the first count within and the one below it; nothing if no count lies below.
    fn below(&self, deviations: f64, first: f64) -> f64 {
        let between = (self.quantile(deviations) - 0.5).clamp(first - 1.0 + OFF, first - OFF);
        if first < 0.5 { 0.0 } else { between }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fair::{Exposed, funnel};

    fn of(bursts: f64) -> (Funnel, [(Edge, Edge); 2]) {
        let cells = [(400, 90), (200, 22), (120, 30)];
        let cells = cells.map(|(effort, count)| Exposed { effort, count });
        let limits = funnel(&cells, bursts).unwrap();
        let edges = edges(&limits, bursts);
        (limits, edges)
    }

    #[test]
    fn an_edge_parts_the_same_counts_as_the_exact_limits() {
        for bursts in [1.0, 1.6, 4.0] {
            let (limits, [(low, high), (lowest, highest)]) = of(bursts);
            for (place, (effort, [inner, outer])) in limits.limits.iter().enumerate() {
                for (limit, low, high) in [(inner, &low, &high), (outer, &lowest, &highest)] {
                    for count in 0..200_u32 {
                        let rate = f64::from(count) / effort;
                        let exact = limit.0 - 1e-9 <= rate && rate <= limit.1 + 1e-9;
                        let drawn = low[place].1 <= rate && rate <= high[place].1;
                        assert_eq!(drawn, exact, "{bursts} {effort} {count}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_upper_edges_only_fall_and_the_lower_ones_only_rise() {
        let (_, [(low, high), (lowest, highest)]) = of(1.6);
        // Where hardly one is to be expected, the steps are wider than the curve is steep.
        let from = 6;
        for edge in [&high, &highest] {
            assert!(edge[from..].windows(2).all(|pair| pair[1].1 <= pair[0].1 + 1e-3), "{edge:?}");
        }
        for edge in [&low, &lowest] {
            assert!(edge[from..].windows(2).all(|pair| pair[1].1 + 1e-3 >= pair[0].1), "{edge:?}");
        }
    }
}
