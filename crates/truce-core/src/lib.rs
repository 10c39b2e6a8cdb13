//! The words and rules of a monitored ceasefire.
//!
//! Facts are stored, conclusions are derived: a [`record::Record`] holds what
//! the seats put on record, and [`picture::Picture::of`] says what follows
//! from it at a cut, as a pure function.
//!
//! # Out of scope
//! Files, sockets, clocks, random numbers, threads: a caller hands in the
//! bytes and the moment.
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

pub mod act;
pub mod adoption;
pub mod agreement;
pub mod area;
pub mod assessment;
pub mod blob;
pub mod bounds;
pub mod bulletin;
pub mod case;
pub mod commitment;
pub mod cut_digest;
pub mod departure;
pub mod disclosure;
pub mod effort;
pub mod entry;
pub mod geo;
pub mod heartbeat;
pub mod id;
pub mod incident;
pub mod judgement;
pub mod kleene;
pub mod lineage;
pub mod matching;
pub mod misconduct;
pub mod names;
pub mod picture;
pub mod place;
pub mod questions;
pub mod reconcile;
pub mod record;
pub mod redaction;
pub mod register;
pub mod report;
pub mod rotation;
pub mod rules;
pub mod sealed;
pub mod situation;
pub mod source;
pub mod spread;
pub mod succession;
pub mod time;
pub mod version;
