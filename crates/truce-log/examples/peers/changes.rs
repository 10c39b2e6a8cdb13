//! Changes to single bytes of a log's files, and our verdict on each.
//!
//! A line is `FILE keep|set|cut|put PLACE BYTE`: the file as it is, with a byte set, left out or put in.
//! Nothing but `keep` may be accepted. The verdict comes with the digest of what was judged, so that judges
//! who agree are known to have seen the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;
use std::thread;

use sha2::{Digest, Sha256};
use truce_log::proof_file::ProofFile;
use truce_log::witness::{Submission, decide};
use truce_log::{
    Checkpoint, Head, Row, Shelf, ShelfFault, TilePath, Tiles, VerifierKey, verify_all,
};

use crate::Outcome;
use crate::logs::Chance;

/// The largest log of which all is checked for each change to a tile or bundle.
const WHOLE_MAX: u64 = 1_000;

/// One in so many lines keeps a file as it is: a judge that refuses everything is found out.
const KEPT_ONE_IN: usize = 100;

/// A change to a file, in the order in which lists are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    path: String,
    how: How,
    place: usize,
    value: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Keep,
    Set,
    Cut,
    Put,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.how {
            How::Keep => "keep",
            How::Set => "set",
            How::Cut => "cut",
            How::Put => "put",
        };
        write!(f, "{} {how} {} {}", self.path, self.place, self.value)
    }
}

impl Change {
    fn of(&self, before: &[u8]) -> Vec<u8> {
        let mut bytes = before.to_vec();
        match self.how {
            How::Keep => (),
            How::Set => bytes[self.place] = self.value,
            How::Cut => drop(bytes.remove(self.place)),
            How::Put => bytes.insert(self.place, self.value),
        }
        bytes
    }
}

/// A log's files in memory, and by whom its checkpoints must be signed.
struct Judge {
    files: BTreeMap<String, Vec<u8>>,
    log: VerifierKey,
    mirrors: Vec<VerifierKey>,
    head: Head,
}

/// Writes a list of so many changes, and prints a verdict for each.
pub fn judge(folder: &Path, list: &Path, count: usize, seed: u64) -> Outcome<()> {
    let judge = Judge::open(folder)?;
    let changes = judge.draw(count, &mut Chance(seed))?;
    fs::write(list, changes.iter().map(|change| format!("{change}\n")).collect::<String>())?;
    let halves = changes.split_at(changes.len() / 2);
    let (first, second) = thread::scope(|scope| {
        let first = scope.spawn(|| judge.verdicts(halves.0));
        (judge.verdicts(halves.1), first.join())
    });
    print!("{}{first}", second.map_err(|_| "a judge's thread stopped")?);
    Ok(())
}

impl Judge {
    fn open(folder: &Path) -> Outcome<Self> {
        let mut files = BTreeMap::new();
        read_below(folder, "", &mut files)?;
        let keys = String::from_utf8(files.remove("keys").ok_or("no keys")?)?;
        let mut keys = keys.lines().map(str::parse).collect::<Result<Vec<VerifierKey>, _>>()?;
        let (mirrors, log) = (keys.split_off(1), keys.remove(0));
        let checkpoint = Checkpoint::read(&files["checkpoint"], std::slice::from_ref(&log))?;
        let head = checkpoint.head().clone();
        // What an older head needed and this one does not is nothing that it speaks for.
        files.retain(|path, _| {
            TilePath::from_path(path)
                .is_ok_and(|path| TilePath::of(path.row(), path.index(), head.size) == Some(path))
                || !path.starts_with("tile/")
        });
        Ok(Self { files, log, mirrors, head })
    }

    /// Changes without repetition: one half to notes and proofs, one half to tiles and bundles.
    fn draw(&self, count: usize, chance: &mut Chance) -> Outcome<Vec<Change>> {
        let mut kinds: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for path in self.files.keys() {
            kinds.entry(kind(path)).or_default().push(path);
        }
        let (tiles, notes): (Vec<_>, Vec<_>) =
            kinds.values().partition(|paths| paths[0].starts_with("tile/"));
        let mut changes = BTreeSet::new();
        while changes.len() < count {
            let tile = chance.below(2)? == 0 && !tiles.is_empty();
            let kinds = if tile { &tiles } else { &notes };
            let paths = kinds[chance.below(kinds.len())?];
            let path = paths[chance.below(paths.len())?];
            changes.insert(self.change(path, chance)?);
        }
        Ok(changes.into_iter().collect())
    }

    fn change(&self, path: &str, chance: &mut Chance) -> Outcome<Change> {
        let before = &self.files[path];
        let path = path.to_owned();
        if chance.below(KEPT_ONE_IN)? == 0 {
            return Ok(Change { path, how: How::Keep, place: 0, value: 0 });
        }
        let value = chance.next().to_le_bytes()[0];
        let (how, place, value) = match chance.below(10)? {
            0 => (How::Put, chance.below(before.len() + 1)?, value),
            1 if !before.is_empty() => (How::Cut, chance.below(before.len())?, 0),
            _ if !before.is_empty() => {
                let place = chance.below(before.len())?;
                (How::Set, place, if before[place] == value { value ^ 1 } else { value })
            }
            _ => (How::Put, 0, value),
        };
        Ok(Change { path, how, place, value })
    }

    fn verdicts(&self, changes: &[Change]) -> String {
        let verdict = |change: &Change| {
            let bytes = change.of(&self.files[&change.path]);
            let verdict = match self.check(&change.path, &bytes) {
                Ok(()) => "accepted",
                Err(_) => "refused",
            };
            let digest = Sha256::digest(&bytes);
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{verdict} {digest}\n")
        };
        changes.iter().map(verdict).collect()
    }

    /// Judges one file as if it held these bytes.
    fn check(&self, path: &str, bytes: &[u8]) -> Outcome<()> {
        let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
        let beside = |ending: &str| &*self.files[&format!("{stem}.{ending}")];
        match ending {
            _ if path.starts_with("tile/") => self.check_tile(path, bytes),
            "tlog-proof" => self.check_proof(bytes, beside("entry")),
            "entry" => self.check_proof(beside("tlog-proof"), bytes),
            "submission" => {
                let submission = Submission::parse(bytes)?;
                let older = self.signed_by_all(beside("older"))?;
                decide(Some(older.head()), Some(std::slice::from_ref(&self.log)), &submission)?;
                Ok(())
            }
            _ => self.signed_by_all(bytes).map(drop),
        }
    }

    fn signed_by_all(&self, bytes: &[u8]) -> Outcome<Checkpoint> {
        let checkpoint = Checkpoint::read(bytes, std::slice::from_ref(&self.log))?;
        self.cosigned_by_all(&checkpoint)?;
        Ok(checkpoint)
    }

    fn cosigned_by_all(&self, checkpoint: &Checkpoint) -> Outcome<()> {
        for mirror in &self.mirrors {
            checkpoint.cosigned_or_fault(mirror)?.ok_or("not cosigned")?;
        }
        Ok(())
    }

    fn check_proof(&self, proof: &[u8], entry: &[u8]) -> Outcome<()> {
        let file = ProofFile::parse(proof)?;
        self.cosigned_by_all(&file.check(entry, std::slice::from_ref(&self.log))?)
    }

    /// Judges a tile or bundle with those above it; of a small log all, which must come to the same.
    fn check_tile(&self, path: &str, bytes: &[u8]) -> Outcome<()> {
        let shelf = Changed { files: &self.files, path, bytes };
        let verdict = self.check_one_tile(&shelf, TilePath::from_path(path)?);
        if self.head.size <= WHOLE_MAX {
            let whole = verify_all::check(&shelf, &self.head, &mut |_| ());
            assert_eq!(whole.is_ok(), verdict.is_ok(), "{path}: {whole:?}, but {verdict:?}");
        }
        verdict
    }

    fn check_one_tile(&self, shelf: &Changed<'_>, path: TilePath) -> Outcome<()> {
        let tiles = Tiles::open(shelf, &self.head)?;
        match path.row() {
            Row::Entries => tiles.bundle(path.index()).map(drop)?,
            // The first leaf below a tile is read through it.
            Row::Hashes(level) => tiles.leaf(path.start() << (8 * level)).map(drop)?,
        }
        Ok(())
    }
}

/// Files of one kind are as likely to be changed as those of another, however many there are.
fn kind(path: &str) -> String {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["tile", row, ..] => format!("tile/{row}{}", if path.contains(".p/") { ".p" } else { "" }),
        _ => path.rsplit('.').next().unwrap_or(path).to_owned(),
    }
}

fn read_below(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Outcome<()> {
    for found in fs::read_dir(folder)? {
        let found = found?;
        let path = format!("{prefix}{}", found.file_name().to_string_lossy());
        if found.file_type()?.is_dir() {
            read_below(&found.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(found.path())?);
        }
    }
    Ok(())
}

/// A log's files with one of them changed.
#[derive(Debug)]
struct Changed<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    path: &'a str,
    bytes: &'a [u8],
}

impl Shelf for Changed<'_> {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfFault> {
        let bytes = if path == self.path {
            Some(self.bytes)
        } else {
            self.files.get(path).map(Vec::as_slice)
        };
        Ok(bytes.map(<[u8]>::to_vec))
    }

    fn put(&self, path: &str, _: &[u8]) -> Result<(), ShelfFault> {
        Err(ShelfFault::NoPlace(path.to_owned()))
    }

    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.put(path, bytes)
    }

    fn make_durable(&self) -> Result<(), ShelfFault> {
        Ok(())
    }
}
