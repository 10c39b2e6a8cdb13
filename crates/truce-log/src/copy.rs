//! Keeping a copy of somebody else's log.
//!
//! A copy is a log like any other, in the same form. It takes what the other's
//! head covers, and only if that extends what the copy holds: otherwise both
//! sides stay as they are, and the difference is told.

use std::ops::Range;
use std::path::Path;

use crate::disk::DiskFault;
use crate::head::Head;
use crate::log::{AppendFault, Log, OpenFault};
use crate::reader::{Leaves, ReadFault, Reader, read_head};
use crate::tree::Tree;

/// How much is appended to a copy at a time.
const ENTRIES_AT_ONCE: usize = 10_000;
const BYTES_AT_ONCE: usize = 4 << 20;

/// Why nothing was copied, or not all.
#[derive(Debug, thiserror::Error)]
pub enum CopyFault {
    /// The log to copy cannot be read, or must not be trusted.
    #[error("the log to copy cannot be used: {0}")]
    Source(ReadFault),
    /// The copy cannot be opened.
    #[error("the copy cannot be used: {0}")]
    Target(#[from] OpenFault),
    /// They are logs of two origins.
    #[error("the log to copy is that of `{source_origin}`, the copy is that of `{copy_origin}`")]
    OtherOrigin {
        /// Whose log was to be copied.
        source_origin: String,
        /// Whose log the copy holds.
        copy_origin: String,
    },
    /// The log does not extend the copy: they tell two histories.
    #[error(
        "the log of `{origin}` and the copy held here differ from entry {entry} on: one of them was rewritten; nothing was copied; keep both folders as they are, they are evidence"
    )]
    Forked {
        /// Whose log.
        origin: String,
        /// The first entry on which they differ.
        entry: u64,
        /// The head of the copy.
        held: Box<Head>,
        /// The head of the log.
        shown: Box<Head>,
    },
    /// The log changed while it was copied; the copy is as it was before.
    #[error(
        "the log of `{0}` changed while it was copied, the copy was left as it was: copy it again"
    )]
    Unsteady(String),
    /// The copy takes no entries; it is as it was before.
    #[error("the copy could not be extended: {0}")]
    Append(#[from] AppendFault),
    /// The copy's disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskFault),
}

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The entries that are new in the copy.
    pub taken: Range<u64>,
    /// The head of the copy now.
    pub held: Head,
    /// The head of the log; if its size is smaller, the copy holds more than the log shows.
    pub shown: Head,
}

/// Brings a copy of a log up to date, making it if there is none.
///
/// # Errors
/// [`CopyFault`]; nothing that the copy held is ever changed.
pub fn copy_from(source: &Path, target: &Path) -> Result<Copied, CopyFault> {
    let shown = shown_by(source)?;
    let origin = match read_head(target).map_err(OpenFault::from)? {
        Some(held) => held.origin,
        None => shown.origin,
    };
    let (mut copy, _) = Log::open(target, &origin)?;
    copy.take_from(source)
}

fn shown_by(source: &Path) -> Result<Head, CopyFault> {
    let head = read_head(source).map_err(CopyFault::Source)?;
    head.ok_or_else(|| CopyFault::Source(ReadFault::NoHead(source.to_owned())))
}

impl Log {
    /// Brings this copy of another log up to date.
    ///
    /// Reads only what is new: if the entries held here and the new ones
    /// together give the root that the source shows, then what the source
    /// covers begins with what is held here.
    ///
    /// # Errors
    /// [`CopyFault`]; nothing that the copy held is ever changed.
    pub fn take_from(&mut self, source: &Path) -> Result<Copied, CopyFault> {
        let (shown, held) = (shown_by(source)?, self.head());
        if shown.origin != held.origin {
            return Err(CopyFault::OtherOrigin {
                source_origin: shown.origin,
                copy_origin: held.origin,
            });
        }
        // Nothing is appended before all of it is known to fit, and the head
        // moves only when all of it is there.
        if !self.fits(source, &shown)? {
            return Err(self.explain(source, held, shown));
        }
        if held.size < shown.size {
            let mark = self.mark();
            if let Err(fault) = self.take(source, &shown) {
                self.go_back(mark)?;
                return Err(fault);
            }
            self.write_head()?;
        }
        Ok(Copied { taken: held.size..self.tree().size(), held: self.head(), shown })
    }

    /// Whether the shown head covers what is held here, or the other way round.
    fn fits(&self, source: &Path, shown: &Head) -> Result<bool, CopyFault> {
        if shown.size < self.tree().size() {
            let mut tree = Tree::default();
            extend(&mut tree, self.dir(), shown.size).map_err(OpenFault::from)?;
            return Ok(tree.root() == shown.root);
        }
        let mut tree = self.tree().clone();
        extend(&mut tree, source, shown.size).map_err(CopyFault::Source)?;
        Ok(tree.root() == shown.root)
    }

    /// Appends what the source has beyond this copy, up to the head shown.
    fn take(&mut self, source: &Path, shown: &Head) -> Result<(), CopyFault> {
        let mut reader =
            Reader::open_from(source, self.tree().size()).map_err(CopyFault::Source)?;
        let (mut waiting, mut bytes) = (Vec::new(), 0usize);
        while self.tree().size().saturating_add(waiting.len() as u64) < shown.size {
            let Some(next) = reader.next() else { break };
            let (_, entry) = next.map_err(CopyFault::Source)?;
            bytes = bytes.saturating_add(entry.len());
            waiting.push(entry);
            if waiting.len() >= ENTRIES_AT_ONCE || bytes >= BYTES_AT_ONCE {
                self.append(&waiting)?;
                waiting.clear();
                bytes = 0;
            }
        }
        self.append(&waiting)?;
        // Read a second time, so it may be something else by now.
        if self.head() == *shown { Ok(()) } else { Err(CopyFault::Unsteady(shown.origin.clone())) }
    }

    /// Why a source does not fit: it differs from the copy, or from its own head.
    fn explain(&self, source: &Path, held: Head, shown: Head) -> CopyFault {
        match first_difference(self.dir(), source, held.size.min(shown.size)) {
            Err(fault) => CopyFault::Source(fault),
            Ok(Some(entry)) => CopyFault::Forked {
                origin: shown.origin.clone(),
                entry,
                held: held.into(),
                shown: shown.into(),
            },
            Ok(None) => CopyFault::Source(ReadFault::HeadDiffers {
                dir: source.to_owned(),
                size: shown.size,
            }),
        }
    }
}

/// Adds the leaves of a log to a tree, from the tree's size up to `size`.
fn extend(tree: &mut Tree, dir: &Path, size: u64) -> Result<(), ReadFault> {
    if tree.size() >= size {
        return Ok(());
    }
    for leaf in Leaves::open_from(dir, tree.size())? {
        tree.push(leaf?);
        if tree.size() == size {
            break;
        }
    }
    Ok(())
}

/// The first entry before `size` that is not the same in both logs.
fn first_difference(one: &Path, other: &Path, size: u64) -> Result<Option<u64>, ReadFault> {
    let (mut one, mut other) = (Leaves::open_from(one, 0)?, Leaves::open_from(other, 0)?);
    for index in 0..size {
        if one.next().transpose()? != other.next().transpose()? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}
