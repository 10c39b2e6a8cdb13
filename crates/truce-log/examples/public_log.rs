//! Writes a long public log, or checks one: to see what time and memory it takes.
//!
//! ```text
//! public_log write DIR ENTRIES      entries of 300 bytes, durable, and a head beside them
//! public_log check DIR              all bundles and tiles against the head
//! public_log prove DIR PROOFS       inclusion proofs of entries all over the log
//! public_log limit ENTRIES          hashing the same entries to the same root, and no more
//! ```

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use truce_log::{Extension, Folder, Head, Shelf as _, Tiles, Tree, proof, tree, verify_all};

/// A plain file on the shelf: who signs heads calls it `checkpoint`.
const HEAD: &str = "head";

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["write", dir, entries] => write(&Folder::open(Path::new(dir)), entries.parse()?),
        ["check", dir] => check(&Folder::open(Path::new(dir))),
        ["prove", dir, proofs] => prove(&Folder::open(Path::new(dir)), proofs.parse()?),
        ["limit", entries] => {
            limit(entries.parse()?);
            Ok(())
        }
        _ => Err("write DIR ENTRIES, check DIR, prove DIR PROOFS, or limit ENTRIES".into()),
    }
}

fn write(shelf: &Folder, entries: u64) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut extension = Extension::begin(shelf, &Tree::default())?;
    let mut entry = [0x74; 300];
    for index in 0..entries {
        entry[..8].copy_from_slice(&index.to_be_bytes());
        extension.push(&entry)?;
    }
    let tree = extension.finish()?;
    let head =
        Head { origin: "truce.example/north".to_owned(), size: tree.size(), root: tree.root() };
    shelf.replace(HEAD, head.to_string().as_bytes())?;
    told("written and durable", entries, start.elapsed());
    Ok(())
}

fn read_head(shelf: &Folder) -> Result<Head, Box<dyn Error>> {
    let bytes = shelf.get(HEAD)?.ok_or("there is no head: write a log first")?;
    Ok(Head::parse(&String::from_utf8(bytes)?)?)
}

fn check(shelf: &Folder) -> Result<(), Box<dyn Error>> {
    let head = read_head(shelf)?;
    let start = Instant::now();
    verify_all::check(shelf, &head, &mut |_| ())?;
    told("checked", head.size, start.elapsed());
    Ok(())
}

fn prove(shelf: &Folder, proofs: u64) -> Result<(), Box<dyn Error>> {
    let head = read_head(shelf)?;
    let tiles = Tiles::open(shelf, &head)?;
    let start = Instant::now();
    for number in 0..proofs {
        // Far from each other, so that most need a tile that was not read before.
        let index = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % head.size;
        let here = tiles.inclusion(index, head.size)?;
        proof::check_inclusion(&tiles.leaf(index)?, index, head.size, &here, &head.root)?;
    }
    told("proofs made and checked", proofs, start.elapsed());
    Ok(())
}

fn limit(entries: u64) {
    let start = Instant::now();
    let (mut tree, mut entry) = (Tree::default(), [0x74; 300]);
    for index in 0..entries {
        entry[..8].copy_from_slice(&index.to_be_bytes());
        tree.push(tree::leaf(&entry));
    }
    std::hint::black_box(tree.root());
    told("hashed", entries, start.elapsed());
}

fn told(what: &str, count: u64, time: Duration) {
    println!("{what}: {count} in {time:.2?}, {:.0} per second", count as f64 / time.as_secs_f64());
}
