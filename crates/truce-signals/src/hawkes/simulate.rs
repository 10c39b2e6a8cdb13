//! Histories drawn from the model, family by family.

use super::background::Background;
use super::history::{History, NotAHistory, Occurrence};
use super::rates::Rates;
use super::reach::Reach;
use crate::counts::random::Random;

/// Draws a history that begins with nothing and is watched for so many days.
///
/// First the background, then the offspring of each occurrence, generation by
/// generation; exact. Weights are 1. `occurrences_max` bounds the memory: a
/// process that does not die down is cut there.
///
/// # Errors
/// [`NotAHistory`], for a span without length.
pub fn simulate(
    rates: &Rates,
    reach: &Reach,
    background: &Background,
    end_days: f64,
    occurrences_max: usize,
    random: &mut Random,
) -> Result<History, NotAHistory> {
    let cells = rates.base.len();
    let mut occurrences: Vec<Occurrence> = Vec::new();
    for (cell, base) in rates.base.iter().enumerate() {
        let highest = background.highest(cell);
        for _ in 0..random.poisson(base * highest * end_days) {
            let at_days = random.uniform() * end_days;
            if random.uniform() * highest < background.level(cell, at_days) {
                occurrences.push(Occurrence { at_days, cell, weight: 1.0 });
            }
        }
    }
    let offspring = offspring(rates, reach);
    let mut next = 0;
    while let Some(parent) = occurrences.get(next).copied() {
        next = next.saturating_add(1);
        for (cell, pull) in offspring.get(parent.cell).into_iter().flatten() {
            for _ in 0..random.poisson(pull * parent.weight) {
                let delay = -(1.0 - random.uniform()).ln() / rates.decay;
                let at_days = parent.at_days + delay;
                if at_days <= end_days && occurrences.len() < occurrences_max {
                    occurrences.push(Occurrence { at_days, cell: *cell, weight: 1.0 });
                }
            }
        }
    }
    History::new(cells, end_days, occurrences)
}

/// For each source the cells that it excites, and how strongly.
fn offspring(rates: &Rates, reach: &Reach) -> Vec<Vec<(usize, f64)>> {
    let mut offspring = vec![Vec::new(); rates.base.len()];
    for (target, pulls) in rates.pulls.iter().enumerate() {
        for (group, pull) in reach.groups(target).iter().zip(pulls) {
            for source in &group.sources {
                if let Some(list) = offspring.get_mut(*source).filter(|_| *pull > 0.0) {
                    list.push((target, *pull));
                }
            }
        }
    }
    offspring
}
