//! Where too much is told to tell events apart.
//!
//! Reports at one place and hour could all be of one event, so their number
//! would be paid for squared. Beyond a bound they stand alone unless people, or
//! one reference of one source, tie them together: a source that tells more than
//! [`OF_SOURCE_MAX`] there and then is left out with all that it tells there,
//! so that nobody can drown the others; beyond [`IN_ALL_MAX`] all are.
//!
//! INVARIANT: who is left out is a function of the set of reports.
#![expect(clippy::arithmetic_side_effects, reason = "positions and times are bounded by the model")]

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::model::{Part, Timing};

/// So many reports of one source, at one place and time, can be of different events or of one.
pub(crate) const OF_SOURCE_MAX: usize = 64;
/// So many reports of all sources together, those left out not counted.
pub(crate) const IN_ALL_MAX: usize = 512;

/// The side of a square, in millionths of a degree: some four kilometres.
const SIDE_UDEG: i32 = 40_000;
/// A stretch of time, in seconds: a day and two hours.
const STRETCH_S: i64 = 26 * 3_600;

/// A square and a stretch of time.
type Spot = (i32, i32, i64);

/// How much is told where and when.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crowd {
    all: BTreeMap<Spot, usize>,
    of_source: BTreeMap<(Spot, u32), BTreeSet<u32>>,
}

fn spot(part: &Part) -> Option<Spot> {
    let position = part.position?;
    let from = match part.time {
        Timing::Moment { middle, .. } => middle,
        Timing::Span { from, .. } => from,
    };
    let side = |udeg: i32| udeg.div_euclid(SIDE_UDEG);
    Some((side(position.lat_udeg()), side(position.lon_udeg()), from.div_euclid(STRETCH_S)))
}

impl Crowd {
    /// Whether a report is left out.
    pub(crate) fn leaves_out(&self, part: &Part) -> bool {
        let Some(spot) = spot(part) else { return false };
        let own = self.of_source.get(&(spot, part.source)).map_or(0, BTreeSet::len);
        own > OF_SOURCE_MAX || self.all.get(&spot).copied().unwrap_or(0) > IN_ALL_MAX
    }

    /// Counts a report; the others that are left out, or no longer, because of it.
    pub(crate) fn count(&mut self, part: &Part, number: u32) -> Vec<u32> {
        let Some(spot) = spot(part) else { return Vec::new() };
        let own = self.of_source.entry((spot, part.source)).or_default();
        let before = own.len();
        own.insert(number);
        let after = own.len();
        self.changed(spot, part.source, (before, after), number)
    }

    /// Counts a report no longer; the others that are left out, or no longer, because of it.
    pub(crate) fn discount(&mut self, part: &Part, number: u32) -> Vec<u32> {
        let Some(spot) = spot(part) else { return Vec::new() };
        let Some(own) = self.of_source.get_mut(&(spot, part.source)) else { return Vec::new() };
        let before = own.len();
        own.remove(&number);
        let after = own.len();
        if after == 0 {
            self.of_source.remove(&(spot, part.source));
        }
        self.changed(spot, part.source, (before, after), number)
    }

    /// A source tells more or less there: whoever else is left out because of it, or no longer.
    fn changed(
        &mut self,
        spot: Spot,
        source: u32,
        (before, after): (usize, usize),
        but: u32,
    ) -> Vec<u32> {
        // A source that is left out does not count for the others.
        let counts = |own: usize| if own > OF_SOURCE_MAX { 0 } else { own };
        let all_before = self.all.get(&spot).copied().unwrap_or(0);
        let all_after = (all_before + counts(after)).saturating_sub(counts(before));
        if all_after == 0 {
            self.all.remove(&spot);
        } else {
            self.all.insert(spot, all_after);
        }
        let own = (before > OF_SOURCE_MAX) != (after > OF_SOURCE_MAX);
        let all = (all_before > IN_ALL_MAX) != (all_after > IN_ALL_MAX);
        let sources = if all { 0..=u32::MAX } else { source..=source };
        if !own && !all {
            return Vec::new();
        }
        let (first, last) = ((spot, *sources.start()), (spot, *sources.end()));
        let told = self.of_source.range(first..=last).flat_map(|(_, told)| told);
        told.copied().filter(|number| *number != but).collect()
    }
}
