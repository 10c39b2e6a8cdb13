//! Reading a log back, checking all of it on the way.
//!
//! Reading needs no lock: a log may be read while it is written. A reader sees
//! whole batches only, at times one whose append has not returned yet.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::disk::DiskFault;
use crate::head::{Head, HeadFault, TEXT_BYTES_MAX};
use crate::journal::{Batch, Scan, Step};
use crate::tree::Tree;

/// The name of the head in a log's folder.
pub const HEAD_FILE: &str = "head";

/// Why a log cannot be read, or must not be trusted.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskFault),
    /// There are entries, or should be, and no head.
    #[error("`{}` has no head: if it is a log, copy the log back from whoever holds a copy", .0.display())]
    NoHead(PathBuf),
    /// The head is no head.
    #[error("the head `{}` cannot be read: {fault}; copy the log back from whoever holds a copy", path.display())]
    Head {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: HeadFault,
    },
    /// Bytes have changed on the disk.
    #[error(
        "`{}` is damaged at entry {entry} (byte {offset}): {what}; move the log aside and copy it back from whoever holds a copy",
        path.display()
    )]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// The first entry of the damaged batch; all before it are good.
        entry: u64,
        /// Where that batch begins.
        offset: u64,
        /// What does not fit.
        what: &'static str,
    },
    /// The journal ends before what its head covers.
    #[error(
        "`{}` has lost entries: its head covers {covered}, and only {held} are there; nothing was changed; move the log aside and copy it back from whoever holds a copy",
        dir.display()
    )]
    LostEntries {
        /// The log's folder.
        dir: PathBuf,
        /// How many entries can be read.
        held: u64,
        /// How many the head covers.
        covered: u64,
    },
    /// The first entries are not those which the head covers.
    #[error(
        "`{}` and its head differ on the first {size} entries: they were changed, or one of the two comes from elsewhere; nothing was changed; copy the log back from whoever holds a copy",
        dir.display()
    )]
    HeadDiffers {
        /// The log's folder.
        dir: PathBuf,
        /// How many entries the head covers.
        size: u64,
    },
}

/// Whether a log was ever begun in a folder.
///
/// A program that was killed while it began one may leave the folder with an empty journal and no head: nothing was
/// ever put there, and whoever opens it for writing begins it. What cannot be looked at counts as begun, so that reading
/// says what is wrong.
#[must_use]
pub fn is_begun(dir: &Path) -> bool {
    let is_missing = |fault: &std::io::Error| fault.kind() == ErrorKind::NotFound;
    let head = std::fs::symlink_metadata(dir.join(HEAD_FILE));
    let journal = std::fs::symlink_metadata(dir.join(crate::journal::FILE));
    let no_head = head.is_err_and(|fault| is_missing(&fault));
    let no_entry =
        journal.map_or_else(|fault| is_missing(&fault), |file| file.is_file() && file.len() == 0);
    !(no_head && no_entry)
}

/// Reads the head of a log's folder; none if there is none.
///
/// # Errors
/// [`ReadFault::Head`] if it is no head, [`ReadFault::Disk`] if the disk refuses.
pub fn read_head(dir: &Path) -> Result<Option<Head>, ReadFault> {
    let path = dir.join(HEAD_FILE);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(DiskFault::when("open", &path)(fault).into()),
    };
    let mut bytes = Vec::new();
    // One more than allowed, so that a longer file is noticed and never read whole.
    let bytes_max = TEXT_BYTES_MAX.saturating_add(1) as u64;
    file.take(bytes_max).read_to_end(&mut bytes).map_err(DiskFault::when("read", &path))?;
    match Head::parse(&String::from_utf8_lossy(&bytes)) {
        Ok(head) => Ok(Some(head)),
        Err(fault) => Err(ReadFault::Head { path, fault }),
    }
}

/// What reading a journal from its first byte to its last showed.
#[derive(Debug)]
pub(crate) struct Through {
    /// Over all entries.
    pub tree: Tree,
    /// Where the last whole batch ends.
    pub end: u64,
    /// How many bytes of a torn batch follow.
    pub torn: u64,
}

/// Reads all entries and compares them with the head.
pub(crate) fn read_through(dir: &Path, head: &Head) -> Result<Through, ReadFault> {
    let mut scan = Scan::open(dir)?;
    let mut tree = Tree::default();
    let torn = loop {
        match scan.step(0)? {
            Step::End => break 0,
            Step::Torn(bytes) => break bytes,
            Step::Batch => {}
        }
        for leaf in scan.batch(0).leaves() {
            tree.push(leaf);
            if tree.size() == head.size && tree.root() != head.root {
                return Err(ReadFault::HeadDiffers { dir: dir.to_owned(), size: head.size });
            }
        }
    };
    if tree.size() < head.size {
        return Err(ReadFault::LostEntries {
            dir: dir.to_owned(),
            held: tree.size(),
            covered: head.size,
        });
    }
    Ok(Through { tree, end: scan.at(), torn })
}

/// Reads a whole log, checks every byte, and tells the head over all its entries.
///
/// # Errors
/// [`ReadFault`], with the place.
pub fn verify(dir: &Path) -> Result<Head, ReadFault> {
    let head = read_head(dir)?.ok_or_else(|| ReadFault::NoHead(dir.to_owned()))?;
    let tree = read_through(dir, &head)?.tree;
    Ok(Head { origin: head.origin, size: tree.size(), root: tree.root() })
}

/// Reads entries in their order, in memory for one batch.
///
/// Each entry is checked against its batch's checksum, not against the head;
/// [`verify`] does that.
#[derive(Debug)]
pub struct Reader {
    scan: Scan,
    head: Head,
    dir: PathBuf,
    from: u64,
    ready: std::vec::IntoIter<(u64, Vec<u8>)>,
    failed: bool,
}

impl Reader {
    /// Reads from the first entry.
    ///
    /// # Errors
    /// [`ReadFault`] if the folder is no log.
    pub fn open(dir: &Path) -> Result<Self, ReadFault> {
        Self::open_from(dir, 0)
    }

    /// Reads from an index on; what lies before is passed over unread.
    ///
    /// # Errors
    /// [`ReadFault`] if the folder is no log.
    pub fn open_from(dir: &Path, from: u64) -> Result<Self, ReadFault> {
        // The head first: a journal is never behind a head read before it.
        let head = read_head(dir)?.ok_or_else(|| ReadFault::NoHead(dir.to_owned()))?;
        let scan = Scan::open(dir)?;
        Ok(Self {
            scan,
            head,
            dir: dir.to_owned(),
            from,
            ready: Vec::new().into_iter(),
            failed: false,
        })
    }

    /// The head when the reader was opened.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The next entries, as many as were appended together; none at the end.
    ///
    /// # Errors
    /// [`ReadFault`] where the journal is damaged, or ends before its head.
    pub fn next_batch(&mut self) -> Result<Option<Batch<'_>>, ReadFault> {
        match self.scan.step(self.from)? {
            Step::Batch => Ok(Some(self.scan.batch(self.from))),
            // Torn: a crash cut it short, or it is being written just now.
            Step::End | Step::Torn(_) if self.scan.next() >= self.head.size => Ok(None),
            Step::End | Step::Torn(_) => {
                let (held, covered) = (self.scan.next(), self.head.size);
                Err(ReadFault::LostEntries { dir: self.dir.clone(), held, covered })
            }
        }
    }
}

/// Entries one by one; the first fault is the last item.
impl Iterator for Reader {
    type Item = Result<(u64, Vec<u8>), ReadFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(entry) = self.ready.next() {
            return Some(Ok(entry));
        }
        if self.failed {
            return None;
        }
        let batch = match self.next_batch() {
            Ok(batch) => batch?,
            Err(fault) => {
                self.failed = true;
                return Some(Err(fault));
            }
        };
        let entries: Vec<_> =
            batch.entries().map(|(index, entry)| (index, entry.to_vec())).collect();
        self.ready = entries.into_iter();
        self.ready.next().map(Ok)
    }
}
