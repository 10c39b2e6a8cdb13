//! What incidents can be filtered by: a closed list, each as one word in the column `facets`.

use std::fmt;

use truce_core::act::Act;
use truce_core::id::{ActorId, AreaId, ProvisionId, SeatId};
use truce_core::incident::Incident;
use truce_core::report::Basis;

/// How an incident stands between the seats, by their own sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BetweenSeats {
    /// Two seats' sources or more assert it.
    Matched,
    /// One seat's assert it and another's deny it.
    Contested,
    /// One seat's assert it, and no other's say anything of it.
    OneSided,
}

impl BetweenSeats {
    /// How an incident stands; `None` if no seat's own source asserts it.
    #[must_use]
    pub fn of(incident: &Incident) -> Option<Self> {
        let asserting = incident.asserted_by.first()?;
        if incident.asserted_by.len() > 1 {
            return Some(Self::Matched);
        }
        let denied = incident.denied_by.iter().any(|seat| seat != asserting);
        Some(if denied { Self::Contested } else { Self::OneSided })
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Contested => "contested",
            Self::OneSided => "one-sided",
        }
    }
}

/// One thing that is true of an incident, or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// A report blames this actor, or a group of its side.
    Accused(ActorId),
    /// A report tells of this act.
    Act(Act),
    /// A report puts it into this area.
    Area(AreaId),
    /// A seat's own source asserts it.
    AssertedBy(SeatId),
    /// A report that asserts it is of this basis.
    Basis(Basis),
    /// How it stands between the seats.
    Between(BetweenSeats),
    /// Its last case is in this state, by [`truce_core::case::State::word`].
    CaseState(String),
    /// Its versions would mean different things for a provision.
    Contested,
    /// The signals count it: somebody asserts it, and not all claims of it are of an exercise.
    Counted,
    /// The signals count it among those of this act.
    CountedAs(Act),
    /// The signals count it in this area, by whoever asserts it and tells its place most exactly.
    CountedIn(AreaId),
    /// A report denies that it happened.
    Denied,
    /// A seat's own source denies that it happened.
    DeniedBy(SeatId),
    /// A report stands in this seat's log.
    Log(SeatId),
    /// The signals count it, and its claims do not take it from this party.
    MayBeOf(ActorId),
    /// No case is about it.
    NoCase,
    /// A version would mean this for some provision, by [`truce_core::assessment::Outcome::kind`].
    Outcome(String),
    /// A version would mean this for this provision.
    OutcomeUnder(ProvisionId, String),
    /// It is doubtful what belongs to it.
    ToReview,
}

/// The facet as one word: `area:hama`, `outcome:apparent-breach`.
impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dashed = |words: &str| words.replace(' ', "-");
        match self {
            Self::Accused(actor) => write!(f, "accused:{actor}"),
            Self::Act(act) => write!(f, "act:{}", act.word()),
            Self::Area(area) => write!(f, "area:{area}"),
            Self::AssertedBy(seat) => write!(f, "asserted-by:{seat}"),
            Self::Basis(basis) => write!(f, "basis:{basis}"),
            Self::Between(standing) => write!(f, "between-seats:{}", standing.word()),
            Self::CaseState(state) => write!(f, "case:{}", dashed(state)),
            Self::Contested => f.write_str("contested"),
            Self::Counted => f.write_str("counted"),
            Self::CountedAs(act) => write!(f, "counted-as:{}", act.word()),
            Self::CountedIn(area) => write!(f, "counted-in:{area}"),
            Self::Denied => f.write_str("denied"),
            Self::DeniedBy(seat) => write!(f, "denied-by:{seat}"),
            Self::Log(seat) => write!(f, "log:{seat}"),
            Self::MayBeOf(party) => write!(f, "may-be-of:{party}"),
            Self::NoCase => f.write_str("no-case"),
            Self::Outcome(kind) => write!(f, "outcome:{}", dashed(kind)),
            Self::OutcomeUnder(provision, kind) => {
                write!(f, "outcome:{provision}:{}", dashed(kind))
            }
            Self::ToReview => f.write_str("to-review"),
        }
    }
}
