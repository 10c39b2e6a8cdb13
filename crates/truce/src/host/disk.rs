//! A node's folder: what is read at the start, and what its effects do to it.
//!
//! Nothing is decided here. Each effect is durable when its function returns.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use truce_core::id::SeatId;
use truce_log::extend::Extension;
use truce_log::head::Head;
use truce_log::note::Note;
use truce_log::shelf::{Folder, Shelf};
use truce_log::tiles::Tiles;
use truce_log::tree::{Hash, Tree, leaf};
use truce_log::{Log, ReadFault, Reader};

use truce_node::{Found, FoundLog, Held, State};

use super::ask::CHECKPOINT;
use super::continuity;
use crate::failure::{Failure, Outcome};
use crate::node::{Node as Home, write_file};

/// The file with what this node has put its name to.
pub const STATE: &str = "state";
/// The last checkpoint of a log that a quorum stands behind, among its public files.
pub const SETTLED: &str = "settled";
/// The list of the logs that are published.
pub const LOGS: &str = "logs";
/// How much of a log is copied at a time.
const ENTRIES_AT_ONCE: usize = 10_000;
/// The same in bytes.
const BYTES_AT_ONCE: usize = 4 << 20;
/// How long to wait for a command that appends, before doing something else first.
const PATIENCE: Duration = Duration::from_millis(500);

/// A node's folder.
#[derive(Debug)]
pub struct Disk {
    /// Where its own log is published too.
    #[cfg(feature = "s3")]
    bucket: Option<Arc<truce_bucket::Bucket>>,
    /// The folder, with whose it is.
    pub home: Home,
    /// The logs of others, open for appending.
    mirrors: BTreeMap<SeatId, Log>,
    shelves: Mutex<BTreeMap<SeatId, Arc<dyn Shelf>>>,
    /// Entries that are not known to be true yet, with the index of the first.
    staged: BTreeMap<SeatId, (u64, Log)>,
}

fn words(what: &str, log: &SeatId, fault: impl std::fmt::Display) -> Failure {
    Failure::cannot(format!("cannot {what} the log of `{log}`: {fault}"))
}

impl Disk {
    /// A node's folder; what was staged before a crash is forgotten.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn open(home: Home) -> Outcome<Self> {
        let staging = home.dir.join("staging");
        match fs::remove_dir_all(&staging) {
            Err(fault) if fault.kind() != ErrorKind::NotFound => {
                return Err(Failure::file("empty", &staging, &fault));
            }
            _ => {}
        }
        for log in home.held_or_replaced()? {
            home.mend_replacing(&log)?;
        }
        #[cfg(feature = "s3")]
        let bucket = home.bucket.as_deref().map(super::store::connect).transpose()?;
        Ok(Self {
            #[cfg(feature = "s3")]
            bucket,
            home,
            mirrors: BTreeMap::new(),
            shelves: Mutex::default(),
            staged: BTreeMap::new(),
        })
    }

    /// The public files of a log.
    pub fn shelf(&self, log: &SeatId) -> Arc<dyn Shelf> {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || {
            let here = Folder::open(&self.public(log));
            #[cfg(feature = "s3")]
            if let (Some(bucket), true) = (&self.bucket, *log == self.home.log) {
                let there = Arc::clone(bucket);
                return Arc::new(super::store::Doubled::new(here, there)) as Arc<dyn Shelf>;
            }
            Arc::new(here) as Arc<dyn Shelf>
        };
        Arc::clone(shelves.entry(log.clone()).or_insert_with(made))
    }

    fn public(&self, log: &SeatId) -> PathBuf {
        self.home.dir.join("public").join(log.as_str())
    }

    /// The checkpoint that is published of a log.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn checkpoint(&self, log: &SeatId) -> Outcome<Option<Vec<u8>>> {
        let shelf = self.shelf(log);
        shelf.get(CHECKPOINT).map_err(|fault| words("read the checkpoint of", log, fault))
    }

    /// The head that is published of a log, its signature not looked at.
    #[must_use]
    pub fn published(&self, log: &SeatId) -> Option<Head> {
        let bytes = self.checkpoint(log).ok()??;
        Head::parse(&Note::parse(&bytes).ok()?.text).ok()
    }

    /// Reads all that a node must know when it is opened.
    ///
    /// # Errors
    /// If a log is damaged, or the disk does not obey.
    pub fn find(&self) -> Outcome<Found> {
        let path = self.home.dir.join(STATE);
        let state = match fs::read_to_string(&path) {
            Ok(text) => Some(State::parse(&text).map_err(|fault| {
                Failure::cannot(format!("cannot read `{}`: {fault}", path.display()))
            })?),
            Err(fault) if fault.kind() == ErrorKind::NotFound => None,
            Err(fault) => return Err(Failure::file("read", &path, &fault)),
        };
        let mut found = Found {
            continuous: continuity::unbroken(&self.home.dir, &path),
            state,
            ..Found::default()
        };
        let signed = found.state.as_ref().and_then(|state| state.own).map(|own| own.size);
        for log in self.home.held()? {
            let mut of_log = FoundLog { checkpoint: self.checkpoint(&log)?, ..FoundLog::default() };
            let until = self.covered(&log, &of_log);
            self.home.read_log(&log, |index, entry| {
                if log == self.home.log && signed == Some(index) {
                    found.own_signed = Some(of_log.tree.clone());
                }
                if index < until {
                    of_log.said.hear(index, entry);
                    of_log.tree.push(leaf(entry));
                }
                Ok(())
            })?;
            if log == self.home.log && signed == Some(of_log.tree.size()) {
                found.own_signed = Some(of_log.tree.clone());
            }
            found.logs.insert(log, of_log);
        }
        Ok(found)
    }

    /// How much of a journal counts: of one's own all, of another's what its checkpoint covers.
    fn covered(&self, log: &SeatId, found: &FoundLog) -> u64 {
        let head = found.checkpoint.as_ref().and_then(|bytes| Note::parse(bytes).ok());
        let head = head.and_then(|note| Head::parse(&note.text).ok());
        if *log == self.home.log { u64::MAX } else { head.map_or(0, |head| head.size) }
    }

    /// The entries of its own log from an index on, some batches of them.
    ///
    /// # Errors
    /// If the log is damaged.
    pub fn own_from(&self, first: u64) -> Outcome<Vec<Vec<u8>>> {
        let log = &self.home.log;
        let dir = self.home.log_dir(log);
        let mut reader =
            Reader::open_from(&dir, first).map_err(|fault| words("read", log, fault))?;
        let mut entries = Vec::new();
        while entries.len() < ENTRIES_AT_ONCE {
            let batch = reader.next_batch().map_err(|fault| words("read", log, fault))?;
            let Some(batch) = batch else { break };
            entries.extend(batch.entries().map(|(_, entry)| entry.to_vec()));
        }
        Ok(entries)
    }

    /// Appends to its own log.
    ///
    /// # Errors
    /// If somebody else appends to it at the moment, or the disk does not obey; nothing was appended then.
    pub fn append(&mut self, entries: &[Vec<u8>]) -> Outcome {
        crate::node::append_bytes(&mut self.home.writer_within(PATIENCE)?, entries).map(drop)
    }

    /// Keeps entries apart.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn stage(&mut self, log: &SeatId, first: u64, entries: &[Vec<u8>]) -> Outcome {
        if !self.staged.contains_key(log) {
            let dir = self.home.dir.join("staging").join(log.as_str());
            fs::create_dir_all(&dir).map_err(|fault| Failure::file("make", &dir, &fault))?;
            let origin = self.home.agreement.origin(log);
            let (staged, _) =
                Log::open(&dir, &origin).map_err(|fault| words("stage", log, fault))?;
            self.staged.insert(log.clone(), (first, staged));
        }
        let Some((_, staged)) = self.staged.get_mut(log) else { return Ok(()) };
        let mut rest = entries;
        while !rest.is_empty() {
            let lengths = rest.iter().scan(0usize, |sum, entry| {
                *sum = sum.saturating_add(entry.len());
                Some(*sum)
            });
            let fit = lengths.take_while(|sum| *sum <= BYTES_AT_ONCE).count();
            let (some, more) = rest.split_at(fit.clamp(1, ENTRIES_AT_ONCE).min(rest.len()));
            staged.append(some).map_err(|fault| words("stage", log, fault))?;
            rest = more;
        }
        Ok(())
    }

    /// Forgets what is staged of a log.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn unstage(&mut self, log: &SeatId) -> Outcome {
        if self.staged.remove(log).is_some() {
            let dir = self.home.dir.join("staging").join(log.as_str());
            fs::remove_dir_all(&dir).map_err(|fault| Failure::file("remove", &dir, &fault))?;
        }
        Ok(())
    }

    /// Puts what is staged of another's log behind what is held.
    ///
    /// # Errors
    /// If the disk does not obey, or what is held is not what the staged entries follow.
    pub fn commit(&mut self, log: &SeatId) -> Outcome {
        let Some((first, staged)) = self.staged.remove(log) else { return Ok(()) };
        let dir = staged.dir().to_owned();
        drop(staged);
        let held = self.mirror(log)?.head().size;
        // A commit that a crash cut short may have left entries that no checkpoint covers, perhaps of
        // another history: only what is the same may stay.
        if held > first && !self.begins_with(log, first, held, &dir)? {
            let name = log.clone();
            let base = usize::try_from(first).unwrap_or(usize::MAX);
            self.mirror(log)?;
            let Some(held) = self.mirrors.remove(log) else { return Ok(()) };
            let mut new = self.home.begin_replacing(&name)?;
            let old =
                Reader::open(&self.home.log_dir(log)).map_err(|fault| words("read", log, fault))?;
            append_all(&mut new, log, old.map(|next| entry_of(log, next)).take(base))?;
            drop(new);
            self.home.finish_replacing(&name, held)?;
        }
        let mirror = self.mirror(log)?;
        if mirror.head().size == 0 && first == 0 {
            // Nothing is held yet, so what is staged is the log.
            self.mirrors.remove(log);
            self.home.move_log_from(&dir, log)?;
            return fs::remove_dir_all(&dir).map_err(|fault| Failure::file("remove", &dir, &fault));
        }
        let skip = usize::try_from(mirror.head().size.saturating_sub(first)).unwrap_or(usize::MAX);
        let reader = Reader::open(&dir).map_err(|fault| words("read", log, fault))?;
        append_all(mirror, log, reader.map(|next| entry_of(log, next)).skip(skip))?;
        mirror.write_head().map_err(|fault| words("write", log, fault))?;
        fs::remove_dir_all(&dir).map_err(|fault| Failure::file("remove", &dir, &fault))
    }

    /// Whether what is held from an index on is how the staged entries begin.
    fn begins_with(&self, log: &SeatId, first: u64, held: u64, staged: &Path) -> Outcome<bool> {
        let old = Reader::open_from(&self.home.log_dir(log), first);
        let old = old.map_err(|fault| words("read", log, fault))?;
        let mut new = Reader::open(staged).map_err(|fault| words("read", log, fault))?;
        for next in old.skip_while(|next| next.as_ref().is_ok_and(|(index, _)| *index < first)) {
            let (index, entry) = next.map_err(|fault| words("read", log, fault))?;
            if index >= held {
                break;
            }
            let other = new.next().transpose().map_err(|fault| words("read", log, fault))?;
            if other.is_none_or(|(_, other)| other != entry) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn mirror(&mut self, log: &SeatId) -> Outcome<&mut Log> {
        if !self.mirrors.contains_key(log) {
            let opened = self.home.open_log(log)?;
            self.mirrors.insert(log.clone(), opened);
        }
        self.mirrors.get_mut(log).ok_or_else(|| words("open", log, "it is gone"))
    }

    /// Lets its own log be its first entries and what is staged, and what stood there behind that.
    ///
    /// # Errors
    /// If the disk does not obey; the log is as it was, or as it should be, after the next start.
    pub fn adopt(&mut self, base: u64) -> Outcome {
        let log = self.home.log.clone();
        let Some((_, staged)) = self.staged.remove(&log) else { return Ok(()) };
        let from = staged.dir().to_owned();
        drop(staged);
        let whole = |dir: &Path| {
            let reader = Reader::open(dir).map_err(|fault| words("read", &log, fault))?;
            Ok::<_, Failure>(reader.map(|next| entry_of(&log, next)))
        };
        let base = usize::try_from(base).unwrap_or(usize::MAX);
        // From here on nobody else appends: what was acknowledged is what is read now.
        let held = self.home.writer()?;
        let old = self.home.log_dir(&log);
        let mut new = self.home.begin_replacing(&log)?;
        append_all(&mut new, &log, whole(&old)?.take(base).chain(whole(&from)?))?;
        // What was appended here since the backup was taken is not in the log as others hold it.
        let (mut here, mut fetched) = (whole(&old)?.skip(base).peekable(), whole(&from)?);
        while let (Some(Ok(one)), Some(Ok(other))) = (here.peek(), fetched.next()) {
            if *one != other {
                break;
            }
            here.next();
        }
        append_all(&mut new, &log, here)?;
        drop(new);
        self.home.finish_replacing(&log, held)?;
        fs::remove_dir_all(&from).map_err(|fault| Failure::file("remove", &from, &fault))
    }

    /// Writes tiles and bundles of a log up to a size.
    ///
    /// # Errors
    /// If the disk does not obey, or the journal is damaged.
    pub fn extend(&mut self, log: &SeatId, size: u64) -> Outcome {
        let shelf = self.shelf(log);
        let dir = self.public(log);
        fs::create_dir_all(&dir).map_err(|fault| Failure::file("make", &dir, &fault))?;
        let held = self.published(log).filter(|head| head.size <= size);
        let tree = held.and_then(|head| Some(Tiles::open(&*shelf, &head).ok()?.tree().clone()));
        let begun = tree.and_then(|tree| Extension::begin(&*shelf, &tree).ok());
        let mut extension = match begun {
            Some(begun) => begun,
            // Damaged, or none yet: all of it from the journal.
            None => Extension::begin(&*shelf, &Tree::default())
                .map_err(|fault| words("publish", log, fault))?,
        };
        let first = extension.tree().size();
        let dir = self.home.log_dir(log);
        let mut reader =
            Reader::open_from(&dir, first).map_err(|fault| words("read", log, fault))?;
        'all: while let Some(batch) =
            reader.next_batch().map_err(|fault| words("read", log, fault))?
        {
            for (index, entry) in batch.entries() {
                if index >= size {
                    break 'all;
                }
                extension.push(entry).map_err(|fault| words("publish", log, fault))?;
            }
        }
        let tree = extension.finish().map_err(|fault| words("publish", log, fault))?;
        if tree.size() == size {
            return Ok(());
        }
        Err(words("publish", log, format!("it has {} entries, and {size} are wanted", tree.size())))
    }

    /// Writes the state; `sure` if it is known that this disk was not put back from a backup.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn persist(&mut self, state: &State, sure: bool) -> Outcome {
        #[cfg(feature = "s3")]
        if let (Some(bucket), Some(own)) = (&self.bucket, state.own) {
            let log = &self.home.log;
            let origin = self.home.agreement.origin(log);
            let head = Head { origin, size: own.size, root: own.root };
            super::store::claim(bucket, &head, |size| self.root_at(log, size))?;
        }
        let path = self.home.dir.join(STATE);
        continuity::replace(&self.home.dir, &path, state.to_string().as_bytes(), sure)
    }

    /// Notes that nothing was put back.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn assure(&self) -> Outcome {
        continuity::assure(&self.home.dir, &self.home.dir.join(STATE))
    }

    /// Puts a checkpoint in place of the one before.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn publish(&mut self, log: &SeatId, checkpoint: &[u8], settled: bool) -> Outcome {
        let shelf = self.shelf(log);
        let dir = self.public(log);
        fs::create_dir_all(&dir).map_err(|fault| Failure::file("make", &dir, &fault))?;
        let fault = |fault| words("publish the checkpoint of", log, fault);
        // A late cosignature of an earlier head must not hide a later head.
        let size = |bytes: &[u8]| Some(Head::parse(&Note::parse(bytes).ok()?.text).ok()?.size);
        if self.published(log).is_none_or(|head| size(checkpoint) >= Some(head.size)) {
            shelf.replace(CHECKPOINT, checkpoint).map_err(fault)?;
        }
        if settled {
            shelf.replace(SETTLED, checkpoint).map_err(fault)?;
        }
        self.list()
    }

    /// Lists the logs that are published, for whoever comes by a server that lists no folders.
    fn list(&self) -> Outcome {
        let mut names = String::new();
        for log in self.home.held()? {
            if self.public(&log).is_dir() {
                names.push_str(&format!("{log}\n"));
            }
        }
        let path = self.home.dir.join("public").join(LOGS);
        if fs::read_to_string(&path).is_ok_and(|listed| listed == names) {
            return Ok(());
        }
        write_file(&path, names.as_bytes())
    }

    /// Keeps evidence of what somebody signed or answered.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn keep(&mut self, bytes: &[u8]) -> Outcome {
        use sha2::{Digest as _, Sha256};
        let dir = self.home.dir.join("conflicts");
        fs::create_dir_all(&dir).map_err(|fault| Failure::file("make", &dir, &fault))?;
        let digest = hex(&Sha256::digest(bytes));
        write_file(&dir.join(crate::node::short(&digest)), bytes)
    }
}

fn entry_of(log: &SeatId, next: Result<(u64, Vec<u8>), ReadFault>) -> Outcome<Vec<u8>> {
    next.map(|(_, entry)| entry).map_err(|fault| words("read", log, fault))
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Appends any number of entries, in batches that a log takes.
fn append_all(
    to: &mut Log,
    name: &SeatId,
    entries: impl Iterator<Item = Outcome<Vec<u8>>>,
) -> Outcome {
    let (mut waiting, mut bytes) = (Vec::new(), 0usize);
    for entry in entries {
        let entry = entry?;
        bytes += entry.len();
        waiting.push(entry);
        if waiting.len() >= ENTRIES_AT_ONCE || bytes >= BYTES_AT_ONCE {
            to.append(&waiting).map_err(|fault| words("append to", name, fault))?;
            waiting.clear();
            bytes = 0;
        }
    }
    to.append(&waiting).map(drop).map_err(|fault| words("append to", name, fault))
}

impl Held for Disk {
    fn root_at(&self, log: &SeatId, size: u64) -> Option<Hash> {
        let head = self.published(log)?;
        Tiles::open(&*self.shelf(log), &head).ok()?.root_at(size).ok()
    }

    fn consistency(&self, log: &SeatId, old: u64, size: u64) -> Option<Vec<Hash>> {
        let head = self.published(log)?;
        Tiles::open(&*self.shelf(log), &head).ok()?.consistency(old, size).ok()
    }
}
