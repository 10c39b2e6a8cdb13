//! Outlines in GeoJSON (RFC 7946): a collection of features, each with an `id` in its properties.
//!
//! Every value is kept as the slice of text that holds it, so that a fault is told with its place, and a number is
//! read without passing through a float.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::fault::Faults;
use super::table::At;
use crate::geo::{Polygon, Position, Ring};

/// Points in one outline: a coast in full detail has fewer, and a file may be hostile.
const POINTS_MAX: usize = 100_000;

#[derive(Deserialize)]
struct Collection<'t> {
    #[serde(borrow)]
    features: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
struct Feature<'t> {
    #[serde(borrow)]
    properties: &'t RawValue,
    #[serde(borrow)]
    geometry: &'t RawValue,
}

#[derive(Deserialize)]
struct Properties<'t> {
    #[serde(borrow)]
    id: &'t RawValue,
    #[serde(default)]
    approximate: bool,
    #[serde(default)]
    basis: Option<String>,
}

#[derive(Deserialize)]
struct Geometry<'t> {
    r#type: String,
    #[serde(borrow)]
    coordinates: &'t RawValue,
}

/// What the outlines of a file must say of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// Nothing but where they run.
    Outline,
    /// On what basis they were drawn, if they are approximate.
    Basis,
}

/// Reads the outline of each id; one that is at fault is left empty. `None` if the file cannot be read at all.
pub(super) fn read(
    text: &str,
    demand: Demand,
    faults: &mut Faults<'_>,
) -> Option<BTreeMap<String, At<Polygon>>> {
    let mut outlines = BTreeMap::new();
    let collection: Collection<'_> = match serde_json::from_str(text) {
        Ok(collection) => collection,
        Err(why) => {
            let place = byte_of(text, why.line(), why.column());
            let message = format!("the file is no GeoJSON: {}", reason(&why));
            faults.error(
                place..place.saturating_add(1),
                message,
                "it must be a FeatureCollection with `features`",
            );
            return None;
        }
    };
    for raw in collection.features {
        let Some((id, polygon)) = read_feature(text, raw, demand, faults) else { continue };
        if outlines.contains_key(&id.value) {
            faults.error(
                id.span,
                format!("`{}` has two outlines", id.value),
                "join them in one MultiPolygon",
            );
            continue;
        }
        outlines.insert(id.value, At { value: polygon, span: id.span });
    }
    Some(outlines)
}

fn read_feature(
    text: &str,
    raw: &RawValue,
    demand: Demand,
    faults: &mut Faults<'_>,
) -> Option<(At<String>, Polygon)> {
    let feature: Feature<'_> =
        parse(text, raw, "a feature needs `properties` and `geometry`", faults)?;
    let properties: Properties<'_> =
        parse(text, feature.properties, "its properties need an `id`", faults)?;
    let id: String = parse(text, properties.id, "an `id` is a text in quotes", faults)?;
    let span = span_of(text, properties.id);
    if demand == Demand::Basis && properties.approximate && properties.basis.is_none() {
        let message =
            format!("the outline of `{id}` is approximate and does not say on what basis");
        faults.warn(span.clone(), message, "add `\"basis\": \"...\"` to its properties");
    }
    let polygon = read_geometry(text, &id, feature.geometry, faults).unwrap_or_default();
    Some((At { value: id, span }, polygon))
}

fn read_geometry(text: &str, id: &str, raw: &RawValue, faults: &mut Faults<'_>) -> Option<Polygon> {
    let geometry: Geometry<'_> =
        parse(text, raw, "a geometry needs `type` and `coordinates`", faults)?;
    let rings: Vec<&RawValue> = match geometry.r#type.as_str() {
        "Polygon" => parse(text, geometry.coordinates, "a Polygon is a list of rings", faults)?,
        "MultiPolygon" => {
            let polygons: Vec<Vec<&RawValue>> = parse(
                text,
                geometry.coordinates,
                "a MultiPolygon is a list of lists of rings",
                faults,
            )?;
            polygons.into_iter().flatten().collect()
        }
        other => {
            let message = format!("`{other}` encloses nothing");
            faults.error(span_of(text, raw), message, "use a Polygon or a MultiPolygon");
            return None;
        }
    };
    let rings: Option<Vec<Ring>> =
        rings.into_iter().map(|ring| read_ring(text, id, ring, faults)).collect();
    rings.map(Polygon)
}

/// Reads a ring and finds fault unless it is closed and encloses something.
fn read_ring(text: &str, id: &str, raw: &RawValue, faults: &mut Faults<'_>) -> Option<Ring> {
    let points: Vec<&RawValue> = parse(text, raw, "a ring is a list of points", faults)?;
    if points.len() > POINTS_MAX {
        let message =
            format!("a ring of `{id}` has {} points, and {POINTS_MAX} is the most", points.len());
        faults.error(span_of(text, raw), message, "simplify it");
        return None;
    }
    let ends = (points.first().copied(), points.last().copied());
    let read: Option<Vec<Position>> =
        points.into_iter().map(|point| read_point(text, point, faults)).collect();
    let mut ring = read?;
    if ring.first() != ring.last() {
        if let (Some(first), Some(last)) = ends {
            let message =
                format!("a ring of `{id}` is not closed: it ends elsewhere than it begins");
            faults.error(
                span_of(text, last),
                message,
                format!("end it with its first point, {}", first.get()),
            );
        }
        return None;
    }
    ring.pop();
    if ring.len() < 3 {
        let message = format!("a ring of `{id}` has {} corners and encloses nothing", ring.len());
        faults.error(
            span_of(text, raw),
            message,
            "a ring has at least three corners, and ends with its first point",
        );
        return None;
    }
    Some(Ring(ring))
}

/// Reads a point: longitude, then latitude, as GeoJSON has it; a height is passed over.
fn read_point(text: &str, raw: &RawValue, faults: &mut Faults<'_>) -> Option<Position> {
    let parts: Vec<&RawValue> = parse(text, raw, "a point is [longitude, latitude]", faults)?;
    let (Some(lon), Some(lat)) = (parts.first(), parts.get(1)) else {
        faults.error(
            span_of(text, raw),
            "the point lacks a coordinate",
            "a point is [longitude, latitude]",
        );
        return None;
    };
    match Position::read(lat.get(), lon.get()) {
        Ok(position) => Some(position),
        Err(why) => {
            faults.error(
                span_of(text, raw),
                why.to_string(),
                "GeoJSON has longitude first, then latitude, in degrees",
            );
            None
        }
    }
}

fn parse<'t, T: Deserialize<'t>>(
    text: &str,
    raw: &'t RawValue,
    hint: &str,
    faults: &mut Faults<'_>,
) -> Option<T> {
    match serde_json::from_str(raw.get()) {
        Ok(value) => Some(value),
        Err(why) => {
            faults.error(span_of(text, raw), reason(&why), hint);
            None
        }
    }
}

/// What serde_json says, without its line and column, which count from the slice.
fn reason(why: &serde_json::Error) -> String {
    let text = why.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// Where in the text a slice of it stands.
fn span_of(text: &str, raw: &RawValue) -> Range<usize> {
    let slice = raw.get();
    let start = slice.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start.saturating_add(slice.len())
}

/// The byte at a line and column, both from 1, columns in bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    before.saturating_add(column.saturating_sub(1))
}
