//! What came to the logs since they were read last.
//!
//! A log is read as far as its head tells. Its tree is kept, so that what is new is read alone and still held against
//! the head: a log that is not the one of which the beginning was read is noticed.

use std::collections::BTreeMap;

use truce_core::entry::{Address, Body, Entry};
use truce_core::id::SeatId;
use truce_core::record::{Cut, Head};
use truce_log::{ReadFault, Reader, Tree};

use crate::failure::{Failure, Outcome};
use crate::node::Node;

/// The most new entries with which a picture is moved on, in one go: nobody reads it meanwhile.
pub const ENTRIES_MAX: usize = 500;

/// How far each log was read.
#[derive(Debug, Clone, Default)]
pub struct Held(BTreeMap<SeatId, Tree>);

impl Held {
    /// How many entries of each log were read.
    #[must_use]
    pub fn sizes(&self) -> BTreeMap<SeatId, u64> {
        self.0.iter().map(|(log, tree)| (log.clone(), tree.size())).collect()
    }

    /// The heads of what was read; a log without entries has none.
    #[must_use]
    pub fn heads(&self) -> BTreeMap<SeatId, Head> {
        let held = self.0.iter().filter(|(_, tree)| tree.size() > 0);
        held.map(|(log, tree)| (log.clone(), head_of(tree))).collect()
    }

    /// Reads what is new in all logs of a node, and hands each entry on; returns how far they were read, or none if
    /// one of them does not go on from where it was.
    ///
    /// # Errors
    /// If a log is damaged.
    pub fn read_on(
        &self,
        node: &Node,
        mut each: impl FnMut(Address, &[u8]),
    ) -> Outcome<Option<Self>> {
        let held = node.held()?;
        if !self.0.keys().all(|log| held.contains(log)) {
            return Ok(None);
        }
        let mut read = Self::default();
        for log in held {
            let tree = self.0.get(&log).cloned().unwrap_or_default();
            let each = |index, bytes: &[u8]| each(Address { log: log.clone(), index }, bytes);
            let found = read_log(node, &log, tree, each).map_err(|fault| {
                Failure::cannot(format!("cannot read the log of `{log}`: {fault}"))
            })?;
            let Some(tree) = found else { return Ok(None) };
            read.0.insert(log, tree);
        }
        Ok(Some(read))
    }
}

/// Reads a log on from a tree over its first entries; none if it does not begin with these.
fn read_log(
    node: &Node,
    log: &SeatId,
    mut tree: Tree,
    mut each: impl FnMut(u64, &[u8]),
) -> Result<Option<Tree>, ReadFault> {
    let dir = node.log_dir(log);
    let begins = tree.size();
    let mut reader = Reader::open_from(&dir, begins)?;
    let head = reader.head().clone();
    while tree.size() < head.size {
        let Some(batch) = reader.next_batch()? else { break };
        for ((index, entry), leaf) in batch.entries().zip(batch.leaves()) {
            if tree.size() == head.size {
                break;
            }
            tree.push(leaf);
            each(index, entry);
        }
    }
    match (tree.root() == head.root, begins) {
        (true, _) => Ok(Some(tree)),
        (false, 0) => Err(ReadFault::HeadDiffers { dir, size: head.size }),
        (false, _) => Ok(None),
    }
}

fn head_of(tree: &Tree) -> Head {
    let head = truce_log::Head { origin: String::new(), size: tree.size(), root: tree.root() };
    Head { root: head.root_text(), size: head.size }
}

/// What came since a picture was drawn.
pub struct Growth {
    /// The cut at the heads that are held now.
    pub cut: Cut,
    /// The new entries, as they stand in the logs.
    pub entries: Vec<(Address, Vec<u8>)>,
    /// How far the logs were read.
    pub held: Held,
}

impl Growth {
    /// What came since the logs were read as far as `before`, at which a picture stood at a cut.
    ///
    /// None if that picture cannot be moved on, or not while readers wait: a log is another than it was; so much came
    /// at once that it takes long; or an entry came on which everything rests (who is there, whose a log is, which
    /// table is in force, which history of a log counts).
    ///
    /// # Errors
    /// If a log is damaged.
    pub fn since(before: &Held, cut: &Cut, node: &Node) -> Outcome<Option<Self>> {
        let mut entries = Vec::new();
        let mut too_much = false;
        let held = before.read_on(node, |address, bytes| {
            too_much |= entries.len() >= ENTRIES_MAX || rests_on(bytes);
            if !too_much {
                entries.push((address, bytes.to_vec()));
            }
        })?;
        let Some(held) = held.filter(|_| !too_much) else { return Ok(None) };
        let counted = |(log, head): (SeatId, Head)| {
            // A log that told two histories counts no further than it did.
            let read = before.0.get(&log).map_or(0, Tree::size);
            let stopped = cut.0.get(&log).filter(|at| at.size < read).cloned();
            (log, stopped.unwrap_or(head))
        };
        let cut = Cut(held.heads().into_iter().map(counted).collect());
        Ok(Some(Self { cut, entries, held }))
    }
}

/// Whether everything in a picture may rest on an entry.
fn rests_on(bytes: &[u8]) -> bool {
    Entry::read(bytes).is_ok_and(|entry| match entry.body {
        Body::Opening(_)
        | Body::Departure(_)
        | Body::WeightsPart(_)
        | Body::Adoption(_)
        | Body::Misconduct(_) => true,
        Body::Source(_)
        | Body::Report(_)
        | Body::Register(_)
        | Body::Judgement(_)
        | Body::Effort(_)
        | Body::Disclosure(_)
        | Body::Heartbeat(_)
        | Body::Rotation(_)
        | Body::Succession(_)
        | Body::CutDigest(_)
        | Body::Blob(_)
        | Body::BlobHeld(_)
        | Body::Erasure(_)
        | Body::Redaction(_)
        | Body::Appointment(_)
        | Body::Deed(_) => false,
    })
}
