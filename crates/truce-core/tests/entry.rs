//! Entries: golden bytes, canonical form, and refusals.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use truce_core::entry::{Body, Entry, NotAnEntry, Opening};
use truce_core::id::SeatId;
use truce_core::judgement::{Judgement, Verdict};
use truce_core::record::Record;

fn golden(entry: &Entry, expected: Expect) {
    let bytes = entry.bytes().unwrap();
    expected.assert_eq(&String::from_utf8(bytes.clone()).unwrap());
    assert_eq!(Entry::read(&bytes), Ok(entry.clone()));
    assert_eq!(canonical(&serde_json::from_slice(&bytes).unwrap()).into_bytes(), bytes);
}

/// A plain canonicaliser (RFC 8785) for JSON without fractions: the oracle.
fn canonical(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by_key(|key| key.encode_utf16().collect::<Vec<_>>());
            let pairs = keys
                .iter()
                .map(|key| format!("{}:{}", Value::from(key.as_str()), canonical(&map[*key])));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
            plain.to_string()
        }
    }
}

fn read(json: &str) -> Entry {
    Entry::read(json.as_bytes()).unwrap()
}

#[test]
fn the_bytes_of_an_opening_never_change() {
    let opening = Opening {
        agreement_sha256: "ab12".to_owned(),
        agreement_title: "Ceasefire in Syria".to_owned(),
        seat: SeatId::new("russia").unwrap(),
    };
    let entry = Entry::new(Body::Opening(opening), "2017-01-24T12:00:00Z".parse().unwrap());
    golden(
        &entry,
        expect![[
            r#"{"body":{"kind":"opening","what":{"agreement_sha256":"ab12","agreement_title":"Ceasefire in Syria","seat":"russia"}},"recorded_at":"2017-01-24T12:00:00Z","v":1}"#
        ]],
    );
}

#[test]
fn the_bytes_of_a_judgement_never_change() {
    let judgement = Judgement {
        by: "officer 3".to_owned(),
        reason: "same crater".to_owned(),
        reports: ("russia/4".parse().unwrap(), "un/7".parse().unwrap()),
        verdict: Verdict::Same,
    };
    let entry = Entry::new(Body::Judgement(judgement), "2017-05-07T09:10:11Z".parse().unwrap());
    golden(
        &entry,
        expect![[
            r#"{"body":{"kind":"judgement","what":{"by":"officer 3","reason":"same crater","reports":["russia/4","un/7"],"verdict":"same"}},"recorded_at":"2017-05-07T09:10:11Z","v":1}"#
        ]],
    );
}

/// The golden bytes of every other kind: each must be read, and written again to the byte.
const GOLDEN: &[&str] = &[
    r#"{"body":{"kind":"source","what":{"aligned_with":"government","group":"state-media","id":"sana","kind":"agency","name":"SANA","reliability":"F"}},"recorded_at":"2017-01-15T06:00:00Z","v":1}"#,
    r#"{"body":{"kind":"source","what":{"id":"russia-centre","kind":"centre","name":"Russian centre","reliability":"C","seat":"russia"}},"recorded_at":"2017-01-15T06:00:00Z","v":1}"#,
    r#"{"body":{"kind":"report","what":{"account":"A negotiator was shot.","accused":[{"actor":"government","written":"the regime"},{"written":"somebody"}],"act":"killing","basis":"alleged","corrects":"un/3","doubts":["`somebody` is no actor that the agreement names"],"exemption":"return-fire","harm":{"killed":{"least":1,"most":1}},"language":"en","origin":{"file":"reports.csv","line":4},"place":{"area":"rif-dimashq","name":"Wadi Barada","position":{"lat_udeg":33620000,"lon_udeg":36170000},"radius_m":6000},"reference":"r-4","sent_at":"2017-01-15T06:00:00Z","source":"sana","stance":"asserts","target":[{"actor":"opposition","written":"rebels"}],"window":{"earliest":"2017-01-13T22:00:00Z","latest":"2017-01-14T21:59:59Z"}}},"recorded_at":"2017-01-15T06:00:00Z","v":1}"#,
    r#"{"body":{"kind":"register","what":{"day":"2017-05-07","doubts":["the year is not stated"],"hours":24,"list":[{"area":{"area":"hama","written":"Hama"},"cases":2},{"area":{"written":"Idleb"}}],"origin":{"file":"bulletins.txt","line":9},"other_totals":[15],"reviews":[{"by":"russia","not_confirmed":7}],"seat":"turkey","told_by":"mod","total":7}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"effort","what":{"area":"hama","cameras":2,"hours":30,"note":"night only","origin":{"file":"effort.csv","line":2},"patrols":3,"source":"un-ops","window":{"earliest":"2017-05-06T21:00:00Z","latest":"2017-05-07T20:59:59Z"}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"report","what":{"account":"","act":"killing","basis":"alleged","harm":{},"origin":{"file":"reports.csv","line":4},"place":{"area":"rif-dimashq","name":"","radius_m":500000},"sealed":{"account":"VJEzU9KF1NZ-VwQ-0ydq2xJCxEoBzsfI1bfNrPPfzNs","place":"VJEzU9KF1NZ-VwQ-0ydq2xJCxEoBzsfI1bfNrPPfzNs"},"source":"sana","stance":"asserts","window":{"earliest":"2017-01-13T22:00:00Z","latest":"2017-01-14T21:59:59Z"}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"heartbeat","what":{"heads":{"turkey":{"root":"LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=","size":12},"un":{"root":"LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=","size":0}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"rotation","what":{"log":"truce/0123456789abcdef/un+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k","reason":"yearly"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"succession","what":{"earlier":"russia","follows":{"root":"LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=","size":12},"keys":{"cosigner":"truce/0123456789abcdef/russia-2/mirror+530d903a+BA","log":"truce/0123456789abcdef/russia-2+530d903a+AQ"},"log":"russia-2","reason":"restored from a backup","seat":"russia"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"departure","what":{"presence":"absent","reason":"silent for a month","seat":"iran"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"misconduct","what":{"accused":"russia","certificate":"truce-log fork certificate v1\ncommon 3 LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=\n\n— a b\n","what":"fork"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"cut-digest","what":{"cut":{"turkey":{"root":"LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=","size":12}},"picture_sha256":"fa2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"blob","what":{"about":["un/4"],"bytes":123456,"media_type":"image/jpeg","note":"a crater","sealed":{"plaintext":"VJEzU9KF1NZ-VwQ-0ydq2xJCxEoBzsfI1bfNrPPfzNs"},"sha256":"fa2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"blob-held","what":{"sha256":"fa2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"erasure","what":{"reason":"asked by the witness","sha256":"fa2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"disclosure","what":{"address":"un/4","disclosure":"WyJCd2NIQndjSEJ3Y0hCd2NIQndjSEJ3IiwiYWNjb3VudCIsImEiXQ"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"redaction","what":{"address":"un/4","fields":["account","place"],"reason":"to protect people"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"weights-part","what":{"of":2,"part":1,"table_sha256":"fa2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8","text":"}"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"adoption","what":{"by":"officer 3","reason":"fits May","table_sha256":"fa2c8cc4f28176bbeed4b736df569a34c79cd3723e9ec42f9674b4d46ac6b8b8"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"appointment","what":{"officer":"delegate-1","offices":["verifier","delegate"],"reason":"letter of 2 May"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"open":{"about":"russia/35","accused":"opposition","evidence":["un/7"],"provisions":["cease-attacks"],"reason":"told by both","reopens":"un/9","urgency":"urgent"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"assent":{"reason":"we too","to":"un/12"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"ask-reply":{"brief":"fire on 6 May","case":"un/12","through":"turkey"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"reply":{"answer":"denies-responsibility","case":"un/12","on_behalf_of":"opposition","text":"not ours"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"call":{"about":"un/12","answered_after_s":120,"called":"government","ceased_after_s":2400,"effect":"ceased","text":"they will see to it"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"task":{"case":"un/12","due":"2017-05-10T00:00:00Z","owner":"un","point":"author","what":"bearings"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"verify":{"about":"russia/35","came_to":{"unverifiable":{"why":"access"}},"method":"site visit","task":"un/13","text":"turned back","with":["turkey"]}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"verify":{"about":"russia/35","came_to":"on-site","method":"site visit","text":"craters"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"seal":{"case":"un/12","sealed":"huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWM"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"reveal":{"case":"un/12","disclosure":"WyJCd2NIQndjSEJ3"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"recuse":{"case":"un/12","reason":"our people were there"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"dissent":{"case":"un/12","text":"no bearing is shown"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"close":{"case":"un/12","heads":{"russia":{"root":"LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=","size":3}},"stage":"findings"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"ask-remedy":{"asked_of":"opposition","case":"un/12","checker":"un","due":"2017-06-01T00:00:00Z","measure":"mortars within 5 km","no_more":0,"what":"mortars 5 km back"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"check-remedy":{"measured":0,"remedy":"un/20","text":"none seen"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"propose":{"procedure":{"admit":1,"clocks":{"admit_h":1,"findings_h":2,"reply_h":3,"reveal_h":4},"decision":{"quorum":{"constituencies":[{"least":2,"name":"guarantors","seats":["iran","russia","turkey"]}]}},"sure":700,"sure_for":{"separation":800},"urgent":{"admit_h":1,"findings_h":2,"reply_h":3,"reveal_h":4}},"reason":"two of three"}},"signature":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"acknowledge":{"act":"shelling","area":"hama","party":"opposition","raised_on":"2017-05-06","says":"seen","text":"patrol 3 goes there"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"deed","what":{"by":"duty-2","does":{"acknowledge":{"area":"hama","raised_on":"2017-05-06","says":"false","text":"an exercise that nobody had told"}}}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
    r#"{"body":{"kind":"appointment","what":{"key":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","officer":"delegate-1","offices":["delegate"],"reason":"letter"}},"recorded_at":"2017-05-07T17:00:00Z","v":1}"#,
];

#[test]
fn golden_bytes_of_every_kind_are_read_and_written_to_the_byte() {
    for json in GOLDEN {
        let entry = read(json);
        assert_eq!(String::from_utf8(entry.bytes().unwrap()).unwrap(), *json);
        assert_eq!(canonical(&serde_json::from_str(json).unwrap()), *json);
    }
}

#[test]
fn bytes_that_are_no_canonical_entry_are_refused_in_words() {
    let good = GOLDEN[0];
    let spaced = good.replacen(':', ": ", 1);
    assert_eq!(Entry::read(spaced.as_bytes()), Err(NotAnEntry::NotCanonical));
    let newer = r#"{"body":{"kind":"hotline"},"v":2}"#;
    assert_eq!(Entry::read(newer.as_bytes()), Err(NotAnEntry::UnknownVersion(2)));
    assert!(matches!(Entry::read(b"\xff\x00"), Err(NotAnEntry::Unreadable(_))));
    assert!(matches!(Entry::read(&[b'['; 8193]), Err(NotAnEntry::TooLong(8193))));
    let deep = "[".repeat(8000);
    assert!(matches!(Entry::read(deep.as_bytes()), Err(NotAnEntry::Unreadable(_))));
    let unknown_field = good.replacen("\"id\"", "\"hue\":1,\"id\"", 1);
    assert!(matches!(Entry::read(unknown_field.as_bytes()), Err(NotAnEntry::Unreadable(_))));
}

/// The golden entry of a kind with one thing changed, and why it is not read.
fn refused(kind: &str, change: (&str, &str)) -> String {
    let kind = format!("\"kind\":\"{kind}\"");
    let of_kind = |json: &&&str| json.contains(&kind) && json.contains(change.0);
    let json = GOLDEN.iter().rfind(of_kind).unwrap();
    Entry::read(json.replacen(change.0, change.1, 1).as_bytes()).unwrap_err().to_string()
}

#[test]
fn an_entry_beyond_its_bounds_is_unread() {
    let heads: String =
        (0..65).map(|i| format!("\"a{i:02}\":{{\"root\":\"{ROOT}\",\"size\":1}},")).collect();
    let long = "k".repeat(3001);
    let cases = [
        ("heartbeat", ("{\"turkey\"", format!("{{{heads}\"turkey\""))),
        ("heartbeat", ("\"size\":12", "\"size\":9007199254740992".to_owned())),
        ("heartbeat", ("SIE=", "SIF=".to_owned())),
        ("rotation", ("truce/", format!("{long}/"))),
        ("rotation", ("truce/", "truce /".to_owned())),
        ("succession", ("\"log\":\"russia-2\"", "\"log\":\"russian\"".to_owned())),
        ("succession", ("\"earlier\":\"russia\"", "\"earlier\":\"russia-2\"".to_owned())),
        ("departure", ("silent", "silent ".repeat(40))),
        ("misconduct", ("common", "c\\n".repeat(2400))),
        ("misconduct", ("common", "общий".to_owned())),
        ("cut-digest", ("\"picture_sha256\":\"f", "\"picture_sha256\":\"F".to_owned())),
        ("blob", ("\"un/4\"", ["\"un/4\""; 9].join(","))),
        ("blob", ("image/jpeg", "image jpeg".to_owned())),
        ("blob-held", ("\"sha256\":\"f", "\"sha256\":\"".to_owned())),
        ("disclosure", ("WyJC", "WyJC=".to_owned())),
        ("disclosure", ("WyJC", "WyJC".repeat(1900))),
        ("redaction", ("\"account\",\"place\"", String::new())),
        ("weights-part", ("\"of\":2", "\"of\":257".to_owned())),
        ("weights-part", ("\"text\":\"", format!("\"text\":\"{}", "1".repeat(3_500)))),
        ("adoption", ("\"table_sha256\":\"f", "\"table_sha256\":\"".to_owned())),
        ("appointment", ("letter of 2 May", "x".repeat(300))),
        ("deed", ("told by both", " ".to_owned())),
        ("deed", ("told by both", "x".repeat(2_001))),
        ("deed", ("[\"cease-attacks\"]", "[]".to_owned())),
        ("deed", ("patrol 3 goes there", " ".to_owned())),
        ("deed", ("patrol 3 goes there", "x".repeat(2_001))),
    ];
    let told: String = cases
        .iter()
        .map(|(kind, (from, to))| format!("{kind}: {}\n", refused(kind, (from, to))))
        .collect();
    expect![[r#"
        heartbeat: 67 logs are named, and 64 is the most
        heartbeat: the size is 9007199254740992 or more
        heartbeat: the root is no SHA-256 in its usual form
        rotation: the log's key has 3075 bytes, and 3000 is the most
        rotation: the log's key holds something else than printable ASCII
        succession: `russian` is no name for a log of `russia`: its first is `russia`, then come `russia-2`, `russia-3`
        succession: the log `russia-2` cannot follow `russia-2`: a later log has a higher number
        departure: the reason has 292 bytes, and 256 is the most
        misconduct: the certificate has 7291 bytes, and 7000 is the most
        misconduct: the certificate holds something else than printable ASCII
        cut-digest: the picture's digest is no SHA-256 in its usual form
        blob: 9 entries are named, and 8 is the most
        blob: the media type holds something else than printable ASCII
        blob-held: the blob is no SHA-256 in its usual form
        disclosure: the disclosure holds something else than printable ASCII
        disclosure: the disclosure has 7650 bytes, and 7500 is the most
        redaction: the list of fields is empty
        weights-part: 257 parts of the weight table are named, and 256 is the most
        weights-part: the part of the weight table has 3501 bytes, and 3500 is the most
        adoption: the weight table is no SHA-256 in its usual form
        appointment: the reason has 300 bytes, and 256 is the most
        deed: the reason is empty
        deed: the reason has 2001 bytes, and 2000 is the most
        deed: the list of provisions is empty
        deed: the text is empty
        deed: the text has 2001 bytes, and 2000 is the most
    "#]].assert_eq(&told);
}

/// The root in the golden entries.
const ROOT: &str = "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=";

fn record(entries: &[(&str, &[u8])]) -> Record {
    let mut record = Record::default();
    for (address, bytes) in entries {
        record.enter(address.parse().unwrap(), bytes);
    }
    record
}

#[test]
fn an_entry_that_cannot_be_read_stays_part_of_the_record() {
    let record = record(&[("russia/0", b"noise"), ("russia/1", GOLDEN[0].as_bytes())]);
    assert_eq!(record.len(), 2);
    assert_eq!(record.entries().count(), 1);
    assert_eq!(record.unread().count(), 1);
}

#[test]
fn two_entries_at_one_address_are_noticed_in_either_order() {
    let (one, two) = (GOLDEN[0].as_bytes(), GOLDEN[1].as_bytes());
    let forwards = record(&[("russia/1", one), ("russia/1", two)]);
    let backwards = record(&[("russia/1", two), ("russia/1", one)]);
    assert_eq!(forwards, backwards);
    assert_eq!(forwards.forked().len(), 1);
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Entry::read(&bytes);
    }

    #[test]
    fn a_mutated_entry_is_refused_or_reads_as_its_own_bytes(
        which in 0..GOLDEN.len(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = GOLDEN[which].as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(entry) = Entry::read(&bytes) {
            prop_assert_eq!(entry.bytes().unwrap(), bytes);
        }
    }

    #[test]
    fn the_record_is_a_function_of_the_set(
        order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let all: Vec<(String, &[u8])> = (0..8)
            .map(|i| (format!("un/{}", i % 5), GOLDEN[i % GOLDEN.len()].as_bytes()))
            .collect();
        let enter = |order: &[usize]| {
            let mut record = Record::default();
            for i in order {
                record.enter(all[*i].0.parse().unwrap(), all[*i].1);
                record.enter(all[*i].0.parse().unwrap(), all[*i].1);
            }
            record
        };
        prop_assert_eq!(enter(&order), enter(&[0, 1, 2, 3, 4, 5, 6, 7]));
    }
}
