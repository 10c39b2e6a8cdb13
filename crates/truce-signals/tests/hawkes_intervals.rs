//! Intervals of the mutually exciting fit hold the truth about as often as they say; the larger study is `--example hawkes_study`.

use truce_core::spread::OneByOne;
use truce_signals::counts::random::Random;
use truce_signals::hawkes::again::fitted_again;
use truce_signals::hawkes::background::Background;
use truce_signals::hawkes::fit::{Fit, SHAPE, fit, fit_shrunken};
use truce_signals::hawkes::history::History;
use truce_signals::hawkes::rates::{Rates, Setting};
use truce_signals::hawkes::reach::{Grid, Reach};
use truce_signals::hawkes::residuals::{Goodness, residuals};
use truce_signals::hawkes::simulate::simulate;

const END_DAYS: f64 = 365.0;

/// Two parties in two zones that border on each other, about 800 occurrences.
fn truth() -> (Grid, Reach, Rates) {
    let grid = Grid { parties: 2, zones: 2, borders: vec![(0, 1)] };
    let reach = Reach::of_zones(&grid);
    let of_kind = [0.28, 0.12, 0.2, 0.24, 0.06, 0.04];
    let pulls = (0..4).map(|cell| reach.groups(cell).iter().map(|g| of_kind[g.kind]).collect());
    let rates = Rates { decay: 2.0, base: vec![0.31, 0.24, 0.27, 0.29], pulls: pulls.collect() };
    (grid, reach, rates)
}

fn drawn(seed: u64) -> History {
    let (_, reach, truth) = truth();
    let still = Background::constant(&History::new(4, END_DAYS, vec![]).expect("a span"));
    let mut random = Random::new(seed);
    simulate(&truth, &reach, &still, END_DAYS, 100_000, &mut random).expect("a span")
}

/// How often something holds in fits of so many histories.
fn share(
    histories: u64,
    fitted: impl Fn(Setting<'_>) -> Fit,
    holds: impl Fn(Setting<'_>, &Fit) -> Vec<bool>,
) -> f64 {
    let (_, reach, _) = truth();
    let told: Vec<bool> = (0..histories)
        .flat_map(|seed| {
            let history = drawn(seed);
            let background = Background::constant(&history);
            let setting = Setting { history: &history, reach: &reach, background: &background };
            holds(setting, &fitted(setting))
        })
        .collect();
    let number = |count: usize| f64::from(u32::try_from(count).expect("few"));
    number(told.iter().filter(|told| **told).count()) / number(told.len())
}

fn free(setting: Setting<'_>) -> Fit {
    fit(setting, &OneByOne).expect("a fit")
}

fn shrunken(setting: Setting<'_>) -> Fit {
    fit_shrunken(setting, SHAPE, &OneByOne).expect("a fit")
}

fn backgrounds_held(_: Setting<'_>, fit: &Fit) -> Vec<bool> {
    let (_, _, truth) = truth();
    let held = |(cell, base)| {
        let (low, high) = fit.base(cell).expect("a cell");
        (low..=high).contains(base)
    };
    truth.base.iter().enumerate().map(held).collect()
}

fn pulls_held(_: Setting<'_>, fit: &Fit) -> Vec<bool> {
    let (_, _, truth) = truth();
    let cells = truth.pulls.iter().enumerate();
    let all =
        cells.flat_map(|(cell, pulls)| pulls.iter().enumerate().map(move |(g, p)| (cell, g, *p)));
    all.map(|(cell, group, pull)| {
        let (low, high) = fit.pull_between(cell, group).expect("a group");
        (low..=high).contains(&pull)
    })
    .collect()
}

fn branching_held(setting: Setting<'_>, fit: &Fit) -> Vec<bool> {
    let (low, high) = fit.branching_between();
    vec![(low..=high).contains(&truth().2.branching(setting.reach))]
}

fn waits_agree(setting: Setting<'_>, rates: &Rates) -> bool {
    match residuals(setting, rates).pooled() {
        Goodness::Told { chance, .. } => chance > 0.05,
        Goodness::CannotBeTold { .. } => panic!("there are enough"),
    }
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    for fitted in [free, shrunken] {
        for holds in [backgrounds_held, pulls_held, branching_held] {
            let share = share(40, fitted, holds);
            assert!(share > 0.88, "{share}");
        }
    }
}

#[test]
fn the_waits_agree_with_the_fit_and_reject_a_process_without_pulls() {
    let agree = share(40, free, |setting, fit| vec![waits_agree(setting, &fit.rates)]);
    assert!(agree >= 0.93, "{agree}");
    let rejected = share(40, free, |setting, fit| {
        let counts = setting.history.counts().into_iter();
        let base = counts.map(|n| f64::from(u32::try_from(n).expect("few")) / END_DAYS);
        let pulls = fit.rates.pulls.iter().map(|pulls| vec![0.0; pulls.len()]);
        let steady = Rates { decay: 2.0, base: base.collect(), pulls: pulls.collect() };
        vec![!waits_agree(setting, &steady)]
    });
    assert!(rejected >= 0.93, "{rejected}");
}

#[test]
fn fitting_again_mends_what_a_moving_background_takes() {
    let (grid, reach, truth) = truth();
    let branching = truth.branching(&reach);
    let (mut plain, mut mended, mut held) = (0.0, 0.0, 0);
    for seed in 0..12 {
        let mut random = Random::new(1_000 + seed);
        let history = drawn(seed);
        let (fit, again) =
            fitted_again(&history, &grid, &reach, SHAPE, 20, &mut random).expect("a fit");
        let again = again.expect("worlds").branching;
        plain += (fit.branching.0 - branching) / 12.0;
        mended += (again.estimate - branching) / 12.0;
        held += u32::from((again.at_least..=again.at_most).contains(&branching));
    }
    assert!(plain < -0.04, "{plain}");
    assert!(mended.abs() < 0.6 * plain.abs(), "{mended} {plain}");
    // The study says how far this is from what it claims.
    assert!(held >= 9, "{held}");
}
