//! A node's own log: when it may sign, and what it does after a restored backup.
//!
//! # Order of a commit
//! Entries are durable in the journal before anybody is told so. Then, for a
//! head: tiles and bundles, then the state with the size and root about to be
//! signed, each durable; only then the signed checkpoint appears.
//!
//! # Restored backups
//! A disk that was put back from a backup looks whole to itself. To sign on
//! from there would tell a second history. So, unless the host knows that the
//! disk is the one it last wrote to, the node signs and cosigns nothing until
//! every peer has said what it holds of every log, and every neutral witness how
//! much it cosigned of this one, or a person has said that nothing was put back. If a peer shows more of the node's own log than the
//! node signed, the log is fetched back first.
//!
//! INVARIANT: never a signature below or beside [`State::own`]; kept by
//! `Node::sign`.
//!
//! [`State::own`]: crate::state::State::own

use std::collections::BTreeSet;

use truce_core::id::SeatId;
use truce_log::checkpoint::Checkpoint;
use truce_log::head::Head;
use truce_log::tree::{Tree, leaf};

use crate::mirror::{cap, chunk_end};
use crate::node::{FoundLog, Node};
use crate::said::Said;
use crate::state::{Point, Signed};
use crate::talk::{Effect, Event, Held, Question};

/// How many of its own latest checkpoints a node gathers cosignatures for.
const RECENT_MAX: usize = 16;

/// Whether a node may sign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Footing {
    /// It may.
    #[default]
    Signs,
    /// Not before these have said what they hold: (peer, log).
    Asks(BTreeSet<(SeatId, SeatId)>),
    /// Not before its own log is fetched back.
    Behind,
    /// Never again: its own log told two histories.
    Forked,
}

/// Its own log, fetched back from a peer.
#[derive(Debug)]
pub(crate) struct Refetch {
    pub base: u64,
    pub goal: Checkpoint,
    pub peer: SeatId,
    pub said: Said,
    pub tree: Tree,
}

/// What a node knows of its own log.
#[derive(Debug, Default)]
pub(crate) struct Own {
    /// The checkpoint that is published.
    pub published: Option<Checkpoint>,
    /// Its latest checkpoints, for cosignatures that come late.
    pub recent: Vec<Checkpoint>,
    pub refetch: Option<Refetch>,
    /// The tree at the size that it last signed.
    pub signed: Tree,
    pub standing: Footing,
    /// The tree over all that is durable.
    pub tree: Tree,
    /// Neutral witnesses that have not yet said how much of this log they cosigned.
    pub unheard: BTreeSet<String>,
}

impl Node {
    pub(crate) fn open_own(&mut self, found: FoundLog, signed: Option<Tree>, continuous: bool) {
        let keys = self.log_keys(&self.config.log, found.tree.size());
        let origin = self.config.origin(&self.config.log);
        let published = found.checkpoint.and_then(|bytes| Checkpoint::read(&bytes, &keys).ok());
        let published = published.filter(|checkpoint| checkpoint.head().origin == origin);
        // Whatever was published was signed, even if the state went missing.
        let shown = published.as_ref().map(|checkpoint| Point::of(checkpoint.head()));
        let larger = shown.filter(|shown| self.state.own.is_none_or(|own| own.size < shown.size));
        let unknown = larger.is_some();
        self.state.own = larger.or(self.state.own);
        self.own.tree = found.tree;
        self.own.signed = signed.unwrap_or_default();
        let fits = match self.state.own {
            None => true,
            Some(own) => {
                Point { size: self.own.signed.size(), root: self.own.signed.root() } == own
            }
        };
        self.own.standing = if !fits {
            Footing::Behind
        } else if continuous && !unknown || self.config.peers.is_empty() {
            Footing::Signs
        } else {
            self.asks()
        };
        if let Some(published) = &published {
            let log = self.config.log.clone();
            self.take_cosignatures(&log, published, &mut Vec::new());
        }
        self.own.recent.extend(published.clone());
        self.own.published = published;
    }

    /// It asks every peer about every log, and every neutral witness about its own.
    fn asks(&mut self) -> Footing {
        let witnesses = self.config.witnesses.iter();
        self.own.unheard = witnesses.map(|key| key.name().to_owned()).collect();
        let logs = self.logs();
        let peers = self.config.peers.keys();
        let each = |peer: &SeatId| -> Vec<_> {
            logs.iter().map(|log| (peer.clone(), log.clone())).collect()
        };
        Footing::Asks(peers.flat_map(each).collect())
    }

    /// Neutral witnesses that must still say how much of this node's log they cosigned before it signs.
    #[must_use]
    pub fn unheard(&self) -> &BTreeSet<String> {
        &self.own.unheard
    }

    /// Whether it may put its name to anything.
    pub(crate) fn may_sign(&self) -> bool {
        self.own.standing == Footing::Signs
    }

    pub(crate) fn heard_from(&mut self, peer: &SeatId, log: &SeatId, out: &mut Vec<Effect>) {
        if let Footing::Asks(waiting) = &mut self.own.standing {
            waiting.remove(&(peer.clone(), log.clone()));
            self.go_on(out);
        }
    }

    /// Signs again once all that were asked have answered.
    fn go_on(&mut self, out: &mut Vec<Effect>) {
        if self.own.standing == Footing::Asks(BTreeSet::new()) && self.own.unheard.is_empty() {
            self.confirmed(out);
        }
    }

    /// A neutral witness said that it cosigned no more of this log than is here.
    pub(crate) fn heard_from_witness(&mut self, witness: &str, out: &mut Vec<Effect>) {
        self.own.unheard.remove(witness);
        self.go_on(out);
    }

    /// The head of an empty log, signed: it contradicts nothing, and whoever is asked to cosign it
    /// says how much more it knows.
    pub(crate) fn nothing(&self) -> Option<Checkpoint> {
        let origin = self.config.origin(&self.config.log);
        self.signed(&Head { origin, size: 0, root: Tree::default().root() })
    }

    /// The question whether the disk was put back is answered: it was not.
    pub(crate) fn confirmed(&mut self, out: &mut Vec<Effect>) {
        if matches!(self.own.standing, Footing::Asks(_)) {
            self.own.standing = Footing::Signs;
            self.own.unheard.clear();
            self.sign(out);
        }
    }

    /// Signs the head over all that is durable, if it may and there is something new.
    pub(crate) fn sign(&mut self, out: &mut Vec<Effect>) {
        let point = self.own_point();
        let done = self.own.published.as_ref().map(|shown| Point::of(shown.head())) == Some(point);
        let below = self.state.own.is_some_and(|own| {
            point.size < own.size || point.size == own.size && point.root != own.root
        });
        if !self.may_sign() || done || below || point.size == 0 {
            return;
        }
        let head = self.own_head();
        let Some(checkpoint) = self.signed(&head) else { return };
        let log = self.config.log.clone();
        self.state.own = Some(point);
        self.own.signed = self.own.tree.clone();
        out.push(Effect::Extend { log: log.clone(), size: head.size });
        out.push(Effect::Persist(self.state.clone()));
        let bytes = checkpoint.to_bytes();
        out.push(Effect::Publish { log, checkpoint: bytes, settled: false });
        if self.own.recent.len() >= RECENT_MAX {
            self.own.recent.remove(0);
        }
        self.own.recent.push(checkpoint.clone());
        self.own.published = Some(checkpoint);
    }

    /// A checkpoint with all the keys in use: while keys are changed, old and new.
    fn signed(&self, head: &Head) -> Option<Checkpoint> {
        let (first, rest) = self.config.keys.log.split_first()?;
        let mut checkpoint = Checkpoint::sign(head, first).ok()?;
        for key in rest {
            checkpoint.sign_also(key).ok()?;
        }
        Some(checkpoint)
    }

    /// A peer shows a checkpoint of this node's own log. Says whether nothing more would follow
    /// from the same words, heard again.
    pub(crate) fn hear_own(
        &mut self,
        peer: &SeatId,
        checkpoint: Checkpoint,
        held: &dyn Held,
        out: &mut Vec<Effect>,
    ) -> bool {
        let head = checkpoint.head().clone();
        let signed = self.state.own.map_or(0, |own| own.size);
        let whole = self.own.signed.size() == head.size && self.own.signed.root() == head.root;
        let behind = self.own.standing == Footing::Behind && head.size == signed && !whole;
        if head.size > signed || behind {
            self.fall_behind(peer, checkpoint, signed, out);
        } else if self.own_root_at(head.size, held) == Some(head.root) {
            self.gather(&checkpoint, out);
            return true;
        } else if self.own.standing != Footing::Behind {
            self.own.standing = Footing::Forked;
            out.push(Effect::Tell(Event::OwnFork { peer: peer.clone(), size: head.size }));
        }
        false
    }

    fn own_root_at(&self, size: u64, held: &dyn Held) -> Option<truce_log::Hash> {
        if size == self.own.signed.size() {
            return Some(self.own.signed.root());
        }
        held.root_at(&self.config.log, size)
    }

    /// More of its own log is out there than it has: fetch it back before anything else.
    fn fall_behind(&mut self, peer: &SeatId, goal: Checkpoint, signed: u64, out: &mut Vec<Effect>) {
        if self.own.standing == Footing::Forked {
            return;
        }
        let shown = goal.head().size;
        if self.own.refetch.as_ref().is_some_and(|running| running.goal.head().size >= shown) {
            return;
        }
        self.own.standing = Footing::Behind;
        out.push(Effect::Tell(Event::Behind { peer: peer.clone(), signed, shown }));
        let tree = self.own.signed.clone();
        self.refetch(peer.clone(), goal, tree, out);
    }

    fn refetch(&mut self, peer: SeatId, goal: Checkpoint, tree: Tree, out: &mut Vec<Effect>) {
        let (log, from, to) = (self.config.log.clone(), tree.size(), goal.head().size);
        out.push(Effect::Unstage(log.clone()));
        let question = Question::Entries { log, from, to: chunk_end(from, to) };
        out.push(Effect::Ask { peer: peer.clone(), question });
        self.own.refetch = Some(Refetch { base: from, goal, peer, said: Said::default(), tree });
    }

    /// Entries of its own log came back.
    pub(crate) fn pulled_own(
        &mut self,
        peer: &SeatId,
        from: u64,
        entries: &[Vec<u8>],
        out: &mut Vec<Effect>,
    ) {
        let Some(mut running) = self.own.refetch.take() else { return };
        // Meanwhile it was proved that there are two histories: neither is to be made whole.
        if self.own.standing == Footing::Forked {
            out.push(Effect::Unstage(self.config.log.clone()));
            return;
        }
        if running.peer != *peer || running.tree.size() != from || entries.is_empty() {
            self.own.refetch = (running.peer != *peer).then_some(running);
            return;
        }
        let entries = cap(entries, running.goal.head().size.saturating_sub(from));
        for (index, entry) in (from..).zip(entries) {
            running.tree.push(leaf(entry));
            running.said.hear(index, entry);
            let size = running.tree.size();
            let signed = self.state.own.filter(|own| own.size == size);
            // What this node signed is not how the other history begins: nothing to be made whole.
            if signed.is_some_and(|own| own.root != running.tree.root()) {
                self.own.standing = Footing::Forked;
                out.push(Effect::Unstage(self.config.log.clone()));
                let peer = peer.clone();
                out.push(Effect::Tell(Event::OwnFork { peer, size }));
                return;
            }
        }
        let log = self.config.log.clone();
        out.push(Effect::Stage { log: log.clone(), first: from, entries: entries.to_vec() });
        let (size, goal) = (running.tree.size(), running.goal.head().size);
        if size < goal {
            let to = chunk_end(size, goal);
            let question = Question::Entries { log, from: size, to };
            out.push(Effect::Ask { peer: peer.clone(), question });
            self.own.refetch = Some(running);
        } else if running.tree.root() == running.goal.head().root {
            self.adopt(running, out);
        } else if running.base > 0 {
            // What is here may be damaged below what was signed: take all of it.
            self.refetch(running.peer, running.goal, Tree::default(), out);
        } else {
            out.push(Effect::Unstage(log.clone()));
            let why = "its entries do not give the head that it shows".to_owned();
            out.push(Effect::Tell(Event::Unusable { peer: peer.clone(), log, why }));
        }
    }

    fn adopt(&mut self, running: Refetch, out: &mut Vec<Effect>) {
        let head = running.goal.head().clone();
        let log = self.config.log.clone();
        self.own.tree = running.tree.clone();
        self.own.signed = running.tree;
        self.said.entry(log.clone()).or_default().join(running.said);
        self.call_the_roll();
        self.state.own = Some(Point::of(&head));
        out.push(Effect::Adopt { base: running.base });
        out.push(Effect::Extend { log: log.clone(), size: head.size });
        out.push(Effect::Persist(self.state.clone()));
        let bytes = running.goal.to_bytes();
        out.push(Effect::Publish { log, checkpoint: bytes, settled: false });
        out.push(Effect::Tell(Event::FetchedBack { size: head.size }));
        self.own.recent = vec![running.goal.clone()];
        self.own.published = Some(running.goal);
        // Others may hold still more of it, and more of what this node cosigned.
        self.own.standing = if self.config.peers.is_empty() { Footing::Signs } else { self.asks() };
    }

    /// Takes over cosignatures of its own checkpoints.
    pub(crate) fn gather(&mut self, heard: &Checkpoint, out: &mut Vec<Effect>) {
        let log = self.config.log.clone();
        self.take_cosignatures(&log, heard, out);
        let keys: Vec<_> = self.cosigner_keys().into_iter().map(|(_, key)| key).collect();
        let mut changed = None;
        for known in &mut self.own.recent {
            if known.head() == heard.head() && known.merge(heard, &keys) {
                changed = Some(known.clone());
            }
        }
        let Some(checkpoint) = changed else { return };
        let newest = self.own.published.as_ref().map(|shown| shown.head().size);
        if newest == Some(checkpoint.head().size) {
            self.own.published = Some(checkpoint.clone());
        }
        let settled = self.settled(&log) >= checkpoint.head().size;
        if settled || newest == Some(checkpoint.head().size) {
            let bytes = checkpoint.to_bytes();
            out.push(Effect::Publish { log, checkpoint: bytes, settled });
        }
    }

    /// The time for a cosignature: never before the last one of the same key on the same log.
    pub(crate) fn time_after(&self, last: Option<&Signed>) -> u64 {
        last.map_or(self.now, |last| last.time.max(self.now))
    }
}
