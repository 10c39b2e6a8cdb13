//! `/api/v1/map`: what the map draws, as GeoJSON.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use truce_core::agreement::{Agreement, Zone};
use truce_core::geo::{Polygon, Position, Ring};
use truce_core::id::AreaId;
use truce_core::time::{Day, Moment};

use crate::failure::{Failure, Outcome, USAGE};
use crate::index::facet::{BetweenSeats, Facet};
use crate::index::filter::{Filter, Within};
use crate::index::incident_row::IncidentRow;
use crate::index::map::{self, Bar, Cluster, Features};
use crate::index::space::degrees;
use crate::index::tables::Tables;
use crate::screen::language::Language;
use crate::screen::latest::Drawn;
use crate::screen::problem::{Problem, ProblemDetails};
use crate::screen::reader::Reader;
use crate::screen::tongue::Tongue;
use crate::screen::{Screen, asked, layers, terms};

/// The longest stretch of time that can be asked for, in days.
const DAYS_MAX: i32 = 3_660;
/// The highest zoom level.
const ZOOM_MAX: u8 = 22;

/// What incidents are asked for; an empty field asks for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The last day.
    pub day: String,
    /// How many days up to it, or `all`.
    pub days: String,
    /// [`truce_core::act::Act::word`].
    pub act: String,
    /// The id of an area.
    pub area: String,
    /// [`BetweenSeats::word`].
    pub standing: String,
    /// Words, in any script.
    pub text: String,
    /// South, west, north and east in degrees, set off by commas.
    #[serde(rename = "box")]
    pub within: String,
    /// The zoom level.
    pub zoom: String,
}

impl Asked {
    /// From which day to which; `None` if all days are asked for.
    ///
    /// # Errors
    /// [`Problem::Misshapen`] if they are no days.
    pub fn span(&self) -> Result<Option<(Day, Day)>, Problem> {
        let Some(last) = asked::day(&self.day)?.filter(|_| self.days != "all") else {
            return Ok(None);
        };
        let days = match asked::given(&self.days) {
            None => 1,
            Some(days) => days.parse().map_err(|_| Problem::Misshapen)?,
        };
        if !(1..=DAYS_MAX).contains(&days) {
            return Err(Problem::Misshapen);
        }
        Ok(Some((last.plus(1 - days), last)))
    }

    /// The box that is asked for.
    ///
    /// # Errors
    /// [`Problem::Misshapen`] if it is none.
    pub fn bounds(&self) -> Result<Option<Within>, Problem> {
        let Some(text) = asked::given(&self.within) else { return Ok(None) };
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let [south, west, north, east] = parts.as_slice() else { return Err(Problem::Misshapen) };
        let corner = |lat, lon| Position::read(lat, lon).map_err(|_| Problem::Misshapen);
        let within = Within { south_west: corner(south, west)?, north_east: corner(north, east)? };
        let upright = within.south_west.lat_udeg() <= within.north_east.lat_udeg();
        upright.then_some(within).ok_or(Problem::Misshapen).map(Some)
    }

    fn zoom(&self) -> Result<u8, Problem> {
        let Some(text) = asked::given(&self.zoom) else { return Ok(0) };
        let zoom: u8 = text.parse().map_err(|_| Problem::Misshapen)?;
        (zoom <= ZOOM_MAX).then_some(zoom).ok_or(Problem::Misshapen)
    }

    /// The filter that is asked for, at any time and in any box.
    fn everywhere(&self) -> Result<Filter, Problem> {
        let mut filter = Filter::default();
        if let Some(act) = asked::given(&self.act) {
            filter.all_of.insert(Facet::Act(act.parse().map_err(|_| Problem::Misshapen)?));
        }
        if let Some(area) = asked::given(&self.area) {
            let area = AreaId::new(area).map_err(|_| Problem::Misshapen)?;
            filter.all_of.insert(Facet::Area(area));
        }
        if let Some(word) = asked::given(&self.standing) {
            let all = [BetweenSeats::Matched, BetweenSeats::Contested, BetweenSeats::OneSided];
            let found = all.into_iter().find(|standing| standing.word() == word);
            filter.all_of.insert(Facet::Between(found.ok_or(Problem::Misshapen)?));
        }
        filter.text = asked::given(&self.text).map(str::to_owned);
        Ok(filter)
    }

    /// The filter that is asked for.
    ///
    /// # Errors
    /// [`Problem::Misshapen`] if a field cannot be understood.
    pub fn filter(&self, agreement: &Agreement) -> Result<Filter, Problem> {
        let mut filter = self.everywhere()?;
        filter.within = self.bounds()?;
        if let Some((first, last)) = self.span()? {
            filter.since = Some(agreement.clock().window_of(first).earliest());
            filter.until = Some(agreement.clock().window_of(last).latest());
        }
        Ok(filter)
    }
}

/// What stands on the map, as a GeoJSON `FeatureCollection`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MapCollection {
    #[serde(rename = "type")]
    kind: &'static str,
    /// Incidents, or clusters of them where they are many.
    features: Vec<MapFeature>,
    /// How many of the incidents asked for have no position on record, and so stand on no map.
    unplaced: usize,
}

/// One of them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MapFeature {
    #[serde(rename = "type")]
    kind: &'static str,
    geometry: MapGeometry,
    properties: MapProperties,
}

/// The middle of where it may lie.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MapGeometry {
    #[serde(rename = "type")]
    kind: &'static str,
    /// Longitude and latitude in degrees.
    coordinates: [f64; 2],
}

/// What is known of it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum MapProperties {
    /// Of incidents taken together.
    Cluster {
        /// How many.
        count: u32,
        /// From where to where their discs reach, in degrees: south, west, north, east.
        reach: [f64; 4],
    },
    /// Of one incident.
    Incident(MapIncident),
}

/// One incident on the map.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MapIncident {
    /// The report by which it is called.
    pub id: String,
    /// What is told, in the reader's language.
    pub act: String,
    /// The day on which it ended.
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    /// Where, in the source's spelling.
    pub place: String,
    /// How far from the middle it may lie, in metres; absent if no position is on record.
    pub radius_m: Option<u32>,
    /// `matched`, `contested` or `one-sided`; absent if no seat's own source asserts it.
    pub standing: Option<String>,
    /// How many reports tell of it.
    pub reports: u32,
}

impl MapIncident {
    /// What the map and the list beside it say of an incident.
    #[must_use]
    pub fn of(row: IncidentRow, t: &Tongue) -> Self {
        Self {
            act: terms::act_of_word(&row.act, t),
            day: row.day,
            id: row.id,
            place: row.place,
            radius_m: row.radius_m,
            reports: row.reports,
            standing: row.between_seats,
        }
    }
}

impl MapFeature {
    fn of_point(lat: f64, lon: f64, properties: MapProperties) -> Self {
        let geometry = MapGeometry { kind: "Point", coordinates: [lon, lat] };
        Self { kind: "Feature", geometry, properties }
    }

    fn of_incident(row: IncidentRow, t: &Tongue) -> Option<Self> {
        let (lat, lon) = row.lat.zip(row.lon)?;
        let properties = MapProperties::Incident(MapIncident::of(row, t));
        Some(Self::of_point(lat, lon, properties))
    }

    fn of_cluster(cluster: Cluster) -> Self {
        let Cluster { count, lat, lon, reach } = cluster;
        Self::of_point(lat, lon, MapProperties::Cluster { count, reach })
    }
}

/// How many incidents there were over time.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MapDays {
    /// Those with incidents, the first day first.
    bars: Vec<MapBar>,
    /// How many days a bar stands for.
    days_each: i32,
}

/// How many incidents ended on some days.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MapBar {
    /// How many.
    count: u32,
    /// The first of the days.
    #[schema(value_type = String, format = Date)]
    from: Day,
}

impl From<Bar> for MapBar {
    fn from(Bar { count, from }: Bar) -> Self {
        Self { count, from }
    }
}

/// Opens the tables for one question. Words that cannot be looked up are the asker's fault.
pub(super) fn ask<T>(
    screen: &Screen,
    what: impl FnOnce(&Tables) -> Outcome<T>,
) -> Result<T, Problem> {
    let asked = Tables::open_at(&screen.dir.join("index.sqlite")).and_then(|tables| what(&tables));
    asked
        .map_err(|failure| if failure.code == USAGE { Problem::Misshapen } else { Problem::Failed })
}

/// By what an answer is known: the question, the record's version and the language.
fn tag_of(drawn: &Drawn, reader: &Reader) -> Result<HeaderValue, Problem> {
    let told = format!("{}\n{}\n{}", drawn.version(), reader.language.tag(), reader.here);
    let digest: String =
        Sha256::digest(told).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{digest}\"")).map_err(|_| Problem::Failed)
}

/// What says that the asker has the answer already, if that is so.
fn unchanged(tag: &HeaderValue, headers: &HeaderMap) -> Option<Response> {
    let has_it = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag);
    let not_modified = || (StatusCode::NOT_MODIFIED, [(header::ETAG, tag.clone())]).into_response();
    has_it.then(not_modified)
}

/// What the map shows of a box: incidents where they are up to 500, else clusters.
///
/// # Errors
/// [`Problem`] if a field cannot be understood, or no picture is drawn yet.
#[utoipa::path(
    get,
    path = "/api/v1/map",
    params(
        ("box" = Option<String>, Query, description = "south, west, north and east in degrees; everywhere if none is given"),
        ("zoom" = Option<u8>, Query, description = "the zoom level of web maps, 0 to 22: the higher, the finer the clusters"),
        ("day" = Option<String>, Query, description = "the last day, as 2017-05-07; all days if none is given"),
        ("days" = Option<String>, Query, description = "how many days up to it, or `all`; 1 if none is given"),
        ("act" = Option<String>, Query, description = "an act, such as `shelling`"),
        ("area" = Option<String>, Query, description = "the id of an area"),
        ("standing" = Option<String>, Query, description = "`matched`, `contested` or `one-sided`"),
        ("text" = Option<String>, Query, description = "words, in any script"),
    ),
    responses(
        (status = 200, description = "what stands there", body = MapCollection),
        (status = 304, description = "the record has not changed since"),
        (status = 400, description = "a field cannot be understood", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn features(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    let filter = asked.filter(&screen.agreement)?;
    let (within, zoom) = (asked.bounds()?.unwrap_or(world()?), asked.zoom()?);
    let tag = tag_of(&drawn, &reader)?;
    if let Some(response) = unchanged(&tag, &headers) {
        return Ok(response);
    }
    let t = reader.tongue();
    let seen = screen
        .work(move |screen| {
            ask(screen, |tables| map::features(tables, &drawn.columns, &filter, (within, zoom)))
        })
        .await??;
    let features = match seen.features {
        Features::Incidents(rows) => {
            rows.into_iter().filter_map(|row| MapFeature::of_incident(row, t)).collect()
        }
        Features::Clusters(clusters) => clusters.into_iter().map(MapFeature::of_cluster).collect(),
    };
    let found = MapCollection { kind: "FeatureCollection", features, unplaced: seen.unplaced };
    Ok(([(header::ETAG, tag)], Json(found)).into_response())
}

/// How many incidents there were over time, in any box; `day` and `days` do not matter.
///
/// # Errors
/// As [`features`].
#[utoipa::path(
    get,
    path = "/api/v1/map/days",
    params(
        ("act" = Option<String>, Query, description = "an act, such as `shelling`"),
        ("area" = Option<String>, Query, description = "the id of an area"),
        ("standing" = Option<String>, Query, description = "`matched`, `contested` or `one-sided`"),
        ("text" = Option<String>, Query, description = "words, in any script"),
    ),
    responses(
        (status = 200, description = "how many there were", body = MapDays),
        (status = 304, description = "the record has not changed since"),
        (status = 400, description = "a field cannot be understood", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "the picture is being derived", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn days(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let drawn = screen.drawn()?;
    let filter = asked.everywhere()?;
    let tag = tag_of(&drawn, &reader)?;
    if let Some(response) = unchanged(&tag, &headers) {
        return Ok(response);
    }
    let found = screen.work(move |screen| histogram(screen, &drawn, &filter)).await??;
    let bars = found.bars.into_iter().map(MapBar::from).collect();
    let found = MapDays { bars, days_each: found.days_each };
    Ok(([(header::ETAG, tag)], Json(found)).into_response())
}

fn histogram(screen: &Screen, drawn: &Drawn, filter: &Filter) -> Result<map::Histogram, Problem> {
    ask(screen, |tables| map::histogram(tables, &drawn.columns, filter))
}

/// How many incidents there were over time, for the page.
pub(super) fn histogram_of(
    screen: &Screen,
    drawn: &Drawn,
    asked: &Asked,
) -> Result<map::Histogram, Problem> {
    histogram(screen, drawn, &asked.everywhere()?)
}

/// The whole world as a box.
fn world() -> Result<Within, Problem> {
    let corner = |lat, lon| Position::new(lat, lon).map_err(|_| Problem::Failed);
    Ok(Within {
        south_west: corner(-90_000_000, -180_000_000)?,
        north_east: corner(90_000_000, 180_000_000)?,
    })
}

/// Outlines of the agreement: its areas, and the zones in force on a day.
///
/// # Errors
/// [`Problem`] if the day is none.
#[utoipa::path(
    get,
    path = "/api/v1/map/outlines",
    params(("day" = Option<String>, Query, description = "the day, as 2017-05-07; all zones if none is given")),
    responses(
        (status = 200, description = "a GeoJSON `FeatureCollection`: `kind` is `area` or `zone`", body = Object),
        (status = 400, description = "that is no day", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn outlines(
    State(screen): State<Arc<Screen>>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Problem> {
    let day = asked::day(&asked.day)?;
    Ok(Json(outlines_on(&screen.agreement, day, reader.language)))
}

fn outlines_on(agreement: &Agreement, day: Option<Day>, language: Language) -> Value {
    let areas = agreement.areas().iter().map(|area| {
        let name = area.name(language.tag());
        feature(&area.outline, serde_json::json!({"kind": "area", "name": name}))
    });
    let zones = zones_on(agreement, day).map(|zone| {
        let (name, disputed) = (&zone.name, zone.disputed.is_some());
        let known = serde_json::json!({"kind": "zone", "name": name, "disputed": disputed, "margin_m": zone.margin_m});
        feature(&zone.outline, known)
    });
    let features: Vec<Value> = areas.chain(zones).collect();
    serde_json::json!({"type": "FeatureCollection", "features": features})
}

/// The zones with an outline of their own that a provision names which holds on the day, or on which there is a
/// dispute on that day; all of them if no day is given.
pub(super) fn zones_on(agreement: &Agreement, day: Option<Day>) -> impl Iterator<Item = &Zone> {
    let window = day.map(|day| agreement.clock().window_of(day));
    let in_force = move |zone: &&Zone| {
        let Some(window) = window else { return true };
        let runs = |from: Option<Moment>, until: Option<Moment>| {
            from <= Some(window.latest()) && until.is_none_or(|until| until > window.earliest())
        };
        let mut named = agreement.provisions.iter().filter(|one| one.zones.contains(&zone.id));
        let disputed = zone.disputed.as_ref();
        named.any(|one| runs(Some(one.from), one.until))
            || disputed.is_some_and(|dispute| runs(dispute.from, dispute.until))
    };
    agreement.zones.iter().filter(|zone| !zone.outline.0.is_empty()).filter(in_force)
}

fn feature(outline: &Polygon, properties: Value) -> Value {
    let corner = |at: &Position| [degrees(at.lon_udeg()), degrees(at.lat_udeg())];
    // A ring of ours does not name its first corner again; one of GeoJSON does.
    let ring = |ring: &Ring| -> Vec<[f64; 2]> {
        ring.0.iter().chain(ring.0.first()).map(corner).collect()
    };
    let rings: Vec<_> = outline.0.iter().map(ring).collect();
    serde_json::json!({
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": rings},
    })
}

/// One of the mission's own layers.
///
/// # Errors
/// [`Problem::NoSuchPage`] if there is none of that name, [`Problem::Failed`] if it is not what it should be.
#[utoipa::path(
    get,
    path = "/api/v1/map/layers/{name}",
    params(("name" = String, Path, description = "the name of its file, as the map page lists it")),
    responses(
        (status = 200, description = "a GeoJSON `FeatureCollection`, or what a map must know of its tiles", body = Object),
        (status = 404, description = "there is none of that name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 500, description = "the file is too long, or no layer in degrees", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn layer(
    State(screen): State<Arc<Screen>>,
    Path(name): Path<String>,
) -> Result<Json<Value>, Problem> {
    let reading = move |screen: &Screen| {
        tokio::runtime::Handle::current().block_on(layers::read(&screen.dir, &name))
    };
    let found = screen.work(reading).await?.map_err(not_shown)?;
    found.map(Json).ok_or(Problem::NoSuchPage)
}

fn not_shown(failure: Failure) -> Problem {
    eprintln!("a layer of the map is not shown: {failure}");
    Problem::Failed
}

/// One tile of one of the mission's own layers that is cut into tiles.
///
/// # Errors
/// [`Problem::NoSuchPage`] if there is none, [`Problem::Failed`] if its archive cannot be read.
#[utoipa::path(
    get,
    path = "/api/v1/map/layers/{name}/{z}/{x}/{y}",
    params(
        ("name" = String, Path, description = "the name of its file, as the map page lists it"),
        ("z" = u8, Path, description = "how close: 0 is the whole earth on one tile"),
        ("x" = u32, Path, description = "its column, from the west"),
        ("y" = u32, Path, description = "its row, from the north"),
    ),
    responses(
        (status = 200, description = "the tile, as its archive has it", body = [u8], content_type = "application/vnd.mapbox-vector-tile"),
        (status = 400, description = "that is no tile", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "there is none", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 500, description = "the archive cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub async fn tile(
    State(screen): State<Arc<Screen>>,
    Path((name, zoom, x, y)): Path<(String, u8, u32, u32)>,
) -> Result<Response, Problem> {
    let reading = move |screen: &Screen| {
        tokio::runtime::Handle::current().block_on(layers::tile(&screen.dir, &name, zoom, x, y))
    };
    let found = screen.work(reading).await?.map_err(not_shown)?;
    let tile = found.ok_or(Problem::NoSuchPage)?;
    let mut response = ([(header::CONTENT_TYPE, tile.media_type)], tile.bytes).into_response();
    if let Some(encoding) = tile.encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
