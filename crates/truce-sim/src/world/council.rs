//! What people agree on when a log has forked: its seat goes on in a new one.

use std::collections::BTreeMap;

use truce_core::entry::Body;
use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_core::record::Head;
use truce_core::succession::{Keys, Succession};

use super::{Happening, World};
use crate::host::Host;
use crate::invariant::Broken;
use crate::journal::name;
use crate::keys::{log_key, mirror_key, origin};

/// How often people look whether there is something to agree on, in seconds.
const MEET_S: u64 = 90;

impl World {
    /// People meet: whoever has proof of the fork says the same, and whoever sees it in force acts on it.
    pub(super) fn council(&mut self) -> Result<(), Broken> {
        self.later(MEET_S, Happening::Council);
        if !self.plan.succeeds {
            return Ok(());
        }
        if self.succession.is_none() {
            self.succession = self.terms();
        }
        let Some(terms) = self.succession.clone() else { return Ok(()) };
        for at in 0..self.hosts.len() {
            if self.hosts[at].seat == terms.seat {
                continue;
            }
            self.speak(at, &terms)?;
            self.admit(at, &terms)?;
        }
        Ok(())
    }

    /// What all can agree on: up to where the forked log's histories are one.
    fn terms(&self) -> Option<Succession> {
        let seat = self.hostile.iter().find(|seat| seat.branches.len() > 1)?;
        let fork = (seat.log.clone(), Offence::Fork);
        let nodes = self.hosts.iter().filter_map(|host| host.node.as_ref());
        if nodes.filter(|node| node.proven().contains_key(&fork)).count() < self.setup.enough {
            return None;
        }
        let [one, other] = seat.branches.as_slice() else { return None };
        let size = one.journal.common(&other.journal);
        let root = one.journal.root_at(size).filter(|_| size > 0)?;
        let log = name(&format!("{}-2", seat.log));
        Some(Succession {
            earlier: seat.log.clone(),
            follows: Head {
                root: truce_log::Head { origin: origin(&seat.log), size, root }.root_text(),
                size,
            },
            keys: Keys {
                cosigner: mirror_key(&log, 0).verifier().to_string(),
                log: log_key(&log, 0).verifier().to_string(),
            },
            log,
            reason: "its log told two histories".to_owned(),
            seat: seat.log.clone(),
        })
    }

    /// A seat that has proof of the fork says on what terms the other may go on.
    fn speak(&mut self, at: usize, terms: &Succession) -> Result<(), Broken> {
        let host = &self.hosts[at];
        let fork = (terms.earlier.clone(), Offence::Fork);
        let proved = host.node.as_ref().is_some_and(|node| node.proven().contains_key(&fork));
        let said = host.disk.journal(&host.log).is_some_and(|journal| {
            let said = journal.said(journal.size());
            said.governing.iter().any(|(_, entry)| matches!(&entry.body, Body::Succession(_)))
        });
        if !proved || said {
            return Ok(());
        }
        let who = host.log.clone();
        self.tell(|| format!("{who} says that {} goes on as {}", terms.seat, terms.log));
        self.write(at, vec![Body::Succession(Box::new(terms.clone()))])
    }

    /// A seat at which the terms are in force takes the new log in; the first to do so lets it begin.
    fn admit(&mut self, at: usize, terms: &Succession) -> Result<(), Broken> {
        let in_force = self.hosts[at].node.as_ref().is_some_and(|node| {
            node.successors().get(&terms.log).is_some_and(|agreed| agreed.terms.keys == terms.keys)
        });
        if !in_force || self.hosts[at].peers.contains_key(&terms.log) {
            return Ok(());
        }
        if !self.parties.contains_key(&terms.log) {
            self.tally.successions += 1;
            // It is given the others' cards of today: the oldest keys that still sign.
            let first = |host: &Host| host.generations.first().copied().unwrap_or(0);
            let mut others: BTreeMap<SeatId, u32> =
                self.setup.seats.iter().map(|log| (log.clone(), 0)).collect();
            others.extend(self.hosts.iter().map(|host| (host.log.clone(), first(host))));
            others.remove(&terms.seat);
            self.move_in(terms.log.clone(), terms.seat.clone(), others);
        }
        self.hosts[at].peers.insert(terms.log.clone(), 0);
        self.start_again(at)
    }
}
