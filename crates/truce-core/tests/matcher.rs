//! The matcher as reports, corrections and judgements come in: laws of random histories.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use proptest::prelude::*;
use truce_core::act::Act;
use truce_core::entry::Address;
use truce_core::geo::Position;
use truce_core::id::SourceId;
use truce_core::judgement::{Judgement, Verdict};
use truce_core::lineage::Lineage;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Groups, Matcher, match_reports};
use truce_core::report::{Harm, Toll};
use truce_core::spread::OneByOne;
use truce_core::time::{Moment, Window};

/// `a/1 agency shelling 2017-05-06T10:00Z 2h 35.40 36.60 3000 killed=3 ref=x words=7`
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

fn candidates(situation: &str) -> Vec<Candidate> {
    situation.lines().map(str::trim).filter(|line| !line.is_empty()).map(candidate).collect()
}

fn judged(said: &[(Verdict, &str, &str)]) -> Judgements {
    let judgements: Vec<(Address, Judgement)> = (0..)
        .zip(said)
        .map(|(index, (verdict, a, b))| {
            let judgement = Judgement {
                by: "officer 3".to_owned(),
                reason: "seen".to_owned(),
                reports: (a.parse().unwrap(), b.parse().unwrap()),
                verdict: *verdict,
            };
            (format!("c/{}", 900 + index).parse().unwrap(), judgement)
        })
        .collect();
    Judgements::settle(judgements.iter().map(|(a, j)| (a, j)), &Lineage::default())
}

fn names(group: &BTreeSet<Address>) -> String {
    group.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
}

const TOWN: &str = "
    a/1 agency shelling 2017-05-06T10:00Z 1h 35.40 36.60 3000 killed=2
    b/1 centre shelling 2017-05-06T11:00Z 1h 35.41 36.61 3000 killed=2
    b/2 centre explosion 2017-05-06T00:00Z 24h 35.43 36.60 4000
    d/1 press  shelling 2017-05-06T20:00Z 2h 35.46 36.64 3000 killed=9
";

#[test]
fn why_a_report_is_in_is_said_in_words_that_add_up() {
    let matcher = Matcher::of(&Weights::default(), &candidates(TOWN), &Judgements::default());
    let mut text = String::new();
    for address in ["a/1", "b/2", "d/1"] {
        let why = matcher.why(&address.parse().unwrap()).unwrap();
        text.push_str(&format!("{address}\n"));
        if let Some(stays) = why.stays {
            let sum: i32 = stays.reasons.iter().map(|reason| reason.millibans).sum();
            assert_eq!(sum, stays.total);
            text.push_str(&format!("  in: {stays}\n"));
        }
        for rival in why.rivals {
            let sum: i32 = rival.evidence.reasons.iter().map(|reason| reason.millibans).sum();
            assert_eq!(sum, rival.evidence.total);
            text.push_str(&format!("  not with {}: {}\n", names(&rival.reports), rival.evidence));
        }
    }
    expect![[r#"
        a/1
          in: 1.4 km apart, exact to 2.1 km and 2.1 km +1.3; 1 h apart in time +0.5; the same act +0.5; killed: 2 beside 2 +0.6; other events are to be expected near -0.2; together +2.7
          not with b/2 + d/1: 5.7 km apart, exact to 2.1 km and 1.6 km +0.5; 10 h apart in time -1.5; shelling beside explosive device, shelling +0.5; killed: 2 beside 8 to 9 -0.6; other events are to be expected near +0.1; together -1.1
        b/2
          in: 4.9 km apart, exact to 2.5 km and 2.1 km +0.7; a day beside a time, their middles 9 h apart -0.1; explosive device beside shelling -0.4; other events are to be expected near +0.1; together +0.3
          not with a/1 + b/1: 2.8 km apart, exact to 2.5 km and 1.4 km +1.1; a day beside a time, their middles 1 h apart ±0.0; explosive device beside shelling -0.6; the same source again -0.7; other events are to be expected near -0.1; together -0.4
        d/1
          in: 4.9 km apart, exact to 2.1 km and 2.5 km +0.7; a time beside a day, their middles 9 h apart -0.1; shelling beside explosive device -0.4; other events are to be expected near +0.1; together +0.3
          not with a/1 + b/1: 6.8 km apart, exact to 2.1 km and 1.4 km -0.1; 10 h apart in time -1.6; the same act +0.7; killed: 8 to 9 beside 2 -0.8; other events are to be expected near +0.1; together -1.6
    "#]].assert_eq(&text);
}

#[test]
fn what_is_doubtful_comes_in_the_order_of_what_a_judgement_settles() {
    let matcher = Matcher::of(&Weights::default(), &candidates(TOWN), &Judgements::default());
    let lines: Vec<String> = matcher
        .doubtful()
        .iter()
        .map(|doubt| {
            let stand = if doubt.joined { "one" } else { "two" };
            format!("{stand}: {} | {}: {}", names(&doubt.one), names(&doubt.other), doubt.millibans)
        })
        .collect();
    expect!["one: b/2 | d/1: -19"].assert_eq(&lines.join("\n"));
}

#[test]
fn a_copy_to_the_letter_is_of_the_same_event_and_is_called_a_copy() {
    let copies = "
        a/1 agency shelling 2017-05-06T00:00Z 24h 35.40 36.60 9000 words=7
        b/1 centre shelling 2017-05-06T00:00Z 24h 35.40 36.60 9000 words=7
        b/2 centre shelling 2017-05-06T00:00Z 24h 35.52 36.72 9000 words=8
    ";
    let matcher = Matcher::of(&Weights::default(), &candidates(copies), &Judgements::default());
    let groups: Vec<String> = matcher.groups().iter().map(names).collect();
    assert_eq!(groups, ["a/1 + b/1", "b/2"]);
    let why = matcher.why(&"b/1".parse().unwrap()).unwrap().stays.unwrap();
    assert!(why.to_string().contains("word for word"), "{why}");
}

#[test]
fn a_judgement_outranks_a_shared_reference_and_any_weight() {
    let told = candidates(
        "
        a/1 agency shelling 2017-05-06T00:00Z 24h 35.40 36.60 3000 ref=x
        b/1 agency shelling 2017-05-06T00:00Z 24h 35.40 36.60 3000 ref=x
        ",
    );
    let groups = |said: &[(Verdict, &str, &str)]| -> Vec<String> {
        match_reports(&Weights::default(), &told, &judged(said)).iter().map(names).collect()
    };
    assert_eq!(groups(&[]), ["a/1 + b/1"]);
    assert_eq!(groups(&[(Verdict::Different, "a/1", "b/1")]), ["a/1", "b/1"]);
    let town = candidates(TOWN);
    let apart = judged(&[(Verdict::Different, "b/1", "a/1")]);
    let matcher = Matcher::of(&Weights::default(), &town, &apart);
    let why = matcher.why(&"a/1".parse().unwrap()).unwrap();
    let refused: Vec<String> = why.rivals[0].refused_by.iter().map(ToString::to_string).collect();
    assert_eq!(refused, ["c/900"]);
}

#[test]
fn a_report_that_ties_two_incidents_together_regroups_only_them() {
    let mut matcher = Matcher::new(&Weights::default());
    for line in candidates(TOWN) {
        matcher.insert(&line);
    }
    matcher.settle();
    let far = candidate("z/1 far shelling 2017-05-06T10:00Z 1h 33.0 44.0 3000");
    matcher.insert(&far);
    let regrouped = matcher.settle();
    assert!(regrouped.before.iter().all(|group| group.contains(&far.address)));
    assert_eq!(regrouped.after, [BTreeSet::from([far.address.clone()])]);
    matcher.remove(&far.address);
    assert_eq!(matcher.settle().after, Groups::new());
    assert_eq!(matcher.why(&far.address), None);
}

#[test]
fn two_lists_are_held_against_each_other_with_what_is_uncertain() {
    let lists = "
        a/1 agency shelling 2017-05-06T10:00Z 1h 35.40 36.60 1000 killed=2
        b/1 centre shelling 2017-05-06T11:00Z 1h 35.40 36.60 1000 killed=2
        a/2 agency shelling 2017-05-06T10:00Z 1h 35.10 36.60 5000
        b/2 centre shelling 2017-05-06T00:00Z 24h 35.16 36.60 5000
        a/3 agency shelling 2017-05-06T10:00Z 1h 33.60 36.20 1000
        b/3 centre seizure  2017-05-06T10:00Z 1h 36.20 37.15 1000
    ";
    let matcher = Matcher::of(&Weights::default(), &candidates(lists), &Judgements::default());
    let of = |log: &str| -> BTreeSet<Address> {
        candidates(lists).into_iter().map(|c| c.address).filter(|a| a.log.as_str() == log).collect()
    };
    let both = matcher.one_to_one(&of("a"), &of("b"));
    assert_eq!((both.of_one, both.of_other, both.same), (3, 3, 2));
    assert_eq!((both.least, both.most), (1, 2));
    let pairs: Vec<String> = both
        .pairs
        .iter()
        .map(|pair| {
            format!("{} = {} {}", names(&pair.one), names(&pair.other), pair.likely_permille)
        })
        .collect();
    expect![[r#"
        a/1 = b/1 979
        a/2 = b/2 737"#]]
    .assert_eq(&pairs.join("\n"));
    // The other way round it is the same count.
    let turned = matcher.one_to_one(&of("b"), &of("a"));
    assert_eq!((turned.least, turned.most, turned.same), (both.least, both.most, both.same));
}

#[test]
fn how_likely_two_reports_are_of_one_event_bows_to_people_and_grows_with_what_speaks_for_it() {
    let town = candidates(TOWN);
    let likely = |said: &[(Verdict, &str, &str)], a: &str, b: &str| {
        let matcher = Matcher::of(&Weights::default(), &town, &judged(said));
        matcher.likely_one_ppm(&a.parse().unwrap(), &b.parse().unwrap())
    };
    let joined = likely(&[], "a/1", "b/1").unwrap();
    let doubtful = likely(&[], "b/2", "d/1").unwrap();
    let apart = likely(&[], "a/1", "d/1").unwrap();
    assert!(joined > 900_000 && joined < 1_000_000, "{joined}");
    assert!(doubtful > 200_000 && doubtful < 800_000, "{doubtful}");
    assert!(apart < 200_000, "{apart}");
    assert_eq!(likely(&[], "b/1", "a/1"), Some(joined));
    assert_eq!(likely(&[(Verdict::Same, "a/1", "d/1")], "a/1", "d/1"), Some(1_000_000));
    assert_eq!(likely(&[(Verdict::Different, "a/1", "b/1")], "a/1", "b/1"), Some(0));
    assert_eq!(likely(&[], "a/1", "z/9"), None);
}

#[test]
fn what_two_sources_tell_several_times_around_speaks_against_one_event() {
    let pair = "
        a/1 agency shelling 2017-05-06T06:00Z 1h 35.40 36.60 3000
        b/1 centre shelling 2017-05-06T08:00Z 1h 35.42 36.60 3000
    ";
    let around = "
        c/1 wire shelling 2017-05-06T07:00Z 1h 35.41 36.61 3000
        c/2 wire shelling 2017-05-06T09:00Z 1h 35.41 36.58 3000
        c/3 wire shelling 2017-05-06T08:00Z 1h 35.43 36.61 3000
    ";
    let again = around.replace("c/", "d/").replace("wire", "radio");
    let against = |text: &str| {
        let matcher = Matcher::of(&Weights::default(), &candidates(text), &Judgements::default());
        let why = matcher.why(&"a/1".parse().unwrap()).unwrap();
        let all = why.stays.into_iter().chain(why.rivals.into_iter().map(|rival| rival.evidence));
        all.filter(|evidence| evidence.to_string().contains("several reports")).count()
    };
    assert_eq!(against(pair), 0);
    // One source alone makes no crowd.
    assert_eq!(against(&format!("{pair}{around}")), 0);
    assert!(against(&format!("{pair}{around}{again}")) > 0);
}

fn any_candidate() -> impl Strategy<Value = Candidate> {
    let place = (35_000_000..35_300_000_i32, 36_400_000..36_700_000_i32);
    let radius = prop_oneof![500..12_000_u32, Just(60_000_u32)];
    let time = (0..200_000_i64, prop_oneof![0..20_000_i64, Just(86_400_i64), Just(400_000_i64)]);
    let toll = proptest::option::of(0..6_u32);
    let rest = (0..4_u8, 0..3_u8, toll, 0..60_u64, proptest::option::of(0..6_u64));
    (place, radius, time, rest).prop_map(
        |((lat, lon), radius_m, (start, length), (who, act, toll, index, words))| {
            let start = Moment::from_unix(1_494_000_000 + start);
            let seat = ["a", "b", "c", "d"][usize::from(who)];
            Candidate {
                address: format!("{seat}/{index}").parse().unwrap(),
                act: [Act::Shelling, Act::SmallArms, Act::Seizure][usize::from(act)],
                harm: Harm { killed: toll.map(Toll::exactly), injured: None },
                position: (index % 9 > 0).then(|| Position::new(lat, lon).unwrap()),
                radius_m,
                reference: words.map(|number| format!("r{number}")),
                source: SourceId::new(["p", "q", "r"][usize::from(who) % 3]).unwrap(),
                window: Window::new(start, start.plus(length)).unwrap(),
                wording: words,
            }
        },
    )
}

/// What happens to a matcher.
#[derive(Debug, Clone)]
enum Step {
    Insert(Candidate),
    Remove(usize),
    Say(bool, usize, usize),
    Settle,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any_candidate().prop_map(Step::Insert),
        1 => (0..60_usize).prop_map(Step::Remove),
        1 => (any::<bool>(), 0..60_usize, 0..60_usize).prop_map(|(s, a, b)| Step::Say(s, a, b)),
        2 => Just(Step::Settle),
    ]
}

/// The groups after a change, from those before it and what the matcher says has changed.
fn changed(groups: &mut BTreeSet<BTreeSet<Address>>, matcher: &mut Matcher) {
    let regrouped = matcher.settle();
    for gone in &regrouped.before {
        groups.remove(gone);
    }
    groups.extend(regrouped.after);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_history_ends_in_what_one_batch_gives(steps in proptest::collection::vec(any_step(), 1..70)) {
        let weights = Weights::default();
        let mut matcher = Matcher::new(&weights);
        let mut there: BTreeMap<Address, Candidate> = BTreeMap::new();
        let mut said: Vec<(Verdict, String, String)> = Vec::new();
        let settle = |said: &[(Verdict, String, String)]| {
            let said: Vec<_> = said.iter().map(|(v, a, b)| (*v, a.as_str(), b.as_str())).collect();
            judged(&said)
        };
        for step in steps {
            let nth = |n: usize| there.keys().nth(n % there.len().max(1)).cloned();
            match step {
                Step::Insert(candidate) => {
                    matcher.insert(&candidate);
                    there.entry(candidate.address.clone()).or_insert(candidate);
                }
                Step::Remove(n) => {
                    if let Some(address) = nth(n) {
                        matcher.remove(&address);
                        there.remove(&address);
                    }
                }
                Step::Say(same, a, b) => {
                    if let (Some(a), Some(b)) = (nth(a), nth(b)) {
                        let verdict = if same { Verdict::Same } else { Verdict::Different };
                        said.push((verdict, a.to_string(), b.to_string()));
                        matcher.judge(&settle(&said));
                    }
                }
                Step::Settle => {
                    matcher.settle();
                }
            }
        }
        matcher.settle();
        let all: Vec<Candidate> = there.into_values().collect();
        prop_assert_eq!(matcher.groups(), match_reports(&weights, &all, &settle(&said)));
        let members: Vec<Address> = matcher.groups().into_iter().flatten().collect();
        prop_assert_eq!(members.len(), all.len());
        let doubtful = matcher.doubtful();
        for count in 0..4 {
            let first = doubtful.iter().take(count).cloned().collect::<Vec<_>>();
            prop_assert_eq!(matcher.most_doubtful(count, &OneByOne), first);
        }
    }

    #[test]
    fn what_the_matcher_says_has_changed_is_what_has_changed(
        reports in proptest::collection::btree_map(0..60_u64, any_candidate(), 1..30),
    ) {
        let mut matcher = Matcher::new(&Weights::default());
        let mut groups: BTreeSet<BTreeSet<Address>> = BTreeSet::new();
        for candidate in reports.values() {
            matcher.insert(candidate);
            changed(&mut groups, &mut matcher);
            prop_assert_eq!(&matcher.groups().into_iter().collect::<BTreeSet<_>>(), &groups);
        }
        for candidate in reports.values().step_by(2) {
            matcher.remove(&candidate.address);
            groups = groups.into_iter().map(|mut group| { group.remove(&candidate.address); group })
                .filter(|group| !group.is_empty()).collect();
            matcher.settle();
            let now: BTreeSet<_> = matcher.groups().into_iter().collect();
            let left: BTreeSet<Address> = now.iter().flatten().cloned().collect();
            prop_assert_eq!(left, groups.iter().flatten().cloned().collect::<BTreeSet<_>>());
            groups = now;
        }
    }

    #[test]
    fn judgements_always_win(
        reports in proptest::collection::btree_map(0..60_u64, any_candidate(), 2..25),
        said in proptest::collection::vec((any::<bool>(), 0..25_usize, 0..25_usize), 0..8),
    ) {
        let all: Vec<Candidate> = reports.into_values().collect();
        let name = |n: usize| all[n % all.len()].address.to_string();
        let said: Vec<(Verdict, String, String)> = said.into_iter().map(|(same, a, b)| {
            (if same { Verdict::Same } else { Verdict::Different }, name(a), name(b))
        }).collect();
        let said: Vec<_> = said.iter().map(|(v, a, b)| (*v, a.as_str(), b.as_str())).collect();
        let judged = judged(&said);
        let groups = match_reports(&Weights::default(), &all, &judged);
        let together = |(a, b): &(Address, Address)| groups.iter().any(|g| g.contains(a) && g.contains(b));
        prop_assert!(judged.same.keys().all(&together));
        prop_assert!(!judged.different.keys().any(together));
    }
}

/// Reports of one source at one place and hour, with nothing to tell them apart.
fn pile(count: u64, source: &str, log: &str) -> Vec<Candidate> {
    (0..count)
        .map(|index| {
            let line =
                format!("{log}/{index} {source} shelling 2017-05-06T10:00Z 1h 35.40 36.60 1000");
            candidate(&line)
        })
        .collect()
}

#[test]
fn a_source_that_tells_too_much_at_one_place_and_hour_stands_alone_and_drowns_nobody() {
    let mut all = candidates(TOWN);
    let before = match_reports(&Weights::default(), &all, &Judgements::default());
    all.extend(pile(2_000, "flood", "z"));
    let mut matcher = Matcher::of(&Weights::default(), &all, &Judgements::default());
    let groups = matcher.groups();
    assert_eq!(groups.len(), 2_000 + before.len());
    assert!(before.iter().all(|group| groups.contains(group)));
    // What is corrected away until few are left is matched again, as if the others had never been there.
    for index in 40..2_000_u64 {
        matcher.remove(&format!("z/{index}").parse().unwrap());
    }
    matcher.settle();
    let left: Vec<Candidate> = all
        .iter()
        .filter(|c| c.source.as_str() != "flood" || c.address.index < 40)
        .cloned()
        .collect();
    assert_eq!(matcher.groups(), match_reports(&Weights::default(), &left, &Judgements::default()));
}

#[test]
fn a_crowd_of_many_sources_is_left_apart_as_a_whole() {
    let mut all = Vec::new();
    for source in 0..12 {
        all.extend(pile(50, &format!("s{source}"), &format!("l{source}")));
    }
    let mut one_by_one = Matcher::new(&Weights::default());
    for candidate in all.iter().rev() {
        one_by_one.insert(candidate);
    }
    one_by_one.settle();
    let batch = match_reports(&Weights::default(), &all, &Judgements::default());
    assert_eq!(batch.len(), all.len());
    assert_eq!(one_by_one.groups(), batch);
}

#[test]
fn a_telling_that_ten_thousand_received_is_one() {
    let all: Vec<Candidate> = (0..10_000)
        .map(|index| {
            candidate(&format!("a/{index} agency shelling 2017-05-06T00:00Z 24h - - 500000 ref=x"))
        })
        .collect();
    let matcher = Matcher::of(&Weights::default(), &all, &Judgements::default());
    assert_eq!(matcher.groups().len(), 1);
}
