//! The mutually exciting process, held against recorded values, itself, and its mirror.

use std::path::Path;

use proptest::prelude::*;
use truce_core::spread::{OneByOne, Spread};
use truce_signals::counts::random::Random;
use truce_signals::hawkes::background::Background;
use truce_signals::hawkes::fit::{Caveat, Fit, NoFit, Pull, fit, fit_given, fit_shrunken};
use truce_signals::hawkes::history::{History, NotAHistory, Occurrence};
use truce_signals::hawkes::live::Live;
use truce_signals::hawkes::rates::{Rates, Setting};
use truce_signals::hawkes::reach::{Grid, Reach};
use truce_signals::hawkes::residuals::{Goodness, residuals};
use truce_signals::hawkes::shares::{Shares, shares};
use truce_signals::hawkes::simulate::simulate;

/// One recorded world: what happened, the truth behind it, and what it should give.
struct World {
    history: History,
    truth: Rates,
    expected: serde_json::Value,
}

impl World {
    fn read(name: &str) -> Self {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let read = |name: &str| std::fs::read_to_string(fixtures.join(name)).expect("a fixture");
        let all: serde_json::Value =
            serde_json::from_str(&read("expected.json")).expect("recorded values");
        let expected = all[name].clone();
        let base = numbers(&expected["true_mu"]);
        let history = History::new(
            base.len(),
            expected["T"].as_f64().expect("a span"),
            occurrences(&read(&format!("{name}.csv"))),
        );
        let table: Vec<Vec<f64>> =
            expected["true_A"].as_array().expect("a table").iter().map(numbers).collect();
        let decay = expected["true_beta"].as_f64().expect("a decay");
        let reach = Reach::everywhere(base.len());
        let truth = Rates::from_table(&reach, decay, base, &table);
        Self { history: history.expect("a history"), truth, expected }
    }

    fn number(&self, key: &str) -> f64 {
        self.expected[key].as_f64().expect("a number")
    }
}

fn numbers(value: &serde_json::Value) -> Vec<f64> {
    let list = value.as_array().expect("a list").iter();
    list.map(|number| number.as_f64().expect("a number")).collect()
}

fn occurrences(text: &str) -> Vec<Occurrence> {
    let lines = text.lines().skip(1).map(|line| {
        let mut columns = line.split(',');
        let at_days = columns.next().and_then(|text| text.parse().ok()).expect("days");
        let cell = columns.next().and_then(|text| text.parse().ok()).expect("a cell");
        Occurrence { at_days, cell, weight: 1.0 }
    });
    lines.collect()
}

/// Two parties in twenty zones on a ring.
fn ring() -> Grid {
    Grid { parties: 2, zones: 20, borders: (0..20).map(|zone| (zone, (zone + 1) % 20)).collect() }
}

/// Two parties in one zone.
fn pair() -> Grid {
    Grid { parties: 2, zones: 1, borders: vec![] }
}

fn close(found: f64, expected: f64, relative: f64) {
    let off = (found - expected).abs() / expected.abs().max(1e-300);
    assert!(off <= relative, "{found} is not {expected}: off by {off:e}");
}

/// Threads that a caller might use.
struct Threads(usize);

impl Spread for Threads {
    fn ways(&self) -> usize {
        self.0
    }

    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        std::thread::scope(|scope| {
            (0..pieces).for_each(|piece| {
                scope.spawn(move || work(piece));
            });
        });
    }
}

/// Runs a check on a history where all may excite all and the background stands still.
fn in_setting<R>(history: &History, check: impl FnOnce(Setting<'_>) -> R) -> R {
    let reach = Reach::everywhere(history.cells());
    let background = Background::constant(history);
    check(Setting { history, reach: &reach, background: &background })
}

#[test]
fn the_likelihood_at_the_truth_is_the_recorded_one() {
    for name in ["hawkes2_2k", "hawkes2_10k", "hawkes40_10k"] {
        let world = World::read(name);
        let found = in_setting(&world.history, |setting| world.truth.log_likelihood(setting));
        close(found, world.number("loglik_at_truth"), 1e-8);
    }
}

#[test]
fn a_table_that_is_turned_over_is_far_less_likely() {
    let mut world = World::read("hawkes2_2k");
    let truth = in_setting(&world.history, |setting| world.truth.log_likelihood(setting));
    let (first, second) = (world.truth.pulls[0][1], world.truth.pulls[1][0]);
    world.truth.pulls[0][1] = second;
    world.truth.pulls[1][0] = first;
    let turned = in_setting(&world.history, |setting| world.truth.log_likelihood(setting));
    assert!(turned < truth - 20.0, "{turned} {truth}");
}

#[test]
fn the_slope_is_that_of_finite_differences() {
    let world = World::read("hawkes2_2k");
    in_setting(&world.history, |setting| {
        let slope = world.truth.slope(setting);
        for (cell, slope) in slope.iter().enumerate() {
            for (number, slope) in slope.iter().enumerate() {
                let at = |step: f64| {
                    let mut moved = world.truth.clone();
                    match number {
                        0 => moved.base[cell] += step,
                        _ => moved.pulls[cell][number - 1] += step,
                    }
                    moved.log_likelihood(setting)
                };
                let step = 1e-4;
                // Four points: the error goes with the fourth power of the step.
                let found = (8.0 * (at(step) - at(-step)) - (at(2.0 * step) - at(-2.0 * step)))
                    / (12.0 * step);
                let off = (found - slope).abs() / slope.abs().max(1.0);
                assert!(off < 1e-6, "{found} {}", slope);
            }
        }
    });
}

#[test]
fn the_fit_reaches_the_recorded_maximum() {
    for name in ["hawkes2_2k", "hawkes2_10k", "hawkes40_10k"] {
        let world = World::read(name);
        let fit = in_setting(&world.history, |setting| {
            fit_given(setting, world.truth.decay, &OneByOne).expect("a fit")
        });
        let recorded = world.number("loglik_max_at_true_beta");
        assert!((fit.log_likelihood - recorded).abs() < 1e-5, "{} {recorded}", fit.log_likelihood);
        assert!(fit.caveats.contains(&Caveat::ConstantBackground));
        assert!(fit.caveats.contains(&Caveat::DecayGiven));
    }
}

#[test]
fn the_fitted_rates_are_the_recorded_ones() {
    let world = World::read("hawkes2_10k");
    let fit =
        in_setting(&world.history, |setting| fit_given(setting, 2.0, &OneByOne)).expect("a fit");
    for (found, recorded) in
        fit.rates.base.iter().zip(numbers(&world.expected["mle_mu_at_true_beta"]))
    {
        close(*found, recorded, 1e-5);
    }
    let table = world.expected["mle_A_at_true_beta"].as_array().expect("a table");
    for (found, recorded) in fit.rates.pulls.iter().zip(table) {
        for (found, recorded) in found.iter().zip(numbers(recorded)) {
            close(*found, recorded, 1e-5);
        }
    }
}

#[test]
fn the_decay_is_found_where_it_is_recorded() {
    for name in ["hawkes2_2k", "hawkes2_10k"] {
        let world = World::read(name);
        let fit = in_setting(&world.history, |setting| fit(setting, &OneByOne)).expect("a fit");
        close(fit.rates.decay, world.number("joint_beta"), 1e-3);
        assert!((fit.log_likelihood - world.number("joint_loglik")).abs() < 1e-4);
        assert!(!fit.caveats.contains(&Caveat::DecayGiven));
    }
}

#[test]
fn zones_and_their_neighbours_reach_the_recorded_maximum() {
    let world = World::read("hawkes40_10k");
    let reach = Reach::of_zones(&ring());
    let background = Background::constant(&world.history);
    let setting = Setting { history: &world.history, reach: &reach, background: &background };
    let given = fit_given(setting, 1.5, &OneByOne).expect("a fit");
    assert!((given.log_likelihood - world.number("zone_neighbour_loglik")).abs() < 1e-4);
    let free = fit(setting, &OneByOne).expect("a fit");
    let joint = &world.expected["zone_neighbour_joint"];
    close(free.rates.decay, joint["beta"].as_f64().expect("a decay"), 1e-3);
    assert!((free.log_likelihood - joint["loglik"].as_f64().expect("a value")).abs() < 1e-4);
}

#[test]
fn what_is_background_adds_up_to_the_background() {
    let world = World::read("hawkes2_10k");
    in_setting(&world.history, |setting| {
        let fit = fit_given(setting, 2.0, &OneByOne).expect("a fit");
        let end_days = world.history.end_days();
        let mut at_the_truth = 0.0;
        for (cell, base) in fit.rates.base.iter().enumerate() {
            let Shares::Sums { occurrences, background, following } =
                &shares(setting, &pair(), &fit.rates, end_days)[cell][0]
            else {
                panic!("a sum");
            };
            close(*background, base * end_days, 1e-6);
            let all = background + following.iter().sum::<f64>();
            assert!((all - f64::from(u32::try_from(*occurrences).expect("few"))).abs() < 1e-6);
            if let Shares::Sums { background, .. } =
                &shares(setting, &pair(), &world.truth, end_days)[cell][0]
            {
                at_the_truth += background;
            }
        }
        close(at_the_truth, world.number("sum_background_prob_at_truth"), 1e-8);
    });
}

#[test]
fn nothing_is_said_of_single_occurrences() {
    let world = World::read("hawkes2_2k");
    in_setting(&world.history, |setting| {
        let runs = shares(setting, &pair(), &world.truth, 0.5);
        let told = runs.iter().flatten().all(|shares| match shares {
            Shares::Sums { occurrences, .. } => *occurrences >= 5,
            Shares::TooFew { occurrences } => *occurrences < 5,
        });
        assert!(told);
        assert!(runs.iter().flatten().any(|shares| matches!(shares, Shares::TooFew { .. })));
    });
}

#[test]
fn the_residuals_are_the_recorded_ones_and_a_steady_rate_is_rejected() {
    for name in ["hawkes2_2k", "hawkes2_10k", "hawkes40_10k"] {
        let world = World::read(name);
        in_setting(&world.history, |setting| {
            let found = residuals(setting, &world.truth);
            for ((_, found), recorded) in
                found.0.iter().zip(numbers(&world.expected["first5_residuals"]))
            {
                close(*found, recorded, 1e-8);
            }
            let Goodness::Told { distance, chance, .. } = found.pooled() else { panic!("told") };
            close(distance, world.number("ks_D_at_truth"), 1e-6);
            assert!((chance - world.number("ks_p")).abs() < 0.02, "{chance}");
        });
    }
    let world = World::read("hawkes2_2k");
    let mut steady = world.truth.clone();
    steady.base = world
        .history
        .counts()
        .iter()
        .map(|n| f64::from(u32::try_from(*n).expect("few")) / 719.0)
        .collect();
    steady.pulls.iter_mut().flatten().for_each(|pull| *pull = 0.0);
    in_setting(&world.history, |setting| {
        let Goodness::Told { chance, .. } = residuals(setting, &steady).pooled() else {
            panic!("told")
        };
        assert!(chance < 1e-12, "{chance}");
    });
}

#[test]
fn occurrences_at_one_moment_do_not_excite_each_other() {
    let at = |at_days: f64, cell| Occurrence { at_days, cell, weight: 1.0 };
    let history =
        History::new(2, 10.0, vec![at(3.0, 0), at(3.0, 1), at(3.0, 0)]).expect("a history");
    in_setting(&history, |setting| {
        let table = [vec![0.3, 0.2], vec![0.4, 0.1]];
        let rates = Rates::from_table(setting.reach, 1.5, vec![0.7, 0.6], &table);
        let produced = 1.0 - (-1.5_f64 * 7.0).exp();
        let expected =
            2.0 * 0.7_f64.ln() + 0.6_f64.ln() - 13.0 - produced * (2.0 * (0.3 + 0.4) + (0.2 + 0.1));
        close(rates.log_likelihood(setting), expected, 1e-12);
    });
}

#[test]
fn the_span_is_given_and_quiet_at_the_end_counts() {
    let world = World::read("hawkes2_2k");
    let longer = History::new(2, 900.0, world.history.occurrences().to_vec()).expect("a history");
    let short =
        in_setting(&world.history, |setting| fit_given(setting, 2.0, &OneByOne)).expect("a fit");
    let long = in_setting(&longer, |setting| fit_given(setting, 2.0, &OneByOne)).expect("a fit");
    assert!(long.rates.base[0] < 0.85 * short.rates.base[0]);
    let outside = History::new(2, 10.0, world.history.occurrences().to_vec());
    assert!(matches!(outside, Err(NotAHistory::OutsideTheSpan { .. })));
}

#[test]
fn too_little_gives_no_rates() {
    let at = |day: u32| Occurrence { at_days: f64::from(day), cell: 0, weight: 1.0 };
    let history = History::new(2, 60.0, (0..49).map(at).collect()).expect("a history");
    let refused = in_setting(&history, |setting| fit_given(setting, 2.0, &OneByOne));
    assert_eq!(refused, Err(NoFit::TooFew { occurrences: 49, needed: 50 }));
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let mut random = Random::new(2);
    let list: Vec<(f64, usize)> =
        (0..300).map(|_| (60.0 * random.uniform(), random.below(4))).collect();
    let alone = shrunken(&list, &OneByOne);
    for threads in [2, 3] {
        assert_eq!(shrunken(&list, &Threads(threads)), alone);
    }
}

#[test]
fn shrunken_strengths_do_better_on_what_was_held_out_than_free_ones() {
    let world = World::read("hawkes40_10k");
    let cut = 0.7 * world.history.end_days();
    let early = world.history.occurrences().iter().filter(|o| o.at_days < cut).copied();
    let early = History::new(40, cut, early.collect()).expect("a history");
    let (everywhere, zones) = (Reach::everywhere(40), Reach::of_zones(&ring()));
    let still = |history: &History| Background::constant(history);
    // What the later part adds to the likelihood, in nats.
    let held_out = |rates: &Rates, reach: &Reach| {
        let of = |history: &History| {
            rates.log_likelihood(Setting { history, reach, background: &still(history) })
        };
        of(&world.history) - of(&early)
    };
    let background = still(&early);
    let setting = |reach| Setting { history: &early, reach, background: &background };
    let free = fit_given(setting(&everywhere), 1.5, &OneByOne).expect("a fit");
    let shrunken = fit_shrunken(setting(&zones), 10.0, &OneByOne).expect("a fit");
    let (free, shrunken) = (held_out(&free.rates, &everywhere), held_out(&shrunken.rates, &zones));
    let best = held_out(&world.truth, &everywhere);
    let steady = {
        let counts = early.counts();
        let base = counts.iter().map(|n| f64::from(u32::try_from(*n).expect("few")) / cut);
        let rates = Rates { decay: 1.5, base: base.collect(), pulls: vec![vec![0.0; 40]; 40] };
        held_out(&rates, &everywhere)
    };
    let kept = (shrunken - steady) / (best - steady);
    let kept_by_the_free = (free - steady) / (best - steady);
    assert!(kept > 0.95, "{kept}");
    assert!(kept_by_the_free < 0.75, "{kept_by_the_free}");
}

#[test]
fn a_slow_wave_passes_for_responses_only_when_the_background_stands_still() {
    let mut random = Random::new(23);
    let day = |day: u32| 2.0 + 1.6 * (f64::from(day) / 60.0).sin();
    let mut list = Vec::new();
    for cell in 0..2 {
        for number in 0..720 {
            for _ in 0..random.poisson(day(number)) {
                let at_days = f64::from(number) + random.uniform();
                list.push(Occurrence { at_days, cell, weight: 1.0 });
            }
        }
    }
    let history = History::new(2, 720.0, list).expect("a history");
    let reach = Reach::of_zones(&pair());
    let branching = |background: Background| {
        let setting = Setting { history: &history, reach: &reach, background: &background };
        let fit = fit(setting, &OneByOne).expect("a fit");
        fit.rates.branching(&reach)
    };
    let (still, moving) = (
        branching(Background::constant(&history)),
        branching(Background::moving(&history, &pair())),
    );
    assert!(still > 0.8, "{still}");
    assert!(moving < 0.15, "{moving}");
}

#[test]
fn a_late_report_leaves_the_state_where_it_would_be() {
    let world = World::read("hawkes2_10k");
    let reach = Reach::everywhere(2);
    let background = Background::constant(&world.history);
    let run = |list: &[Occurrence]| {
        let mut live = Live::new(reach.clone(), world.truth.clone());
        list.iter().for_each(|occurrence| live.take_up(occurrence));
        live.rate(&background, 1, world.history.end_days())
    };
    let in_time = world.history.occurrences().to_vec();
    let mut late = in_time.clone();
    // Every third comes two days late.
    late.sort_by(|a, b| {
        let told = |o: &Occurrence| {
            let number = in_time.partition_point(|earlier| earlier.at_days < o.at_days);
            o.at_days + if number % 3 == 0 { 2.0 } else { 0.0 }
        };
        told(a).total_cmp(&told(b))
    });
    close(run(&late), run(&in_time), 1e-10);
}

#[test]
fn what_is_simulated_from_rates_gives_them_back() {
    let reach = Reach::everywhere(2);
    let table = [vec![0.35, 0.1], vec![0.4, 0.2]];
    let rates = Rates::from_table(&reach, 2.0, vec![0.8, 0.5], &table);
    let empty = History::new(2, 6000.0, vec![]).expect("a history");
    let background = Background::constant(&empty);
    let history = simulate(&rates, &reach, &background, 6000.0, 100_000, &mut Random::new(5));
    let history = history.expect("a history");
    // Rates in the long run: 1.4375 and 1.34375 a day.
    let counts = history.counts();
    close(f64::from(u32::try_from(counts[0]).expect("few")), 6000.0 * 1.4375, 0.05);
    close(f64::from(u32::try_from(counts[1]).expect("few")), 6000.0 * 1.343_75, 0.05);
    let fit = in_setting(&history, |setting| fit_given(setting, 2.0, &OneByOne)).expect("a fit");
    for (found, expected) in fit.rates.pulls.iter().flatten().zip(table.iter().flatten()) {
        assert!((found - expected).abs() < 0.05, "{found} {expected}");
    }
    close(rates.branching(&reach), 0.488_6, 1e-4);
}

#[test]
fn intervals_cover_the_truth_as_often_as_they_say() {
    let reach = Reach::everywhere(2);
    let table = [vec![0.35, 0.1], vec![0.4, 0.2]];
    let rates = Rates::from_table(&reach, 2.0, vec![0.8, 0.5], &table);
    let (mut covered, mut all) = (0_u32, 0_u32);
    for seed in 0..80 {
        let empty = History::new(2, 300.0, vec![]).expect("a history");
        let background = Background::constant(&empty);
        let history = simulate(&rates, &reach, &background, 300.0, 100_000, &mut Random::new(seed));
        let history = history.expect("a history");
        let fit = in_setting(&history, |s| fit_given(s, 2.0, &OneByOne)).expect("a fit");
        for (cell, row) in table.iter().enumerate() {
            for (group, truth) in row.iter().enumerate() {
                let (pull, error) = (fit.rates.pulls[cell][group], fit.errors[cell][group + 1]);
                let off = (pull - truth).abs();
                all += 1;
                covered += u32::from(error.is_some_and(|error| off <= 1.96 * error));
            }
        }
    }
    let share = f64::from(covered) / f64::from(all);
    assert!((0.91..=0.985).contains(&share), "{share}");
}

#[test]
fn a_small_pull_is_not_told_from_none() {
    let world = World::read("hawkes2_10k");
    let fit =
        in_setting(&world.history, |setting| fit_given(setting, 2.0, &OneByOne)).expect("a fit");
    assert!(matches!(fit.pull(1, 0), Some(Pull::There { at_least, .. }) if at_least > 0.3));
    let few: Vec<Occurrence> =
        world.history.occurrences().iter().filter(|o| o.at_days < 80.0).copied().collect();
    let few = History::new(2, 80.0, few).expect("a history");
    let fit = in_setting(&few, |setting| fit_given(setting, 2.0, &OneByOne)).expect("a fit");
    assert!(
        matches!(fit.pull(0, 1), Some(Pull::NotDistinguishable { .. })),
        "{:?}",
        fit.pull(0, 1)
    );
    assert!(fit.caveats.contains(&Caveat::FewOccurrences));
}

/// A short history of two parties in two zones.
fn short_histories() -> impl Strategy<Value = Vec<(f64, usize)>> {
    prop::collection::vec((0.0..60.0_f64, 0..4_usize), 80..160)
}

fn shrunken(list: &[(f64, usize)], spread: &dyn Spread) -> Fit {
    let grid = Grid { parties: 2, zones: 2, borders: vec![(0, 1)] };
    let occurrence =
        |(at_days, cell): &(f64, usize)| Occurrence { at_days: *at_days, cell: *cell, weight: 1.0 };
    let history = History::new(4, 60.0, list.iter().map(occurrence).collect()).expect("a history");
    let reach = Reach::of_zones(&grid);
    let background = Background::moving(&history, &grid);
    let setting = Setting { history: &history, reach: &reach, background: &background };
    fit_shrunken(setting, 10.0, spread).expect("a fit")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn the_order_of_what_is_told_changes_nothing(list in short_histories(), turn in 1..70_usize) {
        let mut turned = list.clone();
        turned.rotate_left(turn);
        turned.reverse();
        prop_assert_eq!(shrunken(&list, &OneByOne), shrunken(&turned, &OneByOne));
    }

    #[test]
    fn parties_exchanged_give_results_exchanged(list in short_histories()) {
        let exchanged: Vec<(f64, usize)> =
            list.iter().map(|(at, cell)| (*at, (cell + 2) % 4)).collect();
        let (one, other) = (shrunken(&list, &OneByOne), shrunken(&exchanged, &OneByOne));
        prop_assert!((one.rates.decay / other.rates.decay - 1.0).abs() < 1e-2);
        prop_assert!((one.log_likelihood - other.log_likelihood).abs() < 1e-2);
        for cell in 0..4 {
            let (found, mirrored) = (one.rates.base[cell], other.rates.base[(cell + 2) % 4]);
            prop_assert!((found - mirrored).abs() < 1e-3 * found.max(1e-3), "{found} {mirrored}");
        }
    }
}
