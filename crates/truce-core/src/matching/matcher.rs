//! Which reports tell of the same event, kept up as reports come and go.
//!
//! INVARIANT: the groups are a function of the set of candidates, the settled
//! judgements and the table, whatever the order in which they came: a
//! neighbourhood (all that is linked by pairs that could be one event) is joined
//! anew whenever anything in it changes, in the order of addresses. Kept by
//! [`Matcher::settle`]; a test holds random histories against one batch.
//!
//! Cost: a change costs its neighbourhood; all at once O(n log n + p log p), p
//! being the pairs near enough.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::entry::Address;
use crate::matching::crowd::Crowd;
use crate::matching::explain::millibans;
use crate::matching::joining::{Unit, join};
use crate::matching::judgements::Judgements;
use crate::matching::model::{Model, Part};
use crate::matching::near::{Near, could_be_one};
use crate::matching::score::{Score, gain_of_at_least, rivals_weight, score};
use crate::matching::tables::log10;
use crate::matching::weights::{Millibans, Weights};
use crate::matching::{Candidate, Groups};
use crate::spread::{OneByOne, Spread};

/// Pairs that weigh less are not looked at when sets are joined, in millibans.
const LINK_LEAST: i64 = -300;

/// So many reports of one source that could be of an event speak for a crowd; more say no more.
const RIVALS_MAX: u64 = 4;

/// In place of a group: not settled yet.
const UNSETTLED: u32 = u32::MAX;

/// A source, and a reference of its own as a number.
pub(crate) type Telling = (u32, [u64; 2]);

/// A reference as a number, so large that nobody finds two references with one number.
fn known_by(reference: &str) -> [u64; 2] {
    let digest: [u8; 32] = Sha256::digest(reference.as_bytes()).into();
    let mut halves =
        digest.chunks_exact(8).map(|half| half.try_into().map_or(0, u64::from_be_bytes));
    [halves.next().unwrap_or(0), halves.next().unwrap_or(0)]
}

/// A report in the matcher.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) address: Address,
    pub(crate) part: Part,
    /// Source and reference, if it has one.
    pub(crate) telling: Option<Telling>,
    /// Reports that could be of the same event, by number, and what the two gain by being one.
    links: Vec<(u32, Millibans)>,
    /// Its score alone.
    score: Score,
}

impl Slot {
    /// A report without links, whose source has a number.
    pub(crate) fn of(model: &Model, candidate: &Candidate, source: u32) -> Self {
        let part = model.part_of(candidate, source);
        let reference = candidate.reference.as_deref();
        Self {
            address: candidate.address.clone(),
            telling: reference.map(|reference| (source, known_by(reference))),
            links: Vec::new(),
            score: score(model, &[&part]),
            part,
        }
    }
}

/// All that is linked or tied together, directly or through others.
struct Neighbourhood {
    /// In the order of addresses.
    reports: Vec<u32>,
    /// Whether any of them is tied to another.
    ties: bool,
}

/// Reports, grouped by the event that they tell of.
#[derive(Debug, Clone)]
pub struct Matcher {
    pub(crate) model: Model,
    pub(crate) slots: Vec<Option<Slot>>,
    free: Vec<u32>,
    numbers: BTreeMap<Address, u32>,
    pub(crate) crowd: Crowd,
    pub(crate) near: Near,
    /// Which reports have a telling, by number.
    pub(crate) tellings: BTreeSet<(Telling, u32)>,
    judged: Judgements,
    /// For each report that was judged: what it is held to be one with, and apart from.
    said: BTreeMap<Address, (BTreeSet<Address>, BTreeSet<Address>)>,
    pub(crate) dirty: BTreeSet<u32>,
    /// Groups of which a report was taken out since they were settled.
    broken: Groups,
    /// The first report of the group of each report, by number.
    group_of: Vec<u32>,
    /// The reports of each group, by its first.
    pub(crate) members: BTreeMap<u32, Vec<u32>>,
}

/// Groups before a change and after it; groups that stayed as they were are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regrouped {
    /// The groups that are no more.
    pub before: Groups,
    /// The groups that came in their place.
    pub after: Groups,
}

/// Joins reports into groups, each held to be of one event; every candidate is in exactly one.
#[must_use]
pub fn match_reports(weights: &Weights, candidates: &[Candidate], judged: &Judgements) -> Groups {
    Matcher::of(weights, candidates, judged).groups()
}

impl Matcher {
    /// A matcher without reports.
    #[must_use]
    pub fn new(weights: &Weights) -> Self {
        Self {
            model: Model::new(weights),
            slots: Vec::new(),
            free: Vec::new(),
            numbers: BTreeMap::new(),
            crowd: Crowd::default(),
            near: Near::default(),
            tellings: BTreeSet::new(),
            judged: Judgements::default(),
            said: BTreeMap::new(),
            dirty: BTreeSet::new(),
            broken: Groups::new(),
            group_of: Vec::new(),
            members: BTreeMap::new(),
        }
    }

    pub(crate) fn slot(&self, number: u32) -> Option<&Slot> {
        self.slots.get(usize::try_from(number).ok()?)?.as_ref()
    }

    fn slot_mut(&mut self, number: u32) -> Option<&mut Slot> {
        self.slots.get_mut(usize::try_from(number).ok()?)?.as_mut()
    }

    /// The number of a report.
    pub(crate) fn number(&self, address: &Address) -> Option<u32> {
        self.numbers.get(address).copied()
    }

    /// The first report of a report's group.
    pub(crate) fn home(&self, number: u32) -> Option<u32> {
        self.group_of.get(usize::try_from(number).ok()?).copied().filter(|home| *home != UNSETTLED)
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = (u32, &Part)> + Clone {
        (0..).zip(&self.slots).filter_map(|(number, slot)| Some((number, &slot.as_ref()?.part)))
    }

    /// Every report that is not left out of a crowd.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (u32, &Part)> {
        self.parts().filter(|(_, part)| !self.crowd.leaves_out(&self.model, part))
    }

    /// Where the reports are that can be linked now, and one more.
    fn near_with(&self, number: u32) -> Near {
        let numbers = self.near.numbers().chain([number]);
        let there = numbers.filter_map(|number| Some((number, &self.slot(number)?.part)));
        let there: Vec<_> = there.collect();
        Near::of(&self.model, there.into_iter())
    }

    /// Gives a report a slot, without links; the number, or `None` if it is there already.
    fn take_in(&mut self, candidate: &Candidate) -> Option<u32> {
        if self.numbers.contains_key(&candidate.address) {
            return None;
        }
        let source = self.model.source(&candidate.source);
        let slot = Slot::of(&self.model, candidate, source);
        let telling = slot.telling;
        let number = self.put_in(slot)?;
        self.tellings.extend(telling.map(|telling| (telling, number)));
        self.dirty.insert(number);
        Some(number)
    }

    /// Puts a report into a slot that is free, unless it is there already; its telling is not noted yet.
    pub(crate) fn put_in(&mut self, slot: Slot) -> Option<u32> {
        let at = match self.free.last() {
            Some(free) => usize::try_from(*free).ok()?,
            None => self.slots.len(),
        };
        let number = u32::try_from(at).ok().filter(|number| *number != UNSETTLED)?;
        match self.numbers.entry(slot.address.clone()) {
            Entry::Occupied(_) => return None,
            Entry::Vacant(place) => place.insert(number),
        };
        match self.slots.get_mut(at) {
            Some(place) => {
                self.free.pop();
                *place = Some(slot);
            }
            None => {
                self.slots.push(Some(slot));
                self.group_of.push(UNSETTLED);
            }
        }
        self.unsettle(number);
        Some(number)
    }

    fn unsettle(&mut self, number: u32) {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(group) = self.group_of.get_mut(at) {
            *group = UNSETTLED;
        }
    }

    /// The reports that one which is not left out of a crowd could be of one event with, and what they gain by that.
    pub(crate) fn links_of(
        &self,
        number: u32,
        which: impl Fn(u32) -> bool,
    ) -> Vec<(u32, Millibans)> {
        let Some(slot) = self.slot(number) else { return Vec::new() };
        let mut found = Vec::new();
        self.near.around(&self.model, &slot.part, |other| {
            if other == number || !which(other) {
                return;
            }
            let Some(there) = self.slot(other) else { return };
            if could_be_one(&self.model, &slot.part, &there.part)
                && let Some(weight) = self.weigh_near(slot, there, LINK_LEAST)
            {
                found.push((other, millibans(weight)));
            }
        });
        found
    }

    /// Links a report with others.
    pub(crate) fn keep_links(&mut self, number: u32, links: Vec<(u32, Millibans)>) {
        for (other, weight) in &links {
            if let Some(there) = self.slot_mut(*other) {
                there.links.push((number, *weight));
            }
        }
        if let Some(slot) = self.slot_mut(number) {
            slot.links.extend(links);
        }
    }

    /// What two reports gain by being one; `None` if they are too far apart.
    fn weigh(&self, a: &Slot, b: &Slot) -> Option<i64> {
        if !could_be_one(&self.model, &a.part, &b.part) {
            return None;
        }
        self.weigh_near(a, b, i64::MIN)
    }

    /// What two reports gain by being one that are near enough, if it is so much.
    fn weigh_near(&self, a: &Slot, b: &Slot, least: i64) -> Option<i64> {
        let (a, b) = if a.address <= b.address { (a, b) } else { (b, a) };
        let parts = [&a.part, &b.part];
        let gain = gain_of_at_least(&self.model, &a.score, &b.score, &parts, least)?;
        Some(gain.between_two())
    }

    /// log10 of how many reports of one source could be of a report's event, up to [`RIVALS_MAX`].
    ///
    /// INVARIANT: a function of its neighbourhood. Two sources must tell so many: none alone can make a crowd.
    fn rivals(&self, number: u32) -> Millibans {
        let links = self.slot(number).map_or(&[][..], |slot| &slot.links);
        let mut sources: Vec<u32> =
            links.iter().filter_map(|(other, _)| Some(self.slot(*other)?.part.source)).collect();
        sources.sort_unstable();
        let (mut most, mut second) = (0, 0);
        for told in sources.chunk_by(|a, b| a == b).map(<[u32]>::len) {
            second = second.max(most.min(told));
            most = most.max(told);
        }
        log10(u64::try_from(second).unwrap_or(1).clamp(1, RIVALS_MAX))
    }

    /// Takes a report in; nothing is grouped anew until [`Matcher::settle`].
    pub fn insert(&mut self, candidate: &Candidate) {
        let Some(number) = self.take_in(candidate) else { return };
        let Some(part) = self.slot(number).map(|slot| slot.part.clone()) else { return };
        let crossed = self.crowd.count(&self.model, &part, number);
        self.put_near(number);
        self.crossed(&crossed);
    }

    /// Puts a report among those that can be linked, and links it, unless it is left out of a crowd.
    fn put_near(&mut self, number: u32) {
        let Some(part) = self.slot(number).map(|slot| slot.part.clone()) else { return };
        if self.crowd.leaves_out(&self.model, &part) {
            return;
        }
        if self.near.has_level(&self.model, &part) {
            self.near.insert(&self.model, &part, number);
        } else {
            self.near = self.near_with(number);
        }
        let links = self.links_of(number, |_| true);
        self.keep_links(number, links);
    }

    /// Links reports that are no longer left out of a crowd, and unlinks those that are now.
    fn crossed(&mut self, numbers: &[u32]) {
        for number in numbers {
            let Some(slot) = self.slot_mut(*number) else { continue };
            let (part, links) = (slot.part.clone(), std::mem::take(&mut slot.links));
            self.near.remove(&self.model, &part, *number);
            self.unlink(*number, &links);
            self.dirty.insert(*number);
            self.dirty.extend(links.iter().map(|(other, _)| *other));
        }
        for number in numbers {
            self.put_near(*number);
        }
    }

    fn unlink(&mut self, number: u32, links: &[(u32, Millibans)]) {
        for (other, _) in links {
            if let Some(there) = self.slot_mut(*other) {
                there.links.retain(|(link, _)| *link != number);
            }
        }
    }

    /// Takes a report out, one that was corrected for example.
    pub fn remove(&mut self, address: &Address) {
        let Some(number) = self.numbers.remove(address) else { return };
        let tied = self.tied(number);
        let members = self.home(number).and_then(|home| self.members.remove(&home));
        if let Some(members) = members {
            self.broken.push(self.named(&members));
            members.iter().for_each(|member| self.unsettle(*member));
            self.dirty.extend(members);
        }
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(slot) = self.slots.get_mut(at).and_then(Option::take) else { return };
        self.near.remove(&self.model, &slot.part, number);
        if let Some(telling) = slot.telling {
            self.tellings.remove(&(telling, number));
        }
        self.unlink(number, &slot.links);
        let crossed = self.crowd.discount(&self.model, &slot.part, number);
        self.crossed(&crossed);
        self.dirty.extend(tied);
        self.dirty.extend(slot.links.iter().map(|(other, _)| *other));
        self.dirty.remove(&number);
        self.free.push(number);
    }

    /// Takes people's word on pairs in place of what they had said before.
    pub fn judge(&mut self, judged: &Judgements) {
        let mut said: BTreeMap<Address, (BTreeSet<Address>, BTreeSet<Address>)> = BTreeMap::new();
        for (a, b) in judged.same.keys() {
            said.entry(a.clone()).or_default().0.insert(b.clone());
            said.entry(b.clone()).or_default().0.insert(a.clone());
        }
        for (a, b) in judged.different.keys() {
            said.entry(a.clone()).or_default().1.insert(b.clone());
            said.entry(b.clone()).or_default().1.insert(a.clone());
        }
        let changed = said.keys().chain(self.said.keys());
        let changed = changed.filter(|address| said.get(*address) != self.said.get(*address));
        let numbers: Vec<u32> = changed.filter_map(|address| self.number(address)).collect();
        self.dirty.extend(numbers);
        self.said = said;
        self.judged = judged.clone();
    }

    /// What a report is tied to: by people's word, or because it is the same telling.
    pub(crate) fn tied(&self, number: u32) -> Vec<u32> {
        let Some(slot) = self.slot(number) else { return Vec::new() };
        let said = self.said.get(&slot.address);
        let same = said.into_iter().flat_map(|(same, _)| same).filter_map(|a| self.number(a));
        let mut tied: Vec<u32> = same.collect();
        if let Some(told) = slot.telling {
            let (first, last) = ((told, 0), (told, u32::MAX));
            let mut alike = self.tellings.range(first..=last);
            // Almost always it stands alone, or is not there yet.
            if alike.next().is_some() && alike.next_back().is_some() {
                // To the one before and the one after it: that holds all of a telling together.
                let before = self.tellings.range(first..(told, number)).next_back();
                let after = self.tellings.range((told, number.saturating_add(1))..=last).next();
                tied.extend(before.into_iter().chain(after).map(|(_, other)| *other));
            }
        }
        tied
    }

    /// What people hold a report to be one with.
    pub(crate) fn said_same(&self, number: u32) -> Option<&BTreeSet<Address>> {
        let (same, _) = self.said.get(&self.slot(number)?.address)?;
        Some(same)
    }

    /// The judgements that hold a report of the one side apart from one of the other.
    pub(crate) fn refused_by(&self, a: &[u32], b: &[u32]) -> BTreeSet<Address> {
        if !self.kept_apart(a, b) {
            return BTreeSet::new();
        }
        let (here, there) = (self.named(a), self.named(b));
        let crossing = self.judged.different.iter().filter(|((one, other), _)| {
            (here.contains(one) && there.contains(other))
                || (there.contains(one) && here.contains(other))
        });
        crossing.flat_map(|(_, said)| said).cloned().collect()
    }

    /// The reports that could be of one event with a report, by number.
    pub(crate) fn around(&self, number: u32) -> Vec<u32> {
        let Some(slot) = self.slot(number) else { return Vec::new() };
        let mut found = self.tied(number);
        self.near.around(&self.model, &slot.part, |other| {
            let there = self.slot(other);
            if other != number
                && there.is_some_and(|there| could_be_one(&self.model, &slot.part, &there.part))
            {
                found.push(other);
            }
        });
        found
    }

    /// Groups anew whatever the changes since the last time have touched.
    pub fn settle(&mut self) -> Regrouped {
        let Regrouped { before, after } = self.settle_around();
        let (was, is): (BTreeSet<_>, BTreeSet<_>) =
            (before.iter().collect(), after.iter().collect());
        Regrouped {
            before: before.iter().filter(|group| !is.contains(group)).cloned().collect(),
            after: after.iter().filter(|group| !was.contains(group)).cloned().collect(),
        }
    }

    /// The same; told are all groups of the neighbourhoods that were touched, those that stayed included: what holds
    /// them together may weigh otherwise now.
    pub(crate) fn settle_around(&mut self) -> Regrouped {
        let mut before: BTreeSet<_> = std::mem::take(&mut self.broken).into_iter().collect();
        let mut after = BTreeSet::new();
        self.settle_dirty(&OneByOne, |matcher, gone, come| {
            before.extend(gone.iter().map(|group| matcher.named(group)));
            after.extend(come.iter().map(|group| matcher.named(group)));
        });
        Regrouped { before: before.into_iter().collect(), after: after.into_iter().collect() }
    }

    /// The same; `heard` is told, of every neighbourhood, which groups are no more and which come in their place.
    pub(crate) fn settle_dirty(
        &mut self,
        spread: &dyn Spread,
        mut heard: impl FnMut(&Self, &[Vec<u32>], &[Vec<u32>]),
    ) {
        let dirty = std::mem::take(&mut self.dirty);
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut touched: Vec<Neighbourhood> = Vec::new();
        for number in dirty {
            if seen.contains(&number) || self.slot(number).is_none() {
                continue;
            }
            let around = self.neighbourhood(number);
            if around.reports.len() > 1 {
                seen.extend(&around.reports);
            }
            touched.push(around);
        }
        let reports: Vec<u32> =
            touched.iter().flat_map(|around| &around.reports).copied().collect();
        let rivals = spread.over(&reports, |number| self.rivals(*number));
        for (number, rivals) in reports.into_iter().zip(rivals) {
            if let Some(slot) = self.slot_mut(number) {
                slot.part.rivals = rivals;
            }
        }
        let grouped = spread.over(&touched, |around| self.grouped(around));
        for (around, come) in touched.iter().zip(grouped) {
            let gone = self.take_out_groups(&around.reports);
            heard(self, &gone, &come);
            self.put_in_groups(come);
        }
    }

    pub(crate) fn address(&self, number: u32) -> Option<&Address> {
        Some(&self.slot(number)?.address)
    }

    /// Everything that is linked or tied to a report, directly or through others.
    fn neighbourhood(&self, number: u32) -> Neighbourhood {
        let mut found = BTreeSet::from([number]);
        let mut open = vec![number];
        let mut ties = false;
        while let Some(next) = open.pop() {
            let links = self.slot(next).map_or(&[][..], |slot| &slot.links);
            let tied = self.tied(next);
            ties |= !tied.is_empty();
            for other in links.iter().map(|(other, _)| *other).chain(tied) {
                if found.insert(other) {
                    open.push(other);
                }
            }
        }
        let mut reports: Vec<u32> = found.into_iter().collect();
        reports.sort_by(|a, b| self.address(*a).cmp(&self.address(*b)));
        Neighbourhood { reports, ties }
    }

    pub(crate) fn named(&self, numbers: &[u32]) -> BTreeSet<Address> {
        numbers.iter().filter_map(|number| self.address(*number).cloned()).collect()
    }

    /// Takes out the groups of some reports.
    fn take_out_groups(&mut self, reports: &[u32]) -> Vec<Vec<u32>> {
        let homes: BTreeSet<u32> = reports.iter().filter_map(|number| self.home(*number)).collect();
        let gone: Vec<Vec<u32>> =
            homes.iter().filter_map(|home| self.members.remove(home)).collect();
        // A report that is no longer of this neighbourhood must not be taken for one of a group that takes over the name.
        for member in gone.iter().flatten() {
            self.unsettle(*member);
        }
        gone
    }

    fn put_in_groups(&mut self, groups: Vec<Vec<u32>>) {
        for group in groups {
            let Some(first) = group.first().copied() else { continue };
            for member in &group {
                let at = usize::try_from(*member).unwrap_or(usize::MAX);
                if let Some(home) = self.group_of.get_mut(at) {
                    *home = first;
                }
            }
            self.members.insert(first, group);
        }
    }

    /// The groups of a neighbourhood, each in the order of addresses.
    fn grouped(&self, around: &Neighbourhood) -> Vec<Vec<u32>> {
        let Neighbourhood { reports: around, ties } = around;
        if let [single] = around.as_slice() {
            return vec![vec![*single]];
        }
        let tied =
            if *ties { self.units(around) } else { around.iter().map(|one| vec![*one]).collect() };
        let mut unit_of: BTreeMap<u32, usize> = BTreeMap::new();
        for (unit, members) in tied.iter().enumerate() {
            unit_of.extend(members.iter().map(|member| (*member, unit)));
        }
        let units: Vec<Unit<'_>> =
            tied.iter().map(|members| self.unit(members, &tied, &unit_of)).collect();
        let place: BTreeMap<u32, usize> =
            around.iter().enumerate().map(|(place, number)| (*number, place)).collect();
        let sets = join(&self.model, &units);
        let groups = sets.into_iter().map(|set| {
            let units = set.iter().filter_map(|unit| tied.get(*unit));
            let mut members: Vec<u32> = units.flatten().copied().collect();
            members.sort_by_key(|member| place.get(member).copied());
            members
        });
        groups.collect()
    }

    /// What is tied together, in the order of addresses: by people's word always, as the same telling unless
    /// people hold it apart.
    fn units(&self, around: &[u32]) -> Vec<Vec<u32>> {
        let mut units: Vec<Vec<u32>> = Vec::new();
        // Which units have a telling, the earliest first; a unit that went into another is empty.
        let mut holders: BTreeMap<Telling, BTreeSet<usize>> = BTreeMap::new();
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        for number in around {
            if taken.contains(number) {
                continue;
            }
            let own = self.judged_one(*number);
            taken.extend(&own);
            let mut tellings = self.tellings_of(&own);
            let others: BTreeSet<usize> =
                tellings.iter().filter_map(|told| holders.get(told)).flatten().copied().collect();
            let mut joined: Vec<u32> = Vec::new();
            let mut at: Option<usize> = None;
            for other in others {
                let Some(there) = units.get_mut(other) else { continue };
                if there.is_empty()
                    || self.kept_apart(there, &own)
                    || self.kept_apart(there, &joined)
                {
                    continue;
                }
                let mut there = std::mem::take(there);
                if at.is_some() {
                    tellings.append(&mut self.tellings_of(&there));
                }
                at = at.or(Some(other));
                // The smaller to the larger, so that a telling that many received costs no more than their number.
                if there.len() > joined.len() {
                    std::mem::swap(&mut there, &mut joined);
                }
                joined.append(&mut there);
            }
            joined.extend(own);
            let at = at.unwrap_or(units.len());
            for told in tellings {
                holders.entry(told).or_default().insert(at);
            }
            match units.get_mut(at) {
                Some(there) => *there = joined,
                None => units.push(joined),
            }
        }
        let place: BTreeMap<u32, usize> =
            around.iter().enumerate().map(|(place, number)| (*number, place)).collect();
        units.retain(|unit| !unit.is_empty());
        for unit in &mut units {
            unit.sort_by_key(|member| place.get(member).copied());
        }
        units.sort_by_key(|unit| unit.first().and_then(|first| place.get(first)).copied());
        units
    }

    fn tellings_of(&self, unit: &[u32]) -> Vec<Telling> {
        unit.iter().filter_map(|member| self.slot(*member)?.telling).collect()
    }

    /// A report and all that people hold to be one with it, directly or through others.
    fn judged_one(&self, number: u32) -> Vec<u32> {
        let mut members = BTreeSet::from([number]);
        let mut open = vec![number];
        while let Some(next) = open.pop() {
            let same = self.said_same(next).into_iter().flatten();
            let same = same.filter_map(|address| self.number(address));
            open.extend(same.filter(|other| members.insert(*other)));
        }
        members.into_iter().collect()
    }

    /// Whether people hold a report of the one apart from one of the other.
    pub(crate) fn kept_apart(&self, a: &[u32], b: &[u32]) -> bool {
        if self.said.is_empty() {
            return false;
        }
        let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let apart = a.iter().filter_map(|number| self.said.get(self.address(*number)?));
        let mut apart = apart.flat_map(|(_, apart)| apart).filter_map(|other| self.number(other));
        apart.any(|other| b.contains(&other))
    }

    fn unit(&self, members: &[u32], tied: &[Vec<u32>], unit_of: &BTreeMap<u32, usize>) -> Unit<'_> {
        let own = members.first().and_then(|member| unit_of.get(member));
        let slots = || members.iter().filter_map(|member| self.slot(*member));
        let single = if members.len() == 1 { slots().next() } else { None };
        let mut near: BTreeMap<usize, Option<i64>> = BTreeMap::new();
        for (other, weight) in slots().flat_map(|slot| &slot.links) {
            let unit = unit_of.get(other).filter(|unit| Some(*unit) != own);
            let Some((unit, there)) = unit.copied().zip(self.slot(*other)) else { continue };
            let alone = tied.get(unit).is_some_and(|unit| unit.len() == 1);
            let weighed = single.filter(|_| alone).map(|slot| self.known(slot, there, *weight));
            near.insert(unit, weighed);
        }
        let (near, gains) = near.into_iter().unzip();
        let said = slots().filter_map(|slot| self.said.get(&slot.address));
        let apart = said.flat_map(|(_, apart)| apart).filter_map(|address| self.number(address));
        let apart = apart.filter_map(|number| unit_of.get(&number));
        let apart: BTreeSet<usize> = apart.filter(|unit| Some(*unit) != own).copied().collect();
        let parts = self.parts_of(members);
        // What else is told around was not known when it came.
        let alone = single.map(|slot| Score { rivals: i64::from(slot.part.rivals), ..slot.score });
        let alone = alone.unwrap_or_else(|| score(&self.model, &parts));
        Unit { parts, near, gains, apart: apart.into_iter().collect(), alone }
    }

    /// What two reports gain by being one, with what else is told around.
    fn known(&self, a: &Slot, b: &Slot, between_two: Millibans) -> i64 {
        let rivals = i64::from(a.part.rivals).saturating_add(i64::from(b.part.rivals)) / 2;
        i64::from(between_two).saturating_add(rivals_weight(&self.model, rivals))
    }

    /// What counts of some reports, given in the order of addresses: of several tellings with one reference only the
    /// first.
    pub(crate) fn counting(&self, numbers: &[u32]) -> Vec<u32> {
        let mut told = BTreeSet::new();
        let mut counts = |number: &u32| {
            let telling = self.slot(*number).and_then(|slot| slot.telling);
            telling.is_none_or(|telling| told.insert(telling))
        };
        numbers.iter().copied().filter(|number| counts(number)).collect()
    }

    /// The same, ready to be weighed.
    pub(crate) fn parts_of(&self, numbers: &[u32]) -> Vec<&Part> {
        let slots = self.counting(numbers).into_iter().filter_map(|number| self.slot(number));
        slots.map(|slot| &slot.part).collect()
    }

    /// The groups that hold a report that could be of one event with one of these.
    pub(crate) fn homes_around(&self, numbers: &[u32]) -> BTreeSet<u32> {
        let around = numbers.iter().flat_map(|number| self.around(*number));
        around.filter_map(|other| self.home(other)).collect()
    }

    /// A report's group without the report.
    pub(crate) fn rest_of(&self, number: u32) -> Vec<u32> {
        let members = self.home(number).and_then(|home| self.members.get(&home));
        members.into_iter().flatten().copied().filter(|other| *other != number).collect()
    }

    /// Every group, in the order of its first report.
    #[must_use]
    pub fn groups(&self) -> Groups {
        let mut groups: Groups = self.members.values().map(|members| self.named(members)).collect();
        groups.sort();
        groups
    }

    /// Whether a report stands in a crowd and was left apart, tied to others only by people or by its reference.
    #[must_use]
    pub fn left_out(&self, report: &Address) -> bool {
        let slot = self.number(report).and_then(|number| self.slot(number));
        slot.is_some_and(|slot| self.crowd.leaves_out(&self.model, &slot.part))
    }

    /// How many pairs of reports are held against each other when sets are joined.
    #[must_use]
    pub fn links(&self) -> usize {
        self.slots.iter().flatten().map(|slot| slot.links.len()).sum::<usize>() / 2
    }

    /// How much two reports speak for each other, in millibans; `None` if they are too far apart or not there.
    #[must_use]
    pub fn weight(&self, a: &Address, b: &Address) -> Option<Millibans> {
        let (a, b) = (self.slot(self.number(a)?)?, self.slot(self.number(b)?)?);
        Millibans::try_from(self.weigh(a, b)?).ok()
    }
}
