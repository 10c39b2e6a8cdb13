//! The weight table made ready for use, and reports made ready to be weighed.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "lengths and weights are bounded where they come in, far below the bounds of their types"
)]

use std::collections::BTreeMap;

use crate::act::Act;
use crate::geo::Position;
use crate::id::SourceId;
use crate::matching::Candidate;
use crate::matching::tables::{log_sum, log10};
use crate::matching::weights::{
    Crowding, Millibans, SourceWeights, TOLL_BINS, TollWeights, Weights, toll_bin,
};
use crate::report::Toll;

/// How many acts there are.
pub(crate) const ACTS: usize = Act::ALL.len();

/// A weight for each act that may have been done.
pub(crate) type ByAct = [Millibans; ACTS];
/// A weight for each toll that it may have taken.
pub(crate) type ByToll = [Millibans; TOLL_BINS];

/// The longest scale of a place, in metres, and of a time, in seconds: nothing coarser is told apart.
const SCALE_MAX: u64 = 1_000_000;
/// The shortest scale of either.
const SCALE_MIN: u64 = 60;
/// A window longer than this is as good as no window, in seconds: ten years.
const LENGTH_MAX: i64 = 10 * 366 * 86_400;
/// A toll that says nothing.
const NO_TOLL: ByToll = [0; TOLL_BINS];
/// What every weight of a table is held to, in millibans.
const WEIGHT_MAX: Millibans = 100_000;

/// A day, in which an event may have happened that is dated a day late, in seconds.
pub(crate) const LATE_S: i64 = 86_400;
/// log10 of the seconds in an hour.
pub(crate) const HOUR: Millibans = 3_556;
/// log10 of the hours in a day.
pub(crate) const DAY: Millibans = 1_380;
/// log10 of 2π.
pub(crate) const TWO_PI: Millibans = 798;
/// log10 of the square metres in a square kilometre.
pub(crate) const SQUARE_KM: Millibans = 6_000;
/// log10 of the normaliser of Student's kernel with five degrees of freedom, in one dimension.
const STUDENT_1: Millibans = -421;

/// What the weight of a place or a moment is counted in, times its squared scale.
pub(crate) const UNIT: i64 = 1 << 50;
/// log10 of it.
pub(crate) const UNIT_LOG: Millibans = 15_051;

/// How much a place or a moment of this squared scale counts beside others.
fn weight(square: u64) -> i64 {
    i64::try_from(square).map_or(0, |square| UNIT / square.max(1))
}

/// The density of a place at its middle, per square kilometre.
pub(crate) fn peak(square: u64) -> Millibans {
    SQUARE_KM - TWO_PI - log10(square)
}

/// A report as it is weighed.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Which source, by the model's own count; says nothing but "the same".
    pub(crate) source: u32,
    /// The middle of the place.
    pub(crate) position: Option<Position>,
    /// The square of the place's standard deviation, in square metres.
    pub(crate) place_square: u64,
    /// How much the place counts beside others: [`UNIT`] over the square.
    pub(crate) place_weight: i64,
    /// The density of the place at its middle, per square kilometre.
    pub(crate) place_peak: Millibans,
    /// When.
    pub(crate) time: Timing,
    /// What the report says was done: a place in [`Act::ALL`], `None` if it does not say.
    pub(crate) act: Option<u8>,
    /// The bins in which the toll may lie, first and last.
    pub(crate) killed: Option<(u8, u8)>,
    /// The same for people injured.
    pub(crate) injured: Option<(u8, u8)>,
    /// The words of the account, as a number; `None` if it has too few to be known again.
    pub(crate) wording: Option<u64>,
    /// log10 of how many reports of one source could be of its event, of which one is at most; 0 until that is known.
    pub(crate) rivals: Millibans,
}

impl Part {
    /// Whether it is a copy of another source's report: the same place, time, act and tolls in the same words, or
    /// without words to compare the same hour and tolls that are stated.
    pub(crate) fn copies(&self, other: &Self) -> bool {
        let (told, their_told) = ((self.killed, self.injured), (other.killed, other.injured));
        let alike = self.source != other.source
            && self.position == other.position
            && self.act == other.act
            && told == their_told
            && self.time.is_told_as(other.time);
        alike
            && match (self.wording, other.wording) {
                (Some(words), Some(theirs)) => words == theirs,
                (None, _) | (_, None) => {
                    let hour = matches!(self.time, Timing::Moment { .. });
                    self.position.is_some() && hour && told != (None, None)
                }
            }
    }
}

/// When a report says that it happened.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Timing {
    /// A moment with an error.
    Moment {
        /// The middle, in seconds.
        middle: i64,
        /// The square of its standard deviation, in square seconds.
        square: u64,
        /// How much it counts beside others: [`UNIT`] over the square.
        weight: i64,
        /// The density at its middle, per hour.
        peak: Millibans,
        /// How far from it another may lie, in seconds.
        reach: i64,
    },
    /// A span of which each part is as likely.
    Span {
        /// Its beginning, in seconds.
        from: i64,
        /// Its end.
        to: i64,
        /// The density inside, per hour.
        inside: Millibans,
        /// The density in the day before.
        before: Millibans,
        /// The density elsewhere.
        stray: Millibans,
    },
}

impl Timing {
    /// Whether the same time is told, however exact either source is.
    fn is_told_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Moment { middle, .. }, Self::Moment { middle: theirs, .. }) => middle == theirs,
            (Self::Span { from, to, .. }, Self::Span { from: their_from, to: their_to, .. }) => {
                (from, to) == (their_from, their_to)
            }
            (Self::Moment { .. }, Self::Span { .. }) | (Self::Span { .. }, Self::Moment { .. }) => {
                false
            }
        }
    }
}

/// The weight table, ready for use.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) weights: Weights,
    /// log10 of the share of events, by act.
    pub(crate) often: ByAct,
    /// log10 of the share of events, by bin: killed, then injured.
    tolls: [ByToll; 2],
    /// For each first and last bin that is told: the weight of each true bin.
    toll_rows: Vec<ByToll>,
    /// Sources in the order in which they were first met.
    known: BTreeMap<SourceId, u32>,
    ready: Vec<Ready>,
    /// log10 of the share of events of each prominence that none of the listed sources tells.
    pub(crate) missed_by_all: Vec<Millibans>,
    /// Other events near an event.
    pub(crate) following: Following,
}

/// How the events that follow each other lie, ready for use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Following {
    /// log10 of how many surround an event.
    pub(crate) another: Millibans,
    /// log10 of the share of them that is of the same act beyond chance.
    pub(crate) same: Millibans,
    /// log10 of the share that is not.
    pub(crate) free: Millibans,
    /// The square of how far they scatter, in square metres.
    pub(crate) spread_square: u64,
    /// The square of the time in which they come, in square seconds.
    pub(crate) fade_square: u64,
}

impl Following {
    fn of(crowding: &Crowding) -> Self {
        let same = u64::from(crowding.same_act_permille.clamp(1, 999));
        Self {
            another: log10(u64::from(crowding.another_permille.max(1))) - 3_000,
            same: log10(same) - 3_000,
            free: log10(1_000 - same) - 3_000,
            spread_square: u64::from(crowding.spread_m.clamp(1, 1_000_000)).pow(2),
            fade_square: u64::from(crowding.fade_s.clamp(60, 1 << 30)).pow(2),
        }
    }
}

/// What is known of a source, ready for use.
#[derive(Debug, Clone)]
struct Ready {
    /// For each act that is told: the weight of each act that may have been done.
    acts: Vec<ByAct>,
    weights: SourceWeights,
}

fn held(weight: Millibans) -> Millibans {
    weight.clamp(-WEIGHT_MAX, WEIGHT_MAX)
}

/// The logarithm of a share, which is never above one.
fn share(weight: Millibans) -> Millibans {
    weight.clamp(-WEIGHT_MAX, 0)
}

fn row<const N: usize>(given: &[Millibans]) -> [Millibans; N] {
    let mut filled = [0; N];
    for (cell, weight) in filled.iter_mut().zip(given) {
        *cell = share(*weight);
    }
    filled
}

impl Model {
    pub(crate) fn new(weights: &Weights) -> Self {
        let mut often = [-WEIGHT_MAX; ACTS];
        for (cell, act) in often.iter_mut().zip(Act::ALL) {
            *cell = weights.acts.often.get(act).copied().map_or(-WEIGHT_MAX, share);
        }
        let shares = &weights.prominence.shares;
        let missed = |class: usize| {
            let each = weights.sources.values().filter_map(|source| source.missed.get(class));
            each.fold(0, |sum: Millibans, weight| sum.saturating_add(held(*weight)))
        };
        Self {
            often,
            toll_rows: toll_rows(&weights.tolls),
            tolls: [row(&weights.tolls.killed), row(&weights.tolls.injured)],
            known: BTreeMap::new(),
            ready: Vec::new(),
            missed_by_all: shares
                .iter()
                .enumerate()
                .map(|(class, share)| held(*share).saturating_add(missed(class)))
                .collect(),
            following: Following::of(&weights.crowding),
            weights: weights.clone(),
        }
    }

    /// The number of a source, by the order in which they were first met.
    pub(crate) fn source(&mut self, id: &SourceId) -> u32 {
        if let Some(known) = self.known.get(id) {
            return *known;
        }
        let number = u32::try_from(self.ready.len()).unwrap_or(u32::MAX);
        let own = self.weights.sources.get(id).unwrap_or(&self.weights.usual);
        let ready = Ready { acts: self.act_rows(own), weights: own.clone() };
        self.ready.push(ready);
        self.known.insert(id.clone(), number);
        number
    }

    /// For each act that is told: how likely it is told so, by the act that was done.
    fn act_rows(&self, source: &SourceWeights) -> Vec<ByAct> {
        let permille = u64::from(source.act_right_permille.clamp(1, 999));
        let right = log10(permille) - 3_000;
        let wrong = log10(1_000 - permille) - 3_000;
        let weight = |told: Act, done: Act| {
            if told == Act::Unstated {
                return 0;
            }
            if told == done {
                return right;
            }
            let taken = self.weights.acts.taken_for.get(&done).and_then(|row| row.get(&told));
            taken.map_or(-WEIGHT_MAX, |taken| share(*taken) + wrong)
        };
        let row = |told: &Act| {
            let mut filled = [0; ACTS];
            for (cell, done) in filled.iter_mut().zip(Act::ALL) {
                *cell = weight(*told, *done);
            }
            filled
        };
        Act::ALL.iter().map(row).collect()
    }

    /// Makes a report ready to be weighed whose source has a number.
    pub(crate) fn part_of(&self, candidate: &Candidate, source: u32) -> Part {
        let own = self.source_weights(source);
        let precision = &self.weights.precision;
        let place_square = square(
            u64::from(precision.place_slack_m),
            u64::from(candidate.radius_m) / 2,
            own.place_permille,
        );
        let act = Act::ALL.iter().position(|act| *act == candidate.act);
        Part {
            source,
            position: candidate.position,
            place_square,
            place_weight: weight(place_square),
            place_peak: peak(place_square),
            time: self.timing(candidate, own),
            act: act.filter(|_| candidate.act != Act::Unstated).and_then(|a| u8::try_from(a).ok()),
            killed: candidate.harm.killed.map(bins),
            injured: candidate.harm.injured.map(bins),
            wording: candidate.wording,
            rivals: 0,
        }
    }

    fn timing(&self, candidate: &Candidate, own: &SourceWeights) -> Timing {
        let precision = &self.weights.precision;
        let length = candidate.window.length_s().clamp(0, LENGTH_MAX);
        let from = candidate.window.earliest().unix().clamp(-(1 << 40), 1 << 40);
        if length <= i64::from(precision.moment_s) {
            let slack = u64::from(precision.time_slack_s);
            // The standard deviation of a span is its length over the root of twelve.
            let spread = length.unsigned_abs() * 289 / 1_000;
            let square = square(slack, spread, own.time_permille);
            return Timing::Moment {
                middle: from + length / 2,
                square,
                weight: weight(square),
                peak: STUDENT_1 + HOUR - log10(square) / 2,
                reach: 6 * i64::try_from(square.isqrt()).unwrap_or(i64::MAX / 16),
            };
        }
        let late = u64::from(own.late_permille.clamp(1, 999));
        let length_log = log10(length.unsigned_abs()) - HOUR;
        Timing::Span {
            from,
            to: from + length,
            inside: log10(1_000 - late) - 3_000 - length_log,
            before: log10(late) - 3_000 - DAY,
            stray: log10(u64::from(precision.stray_ppm.max(1))) - 6_000,
        }
    }

    fn source_weights(&self, source: u32) -> &SourceWeights {
        let place = usize::try_from(source).unwrap_or(usize::MAX);
        self.ready.get(place).map_or(&self.weights.usual, |ready| &ready.weights)
    }

    /// How likely a telling is, by the act that was done; `None` if the report does not say.
    pub(crate) fn act_row(&self, part: &Part) -> Option<&ByAct> {
        let source = usize::try_from(part.source).ok()?;
        self.ready.get(source)?.acts.get(usize::from(part.act?))
    }

    /// What a further report of the same source weighs.
    pub(crate) fn repeat(&self, part: &Part) -> Millibans {
        held(self.source_weights(part.source).repeat)
    }

    /// The odds that the source tells of an event, by prominence; empty if not known.
    pub(crate) fn told(&self, part: &Part) -> &[Millibans] {
        &self.source_weights(part.source).told
    }

    /// How often events take a toll, bin by bin.
    pub(crate) fn toll_shares(&self, injured: bool) -> &ByToll {
        let [killed, hurt] = &self.tolls;
        if injured { hurt } else { killed }
    }

    /// How likely a told toll is, by the toll that it took.
    pub(crate) fn toll_row(&self, (first, last): (u8, u8)) -> &ByToll {
        let place = usize::from(first) * TOLL_BINS + usize::from(last);
        self.toll_rows.get(place).unwrap_or(&NO_TOLL)
    }

    /// The square of how far two places may lie apart and still be one, in square metres.
    pub(crate) fn reach_square(&self, place_squares: u64) -> u64 {
        let sigmas = u64::from(self.weights.precision.reach_sigmas.clamp(1, 9));
        sigmas * sigmas * place_squares
    }
}

/// For each first and last bin that is told: how likely that is, by the toll that it took.
fn toll_rows(tolls: &TollWeights) -> Vec<ByToll> {
    let done: Vec<ByToll> =
        (0..TOLL_BINS).map(|bin| row(tolls.told.get(bin).map_or(&[], Vec::as_slice))).collect();
    let between = |first: usize, last: usize| {
        let mut filled = NO_TOLL;
        for (cell, told) in filled.iter_mut().zip(&done) {
            *cell = log_sum(told.get(first..=last).unwrap_or_default());
        }
        filled
    };
    let bins = (0..TOLL_BINS).flat_map(|first| (0..TOLL_BINS).map(move |last| (first, last)));
    bins.map(|(first, last)| between(first, last)).collect()
}

/// The bins of a toll, first and last.
fn bins(toll: Toll) -> (u8, u8) {
    let bin = |people| u8::try_from(toll_bin(people)).unwrap_or(0);
    (bin(toll.least()), bin(toll.most()))
}

/// The square of a scale: slack and spread together, times the source's own factor.
fn square(slack: u64, spread: u64, permille: u32) -> u64 {
    let (slack, spread) = (slack.min(SCALE_MAX), spread.min(SCALE_MAX));
    let scale =
        (slack * slack + spread * spread).isqrt() * u64::from(permille.min(100_000)) / 1_000;
    let scale = scale.clamp(SCALE_MIN, SCALE_MAX);
    scale * scale
}
