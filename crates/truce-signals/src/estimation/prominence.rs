//! What sources miss, from how they overlap: events of several classes of prominence.

use truce_core::matching::weights::{SourceWeights, Weights};

use super::gathering::{Gathering, millibans};

/// Classes of prominence: most sources see little of the first and much of the last.
const CLASSES: usize = 3;
/// Rounds of expectation and maximisation.
const ROUNDS: usize = 60;
/// Events that are thought to have been seen before any was counted, for each source and class.
const PRIOR: f64 = 8.0;

/// Estimates how often each source tells of an event, and returns the share of events that any tells.
pub(crate) fn estimate(gathering: &Gathering, weights: &mut Weights) -> f64 {
    let sources = gathering.sources.len();
    let seen = seen(gathering);
    let events: f64 = seen.iter().map(|event| event.weight).sum();
    let usual: Vec<f64> = (0..sources)
        .map(|source| {
            let told: f64 = seen
                .iter()
                .map(|event| event.weight * event.tellers.get(source).copied().unwrap_or(0.0))
                .sum();
            ((told + 0.5) / (1.3 * events + 1.0)).clamp(0.005, 0.9)
        })
        .collect();
    let mut classes = Classes::begin(&usual);
    for _ in 0..ROUNDS {
        classes = classes.improved(&seen, &usual);
    }
    classes.write(gathering, weights)
}

/// An event as the sources tell it: how likely each does, and how likely it is an event of its own.
struct Seen {
    tellers: Vec<f64>,
    weight: f64,
}

fn seen(gathering: &Gathering) -> Vec<Seen> {
    let sources = gathering.sources.len();
    let mut missing = vec![vec![1.0; sources]; gathering.groups.len()];
    let mut weight = vec![1.0; gathering.groups.len()];
    for (number, told) in gathering.told.iter().enumerate() {
        let home = gathering.home.get(number).copied().unwrap_or(0);
        let lone = gathering.groups.get(home).is_some_and(|group| group.len() == 1);
        let mut elsewhere = 0.0;
        for (place, likely) in gathering.options.get(number).into_iter().flatten() {
            if *place == home {
                continue;
            }
            // Of two reports that are each alone, either may be the one that is of the other's event.
            let also_lone = gathering.groups.get(*place).is_some_and(|group| group.len() == 1);
            elsewhere += if lone && also_lone { likely / 2.0 } else { *likely };
            if let Some(cell) = missing.get_mut(*place).and_then(|row| row.get_mut(told.source)) {
                *cell *= 1.0 - likely;
            }
        }
        if let Some(cell) = missing.get_mut(home).and_then(|row| row.get_mut(told.source)) {
            *cell = 0.0;
        }
        if lone && let Some(weight) = weight.get_mut(home) {
            *weight = 1.0 - elsewhere;
        }
    }
    let rows =
        missing.into_iter().map(|row| row.into_iter().map(|missing| 1.0 - missing).collect());
    rows.zip(weight).map(|(tellers, weight)| Seen { tellers, weight }).collect()
}

struct Classes {
    /// The share of events of each class.
    shares: [f64; CLASSES],
    /// How likely each source tells of an event of each class.
    tells: Vec<[f64; CLASSES]>,
}

impl Classes {
    fn begin(usual: &[f64]) -> Self {
        // Odds of a third, as they are, and three times as high.
        let spread = |p: &f64| {
            let odds = p / (1.0 - p);
            [odds / 3.0, odds, odds * 3.0].map(|odds| odds / (1.0 + odds))
        };
        Self { shares: [0.4, 0.4, 0.2], tells: usual.iter().map(spread).collect() }
    }

    /// How likely an event of each class is told by these and not by the others, times the class's share.
    fn likely(&self, told: impl Fn(usize) -> f64) -> [f64; CLASSES] {
        let mut likely = self.shares;
        for (source, tells) in self.tells.iter().enumerate() {
            let told = told(source);
            for (sum, p) in likely.iter_mut().zip(tells) {
                *sum *= told * p + (1.0 - told) * (1.0 - p);
            }
        }
        likely
    }

    fn improved(&self, seen: &[Seen], usual: &[f64]) -> Self {
        let mut mass = [0.0; CLASSES];
        let mut told = vec![[0.0; CLASSES]; self.tells.len()];
        for event in seen {
            let likely = self.likely(|source| event.tellers.get(source).copied().unwrap_or(0.0));
            let sum: f64 = likely.iter().sum();
            for (class, part) in likely.iter().enumerate() {
                let share = if sum > 0.0 { event.weight * part / sum } else { 0.0 };
                mass[class] += share;
                for (cells, likely) in told.iter_mut().zip(&event.tellers) {
                    cells[class] += share * likely;
                }
            }
        }
        // Events that nobody tells of, as many as the model leaves room for.
        let unseen = self.likely(|_| 0.0);
        let hidden: f64 = unseen.iter().sum();
        let events: f64 = seen.iter().map(|event| event.weight).sum();
        let total = events / (1.0 - hidden).max(0.05);
        for (class, part) in unseen.iter().enumerate() {
            mass[class] += total * part;
        }
        let all: f64 = mass.iter().sum();
        let tells = told.iter().zip(usual).map(|(cells, usual)| {
            let mut row = [0.0; CLASSES];
            for ((cell, told), mass) in row.iter_mut().zip(cells).zip(mass) {
                *cell = ((told + PRIOR * usual) / (mass + PRIOR)).clamp(0.002, 0.97);
            }
            row
        });
        Self { shares: mass.map(|part| (part / all).max(0.02)), tells: tells.collect() }
    }

    fn write(&self, gathering: &Gathering, weights: &mut Weights) -> f64 {
        let hidden: f64 =
            self.likely(|_| 0.0).iter().sum::<f64>() / self.shares.iter().sum::<f64>();
        weights.prominence.shares = self.shares.iter().map(|share| millibans(*share)).collect();
        weights.prominence.told_by_any = millibans(1.0 - hidden);
        for (id, tells) in gathering.sources.iter().zip(&self.tells) {
            let usual: SourceWeights = weights.usual.clone();
            let own = weights.sources.entry(id.clone()).or_insert(usual);
            own.told = tells.iter().map(|p| millibans(p / (1.0 - p))).collect();
            own.missed = tells.iter().map(|p| millibans(1.0 - p)).collect();
        }
        1.0 - hidden
    }
}
