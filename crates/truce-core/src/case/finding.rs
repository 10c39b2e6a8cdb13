//! One seat's answer in a case, and what it comes to.
//!
//! A finding answers three questions apart (was it covered, provision by provision; did it happen; who did it), with
//! how sure the seat is, its reasons, and what speaks against it. It goes on record sealed, and is opened once all
//! are in: nobody answers after looking at the others.
//!
//! # Out of scope
//! The joint outcome: [`crate::case::decision`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::office::words;
use crate::agreement::{Agreement, Standing};
use crate::bounds::{self, OutOfBounds};
use crate::commitment::{Commitment, DISCLOSURE_LENGTH_MAX, SALT_LENGTH_MIN};
use crate::entry::Address;
use crate::id::{ActorId, ProvisionId, SeatId};
use crate::kleene::Truth;
use crate::sealed::Sealed;

/// Sureness is counted in thousandths; this is certainty.
pub const SURE: u32 = 1000;
/// The longest reasons of a finding, in bytes.
pub const REASONS_LENGTH_MAX: usize = 3_000;
/// The most explanations, provisions or pieces of evidence that a finding names.
pub const NAMED_MAX: usize = 32;

/// What may have brought it about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// An actor of the agreement did it.
    Actor(ActorId),
    /// Nobody meant it.
    Accident,
    /// It was made to look so.
    Staged,
    /// A state outside the agreement did it.
    ThirdState,
    /// Somebody who is not known.
    Unknown,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Actor(actor) => write!(f, "`{actor}`"),
            Self::Accident => f.write_str("accident"),
            Self::Staged => f.write_str("staged"),
            Self::ThirdState => f.write_str("third-state"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

words! {
    /// How much a seat asked of the evidence.
    Standard, "standard of proof":
    /// A reasonable person would believe it.
    ReasonableGrounds = "reasonable-grounds",
    /// More likely than not.
    Balance = "balance-of-probabilities",
    /// Clear and convincing.
    ClearAndConvincing = "clear-and-convincing",
}

/// One seat's answer.
///
/// Fields stand in alphabetical order, which is the order of their canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// In which case; it cannot be opened in another one.
    pub case: Address,
    /// Who or what did it, each with how likely the seat holds it, in thousandths.
    pub causes: BTreeMap<String, u32>,
    /// What speaks against the finding.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub contrary: BTreeSet<Address>,
    /// Whether it was covered, by provision.
    pub covered: BTreeMap<ProvisionId, Truth>,
    /// On what it rests.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<Address>,
    /// Whether it happened.
    pub happened: Truth,
    /// Why, in words.
    pub reasons: String,
    /// Whose finding; nobody else can open it as theirs.
    pub seat: SeatId,
    /// How much was asked of the evidence.
    pub standard: Standard,
}

/// Why a finding cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAFinding {
    /// It is longer than what an entry can open.
    #[error(
        "the finding is too long to be opened by an entry ({0} bytes of {DISCLOSURE_LENGTH_MAX}): shorten its reasons, and keep the whole as evidence"
    )]
    TooLong(usize),
    /// More than certain.
    #[error("the explanations add up to {0} thousandths, and 1000 is certainty")]
    BeyondCertainty(u32),
    /// The salt could be guessed.
    #[error("the salt has {0} bytes, and {SALT_LENGTH_MIN} is the least")]
    SaltTooShort(usize),
    /// Too much, or too long.
    #[error("{0}")]
    OutOfBounds(#[from] OutOfBounds),
    /// It cannot be read.
    #[error("what is revealed is no finding: {0}")]
    Unreadable(String),
    /// It is not what was sealed.
    #[error("what is revealed is not what was sealed")]
    Differs,
    /// It belongs to another case or seat.
    #[error("what is revealed is the finding of {seat} in case {case}")]
    Elsewhere {
        /// Whose.
        seat: SeatId,
        /// In which case.
        case: Address,
    },
}

/// The word under which a finding is committed to.
const FIELD: &str = "finding";

impl Finding {
    /// Who or what did it, the likeliest first; of two alike, in order of name.
    #[must_use]
    pub fn causes(&self) -> Vec<(Cause, u32)> {
        let mut causes: Vec<(Cause, u32)> =
            self.causes.iter().map(|(word, sure)| (cause_of(word), *sure)).collect();
        causes.sort_by_key(|(cause, sure)| (std::cmp::Reverse(*sure), cause.clone()));
        causes
    }

    /// Holds it against its bounds.
    ///
    /// # Errors
    /// In words.
    pub fn check(&self) -> Result<(), NotAFinding> {
        bounds::at_most("reasons", self.reasons.len(), REASONS_LENGTH_MAX)?;
        bounds::count("explanations", self.causes.len(), NAMED_MAX)?;
        bounds::count("provisions", self.covered.len(), NAMED_MAX)?;
        bounds::count("pieces of evidence", self.evidence.len(), NAMED_MAX)?;
        bounds::count("pieces of evidence", self.contrary.len(), NAMED_MAX)?;
        let sum = self.causes.values().fold(0_u32, |sum, sure| sum.saturating_add(*sure));
        if sum > SURE { Err(NotAFinding::BeyondCertainty(sum)) } else { Ok(()) }
    }

    /// Seals it: what stands on record, and what opens it (in the form of RFC 9901).
    ///
    /// # Errors
    /// In words: out of bounds, too long to be opened, or a salt that could be guessed.
    pub fn seal(&self, salt: &[u8]) -> Result<(Commitment, Sealed), NotAFinding> {
        self.check()?;
        if salt.len() < SALT_LENGTH_MIN {
            return Err(NotAFinding::SaltTooShort(salt.len()));
        }
        let triple = (URL_SAFE_NO_PAD.encode(salt), FIELD, self);
        let json = serde_json::to_vec(&triple)
            .map_err(|fault| NotAFinding::Unreadable(fault.to_string()))?;
        let disclosure = URL_SAFE_NO_PAD.encode(json);
        if disclosure.len() > DISCLOSURE_LENGTH_MAX {
            return Err(NotAFinding::TooLong(disclosure.len()));
        }
        Ok((Commitment::of(&disclosure), Sealed::new(disclosure)))
    }

    /// Opens what was sealed by a seat in a case.
    ///
    /// # Errors
    /// [`NotAFinding`] if it does not fit the commitment, or is not that seat's in that case.
    pub fn open(
        sealed: &Commitment,
        disclosure: &str,
        seat: &SeatId,
        case: &Address,
    ) -> Result<Self, NotAFinding> {
        if disclosure.len() > DISCLOSURE_LENGTH_MAX || Commitment::of(disclosure) != *sealed {
            return Err(NotAFinding::Differs);
        }
        let unreadable = |fault: String| NotAFinding::Unreadable(fault);
        let json = URL_SAFE_NO_PAD.decode(disclosure).map_err(|f| unreadable(f.to_string()))?;
        let (_, field, finding): (String, String, Self) =
            serde_json::from_slice(&json).map_err(|fault| unreadable(fault.to_string()))?;
        if field != FIELD {
            return Err(unreadable(format!("it is a `{field}`")));
        }
        finding.check()?;
        if finding.seat != *seat || finding.case != *case {
            return Err(NotAFinding::Elsewhere { seat: finding.seat, case: finding.case });
        }
        Ok(finding)
    }

    /// What it comes to for one provision, if `sure_enough` thousandths are asked for before somebody is named.
    #[must_use]
    pub fn conclude(
        &self,
        agreement: &Agreement,
        provision: &ProvisionId,
        sure_enough: u32,
    ) -> Conclusion {
        let causes = self.causes();
        let likeliest = causes.first().filter(|(_, sure)| *sure >= sure_enough);
        let likeliest = likeliest.map(|(cause, _)| cause);
        if likeliest == Some(&Cause::Staged) {
            return Conclusion::Staged;
        }
        match self.happened {
            Truth::No => return Conclusion::Unfounded,
            Truth::Unknown => return Conclusion::Insufficient,
            Truth::Yes => {}
        }
        if let Some(Cause::Actor(by)) = likeliest
            && agreement.actor(by).is_some_and(|actor| actor.standing == Standing::Excluded)
        {
            return Conclusion::ByExcluded { by: by.clone() };
        }
        match self.covered.get(provision).copied().unwrap_or(Truth::Unknown) {
            Truth::No => return Conclusion::OutsideCoverage,
            Truth::Unknown => return Conclusion::CoverageOpen,
            Truth::Yes => {}
        }
        match likeliest {
            Some(Cause::Actor(by)) => Conclusion::Breach { by: by.clone() },
            Some(Cause::Accident) => Conclusion::Accident,
            Some(Cause::ThirdState) => Conclusion::ByThirdState,
            Some(Cause::Staged | Cause::Unknown) | None => Conclusion::Unattributed,
        }
    }
}

/// A cause as findings write it; what is no actor's name and no word of the list is unknown.
fn cause_of(word: &str) -> Cause {
    match word {
        "accident" => Cause::Accident,
        "staged" => Cause::Staged,
        "third-state" => Cause::ThirdState,
        "unknown" => Cause::Unknown,
        actor => ActorId::new(actor).map_or(Cause::Unknown, Cause::Actor),
    }
}

/// What a finding, or all of them together, comes to for one provision: a closed list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Conclusion {
    /// It was covered, it happened, and a party or somebody who answers for one did it.
    Breach {
        /// Who.
        by: ActorId,
    },
    /// It was covered and happened; who did it is not established.
    Unattributed,
    /// It happened, and a group that the agreement excludes did it.
    ByExcluded {
        /// Who.
        by: ActorId,
    },
    /// It happened, and a state outside the agreement did it.
    ByThirdState,
    /// It happened, and nobody meant it.
    Accident,
    /// Whatever happened, the provision does not reach it.
    OutsideCoverage,
    /// It happened; whether the provision reaches it cannot be told.
    CoverageOpen,
    /// It did not happen.
    Unfounded,
    /// It was made to look so.
    Staged,
    /// It cannot be told whether it happened.
    Insufficient,
}

impl fmt::Display for Conclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Breach { by } => write!(f, "breach by `{by}`"),
            Self::Unattributed => f.write_str("breach, author not established"),
            Self::ByExcluded { by } => write!(f, "done by `{by}`, which the agreement excludes"),
            Self::ByThirdState => f.write_str("done by a state outside the agreement"),
            Self::Accident => f.write_str("an accident"),
            Self::OutsideCoverage => f.write_str("outside coverage"),
            Self::CoverageOpen => f.write_str("happened; whether it was covered is open"),
            Self::Unfounded => f.write_str("did not happen"),
            Self::Staged => f.write_str("staged"),
            Self::Insufficient => f.write_str("not enough evidence"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; 16] = [7; 16];

    fn finding() -> Finding {
        Finding {
            case: "un/3".parse().unwrap(),
            causes: BTreeMap::from([("opposition".to_owned(), 700), ("unknown".to_owned(), 300)]),
            contrary: BTreeSet::new(),
            covered: BTreeMap::from([(ProvisionId::new("cease-attacks").unwrap(), Truth::Yes)]),
            evidence: BTreeSet::new(),
            happened: Truth::Yes,
            reasons: "craters".to_owned(),
            seat: SeatId::new("russia").unwrap(),
            standard: Standard::Balance,
        }
    }

    fn open(finding: &Finding, seat: &str, case: &str) -> Result<Finding, NotAFinding> {
        let (commitment, disclosure) = finding.seal(&SALT).unwrap();
        let seat = SeatId::new(seat).unwrap();
        Finding::open(&commitment, disclosure.expose(), &seat, &case.parse().unwrap())
    }

    #[test]
    fn what_is_sealed_is_opened_by_its_own_seat_in_its_own_case_alone() {
        assert_eq!(open(&finding(), "russia", "un/3"), Ok(finding()));
        for (seat, case) in [("turkey", "un/3"), ("russia", "un/4")] {
            let why = open(&finding(), seat, case).unwrap_err();
            assert_eq!(why.to_string(), "what is revealed is the finding of russia in case un/3");
        }
    }

    #[test]
    fn what_was_not_sealed_opens_nothing() {
        let (commitment, _) = finding().seal(&SALT).unwrap();
        let (_, other) = Finding { happened: Truth::No, ..finding() }.seal(&SALT).unwrap();
        let (seat, case) = (finding().seat, finding().case);
        let opened = Finding::open(&commitment, other.expose(), &seat, &case);
        assert_eq!(opened, Err(NotAFinding::Differs));
    }

    #[test]
    fn nobody_is_more_than_certain_and_no_salt_is_short() {
        let mut sure = finding();
        sure.causes.insert("government".to_owned(), 301);
        assert_eq!(sure.seal(&SALT).map(|_| ()), Err(NotAFinding::BeyondCertainty(1301)));
        assert_eq!(finding().seal(&SALT[1..]).map(|_| ()), Err(NotAFinding::SaltTooShort(15)));
    }
}
