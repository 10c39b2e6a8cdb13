//! A docket that moves on with the record: what is new is put to the cases that it can change, and only those are
//! derived again.
//!
//! Deeds that name each other, a case, a report or a remedy in common are a *family*: no case of one family is
//! changed by a deed of another, but for proposals of procedure, which every family looks at. A family is derived
//! again when a deed of it comes, when a seat cites one of its deeds for the first time, when a seat's clock goes
//! past one of its deadlines, and always while it waits for something.
//!
//! INVARIANT: equal to [`Docket::of`] at every cut; `tests/running.rs` tries it on random histories.

use std::collections::{BTreeMap, BTreeSet};

use super::citing::{Citing, Turn};
use super::counting::{Count, Counts, Placed};
use super::deed::{Deed, Doing};
use super::docket::{Able, Docket};
use super::office::Appointment;
use super::standing::{Clocks, Clockwork, Standing};
use super::{Case, Deadlines, RemedyState, State};
use crate::agreement::Agreement;
use crate::entry::{Address, Body, Entry};
use crate::id::SeatId;
use crate::lineage::Lineage;
use crate::record::{Cut, Head, Record};
use crate::time::Moment;

/// Deeds that can change the same cases.
#[derive(Debug, Clone, Default)]
struct Family {
    /// In the order of each seat's log.
    deeds: BTreeMap<(SeatId, Turn), Held>,
    /// Moments after which a clock can change it.
    deadlines: BTreeSet<Moment>,
    /// Whether something can still come of it without a deed.
    live: bool,
    /// What its deeds name, themselves included.
    named: Vec<Address>,
    /// Whether a procedure is proposed in it.
    proposes: bool,
}

/// A deed of a family.
#[derive(Debug, Clone)]
struct Held {
    address: Address,
    /// The officer's last appointment before it.
    appointment: Option<Appointment>,
    /// Whether the officer may do it at all; `None` while that hangs on an entry to come.
    may: Option<Counts>,
}

/// What is left to come of a family without a deed of its own.
struct Rest {
    /// Moments after which a clock can change it; none if nothing is left to come.
    deadlines: BTreeSet<Moment>,
    /// Whether it waits for an entry, or for what a seat cites that says that a clock has run out.
    waits: bool,
}

/// What is needed to move a docket on.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunningDocket {
    citing: Citing,
    clocks: Clocks,
    /// By moment, the live families with a deadline then.
    deadlines: BTreeSet<(Moment, usize)>,
    families: Vec<Family>,
    family_of: BTreeMap<Address, usize>,
    /// The last place of each seat that is known.
    last: BTreeMap<SeatId, Turn>,
    /// Families in which a procedure is proposed.
    proposing: BTreeSet<usize>,
    /// Families that are derived again at every cut.
    restless: BTreeSet<usize>,
    touched: BTreeSet<usize>,
}

impl RunningDocket {
    /// Takes an entry in; nothing is derived until [`RunningDocket::settle`]. Entries of one log come in their order.
    ///
    /// Returns whether it could: an entry that stands before one that its seat wrote is known cannot be taken in
    /// afterwards.
    pub(crate) fn note(
        &mut self,
        docket: &mut Docket,
        address: &Address,
        entry: &Entry,
        lineage: &Lineage,
    ) -> bool {
        let (seat, number, index) = lineage.turn(address);
        let turn = (number, index);
        if self.last.get(seat).is_some_and(|last| *last >= turn) {
            return false;
        }
        self.last.insert(seat.clone(), turn);
        self.wind(seat, turn, entry.recorded_at);
        if let Body::Heartbeat(heartbeat) = &entry.body {
            self.cite(seat, turn, &heartbeat.heads);
        }
        if let Body::Appointment(appointment) = &entry.body {
            let key = (seat.clone(), appointment.officer.clone());
            docket.officers.insert(key, appointment.clone());
        }
        if let Body::Deed(deed) = &entry.body {
            if let Doing::Close { heads, .. } = &deed.does {
                self.cite(seat, turn, heads);
            }
            let office = docket.officers.get(&(seat.clone(), deed.by.clone())).cloned();
            let held = Held { address: address.clone(), appointment: office, may: None };
            self.enter((seat.clone(), turn), held, deed);
        }
        true
    }

    /// A seat's own clock goes on: deadlines that it passes touch their families.
    fn wind(&mut self, seat: &SeatId, turn: Turn, to: Moment) {
        let clock = self.clocks.entry(seat.clone()).or_default();
        let from = clock.last().map(|(_, at)| *at);
        if from.is_some_and(|from| to <= from) {
            return;
        }
        clock.push((turn, to));
        let passed = match from {
            Some(from) => self.deadlines.range((from, 0)..(to, 0)),
            None => self.deadlines.range(..(to, 0)),
        };
        self.touched.extend(passed.map(|(_, family)| *family));
    }

    /// A seat says which heads it holds: deeds that it cites for the first time touch their families.
    fn cite(&mut self, seat: &SeatId, turn: Turn, heads: &BTreeMap<SeatId, Head>) {
        for (log, head) in heads {
            let Some(before) = self.citing.more(seat, log, turn, head.size) else { continue };
            let at = |index| Address { log: log.clone(), index };
            let cited = self.family_of.range(at(before)..at(head.size));
            let families = &self.families;
            let live = |family: &&usize| families.get(**family).is_some_and(|family| family.live);
            self.touched.extend(cited.map(|(_, family)| family).filter(live));
        }
    }

    /// Puts a deed into its family: that of all that it names, which become one.
    fn enter(&mut self, place: (SeatId, Turn), held: Held, deed: &Deed) {
        let named: Vec<Address> =
            std::iter::once(&held.address).chain(deed.does.names()).cloned().collect();
        let known: BTreeSet<usize> =
            named.iter().filter_map(|name| self.family_of.get(name)).copied().collect();
        let size = |family: &usize| self.families.get(*family).map_or(0, |held| held.deeds.len());
        let home = known.iter().copied().max_by_key(size).unwrap_or(self.families.len());
        if home == self.families.len() {
            self.families.push(Family::default());
        }
        for other in known.into_iter().filter(|other| *other != home) {
            self.join(other, home);
        }
        let Some(family) = self.families.get_mut(home) else { return };
        family.deeds.insert(place, held);
        if matches!(&deed.does, Doing::Propose { .. }) {
            family.proposes = true;
            self.proposing.insert(home);
        }
        for name in named {
            if self.family_of.insert(name.clone(), home).is_none() {
                family.named.push(name);
            }
        }
        self.touched.insert(home);
    }

    fn join(&mut self, from: usize, into: usize) {
        let Some(gone) = self.families.get_mut(from).map(std::mem::take) else { return };
        for moment in &gone.deadlines {
            self.deadlines.remove(&(*moment, from));
        }
        for name in &gone.named {
            self.family_of.insert(name.clone(), into);
        }
        self.restless.remove(&from);
        self.touched.remove(&from);
        if self.proposing.remove(&from) {
            self.proposing.insert(into);
        }
        let Some(home) = self.families.get_mut(into) else { return };
        home.deeds.extend(gone.deeds);
        home.named.extend(gone.named);
        home.proposes |= gone.proposes;
    }

    /// Derives again what the entries since the last time can have changed; returns the cases that changed.
    ///
    /// Cost: that of the families touched, and of those that wait for something.
    pub(crate) fn settle(
        &mut self,
        docket: &mut Docket,
        record: &Record,
        agreement: &Agreement,
        cut: &Cut,
        lineage: &Lineage,
    ) -> BTreeSet<Address> {
        let mut touched = std::mem::take(&mut self.touched);
        touched.extend(&self.restless);
        let mut changed = BTreeSet::new();
        for family in touched {
            let clockwork = Clockwork::new(agreement, cut, lineage, &self.citing, &self.clocks);
            let mut count = Count::new(record, agreement, cut, clockwork);
            let Some(held) = self.families.get_mut(family) else { continue };
            held.authorise(&count);
            let able = self.able(&count, family);
            let mut derived = Docket::derived(&mut count, able);
            self.keep_own(family, &mut derived);
            let rest = Rest::of(&count, &derived);
            // Not `append`: that walks through all that changed before.
            changed.extend(self.replace(docket, family, derived));
            self.put_to_rest(family, rest);
        }
        changed
    }

    /// The deeds of a family, and all proposals of procedure with who agrees to them, in the order of each seat's log.
    fn able<'a>(&self, count: &Count<'a>, family: usize) -> Able<'a> {
        let looked_at = self.proposing.iter().copied().filter(|other| *other != family);
        let looked_at: Vec<usize> = looked_at.chain([family]).collect();
        let families = looked_at.iter().filter_map(|family| self.families.get(*family));
        let mut deeds: Vec<_> = families.flat_map(|family| &family.deeds).collect();
        deeds.sort_unstable_by_key(|(place, _)| *place);
        let able = deeds.into_iter().filter_map(|(_, held)| {
            let (address, entry) = count.record.stored(&held.address)?;
            let placed = Placed::of(count.clockwork.lineage, address, entry)?;
            Some((placed, held.may.clone()?))
        });
        able.collect()
    }

    /// Leaves out what was derived of other families' proposals.
    fn keep_own(&self, family: usize, derived: &mut Docket) {
        let own = |address: &Address| self.family_of.get(address) == Some(&family);
        derived.case_of.retain(|address, _| own(address));
        derived.procedures.retain(|address, _| own(address));
        derived.refused.retain(|address, _| own(address));
        derived.waiting.retain(own);
    }

    /// Puts what was derived of a family in place of what was there; returns the cases that differ.
    fn replace(&self, docket: &mut Docket, family: usize, derived: Docket) -> BTreeSet<Address> {
        let Some(held) = self.families.get(family) else { return BTreeSet::new() };
        let mut before = BTreeMap::new();
        for name in &held.named {
            docket.acknowledgements.remove(name);
            docket.calls.remove(name);
            docket.case_of.remove(name);
            docket.procedures.remove(name);
            docket.refused.remove(name);
            docket.verifications.remove(name);
            docket.waiting.remove(name);
            before.extend(docket.cases.remove_entry(name));
        }
        let Docket {
            acknowledgements,
            calls,
            case_of,
            cases,
            officers: _,
            procedures,
            refused,
            verifications,
            waiting,
        } = derived;
        let mut changed: BTreeSet<Address> =
            before.keys().filter(|id| !cases.contains_key(*id)).cloned().collect();
        let differs = |(id, case): &(&Address, &Case)| before.get(*id) != Some(*case);
        changed.extend(cases.iter().filter(differs).map(|(id, _)| id.clone()));
        docket.acknowledgements.extend(acknowledgements);
        docket.calls.extend(calls);
        docket.case_of.extend(case_of);
        docket.cases.extend(cases);
        docket.procedures.extend(procedures);
        docket.refused.extend(refused);
        docket.verifications.extend(verifications);
        docket.waiting.extend(waiting);
        changed
    }

    fn put_to_rest(&mut self, family: usize, rest: Rest) {
        let Some(held) = self.families.get_mut(family) else { return };
        for moment in &held.deadlines {
            self.deadlines.remove(&(*moment, family));
        }
        held.live = !rest.deadlines.is_empty();
        self.deadlines.extend(rest.deadlines.iter().map(|moment| (*moment, family)));
        held.deadlines = rest.deadlines;
        if rest.waits {
            self.restless.insert(family)
        } else {
            self.restless.remove(&family)
        };
    }
}

impl Family {
    /// Settles which of its deeds their officers may do at all, as far as that can be told.
    fn authorise(&mut self, count: &Count<'_>) {
        for held in self.deeds.values_mut() {
            if held.may.as_ref().is_some_and(|may| *may != Counts::Waits) {
                continue;
            }
            let found = count.record.stored(&held.address);
            let placed = found
                .and_then(|(address, entry)| Placed::of(count.clockwork.lineage, address, entry));
            held.may = placed.map(|placed| count.authority(placed, held.appointment.as_ref()));
        }
    }
}

impl Rest {
    /// What can still come of the cases of a family.
    fn of(count: &Count<'_>, derived: &Docket) -> Self {
        let live = || derived.cases.values().filter(|case| !is_at_rest(count, case));
        let deadlines = live().flat_map(|case| {
            let Deadlines { admission, findings, reply, reveal } = case.deadlines;
            let due = case.remedies.values().map(|remedy| remedy.asking.due);
            [admission, findings, reply, reveal].into_iter().chain(due)
        });
        let deadlines: BTreeSet<Moment> = deadlines.collect();
        let closing = !deadlines.is_empty() && !count.clockwork.closings.is_empty();
        Self { deadlines, waits: closing || !derived.waiting.is_empty() }
    }
}

/// Whether nothing can come of a case any more but by a deed.
fn is_at_rest(count: &Count<'_>, case: &Case) -> bool {
    let decided = case.determination.is_some() || case.state == State::NotAdmitted;
    let admitting = count.agreement.seats.iter().any(|seat| {
        let assent = count.hand_of(&case.id, &seat.id).and_then(|hand| hand.assent);
        let standing = || count.admission(&case.id, &seat.id, case.deadlines.admission);
        assent.is_some() && standing() == Standing::Open
    });
    let asked = case.remedies.values().any(|remedy| remedy.state == RemedyState::Asked);
    decided && !admitting && !asked && case.parts.values().all(|part| part.settled())
}
