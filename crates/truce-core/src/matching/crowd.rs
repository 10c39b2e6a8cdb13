//! Where too much is told to tell events apart.
//!
//! Reports that could all be of one event would have their number paid for
//! squared. Beyond a bound they stand alone unless people, or one reference of
//! one source, tie them together: a source that tells more than so many there
//! and then is left out with all that it tells there, so that nobody can drown
//! the others; beyond a bound for all sources together, all are.
//!
//! It is counted twice: by narrow squares and days whoever tells, and, for each
//! vagueness by itself, by squares as wide as such reports reach and stretches
//! as long as they say. So reports of a hundred kilometres or a year cannot be
//! too many for each other, and take no room from exact ones.
//!
//! INVARIANT: who is left out is a function of the set of reports.
#![expect(clippy::arithmetic_side_effects, reason = "positions and times are bounded by the model")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::matching::model::{Model, Part, Timing};
use crate::matching::near::{FINEST, level, square};

/// Wider than what a report reaches that is exact to five kilometres: a level of `near`.
const USUAL_LEVEL: u32 = 15;
/// A stretch of time, in seconds: a day and two hours.
const STRETCH_S: i64 = 26 * 3_600;

/// How many reports can be told apart where and when.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// Of one source, of different events or of one.
    of_source: usize,
    /// Of all sources together, those left out not counted.
    in_all: usize,
}

/// In a narrow square and a day, all reports together.
const NARROW: Bounds = Bounds { of_source: 64, in_all: 512 };
/// Within reach of each other, reports exact enough for it.
const USUAL: Bounds = Bounds { of_source: 256, in_all: 1_024 };
/// Within reach of each other, reports vaguer than that.
const VAGUE: Bounds = Bounds { of_source: 64, in_all: 256 };

/// Whether it is narrow, the level of the square, how often the stretch is doubled, the square and the stretch.
type Spot = (bool, u32, u32, u64, i64);

/// How much is told where and when.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crowd {
    all: BTreeMap<Spot, usize>,
    /// How many spots, and sources in a spot, are beyond their bounds.
    beyond: usize,
    /// Spot, source and report.
    told: BTreeSet<(Spot, u32, u32)>,
}

/// The spots in which a report is counted, with their bounds; none without a position.
fn spots(model: &Model, part: &Part) -> [Option<(Spot, Bounds)>; 2] {
    let Some(position) = part.position else { return [None, None] };
    let (from, to) = match part.time {
        Timing::Moment { middle, .. } => (middle, middle),
        Timing::Span { from, to, .. } => (from, to),
    };
    let own = level(model, part);
    let mut doubled = 0;
    while STRETCH_S << doubled < to - from {
        doubled += 1;
    }
    let spot = |narrow: bool, level: u32, doubled: u32| {
        let stretch = from.div_euclid(STRETCH_S << doubled);
        (narrow, level, doubled, square(level, position), stretch)
    };
    let with_bounds = |spot: Spot| Some((spot, bounds(&spot)));
    [with_bounds(spot(true, FINEST, 0)), with_bounds(spot(false, own, doubled))]
}

/// How many reports can be told apart in a spot.
fn bounds((narrow, level, doubled, ..): &Spot) -> Bounds {
    match (narrow, *level <= USUAL_LEVEL && *doubled == 0) {
        (true, _) => NARROW,
        (false, true) => USUAL,
        (false, false) => VAGUE,
    }
}

impl Crowd {
    /// Whether a report is left out.
    pub(crate) fn leaves_out(&self, model: &Model, part: &Part) -> bool {
        let within = self.beyond == 0;
        !within
            && spots(model, part).into_iter().flatten().any(|(spot, bounds)| {
                self.all.get(&spot).copied().unwrap_or(0) > bounds.in_all
                    || self.told_by(spot, part.source, bounds) > bounds.of_source
            })
    }

    /// How much a source tells there, counted to one beyond the bound.
    fn told_by(&self, spot: Spot, source: u32, bounds: Bounds) -> usize {
        let told = self.told.range((spot, source, 0)..=(spot, source, u32::MAX));
        told.take(bounds.of_source + 1).count()
    }

    /// Counts all of some reports.
    pub(crate) fn of<'a>(model: &Model, parts: impl Iterator<Item = (u32, &'a Part)>) -> Self {
        let told = parts.flat_map(|(number, part)| {
            let spots = spots(model, part).into_iter().flatten();
            spots.map(move |(spot, _)| (spot, part.source, number))
        });
        let mut told: Vec<(Spot, u32, u32)> = told.collect();
        told.sort_unstable();
        let mut crowd = Self::default();
        for there in told.chunk_by(|(a, ..), (b, ..)| a == b) {
            let Some((spot, ..)) = there.first() else { continue };
            let bounds = bounds(spot);
            let each = there.chunk_by(|(_, a, _), (_, b, _)| a == b).map(<[_]>::len);
            // A source that is left out does not count for the others.
            let (within, beyond): (Vec<usize>, Vec<usize>) =
                each.partition(|own| *own <= bounds.of_source);
            let all = within.iter().sum();
            crowd.beyond += beyond.len() + usize::from(all > bounds.in_all);
            if all > 0 {
                crowd.all.insert(*spot, all);
            }
        }
        crowd.told = told.into_iter().collect();
        crowd
    }

    /// Counts a report; the others that may be left out, or no longer, because of it.
    pub(crate) fn count(&mut self, model: &Model, part: &Part, number: u32) -> Vec<u32> {
        self.crossed(model, part, number, true)
    }

    /// Counts a report no longer; the others that may be left out, or no longer, because of it.
    pub(crate) fn discount(&mut self, model: &Model, part: &Part, number: u32) -> Vec<u32> {
        self.crossed(model, part, number, false)
    }

    fn crossed(&mut self, model: &Model, part: &Part, number: u32, comes: bool) -> Vec<u32> {
        let mut crossed = BTreeSet::new();
        for (spot, bounds) in spots(model, part).into_iter().flatten() {
            if let Some(sources) = self.change(spot, bounds, part.source, number, comes) {
                let held = (spot, *sources.start(), 0)..=(spot, *sources.end(), u32::MAX);
                crossed.extend(self.told.range(held).map(|(_, _, number)| *number));
            }
        }
        crossed.remove(&number);
        crossed.into_iter().collect()
    }

    /// A report comes or goes: which sources are left out of the spot because of it, or no longer.
    fn change(
        &mut self,
        spot: Spot,
        bounds: Bounds,
        source: u32,
        number: u32,
        comes: bool,
    ) -> Option<RangeInclusive<u32>> {
        let before = self.told_by(spot, source, bounds);
        let after = if comes {
            self.told.insert((spot, source, number));
            (before + 1).min(bounds.of_source + 1)
        } else {
            self.told.remove(&(spot, source, number));
            self.told_by(spot, source, bounds)
        };
        // A source that is left out does not count for the others.
        let counts = |own: usize| if own > bounds.of_source { 0 } else { own };
        let all_before = self.all.get(&spot).copied().unwrap_or(0);
        let all_after = (all_before + counts(after)).saturating_sub(counts(before));
        if all_after == 0 {
            self.all.remove(&spot);
        } else {
            self.all.insert(spot, all_after);
        }
        let own = self.crosses((before, after), bounds.of_source);
        let all = self.crosses((all_before, all_after), bounds.in_all);
        match (own, all) {
            (_, true) => Some(0..=u32::MAX),
            (true, false) => Some(source..=source),
            (false, false) => None,
        }
    }

    /// Whether a number goes beyond a bound, or comes back.
    fn crosses(&mut self, (before, after): (usize, usize), bound: usize) -> bool {
        let (was, is) = (usize::from(before > bound), usize::from(after > bound));
        self.beyond = (self.beyond + is).saturating_sub(was);
        was != is
    }
}
