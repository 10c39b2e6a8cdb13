//! Provinces and other areas by which registers count.

use serde::{Deserialize, Serialize};

use crate::geo::Polygon;
use crate::id::AreaId;

/// A province or other area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name in files.
    pub id: AreaId,
    /// Its name for a reader, by language (`en`, `ar`, `ru`, ...); `en` is always there.
    pub names: Vec<(String, String)>,
    /// Other spellings, in any script.
    pub aliases: Vec<String>,
    /// Its outline, as approximate as the map it came from; empty if there is none.
    pub outline: Polygon,
}

impl Area {
    /// Its name in a language, or in English, or else its id.
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        let find = |wanted: &str| self.names.iter().find(|(l, _)| l == wanted);
        find(language).or_else(|| find("en")).map_or(self.id.as_str(), |(_, name)| name)
    }
}

/// A name as a source wrote it, and what it was taken to mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedArea {
    /// What it was taken to mean; `None` if the agreement knows no such area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// The spelling in the source.
    pub written: String,
}
