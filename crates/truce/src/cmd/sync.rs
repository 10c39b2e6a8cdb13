//! `truce sync`: the other seats' logs, from other nodes' folders.

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use truce_core::id::SeatId;

use crate::cli::Sync;
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::index::Index;
use crate::node::Node;

/// What became of one log.
#[derive(Debug, Serialize)]
struct Synced {
    /// Why nothing was taken.
    fault: Option<String>,
    /// How many entries are held now.
    held: Option<u64>,
    log: SeatId,
    /// How many are new.
    taken: u64,
}

/// Copies every log that the other nodes hold, except one's own.
///
/// # Errors
/// If a folder is no node. A log that does not fit is told, and the others go on.
pub fn run(dir: &Path, args: &Sync, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let mut outcomes = Vec::new();
    for from in &args.from {
        let other = Node::open(from)?;
        if other.agreement.digest() != node.agreement.digest() {
            return Err(Failure::cannot(format!(
                "`{}` is kept under another text of the agreement: nothing was copied from it",
                from.display()
            )));
        }
        for log in other.held()?.into_iter().filter(|log| *log != node.seat) {
            let copied = truce_log::copy_from(&other.log_dir(&log), &node.log_dir(&log));
            let outcome = match copied {
                Ok(copied) => Synced {
                    fault: None,
                    held: Some(copied.held.size),
                    taken: copied.taken.end.saturating_sub(copied.taken.start),
                    log,
                },
                Err(fault) => Synced { fault: Some(fault.to_string()), held: None, taken: 0, log },
            };
            outcomes.push(outcome);
        }
    }
    if outcomes.iter().any(|outcome| outcome.taken > 0) {
        Index::open(&node)?.follow(&node)?;
    }
    if args.json {
        print_json(&outcomes, out)?;
    } else {
        for outcome in &outcomes {
            match (&outcome.fault, outcome.held) {
                (Some(fault), _) => writeln!(out, "{}: nothing taken: {fault}", outcome.log)?,
                (None, held) => {
                    let held = held.unwrap_or(0);
                    writeln!(out, "{}: {} new, {held} held", outcome.log, outcome.taken)?;
                }
            }
        }
    }
    Ok(if outcomes.iter().any(|outcome| outcome.fault.is_some()) { FOUND_FAULTS } else { DONE })
}
