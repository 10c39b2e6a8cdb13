//! Who is followed by whom when moments are known: a mutually exciting process.
//!
//! Each cell (a party in a zone) has a background, and each occurrence raises
//! for a while the rate of some cells, its own among them:
//!
//! ```text
//! rate of k at t = base_k * level_k(t) + sum over earlier i of pull(k, cell of i) * weight_i * decay * exp(-decay (t - t_i))
//! ```
//!
//! A pull is the number of occurrences in k that follow directly from one
//! occurrence in j, on average: "j excites k" stands in row k. With the decay
//! given, the likelihood falls apart into one small concave problem for each
//! cell, which is solved exactly ([`fit::fit_given`]).
//!
//! # In scope
//! Histories, likelihood and fit, with strength shared across zones
//! ([`fit::fit_shrunken`]); intervals by drawing and fitting again ([`again`]); goodness of fit ([`residuals`]); how much is
//! background and how much follows, as sums ([`shares`]); the state online
//! ([`live::Live`]); simulation.
//!
//! # Out of scope
//! Which occurrence another one follows: one occurrence's parent is no
//! evidence, and nothing here tells it. Counts by the day, whose order within
//! the day is not known: that is [`crate::daily`]'s. Whether a direction may be
//! spoken of at all: that is [`crate::follows`]'s.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod again;
pub mod background;
mod certainty;
pub(crate) mod cholesky;
pub(crate) mod concave;
mod decay;
mod design;
pub mod fit;
mod held;
pub mod history;
mod lean;
pub mod live;
pub mod rates;
pub mod reach;
pub mod residuals;
pub mod search;
pub mod shares;
pub mod simulate;
mod tied;
pub(crate) mod wave;
