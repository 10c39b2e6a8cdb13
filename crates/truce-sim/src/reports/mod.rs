//! Simulated reports: what truly happens along a front, and what sources make of it.
//!
//! A world follows from one number. Its truth is known, so that a matcher can
//! be scored on it, people can practise on it, and figures can be shown. It is
//! written as tables that `truce` reads like anybody else's.
//!
//! | file | holds |
//! |---|---|
//! | [`arithmetic`], [`draw`] | chance with the same bits on every machine |
//! | [`setting`], [`usual`], [`held_out`] | what a world is like; the figures of the two families of worlds |
//! | [`theatre`] | one front and what truly happens along it |
//! | [`telling`] | how sources tell of it, copy each other, and make things up |
//! | [`world`] | all fronts, day by day |
//! | [`tables`], [`command`] | the reports, the truth and the sources as files |
//!
//! # Out of scope
//! Matching and scoring. Texts to be read by a bulletin reader.

pub mod arithmetic;
pub mod command;
pub mod draw;
pub mod held_out;
pub mod setting;
pub mod tables;
pub mod telling;
pub mod theatre;
pub mod usual;
pub mod world;
