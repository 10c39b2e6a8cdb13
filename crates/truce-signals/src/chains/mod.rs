//! How much of what happened is background, and how much follows what either side did before: sums, with intervals.
//!
//! # Method
//! The model of [`crate::daily`], or that of [`crate::hawkes`] where nearly all
//! events are known to the hour: parties by zones, a background that moves with
//! the wave and the week of each zone, pulls of one kind drawn together over
//! zones. Authors and days that are open are drawn by lot
//! ([`crate::follows::authors`]); in each such world the model is fitted, a world
//! is drawn from the fit and fitted again, and all of it is pooled (Rubin 1987).
//!
//! How fast the background may move is not known, and what follows after days
//! cannot be told from a wave of days. So it is fitted without any movement and
//! with three waves, and what is told are bounds over all of them. That something
//! follows at all is claimed only if the days of whom it follows, shuffled within
//! blocks of a week, give less of it ([`crate::follows::jitter`], 5 % over all whom
//! one party may follow).
//!
//! # Out of scope
//! Which event another one follows. Whether a direction may be spoken of: that
//! is [`crate::follows`]'s, and these sums say nothing of it.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod by_day;
mod by_hour;

use serde::Serialize;
use truce_core::time::Day;

use crate::counts::random::Random;
use crate::counts::real;
use crate::daily::fit::{DAYS_MIN, EVENTS_MIN};
use crate::daily::goodness::{Evenness, evenness};
use crate::daily::panel::Panel;
use crate::follows::authors::{Pooled, Uncertain, draw_world, pool};
use crate::follows::jitter::{following_itself, jitter};
use crate::hawkes::reach::{Grid, Reach};
use crate::hawkes::residuals::Goodness;

/// How many events what is thought of each pull beforehand is worth.
const SHAPE: f64 = 10.0;
/// The background as it is asked: never moving first, then with a knot of its wave every so many days.
const WAVES: [Option<usize>; 4] = [None, Some(28), Some(14), Some(7)];
/// Shuffles of the test whether anything follows, and the width of its blocks in days.
const SHUFFLES: usize = 199;
const BLOCK_DAYS: usize = 7;
/// Half-lives of the memories, in days: what follows later than some weeks cannot be told from the wave.
const LIVES_DAYS: [f64; 2] = [1.0, 5.0];
/// How many worlds are drawn for each wave. Each is fitted, and a world drawn from its fit is fitted again.
const WORLDS: usize = 10;
/// The model of moments is asked where at least this share of events is known to the hour.
const BY_HOUR_SHARE: f64 = 0.95;
/// A model whose chance is below this does not fit.
const CHANCE_MIN: f64 = 0.05;
/// The largest difference of a tenth that is aimed at.
const DEVIATION_MAX: f64 = 0.03;

/// Which model was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChainModel {
    /// Counts by the day.
    ByDay,
    /// Moments.
    ByHour,
}

/// Why nothing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoChains {
    /// Too few incidents or days.
    TooFew {
        /// Events.
        events: usize,
        /// Days.
        days: usize,
    },
    /// The search for the best numbers did not end, in no drawn world.
    NotReached,
}

/// How well the model describes what was counted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChainFit {
    /// Too little to tell.
    CannotBeTold,
    /// Where counts fell in what the model expects of each day: in ten parts, a tenth each.
    Places {
        /// How many counts.
        counts: usize,
        /// The largest difference from a tenth.
        deviation: f64,
        /// The largest that is let pass: 0.03, or what chance brings in 19 of 20 where that is more.
        allowed: f64,
    },
    /// Waiting times, in units of what the model expects (Kolmogorov and Smirnov).
    Waits {
        /// How many waiting times.
        waits: usize,
        /// The largest distance between the distributions.
        distance: f64,
        /// How often chance alone gives as much.
        chance: f64,
    },
}

impl ChainFit {
    /// Whether the model may be spoken of.
    #[must_use]
    pub fn holds(&self) -> bool {
        match *self {
            Self::CannotBeTold => false,
            Self::Places { deviation, allowed, .. } => deviation <= allowed,
            Self::Waits { chance, .. } => chance >= CHANCE_MIN,
        }
    }
}

/// A share of a party's events, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// The lowest and the highest estimate with a background that moves, by how fast it may be taken to.
    pub between: (f64, f64),
    /// From where to where it may lie, with 95 %, however the background moves.
    pub interval: (f64, f64),
}

/// What one party's events are owed to, over all zones.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyShares {
    /// The party, by its place.
    pub party: usize,
    /// Events, on average over the drawn worlds.
    pub events: f64,
    /// The background.
    pub background: Share,
    /// What follows acts of each party.
    pub following: Vec<Share>,
    /// The background's share if it is taken never to move: a slow wave then passes for responses.
    pub background_if_constant: f64,
}

/// The same of one cell, without intervals: the lowest and the highest, by how fast the background may be taken to move.
#[derive(Debug, Clone, PartialEq)]
pub struct CellShares {
    /// Events, on average over the drawn worlds.
    pub events: f64,
    /// How many of them are background.
    pub background: (f64, f64),
    /// How many follow acts of each party.
    pub following: Vec<(f64, f64)>,
}

/// What is background and what follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Chains {
    /// Which model was asked.
    pub model: ChainModel,
    /// How well it describes what was counted.
    pub fit: ChainFit,
    /// Each party with an event.
    pub parties: Vec<PartyShares>,
    /// Each cell of the grid.
    pub cells: Vec<CellShares>,
    /// Events left out because they are not known to the hour.
    pub without_hour: usize,
}

/// What is asked: events with the moment where it is known, in days; and who was watched when.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The events.
    pub events: &'a [(Uncertain, Option<f64>)],
    /// The first day.
    pub first: Day,
    /// Parties and zones.
    pub grid: &'a Grid,
    /// Zone by zone, whether somebody looked on each day.
    pub watched: &'a [Vec<bool>],
}

/// Tells it. Cost: some sixty fits; fewer where no author and no day is open.
///
/// # Errors
/// [`NoChains`].
pub fn chains(asked: Asked<'_>, seed: u64) -> Result<Chains, NoChains> {
    let events = asked.events.len();
    let days = asked.days();
    let enough = u64::try_from(events).unwrap_or(0) >= EVENTS_MIN;
    if !enough || days < DAYS_MIN {
        return Err(NoChains::TooFew { events, days });
    }
    let with_hour = asked.events.iter().filter(|(_, at_days)| at_days.is_some()).count();
    let reach = Reach::of_zones(asked.grid);
    let mut random = Random::new(seed);
    let follows = asked.follows(&mut random.split());
    let mut random = random.split();
    let (model, found, without_hour) = if real(with_hour) >= BY_HOUR_SHARE * real(events) {
        let found = by_hour::found(asked, &reach, &mut random)?;
        (ChainModel::ByHour, found, events.saturating_sub(with_hour))
    } else {
        (ChainModel::ByDay, by_day::found(asked, &reach, &mut random)?, 0)
    };
    Ok(found.told(asked.grid, &follows, model, without_hour))
}

impl Asked<'_> {
    fn days(&self) -> usize {
        self.watched.first().map_or(0, Vec::len)
    }

    /// One world by days; none if it makes no panel.
    fn panel(&self, random: &mut Random) -> Option<Panel> {
        let events: Vec<Uncertain> = self.events.iter().map(|(told, _)| told.clone()).collect();
        draw_world(&events, self.grid, self.first, self.watched, random).ok()
    }

    /// For each party, whether its events follow acts of each party at all: twice the median chance over the worlds.
    fn follows(&self, random: &mut Random) -> Vec<Vec<bool>> {
        let panels = (0..WORLDS).filter_map(|_| self.panel(random));
        let panels: Vec<Panel> = panels.collect();
        // Zones one after the other, with as many days between them as keep them apart.
        let series = |panel: &Panel, party: usize| -> Vec<Option<u32>> {
            let zones = (0..self.grid.zones).map(|zone| self.grid.cell(party, zone));
            let apart = [None; BLOCK_DAYS];
            zones.flat_map(|cell| panel.counts(cell).iter().copied().chain(apart)).collect()
        };
        let mut of_pair = |party: usize, source: usize| {
            let mut chances: Vec<f64> = panels
                .iter()
                .map(|panel| {
                    let first = series(panel, source);
                    if source == party {
                        return following_itself(&first, BLOCK_DAYS, SHUFFLES, random);
                    }
                    jitter(&first, &series(panel, party), BLOCK_DAYS, SHUFFLES, random).chance
                })
                .collect();
            chances.sort_by(f64::total_cmp);
            let same = panels.windows(2).all(|two| two.first() == two.last());
            let times = if same { 1.0 } else { 2.0 };
            let median = chances.get(chances.len() / 2).copied().unwrap_or(1.0);
            times * median * real(self.grid.parties) < CHANCE_MIN
        };
        let parties = 0..self.grid.parties;
        parties
            .clone()
            .map(|party| parties.clone().map(|of| of_pair(party, of)).collect())
            .collect()
    }
}

/// For each cell its events, then what is owed to the background and to each party.
type Owed = Vec<(f64, Vec<f64>)>;

/// What a drawn world says, and what one says that was drawn from its fit.
struct World {
    owed: Owed,
    again: Option<Owed>,
}

/// What all drawn worlds say.
struct Found {
    fit: ChainFit,
    /// For each of [`WAVES`] the worlds.
    worlds: Vec<Vec<World>>,
}

fn of_places(all: &[f64]) -> ChainFit {
    // A tenth of so many, at random, lies within 2.8 standard deviations of a tenth in all ten parts 19 times of 20.
    match evenness(all) {
        Evenness::CannotBeTold { .. } => ChainFit::CannotBeTold,
        Evenness::Told { places, deviation, .. } => ChainFit::Places {
            counts: places,
            deviation,
            allowed: DEVIATION_MAX.max(2.8 * (0.09 / real(places)).sqrt()),
        },
    }
}

fn of_waits(goodness: Goodness) -> ChainFit {
    match goodness {
        Goodness::CannotBeTold { .. } => ChainFit::CannotBeTold,
        Goodness::Told { residuals, distance, chance, .. } => {
            ChainFit::Waits { waits: residuals, distance, chance }
        }
    }
}

/// What is owed to one place over the cells of a party, as a share of their events; none without an event.
fn share(owed: &Owed, cells: std::ops::Range<usize>, place: usize) -> Option<f64> {
    let of_party = || owed.iter().take(cells.end).skip(cells.start);
    let events: f64 = of_party().map(|(events, _)| events).sum();
    let part: f64 = of_party().filter_map(|(_, parts)| parts.get(place)).sum();
    (events > 0.0).then(|| part / events)
}

/// The lowest and the highest; none of nothing.
fn span(numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    numbers.fold(None, |span, number| {
        let (low, high) = span.unwrap_or((number, number));
        Some((number.min(low), number.max(high)))
    })
}

impl Found {
    fn told(
        &self,
        grid: &Grid,
        follows: &[Vec<bool>],
        model: ChainModel,
        without_hour: usize,
    ) -> Chains {
        let of_party = |party: usize| {
            let from = grid.cell(party, 0);
            let cells = from..from.saturating_add(grid.zones);
            let mut background = self.share(cells.clone(), 0)?;
            let mut following = Vec::with_capacity(grid.parties);
            for (source, follows) in follows.get(party)?.iter().enumerate() {
                let mut share = self.share(cells.clone(), source.saturating_add(1))?;
                if !follows {
                    share.interval.0 = 0.0;
                }
                following.push(share);
            }
            // What is not shown to follow may be background.
            let shown: f64 = following.iter().map(|share| share.interval.0).sum();
            background.interval.1 = background.interval.1.max(1.0 - shown);
            let events = cells.clone().map(|cell| self.means(cell, |(events, _)| *events));
            let constant =
                self.worlds.first()?.iter().map(|world| share(&world.owed, cells.clone(), 0));
            let constant: Vec<f64> = constant.collect::<Option<Vec<f64>>>()?;
            Some(PartyShares {
                party,
                events: events.filter_map(|mut means| means.next()).sum(),
                background,
                following,
                background_if_constant: constant.iter().sum::<f64>() / real(constant.len()),
            })
        };
        let of_cell = |cell: usize| {
            let part = |place: usize| {
                let of = move |(_, parts): &(f64, Vec<f64>)| parts.get(place).copied();
                let means = self.means(cell, move |owed| of(owed).unwrap_or(0.0));
                span(means.skip(1)).unwrap_or((0.0, 0.0))
            };
            CellShares {
                events: self.means(cell, |(events, _)| *events).next().unwrap_or(0.0),
                background: part(0),
                following: (1..=grid.parties).map(part).collect(),
            }
        };
        Chains {
            model,
            fit: self.fit,
            parties: (0..grid.parties).filter_map(of_party).collect(),
            cells: (0..grid.cells()).map(of_cell).collect(),
            without_hour,
        }
    }

    /// The mean of a cell over the worlds, wave by wave.
    fn means(
        &self,
        cell: usize,
        of: impl Fn(&(f64, Vec<f64>)) -> f64 + Copy,
    ) -> impl Iterator<Item = f64> {
        self.worlds.iter().map(move |worlds| {
            let sum: f64 = worlds.iter().filter_map(|world| world.owed.get(cell).map(of)).sum();
            sum / real(worlds.len().max(1))
        })
    }

    /// A share, pooled over the worlds wave by wave, from the lowest to the highest.
    fn share(&self, cells: std::ops::Range<usize>, place: usize) -> Option<Share> {
        let pooled = |worlds: &Vec<World>| {
            let own = |owed| share(owed, cells.clone(), place);
            let strayed = worlds
                .iter()
                .filter_map(|world| Some(own(world.again.as_ref()?)? - own(&world.owed)?));
            let strayed: Vec<f64> = strayed.collect();
            // How far off worlds drawn from a fit are told on average, and how much they differ in it.
            let off = strayed.iter().sum::<f64>() / real(strayed.len());
            let squares = strayed.iter().map(|strayed| (strayed - off).powi(2)).sum::<f64>();
            let within = squares / (real(strayed.len()) - 1.0);
            let all = worlds.iter().filter_map(|world| Some((own(&world.owed)?, within)));
            let pooled = pool(&all.collect::<Vec<_>>())?;
            pooled.variance.is_finite().then_some((pooled, off))
        };
        let pooled: Vec<(Pooled, f64)> =
            self.worlds.iter().map(pooled).collect::<Option<Vec<_>>>()?;
        let clamped = |(low, high): (f64, f64)| (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0));
        // Set right and not: what a fit takes from the wave is not known of the world at hand.
        let (low, _) = span(pooled.iter().map(|(of, off)| of.interval.0 - off.max(0.0)))?;
        let (_, high) = span(pooled.iter().map(|(of, off)| of.interval.1 - off.min(0.0)))?;
        Some(Share {
            between: clamped(span(pooled.iter().skip(1).map(|(of, _)| of.estimate))?),
            interval: clamped((low, high)),
        })
    }
}
