//! `cargo xtask basemap FOLDER`: makes the base map of the screen from Natural Earth's countries.
//!
//! FOLDER is the unpacked npm package `world-atlas` 2.0.2. Its `countries-50m.json` is TopoJSON; out comes GeoJSON of
//! two features: the land, without what lies south of 60° S, and the lines that two countries share. Corners are
//! rounded to a hundredth of a degree, finer than the source is true.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

const FROM: &str = "countries-50m.json";
const TO: &str = "crates/truce/screen/assets/land-50m.json";
/// What ends south of it is left out, in hundredths of a degree.
const SOUTH: i64 = -6_000;

/// A corner, in hundredths of a degree: longitude, latitude.
type Corner = (i64, i64);

/// Makes the base map.
///
/// # Errors
/// If the package is not there, or is shaped otherwise.
pub fn make(folder: &str) -> Result<(), String> {
    let path = Path::new(folder).join(FROM);
    let text = fs::read_to_string(&path).map_err(|fault| format!("{}: {fault}", path.display()))?;
    let topology: Value = serde_json::from_str(&text).map_err(|fault| fault.to_string())?;
    let map =
        outlines(&topology).ok_or_else(|| format!("{} is shaped otherwise", path.display()))?;
    fs::write(TO, map).map_err(|fault| format!("{TO}: {fault}"))?;
    println!("{TO} is made");
    Ok(())
}

/// Land and borders as GeoJSON; none if the topology is shaped otherwise.
fn outlines(topology: &Value) -> Option<String> {
    let arcs = arcs(topology)?;
    let objects = topology.get("objects")?;
    let mut land = Vec::new();
    for geometry in objects.get("land")?.get("geometries")?.as_array()? {
        for polygon in geometry.get("arcs")?.as_array()? {
            let rings: Option<Vec<_>> =
                polygon.as_array()?.iter().map(|ring| joined(&arcs, ring)).collect();
            let rings = rings?;
            if rings.first().is_some_and(|ring| ring.iter().any(|(_, lat)| *lat > SOUTH)) {
                land.push(rings);
            }
        }
    }
    let mut used: BTreeMap<usize, u32> = BTreeMap::new();
    for country in objects.get("countries")?.get("geometries")?.as_array()? {
        count(country.get("arcs")?, &mut used);
    }
    let shared = used.iter().filter(|(_, times)| **times > 1);
    let borders: Vec<_> = shared.filter_map(|(arc, _)| arcs.get(*arc)).collect();
    let feature = |kind: &str, shape: &str, coordinates: Value| {
        json!({"type": "Feature", "properties": {"kind": kind},
               "geometry": {"type": shape, "coordinates": coordinates}})
    };
    let lines: Value = borders.into_iter().map(|line| corners(line)).collect();
    let polygon =
        |rings: &Vec<Vec<Corner>>| -> Value { rings.iter().map(|ring| corners(ring)).collect() };
    let map = json!({"type": "FeatureCollection", "features": [
        feature("land", "MultiPolygon", land.iter().map(polygon).collect()),
        feature("border", "MultiLineString", lines),
    ]});
    Some(map.to_string())
}

/// The arcs, with corners that fall together after rounding left out.
fn arcs(topology: &Value) -> Option<Vec<Vec<Corner>>> {
    let transform = topology.get("transform")?;
    let pair = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
    let (scale, shift) = (pair(transform.get("scale")?)?, pair(transform.get("translate")?)?);
    let arc = |arc: &Value| {
        let mut at = (0.0, 0.0);
        let mut line = Vec::new();
        for step in arc.as_array()? {
            let step = pair(step)?;
            at = (at.0 + step.0, at.1 + step.1);
            line.push((hundredths(at.0 * scale.0 + shift.0), hundredths(at.1 * scale.1 + shift.1)));
        }
        line.dedup();
        Some(line)
    };
    topology.get("arcs")?.as_array()?.iter().map(arc).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
fn hundredths(degrees: f64) -> i64 {
    (degrees * 100.0).round() as i64
}

/// The corners of a ring, which names its arcs; one that is run through backwards stands as its complement.
fn joined(arcs: &[Vec<Corner>], ring: &Value) -> Option<Vec<Corner>> {
    let mut found: Vec<Corner> = Vec::new();
    for number in ring.as_array()? {
        let number = number.as_i64()?;
        let (index, backwards) = if number < 0 { (!number, true) } else { (number, false) };
        let arc = arcs.get(usize::try_from(index).ok()?)?;
        if backwards {
            found.extend(arc.iter().rev());
        } else {
            found.extend(arc);
        }
    }
    found.dedup();
    Some(found)
}

/// Counts how often each arc is used, however deep the lists lie.
fn count(arcs: &Value, used: &mut BTreeMap<usize, u32>) {
    if let Some(number) = arcs.as_i64() {
        let index = if number < 0 { !number } else { number };
        if let Ok(index) = usize::try_from(index) {
            *used.entry(index).or_default() += 1;
        }
    }
    for inner in arcs.as_array().into_iter().flatten() {
        count(inner, used);
    }
}

#[expect(clippy::cast_precision_loss, reason = "hundredths of a degree are small")]
fn corners(line: &[Corner]) -> Value {
    let corner = |(lon, lat): &Corner| json!([*lon as f64 / 100.0, *lat as f64 / 100.0]);
    line.iter().map(corner).collect()
}
