//! A seat leaves, with a word or without one, and comes back.

use truce_core::departure::{Departure, Presence};
use truce_core::entry::Body;
use truce_core::id::SeatId;

use super::{Happening, World};
use crate::invariant::Broken;

/// How long a seat that leaves with a word stays until it goes, in seconds.
const FAREWELL_S: u64 = 150;
/// How often the others speak of a seat that fell silent, in seconds.
const MEET_S: u64 = 90;

impl World {
    /// A seat leaves.
    pub(super) fn leave(&mut self, at: usize) -> Result<(), Broken> {
        let Some(leave) = self.plan.leave.clone().filter(|_| !self.healed) else { return Ok(()) };
        if leave.with_a_word {
            if !self.hosts[at].is_up() {
                self.later(MEET_S, Happening::Leave { host: at });
                return Ok(());
            }
            let seat = self.hosts[at].seat.clone();
            self.says_of(at, &seat, Presence::Absent)?;
            self.later(FAREWELL_S, Happening::Away { host: at });
        } else {
            self.later(0, Happening::Away { host: at });
            self.later(MEET_S, Happening::SpeakOf { host: at });
        }
        self.tally.departures += 1;
        self.later(leave.away_s, Happening::Back { host: at });
        Ok(())
    }

    /// Its node is switched off.
    pub(super) fn away(&mut self, at: usize) {
        if !self.healed {
            self.hosts[at].away = true;
            self.hosts[at].node = None;
            let who = self.hosts[at].log.clone();
            self.watch.fell(&who);
            self.tell(|| format!("{who} is away"));
        }
    }

    /// It is switched on again, and whoever called it absent takes that back.
    pub(super) fn back(&mut self, at: usize) -> Result<(), Broken> {
        if self.healed || !self.hosts[at].away {
            return Ok(());
        }
        self.hosts[at].away = false;
        self.tally.departures += 1;
        let who = self.hosts[at].log.clone();
        self.tell(|| format!("{who} is back"));
        self.open(at)?;
        let seat = self.hosts[at].seat.clone();
        if self.plan.leave.as_ref().is_some_and(|leave| leave.with_a_word) {
            return self.says_of(at, &seat, Presence::Present);
        }
        Ok(())
    }

    /// The others say of a seat that fell silent that it is absent, or that it is there again.
    pub(super) fn speak_of(&mut self, of: usize) -> Result<(), Broken> {
        self.later(MEET_S, Happening::SpeakOf { host: of });
        let seat = self.hosts[of].seat.clone();
        let presence = if self.hosts[of].away { Presence::Absent } else { Presence::Present };
        for at in (0..self.hosts.len()).filter(|at| *at != of) {
            self.says_of(at, &seat, presence)?;
        }
        Ok(())
    }

    /// A seat says so of a seat, unless that is the last that it said of it.
    fn says_of(&mut self, at: usize, seat: &SeatId, presence: Presence) -> Result<(), Broken> {
        let host = &self.hosts[at];
        if !host.is_up() || self.last_said(at, seat) == presence {
            return Ok(());
        }
        let who = host.log.clone();
        self.tell(|| format!("{who} says that {seat} is {presence:?}"));
        let reason = "as agreed by telephone".to_owned();
        self.write(at, vec![Body::Departure(Departure { presence, reason, seat: seat.clone() })])
    }

    /// What a seat last said of a seat.
    fn last_said(&self, at: usize, seat: &SeatId) -> Presence {
        let host = &self.hosts[at];
        let Some(journal) = host.disk.journal(&host.log) else { return Presence::Present };
        let said = journal.said(journal.size()).governing;
        let mut words = said.iter().rev().filter_map(|(_, entry)| match &entry.body {
            Body::Departure(word) if word.seat == *seat => Some(word.presence),
            _ => None,
        });
        words.next().unwrap_or(Presence::Present)
    }

    /// Whether anybody calls a seat absent.
    pub(super) fn is_called_absent(&self, of: usize) -> bool {
        let seat = &self.hosts[of].seat;
        (0..self.hosts.len()).any(|at| self.last_said(at, seat) == Presence::Absent)
    }
}
