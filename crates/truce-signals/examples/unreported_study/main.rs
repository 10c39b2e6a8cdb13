//! How often the truth lies in the intervals of what is unreported, and a published example: simulated.
//!
//! ```text
//! cargo run --release -p truce-signals --example unreported_study -- [runs]
//! ```
//!
//! 200 runs unless said. What it prints stands in docs/signals.md.

use truce_signals::counts::random::Random;
use truce_signals::unreported::Reckoning;
use truce_signals::unreported::latent_classes::{DRAWS, Draws, drawn};
use truce_signals::unreported::log_linear::{Criterion, averaged};
use truce_signals::unreported::many_lists::ManyLists;

/// Events of each simulated world.
const EVENTS: u32 = 800;
/// Named dead of Kosovo 1999 in four lists: Ball, Betts, Scheuren, Dudukovich and Asher 2002.
const KOSOVO: [u32; 15] = [1131, 845, 177, 936, 228, 217, 181, 306, 106, 31, 18, 123, 42, 32, 27];

/// A world by what makes lists depend on each other.
struct World {
    name: &'static str,
    /// By how much the first list's odds rise for an event that the second holds.
    first_after_second: f64,
    /// The share of events that all lists see three times less.
    hidden: f64,
}

const WORLDS: [World; 4] = [
    World { name: "independent", first_after_second: 1.0, hidden: 0.0 },
    World { name: "two copy each other", first_after_second: 4.0, hidden: 0.0 },
    World { name: "two avoid each other", first_after_second: 0.25, hidden: 0.0 },
    World { name: "three in ten hardly seen", first_after_second: 1.0, hidden: 0.3 },
];

fn lists(world: &World, random: &mut Random) -> ManyLists {
    let one = |random: &mut Random| {
        let factor = if random.uniform() < world.hidden { 1.0 / 3.0 } else { 1.0 };
        let mut held = 0;
        for (list, chance) in [0.35, 0.3, 0.25, 0.4].into_iter().enumerate().skip(1) {
            held |= usize::from(random.uniform() < factor * chance) << list;
        }
        let after = if held & 2 == 2 { world.first_after_second } else { 1.0 };
        let odds = after * 0.35 / 0.65;
        held | usize::from(random.uniform() < factor * odds / (1.0 + odds))
    };
    let all: Vec<usize> = (0..EVENTS).map(|_| one(random)).filter(|held| *held > 0).collect();
    ManyLists::of_events(4, all).expect("four lists")
}

/// Bias and width as parts of the truth, and the share of intervals that hold it.
#[derive(Default)]
struct Sums {
    bias: f64,
    width: f64,
    held: f64,
}

impl Sums {
    fn add(&mut self, found: Reckoning) {
        let truth = f64::from(EVENTS);
        let (low, high) = found.interval;
        self.bias += found.all / truth - 1.0;
        self.width += (high - low) / truth;
        self.held += f64::from(u8::from(low <= truth && truth <= high));
    }

    fn print(&self, runs: f64) {
        let [bias, width, held] = [self.bias, self.width, self.held].map(|sum| sum / runs);
        print!(" | {:+.1} % {:.0} % {held:.2}", 100.0 * bias, 100.0 * width);
    }
}

fn main() {
    let runs = std::env::args().nth(1).map_or(200, |text| text.parse().expect("a number of runs"));
    let kosovo = ManyLists::of_counts(4, (1..).zip(KOSOVO)).expect("four lists");
    for criterion in [Criterion::Bic, Criterion::Aic] {
        let found = averaged(&kosovo, criterion).expect("an answer");
        println!("Kosovo {criterion:?} {:?} models {:?}", found.reckoning, found.models_span);
    }
    for seed in 0..4 {
        println!("Kosovo, classes, seed {seed}: {:?}", drawn(&kosovo, DRAWS, seed));
    }
    println!("world | bias, width, held: BIC | AIC | classes | lower bound");
    for world in &WORLDS {
        let mut random = Random::new(1);
        let [mut bic, mut aic, mut classes, mut bound] = std::array::from_fn(|_| Sums::default());
        for seed in 0..runs {
            let lists = lists(world, &mut random);
            bic.add(averaged(&lists, Criterion::Bic).expect("an answer").reckoning);
            aic.add(averaged(&lists, Criterion::Aic).expect("an answer").reckoning);
            let draws = Draws { first: 500, kept: 2_000 };
            classes.add(drawn(&lists, draws, seed).expect("an answer").reckoning);
            bound.add(lists.tellings().at_least());
        }
        print!("{}", world.name);
        [bic, aic, classes, bound].iter().for_each(|sums| sums.print(runs as f64));
        println!();
    }
}
