//! What every incident can be filtered and sorted by, in memory, column by column.
//!
//! About a hundred bytes for each incident. Any combination of filters, for a list, a map or a histogram, is one pass
//! over them, where a pass over rows in SQLite takes many times as long: `docs/performance.md` has both.
//!
//! INVARIANT: a function of the table `incident`, whether loaded whole or followed. Kept by [`Columns::load`] and
//! [`Columns::follow`]; `tests/index_picture.rs` compares the two.

use std::collections::BTreeMap;

use rusqlite::Row;
use truce_core::geo::Position;
use truce_core::time::{Day, DutyClock, Moment};

use crate::failure::Outcome;
use crate::index::keep::Kept;
use crate::index::space::{Bounds, around};
use crate::index::tables::Tables;

/// Every incident, in order of time.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    digest: String,
    /// Which bit stands for a facet; in order of first sight.
    facets: BTreeMap<String, usize>,
    lines: Vec<Line>,
}

/// An incident, as far as it can be filtered and sorted.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) number: i64,
    pub(crate) earliest: i64,
    pub(crate) latest: i64,
    pub(crate) changed_at: i64,
    pub(crate) reports: u32,
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
    /// Whether it has all facets that are wanted.
    pub(crate) fn has(&self, wanted: &Wanted) -> bool {
        self.bits.holds(&wanted.0)
    }
}

const SELECT: &str = "SELECT number, earliest, latest, changed_at, reports, day, \
    CAST(round(lat * 1000000) AS INTEGER), CAST(round(lon * 1000000) AS INTEGER), radius_m, facets FROM incident";

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

    /// Those whose number is at least so high, in order.
    pub(crate) fn from(&self, number: i64) -> impl Iterator<Item = &Line> {
        let first = self.lines.partition_point(|line| line.number < number);
        self.lines.iter().skip(first)
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
        day: day.since(epoch()),
        placed: position.map(|position| (position, around(position, radius_m.unwrap_or(0)))),
        bits,
    })
}
