//! What a durable append costs, beside its limits: hashing the same bytes, and
//! writing and syncing the same bytes.
//!
//! `TRUCE_BENCH_DIR` names a folder on the disk to measure; otherwise the
//! system's folder for temporary files.

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use truce_log::{Log, Tree, tree, verify};

const ORIGIN: &str = "truce.example/north";
const LONG: u64 = 1_000_000;

fn folder() -> TempDir {
    let root = std::env::var_os("TRUCE_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    tempfile::tempdir_in(root).unwrap()
}

/// Different entries of 300 bytes.
fn entries(count: u64) -> Vec<Vec<u8>> {
    (0..count).map(|n| n.to_be_bytes().into_iter().cycle().take(300).collect()).collect()
}

fn append(c: &mut Criterion) {
    for count in [1, 100, 1_000, 10_000] {
        let batch = entries(count);
        let bytes = batch.concat();
        let mut group = c.benchmark_group(format!("append {count}"));
        group
            .throughput(Throughput::Elements(count))
            .sample_size(20)
            .measurement_time(Duration::from_secs(4));

        let dir = folder();
        let (mut log, _) = Log::open(&dir.path().join("log"), ORIGIN).unwrap();
        group.bench_function("durable", |b| b.iter(|| log.append(&batch).unwrap()));
        drop(log);

        let mut file = File::create(dir.path().join("plain")).unwrap();
        group.bench_function("limit: write and sync", |b| {
            b.iter(|| {
                file.write_all(&bytes).unwrap();
                file.sync_data().unwrap();
            });
        });
        group.bench_function("limit: SHA-256 of each entry", |b| {
            b.iter(|| batch.iter().map(|entry| Sha256::digest(entry)[0]).fold(0, |a, b| a ^ b));
        });
        group.finish();
    }
}

/// Reading back and checking a log of a million entries.
fn long(c: &mut Criterion) {
    let dir = folder();
    let source = dir.path().join("log");
    let (mut log, _) = Log::open(&source, ORIGIN).unwrap();
    let all = entries(LONG);
    for batch in all.chunks(1_000) {
        log.append(batch).unwrap();
    }
    drop(log);
    let mut group = c.benchmark_group("a million entries");
    group.throughput(Throughput::Elements(LONG)).sample_size(10);
    group.bench_function("verify from disk", |b| b.iter(|| verify(&source).unwrap()));
    group.bench_function("open for appending", |b| b.iter(|| Log::open(&source, ORIGIN).unwrap()));
    group.bench_function("limit: tree in memory", |b| {
        b.iter(|| all.iter().map(|entry| tree::leaf(entry)).collect::<Tree>().root());
    });
    group.bench_function("limit: SHA-256 of each entry", |b| {
        b.iter(|| {
            all.iter().map(|entry| Sha256::digest(black_box(entry))[0]).fold(0, |a, b| a ^ b)
        });
    });
    group.finish();
}

criterion_group!(benches, append, long);
criterion_main!(benches);
