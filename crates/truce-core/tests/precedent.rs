//! Precedents of a case: earlier determinations on the same provision, by the facts that they share.

#[path = "cases/play.rs"]
#[expect(dead_code, reason = "the players of cases know more than is asked of them here")]
mod play;

use std::sync::Arc;

use expect_test::{Expect, expect};
use play::{World, seat};
use proptest::prelude::*;
use truce_core::act::Act;
use truce_core::case::precedent::{Precedent, precedents};
use truce_core::entry::{Address, Body};
use truce_core::id::{ActorId, OfficerId, SourceId};
use truce_core::picture::Picture;
use truce_core::report::{Basis, Harm, Origin, Report, Stance};
use truce_core::time::Moment;

fn actor(name: &str) -> ActorId {
    ActorId::new(name).unwrap()
}

fn exchanged(text: &str) -> String {
    let text = text.replace("government", "\u{1}").replace("opposition", "government");
    text.replace('\u{1}', "opposition")
}

/// Reports far apart from each other, in the log of the UN, one a line: `@a 2017-01-08 shelling Douma`.
fn put(world: &mut World, reports: &str, script: &str) -> String {
    let mut script = script.to_owned();
    for line in reports.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [name, day, act, place] = words[..] else { panic!("{line}") };
        let place = world.agreement.names().place(&place.replace('_', " ")).unwrap().place.clone();
        let window = world.agreement.clock().window_of(day.parse().unwrap());
        let report = Report {
            account: line.to_owned(),
            accused: Vec::new(),
            act: act.parse::<Act>().unwrap(),
            basis: Basis::Alleged,
            corrects: None,
            doubts: Vec::new(),
            entered_by: OfficerId::new("monitor-1").ok(),
            exemption: None,
            harm: Harm::default(),
            language: String::new(),
            origin: Origin { file: "reports.txt".to_owned(), line: 1 },
            place,
            reference: None,
            sealed: std::collections::BTreeMap::new(),
            sent_at: None,
            source: SourceId::new("sohr").unwrap(),
            stance: Stance::Asserts,
            target: Vec::new(),
            window,
        };
        let at: Moment = "2017-05-02T00:00:00Z".parse().unwrap();
        let address = world.put(&seat("un"), Body::Report(Arc::new(report)), at);
        script = script.replace(name, &address.to_string());
    }
    script
}

/// A case from its opening to its outcome: `open` tells what it is about, and each seat finds the same.
fn whole(day: u32, name: &str, open: &str, through: &str, reply: &str, found: &str) -> String {
    let at = |hour: u32| format!("2017-05-{day:02} {hour:02}:00");
    let mut script = format!("{} un/duty-1 opens {name}: {open} -- told\n", at(8));
    script.push_str(&format!("{} russia/duty-1 admits {name} -- yes\n", at(9)));
    script
        .push_str(&format!("{} {through}/liaison-1 replies {name} {reply} -- so it was\n", at(10)));
    for name_of in ["russia", "turkey", "iran"] {
        let line = format!("{} {name_of}/delegate-1 seals {name}: {found} -- because\n", at(11));
        script.push_str(&line);
    }
    for name_of in ["russia", "turkey", "iran"] {
        script.push_str(&format!("{} {name_of}/delegate-1 reveals {name}\n", at(12)));
    }
    script
}

const REPORTS: &str = "
@a 2017-01-06 shelling Ain_al-Fijah
@b 2017-04-20 shelling Jobar
@c 2017-05-01 air-strike Saraqib
@d 2017-04-28 seizure Qaboun
@e 2017-05-01 shelling Ariha
";

fn history() -> String {
    let breach = "covered yes cease-attacks, happened yes, by opposition 900";
    let none = "happened no";
    let seized = "covered yes no-seizing, happened yes, by government 900";
    [
        whole(
            3,
            "a",
            "@a accusing opposition under cease-attacks",
            "turkey",
            "denies-fact for opposition",
            none,
        ),
        whole(
            4,
            "b",
            "@b accusing government under cease-attacks",
            "russia",
            "denies-fact for government",
            none,
        ),
        whole(
            5,
            "c",
            "@c accusing hezbollah under cease-attacks",
            "russia",
            "admits for hezbollah",
            breach,
        ),
        whole(
            6,
            "d",
            "@d accusing government under no-seizing",
            "russia",
            "admits for government",
            seized,
        ),
        whole(
            7,
            "e",
            "@e accusing opposition under cease-attacks",
            "turkey",
            "denies-fact for opposition",
            breach,
        ),
        whole(
            8,
            "f",
            "@b accusing government under cease-attacks reopens b on @d",
            "russia",
            "admits for government",
            none,
        ),
    ]
    .concat()
}

struct Shown {
    picture: Picture,
    world: World,
}

fn play(exchange: bool, reports: &str, script: &str) -> Shown {
    let mut world = World::new();
    let script = put(&mut world, reports, script);
    let script = if exchange {
        world.agreement = world.agreement.exchanged(&actor("government"), &actor("opposition"));
        exchanged(&script)
    } else {
        script
    };
    world.play(&script);
    let picture = Picture::of(&world.record, &world.agreement, &world.cut);
    assert!(picture.docket.refused.is_empty(), "{:?}", picture.docket.refused);
    Shown { picture, world }
}

impl Shown {
    fn of(&self, name: &str, most: usize) -> Vec<Precedent> {
        let cases = self.picture.docket.cases.keys();
        let case: Vec<&Address> = cases.filter(|id| self.world.name_of(id) == name).collect();
        precedents(&self.picture, &self.world.agreement, case[0], most)
    }

    fn words(&self, found: &[Precedent]) -> String {
        let mut shown = String::new();
        for one in found {
            shown.push_str(&format!(
                "{}: {} shared\n",
                self.world.name_of(&one.case),
                one.shared.len()
            ));
            for (fact, words) in &one.shared {
                shown.push_str(&format!("  {fact}: {words}\n"));
            }
            for (fact, apart) in &one.differs {
                shown.push_str(&format!("  {fact} differs: {apart}\n"));
            }
            for (provision, joint) in &one.outcomes {
                shown.push_str(&format!("  {provision}: {joint}\n"));
            }
            for later in &one.reopened_by {
                shown.push_str(&format!("  taken up again by {}\n", self.world.name_of(later)));
            }
        }
        shown
    }
}

fn check(name: &str, expected: Expect) {
    let shown = play(false, REPORTS, &history());
    expected.assert_eq(&shown.words(&shown.of(name, 9)));
}

#[test]
fn the_case_that_shares_most_comes_first_whichever_side_was_accused() {
    check(
        "e",
        expect![[r#"
            a: 5 shared
              provision: cease-attacks
              kind of act: fire
              who is accused: a party
              reply: denies-fact
              how it is established: claimed and logged
              zone differs: here idlib-area, there no zone for certain
              coverage differs: here not disputed, there disputed
              cease-attacks: agreed: did not happen
            b: 5 shared
              provision: cease-attacks
              kind of act: fire
              who is accused: a party
              reply: denies-fact
              how it is established: claimed and logged
              zone differs: here idlib-area, there no zone for certain
              cease-attacks: agreed: did not happen
              taken up again by f
            c: 4 shared
              provision: cease-attacks
              kind of act: fire
              zone: idlib-area
              how it is established: claimed and logged
              who is accused differs: here a party, there an ally of a party
              reply differs: here denies-fact, there admits
              cease-attacks: agreed: breach by `opposition`
        "#]],
    );
}

#[test]
fn nothing_that_was_determined_later_or_on_another_provision_is_a_precedent() {
    check("a", expect![[""]]);
    check("d", expect![[""]]);
}

#[test]
fn a_case_that_is_taken_up_again_is_no_precedent_of_itself_and_is_marked_for_others() {
    check(
        "f",
        expect![[r#"
            a: 4 shared
              provision: cease-attacks
              kind of act: fire
              who is accused: a party
              how it is established: claimed and logged
              reply differs: here admits, there denies-fact
              coverage differs: here not disputed, there disputed
              cease-attacks: agreed: did not happen
            c: 4 shared
              provision: cease-attacks
              kind of act: fire
              reply: admits
              how it is established: claimed and logged
              who is accused differs: here a party, there an ally of a party
              zone differs: here no zone for certain, there idlib-area
              cease-attacks: agreed: breach by `opposition`
            e: 4 shared
              provision: cease-attacks
              kind of act: fire
              who is accused: a party
              how it is established: claimed and logged
              zone differs: here no zone for certain, there idlib-area
              reply differs: here admits, there denies-fact
              cease-attacks: agreed: breach by `opposition`
        "#]],
    );
}

#[test]
fn a_case_without_an_outcome_looks_at_every_one_that_has_one() {
    let open = "2017-05-20 08:00 un/duty-1 opens g: @c accusing government under cease-attacks,no-seizing -- told\n";
    let shown = play(false, REPORTS, &format!("{}{open}", history()));
    let found = shown.of("g", 9);
    assert_eq!(found.len(), 6);
    let counts: Vec<usize> = found.iter().map(|one| one.shared.len()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    assert_eq!(shown.of("g", 2), found[..2]);
    assert!(shown.of("g", 0).is_empty());
}

#[test]
fn a_case_that_is_not_on_record_has_none() {
    let shown = play(false, REPORTS, "");
    let nobody = "un/99".parse().unwrap();
    assert_eq!(precedents(&shown.picture, &shown.world.agreement, &nobody, 9), Vec::new());
}

/// A random few cases, each on one of the reports.
fn any_history() -> impl Strategy<Value = String> {
    let case = (0..5_usize, 0..4_usize, 0..2_usize, 0..3_usize, 0..3_usize);
    proptest::collection::vec(case, 2..5).prop_map(|cases| {
        let mut script = String::new();
        for (at, (about, accused, under, reply, found)) in cases.into_iter().enumerate() {
            let accused = ["government", "opposition", "hezbollah", "ahrar-al-sham"][accused];
            // Exchanged with the parties, the text of both sides' seats stays what it is.
            let through =
                if ["government", "hezbollah"].contains(&accused) { "russia" } else { "turkey" };
            let under = ["cease-attacks", "no-seizing"][under];
            let reply = ["denies-fact", "admits", "claims-return-fire"][reply];
            let found = [
                format!("covered yes {under}, happened yes, by government 900"),
                format!("covered no {under}, happened yes, by opposition 800"),
                "happened no".to_owned(),
            ][found]
                .clone();
            let about = ["@a", "@b", "@c", "@d", "@e"][about];
            let open = format!("{about} accusing {accused} under {under}");
            let day = 3 + u32::try_from(at).unwrap();
            let name = format!("case-{at}");
            script.push_str(&whole(
                day,
                &name,
                &open,
                through,
                &format!("{reply} for {accused}"),
                &found,
            ));
        }
        script
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn exchange_the_parties_and_the_precedents_are_the_same(script in any_history()) {
        let (here, there) = (play(false, REPORTS, &script), play(true, REPORTS, &script));
        for id in here.picture.docket.cases.keys() {
            let one = precedents(&here.picture, &here.world.agreement, id, 9);
            let other = precedents(&there.picture, &there.world.agreement, id, 9);
            let bare = |found: &[Precedent]| -> Vec<_> {
                let each = found.iter().map(|one| (one.case.clone(), one.shared.clone(), one.differs.clone()));
                each.collect()
            };
            prop_assert_eq!(bare(&one), bare(&other));
        }
    }
}
