//! `truce cut`: the joint picture at the settled heads, and whether the seats derived the same.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use truce_core::cut_digest::CutDigest;
use truce_core::entry::{Address, Body, Entry};
use truce_core::picture::Picture;
use truce_core::record::{Cut, Record};
use truce_core::time::Moment;

use crate::cli::CutArgs;
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::node::{Node, append, short};

/// What came of it.
#[derive(Debug, Serialize)]
struct Taken {
    cut: Cut,
    /// Who derived what at this very cut, by the entry that says so.
    others: BTreeMap<Address, String>,
    picture_sha256: String,
}

/// Derives the picture at the settled heads, and puts its digest on record if asked.
///
/// # Errors
/// If nothing is settled, a log is damaged, or this seat's cuts would go back.
pub fn run(dir: &Path, args: &CutArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let (record, _) = node.record()?;
    let cut = node.settled_cut()?;
    if cut.0.is_empty() {
        return Err(Failure::cannot(
            "nothing is settled yet: too few others have cosigned; truce peers shows who holds what",
        ));
    }
    check_growth(&node, &record, &cut)?;
    let picture_sha256 = Picture::of(&record, &node.agreement, &cut).digest();
    let others = said(&record, &cut);
    let taken = Taken { cut, others, picture_sha256 };
    if args.json {
        print_json(&taken, out)?
    } else {
        print(&taken, out)?
    }
    if args.record {
        let digest = CutDigest { cut: taken.cut, picture_sha256: taken.picture_sha256.clone() };
        let entry = Entry::new(Body::CutDigest(digest), now);
        let at = append(&mut node.writer()?, &[entry])?;
        if !args.json {
            writeln!(out, "on record as {}/{}; next: truce sync", node.log, at.start)?;
        }
    }
    let same = taken.others.values().all(|said| *said == taken.picture_sha256);
    Ok(if same { DONE } else { FOUND_FAULTS })
}

/// Cuts of one seat only ever grow: what was decided at one is not decided again.
fn check_growth(node: &Node, record: &Record, cut: &Cut) -> Outcome {
    for (address, entry) in record.entries() {
        let Body::CutDigest(earlier) = &entry.body else { continue };
        if address.log == node.log && !cut.extends(&earlier.cut) {
            return Err(Failure::cannot(format!(
                "the settled heads lie behind the cut on record as {address}: fetch the logs first (truce sync)"
            )));
        }
    }
    Ok(())
}

/// What seats derived at this very cut.
fn said(record: &Record, cut: &Cut) -> BTreeMap<Address, String> {
    let mut digests = BTreeMap::new();
    for (address, entry) in record.entries() {
        let Body::CutDigest(digest) = &entry.body else { continue };
        if digest.cut == *cut {
            digests.insert(address.clone(), digest.picture_sha256.clone());
        }
    }
    digests
}

fn print(taken: &Taken, out: &mut dyn Write) -> Outcome {
    for (log, head) in &taken.cut.0 {
        writeln!(out, "{log}: {} entries, root {}", head.size, head.root)?;
    }
    writeln!(out, "picture {}", taken.picture_sha256)?;
    for (address, said) in &taken.others {
        if *said == taken.picture_sha256 {
            writeln!(out, "{address} derived the same")?;
        } else {
            writeln!(
                out,
                "{address} derived another picture, {}: one of the two programs has a fault, or somebody is \
                 not truthful; whoever makes it again from the same logs can say which",
                short(said)
            )?;
        }
    }
    Ok(())
}
