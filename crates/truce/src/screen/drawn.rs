//! A picture, and what is shown beside it; moved on where it can be, drawn anew where it cannot, put down where nothing comes.
//!
//! INVARIANT: the tables say the same whichever way a picture came there. Kept by [`Drawn::move_on`], which says what may
//! differ, and [`Drawn::keep`]; `tests/index_picture/moving.rs` holds the two against each other.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use truce_core::agreement::Agreement;
use truce_core::bulletin::{Bulletin, Period, assemble, compile};
use truce_core::case::docket::Docket;
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::SeatId;
use truce_core::lineage::Lineage;
use truce_core::matching::judgements::Judgements;
use truce_core::picture::Picture;
use truce_core::picture::running::{Moved, RunningPicture};
use truce_core::reconcile::Reconciliation;
use truce_core::record::{Cut, Record};
use truce_core::time::{Day, Moment};
use truce_signals::series::Chronicle;
use truce_signals::told::Counted;

use super::growth::{Growth, Held};
use super::overview::Overview;
use crate::failure::{Failure, Outcome};
use crate::index::Index;
use crate::index::columns::Columns;
use crate::index::keep::Kept;
use crate::index::shown::Touched;
use crate::index::tables::Tables;
use crate::index::told::{Known, Tally, apart, tally, told};
use crate::node::Node;
use crate::threads::Threads;

/// How many of the last entries are shown.
const RECENT: usize = 50;
/// How many overviews are kept beside a picture.
const OVERVIEWS: usize = 64;
/// The most entries of one log that are looked through for what changed, the last first.
pub const LAST_MAX: u64 = 5_000;

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

/// How a picture is held.
enum Hold {
    /// Whole, so that it can be moved on.
    Moving(Box<RunningPicture>),
    /// As long as nothing comes: what is told report by report stands in the tables alone.
    AtRest(Box<AtRest>),
}

/// What is held of a picture at rest.
struct AtRest {
    /// What the signals are reckoned from, as of the day on which it was put down.
    counted: Option<Counted>,
    day: Day,
    /// The last entries of each log.
    last: BTreeMap<Address, Entry>,
    outline: Picture,
}

/// What is held of a picture at rest, made ready: [`Drawn::rest`].
pub struct Rest(AtRest);

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
    /// The last entries on record, the last first.
    pub recent: Vec<Recent>,
    /// How many entries each log held when the tables were written.
    pub sizes: BTreeMap<SeatId, u64>,
    held: Held,
    hold: Hold,
    overviews: Mutex<BTreeMap<(Day, Day), Arc<Overview>>>,
    unkept: Unkept,
    /// By seat, how many fields of its reports are sealed; once somebody asked.
    withheld: OnceLock<BTreeMap<SeatId, usize>>,
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
        let threads = Arc::new(Threads::of_this_machine());
        let running = RunningPicture::of_with(record, &node.agreement, &cut, threads);
        index.keep(running.picture(), &node.agreement)?;
        let columns = Columns::load(&Tables::open(node)?)?;
        Ok(Self {
            columns,
            recent,
            sizes: held.sizes(),
            held,
            hold: Hold::Moving(Box::new(running)),
            overviews: Mutex::default(),
            unkept: Unkept::Nothing,
            withheld: OnceLock::new(),
        })
    }

    /// The picture: whole while it can be moved on, and its outline at rest.
    fn picture(&self) -> &Picture {
        match &self.hold {
            Hold::Moving(running) => running.picture(),
            Hold::AtRest(at_rest) => &at_rest.outline,
        }
    }

    /// The whole picture; none at rest, when what it tells report by report stands in the tables alone.
    #[must_use]
    pub fn whole(&self) -> Option<&Picture> {
        match &self.hold {
            Hold::Moving(running) => Some(running.picture()),
            Hold::AtRest(_) => None,
        }
    }

    /// How many reports are held in memory.
    #[must_use]
    pub fn reports_held(&self) -> usize {
        self.whole().map_or(0, |whole| whole.reports.len())
    }

    /// The day on which it was put down, if it is at rest.
    #[must_use]
    pub fn at_rest_since(&self) -> Option<Day> {
        match &self.hold {
            Hold::Moving(_) => None,
            Hold::AtRest(at_rest) => Some(at_rest.day),
        }
    }

    /// Of which day and version what is reckoned from it is: at rest, that of the day on which it was put down.
    #[must_use]
    pub fn reckoned_as_of(&self, today: Day) -> String {
        format!("{} {}", self.at_rest_since().unwrap_or(today), self.version())
    }

    /// The heads at which it was drawn.
    #[must_use]
    pub fn cut(&self) -> &Cut {
        &self.picture().cut
    }

    /// The cases, and what officers did.
    #[must_use]
    pub fn docket(&self) -> &Docket {
        &self.picture().docket
    }

    /// People's word on pairs of reports.
    #[must_use]
    pub fn judged(&self) -> &Judgements {
        &self.picture().judged
    }

    /// Which logs are whose.
    #[must_use]
    pub fn lineage(&self) -> &Lineage {
        &self.picture().lineage
    }

    /// The days for which registers are on record.
    #[must_use]
    pub fn reconciliations(&self) -> &BTreeMap<Day, Reconciliation> {
        &self.picture().reconciliations
    }

    /// Entries that this program cannot read.
    #[must_use]
    pub fn unread(&self) -> u64 {
        self.picture().unread
    }

    /// The agreement with what is known of sources, to read incidents back from the tables.
    #[must_use]
    pub fn known<'a>(&'a self, agreement: &'a Agreement) -> Known<'a> {
        Known { agreement, sources: &self.picture().sources }
    }

    /// The bulletin of a period; none if the tables were written at other heads meanwhile.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn bulletin(
        &self,
        tables: &Tables,
        agreement: &Agreement,
        period: Period,
    ) -> Outcome<Option<Bulletin>> {
        let found = self
            .as_it_stands(tables, || told(tables, &self.columns, self.known(agreement), period))?;
        Ok(match (found, self.whole()) {
            (Some(told), _) => Some(assemble(self.picture(), agreement, period, told)),
            (None, Some(whole)) => Some(compile(whole, agreement, period)),
            (None, None) => None,
        })
    }

    /// The same without its incidents, which are counted instead.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn brief(
        &self,
        tables: &Tables,
        agreement: &Agreement,
        period: Period,
    ) -> Outcome<Option<(Bulletin, Tally)>> {
        let known = self.known(agreement);
        let found = self.as_it_stands(tables, || {
            Ok((apart(tables, known, period)?, tally(tables, &self.columns, known, period)?))
        })?;
        Ok(match (found, self.whole()) {
            (Some((told, tally)), _) => {
                Some((assemble(self.picture(), agreement, period, told), tally))
            }
            (None, Some(whole)) => {
                let bulletin = compile(whole, agreement, period);
                let tally = Tally::of(&bulletin.incidents);
                Some((bulletin, tally))
            }
            (None, None) => None,
        })
    }

    /// Asks the tables, all at one moment; none if they stand at other heads than the picture.
    fn as_it_stands<T>(
        &self,
        tables: &Tables,
        ask: impl FnOnce() -> Outcome<T>,
    ) -> Outcome<Option<T>> {
        tables.at_once(|| {
            let stands = tables.as_of()?.is_some_and(|as_of| as_of.digest == self.columns.digest());
            // A word on a source may be ahead of the tables: then the picture itself is read.
            let kept = matches!(self.unkept, Unkept::Nothing);
            if stands && kept { ask().map(Some) } else { Ok(None) }
        })
    }

    /// What the signals are reckoned from, as of a moment; for a picture at rest, of the day on which it was put down.
    #[must_use]
    pub fn counted(&self, agreement: &Agreement, now: Moment) -> Option<Counted> {
        match &self.hold {
            Hold::Moving(running) => Counted::of(running.picture(), agreement, now),
            Hold::AtRest(at_rest) => at_rest.counted.clone(),
        }
    }

    /// The same for what is watched: what is counted day by day.
    #[must_use]
    pub fn chronicle(&self, agreement: &Agreement, now: Moment) -> Option<Chronicle> {
        match &self.hold {
            Hold::Moving(running) => Chronicle::of(running.picture(), agreement, now),
            Hold::AtRest(at_rest) => {
                at_rest.counted.as_ref().map(|counted| counted.chronicle.clone())
            }
        }
    }

    /// How many fields of reports are sealed, by the seat in whose logs they stand.
    pub fn withheld(&self) -> &BTreeMap<SeatId, usize> {
        self.withheld.get_or_init(|| {
            let mut found: BTreeMap<SeatId, usize> = BTreeMap::new();
            let reports = self.whole().into_iter().flat_map(|whole| &whole.reports);
            for (address, report) in reports.filter(|(_, report)| !report.sealed.is_empty()) {
                let count = found.entry(self.lineage().seat_of(&address.log).clone()).or_default();
                *count = count.saturating_add(report.sealed.len());
            }
            found
        })
    }

    /// The last entries of a log, at most [`LAST_MAX`], the last first.
    pub fn last_of<'a>(
        &'a self,
        log: &'a SeatId,
    ) -> impl Iterator<Item = (Address, &'a Entry)> + 'a {
        let size = self.cut().0.get(log).map_or(0, |head| head.size);
        let indices = (size.saturating_sub(LAST_MAX)..size).rev();
        indices.filter_map(move |index| {
            let address = Address { log: log.clone(), index };
            let entry = self.held_entry(&address)?;
            Some((address, entry))
        })
    }

    fn held_entry(&self, address: &Address) -> Option<&Entry> {
        match &self.hold {
            Hold::Moving(running) => running.record().get(address),
            Hold::AtRest(at_rest) => at_rest.last.get(address),
        }
    }

    /// What is to be held of the picture at rest, as of a moment: what is told report by report is then looked up in the
    /// tables, until something comes and it is drawn anew. None if it is at rest, or the tables lack something of it.
    #[must_use]
    pub fn rest(&self, agreement: &Agreement, now: Moment) -> Option<Rest> {
        let whole = self.whole().filter(|_| matches!(self.unkept, Unkept::Nothing))?;
        self.withheld();
        let last = self.cut().0.keys().flat_map(|log| self.last_of(log));
        Some(Rest(AtRest {
            counted: self.counted(agreement, now),
            day: agreement.clock().day_of(now),
            last: last.map(|(address, entry)| (address, entry.clone())).collect(),
            outline: whole.outline(),
        }))
    }

    /// Puts the picture down; what is no longer held is handed out, so that nobody waits while it is freed.
    pub fn put_down(&mut self, rest: Rest) -> impl Sized + use<> {
        std::mem::replace(&mut self.hold, Hold::AtRest(Box::new(rest.0)))
    }

    /// What came since it was drawn; none if it must be drawn anew.
    ///
    /// # Errors
    /// If a log is damaged.
    pub fn growth(&self, node: &Node) -> Outcome<Option<Growth>> {
        match &self.hold {
            Hold::Moving(running) => Growth::since(&self.held, &running.picture().cut, node),
            Hold::AtRest(_) => Ok(None),
        }
    }

    /// Moves the picture on; false if it is at rest. What is new in it is kept in the tables by [`Drawn::keep`], and
    /// shown in lists after [`Drawn::follow`].
    pub fn move_on(&mut self, growth: Growth) -> bool {
        let Hold::Moving(running) = &mut self.hold else { return false };
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
        self.withheld = OnceLock::new();
        true
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
                index.keep_touched((self.picture(), &node.agreement), touched).map(Some)
            }
            Unkept::Nothing if as_before => {
                Ok(Some(Kept { digest: self.columns.digest().to_owned(), ..Kept::default() }))
            }
            Unkept::Nothing | Unkept::Touched(_) | Unkept::Anything => match self.whole() {
                Some(whole) => index.keep(whole, &node.agreement).map(|_| None),
                None => Err(Failure::cannot("the picture was put down before it was kept")),
            },
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

    /// An entry on record; looked up in its log if it is not held.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub fn entry(&self, node: &Node, address: &Address) -> Outcome<Option<Entry>> {
        if !self.cut().covers(address) {
            return Ok(None);
        }
        match self.held_entry(address) {
            Some(entry) => Ok(Some(entry.clone())),
            None => node.entry(address),
        }
    }

    /// The name of this version: it changes when a log grew.
    #[must_use]
    pub fn version(&self) -> String {
        let parts: Vec<String> =
            self.sizes.iter().map(|(log, size)| format!("{log}/{size}")).collect();
        parts.join(" ")
    }

    /// What was kept under two days, or else what `make` makes of them, kept from now on.
    ///
    /// # Errors
    /// As `make`.
    pub fn overview<E>(
        &self,
        days: (Day, Day),
        make: impl FnOnce() -> Result<Overview, E>,
    ) -> Result<Arc<Overview>, E> {
        let kept = || self.overviews.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get(&days) {
            return Ok(Arc::clone(found));
        }
        let made = Arc::new(make()?);
        let mut kept = kept();
        if kept.len() >= OVERVIEWS {
            kept.pop_first();
        }
        kept.insert(days, Arc::clone(&made));
        Ok(made)
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
