//! What a world is like: its parties, its acts, its sources and their habits.
//!
//! # Out of scope
//! The figures: [`crate::reports::usual`] and [`crate::reports::held_out`] have them.

use clap::ValueEnum;
use truce_core::act::Act;
use truce_core::report::Basis;

use crate::reports::draw::Tail;

/// How dense a world is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// 12 incidents a day along 220 km: closest to what is known of real ceasefires.
    Sparse,
    /// 37 incidents a day along 160 km: a week of escalation.
    Medium,
    /// 100 incidents a day along 110 km: a test of what a matcher bears.
    Dense,
}

impl Preset {
    /// Incidents a day in one theatre.
    #[must_use]
    pub fn incidents_a_day(self) -> f64 {
        match self {
            Self::Sparse => 12.0,
            Self::Medium => 37.0,
            Self::Dense => 100.0,
        }
    }

    /// The length of the front, in kilometres.
    #[must_use]
    pub fn front_km(self) -> f64 {
        match self {
            Self::Sparse => 220.0,
            Self::Medium => 160.0,
            Self::Dense => 110.0,
        }
    }
}

/// Which figures a world has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum WorldKind {
    /// Two parties and eight sources, after the notes on matching.
    #[default]
    Usual,
    /// Three parties, drift, districts, guilty silence: to be scored on, never to be tuned on.
    HeldOut,
}

impl WorldKind {
    /// Its figures.
    #[must_use]
    pub fn setting(self) -> &'static Setting {
        match self {
            Self::Usual => &crate::reports::usual::SETTING,
            Self::HeldOut => &crate::reports::held_out::SETTING,
        }
    }
}

/// One kind of act, and how it happens.
#[derive(Debug, Clone, Copy)]
pub struct ActHabits {
    /// Which act.
    pub act: Act,
    /// How often, against the others.
    pub share: f64,
    /// People killed, on average.
    pub killed: f64,
    /// People injured, on average.
    pub injured: f64,
    /// How much is heard of it, whatever its toll; in units of log odds.
    pub loudness: f64,
}

/// What makes a source tell of an incident, in log odds.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    /// For an ordinary incident.
    pub base: f64,
    /// For each unit of severity.
    pub severity: f64,
    /// Taken off for each 10 km from the next settlement, and for each 20 km from the front.
    pub remoteness: f64,
    /// For each unit of newsworthiness, which all sources share.
    pub news: f64,
    /// On the ground of the source's own side.
    pub own_ground: f64,
    /// If the source's own side did it.
    pub own_guilt: f64,
}

/// How a source states places.
#[derive(Debug, Clone, Copy)]
pub struct PlaceHabits {
    /// How often it names the nearest settlement.
    pub snapped: f64,
    /// How often it names no more than the district.
    pub district: f64,
    /// How far off it is otherwise, in kilometres in each direction.
    pub off_km: f64,
    /// What it then says of how far off it may be, in metres.
    pub radius_m: u32,
}

/// How a source states times.
#[derive(Debug, Clone, Copy)]
pub struct TimeHabits {
    /// How often it states the day only.
    pub by_day: f64,
    /// How far off it is otherwise, in hours.
    pub off_h: f64,
    /// How many whole hours it then states.
    pub stated_h: i64,
    /// How late it tells of it, in hours on average.
    pub delay_h: f64,
}

/// How a source states tolls.
#[derive(Debug, Clone, Copy)]
pub struct TollHabits {
    /// How often it states one.
    pub stated: f64,
    /// How often that is right.
    pub exact: f64,
    /// By what a wrong one is multiplied, on average.
    pub factor: f64,
    /// How often it is rounded to a multiple of five, or of ten.
    pub rounded: f64,
}

/// Whom a source blames.
#[derive(Debug, Clone, Copy)]
pub struct BlameHabits {
    /// How often it names who did it. Of a source with a side: if another did it.
    pub right: f64,
    /// How often it names somebody else. Of a source with a side: an enemy, if its own did it.
    pub wrong: f64,
}

/// A source and its habits.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is, in a word.
    pub kind: &'static str,
    /// Its reliability, A to F.
    pub reliability: char,
    /// Whose side it takes: a place in [`Setting::parties`].
    pub side: Option<usize>,
    /// Its independence group, if it shares one.
    pub group: &'static str,
    /// On what footing it tells.
    pub basis: Basis,
    /// What makes it tell.
    pub watch: Watch,
    /// Places.
    pub place: PlaceHabits,
    /// Times.
    pub time: TimeHabits,
    /// How often it takes one act for another.
    pub act_mistaken: f64,
    /// Tolls.
    pub toll: TollHabits,
    /// Blame.
    pub blame: BlameHabits,
    /// How often it tells of the same incident again.
    pub repeats: f64,
    /// Whom it copies word for word, as a place in [`Setting::sources`] before its own, and how often.
    pub copies: Option<(usize, f64)>,
    /// The share of its own accounts that is made up.
    pub invents: f64,
}

/// How incidents follow each other.
#[derive(Debug, Clone, Copy)]
pub struct Spread {
    /// How many others one incident sets off, on average.
    pub offspring: f64,
    /// After how many hours, on average.
    pub after_h: f64,
    /// At what distance, in kilometres in each direction.
    pub distance_km: f64,
    /// How often of the same kind.
    pub same_act: f64,
    /// How the distance strays.
    pub tail: Tail,
}

/// Everything that a world has, its density apart.
#[derive(Debug)]
pub struct Setting {
    /// The parties.
    pub parties: &'static [&'static str],
    /// Who faces whom, from one end of the front to the other: up to which share of it, and the two sides.
    pub sectors: &'static [(f64, usize, usize)],
    /// The acts.
    pub acts: &'static [ActHabits],
    /// What an act is told as, if the source does not know: how often of all mistakes, and which act.
    pub vague: (f64, Act),
    /// How often a mistaken act is one of the same family.
    pub within_family: f64,
    /// How incidents follow each other.
    pub spread: Spread,
    /// How often an incident is the work of the side that does not hold the ground.
    pub by_other_side: f64,
    /// How the errors of places and times stray.
    pub tail: Tail,
    /// How much the habits of the sources drift with time; 0 for not at all.
    pub drift: f64,
    /// The sources.
    pub sources: &'static [Habits],
}
