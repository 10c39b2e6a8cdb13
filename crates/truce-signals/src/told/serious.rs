//! Single days that go to people by themselves: out of all proportion, or with many killed.
//!
//! # Method
//! One day is no level, so it raises no alarm by itself (the two-day rule of [`crate::alarm`]). It is told nevertheless,
//! with what is claimed to have happened, where, how often, and the reports behind it. A day on which many were killed
//! is told whatever is usual in the area: nobody should have to learn what is usual there first. Incidents told with a
//! window of more than two days are left out: what one day brought is not known of them.
//!
//! # Out of scope
//! Who did it, and whether an obligation was breached.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::act::Act;
use truce_core::id::AreaId;
use truce_core::time::Day;

use super::alarms::Noted;
use crate::alarm::{Expectation, SeriousDay};
use crate::series::{Chronicle, CountedIncident, EXACT_DAYS, ReportAt};

/// So many killed in an area on one day, by what some claims have, are told by themselves.
pub const KILLED_MIN: u32 = 10;

/// One such day in an area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeriousDayTold {
    /// The day.
    pub day: Day,
    /// Incidents outside exercises.
    pub count: u32,
    /// What was to be expected; none if the day is told only for those who were killed.
    pub expected: Option<Expectation>,
    /// At least so many people were killed: by the claims of each incident with the fewest, and by those with the most.
    pub killed: Option<(u32, u32)>,
    /// How many of the incidents some claim says were of which act.
    pub acts: BTreeMap<Act, u32>,
    /// The reports behind it by where they stand, as `un/4`, in order; for the last days.
    pub reports: Vec<String>,
    /// What officers said of it: words on this area that name the day, the first one first.
    pub noted: Vec<Noted>,
}

impl SeriousDayTold {
    /// A day of a series of which nothing but counts is known.
    #[must_use]
    pub fn of_counts(alone: SeriousDay) -> Self {
        Self {
            day: alone.day,
            count: alone.count,
            expected: Some(alone.expected),
            killed: None,
            acts: BTreeMap::new(),
            reports: Vec::new(),
            noted: Vec::new(),
        }
    }

    /// Whether it is told for those who were killed.
    #[must_use]
    pub fn has_many_killed(&self) -> bool {
        self.killed.is_some_and(|(_, most)| most >= KILLED_MIN)
    }
}

/// What one day of an area brought.
#[derive(Default)]
struct OfDay {
    count: u32,
    killed: Option<(u32, u32)>,
    acts: BTreeMap<Act, u32>,
    reports: Vec<ReportAt>,
}

impl OfDay {
    fn take_in(&mut self, incident: &CountedIncident) {
        self.count = self.count.saturating_add(1);
        if let Some((fewest, most)) = incident.killed {
            let before = self.killed.unwrap_or((0, 0));
            self.killed = Some((before.0.saturating_add(fewest), before.1.saturating_add(most)));
        }
        for act in &incident.acts {
            let of_act = self.acts.entry(*act).or_default();
            *of_act = of_act.saturating_add(1);
        }
        self.reports.extend(incident.reports.iter().cloned());
    }
}

/// The serious days of an area: those of the counts, with what is known of them, and those with many killed.
#[must_use]
pub fn serious_days(
    chronicle: &Chronicle,
    area: &AreaId,
    alone: &[SeriousDayTold],
    noted: &[Noted],
) -> Vec<SeriousDayTold> {
    let mut days: BTreeMap<Day, OfDay> = BTreeMap::new();
    // What is known to some weeks only is nothing that one day brought.
    let exact = |of: &&CountedIncident| of.days.1.since(of.days.0) < EXACT_DAYS;
    for incident in chronicle.outside_exercises(Some(area)).filter(exact) {
        days.entry(incident.days.1).or_default().take_in(incident);
    }
    let told = days.into_iter().filter_map(|(day, of_day)| {
        let OfDay { count, killed, acts, mut reports } = of_day;
        // Where most of what the counts put on a day is not known to the day, it did not bring that.
        let most = |alone: &&SeriousDayTold| count.saturating_mul(2) > alone.count;
        let alone = alone.iter().find(|alone| alone.day == day).filter(most);
        reports.sort_unstable();
        let expected = alone.and_then(|alone| alone.expected);
        let reports = reports.iter().map(|(log, index)| format!("{log}/{index}")).collect();
        let noted = noted.iter().filter(|word| word.area == *area && word.raised_on == day);
        let noted = noted.cloned().collect();
        let told = SeriousDayTold { day, count, expected, killed, acts, reports, noted };
        (alone.is_some() || told.has_many_killed()).then_some(told)
    });
    told.collect()
}
