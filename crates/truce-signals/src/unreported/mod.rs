//! What is not on record: how much two lists leave out, a lower bound where sources are many, and quiet that nobody saw.
//!
//! # In scope
//! Two lists held against each other ([`two_lists`]); three and more
//! ([`many_lists`]) by models of who depends on whom ([`log_linear`]) and by
//! hidden kinds of events ([`latent_classes`]), with what the matcher leaves
//! open carried through ([`linked`]); a bound from what few sources told
//! ([`lower_bound`]); what is told late ([`late`]); and falls of counts that go
//! with falls of watching ([`unseen`]).
//!
//! # Out of scope
//! Which events lists have in common: that is the matcher's, and comes with its
//! own uncertainty. Dividing what is unreported between parties: never.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

pub mod late;
pub mod latent_classes;
pub mod linked;
pub mod log_linear;
pub mod lower_bound;
pub mod many_lists;
pub mod mixture;
pub mod two_lists;
pub mod unseen;

use serde::Serialize;

/// Standard deviations to either side of an interval of 95 %.
const DEVIATIONS: f64 = 1.96;

/// How many there may be in all, those on record included.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reckoning {
    /// In all.
    pub all: f64,
    /// The variance of that number.
    pub variance: f64,
    /// From where to where it may lie, with 95 %; never below what is on record.
    pub interval: (f64, f64),
}

impl Reckoning {
    /// What is on record and what is not, with an interval that is even on a logarithmic scale of the latter (Chao 1987).
    fn of(on_record: f64, unseen: f64, variance: f64) -> Self {
        let all = on_record + unseen;
        if unseen <= 0.0 {
            return Self { all, variance, interval: (on_record, all) };
        }
        let spread = (variance / (unseen * unseen)).ln_1p().sqrt();
        let reach = (DEVIATIONS * spread).exp();
        Self { all, variance, interval: (on_record + unseen / reach, on_record + unseen * reach) }
    }
}
