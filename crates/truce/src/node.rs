//! One seat's folder: its log, its copies of the others' logs, its agreement.
//!
//! ```text
//! DIR/node.toml          whose node it is
//! DIR/agreement/         a copy of the agreement's files, as of `truce init`
//! DIR/logs/<log>/        one log per seat; this seat writes only its own
//! DIR/public/<log>/      the logs as others read them: checkpoint, tiles, bundles; any server may publish this
//! DIR/public/card        this seat's public keys
//! DIR/keys.toml          this seat's keys, sealed
//! DIR/peers.toml         the others' keys, and where they are found
//! DIR/state              what this node has put its name to
//! DIR/conflicts/         what somebody signed or answered that did not fit
//! DIR/index.sqlite, DIR/peers.json    derived; may be deleted at any time
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use truce_core::agreement::Agreement;
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::id::SeatId;
use truce_core::misconduct::Offence;
use truce_core::picture::Picture;
use truce_core::record::{Cut, Head, Record};
use truce_core::time::Moment;
use truce_log::{Log, ReadFault, Reader, Tree};

use crate::agreement_files::{self, AgreementFiles};
use crate::failure::{Failure, Outcome};
use crate::host::card::PublicCard;
use crate::host::continuity;
use crate::host::disk::{SETTLED, STATE};
use crate::keys::{self, Keys};
use crate::progress::Progress;
use crate::threads::Threads;

/// What `node.toml` holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    version: u32,
    seat: SeatId,
    /// Its log, if that is not named as the seat: after a succession.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    log: Option<SeatId>,
    /// Where its log is published besides its folder: `s3://bucket/prefix`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bucket: Option<String>,
}

/// From how many entries on the picture takes over a second or two.
const SLOW: usize = 20_000;
/// How many entries the picture is made of in a second, as measured: docs/performance.md.
const A_SECOND: usize = 9_500;

/// How long a command waits for another that appends.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// The version of the folder's layout.
const LAYOUT: u32 = 1;

/// One seat's node.
#[derive(Debug)]
pub struct Node {
    /// The agreement under which it keeps its log.
    pub agreement: Agreement,
    /// Where its log is published besides its folder, if anywhere: `s3://bucket/prefix`.
    pub bucket: Option<String>,
    /// The folder.
    pub dir: PathBuf,
    /// Its log: named as the seat, or, where the seat went on in another, as that.
    pub log: SeatId,
    /// Whose node it is.
    pub seat: SeatId,
}

impl Node {
    /// Sets up a node in a folder, with keys, and opens its log with the opening entry.
    ///
    /// # Errors
    /// If there is a node already, or the agreement has faults, or the disk does not obey.
    pub fn init(
        dir: &Path,
        seat: &SeatId,
        files: &AgreementFiles,
        now: Moment,
        make_keys: impl FnOnce(&Path, &str) -> Outcome<Keys>,
    ) -> Outcome<Self> {
        let settings = dir.join("node.toml");
        if settings.exists() {
            return Err(Failure::cannot(format!(
                "`{}` is a node already: choose another folder, or work in this one",
                dir.display()
            )));
        }
        let agreement = files.read_or_explain()?;
        if !agreement.seats.iter().any(|known| known.id == *seat) {
            let seats: Vec<&str> = agreement.seats.iter().map(|known| known.id.as_str()).collect();
            return Err(Failure::usage(format!(
                "the agreement has no seat `{seat}`: its seats are {}",
                seats.join(", ")
            )));
        }
        fs::create_dir_all(dir).map_err(|fault| Failure::file("make", dir, &fault))?;
        files.copy_to(&dir.join("agreement"))?;
        let (dir, log) = (dir.to_owned(), seat.clone());
        let node = Self { agreement, bucket: None, dir, log, seat: seat.clone() };
        // Keys that are there already may have signed something: what, the peers will say.
        if !keys::path_in(&node.dir).exists() {
            make_keys(&node.dir, &node.agreement.origin(&node.log))?;
            let state = node.dir.join(STATE);
            let nothing = truce_node::State::default().to_string();
            continuity::replace(&node.dir, &state, nothing.as_bytes(), true)?;
        }
        PublicCard::publish(&node)?;
        let mut log = node.writer()?;
        // A command that was cut short may have left the log without its settings.
        if log.head().size == 0 {
            append(&mut log, &[Entry::new(node.opening(), now)])?;
        }
        node.write_settings()?;
        Ok(node)
    }

    /// Goes on in a new log with new keys; the old keys are kept aside, the old log stays.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn renew(
        &mut self,
        log: SeatId,
        now: Moment,
        make_keys: impl FnOnce(&Path, &str) -> Outcome<Keys>,
    ) -> Outcome {
        let old = keys::path_in(&self.dir);
        let aside = self.dir.join(format!("keys-of-{}.toml", self.log));
        fs::rename(&old, &aside).map_err(|fault| Failure::file("rename", &old, &fault))?;
        make_keys(&self.dir, &self.agreement.origin(&log))?;
        self.log = log;
        let nothing = truce_node::State::default().to_string();
        continuity::replace(&self.dir, &self.dir.join(STATE), nothing.as_bytes(), true)?;
        let mut writer = self.writer()?;
        append(&mut writer, &[Entry::new(self.opening(), now)])?;
        self.write_settings()?;
        PublicCard::publish(self)
    }

    fn opening(&self) -> Body {
        Body::Opening(Opening {
            agreement_sha256: self.agreement.digest().to_owned(),
            agreement_title: self.agreement.title.clone(),
            seat: self.seat.clone(),
        })
    }

    /// Publishes its log in a bucket too, from its beginning on: before anything is signed.
    ///
    /// # Errors
    /// If something is published already, or the disk does not obey.
    #[cfg(feature = "s3")]
    pub fn publish_in(&mut self, bucket: &str) -> Outcome {
        if self.dir.join("public").join(self.log.as_str()).exists() {
            return Err(Failure::cannot(
                "this log is published already: a bucket is chosen when a node is set up",
            ));
        }
        self.bucket = Some(bucket.to_owned());
        self.write_settings()
    }

    fn write_settings(&self) -> Outcome {
        let log = (self.log != self.seat).then(|| self.log.clone());
        let (seat, bucket) = (self.seat.clone(), self.bucket.clone());
        let settings = Settings { version: LAYOUT, seat, log, bucket };
        let text =
            toml::to_string(&settings).map_err(|fault| Failure::cannot(fault.to_string()))?;
        write_file(&self.dir.join("node.toml"), text.as_bytes())
    }

    /// Opens the node in a folder.
    ///
    /// # Errors
    /// If there is none, or its files are damaged.
    pub fn open(dir: &Path) -> Outcome<Self> {
        let settings = dir.join("node.toml");
        let text = fs::read_to_string(&settings).map_err(|fault| {
            if fault.kind() != std::io::ErrorKind::NotFound {
                return Failure::file("read", &settings, &fault);
            }
            Failure::cannot(format!(
                "there is no node in `{}`: set one up with `truce init DIR --seat NAME --agreement DIR`, \
                 or name its folder with `--node DIR`",
                dir.display()
            ))
        })?;
        let found: Settings = toml::from_str(&text).map_err(|fault| {
            Failure::cannot(format!("cannot read `{}`: {}", settings.display(), fault.message()))
        })?;
        if found.version != LAYOUT {
            return Err(Failure::cannot(format!(
                "`{}` has layout {}, and this program knows {LAYOUT}: use a newer program",
                dir.display(),
                found.version
            )));
        }
        let files = agreement_files::load(&dir.join("agreement"))?;
        let agreement = files.read_or_explain()?;
        let log = found.log.unwrap_or_else(|| found.seat.clone());
        if found.bucket.is_some() && cfg!(not(feature = "s3")) {
            return Err(Failure::cannot(
                "this node publishes to a bucket, and this program was built without buckets: \
                 cargo install --path crates/truce --features s3",
            ));
        }
        let bucket = found.bucket;
        Ok(Self { agreement, bucket, dir: dir.to_owned(), log, seat: found.seat })
    }

    /// The folder of a seat's log.
    #[must_use]
    pub fn log_dir(&self, seat: &SeatId) -> PathBuf {
        self.dir.join("logs").join(seat.as_str())
    }

    /// The index's file.
    #[must_use]
    pub fn index_path(&self) -> PathBuf {
        self.dir.join("index.sqlite")
    }

    /// The seats whose logs are held here.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn held(&self) -> Outcome<Vec<SeatId>> {
        let dir = self.dir.join("logs");
        let listed = fs::read_dir(&dir).map_err(|fault| Failure::file("read", &dir, &fault))?;
        let names = listed.filter_map(|item| item.ok()?.file_name().into_string().ok());
        let mut seats: Vec<SeatId> = names.filter_map(|name| SeatId::new(&name).ok()).collect();
        // A mirror whose folder was made when the program was killed holds nothing yet.
        seats.retain(|seat| *seat == self.seat || truce_log::is_begun(&self.log_dir(seat)));
        seats.sort();
        Ok(seats)
    }

    /// The logs that are held here, or were about to be replaced when the program ended.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn held_or_replaced(&self) -> Outcome<Vec<SeatId>> {
        let mut logs = self.held()?;
        let listed = fs::read_dir(self.dir.join("replacing")).into_iter().flatten().flatten();
        let names = listed.filter_map(|item| item.path().file_stem()?.to_str().map(str::to_owned));
        logs.extend(names.filter_map(|name| SeatId::new(&name).ok()));
        logs.sort();
        logs.dedup();
        Ok(logs)
    }

    /// Opens this seat's log for writing, verified; waits a little for whoever writes at the moment.
    ///
    /// # Errors
    /// If another program goes on writing to it, or it is damaged.
    pub fn writer(&self) -> Outcome<Log> {
        self.writer_within(PATIENCE)
    }

    /// As [`Node::writer`], and waits no longer than it is told.
    ///
    /// # Errors
    /// As [`Node::writer`].
    pub fn writer_within(&self, patience: std::time::Duration) -> Outcome<Log> {
        let until = std::time::Instant::now() + patience;
        loop {
            match self.open_log(&self.log) {
                Err(failure) if failure.busy && std::time::Instant::now() < until => {
                    std::thread::sleep(std::time::Duration::from_millis(50));
                }
                opened => return opened,
            }
        }
    }

    /// Opens a log for writing, verified.
    ///
    /// # Errors
    /// If another program writes to it, or it is damaged.
    pub fn open_log(&self, log: &SeatId) -> Outcome<Log> {
        open_at(&self.log_dir(log), &self.agreement.origin(log), log)
    }

    /// Begins to put another log in place of one; then [`Node::finish_replacing`].
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn begin_replacing(&self, log: &SeatId) -> Outcome<Log> {
        let dir = self.replacement(log);
        forget_replacing(&dir)?;
        open_at(&dir, &self.agreement.origin(log), log)
    }

    /// Puts a log that was begun, and is whole now, in place of the old one, which is kept aside.
    ///
    /// Nobody may append to the old one meanwhile: it is to be handed in as it was opened before it was read.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn finish_replacing(&self, log: &SeatId, mut old: Log) -> Outcome {
        // Now, and not when it is dropped, over the new one's.
        old.write_head().map_err(|fault| Failure::cannot(fault.to_string()))?;
        let (new, place) = (self.replacement(log), self.log_dir(log));
        let parent = self.dir.join("replaced");
        let free = (1..=u32::MAX).map(|number| parent.join(number.to_string()));
        let aside = free.into_iter().find(|dir| !dir.exists()).unwrap_or(parent);
        fs::create_dir_all(&aside).map_err(|fault| Failure::file("make", &aside, &fault))?;
        for file in LOG_FILES {
            let (from, to) = (place.join(file), aside.join(file));
            let kept = fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop));
            kept.map_err(|fault| Failure::file("keep", &from, &fault))?;
        }
        // The lock stays where it is: whoever waits for the log waits for the same one.
        self.move_log_from(&new, log)?;
        drop(old);
        forget_replacing(&new)
    }

    /// Moves the files of a log from another folder into the place of those that are there.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn move_log_from(&self, from: &Path, log: &SeatId) -> Outcome {
        let place = self.log_dir(log);
        LOG_FILES.iter().try_for_each(|file| move_durably(&from.join(file), &place.join(file)))
    }

    /// Finishes what a crash may have left of [`Node::finish_replacing`], or forgets it.
    ///
    /// # Errors
    /// If the disk does not obey.
    pub fn mend_replacing(&self, log: &SeatId) -> Outcome {
        let dir = self.replacement(log);
        let [journal, head] = LOG_FILES.map(|file| dir.join(file));
        // As long as the journal is here nothing was replaced, and more may have been appended to the old one.
        if !journal.exists() && head.exists() {
            move_durably(&head, &self.log_dir(log).join(truce_log::reader::HEAD_FILE))?;
        }
        forget_replacing(&dir)
    }

    fn replacement(&self, log: &SeatId) -> PathBuf {
        self.dir.join("replacing").join(log.as_str())
    }

    /// Calls `each` with every entry of a seat's log, and returns its head; the entries are checked against it.
    ///
    /// # Errors
    /// If the log is damaged, or `each` fails.
    pub fn read_log(
        &self,
        seat: &SeatId,
        mut each: impl FnMut(u64, &[u8]) -> Outcome,
    ) -> Outcome<Head> {
        let words =
            |fault: ReadFault| Failure::cannot(format!("cannot read the log of `{seat}`: {fault}"));
        let dir = self.log_dir(seat);
        let mut reader = Reader::open(&dir).map_err(words)?;
        let shown = reader.head().clone();
        let mut tree = Tree::default();
        let mut progress = Progress::over(&format!("reading the log of {seat}"), shown.size);
        while let Some(batch) = reader.next_batch().map_err(words)? {
            progress.at(tree.size(), "");
            for (index, entry) in batch.entries() {
                tree.push(truce_log::tree::leaf(entry));
                if tree.size() == shown.size && tree.root() != shown.root {
                    return Err(words(ReadFault::HeadDiffers { dir, size: shown.size }));
                }
                each(index, entry)?;
            }
        }
        progress.end();
        let head = truce_log::Head { origin: shown.origin, size: tree.size(), root: tree.root() };
        Ok(Head { root: head.root_text(), size: head.size })
    }

    /// An entry of a log, as it stands there; none if the log has none there, or one that this program cannot read.
    ///
    /// # Errors
    /// If the log is damaged there.
    pub fn entry(&self, address: &Address) -> Outcome<Option<Entry>> {
        let log = &address.log;
        let words =
            |fault: ReadFault| Failure::cannot(format!("cannot read the log of `{log}`: {fault}"));
        let mut reader = Reader::open_from(&self.log_dir(log), address.index).map_err(words)?;
        if reader.head().size <= address.index {
            return Ok(None);
        }
        let Some(batch) = reader.next_batch().map_err(words)? else { return Ok(None) };
        let found = batch.entries().find(|(index, _)| *index == address.index);
        Ok(found.and_then(|(_, bytes)| Entry::read(bytes).ok()))
    }

    /// Everything on record here, and the cut at its heads.
    ///
    /// # Errors
    /// If a log is damaged.
    pub fn record(&self) -> Outcome<(Record, Cut)> {
        let mut record = Record::default();
        let mut heads = BTreeMap::new();
        for seat in self.held()? {
            let head = self.read_log(&seat, |index, bytes| {
                record.enter(Address { log: seat.clone(), index }, bytes);
                Ok(())
            })?;
            heads.insert(seat, head);
        }
        let cut = self.without_second_histories(&record, heads);
        Ok((record, cut))
    }

    /// A log that told two histories counts up to where they agree, as far as this seat has proved it.
    pub(crate) fn without_second_histories(
        &self,
        record: &Record,
        mut heads: BTreeMap<SeatId, Head>,
    ) -> Cut {
        for (address, entry) in record.entries() {
            let Body::Misconduct(told) = &entry.body else { continue };
            if address.log != self.log || told.what != Offence::Fork {
                continue;
            }
            let made = truce_log::ForkCertificate::parse(told.certificate.as_bytes());
            let Ok(common) = made.map(|made| made.common) else { continue };
            let counts =
                truce_log::Head { origin: String::new(), size: common.size, root: common.root };
            if let Some(head) = heads.get_mut(&told.accused)
                && head.size > counts.size
            {
                *head = Head { root: counts.root_text(), size: counts.size };
            }
        }
        heads.retain(|_, head| head.size > 0);
        Cut(heads)
    }

    /// The settled heads, as the last round found them.
    ///
    /// # Errors
    /// If the files cannot be read.
    pub fn settled_cut(&self) -> Outcome<Cut> {
        let mut heads = BTreeMap::new();
        for log in self.held()? {
            let path = self.dir.join("public").join(log.as_str()).join(SETTLED);
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => continue,
                Err(fault) => return Err(Failure::file("read", &path, &fault)),
            };
            let note = truce_log::Note::parse(&bytes).map_err(|fault| fault.to_string());
            let head = note.and_then(|note| {
                truce_log::Head::parse(&note.text).map_err(|fault| fault.to_string())
            });
            let head = head.map_err(|why| {
                Failure::cannot(format!("cannot read `{}`: {why}", path.display()))
            })?;
            heads.insert(log, Head { root: head.root_text(), size: head.size });
        }
        Ok(Cut(heads))
    }

    /// The picture at the heads held here.
    ///
    /// # Errors
    /// If a log is damaged, or was opened under another agreement.
    pub fn picture(&self) -> Outcome<Picture> {
        let (record, cut) = self.record()?;
        for (seat, (digest, title)) in record.agreements() {
            if digest != self.agreement.digest() {
                return Err(Failure::cannot(format!(
                    "the log of `{seat}` was opened under another text, `{title}` ({}), and this node has `{}` ({}): \
                     bring the seats to one text of the agreement first",
                    short(digest),
                    self.agreement.title,
                    short(self.agreement.digest())
                )));
            }
        }
        // The plain matcher cannot say how far it is, so it says beforehand.
        if record.len() > SLOW && std::io::stderr().is_terminal() {
            eprintln!("matching {} entries: about {} s", record.len(), record.len() / A_SECOND);
        }
        Ok(self.picture_at(&record, &cut))
    }

    /// The picture of a record at a cut, made by all cores of this machine.
    #[must_use]
    pub fn picture_at(&self, record: &Record, cut: &Cut) -> Picture {
        Picture::of_with(record, &self.agreement, cut, &Threads::of_this_machine())
    }
}

/// The files of a log, in the order in which they are replaced.
const LOG_FILES: [&str; 2] = [truce_log::journal::FILE, truce_log::reader::HEAD_FILE];

/// Moves a file into the place of another on the same disk.
fn move_durably(from: &Path, to: &Path) -> Outcome {
    let moved = fs::rename(from, to).and_then(|()| crate::durable::sync_folder_of(to));
    moved.map_err(|fault| Failure::file("write", to, &fault))
}

/// Removes a log that was begun in place of another: its head first, for a head alone is one that was left to be moved.
fn forget_replacing(dir: &Path) -> Outcome {
    let head = dir.join(truce_log::reader::HEAD_FILE);
    let removed = fs::remove_file(&head).and_then(|()| crate::durable::sync_folder_of(&head));
    for done in [removed, fs::remove_dir_all(dir)] {
        match done {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::file("remove", dir, &fault));
            }
            _ => {}
        }
    }
    Ok(())
}

fn open_at(dir: &Path, origin: &str, name: &SeatId) -> Outcome<Log> {
    fs::create_dir_all(dir).map_err(|fault| Failure::file("make", dir, &fault))?;
    let (log, opened) = Log::open(dir, origin).map_err(|fault| {
        let busy = matches!(fault, truce_log::OpenFault::Locked(_));
        Failure { busy, ..Failure::cannot(format!("cannot open the log of `{name}`: {fault}")) }
    })?;
    if let Some(torn) = opened.torn {
        eprintln!(
            "note: a batch that was never acknowledged (from entry {}) was cut short by a crash; \
             it is kept in `{}`",
            torn.entry,
            torn.kept.display()
        );
    }
    Ok(log)
}

/// The first digits of a digest, for reading.
#[must_use]
pub fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// Appends entries durably.
///
/// # Errors
/// If an entry is too long, or the disk does not obey; nothing is acknowledged then.
pub fn append(log: &mut Log, entries: &[Entry]) -> Outcome<std::ops::Range<u64>> {
    let bytes: Vec<Vec<u8>> = entries
        .iter()
        .map(Entry::bytes)
        .collect::<Result<_, _>>()
        .map_err(|fault| Failure::cannot(fault.to_string()))?;
    append_bytes(log, &bytes)
}

/// Appends the bytes of entries durably.
///
/// # Errors
/// If the disk does not obey; nothing is acknowledged then.
pub fn append_bytes(log: &mut Log, entries: &[Vec<u8>]) -> Outcome<std::ops::Range<u64>> {
    log.append(entries)
        .map_err(|fault| Failure::cannot(format!("cannot append to the log: {fault}")))
}

/// Writes a whole file so that it is there whole or not at all, and stays when it is there.
///
/// # Errors
/// If the disk does not obey.
pub fn write_file(path: &Path, bytes: &[u8]) -> Outcome {
    use std::io::Write as _;
    let fault = |fault: std::io::Error| Failure::file("write", path, &fault);
    let name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let beside = path.with_file_name(format!(".{name}.new"));
    let mut file = fs::File::create(&beside).map_err(fault)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(fault)?;
    fs::rename(&beside, path).and_then(|()| crate::durable::sync_folder_of(path)).map_err(fault)
}
