//! Who holds what, as of the last round: `DIR/peers.json`. Derived, may be deleted.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use truce_core::id::SeatId;
use truce_node::cosigned::Cosigner;
use truce_node::own::Footing;

use super::Host;
use crate::failure::{Failure, Outcome};
use crate::node::write_file;

/// The file in the node's folder.
pub const FILE: &str = "peers.json";

/// One log, as known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogStatus {
    /// How many entries each cosigner stands behind.
    pub cosigned: BTreeMap<String, u64>,
    /// Up to where it counts, if it told two histories.
    pub frozen: Option<u64>,
    /// How many entries are held here.
    pub held: u64,
    /// Whose it is.
    pub seat: SeatId,
    /// How many entries are settled.
    pub settled: u64,
}

/// One peer, as known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerStatus {
    /// How often it has not answered since it last did.
    pub failures: u32,
    /// When it last showed something, in seconds since 1970.
    pub heard_at: Option<u64>,
    /// How many entries of each log it last showed.
    pub shows: BTreeMap<SeatId, u64>,
    /// Why it was not reached.
    pub why: Option<String>,
}

/// Who holds what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Status {
    /// All logs.
    pub logs: BTreeMap<SeatId, LogStatus>,
    /// All peers.
    pub peers: BTreeMap<SeatId, PeerStatus>,
    /// Seats against which misconduct is proved.
    pub proven: Vec<String>,
    /// Whether this node signs, and if not, why.
    pub signs: String,
}

impl Status {
    /// Reads the status of the last round; none if there was none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read(dir: &Path) -> Outcome<Option<Self>> {
        let path = dir.join(FILE);
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|fault| {
                Failure::cannot(format!("cannot read `{}`: {fault}", path.display()))
            }),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(Failure::file("read", &path, &fault)),
        }
    }
}

/// What is known of all logs and peers at present.
#[must_use]
pub fn of(host: &Host) -> Status {
    let node = host.node();
    let mut status = Status { signs: standing(node.standing()), ..Status::default() };
    for log in node.logs() {
        let mut cosigned = BTreeMap::new();
        for (who, word) in node.cosigned().of(&log) {
            let name = match who {
                Cosigner::Mirror(seat) => seat.to_string(),
                Cosigner::Witness(name) => name.clone(),
            };
            cosigned.insert(name, word.largest.at.size);
        }
        if let Some(own) = node.state().mirror.get(&log) {
            cosigned.insert(host.home().seat.to_string(), own.at.size);
        }
        let of_log = LogStatus {
            cosigned,
            frozen: node.frozen().get(&log).copied(),
            held: node.holds(&log),
            seat: node.seat_of(&log),
            settled: node.settled(&log),
        };
        status.logs.insert(log, of_log);
    }
    for (peer, due) in node.due() {
        let shown = node.shown().iter().filter(|((of, _), _)| of == peer);
        let mut of_peer = PeerStatus {
            failures: due.failures,
            heard_at: None,
            shows: BTreeMap::new(),
            why: host.unreached(peer).map(str::to_owned),
        };
        for ((_, log), shown) in shown {
            of_peer.heard_at = of_peer.heard_at.max(Some(shown.at));
            of_peer.shows.insert(log.clone(), shown.size);
        }
        status.peers.insert(peer.clone(), of_peer);
    }
    status.proven = node.proven().keys().map(|(seat, what)| format!("{seat}: {what:?}")).collect();
    status
}

fn standing(standing: &Footing) -> String {
    match standing {
        Footing::Signs => "yes".to_owned(),
        Footing::Asks(waiting) => {
            let mut peers: Vec<String> = waiting.iter().map(|(peer, _)| peer.to_string()).collect();
            peers.dedup();
            format!("no: {} have not said what they hold", peers.join(", "))
        }
        Footing::Behind => "no: its own log is fetched back first".to_owned(),
        Footing::Forked => "no: its own log told two histories".to_owned(),
    }
}

/// Writes what is known.
///
/// # Errors
/// If the disk does not obey.
pub fn write(host: &Host) -> Outcome {
    let mut status = of(host);
    // A peer that was not reached in this run was heard of in an earlier one.
    if let Ok(Some(earlier)) = Status::read(&host.home().dir) {
        for (peer, now) in &mut status.peers {
            if let (None, Some(then)) = (now.heard_at, earlier.peers.get(peer)) {
                now.heard_at = then.heard_at;
                now.shows.clone_from(&then.shows);
            }
        }
    }
    let bytes =
        serde_json::to_vec_pretty(&status).map_err(|fault| Failure::cannot(fault.to_string()))?;
    write_file(&host.home().dir.join(FILE), &bytes)
}
