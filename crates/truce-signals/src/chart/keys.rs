//! What fills and signs mean, below a sheet; and the frame that several charts share.

use truce_core::time::Day;

use super::scale::{Calendar, Scale};
use super::speech::{Arg, Saying};
use super::{Anchor, Fill, Mark, Room, Sign, Stroke, WIDTH, bar, line, text, text_in};

/// How high a line of a key is.
pub(super) const ROW: f64 = 20.0;
/// Where a key's samples begin, and its words.
const BEGIN: f64 = 8.0;
const WORDS: f64 = BEGIN + 26.0;
/// The words of a key have one line.
const ROOM: Room = Room { length: WIDTH - WORDS - 4.0, lines: 1 };
/// A day has so much room below a sheet or above it: in every language it is shorter, and there is a gap to the next.
pub(super) const DAY_ROOM: f64 = 148.0;

/// What stands before the words of a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sample {
    Fill(Fill),
    Stroke(Stroke),
    Stick,
    Sign(Sign),
}

/// The key, one in a row: in some language each needs the room; and where it ends.
pub(super) fn keys(top: f64, entries: &[(Sample, &'static str)]) -> (Vec<Mark>, f64) {
    let mut marks = Vec::new();
    let mut y = top;
    for (drawn, name) in entries {
        marks.push(sample(*drawn, BEGIN, y));
        marks.push(text_in(ROOM, (WORDS, y + 11.0), Anchor::Start, Saying::plain(name)));
        y += ROW;
    }
    (marks, y)
}

/// The key of what is drawn: what is not among the marks is left out.
pub(super) fn keys_of(
    marks: &[Mark],
    top: f64,
    entries: &[(Sample, &'static str)],
) -> (Vec<Mark>, f64) {
    let drawn: Vec<_> = entries.iter().copied().filter(|entry| entry.0.is_among(marks)).collect();
    keys(top, &drawn)
}

/// Rows of a number and the words that it stands for, one below the other; and where they end.
pub(super) fn numbered(top: f64, entries: Vec<(u64, Saying)>) -> (Vec<Mark>, f64) {
    let mut marks = Vec::new();
    let mut y = top;
    for (number, says) in entries {
        let of = Saying::of("chart-number", [("n", Arg::Number(number))]);
        marks.push(text((BEGIN + 9.0, y + 11.0), Anchor::Middle, of));
        marks.push(text_in(ROOM, (WORDS, y + 11.0), Anchor::Start, says));
        y += ROW;
    }
    (marks, y)
}

impl Sample {
    /// Whether something is drawn like it.
    fn is_among(self, marks: &[Mark]) -> bool {
        marks.iter().any(|mark| match (self, mark) {
            (_, Mark::Linked { marks, .. }) => self.is_among(marks),
            (Self::Fill(fill), Mark::Bar { fill: of, .. } | Mark::Surface { fill: of, .. }) => {
                fill == *of
            }
            (Self::Stroke(stroke), Mark::Line { stroke: of, .. }) => stroke == *of,
            (Self::Stick, Mark::Sticks { heads, .. }) => !heads.is_empty(),
            (Self::Sign(sign), Mark::Figure { sign: of, .. }) => sign == *of,
            _ => false,
        })
    }
}

fn sample(sample: Sample, x: f64, y: f64) -> Mark {
    let middle = (x + 9.0, y + 7.0);
    match sample {
        Sample::Fill(fill) => bar((x, y + 1.0), (18.0, 12.0), fill),
        Sample::Stroke(stroke) => line((x, middle.1), (x + 18.0, middle.1), stroke),
        Sample::Stick => Mark::Sticks {
            foot: y + 13.0,
            heads: vec![(x + 4.0, y + 6.0), (x + 9.0, y + 1.0), (x + 14.0, y + 8.0)],
        },
        Sample::Sign(sign) => Mark::Figure { at: middle, sign },
    }
}

/// The numbers beside a sheet, with a fine line at each: nothing, half, all.
pub(super) fn levels(scale: &Scale, span: (f64, f64)) -> Vec<Mark> {
    let end = scale.numbers.1;
    let mut marks = Vec::new();
    for number in [0.0, end / 2.0, end] {
        let y = scale.at(number);
        marks.push(line((span.0, y), (span.1, y), Stroke::Fine));
        let says = Saying::of("chart-number", [("n", Arg::decimal(number, 0))]);
        marks.push(text((span.0 - 6.0, y + 4.0), Anchor::End, says));
    }
    marks
}

/// The days below a sheet, each under its own tick; what would run into another is left out, the first and the last last.
pub(super) fn days(calendar: &Calendar, y: f64, wanted: i32) -> Vec<Mark> {
    let named: Vec<Named> =
        calendar.named(wanted).into_iter().map(|day| Named::of(calendar, day)).collect();
    let ends = [named.first(), named.last()].into_iter().flatten();
    let mut kept: Vec<Named> = Vec::new();
    for of in ends.chain(&named) {
        if kept.iter().all(|other| !other.meets(of)) {
            kept.push(*of);
        }
    }
    kept.sort_by_key(|of| of.day);
    let mut marks = Vec::new();
    for Named { day, anchor, tick, at, .. } in kept {
        marks.push(line((tick, y - 14.0), (tick, y - 10.0), Stroke::Plain));
        marks.push(text((at, y + 2.0), anchor, Saying::of("chart-day", [("day", Arg::Day(day))])));
    }
    marks
}

/// A day below a sheet: its tick, where its words stand, and from where to where they go.
#[derive(Debug, Clone, Copy)]
struct Named {
    day: Day,
    tick: f64,
    anchor: Anchor,
    at: f64,
    room: (f64, f64),
}

impl Named {
    /// In the middle below its tick where there is room, else as near as the sheet's edge lets it.
    fn of(calendar: &Calendar, day: Day) -> Self {
        let tick = calendar.middle(day);
        let half = DAY_ROOM / 2.0;
        if tick - half < 0.0 {
            let at = calendar.begin(day);
            Self { day, tick, anchor: Anchor::Start, at, room: (at, at + DAY_ROOM) }
        } else if tick + half > WIDTH {
            let at = calendar.begin(day.next());
            Self { day, tick, anchor: Anchor::End, at, room: (at - DAY_ROOM, at) }
        } else {
            let room = (tick - half, tick + half);
            Self { day, tick, anchor: Anchor::Middle, at: tick, room }
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.room.0 < other.room.1 && other.room.0 < self.room.1
    }
}
