//! A picture, and what is shown beside it; moved on where it can be, drawn anew where it cannot.
//!
//! INVARIANT: the tables say the same whichever way a picture came there. Kept by [`Drawn::move_on`], which says what may
//! differ, and [`Drawn::keep`]; `tests/index_picture/moving.rs` holds the two against each other.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use truce_core::entry::{Address, Body, Entry};
use truce_core::id::SeatId;
use truce_core::picture::Picture;
use truce_core::picture::running::{Moved, RunningPicture};
use truce_core::record::Record;
use truce_core::time::{Day, Moment};

use super::growth::{Growth, Held};
use super::overview::Overview;
use crate::failure::{Failure, Outcome};
use crate::index::Index;
use crate::index::columns::Columns;
use crate::index::keep::Kept;
use crate::index::shown::Touched;
use crate::index::tables::Tables;
use crate::node::Node;
use crate::threads::Threads;

/// How many of the last entries are shown.
const RECENT: usize = 50;
/// How many overviews are kept beside a picture.
const OVERVIEWS: usize = 64;

/// One of the last entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Where it stands.
    pub address: Address,
    /// The word for its kind.
    pub kind: &'static str,
    /// When it was recorded, by its seat's clock.
    pub recorded_at: Moment,
}

/// A picture that can be moved on; reads as a [`Picture`].
pub struct MovingPicture(RunningPicture);

impl Deref for MovingPicture {
    type Target = Picture;
    fn deref(&self) -> &Picture {
        self.0.picture()
    }
}

/// What of a picture may not stand in the tables yet.
enum Unkept {
    Nothing,
    /// Only what is touched by the entries that came.
    Touched(Touched),
    /// Anything: another word on a source shows wherever the source is named.
    Anything,
}

impl Unkept {
    fn and(&mut self, more: Self) {
        *self = match (std::mem::replace(self, Self::Nothing), more) {
            (Self::Anything, _) | (_, Self::Anything) => Self::Anything,
            (Self::Nothing, other) | (other, Self::Nothing) => other,
            (Self::Touched(mut before), Self::Touched(mut more)) => {
                before.days.append(&mut more.days);
                before.entries.append(&mut more.entries);
                Self::Touched(before)
            }
        };
    }
}

/// A picture, and what is shown beside it.
pub struct Drawn {
    /// What incidents are filtered and sorted by, as the tables had it when the picture was kept there.
    pub columns: Columns,
    /// The picture, at the heads that were held.
    pub picture: MovingPicture,
    /// The last entries on record, the last first.
    pub recent: Vec<Recent>,
    /// How many entries each log held when the tables were written.
    pub sizes: BTreeMap<SeatId, u64>,
    held: Held,
    overviews: Mutex<BTreeMap<(Day, Day), Arc<Overview>>>,
    unkept: Unkept,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "picture at {}", self.version())
    }
}

impl Drawn {
    /// Draws the picture of what a node holds, and keeps it in the index.
    ///
    /// # Errors
    /// If a log is damaged, or was opened under another agreement, or the index cannot be written.
    pub fn of(node: &Node) -> Outcome<Self> {
        let mut index = Index::open(node)?;
        let mut record = Record::default();
        let held = Held::default().read_on(node, |at, bytes| record.enter(at, bytes))?;
        let held = held.unwrap_or_default();
        for (seat, (digest, _)) in record.agreements() {
            if digest != node.agreement.digest() {
                let words =
                    format!("the log of `{seat}` was opened under another text of the agreement");
                return Err(Failure::cannot(words));
            }
        }
        let cut = node.without_second_histories(&record, held.heads());
        let recent = recent(record.entries());
        let picture = MovingPicture(RunningPicture::of_with(
            record,
            &node.agreement,
            &cut,
            Arc::new(Threads::of_this_machine()),
        ));
        index.keep(&picture, &node.agreement)?;
        let columns = Columns::load(&Tables::open(node)?)?;
        Ok(Self {
            columns,
            picture,
            recent,
            sizes: held.sizes(),
            held,
            overviews: Mutex::default(),
            unkept: Unkept::Nothing,
        })
    }

    /// What came since it was drawn; none if it must be drawn anew.
    ///
    /// # Errors
    /// If a log is damaged.
    pub fn growth(&self, node: &Node) -> Outcome<Option<Growth>> {
        Growth::since(&self.held, &self.picture.cut, node)
    }

    /// Moves the picture on. What is new in it is kept in the tables by [`Drawn::keep`], and shown in lists after [`Drawn::follow`].
    pub fn move_on(&mut self, growth: Growth) {
        let running = &mut self.picture.0;
        for (address, bytes) in &growth.entries {
            running.enter(address.clone(), bytes);
        }
        let moved = running.advance(&growth.cut);
        self.unkept.and(unkept(running, &moved));
        let new = growth
            .entries
            .iter()
            .filter_map(|(address, _)| Some((address, running.record().get(address)?)));
        let mut latest = recent(new);
        latest.append(&mut self.recent);
        self.recent = in_order(latest);
        self.held = growth.held;
        self.overviews.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Keeps in the tables what may not stand there yet; returns what was written, or none if anything may have been.
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn keep(&self, node: &Node) -> Outcome<Option<Kept>> {
        let mut index = Index::open(node)?;
        let stands = Tables::open(node)?.as_of()?.map(|as_of| as_of.digest);
        // Whatever another program kept meanwhile was not followed here.
        let as_before = stands.as_deref() == Some(self.columns.digest());
        match &self.unkept {
            Unkept::Touched(touched) if as_before => {
                index.keep_touched((&self.picture, &node.agreement), touched).map(Some)
            }
            Unkept::Nothing if as_before => {
                Ok(Some(Kept { digest: self.columns.digest().to_owned(), ..Kept::default() }))
            }
            Unkept::Nothing | Unkept::Touched(_) | Unkept::Anything => {
                index.keep(&self.picture, &node.agreement).map(|_| None)
            }
        }
    }

    /// Shows in lists what was kept.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn follow(&mut self, node: &Node, kept: Option<&Kept>) -> Outcome {
        let tables = Tables::open(node)?;
        match kept {
            Some(kept) => self.columns.follow(&tables, kept)?,
            None => self.columns = Columns::load(&tables)?,
        }
        self.unkept = Unkept::Nothing;
        self.sizes = self.held.sizes();
        Ok(())
    }

    /// An entry on record.
    #[must_use]
    pub fn entry(&self, address: &Address) -> Option<&Entry> {
        self.picture.0.record().get(address)
    }

    /// The name of this version: it changes when a log grew.
    #[must_use]
    pub fn version(&self) -> String {
        let parts: Vec<String> =
            self.sizes.iter().map(|(log, size)| format!("{log}/{size}")).collect();
        parts.join(" ")
    }

    /// What was kept under two days, or else what `make` makes of them, kept from now on.
    pub fn overview(&self, days: (Day, Day), make: impl FnOnce() -> Overview) -> Arc<Overview> {
        let kept = || self.overviews.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get(&days) {
            return Arc::clone(found);
        }
        let made = Arc::new(make());
        let mut kept = kept();
        if kept.len() >= OVERVIEWS {
            kept.pop_first();
        }
        kept.insert(days, Arc::clone(&made));
        made
    }
}

/// What of a picture that moved on may differ from what was kept.
fn unkept(running: &RunningPicture, moved: &Moved) -> Unkept {
    if moved.anew {
        return Unkept::Anything;
    }
    let mut touched = Touched { days: moved.days.clone(), entries: moved.entries.clone() };
    touched.entries.extend(moved.incidents_gone.iter().cloned());
    for id in &moved.incidents {
        let incident = running.picture().incident_of(id);
        touched.entries.extend(incident.into_iter().flat_map(|found| found.reports.clone()));
    }
    for address in &moved.entries {
        match running.record().get(address).map(|entry| &entry.body) {
            Some(Body::Source(_)) => return Unkept::Anything,
            Some(Body::Report(report)) => touched.entries.extend(report.corrects.clone()),
            Some(Body::Disclosure(told)) => touched.entries.extend([told.address.clone()]),
            _ => {}
        }
    }
    Unkept::Touched(touched)
}

/// The last of some entries, the last first.
fn recent<'e>(entries: impl Iterator<Item = (&'e Address, &'e Entry)>) -> Vec<Recent> {
    let of = |(address, entry): (&Address, &Entry)| Recent {
        address: address.clone(),
        kind: entry.body.kind(),
        recorded_at: entry.recorded_at,
    };
    in_order(entries.map(of).collect())
}

fn in_order(mut all: Vec<Recent>) -> Vec<Recent> {
    all.sort_by(|one, other| {
        (other.recorded_at, other.address.index, &other.address.log).cmp(&(
            one.recorded_at,
            one.address.index,
            &one.address.log,
        ))
    });
    all.truncate(RECENT);
    all
}
