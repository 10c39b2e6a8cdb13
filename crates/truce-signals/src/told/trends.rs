//! Which way counts lean in each area since its level last changed.

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::AreaId;
use truce_core::time::Day;

use super::Answer;
use crate::holding::{Leaning, NoAnswer, Settings, Trend, regimes, shrink, trend};
use crate::series::{Chronicle, Where};

/// An area with its present level and which way it leans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AreaTrend {
    /// The area.
    pub area: AreaId,
    /// The answer, or why there is none.
    pub answer: Answer<TrendTold>,
}

/// Which way one area leans.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TrendTold {
    /// The first day of the present level.
    pub since: Day,
    /// The level, a day.
    pub mean: f64,
    /// Which way counts lean.
    pub leaning: Leaning,
    /// By what they are multiplied in 30 days, drawn towards the other areas.
    pub per_month: f64,
    /// From where to where that may lie, with 95 %.
    pub interval: (f64, f64),
}

/// An area's present level by itself: its first day, its mean, its slope.
type Own = (Day, f64, Trend);

/// The areas in which anything was counted, in the agreement's order.
#[must_use]
pub fn trends(
    chronicle: &Chronicle,
    agreement: &Agreement,
    only: Where<'_>,
    seed: u64,
) -> Vec<AreaTrend> {
    let areas = agreement.areas().iter().map(|area| &area.id);
    let asked = areas.filter(|area| only.is_none_or(|only| only == *area));
    let counted = asked.filter(|area| chronicle.outside_exercises(Some(area)).next().is_some());
    let found: Vec<(&AreaId, Result<Own, NoAnswer>)> = counted
        .map(|area| {
            let counts = chronicle.counts(Some(area));
            let found = regimes(&counts, &Settings { seed, ..Settings::default() });
            let found = found.and_then(|found| {
                let now = found.present().ok_or(NoAnswer::DateOutside)?;
                Ok((now.from, now.mean, trend(&counts, &found)?))
            });
            (area, found)
        })
        .collect();
    let own: Vec<Trend> = found.iter().filter_map(|(_, of)| Some(of.as_ref().ok()?.2)).collect();
    let mut drawn = shrink(&own).into_iter();
    found
        .into_iter()
        .map(|(area, found)| {
            let told = found.map(|(since, mean, own)| {
                let trend = drawn.next().unwrap_or(own);
                let (low, high) = trend.interval();
                TrendTold {
                    since,
                    mean,
                    leaning: trend.leaning(),
                    per_month: trend.per_month.exp(),
                    interval: (low.exp(), high.exp()),
                }
            });
            AreaTrend { area: area.clone(), answer: told.into() }
        })
        .collect()
}
