//! `truce import`: files onto the record.

use std::io::Write;
use std::path::Path;

use truce_core::case::office::Action;
use truce_core::id::OfficerId;
use truce_core::time::Moment;

use crate::cli::{Format, Import};
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::import::sealing::{Sealing, told_by};
use crate::import::{Importer, Order, TOLD_MAX, Taken, What, ucdp_source};
use crate::index::Index;
use crate::keys;
use crate::node::Node;

/// Imports the files one by one and says what became of each.
///
/// # Errors
/// If a file cannot be read at all, or the log cannot be written; files before it stay on record.
pub fn run(dir: &Path, args: &Import, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    if args.rejects.is_some() && args.files.len() > 1 {
        return Err(Failure::usage("--rejects goes with one file: import the files one by one"));
    }
    let node = Node::open(dir)?;
    if let Some(officer) = &args.by {
        may_enter(&node, officer)?;
    }
    let order = Order { seal: sealing(dir, args)?, ..order(args, now) };
    let mut importer = Importer::open(&node)?;
    if args.format == Format::UcdpGed && args.source.is_none() {
        let registered = importer.ensure_source(ucdp_source()?, now)?;
        if registered && !args.json {
            writeln!(out, "registered the source `ucdp-ged`")?;
        }
    }
    let mut outcomes: Vec<Taken> = Vec::new();
    let mut failure = None;
    for path in &args.files {
        match importer.import(path, &order) {
            Ok(taken) => {
                if !args.json {
                    tell(&taken, out)?;
                }
                outcomes.push(taken);
            }
            Err(fault) => {
                failure = Some(fault);
                break;
            }
        }
    }
    drop(importer);
    if args.json {
        print_json(&outcomes, out)?;
    }
    if let Some(failure) = failure {
        return Err(failure);
    }
    if !args.no_index && outcomes.iter().any(|taken| taken.taken > 0) {
        Index::open(&node)?.follow(&node)?;
    }
    Ok(if outcomes.iter().all(Taken::is_whole) { DONE } else { FOUND_FAULTS })
}

fn order(args: &Import, now: Moment) -> Order {
    Order {
        correct: args.correct,
        date: args.date,
        entered_by: args.by.clone(),
        map: args.map.clone(),
        now,
        rejects: args.rejects.clone(),
        seal: None,
        seat: args.seat.clone(),
        source: args.source.clone(),
        what: match args.format {
            Format::Csv => What::Reports(truce_intake::Format::ReportsCsv),
            Format::Jsonl => What::Reports(truce_intake::Format::ReportsJsonl),
            Format::UcdpGed => What::Reports(truce_intake::Format::UcdpGed),
            Format::Bulletins => What::Bulletins,
            Format::Effort => What::Effort,
            Format::Sources => What::Sources,
        },
    }
}

/// Refuses somebody who may not enter reports for this seat.
fn may_enter(node: &Node, officer: &OfficerId) -> Outcome {
    let officers = node.picture()?.docket.officers;
    match officers.get(&(node.seat.clone(), officer.clone())) {
        Some(found) if found.allows(Action::Enter) => Ok(()),
        Some(_) => Err(Failure::cannot(format!(
            "no office of `{officer}` allows to {}: see truce office list",
            Action::Enter
        ))),
        None => Err(Failure::cannot(format!(
            "`{officer}` is no officer of this seat: appoint them with truce office appoint"
        ))),
    }
}

/// What is to be sealed, if anything is.
fn sealing(dir: &Path, args: &Import) -> Outcome<Option<Sealing>> {
    let beside = args.told_by.as_deref().map(told_by).transpose()?.unwrap_or_default();
    if args.seal.is_empty() && beside.is_empty() {
        return Ok(None);
    }
    if !matches!(args.format, Format::Csv | Format::Jsonl | Format::UcdpGed) {
        return Err(Failure::usage("only reports can be sealed: csv, jsonl, ucdp-ged"));
    }
    let own = if args.correct { Some(keys::unlock(dir)?.evidence) } else { None };
    Ok(Some(Sealing { beside, fields: args.seal.iter().copied().collect(), own }))
}

/// What became of a file, for a person.
fn tell(taken: &Taken, out: &mut dyn Write) -> Outcome {
    write!(out, "{}: {} put on record", taken.file, taken.taken)?;
    for (number, words) in [
        (taken.already, "on record already"),
        (taken.corrected, "of them corrections"),
        (taken.refused, "refused"),
    ] {
        if number > 0 {
            write!(out, ", {number} {words}")?;
        }
    }
    writeln!(out)?;
    for doubt in taken.doubts.iter().take(TOLD_MAX) {
        writeln!(out, "  doubt: {doubt}")?;
    }
    if taken.doubts.len() > TOLD_MAX {
        writeln!(
            out,
            "  ... and {} more doubts: see all with --json",
            taken.doubts.len() - TOLD_MAX
        )?;
    }
    for refusal in &taken.refusals {
        writeln!(out, "  refused: {refusal}")?;
    }
    let untold = taken.refused - u64::try_from(taken.refusals.len()).unwrap_or(taken.refused);
    if untold > 0 {
        writeln!(out, "  ... and {untold} more")?;
    }
    if let Some(path) = &taken.reject_file {
        writeln!(
            out,
            "  the refused rows are in `{}`: mend them there, and import that file",
            path.display()
        )?;
    }
    if let Some(why) = &taken.ended_early {
        writeln!(out, "  reading stopped before the end: {why}")?;
    }
    Ok(())
}
