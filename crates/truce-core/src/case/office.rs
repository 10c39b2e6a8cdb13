//! What a person may do for a seat: one table, and one function that reads it.
//!
//! An [`Appointment`] is an entry of the seat's own log: from there on the officer holds those offices, and signs
//! with that key. An officer who leaves is appointed to nothing; what was done before keeps its author.
//!
//! # In scope
//! [`may`], the only place that decides who may do what; the limits that the seat's own role sets.
//!
//! # Out of scope
//! That entering, verifying and determining one case are three people: that needs the case, see
//! [`crate::case::docket`].

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

use crate::agreement::SeatRole;
use crate::bounds::{self, OutOfBounds};
use crate::id::OfficerId;

/// A closed list of words, each with its meaning.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident, $what:literal: $($(#[$of:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $type {
            $($(#[$of])* $variant),+
        }

        impl $type {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that files use for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::case::NoSuchWord;
            fn from_str(text: &str) -> Result<Self, $crate::case::NoSuchWord> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::case::NoSuchWord::new(text, $what, &[$($word),+])),
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a person is for a seat.
    Office, "office":
    /// Sees, hears and tells what happened.
    Monitor = "monitor",
    /// Keeps the seat's log: takes in reports, opens cases, keeps the clock.
    DutyOfficer = "duty-officer",
    /// Goes and looks: grades what was told.
    Verifier = "verifier",
    /// Speaks for a side: answers for it, and is called.
    Liaison = "liaison",
    /// Answers a case for the seat.
    Delegate = "delegate",
    /// Calls the seats together and keeps the clock.
    Convener = "convener",
    /// Opens doors for others, and judges nothing.
    Accompanier = "accompanier",
    /// Looks at the record, and changes nothing.
    Auditor = "auditor",
}

words! {
    /// What can be done: what offices are asked about.
    Action, "action":
    /// Put reports, registers and effort on record.
    Enter = "enter",
    /// Say that reports tell of one event or of two.
    Judge = "judge",
    /// Take an incident up as a case, or a case up again.
    Open = "open",
    /// Agree that it is taken up.
    Admit = "admit",
    /// Ask the accused side for its reply.
    AskReply = "ask-reply",
    /// Answer for the accused side.
    Reply = "reply",
    /// Call a side while it goes on.
    Call = "call",
    /// Say what is to be found out, by whom and by when.
    SetTask = "set-task",
    /// Grade what was told, after looking.
    Verify = "verify",
    /// Give the seat's finding, sealed and then opened; or stand aside.
    Find = "find",
    /// Put a dissent in writing.
    Dissent = "dissent",
    /// Say that a clock has run out.
    Close = "close",
    /// Ask for a remedy, or agree to one that is asked for.
    AskRemedy = "ask-remedy",
    /// Say whether a remedy was done.
    CheckRemedy = "check-remedy",
    /// Propose another procedure, or agree to one.
    ChangeProcedure = "change-procedure",
    /// Take note of an alarm, and say what is done about it.
    Acknowledge = "acknowledge",
}

impl Office {
    /// What it is for, in a few words.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Monitor => "sees, hears and tells what happened",
            Self::DutyOfficer => "keeps the seat's log, opens cases, keeps the clock",
            Self::Verifier => "goes and looks, and grades what was told",
            Self::Liaison => "speaks for a side, and is called",
            Self::Delegate => "answers a case for the seat",
            Self::Convener => "calls the seats together and keeps the clock",
            Self::Accompanier => "opens doors for others, and judges nothing",
            Self::Auditor => "looks at the record, and changes nothing",
        }
    }
}

/// Whether an office allows an action: the whole table.
#[must_use]
pub fn may(office: Office, action: Action) -> bool {
    use Action as A;
    let allowed: &[Action] = match office {
        Office::Monitor => &[A::Enter],
        Office::DutyOfficer => &[
            A::Enter,
            A::Judge,
            A::Open,
            A::Admit,
            A::AskReply,
            A::Call,
            A::SetTask,
            A::Close,
            A::Acknowledge,
        ],
        Office::Verifier => &[A::Verify, A::CheckRemedy],
        Office::Liaison => &[A::Reply, A::Call],
        Office::Delegate => &[A::Admit, A::Find, A::Dissent, A::AskRemedy, A::ChangeProcedure],
        Office::Convener => &[A::Open, A::Admit, A::AskReply, A::SetTask, A::Close, A::Acknowledge],
        Office::Accompanier => &[A::Enter, A::Call],
        Office::Auditor => &[],
    };
    allowed.contains(&action)
}

/// Whether the seat's own role allows an action to any of its people.
///
/// A seat that verifies publishes and looks, and has no voice in what is determined; one that accompanies does not
/// grade anything either.
#[must_use]
pub fn role_allows(role: SeatRole, action: Action) -> bool {
    use Action as A;
    match role {
        SeatRole::Determines => true,
        SeatRole::Verifies => {
            !matches!(action, A::Find | A::Dissent | A::AskRemedy | A::ChangeProcedure)
        }
        SeatRole::Accompanies => matches!(action, A::Enter | A::Call),
    }
}

/// Makes a person an officer of the seat in whose log it stands, or ends that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// With which key the officer signs: Ed25519, base64url without padding; none: the seat's own signature is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<OfficerKey>,
    /// Who.
    pub officer: OfficerId,
    /// To which offices, instead of any before; none: no longer an officer.
    pub offices: BTreeSet<Office>,
    /// Why, in words.
    pub reason: String,
}

impl Appointment {
    /// Holds it against its bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] in words.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        bounds::words("reason", &self.reason)
    }

    /// Whether any of its offices allows an action.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        self.offices.iter().any(|office| may(*office, action))
    }
}

/// An officer's public key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficerKey(String);

/// The text is no public key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no public key of an officer: 43 letters of base64url, as `truce office key` prints it"
)]
pub struct NotAnOfficerKey(String);

impl OfficerKey {
    /// That of a key's 32 bytes.
    #[must_use]
    pub fn of(bytes: &[u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Whether a signature over bytes is this key's: strict Ed25519, as for logs (no small orders, one encoding).
    #[must_use]
    pub fn signed(&self, bytes: &[u8], signature: &str) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(signature).ok();
        let signature = signature.and_then(|found| <[u8; 64]>::try_from(found).ok());
        let (Some(key), Some(signature)) = (self.key(), signature) else { return false };
        key.verify_strict(bytes, &ed25519_dalek::Signature::from_bytes(&signature)).is_ok()
    }

    fn key(&self) -> Option<VerifyingKey> {
        let bytes = <[u8; 32]>::try_from(URL_SAFE_NO_PAD.decode(&self.0).ok()?).ok()?;
        VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak())
    }
}

impl FromStr for OfficerKey {
    type Err = NotAnOfficerKey;
    fn from_str(text: &str) -> Result<Self, NotAnOfficerKey> {
        let key = Self(text.to_owned());
        if key.key().is_some() { Ok(key) } else { Err(NotAnOfficerKey(text.to_owned())) }
    }
}

impl TryFrom<String> for OfficerKey {
    type Error = NotAnOfficerKey;
    fn try_from(text: String) -> Result<Self, NotAnOfficerKey> {
        text.parse()
    }
}

impl From<OfficerKey> for String {
    fn from(key: OfficerKey) -> Self {
        key.0
    }
}

impl fmt::Display for OfficerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for OfficerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_whole_table_of_who_may_do_what() {
        let mut table = format!("{:<17}", "");
        for office in Office::ALL {
            table.push_str(&format!(" {office}"));
        }
        table.push('\n');
        for action in Action::ALL {
            table.push_str(&format!("{:<17}", action.word()));
            for office in Office::ALL {
                let mark = if may(*office, *action) { "yes" } else { "-" };
                table.push_str(&format!(" {mark:<width$}", width = office.word().len()));
            }
            table = table.trim_end().to_owned() + "\n";
        }
        expect![[r#"
                              monitor duty-officer verifier liaison delegate convener accompanier auditor
            enter             yes     yes          -        -       -        -        yes         -
            judge             -       yes          -        -       -        -        -           -
            open              -       yes          -        -       -        yes      -           -
            admit             -       yes          -        -       yes      yes      -           -
            ask-reply         -       yes          -        -       -        yes      -           -
            reply             -       -            -        yes     -        -        -           -
            call              -       yes          -        yes     -        -        yes         -
            set-task          -       yes          -        -       -        yes      -           -
            verify            -       -            yes      -       -        -        -           -
            find              -       -            -        -       yes      -        -           -
            dissent           -       -            -        -       yes      -        -           -
            close             -       yes          -        -       -        yes      -           -
            ask-remedy        -       -            -        -       yes      -        -           -
            check-remedy      -       -            yes      -       -        -        -           -
            change-procedure  -       -            -        -       yes      -        -           -
            acknowledge       -       yes          -        -       -        yes      -           -
        "#]].assert_eq(&table);
    }

    #[test]
    fn entering_verifying_and_determining_are_no_one_office_s() {
        for office in Office::ALL {
            let all = [Action::Open, Action::Verify, Action::Find];
            assert!(all.iter().filter(|action| may(*office, **action)).count() <= 1, "{office}");
        }
    }

    #[test]
    fn a_seat_that_verifies_has_no_voice_and_one_that_accompanies_grades_nothing() {
        for action in Action::ALL {
            assert!(role_allows(SeatRole::Determines, *action));
        }
        let voices = [Action::Find, Action::Dissent, Action::AskRemedy, Action::ChangeProcedure];
        for action in voices {
            assert!(!role_allows(SeatRole::Verifies, action), "{action}");
            assert!(!role_allows(SeatRole::Accompanies, action), "{action}");
        }
        assert!(role_allows(SeatRole::Verifies, Action::Verify));
        assert!(!role_allows(SeatRole::Accompanies, Action::Verify));
    }

    #[test]
    fn a_weak_or_misspelt_key_is_refused_in_words() {
        for text in ["", "AAAA", &URL_SAFE_NO_PAD.encode([0_u8; 32])] {
            let why = text.parse::<OfficerKey>().unwrap_err();
            assert!(why.to_string().contains("no public key of an officer"), "{why}");
        }
    }
}
