//! What is measured.

use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use truce::node::{Node, append_bytes};
use truce_core::entry::{Body, Entry};
use truce_core::id::SourceId;
use truce_core::source::{Reliability, Source};
use truce_core::time::Moment;
use truce_log::tree::leaf;
use truce_log::{Reader, Tree};

use crate::nodes::{Place, two};
use crate::usage::{self, Usage};
use crate::{Outcome, line, words};

/// One node serves a log of so many entries, and another has nothing and fetches it.
pub fn mirror(count: u64, delay_ms: Option<u64>) -> Outcome {
    let dir = tempfile::tempdir().map_err(words("a folder"))?;
    let [un, turkey] = two(dir.path())?;
    un.fill(count)?;
    un.meet(&turkey, &turkey.at)?;
    let delayed = delay_ms.map(|delay| line::begin(&un.at, Duration::from_millis(delay)));
    let delayed = delayed.transpose()?;
    turkey.meet(&un, delayed.as_ref().map_or(&un.at, |(at, _)| at))?;
    // The opening and the source stand in the log too.
    let size = count + 2;
    let begun = Instant::now();
    let mut serving = un.serve("3600", size)?;
    println!(
        "load {}; signed and published by `truce serve` in {:.2?}",
        usage::load(),
        begun.elapsed()
    );
    let before = usage::of(serving.0.id());
    let begun = Instant::now();
    let mut sync = turkey.command(&["sync", "--no-index"]);
    let mut sync = sync.stdout(Stdio::null()).spawn().map_err(words("a sync"))?;
    let (wall, taken, _) = usage::until_the_end(&mut sync, begun)?;
    let after = usage::of(serving.0.id());
    let served = Usage { processor_s: after.processor_s - before.processor_s, ..after };
    if turkey.shows("un") < size {
        let told = fs::read_to_string(un.dir.with_extension("told")).unwrap_or_default();
        return Err(format!("the mirror shows {} entries of {size}\n{told}", turkey.shows("un")));
    }
    println!(
        "mirrored {size} entries in {wall:.2?}, {:.0} a second",
        size as f64 / wall.as_secs_f64()
    );
    println!("`truce sync`:  {taken}\n`truce serve`: {served}");
    if let Some((_, traffic)) = &delayed {
        println!(
            "{} requests over {} connections, {} MB of answers",
            traffic.requests.load(Ordering::Relaxed),
            traffic.connections.load(Ordering::Relaxed),
            traffic.bytes.load(Ordering::Relaxed) / 1_000_000
        );
    }
    let _ = serving.0.kill();
    limits(dir.path(), &turkey, wall)
}

/// What hashing the same entries once takes, and writing the same bytes in one file.
fn limits(dir: &Path, mirror: &Place, wall: Duration) -> Outcome {
    let log = mirror.dir.join("logs").join("un");
    let mut entries = Vec::new();
    let mut reader = Reader::open(&log).map_err(|fault| fault.to_string())?;
    while let Some(batch) = reader.next_batch().map_err(|fault| fault.to_string())? {
        entries.extend(batch.entries().map(|(_, entry)| entry.to_vec()));
    }
    let begun = Instant::now();
    let mut tree = Tree::default();
    for entry in &entries {
        tree.push(leaf(entry));
    }
    black_box(tree.root());
    let hashing = begun.elapsed();
    let journal = fs::read(log.join(truce_log::journal::FILE)).map_err(words("the log"))?;
    let bytes = journal.len() as u64 + length_of(&mirror.dir.join("public").join("un"));
    let begun = Instant::now();
    let mut file = fs::File::create(dir.join("bytes")).map_err(words("a file"))?;
    // The journal, and about as much again in tiles and bundles.
    let mut left = bytes;
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(journal.len());
        file.write_all(journal.get(..most).unwrap_or_default()).map_err(words("a file"))?;
        left -= most as u64;
    }
    file.sync_all().map_err(words("a file"))?;
    let writing = begun.elapsed();
    let part = |limit: Duration| 100.0 * limit.as_secs_f64() / wall.as_secs_f64();
    println!("hashing the entries once: {hashing:.2?}, {:.0} % of it", part(hashing));
    println!(
        "writing its {} MB into one file: {writing:.2?}, {:.0} % of it",
        bytes / 1_000_000,
        part(writing)
    );
    Ok(())
}

/// The bytes of all files in a folder.
fn length_of(dir: &Path) -> u64 {
    let listed = fs::read_dir(dir).into_iter().flatten().flatten();
    let lengths = listed.filter_map(|item| {
        let meta = item.metadata().ok()?;
        Some(if meta.is_dir() { length_of(&item.path()) } else { meta.len() })
    });
    lengths.sum()
}

/// A made-up entry of some 300 bytes.
fn source(number: usize) -> Outcome<Source> {
    Ok(Source {
        aligned_with: None,
        group: None,
        id: SourceId::new(&format!("bench-{number}")).map_err(|fault| fault.to_string())?,
        kind: "press".to_owned(),
        name: "a patrol that reports from the road by the bridge ".repeat(4),
        reliability: Reliability::F,
        seat: None,
    })
}

/// Appends entries one by one at a rate, beside a node that signs, serves and is mirrored each second.
pub fn append(rate: u64, seconds: u64) -> Outcome {
    let dir = tempfile::tempdir().map_err(words("a folder"))?;
    let [un, turkey] = two(dir.path())?;
    un.meet(&turkey, &turkey.at)?;
    turkey.meet(&un, &un.at)?;
    let _serving = [un.serve("1", 1)?, turkey.serve("1", 1)?];
    let node = Node::open(&un.dir).map_err(|fault| fault.to_string())?;
    let mut log = node.writer().map_err(|fault| fault.to_string())?;
    let pace = Duration::from_secs_f64(1.0 / rate.max(1) as f64);
    let mut waits = Vec::new();
    let begun = Instant::now();
    let mut due = begun;
    while due.duration_since(begun) < Duration::from_secs(seconds) {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let entry = Entry::new(Body::Source(source(waits.len())?), Moment::from_unix(0));
        let bytes = entry.bytes();
        append_bytes(&mut log, &[bytes.map_err(|fault| fault.to_string())?])
            .map_err(|fault| fault.to_string())?;
        // From when it was due: one that waits for the one before waits too.
        waits.push(due.elapsed());
        due += pace;
    }
    waits.sort();
    let at = |thousandths: usize| {
        let which = waits.len().saturating_mul(thousandths) / 1000;
        waits.get(which).or(waits.last()).copied().unwrap_or_default()
    };
    println!("load {}; {} entries in {:.1?}", usage::load(), waits.len(), begun.elapsed());
    for (name, part) in [("p50", 500), ("p90", 900), ("p99", 990), ("p99.9", 999), ("max", 1000)] {
        println!("{name:>6} {:.2?}", at(part));
    }
    println!("shown meanwhile: {} by itself, {} by its mirror", un.shows("un"), turkey.shows("un"));
    Ok(())
}
