//! A seat's disk: what is written, what of it is durable, and what a crash takes away.
//!
//! What a process wrote is seen at once, and survives the process. It survives
//! a loss of power only if the disk was asked to make it durable. What was not
//! may be there afterwards or not, each file for itself.
//!
//! # Out of scope
//! In which order things are written, and when they are made durable: that is
//! the host's, see [`crate::host`].

use std::collections::{BTreeMap, BTreeSet};

use truce_core::id::SeatId;
use truce_log::head::Head;
use truce_log::note::Note;
use truce_log::shelf::Shelf;
use truce_log::tree::Hash;
use truce_node::{Held, State};

use crate::dice::Dice;
use crate::journal::{Bytes, Journal};
use crate::shelf::Public;

/// The name of the checkpoint among a log's public files.
pub const CHECKPOINT: &str = "checkpoint";
/// The name of the last checkpoint that a quorum stands behind.
pub const SETTLED: &str = "settled";

/// What falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The process; the machine goes on.
    Process,
    /// The machine.
    Power,
}

/// How to undo a write that is not durable.
#[derive(Debug, Clone)]
enum Undo {
    /// Drop all entries of a log from an index on.
    Cut(SeatId, u64),
    /// Put the whole log back.
    Whole(SeatId, Journal),
    /// Put the state back.
    State(Option<String>),
}

impl Undo {
    /// What was written.
    fn target(&self) -> Option<&SeatId> {
        match self {
            Self::Cut(log, _) | Self::Whole(log, _) => Some(log),
            Self::State(_) => None,
        }
    }
}

/// Entries that are kept apart.
#[derive(Debug, Clone, Default)]
pub struct Staged {
    /// The index of the first.
    pub first: u64,
    /// Their bytes.
    pub entries: Vec<Bytes>,
}

/// A seat's disk.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    journals: BTreeMap<SeatId, Journal>,
    publics: BTreeMap<SeatId, Public>,
    staged: BTreeMap<SeatId, Staged>,
    state: Option<String>,
    undo: Vec<Undo>,
    lazy: bool,
    /// Logs whose entries never become durable, though the disk says so.
    never: BTreeSet<SeatId>,
    /// How much was waiting when the present effect began: of its own, and of each log's public files.
    mark: (usize, BTreeMap<SeatId, usize>),
    /// How many batches a crash cut short.
    pub torn: u64,
}

impl Disk {
    /// The entries of a log.
    #[must_use]
    pub fn journal(&self, log: &SeatId) -> Option<&Journal> {
        self.journals.get(log)
    }

    /// All logs that are held.
    pub fn journals(&self) -> impl Iterator<Item = (&SeatId, &Journal)> {
        self.journals.iter()
    }

    /// The public files of a log.
    #[must_use]
    pub fn public(&self, log: &SeatId) -> Option<&Public> {
        self.publics.get(log)
    }

    /// The public files of a log, to write in.
    pub fn public_mut(&mut self, log: &SeatId) -> &mut Public {
        let lazy = self.lazy;
        let public = self.publics.entry(log.clone()).or_default();
        public.set_lazy(lazy);
        public
    }

    /// The checkpoint that is published of a log.
    #[must_use]
    pub fn checkpoint(&self, log: &SeatId) -> Option<Vec<u8>> {
        self.publics.get(log)?.get(CHECKPOINT).ok()?
    }

    /// The head that is published of a log, no signature looked at.
    #[must_use]
    pub fn published(&self, log: &SeatId) -> Option<Head> {
        head_of(&self.checkpoint(log)?)
    }

    /// The state, as it is on disk.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        State::parse(self.state.as_ref()?).ok()
    }

    /// The state, if it is durable.
    #[must_use]
    pub fn durable_state(&self) -> Option<State> {
        let waiting = self.undo.iter().any(|undo| matches!(undo, Undo::State(_)));
        if waiting { None } else { self.state() }
    }

    /// The root of a log at a size, if all entries below are durable.
    #[must_use]
    pub fn durable_root_at(&self, log: &SeatId, size: u64) -> Option<Hash> {
        let lost = |undo: &Undo| match undo {
            Undo::Cut(of, kept) => of == log && *kept < size,
            Undo::Whole(of, _) => of == log,
            Undo::State(_) => false,
        };
        let root = self.journals.get(log)?.root_at(size);
        root.filter(|_| !self.undo.iter().any(lost))
    }

    /// Lets nothing become durable from now on, or lets it again.
    pub fn set_lazy(&mut self, lazy: bool) {
        self.lazy = lazy;
    }

    /// Makes durable what was written, but for public files.
    pub fn sync(&mut self) {
        if !self.lazy {
            let never = &self.never;
            self.undo.retain(|undo| undo.target().is_some_and(|log| never.contains(log)));
        }
    }

    /// Lets the entries of a log never become durable.
    pub fn never_sync(&mut self, log: SeatId) {
        self.never.insert(log);
    }

    /// Makes durable all that a process finds when it is started.
    pub fn sync_all(&mut self) {
        self.sync();
        let logs: Vec<SeatId> = self.publics.keys().cloned().collect();
        for log in logs {
            let _ = self.public_mut(&log).make_durable();
        }
    }

    /// Appends to a log.
    pub fn append(&mut self, log: &SeatId, entries: impl IntoIterator<Item = Bytes>) {
        let journal = self.journals.entry(log.clone()).or_default();
        self.undo.push(Undo::Cut(log.clone(), journal.size()));
        entries.into_iter().for_each(|entry| journal.push(entry));
    }

    /// Puts a whole log in the place of another.
    pub fn replace(&mut self, log: &SeatId, journal: Journal) {
        let before = self.journals.insert(log.clone(), journal).unwrap_or_default();
        self.undo.push(Undo::Whole(log.clone(), before));
    }

    /// Puts a state in the place of another.
    pub fn put_state(&mut self, state: &State) {
        self.undo.push(Undo::State(self.state.replace(state.to_string())));
    }

    /// Loses the state.
    pub fn lose_state(&mut self) {
        self.state = None;
    }

    /// Drops a log, and all that was said of it.
    pub fn forget(&mut self, log: &SeatId) {
        self.journals.remove(log);
        self.publics.remove(log);
        self.undo.retain(|undo| undo.target() != Some(log));
        if let Some(mut state) = self.state() {
            state.mirror.remove(log);
            self.state = Some(state.to_string());
        }
    }

    /// Keeps entries apart.
    pub fn stage(&mut self, log: &SeatId, first: u64, entries: impl IntoIterator<Item = Bytes>) {
        let fresh = || Staged { first, entries: Vec::new() };
        self.staged.entry(log.clone()).or_insert_with(fresh).entries.extend(entries);
    }

    /// Takes what is staged of a log.
    pub fn unstage(&mut self, log: &SeatId) -> Option<Staged> {
        self.staged.remove(log)
    }

    /// Notes that an effect begins: a process that falls now leaves only this one half done.
    pub fn begin(&mut self) {
        let pending = |(log, public): (&SeatId, &Public)| (log.clone(), public.pending());
        self.mark = (self.undo.len(), self.publics.iter().map(pending).collect());
    }

    /// Takes away what a crash may take.
    pub fn crash(&mut self, loss: Loss, dice: &mut Dice) {
        let from = if loss == Loss::Process { self.mark.0.min(self.undo.len()) } else { 0 };
        let waiting = self.undo.split_off(from);
        let mut kept: BTreeMap<Option<SeatId>, bool> = BTreeMap::new();
        let mut left = Vec::new();
        for undo in waiting.into_iter().rev() {
            let keep = kept.entry(undo.target().cloned()).or_insert(false);
            *keep = *keep || dice.chance(500);
            if *keep { left.push(undo) } else { self.undo(undo) }
        }
        // After a loss of power what is there is there; after that of a process it may still go.
        if loss == Loss::Process {
            self.undo.extend(left.into_iter().rev());
        }
        for (log, public) in &mut self.publics {
            let mark = self.mark.1.get(log).copied().unwrap_or(0);
            public.crash(loss, mark, dice);
        }
        self.staged.clear();
    }

    fn undo(&mut self, undo: Undo) {
        match undo {
            Undo::Cut(log, size) => {
                // A batch that was written in part fails its checksum, and is dropped whole.
                if let Some(journal) = self.journals.get_mut(&log) {
                    self.torn += u64::from(journal.size() > size);
                    journal.truncate(size);
                }
            }
            Undo::Whole(log, journal) => {
                self.journals.insert(log, journal);
            }
            Undo::State(state) => self.state = state,
        }
    }
}

/// The head of which a checkpoint speaks, no signature looked at.
#[must_use]
pub fn head_of(checkpoint: &[u8]) -> Option<Head> {
    Head::parse(&Note::parse(checkpoint).ok()?.text).ok()
}

impl Held for Disk {
    fn root_at(&self, log: &SeatId, size: u64) -> Option<Hash> {
        let published = self.published(log)?;
        let journal = self.journals.get(log).filter(|_| size <= published.size)?;
        // What the tiles lead to; the journal has the same hashes at hand.
        journal.root_at(published.size).filter(|root| *root == published.root)?;
        journal.root_at(size)
    }

    fn consistency(&self, log: &SeatId, old: u64, size: u64) -> Option<Vec<Hash>> {
        let published = self.published(log)?;
        let journal = self.journals.get(log).filter(|_| size <= published.size)?;
        journal.root_at(published.size).filter(|root| *root == published.root)?;
        journal.consistency(old, size)
    }
}
