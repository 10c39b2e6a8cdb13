//! Truths to draw from.

use truce_signals::hawkes::background::Background;
use truce_signals::hawkes::history::{History, Occurrence};
use truce_signals::hawkes::rates::Rates;
use truce_signals::hawkes::reach::{Grid, Reach};

/// Per day: half of what follows comes within eight hours.
pub const DECAY: f64 = 2.0;

pub struct World {
    pub grid: Grid,
    pub reach: Reach,
    pub truth: Rates,
    pub background: Background,
    pub end_days: f64,
}

impl World {
    /// A truth with so many occurrences on average, of which each brings about so many in the long run.
    pub fn new(occurrences: f64, branching: f64, moves: bool) -> Self {
        let grid = Grid { parties: 2, zones: 3, borders: vec![(0, 1), (1, 2)] };
        let reach = Reach::of_zones(&grid);
        let end_days = (365.0 * (occurrences / 800.0).sqrt()).round();
        // By kind: 1 by 1, 1 by 2, 2 by 1, 2 by 2 in the own zone; across a border by the own party, by the other.
        let of_kind = [0.30, 0.15, 0.25, 0.20, 0.06, 0.03];
        let pulls: Vec<Vec<f64>> = (0..grid.cells())
            .map(|cell| reach.groups(cell).iter().map(|group| of_kind[group.kind]).collect())
            .collect();
        let base = vec![1.0, 0.6, 0.8, 0.7, 1.0, 0.6];
        let mut truth = Rates { decay: DECAY, base, pulls };
        let scale = branching / truth.branching(&reach);
        truth.pulls.iter_mut().flatten().for_each(|pull| *pull *= scale);
        let expected = expected(&truth, &reach) * end_days;
        truth.base.iter_mut().for_each(|base| *base *= occurrences / expected);
        let background = if moves {
            Background::moving(&breathing(&grid, end_days), &grid)
        } else {
            Background::constant(&History::new(grid.cells(), end_days, vec![]).expect("a span"))
        };
        Self { grid, reach, truth, background, end_days }
    }
}

/// Occurrences a day in the long run, over all cells.
fn expected(rates: &Rates, reach: &Reach) -> f64 {
    let table = rates.table(reach);
    let mut mean = rates.base.clone();
    for _ in 0..200 {
        let next = table.iter().zip(&rates.base).map(|(row, base)| {
            base + row.iter().zip(&mean).map(|(pull, mean)| pull * mean).sum::<f64>()
        });
        mean = next.collect();
    }
    mean.iter().sum()
}

/// A history whose level goes up and down by a half within 180 days, each zone at another time.
fn breathing(grid: &Grid, end_days: f64) -> History {
    let mut list = Vec::new();
    let mut day = 0.5;
    while day < end_days {
        for (zone, shift) in [0.0, 60.0, 120.0].into_iter().enumerate() {
            let level = 40.0 * (1.0 + 0.5 * (std::f64::consts::TAU * (day + shift) / 180.0).sin());
            let mut number = 0.5;
            while number < level {
                list.push(Occurrence { at_days: day, cell: grid.cell(0, zone), weight: 1.0 });
                number += 1.0;
            }
        }
        day += 1.0;
    }
    History::new(grid.cells(), end_days, list).expect("a history")
}
