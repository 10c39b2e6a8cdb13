//! An incident as a row, and the page that goes with it.
//!
//! A pure function of the incident, its claims and its versions: what is kept
//! and what a plain scan of the picture would answer come from here alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::bulletin::Claim;
use truce_core::case::Case;
use truce_core::entry::Address;
use truce_core::id::{ActorId, SeatId, SourceId};
use truce_core::incident::{Difference, Incident, Link};
use truce_core::lineage::{Lineage, number_of};
use truce_core::place::Place;
use truce_core::report::{Basis, Report, Stance, Toll};
use truce_core::source::Source;
use truce_core::time::{Day, Moment, Window};
use truce_core::version::Version;
use truce_signals::series::CountedIncident;

use crate::index::facet::{BetweenSeats, Facet};
use crate::index::rows::Levelled;
use crate::index::space::degrees;

/// A report whose odds of being in its incident are less than ten to one, in millibans, is doubtful.
const DOUBTFUL: i32 = 1_000;

/// What incidents are told by.
pub struct Telling<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Which logs are whose.
    pub lineage: &'a Lineage,
    /// When each entry was recorded.
    pub recorded_at: &'a BTreeMap<Address, Moment>,
    /// Every report.
    pub reports: &'a BTreeMap<Address, Arc<Report>>,
    /// Every source.
    pub sources: &'a BTreeMap<SourceId, Source>,
}

/// From at least to at most so many people, over all that is told.
pub type Range = Option<(u32, u32)>;

/// An incident as it stands in the table; `picture.sql` says what each column holds.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[expect(missing_docs, reason = "the columns are explained in `picture.sql`")]
#[expect(clippy::struct_excessive_bools, reason = "columns of a table")]
pub struct IncidentRow {
    pub number: i64,
    pub id: String,
    #[schema(value_type = String, format = DateTime)]
    pub earliest: Moment,
    #[schema(value_type = String, format = DateTime)]
    pub latest: Moment,
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    pub act: String,
    #[schema(required)]
    pub area: Option<String>,
    pub place: String,
    #[schema(required)]
    pub lat: Option<f64>,
    #[schema(required)]
    pub lon: Option<f64>,
    #[schema(required)]
    pub radius_m: Option<u32>,
    pub reports: u32,
    pub independent: u32,
    pub logs: String,
    pub asserted_by: String,
    pub denied_by: String,
    pub observed: bool,
    pub alleged: bool,
    pub denied: bool,
    pub accused: String,
    #[schema(value_type = Option<Vec<u32>>, required)]
    pub killed: Range,
    #[schema(value_type = Option<Vec<u32>>, required)]
    pub injured: Range,
    pub outcomes: String,
    pub contested: bool,
    #[schema(required)]
    pub between_seats: Option<String>,
    #[schema(required)]
    pub case_id: Option<String>,
    #[schema(required)]
    pub case_state: Option<String>,
    #[schema(required)]
    pub least_link: Option<i32>,
    pub to_review: bool,
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Moment,
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Moment,
    pub facets: String,
    #[schema(value_type = String, format = DateTime)]
    pub told_from: Moment,
    #[schema(value_type = String, format = DateTime)]
    pub told_until: Moment,
}

/// One version on a page: who tells it so, and where what it means stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// `assessed.id`.
    pub assessed: i64,
    /// The reports.
    pub reports: Vec<Address>,
}

/// What the page of an incident shows beside its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<'a> {
    /// Every claim, first recorded first, each with what of it is sealed.
    pub claims: Vec<Claim>,
    /// Where they differ.
    pub differences: &'a [Difference],
    /// Groups of sources that count once each, among those that assert it.
    pub independent: &'a BTreeSet<String>,
    /// Why each report is in.
    pub links: &'a [Link],
    /// The versions.
    pub versions: Vec<Told>,
}

/// Why an incident has no place in the order of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` stands in a log of no seat of the agreement, or further on than an index can hold")]
pub struct NotInOrder(pub Address);

/// The bits of a number: minutes, seat, log and entry.
const SEAT_BITS: u32 = 5;
const LOG_BITS: u32 = 5;
const ENTRY_BITS: u32 = 27;
const MINUTE_MAX: i64 = (1 << 26) - 1;

/// The number by which incidents are in order of time; each address has its own.
///
/// Times outside of 1970 to 2097 stand at its ends.
///
/// # Errors
/// [`NotInOrder`] if the address does not fit in.
pub fn number(agreement: &Agreement, id: &Address, window: Window) -> Result<i64, NotInOrder> {
    let fault = || NotInOrder(id.clone());
    let of_seat = |(place, seat): (i64, &SeatId)| Some((place, number_of(&id.log, seat)?));
    let seats = agreement.seats.iter().map(|seat| &seat.id);
    let (seat, log) = (0..).zip(seats).find_map(of_seat).ok_or_else(fault)?;
    let (log, entry) = (i64::from(log), i64::try_from(id.index).map_err(|_| fault())?);
    if seat >= 1 << SEAT_BITS || log >= 1 << LOG_BITS || entry >= 1 << ENTRY_BITS {
        return Err(fault());
    }
    let minute = window.latest().unix().div_euclid(60).clamp(0, MINUTE_MAX);
    Ok((((minute << SEAT_BITS | seat) << LOG_BITS | log) << ENTRY_BITS) | entry)
}

/// The least number of an incident that ends at a moment or later.
#[must_use]
pub fn number_from(moment: Moment) -> i64 {
    let minute = moment.unix().div_euclid(60).clamp(0, MINUTE_MAX);
    minute << (SEAT_BITS + LOG_BITS + ENTRY_BITS)
}

/// The claims of an incident, each with its source.
struct Claims<'a>(Vec<(&'a Address, &'a Report)>);

impl<'a> Claims<'a> {
    fn of(telling: &Telling<'a>, incident: &'a Incident) -> Self {
        let told = incident.reports.iter();
        Self(told.filter_map(|at| Some((at, &**telling.reports.get(at)?))).collect())
    }

    fn reports(&self) -> impl Iterator<Item = &'a Report> {
        self.0.iter().map(|(_, report)| *report)
    }

    fn asserting(&self) -> impl Iterator<Item = &'a Report> {
        self.reports().filter(|report| report.stance != Stance::DeniesEvent)
    }

    /// The place of whoever tells it most exactly; of those that assert it, the first recorded of the best.
    fn place(&self) -> Option<&'a Place> {
        let exactly = |report: &&Report| (report.place.position.is_none(), report.place.radius_m);
        let best = self.asserting().min_by_key(exactly).or_else(|| self.reports().next())?;
        Some(&best.place)
    }

    fn range(&self, toll: impl Fn(&Report) -> Option<Toll>) -> Range {
        let told = || self.reports().filter_map(&toll);
        told().map(Toll::least).min().zip(told().map(Toll::most).max())
    }
}

/// The first and the last moment of what is told with a window, and was sent at a moment.
pub(crate) fn told_over(window: Window, sent_at: Option<Moment>) -> (Moment, Moment) {
    let sent = sent_at.unwrap_or(window.latest());
    (window.earliest().min(sent), window.latest().max(sent))
}

/// Words set off by blanks.
fn listed<T: fmt::Display>(words: impl IntoIterator<Item = T>) -> String {
    words.into_iter().map(|word| word.to_string()).collect::<Vec<_>>().join(" ")
}

/// By provision, what the versions would mean.
fn outcomes(versions: &[Version]) -> BTreeMap<&str, BTreeSet<&'static str>> {
    let mut found: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for assessment in versions.iter().flat_map(|version| &version.assessments) {
        found.entry(assessment.provision.as_str()).or_default().insert(assessment.outcome.kind());
    }
    found
}

impl IncidentRow {
    /// The row of an incident; `case` is the last one about it.
    ///
    /// # Errors
    /// [`NotInOrder`].
    pub fn of(
        telling: &Telling<'_>,
        incident: &Incident,
        versions: &[Version],
        case: Option<&Case>,
    ) -> Result<Self, NotInOrder> {
        let claims = Claims::of(telling, incident);
        let place = claims.place();
        let position = place.and_then(|place| place.position);
        let recorded = || incident.reports.iter().filter_map(|at| telling.recorded_at.get(at));
        let outcomes = outcomes(versions);
        let contested = outcomes.values().any(|kinds| kinds.len() > 1);
        let least_link = incident.links.iter().map(|link| link.evidence.total).min();
        let to_review = least_link.is_some_and(|total| total < DOUBTFUL);
        let facets = facets(telling, incident, &claims, versions, case, (contested, to_review));
        let logs: BTreeSet<&SeatId> =
            incident.reports.iter().map(|at| telling.lineage.seat_of(&at.log)).collect();
        let act = claims.asserting().next().or_else(|| claims.reports().next());
        let of_basis = |basis| claims.asserting().any(|report| report.basis == basis);
        let of = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let told = || claims.reports().map(|report| told_over(report.window, report.sent_at));
        Ok(Self {
            number: number(telling.agreement, &incident.id, incident.window)?,
            id: incident.id.to_string(),
            earliest: incident.window.earliest(),
            latest: incident.window.latest(),
            day: telling.agreement.clock().day_of(incident.window.latest()),
            act: act.map_or("", |report| report.act.word()).to_owned(),
            area: place.and_then(|place| place.area.as_ref()).map(ToString::to_string),
            place: place.map_or_else(String::new, |place| place.name.clone()),
            lat: position.map(|position| degrees(position.lat_udeg())),
            lon: position.map(|position| degrees(position.lon_udeg())),
            radius_m: position.and(place).map(|place| place.radius_m),
            reports: of(incident.reports.len()),
            independent: of(incident.independent.len()),
            logs: listed(logs),
            asserted_by: listed(&incident.asserted_by),
            denied_by: listed(&incident.denied_by),
            observed: of_basis(Basis::Observed),
            alleged: of_basis(Basis::Alleged),
            denied: claims.reports().any(|report| report.stance == Stance::DeniesEvent),
            accused: listed(accused(&claims)),
            killed: claims.range(|report| report.harm.killed),
            injured: claims.range(|report| report.harm.injured),
            outcomes: serde_json::to_string(&outcomes).unwrap_or_default(),
            contested,
            between_seats: BetweenSeats::of(incident).map(|standing| standing.word().to_owned()),
            case_id: case.map(|case| case.id.to_string()),
            case_state: case.map(|case| case.state.word().to_owned()),
            least_link,
            to_review,
            recorded_at: recorded().min().copied().unwrap_or(Moment::from_unix(0)),
            changed_at: recorded().max().copied().unwrap_or(Moment::from_unix(0)),
            facets,
            told_from: told().map(|(from, _)| from).min().unwrap_or(incident.window.earliest()),
            told_until: told().map(|(_, until)| until).max().unwrap_or(incident.window.latest()),
        })
    }
}

/// Whom the claims blame, as the agreement knows them.
fn accused<'a>(claims: &Claims<'a>) -> BTreeSet<&'a ActorId> {
    let named = claims.reports().flat_map(|report| &report.accused);
    named.filter_map(|named| named.actor.as_ref()).collect()
}

/// As what the signals count it; nothing if they do not.
fn as_counted(agreement: &Agreement, incident: &Incident, claims: &Claims<'_>) -> Vec<Facet> {
    let told: Vec<&Report> = claims.reports().collect();
    let counted = CountedIncident::of(agreement, incident.window, &told);
    let Some(counted) = counted.filter(|counted| !counted.exercise) else { return Vec::new() };
    let parties = agreement.parties().enumerate();
    let possible = parties.filter(|(place, _)| counted.possible.contains(place));
    let parties = possible.map(|(_, party)| Facet::MayBeOf(party.id.clone()));
    let acts = counted.acts.iter().copied().map(Facet::CountedAs);
    let area = counted.area.clone().map(Facet::CountedIn);
    [Facet::Counted].into_iter().chain(area).chain(acts).chain(parties).collect()
}

fn facets(
    telling: &Telling<'_>,
    incident: &Incident,
    claims: &Claims<'_>,
    versions: &[Version],
    case: Option<&Case>,
    (contested, to_review): (bool, bool),
) -> String {
    let mut found: BTreeSet<Facet> = BTreeSet::new();
    for actor in accused(claims) {
        found.insert(Facet::Accused(actor.clone()));
        let side = telling.agreement.actor(actor).and_then(|actor| actor.side());
        found.extend(side.cloned().map(Facet::Accused));
    }
    for report in claims.reports() {
        found.insert(Facet::Act(report.act));
        found.extend(report.place.area.clone().map(Facet::Area));
    }
    found.extend(as_counted(telling.agreement, incident, claims));
    found.extend(claims.asserting().map(|report| Facet::Basis(report.basis)));
    found.extend(incident.asserted_by.iter().cloned().map(Facet::AssertedBy));
    found.extend(incident.denied_by.iter().cloned().map(Facet::DeniedBy));
    let logs = incident.reports.iter().map(|at| telling.lineage.seat_of(&at.log).clone());
    found.extend(logs.map(Facet::Log));
    found.extend(BetweenSeats::of(incident).map(Facet::Between));
    let denies = |report: &Report| report.stance == Stance::DeniesEvent;
    found.extend(claims.reports().any(denies).then_some(Facet::Denied));
    for assessment in versions.iter().flat_map(|version| &version.assessments) {
        let kind = assessment.outcome.kind().to_owned();
        found.insert(Facet::Outcome(kind.clone()));
        found.insert(Facet::OutcomeUnder(assessment.provision.clone(), kind));
    }
    found.insert(case.map_or(Facet::NoCase, |case| Facet::CaseState(case.state.word().to_owned())));
    found.extend(contested.then_some(Facet::Contested));
    found.extend(to_review.then_some(Facet::ToReview));
    listed(found)
}

/// The claims of an incident, first recorded first.
#[must_use]
pub fn claims(telling: &Telling<'_>, incident: &Incident) -> Vec<Claim> {
    let told = Claims::of(telling, incident).0.into_iter();
    told.map(|(address, report)| Claim::of(telling.sources, address, report)).collect()
}

/// The words of all reports of an incident, as they are looked up; no phrase runs from one report into the next.
#[must_use]
pub fn text(telling: &Telling<'_>, incident: &Incident) -> Levelled {
    let told = Claims::of(telling, incident);
    Levelled::of_all(told.reports())
}
