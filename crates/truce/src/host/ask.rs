//! Answering a node's questions from a peer's files, wherever they are.

use std::path::Path;
use std::sync::Arc;

use truce_log::head::Head;
use truce_log::shelf::{Folder, Shelf};
use truce_log::tiles::Tiles;
use truce_log::tree::Hash;
use truce_node::{Answer, Question, talk::Common};

use super::ahead::Ahead;
use super::bundles;
use super::http::Remote;
use super::peers::Location;

/// The name of the checkpoint among a log's public files.
pub const CHECKPOINT: &str = "checkpoint";

/// The public files of a log at a place.
#[must_use]
pub fn shelf_at(agent: &ureq::Agent, place: &Location, log: &str) -> Arc<dyn Shelf> {
    match place {
        Location::Url(url) => Arc::new(Remote::new(agent, &format!("{url}/{log}"))),
        Location::Folder(dir) => Arc::new(Folder::open(&public_in(dir).join(log))),
    }
}

/// The public files in a folder: of a node, or the folder itself.
fn public_in(dir: &Path) -> std::path::PathBuf {
    let inside = dir.join("public");
    if inside.is_dir() { inside } else { dir.to_owned() }
}

/// Answers a question from a log's public files at a place; in words if they cannot be had.
///
/// # Errors
/// In words, for people; to the node it is all the same.
pub fn answer(
    theirs: &Arc<dyn Shelf>,
    (ahead, whence): (&Ahead, &str),
    ours: &dyn Shelf,
    our_head: Option<&Head>,
    question: &Question,
) -> Result<Answer, String> {
    match question {
        Question::Checkpoint { .. } => {
            let found = theirs.get(CHECKPOINT).map_err(|fault| fault.to_string())?;
            Ok(found.map_or(Answer::Nothing, Answer::Checkpoint))
        }
        Question::Entries { from, to, .. } => {
            bundles::entries(theirs, ahead, whence, *from, *to).map(Answer::Entries)
        }
        Question::Common { theirs: size, root, ours: our_size, .. } => {
            let Some(our_head) = our_head.filter(|head| head.size == *our_size) else {
                return Ok(Answer::Nothing);
            };
            let head = Head { origin: our_head.origin.clone(), size: *size, root: *root };
            common(&**theirs, &head, ours, our_head).map(Answer::Common).map_err(|f| f.to_string())
        }
    }
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
