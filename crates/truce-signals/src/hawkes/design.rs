//! What each occurrence can be explained by, at one decay.

use super::history::{History, Occurrence};
use super::rates::Setting;
use super::reach::Group;

/// The explanations of one cell's occurrences.
///
/// A row for each occurrence: the background's shape at that moment, then for
/// each group of sources how strongly its past is felt. The costs are what one
/// unit of each produces over the whole span.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Design {
    pub rows: Vec<f64>,
    pub cost: Vec<f64>,
}

/// How far a running sum may drift from its epoch, in decay times, before it is taken up again.
const EPOCH: f64 = 30.0;

/// Running sums of decaying pasts, one for each cell, all scaled to one epoch.
///
/// INVARIANT: the past of a cell at `now` is its sum times `exp(-decay (now - epoch))`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pasts {
    decay: f64,
    epoch: f64,
    sums: Vec<f64>,
}

impl Pasts {
    /// Nothing has happened yet.
    pub(crate) fn none(cells: usize, decay: f64) -> Self {
        Self { decay, epoch: 0.0, sums: vec![0.0; cells] }
    }

    /// Moves the epoch near a moment, so that no scale overflows.
    fn approach(&mut self, now: f64) {
        let drift = self.decay * (now - self.epoch);
        if drift > EPOCH {
            let scale = (-drift).exp();
            self.sums.iter_mut().for_each(|sum| *sum *= scale);
            self.epoch = now;
        }
    }

    /// Takes up an occurrence, be it the newest or a late one.
    pub(crate) fn add(&mut self, occurrence: &Occurrence) {
        self.approach(occurrence.at_days);
        if let Some(sum) = self.sums.get_mut(occurrence.cell) {
            *sum += occurrence.weight * (self.decay * (occurrence.at_days - self.epoch)).exp();
        }
    }

    /// The factor by which sums are felt at a moment.
    pub(crate) fn felt(&self, now: f64) -> f64 {
        (-self.decay * (now - self.epoch)).exp()
    }

    /// The sum of a group of sources, to be multiplied by [`Pasts::felt`].
    pub(crate) fn sum(&self, group: &Group) -> f64 {
        group.sources.iter().filter_map(|source| self.sums.get(*source)).sum()
    }
}

/// For each cell, what its occurrences have produced by the end for one unit of pull (G of the model), and how that changes with the logarithm of the decay.
fn produced(history: &History, decay: f64) -> Vec<(f64, f64)> {
    let mut produced = vec![(0.0, 0.0); history.cells()];
    for occurrence in history.occurrences() {
        if let Some((sum, drift)) = produced.get_mut(occurrence.cell) {
            let left = decay * (history.end_days() - occurrence.at_days);
            // Below what a float can tell from one.
            let faded = if left > FADED { 0.0 } else { (-left).exp() };
            *sum += occurrence.weight * if left > SHORT { 1.0 - faded } else { -(-left).exp_m1() };
            *drift += occurrence.weight * left * faded;
        }
    }
    produced
}

/// Decay times after which nothing is left of a pull.
const FADED: f64 = 40.0;
/// Decay times before which one minus what is left would lose digits.
const SHORT: f64 = 1.0;

/// A cell's number of occurrences, what one unit of each of its numbers costs, and how the costs but the first change with the logarithm of the decay.
type CostRow = (usize, Vec<f64>, Vec<f64>);

/// The costs of the cells `from..to`.
pub(crate) fn cost_rows(
    Setting { history, reach, background }: Setting<'_>,
    decay: f64,
    (from, to): (usize, usize),
) -> Vec<CostRow> {
    let produced = produced(history, decay);
    let counts = history.counts();
    let row = |cell: usize| {
        let of = |source: &usize| produced.get(*source).copied().unwrap_or((0.0, 0.0));
        let groups = || reach.groups(cell).iter();
        let costs = groups().map(|group| group.sources.iter().map(|source| of(source).0).sum());
        let drifts = groups().map(|group| group.sources.iter().map(|source| of(source).1).sum());
        let costs = [background.whole(cell)].into_iter().chain(costs).collect();
        (counts.get(cell).copied().unwrap_or(0), costs, drifts.collect())
    };
    (from..to).map(row).collect()
}

/// The designs of the cells `from..to`.
///
/// Occurrences at one moment do not excite each other.
pub(crate) fn designs(setting: Setting<'_>, decay: f64, (from, to): (usize, usize)) -> Vec<Design> {
    let Setting { history, reach, background } = setting;
    let rows = cost_rows(setting, decay, (from, to)).into_iter();
    let mut designs: Vec<Design> = rows
        .map(|(occurrences, cost, _)| Design {
            rows: Vec::with_capacity(occurrences.saturating_mul(cost.len())),
            cost,
        })
        .collect();
    let mut pasts = Pasts::none(history.cells(), decay);
    let mut earlier = history.occurrences().iter().peekable();
    for occurrence in history.occurrences() {
        while let Some(before) = earlier.next_if(|before| before.at_days < occurrence.at_days) {
            pasts.add(before);
        }
        let place = occurrence.cell.checked_sub(from);
        if let Some(design) = place.and_then(|place| designs.get_mut(place)) {
            let felt = decay * pasts.felt(occurrence.at_days);
            design.rows.push(background.level(occurrence.cell, occurrence.at_days));
            let groups = reach.groups(occurrence.cell).iter();
            design.rows.extend(groups.map(|group| felt * pasts.sum(group)));
        }
    }
    designs
}
