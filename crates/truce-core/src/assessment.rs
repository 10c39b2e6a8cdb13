//! What a situation means for a provision: apparent breach, consistent, outside coverage, or not enough known.
//!
//! Three questions are kept apart, in this order: was it *covered*, did it *happen*, and *who* did it. Each is
//! answered from its elements in three-valued logic, and each element says on what it rests and what would settle it.
//!
//! # Out of scope
//! Findings and determinations: an assessment is derived, and only ever apparent.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::act::Act;
use crate::agreement::{Agreement, Provision};
use crate::id::{ActorId, ProvisionId, ZoneId};
use crate::kleene::Truth;
use crate::report::Exemption;
use crate::rules;
use crate::situation::Situation;
use crate::time::Moment;

/// What an element is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Point {
    /// Whether the act is one of the rule's.
    Act,
    /// Whether the provision was in force.
    Time,
    /// Whether it holds at the place.
    Place,
    /// Whether an excluded group had part in it.
    ExcludedGroup,
    /// Whether no exception lets it pass.
    Exemption,
    /// Who did it, and whether they are bound.
    Author,
    /// Whether it happened.
    Event,
    /// Who fired first.
    FirstShot,
}

impl Point {
    /// Every value, in order.
    pub const ALL: &[Self] = &[
        Self::Act,
        Self::Time,
        Self::Place,
        Self::ExcludedGroup,
        Self::Exemption,
        Self::Author,
        Self::Event,
        Self::FirstShot,
    ];

    /// The word that files use for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Time => "time",
            Self::Place => "place",
            Self::ExcludedGroup => "excluded-group",
            Self::Exemption => "exemption",
            Self::Author => "author",
            Self::Event => "event",
            Self::FirstShot => "first-shot",
        }
    }
}

/// On what an element rests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the fields are named after what they hold")]
pub enum Ground {
    /// The act is one that the rule tests.
    ActTested { act: Act },
    /// The act may be one.
    ActUnclear { act: Act, open: &'static str },
    /// The provision was in force.
    InForce,
    /// It was not yet in force.
    NotYet { from: Moment },
    /// It was in force no longer.
    Over { until: Moment },
    /// The time as told lies across the moment at which it changes.
    Straddles { border: Moment },
    /// The place lies in a zone of the provision.
    Inside { zone: ZoneId },
    /// It lies in none.
    OutsideZones,
    /// It may lie in one.
    PlaceOpen,
    /// It lies, or may lie, on ground of which it is disputed that the agreement covers it.
    Disputed { zone: ZoneId },
    /// Those named are bound.
    Bound { by: BTreeSet<ActorId> },
    /// The group is excluded, and so not bound.
    Excluded { actor: ActorId },
    /// Whoever it is, is no party to the agreement.
    NoParty { actor: ActorId },
    /// The provision binds another party.
    BindsOthers { actor: ActorId },
    /// It had not joined, or had left.
    NotJoined { actor: ActorId },
    /// It is not clear whether it is bound.
    StandingUnclear { actor: ActorId, why: String },
    /// Some of those named are bound, and some are not.
    Mixed { by: BTreeSet<ActorId> },
    /// Those named stand on different sides.
    SidesDiffer { by: BTreeSet<ActorId> },
    /// Nobody is named.
    NobodyNamed,
    /// Somebody is named whom the agreement does not know.
    NobodyKnown,
    /// Accounts differ on who did it.
    AuthorContested,
    /// One source names them, or one side's sources alone.
    AuthorUncorroborated,
    /// Those named are shown not to have done it.
    AuthorRefuted,
    /// No exception is claimed, or none applies.
    NoException,
    /// It was aimed at an excluded group alone.
    AtExcluded { at: BTreeSet<ActorId> },
    /// It hit an excluded group and others.
    AtExcludedAndOthers { at: BTreeSet<ActorId> },
    /// An exception is claimed.
    Claimed { exemption: Exemption },
    /// An exemption is claimed for which the provision has no exception.
    NotProvided { exemption: Exemption },
    /// It happened, as told.
    Happened,
    /// It did not happen.
    DidNotHappen,
    /// Accounts differ on whether it happened.
    EventContested,
    /// One source tells it, or one side's sources alone.
    EventUncorroborated,
    /// An exchange of fire without a first shot.
    FirstShotOpen,
    /// An excluded group had part in it.
    WithExcluded { with: BTreeSet<ActorId> },
    /// None had.
    WithoutExcluded,
    /// It is not said which.
    WithUnnamed,
}

fn list(actors: &BTreeSet<ActorId>) -> String {
    actors.iter().map(|actor| format!("`{actor}`")).collect::<Vec<_>>().join(" or ")
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ActTested { act } => write!(f, "{} is what the rule tests", act.phrase()),
            Self::ActUnclear { act, open } => write!(f, "{}: not said {open}", act.phrase()),
            Self::InForce => f.write_str("in force at the time"),
            Self::NotYet { from } => write!(f, "not in force before {from}"),
            Self::Over { until } => write!(f, "in force no longer since {until}"),
            Self::Straddles { border } => write!(f, "the time as told lies across {border}"),
            Self::Inside { zone } => write!(f, "the place lies in `{zone}`"),
            Self::OutsideZones => f.write_str("the place lies outside the zones"),
            Self::PlaceOpen => f.write_str("not known whether the place lies in the zones"),
            Self::Disputed { zone } => {
                write!(f, "the parties differ on whether `{zone}` is covered")
            }
            Self::Bound { by } => write!(f, "{} is bound", list(by)),
            Self::Excluded { actor } => write!(f, "`{actor}` is excluded from the agreement"),
            Self::NoParty { actor } => write!(f, "`{actor}` is no party"),
            Self::BindsOthers { actor } => write!(f, "the provision does not bind `{actor}`"),
            Self::NotJoined { actor } => write!(f, "`{actor}` had not joined at the time"),
            Self::StandingUnclear { actor, why } => {
                write!(f, "not clear whether `{actor}` is bound: {why}")
            }
            Self::Mixed { by } => write!(f, "of {}, one is bound and another is not", list(by)),
            Self::SidesDiffer { by } => write!(f, "{} are named, on different sides", list(by)),
            Self::NobodyNamed => f.write_str("nobody is named"),
            Self::NobodyKnown => f.write_str("whoever is named is not known to the agreement"),
            Self::AuthorContested => f.write_str("accounts differ on who did it"),
            Self::AuthorUncorroborated => {
                f.write_str("named by one source, or by one side's sources alone")
            }
            Self::AuthorRefuted => f.write_str("those who were named did not do it"),
            Self::NoException => f.write_str("no exception applies"),
            Self::AtExcluded { at } => write!(f, "aimed at {}, which is excluded", list(at)),
            Self::AtExcludedAndOthers { at } => {
                write!(f, "hit {}, which is excluded, and others", list(at))
            }
            Self::Claimed { exemption } => write!(f, "`{exemption}` is claimed"),
            Self::NotProvided { exemption } => {
                write!(f, "`{exemption}` is claimed, for which there is no exception")
            }
            Self::Happened => f.write_str("it happened, as told"),
            Self::DidNotHappen => f.write_str("it did not happen"),
            Self::EventContested => f.write_str("accounts differ on whether it happened"),
            Self::EventUncorroborated => {
                f.write_str("told by one source, or by one side's sources alone")
            }
            Self::FirstShotOpen => f.write_str("not said who fired first"),
            Self::WithExcluded { with } => write!(f, "with {}, which is excluded", list(with)),
            Self::WithoutExcluded => f.write_str("no excluded group had part in it"),
            Self::WithUnnamed => f.write_str("not said with which group"),
        }
    }
}

impl Ground {
    /// What would settle it, where it is open: a task for verification.
    #[must_use]
    pub fn settle(&self) -> Option<&'static str> {
        Some(match self {
            Self::ActUnclear { .. } => "a closer description by somebody who saw it",
            Self::Straddles { .. } => "the hour, from a log, a picture's time or a second witness",
            Self::PlaceOpen => "the position, to within the zone's margin",
            Self::Disputed { .. } => {
                "a joint statement on whether the ground is covered, or maps that the parties accept"
            }
            Self::StandingUnclear { .. } => {
                "a statement by the guarantor that answers for them, or their signed accession"
            }
            Self::AuthorUncorroborated => "a second independent source, or the point of origin",
            Self::Mixed { .. } | Self::SidesDiffer { .. } | Self::AuthorContested => {
                "the point of origin: crater bearings, radar, who held the ground"
            }
            Self::NobodyNamed | Self::NobodyKnown | Self::AuthorRefuted => {
                "who did it: point of origin, who held the ground"
            }
            Self::AtExcludedAndOthers { .. } => "which of those hit was aimed at",
            Self::Claimed { exemption } => match exemption {
                Exemption::ReturnFire => {
                    "the times of the first shots, from both sides' logs or a third observer"
                }
                Exemption::ExcludedTarget => "who held what was hit, at that hour",
                Exemption::Exercise => "the notice of the exercise, and where its rounds fell",
                Exemption::Accident => "the inquiry of whoever claims it, shown to the seats",
            },
            Self::EventContested => "a visit to the place, pictures with time and position",
            Self::EventUncorroborated => "a second independent source, not of the same side",
            Self::FirstShotOpen => {
                "the times of the first shots, from both sides' logs or a third observer"
            }
            Self::WithUnnamed => "the name of the group, from flags, papers or local witnesses",
            Self::ActTested { .. } | Self::InForce | Self::NotYet { .. } | Self::Over { .. } => {
                return None;
            }
            Self::Inside { .. }
            | Self::OutsideZones
            | Self::Bound { .. }
            | Self::Excluded { .. } => return None,
            Self::NoParty { .. } | Self::BindsOthers { .. } | Self::NotJoined { .. } => {
                return None;
            }
            Self::NoException | Self::AtExcluded { .. } | Self::NotProvided { .. } => return None,
            Self::Happened | Self::DidNotHappen => return None,
            Self::WithExcluded { .. } | Self::WithoutExcluded => return None,
        })
    }
}

/// One element of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What it is about.
    pub point: Point,
    /// Whether it is met.
    pub truth: Truth,
    /// On what it rests.
    pub ground: Ground,
}

impl Element {
    /// An element that is met, or not, or open, on that ground.
    #[must_use]
    pub fn new(point: Point, truth: Truth, ground: Ground) -> Self {
        Self { point, truth, ground }
    }
}

#[derive(Serialize)]
struct ElementInWords {
    point: Point,
    truth: Truth,
    rests_on: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    would_settle_it: Option<&'static str>,
}

impl Serialize for Element {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let words = ElementInWords {
            point: self.point,
            truth: self.truth,
            rests_on: self.ground.to_string(),
            would_settle_it: self.ground.settle(),
        };
        words.serialize(serializer)
    }
}

/// The answer to one of the three questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Yes if every element is met, no if one is not.
    pub truth: Truth,
    /// What it is made of.
    pub elements: Vec<Element>,
}

impl Answer {
    /// Makes the answer from its elements.
    #[must_use]
    pub fn of(elements: Vec<Element>) -> Self {
        let truth = Truth::all(elements.iter().map(|element| element.truth));
        Self { truth, elements }
    }

    fn with(&self, truth: Truth) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.truth == truth)
    }
}

/// What it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// Covered, happened, and done by somebody who is bound. Not a determination.
    ApparentBreach {
        /// By whom; more than one: one of them, or together.
        by: BTreeSet<ActorId>,
    },
    /// Nothing happened that the provision forbids.
    Consistent,
    /// The provision does not reach it.
    OutsideCoverage {
        /// Why not.
        reasons: Vec<Element>,
    },
    /// Not enough is known.
    Insufficient {
        /// What is lacking.
        lacking: Vec<Element>,
    },
}

impl Outcome {
    /// The words of the kind alone: `apparent breach`, `consistent`, `outside coverage`, `insufficient`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ApparentBreach { .. } => "apparent breach",
            Self::Consistent => "consistent",
            Self::OutsideCoverage { .. } => "outside coverage",
            Self::Insufficient { .. } => "insufficient",
        }
    }
}

/// As cases write it: `apparent breach by opposition`, `insufficient: place, author`.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |elements: &[Element]| {
            elements.iter().map(|element| element.point.word()).collect::<Vec<_>>().join(", ")
        };
        let kind = self.kind();
        match self {
            Self::ApparentBreach { by } => {
                let by: Vec<&str> = by.iter().map(ActorId::as_str).collect();
                write!(f, "{kind} by {}", by.join(" or "))
            }
            Self::Consistent => f.write_str(kind),
            Self::OutsideCoverage { reasons: elements }
            | Self::Insufficient { lacking: elements } => {
                write!(f, "{kind}: {}", words(elements))
            }
        }
    }
}

/// What a situation means for one provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// Which provision.
    pub provision: ProvisionId,
    /// What it comes to.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Was it covered: act, time, place, standing of the author, exceptions.
    pub covered: Answer,
    /// Did it happen.
    pub happened: Answer,
    /// Is it known who did it.
    pub who: Answer,
}

/// Assesses a situation under every provision whose rule its act may touch, in the agreement's order.
///
/// Total: there is an answer for every situation, and *not known* is one.
#[must_use]
pub fn assess(agreement: &Agreement, situation: &Situation) -> Vec<Assessment> {
    let touched = agreement
        .provisions
        .iter()
        .filter(|provision| provision.rule.concerns(situation.act) != Truth::No);
    touched.map(|provision| assess_one(agreement, provision, situation)).collect()
}

fn assess_one(agreement: &Agreement, provision: &Provision, situation: &Situation) -> Assessment {
    let covered = Answer::of(rules::covered(agreement, provision, situation));
    let happened = Answer::of(vec![rules::event(situation)]);
    let who = Answer::of(rules::who(agreement, provision, situation));
    let outcome = conclude(situation, &covered, &happened, &who);
    Assessment { provision: provision.id.clone(), outcome, covered, happened, who }
}

/// Coverage before merit before blame.
fn conclude(situation: &Situation, covered: &Answer, happened: &Answer, who: &Answer) -> Outcome {
    if covered.truth == Truth::No {
        return Outcome::OutsideCoverage { reasons: covered.with(Truth::No).cloned().collect() };
    }
    if happened.truth == Truth::No {
        return Outcome::Consistent;
    }
    let answers = [covered, happened, who];
    if Truth::all(answers.map(|answer| answer.truth)) == Truth::Yes {
        return Outcome::ApparentBreach { by: situation.by.iter().flatten().cloned().collect() };
    }
    // Not a benefit of the doubt: what is lacking is shown to the duty officer.
    let open = |element: &&Element| element.truth != Truth::Yes;
    let mut lacking: Vec<Element> = Vec::new();
    for element in answers.iter().flat_map(|answer| answer.elements.iter().filter(open)) {
        if !lacking.iter().any(|other| other.point == element.point) {
            lacking.push(element.clone());
        }
    }
    Outcome::Insufficient { lacking }
}
