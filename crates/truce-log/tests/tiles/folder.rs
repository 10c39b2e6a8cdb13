//! A shelf in a folder: the same files as in memory, whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use truce_log::{
    Extension, Folder, Memory, Row, Shelf, ShelfFault, TilePath, TilesFault, Tree, verify_all,
};

use crate::{entry, grow, head, leaves, shelf_of};

/// All files below a folder, by their paths in it.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_folder_holds_what_memory_holds() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, memory) = (Folder::open(&dir.path().join("log")), Memory::default());
    let (mut here, mut there) = (Tree::default(), Tree::default());
    for size in [3, 300, 310, 600, 66_000] {
        (here, there) = (grow(&folder, &here, size), grow(&memory, &there, size));
        assert_eq!(here, there);
        assert_eq!(files(folder.dir()), memory.files(), "{size}");
    }
    verify_all::check(&folder, &head(&here), &mut |_| ()).unwrap();
    assert_eq!(folder.partials(TilePath::from_path("tile/0/257").unwrap()).unwrap(), [208]);
    folder.replace("checkpoint", b"one").unwrap();
    folder.replace("checkpoint", b"two").unwrap();
    assert_eq!(folder.get("checkpoint").unwrap().unwrap(), b"two");
}

#[test]
fn older_partial_files_stay_until_the_full_one_is_there() {
    let dir = tempfile::tempdir().unwrap();
    for shelf in [&Folder::open(dir.path()) as &dyn Shelf, &Memory::default()] {
        let bundle = TilePath::from_path("tile/entries/001").unwrap();
        let tree =
            [260, 270, 290].iter().fold(Tree::default(), |tree, size| grow(shelf, &tree, *size));
        assert_eq!(shelf.partials(bundle).unwrap(), [4, 14, 34]);
        grow(shelf, &tree, 512);
        assert_eq!(shelf.partials(bundle).unwrap(), [0u16; 0]);
        assert!(shelf.get("tile/entries/001").unwrap().is_some());
    }
}

#[test]
fn nothing_is_in_its_place_before_it_is_durable() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::open(dir.path());
    let mut extension = Extension::begin(&folder, &Tree::default()).unwrap();
    (0..300).for_each(|index| extension.push(&entry(index)).unwrap());
    assert_eq!(folder.get("tile/0/000").unwrap(), None, "on its way under another name");
    assert!(files(dir.path()).keys().all(|name| name.starts_with(".new-")));
    extension.finish().unwrap();
    assert_eq!(files(dir.path()), shelf_of(&[300]).0.files());
}

#[test]
fn what_a_crash_left_on_its_way_is_removed_and_written_again() {
    let dir = tempfile::tempdir().unwrap();
    let tree = grow(&Folder::open(dir.path()), &Tree::default(), 300);
    {
        let folder = Folder::open(dir.path());
        let mut extension = Extension::begin(&folder, &tree).unwrap();
        (300..900).for_each(|index| extension.push(&entry(index)).unwrap());
        // The power fails here.
    }
    assert!(files(dir.path()).keys().any(|name| name.starts_with(".new-")));
    let folder = Folder::open(dir.path());
    verify_all::check(&folder, &head(&tree), &mut |_| ()).unwrap();
    grow(&folder, &tree, 900);
    assert_eq!(files(dir.path()), shelf_of(&[300, 900]).0.files());
}

#[test]
fn a_checkpoint_makes_durable_what_was_put_before() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::open(dir.path());
    folder.put("tile/0/000.p/1", &[1; 32]).unwrap();
    assert_eq!(folder.get("tile/0/000.p/1").unwrap(), None);
    folder.replace("checkpoint", b"head").unwrap();
    assert_eq!(folder.get("tile/0/000.p/1").unwrap(), Some(vec![1; 32]));
}

#[test]
fn many_files_do_not_wait_in_memory_or_under_other_names() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::open(dir.path());
    for index in 0..1_030 {
        folder
            .put(&TilePath::new(Row::Hashes(0), index, 1).unwrap().to_string(), &[1; 32])
            .unwrap();
    }
    assert!(folder.get("tile/0/x001/023.p/1").unwrap().is_some());
    assert!(folder.get("tile/0/x001/024.p/1").unwrap().is_none());
    folder.make_durable().unwrap();
    assert!(folder.get("tile/0/x001/029.p/1").unwrap().is_some());
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("secret"), "s").unwrap();
    fs::create_dir(dir.path().join("log")).unwrap();
    for shelf in [&Folder::open(&dir.path().join("log")) as &dyn Shelf, &Memory::default()] {
        for path in [
            "",
            ".",
            "..",
            "../secret",
            "/etc/hostname",
            "tile",
            "tile/",
            "tile/../../secret",
            "tile/0/../../../secret",
            "checkpoint/",
            "checkpoint/x",
            "./checkpoint",
            "Checkpoint",
            ".new-1-1-1",
            "che\0ckpoint",
            "tile\\0\\000",
            &"a".repeat(65),
        ] {
            assert!(matches!(shelf.get(path), Err(ShelfFault::NoPlace(_))), "{path}");
            assert!(matches!(shelf.put(path, b"x"), Err(ShelfFault::NoPlace(_))), "{path}");
            assert!(matches!(shelf.replace(path, b"x"), Err(ShelfFault::NoPlace(_))), "{path}");
        }
    }
}

#[test]
fn files_longer_than_they_can_be_are_refused_unread() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::open(dir.path());
    for (path, bytes_max) in [
        ("tile/0/000", 8_192),
        ("tile/0/000.p/3", 96),
        ("tile/entries/000", 256 * 65_537),
        ("checkpoint", 256 << 10),
    ] {
        let (fits, longer) = (vec![0; bytes_max], vec![0; bytes_max + 1]);
        for shelf in [&folder as &dyn Shelf, &Memory::default()] {
            assert!(matches!(shelf.put(path, &longer), Err(ShelfFault::TooLong { .. })), "{path}");
            shelf.replace(path, &fits).unwrap();
            assert_eq!(shelf.get(path).unwrap(), Some(fits.clone()), "{path}");
        }
        fs::write(dir.path().join(path), &longer).unwrap();
        assert!(matches!(folder.get(path), Err(ShelfFault::TooLong { .. })), "{path}");
    }
}

#[test]
fn a_folder_that_failed_is_out_of_use_until_it_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("tile"), "a file where a folder should be").unwrap();
    let folder = Folder::open(dir.path());
    let mut extension = Extension::begin(&folder, &Tree::default()).unwrap();
    extension.push(b"a").unwrap();
    let fault = extension.finish().unwrap_err();
    assert!(matches!(fault, TilesFault::Shelf(ShelfFault::Disk(_))), "{fault}");
    let fault = folder.replace("checkpoint", b"head").unwrap_err();
    assert!(matches!(fault, ShelfFault::OutOfUse { .. }), "{fault}");
    assert!(!dir.path().join("checkpoint").exists(), "no checkpoint before its tiles");
    fs::remove_file(dir.path().join("tile")).unwrap();
    assert!(folder.make_durable().is_err(), "asking again proves nothing");
    let folder = Folder::open(dir.path());
    let tree = grow(&folder, &Tree::default(), 300);
    assert_eq!(tree, leaves(300).into_iter().collect());
    assert_eq!(files(dir.path()), shelf_of(&[300]).0.files());
}

#[test]
fn a_folder_that_is_not_there_is_an_empty_shelf() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::open(&dir.path().join("none"));
    assert_eq!(folder.get("checkpoint").unwrap(), None);
    assert_eq!(folder.partials(TilePath::from_path("tile/0/000").unwrap()).unwrap(), [0u16; 0]);
    assert!(!folder.dir().exists(), "reading makes nothing");
    assert_eq!(grow(&folder, &Tree::default(), 0), Tree::default());
}
