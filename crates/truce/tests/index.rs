//! The index, over logs on a disk.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use truce::agreement_files;
use truce::index::{Index, Query};
use truce::node::{Node, append};
use truce_core::act::Act;
use truce_core::entry::{Body, Entry};
use truce_core::geo::Position;
use truce_core::id::{SeatId, SourceId};
use truce_core::place::Place;
use truce_core::report::{Basis, Harm, NamedActor, Origin, Report, Stance};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Moment, Window};
use truce_log::Log;

fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

fn now() -> Moment {
    "2017-05-08T06:00:00Z".parse().unwrap()
}

fn node(dir: &Path) -> Node {
    let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let files = agreement_files::load(&agreement).unwrap();
    Node::init(dir, &seat("un"), &files, now(), truce::keys::create_demo).unwrap()
}

fn report(account: &str) -> Report {
    let noon: Moment = "2017-05-07T12:00:00Z".parse().unwrap();
    Report {
        account: account.to_owned(),
        accused: vec![NamedActor { actor: None, written: "armed men".to_owned() }],
        act: Act::Shelling,
        basis: Basis::Alleged,
        corrects: None,
        doubts: vec![],
        entered_by: None,
        exemption: None,
        harm: Harm::default(),
        language: String::new(),
        origin: Origin { file: "reports.csv".to_owned(), line: 2 },
        place: Place::named("Wadi Barada"),
        reference: None,
        sealed: std::collections::BTreeMap::new(),
        sent_at: None,
        source: SourceId::new("watchers").unwrap(),
        stance: Stance::Asserts,
        target: vec![],
        window: Window::new(noon, noon.plus(3600)).unwrap(),
    }
}

fn entry(report: Report) -> Entry {
    Entry::new(Body::Report(Arc::new(report)), now())
}

/// Appends to any seat's log in the node's folder.
fn put(node: &Node, log: &str, entries: &[Entry]) {
    let dir = node.log_dir(&seat(log));
    std::fs::create_dir_all(&dir).unwrap();
    let (mut log, _) = Log::open(&dir, &node.agreement.origin(&seat(log))).unwrap();
    append(&mut log, entries).unwrap();
    log.write_head().unwrap();
}

fn followed(node: &Node) -> Index {
    let mut index = Index::open(node).unwrap();
    index.follow(node).unwrap();
    index
}

fn find(index: &Index, text: &str) -> Vec<String> {
    let query = Query { text: Some(text.to_owned()), most: 100, ..Query::default() };
    index.find(&query).unwrap().reports.into_iter().map(|found| found.address).collect()
}

/// Every row of every table, by address; ids are left out, because they depend on which log came first.
fn dump(node: &Node) -> Vec<String> {
    let tables = Connection::open(node.index_path()).unwrap();
    let mut lines = Vec::new();
    let space = "SELECT r.address, min_lat, max_lat, min_lon, max_lon, min_hour, max_hour \
                 FROM report_space s JOIN report r ON r.id = s.id";
    let counts = "SELECT r.address, c.position, c.area, c.written, c.cases \
                  FROM register_count c JOIN register r ON r.id = c.register";
    let log = "SELECT seat, indexed, unread, peaks FROM log";
    let plain =
        ["meta", "report", "register", "source"].map(|table| format!("SELECT * FROM {table}"));
    for sql in plain.iter().map(String::as_str).chain([space, counts, log]) {
        let mut statement = tables.prepare(sql).unwrap();
        let named: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let row = |row: &rusqlite::Row<'_>| {
            let cells = named.iter().enumerate().filter(|(_, name)| *name != "id");
            let cells = cells.map(|(i, _)| format!("{:?}", row.get::<_, Value>(i).unwrap()));
            Ok(format!("{sql}: {}", cells.collect::<Vec<_>>().join(" | ")))
        };
        lines.extend(statement.query_map([], row).unwrap().map(Result::unwrap));
    }
    tables
        .execute_batch(
            "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, report_text, instance)",
        )
        .unwrap();
    let sql =
        "SELECT r.address, t.col, t.offset, t.term FROM temp.terms t JOIN report r ON r.id = t.doc";
    let mut statement = tables.prepare(sql).unwrap();
    let term = |row: &rusqlite::Row<'_>| {
        let cells: (String, String, i64, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(format!("{cells:?}"))
    };
    lines.extend(statement.query_map([], term).unwrap().map(Result::unwrap));
    lines.sort();
    lines
}

fn several(count: u32) -> Vec<Entry> {
    let with_place = |i: u32| {
        let lat_udeg = 33_000_000 + i32::try_from(i * 977 % 3_000_000).unwrap();
        let place = Place {
            position: Position::new(lat_udeg, 36_300_000).ok(),
            radius_m: 1000 + i % 7,
            ..Place::named(&format!("village {i}"))
        };
        entry(Report { place, ..report(&format!("shell number {i} fell near the spring")) })
    };
    (0..count).map(with_place).collect()
}

fn source() -> Entry {
    Entry::new(
        Body::Source(Source {
            aligned_with: None,
            group: None,
            id: SourceId::new("watchers").unwrap(),
            kind: "ngo".to_owned(),
            name: "The watchers".to_owned(),
            reliability: Reliability::C,
            seat: None,
        }),
        now(),
    )
}

#[test]
fn an_index_that_followed_is_the_same_as_one_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    put(&node, "un", &[source()]);
    put(&node, "un", &several(30));
    assert_eq!(followed(&node).status(&node).unwrap()[0].indexed, 32);
    put(&node, "turkey", &several(5));
    let correction =
        Report { corrects: Some("un/3".parse().unwrap()), ..report("two shells, not one") };
    put(&node, "un", &[entry(correction)]);
    let mut index = followed(&node);
    assert_eq!(index.follow(&node).unwrap(), 0);
    let grown = dump(&node);
    assert!(grown.iter().any(|line| line.contains("village 4")));
    let mut index = Index::anew(&node).unwrap();
    assert_eq!(index.follow(&node).unwrap(), 38);
    assert_eq!(grown, dump(&node));
    let corrected = index.find(&Query { most: 100, ..Query::default() }).unwrap();
    let corrected: Vec<_> = corrected.reports.iter().filter(|r| r.corrected_by.is_some()).collect();
    assert_eq!(corrected.len(), 1);
    assert_eq!(corrected[0].address, "un/3");
    assert_eq!(corrected[0].corrected_by.as_deref(), Some("un/32"));
}

#[test]
fn a_seat_corrects_in_its_later_log_what_stands_in_its_earlier_one() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    put(&node, "un", &several(5));
    let correcting = |address: &str, account: &str| {
        entry(Report { corrects: Some(address.parse().unwrap()), ..report(account) })
    };
    put(&node, "un-2", &[correcting("un/3", "two shells, not one")]);
    put(&node, "turkey-2", &[correcting("un/4", "not ours to correct")]);
    followed(&node);
    let index = Index::open(&node).unwrap();
    let found = index.find(&Query { most: 100, ..Query::default() }).unwrap().reports;
    let corrected: Vec<_> =
        found.iter().filter_map(|r| Some((&*r.address, r.corrected_by.as_deref()?))).collect();
    assert_eq!(corrected, [("un/3", "un-2/0")]);
}

#[test]
fn whoever_is_cut_short_goes_on_and_repeats_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    put(&node, "un", &several(12_000));
    put(&node, "un", &several(13_000));
    followed(&node);
    let whole = dump(&node);
    // What a crash leaves: the first transaction stands, the second was begun and is lost.
    Index::anew(&node).unwrap();
    let mut tables = Connection::open(node.index_path()).unwrap();
    tables
        .execute_batch(
            "CREATE TRIGGER cut_short BEFORE INSERT ON report WHEN new.entry = 15000 \
             BEGIN SELECT raise(ABORT, 'cut short'); END",
        )
        .unwrap();
    Index::open(&node).unwrap().follow(&node).unwrap_err();
    let rows = |tables: &Connection| -> i64 {
        tables.query_row("SELECT count(*) FROM report", [], |row| row.get(0)).unwrap()
    };
    // One of the 10,000 entries is the opening.
    assert_eq!(rows(&tables), 9_999);
    let open = tables.transaction().unwrap();
    open.execute_batch("DELETE FROM report; DROP TRIGGER cut_short").unwrap();
    drop(open);
    assert_eq!(rows(&tables), 9_999);
    tables.execute_batch("DROP TRIGGER cut_short").unwrap();
    let mut index = Index::open(&node).unwrap();
    assert_eq!(index.follow(&node).unwrap(), 15_001);
    assert!(whole == dump(&node));
}

#[test]
fn arabic_is_found_with_and_without_vowel_signs_and_article() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    put(
        &node,
        "un",
        &[
            entry(report("القَصْفُ على إدلب")),
            entry(report("قصف مدفعي في ادلب")),
            entry(report("Halep'in kuzeyine TOP ATIŞI")),
            entry(report("обстрел у Хамы")),
        ],
    );
    let index = followed(&node);
    for text in ["قصف", "قَصْف", "القصف", "ادلب", "إِدلب", "قص*"] {
        assert_eq!(find(&index, text), ["un/2", "un/1"], "{text}");
    }
    assert_eq!(find(&index, "atisi"), ["un/3"]);
    assert_eq!(find(&index, "ОБСТРЕЛ"), ["un/4"]);
    assert_eq!(find(&index, "ادلب NOT مدفعي"), ["un/1"]);
    assert_eq!(find(&index, "\"Wadi Barada\" \"armed men\"").len(), 4);
    assert_eq!(find(&index, "\"Barada Wadi\"").len(), 0);
}

#[test]
fn no_text_reaches_sqlite_as_syntax() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    put(&node, "un", &[entry(report("the account of a spring"))]);
    let index = followed(&node);
    let attempts = [
        "'; DROP TABLE report; --",
        "account : spring",
        "{account place} : spring",
        "NEAR(spring, 1)",
        "spring\" OR \"x",
        "-account:spring",
        "^spring",
        "spring + + +",
        "*",
        "\"*",
        "((((",
        "AND AND",
        "spring NOT",
        "a\0b",
        "\u{202e}",
        "spring*spring",
        "' OR 1=1",
        "\"\"\"\"",
        "rowid:1",
        "%_",
    ];
    for text in attempts {
        let query = Query { text: Some(text.to_owned()), most: 10, ..Query::default() };
        if let Err(fault) = index.find(&query) {
            let words = fault.to_string();
            assert!(!words.contains("sql") && !words.contains("fts5"), "{text}: {words}");
            assert_eq!(fault.code, truce::failure::USAGE, "{text}: {words}");
        }
    }
    assert_eq!(find(&index, "spring"), ["un/1"]);
}

#[test]
fn a_log_that_was_replaced_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    put(&node, "turkey", &[entry(report("one")), entry(report("two"))]);
    assert_eq!(find(&followed(&node), "one"), ["turkey/0"]);
    // As long, shorter and longer; each other than what was indexed before.
    for accounts in [vec!["three", "two"], vec!["four"], vec!["five", "six", "seven"]] {
        std::fs::remove_dir_all(node.log_dir(&seat("turkey"))).unwrap();
        let entries: Vec<Entry> = accounts.iter().map(|account| entry(report(account))).collect();
        put(&node, "turkey", &entries);
        let index = followed(&node);
        assert_eq!(find(&index, accounts[0]), ["turkey/0"]);
        assert_eq!(index.find(&Query::default()).unwrap().total, accounts.len() as u64);
    }
    std::fs::remove_dir_all(node.log_dir(&seat("turkey"))).unwrap();
    assert_eq!(followed(&node).find(&Query::default()).unwrap().total, 0);
}

#[test]
fn a_damaged_or_foreign_file_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    put(&node, "un", &several(3));
    followed(&node);
    let whole = dump(&node);
    std::fs::write(
        node.index_path(),
        "this is no database, and longer than a header of one is: ".repeat(9),
    )
    .unwrap();
    followed(&node);
    assert_eq!(dump(&node), whole);
    let tables = Connection::open(node.index_path()).unwrap();
    tables
        .execute_batch("UPDATE meta SET value = '0' WHERE name = 'schema'; DELETE FROM report")
        .unwrap();
    followed(&node);
    assert_eq!(dump(&node), whole);
    tables.execute_batch("DROP TABLE meta; CREATE TABLE notes (id)").unwrap();
    drop(tables);
    followed(&node);
    assert_eq!(dump(&node), whole);
}

#[test]
fn an_entry_that_cannot_be_read_is_counted_and_stops_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    let mut log = node.writer().unwrap();
    truce::node::append_bytes(&mut log, &[b"noise".to_vec()]).unwrap();
    drop(log);
    put(&node, "un", &several(1));
    let status = followed(&node).status(&node).unwrap();
    assert_eq!((status[0].indexed, status[0].unread), (3, 1));
}

#[derive(Debug, Clone)]
struct Spot {
    lat: i32,
    lon: i32,
    radius_m: u32,
    hour: i64,
    hours: i64,
}

fn spot() -> impl Strategy<Value = Spot> {
    let lon = prop_oneof![
        35_000_000..43_000_000_i32,
        178_000_000..=180_000_000,
        -180_000_000..-178_000_000
    ];
    (30_000_000..38_000_000_i32, lon, 0..60_000_u32, 0..2000_i64, 0..100_i64)
        .prop_map(|(lat, lon, radius_m, hour, hours)| Spot { lat, lon, radius_m, hour, hours })
}

fn start() -> Moment {
    "2017-01-01T00:00:01Z".parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn what_is_found_near_a_point_is_what_measuring_each_report_finds(
        spots in proptest::collection::vec(spot(), 200),
        asked in proptest::collection::vec((spot(), 0..400_000_u32), 10),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let node = node(dir.path());
        let told = spots.iter().map(|spot| {
            let place = Place {
                position: Position::new(spot.lat, spot.lon).ok(),
                radius_m: spot.radius_m,
                ..Place::named("")
            };
            let earliest = start().plus(spot.hour * 3600);
            let window = Window::new(earliest, earliest.plus(spot.hours * 3600)).unwrap();
            Report { place, window, ..report("") }
        });
        let told: Vec<Report> = told.collect();
        put(&node, "turkey", &told.iter().cloned().map(entry).collect::<Vec<_>>());
        let index = followed(&node);
        for (spot, within_m) in asked {
            let near = Position::new(spot.lat, spot.lon).unwrap();
            let from = start().plus(spot.hour * 3600);
            let to = from.plus(spot.hours * 3600);
            let query = Query {
                near: Some(near), within_m, from: Some(from), to: Some(to), most: 1000, ..Query::default()
            };
            let answer = index.find(&query).unwrap();
            let found: BTreeSet<String> = answer.reports.into_iter().map(|r| r.address).collect();
            let measured = told.iter().enumerate().filter(|(_, report)| {
                let middle = report.place.position.unwrap();
                near.distance_m(middle) <= within_m + report.place.radius_m
                    && report.window.meets(Window::new(from, to).unwrap())
            });
            let measured: BTreeSet<String> = measured.map(|(i, _)| format!("turkey/{i}")).collect();
            prop_assert_eq!(&found, &measured);
            prop_assert_eq!(answer.total, found.len() as u64);
        }
    }
}
