//! Joins the reports of one neighbourhood into groups, each held to be of one event.
//!
//! Best first: of all pairs of neighbouring sets, the two that gain most by
//! being one are joined, and what they gain with their neighbours is weighed
//! anew, until nothing gains. Whole sets are looked at, not chains of pairs.
//! Then every unit may go to a neighbouring set, or stand alone, where that
//! gains more.
//!
//! Units are what people (or one reference of one source) have tied together;
//! units that people hold apart are never in one set.
//!
//! Cost: O(p log p) weighings for p neighbouring pairs.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::matching::model::{Model, Part};
use crate::matching::score::{Score, gain, gain_of_at_least, rivals, rivals_weight, score};

/// How often a unit may be looked at again because a neighbour moved.
const ROUNDS: usize = 4;

/// Reports that stay together.
#[derive(Debug, Clone)]
pub(crate) struct Unit<'a> {
    /// The reports that count: of several tellings with one reference only the first.
    pub(crate) parts: Vec<&'a Part>,
    /// Units that could be of the same event.
    pub(crate) near: Vec<usize>,
    /// What it gains by being one with each of them, as far as that was weighed.
    pub(crate) gains: Vec<Option<i64>>,
    /// Units that must not be in one set with it.
    pub(crate) apart: Vec<usize>,
    /// Its score, by itself.
    pub(crate) alone: Score,
}

/// A set of units.
#[derive(Debug, Clone)]
struct Set {
    /// In their order.
    units: Vec<usize>,
    score: Score,
    version: u32,
}

/// What two sets gain, and the versions for which that was weighed: the best stands first.
type Offer = (i64, Reverse<usize>, Reverse<usize>, u32, u32);

/// The state of joining.
pub(crate) struct Joining<'a> {
    model: &'a Model,
    units: &'a [Unit<'a>],
    /// By name; a name is that of the unit that began it.
    sets: Vec<Option<Set>>,
    /// In which set each unit is.
    home: Vec<usize>,
    /// By name: which sets a unit went into or out of since no two sets gained by being one.
    moved: Vec<bool>,
    offers: BinaryHeap<Offer>,
}

/// Joins units into sets; every unit is in exactly one, and the sets stand in the order of their first units.
pub(crate) fn join(model: &Model, units: &[Unit<'_>]) -> Vec<Vec<usize>> {
    let mut joining = Joining::begin(model, units);
    joining.join_all();
    if joining.move_all() {
        joining.offer_all();
        joining.join_all();
    }
    let mut sets: Vec<Vec<usize>> =
        joining.sets.into_iter().flatten().map(|set| set.units).collect();
    sets.sort_by_key(|set| set.first().copied());
    sets
}

/// Two lists in order, of which nothing is in both, as one.
fn in_order(a: &[usize], b: &[usize]) -> impl Iterator<Item = usize> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    std::iter::from_fn(move || match (a.peek(), b.peek()) {
        (Some(one), Some(other)) if other < one => b.next().copied(),
        (Some(_), _) => a.next().copied(),
        (None, _) => b.next().copied(),
    })
}

impl<'a> Joining<'a> {
    fn begin(model: &'a Model, units: &'a [Unit<'a>]) -> Self {
        let sets = units
            .iter()
            .enumerate()
            .map(|(name, unit)| Some(Set { units: vec![name], score: unit.alone, version: 0 }));
        let mut joining = Self {
            model,
            units,
            sets: sets.collect(),
            home: (0..units.len()).collect(),
            moved: vec![false; units.len()],
            offers: BinaryHeap::new(),
        };
        joining.offer_first();
        joining
    }

    /// Offers every two units that gain, before any are joined.
    fn offer_first(&mut self) {
        for (name, unit) in self.units.iter().enumerate() {
            for (other, gain) in unit.near.iter().zip(&unit.gains).filter(|(o, _)| **o > name) {
                let free = unit.apart.is_empty();
                match gain.filter(|_| free) {
                    Some(gain) if gain > 0 => {
                        self.offers.push((gain, Reverse(name), Reverse(*other), 0, 0));
                    }
                    Some(_) => {}
                    None => self.offer(name, *other),
                }
            }
        }
    }

    fn set(&self, name: usize) -> Option<&Set> {
        self.sets.get(name)?.as_ref()
    }

    /// The parts of some units, in their order.
    fn parts(&self, units: impl Iterator<Item = usize>) -> Vec<&'a Part> {
        units
            .filter_map(|unit| self.units.get(unit))
            .flat_map(|unit| &unit.parts)
            .copied()
            .collect()
    }

    /// Whether people hold a unit of the one apart from a unit of the other.
    fn held_apart(&self, a: &[usize], b: &[usize]) -> bool {
        a.iter()
            .filter_map(|unit| self.units.get(*unit))
            .any(|unit| unit.apart.iter().any(|other| b.binary_search(other).is_ok()))
    }

    /// What two sets gain by being one, if that is more than so much; `None` also if they are held apart.
    fn weigh(&self, a: &Set, b: &Set, more_than: i64) -> Option<i64> {
        if self.held_apart(&a.units, &b.units) {
            return None;
        }
        let parts = self.parts(in_order(&a.units, &b.units));
        let least = more_than.saturating_add(1);
        let but_for_rivals = least.saturating_sub(rivals_weight(self.model, rivals(&parts)));
        let gain = gain_of_at_least(self.model, &a.score, &b.score, &parts, but_for_rivals)?;
        Some(gain.total())
    }

    /// The sets that hold a unit near one of these, in their order, `name` left out.
    fn homes_near(&self, units: &[usize], name: usize) -> Vec<usize> {
        let units = units.iter().filter_map(|unit| self.units.get(*unit));
        let near = units.flat_map(|unit| &unit.near);
        let homes = near.filter_map(|unit| self.home.get(*unit).copied());
        let mut homes: Vec<usize> = homes.filter(|home| *home != name).collect();
        homes.sort_unstable();
        homes.dedup();
        homes
    }

    /// The sets that a set's units could be of one event with, itself left out.
    fn neighbours(&self, name: usize) -> Vec<usize> {
        self.set(name).map_or_else(Vec::new, |set| self.homes_near(&set.units, name))
    }

    fn offer(&mut self, a: usize, b: usize) {
        let (a, b) = (a.min(b), a.max(b));
        let (Some(one), Some(other)) = (self.set(a), self.set(b)) else { return };
        let versions = (one.version, other.version);
        if let Some(gain) = self.weigh(one, other, 0) {
            self.offers.push((gain, Reverse(a), Reverse(b), versions.0, versions.1));
        }
    }

    fn offer_all(&mut self) {
        self.offers.clear();
        for name in 0..self.sets.len() {
            for other in self.neighbours(name) {
                if other > name {
                    self.offer(name, other);
                }
            }
        }
    }

    fn join_all(&mut self) {
        while let Some((_, Reverse(a), Reverse(b), version_a, version_b)) = self.offers.pop() {
            let current = |name, version| self.set(name).is_some_and(|set| set.version == version);
            if current(a, version_a) && current(b, version_b) {
                self.join(a, b);
                for other in self.neighbours(a) {
                    self.offer(a, other);
                }
            }
        }
    }

    /// Joins set `b` into set `a`.
    fn join(&mut self, a: usize, b: usize) {
        let Some(gone) = self.sets.get_mut(b).and_then(Option::take) else { return };
        for unit in &gone.units {
            if let Some(home) = self.home.get_mut(*unit) {
                *home = a;
            }
        }
        let kept = self.set(a).map_or(&[][..], |set| &set.units);
        self.change(a, in_order(kept, &gone.units).collect());
    }

    /// Gives a set other units; without any it is gone.
    fn change(&mut self, name: usize, units: Vec<usize>) {
        let score = score(self.model, &self.parts(units.iter().copied()));
        let Some(place) = self.sets.get_mut(name) else { return };
        let version = place.as_ref().map_or(0, |set| set.version).saturating_add(1);
        *place = (!units.is_empty()).then_some(Set { units, score, version });
    }

    /// Lets every unit go where it gains most, until none moves; whether any moved.
    fn move_all(&mut self) -> bool {
        let mut moved_at_all = false;
        let mut active: BTreeSet<usize> = (0..self.units.len()).collect();
        for _ in 0..ROUNDS {
            let mut next = BTreeSet::new();
            for unit in active {
                if self.move_one(unit) {
                    moved_at_all = true;
                    let near = self.units.get(unit).map(|unit| unit.near.iter().copied());
                    next.extend(near.into_iter().flatten());
                }
            }
            if next.is_empty() {
                break;
            }
            active = next;
        }
        moved_at_all
    }

    /// Lets a unit go to the set with which it gains most, or stand alone; whether it moved.
    fn move_one(&mut self, unit: usize) -> bool {
        let (Some(home), Some(own)) = (self.home.get(unit).copied(), self.units.get(unit)) else {
            return false;
        };
        let Some(set) = self.set(home) else { return false };
        let still = |name: usize| self.moved.get(name) == Some(&false);
        let near = || own.near.iter().filter_map(|other| self.home.get(*other).copied());
        // No two sets gained by being one, and those around are as they were then.
        if set.units.len() == 1 && still(home) && near().all(still) {
            return false;
        }
        let myself = Set { units: vec![unit], score: own.alone, version: 0 };
        let rest: Vec<usize> = set.units.iter().copied().filter(|u| *u != unit).collect();
        let stays = self.stays(&myself, set, &rest);
        // Elsewhere it must gain more than alone, and more than where it is.
        let mut best: (i64, Option<usize>) = (0, None);
        for other in self.homes_near(&myself.units, home) {
            let more_than = best.0.max(stays);
            let gain = self.set(other).and_then(|set| self.weigh(&myself, set, more_than));
            best = gain.map_or(best, |gain| (gain, Some(other)));
        }
        if best.0 <= stays || (best.1.is_none() && rest.is_empty()) {
            return false;
        }
        self.resettle(unit, home, rest, best.1);
        true
    }

    /// What a unit gains by staying with the rest of its set.
    fn stays(&self, myself: &Set, set: &Set, rest: &[usize]) -> i64 {
        if rest.is_empty() {
            return 0;
        }
        if self.held_apart(&myself.units, rest) {
            return i64::MIN;
        }
        let others = score(self.model, &self.parts(rest.iter().copied()));
        gain(self.model, &myself.score, &others, &set.score).total()
    }

    /// Takes a unit out of its set and puts it into another, or into a new one.
    fn resettle(&mut self, unit: usize, home: usize, rest: Vec<usize>, to: Option<usize>) {
        self.change(home, rest);
        let free = || self.sets.iter().position(Option::is_none);
        let Some(to) = to.or_else(free) else { return };
        for name in [home, to] {
            if let Some(moved) = self.moved.get_mut(name) {
                *moved = true;
            }
        }
        let there = self.set(to).map_or(&[][..], |set| &set.units);
        self.change(to, in_order(there, &[unit]).collect());
        if let Some(home) = self.home.get_mut(unit) {
            *home = to;
        }
    }
}
