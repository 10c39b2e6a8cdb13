//! Where incidents crowd together across the borders of areas, with the names that the scan does not know.

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::area::Area;
use truce_core::geo::Position;
use truce_core::id::AreaId;
use truce_core::spread::OneByOne;
use truce_core::time::Day;

use crate::fair::scan::{Extent, clusters};
use crate::series::Chronicle;

/// The most areas of a cluster, and the most days.
const EXTENT: Extent = Extent { zones_max: 5, days_max: 28 };
/// Clusters that chance brings about more often than this are not told.
const CHANCE_MAX: f64 = 0.05;

/// A cluster that lasts until the last day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClusterTold {
    /// The areas, the middle one first.
    pub areas: Vec<AreaId>,
    /// Its first day.
    pub since: Day,
    /// Incidents in it.
    pub incidents: u32,
    /// Incidents that the totals of areas and days let expect.
    pub expected: f64,
    /// How often chance alone goes as far.
    pub chance: f64,
    /// If this is asked every day, chance alone goes as far once in so many days.
    pub recurs_in_days: f64,
}

/// The clusters that chance seldom brings about; none at all where fewer than two areas have an outline.
#[must_use]
pub fn clusters_of(
    chronicle: &Chronicle,
    agreement: &Agreement,
    seed: u64,
) -> Option<Vec<ClusterTold>> {
    let areas: Vec<(&Area, Position)> =
        agreement.areas().iter().filter_map(|area| Some((area, middle(area)?))).collect();
    if areas.len() < 2 {
        return None;
    }
    let near = areas.iter().map(|(_, from)| {
        let mut others: Vec<usize> = (0..areas.len()).collect();
        others.sort_by_key(|other| areas.get(*other).map(|(_, to)| from.distance_m(*to)));
        others
    });
    let near: Vec<Vec<usize>> = near.collect();
    let counts = areas.iter().map(|(area, _)| {
        let counts = chronicle.counts(Some(&area.id)).counts;
        counts.into_iter().map(|count| count.unwrap_or(0)).collect()
    });
    let counts: Vec<Vec<u32>> = counts.collect();
    let name = |place: &usize| areas.get(*place).map(|(area, _)| area.id.clone());
    let told = clusters(&counts, &near, EXTENT, seed, &OneByOne).into_iter();
    let told = told.filter(|found| found.chance <= CHANCE_MAX).map(|found| ClusterTold {
        areas: found.zones.iter().filter_map(name).collect(),
        since: chronicle.last.plus(1_i32.saturating_sub(i32::try_from(found.days).unwrap_or(1))),
        incidents: found.events,
        expected: found.expected,
        chance: found.chance,
        recurs_in_days: found.recurs_in_days,
    });
    Some(told.collect())
}

/// The middle of an area's outline, as far as it matters for which areas are near.
fn middle(area: &Area) -> Option<Position> {
    let corners = || area.outline.0.first().into_iter().flat_map(|ring| ring.0.iter());
    let number = i64::try_from(corners().count()).ok().filter(|number| *number > 0)?;
    let mean = |of: fn(Position) -> i32| -> Option<i32> {
        let sum: i64 = corners().map(|corner| i64::from(of(*corner))).sum();
        i32::try_from(sum.checked_div(number)?).ok()
    };
    Position::new(mean(Position::lat_udeg)?, mean(Position::lon_udeg)?).ok()
}
