//! Which zones hold a place, as exactly as place and outlines are known.

use std::collections::BTreeMap;

use super::{Agreement, Zone};
use crate::geo::{Position, Ring};
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
        self.zones.iter().map(|zone| (zone.id.clone(), self.lies_in(zone, place))).collect()
    }

    fn lies_in(&self, zone: &Zone, place: &Place) -> Truth {
        if zone.whole {
            return self.lies_in_territory(place);
        }
        let by_area = match &place.area {
            Some(area) if !zone.areas.is_empty() && !zone.areas.contains(area) => Truth::No,
            _ => Truth::Unknown,
        };
        let Some(middle) = place.position else { return by_area };
        let reach_m = place.radius_m.saturating_add(zone.margin_m);
        let nearest_m = zone.outline.0.iter().map(|ring| distance_m(ring, middle)).min();
        if nearest_m.is_none_or(|nearest_m| nearest_m <= reach_m) {
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
        if self.areas().iter().any(|area| area.outline.holds(middle)) {
            return Truth::Yes;
        }
        let rings = self.areas().iter().flat_map(|area| &area.outline.0);
        let nearest_m = rings.map(|ring| distance_m(ring, middle)).min();
        let far = nearest_m
            .is_some_and(|nearest_m| nearest_m > place.radius_m.saturating_add(BORDER_MARGIN_M));
        if outlined && far { Truth::No } else { Truth::Unknown }
    }
}

/// How far the outlines of areas may be wrong, in metres.
const BORDER_MARGIN_M: u32 = 5_000;

/// Metres from a point to the nearest edge of a ring.
///
/// On a plane laid at the point's latitude: right within some percent up to 100 km, and used to tell near from far.
fn distance_m(ring: &Ring, point: Position) -> u32 {
    let across = Position::new(
        point.lat_udeg(),
        point.lon_udeg().saturating_add(if point.lon_udeg() > 0 { -SPAN_UDEG } else { SPAN_UDEG }),
    );
    let across_m = across.map_or(0, |across| point.distance_m(across));
    let plane = |corner: &Position| -> (i64, i64) {
        let metres = |udeg: i64, span_m: i64| {
            udeg.saturating_mul(span_m).checked_div(i64::from(SPAN_UDEG)).unwrap_or(0)
        };
        let lat = i64::from(corner.lat_udeg()).saturating_sub(i64::from(point.lat_udeg()));
        let lon = i64::from(corner.lon_udeg()).saturating_sub(i64::from(point.lon_udeg()));
        (metres(lon, i64::from(across_m)), metres(lat, SPAN_M))
    };
    let corners: Vec<(i64, i64)> = ring.0.iter().map(plane).collect();
    let following = corners.iter().cycle().skip(1);
    let nearest = corners.iter().zip(following).map(|(a, b)| to_segment_m(*a, *b)).min();
    nearest.unwrap_or(u32::MAX)
}

/// A tenth of a degree, and its metres along a meridian.
const SPAN_UDEG: i32 = 100_000;
const SPAN_M: i64 = 11_120;

/// Metres from the origin to a straight line between two points of the plane.
fn to_segment_m((ax, ay): (i64, i64), (bx, by): (i64, i64)) -> u32 {
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
    u32::try_from(distance2.max(0).isqrt()).unwrap_or(u32::MAX)
}

fn square(metres: i64) -> i128 {
    i128::from(metres).saturating_mul(i128::from(metres))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: &str, lon: &str) -> Position {
        Position::read(lat, lon).unwrap()
    }

    #[test]
    fn the_distance_to_a_ring_is_that_to_its_nearest_edge() {
        let square = Ring(vec![at("35", "36"), at("35", "37"), at("36", "37"), at("36", "36")]);
        let inside_m = distance_m(&square, at("35.1", "36.5"));
        assert!((11_000..11_300).contains(&inside_m), "{inside_m}");
        let outside_m = distance_m(&square, at("35.5", "37.1"));
        assert!((8_900..9_200).contains(&outside_m), "{outside_m}");
        assert_eq!(distance_m(&square, at("35", "36.5")), 0);
        assert_eq!(distance_m(&Ring(Vec::new()), at("35", "36.5")), u32::MAX);
    }
}
