//! Where the public files of a log are kept.
//!
//! A shelf holds the tiles and entry bundles of one log under their paths
//! ([`crate::tile`]), and a few plain files beside them, such as `checkpoint`.
//!
//! # In scope
//! [`Shelf`]; [`Folder`], a folder of this machine; [`Memory`], for tests and
//! simulated worlds.
//!
//! # Out of scope
//! What the files say. A shelf is never believed: who reads from it checks the
//! bytes against a signed head.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::disk::DiskFault;
use crate::tile::TilePath;

mod folder;

pub use folder::Folder;

/// The longest plain file, in bytes.
pub const PLAIN_BYTES_MAX: usize = 256 << 10;

/// The longest name of a plain file, in bytes.
const NAME_BYTES_MAX: usize = 64;

/// Why a shelf did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ShelfFault {
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskFault),
    /// It is neither a tile, nor a bundle, nor the name of a plain file.
    #[error("`{}` is no place on a shelf", .0.escape_debug())]
    NoPlace(String),
    /// The file is longer than any such file can be.
    #[error("`{path}` has more than {bytes_max} bytes, as no such file can")]
    TooLong {
        /// Where it is, or should have gone.
        path: String,
        /// The most it could have.
        bytes_max: usize,
    },
    /// Bytes could not be made durable, and which of them are there is not known.
    #[error("nothing more is written to `{}` until it is opened again: {why}", dir.display())]
    OutOfUse {
        /// The shelf's folder.
        dir: PathBuf,
        /// What failed.
        why: String,
    },
    /// A shelf that is not on this machine refuses.
    #[error("cannot {doing} `{path}`: {why}")]
    Away {
        /// What was tried: `get`, `put`, ...
        doing: &'static str,
        /// With which file.
        path: String,
        /// Why it failed, in words.
        why: String,
    },
}

/// Where the public files of one log are kept. One writer at a time; any number of readers.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// Reads a file whole; none if it is not there.
    ///
    /// # Errors
    /// [`ShelfFault`] if it cannot be read, or is longer than [`room`] allows; no more than that is read.
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault>;

    /// Puts a file in its place, in place of what was there.
    ///
    /// Readers see all of it or what was there before; at the latest after
    /// [`Shelf::make_durable`] they see it, and it is durable.
    ///
    /// # Errors
    /// [`ShelfFault`]; what was there is there still.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault>;

    /// Puts one file in place of another, durably, after making durable all that was put before.
    ///
    /// # Errors
    /// [`ShelfFault`]; readers see the old file then, or already the new one.
    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault>;

    /// Returns when all that was put is on stable storage.
    ///
    /// # Errors
    /// [`ShelfFault`]; nothing is known then about what was put since the last time.
    fn make_durable(&self) -> Result<(), ShelfFault>;

    /// Which partial widths are held beside a tile or bundle, in ascending order; none if the shelf cannot tell.
    ///
    /// # Errors
    /// [`ShelfFault`] if they cannot be listed.
    fn partials(&self, _path: TilePath) -> Result<Vec<u16>, ShelfFault> {
        Ok(Vec::new())
    }

    /// Removes the partial files beside a tile or bundle that is full and durable. A shelf may keep them.
    ///
    /// # Errors
    /// [`ShelfFault`]; some of them are still there then.
    fn drop_partials(&self, _path: TilePath) -> Result<(), ShelfFault> {
        Ok(())
    }
}

/// The most bytes that a file at this path can have.
///
/// # Errors
/// [`ShelfFault::NoPlace`] for what is no path of a shelf, such as one that leads out of it.
pub fn room(path: &str) -> Result<usize, ShelfFault> {
    if let Ok(path) = TilePath::from_path(path) {
        return Ok(path.bytes_max());
    }
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=NAME_BYTES_MAX).contains(&path.len()) && path.bytes().all(plain) && path != "tile" {
        return Ok(PLAIN_BYTES_MAX);
    }
    Err(ShelfFault::NoPlace(path.chars().take(NAME_BYTES_MAX).collect()))
}

/// Refuses bytes that have no room at a path.
fn fit(path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
    let bytes_max = room(path)?;
    if bytes.len() > bytes_max {
        return Err(ShelfFault::TooLong { path: path.to_owned(), bytes_max });
    }
    Ok(())
}

/// A shelf in memory. What is put is as durable as the program.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    /// All files under their paths.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.held().clone()
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<BTreeMap<String, Vec<u8>>> for Memory {
    fn from(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { files: Mutex::new(files) }
    }
}

impl Clone for Memory {
    fn clone(&self) -> Self {
        self.files().into()
    }
}

impl Shelf for Memory {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        let bytes_max = room(path)?;
        let bytes = self.held().get(path).cloned();
        match bytes {
            Some(bytes) if bytes.len() > bytes_max => {
                Err(ShelfFault::TooLong { path: path.to_owned(), bytes_max })
            }
            bytes => Ok(bytes),
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        fit(path, bytes)?;
        self.held().insert(path.to_owned(), bytes.to_owned());
        Ok(())
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.put(path, bytes)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        Ok(())
    }

    fn partials(&self, path: TilePath) -> Result<Vec<u16>, ShelfFault> {
        let held = self.held();
        let beside = beside(&held, path).filter_map(|name| TilePath::from_path(name).ok());
        let mut widths: Vec<u16> = beside.map(TilePath::width).collect();
        widths.sort_unstable();
        Ok(widths)
    }

    fn drop_partials(&self, path: TilePath) -> Result<(), ShelfFault> {
        let mut held = self.held();
        let names: Vec<String> = beside(&held, path).cloned().collect();
        for name in names {
            held.remove(&name);
        }
        Ok(())
    }
}

/// The names of the partial files beside a tile or bundle.
fn beside(files: &BTreeMap<String, Vec<u8>>, path: TilePath) -> impl Iterator<Item = &String> {
    let prefix = format!("{}.p/", path.full());
    files
        .range(prefix.clone()..)
        .map(|(name, _)| name)
        .take_while(move |name| name.starts_with(&prefix))
}
