//! A public series: counts by zone and party, with no agreement and no record behind it.
//!
//! # In scope
//! [`PublicSeries`] (rows gathered to counts by the day), and what the questions come to of it: how each zone stands
//! ([`standing`]), and what is taken for zero ([`zeros()`], [`weekly`]).
//!
//! # Out of scope
//! Files. What a row of them means: `truce_intake::daily_counts`.

mod standing;
mod weekly;
mod zeros;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use truce_core::id::{ActorId, AreaId, LENGTH_MAX};
use truce_core::time::Day;

use self::standing::ZoneStanding;
use self::zeros::{Undated, Zeros, zeros};
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
/// Where fewer of a hundred rows say 0, and days are missing, quiet days were hardly noted.
const QUIET_PERCENT_MIN: usize = 5;
/// What a table is called that names no zone: it is one.
const ONE_ZONE: &str = "all";

/// One row: what was counted on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRow {
    /// The day; none for incidents that are known to no day.
    pub day: Option<Day>,
    /// The first and the last day on which such incidents lie, if that is known.
    pub within: Option<(Day, Day)>,
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
    /// Incidents of rows that name no zone, where others do: they are in no zone's counts.
    pub without_zone: u64,
    /// The zones, those with most incidents first; one whose name is empty if no row names any.
    pub zones: Vec<Named<AreaId>>,
    cells: BTreeMap<(String, String), Cell>,
    not_written_up: usize,
    quiet_without_a_row: bool,
    undated: Vec<Undated>,
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
        let mut undated = Vec::new();
        for PublicRow { day, within, count, zone, party } in rows {
            let Some(day) = day else {
                undated.push(Undated { zone, party, events: count.unwrap_or(0), within });
                continue;
            };
            let held = cells.entry((zone, party)).or_default().entry(day).or_default();
            *held = match (*held, count) {
                (None, None) => None,
                (one, other) => Some(one.unwrap_or(0).saturating_add(other.unwrap_or(0))),
            };
        }
        let not_written_up = if quiet_without_a_row { 0 } else { weekly::take_out(&mut cells) };
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
        let (zones, without_zone) = one_at_least(zones, &cells);
        let days = (first, last);
        let inexact = undated.iter().fold(0, |sum: u64, of| sum.saturating_add(of.events.into()));
        Ok(Self {
            days,
            inexact,
            parties,
            without_zone,
            zones,
            cells,
            not_written_up,
            quiet_without_a_row,
            undated,
        })
    }

    /// What was counted of a zone and a party, as written; of all without them.
    fn cells_of(&self, zone: Option<&str>, party: Option<&str>) -> Vec<&Cell> {
        let wanted = |(of_zone, of_party): &(String, String)| {
            zone.is_none_or(|zone| zone == of_zone) && party.is_none_or(|party| party == of_party)
        };
        self.cells.iter().filter(|(key, _)| wanted(key)).map(|(_, cell)| cell).collect()
    }

    /// The counts of a zone and a party, as written, day by day; of all without them.
    #[must_use]
    pub fn counts(&self, zone: Option<&str>, party: Option<&str>) -> DailyCounts {
        let cells = self.cells_of(zone, party);
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

/// The zones, with the incidents that are in none of them; where no row names any, all rows together are one.
fn one_at_least(
    zones: Vec<Named<AreaId>>,
    cells: &BTreeMap<(String, String), Cell>,
) -> (Vec<Named<AreaId>>, u64) {
    let of_none = cells.iter().filter(|((zone, _), _)| zone.is_empty());
    let incidents = of_none.flat_map(|(_, cell)| cell.values().flatten());
    let incidents = incidents.fold(0_u64, |sum, count| sum.saturating_add(u64::from(*count)));
    if !zones.is_empty() {
        return (zones, incidents);
    }
    let id = AreaId::new(ONE_ZONE).ok();
    let one = id.map(|id| Named { id, incidents, written: String::new() });
    (one.into_iter().collect(), 0)
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
    /// Whether the table's parties are only sides that fought, or were named: then nobody's acts are in it, and who
    /// follows whom is not asked.
    pub sides_only: bool,
}

/// What the questions come to.
#[derive(Debug, Serialize)]
pub struct PublicTold {
    /// The first and the last day.
    pub days: (Day, Day),
    /// Incidents that are known to no day, and left out.
    pub inexact: u64,
    /// What is taken for zero, and what is known against that; none if a day without a row is one on which nobody looked.
    pub zeros: Option<Zeros>,
    /// Days that say 0 in a list that is brought up to date once a week, and are taken for days on which nobody wrote
    /// anything up.
    pub not_written_up: usize,
    /// The zones, those with most incidents first; one whose name is empty if no row names any.
    pub zones: Vec<Named<AreaId>>,
    /// Zones that are watched: those with most incidents.
    pub zones_watched: usize,
    /// Whether no row names a zone, so that all of them together are one.
    pub without_any_zone: bool,
    /// Incidents of rows that name no zone, where others do: they are in no zone's counts.
    pub without_zone: u64,
    /// The parties, those with most incidents first.
    pub parties: Vec<Named<ActorId>>,
    /// Whether the parties are only sides that fought: nobody's acts are in the table.
    pub sides_only: bool,
    /// Whether the table notes quiet days: every day has a row, or enough rows say 0.
    pub notes_quiet_days: bool,
    /// Is it holding?
    pub holding: HoldingTold,
    /// Where counts left their level.
    pub alarms: Alarms,
    /// How each zone stands on the last day, with every change.
    pub standing: Vec<ZoneStanding>,
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
        let sha256 = self.sha256();
        let seed = seed(&sha256);
        let counts = self.counts(zone, party);
        let dates = Dates { truce: asked.dates.first().copied(), all: asked.dates.clone() };
        let subject = zone.filter(|zone| !zone.is_empty()).unwrap_or("all");
        let alarms = self.alarms(asked, promise);
        let following =
            if asked.sides_only { nobody_follows() } else { self.following(zone, seed) };
        PublicTold {
            days: self.days,
            inexact: self.inexact,
            zeros: self.quiet_without_a_row.then(|| zeros(&counts, &self.undated(zone, party))),
            not_written_up: self.not_written_up,
            zones: self.zones.clone(),
            zones_watched: alarms.areas.len(),
            without_any_zone: self.zones.iter().all(|zone| zone.written.is_empty()),
            without_zone: self.without_zone,
            parties: self.parties.clone(),
            sides_only: asked.sides_only,
            notes_quiet_days: self.notes_quiet_days(zone, party, &counts),
            standing: alarms.areas.iter().map(ZoneStanding::of).collect(),
            alarms,
            following,
            outlook: outlook(counts.clone(), subject, sha256, DAYS_AHEAD_MAX).ok(),
            holding: holding_of(counts, &dates, seed),
        }
    }

    /// The digest of what was counted, from which chance begins: how a file writes it down changes nothing.
    fn sha256(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for ((zone, party), cell) in &self.cells {
            for (day, count) in cell.iter().filter_map(|(day, count)| Some((day, (*count)?))) {
                digest.update(format!("{zone}\n{party}\n{day}\n{count}\n"));
            }
        }
        digest.finalize().into()
    }

    /// The events of a zone and a party that are known to no day.
    fn undated(&self, zone: Option<&str>, party: Option<&str>) -> Vec<&Undated> {
        let wanted = |event: &&Undated| {
            zone.is_none_or(|zone| zone == event.zone)
                && party.is_none_or(|party| party == event.party)
        };
        self.undated.iter().filter(wanted).collect()
    }

    /// Whether rows say so where nothing was counted; of a table of events none does.
    fn notes_quiet_days(
        &self,
        zone: Option<&str>,
        party: Option<&str>,
        counts: &DailyCounts,
    ) -> bool {
        if self.quiet_without_a_row {
            return false;
        }
        let rows = self.cells_of(zone, party).into_iter().flat_map(|cell| cell.values().flatten());
        let (all, quiet) = rows.fold((0_usize, 0_usize), |(all, quiet), count| {
            (all.saturating_add(1), quiet.saturating_add(usize::from(*count == 0)))
        });
        let every_day = counts.watched().count() == counts.counts.len();
        every_day || quiet.saturating_mul(100) >= all.saturating_mul(QUIET_PERCENT_MIN)
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

/// What is told where nobody's acts are known.
fn nobody_follows() -> FollowingTold {
    FollowingTold { areas: Vec::new(), pairs: Vec::new(), parties: Vec::new() }
}
