//! Which forecast is shown: the model's, or plain history when history has done better.

use serde::{Deserialize, Serialize};

use super::scores::{Scores, means};
use super::{Forecast, Method};
use crate::daily::goodness::{Evenness, evenness};

/// Days of which the scores decide.
pub const JUDGED_DAYS: usize = 90;
/// The fewest scored days before a model is shown at all.
pub const SCORED_MIN: usize = 30;
/// Days of which the places decide whether a forecast is set right.
pub const PLACES_DAYS: usize = 60;

/// Which forecast is shown, and why.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Shown {
    /// The model's: it did better.
    Model {
        /// The part of history's score that the model saves.
        skill: f64,
    },
    /// What the last days were like, for they told more than the model.
    History {
        /// The part of history's score that the model saves; not above zero.
        skill: f64,
    },
    /// The same, for the model has not been scored on enough days.
    NotYetProven {
        /// How many days were scored.
        scored: usize,
    },
}

impl Shown {
    /// Which of some forecasts that is: the model's only if it did better, or if there is no history at all.
    #[must_use]
    pub fn among<'a>(&self, forecasts: &'a [Forecast]) -> Option<&'a Forecast> {
        let by_model = matches!(self, Self::Model { .. });
        let wanted = |forecast: &&Forecast| (forecast.method == Method::Paths) == by_model;
        forecasts.iter().find(wanted).or(forecasts.first())
    }
}

/// Chooses between the model and history by their scores on the same days, the latest last.
///
/// Each day has the model's scores and history's.
#[must_use]
pub fn shown(days: &[(Scores, Scores)]) -> Shown {
    let judged = days.iter().rev().take(JUDGED_DAYS);
    let (model, history): (Vec<Scores>, Vec<Scores>) = judged.copied().unzip();
    let scored = model.len();
    let (Some(model), Some(history)) = (means(&model), means(&history)) else {
        return Shown::NotYetProven { scored };
    };
    if scored < SCORED_MIN {
        return Shown::NotYetProven { scored };
    }
    let skill = 1.0 - model.crps / history.crps.max(1e-12);
    if model.crps < history.crps { Shown::Model { skill } } else { Shown::History { skill } }
}

/// The tenths by which a forecast is to be set right; none while it needs none, or while too little is known.
///
/// The places stray when their running share is further from even than chance allows once in a hundred times
/// (Kolmogorov's limit).
#[must_use]
pub fn to_be_set_right(places: &[f64]) -> Option<[f64; 10]> {
    let from = places.len().saturating_sub(PLACES_DAYS);
    let Evenness::Told { places, tenths, .. } = evenness(places.get(from..).unwrap_or(&[])) else {
        return None;
    };
    let mut running = 0.0_f64;
    let furthest = tenths.iter().map(|share| {
        running += share - 0.1;
        running.abs()
    });
    let strays = furthest.fold(0.0, f64::max) > 1.63 / crate::counts::real(places).sqrt();
    // Half way: what sixty days say of a tenth is rough.
    strays.then(|| tenths.map(|share| f64::midpoint(share, 0.1)))
}
