//! Whether it is holding, of one series of counts.

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::time::Day;

use super::{Answer, Asked};
use crate::counts::daily::DailyCounts;
use crate::holding::{DateTest, Drift, Regimes, Settings, at_date, drift, regimes};
use crate::series::Chronicle;

/// Whether it is holding, of one series of counts.
#[derive(Debug, Serialize)]
pub struct HoldingTold {
    /// What was counted.
    pub counts: DailyCounts,
    /// For a party: what the claims leave to it alone. The counts are then what they do not take from it.
    pub at_least: Option<DailyCounts>,
    /// Incidents that are exercises by every claim, and left out.
    pub exercises: u32,
    /// Incidents told with a window of more than two days.
    pub inexact: usize,
    /// The regimes.
    pub regimes: Answer<Regimes>,
    /// The signed dates.
    pub dates: Vec<(Day, Answer<DateTest>)>,
    /// The drift since the truce began.
    pub drift: Option<Answer<Drift>>,
}

/// Says whether it is holding.
#[must_use]
pub fn holding(chronicle: &Chronicle, agreement: &Agreement, asked: &Asked) -> HoldingTold {
    let area = asked.area.as_ref();
    let (at_least, counts) = match asked.party {
        None => (None, chronicle.counts(area)),
        Some(party) => {
            let (least, most) = chronicle.bounds_of(party, area);
            (Some(least), most)
        }
    };
    let found = regimes(&counts, &Settings { seed: asked.seed, ..Settings::default() });
    let signed = agreement.clock().day_of(agreement.in_force);
    let dates = [signed].into_iter().chain(asked.dates.iter().copied());
    let test = |date| match &found {
        Ok(found) => (date, at_date(&counts, found, date).into()),
        Err(why) => (date, Answer::None(*why)),
    };
    HoldingTold {
        at_least,
        exercises: chronicle.exercises(area).values().fold(0, |sum, n| sum.saturating_add(*n)),
        inexact: chronicle.inexact(area),
        dates: dates.map(test).collect(),
        drift: found.as_ref().ok().map(|found| drift(&counts, signed, found.size).into()),
        regimes: found.into(),
        counts,
    }
}
