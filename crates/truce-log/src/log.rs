//! Appending to a log: durable, or refused in words.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::disk::{Direct, Disk, DiskFault, in_words, sync_folder};
use crate::head::{Head, ORIGIN_BYTES_MAX};
use crate::journal::{self, BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, ENTRY_BYTES_MAX, Unfit};
use crate::reader::{HEAD_FILE, ReadFault, read_head, read_through};
use crate::tree::{Hash, Tree, empty_root};

/// The name of the file that the one writer locks.
pub const LOCK_FILE: &str = "lock";

/// Why a log was not opened. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// The origin could not name a key.
    #[error(
        "`{0}` cannot be a log's origin: use 1 to {ORIGIN_BYTES_MAX} bytes without spaces, controls and `+`"
    )]
    Origin(String),
    /// Somebody else writes to it.
    #[error("the log `{}` is being written to by another process: stop that one first", .0.display())]
    Locked(PathBuf),
    /// It is somebody else's log.
    #[error("`{}` is the log of `{found}`, not of `{wanted}`", dir.display())]
    OtherOrigin {
        /// The folder.
        dir: PathBuf,
        /// Whose log it is.
        found: String,
        /// Whose log was asked for.
        wanted: String,
    },
    /// It cannot be read, or must not be trusted.
    #[error(transparent)]
    Read(#[from] ReadFault),
}

impl From<DiskFault> for OpenFault {
    fn from(fault: DiskFault) -> Self {
        Self::Read(fault.into())
    }
}

/// Why entries were not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendFault {
    /// One is too long. Nothing was written.
    #[error("entry {which} of the batch has {bytes} bytes, an entry has at most {ENTRY_BYTES_MAX}")]
    EntryTooLong {
        /// Which of those handed in, counted from 0.
        which: usize,
        /// Its length.
        bytes: usize,
    },
    /// They are too many for one batch. Nothing was written.
    #[error(
        "a batch has at most {BATCH_ENTRIES_MAX} entries and {BATCH_BYTES_MAX} bytes: append them in several"
    )]
    BatchTooLarge,
    /// The disk refused. The entries are not in the log, now or later.
    #[error("the entries were not recorded: {}; then append them again", in_words(.0))]
    NotRecorded(io::Error),
    /// The disk refused, and refused to take back what was written of the
    /// batch: whether it is in the log shows when the log is opened again.
    #[error("this log takes no entries until it is opened again: {0}")]
    OutOfUse(String),
}

/// A batch that a crash cut short: never acknowledged, kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Torn {
    /// The index its first entry would have had.
    pub entry: u64,
    /// How many bytes of it were written.
    pub bytes: u64,
    /// The file with these bytes.
    pub kept: PathBuf,
}

/// What was found when a log was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// How many entries it holds.
    pub size: u64,
    /// What had to be cut off at its end.
    pub torn: Option<Torn>,
}

/// A log, open for appending. One at a time, on one machine: the folder is locked.
#[derive(Debug)]
pub struct Log {
    dir: PathBuf,
    origin: String,
    journal: File,
    disk: Box<dyn Disk>,
    /// What is durable: all entries, and where the journal ends with them.
    tree: Tree,
    end: u64,
    /// How many entries the head on disk covers.
    head_size: u64,
    out_of_use: Option<String>,
    /// Kept to reuse their memory.
    bytes: Vec<u8>,
    leaves: Vec<Hash>,
    /// Locked as long as it is open.
    _lock: File,
}

impl Log {
    /// Opens a log, making it if there is none, and checks every byte of it.
    ///
    /// # Errors
    /// [`OpenFault`], and nothing was changed.
    pub fn open(dir: &Path, origin: &str) -> Result<(Self, Opened), OpenFault> {
        Self::open_on(dir, origin, Box::new(Direct))
    }

    /// As [`Log::open`], on a disk that may fail.
    ///
    /// # Errors
    /// [`OpenFault`], and nothing was changed.
    pub fn open_on(
        dir: &Path,
        origin: &str,
        mut disk: Box<dyn Disk>,
    ) -> Result<(Self, Opened), OpenFault> {
        check_origin(origin)?;
        make_folder(dir)?;
        let lock = take_lock(dir)?;
        let path = dir.join(journal::FILE);
        let head = read_head(dir)?;
        // Where there is a head, a journal that is not there is a loss, not a beginning.
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(head.is_none())
            .truncate(false)
            .open(&path);
        let mut journal = opened.map_err(DiskFault::when("open", &path))?;
        let head = match head {
            Some(head) => head,
            None => first_head(dir, origin, &journal, disk.as_mut())?,
        };
        if head.origin != origin {
            let (found, wanted) = (head.origin, origin.to_owned());
            return Err(OpenFault::OtherOrigin { dir: dir.to_owned(), found, wanted });
        }
        let through = read_through(dir, &head)?;
        let torn = if through.torn == 0 {
            None
        } else {
            let kept = keep_aside(dir, &mut journal, through.end)?;
            disk.cut(&journal, through.end).map_err(DiskFault::when("cut back", &path))?;
            Some(Torn { entry: through.tree.size(), bytes: through.torn, kept })
        };
        // A process may have died between writing and making durable; what it
        // wrote is read back here, so it counts, so it must be durable first.
        disk.sync(&journal).map_err(DiskFault::when("make durable", &path))?;
        let opened = Opened { size: through.tree.size(), torn };
        let mut log = Self {
            dir: dir.to_owned(),
            origin: origin.to_owned(),
            journal,
            disk,
            tree: through.tree,
            end: through.end,
            head_size: head.size,
            out_of_use: None,
            bytes: Vec::new(),
            leaves: Vec::new(),
            _lock: lock,
        };
        log.write_head()?;
        Ok((log, opened))
    }

    /// The log's folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The head over all entries acknowledged.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { origin: self.origin.clone(), size: self.tree.size(), root: self.tree.root() }
    }

    /// Appends entries, all or none, and returns their indices once they are durable.
    ///
    /// The head on disk is not touched: see [`Log::write_head`].
    ///
    /// # Errors
    /// [`AppendFault`], which says whether the entries may be there nevertheless.
    pub fn append(&mut self, entries: &[impl AsRef<[u8]>]) -> Result<Range<u64>, AppendFault> {
        if let Some(why) = &self.out_of_use {
            return Err(AppendFault::OutOfUse(why.clone()));
        }
        let first = self.tree.size();
        if entries.is_empty() {
            return Ok(first..first);
        }
        journal::encode(first, entries, &mut self.bytes, &mut self.leaves).map_err(|unfit| {
            match unfit {
                Unfit::Entry { which, bytes } => AppendFault::EntryTooLong { which, bytes },
                Unfit::Batch => AppendFault::BatchTooLarge,
            }
        })?;
        self.check_untouched()?;
        if let Err(fault) = self.write_durably() {
            return Err(self.take_back(fault));
        }
        // Durable: from here on the entries are in the log.
        self.end = self.end.saturating_add(self.bytes.len() as u64);
        for leaf in self.leaves.drain(..) {
            self.tree.push(leaf);
        }
        Ok(first..self.tree.size())
    }

    /// Writes the head over all entries acknowledged to disk, if it lags.
    ///
    /// Costs several times an [`Log::append`], so a busy writer does it on a
    /// timer. Until then a loss of the last entries by damage to the disk
    /// cannot be told from a crash. Opening and dropping a log does it too.
    ///
    /// # Errors
    /// [`DiskFault`]; the old head stands then.
    pub fn write_head(&mut self) -> Result<(), DiskFault> {
        if self.head_size == self.tree.size() {
            return Ok(());
        }
        let path = self.dir.join(HEAD_FILE);
        let text = self.head().to_string();
        self.disk.replace(&path, text.as_bytes()).map_err(DiskFault::when("write", &path))?;
        self.head_size = self.tree.size();
        Ok(())
    }

    fn write_durably(&mut self) -> io::Result<()> {
        self.disk.write(&mut self.journal, self.end, &self.bytes)?;
        self.disk.sync(&self.journal)
    }

    /// Cuts off what may have been written of a batch.
    fn take_back(&mut self, fault: io::Error) -> AppendFault {
        match self.disk.cut(&self.journal, self.end) {
            Ok(()) => AppendFault::NotRecorded(fault),
            Err(second) => self.end_use(format!(
                "the disk failed ({}), and the batch begun could not be taken back ({})",
                in_words(&fault),
                in_words(&second)
            )),
        }
    }

    /// Somebody who ignores the lock may have written.
    fn check_untouched(&mut self) -> Result<(), AppendFault> {
        match self.journal.metadata() {
            Ok(meta) if meta.len() == self.end => Ok(()),
            Ok(meta) => Err(self.end_use(format!(
                "its journal has {} bytes and should have {}",
                meta.len(),
                self.end
            ))),
            Err(fault) => Err(AppendFault::NotRecorded(fault)),
        }
    }

    fn end_use(&mut self, why: String) -> AppendFault {
        self.out_of_use = Some(why.clone());
        AppendFault::OutOfUse(why)
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        // The entries are durable without it, and opening does it again.
        let _ = self.write_head();
    }
}

/// An origin is going to be a key's name too, so it follows the rule for those.
fn check_origin(origin: &str) -> Result<(), OpenFault> {
    let fits = (1..=ORIGIN_BYTES_MAX).contains(&origin.len())
        && !origin.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+');
    if fits { Ok(()) } else { Err(OpenFault::Origin(origin.to_owned())) }
}

fn make_folder(dir: &Path) -> Result<(), DiskFault> {
    match fs::create_dir(dir) {
        Ok(()) => {
            let parent = dir
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            sync_folder(parent).map_err(DiskFault::when("make durable", parent))
        }
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {
            Err(DiskFault::when("open the folder", dir)(ErrorKind::NotADirectory.into()))
        }
        Err(fault) => Err(DiskFault::when("make the folder", dir)(fault)),
    }
}

fn take_lock(dir: &Path) -> Result<File, OpenFault> {
    let path = dir.join(LOCK_FILE);
    let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
    let lock = opened.map_err(DiskFault::when("open", &path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenFault::Locked(dir.to_owned())),
        Err(TryLockError::Error(fault)) => Err(DiskFault::when("lock", &path)(fault).into()),
    }
}

/// Writes the head of an empty log, so that a journal without a head is always a loss.
fn first_head(
    dir: &Path,
    origin: &str,
    journal: &File,
    disk: &mut dyn Disk,
) -> Result<Head, OpenFault> {
    let path = dir.join(HEAD_FILE);
    let length = journal.metadata().map_err(DiskFault::when("read", &path))?.len();
    if length > 0 {
        return Err(ReadFault::NoHead(dir.to_owned()).into());
    }
    let head = Head { origin: origin.to_owned(), size: 0, root: empty_root() };
    disk.replace(&path, head.to_string().as_bytes()).map_err(DiskFault::when("write", &path))?;
    Ok(head)
}

/// Copies what follows `end` in the journal to a new file, durably.
fn keep_aside(dir: &Path, journal: &mut File, end: u64) -> Result<PathBuf, DiskFault> {
    for number in 1..=u32::MAX {
        let path = dir.join(format!("{}.torn-{number}", journal::FILE));
        let mut kept = match File::create_new(&path) {
            Ok(kept) => kept,
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => continue,
            Err(fault) => return Err(DiskFault::when("write", &path)(fault)),
        };
        let copied = journal
            .seek(SeekFrom::Start(end))
            .and_then(|_| io::copy(journal, &mut kept))
            .and_then(|_| kept.sync_all())
            .and_then(|()| sync_folder(dir));
        copied.map_err(DiskFault::when("write", &path))?;
        return Ok(path);
    }
    Err(DiskFault::when("write", dir)(ErrorKind::AlreadyExists.into()))
}
