//! Which zones hold a place, as exactly as place and outlines are known.

use std::collections::BTreeMap;

use super::{Agreement, Zone};
use crate::geo::{Extent, Position, Ring};
use crate::id::ZoneId;
use crate::kleene::Truth;
use crate::place::Place;

impl Agreement {
    /// Whether each zone holds a place.
    ///
    /// *Unknown* where the disc of the place, or the outline's own margin, leaves it open; where only the area is
    /// known, a zone that does not touch the area is *no* and every other one is unknown.
    #[must_use]
    pub fn zones_at(&self, place: &Place) -> BTreeMap<ZoneId, Truth> {
        let extents = self.extents.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        let zones = self.zones.iter().zip(extents);
        zones.map(|(zone, extent)| (zone.id.clone(), self.lies_in(zone, extent, place))).collect()
    }

    fn lies_in(&self, zone: &Zone, extent: Option<&Extent>, place: &Place) -> Truth {
        if zone.whole {
            return self.lies_in_territory(place);
        }
        let by_area = match &place.area {
            Some(area) if !zone.areas.is_empty() && !zone.areas.contains(area) => Truth::No,
            _ => Truth::Unknown,
        };
        let Some(middle) = place.position else { return by_area };
        let around = Around::of(middle, place.radius_m.saturating_add(zone.margin_m));
        if extent.is_some_and(|extent| around.is_clear_of(extent)) {
            return Truth::No;
        }
        let rings = &zone.outline.0;
        if rings.is_empty() || rings.iter().any(|ring| around.meets(ring)) {
            return by_area;
        }
        Truth::from(zone.outline.holds(middle))
    }

    /// The territory is the sum of the areas; on the coarse outlines a place near the border is taken as told.
    fn lies_in_territory(&self, place: &Place) -> Truth {
        if place.area.is_some() {
            return Truth::Yes;
        }
        let Some(middle) = place.position else { return Truth::Unknown };
        let outlined = self.areas().iter().any(|area| !area.outline.0.is_empty());
        if self.names.area_of(place).is_some() {
            return Truth::Yes;
        }
        let around = Around::of(middle, place.radius_m.saturating_add(BORDER_MARGIN_M));
        let mut rings = self.areas().iter().flat_map(|area| &area.outline.0);
        let far = outlined && !rings.any(|ring| around.meets(ring));
        if far { Truth::No } else { Truth::Unknown }
    }
}

/// How far the outlines of areas may be wrong, in metres.
const BORDER_MARGIN_M: u32 = 5_000;

/// What lies within some metres of a point.
///
/// On a plane laid at the point's latitude: right within some percent up to 100 km, and used to tell near from far.
struct Around {
    middle: Position,
    reach_m: i64,
    /// Metres of [`SPAN_UDEG`] along the point's parallel.
    span_m: i64,
}

impl Around {
    fn of(middle: Position, reach_m: u32) -> Self {
        let lon = middle.lon_udeg();
        let lon = lon.saturating_add(if lon > 0 { -SPAN_UDEG } else { SPAN_UDEG });
        let across = Position::new(middle.lat_udeg(), lon);
        let span_m = across.map_or(0, |across| middle.distance_m(across));
        Self { middle, reach_m: reach_m.into(), span_m: span_m.into() }
    }

    /// Metres east and north of the point.
    fn plane(&self, corner: Position) -> (i64, i64) {
        let metres = |from: i32, to: i32, span_m: i64| {
            let udeg = i64::from(to).saturating_sub(i64::from(from));
            udeg.saturating_mul(span_m).checked_div(i64::from(SPAN_UDEG)).unwrap_or(0)
        };
        let east = metres(self.middle.lon_udeg(), corner.lon_udeg(), self.span_m);
        (east, metres(self.middle.lat_udeg(), corner.lat_udeg(), SPAN_M))
    }

    /// Whether nothing within an extent comes as near.
    fn is_clear_of(&self, extent: &Extent) -> bool {
        let [(west, south), (east, north)] = extent.corners().map(|corner| self.plane(corner));
        let below_m = self.reach_m.saturating_neg();
        west > self.reach_m || south > self.reach_m || east < below_m || north < below_m
    }

    /// Whether an edge of a ring comes as near. Cost: a step for each edge.
    fn meets(&self, ring: &Ring) -> bool {
        let Some(last) = ring.0.last() else { return false };
        let mut from = self.plane(*last);
        ring.0.iter().any(|corner| {
            let to = self.plane(*corner);
            let start = std::mem::replace(&mut from, to);
            let south_m = self.reach_m.saturating_neg();
            let beyond = |a: i64, b: i64| a.min(b) > self.reach_m || a.max(b) < south_m;
            let far = beyond(start.0, to.0) || beyond(start.1, to.1);
            !far && to_segment_m(start, to) <= self.reach_m
        })
    }
}

/// A tenth of a degree, and its metres along a meridian.
const SPAN_UDEG: i32 = 100_000;
const SPAN_M: i64 = 11_120;

/// Metres from the origin to a straight line between two points of the plane.
fn to_segment_m((ax, ay): (i64, i64), (bx, by): (i64, i64)) -> i64 {
    let (dx, dy) = (bx.saturating_sub(ax), by.saturating_sub(ay));
    let length2 = square(dx).saturating_add(square(dy));
    // How far along the line its nearest point lies, times length2.
    let along = i128::from(ax)
        .saturating_mul(i128::from(dx))
        .saturating_add(i128::from(ay).saturating_mul(i128::from(dy)));
    let along = along.saturating_neg().clamp(0, length2);
    let at = |start: i64, run: i64| -> i64 {
        let part = along.saturating_mul(i128::from(run)).checked_div(length2).unwrap_or(0);
        start.saturating_add(i64::try_from(part).unwrap_or(0))
    };
    let (x, y) = (at(ax, dx), at(ay, dy));
    let distance2 = square(x).saturating_add(square(y));
    i64::try_from(distance2.max(0).isqrt()).unwrap_or(i64::MAX)
}

fn square(metres: i64) -> i128 {
    i128::from(metres).saturating_mul(i128::from(metres))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Polygon;

    fn at(lat: &str, lon: &str) -> Position {
        Position::read(lat, lon).unwrap()
    }

    fn square() -> Ring {
        Ring(vec![at("35", "36"), at("35", "37"), at("36", "37"), at("36", "36")])
    }

    /// The least reach with which a point meets a ring, in metres.
    fn nearest_m(ring: &Ring, point: Position) -> u32 {
        let (mut short, mut enough) = (0, 1_000_000);
        while short < enough {
            let middle = (short + enough) / 2;
            if Around::of(point, middle).meets(ring) {
                enough = middle;
            } else {
                short = middle + 1;
            }
        }
        enough
    }

    #[test]
    fn the_distance_to_a_ring_is_that_to_its_nearest_edge() {
        let inside_m = nearest_m(&square(), at("35.1", "36.5"));
        assert!((11_000..11_300).contains(&inside_m), "{inside_m}");
        let outside_m = nearest_m(&square(), at("35.5", "37.1"));
        assert!((8_900..9_200).contains(&outside_m), "{outside_m}");
        assert_eq!(nearest_m(&square(), at("35", "36.5")), 0);
        assert!(!Around::of(at("35", "36.5"), u32::MAX).meets(&Ring(Vec::new())));
    }

    #[test]
    fn an_edge_that_is_passed_over_as_too_far_is_never_within_reach() {
        for (lat, lon) in [
            (34_900_000, 36_000_000),
            (35_010_000, 36_990_000),
            (36_300_000, 37_300_000),
            (35_500_000, 35_300_000),
        ] {
            let point = Position::new(lat, lon).unwrap();
            for reach_m in [0, 500, 2_000, 12_000, 45_000, 80_000] {
                let around = Around::of(point, reach_m);
                let corners: Vec<_> =
                    square().0.iter().map(|corner| around.plane(*corner)).collect();
                let edges = corners.iter().zip(corners.iter().cycle().skip(1));
                let near =
                    edges.into_iter().any(|(a, b)| to_segment_m(*a, *b) <= i64::from(reach_m));
                assert_eq!(around.meets(&square()), near, "{lat} {lon} {reach_m}");
                // What is passed over by the extent alone is not met, and does not lie inside.
                let outline = Polygon(vec![square()]);
                let clear = around.is_clear_of(&Extent::of(&outline).unwrap());
                assert!(!clear || !(near || outline.holds(point)), "{lat} {lon} {reach_m}");
            }
        }
    }
}
