//! Boxes in the R-tree: what may hold a disc, never less.
//!
//! A box is only a first sieve. Whether two discs meet is decided on the row,
//! by [`Position::distance_m`], in [`meets`].

use truce_core::geo::Position;

/// The widest search, in metres.
pub const WITHIN_M_MAX: u32 = 2_000_000;

/// Degrees of latitude and longitude, outer bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Southern edge.
    pub min_lat: f64,
    /// Northern edge.
    pub max_lat: f64,
    /// Western edge.
    pub min_lon: f64,
    /// Eastern edge.
    pub max_lon: f64,
}

impl Bounds {
    /// The smallest box that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            min_lat: self.min_lat.min(other.min_lat),
            max_lat: self.max_lat.max(other.max_lat),
            min_lon: self.min_lon.min(other.min_lon),
            max_lon: self.max_lon.max(other.max_lon),
        }
    }

    /// Whether two boxes have a point in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.min_lat <= other.max_lat
            && other.min_lat <= self.max_lat
            && self.min_lon <= other.max_lon
            && other.min_lon <= self.max_lon
    }
}

/// Metres in a degree of latitude, a little short, so that boxes are a little wide.
const METRES_PER_DEGREE: f64 = 111_000.0;
/// Distances are cut to whole metres, up to three times.
const CUT_M: f64 = 3.0;
/// A degree of longitude is measured halfway between two points, so at most this far from either:
/// half of the widest search and the widest place together, in degrees.
const HALFWAY_DEGREES: f64 = 12.0;

/// Degrees from millionths.
#[must_use]
pub fn degrees(udeg: i32) -> f64 {
    f64::from(udeg) / 1e6
}

/// The box around a disc.
///
/// Any two discs that [`meets`] joins have boxes that overlap, for radii up to
/// [`WITHIN_M_MAX`] on one side and [`truce_core::place::RADIUS_M_MAX`] on the other.
#[must_use]
pub fn around(middle: Position, radius_m: u32) -> Bounds {
    degrees_around(degrees(middle.lat_udeg()), degrees(middle.lon_udeg()), radius_m)
}

/// As [`around`], of a middle that is given in degrees.
#[must_use]
pub fn degrees_around(lat: f64, lon: f64, radius_m: u32) -> Bounds {
    let reach = (f64::from(radius_m) + CUT_M) / METRES_PER_DEGREE;
    let polar = lat.abs() + HALFWAY_DEGREES;
    let reach_lon = if polar < 85.0 { reach / polar.to_radians().cos() } else { 360.0 };
    let (west, east) = (lon - reach_lon, lon + reach_lon);
    // Over the date line a box would come apart: then all longitudes.
    let (min_lon, max_lon) =
        if west < -180.0 || east > 180.0 { (-180.0, 180.0) } else { (west, east) };
    Bounds { min_lat: lat - reach, max_lat: lat + reach, min_lon, max_lon }
}

/// Whether the disc around `middle` comes within `within_m` of a point.
#[must_use]
pub fn meets(point: Position, within_m: u32, middle: Position, radius_m: u32) -> bool {
    point.distance_m(middle) <= within_m.saturating_add(radius_m)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn discs_that_meet_have_boxes_that_overlap(
            lat in -90_000_000..=90_000_000_i32,
            lon in -180_000_000..=180_000_000_i32,
            lat_by in -25_000_000..=25_000_000_i32,
            lon_by in -60_000_000..=60_000_000_i32,
            within_m in 0..=WITHIN_M_MAX,
            radius_m in 0..=truce_core::place::RADIUS_M_MAX,
        ) {
            let wrapped = |lon: i32| (lon + 540_000_000).rem_euclid(360_000_000) - 180_000_000;
            let a = Position::new(lat, lon).unwrap();
            let lat_b = i32::clamp(lat + lat_by, -90_000_000, 90_000_000);
            let b = Position::new(lat_b, wrapped(lon + lon_by)).unwrap();
            if meets(a, within_m, b, radius_m) {
                prop_assert!(around(a, within_m).meets(around(b, radius_m)));
            }
        }
    }
}
