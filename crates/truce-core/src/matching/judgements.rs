//! What people said of pairs of reports, brought to one word per pair.
//!
//! A seat's later judgement on a pair replaces its earlier one. Where the
//! judgements that remain contradict each other, directly or in a circle
//! (A is B, B is C, A is not C), all that take part are set aside and shown:
//! the machine's own reading then stands, marked as contested.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::entry::Address;
use crate::id::SeatId;
use crate::judgement::{Judgement, Verdict};
use crate::lineage::Lineage;

/// Two reports, the smaller address first.
pub type Pair = (Address, Address);

/// The judgements in force, and those that cancel each other out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Judgements {
    /// Pairs held to be one event, each with the entries that say so.
    pub same: BTreeMap<Pair, Vec<Address>>,
    /// Pairs held to be two events.
    pub different: BTreeMap<Pair, Vec<Address>>,
    /// Judgements set aside because they contradict each other, group by group.
    pub contested: Vec<BTreeSet<Address>>,
}

fn pair(reports: &(Address, Address)) -> Pair {
    let (a, b) = reports;
    if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

impl Judgements {
    /// Brings judgements to one word per pair. Those on a report and itself mean nothing and are left out.
    #[must_use]
    pub fn settle<'a>(
        on_record: impl Iterator<Item = (&'a Address, &'a Judgement)>,
        lineage: &Lineage,
    ) -> Self {
        // The last word of each seat on each pair.
        let mut last: BTreeMap<(Pair, SeatId), (&Address, Verdict)> = BTreeMap::new();
        for (address, judgement) in on_record {
            if judgement.reports.0 == judgement.reports.1 {
                continue;
            }
            let key = (pair(&judgement.reports), lineage.seat_of(&address.log).clone());
            let held = last.entry(key).or_insert((address, judgement.verdict));
            if lineage.precedes(held.0, address) {
                *held = (address, judgement.verdict);
            }
        }
        let mut settled = Self::default();
        for ((pair, _), (address, verdict)) in last {
            let side = match verdict {
                Verdict::Same => &mut settled.same,
                Verdict::Different => &mut settled.different,
                Verdict::TakenBack => continue,
            };
            side.entry(pair).or_default().push(address.clone());
        }
        settled.set_contradictions_aside();
        settled
    }

    /// Groups of reports that the `same` judgements tie together, in the order of their first reports.
    #[must_use]
    pub fn groups(&self) -> Vec<BTreeSet<Address>> {
        let mut tied: BTreeMap<&Address, Vec<&Address>> = BTreeMap::new();
        for (a, b) in self.same.keys() {
            tied.entry(a).or_default().push(b);
            tied.entry(b).or_default().push(a);
        }
        let mut seen: BTreeSet<&Address> = BTreeSet::new();
        let mut groups = Vec::new();
        for first in tied.keys().copied() {
            let mut group = BTreeSet::new();
            let mut open = vec![first];
            while let Some(report) = open.pop() {
                if seen.insert(report) {
                    group.insert(report.clone());
                    open.extend(tied.get(report).into_iter().flatten());
                }
            }
            groups.extend((!group.is_empty()).then_some(group));
        }
        groups
    }

    fn set_contradictions_aside(&mut self) {
        let groups = self.groups();
        let members = (0..).zip(&groups).flat_map(|(at, group)| group.iter().map(move |a| (a, at)));
        let home: BTreeMap<&Address, usize> = members.collect();
        let within = |(a, b): &Pair| home.get(a).copied().filter(|at| home.get(b) == Some(at));
        let mut contested: BTreeMap<usize, Vec<Pair>> = BTreeMap::new();
        for pair in self.different.keys() {
            if let Some(group) = within(pair) {
                contested.entry(group).or_default().push(pair.clone());
            }
        }
        for pair in self.same.keys() {
            let group = within(pair).and_then(|group| contested.get_mut(&group));
            group.into_iter().for_each(|pairs| pairs.push(pair.clone()));
        }
        for pairs in contested.into_values() {
            let mut aside = BTreeSet::new();
            for pair in pairs {
                aside.extend(self.different.remove(&pair).unwrap_or_default());
                aside.extend(self.same.remove(&pair).unwrap_or_default());
            }
            self.contested.push(aside);
        }
    }
}
