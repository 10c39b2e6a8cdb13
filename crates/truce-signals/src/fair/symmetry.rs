//! Tests that an indicator is fair, to be run on it and published with it.
//!
//! # In scope
//! Parties exchanged: answers must be exchanged, to the bit ([`exchanged`]).
//! Authors exchanged by lot within zone and week: the difference between the
//! parties must be no larger than that often brings about ([`placebo`]). A date
//! moved: its effect must be larger than that of other dates ([`date_moved`]).
//! One source left out: the answer must not turn round ([`without_each`]).
//!
//! # Source
//! Fisher 1935 for exchanges by lot; Gertler et al. 2016, chapter 11, for
//! placebos of dates. Chances are (1 + as far) / (1 + all), ties being as far.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::counts::random::Random;
use crate::counts::real;

/// Days of a week.
const WEEK: usize = 7;

/// One event as an indicator of two parties sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attributed {
    /// The number of its zone.
    pub zone: usize,
    /// The number of its day.
    pub day: usize,
    /// To whom it is attributed.
    pub party: OneOfTwo,
    /// The number of the source that told it.
    pub source: usize,
}

/// One of two parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OneOfTwo {
    /// The one.
    One,
    /// The other.
    Other,
}

impl OneOfTwo {
    fn exchanged(self) -> Self {
        match self {
            Self::One => Self::Other,
            Self::Other => Self::One,
        }
    }
}

/// Says whether an indicator gives exchanged answers for exchanged parties, to the bit.
#[must_use]
pub fn exchanged(events: &[Attributed], indicator: impl Fn(&[Attributed]) -> [f64; 2]) -> bool {
    let turned: Vec<Attributed> = events
        .iter()
        .map(|event| Attributed { party: event.party.exchanged(), ..*event })
        .collect();
    let [one, other] = indicator(events).map(f64::to_bits);
    indicator(&turned).map(f64::to_bits) == [other, one]
}

/// What a placebo test says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placebo {
    /// The indicator as it is.
    pub observed: f64,
    /// How often a placebo goes as far to either side.
    pub chance: f64,
    /// How many placebos there were.
    pub placebos: usize,
}

/// Holds a difference between parties against that of authors exchanged by lot, within each zone and week.
///
/// Whoever is more active in a zone in a week stays so; only which of its events are whose is exchanged.
pub fn placebo(
    events: &[Attributed],
    placebos: u32,
    seed: u64,
    difference: impl Fn(&[Attributed]) -> f64,
) -> Placebo {
    let mut random = Random::new(seed);
    let mut weeks: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, event) in events.iter().enumerate() {
        weeks.entry((event.zone, event.day / WEEK)).or_default().push(number);
    }
    let mut by_lot = || {
        let mut drawn = events.to_vec();
        for numbers in weeks.values() {
            let mut parties: Vec<OneOfTwo> =
                numbers.iter().filter_map(|number| Some(events.get(*number)?.party)).collect();
            random.shuffle(&mut parties);
            for (number, party) in numbers.iter().zip(parties) {
                drawn.get_mut(*number).into_iter().for_each(|event| event.party = party);
            }
        }
        difference(&drawn)
    };
    let all: Vec<f64> = (0..placebos).map(|_| by_lot()).collect();
    against(difference(events), &all)
}

/// Holds the effect of a date against that of all other dates for which `effect` has an answer.
///
/// Dates nearer than `apart` days to the date share its days and are passed over; none if the date has no effect to hold.
#[must_use]
pub fn date_moved(
    date: usize,
    days: usize,
    apart: usize,
    effect: impl Fn(usize) -> Option<f64>,
) -> Option<Placebo> {
    let others = (0..days).filter(|other| other.abs_diff(date) >= apart);
    let all: Vec<f64> = others.filter_map(&effect).collect();
    Some(against(effect(date)?, &all))
}

fn against(observed: f64, all: &[f64]) -> Placebo {
    let as_far = all.iter().filter(|placebo| placebo.abs() >= observed.abs()).count();
    let chance = (real(as_far) + 1.0) / (real(all.len()) + 1.0);
    Placebo { observed, chance, placebos: all.len() }
}

/// What is left of an answer when one source is left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Without {
    /// The number of the source.
    pub source: usize,
    /// The answer without it.
    pub answer: f64,
    /// Whether the answer points the other way, or nowhere: it rests on this source.
    pub turns: bool,
}

/// The answer without each source in turn.
#[must_use]
pub fn without_each(
    events: &[Attributed],
    difference: impl Fn(&[Attributed]) -> f64,
) -> Vec<Without> {
    let whole = difference(events);
    let sources: BTreeSet<usize> = events.iter().map(|event| event.source).collect();
    let without = |source: usize| {
        let rest = events.iter().copied().filter(|event| event.source != source);
        let answer = difference(&rest.collect::<Vec<_>>());
        Without { source, answer, turns: answer * whole <= 0.0 && whole != 0.0 }
    };
    sources.into_iter().map(without).collect()
}
