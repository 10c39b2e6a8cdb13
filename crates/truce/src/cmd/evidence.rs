//! `truce evidence`: documents and pictures, kept sealed beside the log.
//!
//! No message here repeats a file's name or what a blob holds: names tell who took a picture.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use truce_core::blob::{Blob, BlobHeld, Custody, Erasure, custody};
use truce_core::commitment::SealedField;
use truce_core::entry::{Address, Body, Entry};
use truce_core::record::Record;
use truce_core::time::Moment;

use crate::cmd::{DONE, print_json};
use crate::evidence::{About, BlobId, Hashing, LIMIT, Store, own_recipient, recipient};
use crate::failure::{FOUND_FAULTS, Failure, Outcome, io_words};
use crate::keys;
use crate::node::{Node, append};
use crate::openings::{Opener, Openings};
use crate::render::table::{Side, Table};

/// `truce evidence`.
#[derive(Debug, Args)]
pub struct EvidenceArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub action: EvidenceAction,
}

/// What can be done with evidence.
#[derive(Debug, Subcommand)]
pub enum EvidenceAction {
    /// Seal a file, keep it beside the log, and put its digest on record.
    Add(Add),
    /// List the blobs on record, and who holds them.
    List {
        /// Show what was noted privately too; asks for the passphrase.
        #[arg(long)]
        private: bool,
        /// Print as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Open a blob into a new file; asks for the passphrase.
    Get {
        /// The blob: its digest, or the first digits of it.
        #[arg(value_name = "DIGEST")]
        digest: String,
        /// The new file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Seal the key of a blob for another seat, into a small file for it; asks for the passphrase.
    Share {
        /// The blob: its digest, or the first digits of it.
        #[arg(value_name = "DIGEST")]
        digest: String,
        /// The other seat's evidence key, from its card (truce keys show): age1...
        #[arg(long, value_name = "KEY")]
        to: String,
        /// The new file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Keep the key of a blob that another seat shared; asks for the passphrase.
    Accept {
        /// The blob: its digest, or the first digits of it.
        #[arg(value_name = "DIGEST")]
        digest: String,
        /// The small file that came.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Keep other seats' blobs, sealed as they are, and put on record that they are held.
    Hold {
        /// Another node's folder, or the sealed bytes of one blob.
        #[arg(value_name = "PATH")]
        from: PathBuf,
        /// The most bytes that one blob may have.
        #[arg(long, value_name = "BYTES", default_value_t = LIMIT)]
        limit: u64,
    },
    /// Destroy a blob's key and bytes, then put on record that this was done.
    Erase {
        /// The blob: its digest, or the first digits of it.
        #[arg(value_name = "DIGEST")]
        digest: String,
        /// Why, in words that anybody may read.
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    /// Check that the bytes of every blob held here are still those of its digest.
    Check,
}

/// `truce evidence add`.
#[derive(Debug, Args)]
pub struct Add {
    /// The file. It stays where it is.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What it is, such as image/jpeg.
    #[arg(long, value_name = "TYPE")]
    pub media_type: String,
    /// A note for the record, which anybody may read: nothing of whom it shows or who brought it.
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    pub note: String,
    /// A note for this seat alone, sealed with the blob's key, as is the file's name.
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    pub private: String,
    /// An entry of which it is evidence, such as un/12. May be given again.
    #[arg(long, value_name = "ADDRESS")]
    pub about: Vec<Address>,
    /// The most bytes that it may have, sealed.
    #[arg(long, value_name = "BYTES", default_value_t = LIMIT)]
    pub limit: u64,
}

/// Carries out what is asked of evidence.
///
/// # Errors
/// In words that tell nothing of what a blob holds.
pub fn run(dir: &Path, args: &EvidenceArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    match &args.action {
        EvidenceAction::Add(args) => add(&node, args, now, out),
        EvidenceAction::List { private, json } => list(&node, *private, *json, out),
        EvidenceAction::Get { digest, out: file } => {
            let (id, _) = find(&node, digest)?;
            Store::new(dir, LIMIT).read_into(id, &keys::unlock(dir)?.evidence, file)?;
            writeln!(out, "opened blob {id}, every byte checked")?;
            Ok(DONE)
        }
        EvidenceAction::Share { digest, to, out: file } => {
            let with = recipient(to)?;
            let (id, _) = find(&node, digest)?;
            let shared = Store::new(dir, LIMIT).share(id, &keys::unlock(dir)?.evidence, &with)?;
            write_new(file, &shared)?;
            writeln!(out, "sealed the key of blob {id} for that seat: give it the file")?;
            writeln!(out, "there: truce evidence accept {id} FILE")?;
            Ok(DONE)
        }
        EvidenceAction::Accept { digest, file } => {
            let (id, _) = find(&node, digest)?;
            let shared = open_named(file)?;
            let about = Store::new(dir, LIMIT).accept(id, shared, &keys::unlock(dir)?.evidence)?;
            writeln!(out, "blob {id} ({}) can be opened here now", about.media_type)?;
            Ok(DONE)
        }
        EvidenceAction::Hold { from, limit } => hold(&node, from, *limit, now, out),
        EvidenceAction::Erase { digest, reason } => erase(&node, digest, reason, now, out),
        EvidenceAction::Check => check(&node, out),
    }
}

fn add(node: &Node, args: &Add, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let own = own_recipient(&node.dir)?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let about = About { media_type: args.media_type.clone(), name, note: args.private.clone() };
    let mut blob = Blob {
        about: args.about.clone(),
        bytes: 0,
        media_type: args.media_type.clone(),
        note: args.note.clone(),
        sealed: std::collections::BTreeMap::new(),
        sha256: BlobId::new([0; 32]).to_string(),
    };
    // Refused before the work, not after it.
    blob.check().map_err(|fault| Failure::usage(fault.to_string()))?;
    let mut content = Hashing::new(open_named(&args.file)?);
    let added = Store::new(&node.dir, args.limit).add(&mut content, about, &own)?;
    let plaintext = BlobId::new(content.digest()).to_string();
    let (commitment, opening) = Opener::of(SealedField::Plaintext, &plaintext)?;
    Openings::open(&node.dir, own)?.keep(&[opening])?;
    blob.bytes = added.length;
    blob.sealed.insert(SealedField::Plaintext, commitment);
    blob.sha256 = added.id.to_string();
    let address = put_on_record(node, vec![Body::Blob(blob)], now)?;
    writeln!(out, "put on record as {address}")?;
    writeln!(out, "blob {}, {} bytes, sealed", added.id, added.length)?;
    Ok(DONE)
}

/// A blob on record, as a list shows it.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    blob: &'a Blob,
    address: &'a Address,
    custody: &'a Custody,
    held_here: bool,
    key_here: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    private: Option<About>,
}

fn list(node: &Node, private: bool, json: bool, out: &mut dyn Write) -> Outcome<u8> {
    let (record, _) = node.record()?;
    let store = Store::new(&node.dir, LIMIT);
    let keys = if private { Some(keys::unlock(&node.dir)?) } else { None };
    let seats = node.agreement.seat_ids();
    let custody = custody(record.entries(), &seats);
    let none = Custody::default();
    let mut lines = Vec::new();
    for (address, blob) in blobs(&record) {
        let Ok(id) = blob.sha256.parse::<BlobId>() else { continue };
        let noted =
            keys.as_ref().map(|keys| store.about(id, &keys.evidence)).transpose()?.flatten();
        lines.push(Line {
            blob,
            address,
            custody: custody.get(blob.sha256.as_str()).unwrap_or(&none),
            held_here: store.holds(id),
            key_here: store.has_key(id),
            private: noted,
        });
    }
    if json {
        print_json(&lines, out)?;
        return Ok(DONE);
    }
    if lines.is_empty() {
        writeln!(out, "No evidence is on record yet. Add some with `truce evidence add FILE`.")?;
        return Ok(DONE);
    }
    write!(out, "{}", table(&lines))?;
    Ok(DONE)
}

fn table(lines: &[Line<'_>]) -> String {
    let mut table = Table::new(&[
        ("blob", Side::Left),
        ("entry", Side::Left),
        ("bytes", Side::Right),
        ("type", Side::Left),
        ("here", Side::Left),
        ("seats", Side::Left),
        ("note", Side::Left),
    ]);
    for line in lines {
        let here = match (line.held_here, line.key_here) {
            (true, true) => "yes",
            (true, false) => "sealed",
            (false, _) => "no",
        };
        let mut note = line.blob.note.clone();
        if let Some(private) = &line.private {
            note = format!("{note} [{}: {}]", private.name, private.note);
        }
        table.row(vec![
            line.blob.sha256.get(..16).unwrap_or_default().to_owned(),
            line.address.to_string(),
            line.blob.bytes.to_string(),
            line.blob.media_type.clone(),
            here.to_owned(),
            line.custody.to_string(),
            note,
        ]);
    }
    table.text()
}

fn hold(node: &Node, from: &Path, limit: u64, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let (record, _) = node.record()?;
    let store = Store::new(&node.dir, limit);
    let seats = node.agreement.seat_ids();
    let custody = custody(record.entries(), &seats);
    let mut held = Vec::new();
    if from.is_dir() {
        let there = Store::new(from, limit);
        for (_, blob) in blobs(&record) {
            let Ok(id) = blob.sha256.parse::<BlobId>() else { continue };
            let erased = custody
                .get(blob.sha256.as_str())
                .is_some_and(|custody| custody.erased_by.contains(&node.seat));
            if store.holds(id) || erased {
                continue;
            }
            if let Some(ciphertext) = there.open_ciphertext(id)? {
                held.push(store.hold(id, ciphertext.file)?);
            }
        }
    } else {
        let id = BlobId::new(Hashing::new(open_named(from)?).digest());
        find(node, &id.to_string())?;
        held.push(store.hold(id, open_named(from)?)?);
    }
    if held.is_empty() {
        writeln!(out, "nothing new: no blob on record is there that is not held here or erased")?;
        return Ok(DONE);
    }
    let said = held.iter().map(|added| Body::BlobHeld(BlobHeld { sha256: added.id.to_string() }));
    let address = put_on_record(node, said.collect(), now)?;
    for added in &held {
        writeln!(out, "holding blob {}, {} bytes, sealed", added.id, added.length)?;
    }
    writeln!(out, "put on record from {address} on")?;
    Ok(DONE)
}

/// Destroys first and attests then: an attestation is never on record of what is still there.
fn erase(node: &Node, digest: &str, reason: &str, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let (id, blob) = find(node, digest)?;
    let erasure = Erasure { reason: reason.to_owned(), sha256: id.to_string() };
    erasure.check().map_err(|fault| Failure::usage(fault.to_string()))?;
    let store = Store::new(&node.dir, LIMIT);
    let (record, _) = node.record()?;
    let seats = node.agreement.seat_ids();
    let attested = custody(record.entries(), &seats)
        .get(blob.sha256.as_str())
        .is_some_and(|custody| custody.erased_by.contains(&node.seat));
    if attested && !store.holds(id) && !store.has_key(id) {
        writeln!(out, "blob {id} was erased before, and that is on record")?;
        return Ok(DONE);
    }
    // The log is opened first, so that what stops it stops the erasure too.
    let mut log = node.writer()?;
    store.erase(id)?;
    if let Some(commitment) = blob.sealed.get(&SealedField::Plaintext) {
        Openings::open(&node.dir, own_recipient(&node.dir)?)?.forget(commitment)?;
    }
    writeln!(out, "destroyed the key and the bytes of blob {id}")?;
    let index = append(&mut log, &[Entry::new(Body::Erasure(erasure), now)])
        .map_err(|fault| {
            Failure::cannot(format!(
                "blob {id} is destroyed, and that is not on record yet: run the command again ({fault})"
            ))
        })?
        .start;
    writeln!(out, "attested as {}", Address { log: node.log.clone(), index })?;
    Ok(DONE)
}

fn check(node: &Node, out: &mut dyn Write) -> Outcome<u8> {
    let (record, _) = node.record()?;
    let store = Store::new(&node.dir, LIMIT);
    let (mut sound, mut faults) = (0_u64, 0_u64);
    for (_, blob) in blobs(&record) {
        let Ok(id) = blob.sha256.parse::<BlobId>() else { continue };
        if !store.holds(id) {
            continue;
        }
        match store.check(id) {
            Ok(()) => sound += 1,
            Err(fault) => {
                faults += 1;
                writeln!(out, "{fault}")?;
            }
        }
    }
    writeln!(out, "{sound} blobs are what they were, {faults} are not")?;
    Ok(if faults == 0 { DONE } else { FOUND_FAULTS })
}

/// Every blob on record, in order of address; one that two seats added stands twice.
fn blobs(record: &Record) -> impl Iterator<Item = (&Address, &Blob)> {
    record.entries().filter_map(|(address, entry)| {
        let Body::Blob(blob) = &entry.body else { return None };
        Some((address, blob))
    })
}

/// The blob on record whose digest begins so.
fn find(node: &Node, beginning: &str) -> Outcome<(BlobId, Blob)> {
    let (record, _) = node.record()?;
    let mut found: Vec<&Blob> = blobs(&record)
        .map(|(_, blob)| blob)
        .filter(|blob| blob.sha256.starts_with(beginning) && beginning.len() >= 4)
        .collect();
    found.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    found.dedup_by(|a, b| a.sha256 == b.sha256);
    match found[..] {
        [blob] => {
            let id = blob.sha256.parse().map_err(Failure::cannot)?;
            Ok((id, blob.clone()))
        }
        [] => Err(Failure::cannot(
            "no such blob is on record: `truce evidence list` shows them; \
             give its digest, or the first four digits of it or more",
        )),
        _ => Err(Failure::cannot("several blobs begin so: give more digits")),
    }
}

fn put_on_record(node: &Node, bodies: Vec<Body>, now: Moment) -> Outcome<Address> {
    let entries: Vec<Entry> = bodies.into_iter().map(|body| Entry::new(body, now)).collect();
    let index = append(&mut node.writer()?, &entries)?.start;
    Ok(Address { log: node.log.clone(), index })
}

/// Opens a file that was named, without repeating its name if that fails.
pub(crate) fn open_named(path: &Path) -> Outcome<impl Read + use<>> {
    let file = File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            Err(std::io::ErrorKind::IsADirectory.into())
        } else {
            Ok(file)
        }
    });
    file.map_err(|fault| {
        Failure::cannot(format!("the file that was named cannot be read: {}", io_words(&fault)))
    })
}

/// Writes a file that only its owner may read, where there is none.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Outcome {
    if path.exists() {
        return Err(Failure::cannot("the file to write to is there already: name another"));
    }
    crate::durable::replace_private(path, bytes)
}
