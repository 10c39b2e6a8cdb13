//! `truce case play`: a file of officers' deeds on the nodes of several seats, for exercises.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use truce_core::id::SeatId;
use truce_core::time::Moment;

use crate::failure::Outcome;
use crate::host::{Host, ROUND_S};
use crate::keys;
use crate::node::Node;
use crate::script;

#[derive(Debug, Args)]
pub(super) struct Play {
    /// The file; docs/formats.md says how its lines are written.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder that holds the nodes, each under its seat's name.
    #[arg(long, default_value = ".", value_name = "DIR")]
    at: PathBuf,
}

/// How often the seats go round each other in an evening: publish, fetch, say what they hold, fetch that.
const ROUNDS: usize = 3;

/// Plays it, day by day; at the end of each day the seats go round each other.
pub(super) fn run(args: &Play, out: &mut dyn Write) -> Outcome {
    let text = script::read(&args.file)?;
    let home = |seat: &SeatId| Node::open(&args.at.join(seat.as_str()));
    let seats = script::seats(&text)?;
    let nodes = seats
        .iter()
        .map(|seat| Ok((seat.clone(), home(seat)?)))
        .collect::<Outcome<BTreeMap<SeatId, Node>>>()?;
    let round = |evening: Moment| -> Outcome {
        for _ in 0..ROUNDS {
            for seat in &seats {
                let node = home(seat)?;
                let keys = keys::unlock(&node.dir)?;
                Host::open(node, vec![keys], ROUND_S)?.round(evening)?;
            }
        }
        Ok(())
    };
    let count = script::play(&text, &nodes, round)?;
    writeln!(out, "{count} deeds are on record: truce case list")?;
    Ok(())
}
