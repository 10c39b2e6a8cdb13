//! `truce verify`: every entry, tile and signature of a log, wherever its public files are.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use truce_log::checkpoint::Checkpoint;
use truce_log::head::Head;
use truce_log::note::Note;
use truce_log::shelf::{Folder, Shelf};
use truce_log::tiles::Tiles;

use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::host::ask::CHECKPOINT;
use crate::host::disk::{SETTLED, hex};
use crate::host::http::{self, Remote};
use crate::host::peers::Location;
use crate::node::write_file;
use crate::progress::Progress;
use crate::trust::{Trust, TrustArgs};

/// `truce verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// A log's public files, or a folder or address with several logs: a node, a stick, a server.
    #[arg(value_name = "DIR|URL")]
    pub place: String,
    /// Whose signatures count.
    #[command(flatten)]
    pub trust: TrustArgs,
    /// Where to remember what was seen, so that a log that is rewritten later is noticed.
    #[arg(long, value_name = "DIR")]
    pub seen: Option<PathBuf>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What was found of one log.
#[derive(Debug, Serialize)]
struct Verdict {
    /// Who cosigned the head, and when by their clocks, in seconds since 1970.
    cosigned: Vec<(String, u64)>,
    faults: Vec<String>,
    /// Where its files are.
    log: String,
    origin: Option<String>,
    root: Option<String>,
    /// How many entries of it a quorum stands behind, as it says itself.
    settled: Option<u64>,
    /// Whose key signed the head.
    signed_by: Option<String>,
    size: Option<u64>,
}

/// Checks everything, and says what was found.
///
/// # Errors
/// If there is nothing to check, or nothing to check it against.
pub fn run(node: &Path, args: &Verify, out: &mut dyn Write) -> Outcome<u8> {
    let trust = Trust::of(&args.trust, node)?;
    let logs = logs_at(&Location::read(&args.place))?;
    let verdicts: Vec<Verdict> = logs
        .iter()
        .map(|(name, shelf)| verify(name, &**shelf, &trust, args.seen.as_deref()))
        .collect::<Outcome<_>>()?;
    if args.json {
        print_json(&verdicts, out)?;
    } else {
        verdicts.iter().try_for_each(|verdict| print(verdict, out))?;
    }
    let good = verdicts.iter().all(|verdict| verdict.faults.is_empty());
    Ok(if good { DONE } else { FOUND_FAULTS })
}

/// The logs at a place, by name.
fn logs_at(place: &Location) -> Outcome<Vec<(String, Box<dyn Shelf>)>> {
    let none = || {
        Failure::cannot(format!(
            "there is no log at `{place}`: no file `{CHECKPOINT}`, here or a step below"
        ))
    };
    let logs: Vec<(String, Box<dyn Shelf>)> = match place {
        Location::Folder(dir) => {
            let inside = dir.join("public");
            let dir = if inside.is_dir() { &inside } else { dir };
            if dir.join(CHECKPOINT).is_file() {
                let name = dir
                    .file_name()
                    .map_or_else(|| "log".into(), |name| name.to_string_lossy().into_owned());
                vec![(name, Box::new(Folder::open(dir)) as Box<dyn Shelf>)]
            } else {
                let listed =
                    fs::read_dir(dir).map_err(|fault| Failure::file("read", dir, &fault))?;
                let found = listed.filter_map(|item| item.ok().map(|item| item.path()));
                let mut dirs: Vec<PathBuf> =
                    found.filter(|dir| dir.join(CHECKPOINT).is_file()).collect();
                dirs.sort();
                let named = |dir: &PathBuf| {
                    dir.file_name().unwrap_or_default().to_string_lossy().into_owned()
                };
                dirs.iter()
                    .map(|dir| (named(dir), Box::new(Folder::open(dir)) as Box<dyn Shelf>))
                    .collect()
            }
        }
        Location::Url(url) => {
            let agent = http::agent();
            let here = Remote::new(&agent, url);
            if here.get(CHECKPOINT).map_err(|fault| Failure::cannot(fault.to_string()))?.is_some() {
                let name = url.rsplit('/').next().unwrap_or("log").to_owned();
                vec![(name, Box::new(here) as Box<dyn Shelf>)]
            } else {
                let listed =
                    http::get(&agent, &format!("{url}/logs"), 64 << 10).map_err(Failure::cannot)?;
                let text = String::from_utf8(listed.ok_or_else(none)?).map_err(|_| none())?;
                let names = text.lines().filter_map(|name| truce_core::id::SeatId::new(name).ok());
                names
                    .map(|name| {
                        let shelf = Remote::new(&agent, &format!("{url}/{name}"));
                        (name.to_string(), Box::new(shelf) as Box<dyn Shelf>)
                    })
                    .collect()
            }
        }
    };
    if logs.is_empty() { Err(none()) } else { Ok(logs) }
}

fn verify(name: &str, shelf: &dyn Shelf, trust: &Trust, seen: Option<&Path>) -> Outcome<Verdict> {
    let mut verdict = Verdict {
        cosigned: Vec::new(),
        faults: Vec::new(),
        log: name.to_owned(),
        origin: None,
        root: None,
        settled: None,
        signed_by: None,
        size: None,
    };
    let checkpoint = match read(shelf, CHECKPOINT, trust) {
        Ok(Some(checkpoint)) => checkpoint,
        Ok(None) => {
            verdict.faults.push(format!("it has no {CHECKPOINT}"));
            return Ok(verdict);
        }
        Err(fault) => {
            verdict.origin = claimed(shelf).map(|head| head.origin);
            verdict.faults.push(format!("the checkpoint cannot be believed: {fault}"));
            return Ok(verdict);
        }
    };
    let head = checkpoint.head();
    verdict.origin = Some(head.origin.clone());
    verdict.size = Some(head.size);
    verdict.root = Some(head.root_text());
    verdict.signed_by = Some(checkpoint.log_key().short());
    cosignatures(&checkpoint, trust, &mut verdict);
    let mut progress = Progress::over(&format!("checking {name}"), head.size);
    let checked = truce_log::verify_all::check(shelf, head, &mut |done| progress.at(done, ""));
    progress.end();
    if let Err(fault) = checked {
        verdict.faults.push(fault.to_string());
        return Ok(verdict);
    }
    check_settled(shelf, head, trust, &mut verdict);
    if let Some(dir) = seen {
        compare(shelf, &checkpoint, trust, dir, &mut verdict)?;
    }
    Ok(verdict)
}

fn read(shelf: &dyn Shelf, file: &str, trust: &Trust) -> Result<Option<Checkpoint>, String> {
    let bytes = shelf.get(file).map_err(|fault| fault.to_string())?;
    let read =
        |bytes: Vec<u8>| Checkpoint::read(&bytes, &trust.logs).map_err(|fault| fault.to_string());
    bytes.map(read).transpose()
}

fn claimed(shelf: &dyn Shelf) -> Option<Head> {
    let bytes = shelf.get(CHECKPOINT).ok()??;
    Head::parse(&Note::parse(&bytes).ok()?.text).ok()
}

fn cosignatures(checkpoint: &Checkpoint, trust: &Trust, verdict: &mut Verdict) {
    for key in &trust.cosigners {
        match checkpoint.cosigned_or_fault(key) {
            Ok(Some(time)) => verdict.cosigned.push((key.name().to_owned(), time)),
            Ok(None) => {}
            Err(fault) => verdict
                .faults
                .push(format!("the cosignature by `{}` does not hold: {fault}", key.name())),
        }
    }
    if let Some(policy) = &trust.policy {
        let tally = policy.met(checkpoint);
        if !tally.met {
            let absent = tally.absent.join(", ");
            verdict
                .faults
                .push(format!("not enough stand behind it, as the policy counts: not {absent}"));
        }
    }
}

fn check_settled(shelf: &dyn Shelf, head: &Head, trust: &Trust, verdict: &mut Verdict) {
    match read(shelf, SETTLED, trust) {
        Ok(None) => {}
        Ok(Some(settled)) => {
            let settled = settled.head();
            let root =
                Tiles::open(shelf, head).ok().and_then(|tiles| tiles.root_at(settled.size).ok());
            if root == Some(settled.root) {
                verdict.settled = Some(settled.size);
            } else {
                verdict.faults.push(format!(
                    "the head of {} entries called settled is not its own",
                    settled.size
                ));
            }
        }
        Err(fault) => {
            verdict.faults.push(format!("the head called settled cannot be believed: {fault}"))
        }
    }
}

/// Holds a log against what was seen of it before, and remembers what is seen now.
fn compare(
    shelf: &dyn Shelf,
    checkpoint: &Checkpoint,
    trust: &Trust,
    dir: &Path,
    verdict: &mut Verdict,
) -> Outcome {
    fs::create_dir_all(dir).map_err(|fault| Failure::file("make", dir, &fault))?;
    let head = checkpoint.head();
    let path = dir.join(hex(&Sha256::digest(&head.origin)));
    let earlier = match fs::read(&path) {
        Ok(bytes) => Some(Checkpoint::read(&bytes, &trust.logs).map_err(|fault| {
            Failure::cannot(format!(
                "what was seen before, `{}`, cannot be read: {fault}",
                path.display()
            ))
        })?),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => None,
        Err(fault) => return Err(Failure::file("read", &path, &fault)),
    };
    if let Some(earlier) = &earlier {
        let then = earlier.head();
        if then.size > head.size {
            verdict.faults.push(format!(
                "it shows less than before: {} entries, and {} were seen",
                head.size, then.size
            ));
            return Ok(());
        }
        let root = Tiles::open(shelf, head).ok().and_then(|tiles| tiles.root_at(then.size).ok());
        if root != Some(then.root) {
            let kept = path.with_extension("other");
            write_file(&kept, &checkpoint.to_bytes())?;
            verdict.faults.push(format!(
                "it was rewritten: its first {} entries are not those that were seen before; \
                 both heads are signed and kept: `{}`, `{}`",
                then.size,
                path.display(),
                kept.display()
            ));
            return Ok(());
        }
    }
    write_file(&path, &checkpoint.to_bytes())
}

fn print(verdict: &Verdict, out: &mut dyn Write) -> Outcome {
    let word = if verdict.faults.is_empty() { "good" } else { "NOT GOOD" };
    writeln!(out, "{}: {word}", verdict.log)?;
    if let (Some(origin), Some(size)) = (&verdict.origin, verdict.size) {
        writeln!(
            out,
            "  {origin}, {size} entries, root {}",
            verdict.root.as_deref().unwrap_or("?")
        )?;
    }
    if let Some(by) = &verdict.signed_by {
        writeln!(out, "  signed by {by}")?;
    }
    for (name, time) in &verdict.cosigned {
        let time = i64::try_from(*time).unwrap_or(i64::MAX);
        writeln!(out, "  cosigned by {name}, {}", truce_core::time::Moment::from_unix(time))?;
    }
    if let Some(settled) = verdict.settled {
        writeln!(out, "  settled up to {settled} entries")?;
    }
    for fault in &verdict.faults {
        writeln!(out, "  fault: {fault}")?;
    }
    Ok(())
}
