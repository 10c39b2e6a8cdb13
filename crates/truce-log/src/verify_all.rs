//! Checking all of a log on its shelf: every bundle, every tile, every byte.
//!
//! # In scope
//! [`check`]: from the head down to the entries, in memory that does not grow
//! with the log. The first fault is told with its place.
//!
//! # Out of scope
//! Who signed the head, and files that do not belong to the log's tree.

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::bundle::Bundle;
use crate::extend::Extension;
use crate::head::Head;
use crate::shelf::{Shelf, ShelfFault};
use crate::tile::{LEVELS, Row, TilePath, in_row};
use crate::tiles::{Tiles, TilesFault, read_bundle, read_tile};
use crate::tree::Tree;

/// How many bundles are checked at a stretch.
const STRETCH: u64 = 64;

/// The most threads that help: more only wait for the disk.
const THREADS_MAX: usize = 4;

/// Checks that a shelf holds exactly the log of a head: each entry, each hash of each tile, and the
/// older partial files where the shelf can list them.
///
/// `progress` is told from time to time how many entries were checked.
///
/// # Errors
/// [`TilesFault`]: the fault that comes first in the order of entries.
pub fn check(
    shelf: &dyn Shelf,
    head: &Head,
    progress: &mut dyn FnMut(u64),
) -> Result<(), TilesFault> {
    let tiles = match Tiles::open(shelf, head) {
        Err(TilesFault::Root { .. }) => return Err(search_from_below(shelf, head, progress)),
        tiles => tiles?,
    };
    let work = Work {
        shelf,
        tiles: &tiles,
        bundles: head.size.div_ceil(256),
        next: AtomicU64::new(0),
        done: AtomicU64::new(0),
        stop: AtomicU64::new(u64::MAX),
        fault: Mutex::default(),
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS_MAX);
    let stretches = usize::try_from(work.bundles.div_ceil(STRETCH)).unwrap_or(usize::MAX);
    thread::scope(|scope| {
        for _ in 1..cores.min(stretches) {
            // Where there is no thread to be had, this one does it all.
            let _ = thread::Builder::new().spawn_scoped(scope, || work.run(&mut |_| ()));
        }
        work.run(progress);
    });
    if let Some((_, fault)) = work.fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(fault);
    }
    // Those below were met on the way to the entries.
    for path in (1..LEVELS).flat_map(|level| in_row(Row::Hashes(level), 0, head.size)) {
        check_tile(shelf, &tiles, path)?;
    }
    progress(head.size);
    Ok(())
}

/// Stretches of bundles, shared out among threads in their order.
struct Work<'a> {
    shelf: &'a dyn Shelf,
    tiles: &'a Tiles<'a>,
    bundles: u64,
    /// The next stretch to take.
    next: AtomicU64,
    /// How many bundles were checked.
    done: AtomicU64,
    /// A stretch with a fault: none behind it need be taken.
    stop: AtomicU64,
    /// The first stretch with a fault, and the fault.
    fault: Mutex<Option<(u64, TilesFault)>>,
}

impl Work<'_> {
    /// Takes stretches until there are no more, or one has a fault.
    fn run(&self, progress: &mut dyn FnMut(u64)) {
        loop {
            let stretch = self.next.fetch_add(1, Ordering::Relaxed);
            let first = stretch.saturating_mul(STRETCH);
            let end = first.saturating_add(STRETCH).min(self.bundles);
            if first >= end || stretch > self.stop.load(Ordering::Relaxed) {
                return;
            }
            if let Err(fault) = (first..end).try_for_each(|index| self.check_bundle(index)) {
                self.stop.fetch_min(stretch, Ordering::Relaxed);
                let mut first = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
                if first.as_ref().is_none_or(|(other, _)| stretch < *other) {
                    *first = Some((stretch, fault));
                }
                return;
            }
            let count = end.saturating_sub(first);
            let done = self.done.fetch_add(count, Ordering::Relaxed).saturating_add(count);
            progress(done.saturating_mul(256).min(self.tiles.size()));
        }
    }

    /// A bundle, and the tile over it.
    fn check_bundle(&self, index: u64) -> Result<(), TilesFault> {
        let size = self.tiles.size();
        let outside = TilesFault::Outside(index, size);
        let tile = TilePath::of(Row::Hashes(0), index, size).ok_or(outside)?;
        check_tile(self.shelf, self.tiles, tile)?;
        let bytes = self.tiles.bundle(index)?;
        let path = TilePath::of(Row::Entries, index, size).unwrap_or(tile);
        for partial in narrower(self.shelf, path)? {
            let begin = Bundle::begin(&bytes, partial.width())
                .map_err(|fault| TilesFault::Bundle { path, fault })?;
            check_partial(self.shelf, partial, begin.0.bytes())?;
        }
        Ok(())
    }
}

/// A tile that fits the tree, and the narrower ones that were there before it.
fn check_tile(shelf: &dyn Shelf, tiles: &Tiles<'_>, path: TilePath) -> Result<(), TilesFault> {
    let Row::Hashes(level) = path.row() else { return Ok(()) };
    let rows = tiles.rows(level, path.index())?;
    for partial in narrower(shelf, path)? {
        let hashes = rows.hashes().get(..usize::from(partial.width())).unwrap_or_default();
        check_partial(shelf, partial, hashes.as_flattened())?;
    }
    Ok(())
}

/// The partial files beside one, as far as it reaches. Wider ones lie behind the head.
fn narrower(shelf: &dyn Shelf, path: TilePath) -> Result<Vec<TilePath>, ShelfFault> {
    let widths = shelf.partials(path)?.into_iter().filter(|width| *width < path.width());
    Ok(widths.filter_map(|width| TilePath::new(path.row(), path.index(), width)).collect())
}

/// A partial file that was listed has these bytes.
fn check_partial(shelf: &dyn Shelf, path: TilePath, bytes: &[u8]) -> Result<(), TilesFault> {
    match shelf.get(&path.to_string())? {
        Some(held) if held != bytes => Err(TilesFault::Partial(path)),
        // One that is gone by now was removed by the log's own writer, as it may.
        Some(_) | None => Ok(()),
    }
}

/// Tells which tile is wrong when those at the end do not lead to the root: makes all tiles again
/// from the entries.
fn search_from_below(shelf: &dyn Shelf, head: &Head, progress: &mut dyn FnMut(u64)) -> TilesFault {
    let compared = Compared { shelf, first: Mutex::default() };
    let root = match make_again(shelf, &compared, head.size, progress) {
        Ok(tree) => tree.root(),
        Err(fault) => return fault,
    };
    match compared.first.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(path) if root == head.root => TilesFault::Tile(path),
        Some(path) => TilesFault::Parted(path),
        None => TilesFault::Root { size: head.size },
    }
}

/// Reads all entries unchecked, and makes the tiles over them.
fn make_again(
    from: &dyn Shelf,
    to: &dyn Shelf,
    size: u64,
    progress: &mut dyn FnMut(u64),
) -> Result<Tree, TilesFault> {
    let mut extension = Extension::begin(to, &Tree::default())?;
    for path in in_row(Row::Entries, 0, size) {
        let bytes = read_bundle(from, path)?;
        let bundle = Bundle::read(&bytes, path.width())
            .map_err(|fault| TilesFault::Bundle { path, fault })?;
        bundle.entries().try_for_each(|entry| extension.push(entry))?;
        if path.index() % STRETCH == 0 {
            progress(path.start());
        }
    }
    extension.finish()
}

/// A shelf that keeps nothing, and notes the first tile put that another shelf has otherwise.
#[derive(Debug)]
struct Compared<'a> {
    shelf: &'a dyn Shelf,
    first: Mutex<Option<TilePath>>,
}

impl Shelf for Compared<'_> {
    fn get(&self, _path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        Ok(None)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        let Ok(path) = TilePath::from_path(path) else { return Ok(()) };
        let is_same = match path.row() {
            Row::Entries => true,
            Row::Hashes(_) => {
                read_tile(self.shelf, path).is_ok_and(|hashes| hashes.as_flattened() == bytes)
            }
        };
        if !is_same {
            let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert(path);
        }
        Ok(())
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.put(path, bytes)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        Ok(())
    }
}
