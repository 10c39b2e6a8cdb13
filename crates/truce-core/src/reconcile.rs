//! The seats' counts of one day, held against each other and against the incidents.
//!
//! No fused "true" number is made. Each figure that a seat states is divided
//! into four parts, which always add up to it:
//!
//! | part | what is known |
//! |---|---|
//! | matched | an incident is on record that this seat's and another seat's own sources both report |
//! | contested | another seat says that it does not confirm the case, or denies the incident |
//! | one-sided | more cases than any other seat registered there, so no other list can hold them |
//! | unexplained | the rest: another list may hold the same cases, but nothing on record says so |

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::entry::Address;
use crate::id::{AreaId, SeatId, SourceId};
use crate::incident::{Incident, Incidents};
use crate::lineage::Lineage;
use crate::matching::Matcher;
use crate::matching::one_to_one::OneToOne;
use crate::register::{Contradiction, Register, Review};
use crate::report::{Report, Stance};
use crate::source::Source;
use crate::spread::Spread;
use crate::time::{Day, DutyClock, Moment, Window};

/// A register on record: where, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stated {
    /// The entry.
    pub address: Address,
    /// How it contradicts itself.
    pub contradictions: Vec<Contradiction>,
    /// What it says.
    pub register: Register,
}

/// What is on record of one seat's register of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatDay {
    /// The one that is used: the seat's own entry, or else the first told by another; `None` if there is none.
    pub used: Option<Stated>,
    /// Whether the one used stands in the seat's own log.
    pub own: bool,
    /// Others for the same day, each with what it states differently.
    pub others: Vec<Stated>,
}

impl SeatDay {
    /// The register that is used.
    #[must_use]
    pub fn register(&self) -> Option<&Register> {
        self.used.as_ref().map(|stated| &stated.register)
    }

    /// What other seats say of these cases, in whichever log it stands.
    pub fn reviews(&self) -> impl Iterator<Item = &Review> {
        self.used.iter().chain(&self.others).flat_map(|stated| &stated.register.reviews)
    }
}

/// The four parts of one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Parts {
    /// Not confirmed by another seat.
    pub contested: u32,
    /// On record from two seats.
    pub matched: u32,
    /// More than any other seat registered.
    pub one_sided: u32,
    /// The rest.
    pub unexplained: u32,
}

impl Parts {
    /// What they add up to: the figure.
    #[must_use]
    pub fn sum(self) -> u32 {
        self.matched
            .saturating_add(self.contested)
            .saturating_add(self.one_sided)
            .saturating_add(self.unexplained)
    }

    /// Part by part.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            contested: self.contested.saturating_add(other.contested),
            matched: self.matched.saturating_add(other.matched),
            one_sided: self.one_sided.saturating_add(other.one_sided),
            unexplained: self.unexplained.saturating_add(other.unexplained),
        }
    }
}

/// What one seat states of one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Cell {
    /// The seat registered so many.
    Figure {
        /// How many.
        cases: u32,
        /// What is known of them.
        parts: Parts,
    },
    /// The area is named, without a figure.
    NamedOnly,
    /// The seat's list is whole and does not name the area.
    NotListed,
    /// The seat has no list that would say.
    NoList,
}

/// One area of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which area; `None`: cases that the registers do not assign to any.
    pub area: Option<AreaId>,
    /// What each seat states; every seat that has a register that day.
    pub cells: BTreeMap<SeatId, Cell>,
    /// The most cases that could be the same ones in two lists.
    pub overlap_at_most: u32,
    /// Incidents there that a seat's own source put to this day.
    pub incidents: BTreeSet<Address>,
}

/// One day, reconciled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// The day.
    pub day: Day,
    /// Area by area, those with figures; the unassigned last.
    pub rows: Vec<Row>,
    /// Seat by seat, in the order given, with or without a register.
    pub seats: Vec<(SeatId, SeatDay)>,
    /// For each two seats whose own sources reported events of the day: how many events both lists hold.
    pub lists: Vec<Lists>,
    /// The sum of the parts over all rows, by seat.
    pub totals: BTreeMap<SeatId, Parts>,
    /// The most cases that could be the same ones in two lists, all areas together.
    pub overlap_at_most: u32,
}

/// Two seats' own reports of a day, event by event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lists {
    /// What they have in common.
    pub common: OneToOne,
    /// The seats, in the agreement's order.
    pub seats: (SeatId, SeatId),
}

/// What reconciliation looks at.
pub struct Books<'a> {
    /// The agreement's clock.
    pub clock: &'a DutyClock,
    /// Which logs are whose.
    pub lineage: &'a Lineage,
    /// What matched the reports.
    pub matcher: &'a Matcher,
    /// Every register, by address.
    pub registers: &'a BTreeMap<Address, Register>,
    /// Every report, by address.
    pub reports: &'a BTreeMap<Address, Arc<Report>>,
    /// The seats, in the agreement's order.
    pub seats: Vec<SeatId>,
    /// Every source.
    pub sources: &'a BTreeMap<SourceId, Source>,
}

/// Reconciles every day for which a register is on record.
///
/// Cost: one pass over the registers, then a step for each area of each day.
#[must_use]
pub fn reconcile(
    books: &Books<'_>,
    told: &DaysTold,
    spread: &dyn Spread,
) -> BTreeMap<Day, Reconciliation> {
    let mut by_day: BTreeMap<Day, Vec<(&Address, &Register)>> = BTreeMap::new();
    for (address, register) in books.registers {
        by_day.entry(register.day).or_default().push((address, register));
    }
    let by_day: Vec<(Day, Vec<_>)> = by_day.into_iter().collect();
    let one_day =
        |(day, registers): &(Day, Vec<_>)| (*day, reconcile_day(books, told, *day, registers));
    spread.over(&by_day, one_day).into_iter().collect()
}

/// The incidents of a day, by area.
type SharedByArea = BTreeMap<Option<AreaId>, BTreeMap<Address, Shared>>;

/// Reports of seats' own sources that assert an event, by seat.
type OwnReports = BTreeMap<SeatId, BTreeSet<Address>>;

/// Reconciles one day, of which all registers are given, in the order of their addresses.
pub(crate) fn reconcile_day(
    books: &Books<'_>,
    told: &DaysTold,
    day: Day,
    registers: &[(&Address, &Register)],
) -> Reconciliation {
    let (nothing_shared, nothing_own) = (SharedByArea::new(), OwnReports::new());
    let shared = told.shared.get(&day).unwrap_or(&nothing_shared);
    let own = told.own.get(&day).unwrap_or(&nothing_own);
    let of_seat = |seat: &SeatId| (seat.clone(), seat_day(seat, registers, books.lineage));
    let seats: Vec<(SeatId, SeatDay)> = books.seats.iter().map(of_seat).collect();
    let used: BTreeMap<&SeatId, &SeatDay> = seats
        .iter()
        .filter(|(_, held)| held.used.is_some())
        .map(|(seat, held)| (seat, held))
        .collect();
    let mut areas: BTreeSet<Option<AreaId>> = BTreeSet::new();
    for register in used.values().filter_map(|held| held.register()) {
        areas.extend(register.list.iter().map(|count| count.area.area.clone()));
        if unassigned(register) > 0 {
            areas.insert(None);
        }
    }
    areas.extend(shared.keys().cloned());
    let mut ordered: Vec<Option<AreaId>> = areas.into_iter().collect();
    // The unassigned last.
    ordered.sort_by_key(|area| (area.is_none(), area.clone()));
    let nothing = BTreeMap::new();
    let rows: Vec<Row> = ordered
        .into_iter()
        .map(|area| {
            let incidents = shared.get(&area).unwrap_or(&nothing);
            row(&used, area, incidents)
        })
        .collect();
    let mut totals: BTreeMap<SeatId, Parts> = BTreeMap::new();
    for (seat, cell) in rows.iter().flat_map(|row| &row.cells) {
        if let Cell::Figure { parts, .. } = cell {
            let total = totals.entry(seat.clone()).or_default();
            *total = total.plus(*parts);
        }
    }
    let overlap_at_most =
        rows.iter().fold(0_u32, |sum, row| sum.saturating_add(row.overlap_at_most));
    let lists = lists(books, own);
    Reconciliation { day, rows, seats, lists, totals, overlap_at_most }
}

/// The registers on record for a seat's day: its own first, then as told by others.
fn seat_day(seat: &SeatId, registers: &[(&Address, &Register)], lineage: &Lineage) -> SeatDay {
    let own = |held: &Stated| lineage.seat_of(&held.address.log) == seat;
    let mut stated: Vec<Stated> = registers
        .iter()
        .filter(|(_, register)| register.seat == *seat)
        .map(|(address, register)| Stated {
            address: (*address).clone(),
            contradictions: register.contradictions(),
            register: (*register).clone(),
        })
        .collect();
    // The seat's own, then those with a whole list, then by address.
    stated.sort_by_key(|held| {
        let (_, number, _) = lineage.turn(&held.address);
        (!own(held), !held.register.list_is_whole(), number, held.address.clone())
    });
    let mut stated = stated.into_iter();
    let used = stated.next();
    let own = used.as_ref().is_some_and(own);
    SeatDay { used, own, others: stated.collect() }
}

/// The day on which a seat would count a report: when its source sent it, or else when the event ended.
#[must_use]
pub fn counted_on(clock: &DutyClock, window: Window, sent_at: Option<Moment>) -> Day {
    clock.day_of(sent_at.unwrap_or(window.latest()))
}

/// What the seats' own sources say of one incident on one day.
#[derive(Debug, Clone, Default)]
struct Shared {
    asserted_by: BTreeSet<SeatId>,
    denied_by: BTreeSet<SeatId>,
}

/// What the seats' own sources tell of each day; incidents come and go.
#[derive(Debug, Clone, Default)]
pub struct DaysTold {
    /// The incidents that a seat's own source put to a day, by day and area.
    shared: BTreeMap<Day, SharedByArea>,
    /// The reports that assert an event, by the day on which the seat would count it.
    own: BTreeMap<Day, OwnReports>,
    /// On which days an incident stands.
    days: BTreeMap<Address, BTreeSet<Day>>,
}

impl DaysTold {
    /// What is told by all of some incidents, spread over some hands.
    #[must_use]
    pub fn of(books: &Books<'_>, incidents: &Incidents, spread: &dyn Spread) -> Self {
        let incidents: Vec<&Incident> = incidents.iter().collect();
        let length = incidents.len().div_ceil(spread.ways()).max(1);
        let pieces = spread.each(incidents.chunks(length).collect(), |incidents| {
            let mut told = Self::default();
            for incident in incidents {
                told.enter(books, incident);
            }
            told
        });
        pieces.into_iter().reduce(Self::with).unwrap_or_default()
    }

    /// What is told by other incidents too.
    fn with(mut self, other: Self) -> Self {
        self.days.extend(other.days);
        for (day, areas) in other.shared {
            let here = self.shared.entry(day).or_default();
            for (area, incidents) in areas {
                here.entry(area).or_default().extend(incidents);
            }
        }
        for (day, seats) in other.own {
            let here = self.own.entry(day).or_default();
            for (seat, reports) in seats {
                here.entry(seat).or_default().extend(reports);
            }
        }
        self
    }

    /// Puts an incident to its days, and returns them.
    pub(crate) fn enter(&mut self, books: &Books<'_>, incident: &Incident) -> BTreeSet<Day> {
        let mut days: BTreeMap<Day, (Shared, BTreeSet<Option<AreaId>>)> = BTreeMap::new();
        for address in &incident.reports {
            let Some(report) = books.reports.get(address) else { continue };
            let source = books.sources.get(&report.source);
            let Some(seat) = source.and_then(|source| source.seat.clone()) else { continue };
            let day = counted_on(books.clock, report.window, report.sent_at);
            let (shared, areas) = days.entry(day).or_default();
            areas.insert(report.place.area.clone());
            match report.stance {
                Stance::DeniesEvent => {
                    shared.denied_by.insert(seat);
                }
                Stance::Asserts | Stance::DeniesAuthorship => {
                    let own = self.own.entry(day).or_default();
                    own.entry(seat.clone()).or_default().insert(address.clone());
                    shared.asserted_by.insert(seat);
                }
            }
        }
        let stands: BTreeSet<Day> = days.keys().copied().collect();
        for (day, (shared, areas)) in days {
            // Where the seats differ on the area one is taken; the difference shows in the incident.
            let area = areas.into_iter().max().flatten();
            let of_day = self.shared.entry(day).or_default();
            of_day.entry(area).or_default().insert(incident.id.clone(), shared);
        }
        if !stands.is_empty() {
            self.days.insert(incident.id.clone(), stands.clone());
        }
        stands
    }

    /// Takes an incident off its days, as it was put there, and returns them.
    pub(crate) fn leave(&mut self, incident: &Incident) -> BTreeSet<Day> {
        let days = self.days.remove(&incident.id).unwrap_or_default();
        for day in &days {
            if let Some(areas) = self.shared.get_mut(day) {
                areas.retain(|_, incidents| {
                    incidents.remove(&incident.id);
                    !incidents.is_empty()
                });
            }
            if let Some(seats) = self.own.get_mut(day) {
                seats.retain(|_, reports| {
                    incident.reports.iter().for_each(|report| {
                        reports.remove(report);
                    });
                    !reports.is_empty()
                });
            }
        }
        days
    }
}

/// What each two seats' own reports have in common.
fn lists(books: &Books<'_>, own: &OwnReports) -> Vec<Lists> {
    let mut found = Vec::new();
    let mut left = books.seats.iter();
    while let Some(one) = left.next() {
        for other in left.clone() {
            if let (Some(here), Some(there)) = (own.get(one), own.get(other)) {
                let common = books.matcher.one_to_one(here, there);
                found.push(Lists { common, seats: (one.clone(), other.clone()) });
            }
        }
    }
    found
}

/// Cases of the total that the list does not assign to an area.
fn unassigned(register: &Register) -> u32 {
    let named_only = register.list.iter().any(|count| count.cases.is_none());
    match register.total {
        // The areas are named, so the rest lies in them, not nowhere.
        Some(_) if named_only => 0,
        Some(total) => total.saturating_sub(register.listed_sum().unwrap_or(0)),
        None => 0,
    }
}

/// What a register states of an area: the figure, or why there is none.
fn stated(register: &Register, area: Option<&AreaId>) -> Result<u32, Cell> {
    let Some(area) = area else {
        let cases = unassigned(register);
        return if cases > 0 { Ok(cases) } else { Err(Cell::NotListed) };
    };
    let lines: Vec<_> =
        register.list.iter().filter(|count| count.area.area.as_ref() == Some(area)).collect();
    let figures = lines.iter().filter_map(|count| count.cases);
    let sum = figures.fold(None, |sum, cases| Some(sum.unwrap_or(0_u32).saturating_add(cases)));
    match sum {
        Some(cases) => Ok(cases),
        None if !lines.is_empty() => Err(Cell::NamedOnly),
        // A list that is whole, or a total of none, says that there was nothing here.
        None if register.list_is_whole() || register.cases() == Some(0) => Err(Cell::NotListed),
        None => Err(Cell::NoList),
    }
}

fn row(
    used: &BTreeMap<&SeatId, &SeatDay>,
    area: Option<AreaId>,
    incidents: &BTreeMap<Address, Shared>,
) -> Row {
    let figures: BTreeMap<&SeatId, Result<u32, Cell>> = used
        .iter()
        .filter_map(|(seat, held)| Some((*seat, stated(held.register()?, area.as_ref()))))
        .collect();
    let mut cells = BTreeMap::new();
    for (seat, figure) in &figures {
        let cell = match figure {
            Err(cell) => *cell,
            Ok(cases) => {
                let others = figures.iter().filter(|(other, _)| *other != seat);
                let bound = others
                    .map(|(_, other)| match other {
                        Ok(other) => Some(*other),
                        Err(Cell::NotListed) => Some(0),
                        Err(_) => None,
                    })
                    .try_fold(0, |most: u32, other| other.map(|other| most.max(other)));
                // With nobody else's register there is nothing to be one-sided against.
                let bound = bound.filter(|_| figures.len() > 1 && area.is_some());
                let doubted = used.get(seat).map_or(0, |held| doubted(held, seat, *cases));
                Cell::Figure {
                    cases: *cases,
                    parts: divide(*cases, bound, doubted, seat, incidents),
                }
            }
        };
        cells.insert((*seat).clone(), cell);
    }
    let mut sizes: Vec<u32> = figures.values().filter_map(|f| f.as_ref().ok().copied()).collect();
    sizes.sort_unstable();
    // The second largest: no more cases than that can stand in two lists.
    let overlap_at_most = sizes.iter().rev().nth(1).copied().unwrap_or(0);
    Row { area, cells, overlap_at_most, incidents: incidents.keys().cloned().collect() }
}

/// How many of `cases` another seat does not confirm, as far as that can be said of one area:
/// all of them if it confirms none at all, otherwise none can be named.
fn doubted(held: &SeatDay, seat: &SeatId, cases: u32) -> u32 {
    let total = held.register().and_then(Register::cases);
    let none_confirmed = held.reviews().any(|review| {
        let refused =
            review.not_confirmed.unwrap_or(0).saturating_add(review.excluded_target.unwrap_or(0));
        review.by != *seat && review.not_confirmed.is_some() && total.is_some_and(|t| refused >= t)
    });
    if none_confirmed { cases } else { 0 }
}

/// Divides one figure into its four parts.
fn divide(
    cases: u32,
    bound: Option<u32>,
    doubted: u32,
    seat: &SeatId,
    incidents: &BTreeMap<Address, Shared>,
) -> Parts {
    let count = |wanted: &dyn Fn(&Shared) -> bool| {
        u32::try_from(incidents.values().filter(|shared| wanted(shared)).count())
            .unwrap_or(u32::MAX)
    };
    let by_another = |side: &BTreeSet<SeatId>| side.iter().any(|other| other != seat);
    let matched =
        count(&|shared| shared.asserted_by.contains(seat) && by_another(&shared.asserted_by));
    let denied = count(&|shared| {
        let mine = shared.asserted_by.contains(seat) && !by_another(&shared.asserted_by);
        mine && by_another(&shared.denied_by)
    });
    let matched = matched.min(cases);
    let rest = cases.saturating_sub(matched);
    let contested = denied.max(doubted).min(rest);
    let rest = rest.saturating_sub(contested);
    let beyond = bound.map_or(0, |bound| cases.saturating_sub(bound));
    let one_sided = beyond.min(rest);
    Parts { contested, matched, one_sided, unexplained: rest.saturating_sub(one_sided) }
}
