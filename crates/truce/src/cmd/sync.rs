//! `truce sync`: one round with the peers: sign, ask, pull, cosign, publish.

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use truce_core::id::SeatId;
use truce_core::time::Moment;
use truce_node::Event;

use crate::cli::Sync;
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::host::card::PublicCard;
use crate::host::peers::{Location, Peers};
use crate::host::{Host, ROUND_S};
use crate::index::Index;
use crate::keys::{self, Keys};
use crate::node::Node;

/// What became of one log.
#[derive(Debug, Serialize)]
struct Synced {
    /// How many entries are held now.
    held: u64,
    log: SeatId,
    /// How many of them are settled.
    settled: u64,
    /// How many are new here.
    taken: u64,
}

/// What a round came to.
#[derive(Debug, Serialize)]
struct Round {
    events: Vec<String>,
    logs: Vec<Synced>,
    /// Why peers were not reached.
    unreached: Vec<String>,
}

/// Goes through one round with every peer.
///
/// # Errors
/// If a place has no peer's card, or the disk does not obey. A peer that is not reached or does not fit is told,
/// and the others go on.
pub fn run(dir: &Path, args: &Sync, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let places = places(&node, &args.from)?;
    let mut host = Host::open(node, in_use(dir)?, ROUND_S)?;
    for (log, place) in places {
        host.look_in(log, place);
    }
    let before = held(&host);
    host.round(now)?;
    let round = outcome(&mut host, &before);
    let took = round.logs.iter().any(|log| log.taken > 0);
    let bad =
        !round.unreached.is_empty() || !host.node().proven().is_empty() || !round.events.is_empty();
    drop(host);
    if took && !args.no_index {
        let node = Node::open(dir)?;
        Index::open(&node)?.follow(&node)?;
    }
    if args.json {
        print_json(&round, out)?
    } else {
        print(&round, out)?
    }
    Ok(if bad { FOUND_FAULTS } else { DONE })
}

/// The keys in use: while they are changed, the old and the new.
///
/// # Errors
/// If there are none, or the passphrase cannot be had.
pub fn in_use(dir: &Path) -> Outcome<Vec<Keys>> {
    let passphrase = keys::passphrase_for(dir)?;
    if keys::card(dir)?.next.is_empty() {
        return Ok(vec![keys::open(dir, &passphrase)?]);
    }
    let (old, new) = keys::rotate(dir, &passphrase)?;
    Ok(vec![old, new])
}

/// Whose files the places hold.
fn places(node: &Node, from: &[String]) -> Outcome<Vec<(SeatId, Location)>> {
    let known = Peers::read(&node.dir)?;
    let mut places = Vec::new();
    for text in from {
        let place = Location::read(text);
        let card = PublicCard::fetch(&place)?;
        if !known.peer.iter().any(|peer| peer.log == card.log) {
            return Err(Failure::cannot(format!(
                "the keys of `{}` are not known here: truce -n {} peers add --at {place}",
                card.log,
                node.dir.display()
            )));
        }
        places.push((card.log, place));
    }
    Ok(places)
}

fn held(host: &Host) -> Vec<(SeatId, u64)> {
    host.node().logs().into_iter().map(|log| (log.clone(), host.node().holds(&log))).collect()
}

fn outcome(host: &mut Host, before: &[(SeatId, u64)]) -> Round {
    let had = |log: &SeatId| before.iter().find(|(of, _)| of == log).map_or(0, |(_, size)| *size);
    let told = host.events();
    let events = told.iter().filter(|event| !matches!(event, Event::Holds { .. }));
    let events = events.map(ToString::to_string).collect();
    let node = host.node();
    let logs = node.logs().into_iter().map(|log| {
        let held = node.holds(&log);
        let taken = if log == host.home().log { 0 } else { held.saturating_sub(had(&log)) };
        Synced { held, settled: node.settled(&log), taken, log }
    });
    let peers = node.due().keys();
    let unreached = peers.filter_map(|peer| Some(format!("{peer}: {}", host.unreached(peer)?)));
    Round { events, logs: logs.collect(), unreached: unreached.collect() }
}

fn print(round: &Round, out: &mut dyn Write) -> Outcome {
    for log in &round.logs {
        let Synced { held, log, settled, taken } = log;
        writeln!(out, "{log}: {taken} new, {held} held, {settled} settled")?;
    }
    for why in &round.unreached {
        writeln!(out, "not reached: {why}")?;
    }
    for event in &round.events {
        writeln!(out, "{event}")?;
    }
    Ok(())
}
