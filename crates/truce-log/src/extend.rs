//! Growing the tiles and bundles of a log on its shelf.
//!
//! # In scope
//! [`Extension`]: entries in, full and partial tiles and bundles out, durable
//! at the end. It never writes a checkpoint. If it is cut short, what it put
//! lies behind the last checkpoint, where no reader looks; the same entries put
//! again give the same bytes in the same places, and other entries (of a log
//! that told two histories, or that was fetched back) write over it.
//!
//! # Out of scope
//! Signing and publishing: whoever does that does it after [`Extension::finish`].

use crate::bundle::{self, Bundle};
use crate::head::SIZE_MAX;
use crate::shelf::Shelf;
use crate::tile::{Row, TilePath, WIDTH_MAX};
use crate::tiles::{Rows, TilesFault, edge_path, read_bundle, read_edge, tree_of};
use crate::tree::{Hash, Tree, leaf};

/// A log's public files as they grow by some entries.
#[derive(Debug)]
pub struct Extension<'a> {
    shelf: &'a dyn Shelf,
    /// Up to where the shelf had been filled before.
    from: u64,
    tree: Tree,
    /// The hashes of the partial tile of each level.
    edge: Vec<Vec<Hash>>,
    /// The bytes of the partial bundle.
    bundle: Vec<u8>,
    failed: bool,
}

impl<'a> Extension<'a> {
    /// Begins where the shelf's last checkpoint ends: at this tree.
    ///
    /// From [`Tree::default`] it writes all files anew, whatever is there: so a damaged shelf is mended from the journal.
    ///
    /// # Errors
    /// [`TilesFault`] if the last tiles or the last bundle are missing, or are not those of the tree.
    pub fn begin(shelf: &'a dyn Shelf, from: &Tree) -> Result<Self, TilesFault> {
        let edge = read_edge(shelf, from.size())?;
        let rows: Vec<Rows> = edge.iter().cloned().map(Rows::of).collect();
        if tree_of(from.size(), rows.iter()).is_none_or(|tree| tree != *from) {
            return Err(TilesFault::Root { size: from.size() });
        }
        let mut bundle = Vec::new();
        if let Some(path) = edge_path(Row::Entries, from.size()) {
            bundle = read_bundle(shelf, path)?;
            let read = Bundle::read(&bundle, path.width())
                .map_err(|fault| TilesFault::Bundle { path, fault })?;
            let leaves = edge.first().into_iter().flatten();
            if let Some(which) = read.leaves().zip(leaves).position(|(leaf, hash)| leaf != *hash) {
                let index = path.start().saturating_add(which as u64);
                return Err(TilesFault::Entry { index, path });
            }
        }
        Ok(Self { shelf, from: from.size(), tree: from.clone(), edge, bundle, failed: false })
    }

    /// The tree over all entries so far.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Adds the next entry.
    ///
    /// # Errors
    /// [`TilesFault::Unfit`] if it is too long: it was not added. Any other fault ends the extension.
    pub fn push(&mut self, entry: &[u8]) -> Result<(), TilesFault> {
        if self.failed {
            return Err(TilesFault::Unfinished);
        }
        bundle::push(&mut self.bundle, entry).map_err(TilesFault::Unfit)?;
        let leaf = leaf(entry);
        self.tree.push(leaf);
        let done = self.carry(leaf);
        self.failed = done.is_err();
        done
    }

    /// Puts a hash at the end of the lowest level, and writes each tile that is full with it.
    fn carry(&mut self, leaf: Hash) -> Result<(), TilesFault> {
        let mut hash = leaf;
        let size = self.tree.size();
        for (level, hashes) in (0u8..).zip(&mut self.edge) {
            hashes.push(hash);
            if hashes.len() < usize::from(WIDTH_MAX) {
                return Ok(());
            }
            if level == 0 {
                put_full(self.shelf, Row::Entries, size, &self.bundle)?;
                self.bundle.clear();
            }
            put_full(self.shelf, Row::Hashes(level), size, hashes.as_flattened())?;
            // Full, so it has a root.
            hash = Rows::of(std::mem::take(hashes)).root().unwrap_or_default();
        }
        Ok(())
    }

    /// Writes the partial files, and makes everything durable. Only then may a head of this tree be signed.
    ///
    /// # Errors
    /// [`TilesFault`]: begin again then, from the last checkpoint.
    pub fn finish(self) -> Result<Tree, TilesFault> {
        if self.failed {
            return Err(TilesFault::Unfinished);
        }
        let size = self.tree.size();
        let hashes = (0u8..)
            .zip(&self.edge)
            .map(|(level, hashes)| (Row::Hashes(level), hashes.as_flattened()));
        for (row, bytes) in std::iter::once((Row::Entries, &self.bundle[..])).chain(hashes) {
            // A row that did not grow has its last file already.
            if row.length(size) > row.length(self.from)
                && let Some(path) = edge_path(row, size)
            {
                self.put_left_over(path, bytes)?;
                self.shelf.put(&path.to_string(), bytes)?;
            }
        }
        self.shelf.make_durable()?;
        // Whoever looks for one of them finds the full one, now that it cannot be lost.
        for row in Row::all() {
            for index in row.length(self.from) >> 8..row.length(size) >> 8 {
                if let Some(full) = TilePath::new(row, index, WIDTH_MAX) {
                    self.shelf.drop_partials(full)?;
                }
            }
        }
        Ok(self.tree)
    }

    /// Writes over narrower files that lie behind the last checkpoint: what was cut short may have been of another history.
    fn put_left_over(&self, path: TilePath, bytes: &[u8]) -> Result<(), TilesFault> {
        let row = path.row();
        let shown = edge_path(row, self.from).filter(|old| old.index() == path.index());
        let shown = shown.map_or(0, TilePath::width);
        for width in self.shelf.partials(path)? {
            let Some(left) = TilePath::new(row, path.index(), width) else { continue };
            if width <= shown || width >= path.width() {
                continue;
            }
            let begins = match row {
                Row::Entries => Bundle::begin(bytes, width)
                    .map_err(|fault| TilesFault::Bundle { path: left, fault })?
                    .0
                    .bytes(),
                Row::Hashes(_) => {
                    let hashes = bytes.as_chunks::<32>().0;
                    hashes.get(..usize::from(width)).unwrap_or_default().as_flattened()
                }
            };
            self.shelf.put(&left.to_string(), begins)?;
        }
        Ok(())
    }
}

/// Puts the file that ends a row, full as it is.
fn put_full(shelf: &dyn Shelf, row: Row, size: u64, bytes: &[u8]) -> Result<(), TilesFault> {
    let last = (row.length(size) >> 8).saturating_sub(1);
    let path = TilePath::new(row, last, WIDTH_MAX).ok_or(TilesFault::Outside(size, SIZE_MAX))?;
    Ok(shelf.put(&path.to_string(), bytes)?)
}
