//! `truce check`: whether a proof holds, offline, against keys that one has by another way.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use truce_log::proof_file::ProofFile;

use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::proof::{FILE_BYTES_MAX, Found, Proof};
use crate::render::table::wrap;
use crate::trust::{Trust, TrustArgs};

/// `truce check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The proof.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The entry, where the proof is a C2SP tlog-proof.
    #[arg(long, value_name = "FILE")]
    pub entry: Option<PathBuf>,
    /// Whose signatures count.
    #[command(flatten)]
    pub trust: TrustArgs,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Serialize)]
struct Checked {
    found: Vec<Found>,
    good: bool,
    what: String,
}

/// Checks a proof and says what it proves.
///
/// # Errors
/// If the file is no proof, or there are no keys to check it against.
pub fn run(node: &Path, args: &Check, out: &mut dyn Write) -> Outcome<u8> {
    let trust = Trust::of(&args.trust, node)?;
    let bytes = read(&args.file)?;
    let checked = match &args.entry {
        Some(entry) => of_tlog_proof(&bytes, &read(entry)?, &trust),
        None => {
            let proof = Proof::read(&bytes)
                .map_err(|why| Failure::cannot(format!("`{}`: {why}", args.file.display())))?;
            let found = proof.check(&trust);
            let good = !found.is_empty() && found.iter().all(|one| one.fault.is_none());
            Checked { found, good, what: proof.what }
        }
    };
    if args.json {
        print_json(&checked, out)?
    } else {
        print(&checked, out)?
    }
    Ok(if checked.good { DONE } else { FOUND_FAULTS })
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    let fault = |fault: std::io::Error| Failure::file("read", path, &fault);
    let length = std::fs::metadata(path).map_err(fault)?.len();
    if length > FILE_BYTES_MAX {
        return Err(Failure::cannot(format!(
            "`{}` has {length} bytes: no proof is that long",
            path.display()
        )));
    }
    std::fs::read(path).map_err(fault)
}

fn of_tlog_proof(bytes: &[u8], entry: &[u8], trust: &Trust) -> Checked {
    let checked =
        ProofFile::parse(bytes).and_then(|file| Ok((file.index, file.check(entry, &trust.logs)?)));
    let (of, fault, size, signed_by) = match checked {
        Err(fault) => ("the entry".to_owned(), Some(fault.to_string()), None, Vec::new()),
        Ok((index, checkpoint)) => {
            let cosigned = trust.cosigners.iter().filter(|key| checkpoint.cosigned(key).is_some());
            let names = std::iter::once(checkpoint.log_key()).chain(cosigned);
            let names = names.map(|key| key.name().to_owned()).collect();
            (
                format!("entry {index} of {}", checkpoint.head().origin),
                None,
                Some(checkpoint.head().size),
                names,
            )
        }
    };
    let good = fault.is_none();
    let found = Found { of, fault, kind: "entry".to_owned(), signed_by, size };
    Checked { found: vec![found], good, what: "one entry".to_owned() }
}

fn print(checked: &Checked, out: &mut dyn Write) -> Outcome {
    let word = if checked.good { "proved" } else { "NOT PROVED" };
    writeln!(out, "{word}: {}", checked.what)?;
    for found in checked.found.iter().filter(|found| found.fault.is_some()) {
        let fault = found.fault.as_deref().unwrap_or_default();
        writeln!(out, "  {} ({}): fault: {fault}", found.of, found.kind)?;
    }
    // What stands under one head is told together.
    let mut heads: BTreeMap<(&[String], u64), Vec<String>> = BTreeMap::new();
    for found in checked.found.iter().filter(|found| found.fault.is_none()) {
        let under = (found.signed_by.as_slice(), found.size.unwrap_or(0));
        heads.entry(under).or_default().push(format!("{} ({})", found.of, found.kind));
    }
    for ((signed_by, size), proved) in heads {
        match signed_by.split_first() {
            None => writeln!(out, "  {}", proved.join(", "))?,
            Some((log, cosigners)) => {
                writeln!(out, "\n  under {log} at {size} entries, {}", behind(cosigners))?;
                write!(out, "{}", wrap(&proved.join(", "), 96, 4))?;
            }
        }
    }
    Ok(())
}

fn behind(cosigners: &[String]) -> String {
    if cosigners.is_empty() {
        return "signed by it alone".to_owned();
    }
    format!("cosigned by {}", cosigners.join(", "))
}
