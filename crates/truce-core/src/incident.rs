//! Reports held to be one event.
//!
//! An incident never averages and never decides: it keeps every claim with its
//! claimant, says why each report is in, and lists where they differ.

use std::collections::btree_map::Values;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::commitment::SealedField;
use crate::entry::Address;
use crate::id::{ActorId, SeatId, SourceId};
use crate::matching::Matcher;
use crate::matching::evidence::Evidence;
use crate::report::{NamedActor, Report, Stance};
use crate::source::Source;
use crate::time::{DutyClock, Moment, Window};

/// What the claims of an incident can differ on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// Whether it happened.
    Happening,
    /// What kind of act it was.
    Act,
    /// Who did it.
    Author,
    /// Where.
    Place,
    /// When.
    Time,
    /// How many were killed.
    Killed,
    /// How many were injured.
    Injured,
    /// Whether it was allowed, and why.
    Exemption,
}

impl Aspect {
    /// The question in a few words.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Happening => "whether it happened",
            Self::Act => "what was done",
            Self::Author => "who did it",
            Self::Place => "where",
            Self::Time => "when",
            Self::Killed => "how many were killed",
            Self::Injured => "how many were injured",
            Self::Exemption => "whether it was allowed",
        }
    }
}

/// One answer, and the reports that give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The reports.
    pub reports: Vec<Address>,
    /// What they say.
    pub says: String,
}

/// A question on which the claims differ, with every voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The question.
    pub about: Aspect,
    /// Every answer; at least two.
    pub voices: Vec<Voice>,
}

/// Why a report is in its incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its evidence with the rest of the incident.
    pub evidence: Evidence,
    /// The report.
    pub report: Address,
    /// The report of the same incident that it fits best.
    pub with: Address,
}

/// Reports held to be one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Incident {
    /// Seats whose own sources assert it.
    pub asserted_by: BTreeSet<SeatId>,
    /// Seats whose own sources deny that it happened.
    pub denied_by: BTreeSet<SeatId>,
    /// Where the claims differ.
    pub differences: Vec<Difference>,
    /// The report that was recorded first; it names the incident.
    pub id: Address,
    /// Groups of sources that count once each, among those that assert it.
    pub independent: BTreeSet<String>,
    /// Why each report is in; empty for a single report.
    pub links: Vec<Link>,
    /// All reports, the first recorded first.
    pub reports: Vec<Address>,
    /// The shortest window that holds every claim.
    pub window: Window,
}

/// What an incident is made from.
pub struct Ground<'a> {
    /// Every report, by address.
    pub reports: &'a BTreeMap<Address, Arc<Report>>,
    /// When each was recorded; decides which is first.
    pub recorded_at: &'a BTreeMap<Address, Moment>,
    /// Every source.
    pub sources: &'a BTreeMap<SourceId, Source>,
    /// The agreement's clock, for showing days.
    pub clock: &'a DutyClock,
    /// What matched the reports.
    pub matcher: &'a Matcher,
}

impl Incident {
    /// Makes the incident of a group of reports; `None` if the group is empty or names no report.
    #[must_use]
    pub fn of(ground: &Ground<'_>, group: &BTreeSet<Address>) -> Option<Self> {
        let mut members: Vec<(&Address, &Report)> =
            group.iter().filter_map(|a| Some((a, &**ground.reports.get(a)?))).collect();
        let recorded = |address: &Address| ground.recorded_at.get(address).copied();
        members.sort_by_cached_key(|(address, _)| {
            (recorded(address).is_none(), recorded(address), *address)
        });
        let (first, report) = members.first()?;
        let window = members.iter().fold(report.window, |hull, (_, r)| hull.hull(r.window));
        let asserting = members.iter().filter(|(_, r)| r.stance != Stance::DeniesEvent);
        let independent = asserting
            .filter_map(|(_, r)| {
                Some(ground.sources.get(&r.source)?.independence_group().to_owned())
            })
            .collect();
        let by_seats = |denying: bool| -> BTreeSet<SeatId> {
            let own = members.iter().filter(|(_, r)| (r.stance == Stance::DeniesEvent) == denying);
            own.filter_map(|(_, r)| ground.sources.get(&r.source)?.seat.clone()).collect()
        };
        Some(Self {
            asserted_by: by_seats(false),
            denied_by: by_seats(true),
            differences: differences(ground.clock, &members),
            id: (*first).clone(),
            independent,
            links: links(ground.matcher, &members),
            reports: members.iter().map(|(address, _)| (*address).clone()).collect(),
            window,
        })
    }
}

/// Incidents, in the order of their windows and then of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incidents {
    in_order: BTreeMap<(Window, Address), Incident>,
    /// By each report, where the incident stands that holds it.
    held_in: BTreeMap<Address, (Window, Address)>,
}

impl Incidents {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> Values<'_, (Window, Address), Incident> {
        self.in_order.values()
    }

    /// The incident of a name.
    #[must_use]
    pub fn get(&self, id: &Address) -> Option<&Incident> {
        self.holding(id).filter(|incident| incident.id == *id)
    }

    /// The incident that holds a report.
    #[must_use]
    pub fn holding(&self, report: &Address) -> Option<&Incident> {
        self.in_order.get(self.held_in.get(report)?)
    }

    /// Puts an incident in.
    pub(crate) fn insert(&mut self, incident: Incident) {
        let key = (incident.window, incident.id.clone());
        for report in &incident.reports {
            self.held_in.insert(report.clone(), key.clone());
        }
        self.in_order.insert(key, incident);
    }

    /// Takes the incident out that holds a report.
    pub(crate) fn take_holding(&mut self, report: &Address) -> Option<Incident> {
        let incident = self.in_order.remove(self.held_in.get(report)?)?;
        for report in &incident.reports {
            self.held_in.remove(report);
        }
        Some(incident)
    }
}

impl<'a> IntoIterator for &'a Incidents {
    type Item = &'a Incident;
    type IntoIter = Values<'a, (Window, Address), Incident>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Incident> for Incidents {
    fn from_iter<I: IntoIterator<Item = Incident>>(incidents: I) -> Self {
        let place = |incident: Incident| ((incident.window, incident.id.clone()), incident);
        let placed: Vec<((Window, Address), Incident)> = incidents.into_iter().map(place).collect();
        let held = placed.iter().flat_map(|(place, incident)| {
            incident.reports.iter().map(|report| (report.clone(), place.clone()))
        });
        Self { held_in: held.collect(), in_order: placed.into_iter().collect() }
    }
}

/// For each report of several: why it is in, and the one of the others that it fits best.
fn links(matcher: &Matcher, members: &[(&Address, &Report)]) -> Vec<Link> {
    let link = |(report, _): &(&Address, &Report)| {
        let others = members.iter().map(|(other, _)| *other).filter(|other| other != report);
        let weighed = others.map(|other| (matcher.weight(report, other), other));
        let (_, with) = weighed.max_by(|a, b| a.0.cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
        let evidence = matcher.stays(report)?;
        Some(Link { evidence, report: (*report).clone(), with: with.clone() })
    };
    members.iter().filter_map(link).collect()
}

/// Whom a report blames, in its own order of names, as one text.
#[must_use]
pub fn blamed(accused: &[NamedActor]) -> String {
    let names: BTreeSet<&str> = accused
        .iter()
        .map(|named| named.actor.as_ref().map_or(named.written.as_str(), ActorId::as_str))
        .collect();
    names.into_iter().collect::<Vec<_>>().join(" or ")
}

/// Where the claims differ, question by question.
fn differences(clock: &DutyClock, members: &[(&Address, &Report)]) -> Vec<Difference> {
    let asserted = |report: &&Report| report.stance != Stance::DeniesEvent;
    let mut found = Vec::new();
    let mut compare = |about: Aspect, says: &dyn Fn(&Report) -> Option<String>| {
        let mut voices: BTreeMap<String, Vec<Address>> = BTreeMap::new();
        for (address, report) in members {
            if let Some(answer) = says(report) {
                voices.entry(answer).or_default().push((*address).clone());
            }
        }
        if voices.len() > 1 {
            let voices = voices.into_iter().map(|(says, reports)| Voice { reports, says });
            found.push(Difference { about, voices: voices.collect() });
        }
    };
    compare(Aspect::Happening, &|report| {
        Some(if asserted(&report) { "it happened" } else { "it did not happen" }.to_owned())
    });
    compare(Aspect::Act, &|report| {
        Some(report).filter(asserted).map(|report| report.act.phrase().to_owned())
    });
    compare(Aspect::Author, &|report| match report.stance {
        Stance::DeniesEvent => None,
        Stance::Asserts if report.accused.is_empty() => Some("nobody named".to_owned()),
        Stance::Asserts => Some(blamed(&report.accused)),
        Stance::DeniesAuthorship => Some(format!("not {}", blamed(&report.accused))),
    });
    compare(Aspect::Place, &|report| {
        // Where is not told to us, which is no other answer than that of those who tell it.
        let sealed = report.sealed.contains_key(&SealedField::Place);
        Some(report).filter(asserted).filter(|_| !sealed).map(|r| r.place.label())
    });
    let common = members.iter().map(|(_, report)| report.window);
    let latest_start = common.clone().map(Window::earliest).max();
    let earliest_end = common.map(Window::latest).min();
    if latest_start > earliest_end {
        compare(Aspect::Time, &|report| Some(days(clock, report.window)));
    }
    compare(Aspect::Killed, &|report| report.harm.killed.map(|toll| toll.to_string()));
    compare(Aspect::Injured, &|report| report.harm.injured.map(|toll| toll.to_string()));
    let excused = members.iter().any(|(_, report)| report.exemption.is_some());
    if excused {
        compare(Aspect::Exemption, &|report| {
            Some(report).filter(asserted).map(|report| match report.exemption {
                Some(exemption) => format!("claimed as {exemption}"),
                None => "no excuse told".to_owned(),
            })
        });
    }
    found
}

/// A window as days of the agreement's clock: `2017-05-06` or `2017-05-05 to 2017-05-06`.
#[must_use]
pub fn days(clock: &DutyClock, window: Window) -> String {
    let (from, to) = (clock.day_of(window.earliest()), clock.day_of(window.latest()));
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}
