//! The part of a log that stands in the index, as its Merkle peaks.
//!
//! Kept with each transaction, so that growing goes on where it stopped and
//! the root can be held against the log's head without reading anything twice.

use truce_log::Hash;
use truce_log::tree::{empty_root, node};

/// The first entries of a log: how many, and the roots of the full subtrees over them.
///
/// INVARIANT: one peak for each bit set in `size`, largest first ([`Prefix::push`], [`Prefix::read`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefix {
    size: u64,
    peaks: Vec<Hash>,
}

impl Prefix {
    /// How many entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds an entry, given the hash of its leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root over all of them.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else { return empty_root() };
        peaks.fold(*smallest, |right, left| node(left, &right))
    }

    /// The peaks, one after the other.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// Reads what [`Prefix::bytes`] wrote; none if the two do not fit each other.
    #[must_use]
    pub fn read(size: u64, bytes: &[u8]) -> Option<Self> {
        let (peaks, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && peaks.len() == usize::try_from(size.count_ones()).ok()?;
        fits.then(|| Self { size, peaks: peaks.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use truce_log::Tree;

    #[test]
    fn a_prefix_read_back_grows_to_the_same_root_as_the_tree_of_the_log() {
        let (mut prefix, mut tree) = (Prefix::default(), Tree::default());
        for entry in 0..70_u8 {
            assert_eq!(prefix.root(), tree.root());
            prefix = Prefix::read(prefix.size(), &prefix.bytes()).unwrap();
            let leaf = truce_log::tree::leaf(&[entry]);
            prefix.push(leaf);
            tree.push(leaf);
        }
        assert_eq!(prefix.size(), tree.size());
        assert_eq!(Prefix::read(3, &[0; 32]), None);
        assert_eq!(Prefix::read(1, &[0; 33]), None);
    }
}
