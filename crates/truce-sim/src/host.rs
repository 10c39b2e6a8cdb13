//! A seat's host: carries out what its node asks for, in the order in which it asks.
//!
//! Its rules are those of the program's own host, over a simulated disk. A
//! [`Sabotage`] breaks one of them.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::id::SeatId;
use truce_log::key::VerifierKey;
use truce_log::shelf::Shelf;
use truce_node::own::Footing;
use truce_node::{Config, Effect, Event, Found, FoundLog, Input, Node, Question, Quorum, State};

use crate::answer;
use crate::clock::Clock;
use crate::disk::{CHECKPOINT, Disk, SETTLED, head_of};
use crate::journal::{Bytes, Journal, place};
use crate::keys::{INSTANCE, card, own_keys};
use crate::sabotage::Sabotage;

/// What all seats of a world have agreed on.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How many seats must say the same of another.
    pub enough: usize,
    /// How often a heartbeat is written, in seconds.
    pub heartbeat_s: u64,
    /// How many must stand behind an entry.
    pub quorum: Quorum,
    /// How often a peer is asked, in seconds.
    pub round_s: u64,
    /// What is broken, if anything.
    pub sabotage: Option<Sabotage>,
    /// All seats.
    pub seats: BTreeSet<SeatId>,
    /// The neutral witnesses.
    pub witnesses: Vec<VerifierKey>,
}

impl Setup {
    /// Whether this is what is broken.
    #[must_use]
    pub fn broken(&self, what: Sabotage) -> bool {
        self.sabotage == Some(what)
    }
}

/// What leaves the host.
#[derive(Debug)]
pub enum Outward {
    /// A question to a peer.
    Ask(SeatId, Question),
    /// A request to a neutral witness: its name, the size it is thought to know, the proof, the checkpoint.
    AskWitness(String, u64, Vec<truce_log::Hash>, Vec<u8>),
    /// A checkpoint, for everybody to see.
    Published(SeatId, Vec<u8>),
    /// The reply to a request to cosign as a witness: its status and body.
    Reply(u16, Vec<u8>),
    /// Something that people should know.
    Told(Event),
    /// Entries of its own are durable.
    Appended(Vec<Bytes>),
}

/// A seat's host.
#[derive(Debug)]
pub struct Host {
    /// What is asked and not yet answered, by ticket.
    pub asked: BTreeMap<u64, (SeatId, Question)>,
    /// Whether it is switched off, as its seat left.
    pub away: bool,
    /// At which entry of its log it changed its keys, while both the old and the new ones sign.
    pub changes_keys_at: Option<u64>,
    /// Its clock.
    pub clock: Clock,
    /// Its disk.
    pub disk: Disk,
    /// How often its process was started.
    pub epoch: u64,
    /// How many more effects are carried out before it falls.
    pub fuse: Option<u64>,
    /// The generations of its log's key that it signs with.
    pub generations: Vec<u32>,
    /// Copies of its disk that somebody made.
    pub images: Vec<Disk>,
    /// Its log.
    pub log: SeatId,
    /// The generation of its mirror's key.
    pub mirror_generation: u32,
    /// The node, while the process runs.
    pub node: Option<Node>,
    /// Whether the machine knows that the disk is the one that a node in good standing last wrote to.
    pub noted: bool,
    /// Whose keys it was given, and of which generation these were.
    pub peers: BTreeMap<SeatId, u32>,
    /// Whether its disk was put back, and it has not signed since.
    pub restored: bool,
    /// Its seat.
    pub seat: SeatId,
}

impl Host {
    /// A host with an empty disk.
    #[must_use]
    pub fn new(log: SeatId, seat: SeatId, peers: BTreeMap<SeatId, u32>, clock: Clock) -> Self {
        Self {
            asked: BTreeMap::new(),
            away: false,
            changes_keys_at: None,
            clock,
            disk: Disk::default(),
            epoch: 0,
            fuse: None,
            generations: vec![0],
            images: Vec::new(),
            log,
            mirror_generation: 0,
            node: None,
            noted: true,
            peers,
            restored: false,
            seat,
        }
    }

    /// Whether its process runs.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.node.is_some()
    }

    /// Whether its node may sign.
    #[must_use]
    pub fn signs(&self) -> bool {
        self.node.as_ref().is_some_and(|node| *node.standing() == Footing::Signs)
    }

    /// Starts the process: reads the disk, and opens the node.
    pub fn open(&mut self, setup: &Setup) {
        self.disk.set_lazy(false);
        if setup.broken(Sabotage::SkipSync) {
            self.disk.never_sync(self.log.clone());
        }
        // What was written and not made durable is seen now, and may still go with the power.
        self.disk.sync_all();
        if setup.broken(Sabotage::ForgetState) {
            self.disk.lose_state();
        }
        self.epoch += 1;
        self.asked.clear();
        self.node = Some(Node::open(self.config(setup), self.find(setup)));
        self.noted |= setup.broken(Sabotage::NoteTooEarly);
    }

    fn config(&self, setup: &Setup) -> Config {
        let keys = own_keys(&self.log, &self.generations, self.mirror_generation);
        Config {
            enough: setup.enough,
            heartbeat_s: setup.heartbeat_s,
            instance: INSTANCE.to_owned(),
            keys,
            log: self.log.clone(),
            peers: self.peers.iter().map(|(log, of)| (log.clone(), card(log, *of))).collect(),
            quorum: setup.quorum,
            round_s: setup.round_s,
            seat: self.seat.clone(),
            seats: setup.seats.clone(),
            witnesses: setup.witnesses.clone(),
        }
    }

    /// What is on disk, as a node wants to know it.
    fn find(&self, setup: &Setup) -> Found {
        let state = self.disk.state();
        let signed = state.as_ref().and_then(|state| state.own).map(|own| own.size);
        let mut found = Found {
            continuous: self.noted || setup.broken(Sabotage::RestoredIsContinuous),
            own_signed: None,
            state,
            logs: BTreeMap::new(),
        };
        for (log, journal) in self.disk.journals() {
            let checkpoint = self.disk.checkpoint(log);
            let head = checkpoint.as_ref().and_then(|bytes| head_of(bytes));
            let own = *log == self.log;
            // Of its own log all counts, of another's what its checkpoint covers.
            let covered = if own { u64::MAX } else { head.map_or(0, |head| head.size) };
            let covered = covered.min(journal.size());
            let tree = journal.tree_at(covered).unwrap_or_default();
            let said = journal.said(covered);
            if own {
                found.own_signed = signed.and_then(|size| journal.tree_at(size));
            }
            found.logs.insert(log.clone(), FoundLog { checkpoint, said, tree });
        }
        found
    }

    /// Lets the node decide.
    pub fn handle(&mut self, input: Input, setup: &Setup) -> Vec<Effect> {
        let Some(node) = self.node.as_mut() else { return Vec::new() };
        let mut effects = node.handle(input, &self.disk);
        if setup.broken(Sabotage::PublishFirst) {
            effects.sort_by_key(|effect| !matches!(effect, Effect::Publish { .. }));
        }
        effects
    }

    /// Notes whether the disk is that of a node in good standing, once all effects are carried out.
    pub fn note_continuity(&mut self, setup: &Setup) {
        self.noted = self.signs() || setup.broken(Sabotage::NoteTooEarly);
        // Where a disk that was put back is taken for another, its history must show it, not what it lost.
        let mistaken =
            [Sabotage::RestoredIsContinuous, Sabotage::ConfirmAfterRestore, Sabotage::NoteTooEarly];
        self.restored &= !self.signs() || mistaken.iter().any(|what| setup.broken(*what));
    }

    /// Carries out an effect. What leaves the host is returned, and entries that its log grew by.
    pub fn carry_out(&mut self, effect: Effect, setup: &Setup) -> (Option<Outward>, Option<Input>) {
        let mut grown = None;
        let outward = match effect {
            Effect::Append(entries) => {
                let entries: Vec<Bytes> = entries.into_iter().map(Bytes::from).collect();
                self.append(&entries);
                grown = self.grown();
                Some(Outward::Appended(entries))
            }
            Effect::Stage { log, first, entries } => {
                self.stage(&log, first, entries, setup);
                None
            }
            Effect::Unstage(log) => {
                self.disk.unstage(&log);
                None
            }
            Effect::Commit(log) => {
                self.commit(&log, setup);
                None
            }
            Effect::Adopt { base } => {
                self.adopt(base, setup);
                grown = self.grown();
                None
            }
            Effect::Extend { log, size } => {
                self.extend(&log, size, setup);
                None
            }
            Effect::Persist(state) => {
                self.persist(state, setup);
                None
            }
            Effect::Publish { log, .. }
                if log != self.log && setup.broken(Sabotage::MuteMirrors) =>
            {
                None
            }
            Effect::Publish { log, checkpoint, settled } => {
                self.publish(&log, &checkpoint, settled);
                Some(Outward::Published(log, checkpoint))
            }
            Effect::Ask { question: Question::Common { .. }, .. }
                if setup.broken(Sabotage::NeverCompare) =>
            {
                None
            }
            Effect::Ask { peer, question } => Some(Outward::Ask(peer, question)),
            Effect::AskWitness { witness, old, proof, checkpoint } => {
                Some(Outward::AskWitness(witness, old, proof, checkpoint))
            }
            Effect::Reply { status, body, .. } => Some(Outward::Reply(status, body)),
            Effect::Keep(_) => None,
            Effect::Tell(event) => Some(Outward::Told(event)),
        };
        (outward, grown)
    }

    /// Appends to its own log, durably.
    pub fn append(&mut self, entries: &[Bytes]) {
        self.disk.append(&self.log, entries.iter().cloned());
        self.disk.sync();
    }

    /// The entries of its own log that its node has not been told of.
    #[must_use]
    pub fn grown(&self) -> Option<Input> {
        let first = self.node.as_ref()?.own_head().size;
        let entries = self.disk.journal(&self.log)?.entries().get(place(first)..)?;
        let entries: Vec<Vec<u8>> = entries.iter().map(|entry| entry.to_vec()).collect();
        (!entries.is_empty()).then_some(Input::Grew { first, entries })
    }

    fn stage(&mut self, log: &SeatId, first: u64, mut entries: Vec<Vec<u8>>, setup: &Setup) {
        if setup.broken(Sabotage::ChangeStaged)
            && let Some(byte) = entries.last_mut().and_then(|entry| entry.last_mut())
        {
            *byte ^= 1;
        }
        self.disk.stage(log, first, entries.into_iter().map(Bytes::from));
    }

    fn commit(&mut self, log: &SeatId, setup: &Setup) {
        let Some(staged) = self.disk.unstage(log) else { return };
        // A commit that a crash cut short may have left entries that no checkpoint covers, perhaps of
        // another history: only what is the same may stay.
        let held = self.disk.journal(log).cloned().unwrap_or_default();
        let left = held.entries().get(place(staged.first)..).unwrap_or_default();
        let skip = left.len();
        let same = staged.entries.get(..skip).is_some_and(|begins| begins == left);
        let skip = if same { skip } else { 0 };
        if !same {
            let mut begun = held;
            begun.truncate(staged.first);
            self.disk.replace(log, begun);
            self.disk.sync();
        }
        self.disk.append(log, staged.entries.into_iter().skip(skip));
        if setup.broken(Sabotage::CommitUnsynced) {
            self.disk.never_sync(log.clone());
        }
        self.disk.sync();
    }

    fn adopt(&mut self, base: u64, setup: &Setup) {
        let log = self.log.clone();
        let Some(staged) = self.disk.unstage(&log) else { return };
        let old: Vec<Bytes> =
            self.disk.journal(&log).map_or_else(Vec::new, |j| j.entries().to_vec());
        let (kept, behind) = old.split_at(place(base).min(old.len()));
        let same =
            behind.iter().zip(&staged.entries).take_while(|(one, other)| one == other).count();
        let mut journal: Journal = kept.iter().chain(&staged.entries).cloned().collect();
        if !setup.broken(Sabotage::DropBehind) {
            behind.iter().skip(same).for_each(|entry| journal.push(entry.clone()));
        }
        self.disk.replace(&log, journal);
        self.disk.sync();
    }

    fn extend(&mut self, log: &SeatId, size: u64, setup: &Setup) {
        if setup.broken(Sabotage::SkipExtend) {
            return;
        }
        let journal = self.disk.journal(log).cloned().unwrap_or_default();
        // A journal that does not reach so far is noticed when the checkpoint is published.
        let _ = answer::extend(self.disk.public_mut(log), &journal, size);
    }

    fn persist(&mut self, mut state: State, setup: &Setup) {
        if setup.broken(Sabotage::SkipPersist) {
            return;
        }
        if setup.broken(Sabotage::ForgetTimes) {
            state.mirror.values_mut().for_each(|signed| signed.time = 0);
        }
        if setup.broken(Sabotage::ForgetSettled) {
            state.settled.clear();
        }
        self.disk.put_state(&state);
        self.disk.sync();
    }

    fn publish(&mut self, log: &SeatId, checkpoint: &[u8], settled: bool) {
        let held = self.disk.published(log).map(|head| head.size);
        let size = head_of(checkpoint).map(|head| head.size);
        let public = self.disk.public_mut(log);
        // A late cosignature of an earlier head must not hide a later head.
        if held.is_none() || size >= held {
            let _ = public.replace(CHECKPOINT, checkpoint);
        }
        if settled {
            let _ = public.replace(SETTLED, checkpoint);
        }
    }
}
