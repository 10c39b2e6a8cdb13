//! Statistics of a monitored ceasefire.
//!
//! Whatever comes from here is advice: nothing of it is on record unless a seat
//! signs it.
//!
//! # Out of scope
//! Files, sockets, clocks. What is derived from the record alone: that is
//! `truce-core`'s.

pub mod against_truth;
pub mod alarm;
pub mod attribution;
pub mod chains;
pub mod chart;
pub mod counts;
pub mod daily;
pub mod estimation;
pub mod fair;
pub mod follows;
pub mod forecast;
pub mod hawkes;
pub mod holding;
pub mod series;
pub mod told;
pub mod unreported;
