//! The agreement as code: who is bound to what, where, from when, and under what name.
//!
//! # In scope
//! [`Agreement`], read from the text of its files by [`Agreement::read`] and
//! [`check`], with every [`Fault`] told in one go; what each provision says in
//! a sentence ([`show`]); a lawyer's cases ([`cases`]).
//!
//! # Out of scope
//! Opening files: a caller hands in their text. What a situation means for a
//! provision: that is [`crate::rules`]'.

mod actors;
pub mod cases;
mod cover;
mod exchange;
mod fault;
mod keeping;
mod outlines;
mod places;
mod procedure;
mod provisions;
mod read;
pub mod show;
mod table;
mod text;

#[cfg(test)]
mod faults_tests;
#[cfg(test)]
mod procedure_tests;
#[cfg(test)]
mod syria_tests;

pub use fault::{Fault, File, Severity, line_and_column};
pub use read::{Files, check};

use crate::area::Area;
use crate::case::procedure::Procedure;
use crate::geo::{Extent, Polygon};
use crate::id::{ActorId, AreaId, ProvisionId, SeatId, ZoneId};
use crate::names::Names;
use crate::report::Exemption;
use crate::rules::Rule;
use crate::time::{DutyClock, Moment};

/// An agreement, whole and without contradiction in itself.
///
/// INVARIANT: every id that it names is one of its own; every period begins before it ends. Kept by [`Agreement::read`].
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its name for a reader.
    pub title: String,
    /// When it was concluded.
    pub concluded: Moment,
    /// When it came into force.
    pub in_force: Moment,
    /// Its articles in words, in order.
    pub articles: Vec<Article>,
    /// Everybody whom it names: the parties in the agreement's order, then the others.
    pub actors: Vec<Actor>,
    /// The seats of its mechanism, in order.
    pub seats: Vec<Seat>,
    /// Its zones, in order.
    pub zones: Vec<Zone>,
    /// Its provisions, in order.
    pub provisions: Vec<Provision>,
    /// How its record is kept.
    pub record: Keeping,
    /// How cases run.
    pub procedure: Procedure,
    names: Names,
    /// The extent of each zone, in their order: most places are ruled out by it.
    extents: Vec<Option<Extent>>,
    clock: DutyClock,
    digest: String,
}

/// An article in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its number, as provisions quote it.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its text, with source and signatories.
    pub text: String,
}

/// What an actor is to the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A party.
    Party,
    /// A group of a party, which joins on a day of its own.
    Group {
        /// The party.
        of: ActorId,
    },
    /// A force allied with a party.
    Ally {
        /// The party.
        of: ActorId,
    },
    /// A guarantor.
    Guarantor {
        /// The party for which it answers.
        backs: ActorId,
    },
    /// A group that the agreement excludes.
    Excluded,
    /// An observer: bound by nothing here.
    Observer,
    /// Somebody else in the country: bound by nothing here.
    Outside,
}

impl Standing {
    /// The party to which an actor of this standing belongs, or for which it answers.
    #[must_use]
    pub fn side(&self) -> Option<&ActorId> {
        match self {
            Self::Group { of: side }
            | Self::Ally { of: side }
            | Self::Guarantor { backs: side } => Some(side),
            Self::Party | Self::Excluded | Self::Observer | Self::Outside => None,
        }
    }
}

/// Somebody whom the agreement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Its name in files.
    pub id: ActorId,
    /// What it is to the agreement.
    pub standing: Standing,
    /// Its name for a reader, by language; `en` is always there.
    pub names: Vec<(String, String)>,
    /// How sources write it, in any script.
    pub aliases: Vec<String>,
    /// When it joined; `None` if it did not, or if that is not known.
    pub acceded: Option<Moment>,
    /// When it ceased to be bound.
    pub left: Option<Moment>,
    /// Why it is not clear whether it is bound.
    pub unclear: Option<String>,
}

impl Actor {
    /// Its name in a language, or in English.
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        let find = |wanted: &str| self.names.iter().find(|(l, _)| l == wanted);
        find(language).or_else(|| find("en")).map_or(self.id.as_str(), |(_, name)| name)
    }

    /// The party on whose side it stands: itself, if it is one.
    #[must_use]
    pub fn side(&self) -> Option<&ActorId> {
        if self.standing == Standing::Party { Some(&self.id) } else { self.standing.side() }
    }
}

/// What a seat does in the mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeatRole {
    /// It gives findings and takes part in determinations.
    Determines,
    /// It verifies and publishes, and does not determine.
    Verifies,
    /// It opens doors and tells what it saw; it grades nothing.
    Accompanies,
}

/// A seat of the mechanism.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its name in files.
    pub id: SeatId,
    /// Its name for a reader.
    pub name: String,
    /// Whose seat it is.
    pub actor: ActorId,
    /// What it does.
    pub role: SeatRole,
    /// Whether it publishes a register of cases, by area and day.
    pub registers: bool,
}

/// A zone of the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Its name in files.
    pub id: ZoneId,
    /// Its name in a sentence.
    pub name: String,
    /// The article that sets it up.
    pub article: String,
    /// Whether it is the agreement's whole territory: all its areas.
    pub whole: bool,
    /// The areas that it touches.
    pub areas: Vec<AreaId>,
    /// Its outline; empty for the whole territory.
    pub outline: Polygon,
    /// How far the outline may be wrong, in metres.
    pub margin_m: u32,
    /// Whether the parties differ on whether the agreement covers it.
    pub disputed: Option<Dispute>,
}

/// A difference on whether the agreement covers a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Since when.
    pub from: Option<Moment>,
    /// Until when.
    pub until: Option<Moment>,
    /// Who says what.
    pub views: Vec<View>,
}

/// What one actor says on whether a zone is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Who says so.
    pub by: ActorId,
    /// Whether the zone is covered.
    pub covered: bool,
    /// Its reason.
    pub why: String,
}

/// A rule, with whom it binds, where and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Its name in files.
    pub id: ProvisionId,
    /// The article that it makes testable.
    pub article: String,
    /// What it tests.
    pub rule: Rule,
    /// Which parties it binds, in the agreement's order.
    pub binds: Vec<ActorId>,
    /// Where it holds: in any of these.
    pub zones: Vec<ZoneId>,
    /// From when it holds.
    pub from: Moment,
    /// Until when; `None` if no end is set.
    pub until: Option<Moment>,
    /// What it lets pass.
    pub exceptions: Vec<Exception>,
}

/// What a provision lets pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// On what ground.
    pub when: Exemption,
    /// The article on which it rests.
    pub article: String,
    /// Where; everywhere if empty.
    pub zones: Vec<ZoneId>,
    /// Since when.
    pub from: Option<Moment>,
    /// Until when.
    pub until: Option<Moment>,
}

/// The rules by which the logs are kept: `[record]` of its file.
///
/// INVARIANT: no more mirrors than other seats, no more cosigners than other seats and witnesses together, and
/// no fewer cosigners than mirrors. Kept by [`Agreement::read`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// How many of the seat's cosigners may help it to deceive without two histories of its log being settled.
    pub colluding: u32,
    /// How many must have cosigned a head for what it covers to be settled: mirrors and neutral witnesses together.
    pub cosigners: u32,
    /// How often a seat says which heads it holds, in seconds.
    pub heartbeat_s: u32,
    /// How many of the other seats must hold an entry durably for it to be settled.
    pub mirrors: u32,
    /// The neutral cosigners.
    pub witnesses: Vec<NeutralWitness>,
}

/// Somebody outside the mechanism who cosigns heads, and holds no entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeutralWitness {
    /// Its name for a reader.
    pub name: String,
    /// What is to be known of it.
    pub note: String,
}

impl Agreement {
    /// Every name that it knows, of actors, areas and places.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &DutyClock {
        &self.clock
    }

    /// SHA-256 over its files, as 64 hex digits: by it logs name the agreement under which they are kept.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Its areas, in order.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        self.names.areas()
    }

    /// The actor of that id.
    #[must_use]
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == *id)
    }

    /// The parties, in the agreement's order.
    pub fn parties(&self) -> impl Iterator<Item = &Actor> {
        self.actors.iter().filter(|actor| actor.standing == Standing::Party)
    }

    /// The seat of that id.
    #[must_use]
    pub fn seat(&self, id: &SeatId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == *id)
    }

    /// The zone of that id.
    #[must_use]
    pub fn zone(&self, id: &ZoneId) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.id == *id)
    }

    /// The provision of that id.
    #[must_use]
    pub fn provision(&self, id: &ProvisionId) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.id == *id)
    }

    /// The article of that number.
    #[must_use]
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.id == id)
    }
}
