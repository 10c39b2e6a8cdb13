//! An incident with its page, its reports, its box and its words, as they are written and taken out.

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use truce_core::entry::Address;
use truce_core::incident::Incident;
use truce_core::time::Moment;
use truce_core::version::Version;

use crate::index::incident_row::{IncidentRow, Page, Range, Telling, Told, claims, text};
use crate::index::rows::hours;
use crate::index::space::{Bounds, degrees_around};
use crate::index::unit::{Kind, Unit, half};

/// An incident with all its rows.
#[derive(Serialize)]
pub(crate) struct IncidentUnit<'a> {
    pub(crate) row: IncidentRow,
    page: Page<'a>,
    replaced: Vec<&'a Address>,
    /// By id, what the versions would mean.
    #[serde(skip)]
    assessed: Vec<(i64, String)>,
    #[serde(skip)]
    telling: &'a Telling<'a>,
    #[serde(skip)]
    incident: &'a Incident,
}

impl<'a> IncidentUnit<'a> {
    /// The unit of an incident whose row is made; `replaced` are reports that others of it replace.
    pub(crate) fn of(
        telling: &'a Telling<'a>,
        incident: &'a Incident,
        versions: &'a [Version],
        row: IncidentRow,
        replaced: Vec<&'a Address>,
    ) -> Self {
        let assessed: Vec<(i64, String)> = versions.iter().map(assessed).collect();
        let told = versions.iter().zip(&assessed);
        let versions = told
            .map(|(version, (id, _))| Told { assessed: *id, reports: version.reports.clone() })
            .collect();
        let page = Page {
            claims: claims(telling, incident),
            differences: &incident.differences,
            independent: &incident.independent,
            links: &incident.links,
            versions,
        };
        Self { row, page, replaced, assessed, telling, incident }
    }
}

/// What a version would mean, as JSON, and the id of that text: 63 bits of its SHA-256.
fn assessed(version: &Version) -> (i64, String) {
    let text = serde_json::to_string(&version.assessments).unwrap_or_default();
    let bits = half(&Sha256::digest(text.as_bytes())) >> 65;
    (i64::try_from(bits).unwrap_or(i64::MAX), text)
}

impl Unit for IncidentUnit<'_> {
    const KIND: Kind = Kind::Incident;

    fn key(&self) -> String {
        self.row.id.clone()
    }

    fn put(&self, tables: &Connection) -> Result<()> {
        row(tables, &self.row)?;
        self.put_page(tables)?;
        self.put_reports(tables)?;
        space(tables, &self.row)?;
        let levelled = text(self.telling, self.incident);
        let [account, place, names, reference] = levelled.columns();
        tables
            .prepare_cached(
                "INSERT INTO incident_text (rowid, account, place, names, reference) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![self.row.number, account, place, names, reference])?;
        Ok(())
    }

    fn take_out(tables: &Connection, key: &str) -> Result<()> {
        let sql = "SELECT number FROM incident WHERE id = ?";
        let found = tables.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
        let Some(number): Option<i64> = found else { return Ok(()) };
        let sql = "SELECT assessed FROM incident_page WHERE number = ?";
        let used: String = tables.prepare_cached(sql)?.query_row([number], |row| row.get(0))?;
        for id in used.split_whitespace() {
            tables
                .prepare_cached("UPDATE assessed SET uses = uses - 1 WHERE id = ?")?
                .execute([id])?;
            tables
                .prepare_cached("DELETE FROM assessed WHERE id = ? AND uses = 0")?
                .execute([id])?;
        }
        for sql in [
            "DELETE FROM incident WHERE number = ?",
            "DELETE FROM incident_page WHERE number = ?",
            "DELETE FROM incident_space WHERE number = ?",
            "DELETE FROM incident_text WHERE rowid = ?",
        ] {
            tables.prepare_cached(sql)?.execute([number])?;
        }
        // What another incident holds by now stands under its name, and stays.
        tables.prepare_cached("DELETE FROM incident_report WHERE incident = ?")?.execute([key])?;
        Ok(())
    }
}

impl IncidentUnit<'_> {
    fn put_page(&self, tables: &Connection) -> Result<()> {
        let page = serde_json::to_string(&self.page).unwrap_or_default();
        let ids: Vec<String> = self.assessed.iter().map(|(id, _)| id.to_string()).collect();
        tables.prepare_cached("INSERT INTO incident_page VALUES (?, ?, ?)")?.execute(params![
            self.row.number,
            ids.join(" "),
            page
        ])?;
        let mut statement = tables.prepare_cached(
            "INSERT INTO assessed VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET uses = uses + 1",
        )?;
        for (id, text) in &self.assessed {
            statement.execute(params![id, text])?;
        }
        Ok(())
    }

    fn put_reports(&self, tables: &Connection) -> Result<()> {
        // A report may stand under the name of an incident that is not taken out yet.
        let sql = "INSERT OR REPLACE INTO incident_report VALUES (?, ?, ?)";
        let mut statement = tables.prepare_cached(sql)?;
        for report in &self.incident.reports {
            statement.execute(params![report.to_string(), self.row.id, false])?;
        }
        for report in &self.replaced {
            statement.execute(params![report.to_string(), self.row.id, true])?;
        }
        Ok(())
    }
}

fn space(tables: &Connection, row: &IncidentRow) -> Result<()> {
    let Some(Bounds { min_lat, max_lat, min_lon, max_lon }) = bounds(row) else { return Ok(()) };
    let (from, to) = (hours(row.earliest), hours(row.latest));
    tables
        .prepare_cached("INSERT INTO incident_space VALUES (?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![row.number, min_lat, max_lat, min_lon, max_lon, from, to])?;
    Ok(())
}

/// The box around the disc of an incident; none without a position.
#[must_use]
pub(crate) fn bounds(row: &IncidentRow) -> Option<Bounds> {
    Some(degrees_around(row.lat?, row.lon?, row.radius_m.unwrap_or(0)))
}

fn row(tables: &Connection, row: &IncidentRow) -> Result<()> {
    // In the order of the columns: binding by name would cost a fifth of a first build.
    let marks = ["?"; 36].join(", ");
    let (least, most) =
        (|range: Range| range.map(|(least, _)| least), |range: Range| range.map(|(_, most)| most));
    tables.prepare_cached(&format!("INSERT INTO incident VALUES ({marks})"))?.execute(params![
        row.number,
        row.id,
        row.earliest.unix(),
        row.latest.unix(),
        row.day.to_string(),
        row.act,
        row.area,
        row.place,
        row.lat,
        row.lon,
        row.radius_m,
        row.reports,
        row.independent,
        row.logs,
        row.asserted_by,
        row.denied_by,
        row.observed,
        row.alleged,
        row.denied,
        row.accused,
        least(row.killed),
        most(row.killed),
        least(row.injured),
        most(row.injured),
        row.outcomes,
        row.contested,
        row.between_seats,
        row.case_id,
        row.case_state,
        row.least_link,
        row.to_review,
        row.recorded_at.unix(),
        row.changed_at.unix(),
        row.facets,
        row.told_from.unix(),
        row.told_until.unix(),
    ])?;
    Ok(())
}

/// Reads a row of `SELECT * FROM incident`.
pub(crate) fn read(row: &rusqlite::Row<'_>) -> Result<IncidentRow> {
    let range = |least: &str, most: &str| -> Result<Range> {
        Ok(row.get::<_, Option<u32>>(least)?.zip(row.get(most)?))
    };
    let moment = |name: &str| row.get(name).map(Moment::from_unix);
    let day: String = row.get("day")?;
    let fault =
        |_| rusqlite::Error::InvalidColumnType(4, "day".to_owned(), rusqlite::types::Type::Text);
    Ok(IncidentRow {
        number: row.get("number")?,
        id: row.get("id")?,
        earliest: moment("earliest")?,
        latest: moment("latest")?,
        day: day.parse().map_err(fault)?,
        act: row.get("act")?,
        area: row.get("area")?,
        place: row.get("place")?,
        lat: row.get("lat")?,
        lon: row.get("lon")?,
        radius_m: row.get("radius_m")?,
        reports: row.get("reports")?,
        independent: row.get("independent")?,
        logs: row.get("logs")?,
        asserted_by: row.get("asserted_by")?,
        denied_by: row.get("denied_by")?,
        observed: row.get("observed")?,
        alleged: row.get("alleged")?,
        denied: row.get("denied")?,
        accused: row.get("accused")?,
        killed: range("killed_least", "killed_most")?,
        injured: range("injured_least", "injured_most")?,
        outcomes: row.get("outcomes")?,
        contested: row.get("contested")?,
        between_seats: row.get("between_seats")?,
        case_id: row.get("case_id")?,
        case_state: row.get("case_state")?,
        least_link: row.get("least_link")?,
        to_review: row.get("to_review")?,
        recorded_at: moment("recorded_at")?,
        changed_at: moment("changed_at")?,
        facets: row.get("facets")?,
        told_from: moment("told_from")?,
        told_until: moment("told_until")?,
    })
}
