//! What tolls events take, and what is told of them.

use truce_core::matching::weights::{TOLL_BINS, Weights};

use super::gathering::{Gathering, from_millibans, millibans, normalised};

/// So many tellings of each toll are thought to have been seen.
const PRIOR: f64 = 20.0;

/// Estimates the shares of tolls and how they are told.
pub(crate) fn estimate(gathering: &Gathering, weights: &mut Weights) {
    let table = &weights.tolls;
    let told: Vec<Vec<f64>> = table.told.iter().map(|row| numbers(row)).collect();
    let mut counted = vec![vec![0.0; TOLL_BINS]; TOLL_BINS];
    let mut shares = [numbers(&table.killed), numbers(&table.injured)];
    let mut mass = [vec![0.0; TOLL_BINS], vec![0.0; TOLL_BINS]];
    for group in &gathering.groups {
        for (which, (share, mass)) in shares.iter().zip(&mut mass).enumerate() {
            let stated: Vec<usize> =
                gathering.members(group).filter_map(|told| *told.tolls.get(which)?).collect();
            if stated.is_empty() {
                continue;
            }
            let done = posterior(share, &told, &stated);
            for (sum, part) in mass.iter_mut().zip(&done) {
                *sum += part;
            }
            if stated.len() < 2 {
                continue;
            }
            for (row, part) in counted.iter_mut().zip(&done) {
                for bin in &stated {
                    if let Some(cell) = row.get_mut(*bin) {
                        *cell += part;
                    }
                }
            }
        }
    }
    for (share, mass) in shares.iter_mut().zip(&mass) {
        blend(share, mass);
    }
    let [killed, injured] = shares;
    weights.tolls.killed = logs(&killed);
    weights.tolls.injured = logs(&injured);
    weights.tolls.told = told
        .into_iter()
        .zip(&counted)
        .map(|(mut row, counted)| {
            blend(&mut row, counted);
            logs(&row)
        })
        .collect();
}

fn numbers(row: &[i32]) -> Vec<f64> {
    row.iter().map(|weight| from_millibans(*weight)).collect()
}

fn logs(row: &[f64]) -> Vec<i32> {
    row.iter().map(|share| millibans(*share)).collect()
}

/// Draws shares towards what was counted.
fn blend(shares: &mut [f64], counted: &[f64]) {
    let sum: f64 = counted.iter().sum();
    for (share, counted) in shares.iter_mut().zip(counted) {
        *share = (counted + PRIOR * *share) / (sum + PRIOR);
    }
}

/// How likely each toll is, given what is told.
fn posterior(shares: &[f64], told: &[Vec<f64>], stated: &[usize]) -> Vec<f64> {
    let mut likely: Vec<f64> = shares.to_vec();
    for bin in stated {
        for (sum, row) in likely.iter_mut().zip(told) {
            *sum *= row.get(*bin).copied().unwrap_or(1e-6);
        }
    }
    normalised(likely)
}
