//! Where a forecast's digest stands on record.

use truce::cmd::forecast::on_record::on_record;
use truce_core::blob::Blob;
use truce_core::entry::{Address, Body, Entry};
use truce_core::heartbeat::Heartbeat;
use truce_core::id::SeatId;
use truce_core::record::{Cut, Head, Record};

const DIGEST: &str = "5f1c6e0a9d3b7c2488e1f0a6b5d4c3927160514f3e2d1c0b9a8877665544332f";

fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

fn root() -> String {
    "A".repeat(43) + "="
}

fn note(note: &str) -> Body {
    Body::Blob(Blob {
        about: Vec::new(),
        bytes: 7,
        media_type: "application/json".to_owned(),
        note: note.to_owned(),
        sealed: Default::default(),
        sha256: "0".repeat(64),
    })
}

fn holds(log: &str, size: u64) -> Body {
    let head = Head { root: root(), size };
    Body::Heartbeat(Heartbeat { heads: [(seat(log), head)].into_iter().collect() })
}

/// A record of entries, each with its log, its number and its moment, and the cut after them.
fn record(entries: Vec<(&str, u64, &str, Body)>) -> (Record, Cut) {
    let (mut record, mut cut) = (Record::default(), Cut::default());
    for (log, index, when, body) in entries {
        let bytes = Entry::new(body, when.parse().unwrap()).bytes().unwrap();
        record.enter(Address { log: seat(log), index }, &bytes);
        cut.0.insert(seat(log), Head { root: root(), size: index + 1 });
    }
    (record, cut)
}

/// Where the digest stands, and who held it, in words.
fn told(entries: Vec<(&str, u64, &str, Body)>) -> String {
    let (record, cut) = record(entries);
    let found = on_record(&record, &cut, &["1".repeat(64), DIGEST.to_owned()]);
    assert_eq!((found.len(), &found[0]), (2, &None));
    let Some(found) = &found[1] else { return "nowhere".to_owned() };
    let held = found.held.as_ref().map_or("nobody".to_owned(), |held| {
        format!("{} by {} at {}", held.at, held.by, held.recorded_at)
    });
    format!("{} at {}, held {held}", found.at, found.recorded_at)
}

#[test]
fn a_digest_is_on_record_where_the_first_entry_that_holds_it_stands() {
    let entries = vec![
        ("un", 0, "2017-05-01T06:00:00Z", note("nothing of it")),
        ("un", 1, "2017-05-03T06:00:00Z", note(&format!("forecast {DIGEST}"))),
        ("russia", 0, "2017-05-04T06:00:00Z", note(&format!("as un says: {DIGEST}"))),
    ];
    assert_eq!(told(entries), "un/1 at 2017-05-03T06:00:00Z, held nobody");
    assert_eq!(told(vec![("un", 0, "2017-05-01T06:00:00Z", note(&DIGEST[1..]))]), "nowhere");
}

#[test]
fn another_seat_s_heartbeat_that_reaches_beyond_it_is_its_word_that_it_held_it() {
    let entries = vec![
        ("un", 0, "2017-05-01T06:00:00Z", note("nothing of it")),
        ("un", 1, "2017-05-03T06:00:00Z", note(DIGEST)),
        // Its own word is none; this one does not reach it; this one does, and this one later.
        ("un", 2, "2017-05-03T07:00:00Z", holds("un", 2)),
        ("russia", 0, "2017-05-03T08:00:00Z", holds("un", 1)),
        ("russia", 1, "2017-05-03T20:00:00Z", holds("un", 2)),
        ("turkey", 0, "2017-05-04T08:00:00Z", holds("un", 3)),
    ];
    assert_eq!(
        told(entries),
        "un/1 at 2017-05-03T06:00:00Z, held russia/1 by russia at 2017-05-03T20:00:00Z"
    );
}
