//! What must hold at every step, whatever happens.

use std::fmt;

use clap::ValueEnum;

/// Something that must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Invariant {
    /// Acknowledged entries stay.
    NothingIsLost,
    /// An honest seat has one history.
    OneHistory,
    /// A mirror holds what it cosigned.
    CosignedIsHeld,
    /// No honest seat is accused.
    NobodyHonestIsAccused,
    /// Two histories are never both settled.
    OneSettled,
    /// Forks that are seen are proved.
    ForksAreProved,
    /// Mirrors hold prefixes.
    MirrorsArePrefixes,
    /// Cuts only grow.
    CutsOnlyGrow,
    /// Times of cosignatures only grow.
    TimesOnlyGrow,
    /// Whatever is published can be checked.
    PublishedIsVerifiable,
    /// The state is ahead of what leaves.
    StateIsAhead,
    /// An honest mirror stands behind one history.
    OneBranch,
    /// What a core of healthy seats acknowledged is settled.
    CoreSettles,
    /// A core of healthy seats holds the same.
    CoreAgrees,
}

impl Invariant {
    /// It in one sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NothingIsLost => "no acknowledged entry of an honest seat is ever lost",
            Self::OneHistory => "an honest seat never signs two heads that do not fit",
            Self::CosignedIsHeld => "what a mirror cosigned is durably on its disk, every entry",
            Self::NobodyHonestIsAccused => "no certificate that holds accuses an honest seat",
            Self::OneSettled => {
                "no two heads that do not fit are settled while no more collude than was reckoned with"
            }
            Self::ForksAreProved => {
                "a fork shown to two honest seats that stay connected is proved at both within two rounds"
            }
            Self::MirrorsArePrefixes => "what a mirror holds of an honest log is a prefix of it",
            Self::CutsOnlyGrow => {
                "a seat's cuts only grow, and equal cuts give equal records on all seats"
            }
            Self::TimesOnlyGrow => "a cosigner's time never goes back as its head grows",
            Self::PublishedIsVerifiable => {
                "whatever checkpoint is published can be checked from the public files beside it"
            }
            Self::StateIsAhead => "the state on disk is never behind what left the node",
            Self::OneBranch => "an honest mirror never cosigns two heads that do not fit",
            Self::CoreSettles => {
                "whatever a healthy core that makes a quorum acknowledged is settled within bounded rounds"
            }
            Self::CoreAgrees => "a healthy core holds the same within bounded rounds",
        }
    }
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_possible_value().map_or(Ok(()), |value| f.pad(value.get_name()))
    }
}

/// An invariant that did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub invariant: Invariant,
    /// What was seen.
    pub seen: String,
}

impl Broken {
    /// It did not hold: this was seen.
    #[must_use]
    pub fn new(invariant: Invariant, seen: String) -> Self {
        Self { invariant, seen }
    }
}
