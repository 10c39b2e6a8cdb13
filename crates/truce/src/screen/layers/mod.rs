//! The mission's own layers over the map: files in the folder `layers` of the node's folder, as GeoJSON, as a zipped
//! shapefile, or cut into tiles.
//!
//! Everybody who sees the screen sees them, under their files' names. A file is read anew each time it is asked for,
//! and handed out only if it is what it should be.

mod shapefile;
mod tiles;

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::{Failure, Outcome};
pub use tiles::Piece;

/// The folder in the node's folder.
pub const FOLDER: &str = "layers";
/// The longest file, in bytes, but for one cut into tiles, which may be of any length.
pub const BYTES_MAX: u64 = 8 << 20;
/// The most files that are listed; in the order of their names.
pub const LAYERS_MAX: usize = 32;
/// How deep the lists of corners may lie: the polygons of a multipolygon.
const DEPTH_MAX: usize = 4;

/// How a layer is kept.
#[derive(Clone, Copy)]
enum Kind {
    GeoJson,
    Shapefile,
    Tiles,
}

impl Kind {
    const ALL: [Self; 3] = [Self::GeoJson, Self::Shapefile, Self::Tiles];

    fn ending(self) -> &'static str {
        match self {
            Self::GeoJson => ".geojson",
            Self::Shapefile => ".zip",
            Self::Tiles => ".pmtiles",
        }
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| name.ends_with(kind.ending()))
    }
}

/// The names of the layers that there are. A file with a name that an address cannot hold as it is, is none.
#[must_use]
pub fn names(dir: &Path) -> Vec<String> {
    let Ok(items) = fs::read_dir(dir.join(FOLDER)) else { return Vec::new() };
    let named = |item: fs::DirEntry| {
        let name = item.file_name().into_string().ok()?;
        let plain = item.file_type().is_ok_and(|kind| kind.is_file());
        (plain && is_name(&name)).then_some(name)
    };
    let mut names: Vec<String> = items.filter_map(|item| named(item.ok()?)).collect();
    names.sort();
    names.truncate(LAYERS_MAX);
    names
}

/// Whether a text is the name of a layer's file.
fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let stem =
        Kind::of(name).map_or("", |kind| name.strip_suffix(kind.ending()).unwrap_or_default());
    !stem.is_empty() && !stem.starts_with('.') && name.len() <= 100 && stem.bytes().all(plain)
}

/// A layer as GeoJSON, or what a map must know of its tiles; `None` if there is none of that name.
///
/// # Errors
/// If it is too long, or is no collection of features with corners in degrees, or no archive of tiles.
pub async fn read(dir: &Path, name: &str) -> Outcome<Option<Value>> {
    let Some((path, kind)) = found(dir, name) else { return Ok(None) };
    let layer = match kind {
        Kind::GeoJson => geojson(&path),
        Kind::Shapefile => short(&path).and_then(|(file, _)| shapefile::features(file)),
        Kind::Tiles => {
            return tiles::described(&path).await.map(Some).map_err(|why| no_layer(name, &why));
        }
    };
    let layer = layer.and_then(|layer| check(&layer).map(|()| layer));
    layer.map(Some).map_err(|why| no_layer(name, &why))
}

/// A tile of a layer that is cut into tiles; `None` if there is none.
///
/// # Errors
/// If the archive cannot be read.
pub async fn tile(dir: &Path, name: &str, zoom: u8, x: u32, y: u32) -> Outcome<Option<Piece>> {
    match found(dir, name) {
        Some((path, Kind::Tiles)) => {
            tiles::tile(&path, zoom, x, y).await.map_err(|why| no_layer(name, &why))
        }
        _ => Ok(None),
    }
}

/// Where the layer of a name is kept, and how.
fn found(dir: &Path, name: &str) -> Option<(PathBuf, Kind)> {
    let known = names(dir).into_iter().find(|known| known == name)?;
    let kind = Kind::of(&known)?;
    Some((dir.join(FOLDER).join(known), kind))
}

fn no_layer(name: &str, why: &str) -> Failure {
    Failure::cannot(format!("`{name}` is no layer: {why}"))
}

/// A file that is not too long, and its length in bytes.
fn short(path: &Path) -> Result<(File, u64), String> {
    let file = File::open(path).map_err(|fault| fault.to_string())?;
    let bytes = file.metadata().map_err(|fault| fault.to_string())?.len();
    if bytes > BYTES_MAX {
        return Err("it is longer than 8 MiB".to_owned());
    }
    Ok((file, bytes))
}

fn geojson(path: &Path) -> Result<Value, String> {
    let (file, bytes) = short(path)?;
    let mut text = Vec::new();
    file.take(bytes).read_to_end(&mut text).map_err(|fault| fault.to_string())?;
    serde_json::from_slice(&text).map_err(|fault| format!("it is no JSON: {fault}"))
}

fn check(layer: &Value) -> Result<(), String> {
    if layer.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
        return Err("it is no `FeatureCollection`".to_owned());
    }
    let features = layer.get("features").and_then(Value::as_array);
    let features = features.ok_or("it has no list of `features`")?;
    for (number, feature) in (1..).zip(features) {
        let Some(geometry) = feature.get("geometry").filter(|geometry| !geometry.is_null()) else {
            continue;
        };
        let sound =
            geometry.get("coordinates").is_some_and(|corners| is_on_earth(corners, DEPTH_MAX));
        if !sound {
            return Err(format!("the corners of its feature {number} are not in degrees"));
        }
    }
    Ok(())
}

/// Whether corners, or lists of them, are longitude and latitude in degrees.
fn is_on_earth(corners: &Value, depth: usize) -> bool {
    let Some(list) = corners.as_array() else { return false };
    if let [Value::Number(lon), Value::Number(lat), ..] = list.as_slice() {
        let within = |number: &serde_json::Number, most: f64| {
            number.as_f64().is_some_and(|degrees| degrees.abs() <= most)
        };
        return within(lon, 180.0) && within(lat, 90.0);
    }
    depth > 1 && list.iter().all(|inner| is_on_earth(inner, depth - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_layer_is_a_collection_of_features_in_degrees() {
        let of = |geometry: Value| {
            let feature = json!({"type": "Feature", "properties": {}, "geometry": geometry});
            check(&json!({"type": "FeatureCollection", "features": [feature]}))
        };
        assert_eq!(of(json!({"type": "Point", "coordinates": [36.5, 35.1]})), Ok(()));
        let ring = json!([[[36, 35], [37, 35], [37, 36], [36, 35]]]);
        assert_eq!(of(json!({"type": "Polygon", "coordinates": ring})), Ok(()));
        assert_eq!(of(Value::Null), Ok(()));
        for corners in [
            json!([4_100_000.0, 3_900_000.0]),
            json!([36.5]),
            json!(["36", "35"]),
            json!([[[[[[36, 35]]]]]]),
            Value::Null,
        ] {
            let told = of(json!({"type": "Point", "coordinates": corners})).unwrap_err();
            assert_eq!(told, "the corners of its feature 1 are not in degrees");
        }
        assert!(check(&json!({"type": "Feature"})).is_err());
        assert!(check(&json!([])).is_err());
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        assert!(is_name("checkpoints-2017.v2.geojson"));
        for name in
            ["../x.geojson", ".geojson", "a/b.geojson", "..geojson", "a.json", "\u{e9}.geojson"]
        {
            assert!(!is_name(name), "{name}");
        }
    }
}
