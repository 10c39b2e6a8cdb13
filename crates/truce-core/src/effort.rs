//! How much was watched: patrols, hours, cameras.
//!
//! "Nothing registered" means little without it, and never stands alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{AreaId, SourceId};
use crate::names::Names;
use crate::report::{GRACE_S, Origin, TEXT_LENGTH_MAX};
use crate::source::Source;
use crate::time::{Moment, Window};

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

/// What an importer read of an effort, before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffortDraft {
    /// The area as written; empty for the whole country.
    pub area: String,
    /// Cameras that were working.
    pub cameras: Option<u32>,
    /// Hours of watching.
    pub hours: Option<u32>,
    /// In the source's words.
    pub note: String,
    /// Where it was read.
    pub origin: Origin,
    /// Patrols that went out.
    pub patrols: Option<u32>,
    /// Who watched: a source's id.
    pub source: String,
    /// When.
    pub window: Window,
}

/// Why an effort was not put on record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EffortRefusal {
    /// The source is not registered.
    #[error("source `{0}` is not registered: register it first, or correct its name")]
    UnknownSource(String),
    /// The agreement knows no such area.
    #[error(
        "`{0}` is no area that the agreement names: correct it, or leave it empty for the whole country"
    )]
    UnknownArea(String),
    /// No figure is given at all.
    #[error(
        "neither patrols nor hours nor cameras are given: a watching without a figure says nothing"
    )]
    NoFigure,
    /// It has not happened yet.
    #[error("the watching ends after the duty clock ({0}): plans are no effort")]
    NotYet(Moment),
    /// The note is too long.
    #[error("the note has {0} bytes, and {TEXT_LENGTH_MAX} is the most")]
    NoteTooLong(usize),
}

/// Checks a draft and turns it into an effort on record.
///
/// # Errors
/// An [`EffortRefusal`] in words.
pub fn admit(
    names: &Names,
    sources: &BTreeMap<SourceId, Source>,
    draft: EffortDraft,
    now: Moment,
) -> Result<Effort, EffortRefusal> {
    let source = SourceId::new(&draft.source).ok().filter(|id| sources.contains_key(id));
    let Some(source) = source else {
        return Err(EffortRefusal::UnknownSource(draft.source));
    };
    let area = names.area(&draft.area).cloned();
    if area.is_none() && !draft.area.is_empty() {
        return Err(EffortRefusal::UnknownArea(draft.area));
    }
    if draft.patrols.or(draft.hours).or(draft.cameras).is_none() {
        return Err(EffortRefusal::NoFigure);
    }
    if now.plus(GRACE_S) < draft.window.latest() {
        return Err(EffortRefusal::NotYet(draft.window.latest()));
    }
    if draft.note.len() > TEXT_LENGTH_MAX {
        return Err(EffortRefusal::NoteTooLong(draft.note.len()));
    }
    Ok(Effort {
        area,
        cameras: draft.cameras,
        hours: draft.hours,
        note: draft.note,
        origin: draft.origin,
        patrols: draft.patrols,
        source,
        window: draft.window,
    })
}
