//! Which deeds count, and in words why another does not. What does not count stays on record.
//!
//! INVARIANT: whether a deed counts follows from its own seat's log before it, and from entries that it names. So it
//! never changes as the record grows, but for a deed that waits for an entry it names.

use std::collections::{BTreeMap, BTreeSet};

use super::acknowledgement::Acknowledgement;
use super::deed::{Asking, Deed, Doing, TakingUp};
use super::finding::{Finding, NotAFinding};
use super::office::{Action, Appointment, role_allows};
use super::standing::{Clockwork, Standing};
use super::verification::Verification;
use super::{Deadlines, Procedure, Stage, answering};
use crate::agreement::{Agreement, SeatRole};
use crate::commitment::Commitment;
use crate::entry::{Address, Body, Entry};
use crate::id::{ActorId, AreaId, OfficerId, ProvisionId, SeatId};
use crate::lineage::Lineage;
use crate::record::{Cut, Record};
use crate::time::Moment;

/// Why a deed does not count. It stands on record, and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCounted {
    /// Nobody of that name is an officer there.
    #[error("`{officer}` holds no office at {seat}")]
    NoOfficer {
        /// Who.
        officer: OfficerId,
        /// Where.
        seat: SeatId,
    },
    /// None of the officer's offices allows it.
    #[error("no office of `{officer}` allows to {action}")]
    NotAllowed {
        /// Who.
        officer: OfficerId,
        /// What.
        action: Action,
    },
    /// The seat's role does not allow it.
    #[error("{seat} may not {action}: it is not among its duties in the mechanism")]
    SeatMayNot {
        /// Which seat.
        seat: SeatId,
        /// What.
        action: Action,
    },
    /// It must be signed by the officer, and is not, or by somebody else.
    #[error("it does not carry the signature of `{0}`, who signs with a key")]
    NotSigned(OfficerId),
    /// What it names as a case is none.
    #[error("{0} opens no case")]
    NoCase(Address),
    /// What it is about is no report.
    #[error("{0} is no report")]
    NoReport(Address),
    /// What it agrees to cannot be agreed to.
    #[error("{0} asks for nothing that can be agreed to")]
    NothingToAgreeTo(Address),
    /// Not a provision of the agreement.
    #[error("`{0}` is no provision of the agreement")]
    NoProvision(ProvisionId),
    /// Not an actor of the agreement.
    #[error("`{0}` is no actor of the agreement")]
    NoActor(ActorId),
    /// Not an area of the agreement.
    #[error("`{0}` is no area that the agreement names")]
    NoArea(AreaId),
    /// Not a party to the agreement.
    #[error("`{0}` is no party to the agreement")]
    NoParty(ActorId),
    /// Entering, verifying and determining one case are three people.
    #[error(
        "`{officer}` {did} in this case, and cannot be the one who {does}: these are different people"
    )]
    SamePerson {
        /// Who.
        officer: OfficerId,
        /// What was done before.
        did: &'static str,
        /// What is tried now.
        does: &'static str,
    },
    /// Done already.
    #[error("{seat} has done that already, at {at}")]
    Already {
        /// Which seat.
        seat: SeatId,
        /// Where.
        at: Address,
    },
    /// Its time has not come.
    #[error("it is too early: {0}")]
    TooEarly(&'static str),
    /// Its time is over.
    #[error("it is too late: the clock ran out before")]
    TooLate,
    /// The seat does not answer for that side.
    #[error("{seat} does not answer for `{actor}`")]
    NotItsSide {
        /// Which seat.
        seat: SeatId,
        /// Whom.
        actor: ActorId,
    },
    /// It does not open what the seat sealed.
    #[error("{0}")]
    DoesNotOpen(#[from] NotAFinding),
    /// The seat sealed nothing.
    #[error("{0} has sealed no finding in this case")]
    NothingSealed(SeatId),
    /// Somebody else is to check.
    #[error("{0} is to check it")]
    NotTheChecker(SeatId),
    /// The checker backs whoever is asked.
    #[error("{seat} answers for `{actor}`, and cannot be the one who checks")]
    ChecksItsOwn {
        /// Which seat.
        seat: SeatId,
        /// Whom.
        actor: ActorId,
    },
    /// The case that it takes up again has no outcome yet.
    #[error("{0} has no outcome yet: there is nothing to take up again")]
    NotDetermined(Address),
    /// A case that is taken up again names something new.
    #[error(
        "a case is taken up again on new evidence, and none is named that is not in the earlier case"
    )]
    NothingNew,
    /// The procedure that it proposes cannot be.
    #[error("the procedure cannot be: {0}")]
    BadProcedure(String),
}

/// Whether a deed counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Counts {
    /// It does.
    Yes,
    /// It names an entry that does not lie before the cut.
    Waits,
    /// It does not.
    No(NotCounted),
}

impl From<Result<(), NotCounted>> for Counts {
    fn from(found: Result<(), NotCounted>) -> Self {
        found.map_or_else(Self::No, |()| Self::Yes)
    }
}

/// A deed, with where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a> {
    pub address: &'a Address,
    pub deed: &'a Deed,
    pub seat: &'a SeatId,
    pub turn: super::citing::Turn,
    pub when: Moment,
}

impl<'a> Placed<'a> {
    /// An entry as a deed; `None` if it is none.
    pub(super) fn of(lineage: &'a Lineage, address: &'a Address, entry: &'a Entry) -> Option<Self> {
        let Body::Deed(deed) = &entry.body else { return None };
        let (seat, number, index) = lineage.turn(address);
        Some(Self { address, deed, seat, turn: (number, index), when: entry.recorded_at })
    }
}

/// What one person may be in a case: no two of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capacity {
    Entered,
    Verified,
    Determined,
}

impl Capacity {
    fn did(self) -> &'static str {
        match self {
            Self::Entered => "entered what it is about",
            Self::Verified => "verified",
            Self::Determined => "gave the finding",
        }
    }

    fn does(self) -> &'static str {
        match self {
            Self::Entered => "enters it",
            Self::Verified => "verifies",
            Self::Determined => "gives the finding",
        }
    }
}

/// A case that was opened, as far as counting needs it.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    pub deadlines: Deadlines,
    pub opening: &'a TakingUp,
    pub placed: Placed<'a>,
    pub procedure: Procedure,
}

/// What a seat has done in a case so far, in its own log.
#[derive(Debug, Default)]
pub(super) struct Hand<'a> {
    pub assent: Option<&'a Address>,
    pub recused: Option<(&'a Address, &'a str)>,
    pub sealed: Option<(&'a Address, &'a Commitment)>,
    pub revealed: Option<(&'a Address, Moment, Finding)>,
    people: BTreeMap<&'a OfficerId, Capacity>,
}

/// Counts the deeds of all seats, one after the other.
pub(super) struct Count<'a> {
    pub agreement: &'a Agreement,
    pub cases: BTreeMap<&'a Address, Opened<'a>>,
    /// By the report that they are about.
    pub cases_about: BTreeMap<&'a Address, Vec<&'a Address>>,
    /// Openings that wait for an entry that they name.
    pub cases_waiting: BTreeSet<&'a Address>,
    pub clockwork: Clockwork<'a>,
    pub cut: &'a Cut,
    /// By case and seat.
    pub hands: BTreeMap<(&'a Address, &'a SeatId), Hand<'a>>,
    pub record: &'a Record,
    /// The replies in each case that a seat gave which answers.
    pub replies: BTreeMap<&'a Address, Vec<&'a Address>>,
    /// By remedy.
    pub checks: BTreeMap<&'a Address, Placed<'a>>,
    /// By what is agreed to.
    pub assents: BTreeMap<&'a Address, BTreeMap<&'a SeatId, &'a Address>>,
}

impl<'a> Count<'a> {
    /// Nothing is counted yet.
    pub(super) fn new(
        record: &'a Record,
        agreement: &'a Agreement,
        cut: &'a Cut,
        clockwork: Clockwork<'a>,
    ) -> Self {
        Self {
            agreement,
            assents: BTreeMap::new(),
            cases: BTreeMap::new(),
            cases_about: BTreeMap::new(),
            cases_waiting: BTreeSet::new(),
            checks: BTreeMap::new(),
            clockwork,
            cut,
            hands: BTreeMap::new(),
            record,
            replies: BTreeMap::new(),
        }
    }

    /// Whether an officer may do a deed at all: office, seat, signature.
    pub(super) fn authority(
        &self,
        placed: Placed<'a>,
        appointment: Option<&Appointment>,
    ) -> Counts {
        let officer = placed.deed.by.clone();
        let seat = placed.seat.clone();
        let Some(appointment) = appointment.filter(|found| !found.offices.is_empty()) else {
            return Counts::No(NotCounted::NoOfficer { officer, seat });
        };
        if let Some(key) = &appointment.key {
            let bytes = placed.deed.signed_bytes(&self.agreement.origin(&placed.address.log));
            let signature = placed.deed.signature.as_deref();
            if !signature.is_some_and(|signature| key.signed(&bytes, signature)) {
                return Counts::No(NotCounted::NotSigned(officer));
            }
        }
        let action = match placed.deed.does.action() {
            Some(action) => action,
            None => match self.agreed_to(&placed.deed.does) {
                Ok(action) => action,
                Err(counts) => return counts,
            },
        };
        let role = self.agreement.seat(&seat).map(|seat| seat.role);
        if !role.is_some_and(|role| role_allows(role, action)) {
            return Counts::No(NotCounted::SeatMayNot { seat, action });
        }
        if !appointment.allows(action) {
            return Counts::No(NotCounted::NotAllowed { officer, action });
        }
        Counts::Yes
    }

    /// What must be allowed to agree to something.
    fn agreed_to(&self, doing: &Doing) -> Result<Action, Counts> {
        let Doing::Assent { to, .. } = doing else { return Err(Counts::Waits) };
        if !self.cut.covers(to) {
            return Err(Counts::Waits);
        }
        let nothing = || Counts::No(NotCounted::NothingToAgreeTo(to.clone()));
        match self.record.get(to).map(|entry| &entry.body) {
            Some(Body::Deed(deed)) => match deed.does.action() {
                Some(Action::Open) => Ok(Action::Admit),
                Some(action @ (Action::AskRemedy | Action::ChangeProcedure)) => Ok(action),
                Some(_) | None => Err(nothing()),
            },
            _ => Err(nothing()),
        }
    }

    /// Whether a case is opened by it.
    pub(super) fn opening(&self, opening: &TakingUp) -> Counts {
        if let Some(earlier) = &opening.reopens {
            if opening.evidence.is_empty() || self.nothing_new(earlier, opening) {
                return Counts::No(NotCounted::NothingNew);
            }
            if !self.cut.covers(earlier) {
                return Counts::Waits;
            }
        }
        for provision in &opening.provisions {
            if self.agreement.provision(provision).is_none() {
                return Counts::No(NotCounted::NoProvision(provision.clone()));
            }
        }
        if let Some(accused) = &opening.accused
            && self.agreement.actor(accused).is_none()
        {
            return Counts::No(NotCounted::NoActor(accused.clone()));
        }
        self.report(&opening.about)
    }

    /// Whether a case is taken up again on nothing but what the earlier one was opened with.
    fn nothing_new(&self, earlier: &Address, opening: &TakingUp) -> bool {
        let entry = self.record.get(earlier).filter(|_| self.cut.covers(earlier));
        let Some(Body::Deed(deed)) = entry.map(|entry| &entry.body) else { return false };
        let Doing::Open(first) = &deed.does else { return false };
        let known = |piece: &Address| first.evidence.contains(piece) || *piece == first.about;
        opening.evidence.iter().all(known)
    }

    fn report(&self, about: &Address) -> Counts {
        if !self.cut.covers(about) {
            return Counts::Waits;
        }
        match self.record.get(about).map(|entry| &entry.body) {
            Some(Body::Report(_)) => Counts::Yes,
            _ => Counts::No(NotCounted::NoReport(about.clone())),
        }
    }

    /// Counts one deed, and notes what it does to later ones. Deeds of one seat come in the order of its log.
    pub(super) fn count(&mut self, placed: Placed<'a>) -> Counts {
        match &placed.deed.does {
            // Counted before all others.
            Doing::Open(_) => Counts::Yes,
            Doing::Acknowledge(of) => self.acknowledges(placed, of).into(),
            Doing::Assent { to, .. } => self.assent(placed, to),
            Doing::Call { about, .. } => match self.cases.contains_key(about) {
                true => Counts::Yes,
                false => self.report(about),
            },
            Doing::Verify(verification) => self.verify(placed, verification),
            Doing::CheckRemedy { remedy, .. } => self.check(placed, remedy),
            Doing::Propose { procedure, .. } => {
                match procedure.faults(self.agreement).into_iter().next() {
                    Some(fault) => Counts::No(NotCounted::BadProcedure(fault)),
                    None => Counts::Yes,
                }
            }
            Doing::AskReply { .. }
            | Doing::Reply { .. }
            | Doing::Task { .. }
            | Doing::Seal { .. }
            | Doing::Reveal { .. }
            | Doing::Recuse { .. }
            | Doing::Dissent { .. }
            | Doing::Close { .. }
            | Doing::AskRemedy(_) => match self.of_case(placed.deed.does.case()) {
                Ok(case) => self.in_case(placed, case).into(),
                Err(counts) => counts,
            },
        }
    }

    /// The case that a deed names, if there is one before the cut.
    fn of_case(&self, named: Option<&'a Address>) -> Result<&'a Address, Counts> {
        let Some(named) = named else { return Err(Counts::Waits) };
        match self.cases.contains_key(named) {
            true => Ok(named),
            false if self.cut.covers(named) && !self.cases_waiting.contains(named) => {
                Err(Counts::No(NotCounted::NoCase(named.clone())))
            }
            false => Err(Counts::Waits),
        }
    }

    /// What a seat has done in a case so far.
    pub(super) fn hand_of<'b>(
        &'b self,
        case: &'b Address,
        seat: &'b SeatId,
    ) -> Option<&'b Hand<'b>> {
        self.hands.get(&(case, seat))
    }

    /// Whether a seat admits a case in time.
    pub(super) fn admission(&self, case: &Address, seat: &SeatId, until: Moment) -> Standing {
        let assent = self.hand_of(case, seat).and_then(|hand| hand.assent);
        self.clockwork.standing(case, Stage::Admission, seat, assent, until)
    }

    fn hand(&mut self, case: &'a Address, seat: &'a SeatId) -> &mut Hand<'a> {
        self.hands.entry((case, seat)).or_default()
    }

    pub(super) fn capacity(
        &mut self,
        case: &'a Address,
        placed: Placed<'a>,
        now: Capacity,
    ) -> Result<(), NotCounted> {
        let held = *self.hand(case, placed.seat).people.entry(&placed.deed.by).or_insert(now);
        if held == now {
            return Ok(());
        }
        let officer = placed.deed.by.clone();
        Err(NotCounted::SamePerson { officer, did: held.did(), does: now.does() })
    }

    fn assent(&mut self, placed: Placed<'a>, to: &'a Address) -> Counts {
        let already = |at: &Address| {
            Counts::No(NotCounted::Already { seat: placed.seat.clone(), at: at.clone() })
        };
        if let Some(at) = self.assents.get(to).and_then(|by| by.get(placed.seat)) {
            return already(at);
        }
        if self.clockwork.lineage.seat_of(&to.log) == placed.seat {
            return already(to);
        }
        if let Some(case) = self.cases.get(to) {
            if self.late(placed, to, Stage::Admission, case.deadlines.admission) {
                return Counts::No(NotCounted::TooLate);
            }
            self.hand(to, placed.seat).assent = Some(placed.address);
        }
        self.assents.entry(to).or_default().insert(placed.seat, placed.address);
        Counts::Yes
    }

    /// Whether the seat's own log was past a deadline before, or said itself that the clock had run out.
    fn late(&self, placed: Placed<'a>, case: &Address, stage: Stage, deadline: Moment) -> bool {
        let past = self.clockwork.past(placed.seat, deadline);
        let key = (case.clone(), stage, placed.seat.clone());
        let closed = self.clockwork.closings.get(&key).copied();
        [past, closed].into_iter().flatten().any(|turn| turn <= placed.turn)
    }

    fn verify(&mut self, placed: Placed<'a>, verification: &'a Verification) -> Counts {
        let about = self.report(&verification.about);
        if about != Counts::Yes {
            return about;
        }
        if let Some(entry) = self.record.get(&verification.about)
            && let Body::Report(report) = &entry.body
            && verification.about.log == placed.address.log
            && report.entered_by.as_ref() == Some(&placed.deed.by)
        {
            let officer = placed.deed.by.clone();
            let (did, does) = (Capacity::Entered.did(), Capacity::Verified.does());
            return Counts::No(NotCounted::SamePerson { officer, did, does });
        }
        let of_task = verification.task.as_ref().and_then(|task| {
            let Body::Deed(deed) = &self.record.get(task)?.body else { return None };
            deed.does.case()
        });
        let of_task = of_task.and_then(|case| self.cases.get_key_value(case)).map(|(id, _)| *id);
        let about = self.cases_about.get(&verification.about).cloned().unwrap_or_default();
        for case in about.into_iter().chain(of_task) {
            if let Err(why) = self.capacity(case, placed, Capacity::Verified) {
                return Counts::No(why);
            }
        }
        Counts::Yes
    }

    fn check(&mut self, placed: Placed<'a>, remedy: &'a Address) -> Counts {
        if !self.cut.covers(remedy) {
            return Counts::Waits;
        }
        let entry = self.record.get(remedy).map(|entry| &entry.body);
        let Some(Body::Deed(deed)) = entry else {
            return Counts::No(NotCounted::NothingToAgreeTo(remedy.clone()));
        };
        let Doing::AskRemedy(asking) = &deed.does else {
            return Counts::No(NotCounted::NothingToAgreeTo(remedy.clone()));
        };
        if asking.checker != *placed.seat {
            return Counts::No(NotCounted::NotTheChecker(asking.checker.clone()));
        }
        if let Some(before) = self.checks.get(remedy) {
            let (seat, at) = (placed.seat.clone(), before.address.clone());
            return Counts::No(NotCounted::Already { seat, at });
        }
        self.checks.insert(remedy, placed);
        Counts::Yes
    }

    /// Whether an alarm can be meant: what is watched is the agreement's, and the day is no day to come.
    fn acknowledges(&self, placed: Placed<'a>, of: &Acknowledgement) -> Result<(), NotCounted> {
        if !self.agreement.areas().iter().any(|area| area.id == of.area) {
            return Err(NotCounted::NoArea(of.area.clone()));
        }
        let party = |wanted: &&ActorId| self.agreement.parties().any(|party| party.id == **wanted);
        if let Some(stranger) = of.party.as_ref().filter(|named| !party(named)) {
            return Err(NotCounted::NoParty(stranger.clone()));
        }
        if of.raised_on > self.agreement.clock().day_of(placed.when) {
            return Err(NotCounted::TooEarly("no alarm is raised on a day to come"));
        }
        Ok(())
    }

    fn in_case(&mut self, placed: Placed<'a>, case: &'a Address) -> Result<(), NotCounted> {
        match &placed.deed.does {
            Doing::Reply { on_behalf_of, .. } => {
                if !answering(self.agreement, on_behalf_of).contains(&placed.seat) {
                    let (seat, actor) = (placed.seat.clone(), on_behalf_of.clone());
                    return Err(NotCounted::NotItsSide { seat, actor });
                }
                Ok(())
            }
            Doing::Seal { sealed, .. } => {
                self.may_answer(placed, case)?;
                self.capacity(case, placed, Capacity::Determined)?;
                self.hand(case, placed.seat).sealed = Some((placed.address, sealed));
                Ok(())
            }
            Doing::Recuse { reason, .. } => {
                self.may_answer(placed, case)?;
                self.hand(case, placed.seat).recused = Some((placed.address, reason));
                Ok(())
            }
            Doing::Reveal { disclosure, .. } => self.reveal(placed, case, disclosure),
            Doing::Close { stage, .. } => self.close(placed, case, *stage),
            Doing::AskRemedy(asking) => self.remedy(asking),
            Doing::AskReply { .. }
            | Doing::Task { .. }
            | Doing::Dissent { .. }
            | Doing::Acknowledge(_)
            | Doing::Open(_)
            | Doing::Assent { .. }
            | Doing::Call { .. }
            | Doing::Verify(_)
            | Doing::CheckRemedy { .. }
            | Doing::Propose { .. } => Ok(()),
        }
    }

    /// Whether the seat may answer the case now: it has not, it is in time, and the accused side was heard.
    fn may_answer(&mut self, placed: Placed<'a>, case: &'a Address) -> Result<(), NotCounted> {
        let hand = self.hand(case, placed.seat);
        let before = hand.sealed.map(|(at, _)| at).or(hand.recused.map(|(at, _)| at));
        if let Some(at) = before {
            return Err(NotCounted::Already { seat: placed.seat.clone(), at: at.clone() });
        }
        let Some(opened) = self.cases.get(case) else { return Ok(()) };
        if self.late(placed, case, Stage::Findings, opened.deadlines.findings) {
            return Err(NotCounted::TooLate);
        }
        let accused = opened.opening.accused.as_ref();
        let answering = accused.map_or_else(Vec::new, |one| answering(self.agreement, one));
        if answering.is_empty() || self.clockwork.past_at(placed, opened.deadlines.reply) {
            return Ok(());
        }
        let cited = |reply: &&Address| {
            let first = self.clockwork.citing.first(placed.seat, reply, self.clockwork.lineage);
            first.is_some_and(|turn| turn <= placed.turn)
        };
        if self.replies.get(case).is_some_and(|replies| replies.iter().any(cited)) {
            return Ok(());
        }
        Err(NotCounted::TooEarly("the accused side has not replied, and its clock still runs"))
    }

    fn reveal(
        &mut self,
        placed: Placed<'a>,
        case: &'a Address,
        disclosure: &str,
    ) -> Result<(), NotCounted> {
        let hand = self.hand(case, placed.seat);
        if let Some((at, ..)) = &hand.revealed {
            let at = (*at).clone();
            return Err(NotCounted::Already { seat: placed.seat.clone(), at });
        }
        let Some((_, sealed)) = hand.sealed else {
            return Err(NotCounted::NothingSealed(placed.seat.clone()));
        };
        let finding = Finding::open(sealed, disclosure, placed.seat, case)?;
        let Some(opened) = self.cases.get(case) else { return Ok(()) };
        if self.late(placed, case, Stage::Reveal, opened.deadlines.reveal) {
            return Err(NotCounted::TooLate);
        }
        if !self.clockwork.past_at(placed, opened.deadlines.findings)
            && !self.all_sealed_for(placed, case)
        {
            return Err(NotCounted::TooEarly(
                "not every finding is sealed, and the clock still runs",
            ));
        }
        self.hand(case, placed.seat).revealed = Some((placed.address, placed.when, finding));
        Ok(())
    }

    /// Whether the seat's own log cites the seal, or the recusal, of every other seat that determines.
    fn all_sealed_for(&self, placed: Placed<'a>, case: &'a Address) -> bool {
        let voices = self.agreement.seats.iter().filter(|seat| seat.role == SeatRole::Determines);
        let mut others = voices.filter(|seat| seat.id != *placed.seat);
        others.all(|other| {
            let answers = self.record_answers(case, &other.id);
            answers.is_some_and(|answer| {
                let cites =
                    self.clockwork.citing.first(placed.seat, answer, self.clockwork.lineage);
                cites.is_some_and(|turn| turn <= placed.turn)
            })
        })
    }

    fn record_answers(&self, case: &'a Address, seat: &'a SeatId) -> Option<&'a Address> {
        let hand = self.hands.get(&(case, seat))?;
        hand.sealed.map(|(at, _)| at).or(hand.recused.map(|(at, _)| at))
    }

    fn close(
        &mut self,
        placed: Placed<'a>,
        case: &'a Address,
        stage: Stage,
    ) -> Result<(), NotCounted> {
        let Some(opened) = self.cases.get(case) else { return Ok(()) };
        if placed.when <= opened.deadlines.until(stage) {
            return Err(NotCounted::TooEarly("the clock still runs"));
        }
        let key = (case.clone(), stage, placed.seat.clone());
        match self.clockwork.closings.get(&key) {
            Some(first) if *first != placed.turn => {
                let at = Address { log: placed.address.log.clone(), index: first.1 };
                Err(NotCounted::Already { seat: placed.seat.clone(), at })
            }
            _ => Ok(()),
        }
    }

    fn remedy(&self, asking: &Asking) -> Result<(), NotCounted> {
        if self.agreement.actor(&asking.asked_of).is_none() {
            return Err(NotCounted::NoActor(asking.asked_of.clone()));
        }
        if answering(self.agreement, &asking.asked_of).contains(&&asking.checker) {
            let (seat, actor) = (asking.checker.clone(), asking.asked_of.clone());
            return Err(NotCounted::ChecksItsOwn { seat, actor });
        }
        Ok(())
    }
}

impl Clockwork<'_> {
    /// Whether a deed's own log is past a moment where it stands.
    fn past_at(&self, placed: Placed<'_>, deadline: Moment) -> bool {
        self.past(placed.seat, deadline).is_some_and(|turn| turn <= placed.turn)
    }
}
