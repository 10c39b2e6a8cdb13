//! Counts by the day, from three kinds of tables, so that a public series can be tried.
//!
//! | layout | a row is | columns that are read |
//! |---|---|---|
//! | daily counts | a day of a zone and a party | `date`, `count`; `zone`, `party`, `covered` if there |
//! | UCDP GED | an event | `date_start`, `date_end`, `date_prec`, `adm_1`, `side_a`, `id` |
//! | ACLED export | an event | `event_date`, `time_precision`, `admin1`, `actor1`, `event_id_cnty` |
//!
//! ```text
//! date,count,zone,covered
//! 2017-05-07,3,hama,yes
//! 2017-05-08,,hama,no
//! ```
//!
//! A day that is not `covered` has no count: nobody looked, which is not 0. A table of events has no row that says that
//! anybody looked: that a day without an event was quiet is taken, not known.
//!
//! A row that says again what an earlier one said names it ([`Again`]): an event by its id, a daily count by its day, zone
//! and party. What becomes of it is the caller's.
//!
//! # Out of scope
//! Reports: an event of UCDP GED as a draft is [`crate::ucdp_ged`]'s.

use std::collections::BTreeMap;
use std::io::Read;

use truce_core::time::Day;

use crate::drafts::Taken;
use crate::fault::{Fault, Unreadable, shown};
use crate::header::{Columns, level};
use crate::table::{Row, Table};
use crate::when::read_day;

/// The largest count of a day that is taken.
pub const COUNT_MAX: u32 = 100_000;
/// The longest name of a zone or a party that is taken, in bytes.
pub const NAME_MAX: usize = 200;

const COUNTS: Columns = Columns {
    names: &["date", "count", "zone", "party", "covered"],
    unheeded: &[],
    needed: &["date", "count"],
};

const UCDP_GED: Columns = Columns {
    names: &["date_start", "date_end", "adm_1", "side_a", "date_prec", "id"],
    unheeded: &[],
    needed: &["date_start", "date_end", "date_prec"],
};

const ACLED: Columns = Columns {
    names: &["event_date", "time_precision", "admin1", "actor1", "event_id_cnty"],
    unheeded: &[],
    needed: &["event_date"],
};

/// Months as ACLED writes them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How a table of counts or events is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A row for each day.
    Counts,
    /// The events of UCDP GED.
    UcdpGed,
    /// The events of an ACLED export.
    AcledExport,
}

impl Layout {
    /// The layout that has a table's columns; daily counts if none of the others does.
    #[must_use]
    pub fn of_columns(written: &[String]) -> Self {
        let has = |name: &str| written.iter().any(|own| level(own) == name);
        if has("event_date") {
            Self::AcledExport
        } else if has("date_prec") {
            Self::UcdpGed
        } else {
            Self::Counts
        }
    }

    /// Whether a day without a row is a day on which nothing happened; otherwise nobody looked.
    #[must_use]
    pub fn days_without_a_row_are_quiet(self) -> bool {
        match self {
            Self::Counts => false,
            Self::UcdpGed | Self::AcledExport => true,
        }
    }

    /// The column that holds an event's id, by its place.
    fn id_column(self) -> Option<usize> {
        match self {
            Self::Counts => None,
            Self::UcdpGed => Some(5),
            Self::AcledExport => Some(4),
        }
    }

    fn columns(self) -> Columns {
        match self {
            Self::Counts => COUNTS,
            Self::UcdpGed => UCDP_GED,
            Self::AcledExport => ACLED,
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The line on which the row begins.
    pub line: u64,
    /// The day; none for an event that is known to no day.
    pub day: Option<Day>,
    /// The first and the last day on which an event lies that is known to no day; none if the row does not say.
    pub within: Option<(Day, Day)>,
    /// What was counted; none if nobody looked.
    pub count: Option<u32>,
    /// The zone, as written; empty if the row names none.
    pub zone: String,
    /// The party, as written; empty if the row names none.
    pub party: String,
    /// The earlier row of the same event, or of the same day, zone and party.
    pub again: Option<Again>,
}

/// An earlier row that a row says again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// The line on which the earlier row begins.
    pub line: u64,
    /// Whether day, zone and party are the same.
    pub alike: bool,
}

/// What two rows must share to be of one thing.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Event(String),
    Cell(Option<Day>, String, String),
}

/// The rows that were read, by what they are of: the line of the first, with its day, zone and party.
type Known = BTreeMap<Of, (u64, Option<Day>, String, String)>;

/// The rows of one table.
#[derive(Debug)]
pub struct DailyCountsFile<R> {
    known: Known,
    layout: Layout,
    table: Table<R>,
}

impl<R: Read> DailyCountsFile<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is no text or lacks a column of the layout.
    pub fn open(input: R, layout: Layout) -> Result<Self, Unreadable> {
        Ok(Self { known: Known::new(), layout, table: Table::open(input, layout.columns(), &[])? })
    }
}

impl<R: Read> Iterator for DailyCountsFile<R> {
    type Item = Taken<Counted>;

    fn next(&mut self) -> Option<Self::Item> {
        let (layout, known) = (self.layout, &mut self.known);
        self.table.next_with(|row| {
            let counted = match layout {
                Layout::Counts => read_count(row),
                Layout::UcdpGed => read_ucdp(row),
                Layout::AcledExport => read_acled(row),
            }?;
            let id = layout.id_column().map(|column| row.cell(column));
            Ok(Counted { again: again(known, id, &counted), ..counted })
        })
    }
}

/// The earlier row of the same thing; without one, the row is noted. An event without an id is like no other.
fn again(known: &mut Known, id: Option<&str>, row: &Counted) -> Option<Again> {
    let of = match id {
        Some("") => return None,
        Some(id) => Of::Event(id.to_owned()),
        None => Of::Cell(row.day, row.zone.clone(), row.party.clone()),
    };
    if let Some((line, day, zone, party)) = known.get(&of) {
        let alike = (*day, zone, party) == (row.day, &row.zone, &row.party);
        return Some(Again { line: *line, alike });
    }
    known.insert(of, (row.line, row.day, row.zone.clone(), row.party.clone()));
    None
}

fn fault(position: usize, why: impl ToString) -> Fault {
    Fault { column: Some(position), why: why.to_string() }
}

fn no_date(position: usize, text: &str) -> Fault {
    fault(position, format!("`{}` is no date: write it as 2017-05-07", shown(text)))
}

/// A row of daily counts.
fn read_count(row: Row<'_>) -> Result<Counted, Fault> {
    let day = read_day(row.cell(0)).ok_or_else(|| no_date(0, row.cell(0)))?;
    let covered = match level(row.cell(4)).as_str() {
        "" | "yes" | "1" | "true" => true,
        "no" | "0" | "false" => false,
        other => return Err(fault(4, format!("`{}` is neither yes nor no", shown(other)))),
    };
    let text = row.cell(1);
    let count = if text.is_empty() { None } else { Some(whole(text)?) };
    let count = match (covered, count) {
        (true, Some(count)) => Some(count),
        (true, None) => return Err(fault(1, "there is no count on a day that is covered")),
        (false, None | Some(0)) => None,
        (false, Some(_)) => {
            return Err(fault(4, "something is counted on a day that is not covered"));
        }
    };
    counted(row, (Some(day), None), count, [2, 3])
}

/// An event of UCDP GED: it is known to the day with a precision of 1.
fn read_ucdp(row: Row<'_>) -> Result<Counted, Fault> {
    let day = |position: usize| {
        let text = row.cell(position);
        // Some releases write `2017-05-07 00:00:00.000`.
        let date = text.split_once(' ').map_or(text, |(date, _)| date);
        read_day(date).ok_or_else(|| no_date(position, text))
    };
    let (start, end) = (day(0)?, day(1)?);
    if end < start {
        return Err(fault(1, format!("the event ends on {end}, before it starts on {start}")));
    }
    let exact = precision(row, 4, 5)? == 1 && start == end;
    let when = if exact { (Some(start), None) } else { (None, Some((start, end))) };
    counted(row, when, Some(1), [2, 3])
}

/// An event of an ACLED export: it is known to the day with a precision of 1, or if none is given.
fn read_acled(row: Row<'_>) -> Result<Counted, Fault> {
    let text = row.cell(0);
    let day = read_day(text).or_else(|| day_in_words(text)).ok_or_else(|| {
        fault(0, format!("`{}` is no date: write it as 07 May 2017 or 2017-05-07", shown(text)))
    })?;
    let exact = row.cell(1).is_empty() || precision(row, 1, 3)? == 1;
    // Of an event that is not known to the day, the export does not say within which days it lies.
    counted(row, (exact.then_some(day), None), Some(1), [2, 3])
}

/// `07 May 2017`; the month may be cut to three letters.
fn day_in_words(text: &str) -> Option<Day> {
    let mut words = text.split([' ', '-']).filter(|word| !word.is_empty());
    let (day, month, year) = (words.next()?, words.next()?.to_lowercase(), words.next()?);
    let written = |known: &&str| *known == month || known.get(..3) == Some(month.as_str());
    let month = MONTHS.iter().position(written)?;
    let well_formed = words.next().is_none() && day.len() <= 2 && year.len() == 4;
    let month = i8::try_from(month.saturating_add(1)).ok()?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !well_formed || !digits(day) || !digits(year) {
        return None;
    }
    Day::new(year.parse().ok()?, month, day.parse().ok()?)
}

/// How precisely a moment is known: 1 is to the day.
fn precision(row: Row<'_>, position: usize, most: u32) -> Result<u32, Fault> {
    let text = row.cell(position);
    let code = text.parse().ok().filter(|code| (1..=most).contains(code));
    code.ok_or_else(|| fault(position, format!("`{}` is no code from 1 to {most}", shown(text))))
}

fn whole(text: &str) -> Result<u32, Fault> {
    let count = text.parse().ok().filter(|count| *count <= COUNT_MAX);
    count.ok_or_else(|| {
        fault(1, format!("`{}` is no whole number from 0 to {COUNT_MAX}", shown(text)))
    })
}

fn counted(
    row: Row<'_>,
    (day, within): (Option<Day>, Option<(Day, Day)>),
    count: Option<u32>,
    [zone, party]: [usize; 2],
) -> Result<Counted, Fault> {
    let name = |position: usize| {
        let name = row.cell(position);
        if name.len() > NAME_MAX {
            let why = format!("the name has {} bytes, and {NAME_MAX} are taken", name.len());
            return Err(fault(position, why));
        }
        Ok(name.to_owned())
    };
    let (zone, party) = (name(zone)?, name(party)?);
    Ok(Counted { line: row.line, day, within, count, zone, party, again: None })
}
