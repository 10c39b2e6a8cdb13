//! Forks that two honest seats see.

use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_log::Head;
use truce_node::{Answer, Question};

use super::Watch;
use crate::disk::head_of;
use crate::host::Host;
use crate::hostile::Hostile;
use crate::invariant::{Broken, Invariant};

/// After so many exchanges each way, two full rounds have passed.
const EXCHANGES: u32 = 3;

/// The one history of several that has a head; none if several have it.
fn only_branch(seat: &Hostile, head: &Head) -> Option<usize> {
    let mut having = (0..seat.branches.len())
        .filter(|branch| seat.branches[*branch].journal.root_at(head.size) == Some(head.root));
    let first = having.next()?;
    if having.next().is_some() { None } else { Some(first) }
}

impl Watch {
    /// A seat fell, or its clock jumped: whatever it exchanges begins anew.
    pub fn fell(&mut self, who: &SeatId) {
        self.rounds.retain(|(one, other, _), _| one != who && other != who);
    }

    /// A question between two was not answered in time.
    pub fn missed(&mut self, one: &SeatId, other: &SeatId) {
        self.rounds.retain(|(a, b, _), _| !(a == one && b == other || a == other && b == one));
    }

    /// An answer arrived in time.
    pub fn heard(
        &mut self,
        hosts: &[Host],
        hostile: &[Hostile],
        to: usize,
        peer: &SeatId,
        question: &Question,
        answer: &Answer,
    ) {
        let (Question::Checkpoint { log }, Answer::Checkpoint(bytes)) = (question, answer) else {
            return;
        };
        let Some(seat) = hostile.iter().find(|seat| seat.log == *log) else { return };
        if !hosts.iter().any(|host| host.log == *peer) {
            return;
        }
        let Some(host) = hosts.get(to) else { return };
        let theirs = head_of(bytes).and_then(|head| only_branch(seat, &head));
        let ours = host.disk.published(log).and_then(|head| only_branch(seat, &head));
        if let (Some(theirs), Some(ours)) = (theirs, ours)
            && theirs != ours
        {
            *self.rounds.entry((host.log.clone(), peer.clone(), log.clone())).or_insert(0) += 1;
        }
    }

    /// Every fork that two seats have shown each other often enough is proved at both.
    pub fn forks_are_proved(&self, hosts: &[Host]) -> Result<(), Broken> {
        for ((one, other, log), count) in &self.rounds {
            let back = self.rounds.get(&(other.clone(), one.clone(), log.clone()));
            if *count < EXCHANGES || back.is_none_or(|back| *back < EXCHANGES) {
                continue;
            }
            let proved = |who: &SeatId| {
                let node =
                    hosts.iter().find(|host| host.log == *who).and_then(|host| host.node.as_ref());
                node.is_none_or(|node| node.proven().contains_key(&(log.clone(), Offence::Fork)))
            };
            if !proved(one) || !proved(other) {
                let seen = format!(
                    "{one} and {other} hold two histories of {log} and showed them to each other {count} times; \
                     proved at {one}: {}, at {other}: {}",
                    proved(one),
                    proved(other)
                );
                return Err(Broken::new(Invariant::ForksAreProved, seen));
            }
        }
        Ok(())
    }
}
