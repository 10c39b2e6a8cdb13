//! Which incidents are wanted: one way of saying it, for lists, maps and histograms.

use std::collections::BTreeSet;
use std::sync::Arc;

use truce_core::geo::Position;
use truce_core::time::Moment;

use crate::failure::{Failure, Outcome};
use crate::index::columns::{Columns, Line, Places, Wanted};
use crate::index::facet::Facet;
use crate::index::incident_row::number_from;
use crate::index::space::{Bounds, degrees};
use crate::index::tables::Tables;
use crate::index::words;

/// What incidents are looked for; what is not given does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// All of these are true of them.
    pub all_of: BTreeSet<Facet>,
    /// They count, as the signals do, on the day on which their window ends: that moment alone lies between the two.
    pub by_end: bool,
    /// They may have happened at or after this moment.
    pub since: Option<Moment>,
    /// Words, as typed, in any script: see [`words`].
    pub text: Option<String>,
    /// They may have happened at or before this moment.
    pub until: Option<Moment>,
    /// The box around where they may have happened meets this one.
    pub within: Option<Within>,
}

/// A box on the map; where west lies east of east, it goes over the date line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// Its north-eastern corner.
    pub north_east: Position,
    /// Its south-western corner.
    pub south_west: Position,
}

impl Within {
    /// Whether it goes over the date line.
    #[must_use]
    pub fn over_the_date_line(self) -> bool {
        self.south_west.lon_udeg() > self.north_east.lon_udeg()
    }

    /// Whether a box meets it.
    #[must_use]
    pub fn meets(self, other: Bounds) -> bool {
        self.boxes().into_iter().flatten().any(|own| own.meets(other))
    }

    /// As one box, or as two that meet at the date line.
    fn boxes(self) -> [Option<Bounds>; 2] {
        let (min_lat, max_lat) =
            (degrees(self.south_west.lat_udeg()), degrees(self.north_east.lat_udeg()));
        let (west, east) =
            (degrees(self.south_west.lon_udeg()), degrees(self.north_east.lon_udeg()));
        let of = |min_lon, max_lon| Some(Bounds { min_lat, max_lat, min_lon, max_lon });
        if self.over_the_date_line() {
            [of(west, 180.0), of(-180.0, east)]
        } else {
            [of(west, east), None]
        }
    }
}

/// A filter made ready for one pass over the columns.
pub(crate) struct Pass<'c> {
    by_end: bool,
    columns: &'c Columns,
    named: Option<Arc<Places>>,
    since: i64,
    until: i64,
    /// None if an incident that has all facets cannot be there.
    wanted: Option<Wanted>,
    within: Option<Within>,
}

impl<'c> Pass<'c> {
    /// The incidents that are wanted, in order of time.
    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = &'c Line> {
        let from = Moment::from_unix(self.since);
        let from = if self.since == i64::MIN { i64::MIN } else { number_from(from) };
        let lines = self.columns.from(from);
        lines.filter(|(place, line)| self.has(*place, line)).map(|(_, line)| line)
    }

    fn has(&self, place: usize, line: &Line) -> bool {
        let Some(wanted) = &self.wanted else { return false };
        line.latest >= self.since
            && if self.by_end { line.latest } else { line.earliest } <= self.until
            && line.has(wanted)
            && self.within.is_none_or(|within| {
                line.placed.as_ref().is_some_and(|(_, bounds)| within.meets(*bounds))
            })
            && self.named.as_ref().is_none_or(|named| named.has(place))
    }
}

impl Filter {
    /// Makes one pass over the columns ready.
    ///
    /// # Errors
    /// If the words looked for cannot be understood, or the index cannot be read.
    pub(crate) fn pass<'c>(&self, tables: &Tables, columns: &'c Columns) -> Outcome<Pass<'c>> {
        let facets: Vec<String> = self.all_of.iter().map(ToString::to_string).collect();
        Ok(Pass {
            by_end: self.by_end,
            columns,
            named: self.named(tables, columns)?,
            since: self.since.map_or(i64::MIN, Moment::unix),
            until: self.until.map_or(i64::MAX, Moment::unix),
            wanted: columns.wanted(facets.iter().map(String::as_str)),
            within: self.within,
        })
    }

    /// How many incidents are wanted.
    ///
    /// # Errors
    /// As [`Filter::pass`].
    pub(crate) fn total(&self, tables: &Tables, columns: &Columns) -> Outcome<usize> {
        if *self == Self::default() {
            return Ok(columns.len());
        }
        let count = || Ok(self.pass(tables, columns)?.lines().count());
        columns.answers.totals.or_find(&format!("{self:?}"), count)
    }

    /// The incidents in whose reports the words stand; `None` if no words are looked for.
    fn named(&self, tables: &Tables, columns: &Columns) -> Outcome<Option<Arc<Places>>> {
        let Some(typed) = &self.text else { return Ok(None) };
        let wanted = words::full_text(typed).map_err(|fault| Failure::usage(fault.to_string()))?;
        let find = || {
            let sql = "SELECT rowid FROM incident_text WHERE incident_text MATCH ? ORDER BY rowid";
            let numbers: Vec<i64> = tables.rows(sql, [&wanted], |row| row.get(0))?;
            Ok(Arc::new(columns.places(&numbers)))
        };
        columns.answers.named.or_find(&wanted, find).map(Some)
    }
}
