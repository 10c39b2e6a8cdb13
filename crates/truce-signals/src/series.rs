//! Daily counts from the record: by area, and by party as bounds.
//!
//! # Method
//! An incident counts on the day on which its window ends, by the agreement's
//! clock. A day is watched in an area when somebody's effort there, a report
//! from there, or a register without a case there is on record; otherwise it is
//! missing, which is not 0. A day with registered cases that nobody reported
//! one by one is missing too. Effort for the whole country is not told to have
//! been here, and counts for the whole country alone. All areas together are
//! watched when somebody watched the whole country, or at least half of the areas
//! that have an incident: one quiet area must not make a quiet country.
//!
//! # Out of scope
//! Who did it: a party's counts are what all claims leave to it and what they do not take from it.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

use std::collections::{BTreeMap, BTreeSet};

use truce_core::act::Act;
use truce_core::agreement::{Actor, Agreement};
use truce_core::effort::Effort;
use truce_core::id::{ActorId, AreaId, SeatId, SourceId};
use truce_core::incident::Incident;
use truce_core::picture::Picture;
use truce_core::report::{Basis, Exemption, Report, Stance};
use truce_core::time::{Day, Moment, Window};

use crate::counts::daily::DailyCounts;
use crate::follows::authors::Uncertain;

/// Days before the agreement came into force that are looked at.
const DAYS_BEFORE: i32 = 365;
/// So many days, up to the last, are told with the reports behind them.
pub const LATEST_DAYS: i32 = 7;
/// A window of more days than this says little of the day.
pub const EXACT_DAYS: i32 = 2;
/// A window of at most so many seconds is known to the hour.
const HOUR_S: i64 = 3_600;
const DAY_S: u32 = 86_400;
/// What comes on record more days later came late.
pub const LATE_DAYS: i32 = 14;

/// One incident, as it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedIncident {
    /// What claims say was done; several where they differ.
    pub acts: BTreeSet<Act>,
    /// Where; none if no claim says.
    pub area: Option<AreaId>,
    /// The first and the last day on which it may have happened; it counts on the last.
    pub days: (Day, Day),
    /// Seconds after midnight of the last day, where it is known to the hour: the middle of its window.
    pub second_of_day: Option<u32>,
    /// Every claim of it says that it was an exercise.
    pub exercise: bool,
    /// The parties, by place in the agreement, on whose side the author may stand by the claims; none: on no party's.
    pub possible: BTreeSet<usize>,
    /// Whether all claims leave one party only, and nobody denies its authorship.
    pub certain: bool,
    /// At least so many people were killed: by the claim with the fewest and by that with the most; none if no claim says.
    pub killed: Option<(u32, u32)>,
    /// The reports that say that it happened, where it counts within the last [`LATEST_DAYS`] days; otherwise none.
    pub reports: Box<[ReportAt]>,
    /// The one source that tells it, by its place in [`Chronicle::sources`]; none if several do.
    pub told_by_one: Option<u32>,
}

/// Where a report stands: in whose log, as which line.
pub type ReportAt = (SeatId, u64);

/// Somebody spent time on watching.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spent {
    area: Option<AreaId>,
    days: (Day, Day),
    hours: Option<u32>,
}

/// Who says that somebody watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Watched {
    /// The one seat whose log says so, by its place in order; none if several do.
    alone: Option<u16>,
    /// Whether all of it came on record more than [`LATE_DAYS`] days later.
    late: bool,
}

/// What one seat alone says of watching: days of an area on which nothing is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedAlone {
    /// The seat.
    pub seat: SeatId,
    /// By area, how many such days, and how many of them came on record more than [`LATE_DAYS`] days later.
    pub areas: BTreeMap<AreaId, (u32, u32)>,
}

/// What is counted and what was watched, day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chronicle {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The incidents of these days, in order of time.
    pub incidents: Vec<CountedIncident>,
    /// The sources on record, by id.
    pub sources: Vec<SourceId>,
    /// The seats whose logs say that anything was watched, by id.
    seats: Vec<SeatId>,
    watched: BTreeMap<(Day, AreaId), Watched>,
    watched_whole: BTreeSet<Day>,
    kept_away: Vec<(Day, Option<AreaId>)>,
    spent: Vec<Spent>,
}

/// Where one counts: in one area, or everywhere.
pub type Where<'a> = Option<&'a AreaId>;

impl Chronicle {
    /// The days of a picture up to and with the last one that is over at that moment.
    ///
    /// It ends with the last day of which anything is on record. None if nothing is.
    #[must_use]
    pub fn of(picture: &Picture, agreement: &Agreement, now: Moment) -> Option<Self> {
        let day = |moment| agreement.clock().day_of(moment);
        let over = day(now).plus(-1);
        let earliest = day(agreement.in_force).plus(DAYS_BEFORE.saturating_neg());
        let watch = Watch::of(picture, agreement, (earliest, over));
        let first = watch.anywhere.first().copied()?;
        let last = watch.anywhere.last().copied()?;
        let sources: Vec<SourceId> = picture.sources.keys().cloned().collect();
        let incidents = picture.incidents.iter();
        let mut incidents: Vec<CountedIncident> = incidents
            .filter_map(|incident| {
                let claims: Vec<&Report> = picture.claims(incident).map(|(_, told)| told).collect();
                Some((incident, CountedIncident::of(agreement, incident.window, &claims)?))
            })
            .filter(|(_, counted)| first <= counted.days.1 && counted.days.1 <= last)
            .map(|(incident, counted)| {
                let is_late = last.since(counted.days.1) < LATEST_DAYS;
                let reports = if is_late { asserting(picture, incident) } else { Box::default() };
                let told_by_one = told_by_one(picture, incident, &sources);
                CountedIncident { reports, told_by_one, ..counted }
            })
            .collect();
        incidents.sort_by_key(|incident| (incident.days.1, incident.days.0));
        Some(Self {
            first,
            last,
            incidents,
            sources,
            watched_whole: watch.whole(),
            seats: watch.seats,
            watched: watch.areas,
            kept_away: watch.kept_away,
            spent: watch.spent,
        })
    }

    /// The same days with those incidents only that some claim says were of an act; who watched, watched for all acts.
    #[must_use]
    pub fn of_act(mut self, act: Act) -> Self {
        self.incidents.retain(|incident| incident.acts.contains(&act));
        self
    }

    /// The same days with those incidents only that the claims do not take from a party, by its place in the agreement.
    #[must_use]
    pub fn of_party(mut self, party: usize) -> Self {
        self.incidents.retain(|incident| incident.possible.contains(&party));
        self
    }

    /// How many days there are.
    #[must_use]
    pub fn days(&self) -> usize {
        usize::try_from(self.last.since(self.first)).unwrap_or(0).saturating_add(1)
    }

    /// Whether somebody watched.
    #[must_use]
    pub fn is_watched(&self, day: Day, area: Where<'_>) -> bool {
        match area {
            None => self.watched_whole.contains(&day),
            Some(area) => self.watched.contains_key(&(day, area.clone())),
        }
    }

    /// What each seat alone says of watching, on days of an area on which nothing is counted there; seats by id.
    #[must_use]
    pub fn watched_alone(&self) -> Vec<WatchedAlone> {
        let told: BTreeSet<(Day, &AreaId)> = self
            .outside_exercises(None)
            .filter_map(|incident| Some((incident.days.1, incident.area.as_ref()?)))
            .collect();
        let mut by_seat: BTreeMap<u16, BTreeMap<AreaId, (u32, u32)>> = BTreeMap::new();
        for ((day, area), watched) in &self.watched {
            let Some(seat) = watched.alone.filter(|_| !told.contains(&(*day, area))) else {
                continue;
            };
            let (days, late) = by_seat.entry(seat).or_default().entry(area.clone()).or_default();
            *days = days.saturating_add(1);
            *late = late.saturating_add(u32::from(watched.late));
        }
        let named = by_seat.into_iter().filter_map(|(seat, areas)| {
            Some(WatchedAlone { seat: self.seats.get(usize::from(seat))?.clone(), areas })
        });
        let mut named: Vec<WatchedAlone> = named.collect();
        named.sort_by(|one, other| one.seat.cmp(&other.seat));
        named
    }

    /// The incidents of a place that are no exercises.
    pub fn outside_exercises<'a>(
        &'a self,
        area: Where<'a>,
    ) -> impl Iterator<Item = &'a CountedIncident> + 'a {
        self.at(area).filter(|incident| !incident.exercise)
    }

    fn at<'a>(&'a self, area: Where<'a>) -> impl Iterator<Item = &'a CountedIncident> + 'a {
        self.incidents
            .iter()
            .filter(move |incident| area.is_none_or(|area| incident.area.as_ref() == Some(area)))
    }

    /// Daily counts without exercises.
    #[must_use]
    pub fn counts(&self, area: Where<'_>) -> DailyCounts {
        self.gathered(area, self.outside_exercises(area))
    }

    /// How many incidents of a day are exercises by every claim.
    #[must_use]
    pub fn exercises(&self, area: Where<'_>) -> BTreeMap<Day, u32> {
        let mut days = BTreeMap::new();
        for incident in self.at(area).filter(|incident| incident.exercise) {
            let count: &mut u32 = days.entry(incident.days.1).or_default();
            *count = count.saturating_add(1);
        }
        days
    }

    /// Daily counts of a party, at least and at most, as the claims have it.
    #[must_use]
    pub fn bounds_of(&self, party: usize, area: Where<'_>) -> (DailyCounts, DailyCounts) {
        let possible = || {
            let all = self.outside_exercises(area);
            all.filter(move |incident| incident.possible.contains(&party))
        };
        let certain = possible().filter(|incident| incident.certain);
        (self.gathered(area, certain), self.gathered(area, possible()))
    }

    /// The same of some incidents: a day on which nobody watched is missing unless one of them counts on it.
    pub(crate) fn gathered<'a>(
        &self,
        area: Where<'_>,
        incidents: impl Iterator<Item = &'a CountedIncident>,
    ) -> DailyCounts {
        let mut counts: Vec<Option<u32>> = self
            .first
            .through(self.last)
            .map(|day| self.is_watched(day, area).then_some(0))
            .collect();
        for incident in incidents {
            let place = usize::try_from(incident.days.1.since(self.first)).ok();
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count = Some(count.unwrap_or(0).saturating_add(1));
            }
        }
        DailyCounts { first: self.first, counts }
    }

    /// Incidents of a place that are told with a window of more than two days, so that their day says little.
    #[must_use]
    pub fn inexact(&self, area: Where<'_>) -> usize {
        let inexact =
            |incident: &&CountedIncident| incident.days.1.since(incident.days.0) >= EXACT_DAYS;
        self.outside_exercises(area).filter(inexact).count()
    }

    /// What was spent on watching a place, and how often it was kept from.
    #[must_use]
    pub fn efforts(&self, area: Where<'_>) -> Efforts {
        let is_here = |at: &Option<AreaId>| area.is_none_or(|area| at.as_ref() == Some(area));
        let spent = self.spent.iter().filter(|spent| is_here(&spent.area));
        let kept_away = self.kept_away.iter().filter(|(_, at)| is_here(at));
        let mut kept_away: Vec<Day> = kept_away.map(|(day, _)| *day).collect();
        kept_away.sort_unstable();
        let hours = spent.filter_map(|spent| Some((spent.days, spent.hours?)));
        Efforts { hours: hours.collect(), kept_away }
    }

    /// Hours of watching whose whole time lies in these days; none where no figure is on record.
    #[must_use]
    pub fn hours(&self, area: Where<'_>, span: (Day, Day)) -> Option<u64> {
        self.efforts(area).hours(span)
    }

    /// How often somebody was kept from watching in these days.
    #[must_use]
    pub fn kept_away(&self, area: Where<'_>, span: (Day, Day)) -> usize {
        self.efforts(area).kept_away(span)
    }

    /// Incidents as the tests of who follows whom want them: those of these areas that some party may have done, each
    /// possible party alike likely.
    #[must_use]
    pub fn uncertain(&self, areas: &[AreaId], parties: usize) -> Vec<Uncertain> {
        self.uncertain_at(areas, parties).map(|(told, _)| told).collect()
    }

    /// The same, with the days since the beginning of the first day where an incident is known to the hour.
    pub fn uncertain_at<'a>(
        &'a self,
        areas: &'a [AreaId],
        parties: usize,
    ) -> impl Iterator<Item = (Uncertain, Option<f64>)> + 'a {
        let place = |day: Day| usize::try_from(day.since(self.first)).unwrap_or(0);
        let told = move |incident: &CountedIncident| {
            let area = incident.area.as_ref()?;
            let zone = areas.iter().position(|known| known == area)?;
            let share = |party| if incident.possible.contains(&party) { 1.0 } else { 0.0 };
            let told =
                (!incident.exercise && !incident.possible.is_empty()).then(|| Uncertain {
                    zone,
                    days: (place(incident.days.0), place(incident.days.1)),
                    parties: (0..parties).map(share).collect(),
                })?;
            let since = incident.days.1.since(self.first);
            let at = |second: u32| f64::from(since) + f64::from(second) / f64::from(DAY_S);
            Some((told, incident.second_of_day.map(at)))
        };
        self.incidents.iter().filter_map(told)
    }
}

/// What was spent on watching one place, and how often it was kept from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Efforts {
    hours: Vec<((Day, Day), u32)>,
    kept_away: Vec<Day>,
}

impl Efforts {
    /// Hours of watching whose whole time lies in these days; none where no figure is on record.
    #[must_use]
    pub fn hours(&self, (from, through): (Day, Day)) -> Option<u64> {
        let inside =
            self.hours.iter().filter(|((first, last), _)| from <= *first && *last <= through);
        inside.fold(None, |sum, (_, hours)| {
            Some(sum.unwrap_or(0_u64).saturating_add(u64::from(*hours)))
        })
    }

    /// How often somebody was kept from watching in these days.
    #[must_use]
    pub fn kept_away(&self, (from, through): (Day, Day)) -> usize {
        let upto = self.kept_away.partition_point(|day| *day <= through);
        upto.saturating_sub(self.kept_away.partition_point(|day| *day < from))
    }
}

/// Which days were watched, where and by whom, and what was spent on it.
struct Watch {
    seats: Vec<SeatId>,
    areas: BTreeMap<(Day, AreaId), Watched>,
    /// Days of which anything is on record.
    anywhere: BTreeSet<Day>,
    /// Days on which the whole country was watched, as somebody says.
    country: BTreeSet<Day>,
    /// The areas that have an incident.
    with_incidents: BTreeSet<AreaId>,
    kept_away: Vec<(Day, Option<AreaId>)>,
    spent: Vec<Spent>,
    span: (Day, Day),
}

/// Who says so, and on which day it came on record.
#[derive(Clone, Copy)]
struct Teller<'a> {
    log: &'a SeatId,
    on_record: Option<Day>,
}

impl Watch {
    fn of(picture: &Picture, agreement: &Agreement, span: (Day, Day)) -> Self {
        let mut watch = Self {
            seats: Vec::new(),
            areas: BTreeMap::new(),
            anywhere: BTreeSet::new(),
            country: BTreeSet::new(),
            with_incidents: BTreeSet::new(),
            kept_away: Vec::new(),
            spent: Vec::new(),
            span,
        };
        let days = |window| days_of(agreement, window);
        let clock = agreement.clock();
        let teller = |log, recorded: Option<&Moment>| Teller {
            log,
            on_record: recorded.map(|at| clock.day_of(*at)),
        };
        for (address, effort) in &picture.efforts {
            let days = days(effort.window);
            // Somebody who says that nobody went out did not watch.
            if figures(effort).any(|figure| figure > 0) {
                let recorded = picture.recorded_at.get(address);
                watch.mark(teller(&address.log, recorded), days, effort.area.iter());
                watch.of_country(days, effort.area.as_ref());
            }
            watch.spent.push(Spent { area: effort.area.clone(), days, hours: effort.hours });
        }
        for (address, report) in picture.standing(&[Basis::Observed, Basis::Alleged]) {
            // What a claim tells, it tells of the day on which it counts.
            let (_, last) = days(report.window);
            let recorded = picture.recorded_at.get(address);
            watch.mark(teller(&address.log, recorded), (last, last), report.place.area.iter());
            watch.with_incidents.extend(report.place.area.iter().cloned());
        }
        for (address, report) in picture.standing(&[Basis::NothingSeen]) {
            let days = days(report.window);
            let recorded = picture.recorded_at.get(address);
            watch.mark(teller(&address.log, recorded), days, report.place.area.iter());
            watch.of_country(days, report.place.area.as_ref());
        }
        for (_, report) in picture.standing(&[Basis::Impediment]) {
            watch.kept_away.push((days(report.window).1, report.place.area.clone()));
        }
        watch.registers(picture, agreement);
        watch
    }

    /// A register that has no case in an area was kept by somebody who would have had one. Where another has cases, what
    /// happened is not on record incident by incident, and the day stays missing.
    fn registers(&mut self, picture: &Picture, agreement: &Agreement) {
        let mut with_cases: BTreeSet<(Day, &AreaId)> = BTreeSet::new();
        let mut without: Vec<(Day, &AreaId, Teller<'_>)> = Vec::new();
        for (address, register) in &picture.registers {
            let recorded = picture.recorded_at.get(address);
            let on_record = recorded.map(|at| agreement.clock().day_of(*at));
            let teller = Teller { log: &address.log, on_record };
            let listed = |area: &AreaId| {
                register.list.iter().find(|count| count.area.area.as_ref() == Some(area))
            };
            for area in agreement.areas() {
                let none = match listed(&area.id) {
                    Some(count) => count.cases == Some(0),
                    None => register.list_is_whole() || register.cases() == Some(0),
                };
                if none {
                    without.push((register.day, &area.id, teller));
                } else {
                    with_cases.insert((register.day, &area.id));
                }
            }
        }
        for (day, area, teller) in without {
            if !with_cases.contains(&(day, area)) {
                self.mark(teller, (day, day), [area].into_iter());
            }
        }
    }

    fn mark<'a>(
        &mut self,
        teller: Teller<'_>,
        (from, through): (Day, Day),
        areas: impl Iterator<Item = &'a AreaId>,
    ) {
        let (from, through) = (from.max(self.span.0), through.min(self.span.1));
        let areas: Vec<&AreaId> = areas.collect();
        let seat = self.seat(teller.log);
        for day in from.through(through) {
            self.anywhere.insert(day);
            let late = teller.on_record.is_some_and(|on| on.since(day) > LATE_DAYS);
            for area in &areas {
                let watched = Watched { alone: Some(seat), late };
                let known = self.areas.entry((day, (*area).clone())).or_insert(watched);
                known.alone = known.alone.filter(|known| *known == seat);
                known.late &= late;
            }
        }
    }

    /// The place of a seat among those that were named so far.
    fn seat(&mut self, log: &SeatId) -> u16 {
        let place = self.seats.iter().position(|known| known == log).unwrap_or_else(|| {
            self.seats.push(log.clone());
            self.seats.len().saturating_sub(1)
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    fn of_country(&mut self, (from, through): (Day, Day), area: Option<&AreaId>) {
        if area.is_none() {
            let days = from.max(self.span.0).through(through.min(self.span.1));
            self.country.extend(days);
        }
    }

    /// The days on which somebody watched the country, or at least half of the areas that have an incident.
    fn whole(&self) -> BTreeSet<Day> {
        let mut areas: BTreeMap<Day, usize> = BTreeMap::new();
        for (day, area) in self.areas.keys() {
            if self.with_incidents.contains(area) {
                let number = areas.entry(*day).or_default();
                *number = number.saturating_add(1);
            }
        }
        let most = areas.into_iter();
        let most = most.filter(|(_, number)| {
            number.saturating_mul(2) >= self.with_incidents.len() && *number > 0
        });
        self.country.iter().copied().chain(most.map(|(day, _)| day)).collect()
    }
}

/// The figures that an effort states.
fn figures(effort: &Effort) -> impl Iterator<Item = u32> {
    [effort.cameras, effort.hours, effort.patrols].into_iter().flatten()
}

fn days_of(agreement: &Agreement, window: Window) -> (Day, Day) {
    let clock = agreement.clock();
    (clock.day_of(window.earliest()), clock.day_of(window.latest()))
}

/// The reports of an incident that say that it happened.
fn asserting(picture: &Picture, incident: &Incident) -> Box<[ReportAt]> {
    let claims = picture.claims(incident);
    let asserting = claims.filter(|(_, report)| report.stance == Stance::Asserts);
    asserting.map(|(address, _)| (address.log.clone(), address.index)).collect()
}

/// The place of the one source that says that an incident happened; none if several do.
fn told_by_one(picture: &Picture, incident: &Incident, sources: &[SourceId]) -> Option<u32> {
    let claims = picture.claims(incident).map(|(_, report)| report);
    let mut told = claims.filter(|report| report.stance == Stance::Asserts);
    let one = &told.next()?.source;
    let place = sources.binary_search(one).ok()?;
    told.all(|report| report.source == *one).then(|| u32::try_from(place).ok())?
}

impl CountedIncident {
    /// An incident as it counts, without the reports behind it; none if no claim of it, first recorded first, asserts
    /// that it happened.
    #[must_use]
    pub fn of(agreement: &Agreement, window: Window, claims: &[&Report]) -> Option<Self> {
        let asserting = || claims.iter().filter(|report| report.stance == Stance::Asserts);
        asserting().next()?;
        let exercise = asserting().all(|report| report.exemption == Some(Exemption::Exercise));
        let parties: Vec<&ActorId> = agreement.parties().map(|party| &party.id).collect();
        let mut named: Vec<Option<usize>> = Vec::new();
        let mut unknown = false;
        for report in asserting() {
            for accused in &report.accused {
                match accused.actor.as_ref() {
                    None => unknown = true,
                    Some(actor) => named.push(party_of(agreement, &parties, actor)),
                }
            }
        }
        let disputed = claims.iter().any(|report| report.stance == Stance::DeniesAuthorship);
        let everybody = unknown || named.is_empty();
        let mut possible: BTreeSet<usize> = named.iter().copied().flatten().collect();
        let certain =
            !everybody && !disputed && possible.len() == 1 && named.iter().all(Option::is_some);
        if everybody || disputed {
            possible.extend(0..parties.len());
        }
        let killed = || asserting().filter_map(|report| Some(report.harm.killed?.least()));
        let mut places: Vec<_> = asserting().map(|report| &report.place).collect();
        places.sort_by_key(|place| (place.position.is_none(), place.radius_m));
        Some(Self {
            acts: asserting().map(|report| report.act).collect(),
            area: places.iter().find_map(|place| place.area.clone()),
            days: days_of(agreement, window),
            second_of_day: second_of_day(agreement, window),
            exercise,
            possible,
            certain,
            killed: killed().min().zip(killed().max()),
            reports: Box::default(),
            told_by_one: None,
        })
    }
}

/// The middle of a window of an hour at most, in seconds after midnight of the day on which it ends.
fn second_of_day(agreement: &Agreement, window: Window) -> Option<u32> {
    if window.length_s() > HOUR_S {
        return None;
    }
    let clock = agreement.clock();
    let midnight = clock.moment_of(clock.day_of(window.latest()), 0);
    let half = window.length_s().checked_div(2)?;
    u32::try_from(window.earliest().plus(half).since(midnight).max(0)).ok()
}

/// The place in order of the party on whose side an actor stands.
fn party_of(agreement: &Agreement, parties: &[&ActorId], actor: &ActorId) -> Option<usize> {
    let side = agreement.actor(actor).and_then(Actor::side)?;
    parties.iter().position(|party| *party == side)
}
