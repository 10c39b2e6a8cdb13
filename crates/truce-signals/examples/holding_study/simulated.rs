//! Simulated worlds in which it is known what changed.

use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::holding::excitation::{Excitation, simulate};
use truce_signals::holding::{Change, NoAnswer, Settings, drift, regimes};

/// Days of each world.
const DAYS: usize = 1_000;
/// The day on which the level changes in worlds with a change.
const CHANGE: usize = 500;
const MEAN: f64 = 10.0;
/// The size of the distribution, given the days before.
const SIZE: f64 = 5.0;

fn first() -> Day {
    Day::new(2017, 1, 1).expect("a date")
}

fn series(counts: impl IntoIterator<Item = u32>) -> DailyCounts {
    DailyCounts { first: first(), counts: counts.into_iter().map(Some).collect() }
}

fn excitation(children: f64) -> Excitation {
    Excitation { children: [0.3 * children, 0.5 * children, 0.2 * children], size: SIZE }
}

/// A world whose level changes once by a factor.
fn world(seed: u64, children: f64, factor: f64) -> DailyCounts {
    let mut random = Random::new(seed);
    let before = simulate(&mut random, CHANGE, MEAN, &excitation(children));
    let after = simulate(&mut random, DAYS - CHANGE, MEAN * factor, &excitation(children));
    series(before.into_iter().chain(after))
}

pub fn all(runs: u64) {
    println!("children | refused | a change where there is none");
    for children in [0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.9] {
        let (mut refused, mut invented) = (0, 0);
        for run in 0..runs {
            let settings = Settings { seed: run, ..Settings::default() };
            match regimes(&world(10_000 + run, children, 1.0), &settings) {
                Err(NoAnswer::NoStableRegimes { .. }) => refused += 1,
                Err(other) => panic!("{other:?}"),
                Ok(found) => invented += u32::from(!found.changes.is_empty()),
            }
        }
        println!("{children:>4} | {refused:>3} | {invented:>3} of {runs}");
    }
    println!(
        "children, factor | found within 7 days | inside an interval, of worlds with a change | changes elsewhere | penalty / ln n | days of an interval, in the middle"
    );
    for (children, factor) in
        [(0.0, 0.5), (0.0, 0.7), (0.3, 0.5), (0.3, 0.7), (0.5, 0.5), (0.5, 0.3), (0.7, 0.3)]
    {
        found(runs, children, factor);
    }
    println!("children | drift shown in a year without one | with a doubling over 120 days");
    for children in [0.0, 0.3] {
        let shown =
            |rise: f64| (0..runs).filter(|run| drift_shown(20_000 + run, children, rise)).count();
        println!("{children:>4} | {} of {runs} | {} of {runs}", shown(1.0), shown(2.0));
    }
}

fn found(runs: u64, children: f64, factor: f64) {
    let (mut near, mut inside, mut elsewhere, mut answered, mut changed) = (0, 0, 0, 0, 0);
    let mut penalties = 0.0;
    let mut lengths: Vec<i32> = Vec::new();
    for run in 0..runs {
        let series = world(10_000 + run, children, factor);
        let settings = Settings { seed: run, ..Settings::default() };
        let Ok(found) = regimes(&series, &settings) else { continue };
        answered += 1;
        penalties += found.penalty / (DAYS as f64).ln();
        let truth = series.day(CHANGE);
        let away = |change: &Change| change.day.since(truth).abs();
        // Of several changes the nearest is meant.
        if let Some(nearest) = found.changes.iter().min_by_key(|change| away(change)) {
            let (first, last) = nearest.interval;
            changed += 1;
            near += u32::from(away(nearest) <= 7);
            inside += u32::from(first <= truth && truth <= last);
            lengths.push(last.since(first) + 1);
        }
        elsewhere += found.changes.iter().filter(|change| away(change) > 30).count();
    }
    lengths.sort_unstable();
    println!(
        "{children}, {factor} | {near} of {answered} ({runs} runs) | {inside} of {changed} | {elsewhere} | {:.2} | {:?}",
        penalties / f64::from(answered.max(1)),
        lengths.get(lengths.len() / 2)
    );
}

/// A year after the first two weeks, in which the level grows by a factor over 120 days and then stays.
fn drift_shown(seed: u64, children: f64, rise: f64) -> bool {
    let mut random = Random::new(seed);
    let steady = simulate(&mut random, 379, MEAN, &excitation(children));
    let grown = steady.iter().enumerate().map(|(day, count)| {
        let share = ((day as f64 - 14.0) / 120.0).clamp(0.0, 1.0);
        // Each incident brings others along, so that the mean grows by the factor.
        let more = random.poisson(f64::from(*count) * (rise - 1.0) * share);
        count + more
    });
    let series = series(grown.collect::<Vec<u32>>());
    drift(&series, first(), SIZE).is_ok_and(|drift| drift.shown_on.is_some())
}
