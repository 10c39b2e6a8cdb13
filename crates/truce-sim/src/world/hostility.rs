//! What hostile seats do: copy the others, write their log, split it.

use truce_core::entry::{Body, Entry};
use truce_core::id::SeatId;
use truce_core::judgement::{Judgement, Verdict};
use truce_core::time::Moment;
use truce_log::witness::Submission;

use super::{Happening, Member, World};
use crate::clock::BEGINNING;
use crate::hostile::Shows;
use crate::invariant::Broken;
use crate::journal::{Bytes, Journal};

impl World {
    /// A hostile seat does what it does.
    pub(super) fn scheme(&mut self, at: usize) -> Result<(), Broken> {
        let next_s = self.dice.between(10, 90);
        self.later(next_s, Happening::Scheme { hostile: at });
        if self.hostile[at].dead {
            return Ok(());
        }
        self.copy_others(at);
        if self.hostile[at].forks_at.is_some_and(|forks_at| forks_at <= self.now) {
            self.fork(at);
        }
        for branch in 0..self.hostile[at].branches.len() {
            if self.dice.chance(500) {
                let many = self.dice.between(1, 5);
                let entries: Vec<Bytes> = (0..many).map(|_| self.hostile_entry(at)).collect();
                self.hostile[at].append(branch, entries);
            }
        }
        self.ask_for_cosignatures(at);
        Ok(())
    }

    fn fork(&mut self, at: usize) {
        if !self.hostile[at].fork() {
            // It may change its mind about who sees what.
            if self.hostile[at].branches.len() > 1 && self.dice.chance(30) {
                self.choose_audience(at);
            }
            return;
        }
        self.tally.forks += 1;
        let who = self.hostile[at].log.clone();
        self.tell(|| format!("{who} begins to tell two histories"));
        self.choose_audience(at);
    }

    fn choose_audience(&mut self, at: usize) {
        let others: Vec<SeatId> = self.parties.keys().cloned().collect();
        for other in others {
            let shows = match self.dice.below(7) {
                0 => Shows::Any,
                1..=3 => Shows::One(1),
                _ => Shows::One(0),
            };
            self.hostile[at].shows.insert(other, shows);
        }
    }

    fn hostile_entry(&mut self, at: usize) -> Bytes {
        self.written += 1;
        let log = self.hostile[at].log.clone();
        let address = truce_core::entry::Address { log, index: self.written };
        let judgement = Judgement {
            by: "somebody".to_owned(),
            reason: format!("number {}", self.written),
            reports: (address.clone(), address),
            verdict: Verdict::Different,
        };
        let time = Moment::from_unix(i64::try_from(BEGINNING + self.now).unwrap_or(0));
        let entry = Entry::new(Body::Judgement(judgement), time);
        Bytes::from(entry.bytes().expect("entries of this program are within bounds"))
    }

    /// Takes copies of all logs, and puts its name to them.
    fn copy_others(&mut self, at: usize) {
        let here = self.hostile[at].log.clone();
        let logs: Vec<(SeatId, Member)> =
            self.parties.iter().map(|(log, party)| (log.clone(), *party)).collect();
        let time = BEGINNING + self.now;
        for (log, party) in logs {
            if log == here || self.is_cut(&here, &log) {
                continue;
            }
            let keys = self.keys_of(&log);
            match party {
                Member::Host(host) => {
                    let disk = &self.hosts[host].disk;
                    if self.hosts[host].is_up()
                        && let Some(journal) = disk.journal(&log)
                        && let Some(bytes) = disk.checkpoint(&log)
                    {
                        self.hostile[at].copy(&log, 0, (journal, &bytes), &keys, time);
                    }
                }
                Member::Hostile(other) => {
                    let forked = self.hostile[other].branches.clone();
                    let both = self.hostile[at].cosigns_both;
                    let shown = self.hostile[other].shown_to(&here, &mut self.dice);
                    for (number, branch) in forked.iter().enumerate() {
                        let Some(checkpoint) = branch.checkpoint(&keys) else { continue };
                        let bytes = checkpoint.to_bytes();
                        let from: (&Journal, &[u8]) = (&branch.journal, &bytes);
                        if both {
                            self.hostile[at].copy(&log, number, from, &keys, time);
                        } else if number == shown && self.hostile[at].goes_on(&log, &branch.journal)
                        {
                            self.hostile[at].copy(&log, 0, from, &keys, time);
                        }
                    }
                }
            }
        }
    }

    /// Asks the neutral witnesses for their word on what it shows, whichever history comes first.
    fn ask_for_cosignatures(&mut self, at: usize) {
        let log = self.hostile[at].log.clone();
        let (keys, origin) = (self.keys_of(&log), crate::keys::origin(&log));
        let mut order: Vec<usize> = (0..self.hostile[at].branches.len()).collect();
        self.dice.shuffle(&mut order);
        for number in order {
            for neutral in self.witnesses.iter_mut().filter(|neutral| !neutral.dead) {
                let branch = &self.hostile[at].branches[number];
                let Some(mut checkpoint) = branch.checkpoint(&keys) else { continue };
                let old = neutral.size(&origin);
                let Some(proof) = branch.journal.consistency(old, checkpoint.head().size) else {
                    continue;
                };
                let submission = Submission::new(old, proof, &checkpoint);
                let (status, body) = neutral.answer(&keys, &submission, BEGINNING + self.now);
                let key = self.setup.witnesses.iter().find(|key| key.name() == neutral.name());
                let Some(key) = key.filter(|_| status == 200) else { continue };
                let lines = truce_log::NoteSignature::parse_lines(&String::from_utf8_lossy(&body));
                for line in lines.unwrap_or_default() {
                    let _ = checkpoint.add(line, key);
                }
                self.hostile[at].branches[number].show(&checkpoint);
            }
        }
    }
}
