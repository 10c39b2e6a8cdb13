//! A public series: counts by zone and party, with no agreement and no record behind it.
//!
//! # In scope
//! [`PublicSeries`] (rows gathered to counts by the day), and what the questions come to of it.
//!
//! # Out of scope
//! Files. What a row of them means: `truce_intake::daily_counts`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use truce_core::id::{ActorId, AreaId, LENGTH_MAX};
use truce_core::time::Day;

use super::holding::{Dates, holding_of};
use super::{Alarms, AreaSeries, FollowingTold, HoldingTold, Outlook, outlook, watch_series};
use crate::alarm::Promise;
use crate::counts::daily::DailyCounts;
use crate::daily::panel::Panel;
use crate::follows::rule::{EVENTS_MIN, who_follows};
use crate::forecast::DAYS_AHEAD_MAX;
use crate::forecast::paths::seed;
use crate::hawkes::reach::Grid;

/// The most days that a series spans: thirty years. A slip of the pen in a year is beyond it.
pub const DAYS_MAX: i32 = 30 * 366;
/// The most parties whose acts are held against each other: those with most incidents.
const PARTIES_MAX: usize = 4;
/// The most zones that are watched and tested: those with most incidents.
const ZONES_MAX: usize = 40;

/// One row: what was counted on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRow {
    /// The day; none for incidents that are known to no day.
    pub day: Option<Day>,
    /// How many; none if nobody looked.
    pub count: Option<u32>,
    /// Where, as written; empty if it is not said.
    pub zone: String,
    /// Whose, as written; empty if it is not said.
    pub party: String,
}

/// Why rows make no series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSeries {
    /// No row has a day.
    #[error("no row has a day")]
    NoDay,
    /// None of the days is among those that were asked for.
    #[error("its days are {0} to {1}, and none of them was asked for")]
    NoDayAsked(Day, Day),
    /// The days lie too far apart.
    #[error(
        "the days from {0} to {1} are more than thirty years: look for a year that is misspelt"
    )]
    TooLong(Day, Day),
}

/// A zone or a party, as it is called here and as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named<Id> {
    /// The name in lower-case letters and digits.
    pub id: Id,
    /// Incidents with a day.
    pub incidents: u64,
    /// As written.
    pub written: String,
}

/// What one cell counted, by the day.
type Cell = BTreeMap<Day, Option<u32>>;

/// Counts by zone and party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicSeries {
    /// The first and the last day: of any row, or of those that were asked for.
    pub days: (Day, Day),
    /// Incidents that are known to no day, and left out.
    pub inexact: u64,
    /// The parties, those with most incidents first.
    pub parties: Vec<Named<ActorId>>,
    /// The zones, those with most incidents first.
    pub zones: Vec<Named<AreaId>>,
    cells: BTreeMap<(String, String), Cell>,
    quiet_without_a_row: bool,
}

impl PublicSeries {
    /// Gathers rows. `quiet_without_a_row`: a day that no row names was quiet; otherwise nobody looked.
    ///
    /// # Errors
    /// [`NoSeries`].
    pub fn of(
        rows: impl IntoIterator<Item = PublicRow>,
        quiet_without_a_row: bool,
    ) -> Result<Self, NoSeries> {
        Self::within(rows, quiet_without_a_row, (None, None))
    }

    /// The same from one day on, up to another, or both; a day that no row of the whole table reaches is not made up.
    ///
    /// # Errors
    /// [`NoSeries`].
    pub fn within(
        rows: impl IntoIterator<Item = PublicRow>,
        quiet_without_a_row: bool,
        (since, until): (Option<Day>, Option<Day>),
    ) -> Result<Self, NoSeries> {
        let mut cells: BTreeMap<(String, String), Cell> = BTreeMap::new();
        let mut inexact = 0_u64;
        for PublicRow { day, count, zone, party } in rows {
            let Some(day) = day else {
                inexact = inexact.saturating_add(u64::from(count.unwrap_or(0)));
                continue;
            };
            let held = cells.entry((zone, party)).or_default().entry(day).or_default();
            *held = match (*held, count) {
                (None, None) => None,
                (one, other) => Some(one.unwrap_or(0).saturating_add(other.unwrap_or(0))),
            };
        }
        let first = cells.values().filter_map(|cell| cell.keys().next()).min();
        let last = cells.values().filter_map(|cell| cell.keys().next_back()).max();
        let (Some(first), Some(last)) = (first.copied(), last.copied()) else {
            return Err(NoSeries::NoDay);
        };
        let whole = (first, last);
        let first = since.map_or(first, |since| since.max(first));
        let last = until.map_or(last, |until| until.min(last));
        if last < first {
            return Err(NoSeries::NoDayAsked(whole.0, whole.1));
        }
        cells.retain(|_, cell| {
            cell.retain(|day, _| first <= *day && *day <= last);
            !cell.is_empty()
        });
        if last.since(first) >= DAYS_MAX {
            return Err(NoSeries::TooLong(first, last));
        }
        let zones = named(cells.iter().map(|((zone, _), cell)| (zone, cell)), "zone", AreaId::new);
        let parties =
            named(cells.iter().map(|((_, party), cell)| (party, cell)), "party", ActorId::new);
        Ok(Self { days: (first, last), inexact, parties, zones, cells, quiet_without_a_row })
    }

    /// The counts of a zone and a party, as written, day by day; of all without them.
    #[must_use]
    pub fn counts(&self, zone: Option<&str>, party: Option<&str>) -> DailyCounts {
        let wanted = |(of_zone, of_party): &(String, String)| {
            zone.is_none_or(|zone| zone == of_zone) && party.is_none_or(|party| party == of_party)
        };
        let cells: Vec<&Cell> =
            self.cells.iter().filter(|(key, _)| wanted(key)).map(|(_, cell)| cell).collect();
        let of_day = |day: Day| {
            let counted = cells.iter().filter_map(|cell| *cell.get(&day)?);
            let sum = counted
                .fold(None, |sum: Option<u32>, count| Some(sum.unwrap_or(0).saturating_add(count)));
            sum.or(self.quiet_without_a_row.then_some(0))
        };
        let (first, last) = self.days;
        DailyCounts { first, counts: first.through(last).map(of_day).collect() }
    }
}

/// Names as they are written with names that can be used, those with most incidents first.
fn named<'a, Id: Ord + Clone, Fault>(
    cells: impl Iterator<Item = (&'a String, &'a Cell)>,
    kind: &str,
    read: impl Fn(&str) -> Result<Id, Fault>,
) -> Vec<Named<Id>> {
    let mut incidents: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, cell) in cells.filter(|(name, _)| !name.is_empty()) {
        let of_cell: u64 = cell.values().flatten().map(|count| u64::from(*count)).sum();
        let all = incidents.entry(name).or_default();
        *all = all.saturating_add(of_cell);
    }
    let mut ordered: Vec<(&str, u64)> = incidents.into_iter().collect();
    ordered.sort_by_key(|(name, incidents)| (std::cmp::Reverse(*incidents), *name));
    let mut taken: BTreeSet<Id> = BTreeSet::new();
    let mut all = Vec::new();
    for ((written, incidents), number) in ordered.into_iter().zip(1..) {
        let plain = read(&plain(written)).ok().filter(|id| !taken.contains(id));
        let Some(id) = plain.or_else(|| read(&format!("{kind}-{number}")).ok()) else { continue };
        taken.insert(id.clone());
        all.push(Named { id, incidents, written: written.to_owned() });
    }
    all
}

/// A name in lower-case letters, digits and hyphens.
fn plain(written: &str) -> String {
    let words = written.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    let mut plain = words.join("-");
    plain.truncate(LENGTH_MAX);
    plain
}

/// What is asked of a public series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedOfSeries {
    /// Only this zone, as written.
    pub zone: Option<String>,
    /// Only this party, as written.
    pub party: Option<String>,
    /// Dates to test, the truce's first.
    pub dates: Vec<Day>,
    /// The digest of the file, from which chance begins.
    pub file_sha256: [u8; 32],
}

/// What the questions come to.
#[derive(Debug, Serialize)]
pub struct PublicTold {
    /// The first and the last day.
    pub days: (Day, Day),
    /// Incidents that are known to no day, and left out.
    pub inexact: u64,
    /// The zones, those with most incidents first.
    pub zones: Vec<Named<AreaId>>,
    /// The parties, those with most incidents first.
    pub parties: Vec<Named<ActorId>>,
    /// Is it holding?
    pub holding: HoldingTold,
    /// Where counts left their level.
    pub alarms: Alarms,
    /// Who follows whom?
    pub following: FollowingTold,
    /// What comes next; none if nothing can be foretold.
    pub outlook: Option<Outlook>,
}

impl PublicSeries {
    /// Every answer. Takes seconds on a long series.
    #[must_use]
    pub fn told(&self, asked: &AskedOfSeries, promise: Promise) -> PublicTold {
        let (zone, party) = (asked.zone.as_deref(), asked.party.as_deref());
        let seed = seed(&asked.file_sha256);
        let counts = self.counts(zone, party);
        let dates = Dates { truce: asked.dates.first().copied(), all: asked.dates.clone() };
        let subject = zone.unwrap_or("all");
        PublicTold {
            days: self.days,
            inexact: self.inexact,
            zones: self.zones.clone(),
            parties: self.parties.clone(),
            alarms: self.alarms(asked, promise),
            following: self.following(zone, seed),
            outlook: outlook(counts.clone(), subject, asked.file_sha256, DAYS_AHEAD_MAX).ok(),
            holding: holding_of(counts, &dates, seed),
        }
    }

    /// The zones that are looked at one by one.
    fn looked_at<'a>(
        &'a self,
        zone: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Named<AreaId>> + 'a {
        let wanted = move |named: &&Named<AreaId>| zone.is_none_or(|zone| zone == named.written);
        self.zones.iter().filter(wanted).take(ZONES_MAX)
    }

    fn alarms(&self, asked: &AskedOfSeries, promise: Promise) -> Alarms {
        let party = asked.party.as_deref();
        let of_zone = |named: &Named<AreaId>| AreaSeries {
            area: named.id.clone(),
            counts: self.counts(Some(&named.written), party),
            exercises: BTreeMap::new(),
        };
        let series: Vec<AreaSeries> = self.looked_at(asked.zone.as_deref()).map(of_zone).collect();
        let watched = self.counts(None, None).watched().count();
        watch_series(&series, self.days, watched, promise, &[])
    }

    fn following(&self, zone: Option<&str>, seed: u64) -> FollowingTold {
        let many = |named: &&Named<ActorId>| named.incidents >= EVENTS_MIN;
        let parties: Vec<&Named<ActorId>> =
            self.parties.iter().filter(many).take(PARTIES_MAX).collect();
        let enough = |named: &&Named<AreaId>| named.incidents >= EVENTS_MIN;
        let zones: Vec<&Named<AreaId>> = self.looked_at(zone).filter(enough).collect();
        let grid = Grid { parties: parties.len(), zones: zones.len(), borders: Vec::new() };
        let series = parties.iter().flat_map(|party| {
            zones.iter().map(|zone| self.counts(Some(&zone.written), Some(&party.written)))
        });
        // Without two parties and a zone there is nothing to hold against each other.
        let panel = Panel::new(grid, series.collect()).ok().filter(|_| parties.len() > 1);
        FollowingTold {
            areas: zones.iter().map(|named| named.id.clone()).collect(),
            pairs: panel.map_or_else(Vec::new, |panel| who_follows(&panel, seed)),
            parties: parties.iter().map(|named| named.id.clone()).collect(),
        }
    }
}
