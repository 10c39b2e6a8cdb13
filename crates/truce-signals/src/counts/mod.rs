//! Daily counts as random numbers: their distribution, and drawing them from a seed.
//!
//! Incidents come in bursts, so that counts vary more than a Poisson
//! distribution allows. Everything here is negative binomial: a *mean* and a
//! *size*, with variance mean + mean² / size. A large size is a Poisson
//! distribution; a size of 1 is a wild one.
//!
//! # Out of scope
//! Where a mean comes from: that is the business of each model.
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

pub mod daily;
pub mod dispersion;
pub mod negative_binomial;
pub mod random;
pub mod special;

/// A number of things as a real number; exact up to 2^53.
#[must_use]
pub fn real(number: usize) -> f64 {
    number as f64
}
