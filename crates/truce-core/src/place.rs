//! Where something is said to have happened, and how exactly.

use serde::{Deserialize, Serialize};

use crate::geo::Position;
use crate::id::AreaId;

/// The coarsest place that is still a place: anything wider is "somewhere in the country".
pub const RADIUS_M_MAX: u32 = 500_000;

/// A place as told: a name, and as much position as the source gives.
///
/// A position is the middle of a disc of `radius_m`, never a point: the event
/// is said to lie somewhere in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The area (province) that the source names or that holds the position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// The name as the source wrote it; empty if it gave none.
    pub name: String,
    /// The middle of the disc.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How far from `position` the event may lie, in metres.
    pub radius_m: u32,
}

impl Place {
    /// A place of which only the name is known.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { area: None, name: name.to_owned(), position: None, radius_m: RADIUS_M_MAX }
    }

    /// The name, or the position, or the area: whatever there is to show.
    #[must_use]
    pub fn label(&self) -> String {
        match (self.name.is_empty(), &self.position, &self.area) {
            (false, _, _) => self.name.clone(),
            (true, Some(position), _) => position.to_string(),
            (true, None, Some(area)) => area.to_string(),
            (true, None, None) => "place not stated".to_owned(),
        }
    }
}
