//! What a public log costs: publishing, checking all of it, proving one entry.
//!
//! `TRUCE_BENCH_DIR` names a folder on the disk to measure; otherwise the
//! system's folder for temporary files. It takes 700 MB there.

use std::cell::Cell;
use std::path::PathBuf;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tempfile::TempDir;
use truce_log::{Extension, Folder, Head, Memory, Shelf, Tiles, Tree, proof, tree, verify_all};

const LONG: u64 = 1_000_000;

fn folder() -> TempDir {
    let root = std::env::var_os("TRUCE_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    tempfile::tempdir_in(root).unwrap()
}

/// Adds different entries of 300 bytes.
fn grow(shelf: &dyn Shelf, from: &Tree, count: u64) -> Tree {
    let mut extension = Extension::begin(shelf, from).unwrap();
    let mut entry = [0x74; 300];
    for index in from.size()..from.size() + count {
        entry[..8].copy_from_slice(&index.to_be_bytes());
        extension.push(&entry).unwrap();
    }
    extension.finish().unwrap()
}

fn head(tree: &Tree) -> Head {
    Head { origin: "truce.example/north".to_owned(), size: tree.size(), root: tree.root() }
}

fn extend(c: &mut Criterion) {
    let mut group = c.benchmark_group("extend by a million");
    group.throughput(Throughput::Elements(LONG)).sample_size(10);
    group.bench_function("durable, in a folder", |b| {
        b.iter_batched(
            folder,
            |dir| {
                grow(&Folder::open(dir.path()), &Tree::default(), LONG);
                dir
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("in memory", |b| {
        b.iter(|| grow(&Memory::default(), &Tree::default(), LONG));
    });
    group.bench_function("limit: tree in memory", |b| {
        let mut entry = [0x74; 300];
        b.iter(|| {
            let leaves = (0..LONG).map(|index| {
                entry[..8].copy_from_slice(&index.to_be_bytes());
                tree::leaf(&entry)
            });
            leaves.collect::<Tree>().root()
        });
    });
    group.finish();

    let dir = folder();
    let shelf = Folder::open(dir.path());
    let tree = Cell::new(grow(&shelf, &Tree::default(), 100_000));
    for count in [1, 100, 1_000] {
        let mut group = c.benchmark_group(format!("publish {count}"));
        group.throughput(Throughput::Elements(count)).sample_size(20);
        group.measurement_time(Duration::from_secs(4));
        group.bench_function("durable, in a folder", |b| {
            b.iter(|| tree.set(grow(&shelf, &tree.take(), count)));
        });
        group.finish();
    }
}

fn read(c: &mut Criterion) {
    let dir = folder();
    let shelf = Folder::open(dir.path());
    let head = head(&grow(&shelf, &Tree::default(), LONG));
    let mut group = c.benchmark_group("a public log of a million");
    group.throughput(Throughput::Elements(LONG)).sample_size(10);
    group.bench_function("full check", |b| {
        b.iter(|| verify_all::check(&shelf, &head, &mut |_| ()).unwrap());
    });
    group.finish();

    let mut group = c.benchmark_group("a proof in a million");
    group.throughput(Throughput::Elements(1));
    let number = Cell::new(0u64);
    let next = || {
        number.set(number.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        number.get() % LONG
    };
    let tiles = Tiles::open(&shelf, &head).unwrap();
    group.bench_function("inclusion, entries all over the log", |b| {
        b.iter(|| tiles.inclusion(next(), LONG).unwrap());
    });
    group.bench_function("inclusion, entries of the last day", |b| {
        b.iter(|| tiles.inclusion(LONG - 1 - next() % 10_000, LONG).unwrap());
    });
    group.bench_function("consistency, sizes all over the log", |b| {
        b.iter(|| tiles.consistency(next(), LONG).unwrap());
    });
    let (here, leaf) = (tiles.inclusion(77, LONG).unwrap(), tiles.leaf(77).unwrap());
    group.bench_function("check of an inclusion", |b| {
        b.iter(|| proof::check_inclusion(&leaf, 77, LONG, &here, &head.root).unwrap());
    });
    group.bench_function("where two logs part", |b| {
        let other = Tiles::open(&shelf, &head).unwrap();
        b.iter(|| tiles.common_with(&other).unwrap());
    });
    group.finish();
}

criterion_group!(benches, extend, read);
criterion_main!(benches);
