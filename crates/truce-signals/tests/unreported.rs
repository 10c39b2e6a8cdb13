//! What is not on record: recorded estimates, laws of symmetry, and quiet that nobody saw.

use proptest::prelude::*;
use truce_signals::unreported::lower_bound::Tellings;
use truce_signals::unreported::two_lists::{NoEstimate, ODDS_RATIOS, TwoLists, sensitivity};
use truce_signals::unreported::unseen::{SeeingFell, Watching, quiet_because_unseen};

fn close(found: f64, expected: f64, absolute: f64) {
    assert!((found - expected).abs() <= absolute, "{found} is not {expected}");
}

fn recorded(name: &str) -> serde_json::Value {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("fixtures/expected.json")).unwrap();
    all[name].clone()
}

fn count(of: &serde_json::Value, key: &str) -> u32 {
    u32::try_from(of[key].as_u64().unwrap()).unwrap()
}

#[test]
fn two_lists_estimate_what_chapman_does() {
    let known = recorded("chapman");
    let lists =
        TwoLists { one: count(&known, "n1"), other: count(&known, "n2"), both: count(&known, "m") };
    let estimate = lists.estimate(1.0).unwrap();
    close(estimate.all, known["N"].as_f64().unwrap(), 1e-9);
    close(estimate.variance, known["var"].as_f64().unwrap(), 1e-9);
}

#[test]
fn the_lower_bound_and_its_interval_are_the_recorded_ones() {
    let known = recorded("chao");
    let tellings = Tellings {
        on_record: count(&known, "S"),
        by_one: count(&known, "f1"),
        by_two: count(&known, "f2"),
    };
    let estimate = tellings.at_least();
    close(estimate.all, known["N"].as_f64().unwrap(), 1e-9);
    close(estimate.interval.0, known["ci"][0].as_f64().unwrap(), 1e-9);
    close(estimate.interval.1, known["ci"][1].as_f64().unwrap(), 1e-9);
}

#[test]
fn what_every_event_was_told_twice_leaves_nothing_to_bound() {
    let estimate = Tellings { on_record: 7, by_one: 0, by_two: 7 }.at_least();
    assert_eq!((estimate.all, estimate.interval), (7.0, (7.0, 7.0)));
}

#[test]
fn lists_that_avoid_each_other_leave_out_less_than_independent_ones() {
    let all = sensitivity(TwoLists { one: 60, other: 45, both: 20 }, (20, 20)).unwrap();
    let found: Vec<f64> = all.iter().map(|at| at.now.all).collect();
    // 85 on record, and 1000/21 left out where the lists are independent.
    for (found, odds_ratio) in found.iter().zip(ODDS_RATIOS) {
        close(*found, 85.0 + odds_ratio * 1000.0 / 21.0, 1e-9);
    }
}

#[test]
fn what_the_matcher_leaves_open_widens_the_range() {
    let lists = TwoLists { one: 60, other: 45, both: 20 };
    let sure = sensitivity(lists, (20, 20)).unwrap();
    let open = sensitivity(lists, (14, 26)).unwrap();
    for (sure, open) in sure.iter().zip(&open) {
        assert_eq!(sure.now, open.now);
        assert!(open.range.0 < sure.range.0 && sure.range.1 < open.range.1, "{open:?}");
    }
    let unbounded = sensitivity(lists, (0, 20)).unwrap();
    assert!(unbounded.iter().all(|at| at.range.1.is_infinite()));
}

#[test]
fn lists_with_nothing_in_common_bound_nothing() {
    let lists = |one, other, both| TwoLists { one, other, both }.estimate(1.0);
    assert_eq!(lists(9, 4, 0), Err(NoEstimate::NothingInCommon));
    assert_eq!(lists(0, 4, 0), Err(NoEstimate::EmptyList));
    assert_eq!(lists(9, 4, 5), Err(NoEstimate::MoreThanAList { both: 5, shorter: 4 }));
}

#[test]
fn a_handful_in_common_is_refused_where_it_would_be_shown() {
    let lists = |both| TwoLists { one: 9, other: 8, both };
    assert_eq!(sensitivity(lists(6), (4, 8)), Err(NoEstimate::TooFewInCommon { both: 6 }));
    assert_eq!(sensitivity(lists(0), (0, 0)), Err(NoEstimate::NothingInCommon));
    assert!(sensitivity(lists(7), (7, 7)).is_ok());
}

proptest! {
    #[test]
    fn neither_list_is_the_first(one in 1_u32..500, other in 1_u32..500, part in 0..500_u32) {
        let shorter = one.min(other);
        let both = 1 + part % shorter;
        let forth = TwoLists { one, other, both }.estimate(2.0).unwrap();
        let back = TwoLists { one: other, other: one, both }.estimate(2.0).unwrap();
        close(forth.all, back.all, 1e-9 * forth.all);
        close(forth.variance, back.variance, 1e-9 * forth.variance.max(1.0));
        prop_assert!(f64::from(one + other - both) <= forth.interval.0 + 1e-9);
        prop_assert!(forth.interval.0 <= forth.all + 1e-9 && forth.all <= forth.interval.1 + 1e-9);
    }
}

const BEFORE: Watching =
    Watching { days: 14, counted: 20, watched_days: 14, hours: Some(96), kept_away: 1 };

#[test]
fn a_fall_that_goes_with_a_fall_of_watching_is_named() {
    let after = |counted, watched_days, hours, kept_away| {
        let after = Watching { days: 14, counted, watched_days, hours, kept_away };
        quiet_because_unseen(&BEFORE, &after)
    };
    assert_eq!(after(10, 14, Some(48), 1), [SeeingFell::FewerHours]);
    assert_eq!(after(5, 7, None, 0), [SeeingFell::FewerDays]);
    assert_eq!(after(5, 12, Some(90), 3), [SeeingFell::KeptAway]);
    // Counts fell, and as much was watched as before.
    assert_eq!(after(5, 14, Some(96), 1), []);
    // Less was watched, and as much was counted.
    assert_eq!(after(11, 3, Some(4), 9), []);
}

#[test]
fn a_fall_from_hardly_anything_is_no_fall() {
    let before = Watching { counted: 3, ..BEFORE };
    let after = Watching { counted: 0, hours: Some(0), ..BEFORE };
    assert_eq!(quiet_because_unseen(&before, &after), []);
}
