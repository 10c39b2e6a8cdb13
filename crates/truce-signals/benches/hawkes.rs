//! The mutually exciting fit, timed: `cargo bench -p truce-signals --bench hawkes -- [DIR]`.
//!
//! Reads `hawkes40_10k.csv` from the fixtures and simulates 100,000 occurrences
//! from the same truth. Prints one line of CSV for each fit, with the seconds
//! of the fastest of five runs by the clock and of their mean by the processor. With a DIR it also writes the data and the fitted
//! numbers there, for peers (see `bench/signals`).

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use truce_core::spread::{OneByOne, Spread};
use truce_signals::counts::random::Random;
use truce_signals::hawkes::background::Background;
use truce_signals::hawkes::fit::{Fit, fit, fit_given, fit_shrunken};
use truce_signals::hawkes::history::{History, Occurrence};
use truce_signals::hawkes::live::Live;
use truce_signals::hawkes::rates::{Rates, Setting};
use truce_signals::hawkes::reach::{Grid, Reach};
use truce_signals::hawkes::simulate::simulate;

/// Two threads of the standard library.
struct TwoThreads;

impl Spread for TwoThreads {
    fn ways(&self) -> usize {
        2
    }

    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        std::thread::scope(|scope| {
            (0..pieces).for_each(|piece| {
                scope.spawn(move || work(piece));
            });
        });
    }
}

fn main() {
    let folder: Option<PathBuf> =
        std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let (small, truth) = recorded(&fixtures);
    let large = hundred_thousand(&truth);
    println!("data,model,threads,occurrences,clock_s,processor_s,log_likelihood,decay");
    for (name, history) in [("10k", &small), ("100k", &large)] {
        let dense = dense(name, history);
        zones(name, history);
        if let Some(folder) = &folder {
            write(folder, name, history, &dense.rates);
        }
    }
    online(&large, &truth);
}

fn dense(name: &str, history: &History) -> Fit {
    let reach = Reach::everywhere(history.cells());
    let background = Background::constant(history);
    let setting = Setting { history, reach: &reach, background: &background };
    let (seconds, fit) = timed(|| fit_given(setting, 1.5, &OneByOne).expect("a fit"));
    line(name, "dense, decay given", 1, history, seconds, &fit);
    fit
}

fn zones(name: &str, history: &History) {
    let grid = ring();
    let reach = Reach::of_zones(&grid);
    let background = Background::constant(history);
    let setting = Setting { history, reach: &reach, background: &background };
    let (seconds, given) = timed(|| fit_given(setting, 1.5, &OneByOne).expect("a fit"));
    line(name, "zones, decay given", 1, history, seconds, &given);
    let (seconds, free) = timed(|| fit(setting, &OneByOne).expect("a fit"));
    line(name, "zones, decay fitted", 1, history, seconds, &free);
    let (seconds, shrunken) = timed(|| fit_shrunken(setting, 10.0, &OneByOne).expect("a fit"));
    line(name, "zones, shrunken, decay fitted", 1, history, seconds, &shrunken);
    let (seconds, shrunken) = timed(|| fit_shrunken(setting, 10.0, &TwoThreads).expect("a fit"));
    line(name, "zones, shrunken, decay fitted", 2, history, seconds, &shrunken);
}

fn online(history: &History, rates: &Rates) {
    let (seconds, _) = timed(|| {
        let mut live = Live::new(Reach::everywhere(40), rates.clone());
        history.occurrences().iter().for_each(|occurrence| live.take_up(occurrence));
        black_box(live)
    });
    let number = u32::try_from(history.occurrences().len()).expect("few");
    println!("# online: {:.1} ns an occurrence", seconds.clock * 1e9 / f64::from(number));
}

fn line(data: &str, model: &str, threads: usize, history: &History, seconds: Seconds, fit: &Fit) {
    let (number, value) = (history.occurrences().len(), fit.log_likelihood);
    let (Seconds { clock, processor }, decay) = (seconds, fit.rates.decay);
    println!(
        "{data},\"{model}\",{threads},{number},{clock:.4},{processor:.4},{value:.4},{decay:.6}"
    );
}

/// Seconds of one run: the clock's for the fastest, and the processor's on average.
#[derive(Clone, Copy)]
struct Seconds {
    clock: f64,
    processor: f64,
}

const RUNS: u32 = 5;

/// Five runs, and the result of the last.
fn timed<R>(run: impl Fn() -> R) -> (Seconds, R) {
    let used = processor_seconds();
    let once = || {
        let begin = Instant::now();
        let result = black_box(run());
        (begin.elapsed().as_secs_f64(), result)
    };
    let (mut clock, mut result) = once();
    for _ in 1..RUNS {
        let (seconds, again) = once();
        (clock, result) = (clock.min(seconds), again);
    }
    let processor = (processor_seconds() - used) / f64::from(RUNS);
    (Seconds { clock, processor }, result)
}

/// What this program has used of the processor so far, in all its threads; no number where the system does not say so in Linux's way.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: Option<Vec<f64>> = ticks.map(|ticks| ticks.parse().ok()).collect();
    ticks
        .filter(|ticks| ticks.len() == 2)
        .map_or(f64::NAN, |ticks| ticks.iter().sum::<f64>() / 100.0)
}

/// Two parties in twenty zones on a ring.
fn ring() -> Grid {
    Grid { parties: 2, zones: 20, borders: (0..20).map(|zone| (zone, (zone + 1) % 20)).collect() }
}

/// The recorded history of 9,664 occurrences, and the truth behind it.
fn recorded(fixtures: &Path) -> (History, Rates) {
    let read = |name: &str| std::fs::read_to_string(fixtures.join(name)).expect("a fixture");
    let all: serde_json::Value = serde_json::from_str(&read("expected.json")).expect("values");
    let truth = &all["hawkes40_10k"];
    let numbers = |value: &serde_json::Value| -> Vec<f64> {
        value.as_array().expect("a list").iter().filter_map(serde_json::Value::as_f64).collect()
    };
    let table: Vec<Vec<f64>> =
        truth["true_A"].as_array().expect("a table").iter().map(numbers).collect();
    let rates = Rates::from_table(&Reach::everywhere(40), 1.5, numbers(&truth["true_mu"]), &table);
    let text = read("hawkes40_10k.csv");
    let occurrences = text.lines().skip(1).map(|line| {
        let mut columns = line.split(',');
        let at_days = columns.next().and_then(|text| text.parse().ok()).expect("days");
        let cell = columns.next().and_then(|text| text.parse().ok()).expect("a cell");
        Occurrence { at_days, cell, weight: 1.0 }
    });
    (History::new(40, 902.0, occurrences.collect()).expect("a history"), rates)
}

/// A history of about 100,000 occurrences from the same truth, seed 1.
fn hundred_thousand(truth: &Rates) -> History {
    let end_days = 9_200.0;
    let empty = History::new(40, end_days, vec![]).expect("a span");
    let background = Background::constant(&empty);
    let reach = Reach::everywhere(40);
    simulate(truth, &reach, &background, end_days, 1_000_000, &mut Random::new(1)).expect("a span")
}

/// Writes the history and the dense fit for peers.
fn write(folder: &Path, name: &str, history: &History, rates: &Rates) {
    let mut text = format!("# {}\nt_days,dim\n", history.end_days());
    for occurrence in history.occurrences() {
        writeln!(text, "{:.12},{}", occurrence.at_days, occurrence.cell).expect("a string");
    }
    std::fs::write(folder.join(format!("hawkes40_{name}.csv")), text).expect("a folder");
    let rates = serde_json::to_string(rates).expect("numbers");
    std::fs::write(folder.join(format!("truce_{name}.json")), rates).expect("a folder");
}
