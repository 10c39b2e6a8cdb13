//! Positions and distances in whole numbers.
//!
//! # In scope
//! Points in microdegrees, distances in metres, rings. Integers only, so that
//! every machine finds the same metre.
//!
//! # Out of scope
//! Names: those are [`crate::place`]'s and [`crate::area`]'s.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point on the earth, in millionths of a degree (about 0.11 m).
///
/// INVARIANT: latitude within 90 degrees, longitude within 180, kept by [`Position::new`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "PositionParts")]
pub struct Position {
    lat_udeg: i32,
    lon_udeg: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PositionParts {
    lat_udeg: i32,
    lon_udeg: i32,
}

impl TryFrom<PositionParts> for Position {
    type Error = NotAPosition;
    fn try_from(parts: PositionParts) -> Result<Self, NotAPosition> {
        Self::new(parts.lat_udeg, parts.lon_udeg)
    }
}

/// Why two numbers are no position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPosition {
    /// Not a decimal number of degrees.
    #[error("`{0}` is no number of degrees: write it as 33.6372")]
    Number(String),
    /// Latitude beyond the poles.
    #[error("latitude {0} lies beyond the pole")]
    Latitude(Degrees),
    /// Longitude beyond 180 degrees.
    #[error("longitude {0} lies beyond 180 degrees")]
    Longitude(Degrees),
}

/// Millionths of a degree, printed as degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Degrees(pub i32);

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let text = format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// Reads a decimal number of degrees into millionths, without passing through a float.
///
/// Digits beyond the sixth are dropped.
///
/// # Errors
/// [`NotAPosition::Number`] if the text is no decimal number, or is over 999 degrees.
pub fn read_degrees(text: &str) -> Result<i32, NotAPosition> {
    let fault = || NotAPosition::Number(text.to_owned());
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !plain(whole) || !plain(fraction) {
        return Err(fault());
    }
    let mut udeg: i32 = whole.parse().map_err(|_| fault())?;
    let mut kept = fraction.bytes();
    for _ in 0..6 {
        let digit = kept.next().map_or(0, |b| i32::from(b.saturating_sub(b'0')));
        udeg = udeg.saturating_mul(10).saturating_add(digit);
    }
    Ok(if negative { udeg.saturating_neg() } else { udeg })
}

impl Position {
    /// Makes a position from millionths of a degree.
    ///
    /// # Errors
    /// If it lies beyond a pole or beyond 180 degrees.
    pub fn new(lat_udeg: i32, lon_udeg: i32) -> Result<Self, NotAPosition> {
        if lat_udeg.unsigned_abs() > 90_000_000 {
            return Err(NotAPosition::Latitude(Degrees(lat_udeg)));
        }
        if lon_udeg.unsigned_abs() > 180_000_000 {
            return Err(NotAPosition::Longitude(Degrees(lon_udeg)));
        }
        Ok(Self { lat_udeg, lon_udeg })
    }

    /// Reads latitude and longitude as decimal degrees.
    ///
    /// # Errors
    /// If either is no number, or lies off the globe.
    pub fn read(lat: &str, lon: &str) -> Result<Self, NotAPosition> {
        Self::new(read_degrees(lat)?, read_degrees(lon)?)
    }

    /// Latitude in millionths of a degree, north positive.
    #[must_use]
    pub fn lat_udeg(self) -> i32 {
        self.lat_udeg
    }

    /// Longitude in millionths of a degree, east positive.
    #[must_use]
    pub fn lon_udeg(self) -> i32 {
        self.lon_udeg
    }

    /// Metres to another point.
    ///
    /// Equirectangular at the mean latitude: within 0.5 % of the great circle
    /// up to 300 km outside the polar circles, which is finer than any report.
    #[must_use]
    pub fn distance_m(self, other: Self) -> u32 {
        u32::try_from(self.distance_square(other).isqrt()).unwrap_or(u32::MAX)
    }

    /// Whether the square of [`Position::distance_m`] is no more than so many square metres.
    pub(crate) fn lies_within(self, other: Self, square_m: u64) -> bool {
        let square = self.distance_square(other);
        // The distance is rounded down to whole metres: its root is needed only where that may decide.
        square <= square_m
            || (square / 2 <= square_m.saturating_add(2) && {
                let distance = square.isqrt();
                distance.saturating_mul(distance) <= square_m
            })
    }

    /// The square of the distance to another point, in square metres.
    fn distance_square(self, other: Self) -> u64 {
        let lat_a = i64::from(self.lat_udeg);
        let lat_b = i64::from(other.lat_udeg);
        let dlat = lat_a.abs_diff(lat_b);
        let straight = i64::from(self.lon_udeg).abs_diff(i64::from(other.lon_udeg));
        // The short way round the globe.
        let dlon = straight.min(360_000_000_u64.saturating_sub(straight));
        let mean_lat = lat_a.saturating_add(lat_b).unsigned_abs() / 2;
        let dy = dlat.saturating_mul(METRES_PER_MEGADEGREE) / 1_000_000_000;
        let dx = dlon.saturating_mul(METRES_PER_MEGADEGREE) / 1_000_000_000;
        let dx = dx.saturating_mul(cos_ppm(mean_lat)) / 1_000_000;
        dx.saturating_mul(dx).saturating_add(dy.saturating_mul(dy))
    }

    /// Metres east and north of here, as [`Position::distance_m`] counts them but at this point's own latitude.
    ///
    /// Within 0.5 % up to 50 km outside the polar circles.
    #[must_use]
    pub fn offset_m(self, to: Self) -> (i64, i64) {
        let north = i64::from(to.lat_udeg).saturating_sub(i64::from(self.lat_udeg));
        let straight = i64::from(to.lon_udeg).saturating_sub(i64::from(self.lon_udeg));
        // The short way round the globe.
        let east = match straight {
            180_000_001.. => straight.saturating_sub(360_000_000),
            ..=-180_000_001 => straight.saturating_add(360_000_000),
            _ => straight,
        };
        let cos = i64::try_from(cos_ppm(u64::from(self.lat_udeg.unsigned_abs()))).unwrap_or(0);
        (metres(east).saturating_mul(cos) / 1_000_000, metres(north))
    }

    /// The point so many metres east and north of here; the inverse of [`Position::offset_m`] up to rounding.
    ///
    /// Never beyond a pole; round the globe if need be.
    #[must_use]
    pub fn moved_m(self, east_m: i64, north_m: i64) -> Self {
        let cos = i64::try_from(cos_ppm(u64::from(self.lat_udeg.unsigned_abs()))).unwrap_or(0);
        let along = |metres: i64| match metres.checked_mul(1_000_000_000) {
            Some(udeg) => udeg / METRES_ALONG,
            None => {
                let udeg = i128::from(metres).saturating_mul(1_000_000_000);
                let udeg = udeg.checked_div(i128::from(METRES_ALONG));
                udeg.and_then(|udeg| i64::try_from(udeg).ok()).unwrap_or(0)
            }
        };
        let east = along(east_m).saturating_mul(1_000_000).checked_div(cos).unwrap_or(0);
        let lat = i64::from(self.lat_udeg).saturating_add(along(north_m));
        let lon = i64::from(self.lon_udeg).saturating_add(east % 360_000_000);
        let lon = match lon {
            180_000_001.. => lon.saturating_sub(360_000_000),
            ..=-180_000_001 => lon.saturating_add(360_000_000),
            _ => lon,
        };
        let bound = |udeg: i64, most: i64| {
            i32::try_from(udeg.clamp(most.saturating_neg(), most)).unwrap_or(0)
        };
        Self { lat_udeg: bound(lat, 90_000_000), lon_udeg: bound(lon, 180_000_000) }
    }

    /// How far east or west, in millionths of a degree, a point within `metres` of one at this latitude may lie;
    /// `None` if that is all round the globe. Never too little.
    #[must_use]
    pub fn width_udeg(lat_udeg: i32, metres: u64) -> Option<i64> {
        let cos = cos_ppm(u64::from(lat_udeg.unsigned_abs()).min(90_000_000));
        // Far less than this goes all round the globe.
        let metres = metres.min(1_000_000_000);
        let udeg = metres.saturating_add(2).saturating_mul(1_000_000_000) / METRES_PER_MEGADEGREE;
        let wide = udeg.saturating_add(2).saturating_mul(1_000_000).checked_div(cos)?;
        i64::try_from(wide).ok().filter(|wide| *wide < 180_000_000)
    }

    /// How far north or south, in millionths of a degree, a point within `metres` may lie. Never too little.
    #[must_use]
    pub fn height_udeg(metres: u64) -> i64 {
        let udeg = metres.saturating_add(2).checked_mul(1_000_000_000);
        let udeg = udeg.map_or(u64::MAX, |udeg| udeg / METRES_PER_MEGADEGREE);
        i64::try_from(udeg.saturating_add(2)).unwrap_or(i64::MAX)
    }
}

/// Millionths of a degree of a great circle in metres, rounded towards zero.
fn metres(udeg: i64) -> i64 {
    udeg.saturating_mul(METRES_ALONG) / 1_000_000_000
}

/// Metres in a degree of a great circle (mean radius 6,371,008.8 m), times a thousand.
const METRES_PER_MEGADEGREE: u64 = METRES_ALONG.unsigned_abs();
/// The same, where it has a direction.
const METRES_ALONG: i64 = 111_195_080;

/// The cosine of a latitude, in millionths; linear between whole degrees (error below 40 ppm).
fn cos_ppm(lat_udeg: u64) -> u64 {
    let degree = usize::try_from(lat_udeg / 1_000_000).unwrap_or(90);
    let part = lat_udeg % 1_000_000;
    let low = COS_PPM.get(degree).copied().unwrap_or(0);
    let high = COS_PPM.get(degree.saturating_add(1)).copied().unwrap_or(0);
    let fall = u64::from(low.saturating_sub(high)).saturating_mul(part) / 1_000_000;
    u64::from(low).saturating_sub(fall)
}

/// The cosine of each whole degree of latitude, in millionths.
#[rustfmt::skip]
const COS_PPM: [u32; 92] = [
    1_000_000, 999_848, 999_391, 998_630, 997_564, 996_195, 994_522, 992_546, 990_268, 987_688,
    984_808, 981_627, 978_148, 974_370, 970_296, 965_926, 961_262, 956_305, 951_057, 945_519,
    939_693, 933_580, 927_184, 920_505, 913_545, 906_308, 898_794, 891_007, 882_948, 874_620,
    866_025, 857_167, 848_048, 838_671, 829_038, 819_152, 809_017, 798_636, 788_011, 777_146,
    766_044, 754_710, 743_145, 731_354, 719_340, 707_107, 694_658, 681_998, 669_131, 656_059,
    642_788, 629_320, 615_661, 601_815, 587_785, 573_576, 559_193, 544_639, 529_919, 515_038,
    500_000, 484_810, 469_472, 453_990, 438_371, 422_618, 406_737, 390_731, 374_607, 358_368,
    342_020, 325_568, 309_017, 292_372, 275_637, 258_819, 241_922, 224_951, 207_912, 190_809,
    173_648, 156_434, 139_173, 121_869, 104_528, 87_156, 69_756, 52_336, 34_899, 17_452,
    0, 0,
];

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", Degrees(self.lat_udeg), Degrees(self.lon_udeg))
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A closed ring of points; the first is not repeated at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring(pub Vec<Position>);

impl Ring {
    /// Whether a point lies inside, by the even-odd rule; the ring must not cross the antimeridian.
    ///
    /// Exact in integers. A point on the southern or western edge counts as inside.
    #[must_use]
    pub fn holds(&self, point: Position) -> bool {
        let (px, py) = (i64::from(point.lon_udeg), i64::from(point.lat_udeg));
        let Some(mut from) = self.0.last() else { return false };
        let crossed = |a: &Position, b: &Position| {
            if (a.lat_udeg > point.lat_udeg) == (b.lat_udeg > point.lat_udeg) {
                return false;
            }
            let (ax, ay) = (i64::from(a.lon_udeg), i64::from(a.lat_udeg));
            let (bx, by) = (i64::from(b.lon_udeg), i64::from(b.lat_udeg));
            // px < ax + (py - ay) * (bx - ax) / (by - ay), without dividing.
            let run = py.saturating_sub(ay).saturating_mul(bx.saturating_sub(ax));
            let reach = px.saturating_sub(ax).saturating_mul(by.saturating_sub(ay));
            if by > ay { reach < run } else { reach > run }
        };
        let crossings = self.0.iter().filter(|to| crossed(std::mem::replace(&mut from, to), to));
        crossings.count() % 2 == 1
    }
}

/// One or more rings that together make an area; a ring inside another cuts a hole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Polygon(pub Vec<Ring>);

impl Polygon {
    /// Whether a point lies inside, holes left out.
    #[must_use]
    pub fn holds(&self, point: Position) -> bool {
        self.0.iter().filter(|ring| ring.holds(point)).count() % 2 == 1
    }
}

/// The upright rectangle round a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    south: i32,
    north: i32,
    west: i32,
    east: i32,
}

impl Extent {
    /// The extent of a polygon; `None` if it has no point.
    #[must_use]
    pub fn of(polygon: &Polygon) -> Option<Self> {
        let points = || polygon.0.iter().flat_map(|ring| &ring.0);
        Some(Self {
            south: points().map(|p| p.lat_udeg).min()?,
            north: points().map(|p| p.lat_udeg).max()?,
            west: points().map(|p| p.lon_udeg).min()?,
            east: points().map(|p| p.lon_udeg).max()?,
        })
    }

    /// Its south-western and its north-eastern corner.
    #[must_use]
    pub fn corners(&self) -> [Position; 2] {
        [
            Position { lat_udeg: self.south, lon_udeg: self.west },
            Position { lat_udeg: self.north, lon_udeg: self.east },
        ]
    }

    /// Whether a point lies in it, edges included.
    #[must_use]
    pub fn holds(&self, point: Position) -> bool {
        (self.south..=self.north).contains(&point.lat_udeg)
            && (self.west..=self.east).contains(&point.lon_udeg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: &str, lon: &str) -> Position {
        Position::read(lat, lon).unwrap()
    }

    #[test]
    fn degrees_are_read_without_a_float() {
        assert_eq!(read_degrees("33.6372"), Ok(33_637_200));
        assert_eq!(read_degrees("-0.5"), Ok(-500_000));
        assert_eq!(read_degrees("36.20128749999"), Ok(36_201_287));
        for bad in ["", ".", "1e3", "33,6", "+-1", "1234", "nan", "33.6°"] {
            assert!(read_degrees(bad).is_err(), "{bad}");
        }
        assert!(Position::read("91", "0").is_err());
    }

    #[test]
    fn damascus_to_aleppo_is_310_km() {
        let distance_m = at("33.5138", "36.2765").distance_m(at("36.2021", "37.1343"));
        assert!((308_000..312_000).contains(&distance_m), "{distance_m}");
    }

    #[test]
    fn distance_is_the_same_both_ways_and_in_the_mirror() {
        let (a, b) = (at("35.13", "36.75"), at("35.3421", "36.6012"));
        let mirror = |p: Position| Position::new(-p.lat_udeg(), -p.lon_udeg()).unwrap();
        assert_eq!(a.distance_m(b), b.distance_m(a));
        assert_eq!(a.distance_m(b), mirror(a).distance_m(mirror(b)));
    }

    #[test]
    fn distance_takes_the_short_way_over_the_antimeridian() {
        assert!(at("0", "179.9").distance_m(at("0", "-179.9")) < 23_000);
    }

    #[test]
    fn a_ring_holds_what_lies_inside_it() {
        let ring = Ring(vec![at("0", "0"), at("0", "4"), at("3", "4"), at("3", "0")]);
        assert!(ring.holds(at("1", "2")));
        assert!(!ring.holds(at("5", "2")));
        assert!(!ring.holds(at("1", "-2")));
        let hole = Ring(vec![at("1", "1"), at("1", "3"), at("2", "3"), at("2", "1")]);
        let polygon = Polygon(vec![ring, hole]);
        assert!(!polygon.holds(at("1.5", "2")));
        assert!(polygon.holds(at("0.5", "2")));
        // What the polygon holds, its extent holds.
        let extent = Extent::of(&polygon).unwrap();
        for tenth in -10..60 {
            let point = Position::new(tenth * 100_000, tenth * 90_000).unwrap();
            assert!(extent.holds(point) || !polygon.holds(point));
        }
        assert_eq!(Extent::of(&Polygon::default()), None);
    }
}
