//! Earlier determinations on the same provision and similar facts, each with what it shares and how it differs.
//!
//! # In scope
//! A small count of facts that two cases share; the side that is accused is none of them, so that exchanging the
//! parties changes no precedent. A precedent binds nobody: it is shown so that seats can say why they depart from it.
//!
//! # Out of scope
//! The earlier outcome of the same incident: a case names those that it takes up again, and they are left out here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::Case;
use super::compliance::{in_some_part, place_of};
use super::decision::Joint;
use super::deed::ReplyKind;
use super::verification::{Tier, ToGrade, Verification, grade};
use crate::act::Family;
use crate::agreement::{Agreement, Standing};
use crate::assessment::{Element, Ground};
use crate::entry::Address;
use crate::id::{ProvisionId, SeatId, ZoneId};
use crate::kleene::Truth;
use crate::picture::Picture;
use crate::place::Place;
use crate::report::{Report, Stance};
use crate::time::Moment;

/// A fact by which two cases are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// Under which provision; every precedent shares one.
    Provision,
    /// The family of acts that is told.
    Family,
    /// What whoever is accused is to the agreement.
    Accused,
    /// The zone, the whole territory left aside.
    Zone,
    /// What the accused side answered.
    Reply,
    /// Whether the agreement itself says that coverage of the ground is disputed.
    Coverage,
    /// How well it is established that it happened.
    Tier,
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Provision => "provision",
            Self::Family => "kind of act",
            Self::Accused => "who is accused",
            Self::Zone => "zone",
            Self::Reply => "reply",
            Self::Coverage => "coverage",
            Self::Tier => "how it is established",
        })
    }
}

/// A fact in which the two cases differ, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// In the case for which precedents are looked for.
    pub here: String,
    /// In the earlier one.
    pub there: String,
}

impl fmt::Display for Apart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "here {}, there {}", self.here, self.there)
    }
}

/// An earlier case on a provision of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Precedent {
    /// Whether a clock ended it.
    pub by_clock: bool,
    /// The earlier case.
    pub case: Address,
    /// Where the two differ.
    pub differs: BTreeMap<Fact, Apart>,
    /// What it came to, under each of its provisions.
    pub outcomes: BTreeMap<ProvisionId, Joint>,
    /// The later cases that took it up again.
    pub reopened_by: BTreeSet<Address>,
    /// What the two share, in words; at least the provision.
    pub shared: BTreeMap<Fact, String>,
    /// When it was determined.
    pub when: Moment,
}

/// The cases determined before a case was, on a provision of it, and so many at most: those that share more facts with
/// it first, and of those that share as many, in the order of their addresses.
///
/// A case that is not yet determined has every determined one before it. Empty if there is no such case.
///
/// Cost: a step for each verification and each case; for each case on the same provision, one for each of its claims.
#[must_use]
pub fn precedents(
    picture: &Picture,
    agreement: &Agreement,
    case: &Address,
    most: usize,
) -> Vec<Precedent> {
    let cases = &picture.docket.cases;
    let Some(this) = cases.get(case) else { return Vec::new() };
    let looked = looked(picture);
    let here = Facts::of(picture, agreement, &looked, this);
    let until = this.determination.as_ref().map(|determination| determination.when);
    let taken_up = taken_up(cases, this);
    let mut found: Vec<Precedent> = Vec::new();
    for other in cases.values().filter(|other| other.id != *case && !taken_up.contains(&other.id)) {
        let Some(determination) = &other.determination else { continue };
        let earlier = until.is_none_or(|until| determination.when < until);
        if !earlier || this.opening.provisions.is_disjoint(&other.opening.provisions) {
            continue;
        }
        let (shared, differs) = here.compare(&Facts::of(picture, agreement, &looked, other));
        let outcomes = determination.outcomes.iter();
        found.push(Precedent {
            by_clock: determination.by_clock,
            case: other.id.clone(),
            differs,
            outcomes: outcomes.map(|(under, (joint, _))| (under.clone(), joint.clone())).collect(),
            reopened_by: other.reopened_by.clone(),
            shared,
            when: determination.when,
        });
    }
    found.sort_by(|a, b| b.shared.len().cmp(&a.shared.len()).then_with(|| a.case.cmp(&b.case)));
    found.truncate(most);
    found
}

/// The cases that a case takes up again, one after the other.
fn taken_up<'a>(cases: &'a BTreeMap<Address, Case>, case: &'a Case) -> BTreeSet<&'a Address> {
    let mut found = BTreeSet::new();
    let mut earlier = case.opening.reopens.as_ref();
    while let Some(address) = earlier {
        if !found.insert(address) {
            break;
        }
        earlier = cases.get(address).and_then(|case| case.opening.reopens.as_ref());
    }
    found
}

/// What people found by looking, by the incident.
type ByIncident<'a> = BTreeMap<&'a Address, Vec<(&'a Address, &'a SeatId, &'a Verification)>>;

fn looked(picture: &Picture) -> ByIncident<'_> {
    let mut looked: ByIncident<'_> = BTreeMap::new();
    for (address, (seat, verification)) in &picture.docket.verifications {
        if let Some(incident) = picture.incident_of(&verification.about) {
            looked.entry(&incident.id).or_default().push((address, seat, verification));
        }
    }
    looked
}

/// The facts of a case by which it is compared.
struct Facts<'a> {
    accused: &'static str,
    disputed: bool,
    families: BTreeSet<Family>,
    provisions: &'a BTreeSet<ProvisionId>,
    replies: BTreeSet<ReplyKind>,
    tier: Option<Tier>,
    zones: BTreeSet<ZoneId>,
}

impl<'a> Facts<'a> {
    fn of(
        picture: &'a Picture,
        agreement: &Agreement,
        looked: &ByIncident<'a>,
        case: &'a Case,
    ) -> Self {
        let incident = picture.incident_of(&case.opening.about);
        let claims: Vec<(&Address, &Report)> =
            incident.map_or_else(Vec::new, |incident| picture.claims(incident).collect());
        let asserting = || claims.iter().filter(|(_, report)| report.stance == Stance::Asserts);
        let tier = incident.map(|incident| {
            let looked = looked.get(&incident.id).map_or(&[][..], Vec::as_slice);
            let sources = &picture.sources;
            grade(&ToGrade { agreement, reports: &claims, sources, looked }).tier
        });
        let place = incident.and_then(|incident| place_of(picture, incident));
        let versions = incident.and_then(|incident| picture.versions.get(&incident.id));
        let covered = versions.into_iter().flatten().flat_map(|version| &version.assessments);
        let in_dispute = |element: &Element| matches!(element.ground, Ground::Disputed { .. });
        let accused = case.opening.accused.as_ref().and_then(|accused| agreement.actor(accused));
        Self {
            accused: accused.map_or("nobody", |actor| standing(&actor.standing)),
            disputed: covered.flat_map(|one| &one.covered.elements).any(in_dispute),
            families: asserting().map(|(_, report)| report.act.family()).collect(),
            provisions: &case.opening.provisions,
            replies: case.replies.iter().map(|reply| reply.answer).collect(),
            tier,
            zones: place.map(|place| zones(agreement, place)).unwrap_or_default(),
        }
    }

    /// What the two share, and where they differ.
    fn compare(&self, other: &Self) -> (BTreeMap<Fact, String>, BTreeMap<Fact, Apart>) {
        let mut compared = Compared::default();
        compared.sets(Fact::Provision, self.provisions, other.provisions, "none", |one| {
            one.to_string()
        });
        compared.sets(Fact::Family, &self.families, &other.families, "not known", |one| {
            family(*one).to_owned()
        });
        compared.one(Fact::Accused, self.accused, other.accused, self.accused != "nobody");
        compared.sets(Fact::Zone, &self.zones, &other.zones, "no zone for certain", |one| {
            one.to_string()
        });
        compared.sets(Fact::Reply, &self.replies, &other.replies, "none", ToString::to_string);
        let coverage = |facts: &Self| if facts.disputed { "disputed" } else { "not disputed" };
        compared.one(Fact::Coverage, coverage(self), coverage(other), self.disputed);
        let tier = |facts: &Self| {
            facts.tier.map_or_else(|| "no incident".to_owned(), |tier| tier.to_string())
        };
        compared.one(Fact::Tier, &tier(self), &tier(other), self.tier.is_some());
        (compared.shared, compared.differs)
    }
}

/// The zones that surely hold a place, the whole territory left aside.
fn zones(agreement: &Agreement, place: &Place) -> BTreeSet<ZoneId> {
    if !in_some_part(agreement, place) {
        return BTreeSet::new();
    }
    let held = agreement.zones_at(place);
    let parts = agreement.zones.iter().filter(|zone| !zone.whole);
    let holding = parts.filter(|zone| held.get(&zone.id) == Some(&Truth::Yes));
    holding.map(|zone| zone.id.clone()).collect()
}

/// What two cases share and where they differ, as it is gathered.
#[derive(Default)]
struct Compared {
    differs: BTreeMap<Fact, Apart>,
    shared: BTreeMap<Fact, String>,
}

impl Compared {
    /// Compares what each has one of; alike and not `telling` is neither shared nor a difference.
    fn one(&mut self, by: Fact, here: &str, there: &str, telling: bool) {
        if here != there {
            self.differs.insert(by, Apart { here: here.to_owned(), there: there.to_owned() });
        } else if telling {
            self.shared.insert(by, here.to_owned());
        }
    }

    /// Compares what each may have several of: shared is what both have, and a difference what one has alone.
    fn sets<T: Ord>(
        &mut self,
        by: Fact,
        here: &BTreeSet<T>,
        there: &BTreeSet<T>,
        none: &str,
        word: impl Fn(&T) -> String,
    ) {
        let words = |of: &BTreeSet<T>| {
            let each: Vec<String> = of.iter().map(&word).collect();
            if each.is_empty() { none.to_owned() } else { each.join(", ") }
        };
        let both: Vec<String> = here.intersection(there).map(&word).collect();
        if !both.is_empty() {
            self.shared.insert(by, both.join(", "));
        }
        if here != there {
            self.differs.insert(by, Apart { here: words(here), there: words(there) });
        }
    }
}

/// What an actor of a standing is, without a word on whose side.
fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Party => "a party",
        Standing::Group { .. } => "a group of a party",
        Standing::Ally { .. } => "an ally of a party",
        Standing::Guarantor { .. } => "a guarantor",
        Standing::Excluded => "an excluded group",
        Standing::Observer => "an observer",
        Standing::Outside => "somebody outside the agreement",
    }
}

fn family(family: Family) -> &'static str {
    match family {
        Family::Fire => "fire",
        Family::Posture => "positions and movements",
        Family::Airspace => "flights",
        Family::Civilians => "harm to people outside combat",
        Family::Access => "aid and movement",
        Family::Utilities => "utilities",
        Family::Separation => "mixing with excluded groups",
        Family::Mechanism => "acts against the mechanism",
        Family::Other => "other acts",
    }
}
