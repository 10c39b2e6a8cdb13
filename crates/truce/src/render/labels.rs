//! Names and phrases for a reader, from the agreement, in one place for every layout.

use truce_core::agreement::Agreement;
use truce_core::bulletin::{Bulletin, Claim};
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::incident::days;
use truce_core::reconcile::SeatDay;
use truce_core::report::{Basis, Exemption, NamedActor, Stance};
use truce_core::time::Day;

/// Looks names up in an agreement, in English.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    /// Where the names stand.
    pub agreement: &'a Agreement,
}

impl<'a> Labels<'a> {
    /// A seat's name.
    #[must_use]
    pub fn seat(&self, id: &'a SeatId) -> &'a str {
        self.agreement.seat(id).map_or(id.as_str(), |seat| seat.name.as_str())
    }

    /// An area's name, or that there is none.
    #[must_use]
    pub fn area(&self, id: Option<&'a AreaId>) -> &'a str {
        let Some(id) = id else { return "area not stated" };
        let area = self.agreement.areas().iter().find(|area| area.id == *id);
        area.map_or(id.as_str(), |area| area.name("en"))
    }

    /// An actor's name.
    #[must_use]
    pub fn actor(&self, id: &'a ActorId) -> &'a str {
        self.agreement.actor(id).map_or(id.as_str(), |actor| actor.name("en"))
    }

    /// An actor as the source writes it, and whom that was taken to mean where that is not the same word.
    #[must_use]
    pub fn named(&self, named: &NamedActor) -> String {
        match &named.actor {
            None => format!("“{}”", named.written),
            Some(id) => {
                let name = self.agreement.actor(id).map_or(id.as_str(), |actor| actor.name("en"));
                let alike = truce_core::names::fold(name) == truce_core::names::fold(&named.written);
                if alike { name.to_owned() } else { format!("“{}” ({name})", named.written) }
            }
        }
    }

    /// Whom a claim blames, or that it blames nobody.
    #[must_use]
    pub fn blamed(&self, claim: &Claim) -> String {
        let names: Vec<String> = claim.accused.iter().map(|named| self.named(named)).collect();
        match (claim.stance, names.is_empty()) {
            (Stance::DeniesEvent, _) => "says that it did not happen".to_owned(),
            (Stance::Asserts | Stance::DeniesAuthorship, true) => "names nobody".to_owned(),
            (Stance::Asserts, false) => format!("names {}", names.join(" or ")),
            (Stance::DeniesAuthorship, false) => {
                format!("says that it was not {}", names.join(" or "))
            }
        }
    }

    /// The side to which a claim's source leans, in words.
    #[must_use]
    pub fn leaning(&self, claim: &'a Claim) -> String {
        claim.aligned_with.as_ref().map_or_else(
            || "no known side".to_owned(),
            |side| format!("close to the {}", self.actor(side)),
        )
    }

    /// When, as days of the agreement's clock.
    #[must_use]
    pub fn when(&self, window: truce_core::time::Window) -> String {
        days(self.agreement.clock(), window)
    }
}

/// `7 May 2017`.
#[must_use]
pub fn long_day(day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ];
    let date = day.date();
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index));
    format!("{} {} {}", date.day(), month.copied().unwrap_or(""), date.year())
}

/// The period of a bulletin in words.
#[must_use]
pub fn period(bulletin: &Bulletin) -> String {
    let (from, to) = (bulletin.period.from(), bulletin.period.to());
    if from == to { long_day(from) } else { format!("{} to {}", long_day(from), long_day(to)) }
}

/// What a seat registered on a day, in a few words.
#[must_use]
pub fn registered(held: &SeatDay) -> String {
    match held.register().map(|register| register.cases()) {
        None => "no register on record".to_owned(),
        Some(None) => "a register without a figure".to_owned(),
        Some(Some(0)) => "no case".to_owned(),
        Some(Some(1)) => "1 case".to_owned(),
        Some(Some(cases)) => format!("{cases} cases"),
    }
}

/// On what footing, in words.
#[must_use]
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Observed => "observed",
        Basis::Alleged => "alleged",
        Basis::Predicted => "predicted",
        Basis::NothingSeen => "watched and saw nothing",
        Basis::Impediment => "kept from watching",
    }
}

/// What an exemption claims, in words.
#[must_use]
pub fn exemption(exemption: Exemption) -> &'static str {
    match exemption {
        Exemption::ReturnFire => "calls it an answer to fire",
        Exemption::ExcludedTarget => "says that it was aimed at an excluded group",
        Exemption::Exercise => "calls it an exercise",
        Exemption::Accident => "calls it an accident",
    }
}

/// `1 case`, `3 cases`.
#[must_use]
pub fn counted(number: u32, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
