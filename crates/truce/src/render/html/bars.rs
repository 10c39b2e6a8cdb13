//! The parts of a figure as a bar: told apart by hatching, so that no colour takes a side.

use truce_core::reconcile::Parts;

use super::writer::Html;
use crate::render::labels::Part;

/// The longest bar, in pixels.
const LENGTH_MAX: u32 = 112;
/// The longest that one case gets, in pixels.
const CASE_MAX: u32 = 9;
/// How high a bar is, in pixels.
const HEIGHT: &str = "11";

fn pattern_id(part: Part) -> &'static str {
    match part {
        Part::Matched => "p-matched",
        Part::Contested => "p-contested",
        Part::OneSided => "p-one-sided",
        Part::Unexplained => "p-unexplained",
    }
}

fn lines(part: Part) -> &'static str {
    match part {
        Part::Matched => "M0 3 H6",
        Part::Contested => "M0 6 L6 0 M0 0 L6 6",
        Part::OneSided => "M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5",
        Part::Unexplained => "",
    }
}

/// The hatchings of all bars of the page.
pub(super) fn patterns(h: &mut Html) {
    let hidden = [("class", "patterns"), ("width", "0"), ("height", "0"), ("aria-hidden", "true")];
    h.within("svg", &hidden, |h| {
        h.within("defs", &[], |h| {
            for part in Part::ALL {
                let shape = [("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse")];
                let attributes = [("id", pattern_id(part)), shape[0], shape[1], shape[2]];
                h.within("pattern", &attributes, |h| {
                    let ground = if part == Part::Matched { "ink" } else { "paper" };
                    h.void("rect", &[("class", ground), ("width", "6"), ("height", "6")]);
                    h.void("path", &[("class", "hatch"), ("d", lines(part))]);
                });
            }
        });
    });
}

/// A figure as a bar on a scale on which `most` cases are the longest.
pub(super) fn bar(h: &mut Html, parts: Parts, most: u32) {
    let length = |cases: u32| -> u32 {
        let case_by_case = u64::from(cases) * u64::from(CASE_MAX);
        let in_scale = u64::from(cases) * u64::from(LENGTH_MAX) / u64::from(most.max(1));
        u32::try_from(case_by_case.min(in_scale)).unwrap_or(LENGTH_MAX)
    };
    let mut at = 0;
    let mut pieces = Vec::new();
    let mut cases = 0_u32;
    for part in Part::ALL.into_iter().filter(|part| part.of(parts) > 0) {
        cases = cases.saturating_add(part.of(parts));
        // A part that is there shows.
        let end = length(cases).max(at + 2);
        pieces.push((part, at, end));
        at = end;
    }
    if pieces.is_empty() {
        return;
    }
    let width = (at + 1).to_string();
    let frame =
        [("class", "bar"), ("width", width.as_str()), ("height", HEIGHT), ("aria-hidden", "true")];
    h.within("svg", &frame, |h| {
        for (part, start, end) in pieces {
            piece(h, part, start, end);
        }
    });
}

fn piece(h: &mut Html, part: Part, start: u32, end: u32) {
    let fill = format!("url(#{})", pattern_id(part));
    let (x, width) = (format!("{start}.5"), (end - start).to_string());
    h.void(
        "rect",
        &[
            ("class", "piece"),
            ("fill", &fill),
            ("x", &x),
            ("y", "0.5"),
            ("width", &width),
            ("height", "10"),
        ],
    );
}

/// What the hatchings mean.
pub(super) fn legend(h: &mut Html) {
    h.within("dl", &[("class", "legend")], |h| {
        for part in Part::ALL {
            h.within("dt", &[], |h| {
                h.within(
                    "svg",
                    &[
                        ("class", "bar"),
                        ("width", "19"),
                        ("height", HEIGHT),
                        ("aria-hidden", "true"),
                    ],
                    |h| {
                        piece(h, part, 0, 18);
                    },
                );
                h.text(part.word());
            });
            h.element("dd", &[], part.meaning());
        }
    });
}
