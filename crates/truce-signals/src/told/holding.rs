//! Whether it is holding, of one series of counts.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::time::Day;

use super::{Answer, Asked, Unseen, unseen_days};
use crate::counts::daily::DailyCounts;
use crate::holding::{
    Compared, DateTest, Drift, NoAnswer, Regimes, Settings, at_date, drift, naive_at, regimes,
};
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
    /// For dates that cannot be tested, what the 28 days before and after would say, which credit the date with every wave.
    pub naive: Vec<(Day, Compared)>,
    /// The drift since the truce began.
    pub drift: Option<Answer<Drift>>,
    /// Days on which nothing was counted and that cannot be told from quiet.
    pub unseen: BTreeMap<Day, Unseen>,
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
    let signed = agreement.clock().day_of(agreement.in_force);
    let all = [signed].into_iter().chain(asked.dates.iter().copied()).collect();
    HoldingTold {
        at_least,
        exercises: chronicle.exercises(area).values().fold(0, |sum, n| sum.saturating_add(*n)),
        inexact: chronicle.inexact(area),
        unseen: unseen_days(chronicle, area, &counts),
        ..holding_of(counts, &Dates { truce: Some(signed), all }, asked.seed)
    }
}

/// The dates that are held against counts.
pub(super) struct Dates {
    /// When the truce began: since then counts may have risen slowly.
    pub truce: Option<Day>,
    /// Every date.
    pub all: Vec<Day>,
}

/// Whether a date has no day before it, or none from it on.
fn outside(counts: &DailyCounts, date: Day) -> bool {
    date <= counts.first || date >= counts.day(counts.counts.len())
}

/// The same of counts alone.
pub(super) fn holding_of(counts: DailyCounts, dates: &Dates, seed: u64) -> HoldingTold {
    let found = regimes(&counts, &Settings { seed, ..Settings::default() });
    let test = |date: &Day| match &found {
        Ok(found) => (*date, at_date(&counts, found, *date).into()),
        Err(_) if outside(&counts, *date) => (*date, Answer::None(NoAnswer::DateOutside)),
        Err(why) => (*date, Answer::None(*why)),
    };
    let tested: Vec<(Day, Answer<DateTest>)> = dates.all.iter().map(test).collect();
    let untested = tested.iter().filter(|(_, answer)| matches!(answer, Answer::None(_)));
    let naive = untested.filter_map(|(date, _)| Some((*date, naive_at(&counts, *date)?)));
    let naive = naive.collect();
    let size = found.as_ref().ok().map(|found| found.size);
    HoldingTold {
        at_least: None,
        exercises: 0,
        inexact: 0,
        dates: tested,
        naive,
        drift: dates.truce.zip(size).map(|(truce, size)| drift(&counts, truce, size).into()),
        regimes: found.into(),
        unseen: BTreeMap::new(),
        counts,
    }
}
