//! The versions of an incident: what its claims amount to, each assessed apart.
//!
//! Claims that agree on act, author, target and excuse make one version.
//! Versions are never merged: the accused's own and the accuser's stand side
//! by side, each with what it would mean.
//!
//! # Out of scope
//! Which version is right: that is for findings and a determination.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::act::Act;
use crate::agreement::Agreement;
use crate::assessment::{Assessment, assess};
use crate::entry::Address;
use crate::id::{ActorId, SourceId, ZoneId};
use crate::kleene::Truth;
use crate::report::{Exemption, NamedActor, Report, Stance};
use crate::situation::Situation;
use crate::source::Source;
use crate::time::Window;

/// One version of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// What it means, provision by provision.
    pub assessments: Vec<Assessment>,
    /// The reports that tell it so.
    pub reports: Vec<Address>,
}

/// What makes two claims one version.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    act: Act,
    by: BTreeSet<Option<ActorId>>,
    against: BTreeSet<Option<ActorId>>,
    exemption: Option<Exemption>,
}

impl Shape {
    fn of(report: &Report) -> Self {
        let actors = |named: &[NamedActor]| named.iter().map(|named| named.actor.clone()).collect();
        Self {
            act: report.act,
            by: actors(&report.accused),
            against: actors(&report.target),
            exemption: report.exemption,
        }
    }
}

/// Who tells it, for weighing.
struct Tellers<'a> {
    agreement: &'a Agreement,
    sources: &'a BTreeMap<SourceId, Source>,
}

impl Tellers<'_> {
    /// The side to which a report's source leans.
    fn side(&self, report: &Report) -> Option<&ActorId> {
        let leaning = self.sources.get(&report.source)?.aligned_with.as_ref()?;
        self.agreement.actor(leaning)?.side()
    }

    /// Whether two or more independent sources tell it that do not all lean to one side.
    fn corroborated<'r>(&self, reports: impl Iterator<Item = &'r Report>) -> bool {
        let mut groups: BTreeSet<&str> = BTreeSet::new();
        let mut sides: BTreeSet<Option<&ActorId>> = BTreeSet::new();
        for report in reports {
            let source = self.sources.get(&report.source);
            groups.insert(source.map_or(report.source.as_str(), Source::independence_group));
            sides.insert(self.side(report));
        }
        groups.len() > 1 && (sides.len() > 1 || sides.contains(&None))
    }
}

/// The versions of an incident, each assessed.
///
/// *Happened* is yes if two or more independent sources that do not all lean
/// to one side assert it and nobody denies it; otherwise it is open. *Who* is
/// yes only if, beyond that, all who name somebody name the same and nobody
/// denies it, or a source of the accused's own side names its own.
#[must_use]
pub fn versions(
    agreement: &Agreement,
    sources: &BTreeMap<SourceId, Source>,
    claims: &[(&Address, &Report)],
) -> Vec<Version> {
    let tellers = Tellers { agreement, sources };
    let of = |stance: Stance| claims.iter().filter(move |(_, report)| report.stance == stance);
    let asserting = || of(Stance::Asserts).map(|(_, report)| *report);
    let denied = of(Stance::DeniesEvent).next().is_some();
    let happened = match denied {
        false if tellers.corroborated(asserting()) => Truth::Yes,
        false | true => Truth::Unknown,
    };
    let mut shapes: BTreeMap<Shape, Vec<(&Address, &Report)>> = BTreeMap::new();
    for (address, report) in of(Stance::Asserts) {
        shapes.entry(Shape::of(report)).or_default().push((address, report));
    }
    let named: BTreeSet<&BTreeSet<Option<ActorId>>> =
        shapes.keys().map(|shape| &shape.by).filter(|by| !by.is_empty()).collect();
    let authorship_denied = of(Stance::DeniesAuthorship).next().is_some();
    let undisputed = named.len() == 1 && !authorship_denied;
    let versions = shapes.iter().map(|(shape, told)| {
        let telling = || told.iter().map(|(_, report)| *report);
        let admitted = telling().any(|report| admits(&tellers, report));
        let known = undisputed && (admitted || tellers.corroborated(telling()));
        let author = if known { Truth::Yes } else { Truth::Unknown };
        let situation = Situation {
            author,
            denied,
            disputed: !undisputed,
            happened,
            ..situation(agreement, shape, told)
        };
        Version {
            assessments: assess(agreement, &situation),
            reports: told.iter().map(|(address, _)| (*address).clone()).collect(),
        }
    });
    versions.collect()
}

/// Whether the source names its own side as the author.
fn admits(tellers: &Tellers<'_>, report: &Report) -> bool {
    let side = tellers.side(report);
    let of_side = |named: &NamedActor| {
        let actor = named.actor.as_ref().and_then(|id| tellers.agreement.actor(id));
        side.is_some() && actor.and_then(|actor| actor.side()) == side
    };
    !report.accused.is_empty() && report.accused.iter().all(of_side)
}

/// What one version claims, before it is weighed against the others.
fn situation(agreement: &Agreement, shape: &Shape, told: &[(&Address, &Report)]) -> Situation {
    let windows = told.iter().map(|(_, report)| report.window);
    let window = windows.reduce(Window::hull);
    let each: Vec<BTreeMap<ZoneId, Truth>> =
        told.iter().map(|(_, report)| agreement.zones_at(&report.place)).collect();
    let zones = agreement.zones.iter().map(|zone| {
        let said = each.iter().filter_map(|zones| zones.get(&zone.id).copied());
        // A report that leaves the zone open takes nothing from one that does not.
        let known: Vec<Truth> = said.filter(|truth| *truth != Truth::Unknown).collect();
        (zone.id.clone(), Truth::agreed(known))
    });
    Situation {
        act: shape.act,
        against: shape.against.iter().cloned().collect(),
        author: Truth::Unknown,
        by: shape.by.iter().cloned().collect(),
        denied: false,
        disputed: false,
        exemption: shape.exemption,
        happened: Truth::Unknown,
        window: window.unwrap_or_else(|| {
            agreement.clock().window_of(agreement.clock().day_of(agreement.in_force))
        }),
        zones: zones.collect(),
    }
}
