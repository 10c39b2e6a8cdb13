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
use crate::matching::score::{Gain, Score, gain, score};

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
    units: BTreeSet<usize>,
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
pub(crate) fn join(model: &Model, units: &[Unit<'_>]) -> Vec<BTreeSet<usize>> {
    let mut joining = Joining::begin(model, units);
    joining.join_all();
    if joining.move_all() {
        joining.offer_all();
        joining.join_all();
    }
    let mut sets: Vec<BTreeSet<usize>> =
        joining.sets.into_iter().flatten().map(|set| set.units).collect();
    sets.sort_by_key(|set| set.first().copied());
    sets
}

impl<'a> Joining<'a> {
    fn begin(model: &'a Model, units: &'a [Unit<'a>]) -> Self {
        let sets = units.iter().enumerate().map(|(name, unit)| {
            Some(Set { units: BTreeSet::from([name]), score: unit.alone, version: 0 })
        });
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
    fn held_apart(&self, a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> bool {
        a.iter()
            .filter_map(|unit| self.units.get(*unit))
            .any(|unit| unit.apart.iter().any(|other| b.contains(other)))
    }

    /// What two sets gain by being one, with the score of both together; `None` if they are held apart.
    fn weigh(&self, a: &Set, b: &Set) -> Option<(Gain, Score)> {
        if self.held_apart(&a.units, &b.units) {
            return None;
        }
        let together = a.units.union(&b.units).copied();
        let both = score(self.model, &self.parts(together));
        Some((gain(self.model, &a.score, &b.score, &both), both))
    }

    /// The sets that a set's units could be of one event with, itself left out.
    fn neighbours(&self, name: usize) -> BTreeSet<usize> {
        let units = self.set(name).into_iter().flat_map(|set| &set.units);
        let near = units.filter_map(|unit| self.units.get(*unit)).flat_map(|unit| &unit.near);
        near.filter_map(|unit| self.home.get(*unit).copied()).filter(|home| *home != name).collect()
    }

    fn offer(&mut self, a: usize, b: usize) {
        let (a, b) = (a.min(b), a.max(b));
        let (Some(one), Some(other)) = (self.set(a), self.set(b)) else { return };
        let versions = (one.version, other.version);
        if let Some((gain, _)) = self.weigh(one, other)
            && gain.total() > 0
        {
            self.offers.push((gain.total(), Reverse(a), Reverse(b), versions.0, versions.1));
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
        let kept = self.set(a).map(|set| set.units.clone()).unwrap_or_default();
        self.change(a, kept.into_iter().chain(gone.units).collect());
    }

    /// Gives a set other units; without any it is gone.
    fn change(&mut self, name: usize, units: BTreeSet<usize>) {
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
        let myself = Set { units: BTreeSet::from([unit]), score: own.alone, version: 0 };
        let rest: BTreeSet<usize> = set.units.iter().copied().filter(|u| *u != unit).collect();
        let stays = self.stays(&myself, set, &rest);
        let mut best: (i64, Option<usize>) = (0, None);
        let homes: BTreeSet<usize> = near().filter(|other| *other != home).collect();
        for other in homes {
            let weighed = self.set(other).and_then(|set| self.weigh(&myself, set));
            if let Some((gain, _)) = weighed
                && gain.total() > best.0
            {
                best = (gain.total(), Some(other));
            }
        }
        if best.0 <= stays || (best.1.is_none() && rest.is_empty()) {
            return false;
        }
        self.resettle(unit, home, rest, best.1);
        true
    }

    /// What a unit gains by staying with the rest of its set.
    fn stays(&self, myself: &Set, set: &Set, rest: &BTreeSet<usize>) -> i64 {
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
    fn resettle(&mut self, unit: usize, home: usize, rest: BTreeSet<usize>, to: Option<usize>) {
        self.change(home, rest);
        let free = || self.sets.iter().position(Option::is_none);
        let Some(to) = to.or_else(free) else { return };
        for name in [home, to] {
            if let Some(moved) = self.moved.get_mut(name) {
                *moved = true;
            }
        }
        let mut units = self.set(to).map(|set| set.units.clone()).unwrap_or_default();
        units.insert(unit);
        self.change(to, units);
        if let Some(home) = self.home.get_mut(unit) {
            *home = to;
        }
    }
}
