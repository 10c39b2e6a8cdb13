//! A log's tree, read from its tiles and checked against a head.
//!
//! # In scope
//! [`Tiles`]: roots of any smaller size, proofs, entries, and where two logs
//! part. Nothing that a shelf says is believed: the tiles on the right edge
//! must lead to the head's root, every other tile to its place in the tile
//! above it, and an entry to its place in the lowest.
//!
//! # Out of scope
//! Writing: see [`crate::extend`]. Reading all of a log: see [`crate::verify_all`].

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::bundle::{Bundle, BundleFault};
use crate::head::Head;
use crate::proof;
use crate::shelf::{Shelf, ShelfFault};
use crate::tile::{LEVELS, Row, TILE_BYTES, TilePath, WIDTH_MAX};
use crate::tree::{Hash, Tree, leaf, node};

/// Why a log cannot be read from its shelf, or must not be trusted.
#[derive(Debug, thiserror::Error)]
pub enum TilesFault {
    /// The shelf refuses.
    #[error(transparent)]
    Shelf(#[from] ShelfFault),
    /// A file is not there.
    #[error("`{0}` is missing")]
    Missing(TilePath),
    /// A tile has too few or too many bytes.
    #[error("`{path}` has {bytes} bytes and must have {wanted}")]
    Length {
        /// Which tile.
        path: TilePath,
        /// What it has.
        bytes: usize,
        /// What it must have.
        wanted: usize,
    },
    /// A bundle cannot be read.
    #[error("`{path}` is damaged: {fault}")]
    Bundle {
        /// Which bundle.
        path: TilePath,
        /// What is wrong with it.
        fault: BundleFault,
    },
    /// A tile does not fit the tree.
    #[error("`{0}` is not genuine: it does not fit the tree above it")]
    Tile(TilePath),
    /// An entry does not fit the tree.
    #[error("entry {index} (in `{path}`) is not genuine: it does not fit the tree above it")]
    Entry {
        /// Which entry.
        index: u64,
        /// In which bundle.
        path: TilePath,
    },
    /// A partial file does not begin the file that replaced it.
    #[error("`{0}` is not genuine: it differs from the wider file that came after it")]
    Partial(TilePath),
    /// Tiles and entries do not fit each other, and neither leads to the root.
    #[error(
        "from `{0}` on, tiles and entries do not fit each other, and neither lead to the head's root"
    )]
    Parted(TilePath),
    /// The right edge does not lead to the root.
    #[error(
        "the tiles at the end of the log lead to another root than that of its head of size {size}: one of them is not genuine, or the head is another log's"
    )]
    Root {
        /// The head's size.
        size: u64,
    },
    /// What was asked for lies behind the end.
    #[error("entry or size {0} does not lie within a log of {1} entries")]
    Outside(u64, u64),
    /// An entry is too long to be written.
    #[error("the entry was not taken: {0}")]
    Unfit(BundleFault),
    /// Writing failed before.
    #[error("this extension failed before: begin it again from the last checkpoint")]
    Unfinished,
}

/// The hashes of a tile, and those above them up to its own root.
#[derive(Debug)]
pub(crate) struct Rows(Vec<Vec<Hash>>);

impl Rows {
    pub(crate) fn of(hashes: Vec<Hash>) -> Self {
        let mut rows = Vec::with_capacity(9);
        let mut row = hashes;
        loop {
            let above: Vec<Hash> =
                row.as_chunks::<2>().0.iter().map(|[left, right]| node(left, right)).collect();
            rows.push(row);
            if above.is_empty() {
                return Self(rows);
            }
            row = above;
        }
    }

    /// The hash at a place, so many steps above the tile's own.
    fn get(&self, steps: usize, place: usize) -> Option<Hash> {
        self.0.get(steps)?.get(place).copied()
    }

    /// The tile's own hashes.
    pub(crate) fn hashes(&self) -> &[Hash] {
        self.0.first().map_or(&[], Vec::as_slice)
    }

    /// The root over a full tile.
    pub(crate) fn root(&self) -> Option<Hash> {
        self.get(8, 0)
    }
}

/// Reads a tile, of a wider one only as much as asked for.
pub(crate) fn read_tile(shelf: &dyn Shelf, path: TilePath) -> Result<Vec<Hash>, TilesFault> {
    let wanted = usize::from(path.width()).saturating_mul(32);
    let (bytes, path, kept) = match shelf.get(&path.to_string())? {
        Some(bytes) => (bytes, path, wanted),
        // Partial tiles may go when the full one is there.
        None if !path.is_full() => {
            let full = shelf.get(&path.full().to_string())?.ok_or(TilesFault::Missing(path))?;
            (full, path.full(), TILE_BYTES)
        }
        None => return Err(TilesFault::Missing(path)),
    };
    if bytes.len() != kept {
        return Err(TilesFault::Length { path, bytes: bytes.len(), wanted: kept });
    }
    let hashes = bytes.as_chunks::<32>().0;
    Ok(hashes.get(..wanted / 32).unwrap_or(hashes).to_vec())
}

/// Reads the bytes of a bundle, of a wider one only as much as asked for.
pub(crate) fn read_bundle(shelf: &dyn Shelf, path: TilePath) -> Result<Vec<u8>, TilesFault> {
    if let Some(bytes) = shelf.get(&path.to_string())? {
        return Ok(bytes);
    }
    if path.is_full() {
        return Err(TilesFault::Missing(path));
    }
    let mut bytes = shelf.get(&path.full().to_string())?.ok_or(TilesFault::Missing(path))?;
    let kept = Bundle::begin(&bytes, path.width())
        .map_err(|fault| TilesFault::Bundle { path: path.full(), fault })?;
    let length = kept.0.bytes().len();
    bytes.truncate(length);
    Ok(bytes)
}

/// The partial tiles of a log, one row of hashes for each level.
pub(crate) fn read_edge(shelf: &dyn Shelf, size: u64) -> Result<Vec<Vec<Hash>>, TilesFault> {
    (0..LEVELS)
        .map(|level| match edge_path(Row::Hashes(level), size) {
            Some(path) => read_tile(shelf, path),
            None => Ok(Vec::new()),
        })
        .collect()
}

/// The partial file at the end of a row; none if its last file is full.
pub(crate) fn edge_path(row: Row, size: u64) -> Option<TilePath> {
    TilePath::of(row, row.length(size) >> 8, size)
}

/// The tree of which these are the partial tiles.
pub(crate) fn tree_of<'a>(
    size: u64,
    edge: impl DoubleEndedIterator<Item = &'a Rows> + ExactSizeIterator,
) -> Option<Tree> {
    let mut peaks = Vec::new();
    for (level, rows) in (0..LEVELS).zip(edge).rev() {
        let width = Row::Hashes(level).length(size) & 0xff;
        peaks.extend(bits_down(width).map(|(bit, start)| rows.get(bit, start >> bit)));
    }
    Tree::from_peaks(size, peaks.into_iter().collect::<Option<_>>()?)
}

/// The bits of a tile's width, the highest first, each with the sum of those before it.
fn bits_down(width: u64) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0usize;
    (0..8usize).rev().filter(move |bit| (width >> bit) & 1 == 1).map(move |bit| {
        let here = start;
        start = start.saturating_add(1 << bit);
        (bit, here)
    })
}

/// How many tiles are kept in memory, 16 KiB each.
const KEPT_MAX: usize = 256;

/// A tile's level and index.
type Which = (u8, u64);

/// The tree of a log at a head, read from a shelf tile by tile.
#[derive(Debug)]
pub struct Tiles<'a> {
    shelf: &'a dyn Shelf,
    root: Hash,
    tree: Tree,
    /// The partial tile of each level, perhaps of no hashes.
    edge: Vec<Arc<Rows>>,
    /// Full tiles that were read and checked, the last used at the end.
    kept: Mutex<Vec<(Which, Arc<Rows>)>>,
}

impl<'a> Tiles<'a> {
    /// Reads the right edge, and checks that it leads to the head's root.
    ///
    /// # Errors
    /// [`TilesFault`] if tiles are missing, or not those of this head.
    pub fn open(shelf: &'a dyn Shelf, head: &Head) -> Result<Self, TilesFault> {
        let edge: Vec<Arc<Rows>> = read_edge(shelf, head.size)?
            .into_iter()
            .map(|hashes| Arc::new(Rows::of(hashes)))
            .collect();
        let tree = tree_of(head.size, edge.iter().map(Arc::as_ref))
            .filter(|tree| tree.root() == head.root);
        let tree = tree.ok_or(TilesFault::Root { size: head.size })?;
        Ok(Self { shelf, root: head.root, tree, edge, kept: Mutex::default() })
    }

    /// The number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The root over all of them.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.root
    }

    /// The tree, ready to grow.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The root that the log had at a smaller size.
    ///
    /// # Errors
    /// [`TilesFault`] if the size is larger, or a tile is missing or not genuine.
    pub fn root_at(&self, size: u64) -> Result<Hash, TilesFault> {
        if size == self.size() { Ok(self.root) } else { self.root_over(0..size) }
    }

    /// The hash of an entry.
    ///
    /// # Errors
    /// [`TilesFault`] if it lies behind the end, or a tile is missing or not genuine.
    pub fn leaf(&self, index: u64) -> Result<Hash, TilesFault> {
        self.root_over(index..index.saturating_add(1))
    }

    /// The proof that entry `index` is among the first `size`.
    ///
    /// # Errors
    /// [`TilesFault`] if it is not, if the log is shorter, or a tile is missing or not genuine.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, TilesFault> {
        self.hashes(proof::inclusion(index, size).ok_or(TilesFault::Outside(index, size))?)
    }

    /// The proof that the log of `size` begins with that of `old`.
    ///
    /// # Errors
    /// [`TilesFault`] if it does not, if the log is shorter, or a tile is missing or not genuine.
    pub fn consistency(&self, old: u64, size: u64) -> Result<Vec<Hash>, TilesFault> {
        if size > self.size() {
            return Err(TilesFault::Outside(size, self.size()));
        }
        self.hashes(proof::consistency(old, size).ok_or(TilesFault::Outside(old, size))?)
    }

    /// The largest size at which both logs have the same root; from the next entry on they part,
    /// or one of them ends.
    ///
    /// # Errors
    /// [`TilesFault`] if a tile is missing or not genuine.
    pub fn common_with(&self, other: &Tiles<'_>) -> Result<u64, TilesFault> {
        let (mut same, mut beyond) = (0, self.size().min(other.size()).saturating_add(1));
        // Logs that have the same root at a size have it at every smaller one.
        while beyond.saturating_sub(same) > 1 {
            let middle = same.midpoint(beyond);
            if self.root_at(middle)? == other.root_at(middle)? {
                same = middle;
            } else {
                beyond = middle;
            }
        }
        Ok(same)
    }

    /// The bytes of a bundle with all its entries up to the head's size, each checked against the tree.
    ///
    /// # Errors
    /// [`TilesFault`], with the entry that is not genuine.
    pub fn bundle(&self, index: u64) -> Result<Vec<u8>, TilesFault> {
        let path = TilePath::of(Row::Entries, index, self.size())
            .ok_or(TilesFault::Outside(index.saturating_mul(u64::from(WIDTH_MAX)), self.size()))?;
        let tile = self.rows(0, index)?;
        let bytes = read_bundle(self.shelf, path)?;
        let bundle = Bundle::read(&bytes, path.width())
            .map_err(|fault| TilesFault::Bundle { path, fault })?;
        let wrong = bundle.leaves().zip(tile.hashes()).position(|(leaf, hash)| leaf != *hash);
        match wrong {
            None => Ok(bytes),
            Some(which) => {
                let index = path.start().saturating_add(which as u64);
                Err(TilesFault::Entry { index, path })
            }
        }
    }

    /// One entry, checked against the tree.
    ///
    /// # Errors
    /// [`TilesFault`] if it lies behind the end, is missing or not genuine.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, TilesFault> {
        if index >= self.size() {
            return Err(TilesFault::Outside(index, self.size()));
        }
        let wanted = self.leaf(index)?;
        let path = TilePath::of(Row::Entries, index >> 8, self.size())
            .ok_or(TilesFault::Outside(index, self.size()))?;
        let bytes = read_bundle(self.shelf, path)?;
        let bundle = Bundle::read(&bytes, path.width())
            .map_err(|fault| TilesFault::Bundle { path, fault })?;
        match bundle.get(within(index)) {
            Some(entry) if leaf(entry) == wanted => Ok(entry.to_vec()),
            _ => Err(TilesFault::Entry { index, path }),
        }
    }

    /// The entries of a range in their order, in memory for one bundle, each checked against the tree.
    ///
    /// Ends at the end of the log. The first fault is the last item.
    #[must_use]
    pub fn entries(&self, range: Range<u64>) -> Entries<'_> {
        let range = range.start..range.end.min(self.size());
        Entries { tiles: self, range, ready: Vec::new().into_iter() }
    }

    fn hashes(&self, spans: Vec<Range<u64>>) -> Result<Vec<Hash>, TilesFault> {
        spans.into_iter().map(|span| self.root_over(span)).collect()
    }

    /// The root over a span that starts where a subtree of its length may start.
    fn root_over(&self, span: Range<u64>) -> Result<Hash, TilesFault> {
        if span.end > self.size() {
            return Err(TilesFault::Outside(span.end, self.size()));
        }
        let mut peaks = Vec::new();
        let mut start = span.start;
        while let Some(height) = span.end.checked_sub(start).and_then(u64::checked_ilog2) {
            peaks.push(self.subtree(height, start >> height)?);
            start = start.saturating_add(1 << height);
        }
        let length = span.end.saturating_sub(span.start);
        let tree = Tree::from_peaks(length, peaks);
        tree.map(|tree| tree.root()).ok_or(TilesFault::Outside(span.end, self.size()))
    }

    /// The root of the full subtree of 2^height leaves at a place among those.
    fn subtree(&self, height: u32, place: u64) -> Result<Hash, TilesFault> {
        let (level, steps) = (height / 8, height % 8);
        let first = place << steps;
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let rows = self.rows(level, first >> 8)?;
        let hash = rows.get(steps as usize, within(first) >> steps);
        hash.ok_or(TilesFault::Outside(first, self.size()))
    }

    /// A tile, checked against those above it.
    pub(crate) fn rows(&self, level: u8, index: u64) -> Result<Arc<Rows>, TilesFault> {
        let row = Row::Hashes(level);
        if index == row.length(self.size()) >> 8 {
            let edge = self.edge.get(usize::from(level)).cloned();
            return edge.ok_or(TilesFault::Outside(index, self.size()));
        }
        let which = (level, index);
        if let Some(rows) = self.kept(which) {
            return Ok(rows);
        }
        let path =
            TilePath::of(row, index, self.size()).ok_or(TilesFault::Outside(index, self.size()))?;
        // The tile above first: so a fault is told where it is highest.
        let above = self.rows(level.saturating_add(1), index >> 8)?;
        let rows = Rows::of(read_tile(self.shelf, path)?);
        if rows.root() != above.get(0, within(index)) {
            return Err(TilesFault::Tile(path));
        }
        let rows = Arc::new(rows);
        self.keep(which, &rows);
        Ok(rows)
    }

    fn kept(&self, which: Which) -> Option<Arc<Rows>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().rposition(|(other, _)| *other == which)?;
        let tile = kept.remove(place);
        let rows = Arc::clone(&tile.1);
        kept.push(tile);
        Some(rows)
    }

    fn keep(&self, which: Which, rows: &Arc<Rows>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        kept.push((which, Arc::clone(rows)));
    }
}

/// Where an entry or a hash stands in its file.
fn within(index: u64) -> usize {
    usize::from(index.to_le_bytes().first().copied().unwrap_or(0))
}

/// Entries one by one; see [`Tiles::entries`].
#[derive(Debug)]
pub struct Entries<'a> {
    tiles: &'a Tiles<'a>,
    range: Range<u64>,
    ready: std::vec::IntoIter<(u64, Vec<u8>)>,
}

impl Entries<'_> {
    /// The entries of the next bundle that lie in the range.
    fn next_bundle(&mut self) -> Result<Vec<(u64, Vec<u8>)>, TilesFault> {
        let index = self.range.start >> 8;
        let bytes = self.tiles.bundle(index)?;
        let first = index << 8;
        let end = first.saturating_add(u64::from(WIDTH_MAX)).min(self.range.end);
        let width = u16::try_from(end.saturating_sub(first)).unwrap_or(WIDTH_MAX);
        let bundle = Bundle::begin(&bytes, width).map(|(bundle, _)| bundle);
        let bundle = bundle.map_err(|_| TilesFault::Outside(first, self.tiles.size()))?;
        let entries = (first..).zip(bundle.entries().map(<[u8]>::to_vec));
        let entries = entries.skip_while(|(index, _)| *index < self.range.start).collect();
        self.range.start = end;
        Ok(entries)
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<(u64, Vec<u8>), TilesFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(entry) = self.ready.next() {
            return Some(Ok(entry));
        }
        if self.range.is_empty() {
            return None;
        }
        match self.next_bundle() {
            Ok(entries) => self.ready = entries.into_iter(),
            Err(fault) => {
                self.range.end = self.range.start;
                return Some(Err(fault));
            }
        }
        self.ready.next().map(Ok)
    }
}
