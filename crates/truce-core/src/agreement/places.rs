//! The gazetteer `places.csv`: `name,aliases,area,lat,lon,radius_m`, aliases separated by a bar.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fault::{Faults, hint_of};
use crate::area::Area;
use crate::geo::Position;
use crate::id::AreaId;
use crate::names::{KnownPlace, fold};
use crate::place::{Place, RADIUS_M_MAX};

const HEADER: &str = "name,aliases,area,lat,lon,radius_m";

/// Reads the places under each of their spellings. A file that is not there is an empty one.
pub(super) fn read(
    text: &str,
    areas: &[Area],
    faults: &mut Faults<'_>,
) -> Vec<(String, KnownPlace)> {
    let mut spellings = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut start = 0_usize;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let written = line.trim_end_matches(['\n', '\r']);
        let span = start..start.saturating_add(written.len());
        start = start.saturating_add(line.len());
        if index == 0 {
            if written.trim_start_matches('\u{feff}') != HEADER {
                faults.error(
                    span,
                    "the first line is no header of a gazetteer",
                    format!("begin with `{HEADER}`"),
                );
                return spellings;
            }
            continue;
        }
        if written.trim().is_empty() {
            continue;
        }
        let Some((place, written_as)) = read_line(written, &span, areas, faults) else { continue };
        for spelling in written_as {
            let folded = fold(&spelling);
            match seen.get(&folded) {
                Some(first) if *first != place.name => {
                    let message =
                        format!("`{spelling}` is a name of `{first}` too; the first one keeps it");
                    faults.warn(
                        span.clone(),
                        message,
                        "add the area to the name, as in `Bloudan (Idlib)`",
                    );
                }
                Some(_) => {}
                None => {
                    seen.insert(folded, place.name.clone());
                    spellings.push((spelling, KnownPlace { place: place.clone() }));
                }
            }
        }
    }
    spellings
}

/// Reads one line into a place and its spellings.
fn read_line(
    line: &str,
    span: &Range<usize>,
    areas: &[Area],
    faults: &mut Faults<'_>,
) -> Option<(Place, Vec<String>)> {
    let fields = fields(line);
    let count = fields.len();
    let Ok([name, aliases, area, lat, lon, radius]) = <[String; 6]>::try_from(fields) else {
        let message = format!("the line has {count} fields, and a place has 6");
        faults.error(span.clone(), message, "put a field that holds a comma in double quotes");
        return None;
    };
    if name.is_empty() {
        faults.error(span.clone(), "the place has no name", "give it one");
        return None;
    }
    let known = areas.iter().find(|known| known.id.as_str() == area).map(|known| known.id.clone());
    if known.is_none() {
        let hint = hint_of(&area, "an area", areas.iter().map(|area| area.id.as_str()));
        faults.error(span.clone(), format!("`{area}` is no area of the agreement"), hint);
    }
    let position = read_position(&lat, &lon, span, faults)?;
    let radius_m = radius.parse().ok().filter(|radius_m| *radius_m <= RADIUS_M_MAX);
    if radius_m.is_none() {
        let message = format!("`{radius}` is no radius");
        faults.error(span.clone(), message, format!("write whole metres, at most {RADIUS_M_MAX}"));
    }
    let written_as = std::iter::once(name.clone());
    let aliases =
        aliases.split('|').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned);
    let written_as = written_as.chain(aliases).collect();
    Some((place_of(name, known, position, radius_m?), written_as))
}

fn place_of(name: String, area: Option<AreaId>, position: Position, radius_m: u32) -> Place {
    Place { area, name, position: Some(position), radius_m }
}

fn read_position(
    lat: &str,
    lon: &str,
    span: &Range<usize>,
    faults: &mut Faults<'_>,
) -> Option<Position> {
    match Position::read(lat, lon) {
        Ok(position) => Some(position),
        Err(why) => {
            faults.error(
                span.clone(),
                why.to_string(),
                "write latitude, then longitude, in decimal degrees",
            );
            None
        }
    }
}

/// The fields of a line of CSV; within double quotes a comma is text, and two quotes are one.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut fields, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => push(&mut fields, c),
        }
    }
    fields.iter().map(|field| field.trim().to_owned()).collect()
}

fn push(fields: &mut [String], c: char) {
    if let Some(last) = fields.last_mut() {
        last.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_quotes_is_text() {
        assert_eq!(fields(r#"a,"b, ""c""",, d "#), ["a", "b, \"c\"", "", "d"]);
        assert_eq!(fields("\"open, end"), ["open, end"]);
    }
}
