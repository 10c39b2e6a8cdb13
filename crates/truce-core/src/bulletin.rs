//! What is published for a period: everything shown, with where it stands on record.
//!
//! A bulletin is data. Making it into text, a page or a picture is the
//! binary's; it adds nothing and leaves nothing out.
//!
//! INVARIANT: a pure function of the picture, the agreement and the period.
//! Whoever holds the same heads makes the same bytes. Kept by [`compile`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::agreement::Agreement;
use crate::commitment::SealedField;
use crate::effort::Effort;
use crate::entry::Address;
use crate::id::{ActorId, AreaId, SeatId, SourceId};
use crate::incident::Incident;
use crate::misconduct::Offence;
use crate::picture::Picture;
use crate::place::Place;
use crate::reconcile::{Parts, Reconciliation, counted_on};
use crate::record::Cut;
use crate::report::{Basis, Exemption, Harm, NamedActor, Origin, Report, Stance};
use crate::source::{Reliability, Source};
use crate::time::{Day, DutyClock, Moment, Window};
use crate::version::{Version, versions};

/// From one day to another, both included.
///
/// INVARIANT: `from <= to`, kept by [`Period::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    from: Day,
    to: Day,
}

/// A period that ends before it starts, or is longer than a bulletin may be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPeriod {
    /// It ends before it starts.
    #[error("the period ends before it starts ({from} to {to})")]
    EndsBeforeStart {
        /// As given.
        from: Day,
        /// As given.
        to: Day,
    },
    /// Over [`Period::DAYS_MAX`].
    #[error("the period has {0} days, and {max} is the most", max = Period::DAYS_MAX)]
    TooLong(i32),
}

impl Period {
    /// The longest period, in days: twenty years.
    pub const DAYS_MAX: i32 = 7_305;

    /// From `from` to `to`.
    ///
    /// # Errors
    /// If it ends before it starts, or is longer than [`Period::DAYS_MAX`].
    pub fn new(from: Day, to: Day) -> Result<Self, NotAPeriod> {
        if to < from {
            return Err(NotAPeriod::EndsBeforeStart { from, to });
        }
        let days = to.since(from).saturating_add(1);
        if days > Self::DAYS_MAX { Err(NotAPeriod::TooLong(days)) } else { Ok(Self { from, to }) }
    }

    /// One day.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self { from: day, to: day }
    }

    /// The first day.
    #[must_use]
    pub fn from(self) -> Day {
        self.from
    }

    /// The last day.
    #[must_use]
    pub fn to(self) -> Day {
        self.to
    }

    /// Whether it holds a day.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Every day of it.
    pub fn days(self) -> impl Iterator<Item = Day> {
        self.from.through(self.to)
    }
}

/// One source's word, with its claimant, as a bulletin shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What the source tells, in its own language.
    pub account: String,
    /// Whom it blames.
    pub accused: Vec<NamedActor>,
    /// What kind of act.
    pub act: Act,
    /// Where the report stands on record.
    pub address: Address,
    /// To whose side the source leans.
    pub aligned_with: Option<ActorId>,
    /// On what footing.
    pub basis: Basis,
    /// What the importer was not sure of.
    pub doubts: Vec<String>,
    /// Why the act was allowed, as the source has it.
    pub exemption: Option<Exemption>,
    /// Harm as told.
    pub harm: Harm,
    /// Language of the account.
    pub language: String,
    /// Where.
    pub place: Place,
    /// How the source has done so far.
    pub reliability: Option<Reliability>,
    /// What of it is sealed, and so not shown here.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub sealed: BTreeSet<SealedField>,
    /// When the source sent it.
    pub sent_at: Option<Moment>,
    /// Who tells it.
    pub source: SourceId,
    /// The source's name for a reader.
    pub source_name: String,
    /// Whether it asserts or denies.
    pub stance: Stance,
    /// Who or what was hit.
    pub target: Vec<NamedActor>,
    /// When.
    pub window: Window,
}

impl Claim {
    /// What a report says, with its source.
    #[must_use]
    pub fn of(sources: &BTreeMap<SourceId, Source>, address: &Address, report: &Report) -> Self {
        let source = sources.get(&report.source);
        Self {
            account: report.account.clone(),
            accused: report.accused.clone(),
            act: report.act,
            address: address.clone(),
            aligned_with: source.and_then(|source| source.aligned_with.clone()),
            basis: report.basis,
            doubts: report.doubts.clone(),
            exemption: report.exemption,
            harm: report.harm,
            language: report.language.clone(),
            place: report.place.clone(),
            reliability: source.map(|source| source.reliability),
            sealed: report.sealed.keys().copied().collect(),
            sent_at: report.sent_at,
            source: report.source.clone(),
            source_name: source.map_or_else(|| report.source.to_string(), |s| s.name.clone()),
            stance: report.stance,
            target: report.target.clone(),
            window: report.window,
        }
    }

    /// The report again, as far as it is shown: without where it was read, what it replaces and what is sealed of it.
    fn report(&self) -> Report {
        Report {
            account: self.account.clone(),
            accused: self.accused.clone(),
            act: self.act,
            basis: self.basis,
            corrects: None,
            doubts: self.doubts.clone(),
            entered_by: None,
            exemption: self.exemption,
            harm: self.harm,
            language: self.language.clone(),
            origin: Origin { file: String::new(), line: 0 },
            place: self.place.clone(),
            reference: None,
            sealed: BTreeMap::new(),
            sent_at: self.sent_at,
            source: self.source.clone(),
            stance: self.stance,
            target: self.target.clone(),
            window: self.window,
        }
    }
}

/// An incident with every claim and what it means so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IncidentPage {
    /// Every claim, first recorded first.
    pub claims: Vec<Claim>,
    /// The incident.
    pub incident: Incident,
    /// Its versions, and what each would mean.
    pub versions: Vec<Version>,
}

impl IncidentPage {
    /// The page again of an incident and its claims, as they were kept: its versions follow from the claims.
    #[must_use]
    pub fn again(
        agreement: &Agreement,
        sources: &BTreeMap<SourceId, Source>,
        (incident, claims): (Incident, Vec<Claim>),
    ) -> Self {
        let reports: Vec<Report> = claims.iter().map(Claim::report).collect();
        let told: Vec<(&Address, &Report)> =
            claims.iter().map(|claim| &claim.address).zip(&reports).collect();
        let versions = versions(agreement, sources, &told);
        Self { claims, incident, versions }
    }
}

/// What a seat registered over the period.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SeatTotal {
    /// Cases over the days that have a figure.
    pub cases: u32,
    /// Days whose register states a figure.
    pub days_with_figure: u32,
    /// Days of the period without one on record. Unknown, not zero.
    pub days_without: u32,
    /// What is known of the cases that are assigned to areas or left unassigned.
    pub parts: Parts,
}

/// One day of one seat in the series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Where the register stands on record.
    pub address: Address,
    /// Cases; `None` if the register states no figure.
    pub cases: Option<u32>,
    /// The day.
    pub day: Day,
    /// The seat.
    pub seat: SeatId,
}

/// A register that states no case at all, and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quiet {
    /// The day.
    pub day: Day,
    /// What that seat's sources spent on watching, as far as it is on record.
    pub efforts: Vec<Address>,
    /// Where the register stands.
    pub register: Address,
    /// The seat.
    pub seat: SeatId,
}

/// What is proved against a seat; the proof stands in the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accusation {
    /// Whose signatures they are.
    pub accused: SeatId,
    /// Of what.
    pub what: Offence,
}

/// What is published for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bulletin {
    /// SHA-256 of the agreement's files.
    pub agreement_sha256: String,
    /// The agreement's title.
    pub agreement_title: String,
    /// The heads it was made from.
    pub cut: Cut,
    /// Which day of the truce the last day is, from 1; `None` before it.
    pub day_of_truce: Option<u32>,
    /// The days for which a register is on record, reconciled.
    pub days: Vec<Reconciliation>,
    /// What was spent on watching in the period.
    pub efforts: BTreeMap<Address, Effort>,
    /// Monitors kept away in the period.
    pub impediments: Vec<Claim>,
    /// Incidents of the period, by time.
    pub incidents: Vec<IncidentPage>,
    /// What is proved against seats, by the entry that holds the proof.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub misconduct: BTreeMap<Address, Accusation>,
    /// Sources that watched and saw nothing.
    pub nothing_seen: Vec<Claim>,
    /// The period.
    pub period: Period,
    /// Predictions made in the period, or for it.
    pub predictions: Vec<Claim>,
    /// Registers that state no case.
    pub quiet: Vec<Quiet>,
    /// Every register on record up to the last day.
    pub series: Vec<Point>,
    /// Days of the period for which no register of any seat is on record.
    pub silent_days: Vec<Day>,
    /// Seat by seat, in the agreement's order.
    pub totals: Vec<(SeatId, SeatTotal)>,
    /// Entries on record that this program cannot read.
    pub unread: u64,
}

/// What is told of a period: all of a bulletin that is looked up report by report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Monitors kept away, by address.
    pub impediments: Vec<Claim>,
    /// Incidents, by time.
    pub incidents: Vec<IncidentPage>,
    /// Sources that watched and saw nothing, by address.
    pub nothing_seen: Vec<Claim>,
    /// Predictions made in the period, or for it, by address.
    pub predictions: Vec<Claim>,
}

/// Whether what is told with a window, and was sent at a moment, is of a period.
pub fn of_period(clock: &DutyClock, period: Period) -> impl Fn(Window, Option<Moment>) -> bool {
    let hours = clock.window_of(period.from).hull(clock.window_of(period.to));
    move |window, sent_at| window.meets(hours) || period.holds(counted_on(clock, window, sent_at))
}

impl Told {
    /// What a picture has of a period.
    #[must_use]
    pub fn of(picture: &Picture, clock: &DutyClock, period: Period) -> Self {
        let meets = of_period(clock, period);
        let of_period = |report: &Report| meets(report.window, report.sent_at);
        let incidents = picture
            .incidents
            .iter()
            .filter(|incident| picture.claims(incident).any(|(_, report)| of_period(report)))
            .map(|incident| page_of(picture, incident))
            .collect();
        let claims = |basis: Basis| -> Vec<Claim> {
            let bases = [basis];
            let standing = picture.standing(&bases).filter(|(_, report)| of_period(report));
            standing.map(|(address, report)| Claim::of(&picture.sources, address, report)).collect()
        };
        Self {
            impediments: claims(Basis::Impediment),
            incidents,
            nothing_seen: claims(Basis::NothingSeen),
            predictions: claims(Basis::Predicted),
        }
    }
}

/// Makes the bulletin of a period.
#[must_use]
pub fn compile(picture: &Picture, agreement: &Agreement, period: Period) -> Bulletin {
    assemble(picture, agreement, period, Told::of(picture, agreement.clock(), period))
}

/// The same of what is told of that period, whoever looked it up: no report and no incident of the picture is read.
#[must_use]
pub fn assemble(picture: &Picture, agreement: &Agreement, period: Period, told: Told) -> Bulletin {
    let clock = agreement.clock();
    let days: Vec<Reconciliation> = picture
        .reconciliations
        .range(period.from..=period.to)
        .map(|(_, day)| day.clone())
        .collect();
    let with_register: BTreeSet<Day> = days.iter().map(|day| day.day).collect();
    let hours = clock.window_of(period.from).hull(clock.window_of(period.to));
    let efforts: BTreeMap<Address, Effort> = picture
        .efforts
        .iter()
        .filter(|(_, effort)| effort.window.meets(hours))
        .map(|(address, effort)| (address.clone(), effort.clone()))
        .collect();
    let in_force = clock.day_of(agreement.in_force);
    let day_of_truce = u32::try_from(period.to.since(in_force).saturating_add(1)).ok();
    Bulletin {
        agreement_sha256: agreement.digest().to_owned(),
        agreement_title: agreement.title.clone(),
        cut: picture.cut.clone(),
        day_of_truce: day_of_truce.filter(|day| *day > 0),
        impediments: told.impediments,
        incidents: told.incidents,
        misconduct: misconduct(picture),
        nothing_seen: told.nothing_seen,
        period,
        predictions: told.predictions,
        quiet: quiet(picture, agreement, &days),
        series: series(picture, period.to),
        silent_days: period.days().filter(|day| !with_register.contains(day)).collect(),
        totals: totals(agreement, &days, period),
        unread: picture.unread,
        days,
        efforts,
    }
}

fn misconduct(picture: &Picture) -> BTreeMap<Address, Accusation> {
    let told = picture.misconduct.iter().map(|(address, told)| {
        (address.clone(), Accusation { accused: told.accused.clone(), what: told.what })
    });
    told.collect()
}

/// An incident with every claim.
#[must_use]
pub fn page_of(picture: &Picture, incident: &Incident) -> IncidentPage {
    IncidentPage {
        claims: picture
            .claims(incident)
            .map(|(address, report)| Claim::of(&picture.sources, address, report))
            .collect(),
        incident: incident.clone(),
        versions: picture.versions.get(&incident.id).cloned().unwrap_or_default(),
    }
}

fn series(picture: &Picture, until: Day) -> Vec<Point> {
    let days = picture.reconciliations.range(..=until);
    let held = days.flat_map(|(day, of_day)| of_day.seats.iter().map(move |seat| (*day, seat)));
    held.filter_map(|(day, (seat, held))| {
        let stated = held.used.as_ref()?;
        Some(Point {
            address: stated.address.clone(),
            cases: stated.register.cases(),
            day,
            seat: seat.clone(),
        })
    })
    .collect()
}

fn totals(
    agreement: &Agreement,
    days: &[Reconciliation],
    period: Period,
) -> Vec<(SeatId, SeatTotal)> {
    let length = period.to.since(period.from).saturating_add(1);
    let mut totals = Vec::new();
    for seat in &agreement.seats {
        let mut total = SeatTotal::default();
        for day in days {
            let held = day.seats.iter().find(|(id, _)| *id == seat.id);
            let cases = held.and_then(|(_, held)| held.register()?.cases());
            let Some(cases) = cases else { continue };
            total.cases = total.cases.saturating_add(cases);
            total.days_with_figure = total.days_with_figure.saturating_add(1);
            total.parts = total.parts.plus(day.totals.get(&seat.id).copied().unwrap_or_default());
        }
        let with = i32::try_from(total.days_with_figure).unwrap_or(i32::MAX);
        total.days_without = u32::try_from(length.saturating_sub(with)).unwrap_or(0);
        totals.push((seat.id.clone(), total));
    }
    totals
}

/// Registers of no case, each with the watching of that seat's sources on that day.
fn quiet(picture: &Picture, agreement: &Agreement, days: &[Reconciliation]) -> Vec<Quiet> {
    let mut found = Vec::new();
    for day in days {
        let whole_day = agreement.clock().window_of(day.day);
        for (seat, held) in &day.seats {
            let Some(stated) = &held.used else { continue };
            if stated.register.cases() != Some(0) {
                continue;
            }
            let watched = picture.efforts.iter().filter(|(_, effort)| {
                let source = picture.sources.get(&effort.source);
                let own = source.is_some_and(|source| source.seat.as_ref() == Some(seat));
                own && effort.window.meets(whole_day)
            });
            found.push(Quiet {
                day: day.day,
                efforts: watched.map(|(address, _)| address.clone()).collect(),
                register: stated.address.clone(),
                seat: seat.clone(),
            });
        }
    }
    found
}

impl Bulletin {
    /// Its bytes as JSON: indented, keys in a fixed order.
    ///
    /// # Errors
    /// Never on a compiled bulletin; the type of the serialiser asks for it.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    /// The areas that any register or incident of the bulletin names.
    #[must_use]
    pub fn areas(&self) -> BTreeSet<AreaId> {
        let rows = self.days.iter().flat_map(|day| &day.rows).filter_map(|row| row.area.clone());
        let claims = self.incidents.iter().flat_map(|page| &page.claims);
        rows.chain(claims.filter_map(|claim| claim.place.area.clone())).collect()
    }
}
