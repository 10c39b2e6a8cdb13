//! What it costs to make a large picture anew, and to move it on by one entry.
//!
//! `cargo run --release -p truce-core --example running_picture -- [REPORTS] [CASES] [THREADS]`, by default 60,000,
//! 2,000 and 2.
//!
//! The record is made up: a front of 220 km on the outlines of Syria, thirty events a day, told by eight sources into
//! one log; every case is admitted, sealed, opened and determined by four seats, but for the last hundred, which are
//! open. Prints seconds and, by kind of entry, milliseconds that passed, and the most memory held.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use truce_core::act::Act;
use truce_core::agreement::{Agreement, Files};
use truce_core::case::Urgency;
use truce_core::case::deed::{CallEffect, Deed, Doing, TakingUp};
use truce_core::case::finding::Finding;
use truce_core::case::office::{Appointment, Office};
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::geo::Position;
use truce_core::heartbeat::Heartbeat;
use truce_core::id::{ActorId, OfficerId, ProvisionId, SeatId, SourceId};
use truce_core::judgement::{Judgement, Verdict};
use truce_core::picture::Picture;
use truce_core::picture::running::RunningPicture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::register::Register;
use truce_core::report::{Basis, Harm, Origin, Report, Stance};
use truce_core::source::{Reliability, Source};
use truce_core::spread::Spread;
use truce_core::time::{DutyClock, Moment, Window};

const ROOT: &str = "huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWM=";
const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];
/// Seconds since 1970 at which the first event happens.
const BEGIN: i64 = 1_483_300_000;
/// Where the first report stands: after an opening, two officers and eight sources.
const FIRST: u64 = 11;

fn agreement() -> Agreement {
    Agreement::read(&Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    })
    .expect("the project's own agreement has no fault")
}

/// So many threads, each of which takes the next piece that none has taken.
#[derive(Clone, Copy)]
struct Threads(usize);

impl Spread for Threads {
    fn ways(&self) -> usize {
        self.0
    }

    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|piece| *piece < pieces);
        let work_on = || std::iter::from_fn(take).for_each(work);
        std::thread::scope(|scope| {
            (1..self.0).for_each(|_| {
                scope.spawn(work_on);
            });
            work_on();
        });
    }
}

/// The processor's seconds that this process used, all its threads together, where the system tells it.
fn processor_s() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = told.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The record as it is written.
struct Writer {
    record: Record,
    cut: Cut,
    draws: u64,
}

impl Writer {
    fn draw(&mut self, below: u64) -> u64 {
        self.draws = self
            .draws
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.draws >> 33) % below
    }

    fn put(&mut self, log: &str, body: Body, at: Moment) -> Address {
        let (address, bytes) = self.next(log, body, at);
        self.record.enter(address.clone(), &bytes);
        address
    }

    /// The next entry of a log, which the cut then covers.
    fn next(&mut self, log: &str, body: Body, at: Moment) -> (Address, Vec<u8>) {
        // A name once for each log, as a node reads it.
        let known = self.cut.0.keys().find(|known| known.as_str() == log).cloned();
        let log = known.unwrap_or_else(|| SeatId::new(log).expect("a name"));
        let head = self.cut.0.entry(log.clone()).or_insert(Head { root: ROOT.to_owned(), size: 0 });
        let address = Address { log, index: head.size };
        head.size += 1;
        (address, Entry::new(body, at).bytes().expect("a short entry"))
    }

    fn heads(&self) -> BTreeMap<SeatId, Head> {
        self.cut.0.clone()
    }

    fn heartbeats(&mut self, at: Moment) {
        for seat in SEATS {
            let mut heads = self.heads();
            heads.remove(&SeatId::new(seat).expect("a name"));
            self.put(seat, Body::Heartbeat(Heartbeat { heads }), at);
        }
    }

    fn report(&mut self, number: u64) -> Report {
        let event = number * 2 / 5;
        let start = Moment::from_unix(BEGIN + i64::try_from(event).unwrap_or(0) * 2_880);
        // Reports of one event follow each other, so they share where it was.
        let along = (event.wrapping_mul(2_654_435_761) >> 7) % 2_000_000;
        let off = self.draw(20_000);
        let source = (event + number) % 8;
        Report {
            account: "Impacts heard north of the village.".to_owned(),
            accused: Vec::new(),
            act: [Act::Shelling, Act::SmallArms][usize::from(event.is_multiple_of(3))],
            basis: Basis::Alleged,
            corrects: None,
            doubts: Vec::new(),
            entered_by: None,
            exemption: None,
            harm: Harm::default(),
            language: "en".to_owned(),
            origin: Origin { file: "made-up.csv".to_owned(), line: number },
            place: Place {
                area: None,
                name: "Hama".to_owned(),
                position: Position::new(
                    33_500_000 + i32::try_from(along + off).unwrap_or(0),
                    36_500_000,
                )
                .ok(),
                radius_m: 2_000,
            },
            reference: Some(format!("r{number}")),
            sealed: BTreeMap::new(),
            sent_at: None,
            source: SourceId::new(&format!("s{source}")).expect("a name"),
            stance: Stance::Asserts,
            target: Vec::new(),
            window: Window::new(start, start.plus(7_200)).expect("in order"),
        }
    }

    /// Openings, officers, sources, reports, and a register a day.
    fn reports(&mut self, agreement: &Agreement, reports: u64) -> Moment {
        let begin = Moment::from_unix(BEGIN);
        for seat in SEATS {
            let opening = Opening {
                agreement_sha256: agreement.digest().to_owned(),
                agreement_title: agreement.title.clone(),
                seat: SeatId::new(seat).expect("a name"),
            };
            self.put(seat, Body::Opening(opening), begin);
            for (officer, office) in [("duty", Office::DutyOfficer), ("delegate", Office::Delegate)]
            {
                let appointment = Appointment {
                    key: None,
                    officer: OfficerId::new(officer).expect("a name"),
                    offices: [office].into(),
                    reason: "list".to_owned(),
                };
                self.put(seat, Body::Appointment(appointment), begin);
            }
        }
        for number in 0..8 {
            self.put("un", Body::Source(source(number)), begin);
        }
        let mut end = begin;
        for number in 0..reports {
            let report = self.report(number);
            end = report.window.latest();
            if number.is_multiple_of(75) {
                let register = register(end);
                self.put("russia", Body::Register(Box::new(register)), end);
            }
            self.put("un", Body::Report(Arc::new(report)), end);
        }
        end
    }

    /// Cases about every so many reports, a hundred at a time; the last hundred wait for findings.
    fn cases(&mut self, cases: u64, reports: u64, begin: Moment) -> Vec<Address> {
        let every = (reports / cases.max(1)).max(1);
        let mut left: Vec<u64> = (0..cases).map(|number| FIRST + number * every).collect();
        let (mut at, mut opened) = (begin, Vec::new());
        while !left.is_empty() {
            let hundred: Vec<u64> = left.drain(..left.len().min(100)).collect();
            opened = hundred.into_iter().map(|about| self.open(about, at)).collect();
            self.heartbeats(at);
            for case in &opened {
                let to = case.clone();
                self.deed("russia", "duty", Doing::Assent { reason: "yes".to_owned(), to }, at);
            }
            self.heartbeats(at);
            if !left.is_empty() {
                self.determine(&opened, at);
            }
            at = at.plus(3_600);
        }
        opened
    }

    fn open(&mut self, about: u64, at: Moment) -> Address {
        let log = SeatId::new("un").expect("a name");
        let opening = TakingUp {
            about: Address { log, index: about },
            accused: None,
            evidence: [].into(),
            provisions: [ProvisionId::new("cease-attacks").expect("a name")].into(),
            reason: "fire".to_owned(),
            reopens: None,
            urgency: Urgency::Ordinary,
        };
        self.deed("un", "duty", Doing::Open(opening), at)
    }

    /// Three seats seal that it happened, all hear of it, and open what they sealed.
    fn determine(&mut self, cases: &[Address], at: Moment) {
        let mut opens = Vec::new();
        for case in cases {
            for seat in ["russia", "turkey", "iran"] {
                let (sealed, disclosure) = finding(seat, case);
                let case = case.clone();
                self.deed(seat, "delegate", Doing::Seal { case: case.clone(), sealed }, at);
                opens.push((seat, Doing::Reveal { case, disclosure }));
            }
        }
        self.heartbeats(at);
        for (seat, does) in opens {
            self.deed(seat, "delegate", does, at);
        }
        self.heartbeats(at);
    }

    fn deed(&mut self, seat: &str, officer: &str, does: Doing, at: Moment) -> Address {
        self.put(seat, deed(officer, does), at)
    }
}

fn deed(officer: &str, does: Doing) -> Body {
    let by = OfficerId::new(officer).expect("a name");
    Body::Deed(Box::new(Deed { by, does, signature: None }))
}

fn finding(seat: &str, case: &Address) -> (truce_core::commitment::Commitment, String) {
    let finding = Finding {
        case: case.clone(),
        causes: BTreeMap::from([("opposition".to_owned(), 900)]),
        contrary: [].into(),
        covered: BTreeMap::from([(
            ProvisionId::new("cease-attacks").expect("a name"),
            truce_core::kleene::Truth::Yes,
        )]),
        evidence: [].into(),
        happened: truce_core::kleene::Truth::Yes,
        reasons: "seen by three".to_owned(),
        seat: SeatId::new(seat).expect("a name"),
        standard: truce_core::case::finding::Standard::ReasonableGrounds,
    };
    let (sealed, opens) = finding.seal(&[7; 16]).expect("a finding");
    (sealed, opens.expose().to_owned())
}

fn source(number: usize) -> Source {
    let id = SourceId::new(&format!("s{number}")).expect("a name");
    Source {
        aligned_with: None,
        group: None,
        name: id.to_string(),
        id,
        kind: "press".to_owned(),
        reliability: Reliability::F,
        seat: SEATS.get(number).and_then(|seat| SeatId::new(seat).ok()),
    }
}

fn register(at: Moment) -> Register {
    Register {
        day: DutyClock::fixed(7_200).day_of(at),
        doubts: Vec::new(),
        hours: 24,
        list: Vec::new(),
        origin: Origin { file: "made-up.csv".to_owned(), line: 1 },
        other_totals: Vec::new(),
        reviews: Vec::new(),
        seat: SeatId::new("russia").expect("a name"),
        told_by: SourceId::new("s0").expect("a name"),
        total: Some(12),
    }
}

/// The most memory that the process held, in MB, where the system tells it.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = peak.and_then(|text| text.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kb.unwrap_or(0) / 1_024
}

/// The picture of all that was written, ready to move on; says what that took.
fn ready(writer: &mut Writer, agreement: &Agreement, threads: Threads) -> RunningPicture {
    let (start, began) = (Instant::now(), processor_s());
    let record = std::mem::take(&mut writer.record);
    let running = RunningPicture::of_with(record, agreement, &writer.cut, Arc::new(threads));
    println!(
        "made ready to move on: {:.1} s, {:.1} s of processor; {} MB",
        start.elapsed().as_secs_f64(),
        processor_s() - began,
        peak_mb()
    );
    running
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|text| text.parse::<u64>().ok());
    let (reports, cases) = (numbers.next().unwrap_or(60_000), numbers.next().unwrap_or(2_000));
    let agreement = agreement();
    let mut writer = Writer { record: Record::default(), cut: Cut::default(), draws: 7 };
    let end = writer.reports(&agreement, reports);
    let open = writer.cases(cases, reports, end);
    println!("{} entries written; {} MB", writer.record.len(), peak_mb());

    let threads = Threads(numbers.next().and_then(|ways| usize::try_from(ways).ok()).unwrap_or(2));
    let (start, began) = (Instant::now(), processor_s());
    let anew = Picture::of_with(&writer.record, &agreement, &writer.cut, &threads);
    println!(
        "made anew: {} incidents, {} cases in {:.1} s, {:.1} s of processor; {} MB",
        anew.incidents.len(),
        anew.docket.cases.len(),
        start.elapsed().as_secs_f64(),
        processor_s() - began,
        peak_mb()
    );
    drop(anew);

    let mut running = ready(&mut writer, &agreement, threads);
    let kinds = [
        "report",
        "report of long ago",
        "correction",
        "judgement",
        "register",
        "heartbeat",
        "call",
        "seal",
    ];
    for kind in kinds {
        let mut took: Vec<Duration> = Vec::new();
        for turn in 0..200_u64 {
            let (log, body) =
                entry(&mut writer, running.record(), kind, turn, (reports, end), &open);
            let (address, bytes) = writer.next(log, body, end.plus(7_200));
            let start = Instant::now();
            running.enter(address, &bytes);
            let moved = running.advance(&writer.cut);
            took.push(start.elapsed());
            assert!(!moved.anew, "{kind} made all anew");
        }
        took.sort();
        let ms = |at: usize| took[at].as_secs_f64() * 1_000.0;
        println!(
            "{kind:>20}: median {:.2} ms, p99 {:.2} ms, most {:.2} ms",
            ms(100),
            ms(197),
            ms(199)
        );
    }
    let start = Instant::now();
    let anew = Picture::of_with(running.record(), &agreement, &writer.cut, &threads);
    assert!(*running.picture() == anew, "the picture that moved on is another");
    println!(
        "equal to the picture made anew ({:.1} s); {} MB",
        start.elapsed().as_secs_f64(),
        peak_mb()
    );
}

fn entry(
    writer: &mut Writer,
    record: &Record,
    kind: &str,
    turn: u64,
    (reports, end): (u64, Moment),
    open: &[Address],
) -> (&'static str, Body) {
    let un = |index| Address { log: SeatId::new("un").expect("a name"), index };
    let some = FIRST + writer.draw(reports - 1);
    match kind {
        "report" => {
            let report = writer.report(reports + turn);
            ("un", Body::Report(Arc::new(report)))
        }
        "report of long ago" => {
            let number = writer.draw(reports);
            ("un", Body::Report(Arc::new(writer.report(number))))
        }
        "correction" => {
            let mut report = writer.report(some);
            report.corrects = Some(un(some));
            if let Some(Body::Report(earlier)) = record.get(&un(some)).map(|entry| &entry.body) {
                report.source = earlier.source.clone();
            }
            ("un", Body::Report(Arc::new(report)))
        }
        "judgement" => {
            let (by, reason) = ("duty".to_owned(), "looked at both".to_owned());
            let reports = (un(some), un(some + 1));
            ("un", Body::Judgement(Judgement { by, reason, reports, verdict: Verdict::Same }))
        }
        "register" => ("russia", Body::Register(Box::new(register(end)))),
        "heartbeat" => ("turkey", Body::Heartbeat(Heartbeat { heads: writer.heads() })),
        "call" => {
            let does = Doing::Call {
                about: un(some),
                answered_after_s: Some(30),
                called: ActorId::new("opposition").expect("a name"),
                ceased_after_s: None,
                effect: CallEffect::Ceased,
                text: "asked".to_owned(),
            };
            ("un", deed("duty", does))
        }
        _ => {
            let case = open[usize::try_from(turn).unwrap_or(0) % open.len()].clone();
            let seat = ["russia", "turkey", "iran"][usize::try_from(turn / 100).unwrap_or(0) % 3];
            let (sealed, _) = finding(seat, &case);
            (seat, deed("delegate", Doing::Seal { case, sealed }))
        }
    }
}
