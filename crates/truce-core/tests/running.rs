//! The picture that moves on with the record is the one made anew, to the byte, whatever is put on record and in
//! whatever steps.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use truce_core::act::Act;
use truce_core::agreement::{Agreement, Files};
use truce_core::case::acknowledgement::{Acknowledgement, AlarmWord};
use truce_core::case::deed::{Deed, Doing};
use truce_core::case::office::{Appointment, Office};
use truce_core::departure::{Departure, Presence};
use truce_core::effort::Effort;
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::geo::Position;
use truce_core::id::{ActorId, AreaId, OfficerId, SeatId, SourceId};
use truce_core::judgement::{Judgement, Verdict};
use truce_core::picture::Picture;
use truce_core::picture::running::RunningPicture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::register::Register;
use truce_core::report::{Basis, Harm, NamedActor, Origin, Report, Stance, Toll};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Moment, Window};

const ROOT: &str = "huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWM=";
const LOGS: [&str; 4] = ["russia", "turkey", "un", "russia-2"];
const SOURCES: [&str; 4] = ["own-a", "own-b", "agency", "radio"];

fn agreement() -> Agreement {
    let files = Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    };
    Agreement::read(&files).expect("the project's own agreement has no fault")
}

/// What is put on record next, by numbers.
#[derive(Debug, Clone)]
struct Step {
    what: usize,
    log: usize,
    source: usize,
    hour: i64,
    north: i32,
    other: usize,
    /// Which logs the next cut takes along, a bit each.
    seen: usize,
}

fn any_history() -> impl Strategy<Value = Vec<Step>> {
    let who = (0..24_usize, 0..LOGS.len(), 0..SOURCES.len());
    let step = (who, 0..40_i64, 0..90_000_i32, 0..60_usize, 0..16_usize);
    let step = step.prop_map(|((what, log, source), hour, north, other, seen)| Step {
        what,
        log,
        source,
        hour,
        north,
        other,
        seen,
    });
    proptest::collection::vec(step, 8..60)
}

/// The record as it grows.
#[derive(Default)]
struct World {
    entries: Vec<(Address, Vec<u8>)>,
    cut: Cut,
    /// What opens the places of reports that were sealed.
    disclosures: Vec<truce_core::disclosure::Disclosure>,
}

impl World {
    fn put(&mut self, log: &str, body: Body, hour: i64) {
        let log = SeatId::new(log).unwrap();
        let seat = SeatId::new(log.as_str().trim_end_matches("-2")).unwrap();
        let head = self.cut.0.entry(log.clone()).or_insert(Head { root: ROOT.to_owned(), size: 0 });
        let mut bodies = vec![body];
        if head.size == 0 {
            let (agreement_sha256, agreement_title) = ("ab".repeat(32), "a truce".to_owned());
            bodies.insert(0, Body::Opening(Opening { agreement_sha256, agreement_title, seat }));
        }
        for body in bodies {
            let address = Address { log: log.clone(), index: head.size };
            let bytes = Entry::new(body, Moment::from_unix(1_494_000_000 + hour * 3_600)).bytes();
            self.entries.push((address, bytes.unwrap()));
            head.size += 1;
        }
    }

    /// An entry that is there, or that is not yet.
    fn some(&self, number: usize) -> Address {
        let next = || Address { log: SeatId::new("un").unwrap(), index: number as u64 };
        self.entries.get(number).map_or_else(next, |(address, _)| address.clone())
    }

    fn step(&mut self, step: &Step) {
        let body = match step.what {
            0..=4 => Body::Report(Arc::new(report(step))),
            5..=7 => {
                let corrects = Some(self.some(step.other));
                Body::Report(Arc::new(Report { corrects, ..report(step) }))
            }
            8 | 9 => {
                let mut report = report(step);
                let sealed = report.seal(truce_core::commitment::SealedField::Place, &[7; 16]);
                let log = SeatId::new(LOGS[step.log]).unwrap();
                let index = self.cut.0.get(&log).map_or(1, |head| head.size);
                let disclosure = sealed.unwrap().expose().to_owned();
                let address = Address { log, index };
                self.disclosures.push(truce_core::disclosure::Disclosure { address, disclosure });
                Body::Report(Arc::new(report))
            }
            10 | 11 => match self.disclosures.get(step.other % 3) {
                Some(disclosure) => Body::Disclosure(disclosure.clone()),
                None => return,
            },
            12 | 13 => Body::Source(source(step)),
            14 | 15 => Body::Register(Box::new(register(step))),
            16 | 17 => Body::Judgement(Judgement {
                by: "duty-1".to_owned(),
                reason: "looked at both".to_owned(),
                reports: (self.some(step.other), self.some(step.source * 9 + step.seen)),
                verdict: [Verdict::Same, Verdict::Different, Verdict::TakenBack][step.seen % 3],
            }),
            18 => Body::Effort(effort(step)),
            20 => Body::Appointment(appointment(step)),
            21..=23 => Body::Deed(Box::new(acknowledgement(step))),
            _ => Body::Departure(Departure {
                presence: [Presence::Absent, Presence::Present][step.other % 2],
                reason: "silent".to_owned(),
                seat: SeatId::new(["iran", "turkey"][step.seen % 2]).unwrap(),
            }),
        };
        self.put(LOGS[step.log], body, step.hour);
    }
}

fn report(step: &Step) -> Report {
    let start = Moment::from_unix(1_493_900_000 + step.hour / 8 * 3_600);
    let accused = ["government", "opposition"]
        .get(step.other % 3)
        .map(|name| NamedActor { actor: ActorId::new(name).ok(), written: (*name).to_owned() });
    Report {
        account: "Several impacts were heard to the north of the village before dawn.".to_owned(),
        accused: accused.into_iter().collect(),
        act: [Act::Shelling, Act::Shelling, Act::SmallArms][step.other % 3],
        basis: [Basis::Alleged, Basis::Observed, Basis::Alleged, Basis::Predicted][step.other % 4],
        corrects: None,
        doubts: Vec::new(),
        entered_by: None,
        exemption: None,
        harm: Harm {
            killed: step.other.is_multiple_of(2).then(|| Toll::exactly(2)),
            injured: None,
        },
        language: "en".to_owned(),
        origin: Origin { file: "f".to_owned(), line: 1 },
        place: Place {
            area: None,
            name: "somewhere".to_owned(),
            position: Position::new(33_600_000 + step.north, 36_200_000).ok(),
            radius_m: 3_000,
        },
        reference: step.other.is_multiple_of(5).then(|| format!("r{}", step.seen)),
        sealed: BTreeMap::new(),
        sent_at: step.other.is_multiple_of(2).then(|| start.plus(7_200)),
        source: SourceId::new(SOURCES[step.source]).unwrap(),
        stance: [Stance::Asserts, Stance::Asserts, Stance::DeniesEvent][step.seen % 3],
        target: Vec::new(),
        window: Window::new(start, start.plus(7_200)).unwrap(),
    }
}

fn source(step: &Step) -> Source {
    Source {
        aligned_with: ActorId::new("government").ok().filter(|_| step.other.is_multiple_of(2)),
        group: step.other.is_multiple_of(3).then(|| "wire".to_owned()),
        id: SourceId::new(SOURCES[step.source]).unwrap(),
        kind: "press".to_owned(),
        name: SOURCES[step.source].to_owned(),
        reliability: Reliability::F,
        seat: ["russia", "turkey"].get(step.source).and_then(|seat| SeatId::new(seat).ok()),
    }
}

fn register(step: &Step) -> Register {
    Register {
        day: ["2017-05-04", "2017-05-05"][step.other % 2].parse().unwrap(),
        doubts: Vec::new(),
        hours: 24,
        list: Vec::new(),
        origin: Origin { file: "f".to_owned(), line: 1 },
        other_totals: Vec::new(),
        reviews: Vec::new(),
        seat: SeatId::new(["russia", "turkey"][step.seen % 2]).unwrap(),
        told_by: SourceId::new("agency").unwrap(),
        total: u32::try_from(step.other).ok(),
    }
}

fn effort(step: &Step) -> Effort {
    let start = Moment::from_unix(1_493_900_000);
    Effort {
        area: None,
        cameras: None,
        hours: u32::try_from(step.hour).ok(),
        note: String::new(),
        origin: Origin { file: "f".to_owned(), line: 1 },
        patrols: None,
        source: SourceId::new("agency").unwrap(),
        window: Window::new(start, start.plus(86_400)).unwrap(),
    }
}

/// An officer begins, or ceases.
fn appointment(step: &Step) -> Appointment {
    Appointment {
        key: None,
        officer: OfficerId::new("duty-1").unwrap(),
        offices: (step.other % 4 < 3).then_some(Office::DutyOfficer).into_iter().collect(),
        reason: "list".to_owned(),
    }
}

/// A word on an alarm, of which some can be meant and some cannot.
fn acknowledgement(step: &Step) -> Deed {
    let of = Acknowledgement {
        act: step.seen.is_multiple_of(2).then_some(Act::Shelling),
        area: AreaId::new(["hama", "idlib", "atlantis"][step.other % 3]).unwrap(),
        party: ["opposition", "martians"].get(step.seen % 4).map(|id| ActorId::new(id).unwrap()),
        raised_on: ["2017-05-04", "2017-06-30"][step.seen % 5 / 4].parse().unwrap(),
        says: AlarmWord::ALL[step.other % 3],
        text: "seen to".to_owned(),
    };
    let by = OfficerId::new("duty-1").unwrap();
    Deed { by, does: Doing::Acknowledge(Box::new(of)), signature: None }
}

/// Two seats whose own sources report the same day, so that there is something to reconcile from the start.
fn begun() -> World {
    let mut world = World::default();
    for source in 0..3 {
        for what in [12, 14, 0, 20] {
            let (seen, other) = (source, source * 2);
            world.step(&Step { what, log: source, source, hour: 8, north: 0, other, seen });
        }
    }
    world
}

/// Plays a history; a picture moves along with it, and is held against the one made anew whenever it moved.
fn hold_equal(history: &[Step]) -> Result<usize, TestCaseError> {
    let agreement = agreement();
    let mut world = begun();
    let mut record = Record::default();
    let mut running = RunningPicture::of(Record::default(), &agreement, &Cut::default());
    let (mut entered, mut step_by_step) = (0, 0);
    let mut cut = Cut::default();
    for step in history {
        world.step(step);
        for (address, bytes) in &world.entries[entered..] {
            record.enter(address.clone(), bytes);
            running.enter(address.clone(), bytes);
        }
        entered = world.entries.len();
        // Some logs are seen as far as they go, the others as far as before.
        for (bit, (log, head)) in world.cut.0.iter().enumerate() {
            if step.seen >> bit & 1 == 1 {
                cut.0.insert(log.clone(), head.clone());
            }
        }
        let moved = running.advance(&cut);
        let anew = Picture::of(&record, &agreement, &cut);
        prop_assert_eq!(running.picture().digest(), anew.digest());
        prop_assert!(*running.picture() == anew);
        step_by_step += usize::from(!moved.anew);
    }
    Ok(step_by_step)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_picture_that_moves_on_is_the_one_made_anew(history in any_history()) {
        hold_equal(&history)?;
    }
}

#[test]
fn most_entries_move_the_picture_on_without_making_it_anew() {
    let mut draws = 5_u64;
    let mut draw = |below: u64| {
        draws =
            draws.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((draws >> 33) % below).unwrap()
    };
    let steps: Vec<Step> = (0..60)
        .map(|_| Step {
            what: draw(24),
            log: draw(3),
            source: draw(4),
            hour: i64::try_from(draw(40)).unwrap(),
            north: i32::try_from(draw(90_000)).unwrap(),
            other: draw(60),
            seen: draw(16),
        })
        .collect();
    let moved_on = hold_equal(&steps).unwrap();
    assert!(moved_on > 50, "{moved_on}");
}

#[test]
fn a_correction_that_is_seen_before_what_it_corrects_makes_all_anew() {
    let agreement = agreement();
    let plain = Step { what: 0, log: 0, source: 2, hour: 8, north: 0, other: 1, seen: 1 };
    let mut world = World::default();
    world.put("russia", Body::Report(Arc::new(report(&plain))), 8);
    let corrects = "russia/1".parse().ok();
    let better = Report { corrects, ..report(&Step { other: 4, ..plain }) };
    world.put("russia-2", Body::Report(Arc::new(better)), 9);
    let mut record = Record::default();
    let mut running = RunningPicture::of(Record::default(), &agreement, &Cut::default());
    for (address, bytes) in &world.entries {
        record.enter(address.clone(), bytes);
        running.enter(address.clone(), bytes);
    }
    let mut cut = world.cut.clone();
    if let Some(head) = cut.0.get_mut(&SeatId::new("russia").unwrap()) {
        head.size = 1;
    }
    for cut in [&cut, &world.cut] {
        let moved = running.advance(cut);
        assert!(*running.picture() == Picture::of(&record, &agreement, cut));
        assert_eq!(running.picture().incidents.len(), 1);
        assert!(moved.anew);
    }
    assert_eq!(running.picture().corrected.len(), 1);
}
