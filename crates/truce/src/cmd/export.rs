//! `truce export`: the logs on a stick, to be verified anywhere, without us.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use truce_core::redaction::{SealState, seals};

use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::host::card::PublicCard;
use crate::host::peers::Peers;
use crate::node::{Node, write_file};

/// `truce export`.
#[derive(Debug, Args)]
pub struct Export {
    /// A new or empty folder.
    #[arg(value_name = "DIR")]
    pub to: PathBuf,
    /// Print as JSON what is withheld.
    #[arg(long)]
    pub json: bool,
}

/// Copies the public files, with a policy and a page that says how to verify them.
///
/// # Errors
/// If the folder is in use, or a disk does not obey.
pub fn run(dir: &Path, args: &Export, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let to = &args.to;
    if fs::read_dir(to).is_ok_and(|mut items| items.next().is_some()) {
        return Err(Failure::cannot(format!("`{}` is not empty: name a new folder", to.display())));
    }
    let public = dir.join("public");
    if !public.join(node.log.as_str()).is_dir() {
        return Err(Failure::cannot("nothing is published yet: truce sync, then export"));
    }
    let files = copy(&public, to)?;
    write_file(&to.join("policy"), policy(&node)?.as_bytes())?;
    let (record, _) = node.record()?;
    let seals = seals(record.entries());
    let withheld: Vec<_> =
        seals.iter().filter(|seal| !matches!(seal.state, SealState::Open { .. })).collect();
    let list =
        serde_json::to_vec_pretty(&withheld).map_err(|fault| Failure::cannot(fault.to_string()))?;
    write_file(&to.join("withheld.json"), &list)?;
    write_file(&to.join("README.txt"), README.as_bytes())?;
    if args.json {
        print_json(&withheld, out)?;
    } else {
        writeln!(
            out,
            "copied {files} files to `{}`; {} sealed fields are withheld",
            to.display(),
            withheld.len()
        )?;
        writeln!(
            out,
            "check it with: truce verify {} --policy {}",
            to.display(),
            to.join("policy").display()
        )?;
    }
    Ok(DONE)
}

/// Copies a folder and what is in it; returns how many files.
fn copy(from: &Path, to: &Path) -> Outcome<u64> {
    fs::create_dir_all(to).map_err(|fault| Failure::file("make", to, &fault))?;
    let mut files = 0;
    for item in fs::read_dir(from).map_err(|fault| Failure::file("read", from, &fault))? {
        let item = item.map_err(|fault| Failure::file("read", from, &fault))?;
        let (source, target) = (item.path(), to.join(item.file_name()));
        if source.is_dir() {
            files += copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(|fault| Failure::file("write", &target, &fault))?;
            files += 1;
        }
    }
    Ok(files)
}

/// What this seat goes by, as others can read it: which logs, which cosigners, how many.
fn policy(node: &Node) -> Outcome<String> {
    use std::fmt::Write as _;
    let card = PublicCard::of(node)?;
    let peers = Peers::read(&node.dir)?;
    let mut text = String::new();
    let mut cosigners = Vec::new();
    let own = (card.log.to_string(), card.key, card.mirror);
    let others = peers.peer.into_iter().map(|peer| (peer.log.to_string(), peer.key, peer.mirror));
    for (log, key, mirror) in std::iter::once(own).chain(others) {
        let _ = writeln!(text, "log {key}");
        cosigners.push((format!("{log}-mirror"), mirror));
    }
    for (number, witness) in peers.witness.into_iter().enumerate() {
        cosigners.push((format!("witness-{number}"), witness.key));
    }
    for (name, key) in &cosigners {
        let _ = writeln!(text, "witness {name} {key}");
    }
    // A log is not cosigned by its own seat.
    let names: Vec<&str> = cosigners.iter().map(|(name, _)| name.as_str()).collect();
    let enough = usize::try_from(node.agreement.record.cosigners)
        .unwrap_or(usize::MAX)
        .min(names.len().max(2) - 1);
    let _ = writeln!(text, "group enough {enough} {}\nquorum enough", names.join(" "));
    Ok(text)
}

const README: &str = "\
The logs of a monitored ceasefire, as the seat that wrote this folder holds them.

Each folder is one seat's log in the form of C2SP tlog-tiles: `checkpoint` is the signed head, `tile/entries/`
holds the entries, `tile/0/` and so on the hashes over them. Any program that reads tlog-tiles can verify it;
this one does it with

    truce verify . --policy policy

The file `policy` (C2SP tlog-policy) names the keys. It comes from the same hand as the rest: compare the keys
with those that the seats read out themselves. `withheld.json` lists fields that are sealed: what stands in the
logs for them are commitments, which give nothing away and bind whoever made them.
";
