//! Crashes between any two writes: what was published stays whole, and the same bytes come in the end.

use std::sync::Mutex;

use proptest::prelude::*;
use truce_log::tree::leaf;
use truce_log::{Extension, Memory, Shelf, ShelfFault, TilePath, TilesFault, Tree, verify_all};

use crate::{entry, grow, head, shelf_of};

/// The sizes that are published, one after the other.
const PUBLISHED: [u64; 7] = [3, 200, 256, 300, 310, 600, 1_100];

/// A shelf that fails after so many writes, and in a crash may lose what is not durable.
#[derive(Debug, Default)]
struct Failing {
    held: Memory,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Put, and not yet durable.
    waiting: Vec<(String, Vec<u8>)>,
    /// How many more writes succeed; none: all.
    left: Option<u64>,
    /// Which of the waiting files a crash keeps, bit by bit.
    luck: u64,
}

impl Failing {
    fn fail_after(&self, writes: u64, luck: u64) {
        let mut state = self.state.lock().unwrap();
        (state.left, state.luck) = (Some(writes), luck);
    }

    /// What is not durable is there or not, as luck has it; from now on writes succeed.
    fn crash(&self) {
        let mut state = self.state.lock().unwrap();
        for (path, bytes) in std::mem::take(&mut state.waiting) {
            state.luck = state.luck.rotate_left(1);
            if state.luck & 1 == 1 {
                self.held.put(&path, &bytes).unwrap();
            }
        }
        state.left = None;
    }

    /// Counts a write.
    fn write(&self) -> Result<(), ShelfFault> {
        match &mut self.state.lock().unwrap().left {
            Some(0) => Err(ShelfFault::Away {
                doing: "put",
                path: String::new(),
                why: "the power failed".to_owned(),
            }),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Shelf for Failing {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        self.held.get(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.write()?;
        self.state.lock().unwrap().waiting.push((path.to_owned(), bytes.to_owned()));
        Ok(())
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.make_durable()?;
        self.held.replace(path, bytes)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        self.write()?;
        for (path, bytes) in std::mem::take(&mut self.state.lock().unwrap().waiting) {
            self.held.put(&path, &bytes)?;
        }
        Ok(())
    }

    fn partials(&self, path: TilePath) -> Result<Vec<u16>, ShelfFault> {
        self.held.partials(path)
    }

    fn drop_partials(&self, path: TilePath) -> Result<(), ShelfFault> {
        self.write()?;
        self.held.drop_partials(path)
    }
}

fn try_to_grow(shelf: &dyn Shelf, from: &Tree, size: u64) -> Result<Tree, TilesFault> {
    let mut extension = Extension::begin(shelf, from)?;
    (from.size()..size).try_for_each(|index| extension.push(&entry(index)))?;
    extension.finish()
}

fn uninterrupted() -> Memory {
    let shelf = Memory::default();
    PUBLISHED.iter().fold(Tree::default(), |tree, size| grow(&shelf, &tree, *size));
    shelf
}

/// Publishes all sizes, with a crash after so many writes in each step; says whether there was one.
fn with_crashes(writes: u64, luck: u64, end: &Memory) -> bool {
    let (shelf, mut tree, mut crashed) = (Failing::default(), Tree::default(), false);
    for size in PUBLISHED {
        shelf.fail_after(writes, luck);
        let grown = try_to_grow(&shelf, &tree, size);
        crashed |= grown.is_err();
        shelf.crash();
        if grown.is_err() {
            // No checkpoint of the new size was published: the old one still holds.
            verify_all::check(&shelf, &head(&tree), &mut |_| ()).unwrap();
        }
        tree = grown.unwrap_or_else(|_| try_to_grow(&shelf, &tree, size).unwrap());
        verify_all::check(&shelf, &head(&tree), &mut |_| ()).unwrap();
    }
    assert_eq!(shelf.held.files(), end.files(), "after {writes} writes, luck {luck:x}");
    crashed
}

#[test]
fn a_crash_after_any_write_changes_no_byte_in_the_end() {
    let end = uninterrupted();
    let mut writes = 0;
    loop {
        // Nothing, everything, and every second file kept.
        let crashed =
            [0, u64::MAX, 0xaaaa_aaaa_aaaa_aaaa].map(|luck| with_crashes(writes, luck, &end));
        if crashed == [false; 3] {
            break;
        }
        writes += 1;
    }
    assert_eq!(writes, 12, "as many as the longest step has");
}

#[test]
fn an_extension_that_failed_is_not_finished() {
    let shelf = Failing::default();
    shelf.fail_after(1, 0);
    let mut extension = Extension::begin(&shelf, &Tree::default()).unwrap();
    let failed = (0..300).position(|index| extension.push(&entry(index)).is_err());
    assert_eq!(failed, Some(255), "its first tile");
    assert!(matches!(extension.push(b"more"), Err(TilesFault::Unfinished)));
    assert!(matches!(extension.finish(), Err(TilesFault::Unfinished)));
}

#[test]
fn what_a_crash_left_of_another_history_is_written_over() {
    let other = |index: u64| format!("told otherwise: {index}").into_bytes();
    // Within a bundle, up to its end, and over it; from nothing as well.
    for (shown, left, size) in [(3, 7, 9), (3, 7, 300), (250, 600, 255), (0, 4, 13), (0, 300, 310)]
    {
        let (shelf, _) = shelf_of(&[shown]);
        let tree: Tree = (0..shown).map(|index| leaf(&entry(index))).collect();
        let mut cut_short = Extension::begin(&shelf, &tree).unwrap();
        (shown..left).for_each(|index| cut_short.push(&other(index)).unwrap());
        cut_short.finish().unwrap();
        // No checkpoint of it was published.
        let grown = grow(&shelf, &tree, size);
        let told = verify_all::check(&shelf, &head(&grown), &mut |_| ());
        assert!(told.is_ok(), "{shown}, {left}, {size}: {told:?}");
        let longer = grow(&shelf, &grown, size + 700);
        let told = verify_all::check(&shelf, &head(&longer), &mut |_| ());
        assert!(told.is_ok(), "{shown}, {left}, {size} and 700 more: {told:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_crash_changes_a_byte_in_the_end(writes in 0..14u64, luck: u64) {
        with_crashes(writes, luck, &uninterrupted());
    }

    #[test]
    fn a_log_published_in_steps_ends_with_the_files_of_one_step(steps in prop::collection::vec(0..400u64, 1..5)) {
        let (steps_shelf, once) = (Memory::default(), Memory::default());
        let tree = steps.iter().fold(Tree::default(), |tree, step| {
            let size = tree.size() + step;
            grow(&steps_shelf, &tree, size)
        });
        prop_assert_eq!(&grow(&once, &Tree::default(), tree.size()), &tree);
        let (all, last) = (steps_shelf.files(), once.files());
        prop_assert!(last.iter().all(|(path, bytes)| all.get(path) == Some(bytes)));
        // What more is there is partial, and its full file is not there yet.
        let mut more = all.keys().filter(|path| !last.contains_key(*path));
        let is_older = |path: TilePath| !path.is_full() && !all.contains_key(&path.full().to_string());
        prop_assert!(more.all(|path| TilePath::from_path(path).is_ok_and(is_older)));
    }
}
