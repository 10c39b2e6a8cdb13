//! truce: the world around the core. Command line, storage, index, layout.
//!
//! No decision about the field lives here: what follows from the record is
//! `truce-core`'s, and this crate reads, stores and shows.

pub mod agreement_files;
pub mod cli;
pub mod cmd;
pub mod failure;
pub mod import;
pub mod index;
pub mod known;
pub mod node;
pub mod progress;
pub mod render;
