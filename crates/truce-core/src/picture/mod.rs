//! Everything that follows from the record at a cut.
//!
//! INVARIANT: a pure function of the entries before the cut and the
//! agreement. Same cut, same bytes, on every node. Kept by [`Picture::of`].

pub mod running;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::adoption::{self, InForce};
use crate::agreement::Agreement;
use crate::case::docket::Docket;
use crate::departure;
use crate::disclosure::Disclosure;
use crate::effort::Effort;
use crate::entry::{Address, Body};
use crate::id::SourceId;
use crate::incident::{Ground, Incident, Incidents};
use crate::judgement::Judgement;
use crate::lineage::Lineage;
use crate::matching::judgements::Judgements;
use crate::matching::weights::Weights;
use crate::matching::{Candidate, Matcher};
use crate::misconduct::Misconduct;
use crate::reconcile::{self, Books, DaysTold, Reconciliation};
use crate::record::{Cut, Record};
use crate::register::Register;
use crate::report::{Basis, Report};
use crate::source::Source;
use crate::spread::{OneByOne, Spread};
use crate::time::{Day, Moment};
use crate::version::{Version, versions};

/// What follows from the record at a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The reports that a later report of the same source replaces, with their replacement.
    pub corrected: BTreeMap<Address, Address>,
    /// The cut.
    pub cut: Cut,
    /// The cases, and what officers did.
    pub docket: Docket,
    /// What was spent on watching.
    pub efforts: BTreeMap<Address, Effort>,
    /// Incidents, each named by its first report.
    pub incidents: Incidents,
    /// People's word on pairs of reports.
    pub judged: Judgements,
    /// Which logs are whose.
    pub lineage: Lineage,
    /// Proofs that a seat signed what cannot both be true, by the entry that holds one.
    pub misconduct: BTreeMap<Address, Misconduct>,
    /// The days for which registers are on record, reconciled.
    pub reconciliations: BTreeMap<Day, Reconciliation>,
    /// When each entry was recorded.
    pub recorded_at: BTreeMap<Address, Moment>,
    /// Registers as stated.
    pub registers: BTreeMap<Address, Register>,
    /// Reports, corrected ones included; sealed fields that are open are shown as they were sealed.
    pub reports: BTreeMap<Address, Arc<Report>>,
    /// Sources; where logs differ on one, the entry that was recorded last.
    pub sources: BTreeMap<SourceId, Source>,
    /// Entries that this program cannot read.
    pub unread: u64,
    /// The weight table with which the reports were matched, and who adopted it.
    pub weights: InForce,
    /// The versions of each incident, and what each would mean.
    pub versions: BTreeMap<Address, Vec<Version>>,
}

impl Picture {
    /// Derives the picture.
    ///
    /// Cost: that of matching (see [`crate::matching`]), and a step for each entry.
    #[must_use]
    pub fn of(record: &Record, agreement: &Agreement, cut: &Cut) -> Self {
        Self::of_with(record, agreement, cut, &OneByOne)
    }

    /// The same, spread over some hands.
    #[must_use]
    pub fn of_with(record: &Record, agreement: &Agreement, cut: &Cut, spread: &dyn Spread) -> Self {
        let lineage = Lineage::of(record.until(cut));
        let (docket, (picture, ..)) = spread.both(
            || Docket::of(record, agreement, cut, &lineage),
            || Self::derived(record, agreement, cut, &lineage, spread),
        );
        Self { docket, ..picture }
    }

    /// The same without its docket, with what matched the reports and what the seats tell of each day.
    fn derived(
        record: &Record,
        agreement: &Agreement,
        cut: &Cut,
        lineage: &Lineage,
        spread: &dyn Spread,
    ) -> (Self, Matcher, DaysTold) {
        let recorded = || record.until(cut).map(|(at, entry)| (at.clone(), entry.recorded_at));
        let (recorded_at, mut picture) =
            spread.both(|| recorded().collect(), || Self::facts(record, cut, lineage));
        picture.recorded_at = recorded_at;
        let present =
            departure::present(record.until(cut), &agreement.seat_ids(), agreement.enough());
        picture.weights = adoption::tables(record.until(cut), &present).in_force;
        let matcher = picture.matched(spread);
        let groups = matcher.groups();
        let told = spread.over(&groups, |group| picture.told(agreement, &matcher, group));
        drop(groups);
        let (incidents, versions): (Vec<_>, Vec<_>) = told
            .into_iter()
            .flatten()
            .map(|(incident, versions)| {
                let id = incident.id.clone();
                (incident, (id, versions))
            })
            .unzip();
        picture.incidents = incidents.into_iter().collect();
        picture.versions = versions.into_iter().collect();
        let books = picture.books(agreement, &matcher);
        let told = DaysTold::of(&books, &picture.incidents, spread);
        let reconciliations = reconcile::reconcile(&books, &told, spread);
        picture.reconciliations = reconciliations;
        (picture, matcher, told)
    }

    /// Matches the reports that tell of an event.
    fn matched(&self, spread: &dyn Spread) -> Matcher {
        let events: Vec<(&Address, &Report)> = self.events().collect();
        let candidates = spread.over(&events, |(address, report)| Candidate::of(address, report));
        let weights = &self.weights.weights;
        Matcher::followed(weights, &candidates, &self.judged, spread, &mut |_| ())
    }

    /// The incident of a group of reports, with its versions.
    fn told(
        &self,
        agreement: &Agreement,
        matcher: &Matcher,
        group: &BTreeSet<Address>,
    ) -> Option<(Incident, Vec<Version>)> {
        let ground = Ground {
            clock: agreement.clock(),
            matcher,
            recorded_at: &self.recorded_at,
            reports: &self.reports,
            sources: &self.sources,
        };
        let incident = Incident::of(&ground, group)?;
        let claims: Vec<_> = self.claims(&incident).collect();
        let versions = versions(agreement, &self.sources, &claims);
        Some((incident, versions))
    }

    /// Sorts the entries before the cut by what they are; when each was recorded is left out.
    fn facts(record: &Record, cut: &Cut, lineage: &Lineage) -> Self {
        let mut picture = Self::empty(cut, lineage.clone());
        let mut sources: BTreeMap<SourceId, ((Moment, &Address), &Source)> = BTreeMap::new();
        let mut judgements: Vec<(&Address, &Judgement)> = Vec::new();
        let mut disclosures: Vec<&Disclosure> = Vec::new();
        let mut reports: Vec<(Address, Arc<Report>)> = Vec::new();
        for (address, entry) in record.until(cut) {
            match &entry.body {
                Body::Source(source) => {
                    let said = ((entry.recorded_at, address), source);
                    let held = sources.entry(source.id.clone()).or_insert(said);
                    if held.0 < said.0 {
                        *held = said;
                    }
                }
                Body::Report(report) => reports.push((address.clone(), Arc::clone(report))),
                Body::Register(register) => {
                    picture.registers.insert(address.clone(), (**register).clone());
                }
                Body::Judgement(judgement) => judgements.push((address, judgement)),
                Body::Effort(effort) => {
                    picture.efforts.insert(address.clone(), effort.clone());
                }
                Body::Disclosure(disclosure) => disclosures.push(disclosure),
                Body::Misconduct(told) => {
                    picture.misconduct.insert(address.clone(), told.clone());
                }
                // These are about the logs and what is kept; nothing that happened follows from them.
                Body::Opening(_)
                | Body::Heartbeat(_)
                | Body::Rotation(_)
                | Body::Succession(_)
                | Body::Departure(_)
                | Body::CutDigest(_)
                | Body::Blob(_)
                | Body::BlobHeld(_)
                | Body::Erasure(_)
                | Body::Redaction(_)
                // Read as a whole by `adoption` and `docket`.
                | Body::WeightsPart(_)
                | Body::Adoption(_)
                | Body::Appointment(_)
                | Body::Deed(_) => {}
            }
        }
        picture.reports = reports.into_iter().collect();
        for Disclosure { address, disclosure } in disclosures {
            if let Some(report) = picture.reports.get_mut(address) {
                // One that opens nothing, or what is open already, changes nothing.
                let _ = Arc::make_mut(report).open(disclosure);
            }
        }
        picture.sources =
            sources.into_iter().map(|(id, (_, source))| (id, source.clone())).collect();
        picture.judged = Judgements::settle(judgements.into_iter(), &picture.lineage);
        let unread = record.unread().filter(|(address, _)| cut.covers(address)).count();
        picture.unread = u64::try_from(unread).unwrap_or(u64::MAX);
        picture.corrected = corrections(&picture.reports, &picture.lineage);
        picture
    }

    fn empty(cut: &Cut, lineage: Lineage) -> Self {
        Self {
            corrected: BTreeMap::new(),
            cut: cut.clone(),
            docket: Docket::default(),
            efforts: BTreeMap::new(),
            incidents: Incidents::default(),
            judged: Judgements::default(),
            lineage,
            misconduct: BTreeMap::new(),
            reconciliations: BTreeMap::new(),
            recorded_at: BTreeMap::new(),
            registers: BTreeMap::new(),
            reports: BTreeMap::new(),
            sources: BTreeMap::new(),
            unread: 0,
            weights: InForce {
                by: BTreeMap::new(),
                table_sha256: String::new(),
                weights: Weights::default(),
            },
            versions: BTreeMap::new(),
        }
    }

    /// What remains without what is told report by report: no reports, no incidents, no versions, and nothing on when an
    /// entry was recorded. For whoever keeps those elsewhere, and asks for the rest.
    #[must_use]
    pub fn outline(&self) -> Self {
        Self {
            docket: self.docket.clone(),
            efforts: self.efforts.clone(),
            judged: self.judged.clone(),
            misconduct: self.misconduct.clone(),
            reconciliations: self.reconciliations.clone(),
            registers: self.registers.clone(),
            sources: self.sources.clone(),
            unread: self.unread,
            weights: self.weights.clone(),
            ..Self::empty(&self.cut, self.lineage.clone())
        }
    }

    /// Reports that tell of an event that is said to have happened, or not to have; corrected ones left out.
    pub fn events(&self) -> impl Iterator<Item = (&Address, &Report)> {
        self.standing(&[Basis::Observed, Basis::Alleged])
    }

    /// Reports of some bases; corrected ones left out.
    pub fn standing<'a>(
        &'a self,
        bases: &'a [Basis],
    ) -> impl Iterator<Item = (&'a Address, &'a Report)> {
        let standing = self.reports.iter().filter(|(address, report)| {
            bases.contains(&report.basis) && !self.corrected.contains_key(*address)
        });
        standing.map(|(address, report)| (address, &**report))
    }

    /// The incident that holds a report.
    #[must_use]
    pub fn incident_of(&self, report: &Address) -> Option<&Incident> {
        self.incidents.holding(report)
    }

    /// The reports of an incident, first recorded first.
    pub fn claims<'a>(
        &'a self,
        incident: &'a Incident,
    ) -> impl Iterator<Item = (&'a Address, &'a Report)> {
        incident.reports.iter().filter_map(|address| Some((address, &**self.reports.get(address)?)))
    }

    fn books<'a>(&'a self, agreement: &'a Agreement, matcher: &'a Matcher) -> Books<'a> {
        Books {
            clock: agreement.clock(),
            lineage: &self.lineage,
            matcher,
            registers: &self.registers,
            reports: &self.reports,
            seats: agreement.seats.iter().map(|seat| seat.id.clone()).collect(),
            sources: &self.sources,
        }
    }
}

/// Which report replaces which: only within one source, and the last word counts.
fn corrections(
    reports: &BTreeMap<Address, Arc<Report>>,
    lineage: &Lineage,
) -> BTreeMap<Address, Address> {
    let mut replaced: BTreeMap<Address, Address> = BTreeMap::new();
    for (address, report) in reports {
        let Some(earlier) = &report.corrects else { continue };
        if !replaces(reports, lineage, earlier, address) {
            continue;
        }
        let last = replaced.entry(earlier.clone()).or_insert_with(|| address.clone());
        if lineage.precedes(last, address) {
            *last = address.clone();
        }
    }
    replaced
}

/// Whether a report that says that it corrects another does: a seat cannot correct what it wrote later, nor what
/// another seat wrote, nor one source what another said.
fn replaces(
    reports: &BTreeMap<Address, Arc<Report>>,
    lineage: &Lineage,
    earlier: &Address,
    later: &Address,
) -> bool {
    let source = |address| reports.get(address).map(|report| &report.source);
    source(earlier).is_some()
        && source(earlier) == source(later)
        && lineage.precedes(earlier, later)
}
