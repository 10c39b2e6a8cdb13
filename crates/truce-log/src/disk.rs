//! The few things done to a disk that may fail on a bad day.
//!
//! [`Direct`] does them. A test puts another [`Disk`] in its place, which is
//! full, writes half, or fails to make things durable.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Something a disk refused to do.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} `{}`: {}", path.display(), in_words(source))]
pub struct DiskFault {
    /// What was tried: `open`, `read`, ...
    pub doing: &'static str,
    /// With which file or folder.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl DiskFault {
    /// For `map_err`: says what was tried with which file.
    pub(crate) fn when(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self { doing, path: path.to_owned(), source }
    }
}

/// What a duty officer can do something about, plainly; the rest as the system says it.
#[expect(clippy::wildcard_enum_match_arm, reason = "the list is the system's, not ours")]
pub(crate) fn in_words(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full, free some space".to_owned()
        }
        io::ErrorKind::PermissionDenied => "permission is missing".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "it is a file, not a folder".to_owned(),
        _ => fault.to_string(),
    }
}

/// How a log touches its disk when it writes.
///
/// The methods do it directly; one that fails on purpose overrides them.
pub trait Disk: fmt::Debug + Send {
    /// Writes all the bytes at `end`, where the journal ended when last made durable.
    ///
    /// # Errors
    /// As the disk says; some of the bytes may have been written then.
    fn write(&mut self, journal: &mut File, end: u64, bytes: &[u8]) -> io::Result<()> {
        journal.seek(SeekFrom::Start(end))?;
        journal.write_all(bytes)
    }

    /// Returns when all that was written to the journal is on stable storage.
    ///
    /// # Errors
    /// As the disk says; nothing is known then about what was written.
    fn sync(&mut self, journal: &File) -> io::Result<()> {
        journal.sync_data()
    }

    /// Cuts the journal to a length, and returns when that is on stable storage.
    ///
    /// # Errors
    /// As the disk says; the length may be the old or the new one then.
    fn cut(&mut self, journal: &File, length: u64) -> io::Result<()> {
        journal.set_len(length)?;
        journal.sync_all()
    }

    /// Puts a small file in place of another, durably: readers see the one or the other whole.
    ///
    /// # Errors
    /// As the disk says; the old file is still there then, or already the new one.
    fn replace(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let new = path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&new, path)?;
        path.parent().map_or(Ok(()), sync_folder)
    }
}

/// The disk as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Direct;

impl Disk for Direct {}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(dir: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and names are durable with the file.
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}
