//! The agreement that ships with the project: sound, true to its cases, and even-handed.

use std::sync::LazyLock;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{Agreement, Files, cases, check, show};
use crate::act::Act;
use crate::assessment::{Assessment, Element, Ground, Outcome, assess};
use crate::geo::Position;
use crate::id::{ActorId, ZoneId};
use crate::kleene::Truth;
use crate::place::Place;
use crate::report::Exemption;
use crate::situation::Situation;
use crate::time::{Moment, Window};

macro_rules! syria {
    ($file:literal) => {
        include_str!(concat!("../../../../agreements/syria-2016/", $file))
    };
}

pub(super) const FILES: Files<'_> = Files {
    text: syria!("text.md"),
    toml: syria!("agreement.toml"),
    zones: syria!("zones.geojson"),
    areas: syria!("provinces.geojson"),
    places: syria!("places.csv"),
};

fn agreement() -> &'static Agreement {
    static SYRIA: LazyLock<Agreement> = LazyLock::new(|| Agreement::read(&FILES).unwrap());
    &SYRIA
}

fn actor(id: &str) -> ActorId {
    ActorId::new(id).unwrap()
}

#[test]
fn the_files_have_no_fault() {
    assert_eq!(check(&FILES).1, []);
}

#[test]
fn every_case_comes_out_as_its_file_says() {
    let agreement = agreement();
    let files = [
        ("cease-attacks", syria!("cases/cease-attacks.txt")),
        ("no-seizing", syria!("cases/no-seizing.txt")),
        ("aid-access", syria!("cases/aid-access.txt")),
        ("utilities", syria!("cases/utilities.txt")),
        ("separation", syria!("cases/separation.txt")),
        ("monitor-access", syria!("cases/monitor-access.txt")),
        ("area-weapons", syria!("cases/area-weapons.txt")),
        ("area-overflight", syria!("cases/area-overflight.txt")),
    ];
    let mut count = 0;
    for (file, text) in files {
        for result in cases::run(agreement, text) {
            count += 1;
            assert!(
                result.passed(),
                "{file}.txt:{}: {}: {:#?}",
                result.line,
                result.title,
                result.differences
            );
        }
    }
    assert!(count >= 30, "{count} cases");
}

#[test]
fn a_case_that_fails_says_how_it_came_out() {
    let text = "
case: wrong on purpose
when: 2017-01-08
where: Hama
act: shelling
by: Nusra
expect: cease-attacks: apparent breach by opposition
expect: cease-atacks: consistent

case: cannot be read
when: yesterday
whom: me
act: shooting
";
    let told: Vec<String> = cases::run(agreement(), text)
        .into_iter()
        .flat_map(|result| {
            std::iter::once(format!("{}: {}", result.line, result.title)).chain(result.differences)
        })
        .map(|line| line.split(": use one of ").next().unwrap().to_owned())
        .collect();
    check_text(
        &told.join("\n"),
        expect![[r#"
            2: wrong on purpose
            line 7: `cease-attacks` should be `apparent breach by opposition`, and is `outside coverage: author` [author (no): `jabhat-fateh-al-sham` is excluded from the agreement]
            line 8: `cease-atacks` is no provision of the agreement
            10: cannot be read
            line 11: `yesterday` is no time: write 2017-05-07, or 2017-05-07 08:30
            line 12: `whom` is no field: use case, when, where, act, by, against, claims, happened, author, expect
            line 13: `shooting` is no act
            line 10: the case expects nothing: add `expect: PROVISION: OUTCOME`"#]],
    );
}

fn check_text(found: &str, expected: Expect) {
    expected.assert_eq(found);
}

#[test]
fn how_the_record_is_kept_is_explained_in_a_sentence() {
    expect!["An entry is settled when 2 of the 3 other seats hold it durably and 2 of the 3 other seats have cosigned a head that covers it; while none of them helps the log's seat to deceive, two histories of one log cannot both be settled. Each seat says every 60 seconds which heads it holds."].assert_eq(&show::keeping(agreement()));
    let mut weaker = agreement().clone();
    weaker.record.colluding = 1;
    expect!["An entry is settled when 2 of the 3 other seats hold it durably and 2 of the 3 other seats have cosigned a head that covers it; even if 1 of them help the log's seat to deceive, two histories of one log can both be settled, and are found out only afterwards. Each seat says every 60 seconds which heads it holds."].assert_eq(&show::keeping(&weaker));
}

#[test]
fn a_log_has_the_same_origin_on_every_node() {
    let origin = agreement().origin(&crate::id::SeatId::new("russia-2").unwrap());
    let (before, log) = origin.rsplit_once('/').unwrap();
    assert_eq!(log, "russia-2");
    assert_eq!(before, format!("truce/{}", &agreement().digest()[..16]));
    assert_eq!(agreement().enough(), 3, "more than half of four");
}

#[test]
fn each_provision_is_explained_in_a_sentence() {
    let agreement = agreement();
    let told: Vec<String> =
        agreement.provisions.iter().map(|provision| show::sentence(agreement, provision)).collect();
    check_text(
        &told.join("\n"),
        expect![[r#"
            The Syrian government and the armed opposition shall cease all attacks on each other, from the ground and from the air, in the truce's whole territory, from 30 December 2016, 00:00; it lets pass acts against an excluded group, proven return fire and proven accidents (Article 2).
            The Syrian government and the armed opposition shall take no ground that the other held when the agreement came into force, in the truce's whole territory, from 30 December 2016, 00:00; it lets pass acts against an excluded group (Article 3).
            The Syrian government and the armed opposition shall let humanitarian aid and civilians pass, in the truce's whole territory, from 30 December 2016, 00:00 (Article 4).
            The Syrian government and the armed opposition shall leave water, power and other utilities alone, in the truce's whole territory, from 30 December 2016, 00:00; it lets pass proven accidents (Article 5).
            The armed opposition shall keep apart from the excluded groups, in the truce's whole territory, from 16 February 2017, 00:00 (Article 6).
            The Syrian government and the armed opposition shall let the monitors go where they must, and neither threaten nor hinder them, in the truce's whole territory, from 30 December 2016, 00:00 (Article 7).
            The Syrian government and the armed opposition shall use no weapon of any kind, in the Idlib de-escalation area, the northern Homs de-escalation area, the Eastern Ghouta de-escalation area and the southern de-escalation area, from 6 May 2017, 00:00 until 15 March 2018, 00:00; it lets pass acts against an excluded group and proven return fire (Article 10).
            The Syrian government and the armed opposition shall use no aircraft, in the Idlib de-escalation area, the northern Homs de-escalation area, the Eastern Ghouta de-escalation area and the southern de-escalation area, from 6 May 2017, 00:00 until 15 March 2018, 00:00; it lets pass acts against an excluded group (Article 11).
            The Syrian government and the armed opposition shall let humanitarian aid and civilians pass, in the Idlib de-escalation area, the northern Homs de-escalation area, the Eastern Ghouta de-escalation area and the southern de-escalation area, from 6 May 2017, 00:00 until 15 March 2018, 00:00 (Article 12)."#]],
    );
}

#[test]
fn names_are_found_in_every_script() {
    let agreement = agreement();
    let found =
        |written: &str| agreement.names().actor(written).map(ActorId::as_str).map(str::to_owned);
    for written in [
        "the regime",
        "Syrian army",
        "قوات النظام",
        "правительственные войска",
        "rejim güçleri",
        "ارتش سوریه",
    ] {
        assert_eq!(found(written).as_deref(), Some("government"), "{written}");
    }
    for written in
        ["rebels", "armed groups", "militants", "الثوار", "боевики", "muhalifler", "مخالفان مسلح"]
    {
        assert_eq!(found(written).as_deref(), Some("opposition"), "{written}");
    }
    assert_eq!(found("Nusra Front").as_deref(), Some("jabhat-fateh-al-sham"));
    assert_eq!(found("terrorists"), None);
    let area = |written: &str| agreement.names().area(written).map(|area| area.as_str().to_owned());
    for (written, id) in [
        ("Lattakia", "latakia"),
        ("HOMS", "homs"),
        ("Деръа", "daraa"),
        ("Dara´á", "daraa"),
        ("Damascus Countryside", "rif-dimashq"),
        ("al-Quneitra", "quneitra"),
        ("حماة", "hama"),
        ("イドリブ県", "idlib"),
        ("库奈特拉省", "quneitra"),
        ("As Suwayda", "as-suwayda"),
    ] {
        assert_eq!(area(written).as_deref(), Some(id), "{written}");
    }
}

#[test]
fn days_are_cut_in_damascus_time() {
    let agreement = agreement();
    let day = |text: &str| agreement.clock().day_of(text.parse().unwrap()).to_string();
    assert_eq!(day("2016-12-29T21:59:59Z"), "2016-12-29");
    assert_eq!(day("2016-12-29T22:00:00Z"), "2016-12-30");
    assert_eq!(day("2017-05-06T21:00:00Z"), "2017-05-07");
    assert_eq!(agreement.in_force.to_string(), "2016-12-29T22:00:00Z");
}

#[test]
fn a_place_lies_in_a_zone_only_as_far_as_both_are_known() {
    let agreement = agreement();
    let at = |lat: &str, lon: &str, radius_m: u32| {
        let position = Some(Position::read(lat, lon).unwrap());
        agreement.zones_at(&Place { area: None, name: String::new(), position, radius_m })
    };
    let zone = |id: &str| ZoneId::new(id).unwrap();
    let idlib = zone("idlib-area");
    assert_eq!(at("35.93", "36.63", 2_000)[&idlib], Truth::Yes);
    assert_eq!(at("35.93", "36.63", 90_000)[&idlib], Truth::Unknown);
    assert_eq!(at("35.28", "36.60", 3_000)[&idlib], Truth::Unknown);
    assert_eq!(at("33.51", "36.29", 3_000)[&idlib], Truth::No);
    assert_eq!(at("33.51", "36.29", 3_000)[&zone("syria")], Truth::Yes);
    assert_eq!(at("41.01", "28.97", 3_000)[&zone("syria")], Truth::No);
}

#[test]
fn the_digest_follows_every_byte() {
    let sound = agreement().digest().to_owned();
    assert_eq!(sound.len(), 64);
    let places = "name,aliases,area,lat,lon,radius_m\n";
    assert_ne!(Files { places, ..FILES }.digest(), sound);
    assert_eq!(FILES.digest(), sound);
}

const ACTORS: &[&str] = &[
    "government",
    "opposition",
    "jaysh-al-islam",
    "ahrar-al-sham",
    "hezbollah",
    "isis",
    "jabhat-fateh-al-sham",
    "russia",
    "turkey",
    "united-states",
    "nobody-we-know",
];

fn maybe_actor() -> impl Strategy<Value = Option<ActorId>> {
    proptest::option::weighted(0.9, proptest::sample::select(ACTORS).prop_map(actor))
}

fn truth() -> impl Strategy<Value = Truth> {
    proptest::sample::select(Truth::ALL)
}

fn window() -> impl Strategy<Value = Window> {
    let start: Moment = "2016-12-28T00:00:00Z".parse().unwrap();
    (0_i64..40_000_000, 0_i64..200_000).prop_map(move |(after_s, length_s)| {
        Window::new(start.plus(after_s), start.plus(after_s + length_s)).unwrap()
    })
}

prop_compose! {
    fn situation()(
        act in proptest::sample::select(Act::ALL),
        against in proptest::collection::vec(maybe_actor(), 0..3),
        by in proptest::collection::vec(maybe_actor(), 0..3),
        author in truth(),
        happened in truth(),
        exemption in proptest::option::of(proptest::sample::select(Exemption::ALL)),
        window in window(),
        zones in proptest::collection::btree_map(
            proptest::sample::select(&["syria", "idlib-area", "wadi-barada", "south-area"][..])
                .prop_map(|id| ZoneId::new(id).unwrap()),
            truth(),
            0..5,
        ),
    ) -> Situation {
        let (denied, disputed) = (true, true);
        Situation { act, against, author, by, denied, disputed, exemption, happened, window, zones }
    }
}

/// The assessment in the hand-mirror.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other grounds name no actor")]
fn exchanged(assessment: &Assessment, one: &ActorId, other: &ActorId) -> Assessment {
    let swap = |actor: &ActorId| actor.exchanged(one, other);
    let swap_all = |actors: &std::collections::BTreeSet<ActorId>| actors.iter().map(swap).collect();
    let ground = |ground: &Ground| match ground.clone() {
        Ground::Bound { by } => Ground::Bound { by: swap_all(&by) },
        Ground::Mixed { by } => Ground::Mixed { by: swap_all(&by) },
        Ground::SidesDiffer { by } => Ground::SidesDiffer { by: swap_all(&by) },
        Ground::AtExcluded { at } => Ground::AtExcluded { at: swap_all(&at) },
        Ground::AtExcludedAndOthers { at } => Ground::AtExcludedAndOthers { at: swap_all(&at) },
        Ground::WithExcluded { with } => Ground::WithExcluded { with: swap_all(&with) },
        Ground::Excluded { actor } => Ground::Excluded { actor: swap(&actor) },
        Ground::NoParty { actor } => Ground::NoParty { actor: swap(&actor) },
        Ground::BindsOthers { actor } => Ground::BindsOthers { actor: swap(&actor) },
        Ground::NotJoined { actor } => Ground::NotJoined { actor: swap(&actor) },
        Ground::StandingUnclear { actor, why } => {
            Ground::StandingUnclear { actor: swap(&actor), why }
        }
        impersonal => impersonal,
    };
    let all = |elements: &[Element]| -> Vec<Element> {
        elements.iter().map(|e| Element::new(e.point, e.truth, ground(&e.ground))).collect()
    };
    let mut mirrored = assessment.clone();
    for answer in [&mut mirrored.covered, &mut mirrored.happened, &mut mirrored.who] {
        answer.elements = all(&answer.elements);
    }
    mirrored.outcome = match &assessment.outcome {
        Outcome::ApparentBreach { by } => Outcome::ApparentBreach { by: swap_all(by) },
        Outcome::Consistent => Outcome::Consistent,
        Outcome::OutsideCoverage { reasons } => Outcome::OutsideCoverage { reasons: all(reasons) },
        Outcome::Insufficient { lacking } => Outcome::Insufficient { lacking: all(lacking) },
    };
    mirrored
}

proptest! {
    #[test]
    fn exchanging_the_parties_exchanges_the_assessment(situation in situation()) {
        let agreement = agreement();
        let (one, other) = (actor("government"), actor("opposition"));
        let mirrored = agreement.exchanged(&one, &other);
        let there = assess(&mirrored, &situation.exchanged(&one, &other));
        let here: Vec<Assessment> =
            assess(agreement, &situation).iter().map(|found| exchanged(found, &one, &other)).collect();
        prop_assert_eq!(here, there);
    }

    #[test]
    fn an_assessment_is_open_just_where_something_is_lacking(situation in situation()) {
        for found in assess(agreement(), &situation) {
            let truths = [found.covered.truth, found.happened.truth, found.who.truth];
            match &found.outcome {
                Outcome::ApparentBreach { by } => {
                    prop_assert_eq!(truths, [Truth::Yes; 3]);
                    prop_assert!(!by.is_empty());
                }
                Outcome::Consistent => prop_assert_eq!(found.happened.truth, Truth::No),
                Outcome::OutsideCoverage { reasons } => prop_assert!(!reasons.is_empty()),
                Outcome::Insufficient { lacking } => {
                    prop_assert!(!lacking.is_empty());
                    for element in lacking {
                        prop_assert!(element.ground.settle().is_some(), "{}", element.ground);
                    }
                }
            }
        }
    }

    #[test]
    fn learning_more_never_turns_a_breach_into_none(situation in situation(), learnt in truth()) {
        let agreement = agreement();
        let mut more = situation.clone();
        if more.happened == Truth::Unknown {
            more.happened = learnt;
        }
        for (before, after) in assess(agreement, &situation).iter().zip(assess(agreement, &more)) {
            let settled = !matches!(before.outcome, Outcome::Insufficient { .. });
            prop_assert!(!settled || before.outcome == after.outcome);
        }
    }
}
