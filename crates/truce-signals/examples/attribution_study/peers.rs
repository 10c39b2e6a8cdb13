//! The two methods that are usual: majority, and Dawid and Skene 1979.

use crate::score::Guess;
use crate::world::{Event, World};

fn shares(votes: Vec<f64>) -> Guess {
    let sum: f64 = votes.iter().sum();
    Guess { parties: votes.into_iter().map(|votes| votes / sum).collect(), did_not_happen: 0.0 }
}

/// Every account that blames somebody is a vote.
pub fn majority(world: &World, events: &[Event]) -> Vec<Guess> {
    let count = |event: &Event| {
        let mut votes = vec![0.0; world.parties.len()];
        for party in event.told.iter().filter_map(|told| told.blames) {
            votes[party] += 1.0;
        }
        shares(votes)
    };
    events.iter().map(count).collect()
}

/// One confusion table for each source, silence on the author being one of the answers.
pub fn dawid_skene(world: &World, events: &[Event]) -> Vec<Guess> {
    let parties = world.parties.len();
    let answer = |blames: Option<usize>| blames.unwrap_or(parties);
    let mut guesses = majority(world, events);
    for _ in 0..100 {
        let mut prior = vec![0.01; parties];
        let mut tables = vec![vec![vec![0.01; parties + 1]; parties]; world.sources.len()];
        for (event, guess) in events.iter().zip(&guesses) {
            for (party, share) in guess.parties.iter().enumerate() {
                prior[party] += share;
                for told in &event.told {
                    tables[told.source][party][answer(told.blames)] += share;
                }
            }
        }
        for row in tables.iter_mut().flatten() {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|cell| *cell /= sum);
        }
        guesses = events
            .iter()
            .map(|event| {
                let log = |party: usize| {
                    let told =
                        event.told.iter().map(|t| tables[t.source][party][answer(t.blames)].ln());
                    prior[party].ln() + told.sum::<f64>()
                };
                let logs: Vec<f64> = (0..parties).map(log).collect();
                let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                shares(logs.into_iter().map(|log| (log - most).exp()).collect())
            })
            .collect();
    }
    guesses
}
