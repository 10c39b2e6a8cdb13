//! Which way the present regime leans, zone by zone.
//!
//! # Method
//! The slope of the log mean over the days of the present regime, by Fisher
//! scoring of a negative binomial regression. Slopes of several zones are drawn
//! towards their common mean, as far as they differ by no more than chance
//! (moments: DerSimonian and Laird 1986).

use serde::Serialize;

use super::regimes::DEVIATIONS;
use super::single::without;
use super::{NoAnswer, Regimes};
use crate::counts::daily::DailyCounts;
use crate::counts::real;

/// Slopes are given for so many days.
const MONTH_DAYS: f64 = 30.0;
const WATCHED_MIN: usize = 14;

/// Which way counts lean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaning {
    /// More and more.
    Rising,
    /// Less and less.
    Falling,
    /// Not to be told apart from level.
    NotDistinguishable,
}

/// The slope of a regime.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Trend {
    /// By what the log mean grows in 30 days.
    pub per_month: f64,
    /// Its standard error.
    pub error: f64,
}

impl Trend {
    /// From where to where the slope may lie, with 95 %.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        let reach = DEVIATIONS * self.error;
        (self.per_month - reach, self.per_month + reach)
    }

    /// Which way counts lean.
    #[must_use]
    pub fn leaning(&self) -> Leaning {
        match self.interval() {
            (low, _) if low > 0.0 => Leaning::Rising,
            (_, high) if high < 0.0 => Leaning::Falling,
            _ => Leaning::NotDistinguishable,
        }
    }
}

/// The slope of the present regime.
///
/// # Errors
/// If the present regime was watched on too few days, or nothing was counted in it.
pub fn trend(series: &DailyCounts, found: &Regimes) -> Result<Trend, NoAnswer> {
    let present = found.present().ok_or(NoAnswer::DateOutside)?;
    let levels = without(series, &found.single_days);
    let inside = levels.watched().filter(|(day, _)| *day >= present.from);
    let points: Vec<(f64, f64)> = inside
        .map(|(day, count)| (f64::from(day.since(present.from)) / MONTH_DAYS, f64::from(count)))
        .collect();
    if points.len() < WATCHED_MIN {
        return Err(NoAnswer::TooFewDays { watched: points.len(), needed: WATCHED_MIN });
    }
    let counted: f64 = points.iter().map(|(_, count)| count).sum();
    if counted <= 0.0 {
        return Err(NoAnswer::TooFewIncidents { counted: 0, needed: 1 });
    }
    let (per_month, variance) = slope(&points, counted, found.size);
    Ok(Trend { per_month, error: (variance * found.inflation).sqrt() })
}

/// The slope of the log mean over time, and its variance.
fn slope(points: &[(f64, f64)], counted: f64, size: f64) -> (f64, f64) {
    const ROUNDS: usize = 30;
    let number = real(points.len());
    let middle = points.iter().map(|(time, _)| time).sum::<f64>() / number;
    let (mut level, mut slope) = ((counted / number).ln(), 0.0);
    let mut variance = f64::INFINITY;
    for _ in 0..ROUNDS {
        let (mut weights, mut first, mut second) = (0.0, 0.0, 0.0);
        let (mut off, mut off_in_time) = (0.0, 0.0);
        for (time, count) in points {
            let time = time - middle;
            let mean = (level + slope * time).clamp(-30.0, 30.0).exp();
            let share = 1.0 / (1.0 + mean / size);
            weights += mean * share;
            first += mean * share * time;
            second += mean * share * time * time;
            off += (count - mean) * share;
            off_in_time += (count - mean) * share * time;
        }
        let determinant = weights * second - first * first;
        if determinant <= 0.0 {
            break;
        }
        // Half a unit of the log mean at most, so that no step runs away.
        level += ((second * off - first * off_in_time) / determinant).clamp(-0.5, 0.5);
        slope += ((weights * off_in_time - first * off) / determinant).clamp(-0.5, 0.5);
        variance = weights / determinant;
    }
    (slope, variance)
}

/// Draws the slopes of several zones towards each other, in their order.
#[must_use]
pub fn shrink(trends: &[Trend]) -> Vec<Trend> {
    let known = || trends.iter().filter(|trend| trend.error.is_finite() && trend.error > 0.0);
    let weight = |trend: &Trend| trend.error.powi(-2);
    let weights: f64 = known().map(weight).sum();
    let squares: f64 = known().map(|trend| weight(trend).powi(2)).sum();
    let common = known().map(|trend| weight(trend) * trend.per_month).sum::<f64>() / weights;
    let spread: f64 = known().map(|trend| weight(trend) * (trend.per_month - common).powi(2)).sum();
    let between = (spread - (real(known().count()) - 1.0)) / (weights - squares / weights);
    if known().count() < 2 || !between.is_finite() {
        return trends.to_vec();
    }
    let between = between.max(0.0);
    let common_weight: f64 = known().map(|trend| 1.0 / (between + trend.error.powi(2))).sum();
    let drawn = |trend: &Trend| {
        let own = between / (between + trend.error.powi(2));
        // What is left of the zone's own doubt, and the doubt of the common mean.
        let variance = own * trend.error.powi(2) + (1.0 - own).powi(2) / common_weight;
        let per_month = common + own * (trend.per_month - common);
        Trend { per_month, error: variance.sqrt() }
    };
    trends.iter().map(drawn).collect()
}
