//! A writer is killed under load, again and again; what it acknowledged stays.
//!
//! `TRUCE_LOG_KILLS=1000 cargo test -p truce-log --test kill` for more rounds.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use truce_log::{Disk, Log, Reader, verify};

const ORIGIN: &str = "truce.example/north";
const WRITER: &str = "TRUCE_LOG_WRITER";

/// Writes a few bytes at a time, so that a kill often falls into the middle of a batch.
#[derive(Debug)]
struct Piecemeal;

impl Disk for Piecemeal {
    fn write(&mut self, journal: &mut File, end: u64, bytes: &[u8]) -> io::Result<()> {
        journal.seek(SeekFrom::Start(end))?;
        bytes.chunks(16).try_for_each(|piece| journal.write_all(piece))
    }
}

/// The entry that belongs at an index, of 0 to 1,199 bytes.
fn entry(index: u64) -> Vec<u8> {
    index
        .to_be_bytes()
        .into_iter()
        .cycle()
        .take(usize::try_from(index * 7 % 1_200).unwrap())
        .collect()
}

/// Appends batches of many sizes, and says after each how many entries there are.
fn write_until_killed(dir: &Path) {
    let (mut log, _) = Log::open_on(dir, ORIGIN, Box::new(Piecemeal)).unwrap();
    for round in 0.. {
        let first = log.head().size;
        let batch: Vec<_> = (first..first + 1 + first % 97).map(entry).collect();
        let acknowledged = log.append(&batch).unwrap().end;
        println!("acknowledged {acknowledged}");
        if round % 5 == 4 {
            log.write_head().unwrap();
        }
    }
}

/// Starts this test again as a writer, kills it, and returns the last number it acknowledged.
fn kill_a_writer(dir: &Path, after: Duration) -> u64 {
    let mut writer = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "what_was_acknowledged_survives_the_killing_of_its_writer",
            "--nocapture",
        ])
        .env(WRITER, dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap());
    let mut last = 0;
    let mut read_one = |last: &mut u64| {
        let mut line = String::new();
        let more = lines.read_line(&mut line).unwrap() > 0;
        // A line cut short by the kill was not said.
        let number = line.strip_suffix('\n').and_then(|line| line.rsplit_once("acknowledged "));
        *last = number.map_or(*last, |(_, number)| number.parse().unwrap());
        more
    };
    while last == 0 && read_one(&mut last) {}
    thread::sleep(after);
    writer.kill().unwrap();
    writer.wait().unwrap();
    while read_one(&mut last) {}
    last
}

#[test]
fn what_was_acknowledged_survives_the_killing_of_its_writer() {
    if let Some(dir) = env::var_os(WRITER) {
        return write_until_killed(Path::new(&dir));
    }
    let kills: u64 = env::var("TRUCE_LOG_KILLS").map_or(30, |kills| kills.parse().unwrap());
    let mut dir = tempfile::tempdir().unwrap();
    let (mut acknowledged, mut total, mut torn) = (0, 0, 0);
    for round in 0..kills {
        if round % 10 == 0 {
            // A new log now and then, so that reading it back stays short.
            total += acknowledged;
            (dir, acknowledged) = (tempfile::tempdir().unwrap(), 0);
        }
        let last = kill_a_writer(dir.path(), Duration::from_micros(round * 7_919 % 40_000));
        assert!(last > acknowledged, "round {round}: the writer goes on where it was");
        acknowledged = last;
        let (log, opened) = Log::open(dir.path(), ORIGIN).unwrap();
        assert!(
            opened.size >= acknowledged,
            "round {round}: {} of {acknowledged} entries",
            opened.size
        );
        torn += u64::from(opened.torn.is_some());
        drop(log);
        for (index, found) in Reader::open(dir.path()).unwrap().map(Result::unwrap) {
            assert_eq!(found, entry(index), "round {round}");
        }
        assert!(verify(dir.path()).unwrap().size >= acknowledged);
    }
    total += acknowledged;
    println!("{kills} kills, {total} entries acknowledged, {torn} torn batches cut off, none lost");
}
