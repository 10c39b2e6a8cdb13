//! Clusters that go across the borders of zones and have lasted until the last day.
//!
//! # Method
//! A cluster is a zone with its nearest ones, over the last days. Held against
//! it is what the zones' and the days' own totals let expect: a busy zone is no
//! cluster, nor is a busy week everywhere. How far chance alone would go is
//! found by exchanging the days among the events, 999 times.
//!
//! # Source
//! Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005 (PLoS Medicine
//! 2), the space-time permutation scan.
//!
//! # Limits
//! Zones whose watching changed differ in their days for that reason alone.
//! Incidents that follow from incidents make clusters more often than
//! exchanging days tells.

use serde::Serialize;
use truce_core::spread::Spread;

use crate::counts::random::Random;
use crate::counts::real;

/// How often days are exchanged.
pub const EXCHANGES: u32 = 999;
/// The fewest events of a cluster: two on one day are no pattern.
pub const EVENTS_MIN: u32 = 3;

/// How far a cluster may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// The most zones.
    pub zones_max: usize,
    /// The most days.
    pub days_max: usize,
}

/// A zone with its nearest ones, over the last days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cluster {
    /// The zones, the middle one first.
    pub zones: Vec<usize>,
    /// How many days it has lasted, up to the last.
    pub days: usize,
    /// Events in it.
    pub events: u32,
    /// Events that the totals let expect.
    pub expected: f64,
    /// How much better the events fit a cluster, in nats.
    pub log_ratio: f64,
    /// How often chance alone goes as far: one more than the exchanges that did, over one more than all.
    pub chance: f64,
    /// If this is asked every day, chance alone goes as far once in so many days.
    pub recurs_in_days: f64,
}

/// How much better so many events of a whole fit a cluster than what was expected, in nats; 0 if they are not more.
#[must_use]
pub fn log_ratio(events: u32, expected: f64, whole: u32) -> f64 {
    let (inside, whole) = (f64::from(events), f64::from(whole));
    if inside <= expected || expected <= 0.0 {
        return 0.0;
    }
    let outside = whole - inside;
    let rest = if outside > 0.0 { outside * (outside / (whole - expected)).ln() } else { 0.0 };
    inside * (inside / expected).ln() + rest
}

/// The clusters of the last days, the most certain first, none sharing a zone with one before it.
///
/// `counts` has a row of days for each zone, all alike long; `near` has for each zone all zones by their distance from
/// it, itself first. The same seed gives the same answer, however the work is spread.
#[must_use]
pub fn clusters(
    counts: &[Vec<u32>],
    near: &[Vec<usize>],
    extent: Extent,
    seed: u64,
    spread: &dyn Spread,
) -> Vec<Cluster> {
    let ground = Ground::of(counts, near, extent);
    let mut found = ground.cylinders(&ground.recent(&ground.days));
    found.retain(|found| found.events >= EVENTS_MIN && found.log_ratio > 0.0);
    found.sort_by(|one, other| {
        let order = other.log_ratio.total_cmp(&one.log_ratio);
        order.then((one.zones.len(), one.days).cmp(&(other.zones.len(), other.days)))
    });
    let mut told: Vec<Found<'_>> = Vec::new();
    for found in found {
        let taken = |zone: &usize| told.iter().any(|told| told.zones.contains(zone));
        if !found.zones.iter().any(taken) {
            told.push(found);
        }
    }
    if told.is_empty() {
        return Vec::new();
    }
    let mut random = Random::new(seed);
    let chances: Vec<Random> = (0..EXCHANGES).map(|_| random.split()).collect();
    let farthest = spread.each(chances, |random| ground.farthest_by_chance(random));
    let all = f64::from(EXCHANGES) + 1.0;
    let told = told.into_iter().map(|found| {
        // What is as far counts as farther: totals of few events tie.
        let as_far = farthest.iter().filter(|by_chance| **by_chance >= found.log_ratio).count();
        let rank = real(as_far) + 1.0;
        Cluster {
            zones: found.zones.to_vec(),
            days: found.days,
            events: found.events,
            expected: found.expected,
            log_ratio: found.log_ratio,
            chance: rank / all,
            recurs_in_days: all / rank,
        }
    });
    told.collect()
}

/// A possible cluster.
struct Found<'g> {
    zones: &'g [usize],
    days: usize,
    events: u32,
    expected: f64,
    log_ratio: f64,
}

/// What does not change when days are exchanged.
struct Ground<'g> {
    near: &'g [Vec<usize>],
    extent: Extent,
    /// How many days there are.
    length: usize,
    /// The zone of each event, and its day.
    zones: Vec<usize>,
    days: Vec<usize>,
    /// Events of each zone.
    by_zone: Vec<u32>,
    /// Events of the last days, from none to the longest stretch.
    lately: Vec<u32>,
}

impl<'g> Ground<'g> {
    fn of(counts: &[Vec<u32>], near: &'g [Vec<usize>], extent: Extent) -> Self {
        let length = counts.iter().map(Vec::len).max().unwrap_or(0);
        let days_max = extent.days_max.min(length / 2);
        let extent = Extent { days_max, ..extent };
        let (mut zones, mut days) = (Vec::new(), Vec::new());
        for (zone, row) in counts.iter().enumerate() {
            for (day, count) in row.iter().enumerate() {
                zones.extend((0..*count).map(|_| zone));
                days.extend((0..*count).map(|_| day));
            }
        }
        let by_zone = counts.iter().map(|row| row.iter().sum()).collect();
        let on = |back: usize| -> u32 {
            let day = length.checked_sub(back);
            let rows = counts.iter().filter_map(|row| row.get(day?));
            rows.sum()
        };
        let lately = (0..=days_max).scan(0_u32, |sum, back| {
            *sum = sum.saturating_add(if back > 0 { on(back) } else { 0 });
            Some(*sum)
        });
        let lately = lately.collect();
        Self { near, extent, length, zones, days, by_zone, lately }
    }

    /// For each zone its events of the last days, from none to the longest stretch, if events have those days.
    fn recent(&self, days: &[usize]) -> Vec<Vec<u32>> {
        let mut recent = vec![vec![0_u32; self.lately.len()]; self.by_zone.len()];
        for (zone, day) in self.zones.iter().zip(days) {
            let cell = recent.get_mut(*zone);
            let back = self.length.saturating_sub(*day);
            if let Some(count) = cell.and_then(|row| row.get_mut(back)) {
                *count = count.saturating_add(1);
            }
        }
        for row in &mut recent {
            let mut sum = 0_u32;
            for count in row {
                sum = sum.saturating_add(*count);
                *count = sum;
            }
        }
        recent
    }

    /// Every possible cluster, handed to `take` with its zones, days, events and what was expected.
    fn each(&self, recent: &[Vec<u32>], mut take: impl FnMut(&'g [usize], usize, u32, f64)) {
        let whole = real(self.zones.len());
        for near in self.near {
            let mut inside = vec![0_u32; self.lately.len()];
            let mut of_zones = 0_u32;
            for (number, zone) in near.iter().enumerate().take(self.extent.zones_max) {
                let (Some(own), Some(all)) = (recent.get(*zone), self.by_zone.get(*zone)) else {
                    continue;
                };
                of_zones = of_zones.saturating_add(*all);
                let (zones, _) = near.split_at(number.saturating_add(1));
                let sums = inside.iter_mut().zip(own).zip(&self.lately).enumerate().skip(1);
                for (days, ((inside, own), lately)) in sums {
                    *inside = inside.saturating_add(*own);
                    let expected = f64::from(of_zones) * f64::from(*lately) / whole;
                    take(zones, days, *inside, expected);
                }
            }
        }
    }

    fn cylinders(&self, recent: &[Vec<u32>]) -> Vec<Found<'g>> {
        let whole = u32::try_from(self.zones.len()).unwrap_or(u32::MAX);
        let mut all = Vec::new();
        self.each(recent, |zones, days, events, expected| {
            let log_ratio = log_ratio(events, expected, whole);
            all.push(Found { zones, days, events, expected, log_ratio });
        });
        all
    }

    /// The farthest that any cluster goes once the days are exchanged among the events.
    fn farthest_by_chance(&self, mut random: Random) -> f64 {
        let whole = u32::try_from(self.zones.len()).unwrap_or(u32::MAX);
        let mut days = self.days.clone();
        random.shuffle(&mut days);
        let mut farthest = 0.0_f64;
        self.each(&self.recent(&days), |_, _, events, expected| {
            if events >= EVENTS_MIN {
                farthest = farthest.max(log_ratio(events, expected, whole));
            }
        });
        farthest
    }
}
