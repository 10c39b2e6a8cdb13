//! Whether acts of one side are followed by acts of the other more than a shared wave explains.
//!
//! Where two sides merely share a slow wave of violence, the usual proofs of
//! retaliation find it nearly every time. A sentence is made here only when
//! two tests agree: [`jitter`] says that the two are coupled within days, and
//! [`lead`] says which goes first. All pairs and zones are judged together.
//! Otherwise the answer is that no direction can be established, with the
//! effect that could have been seen.
//!
//! # In scope
//! The two tests, the rule, the effect that could have been seen, and what
//! unknown authors leave open: as bounds, and as drawn worlds whose results are
//! pooled. An unknown author is never a party of its own.
//!
//! # Out of scope
//! Single incidents: nothing here says which act another one answers. Whether
//! what follows is because of, or justified by, what went before.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod authors;
pub mod discoveries;
pub mod jitter;
pub mod lead;
pub mod rule;

/// A series of one side in one zone: a count for each day, none where nobody looked.
pub(crate) type Series = [Option<u32>];

/// A response is looked for on so many days after an act. The same day has no order and is left out.
pub(crate) const LAGS_DAYS: usize = 3;

/// What was seen on the days after each day; days on which nobody looked add nothing.
pub(crate) fn afterwards(series: &Series) -> Vec<f64> {
    let on = |day: usize| series.get(day).copied().flatten().map_or(0.0, f64::from);
    let after = |day: usize| (1..=LAGS_DAYS).map(|lag| on(day.saturating_add(lag))).sum();
    (0..series.len()).map(after).collect()
}

/// What one more response to each act, spread evenly over the days after it, would add to each day.
pub(crate) fn responses(series: &Series) -> Vec<f64> {
    let on = |day: Option<usize>| day.and_then(|day| series.get(day).copied().flatten());
    let lags = f64::from(u32::try_from(LAGS_DAYS).unwrap_or(1));
    let before = |day: usize| {
        let acts = (1..=LAGS_DAYS).filter_map(|lag| on(day.checked_sub(lag)));
        acts.map(f64::from).sum::<f64>() / lags
    };
    (0..series.len()).map(before).collect()
}
