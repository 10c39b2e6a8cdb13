//! The three questions of an incident, seat by seat: claims in text, answers in text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use truce_core::agreement::{Agreement, Files};
use truce_core::assessment::Point;
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::{ActorId, SeatId, SourceId};
use truce_core::judgement::{Judgement, Verdict};
use truce_core::kleene::Truth;
use truce_core::picture::Picture;
use truce_core::questions::{Concord, Question, Questions, questions};
use truce_core::record::{Cut, Head, Record};
use truce_core::report::{Basis, Harm, NamedActor, Origin, Report};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Day, Moment};

const LOGS: [&str; 4] = ["russia", "turkey", "iran", "un"];

/// Each source with the actor to whose side it leans, and whose own it is.
const SOURCES: [(&str, Option<&str>, Option<&str>); 10] = [
    ("russia-centre", Some("russia"), Some("russia")),
    ("turkey-centre", Some("turkey"), Some("turkey")),
    ("damascus-water", Some("government"), None),
    ("syrian-government", Some("government"), None),
    ("al-alam", Some("iran"), None),
    ("opposition-delegation", Some("opposition"), None),
    ("jaysh-al-islam", Some("jaysh-al-islam"), None),
    ("tahrir-al-sham", Some("jabhat-fateh-al-sham"), None),
    ("un-coi", None, None),
    ("sohr", None, None),
];

fn agreement() -> Agreement {
    let files = Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    };
    Agreement::read(&files).unwrap()
}

fn actor(name: &str) -> ActorId {
    ActorId::new(name).unwrap()
}

fn exchanged(name: &str) -> &str {
    match name {
        "government" => "opposition",
        "opposition" => "government",
        other => other,
    }
}

fn source(id: &str, exchange: bool) -> Source {
    let (_, leaning, seat) = SOURCES.iter().find(|(known, ..)| *known == id).unwrap();
    let leaning = leaning.map(|to| if exchange { exchanged(to) } else { to });
    Source {
        aligned_with: leaning.map(actor),
        group: None,
        id: SourceId::new(id).unwrap(),
        kind: "press".to_owned(),
        name: id.to_owned(),
        reliability: Reliability::C,
        seat: seat.map(|name| SeatId::new(name).unwrap()),
    }
}

/// `2017-01-06 Ain al-Fijah | turkey opposition-delegation denies-authorship utility-cut opposition`
fn report(agreement: &Agreement, day: Day, place: &str, line: &str, exchange: bool) -> Report {
    let mut words = line.split_whitespace().skip(1);
    let source = SourceId::new(words.next().unwrap()).unwrap();
    let (stance, act) =
        (words.next().unwrap().parse().unwrap(), words.next().unwrap().parse().unwrap());
    let named = |name: &str| {
        let name = if exchange { exchanged(name) } else { name };
        NamedActor { actor: Some(actor(name)), written: name.to_owned() }
    };
    Report {
        account: line.to_owned(),
        accused: words.map(named).collect(),
        act,
        basis: Basis::Alleged,
        corrects: None,
        doubts: Vec::new(),
        entered_by: None,
        exemption: None,
        harm: Harm::default(),
        language: String::new(),
        origin: Origin { file: "claims.txt".to_owned(), line: 1 },
        place: agreement.names().place(place).unwrap().place.clone(),
        reference: None,
        sealed: BTreeMap::new(),
        sent_at: None,
        source,
        stance,
        target: Vec::new(),
        window: agreement.clock().window_of(day),
    }
}

/// The answers on the one incident of which the lines tell: day and place first, then who says what in whose log.
fn answers(agreement: &Agreement, script: &str, exchange: bool) -> (Picture, Vec<Questions>) {
    let mut lines = script.trim().lines();
    let (day, place) = lines.next().unwrap().split_once(' ').unwrap();
    let mut sizes: BTreeMap<&str, u64> = LOGS.iter().map(|log| (*log, 0)).collect();
    let mut record = Record::default();
    let mut put = |log: &'static str, body: Body| -> Address {
        let index = sizes.get_mut(log).unwrap();
        let address = Address { log: SeatId::new(log).unwrap(), index: *index };
        *index += 1;
        let bytes = Entry::new(body, Moment::from_unix(1_500_000_000)).bytes().unwrap();
        record.enter(address.clone(), &bytes);
        address
    };
    for (id, ..) in SOURCES {
        put("un", Body::Source(source(id, exchange)));
    }
    let mut told: Vec<Address> = Vec::new();
    for line in lines {
        let log = LOGS.iter().find(|log| line.trim().starts_with(**log)).unwrap();
        let report = report(agreement, day.parse().unwrap(), place, line, exchange);
        told.push(put(log, Body::Report(Arc::new(report))));
    }
    for later in told.iter().skip(1) {
        let judgement = Judgement {
            by: "duty-1".to_owned(),
            reason: "one event".to_owned(),
            reports: (told[0].clone(), later.clone()),
            verdict: Verdict::Same,
        };
        put("un", Body::Judgement(judgement));
    }
    let head = Head { root: String::new(), size: 1000 };
    let heads = LOGS.iter().map(|log| (SeatId::new(log).unwrap(), head.clone()));
    let picture = Picture::of(&record, agreement, &Cut(heads.collect()));
    assert_eq!(picture.incidents.len(), 1, "the lines tell of one event");
    let found = questions(&picture, agreement, picture.incidents.iter().next().unwrap());
    (picture, found)
}

fn names(of: &BTreeSet<ActorId>) -> String {
    of.iter().map(|actor| format!(" {actor}")).collect()
}

fn shown(found: &[Questions], provision: &str) -> String {
    let under = found.iter().find(|one| one.provision.as_str() == provision).unwrap();
    let mut shown = String::new();
    let words = |what: &dyn erased::Words| what.words();
    for one in &under.answers {
        shown.push_str(&format!("{}: {}\n", words(&one.question), words(&one.concord)));
        for telling in &one.seats {
            let held = telling.holding.as_ref().map_or(String::new(), |holding| {
                format!(", as {} holds: {}", holding.by, holding.why)
            });
            let footing = words(&telling.footing);
            let named = names(&telling.names);
            let differ = if telling.differ { ", its claims differ" } else { "" };
            let (seat, truth) = (&telling.seat, telling.truth);
            let line = format!("  {seat} {truth}{named} ({footing}{held}{differ})\n");
            shown.push_str(&line);
        }
        for claimant in &one.claimants {
            let said = format!("{}{}", claimant.says, names(&claimant.names));
            let (source, report) = (&claimant.source, &claimant.report);
            shown.push_str(&format!("    {source} in {report}: {said}\n"));
        }
        for words in &one.settle {
            shown.push_str(&format!("  would settle it: {words}\n"));
        }
    }
    shown
}

/// The word of a unit variant, as JSON writes it.
mod erased {
    pub trait Words {
        fn words(&self) -> String;
    }

    impl<T: serde::Serialize> Words for T {
        fn words(&self) -> String {
            serde_json::to_value(self).unwrap().as_str().unwrap().to_owned()
        }
    }
}

fn check(script: &str, provision: &str, expected: Expect) {
    let (_, found) = answers(&agreement(), script, false);
    expected.assert_eq(&shown(&found, provision));
}

/// The spring of the valley, in the first days of the truce.
const WADI_BARADA: &str = "2017-01-06 Ain al-Fijah
un damascus-water asserts utility-cut opposition
un un-coi denies-event utility-cut opposition
turkey opposition-delegation denies-authorship utility-cut opposition
turkey opposition-delegation asserts utility-cut government
iran al-alam asserts utility-cut jabhat-fateh-al-sham";

#[test]
fn in_wadi_barada_coverage_is_disputed_and_event_and_author_are_contested() {
    check(
        WADI_BARADA,
        "utilities",
        expect![[r#"
        covered: disputed
          russia no (side, as government holds: fighters of Jabhat Fateh al-Sham hold the valley)
          turkey yes (side, as opposition holds: the truce is for the whole country and the excluded group is not there)
          iran no (side, as government holds: fighters of Jabhat Fateh al-Sham hold the valley)
          un unknown (nothing)
            al-alam in iran/0: no
            opposition-delegation in turkey/1: unknown
            damascus-water in un/10: unknown
          would settle it: a joint statement on whether the ground is covered, or maps that the parties accept
        happened: contested
          russia yes (side)
          turkey yes (side)
          iran yes (side)
          un no (neutral)
            al-alam in iran/0: yes
            opposition-delegation in turkey/0: yes
            opposition-delegation in turkey/1: yes
            damascus-water in un/10: yes
            un-coi in un/11: no
          would settle it: a visit to the place, pictures with time and position
        who: contested
          russia unknown (side, its claims differ)
          turkey yes government (side)
          iran unknown (side, its claims differ)
          un unknown (nothing)
            al-alam in iran/0: yes jabhat-fateh-al-sham
            opposition-delegation in turkey/0: no opposition
            opposition-delegation in turkey/1: yes government
            damascus-water in un/10: yes opposition
          would settle it: the point of origin: crater bearings, radar, who held the ground
    "#]],
    );
}

#[test]
fn an_attack_that_both_sides_lay_on_an_excluded_group_is_agreed() {
    check(
        "2017-05-07 Latamna
russia russia-centre asserts seizure jabhat-fateh-al-sham
turkey turkey-centre asserts seizure jabhat-fateh-al-sham
un sohr asserts seizure",
        "cease-attacks",
        expect![[r#"
            covered: agreed
              russia no (own)
              turkey no (own)
              iran unknown (nothing)
              un unknown (neutral)
                russia-centre in russia/0: no
                turkey-centre in turkey/0: no
                sohr in un/10: unknown
            happened: agreed
              russia yes (own)
              turkey yes (own)
              iran unknown (nothing)
              un yes (neutral)
                russia-centre in russia/0: yes
                turkey-centre in turkey/0: yes
                sohr in un/10: yes
            who: agreed
              russia yes jabhat-fateh-al-sham (own)
              turkey yes jabhat-fateh-al-sham (own)
              iran unknown (nothing)
              un unknown (neutral)
                russia-centre in russia/0: yes jabhat-fateh-al-sham
                turkey-centre in turkey/0: yes jabhat-fateh-al-sham
                sohr in un/10: unknown
        "#]],
    );
}

#[test]
fn what_one_side_alone_tells_is_not_agreed_and_what_nobody_names_is_open() {
    check(
        "2017-05-07 Latamna
russia russia-centre asserts shelling
iran al-alam asserts shelling",
        "cease-attacks",
        expect![[r#"
            covered: open
              russia unknown (own)
              turkey unknown (nothing)
              iran unknown (side)
              un unknown (nothing)
                al-alam in iran/0: unknown
                russia-centre in russia/0: unknown
              would settle it: who did it: point of origin, who held the ground
            happened: one-sided
              russia yes (own)
              turkey unknown (nothing)
              iran yes (side)
              un unknown (nothing)
                al-alam in iran/0: yes
                russia-centre in russia/0: yes
              would settle it: a second independent source, not of the same side
            who: open
              russia unknown (own)
              turkey unknown (nothing)
              iran unknown (side)
              un unknown (nothing)
                al-alam in iran/0: unknown
                russia-centre in russia/0: unknown
              would settle it: who did it: point of origin, who held the ground
        "#]],
    );
}

#[test]
fn a_seats_own_monitors_speak_for_it_before_others_of_its_side_do() {
    check(
        "2017-05-07 Latamna
turkey turkey-centre denies-event shelling opposition
turkey opposition-delegation asserts shelling government
russia syrian-government asserts shelling opposition",
        "cease-attacks",
        expect![[r#"
            covered: agreed
              russia yes (side)
              turkey yes (side)
              iran yes (side)
              un unknown (nothing)
                syrian-government in russia/0: yes
                opposition-delegation in turkey/1: yes
            happened: contested
              russia yes (side)
              turkey no (own)
              iran yes (side)
              un unknown (nothing)
                syrian-government in russia/0: yes
                turkey-centre in turkey/0: no
                opposition-delegation in turkey/1: yes
              would settle it: a visit to the place, pictures with time and position
            who: contested
              russia yes opposition (side)
              turkey yes government (side)
              iran yes opposition (side)
              un unknown (nothing)
                syrian-government in russia/0: yes opposition
                opposition-delegation in turkey/1: yes government
              would settle it: the point of origin: crater bearings, radar, who held the ground
        "#]],
    );
}

#[test]
fn a_side_that_tells_nothing_still_holds_what_it_holds_of_the_ground() {
    let (_, found) = answers(
        &agreement(),
        "2017-01-06 Ain al-Fijah
turkey opposition-delegation asserts air-strike government",
        false,
    );
    let covered =
        &found.iter().find(|one| one.provision.as_str() == "cease-attacks").unwrap().answers[0];
    let of = |seat: &str| covered.seats.iter().find(|one| one.seat.as_str() == seat).unwrap();
    assert_eq!((of("russia").truth, of("turkey").truth), (Truth::No, Truth::Yes));
    assert_eq!(of("un").truth, Truth::Unknown);
    assert!(of("russia").reports.is_empty());
    assert_eq!(covered.concord, Concord::Disputed);
}

#[test]
fn sides_that_hold_the_ground_otherwise_dispute_it_though_the_author_s_standing_is_open() {
    // Whether the militias have joined is open, so what Turkey's side tells is no yes.
    let (_, found) = answers(
        &agreement(),
        "2017-01-06 Ain al-Fijah
turkey opposition-delegation asserts air-strike government iran-backed-militias",
        false,
    );
    let covered =
        &found.iter().find(|one| one.provision.as_str() == "cease-attacks").unwrap().answers[0];
    let of = |seat: &str| covered.seats.iter().find(|one| one.seat.as_str() == seat).unwrap();
    assert_eq!((of("russia").truth, of("turkey").truth), (Truth::No, Truth::Unknown));
    assert_eq!(covered.concord, Concord::Disputed);
}

#[test]
fn before_the_truce_nothing_was_covered_whatever_is_held_of_the_ground() {
    let (_, found) = answers(
        &agreement(),
        "2016-12-23 Ain al-Fijah
un un-coi asserts air-strike government
turkey opposition-delegation asserts air-strike government",
        false,
    );
    for under in &found {
        for telling in &under.answers[0].seats {
            assert_ne!(telling.truth, Truth::Yes, "{telling:?}");
        }
        assert_ne!(under.answers[0].concord, Concord::Disputed);
    }
    assert!(!found.is_empty());
}

const STANCES: [&str; 3] = ["asserts", "denies-event", "denies-authorship"];
const ACTS: [&str; 3] = ["shelling", "utility-cut", "clash"];
const ACTORS: [&str; 4] = ["government", "opposition", "hezbollah", "jabhat-fateh-al-sham"];

fn any_script() -> impl Strategy<Value = String> {
    let line = (0..4_usize, 0..10_usize, 0..5_usize, 0..3_usize, 0..6_usize);
    (any::<bool>(), proptest::collection::vec(line, 1..8)).prop_map(|(valley, lines)| {
        let mut script =
            if valley { "2017-01-06 Ain al-Fijah" } else { "2017-05-07 Latamna" }.to_owned();
        for (log, source, stance, act, named) in lines {
            let (log, source) = (LOGS[log], SOURCES[source].0);
            // Most claims assert.
            let stance = STANCES.get(stance).unwrap_or(&STANCES[0]);
            let named = ACTORS.get(named).unwrap_or(&"");
            script.push_str(&format!("\n{log} {source} {stance} {} {named}", ACTS[act]));
        }
        script
    })
}

/// All that must not change when the parties are exchanged.
type Bare =
    Vec<(Question, Concord, Vec<(SeatId, Truth, usize, Vec<(Point, Truth)>)>, Vec<&'static str>)>;

fn bare(found: &[Questions]) -> Bare {
    let each = found.iter().flat_map(|under| &under.answers).map(|one| {
        let seats = one.seats.iter().map(|telling| {
            let elements = telling.elements.iter().map(|element| (element.point, element.truth));
            (telling.seat.clone(), telling.truth, telling.names.len(), elements.collect())
        });
        (one.question, one.concord, seats.collect(), one.settle.clone())
    });
    each.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn exchange_the_parties_and_every_answer_is_exchanged(script in any_script()) {
        let agreement = agreement();
        let mirrored = agreement.exchanged(&actor("government"), &actor("opposition"));
        let (_, here) = answers(&agreement, &script, false);
        let (_, there) = answers(&mirrored, &script, true);
        prop_assert_eq!(bare(&here), bare(&there));
        let swap = |one: &Questions| -> Vec<BTreeSet<ActorId>> {
            let tellings = one.answers.iter().flat_map(|answers| &answers.seats);
            let (a, b) = (actor("government"), actor("opposition"));
            tellings.map(|told| told.names.iter().map(|name| name.exchanged(&a, &b)).collect()).collect()
        };
        let same = |one: &Questions| -> Vec<BTreeSet<ActorId>> {
            one.answers.iter().flat_map(|answers| &answers.seats).map(|told| told.names.clone()).collect()
        };
        prop_assert_eq!(here.iter().map(swap).collect::<Vec<_>>(), there.iter().map(same).collect::<Vec<_>>());
    }

    #[test]
    fn every_claim_that_a_seat_rests_on_is_a_claimant_and_is_told_in_the_incident(script in any_script()) {
        let (picture, found) = answers(&agreement(), &script, false);
        for one in found.iter().flat_map(|under| &under.answers) {
            let claimants: BTreeSet<&Address> = one.claimants.iter().map(|who| &who.report).collect();
            for telling in &one.seats {
                prop_assert!(telling.reports.iter().all(|report| claimants.contains(report)));
            }
            prop_assert!(claimants.iter().all(|report| picture.incident_of(report).is_some()));
        }
    }
}
