//! Fair indicators of a record: incidents for each day watched, by area and by party, with what each rests on.
//!
//! # Method
//! A cell is an area; its effort are the days of which anything is on record there. Of a party only what all claims
//! leave to it alone is drawn to a rate; what they do not take from it stands beside. Bursts are the variance of daily
//! counts over their mean, within stretches of 14 days. Parties stand in the agreement's order.
//!
//! Published with the rates: whether parties exchanged give them exchanged; whether where the parties' incidents lie
//! differs more than with labels drawn by lot within each week; and what each source alone carries.

use std::collections::BTreeMap;

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId, SourceId};

use super::lots::EVENTS_MIN;
use super::watching::{WatchRestsOn, watch_rests_on};
use crate::counts::dispersion::moments;
use crate::counts::real;
use crate::fair::symmetry::{Attributed, OneOfTwo, Placebo, placebo};
use crate::fair::{Exposed, FairRate, Funnel, funnel, rates};
use crate::series::{Chronicle, CountedIncident};

/// Days within which a level hardly moves.
const STRETCH_DAYS: usize = 14;
/// How often labels are drawn.
const LOTS: u32 = 499;
/// The most sources that are told: those that alone carry most.
const SOURCES_MAX: usize = 10;

/// One area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellTold {
    /// Which.
    pub area: AreaId,
    /// Days of which anything is on record there.
    pub days: u32,
    /// Incidents; of a party those that all claims leave to it alone.
    pub count: u32,
    /// Of a party: incidents that the claims do not take from it.
    pub at_most: Option<u32>,
    /// The rate for each day; none where nobody watched, or too few areas were.
    pub rate: Option<FairRate>,
}

/// The areas, for everybody or for a party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RatesTold {
    /// Whose; none: everybody's.
    pub party: Option<ActorId>,
    /// The areas, in the agreement's order.
    pub cells: Vec<CellTold>,
    /// The limits of chance around the common rate; none if no rate can be told.
    pub funnel: Option<Funnel>,
}

/// What an answer would be without one source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithoutSource {
    /// The source.
    pub source: SourceId,
    /// Incidents that it tells alone.
    pub alone: u32,
    /// The areas whose rate it moves, the farthest moved first: as it is, and without it.
    pub moves: Vec<(AreaId, f64, f64)>,
    /// Whether without it the other of the first two parties would have more incidents left to it.
    pub turns: bool,
}

/// Fair indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorsTold {
    /// The variance of daily counts over their mean; 1 at least.
    pub bursts: f64,
    /// Everybody's.
    pub of_all: RatesTold,
    /// Each party's, in the agreement's order.
    pub of_parties: Vec<RatesTold>,
    /// What rests on one source, the one that alone carries most first.
    pub without: Vec<WithoutSource>,
    /// Quiet days for which one seat alone vouches, the seat with most of them first.
    pub watching: Vec<WatchRestsOn>,
    /// Incidents that name no area, and are in no rate.
    pub without_area: usize,
    /// Whether the first two parties exchanged give the rates exchanged, to the bit; none if there are not two.
    pub exchanged: Option<bool>,
    /// How far where the first two parties' incidents lie differs, held against labels drawn by lot within each week;
    /// none if either has too few.
    pub placebo: Option<Placebo>,
}

/// Reckons them.
#[must_use]
pub fn indicators(chronicle: &Chronicle, agreement: &Agreement, seed: u64) -> IndicatorsTold {
    let areas: Vec<AreaId> = agreement.areas().iter().map(|area| area.id.clone()).collect();
    let parties: Vec<ActorId> = agreement.parties().map(|party| party.id.clone()).collect();
    let ground = Ground { bursts: bursts(chronicle, &areas), chronicle, areas: &areas };
    let of_all = ground.of_all(&|_| true);
    let of_parties = (0..parties.len()).zip(&parties);
    IndicatorsTold {
        bursts: ground.bursts,
        of_parties: of_parties.map(|(place, party)| ground.of_party(place, party)).collect(),
        without: ground.without(&of_all),
        watching: watch_rests_on(chronicle, &areas),
        without_area: chronicle.outside_exercises(None).filter(|of| of.area.is_none()).count(),
        exchanged: ground.exchanged(&parties),
        placebo: ground.placebo(seed),
        of_all,
    }
}

/// The variance of daily counts over their mean, within stretches of days and over all areas together.
fn bursts(chronicle: &Chronicle, areas: &[AreaId]) -> f64 {
    let (mut variances, mut means) = (0.0, 0.0);
    for area in areas {
        let counts: Vec<u32> =
            chronicle.counts(Some(area)).watched().map(|(_, count)| count).collect();
        for stretch in counts.chunks_exact(STRETCH_DAYS) {
            if let Some((mean, variance)) = moments(stretch.iter().copied()) {
                means += mean;
                variances += variance;
            }
        }
    }
    if means > 0.0 { (variances / means).max(1.0) } else { 1.0 }
}

/// What all rates have in common.
struct Ground<'a> {
    bursts: f64,
    chronicle: &'a Chronicle,
    areas: &'a [AreaId],
}

impl Ground<'_> {
    fn days(&self, area: &AreaId) -> u32 {
        let days = self.chronicle.first.through(self.chronicle.last);
        let watched = days.filter(|day| self.chronicle.is_watched(*day, Some(area))).count();
        u32::try_from(watched).unwrap_or(u32::MAX)
    }

    fn count(&self, area: &AreaId, wanted: &dyn Fn(&CountedIncident) -> bool) -> u32 {
        let counted = self.chronicle.outside_exercises(Some(area));
        u32::try_from(counted.filter(|incident| wanted(incident)).count()).unwrap_or(u32::MAX)
    }

    fn rated(&self, party: Option<&ActorId>, mut cells: Vec<CellTold>) -> RatesTold {
        let exposed: Vec<Exposed> =
            cells.iter().map(|cell| Exposed { effort: cell.days, count: cell.count }).collect();
        for (cell, rate) in cells.iter_mut().zip(rates(&exposed, self.bursts)) {
            cell.rate = rate;
        }
        RatesTold { party: party.cloned(), funnel: funnel(&exposed, self.bursts), cells }
    }

    fn of_all(&self, wanted: &dyn Fn(&CountedIncident) -> bool) -> RatesTold {
        let cell = |area: &AreaId| CellTold {
            area: area.clone(),
            days: self.days(area),
            count: self.count(area, wanted),
            at_most: None,
            rate: None,
        };
        self.rated(None, self.areas.iter().map(cell).collect())
    }

    fn of_party(&self, place: usize, party: &ActorId) -> RatesTold {
        let certain = |incident: &CountedIncident| is_of(incident, place);
        let possible = |incident: &CountedIncident| incident.possible.contains(&place);
        self.of_party_by(party, &certain, &possible)
    }

    /// The same of a party if the first two had each other's labels.
    fn of_party_exchanged(&self, place: usize, party: &ActorId) -> RatesTold {
        let certain = |incident: &CountedIncident| is_of(&turned(incident), place);
        let possible = |incident: &CountedIncident| turned(incident).possible.contains(&place);
        self.of_party_by(party, &certain, &possible)
    }

    fn of_party_by(
        &self,
        party: &ActorId,
        certain: &dyn Fn(&CountedIncident) -> bool,
        possible: &dyn Fn(&CountedIncident) -> bool,
    ) -> RatesTold {
        let cell = |area: &AreaId| CellTold {
            area: area.clone(),
            days: self.days(area),
            count: self.count(area, certain),
            at_most: Some(self.count(area, possible)),
            rate: None,
        };
        self.rated(Some(party), self.areas.iter().map(cell).collect())
    }

    /// The rates without each source in turn; days watched stay as they are.
    fn without(&self, whole: &RatesTold) -> Vec<WithoutSource> {
        let left = |source: usize| {
            move |incident: &CountedIncident| incident.told_by_one != u32::try_from(source).ok()
        };
        let lead = |wanted: &dyn Fn(&CountedIncident) -> bool| {
            let told = self.chronicle.outside_exercises(None).filter(|incident| wanted(incident));
            told.fold(0_i64, |lead, incident| {
                lead.saturating_add(i64::from(is_of(incident, 0)))
                    .saturating_sub(i64::from(is_of(incident, 1)))
            })
        };
        let lead_of_all = lead(&|_| true);
        let mut tally: BTreeMap<usize, u32> = BTreeMap::new();
        for incident in self.chronicle.outside_exercises(None) {
            if let Some(source) = incident.told_by_one.and_then(|one| usize::try_from(one).ok()) {
                let alone = tally.entry(source).or_default();
                *alone = alone.saturating_add(1);
            }
        }
        let mut alone: Vec<(u32, usize)> =
            tally.into_iter().map(|(source, told)| (told, source)).collect();
        alone.sort_by_key(|(told, source)| (std::cmp::Reverse(*told), *source));
        let without = alone.into_iter().take(SOURCES_MAX).filter_map(|(alone, source)| {
            let id = self.chronicle.sources.get(source)?.clone();
            let rest = self.of_all(&left(source));
            let mut moves: Vec<(AreaId, f64, f64)> = whole
                .cells
                .iter()
                .zip(&rest.cells)
                .filter(|(now, then)| now.count != then.count)
                .filter_map(|(now, then)| {
                    let without = then.rate.map_or(0.0, |rate| rate.drawn);
                    Some((now.area.clone(), now.rate?.drawn, without))
                })
                .collect();
            moves.sort_by(|one, other| (other.1 - other.2).total_cmp(&(one.1 - one.2)));
            let turns = lead_of_all != 0 && lead(&left(source)).signum() != lead_of_all.signum();
            Some(WithoutSource { source: id, alone, moves, turns })
        });
        without.collect()
    }

    /// The rates of the first two parties, once more with every label exchanged.
    fn exchanged(&self, parties: &[ActorId]) -> Option<bool> {
        let [one, other, ..] = parties else { return None };
        let alike = |now: &RatesTold, then: &RatesTold| now.cells == then.cells;
        Some(
            alike(&self.of_party(0, one), &self.of_party_exchanged(1, other))
                && alike(&self.of_party(1, other), &self.of_party_exchanged(0, one)),
        )
    }

    /// How far the shares of areas in the two parties' incidents lie apart, held against labels drawn by lot.
    fn placebo(&self, seed: u64) -> Option<Placebo> {
        let told = self.chronicle.outside_exercises(None).filter_map(|incident| {
            let area = incident.area.as_ref()?;
            let party = match (is_of(incident, 0), is_of(incident, 1)) {
                (true, _) => OneOfTwo::One,
                (false, true) => OneOfTwo::Other,
                (false, false) => return None,
            };
            let day = usize::try_from(incident.days.1.since(self.chronicle.first)).ok()?;
            // Labels are to be drawn over all areas of a week: so these are one zone, and the area is kept beside.
            let area = self.areas.iter().position(|known| known == area)?;
            Some(Attributed { zone: 0, day, party, source: area })
        });
        let events: Vec<Attributed> = told.collect();
        let of = |party| events.iter().filter(|event| event.party == party).count();
        let enough = of(OneOfTwo::One).min(of(OneOfTwo::Other)) >= EVENTS_MIN;
        enough.then(|| placebo(&events, LOTS, seed, |drawn| apart(drawn, self.areas.len())))
    }
}

/// Whether all claims leave an incident to a party alone.
fn is_of(incident: &CountedIncident, party: usize) -> bool {
    incident.certain && incident.possible.contains(&party)
}

/// An incident with the first two parties exchanged.
fn turned(incident: &CountedIncident) -> CountedIncident {
    let other = |party: &usize| match *party {
        0 => 1,
        1 => 0,
        more => more,
    };
    CountedIncident { possible: incident.possible.iter().map(other).collect(), ..incident.clone() }
}

/// The sum over areas of how far the two parties' shares of their own incidents lie apart: from 0 to 2.
fn apart(events: &[Attributed], areas: usize) -> f64 {
    let mut counts = vec![(0_u32, 0_u32); areas];
    for event in events {
        if let Some((one, other)) = counts.get_mut(event.source) {
            let own = if event.party == OneOfTwo::One { one } else { other };
            *own = own.saturating_add(1);
        }
    }
    let all = |party| real(events.iter().filter(|event| event.party == party).count()).max(1.0);
    let (one, other) = (all(OneOfTwo::One), all(OneOfTwo::Other));
    counts.iter().map(|(a, b)| (f64::from(*a) / one - f64::from(*b) / other).abs()).sum()
}
