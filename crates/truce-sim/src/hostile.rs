//! Seats that do not play fair: one that tells two histories, one whose mirror lies.
//!
//! A hostile seat has no node. It sees what it wants to see, and signs what it
//! wants to sign, with its own keys.

use std::collections::BTreeMap;

use truce_core::id::SeatId;
use truce_log::checkpoint::Checkpoint;
use truce_log::head::Head;
use truce_log::key::VerifierKey;
use truce_log::shelf::Shelf;
use truce_node::talk::Common;
use truce_node::{Answer, Question};

use crate::answer::{answer, extend};
use crate::dice::Dice;
use crate::disk::{CHECKPOINT, head_of};
use crate::journal::{Bytes, Journal};
use crate::keys::{log_key, mirror_key, origin};
use crate::shelf::Public;

/// How many old checkpoints a liar keeps of each log.
const OLD_MAX: usize = 8;

/// A log with its public files.
#[derive(Debug, Clone, Default)]
pub struct Branch {
    /// Its entries.
    pub journal: Journal,
    /// Its public files.
    pub public: Public,
}

impl Branch {
    /// Publishes all entries under a checkpoint.
    fn publish(&mut self, checkpoint: &Checkpoint) {
        let size = checkpoint.head().size;
        if extend(&self.public, &self.journal, size).is_ok() {
            let _ = self.public.replace(CHECKPOINT, &checkpoint.to_bytes());
        }
    }

    /// Shows a checkpoint of what is published already.
    pub fn show(&mut self, checkpoint: &Checkpoint) {
        let _ = self.public.replace(CHECKPOINT, &checkpoint.to_bytes());
    }

    /// The head that is published.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        head_of(&self.public.get(CHECKPOINT).ok()??)
    }

    /// The checkpoint that is published.
    #[must_use]
    pub fn checkpoint(&self, keys: &[VerifierKey]) -> Option<Checkpoint> {
        Checkpoint::read(&self.public.get(CHECKPOINT).ok()??, keys).ok()
    }
}

/// Which of its histories a seat shows to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Always this one.
    One(usize),
    /// Now this, now that.
    Any,
}

/// A hostile seat.
#[derive(Debug, Clone)]
pub struct Hostile {
    /// The histories of its log: one, until it forks.
    pub branches: Vec<Branch>,
    /// Others' logs as it holds them, by log and by branch.
    copies: BTreeMap<(SeatId, usize), Branch>,
    /// Whether it cosigns both histories of another.
    pub cosigns_both: bool,
    /// Whether it is gone for good.
    pub dead: bool,
    /// From when on it tells two histories.
    pub forks_at: Option<u64>,
    /// Whether it lies about others' logs.
    pub lies: bool,
    /// Its log.
    pub log: SeatId,
    /// Old checkpoints of others' logs.
    old: BTreeMap<SeatId, Vec<Vec<u8>>>,
    /// What it shows to whom, from when it forks.
    pub shows: BTreeMap<SeatId, Shows>,
}

impl Hostile {
    /// A hostile seat that has not begun.
    #[must_use]
    pub fn new(log: SeatId, forks_at: Option<u64>, lies: bool, cosigns_both: bool) -> Self {
        Self {
            branches: vec![Branch::default()],
            copies: BTreeMap::new(),
            cosigns_both,
            dead: false,
            forks_at,
            lies,
            log,
            old: BTreeMap::new(),
            shows: BTreeMap::new(),
        }
    }

    /// Begins to tell two histories, if it has something to tell.
    pub fn fork(&mut self) -> bool {
        let [only] = self.branches.as_slice() else { return false };
        if only.journal.size() == 0 {
            return false;
        }
        self.branches.push(only.clone());
        true
    }

    /// Appends to one of its histories, and signs.
    pub fn append(&mut self, branch: usize, entries: impl IntoIterator<Item = Bytes>) {
        let (key, origin) = (log_key(&self.log, 0), origin(&self.log));
        let Some(branch) = self.branches.get_mut(branch) else { return };
        entries.into_iter().for_each(|entry| branch.journal.push(entry));
        let size = branch.journal.size();
        let Some(root) = branch.journal.root_at(size).filter(|_| size > 0) else { return };
        if let Ok(checkpoint) = Checkpoint::sign(&Head { origin, size, root }, &key) {
            branch.publish(&checkpoint);
        }
    }

    /// Which history it shows to somebody.
    pub fn shown_to(&self, peer: &SeatId, dice: &mut Dice) -> usize {
        match self.shows.get(peer) {
            Some(Shows::One(branch)) => *branch,
            Some(Shows::Any) => dice.index(self.branches.len()),
            None => 0,
        }
    }

    /// Copies another's log as published, and cosigns it; `branch` tells apart the histories of one that forked.
    pub fn copy(
        &mut self,
        log: &SeatId,
        branch: usize,
        from: (&Journal, &[u8]),
        keys: &[VerifierKey],
        time: u64,
    ) {
        let (journal, bytes) = from;
        let Ok(mut checkpoint) = Checkpoint::read(bytes, keys) else { return };
        let (size, root) = (checkpoint.head().size, checkpoint.head().root);
        if journal.root_at(size) != Some(root) {
            return;
        }
        let copy = self.copies.entry((log.clone(), branch)).or_default();
        if copy.head().is_some_and(|held| held == *checkpoint.head()) {
            return;
        }
        // It did not fork for us: the same history, only longer.
        let held = copy.journal.size();
        let longer = journal.root_at(held) == copy.journal.root_at(held);
        if longer {
            let more = journal.entries().iter().skip(crate::journal::place(held));
            more.cloned().for_each(|entry| copy.journal.push(entry));
        } else {
            *copy = Branch { journal: journal.clone(), public: Public::default() };
        }
        let key = mirror_key(&self.log, 0);
        if let Ok(line) = checkpoint.cosign(&key, time) {
            let _ = checkpoint.add(line, &key.verifier());
        }
        copy.publish(&checkpoint);
        let old = self.old.entry(log.clone()).or_default();
        old.push(checkpoint.to_bytes());
        if old.len() > OLD_MAX {
            old.remove(0);
        }
    }

    /// Whether a journal goes on from what it copied of a log, so that to cosign it is not to stand behind both.
    #[must_use]
    pub fn goes_on(&self, log: &SeatId, journal: &Journal) -> bool {
        let held = self.copies.get(&(log.clone(), 0)).map(|copy| &copy.journal);
        held.is_none_or(|held| journal.root_at(held.size()) == held.root_at(held.size()))
    }

    /// What it holds of another's log, longest branch or not.
    #[must_use]
    pub fn holds(&self, log: &SeatId, branch: usize) -> u64 {
        self.copies.get(&(log.clone(), branch)).map_or(0, |copy| copy.journal.size())
    }

    /// Answers a question, or lies; `branch` is the history that the log's own seat shows to whoever asks.
    pub fn answer(
        &mut self,
        asker: &SeatId,
        ours: Option<&Public>,
        question: &Question,
        branch: usize,
        dice: &mut Dice,
    ) -> Answer {
        let log = question.log();
        if *log == self.log {
            let branch = self.shown_to(asker, dice);
            return answer(self.branches.get(branch).map(|b| &b.public), ours, question);
        }
        let branch = if self.cosigns_both { branch } else { 0 };
        let copy = self.copies.get(&(log.clone(), branch));
        let truth = answer(copy.map(|copy| &copy.public), ours, question);
        if self.lies && dice.chance(300) { self.lie(log, truth, dice) } else { truth }
    }

    fn lie(&self, log: &SeatId, truth: Answer, dice: &mut Dice) -> Answer {
        match truth {
            Answer::Checkpoint(bytes) => self.false_checkpoint(log, bytes, dice),
            Answer::Entries(entries) => false_entries(entries, dice),
            Answer::Common(common) => false_common(common, dice),
            Answer::Nothing | Answer::Unreachable => match dice.below(3) {
                0 => Answer::Checkpoint(dice.bytes(60)),
                1 => Answer::Entries(vec![dice.bytes(9)]),
                _ => Answer::Common(Common { size: dice.draw(), ..Common::default() }),
            },
        }
    }

    fn false_checkpoint(&self, log: &SeatId, mut bytes: Vec<u8>, dice: &mut Dice) -> Answer {
        match dice.below(6) {
            0 => {
                let place = dice.index(bytes.len());
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            1 => {
                let length = dice.index(300);
                bytes = dice.bytes(length);
            }
            // Another log's, under this one's name.
            2 => {
                let others: Vec<&Vec<Vec<u8>>> = self.old.values().collect();
                if let Some(other) = dice.pick(&others).and_then(|old| old.last()) {
                    bytes.clone_from(other);
                }
            }
            // A head that the log never signed, signed by this seat.
            3 => {
                let forged = head_of(&bytes).and_then(|head| {
                    let head = Head { size: head.size + 3, ..head };
                    let own = Head { origin: origin(&self.log), ..head };
                    Some(Checkpoint::sign(&own, &log_key(&self.log, 0)).ok()?.to_bytes())
                });
                let name = (origin(&self.log), origin(log));
                let text = forged.map(|b| String::from_utf8_lossy(&b).replace(&name.0, &name.1));
                bytes = text.unwrap_or_default().into_bytes();
            }
            _ => {
                let old = self.old.get(log).map(Vec::as_slice).unwrap_or_default();
                if let Some(old) = dice.pick(old) {
                    bytes.clone_from(old);
                }
            }
        }
        Answer::Checkpoint(bytes)
    }
}

fn false_entries(mut entries: Vec<Vec<u8>>, dice: &mut Dice) -> Answer {
    match dice.below(5) {
        0 => {
            let place = dice.index(entries.len());
            if let Some(byte) = entries.get_mut(place).and_then(|entry| entry.first_mut()) {
                *byte ^= 1;
            }
        }
        1 => {
            entries.pop();
        }
        2 => entries.push(dice.bytes(20)),
        3 => entries.clear(),
        _ => return Answer::Nothing,
    }
    Answer::Entries(entries)
}

fn false_common(mut common: Common, dice: &mut Dice) -> Answer {
    match dice.below(5) {
        0 => common.size = dice.draw(),
        1 => common.size = common.size.saturating_sub(1),
        2 => common.proof.push([7; 32]),
        3 => common.at_ours = Some(([9; 32], vec![[8; 32]; 3])),
        _ => return Answer::Nothing,
    }
    Answer::Common(common)
}
