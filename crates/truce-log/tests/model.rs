//! Whatever is done to it, a log is the list of what it acknowledged.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use proptest::prelude::*;
use truce_log::{Disk, Log, Reader, Tree, tree, verify};

const ORIGIN: &str = "truce.example/north";

/// Makes nothing durable: here a crash is what [`crash`] leaves in the files.
#[derive(Debug)]
struct Hasty;

impl Disk for Hasty {
    fn sync(&mut self, _: &File) -> io::Result<()> {
        Ok(())
    }

    fn cut(&mut self, journal: &File, length: u64) -> io::Result<()> {
        journal.set_len(length)
    }

    fn replace(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }
}

fn open(dir: &Path) -> (Log, truce_log::Opened) {
    Log::open_on(dir, ORIGIN, Box::new(Hasty)).unwrap()
}

#[derive(Debug, Clone)]
enum Deed {
    Append(Vec<Vec<u8>>),
    WriteHead,
    Reopen,
    /// Dies while a batch is being written, so that this share of it is on disk.
    Crash(Vec<Vec<u8>>, prop::sample::Index),
    /// As before, but the first of the pages written is missing on disk.
    CrashOutOfOrder(Vec<Vec<u8>>, prop::sample::Index),
}

fn batch() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let entry = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        prop::collection::vec(any::<u8>(), 300..301)
    ];
    prop::collection::vec(entry, 1..6)
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => batch().prop_map(Deed::Append),
        1 => Just(Deed::WriteHead),
        1 => Just(Deed::Reopen),
        2 => (batch(), any::<prop::sample::Index>()).prop_map(|(batch, cut)| Deed::Crash(batch, cut)),
        1 => (batch(), any::<prop::sample::Index>()).prop_map(|(batch, cut)| Deed::CrashOutOfOrder(batch, cut)),
    ]
}

/// What the disk holds if the process dies inside an append: all before it, and some of its bytes.
fn crash(dir: &Path, mut log: Log, batch: &[Vec<u8>], damage: impl FnOnce(&mut Vec<u8>, usize)) {
    let journal = dir.join("journal");
    let (head, before) = (fs::read(dir.join("head")).unwrap(), fs::read(&journal).unwrap().len());
    log.append(batch).unwrap();
    drop(log);
    let mut bytes = fs::read(&journal).unwrap();
    damage(&mut bytes, before);
    fs::write(journal, bytes).unwrap();
    fs::write(dir.join("head"), head).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_log_is_the_list_of_what_it_acknowledged(deeds in prop::collection::vec(deed(), 1..20)) {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let open = || open(dir).0;
        let (mut log, mut model) = (open(), Vec::<Vec<u8>>::new());
        for deed in deeds {
            match deed {
                Deed::Append(batch) => {
                    let range = log.append(&batch).unwrap();
                    prop_assert_eq!(range.start, model.len() as u64);
                    model.extend(batch);
                }
                Deed::WriteHead => log.write_head().unwrap(),
                Deed::Reopen => {
                    drop(log);
                    log = open();
                }
                Deed::Crash(batch, cut) => {
                    crash(dir, log, &batch, |bytes, before| bytes.truncate(before + cut.index(bytes.len() - before)));
                    log = open();
                }
                Deed::CrashOutOfOrder(batch, hole) => {
                    crash(dir, log, &batch, |bytes, before| {
                        let end = before + 1 + hole.index(bytes.len() - before);
                        bytes[before..end].fill(0);
                    });
                    log = open();
                }
            }
            let root = model.iter().map(|entry| tree::leaf(entry)).collect::<Tree>().root();
            prop_assert_eq!((log.head().size, log.head().root), (model.len() as u64, root));
        }
        drop(log);
        let read: Vec<_> = Reader::open(dir).unwrap().map(|entry| entry.unwrap().1).collect();
        prop_assert_eq!(&read, &model);
        prop_assert_eq!(verify(dir).unwrap().size, model.len() as u64);
    }

    #[test]
    fn no_journal_makes_opening_fall(bytes in prop::collection::vec(any::<u8>(), 0..400), size in 0..4u64) {
        let dir = tempfile::tempdir().unwrap();
        let (mut log, _) = open(dir.path());
        for n in 0..size {
            log.append(&[n.to_string()]).unwrap();
        }
        drop(log);
        let path = dir.path().join("journal");
        let mut journal = fs::read(&path).unwrap();
        journal.extend(&bytes);
        fs::write(path, journal).unwrap();
        prop_assert_eq!(open(dir.path()).1.size, size);
    }
}
