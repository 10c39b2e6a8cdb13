//! The rules: a closed set, each in a file of its own that quotes its article.
//!
//! # In scope
//! What each rule tests, and the elements from which an assessment is made.
//!
//! # Out of scope
//! Whom a rule binds, where and when: those are data of the agreement.

mod aid_access;
mod area_overflight;
mod area_weapons;
mod cease_attacks;
mod frame;
mod monitor_access;
mod no_seizing;
mod separation;
mod utilities;

use std::fmt;

pub(crate) use frame::event;

use crate::act::Act;
use crate::agreement::{Agreement, Provision};
use crate::assessment::{Element, Ground, Point};
use crate::kleene::Truth;
use crate::situation::Situation;

/// A rule that provisions can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// No attack of any kind.
    CeaseAttacks,
    /// No taking of ground.
    NoSeizing,
    /// Aid and civilians pass.
    AidAccess,
    /// Water and other utilities are left alone.
    Utilities,
    /// No mixing with excluded groups.
    Separation,
    /// Monitors go where they must.
    MonitorAccess,
    /// No weapon is used in certain areas.
    AreaWeapons,
    /// No aircraft over certain areas.
    AreaOverflight,
}

/// What a rule tests.
struct Test {
    /// Its word in files.
    word: &'static str,
    /// The duty, after "shall".
    duty: &'static str,
    /// Acts that it forbids.
    acts: &'static [Act],
    /// Acts that it may forbid, each with what is open about it.
    perhaps: &'static [(Act, &'static str)],
    /// Elements of its own for the question whether it is covered.
    covered: fn(&Agreement, &Situation) -> Option<Element>,
    /// Elements of its own for the question who did it.
    who: fn(&Situation) -> Option<Element>,
}

impl Rule {
    /// Every rule, in order.
    pub const ALL: &[Self] = &[
        Self::CeaseAttacks,
        Self::NoSeizing,
        Self::AidAccess,
        Self::Utilities,
        Self::Separation,
        Self::MonitorAccess,
        Self::AreaWeapons,
        Self::AreaOverflight,
    ];

    fn test(self) -> &'static Test {
        match self {
            Self::CeaseAttacks => &cease_attacks::TEST,
            Self::NoSeizing => &no_seizing::TEST,
            Self::AidAccess => &aid_access::TEST,
            Self::Utilities => &utilities::TEST,
            Self::Separation => &separation::TEST,
            Self::MonitorAccess => &monitor_access::TEST,
            Self::AreaWeapons => &area_weapons::TEST,
            Self::AreaOverflight => &area_overflight::TEST,
        }
    }

    /// The word that files use for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.test().word
    }

    /// What it demands, in words that follow "shall".
    #[must_use]
    pub fn duty(self) -> &'static str {
        self.test().duty
    }

    /// Whether an act is one that it tests.
    #[must_use]
    pub fn concerns(self, act: Act) -> Truth {
        self.act_element(act).truth
    }

    fn act_element(self, act: Act) -> Element {
        let test = self.test();
        let perhaps = test.perhaps.iter().find(|(open, _)| *open == act);
        if test.acts.contains(&act) {
            return Element::new(Point::Act, Truth::Yes, Ground::ActTested { act });
        }
        match perhaps {
            Some((act, open)) => {
                Element::new(Point::Act, Truth::Unknown, Ground::ActUnclear { act: *act, open })
            }
            None => Element::new(
                Point::Act,
                Truth::No,
                Ground::ActUnclear { act, open: "to be what the rule tests" },
            ),
        }
    }
}

/// The text names no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no rule")]
pub struct NotARule(String);

impl std::str::FromStr for Rule {
    type Err = NotARule;
    fn from_str(text: &str) -> Result<Self, NotARule> {
        let found = Self::ALL.iter().find(|rule| rule.word() == text);
        found.copied().ok_or_else(|| NotARule(text.to_owned()))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The elements of the question whether a provision covers a situation.
pub(crate) fn covered(
    agreement: &Agreement,
    provision: &Provision,
    situation: &Situation,
) -> Vec<Element> {
    let own = (provision.rule.test().covered)(agreement, situation);
    let mut elements = vec![
        provision.rule.act_element(situation.act),
        frame::time(provision, situation),
        frame::place(agreement, provision, situation),
    ];
    elements.extend(own);
    elements.push(frame::exemption(agreement, provision, situation));
    elements.push(frame::bound(agreement, provision, situation));
    elements
}

/// The elements of the question who did it.
pub(crate) fn who(
    agreement: &Agreement,
    provision: &Provision,
    situation: &Situation,
) -> Vec<Element> {
    let own = (provision.rule.test().who)(situation);
    std::iter::once(frame::author(agreement, situation)).chain(own).collect()
}

/// No element of its own for coverage.
fn no_more(_: &Agreement, _: &Situation) -> Option<Element> {
    None
}

/// No element of its own for authorship.
fn nobody_else(_: &Situation) -> Option<Element> {
    None
}

/// In an exchange of fire the breach is the first shot's.
fn first_shot(situation: &Situation) -> Option<Element> {
    let open = situation.act == Act::Clash;
    open.then(|| Element::new(Point::FirstShot, Truth::Unknown, Ground::FirstShotOpen))
}
