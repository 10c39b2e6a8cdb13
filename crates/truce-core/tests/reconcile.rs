//! Registers held against each other: a day in text, a table in text.

use std::collections::BTreeMap;
use std::sync::Arc;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use truce_core::area::NamedArea;
use truce_core::entry::Address;
use truce_core::id::{AreaId, SeatId, SourceId};
use truce_core::incident::{Ground, Incident, Incidents};
use truce_core::lineage::Lineage;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Matcher};
use truce_core::reconcile::{Books, Cell, DaysTold, Reconciliation, reconcile};
use truce_core::register::{Count, Register, Review};
use truce_core::report::{Basis, Harm, Origin, Report, Stance};
use truce_core::source::{Reliability, Source};
use truce_core::spread::OneByOne;
use truce_core::time::{Day, DutyClock};

const SEATS: [&str; 3] = ["russia", "turkey", "iran"];

fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

fn origin() -> Origin {
    Origin { file: "day.txt".to_owned(), line: 1 }
}

/// `russia 18 damascus=10 latakia=? not-confirmed-by-turkey=3 log=un`
fn register(index: u64, line: &str) -> (Address, Register) {
    let mut words = line.split_whitespace();
    let seat_name = words.next().unwrap();
    let total = words.next().unwrap().parse().ok();
    let mut log = seat_name;
    let mut made = Register {
        day: "2017-05-07".parse().unwrap(),
        doubts: Vec::new(),
        hours: 24,
        list: Vec::new(),
        origin: origin(),
        other_totals: Vec::new(),
        reviews: Vec::new(),
        seat: seat(seat_name),
        told_by: SourceId::new("press").unwrap(),
        total,
    };
    for word in words {
        let (key, value) = word.split_once('=').unwrap();
        if let Some(by) = key.strip_prefix("not-confirmed-by-") {
            let not_confirmed = value.parse().ok();
            made.reviews.push(Review { by: seat(by), excluded_target: None, not_confirmed });
        } else if key == "log" {
            log = value;
        } else if key == "other" {
            made.other_totals.push(value.parse().unwrap());
        } else {
            let area = NamedArea { area: AreaId::new(key).ok(), written: key.to_owned() };
            made.list.push(Count { area, cases: value.parse().ok() });
        }
    }
    (Address { log: seat(log), index }, made)
}

/// `report turkey hama`, or `denial turkey hama`: a seat's own centre on one and the same event.
fn report(index: u64, line: &str) -> (Address, Report) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let day: Day = "2017-05-07".parse().unwrap();
    let stance = if words[0] == "denial" { Stance::DeniesEvent } else { Stance::Asserts };
    let made = Report {
        account: String::new(),
        accused: Vec::new(),
        act: "shelling".parse().unwrap(),
        basis: Basis::Alleged,
        corrects: None,
        doubts: Vec::new(),
        entered_by: None,
        exemption: None,
        harm: Harm::default(),
        language: String::new(),
        origin: origin(),
        place: truce_core::place::Place {
            area: AreaId::new(words[2]).ok(),
            name: words[2].to_owned(),
            position: truce_core::geo::Position::new(35_300_000, 36_600_000).ok(),
            radius_m: 2000,
        },
        reference: None,
        sealed: BTreeMap::new(),
        sent_at: None,
        source: SourceId::new(words[1]).unwrap(),
        stance,
        target: Vec::new(),
        window: DutyClock::fixed(0).window_of(day),
    };
    (Address { log: seat(words[1]), index }, made)
}

fn books_of(situation: &str) -> Reconciliation {
    let lines: Vec<&str> = situation.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let is_report = |line: &&str| line.starts_with("report ") || line.starts_with("denial ");
    let numbered = || (0..).zip(lines.iter().copied());
    let registers: BTreeMap<Address, Register> =
        numbered().filter(|(_, l)| !is_report(l)).map(|(i, l)| register(i, l)).collect();
    let told = numbered().filter(|(_, l)| is_report(l)).map(|(i, l)| report(i, l));
    let reports: BTreeMap<Address, Arc<Report>> =
        told.map(|(address, report)| (address, Arc::new(report))).collect();
    let sources: BTreeMap<SourceId, Source> = SEATS
        .iter()
        .map(|name| {
            let id = SourceId::new(name).unwrap();
            let source = Source {
                aligned_with: None,
                group: None,
                id: id.clone(),
                kind: "centre".to_owned(),
                name: (*name).to_owned(),
                reliability: Reliability::F,
                seat: Some(seat(name)),
            };
            (id, source)
        })
        .collect();
    let clock = DutyClock::fixed(0);
    let weights = Weights::default();
    let candidates: Vec<Candidate> = reports.iter().map(|(a, r)| Candidate::of(a, r)).collect();
    let matcher = Matcher::of(&weights, &candidates, &Judgements::default());
    let groups = matcher.groups();
    let ground = Ground {
        reports: &reports,
        recorded_at: &BTreeMap::new(),
        sources: &sources,
        clock: &clock,
        matcher: &matcher,
    };
    let incidents: Incidents =
        groups.iter().filter_map(|group| Incident::of(&ground, group)).collect();
    let lineage = Lineage::default();
    let books = Books {
        clock: &clock,
        lineage: &lineage,
        matcher: &matcher,
        registers: &registers,
        reports: &reports,
        seats: SEATS.iter().map(|name| seat(name)).collect(),
        sources: &sources,
    };
    let told = DaysTold::of(&books, &incidents, &OneByOne);
    reconcile(&books, &told, &OneByOne).into_values().next().unwrap()
}

/// A table: for each cell the figure and its parts as matched/contested/one-sided/unexplained.
fn table(day: &Reconciliation) -> String {
    let mut text = String::new();
    for row in &day.rows {
        let area = row.area.as_ref().map_or("(no area)", AreaId::as_str);
        text.push_str(&format!("{area}:"));
        for (seat, cell) in &row.cells {
            let shown = match cell {
                Cell::Figure { cases, parts } => {
                    assert_eq!(parts.sum(), *cases, "the parts add up to the figure");
                    let (m, c) = (parts.matched, parts.contested);
                    format!("{cases} = {m}m {c}c {}o {}u", parts.one_sided, parts.unexplained)
                }
                Cell::NamedOnly => "named".to_owned(),
                Cell::NotListed => "-".to_owned(),
                Cell::NoList => "?".to_owned(),
            };
            text.push_str(&format!(" {seat} {shown};"));
        }
        text.push_str(&format!(" overlap <= {}\n", row.overlap_at_most));
    }
    for (seat, held) in &day.seats {
        let Some(stated) = &held.used else {
            text.push_str(&format!("{seat}: no register on record\n"));
            continue;
        };
        for fault in &stated.contradictions {
            text.push_str(&format!("{seat}: {fault}\n"));
        }
        for other in &held.others {
            text.push_str(&format!(
                "{seat}: also told at {}: {:?}\n",
                other.address, other.register.total
            ));
        }
    }
    text
}

fn check(situation: &str, expected: Expect) {
    expected.assert_eq(&table(&books_of(situation)));
}

#[test]
fn two_counts_of_7_may_2017_can_share_seven_cases_and_one_is_on_record_from_both() {
    check(
        "
        russia 18 damascus=10 latakia=3 daraa=3 hama=2
        turkey 15 damascus=2 daraa=3 hama=7 homs=3
        report russia hama
        report turkey hama
        ",
        expect![[r#"
            damascus: russia 10 = 0m 0c 8o 2u; turkey 2 = 0m 0c 0o 2u; overlap <= 2
            daraa: russia 3 = 0m 0c 0o 3u; turkey 3 = 0m 0c 0o 3u; overlap <= 3
            hama: russia 2 = 1m 0c 0o 1u; turkey 7 = 1m 0c 5o 1u; overlap <= 2
            homs: russia -; turkey 3 = 0m 0c 3o 0u; overlap <= 0
            latakia: russia 3 = 0m 0c 3o 0u; turkey -; overlap <= 0
            iran: no register on record
        "#]],
    );
}

#[test]
fn one_each_in_different_provinces_share_nothing() {
    check(
        "
        russia 1 idlib=1
        turkey 1 latakia=1
        ",
        expect![[r#"
            idlib: russia 1 = 0m 0c 1o 0u; turkey -; overlap <= 0
            latakia: russia -; turkey 1 = 0m 0c 1o 0u; overlap <= 0
            iran: no register on record
        "#]],
    );
}

#[test]
fn cases_that_another_seat_does_not_confirm_are_contested() {
    check(
        "
        russia 10 latakia=8 hama=2
        turkey 8 damascus=3 aleppo=3 hama=2
        turkey 8 not-confirmed-by-russia=8 log=russia
        ",
        expect![[r#"
            aleppo: russia -; turkey 3 = 0m 3c 0o 0u; overlap <= 0
            damascus: russia -; turkey 3 = 0m 3c 0o 0u; overlap <= 0
            hama: russia 2 = 0m 0c 0o 2u; turkey 2 = 0m 2c 0o 0u; overlap <= 2
            latakia: russia 8 = 0m 0c 8o 0u; turkey -; overlap <= 0
            turkey: also told at russia/2: Some(8)
            iran: no register on record
        "#]],
    );
}

#[test]
fn an_incident_that_another_seat_denies_is_contested() {
    check(
        "
        russia 2 hama=2
        turkey 3 hama=3
        report turkey hama
        denial russia hama
        ",
        expect![[r#"
            hama: russia 2 = 0m 0c 0o 2u; turkey 3 = 0m 1c 1o 1u; overlap <= 2
            iran: no register on record
        "#]],
    );
}

#[test]
fn without_the_others_list_nothing_is_called_one_sided() {
    check(
        "
        russia 14 damascus=8 hama=6
        turkey 11
        ",
        expect![[r#"
            damascus: russia 8 = 0m 0c 0o 8u; turkey ?; overlap <= 0
            hama: russia 6 = 0m 0c 0o 6u; turkey ?; overlap <= 0
            (no area): russia -; turkey 11 = 0m 0c 0o 11u; overlap <= 0
            iran: no register on record
        "#]],
    );
}

#[test]
fn a_register_of_none_makes_the_others_cases_one_sided() {
    check(
        "
        russia 0
        turkey 5 idlib=1 damascus=4
        ",
        expect![[r#"
            damascus: russia -; turkey 4 = 0m 0c 4o 0u; overlap <= 0
            idlib: russia -; turkey 1 = 0m 0c 1o 0u; overlap <= 0
            iran: no register on record
        "#]],
    );
}

#[test]
fn a_register_that_contradicts_itself_is_kept_as_stated_and_flagged() {
    check(
        "
        russia 7 damascus=5 hama=4 other=9
        turkey 3 daraa=? idlib=?
        ",
        expect![[r#"
            damascus: russia 5 = 0m 0c 0o 5u; turkey ?; overlap <= 0
            daraa: russia ?; turkey named; overlap <= 0
            hama: russia 4 = 0m 0c 0o 4u; turkey ?; overlap <= 0
            idlib: russia ?; turkey named; overlap <= 0
            russia: the areas add up to 9, more than the stated total of 7
            russia: the same text states 9 beside the total of 7
            turkey: 2 areas are named without figures
            iran: no register on record
        "#]],
    );
}

proptest! {
    #[test]
    fn the_parts_always_add_up_and_exchanging_the_seats_exchanges_them(
        russia in proptest::collection::btree_map(0..4_usize, 0..12_u32, 0..4),
        turkey in proptest::collection::btree_map(0..4_usize, 0..12_u32, 0..4),
        refused in proptest::option::of(0..30_u32),
    ) {
        let areas = ["aleppo", "damascus", "hama", "homs"];
        let line = |seat: &str, list: &BTreeMap<usize, u32>| {
            let total: u32 = list.values().sum();
            let parts: Vec<String> =
                list.iter().map(|(area, cases)| format!("{}={cases}", areas[*area])).collect();
            format!("{seat} {total} {}", parts.join(" "))
        };
        let review = refused.map_or(String::new(), |n| format!(" not-confirmed-by-OTHER={n}"));
        let situation = |first: &str, second: &str| format!(
            "{}{}\n{}",
            line(first, &russia),
            review.replace("OTHER", second),
            line(second, &turkey),
        );
        let exchange = |text: String| {
            text.replace("russia", "SEAT").replace("turkey", "russia").replace("SEAT", "turkey")
        };
        let cells = |day: &Reconciliation| -> std::collections::BTreeSet<String> {
            day.rows.iter().flat_map(|row| {
                let area = row.area.as_ref().map_or("-".to_owned(), ToString::to_string);
                row.cells.iter().map(move |(seat, cell)| format!("{area} {seat} {cell:?}")).collect::<Vec<_>>()
            }).collect()
        };
        let here = books_of(&situation("russia", "turkey"));
        let there = books_of(&situation("turkey", "russia"));
        let _ = table(&here);
        let exchanged = cells(&there).into_iter().map(exchange).collect();
        prop_assert_eq!(cells(&here), exchanged);
    }
}
