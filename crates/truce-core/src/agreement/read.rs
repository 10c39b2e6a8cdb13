//! From the text of its files to an agreement, or to everything that is wrong with them.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use toml::de::DeTable;

use super::actors::{self, Calendar};
use super::fault::{Fault, Faults, File, Severity};
use super::provisions::{self, Known};
use super::table::{At, Table, shown};
use super::{Agreement, keeping, outlines, places, procedure, text};
use crate::area::Area;
use crate::case::procedure::Procedure;
use crate::geo::{Extent, Polygon};
use crate::id::AreaId;
use crate::names::{Names, fold};
use crate::time::{DutyClock, Moment};

/// The text of an agreement's files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Files<'a> {
    /// `text.md`: the articles.
    pub text: &'a str,
    /// `agreement.toml`: the rules.
    pub toml: &'a str,
    /// `zones.geojson`: outlines of zones.
    pub zones: &'a str,
    /// `provinces.geojson`: outlines of areas; empty if there is none.
    pub areas: &'a str,
    /// `places.csv`: the gazetteer; empty if there is none.
    pub places: &'a str,
}

impl<'a> Files<'a> {
    /// The text of one of them.
    #[must_use]
    pub fn text_of(&self, file: File) -> &'a str {
        match file {
            File::Text => self.text,
            File::Toml => self.toml,
            File::Zones => self.zones,
            File::Areas => self.areas,
            File::Places => self.places,
        }
    }

    /// SHA-256 over all of them, as 64 hex digits: a line with version, then for each its name and length, and its bytes.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"truce agreement v1\n");
        for file in File::ALL {
            let text = self.text_of(*file);
            hash.update(format!("{} {}\n", file.name(), text.len()).as_bytes());
            hash.update(text.as_bytes());
        }
        crate::bounds::hex(&hash.finalize())
    }
}

impl Agreement {
    /// Reads an agreement.
    ///
    /// # Errors
    /// Every fault of its files, if at least one of them is an error.
    pub fn read(files: &Files<'_>) -> Result<Self, Vec<Fault>> {
        let (agreement, faults) = check(files);
        agreement.ok_or(faults)
    }
}

/// Reads an agreement and tells every fault of its files, by file and place.
///
/// The agreement is there unless one of the faults is an error.
#[must_use]
pub fn check(files: &Files<'_>) -> (Option<Agreement>, Vec<Fault>) {
    let mut found: Vec<Fault> = Vec::new();
    let mut of_text = Faults::of(File::Text, files.text);
    let articles = text::read(files.text, &mut of_text);
    found.extend(of_text.into_vec());
    let mut of_zones = Faults::of(File::Zones, files.zones);
    let zones = outlines::read(files.zones, outlines::Demand::Basis, &mut of_zones);
    let mut of_areas = Faults::of(File::Areas, files.areas);
    let areas = match files.areas {
        "" => None,
        text => outlines::read(text, outlines::Demand::Outline, &mut of_areas),
    };
    let mut of_toml = Faults::of(File::Toml, files.toml);
    let mut draft = None;
    let parsed = DeTable::parse_recoverable(files.toml);
    for why in &parsed.1 {
        let span = why.span().unwrap_or(0..0);
        of_toml.error(span, why.message(), "the line is not TOML: see https://toml.io");
    }
    if parsed.1.is_empty() {
        let file = Table::new(parsed.0.get_ref(), 0..0);
        draft = read_toml(file, articles, areas.as_ref(), zones.as_ref(), &mut of_toml);
    }
    found.extend(of_toml.into_vec());
    if let Some(draft) = &draft {
        let (no_zones, no_areas) = (BTreeMap::new(), BTreeMap::new());
        let outlines = (zones.as_ref().unwrap_or(&no_zones), areas.as_ref().unwrap_or(&no_areas));
        check_outlines_named(draft, outlines.0, outlines.1, &mut of_zones, &mut of_areas);
    }
    found.extend(of_zones.into_vec());
    found.extend(of_areas.into_vec());
    let mut of_places = Faults::of(File::Places, files.places);
    let places =
        draft.as_ref().map(|draft| places::read(files.places, &draft.areas, &mut of_places));
    found.extend(of_places.into_vec());
    let key = |fault: &Fault| (fault.file, fault.span.start, fault.span.end, fault.message.clone());
    found.sort_by_key(key);
    found.dedup();
    let sound = found.iter().all(|fault| fault.severity != Severity::Error);
    let agreement = draft.zip(places).filter(|_| sound).map(|(draft, places)| {
        let mut agreement = draft.agreement;
        let spelt = agreement.actors.iter().flat_map(|actor| {
            let names = actor.names.iter().map(|(_, name)| name.clone());
            let own = std::iter::once(actor.id.as_str().to_owned());
            let all = own.chain(names).chain(actor.aliases.iter().cloned());
            all.map(|written| (written, actor.id.clone()))
        });
        agreement.names = Names::new(spelt, draft.areas, places);
        agreement.extents = agreement.zones.iter().map(|zone| Extent::of(&zone.outline)).collect();
        agreement.digest = files.digest();
        agreement
    });
    (agreement, found)
}

/// What `agreement.toml` gives, before names and digest are put in.
struct Draft {
    agreement: Agreement,
    areas: Vec<Area>,
}

const KEYS: &[&str] = &[
    "title",
    "concluded",
    "in_force",
    "clock",
    "party",
    "group",
    "ally",
    "guarantor",
    "excluded",
    "observer",
    "outside",
    "seat",
    "record",
    "witness",
    "procedure",
    "area",
    "zone",
    "provision",
];

fn read_toml(
    file: Table<'_>,
    articles: Vec<super::Article>,
    area_outlines: Option<&BTreeMap<String, At<Polygon>>>,
    zone_outlines: Option<&BTreeMap<String, At<Polygon>>>,
    faults: &mut Faults<'_>,
) -> Option<Draft> {
    file.expect_keys(KEYS, faults);
    let clock = read_clock(file, faults);
    let title = file.need_text("title", faults);
    let concluded = file.need_moment("concluded", &clock, faults);
    let in_force = file.need_moment("in_force", &clock, faults);
    if let (Some(concluded), Some(in_force)) = (&concluded, &in_force)
        && in_force.value < concluded.value
    {
        let (begins, concluded) = (shown(&clock, in_force.value), shown(&clock, concluded.value));
        let message = format!("it is in force ({begins}) before it is concluded ({concluded})");
        faults.error(
            in_force.span.clone(),
            message,
            "exchange `concluded` and `in_force`, or correct one",
        );
    }
    let calendar = Calendar { clock: &clock, concluded: concluded.as_ref().map(|at| at.value) };
    let actors = actors::read(file, &calendar, faults);
    let seats = actors::read_seats(file, &actors, faults);
    let record = keeping::read(file, &seats, faults);
    let areas = read_areas(file, area_outlines, faults);
    let known = Known {
        clock: &clock,
        articles: &articles,
        actors: &actors,
        areas: &areas,
        outlines: zone_outlines,
        in_force: in_force.as_ref().map_or(Moment::from_unix(0), |at| at.value),
    };
    let zones = provisions::read_zones(file, &known, faults);
    let provisions = provisions::read(file, &known, &zones, faults);
    let mut agreement = Agreement {
        title: title?.value.to_owned(),
        concluded: concluded?.value,
        in_force: in_force?.value,
        articles,
        actors,
        seats,
        zones,
        provisions,
        record,
        procedure: Procedure::usual(),
        names: Names::default(),
        extents: Vec::new(),
        clock,
        digest: String::new(),
    };
    agreement.procedure = procedure::read(file, &agreement, faults);
    Some(Draft { agreement, areas })
}

fn read_clock(file: Table<'_>, faults: &mut Faults<'_>) -> DutyClock {
    let mut offsets: Vec<(Moment, i64)> = Vec::new();
    let utc = DutyClock::fixed(0);
    for table in file.tables("clock", faults) {
        table.expect_keys(&["from", "offset"], faults);
        let from = table.need_moment("from", &utc, faults);
        let offset =
            table.need_text("offset", faults).and_then(|at| {
                match DutyClock::read_offset(at.value) {
                    Ok(offset_s) => Some(offset_s),
                    Err(why) => {
                        faults.error(
                            at.span,
                            why.to_string(),
                            "hours and minutes ahead of UTC, with a sign",
                        );
                        None
                    }
                }
            });
        let (Some(from), Some(offset_s)) = (from, offset) else { continue };
        if offsets.last().is_some_and(|(before, _)| *before >= from.value) {
            faults.error(
                from.span,
                "the clock changes before the change above it",
                "put the changes in order of time",
            );
        }
        offsets.push((from.value, offset_s));
    }
    if !file.has("clock") {
        let message = "the agreement has no clock, and its days would be those of UTC";
        faults.warn(0..0, message, "add [[clock]] with `from` and `offset`");
    }
    DutyClock::new(offsets)
}

fn read_areas(
    file: Table<'_>,
    outlines: Option<&BTreeMap<String, At<Polygon>>>,
    faults: &mut Faults<'_>,
) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    let mut spelt: BTreeMap<String, AreaId> = BTreeMap::new();
    for table in file.tables("area", faults) {
        table.expect_keys(&["id", "name", "aliases"], faults);
        let id = actors::id(table, AreaId::new, faults);
        let names = actors::named(table, faults);
        let aliases = table.texts("aliases", faults);
        let Some(id) = id else { continue };
        if areas.iter().any(|area| area.id == id.value) {
            faults.error(
                id.span,
                format!("two areas have the id `{}`", id.value),
                "give each its own",
            );
            continue;
        }
        let of_names = names.iter().map(|(_, name)| (name.as_str(), table.span()));
        let of_aliases = aliases.iter().map(|at| (at.value, at.span.clone()));
        for (written, span) in of_names.chain(of_aliases) {
            let owner = spelt.entry(fold(written)).or_insert_with(|| id.value.clone());
            if *owner != id.value {
                let message = format!("`{written}` is a name of `{owner}` and of `{}`", id.value);
                faults.error(span, message, "a name means one area: take it from one of them");
            }
        }
        let drawn = outlines.and_then(|outlines| outlines.get(id.value.as_str()));
        let outline = drawn.map(|at| at.value.clone()).unwrap_or_default();
        let aliases = aliases.iter().map(|at| at.value.to_owned()).collect();
        areas.push(Area { id: id.value, names, aliases, outline });
    }
    areas
}

/// Finds fault with outlines that belong to nothing.
fn check_outlines_named(
    draft: &Draft,
    zones: &BTreeMap<String, At<Polygon>>,
    areas: &BTreeMap<String, At<Polygon>>,
    of_zones: &mut Faults<'_>,
    of_areas: &mut Faults<'_>,
) {
    let zone_names: Vec<&str> = draft.agreement.zones.iter().map(|zone| zone.id.as_str()).collect();
    for (id, at) in zones.iter().filter(|(id, _)| !zone_names.contains(&id.as_str())) {
        let hint = super::fault::hint_of(id, "a zone", zone_names.iter().copied());
        of_zones.error(at.span.clone(), format!("`{id}` is no zone of agreement.toml"), hint);
    }
    let area_names: Vec<&str> = draft.areas.iter().map(|area| area.id.as_str()).collect();
    for (id, at) in areas.iter().filter(|(id, _)| !area_names.contains(&id.as_str())) {
        let hint = super::fault::hint_of(id, "an area", area_names.iter().copied());
        of_areas.error(at.span.clone(), format!("`{id}` is no area of agreement.toml"), hint);
    }
}
