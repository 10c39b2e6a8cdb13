//! How fast a log is indexed and reports are looked up; prints its figures.
//!
//! ```text
//! cargo bench -p truce --bench index -- 200000
//! cargo bench -p truce --bench index -- screen 300000
//! ```

mod screen;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use truce::agreement_files;
use truce::index::{Index, Query};
use truce::node::{Node, append_bytes};
use truce_core::entry::{Body, Entry};
use truce_core::report::{Basis, Harm, NamedActor, Origin, Report, Stance, Toll};
use truce_core::time::{Moment, Window};
use truce_core::{act::Act, geo::Position, id::AreaId, id::SeatId, id::SourceId, place::Place};

/// Numbers that look drawn, and are the same on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn udeg(&mut self, from: i32, width: u64) -> i32 {
        from + i32::try_from(self.below(width)).unwrap()
    }
}

/// Some 40 words out of 20,000, the low ones often, as in a language.
fn account(draw: &mut Draw) -> String {
    let word = |draw: &mut Draw| {
        let bound = 1 + draw.below(20_000);
        let number = draw.below(bound);
        if draw.below(20) == 0 { format!("كلمة{number}") } else { format!("word{number}") }
    };
    (0..38).map(|_| word(draw)).collect::<Vec<_>>().join(" ")
}

fn report(draw: &mut Draw, number: u64) -> Report {
    let hour = i64::try_from(draw.below(17_520)).unwrap();
    let earliest = Moment::from_unix(1_483_056_000 + hour * 3600);
    let window = Window::new(earliest, earliest.plus(86_399)).unwrap();
    let position =
        Position::new(draw.udeg(32_500_000, 4_500_000), draw.udeg(35_700_000, 6_500_000));
    let area =
        ["hama", "homs", "idlib", "daraa", "aleppo"][usize::try_from(draw.below(5)).unwrap()];
    Report {
        account: account(draw),
        accused: vec![NamedActor { actor: None, written: format!("group {}", draw.below(40)) }],
        act: Act::ALL[usize::try_from(draw.below(20)).unwrap()],
        basis: Basis::Alleged,
        corrects: None,
        doubts: vec![],
        entered_by: None,
        exemption: None,
        harm: Harm { injured: None, killed: Some(Toll::exactly(2)) },
        language: "en".to_owned(),
        origin: Origin { file: "generated.csv".to_owned(), line: number + 2 },
        place: Place {
            area: AreaId::new(area).ok(),
            name: format!("village {}", draw.below(300)),
            position: position.ok(),
            radius_m: 2000,
        },
        reference: Some(format!("g-{number}")),
        sealed: std::collections::BTreeMap::new(),
        sent_at: None,
        source: SourceId::new(&format!("source-{}", draw.below(12))).unwrap(),
        stance: Stance::Asserts,
        target: vec![],
        window,
    }
}

fn node(dir: &Path, reports: u64) -> Node {
    let agreements = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let files = agreement_files::load(&agreements).unwrap();
    let now = Moment::from_unix(1_500_000_000);
    let node = Node::init(dir, &SeatId::new("un").unwrap(), &files, now, truce::keys::create_demo)
        .unwrap();
    let mut log = node.writer().unwrap();
    let mut draw = Draw(7);
    let mut number = 0;
    while number < reports {
        let upto = reports.min(number + 5000);
        let entry = |number| Entry::new(Body::Report(Arc::new(report(&mut draw, number))), now);
        let bytes: Vec<Vec<u8>> =
            (number..upto).map(entry).map(|entry| entry.bytes().unwrap()).collect();
        append_bytes(&mut log, &bytes).unwrap();
        number = upto;
    }
    drop(log);
    node
}

fn look_up(index: &Index, what: &str, query: &Query) {
    let mut times: Vec<u128> = Vec::new();
    let mut total = 0;
    for _ in 0..20 {
        let begun = Instant::now();
        total = index.find(query).unwrap().total;
        times.push(begun.elapsed().as_micros());
    }
    times.sort_unstable();
    println!("{what:<40} {total:>8} found  p50 {:>8} µs  p95 {:>8} µs", times[10], times[19]);
}

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with('-'));
    match (args.next().as_deref(), args.next()) {
        (Some("screen"), incidents) => {
            screen::run(incidents.and_then(|arg| arg.parse().ok()).unwrap_or(300_000));
        }
        (Some("ask"), Some(path)) => screen::ask(Path::new(&path)),
        _ => reports(),
    }
}

/// Reports, registers and sources.
fn reports() {
    let reports = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(200_000);
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path(), reports);
    let begun = Instant::now();
    let mut index = Index::open(&node).unwrap();
    let entries = index.follow(&node).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    let size = std::fs::metadata(node.index_path()).unwrap().len();
    #[expect(clippy::cast_precision_loss)]
    let per_second = entries as f64 / seconds;
    println!("{entries} entries indexed in {seconds:.2} s: {per_second:.0}/s; {} MB", size >> 20);
    let begun = Instant::now();
    index.follow(&node).unwrap();
    println!("{:<40} {} µs", "nothing new", begun.elapsed().as_micros());
    let all = Query { most: 50, ..Query::default() };
    let text = |text: &str| Query { text: Some(text.to_owned()), ..all.clone() };
    let week = |query: Query| Query {
        from: Some(Moment::from_unix(1_500_000_000)),
        to: Some(Moment::from_unix(1_500_604_800)),
        ..query
    };
    let near = Query { near: Position::read("33.6", "36.2").ok(), within_m: 10_000, ..all.clone() };
    look_up(&index, "all", &all);
    look_up(&index, "a rare word", &text("word19000"));
    look_up(&index, "a common word", &text("word3"));
    look_up(&index, "two words, one begun", &text("word3 AND word19*"));
    look_up(&index, "a week", &week(all.clone()));
    look_up(
        &index,
        "an area, a week",
        &week(Query { area: AreaId::new("hama").ok(), ..all.clone() }),
    );
    look_up(&index, "within 10 km", &near);
    look_up(&index, "within 10 km, a week", &week(near.clone()));
    look_up(&index, "within 10 km, a word", &Query { text: Some("word3".to_owned()), ..near });
}
