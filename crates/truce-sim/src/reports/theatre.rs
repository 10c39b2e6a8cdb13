//! One front, its settlements, and what truly happens along it.
//!
//! Incidents arise in settlements near a front that wobbles from day to day,
//! and set off others: a branching process, whose every generation follows
//! after some hours at some kilometres' distance.
//!
//! # Out of scope
//! Who tells of it: that is [`crate::reports::telling`]'s.

use std::collections::BTreeMap;

use crate::reports::arithmetic::{cos_degrees, exp, whole};
use crate::reports::draw::Draw;
use crate::reports::setting::{Preset, Setting};

/// Seconds in a day.
pub const DAY_S: i64 = 86_400;
/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.195;
/// How far the settlements reach to either side of the front's middle line, in kilometres.
const BAND_KM: f64 = 35.0;
/// Ground for each settlement, in square kilometres.
const GROUND_KM2: f64 = 60.0;
/// From one knot of the front to the next, in kilometres.
const KNOT_KM: f64 = 20.0;
/// The side of a district, in kilometres.
pub const DISTRICT_KM: f64 = 35.0;

/// A point of a theatre: along the front and across it, in kilometres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Along the front.
    pub along_km: f64,
    /// Across it.
    pub across_km: f64,
}

impl Spot {
    /// The distance to another, in kilometres.
    #[must_use]
    pub fn distance_km(self, other: Self) -> f64 {
        self.distance_km2(other).sqrt()
    }

    /// The square of the distance, in square kilometres.
    fn distance_km2(self, other: Self) -> f64 {
        let (x, y) = (self.along_km - other.along_km, self.across_km - other.across_km);
        x * x + y * y
    }

    /// A point near this one: so far off in each direction, times how much this error is stretched.
    pub fn near(self, off_km: f64, stretch: f64, draw: &mut Draw) -> Self {
        let (x, y) = draw.normals();
        Self {
            along_km: self.along_km + x * off_km * stretch,
            across_km: self.across_km + y * off_km * stretch,
        }
    }
}

/// A settlement.
#[derive(Debug, Clone)]
pub struct Settlement {
    /// Its middle.
    pub middle: Spot,
    /// How far off what is told of it may be, in metres.
    pub radius_m: u32,
    size: f64,
}

/// Something that happened, or that somebody made up.
#[derive(Debug, Clone)]
pub struct Happening {
    /// Its number among all of the world.
    pub number: u64,
    /// Whether it happened.
    pub happened: bool,
    /// In which theatre.
    pub theatre: usize,
    /// When, in seconds since 1970.
    pub at_s: i64,
    /// Where.
    pub spot: Spot,
    /// A place in the list of acts.
    pub act: usize,
    /// People killed.
    pub killed: u32,
    /// People injured.
    pub injured: u32,
    /// Whose work it was: a place in the list of parties.
    pub by: usize,
    /// Whose ground it was.
    pub ground: usize,
    /// How grave it was, in log odds of being told.
    pub severity: f64,
    /// How far from everything, in units of what the watchers heed.
    pub remoteness: f64,
    /// How much it is talked of, by all alike.
    pub news: f64,
}

/// What is going to happen.
#[derive(Debug, Clone, Copy)]
struct Due {
    spot: Spot,
    act: Option<usize>,
}

/// One front.
#[derive(Debug)]
pub struct Theatre {
    index: usize,
    setting: &'static Setting,
    preset: Preset,
    settlements: Vec<Settlement>,
    /// How far across the front stands, from one end to the other, in kilometres.
    knots: Vec<f64>,
    /// How often something begins in each settlement today.
    weights: Vec<f64>,
    due: BTreeMap<(i64, u64), Due>,
    dues: u64,
    draw: Draw,
}

impl Theatre {
    /// A front with its settlements, before anything happens.
    #[must_use]
    pub fn new(index: usize, setting: &'static Setting, preset: Preset, mut draw: Draw) -> Self {
        let knots = whole(preset.front_km() / KNOT_KM) + 2;
        let mut knots: Vec<f64> = (0..knots).map(|_| 5.0 * draw.normal()).collect();
        smooth(&mut knots);
        let settlements = settle(preset.front_km(), &mut draw);
        let weights = weights(&settlements, &knots);
        Self {
            index,
            setting,
            preset,
            settlements,
            knots,
            weights,
            due: BTreeMap::new(),
            dues: 0,
            draw,
        }
    }

    /// What happens in the day that begins at `from_s`, in order of time.
    ///
    /// Days must be asked for one after another, for what happens sets off more.
    pub fn day(&mut self, from_s: i64) -> Vec<Happening> {
        self.move_front();
        self.begin_background(from_s);
        let mut found = Vec::new();
        while let Some(entry) = self.due.first_entry() {
            if entry.key().0 >= from_s + DAY_S {
                break;
            }
            let ((at_s, _), due) = entry.remove_entry();
            let happening = self.happen(at_s, due);
            self.set_off(&happening);
            found.push(happening);
        }
        found
    }

    /// Something that does not happen, in a settlement near the front, and is told by `side` or by nobody's friend.
    pub fn invent(&mut self, at_s: i64, side: Option<usize>) -> Happening {
        let place = self.draw.weighted(self.weights.iter().copied());
        let stretch = self.draw.stretch(self.setting.tail);
        let spot = self.middle(place).near(2.0, stretch, &mut self.draw);
        let mut made_up = self.happen(at_s, Due { spot, act: None });
        made_up.happened = false;
        if let Some(side) = side.filter(|side| *side == made_up.by) {
            made_up.by = self.faced_by(side, spot);
        }
        made_up
    }

    /// The settlement nearest to a spot, and its number.
    #[must_use]
    pub fn nearest(&self, spot: Spot) -> Option<(usize, &Settlement)> {
        let mut found = None;
        let mut least_km2 = f64::INFINITY;
        for (number, settlement) in self.settlements.iter().enumerate() {
            let distance_km2 = spot.distance_km2(settlement.middle);
            if distance_km2 < least_km2 {
                least_km2 = distance_km2;
                found = Some((number, settlement));
            }
        }
        found
    }

    /// Where a spot lies on the globe: latitude and longitude in millionths of a degree.
    ///
    /// Theatres lie in the open sea of the southern Atlantic and Pacific, so that nobody takes them for a place.
    #[must_use]
    pub fn on_globe(&self, spot: Spot) -> (i64, i64) {
        let (row, column) = (small(self.index % 22), small(self.index / 22 % 12));
        let lat = -36.0 + 1.2 * row;
        let lon = if column < 6.0 { -32.0 + 4.0 * column } else { -150.0 + 4.0 * column };
        let width_km = DEGREE_KM * cos_degrees(lat);
        let (north, east) = (spot.across_km / DEGREE_KM, spot.along_km / width_km);
        (whole((lat + north) * 1e6), whole((lon + east) * 1e6))
    }

    fn middle(&self, place: usize) -> Spot {
        let middle = self.settlements.get(place).map(|settlement| settlement.middle);
        middle.unwrap_or(Spot { along_km: 0.0, across_km: 0.0 })
    }

    fn move_front(&mut self) {
        for knot in &mut self.knots {
            *knot = 0.985 * *knot + 0.8 * self.draw.normal();
        }
        self.weights = weights(&self.settlements, &self.knots);
    }

    fn begin_background(&mut self, from_s: i64) {
        let spread = &self.setting.spread;
        let mean = self.preset.incidents_a_day() * (1.0 - spread.offspring);
        for _ in 0..self.draw.poisson(mean) {
            let at_s = from_s + whole((self.draw.unit() * 86_400.0).floor());
            let place = self.draw.weighted(self.weights.iter().copied());
            let stretch = self.draw.stretch(self.setting.tail);
            let spot = self.middle(place).near(2.0, stretch, &mut self.draw);
            self.expect(at_s, Due { spot, act: None });
        }
    }

    fn expect(&mut self, at_s: i64, due: Due) {
        self.dues += 1;
        self.due.insert((at_s, self.dues), due);
    }

    fn set_off(&mut self, parent: &Happening) {
        let spread = &self.setting.spread;
        for _ in 0..self.draw.poisson(spread.offspring) {
            let after_s = 60 + whole(self.draw.exponential(spread.after_h) * 3600.0);
            let stretch = self.draw.stretch(spread.tail);
            let spot = parent.spot.near(spread.distance_km, stretch, &mut self.draw);
            let same = self.draw.happens(spread.same_act);
            self.expect(parent.at_s + after_s, Due { spot, act: same.then_some(parent.act) });
        }
    }

    /// The two sides at a spot: whose ground it is, and who faces it.
    fn sides(&self, spot: Spot) -> (usize, usize) {
        let share = spot.along_km / self.preset.front_km();
        let sectors = self.setting.sectors;
        let sector = sectors.iter().find(|sector| share < sector.0).or(sectors.last());
        let (_, south, north) = sector.copied().unwrap_or((1.0, 0, 1));
        let behind = spot.across_km < front_at(&self.knots, spot.along_km);
        if behind { (south, north) } else { (north, south) }
    }

    fn faced_by(&self, side: usize, spot: Spot) -> usize {
        let (ground, other) = self.sides(spot);
        if other == side { ground } else { other }
    }

    fn happen(&mut self, at_s: i64, due: Due) -> Happening {
        let (setting, spot) = (self.setting, due.spot);
        let (ground, other) = self.sides(spot);
        let by = if self.draw.happens(setting.by_other_side) { other } else { ground };
        let act =
            due.act.unwrap_or_else(|| self.draw.weighted(setting.acts.iter().map(|act| act.share)));
        let habits = setting.acts.get(act);
        let (killed, injured, loudness) =
            habits.map_or((0.0, 0.0, 0.0), |act| (act.killed, act.injured, act.loudness));
        let killed = self.draw.negative_binomial(killed, 0.5);
        let injured = self.draw.negative_binomial(injured, 0.6);
        let toll = f64::from(killed) + 0.4 * f64::from(injured);
        let from_settlement = self.nearest(spot).map_or(0.0, |(_, s)| spot.distance_km(s.middle));
        let from_front = (spot.across_km - front_at(&self.knots, spot.along_km)).abs();
        Happening {
            number: 0,
            happened: true,
            theatre: self.index,
            at_s,
            spot,
            act,
            killed,
            injured,
            by,
            ground,
            severity: loudness + crate::reports::arithmetic::ln(1.0 + toll),
            remoteness: from_settlement / 10.0 + from_front / 20.0,
            news: self.draw.normal(),
        }
    }
}

/// A small number as a float.
fn small(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(0))
}

/// How far across the front stands at a place along it, in kilometres.
fn front_at(knots: &[f64], along_km: f64) -> f64 {
    let place = (along_km / KNOT_KM).clamp(0.0, small(knots.len().saturating_sub(1)));
    let first = usize::try_from(whole(place.floor())).unwrap_or(0);
    let at = |index: usize| knots.get(index).or(knots.last()).copied().unwrap_or(0.0);
    let share = place - place.floor();
    at(first) * (1.0 - share) + at(first + 1) * share
}

/// How often something begins in each settlement: larger ones near the front more often.
fn weights(settlements: &[Settlement], knots: &[f64]) -> Vec<f64> {
    let weight = |settlement: &Settlement| {
        let middle = settlement.middle;
        let off_km = (middle.across_km - front_at(knots, middle.along_km)).abs();
        settlement.size * exp(-off_km / 20.0)
    };
    settlements.iter().map(weight).collect()
}

fn smooth(knots: &mut [f64]) {
    for at in 1..knots.len() {
        if let Some([before, after]) = knots.get_mut(at - 1..=at) {
            *after = 0.5 * *before + 0.5 * *after;
        }
    }
}

fn settle(front_km: f64, draw: &mut Draw) -> Vec<Settlement> {
    let count = whole(front_km * 2.0 * BAND_KM / GROUND_KM2);
    let mut settlements: Vec<Settlement> = Vec::new();
    while i64::try_from(settlements.len()).unwrap_or(count) < count {
        let middle = Spot {
            along_km: draw.unit() * front_km,
            across_km: (2.0 * draw.unit() - 1.0) * BAND_KM,
        };
        // Few and large, many and small.
        let size = exp(1.1 * draw.normal());
        if settlements.iter().all(|other| middle.distance_km(other.middle) > 2.5) {
            settlements.push(Settlement { middle, radius_m: 0, size });
        }
    }
    let middles: Vec<Spot> = settlements.iter().map(|settlement| settlement.middle).collect();
    for settlement in &mut settlements {
        let others = middles.iter().filter(|other| **other != settlement.middle);
        let nearest =
            others.map(|other| settlement.middle.distance_km(*other)).fold(16.0, f64::min);
        // Half the way to the next one, in halves of a kilometre.
        let halves = whole(nearest).clamp(3, 16);
        settlement.radius_m = u32::try_from(halves * 500).unwrap_or(4000);
    }
    settlements
}
