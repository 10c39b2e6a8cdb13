//! A picture's worth of incidents, made up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use truce::index::incident_row::Telling;
use truce::index::shown::Shown;
use truce_core::agreement::Agreement;
use truce_core::entry::Address;
use truce_core::id::{ActorId, AreaId, SeatId, SourceId};
use truce_core::incident::{Aspect, Difference, Incident, Link, Voice};
use truce_core::lineage::Lineage;
use truce_core::matching::evidence::{Evidence, Reason};
use truce_core::reconcile::{Cell, Parts, Reconciliation, Row};
use truce_core::record::Cut;
use truce_core::report::{Basis, NamedActor, Report, Stance};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Day, Moment};
use truce_core::version::{Version, versions};

use crate::{Draw, report};

const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];
const ACTORS: [&str; 4] = ["government", "opposition", "isis", "jaysh-idlib"];

/// Everything that [`Shown`] refers to.
pub struct World {
    by_report: BTreeMap<Address, usize>,
    days: BTreeMap<Day, Reconciliation>,
    incidents: Vec<Incident>,
    lineage: Lineage,
    recorded_at: BTreeMap<Address, Moment>,
    pub reports: BTreeMap<Address, Arc<Report>>,
    sources: BTreeMap<SourceId, Source>,
    versions: BTreeMap<Address, Vec<Version>>,
}

fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

impl World {
    /// Some 3.3 reports for each incident.
    pub fn of(agreement: &Agreement, incidents: u64) -> Self {
        let mut draw = Draw(11);
        let mut world = Self {
            by_report: BTreeMap::new(),
            days: BTreeMap::new(),
            incidents: Vec::new(),
            lineage: Lineage::default(),
            recorded_at: BTreeMap::new(),
            reports: BTreeMap::new(),
            sources: sources(),
            versions: BTreeMap::new(),
        };
        for number in 0..incidents {
            world.tell(agreement, &mut draw, number);
        }
        world.reconcile(agreement, &mut draw);
        world
    }

    /// One incident with its reports.
    fn tell(&mut self, agreement: &Agreement, draw: &mut Draw, number: u64) {
        let first = report(draw, number);
        let told = [1, 1, 1, 2, 2, 3, 4, 5, 6, 8][usize::try_from(draw.below(10)).unwrap()];
        let mut addresses = Vec::new();
        for _ in 0..told {
            let log = seat(SEATS[usize::try_from(draw.below(4)).unwrap()]);
            let index = self.reports.len() as u64;
            let address = Address { log, index };
            let other = report(draw, index);
            let actor = ActorId::new(ACTORS[usize::try_from(draw.below(4)).unwrap()]).unwrap();
            let told = Report {
                accused: vec![NamedActor { written: actor.to_string(), actor: Some(actor) }],
                act: first.act,
                basis: if draw.below(2) == 0 { Basis::Observed } else { Basis::Alleged },
                place: first.place.clone(),
                stance: if draw.below(12) == 0 { Stance::DeniesEvent } else { Stance::Asserts },
                window: first.window,
                ..other
            };
            let late = i64::try_from(draw.below(200_000)).unwrap();
            self.recorded_at.insert(address.clone(), told.window.latest().plus(late));
            self.by_report.insert(address.clone(), self.incidents.len());
            self.reports.insert(address.clone(), Arc::new(told));
            addresses.push(address);
        }
        let incident = self.incident(addresses);
        let claims: Vec<(&Address, &Report)> =
            incident.reports.iter().map(|at| (at, &*self.reports[at])).collect();
        let found = versions(agreement, &self.sources, &claims);
        self.versions.insert(incident.id.clone(), found);
        self.incidents.push(incident);
    }

    fn incident(&self, reports: Vec<Address>) -> Incident {
        let by = |denying: bool| -> BTreeSet<SeatId> {
            let told = reports.iter().map(|at| &*self.reports[at]);
            let own = told.filter(|one| (one.stance == Stance::DeniesEvent) == denying);
            own.filter_map(|one| self.sources[&one.source].seat.clone()).collect()
        };
        let link = |at: &Address| Link {
            evidence: evidence(),
            report: at.clone(),
            with: reports[0].clone(),
        };
        let voices = reports
            .iter()
            .map(|at| Voice { reports: vec![at.clone()], says: "it happened".to_owned() });
        Incident {
            asserted_by: by(false),
            denied_by: by(true),
            differences: vec![Difference { about: Aspect::Author, voices: voices.collect() }],
            id: reports[0].clone(),
            independent: reports.iter().map(|at| self.reports[at].source.to_string()).collect(),
            links: reports.iter().filter(|_| reports.len() > 1).map(link).collect(),
            window: self.reports[&reports[0]].window,
            reports,
        }
    }

    /// A register of each seat on each day, for five areas.
    fn reconcile(&mut self, agreement: &Agreement, draw: &mut Draw) {
        let mut behind: BTreeMap<(Day, AreaId), BTreeSet<Address>> = BTreeMap::new();
        for incident in self.incidents.iter().filter(|one| !one.asserted_by.is_empty()) {
            let day = agreement.clock().day_of(incident.window.latest());
            let area = self.reports[&incident.id].place.area.clone().unwrap();
            behind.entry((day, area)).or_default().insert(incident.id.clone());
        }
        let mut rows: BTreeMap<Day, Vec<Row>> = BTreeMap::new();
        for ((day, area), incidents) in behind {
            let cells = SEATS.map(|name| {
                let parts = Parts { matched: 1, contested: 2, one_sided: 3, unexplained: 4 };
                let cases = parts.sum();
                let cell = if draw.below(9) == 0 {
                    Cell::NotListed
                } else {
                    Cell::Figure { cases, parts }
                };
                (seat(name), cell)
            });
            let row = Row { area: Some(area), cells: cells.into(), incidents, overlap_at_most: 1 };
            rows.entry(day).or_default().push(row);
        }
        let of_day = |(day, rows)| {
            let (lists, seats, totals) = (Vec::new(), Vec::new(), BTreeMap::new());
            (day, Reconciliation { day, lists, overlap_at_most: 1, rows, seats, totals })
        };
        self.days = rows.into_iter().map(of_day).collect();
    }

    /// One more report comes to an incident; returns its address.
    pub fn grow(&mut self, number: usize) -> Address {
        let incident = &mut self.incidents[number];
        let told = self.reports[&incident.id].clone();
        let address = Address { log: seat("un"), index: self.reports.len() as u64 };
        incident.reports.push(address.clone());
        self.recorded_at.insert(address.clone(), told.window.latest());
        self.reports.insert(address.clone(), told);
        self.by_report.insert(address.clone(), number);
        address
    }

    pub fn shown<T>(&self, agreement: &Agreement, hand: impl FnOnce(&Shown<'_>) -> T) -> T {
        let (cases, corrected) = (BTreeMap::new(), BTreeMap::new());
        let (efforts, misconduct) = (BTreeMap::new(), BTreeMap::new());
        hand(&Shown {
            cases: &cases,
            corrected: &corrected,
            cut: &Cut::default(),
            efforts: &efforts,
            incident_of: &|report| self.by_report.get(report).map(|at| &self.incidents[*at]),
            incidents: self.incidents.iter().collect(),
            misconduct: &misconduct,
            reconciliations: &self.days,
            telling: Telling {
                agreement,
                lineage: &self.lineage,
                recorded_at: &self.recorded_at,
                reports: &self.reports,
                sources: &self.sources,
            },
            versions: &self.versions,
        })
    }
}

/// Twelve sources, four of them the seats' own.
fn sources() -> BTreeMap<SourceId, Source> {
    let source = |number: usize| {
        let id = SourceId::new(&format!("source-{number}")).unwrap();
        let source = Source {
            aligned_with: None,
            group: None,
            id: id.clone(),
            kind: "press".to_owned(),
            name: format!("Source {number}"),
            reliability: Reliability::C,
            seat: SEATS.get(number).map(|name| seat(name)),
        };
        (id, source)
    };
    (0..12).map(source).collect()
}

fn evidence() -> Evidence {
    let reason = |words: &str| Reason { millibans: 413, words: words.to_owned() };
    let words = ["same act", "1.2 km apart", "3 h apart", "as many killed", "crowded here then"];
    Evidence { reasons: words.into_iter().map(reason).collect(), total: 2_065 }
}
