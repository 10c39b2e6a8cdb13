//! What the next days may bring, of one series of counts, and how such forecasts did.

use serde::{Deserialize, Serialize};
use truce_core::time::Day;

use crate::counts::daily::DailyCounts;
use crate::counts::random::Random;
use crate::daily::fit::{DailyFit, FORECAST_DAYS, Moving, NoDailyFit, Recipe, fit};
use crate::daily::memory::Memories;
use crate::daily::panel::{NotAPanel, Panel};
use crate::forecast::distribution::Distribution;
use crate::forecast::history::of_history;
use crate::forecast::paths::{PATHS, ahead, seed};
use crate::forecast::scores::{Scores, score};
use crate::forecast::shown::{JUDGED_DAYS, Shown, shown, to_be_set_right};
use crate::forecast::{Forecast, Method};
use crate::hawkes::reach::{Grid, Reach};

/// Days between two fits when the past is scored.
const REFIT_DAYS: usize = 28;
/// How many events what is thought of each pull beforehand is worth.
const SHAPE: f64 = 10.0;

/// Neither of the histories that are shown depends on a size.
const SIZE_UNUSED: f64 = 1.0;

/// What a file holds: the model's forecast, if there is one, and that of history.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlookFile {
    /// The forecasts.
    pub forecasts: Vec<Forecast>,
    /// Which of them was shown, and why.
    pub shown: Shown,
}

/// One day that is over, with what was foretold of it the day before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PastDay {
    /// The day.
    pub day: Day,
    /// What came.
    pub came: u32,
    /// The ends of the model's 90 % interval.
    pub interval: (u32, u32),
    /// The model's scores.
    pub model: Scores,
    /// Those of history: of the last 28 days, or of the last 365 where fewer than 7 of these had a record.
    pub history: Scores,
}

/// A file's forecasts, with what people are to know of them.
#[derive(Debug, Serialize)]
pub struct Outlook {
    /// The forecasts.
    #[serde(flatten)]
    pub file: OutlookFile,
    /// The digest of each, in the same order: what a seat puts on record before the day.
    pub digests: Vec<String>,
    /// Whether the model's forecast was set right by where counts fell in its forerunners.
    pub set_right: bool,
    /// Why the model gives no forecast.
    pub no_model: Option<NoDailyFit>,
    /// Days with a record, and without one, among those known.
    pub watched: (usize, usize),
    /// The last days, one day ahead, with what was known then.
    pub past: Vec<PastDay>,
}

impl Outlook {
    /// The forecast that is shown; none if there is none at all.
    #[must_use]
    pub fn shown(&self) -> Option<&Forecast> {
        self.file.shown.among(&self.file.forecasts)
    }
}

/// Why nothing is foretold.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Untold {
    /// The counts make no panel.
    #[error(transparent)]
    NotAPanel(#[from] NotAPanel),
    /// Too few days are known, to the model and to history.
    #[error("nothing can be foretold: in the last 365 days fewer than 7 have anything on record")]
    TooFewDays,
}

/// Foretells so many days of a series that calls itself so.
///
/// # Errors
/// [`Untold`].
pub fn outlook(
    counts: DailyCounts,
    subject: &str,
    record_sha256: [u8; 32],
    days: usize,
) -> Result<Outlook, Untold> {
    MadeOf { model: Model::of(&counts)?, counts, record_sha256, subject }.outlook(days)
}

/// What history says of the next day, and which: the last 28 days; the last 365 where too few of these have a record;
/// none where too few of those have one.
fn history(counts: &[Option<u32>]) -> Option<(Method, Distribution)> {
    let by = |method| Some((method, of_history(counts, method, SIZE_UNUSED)?));
    by(Method::Recent).or_else(|| by(Method::LongRun))
}

/// What a forecast is made of.
struct MadeOf<'a> {
    counts: DailyCounts,
    model: Model,
    record_sha256: [u8; 32],
    subject: &'a str,
}

/// The model's view of one series.
struct Model {
    panel: Panel,
    reach: Reach,
    memories: Vec<Memories>,
}

impl Model {
    fn of(counts: &DailyCounts) -> Result<Self, NotAPanel> {
        let grid = Grid { parties: 1, zones: 1, borders: Vec::new() };
        let reach = Reach::of_zones(&grid);
        let panel = Panel::new(grid, vec![counts.clone()])?;
        let memories = Memories::through(&panel, &FORECAST_DAYS);
        Ok(Self { panel, reach, memories })
    }

    fn fitted(&self, until: usize) -> Result<DailyFit, NoDailyFit> {
        let recipe = Recipe {
            reach: &self.reach,
            half_lives_days: &FORECAST_DAYS,
            moving: Moving::No,
            shape: SHAPE,
        };
        fit(&self.panel.until(until), recipe)
    }

    /// One day ahead over the last days, with what was known then.
    fn past(&self, series: &DailyCounts, seed: u64) -> Vec<PastDay> {
        let counts = self.panel.counts(0);
        let from = self.panel.days().saturating_sub(JUDGED_DAYS);
        let mut random = Random::new(seed);
        let mut fitted = None;
        let mut all = Vec::new();
        for (place, now) in self.memories.iter().enumerate().take(counts.len()).skip(from) {
            if place.saturating_sub(from).is_multiple_of(REFIT_DAYS) {
                fitted = self.fitted(place).ok().or(fitted);
            }
            let numbers = fitted.as_ref().and_then(|fitted| fitted.cells.first());
            let came = counts.get(place).copied().flatten();
            let (Some(numbers), Some(came)) = (numbers, came) else { continue };
            let before = counts.get(..place).unwrap_or_default();
            let Some((_, history)) = history(before) else { continue };
            let mean = numbers.next_mean(&self.reach, 0, now);
            let lot = random.uniform();
            let own = Distribution::of_means(&[(mean, numbers.size)]);
            all.push(PastDay {
                day: series.day(place),
                came,
                interval: (own.quantile(0.05), own.quantile(0.95)),
                model: score(&own, came, lot),
                history: score(&history, came, lot),
            });
        }
        all
    }
}

impl MadeOf<'_> {
    fn outlook(self, days: usize) -> Result<Outlook, Untold> {
        let seed = seed(&self.record_sha256);
        let past = self.model.past(&self.counts, seed);
        let places: Vec<f64> = past.iter().map(|day| day.model.place).collect();
        let tenths = to_be_set_right(&places);
        let fitted = self.model.fitted(self.counts.counts.len());
        let no_model = fitted.as_ref().err().copied();
        let now = self.model.memories.last();
        let paths = fitted.ok().zip(now).and_then(|(fitted, now)| {
            ahead(&fitted, &self.model.reach, now, days, PATHS, seed).cells.into_iter().next()
        });
        let paths = paths.map(|paths| match &tenths {
            None => paths,
            Some(tenths) => paths.iter().map(|day| day.recalibrated(tenths)).collect(),
        });
        let history = history(&self.counts.counts).map(|(by, day)| (by, vec![day; days]));
        let set_right = paths.is_some() && tenths.is_some();
        let made = [paths.map(|days| (Method::Paths, days)), history];
        let forecasts: Vec<Forecast> =
            made.into_iter().flatten().map(|(method, days)| self.forecast(method, days)).collect();
        if forecasts.is_empty() {
            return Err(Untold::TooFewDays);
        }
        let watched = self.counts.watched().count();
        let watched = (watched, self.counts.counts.len().saturating_sub(watched));
        let digests = forecasts.iter().map(Forecast::digest).collect();
        let scores: Vec<(Scores, Scores)> =
            past.iter().map(|day| (day.model, day.history)).collect();
        let file = OutlookFile { forecasts, shown: shown(&scores) };
        Ok(Outlook { file, digests, set_right, no_model, watched, past })
    }

    fn forecast(&self, method: Method, days: Vec<Distribution>) -> Forecast {
        Forecast {
            subject: self.subject.to_owned(),
            known_through: self.counts.day(self.counts.counts.len()).plus(-1),
            method,
            record_sha256: self.record_sha256,
            days,
        }
    }
}
