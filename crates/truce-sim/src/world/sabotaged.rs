//! What is broken on purpose on the wire, and between a host and what it hears.

use truce_core::id::SeatId;
use truce_log::checkpoint::Checkpoint;
use truce_log::head::Head;
use truce_node::{Answer, Question};

use super::{Member, World};
use crate::disk::head_of;
use crate::invariant::Broken;
use crate::keys::log_key;
use crate::sabotage::Sabotage;

/// How often what is under way is forged, of a thousand times.
const FORGED: u64 = 20;

impl World {
    /// What becomes of an answer under way.
    pub(super) fn tampered(
        &mut self,
        to: usize,
        peer: &SeatId,
        question: &Question,
        answer: Answer,
    ) -> Answer {
        match (self.setup.sabotage, question) {
            (Some(Sabotage::NoEntries), Question::Entries { .. }) if self.healed => {
                Answer::Unreachable
            }
            (Some(Sabotage::StolenKey), Question::Checkpoint { log })
                if log != peer && *log != self.hosts[to].log && self.dice.chance(FORGED) =>
            {
                self.forged(to, log).unwrap_or(answer)
            }
            _ => answer,
        }
    }

    /// Another head of an honest log than somebody holds, with that log's own key.
    fn forged(&self, to: usize, log: &SeatId) -> Option<Answer> {
        let Some(Member::Host(of)) = self.parties.get(log) else { return None };
        let generation = self.hosts[*of].generations.last()?;
        let held = self.hosts[to].disk.published(log).filter(|head| head.size > 0)?;
        let other = Head { root: [7; 32], ..held };
        let forged = Checkpoint::sign(&other, &log_key(log, *generation)).ok()?;
        Some(Answer::Checkpoint(forged.to_bytes()))
    }

    /// A mirror that is shown another history than it holds drops its own, and has said nothing.
    pub(super) fn follow_latest(
        &mut self,
        at: usize,
        question: &Question,
        answer: &Answer,
    ) -> Result<(), Broken> {
        let (Question::Checkpoint { log }, Answer::Checkpoint(bytes)) = (question, answer) else {
            return Ok(());
        };
        if !self.setup.broken(Sabotage::FollowLatest) {
            return Ok(());
        }
        let seat = self.hostile.iter().find(|seat| seat.log == *log);
        let heads = (head_of(bytes), self.hosts[at].disk.published(log));
        let (Some(seat), (Some(shown), Some(held))) = (seat, heads) else { return Ok(()) };
        let mut having = seat
            .branches
            .iter()
            .filter(|branch| branch.journal.root_at(shown.size) == Some(shown.root))
            .peekable();
        let fits =
            |branch: &crate::hostile::Branch| branch.journal.root_at(held.size) == Some(held.root);
        if shown.size < held.size || having.peek().is_none() || having.any(fits) {
            return Ok(());
        }
        let log = log.clone();
        self.hosts[at].disk.forget(&log);
        self.start_again(at)
    }
}
