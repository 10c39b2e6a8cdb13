//! How the sources tell of what happened, and of what did not.

use truce_core::act::Act;

use crate::reports::arithmetic::{logistic, whole};
use crate::reports::draw::Draw;
use crate::reports::setting::{Habits, Setting};
use crate::reports::theatre::{DAY_S, DISTRICT_KM, Happening, Spot, Theatre};

/// How a source writes down when it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// Only the day, in seconds since 1970 at its start.
    Day(i64),
    /// From that second on, for so many whole hours.
    Hours(i64, i64),
}

impl Stated {
    /// The first second that it leaves open.
    #[must_use]
    pub fn from_s(self) -> i64 {
        match self {
            Self::Day(from_s) | Self::Hours(from_s, _) => from_s,
        }
    }
}

/// How a source writes down where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// A point, with nothing to call it by.
    Point,
    /// A settlement, by its number.
    Settlement(usize),
    /// A district, by its column and row.
    District(i64, i64),
}

/// One account by one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// Who tells it: a place in the list of sources.
    pub source: usize,
    /// Which happening it tells of.
    pub number: u64,
    /// Whether that happened.
    pub happened: bool,
    /// In which theatre.
    pub theatre: usize,
    /// What is said to have been done.
    pub act: Act,
    /// When.
    pub stated: Stated,
    /// What the place is called.
    pub naming: Naming,
    /// Latitude and longitude, in millionths of a degree.
    pub position_udeg: (i64, i64),
    /// How far off that may be, in metres.
    pub radius_m: u32,
    /// Who is blamed: a place in the list of parties.
    pub accused: Option<usize>,
    /// People killed, at least and at most, if stated.
    pub killed: Option<(u32, u32)>,
    /// People injured.
    pub injured: Option<(u32, u32)>,
    /// When it was sent, in seconds since 1970.
    pub sent_s: i64,
    /// What is its own in the words of the account: a copy has those of its original.
    pub words: u64,
}

/// A number that no two tellings share: of which happening, by which source, for the how manieth time.
fn own_words(number: u64, source: usize, again: u64) -> u64 {
    let source = u64::try_from(source).unwrap_or(0);
    // Spread, so that neighbours do not look alike (the multiplier of Knuth's generator MMIX).
    (number << 8 | source << 1 | again).wrapping_mul(6_364_136_223_846_793_005)
}

/// Everything that is told of one happening, in order of the sources; `only` one of them if it was made up by it.
pub fn tell_all(
    setting: &Setting,
    theatre: &Theatre,
    happening: &Happening,
    only: Option<usize>,
    draw: &mut Draw,
) -> Vec<Telling> {
    let mut told: Vec<Telling> = Vec::new();
    for (source, habits) in setting.sources.iter().enumerate() {
        let copied = habits.copies.and_then(|(from, often)| {
            let original = told.iter().find(|telling| telling.source == from)?;
            draw.happens(often).then(|| original.clone())
        });
        if let Some(original) = copied {
            let sent_s =
                original.sent_s + 300 + whole(draw.exponential(habits.time.delay_h / 3.0) * 3600.0);
            told.push(Telling { source, sent_s, ..original });
            continue;
        }
        let teller = Teller::today(source, habits, setting, happening.at_s);
        let tells = match only {
            Some(only) => only == source,
            None => draw.happens(logistic(teller.odds(happening))),
        };
        if !tells {
            continue;
        }
        let first = teller.tell(theatre, happening, draw);
        if draw.happens(habits.repeats) {
            let again = teller.tell_again(&first, theatre, happening, draw);
            told.push(first);
            told.push(again);
        } else {
            told.push(first);
        }
    }
    told
}

/// A source with its habits as they are at one time.
struct Teller<'a> {
    source: usize,
    habits: Habits,
    setting: &'a Setting,
}

impl<'a> Teller<'a> {
    /// Habits drift to and fro in four months or so, each source's in its own rhythm.
    fn today(source: usize, habits: &Habits, setting: &'a Setting, at_s: i64) -> Self {
        let mut habits = *habits;
        if setting.drift > 0.0 {
            let rhythm = i64::try_from(source).unwrap_or(0);
            let period_d = 90 + 13 * rhythm;
            let day = (at_s / DAY_S + 31 * rhythm).rem_euclid(period_d);
            let share = f64::from(u32::try_from(day).unwrap_or(0))
                / f64::from(u32::try_from(period_d).unwrap_or(1));
            let swing = setting.drift * (4.0 * (share - 0.5).abs() - 1.0);
            habits.watch.base += 0.6 * swing;
            habits.place.snapped = (habits.place.snapped + 0.25 * swing).clamp(0.02, 0.95);
            habits.place.off_km *= 1.0 + 0.4 * swing;
            habits.time.by_day = (habits.time.by_day - 0.2 * swing).clamp(0.0, 0.95);
            habits.act_mistaken *= 1.0 - 0.4 * swing;
        }
        Self { source, habits, setting }
    }

    /// The log odds that it tells of a happening.
    fn odds(&self, happening: &Happening) -> f64 {
        let watch = &self.habits.watch;
        let own = |side: usize, worth: f64| {
            if self.habits.side == Some(side) { worth } else { 0.0 }
        };
        watch.base + watch.severity * happening.severity - watch.remoteness * happening.remoteness
            + watch.news * happening.news
            + own(happening.ground, watch.own_ground)
            + own(happening.by, watch.own_guilt)
    }

    fn tell(&self, theatre: &Theatre, happening: &Happening, draw: &mut Draw) -> Telling {
        let (naming, spot, radius_m) = self.place(theatre, happening.spot, draw);
        let (lat, lon) = theatre.on_globe(spot);
        let stated = self.time(happening.at_s, draw);
        let words = own_words(happening.number, self.source, 0);
        Telling {
            source: self.source,
            number: happening.number,
            happened: happening.happened,
            theatre: happening.theatre,
            act: self.act(happening.act, draw),
            stated,
            naming,
            // Ten metres or so are as much as anybody writes down.
            position_udeg: (lat / 100 * 100, lon / 100 * 100),
            radius_m,
            accused: self.blame(happening, draw),
            killed: self.toll(happening.killed, draw),
            injured: self.toll(happening.injured, draw),
            sent_s: self.sent(happening.at_s, stated, draw),
            words,
        }
    }

    /// The same incident once more: half of the time from the same place, always with its toll counted anew.
    fn tell_again(
        &self,
        first: &Telling,
        theatre: &Theatre,
        happening: &Happening,
        draw: &mut Draw,
    ) -> Telling {
        let mut again = self.tell(theatre, happening, draw);
        if draw.happens(0.5) {
            again.naming = first.naming;
            again.position_udeg = first.position_udeg;
            again.radius_m = first.radius_m;
        }
        if draw.happens(0.5) {
            again.act = first.act;
            again.stated = first.stated;
        }
        again.words = own_words(happening.number, self.source, 1);
        again.accused = first.accused;
        let later_s = whole(draw.exponential(12.0) * 3600.0) + 900;
        again.sent_s = again.sent_s.max(first.sent_s) + later_s;
        again
    }

    fn place(&self, theatre: &Theatre, spot: Spot, draw: &mut Draw) -> (Naming, Spot, u32) {
        let habits = &self.habits.place;
        let roll = draw.unit();
        if roll < habits.district {
            let (column, row) = (
                whole((spot.along_km / DISTRICT_KM).floor()),
                whole((spot.across_km / DISTRICT_KM).floor()),
            );
            let middle = |cell: f64| (cell.floor() + 0.5) * DISTRICT_KM;
            let spot = Spot {
                along_km: middle(spot.along_km / DISTRICT_KM),
                across_km: middle(spot.across_km / DISTRICT_KM),
            };
            return (Naming::District(column, row), spot, 25_000);
        }
        let named = theatre.nearest(spot).filter(|_| roll < habits.district + habits.snapped);
        if let Some((number, settlement)) = named {
            return (Naming::Settlement(number), settlement.middle, settlement.radius_m);
        }
        let stretch = draw.stretch(self.setting.tail);
        (Naming::Point, spot.near(habits.off_km, stretch, draw), habits.radius_m)
    }

    fn time(&self, at_s: i64, draw: &mut Draw) -> Stated {
        let habits = &self.habits.time;
        if draw.happens(habits.by_day) {
            // Whoever writes in the morning easily takes the day of writing.
            let late_s = if draw.happens(0.15) { DAY_S } else { 0 };
            return Stated::Day((at_s + late_s).div_euclid(DAY_S) * DAY_S);
        }
        let off_h = draw.normal() * habits.off_h * draw.stretch(self.setting.tail);
        let told_s = at_s + whole(off_h.clamp(-60.0, 60.0) * 3600.0);
        // The stated hours lie about the one that is meant.
        let from_s = told_s - (habits.stated_h - 1) * 1800;
        Stated::Hours(from_s.div_euclid(3600) * 3600, habits.stated_h)
    }

    /// Not before it happened, and not before what is stated begins.
    fn sent(&self, at_s: i64, stated: Stated, draw: &mut Draw) -> i64 {
        let delay_s = whole(draw.exponential(self.habits.time.delay_h) * 3600.0);
        (at_s + 600 + delay_s).max(stated.from_s() + 3600) / 60 * 60
    }

    fn act(&self, act: usize, draw: &mut Draw) -> Act {
        let acts = self.setting.acts;
        let own = acts.get(act).map_or(Act::Unstated, |habits| habits.act);
        if !draw.happens(self.habits.act_mistaken) {
            return own;
        }
        let (vague, vague_act) = self.setting.vague;
        if draw.happens(vague) {
            return if own.family() == vague_act.family() { vague_act } else { Act::Unstated };
        }
        let kin = acts.iter().any(|other| other.act != own && other.act.family() == own.family());
        let within = kin && draw.happens(self.setting.within_family);
        let weight = |other: Act| {
            let fits = other != own && (other.family() == own.family()) == within;
            if fits { 1.0 } else { 0.0 }
        };
        let weights = acts.iter().map(|habits| habits.share * weight(habits.act));
        acts.get(draw.weighted(weights)).map_or(own, |habits| habits.act)
    }

    fn toll(&self, count: u32, draw: &mut Draw) -> Option<(u32, u32)> {
        let habits = &self.habits.toll;
        if !draw.happens(habits.stated) {
            return None;
        }
        let told = if draw.happens(habits.exact) {
            count
        } else {
            draw.poisson(f64::from(count) * habits.factor + 0.05)
        };
        if told >= 3 && draw.happens(habits.rounded) {
            let step = if told < 15 { 5 } else { 10 };
            let rounded = (told + step / 2) / step * step;
            return Some(if draw.happens(0.5) { (rounded, rounded) } else { open(rounded) });
        }
        Some((told, told))
    }

    fn blame(&self, happening: &Happening, draw: &mut Draw) -> Option<usize> {
        let habits = &self.habits.blame;
        let parties = self.setting.parties.len();
        let other = |party: usize, draw: &mut Draw| {
            let others = (0..parties).map(|p| if p == party { 0.0 } else { 1.0 });
            draw.weighted(others)
        };
        let roll = draw.unit();
        match self.habits.side {
            Some(side) if side == happening.by => {
                if roll < habits.wrong {
                    return Some(other(side, draw));
                }
                // Now and then a party owns up to what it did.
                (roll > 0.95).then_some(side)
            }
            Some(_) => (roll < habits.right).then_some(happening.by),
            None if roll < habits.right => Some(happening.by),
            None if roll < habits.right + habits.wrong => Some(other(happening.by, draw)),
            None => None,
        }
    }
}

/// "At least so many": the most is what stands for no limit.
fn open(least: u32) -> (u32, u32) {
    (least, truce_core::report::Toll::OPEN)
}

/// By how much more than one account a share that is made up takes: a share of 0.1 is one in nine true ones.
#[must_use]
pub fn inventions_each(share: f64) -> f64 {
    share / (1.0 - share)
}
