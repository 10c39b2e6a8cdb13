//! What of a picture is kept in tables.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::agreement::Agreement;
use truce_core::case::Case;
use truce_core::effort::Effort;
use truce_core::entry::Address;
use truce_core::id::{SeatId, SourceId};
use truce_core::incident::Incident;
use truce_core::misconduct::Misconduct;
use truce_core::picture::Picture;
use truce_core::reconcile::Reconciliation;
use truce_core::record::Cut;
use truce_core::report::{Basis, Report};
use truce_core::time::Day;
use truce_core::version::Version;

use crate::index::incident_row::Telling;

/// What of a picture is kept: its parts by reference, so that they can also come from elsewhere.
pub struct Shown<'a> {
    /// The cases.
    pub cases: &'a BTreeMap<Address, Case>,
    /// Reports that another replaces, with that other.
    pub corrected: &'a BTreeMap<Address, Address>,
    /// As of which heads.
    pub cut: &'a Cut,
    /// What was spent on watching.
    pub efforts: &'a BTreeMap<Address, Effort>,
    /// The incident that holds a report.
    pub incident_of: &'a dyn Fn(&Address) -> Option<&'a Incident>,
    /// Every incident.
    pub incidents: Vec<&'a Incident>,
    /// What is proved against seats.
    pub misconduct: &'a BTreeMap<Address, Misconduct>,
    /// The days with registers.
    pub reconciliations: &'a BTreeMap<Day, Reconciliation>,
    /// What incidents are told by.
    pub telling: Telling<'a>,
    /// The versions of each incident.
    pub versions: &'a BTreeMap<Address, Vec<Version>>,
}

impl<'a> Shown<'a> {
    /// Hands what is kept of a picture on.
    pub fn with<T>(
        picture: &'a Picture,
        agreement: &'a Agreement,
        hand: impl FnOnce(&Shown<'_>) -> T,
    ) -> T {
        hand(&Shown {
            cases: &picture.docket.cases,
            corrected: &picture.corrected,
            cut: &picture.cut,
            efforts: &picture.efforts,
            incident_of: &|report| picture.incident_of(report),
            incidents: picture.incidents.iter().collect(),
            misconduct: &picture.misconduct,
            reconciliations: &picture.reconciliations,
            telling: Telling {
                agreement,
                lineage: &picture.lineage,
                recorded_at: &picture.recorded_at,
                reports: &picture.reports,
                sources: &picture.sources,
            },
            versions: &picture.versions,
        })
    }

    /// The versions of an incident.
    pub(crate) fn versions_of(&self, incident: &Incident) -> &'a [Version] {
        self.versions.get(&incident.id).map_or(&[], Vec::as_slice)
    }

    /// The last case about each incident, by the incident's name.
    pub(crate) fn last_cases(&self) -> BTreeMap<&'a Address, &'a Case> {
        let mut last: BTreeMap<&Address, &Case> = BTreeMap::new();
        for case in self.cases.values() {
            let Some(incident) = (self.incident_of)(&case.opening.about) else { continue };
            let held = last.entry(&incident.id).or_insert(case);
            if (held.opened.when, &held.id) < (case.opened.when, &case.id) {
                *held = case;
            }
        }
        last
    }

    /// The reports that were replaced, by the incident that holds what replaces them in the end.
    pub(crate) fn replaced(&self) -> BTreeMap<&'a Address, Vec<&'a Address>> {
        let mut found: BTreeMap<&Address, Vec<&Address>> = BTreeMap::new();
        for (earlier, later) in self.corrected {
            let mut last = later;
            while let Some(next) = self.corrected.get(last) {
                last = next;
            }
            if let Some(incident) = (self.incident_of)(last) {
                found.entry(&incident.id).or_default().push(earlier);
            }
        }
        found
    }

    /// The seat whose own source this is.
    pub(crate) fn seat_of(&self, source: &SourceId) -> Option<&'a SeatId> {
        self.telling.sources.get(source)?.seat.as_ref()
    }

    /// A report of one of these bases, unless another replaces it.
    pub(crate) fn standing(
        &self,
        address: &Address,
        bases: &[Basis],
    ) -> Option<(&'a Address, &'a Report)> {
        let (address, report) = self.telling.reports.get_key_value(address)?;
        let stands = !self.corrected.contains_key(address);
        (stands && bases.contains(&report.basis)).then_some((address, &**report))
    }
}

/// What may be otherwise than in the picture that was kept last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// The days whose reconciliation may differ.
    pub days: BTreeSet<Day>,
    /// New entries, and every report whose incident, versions or links may differ, or that was in such an incident before.
    pub entries: BTreeSet<Address>,
}
