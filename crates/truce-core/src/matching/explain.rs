//! Why a report is in its incident, what nearly joined, and what was refused: in words and millibans.
//!
//! The numbers are those by which the reports were joined, not a second
//! reckoning. Places and times are held against a reference disc of 20 km
//! radius and a day, so that a reader sees them apart from the crowding.
#![expect(clippy::arithmetic_side_effects, reason = "sums of weights that the model bounds")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::act::Act;
use crate::entry::Address;
use crate::matching::evidence::{Evidence, Reason};
use crate::matching::matcher::Matcher;
use crate::matching::model::{DAY, Part, Timing};
use crate::matching::score::{Gain, Score, gain, gain_of_at_least, rivals, rivals_weight, score};
use crate::matching::weights::{Millibans, toll_words};
use crate::spread::{OneByOne, Spread};

/// log10 of the square kilometres of a disc of 20 km radius, in millibans.
const DISC: i64 = 3_099;
/// Incidents further from joining than this are not worth a look, in millibans: a thousand to one.
const NEAR_MISS: i64 = -3_000;
/// What weighs less than this, for or against, is in doubt: ten to one.
const DOUBTFUL: i64 = 1_000;
/// A window up to this length is called a day, in seconds.
const DATED_S: u64 = 26 * 3_600;

/// Why a report stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// What speaks for its being in its incident; `None` if it is alone in it.
    pub stays: Option<Evidence>,
    /// Other incidents near enough to be looked at, the most likely first.
    pub rivals: Vec<Rival>,
}

/// Another incident that a report could belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rival {
    /// What speaks for it and against it.
    pub evidence: Evidence,
    /// Judgements that hold the two apart.
    pub refused_by: BTreeSet<Address>,
    /// The reports of the other incident.
    pub reports: BTreeSet<Address>,
}

/// Two incidents, or a report and the rest of its incident, of which it is not certain whether they are one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubtful {
    /// The smaller side.
    pub one: BTreeSet<Address>,
    /// The larger side.
    pub other: BTreeSet<Address>,
    /// Whether they stand as one event now.
    pub joined: bool,
    /// What speaks for their being one, in millibans: how likely they are is what these odds say.
    pub millibans: Millibans,
}

impl Doubtful {
    /// How much a judgement would settle: how unsure it is, for each report that it may move; higher is more.
    #[must_use]
    pub fn worth(&self) -> u64 {
        worth(self.millibans, self.one.len())
    }
}

/// How much a judgement would settle that moves so many reports, of whose odds this is known.
fn worth(odds: Millibans, moves: usize) -> u64 {
    let sure = u64::from(odds.unsigned_abs());
    let unsure = u64::try_from(DOUBTFUL).unwrap_or(0).saturating_sub(sure);
    unsure.saturating_mul(u64::try_from(moves).unwrap_or(0))
}

/// What is not certain, by numbers.
#[derive(Debug)]
struct Unsure {
    /// The first report of the one incident, or the report that is barely in its incident.
    one: u32,
    /// The first report of the other incident, if there are two.
    other: u32,
    joined: bool,
    odds: Millibans,
    worth: u64,
}

impl Unsure {
    /// Two incidents, each by its first report and its size.
    fn of((one, ours): (u32, usize), (other, theirs): (u32, usize), odds: Millibans) -> Self {
        Self { one, other, joined: false, odds, worth: worth(odds, ours.min(theirs)) }
    }
}

impl Matcher {
    /// Why a report stands where it stands; `None` if it is not there.
    #[must_use]
    pub fn why(&self, report: &Address) -> Option<Why> {
        let number = self.number(report)?;
        let home = self.home(number)?;
        let own = [number];
        let mut homes = self.homes_around(&own);
        homes.remove(&home);
        let rival = |other: &u32| {
            let members = self.members.get(other)?;
            let evidence = self.evidence(&own, members);
            let refused_by = self.refused_by(&own, members);
            let near = i64::from(evidence.total) >= NEAR_MISS || !refused_by.is_empty();
            near.then(|| Rival { evidence, refused_by, reports: self.named(members) })
        };
        let mut rivals: Vec<Rival> = homes.iter().filter_map(rival).collect();
        rivals.sort_by(|a, b| {
            b.evidence.total.cmp(&a.evidence.total).then_with(|| a.reports.cmp(&b.reports))
        });
        Some(Why { stays: self.stays(report), rivals })
    }

    /// What speaks for a report's being in its incident; `None` if it is alone in it, or not there.
    #[must_use]
    pub fn stays(&self, report: &Address) -> Option<Evidence> {
        let number = self.number(report)?;
        let rest = self.rest_of(number);
        (!rest.is_empty()).then(|| self.evidence(&[number], &rest))
    }

    /// Every incident that a report could be in, by its first report, and what speaks for it in millibans; its own
    /// incident, without itself, included if others are in it. Standing alone weighs nothing.
    #[must_use]
    pub fn options(&self, report: &Address) -> Vec<(Address, Millibans)> {
        let Some((number, home)) = self.number(report).and_then(|n| Some((n, self.home(n)?)))
        else {
            return Vec::new();
        };
        let option = |other: u32| {
            let members = self.members.get(&other)?;
            let rest = if other == home { self.rest_of(number) } else { members.clone() };
            let free = other == home || !self.kept_apart(&[number], &rest);
            let total =
                (!rest.is_empty() && free).then(|| self.gain_of(&[number], &rest).0.total())?;
            Some((self.address(*members.first()?)?.clone(), millibans(total)))
        };
        self.homes_around(&[number]).into_iter().filter_map(option).collect()
    }

    /// What is not certain, sorted by what a judgement would settle most.
    ///
    /// Cost: a weighing for each report of a joined incident, and one for each two neighbouring incidents.
    #[must_use]
    pub fn doubtful(&self) -> Vec<Doubtful> {
        self.in_words(self.unsure(&OneByOne))
    }

    /// The first so many of [`Matcher::doubtful`], without holding the others, spread over some hands.
    #[must_use]
    pub fn most_doubtful(&self, count: usize, spread: &dyn Spread) -> Vec<Doubtful> {
        let mut unsure = self.unsure(spread);
        unsure.sort_unstable_by_key(|one| Reverse(one.worth));
        if let Some(last) = count.checked_sub(1).and_then(|last| unsure.get(last)) {
            // What would settle as much as the last of them stands beside it: addresses decide.
            let least = last.worth;
            unsure.retain(|one| one.worth >= least);
        }
        let mut found = self.in_words(unsure);
        found.truncate(count);
        found
    }

    fn unsure(&self, spread: &dyn Spread) -> Vec<Unsure> {
        // Of what was received many times, once for all what counts of it.
        let counting = |(home, members): (&u32, &Vec<u32>)| {
            let counts = self.counting(members);
            (counts.len() < members.len()).then_some((*home, counts))
        };
        let counted: BTreeMap<u32, Vec<u32>> = self.members.iter().filter_map(counting).collect();
        let groups: Vec<(&u32, &Vec<u32>)> = self.members.iter().collect();
        let found = spread.over(&groups, |(home, members)| {
            let mut found = Vec::new();
            if members.len() > 1 {
                found.extend(members.iter().filter_map(|number| self.barely_in(*number)));
            }
            found.extend(self.barely_apart(**home, members, &counted));
            found
        });
        found.into_iter().flatten().collect()
    }

    /// The later incidents around one with which it is nearly one.
    fn barely_apart(
        &self,
        home: u32,
        members: &[u32],
        counted: &BTreeMap<u32, Vec<u32>>,
    ) -> Vec<Unsure> {
        let counts = |home: u32| counted.get(&home).or_else(|| self.members.get(&home));
        let least = self.model.weights.calibration.apart.least_above(-DOUBTFUL);
        let (Some(least), Some(ours)) = (least, counts(home)) else { return Vec::new() };
        let own = score(&self.model, &self.parts_of(ours));
        let later = self.homes_around(members).into_iter().filter(|other| *other > home);
        let nearly = later.filter_map(|other| {
            let (there, theirs) = self.members.get(&other).zip(counts(other))?;
            if self.kept_apart(members, there) {
                return None;
            }
            let total = self.nearly_one((ours, &own), theirs, least)?;
            let odds = self.worth(total, false);
            Some(Unsure::of((home, members.len()), (other, there.len()), odds))
        });
        nearly.collect()
    }

    /// The same, sorted, with the addresses of both sides.
    fn in_words(&self, unsure: Vec<Unsure>) -> Vec<Doubtful> {
        let told = unsure.into_iter().map(|unsure| {
            if unsure.joined {
                return self.doubt(&[unsure.one], &self.rest_of(unsure.one), true, unsure.odds);
            }
            let members = |home| self.members.get(&home).map_or(&[][..], Vec::as_slice);
            self.doubt(members(unsure.one), members(unsure.other), false, unsure.odds)
        });
        let mut found: Vec<Doubtful> = told.collect();
        found.sort_by(|a: &Doubtful, b| {
            let order = b.worth().cmp(&a.worth()).then_with(|| a.one.cmp(&b.one));
            order.then_with(|| a.other.cmp(&b.other))
        });
        found
    }

    fn barely_in(&self, number: u32) -> Option<Unsure> {
        // A report that is tied is in for sure, and is not held against all the rest.
        if self.tied(number).into_iter().any(|other| self.home(other) == self.home(number)) {
            return None;
        }
        let (own, rest) = ([number], self.rest_of(number));
        // Of two reports each is in as barely as the other: it is said once.
        let once =
            rest.len() > 1 || rest.first().is_some_and(|other| self.home(*other) == Some(*other));
        if !once || self.tie(&own, &rest).is_some() {
            return None;
        }
        let total = self.gain_of(&own, &rest).0.total();
        let odds = self.worth(total, true);
        let unsure =
            || Unsure { one: number, other: number, joined: true, odds, worth: worth(odds, 1) };
        (i64::from(odds) < DOUBTFUL).then(unsure)
    }

    /// What two incidents gain by being one, given what counts of each, if it is so much.
    fn nearly_one(&self, ours: (&[u32], &Score), theirs: &[u32], least: i64) -> Option<i64> {
        let other = score(&self.model, &self.parts_of(theirs));
        let parts = self.parts_of(&self.by_address(ours.0, theirs));
        let rivals = rivals_weight(&self.model, rivals(&parts));
        // Where a telling stands on both sides it counts once, and nothing is known of both from either.
        let whole = parts.len() == ours.0.len() + theirs.len();
        let but_for_rivals = if whole { least.saturating_sub(rivals) } else { i64::MIN };
        let gain = gain_of_at_least(&self.model, ours.1, &other, &parts, but_for_rivals)?;
        Some(gain.total()).filter(|total| *total >= least)
    }

    fn doubt(&self, a: &[u32], b: &[u32], joined: bool, odds: Millibans) -> Doubtful {
        let (mut one, mut other) = (self.named(a), self.named(b));
        if (other.len(), &other) < (one.len(), &one) {
            (one, other) = (other, one);
        }
        Doubtful { one, other, joined, millibans: odds }
    }

    /// The reports of two sides in the order of addresses.
    fn by_address(&self, a: &[u32], b: &[u32]) -> Vec<u32> {
        let mut numbers = [a, b].concat();
        numbers.sort_by(|one, other| self.address(*one).cmp(&self.address(*other)));
        numbers
    }

    /// Two sides put together in the order of addresses, weighed.
    pub(crate) fn gain_of(&self, a: &[u32], b: &[u32]) -> (Gain, Score, Score) {
        let of = |a: &[u32], b: &[u32]| score(&self.model, &self.parts_of(&self.by_address(a, b)));
        let (one, other, both) = (of(a, &[]), of(&[], b), of(a, b));
        (gain(&self.model, &one, &other, &both), one, other)
    }

    fn evidence(&self, a: &[u32], b: &[u32]) -> Evidence {
        if let Some(words) = self.tie(a, b) {
            let reasons = vec![Reason { millibans: 0, words: words.to_owned() }];
            return Evidence { reasons, total: 0 };
        }
        let (gain, one, other) = self.gain_of(a, b);
        let parts = |numbers: &[u32]| -> Vec<&Part> {
            numbers.iter().filter_map(|number| Some(&self.slot(*number)?.part)).collect()
        };
        let (ours, theirs) = (parts(a), parts(b));
        let day = i64::from(DAY);
        let reasons = [
            (gain.place + DISC, place_words(&one, &other)),
            (gain.time + day, time_words(&one, &other, &ours, &theirs)),
            (gain.act, act_words(&ours, &theirs)),
            (gain.tolls[0], toll_pair("killed", &ours, &theirs, |part| part.killed)),
            (gain.tolls[1], toll_pair("injured", &ours, &theirs, |part| part.injured)),
            (gain.told, "who tells of it, and who does not".to_owned()),
            (gain.repeats, "the same source again".to_owned()),
            (gain.copies, copy_words(&ours, &theirs)),
            (gain.crowding - DISC - day, "other events are to be expected near".to_owned()),
            (gain.rivals, "several reports of one source could be of this event".to_owned()),
        ];
        let reasons = reasons.into_iter().filter(|(weight, _)| *weight != 0);
        let reasons =
            reasons.map(|(weight, words)| Reason { millibans: millibans(weight), words }).collect();
        Evidence { reasons, total: millibans(gain.total()) }
    }

    /// What ties two sides together whatever the weights say, in words.
    pub(crate) fn tie(&self, a: &[u32], b: &[u32]) -> Option<&'static str> {
        let telling = |number: &u32| self.slot(*number)?.telling;
        let there: BTreeSet<_> = b.iter().filter_map(telling).collect();
        let tied = |number: &u32| telling(number).is_some_and(|told| there.contains(&told));
        let judged = |number: &u32| {
            let mut same = self.said_same(*number).into_iter().flatten();
            same.any(|other| self.number(other).is_some_and(|other| b.contains(&other)))
        };
        if a.iter().any(judged) {
            Some("judged to be one event")
        } else {
            a.iter().any(tied).then_some("the same telling, received twice")
        }
    }
}

/// A sum as a weight: beyond its bounds, the bound.
pub(crate) fn millibans(total: i64) -> Millibans {
    let bounded = total.clamp(i64::from(Millibans::MIN), i64::from(Millibans::MAX));
    Millibans::try_from(bounded).unwrap_or(Millibans::MAX)
}

fn place_words(a: &Score, b: &Score) -> String {
    let (Some(here), Some(there)) = (a.centre, b.centre) else {
        return "a place is not stated".to_owned();
    };
    let apart = u64::from(here.distance_m(there));
    let (fine, coarse) = (a.centre_square.isqrt(), b.centre_square.isqrt());
    format!("{} apart, exact to {} and {}", metres(apart), metres(fine), metres(coarse))
}

fn time_words(a: &Score, b: &Score, ours: &[&Part], theirs: &[&Part]) -> String {
    let exact =
        |parts: &[&Part]| parts.iter().any(|part| matches!(part.time, Timing::Moment { .. }));
    let apart = hours(a.middle.abs_diff(b.middle));
    match (exact(ours), exact(theirs)) {
        (true, true) => format!("{apart} apart in time"),
        (false, false) => {
            let (one, other) = (dated(ours), dated(theirs));
            let stretches = if one == other { one } else { format!("{one} and {other}") };
            format!("dated to {stretches}, their middles {apart} apart")
        }
        (true, false) => {
            format!("a time beside {}, their middles {apart} apart", dated(theirs))
        }
        (false, true) => format!("{} beside a time, their middles {apart} apart", dated(ours)),
    }
}

/// How exact the most exact date of some reports is.
fn dated(parts: &[&Part]) -> String {
    let length = |part: &&Part| match part.time {
        Timing::Span { from, to, .. } => Some(to.abs_diff(from)),
        Timing::Moment { .. } => None,
    };
    match parts.iter().filter_map(length).min().unwrap_or(0) {
        0..=DATED_S => "a day".to_owned(),
        length => format!("a window of {}", hours(length)),
    }
}

/// Copies in words: word for word only where there are words to compare.
fn copy_words(ours: &[&Part], theirs: &[&Part]) -> String {
    let worded = |parts: &[&Part]| parts.iter().any(|part| part.wording.is_some());
    let how = if worded(ours) && worded(theirs) { "word for word" } else { "in every detail" };
    format!("{how} the same as another source's")
}

fn act_words(ours: &[&Part], theirs: &[&Part]) -> String {
    let acts = |parts: &[&Part]| -> BTreeSet<&'static str> {
        let told = parts.iter().filter_map(|part| Act::ALL.get(usize::from(part.act?)));
        told.map(|act| act.phrase()).collect()
    };
    let (one, other) = (acts(ours), acts(theirs));
    if one == other && one.len() == 1 {
        return "the same act".to_owned();
    }
    let words = |acts: BTreeSet<&str>| acts.into_iter().collect::<Vec<_>>().join(", ");
    format!("{} beside {}", words(one), words(other))
}

fn toll_pair(
    what: &str,
    ours: &[&Part],
    theirs: &[&Part],
    told: impl Fn(&Part) -> Option<(u8, u8)>,
) -> String {
    let words = |parts: &[&Part]| {
        let bins: BTreeSet<(u8, u8)> = parts.iter().filter_map(|part| told(part)).collect();
        bins.into_iter().map(toll_words).collect::<Vec<_>>().join(", ")
    };
    format!("{what}: {} beside {}", words(ours), words(theirs))
}

/// Metres or kilometres for a reader.
pub(crate) fn metres(distance_m: u64) -> String {
    match distance_m {
        0..1_000 => format!("{distance_m} m"),
        1_000..10_000 => format!("{}.{} km", distance_m / 1_000, distance_m % 1_000 / 100),
        _ => format!("{} km", distance_m / 1_000),
    }
}

/// Hours or days for a reader.
pub(crate) fn hours(length_s: u64) -> String {
    match length_s / 3_600 {
        0 => format!("{} min", length_s / 60),
        hours @ 1..72 => format!("{hours} h"),
        hours => format!("{} days", hours / 24),
    }
}
