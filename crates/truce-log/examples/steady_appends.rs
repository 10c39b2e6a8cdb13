//! How long a durable append of one entry takes when so many come a second: `steady_appends [PER_SECOND] [SECONDS]`.
//!
//! An entry is due at its time, whether the one before is done or not, so a slow append makes those behind it late,
//! and that counts. `TRUCE_BENCH_DIR` names a folder on the disk to measure.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use truce_log::Log;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1).map(|word| word.parse::<u32>());
    let per_second = words.next().transpose()?.unwrap_or(200).max(1);
    let seconds = words.next().transpose()?.unwrap_or(20);
    let root = std::env::var_os("TRUCE_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let dir = tempfile::tempdir_in(root)?;
    let (mut log, _) = Log::open(&dir.path().join("log"), "truce.example/north")?;
    let (begun, step) = (Instant::now(), Duration::from_secs(1) / per_second);
    let mut late = Vec::new();
    let mut alone = Vec::new();
    for number in 0..per_second.saturating_mul(seconds) {
        let due = begun + step.saturating_mul(number);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let entry: Vec<u8> = number.to_be_bytes().into_iter().cycle().take(300).collect();
        let at = Instant::now();
        log.append(&[entry])?;
        alone.push(at.elapsed());
        late.push(due.elapsed());
    }
    println!("{} appends of 300 bytes, {per_second} a second", late.len());
    for (what, mut times) in [("from when it was due", late), ("from when it was begun", alone)] {
        times.sort_unstable();
        let of = |thousandths: usize| {
            times
                .get(times.len().saturating_sub(1) * thousandths / 1_000)
                .copied()
                .unwrap_or_default()
        };
        println!(
            "{what}: p50 {:.1?}, p90 {:.1?}, p99 {:.1?}, longest {:.1?}",
            of(500),
            of(900),
            of(990),
            of(1_000)
        );
    }
    Ok(())
}
