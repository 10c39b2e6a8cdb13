//! How well the shares of background and of what follows are told, in worlds whose truth is known.
//!
//! ```text
//! cargo run --release -p truce-signals --example chains_study -- 100 [SEED]
//! ```
//!
//! Two sides in four zones over 400 days, a wave that they share, pulls at
//! half-lives of one and five days. The truth of a drawn world is what its
//! events are owed to under the numbers from which it was drawn. Printed are
//! the share of 95 % intervals that hold it, their mean width, and the mean
//! error of the estimate, for the background, what follows the own side, and
//! what follows the other.

use truce_core::time::Day;
use truce_signals::chains::{Asked, Chains, chains};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::daily::fit::{CellFit, DailyFit, FOLLOWING_DAYS};
use truce_signals::daily::panel::Panel;
use truce_signals::daily::shares::shares;
use truce_signals::daily::simulate::simulate;
use truce_signals::follows::authors::Uncertain;
use truce_signals::hawkes::reach::{Grid, Reach};

const DAYS: usize = 400;
const ZONES: usize = 4;

/// What is true of a world.
struct Truth {
    name: &'static str,
    /// Background events a day in each cell.
    base: f64,
    /// Children of one event on the own side, and on the other.
    pulls: (f64, f64),
    /// The wave's period in days, and how far it swings in logarithms.
    wave: (f64, f64),
    /// The share of events whose author is open.
    open: f64,
}

const TRUTHS: [Truth; 6] = [
    Truth { name: "nothing follows", base: 0.5, pulls: (0.0, 0.0), wave: (60.0, 0.6), open: 0.0 },
    Truth { name: "own 0.3", base: 0.35, pulls: (0.3, 0.0), wave: (60.0, 0.6), open: 0.0 },
    Truth {
        name: "own 0.3, other 0.2",
        base: 0.25,
        pulls: (0.3, 0.2),
        wave: (60.0, 0.6),
        open: 0.0,
    },
    Truth { name: "the same, few", base: 0.04, pulls: (0.3, 0.2), wave: (60.0, 0.6), open: 0.0 },
    Truth {
        name: "the same, fast wave",
        base: 0.25,
        pulls: (0.3, 0.2),
        wave: (25.0, 0.6),
        open: 0.0,
    },
    Truth {
        name: "the same, a third open",
        base: 0.25,
        pulls: (0.3, 0.2),
        wave: (60.0, 0.6),
        open: 0.33,
    },
];

fn main() {
    let mut args = std::env::args().skip(1);
    let runs: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(20);
    let seed: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(0);
    println!("{runs} worlds each, seed {seed}; in the interval, width, error");
    for truth in &TRUTHS {
        let mut sums = [Sum::default(); 3];
        let (mut told, mut fits, mut events) = (0, 0, 0);
        for run in 0..runs {
            let (count, of_truth, found) = one(truth, seed.wrapping_add(run));
            events += count;
            let Some(found) = found else { continue };
            told += 1;
            fits += u32::from(found.fit.holds());
            for of in &found.parties {
                let own = of.following[of.party];
                let other = of.following[1 - of.party];
                for (place, share) in [of.background, own, other].into_iter().enumerate() {
                    sums[place].add(of_truth[of.party][place], share.between, share.interval);
                }
            }
        }
        print!("{:<24} {:>5} events, told {told}, fits {fits}", truth.name, events / runs);
        for (name, sum) in ["background", "own", "other"].iter().zip(sums) {
            let number = f64::from(sum.number.max(1));
            print!(
                "; {name} {:.3} {:.2} {:+.3}",
                f64::from(sum.held) / number,
                sum.width / number,
                sum.error / number
            );
        }
        println!();
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    number: u32,
    held: u32,
    width: f64,
    error: f64,
}

impl Sum {
    fn add(&mut self, truth: f64, between: (f64, f64), (low, high): (f64, f64)) {
        self.number += 1;
        self.held += u32::from(low <= truth && truth <= high);
        self.width += high - low;
        self.error += f64::midpoint(between.0, between.1) - truth;
    }
}

/// How many events a world has, its shares by party (background, own, other), and what is told of it.
fn one(truth: &Truth, seed: u64) -> (u64, [[f64; 3]; 2], Option<Chains>) {
    let mut random = Random::new(seed);
    let grid = Grid { parties: 2, zones: ZONES, borders: vec![] };
    let reach = Reach::of_zones(&grid);
    let fit = numbers(truth, &grid, &reach, &mut random);
    let first = Day::new(2017, 1, 1).expect("a day");
    let blank = || DailyCounts { first, counts: vec![Some(0); DAYS] };
    let like = Panel::new(grid.clone(), (0..grid.cells()).map(|_| blank()).collect());
    let like = like.expect("a panel");
    let drawn = simulate(&like, &reach, &FOLLOWING_DAYS, &fit, 1e3, &mut random).expect("a panel");
    let mut of_truth = [[0.0; 3]; 2];
    let mut events = [0.0; 2];
    for (cell, of) in shares(&drawn, &reach, &FOLLOWING_DAYS, &fit).iter().enumerate() {
        let party = cell / ZONES;
        events[party] += of.events as f64;
        of_truth[party][0] += of.background;
        of_truth[party][1] += of.following[party];
        of_truth[party][2] += of.following[1 - party];
    }
    for (shares, events) in of_truth.iter_mut().zip(events) {
        shares.iter_mut().for_each(|share| *share /= events.max(1.0));
    }
    let mut uncertain = Vec::new();
    for cell in 0..grid.cells() {
        for (day, count) in drawn.counts(cell).iter().enumerate() {
            for _ in 0..count.unwrap_or(0) {
                let party = cell / ZONES;
                let parties = if random.uniform() < truth.open {
                    vec![1.0, 1.0]
                } else {
                    (0..2).map(|of| f64::from(u8::from(of == party))).collect()
                };
                let told = Uncertain { zone: cell % ZONES, days: (day, day), parties };
                uncertain.push((told, None));
            }
        }
    }
    let watched = vec![vec![true; DAYS]; ZONES];
    let asked = Asked { events: &uncertain, first, grid: &grid, watched: &watched };
    (uncertain.len() as u64, of_truth, chains(asked, seed).ok())
}

/// The numbers from which a world is drawn.
fn numbers(truth: &Truth, grid: &Grid, reach: &Reach, random: &mut Random) -> DailyFit {
    let waves: Vec<Vec<f64>> = (0..grid.zones)
        .map(|_| {
            let phase = random.uniform() * std::f64::consts::TAU;
            let at = |day: usize| {
                let turn = day as f64 / truth.wave.0 * std::f64::consts::TAU;
                (truth.wave.1 * (turn + phase).sin()).exp()
            };
            let levels: Vec<f64> = (0..DAYS).map(at).collect();
            let mean = levels.iter().sum::<f64>() / DAYS as f64;
            levels.into_iter().map(|level| level / mean).collect()
        })
        .collect();
    let of_cell = |cell: usize| {
        let party = cell / grid.zones;
        let pulls = reach.groups(cell).iter().map(|group| {
            let own = group.sources[0] / grid.zones == party;
            let pull = if own { truth.pulls.0 } else { truth.pulls.1 };
            vec![pull * 0.5, pull * 0.5, 0.0]
        });
        CellFit {
            base: truth.base,
            pulls: pulls.collect(),
            size: 4.0,
            levels: waves[cell % grid.zones].clone(),
            means: Vec::new(),
        }
    };
    DailyFit {
        cells: (0..grid.cells()).map(of_cell).collect(),
        log_likelihood: 0.0,
        caveats: std::collections::BTreeSet::new(),
    }
}
