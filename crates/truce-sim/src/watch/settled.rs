//! What is settled where.

use std::collections::BTreeSet;

use super::Watch;
use crate::host::Host;
use crate::hostile::Hostile;
use crate::invariant::{Broken, Invariant};

impl Watch {
    /// A node's time passed: whatever became settled there must fit what is settled elsewhere.
    pub fn ticked(&mut self, hosts: &[Host], hostile: &[Hostile], at: usize) -> Result<(), Broken> {
        let Some((host, node)) = hosts.get(at).and_then(|host| Some((host, host.node.as_ref()?)))
        else {
            return Ok(());
        };
        for log in node.logs() {
            let size = node.settled(&log);
            let known = self.settled.entry((host.log.clone(), log.clone())).or_insert(0);
            if size <= *known {
                continue;
            }
            *known = size;
            let Some(root) = host.disk.journal(&log).and_then(|journal| journal.root_at(size))
            else {
                continue;
            };
            let conflict = |what: String| Err(Broken::new(Invariant::OneSettled, what));
            if let Some(seat) = hostile.iter().find(|seat| seat.log == log) {
                let on: BTreeSet<usize> = (0..seat.branches.len())
                    .filter(|branch| seat.branches[*branch].journal.root_at(size) == Some(root))
                    .collect();
                // Before it forks all that it has is on both histories to come.
                if seat.branches.len() < 2 {
                    continue;
                }
                let all = self.settled_on.entry(log.clone()).or_insert_with(|| on.clone());
                *all = all.intersection(&on).copied().collect();
                if all.is_empty() {
                    return conflict(format!(
                        "{} holds {log} settled at {size}, on another history than is settled elsewhere",
                        host.log
                    ));
                }
            } else {
                let signed = self.heads.get(&log).and_then(|heads| heads.ever.range(size..).next());
                if signed.is_none() {
                    return conflict(format!(
                        "{} holds {log} settled at {size}, beyond what it signed",
                        host.log
                    ));
                }
            }
        }
        Ok(())
    }
}
