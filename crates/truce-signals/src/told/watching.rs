//! What the watching rests on: quiet days that one seat alone vouches for.
//!
//! Who wants a truce to look kept can put "nothing seen" on record for any number of days. So beside the rates stands
//! what they would be without the days of an area on which nothing is counted and of which one seat alone says that
//! somebody watched; and how many of these came on record late.

use serde::Serialize;
use truce_core::id::{AreaId, SeatId};

use crate::counts::real;
use crate::series::Chronicle;

/// What one seat's word on watching carries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WatchRestsOn {
    /// The seat.
    pub seat: SeatId,
    /// Days of areas on which nothing is counted, and of which it alone says that somebody watched.
    pub days: u32,
    /// So many of them came on record more than 14 days later.
    pub late: u32,
    /// Incidents for each day of an area with a record, over all areas: as it is, and without these days.
    pub rate: (f64, f64),
    /// The area with most such days, with how many.
    pub most: (AreaId, u32),
}

/// The seats on whose word alone any quiet day rests, those with most days first.
#[must_use]
pub fn watch_rests_on(chronicle: &Chronicle, areas: &[AreaId]) -> Vec<WatchRestsOn> {
    let days = |area: &AreaId| {
        let days = chronicle.first.through(chronicle.last);
        // A day with an incident is one with a record.
        let counts = chronicle.counts(Some(area));
        let counted = counts.watched().count();
        counted.max(days.filter(|day| chronicle.is_watched(*day, Some(area))).count())
    };
    let all: usize = areas.iter().map(days).sum();
    let counted = |area| chronicle.outside_exercises(Some(area)).count();
    let incidents: usize = areas.iter().map(counted).sum();
    let told = chronicle.watched_alone().into_iter().filter_map(|alone| {
        let known = || alone.areas.iter().filter(|(area, _)| areas.contains(area));
        let days = known().map(|(_, (days, _))| *days).fold(0, u32::saturating_add);
        let late = known().map(|(_, (_, late))| *late).fold(0, u32::saturating_add);
        // The first in order of those with most.
        let most = known().min_by_key(|(_, (days, _))| std::cmp::Reverse(*days))?;
        let left = all.saturating_sub(usize::try_from(days).unwrap_or(usize::MAX)).max(1);
        Some(WatchRestsOn {
            seat: alone.seat,
            days,
            late,
            rate: (real(incidents) / real(all.max(1)), real(incidents) / real(left)),
            most: (most.0.clone(), most.1.0),
        })
    });
    let mut told: Vec<WatchRestsOn> = told.collect();
    told.sort_by_key(|of| std::cmp::Reverse(of.days));
    told
}
