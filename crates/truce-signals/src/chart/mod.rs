//! Charts as data: marks on a sheet, with a title, plain sentences and caveats that any language can say.
//!
//! A chart names messages and their arguments ([`Saying`]); whoever shows it says them ([`Speech`]) and gets SVG from
//! [`Chart::svg`]. Time and bars run from right to left where the reader's language does. Fills are of one ink: they
//! differ in darkness and pattern, and what is not known is hatched. No fill or sign stands for a side.
//!
//! # Out of scope
//! Words in any language; files; which numbers are true.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod chains;
mod edges;
mod fan;
mod flags;
mod funnel;
mod keys;
mod labels;
mod lists;
mod matrix;
pub mod notes;
mod predictions;
mod reliability;
mod scale;
mod speech;
mod strip;
mod svg;
mod timeline;
mod width;

pub use chains::chains;
pub use fan::fan;
pub use funnel::{OF_DAYS, funnel};
pub use lists::two_lists;
pub use matrix::matrix;
pub use predictions::{SaidOf, predictions};
pub use reliability::reliability;
pub use speech::{Arg, Behind, Saying, Speech};
pub use strip::strip;
pub use timeline::timeline;

/// How wide every sheet is, in units; a unit is a pixel where the sheet is shown at its own size.
pub const WIDTH: f64 = 640.0;

/// What a surface is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// The whole ink.
    Solid,
    /// Half of it.
    Soft,
    /// A fifth of it.
    Faint,
    /// Slanted lines: not known, not watched, not reported.
    Hatched,
    /// Dots: between what days, or between what bounds, something lies.
    Dotted,
    /// Level lines: somebody has taken note.
    Striped,
    /// A line round it, and nothing inside.
    Bare,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// Thin and soft: axes.
    Fine,
    /// Plain.
    Plain,
    /// Thick: what the sentence is about.
    Thick,
    /// In dashes: a date that was signed.
    Dashed,
}

/// A small figure at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A triangle that points up.
    Up,
    /// A triangle that points down.
    Down,
    /// A diamond.
    Diamond,
    /// A disc.
    Dot,
    /// A ring.
    Ring,
    /// An arrow head that points on along the sheet: it goes on.
    Onward,
}

/// At which end of a text its point lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Where reading begins.
    Start,
    /// The middle.
    Middle,
    /// Where reading ends.
    End,
}

/// The room that words have: what goes beyond it is left out at their end, and told to whoever asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The length of a line, in units.
    pub length: f64,
    /// How many lines there are at most.
    pub lines: usize,
}

/// A point of a sheet, in units from its upper edge and from the edge where reading begins.
pub type Point = (f64, f64);

/// One mark on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A rectangle: the corner nearest to where reading begins, its length along the sheet, its height.
    Bar {
        /// The upper corner.
        at: Point,
        /// Length and height.
        size: (f64, f64),
        /// What it is filled with.
        fill: Fill,
    },
    /// A surface between points.
    Surface {
        /// Its corners, in order.
        corners: Vec<Point>,
        /// What it is filled with.
        fill: Fill,
    },
    /// A line through points.
    Line {
        /// Its points, in order.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// Upright thin lines that stand on one level.
    Sticks {
        /// The level on which they stand.
        foot: f64,
        /// Their upper ends.
        heads: Vec<Point>,
    },
    /// A small figure.
    Figure {
        /// Its middle.
        at: Point,
        /// Which.
        sign: Sign,
    },
    /// Words.
    Text {
        /// The point of its foot line; of several lines, in their middle.
        at: Point,
        /// Which end of it lies there.
        anchor: Anchor,
        /// What is said.
        says: Saying,
        /// The room that it has; none: as much as it takes.
        room: Option<Room>,
    },
    /// Marks that lead to what they show.
    Linked {
        /// Where they lead.
        link: Behind,
        /// What is there, for whoever does not see them.
        says: Saying,
        /// The marks.
        marks: Vec<Self>,
    },
}

/// A chart: what is drawn, and what must be said with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// A name that no other chart of a page has; letters, digits and hyphens.
    pub name: String,
    /// What it shows.
    pub title: Saying,
    /// What it comes to, in plain sentences; the first one leads.
    pub sentences: Vec<Saying>,
    /// What must be known with it.
    pub caveats: Vec<Saying>,
    /// How high the sheet is, in units.
    pub height: f64,
    /// The marks, those behind first.
    pub marks: Vec<Mark>,
}

impl Chart {
    /// The chart as an SVG element for a page: it takes the page's ink.
    #[must_use]
    pub fn svg(&self, speech: &dyn Speech) -> String {
        svg::element(self, speech, svg::Ground::OfPage)
    }

    /// The chart as a file by itself, on white.
    #[must_use]
    pub fn file(&self, speech: &dyn Speech) -> String {
        file(std::slice::from_ref(self), speech)
    }
}

/// Several charts as one SVG file, one below the other, on white.
#[must_use]
pub fn file(charts: &[Chart], speech: &dyn Speech) -> String {
    svg::file(charts, speech)
}

/// Text at a point.
fn text(at: Point, anchor: Anchor, says: Saying) -> Mark {
    Mark::Text { at, anchor, says, room: None }
}

/// Text at a point that has no more than some room.
fn text_in(room: Room, at: Point, anchor: Anchor, says: Saying) -> Mark {
    Mark::Text { at, anchor, says, room: Some(room) }
}

/// A rectangle.
fn bar(at: Point, size: (f64, f64), fill: Fill) -> Mark {
    Mark::Bar { at, size, fill }
}

/// A straight line.
fn line(from: Point, to: Point, stroke: Stroke) -> Mark {
    Mark::Line { points: vec![from, to], stroke }
}
