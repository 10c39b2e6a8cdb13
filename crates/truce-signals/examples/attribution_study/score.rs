//! How good probabilities are where the truth is known.

use crate::world::Event;

/// What a method answers for one event.
pub struct Guess {
    pub parties: Vec<f64>,
    pub did_not_happen: f64,
}

impl Guess {
    /// Whether it happened is another question.
    pub fn if_it_happened(self) -> Self {
        let happened = 1.0 - self.did_not_happen;
        self.divided(happened)
    }

    /// The same answer to the question that the usual methods ask: which of the parties.
    pub fn if_a_party_did_it(self) -> Self {
        let sum = self.parties.iter().sum();
        self.divided(sum)
    }

    fn divided(self, sum: f64) -> Self {
        Self { parties: self.parties.into_iter().map(|p| p / sum).collect(), did_not_happen: 0.0 }
    }
}

/// Probabilities below this count as this, so that one sure error does not outweigh all else.
const FLOOR: f64 = 1e-4;

pub struct Scores {
    accuracy: f64,
    log_loss: f64,
    calibration_error: f64,
    share_error: f64,
    sure: f64,
    sure_right: f64,
}

impl Scores {
    pub fn heading() {
        println!(
            "{:<32} accuracy  log loss  ECE    share error  above .9  of these right",
            "method"
        );
    }

    pub fn of(parties: usize, events: &[Event], guesses: &[Guess]) -> Self {
        let n = events.len() as f64;
        let mut bins = [(0.0, 0.0); 10];
        let (mut right, mut loss, mut sure, mut sure_right) = (0.0, 0.0, 0.0, 0.0);
        let mut shares = vec![0.0; parties];
        for (event, guess) in events.iter().zip(guesses) {
            let all = guess.parties.iter().copied().chain([guess.did_not_happen]);
            let all: Vec<f64> = all.collect();
            let truth = event.author.unwrap_or(parties);
            loss -= all[truth].max(FLOOR).ln();
            let top = all.iter().copied().fold(0.0, f64::max);
            let even = all.iter().filter(|p| **p >= top).count() as f64;
            let hit = if all[truth] >= top { 1.0 / even } else { 0.0 };
            right += hit;
            let bin = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].iter().filter(|to| top >= **to);
            let (sum, hits) = &mut bins[bin.count()];
            *sum += top;
            *hits += hit;
            if top > 0.9 {
                sure += 1.0;
                sure_right += hit;
            }
            for (party, share) in shares.iter_mut().enumerate() {
                *share += guess.parties[party];
                if event.author == Some(party) {
                    *share -= 1.0;
                }
            }
        }
        let gap = bins.iter().map(|(sum, hits): &(f64, f64)| (sum - hits).abs());
        Self {
            accuracy: right / n,
            log_loss: loss / n,
            calibration_error: gap.sum::<f64>() / n,
            share_error: shares.iter().map(|share: &f64| share.abs() / n).fold(0.0, f64::max),
            sure: sure / n,
            sure_right: if sure > 0.0 { sure_right / sure } else { 1.0 },
        }
    }
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:.3}     {:.3}     {:.3}  {:.3}        {:.3}     {:.3}",
            self.accuracy,
            self.log_loss,
            self.calibration_error,
            self.share_error,
            self.sure,
            self.sure_right
        )
    }
}
