//! What a healthy core must reach.

use truce_core::id::SeatId;
use truce_log::verify_all;

use super::Watch;
use crate::host::Host;
use crate::invariant::{Broken, Invariant};

impl Watch {
    /// All faults end: what each of the core has on record now must be settled in the end.
    pub fn healed(&mut self, hosts: &[Host], core: &[usize]) {
        let size =
            |at: usize| hosts[at].disk.journal(&hosts[at].log).map_or(0, |journal| journal.size());
        self.core = core.iter().map(|at| (*at, size(*at))).collect();
    }

    /// It is over.
    pub fn ended(&self, hosts: &[Host]) -> Result<(), Broken> {
        for host in hosts.iter().filter(|host| host.is_up()) {
            if !host.restored {
                self.nothing_is_lost(host)?;
            }
            for (log, _) in host.disk.journals() {
                let (Some(public), Some(head)) = (host.disk.public(log), host.disk.published(log))
                else {
                    continue;
                };
                verify_all::check(public, &head, &mut |_| ()).map_err(|why| {
                    let seen = format!("{} shows {log} at {}: {why}", host.log, head.size);
                    Broken::new(Invariant::PublishedIsVerifiable, seen)
                })?;
            }
        }
        self.core_comes_to_rest(hosts)
    }

    /// All of the core hold what each of them had on record, and then all of that is settled at all of them.
    fn core_comes_to_rest(&self, hosts: &[Host]) -> Result<(), Broken> {
        let holds = |host: &Host, log: &SeatId| host.node.as_ref().map_or(0, |n| n.holds(log));
        let settled = |host: &Host, log: &SeatId| host.node.as_ref().map_or(0, |n| n.settled(log));
        self.all_reach(hosts, Invariant::CoreAgrees, &holds)?;
        self.all_reach(hosts, Invariant::CoreSettles, &settled)
    }

    fn all_reach(
        &self,
        hosts: &[Host],
        invariant: Invariant,
        reached: &dyn Fn(&Host, &SeatId) -> u64,
    ) -> Result<(), Broken> {
        for (here, _) in &self.core {
            for (there, size) in &self.core {
                let (host, log) = (&hosts[*here], &hosts[*there].log);
                if reached(host, log) >= *size {
                    continue;
                }
                let node = host.node.as_ref();
                let (holds, settled) =
                    node.map_or((0, 0), |node| (node.holds(log), node.settled(log)));
                let standing =
                    node.map_or_else(|| "down".to_owned(), |node| format!("{:?}", node.standing()));
                let seen = format!(
                    "{log} had {size} entries on record when all faults ended; {} holds {holds} of them, {settled} settled ({standing})",
                    host.log
                );
                return Err(Broken::new(invariant, seen));
            }
        }
        Ok(())
    }
}
