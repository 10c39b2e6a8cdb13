//! Small random records: reports that meet in few places, days and acts, registers, efforts, corrections, cases.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use truce::agreement_files;
use truce::index::shown::Touched;
use truce::index::tables::Tables;
use truce::node::Node;
use truce_core::act::Act;
use truce_core::area::NamedArea;
use truce_core::effort::Effort;
use truce_core::entry::{Address, Body};
use truce_core::geo::Position;
use truce_core::id::{ActorId, AreaId, SourceId};
use truce_core::picture::Picture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head};
use truce_core::register::{Count, Register};
use truce_core::report::{Basis, Harm, NamedActor, Origin, Report, Stance, Toll};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Day, Moment, Window};

use crate::play::{World, seat};

pub const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];
pub const AREAS: [&str; 3] = ["hama", "homs", "idlib"];
pub const ACTS: [Act; 3] = [Act::Shelling, Act::SmallArms, Act::AirStrike];
pub const ACTORS: [&str; 3] = ["government", "opposition", "jaysh-idlib"];
/// Words that reports are told in, in several scripts.
pub const WORDS: [&str; 6] = ["spring", "القصف", "обстрел", "ATIŞI", "water", "mortar"];
const BASES: [Basis; 7] = [
    Basis::Observed,
    Basis::Alleged,
    Basis::Impediment,
    Basis::Observed,
    Basis::NothingSeen,
    Basis::Predicted,
    Basis::Observed,
];
const STANCES: [Stance; 4] =
    [Stance::Asserts, Stance::Asserts, Stance::DeniesEvent, Stance::DeniesAuthorship];

/// One entry, by small numbers.
#[derive(Debug, Clone)]
pub enum Said {
    Report([u8; 12]),
    Register([u8; 6]),
    Effort([u8; 3]),
}

pub fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        12 => any::<[u8; 12]>().prop_map(Said::Report),
        3 => any::<[u8; 6]>().prop_map(Said::Register),
        1 => any::<[u8; 3]>().prop_map(Said::Effort),
    ]
}

fn pick<T: Clone>(from: &[T], number: u8) -> T {
    from[usize::from(number) % from.len()].clone()
}

fn origin() -> Origin {
    Origin { file: "x".to_owned(), line: 1 }
}

fn start() -> Moment {
    "2017-05-06T00:00:00Z".parse().unwrap()
}

/// `own-SEAT` is the seat's own; `press` and `wire` are nobody's.
fn source(number: u8) -> SourceId {
    let names = ["own-russia", "own-turkey", "own-iran", "own-un", "press", "wire"];
    SourceId::new(names[usize::from(number) % names.len()]).unwrap()
}

fn named(number: u8) -> Vec<NamedActor> {
    let named =
        |name: &str| NamedActor { actor: ActorId::new(name).ok(), written: name.to_owned() };
    match number % 5 {
        0 => Vec::new(),
        4 => vec![named("government"), named("opposition")],
        one => vec![named(ACTORS[usize::from(one) - 1])],
    }
}

fn report(by: &[u8; 12], before: &[Address]) -> Report {
    let [source_of, act, place, off, day, hour, hours, accused, basis, stance, word, more] = *by;
    let position = Position::new(
        34_000_000 + i32::from(place % 4) * 300_000 + i32::from(off) * 100,
        36_500_000 + i32::from(off % 16) * 1_000,
    );
    let earliest = start().plus(i64::from(day % 6) * 86_400 + i64::from(hour % 24) * 3_600);
    let corrects = (more % 7 == 0).then(|| before.last().cloned()).flatten();
    let toll = (more % 3 == 1).then(|| Toll::new(u32::from(more % 4), 5).unwrap());
    Report {
        account: format!("{} {} near the road", pick(&WORDS, word), pick(&WORDS, more)),
        accused: named(accused),
        act: pick(&ACTS, act),
        basis: pick(&BASES, basis),
        corrects,
        doubts: Vec::new(),
        entered_by: None,
        exemption: None,
        harm: Harm { injured: None, killed: toll },
        language: String::new(),
        origin: origin(),
        place: Place {
            area: AreaId::new(pick(&AREAS, place)).ok().filter(|_| off % 5 > 0),
            name: format!("village {}", place % 4),
            position: position.ok().filter(|_| off % 9 > 0),
            radius_m: 500 + u32::from(off % 4) * 2_000,
        },
        reference: None,
        sealed: BTreeMap::new(),
        // Some are sent days later, and what is foretold before.
        sent_at: (hours % 4 == 0).then(|| earliest.plus((i64::from(more % 9) - 3) * 43_200)),
        source: source(source_of),
        stance: pick(&STANCES, stance),
        target: Vec::new(),
        window: Window::new(earliest, earliest.plus(i64::from(hours % 30) * 3_600)).unwrap(),
    }
}

fn register(by: [u8; 6]) -> Register {
    let [of, day, total, one, other, silent] = by;
    let count = |area: &str, cases: Option<u32>| Count {
        area: NamedArea { area: AreaId::new(area).ok(), written: area.to_owned() },
        cases,
    };
    let first: Day = "2017-05-06".parse().unwrap();
    Register {
        day: first.plus(i32::from(day % 6)),
        doubts: Vec::new(),
        hours: 24,
        list: vec![
            count("hama", Some(u32::from(one % 5))),
            count("homs", Some(u32::from(other % 5)).filter(|_| silent % 3 > 0)),
        ],
        origin: origin(),
        other_totals: Vec::new(),
        reviews: Vec::new(),
        seat: seat(pick(&SEATS, of)),
        told_by: SourceId::new("press").unwrap(),
        total: Some(u32::from(total % 12)).filter(|_| silent % 2 > 0),
    }
}

/// Puts what is said on record, each entry in the log of some seat, an hour after the one before.
pub fn put(world: &mut World, said: &[Said]) {
    let mut before: BTreeMap<(usize, SourceId), Vec<Address>> = BTreeMap::new();
    for (number, one) in (0_i64..).zip(said) {
        let at = start().plus(7 * 86_400 + number * 3_600);
        match one {
            Said::Report(by) => {
                let log = usize::from(by[11]) % SEATS.len();
                let earlier = before.entry((log, source(by[0]))).or_default();
                let report = report(by, earlier);
                let body = Body::Report(Arc::new(report));
                earlier.push(world.put(&seat(SEATS[log]), body, at));
            }
            Said::Register(by) => {
                let body = Body::Register(Box::new(register(*by)));
                world.put(&seat(pick(&SEATS, by[5])), body, at);
            }
            Said::Effort([area, day, hours]) => {
                let earliest = start().plus(i64::from(day % 6) * 86_400);
                let effort = Effort {
                    area: AreaId::new(pick(&AREAS, *area)).ok(),
                    cameras: None,
                    hours: Some(u32::from(*hours)),
                    note: String::new(),
                    origin: origin(),
                    patrols: None,
                    source: source(*area),
                    window: Window::new(earliest, earliest.plus(3_600)).unwrap(),
                };
                world.put(&seat("un"), Body::Effort(effort), at);
            }
        }
    }
}

/// A world with its sources registered.
pub fn world() -> World {
    let mut world = World::new();
    for number in 0..6 {
        let id = source(number);
        let own = id.as_str().strip_prefix("own-").map(seat);
        let source = Source {
            aligned_with: None,
            group: (number == 5).then(|| "press".to_owned()),
            kind: "press".to_owned(),
            name: format!("The {id}"),
            reliability: Reliability::C,
            seat: own,
            id,
        };
        world.put(&seat("un"), Body::Source(source), start());
    }
    world
}

/// Officers take what the seats were told first up as cases; in one of them more is done.
pub fn cases(world: &mut World, which: u8) {
    let lines = [
        "2017-05-20 09:00 russia/duty-1 opens c: @russia:1 accusing opposition under cease-attacks -- we heard it",
        "2017-05-20 10:00 turkey/duty-1 admits c -- we heard it too",
        "2017-05-20 11:00 un/duty-1 opens d: @un:1 under cease-attacks -- we saw it",
        "2017-05-20 12:00 russia/duty-1 asks c through turkey -- was it your side",
    ];
    for line in lines.iter().take(usize::from(which % 5)) {
        world.play(line);
    }
}

pub fn picture(world: &World, cut: &Cut) -> Picture {
    Picture::of(&world.record, &world.agreement, cut)
}

/// The cut in which of some logs the last so many entries are missing.
pub fn earlier(world: &World, missing: [u8; 4]) -> Cut {
    let shorter = |(log, head): (&truce_core::id::SeatId, &Head)| {
        let of = SEATS.iter().position(|name| *name == log.as_str()).unwrap();
        let size = head.size.saturating_sub(u64::from(missing[of])).max(1);
        (log.clone(), Head { size, ..head.clone() })
    };
    Cut(world.cut.0.iter().map(shorter).collect())
}

/// What differs between two pictures: entries whose incident or place in it differ, and days.
pub fn differing(before: &Picture, now: &Picture) -> Touched {
    let mut touched = Touched::default();
    let incident = |picture: &Picture, at: &Address| {
        let incident = picture.incident_of(at).cloned();
        let versions = incident.as_ref().and_then(|one| picture.versions.get(&one.id).cloned());
        (incident, versions, picture.reports.get(at).cloned(), picture.corrected.get(at).cloned())
    };
    let every: BTreeSet<&Address> =
        before.recorded_at.keys().chain(now.recorded_at.keys()).collect();
    for at in every {
        let new = !before.recorded_at.contains_key(at) || !now.recorded_at.contains_key(at);
        if new || incident(before, at) != incident(now, at) {
            touched.entries.insert(at.clone());
        }
    }
    let days = before.reconciliations.keys().chain(now.reconciliations.keys());
    let differs = |day: &&Day| before.reconciliations.get(day) != now.reconciliations.get(day);
    touched.days = days.filter(differs).copied().collect();
    touched
}

pub fn node(dir: &Path) -> Node {
    let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let files = agreement_files::load(&agreement).unwrap();
    Node::init(dir, &seat("un"), &files, start(), truce::keys::create_demo).unwrap()
}

pub fn tables(node: &Node) -> Tables {
    Tables::open(node).unwrap()
}

const DUMPED: &[&str] = &[
    "incident",
    "incident_page",
    "assessed",
    "incident_report",
    "incident_space",
    "reconciled_day",
    "seat_day",
    "contradiction",
    "cell",
    "cell_incident",
    "case_row",
    "waiting",
    "effort",
    "impediment",
    "misconduct",
    "kept",
    "meta",
];

/// Every row of every table of the picture, and every word.
pub fn dump(node: &Node) -> Vec<String> {
    let tables = Connection::open(node.index_path()).unwrap();
    tables
        .execute_batch(
            "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, incident_text, instance)",
        )
        .unwrap();
    let mut lines = Vec::new();
    for table in DUMPED.iter().chain(&["temp.terms"]) {
        let mut statement = tables.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let cells = (0..columns).map(|i| format!("{:?}", row.get::<_, Value>(i).unwrap()));
            Ok(format!("{table}: {}", cells.collect::<Vec<_>>().join(" | ")))
        };
        lines.extend(statement.query_map([], row).unwrap().map(Result::unwrap));
    }
    lines.sort();
    lines
}
