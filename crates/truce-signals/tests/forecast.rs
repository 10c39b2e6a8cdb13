//! What comes next: recorded scores, sealed bytes, and what became of announcements.

use proptest::prelude::*;
use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::negative_binomial::draw;
use truce_signals::counts::random::Random;
use truce_signals::daily::fit::{FORECAST_DAYS, Moving, Recipe, fit};
use truce_signals::daily::memory::Memories;
use truce_signals::daily::panel::Panel;
use truce_signals::forecast::announced::{
    Announcement, BaseRate, Outcome, Scored, Untold, score as score_announcement, tally,
};
use truce_signals::forecast::distribution::Distribution;
use truce_signals::forecast::history::of_history;
use truce_signals::forecast::paths::{ahead, seed};
use truce_signals::forecast::scores::{Scores, score, score_negative_binomial};
use truce_signals::forecast::shown::{Shown, shown, to_be_set_right};
use truce_signals::forecast::{Forecast, Method};
use truce_signals::hawkes::reach::{Grid, Reach};

fn day(number: i32) -> Day {
    Day::new(2017, 1, 1).expect("a day").plus(number)
}

fn close(found: f64, expected: f64, absolute: f64) {
    assert!((found - expected).abs() <= absolute, "{found} is not {expected}");
}

#[test]
fn scores_are_the_recorded_ones() {
    let text = include_str!("fixtures/expected.json");
    let all: serde_json::Value = serde_json::from_str(text).expect("recorded values");
    for recorded in all["scores"].as_array().expect("a list") {
        let number = |key: &str| recorded[key].as_f64().expect("a number");
        let came = u32::try_from(recorded["y"].as_u64().expect("a count")).expect("a small one");
        let exact = score_negative_binomial(number("m"), number("r"), came, 0.5);
        close(exact.crps, number("crps"), 1e-6);
        close(exact.log, number("logs"), 1e-6);
        // In whole millionths nothing much is lost.
        let rounded = score(&Distribution::of_means(&[(number("m"), number("r"))]), came, 0.5);
        close(rounded.crps, number("crps"), 2e-4);
        close(rounded.log, number("logs"), 1e-3);
        close(rounded.place, exact.place, 2e-6);
        assert_eq!(rounded.interval, exact.interval);
    }
}

#[test]
fn an_interval_that_misses_costs_twentyfold() {
    // 0 to 9, all alike: the interval leaves out 0 at most.
    let even = Distribution::of_weights(&[1.0; 10]);
    assert_eq!((even.quantile(0.05), even.quantile(0.95)), (0, 9));
    let (inside, outside) = (score(&even, 9, 0.5), score(&even, 12, 0.5));
    assert_eq!((inside.interval, outside.interval), (9.0, 9.0 + 20.0 * 3.0));
    assert!(inside.covered && !outside.covered);
}

#[test]
fn a_forecast_that_is_sure_of_what_comes_scores_nothing() {
    let sure = Distribution::of_weights(&[0.0, 0.0, 1.0]);
    let told = score(&sure, 2, 0.25);
    assert_eq!((told.crps, told.log, told.interval, told.place), (0.0, 0.0, 0.0, 0.25));
    close(score(&sure, 5, 0.5).crps, 3.0, 1e-12);
}

/// Two parties in two zones, with memory of their own.
fn panel(days: usize, first: Day, seed: u64) -> Panel {
    let mut random = Random::new(seed);
    let mut side = |base: f64| {
        let mut memory = base;
        let days = (0..days).map(|_| {
            let count = draw(&mut random, 0.4 * base + 0.6 * memory, 4.0);
            memory = 0.8 * memory + 0.2 * f64::from(count);
            Some(count)
        });
        DailyCounts { first, counts: days.collect() }
    };
    let series = vec![side(2.0), side(5.0), side(1.0), side(3.0)];
    Panel::new(grid(), series).expect("a panel")
}

fn grid() -> Grid {
    Grid { parties: 2, zones: 2, borders: vec![(0, 1)] }
}

fn drawn(
    panel: &Panel,
    record: &[u8; 32],
    days: usize,
) -> (Vec<Vec<Distribution>>, Vec<Distribution>) {
    let reach = Reach::of_zones(&grid());
    let recipe =
        Recipe { reach: &reach, half_lives_days: &FORECAST_DAYS, moving: Moving::No, shape: 10.0 };
    let fit = fit(panel, recipe).expect("a fit");
    let now = Memories::through(panel, &FORECAST_DAYS).pop().expect("a day");
    let ahead = ahead(&fit, &reach, &now, days, 400, seed(record));
    (ahead.cells, ahead.total)
}

#[test]
fn each_day_ahead_is_less_certain_and_the_total_is_the_sum() {
    let (cells, total) = drawn(&panel(400, day(0), 5), &[7; 32], 7);
    assert_eq!((cells.len(), cells[0].len(), total.len()), (4, 7, 7));
    let sum: f64 = cells.iter().map(|days| days[0].mean()).sum();
    close(total[0].mean(), sum, 0.15 * sum);
    for days in cells.iter().chain([&total]) {
        for distribution in days {
            assert_eq!(distribution.millionths().iter().sum::<u32>(), 1_000_000);
        }
    }
}

#[test]
fn nobody_looks_further_than_a_week() {
    let (cells, _) = drawn(&panel(200, day(0), 6), &[7; 32], 30);
    assert_eq!(cells[0].len(), 7);
}

#[test]
fn the_same_record_gives_the_same_bytes_and_another_one_does_not() {
    let panel = panel(200, day(0), 8);
    let forecast = |record: [u8; 32]| Forecast {
        subject: "zone-1/north".to_owned(),
        known_through: day(199),
        method: Method::Paths,
        record_sha256: record,
        days: drawn(&panel, &record, 3).0.swap_remove(0),
    };
    let (one, again, other) = (forecast([1; 32]), forecast([1; 32]), forecast([2; 32]));
    assert_eq!(one.canonical_bytes(), again.canonical_bytes());
    assert_ne!(one.digest(), other.digest());
    assert_eq!(one.digest().len(), 64);
    let bytes = one.canonical_bytes();
    let text = String::from_utf8(bytes).expect("text");
    assert!(text.starts_with("truce forecast 1\nsubject \"zone-1/north\"\nknown-through 2017-07-19\nmethod paths\nrecord 0101"), "{text}");
    assert_eq!(text.lines().count(), 5 + 3);
}

#[test]
fn a_sealed_forecast_never_changes() {
    let forecast = Forecast {
        subject: "all\nof it".to_owned(),
        known_through: day(0),
        method: Method::Recent,
        record_sha256: [0xab; 32],
        days: vec![Distribution::of_weights(&[1.0, 2.0, 1.0])],
    };
    let text = String::from_utf8(forecast.canonical_bytes()).expect("text");
    let record = "ab".repeat(32);
    let expected = format!(
        "truce forecast 1\nsubject \"all\\nof it\"\nknown-through 2017-01-01\nmethod recent\nrecord {record}\n250000 500000 250000\n"
    );
    assert_eq!(text, expected);
}

#[test]
fn history_repeats_what_was_and_calls_nothing_impossible() {
    let counts: Vec<Option<u32>> = (0..100).map(|d| Some(if d < 72 { 9 } else { 2 })).collect();
    let recent = of_history(&counts, Method::Recent, 3.0).expect("a history");
    assert!(recent.chance(2) > 0.9 && recent.chance(40) > 0.0);
    let long = of_history(&counts, Method::LongRun, 3.0).expect("a history");
    assert!(long.chance(9) > 0.6);
    close(of_history(&counts, Method::Fortnight, 3.0).expect("a history").mean(), 2.0, 0.02);
    close(of_history(&counts, Method::LastDay, 3.0).expect("a history").mean(), 2.1, 0.02);
    assert_eq!(of_history(&counts, Method::Paths, 3.0), None);
    let unseen = vec![None; 100];
    assert_eq!(of_history(&unseen, Method::Recent, 3.0), None);
}

fn scored(crps: f64) -> Scores {
    Scores { crps, log: 1.0, interval: 1.0, covered: true, place: 0.5 }
}

#[test]
fn when_history_wins_history_is_shown() {
    let days = |model: f64, history: f64, number| vec![(scored(model), scored(history)); number];
    assert!(matches!(shown(&days(0.9, 1.0, 90)), Shown::Model { skill } if skill > 0.09));
    assert!(matches!(shown(&days(1.1, 1.0, 90)), Shown::History { skill } if skill < -0.09));
    assert!(matches!(shown(&days(1.0, 1.0, 90)), Shown::History { .. }));
    assert_eq!(shown(&days(0.9, 1.0, 29)), Shown::NotYetProven { scored: 29 });
    // Only the last ninety days count.
    let turned = [days(0.1, 1.0, 300), days(1.1, 1.0, 90)].concat();
    assert!(matches!(shown(&turned), Shown::History { .. }));
}

#[test]
fn a_forecast_that_strays_is_set_right() {
    let straying: Vec<f64> = (0..60).map(|n| f64::from(n) / 120.0).collect();
    let tenths = to_be_set_right(&straying).expect("it strays");
    let before = Distribution::of_means(&[(10.0, 5.0)]);
    let after = before.recalibrated(&tenths);
    assert!(after.mean() < before.mean() - 1.0, "{} {}", after.mean(), before.mean());
    assert_eq!(after.millionths().iter().sum::<u32>(), 1_000_000);
    let even: Vec<f64> = (0..60).map(|n| (f64::from(n) + 0.5) / 60.0).collect();
    assert_eq!(to_be_set_right(&even), None);
    assert_eq!(to_be_set_right(&straying[..40]), None);
}

/// 100 quiet days with one event every tenth day, then what is given.
fn before_and(after: &[Option<u32>]) -> DailyCounts {
    let before = (0..100).map(|day| Some(u32::from(day % 10 == 9)));
    DailyCounts { first: day(0), counts: before.chain(after.iter().copied()).collect() }
}

fn announcement() -> Announcement {
    Announcement { recorded_on: day(100), from: day(99), by: day(103) }
}

#[test]
fn what_was_announced_happened_did_not_or_cannot_be_told() {
    let outcome = |after: &[Option<u32>], through: i32| {
        score_announcement(&announcement(), &before_and(after), day(through)).outcome
    };
    let none = [Some(0); 10];
    let mut one = none;
    one[2] = Some(1);
    assert_eq!(outcome(&one, 110), Outcome::Happened { on: day(102) });
    assert_eq!(outcome(&one, 102), Outcome::Happened { on: day(102) });
    assert_eq!(outcome(&none, 110), Outcome::DidNot);
    assert_eq!(outcome(&none, 102), Outcome::CannotBeTold(Untold::NotDue));
    let mut unseen = none;
    unseen[1] = None;
    unseen[3] = None;
    assert_eq!(outcome(&unseen, 110), Outcome::CannotBeTold(Untold::NotWatched { days: 2 }));
    // What happened before it was on record proves nothing.
    let mut earlier = none;
    earlier[0] = Some(5);
    assert_eq!(outcome(&earlier, 110), Outcome::DidNot);
    let late = Announcement { recorded_on: day(103), ..announcement() };
    let told = score_announcement(&late, &before_and(&one), day(110)).outcome;
    assert_eq!(told, Outcome::CannotBeTold(Untold::TooLate));
}

#[test]
fn beside_it_stands_how_often_it_comes_anyway() {
    let told = score_announcement(&announcement(), &before_and(&[]), day(100));
    // Of three days in a row, three in ten hold the ninth of ten: 98 stretches, 30 of them but for the ends.
    let BaseRate::Told { stretches, share } = told.base_rate else { panic!("told") };
    assert_eq!(stretches, 98);
    close(share, 28.0 / 98.0, 1e-12);
    let soon = Announcement { recorded_on: day(20), from: day(21), by: day(23) };
    let told = score_announcement(&soon, &before_and(&[]), day(100));
    assert_eq!(told.base_rate, BaseRate::CannotBeTold { stretches: 18 });
}

#[test]
fn an_announcer_is_held_against_chance() {
    let with =
        |outcome, share| Scored { outcome, base_rate: BaseRate::Told { stretches: 90, share } };
    let hit = Outcome::Happened { on: day(1) };
    let all = [
        with(hit, 0.5),
        with(hit, 0.2),
        with(Outcome::DidNot, 0.5),
        with(Outcome::CannotBeTold(Untold::NotDue), 0.9),
    ];
    let tally = tally(&all);
    assert_eq!((tally.happened, tally.did_not, tally.cannot_be_told), (2, 1, 1));
    close(tally.expected, 1.2, 1e-12);
    // Two or three of 0.5, 0.2, 0.5: 0.05 + 0.2 + 0.05 + 0.05.
    close(tally.chance, 0.35, 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_millionth_is_lost(weights in prop::collection::vec(0.0..5.0_f64, 0..60)) {
        let distribution = Distribution::of_weights(&weights);
        prop_assert_eq!(distribution.millionths().iter().sum::<u32>(), 1_000_000);
    }

    #[test]
    fn the_score_rewards_the_truth(mean in 0.5..20.0_f64, off in 1.5..3.0_f64, size in 0.5..8.0_f64) {
        // Expected over what may come, no other forecast scores better than the true one.
        let truth = Distribution::of_means(&[(mean, size)]);
        let other = Distribution::of_means(&[(mean * off, size)]);
        let expected = |forecast: &Distribution, of: fn(&Scores) -> f64| -> f64 {
            let came = truth.millionths().iter().zip(0_u32..);
            came.map(|(own, came)| f64::from(*own) * of(&score(forecast, came, 0.5))).sum()
        };
        for of in [(|s| s.crps) as fn(&Scores) -> f64, |s| s.log, |s| s.interval] {
            prop_assert!(expected(&truth, of) <= expected(&other, of) * (1.0 + 1e-9));
        }
    }

    #[test]
    fn days_shifted_change_no_outcome(by in -700..700_i32, event in 0..10_usize) {
        let mut after = [Some(0); 10];
        after[event] = Some(1);
        let counts = before_and(&after);
        let here = score_announcement(&announcement(), &counts, day(110));
        let moved = DailyCounts { first: day(by), counts: counts.counts };
        let Announcement { recorded_on, from, by: due } = announcement();
        let shifted = Announcement { recorded_on: recorded_on.plus(by), from: from.plus(by), by: due.plus(by) };
        let there = score_announcement(&shifted, &moved, day(110 + by));
        prop_assert_eq!(here.base_rate, there.base_rate);
        match (here.outcome, there.outcome) {
            (Outcome::Happened { on }, Outcome::Happened { on: shifted }) => prop_assert_eq!(on.plus(by), shifted),
            (one, other) => prop_assert_eq!(one, other),
        }
    }
}

#[test]
fn the_calendar_does_not_reach_a_forecast() {
    let (here, there) = (panel(200, day(0), 9), panel(200, day(500), 9));
    assert_eq!(drawn(&here, &[3; 32], 4), drawn(&there, &[3; 32], 4));
}
