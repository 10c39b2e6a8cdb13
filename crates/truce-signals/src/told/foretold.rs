//! Provocations that sources foretold, and what became of each.
//!
//! # Method
//! A report whose source says that something *will* happen is kept apart from
//! incidents. Here it is an announcement: an act, a place, days, and the day on
//! which it was put on record, which is what its seat signed. It is held against
//! the incidents of such an act there that others than its own source tell of.
//!
//! # Out of scope
//! Who did what happened: that an announced act was recorded says neither that
//! the announced author did it, nor that the announcer knew.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId, SourceId};
use truce_core::picture::Picture;
use truce_core::report::{Basis, Stance};
use truce_core::time::Day;

use super::arrivals::LONGEST_DAYS;
use crate::counts::daily::DailyCounts;
use crate::forecast::announced::{Announcement, Outcome, Scored, Tally, Untold, score, tally};
use crate::series::{Chronicle, CountedIncident, ReportAt};

/// What names no day after that on which it was told is taken to mean so many days from then on.
pub const OPEN_DAYS: i32 = 14;

/// What a source foretold, as it stands on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prediction {
    /// Whom it expects to do it, as far as the agreement knows them.
    pub accused: Vec<ActorId>,
    /// What.
    pub act: Act,
    /// The days that count.
    pub announced: Announcement,
    /// Where; none: anywhere.
    pub area: Option<AreaId>,
    /// Whether it names days; one that ends on the day on which it was told does not, and [`OPEN_DAYS`] are taken.
    pub names_days: bool,
    /// Where the report stands.
    pub report: ReportAt,
    /// Who foretold it.
    pub source: SourceId,
    /// The day on which the source is said to have told it; that is a claim.
    pub told_on: Day,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Foretold {
    /// What was foretold.
    pub prediction: Prediction,
    /// Whether the same source had foretold the same for days that touch these: it counts once.
    pub said_again: bool,
    /// What became of it, and how often such things come there anyway.
    pub scored: Scored,
    /// For what came on record when its days were over: what would have become of it, had it been put there on the day on
    /// which it is said to have been told. It is in no tally.
    pub as_told: Option<Scored>,
}

/// How one source's predictions did; what it said again is counted once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Announcer {
    /// Who.
    pub source: SourceId,
    /// How they did.
    pub tally: Tally,
}

/// Everything foretold.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ForetoldTold {
    /// Each prediction, in the order of the days on which they were put on record.
    pub all: Vec<Foretold>,
    /// By source, in the order of their ids.
    pub by_source: Vec<Announcer>,
}

/// What sources foretold that was on record by some day, in the order of the days on which it was put there.
#[must_use]
pub fn predictions(picture: &Picture, agreement: &Agreement, until: Day) -> Vec<Prediction> {
    let clock = agreement.clock();
    let standing = picture.standing(&[Basis::Predicted]);
    let asserting = standing.filter(|(_, report)| report.stance == Stance::Asserts);
    let mut all: Vec<Prediction> = asserting
        .filter_map(|(address, report)| {
            let recorded_on = clock.day_of(*picture.recorded_at.get(address)?);
            if until < recorded_on {
                return None;
            }
            let told_on = report.sent_at.map_or(recorded_on, |sent| clock.day_of(sent));
            let from = clock.day_of(report.window.earliest());
            let last = clock.day_of(report.window.latest());
            // Who names no day is put on record with the day on which it was told.
            let names_days = last != told_on;
            let by = if names_days { last } else { told_on.plus(OPEN_DAYS) };
            let accused = report.accused.iter().filter_map(|named| named.actor.clone());
            Some(Prediction {
                accused: accused.collect(),
                act: report.act,
                announced: Announcement { recorded_on, from, by },
                area: report.place.area.clone(),
                names_days,
                report: (address.log.clone(), address.index),
                source: report.source.clone(),
                told_on,
            })
        })
        .collect();
    all.sort_by(|one, other| {
        let key = |of: &Prediction| (of.announced.recorded_on, of.announced.from);
        key(one).cmp(&key(other)).then_with(|| one.report.cmp(&other.report))
    });
    all
}

/// Scores them.
///
/// A day counts as complete when reports of it could come in for `LONGEST_DAYS` days.
/// Cost: for each prediction the days on record; for each act, area and source that some prediction names, its incidents.
#[must_use]
pub fn foretold(chronicle: &Chronicle, predictions: &[Prediction]) -> ForetoldTold {
    let wait = i32::try_from(LONGEST_DAYS).unwrap_or(0);
    let complete_through = chronicle.last.plus(wait.saturating_neg());
    let such = Such::of(chronicle);
    let mut counted: BTreeMap<What<'_>, (DailyCounts, DailyCounts)> = BTreeMap::new();
    let mut before: BTreeMap<What<'_>, (Day, Day)> = BTreeMap::new();
    let mut all = Vec::with_capacity(predictions.len());
    for of in predictions {
        let what = (of.act, of.area.as_ref(), &of.source);
        let (by_others, by_all) = counted.entry(what).or_insert_with(|| such.counts(what));
        let judge =
            |announced: &Announcement| judge(announced, by_others, by_all, complete_through);
        let scored = judge(&of.announced);
        let told = Announcement { recorded_on: of.told_on, ..of.announced };
        let too_late = scored.outcome == Outcome::CannotBeTold(Untold::TooLate);
        let as_told = (too_late && told.recorded_on < told.by).then(|| judge(&told));
        let said_again = said_again(before.get(&what), &of.announced);
        // What came too late foretold nothing that could be said again.
        if of.announced.recorded_on < of.announced.by {
            let Announcement { from, by, .. } = of.announced;
            let span = before.entry(what).or_insert((from, by));
            *span = (span.0.min(from), span.1.max(by));
        }
        all.push(Foretold { prediction: of.clone(), said_again, scored, as_told });
    }
    let mut by_source: BTreeMap<&SourceId, Vec<Scored>> = BTreeMap::new();
    for of in all.iter().filter(|of| !of.said_again) {
        by_source.entry(&of.prediction.source).or_default().push(of.scored);
    }
    let announcer = |(source, scored): (&SourceId, Vec<Scored>)| Announcer {
        source: source.clone(),
        tally: tally(&scored),
    };
    ForetoldTold { by_source: by_source.into_iter().map(announcer).collect(), all }
}

/// What became of it: by what others than its source tell, or else by what it alone tells.
fn judge(
    announced: &Announcement,
    by_others: &DailyCounts,
    by_all: &DailyCounts,
    complete_through: Day,
) -> Scored {
    let mut scored = score(announced, by_others, complete_through);
    if !matches!(scored.outcome, Outcome::Happened { .. }) {
        let with_own = score(announced, by_all, complete_through).outcome;
        if let Outcome::Happened { on } = with_own {
            scored.outcome = Outcome::CannotBeTold(Untold::OnlyByAnnouncer { on });
        }
    }
    scored
}

fn said_again(before: Option<&(Day, Day)>, now: &Announcement) -> bool {
    before.is_some_and(|(from, by)| now.from <= *by && *from <= now.by)
}

/// What is foretold, where and by whom.
type What<'a> = (Act, Option<&'a AreaId>, &'a SourceId);

/// The incidents outside exercises, by what some claim says was done.
struct Such<'a> {
    by_act: BTreeMap<Act, Vec<&'a CountedIncident>>,
    chronicle: &'a Chronicle,
}

impl<'a> Such<'a> {
    fn of(chronicle: &'a Chronicle) -> Self {
        let mut by_act: BTreeMap<Act, Vec<&CountedIncident>> = BTreeMap::new();
        for incident in chronicle.outside_exercises(None) {
            for act in &incident.acts {
                by_act.entry(*act).or_default().push(incident);
            }
        }
        Self { by_act, chronicle }
    }

    /// How many were told each day by anybody but the source, and how many with what it alone tells.
    fn counts(&self, (act, area, source): What<'_>) -> (DailyCounts, DailyCounts) {
        let all = self.by_act.get(&act).into_iter().flatten().copied();
        let there = all.filter(|told| area.is_none() || told.area.as_ref() == area);
        let own = self.chronicle.sources.binary_search(source).ok();
        let own = own.and_then(|place| u32::try_from(place).ok());
        let others = there.clone().filter(|told| own.is_none() || told.told_by_one != own);
        (self.chronicle.gathered(area, others), self.chronicle.gathered(area, there))
    }
}
