//! `truce cut`: the joint picture at the settled heads, and whether the seats derive the same.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use truce_core::cut_digest::CutDigest;
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::SeatId;
use truce_core::record::{Cut, Record};
use truce_core::time::Moment;
use truce_log::{Folder, Head, Note, Shelf as _, Tiles};

use crate::cli::CutArgs;
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::host::ask::CHECKPOINT;
use crate::node::{Node, append, short};

/// What another seat said, and whether it holds.
#[derive(Debug, Serialize)]
struct Said {
    /// Why it could not be derived here.
    missing: Option<String>,
    picture_sha256: String,
    /// Whether the same follows here.
    same: Option<bool>,
}

/// What came of it.
#[derive(Debug, Serialize)]
struct Taken {
    cut: Cut,
    /// The last word of each seat on what it derived at its cut, by the entry that says so.
    others: BTreeMap<Address, Said>,
    picture_sha256: String,
}

/// Derives the picture at a cut, and what others say they derived, and puts the digest on record if asked.
///
/// # Errors
/// If nothing is settled, a log is damaged, or this seat's cuts would go back.
pub fn run(dir: &Path, args: &CutArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let (record, _) = node.record()?;
    let cut = match &args.at {
        Some(address) => said_at(&record, address)?,
        None => node.settled_cut()?,
    };
    if cut.0.is_empty() {
        return Err(Failure::cannot(
            "nothing is settled yet: too few others have cosigned; truce peers shows who holds what",
        ));
    }
    if let Some(why) = missing(&node, &cut)? {
        return Err(Failure::cannot(format!("this cut cannot be taken here: {why}")));
    }
    if args.record {
        check_growth(&node, &record, &cut)?;
    }
    let picture_sha256 = node.picture_at(&record, &cut).digest();
    let others = others(&node, &record)?;
    let taken = Taken { cut, others, picture_sha256 };
    if args.json {
        print_json(&taken, out)?
    } else {
        print(&taken, out)?
    }
    if args.record {
        let digest = CutDigest { cut: taken.cut, picture_sha256: taken.picture_sha256 };
        let entry = Entry::new(Body::CutDigest(digest), now);
        let at = append(&mut node.writer()?, &[entry])?;
        if !args.json {
            writeln!(out, "on record as {}/{}; next: truce sync", node.log, at.start)?;
        }
    }
    let differs = taken.others.values().any(|said| said.same == Some(false));
    Ok(if differs { FOUND_FAULTS } else { DONE })
}

fn said_at(record: &Record, address: &Address) -> Outcome<Cut> {
    match record.get(address).map(|entry| &entry.body) {
        Some(Body::CutDigest(said)) => Ok(said.cut.clone()),
        _ => Err(Failure::usage(format!("{address} does not say what was derived at a cut"))),
    }
}

/// Cuts of one seat only ever grow: what was decided at one is not decided again.
fn check_growth(node: &Node, record: &Record, cut: &Cut) -> Outcome {
    for (address, entry) in record.entries() {
        let Body::CutDigest(earlier) = &entry.body else { continue };
        if address.log == node.log && !cut.extends(&earlier.cut) {
            return Err(Failure::cannot(format!(
                "this cut lies behind the one on record as {address}: fetch the logs first (truce sync)"
            )));
        }
    }
    Ok(())
}

/// The last word of each other log on what was derived, held against what follows here.
fn others(node: &Node, record: &Record) -> Outcome<BTreeMap<Address, Said>> {
    let mut last: BTreeMap<&SeatId, (&Address, &CutDigest)> = BTreeMap::new();
    for (address, entry) in record.entries() {
        let Body::CutDigest(said) = &entry.body else { continue };
        if address.log != node.log {
            last.insert(&address.log, (address, said));
        }
    }
    let mut others = BTreeMap::new();
    for (address, said) in last.into_values() {
        let missing = missing(node, &said.cut)?;
        let same = missing
            .is_none()
            .then(|| node.picture_at(record, &said.cut).digest() == said.picture_sha256);
        let picture_sha256 = said.picture_sha256.clone();
        others.insert(address.clone(), Said { missing, picture_sha256, same });
    }
    Ok(others)
}

/// Why a cut cannot be taken here, if it cannot: a log of which less is held, or another history.
fn missing(node: &Node, cut: &Cut) -> Outcome<Option<String>> {
    for (log, head) in &cut.0 {
        let shelf = Folder::open(&node.dir.join("public").join(log.as_str()));
        let words = |fault: &dyn std::fmt::Display| {
            Failure::cannot(format!("cannot read the log of `{log}`: {fault}"))
        };
        let bytes = shelf.get(CHECKPOINT).map_err(|fault| words(&fault))?;
        let held = bytes.and_then(|bytes| Head::parse(&Note::parse(&bytes).ok()?.text).ok());
        let Some(held) = held.filter(|held| held.size >= head.size) else {
            return Ok(Some(format!("less than {} entries of `{log}` are held", head.size)));
        };
        let tiles = Tiles::open(&shelf, &held).map_err(|fault| words(&fault))?;
        let root = tiles.root_at(head.size).map_err(|fault| words(&fault))?;
        let here = Head { origin: String::new(), size: head.size, root }.root_text();
        if here != head.root {
            return Ok(Some(format!("its head of `{log}` is of another history")));
        }
    }
    Ok(None)
}

fn print(taken: &Taken, out: &mut dyn Write) -> Outcome {
    for (log, head) in &taken.cut.0 {
        writeln!(out, "{log}: {} entries, root {}", head.size, head.root)?;
    }
    writeln!(out, "picture {}", taken.picture_sha256)?;
    for (address, said) in &taken.others {
        match (said.same, &said.missing) {
            (Some(true), _) => writeln!(out, "{address}: the same follows here from its cut")?,
            (Some(false), _) => writeln!(
                out,
                "{address}: says {}, and another picture follows here from its cut: one of the two programs has a \
                 fault, or somebody is not truthful; whoever makes it again from the same logs can say which",
                short(&said.picture_sha256)
            )?,
            (None, why) => {
                let why = why.as_deref().unwrap_or_default();
                writeln!(out, "{address}: cannot be derived here: {why}")?;
            }
        }
    }
    Ok(())
}
