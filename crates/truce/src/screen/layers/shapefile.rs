//! A zipped shapefile as GeoJSON: one `.shp` with its `.dbf`, in degrees of WGS 84.
//!
//! In scope: points, lines and polygons, their attributes as properties. Out of scope: other systems of coordinates,
//! which are refused, and heights, which are left out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read as _};

use serde_json::{Value, json};
use shapefile::dbase::{self, FieldValue};
use shapefile::record::traits::HasXY;
use shapefile::{PolygonRing, Shape, ShapeReader};
use zip::ZipArchive;

/// The most bytes that each file in the archive may unpack to.
const UNPACKED_BYTES_MAX: u64 = 64 << 20;
/// The most files in an archive.
const FILES_MAX: usize = 64;

/// The features of the shapefile in an archive, in its order.
///
/// # Errors
/// In words, if there is not just one shapefile in it, it is too long, or not in degrees.
pub fn features(archive: File) -> Result<Value, String> {
    let mut archive =
        ZipArchive::new(archive).map_err(|fault| format!("it is no archive: {fault}"))?;
    if archive.len() > FILES_MAX {
        return Err(format!("there are more than {FILES_MAX} files in it"));
    }
    let name = only_one(&archive)?;
    if let Some(system) = unpacked(&mut archive, &name, "prj")? {
        in_degrees(&String::from_utf8_lossy(&system))?;
    }
    let shapes = unpacked(&mut archive, &name, "shp")?.unwrap_or_default();
    let table =
        unpacked(&mut archive, &name, "dbf")?.ok_or("it has no `.dbf` beside the `.shp`")?;
    let unread = |fault: &dyn std::fmt::Display| format!("its shapes cannot be read: {fault}");
    let shapes = ShapeReader::new(Cursor::new(shapes)).map_err(|fault| unread(&fault))?;
    let table = dbase::Reader::new(Cursor::new(table)).map_err(|fault| unread(&fault))?;
    let mut reader = shapefile::Reader::new(shapes, table);
    let mut features = Vec::new();
    for pair in reader.iter_shapes_and_records() {
        let (shape, record) = pair.map_err(|fault| unread(&fault))?;
        let properties: BTreeMap<String, Value> =
            record.into_iter().map(|(name, field)| (name, value(field))).collect();
        features.push(
            json!({"type": "Feature", "properties": properties, "geometry": geometry(&shape)?}),
        );
    }
    Ok(json!({"type": "FeatureCollection", "features": features}))
}

/// The names of the files in an archive; what one system adds to archives for itself is left out.
fn names(archive: &ZipArchive<File>) -> impl Iterator<Item = String> {
    let readable = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    readable.filter(|name| !name.starts_with("__MACOSX/"))
}

/// The name of the only shapefile, without its ending.
fn only_one(archive: &ZipArchive<File>) -> Result<String, String> {
    let mut names = names(archive).filter_map(|name| {
        let (stem, ending) = name.rsplit_once('.')?;
        ending.eq_ignore_ascii_case("shp").then(|| stem.to_owned())
    });
    match (names.next(), names.next()) {
        (Some(name), None) => Ok(name),
        (None, _) => Err("there is no `.shp` in it".to_owned()),
        _ => Err("there is more than one `.shp` in it: zip each by itself".to_owned()),
    }
}

/// One file of the shapefile; its ending may be written in capitals.
fn unpacked(
    archive: &mut ZipArchive<File>,
    stem: &str,
    ending: &str,
) -> Result<Option<Vec<u8>>, String> {
    let is_wanted = |name: &str| {
        let parts = name.rsplit_once('.');
        parts.is_some_and(|(own, end)| own == stem && end.eq_ignore_ascii_case(ending))
    };
    let Some(name) = names(archive).find(|name| is_wanted(name)) else { return Ok(None) };
    let failed = |fault: &dyn std::fmt::Display| format!("`{name}` cannot be unpacked: {fault}");
    let file = archive.by_name(&name).map_err(|fault| failed(&fault))?;
    let mut bytes = Vec::new();
    file.take(UNPACKED_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|fault| failed(&fault))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > UNPACKED_BYTES_MAX {
        return Err(format!("`{name}` unpacks to more than 64 MiB"));
    }
    Ok(Some(bytes))
}

/// Refuses what the `.prj` says is no WGS 84 in degrees.
fn in_degrees(system: &str) -> Result<(), String> {
    let system = system.to_uppercase();
    let plain: String = system.chars().filter(char::is_ascii_alphanumeric).collect();
    let degrees = system.trim_start().starts_with("GEOGC");
    if degrees && plain.contains("WGS") && plain.contains("84") {
        return Ok(());
    }
    Err("its `.prj` names another system than WGS 84 in degrees: save it in EPSG:4326".to_owned())
}

fn value(field: FieldValue) -> Value {
    match field {
        FieldValue::Character(text) => text.map_or(Value::Null, Value::String),
        FieldValue::Numeric(number) => json!(number),
        FieldValue::Float(number) => json!(number),
        FieldValue::Logical(says) => json!(says),
        FieldValue::Integer(number) => json!(number),
        FieldValue::Currency(number) | FieldValue::Double(number) => json!(number),
        FieldValue::Memo(text) => Value::String(text),
        FieldValue::Date(day) => day.map_or(Value::Null, |day| {
            Value::String(format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()))
        }),
        FieldValue::DateTime(_) => Value::Null,
    }
}

fn geometry(shape: &Shape) -> Result<Value, String> {
    Ok(match shape {
        Shape::NullShape => Value::Null,
        Shape::Point(at) => json!({"type": "Point", "coordinates": corner(at)}),
        Shape::PointM(at) => json!({"type": "Point", "coordinates": corner(at)}),
        Shape::PointZ(at) => json!({"type": "Point", "coordinates": corner(at)}),
        Shape::Multipoint(all) => points(all.points()),
        Shape::MultipointM(all) => points(all.points()),
        Shape::MultipointZ(all) => points(all.points()),
        Shape::Polyline(line) => lines(line.parts()),
        Shape::PolylineM(line) => lines(line.parts()),
        Shape::PolylineZ(line) => lines(line.parts()),
        Shape::Polygon(all) => polygons(all.rings()),
        Shape::PolygonM(all) => polygons(all.rings()),
        Shape::PolygonZ(all) => polygons(all.rings()),
        Shape::Multipatch(_) => {
            return Err("it has bodies of several faces, which a map cannot show".to_owned());
        }
    })
}

fn corner(at: &impl HasXY) -> [f64; 2] {
    [at.x(), at.y()]
}

fn corners<P: HasXY>(line: &[P]) -> Vec<[f64; 2]> {
    line.iter().map(corner).collect()
}

fn points<P: HasXY>(all: &[P]) -> Value {
    json!({"type": "MultiPoint", "coordinates": corners(all)})
}

fn lines<P: HasXY>(parts: &[Vec<P>]) -> Value {
    let parts: Vec<_> = parts.iter().map(|part| corners(part)).collect();
    json!({"type": "MultiLineString", "coordinates": parts})
}

/// Polygons: every outer ring begins one, and the rings inside it that follow are its holes.
fn polygons<P: HasXY>(rings: &[PolygonRing<P>]) -> Value {
    let mut polygons: Vec<Vec<Vec<[f64; 2]>>> = Vec::new();
    for ring in rings {
        let corners = corners(ring.points());
        match (ring, polygons.last_mut()) {
            (PolygonRing::Inner(_), Some(polygon)) => polygon.push(corners),
            _ => polygons.push(vec![corners]),
        }
    }
    json!({"type": "MultiPolygon", "coordinates": polygons})
}

#[cfg(test)]
mod tests {
    use super::*;
    use shapefile::Point;
    use shapefile::dbase::{FieldName, Record, TableWriterBuilder};
    use std::io::Write as _;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    const DEGREES: &str =
        r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.25]]]"#;

    /// The files of a shapefile with one polygon that has a hole, named `name`.
    fn written() -> (Vec<u8>, Vec<u8>) {
        let (mut shapes, mut table) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
        {
            let name: FieldName = "name".try_into().unwrap();
            let table =
                TableWriterBuilder::new().add_character_field(name, 20).build_with_dest(&mut table);
            let mut writer =
                shapefile::Writer::new(shapefile::ShapeWriter::new(&mut shapes), table);
            let ring = |at: f64, side: f64| {
                vec![
                    Point::new(at, at),
                    Point::new(at, at + side),
                    Point::new(at + side, at + side),
                    Point::new(at + side, at),
                    Point::new(at, at),
                ]
            };
            let polygon = shapefile::Polygon::with_rings(vec![
                PolygonRing::Outer(ring(35.0, 1.0)),
                PolygonRing::Inner(ring(35.2, 0.2)),
            ]);
            let mut record = Record::default();
            record.insert("name".to_owned(), FieldValue::Character(Some("Sector 1".to_owned())));
            writer.write_shape_and_record(&polygon, &record).unwrap();
        }
        (shapes.into_inner(), table.into_inner())
    }

    fn zipped(files: &[(&str, &[u8])]) -> File {
        let mut writer = ZipWriter::new(tempfile::tempfile().unwrap());
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn a_zipped_shapefile_is_its_polygons_with_their_holes_and_attributes() {
        let (shapes, table) = written();
        let archive = zipped(&[
            ("front/sectors.SHP", &shapes),
            ("front/sectors.dbf", &table),
            ("front/sectors.prj", DEGREES.as_bytes()),
            ("__MACOSX/front/._sectors.shp", b"x"),
        ]);
        let told = features(archive).unwrap();
        let feature = &told["features"][0];
        assert_eq!(feature["properties"], json!({"name": "Sector 1"}));
        assert_eq!(feature["geometry"]["type"], "MultiPolygon");
        let polygons = feature["geometry"]["coordinates"].as_array().unwrap();
        assert_eq!(polygons.len(), 1);
        assert_eq!(polygons[0].as_array().unwrap().len(), 2);
        assert_eq!(polygons[0][0][0], json!([35.0, 35.0]));
    }

    #[test]
    fn what_is_no_shapefile_in_degrees_is_refused_in_words() {
        let (shapes, table) = written();
        let metres = br#"PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984"]]"#;
        for (files, why) in [
            (vec![("a.dbf", &table[..])], "there is no `.shp` in it"),
            (vec![("a.shp", &shapes[..])], "it has no `.dbf` beside the `.shp`"),
            (
                vec![("a.shp", &shapes[..]), ("b.shp", &shapes)],
                "there is more than one `.shp` in it: zip each by itself",
            ),
            (
                vec![("a.shp", &shapes[..]), ("a.dbf", &table), ("a.prj", metres)],
                "its `.prj` names another system than WGS 84 in degrees: save it in EPSG:4326",
            ),
        ] {
            assert_eq!(features(zipped(&files)).unwrap_err(), why);
        }
        let cut = &shapes[..shapes.len() / 2];
        let told = features(zipped(&[("a.shp", cut), ("a.dbf", &table)])).unwrap_err();
        assert!(told.starts_with("its shapes cannot be read: "), "{told}");
        let told = features(tempfile::tempfile().unwrap()).unwrap_err();
        assert!(told.starts_with("it is no archive: "), "{told}");
    }

    #[test]
    fn a_file_that_unpacks_to_far_more_than_it_is_long_is_refused() {
        let zeros = vec![0; (64 << 20) + 1];
        let told = features(zipped(&[("a.shp", &zeros), ("a.dbf", b"")])).unwrap_err();
        assert_eq!(told, "`a.shp` unpacks to more than 64 MiB");
    }
}
