//! What every incident can be filtered and sorted by, in memory, column by column.
//!
//! About a hundred bytes for each incident. Any combination of filters, for a list, a map or a histogram, is one pass
//! over them, where a pass over rows in SQLite takes many times as long: `docs/performance.md` has both.
//!
//! INVARIANT: a function of the table `incident`, whether loaded whole or followed. Kept by [`Columns::load`] and
//! [`Columns::follow`]; `tests/index_picture.rs` compares the two.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Row;
use truce_core::geo::Position;
use truce_core::time::{Day, DutyClock, Moment, Window};

use crate::failure::Outcome;
use crate::index::keep::Kept;
use crate::index::map::{Clustered, Histogram};
use crate::index::memo::Memo;
use crate::index::space::{Bounds, around};
use crate::index::tables::Tables;

/// Every incident, in order of time.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    digest: String,
    /// Which bit stands for a facet; in order of first sight.
    facets: BTreeMap<String, usize>,
    lines: Vec<Line>,
    /// Good for these lines alone.
    pub(crate) answers: Arc<Answers>,
}

/// What was found in the columns.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// By filter, how many incidents there are.
    pub(crate) totals: Memo<usize>,
    /// By what was typed, in which lines the words stand.
    pub(crate) named: Memo<Arc<Places>>,
    /// By filter, box and zoom, what stands there taken together.
    pub(crate) clusters: Memo<Option<Arc<Clustered>>>,
    /// By filter, how many there were by day.
    pub(crate) histograms: Memo<Histogram>,
}

/// Lines, by their places.
#[derive(Debug, Default)]
pub(crate) struct Places(Vec<u64>);

impl Places {
    /// The places of these numbers, which are in order.
    fn of(lines: &[Line], numbers: &[i64]) -> Self {
        let mut places = Self(vec![0; lines.len().div_ceil(64)]);
        let mut numbers = numbers.iter().peekable();
        for (place, line) in lines.iter().enumerate() {
            while numbers.next_if(|number| **number < line.number).is_some() {}
            if numbers.peek().is_some_and(|number| **number == line.number)
                && let Some(word) = places.0.get_mut(place / 64)
            {
                *word |= 1 << (place % 64);
            }
        }
        places
    }

    /// Whether a line is one of them.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// An incident, as far as it can be filtered and sorted.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) number: i64,
    pub(crate) earliest: i64,
    pub(crate) latest: i64,
    pub(crate) changed_at: i64,
    pub(crate) reports: u32,
    /// The first and the last moment of which a claim tells, or at which its source sent it.
    pub(crate) told: (i64, i64),
    /// Days since 1970, of the day on which it ends.
    pub(crate) day: i32,
    /// The middle of its disc and the box around it.
    pub(crate) placed: Option<(Position, Bounds)>,
    /// Its facets, as bits.
    bits: Bits,
}

/// So many facets fit into the fixed part; more are rare, and stand behind it.
const WORDS: usize = 3;

/// A set of small numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    first: [u64; WORDS],
    more: Vec<u64>,
}

impl Bits {
    fn set(&mut self, bit: usize) {
        let (word, mask) = (bit / 64, 1_u64 << (bit % 64));
        if word >= WORDS && self.more.len() <= word - WORDS {
            self.more.resize(word - WORDS + 1, 0);
        }
        let held = match self.first.get_mut(word) {
            Some(held) => Some(held),
            None => self.more.get_mut(word - WORDS),
        };
        if let Some(held) = held {
            *held |= mask;
        }
    }

    fn words(&self) -> impl Iterator<Item = u64> {
        self.first.iter().chain(&self.more).copied()
    }

    /// Whether all of `wanted` are in it.
    fn holds(&self, wanted: &Self) -> bool {
        let within = |(held, wanted): (&u64, &u64)| held & wanted == *wanted;
        self.first.iter().zip(&wanted.first).all(within)
            && wanted.more.len() <= self.more.len()
            && self.more.iter().zip(&wanted.more).all(within)
    }
}

/// Facets that are all wanted, as bits.
pub(crate) struct Wanted(Bits);

impl Line {
    /// How many of these facets it has.
    pub(crate) fn how_many(&self, of: &Bits) -> u32 {
        let (held, of) = (self.bits.words(), of.words());
        held.zip(of).map(|(held, of)| (held & of).count_ones()).sum()
    }

    /// Whether it has all facets that are wanted.
    pub(crate) fn has(&self, wanted: &Wanted) -> bool {
        self.bits.holds(&wanted.0)
    }
}

const SELECT: &str = "SELECT number, earliest, latest, changed_at, reports, day, \
    CAST(round(lat * 1000000) AS INTEGER), CAST(round(lon * 1000000) AS INTEGER), radius_m, facets, told_from, told_until FROM incident";

impl Columns {
    /// Loads every incident.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn load(tables: &Tables) -> Outcome<Self> {
        // First the digest: what is kept meanwhile is then only followed once more.
        let digest = tables.as_of()?.map_or_else(String::new, |as_of| as_of.digest);
        let mut columns = Self { digest, ..Self::default() };
        let sql = format!("{SELECT} ORDER BY number");
        columns.lines = tables.rows(&sql, [], |row| line(row, &mut columns.facets))?;
        Ok(columns)
    }

    /// Follows what was kept in one go after these were loaded, or last followed.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn follow(&mut self, tables: &Tables, kept: &Kept) -> Outcome {
        for number in &kept.incidents_gone {
            if let Ok(at) = self.position(*number) {
                self.lines.remove(at);
            }
        }
        let sql = format!("{SELECT} WHERE number = ?");
        for number in &kept.incidents_written {
            let found = tables.one(&sql, [number], |row| line(row, &mut self.facets))?;
            match (self.position(*number), found) {
                (Ok(at), Some(line)) => {
                    if let Some(held) = self.lines.get_mut(at) {
                        *held = line;
                    }
                }
                (Err(at), Some(line)) => self.lines.insert(at, line),
                (Ok(_) | Err(_), None) => {}
            }
        }
        self.digest.clone_from(&kept.digest);
        self.answers = Arc::default();
        Ok(())
    }

    /// As of which picture these are: [`crate::index::tables::AsOf::digest`].
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How many incidents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Those whose number is at least so high, in order, each with its place.
    pub(crate) fn from(
        &self,
        number: i64,
    ) -> impl DoubleEndedIterator<Item = (usize, &Line)> + ExactSizeIterator {
        let first = self.lines.partition_point(|line| line.number < number);
        self.lines.iter().enumerate().skip(first)
    }

    /// The places of these numbers, which are in order.
    pub(crate) fn places(&self, numbers: &[i64]) -> Places {
        Places::of(&self.lines, numbers)
    }

    /// The day on which the last incident ends.
    pub(crate) fn last_day(&self) -> Option<Day> {
        self.lines.last().map(|line| epoch().plus(line.day))
    }

    /// The incidents of which something may be told in a window, in order.
    pub(crate) fn told_in(&self, window: Window) -> impl Iterator<Item = &Line> {
        let (from, until) = (window.earliest().unix(), window.latest().unix());
        self.lines.iter().filter(move |line| line.told.0 <= until && from <= line.told.1)
    }

    /// The bits of those of the facets that any incident has.
    pub(crate) fn any_of(&self, facets: impl Iterator<Item = String>) -> Bits {
        let mut bits = Bits::default();
        facets.filter_map(|facet| self.facets.get(&facet)).for_each(|bit| bits.set(*bit));
        bits
    }

    /// The bits of facets; `None` if an incident that has them all cannot be there.
    pub(crate) fn wanted<'f>(&self, facets: impl Iterator<Item = &'f str>) -> Option<Wanted> {
        let mut bits = Bits::default();
        for facet in facets {
            bits.set(*self.facets.get(facet)?);
        }
        Some(Wanted(bits))
    }

    fn position(&self, number: i64) -> Result<usize, usize> {
        self.lines.binary_search_by_key(&number, |line| line.number)
    }
}

/// The day from which days are counted.
pub(crate) fn epoch() -> Day {
    DutyClock::fixed(0).day_of(Moment::from_unix(0))
}

fn line(row: &Row<'_>, known: &mut BTreeMap<String, usize>) -> rusqlite::Result<Line> {
    let fault = |column| {
        rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Text)
    };
    let day: String = row.get(5)?;
    let day: Day = day.parse().map_err(|_| fault(5))?;
    let (lat, lon): (Option<i32>, Option<i32>) = (row.get(6)?, row.get(7)?);
    let position = lat.zip(lon).and_then(|(lat, lon)| Position::new(lat, lon).ok());
    let radius_m: Option<u32> = row.get(8)?;
    let facets = row.get_ref(9)?.as_str().map_err(|_| fault(9))?;
    let mut bits = Bits::default();
    for facet in facets.split(' ') {
        let next = known.len();
        let bit = match known.get(facet) {
            Some(bit) => *bit,
            None => *known.entry(facet.to_owned()).or_insert(next),
        };
        bits.set(bit);
    }
    Ok(Line {
        number: row.get(0)?,
        earliest: row.get(1)?,
        latest: row.get(2)?,
        changed_at: row.get(3)?,
        reports: row.get(4)?,
        told: (row.get(10)?, row.get(11)?),
        day: day.since(epoch()),
        placed: position.map(|position| (position, around(position, radius_m.unwrap_or(0)))),
        bits,
    })
}
