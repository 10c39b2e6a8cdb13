//! What came to this node since a reader looked.
//!
//! For somebody who said up to where they have seen, by where each log stood then: a mirror brings late what another seat
//! recorded early, and a clock would pass over it. For everybody else, by when it was recorded.

use std::collections::BTreeMap;

use truce_core::case::deed::{Deed, Doing};
use truce_core::departure::Presence;
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::SeatId;
use truce_core::judgement::Verdict;
use truce_core::misconduct::Offence;
use truce_core::time::Moment;

use super::drawn::{Drawn, LAST_MAX};
use crate::failure::Outcome;
use crate::index::incidents::{holding, reports};
use crate::index::tables::Tables;

/// From where on something is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// What was recorded later.
    Moment(Moment),
    /// What stands in a log behind so many entries; a log that is not named is new.
    Sizes(BTreeMap<SeatId, u64>),
}

impl Since {
    /// From a version of the record on: [`Drawn::version`]. What cannot be read of it counts as never seen.
    #[must_use]
    pub fn version(version: &str) -> Self {
        let size = |part: &str| {
            let (log, size) = part.rsplit_once('/')?;
            Some((SeatId::new(log).ok()?, size.parse().ok()?))
        };
        Self::Sizes(version.split_whitespace().filter_map(size).collect())
    }

    fn is_new(&self, address: &Address, recorded_at: Moment) -> bool {
        match self {
            Self::Moment(moment) => recorded_at > *moment,
            Self::Sizes(sizes) => sizes.get(&address.log).is_none_or(|size| address.index >= *size),
        }
    }
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An incident was told of for the first time.
    NewIncident,
    /// A report came to an incident that was known.
    MoreOfAnIncident,
    /// Somebody judged that two reports are one event.
    Joined,
    /// Somebody judged that two reports are two events.
    Split,
    /// A judgement was taken back.
    TakenBack,
    /// A case was opened.
    CaseOpened,
    /// Something else was done in a case.
    CaseDeed,
    /// A side's reply came.
    Reply,
    /// A case came to its joint outcome.
    Determined,
    /// A register was stated.
    Register,
    /// It is proved that a log told two histories, or that a mirror vouched for what cannot both be true.
    Proved(Offence),
    /// A seat was said to be absent.
    Absent,
    /// A seat was said to be there again.
    Present,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When the last entry of it was recorded, by its seat's clock.
    pub at: Moment,
    /// The incident's or the case's name, or the entry.
    pub id: Address,
    /// What changed.
    pub what: What,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The last first.
    pub last: Vec<Change>,
    /// Whether there are more.
    pub more: bool,
}

/// What changed, at most so many lines.
///
/// # Errors
/// If the index cannot be read.
pub fn since(drawn: &Drawn, tables: &Tables, since: &Since, most: usize) -> Outcome<Changes> {
    let mut found: BTreeMap<(Address, What), Moment> = BTreeMap::new();
    let mut more = false;
    let mut incidents = Incidents { known: BTreeMap::new(), since, tables };
    for log in drawn.cut().0.keys() {
        let mut looked = 0_u64;
        let new = drawn.last_of(log);
        let new = new.take_while(|(address, entry)| since.is_new(address, entry.recorded_at));
        for (address, entry) in new {
            looked += 1;
            let Some(key) = change(drawn, &mut incidents, &address, entry)? else { continue };
            let held = found.entry(key).or_insert(entry.recorded_at);
            *held = (*held).max(entry.recorded_at);
        }
        more |= looked == LAST_MAX;
    }
    let change = |((id, what), at)| Change { at, id, what };
    let mut last: Vec<Change> = strongest(found).into_iter().map(change).collect();
    last.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| (a.what, &a.id).cmp(&(b.what, &b.id))));
    more |= last.len() > most;
    last.truncate(most);
    Ok(Changes { last, more })
}

/// The incidents that hold reports, by the tables.
struct Incidents<'a> {
    /// Whether all that an incident holds is new.
    known: BTreeMap<String, bool>,
    since: &'a Since,
    tables: &'a Tables,
}

impl Incidents<'_> {
    /// The incident that holds a report, and whether it is new.
    fn of(&mut self, report: &Address) -> Outcome<Option<(Address, bool)>> {
        let Some(name) = holding(self.tables, report)? else { return Ok(None) };
        let Ok(id) = name.parse() else { return Ok(None) };
        if let Some(new) = self.known.get(&name) {
            return Ok(Some((id, *new)));
        }
        let reports = reports(self.tables, &name)?;
        let new = reports.iter().all(|(report, first)| self.since.is_new(report, *first));
        self.known.insert(name, new);
        Ok(Some((id, new)))
    }
}

/// Of a case only the most that happened in it.
fn strongest(mut found: BTreeMap<(Address, What), Moment>) -> BTreeMap<(Address, What), Moment> {
    let order = [What::CaseDeed, What::Reply, What::CaseOpened, What::Determined];
    for (place, weaker) in order.iter().enumerate() {
        let weak: Vec<Address> =
            found.keys().filter(|(_, what)| what == weaker).map(|(id, _)| id.clone()).collect();
        for id in weak {
            let stronger =
                order.iter().skip(place + 1).find(|what| found.contains_key(&(id.clone(), **what)));
            let Some(stronger) = stronger.copied() else { continue };
            let at = found.remove(&(id.clone(), *weaker));
            if let (Some(at), Some(held)) = (at, found.get_mut(&(id, stronger))) {
                *held = (*held).max(at);
            }
        }
    }
    found
}

/// What an entry changed, if it is something that a duty officer follows.
fn change(
    drawn: &Drawn,
    incidents: &mut Incidents<'_>,
    address: &Address,
    entry: &Entry,
) -> Outcome<Option<(Address, What)>> {
    let of = |found: Option<(Address, bool)>, what: fn(bool) -> What| {
        found.map(|(id, new)| (id, what(new)))
    };
    Ok(match &entry.body {
        Body::Report(_) => {
            of(
                incidents.of(address)?,
                |new| {
                    if new { What::NewIncident } else { What::MoreOfAnIncident }
                },
            )
        }
        Body::Judgement(judgement) => of(
            incidents.of(&judgement.reports.0)?,
            match judgement.verdict {
                Verdict::Same => |_| What::Joined,
                Verdict::Different => |_| What::Split,
                Verdict::TakenBack => |_| What::TakenBack,
            },
        ),
        Body::Deed(deed) => case_change(drawn, address, deed),
        Body::Register(_) => Some((address.clone(), What::Register)),
        Body::Misconduct(told) => Some((address.clone(), What::Proved(told.what))),
        Body::Departure(told) => {
            let what = match told.presence {
                Presence::Absent => What::Absent,
                Presence::Present => What::Present,
            };
            Some((address.clone(), what))
        }
        Body::Opening(_)
        | Body::Source(_)
        | Body::Effort(_)
        | Body::Heartbeat(_)
        | Body::Rotation(_)
        | Body::Succession(_)
        | Body::CutDigest(_)
        | Body::Blob(_)
        | Body::BlobHeld(_)
        | Body::Erasure(_)
        | Body::Redaction(_)
        | Body::Disclosure(_)
        | Body::Appointment(_)
        | Body::WeightsPart(_)
        | Body::Adoption(_) => None,
    })
}

/// What a deed changed in its case.
fn case_change(drawn: &Drawn, address: &Address, deed: &Deed) -> Option<(Address, What)> {
    let docket = drawn.docket();
    let case = docket.cases.get(deed.does.concerns(address)?)?;
    if docket.refused.contains_key(address) {
        return None;
    }
    let ends =
        matches!(deed.does, Doing::Reveal { .. } | Doing::Recuse { .. } | Doing::Close { .. });
    let what = if matches!(deed.does, Doing::Open(_)) {
        What::CaseOpened
    } else if matches!(deed.does, Doing::Reply { .. }) {
        What::Reply
    } else if ends && case.determination.is_some() {
        What::Determined
    } else {
        What::CaseDeed
    };
    Some((case.id.clone(), what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_back_and_whatever_is_none_counts_as_never_seen() {
        let since = Since::version("russia/4 un/12 x /3 un/");
        let sizes =
            [("russia", 4), ("un", 12)].map(|(log, size)| (SeatId::new(log).unwrap(), size));
        assert_eq!(since, Since::Sizes(sizes.into()));
        let new = |text: &str| since.is_new(&text.parse().unwrap(), Moment::from_unix(0));
        assert!(new("un/12") && !new("un/11") && new("turkey/0"));
    }
}
