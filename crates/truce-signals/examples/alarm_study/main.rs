//! How often the alarms cry wolf, and how soon they see a rise: simulated.
//!
//! ```text
//! cargo run --release -p truce-signals --example alarm_study -- [runs] [threshold] [first seed]
//! ```
//!
//! 400 runs, a threshold of 1,000 days and the seed 0 unless said. The constants were chosen with the seeds 500,000,
//! 600,000 and 700,000. What it prints stands in docs/signals.md.

mod best;
mod world;

use std::collections::BTreeMap;

use truce_core::time::Day;
use truce_signals::alarm::{DayCount, Lookout, SIZE_UNKNOWN};
use truce_signals::counts::random::Random;
use world::{Days, World};

/// Days of a run in which nothing changes.
const QUIET_DAYS: u32 = 2_000;
/// Until then no cell can say whether days are alike.
const HALF_A_YEAR: u32 = 203;
/// Days before a rise.
const BEFORE: u32 = 150;
/// Days before a rise, of a cell that has been watched for longer.
const LONG_BEFORE: u32 = 500;
/// Within so many days a rise is to be seen.
const WITHIN: u32 = 14;

/// Whoever watches a cell.
trait Watch {
    /// Takes a day in; says whether it raises an alarm.
    fn raises(&mut self, day: usize, count: u32) -> bool;
}

struct Watched(Lookout, f64);

impl Watch for Watched {
    fn raises(&mut self, _: usize, count: u32) -> bool {
        self.0.update(DayCount::of(count), self.1).raised.is_some()
    }
}

fn watched(threshold: f64) -> Watched {
    Watched(Lookout::new(Day::new(2017, 1, 1).expect("a date"), SIZE_UNKNOWN), threshold)
}

/// Alarms per 100 years of one cell while nothing changes.
struct Alarms {
    all: f64,
    in_half_a_year: f64,
}

fn false_alarms<W: Watch>(world: World, (runs, seed): (u64, u64), new: &dyn Fn() -> W) -> Alarms {
    let (mut all, mut early) = (0_u32, 0_u32);
    for run in 0..runs {
        let mut days = Days::of(world, Random::new(seed + run));
        let mut watch = new();
        for day in 0..QUIET_DAYS {
            let raised = u32::from(watch.raises(day as usize, days.next(1.0)));
            all += raised;
            early += if day < HALF_A_YEAR { raised } else { 0 };
        }
    }
    let in_100_years =
        |alarms: u32, days: u32| f64::from(alarms) * 36_500.0 / (runs as f64 * f64::from(days));
    Alarms { all: in_100_years(all, QUIET_DAYS), in_half_a_year: in_100_years(early, HALF_A_YEAR) }
}

/// The share of rises by a factor that are seen in time, and the delay that half of all rises do not exceed.
struct Seen {
    share: f64,
    median: Option<u32>,
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let median = self.median.map_or("-".to_owned(), |days| days.to_string());
        write!(f, "{:.3} ({median})", self.share)
    }
}

fn seen<W: Watch>(
    world: World,
    (before, factor): (u32, f64),
    (runs, seed): (u64, u64),
    new: &dyn Fn() -> W,
) -> Seen {
    let mut delays = BTreeMap::new();
    for run in 0..runs {
        let mut days = Days::of(world, Random::new(1_000_000 + seed + run));
        let mut watch = new();
        for day in 0..before {
            watch.raises(day as usize, days.next(1.0));
        }
        let raised =
            (1..=WITHIN).find(|day| watch.raises((before + day) as usize, days.next(factor)));
        if let Some(delay) = raised {
            *delays.entry(delay).or_insert(0) += 1;
        }
    }
    let share = f64::from(delays.values().sum::<u32>()) / runs as f64;
    Seen { share, median: median(&delays, runs) }
}

/// The delay that half of all rises do not exceed; none if fewer are seen.
fn median(delays: &BTreeMap<u32, u32>, runs: u64) -> Option<u32> {
    let mut sum = 0;
    delays.iter().find_map(|(delay, times)| {
        sum += times;
        (2 * u64::from(sum) >= runs).then_some(*delay)
    })
}

/// What the alarms do in a world.
fn row(world: World, runs: (u64, u64), threshold: f64) {
    let World { mean, size, weekly, children, slow } = world;
    let new = || watched(threshold);
    let alarms = false_alarms(world, runs, &new);
    print!(
        "{mean:>4} {size:>4} {weekly:>4} {children:>4} {slow:>4} | {:>5.1} ({:>5.1}) |",
        alarms.all, alarms.in_half_a_year
    );
    for factor in [1.5, 2.0, 3.0] {
        print!(" {}", seen(world, (BEFORE, factor), runs, &new));
    }
    print!(" | {}", seen(world, (LONG_BEFORE, 2.0), runs, &new));
    if world.is_plain() {
        let ln_cap = 0.5 * threshold.ln();
        let at = |threshold: f64, ln_cap: f64| {
            seen(world, (BEFORE, 2.0), runs, &|| best::Knowing::of(world, threshold, ln_cap))
        };
        let lowest = best::lowest_threshold(world, runs, 36_500.0 / threshold, f64::INFINITY);
        print!(" | {} {}", at(threshold, ln_cap), at(lowest, f64::INFINITY));
    }
    println!();
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let runs = arguments.next().map_or(400, |text| text.parse().expect("a number of runs"));
    let threshold = arguments.next().map_or(1_000.0, |text| text.parse().expect("a threshold"));
    let seed = arguments.next().map_or(0, |text| text.parse().expect("a seed"));
    println!(
        "{runs} runs, threshold {threshold} days: at most {} false alarms",
        36_500.0 / threshold
    );
    println!(
        "mean size weekly children slow | false alarms per 100 years (in the first half year) | x1.5 x2 x3 within 14 days after 150 (median delay) | x2 after 500 | x2 by who knows everything, at this threshold, at the lowest that keeps the promise without a cap"
    );
    for (mean, size, weekly, children, slow) in [
        (0.3, 5.0, 0.0, 0.0, 0.0),
        (0.3, 1.5, 0.0, 0.0, 0.0),
        (2.0, 5.0, 0.0, 0.0, 0.0),
        (2.0, 1.5, 0.0, 0.0, 0.0),
        (10.0, 5.0, 0.0, 0.0, 0.0),
        (10.0, 3.0, 0.0, 0.0, 0.0),
        (10.0, 1.5, 0.0, 0.0, 0.0),
        (40.0, 5.0, 0.0, 0.0, 0.0),
        (40.0, 3.0, 0.0, 0.0, 0.0),
        (40.0, 1.5, 0.0, 0.0, 0.0),
        (10.0, 5.0, 0.3, 0.0, 0.0),
        (40.0, 5.0, 0.3, 0.0, 0.0),
        (10.0, 1.5, 0.3, 0.0, 0.0),
        (10.0, 5.0, 0.0, 0.3, 0.0),
        (10.0, 5.0, 0.0, 0.5, 0.0),
        (10.0, 5.0, 0.0, 0.0, 0.1),
        (10.0, 5.0, 0.0, 0.0, 0.2),
    ] {
        row(World { mean, size, weekly, children, slow }, (runs, seed), threshold);
    }
}
