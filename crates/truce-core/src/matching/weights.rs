//! The weight table: what the reports of one event have in common, and how often another happens beside it.
//!
//! All weights are whole millibans: thousandths of the common logarithm of a
//! probability, a density or an odds ratio. +1000 makes something ten times as
//! likely. Densities are per square kilometre and hour.
//!
//! # In scope
//! The table as it stands on record, and the table that holds before any was
//! estimated and adopted.
//!
//! # Out of scope
//! Where the numbers come from: estimation is `truce-signals`' work. What is
//! done with them: `matching::score`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Family};
use crate::geo::Position;
use crate::id::SourceId;
use crate::matching::tables::log10;
use crate::time::Moment;

/// A weight, in millibans.
pub type Millibans = i32;

/// Kinds of tolls: 0, 1, 2, 3, 4, 5, 6 and 7, 8 and 9, 10 to 13, 14 to 19, 20 to 29, 30 and more.
pub const TOLL_BINS: usize = 12;

/// The least number of people of each bin.
const TOLL_FROM: [u32; TOLL_BINS] = [0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30];

/// The bin in which a number of people lies.
#[must_use]
pub fn toll_bin(people: u32) -> usize {
    TOLL_FROM.iter().rposition(|from| *from <= people).unwrap_or(0)
}

/// The bins of a toll, first and last, for a reader: `3`, `6 to 9`, `30 or more`.
pub(crate) fn toll_words((first, last): (u8, u8)) -> String {
    let from = |bin: u8| TOLL_FROM.get(usize::from(bin)).copied();
    let least = from(first).unwrap_or(0);
    match from(last.saturating_add(1)).map(|next| next.saturating_sub(1)) {
        None => format!("{least} or more"),
        Some(most) if most == least => least.to_string(),
        Some(most) => format!("{least} to {most}"),
    }
}

/// The table of what each kind of evidence is worth, which the seats adopt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// How often each act is, and what it is taken for.
    pub acts: ActWeights,
    /// How likely it is what the odds say.
    #[serde(default)]
    pub calibration: Calibration,
    /// A report that copies another to the letter.
    pub copy: Millibans,
    /// Other events near an event.
    pub crowding: Crowding,
    /// The name of the table.
    pub name: String,
    /// How exact places and times are.
    pub precision: Precision,
    /// How much every source sees, by prominence of the event.
    pub prominence: Prominence,
    /// Sources of which more is known.
    pub sources: BTreeMap<SourceId, SourceWeights>,
    /// People killed and injured.
    pub tolls: TollWeights,
    /// A source of which nothing more is known.
    pub usual: SourceWeights,
}

/// How often each act is, and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActWeights {
    /// The logarithm of the share of events that are of this act.
    pub often: BTreeMap<Act, Millibans>,
    /// For each act that was done: the logarithm of the share of wrong tellings that name another.
    pub taken_for: BTreeMap<Act, BTreeMap<Act, Millibans>>,
}

/// What odds are worth, as counted where it is known which reports are of one event.
///
/// Weights are reckoned as if each spoke for itself, and the best of many groupings is taken for the right one: their
/// sums are too sure of themselves. The default takes the odds as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Of reports that stand as two events.
    pub apart: Worth,
    /// Of reports that stand as one event.
    pub joined: Worth,
}

/// What odds are worth: offset + slope · odds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    /// What even odds are worth, in millibans.
    pub offset: Millibans,
    /// How much of the odds remains, in thousandths.
    pub slope_permille: u32,
}

impl Default for Worth {
    fn default() -> Self {
        Self { offset: 0, slope_permille: 1_000 }
    }
}

impl Worth {
    /// What odds are worth, both in millibans. Odds beyond a million to one count as such: further nothing was counted.
    #[must_use]
    pub fn of(&self, odds: i64) -> i64 {
        let slope = i64::from(self.slope_permille);
        let odds = odds.clamp(-6_000, 6_000).saturating_mul(slope).div_euclid(1_000);
        odds.saturating_add(i64::from(self.offset))
    }

    /// The least odds that are worth more than this, both in millibans; `None` if none are.
    pub(crate) fn least_above(&self, worth: i64) -> Option<i64> {
        // Odds beyond a million to one count as such, to either side.
        if self.of(i64::MIN) > worth {
            return Some(i64::MIN);
        }
        (-6_000..=6_000).find(|odds| self.of(*odds) > worth)
    }
}

/// How many other events are to be expected near an event: a background, events that follow each other, and those
/// that are told of around it.
///
/// The density of another event at a distance d and after a time t is
/// background + another · N(d; spread) · exp(-t/fade) / (2 · fade).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crowding {
    /// How many other events surround an event, in thousandths.
    pub another_permille: u32,
    /// log10 of the background rate per km² and hour, where no cell says otherwise.
    pub background: Millibans,
    /// The background where and when it is known, in order.
    pub cells: BTreeMap<Cell, Millibans>,
    /// In what time they come, in seconds.
    pub fade_s: u32,
    /// How many times smaller the odds are where ten reports of one source could be of an event in place of one:
    /// the exponent, in thousandths.
    #[serde(default)]
    pub rivals_permille: u32,
    /// How many of them are of the same act, beyond chance, in thousandths.
    pub same_act_permille: u32,
    /// How far they scatter, in metres.
    pub spread_m: u32,
}

/// A tenth of a degree by a tenth of a degree by thirty days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Tenths of a degree north of the equator.
    pub north: i32,
    /// Tenths of a degree east of Greenwich.
    pub east: i32,
    /// Thirty days after 1 January 1970.
    pub period: i64,
}

impl Cell {
    /// The cell that holds a position and a moment.
    #[must_use]
    pub fn of(position: Position, at: Moment) -> Self {
        Self {
            north: position.lat_udeg().div_euclid(100_000),
            east: position.lon_udeg().div_euclid(100_000),
            period: at.unix().div_euclid(30 * 86_400),
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.north, self.east, self.period)
    }
}

/// The text names no cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no cell: write tenths of a degree north and east, and thirty days, as `353 366 577`"
)]
pub struct NotACell(String);

impl std::str::FromStr for Cell {
    type Err = NotACell;
    fn from_str(text: &str) -> Result<Self, NotACell> {
        let fault = || NotACell(text.to_owned());
        let mut parts = text.splitn(3, ' ');
        let mut next = || parts.next().ok_or_else(fault);
        let north = next()?.parse().map_err(|_| fault())?;
        let east = next()?.parse().map_err(|_| fault())?;
        let period = next()?.parse().map_err(|_| fault())?;
        Ok(Self { north, east, period })
    }
}

impl Serialize for Cell {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How exact places and times are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// Windows up to this length are moments with an error; longer ones are spans of which each part is as likely.
    pub moment_s: u32,
    /// What even an exact place is off, in metres: one standard deviation.
    pub place_slack_m: u32,
    /// Beyond so many standard deviations two places are never one.
    pub reach_sigmas: u32,
    /// The share of tellings whose time is wrong altogether, in millionths for each hour.
    pub stray_ppm: u32,
    /// What even an exact time is off, in seconds: one standard deviation.
    pub time_slack_s: u32,
}

/// How much is told of an event, by how prominent it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prominence {
    /// The logarithm of the share of events that at least one of the listed sources tells.
    pub told_by_any: Millibans,
    /// The logarithm of the share of events of each class of prominence.
    pub shares: Vec<Millibans>,
}

/// What is known of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceWeights {
    /// How often it tells the act right, in thousandths.
    pub act_right_permille: u32,
    /// How often it dates an event a day late, in thousandths.
    pub late_permille: u32,
    /// The logarithm of the share of events that it does not tell, by prominence; empty if not known.
    pub missed: Vec<Millibans>,
    /// How exact its places are, against what they say of themselves, in thousandths; more is less exact.
    pub place_permille: u32,
    /// A further report of an event that it has told.
    pub repeat: Millibans,
    /// How exact its times are, against what they say of themselves, in thousandths; more is less exact.
    pub time_permille: u32,
    /// The logarithm of the odds that it tells an event, by prominence; empty if not known.
    pub told: Vec<Millibans>,
}

/// What tolls are told of an event, by the toll that it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TollWeights {
    /// The logarithm of the share of events by people injured, bin by bin.
    pub injured: Vec<Millibans>,
    /// The logarithm of the share of events by people killed, bin by bin.
    pub killed: Vec<Millibans>,
    /// For each bin of the true toll: the logarithm of the share of tellings in each bin.
    pub told: Vec<Vec<Millibans>>,
}

/// The logarithm of a share given in whole parts of a sum.
fn share(part: u64, sum: u64) -> Millibans {
    log10(part.max(1)).saturating_sub(log10(sum.max(1)))
}

impl Default for Weights {
    /// The table before any has been estimated.
    ///
    /// The Syria truce of 2017 had about forty registered cases a day along some 20,000 km² of front; the background
    /// is that of some eight a day that follow no other, and what crowds an event beside them is reckoned where it is
    /// told. Nothing is known of what each source sees, so that it weighs nothing. The other numbers, and the
    /// calibration, were chosen on simulated reports of three densities.
    fn default() -> Self {
        Self {
            acts: ActWeights::default(),
            calibration: Calibration {
                apart: Worth { offset: -335, slope_permille: 522 },
                joined: Worth { offset: -192, slope_permille: 646 },
            },
            copy: 1_700,
            crowding: Crowding {
                another_permille: 250,
                background: -4_800,
                cells: BTreeMap::new(),
                fade_s: 20 * 3_600,
                rivals_permille: 2_200,
                same_act_permille: 360,
                spread_m: 4_500,
            },
            name: "incident-2".to_owned(),
            precision: Precision {
                moment_s: 8 * 3_600,
                place_slack_m: 1_500,
                reach_sigmas: 5,
                stray_ppm: 70,
                time_slack_s: 7_600,
            },
            prominence: Prominence { shares: vec![0], told_by_any: 0 },
            sources: BTreeMap::new(),
            tolls: TollWeights::default(),
            usual: SourceWeights::default(),
        }
    }
}

impl Default for SourceWeights {
    fn default() -> Self {
        Self {
            act_right_permille: 840,
            late_permille: 100,
            missed: Vec::new(),
            place_permille: 1_000,
            repeat: -725,
            time_permille: 1_000,
            told: Vec::new(),
        }
    }
}

impl Default for ActWeights {
    /// Acts of one family are often taken for each other, related families sometimes, others seldom.
    fn default() -> Self {
        let often = |act: Act| match act.family() {
            Family::Fire => 12_u64,
            Family::Posture | Family::Civilians => 6,
            Family::Airspace
            | Family::Access
            | Family::Utilities
            | Family::Separation
            | Family::Mechanism
            | Family::Other => 3,
        };
        let real = || Act::ALL.iter().copied().filter(|act| *act != Act::Unstated);
        let sum = real().map(often).sum();
        let wrong = |done: Act| {
            let weight = |told: Act| taken_for(done, told);
            let others = || real().filter(move |told| *told != done);
            let sum = others().map(weight).sum();
            others().map(|told| (told, share(weight(told), sum))).collect()
        };
        Self {
            often: real().map(|act| (act, share(often(act), sum))).collect(),
            taken_for: real().map(|done| (done, wrong(done))).collect(),
        }
    }
}

/// How often an act that was done is told as another, before anything was counted.
fn taken_for(done: Act, told: Act) -> u64 {
    use Family::{Civilians, Fire, Posture, Utilities};
    let light = |act: Act| matches!(act, Act::SmallArms | Act::Fire | Act::Clash);
    match (done.family(), told.family()) {
        (one, other) if one == other => 24,
        (Fire, Posture) | (Posture, Fire) => 12,
        (Fire, Civilians) | (Civilians, Fire) if light(done) || light(told) => 12,
        // Fire on a pumping station is told as fire and as water cut.
        (Fire, Utilities) | (Utilities, Fire) => 8,
        (Fire, Civilians) | (Civilians, Fire) => 6,
        _ => 1,
    }
}

impl Default for TollWeights {
    fn default() -> Self {
        let near = |apart: usize| match apart {
            0 => 940_u64,
            1 => 120,
            2 => 50,
            3 => 25,
            4 => 12,
            _ => 6,
        };
        let row = |done: usize| {
            let weights = (0..TOLL_BINS).map(|told| near(done.abs_diff(told)));
            let sum = weights.clone().sum();
            weights.map(|weight| share(weight, sum)).collect()
        };
        let shares = |parts: [u64; TOLL_BINS]| {
            let sum = parts.iter().sum();
            parts.iter().map(|part| share(*part, sum)).collect()
        };
        Self {
            injured: shares([400, 110, 100, 80, 60, 50, 60, 40, 40, 30, 20, 10]),
            killed: shares([450, 180, 110, 70, 45, 35, 35, 20, 20, 15, 12, 8]),
            told: (0..TOLL_BINS).map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_survives_being_written_and_read() {
        let mut table = Weights::default();
        let there = Position::read("35.3", "-36.6").unwrap();
        table.crowding.cells.insert(Cell::of(there, Moment::from_unix(-1)), -4_000);
        let text = serde_json::to_string(&table).unwrap();
        assert_eq!(serde_json::from_str::<Weights>(&text).unwrap(), table);
    }

    #[test]
    fn every_toll_lies_in_one_bin() {
        for (people, bin) in
            [(0, 0), (5, 5), (6, 6), (7, 6), (8, 7), (29, 10), (30, 11), (9_999, 11)]
        {
            assert_eq!(toll_bin(people), bin, "{people}");
        }
    }
}
