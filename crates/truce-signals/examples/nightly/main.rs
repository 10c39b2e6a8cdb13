//! A whole night's work over 40 cells and two years: how long it takes.
//!
//! ```text
//! cargo run --release -p truce-signals --example nightly
//! ```
//!
//! Two parties in twenty zones: the first 730 days of the recorded history. What it prints stands in docs/signals.md.

use std::collections::BTreeMap;
use std::time::Instant;

use truce_core::spread::{OneByOne, Spread};
use truce_core::time::Day;
use truce_signals::alarm::{DayCount, Network, Promise, SIZE_UNKNOWN};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::daily::fit::{FORECAST_DAYS, Moving, Recipe, fit};
use truce_signals::daily::memory::Memories;
use truce_signals::daily::panel::Panel;
use truce_signals::fair::scan::{Extent, clusters};
use truce_signals::fair::{Exposed, rates};
use truce_signals::follows::rule::who_follows;
use truce_signals::forecast::paths::ahead;
use truce_signals::hawkes::background::Background;
use truce_signals::hawkes::fit::{SHAPE, fit_shrunken};
use truce_signals::hawkes::history::{History, Occurrence};
use truce_signals::hawkes::rates::Setting;
use truce_signals::hawkes::reach::{Grid, Reach};
use truce_signals::hawkes::simulate::simulate;
use truce_signals::holding::{Settings, regimes, trend};

const ZONES: usize = 20;
const DAYS: usize = 730;
const END_DAYS: f64 = 730.0;
const BOOTSTRAPS: u64 = 200;

/// Two threads of the standard library, each with every other piece.
struct TwoThreads;

const HANDS: &dyn Spread = &TwoThreads;

impl Spread for TwoThreads {
    fn ways(&self) -> usize {
        2
    }

    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        std::thread::scope(|scope| {
            scope.spawn(|| (0..pieces).step_by(2).for_each(work));
            (1..pieces).step_by(2).for_each(work);
        });
    }
}

fn main() {
    let began = Instant::now();
    let borders = (0..ZONES).map(|zone| (zone, (zone + 1) % ZONES)).collect();
    let grid = Grid { parties: 2, zones: ZONES, borders };
    let history = history(grid.cells());
    let panel = panel(&grid, &history);
    println!("{} occurrences, {} cells, {DAYS} days", history.occurrences().len(), grid.cells());
    holding(&panel);
    timed("alarms of all days", || alarms(&panel));
    timed("rates and funnel", || fair(&panel));
    timed("clusters, 999 exchanges", || scan(&panel));
    timed("who follows whom, all pairs and zones", || who_follows(&panel, 1));
    outlook(&grid, &panel);
    bootstrap(&grid, &history);
    println!("{:<48} {:>7.2} s", "in all", began.elapsed().as_secs_f64());
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let result = work();
    println!("{name:<48} {:>7.2} s", began.elapsed().as_secs_f64());
    result
}

/// The recorded history, cut after two years.
fn history(cells: usize) -> History {
    let rows = include_str!("../../tests/fixtures/hawkes40_10k.csv").lines().skip(1);
    let occurrence = |row: &str| {
        let mut columns = row.split(',');
        let at_days = columns.next().and_then(|text| text.parse().ok()).expect("days");
        let cell = columns.next().and_then(|text| text.parse().ok()).expect("a cell");
        Occurrence { at_days, cell, weight: 1.0 }
    };
    let within = rows.map(occurrence).filter(|occurrence| occurrence.at_days < END_DAYS);
    History::new(cells, END_DAYS, within.collect()).expect("a history")
}

fn panel(grid: &Grid, history: &History) -> Panel {
    let first = Day::new(2017, 1, 1).expect("a day");
    let mut counts = vec![vec![0_u32; DAYS]; grid.cells()];
    let bounds: Vec<u32> = (0..=730).collect();
    for occurrence in history.occurrences() {
        let day = bounds.partition_point(|day| f64::from(*day) <= occurrence.at_days) - 1;
        counts[occurrence.cell][day] += 1;
    }
    let series = counts
        .into_iter()
        .map(|counts| DailyCounts { first, counts: counts.into_iter().map(Some).collect() });
    Panel::new(grid.clone(), series.collect()).expect("a panel")
}

fn counts(panel: &Panel) -> Vec<Vec<u32>> {
    let cells = 0..panel.grid().cells();
    cells.map(|cell| panel.counts(cell).iter().flatten().copied().collect()).collect()
}

fn holding(panel: &Panel) {
    timed("regimes and trends, 199 worlds for each cell", || {
        let cells: Vec<usize> = (0..panel.grid().cells()).collect();
        HANDS.each(cells, |cell| {
            let series = DailyCounts { first: panel.first(), counts: panel.counts(cell).to_vec() };
            let found = regimes(&series, &Settings::default()).ok()?;
            trend(&series, &found).ok()
        })
    });
}

fn alarms(panel: &Panel) -> usize {
    let promise = Promise { false_alarms_a_year: 4.0 };
    let cells = panel.grid().cells();
    let mut network = Network::new(panel.first(), 0..cells, promise, SIZE_UNKNOWN);
    let mut raised = 0;
    for day in 0..panel.days() {
        let of = |cell| (cell, DayCount { outside: panel.counts(cell)[day], in_exercises: 0 });
        let today: BTreeMap<usize, DayCount> = (0..cells).map(of).collect();
        raised += network.update(&today).values().filter(|cell| cell.raised.is_some()).count();
    }
    raised
}

fn fair(panel: &Panel) -> usize {
    let exposed =
        counts(panel).into_iter().map(|days| Exposed { effort: 730, count: days.iter().sum() });
    rates(&exposed.collect::<Vec<_>>(), 2.0).len()
}

fn scan(panel: &Panel) -> usize {
    // A ring in which both parties' cells of a zone lie in one place.
    let near = |cell: usize| {
        let apart = |other: usize| {
            let steps = (cell % ZONES).abs_diff(other % ZONES);
            (steps.min(ZONES - steps), other != cell, other)
        };
        let mut all: Vec<usize> = (0..2 * ZONES).collect();
        all.sort_by_key(|other| apart(*other));
        all
    };
    let near: Vec<Vec<usize>> = (0..2 * ZONES).map(near).collect();
    let extent = Extent { zones_max: 20, days_max: 30 };
    clusters(&counts(panel), &near, extent, 1, &TwoThreads).len()
}

fn outlook(grid: &Grid, panel: &Panel) {
    let reach = Reach::of_zones(grid);
    let half_lives_days = FORECAST_DAYS;
    let recipe = Recipe {
        reach: &reach,
        half_lives_days: &half_lives_days,
        moving: Moving::No,
        shape: 10.0,
    };
    let found = timed("daily model of all cells", || fit(panel, recipe).expect("a fit"));
    let now = Memories::through(panel, &half_lives_days);
    let now = now.last().expect("a day");
    timed("seven days ahead, 2,000 paths", || ahead(&found, &reach, now, 7, 2_000, 1));
}

fn bootstrap(grid: &Grid, history: &History) {
    let reach = Reach::of_zones(grid);
    let background = Background::constant(history);
    let setting = Setting { history, reach: &reach, background: &background };
    let found = timed("shrunken continuous model", || {
        fit_shrunken(setting, SHAPE, &TwoThreads).expect("a fit")
    });
    timed("200 worlds drawn from it and fitted again", || {
        HANDS.each((0..BOOTSTRAPS).collect(), |seed| {
            let mut random = Random::new(seed);
            let drawn =
                simulate(&found.rates, &reach, &background, END_DAYS, 1_000_000, &mut random);
            let drawn = drawn.expect("a span");
            let setting = Setting { history: &drawn, ..setting };
            fit_shrunken(setting, SHAPE, &OneByOne).map(|fit| fit.rates.decay)
        })
    });
}
