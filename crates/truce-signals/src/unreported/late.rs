//! What is told late: how long reports take, and how many of the last days are still to come.
//!
//! # Method
//! Of what happened lately only the quick reports are in. Each delay is
//! therefore counted only among events that are old enough to have shown it
//! (reverse-time hazards). A day's count, given what is in, is what is in and a
//! negative binomial number: its mean before anything is in is drawn to the
//! level of the full days, as strongly as their size says, and the shares that
//! are in by each delay are drawn from what is left possible of the hazards.
//!
//! # Source
//! Kalbfleisch and Lawless 1991; Lawless 1994 (Canadian Journal of Statistics
//! 22); the negative binomial form as in Höhle and an der Heiden 2014.
//!
//! # Limits
//! Nothing is told later than the longest delay that is looked at. Delays are
//! taken to be what they were: a cut of communications breaks that, and shows
//! as a quiet that is none.

use serde::Serialize;

use crate::counts::dispersion::{moments, size_of};
use crate::counts::random::Random;
use crate::forecast::distribution::Distribution;

/// Draws of the shares that are in by each delay.
const DRAWS: usize = 200;
/// The fewest events of full days from which delays are estimated.
pub const EVENTS_MIN: u32 = 20;
/// The fewest full days from which the usual level is.
pub const DAYS_MIN: usize = 14;

/// Why there is no nowcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NoNowcast {
    /// Too few days are older than the longest delay.
    #[error("only {days} days are older than the longest delay, and {DAYS_MIN} are needed")]
    Days {
        /// How many there are.
        days: usize,
    },
    /// Too little was told of these days.
    #[error("only {events} events of these days are on record, and {EVENTS_MIN} are needed")]
    Events {
        /// How many there are.
        events: u32,
    },
}

/// Events by the day on which they happened and the days until they were told.
///
/// INVARIANT: a row for each day, each with a count for each delay from 0 to the longest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrivals {
    longest: usize,
    rows: Vec<Vec<u32>>,
}

impl Arrivals {
    /// So many days, the last of which is today, from pairs of a day's number and a delay in days.
    ///
    /// What was told later than the longest delay, or is of no such day, or would be told only after today, is left out.
    #[must_use]
    pub fn new(
        days: usize,
        longest: usize,
        events: impl IntoIterator<Item = (usize, usize)>,
    ) -> Self {
        let mut rows = vec![vec![0_u32; longest.saturating_add(1)]; days];
        for (day, delay) in events {
            if day.saturating_add(delay) < days {
                let cell = rows.get_mut(day).and_then(|row| row.get_mut(delay));
                cell.into_iter().for_each(|count| *count = count.saturating_add(1));
            }
        }
        Self { longest, rows }
    }

    /// How many days a day lies back.
    fn age(&self, day: usize) -> usize {
        self.rows.len().saturating_sub(day).saturating_sub(1)
    }

    /// For each delay above 0: events told after just so long, and events told after that or less, among days old enough.
    fn at_risk(&self) -> Vec<(u32, u32)> {
        let of = |delay: usize| {
            let old = self.rows.iter().enumerate();
            let old = old.filter(|(day, _)| self.age(*day) >= delay).map(|(_, row)| row);
            old.fold((0, 0), |(just, upto): (u32, u32), row| {
                let own = row.get(delay).copied().unwrap_or(0);
                let all = row.iter().take(delay.saturating_add(1)).sum::<u32>();
                (just.saturating_add(own), upto.saturating_add(all))
            })
        };
        (1..=self.longest).map(of).collect()
    }

    /// The share that is told by each delay, from 0 to the longest, of what is told by the longest.
    #[must_use]
    pub fn told_by(&self) -> Vec<f64> {
        let hazards = self
            .at_risk()
            .into_iter()
            .map(|(just, upto)| if upto > 0 { f64::from(just) / f64::from(upto) } else { 0.0 });
        shares(&hazards.collect::<Vec<f64>>())
    }

    /// The count of each day since the full ones, oldest first. The same seed gives the same answer.
    ///
    /// # Errors
    /// [`NoNowcast`].
    pub fn nowcast(&self, seed: u64) -> Result<Vec<Nowcast>, NoNowcast> {
        let full = self.rows.len().saturating_sub(self.longest);
        if full < DAYS_MIN {
            return Err(NoNowcast::Days { days: full });
        }
        let sums: Vec<u32> = self.rows.iter().map(|row| row.iter().sum()).collect();
        let (known, open) = sums.split_at_checked(full).unwrap_or((&sums, &[]));
        let events = known.iter().sum();
        if events < EVENTS_MIN {
            return Err(NoNowcast::Events { events });
        }
        let usual = Usual::of(known);
        let mut random = Random::new(seed);
        let at_risk = self.at_risk();
        let drawn: Vec<Vec<f64>> = (0..DRAWS).map(|_| draw(&at_risk, &mut random)).collect();
        let told_by = self.told_by();
        let of = |(place, told): (usize, &u32)| {
            let age = self.age(full.saturating_add(place));
            let share = |shares: &Vec<f64>| shares.get(age).copied().unwrap_or(1.0);
            let to_come = drawn.iter().map(|shares| usual.to_come(*told, share(shares)));
            Nowcast {
                days_back: age,
                told: *told,
                share_in: share(&told_by),
                to_come: Distribution::of_means(&to_come.collect::<Vec<_>>()),
            }
        };
        Ok(open.iter().enumerate().map(of).collect())
    }
}

/// What a recent day comes to when all is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nowcast {
    /// How many days it lies back.
    pub days_back: usize,
    /// Told so far.
    pub told: u32,
    /// The share that is usually told by now.
    pub share_in: f64,
    /// How many more will be told.
    pub to_come: Distribution,
}

impl Nowcast {
    /// From where to where the day's whole count lies, with that probability.
    #[must_use]
    pub fn interval(&self, probability: f64) -> (u32, u32) {
        let tail = (1.0 - probability) / 2.0;
        let at = |share: f64| self.told.saturating_add(self.to_come.quantile(share));
        (at(tail), at(1.0 - tail))
    }

    /// The mean of the day's whole count.
    #[must_use]
    pub fn mean(&self) -> f64 {
        f64::from(self.told) + self.to_come.mean()
    }
}

/// The level of the full days, and how much they vary.
struct Usual {
    mean: f64,
    size: f64,
}

impl Usual {
    fn of(counts: &[u32]) -> Self {
        let (mean, variance) = moments(counts.iter().copied()).unwrap_or((1.0, 1.0));
        Self { mean, size: size_of((variance - mean) / (mean * mean)) }
    }

    /// The mean and the size of what is still to come of a day of which so much is in.
    fn to_come(&self, told: u32, share_in: f64) -> (f64, f64) {
        let shape = self.size + f64::from(told);
        let rate = self.size / self.mean + share_in;
        (shape / rate * (1.0 - share_in), shape)
    }
}

/// The shares that hazards come to.
fn shares(hazards: &[f64]) -> Vec<f64> {
    let mut shares = vec![1.0];
    let mut share = 1.0;
    for hazard in hazards.iter().rev() {
        share *= 1.0 - hazard;
        shares.push(share);
    }
    shares.reverse();
    shares
}

/// Shares as they may be too: each hazard from what its events leave possible (Jeffreys' prior).
fn draw(at_risk: &[(u32, u32)], random: &mut Random) -> Vec<f64> {
    let hazards = at_risk.iter().map(|(just, upto)| {
        random.beta(f64::from(*just) + 0.5, f64::from(upto.saturating_sub(*just)) + 0.5)
    });
    shares(&hazards.collect::<Vec<f64>>())
}
