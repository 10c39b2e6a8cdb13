//! `truce resume`: a person's word on whether this disk was put back from a backup.

use std::io::Write;
use std::path::Path;

use truce_core::time::Moment;

use crate::cli::Resume;
use crate::cmd::sync::in_use;
use crate::cmd::{DONE, print_json};
use crate::failure::Outcome;
use crate::host::{Host, ROUND_S, continuity, status};
use crate::node::Node;

/// Lets the node sign again, or has it ask its peers first.
///
/// # Errors
/// If the disk does not obey.
pub fn run(dir: &Path, args: &Resume, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    if args.restored {
        continuity::break_off(dir)?;
        writeln!(
            out,
            "from here on this node asks every peer what it holds before it signs: truce sync"
        )?;
        return Ok(DONE);
    }
    let mut host = Host::open(node, in_use(dir)?, ROUND_S)?;
    host.confirm()?;
    host.round(now)?;
    let status = status::of(&host);
    if args.json {
        print_json(&status, out)?
    } else {
        writeln!(out, "signs: {}", status.signs)?
    }
    Ok(DONE)
}
