//! What was spent on watching, and what kept monitors away, in an area at a time.

use rusqlite::params;
use serde::Serialize;
use truce_core::time::{Moment, Window};

use crate::failure::Outcome;
use crate::index::tables::Tables;

/// The most efforts, and the most impediments, in one answer.
pub const NEARBY_MAX: usize = 50;

/// Something that was spent on watching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct NearbyEffort {
    /// Where it stands on record.
    pub address: String,
    /// Working cameras, if that is stated.
    #[schema(required)]
    pub cameras: Option<u32>,
    /// Hours of watching, if that is stated.
    #[schema(required)]
    pub hours: Option<u32>,
    /// What was said beside it.
    pub note: String,
    /// Patrols that went out, if that is stated.
    #[schema(required)]
    pub patrols: Option<u32>,
    /// Whose source tells it.
    pub source: String,
}

/// A report that monitors were kept away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct NearbyImpediment {
    /// What was said.
    pub account: String,
    /// Where it stands on record.
    pub address: String,
    /// When, at the earliest.
    #[schema(value_type = String, format = DateTime)]
    pub earliest: Moment,
    /// Where, by name.
    pub place: String,
    /// Whose source tells it.
    pub source: String,
}

/// What says how well an area was watched at a time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, utoipa::ToSchema)]
pub struct Nearby {
    /// What was spent on watching there, or in the whole country; at most [`NEARBY_MAX`].
    pub efforts: Vec<NearbyEffort>,
    /// What kept monitors away there; at most [`NEARBY_MAX`].
    pub impediments: Vec<NearbyImpediment>,
}

/// What was spent on watching an area in a window, and what kept monitors away.
///
/// # Errors
/// If the index cannot be read.
pub fn nearby(tables: &Tables, area: Option<&str>, window: Window) -> Outcome<Nearby> {
    let (from, to) = (window.earliest().unix(), window.latest().unix());
    let most = i64::try_from(NEARBY_MAX).unwrap_or(1);
    let sql = "SELECT address, source, patrols, hours, cameras, note FROM effort \
               WHERE latest >= ?1 AND earliest <= ?2 AND (area IS NULL OR area = ?3) \
               ORDER BY latest, address LIMIT ?4";
    let efforts = tables.rows(sql, params![from, to, area, most], |row| {
        Ok(NearbyEffort {
            address: row.get(0)?,
            source: row.get(1)?,
            patrols: row.get(2)?,
            hours: row.get(3)?,
            cameras: row.get(4)?,
            note: row.get(5)?,
        })
    })?;
    let sql = "SELECT address, source, place, earliest, account FROM impediment \
               WHERE latest >= ?1 AND earliest <= ?2 AND area = ?3 ORDER BY latest, address LIMIT ?4";
    let impediments = tables.rows(sql, params![from, to, area, most], |row| {
        Ok(NearbyImpediment {
            address: row.get(0)?,
            source: row.get(1)?,
            place: row.get(2)?,
            earliest: Moment::from_unix(row.get(3)?),
            account: row.get(4)?,
        })
    })?;
    Ok(Nearby { efforts, impediments })
}
