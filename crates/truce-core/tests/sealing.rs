//! Sealed fields, their opening and withholding, and evidence outside the log.

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::{Expect, expect};
use truce_core::act::Act;
use truce_core::agreement::{Agreement, Files};
use truce_core::blob::{Blob, BlobHeld, Erasure, custody};
use truce_core::bulletin::{Period, compile};
use truce_core::commitment::{NotSealable, SealedField, commit};
use truce_core::disclosure::Disclosure;
use truce_core::entry::{Address, Body, Entry};
use truce_core::geo::Position;
use truce_core::id::{AreaId, SeatId, SourceId};
use truce_core::picture::Picture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::redaction::{Redaction, SealState, seals};
use truce_core::report::{Basis, Harm, Origin, Report, Stance};
use truce_core::sealed::Sealed;
use truce_core::time::{Moment, Window};

/// What must appear nowhere while it is sealed.
const CANARY: &str = "Wadi Canary";
const PERSON: &str = "Teacher Canary";

fn salt(number: u8) -> [u8; 16] {
    [number; 16]
}

fn report() -> Report {
    let start = Moment::from_unix(1_484_500_000);
    Report {
        account: format!("It fell on the school of {CANARY}."),
        accused: Vec::new(),
        act: Act::Shelling,
        basis: Basis::Observed,
        corrects: None,
        doubts: vec![format!("`{CANARY}` is no place that the gazetteer knows")],
        entered_by: None,
        exemption: None,
        harm: Harm::default(),
        language: "en".to_owned(),
        origin: Origin { file: "reports.csv".to_owned(), line: 3 },
        place: Place {
            area: AreaId::new("rif-dimashq").ok(),
            name: CANARY.to_owned(),
            position: Position::new(33_612_345, 36_123_456).ok(),
            radius_m: 200,
        },
        reference: None,
        sealed: std::collections::BTreeMap::new(),
        sent_at: None,
        source: SourceId::new("un-ops").unwrap(),
        stance: Stance::Asserts,
        target: Vec::new(),
        window: Window::new(start, start.plus(3600)).unwrap(),
    }
}

/// The report with everything sealed that can be, and the disclosures.
fn sealed() -> (Report, Vec<Sealed>) {
    let mut report = report();
    let fields = [SealedField::Doubts, SealedField::Account, SealedField::Place];
    let mut told: Vec<Sealed> = fields
        .iter()
        .zip(1..)
        .map(|(field, number)| report.seal(*field, &salt(number)).unwrap())
        .collect();
    let person = Sealed::new(PERSON.to_owned());
    told.push(report.seal_beside(SealedField::Person, &person, &salt(9)).unwrap());
    (report, told)
}

fn at(text: &str) -> Address {
    text.parse().unwrap()
}

fn entry(body: Body) -> Entry {
    Entry::new(body, Moment::from_unix(1_485_000_000))
}

fn opening(address: &str, sealed: &Sealed) -> Body {
    Body::Disclosure(Disclosure { address: at(address), disclosure: sealed.expose().to_owned() })
}

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

fn picture(entries: &[(&str, Body)]) -> Picture {
    let mut record = Record::default();
    for (address, body) in entries {
        record.enter(at(address), &entry(body.clone()).bytes().unwrap());
    }
    let head = Head { root: String::new(), size: 100 };
    let logs = ["turkey", "un"].map(|log| (SeatId::new(log).unwrap(), head.clone()));
    Picture::of(&record, &agreement(), &Cut(logs.into_iter().collect()))
}

#[test]
fn what_is_sealed_stands_in_no_byte_of_the_entry_and_in_no_debug_text() {
    let (report, told) = sealed();
    let shown = format!("{report:?} {told:?}");
    let bytes = entry(Body::Report(Arc::new(report))).bytes().unwrap();
    let text = format!("{shown} {}", String::from_utf8(bytes).unwrap());
    for canary in [CANARY, PERSON, "school", "33612345", "36123456"] {
        assert!(!text.contains(canary), "{canary}");
    }
    assert!(text.contains("[<sealed>, <sealed>, <sealed>, <sealed>]"));
    assert!(text.contains("rif-dimashq"), "the area stays");
}

#[test]
fn opening_gives_back_what_was_sealed_to_the_byte() {
    let (mut hidden, told) = sealed();
    for disclosure in told.iter().rev() {
        assert!(hidden.open(disclosure.expose()).is_some());
        assert_eq!(hidden.open(disclosure.expose()), None, "it is open already");
    }
    assert_eq!(hidden, report());
}

#[test]
fn what_another_field_quotes_is_not_sealed_before_it() {
    let mut report = report();
    let quoted = |field, by| Err(NotSealable::Quoted { field, by });
    let (account, doubts, place) = (SealedField::Account, SealedField::Doubts, SealedField::Place);
    let before = report.clone();
    assert_eq!(report.seal(account, &salt(1)), quoted(account, doubts));
    assert_eq!(report.seal(place, &salt(1)), quoted(place, doubts));
    assert_eq!(report, before);
    report.seal(doubts, &salt(1)).unwrap();
    assert_eq!(report.seal(place, &salt(2)), quoted(place, account));
    assert_eq!(report.seal(doubts, &salt(2)), Err(NotSealable::Already(doubts)));
    let person = SealedField::Person;
    assert_eq!(report.seal(person, &salt(2)), Err(NotSealable::NotThere(person)));
}

#[test]
fn a_disclosure_made_for_another_field_opens_nothing() {
    let (mut hidden, _) = sealed();
    let (commitment, told) = commit(SealedField::Place, "not the place", &salt(1)).unwrap();
    // Somebody committed to one thing under the name of another.
    hidden.sealed.insert(SealedField::Account, commitment);
    let before = hidden.clone();
    assert_eq!(hidden.open(told.expose()), None);
    assert_eq!(hidden, before);
}

#[test]
fn the_picture_shows_a_field_from_its_disclosure_on() {
    let (report, told) = sealed();
    let hidden = ("un/1", Body::Report(Arc::new(report)));
    let told_place = opening("un/1", &told[2]);
    let before = picture(std::slice::from_ref(&hidden));
    // Whoever knows a disclosure can open it, and one for another entry opens nothing.
    let after = picture(&[
        hidden.clone(),
        ("turkey/1", told_place.clone()),
        ("turkey/2", opening("un/2", &told[1])),
        ("turkey/3", opening("un/1", &Sealed::new("WyJB".to_owned()))),
    ]);
    let place = |picture: &Picture| picture.reports[&at("un/1")].place.name.clone();
    assert_eq!((place(&before).as_str(), place(&after).as_str()), ("", CANARY));
    let period = Period::new("2016-12-01".parse().unwrap(), "2017-12-31".parse().unwrap()).unwrap();
    let shown = compile(&before, &agreement(), period).json().unwrap();
    assert!(shown.contains("\"sealed\": ["), "a claim says what of it is sealed");
    assert!(!shown.contains("Canary"));
    assert_ne!(before.digest(), after.digest());
}

fn check(entries: &[(&str, Body)], expected: Expect) {
    let entries: Vec<(Address, Entry)> =
        entries.iter().map(|(address, body)| (at(address), entry(body.clone()))).collect();
    let listed = seals(entries.iter().map(|(address, entry)| (address, entry)));
    let told: String = listed
        .iter()
        .map(|seal| {
            let state = match &seal.state {
                SealState::Open(by) => format!("opened by {by}"),
                SealState::Withheld(Some(by)) => format!("withheld, decided in {by}"),
                SealState::Withheld(None) => "withheld".to_owned(),
            };
            format!("{} {}: {state}\n", seal.address, seal.field)
        })
        .collect();
    expected.assert_eq(&told);
}

#[test]
fn a_list_says_what_is_open_and_on_whose_decision_the_rest_is_withheld() {
    let (report, told) = sealed();
    let withhold = |fields: &[SealedField]| {
        let fields: BTreeSet<SealedField> = fields.iter().copied().collect();
        let reason = "to protect people".to_owned();
        Body::Redaction(Redaction { address: at("un/1"), fields, reason })
    };
    check(
        &[
            ("turkey/1", withhold(&[SealedField::Doubts])),
            ("turkey/2", opening("un/1", &told[2])),
            ("un/1", Body::Report(Arc::new(report))),
            ("un/2", withhold(&[SealedField::Person, SealedField::Place])),
            ("un/3", withhold(&[SealedField::Person])),
            ("un/4", opening("un/1", &told[1])),
        ],
        expect![[r#"
            un/1 account: opened by un/4
            un/1 doubts: withheld
            un/1 person: withheld, decided in un/2
            un/1 place: opened by turkey/2
        "#]],
    );
}

#[test]
fn erasure_is_attested_by_those_who_had_the_blob() {
    let sha256 = "ab".repeat(32);
    let blob = Body::Blob(Blob {
        about: vec![at("un/1")],
        bytes: 5,
        media_type: "image/jpeg".to_owned(),
        note: String::new(),
        sealed: std::collections::BTreeMap::new(),
        sha256: sha256.clone(),
    });
    let held = Body::BlobHeld(BlobHeld { sha256: sha256.clone() });
    let erasure = Erasure { reason: "the family asked".to_owned(), sha256: sha256.clone() };
    let erased = Body::Erasure(erasure);
    let told = |entries: &[(&str, &Body)]| {
        let entries: Vec<(Address, Entry)> =
            entries.iter().map(|(address, body)| (at(address), entry((*body).clone()))).collect();
        let seats = ["iran", "russia", "turkey", "un"].map(|seat| SeatId::new(seat).unwrap());
        let seats = seats.into_iter().collect();
        let found = custody(entries.iter().map(|(address, entry)| (address, entry)), &seats);
        found[sha256.as_str()].to_string()
    };
    let all = [("un/1", &blob), ("turkey/1", &held), ("iran/1", &held), ("nobody/1", &held)];
    assert_eq!(told(&all), "held by 3");
    let mut some = all.to_vec();
    some.extend([("un/2", &erased), ("turkey/2", &erased), ("russia/7", &erased)]);
    assert_eq!(told(&some), "erasure attested by 3 of 4");
    some.push(("turkey/3", &held));
    assert_eq!(told(&some), "erasure attested by 2 of 4");
}
