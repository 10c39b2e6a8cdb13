//! Counts by the day that feed on the days before: the model for reports that know only a date.
//!
//! ```text
//! count of k on t ~ negative binomial, with mean
//!   effort_kt * (base_k * level_kt + sum over sources j and memories h of pull_khj * memory_hj(t))
//! ```
//!
//! A memory is a running mean of a cell's counts up to the day before, with a
//! half-life of so many days. A pull is the number of events in k that follow
//! from one event in j, on average, over all days to come.
//!
//! # In scope
//! Panels of counts, the fit with strength shared across zones, goodness of
//! fit by a probability transform whose lots are drawn from a stated seed; how
//! much is background and how much follows, as sums; simulation.
//!
//! # Out of scope
//! What happens on the same day: it has no order, so it is in no pull. Invented
//! times of day would create one, and are not to be had here.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod fit;
pub mod goodness;
pub mod memory;
pub mod panel;
pub mod shares;
pub mod simulate;
