//! What anybody can answer from a log's public files, and how those grow.

use truce_log::bundle::Bundle;
use truce_log::extend::Extension;
use truce_log::head::Head;
use truce_log::shelf::Shelf;
use truce_log::tile::{Row, TilePath, WIDTH_MAX};
use truce_log::tiles::{Tiles, TilesFault};
use truce_log::tree::Tree;
use truce_node::talk::Common;
use truce_node::{Answer, Question};

use crate::disk::{CHECKPOINT, head_of};
use crate::journal::{Journal, place};
use crate::shelf::Public;

/// Answers a question from a log's public files; `ours` are those of whoever asks.
#[must_use]
pub fn answer(theirs: Option<&Public>, ours: Option<&Public>, question: &Question) -> Answer {
    let Some(theirs) = theirs else { return Answer::Nothing };
    match question {
        Question::Checkpoint { .. } => {
            let found = theirs.get(CHECKPOINT).ok().flatten();
            found.map_or(Answer::Nothing, Answer::Checkpoint)
        }
        Question::Entries { from, to, .. } => {
            entries(theirs, *from, *to).map_or(Answer::Unreachable, Answer::Entries)
        }
        Question::Common { ours: our_size, root, theirs: size, .. } => {
            let Some(ours) = ours else { return Answer::Nothing };
            let our_head = ours.get(CHECKPOINT).ok().flatten().and_then(|bytes| head_of(&bytes));
            let Some(our_head) = our_head.filter(|head| head.size == *our_size) else {
                return Answer::Nothing;
            };
            let head = Head { origin: our_head.origin.clone(), size: *size, root: *root };
            common(theirs, &head, ours, &our_head).map_or(Answer::Unreachable, Answer::Common)
        }
    }
}

fn entries(shelf: &Public, from: u64, to: u64) -> Option<Vec<Vec<u8>>> {
    let mut entries = Vec::new();
    for index in from >> 8..to.div_ceil(256) {
        let path = TilePath::of(Row::Entries, index, to)?;
        let (bytes, width) = match shelf.get(&path.to_string()).ok()? {
            Some(bytes) => (bytes, path.width()),
            None => (shelf.get(&path.full().to_string()).ok()??, WIDTH_MAX),
        };
        let (bundle, _) = Bundle::begin(&bytes, width).ok()?;
        let numbered = (index << 8..).zip(bundle.entries());
        entries.extend(numbered.filter(|(at, _)| (from..to).contains(at)).map(|(_, e)| e.to_vec()));
    }
    Some(entries)
}

fn common(
    theirs: &Public,
    head: &Head,
    ours: &Public,
    our_head: &Head,
) -> Result<Common, TilesFault> {
    let (theirs, ours) = (Tiles::open(theirs, head)?, Tiles::open(ours, our_head)?);
    let size = theirs.common_with(&ours)?;
    let root = theirs.root_at(size)?;
    let proof = if size == 0 { Vec::new() } else { theirs.consistency(size, head.size)? };
    let at_ours = if our_head.size < head.size {
        Some((theirs.root_at(our_head.size)?, theirs.consistency(our_head.size, head.size)?))
    } else {
        None
    };
    Ok(Common { size, root, proof, at_ours })
}

/// Writes tiles and bundles of a log up to a size.
///
/// # Errors
/// In words, if the journal does not reach so far or the files cannot be written.
pub fn extend(public: &Public, journal: &Journal, size: u64) -> Result<(), String> {
    let words = |fault: TilesFault| fault.to_string();
    let held = public.get(CHECKPOINT).ok().flatten().and_then(|bytes| head_of(&bytes));
    let held = held.filter(|head| head.size <= size);
    let tree = held.and_then(|head| Some(Tiles::open(public, &head).ok()?.tree().clone()));
    let begun = tree.and_then(|tree| Extension::begin(public, &tree).ok());
    let mut extension = match begun {
        Some(begun) => begun,
        None => Extension::begin(public, &Tree::default()).map_err(words)?,
    };
    let first = place(extension.tree().size());
    for entry in journal.entries().get(first..).unwrap_or_default().iter().take(place(size) - first)
    {
        extension.push(entry).map_err(words)?;
    }
    let tree = extension.finish().map_err(words)?;
    if tree.size() == size {
        Ok(())
    } else {
        Err(format!("it has {} entries, not {size}", tree.size()))
    }
}

/// Holds that a head can be checked from the public files beside it, down to every entry.
///
/// # Errors
/// In words, what cannot be checked.
pub fn verify(public: &Public, head: &Head) -> Result<(), String> {
    let words = |fault: TilesFault| fault.to_string();
    let tiles = Tiles::open(public, head).map_err(words)?;
    (0..head.size.div_ceil(256)).try_for_each(|index| tiles.bundle(index).map(drop).map_err(words))
}
