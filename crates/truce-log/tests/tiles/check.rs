//! The full check finds every changed byte, and says where.

use std::collections::BTreeMap;
use std::thread;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use truce_log::verify_all;
use truce_log::{
    Bundle, Hash, Head, Memory, Row, Shelf, TilePath, Tiles, TilesFault, Tree, tile, tree,
};

use crate::{head, leaves, shelf_of};

type Files = BTreeMap<String, Vec<u8>>;

/// The plain way: read everything, make everything again, compare.
fn plain(files: &Files, head: &Head) -> bool {
    // Of a file that has grown since, what it was.
    let begin = |path: TilePath| -> Option<Vec<u8>> {
        let (held, is_full) = match files.get(&path.to_string()) {
            Some(held) => (held, false),
            None => (files.get(&path.full().to_string())?, true),
        };
        match path.row() {
            Row::Entries if is_full => {
                Some(Bundle::begin(held, path.width()).ok()?.0.bytes().to_vec())
            }
            Row::Hashes(_) if is_full => {
                held.get(..usize::from(path.width()) * 32).map(<[u8]>::to_vec)
            }
            Row::Entries | Row::Hashes(_) => Some(held.clone()),
        }
    };
    let mut expected: BTreeMap<(Row, u64), Vec<u8>> = BTreeMap::new();
    let mut row: Vec<Hash> = Vec::new();
    for path in tile::in_row(Row::Entries, 0, head.size) {
        let Some(bytes) = begin(path) else { return false };
        let Ok(bundle) = Bundle::read(&bytes, path.width()) else { return false };
        row.extend(bundle.leaves());
        expected.insert((Row::Entries, path.index()), bytes.clone());
    }
    if row.iter().copied().collect::<Tree>().root() != head.root {
        return false;
    }
    for level in 0..tile::LEVELS {
        for (index, hashes) in (0u64..).zip(row.chunks(256)) {
            expected.insert((Row::Hashes(level), index), hashes.as_flattened().to_vec());
        }
        row = row
            .as_chunks::<256>()
            .0
            .iter()
            .map(|full| full.iter().copied().collect::<Tree>().root())
            .collect();
    }
    expected.iter().all(|((row, index), bytes)| {
        begin(TilePath::of(*row, *index, head.size).unwrap()).as_ref() == Some(bytes)
            && narrower(files, *row, *index, head.size).all(|held| bytes.starts_with(held))
    }) && narrower_bundles_end_with_an_entry(files, head.size)
}

fn narrower(files: &Files, row: Row, index: u64, size: u64) -> impl Iterator<Item = &Vec<u8>> {
    let width = TilePath::of(row, index, size).unwrap().width();
    (1..width)
        .filter_map(move |width| files.get(&TilePath::new(row, index, width).unwrap().to_string()))
}

fn narrower_bundles_end_with_an_entry(files: &Files, size: u64) -> bool {
    files.iter().all(|(path, bytes)| {
        let Ok(path) = TilePath::from_path(path) else { return true };
        let now = TilePath::of(path.row(), path.index(), size);
        match path.row() {
            _ if now.is_none_or(|now| path.width() > now.width()) => true,
            Row::Entries => Bundle::read(bytes, path.width()).is_ok(),
            Row::Hashes(_) => bytes.len() == usize::from(path.width()) * 32,
        }
    })
}

fn full_check(shelf: &dyn Shelf, head: &Head) -> Result<(), TilesFault> {
    verify_all::check(shelf, head, &mut |_| ())
}

#[test]
fn sound_logs_are_found_sound() {
    for sizes in [&[0][..], &[1], &[255], &[256], &[257], &[3, 200, 256, 300], &[512], &[70_000]] {
        let (shelf, head) = shelf_of(sizes);
        full_check(&shelf, &head).unwrap();
        assert!(plain(&shelf.files(), &head), "{sizes:?}");
    }
}

#[test]
fn progress_is_told_up_to_the_last_entry() {
    let (shelf, head) = shelf_of(&[70_000]);
    let mut told = Vec::new();
    verify_all::check(&shelf, &head, &mut |entries| told.push(entries)).unwrap();
    assert_eq!(told.last(), Some(&70_000));
    assert!(told.is_sorted());
}

/// Where a fault says that it is.
fn place(fault: &TilesFault) -> String {
    match fault {
        TilesFault::Missing(path)
        | TilesFault::Length { path, .. }
        | TilesFault::Bundle { path, .. }
        | TilesFault::Tile(path)
        | TilesFault::Entry { path, .. }
        | TilesFault::Partial(path)
        | TilesFault::Parted(path) => path.to_string(),
        TilesFault::Shelf(fault) => fault.to_string(),
        TilesFault::Root { .. }
        | TilesFault::Outside(..)
        | TilesFault::Unfit(_)
        | TilesFault::Unfinished => fault.to_string(),
    }
}

#[test]
fn every_changed_byte_of_a_log_is_found_in_its_file() {
    // Full and partial files, older partial files beside the last ones.
    let (shelf, head) = shelf_of(&[260, 270, 290]);
    let files = shelf.files();
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>().join(" "),
        "tile/0/000 tile/0/001.p/14 tile/0/001.p/34 tile/0/001.p/4 tile/1/000.p/1 \
         tile/entries/000 tile/entries/001.p/14 tile/entries/001.p/34 tile/entries/001.p/4"
    );
    let all: Vec<(&String, usize)> =
        files.iter().flat_map(|(path, bytes)| (0..bytes.len()).map(move |at| (path, at))).collect();
    thread::scope(|scope| {
        for half in all.chunks(all.len().div_ceil(2)) {
            let (files, head) = (&files, &head);
            scope.spawn(move || {
                let shelf = Memory::from(files.clone());
                for (path, at) in half {
                    let mut changed = files[*path].clone();
                    changed[*at] ^= u8::try_from(1 + at % 255).unwrap();
                    shelf.put(path, &changed).unwrap();
                    let fault = full_check(&shelf, head).expect_err(path);
                    assert_eq!(place(&fault), **path, "byte {at} of {path}: {fault}");
                    shelf.put(path, &files[*path]).unwrap();
                }
                full_check(&shelf, head).unwrap();
            });
        }
    });
}

#[test]
fn every_missing_cut_or_longer_file_is_found() {
    let (shelf, head) = shelf_of(&[300, 70_000]);
    let files = shelf.files();
    for path in [
        "tile/0/000",
        "tile/0/272",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
        "tile/entries/000",
        "tile/entries/273.p/112",
    ] {
        let mut without = files.clone();
        let bytes = without.remove(path).unwrap();
        let fault = full_check(&Memory::from(without.clone()), &head).unwrap_err();
        assert_eq!(fault.to_string(), format!("`{path}` is missing"));
        for changed in [&bytes[..bytes.len() - 1], &[&bytes[..], &[0]].concat(), &[]] {
            without.insert(path.to_owned(), changed.to_vec());
            let fault = full_check(&Memory::from(without.clone()), &head).unwrap_err();
            assert!(fault.to_string().contains(path), "{path}: {fault}");
        }
    }
}

/// Changes one byte of each of some files, and tells what the check says.
fn check(changes: &[(&str, usize)], expected: Expect) {
    let (shelf, head) = shelf_of(&[300, 70_000, 70_010]);
    let mut files = shelf.files();
    for (path, at) in changes {
        files.get_mut(*path).unwrap()[*at] ^= 1;
    }
    let fault = full_check(&Memory::from(files), &head).unwrap_err();
    expected.assert_eq(&fault.to_string());
}

#[test]
fn the_first_fault_is_told_in_words() {
    check(
        &[("tile/entries/002", 7)],
        expect![
            "entry 513 (in `tile/entries/002`) is not genuine: it does not fit the tree above it"
        ],
    );
    check(
        &[("tile/entries/002", 0)],
        expect!["`tile/entries/002` is damaged: it ends within entry 200 of the bundle"],
    );
    check(
        &[("tile/0/007", 77)],
        expect!["`tile/0/007` is not genuine: it does not fit the tree above it"],
    );
    check(
        &[("tile/1/000", 77)],
        expect!["`tile/1/000` is not genuine: it does not fit the tree above it"],
    );
    check(
        &[("tile/1/001.p/17", 77)],
        expect!["`tile/1/001.p/17` is not genuine: it does not fit the tree above it"],
    );
    check(
        &[("tile/0/273.p/112", 77)],
        expect![
            "`tile/0/273.p/112` is not genuine: it differs from the wider file that came after it"
        ],
    );
    // The first of several, whichever thread finds it.
    check(
        &[("tile/entries/200", 7), ("tile/0/100", 7), ("tile/entries/101", 7)],
        expect!["`tile/0/100` is not genuine: it does not fit the tree above it"],
    );
    check(
        &[("tile/2/000.p/1", 7), ("tile/entries/003", 9)],
        expect![
            "from `tile/0/003` on, tiles and entries do not fit each other, and neither lead to the head's root"
        ],
    );
}

#[test]
fn another_head_is_not_that_of_the_log() {
    let (shelf, head) = shelf_of(&[300]);
    let other = Head { root: [7; 32], ..head.clone() };
    let fault = full_check(&shelf, &other).unwrap_err();
    assert!(matches!(fault, TilesFault::Root { size: 300 }), "{fault}");
    let shorter = Head { size: 299, ..head };
    assert!(full_check(&shelf, &shorter).is_err());
}

#[test]
fn an_older_head_is_checked_on_a_log_that_has_grown() {
    let (shelf, _) = shelf_of(&[300, 310, 700]);
    let tree: Tree = leaves(300).into_iter().collect();
    full_check(&shelf, &head(&tree)).unwrap();
    assert!(plain(&shelf.files(), &head(&tree)));
}

#[test]
fn bytes_of_a_long_log_are_found_too() {
    let (shelf, head) = shelf_of(&[66_000]);
    let files = shelf.files();
    // One byte in each level's first, middle and last file.
    let paths: Vec<&String> = files.keys().collect();
    for path in paths.iter().step_by(41).chain(
        paths
            .iter()
            .filter(|path| !path.starts_with("tile/0/") && !path.starts_with("tile/entries")),
    ) {
        let mut changed = files.clone();
        let bytes = changed.get_mut(*path).unwrap();
        let at = bytes.len() / 3;
        bytes[at] ^= 0x80;
        let changed = Memory::from(changed);
        let fault = full_check(&changed, &head).expect_err(path);
        assert_eq!(place(&fault), **path, "{fault}");
    }
    assert_eq!(tree::leaf(b"0"), Tiles::open(&shelf, &head).unwrap().leaf(0).unwrap());
}

proptest! {
    #[test]
    fn the_full_check_says_what_the_plain_one_says(
        sizes in prop::collection::vec(0..200u64, 1..4),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4u8, any::<u8>()), 0..3),
    ) {
        let sizes: Vec<u64> = sizes.iter().scan(150, |size, step| { *size += step; Some(*size) }).collect();
        let (shelf, head) = shelf_of(&sizes);
        let mut files = shelf.files();
        for (which, at, how, byte) in changes {
            let paths: Vec<String> = files.keys().cloned().collect();
            let path = which.get(&paths);
            let bytes = files.get_mut(path).unwrap();
            let at = if bytes.is_empty() { 0 } else { at.index(bytes.len()) };
            match how {
                0 if !bytes.is_empty() => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => bytes.push(byte),
                _ => drop(files.remove(path)),
            }
        }
        let ours = full_check(&Memory::from(files.clone()), &head);
        prop_assert_eq!(ours.is_ok(), plain(&files, &head), "{:?}", ours);
    }
}
