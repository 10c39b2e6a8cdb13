//! The plain matcher: every pair in reach is weighed in whole millibans
//! ([`evidence`]), and groups are joined, best pair of groups first, while the
//! sum of the weights *between* them is above zero: whole incidents are looked
//! at, not chains of pairs. Judgements join first and keep apart always.
//!
//! INVARIANT: the result is a function of the set of candidates, the settled
//! judgements and the table. Kept by [`match_plainly`], which sorts by address
//! and breaks ties by address.
//!
//! Cost: O(n log n + n·k) to find pairs, k being the candidates whose windows
//! lie within reach; O(p·g) to join, p being the pairs in reach and g the size
//! of a group. It weighs pairs only, and stays to hold the matcher that people rely
//! on against, where the two must agree.

pub mod evidence;
pub mod weights;

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::Address;
use crate::matching::judgements::Judgements;
use crate::matching::weights::Millibans;
use crate::matching::{Candidate, Groups};

use weights::PlainWeights;

/// Joins reports into groups, each held to be of one event.
#[must_use]
pub fn match_plainly(
    table: &PlainWeights,
    candidates: &[Candidate],
    judged: &Judgements,
) -> Groups {
    let mut sorted: Vec<&Candidate> = candidates.iter().collect();
    sorted.sort_by(|a, b| a.address.cmp(&b.address));
    sorted.dedup_by(|a, b| a.address == b.address);
    let mut joining = Joining::begin(table, &sorted, judged);
    while joining.join_best() {}
    let mut groups: Groups = joining
        .groups
        .into_values()
        .map(|members| {
            members.iter().filter_map(|i| Some(sorted.get(*i)?.address.clone())).collect()
        })
        .collect();
    groups.sort();
    groups
}

/// The state of joining: groups by their smallest member, and the weight between each two that are linked.
struct Joining {
    groups: BTreeMap<usize, BTreeSet<usize>>,
    /// Sum of the weights between two groups, smaller name first. Absent: nothing links them.
    between: BTreeMap<(usize, usize), i64>,
    /// For each group, the groups that it is linked with.
    neighbours: BTreeMap<usize, BTreeSet<usize>>,
    /// The same sums, best first: `(-weight, smaller, larger)`.
    best: BTreeSet<(i64, usize, usize)>,
    /// What each pair that is out of reach adds.
    out_of_reach: i64,
    /// How many pairs were in reach, between two groups.
    weighed: BTreeMap<(usize, usize), i64>,
}

/// More than any sum of weights: a judgement.
const JUDGED: i64 = 1_000_000_000_000;

impl Joining {
    fn begin(table: &PlainWeights, sorted: &[&Candidate], judged: &Judgements) -> Self {
        let mut joining = Self {
            groups: (0..sorted.len()).map(|i| (i, BTreeSet::from([i]))).collect(),
            between: BTreeMap::new(),
            neighbours: BTreeMap::new(),
            best: BTreeSet::new(),
            out_of_reach: i64::from(table.out_of_reach),
            weighed: BTreeMap::new(),
        };
        for (i, j, weight) in pairs_in_reach(table, sorted) {
            joining.link(i, j, i64::from(weight), 1);
        }
        let place = |address: &Address| sorted.binary_search_by(|c| c.address.cmp(address)).ok();
        for ((a, b), sign) in judged
            .same
            .keys()
            .map(|pair| (pair, JUDGED))
            .chain(judged.different.keys().map(|pair| (pair, -JUDGED)))
        {
            if let (Some(i), Some(j)) = (place(a), place(b)) {
                let (i, j) = (i.min(j), i.max(j));
                joining.link(i, j, sign, 0);
            }
        }
        joining
    }

    /// Adds to the weight between two groups.
    fn link(&mut self, a: usize, b: usize, weight: i64, weighed: i64) {
        let key = (a.min(b), a.max(b));
        let pairs = self.weighed.entry(key).or_insert(0);
        *pairs = pairs.saturating_add(weighed);
        let old = self.between.get(&key).copied();
        if old.is_some() {
            self.best.remove(&self.rank(key));
        }
        self.between.insert(key, old.unwrap_or(0).saturating_add(weight));
        self.best.insert(self.rank(key));
        self.neighbours.entry(a).or_default().insert(b);
        self.neighbours.entry(b).or_default().insert(a);
    }

    /// The gain of joining two groups: the weights between them, and for each pair out of reach its cost.
    fn gain(&self, key: (usize, usize)) -> i64 {
        let size = |name: usize| {
            i64::try_from(self.groups.get(&name).map_or(0, BTreeSet::len)).unwrap_or(i64::MAX)
        };
        let sum = self.between.get(&key).copied().unwrap_or(0);
        let weighed = self.weighed.get(&key).copied().unwrap_or(0);
        let unseen = size(key.0).saturating_mul(size(key.1)).saturating_sub(weighed);
        sum.saturating_add(unseen.max(0).saturating_mul(self.out_of_reach))
    }

    fn rank(&self, key: (usize, usize)) -> (i64, usize, usize) {
        (self.gain(key).saturating_neg(), key.0, key.1)
    }

    /// Joins the two groups whose joining gains most; `false` if none gains anything.
    fn join_best(&mut self) -> bool {
        let Some((rank, kept, gone)) = self.best.first().copied() else { return false };
        if rank >= 0 {
            return false;
        }
        // Take both groups' links out, join, and put the sums back.
        let mut sums: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for group in [kept, gone] {
            for other in self.neighbours.remove(&group).unwrap_or_default() {
                let key = (group.min(other), group.max(other));
                if !self.between.contains_key(&key) {
                    continue;
                }
                self.best.remove(&self.rank(key));
                let weight = self.between.remove(&key).unwrap_or(0);
                let weighed = self.weighed.remove(&key).unwrap_or(0);
                if let Some(links) = self.neighbours.get_mut(&other) {
                    links.remove(&group);
                }
                if other != kept && other != gone {
                    let sum = sums.entry(other).or_insert((0, 0));
                    *sum = (sum.0.saturating_add(weight), sum.1.saturating_add(weighed));
                }
            }
        }
        let members = self.groups.remove(&gone).unwrap_or_default();
        self.groups.entry(kept).or_default().extend(members);
        for (other, (weight, weighed)) in sums {
            self.link(kept, other, weight, weighed);
        }
        true
    }
}

/// Every pair in reach, smaller index first, with its weight; found by sweeping over time.
fn pairs_in_reach(table: &PlainWeights, sorted: &[&Candidate]) -> Vec<(usize, usize, Millibans)> {
    let mut by_start: Vec<(usize, &Candidate)> = sorted.iter().copied().enumerate().collect();
    by_start.sort_by_key(|(i, candidate)| (candidate.window.earliest(), *i));
    let mut open: Vec<(usize, &Candidate)> = Vec::new();
    let mut pairs = Vec::new();
    for (i, candidate) in by_start {
        open.retain(|(_, earlier)| {
            candidate.window.earliest().since(earlier.window.latest()) <= 48 * 3600
        });
        for (j, earlier) in &open {
            if candidate.same_telling(earlier) || evidence::in_reach(candidate, earlier) {
                let weight = evidence::weight(table, candidate, earlier);
                pairs.push((i.min(*j), i.max(*j), weight));
            }
        }
        open.push((i, candidate));
    }
    pairs
}
