//! The end of all faults: a core is healthy, the rest is gone or stays hostile.

use truce_core::id::SeatId;
use truce_node::Quorum;

use crate::keys::origin;

use super::{Happening, Member, World};
use crate::invariant::Broken;

impl World {
    /// Chooses a core that makes a quorum, and lets nothing happen to it any more.
    pub(super) fn heal(&mut self) -> Result<(), Broken> {
        self.healed = true;
        self.cuts.clear();
        let core = self.core();
        // A seat whose disk was put back waits for all of its peers: then nobody goes.
        let all = core.iter().any(|at| self.hosts[*at].restored);
        let logs: Vec<SeatId> = self.parties.keys().cloned().collect();
        for at in 0..self.hosts.len() {
            self.hosts[at].fuse = None;
            if all && self.hosts[at].away {
                self.hosts[at].away = false;
                self.later(0, Happening::Open { host: at });
            }
            if all || core.contains(&at) {
                continue;
            }
            if self.dice.chance(500) {
                self.hosts[at].node = None;
                self.queue
                    .retain(|_, what| !matches!(what, Happening::Open { host } if *host == at));
            } else {
                // It goes on, cut off from everybody.
                let here = self.hosts[at].log.clone();
                logs.iter().for_each(|other| self.cut(&here, other, u64::MAX));
            }
        }
        for hostile in &mut self.hostile {
            hostile.dead = !all && self.dice.chance(500);
        }
        let names: Vec<String> = core.iter().map(|at| self.hosts[*at].log.to_string()).collect();
        self.tell(|| format!("all faults end; the core is {}", names.join(", ")));
        // Where the honest seats are too few for a quorum, nothing need come to rest.
        if core.len() >= self.least() {
            self.watch.healed(&self.hosts, &core);
        }
        Ok(())
    }

    /// As few seats as make a quorum for each of their logs, or more, as chance wants it.
    fn core(&mut self) -> Vec<usize> {
        let able = (0..self.hosts.len()).filter(|at| {
            !self.is_bereft(*at) && !self.is_called_absent(*at) && !self.hosts[*at].away
        });
        let all: Vec<usize> = able.collect();
        // A seat whose disk was put back waits for all of its peers, so it is no part of a small core.
        let sound = all.iter().copied().filter(|at| !self.hosts[*at].restored);
        let mut sound: Vec<usize> = sound.collect();
        self.dice.shuffle(&mut sound);
        let least = self.least();
        if sound.len() < least {
            return all;
        }
        sound.truncate(least + self.dice.index(sound.len() - least + 1));
        sound.sort_unstable();
        sound
    }

    /// Whether a witness stands behind entries of a log that are nowhere any more: it can never go on.
    fn is_bereft(&self, at: usize) -> bool {
        let log = &self.hosts[at].log;
        let cosigned = self.witnesses.iter().map(|neutral| neutral.size(&origin(log))).max();
        let signed = self.hosts[at].disk.state().and_then(|state| state.own).map(|own| own.size);
        let held = self.hosts.iter().filter_map(|host| Some(host.disk.published(log)?.size)).max();
        self.hosts[at].restored && cosigned.unwrap_or(0) > signed.max(held).unwrap_or(0)
    }

    /// How many seats make a quorum for each of their logs, with the witnesses.
    fn least(&self) -> usize {
        let Quorum { cosigners, mirrors } = self.plan.quorum;
        mirrors.max(cosigners.saturating_sub(self.witnesses.len())) + 1
    }

    /// What must hold when it is over.
    pub(super) fn end(&mut self) -> Result<(), Broken> {
        self.tally.bereft += (0..self.hosts.len()).filter(|at| self.is_bereft(*at)).count() as u64;
        for host in &self.hosts {
            self.tally.settled += host.node.as_ref().map_or(0, |node| node.settled(&host.log));
        }
        self.tally.steps += self.steps;
        self.tally.runs += 1;
        self.watch.ended(&self.hosts)
    }

    /// Who is found under a log.
    #[must_use]
    pub fn party(&self, log: &SeatId) -> Option<Member> {
        self.parties.get(log).copied()
    }
}
