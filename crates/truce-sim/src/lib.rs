//! A seeded world of several nodes, people and faults, to test truce in.
//!
//! Each seat's node is the real one ([`truce_node::Node`]) over a simulated
//! disk, with real entries, real tiles and real signatures. Clocks, wires,
//! crashes, people and hostile seats are simulated, and follow from one
//! number. After every step a watch that knows everything holds what happened
//! against the [`invariant`]s; a [`sabotage`] shows of each of them that it
//! would be noticed if it did not hold.
//!
//! | file | holds |
//! |---|---|
//! | [`dice`], [`plan`] | chance; what kind of world a seed gives |
//! | [`journal`], [`shelf`], [`disk`] | what is written, what is durable, what a crash takes away |
//! | [`host`], [`answer`], [`clock`], [`keys`] | a seat's host around its node |
//! | [`hostile`], [`witness`] | seats that do not play fair; neutral witnesses |
//! | [`world`] | all of it together, step by step |
//! | [`watch`], [`invariant`], [`sabotage`] | what must hold, and how to see that it is held |
//! | [`run`], [`tally`] | many worlds |
//! | [`reports`] | something else: simulated reports of incidents, with their truth |
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a world watches for some events, and lets the others pass"
)]

pub mod answer;
pub mod clock;
pub mod dice;
pub mod disk;
pub mod host;
pub mod hostile;
pub mod invariant;
pub mod journal;
pub mod keys;
pub mod plan;
pub mod reports;
pub mod run;
pub mod sabotage;
pub mod shelf;
pub mod tally;
pub mod watch;
pub mod witness;
pub mod world;
