//! Room for writing on a map: nothing is written over anything else.

use super::plane::{Spot, WIDTH};

/// A rectangle, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plate {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Plate {
    fn round(spot: Spot, width: i64, height: i64) -> Self {
        Self { x: spot.x - width / 2, y: spot.y - height / 2, width, height }
    }

    fn moved(self, dx: i64, dy: i64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    fn meets(&self, other: &Self) -> bool {
        let apart = self.x + self.width <= other.x
            || other.x + other.width <= self.x
            || self.y + self.height <= other.y
            || other.y + other.height <= self.y;
        !apart
    }

    /// Its middle.
    pub(super) fn middle(&self) -> Spot {
        Spot { x: self.x + self.width / 2, y: self.y + self.height / 2 }
    }

    /// Whether it holds a spot.
    pub(super) fn holds(&self, spot: Spot) -> bool {
        (self.x..=self.x + self.width).contains(&spot.x)
            && (self.y..=self.y + self.height).contains(&spot.y)
    }
}

/// The steps that a plate is moved away from its spot: near ones first, in every direction.
const STEPS: i64 = 44;
/// How far one step goes, in units.
const STEP: i64 = 25;
/// The directions, about equally long: beside and above before across.
#[rustfmt::skip]
const WAYS: [(i64, i64); 16] = [
    (-4, 0), (4, 0), (0, -4), (0, 4), (-4, -2), (4, -2), (-4, 2), (4, 2),
    (-3, -3), (3, -3), (-3, 3), (3, 3), (-2, -4), (2, -4), (-2, 4), (2, 4),
];

/// What is written so far.
#[derive(Debug, Default)]
pub(super) struct Room {
    height: i64,
    taken: Vec<Plate>,
}

impl Room {
    pub(super) fn new(height: i64) -> Self {
        Self { height, taken: Vec::new() }
    }

    fn is_free(&self, plate: &Plate) -> bool {
        let inside = plate.x >= 0
            && plate.y >= 0
            && plate.x + plate.width <= WIDTH
            && plate.y + plate.height <= self.height;
        inside && !self.taken.iter().any(|other| other.meets(plate))
    }

    /// Takes room that must stay free, whatever stands there.
    pub(super) fn keep_free(&mut self, spot: Spot, width: i64, height: i64) {
        self.taken.push(Plate::round(spot, width, height));
    }

    /// The free place nearest to a spot; `None` if there is none in reach.
    pub(super) fn near(&mut self, spot: Spot, width: i64, height: i64) -> Option<Plate> {
        let at = Plate::round(spot, width, height);
        let found = (0..=STEPS)
            .flat_map(|step| {
                WAYS.iter().map(move |(x, y)| at.moved(x * step * STEP, y * step * STEP))
            })
            .find(|plate| self.is_free(plate))?;
        self.taken.push(found);
        Some(found)
    }

    /// That place, if it is free.
    pub(super) fn at(&mut self, spot: Spot, width: i64, height: i64) -> Option<Plate> {
        let plate = Plate::round(spot, width, height);
        let free = self.is_free(&plate).then_some(plate)?;
        self.taken.push(free);
        Some(free)
    }
}
