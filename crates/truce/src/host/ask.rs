//! Answering a node's questions from a peer's files, wherever they are.

use std::ops::Range;
use std::path::Path;
use std::thread;

use truce_log::bundle::Bundle;
use truce_log::head::Head;
use truce_log::shelf::{Folder, Shelf};
use truce_log::tile::{Row, TilePath, WIDTH_MAX};
use truce_log::tiles::Tiles;
use truce_log::tree::Hash;
use truce_node::{Answer, Question, talk::Common};

use super::http::Remote;
use super::peers::Location;

/// How many bundles are fetched at once, so that a long line is filled.
pub const AT_ONCE: usize = 16;
/// About how many bytes of entries are fetched before they are handed on, so that memory stays bounded.
const BYTES_AT_ONCE: usize = 16 << 20;

/// The name of the checkpoint among a log's public files.
pub const CHECKPOINT: &str = "checkpoint";

/// The public files of a log at a place.
#[must_use]
pub fn shelf_at(agent: &ureq::Agent, place: &Location, log: &str) -> Box<dyn Shelf> {
    match place {
        Location::Url(url) => Box::new(Remote::new(agent, &format!("{url}/{log}"))),
        Location::Folder(dir) => Box::new(Folder::open(&public_in(dir).join(log))),
    }
}

/// The public files in a folder: of a node, or the folder itself.
fn public_in(dir: &Path) -> std::path::PathBuf {
    let inside = dir.join("public");
    if inside.is_dir() { inside } else { dir.to_owned() }
}

/// Answers a question from a log's public files; in words if they cannot be had.
///
/// # Errors
/// In words, for people; to the node it is all the same.
pub fn answer(
    theirs: &dyn Shelf,
    ours: &dyn Shelf,
    our_head: Option<&Head>,
    question: &Question,
) -> Result<Answer, String> {
    match question {
        Question::Checkpoint { .. } => {
            let found = theirs.get(CHECKPOINT).map_err(|fault| fault.to_string())?;
            Ok(found.map_or(Answer::Nothing, Answer::Checkpoint))
        }
        Question::Entries { from, to, .. } => entries(theirs, *from, *to).map(Answer::Entries),
        Question::Common { theirs: size, root, ours: our_size, .. } => {
            let Some(our_head) = our_head.filter(|head| head.size == *our_size) else {
                return Ok(Answer::Nothing);
            };
            let head = Head { origin: our_head.origin.clone(), size: *size, root: *root };
            common(theirs, &head, ours, our_head).map(Answer::Common).map_err(|f| f.to_string())
        }
    }
}

/// Entries from bundles, as many as fit; `to` is the end of a whole bundle or the goal.
fn entries(shelf: &dyn Shelf, from: u64, to: u64) -> Result<Vec<Vec<u8>>, String> {
    let (mut next, end) = (from >> 8, to.div_ceil(256));
    let mut entries = Vec::new();
    // What a bundle may hold is not known before one came: of the largest, few are fetched at once.
    let (mut at_once, mut bytes, mut longest) = (2, 0usize, 1usize);
    while next < end
        && (bytes == 0 || bytes.saturating_add(longest.saturating_mul(at_once)) <= BYTES_AT_ONCE)
    {
        let until = end.min(next.saturating_add(u64::try_from(at_once).unwrap_or(1)));
        for (index, fetched) in (next..until).zip(fetch(shelf, next..until, to)?) {
            let (bundle, width) = fetched;
            bytes = bytes.saturating_add(bundle.len());
            longest = longest.max(bundle.len());
            let (read, _) = Bundle::begin(&bundle, width).map_err(|fault| fault.to_string())?;
            let numbered = (index << 8..).zip(read.entries());
            let wanted = numbered.filter(|(at, _)| (from..to).contains(at));
            entries.extend(wanted.map(|(_, entry)| entry.to_vec()));
        }
        next = until;
        at_once = (BYTES_AT_ONCE / 4 / longest).clamp(1, AT_ONCE);
    }
    Ok(entries)
}

/// Some bundles, each with its width, fetched at the same time.
fn fetch(shelf: &dyn Shelf, which: Range<u64>, to: u64) -> Result<Vec<(Vec<u8>, u16)>, String> {
    thread::scope(|scope| {
        let running: Vec<_> =
            which.map(|index| scope.spawn(move || bundle(shelf, index, to))).collect();
        let joined =
            running.into_iter().map(|one| one.join().map_err(|_| "a reader fell".to_owned())?);
        joined.collect()
    })
}

/// A bundle as wide as is needed, or the whole one where that has come since; with its width.
fn bundle(shelf: &dyn Shelf, index: u64, to: u64) -> Result<(Vec<u8>, u16), String> {
    let missing = || format!("bundle {index} is not there");
    let path = TilePath::of(Row::Entries, index, to).ok_or_else(missing)?;
    let get = |path: TilePath| shelf.get(&path.to_string()).map_err(|fault| fault.to_string());
    if let Some(bytes) = get(path)? {
        return Ok((bytes, path.width()));
    }
    let bytes = get(path.full())?.ok_or_else(missing)?;
    Ok((bytes, WIDTH_MAX))
}

/// What two trees of a log have in common, with proofs in theirs.
fn common(
    theirs: &dyn Shelf,
    head: &Head,
    ours: &dyn Shelf,
    our_head: &Head,
) -> Result<Common, truce_log::TilesFault> {
    let (theirs, ours) = (Tiles::open(theirs, head)?, Tiles::open(ours, our_head)?);
    let size = theirs.common_with(&ours)?;
    let root: Hash = theirs.root_at(size)?;
    let proof = if size == 0 { Vec::new() } else { theirs.consistency(size, head.size)? };
    let at_ours = if our_head.size < head.size {
        let root = theirs.root_at(our_head.size)?;
        Some((root, theirs.consistency(our_head.size, head.size)?))
    } else {
        None
    };
    Ok(Common { size, root, proof, at_ours })
}
