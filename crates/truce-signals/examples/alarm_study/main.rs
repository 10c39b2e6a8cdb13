//! How often the alarms cry wolf, and how soon they see a rise: simulated.
//!
//! ```text
//! cargo run --release -p truce-signals --example alarm_study -- [runs] [threshold] [first seed]
//! ```
//!
//! 400 runs, a threshold of 1,000 days and the seed 0 unless said. The constants were chosen with the seed 500,000. What it prints stands in docs/signals.md.

use std::collections::BTreeMap;

use truce_core::time::Day;
use truce_signals::alarm::{DayCount, Lookout, SIZE_UNKNOWN};
use truce_signals::counts::random::Random;

/// Days of a run in which nothing changes.
const QUIET_DAYS: u32 = 2_000;
/// Days before a rise.
const BEFORE: u32 = 150;
/// Within so many days a rise is to be seen.
const WITHIN: u32 = 14;

/// A world in which counts are drawn.
#[derive(Clone, Copy)]
struct World {
    mean: f64,
    size: f64,
    /// By how much Fridays and Saturdays are above the other days, in the mean over the week.
    weekly: f64,
    /// Children of each incident on later days: self-excitation.
    children: f64,
}

/// Draws the days of a world one by one.
struct Days {
    world: World,
    random: Random,
    memory: f64,
    day: u32,
}

impl Days {
    fn of(world: World, random: Random) -> Self {
        Self { world, random, memory: world.mean, day: 0 }
    }

    fn next(&mut self, factor: f64) -> u32 {
        let World { mean, size, weekly, children } = self.world;
        let wave = (f64::from(self.day % 7) * std::f64::consts::TAU / 7.0).sin();
        self.day += 1;
        let level = factor * mean * (1.0 + weekly * wave);
        let count =
            self.random.negative_binomial(level * (1.0 - children) + children * self.memory, size);
        // Half of the children come within three days.
        let keep = 0.5_f64.powf(1.0 / 3.0);
        self.memory = keep * self.memory + (1.0 - keep) * f64::from(count);
        count
    }
}

fn lookout() -> Lookout {
    Lookout::new(Day::new(2017, 1, 1).expect("a date"), SIZE_UNKNOWN)
}

/// Alarms per 100 years of one cell while nothing changes.
fn false_alarms(world: World, (runs, seed): (u64, u64), threshold: f64) -> f64 {
    let mut alarms = 0_u32;
    for run in 0..runs {
        let mut days = Days::of(world, Random::new(seed + run));
        let mut lookout = lookout();
        for _ in 0..QUIET_DAYS {
            let reading = lookout.update(DayCount::of(days.next(1.0)), threshold);
            alarms += u32::from(reading.raised.is_some());
        }
    }
    f64::from(alarms) * 36_500.0 / (runs as f64 * f64::from(QUIET_DAYS))
}

/// The share of rises by a factor that are seen in time, and the delays in days.
fn seen(
    world: World,
    factor: f64,
    (runs, seed): (u64, u64),
    threshold: f64,
) -> (f64, BTreeMap<u32, u32>) {
    let mut delays = BTreeMap::new();
    for run in 0..runs {
        let mut days = Days::of(world, Random::new(1_000_000 + seed + run));
        let mut lookout = lookout();
        for _ in 0..BEFORE {
            lookout.update(DayCount::of(days.next(1.0)), threshold);
        }
        let raised = (1..=WITHIN)
            .find(|_| lookout.update(DayCount::of(days.next(factor)), threshold).raised.is_some());
        if let Some(delay) = raised {
            *delays.entry(delay).or_insert(0) += 1;
        }
    }
    (f64::from(delays.values().sum::<u32>()) / runs as f64, delays)
}

/// The delay that half of all rises do not exceed; none if fewer are seen.
fn median(delays: &BTreeMap<u32, u32>, runs: u64) -> Option<u32> {
    let mut sum = 0;
    delays.iter().find_map(|(delay, times)| {
        sum += times;
        (2 * u64::from(sum) >= runs).then_some(*delay)
    })
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
        "mean size weekly children | false alarms per 100 years | x1.5 x2 x3 within 14 days (median delay)"
    );
    for (mean, size, weekly, children) in [
        (0.3, 5.0, 0.0, 0.0),
        (0.3, 1.5, 0.0, 0.0),
        (2.0, 5.0, 0.0, 0.0),
        (2.0, 1.5, 0.0, 0.0),
        (10.0, 5.0, 0.0, 0.0),
        (10.0, 3.0, 0.0, 0.0),
        (10.0, 1.5, 0.0, 0.0),
        (40.0, 5.0, 0.0, 0.0),
        (40.0, 1.5, 0.0, 0.0),
        (10.0, 5.0, 0.3, 0.0),
        (10.0, 1.5, 0.3, 0.0),
        (10.0, 5.0, 0.0, 0.3),
        (10.0, 5.0, 0.0, 0.5),
    ] {
        let world = World { mean, size, weekly, children };
        print!(
            "{mean:>4} {size:>4} {weekly:>4} {children:>4} | {:>6.1} |",
            false_alarms(world, (runs, seed), threshold)
        );
        for factor in [1.5, 2.0, 3.0] {
            let (share, delays) = seen(world, factor, (runs, seed), threshold);
            let median = median(&delays, runs).map_or("-".to_owned(), |days| days.to_string());
            print!(" {share:.2} ({median})");
        }
        println!();
    }
}
