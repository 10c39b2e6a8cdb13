//! How much was watched: patrols, hours, cameras.
//!
//! "Nothing registered" means little without it, and never stands alone.

use serde::{Deserialize, Serialize};

use crate::id::{AreaId, SourceId};
use crate::report::Origin;
use crate::time::Window;

/// What a source spent on watching an area in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effort {
    /// Where; `None` for the whole country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// Cameras that were working.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameras: Option<u32>,
    /// Hours of watching, all observers together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// In the source's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where it was read.
    pub origin: Origin,
    /// Patrols that went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patrols: Option<u32>,
    /// Who watched.
    pub source: SourceId,
    /// When.
    pub window: Window,
}
