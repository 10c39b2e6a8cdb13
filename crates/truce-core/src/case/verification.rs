//! How well an incident is established: tiers from claimed to jointly verified, and the side states.
//!
//! The tiers follow practice (OSCE SMM, UN, CTSAMVM): claimed, logged, corroborated, verified remotely, verified on
//! site, jointly verified. Credibility digits are those of the Admiralty scale; a digit rests on what independent
//! others say, and never on the source's own grade.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::office::words;
use crate::agreement::{Agreement, SeatRole};
use crate::bounds::{self, LOGS_MAX, OutOfBounds};
use crate::entry::Address;
use crate::id::{ActorId, SeatId, SourceId};
use crate::report::{NamedActor, Report, Stance};
use crate::source::Source;

words! {
    /// Why something could not be verified.
    Obstacle, "obstacle":
    /// Nobody was let through.
    Access = "access",
    /// It was too late.
    Time = "time",
    /// It was too dangerous.
    Danger = "danger",
    /// Instruments were jammed.
    Jamming = "jamming",
}

/// What looking came to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Looked {
    /// It was so, as pictures, instruments or papers show.
    Remotely,
    /// It was so, as a team saw on the spot.
    OnSite,
    /// It was not so.
    Refuted,
    /// It was made to look so.
    Staged,
    /// It is another report's event, told again.
    Duplicate {
        /// The other report.
        of: Address,
    },
    /// It cannot be told.
    Unverifiable {
        /// Why.
        why: Obstacle,
    },
}

impl fmt::Display for Looked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remotely => f.write_str("verified remotely"),
            Self::OnSite => f.write_str("verified on site"),
            Self::Refuted => f.write_str("refuted"),
            Self::Staged => f.write_str("staged"),
            Self::Duplicate { of } => write!(f, "told already, as {of}"),
            Self::Unverifiable { why } => write!(f, "cannot be verified: {why}"),
        }
    }
}

/// What an officer found by looking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// A report of the incident.
    pub about: Address,
    /// What it came to.
    pub came_to: Looked,
    /// How: site visit, crater analysis, imagery, interviews.
    pub method: String,
    /// The task that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Address>,
    /// What was seen, in words.
    pub text: String,
    /// Whose people were in the team beside this seat's own.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub with: BTreeSet<SeatId>,
}

impl Verification {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        super::deed::text_within("method", &self.method)?;
        super::deed::text_within("text", &self.text)?;
        bounds::count("seats", self.with.len(), LOGS_MAX)
    }
}

/// How well it is established that an incident happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Told by one source, or by sources that are not independent.
    Claimed,
    /// Told by two or more independent sources that do not all lean to one side.
    Corroborated,
    /// Shown by pictures, instruments or papers.
    Remote,
    /// Seen on the spot by one seat's team.
    OnSite,
    /// Seen on the spot by teams of two or more seats that determine.
    Joint,
}

impl Tier {
    /// Its number, as practice counts: 0 claimed, 2 corroborated, 3 remotely, 4 on site, 5 jointly. What is on record
    /// here is logged with its author and time, which is tier 1: no report is below it.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Claimed => 1,
            Self::Corroborated => 2,
            Self::Remote => 3,
            Self::OnSite => 4,
            Self::Joint => 5,
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Claimed => "claimed and logged",
            Self::Corroborated => "corroborated",
            Self::Remote => "verified remotely",
            Self::OnSite => "verified on site",
            Self::Joint => "jointly verified on site",
        })
    }
}

/// How credible one report is, on the Admiralty scale, by what independent others say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Credibility {
    /// 1: confirmed by other independent sources.
    Confirmed,
    /// 2: probably true: one other independent source tells the same.
    ProbablyTrue,
    /// 3: possibly true: nobody else tells it, nobody contradicts it.
    PossiblyTrue,
    /// 4: doubtful: contradicted, and told by nobody else.
    Doubtful,
    /// 5: improbable: contradicted by several, or refuted by somebody who looked.
    Improbable,
    /// 6: cannot be judged: others both tell and contradict it, or only its own side does.
    Unjudged,
}

impl Credibility {
    /// Its digit.
    #[must_use]
    pub fn digit(self) -> u8 {
        match self {
            Self::Confirmed => 1,
            Self::ProbablyTrue => 2,
            Self::PossiblyTrue => 3,
            Self::Doubtful => 4,
            Self::Improbable => 5,
            Self::Unjudged => 6,
        }
    }
}

/// How well an incident is established, and each of its reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grading {
    /// Each report: its source's grade and its own digit, as in `B2`.
    pub reports: BTreeMap<Address, String>,
    /// What people who looked say against it or beside it, with the entry.
    pub remarks: BTreeMap<Address, String>,
    /// How well it is established that it happened.
    pub tier: Tier,
}

/// What grading is done from.
#[derive(Debug, Clone, Copy)]
pub struct ToGrade<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// The incident's reports.
    pub reports: &'a [(&'a Address, &'a Report)],
    /// Every source.
    pub sources: &'a BTreeMap<SourceId, Source>,
    /// What people found by looking, with the entry and the seat.
    pub looked: &'a [(&'a Address, &'a SeatId, &'a Verification)],
}

/// A voice that counts once: its group, and the side to which it leans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Voice<'a> {
    group: &'a str,
    side: Option<&'a ActorId>,
}

impl<'a> ToGrade<'a> {
    fn voice(&self, report: &'a Report) -> Voice<'a> {
        let source = self.sources.get(&report.source);
        let leaning = source.and_then(|source| source.aligned_with.as_ref());
        Voice {
            group: source.map_or(report.source.as_str(), Source::independence_group),
            side: leaning.and_then(|actor| self.agreement.actor(actor)?.side()),
        }
    }

    /// The other voices that tell the same as a report, and those that contradict it.
    ///
    /// A voice of the report's own side adds nothing; one that says two things is on neither list.
    fn others(&self, report: &'a Report) -> (BTreeSet<Voice<'a>>, BTreeSet<Voice<'a>>) {
        let own = self.voice(report);
        let mut with = BTreeSet::new();
        let mut against = BTreeSet::new();
        for (_, other) in self.reports {
            let voice = self.voice(other);
            if voice.group == own.group || (voice.side.is_some() && voice.side == own.side) {
                continue;
            }
            if agrees(report, other) {
                with.insert(voice)
            } else {
                against.insert(voice)
            };
        }
        let both: BTreeSet<Voice<'a>> = with.intersection(&against).cloned().collect();
        with.retain(|voice| !both.contains(voice));
        against.retain(|voice| !both.contains(voice));
        (with, against)
    }

    fn credibility(&self, report: &'a Report) -> Credibility {
        let refuted = self.looked.iter().any(|(_, _, verification)| {
            matches!(verification.came_to, Looked::Refuted | Looked::Staged)
        });
        let (with, against) = self.others(report);
        match (with.len(), against.len()) {
            _ if refuted && report.stance == Stance::Asserts => Credibility::Improbable,
            (2.., 0) => Credibility::Confirmed,
            (1, 0) => Credibility::ProbablyTrue,
            (0, 0) => Credibility::PossiblyTrue,
            (0, 1) => Credibility::Doubtful,
            (0, _) => Credibility::Improbable,
            _ => Credibility::Unjudged,
        }
    }

    fn tier(&self) -> Tier {
        let on_site: BTreeSet<&SeatId> = self
            .looked
            .iter()
            .filter(|(_, _, found)| found.came_to == Looked::OnSite)
            .flat_map(|(_, seat, found)| found.with.iter().chain([*seat]))
            .collect();
        let determines = |seat: &&&SeatId| {
            self.agreement.seat(seat).is_some_and(|seat| seat.role == SeatRole::Determines)
        };
        if on_site.iter().filter(determines).count() > 1 {
            return Tier::Joint;
        }
        if !on_site.is_empty() {
            return Tier::OnSite;
        }
        if self.looked.iter().any(|(_, _, found)| found.came_to == Looked::Remotely) {
            return Tier::Remote;
        }
        let asserting = self.reports.iter().filter(|(_, r)| r.stance != Stance::DeniesEvent);
        let voices: BTreeSet<Voice<'a>> = asserting.map(|(_, r)| self.voice(r)).collect();
        let groups: BTreeSet<&str> = voices.iter().map(|voice| voice.group).collect();
        let sides: BTreeSet<Option<&ActorId>> = voices.iter().map(|voice| voice.side).collect();
        if groups.len() > 1 && (sides.len() > 1 || sides.contains(&None)) {
            Tier::Corroborated
        } else {
            Tier::Claimed
        }
    }
}

/// Whether two reports of one incident tell the same: both that it happened, or both that it did not; and where
/// both name somebody, somebody in common.
fn agrees(one: &Report, other: &Report) -> bool {
    let happened = |report: &Report| report.stance != Stance::DeniesEvent;
    let actors = |named: &[NamedActor]| -> BTreeSet<ActorId> {
        named.iter().filter_map(|named| named.actor.clone()).collect()
    };
    if happened(one) != happened(other) {
        return false;
    }
    let denies = |report: &Report| report.stance == Stance::DeniesAuthorship;
    let (mine, theirs) = (actors(&one.accused), actors(&other.accused));
    let apart = mine.is_disjoint(&theirs) && !mine.is_empty() && !theirs.is_empty();
    denies(one) == denies(other) && !apart
}

/// Grades an incident and its reports.
#[must_use]
pub fn grade(evidence: &ToGrade<'_>) -> Grading {
    let letter = |report: &Report| {
        let source = evidence.sources.get(&report.source);
        source.map_or_else(|| "F".to_owned(), |source| source.reliability.to_string())
    };
    let reports = evidence.reports.iter().map(|(address, report)| {
        let digit = evidence.credibility(report).digit();
        ((*address).clone(), format!("{}{digit}", letter(report)))
    });
    let remarks = evidence.looked.iter().map(|(address, seat, found)| {
        let with: Vec<&str> = found.with.iter().map(SeatId::as_str).collect();
        let team =
            if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
        let words = format!("{seat}{team}: {} ({}): {}", found.came_to, found.method, found.text);
        ((*address).clone(), words)
    });
    Grading { reports: reports.collect(), remarks: remarks.collect(), tier: evidence.tier() }
}
