//! Keeping a copy of somebody else's log.

use std::fs;
use std::path::Path;

use expect_test::expect;
use truce_log::{Copied, CopyFault, Log, Reader, copy_from, proof, tree, verify};

const ORIGIN: &str = "truce.example/north";

fn append(dir: &Path, entries: &[&str]) {
    let (mut log, _) = Log::open(dir, ORIGIN).unwrap();
    log.append(entries).unwrap();
}

fn bytes(dir: &Path) -> (Vec<u8>, Vec<u8>) {
    (fs::read(dir.join("journal")).unwrap(), fs::read(dir.join("head")).unwrap())
}

#[test]
fn a_copy_follows_its_log_and_says_what_is_new() {
    let dir = tempfile::tempdir().unwrap();
    let (source, copy) = (dir.path().join("north"), dir.path().join("copy"));
    append(&source, &["a", "b", "c"]);
    let Copied { taken, held, shown } = copy_from(&source, &copy).unwrap();
    assert_eq!((taken, &held), (0..3, &shown));
    append(&source, &["d"]);
    append(&source, &["e"]);
    assert_eq!(copy_from(&source, &copy).unwrap().taken, 3..5);
    assert_eq!(copy_from(&source, &copy).unwrap().taken, 5..5);
    assert_eq!(verify(&copy).unwrap(), verify(&source).unwrap());
    let all = |dir: &Path| Reader::open(dir).unwrap().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(all(&copy), all(&source));
}

#[test]
fn a_copy_takes_only_what_the_head_covers() {
    let dir = tempfile::tempdir().unwrap();
    let (source, copy) = (dir.path().join("north"), dir.path().join("copy"));
    let (mut log, _) = Log::open(&source, ORIGIN).unwrap();
    log.append(&["a", "b"]).unwrap();
    log.write_head().unwrap();
    log.append(&["not yet"]).unwrap();
    assert_eq!(copy_from(&source, &copy).unwrap().taken, 0..2);
}

#[test]
fn a_copy_of_a_long_log_is_taken_in_parts() {
    let dir = tempfile::tempdir().unwrap();
    let (source, copy) = (dir.path().join("north"), dir.path().join("copy"));
    let (mut log, _) = Log::open(&source, ORIGIN).unwrap();
    let many: Vec<String> = (0..25_001).map(|n| format!("entry {n}")).collect();
    log.append(&many).unwrap();
    log.append(&vec![vec![7; 60_000]; 150]).unwrap();
    drop(log);
    assert_eq!(copy_from(&source, &copy).unwrap().taken, 0..25_151);
    assert_eq!(verify(&copy).unwrap(), verify(&source).unwrap());
}

#[test]
fn a_copy_may_hold_more_than_the_log_shows() {
    let dir = tempfile::tempdir().unwrap();
    let (source, copy) = (dir.path().join("north"), dir.path().join("copy"));
    append(&source, &["a", "b"]);
    append(&copy, &["a", "b", "c"]);
    let copied = copy_from(&source, &copy).unwrap();
    assert_eq!((copied.taken, copied.held.size, copied.shown.size), (3..3, 3, 2));
}

#[test]
fn a_rewritten_log_is_told_and_nothing_is_overwritten() {
    let rewritten: [&[&str]; 4] =
        [&["a", "B", "c"], &["a", "B", "c", "d"], &["a", "B"], &["a", "B", "c", "d", "e"]];
    for entries in rewritten {
        let dir = tempfile::tempdir().unwrap();
        let (source, copy) = (dir.path().join("north"), dir.path().join("copy"));
        append(&copy, &["a", "b", "c"]);
        append(&source, entries);
        let before = (bytes(&source), bytes(&copy));
        let fault = copy_from(&source, &copy).unwrap_err();
        expect!["the log of `truce.example/north` and the copy held here differ from entry 1 on: one of them was rewritten; nothing was copied; keep both folders as they are, they are evidence"]
            .assert_eq(&fault.to_string());
        assert!(
            matches!(fault, CopyFault::Forked { held, shown, .. } if held.size == 3 && shown.root != held.root)
        );
        assert_eq!((bytes(&source), bytes(&copy)), before);
    }
}

#[test]
fn a_log_that_is_not_what_its_head_says_is_not_copied() {
    let dir = tempfile::tempdir().unwrap();
    let (source, other, copy) =
        (dir.path().join("north"), dir.path().join("other"), dir.path().join("copy"));
    append(&source, &["a"]);
    copy_from(&source, &copy).unwrap();
    append(&source, &["b", "c"]);
    append(&other, &["a", "b", "x"]);
    fs::copy(other.join("head"), source.join("head")).unwrap();
    let before = bytes(&copy);
    let words =
        |fault: CopyFault| fault.to_string().replace(&dir.path().display().to_string(), "DIR");
    expect!["the log to copy cannot be used: `DIR/north` and its head differ on the first 3 entries: they were changed, or one of the two comes from elsewhere; nothing was changed; copy the log back from whoever holds a copy"].assert_eq(&words(copy_from(&source, &copy).unwrap_err()));
    fs::remove_file(source.join("head")).unwrap();
    expect!["the log to copy cannot be used: `DIR/north` has no head: if it is a log, copy the log back from whoever holds a copy"].assert_eq(&words(copy_from(&source, &copy).unwrap_err()));
    expect!["the log to copy cannot be used: `DIR/nothing` has no head: if it is a log, copy the log back from whoever holds a copy"].assert_eq(&words(copy_from(&dir.path().join("nothing"), &copy).unwrap_err()));
    assert_eq!(bytes(&copy), before);
    assert!(!dir.path().join("nothing").exists());
}

#[test]
fn a_copy_belongs_to_one_log() {
    let dir = tempfile::tempdir().unwrap();
    let (source, copy) = (dir.path().join("north"), dir.path().join("south"));
    append(&source, &["a"]);
    Log::open(&copy, "truce.example/south").unwrap();
    expect!["the log to copy is that of `truce.example/north`, the copy is that of `truce.example/south`"]
        .assert_eq(&copy_from(&source, &copy).unwrap_err().to_string());
    let (_held, _) = Log::open(&copy, "truce.example/south").unwrap();
    assert!(copy_from(&source, &copy).unwrap_err().to_string().contains("stop that one first"));
}

#[test]
fn a_lost_log_comes_back_from_its_copy() {
    let dir = tempfile::tempdir().unwrap();
    let (own, copy) = (dir.path().join("north"), dir.path().join("copy"));
    append(&own, &["a", "b"]);
    // A backup is put back after others have seen more: the log takes it from them, then goes on.
    let backup = bytes(&own);
    append(&own, &["c"]);
    copy_from(&own, &copy).unwrap();
    fs::write(own.join("journal"), backup.0).unwrap();
    fs::write(own.join("head"), backup.1).unwrap();
    let (mut log, _) = Log::open(&own, ORIGIN).unwrap();
    assert_eq!(log.take_from(&copy).unwrap().taken, 2..3);
    assert_eq!(log.append(&["d"]).unwrap(), 3..4);
}

#[test]
fn proofs_read_from_a_log_hold() {
    let dir = tempfile::tempdir().unwrap();
    append(dir.path(), &["a", "b", "c"]);
    let old = verify(dir.path()).unwrap();
    append(dir.path(), &["d", "e", "f", "g"]);
    let head = verify(dir.path()).unwrap();
    let inclusion = proof::read(dir.path(), &proof::inclusion(4, 7).unwrap()).unwrap();
    assert_eq!(proof::check_inclusion(&tree::leaf(b"e"), 4, 7, &inclusion, &head.root), Ok(()));
    let consistency = proof::read(dir.path(), &proof::consistency(3, 7).unwrap()).unwrap();
    assert_eq!(proof::check_consistency(3, &old.root, 7, &head.root, &consistency), Ok(()));
}
