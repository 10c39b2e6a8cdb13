//! Which reports could be of one event: exact, and without looking at every pair.
//!
//! Every report is put into a grid whose cells are as wide as its own reach,
//! rounded up to a power of two, and into every coarser grid that is in use. Of
//! two reports that could be one, the coarser finds the finer in its own grid,
//! and the finer the coarser in that same grid, each within one cell and its
//! neighbours. In a cell the reports stand in the order of their times.
//!
//! INVARIANT: every pair that [`could_be_one`] says yes to is found. A test
//! holds it against all pairs, at the poles and over the antimeridian too.
//!
//! Cost: a report is held once for each level in use, of which there are ten at
//! most; a question looks at the reports of nine cells a level within the reach
//! of time.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "positions, scales and times are bounded by the model"
)]

use std::collections::BTreeMap;

use crate::geo::Position;
use crate::matching::model::{LATE_S, Model, Part, Timing};

/// The finest level: cells of two to this many metres.
pub(crate) const FINEST: u32 = 12;
/// The coarsest: wider than any reach.
const COARSEST: u32 = 21;
/// Windows up to this length are searched apart from longer ones, in seconds.
const USUAL_S: i64 = 26 * 3_600;

/// A report in a cell: when it begins, its number, and whether this is its own level.
type Held = (i64, u32, bool);

/// Reports by place and time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Near {
    /// For each level in use, its cells; a key is a row, a column, and whether the windows are long.
    levels: BTreeMap<u32, BTreeMap<u64, Vec<Held>>>,
    /// The longest window that was ever put in, in seconds.
    longest_s: i64,
    /// How far in time a report ever reached, in seconds.
    reach_s: i64,
}

/// The span of time that a report allows, and how far from it another may lie.
fn span(part: &Part) -> (i64, i64, i64) {
    match part.time {
        Timing::Moment { middle, reach, .. } => (middle, middle, reach),
        Timing::Span { from, to, .. } => (from, to, LATE_S),
    }
}

/// Whether two reports could be of one event: near enough in place and time for their precision.
pub(crate) fn could_be_one(model: &Model, a: &Part, b: &Part) -> bool {
    let (Some(here), Some(there)) = (a.position, b.position) else { return false };
    let ((from, to, reach), (other_from, other_to, other_reach)) = (span(a), span(b));
    let gap = (from - other_to).max(other_from - to);
    if gap > reach.max(other_reach) {
        return false;
    }
    let reach_square = model.reach_square(a.place_square + b.place_square);
    // Nothing is nearer than it is by latitude alone, and most are told apart by that.
    let north = u64::from(here.lat_udeg().abs_diff(there.lat_udeg())) / 10;
    if north * north > reach_square {
        return false;
    }
    here.lies_within(there, reach_square)
}

/// The level of a report: its cells are wider than it reaches together with one as coarse.
pub(crate) fn level(model: &Model, part: &Part) -> u32 {
    let reach = model.reach_square(2 * part.place_square).isqrt() + 1;
    reach.next_power_of_two().ilog2().clamp(FINEST, COARSEST)
}

/// The row of a latitude.
fn row(level: u32, position: Position) -> i64 {
    let north = i64::from(position.lat_udeg()) + 90_000_000;
    north.div_euclid(Position::height_udeg(1 << level))
}

/// How many columns a row has: none is narrower than the level's reach, a row further out included.
fn columns(level: u32, row: i64) -> i64 {
    let height = Position::height_udeg(1 << level);
    let south = (row - 1) * height - 90_000_000;
    let outer = south.unsigned_abs().max((south + 3 * height).unsigned_abs()).min(90_000_000);
    let outer = i32::try_from(outer).unwrap_or(90_000_000);
    Position::width_udeg(outer, 1 << level).map_or(1, |width| (360_000_000 / width).max(1))
}

/// The column of a longitude, among so many, all as wide, so that the row closes round the globe.
fn column(columns: i64, position: Position) -> i64 {
    let east = (i64::from(position.lon_udeg()) + 180_000_000).rem_euclid(360_000_000);
    east * columns / 360_000_000
}

fn key(row: i64, column: i64, long: bool) -> u64 {
    // Rows and columns number some 100,000 at most, and a row below the south pole is -1.
    let (row, column) = (row.rem_euclid(1 << 24).unsigned_abs(), column.unsigned_abs());
    (row << 32) | (column << 1) | u64::from(long)
}

/// The square of a level's grid in which a place lies.
pub(crate) fn square(level: u32, position: Position) -> u64 {
    let row = row(level, position);
    key(row, column(columns(level, row), position), false)
}

fn own_key(level: u32, part: &Part, position: Position) -> u64 {
    let (from, to, _) = span(part);
    let row = row(level, position);
    key(row, column(columns(level, row), position), to - from > USUAL_S)
}

impl Near {
    /// Puts reports in, by number, with the levels that they need.
    pub(crate) fn of<'a>(
        model: &Model,
        parts: impl Iterator<Item = (u32, &'a Part)> + Clone,
    ) -> Self {
        let mut near = Self::default();
        let placed = || parts.clone().filter(|(_, part)| part.position.is_some());
        for (_, part) in placed() {
            near.levels.entry(level(model, part)).or_default();
        }
        for (number, part) in placed() {
            near.insert(model, part, number);
        }
        near.levels
            .values_mut()
            .flat_map(BTreeMap::values_mut)
            .for_each(|cell| cell.sort_unstable());
        near
    }

    /// Whether the level of a report is in use; if not, everything must be put in anew.
    pub(crate) fn has_level(&self, model: &Model, part: &Part) -> bool {
        part.position.is_none() || self.levels.contains_key(&level(model, part))
    }

    /// Every report that is in, by number.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> {
        let held = self.levels.values().flat_map(BTreeMap::values).flatten();
        held.filter(|held| held.2).map(|held| held.1)
    }

    /// Puts a report in, by number; its level must be in use.
    pub(crate) fn insert(&mut self, model: &Model, part: &Part, number: u32) {
        let Some(position) = part.position else { return };
        let (from, to, reach) = span(part);
        self.longest_s = self.longest_s.max(to - from);
        self.reach_s = self.reach_s.max(reach);
        let own = level(model, part);
        for (level, cells) in self.levels.range_mut(own..) {
            let cell = cells.entry(own_key(*level, part, position)).or_default();
            let held = (from, number, *level == own);
            let at = cell.partition_point(|other| *other < held);
            cell.insert(at, held);
        }
    }

    /// Takes a report out.
    pub(crate) fn remove(&mut self, model: &Model, part: &Part, number: u32) {
        let Some(position) = part.position else { return };
        let own = level(model, part);
        for (level, cells) in self.levels.range_mut(own..) {
            let place = own_key(*level, part, position);
            if let Some(cell) = cells.get_mut(&place) {
                cell.retain(|held| held.1 != number);
                if cell.is_empty() {
                    cells.remove(&place);
                }
            }
        }
    }

    /// Every report that could be of one event with this one, and some that could not; each once.
    pub(crate) fn around(&self, model: &Model, part: &Part, mut each: impl FnMut(u32)) {
        let Some(position) = part.position else { return };
        let own = level(model, part);
        let (from, to, reach) = span(part);
        let reach = reach.max(self.reach_s);
        for (level, cells) in self.levels.range(own..) {
            let middle = row(*level, position);
            let touched = (middle - 1..=middle + 1).flat_map(|row| {
                let stretches = neighbours(*level, row, position).into_iter().flatten();
                stretches.map(move |(first, last)| key(row, first, false)..=key(row, last, true))
            });
            for (key, cell) in touched.flat_map(|keys| cells.range(keys)) {
                let longest = if key & 1 == 0 { USUAL_S } else { self.longest_s };
                let first = cell.partition_point(|held| held.0 < from - longest - reach);
                let near = cell.iter().skip(first).take_while(|held| held.0 <= to + reach);
                // At its own level it meets all that are as fine or finer, at a coarser one those of that level.
                let met = near.filter(|held| held.2 || *level == own);
                met.for_each(|held| each(held.1));
            }
        }
    }
}

/// The columns of a row that hold or touch a longitude, each once, as stretches from first to last.
fn neighbours(level: u32, row: i64, position: Position) -> [Option<(i64, i64)>; 2] {
    let count = columns(level, row);
    let at = column(count, position);
    match (at == 0, at + 1 == count) {
        _ if count <= 3 => [Some((0, count - 1)), None],
        (true, _) => [Some((0, 1)), Some((count - 1, count - 1))],
        (_, true) => [Some((0, 0)), Some((at - 1, at))],
        (false, false) => [Some((at - 1, at + 1)), None],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::act::Act;
    use crate::entry::Address;
    use crate::id::{SeatId, SourceId};
    use crate::matching::Candidate;
    use crate::matching::score::{gain, gain_of_at_least, score};
    use crate::matching::weights::Weights;
    use crate::report::Harm;
    use crate::time::{Moment, Window};

    /// Places where a grid goes wrong: the poles, the antimeridian, Greenwich, the equator, Hama.
    const CORNERS: [(i32, i32); 6] = [
        (89_900_000, 10_000_000),
        (-89_950_000, -170_000_000),
        (12_000_000, 179_950_000),
        (51_000_000, 0),
        (0, 30_000_000),
        (35_130_000, 36_750_000),
    ];

    fn any_report() -> impl Strategy<Value = Candidate> {
        let place = (0..CORNERS.len(), -400_000..400_000_i32, -900_000..900_000_i32);
        let radius = prop_oneof![1..3_000_u32, 1_000..30_000_u32, Just(200_000), Just(500_000)];
        let time = (0..400_000_i64, prop_oneof![0..30_000_i64, Just(86_400), Just(2_000_000)]);
        (place, radius, time).prop_map(|((corner, north, east), radius_m, (start, length))| {
            let (lat, lon) = CORNERS[corner];
            let lat = (lat + north).clamp(-90_000_000, 90_000_000);
            let lon = (lon + east + 180_000_000).rem_euclid(360_000_000) - 180_000_000;
            let start = Moment::from_unix(1_494_000_000 + start);
            Candidate {
                address: Address { log: SeatId::new("un").unwrap(), index: 0 },
                act: Act::Shelling,
                harm: Harm::default(),
                position: Some(Position::new(lat, lon).unwrap()),
                radius_m,
                reference: None,
                source: SourceId::new("agency").unwrap(),
                window: Window::new(start, start.plus(length)).unwrap(),
                wording: None,
            }
        })
    }

    /// Two reports of one town that differ in everything that is weighed.
    fn any_neighbour() -> impl Strategy<Value = Candidate> {
        let toll = || proptest::option::of(0..40_u32);
        let rest = (0..3_usize, 0..Act::ALL.len(), toll(), toll(), 0..3_u64);
        (any_report(), rest).prop_map(|(mut report, (source, act, killed, injured, words))| {
            let here = report.position.unwrap();
            let off = |udeg: i32| udeg.rem_euclid(60_000);
            report.position =
                Position::new(35_100_000 + off(here.lat_udeg()), 36_700_000 + off(here.lon_udeg()))
                    .ok();
            report.source = SourceId::new(["p", "q", "r"][source]).unwrap();
            report.act = Act::ALL[act];
            report.harm.killed = killed.map(crate::report::Toll::exactly);
            report.harm.injured = injured.map(crate::report::Toll::exactly);
            report.wording = (words > 0).then_some(words);
            report
        })
    }

    fn part(model: &mut Model, report: &Candidate) -> Part {
        let source = model.source(&report.source);
        model.part_of(report, source)
    }

    fn found(model: &Model, near: &Near, parts: &[Part], of: usize) -> Vec<usize> {
        let mut found = Vec::new();
        near.around(model, &parts[of], |other| found.push(usize::try_from(other).unwrap()));
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn sets_that_gain_so_much_are_never_passed_over(
            reports in proptest::collection::vec(any_neighbour(), 2..9),
            cut in 1..8_usize,
        ) {
            let mut model = Model::new(&Weights::default());
            let parts: Vec<Part> = reports.iter().map(|report| part(&mut model, report)).collect();
            let parts: Vec<&Part> = parts.iter().collect();
            let (ours, theirs) = parts.split_at(cut.min(parts.len() - 1));
            let (one, other) = (score(&model, ours), score(&model, theirs));
            let whole = gain(&model, &one, &other, &score(&model, &parts));
            let least = whole.between_two();
            let found = |least: i64| gain_of_at_least(&model, &one, &other, &parts, least);
            prop_assert_eq!(found(least), Some(whole));
            prop_assert_eq!(found(least + 1), None);
        }

        #[test]
        fn every_pair_that_could_be_one_is_found_once(
            reports in proptest::collection::vec(any_report(), 1..60),
            gone in 0..60_usize,
        ) {
            let mut model = Model::new(&Weights::default());
            let parts: Vec<Part> = reports.iter().map(|report| part(&mut model, report)).collect();
            let mut near = Near::of(&model, (0..).zip(&parts));
            let gone = gone % parts.len();
            near.remove(&model, &parts[gone], u32::try_from(gone).unwrap());
            for of in 0..parts.len() {
                let found = found(&model, &near, &parts, of);
                let mut once = found.clone();
                once.dedup();
                prop_assert_eq!(&once, &found);
                for other in (0..parts.len()).filter(|other| *other != gone) {
                    if could_be_one(&model, &parts[of], &parts[other]) {
                        prop_assert!(found.contains(&other), "{:?} {:?}", reports[of], reports[other]);
                    }
                }
                prop_assert!(!found.contains(&gone));
            }
        }
    }
}
