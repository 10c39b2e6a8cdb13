//! From positions on the globe to whole units of a picture.

use truce_core::agreement::Agreement;
use truce_core::geo::{Position, Ring};

/// How wide a map is, in units.
pub(super) const WIDTH: i64 = 8_400;
/// Room round the outlines, in units.
const MARGIN: i64 = 150;
/// Room to the west of them, for writing, in units.
const WEST: i64 = 1_000;
/// How wide the outlines are, in units.
const INNER: i64 = WIDTH - WEST - MARGIN;

/// A point of a picture, in units, from the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) x: i64,
    pub(super) y: i64,
}

/// How a part of the globe lies in a picture: equirectangular, true at its middle latitude.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    west: i64,
    north: i64,
    lon_span: i64,
    lat_span: i64,
    /// How far the picture reaches from west to east, in metres.
    width_m: i64,
    pub(super) height: i64,
}

impl Plane {
    /// The plane that holds every outline of the agreement and every one of `others`; `None` without any.
    pub(super) fn of(
        agreement: &Agreement,
        others: impl Iterator<Item = Position>,
    ) -> Option<Self> {
        let rings = agreement.areas().iter().flat_map(|area| &area.outline.0);
        let mut points: Vec<Position> = rings.flat_map(|ring| ring.0.iter().copied()).collect();
        if points.is_empty() {
            points.extend(others);
        }
        let lats = || points.iter().map(|point| point.lat_udeg());
        let lons = || points.iter().map(|point| point.lon_udeg());
        let (south, north) = (lats().min()?, lats().max()?);
        let (west, east) = (lons().min()?, lons().max()?);
        // A single point still has a map round it.
        let lon_span = i64::from(east) - i64::from(west);
        let lat_span = i64::from(north) - i64::from(south);
        let (lon_span, lat_span) = (lon_span.max(10_000), lat_span.max(10_000));
        let middle = i32::try_from((i64::from(south) + i64::from(north)) / 2).ok()?;
        let across =
            Position::new(middle, west).ok()?.distance_m(Position::new(middle, east).ok()?);
        let along = Position::new(south, west).ok()?.distance_m(Position::new(north, west).ok()?);
        let (width_m, height_m) = (i64::from(across).max(1_000), i64::from(along).max(1_000));
        // Never taller than three times its width.
        let height = (INNER * height_m / width_m).clamp(INNER / 3, INNER * 3) + 2 * MARGIN;
        Some(Self { west: west.into(), north: north.into(), lon_span, lat_span, width_m, height })
    }

    /// Where a position lies.
    pub(super) fn spot(&self, position: Position) -> Spot {
        let east = i64::from(position.lon_udeg()) - self.west;
        let south = self.north - i64::from(position.lat_udeg());
        Spot {
            x: WEST + east * INNER / self.lon_span,
            y: MARGIN + south * (self.height - 2 * MARGIN) / self.lat_span,
        }
    }

    /// A length, in units.
    pub(super) fn length(&self, length_m: u32) -> i64 {
        i64::from(length_m) * INNER / self.width_m
    }

    /// An outline as a path.
    pub(super) fn path(&self, rings: &[Ring]) -> String {
        let mut path = String::new();
        for ring in rings {
            let mut last: Option<Spot> = None;
            for position in &ring.0 {
                let spot = self.spot(*position);
                match last {
                    None => path.push_str(&format!("M{} {}", spot.x, spot.y)),
                    Some(before) if before == spot => continue,
                    Some(before) => {
                        path.push_str(&format!("l{} {}", spot.x - before.x, spot.y - before.y))
                    }
                }
                last = Some(spot);
            }
            if last.is_some() {
                path.push('z');
            }
        }
        path
    }

    /// The middle of an outline's largest ring: where its name stands.
    pub(super) fn middle(&self, rings: &[Ring]) -> Option<Spot> {
        let sums = rings.iter().filter_map(|ring| self.moments(ring));
        let (area, x, y) = sums.max_by_key(|(area, _, _)| area.unsigned_abs())?;
        Some(Spot { x: x / (3 * area), y: y / (3 * area) })
    }

    /// Twice the area of a ring, and its first moments times six; `None` if it has no area.
    fn moments(&self, ring: &Ring) -> Option<(i64, i64, i64)> {
        let spots: Vec<Spot> = ring.0.iter().map(|position| self.spot(*position)).collect();
        let next = spots.iter().cycle().skip(1);
        let mut sums = (0_i64, 0_i64, 0_i64);
        for (a, b) in spots.iter().zip(next) {
            let cross = a.x * b.y - b.x * a.y;
            sums = (sums.0 + cross, sums.1 + (a.x + b.x) * cross, sums.2 + (a.y + b.y) * cross);
        }
        (sums.0 != 0).then_some(sums)
    }
}
