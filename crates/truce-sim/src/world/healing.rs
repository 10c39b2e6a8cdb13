//! The end of all faults: a core is healthy, the rest is gone or stays hostile.

use super::{Happening, Party, World};
use crate::invariant::Broken;

impl World {
    /// Chooses a core that makes a quorum, and lets nothing happen to it any more.
    pub(super) fn heal(&mut self) -> Result<(), Broken> {
        self.healed = true;
        self.cuts.clear();
        let core = self.core();
        for at in 0..self.hosts.len() {
            self.hosts[at].fuse = None;
            if !core.contains(&at) {
                self.hosts[at].node = None;
                self.queue.retain(|_, what| !matches!(what, Happening::Open { host } if *host == at));
            }
        }
        for hostile in &mut self.hostile {
            hostile.dead = self.dice.chance(500);
        }
        let names: Vec<String> = core.iter().map(|at| self.hosts[*at].log.to_string()).collect();
        self.tell(|| format!("all faults end; the core is {}", names.join(", ")));
        self.watch.healed(&self.hosts, &core);
        Ok(())
    }

    /// As few seats as make a quorum for each of their logs, if chance wants it, or all that are sound.
    fn core(&mut self) -> Vec<usize> {
        // A seat whose disk was put back waits for all its peers, so it needs all of them.
        let asks = self.hosts.iter().any(|host| host.restored);
        let mut sound: Vec<usize> = (0..self.hosts.len()).collect();
        if asks {
            return sound;
        }
        self.dice.shuffle(&mut sound);
        let alive = self.witnesses.len();
        let least = self.plan.quorum.mirrors.max(self.plan.quorum.cosigners.saturating_sub(alive)) + 1;
        let size = least + self.dice.index(sound.len().saturating_sub(least) + 1);
        sound.truncate(size);
        sound.sort_unstable();
        sound
    }

    /// What must hold when it is over.
    pub(super) fn end(&mut self) -> Result<(), Broken> {
        for host in &self.hosts {
            self.tally.settled += host.node.as_ref().map_or(0, |node| node.settled(&host.log));
        }
        self.tally.steps += self.steps;
        self.tally.runs += 1;
        self.watch.ended(&self.hosts)
    }

    /// Who is found under a log.
    #[must_use]
    pub fn party(&self, log: &truce_core::id::SeatId) -> Option<Party> {
        self.parties.get(log).copied()
    }
}
