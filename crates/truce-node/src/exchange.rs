//! Whom to ask next, how often, and what to do about silence.
//!
//! Every peer is asked about every log, in turn: a fork shown to two honest
//! nodes is found as soon as one asks the other. A peer that does not answer
//! is asked less and less often, up to a quarter of an hour apart.

use std::collections::BTreeMap;

use truce_core::entry::Body;
use truce_core::heartbeat::Heartbeat;
use truce_core::id::SeatId;
use truce_core::record::Head;
use truce_log::checkpoint::Checkpoint;
use truce_log::witness::{Answer as WitnessReply, Submission, decide, read_answer};

use crate::cosigned::{Cosigner, Mark};
use crate::mirror::claimed;
use crate::node::Node;
use crate::own::Footing;
use crate::state::{Point, Signed};
use crate::talk::{Effect, Event, Held, Question};

/// The longest pause between two questions to a silent peer, in seconds.
pub const PAUSE_S_MAX: u64 = 900;

/// When a peer is asked again.
#[derive(Debug, Clone, Copy, Default)]
pub struct Due {
    /// From when on.
    pub at: u64,
    /// In how many rounds it did not answer since it last did.
    pub failures: u32,
    /// Whether this round is counted among these.
    counted: bool,
}

/// What a peer showed of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// When, by this node's clock.
    pub at: u64,
    /// The size of the head.
    pub size: u64,
}

impl Node {
    pub(crate) fn tick(&mut self, now: u64, held: &dyn Held, out: &mut Vec<Effect>) {
        self.now = now;
        self.sign(out);
        let logs: Vec<SeatId> = self.mirrors.keys().cloned().collect();
        for log in logs {
            self.cosign(&log, held, out);
        }
        self.beat(out);
        self.ask_peers(out);
        self.ask_witnesses(held, out);
    }

    fn ask_peers(&mut self, out: &mut Vec<Effect>) {
        let logs = self.logs();
        let peers: Vec<SeatId> = self.config.peers.keys().cloned().collect();
        for peer in peers {
            let due = self.due.entry(peer.clone()).or_default();
            // A clock that jumped ahead and back must not silence anybody.
            if due.at > self.now && due.at <= self.now.saturating_add(PAUSE_S_MAX) {
                continue;
            }
            due.at = self.now.saturating_add(self.config.round_s);
            due.counted = false;
            for log in &logs {
                let question = Question::Checkpoint { log: log.clone() };
                out.push(Effect::Ask { peer: peer.clone(), question });
            }
        }
    }

    /// Takes note whether a peer answered.
    pub(crate) fn reached(&mut self, peer: &SeatId, reached: bool) {
        let due = self.due.entry(peer.clone()).or_default();
        if reached {
            due.failures = 0;
            return;
        }
        // A round asks about every log; that nobody answers is one failure, and not one for each.
        if std::mem::replace(&mut due.counted, true) {
            return;
        }
        due.failures = due.failures.saturating_add(1);
        let pause = self.config.round_s.checked_shl(due.failures.min(16)).unwrap_or(PAUSE_S_MAX);
        due.at = self.now.saturating_add(pause.min(PAUSE_S_MAX));
    }

    /// When a peer is asked again, and how often it has failed.
    #[must_use]
    pub fn due(&self) -> &BTreeMap<SeatId, Due> {
        &self.due
    }

    /// Writes down which heads it holds, if it is time and something changed.
    fn beat(&mut self, out: &mut Vec<Effect>) {
        let said = self.said.get(&self.config.log);
        let last = said.and_then(|said| said.heartbeat.as_ref());
        let written = last.and_then(|(at, _)| u64::try_from(*at).ok()).max(self.heartbeat_at);
        let next = written.map_or(0, |at| at.saturating_add(self.config.heartbeat_s));
        let ahead = written.is_some_and(|at| at > self.now);
        if next > self.now && !ahead {
            return;
        }
        let mut heads = BTreeMap::new();
        for (log, mirror) in &self.mirrors {
            if let Some(checkpoint) = &mirror.checkpoint {
                let head = checkpoint.head();
                heads.insert(log.clone(), Head { root: head.root_text(), size: head.size });
            }
        }
        if heads.is_empty() || last.is_some_and(|(_, last)| last.heads == heads) {
            return;
        }
        self.heartbeat_at = Some(self.now);
        self.append(Body::Heartbeat(Heartbeat { heads }), out);
    }

    fn ask_witnesses(&mut self, held: &dyn Held, out: &mut Vec<Effect>) {
        if matches!(self.own.standing, Footing::Asks(_)) {
            return self.ask_witnesses_how_much(out);
        }
        let Some(checkpoint) = self.own.published.clone() else { return };
        if self.own.standing != Footing::Signs {
            return;
        }
        let (log, size) = (self.config.log.clone(), checkpoint.head().size);
        for key in &self.config.witnesses {
            let who = Cosigner::Witness(key.name().to_owned());
            if self.cosigned.size(&log, &who) >= size || self.witness_waits(&who) {
                continue;
            }
            let old = self.witness_sizes.get(&who).copied().unwrap_or(0).min(size);
            let proof = if old == 0 || old == size {
                Some(Vec::new())
            } else {
                held.consistency(&log, old, size)
            };
            let Some(proof) = proof else { continue };
            out.push(Effect::AskWitness {
                witness: key.name().to_owned(),
                old,
                proof,
                checkpoint: checkpoint.without_foreign(&[]).to_bytes(),
            });
        }
    }

    /// After a restored backup a witness may remember a head that no peer has.
    fn ask_witnesses_how_much(&self, out: &mut Vec<Effect>) {
        let Some(checkpoint) = self.nothing().filter(|_| !self.own.unheard.is_empty()) else {
            return;
        };
        for witness in &self.own.unheard {
            if !self.witness_waits(&Cosigner::Witness(witness.clone())) {
                let (witness, checkpoint) = (witness.clone(), checkpoint.to_bytes());
                out.push(Effect::AskWitness { witness, old: 0, proof: Vec::new(), checkpoint });
            }
        }
    }

    /// Whether it is too early to ask a witness again.
    fn witness_waits(&self, who: &Cosigner) -> bool {
        let due = self.witness_due.get(who).copied().unwrap_or(0);
        // A clock that jumped ahead and back must not silence anybody.
        due > self.now && due <= self.now.saturating_add(PAUSE_S_MAX)
    }

    pub(crate) fn witness_answered(
        &mut self,
        witness: &str,
        bytes: &[u8],
        old: u64,
        (status, body): (u16, &[u8]),
        out: &mut Vec<Effect>,
    ) {
        let log = self.config.log.clone();
        let who = Cosigner::Witness(witness.to_owned());
        let keys = self.log_keys(&log, u64::MAX);
        let Some(key) = self.config.witnesses.iter().find(|key| key.name() == witness).cloned()
        else {
            return;
        };
        let Ok(mut checkpoint) = Checkpoint::read(bytes, &keys) else { return };
        let pause = self.now.saturating_add(self.config.round_s);
        self.witness_due.insert(who.clone(), pause);
        match read_answer(status, body, old, &checkpoint, &key) {
            WitnessReply::Cosigned(line) => {
                if checkpoint.add(line, &key).is_err() {
                    return;
                }
                self.witness_sizes.insert(who.clone(), checkpoint.head().size);
                let time = checkpoint.cosigned(&key).unwrap_or(0);
                let at = Point::of(checkpoint.head());
                let mark = Mark { at, checkpoint: checkpoint.clone(), time };
                self.cosigned.note(&log, &who, mark);
                self.gather(&checkpoint, out);
                self.heard_from_witness(witness, out);
            }
            WitnessReply::Behind(size) => {
                self.witness_sizes.insert(who.clone(), size);
                self.witness_due.insert(who, self.now);
                self.heard_from_witness(witness, out);
            }
            WitnessReply::Ahead(size) => {
                let signed = self.state.own.map_or(0, |own| own.size);
                if size <= signed {
                    // An answer to an older question.
                    self.witness_sizes.insert(who.clone(), size);
                    self.witness_due.insert(who, self.now);
                    return self.heard_from_witness(witness, out);
                }
                if self.own.standing != Footing::Forked {
                    self.own.standing = Footing::Behind;
                }
                let witness = witness.to_owned();
                out.push(Effect::Tell(Event::WitnessAhead { witness, signed, size }));
            }
            WitnessReply::Refused { status, .. } => {
                if (400..500).contains(&status) {
                    // It knows nothing of this log.
                    self.heard_from_witness(witness, out);
                }
                out.push(Effect::Keep(checkpoint.to_bytes()));
                out.push(Effect::Keep(body.to_vec()));
                let head = checkpoint.head().clone();
                out.push(Effect::Tell(Event::Refused {
                    witness: witness.to_owned(),
                    status,
                    head,
                }));
                let later = self.now.saturating_add(PAUSE_S_MAX);
                self.witness_due.insert(who, later);
            }
        }
    }

    /// Somebody asks this node to cosign a head as a witness.
    pub(crate) fn submitted(&mut self, ticket: u64, bytes: &[u8], out: &mut Vec<Effect>) {
        let (status, content_type, body) = self.witness(bytes, out);
        out.push(Effect::Reply { ticket, status, content_type, body });
    }

    fn witness(&mut self, bytes: &[u8], out: &mut Vec<Effect>) -> (u16, &'static str, Vec<u8>) {
        const PLAIN: &str = "text/plain; charset=utf-8";
        if !self.may_sign() {
            return (503, PLAIN, b"this witness is not signing at present\n".to_vec());
        }
        let submission = match Submission::parse(bytes) {
            Ok(submission) => submission,
            Err(fault) => return (400, PLAIN, format!("{fault}\n").into_bytes()),
        };
        let origin = claimed(&submission.checkpoint).map(|head| head.origin);
        let logs = self.logs();
        let log = logs.iter().find(|log| origin.as_deref() == Some(&self.config.origin(log)));
        let keys = log.map(|log| self.all_log_keys(log));
        let last = log.and_then(|log| self.state.witness.get(log)).copied();
        let head = last.map(|last| truce_log::Head {
            origin: origin.clone().unwrap_or_default(),
            size: last.at.size,
            root: last.at.root,
        });
        let checkpoint = match decide(head.as_ref(), keys.as_deref(), &submission) {
            Ok(checkpoint) => checkpoint,
            Err(declined) => {
                if let Some(evidence) = declined.evidence() {
                    out.push(Effect::Keep(evidence.to_bytes()));
                }
                return (declined.status(), declined.content_type(), declined.body().into_bytes());
            }
        };
        let Some(log) = log else { return (404, PLAIN, Vec::new()) };
        let time = self.time_after(last.as_ref());
        let Ok(line) = checkpoint.cosign(&self.config.keys.witness, time) else {
            return (500, PLAIN, b"this witness has no key to cosign with\n".to_vec());
        };
        let at = Point::of(checkpoint.head());
        self.state.witness.insert(log.clone(), Signed { at, time });
        out.push(Effect::Persist(self.state.clone()));
        (200, PLAIN, line.to_string().into_bytes())
    }
}
