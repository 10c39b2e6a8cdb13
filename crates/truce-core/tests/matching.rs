//! Which reports tell of one event: situations in text, groups and reasons in text.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use truce_core::act::Act;
use truce_core::entry::Address;
use truce_core::geo::Position;
use truce_core::id::SourceId;
use truce_core::judgement::{Judgement, Verdict};
use truce_core::lineage::Lineage;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::plain::evidence::explain;
use truce_core::matching::plain::match_plainly;
use truce_core::matching::plain::weights::PlainWeights;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Groups, match_reports};
use truce_core::report::{Harm, Toll};
use truce_core::time::{Moment, Window};

/// `a/1 agency shelling 2017-05-06T10:00Z 2h 35.40 36.60 3000 killed=3 ref=x`
fn candidate(line: &str) -> Candidate {
    let words: Vec<&str> = line.split_whitespace().collect();
    let start: Moment = words[3].parse().unwrap();
    let length: i64 = words[4].trim_end_matches('h').parse().unwrap();
    let option = |key: &str| words.iter().find_map(|word| word.strip_prefix(key));
    let position = (words[5] != "-").then(|| Position::read(words[5], words[6]).unwrap());
    Candidate {
        address: words[0].parse().unwrap(),
        act: words[2].parse().unwrap(),
        harm: Harm {
            killed: option("killed=").map(|n| Toll::exactly(n.parse().unwrap())),
            injured: None,
        },
        position,
        radius_m: words[7].parse().unwrap(),
        reference: option("ref=").map(str::to_owned),
        source: SourceId::new(words[1]).unwrap(),
        window: Window::new(start, start.plus(length * 3600)).unwrap(),
        wording: option("words=").map(|n| n.parse().unwrap()),
    }
}

/// `same a/1 b/1 by c/9`
fn judgement(line: &str) -> (Address, Judgement) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let verdict = match words[0] {
        "same" => Verdict::Same,
        "different" => Verdict::Different,
        _ => Verdict::TakenBack,
    };
    let reports = (words[1].parse().unwrap(), words[2].parse().unwrap());
    let (by, reason) = ("officer 3".to_owned(), "seen".to_owned());
    (words[4].parse().unwrap(), Judgement { by, reason, reports, verdict })
}

fn is_judgement(line: &&str) -> bool {
    ["same ", "different ", "taken-back "].iter().any(|verb| line.starts_with(verb))
}

/// What a matcher is: groups from candidates and judgements.
type Matching = fn(&[Candidate], &Judgements) -> Groups;

fn plainly(candidates: &[Candidate], judged: &Judgements) -> Groups {
    match_plainly(&PlainWeights::default(), candidates, judged)
}

fn fully(candidates: &[Candidate], judged: &Judgements) -> Groups {
    match_reports(&Weights::default(), candidates, judged)
}

fn picture(situation: &str, matching: Matching) -> String {
    let lines: Vec<&str> = situation.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let candidates: Vec<Candidate> =
        lines.iter().filter(|l| !is_judgement(l)).map(|l| candidate(l)).collect();
    let judgements: Vec<_> =
        lines.iter().filter(|l| is_judgement(l)).map(|l| judgement(l)).collect();
    let judged = Judgements::settle(judgements.iter().map(|(a, j)| (a, j)), &Lineage::default());
    let mut text = String::new();
    for group in matching(&candidates, &judged) {
        let names: Vec<String> = group.iter().map(ToString::to_string).collect();
        text.push_str(&format!("{}\n", names.join(" + ")));
    }
    for aside in judged.contested {
        let names: Vec<String> = aside.iter().map(ToString::to_string).collect();
        text.push_str(&format!("set aside: {}\n", names.join(", ")));
    }
    text
}

/// Both matchers see it so: here the plain one is the oracle.
fn check(situation: &str, expected: Expect) {
    expected.assert_eq(&picture(situation, plainly));
    expected.assert_eq(&picture(situation, fully));
}

#[test]
fn two_sources_near_in_place_and_time_tell_of_one_event() {
    check(
        "
        a/1 agency shelling 2017-05-06T10:00Z 1h 35.40 36.60 3000
        b/1 centre shelling 2017-05-06T11:00Z 1h 35.41 36.61 3000
        b/2 centre shelling 2017-05-06T11:00Z 1h 36.20 37.15 3000
        ",
        expect![[r#"
            a/1 + b/1
            b/2
        "#]],
    );
}

#[test]
fn a_province_is_too_wide_a_place_to_join_anything() {
    check(
        "
        a/1 agency shelling 2017-05-06T00:00Z 24h 35.13 36.75 100000
        b/1 centre shelling 2017-05-06T00:00Z 24h 35.33 36.58 3000
        ",
        expect![[r#"
            a/1
            b/1
        "#]],
    );
}

#[test]
fn what_would_be_one_event_if_two_sources_told_it_is_two_if_one_does() {
    check(
        "
        a/1 agency shelling 2017-05-06T06:00Z 1h 35.40 36.60 3000
        b/1 centre shelling 2017-05-06T14:00Z 1h 35.43 36.60 3000
        ",
        expect![[r#"
            a/1 + b/1
        "#]],
    );
    check(
        "
        a/1 agency shelling 2017-05-06T06:00Z 1h 35.40 36.60 3000
        a/2 agency shelling 2017-05-06T14:00Z 1h 35.43 36.60 3000
        ",
        expect![[r#"
            a/1
            a/2
        "#]],
    );
}

#[test]
fn one_telling_received_by_two_seats_is_one() {
    check(
        "
        a/1 agency shelling 2017-05-06T00:00Z 24h - - 500000 ref=x7
        b/1 agency shelling 2017-05-06T00:00Z 24h - - 500000 ref=x7
        b/2 agency shelling 2017-05-06T00:00Z 24h - - 500000 ref=x8
        ",
        expect![[r#"
            a/1 + b/1
            b/2
        "#]],
    );
}

#[test]
fn a_chain_of_near_reports_does_not_drag_the_far_ones_together() {
    let situation = "
        a/1 s1 shelling 2017-05-06T10:00Z 1h 35.00 36.60 2000
        a/2 s2 shelling 2017-05-06T10:00Z 1h 35.03 36.60 2000
        a/3 s3 shelling 2017-05-06T10:00Z 1h 35.06 36.60 2000
        a/4 s4 shelling 2017-05-06T10:00Z 1h 35.09 36.60 2000
        a/5 s5 shelling 2017-05-06T10:00Z 1h 35.12 36.60 2000
        a/6 s6 shelling 2017-05-06T10:00Z 1h 35.15 36.60 2000
        ";
    expect![[r#"
        a/1 + a/2
        a/3 + a/4
        a/5 + a/6
    "#]]
    .assert_eq(&picture(situation, plainly));
    expect![[r#"
        a/1 + a/2 + a/3
        a/4 + a/5 + a/6
    "#]]
    .assert_eq(&picture(situation, fully));
}

#[test]
fn a_persons_word_outranks_the_machine() {
    let reports = "
        a/1 agency shelling 2017-05-06T10:00Z 1h 35.40 36.60 3000
        b/1 centre shelling 2017-05-06T11:00Z 1h 35.41 36.61 3000
        c/1 press  killing  2017-05-09T00:00Z 24h 33.60 36.20 3000
        ";
    check(
        &format!("{reports}\ndifferent a/1 b/1 by c/7\nsame b/1 c/1 by c/8"),
        expect![[r#"
            a/1
            b/1 + c/1
        "#]],
    );
    check(
        &format!("{reports}\ndifferent a/1 b/1 by c/7\ntaken-back b/1 a/1 by c/8"),
        expect![[r#"
            a/1 + b/1
            c/1
        "#]],
    );
}

#[test]
fn judgements_that_contradict_each_other_are_set_aside_and_shown() {
    check(
        "
        a/1 agency shelling 2017-05-06T10:00Z 1h 35.40 36.60 3000
        b/1 centre shelling 2017-05-08T11:00Z 1h 35.41 36.61 3000
        c/1 press  shelling 2017-05-10T00:00Z 1h 35.42 36.62 3000
        same a/1 b/1 by a/9
        same b/1 c/1 by b/9
        different a/1 c/1 by c/9
        ",
        expect![[r#"
            a/1
            b/1
            c/1
            set aside: a/9, b/9, c/9
        "#]],
    );
}

#[test]
fn every_weight_has_its_reason_in_words() {
    let a = candidate("a/1 agency shelling 2017-05-06T10:00Z 1h 35.40 36.60 3000 killed=2");
    let b = candidate("b/1 centre fire 2017-05-06T20:00Z 3h 35.45 36.60 4000 killed=5");
    let evidence = explain(&PlainWeights::default(), &a, &b);
    let sum: i32 = evidence.reasons.iter().map(|reason| reason.millibans).sum();
    assert_eq!(sum, evidence.total);
    expect!["events are crowded: others are to be expected near -0.4; places exact to 5.0 km together +1.2; 5.5 km apart -0.2; times exact to 4 h together +0.8; times 11 h apart -1.7; acts of one family -0.1; killed: 2 and 5 -0.5; together -0.9"]
        .assert_eq(&evidence.to_string());
}

fn any_candidate() -> impl Strategy<Value = Candidate> {
    let place = (35_000_000..35_400_000_i32, 36_400_000..36_800_000_i32, 500..12_000_u32);
    let time = (0..200_000_i64, 0..90_000_i64);
    let rest = (0..4_u8, 0..3_u8, proptest::option::of(0..6_u32), 0..500_u64);
    (place, time, rest).prop_map(
        |((lat, lon, radius_m), (start, length), (who, act, toll, index))| {
            let start = Moment::from_unix(1_494_000_000 + start);
            let acts = [Act::Shelling, Act::SmallArms, Act::Seizure];
            Candidate {
                address: format!("{}/{index}", ["a", "b", "c", "d"][usize::from(who)])
                    .parse()
                    .unwrap(),
                act: acts[usize::from(act)],
                harm: Harm { killed: toll.map(Toll::exactly), injured: None },
                position: Some(Position::new(lat, lon).unwrap()),
                radius_m,
                reference: None,
                source: SourceId::new(["a", "b", "c", "d"][usize::from(who)]).unwrap(),
                window: Window::new(start, start.plus(length)).unwrap(),
                wording: None,
            }
        },
    )
}

/// Candidates with addresses of their own.
fn any_candidates() -> impl Strategy<Value = Vec<Candidate>> {
    proptest::collection::btree_map(0..500_u64, any_candidate(), 0..40).prop_map(|by_index| {
        let indexed = by_index.into_iter().map(|(index, mut candidate)| {
            candidate.address.index = index;
            candidate
        });
        indexed.collect()
    })
}

fn grouped(candidates: &[Candidate]) -> BTreeSet<BTreeSet<Address>> {
    let groups = match_reports(&Weights::default(), candidates, &Judgements::default());
    groups.into_iter().collect()
}

proptest! {
    #[test]
    fn the_order_of_arrival_and_repeats_change_nothing(
        candidates in any_candidates(),
        seed in any::<u64>(),
    ) {
        let mut shuffled = candidates.clone();
        let rotation = usize::try_from(seed % 41).unwrap() % shuffled.len().max(1);
        shuffled.rotate_left(rotation);
        shuffled.reverse();
        shuffled.extend(candidates.iter().take(3).cloned());
        prop_assert_eq!(grouped(&candidates), grouped(&shuffled));
    }

    #[test]
    fn every_report_is_in_exactly_one_group(candidates in any_candidates()) {
        let groups = grouped(&candidates);
        let members: Vec<&Address> = groups.iter().flatten().collect();
        let distinct: BTreeSet<&Address> = members.iter().copied().collect();
        prop_assert_eq!(members.len(), candidates.len());
        prop_assert_eq!(distinct.len(), candidates.len());
    }

    #[test]
    fn the_mirrored_map_and_later_dates_give_the_same_groups(
        candidates in any_candidates(),
        days in -400..400_i64,
    ) {
        let moved: Vec<Candidate> = candidates.iter().cloned().map(|mut candidate| {
            let there = candidate.position.unwrap();
            candidate.position = Some(Position::new(-there.lat_udeg(), -there.lon_udeg()).unwrap());
            let window = candidate.window;
            let later = |moment: Moment| moment.plus(days * 86_400);
            candidate.window = Window::new(later(window.earliest()), later(window.latest())).unwrap();
            candidate
        }).collect();
        prop_assert_eq!(grouped(&candidates), grouped(&moved));
    }

    #[test]
    fn a_report_far_away_changes_no_group(candidates in any_candidates()) {
        let mut more = candidates.clone();
        more.push(candidate("z/999 far shelling 2017-05-05T10:00Z 9h -12.0 14.0 3000"));
        let mut expected = grouped(&candidates);
        expected.insert(BTreeSet::from(["z/999".parse().unwrap()]));
        prop_assert_eq!(expected, grouped(&more));
    }

    #[test]
    fn the_sweep_finds_every_pair_that_is_in_reach(candidates in any_candidates()) {
        // With every weight but the crowding at zero and that at one, all pairs in reach that can join, join.
        let table = PlainWeights { crowding: 60_000, out_of_reach: 0, ..PlainWeights::default() };
        let groups = match_plainly(&table, &candidates, &Judgements::default());
        for a in &candidates {
            for b in &candidates {
                if truce_core::matching::plain::evidence::in_reach(a, b) {
                    let together = groups.iter().any(|g| g.contains(&a.address) && g.contains(&b.address));
                    prop_assert!(together, "{:?} and {:?}", a.address, b.address);
                }
            }
        }
    }
}
