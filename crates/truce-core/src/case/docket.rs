//! Every case on record at a cut, from the deeds that count.
//!
//! INVARIANT: a pure function of the entries before the cut and the agreement; what is determined at one cut is
//! determined alike at every later one. Kept by [`Docket::of`]; `tests/cases.rs` tries it on random histories.

use std::collections::{BTreeMap, BTreeSet};

use super::acknowledgement::Acknowledged;
use super::citing::Citing;
use super::counting::{Capacity, Count, Counts, Hand, NotCounted, Opened, Placed};
use super::decision::decide;
use super::deed::{Asking, Doing, TakingUp};
use super::office::Appointment;
use super::procedure::Procedure;
use super::standing::{Clockwork, Standing, clocks_of};
use super::verification::Verification;
use super::{
    Asked, Called, Case, Deadlines, Determination, Dissent, Done, Remedy, RemedyState, Replied,
    SeatPart, Stage, State, Task, answering,
};
use crate::agreement::{Agreement, SeatRole};
use crate::entry::{Address, Body};
use crate::id::{OfficerId, SeatId};
use crate::lineage::Lineage;
use crate::record::{Cut, Record};
use crate::time::Moment;

/// Every case, and what does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docket {
    /// What officers said of alarms.
    pub acknowledgements: BTreeMap<Address, Acknowledged>,
    /// Calls about reports of which no case is opened, by the report.
    pub calls: BTreeMap<Address, Vec<Called>>,
    /// The case that a deed names, whether it counts or not.
    pub case_of: BTreeMap<Address, Address>,
    /// By the deed that opened it.
    pub cases: BTreeMap<Address, Case>,
    /// The officers of each seat, by the last word of its log.
    pub officers: Officers,
    /// Procedures that every seat that determines agreed to, with the entry that proposed each.
    pub procedures: BTreeMap<Address, Procedure>,
    /// Deeds that do not count, and why.
    pub refused: BTreeMap<Address, NotCounted>,
    /// What people found by looking, with the seat.
    pub verifications: BTreeMap<Address, (SeatId, Verification)>,
    /// Deeds that wait for an entry that they name.
    pub waiting: BTreeSet<Address>,
}

/// Deeds in the order of each seat's log, each with whether the officer may do it at all.
pub(super) type Able<'a> = Vec<(Placed<'a>, Counts)>;

/// The officers of each seat, by the last word of its log.
pub(super) type Officers = BTreeMap<(SeatId, OfficerId), Appointment>;

impl Docket {
    /// Derives it. Cost: a step for each entry, and for each case one for each seat.
    #[must_use]
    pub fn of(record: &Record, agreement: &Agreement, cut: &Cut, lineage: &Lineage) -> Self {
        let has_deeds = record
            .until(cut)
            .any(|(_, entry)| matches!(&entry.body, Body::Deed(_) | Body::Appointment(_)));
        if !has_deeds {
            return Self::default();
        }
        let citing = Citing::of(record.until(cut), lineage);
        let clocks = clocks_of(record.until(cut), lineage);
        let mut count = Count::new(
            record,
            agreement,
            cut,
            Clockwork::new(agreement, cut, lineage, &citing, &clocks),
        );
        let (able, officers) = able(&count);
        Self { officers, ..Self::derived(&mut count, able) }
    }

    /// Derives it from deeds in the order of each seat's log; the officers are left out.
    pub(super) fn derived<'a>(count: &mut Count<'a>, able: Able<'a>) -> Self {
        let mut docket = Self::default();
        for (placed, _) in &able {
            if let Some(case) = placed.deed.does.concerns(placed.address) {
                docket.case_of.insert(placed.address.clone(), case.clone());
            }
        }
        docket.open(count, &able);
        note_replies_and_closings(count, &able);
        let counted = docket.count(count, able);
        docket.derive(count, &counted);
        docket
    }

    /// Opens the cases, each under the procedure that its opener holds to be agreed.
    fn open<'a>(&mut self, count: &mut Count<'a>, able: &Able<'a>) {
        let proposed = proposed(count, able);
        let mut looked: BTreeSet<(&SeatId, &OfficerId, &Address)> = BTreeSet::new();
        for (placed, _) in able.iter().filter(|(_, counts)| *counts == Counts::Yes) {
            if let Doing::Verify(verification) = &placed.deed.does {
                looked.insert((placed.seat, &placed.deed.by, &verification.about));
            }
            let Doing::Open(opening) = &placed.deed.does else { continue };
            if looked.contains(&(placed.seat, &placed.deed.by, &opening.about)) {
                let officer = placed.deed.by.clone();
                let why = NotCounted::SamePerson { officer, did: "verified", does: "opens it" };
                self.refused.insert(placed.address.clone(), why);
                continue;
            }
            match count.opening(opening) {
                Counts::No(why) => {
                    self.refused.insert(placed.address.clone(), why);
                }
                Counts::Waits => wait(self, count, placed.address),
                Counts::Yes => match procedure_for(count, &proposed, *placed) {
                    None => wait(self, count, placed.address),
                    Some(procedure) => enter(count, *placed, opening, procedure),
                },
            }
        }
        for (address, (procedure, assents)) in &proposed {
            if agreed(count, assents) {
                self.procedures.insert((*address).clone(), (*procedure).clone());
            }
        }
    }

    /// Counts every deed: what opens findings at the end, as it looks at what others sealed.
    fn count<'a>(&mut self, count: &mut Count<'a>, able: Able<'a>) -> Vec<Placed<'a>> {
        let mut counted = Vec::new();
        let (reveals, others): (Able<'a>, Able<'a>) = able
            .into_iter()
            .partition(|(placed, _)| matches!(&placed.deed.does, Doing::Reveal { .. }));
        for (placed, may) in others.into_iter().chain(reveals) {
            let known =
                self.refused.contains_key(placed.address) || self.waiting.contains(placed.address);
            let counts = if may == Counts::Yes && !known { count.count(placed) } else { may };
            match counts {
                Counts::Yes if !known => counted.push(placed),
                Counts::Yes => {}
                Counts::Waits => {
                    self.waiting.insert(placed.address.clone());
                }
                Counts::No(why) => {
                    self.refused.insert(placed.address.clone(), why);
                }
            }
        }
        counted.sort_by_key(|placed| (placed.when, placed.address));
        counted
    }

    fn derive<'a>(&mut self, count: &Count<'a>, counted: &[Placed<'a>]) {
        let now = count.clockwork.clocks.values().filter_map(|clock| clock.last()).map(|at| at.1);
        let now = now.max().unwrap_or(count.agreement.in_force);
        self.cases = count
            .cases
            .iter()
            .map(|(id, opened)| ((*id).clone(), case_of(count, id, opened)))
            .collect();
        for placed in counted {
            self.place(count, *placed);
        }
        for case in self.cases.values_mut() {
            conclude(case, now, count);
        }
        self.reopen();
    }

    /// Puts a deed where it belongs.
    fn place(&mut self, count: &Count<'_>, placed: Placed<'_>) {
        let done = || done(placed);
        match &placed.deed.does {
            Doing::Acknowledge(of) => {
                let found = Acknowledged { done: done(), of: (**of).clone() };
                self.acknowledgements.insert(placed.address.clone(), found);
            }
            Doing::Verify(verification) => {
                let found = (placed.seat.clone(), (**verification).clone());
                self.verifications.insert(placed.address.clone(), found);
                self.settle_task(placed, verification);
            }
            Doing::Call { about, called, effect, text, answered_after_s, ceased_after_s } => {
                let call = Called {
                    answered_after_s: *answered_after_s,
                    called: called.clone(),
                    ceased_after_s: *ceased_after_s,
                    done: done(),
                    effect: *effect,
                    text: text.clone(),
                };
                match self.cases.get_mut(about) {
                    Some(case) => case.calls.push(call),
                    None => self.calls.entry(about.clone()).or_default().push(call),
                }
            }
            Doing::AskRemedy(asking) => {
                let Some(case) = self.cases.get_mut(&asking.case) else { return };
                let remedy = remedy_of(count, placed, asking);
                case.remedies.insert(placed.address.clone(), remedy);
            }
            Doing::Open(_)
            | Doing::Assent { .. }
            | Doing::AskReply { .. }
            | Doing::Reply { .. }
            | Doing::Task { .. }
            | Doing::Seal { .. }
            | Doing::Reveal { .. }
            | Doing::Recuse { .. }
            | Doing::Dissent { .. }
            | Doing::Close { .. }
            | Doing::CheckRemedy { .. }
            | Doing::Propose { .. } => {
                let case = placed.deed.does.case().and_then(|case| self.cases.get_mut(case));
                if let Some(case) = case {
                    place_in(case, placed);
                }
            }
        }
    }

    fn settle_task(&mut self, placed: Placed<'_>, verification: &Verification) {
        let Some(named) = &verification.task else { return };
        let mut tasks = self.cases.values_mut().filter_map(|case| case.tasks.get_mut(named));
        if let Some(task) = tasks.next() {
            task.settled_by.get_or_insert_with(|| placed.address.clone());
        }
    }

    /// Ties cases to those that they take up again; takes out those whose earlier case has no outcome.
    fn reopen(&mut self) {
        loop {
            let decided = |case: &Address| {
                self.cases.get(case).is_some_and(|case| case.determination.is_some())
            };
            let again = self
                .cases
                .iter()
                .filter_map(|(id, case)| Some((id, case.opening.reopens.as_ref()?)));
            let without: Vec<Address> =
                again.filter(|(_, earlier)| !decided(earlier)).map(|(id, _)| id.clone()).collect();
            if without.is_empty() {
                break;
            }
            for id in without {
                self.cases.remove(&id);
                self.waiting.insert(id);
            }
        }
        let reopened: Vec<(Address, Address)> = self
            .cases
            .iter()
            .filter_map(|(id, case)| Some((case.opening.reopens.clone()?, id.clone())))
            .collect();
        for (earlier, later) in reopened {
            if let Some(case) = self.cases.get_mut(&earlier) {
                case.reopened_by.insert(later);
            }
        }
    }
}

/// Every deed, held against the offices of its seat, in the order of the log; and the officers at its end.
fn able<'a>(count: &Count<'a>) -> (Able<'a>, Officers) {
    let lineage = count.clockwork.lineage;
    let mut placed: Vec<_> = count
        .record
        .until(count.cut)
        .filter(|(_, entry)| matches!(&entry.body, Body::Deed(_) | Body::Appointment(_)))
        .map(|(address, entry)| (lineage.turn(address), address, entry))
        .collect();
    placed.sort_unstable_by_key(|(turn, ..)| *turn);
    let mut officers = Officers::new();
    let mut able = Vec::new();
    for ((seat, ..), address, entry) in placed {
        if let Body::Appointment(appointment) = &entry.body {
            let key = (seat.clone(), appointment.officer.clone());
            officers.insert(key, appointment.clone());
        }
        if let Some(placed) = Placed::of(lineage, address, entry) {
            let office = officers.get(&(seat.clone(), placed.deed.by.clone()));
            able.push((placed, count.authority(placed, office)));
        }
    }
    (able, officers)
}

fn wait<'a>(docket: &mut Docket, count: &mut Count<'a>, address: &'a Address) {
    docket.waiting.insert(address.clone());
    count.cases_waiting.insert(address);
}

/// Procedures that were proposed, with who agrees to each, the one who proposes it included.
type Proposed<'a> = BTreeMap<&'a Address, (&'a Procedure, BTreeMap<&'a SeatId, &'a Address>)>;

fn proposed<'a>(count: &Count<'a>, able: &Able<'a>) -> Proposed<'a> {
    let mut proposed: Proposed<'a> = BTreeMap::new();
    let able =
        || able.iter().filter(|(_, counts)| *counts == Counts::Yes).map(|(placed, _)| placed);
    for placed in able() {
        if let Doing::Propose { procedure, .. } = &placed.deed.does
            && procedure.faults(count.agreement).is_empty()
        {
            let by = BTreeMap::from([(placed.seat, placed.address)]);
            proposed.insert(placed.address, (procedure, by));
        }
    }
    for placed in able() {
        if let Doing::Assent { to, .. } = &placed.deed.does
            && let Some((_, by)) = proposed.get_mut(to)
        {
            by.entry(placed.seat).or_insert(placed.address);
        }
    }
    proposed
}

fn voices(agreement: &Agreement) -> impl Iterator<Item = &SeatId> {
    let seats = agreement.seats.iter().filter(|seat| seat.role == SeatRole::Determines);
    seats.map(|seat| &seat.id)
}

fn agreed(count: &Count<'_>, assents: &BTreeMap<&SeatId, &Address>) -> bool {
    voices(count.agreement).all(|seat| assents.contains_key(seat))
}

/// The procedure that a case runs under: the last to which its opener's own log, before it, cites every assent; `None`
/// while entries that it cites do not lie before the cut.
fn procedure_for(
    count: &Count<'_>,
    proposed: &Proposed<'_>,
    placed: Placed<'_>,
) -> Option<Procedure> {
    let clockwork = &count.clockwork;
    if !clockwork.citing.held(placed.seat, placed.turn, count.cut.0.keys(), count.cut) {
        return None;
    }
    let held = proposed.iter().filter_map(|(address, (procedure, assents))| {
        let cited = voices(count.agreement).map(|seat| {
            let assent = assents.get(seat)?;
            clockwork.citing.first(placed.seat, assent, clockwork.lineage)
        });
        let from = cited.collect::<Option<Vec<_>>>()?.into_iter().max()?;
        (from <= placed.turn).then_some((from, *address, *procedure))
    });
    let last = held.max_by_key(|(from, address, _)| (*from, *address));
    Some(last.map_or_else(|| count.agreement.procedure.clone(), |(_, _, found)| found.clone()))
}

fn enter<'a>(
    count: &mut Count<'a>,
    placed: Placed<'a>,
    opening: &'a TakingUp,
    procedure: Procedure,
) {
    let deadlines = Deadlines::of(&procedure, placed.when, opening.urgency);
    count.cases.insert(placed.address, Opened { deadlines, opening, placed, procedure });
    count.cases_about.entry(&opening.about).or_default().push(placed.address);
    // The first capacity in a case that nobody has acted in cannot be refused.
    let _ = count.capacity(placed.address, placed, Capacity::Entered);
}

/// Notes what other deeds look at: replies, and where each seat first says that a clock has run out.
fn note_replies_and_closings<'a>(count: &mut Count<'a>, able: &Able<'a>) {
    for (placed, _) in able.iter().filter(|(_, counts)| *counts == Counts::Yes) {
        let Some(named) = placed.deed.does.case() else { continue };
        let Some((id, opened)) = count.cases.get_key_value(named) else { continue };
        match &placed.deed.does {
            Doing::Reply { on_behalf_of, .. } => {
                if answering(count.agreement, on_behalf_of).contains(&placed.seat) {
                    count.replies.entry(*id).or_default().push(placed.address);
                }
            }
            Doing::Close { stage, .. } => {
                if placed.when > opened.deadlines.until(*stage) {
                    let key = (named.clone(), *stage, placed.seat.clone());
                    count.clockwork.closings.entry(key).or_insert(placed.turn);
                }
            }
            Doing::Acknowledge(_)
            | Doing::Open(_)
            | Doing::Assent { .. }
            | Doing::AskReply { .. }
            | Doing::Call { .. }
            | Doing::Task { .. }
            | Doing::Verify(_)
            | Doing::Seal { .. }
            | Doing::Reveal { .. }
            | Doing::Recuse { .. }
            | Doing::Dissent { .. }
            | Doing::AskRemedy(_)
            | Doing::CheckRemedy { .. }
            | Doing::Propose { .. } => {}
        }
    }
}

fn done(placed: Placed<'_>) -> Done {
    Done {
        at: placed.address.clone(),
        by: placed.deed.by.clone(),
        seat: placed.seat.clone(),
        when: placed.when,
    }
}

/// A case with each seat's part, before the deeds that change nothing else are put in.
fn case_of(count: &Count<'_>, id: &Address, opened: &Opened<'_>) -> Case {
    let admits = |seat: &&SeatId| {
        **seat == *opened.placed.seat
            || count.admission(id, seat, opened.deadlines.admission) == Standing::In
    };
    let parts =
        voices(count.agreement).map(|seat| (seat.clone(), part_of(count, id, opened, seat)));
    Case {
        admitted_by: count.agreement.seats.iter().map(|s| &s.id).filter(admits).cloned().collect(),
        asked: Vec::new(),
        calls: Vec::new(),
        deadlines: opened.deadlines,
        determination: None,
        dissents: Vec::new(),
        id: id.clone(),
        opened: done(opened.placed),
        opening: opened.opening.clone(),
        parts: parts.collect(),
        procedure: opened.procedure.clone(),
        remedies: BTreeMap::new(),
        reopened_by: BTreeSet::new(),
        replies: Vec::new(),
        state: State::NotAdmitted,
        tasks: BTreeMap::new(),
    }
}

fn part_of(count: &Count<'_>, id: &Address, opened: &Opened<'_>, seat: &SeatId) -> SeatPart {
    let none = Hand::default();
    let hand = count.hand_of(id, seat).unwrap_or(&none);
    let answer = hand.sealed.map(|(at, _)| at).or(hand.recused.map(|(at, _)| at));
    let standing = |stage: Stage, deed: Option<&Address>| {
        count.clockwork.standing(id, stage, seat, deed, opened.deadlines.until(stage))
    };
    match (standing(Stage::Findings, answer), answer) {
        (Standing::Out, _) => SeatPart::Silent,
        (Standing::Open, None) | (Standing::In, None) => SeatPart::Due,
        (Standing::Open, Some(at)) => SeatPart::Sealed { at: at.clone() },
        (Standing::In, Some(at)) => {
            if let Some((at, reason)) = hand.recused {
                return SeatPart::Recused { at: at.clone(), reason: reason.to_owned() };
            }
            let revealed = hand.revealed.as_ref();
            match (standing(Stage::Reveal, revealed.map(|(at, ..)| *at)), revealed) {
                (Standing::In, Some((at, _, finding))) => {
                    SeatPart::Gave { at: (*at).clone(), finding: Box::new(finding.clone()) }
                }
                (Standing::Out, _) => SeatPart::Abstained { at: at.clone() },
                (Standing::In | Standing::Open, _) => SeatPart::ToReveal { at: at.clone() },
            }
        }
    }
}

fn place_in(case: &mut Case, placed: Placed<'_>) {
    let done = done(placed);
    match &placed.deed.does {
        Doing::AskReply { brief, through, .. } => {
            case.asked.push(Asked { brief: brief.clone(), done, through: through.clone() });
        }
        Doing::Reply { answer, on_behalf_of, text, .. } => {
            let late = placed.when > case.deadlines.reply;
            let (on_behalf_of, text) = (on_behalf_of.clone(), text.clone());
            case.replies.push(Replied { answer: *answer, done, late, on_behalf_of, text });
        }
        Doing::Task { due, owner, point, what, .. } => {
            let task = Task {
                done,
                due: *due,
                owner: owner.clone(),
                point: *point,
                settled_by: None,
                what: what.clone(),
            };
            case.tasks.insert(placed.address.clone(), task);
        }
        Doing::Dissent { text, .. } => case.dissents.push(Dissent { done, text: text.clone() }),
        Doing::Acknowledge(_)
        | Doing::Open(_)
        | Doing::Assent { .. }
        | Doing::Call { .. }
        | Doing::Verify(_)
        | Doing::Seal { .. }
        | Doing::Reveal { .. }
        | Doing::Recuse { .. }
        | Doing::Close { .. }
        | Doing::AskRemedy(_)
        | Doing::CheckRemedy { .. }
        | Doing::Propose { .. } => {}
    }
}

fn remedy_of(count: &Count<'_>, placed: Placed<'_>, asking: &Asking) -> Remedy {
    let mut asked_by: BTreeSet<SeatId> = BTreeSet::from([placed.seat.clone()]);
    let assents = count.assents.get(placed.address);
    asked_by.extend(assents.iter().flat_map(|by| by.keys()).map(|seat| (*seat).clone()));
    let checked = count.checks.get(placed.address).and_then(|check| {
        let Doing::CheckRemedy { measured, text, .. } = &check.deed.does else { return None };
        Some((done(*check), *measured, text.clone()))
    });
    Remedy {
        asked_by,
        asking: asking.clone(),
        checked,
        done: done(placed),
        state: RemedyState::Proposed,
    }
}

/// What the case comes to, once every part is settled.
fn determine(case: &Case, count: &Count<'_>) -> Option<Determination> {
    let admitted = u32::try_from(case.admitted_by.len()).unwrap_or(u32::MAX);
    if admitted < case.procedure.admit || !case.parts.values().all(SeatPart::settled) {
        return None;
    }
    let outcomes = case.opening.provisions.iter().map(|provision| {
        let sure = case.procedure.sure_under(provision);
        let conclusions: BTreeMap<SeatId, _> = case
            .parts
            .iter()
            .filter_map(|(seat, part)| match part {
                SeatPart::Gave { finding, .. } => {
                    Some((seat.clone(), finding.conclude(count.agreement, provision, sure)))
                }
                SeatPart::Due
                | SeatPart::Sealed { .. }
                | SeatPart::ToReveal { .. }
                | SeatPart::Abstained { .. }
                | SeatPart::Silent
                | SeatPart::Recused { .. } => None,
            })
            .collect();
        let joint = decide(&case.procedure.decision, case.opening.urgency, &conclusions);
        (provision.clone(), (joint, conclusions))
    });
    let silent = case.parts.values().any(|part| *part == SeatPart::Silent);
    let abstained = case.parts.values().any(|part| matches!(part, SeatPart::Abstained { .. }));
    // A finding that is out may be opened later; that changes nothing.
    let gave = case.parts.iter().filter(|(_, part)| matches!(part, SeatPart::Gave { .. }));
    let reveals = gave.filter_map(|(seat, _)| {
        count.hand_of(&case.id, seat)?.revealed.as_ref().map(|(_, when, _)| *when)
    });
    let when = match (abstained, silent) {
        (true, _) => case.deadlines.reveal,
        (false, true) => {
            reveals.max().unwrap_or(case.deadlines.findings).max(case.deadlines.findings)
        }
        (false, false) => reveals.max().unwrap_or(case.opened.when),
    };
    Some(Determination { by_clock: silent || abstained, outcomes: outcomes.collect(), when })
}

/// Puts in the outcome, what became of remedies, and where the case stands.
fn conclude(case: &mut Case, now: Moment, count: &Count<'_>) {
    case.determination = determine(case, count);
    let asking: BTreeSet<SeatId> = match &case.determination {
        Some(found) if found.agreed() => {
            let dissenting = found.dissenting();
            let gave = case.parts.iter().filter(|(_, part)| matches!(part, SeatPart::Gave { .. }));
            gave.map(|(seat, _)| seat).filter(|seat| !dissenting.contains(seat)).cloned().collect()
        }
        Some(_) | None => BTreeSet::new(),
    };
    for remedy in case.remedies.values_mut() {
        let joint = !asking.is_empty() && asking.is_subset(&remedy.asked_by);
        remedy.state = match &remedy.checked {
            _ if !joint => RemedyState::Proposed,
            None if now > remedy.asking.due => RemedyState::Overdue,
            None => RemedyState::Asked,
            Some((_, None, _)) => RemedyState::NotMeasured,
            Some((_, Some(measured), _)) if remedy.asking.met(*measured) => RemedyState::Met,
            Some((_, Some(_), _)) => RemedyState::Missed,
        };
    }
    case.state = state_of(case, now, count);
}

fn state_of(case: &Case, now: Moment, count: &Count<'_>) -> State {
    let have = u32::try_from(case.admitted_by.len()).unwrap_or(u32::MAX);
    if have < case.procedure.admit {
        let open = count.agreement.seats.iter().filter(|seat| {
            seat.id != case.opened.seat
                && count.admission(&case.id, &seat.id, case.deadlines.admission) == Standing::Open
        });
        let open = u32::try_from(open.count()).unwrap_or(u32::MAX);
        let lacking = case.procedure.admit.saturating_sub(have);
        return if open < lacking {
            State::NotAdmitted
        } else {
            State::AwaitingAdmission { lacking }
        };
    }
    if case.determination.is_some() {
        let joint = || case.remedies.values().filter(|one| one.state != RemedyState::Proposed);
        return match (joint().next(), joint().all(|one| one.checked.is_some())) {
            (None, _) => State::Determined,
            (Some(_), true) => State::Closed,
            (Some(_), false) => State::AwaitingRemedy,
        };
    }
    let with = |wanted: fn(&SeatPart) -> bool| -> BTreeSet<SeatId> {
        let parts = case.parts.iter().filter(|(_, part)| wanted(part));
        parts.map(|(seat, _)| seat.clone()).collect()
    };
    let due = with(|part| matches!(part, SeatPart::Due | SeatPart::Sealed { .. }));
    let none_yet = case.parts.values().all(|part| *part == SeatPart::Due);
    let heard = !case.replies.is_empty() || case.answering(count.agreement).is_empty();
    if !heard && none_yet && now <= case.deadlines.reply {
        State::AwaitingReply
    } else if !due.is_empty() {
        State::AwaitingFindings { from: due }
    } else {
        State::AwaitingReveal { from: with(|part| matches!(part, SeatPart::ToReveal { .. })) }
    }
}
