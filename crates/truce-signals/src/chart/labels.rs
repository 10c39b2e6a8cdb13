//! Places for words beside points, so that none covers another word, a sign or, where it can be helped, a line.
//!
//! # Method
//! Points in the order given; for each the first place around it that is free. Words of which only the room is
//! known are taken as long as that.

use super::{Anchor, Point};

/// How far a sign reaches to each side of its point, in units.
const SIGN: f64 = 6.0;
/// How far words stand from the point, along the sheet.
const BESIDE: f64 = 10.0;
/// Words as short as this, as numbers, stand above or below their point before they stand beside it.
const SHORT: f64 = 20.0;
/// How high letters reach over their foot line, and how far below it.
const LETTERS: (f64, f64) = (10.0, 3.0);
/// From the point to the foot line of words above it and of words below it, in its middle.
const OVER: f64 = -8.0;
const UNDER: f64 = 18.0;
/// From the point to the foot line of words beside it: level with it, above it, below it.
const SHIFTS: [f64; 5] = [4.0, -8.0, 16.0, -20.0, 28.0];

/// A part of the sheet: from where to where along it, and down it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) along: (f64, f64),
    pub(super) down: (f64, f64),
}

impl Part {
    /// What a sign covers.
    pub(super) fn of_sign((x, y): Point) -> Self {
        Self { along: (x - SIGN, x + SIGN), down: (y - SIGN, y + SIGN) }
    }

    /// What the stretches of a line cover.
    pub(super) fn of_lines(points: &[Point]) -> impl Iterator<Item = Self> {
        let ends = points.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        ends.map(|(from, to)| Self::of_line(from, to))
    }

    fn of_line(from: Point, to: Point) -> Self {
        Self {
            along: (from.0.min(to.0), from.0.max(to.0)),
            down: (from.1.min(to.1), from.1.max(to.1)),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        let overlap = |one: (f64, f64), other: (f64, f64)| one.0 < other.1 && other.0 < one.1;
        overlap(self.along, other.along) && overlap(self.down, other.down)
    }

    fn lies_in(&self, sheet: &Self) -> bool {
        sheet.along.0 <= self.along.0
            && self.along.1 <= sheet.along.1
            && sheet.down.0 <= self.down.0
            && self.down.1 <= sheet.down.1
    }
}

/// A sheet on which words find their places.
pub(super) struct Sheet {
    /// Within this they stay.
    pub(super) bounds: Part,
    /// What they must not cover: signs, and the words that have their places.
    pub(super) taken: Vec<Part>,
    /// What they should not cover.
    pub(super) lines: Vec<Part>,
}

impl Sheet {
    /// The foot point and the anchor of words of that length beside a point, and takes the place; none if there is none that
    /// is free of words, signs and lines.
    pub(super) fn beside(&mut self, at: Point, length: f64) -> Option<(Point, Anchor)> {
        self.first(at, length, true)
    }

    /// The same, where lines may be covered; beside the point if nothing is free.
    pub(super) fn over_lines(&mut self, at: Point, length: f64) -> (Point, Anchor) {
        let found = self.first(at, length, true).or_else(|| self.first(at, length, false));
        found.unwrap_or(((at.0 + BESIDE, at.1 + 4.0), Anchor::Start))
    }

    fn first(&mut self, at: Point, length: f64, off_lines: bool) -> Option<(Point, Anchor)> {
        let (word, foot, anchor) = self.places(at, length).into_iter().find(|(word, ..)| {
            let lines = self.lines.iter().filter(|_| off_lines);
            word.lies_in(&self.bounds) && !self.taken.iter().chain(lines).any(|of| of.meets(word))
        })?;
        self.taken.push(word);
        Some((foot, anchor))
    }

    /// Places around a point: onward first, unless it lies in the sheet's far half.
    fn places(&self, (x, y): Point, length: f64) -> Vec<(Part, Point, Anchor)> {
        let (from, upto) = self.bounds.along;
        let sides = if x - from > (upto - from) / 2.0 { [-1.0, 1.0] } else { [1.0, -1.0] };
        let mut places = Vec::new();
        if length <= SHORT {
            for shift in [OVER, UNDER] {
                let foot = (x, y + shift);
                let along = (x - length / 2.0, x + length / 2.0);
                let word = Part { along, down: (foot.1 - LETTERS.0, foot.1 + LETTERS.1) };
                places.push((word, foot, Anchor::Middle));
            }
        }
        for shift in SHIFTS {
            for side in sides {
                let foot = (x + side * BESIDE, y + shift);
                let end = foot.0 + side * length;
                let along = (foot.0.min(end), foot.0.max(end));
                let word = Part { along, down: (foot.1 - LETTERS.0, foot.1 + LETTERS.1) };
                let anchor = if side > 0.0 { Anchor::Start } else { Anchor::End };
                places.push((word, foot, anchor));
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let bounds = Part { along: (0.0, 400.0), down: (0.0, 100.0) };
        Sheet { bounds, taken: Vec::new(), lines: Vec::new() }
    }

    #[test]
    fn words_stand_beside_their_point_and_on_the_sheet() {
        assert_eq!(sheet().beside((50.0, 50.0), 100.0), Some(((60.0, 54.0), Anchor::Start)));
        assert_eq!(sheet().beside((390.0, 50.0), 100.0), Some(((380.0, 54.0), Anchor::End)));
        // At the foot they stand above it.
        assert_eq!(sheet().beside((50.0, 100.0), 100.0), Some(((60.0, 92.0), Anchor::Start)));
        assert_eq!(sheet().beside((200.0, 50.0), 300.0), None);
        assert_eq!(sheet().beside((50.0, 50.0), 18.0), Some(((50.0, 42.0), Anchor::Middle)));
    }

    #[test]
    fn words_cover_no_words_no_sign_and_no_line() {
        let mut sheet = sheet();
        let first = sheet.beside((50.0, 50.0), 100.0);
        let second = sheet.beside((52.0, 52.0), 100.0);
        assert_ne!(first, second);
        let [one, other] = [sheet.taken[0], sheet.taken[1]];
        assert!(!one.meets(&other));
        sheet.lines.push(Part::of_line((0.0, 10.0), (400.0, 90.0)));
        assert_eq!(sheet.beside((300.0, 50.0), 100.0), None);
        assert_eq!(sheet.over_lines((300.0, 50.0), 100.0).1, Anchor::End);
    }
}
