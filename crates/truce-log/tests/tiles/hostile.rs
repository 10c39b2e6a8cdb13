//! Shelves that lie: nothing falls, nothing false is taken for true.

use std::collections::BTreeMap;

use proptest::prelude::*;
use truce_log::{
    Extension, Head, Memory, Shelf, ShelfFault, TilePath, Tiles, TilesFault, Tree, verify_all,
};

use crate::{entry, head, leaves, shelf_of};

/// Answers every question with the same bytes.
#[derive(Debug)]
struct Same(Vec<u8>);

impl Shelf for Same {
    fn get(&self, _path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        Ok(Some(self.0.clone()))
    }

    fn put(&self, _path: &str, _bytes: &[u8]) -> Result<(), ShelfFault> {
        Ok(())
    }

    fn replace(&self, _path: &str, _bytes: &[u8]) -> Result<(), ShelfFault> {
        Ok(())
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        Ok(())
    }

    fn partials(&self, _path: TilePath) -> Result<Vec<u16>, ShelfFault> {
        Ok(vec![0, 1, 2, 300, u16::MAX])
    }
}

#[test]
fn a_tile_that_was_changed_proves_nothing() {
    let (shelf, head) = shelf_of(&[70_000]);
    let mut lie = shelf.get("tile/0/005").unwrap().unwrap();
    lie[0] ^= 1;
    shelf.put("tile/0/005", &lie).unwrap();
    let tiles = Tiles::open(&shelf, &head).unwrap();
    for fault in [
        tiles.leaf(5 * 256).unwrap_err(),
        tiles.inclusion(5 * 256 + 9, 70_000).unwrap_err(),
        tiles.consistency(5 * 256 + 9, 70_000).unwrap_err(),
        tiles.root_at(5 * 256 + 9).unwrap_err(),
        tiles.entry(5 * 256 + 9).unwrap_err(),
        tiles.entries(1_000..70_000).find_map(Result::err).unwrap(),
    ] {
        assert!(matches!(fault, TilesFault::Tile(path) if path.index() == 5), "{fault}");
    }
    assert_eq!(tiles.entry(4 * 256).unwrap(), entry(1_024), "the others can be read");
    assert_eq!(tiles.root_at(512).unwrap(), leaves(512).into_iter().collect::<Tree>().root());
}

#[test]
fn an_entry_that_was_changed_is_not_handed_out() {
    let (shelf, head) = shelf_of(&[300]);
    let mut lie = shelf.get("tile/entries/000").unwrap().unwrap();
    assert_eq!(&lie[..6], b"\x00\x010\x00\x011");
    lie[2] = b'7';
    shelf.put("tile/entries/000", &lie).unwrap();
    let tiles = Tiles::open(&shelf, &head).unwrap();
    assert!(matches!(tiles.entry(0), Err(TilesFault::Entry { index: 0, .. })));
    assert_eq!(tiles.entry(1).unwrap(), b"1");
    let mut entries = tiles.entries(0..300);
    assert!(matches!(entries.next(), Some(Err(TilesFault::Entry { index: 0, .. }))));
    assert!(entries.next().is_none(), "the first fault is the last item");
}

#[test]
fn a_shelf_is_not_extended_from_what_is_not_its_end() {
    let (shelf, _) = shelf_of(&[300]);
    let other: Tree = leaves(299).into_iter().chain([[7; 32]]).collect();
    assert!(matches!(Extension::begin(&shelf, &other), Err(TilesFault::Root { size: 300 })));
    let tree: Tree = leaves(300).into_iter().collect();
    let mut lie = shelf.get("tile/entries/001.p/44").unwrap().unwrap();
    *lie.last_mut().unwrap() ^= 1;
    shelf.put("tile/entries/001.p/44", &lie).unwrap();
    let fault = Extension::begin(&shelf, &tree).map(|_| ()).unwrap_err();
    assert!(matches!(fault, TilesFault::Entry { index: 299, .. }), "{fault}");
    // From nothing it is written anew.
    crate::grow(&shelf, &Tree::default(), 300);
    verify_all::check(&shelf, &head(&tree), &mut |_| ()).unwrap();
}

#[test]
fn an_entry_too_long_for_a_bundle_leaves_the_extension_as_it_was() {
    let shelf = Memory::default();
    let mut extension = Extension::begin(&shelf, &Tree::default()).unwrap();
    extension.push(b"a").unwrap();
    assert!(matches!(extension.push(&[0; 65_536]), Err(TilesFault::Unfit(_))));
    extension.push(&[0; 65_535]).unwrap();
    let tree = extension.finish().unwrap();
    let tiles = Tiles::open(&shelf, &head(&tree)).unwrap();
    assert_eq!(tiles.entry(1).unwrap(), [0; 65_535]);
    assert_eq!(tree.size(), 2);
}

/// Everything that is read from a shelf, whatever it says.
fn read_all(shelf: &dyn Shelf, head: &Head, numbers: [u64; 3]) {
    let [a, b, c] = numbers;
    let _ = verify_all::check(shelf, head, &mut |_| ());
    if let Ok(tiles) = Tiles::open(shelf, head) {
        let _ = (tiles.leaf(a), tiles.entry(b), tiles.bundle(c), tiles.root_at(a));
        let _ = (tiles.inclusion(a, b), tiles.consistency(b, c), tiles.common_with(&tiles));
        let _ = tiles.entries(a..b).take(600).count();
    }
    let tree: Tree = leaves(a % 600).into_iter().collect();
    if let Ok(mut extension) = Extension::begin(shelf, &tree) {
        let _ = extension.push(b"more");
        let _ = extension.finish();
    }
}

proptest! {
    #[test]
    fn no_shelf_makes_a_reader_fall(
        size: u64, small in 0..70_000u64, root: [u8; 32], bytes in prop::collection::vec(any::<u8>(), 0..9_000), numbers: [u64; 3]
    ) {
        let hashes = bytes.len() / 32 * 32;
        for bytes in [&bytes[..], &bytes[..hashes], &[0; 8_192], &[0; 512], &[]] {
            let shelf = Same(bytes.to_vec());
            for size in [size, small] {
                read_all(&shelf, &Head { origin: "o".to_owned(), size, root }, numbers);
            }
        }
    }

    #[test]
    fn a_damaged_shelf_makes_no_reader_fall_and_no_answer_false(
        size in 1..700u64,
        which: prop::sample::Index, at: prop::sample::Index, to in prop::collection::vec(any::<u8>(), 0..40), numbers: [u64; 3]
    ) {
        let (shelf, head) = shelf_of(&[size / 2, size]);
        let mut files: BTreeMap<String, Vec<u8>> = shelf.files();
        let path = which.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = files.get_mut(&path).unwrap();
        let at = at.index(bytes.len().max(1)).min(bytes.len());
        bytes.splice(at.., to);
        let shelf = Memory::from(files);
        if let Ok(tiles) = Tiles::open(&shelf, &head) {
            for number in numbers {
                if let Ok(read) = tiles.entry(number % size) {
                    prop_assert_eq!(read, entry(number % size));
                }
                if let Ok(root) = tiles.root_at(number % (size + 1)) {
                    prop_assert_eq!(root, leaves(number % (size + 1)).into_iter().collect::<Tree>().root());
                }
            }
        }
        read_all(&shelf, &head, numbers);
    }
}
