//! `truce sources`: who tells the seats something.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use truce_core::id::SourceId;

use crate::cli::Listing;
use crate::cmd::{DONE, print_json};
use crate::failure::Outcome;
use crate::node::Node;
use crate::render::labels::Labels;
use crate::render::table::{Side, Table};

/// Lists the sources of all logs held, with how many reports each has told.
///
/// # Errors
/// If a log cannot be read.
pub fn run(dir: &Path, args: &Listing, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let picture = node.picture()?;
    if args.json {
        let sources: Vec<_> = picture.sources.values().collect();
        print_json(&sources, out)?;
        return Ok(DONE);
    }
    if picture.sources.is_empty() {
        writeln!(
            out,
            "No source is registered yet. Register some with `truce import sources FILE`."
        )?;
        return Ok(DONE);
    }
    let mut told: BTreeMap<&SourceId, u32> = BTreeMap::new();
    for report in picture.reports.values() {
        *told.entry(&report.source).or_default() += 1;
    }
    let labels = Labels { agreement: &node.agreement };
    let mut table = Table::new(&[
        ("source", Side::Left),
        ("name", Side::Left),
        ("kind", Side::Left),
        ("grade", Side::Left),
        ("close to", Side::Left),
        ("counts with", Side::Left),
        ("reports", Side::Right),
    ]);
    for source in picture.sources.values() {
        let side = source.aligned_with.as_ref().map_or("–", |side| labels.actor(side));
        table.row(vec![
            source.id.to_string(),
            source.name.clone(),
            source.kind.clone(),
            source.reliability.to_string(),
            side.to_owned(),
            source.group.clone().unwrap_or_else(|| "–".to_owned()),
            told.get(&source.id).copied().unwrap_or(0).to_string(),
        ]);
    }
    write!(out, "{}", table.text())?;
    Ok(DONE)
}
