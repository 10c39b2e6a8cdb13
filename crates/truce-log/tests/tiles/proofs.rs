//! What is read from tiles holds against the head, costs few reads, and shows where two logs part.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use truce_log::{
    Bundle, Extension, Memory, Shelf, ShelfFault, Tiles, TilesFault, Tree, proof, tree,
};

use crate::{entry, grow, head, leaves, shelf_of};

/// Counts what is read.
#[derive(Debug, Default)]
struct Counted {
    shelf: Memory,
    reads: AtomicUsize,
}

impl Counted {
    fn count(&self) -> usize {
        self.reads.swap(0, Ordering::Relaxed)
    }
}

impl Shelf for Counted {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.shelf.get(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.shelf.put(path, bytes)
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.shelf.replace(path, bytes)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        self.shelf.make_durable()
    }
}

#[test]
fn a_proof_reads_one_tile_of_each_level() {
    let shelf = Counted::default();
    let tree = grow(&shelf, &Tree::default(), 70_000);
    shelf.count();
    let tiles = Tiles::open(&shelf, &head(&tree)).unwrap();
    assert_eq!(shelf.count(), 3, "the right edge: 112 leaves, 17 hashes above them, 1 above those");
    tiles.inclusion(12_345, 70_000).unwrap();
    assert_eq!(shelf.count(), 2, "the entry's tile and the one above it");
    tiles.inclusion(12_346, 70_000).unwrap();
    tiles.consistency(12_345, 69_999).unwrap();
    assert_eq!(shelf.count(), 0, "all of that was read before");
    tiles.inclusion(54_321, 70_000).unwrap();
    assert_eq!(shelf.count(), 1, "another tile of leaves");
    tiles.entry(54_321).unwrap();
    assert_eq!(shelf.count(), 1, "its bundle");
}

#[test]
fn tiles_that_are_not_kept_any_more_are_read_again() {
    let (shelf, head) = shelf_of(&[300 * 256 + 5]);
    let tiles = Tiles::open(&shelf, &head).unwrap();
    for round in 0..2 {
        for index in (0..head.size).step_by(256) {
            assert_eq!(tiles.leaf(index).unwrap(), tree::leaf(&entry(index)), "round {round}");
        }
    }
}

#[test]
fn what_lies_behind_the_end_is_refused() {
    let (shelf, head) = shelf_of(&[300]);
    let tiles = Tiles::open(&shelf, &head).unwrap();
    let outside = |fault: TilesFault| matches!(fault, TilesFault::Outside(..));
    assert!(outside(tiles.leaf(300).unwrap_err()));
    assert!(outside(tiles.leaf(u64::MAX).unwrap_err()));
    assert!(outside(tiles.entry(300).unwrap_err()));
    assert!(outside(tiles.bundle(2).unwrap_err()));
    assert!(outside(tiles.bundle(u64::MAX).unwrap_err()));
    assert!(outside(tiles.root_at(301).unwrap_err()));
    assert!(outside(tiles.inclusion(300, 300).unwrap_err()));
    assert!(outside(tiles.inclusion(3, 301).unwrap_err()));
    assert!(outside(tiles.consistency(3, 301).unwrap_err()));
    assert!(outside(tiles.consistency(301, 301).unwrap_err()));
    assert!(outside(tiles.consistency(7, 3).unwrap_err()));
    assert_eq!(tiles.entries(290..900).count(), 10);
    assert_eq!(tiles.entries(300..900).count(), 0);
}

#[test]
fn an_older_head_is_read_from_a_log_that_has_grown() {
    // 300 was published, and its partial tiles are gone since the full ones are there.
    let (shelf, _) = shelf_of(&[300, 700]);
    let tree: Tree = leaves(300).into_iter().collect();
    let tiles = Tiles::open(&shelf, &head(&tree)).unwrap();
    let entries: Vec<_> = tiles.entries(0..300).map(|entry| entry.unwrap().1).collect();
    assert_eq!(entries, (0..300).map(entry).collect::<Vec<_>>());
    assert_eq!(Bundle::read(&tiles.bundle(1).unwrap(), 44).unwrap().entries().count(), 44);
    assert!(shelf.get("tile/0/001.p/44").unwrap().is_none());
    // A shelf can also be extended anew from there.
    assert_eq!(grow(&shelf, &tree, 700).size(), 700);
}

#[test]
fn the_tree_of_a_shelf_goes_on_growing() {
    let (shelf, head) = shelf_of(&[70_000]);
    let mut tree = Tiles::open(&shelf, &head).unwrap().tree().clone();
    tree.push(tree::leaf(b"more"));
    let mut all = leaves(70_000);
    all.push(tree::leaf(b"more"));
    assert_eq!(tree, all.into_iter().collect());
}

/// A log that has other entries from some index on.
fn parting(size: u64, from: u64) -> (Memory, truce_log::Head) {
    let shelf = Memory::default();
    let mut extension = Extension::begin(&shelf, &Tree::default()).unwrap();
    for index in 0..size {
        let entry = if index < from { entry(index) } else { format!("not {index}").into_bytes() };
        extension.push(&entry).unwrap();
    }
    let tree = extension.finish().unwrap();
    (shelf, head(&tree))
}

#[test]
fn two_logs_part_where_their_entries_do() {
    let (shelf, head) = shelf_of(&[700]);
    let tiles = Tiles::open(&shelf, &head).unwrap();
    for (size, from) in
        [(700, 0), (700, 1), (700, 255), (700, 256), (700, 257), (700, 699), (300, 299), (900, 512)]
    {
        let (other, head) = parting(size, from);
        let other = Tiles::open(&other, &head).unwrap();
        assert_eq!(tiles.common_with(&other).unwrap(), from, "{size} parting at {from}");
        assert_eq!(other.common_with(&tiles).unwrap(), from, "{size} parting at {from}");
    }
    let (same, head) = parting(650, 650);
    assert_eq!(tiles.common_with(&Tiles::open(&same, &head).unwrap()).unwrap(), 650, "it ends");
    let (none, head) = parting(0, 0);
    assert_eq!(tiles.common_with(&Tiles::open(&none, &head).unwrap()).unwrap(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn every_proof_from_tiles_holds(size in 1..1_500u64, numbers in prop::collection::vec(any::<u64>(), 4)) {
        let (shelf, head) = shelf_of(&[size / 3, size]);
        let (tiles, all) = (Tiles::open(&shelf, &head).unwrap(), leaves(size));
        let root_of = |size: u64| all[..usize::try_from(size).unwrap()].iter().copied().collect::<Tree>().root();
        for number in numbers {
            let then = number % size + 1;
            let index = number / 7 % then;
            let root = tiles.root_at(then).unwrap();
            prop_assert_eq!(root, root_of(then));
            let leaf = tiles.leaf(index).unwrap();
            prop_assert_eq!(leaf, tree::leaf(&tiles.entry(index).unwrap()));
            let here = tiles.inclusion(index, then).unwrap();
            prop_assert_eq!(proof::check_inclusion(&leaf, index, then, &here, &root), Ok(()));
            let old = number / 11 % (then + 1);
            let grew = tiles.consistency(old, then).unwrap();
            prop_assert_eq!(proof::check_consistency(old, &root_of(old), then, &root, &grew), Ok(()));
            let some: Vec<_> = tiles.entries(old..then).map(Result::unwrap).collect();
            prop_assert_eq!(some, (old..then).map(|index| (index, entry(index))).collect::<Vec<_>>());
        }
    }

    #[test]
    fn logs_part_where_they_part(size in 1..900u64, other in 1..900u64, from: u64) {
        let from = from % (size.min(other) + 1);
        let ((a, a_head), (b, b_head)) = (shelf_of(&[size]), parting(other, from));
        let common = Tiles::open(&a, &a_head).unwrap().common_with(&Tiles::open(&b, &b_head).unwrap());
        prop_assert_eq!(common.unwrap(), from);
    }
}
