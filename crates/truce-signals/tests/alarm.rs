//! Alarms: what they promise, and the traps that they do not step into.

use std::collections::BTreeMap;

use proptest::prelude::*;
use truce_core::time::Day;
use truce_signals::alarm::baseline::Baseline;
use truce_signals::alarm::detector::{Detector, RISES};
use truce_signals::alarm::{
    DayCount, Expectation, Ledger, Lookout, Network, Promise, Reading, SIZE_UNKNOWN, State,
};
use truce_signals::counts::random::Random;

const THRESHOLD: f64 = 1_000.0;

fn first() -> Day {
    Day::new(2017, 1, 1).expect("a date")
}

fn drawn(seed: u64, days: usize, mean: f64, size: f64) -> Vec<DayCount> {
    let mut random = Random::new(seed);
    (0..days).map(|_| DayCount::of(random.negative_binomial(mean, size))).collect()
}

fn run(lookout: &mut Lookout, days: &[DayCount]) -> Vec<Reading> {
    days.iter().map(|counted| lookout.update(*counted, THRESHOLD)).collect()
}

fn readings(days: &[DayCount]) -> Vec<Reading> {
    run(&mut Lookout::new(first(), 3.0), days)
}

/// A cell with 80 days of 4, 5 and 6 behind it.
fn settled() -> Lookout {
    let mut lookout = Lookout::new(first(), 3.0);
    let days: Vec<DayCount> = (0..80).map(|day| DayCount::of(4 + day % 3)).collect();
    run(&mut lookout, &days);
    lookout
}

#[test]
fn the_evidence_takes_the_expected_path() {
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("fixtures/expected.json")).expect("the fixture is JSON");
    let path = &expected["sr_edetector"];
    let numbers = |key: &str| -> Vec<f64> {
        let list = path[key].as_array().expect("a list").iter();
        list.map(|number| number.as_f64().expect("a number")).collect()
    };
    let expectation = Expectation {
        mean: path["m"].as_f64().expect("a mean"),
        size: path["r"].as_f64().expect("a size"),
        error: 0.0,
    };
    assert_eq!(numbers("multipliers"), RISES);
    let mut detector = Detector::new(RISES);
    for (day, (count, value)) in
        [2, 1, 3, 6, 8, 7, 9, 10].into_iter().zip(numbers("value")).enumerate()
    {
        assert_eq!(numbers("y")[day], f64::from(count));
        let step = detector.update(day, count, expectation, f64::INFINITY);
        assert!((step.evidence / value - 1.0).abs() < 1e-12, "{} is not {value}", step.evidence);
    }
    assert_eq!(detector.onset(), Some(3));
}

#[test]
fn the_threshold_is_cells_times_days_over_false_alarms() {
    let promise = Promise { false_alarms_a_year: 4.0 };
    assert_eq!(promise.threshold(40), 3_650.0);
    // With one cell and a hundred false alarms a year, two days are still needed.
    assert_eq!(Promise { false_alarms_a_year: 100.0 }.threshold(1), 4.0);
}

#[test]
fn a_single_mass_day_raises_no_alarm_and_goes_to_people_at_once() {
    let mut lookout = settled();
    let reading = lookout.update(DayCount::of(400), THRESHOLD);
    let serious = reading.serious_day.expect("the day is out of all proportion");
    assert_eq!((serious.count, reading.raised), (400, None));
    assert!(matches!(reading.state, State::Calm | State::Watch), "{:?}", reading.state);
    let next = lookout.update(DayCount::of(400), THRESHOLD);
    let raised = next.raised.expect("two such days are a level");
    assert_eq!((raised.onset, raised.on), (reading.day, next.day));
}

#[test]
fn a_mass_day_hardly_moves_what_is_usual() {
    let mut plain = settled();
    let mut struck = settled();
    plain.update(DayCount::of(5), THRESHOLD);
    struck.update(DayCount::of(400), THRESHOLD);
    let usual: Vec<DayCount> = (0..20).map(|day| DayCount::of(4 + day % 3)).collect();
    let of = |readings: Vec<Reading>| {
        readings.last().and_then(|reading| reading.expected).expect("a baseline").mean
    };
    let (plain, struck) = (of(run(&mut plain, &usual)), of(run(&mut struck, &usual)));
    // DayCount in full it would be seven more a day.
    assert!((plain..plain + 0.5).contains(&struck), "{struck} beside {plain}");
}

#[test]
fn two_against_a_mean_of_a_third_is_nothing() {
    let days: Vec<DayCount> = (0..120).map(|day| DayCount::of(u32::from(day % 3 == 0))).collect();
    let mut lookout = Lookout::new(first(), 3.0);
    run(&mut lookout, &days);
    let reading = lookout.update(DayCount::of(2), THRESHOLD);
    assert_eq!((reading.state, reading.serious_day), (State::Calm, None));
}

#[test]
fn the_last_week_says_nothing_of_what_is_usual() {
    let days = |last: u32| {
        let mut baseline = Baseline::default();
        (0..40).for_each(|day| baseline.push(day, Some(if day < 33 { 5 } else { last }), None));
        baseline.expect(40, 3.0).expect("enough days")
    };
    assert_eq!(days(5), days(50));
    let mut baseline = Baseline::default();
    (0..40).for_each(|day| baseline.push(day, Some(if day < 32 { 5 } else { 50 }), None));
    assert!(baseline.expect(40, 3.0).expect("enough days").mean > 5.0);
}

#[test]
fn days_on_which_nobody_looked_are_not_days_without_incidents() {
    let mut lookout = settled();
    let before = lookout.update(DayCount::of(5), THRESHOLD);
    let unwatched = run(&mut lookout, &[DayCount::UNWATCHED; 25]);
    for reading in &unwatched {
        assert_eq!((reading.rise, reading.fall), (before.rise, before.fall));
        assert_eq!((reading.eased, reading.counted.outside), (None, None));
    }
    let silent = run(&mut settled(), &[DayCount::of(0); 25]);
    assert!(silent.iter().any(|reading| reading.eased.is_some()), "25 days of nothing are a fall");
}

#[test]
fn exercises_raise_no_alarm_and_both_counts_are_kept() {
    let exercise = DayCount { outside: Some(5), in_exercises: 1_528 };
    let readings = run(&mut settled(), &[exercise; 5]);
    for reading in &readings {
        assert_eq!(reading.counted, exercise);
        assert_eq!((reading.raised, reading.serious_day), (None, None));
    }
    let plain = run(&mut settled(), &[DayCount::of(5); 5]);
    let rises = |readings: &[Reading]| readings.iter().map(|r| r.rise).collect::<Vec<_>>();
    assert_eq!(rises(&readings), rises(&plain));
}

#[test]
fn a_cell_goes_from_learning_to_calm_to_watch_to_alarm_and_back_by_a_word() {
    let mut lookout = Lookout::new(first(), 3.0);
    assert_eq!(lookout.state(), State::Learning { days: 21.0 });
    assert!(!lookout.acknowledge(), "there is nothing to take note of");
    let days: Vec<DayCount> = (0..100).map(|day| DayCount::of(7 + 3 * day % 7)).collect();
    let calm = run(&mut lookout, &days);
    assert!(matches!(calm[20].state, State::Learning { .. }), "{:?}", calm[20].state);
    assert_eq!(calm[21].state, State::Calm);
    let risen = run(&mut lookout, &[DayCount::of(15); 20]);
    let watch = risen.iter().position(|reading| reading.state == State::Watch);
    let alarm = risen.iter().position(|reading| reading.raised.is_some()).expect("an alarm");
    assert!(watch.is_some_and(|watch| watch < alarm), "{watch:?} before {alarm}");
    let shift = risen[alarm].raised.expect("an alarm");
    assert!(shift.onset.since(first().plus(100)).abs() <= 3, "{}", shift.onset);
    assert!(shift.evidence >= THRESHOLD && shift.expected.mean < 15.0);
    assert!(matches!(lookout.state(), State::Alarm(_)), "an alarm stays until somebody takes note");
    assert!(lookout.acknowledge() && !lookout.acknowledge());
    let new_level = run(&mut lookout, &[DayCount::of(15); 30]);
    assert_eq!(new_level.last().map(|reading| reading.state), Some(State::Calm));
    assert_eq!(lookout.regime_from(), shift.onset);
}

#[test]
fn a_fall_begins_a_regime_and_is_no_alarm() {
    let mut lookout = Lookout::new(first(), 3.0);
    run(&mut lookout, &drawn(4, 100, 10.0, 5.0));
    let fallen = run(&mut lookout, &drawn(5, 30, 1.0, 5.0));
    assert!(fallen.iter().any(|reading| reading.eased.is_some()));
    assert!(fallen.iter().all(|reading| !matches!(reading.state, State::Alarm(_))));
    assert!(lookout.regime_from() > first().plus(90));
}

#[test]
fn a_promise_that_is_kept_has_little_against_it_and_a_broken_one_much() {
    let promise = Promise { false_alarms_a_year: 4.0 };
    let ledger = Ledger { days: 365.0, real: 2, false_alarms: 4, not_judged: 0 };
    let kept = promise.kept(ledger);
    assert!((kept.promised - 4.0).abs() < 1e-12 && !kept.is_broken());
    assert!(kept.evidence_against < 1.0, "{}", kept.evidence_against);
    let open = promise.kept(Ledger { not_judged: 12, ..ledger });
    assert!(!open.is_broken() && open.evidence_at_most > 20.0, "{open:?}");
    assert!(promise.kept(Ledger { false_alarms: 16, ..ledger }).is_broken());
}

#[test]
fn evidence_against_a_kept_promise_rarely_gets_far() {
    let promise = Promise { false_alarms_a_year: 12.0 };
    let mut random = Random::new(9);
    let broken = (0..400).filter(|_| {
        let mut ledger = Ledger::default();
        (0..730).any(|_| {
            ledger.days += 1.0;
            ledger.false_alarms += random.poisson(12.0 / 365.0);
            promise.kept(ledger).is_broken()
        })
    });
    assert!(broken.count() <= 20, "at most one of twenty");
}

/// Counts of a week that goes up and down by a part of the mean.
fn weekly(seed: u64, days: usize, mean: f64, size: f64, part: f64) -> Vec<DayCount> {
    let mut random = Random::new(seed);
    let level = |day: usize| mean * (1.0 + part * (day as f64 * std::f64::consts::TAU / 7.0).sin());
    (0..days).map(|day| DayCount::of(random.negative_binomial(level(day), size))).collect()
}

#[test]
fn false_alarms_stay_below_the_promise_whatever_the_wildness() {
    let (runs, days) = (8, 1_500);
    let allowed = runs as f64 * days as f64 / THRESHOLD;
    for (mean, size, part) in
        [(2.0, 5.0, 0.0), (10.0, 1.5, 0.0), (10.0, 5.0, 0.3), (40.0, 3.0, 0.0)]
    {
        let alarms = (0..runs).flat_map(|seed| {
            run(&mut Lookout::new(first(), SIZE_UNKNOWN), &weekly(seed, days, mean, size, part))
        });
        let raised = alarms.filter(|reading| reading.raised.is_some()).count();
        assert!(raised as f64 <= allowed, "{raised} at {mean}, {size}, {part}: {allowed} allowed");
    }
}

#[test]
fn a_doubling_at_ten_a_day_is_caught_within_two_weeks() {
    let runs = 50;
    let caught = (0..runs).filter(|seed| {
        let mut lookout = Lookout::new(first(), SIZE_UNKNOWN);
        run(&mut lookout, &drawn(*seed, 150, 10.0, 5.0));
        let risen = run(&mut lookout, &drawn(1_000 + seed, 14, 20.0, 5.0));
        risen.iter().any(|reading| reading.raised.is_some())
    });
    let caught = caught.count();
    assert!(caught * 10 >= 9 * 50, "{caught} of {runs}");
}

type Days = BTreeMap<&'static str, Vec<DayCount>>;

fn network(days: &Days, promise: Promise) -> Vec<BTreeMap<&'static str, Reading>> {
    let length = days.values().map(Vec::len).max().unwrap_or(0);
    let mut network = Network::new(first(), days.keys().copied(), promise, 3.0);
    let day =
        |day: usize| days.iter().filter_map(|(cell, all)| Some((*cell, *all.get(day)?))).collect();
    (0..length).map(|number| network.update(&day(number))).collect()
}

#[test]
fn a_cell_may_come_later_and_others_may_be_passed_over() {
    let mut network = Network::new(first(), ["idlib"], Promise { false_alarms_a_year: 1.0 }, 3.0);
    let day: BTreeMap<_, _> = [("idlib", DayCount::of(3)), ("hama", DayCount::of(5))].into();
    assert_eq!(network.update(&day).len(), 1);
    assert!(network.watch("hama") && !network.watch("hama"));
    assert_eq!(network.threshold(), 730.0);
    let readings = network.update(&day);
    assert_eq!(readings["hama"].day, first().plus(1));
    assert!(!network.acknowledge(&"hama") && !network.acknowledge(&"homs"));
    assert_eq!(network.proposed_size(), None);
    assert_eq!(network.lookout(&"hama").map(Lookout::regime_from), Some(first().plus(1)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn another_zone_moves_the_threshold_and_nothing_else(
        seed in 0..1_000_u64,
        mean in 0.5..20.0_f64,
    ) {
        let promise = Promise { false_alarms_a_year: 2.0 };
        let own = drawn(seed, 120, mean, 2.0);
        let alone = network(&[("idlib", own.clone())].into(), promise);
        let joined = [("idlib", own), ("hama", drawn(seed + 5_000, 120, 7.0, 2.0))].into();
        let doubled = Promise { false_alarms_a_year: 4.0 };
        for (alone, joined) in alone.iter().zip(network(&joined, doubled)) {
            // Twice the cells and twice the false alarms: the same threshold, so the same readings.
            prop_assert_eq!(alone["idlib"], joined["idlib"]);
        }
        for (alone, joined) in alone.iter().zip(network(&joined, promise)) {
            prop_assert_eq!(2.0 * alone["idlib"].threshold, joined["idlib"].threshold);
            prop_assert_eq!(alone["idlib"].counted, joined["idlib"].counted);
        }
    }

    #[test]
    fn a_zone_by_another_name_is_the_same_zone(seed in 0..1_000_u64) {
        let promise = Promise { false_alarms_a_year: 2.0 };
        let (own, other) = (drawn(seed, 120, 6.0, 2.0), drawn(seed + 9, 120, 3.0, 2.0));
        let named = network(&[("a", own.clone()), ("b", other.clone())].into(), promise);
        let renamed = network(&[("z", own), ("b", other)].into(), promise);
        for (named, renamed) in named.iter().zip(renamed) {
            prop_assert_eq!(named["a"], renamed["z"]);
            prop_assert_eq!(named["b"], renamed["b"]);
        }
    }

    #[test]
    fn later_dates_give_later_readings_and_the_same_numbers(
        seed in 0..1_000_u64,
        later in 1..3_000_i32,
    ) {
        let days = [drawn(seed, 80, 5.0, 3.0), drawn(seed, 30, 15.0, 3.0)].concat();
        let moved = run(&mut Lookout::new(first().plus(later), 3.0), &days);
        for (here, there) in readings(&days).iter().zip(moved) {
            prop_assert_eq!(here.day.plus(later), there.day);
            prop_assert_eq!((here.rise, here.fall, here.expected), (there.rise, there.fall, there.expected));
            let onset = |reading: &Reading, by: i32| reading.raised.map(|raised| raised.onset.plus(by));
            prop_assert_eq!(onset(here, later), onset(&there, 0));
        }
    }
}
