//! What changed at a date: a signing, an amendment, an opening of a corridor.
//!
//! # Method
//! The ratio of the means after and before the date, within the regimes found:
//! whatever changed before the date, or after it, is not credited to it. If a
//! change is dated near the date, the days between the two are left out. The
//! interval is that of a ratio of negative binomial means, on the log scale.
//! The naive comparison of the 28 days before and after stands beside it.

use serde::Serialize;
use truce_core::time::Day;

use super::regimes::DEVIATIONS;
use super::single::without;
use super::{Caveat, Change, NoAnswer, Regimes, calibration};
use crate::counts::daily::DailyCounts;
use crate::counts::real;

/// A change so many days off, by its interval, is taken for the date's.
const NEAR_DAYS: i32 = 7;
/// The days of the naive comparison, to either side.
const NAIVE_DAYS: i32 = 28;
/// With fewer watched days on a side nothing is compared.
const WATCHED_MIN: usize = 7;
/// A side with fewer watched days is named as short.
const SHORT_DAYS: usize = 21;

/// What is known of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// There is less after it.
    Fell,
    /// There is more after it.
    Rose,
    /// No change is dated near it, and the levels cannot be told apart.
    NothingChanged,
}

/// The levels on both sides of a date.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Compared {
    /// First and last day before.
    pub before: (Day, Day),
    /// First and last day after.
    pub after: (Day, Day),
    /// Incidents on a watched day, before and after.
    pub means: (f64, f64),
    /// After over before.
    pub ratio: f64,
    /// From where to where the ratio may lie, with 95 %.
    pub interval: (f64, f64),
}

impl Compared {
    fn verdict(&self) -> Verdict {
        match self.interval {
            (_, high) if high < 1.0 => Verdict::Fell,
            (low, _) if low > 1.0 => Verdict::Rose,
            _ => Verdict::NothingChanged,
        }
    }
}

/// What changed at a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DateTest {
    /// The date: the first day on which it could show.
    pub date: Day,
    /// The change that is dated near it.
    pub change: Option<Change>,
    /// Days from the date to that change.
    pub lag_days: Option<i32>,
    /// The levels within the regimes found.
    pub within_regimes: Compared,
    /// The levels 28 days before and after, which credit the date with everything; none at the edge.
    pub naive: Option<Compared>,
    /// What it comes to.
    pub verdict: Verdict,
    /// What must be said with it.
    pub caveats: Vec<Caveat>,
}

/// Says what changed at a date, given the regimes of the same counts.
///
/// # Errors
/// If the date is not among the days, or too few were watched beside it.
pub fn at_date(series: &DailyCounts, found: &Regimes, date: Day) -> Result<DateTest, NoAnswer> {
    let near = |change: &&Change| {
        let (first, last) = change.interval;
        first.since(date) <= NEAR_DAYS && date.since(last) <= NEAR_DAYS
    };
    let change = found
        .changes
        .iter()
        .filter(near)
        .min_by_key(|change| change.day.since(date).abs())
        .copied();
    let at = change.map_or(date, |change| change.day);
    // Between two regimes may lie days that nobody watched, or a single day.
    let before = found.regimes.iter().rfind(|regime| regime.from < at);
    let after = found.regimes.iter().find(|regime| regime.through >= at);
    let (before, after) = before.zip(after).ok_or(NoAnswer::DateOutside)?;
    let spans = ((before.from, date.min(at).plus(-1)), (date.max(at), after.through));
    let levels = without(series, &found.single_days);
    let sides = Sides { series: &levels, size: found.size };
    let within_regimes = sides.compare(spans, found.inflation)?;
    let naive = Sides { series, size: found.size }.naive(date);
    let verdict = within_regimes.verdict();
    let caveats = sides.caveats(found, &within_regimes, naive.as_ref(), change.is_some());
    let lag_days = change.map(|change| change.day.since(date));
    Ok(DateTest { date, change, lag_days, within_regimes, naive, verdict, caveats })
}

/// The levels 28 days before and after a date, which credit it with everything, where no regime could be found; none at the
/// edge, or where too few days were watched.
#[must_use]
pub fn naive_at(series: &DailyCounts, date: Day) -> Option<Compared> {
    let counts: Vec<u32> = series.watched().map(|(_, count)| count).collect();
    Sides { series, size: calibration::size(&counts) }.naive(date)
}

/// First and last day, before and after.
type Spans = ((Day, Day), (Day, Day));

struct Sides<'a> {
    series: &'a DailyCounts,
    size: f64,
}

impl Sides<'_> {
    /// Watched days of a span, and what was counted on them.
    fn sum(&self, (from, through): (Day, Day)) -> (usize, f64) {
        let inside = self.series.watched().filter(|(day, _)| from <= *day && *day <= through);
        inside.fold((0, 0.0), |(days, sum), (_, count)| {
            (days.saturating_add(1), sum + f64::from(count))
        })
    }

    fn naive(&self, date: Day) -> Option<Compared> {
        let (first, last) = (date.plus(-NAIVE_DAYS), date.plus(NAIVE_DAYS - 1));
        let inside = self.series.place(first).is_some() && self.series.place(last).is_some();
        let spans = ((first, date.plus(-1)), (date, last));
        inside.then(|| self.compare(spans, 1.0)).and_then(Result::ok)
    }

    fn compare(&self, (before, after): Spans, inflation: f64) -> Result<Compared, NoAnswer> {
        let ((days_before, sum_before), (days_after, sum_after)) =
            (self.sum(before), self.sum(after));
        let watched = days_before.min(days_after);
        if watched < WATCHED_MIN {
            return Err(NoAnswer::TooFewDays { watched, needed: WATCHED_MIN });
        }
        // Half an incident where nothing was counted, so that there is a ratio.
        let mean = |sum: f64, days: usize| sum.max(0.5) / real(days);
        let (mean_before, mean_after) =
            (mean(sum_before, days_before), mean(sum_after, days_after));
        let variance = |mean: f64, days: usize| (1.0 / mean + 1.0 / self.size) / real(days);
        let both = variance(mean_before, days_before) + variance(mean_after, days_after);
        let reach = (DEVIATIONS * (inflation * both).sqrt()).exp();
        let ratio = mean_after / mean_before;
        Ok(Compared {
            before,
            after,
            means: (sum_before / real(days_before), sum_after / real(days_after)),
            ratio,
            interval: (ratio / reach, ratio * reach),
        })
    }

    fn caveats(
        &self,
        found: &Regimes,
        within: &Compared,
        naive: Option<&Compared>,
        dated: bool,
    ) -> Vec<Caveat> {
        let verdict = within.verdict();
        let misleads = naive.is_some_and(|naive| naive.verdict() != verdict);
        let watched = self.sum(within.before).0.min(self.sum(within.after).0);
        let none = within.means.0 <= 0.0 || within.means.1 <= 0.0;
        let own = [
            (verdict == Verdict::NothingChanged && misleads).then_some(Caveat::NaiveMisleads),
            (verdict != Verdict::NothingChanged && !dated).then_some(Caveat::NoChangeFound),
            (watched < SHORT_DAYS).then_some(Caveat::ShortRegime),
            none.then_some(Caveat::NothingCounted),
        ];
        found.caveats.iter().copied().chain(own.into_iter().flatten()).collect()
    }
}
