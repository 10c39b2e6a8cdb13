//! Putting a picture into the tables: one transaction, and only what changed.
//!
//! INVARIANT: the tables are a function of the picture, whatever was kept before. Kept by `whole` and `touched`, which
//! hold a digest of each unit against that of what stands there; `tests/index_picture.rs` compares table by table.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use serde::Serialize;
use truce_core::bulletin::Claim;
use truce_core::entry::Address;
use truce_core::incident::Incident;
use truce_core::report::Basis;

use crate::index::apart_rows::{ApartUnit, BASES};
use crate::index::case_rows::CaseUnit;
use crate::index::day_rows::DayUnit;
use crate::index::incident_row::{IncidentRow, NotInOrder, number};
use crate::index::incident_unit::IncidentUnit;
use crate::index::shown::{Shown, Touched};
use crate::index::unit::{Kind, Unit, digest_of};
use crate::index::watch_rows::{EffortUnit, ImpedimentUnit, MisconductUnit};
use crate::progress::Progress;

/// What keeping a picture came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// A digest of everything that stands in the tables now.
    pub digest: String,
    /// The numbers of the incidents that were taken out; some may be among those written.
    pub incidents_gone: Vec<i64>,
    /// The numbers of the incidents that were written.
    pub incidents_written: Vec<i64>,
    /// How many incidents, days, cases and so on were taken out and not written again.
    pub gone: u64,
    /// How many were written.
    pub written: u64,
}

/// Why a picture cannot be kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeepFault {
    #[error(transparent)]
    Order(#[from] NotInOrder),
    #[error(transparent)]
    Tables(#[from] rusqlite::Error),
}

type Done<T = ()> = std::result::Result<T, KeepFault>;

/// A transaction in which units are written.
struct Writing<'t> {
    tables: &'t Connection,
    kept: Kept,
    /// The sum of all digests, without carry beyond 128 bits.
    sum: u128,
}

/// Keeps all of a picture; `progress` is told how many incidents are done.
pub(crate) fn whole(tables: &Connection, shown: &Shown<'_>, progress: &mut Progress) -> Done<Kept> {
    let mut writing = Writing::begin(tables)?;
    writing.all(shown.cases.values().map(|case| case_unit(shown, case)))?;
    writing.all(shown.reconciliations.values().map(DayUnit::of))?;
    writing.all(shown.efforts.keys().filter_map(|at| effort_unit(shown, at)))?;
    writing.all(shown.telling.reports.keys().filter_map(|at| impediment_unit(shown, at)))?;
    writing.all(shown.telling.reports.keys().filter_map(|at| apart_unit(shown, at)))?;
    writing.all(shown.misconduct.iter().map(|(address, told)| MisconductUnit { address, told }))?;
    let incidents = in_order(shown, shown.incidents.iter().copied())?;
    let (cases, replaced) = (shown.last_cases(), shown.replaced());
    let mut before = writing.kept_of(Kind::Incident)?;
    for (done, incident) in (0_u64..).zip(incidents) {
        let case = cases.get(&incident.id).copied();
        let versions = shown.versions_of(incident);
        let row = IncidentRow::of(&shown.telling, incident, versions, case)?;
        let replaced = replaced.get(&incident.id).cloned().unwrap_or_default();
        let unit = IncidentUnit::of(&shown.telling, incident, versions, row, replaced);
        let was = before.remove(&unit.row.id);
        writing.incident(&unit, was)?;
        if done.is_multiple_of(1000) {
            progress.at(done, &format!("{done} incidents"));
        }
    }
    for (key, digest) in before {
        writing.incident_gone(&key, digest)?;
    }
    writing.end(shown)
}

/// Keeps what may have changed since the picture that was kept last.
pub(crate) fn touched(tables: &Connection, shown: &Shown<'_>, touched: &Touched) -> Done<Kept> {
    let mut writing = Writing::begin(tables)?;
    let mut concerned: BTreeSet<String> = BTreeSet::new();
    for at in &touched.entries {
        concerned.extend(writing.incident_holding(&at.to_string())?);
        concerned.extend((shown.incident_of)(at).map(|incident| incident.id.to_string()));
    }
    let (cases, replaced) = (shown.last_cases(), shown.replaced());
    concerned.extend(writing.cases(shown)?);
    for day in &touched.days {
        let unit = shown.reconciliations.get(day).map(DayUnit::of);
        writing.one(&day.to_string(), unit)?;
    }
    for at in &touched.entries {
        writing.one(&at.to_string(), effort_unit(shown, at))?;
        writing.one(&at.to_string(), impediment_unit(shown, at))?;
        writing.one(&at.to_string(), apart_unit(shown, at))?;
    }
    writing.all(shown.misconduct.iter().map(|(address, told)| MisconductUnit { address, told }))?;
    let named = concerned.iter().filter_map(|id| {
        let id: Address = id.parse().ok()?;
        (shown.incident_of)(&id).filter(|incident| incident.id == id)
    });
    let incidents = in_order(shown, named)?;
    let there: BTreeSet<String> =
        incidents.iter().map(|incident| incident.id.to_string()).collect();
    for key in concerned.difference(&there) {
        if let Some(digest) = writing.digest_kept(Kind::Incident, key)? {
            writing.incident_gone(key, digest)?;
        }
    }
    for incident in incidents {
        let case = cases.get(&incident.id).copied();
        let versions = shown.versions_of(incident);
        let row = IncidentRow::of(&shown.telling, incident, versions, case)?;
        let replaced = replaced.get(&incident.id).cloned().unwrap_or_default();
        let unit = IncidentUnit::of(&shown.telling, incident, versions, row, replaced);
        let was = writing.digest_kept(Kind::Incident, &unit.row.id)?;
        writing.incident(&unit, was)?;
    }
    writing.end(shown)
}

/// Incidents by number, as full text wants them: an earlier one after a later one would cost a merge.
fn in_order<'a>(
    shown: &Shown<'a>,
    incidents: impl Iterator<Item = &'a Incident>,
) -> Done<Vec<&'a Incident>> {
    let numbered = incidents.map(|incident| {
        Ok((number(shown.telling.agreement, &incident.id, incident.window)?, incident))
    });
    let mut numbered = numbered.collect::<std::result::Result<Vec<_>, NotInOrder>>()?;
    numbered.sort_unstable_by_key(|(number, _)| *number);
    Ok(numbered.into_iter().map(|(_, incident)| incident).collect())
}

fn case_unit<'a>(shown: &Shown<'a>, case: &'a truce_core::case::Case) -> CaseUnit<'a> {
    let incident = (shown.incident_of)(&case.opening.about).map(|incident| incident.id.to_string());
    CaseUnit::of(shown.telling.agreement, case, incident)
}

fn effort_unit<'a>(shown: &Shown<'a>, address: &Address) -> Option<EffortUnit<'a>> {
    let (address, effort) = shown.efforts.get_key_value(address)?;
    Some(EffortUnit { address, effort, seat: shown.seat_of(&effort.source) })
}

fn impediment_unit<'a>(shown: &Shown<'a>, address: &Address) -> Option<ImpedimentUnit<'a>> {
    let (address, report) = shown.standing(address, &[Basis::Impediment])?;
    Some(ImpedimentUnit { address, report, seat: shown.seat_of(&report.source) })
}

fn apart_unit(shown: &Shown<'_>, address: &Address) -> Option<ApartUnit> {
    let (address, report) = shown.standing(address, &BASES)?;
    Some(ApartUnit { claim: Claim::of(shown.telling.sources, address, report) })
}

impl<'t> Writing<'t> {
    fn begin(tables: &'t Connection) -> Result<Self> {
        let sql = "SELECT value FROM meta WHERE name = 'picture_digest'";
        let held: Option<String> = tables.query_row(sql, [], |row| row.get(0)).optional()?;
        let sum = held.and_then(|hex| u128::from_str_radix(&hex, 16).ok()).unwrap_or(0);
        Ok(Self { tables, kept: Kept::default(), sum })
    }

    /// Says as of which heads the tables stand, and what they come to.
    fn end(mut self, shown: &Shown<'_>) -> Done<Kept> {
        self.kept.digest = format!("{:032x}", self.sum);
        let cut = serde_json::to_string(shown.cut).unwrap_or_default();
        let sql = "INSERT INTO meta VALUES ('picture_cut', ?), ('picture_digest', ?) \
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.tables.execute(sql, [&cut, &self.kept.digest])?;
        Ok(self.kept)
    }

    /// The digests of all units of a kind.
    fn kept_of(&self, kind: Kind) -> Result<BTreeMap<String, u128>> {
        let mut statement =
            self.tables.prepare_cached("SELECT key, digest FROM kept WHERE kind = ?")?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, u128::from_be_bytes(row.get(1)?)));
        statement.query_map([kind.word()], row)?.collect()
    }

    fn digest_kept(&self, kind: Kind, key: &str) -> Result<Option<u128>> {
        let sql = "SELECT digest FROM kept WHERE kind = ? AND key = ?";
        let row = |row: &rusqlite::Row<'_>| Ok(u128::from_be_bytes(row.get(0)?));
        self.tables.prepare_cached(sql)?.query_row([kind.word(), key], row).optional()
    }

    /// The incident that was kept as holding a report.
    fn incident_holding(&self, report: &str) -> Result<Option<String>> {
        let sql = "SELECT incident FROM incident_report WHERE report = ?";
        self.tables.prepare_cached(sql)?.query_row([report], |row| row.get(0)).optional()
    }

    /// Keeps these units and takes out all others of their kind.
    fn all<U: Unit>(&mut self, units: impl Iterator<Item = U>) -> Result<()> {
        let mut before = self.kept_of(U::KIND)?;
        for unit in units {
            let was = before.remove(&unit.key());
            self.put(&unit, was)?;
        }
        before.into_iter().try_for_each(|(key, digest)| self.gone::<U>(&key, digest))
    }

    /// Keeps the unit of that name, or takes it out if there is none.
    fn one<U: Unit>(&mut self, key: &str, unit: Option<U>) -> Result<()> {
        let was = self.digest_kept(U::KIND, key)?;
        match (unit, was) {
            (Some(unit), was) => self.put(&unit, was).map(|_| ()),
            (None, Some(digest)) => self.gone::<U>(key, digest),
            (None, None) => Ok(()),
        }
    }

    /// Keeps all cases; returns the incidents of those that changed, before and now.
    fn cases(&mut self, shown: &Shown<'_>) -> Result<BTreeSet<String>> {
        let sql = "SELECT id, about FROM case_row";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let read = |tables: &Connection| -> Result<BTreeMap<String, String>> {
            tables.prepare_cached(sql)?.query_map([], row)?.collect()
        };
        let before = read(self.tables)?;
        let mut digests = self.kept_of(Kind::Case)?;
        let mut about: BTreeSet<String> = BTreeSet::new();
        for case in shown.cases.values() {
            let unit = case_unit(shown, case);
            let was = digests.remove(&unit.key());
            if self.put(&unit, was)? {
                about.insert(case.opening.about.to_string());
            }
        }
        for (key, digest) in digests {
            about.extend(before.get(&key).cloned());
            self.gone::<CaseUnit<'_>>(&key, digest)?;
        }
        let mut found = BTreeSet::new();
        for report in about {
            found.extend(self.incident_holding(&report)?);
            let now = report.parse().ok().and_then(|report| (shown.incident_of)(&report));
            found.extend(now.map(|incident| incident.id.to_string()));
        }
        Ok(found)
    }

    fn incident(&mut self, unit: &IncidentUnit<'_>, was: Option<u128>) -> Result<()> {
        let number = match was {
            Some(_) => self.number_of(&unit.row.id)?,
            None => None,
        };
        if self.put(unit, was)? {
            self.kept.incidents_gone.extend(number);
            self.kept.incidents_written.push(unit.row.number);
        }
        Ok(())
    }

    fn incident_gone(&mut self, key: &str, digest: u128) -> Result<()> {
        let number = self.number_of(key)?;
        self.kept.incidents_gone.extend(number);
        self.gone::<IncidentUnit<'_>>(key, digest)
    }

    fn number_of(&self, id: &str) -> Result<Option<i64>> {
        let sql = "SELECT number FROM incident WHERE id = ?";
        self.tables.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()
    }

    /// Writes a unit unless it stands there as it is; says whether it was written.
    fn put<U: Unit>(&mut self, unit: &U, was: Option<u128>) -> Result<bool> {
        let digest = digest_of(unit);
        if was == Some(digest) {
            return Ok(false);
        }
        let key = unit.key();
        if let Some(was) = was {
            U::take_out(self.tables, &key)?;
            self.sum = self.sum.wrapping_sub(was);
        }
        unit.put(self.tables)?;
        let sql = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)";
        let kind = U::KIND.word();
        self.tables.prepare_cached(sql)?.execute(params![kind, key, digest.to_be_bytes()])?;
        self.sum = self.sum.wrapping_add(digest);
        self.kept.written += 1;
        Ok(true)
    }

    fn gone<U: Unit>(&mut self, key: &str, digest: u128) -> Result<()> {
        U::take_out(self.tables, key)?;
        let sql = "DELETE FROM kept WHERE kind = ? AND key = ?";
        self.tables.prepare_cached(sql)?.execute([U::KIND.word(), key])?;
        self.sum = self.sum.wrapping_sub(digest);
        self.kept.gone += 1;
        Ok(())
    }
}
