//! The wire: questions and answers that take their time, get lost, come twice or too late.

use truce_core::id::SeatId;
use truce_log::key::VerifierKey;
use truce_log::witness::Submission;
use truce_node::{Answer, Input, Question};

use super::{Happening, Member, TIMEOUT_S, World};
use crate::answer::answer;
use crate::clock::BEGINNING;
use crate::invariant::Broken;
use crate::keys::log_key;

/// The latest that a late answer comes, in seconds after its question was given up.
const LATE_S: u64 = 70;

impl World {
    /// How long a message takes.
    pub(super) fn latency(&mut self) -> u64 {
        let most = if self.healed { 2 } else { self.plan.rates.latency_s };
        self.dice.between(1, most)
    }

    fn is_lost(&mut self, one: &SeatId, other: &SeatId) -> bool {
        let lost = !self.healed && self.dice.chance(self.plan.rates.lost);
        lost || self.is_cut(one, other)
    }

    /// Whether the line between two is cut now.
    pub(super) fn is_cut(&self, one: &SeatId, other: &SeatId) -> bool {
        let line = if one < other { (one, other) } else { (other, one) };
        self.cuts.get(&(line.0.clone(), line.1.clone())).is_some_and(|until| *until > self.now)
    }

    /// Cuts the line between two for some time.
    pub(super) fn cut(&mut self, one: &SeatId, other: &SeatId, until: u64) {
        let line = if one < other { (one, other) } else { (other, one) };
        let known = self.cuts.entry((line.0.clone(), line.1.clone())).or_insert(0);
        *known = until.max(*known);
    }

    /// A host asks a peer.
    pub(super) fn ask(&mut self, from: usize, peer: SeatId, question: Question) {
        self.tally.questions += 1;
        self.sequence += 1;
        let (ticket, epoch) = (self.sequence, self.hosts[from].epoch);
        self.hosts[from].asked.insert(ticket, (peer.clone(), question.clone()));
        self.later(TIMEOUT_S, Happening::Timeout { host: from, ticket, epoch });
        let asker = self.hosts[from].log.clone();
        if !self.is_lost(&asker, &peer) {
            let delay_s = self.latency();
            self.later(delay_s, Happening::Ask { from, ticket, epoch, peer, question });
        }
    }

    /// A question arrives: it is answered from what is there now.
    pub(super) fn asked(
        &mut self,
        from: usize,
        (ticket, epoch): (u64, u64),
        peer: SeatId,
        question: Question,
    ) -> Result<(), Broken> {
        let asker = self.hosts[from].log.clone();
        let answer = match self.parties.get(&peer) {
            Some(Member::Host(at)) if self.hosts[*at].is_up() => {
                let log = question.log();
                answer(
                    self.hosts[*at].disk.public(log),
                    self.hosts[from].disk.public(log),
                    &question,
                )
            }
            Some(Member::Hostile(at)) if !self.hostile[*at].dead => {
                self.hostile_answer(*at, from, &question)
            }
            Some(_) | None => return Ok(()),
        };
        if self.is_lost(&asker, &peer) {
            return Ok(());
        }
        let answer = self.tampered(from, &peer, &question, answer);
        let mut delay_s = self.latency();
        if !self.healed && self.dice.chance(self.plan.rates.late) {
            delay_s += self.dice.between(TIMEOUT_S, LATE_S);
        }
        let twice = !self.healed && self.dice.chance(self.plan.rates.twice);
        let happening = Happening::Answer { to: from, ticket, epoch, peer, question, answer };
        if twice {
            let again_s = delay_s + self.latency();
            self.later(again_s, happening.clone());
        }
        self.later(delay_s, happening);
        Ok(())
    }

    fn hostile_answer(&mut self, at: usize, from: usize, question: &Question) -> Answer {
        let asker = self.hosts[from].log.clone();
        let log = question.log();
        // A liar knows which history the forking seat shows to whom.
        let branch = match self.parties.get(log) {
            Some(Member::Hostile(forks)) => self.hostile[*forks].shown_to(&asker, &mut self.dice),
            Some(Member::Host(_)) | None => 0,
        };
        self.tally.lies += u64::from(self.hostile[at].lies);
        let ours = self.hosts[from].disk.public(log);
        self.hostile[at].answer(&asker, ours, question, branch, &mut self.dice)
    }

    /// An answer arrives, perhaps too late, or for a process that is no more.
    pub(super) fn answered(
        &mut self,
        to: usize,
        (ticket, epoch): (u64, u64),
        peer: SeatId,
        question: Question,
        answer: Answer,
    ) -> Result<(), Broken> {
        let host = &mut self.hosts[to];
        if !host.is_up() {
            return Ok(());
        }
        let fresh = host.epoch == epoch && host.asked.remove(&ticket).is_some();
        // A disk is put back within hours, not within the time that an answer can be under way.
        let told_anyway = !host.restored && self.dice.chance(500);
        if !fresh && !told_anyway {
            return Ok(());
        }
        let who = self.hosts[to].log.clone();
        self.tell(|| {
            format!(
                "{who} hears from {peer}{}: {}",
                if fresh { "" } else { " late" },
                brief(&question, &answer)
            )
        });
        self.follow_latest(to, &question, &answer)?;
        if fresh {
            self.watch.heard(&self.hosts, &self.hostile, to, &peer, &question, &answer);
        }
        self.feed(to, Input::Answer { peer, question, answer })?;
        self.watch.forks_are_proved(&self.hosts)
    }

    /// A question was not answered in time.
    pub(super) fn timeout(&mut self, at: usize, ticket: u64, epoch: u64) -> Result<(), Broken> {
        let host = &mut self.hosts[at];
        if !host.is_up() || host.epoch != epoch {
            return Ok(());
        }
        let Some((peer, question)) = host.asked.remove(&ticket) else { return Ok(()) };
        let who = host.log.clone();
        self.watch.missed(&who, &peer);
        self.tell(|| format!("{who} hears nothing from {peer}"));
        self.feed(at, Input::Answer { peer, question, answer: Answer::Unreachable })
    }

    /// The keys with which a log may sign, as a witness knows them.
    pub(super) fn keys_of(&self, log: &SeatId) -> Vec<VerifierKey> {
        let generations = match self.parties.get(log) {
            Some(Member::Host(at)) => self.hosts[*at].generations.clone(),
            Some(Member::Hostile(_)) | None => vec![0],
        };
        generations.into_iter().map(|generation| log_key(log, generation).verifier()).collect()
    }

    /// A request arrives at a neutral witness.
    pub(super) fn witness_asked(
        &mut self,
        from: usize,
        witness: String,
        old: u64,
        proof: Vec<truce_log::Hash>,
        checkpoint: Vec<u8>,
    ) -> Result<(), Broken> {
        let log = self.hosts[from].log.clone();
        let keys = self.keys_of(&log);
        let lost = !self.healed && self.dice.chance(self.plan.rates.lost);
        let Some(neutral) = self.witnesses.iter_mut().find(|neutral| neutral.name() == witness)
        else {
            return Ok(());
        };
        if neutral.dead || lost {
            return Ok(());
        }
        let submission = Submission { old, proof, checkpoint: checkpoint.clone() };
        let (status, body) = neutral.answer(&keys, &submission, BEGINNING + self.now);
        let delay_s = self.latency();
        self.later(
            delay_s,
            Happening::WitnessAnswer { to: from, witness, old, checkpoint, status, body },
        );
        Ok(())
    }
}

/// A question and its answer in a few words.
fn brief(question: &Question, answer: &Answer) -> String {
    let asked = match question {
        Question::Checkpoint { log } => format!("checkpoint of {log}"),
        Question::Entries { log, from, to } => format!("entries {from} to {to} of {log}"),
        Question::Common { log, ours, theirs, .. } => {
            format!("common of {log} at {theirs} and {ours}")
        }
    };
    let said = match answer {
        Answer::Checkpoint(bytes) => match crate::disk::head_of(bytes) {
            Some(head) => format!("{} entries", head.size),
            None => "something unreadable".to_owned(),
        },
        Answer::Entries(entries) => format!("{} of them", entries.len()),
        Answer::Common(common) => format!("up to {}", common.size),
        Answer::Nothing => "nothing".to_owned(),
        Answer::Unreachable => "no answer".to_owned(),
    };
    format!("{asked}: {said}")
}
