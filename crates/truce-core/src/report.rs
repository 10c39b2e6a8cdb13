//! What one source says happened.
//!
//! # In scope
//! [`Draft`] (what an importer hands us), [`Report`] (what is put on record)
//! and [`admit`], the only way from the one to the other.
//!
//! # Out of scope
//! Whether the report is *true*. Reading other people's formats: that is
//! `truce-intake`'s.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::commitment::{Commitment, SealedField};
use crate::entry::Address;
use crate::id::{ActorId, OfficerId, SourceId};
use crate::place::{Place, RADIUS_M_MAX};
use crate::source::Source;
use crate::time::{Moment, Window};

/// On what footing something is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The source saw, heard or recorded it.
    Observed,
    /// The source says that it happened.
    Alleged,
    /// The source says that it will happen.
    Predicted,
    /// The source watched, and nothing happened.
    NothingSeen,
    /// The source was kept from watching.
    Impediment,
}

/// What the report says about the event.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// It happened as told.
    #[default]
    Asserts,
    /// It did not happen.
    DeniesEvent,
    /// It happened, but whoever is blamed did not do it.
    DeniesAuthorship,
}

/// Why, in the source's own words, the act was allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exemption {
    /// An answer to fire.
    ReturnFire,
    /// Aimed at a group that the truce excludes.
    ExcludedTarget,
    /// An exercise.
    Exercise,
    /// An accident.
    Accident,
}

macro_rules! words {
    ($type:ident, $what:literal: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that files use for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $type {
            type Err = NotAWord;
            fn from_str(text: &str) -> Result<Self, NotAWord> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(NotAWord {
                        found: text.to_owned(),
                        what: $what,
                        allowed: concat!($($word, " "),+),
                    }),
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

/// The text is none of the words of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no {what}: use one of {}", allowed.trim_end())]
pub struct NotAWord {
    found: String,
    what: &'static str,
    allowed: &'static str,
}

words!(Basis, "basis": Observed = "observed", Alleged = "alleged", Predicted = "predicted",
    NothingSeen = "nothing-seen", Impediment = "impediment");
words!(Stance, "stance": Asserts = "asserts", DeniesEvent = "denies-event",
    DeniesAuthorship = "denies-authorship");
words!(Exemption, "exemption": ReturnFire = "return-fire", ExcludedTarget = "excluded-target",
    Exercise = "exercise", Accident = "accident");

/// An actor as a source names it, and whom it was taken to mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedActor {
    /// Whom it was taken to mean; `None` if the agreement knows no such actor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// The spelling in the source.
    pub written: String,
}

/// People harmed, as told: from at least to at most.
///
/// INVARIANT: `least <= most`, kept by [`Toll::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "TollParts")]
pub struct Toll {
    least: u32,
    most: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TollParts {
    least: u32,
    most: u32,
}

impl TryFrom<TollParts> for Toll {
    type Error = NotAToll;
    fn try_from(parts: TollParts) -> Result<Self, NotAToll> {
        Self::new(parts.least, parts.most)
    }
}

/// A toll whose least exceeds its most.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at least {least} is more than at most {most}")]
pub struct NotAToll {
    least: u32,
    most: u32,
}

impl Toll {
    /// The upper end of a toll whose source says "at least".
    pub const OPEN: u32 = 100_000;

    /// From `least` to `most` people.
    ///
    /// # Errors
    /// If `least` exceeds `most`.
    pub fn new(least: u32, most: u32) -> Result<Self, NotAToll> {
        if least > most { Err(NotAToll { least, most }) } else { Ok(Self { least, most }) }
    }

    /// Just that many.
    #[must_use]
    pub fn exactly(count: u32) -> Self {
        Self { least: count, most: count }
    }

    /// At least so many.
    #[must_use]
    pub fn least(self) -> u32 {
        self.least
    }

    /// At most so many.
    #[must_use]
    pub fn most(self) -> u32 {
        self.most
    }

    /// Whether the two can be the same number.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

impl fmt::Display for Toll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.least == self.most {
            write!(f, "{}", self.least)
        } else if self.most >= Self::OPEN {
            write!(f, "{} or more", self.least)
        } else {
            write!(f, "{} to {}", self.least, self.most)
        }
    }
}

/// Harm to people, as told. `None`: the source does not say, which is not zero.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Harm {
    /// People injured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injured: Option<Toll>,
    /// People killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Toll>,
}

/// Where in which file a draft was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The file's name, without its folder.
    pub file: String,
    /// The line on which it begins, from 1.
    pub line: u64,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What an importer read, before it is checked against the registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the source tells, in its own language, shortened if need be.
    pub account: String,
    /// Whom it blames; empty if nobody. More than one: it says "A or B", or "A with B".
    pub accused: Vec<String>,
    /// What kind of act.
    pub act: Act,
    /// The area as written; empty if not given.
    pub area: String,
    /// On what footing.
    pub basis: Basis,
    /// What the importer was not sure of, in words; goes on record with the report.
    pub doubts: Vec<String>,
    /// Why the act was allowed, as the source has it.
    pub exemption: Option<Exemption>,
    /// Harm to people.
    pub harm: Harm,
    /// Language of `account`, as BCP 47 (`en`, `ar`); empty if not given.
    pub language: String,
    /// Where it was read.
    pub origin: Origin,
    /// The place; its `area` is still empty, [`Draft::area`] holds the text.
    pub place: Place,
    /// The source's own id for it; the key by which the same row read twice is one report.
    pub reference: Option<String>,
    /// When the source sent or published it.
    pub sent_at: Option<Moment>,
    /// Who tells it: a source's id.
    pub source: String,
    /// Whether it asserts or denies.
    pub stance: Stance,
    /// Who or what was hit: actors as written.
    pub target: Vec<String>,
    /// When it happened.
    pub window: Window,
}

/// One source's word, as put on record. Never changed; a correction is a new report.
///
/// Fields stand in alphabetical order, which is the order of their canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What the source tells.
    pub account: String,
    /// Whom it blames.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accused: Vec<NamedActor>,
    /// What kind of act.
    pub act: Act,
    /// On what footing.
    pub basis: Basis,
    /// The earlier report by the same source that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Address>,
    /// What the importer was not sure of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// The officer who put it on record, where the seat says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<OfficerId>,
    /// Why the act was allowed, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<Exemption>,
    /// Harm to people.
    #[serde(default)]
    pub harm: Harm,
    /// Language of `account`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Where it was read.
    pub origin: Origin,
    /// Where it is said to have happened.
    pub place: Place,
    /// The source's own id for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Fields that are not shown, each with what was committed to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sealed: BTreeMap<SealedField, Commitment>,
    /// When the source sent or published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Moment>,
    /// Who tells it.
    pub source: SourceId,
    /// Whether it asserts or denies.
    #[serde(default)]
    pub stance: Stance,
    /// Who or what was hit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<NamedActor>,
    /// When it is said to have happened.
    pub window: Window,
}

/// Why a draft was not put on record. The text is read by duty officers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The source is not in the register of sources.
    #[error("source `{0}` is not registered: register it first, or correct its name")]
    UnknownSource(String),
    /// The report speaks of the future, and is no prediction.
    #[error(
        "the event lies more than an hour ahead of the duty clock ({window_start}): \
         correct the date, or give the basis as `predicted`"
    )]
    InTheFuture {
        /// When the event is said to begin.
        window_start: Moment,
    },
    /// A field is longer than an entry can hold.
    #[error(
        "the {field} has {length} bytes, and {length_max} is the most: shorten it, and keep the whole as evidence"
    )]
    TooLong {
        /// Which field.
        field: &'static str,
        /// How long it is.
        length: usize,
        /// How long it may be.
        length_max: usize,
    },
    /// More names than an entry can hold.
    #[error("{count} {field} are named, and {ACTORS_MAX} is the most")]
    TooMany {
        /// Of what.
        field: &'static str,
        /// How many.
        count: usize,
    },
}

/// The longest account, in bytes.
pub const ACCOUNT_LENGTH_MAX: usize = 4096;
/// The longest name, reference or doubt, in bytes.
pub const TEXT_LENGTH_MAX: usize = 256;
/// The most actors in one list, and the most doubts.
pub const ACTORS_MAX: usize = 8;
/// How far ahead of the duty clock an event may lie: phones in the field run fast.
pub const GRACE_S: i64 = 3600;

/// Checks a draft and turns it into a report.
///
/// Names are resolved against the agreement's; what it does not know is kept
/// as written, with a doubt. `now` is the duty clock.
///
/// # Errors
/// A [`Refusal`] in words; the draft is then not on record.
pub fn admit(
    names: &crate::names::Names,
    sources: &BTreeMap<SourceId, Source>,
    draft: Draft,
    now: Moment,
) -> Result<Report, Refusal> {
    let source = SourceId::new(&draft.source).ok().filter(|id| sources.contains_key(id));
    let Some(source) = source else {
        return Err(Refusal::UnknownSource(draft.source));
    };
    let window_start = draft.window.earliest();
    if draft.basis != Basis::Predicted && now.plus(GRACE_S) < window_start {
        return Err(Refusal::InTheFuture { window_start });
    }
    check_lengths(&draft)?;
    let mut doubts = draft.doubts;
    let place = resolve_place(names, draft.place, &draft.area, &mut doubts);
    let mut named = |written: Vec<String>| -> Vec<NamedActor> {
        let named: Vec<_> = written.iter().map(|name| names.named_actor(name)).collect();
        for unknown in named.iter().filter(|named| named.actor.is_none()) {
            doubts.push(format!("`{}` is no actor that the agreement names", unknown.written));
        }
        named
    };
    let (accused, target) = (named(draft.accused), named(draft.target));
    doubts.truncate(ACTORS_MAX);
    Ok(Report {
        account: draft.account,
        accused,
        act: draft.act,
        basis: draft.basis,
        corrects: None,
        doubts,
        entered_by: None,
        exemption: draft.exemption,
        harm: draft.harm,
        language: draft.language,
        origin: draft.origin,
        place,
        reference: draft.reference,
        sealed: BTreeMap::new(),
        sent_at: draft.sent_at,
        source,
        stance: draft.stance,
        target,
        window: draft.window,
    })
}

fn check_lengths(draft: &Draft) -> Result<(), Refusal> {
    let short = [
        ("place", &draft.place.name),
        ("area", &draft.area),
        ("language", &draft.language),
        ("file name", &draft.origin.file),
    ];
    let lists =
        [("accused", &draft.accused), ("targets", &draft.target), ("doubts", &draft.doubts)];
    for (field, list) in lists {
        if list.len() > ACTORS_MAX {
            return Err(Refusal::TooMany { field, count: list.len() });
        }
    }
    let names = lists.iter().flat_map(|(field, list)| list.iter().map(|text| (*field, text)));
    let reference = draft.reference.iter().map(|text| ("reference", text));
    for (field, text) in short.into_iter().chain(names).chain(reference) {
        check_length(field, text, TEXT_LENGTH_MAX)?;
    }
    check_length("account", &draft.account, ACCOUNT_LENGTH_MAX)
}

fn check_length(field: &'static str, text: &str, length_max: usize) -> Result<(), Refusal> {
    if text.len() > length_max {
        return Err(Refusal::TooLong { field, length: text.len(), length_max });
    }
    Ok(())
}

/// Fills in what the gazetteer and the outlines know of a place; what the source says stays.
fn resolve_place(
    names: &crate::names::Names,
    mut place: Place,
    area_written: &str,
    doubts: &mut Vec<String>,
) -> Place {
    place.radius_m = place.radius_m.min(RADIUS_M_MAX);
    if place.position.is_none() {
        match names.place(&place.name) {
            Some(known) => {
                place.position = known.place.position;
                place.radius_m = place.radius_m.min(known.place.radius_m);
                place.area.clone_from(&known.place.area);
            }
            // Often an area is all that a source gives.
            None if area_written.is_empty() => place.area = names.area(&place.name).cloned(),
            None => {}
        }
    }
    if !area_written.is_empty() {
        match names.area(area_written) {
            Some(area) => place.area = Some(area.clone()),
            None => doubts.push(format!("`{area_written}` is no area that the agreement names")),
        }
    }
    let found = names.area_of(&place);
    match (&place.area, found) {
        (None, Some(found)) => place.area = Some(found.clone()),
        (Some(stated), Some(found)) if stated != found && !area_written.is_empty() => {
            doubts.push(format!("the source says `{stated}`, the position lies in `{found}`"));
        }
        _ => {}
    }
    place
}
