//! Files into the log: read, admit, append in durable batches, and say what was refused.
//!
//! Two threads: one reads, admits and writes the bytes of entries; the other
//! hashes and appends them. A batch is acknowledged when it is on stable
//! storage; until then it is not counted as taken.

mod bulletins;
pub mod sealing;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use serde::Serialize;
use truce_core::effort::{self, EffortDraft};
use truce_core::entry::{Body, Entry};
use truce_core::id::{OfficerId, SeatId, SourceId};
use truce_core::report::{Draft, admit};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Day, Moment};
use truce_intake::effort_csv::EffortCsv;
use truce_intake::rejects::{RejectForm, Rejects};
use truce_intake::sources_csv::SourcesCsv;
use truce_intake::{Drafts, Options, Refused, Unreadable};
use truce_log::Log;

use crate::failure::{Failure, Outcome, io_words};
use crate::known::{Earlier, Known, at};
use crate::node::{Node, append_bytes};
use crate::openings::{Opener, Openings};
use crate::progress::Progress;

use self::sealing::Sealing;

/// How many bytes of entries are appended together.
const BATCH_BYTES: usize = 4 << 20;
/// How many refusals, or doubts, are told one by one; the rest is counted.
pub const TOLD_MAX: usize = 20;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Reports of a tabular format.
    Reports(truce_intake::Format),
    /// Daily bulletins.
    Bulletins,
    /// What was spent on watching.
    Effort,
    /// The register of sources.
    Sources,
}

/// How to import.
#[derive(Debug, Clone)]
pub struct Order {
    /// Take a changed row as a correction.
    pub correct: bool,
    /// The date of a bulletin that states none.
    pub date: Option<Day>,
    /// The officer who enters the reports, if it is said.
    pub entered_by: Option<OfficerId>,
    /// Columns under other names: (ours, theirs).
    pub map: Vec<(String, String)>,
    /// The duty clock.
    pub now: Moment,
    /// Where to write what is refused; beside the file if not given.
    pub rejects: Option<PathBuf>,
    /// What is sealed of each report, if anything is.
    pub seal: Option<Sealing>,
    /// Only this seat's registers.
    pub seat: Option<SeatId>,
    /// Who tells it, where the file does not say.
    pub source: Option<SourceId>,
    /// What the files hold.
    pub what: What,
}

/// What became of a file.
#[derive(Debug, Default, Serialize)]
pub struct Taken {
    /// Rows that are on record already.
    pub already: u64,
    /// Rows taken as corrections of earlier ones.
    pub corrected: u64,
    /// What is to be doubted of the file as a whole.
    pub doubts: Vec<String>,
    /// Where reading stopped before the end, and why.
    pub ended_early: Option<String>,
    /// The file.
    pub file: String,
    /// Rows refused.
    pub refused: u64,
    /// Where they were written.
    pub reject_file: Option<PathBuf>,
    /// The first refusals, in words.
    pub refusals: Vec<String>,
    /// Rows put on record, durably.
    pub taken: u64,
}

impl Taken {
    /// Whether every row is on record.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.refused == 0 && self.ended_early.is_none()
    }
}

/// Entries on their way to the log, and how far in the file they reach.
struct Batch {
    bytes_read: u64,
    entries: Vec<Vec<u8>>,
}

/// What goes from file to log.
pub struct Importer<'n> {
    known: Known,
    log: Log,
    node: &'n Node,
}

impl<'n> Importer<'n> {
    /// Opens the node's log and takes note of what is on record.
    ///
    /// # Errors
    /// If the log cannot be opened.
    pub fn open(node: &'n Node) -> Outcome<Self> {
        // The lock first, so that what is noted stays true.
        let log = node.writer()?;
        let mut known = Known::default();
        node.read_log(&node.log, |index, bytes| {
            if let Ok(entry) = Entry::read(bytes) {
                known.note(index, entry);
            }
            Ok(())
        })?;
        Ok(Self { known, log, node })
    }

    /// Puts what a file holds on record.
    ///
    /// # Errors
    /// If the file cannot be read at all, or the log cannot be written. What was acknowledged before stays.
    pub fn import(&mut self, path: &Path, order: &Order) -> Outcome<Taken> {
        let meta = std::fs::metadata(path).map_err(|fault| Failure::file("read", path, &fault))?;
        if meta.is_dir() {
            return Err(Failure::cannot(format!(
                "`{}` is a folder: name the files in it",
                path.display()
            )));
        }
        let file = File::open(path).map_err(|fault| Failure::file("read", path, &fault))?;
        self.known.begin_file();
        let size = self.log.head().size;
        let (log, known, node) = (&mut self.log, &mut self.known, self.node);
        let (sender, receiver) = sync_channel::<Batch>(4);
        let (feed, appended) = std::thread::scope(|scope| {
            let reading = scope.spawn(move || {
                let mut feed = Feed::new(node, known, order, path, size, sender);
                feed.file(file).map(|()| feed.outcome)
            });
            let appended = append_all(log, &receiver, path, meta.len());
            drop(receiver);
            (reading.join(), appended)
        });
        // The log's fault says more than that of a reader that could not hand on.
        let durable = appended?;
        let mut taken = feed.map_err(|_| Failure::cannot("reading the file broke off"))??;
        taken.file = path.display().to_string();
        taken.taken = durable;
        self.log.write_head().map_err(|fault| Failure::cannot(fault.to_string()))?;
        Ok(taken)
    }

    /// Registers the source that a format brings along, if it is not registered.
    ///
    /// # Errors
    /// If the log cannot be written.
    pub fn ensure_source(&mut self, source: Source, now: Moment) -> Outcome<bool> {
        if self.known.sources.contains_key(&source.id) {
            return Ok(false);
        }
        crate::node::append(&mut self.log, &[Entry::new(Body::Source(source.clone()), now)])?;
        self.known.sources.insert(source.id.clone(), source);
        Ok(true)
    }
}

/// Appends batches as they come; returns how many entries are durable.
fn append_all(log: &mut Log, batches: &Receiver<Batch>, path: &Path, length: u64) -> Outcome<u64> {
    let name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut progress = Progress::over(&name, length);
    let mut durable = 0_u64;
    for batch in batches {
        append_bytes(log, &batch.entries)?;
        durable += u64::try_from(batch.entries.len()).unwrap_or(0);
        progress.at(batch.bytes_read, &format!("{durable} on record"));
    }
    progress.end();
    Ok(durable)
}

/// The source that UCDP GED brings along.
///
/// # Errors
/// Never: its id is a name.
pub fn ucdp_source() -> Outcome<Source> {
    let id = SourceId::new(truce_intake::ucdp_ged::SOURCE);
    Ok(Source {
        aligned_with: None,
        group: None,
        id: id.map_err(|fault| Failure::cannot(fault.to_string()))?,
        kind: "dataset".to_owned(),
        name: "UCDP Georeferenced Event Dataset".to_owned(),
        reliability: Reliability::F,
        seat: None,
    })
}

/// One file on its way to the log.
struct Feed<'a> {
    batch: Vec<Vec<u8>>,
    batch_bytes: usize,
    bytes_read: u64,
    known: &'a mut Known,
    next_index: u64,
    node: &'a Node,
    /// What opens the entries of the batch, to be kept before it is handed on.
    openers: Vec<Opener>,
    openings: Option<Openings>,
    order: &'a Order,
    outcome: Taken,
    path: &'a Path,
    rejects: Option<Rejects<std::io::BufWriter<File>>>,
    sender: SyncSender<Batch>,
    /// Reports on record already, of which sealed fields could not be compared.
    uncompared: u64,
}

impl<'a> Feed<'a> {
    fn new(
        node: &'a Node,
        known: &'a mut Known,
        order: &'a Order,
        path: &'a Path,
        next_index: u64,
        sender: SyncSender<Batch>,
    ) -> Self {
        Self {
            batch: Vec::new(),
            batch_bytes: 0,
            bytes_read: 0,
            known,
            next_index,
            node,
            openers: Vec::new(),
            openings: None,
            order,
            outcome: Taken::default(),
            path,
            rejects: None,
            sender,
            uncompared: 0,
        }
    }

    fn options(&self) -> Options {
        let name =
            self.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        Options {
            file: name,
            source: self.order.source.as_ref().map(ToString::to_string),
            clock: self.node.agreement.clock().clone(),
            map: self.order.map.clone(),
            acts: std::collections::BTreeMap::new(),
        }
    }

    fn file(&mut self, file: File) -> Outcome {
        match self.order.what {
            What::Reports(format) => self.reports(format, file)?,
            What::Bulletins => self.bulletins(file)?,
            What::Effort => self.efforts(file)?,
            What::Sources => self.sources(file)?,
        }
        self.send()?;
        if let Some(rejects) = self.rejects.take() {
            let file = rejects.finish().and_then(|mut out| {
                use std::io::Write as _;
                out.flush()?;
                out.get_ref().sync_all()
            });
            file.map_err(|fault| self.reject_failure(&fault))?;
        }
        Ok(())
    }

    fn cannot_read(&self, fault: &Unreadable) -> Failure {
        let fault = self.unsaid(&fault.to_string());
        Failure::cannot(format!("cannot read `{}`: {fault}", self.path.display()))
    }

    /// What may quote the file is not said of one that is to be sealed.
    fn unsaid(&self, words: &str) -> String {
        if self.order.seal.is_none() {
            return words.to_owned();
        }
        "it is not in the form that was named; why is not said, for it is to be sealed".to_owned()
    }

    fn reports(&mut self, format: truce_intake::Format, file: File) -> Outcome {
        let mut drafts =
            Drafts::open(format, file, self.options()).map_err(|fault| self.cannot_read(&fault))?;
        while let Some(item) = drafts.next() {
            self.bytes_read = drafts.bytes_read();
            let refused = match item {
                Ok(Ok(draft)) => match self.report(draft)? {
                    Ok(()) => continue,
                    Err(why) => drafts.refuse(&why),
                },
                Ok(Err(refused)) => refused,
                Err(fault) => {
                    self.outcome.ended_early = Some(self.unsaid(&fault.to_string()));
                    break;
                }
            };
            self.refuse(&refused, || drafts.reject_form())?;
        }
        self.outcome.doubts = drafts.doubts();
        if self.order.seal.is_some() {
            self.outcome.doubts.clear();
        }
        if self.uncompared > 0 {
            self.outcome.doubts.push(format!(
                "{} reports are on record already as far as they are open; what is sealed of them was not compared: \
                 --correct compares it, with the passphrase",
                self.uncompared
            ));
        }
        Ok(())
    }

    /// Admits a draft and sends it on; or says why not.
    fn report(&mut self, draft: Draft) -> Outcome<Result<(), String>> {
        let (names, now) = (self.node.agreement.names(), self.order.now);
        let mut report = match admit(names, &self.known.sources, draft, now) {
            Ok(report) => report,
            Err(refusal) => return Ok(Err(refusal.to_string())),
        };
        report.entered_by.clone_from(&self.order.entered_by);
        let sealed = self.order.seal.as_ref().map(|sealing| sealing.seal(&mut report));
        let openers = match sealed.transpose() {
            Ok(openers) => openers.unwrap_or_default(),
            Err(why) => return Ok(Err(why)),
        };
        if let Some(why) = self.would_open(&report) {
            return Ok(Err(why));
        }
        let mut earlier = self.known.report(&mut report, self.next_index);
        if earlier == Earlier::Same {
            earlier = self.compare_sealed(&report, &openers)?;
        }
        match earlier {
            Earlier::New => {}
            Earlier::Same => {
                self.outcome.already += 1;
                return Ok(Ok(()));
            }
            Earlier::Changed(index) if self.order.correct => {
                report.corrects = Some(at(&self.node.log, index));
                self.known.correct(&mut report, self.next_index);
                self.outcome.corrected += 1;
            }
            Earlier::Changed(index) => {
                return Ok(Err(format!(
                    "`{}` of source `{}` is on record as {} with other content: correct the row, \
                     or import it with --correct to record it as a correction",
                    report.reference.unwrap_or_default(),
                    report.source,
                    at(&self.node.log, index)
                )));
            }
        }
        self.entry(Body::Report(Arc::new(report)), openers)
    }

    fn sources(&mut self, file: File) -> Outcome {
        let options = self.options();
        let mut sources =
            SourcesCsv::open(file, &options).map_err(|fault| self.cannot_read(&fault))?;
        while let Some(item) = sources.next() {
            let refused = match item {
                Ok(Ok(source)) => match self.source(source)? {
                    Ok(()) => continue,
                    Err(why) => sources.refuse(&why),
                },
                Ok(Err(refused)) => refused,
                Err(fault) => {
                    self.outcome.ended_early = Some(fault.to_string());
                    break;
                }
            };
            self.refuse(&refused, || sources.reject_form())?;
        }
        self.outcome.doubts = sources.doubts();
        Ok(())
    }

    fn efforts(&mut self, file: File) -> Outcome {
        let mut efforts =
            EffortCsv::open(file, self.options()).map_err(|fault| self.cannot_read(&fault))?;
        while let Some(item) = efforts.next() {
            let refused = match item {
                Ok(Ok(draft)) => match self.effort(draft)? {
                    Ok(()) => continue,
                    Err(why) => efforts.refuse(&why),
                },
                Ok(Err(refused)) => refused,
                Err(fault) => {
                    self.outcome.ended_early = Some(fault.to_string());
                    break;
                }
            };
            self.refuse(&refused, || efforts.reject_form())?;
        }
        self.outcome.doubts = efforts.doubts();
        Ok(())
    }

    fn effort(&mut self, draft: EffortDraft) -> Outcome<Result<(), String>> {
        let names = self.node.agreement.names();
        let admitted = effort::admit(names, &self.known.sources, draft, self.order.now);
        let effort = match admitted {
            Ok(effort) => effort,
            Err(refusal) => return Ok(Err(refusal.to_string())),
        };
        if self.known.effort(&effort) {
            self.outcome.already += 1;
            return Ok(Ok(()));
        }
        self.entry(Body::Effort(effort), Vec::new())
    }

    fn source(&mut self, source: Source) -> Outcome<Result<(), String>> {
        match self.known.sources.get(&source.id) {
            Some(held) if *held == source => {
                self.outcome.already += 1;
                return Ok(Ok(()));
            }
            Some(_) => self.outcome.corrected += 1,
            None => {}
        }
        self.known.sources.insert(source.id.clone(), source.clone());
        self.entry(Body::Source(source), Vec::new())
    }

    /// Writes an entry's bytes into the batch; or says why it cannot be one.
    fn entry(&mut self, body: Body, openers: Vec<Opener>) -> Outcome<Result<(), String>> {
        match Entry::new(body, self.order.now).bytes() {
            Err(fault) => Ok(Err(fault.to_string())),
            Ok(bytes) => {
                self.next_index += 1;
                self.batch_bytes += bytes.len();
                self.batch.push(bytes);
                self.openers.extend(openers);
                if self.batch_bytes >= BATCH_BYTES {
                    self.send()?;
                }
                Ok(Ok(()))
            }
        }
    }

    fn send(&mut self) -> Outcome {
        if self.batch.is_empty() {
            return Ok(());
        }
        self.keep_openers()?;
        self.batch_bytes = 0;
        let entries = std::mem::take(&mut self.batch);
        let batch = Batch { bytes_read: self.bytes_read, entries };
        // The other side is gone only if appending failed; its fault is the one that is told.
        self.sender.send(batch).map_err(|_| Failure::cannot("the log takes no more entries"))
    }

    fn refuse(&mut self, refused: &Refused, form: impl FnOnce() -> RejectForm) -> Outcome {
        self.outcome.refused += 1;
        if self.outcome.refusals.len() < TOLD_MAX {
            let unsaid = || format!("line {}: why stands in the reject file", refused.line);
            let told = self.order.seal.as_ref().map_or_else(|| refused.to_string(), |_| unsaid());
            self.outcome.refusals.push(told);
        }
        if self.rejects.is_none() {
            let path = self.reject_path();
            let made = match self.order.seal {
                Some(_) => crate::durable::create_private(&path),
                None => File::create(&path),
            };
            let made = made.and_then(|file| Rejects::new(std::io::BufWriter::new(file), form()));
            self.outcome.reject_file = Some(path);
            self.rejects = Some(made.map_err(|fault| self.reject_failure(&fault))?);
        }
        let written = self.rejects.as_mut().map_or(Ok(()), |rejects| rejects.write(refused));
        written.map_err(|fault| self.reject_failure(&fault))
    }

    fn reject_path(&self) -> PathBuf {
        let beside = || {
            let mut name = self.path.as_os_str().to_owned();
            name.push(".rejects.csv");
            PathBuf::from(name)
        };
        self.order.rejects.clone().unwrap_or_else(beside)
    }

    fn reject_failure(&self, fault: &std::io::Error) -> Failure {
        Failure::cannot(format!(
            "cannot write the refused rows to `{}`: {}",
            self.reject_path().display(),
            io_words(fault)
        ))
    }
}
