//! One seat's node, without I/O: what must happen next between the seats' logs.
//!
//! A [`Node`] turns an [`Input`] into a list of [`Effect`]s. Whoever hosts it
//! carries these out *in their order, each durable before the next*; if one
//! fails, the rest is dropped and the node is opened again from what is on
//! disk. So what is in memory is never ahead of the disk for longer than one
//! list, and a crash between any two effects is as good as any other.
//!
//! | file | keeps |
//! |---|---|
//! | [`config`], [`state`] | who takes part; the few lines that must survive any crash |
//! | [`talk`] | inputs, effects, questions to peers and their answers, events for people |
//! | [`node`] | the node itself: opening it, and which input goes where |
//! | [`own`] | its own log: when it may sign, and what it does after a restored backup |
//! | [`mirror`] | the others' logs: hearing of heads, pulling entries, cosigning what is held |
//! | [`fork`] | heads that do not fit each other: from suspicion to certificate |
//! | [`cosigned`], [`settled`] | who cosigned how much; what is settled; the cut |
//! | [`exchange`] | whom to ask next, how often, and what to do about silence |
//! | [`roll`] | which seats count, which logs go on after others |
//! | [`said`] | what the logs themselves say about keys, departures, successions, misconduct |
//!
//! # Out of scope
//! Sockets, files, clocks, random numbers: the host's. What an entry means for
//! the truce: `truce-core`'s.
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

pub mod config;
pub mod cosigned;
pub mod exchange;
pub mod fork;
pub mod mirror;
pub mod node;
pub mod own;
pub mod roll;
pub mod said;
pub mod settled;
pub mod state;
pub mod talk;

pub use config::{Config, OwnKeys, PeerKeys, Quorum};
pub use node::{Found, FoundLog, Node};
pub use state::State;
pub use talk::{Answer, Effect, Event, Held, Input, Question};
