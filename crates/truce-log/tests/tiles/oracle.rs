//! Our tiles and proofs are those of the Go checksum database (in its Rust port) and of `ct-merkle`.

use std::cell::RefCell;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;
use tlog_tiles::tile::{Tile, TileHashReader, TileReader};
use tlog_tiles::tlog::{self, HashReader};
use truce_log::{Hash, Memory, Row, Shelf as _, TilePath, Tiles, Tree, tile};

use crate::{entry, grow, head};

/// The sizes around which tiles begin and end.
const SIZES: [u64; 15] =
    [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 1_000, 65_535, 65_536, 65_537, 66_000];

/// Their path for ours: `tile/8/0/000` for `tile/0/000`.
fn our_path(theirs: &Tile) -> String {
    theirs.path().replacen("tile/8/", "tile/", 1)
}

/// All hashes as the Go code stores them.
#[derive(Default)]
struct Stored {
    hashes: Vec<tlog::Hash>,
    size: u64,
}

impl Stored {
    fn push(&mut self, entry: &[u8]) {
        let more = tlog::stored_hashes(self.size, entry, &*self).unwrap();
        self.hashes.extend(more);
        self.size += 1;
    }
}

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| self.hashes[usize::try_from(*index).unwrap()]).collect())
    }
}

/// Our shelf, for their reader.
struct Theirs<'a> {
    shelf: &'a Memory,
    read: RefCell<usize>,
}

impl TileReader for Theirs<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        *self.read.borrow_mut() += tiles.len();
        Ok(tiles.iter().map(|tile| self.shelf.get(&our_path(tile)).unwrap().unwrap()).collect())
    }

    fn save_tiles(&self, _tiles: &[Tile], _data: &[Vec<u8>]) {}
}

fn ours(hashes: &[tlog::Hash]) -> Vec<Hash> {
    hashes.iter().map(|hash| hash.0).collect()
}

/// A handful of numbers below a bound, the ends among them.
fn some_below(bound: u64) -> Vec<u64> {
    let mut some: Vec<u64> =
        [0, 1, 2, 254, 255, 256, 257, 300, 511, 512, 65_534, 65_535, 65_536, bound / 2, bound / 3]
            .into_iter()
            .chain([bound.saturating_sub(2), bound.saturating_sub(1)])
            .filter(|number| *number < bound)
            .collect();
    some.sort_unstable();
    some.dedup();
    some
}

#[test]
fn tiles_are_those_of_the_go_checksum_database() {
    let (shelf, mut tree, mut stored) = (Memory::default(), Tree::default(), Stored::default());
    let mut old = 0;
    for size in SIZES {
        (old..size).for_each(|index| stored.push(&entry(index)));
        tree = grow(&shelf, &tree, size);
        let theirs = Tile::new_tiles(8, old, size);
        let our_list: Vec<String> = (0..tile::LEVELS)
            .flat_map(|level| tile::in_row(Row::Hashes(level), old, size))
            .map(|path| path.to_string())
            .collect();
        assert_eq!(our_list, theirs.iter().map(our_path).collect::<Vec<_>>(), "{old} to {size}");
        for theirs in theirs {
            let held = shelf.get(&our_path(&theirs)).unwrap();
            assert_eq!(held, Some(theirs.read_data(&stored).unwrap()), "{}", theirs.path());
        }
        assert_eq!(tlog::tree_hash(size, &stored).unwrap().0, tree.root());
        old = size;
    }
}

#[test]
fn proofs_are_those_of_the_go_checksum_database_and_it_reads_our_tiles() {
    let (shelf, mut tree) = (Memory::default(), Tree::default());
    for size in SIZES.into_iter().filter(|size| *size > 0) {
        tree = grow(&shelf, &tree, size);
        let tiles = Tiles::open(&shelf, &head(&tree)).unwrap();
        let (root, theirs) =
            (tlog::Hash(tree.root()), Theirs { shelf: &shelf, read: RefCell::default() });
        let reader = TileHashReader::new(size, root, &theirs);
        for index in some_below(size) {
            let proof = tlog::prove_record(size, index, &reader).unwrap();
            assert_eq!(tiles.inclusion(index, size).unwrap(), ours(&proof), "{index} in {size}");
            let leaf = tlog::Hash(tiles.leaf(index).unwrap());
            tlog::check_record(&proof, size, root, index, leaf).unwrap();

            let old = index + 1;
            assert_eq!(tiles.root_at(old).unwrap(), tlog::tree_hash(old, &reader).unwrap().0);
            let proof = tlog::prove_tree(size, old, &reader).unwrap();
            assert_eq!(tiles.consistency(old, size).unwrap(), ours(&proof), "{old} to {size}");
            // A proof within an older log is another.
            let proof = tlog::prove_record(old, index / 2, &reader).unwrap();
            assert_eq!(tiles.inclusion(index / 2, old).unwrap(), ours(&proof));
        }
        assert!(*theirs.read.borrow() > 0, "it read our tiles");
    }
}

#[test]
fn roots_and_proofs_are_those_of_ct_merkle() {
    let (shelf, mut tree) = (Memory::default(), Tree::default());
    let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for size in SIZES {
        (theirs.len()..size).for_each(|index| theirs.push(entry(index)));
        tree = grow(&shelf, &tree, size);
        let tiles = Tiles::open(&shelf, &head(&tree)).unwrap();
        assert_eq!(theirs.root().as_bytes().as_slice(), tree.root(), "{size}");
        for index in some_below(size) {
            let proof = theirs.prove_inclusion(usize::try_from(index).unwrap());
            let our_proof = tiles.inclusion(index, size).unwrap();
            assert_eq!(proof.as_bytes(), our_proof.as_flattened(), "{index} in {size}");
            let old = index + 1;
            if old < size {
                let proof = theirs.prove_consistency(usize::try_from(size - old).unwrap());
                let our_proof = tiles.consistency(old, size).unwrap();
                assert_eq!(proof.as_bytes(), our_proof.as_flattened(), "{old} to {size}");
            }
        }
    }
}

proptest! {
    #[test]
    fn logs_of_any_size_have_the_tiles_of_the_go_checksum_database(steps in prop::collection::vec(0..700u64, 1..4)) {
        let (shelf, mut tree, mut stored) = (Memory::default(), Tree::default(), Stored::default());
        for step in steps {
            let old = tree.size();
            (old..old + step).for_each(|index| stored.push(&entry(index)));
            tree = grow(&shelf, &tree, old + step);
            for theirs in Tile::new_tiles(8, old, old + step) {
                let held = shelf.get(&our_path(&theirs)).unwrap();
                prop_assert_eq!(held, Some(theirs.read_data(&stored).unwrap()));
            }
        }
    }

    #[test]
    fn paths_are_read_as_by_the_go_checksum_database(
        level in "(entries|[0-9]|[1-5][0-9]|6[0-3]|0[0-9])",
        rest in "(x[0-9]{3}/){0,3}x?[0-9]{2,4}(\\.p/(0?[1-9][0-9]{0,2}|25[0-9]))?",
    ) {
        // Theirs falls on level 64 and on width 0: those are in our own list.
        let their_level = if level == "entries" { "data" } else { &level };
        let theirs = Tile::from_path(&format!("tile/8/{their_level}/{rest}"));
        let ours = TilePath::from_path(&format!("tile/{level}/{rest}"));
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "tile/{}/{}", level, rest);
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            prop_assert_eq!(ours.index(), theirs.level_index());
            prop_assert_eq!(u32::from(ours.width()), theirs.width());
        }
    }
}
