//! How well a matching agrees with the truth, where the truth is known.
//!
//! # Source
//! Pairwise precision and recall as usual in record linkage; B-cubed after
//! Bagga and Baldwin 1998: for each report, how much of its group is of its
//! event, and how much of its event is in its group.

use std::collections::BTreeMap;

use serde::Serialize;

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Accuracy {
    /// The share of what was joined that belongs together.
    pub precision: f64,
    /// The share of what belongs together that was joined.
    pub recall: f64,
    /// Their harmonic mean.
    pub f: f64,
}

impl Accuracy {
    fn of(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// How well a matching agrees with the truth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AgainstTruth {
    /// Over reports.
    pub b_cubed: Accuracy,
    /// Events whose reports are exactly one group.
    pub exact: u64,
    /// Groups that were found.
    pub found: u64,
    /// Over pairs of reports.
    pub pairs: Accuracy,
    /// Events that there are.
    pub there: u64,
}

fn pairs(count: u64) -> f64 {
    let count = whole(count);
    count * (count - 1.0) / 2.0
}

/// A count as a number with fraction; exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of reports are far below 2^53")]
fn whole(count: u64) -> f64 {
    count as f64
}

fn share(part: f64, of: f64) -> f64 {
    if of > 0.0 { part / of } else { 1.0 }
}

/// Compares groups with the truth, both given as a label for each report.
///
/// Cost: O(n log n).
#[must_use]
pub fn compare<G: Ord, T: Ord>(labels: impl IntoIterator<Item = (G, T)>) -> AgainstTruth {
    let mut groups: BTreeMap<G, BTreeMap<usize, u64>> = BTreeMap::new();
    let mut events: BTreeMap<T, (usize, u64)> = BTreeMap::new();
    for (group, event) in labels {
        let next = events.len();
        let event = events.entry(event).or_insert((next, 0));
        event.1 += 1;
        *groups.entry(group).or_default().entry(event.0).or_insert(0) += 1;
    }
    let mut sizes = vec![0; events.len()];
    for (number, size) in events.values() {
        if let Some(place) = sizes.get_mut(*number) {
            *place = *size;
        }
    }
    let size_of = |event: usize| sizes.get(event).copied().unwrap_or(0);
    let (mut joined, mut right, mut exact) = (0.0, 0.0, 0);
    let (mut precise, mut recalled, mut reports) = (0.0, 0.0, 0.0);
    for parts in groups.values() {
        let size: u64 = parts.values().sum();
        joined += pairs(size);
        reports += whole(size);
        for (event, shared) in parts {
            right += pairs(*shared);
            precise += whole(*shared) * share(whole(*shared), whole(size));
            recalled += whole(*shared) * share(whole(*shared), whole(size_of(*event)));
        }
        let mut events = parts.iter();
        if let (Some((event, shared)), None) = (events.next(), events.next())
            && *shared == size_of(*event)
        {
            exact += 1;
        }
    }
    let belong: f64 = sizes.iter().map(|size| pairs(*size)).sum();
    AgainstTruth {
        b_cubed: Accuracy::of(share(precise, reports), share(recalled, reports)),
        exact,
        found: u64::try_from(groups.len()).unwrap_or(u64::MAX),
        pairs: Accuracy::of(share(right, joined), share(right, belong)),
        there: u64::try_from(sizes.len()).unwrap_or(u64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels as text: `a1 a1 b1` is three reports, two in group a and one in b, all of event 1.
    fn of(labels: &str) -> AgainstTruth {
        compare(labels.split_whitespace().map(|label| label.split_at(1)))
    }

    #[test]
    fn what_is_all_right_scores_one() {
        let all = of("a1 a1 b2 c3 c3");
        assert_eq!((all.pairs.f, all.b_cubed.f, all.exact), (1.0, 1.0, 3));
    }

    #[test]
    fn one_group_of_everything_recalls_all_and_is_not_precise() {
        let one = of("a1 a1 a2 a2");
        assert_eq!((one.pairs.precision, one.pairs.recall), (2.0 / 6.0, 1.0));
        assert_eq!((one.b_cubed.precision, one.b_cubed.recall), (0.5, 1.0));
        assert_eq!((one.found, one.there, one.exact), (1, 2, 0));
    }

    #[test]
    fn reports_that_stand_alone_are_precise_and_recall_nothing() {
        let alone = of("a1 b1 c2");
        assert_eq!((alone.pairs.precision, alone.pairs.recall), (1.0, 0.0));
        assert_eq!(alone.b_cubed.recall, 2.0 / 3.0);
        assert_eq!(alone.exact, 1);
    }
}
