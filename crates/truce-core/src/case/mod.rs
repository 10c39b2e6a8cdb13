//! From an incident to a joint outcome: a case, its deeds, and what follows from them.
//!
//! A case is nowhere stored. Officers put deeds on record ([`deed`]); [`docket::Docket::of`] says which of them count, and
//! derives every case from those. So nobody can move a case to another state but by an entry that everybody can read.
//!
//! # Clocks
//! Logs have no common clock, and a decision must stay what it is when more entries come. So every question of the
//! kind "was it there in time" is answered seat by seat, by places in that seat's own log, which never change:
//! a seat's deed is *in* once so many seats cite it that no other number of seats as large can have closed on it
//! before; it is *out* once the seat's own log goes past the deadline without it, or so many have closed on it first.
//! See `standing.rs`. More than half of all seats is such a number.
//!
//! # States
//! ```text
//! opened -> admitted -> reply -> findings sealed -> findings opened -> determined -> remedies -> closed
//!    |                                 |                  |               (agreed, or no agreement)
//!    '-> not admitted                  '---- the clock ---'
//! ```
//! A case that is taken up again is a case of its own that names the earlier one, whose outcome stays.
//!
//! # Out of scope
//! What an incident is and what it would mean: [`crate::incident`], [`crate::assessment`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

pub mod acknowledgement;
mod citing;
pub mod compliance;
mod counting;
pub mod decision;
pub mod deed;
pub mod docket;
pub mod finding;
pub mod office;
pub mod precedent;
pub mod procedure;
pub(crate) mod running;
pub mod script;
mod standing;
pub mod verification;

use crate::agreement::Agreement;
use crate::entry::Address;
use crate::id::{ActorId, OfficerId, ProvisionId, SeatId};
use crate::time::Moment;
use decision::Joint;
use deed::{Asking, CallEffect, ReplyKind, TakingUp};
use finding::{Conclusion, Finding};
use office::words;
use procedure::Procedure;

pub use counting::NotCounted;

/// The text is none of the words of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no {what}: use one of {}", allowed.join(", "))]
pub struct NoSuchWord {
    found: String,
    what: &'static str,
    allowed: &'static [&'static str],
}

impl NoSuchWord {
    pub(crate) fn new(found: &str, what: &'static str, allowed: &'static [&'static str]) -> Self {
        Self { found: found.to_owned(), what, allowed }
    }
}

words! {
    /// Which clocks run.
    Urgency, "urgency":
    /// The usual ones.
    Ordinary = "ordinary",
    /// The short ones.
    Urgent = "urgent",
}

words! {
    /// A stage of a case whose clock can run out.
    Stage, "stage":
    /// Other seats agree that it is taken up.
    Admission = "admission",
    /// Seats give their findings, sealed.
    Findings = "findings",
    /// Seats open their findings.
    Reveal = "reveal",
}

/// When each clock of a case runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Deadlines {
    /// To admit it.
    pub admission: Moment,
    /// To reply.
    pub reply: Moment,
    /// To give a finding, sealed.
    pub findings: Moment,
    /// To open it.
    pub reveal: Moment,
}

impl Deadlines {
    /// Those of a case that was opened at a moment.
    #[must_use]
    pub fn of(procedure: &Procedure, opened_at: Moment, urgency: Urgency) -> Self {
        let clocks = procedure.clocks_of(urgency);
        let after = |moment: Moment, hours: u32| moment.plus(i64::from(hours).saturating_mul(3600));
        let admission = after(opened_at, clocks.admit_h);
        let reply = after(admission, clocks.reply_h);
        let findings = after(reply, clocks.findings_h);
        Self { admission, reply, findings, reveal: after(findings, clocks.reveal_h) }
    }

    /// That of a stage.
    #[must_use]
    pub fn until(&self, stage: Stage) -> Moment {
        match stage {
            Stage::Admission => self.admission,
            Stage::Findings => self.findings,
            Stage::Reveal => self.reveal,
        }
    }
}

/// Who did something in a case, when, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Done {
    /// Where it stands.
    pub at: Address,
    /// Which officer.
    pub by: OfficerId,
    /// Which seat.
    pub seat: SeatId,
    /// When, by the seat's own clock.
    pub when: Moment,
}

/// The accused side is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// What was put to it.
    pub brief: String,
    /// Who asked.
    #[serde(flatten)]
    pub done: Done,
    /// Through which seat.
    pub through: SeatId,
}

/// What the accused side answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replied {
    /// What it answers.
    pub answer: ReplyKind,
    /// Who handed it in.
    #[serde(flatten)]
    pub done: Done,
    /// Whether it came after its deadline.
    pub late: bool,
    /// For whom.
    pub on_behalf_of: ActorId,
    /// In its own words.
    pub text: String,
}

/// A call on the line between the sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Called {
    /// After how many seconds somebody answered.
    pub answered_after_s: Option<u32>,
    /// Who was called.
    pub called: ActorId,
    /// After how many seconds it ceased.
    pub ceased_after_s: Option<u32>,
    /// Who called.
    #[serde(flatten)]
    pub done: Done,
    /// What it came to.
    pub effect: CallEffect,
    /// What was said.
    pub text: String,
}

/// Something to be found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Who set it.
    #[serde(flatten)]
    pub done: Done,
    /// By when.
    pub due: Moment,
    /// Which seat sees to it.
    pub owner: SeatId,
    /// What it would settle.
    pub point: crate::assessment::Point,
    /// The entry of whoever looked, if somebody did.
    pub settled_by: Option<Address>,
    /// What is to be done.
    pub what: String,
}

/// A dissent in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dissent {
    /// Whose.
    #[serde(flatten)]
    pub done: Done,
    /// Why.
    pub text: String,
}

/// What a seat has done about its finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "part")]
pub enum SeatPart {
    /// Nothing yet, and its clock runs.
    Due,
    /// It is sealed; so many seats must still be known to hold that.
    Sealed {
        /// Where.
        at: Address,
    },
    /// It is sealed and in, and to be opened.
    ToReveal {
        /// Where the seal stands.
        at: Address,
    },
    /// It is given and opened.
    Gave {
        /// Where it was opened.
        at: Address,
        /// The finding.
        finding: Box<Finding>,
    },
    /// It was sealed and not opened in time: a recorded abstention.
    Abstained {
        /// Where the seal stands.
        at: Address,
    },
    /// It gave none in time.
    Silent,
    /// It stood aside.
    Recused {
        /// Where.
        at: Address,
        /// Why.
        reason: String,
    },
}

impl SeatPart {
    /// Whether nothing more can come of it.
    #[must_use]
    pub fn settled(&self) -> bool {
        match self {
            Self::Due | Self::Sealed { .. } | Self::ToReveal { .. } => false,
            Self::Gave { .. } | Self::Abstained { .. } | Self::Silent | Self::Recused { .. } => {
                true
            }
        }
    }
}

/// The joint outcome of a case: made by the rule, or by the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Determination {
    /// Whether a clock ended it: some seat's finding was not there or not opened in time.
    pub by_clock: bool,
    /// The outcome for each provision, with what each seat concludes.
    pub outcomes: BTreeMap<ProvisionId, (Joint, BTreeMap<SeatId, Conclusion>)>,
    /// When: at the last finding that was opened, or when the clock ran out.
    pub when: Moment,
}

impl Determination {
    /// The seats that conclude otherwise than what is agreed, under any provision.
    #[must_use]
    pub fn dissenting(&self) -> BTreeSet<&SeatId> {
        let each = self.outcomes.values().filter_map(|(joint, _)| match joint {
            Joint::Agreed { dissenting, .. } => Some(dissenting),
            Joint::NoAgreement { .. } => None,
        });
        each.flatten().collect()
    }

    /// Whether something is agreed, under any provision.
    #[must_use]
    pub fn agreed(&self) -> bool {
        self.outcomes.values().any(|(joint, _)| matches!(joint, Joint::Agreed { .. }))
    }
}

/// What became of a remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemedyState {
    /// Asked by some, and not yet by all who determined.
    Proposed,
    /// Asked jointly, and not yet checked.
    Asked,
    /// Its day is over, and it is not checked.
    Overdue,
    /// Checked, and done.
    Met,
    /// Checked, and not done.
    Missed,
    /// Checked, and it could not be measured.
    NotMeasured,
}

impl fmt::Display for RemedyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Proposed => "proposed",
            Self::Asked => "asked",
            Self::Overdue => "not checked in time",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::NotMeasured => "could not be measured",
        })
    }
}

/// What was asked of whom, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// What is asked.
    pub asking: Asking,
    /// Which seats ask for it, the one that proposed it included.
    pub asked_by: BTreeSet<SeatId>,
    /// How it was checked: by whom, the number, and what was seen.
    pub checked: Option<(Done, Option<u32>, String)>,
    /// Who proposed it.
    pub done: Done,
    /// What became of it.
    pub state: RemedyState,
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum State {
    /// So many seats more must admit it.
    AwaitingAdmission {
        /// How many more.
        lacking: u32,
    },
    /// Too few seats admitted it in time: it stays on file.
    NotAdmitted,
    /// The accused side is to reply.
    AwaitingReply,
    /// Findings are due from these.
    AwaitingFindings {
        /// Which seats.
        from: BTreeSet<SeatId>,
    },
    /// Findings are to be opened by these.
    AwaitingReveal {
        /// Which seats.
        from: BTreeSet<SeatId>,
    },
    /// The outcome is there.
    Determined,
    /// And what was asked is to be done, or to be checked.
    AwaitingRemedy,
    /// And what was asked was checked.
    Closed,
}

impl State {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::AwaitingAdmission { .. } => "awaiting admission",
            Self::NotAdmitted => "not admitted",
            Self::AwaitingReply => "awaiting reply",
            Self::AwaitingFindings { .. } => "awaiting findings",
            Self::AwaitingReveal { .. } => "awaiting the opening of findings",
            Self::Determined => "determined",
            Self::AwaitingRemedy => "awaiting remedy",
            Self::Closed => "closed",
        }
    }
}

/// An incident taken up for joint review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Case {
    /// Which seats admit it, the one that opened it included.
    pub admitted_by: BTreeSet<SeatId>,
    /// The accused side was asked.
    pub asked: Vec<Asked>,
    /// Calls made about it.
    pub calls: Vec<Called>,
    /// When its clocks run out.
    pub deadlines: Deadlines,
    /// The joint outcome, once it is there.
    pub determination: Option<Determination>,
    /// Dissents in writing.
    pub dissents: Vec<Dissent>,
    /// The deed that opened it; it names the case.
    pub id: Address,
    /// Who opened it.
    pub opened: Done,
    /// What was opened.
    pub opening: TakingUp,
    /// What each seat that determines has done about its finding.
    pub parts: BTreeMap<SeatId, SeatPart>,
    /// The procedure under which it runs.
    pub procedure: Procedure,
    /// What was asked of whom.
    pub remedies: BTreeMap<Address, Remedy>,
    /// Later cases that take it up again.
    pub reopened_by: BTreeSet<Address>,
    /// What the accused side answered.
    pub replies: Vec<Replied>,
    /// Where it stands.
    pub state: State,
    /// What is to be found out.
    pub tasks: BTreeMap<Address, Task>,
}

impl Case {
    /// Whether it runs: it was not turned down, and its outcome is not there yet.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.determination.is_none() && self.state != State::NotAdmitted
    }

    /// The seats that answer for the accused side.
    #[must_use]
    pub fn answering<'a>(&self, agreement: &'a Agreement) -> Vec<&'a SeatId> {
        self.opening.accused.as_ref().map_or_else(Vec::new, |accused| answering(agreement, accused))
    }
}

/// The seats that answer for an actor's side: its guarantors'.
#[must_use]
pub fn answering<'a>(agreement: &'a Agreement, accused: &ActorId) -> Vec<&'a SeatId> {
    let side = agreement.actor(accused).and_then(|actor| actor.side());
    let of_side = agreement.seats.iter().filter(|seat| {
        let backs = agreement.actor(&seat.actor).and_then(|actor| actor.side());
        side.is_some() && backs == side
    });
    of_side.map(|seat| &seat.id).collect()
}
