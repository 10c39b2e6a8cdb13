//! How often the intervals of the mutually exciting fit hold the truth, and how often its waits agree with it.
//!
//! `cargo run --release -p truce-signals --example hawkes_study -- [RUNS] [SEED] [FIT]`, `FIT` being the name of one of them
//!
//! Two parties in three zones in a row, each cell with a background of its own. From each truth so many histories are
//! drawn and fitted; counted is how often the 95 % intervals hold the truth, for each cell's background, for each pull,
//! for the branching and for the decay, in how many fits the test of the waits says more than 0.05, and in how many the
//! same test rejects a process without pulls.

mod world;

use truce_core::spread::OneByOne;
use truce_signals::counts::random::Random;
use truce_signals::hawkes::again::{Mended, fitted_again};
use truce_signals::hawkes::background::Background;
use truce_signals::hawkes::fit::{Fit, NoFit, SHAPE, fit, fit_given, fit_shrunken};
use truce_signals::hawkes::history::History;
use truce_signals::hawkes::rates::{Rates, Setting};
use truce_signals::hawkes::residuals::{Goodness, residuals};
use truce_signals::hawkes::simulate::simulate;

use world::{DECAY, World};

/// What is fitted, and whether the background moves, in truth and in the fit.
#[derive(Clone, Copy)]
enum Way {
    Given,
    Found,
    Shrunken,
    ShrunkenMoving,
}

impl Way {
    const ALL: [Self; 4] = [Self::Given, Self::Found, Self::Shrunken, Self::ShrunkenMoving];

    fn name(self) -> &'static str {
        match self {
            Self::Given => "free, decay given",
            Self::Found => "free, decay found",
            Self::Shrunken => "shrunken, decay found",
            Self::ShrunkenMoving => "shrunken, decay found, moving background",
        }
    }

    fn moves(self) -> bool {
        matches!(self, Self::ShrunkenMoving)
    }

    fn fit(self, setting: Setting<'_>) -> Result<Fit, NoFit> {
        match self {
            Self::Given => fit_given(setting, DECAY, &OneByOne),
            Self::Found => fit(setting, &OneByOne),
            Self::Shrunken | Self::ShrunkenMoving => fit_shrunken(setting, SHAPE, &OneByOne),
        }
    }
}

/// How often, of how many.
#[derive(Default, Clone, Copy)]
struct Share(u32, u32);

impl Share {
    fn count(&mut self, holds: bool) {
        self.0 += u32::from(holds);
        self.1 += 1;
    }

    fn told(self) -> String {
        if self.1 == 0 {
            "-".into()
        } else {
            format!("{:.3}", f64::from(self.0) / f64::from(self.1))
        }
    }
}

#[derive(Default)]
struct Tally {
    base: Share,
    pull: Share,
    branching: Share,
    decay: Share,
    waits: Share,
    steady: Share,
    base_again: Share,
    branching_again: Share,
    failed: u32,
    occurrences: usize,
    branching_sum: f64,
    again_sum: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize| arguments.get(place).and_then(|number| number.parse::<u64>().ok());
    let (runs, seed) = (number(0).unwrap_or(300), number(1).unwrap_or(0));
    let wanted = |way: &Way| arguments.get(2).is_none_or(|name| name == way.name());
    println!(
        "| fit | occurrences | branching | backgrounds | pulls | branching held | mean | decay | waits agree | steady rejected | backgrounds, fitted again | branching, fitted again | mean | no fit |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for way in Way::ALL.into_iter().filter(wanted) {
        for wanted in [800.0, 2_000.0, 10_000.0] {
            for branching in [0.3, 0.5, 0.7] {
                let world = World::new(wanted, branching, way.moves());
                let mut tally = Tally::default();
                for run in 0..runs {
                    one(way, &world, &mut Random::new(seed + run), &mut tally);
                }
                line(way, branching, runs, &tally);
            }
        }
    }
}

fn line(way: Way, branching: f64, runs: u64, tally: &Tally) {
    let runs = usize::try_from(runs).expect("few");
    let fits = f64::from(tally.branching.1.max(1));
    println!(
        "| {} | {} | {branching} | {} | {} | {} | {:.3} | {} | {} | {} | {} | {} | {:.3} | {} |",
        way.name(),
        tally.occurrences / runs.max(1),
        tally.base.told(),
        tally.pull.told(),
        tally.branching.told(),
        tally.branching_sum / fits,
        tally.decay.told(),
        tally.waits.told(),
        tally.steady.told(),
        tally.base_again.told(),
        tally.branching_again.told(),
        tally.again_sum / f64::from(tally.branching_again.1.max(1)),
        tally.failed,
    );
}

fn one(way: Way, world: &World, random: &mut Random, tally: &mut Tally) {
    let World { grid, reach, truth, background, end_days } = world;
    let history = simulate(truth, reach, background, *end_days, 1_000_000, random).expect("a span");
    tally.occurrences += history.occurrences().len();
    let own = if way.moves() {
        Background::moving(&history, grid)
    } else {
        Background::constant(&history)
    };
    let setting = Setting { history: &history, reach, background: &own };
    let Ok(fit) = way.fit(setting) else {
        tally.failed += 1;
        return;
    };
    for (cell, base) in truth.base.iter().enumerate() {
        let (low, high) = fit.base(cell).expect("a cell");
        tally.base.count((low..=high).contains(base));
        for (group, pull) in truth.pulls[cell].iter().enumerate() {
            let (low, high) = fit.pull_between(cell, group).expect("a group");
            tally.pull.count((low..=high).contains(pull));
        }
    }
    let (low, high) = fit.branching_between();
    tally.branching.count((low..=high).contains(&truth.branching(reach)));
    tally.branching_sum += fit.branching.0;
    if let Some(error) = fit.decay_error {
        tally.decay.count((fit.rates.decay / DECAY).ln().abs() <= 1.96 * error);
    }
    // Many times the work: not for the largest.
    if way.moves() && history.occurrences().len() < 4_000 {
        again(world, &history, random, tally);
    }
    tally.waits.count(agrees(setting, &fit.rates));
    tally.steady.count(!agrees(setting, &steady(&history, &fit.rates)));
}

/// Histories drawn from a fit, to see how far a moving background leads it astray.
const WORLDS: usize = 40;

fn again(world: &World, history: &History, random: &mut Random, tally: &mut Tally) {
    let World { grid, reach, truth, .. } = world;
    let Ok((_, Some(again))) = fitted_again(history, grid, reach, SHAPE, WORLDS, random) else {
        return;
    };
    for (base, mended) in truth.base.iter().zip(&again.base) {
        tally.base_again.count((mended.at_least..=mended.at_most).contains(base));
    }
    let Mended { estimate, at_least, at_most } = again.branching;
    tally.branching_again.count((at_least..=at_most).contains(&truth.branching(reach)));
    tally.again_sum += estimate;
}

/// Whether the test of the waits says more than 0.05.
fn agrees(setting: Setting<'_>, rates: &Rates) -> bool {
    match residuals(setting, rates).pooled() {
        Goodness::Told { chance, .. } => chance > 0.05,
        Goodness::CannotBeTold { .. } => true,
    }
}

/// The same background shapes without pulls.
fn steady(history: &History, rates: &Rates) -> Rates {
    let counts = history.counts().into_iter();
    let base =
        counts.map(|count| f64::from(u32::try_from(count).expect("few")) / history.end_days());
    let pulls = rates.pulls.iter().map(|pulls| vec![0.0; pulls.len()]).collect();
    Rates { decay: rates.decay, base: base.collect(), pulls }
}
