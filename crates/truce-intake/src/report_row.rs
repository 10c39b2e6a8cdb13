//! One report as tables and lines of JSON have it: twenty named cells, read into a draft.
//!
//! # Out of scope
//! How the cells are written down: that is [`crate::reports_csv`]'s and [`crate::reports_jsonl`]'s.

use std::collections::BTreeMap;
use std::str::FromStr;

use truce_core::act::Act;
use truce_core::geo::Position;
use truce_core::place::{Place, RADIUS_M_MAX};
use truce_core::report::{Basis, Draft, Exemption, Harm, Origin, Stance, Toll};
use truce_core::time::{Moment, Window};

use crate::Options;
use crate::fault::{Fault, shown};
use crate::header::Columns;
use crate::when::{Precision, When, read_when};

/// The most people that a toll may state, and what "at least 3" leaves open.
pub const TOLL_MAX: u32 = Toll::OPEN;

/// How far a stated position may be off if the source does not say.
pub const RADIUS_M_UNSTATED: u32 = 1000;

macro_rules! cells {
    ($($cell:ident = $name:literal),+ $(,)?) => {
        /// The cells of a report.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Cell { $($cell),+ }

        /// Their names in files, in the same order.
        pub(crate) const NAMES: &[&str] = &[$($name),+];
    };
}

cells! {
    Source = "source", Id = "id", Basis = "basis", Stance = "stance", Act = "act",
    Start = "start", End = "end", Place = "place", Area = "area", Lat = "lat", Lon = "lon",
    RadiusM = "radius_m", Accused = "accused", Target = "target", Exemption = "exemption",
    Killed = "killed", Injured = "injured", SentAt = "sent_at", Language = "language",
    Account = "account",
}

/// The columns of a reports file.
pub(crate) const COLUMNS: Columns = Columns { names: NAMES, unheeded: &[], needed: &["start"] };

/// Reads a row; `cell` gives the text of a cell, empty if there is none.
pub(crate) fn read<'a>(
    cell: impl Fn(Cell) -> &'a str,
    line: u64,
    options: &Options,
) -> Result<Draft, Fault> {
    let mut doubts = Vec::new();
    let source = match cell(Cell::Source) {
        "" => options.source.clone().ok_or_else(no_source)?,
        own => own.to_owned(),
    };
    let window = read_window(&cell, options, &mut doubts)?;
    let sent_at = read_sent_at(cell(Cell::SentAt), options, &mut doubts)?;
    Ok(Draft {
        account: cell(Cell::Account).to_owned(),
        accused: read_names(cell(Cell::Accused)),
        act: read_act(cell(Cell::Act), &options.acts)?,
        area: cell(Cell::Area).to_owned(),
        basis: read_word(&cell, Cell::Basis)?.unwrap_or(Basis::Alleged),
        doubts,
        exemption: read_word::<Exemption>(&cell, Cell::Exemption)?,
        harm: Harm {
            injured: read_toll(&cell, Cell::Injured)?,
            killed: read_toll(&cell, Cell::Killed)?,
        },
        language: cell(Cell::Language).to_owned(),
        origin: Origin { file: options.file.clone(), line },
        place: read_place(&cell)?,
        reference: Some(cell(Cell::Id)).filter(|id| !id.is_empty()).map(str::to_owned),
        sent_at,
        source,
        stance: read_word(&cell, Cell::Stance)?.unwrap_or(Stance::Asserts),
        target: read_names(cell(Cell::Target)),
        window,
    })
}

/// Reads an act: by the file's own words if it has any, else by ours.
fn read_act(text: &str, acts: &BTreeMap<String, Act>) -> Result<Act, Fault> {
    match acts.get(&text.to_lowercase()) {
        Some(act) => Ok(*act),
        None => Ok(read_word(&|_| text, Cell::Act)?.unwrap_or(Act::Unstated)),
    }
}

fn no_source() -> Fault {
    let why = "the source is not given: fill the cell in, or name the source of the whole file";
    Fault { column: Some(Cell::Source as usize), why: why.to_owned() }
}

fn fault(cell: Cell, why: impl ToString) -> Fault {
    Fault { column: Some(cell as usize), why: why.to_string() }
}

fn read_window<'a>(
    cell: &impl Fn(Cell) -> &'a str,
    options: &Options,
    doubts: &mut Vec<String>,
) -> Result<Window, Fault> {
    let read = |at: Cell, text: &str| -> Result<When, Fault> {
        read_when(text, &options.clock).map_err(|why| fault(at, why))
    };
    let (start, end) = (cell(Cell::Start), cell(Cell::End));
    if start.is_empty() {
        return Err(fault(Cell::Start, "it is empty, and a report needs a date"));
    }
    let start = read(Cell::Start, start)?;
    let end = if end.is_empty() { start } else { read(Cell::End, end)? };
    for when in [start, end] {
        let doubt = match when.precision {
            Precision::Month => "only the month is given",
            Precision::Year => "only the year is given",
            Precision::Second | Precision::Minute | Precision::Day => continue,
        };
        if !doubts.iter().any(|known| known == doubt) {
            doubts.push(doubt.to_owned());
        }
    }
    Window::new(start.window.earliest(), end.window.latest()).map_err(|why| fault(Cell::End, why))
}

fn read_sent_at(
    text: &str,
    options: &Options,
    doubts: &mut Vec<String>,
) -> Result<Option<Moment>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let when = read_when(text, &options.clock).map_err(|why| fault(Cell::SentAt, why))?;
    match when.precision {
        Precision::Second | Precision::Minute => Ok(Some(when.window.earliest())),
        // A date of publication is the usual case: its end is meant, so that nothing is sent before it happens.
        Precision::Day => Ok(Some(when.window.latest())),
        Precision::Month | Precision::Year => {
            doubts.push(format!(
                "`{text}` is all that is said of when it was sent: its end is taken"
            ));
            Ok(Some(when.window.latest()))
        }
    }
}

/// Reads a word of a closed list; upper case is forgiven.
fn read_word<'a, T: FromStr<Err: ToString>>(
    cell: &impl Fn(Cell) -> &'a str,
    at: Cell,
) -> Result<Option<T>, Fault> {
    let text = cell(at);
    if text.is_empty() {
        return Ok(None);
    }
    let found = text.parse().or_else(|_| shown(text).to_lowercase().parse());
    found.map(Some).map_err(|why: T::Err| fault(at, why.to_string()))
}

fn read_place<'a>(cell: &impl Fn(Cell) -> &'a str) -> Result<Place, Fault> {
    let (lat, lon, radius_m) = (cell(Cell::Lat), cell(Cell::Lon), cell(Cell::RadiusM));
    let position = match (lat, lon) {
        ("", "") => None,
        (_, "") => return Err(fault(Cell::Lon, "the latitude is given without the longitude")),
        ("", _) => return Err(fault(Cell::Lat, "the longitude is given without the latitude")),
        (lat, lon) => Some(read_position(lat, lon)?),
    };
    let radius_m = match (radius_m, position) {
        ("", Some(_)) => RADIUS_M_UNSTATED,
        ("", None) => RADIUS_M_MAX,
        (text, _) => read_radius_m(text)?,
    };
    Ok(Place { area: None, name: cell(Cell::Place).to_owned(), position, radius_m })
}

fn read_position(lat: &str, lon: &str) -> Result<Position, Fault> {
    let degrees = |at: Cell, text: &str| {
        truce_core::geo::read_degrees(&shown(text)).map_err(|why| fault(at, why))
    };
    let (lat_udeg, lon_udeg) = (degrees(Cell::Lat, lat)?, degrees(Cell::Lon, lon)?);
    Position::new(lat_udeg, lon_udeg).map_err(|why| {
        let beyond_pole = lat_udeg.unsigned_abs() > 90_000_000;
        fault(if beyond_pole { Cell::Lat } else { Cell::Lon }, why)
    })
}

fn read_radius_m(text: &str) -> Result<u32, Fault> {
    text.parse().ok().filter(|radius_m| (1..=RADIUS_M_MAX).contains(radius_m)).ok_or_else(|| {
        let shown = shown(text);
        fault(
            Cell::RadiusM,
            format!("`{shown}` is no distance: use whole metres from 1 to {RADIUS_M_MAX}"),
        )
    })
}

/// Reads `3`, `3-5` or `3+`.
fn read_toll<'a>(cell: &impl Fn(Cell) -> &'a str, at: Cell) -> Result<Option<Toll>, Fault> {
    let text = cell(at);
    if text.is_empty() {
        return Ok(None);
    }
    let number = |text: &str| {
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|count| plain && *count <= TOLL_MAX)
    };
    let toll = match (text.strip_suffix('+'), text.split_once(['-', '–'])) {
        (Some(least), _) => number(least.trim_end()).map(|least| (least, TOLL_MAX)),
        (None, Some((least, most))) => number(least.trim_end()).zip(number(most.trim_start())),
        (None, None) => number(text).map(|count| (count, count)),
    };
    let (least, most) = toll.ok_or_else(|| {
        let shown = shown(text);
        fault(at, format!("`{shown}` is no number of people: write 3, 3-5, or 3+ for at least three, {TOLL_MAX} at most"))
    })?;
    Toll::new(least, most).map(Some).map_err(|why| fault(at, why))
}

/// Reads names parted by `|`.
fn read_names(text: &str) -> Vec<String> {
    let names = text.split('|').map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}
