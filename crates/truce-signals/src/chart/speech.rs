//! What a chart says, without the words: messages by name, with arguments that each language writes in its own way.

use std::fmt;

use serde::Serialize;
use truce_core::act::Act;
use truce_core::id::{ActorId, AreaId, SeatId, SourceId};
use truce_core::time::Day;

/// One argument of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arg {
    /// A whole number.
    Number(u64),
    /// A number in hundredths, and how many digits are shown after the point: two at most.
    Decimal(i64, u8),
    /// A day.
    Day(Day),
    /// An area; none: all areas together.
    Area(Option<AreaId>),
    /// Several areas.
    Areas(Vec<AreaId>),
    /// A party or another actor.
    Actor(ActorId),
    /// A seat.
    Seat(SeatId),
    /// A kind of act.
    Act(Act),
    /// A source.
    Source(SourceId),
    /// Another message.
    Said(Saying),
}

impl Arg {
    /// A number with so many digits after the point, two at most.
    #[must_use]
    pub fn decimal(number: f64, places: u8) -> Self {
        // Rounded once, to what is shown: hundredths rounded again would tell 0.8547 as 0.8.
        let unit = if places == 0 {
            1.0
        } else if places == 1 {
            10.0
        } else {
            100.0
        };
        Self::Decimal(hundredths((number * unit).round() / unit), places)
    }

    /// How many of something there are.
    #[must_use]
    pub fn of(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// Rounded to hundredths; what is beyond all measure is the largest number.
#[expect(clippy::cast_possible_truncation, reason = "within the bounds to which it is held")]
fn hundredths(number: f64) -> i64 {
    const MOST: f64 = 9e15;
    if number.is_nan() { 0 } else { (number * 100.0).round().clamp(-MOST, MOST) as i64 }
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Decimal(hundredths, _) => {
                let sign = if *hundredths < 0 { "-" } else { "" };
                let whole = hundredths.unsigned_abs();
                write!(f, "{sign}{}.{:02}", whole / 100, whole % 100)
            }
            Self::Day(day) => write!(f, "{day}"),
            Self::Area(None) => f.write_str("*"),
            Self::Area(Some(area)) => write!(f, "{area}"),
            Self::Areas(areas) => {
                let areas: Vec<&str> = areas.iter().map(AreaId::as_str).collect();
                f.write_str(&areas.join("+"))
            }
            Self::Actor(actor) => write!(f, "{actor}"),
            Self::Seat(seat) => write!(f, "{seat}"),
            Self::Act(act) => write!(f, "{act}"),
            Self::Source(source) => write!(f, "{source}"),
            Self::Said(saying) => write!(f, "{saying}"),
        }
    }
}

/// A message and its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// The message's name.
    pub id: &'static str,
    /// Its arguments by name.
    pub args: Vec<(&'static str, Arg)>,
}

impl Saying {
    /// A message without arguments.
    #[must_use]
    pub fn plain(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// A message with arguments.
    #[must_use]
    pub fn of<const N: usize>(id: &'static str, args: [(&'static str, Arg); N]) -> Self {
        Self { id, args: args.into() }
    }
}

impl fmt::Display for Saying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)?;
        for (place, (name, arg)) in self.args.iter().enumerate() {
            write!(f, "{}{name}={arg}", if place == 0 { "(" } else { " " })?;
        }
        f.write_str(if self.args.is_empty() { "" } else { ")" })
    }
}

/// What stands behind a mark, and where it leads: the incidents of an area and of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Where; none: everywhere.
    pub area: Option<AreaId>,
    /// The first and the last day.
    pub days: (Day, Day),
}

/// Says what a chart has to say.
pub trait Speech {
    /// The words.
    fn say(&self, saying: &Saying) -> String;
    /// The tag of the language, as `ar`.
    fn tag(&self) -> &str;
    /// Whether it is written from right to left.
    fn is_right_to_left(&self) -> bool;
    /// The address of what a mark leads to; none where nothing can be followed, as on paper.
    fn address(&self, link: &Behind) -> Option<String>;
}
