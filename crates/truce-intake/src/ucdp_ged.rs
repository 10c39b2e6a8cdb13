//! The Georeferenced Event Dataset of the Uppsala Conflict Data Program (UCDP GED), as CSV.
//!
//! Read as its codebook means it, by column name, with and without the row of HXL tags:
//!
//! | column | becomes |
//! | --- | --- |
//! | `id` | the reference |
//! | `date_start`, `date_end` | the window, whole days by the duty clock |
//! | `date_prec` | a doubt if it is no single day, or does not fit the dates |
//! | `latitude`, `longitude`, `where_prec` | the position, and how far off it may be: [`RADIUS_M`] |
//! | `where_coordinates`, `adm_1` | the place's name, the area |
//! | `type_of_violence` | 1, 2: an exchange of fire; 3: a killing |
//! | `low`, `high` (and `best`) | people killed, at least and at most |
//! | `event_clarity`, `code_status` | a doubt unless 1, `Clear` |
//!
//! **Nobody is accused where UCDP accuses nobody.** In types 1 and 2 the sides are a pair that fight
//! each other, in an order that says nothing: they stand in the account only. In type 3, one-sided
//! violence, `side_a` is by definition whom UCDP holds to have attacked civilians: that is the source's own
//! claim, so it stands as the accused. Civilians are no actor: there is never a target.
//!
//! # Out of scope
//! The headlines and articles that UCDP cites: theirs are others' words.

use std::io::Read;

use truce_core::act::Act;
use truce_core::geo::{Position, read_degrees};
use truce_core::place::{Place, RADIUS_M_MAX};
use truce_core::report::{Basis, Draft, Harm, Origin, Stance, Toll};
use truce_core::time::{Day, Window};

use crate::Options;
use crate::drafts::Taken;
use crate::fault::{Fault, Unreadable, shown};
use crate::header::Columns;
use crate::report_row::TOLL_MAX;
use crate::table::{Row, Table};
use crate::when::read_day;

/// The source that stands in the drafts if the caller names none.
pub const SOURCE: &str = "ucdp-ged";

/// How far an event may lie from its position, in metres, by `where_prec` from 1 to 7.
///
/// 1 exact; 2 within some 25 km (the codebook's figure); 3 a district and 4 a province, of which the
/// position is the middle; 5 a line or a region without borders; 6 a country; 7 open sea or air.
pub const RADIUS_M: [u32; 7] = [1000, 25_000, 30_000, 100_000, 100_000, RADIUS_M_MAX, 100_000];

/// The most bytes of one cell that go into an account, a name or a doubt.
const CELL_LENGTH_MAX: usize = 200;

macro_rules! cells {
    ($($cell:ident = $name:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy)]
        enum Cell { $($cell),+ }
        const NAMES: &[&str] = &[$($name),+];
    };
}

cells! {
    Id = "id", Kind = "type_of_violence", SideA = "side_a", SideB = "side_b",
    WherePrec = "where_prec", Where = "where_coordinates", Description = "where_description",
    Adm1 = "adm_1", Adm2 = "adm_2", Lat = "latitude", Lon = "longitude", Country = "country",
    DatePrec = "date_prec", DateStart = "date_start", DateEnd = "date_end",
    DeathsA = "deaths_a", DeathsB = "deaths_b", DeathsCivilians = "deaths_civilians",
    DeathsUnknown = "deaths_unknown", Best = "best", High = "high", Low = "low",
    Clarity = "event_clarity", Status = "code_status",
    SourceCount = "number_of_sources", Offices = "source_office",
}

const COLUMNS: Columns = Columns {
    names: NAMES,
    unheeded: &[
        "relid",
        "year",
        "start_year",
        "end_year",
        "active_year",
        "conflict_dset_id",
        "conflict_new_id",
        "conflict_name",
        "dyad_dset_id",
        "dyad_new_id",
        "dyad_name",
        "side_a_dset_id",
        "side_a_new_id",
        "side_b_dset_id",
        "side_b_new_id",
        "source_article",
        "source_date",
        "source_headline",
        "source_original",
        "iso3",
        "geom_wkt",
        "priogrid_gid",
        "country_id",
        "region",
        "gwnoa",
        "gwnob",
    ],
    needed: &[
        "id",
        "type_of_violence",
        "side_a",
        "side_b",
        "where_prec",
        "latitude",
        "longitude",
        "date_start",
        "date_end",
        "best",
        "high",
        "low",
    ],
};

/// The drafts of one file of UCDP GED.
#[derive(Debug)]
pub struct UcdpGed<R> {
    table: Table<R>,
    options: Options,
}

impl<R: Read> UcdpGed<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is no text or has not the columns of UCDP GED.
    pub fn open(input: R, options: Options) -> Result<Self, Unreadable> {
        Ok(Self { table: Table::open(input, COLUMNS, &options.map)?, options })
    }

    crate::table::of_a_table!();
}

impl<R: Read> Iterator for UcdpGed<R> {
    type Item = Taken<Draft>;

    fn next(&mut self) -> Option<Self::Item> {
        let options = &self.options;
        self.table.next_with(|row| read(Event(row), options))
    }
}

/// One row.
#[derive(Clone, Copy)]
struct Event<'t>(Row<'t>);

impl<'t> Event<'t> {
    fn cell(self, cell: Cell) -> &'t str {
        self.0.cell(cell as usize)
    }

    /// A cell that goes into a text, cut short if it is long.
    fn brief(self, cell: Cell) -> String {
        clip(self.cell(cell))
    }

    /// A number from 1 to `most`, such as a precision.
    fn code(self, cell: Cell, most: usize) -> Result<usize, Fault> {
        let text = self.cell(cell);
        text.parse().ok().filter(|code| (1..=most).contains(code)).ok_or_else(|| {
            fault(cell, format!("`{}` is no code: UCDP has 1 to {most}", shown(text)))
        })
    }

    fn deaths(self, cell: Cell) -> Result<u32, Fault> {
        let text = self.cell(cell);
        text.parse()
            .ok()
            .filter(|count| *count <= TOLL_MAX)
            .ok_or_else(|| fault(cell, format!("`{}` is no number of deaths", shown(text))))
    }
}

fn fault(cell: Cell, why: impl ToString) -> Fault {
    Fault { column: Some(cell as usize), why: why.to_string() }
}

fn clip(text: &str) -> String {
    if text.len() <= CELL_LENGTH_MAX {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(CELL_LENGTH_MAX.saturating_sub('…'.len_utf8()));
    format!("{}…", text.get(..end).unwrap_or_default())
}

fn read(event: Event<'_>, options: &Options) -> Result<Draft, Fault> {
    let mut doubts = Vec::new();
    let kind = event.code(Cell::Kind, 3)?;
    let (first, last) = (read_date(event, Cell::DateStart)?, read_date(event, Cell::DateEnd)?);
    let earliest = options.clock.window_of(first).earliest();
    let window = Window::new(earliest, options.clock.window_of(last).latest())
        .map_err(|why| fault(Cell::DateEnd, why))?;
    doubt_dates(event, last.since(first), &mut doubts)?;
    let place = read_place(event, &mut doubts)?;
    let killed = read_killed(event, &mut doubts)?;
    doubt_coding(event, &mut doubts);
    let reference = event.cell(Cell::Id);
    if reference.is_empty() {
        return Err(fault(Cell::Id, "it is empty, and an event of UCDP has an id"));
    }
    Ok(Draft {
        account: tell(event, kind, first, last),
        accused: if kind == 3 { vec![event.brief(Cell::SideA)] } else { Vec::new() },
        act: if kind == 3 { Act::Killing } else { Act::Clash },
        area: event.brief(Cell::Adm1),
        basis: Basis::Alleged,
        doubts,
        exemption: None,
        harm: Harm { injured: None, killed: Some(killed) },
        language: "en".to_owned(),
        origin: Origin { file: options.file.clone(), line: event.0.line },
        place,
        reference: Some(reference.to_owned()),
        sent_at: None,
        source: options.source.clone().unwrap_or_else(|| SOURCE.to_owned()),
        stance: Stance::Asserts,
        target: Vec::new(),
        window,
    })
}

/// Reads `2014-01-22`, with or without the ` 00:00:00.000` that exports hang on.
fn read_date(event: Event<'_>, cell: Cell) -> Result<Day, Fault> {
    let text = event.cell(cell);
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let midnight = time.bytes().all(|b| matches!(b, b'0' | b':' | b'.'));
    read_day(date).filter(|_| midnight).ok_or_else(|| {
        fault(cell, format!("`{}` is no date: UCDP writes it as 2014-01-22", shown(text)))
    })
}

/// Says how exactly the date is known, and whether the dates bear it out.
fn doubt_dates(event: Event<'_>, span: i32, doubts: &mut Vec<String>) -> Result<(), Fault> {
    if event.cell(Cell::DatePrec).is_empty() {
        return Ok(());
    }
    let (known, spans) = match event.code(Cell::DatePrec, 5)? {
        1 => ("to the day", 0..=0),
        2 => ("to two to six days", 1..=5),
        3 => ("to the week", 6..=6),
        4 => ("to the month", 7..=30),
        _ => ("to more than a month", 30..=366),
    };
    if !spans.contains(&span) {
        let days = span.saturating_add(1);
        doubts.push(format!("the date is said to be known {known}, and the dates span {days}"));
    } else if span > 0 {
        doubts.push(format!("the date is known {known} only"));
    }
    Ok(())
}

fn read_place(event: Event<'_>, doubts: &mut Vec<String>) -> Result<Place, Fault> {
    let precision = event.code(Cell::WherePrec, RADIUS_M.len())?;
    let degrees =
        |cell: Cell| read_degrees(&shown(event.cell(cell))).map_err(|why| fault(cell, why));
    let (lat_udeg, lon_udeg) = (degrees(Cell::Lat)?, degrees(Cell::Lon)?);
    let beyond_pole = lat_udeg.unsigned_abs() > 90_000_000;
    let position = Position::new(lat_udeg, lon_udeg)
        .map_err(|why| fault(if beyond_pole { Cell::Lat } else { Cell::Lon }, why))?;
    let doubt = match precision {
        1 | 2 => "",
        3 => "the place is known to the district only",
        4 => "the place is known to the province only",
        5 => "the place is a line or a region without borders",
        6 => "the place is known to the country only",
        _ => "the place is open sea or air",
    };
    if !doubt.is_empty() {
        doubts.push(doubt.to_owned());
    }
    let name = match event.cell(Cell::Where) {
        "" => Cell::Description,
        _ => Cell::Where,
    };
    let radius_m = RADIUS_M.get(precision.saturating_sub(1)).copied().unwrap_or(RADIUS_M_MAX);
    Ok(Place { area: None, name: event.brief(name), position: Some(position), radius_m })
}

/// Reads the toll; in some rows the estimates are not in order, and then all of them count.
fn read_killed(event: Event<'_>, doubts: &mut Vec<String>) -> Result<Toll, Fault> {
    let (low, best, high) =
        (event.deaths(Cell::Low)?, event.deaths(Cell::Best)?, event.deaths(Cell::High)?);
    if !(low <= best && best <= high) {
        doubts.push(format!("the toll contradicts itself: low {low}, best {best}, high {high}"));
    }
    let (least, most) = (low.min(best).min(high), low.max(best).max(high));
    Toll::new(least, most).map_err(|why| fault(Cell::Low, why))
}

fn doubt_coding(event: Event<'_>, doubts: &mut Vec<String>) {
    if event.cell(Cell::Clarity) == "2" {
        doubts.push("the row sums up several events that UCDP could not tell apart".to_owned());
    }
    let status = event.cell(Cell::Status);
    if !status.is_empty() && !status.eq_ignore_ascii_case("clear") {
        doubts.push(format!("UCDP has the row as `{}`", shown(status)));
    }
}

/// Tells the event in a sentence or two of our own.
fn tell(event: Event<'_>, kind: usize, first: Day, last: Day) -> String {
    let (a, b) = (event.brief(Cell::SideA), event.brief(Cell::SideB));
    let mut account = match kind {
        1 => format!("State-based violence between {a} and {b}"),
        2 => format!("Non-state violence between {a} and {b}"),
        _ => format!("One-sided violence by {a} against {b}"),
    };
    let places = [Cell::Where, Cell::Adm2, Cell::Adm1, Cell::Country].map(|cell| event.brief(cell));
    let mut told: Vec<&str> = Vec::new();
    for place in places.iter().filter(|place| !place.is_empty()) {
        if !told.contains(&place.as_str()) {
            told.push(place);
        }
    }
    account.push_str(&format!(" at {}", told.join(", ")));
    account.push_str(&if first == last {
        format!(" on {first}")
    } else {
        format!(" from {first} to {last}")
    });
    let best = event.cell(Cell::Best);
    account.push_str(&format!(": {best} killed by the best estimate"));
    let sides = [
        (Cell::DeathsA, format!("of {a}")),
        (Cell::DeathsB, format!("of {b}")),
        (Cell::DeathsCivilians, "among civilians".to_owned()),
        (Cell::DeathsUnknown, "not known whose".to_owned()),
    ];
    let known = sides.iter().map(|(cell, whose)| (event.brief(*cell), whose));
    let known = known.filter(|(deaths, _)| !matches!(deaths.as_str(), "" | "0"));
    let parts: Vec<_> = known.map(|(deaths, whose)| format!("{deaths} {whose}")).collect();
    if !parts.is_empty() {
        account.push_str(&format!(" ({})", parts.join(", ")));
    }
    account.push('.');
    account.push_str(&tell_sources(event));
    account
}

/// Whom UCDP had it from: at most three, each once.
fn tell_sources(event: Event<'_>) -> String {
    let mut offices: Vec<&str> = Vec::new();
    for office in event.cell(Cell::Offices).split(';').map(str::trim) {
        if !office.is_empty() && !offices.contains(&office) && offices.len() < 3 {
            offices.push(office);
        }
    }
    let told = clip(&offices.join(", "));
    match (event.brief(Cell::SourceCount).as_str(), told.as_str()) {
        (_, "") => String::new(),
        ("" | "-1", told) => format!(" Told by {told}."),
        ("1", told) => format!(" One source: {told}."),
        (count, told) => format!(" {count} sources, among them {told}."),
    }
}
