//! All fronts of a world, day by day, and what is told of them in the order in which it is sent.

use std::collections::BTreeMap;

use crate::reports::draw::Draw;
use crate::reports::setting::{Preset, Setting, WorldKind};
use crate::reports::telling::{Telling, inventions_each, tell_all};
use crate::reports::theatre::{DAY_S, Happening, Theatre};

/// 2001-01-01T00:00:00Z, in seconds since 1970: long before any duty clock that is in use.
pub const FIRST_DAY_S: i64 = 978_307_200;
/// Days that go by before the first account, so that what sets off more has begun.
const WARM_UP_DAYS: i64 = 6;
/// About how many days a world lasts before it gets another front.
const DAYS: f64 = 365.0;
/// The most fronts.
const THEATRES_MAX: usize = 264;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The seed.
    pub seed: u64,
    /// Which figures.
    pub kind: WorldKind,
    /// How dense.
    pub preset: Preset,
    /// At least how many reports; what is told of the last incident is never cut.
    pub reports: u64,
}

/// One happening with how many sources tell of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// What happened, or was made up.
    pub happening: Happening,
    /// How many sources tell of it.
    pub seen_by: u64,
}

/// What a day of the world brings.
#[derive(Debug, Default)]
pub struct Daily {
    /// What happened or was made up, in order of time.
    pub happenings: Vec<Told>,
    /// What was sent, in order of time.
    pub tellings: Vec<Telling>,
}

/// A world, day after day.
#[derive(Debug)]
pub struct World {
    order: Order,
    setting: &'static Setting,
    theatres: Vec<Theatre>,
    draw: Draw,
    from_s: i64,
    happenings: u64,
    told: u64,
    waiting: BTreeMap<(i64, u64), Telling>,
}

impl World {
    /// The world of an order, before its first day.
    #[must_use]
    pub fn new(order: Order) -> Self {
        let setting = order.kind.setting();
        let mut draw = Draw::new(order.seed);
        let (count, preset) = (theatres(order), order.preset);
        let theatres: Vec<Theatre> =
            (0..count).map(|index| Theatre::new(index, setting, preset, draw.split())).collect();
        let from_s = FIRST_DAY_S - WARM_UP_DAYS * DAY_S;
        let mut world = Self {
            order,
            setting,
            theatres,
            draw,
            from_s,
            happenings: 0,
            told: 0,
            waiting: BTreeMap::new(),
        };
        for _ in 0..WARM_UP_DAYS {
            world.happen();
        }
        world
    }

    /// Its parties, acts and sources.
    #[must_use]
    pub fn setting(&self) -> &'static Setting {
        self.setting
    }

    /// Where a happening lies on the globe: latitude and longitude in millionths of a degree.
    #[must_use]
    pub fn on_globe(&self, happening: &Happening) -> (i64, i64) {
        let theatre = self.theatres.get(happening.theatre);
        theatre.map_or((0, 0), |theatre| theatre.on_globe(happening.spot))
    }

    /// What happens in one day on all fronts.
    fn happen(&mut self) -> Vec<Happening> {
        let from_s = self.from_s;
        self.from_s += DAY_S;
        let mut day: Vec<Happening> =
            self.theatres.iter_mut().flat_map(|theatre| theatre.day(from_s)).collect();
        // Stable: within a second, the fronts stand in their order.
        day.sort_by_key(|happening| happening.at_s);
        day
    }

    fn tell(
        &mut self,
        mut happening: Happening,
        only: Option<usize>,
        day: &mut Daily,
    ) -> Vec<usize> {
        self.happenings += 1;
        happening.number = self.happenings;
        let Some(theatre) = self.theatres.get(happening.theatre) else {
            return Vec::new();
        };
        let told = tell_all(self.setting, theatre, &happening, only, &mut self.draw);
        let mut sources: Vec<usize> = told.iter().map(|telling| telling.source).collect();
        for telling in told {
            self.told += 1;
            self.waiting.insert((telling.sent_s, self.told), telling);
        }
        sources.dedup();
        let seen_by = u64::try_from(sources.len()).unwrap_or(u64::MAX);
        day.happenings.push(Told { happening, seen_by });
        sources
    }

    /// What the sources that have just told the truth make up besides.
    fn invent(&mut self, near: &Happening, sources: &[usize], day: &mut Daily) {
        for source in sources {
            let Some(habits) = self.setting.sources.get(*source) else { continue };
            if !self.draw.happens(inventions_each(habits.invents)) {
                continue;
            }
            let at_s = near.at_s + self.draw.hours(12.0);
            let Some(theatre) = self.theatres.get_mut(near.theatre) else { continue };
            let made_up = theatre.invent(at_s, habits.side);
            self.tell(made_up, Some(*source), day);
        }
    }
}

impl Iterator for World {
    type Item = Daily;

    /// The next day; none when everything that was asked for has been told.
    fn next(&mut self) -> Option<Daily> {
        let mut day = Daily::default();
        if self.told < self.order.reports {
            for happening in self.happen() {
                if self.told >= self.order.reports {
                    break;
                }
                let near = happening.clone();
                let sources = self.tell(happening, None, &mut day);
                self.invent(&near, &sources, &mut day);
            }
            // What is sent before the next day begins can no longer be overtaken.
            let later = self.waiting.split_off(&(self.from_s, 0));
            day.tellings = std::mem::replace(&mut self.waiting, later).into_values().collect();
            return Some(day);
        }
        if self.waiting.is_empty() {
            return None;
        }
        day.tellings = std::mem::take(&mut self.waiting).into_values().collect();
        Some(day)
    }
}

/// As many fronts as it takes for a world of about a year.
fn theatres(order: Order) -> usize {
    let a_day = 1.9 * order.preset.incidents_a_day();
    let mut count = 1;
    let reports = u32::try_from(order.reports).map_or(f64::from(u32::MAX), f64::from);
    while count < THEATRES_MAX {
        let days = reports / (a_day * f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
        if days <= DAYS {
            break;
        }
        count += 1;
    }
    count
}
