//! truce: the world around the core. Command line, storage, index, layout.
//!
//! No decision about the field lives here: what follows from the record is
//! `truce-core`'s, and this crate reads, stores and shows.

pub mod agreement_files;
pub mod alarms_out;
pub mod charts;
pub mod cli;
pub mod cmd;
pub mod desk;
pub mod durable;
pub mod evidence;
pub mod failure;
pub mod host;
pub mod import;
pub mod index;
pub mod keys;
pub mod known;
pub mod node;
pub mod officer_key;
pub mod openings;
pub mod progress;
pub mod proof;
pub mod random;
pub mod render;
pub mod screen;
pub mod script;
pub mod threads;
pub mod trust;
pub mod web;

#[cfg(feature = "s3")]
pub use truce_bucket as bucket;
