//! What is settled, and the cut at it.
//!
//! An entry is *recorded* when its seat signed a head that covers it, and
//! *settled* when so many others stand behind such a head as the agreement
//! asks. Two histories of one log cannot both be settled unless more cosigners
//! than the agreement reckons with are dishonest: `q > (n + b) / 2`.
//!
//! What was settled once stays so, whatever becomes of those who stood behind
//! it: it is part of the state. So a seat's cuts only grow.

use truce_core::id::SeatId;
use truce_core::record::{Cut, Head};

use crate::config::Quorum;
use crate::cosigned::Cosigner;
use crate::node::Node;
use crate::state::Point;
use crate::talk::{Effect, Held};

impl Node {
    /// How many entries of a log are settled.
    #[must_use]
    pub fn settled(&self, log: &SeatId) -> u64 {
        let before = self.state.settled.get(log).map_or(0, |settled| settled.size);
        self.cosigned_by_quorum(log).max(before)
    }

    /// Up to where a quorum stands behind a log, as far as is known here now.
    fn cosigned_by_quorum(&self, log: &SeatId) -> u64 {
        let Quorum { cosigners, mirrors } = self.needed(log);
        let (mut held, mut seen) = (self.mirrored(log), Vec::new());
        for witness in &self.config.witnesses {
            let who = Cosigner::Witness(witness.name().to_owned());
            seen.push(self.cosigned.size(log, &who));
        }
        seen.extend_from_slice(&held);
        let settled = nth_largest(&mut held, mirrors).min(nth_largest(&mut seen, cosigners));
        self.frozen.get(log).map_or(settled, |frozen| settled.min(*frozen))
    }

    /// How many entries of a log each mirror holds, of seats that take part.
    fn mirrored(&self, log: &SeatId) -> Vec<u64> {
        let owner = self.seat_of(log);
        let others = self.present().iter().filter(|seat| **seat != owner);
        others.map(|seat| self.cosigned.size(log, &Cosigner::Mirror(seat.clone()))).collect()
    }

    /// Keeps what has become settled.
    pub(crate) fn keep_settled(&mut self, held: &dyn Held, out: &mut Vec<Effect>) {
        let mut grown = false;
        for log in self.logs() {
            let size = self.cosigned_by_quorum(&log);
            if size <= self.state.settled.get(&log).map_or(0, |settled| settled.size) {
                continue;
            }
            // What is still on its way to the disk is kept when it is there.
            if let Some(root) = held.root_at(&log, size) {
                self.state.settled.insert(log, Point { size, root });
                grown = true;
            }
        }
        if grown {
            out.push(Effect::Persist(self.state.clone()));
        }
    }

    /// The quorum for a log: as agreed, or all who are left where seats have gone.
    #[must_use]
    pub fn needed(&self, log: &SeatId) -> Quorum {
        let owner = self.seat_of(log);
        let others = self.present().iter().filter(|seat| **seat != owner).count();
        let agreed = self.config.quorum;
        let all = others.saturating_add(self.config.witnesses.len());
        Quorum {
            cosigners: agreed.cosigners.min(all).max(1),
            mirrors: agreed.mirrors.min(others).max(1),
        }
    }

    /// The settled heads of all logs; a log of which nothing is settled is left out.
    #[must_use]
    pub fn cut(&self) -> Cut {
        let head = |at: &Point| {
            let head = truce_log::Head { origin: String::new(), size: at.size, root: at.root };
            Head { root: head.root_text(), size: at.size }
        };
        Cut(self.state.settled.iter().map(|(log, at)| (log.clone(), head(at))).collect())
    }
}

/// The `n`th largest of some numbers, from 1; 0 if there are not so many.
fn nth_largest(numbers: &mut [u64], n: usize) -> u64 {
    numbers.sort_unstable_by(|one, other| other.cmp(one));
    n.checked_sub(1).and_then(|at| numbers.get(at)).copied().unwrap_or(0)
}
