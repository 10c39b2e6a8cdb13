//! The others' logs as this node holds them: heads heard, entries pulled, what is held cosigned.
//!
//! A head that is larger than what is held is a goal: entries are pulled from
//! whoever shows it, kept apart, and taken only when they give exactly the
//! root that the log signed. Then they are durable, and only then cosigned.
//!
//! INVARIANT: a mirror's cosignature means that every entry below is on this
//! disk. Kept by `Node::commit` and `Node::cosign`.

use truce_core::id::SeatId;
use truce_log::checkpoint::Checkpoint;
use truce_log::head::Head;
use truce_log::note::Note;
use truce_log::tree::{Tree, leaf};

use crate::cosigned::{Cosigner, Mark};
use crate::exchange::Shown;
use crate::node::{FoundLog, Node};
use crate::said::Said;
use crate::state::{Point, Signed};
use crate::talk::{Effect, Event, Held, Question};

/// How many entries are asked for at a time: 64 bundles.
pub const CHUNK: u64 = 16_384;

/// Another's log, as held here.
#[derive(Debug, Default)]
pub struct Mirror {
    /// The largest head that was checked, with all lines heard; its size is the tree's.
    pub checkpoint: Option<Checkpoint>,
    /// The tree over what is held.
    pub tree: Tree,
    pub(crate) pull: Option<Pull>,
    /// Whether the checkpoint is known to carry this node's own cosignature.
    pub(crate) cosigned: bool,
}

/// Entries on their way.
#[derive(Debug)]
pub(crate) struct Pull {
    goal: Checkpoint,
    peer: SeatId,
    said: Said,
    tree: Tree,
}

/// The head that a checkpoint speaks of, before any signature is looked at.
pub(crate) fn claimed(bytes: &[u8]) -> Option<Head> {
    Head::parse(&Note::parse(bytes).ok()?.text).ok()
}

/// Where a question that begins at an index ends: at a whole bundle, or at the goal.
pub(crate) fn chunk_end(from: u64, goal: u64) -> u64 {
    (from.saturating_add(CHUNK) & !0xff).min(goal)
}

/// At most so many of some entries.
pub(crate) fn cap(entries: &[Vec<u8>], most: u64) -> &[Vec<u8>] {
    let most = usize::try_from(most).unwrap_or(usize::MAX).min(entries.len());
    entries.get(..most).unwrap_or_default()
}

impl Node {
    pub(crate) fn open_mirror(&mut self, log: SeatId, found: FoundLog) {
        let keys = self.log_keys(&log, found.tree.size());
        let origin = self.config.origin(&log);
        let checkpoint = found.checkpoint.and_then(|bytes| Checkpoint::read(&bytes, &keys).ok());
        let checkpoint = checkpoint.filter(|checkpoint| {
            let head = checkpoint.head();
            head.origin == origin
                && (head.size, head.root) == (found.tree.size(), found.tree.root())
        });
        if let Some(checkpoint) = &checkpoint {
            self.take_cosignatures(&log, checkpoint, &mut Vec::new());
        }
        self.mirrors.insert(log, Mirror { checkpoint, tree: found.tree, ..Mirror::default() });
    }

    /// A peer shows a checkpoint of a log.
    pub(crate) fn hear(
        &mut self,
        peer: &SeatId,
        log: &SeatId,
        bytes: &[u8],
        held: &dyn Held,
        out: &mut Vec<Effect>,
    ) {
        let heard = (peer.clone(), log.clone());
        let checkpoint = match self.read_checkpoint(log, bytes) {
            Ok(checkpoint) => checkpoint,
            Err(why) => {
                out.push(Effect::Tell(Event::Unusable {
                    peer: peer.clone(),
                    log: log.clone(),
                    why,
                }));
                return;
            }
        };
        let shown = Shown { at: self.now, size: checkpoint.head().size };
        self.shown.insert(heard, shown);
        self.remember_own_words(log, &checkpoint, out);
        if *log == self.config.log {
            self.hear_own(peer, checkpoint, held, out);
        } else if !self.frozen.contains_key(log) {
            self.hear_other(peer, log, checkpoint, held, out);
        }
    }

    fn read_checkpoint(&self, log: &SeatId, bytes: &[u8]) -> Result<Checkpoint, String> {
        if !self.logs().contains(log) {
            return Err("nobody has given its keys".to_owned());
        }
        // Which key counts depends on the size, which only counts once the key has signed it.
        let size = claimed(bytes).map_or(0, |head| head.size);
        let keys = self.log_keys(log, size);
        let checkpoint = Checkpoint::read(bytes, &keys).map_err(|fault| fault.to_string())?;
        if checkpoint.head().origin != self.config.origin(log) {
            return Err(format!("it is of the log `{}`", checkpoint.head().origin));
        }
        // Lines of strangers are not carried on.
        let mut known = self.all_log_keys(log);
        known.extend(self.cosigner_keys().into_iter().map(|(_, key)| key));
        known.push(self.config.keys.mirror.verifier());
        known.push(self.config.keys.witness.verifier());
        Ok(checkpoint.only(&known))
    }

    /// Says whether nothing more would follow from the same words, heard again.
    fn hear_other(
        &mut self,
        peer: &SeatId,
        log: &SeatId,
        checkpoint: Checkpoint,
        held: &dyn Held,
        out: &mut Vec<Effect>,
    ) -> bool {
        let head = checkpoint.head().clone();
        let mirror = self.mirrors.entry(log.clone()).or_default();
        let size = mirror.tree.size();
        if head.size == 0 {
            return false;
        }
        if head.size > size || mirror.checkpoint.is_none() {
            if mirror.pull.is_none() {
                self.pull(peer, log, checkpoint, out);
            }
            return false;
        }
        let root =
            if head.size == size { Some(mirror.tree.root()) } else { held.root_at(log, head.size) };
        match root {
            Some(root) if root == head.root => {
                self.take_cosignatures(log, &checkpoint, out);
                self.merge(log, &checkpoint, out);
                return true;
            }
            Some(_) => self.suspect(peer, log, checkpoint, size, out),
            None => {}
        }
        false
    }

    /// Adds cosignatures that others heard to the checkpoint that is shown.
    fn merge(&mut self, log: &SeatId, heard: &Checkpoint, out: &mut Vec<Effect>) {
        let keys: Vec<_> = self.cosigner_keys().into_iter().map(|(_, key)| key).collect();
        let Some(known) = self.mirrors.get_mut(log).and_then(|mirror| mirror.checkpoint.as_mut())
        else {
            return;
        };
        if known.head() == heard.head() && known.merge(heard, &keys) {
            let (bytes, size) = (known.to_bytes(), known.head().size);
            let settled = self.settled(log) >= size;
            out.push(Effect::Publish { log: log.clone(), checkpoint: bytes, settled });
        }
    }

    /// Takes note of who cosigned a head that fits what is held.
    pub(crate) fn take_cosignatures(
        &mut self,
        log: &SeatId,
        checkpoint: &Checkpoint,
        out: &mut Vec<Effect>,
    ) {
        let (mut who, mut keys): (Vec<_>, Vec<_>) = self.cosigner_keys().into_iter().unzip();
        who.push(Cosigner::Mirror(self.config.seat.clone()));
        keys.push(self.config.keys.mirror.verifier());
        let at = Point::of(checkpoint.head());
        for (which, time) in checkpoint.cosignatures(&keys) {
            let Some(who) = who.get(which) else { continue };
            let mark = Mark { at, checkpoint: checkpoint.clone(), time };
            if let Some(pair) = self.cosigned.note(log, who, mark) {
                self.accuse_cosigner(log, who, &pair, out);
            }
        }
    }

    /// After a restored backup others remember what this node cosigned, whether or not it fits
    /// what is held here now.
    fn remember_own_words(&mut self, log: &SeatId, checkpoint: &Checkpoint, out: &mut Vec<Effect>) {
        let keys = [self.config.keys.mirror.verifier(), self.config.keys.witness.verifier()];
        let at = Point::of(checkpoint.head());
        let mut changed = false;
        for (which, time) in checkpoint.cosignatures(&keys) {
            let map = if which == 0 { &mut self.state.mirror } else { &mut self.state.witness };
            let before = map.get(log).copied();
            let known = map.entry(log.clone()).or_insert(Signed { at, time });
            known.time = known.time.max(time);
            if at.size > known.at.size {
                known.at = at;
            }
            changed |= before != Some(*known);
        }
        if changed {
            out.push(Effect::Persist(self.state.clone()));
        }
    }

    /// Begins to pull the entries below a head.
    fn pull(&mut self, peer: &SeatId, log: &SeatId, goal: Checkpoint, out: &mut Vec<Effect>) {
        let Some(mirror) = self.mirrors.get_mut(log) else { return };
        // Without a checkpoint that fits, what is on disk vouches for nothing.
        let tree = if mirror.checkpoint.is_some() { mirror.tree.clone() } else { Tree::default() };
        let (from, to) = (tree.size(), goal.head().size);
        out.push(Effect::Unstage(log.clone()));
        let to = chunk_end(from, to);
        let question = Question::Entries { log: log.clone(), from, to };
        out.push(Effect::Ask { peer: peer.clone(), question });
        mirror.pull = Some(Pull { goal, peer: peer.clone(), said: Said::default(), tree });
    }

    /// Entries came.
    pub(crate) fn pulled(
        &mut self,
        peer: &SeatId,
        log: &SeatId,
        from: u64,
        entries: &[Vec<u8>],
        held: &dyn Held,
        out: &mut Vec<Effect>,
    ) {
        if *log == self.config.log {
            return self.pulled_own(peer, from, entries, out);
        }
        let Some(mirror) = self.mirrors.get_mut(log) else { return };
        let fits = mirror.pull.as_ref().is_some_and(|pull| {
            pull.peer == *peer && pull.tree.size() == from && !entries.is_empty()
        });
        if !fits {
            return self.give_up(peer, log, out);
        }
        let Some(mut pull) = mirror.pull.take() else { return };
        let goal = pull.goal.head().size;
        let entries = cap(entries, goal.saturating_sub(from));
        for (index, entry) in (from..).zip(entries) {
            pull.tree.push(leaf(entry));
            pull.said.hear(index, entry);
        }
        let staged = Effect::Stage { log: log.clone(), first: from, entries: entries.to_vec() };
        out.push(staged);
        let size = pull.tree.size();
        if size < goal {
            let to = chunk_end(size, goal);
            let question = Question::Entries { log: log.clone(), from: size, to };
            out.push(Effect::Ask { peer: peer.clone(), question });
            mirror.pull = Some(pull);
        } else if pull.tree.root() == pull.goal.head().root {
            self.commit(log, pull, held, out);
        } else {
            out.push(Effect::Unstage(log.clone()));
            let ours = mirror.checkpoint.as_ref().map_or(0, |held| held.head().size);
            self.suspect(peer, log, pull.goal, ours, out);
        }
    }

    /// A peer does not go on with what it began to give.
    pub(crate) fn give_up(&mut self, peer: &SeatId, log: &SeatId, out: &mut Vec<Effect>) {
        if *log == self.config.log {
            if self.own.refetch.as_ref().is_some_and(|running| running.peer == *peer) {
                self.own.refetch = None;
                out.push(Effect::Unstage(log.clone()));
            }
            return;
        }
        let Some(mirror) = self.mirrors.get_mut(log) else { return };
        if mirror.pull.as_ref().is_some_and(|pull| pull.peer == *peer) {
            mirror.pull = None;
            out.push(Effect::Unstage(log.clone()));
        }
    }

    /// Takes what was pulled: on disk, then cosigned, then shown.
    fn commit(&mut self, log: &SeatId, pull: Pull, held: &dyn Held, out: &mut Vec<Effect>) {
        let size = pull.tree.size();
        let before = self.mirrors.get(log).map_or(0, |mirror| mirror.tree.size());
        out.push(Effect::Commit(log.clone()));
        out.push(Effect::Extend { log: log.clone(), size });
        self.said.entry(log.clone()).or_default().join(pull.said);
        self.call_the_roll();
        let goal = pull.goal.clone();
        let mirror = Mirror { checkpoint: Some(pull.goal), tree: pull.tree, ..Mirror::default() };
        self.mirrors.insert(log.clone(), mirror);
        self.take_cosignatures(log, &goal, out);
        let last = self.state.mirror.get(log).map_or(0, |signed| signed.at.size);
        // Where others remember more than was held, the next tick can look it up.
        if last > before && last < size || !self.cosign(log, held, out) {
            self.show(log, out);
        }
        out.push(Effect::Tell(Event::Holds { log: log.clone(), size }));
        self.adopt_misconduct(out);
    }

    /// Cosigns what is held of a log, if it may and has not yet; says whether it did.
    pub(crate) fn cosign(&mut self, log: &SeatId, held: &dyn Held, out: &mut Vec<Effect>) -> bool {
        if !self.may_sign() || self.frozen.contains_key(log) {
            return false;
        }
        let last = self.state.mirror.get(log).copied();
        let Some(mirror) = self.mirrors.get_mut(log).filter(|mirror| !mirror.cosigned) else {
            return false;
        };
        let Some(checkpoint) = &mut mirror.checkpoint else { return false };
        let at = Point::of(checkpoint.head());
        let key = &self.config.keys.mirror;
        let fits = last.is_none_or(|last| {
            last.at == at
                || last.at.size < at.size && held.root_at(log, last.at.size) == Some(last.at.root)
        });
        if !fits {
            return false;
        }
        mirror.cosigned = checkpoint.cosigned(&key.verifier()).is_some();
        if mirror.cosigned {
            return false;
        }
        let time = last.map_or(self.now, |last| last.time.max(self.now));
        let line = checkpoint.cosign(key, time).ok();
        if line.is_none_or(|line| checkpoint.add(line, &key.verifier()).is_err()) {
            return false;
        }
        mirror.cosigned = true;
        let mark = Mark { at, checkpoint: checkpoint.clone(), time };
        self.state.mirror.insert(log.clone(), Signed { at, time });
        self.cosigned.note(log, &Cosigner::Mirror(self.config.seat.clone()), mark);
        out.push(Effect::Persist(self.state.clone()));
        self.show(log, out);
        true
    }

    /// Shows the checkpoint of a mirrored log as it stands.
    fn show(&self, log: &SeatId, out: &mut Vec<Effect>) {
        let shown = self.mirrors.get(log).and_then(|mirror| mirror.checkpoint.as_ref());
        if let Some(checkpoint) = shown {
            let settled = self.settled(log) >= checkpoint.head().size;
            let bytes = checkpoint.to_bytes();
            out.push(Effect::Publish { log: log.clone(), checkpoint: bytes, settled });
        }
    }

    /// Who else cosigned both of two heads.
    pub(crate) fn cosigners_of_both(
        &self,
        one: &Checkpoint,
        other: &Checkpoint,
    ) -> Vec<(Cosigner, truce_log::VerifierKey)> {
        let keys = self.cosigner_keys();
        let both = keys
            .into_iter()
            .filter(|(_, key)| one.cosigned(key).is_some() && other.cosigned(key).is_some());
        both.collect()
    }
}
