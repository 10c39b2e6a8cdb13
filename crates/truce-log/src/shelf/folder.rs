//! A shelf in a folder of this machine.
//!
//! ```text
//! DIR/checkpoint               a plain file, replaced durably
//! DIR/tile/0/x001/234          a tile, in its place when its bytes are on stable storage
//! DIR/.new-4711-0-17           a file on its way there
//! ```

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::{Shelf, ShelfFault, fit, room};
use crate::disk::{DiskFault, sync_folder};
use crate::tile::TilePath;

/// How many files are put before the shelf makes them durable on its own.
const WAITING_MAX: usize = 1_024;

/// How many files are made durable at the same time: a disk serves many requests with one flush.
const SYNC_THREADS: usize = 8;

/// How the names of files begin that are on their way.
const NEW_PREFIX: &str = ".new-";

/// A shelf in a folder of this machine.
///
/// A file is written under another name, made durable together with others,
/// and only then moved to its place: so under its own name no file is ever
/// half written, whatever crashes. All that was put is made durable before a
/// file is replaced: so a checkpoint is never there before what it covers.
#[derive(Debug)]
pub struct Folder {
    dir: PathBuf,
    /// How the names of its files begin that are on their way.
    new: String,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Whether the folder was prepared for writing.
    ready: bool,
    /// How many files were written.
    count: u64,
    /// What was written and is not yet in its place.
    waiting: Vec<Waiting>,
    /// Folders whose own names are durable, up to the shelf's.
    known: BTreeSet<PathBuf>,
    out_of_use: Option<String>,
}

#[derive(Debug)]
struct Waiting {
    new: PathBuf,
    place: PathBuf,
}

impl Folder {
    /// A shelf in this folder, which need not be there yet. Nothing is touched before something is put.
    #[must_use]
    pub fn open(dir: &Path) -> Self {
        static OPENED: AtomicU64 = AtomicU64::new(0);
        let which = OPENED.fetch_add(1, Ordering::Relaxed);
        let new = format!("{NEW_PREFIX}{}-{which}-", std::process::id());
        Self { dir: dir.to_owned(), new, state: Mutex::default() }
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The state, ready to write.
    fn writing(&self) -> Result<MutexGuard<'_, State>, ShelfFault> {
        // What a panic elsewhere left is still true: it is a list of what was written.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(why) = &state.out_of_use {
            return Err(ShelfFault::OutOfUse { dir: self.dir.clone(), why: why.clone() });
        }
        if !state.ready {
            self.prepare()?;
            state.ready = true;
        }
        Ok(state)
    }

    /// Makes the folder, and removes what a crash left on its way.
    fn prepare(&self) -> Result<(), DiskFault> {
        fs::create_dir_all(&self.dir).map_err(DiskFault::when("make the folder", &self.dir))?;
        // The shelf's own name is in the folder above it.
        if let Some(above) = self.dir.parent().filter(|above| !above.as_os_str().is_empty()) {
            sync_folder(above).map_err(DiskFault::when("make durable", above))?;
        }
        let list = DiskFault::when("list", &self.dir);
        for file in fs::read_dir(&self.dir).map_err(list)? {
            let file = file.map_err(DiskFault::when("list", &self.dir))?;
            if file.file_name().to_string_lossy().starts_with(NEW_PREFIX) {
                let path = file.path();
                fs::remove_file(&path).map_err(DiskFault::when("remove", &path))?;
            }
        }
        Ok(())
    }

    /// Writes a file beside its place.
    fn write(&self, state: &mut State, path: &str, bytes: &[u8]) -> Result<(), DiskFault> {
        let new = self.dir.join(format!("{}{}", self.new, state.count));
        state.count = state.count.wrapping_add(1);
        let written = File::create(&new).and_then(|mut file| file.write_all(bytes));
        if let Err(fault) = written {
            // On a full disk it would only take room; if it cannot be removed now, it is later.
            let _ = fs::remove_file(&new);
            return Err(DiskFault::when("write", &new)(fault));
        }
        state.waiting.push(Waiting { new, place: self.dir.join(path) });
        Ok(())
    }

    /// Makes durable what was put, and moves it to its place. The shelf is out of use if that fails.
    ///
    /// Asking the disk a second time proves nothing: it may have forgotten what it failed to write.
    fn settle(&self, state: &mut State) -> Result<(), ShelfFault> {
        let waiting = std::mem::take(&mut state.waiting);
        let done = self.settle_all(&waiting, &mut state.known);
        if let Err(fault) = &done {
            state.out_of_use = Some(fault.to_string());
        }
        Ok(done?)
    }

    fn settle_all(
        &self,
        waiting: &[Waiting],
        known: &mut BTreeSet<PathBuf>,
    ) -> Result<(), DiskFault> {
        each_in_threads(waiting, |file| {
            let sync = |path: &Path| File::options().write(true).open(path)?.sync_data();
            sync(&file.new).map_err(DiskFault::when("make durable", &file.new))
        })?;
        let mut folders = BTreeSet::new();
        for Waiting { new, place } in waiting {
            rename(new, place)?;
            for above in place.ancestors().skip(1).take_while(|above| above.starts_with(&self.dir))
            {
                // The file's own folder has a new name in it; those above only if they are new.
                if place.parent() == Some(above) || !known.contains(above) {
                    folders.insert(above.to_owned());
                }
            }
        }
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        each_in_threads(&folders, |folder| {
            sync_folder(folder).map_err(DiskFault::when("make durable", folder))
        })?;
        known.extend(folders);
        Ok(())
    }
}

/// Moves a file to its place, and makes the folders on the way.
fn rename(new: &Path, place: &Path) -> Result<(), DiskFault> {
    match (fs::rename(new, place), place.parent()) {
        (Err(fault), Some(above)) if fault.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(above).map_err(DiskFault::when("make the folder", above))?;
            fs::rename(new, place).map_err(DiskFault::when("write", place))
        }
        (done, _) => done.map_err(DiskFault::when("write", place)),
    }
}

impl Shelf for Folder {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        let bytes_max = room(path)?;
        let place = self.dir.join(path);
        let file = match File::open(&place) {
            Ok(file) => file,
            Err(fault) if is_absent(&fault) => return Ok(None),
            Err(fault) => return Err(DiskFault::when("open", &place)(fault).into()),
        };
        // Room for all of it at once, if it is as long as it says.
        let length = file.metadata().map_err(DiskFault::when("read", &place))?.len();
        let mut bytes = Vec::with_capacity(usize::try_from(length).map_or(0, |n| n.min(bytes_max)));
        // One more than allowed, so that a longer file is noticed and never read whole.
        let limit = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
        file.take(limit).read_to_end(&mut bytes).map_err(DiskFault::when("read", &place))?;
        if bytes.len() > bytes_max {
            return Err(ShelfFault::TooLong { path: path.to_owned(), bytes_max });
        }
        Ok(Some(bytes))
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        fit(path, bytes)?;
        let mut state = self.writing()?;
        self.write(&mut state, path, bytes)?;
        if state.waiting.len() >= WAITING_MAX { self.settle(&mut state) } else { Ok(()) }
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        fit(path, bytes)?;
        let mut state = self.writing()?;
        self.settle(&mut state)?;
        self.write(&mut state, path, bytes)?;
        self.settle(&mut state)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        let mut state = self.writing()?;
        self.settle(&mut state)
    }

    fn partials(&self, path: TilePath) -> Result<Vec<u16>, ShelfFault> {
        let dir = self.dir.join(format!("{}.p", path.full()));
        let files = match fs::read_dir(&dir) {
            Ok(files) => files,
            Err(fault) if is_absent(&fault) => return Ok(Vec::new()),
            Err(fault) => return Err(DiskFault::when("list", &dir)(fault).into()),
        };
        let mut widths = Vec::new();
        for file in files {
            let name = file.map_err(DiskFault::when("list", &dir))?.file_name();
            let partial =
                TilePath::from_path(&format!("{}.p/{}", path.full(), name.to_string_lossy()));
            widths.extend(partial.map(TilePath::width));
        }
        widths.sort_unstable();
        Ok(widths)
    }

    fn drop_partials(&self, path: TilePath) -> Result<(), ShelfFault> {
        let _state = self.writing()?;
        let dir = self.dir.join(format!("{}.p", path.full()));
        match fs::remove_dir_all(&dir) {
            Err(fault) if !is_absent(&fault) => Err(DiskFault::when("remove", &dir)(fault).into()),
            _ => Ok(()),
        }
    }
}

fn is_absent(fault: &io::Error) -> bool {
    matches!(fault.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Does it with each, several at a time.
fn each_in_threads<T: Sync>(
    all: &[T],
    one: impl Fn(&T) -> Result<(), DiskFault> + Sync,
) -> Result<(), DiskFault> {
    let each = |share: &[T]| share.iter().try_for_each(&one);
    let share = all.len().div_ceil(SYNC_THREADS).max(1);
    thread::scope(|scope| {
        let spawn = |share| thread::Builder::new().spawn_scoped(scope, move || each(share));
        // Where there is no thread to be had, the work is done here.
        let begun: Vec<_> =
            all.chunks(share).map(|share| spawn(share).map_err(|_| share)).collect();
        // All are waited for, then the first fault is told.
        let done: Vec<_> = begun
            .into_iter()
            .map(|thread| match thread {
                Ok(thread) => thread.join().unwrap_or_else(|_| {
                    let why = io::Error::other("the thread that did it fell");
                    Err(DiskFault::when("make durable", Path::new("."))(why))
                }),
                Err(share) => each(share),
            })
            .collect();
        done.into_iter().collect()
    })
}
