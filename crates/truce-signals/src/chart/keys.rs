//! What fills and signs mean, below a sheet; and the frame that several charts share.

use super::scale::{Calendar, Scale};
use super::speech::{Arg, Saying};
use super::{Anchor, Fill, Mark, Sign, Stroke, bar, line, text};

/// How high a line of a key is.
pub(super) const ROW: f64 = 20.0;

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
    const BEGIN: f64 = 8.0;
    let mut marks = Vec::new();
    let mut y = top;
    for (drawn, name) in entries {
        marks.push(sample(*drawn, BEGIN, y));
        marks.push(text((BEGIN + 26.0, y + 11.0), Anchor::Start, Saying::plain(name)));
        y += ROW;
    }
    (marks, y)
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

/// The days below a sheet.
pub(super) fn days(calendar: &Calendar, y: f64, wanted: i32) -> Vec<Mark> {
    let named = calendar.named(wanted);
    let of = named.len();
    let mut marks = Vec::new();
    for (place, day) in named.into_iter().enumerate() {
        let anchor = match place {
            0 => Anchor::Start,
            place if place.saturating_add(1) == of => Anchor::End,
            _ => Anchor::Middle,
        };
        let x = match anchor {
            Anchor::Start => calendar.begin(day),
            Anchor::Middle => calendar.middle(day),
            Anchor::End => calendar.begin(day.next()),
        };
        marks.push(line((x, y - 14.0), (x, y - 10.0), Stroke::Plain));
        marks.push(text((x, y + 2.0), anchor, Saying::of("chart-day", [("day", Arg::Day(day))])));
    }
    marks
}
