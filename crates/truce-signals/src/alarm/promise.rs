//! How many false alarms a year the mechanism can live with, and whether that is kept.
//!
//! # Source
//! The evidence against the promise is a mixture of likelihood ratios of Poisson
//! counts: anytime-valid, so it may be looked at every day (Ramdas et al. 2023).

use std::ops::RangeInclusive;

use serde::Serialize;

const DAYS_OF_YEAR: f64 = 365.0;
/// A promise that is broken is broken by one of these factors.
const FACTORS: [f64; 3] = [1.5, 2.0, 4.0];
/// From here on the promise counts as broken: chance alone gets there once in twenty mechanisms at most.
pub const BROKEN_FROM: f64 = 20.0;

/// The one setting of the alarms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Promise {
    /// False alarms a year that the mechanism can live with, over all cells together; above 0.
    pub false_alarms_a_year: f64,
}

impl Promise {
    /// How many false alarms a year can be promised.
    pub const RANGE: RangeInclusive<f64> = 0.01..=1_000.0;

    /// The evidence that an alarm needs if so many cells are watched: cells × 365 / false alarms a year.
    ///
    /// Never below 4, where two days would not be needed any more.
    #[must_use]
    pub fn threshold(&self, cells: usize) -> f64 {
        let threshold = crate::counts::real(cells) * DAYS_OF_YEAR / self.false_alarms_a_year;
        threshold.max(4.0)
    }

    /// Holds what became of the alarms against the promise.
    #[must_use]
    pub fn kept(&self, ledger: Ledger) -> Kept {
        let years = ledger.days / DAYS_OF_YEAR;
        let expected = years * self.false_alarms_a_year;
        let evidence = |false_alarms: u32| {
            let times = f64::from(false_alarms);
            let ratio = |factor: f64| (times * factor.ln() - (factor - 1.0) * expected).exp();
            FACTORS.iter().map(|factor| ratio(*factor) / 3.0).sum()
        };
        let doubtful = ledger.false_alarms.saturating_add(ledger.not_judged);
        Kept {
            ledger,
            promised: expected,
            evidence_against: evidence(ledger.false_alarms),
            evidence_at_most: evidence(doubtful),
        }
    }
}

/// What became of the alarms so far.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Ledger {
    /// Days of watch, each counted once however many cells were watched.
    pub days: f64,
    /// Alarms that the group judged real.
    pub real: u32,
    /// Alarms that the group judged false.
    pub false_alarms: u32,
    /// Alarms that nobody has judged yet.
    pub not_judged: u32,
}

/// How the promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Kept {
    /// What became of the alarms.
    pub ledger: Ledger,
    /// False alarms that the promise allows for those days.
    pub promised: f64,
    /// Evidence that there are more than promised, from the alarms judged false.
    pub evidence_against: f64,
    /// The same if all that is not judged turns out false.
    pub evidence_at_most: f64,
}

impl Kept {
    /// Whether the promise is broken: the alarms need another setting, and must say so.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.evidence_against >= BROKEN_FROM
    }
}
