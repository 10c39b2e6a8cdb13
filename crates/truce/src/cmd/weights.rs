//! `truce weights`: the table with which reports are matched: shown, learned, proposed, adopted.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use truce_core::adoption::{self, Adoption, Tables};
use truce_core::departure;
use truce_core::entry::{Address, Body, Entry};
use truce_core::matching::Candidate;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::time::Moment;
use truce_signals::estimation::{Estimate, Pass, estimate};

use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::{Node, append, short, write_file};
use crate::progress::Progress;

/// `truce weights`.
#[derive(Debug, Args)]
pub struct WeightsArgs {
    /// What to do with the table.
    #[command(subcommand)]
    pub action: WeightsAction,
}

/// What can be done with weight tables.
#[derive(Debug, Subcommand)]
pub enum WeightsAction {
    /// Show which table is in force, who adopted it, and what else is proposed.
    Show {
        /// Write the table in force to a file.
        #[arg(long, value_name = "TABLE")]
        save: Option<PathBuf>,
        /// Print as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Learn a table from the reports on record. It changes nothing until seats adopt it.
    Estimate {
        /// Where to write it.
        #[arg(value_name = "TABLE")]
        table: PathBuf,
        /// In how many rounds.
        #[arg(long, value_name = "N", default_value_t = 4)]
        rounds: usize,
        /// Print how it fits as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Put a table on record, and adopt it for this seat.
    Propose {
        /// The table.
        #[arg(value_name = "TABLE")]
        table: PathBuf,
        /// Who says so, and why.
        #[command(flatten)]
        said: Said,
    },
    /// Adopt a table that is on record, for this seat.
    Adopt {
        /// The beginning of its digest, as `truce weights show` prints it.
        #[arg(value_name = "DIGEST")]
        digest: String,
        /// Who says so, and why.
        #[command(flatten)]
        said: Said,
    },
}

/// Who says so, and why.
#[derive(Debug, Args)]
pub struct Said {
    /// Who decided it: a name or number in this seat's own list.
    #[arg(long, value_name = "OFFICER")]
    pub by: String,
    /// Why.
    #[arg(long, value_name = "WORDS")]
    pub reason: String,
}

/// What is said of tables, for a script.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    in_force: &'a adoption::InForce,
    known: Vec<Known<'a>>,
}

#[derive(Debug, Serialize)]
struct Known<'a> {
    adopted_by: Vec<&'a str>,
    name: &'a str,
    table_sha256: &'a str,
}

/// Carries out what is asked of the weight table.
///
/// # Errors
/// If a log cannot be read or written, or a table is none.
pub fn run(dir: &Path, args: &WeightsArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    match &args.action {
        WeightsAction::Show { save, json } => {
            let tables = tables(&node)?;
            if let Some(path) = save {
                write_weights(path, &tables.in_force.weights)?;
            }
            show(&node, &tables, *json, out)?;
        }
        WeightsAction::Estimate { table, rounds, json } => {
            learn(&node, table, *rounds, *json, out)?;
        }
        WeightsAction::Propose { table, said } => {
            let weights = read_weights(table)?;
            let mut bodies: Vec<Body> = adoption::parts_of(&weights)
                .into_iter()
                .map(|part| Body::WeightsPart(Box::new(part)))
                .collect();
            if tables(&node)?.known.contains_key(&adoption::digest_of(&weights)) {
                bodies.clear();
            }
            adopt(&node, bodies, &weights, said, now, out)?;
        }
        WeightsAction::Adopt { digest, said } => {
            let tables = tables(&node)?;
            let mut meant = tables.known.iter().filter(|(known, _)| known.starts_with(digest));
            match (meant.next(), meant.next()) {
                (Some((_, weights)), None) => {
                    adopt(&node, Vec::new(), weights, said, now, out)?;
                }
                (None, _) => {
                    return Err(Failure::cannot(format!(
                        "no whole table `{digest}` is on record here: see `truce weights show`, and `truce sync` first"
                    )));
                }
                (Some(_), Some(_)) => {
                    return Err(Failure::usage(format!(
                        "`{digest}` begins more than one table: write more of it"
                    )));
                }
            }
        }
    }
    Ok(DONE)
}

fn tables(node: &Node) -> Outcome<Tables> {
    let (record, cut) = node.record()?;
    let (seats, enough) = (node.agreement.seat_ids(), node.agreement.enough());
    let present = departure::present(record.until(&cut), &seats, enough);
    Ok(adoption::tables(record.until(&cut), &present))
}

fn adopt(
    node: &Node,
    mut bodies: Vec<Body>,
    weights: &Weights,
    said: &Said,
    now: Moment,
    out: &mut dyn Write,
) -> Outcome {
    let adoption = Adoption {
        by: said.by.clone(),
        reason: said.reason.clone(),
        table_sha256: adoption::digest_of(weights),
    };
    let digest = adoption.table_sha256.clone();
    bodies.push(Body::Adoption(adoption));
    let entries: Vec<Entry> = bodies.into_iter().map(|body| Entry::new(body, now)).collect();
    let mut log = node.writer()?;
    let range = append(&mut log, &entries)?;
    drop(log);
    let address = Address { log: node.log.clone(), index: range.end.saturating_sub(1) };
    writeln!(out, "put on record as {address}: this seat would match with {}", short(&digest))?;
    let in_force = tables(node)?.in_force;
    if in_force.table_sha256 == digest {
        writeln!(out, "It is in force: every seat that is there has adopted it.")?;
    } else {
        writeln!(
            out,
            "In force stays {} ({}) until every seat that is there has adopted one table.",
            short(&in_force.table_sha256),
            in_force.weights.name
        )?;
    }
    Ok(())
}

fn show(node: &Node, tables: &Tables, json: bool, out: &mut dyn Write) -> Outcome {
    let adopted_by = |digest: &str| -> Vec<&str> {
        let seats = node.agreement.seats.iter();
        let adopted = seats
            .filter(|seat| tables.last.get(&seat.id).is_some_and(|(_, table)| table == digest));
        adopted.map(|seat| seat.id.as_str()).collect()
    };
    let known = tables.known.iter().map(|(digest, weights)| Known {
        adopted_by: adopted_by(digest),
        name: &weights.name,
        table_sha256: digest,
    });
    if json {
        return print_json(&Shown { in_force: &tables.in_force, known: known.collect() }, out);
    }
    let weights = &tables.in_force.weights;
    writeln!(out, "In force: {} ({})", short(&tables.in_force.table_sha256), weights.name)?;
    let crowding = &weights.crowding;
    writeln!(
        out,
        "  near an event {}.{:03} others within {} m and {} min; {} cells with a rate of their own; {} sources known",
        crowding.another_permille / 1_000,
        crowding.another_permille % 1_000,
        crowding.spread_m,
        crowding.fade_s / 60,
        crowding.cells.len(),
        weights.sources.len()
    )?;
    for table in known {
        let who = match table.adopted_by.as_slice() {
            [] => "adopted by no seat".to_owned(),
            seats => format!("adopted by {}", seats.join(", ")),
        };
        writeln!(out, "  {} {}: {who}", short(table.table_sha256), table.name)?;
    }
    Ok(())
}

fn learn(node: &Node, path: &Path, rounds: usize, json: bool, out: &mut dyn Write) -> Outcome {
    let picture = node.picture()?;
    let candidates: Vec<Candidate> =
        picture.events().map(|(address, report)| Candidate::of(address, report)).collect();
    let learned = learned(&picture.weights.weights, &candidates, &picture.judged, rounds)?;
    write_weights(path, &learned.weights)?;
    if json {
        return print_json(&learned.rounds, out);
    }
    for (number, pass) in (1..).zip(&learned.rounds) {
        writeln!(
            out,
            "round {number}: {} reports in {} groups, {} of more than one; {:.2} others near an event; {:.0} % of events told",
            pass.reports,
            pass.groups,
            pass.joined,
            pass.another,
            100.0 * pass.told_by_any
        )?;
    }
    writeln!(
        out,
        "The table is in `{}`. It changes nothing until every seat adopts it: truce weights propose {}",
        path.display(),
        path.display()
    )?;
    Ok(())
}

/// Learns a table from reports, with progress on the terminal.
///
/// # Errors
/// If there is too little to learn from.
pub fn learned(
    start: &Weights,
    candidates: &[Candidate],
    judged: &Judgements,
    rounds: usize,
) -> Outcome<Estimate> {
    let mut progress = Progress::over("learning", u64::try_from(rounds).unwrap_or(0));
    let mut done = 0;
    let mut hear = |pass: &Pass| {
        done += 1;
        progress.at(done, &format!("{} incidents", pass.groups));
    };
    let learned = estimate(start, candidates, judged, rounds, &mut hear);
    progress.end();
    learned.map_err(|why| Failure::cannot(why.to_string()))
}

/// Reads a weight table.
///
/// # Errors
/// If the file cannot be read, or holds no table.
pub fn read_weights(path: &Path) -> Outcome<Weights> {
    let text =
        std::fs::read_to_string(path).map_err(|fault| Failure::file("read", path, &fault))?;
    serde_json::from_str(&text).map_err(|fault| {
        Failure::cannot(format!("`{}` is no weight table: {fault}", path.display()))
    })
}

/// Writes a weight table.
///
/// # Errors
/// If the disk does not obey.
pub fn write_weights(path: &Path, weights: &Weights) -> Outcome {
    let text = serde_json::to_string_pretty(weights);
    let text = text.map_err(|fault| Failure::cannot(fault.to_string()))?;
    write_file(path, (text + "\n").as_bytes())
}
