//! `truce judge`: a person's word on two reports.

use std::io::Write;
use std::path::Path;

use truce_core::entry::{Address, Body, Entry};
use truce_core::judgement::{Judgement, Verdict};
use truce_core::time::Moment;

use crate::cli::{Judge, Word};
use crate::cmd::DONE;
use crate::failure::{Failure, Outcome};
use crate::node::{Node, append};

/// Puts a judgement on record, and says what follows from it.
///
/// # Errors
/// If one of the two is no report on record, or the log cannot be written.
pub fn run(dir: &Path, args: &Judge, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let verdict = match args.verdict {
        Word::Same => Verdict::Same,
        Word::Different => Verdict::Different,
        Word::TakenBack => Verdict::TakenBack,
    };
    let judgement = Judgement {
        by: args.by.clone(),
        reason: args.reason.clone(),
        reports: (args.one.clone(), args.other.clone()),
        verdict,
    };
    let before = node.picture()?;
    let (one, other) = &judgement.reports;
    if let Some(unknown) = [one, other].iter().find(|at| !before.reports.contains_key(**at)) {
        return Err(Failure::cannot(format!("{unknown} is no report on record here")));
    }
    drop(before);
    let put = put_all(&node, vec![judgement], now)?;
    let address = put.first().ok_or_else(|| Failure::cannot("nothing was put on record"))?;
    writeln!(out, "put on record as {address}")?;
    let after = node.picture()?;
    if after.judged.contested.iter().any(|aside| aside.contains(address)) {
        writeln!(
            out,
            "It contradicts other judgements; until one is taken back, all of these are set aside."
        )?;
    }
    let (one, other) = (after.incident_of(&args.one), after.incident_of(&args.other));
    let together = one.map(|i| &i.id) == other.map(|i| &i.id);
    writeln!(
        out,
        "The two are now held to be {}.",
        if together { "one event" } else { "two events" }
    )?;
    Ok(DONE)
}

/// Puts judgements, each on two reports that are on record, into the log in one go; says where each stands.
///
/// # Errors
/// If the two reports of one are one, or the log cannot be written: none is put then.
pub fn put_all(node: &Node, judgements: Vec<Judgement>, now: Moment) -> Outcome<Vec<Address>> {
    for judgement in &judgements {
        let (one, other) = &judgement.reports;
        if one == other {
            return Err(Failure::usage("a judgement is on two reports: name two addresses"));
        }
    }
    let entry = |judgement| Entry::new(Body::Judgement(judgement), now);
    let entries: Vec<Entry> = judgements.into_iter().map(entry).collect();
    let places = append(&mut node.writer()?, &entries)?;
    Ok(places.map(|index| Address { log: node.log.clone(), index }).collect())
}
