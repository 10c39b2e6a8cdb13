//! A layer cut into tiles: an archive of PMTiles, version 3, of which a map asks only what it shows.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use axum::body::Bytes;
use pmtiles::{AsyncBackend, AsyncPmTilesReader, BackendResponse, PmtResult, TileCoord, TileType};
use serde_json::{Value, json};

/// The longest piece of an archive that is read at once, in bytes: a directory or a tile.
const PIECE_BYTES_MAX: usize = 16 << 20;

/// One tile as it lies in the archive.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes, packed as `encoding` says.
    pub bytes: Bytes,
    /// Its media type.
    pub media_type: &'static str,
    /// How it is packed, as HTTP names it.
    pub encoding: Option<&'static str>,
}

/// An archive, read piece by piece: it may be longer than this machine's memory.
struct Archive(File);

impl AsyncBackend for Archive {
    async fn read(&self, offset: u64, length: usize) -> PmtResult<BackendResponse> {
        let mut file = &self.0;
        file.seek(SeekFrom::Start(offset))?;
        let wanted = u64::try_from(length.min(PIECE_BYTES_MAX)).unwrap_or(0);
        let mut bytes = Vec::new();
        file.take(wanted).read_to_end(&mut bytes)?;
        Ok(BackendResponse::new(bytes.into()))
    }
}

async fn opened(path: &Path) -> Result<AsyncPmTilesReader<Archive>, String> {
    let file = File::open(path).map_err(|fault| format!("it cannot be opened: {fault}"))?;
    AsyncPmTilesReader::try_from_source(Archive(file))
        .await
        .map_err(|fault| format!("it is no archive of tiles: {fault}"))
}

/// What a map must know to ask for the tiles: of which kind they are, how close they go, and the names of the layers
/// inside.
///
/// # Errors
/// In words, if it is no archive of tiles that a map can show.
pub async fn described(path: &Path) -> Result<Value, String> {
    let archive = opened(path).await?;
    let header = archive.get_header();
    let kind = match header.tile_type {
        TileType::Mvt => "vector",
        TileType::Png | TileType::Jpeg | TileType::Webp | TileType::Avif => "raster",
        TileType::Mlt | TileType::Unknown => {
            return Err("its tiles are of a kind that the map does not know".to_owned());
        }
    };
    let inner = if kind == "vector" { inner_layers(&archive).await? } else { Vec::new() };
    Ok(json!({
        "type": kind,
        "minzoom": header.min_zoom,
        "maxzoom": header.max_zoom,
        "bounds": [header.min_longitude, header.min_latitude, header.max_longitude, header.max_latitude],
        "layers": inner,
    }))
}

/// The names of the layers inside tiles of vectors.
async fn inner_layers(archive: &AsyncPmTilesReader<Archive>) -> Result<Vec<String>, String> {
    let unread =
        |fault: &dyn std::fmt::Display| format!("what it says of itself cannot be read: {fault}");
    let told = archive.get_metadata().await.map_err(|fault| unread(&fault))?;
    let told: Value = serde_json::from_str(&told).map_err(|fault| unread(&fault))?;
    let layers = told.get("vector_layers").and_then(Value::as_array);
    let name = |layer: &Value| Some(layer.get("id")?.as_str()?.to_owned());
    Ok(layers.into_iter().flatten().filter_map(name).collect())
}

/// The tile `x`, `y` of a zoom; `None` where the archive has none.
///
/// # Errors
/// In words, if the archive cannot be read.
pub async fn tile(path: &Path, zoom: u8, x: u32, y: u32) -> Result<Option<Piece>, String> {
    let Ok(place) = TileCoord::new(zoom, x, y) else { return Ok(None) };
    let archive = opened(path).await?;
    let header = archive.get_header();
    let found =
        archive.get_tile(place).await.map_err(|fault| format!("a tile cannot be read: {fault}"))?;
    Ok(found.map(|bytes| Piece {
        bytes,
        media_type: header.tile_type.content_type(),
        encoding: header.tile_compression.content_encoding(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// An archive of one tile, zoom 0, laid out as the specification of version 3 has it, with nothing packed.
    fn archive(kind: u8) -> tempfile::NamedTempFile {
        let metadata = br#"{"vector_layers":[{"id":"roads"},{"id":"rivers"}]}"#;
        let tile = b"a tile";
        // One entry: tile 0, a run of one, as long as the tile, where the data begins.
        let directory = [1, 0, 1, 6, 1];
        let mut bytes = b"PMTiles\x03".to_vec();
        let mut at = 127;
        for length in [directory.len(), metadata.len(), 0, tile.len()] {
            bytes.extend(u64::try_from(at).unwrap().to_le_bytes());
            bytes.extend(u64::try_from(length).unwrap().to_le_bytes());
            at += length;
        }
        bytes.extend([1_u64; 3].map(u64::to_le_bytes).concat());
        // Clustered; neither directories nor tiles packed; the kind; the least and the greatest zoom.
        bytes.extend([1, 1, 1, kind, 0, 4]);
        for degrees in [35, 32, 42, 37] {
            bytes.extend((degrees * 10_000_000_i32).to_le_bytes());
        }
        bytes.push(2);
        bytes.extend([0; 8]);
        assert_eq!(bytes.len(), 127);
        bytes.extend(directory);
        bytes.extend(metadata);
        bytes.extend(tile);
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&bytes).unwrap();
        file
    }

    #[tokio::test]
    async fn an_archive_says_what_is_in_it_and_gives_its_tiles() {
        let file = archive(1);
        let told = described(file.path()).await.unwrap();
        let expected = json!({
            "type": "vector", "minzoom": 0, "maxzoom": 4, "bounds": [35.0, 32.0, 42.0, 37.0],
            "layers": ["roads", "rivers"],
        });
        assert_eq!(told, expected);
        let found = tile(file.path(), 0, 0, 0).await.unwrap().unwrap();
        assert_eq!(&found.bytes[..], b"a tile");
        assert_eq!(found.media_type, "application/vnd.mapbox-vector-tile");
        assert_eq!(found.encoding, None);
        for (zoom, x, y) in [(1, 0, 0), (0, 1, 0), (40, 0, 0)] {
            assert_eq!(tile(file.path(), zoom, x, y).await.unwrap(), None, "{zoom}/{x}/{y}");
        }
        assert_eq!(described(archive(2).path()).await.unwrap()["type"], "raster");
    }

    #[tokio::test]
    async fn what_is_no_archive_is_refused_in_words() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&[7; 400]).unwrap();
        let told = described(file.path()).await.unwrap_err();
        assert!(told.starts_with("it is no archive of tiles: "), "{told}");
        let told = described(archive(0).path()).await.unwrap_err();
        assert_eq!(told, "its tiles are of a kind that the map does not know");
    }
}
