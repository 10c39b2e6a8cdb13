//! The entries of one log, with everything that follows from them at hand.

use std::rc::Rc;

use truce_core::id::SeatId;
use truce_log::proof;
use truce_log::tree::{Hash, Tree, empty_root, leaf};
use truce_node::said::Said;

/// The bytes of an entry.
pub type Bytes = Rc<[u8]>;

/// The entries of one log, in their order.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    entries: Vec<Bytes>,
    leaves: Vec<Hash>,
    /// The root over the first, the first two, and so on.
    roots: Vec<Hash>,
    tree: Tree,
}

/// A number of entries as a place in a list.
pub fn place(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX)
}

impl Journal {
    /// How many entries there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Bytes] {
        &self.entries
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: Bytes) {
        let leaf = leaf(&entry);
        self.tree.push(leaf);
        self.leaves.push(leaf);
        self.roots.push(self.tree.root());
        self.entries.push(entry);
    }

    /// Drops all entries from an index on.
    pub fn truncate(&mut self, size: u64) {
        if size < self.size() {
            self.tree = self.tree_at(size).unwrap_or_default();
            let size = place(size);
            self.entries.truncate(size);
            self.leaves.truncate(size);
            self.roots.truncate(size);
        }
    }

    /// The root over the first entries.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        match size.checked_sub(1) {
            None => Some(empty_root()),
            Some(last) => self.roots.get(place(last)).copied(),
        }
    }

    /// The tree over the first entries.
    #[must_use]
    pub fn tree_at(&self, size: u64) -> Option<Tree> {
        if size == self.size() {
            return Some(self.tree.clone());
        }
        Some(self.leaves.get(..place(size))?.iter().copied().collect())
    }

    /// The proof that the log of one size begins with that of another.
    #[must_use]
    pub fn consistency(&self, old: u64, size: u64) -> Option<Vec<Hash>> {
        let spans = proof::consistency(old, size)?;
        let leaves = self.leaves.get(..place(size))?;
        let sound = leaves.iter().map(|leaf| Ok::<Hash, std::convert::Infallible>(*leaf));
        proof::from_leaves(&spans, sound).ok()
    }

    /// How many entries two journals have in common, from the first on.
    #[must_use]
    pub fn common(&self, other: &Self) -> u64 {
        let pairs = self.roots.iter().zip(&other.roots);
        let parted = pairs.clone().position(|(one, other)| one != other);
        u64::try_from(parted.unwrap_or_else(|| pairs.count())).unwrap_or(u64::MAX)
    }

    /// What the first entries say about keys, departures, successions and misconduct.
    #[must_use]
    pub fn said(&self, until: u64) -> Said {
        let mut said = Said::default();
        for (index, entry) in (0..until).zip(&self.entries) {
            said.hear(index, entry);
        }
        said
    }
}

impl FromIterator<Bytes> for Journal {
    fn from_iter<I: IntoIterator<Item = Bytes>>(entries: I) -> Self {
        let mut journal = Self::default();
        entries.into_iter().for_each(|entry| journal.push(entry));
        journal
    }
}

/// The name of a log or a seat.
///
/// # Panics
/// If it is none: names are written in this program.
#[must_use]
pub fn name(text: &str) -> SeatId {
    SeatId::new(text).expect("names are written in this program")
}
