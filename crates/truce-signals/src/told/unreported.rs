//! What is not on record: what seats leave out, and quiet that nobody saw.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::{AreaId, SeatId};
use truce_core::incident::Incident;
use truce_core::picture::Picture;
use truce_core::time::Day;

use crate::series::{Chronicle, Where};
use crate::unreported::lower_bound::Tellings;
use crate::unreported::two_lists::{AtOdds, NoEstimate, TwoLists, sensitivity};
use crate::unreported::unseen::{SeeingFell, Watching, quiet_because_unseen};

/// Days of the periods that are held against each other for quiet that nobody saw.
pub(super) const PERIOD_DAYS: i32 = 14;

/// What two seats' own reports leave out together.
#[derive(Debug, Clone, Serialize)]
pub struct LeftOut {
    /// The seats, in the agreement's order.
    pub seats: (SeatId, SeatId),
    /// Days on which both reported events.
    pub days: u32,
    /// What they list and share.
    pub lists: TwoLists,
    /// What the matcher leaves open of what they share, summed over the days.
    pub both_range: (u32, u32),
    /// The estimates at several odds ratios, or why there is none.
    pub at_odds: Result<Vec<AtOdds>, NoEstimate>,
}

/// What two seats' registers have on days when these two alone gave figures.
#[derive(Debug, Clone, Serialize)]
pub struct RegistersHeld {
    /// The seats, in the agreement's order.
    pub seats: (SeatId, SeatId),
    /// How many days.
    pub days: u32,
    /// Cases of either.
    pub cases: (u64, u64),
    /// At most so many can be the same.
    pub overlap_at_most: u64,
}

/// An area that is quiet, perhaps because nobody saw.
#[derive(Debug, Serialize)]
pub struct QuietUnseen {
    /// Which area.
    pub area: AreaId,
    /// The 14 days before.
    pub before: Watching,
    /// The last 14 days.
    pub after: Watching,
    /// Why.
    pub because: Vec<SeeingFell>,
}

/// By how many groups of sources incidents of these days are told.
#[must_use]
pub fn tellings(picture: &Picture, agreement: &Agreement, (first, last): (Day, Day)) -> Tellings {
    let day = |incident: &Incident| agreement.clock().day_of(incident.window.latest());
    let inside = picture.incidents.iter().filter(|of| first <= day(of) && day(of) <= last);
    let told = inside.map(|incident| incident.independent.len());
    let told: Vec<usize> = told.filter(|groups| *groups > 0).collect();
    let by = |wanted: usize| number(told.iter().filter(|groups| **groups == wanted).count());
    Tellings { on_record: number(told.len()), by_one: by(1), by_two: by(2) }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// What two seats listed and share, summed over days.
#[derive(Clone, Copy)]
struct Sums {
    days: u32,
    lists: TwoLists,
    range: (u32, u32),
}

impl Sums {
    fn plus(self, more: Self) -> Self {
        let add = u32::saturating_add;
        Self {
            days: add(self.days, more.days),
            lists: TwoLists {
                one: add(self.lists.one, more.lists.one),
                other: add(self.lists.other, more.lists.other),
                both: add(self.lists.both, more.lists.both),
            },
            range: (add(self.range.0, more.range.0), add(self.range.1, more.range.1)),
        }
    }
}

/// Adds what is known of two seats to what was known of them; pairs keep the order in which they came.
fn add<T>(
    all: &mut Vec<((SeatId, SeatId), T)>,
    seats: (SeatId, SeatId),
    more: T,
    plus: impl FnOnce(&T, T) -> T,
) {
    match all.iter_mut().find(|(known, _)| *known == seats) {
        Some((_, sum)) => *sum = plus(sum, more),
        None => all.push((seats, more)),
    }
}

/// The sums over these days for each two seats, in the agreement's order.
#[must_use]
pub fn left_out(picture: &Picture, (first, last): (Day, Day)) -> Vec<LeftOut> {
    let mut sums: Vec<((SeatId, SeatId), Sums)> = Vec::new();
    let days = picture.reconciliations.range(first..=last.max(first));
    for day in days.flat_map(|(_, day)| &day.lists) {
        let common = &day.common;
        let lists = TwoLists { one: common.of_one, other: common.of_other, both: common.same };
        let of_day = Sums { days: 1, lists, range: (common.least, common.most) };
        add(&mut sums, day.seats.clone(), of_day, |sum, more| sum.plus(more));
    }
    let told = sums.into_iter().map(|(seats, sum)| {
        let at_odds = sensitivity(sum.lists, sum.range);
        LeftOut { seats, days: sum.days, lists: sum.lists, both_range: sum.range, at_odds }
    });
    told.collect()
}

/// What registers have on those of these days on which exactly two seats gave figures.
#[must_use]
pub fn registers(picture: &Picture, (first, last): (Day, Day)) -> Vec<RegistersHeld> {
    let mut sums: Vec<((SeatId, SeatId), [u64; 4])> = Vec::new();
    for (_, day) in picture.reconciliations.range(first..=last.max(first)) {
        let figures = day
            .seats
            .iter()
            .filter_map(|(seat, held)| Some((seat.clone(), u64::from(held.register()?.cases()?))));
        let figures: Vec<(SeatId, u64)> = figures.collect();
        let [(one, of_one), (other, of_other)] = figures.as_slice() else { continue };
        let of_day = [1, *of_one, *of_other, u64::from(day.overlap_at_most)];
        add(&mut sums, (one.clone(), other.clone()), of_day, |sum, more| {
            let [a, b, c, d] = *sum;
            let [e, f, g, h] = more;
            [(a, e), (b, f), (c, g), (d, h)].map(|(one, other)| one.saturating_add(other))
        });
    }
    let held = sums.into_iter().map(|(seats, [days, one, other, overlap_at_most])| RegistersHeld {
        seats,
        days: u32::try_from(days).unwrap_or(u32::MAX),
        cases: (one, other),
        overlap_at_most,
    });
    held.collect()
}

/// Says where it is quiet, perhaps because nobody saw.
#[must_use]
pub fn quiet(chronicle: &Chronicle, agreement: &Agreement, only: Where<'_>) -> Vec<QuietUnseen> {
    let last = chronicle.last;
    let after = (last.plus(1 - PERIOD_DAYS), last);
    let before = (last.plus(1 - 2 * PERIOD_DAYS), last.plus(-PERIOD_DAYS));
    let areas = agreement.areas().iter().map(|area| &area.id);
    let flag = |area: &AreaId| {
        let (before, after) = (watching(chronicle, area, before), watching(chronicle, area, after));
        let because = quiet_because_unseen(&before, &after);
        (!because.is_empty()).then(|| QuietUnseen { area: area.clone(), before, after, because })
    };
    areas.filter(|area| only.is_none_or(|only| only == *area)).filter_map(flag).collect()
}

fn watching(chronicle: &Chronicle, area: &AreaId, span: (Day, Day)) -> Watching {
    let counts: BTreeMap<Day, u32> = chronicle.counts(Some(area)).watched().collect();
    let inside: Vec<u32> = counts.range(span.0..=span.1).map(|(_, count)| *count).collect();
    Watching {
        days: usize::try_from(PERIOD_DAYS).unwrap_or(0),
        counted: inside.iter().sum(),
        watched_days: inside.len(),
        hours: chronicle.hours(Some(area), span),
        kept_away: number(chronicle.kept_away(Some(area), span)),
    }
}
