//! Looking reports up.

use std::path::Path;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, Row};
use serde::Serialize;
use truce_core::geo::Position;
use truce_core::id::{AreaId, SourceId};
use truce_core::time::Moment;

use crate::failure::{Failure, Outcome};
use crate::index::rows::hours;
use crate::index::space::{WITHIN_M_MAX, around, meets};
use crate::index::{count, words, words_of};

/// What is looked for; what is not given does not matter.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words, as typed: see [`words`].
    pub text: Option<String>,
    /// The event may have happened at or after this moment.
    pub from: Option<Moment>,
    /// The event may have happened at or before this moment.
    pub to: Option<Moment>,
    /// In this area.
    pub area: Option<AreaId>,
    /// Told by this source.
    pub source: Option<SourceId>,
    /// Whose disc comes within [`Query::within_m`] of this point.
    pub near: Option<Position>,
    /// How near, in metres; at most [`WITHIN_M_MAX`].
    pub within_m: u32,
    /// At most so many.
    pub most: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The latest first.
    pub reports: Vec<Found>,
    /// How many there are in all.
    pub total: u64,
}

/// A report as it stands in the index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// What the source tells.
    pub account: String,
    /// Whom it blames, as written, set off by `; `.
    pub accused: String,
    /// Whom that was taken to mean: actors' ids, set off by blanks.
    pub accused_actors: String,
    /// What kind of act.
    pub act: String,
    /// Where it stands on record.
    pub address: String,
    /// The area.
    pub area: Option<String>,
    /// On what footing.
    pub basis: String,
    /// The report that replaces it.
    pub corrected_by: Option<String>,
    /// The report that it replaces.
    pub corrects: Option<String>,
    /// The earliest moment.
    pub earliest: Moment,
    /// People injured, at least and at most.
    pub injured: Option<(u32, u32)>,
    /// People killed, at least and at most.
    pub killed: Option<(u32, u32)>,
    /// Language of the account.
    pub language: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// The latest moment.
    pub latest: Moment,
    /// Degrees east.
    pub lon: Option<f64>,
    /// The place as written.
    pub place: String,
    /// How far from the position the event may lie; none without a position.
    pub radius_m: Option<u32>,
    /// When it was put on record.
    pub recorded_at: Moment,
    /// The source's own id for it.
    pub reference: Option<String>,
    /// When the source sent it.
    pub sent_at: Option<Moment>,
    /// Who tells it.
    pub source: String,
    /// Whether it asserts or denies.
    pub stance: String,
}

const COLUMNS: &str = "account, accused, accused_actors, act, address, area, basis, corrected_by, \
    corrects, earliest, injured_least, injured_most, killed_least, killed_most, language, lat, \
    latest, lon, place, radius_m, recorded_at, reference, sent_at, source, stance";

/// Looks reports up, the latest first.
pub(crate) fn find(tables: &Connection, path: &Path, query: &Query) -> Outcome<Answer> {
    let wanted = match &query.text {
        Some(typed) => {
            Some(words::full_text(typed).map_err(|fault| Failure::usage(fault.to_string()))?)
        }
        None => None,
    };
    run(tables, query, wanted).map_err(|fault| words_of(&fault, path))
}

fn run(tables: &Connection, query: &Query, wanted: Option<String>) -> rusqlite::Result<Answer> {
    // Both questions in one transaction, so that the number fits the list.
    let tables = tables.unchecked_transaction()?;
    if let Some(point) = query.near {
        let within_m = query.within_m.min(WITHIN_M_MAX);
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        tables.create_scalar_function("meets", 3, flags, move |context| {
            let udeg: (i32, i32) = (context.get(0)?, context.get(1)?);
            let radius_m: u32 = context.get(2)?;
            let middle = Position::new(udeg.0, udeg.1).ok();
            Ok(middle.is_some_and(|middle| meets(point, within_m, middle, radius_m)))
        })?;
    }
    let (conditions, values) = conditions(query, wanted);
    let names = || values.iter().map(|(name, value)| (*name, value as &dyn rusqlite::ToSql));
    let values: Vec<(&str, &dyn rusqlite::ToSql)> = names().collect();
    let sql = format!("SELECT count(*) FROM {conditions}");
    let total = tables.prepare(&sql)?.query_row(values.as_slice(), |row| count(row, 0))?;
    let sql = format!(
        "SELECT {COLUMNS} FROM {conditions} ORDER BY latest DESC, log, entry DESC LIMIT {}",
        query.most
    );
    let mut statement = tables.prepare(&sql)?;
    let found = statement.query_map(values.as_slice(), read)?.collect::<rusqlite::Result<_>>()?;
    Ok(Answer { reports: found, total })
}

/// The table and the conditions, and what the names in them stand for.
fn conditions(query: &Query, wanted: Option<String>) -> (String, Vec<(&'static str, Value)>) {
    let mut said: Vec<&str> = Vec::new();
    let mut values: Vec<(&str, Value)> = Vec::new();
    // Words and boxes leave few rows: no index on time is then to be walked instead.
    let sieved = wanted.is_some() || query.near.is_some();
    if let Some(wanted) = wanted {
        said.push("id IN (SELECT rowid FROM report_text WHERE report_text MATCH :text)");
        values.push((":text", wanted.into()));
    }
    if let Some(point) = query.near {
        said.push(
            "id IN (SELECT id FROM report_space WHERE max_lat >= :south AND min_lat <= :north \
             AND max_lon >= :west AND min_lon <= :east AND max_hour >= :since AND min_hour <= :until) \
             AND meets(CAST(round(lat * 1000000) AS INTEGER), CAST(round(lon * 1000000) AS INTEGER), radius_m)",
        );
        let bounds = around(point, query.within_m.min(WITHIN_M_MAX));
        let hour = |moment: Option<Moment>, open: f64| moment.map_or(open, hours);
        values.extend([
            (":south", bounds.min_lat.into()),
            (":north", bounds.max_lat.into()),
            (":west", bounds.min_lon.into()),
            (":east", bounds.max_lon.into()),
            (":since", hour(query.from, f64::MIN).into()),
            (":until", hour(query.to, f64::MAX).into()),
        ]);
    }
    if let Some(from) = query.from {
        said.push("latest >= :from");
        values.push((":from", from.unix().into()));
    }
    if let Some(to) = query.to {
        said.push("earliest <= :to");
        values.push((":to", to.unix().into()));
    }
    if let Some(area) = &query.area {
        said.push("area = :area");
        values.push((":area", area.as_str().to_owned().into()));
    }
    if let Some(source) = &query.source {
        said.push("source = :source");
        values.push((":source", source.as_str().to_owned().into()));
    }
    let table = if sieved { "report NOT INDEXED" } else { "report" };
    let wherever = if said.is_empty() { "" } else { " WHERE " };
    (format!("{table}{wherever}{}", said.join(" AND ")), values)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Found> {
    let toll = |least: &str, most: &str| -> rusqlite::Result<Option<(u32, u32)>> {
        Ok(row.get::<_, Option<u32>>(least)?.zip(row.get(most)?))
    };
    let moment = |name: &str| row.get(name).map(Moment::from_unix);
    let lat: Option<f64> = row.get("lat")?;
    Ok(Found {
        account: row.get("account")?,
        accused: row.get("accused")?,
        accused_actors: row.get("accused_actors")?,
        act: row.get("act")?,
        address: row.get("address")?,
        area: row.get("area")?,
        basis: row.get("basis")?,
        corrected_by: row.get("corrected_by")?,
        corrects: row.get("corrects")?,
        earliest: moment("earliest")?,
        injured: toll("injured_least", "injured_most")?,
        killed: toll("killed_least", "killed_most")?,
        language: row.get("language")?,
        lat,
        latest: moment("latest")?,
        lon: row.get("lon")?,
        place: row.get("place")?,
        radius_m: if lat.is_some() { row.get("radius_m")? } else { None },
        recorded_at: moment("recorded_at")?,
        reference: row.get("reference")?,
        sent_at: row.get::<_, Option<i64>>("sent_at")?.map(Moment::from_unix),
        source: row.get("source")?,
        stance: row.get("stance")?,
    })
}
