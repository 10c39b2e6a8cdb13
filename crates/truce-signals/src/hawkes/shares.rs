//! How much of what happened is background, and how much follows whom: sums only.

use serde::{Deserialize, Serialize};

use super::design::{Design, designs};
use super::rates::{Rates, Setting};
use super::reach::Grid;

/// A sum over fewer occurrences would be a label on single ones.
pub const OCCURRENCES_MIN: usize = 5;

/// What one cell's occurrences within some days are owed to, in expectation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Shares {
    /// Too few occurrences: nothing is said of single ones.
    TooFew {
        /// How many there are.
        occurrences: usize,
    },
    /// The sums; they add up to the number of occurrences.
    Sums {
        /// How many occurrences there are.
        occurrences: usize,
        /// How many are background.
        background: f64,
        /// How many follow acts of each party, in the same zone or beside it.
        following: Vec<f64>,
    },
}

/// For each cell and each run of so many days what its occurrences are owed to.
///
/// The last run may be shorter.
#[must_use]
pub fn shares(setting: Setting<'_>, grid: &Grid, rates: &Rates, run_days: f64) -> Vec<Vec<Shares>> {
    let cells = setting.history.cells();
    let designs = designs(setting, rates.decay, (0, cells));
    let mut moments = vec![Vec::new(); cells];
    for occurrence in setting.history.occurrences() {
        if let Some(moments) = moments.get_mut(occurrence.cell) {
            moments.push(occurrence.at_days);
        }
    }
    let runs = super::background::day_of((setting.history.end_days() / run_days).ceil()).max(1);
    let cells = designs.iter().zip(&moments).enumerate();
    cells
        .map(|(cell, (design, moments))| {
            let numbers = rates.of_cell(cell);
            let parties = parties(setting, grid, cell);
            let mut sums = vec![(0_usize, vec![0.0; grid.parties.saturating_add(1)]); runs];
            let rows = owed(design, &numbers);
            for (owed, at_days) in rows.zip(moments) {
                let run = super::background::day_of(at_days / run_days).min(runs.saturating_sub(1));
                let Some((occurrences, sums)) = sums.get_mut(run) else { continue };
                *occurrences = occurrences.saturating_add(1);
                for (part, place) in owed.iter().zip(&parties) {
                    if let Some(sum) = sums.get_mut(*place) {
                        *sum += part;
                    }
                }
            }
            sums.into_iter().map(|(occurrences, sums)| told(occurrences, &sums)).collect()
        })
        .collect()
}

fn told(occurrences: usize, sums: &[f64]) -> Shares {
    match sums {
        [background, following @ ..] if occurrences >= OCCURRENCES_MIN => {
            Shares::Sums { occurrences, background: *background, following: following.to_vec() }
        }
        _ => Shares::TooFew { occurrences },
    }
}

/// Where each number of a cell is summed: 0 for the background, then the party of each group's sources plus one.
fn parties(setting: Setting<'_>, grid: &Grid, cell: usize) -> Vec<usize> {
    let groups = setting.reach.groups(cell).iter();
    let party = groups.map(|group| {
        let source = group.sources.first().copied().unwrap_or(0);
        source.checked_div(grid.zones).unwrap_or(0).saturating_add(1)
    });
    [0].into_iter().chain(party).collect()
}

/// For each occurrence the parts that it owes to each number. Not for anybody to see one by one.
fn owed<'d>(design: &'d Design, numbers: &'d [f64]) -> impl Iterator<Item = Vec<f64>> + 'd {
    design.rows.chunks_exact(numbers.len().max(1)).map(move |row| {
        let parts = || row.iter().zip(numbers).map(|(row, number)| row * number);
        let whole: f64 = parts().sum();
        parts().map(|part| part / whole).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hawkes::background::Background;
    use crate::hawkes::history::{History, Occurrence};
    use crate::hawkes::reach::Reach;

    #[test]
    fn the_parts_of_the_first_occurrences_are_those_recorded() {
        let text = include_str!("../../tests/fixtures/hawkes2_2k.csv");
        let occurrences = text.lines().skip(1).map(|line| {
            let (at_days, cell) = line.split_once(',').expect("two columns");
            let at_days = at_days.parse().expect("days");
            Occurrence { at_days, cell: cell.parse().expect("a cell"), weight: 1.0 }
        });
        let history = History::new(2, 719.0, occurrences.collect()).expect("a history");
        let reach = Reach::everywhere(2);
        let background = Background::constant(&history);
        let setting = Setting { history: &history, reach: &reach, background: &background };
        let table = [vec![0.35, 0.1], vec![0.4, 0.2]];
        let rates = Rates::from_table(&reach, 2.0, vec![0.8, 0.5], &table);
        let designs = designs(setting, 2.0, (0, 2));
        let mut by_cell: Vec<_> = designs
            .iter()
            .enumerate()
            .map(|(cell, design)| {
                let owed: Vec<Vec<f64>> = owed(design, &rates.of_cell(cell)).collect();
                owed.into_iter()
            })
            .collect();
        let recorded = [
            1.0,
            0.856_451_614_118_198_3,
            0.990_049_425_611_453,
            0.807_664_751_184_643_8,
            0.585_522_420_976_219_8,
        ];
        for (occurrence, recorded) in history.occurrences().iter().zip(recorded) {
            let owed = by_cell[occurrence.cell].next().expect("one for each");
            assert!((owed[0] - recorded).abs() < 1e-9, "{owed:?} {recorded}");
        }
    }
}
