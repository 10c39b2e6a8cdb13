//! Which incidents are wanted: one way of saying it, for lists, maps and histograms.

use std::collections::BTreeSet;

use truce_core::geo::Position;
use truce_core::time::Moment;

use crate::failure::{Failure, Outcome};
use crate::index::columns::{Columns, Line};
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

impl Filter {
    /// The incidents that are wanted, in order of time.
    ///
    /// # Errors
    /// If the words looked for cannot be understood, or the index cannot be read.
    pub(crate) fn of<'c>(&self, tables: &Tables, columns: &'c Columns) -> Outcome<Vec<&'c Line>> {
        let facets: Vec<String> = self.all_of.iter().map(ToString::to_string).collect();
        let named = self.named(tables)?;
        let Some(wanted) = columns.wanted(facets.iter().map(String::as_str)) else {
            return Ok(Vec::new());
        };
        let since = self.since.map_or(i64::MIN, Moment::unix);
        let until = self.until.map_or(i64::MAX, Moment::unix);
        let mut named = named.as_ref().map(|numbers| numbers.iter().copied().peekable());
        let mut told = |number: i64| {
            let Some(numbers) = &mut named else { return true };
            // Both are in order, so each is gone through once.
            while numbers.next_if(|other| *other < number).is_some() {}
            numbers.peek() == Some(&number)
        };
        let lines = columns.from(self.since.map_or(i64::MIN, number_from)).filter(|line| {
            line.latest >= since
                && line.earliest <= until
                && line.has(&wanted)
                && self.within.is_none_or(|within| {
                    line.placed.as_ref().is_some_and(|(_, bounds)| within.meets(*bounds))
                })
                && told(line.number)
        });
        Ok(lines.collect())
    }

    /// The numbers of the incidents in whose reports the words stand, in order; `None` if no words are looked for.
    fn named(&self, tables: &Tables) -> Outcome<Option<Vec<i64>>> {
        let Some(typed) = &self.text else { return Ok(None) };
        let wanted = words::full_text(typed).map_err(|fault| Failure::usage(fault.to_string()))?;
        let sql = "SELECT rowid FROM incident_text WHERE incident_text MATCH ?1 AND rowid >= ?2 ORDER BY rowid";
        let from = self.since.map_or(0, number_from);
        tables.rows(sql, rusqlite::params![wanted, from], |row| row.get(0)).map(Some)
    }
}
