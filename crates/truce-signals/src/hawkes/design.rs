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

/// For each cell, the total that its occurrences have produced by the end, for one unit of pull: G of the model.
pub(crate) fn produced(history: &History, decay: f64) -> Vec<f64> {
    let mut produced = vec![0.0; history.cells()];
    for occurrence in history.occurrences() {
        if let Some(sum) = produced.get_mut(occurrence.cell) {
            let left = decay * (history.end_days() - occurrence.at_days);
            *sum += occurrence.weight * -(-left).exp_m1();
        }
    }
    produced
}

/// The designs of the cells `from..to`.
///
/// Occurrences at one moment do not excite each other.
pub(crate) fn designs(
    Setting { history, reach, background }: Setting<'_>,
    decay: f64,
    (from, to): (usize, usize),
) -> Vec<Design> {
    let produced = produced(history, decay);
    let counts = history.counts();
    let mut designs: Vec<Design> = (from..to)
        .map(|cell| {
            let of = |source: &usize| produced.get(*source).copied().unwrap_or(0.0);
            let groups = reach.groups(cell).iter();
            let produced = groups.map(|group| group.sources.iter().map(of).sum());
            let cost: Vec<f64> = [background.whole(cell)].into_iter().chain(produced).collect();
            let occurrences = counts.get(cell).copied().unwrap_or(0);
            Design { rows: Vec::with_capacity(occurrences.saturating_mul(cost.len())), cost }
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
