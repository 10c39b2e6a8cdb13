//! Up to 256 entries in one file: the entry bundles of C2SP tlog-tiles.
//!
//! ```text
//! bundle = entry ...        entry = its length in two bytes, big-endian || its bytes
//! ```

use std::ops::Range;

use crate::journal::ENTRY_BYTES_MAX;
use crate::tree::{Hash, leaf};

/// The longest bundle, in bytes.
pub const BUNDLE_BYTES_MAX: usize = 256 * (2 + ENTRY_BYTES_MAX);

/// Why bytes are not the bundle that they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// It ends within an entry, or before the last.
    #[error("it ends within entry {0} of the bundle")]
    CutShort(usize),
    /// It goes on behind the last entry.
    #[error("it goes on for {0} bytes behind its last entry")]
    GoesOn(usize),
    /// An entry is longer than the format allows.
    #[error("an entry has {0} bytes, and at most {ENTRY_BYTES_MAX} are allowed")]
    EntryTooLong(usize),
}

/// Adds an entry to the bytes of a bundle.
///
/// # Errors
/// [`BundleFault::EntryTooLong`]; nothing was added then.
pub fn push(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleFault> {
    let length = u16::try_from(entry.len()).map_err(|_| BundleFault::EntryTooLong(entry.len()))?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// A bundle's bytes, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle<'a> {
    bytes: &'a [u8],
    entries: Vec<Range<usize>>,
}

impl<'a> Bundle<'a> {
    /// Reads a bundle of exactly so many entries.
    ///
    /// # Errors
    /// [`BundleFault`] if it has fewer or more.
    pub fn read(bytes: &'a [u8], width: u16) -> Result<Self, BundleFault> {
        let (bundle, rest) = Self::begin(bytes, width)?;
        if rest > 0 { Err(BundleFault::GoesOn(rest)) } else { Ok(bundle) }
    }

    /// Reads the first entries of a bundle that has at least so many, and tells how many bytes follow.
    ///
    /// # Errors
    /// [`BundleFault::CutShort`] if it has fewer.
    pub fn begin(bytes: &'a [u8], width: u16) -> Result<(Self, usize), BundleFault> {
        let mut entries = Vec::with_capacity(usize::from(width));
        let mut at = 0usize;
        for which in 0..usize::from(width) {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some((length, rest)) = rest.split_first_chunk::<2>() else {
                return Err(BundleFault::CutShort(which));
            };
            let length = usize::from(u16::from_be_bytes(*length));
            if rest.len() < length {
                return Err(BundleFault::CutShort(which));
            }
            // Within `bytes`, so none of these overflows.
            let start = at.saturating_add(2);
            at = start.saturating_add(length);
            entries.push(start..at);
        }
        let bundle = Self { bytes: bytes.get(..at).unwrap_or_default(), entries };
        Ok((bundle, bytes.len().saturating_sub(at)))
    }

    /// Its bytes, without what may follow them.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The entry at a place in the bundle.
    #[must_use]
    pub fn get(&self, which: usize) -> Option<&'a [u8]> {
        self.entries.get(which).and_then(|range| self.bytes.get(range.clone()))
    }

    /// The entries in their order.
    pub fn entries(&self) -> impl Iterator<Item = &'a [u8]> {
        let bytes = self.bytes;
        self.entries.iter().filter_map(move |range| bytes.get(range.clone()))
    }

    /// Their hashes as leaves of the tree.
    pub fn leaves(&self) -> impl Iterator<Item = Hash> {
        self.entries().map(leaf)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bundle_is_lengths_and_entries() {
        let mut bytes = Vec::new();
        push(&mut bytes, b"ab").unwrap();
        push(&mut bytes, b"").unwrap();
        push(&mut bytes, &[7; 0x0102]).unwrap();
        assert_eq!(&bytes[..8], b"\x00\x02ab\x00\x00\x01\x02");
        let bundle = Bundle::read(&bytes, 3).unwrap();
        let entries: Vec<&[u8]> = bundle.entries().collect();
        assert_eq!(entries, [b"ab", &b""[..], &[7; 0x0102]]);
        assert_eq!(bundle.get(1), Some(&b""[..]));
        assert_eq!(bundle.get(3), None);
    }

    #[test]
    fn the_longest_entry_fits_and_one_byte_more_does_not() {
        let mut bytes = Vec::new();
        push(&mut bytes, &[1; ENTRY_BYTES_MAX]).unwrap();
        let longer = push(&mut bytes, &[1; ENTRY_BYTES_MAX + 1]);
        assert_eq!(longer, Err(BundleFault::EntryTooLong(65_536)));
        assert_eq!(bytes.len(), 2 + ENTRY_BYTES_MAX, "nothing was added");
    }

    #[test]
    fn too_few_and_too_many_entries_are_refused() {
        let bytes = b"\x00\x01a\x00\x02bc";
        assert_eq!(Bundle::read(bytes, 3), Err(BundleFault::CutShort(2)));
        assert_eq!(Bundle::read(bytes, 1), Err(BundleFault::GoesOn(4)));
        assert_eq!(Bundle::read(&bytes[..6], 2), Err(BundleFault::CutShort(1)));
        let (begin, rest) = Bundle::begin(bytes, 1).unwrap();
        assert_eq!((begin.bytes(), rest), (&b"\x00\x01a"[..], 4));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_again_to_the_byte(bytes in prop::collection::vec(0..4u8, 0..60), width in 0..=256u16) {
            if let Ok(bundle) = Bundle::read(&bytes, width) {
                let mut again = Vec::new();
                bundle.entries().try_for_each(|entry| push(&mut again, entry)).unwrap();
                prop_assert_eq!(&again, &bytes);
                prop_assert_eq!(bundle.leaves().count(), usize::from(width));
            }
        }
    }
}
