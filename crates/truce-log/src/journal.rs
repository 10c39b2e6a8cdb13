//! The journal on disk: batches of entries, one after another, nothing else.
//!
//! ```text
//! batch  = magic (4)  first index (8)  count (4)  length of entries (4)
//!          sum of entries (16)  sum of the 36 bytes before (8)  entries
//! entry  = length (2)  bytes
//! ```
//! Numbers are big-endian; an entry is framed as in a C2SP entry bundle. The
//! sum of the entries is the beginning of SHA-256 over their *leaf hashes*: the
//! tree needs those anyhow, so checking costs a tenth more, not twice as much.
//!
//! # Torn or damaged
//! A batch is written only when the one before is durable, so only the last can
//! be torn by a crash: what cannot be read at the very end was never
//! acknowledged, unless the head says otherwise. What cannot be read and has a
//! batch after it is damage. If even the length of a batch is unreadable, the
//! rest of the file is searched for a later batch. The magic begins with a byte
//! that no text in UTF-8 contains, so entries of text are never taken for one.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::disk::DiskFault;
use crate::reader::ReadFault;
use crate::tree::{Hash, leaf};

/// The longest entry, in bytes (the bound of C2SP entry bundles).
pub const ENTRY_BYTES_MAX: usize = 65_535;

/// The most entries in one batch.
pub const BATCH_ENTRIES_MAX: usize = 65_536;

/// The longest batch, in bytes of entries with their lengths.
pub const BATCH_BYTES_MAX: usize = 16 << 20;

/// The name of the journal in a log's folder.
pub const FILE: &str = "journal";

const HEADER_BYTES: usize = 44;
const MAGIC: [u8; 4] = [0xff, b't', b'l', 1];

/// What stands before the entries of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Header {
    first: u64,
    count: u32,
    bytes: u32,
    sum: [u8; 16],
}

impl Header {
    fn encode(&self) -> [u8; HEADER_BYTES] {
        let mut out = [0; HEADER_BYTES];
        let fields = MAGIC
            .into_iter()
            .chain(self.first.to_be_bytes())
            .chain(self.count.to_be_bytes())
            .chain(self.bytes.to_be_bytes())
            .chain(self.sum);
        for (to, from) in out.iter_mut().zip(fields) {
            *to = from;
        }
        if let Some((body, check)) = out.split_last_chunk_mut::<8>() {
            *check = short(Sha256::digest(&*body).into());
        }
        out
    }

    /// Reads a header; none if it is not whole and within bounds.
    fn decode(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (first, rest) = rest.split_first_chunk()?;
        let (count, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (sum, check) = rest.split_first_chunk()?;
        let (body, _) = bytes.split_last_chunk::<8>()?;
        let header = Self {
            first: u64::from_be_bytes(*first),
            count: u32::from_be_bytes(*count),
            bytes: u32::from_be_bytes(*length),
            sum: *sum,
        };
        let whole = check == short::<8>(Sha256::digest(body).into()).as_slice();
        let bounded = usize::try_from(header.count)
            .is_ok_and(|count| (1..=BATCH_ENTRIES_MAX).contains(&count))
            && usize::try_from(header.bytes).is_ok_and(|bytes| bytes <= BATCH_BYTES_MAX);
        (whole && bounded).then_some(header)
    }

    /// The index after its last entry; none if there is no such number.
    fn after(&self) -> Option<u64> {
        self.first.checked_add(u64::from(self.count))
    }

    /// Where a batch ends that begins at `at`.
    fn end(&self, at: u64) -> u64 {
        at.saturating_add(HEADER_BYTES as u64).saturating_add(u64::from(self.bytes))
    }
}

/// The first bytes of a hash.
fn short<const N: usize>(hash: Hash) -> [u8; N] {
    let mut out = [0; N];
    for (to, from) in out.iter_mut().zip(hash) {
        *to = from;
    }
    out
}

fn sum(leaves: &[Hash]) -> [u8; 16] {
    short(Sha256::digest(leaves.as_flattened()).into())
}

/// Why entries do not make a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// This one, counted from 0, is too long.
    Entry { which: usize, bytes: usize },
    /// All of them together are too many.
    Batch,
}

/// Writes a batch into `out` and the leaf hashes of its entries into `leaves`; both are cleared before.
pub(crate) fn encode<E: AsRef<[u8]>>(
    first: u64,
    entries: &[E],
    out: &mut Vec<u8>,
    leaves: &mut Vec<Hash>,
) -> Result<(), Unfit> {
    out.clear();
    leaves.clear();
    out.resize(HEADER_BYTES, 0);
    for (which, entry) in entries.iter().enumerate() {
        let entry = entry.as_ref();
        let length =
            u16::try_from(entry.len()).map_err(|_| Unfit::Entry { which, bytes: entry.len() })?;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(entry);
        if out.len() > HEADER_BYTES.saturating_add(BATCH_BYTES_MAX) {
            return Err(Unfit::Batch);
        }
        leaves.push(leaf(entry));
    }
    if entries.len() > BATCH_ENTRIES_MAX {
        return Err(Unfit::Batch);
    }
    // Both fit: their bounds are far below 2^32.
    let count = u32::try_from(entries.len()).map_err(|_| Unfit::Batch)?;
    let bytes = u32::try_from(out.len().saturating_sub(HEADER_BYTES)).map_err(|_| Unfit::Batch)?;
    let header = Header { first, count, bytes, sum: sum(leaves) }.encode();
    for (to, from) in out.iter_mut().zip(header) {
        *to = from;
    }
    Ok(())
}

/// The entries of a batch's bytes; ends early if they are malformed.
#[derive(Debug, Clone)]
struct Entries<'a>(&'a [u8]);

impl<'a> Iterator for Entries<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        self.0 = rest;
        Some(entry)
    }
}

/// Entries that follow one another, read back and checked.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    first: u64,
    bytes: &'a [u8],
    leaves: &'a [Hash],
    /// Entries before this one were not asked for.
    from: u64,
}

impl<'a> Batch<'a> {
    /// The entries with their indices.
    pub fn entries(&self) -> impl Iterator<Item = (u64, &'a [u8])> + use<'a> {
        let from = self.from;
        (self.first..).zip(Entries(self.bytes)).filter(move |(index, _)| *index >= from)
    }

    /// The leaf hashes of the same entries.
    pub fn leaves(&self) -> impl Iterator<Item = Hash> + use<'a> {
        let from = self.from;
        (self.first..)
            .zip(self.leaves)
            .filter(move |(index, _)| *index >= from)
            .map(|(_, leaf)| *leaf)
    }
}

/// What came next in a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A batch, see [`Scan::batch`].
    Batch,
    /// Nothing.
    End,
    /// This many bytes of a batch that was not written to its end.
    Torn(u64),
}

/// Reads a journal batch by batch, in memory for one batch.
#[derive(Debug)]
pub(crate) struct Scan {
    file: BufReader<File>,
    path: PathBuf,
    /// How long the file was when last looked up.
    length: u64,
    /// Where the next batch begins, and the index of its first entry.
    at: u64,
    next: u64,
    /// The batch last read.
    first: u64,
    bytes: Vec<u8>,
    leaves: Vec<Hash>,
    torn: Option<u64>,
}

impl Scan {
    /// Opens the journal of a log's folder at its beginning.
    pub(crate) fn open(dir: &Path) -> Result<Self, ReadFault> {
        let path = dir.join(FILE);
        let file = File::open(&path).map_err(DiskFault::when("open", &path))?;
        let file = BufReader::with_capacity(1 << 16, file);
        Ok(Self {
            file,
            path,
            length: 0,
            at: 0,
            next: 0,
            first: 0,
            bytes: Vec::new(),
            leaves: Vec::new(),
            torn: None,
        })
    }

    /// Where the next batch begins, in bytes.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    /// The index of the next entry: how many there are so far.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// The batch last read, without what lies before `from`.
    pub(crate) fn batch(&self, from: u64) -> Batch<'_> {
        Batch { first: self.first, bytes: &self.bytes, leaves: &self.leaves, from }
    }

    /// Goes on to the next batch that has entries at or after `from`.
    pub(crate) fn step(&mut self, from: u64) -> Result<Step, ReadFault> {
        loop {
            if let Some(bytes) = self.torn {
                return Ok(Step::Torn(bytes));
            }
            let mut bytes = Vec::with_capacity(HEADER_BYTES);
            self.take(HEADER_BYTES, &mut bytes)?;
            if bytes.is_empty() {
                return Ok(Step::End);
            }
            if bytes.len() < HEADER_BYTES {
                return Ok(self.end_torn(bytes.len() as u64));
            }
            let Some(header) = Header::decode(&bytes) else {
                return self.unreadable_header();
            };
            let after = header.after().filter(|_| header.first == self.next);
            let Some(after) = after else {
                return Err(self.damaged("the batch has the number of another"));
            };
            // Looked up before reading: a writer may be at work behind us.
            let end = header.end(self.at);
            if end > self.length && end > self.look_up_length()? {
                let bytes = self.length.saturating_sub(self.at);
                return Ok(self.end_torn(bytes));
            }
            if after <= from {
                let skipped = self.file.seek_relative(i64::from(header.bytes));
                skipped.map_err(DiskFault::when("read", &self.path))?;
            } else if !self.read(&header)? {
                return self.unreadable_entries(end);
            }
            self.first = header.first;
            self.at = end;
            self.next = after;
            if after > from {
                return Ok(Step::Batch);
            }
        }
    }

    /// Reads the entries after a header; false if they are not those that were written.
    fn read(&mut self, header: &Header) -> Result<bool, ReadFault> {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        // Both are bounded by `Header::decode`.
        self.take(usize::try_from(header.bytes).unwrap_or(BATCH_BYTES_MAX), &mut bytes)?;
        self.bytes = bytes;
        self.leaves.clear();
        let mut entries = Entries(&self.bytes);
        self.leaves.extend(entries.by_ref().take(BATCH_ENTRIES_MAX).map(leaf));
        let counted = u32::try_from(self.leaves.len()).is_ok_and(|count| count == header.count);
        Ok(counted && entries.0.is_empty() && sum(&self.leaves) == header.sum)
    }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    fn take(&mut self, count: usize, into: &mut Vec<u8>) -> Result<(), ReadFault> {
        let read = (&mut self.file).take(count as u64).read_to_end(into);
        read.map_err(DiskFault::when("read", &self.path))?;
        Ok(())
    }

    fn look_up_length(&mut self) -> Result<u64, ReadFault> {
        let meta = self.file.get_ref().metadata();
        self.length = meta.map_err(DiskFault::when("read", &self.path))?.len();
        Ok(self.length)
    }

    /// The header says where the batch ends: torn if nothing comes after it.
    fn unreadable_entries(&mut self, end: u64) -> Result<Step, ReadFault> {
        if end < self.length {
            return Err(self.damaged("the entries do not fit their checksum"));
        }
        let bytes = self.length.saturating_sub(self.at);
        Ok(self.end_torn(bytes))
    }

    /// Torn if no batch comes after it.
    fn unreadable_header(&mut self) -> Result<Step, ReadFault> {
        let length = self.look_up_length()?;
        if self.finds_later_batch().map_err(DiskFault::when("read", &self.path))? {
            return Err(self.damaged("the beginning of a batch is unreadable"));
        }
        let bytes = length.saturating_sub(self.at);
        Ok(self.end_torn(bytes))
    }

    fn end_torn(&mut self, bytes: u64) -> Step {
        self.torn = Some(bytes);
        Step::Torn(bytes)
    }

    /// Searches behind the batch at `at`, in memory for a window.
    fn finds_later_batch(&mut self) -> io::Result<bool> {
        self.file.seek(SeekFrom::Start(self.at.saturating_add(1)))?;
        let mut window: Vec<u8> = Vec::new();
        let mut chunk = [0; 1 << 12];
        loop {
            let read = match self.file.read(&mut chunk) {
                Ok(0) => return Ok(false),
                Ok(read) => read,
                Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
                Err(fault) => return Err(fault),
            };
            window.extend(chunk.iter().take(read));
            let later =
                |bytes: &[u8]| Header::decode(bytes).is_some_and(|header| header.first > self.next);
            if window.windows(HEADER_BYTES).any(later) {
                return Ok(true);
            }
            // A header may begin in this window and end in the next.
            window.drain(..window.len().saturating_sub(HEADER_BYTES.saturating_sub(1)));
        }
    }

    fn damaged(&self, what: &'static str) -> ReadFault {
        ReadFault::Damaged { path: self.path.clone(), entry: self.next, offset: self.at, what }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An entry with its index.
    type Indexed = (u64, Vec<u8>);

    /// Reads bytes as a journal: the entries, and how it ended.
    fn scan(bytes: &[u8], from: u64) -> Result<(Vec<Indexed>, Step), ReadFault> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE), bytes).unwrap();
        let mut scan = Scan::open(dir.path())?;
        let mut all = Vec::new();
        loop {
            match scan.step(from)? {
                Step::Batch => all.extend(
                    scan.batch(from).entries().map(|(index, entry)| (index, entry.to_vec())),
                ),
                step @ (Step::End | Step::Torn(_)) => return Ok((all, step)),
            }
        }
    }

    fn batch(first: u64, entries: &[&str]) -> Vec<u8> {
        let (mut out, mut leaves) = (Vec::new(), Vec::new());
        encode(first, entries, &mut out, &mut leaves).unwrap();
        out
    }

    #[test]
    fn the_bytes_of_a_batch_never_change() {
        let hex: String = batch(7, &["ab", ""]).iter().map(|byte| format!("{byte:02x}")).collect();
        // magic, first, count, length, sum, check, entries: 6 bytes
        expect_test::expect![
            "ff746c01000000000000000700000002000000064e327046463dae4dff8e7444c01fa4ea6b67fa1876f504c0000261620000"
        ]
        .assert_eq(&hex);
    }

    #[test]
    fn an_entry_has_at_most_65535_bytes() {
        let (mut out, mut leaves) = (Vec::new(), Vec::new());
        assert_eq!(encode(0, &[vec![1; 65_535]], &mut out, &mut leaves), Ok(()));
        let fault = encode(0, &[vec![], vec![1; 65_536]], &mut out, &mut leaves);
        assert_eq!(fault, Err(Unfit::Entry { which: 1, bytes: 65_536 }));
        assert_eq!(
            encode(0, &vec![""; BATCH_ENTRIES_MAX + 1], &mut out, &mut leaves),
            Err(Unfit::Batch)
        );
        assert_eq!(encode(0, &vec![[0; 65_535]; 257], &mut out, &mut leaves), Err(Unfit::Batch));
    }

    #[test]
    fn an_unreadable_header_before_another_batch_is_damage() {
        let mut bytes = [batch(0, &["a"]), batch(1, &["b", "c"]), batch(3, &["d"])].concat();
        let at = batch(0, &["a"]).len();
        bytes[at + 17] ^= 1;
        let fault = scan(&bytes, 0).unwrap_err();
        assert!(
            matches!(fault, ReadFault::Damaged { entry: 1, offset, .. } if offset == at as u64),
            "{fault}"
        );
    }

    #[test]
    fn an_unreadable_batch_is_found_behind_a_long_gap() {
        for gap in [0, 1, 4_000, 4_051, 4_052, 4_053, 4_095, 4_096, 4_097, 100_000] {
            let bytes = [batch(0, &["a"]), vec![0; gap + 1], batch(3, &["d"])].concat();
            assert!(
                matches!(scan(&bytes, 0), Err(ReadFault::Damaged { entry: 1, .. })),
                "gap {gap}"
            );
        }
    }

    #[test]
    fn a_batch_that_stands_in_the_place_of_another_is_damage() {
        let bytes = [batch(0, &["a"]), batch(0, &["a"])].concat();
        assert!(matches!(scan(&bytes, 0), Err(ReadFault::Damaged { entry: 1, .. })));
    }

    #[test]
    fn reading_may_begin_anywhere() {
        let bytes = [batch(0, &["a"]), batch(1, &["b", "c"]), batch(3, &["d"])].concat();
        let all = scan(&bytes, 0).unwrap().0;
        for from in 0..6 {
            let (some, step) = scan(&bytes, from).unwrap();
            assert_eq!(
                (some.as_slice(), step),
                (&all[usize::try_from(from).unwrap().min(4)..], Step::End)
            );
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..300), first in 0..2u64, cut in 0..80usize) {
            let mut own = batch(0, &["a", "bc"]);
            own.truncate(cut);
            let foreign = [own, bytes.clone(), batch(first, &["x"]), bytes].concat();
            let _ = scan(&foreign, 0);
        }

        #[test]
        fn a_header_reads_back(first: u64, count in 1..=65_536u32, bytes in 0..=16u32 << 20, sum: [u8; 16]) {
            let header = Header { first, count, bytes, sum };
            prop_assert_eq!(Header::decode(&header.encode()), Some(header));
        }
    }
}
