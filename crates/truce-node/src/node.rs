//! The node: opened from what is on disk, then fed with inputs.

use std::collections::BTreeMap;

use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_log::checkpoint::Checkpoint;
use truce_log::head::Head;
use truce_log::key::VerifierKey;
use truce_log::tree::{Tree, leaf};

use crate::config::Config;
use crate::cosigned::{Cosigned, Cosigner};
use crate::exchange::{Due, Shown};
use crate::mirror::Mirror;
use crate::own::{Footing, Own};
use crate::roll::Roll;
use crate::said::Said;
use crate::state::{Point, State};
use crate::talk::{Answer, Effect, Held, Input, Question};

/// What the host found on disk of one log.
#[derive(Debug, Clone, Default)]
pub struct FoundLog {
    /// The checkpoint that is published of it.
    pub checkpoint: Option<Vec<u8>>,
    /// What it says about keys, departures, successions and misconduct.
    pub said: Said,
    /// The tree over its entries.
    pub tree: Tree,
}

/// What the host found on disk.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Whether this disk is surely the one that the node last wrote to: not put back from a backup since.
    pub continuous: bool,
    /// The logs, by name, its own among them.
    pub logs: BTreeMap<SeatId, FoundLog>,
    /// The tree of its own log at the size that the state names.
    pub own_signed: Option<Tree>,
    /// The state; `None` if there is none.
    pub state: Option<State>,
}

/// One seat's node.
#[derive(Debug)]
pub struct Node {
    pub(crate) config: Config,
    pub(crate) cosigned: Cosigned,
    pub(crate) due: BTreeMap<SeatId, Due>,
    /// Logs that told two histories, and up to where they agree.
    pub(crate) frozen: BTreeMap<SeatId, u64>,
    pub(crate) heartbeat_at: Option<u64>,
    pub(crate) mirrors: BTreeMap<SeatId, Mirror>,
    pub(crate) now: u64,
    /// Misconduct that was proved here, with its certificate.
    pub(crate) proven: BTreeMap<(SeatId, Offence), String>,
    pub(crate) own: Own,
    pub(crate) roll: Roll,
    pub(crate) said: BTreeMap<SeatId, Said>,
    pub(crate) shown: BTreeMap<(SeatId, SeatId), Shown>,
    pub(crate) state: State,
    /// Heads that do not fit, by who showed them and of which log.
    pub(crate) suspects: BTreeMap<(SeatId, SeatId), Checkpoint>,
    /// Checkpoints from which nothing more follows, by who showed them and of which log.
    pub(crate) taken: BTreeMap<(SeatId, SeatId), Vec<u8>>,
    /// When a neutral witness is asked again.
    pub(crate) witness_due: BTreeMap<Cosigner, u64>,
    /// What neutral witnesses cosigned last of its own log.
    pub(crate) witness_sizes: BTreeMap<Cosigner, u64>,
}

impl Node {
    /// Opens a node from what is on disk.
    ///
    /// A published checkpoint that cannot be read is as good as none: it is
    /// made or fetched again.
    #[must_use]
    pub fn open(config: Config, found: Found) -> Self {
        let (mut logs, log) = (found.logs, config.log.clone());
        let own = logs.remove(&log).unwrap_or_default();
        let missing = found.state.is_none() && own.tree.size() > 0;
        let mut node = Self {
            cosigned: Cosigned::default(),
            due: BTreeMap::new(),
            frozen: BTreeMap::new(),
            heartbeat_at: None,
            mirrors: BTreeMap::new(),
            now: 0,
            proven: BTreeMap::new(),
            own: Own::default(),
            roll: Roll::default(),
            said: BTreeMap::from([(log, own.said.clone())]),
            shown: BTreeMap::new(),
            state: found.state.unwrap_or_default(),
            suspects: BTreeMap::new(),
            taken: BTreeMap::new(),
            witness_due: BTreeMap::new(),
            witness_sizes: BTreeMap::new(),
            config,
        };
        for (name, log) in &logs {
            node.said.insert(name.clone(), log.said.clone());
        }
        node.call_the_roll();
        for (name, log) in logs {
            node.open_mirror(name, log);
        }
        node.open_own(own, found.own_signed, found.continuous && !missing);
        node.adopt_misconduct(&mut Vec::new());
        node
    }

    /// Takes an input, and says what must be done.
    pub fn handle(&mut self, input: Input, held: &dyn Held) -> Vec<Effect> {
        let mut out = Vec::new();
        match input {
            Input::Grew { first, entries } => self.grew(first, &entries),
            Input::Tick { now } => self.tick(now, held, &mut out),
            Input::Answer { peer, question, answer } => {
                self.answered(&peer, &question, answer, held, &mut out);
            }
            Input::WitnessAnswer { witness, old, checkpoint, status, body } => {
                let answer = (status, body.as_slice());
                self.witness_answered(&witness, &checkpoint, old, answer, &mut out);
            }
            Input::Submitted { ticket, bytes } => self.submitted(ticket, &bytes, &mut out),
            Input::Confirmed => self.confirmed(&mut out),
        }
        self.keep_settled(held, &mut out);
        out
    }

    fn answered(
        &mut self,
        peer: &SeatId,
        question: &Question,
        answer: Answer,
        held: &dyn Held,
        out: &mut Vec<Effect>,
    ) {
        self.reached(peer, answer != Answer::Unreachable);
        match (question, answer) {
            (Question::Checkpoint { log }, Answer::Checkpoint(bytes)) => {
                self.hear(peer, log, &bytes, held, out);
                self.heard_from(peer, log, out);
            }
            (Question::Checkpoint { log }, Answer::Nothing) => self.heard_from(peer, log, out),
            (Question::Entries { log, from, .. }, Answer::Entries(entries)) => {
                self.pulled(peer, log, *from, &entries, held, out);
            }
            (Question::Entries { log, .. }, _) => self.give_up(peer, log, out),
            (Question::Common { log, .. }, Answer::Common(common)) => {
                self.compared(peer, log, Some(&common), held, out);
            }
            (Question::Common { log, .. }, _) => self.compared(peer, log, None, held, out),
            (Question::Checkpoint { .. }, _) => {}
        }
    }

    /// The key in force for a log's heads of a size.
    pub(crate) fn log_keys(&self, log: &SeatId, size: u64) -> Vec<VerifierKey> {
        if *log == self.config.log {
            return self.config.keys.log.iter().map(truce_log::SigningKey::verifier).collect();
        }
        let given = self.config.peers.get(log).map(|peer| peer.log.clone());
        let first = given.or_else(|| self.roll.successors.get(log)?.terms.keys.log.parse().ok());
        let changed = self.said.get(log).and_then(|said| {
            let mut changes = said.rotations.iter().rev().filter(|(index, _)| *index < size);
            changes.find_map(|(_, rotation)| rotation.log.as_deref()?.parse().ok())
        });
        changed.or(first).into_iter().collect()
    }

    /// All keys that ever signed a log's heads: for certificates.
    pub(crate) fn all_log_keys(&self, log: &SeatId) -> Vec<VerifierKey> {
        let mut keys = self.log_keys(log, 0);
        for (_, rotation) in self.said.get(log).into_iter().flat_map(|said| &said.rotations) {
            keys.extend(rotation.log.as_deref().and_then(|key| key.parse().ok()));
        }
        keys.dedup();
        keys
    }

    /// Whoever cosigns, with the key in force.
    pub(crate) fn cosigner_keys(&self) -> Vec<(Cosigner, VerifierKey)> {
        let mut keys = Vec::new();
        let successors = &self.roll.successors;
        for log in self.logs().iter().filter(|log| **log != self.config.log) {
            let given = self.config.peers.get(log).map(|peer| peer.mirror.clone());
            let first = given.or_else(|| successors.get(log)?.terms.keys.cosigner.parse().ok());
            let changed = self.said.get(log).and_then(|said| {
                let mut changes = said.rotations.iter().rev();
                changes.find_map(|(_, rotation)| rotation.cosigner.as_deref()?.parse().ok())
            });
            let seat = self.seat_of(log);
            keys.extend(changed.or(first).map(|key| (Cosigner::Mirror(seat), key)));
        }
        for key in &self.config.witnesses {
            keys.push((Cosigner::Witness(key.name().to_owned()), key.clone()));
        }
        keys
    }

    /// Its own log's head over all entries that are durable.
    #[must_use]
    pub fn own_head(&self) -> Head {
        let tree = &self.own.tree;
        Head { origin: self.config.origin(&self.config.log), size: tree.size(), root: tree.root() }
    }

    /// How many entries of a log are held here, and were checked.
    #[must_use]
    pub fn holds(&self, log: &SeatId) -> u64 {
        if *log == self.config.log {
            return self.own.tree.size();
        }
        self.mirrors.get(log).map_or(0, |mirror| mirror.tree.size())
    }

    /// The time of the last tick, in seconds since 1970.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.now
    }

    /// The keys of its own log.
    #[must_use]
    pub fn own_log_keys(&self) -> Vec<VerifierKey> {
        self.log_keys(&self.config.log, u64::MAX)
    }

    /// What it has put its name to.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether it may sign, and why not.
    #[must_use]
    pub fn standing(&self) -> &Footing {
        &self.own.standing
    }

    /// Misconduct that is proved, with its certificate.
    #[must_use]
    pub fn proven(&self) -> &BTreeMap<(SeatId, Offence), String> {
        &self.proven
    }

    /// Logs that told two histories, and up to where they count.
    #[must_use]
    pub fn frozen(&self) -> &BTreeMap<SeatId, u64> {
        &self.frozen
    }

    /// Who last showed what of which log: (peer, log).
    #[must_use]
    pub fn shown(&self) -> &BTreeMap<(SeatId, SeatId), Shown> {
        &self.shown
    }

    /// Who cosigned how much.
    #[must_use]
    pub fn cosigned(&self) -> &Cosigned {
        &self.cosigned
    }

    fn grew(&mut self, first: u64, entries: &[Vec<u8>]) {
        for (index, entry) in (first..).zip(entries) {
            if index != self.own.tree.size() {
                continue;
            }
            self.own.tree.push(leaf(entry));
            self.said.entry(self.config.log.clone()).or_default().hear(index, entry);
        }
        self.call_the_roll();
    }

    pub(crate) fn own_point(&self) -> Point {
        Point { size: self.own.tree.size(), root: self.own.tree.root() }
    }
}
