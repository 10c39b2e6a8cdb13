//! Evidence that counts have left their level, added up day by day.
//!
//! # Source
//! The e-detector of Shin, Ramdas and Rinaldo 2022, in the form of Shiryaev and
//! Roberts: each day opens a new bet that the level has just changed by a
//! factor, and the evidence is what all bets together are worth. While the
//! expectation holds, the evidence grows by at most 1 a day in the mean, so the
//! mean time until it reaches a threshold is at least that many days.
//!
//! In a cell where next to nothing is expected a day says next to nothing, and
//! whole bets would add up by themselves: after a hundred empty days they are worth a
//! hundred. There a day opens a bet of as much only as it can say
//! ([`Detector::staked`]); bets of at most 1 keep the promise.

use serde::Serialize;

/// Factors of a rise.
pub const RISES: [f64; 3] = [1.5, 2.0, 3.0];
/// Factors of a fall.
pub const FALLS: [f64; 3] = [0.67, 0.4, 0.2];
/// Factors of a slow rise from a fixed level.
pub const SLOW_RISES: [f64; 3] = [1.25, 1.5, 2.0];
/// A bet is at most so many times what an empty day says: twice, so that where days say much bets are whole.
const STAKE: f64 = 2.0;
/// Evidence is not counted beyond this.
const EVIDENCE_MAX: f64 = 1e300;

/// What is expected of a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Expectation {
    /// The mean.
    pub mean: f64,
    /// The size of the negative binomial distribution.
    pub size: f64,
    /// The standard error of the mean.
    pub error: f64,
}

impl Expectation {
    /// What a baseline with that mean and size, known from so many days, lets expect of a further day.
    ///
    /// The mean itself is uncertain, which makes the size smaller.
    #[must_use]
    pub fn from_baseline(mean: f64, size: f64, days: f64) -> Self {
        let of_mean = (mean + mean * mean / size) / days;
        let size = mean * mean / (mean * mean / size + of_mean * (1.0 + 1.0 / size));
        Self { mean, size, error: of_mean.sqrt() }
    }

    /// The same with a mean that lies so many standard errors higher, or lower if below 0.
    ///
    /// A baseline that is off is off for weeks, so that days are not independent: what speaks for a
    /// change must speak against the nearer end of what the level may have been.
    #[must_use]
    pub fn leaning(&self, errors: f64) -> Self {
        let mean = (self.mean + errors * self.error).max(0.1 * self.mean);
        Self { mean, ..*self }
    }

    /// The logarithm of how much better a count fits a mean that is larger by a factor.
    #[must_use]
    pub fn ln_ratio(&self, count: u32, factor: f64) -> f64 {
        let (count, Self { mean, size, .. }) = (f64::from(count), *self);
        count * factor.ln() + (count + size) * ((mean + size) / (factor * mean + size)).ln()
    }
}

/// The bets on one factor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Bets {
    factor: f64,
    /// What the bets of all days are worth together.
    worth: f64,
    /// The logarithm of what the best of them is worth.
    ln_best: f64,
    /// On which day, counted from the first, the best of them was opened.
    opened: usize,
}

/// Adds up the evidence for some factors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detector {
    bets: [Bets; 3],
    /// What a day's word is divided by, since days are alike.
    clumping: f64,
    /// Whether a day opens a bet of as much only as it can say.
    staked: bool,
}

/// What one day brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The evidence after the day.
    pub evidence: f64,
    /// Whether the day alone would have counted for more than one day may.
    pub capped: bool,
}

impl Detector {
    /// A detector that has seen nothing.
    #[must_use]
    pub fn new(factors: [f64; 3]) -> Self {
        let bets = |factor| Bets { factor, worth: 0.0, ln_best: 0.0, opened: 0 };
        Self { bets: factors.map(bets), clumping: 1.0, staked: false }
    }

    /// The same with bets of at most twice what an empty day says: `1 - exp(-|ln ratio|)` of a count of 0.
    #[must_use]
    pub fn staked(factors: [f64; 3]) -> Self {
        Self { staked: true, ..Self::new(factors) }
    }

    /// From now on a day's word is divided by so much; 1 where days are independent.
    pub fn temper(&mut self, clumping: f64) {
        self.clumping = clumping.max(1.0);
    }

    /// Takes a day in: its number, what was counted, what was expected, and what one day may count at most.
    ///
    /// The last is the logarithm of the factor by which one day may multiply the evidence.
    pub fn update(&mut self, day: usize, count: u32, expected: Expectation, ln_cap: f64) -> Step {
        let mut capped = false;
        for bets in &mut self.bets {
            let ln_ratio = expected.ln_ratio(count, bets.factor) / self.clumping;
            capped |= ln_ratio > ln_cap;
            let ln_ratio = ln_ratio.min(ln_cap);
            let of_nothing = expected.ln_ratio(0, bets.factor) / self.clumping;
            let said = -(-of_nothing.abs()).exp_m1();
            let stake = if self.staked { (STAKE * said).min(1.0) } else { 1.0 };
            bets.worth = ((bets.worth + stake) * ln_ratio.exp()).min(EVIDENCE_MAX);
            if bets.ln_best <= 0.0 {
                (bets.ln_best, bets.opened) = (0.0, day);
            }
            bets.ln_best += ln_ratio;
        }
        Step { evidence: self.evidence(), capped }
    }

    /// The evidence: what the bets are worth, in the mean over the factors.
    #[must_use]
    pub fn evidence(&self) -> f64 {
        self.bets.iter().map(|bets| bets.worth / 3.0).sum()
    }

    /// The day on which the change most likely began; none if nothing speaks for one.
    #[must_use]
    pub fn onset(&self) -> Option<usize> {
        let leading = self.bets.iter().max_by(|a, b| a.ln_best.total_cmp(&b.ln_best))?;
        (leading.ln_best > 0.0).then_some(leading.opened)
    }
}
