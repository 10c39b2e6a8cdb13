//! `truce log`: what stands in a log.

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde_json::value::RawValue;
use truce_core::case::deed::Deed;
use truce_core::case::office::Appointment;
use truce_core::departure::Presence;
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_core::record::Head;
use truce_core::redaction::Redaction;
use truce_core::report::Report;
use truce_core::rotation::Rotation;
use truce_core::succession::Succession;

use crate::cli::LogArgs;
use crate::cmd::{DONE, print_json_line};
use crate::failure::{Failure, Outcome};
use crate::node::{Node, short};

/// Shows a log, or one entry of it.
///
/// # Errors
/// If the log cannot be read, or the entry is not there.
pub fn run(dir: &Path, args: &LogArgs, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    if let Some(address) = &args.address {
        return one(&node, address, out);
    }
    let seat = args.seat.clone().unwrap_or_else(|| node.log.clone());
    known(&node, &seat)?;
    let mut shown: VecDeque<(u64, Vec<u8>)> = VecDeque::new();
    let mut next = 0;
    node.read_log(&seat, |index, bytes| {
        next = index + 1;
        if !wanted(args, bytes) {
            return Ok(());
        }
        let Some(last) = args.last else { return show(args, &seat, index, bytes, out) };
        shown.push_back((index, bytes.to_vec()));
        if shown.len() > last {
            shown.pop_front();
        }
        Ok(())
    })?;
    for (index, bytes) in shown {
        show(args, &seat, index, &bytes, out)?;
    }
    if !args.follow {
        return Ok(DONE);
    }
    // Until whoever reads stops reading, or stops the program.
    loop {
        out.flush()?;
        std::thread::sleep(Duration::from_millis(500));
        next = follow(&node, args, &seat, next, out)?;
    }
}

/// Shows what came since, and returns where to go on.
fn follow(
    node: &Node,
    args: &LogArgs,
    seat: &SeatId,
    from: u64,
    out: &mut dyn Write,
) -> Outcome<u64> {
    let words = |fault: truce_log::ReadFault| Failure::cannot(fault.to_string());
    let mut reader = truce_log::Reader::open_from(&node.log_dir(seat), from).map_err(words)?;
    let mut next = from;
    while let Some(batch) = reader.next_batch().map_err(words)? {
        for (index, bytes) in batch.entries() {
            next = index + 1;
            if wanted(args, bytes) {
                show(args, seat, index, bytes, out)?;
            }
        }
    }
    Ok(next)
}

fn known(node: &Node, seat: &SeatId) -> Outcome {
    let held = node.held()?;
    if held.contains(seat) {
        return Ok(());
    }
    let names: Vec<&str> = held.iter().map(SeatId::as_str).collect();
    Err(Failure::cannot(format!(
        "no log of `{seat}` is held here: those held are {}; copy others with `truce sync`",
        names.join(", ")
    )))
}

fn one(node: &Node, address: &Address, out: &mut dyn Write) -> Outcome<u8> {
    known(node, &address.log)?;
    let mut found = None;
    let head = node.read_log(&address.log, |index, bytes| {
        if index == address.index {
            found = Some(bytes.to_vec());
        }
        Ok(())
    })?;
    let Some(bytes) = found else {
        return Err(Failure::cannot(format!(
            "there is no entry {address}: the log of `{}` has {} entries",
            address.log, head.size
        )));
    };
    let value: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|_| Failure::cannot(format!("the entry {address} is not JSON")))?;
    crate::cmd::print_json(&value, out)?;
    Ok(DONE)
}

fn wanted(args: &LogArgs, bytes: &[u8]) -> bool {
    let holds = |text: &str| String::from_utf8_lossy(bytes).contains(text);
    let of_kind = |kind: &str| holds(&format!("\"kind\":\"{kind}\",\"what\""));
    args.kind.as_deref().is_none_or(of_kind) && args.text.as_deref().is_none_or(holds)
}

#[derive(serde::Serialize)]
struct Line<'a> {
    address: &'a Address,
    entry: Option<&'a RawValue>,
}

fn show(args: &LogArgs, seat: &SeatId, index: u64, bytes: &[u8], out: &mut dyn Write) -> Outcome {
    let address = Address { log: seat.clone(), index };
    if args.json {
        let text = std::str::from_utf8(bytes).ok();
        let entry = text.and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        return print_json_line(&Line { address: &address, entry }, out);
    }
    match Entry::read(bytes) {
        Err(why) => writeln!(out, "{address:<14} unread     {why}")?,
        Ok(entry) => {
            let (kind, words) = (entry.body.kind(), summary(&entry.body));
            writeln!(out, "{address:<14} {}  {kind:<9}  {words}", entry.recorded_at)?;
        }
    }
    Ok(())
}

/// An entry in a line.
fn summary(body: &Body) -> String {
    match body {
        Body::Opening(opening) => {
            format!("log of {} under {}", opening.seat, opening.agreement_title)
        }
        Body::Source(source) => {
            let side = source
                .aligned_with
                .as_ref()
                .map_or(String::new(), |side| format!(", close to {side}"));
            format!("{} ({}, reliability {}{side})", source.name, source.kind, source.reliability)
        }
        Body::Report(report) => told(report),
        Body::Register(register) => {
            let total = register.total.map_or("no total".to_owned(), |total| total.to_string());
            format!(
                "{} registered {total} on {}, as told by {}",
                register.seat, register.day, register.told_by
            )
        }
        Body::Judgement(judgement) => {
            let (one, other) = &judgement.reports;
            format!(
                "{one} and {other}: {:?}, by {}: {}",
                judgement.verdict, judgement.by, judgement.reason
            )
        }
        Body::Effort(effort) => format!("{} watched", effort.source),
        Body::Heartbeat(heartbeat) => format!("holds {}", lengths(&heartbeat.heads)),
        Body::Rotation(rotation) => new_keys(rotation),
        Body::Succession(succession) => goes_on(succession),
        Body::Departure(departure) => {
            let word = match departure.presence {
                Presence::Absent => "absent",
                Presence::Present => "there again",
            };
            format!("{} is {word}: {}", departure.seat, first_words(&departure.reason))
        }
        Body::Misconduct(misconduct) => {
            let what = match misconduct.what {
                Offence::Fork => "signed two histories of its log",
                Offence::WitnessFault => "cosigned what cannot both be true",
            };
            format!("{} {what}", misconduct.accused)
        }
        Body::CutDigest(digest) => {
            format!("at {}: picture {}", lengths(&digest.cut.0), short(&digest.picture_sha256))
        }
        Body::Blob(blob) => {
            let (name, note) = (short(&blob.sha256), first_words(&blob.note));
            format!("{name} ({}, {} bytes): {note}", blob.media_type, blob.bytes)
        }
        Body::BlobHeld(held) => format!("holds {}", short(&held.sha256)),
        Body::Erasure(erasure) => {
            format!("destroyed {}: {}", short(&erasure.sha256), first_words(&erasure.reason))
        }
        Body::Disclosure(disclosure) => format!("opens a sealed field of {}", disclosure.address),
        Body::Redaction(redaction) => withholds(redaction),
        Body::WeightsPart(part) => {
            format!("weight table {}: {} of {}", short(&part.table_sha256), part.part + 1, part.of)
        }
        Body::Adoption(adoption) => {
            let (table, why) = (short(&adoption.table_sha256), first_words(&adoption.reason));
            format!("adopts the weight table {table}, by {}: {why}", adoption.by)
        }
        Body::Appointment(appointment) => appointed(appointment),
        Body::Deed(deed) => done(deed),
    }
}

fn appointed(appointment: &Appointment) -> String {
    let offices: Vec<&str> = appointment.offices.iter().map(|one| one.word()).collect();
    let offices = if offices.is_empty() { "no office".to_owned() } else { offices.join(", ") };
    format!("{}: {offices}", appointment.officer)
}

fn done(deed: &Deed) -> String {
    let case = deed.does.case().map_or_else(String::new, |case| format!(" in {case}"));
    format!("{}: {}{case}", deed.by, deed.does.word())
}

fn told(report: &Report) -> String {
    format!(
        "{} · {} · {} · {} · {}",
        report.source,
        report.basis,
        report.act,
        report.place.label(),
        first_words(&report.account)
    )
}

/// How far each log goes.
fn lengths(heads: &BTreeMap<SeatId, Head>) -> String {
    let each = heads.iter().map(|(log, head)| format!("{log} {}", head.size));
    each.collect::<Vec<_>>().join(", ")
}

fn new_keys(rotation: &Rotation) -> String {
    let keys = [("log", &rotation.log), ("cosigner", &rotation.cosigner)];
    let new: Vec<&str> =
        keys.iter().filter(|(_, key)| key.is_some()).map(|(whose, _)| *whose).collect();
    format!("new key for its {}: {}", new.join(" and "), first_words(&rotation.reason))
}

fn goes_on(succession: &Succession) -> String {
    let Succession { earlier, follows, log, seat, reason, .. } = succession;
    let reason = first_words(reason);
    format!("{seat} goes on in {log}, after {} entries of {earlier}: {reason}", follows.size)
}

fn withholds(redaction: &Redaction) -> String {
    let fields: Vec<&str> = redaction.fields.iter().map(|field| field.word()).collect();
    let reason = first_words(&redaction.reason);
    format!("withholds {} of {}: {reason}", fields.join(", "), redaction.address)
}

/// The first words of a text, cut at a blank.
#[must_use]
pub fn first_words(text: &str) -> String {
    const LENGTH: usize = 60;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LENGTH).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} …")
}
