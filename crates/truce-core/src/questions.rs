//! The three questions of an incident, answered apart for each provision by each seat: was it covered, did it happen,
//! who did it.
//!
//! A seat's answer is what its own side tells, each claim taken at its word: that of its own monitors and ministries;
//! if they say nothing, that of sources that lean to the side which its actor backs and are no other seat's own; for
//! a seat that backs nobody, that of sources in its own log that lean to no one. On ground of which the agreement says that its coverage is
//! disputed, a seat is taken to hold what its side holds.
//!
//! Whether it was covered is a question on what was agreed, and seats that answer it differently *dispute* it. The
//! other two are questions of fact: where claims differ, they are *contested*.
//!
//! # Out of scope
//! Which answer is right: that is for findings and a determination. What all claims come to together, weighed:
//! [`crate::version`].

use std::collections::BTreeSet;

use serde::Serialize;

use crate::agreement::{Actor, Agreement, Provision, Seat};
use crate::assessment::{Answer, Assessment, Element, Ground, Point, assess};
use crate::entry::Address;
use crate::id::{ActorId, ProvisionId, SeatId, SourceId, ZoneId};
use crate::incident::Incident;
use crate::kleene::Truth;
use crate::picture::Picture;
use crate::report::{NamedActor, Report, Stance};
use crate::situation::Situation;
use crate::source::Source;

/// One of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Was it covered.
    Covered,
    /// Did it happen.
    Happened,
    /// Who did it.
    Who,
}

impl Question {
    /// Each, in order.
    pub const ALL: &[Self] = &[Self::Covered, Self::Happened, Self::Who];
}

/// How the answers stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concord {
    /// Two seats or more answer alike, which do not all stand on one side, and nobody contradicts them.
    Agreed,
    /// Nobody contradicts it, and only one seat, or seats of one side, answer.
    OneSided,
    /// Seats differ on whether it was covered.
    Disputed,
    /// Claims differ.
    Contested,
    /// No seat answers.
    Open,
}

/// From where a seat's answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Footing {
    /// Its own monitors or ministries.
    Own,
    /// Sources that lean to the side which its actor backs.
    Side,
    /// Sources in its own log that lean to no one.
    Neutral,
    /// Its side's word on the ground alone; it tells nothing of the event.
    Ground,
    /// It answers nothing.
    Nothing,
}

/// What a side holds on ground of which it is disputed that the agreement covers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// Who says so.
    pub by: ActorId,
    /// Whether the ground is covered.
    pub covered: bool,
    /// Its reason.
    pub why: String,
    /// Which ground.
    pub zone: ZoneId,
}

/// One seat's answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatAnswer {
    /// Whether its own claims differ, so that it answers neither yes nor no.
    pub differ: bool,
    /// What it rests on.
    pub elements: Vec<Element>,
    /// From where it comes.
    pub footing: Footing,
    /// What its side holds on the ground, where that is in dispute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holding: Option<Holding>,
    /// To the question who did it: whom all its claims name; if the answer is no, who is said not to have done it.
    pub names: BTreeSet<ActorId>,
    /// The reports in which it is told.
    pub reports: Vec<Address>,
    /// Which seat.
    pub seat: SeatId,
    /// Yes, no or unknown; unknown also where its own claims differ.
    pub truth: Truth,
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claimant {
    /// To the question who did it: whom it names.
    pub names: BTreeSet<ActorId>,
    /// The report.
    pub report: Address,
    /// What the claim by itself answers.
    pub says: Truth,
    /// In which seat's log it stands.
    pub seat: SeatId,
    /// Whose word it is.
    pub source: SourceId,
}

/// One question under one provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// Everybody who answers it, whether or not they speak for a seat.
    pub claimants: Vec<Claimant>,
    /// How the answers stand to each other.
    pub concord: Concord,
    /// Which question.
    pub question: Question,
    /// Each seat's answer, in the agreement's order.
    pub seats: Vec<SeatAnswer>,
    /// What would settle it; empty if it is agreed.
    pub settle: Vec<&'static str>,
}

/// The three questions under one provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Questions {
    /// Covered, happened, who: in this order.
    pub answers: Vec<Answers>,
    /// Which provision.
    pub provision: ProvisionId,
}

/// The three questions of an incident, under each provision that one of its versions touches, in the agreement's order.
///
/// Cost: a step for each claim, provision and seat.
#[must_use]
pub fn questions(picture: &Picture, agreement: &Agreement, incident: &Incident) -> Vec<Questions> {
    let versions = picture.versions.get(&incident.id).into_iter().flatten();
    let touched: BTreeSet<&ProvisionId> =
        versions.flat_map(|version| &version.assessments).map(|one| &one.provision).collect();
    let claims: Vec<AtItsWord<'_>> = picture
        .claims(incident)
        .map(|(address, report)| AtItsWord::of(picture, agreement, address, report))
        .collect();
    let provisions = agreement.provisions.iter().filter(|one| touched.contains(&one.id));
    let under = provisions.map(|provision| {
        let asked = Inquiry { agreement, claims: &claims, provision };
        let answers = Question::ALL.iter().map(|question| asked.answers(*question)).collect();
        Questions { answers, provision: provision.id.clone() }
    });
    under.collect()
}

/// A claim, taken at its word.
struct AtItsWord<'a> {
    address: &'a Address,
    assessments: Vec<Assessment>,
    report: &'a Report,
    /// In whose log it stands.
    seat: &'a SeatId,
    situation: Situation,
    source: Option<&'a Source>,
}

fn actors(named: &[NamedActor]) -> Vec<Option<ActorId>> {
    let each: BTreeSet<Option<ActorId>> = named.iter().map(|named| named.actor.clone()).collect();
    each.into_iter().collect()
}

impl<'a> AtItsWord<'a> {
    fn of(
        picture: &'a Picture,
        agreement: &Agreement,
        address: &'a Address,
        report: &'a Report,
    ) -> Self {
        let situation = Situation {
            act: report.act,
            against: actors(&report.target),
            author: Truth::Yes,
            by: actors(&report.accused),
            denied: false,
            disputed: false,
            exemption: report.exemption,
            happened: Truth::Yes,
            window: report.window,
            zones: agreement.zones_at(&report.place),
        };
        let assessments = match report.stance {
            Stance::Asserts => assess(agreement, &situation),
            Stance::DeniesEvent | Stance::DeniesAuthorship => Vec::new(),
        };
        let source = picture.sources.get(&report.source);
        let seat = picture.lineage.turn(address).0;
        Self { address, assessments, report, seat, situation, source }
    }

    /// Its own answer; `None` if it does not speak to the question.
    fn answer(&self, provision: &ProvisionId, question: Question) -> Option<Answer> {
        let one = |point, truth, ground| Some(Answer::of(vec![Element::new(point, truth, ground)]));
        match (self.report.stance, question) {
            (Stance::Asserts, _) => {
                let found = self.assessments.iter().find(|one| one.provision == *provision)?;
                Some(match question {
                    Question::Covered => found.covered.clone(),
                    Question::Happened => found.happened.clone(),
                    Question::Who => found.who.clone(),
                })
            }
            (Stance::DeniesEvent, Question::Happened) => {
                one(Point::Event, Truth::No, Ground::DidNotHappen)
            }
            (Stance::DeniesAuthorship, Question::Happened) => {
                one(Point::Event, Truth::Yes, Ground::Happened)
            }
            (Stance::DeniesAuthorship, Question::Who) => {
                one(Point::Author, Truth::No, Ground::AuthorRefuted)
            }
            (Stance::DeniesEvent, Question::Covered | Question::Who)
            | (Stance::DeniesAuthorship, Question::Covered) => None,
        }
    }
}

/// What a claim answers to one question.
struct Spoken<'a> {
    answer: Answer,
    claim: &'a AtItsWord<'a>,
    names: BTreeSet<ActorId>,
}

/// What several claims come to: their answer, whether they differ, and whom they name.
struct Sum {
    differ: bool,
    names: BTreeSet<ActorId>,
    truth: Truth,
}

impl Sum {
    fn of<'s>(question: Question, said: impl Iterator<Item = &'s Spoken<'s>> + Clone) -> Self {
        let with = |truth: Truth| said.clone().filter(move |said| said.answer.truth == truth);
        let some = |truth: Truth| with(truth).next().is_some();
        let (yes, no) = (some(Truth::Yes), some(Truth::No));
        let named = common(with(Truth::Yes).map(|said| &said.names));
        let differ = match question {
            Question::Covered | Question::Happened => yes && no,
            // Whoever says that A did not do it contradicts those who name nobody but A.
            Question::Who => {
                let denied = |said: &Spoken<'_>| {
                    with(Truth::No).any(|denial| said.names.is_subset(&denial.names))
                };
                yes && (named.is_empty() || with(Truth::Yes).any(denied))
            }
        };
        let truth = match (differ, yes, no) {
            (true, _, _) | (false, false, false) => Truth::Unknown,
            (false, true, _) => Truth::Yes,
            (false, false, true) => Truth::No,
        };
        let names = match truth {
            Truth::Yes => named,
            Truth::No => with(Truth::No).flat_map(|said| said.names.clone()).collect(),
            Truth::Unknown => BTreeSet::new(),
        };
        Self { differ, names, truth }
    }
}

/// Whom all of them name.
fn common<'s>(mut sets: impl Iterator<Item = &'s BTreeSet<ActorId>>) -> BTreeSet<ActorId> {
    let first = sets.next().cloned().unwrap_or_default();
    sets.fold(first, |all, set| all.intersection(set).cloned().collect())
}

/// One provision, and what is claimed.
struct Inquiry<'a> {
    agreement: &'a Agreement,
    claims: &'a [AtItsWord<'a>],
    provision: &'a Provision,
}

impl<'a> Inquiry<'a> {
    fn side(&self, actor: &ActorId) -> Option<&'a ActorId> {
        self.agreement.actor(actor).and_then(Actor::side)
    }

    fn said(&self, question: Question) -> Vec<Spoken<'a>> {
        let said = self.claims.iter().filter_map(|claim| {
            let answer = claim.answer(&self.provision.id, question)?;
            let names = match question {
                Question::Who => claim.situation.by.iter().flatten().cloned().collect(),
                Question::Covered | Question::Happened => BTreeSet::new(),
            };
            Some(Spoken { answer, claim, names })
        });
        said.collect()
    }

    fn answers(&self, question: Question) -> Answers {
        let said = self.said(question);
        let seats: Vec<SeatAnswer> =
            self.agreement.seats.iter().map(|seat| self.telling(question, seat, &said)).collect();
        let concord = self.concord(question, &said, &seats);
        let claimants = said.iter().map(|said| Claimant {
            names: said.names.clone(),
            report: said.claim.address.clone(),
            says: said.answer.truth,
            seat: said.claim.seat.clone(),
            source: said.claim.report.source.clone(),
        });
        let claimants = claimants.collect();
        let settle = settle(question, concord, &said, &seats);
        Answers { claimants, concord, question, seats, settle }
    }

    /// The claims from which a seat's answer comes: the nearest to it that answer at all.
    fn told_for<'s>(&self, seat: &Seat, said: &'s [Spoken<'a>]) -> (Footing, Vec<&'s Spoken<'a>>) {
        let from = |wanted: &dyn Fn(&AtItsWord<'_>, &Source) -> bool| -> Vec<&'s Spoken<'a>> {
            let known = |said: &&Spoken<'a>| {
                said.claim.source.is_some_and(|source| wanted(said.claim, source))
            };
            said.iter().filter(known).collect()
        };
        let own = from(&|_, source| source.seat.as_ref() == Some(&seat.id));
        if !own.is_empty() {
            return (Footing::Own, own);
        }
        // Another seat's own monitors speak for that seat alone.
        let (footing, found) = match self.side(&seat.actor) {
            Some(side) => {
                let leans = |_: &AtItsWord<'_>, source: &Source| {
                    let to = source.aligned_with.as_ref().and_then(|to| self.side(to));
                    source.seat.is_none() && to == Some(side)
                };
                (Footing::Side, from(&leans))
            }
            None => {
                let neutral = |claim: &AtItsWord<'_>, source: &Source| {
                    let no_one = source.seat.is_none() && source.aligned_with.is_none();
                    no_one && *claim.seat == seat.id
                };
                (Footing::Neutral, from(&neutral))
            }
        };
        if found.is_empty() { (Footing::Nothing, found) } else { (footing, found) }
    }

    fn telling(&self, question: Question, seat: &Seat, said: &[Spoken<'a>]) -> SeatAnswer {
        let (mut footing, told) = self.told_for(seat, said);
        let mut told: Vec<Spoken<'a>> = told
            .into_iter()
            .map(|said| Spoken {
                answer: said.answer.clone(),
                claim: said.claim,
                names: said.names.clone(),
            })
            .collect();
        let holding = match question {
            Question::Covered => self.holding(seat, said),
            Question::Happened | Question::Who => None,
        };
        let reports = told.iter().map(|said| said.claim.address.clone()).collect();
        if let Some(holding) = &holding {
            if told.is_empty() {
                footing = Footing::Ground;
                told = self.on_the_ground(said);
            }
            for said in &mut told {
                self.hold(holding, said);
            }
        }
        let sum = Sum::of(question, told.iter());
        let resting = told.iter().filter(|said| sum.differ || said.answer.truth == sum.truth);
        let mut elements: Vec<Element> = Vec::new();
        for element in resting.flat_map(|said| &said.answer.elements) {
            if !elements.contains(element) {
                elements.push(element.clone());
            }
        }
        let Sum { differ, names, truth } = sum;
        SeatAnswer {
            differ,
            elements,
            footing,
            holding,
            names,
            reports,
            seat: seat.id.clone(),
            truth,
        }
    }

    /// What a seat's side holds on the ground in dispute on which the incident lies, or may lie.
    fn holding(&self, seat: &Seat, said: &[Spoken<'a>]) -> Option<Holding> {
        let side = self.side(&seat.actor)?;
        let mut elements = said.iter().flat_map(|said| &said.answer.elements);
        let zone = elements.find_map(|element| {
            if let Ground::Disputed { zone } = &element.ground { Some(zone) } else { None }
        })?;
        let dispute = self.agreement.zone(zone)?.disputed.as_ref()?;
        let view = dispute.views.iter().find(|view| self.side(&view.by) == Some(side))?;
        Some(Holding {
            by: view.by.clone(),
            covered: view.covered,
            why: view.why.clone(),
            zone: zone.clone(),
        })
    }

    /// What others tell of act, time and place, for a seat that tells nothing itself.
    fn on_the_ground(&self, said: &[Spoken<'a>]) -> Vec<Spoken<'a>> {
        let plain = |element: &&Element| match element.point {
            Point::Act | Point::Time | Point::Place => true,
            Point::ExcludedGroup
            | Point::Exemption
            | Point::Author
            | Point::Event
            | Point::FirstShot => false,
        };
        let each = said.iter().map(|said| {
            let elements = said.answer.elements.iter().filter(plain).cloned().collect();
            Spoken { answer: Answer::of(elements), claim: said.claim, names: BTreeSet::new() }
        });
        each.collect()
    }

    /// Answers by a side's own view of the ground where the ground is in dispute.
    fn hold(&self, holding: &Holding, said: &mut Spoken<'a>) {
        let zones = self.provision.zones.iter();
        let inside = Truth::any(zones.map(|zone| said.claim.situation.lies_in(zone)));
        let mut elements = said.answer.elements.clone();
        for element in &mut elements {
            if (Ground::Disputed { zone: holding.zone.clone() }) == element.ground {
                element.truth = Truth::from(holding.covered).and(inside);
            }
        }
        said.answer = Answer::of(elements);
    }

    fn concord(&self, question: Question, said: &[Spoken<'a>], seats: &[SeatAnswer]) -> Concord {
        let with = |truth: Truth| seats.iter().filter(move |telling| telling.truth == truth);
        let some = |truth: Truth| with(truth).next().is_some();
        // A side's word on the ground is an answer too, where nothing else keeps it from being one.
        let holds = |covered: bool| {
            seats
                .iter()
                .filter_map(|seat| seat.holding.as_ref())
                .any(|held| held.covered == covered)
        };
        let covered = some(Truth::Yes) || holds(true);
        if question == Question::Covered && covered && (some(Truth::No) || holds(false)) {
            return Concord::Disputed;
        }
        if Sum::of(question, said.iter()).differ {
            return Concord::Contested;
        }
        let truth = if some(Truth::Yes) { Truth::Yes } else { Truth::No };
        let answering: BTreeSet<&SeatId> = with(truth).map(|telling| &telling.seat).collect();
        let of = self.agreement.seats.iter().filter(|seat| answering.contains(&seat.id));
        let sides: BTreeSet<Option<&ActorId>> = of.map(|seat| self.side(&seat.actor)).collect();
        match answering.len() {
            0 => Concord::Open,
            2.. if sides.len() > 1 || sides.contains(&None) => Concord::Agreed,
            _ => Concord::OneSided,
        }
    }
}

/// What would settle a question, from all that is open about it.
fn settle(
    question: Question,
    concord: Concord,
    said: &[Spoken<'_>],
    seats: &[SeatAnswer],
) -> Vec<&'static str> {
    let standing = match (question, concord) {
        (_, Concord::Agreed) => return Vec::new(),
        (Question::Happened, Concord::Contested) => Some(Ground::EventContested),
        (Question::Who, Concord::Contested) => Some(Ground::AuthorContested),
        (Question::Happened, Concord::OneSided) => Some(Ground::EventUncorroborated),
        (Question::Who, Concord::OneSided) => Some(Ground::AuthorUncorroborated),
        (Question::Covered, _) | (_, Concord::Disputed | Concord::Open) => None,
    };
    let told = said.iter().flat_map(|said| &said.answer.elements);
    let open = told.chain(seats.iter().flat_map(|telling| &telling.elements));
    let open = open.filter(|element| element.truth == Truth::Unknown).map(|one| &one.ground);
    let mut found: Vec<&'static str> = Vec::new();
    for words in standing.iter().chain(open).filter_map(Ground::settle) {
        if !found.contains(&words) {
            found.push(words);
        }
    }
    found
}
