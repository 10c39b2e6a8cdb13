//! The numbers of the model, and how likely they make a history.

use serde::{Deserialize, Serialize};

use super::background::Background;
use super::cholesky::dot;
use super::concave::{Happened, Problem};
use super::design::{Design, designs};
use super::history::History;
use super::reach::Reach;

/// What happened, who may excite whom, and how the background moves.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// What happened.
    pub history: &'a History,
    /// Who may excite whom.
    pub reach: &'a Reach,
    /// How the background moves.
    pub background: &'a Background,
}

/// Backgrounds, pulls, and how fast a pull fades.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// How fast a pull fades, per day: its half-life is ln 2 over this.
    pub decay: f64,
    /// The mean background of each cell, per day.
    pub base: Vec<f64>,
    /// For each cell the pull of each group in its reach, in that order; none is negative.
    pub pulls: Vec<Vec<f64>>,
}

impl Rates {
    /// One cell's numbers: its base, then its pulls.
    pub(crate) fn of_cell(&self, cell: usize) -> Vec<f64> {
        let base = self.base.get(cell).copied();
        let pulls = self.pulls.get(cell).into_iter().flatten().copied();
        base.into_iter().chain(pulls).collect()
    }

    /// Rates from each cell's numbers.
    pub(crate) fn from_cells(decay: f64, cells: Vec<Vec<f64>>) -> Self {
        let base = cells.iter().map(|cell| cell.first().copied().unwrap_or(0.0)).collect();
        let pulls = cells.into_iter().map(|cell| cell.into_iter().skip(1).collect()).collect();
        Self { decay, base, pulls }
    }

    /// Rates whose pulls are given as a full table, row responds to column.
    #[must_use]
    pub fn from_table(reach: &Reach, decay: f64, base: Vec<f64>, table: &[Vec<f64>]) -> Self {
        let pulls = table.iter().enumerate().map(|(target, row)| {
            let first = |group: &super::reach::Group| {
                let source = group.sources.first();
                source.and_then(|source| row.get(*source)).copied().unwrap_or(0.0)
            };
            reach.groups(target).iter().map(first).collect()
        });
        Self { decay, base, pulls: pulls.collect() }
    }

    /// The pulls as a full table, row responds to column.
    #[must_use]
    pub fn table(&self, reach: &Reach) -> Vec<Vec<f64>> {
        let cells = self.base.len();
        let row = |(target, pulls): (usize, &Vec<f64>)| {
            let mut row = vec![0.0; cells];
            for (group, pull) in reach.groups(target).iter().zip(pulls) {
                for source in &group.sources {
                    if let Some(place) = row.get_mut(*source) {
                        *place = *pull;
                    }
                }
            }
            row
        };
        self.pulls.iter().enumerate().map(row).collect()
    }

    /// How many occurrences one occurrence brings about in the long run, through all cells: the largest eigenvalue of the table.
    ///
    /// At 1 and above the process never dies down.
    #[must_use]
    pub fn branching(&self, reach: &Reach) -> f64 {
        largest(&self.table(reach)).0
    }

    /// For each cell how the branching changes with its base (not at all) and with each of its pulls.
    pub(crate) fn branching_slopes(&self, reach: &Reach) -> Vec<Vec<f64>> {
        let table = self.table(reach);
        let turned = (0..table.len())
            .map(|column| table.iter().filter_map(|row| row.get(column).copied()).collect())
            .collect::<Vec<Vec<f64>>>();
        let ((_, felt), (_, given)) = (largest(&table), largest(&turned));
        let both = dot(&felt, &given);
        let slope = |given: f64, group: &super::reach::Group| {
            let sources = group.sources.iter().filter_map(|source| felt.get(*source));
            if both > 0.0 { given * sources.sum::<f64>() / both } else { 0.0 }
        };
        let row = |(target, given): (usize, &f64)| {
            let groups = reach.groups(target).iter().map(|group| slope(*given, group));
            [0.0].into_iter().chain(groups).collect()
        };
        given.iter().enumerate().map(row).collect()
    }

    /// The logarithm of the likelihood of a history.
    #[must_use]
    pub fn log_likelihood(&self, setting: Setting<'_>) -> f64 {
        let designs = designs(setting, self.decay, (0, setting.history.cells()));
        let cells = designs.into_iter().enumerate();
        cells.map(|(cell, design)| likelihood(&design).value(&self.of_cell(cell))).sum()
    }

    /// The slope of the logarithm of the likelihood: for each cell in its base, then in its pulls.
    #[must_use]
    pub fn slope(&self, setting: Setting<'_>) -> Vec<Vec<f64>> {
        let designs = designs(setting, self.decay, (0, setting.history.cells()));
        let cells = designs.iter().enumerate();
        cells.map(|(cell, design)| likelihood(design).slope(&self.of_cell(cell)).0).collect()
    }
}

/// The largest eigenvalue of a table without negative numbers, and its vector.
fn largest(table: &[Vec<f64>]) -> (f64, Vec<f64>) {
    let mut vector = vec![1.0; table.len()];
    let mut largest = 0.0;
    for _ in 0..200 {
        // A tenth of the vector is kept, so that two cells that only excite each other do not swing.
        let next: Vec<f64> =
            table.iter().zip(&vector).map(|(row, own)| dot(row, &vector) + 0.1 * own).collect();
        let size = next.iter().copied().fold(0.0, f64::max);
        if size <= 0.0 {
            return (0.0, vector);
        }
        largest = size - 0.1;
        vector = next.iter().map(|value| value / size).collect();
    }
    (f64::max(largest, 0.0), vector)
}

/// The likelihood of one cell's occurrences, with nothing that holds its numbers back.
pub(crate) fn likelihood(design: &Design) -> Problem<'_, Happened> {
    let pull = vec![0.0; design.cost.len()];
    Problem { rows: &design.rows, cost: design.cost.clone(), pull, likelihood: Happened }
}
