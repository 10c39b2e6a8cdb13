//! Where the public files of a log stand: the paths of C2SP tlog-tiles.
//!
//! A log's tree is cut into *tiles* of 256 hashes, and its entries into
//! *bundles* of 256. The last of each row may be *partial*, and says so in its
//! path:
//!
//! ```text
//! tile/0/x001/x234/067          the hashes of leaves 316,177,152 to 316,177,407
//! tile/1/000.p/5                the first five hashes above them
//! tile/entries/003.p/17         entries 768 to 784
//! ```
//!
//! # In scope
//! Paths, and which of them a log of some size has.
//!
//! # Out of scope
//! What is in the files: see [`crate::bundle`] and [`crate::tiles`].

use std::fmt;

use crate::bundle::BUNDLE_BYTES_MAX;
use crate::head::SIZE_MAX;

/// How many hashes a full tile has, and how many entries a full bundle.
pub const WIDTH_MAX: u16 = 256;

/// The length of a full tile, in bytes.
pub const TILE_BYTES: usize = 32 * 256;

/// The highest level that a path may name.
pub const LEVEL_MAX: u8 = 63;

/// How many levels of tiles the longest log has.
pub const LEVELS: u8 = 8;

/// The longest path, in bytes: a partial bundle with an index of 17 digits has 47.
pub const PATH_BYTES_MAX: usize = 48;

/// Why a text is not the path of a tile or a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not the path of a tile or an entry bundle", .0.escape_debug())]
pub struct PathFault(String);

/// One row of a log's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// The bundles of entries.
    Entries,
    /// The tiles of one level, 0 to 63; level 0 is over the entries.
    Hashes(u8),
}

impl Row {
    /// All rows that a log can have: the entries, then the levels from below.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Entries).chain((0..LEVELS).map(Self::Hashes))
    }

    /// How many hashes, or entries, stand in this row in a log of some size.
    #[must_use]
    pub fn length(self, size: u64) -> u64 {
        let bits = match self {
            Self::Entries => 0,
            Self::Hashes(level) => u32::from(level).saturating_mul(8),
        };
        size.checked_shr(bits).unwrap_or(0)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entries => f.write_str("entries"),
            Self::Hashes(level) => level.fmt(f),
        }
    }
}

/// The path of a tile or of an entry bundle.
///
/// INVARIANT: level 0 to 63, width 1 to 256, and no number behind [`SIZE_MAX`]
/// ([`TilePath::new`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    row: Row,
    index: u64,
    width: u16,
}

impl TilePath {
    /// The path of the file `index` in a row, with so many hashes or entries.
    ///
    /// None if there is no such file in any log.
    #[must_use]
    pub fn new(row: Row, index: u64, width: u16) -> Option<Self> {
        let end = index.checked_mul(u64::from(WIDTH_MAX))?.checked_add(u64::from(width))?;
        let level_fits = match row {
            Row::Entries => true,
            Row::Hashes(level) => level <= LEVEL_MAX,
        };
        let fits = level_fits && (1..=WIDTH_MAX).contains(&width) && end <= SIZE_MAX;
        fits.then_some(Self { row, index, width })
    }

    /// The path of the file `index` in a row, as wide as a log of this size has it.
    ///
    /// None if the row ends before it.
    #[must_use]
    pub fn of(row: Row, index: u64, size: u64) -> Option<Self> {
        let left = row.length(size).checked_sub(index.checked_mul(u64::from(WIDTH_MAX))?)?;
        let width = u16::try_from(left).unwrap_or(WIDTH_MAX).min(WIDTH_MAX);
        Self::new(row, index, width)
    }

    /// Reads a path; there is one way to write each.
    ///
    /// # Errors
    /// [`PathFault`] for anything else.
    pub fn from_path(path: &str) -> Result<Self, PathFault> {
        // Longer than any, and so not worth a copy in the fault either.
        if path.len() > PATH_BYTES_MAX {
            return Err(PathFault(path.chars().take(PATH_BYTES_MAX).collect()));
        }
        read(path).ok_or_else(|| PathFault(path.to_owned()))
    }

    /// The row in which it stands.
    #[must_use]
    pub fn row(self) -> Row {
        self.row
    }

    /// Its place in the row.
    #[must_use]
    pub fn index(self) -> u64 {
        self.index
    }

    /// How many hashes, or entries, it has.
    #[must_use]
    pub fn width(self) -> u16 {
        self.width
    }

    /// Where its first hash, or entry, stands in the row.
    #[must_use]
    pub fn start(self) -> u64 {
        self.index.saturating_mul(u64::from(WIDTH_MAX))
    }

    /// Whether it has all 256.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.width == WIDTH_MAX
    }

    /// The same tile or bundle once it is full.
    ///
    /// A partial one may be gone when the full one is there, and begins it.
    #[must_use]
    pub fn full(self) -> Self {
        Self { width: WIDTH_MAX, ..self }
    }

    /// The most bytes that the file can have.
    #[must_use]
    pub fn bytes_max(self) -> usize {
        match self.row {
            Row::Entries => BUNDLE_BYTES_MAX,
            Row::Hashes(_) => usize::from(self.width).saturating_mul(32),
        }
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.row)?;
        let mut above = self.index;
        let mut groups = Vec::new();
        while above >= 1_000 {
            groups.push(above % 1_000);
            above /= 1_000;
        }
        groups.push(above);
        while let Some(group) = groups.pop() {
            let more = !groups.is_empty();
            write!(f, "{}{group:03}{}", if more { "x" } else { "" }, if more { "/" } else { "" })?;
        }
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

/// All files that a log of `size` has and one of `old` has not: bundles first, then tiles from
/// below; each row from left to right.
pub fn between(old: u64, size: u64) -> impl Iterator<Item = TilePath> {
    Row::all().flat_map(move |row| in_row(row, old, size))
}

/// As [`between`], of one row.
pub fn in_row(row: Row, old: u64, size: u64) -> impl Iterator<Item = TilePath> {
    // No log is longer, and nobody waits for the end of such a list.
    let size = size.min(SIZE_MAX);
    let (old, now) = (row.length(old), row.length(size));
    let first = old >> 8;
    let end = if now > old { now.div_ceil(u64::from(WIDTH_MAX)) } else { first };
    (first..end).filter_map(move |index| TilePath::of(row, index, size))
}

/// The partial files of a log: its right edge, where it will grow.
pub fn edge(size: u64) -> impl Iterator<Item = TilePath> {
    Row::all()
        .filter_map(move |row| TilePath::of(row, row.length(size) >> 8, size))
        .filter(|path| !path.is_full())
}

fn read(path: &str) -> Option<TilePath> {
    let (row, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let row = if row == "entries" { Row::Entries } else { Row::Hashes(number(row)?) };
    let (index, width) = match rest.split_once(".p/") {
        // A width of 256 is written without its suffix.
        Some((index, width)) => (index, number(width).filter(|width| *width < WIDTH_MAX)?),
        None => (rest, WIDTH_MAX),
    };
    TilePath::new(row, read_index(index)?, width)
}

/// Reads `x001/x234/067`.
fn read_index(text: &str) -> Option<u64> {
    let mut groups = text.split('/').peekable();
    let mut index = 0u64;
    let mut first = true;
    while let Some(group) = groups.next() {
        let last = groups.peek().is_none();
        let digits = if last { group } else { group.strip_prefix('x')? };
        // A first group of zeros before others would be a second way to write an index.
        let is_one_way = last || !first || digits != "000";
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) || !is_one_way {
            return None;
        }
        index = index.checked_mul(1_000)?.checked_add(digits.parse().ok()?)?;
        first = false;
    }
    Some(index)
}

/// Reads a number as it is written, without leading zeros or a sign.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let is_one_way = text == "0" || !text.starts_with('0');
    let is_number = is_one_way && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hashes(level: u8, index: u64, width: u16) -> TilePath {
        TilePath::new(Row::Hashes(level), index, width).unwrap()
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        assert_eq!(hashes(0, 1_234_067, 256).to_string(), "tile/0/x001/x234/067");
        assert_eq!(hashes(3, 999, 7).to_string(), "tile/3/999.p/7");
        assert_eq!(hashes(1, 1_000, 255).to_string(), "tile/1/x001/000.p/255");
        let bundle = TilePath::new(Row::Entries, 0, 256).unwrap();
        assert_eq!(bundle.to_string(), "tile/entries/000");
        assert_eq!(TilePath::from_path("tile/63/000.p/1"), Ok(hashes(63, 0, 1)));
    }

    #[test]
    fn anything_else_is_refused() {
        for path in [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "/tile/0/000",
            "tile/0/000/",
            "tile//000",
            "tile/8/0/000.p/0",
            "tile/8/64/000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/257",
            "tile/0/000.p/65536",
            "tile/0/000.p/07",
            "tile/0/000.p/+7",
            "tile/0/000.p/",
            "tile/0/000.p",
            "tile/0/000.p/1/1",
            "tile/0/000.p/1.p/1",
            "tile/64/000",
            "tile/256/000",
            "tile/00/000",
            "tile/-1/000",
            "tile/+1/000",
            "tile/data/000",
            "tile/Entries/000",
            "tile/0/00",
            "tile/0/0000",
            "tile/0/x000/000",
            "tile/0/x000/x001/000",
            "tile/0/001/000",
            "tile/0/x001",
            "tile/0/x001/x000",
            "tile/0/xx001/000",
            "tile/0/x01/000",
            "tile/0/x001//000",
            "tile/0/..",
            "tile/0/../0/000",
            "tile/0/x001/..%2f",
            "tile/0/٠٠٠",
            "tile/0/x072/x057/x594/x037/x927/936",
            "tile/0/x018/x446/x744/x073/x709/x551/615",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/entries/x036/x028/x797/x018/x963/968",
        ] {
            assert_eq!(TilePath::from_path(path), Err(PathFault(path.to_owned())), "{path}");
        }
    }

    #[test]
    fn the_last_tile_of_the_longest_log_has_a_path_and_the_next_one_has_none() {
        let last = SIZE_MAX / 256;
        let path = TilePath::of(Row::Entries, last, SIZE_MAX).unwrap();
        assert_eq!(path.to_string(), "tile/entries/x036/x028/x797/x018/x963/967.p/255");
        assert_eq!(TilePath::from_path(&path.to_string()), Ok(path));
        assert!(path.to_string().len() <= PATH_BYTES_MAX);
        assert_eq!(TilePath::new(Row::Entries, last, 256), None);
        assert_eq!(TilePath::new(Row::Entries, u64::MAX, 1), None);
    }

    #[test]
    fn a_log_has_the_files_that_its_size_says() {
        let text = |paths: Vec<TilePath>| {
            paths.iter().map(TilePath::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(text(between(0, 0).collect()), "");
        assert_eq!(text(between(0, 1).collect()), "tile/entries/000.p/1 tile/0/000.p/1");
        assert_eq!(text(between(0, 256).collect()), "tile/entries/000 tile/0/000 tile/1/000.p/1");
        assert_eq!(
            text(between(300, 513).collect()),
            "tile/entries/001 tile/entries/002.p/1 tile/0/001 tile/0/002.p/1 tile/1/000.p/2"
        );
        assert_eq!(text(edge(513).collect()), "tile/entries/002.p/1 tile/0/002.p/1 tile/1/000.p/2");
        assert_eq!(text(edge(65_536).collect()), "tile/2/000.p/1");
        assert_eq!(between(700, 300).count(), 0);
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_again_to_the_byte(
            path in "tile/(entries|[0-9]{1,3})/(x[0-9]{3}/){0,6}[0-9]{3}(\\.p/[0-9]{1,3})?"
        ) {
            if let Ok(read) = TilePath::from_path(&path) {
                prop_assert_eq!(read.to_string(), path);
            }
        }

        #[test]
        fn every_path_reads_back(level in 0..=LEVEL_MAX, index in 0..1u64 << 54, width in 1..=256u16) {
            let path = hashes(level, index, width);
            prop_assert_eq!(TilePath::from_path(&path.to_string()), Ok(path));
        }

        #[test]
        fn no_text_makes_the_reader_fall(path in "(?s)(tile/)?.{0,60}") {
            let _ = TilePath::from_path(&path);
        }

        #[test]
        fn no_sizes_make_the_list_fall(old: u64, size: u64, index: u64, level: u8) {
            let _ = (between(old, size).take(9).count(), edge(size).count());
            let _ = TilePath::of(Row::Hashes(level), index, size);
            prop_assert!(between(SIZE_MAX - old % 900, size).count() < 30, "no longer than the longest log");
        }
    }
}
