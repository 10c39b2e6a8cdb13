//! What unknown authors leave open: bounds, drawn worlds, and results pooled over them.
//!
//! An unknown author is one of the parties, with a probability for each. It is
//! never a party of its own: a matrix with a row for "unknown" would find
//! that unknown follows unknown.

use serde::{Deserialize, Serialize};
use truce_core::time::Day;

use crate::counts::daily::DailyCounts;
use crate::counts::random::Random;
use crate::counts::real;
use crate::daily::panel::{NotAPanel, Panel};
use crate::hawkes::reach::Grid;

/// How many worlds are drawn.
pub const WORLDS: usize = 20;

/// One event whose author or day may not be certain.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain {
    /// The zone in which it happened.
    pub zone: usize,
    /// The first and the last day on which it may have happened, counted from the panel's first; all alike likely.
    pub days: (usize, usize),
    /// The probability of each party; one alone has all of it where the author is known.
    pub parties: Vec<f64>,
}

/// At least and at most so much of all events is a party's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Bounds {
    /// There is no event.
    NothingToShare,
    /// The share that is certain, and the share that is possible.
    Between {
        /// Events whose author is certain, over all.
        at_least: f64,
        /// The same with every uncertain event in which the party may be the author.
        at_most: f64,
    },
}

/// The bounds for each party. They ask nothing of the probabilities but which are zero.
#[must_use]
pub fn bounds(events: &[Uncertain], parties: usize) -> Vec<Bounds> {
    let all = real(events.len());
    let of = |party: usize| {
        let share = |event: &Uncertain| event.parties.get(party).copied().unwrap_or(0.0);
        let possible = events.iter().filter(|event| share(event) > 0.0);
        let others = |event: &&Uncertain| {
            let mut others = event.parties.iter().enumerate();
            others.all(|(other, share)| other == party || *share <= 0.0)
        };
        let certain = possible.clone().filter(others).count();
        match events.is_empty() {
            true => Bounds::NothingToShare,
            false => Bounds::Between {
                at_least: real(certain) / all,
                at_most: real(possible.count()) / all,
            },
        }
    };
    (0..parties).map(of).collect()
}

/// One world: each event gets one author and one day, by lot. Days on which nobody looked are to be named.
///
/// # Errors
/// [`NotAPanel`].
pub fn draw_world(
    events: &[Uncertain],
    grid: &Grid,
    first: Day,
    watched: &[Vec<bool>],
    random: &mut Random,
) -> Result<Panel, NotAPanel> {
    let blank = |cell: usize| -> Vec<Option<u32>> {
        let watched = cell.checked_rem(grid.zones).and_then(|zone| watched.get(zone));
        watched.into_iter().flatten().map(|watched| watched.then_some(0)).collect()
    };
    let mut counts: Vec<Vec<Option<u32>>> = (0..grid.cells()).map(blank).collect();
    for event in events {
        let party = draw_party(&event.parties, random.uniform());
        let (from, to) = event.days;
        let day = from.saturating_add(random.below(to.saturating_sub(from).saturating_add(1)));
        let cell = counts.get_mut(grid.cell(party, event.zone));
        if let Some(count) = cell.and_then(|days| days.get_mut(day)) {
            // What was told happened even where nobody was posted to look.
            *count = Some(count.unwrap_or(0).saturating_add(1));
        }
    }
    let series = counts.into_iter().map(|counts| DailyCounts { first, counts });
    Panel::new(grid.clone(), series.collect())
}

/// One of the parties, by their probabilities and a number from 0 to 1.
pub(crate) fn draw_party(parties: &[f64], lot: f64) -> usize {
    let whole: f64 = parties.iter().sum();
    let mut left = lot * whole;
    for (party, share) in parties.iter().enumerate() {
        left -= share;
        if left < 0.0 {
            return party;
        }
    }
    parties.iter().rposition(|share| *share > 0.0).unwrap_or(0)
}

/// One result out of many drawn worlds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The mean of the estimates.
    pub estimate: f64,
    /// Their variance: within worlds, and between them.
    pub variance: f64,
    /// The degrees of freedom; infinite where the worlds agree.
    pub freedom: f64,
    /// The 95 % interval.
    pub interval: (f64, f64),
}

/// Pools an estimate and its variance over drawn worlds; none for fewer than two worlds.
///
/// # Source
/// Rubin 1987, chapter 3. The quantile of Student's distribution is by the expansion of Cornish and Fisher.
#[must_use]
pub fn pool(worlds: &[(f64, f64)]) -> Option<Pooled> {
    let number = real(worlds.len());
    if worlds.len() < 2 {
        return None;
    }
    let estimate = worlds.iter().map(|(estimate, _)| estimate).sum::<f64>() / number;
    let within = worlds.iter().map(|(_, variance)| variance).sum::<f64>() / number;
    let apart = worlds.iter().map(|(own, _)| (own - estimate).powi(2)).sum::<f64>();
    let between = (1.0 + number.recip()) * apart / (number - 1.0);
    let variance = within + between;
    let freedom = (number - 1.0) * (1.0 + within / between).powi(2);
    let reach = student_975(freedom) * variance.sqrt();
    Some(Pooled { estimate, variance, freedom, interval: (estimate - reach, estimate + reach) })
}

/// The number that leaves a fortieth above it.
fn student_975(freedom: f64) -> f64 {
    let z = 1.959_963_984_540_054_f64;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    z + first / freedom + second / freedom.powi(2) + third / freedom.powi(3)
}
