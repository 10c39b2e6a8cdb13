//! What is known of compliance: for each party, provision, zone and week, what was told and what came of it.
//!
//! Beside every figure stands how much was watched there and who was kept from watching. Rows stand in the agreement's
//! order, and no figure puts one party before another: where more is watched, more is told.
//!
//! # What is counted where
//! - A **week** is seven days, counted from the day on which the agreement came into force, as its clock cuts days.
//! - An incident counts in the week in which its window begins, and in the one zone that surely holds its place, as
//!   the report tells it that tells it most exactly: the first of the agreement's zones that are parts of the
//!   territory, else the whole territory, else none.
//! - It counts once for each party on whose side somebody is blamed in one of its versions, under each provision that
//!   the version touches; where nobody on a party's side is blamed, in a row without a party.
//! - A case counts with its incident, once under each of its provisions, for the side that is accused. A breach that is
//!   determined counts for the side of whoever is found to have done it, and a remedy for the side of whom it is asked.
//!
//! INVARIANT: the cells add up to the totals; a pure function of the picture; exchange the parties, and the rows are
//! exchanged. Kept by [`compliance`].

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::decision::Joint;
use super::finding::Conclusion;
use super::{Case, RemedyState, State};
use crate::agreement::{Actor, Agreement, Zone};
use crate::assessment::Outcome;
use crate::bulletin::Period;
use crate::entry::Address;
use crate::id::{ActorId, AreaId, ProvisionId, ZoneId};
use crate::incident::Incident;
use crate::kleene::Truth;
use crate::picture::Picture;
use crate::place::Place;
use crate::report::Basis;
use crate::time::{Day, Moment, Window};

/// Seven days, counted from the day on which the agreement came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Week {
    /// 1 for the first; 0 and less before the agreement was in force.
    pub number: i32,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
}

impl Week {
    /// The days in one.
    const DAYS: i32 = 7;

    /// The week that holds a day.
    #[must_use]
    pub fn of(agreement: &Agreement, day: Day) -> Self {
        let first = agreement.clock().day_of(agreement.in_force);
        let whole = day.since(first).checked_div_euclid(Self::DAYS).unwrap_or_default();
        let from = first.plus(whole.saturating_mul(Self::DAYS));
        Self { number: whole.saturating_add(1), from, to: from.plus(Self::DAYS.saturating_sub(1)) }
    }
}

macro_rules! figures {
    ($($(#[$doc:meta])* $name:ident { $($(#[$said:meta])* $field:ident,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
        pub struct $name {
            $($(#[$said])* pub $field: u64,)+
        }

        impl $name {
            fn add(&mut self, other: &Self) {
                $(self.$field = self.$field.saturating_add(other.$field);)+
            }
        }
    )+};
}

figures! {
    /// Incidents by what they would mean, each counted once.
    IncidentFigures {
        /// Every version that blames the party: an apparent breach.
        apparent_breach,
        /// Nothing that the provision forbids.
        consistent,
        /// The provision does not reach it.
        outside_coverage,
        /// Not enough is known.
        insufficient,
        /// Versions come to different outcomes.
        versions_differ,
    }
    /// Cases by how far they came.
    CaseFigures {
        /// All of them; the sum of the next four.
        opened,
        /// Too few seats admitted them.
        not_admitted,
        /// They have no outcome yet.
        under_way,
        /// The seats agreed.
        agreed,
        /// They did not.
        no_agreement,
        /// Of those with an outcome: a clock ended them.
        by_clock,
        /// Breaches determined, by whoever is found to have done it.
        breaches,
    }
    /// Replies of the accused side, where a seat answers for it.
    ReplyFigures {
        /// Before the clock ran out.
        in_time,
        /// After.
        late,
        /// None, and the clock has run out.
        none,
        /// None yet.
        pending,
    }
    /// Remedies that were asked jointly.
    RemedyFigures {
        /// All of them; the sum of the next five.
        asked,
        /// Checked, and done.
        met,
        /// Checked, and not done.
        missed,
        /// Their day is over, and nobody checked.
        overdue,
        /// Checked, and it could not be measured.
        not_measured,
        /// Their day is to come.
        pending,
    }
}

/// All that is counted; and how long things took, in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Cases.
    pub cases: CaseFigures,
    /// From opening to outcome, the middle one of all cases with an outcome, of two the shorter; none if there is none.
    pub determine_s_median: Option<i64>,
    /// Incidents.
    pub incidents: IncidentFigures,
    /// Remedies.
    pub remedies: RemedyFigures,
    /// Replies.
    pub replies: ReplyFigures,
    /// From the question, or from the opening if none is on record, to the first reply: the middle one, as above.
    pub reply_s_median: Option<i64>,
}

/// What was spent on watching. `None`: no entry gives that figure, which is not zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Watched {
    /// Entries whose window meets the week.
    pub entries: u64,
    /// Hours, of entries whose window lies in the week whole.
    pub hours: Option<u64>,
    /// Patrols, of the same.
    pub patrols: Option<u64>,
}

/// How much was watched in a zone and a week, and who was kept from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Watch {
    /// In areas that the zone touches. `None`: no effort is on record, and nothing told means nothing.
    pub effort: Option<Watched>,
    /// In the whole country, of which it is not told how much was spent here.
    pub country_wide: Option<Watched>,
    /// Reports that somebody was kept from watching at a place that lies, or may lie, in the zone.
    pub impediments: u64,
}

/// What is counted for one party, provision, zone and week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// On whose side somebody is blamed; none: nobody on a party's side.
    pub party: Option<ActorId>,
    /// Under which provision.
    pub provision: ProvisionId,
    /// What is counted.
    pub tally: Tally,
    /// How much was watched.
    pub watch: Watch,
    /// Which week.
    pub week: Week,
    /// Which zone; none: not known which one holds the place.
    pub zone: Option<ZoneId>,
}

/// A zone and a week of which nothing is told, and where somebody watched or was kept from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quiet {
    /// How much was watched.
    pub watch: Watch,
    /// Which week.
    pub week: Week,
    /// Which zone.
    pub zone: ZoneId,
}

/// What is known of compliance in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compliance {
    /// Cases of the period, each once.
    pub cases: u64,
    /// Incidents of the period, each once.
    pub incidents: u64,
    /// Of these: such as touch no provision, or are only denied. They stand in no row.
    pub incidents_elsewhere: u64,
    /// The period.
    pub period: Period,
    /// Where nothing is told, by zone and week.
    pub quiet: Vec<Quiet>,
    /// In the agreement's order of parties, provisions and zones, then by week; only those in which something counts.
    pub rows: Vec<Row>,
    /// The sum over all rows.
    pub totals: Tally,
    /// Entries that this program cannot read.
    pub unread: u64,
    /// Deeds in cases that wait for an entry that they name.
    pub waiting: u64,
}

/// What is known of compliance in a period.
///
/// Cost: a step for each incident, claim, case, effort and report; for an effort or an impediment, one for each week
/// that it lasts.
#[must_use]
pub fn compliance(picture: &Picture, agreement: &Agreement, period: Period) -> Compliance {
    let mut book = Book::new(picture, agreement, period);
    for incident in &picture.incidents {
        book.enter_incident(incident);
    }
    for case in picture.docket.cases.values() {
        book.enter_case(case);
    }
    let watches = watches(picture, agreement, period);
    book.close(&watches)
}

/// Where something counts: party, provision, zone (by their places in the agreement, after the last if none) and week.
type Key = (usize, usize, usize, i32);

/// What is counted in one cell.
#[derive(Default)]
struct Cell {
    determined_s: Vec<i64>,
    replied_s: Vec<i64>,
    tally: Tally,
}

struct Book<'a> {
    agreement: &'a Agreement,
    cases: u64,
    cells: BTreeMap<Key, Cell>,
    incidents: u64,
    incidents_elsewhere: u64,
    now: Moment,
    parties: Vec<&'a ActorId>,
    period: Period,
    picture: &'a Picture,
    zones_of: BTreeMap<&'a Place, usize>,
}

fn count(figure: &mut u64) {
    *figure = figure.saturating_add(1);
}

impl<'a> Book<'a> {
    fn new(picture: &'a Picture, agreement: &'a Agreement, period: Period) -> Self {
        Self {
            agreement,
            cases: 0,
            cells: BTreeMap::new(),
            incidents: 0,
            incidents_elsewhere: 0,
            now: picture.recorded_at.values().max().copied().unwrap_or(agreement.in_force),
            parties: agreement.parties().map(|party| &party.id).collect(),
            period,
            picture,
            zones_of: BTreeMap::new(),
        }
    }

    /// The place in order of the party on whose side an actor stands.
    fn party(&self, actor: Option<&ActorId>) -> usize {
        let side = actor.and_then(|actor| self.agreement.actor(actor)).and_then(Actor::side);
        let found = self.parties.iter().position(|party| Some(*party) == side);
        found.unwrap_or(self.parties.len())
    }

    fn provision(&self, id: &ProvisionId) -> usize {
        let mut provisions = self.agreement.provisions.iter();
        provisions.position(|provision| provision.id == *id).unwrap_or(usize::MAX)
    }

    fn week(&self, day: Day) -> i32 {
        Week::of(self.agreement, day).number
    }

    fn day(&self, incident: &Incident) -> Day {
        self.agreement.clock().day_of(incident.window.earliest())
    }

    /// The place in order of the zone that surely holds an incident.
    fn zone(&mut self, incident: &Incident) -> usize {
        let agreement = self.agreement;
        let Some(place) = place_of(self.picture, incident) else { return agreement.zones.len() };
        *self.zones_of.entry(place).or_insert_with(|| surely_in(agreement, place))
    }

    fn cell(&mut self, key: Key) -> &mut Cell {
        self.cells.entry(key).or_default()
    }

    fn enter_incident(&mut self, incident: &Incident) {
        let day = self.day(incident);
        if !self.period.holds(day) {
            return;
        }
        count(&mut self.incidents);
        let mut kinds: BTreeMap<(usize, usize), Vec<&Outcome>> = BTreeMap::new();
        for version in self.picture.versions.get(&incident.id).into_iter().flatten() {
            let parties = self.blamed(&version.reports);
            for assessment in &version.assessments {
                let provision = self.provision(&assessment.provision);
                for party in &parties {
                    kinds.entry((*party, provision)).or_default().push(&assessment.outcome);
                }
            }
        }
        if kinds.is_empty() {
            count(&mut self.incidents_elsewhere);
            return;
        }
        let (zone, week) = (self.zone(incident), self.week(day));
        for ((party, provision), outcomes) in kinds {
            let figures = &mut self.cell((party, provision, zone, week)).tally.incidents;
            count(kind(figures, &outcomes));
        }
    }

    /// The parties on whose sides somebody is blamed by the reports of a version, which all blame the same.
    fn blamed(&self, reports: &[Address]) -> BTreeSet<usize> {
        let report = reports.first().and_then(|address| self.picture.reports.get(address));
        let accused = report.into_iter().flat_map(|report| &report.accused);
        let mut parties: BTreeSet<usize> =
            accused.map(|named| self.party(named.actor.as_ref())).collect();
        let nobody = self.parties.len();
        // Whoever is blamed beside a party's own belongs to none: the incident counts for the party.
        if parties.len() > 1 {
            parties.remove(&nobody);
        }
        if parties.is_empty() {
            parties.insert(nobody);
        }
        parties
    }

    fn enter_case(&mut self, case: &Case) {
        let incident = self.picture.incident_of(&case.opening.about);
        let opened = self.agreement.clock().day_of(case.opened.when);
        let day = incident.map_or(opened, |incident| self.day(incident));
        if !self.period.holds(day) {
            return;
        }
        count(&mut self.cases);
        let nowhere = self.agreement.zones.len();
        let zone = incident.map_or(nowhere, |incident| self.zone(incident));
        let (week, now) = (self.week(day), self.now);
        let party = self.party(case.opening.accused.as_ref());
        let heard = !case.answering(self.agreement).is_empty();
        for id in &case.opening.provisions {
            let provision = self.provision(id);
            let cell = self.cell((party, provision, zone, week));
            enter_course(cell, case, id);
            if heard {
                enter_reply(cell, case, now);
            }
            if let Some(by) = breach(case, id) {
                let key = (self.party(Some(by)), provision, zone, week);
                count(&mut self.cell(key).tally.cases.breaches);
            }
            for remedy in case.remedies.values() {
                let key = (self.party(Some(&remedy.asking.asked_of)), provision, zone, week);
                if remedy.state != RemedyState::Proposed {
                    enter_remedy(&mut self.cell(key).tally.remedies, remedy.state);
                }
            }
        }
    }

    fn close(self, watches: &Watches) -> Compliance {
        let (agreement, docket) = (self.agreement, &self.picture.docket);
        let mut totals = Cell::default();
        let mut rows = Vec::new();
        for ((party, provision, zone, week), mut cell) in self.cells {
            let Some(provision) = agreement.provisions.get(provision) else { continue };
            totals.add(&cell);
            rows.push(Row {
                party: self.parties.get(party).map(|party| (*party).clone()),
                provision: provision.id.clone(),
                tally: cell.close(),
                watch: watches.get(&(zone, week)).copied().unwrap_or_default(),
                week: numbered(agreement, week),
                zone: agreement.zones.get(zone).map(|zone| zone.id.clone()),
            });
        }
        let quiet = quiet(agreement, watches, &rows);
        Compliance {
            cases: self.cases,
            incidents: self.incidents,
            incidents_elsewhere: self.incidents_elsewhere,
            period: self.period,
            quiet,
            rows,
            totals: totals.close(),
            unread: self.picture.unread,
            waiting: u64::try_from(docket.waiting.len()).unwrap_or(u64::MAX),
        }
    }
}

/// The zones and weeks that were watched and stand in no row; of the whole territory, any row of the week tells.
fn quiet(agreement: &Agreement, watches: &Watches, rows: &[Row]) -> Vec<Quiet> {
    let weeks: BTreeSet<i32> = rows.iter().map(|row| row.week.number).collect();
    let told: BTreeSet<(&ZoneId, i32)> =
        rows.iter().filter_map(|row| Some((row.zone.as_ref()?, row.week.number))).collect();
    let quiet = watches.iter().filter_map(|((zone, week), watch)| {
        let zone = agreement.zones.get(*zone)?;
        let told = told.contains(&(&zone.id, *week)) || (zone.whole && weeks.contains(week));
        let week = numbered(agreement, *week);
        (!told).then(|| Quiet { watch: *watch, week, zone: zone.id.clone() })
    });
    quiet.collect()
}

/// The week of a number.
fn numbered(agreement: &Agreement, number: i32) -> Week {
    let first = agreement.clock().day_of(agreement.in_force);
    Week::of(agreement, first.plus(number.saturating_sub(1).saturating_mul(Week::DAYS)))
}

/// Where an incident happened, as the report tells it that tells it most exactly; of several, the first recorded.
pub(super) fn place_of<'p>(picture: &'p Picture, incident: &Incident) -> Option<&'p Place> {
    let reports = incident.reports.iter().filter_map(|address| picture.reports.get(address));
    let places = reports.map(|report| &report.place);
    places.min_by_key(|place| (place.position.is_none(), place.area.is_none(), place.radius_m))
}

/// Whether a part of the territory can surely hold a place: only if its outline holds the middle. Spares the distance
/// to every border.
pub(super) fn in_some_part(agreement: &Agreement, place: &Place) -> bool {
    let mut parts = agreement.zones.iter().filter(|zone| !zone.whole);
    place.position.is_some_and(|middle| parts.any(|zone| zone.outline.holds(middle)))
}

/// The place in order of the zone that surely holds a place: a part of the territory, else the whole, else none.
fn surely_in(agreement: &Agreement, place: &Place) -> usize {
    let zones = || agreement.zones.iter();
    // Whatever lies in an area lies in the territory.
    if place.area.is_some() && !in_some_part(agreement, place) {
        return zones().position(|zone| zone.whole).unwrap_or(agreement.zones.len());
    }
    let held = agreement.zones_at(place);
    let holds = |zone: &Zone| held.get(&zone.id) == Some(&Truth::Yes);
    let part = zones().position(|zone| !zone.whole && holds(zone));
    part.or_else(|| zones().position(holds)).unwrap_or(agreement.zones.len())
}

/// The figure to which an incident with these outcomes adds.
fn kind<'f>(figures: &'f mut IncidentFigures, outcomes: &[&Outcome]) -> &'f mut u64 {
    let kinds: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.kind()).collect();
    match outcomes.first() {
        Some(outcome) if kinds.len() == 1 => match outcome {
            Outcome::ApparentBreach { .. } => &mut figures.apparent_breach,
            Outcome::Consistent => &mut figures.consistent,
            Outcome::OutsideCoverage { .. } => &mut figures.outside_coverage,
            Outcome::Insufficient { .. } => &mut figures.insufficient,
        },
        Some(_) | None => &mut figures.versions_differ,
    }
}

/// Who is determined to have breached a provision.
fn breach<'c>(case: &'c Case, provision: &ProvisionId) -> Option<&'c ActorId> {
    match case.determination.as_ref()?.outcomes.get(provision)? {
        (Joint::Agreed { conclusion: Conclusion::Breach { by }, .. }, _) => Some(by),
        _ => None,
    }
}

fn enter_course(cell: &mut Cell, case: &Case, provision: &ProvisionId) {
    let figures = &mut cell.tally.cases;
    count(&mut figures.opened);
    let Some(determination) = &case.determination else {
        let none = case.state == State::NotAdmitted;
        count(if none { &mut figures.not_admitted } else { &mut figures.under_way });
        return;
    };
    let agreed = determination.outcomes.get(provision).map(|(joint, _)| joint);
    count(match agreed {
        Some(Joint::Agreed { .. }) => &mut figures.agreed,
        Some(Joint::NoAgreement { .. }) | None => &mut figures.no_agreement,
    });
    if determination.by_clock {
        count(&mut figures.by_clock);
    }
    cell.determined_s.push(determination.when.since(case.opened.when).max(0));
}

fn enter_reply(cell: &mut Cell, case: &Case, now: Moment) {
    let figures = &mut cell.tally.replies;
    let Some(first) = case.replies.first() else {
        let over = now > case.deadlines.reply;
        match (&case.state, over) {
            (State::NotAdmitted, _) => {}
            (State::AwaitingAdmission { .. }, _) | (_, false) => count(&mut figures.pending),
            (_, true) => count(&mut figures.none),
        }
        return;
    };
    count(if first.late { &mut figures.late } else { &mut figures.in_time });
    let asked = case.asked.iter().map(|asked| asked.done.when).min();
    let since = asked.filter(|asked| *asked <= first.done.when).unwrap_or(case.opened.when);
    cell.replied_s.push(first.done.when.since(since).max(0));
}

fn enter_remedy(figures: &mut RemedyFigures, state: RemedyState) {
    count(match state {
        // It is not yet asked jointly.
        RemedyState::Proposed => return,
        RemedyState::Asked => &mut figures.pending,
        RemedyState::Overdue => &mut figures.overdue,
        RemedyState::Met => &mut figures.met,
        RemedyState::Missed => &mut figures.missed,
        RemedyState::NotMeasured => &mut figures.not_measured,
    });
    count(&mut figures.asked);
}

impl Cell {
    fn add(&mut self, other: &Self) {
        self.determined_s.extend(&other.determined_s);
        self.replied_s.extend(&other.replied_s);
        self.tally.cases.add(&other.tally.cases);
        self.tally.incidents.add(&other.tally.incidents);
        self.tally.remedies.add(&other.tally.remedies);
        self.tally.replies.add(&other.tally.replies);
    }

    fn close(&mut self) -> Tally {
        let mut tally = self.tally.clone();
        tally.determine_s_median = median(&mut self.determined_s);
        tally.reply_s_median = median(&mut self.replied_s);
        tally
    }
}

/// The middle one; of two in the middle, the smaller.
fn median(values: &mut [i64]) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len().saturating_sub(1).checked_div(2)?;
    values.get(middle).copied()
}

/// By the zone's place in order and the number of the week.
type Watches = BTreeMap<(usize, i32), Watch>;

fn watches(picture: &Picture, agreement: &Agreement, period: Period) -> Watches {
    let mut watches: Watches = BTreeMap::new();
    // After the last zone stands what is not known to lie in any: there every watching counts.
    let zones = || agreement.zones.iter().map(Some).chain([None]).enumerate();
    for effort in picture.efforts.values() {
        for week in weeks(agreement, period, effort.window) {
            let inside = within(agreement, week, effort.window);
            for (at, zone) in zones() {
                if effort.area.as_ref().is_some_and(|area| !touches(zone, area)) {
                    continue;
                }
                let watch = watches.entry((at, week)).or_default();
                let everywhere = effort.area.is_none();
                let watched = if everywhere { &mut watch.country_wide } else { &mut watch.effort };
                let watched = watched.get_or_insert_default();
                count(&mut watched.entries);
                if inside {
                    add(&mut watched.hours, effort.hours);
                    add(&mut watched.patrols, effort.patrols);
                }
            }
        }
    }
    for (_, report) in picture.standing(&[Basis::Impediment]) {
        let held = agreement.zones_at(&report.place);
        for week in weeks(agreement, period, report.window) {
            for (at, zone) in zones() {
                if zone.is_none_or(|zone| held.get(&zone.id) != Some(&Truth::No)) {
                    count(&mut watches.entry((at, week)).or_default().impediments);
                }
            }
        }
    }
    watches
}

fn touches(zone: Option<&Zone>, area: &AreaId) -> bool {
    zone.is_none_or(|zone| zone.whole || zone.areas.contains(area))
}

fn add(sum: &mut Option<u64>, figure: Option<u32>) {
    if let Some(figure) = figure {
        *sum = Some(sum.unwrap_or_default().saturating_add(u64::from(figure)));
    }
}

/// The numbers of the weeks that a window meets, within the period.
fn weeks(
    agreement: &Agreement,
    period: Period,
    window: Window,
) -> impl Iterator<Item = i32> + use<> {
    let day = |moment: Moment| agreement.clock().day_of(moment);
    let from = day(window.earliest()).max(period.from());
    let to = day(window.latest()).min(period.to());
    let number = |day: Day| Week::of(agreement, day).number;
    let last = if from <= to { number(to) } else { i32::MIN };
    number(from)..=last
}

/// Whether a window lies in a week whole.
fn within(agreement: &Agreement, week: i32, window: Window) -> bool {
    let number = |moment| Week::of(agreement, agreement.clock().day_of(moment)).number;
    number(window.earliest()) == week && number(window.latest()) == week
}
