//! What an officer does in a case: one entry, one deed.
//!
//! # In scope
//! [`Doing`], the closed list; its bounds; the bytes that the officer signs.
//!
//! # Out of scope
//! Whether it counts: [`crate::case::docket`] holds it against the offices, the clocks and what was done before, and
//! says in words why a deed does not count. It stays on record all the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::acknowledgement::Acknowledgement;
use super::finding::NAMED_MAX;
use super::office::{Action, words};
use super::procedure::Procedure;
use super::verification::Verification;
use super::{Stage, Urgency};
use crate::assessment::Point;
use crate::bounds::{self, LOGS_MAX, OutOfBounds};
use crate::commitment::{Commitment, DISCLOSURE_LENGTH_MAX};
use crate::entry::Address;
use crate::id::{ActorId, OfficerId, ProvisionId, SeatId};
use crate::record::Head;
use crate::time::Moment;

/// The longest text of a deed, in bytes.
pub const TEXT_LENGTH_MAX: usize = 2_000;

/// A text of a deed, held against its bounds: it says something, and is not too long.
pub(super) fn text_within(field: &'static str, text: &str) -> Result<(), OutOfBounds> {
    if text.trim().is_empty() {
        return Err(OutOfBounds::Empty(field));
    }
    bounds::at_most(field, text.len(), TEXT_LENGTH_MAX)
}

words! {
    /// What the accused side answers.
    ReplyKind, "reply":
    /// It was so.
    Admits = "admits",
    /// It did not happen.
    DeniesFact = "denies-fact",
    /// It happened, and somebody else did it.
    DeniesResponsibility = "denies-responsibility",
    /// It was an answer to fire.
    ClaimsReturnFire = "claims-return-fire",
    /// The agreement allows it.
    ClaimsExempt = "claims-exempt",
    /// The other side brought it about.
    ClaimsProvocation = "claims-provocation",
}

words! {
    /// What a call came to.
    CallEffect, "effect of a call":
    /// It stopped.
    Ceased = "ceased",
    /// It became less.
    Eased = "eased",
    /// It went on.
    WentOn = "went-on",
    /// Nobody answered.
    NoAnswer = "no-answer",
    /// It was over before the call.
    OverBefore = "over-before",
}

/// Takes an incident up as a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakingUp {
    /// A report of the incident; the case is about whichever incident holds it.
    pub about: Address,
    /// Who is accused, if anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accused: Option<ActorId>,
    /// On what it rests; a case that is taken up again names what is new.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<Address>,
    /// Under which provisions.
    pub provisions: BTreeSet<ProvisionId>,
    /// Why, in words.
    pub reason: String,
    /// The determined case that is taken up again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopens: Option<Address>,
    /// Which clocks run.
    pub urgency: Urgency,
}

/// Asks for something to be done, that can be measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// Of whom.
    pub asked_of: ActorId,
    /// In which case.
    pub case: Address,
    /// The seat that looks whether it was done.
    pub checker: SeatId,
    /// By when.
    pub due: Moment,
    /// What is measured, in words with its unit: `heavy weapons within 10 km of the line`.
    pub measure: String,
    /// It is met at this number or below; with `no_less`, within both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_less: Option<u32>,
    /// It is met at this number or above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_more: Option<u32>,
    /// What is asked, in words.
    pub what: String,
}

impl Asking {
    /// Whether a measured number meets it.
    #[must_use]
    pub fn met(&self, measured: u32) -> bool {
        self.no_less.is_none_or(|least| measured >= least)
            && self.no_more.is_none_or(|most| measured <= most)
    }
}

/// What an officer does: a closed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Doing {
    /// Takes note of an alarm, and says what is done about it.
    Acknowledge(Box<Acknowledgement>),
    /// Takes an incident up as a case.
    Open(TakingUp),
    /// Agrees to a case being taken up, to a remedy, or to another procedure.
    Assent {
        /// Why, in words.
        reason: String,
        /// To which entry.
        to: Address,
    },
    /// Asks the accused side for its reply, through a seat that answers for it.
    AskReply {
        /// What is put to it, in words.
        brief: String,
        /// In which case.
        case: Address,
        /// Through which seat.
        through: SeatId,
    },
    /// Answers for the accused side.
    Reply {
        /// What it answers.
        answer: ReplyKind,
        /// In which case.
        case: Address,
        /// For whom.
        on_behalf_of: ActorId,
        /// In its own words.
        text: String,
    },
    /// Calls a side while it goes on.
    Call {
        /// A report of the incident, or the case.
        about: Address,
        /// After how many seconds somebody answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answered_after_s: Option<u32>,
        /// Who was called.
        called: ActorId,
        /// After how many seconds it ceased.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ceased_after_s: Option<u32>,
        /// What it came to.
        effect: CallEffect,
        /// What was said.
        text: String,
    },
    /// Says what is to be found out, by whom, by when.
    Task {
        /// In which case.
        case: Address,
        /// By when.
        due: Moment,
        /// Which seat sees to it.
        owner: SeatId,
        /// What it would settle.
        point: Point,
        /// What is to be done, in words.
        what: String,
    },
    /// Grades what was told, after looking.
    Verify(Box<Verification>),
    /// Gives the seat's finding, sealed.
    Seal {
        /// In which case.
        case: Address,
        /// What commits to it.
        sealed: Commitment,
    },
    /// Opens the seat's finding.
    Reveal {
        /// In which case.
        case: Address,
        /// What opens it.
        disclosure: String,
    },
    /// Stands aside: gives no finding, and says why.
    Recuse {
        /// In which case.
        case: Address,
        /// Why, in words.
        reason: String,
    },
    /// Puts a dissent in writing.
    Dissent {
        /// In which case.
        case: Address,
        /// Why, in words.
        text: String,
    },
    /// Says that a clock has run out, as of the heads that this seat holds.
    Close {
        /// In which case.
        case: Address,
        /// By log; a log of which nothing is held is left out.
        heads: BTreeMap<SeatId, Head>,
        /// Which clock.
        stage: Stage,
    },
    /// Asks for a remedy.
    AskRemedy(Box<Asking>),
    /// Says whether a remedy was done.
    CheckRemedy {
        /// What was measured; none: it could not be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        measured: Option<u32>,
        /// The entry that asked for it.
        remedy: Address,
        /// What was seen, in words.
        text: String,
    },
    /// Proposes another procedure.
    Propose {
        /// The procedure.
        procedure: Box<Procedure>,
        /// Why, in words.
        reason: String,
    },
}

impl Doing {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Acknowledge(_) => "acknowledge",
            Self::Open(_) => "open",
            Self::Assent { .. } => "assent",
            Self::AskReply { .. } => "ask-reply",
            Self::Reply { .. } => "reply",
            Self::Call { .. } => "call",
            Self::Task { .. } => "task",
            Self::Verify(_) => "verify",
            Self::Seal { .. } => "seal",
            Self::Reveal { .. } => "reveal",
            Self::Recuse { .. } => "recuse",
            Self::Dissent { .. } => "dissent",
            Self::Close { .. } => "close",
            Self::AskRemedy(_) => "ask-remedy",
            Self::CheckRemedy { .. } => "check-remedy",
            Self::Propose { .. } => "propose",
        }
    }

    /// The action for which an office must allow it. An assent's depends on what it is to: see the docket.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Acknowledge(_) => Action::Acknowledge,
            Self::Open(_) => Action::Open,
            Self::Assent { .. } => return None,
            Self::AskReply { .. } => Action::AskReply,
            Self::Reply { .. } => Action::Reply,
            Self::Call { .. } => Action::Call,
            Self::Task { .. } => Action::SetTask,
            Self::Verify(_) => Action::Verify,
            Self::Seal { .. } | Self::Reveal { .. } | Self::Recuse { .. } => Action::Find,
            Self::Dissent { .. } => Action::Dissent,
            Self::Close { .. } => Action::Close,
            Self::AskRemedy(_) => Action::AskRemedy,
            Self::CheckRemedy { .. } => Action::CheckRemedy,
            Self::Propose { .. } => Action::ChangeProcedure,
        })
    }

    /// The case in which it is done, where it names one.
    #[must_use]
    pub fn case(&self) -> Option<&Address> {
        match self {
            Self::AskReply { case, .. }
            | Self::Reply { case, .. }
            | Self::Task { case, .. }
            | Self::Seal { case, .. }
            | Self::Reveal { case, .. }
            | Self::Recuse { case, .. }
            | Self::Dissent { case, .. }
            | Self::Close { case, .. } => Some(case),
            Self::AskRemedy(asking) => Some(&asking.case),
            Self::Acknowledge(_)
            | Self::Open(_)
            | Self::Assent { .. }
            | Self::Call { .. }
            | Self::Verify(_)
            | Self::CheckRemedy { .. }
            | Self::Propose { .. } => None,
        }
    }

    /// The case that a deed concerns, which stands at `own`: the one that it opens, admits or names.
    #[must_use]
    pub fn concerns<'a>(&'a self, own: &'a Address) -> Option<&'a Address> {
        if matches!(self, Self::Open(_)) {
            return Some(own);
        }
        let Self::Assent { to, .. } = self else { return self.case() };
        Some(to)
    }

    /// The entries that a deed names and on which it can hang whether it counts.
    pub(super) fn names(&self) -> impl Iterator<Item = &Address> {
        let (one, other) = match self {
            Self::Open(opening) => (Some(&opening.about), opening.reopens.as_ref()),
            Self::Assent { to, .. } => (Some(to), None),
            Self::Call { about, .. } => (Some(about), None),
            Self::Verify(verification) => (Some(&verification.about), verification.task.as_ref()),
            Self::CheckRemedy { remedy, .. } => (Some(remedy), None),
            Self::Acknowledge(_) | Self::Propose { .. } => (None, None),
            Self::AskReply { .. }
            | Self::Reply { .. }
            | Self::Task { .. }
            | Self::Seal { .. }
            | Self::Reveal { .. }
            | Self::Recuse { .. }
            | Self::Dissent { .. }
            | Self::Close { .. }
            | Self::AskRemedy(_) => (self.case(), None),
        };
        one.into_iter().chain(other)
    }

    fn check(&self) -> Result<(), OutOfBounds> {
        match self {
            Self::Acknowledge(acknowledgement) => acknowledgement.check(),
            Self::Open(opening) => {
                text_within("reason", &opening.reason)?;
                bounds::count("pieces of evidence", opening.evidence.len(), NAMED_MAX)?;
                bounds::count("provisions", opening.provisions.len(), NAMED_MAX)?;
                if opening.provisions.is_empty() {
                    return Err(OutOfBounds::Empty("list of provisions"));
                }
                Ok(())
            }
            Self::Assent { reason, .. } | Self::Recuse { reason, .. } => {
                text_within("reason", reason)
            }
            Self::AskReply { brief, .. } => text_within("brief", brief),
            Self::Reply { text, .. }
            | Self::Call { text, .. }
            | Self::Dissent { text, .. }
            | Self::CheckRemedy { text, .. } => text_within("text", text),
            Self::Task { what, .. } => text_within("task", what),
            Self::Verify(verification) => verification.check(),
            Self::Seal { .. } => Ok(()),
            Self::Reveal { disclosure, .. } => {
                bounds::at_most("disclosure", disclosure.len(), DISCLOSURE_LENGTH_MAX)
            }
            Self::Close { heads, .. } => {
                bounds::count("logs", heads.len(), LOGS_MAX)?;
                heads.values().try_for_each(Head::check)
            }
            Self::AskRemedy(asking) => {
                text_within("remedy", &asking.what)?;
                text_within("measure", &asking.measure)?;
                if asking.no_less.is_none() && asking.no_more.is_none() {
                    return Err(OutOfBounds::Empty("number by which it is met"));
                }
                Ok(())
            }
            Self::Propose { procedure, reason } => {
                text_within("reason", reason)?;
                procedure.check()
            }
        }
    }
}

/// What an officer did, as it stands on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// Who.
    pub by: OfficerId,
    /// What.
    pub does: Doing,
    /// The officer's signature over [`Deed::signed_bytes`]: Ed25519, base64url without padding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl Deed {
    /// What an officer signs: a line that says what it is, the origin of the seat's log, and the deed without signature.
    #[must_use]
    pub fn signed_bytes(&self, origin: &str) -> Vec<u8> {
        let bare = Self { signature: None, ..self.clone() };
        let mut bytes = format!("truce deed v1\n{origin}\n").into_bytes();
        bytes.extend(serde_json::to_vec(&bare).unwrap_or_default());
        bytes
    }

    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        if let Some(signature) = &self.signature {
            bounds::at_most("signature", signature.len(), 86)?;
        }
        self.does.check()
    }
}
