//! A disk on its bad days: full, half written, not durable, torn, damaged, locked.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};

use expect_test::{Expect, expect};
use truce_log::{AppendFault, Disk, Log, OpenFault, ReadFault, Reader, Torn, read_head, verify};

const ORIGIN: &str = "truce.example/north";

/// What fails next. Everything else is done.
#[derive(Debug, Clone, Default)]
struct Plan {
    /// The write stops after this many bytes, for this reason.
    write: Option<(usize, ErrorKind)>,
    /// Making durable fails.
    sync: bool,
    /// Cutting back fails.
    cut: bool,
    /// Writing the head fails.
    replace: bool,
}

#[derive(Debug, Clone, Default)]
struct Faulty(Arc<Mutex<Plan>>);

impl Faulty {
    fn next(&self, plan: Plan) {
        *self.0.lock().unwrap() = plan;
    }
}

impl Disk for Faulty {
    fn write(&mut self, journal: &mut File, end: u64, bytes: &[u8]) -> io::Result<()> {
        journal.seek(SeekFrom::Start(end))?;
        match self.0.lock().unwrap().write {
            None => journal.write_all(bytes),
            Some((written, kind)) => {
                journal.write_all(&bytes[..written.min(bytes.len())])?;
                Err(kind.into())
            }
        }
    }

    fn sync(&mut self, journal: &File) -> io::Result<()> {
        if self.0.lock().unwrap().sync {
            Err(io::Error::other("input/output error"))
        } else {
            journal.sync_data()
        }
    }

    fn cut(&mut self, journal: &File, length: u64) -> io::Result<()> {
        if self.0.lock().unwrap().cut {
            Err(io::Error::other("input/output error"))
        } else {
            journal.set_len(length)
        }
    }

    fn replace(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.0.lock().unwrap().replace {
            Err(ErrorKind::StorageFull.into())
        } else {
            truce_log::Direct.replace(path, bytes)
        }
    }
}

fn entries(dir: &Path) -> Vec<String> {
    Reader::open(dir).unwrap().map(|entry| String::from_utf8(entry.unwrap().1).unwrap()).collect()
}

/// A log of `a`, `b c` in two batches, its head as far as written.
fn log_of_three(dir: &Path) {
    let (mut log, _) = Log::open(dir, ORIGIN).unwrap();
    log.append(&["a"]).unwrap();
    log.append(&["b", "c"]).unwrap();
}

/// As [`log_of_three`], but the writer died before it wrote the head over `b c`.
fn log_whose_head_lags(dir: &Path) {
    let (mut log, _) = Log::open(dir, ORIGIN).unwrap();
    log.append(&["a"]).unwrap();
    log.write_head().unwrap();
    let head = fs::read(dir.join("head")).unwrap();
    log.append(&["b", "c"]).unwrap();
    drop(log);
    fs::write(dir.join("head"), head).unwrap();
}

/// The text of a fault, without the folder's name.
fn words(dir: &Path, fault: &dyn std::error::Error) -> String {
    fault.to_string().replace(&dir.display().to_string(), "DIR")
}

fn check_open(dir: &Path, expected: Expect) {
    expected.assert_eq(&match Log::open(dir, ORIGIN) {
        Ok((_, opened)) => format!("{} entries", opened.size),
        Err(fault) => words(dir, &fault),
    });
}

#[test]
fn after_a_failed_append_the_log_is_as_before_and_goes_on() {
    let full = |written| Plan { write: Some((written, ErrorKind::StorageFull)), ..Plan::default() };
    let plans = (0..60).map(full).chain([Plan { sync: true, ..Plan::default() }]);
    for plan in plans {
        // A failing sync is only for the append, the cut is durable again.
        let dir = tempfile::tempdir().unwrap();
        let disk = Faulty::default();
        let (mut log, _) = Log::open_on(dir.path(), ORIGIN, Box::new(disk.clone())).unwrap();
        log.append(&["a"]).unwrap();
        let head = log.head();
        disk.next(plan.clone());
        let fault = log.append(&["lost", "too"]).unwrap_err();
        assert!(matches!(fault, AppendFault::NotRecorded(_)), "{plan:?}: {fault}");
        assert_eq!(log.head(), head);
        disk.next(Plan::default());
        assert_eq!(log.append(&["b"]).unwrap(), 1..2);
        drop(log);
        assert_eq!(entries(dir.path()), ["a", "b"]);
        assert_eq!(Log::open(dir.path(), ORIGIN).unwrap().1.torn, None);
    }
}

#[test]
fn a_full_disk_is_told_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let disk = Faulty::default();
    let (mut log, _) = Log::open_on(dir.path(), ORIGIN, Box::new(disk.clone())).unwrap();
    disk.next(Plan { write: Some((7, ErrorKind::StorageFull)), ..Plan::default() });
    expect![
        "the entries were not recorded: the disk is full, free some space; then append them again"
    ]
    .assert_eq(&log.append(&["a"]).unwrap_err().to_string());
    disk.next(Plan { replace: true, ..Plan::default() });
    log.append(&["a"]).unwrap();
    expect!["cannot write `DIR/head`: the disk is full, free some space"]
        .assert_eq(&words(dir.path(), &log.write_head().unwrap_err()));
}

#[test]
fn a_log_that_cannot_take_back_a_batch_is_out_of_use_until_opened_again() {
    // Written to the end but not known to be durable: the batch may be there afterwards.
    for (written, left) in [(0, vec!["a"]), (20, vec!["a"]), (1_000, vec!["a", "lost", "too"])] {
        let dir = tempfile::tempdir().unwrap();
        let disk = Faulty::default();
        let (mut log, _) = Log::open_on(dir.path(), ORIGIN, Box::new(disk.clone())).unwrap();
        log.append(&["a"]).unwrap();
        disk.next(Plan {
            write: Some((written, ErrorKind::StorageFull)),
            cut: true,
            ..Plan::default()
        });
        expect!["this log takes no entries until it is opened again: the disk failed (the disk is full, free some space), and the batch begun could not be taken back (input/output error)"]
            .assert_eq(&log.append(&["lost", "too"]).unwrap_err().to_string());
        disk.next(Plan::default());
        assert!(matches!(log.append(&["b"]), Err(AppendFault::OutOfUse(_))));
        drop(log);
        let (log, opened) = Log::open(dir.path(), ORIGIN).unwrap();
        assert_eq!((opened.size, opened.torn.is_some()), (left.len() as u64, written == 20));
        drop(log);
        assert_eq!(entries(dir.path()), left);
    }
}

#[test]
fn a_batch_torn_anywhere_is_cut_off_and_kept_aside() {
    let model = tempfile::tempdir().unwrap();
    log_whose_head_lags(model.path());
    let bytes = fs::read(model.path().join("journal")).unwrap();
    let head = fs::read(model.path().join("head")).unwrap();
    let first = 44 + 3;
    for length in first + 1..bytes.len() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("journal"), &bytes[..length]).unwrap();
        fs::write(dir.path().join("head"), &head).unwrap();
        let (mut log, opened) = Log::open(dir.path(), ORIGIN).unwrap();
        let kept = dir.path().join("journal.torn-1");
        assert_eq!(fs::read(&kept).unwrap(), &bytes[first..length]);
        assert_eq!(opened.torn, Some(Torn { entry: 1, bytes: (length - first) as u64, kept }));
        assert_eq!(log.append(&["d"]).unwrap(), 1..2);
        drop(log);
        assert_eq!(entries(dir.path()), ["a", "d"]);
        assert_eq!(verify(dir.path()).unwrap().size, 2);
    }
}

#[test]
fn a_second_torn_batch_does_not_replace_the_first() {
    let dir = tempfile::tempdir().unwrap();
    for number in 1..=3 {
        log_whose_head_lags(&dir.path().join(number.to_string()));
        let dir = dir.path().join(number.to_string());
        for earlier in 1..number {
            fs::write(dir.join(format!("journal.torn-{earlier}")), "earlier").unwrap();
        }
        let journal = File::options().write(true).open(dir.join("journal")).unwrap();
        journal.set_len(60).unwrap();
        let torn = Log::open(&dir, ORIGIN).unwrap().1.torn.unwrap();
        assert_eq!(torn.kept, dir.join(format!("journal.torn-{number}")));
        assert_eq!(torn.bytes, 60 - 47);
    }
}

#[test]
fn any_flipped_byte_is_noticed_when_the_log_is_opened() {
    let dir = tempfile::tempdir().unwrap();
    log_of_three(dir.path());
    for file in ["journal", "head"] {
        let path = dir.path().join(file);
        let good = fs::read(&path).unwrap();
        for at in 0..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[at] ^= 1 << bit;
                fs::write(&path, &bad).unwrap();
                let noticed = Log::open(dir.path(), ORIGIN);
                assert!(noticed.is_err(), "{file} byte {at} bit {bit}: {:?}", noticed.unwrap().1);
                assert_eq!(fs::read(&path).unwrap(), bad, "nothing was changed");
            }
        }
        fs::write(&path, &good).unwrap();
    }
    check_open(dir.path(), expect!["3 entries"]);
}

#[test]
fn a_flipped_byte_in_what_the_head_does_not_cover_yet_is_told_as_torn() {
    let dir = tempfile::tempdir().unwrap();
    log_whose_head_lags(dir.path());
    let path = dir.path().join("journal");
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    let (_log, opened) = Log::open(dir.path(), ORIGIN).unwrap();
    assert_eq!((opened.size, opened.torn.unwrap().entry), (1, 1));
}

#[test]
fn losses_are_told_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path();
    log_of_three(path);
    let journal = fs::read(path.join("journal")).unwrap();
    let head = fs::read_to_string(path.join("head")).unwrap();

    fs::write(path.join("journal"), &journal[..47]).unwrap();
    check_open(
        path,
        expect![
            "`DIR` has lost entries: its head covers 3, and only 1 are there; nothing was changed; move the log aside and copy it back from whoever holds a copy"
        ],
    );
    fs::write(path.join("journal"), &journal[..journal.len() - 1]).unwrap();
    check_open(
        path,
        expect![
            "`DIR` has lost entries: its head covers 3, and only 1 are there; nothing was changed; move the log aside and copy it back from whoever holds a copy"
        ],
    );
    assert!(!path.join("journal.torn-1").exists());

    let mut bad = journal.clone();
    bad[46] ^= 1;
    fs::write(path.join("journal"), &bad).unwrap();
    check_open(
        path,
        expect![
            "`DIR/journal` is damaged at entry 0 (byte 0): the entries do not fit their checksum; move the log aside and copy it back from whoever holds a copy"
        ],
    );

    fs::write(path.join("journal"), &journal).unwrap();
    fs::remove_file(path.join("head")).unwrap();
    check_open(
        path,
        expect!["`DIR` has no head: if it is a log, copy the log back from whoever holds a copy"],
    );
    fs::write(path.join("head"), head.replace(ORIGIN, "truce.example/south")).unwrap();
    check_open(
        path,
        expect!["`DIR` is the log of `truce.example/south`, not of `truce.example/north`"],
    );
    fs::write(path.join("head"), head.replace("\n3\n", "\n2\n")).unwrap();
    check_open(
        path,
        expect![
            "`DIR` and its head differ on the first 2 entries: they were changed, or one of the two comes from elsewhere; nothing was changed; copy the log back from whoever holds a copy"
        ],
    );
    fs::write(path.join("head"), "north").unwrap();
    check_open(
        path,
        expect![
            "the head `DIR/head` cannot be read: a head has three lines: origin, size and root; copy the log back from whoever holds a copy"
        ],
    );

    fs::write(path.join("head"), &head).unwrap();
    fs::remove_file(path.join("journal")).unwrap();
    check_open(path, expect!["cannot open `DIR/journal`: there is no such file or folder"]);
}

#[test]
fn a_log_is_begun_as_soon_as_there_is_a_head_or_an_entry() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path();
    assert!(!truce_log::is_begun(path));
    fs::write(path.join("journal"), "").unwrap();
    fs::write(path.join("lock"), "").unwrap();
    assert!(!truce_log::is_begun(path));
    // Entries without a head are a loss, and are to be told as one.
    fs::write(path.join("journal"), "x").unwrap();
    assert!(truce_log::is_begun(path));
    fs::write(path.join("journal"), "").unwrap();
    fs::write(path.join("head"), "").unwrap();
    assert!(truce_log::is_begun(path));
}

#[test]
fn a_folder_in_place_of_a_file_and_the_other_way_round_give_words() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path();
    fs::create_dir(path.join("journal")).unwrap();
    check_open(path, expect!["cannot open `DIR/journal`: it is a folder, not a file"]);
    let other = tempfile::tempdir().unwrap();
    fs::create_dir(other.path().join("head")).unwrap();
    check_open(other.path(), expect!["cannot read `DIR/head`: it is a folder, not a file"]);
    let third = tempfile::tempdir().unwrap();
    fs::write(third.path().join("file"), "x").unwrap();
    check_open(
        &third.path().join("file"),
        expect!["cannot open the folder `DIR`: it is a file, not a folder"],
    );
    check_open(
        &third.path().join("no/such/folder"),
        expect!["cannot make the folder `DIR`: there is no such file or folder"],
    );
    expect!["`DIR` has no head: if it is a log, copy the log back from whoever holds a copy"]
        .assert_eq(&words(third.path(), &Reader::open(third.path()).unwrap_err()));
    for origin in ["", "a b", "a+b", "a\nb", &"a".repeat(256)] {
        assert!(matches!(Log::open(third.path(), origin), Err(OpenFault::Origin(_))));
    }
}

#[test]
fn two_cannot_write_to_one_log_but_others_can_read_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut log, _) = Log::open(dir.path(), ORIGIN).unwrap();
    check_open(
        dir.path(),
        expect!["the log `DIR` is being written to by another process: stop that one first"],
    );
    log.append(&["a"]).unwrap();
    assert_eq!(entries(dir.path()), ["a"]);
    assert_eq!(verify(dir.path()).unwrap(), log.head());
    drop(log);
    check_open(dir.path(), expect!["1 entries"]);
}

#[test]
fn who_writes_past_the_lock_ends_the_use_of_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let (mut log, _) = Log::open(dir.path(), ORIGIN).unwrap();
    log.append(&["a"]).unwrap();
    File::options()
        .append(true)
        .open(dir.path().join("journal"))
        .unwrap()
        .write_all(b"junk")
        .unwrap();
    expect!["this log takes no entries until it is opened again: its journal has 51 bytes and should have 47"].assert_eq(&log.append(&["b"]).unwrap_err().to_string());
}

#[test]
fn too_much_at_once_is_refused_in_words_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let (mut log, _) = Log::open(dir.path(), ORIGIN).unwrap();
    expect!["entry 1 of the batch has 65536 bytes, an entry has at most 65535"]
        .assert_eq(&log.append(&[vec![0; 1], vec![0; 65_536]]).unwrap_err().to_string());
    expect!["a batch has at most 65536 entries and 16777216 bytes: append them in several"]
        .assert_eq(&log.append(&vec![""; 65_537]).unwrap_err().to_string());
    assert_eq!(log.append(&[""; 0]).unwrap(), 0..0);
    assert_eq!(log.append(&[vec![0; 65_535]]).unwrap(), 0..1);
    drop(log);
    assert_eq!(verify(dir.path()).unwrap().size, 1);
}

#[test]
fn a_failed_head_does_not_lose_entries() {
    let dir = tempfile::tempdir().unwrap();
    let disk = Faulty::default();
    let (mut log, _) = Log::open_on(dir.path(), ORIGIN, Box::new(disk.clone())).unwrap();
    log.append(&["a"]).unwrap();
    disk.next(Plan { replace: true, ..Plan::default() });
    assert!(log.write_head().is_err());
    log.append(&["b"]).unwrap();
    drop(log);
    assert_eq!(read_head(dir.path()).unwrap().unwrap().size, 0);
    check_open(dir.path(), expect!["2 entries"]);
    assert_eq!(read_head(dir.path()).unwrap().unwrap().size, 2);
    assert_eq!(entries(dir.path()), ["a", "b"]);
}

#[test]
fn damage_ends_reading_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    log_of_three(dir.path());
    let path = dir.path().join("journal");
    let mut bytes = fs::read(&path).unwrap();
    bytes[46] ^= 1;
    fs::write(&path, bytes).unwrap();
    let all: Vec<_> = Reader::open(dir.path()).unwrap().collect();
    assert!(matches!(all.as_slice(), [Err(ReadFault::Damaged { entry: 0, offset: 0, .. })]));
    // What lies before is passed over unread.
    let some: Vec<_> = Reader::open_from(dir.path(), 2).unwrap().map(Result::unwrap).collect();
    assert_eq!(some, [(2, b"c".to_vec())]);
}

#[test]
fn a_log_may_be_read_while_it_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("log");
    let (mut log, _) = Log::open(&source, ORIGIN).unwrap();
    let writer = std::thread::spawn(move || {
        for round in 0..200usize {
            log.append(&vec![vec![7; 900 + round]; 40]).unwrap();
            if round % 20 == 0 {
                log.write_head().unwrap();
            }
        }
    });
    while !writer.is_finished() {
        let size = verify(&source).unwrap().size;
        assert!(Reader::open(&source).unwrap().map(Result::unwrap).count() as u64 >= size);
    }
    writer.join().unwrap();
    assert_eq!(verify(&source).unwrap().size, 8_000);
}
