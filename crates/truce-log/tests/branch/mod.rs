//! Histories that part at some entry, and what their log signs of them.

use std::convert::Infallible;

use truce_log::key::{KeyKind, SigningKey};
use truce_log::tree::{Hash, leaf};
use truce_log::{Checkpoint, Head, Tree, proof};

/// The log whose histories these are.
pub const ORIGIN: &str = "example.com/log";

/// The history that everybody should see.
pub const MAIN: Branch = Branch { fork: u64::MAX };

/// A history that is the main one up to `fork` entries.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// How many entries are the main history's.
    pub fork: u64,
}

/// One of the keys of the log.
pub fn log(seed: u8) -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::Log, [seed; 32]).unwrap()
}

impl Branch {
    fn leaves(self, size: u64) -> impl Iterator<Item = Hash> {
        (0..size).map(move |n| leaf(format!("{n} {}", n >= self.fork).as_bytes()))
    }

    /// The head of so many entries.
    pub fn head(self, size: u64) -> Head {
        let tree: Tree = self.leaves(size).collect();
        Head { origin: ORIGIN.to_owned(), size, root: tree.root() }
    }

    /// The proof that so many entries begin with so many.
    pub fn proof(self, old: u64, size: u64) -> Vec<Hash> {
        let spans = proof::consistency(old, size).unwrap_or_default();
        proof::from_leaves(&spans, self.leaves(size).map(Ok::<_, Infallible>)).unwrap()
    }

    /// The head as the log signs it.
    pub fn checkpoint(self, size: u64) -> Checkpoint {
        Checkpoint::sign(&self.head(size), &log(1)).unwrap()
    }
}
