//! What the core derives is said in the reader's language.

use std::collections::BTreeSet;
use std::path::Path;

use truce::agreement_files;
use truce::screen::language::Language;
use truce::screen::phrases::{LEFT_OPEN, Phrases};
use truce::screen::reasons::reason;
use truce::screen::tongue::tongue;
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::assessment::Ground;
use truce_core::case::RemedyState;
use truce_core::case::decision::{Joint, NoAgreement};
use truce_core::case::deed::ReplyKind;
use truce_core::case::finding::Conclusion;
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::register::Contradiction;
use truce_core::report::Exemption;

use crate::seat::Seat;

fn agreement() -> Agreement {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    agreement_files::load(&folder).unwrap().read_or_explain().unwrap()
}

fn actor(id: &str) -> ActorId {
    ActorId::new(id).unwrap()
}

/// One of every kind.
fn grounds(agreement: &Agreement) -> Vec<Ground> {
    let zone = agreement.zones[0].id.clone();
    let at = "2017-05-07T00:00:00Z".parse().unwrap();
    let (one, by) =
        (actor("opposition"), BTreeSet::from([actor("government"), actor("opposition")]));
    let mut all = vec![
        Ground::ActTested { act: Act::Shelling },
        Ground::InForce,
        Ground::NotYet { from: at },
        Ground::Over { until: at },
        Ground::Straddles { border: at },
        Ground::Inside { zone: zone.clone() },
        Ground::OutsideZones,
        Ground::PlaceOpen,
        Ground::Disputed { zone },
        Ground::Bound { by: by.clone() },
        Ground::Excluded { actor: one.clone() },
        Ground::NoParty { actor: one.clone() },
        Ground::BindsOthers { actor: one.clone() },
        Ground::NotJoined { actor: one.clone() },
        Ground::StandingUnclear { actor: one, why: "1".to_owned() },
        Ground::Mixed { by: by.clone() },
        Ground::SidesDiffer { by: by.clone() },
        Ground::NobodyNamed,
        Ground::NobodyKnown,
        Ground::AuthorContested,
        Ground::AuthorUncorroborated,
        Ground::AuthorRefuted,
        Ground::NoException,
        Ground::AtExcluded { at: by.clone() },
        Ground::AtExcludedAndOthers { at: by.clone() },
        Ground::Happened,
        Ground::DidNotHappen,
        Ground::EventContested,
        Ground::EventUncorroborated,
        Ground::FirstShotOpen,
        Ground::WithExcluded { with: by },
        Ground::WithoutExcluded,
        Ground::WithUnnamed,
    ];
    for exemption in Exemption::ALL.iter().copied() {
        all.extend([Ground::Claimed { exemption }, Ground::NotProvided { exemption }]);
    }
    let open = LEFT_OPEN.iter().map(|(words, _)| *words).chain(["to be what the rule tests"]);
    all.extend(open.map(|open| Ground::ActUnclear { act: Act::Killing, open }));
    all
}

/// The letters of a text that are of the Latin script.
fn latin(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).collect()
}

#[test]
fn every_ground_and_what_would_settle_it_is_said_in_every_language() {
    let agreement = agreement();
    let all = grounds(&agreement);
    let zone = &agreement.zones[0].name;
    for language in Language::ALL {
        let phrases = Phrases { agreement: &agreement, t: tongue(language) };
        let mut said = BTreeSet::new();
        for ground in &all {
            let settle = phrases.settle(ground);
            assert_eq!(settle.is_some(), ground.settle().is_some(), "{ground}");
            let words = phrases.ground(ground);
            assert!(said.insert(words.clone()), "{}: `{words}` is said twice", language.tag());
            let both = format!("{words} {}", settle.unwrap_or_default());
            if matches!(language, Language::Ar | Language::Fa | Language::Ru) {
                // Zones have one name, and moments their own form.
                let own = both.replace(zone, "").replace("2017-05-07T00:00:00Z", "");
                assert_eq!(latin(&own), "", "{}: {own}", language.tag());
            } else if language == Language::Tr {
                assert!(!both.contains(&ground.to_string()), "{both}");
            }
        }
    }
}

#[test]
fn what_rules_leave_open_of_an_act_has_a_message() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../truce-core/src/rules");
    let mut found = BTreeSet::new();
    for item in std::fs::read_dir(rules).unwrap() {
        let text = std::fs::read_to_string(item.unwrap().path()).unwrap();
        let text = text.split("perhaps: &[").nth(1).and_then(|rest| rest.split("],").next());
        for part in text.unwrap_or_default().split("(Act::").skip(1) {
            found.extend(part.split('"').nth(1).map(str::to_owned));
        }
    }
    let known: BTreeSet<String> = LEFT_OPEN.iter().map(|(words, _)| (*words).to_owned()).collect();
    assert_eq!(found, known);
}

#[test]
fn outcomes_replies_remedies_and_contradictions_are_said_in_every_language() {
    let agreement = agreement();
    let by = actor("opposition");
    let conclusions = [
        Conclusion::Breach { by: by.clone() },
        Conclusion::Unattributed,
        Conclusion::ByExcluded { by },
        Conclusion::ByThirdState,
        Conclusion::Accident,
        Conclusion::OutsideCoverage,
        Conclusion::CoverageOpen,
        Conclusion::Unfounded,
        Conclusion::Staged,
        Conclusion::Insufficient,
    ];
    let dissenting = BTreeSet::from([SeatId::new("russia").unwrap()]);
    let agreed = |conclusion: &Conclusion, dissenting: &BTreeSet<SeatId>| Joint::Agreed {
        conclusion: conclusion.clone(),
        dissenting: dissenting.clone(),
    };
    let joints: Vec<Joint> = conclusions
        .iter()
        .flat_map(|found| [agreed(found, &BTreeSet::new()), agreed(found, &dissenting)])
        .chain(
            [NoAgreement::Differ, NoAgreement::TooFew, NoAgreement::Silence, NoAgreement::Parallel]
                .map(|why| Joint::NoAgreement { why }),
        )
        .collect();
    let remedies = [
        RemedyState::Proposed,
        RemedyState::Asked,
        RemedyState::Overdue,
        RemedyState::Met,
        RemedyState::Missed,
        RemedyState::NotMeasured,
    ];
    let contradictions = [
        Contradiction::SumAboveTotal { sum: 7, total: 5 },
        Contradiction::SumBelowTotal { sum: 3, total: 5 },
        Contradiction::OtherTotal { other: 6, total: 5 },
        Contradiction::NoFigures { areas: 2 },
        Contradiction::ListedTwice { area: AreaId::new("hama").unwrap() },
    ];
    for language in [Language::Ar, Language::Fa, Language::Ru] {
        let phrases = Phrases { agreement: &agreement, t: tongue(language) };
        let mut said: Vec<String> = joints.iter().map(|joint| phrases.joint(joint)).collect();
        said.extend(ReplyKind::ALL.iter().map(|reply| phrases.reply(*reply)));
        said.extend(remedies.iter().map(|state| phrases.remedy(*state)));
        said.extend(contradictions.iter().map(|found| phrases.contradiction(found)));
        let foreign: Vec<&String> = said.iter().filter(|text| !latin(text).is_empty()).collect();
        assert!(foreign.is_empty(), "{}: {foreign:?}", language.tag());
        assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), said.len(), "{said:?}");
    }
}

#[tokio::test]
async fn pages_say_what_the_core_derives_in_the_reader_s_language() {
    let seat = Seat::new();
    let more = "== 2017-05-05 en press-0\nThe Russian side registered 9 cases: Hama (3), Damascus (1). The Turkish side registered 2 cases: Hama (1), Idlib (1).\n";
    let path = seat.dir.path().join("more.txt");
    std::fs::write(&path, more).unwrap();
    seat.says(&["import", "bulletins", path.to_str().unwrap(), "--source", "press"]);
    let incident =
        seat.screen.drawn().unwrap().whole().unwrap().incidents.iter().next().unwrap().id.clone();
    for (language, contradiction, ground) in [
        ("ru", "сумма по районам 4 при указанном итоге 9", "никто не назван"),
        ("ar", "مجموع المناطق 4 من المجموع المذكور 9", "لم يُسمَّ أحد"),
        ("tr", "bölgelerin toplamı 4; bildirilen toplam 9", "kimse anılmamış"),
        ("en", "the areas add up to 4 of the stated total of 9", "nobody is named"),
    ] {
        let headers = [("accept-language", language)];
        let page = seat.get("/reconciliation?from=2017-05-05", &headers).await.words();
        assert!(page.contains(contradiction), "{page}");
        let page = seat.get(&format!("/incidents/{incident}"), &headers).await.words();
        assert!(page.contains(ground), "{page}");
        assert_eq!(page.contains("nobody is named"), language == "en", "{page}");
    }
}

#[tokio::test]
async fn why_reports_are_one_is_said_in_every_language() {
    let seat = Seat::new();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/syria-2017");
    for told in ["russia", "turkey", "iran", "un"] {
        let file = |name: &str| example.join(told).join(name).display().to_string();
        let import = |what: &str, name: &str| {
            let words = ["import", what, &file(name), "--no-index"];
            crate::seat::run(seat.dir.path(), "2018-01-01T00:00:00Z", &words);
        };
        import("sources", "sources.csv");
        import("csv", "reports.csv");
    }
    seat.draw();
    let drawn = seat.screen.drawn().unwrap();
    let incidents = drawn.whole().unwrap().incidents.iter();
    let links = incidents.flat_map(|incident| &incident.links);
    let all: BTreeSet<String> =
        links.flat_map(|link| &link.evidence.reasons).map(|reason| reason.words.clone()).collect();
    assert!(all.len() > 30, "{all:?}");
    let tied = ["judged to be one event", "the same telling, received twice"].map(str::to_owned);
    let all: BTreeSet<String> = all.into_iter().chain(tied).collect();
    for language in Language::ALL {
        for words in &all {
            let said = reason(words, tongue(language));
            let said = said.unwrap_or_else(|| panic!("`{words}` is of no form that is known"));
            match language {
                Language::En => assert_eq!(plain(&said).to_lowercase(), in_order(words)),
                Language::Tr => assert_ne!(plain(&said), *words),
                Language::Ar | Language::Fa | Language::Ru => {
                    assert_eq!(latin(&said), "", "{said}")
                }
            }
        }
    }
    for words in
        ["", "3 leagues apart, exact to 1 m and 2 m", "killed: some beside 2", "a beside b"]
    {
        assert_eq!(reason(words, tongue(Language::Ru)), None, "{words}");
    }
}

/// A reason of the core with the exact time first, whichever report has it, and `and` in lists.
fn in_order(words: &str) -> String {
    let words = words.replace('\'', "’");
    match words.split_once(" beside a time,") {
        Some((dated, rest)) => format!("a time beside {dated},{rest}"),
        None if !words.contains(" beside ") || words.contains("their middles") => words,
        None => words.replace(", ", " and "),
    }
}

/// A text as the core writes it.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "").replace('–', " to ").replace(" · ", " and ")
}
