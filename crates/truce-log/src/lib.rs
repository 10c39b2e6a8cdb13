//! One seat's append-only log of opaque entries.
//!
//! A log is a folder with a [`journal`] (the entries, in batches, each with
//! its checksum) and a [`head`] (origin, size and RFC 6962 root). [`Log`]
//! appends to it durably, [`Reader`] reads it back. What others see of it are
//! public files on a [`Shelf`] in the forms of C2SP: a signed [`Checkpoint`],
//! tiles and bundles ([`Extension`] writes, [`Tiles`] reads, [`verify_all`] checks).
//!
//! ```text
//! DIR/journal          the entries; only ever grows
//! DIR/head             origin, size, root: what is surely held; may lag, is never ahead
//! DIR/journal.torn-1   a batch that a crash cut short, kept aside
//! DIR/lock             locked by the one writer
//! ```
//!
//! What others read are the log's public files: tiles of its tree and bundles of
//! its entries, as C2SP tlog-tiles has them. They stand on a [`Shelf`];
//! [`Extension`] writes them, [`Tiles`] reads them and believes none,
//! [`verify_all`] checks all of them.
//!
//! ```text
//! SHELF/checkpoint           a signed head
//! SHELF/tile/0/x001/234      256 hashes of its tree
//! SHELF/tile/entries/003     256 entries
//! ```
//!
//! # What is promised
//! - When [`Log::append`] returns `Ok`, the entries are on stable storage, and
//!   no crash, full disk or failing write after that loses or changes them.
//! - A batch is appended whole or not at all.
//! - When [`Log::append`] returns an error, the batch is not in the log, unless
//!   the error says that the log is [out of use](AppendFault::OutOfUse) until
//!   opened again: then, as after a crash, the batch may be there, whole, or not.
//! - A single changed byte in the journal is noticed when the log is opened.
//!
//! # What is not promised
//! That a folder put back *whole* from an old backup is noticed: journal and
//! head fit each other then. Only someone who has seen a later head can tell.
//!
//! # Out of scope
//! What an entry means, and the network.
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

pub mod bundle;
pub mod certificate;
pub mod checkpoint;
pub mod cosignature;
pub mod disk;
pub mod extend;
pub mod head;
pub mod journal;
pub mod key;
pub mod log;
pub mod note;
pub mod policy;
pub mod proof;
pub mod proof_file;
pub mod reader;
pub mod shelf;
mod text;
pub mod tile;
pub mod tiles;
pub mod tree;
pub mod verify_all;
pub mod witness;

pub use bundle::{Bundle, BundleFault};
pub use certificate::{CertificateFault, Fork, ForkCertificate, WitnessFault};
pub use checkpoint::{Checkpoint, CheckpointFault};
pub use disk::{Direct, Disk, DiskFault};
pub use extend::Extension;
pub use head::{Head, HeadFault};
pub use key::{KeyFault, KeyKind, SigningKey, VerifierKey};
pub use log::{AppendFault, Log, OpenFault, Opened, Torn};
pub use note::{Note, NoteFault, NoteSignature};
pub use policy::{Policy, PolicyFault};
pub use proof_file::{ProofFile, ProofFileFault};
pub use reader::{ReadFault, Reader, is_begun, read_head, verify};
pub use shelf::{Folder, Memory, Shelf, ShelfFault};
pub use tile::{PathFault, Row, TilePath};
pub use tiles::{Tiles, TilesFault};
pub use tree::{Hash, Tree};
