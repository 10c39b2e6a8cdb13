//! Quiet because nobody saw: counts that fall while watching falls, or while monitors are kept away.

use serde::Serialize;

use crate::counts::real;

/// What a period brought, and how it was watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Watching {
    /// Days of the period.
    pub days: usize,
    /// Incidents counted.
    pub counted: u32,
    /// Days on which anything at all is on record.
    pub watched_days: usize,
    /// Hours of watching; none where no figure is on record, which is not 0.
    pub hours: Option<u64>,
    /// How often somebody was kept from watching.
    pub kept_away: u32,
}

/// Why a fall of counts may be a fall of seeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeeingFell {
    /// The hours of watching fell by half or more.
    FewerHours,
    /// The days with anything on record fell by half or more.
    FewerDays,
    /// Monitors were kept away more often.
    KeptAway,
}

/// The fewest incidents before from which a fall is told.
const COUNTED_MIN: u32 = 4;

/// Says why a quiet period may not be quiet; empty if counts have not fallen by half, or seeing has not fallen.
#[must_use]
pub fn quiet_because_unseen(before: &Watching, after: &Watching) -> Vec<SeeingFell> {
    let by_half = |before: f64, after: f64| 2.0 * after <= before && before > 0.0;
    let a_day = |number: f64, of: &Watching| number / real(of.days.max(1));
    let counts = |of: &Watching| a_day(f64::from(of.counted), of);
    if before.counted < COUNTED_MIN || !by_half(counts(before), counts(after)) {
        return Vec::new();
    }
    let hours = |of: &Watching| {
        let hours = u32::try_from(of.hours?).unwrap_or(u32::MAX);
        Some(a_day(f64::from(hours), of))
    };
    let fewer_hours =
        hours(before).zip(hours(after)).is_some_and(|(before, after)| by_half(before, after));
    let days = |of: &Watching| a_day(real(of.watched_days), of);
    let kept_away = |of: &Watching| a_day(f64::from(of.kept_away), of);
    let all = [
        fewer_hours.then_some(SeeingFell::FewerHours),
        by_half(days(before), days(after)).then_some(SeeingFell::FewerDays),
        (kept_away(after) > kept_away(before)).then_some(SeeingFell::KeptAway),
    ];
    all.into_iter().flatten().collect()
}
