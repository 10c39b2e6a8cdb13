//! Who may have done it: what the attribution promises.

use proptest::prelude::*;
use truce_signals::attribution::{
    Attribution, Author, Dossier, Hypothesis, Level, Likelihood, NotAttributable, Saying, Says,
    Side, Sides, Watcher, attribute,
};

fn sides() -> Sides {
    let side = |party: &str, ally: &str| Side {
        party: party.to_owned(),
        forces: vec![format!("{party}-army")],
        allies: vec![ally.to_owned()],
    };
    Sides {
        parties: vec![side("north", "north-militia"), side("south", "south-militia")],
        excluded: vec!["crows".to_owned(), "jackdaws".to_owned()],
        third_states: vec!["elsewhere".to_owned()],
    }
}

/// A line is `source[/group][@side] what [actor]`; `!` before it is an observer, `~` a copy.
fn saying(line: &str) -> Saying {
    let (who, what) = line.split_once(' ').expect("a speaker and what it says");
    let observed = who.starts_with('!');
    let copied = who.starts_with('~');
    let who = who.trim_start_matches(['!', '~']);
    let (who, side) = who.split_once('@').map_or((who, None), |(who, side)| (who, Some(side)));
    let (source, group) = who.split_once('/').map_or((who, None), |(s, g)| (s, Some(g)));
    let says = match what.split_once(' ').unwrap_or((what, "")) {
        ("blames", actor) => Says::Blames(actor.to_owned()),
        ("denies", "") => Says::DeniesEvent,
        ("denies", actor) => Says::Denies(actor.to_owned()),
        ("admits", _) => Says::Admits,
        ("accident", _) => Says::Accident,
        ("staged", _) => Says::Staged,
        ("unknown", _) => Says::UnknownAuthor,
        ("nothing", _) => Says::Nothing,
        (other, _) => panic!("`{other}` is nothing that is said here"),
    };
    Saying {
        source: source.to_owned(),
        group: group.map(str::to_owned),
        side: side.map(str::to_owned),
        observed,
        copied,
        says,
    }
}

fn dossier(lines: &[&str]) -> Dossier {
    Dossier { sayings: lines.iter().map(|line| saying(line)).collect(), watchers: vec![] }
}

fn one(lines: &[&str]) -> Attribution {
    attribute(&sides(), &[dossier(lines)]).remove(0)
}

fn party(name: &str) -> Author {
    Author::Party(name.to_owned())
}

fn leads(lines: &[&str]) -> String {
    let attribution = one(lines);
    let leading: Vec<String> = attribution.leading().map(|h| h.author.to_string()).collect();
    leading.join(", ")
}

fn exchanged(name: &str) -> String {
    match name.strip_prefix("north") {
        Some(rest) => format!("south{rest}"),
        None => match name.strip_prefix("south") {
            Some(rest) => format!("north{rest}"),
            None => name.to_owned(),
        },
    }
}

fn exchange(dossier: &Dossier) -> Dossier {
    let says = |says: &Says| match says {
        Says::Blames(actor) => Says::Blames(exchanged(actor)),
        Says::Denies(actor) => Says::Denies(exchanged(actor)),
        Says::Admits
        | Says::Accident
        | Says::Staged
        | Says::UnknownAuthor
        | Says::Nothing
        | Says::DeniesEvent => says.clone(),
    };
    let sayings = dossier.sayings.iter().map(|saying| Saying {
        side: saying.side.as_deref().map(exchanged),
        says: says(&saying.says),
        ..saying.clone()
    });
    Dossier { sayings: sayings.collect(), watchers: dossier.watchers.clone() }
}

fn any_dossier() -> impl Strategy<Value = Dossier> {
    let actor = || {
        prop::sample::select(vec![
            "north",
            "north-army",
            "north-militia",
            "south",
            "south-militia",
            "crows",
            "jackdaws",
            "elsewhere",
            "nobody-listed",
        ])
    };
    let says = prop_oneof![
        8 => actor().prop_map(|a| Says::Blames(a.to_owned())),
        1 => Just(Says::Admits),
        1 => Just(Says::Accident),
        1 => Just(Says::Staged),
        2 => Just(Says::UnknownAuthor),
        4 => Just(Says::Nothing),
        2 => actor().prop_map(|a| Says::Denies(a.to_owned())),
        1 => Just(Says::DeniesEvent),
    ];
    let side = prop_oneof![3 => Just(None), 4 => actor().prop_map(|a| Some(a.to_owned()))];
    let saying = (0_u8..6, prop::option::of(0_u8..3), side, any::<bool>(), any::<bool>(), says)
        .prop_map(|(source, group, side, observed, copied, says)| Saying {
            source: format!("source-{source}"),
            group: group.map(|group| format!("group-{group}")),
            side,
            observed,
            copied,
            says,
        });
    let watcher = (0_u8..3, 0.0_f64..=1.0).prop_map(|(group, would_tell)| Watcher {
        group: format!("group-{group}"),
        side: None,
        would_tell,
    });
    (prop::collection::vec(saying, 0..6), prop::collection::vec(watcher, 0..2))
        .prop_map(|(sayings, watchers)| Dossier { sayings, watchers })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exchange_the_parties_in_and_they_are_exchanged_out_to_the_bit(
        dossiers in prop::collection::vec(any_dossier(), 1..12),
    ) {
        let mirrored: Vec<Dossier> = dossiers.iter().map(exchange).collect();
        let before = attribute(&sides(), &dossiers);
        let after = attribute(&sides(), &mirrored);
        for (before, after) in before.iter().zip(&after) {
            for hypothesis in &before.hypotheses {
                let author = match &hypothesis.author {
                    Author::Party(party) => Author::Party(exchanged(party)),
                    Author::AllyOf(party) => Author::AllyOf(exchanged(party)),
                    Author::Excluded(_)
                    | Author::AnyExcluded
                    | Author::ThirdState
                    | Author::Accident
                    | Author::Staged
                    | Author::Unknown
                    | Author::DidNotHappen => hypothesis.author.clone(),
                };
                let found = after.hypotheses.iter().find(|h| h.author == author).expect("the other");
                prop_assert_eq!(hypothesis.probability.to_bits(), found.probability.to_bits());
                prop_assert_eq!(hypothesis.interval, found.interval);
            }
            prop_assert_eq!(before.confidence, after.confidence);
            prop_assert_eq!(before.refused, after.refused);
            prop_assert_eq!(&before.counted, &after.counted);
        }
    }

    #[test]
    fn the_order_of_what_is_told_does_not_matter(
        dossiers in prop::collection::vec(any_dossier(), 1..12),
    ) {
        let mut turned: Vec<Dossier> = dossiers.iter().rev().cloned().collect();
        turned.iter_mut().for_each(|dossier| dossier.sayings.reverse());
        turned.iter_mut().for_each(|dossier| dossier.watchers.reverse());
        let forth = attribute(&sides(), &dossiers);
        let back = attribute(&sides(), &turned);
        for (forth, back) in forth.iter().zip(back.iter().rev()) {
            prop_assert_eq!(&forth.hypotheses, &back.hypotheses);
            prop_assert_eq!(forth.confidence, back.confidence);
            prop_assert_eq!(forth.refused, back.refused);
        }
    }

    #[test]
    fn probabilities_add_up_to_one_and_lie_in_their_intervals(
        dossiers in prop::collection::vec(any_dossier(), 1..12),
    ) {
        for attribution in attribute(&sides(), &dossiers) {
            let sum: f64 = attribution.hypotheses.iter().map(|h| h.probability).sum();
            prop_assert!((sum - 1.0).abs() < 1e-12, "{}", sum);
            for h in &attribution.hypotheses {
                prop_assert!(0.0 <= h.interval.0 && h.interval.0 <= h.probability);
                prop_assert!(h.probability <= h.interval.1 && h.interval.1 <= 1.0);
                prop_assert_eq!(h.likelihood, Likelihood::of(h.probability));
            }
        }
    }

    #[test]
    fn each_speaker_has_at_most_one_vote(dossier in any_dossier()) {
        let attribution = attribute(&sides(), std::slice::from_ref(&dossier)).remove(0);
        prop_assert_eq!(attribution.counted.len(), dossier.sayings.len());
        let side_of = |side: &str| side.split('-').next().map(str::to_owned);
        for side in ["north", "south"] {
            let of_side = |counted: &&truce_signals::attribution::Counted| {
                dossier.sayings[counted.saying].side.as_deref().and_then(side_of) == side_of(side)
            };
            let sum: f64 = attribution.counted.iter().filter(of_side).map(|c| c.weight).sum();
            prop_assert!(sum <= 1.0 + 1e-12, "{} has {}", side, sum);
        }
    }
}

#[test]
fn the_same_side_saying_it_ten_times_counts_once() {
    let once = one(&["a@north blames south", "mission blames north"]);
    let lines: Vec<String> = (0..10).map(|n| format!("a{n}/g{n}@north blames south")).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("mission blames north");
    let ten = one(&lines);
    assert_eq!(ten.hypotheses, once.hypotheses);
    assert_eq!(ten.confidence, once.confidence);
    assert!((ten.counted[3].weight - 0.1).abs() < 1e-12);
}

#[test]
fn outlets_that_carry_one_agencys_copy_count_once() {
    let once = one(&["wire/agency blames south"]);
    let four =
        ["wire/agency blames south", "paper/agency blames south", "radio/agency blames south"];
    assert_eq!(one(&four).hypotheses, once.hypotheses);
    let apart = one(&["wire blames south", "paper blames south", "radio blames south"]);
    assert!(apart.probability(&party("south")) > once.probability(&party("south")));
}

#[test]
fn a_marked_copy_weighs_next_to_nothing() {
    let with = |line| one(&["mission blames south", line]).probability(&party("south"));
    let alone = one(&["mission blames south"]).probability(&party("south"));
    let copy = with("~paper blames south") - alone;
    let own = with("paper blames south") - alone;
    assert!(copy < own / 5.0, "{copy} against {own}");
}

#[test]
fn an_admission_against_interest_outweighs_the_blame_by_the_own_side() {
    let admits = ["a@north blames south", "b@north blames south", "c@north admits"];
    assert_eq!(leads(&admits), "own forces of `north`");
    let surely = one(&["a@north admits"]).probability(&party("north"));
    let blamed = one(&["a@south blames north"]).probability(&party("north"));
    assert!(surely > blamed + 0.1, "{surely} against {blamed}");
}

#[test]
fn a_neutral_source_outweighs_two_partisan_ones_of_one_side() {
    let told =
        ["ministry@north blames south", "channel@north blames south", "mission blames north"];
    assert_eq!(leads(&told), "own forces of `north`");
}

#[test]
fn party_sources_alone_are_refused() {
    let refused = |lines: &[&str]| one(lines).refused;
    let sides_only = Some(NotAttributable::SidesOnly);
    assert_eq!(refused(&["a@north blames south"]), sides_only);
    assert_eq!(refused(&["a@north blames south", "b@south blames north"]), sides_only);
    assert_eq!(refused(&["a@north blames south", "b@south blames north", "m blames north"]), None);
    assert_eq!(
        NotAttributable::SidesOnly.to_string(),
        "not attributable on present reports: needs a source that leans to no side and says who did it"
    );
}

#[test]
fn a_thousand_quarrels_of_the_parties_alone_teach_nothing() {
    let mut dossiers = vec![dossier(&["a@north blames south", "b@south blames north"]); 500];
    dossiers.extend(vec![dossier(&["a@north blames south"]); 500]);
    for attribution in attribute(&sides(), &dossiers) {
        assert_eq!(attribution.refused, Some(NotAttributable::SidesOnly));
        assert!(attribution.hypotheses.iter().all(|h| h.probability < 0.9));
    }
}

#[test]
fn a_side_that_is_often_contradicted_is_believed_less() {
    let mut contradicted =
        vec![dossier(&["a@north blames south", "m blames north", "n blames north"]); 60];
    contradicted.extend(vec![dossier(&["b@south blames north", "m blames north"]); 60]);
    contradicted.push(dossier(&["a@north blames south"]));
    contradicted.push(dossier(&["b@south blames north"]));
    let all = attribute(&sides(), &contradicted);
    let [.., by_north, by_south] = all.as_slice() else { panic!("two at the end") };
    assert!(by_north.probability(&party("south")) < by_south.probability(&party("north")));
}

#[test]
fn nobody_who_says_who_did_it_is_no_answer() {
    for lines in [&[][..], &["mission nothing"], &["a@north nothing", "mission nothing"]] {
        assert_eq!(one(lines).refused, Some(NotAttributable::NobodySays), "{lines:?}");
    }
}

#[test]
fn nothing_in_is_nothing_out() {
    assert_eq!(attribute(&sides(), &[]), vec![]);
    let nobody = attribute(&Sides::default(), &[dossier(&["m blames north"])]).remove(0);
    let authors: Vec<String> = nobody.hypotheses.iter().map(|h| h.author.to_string()).collect();
    assert_eq!(authors, ["an accident", "staged", "somebody unknown", "did not happen"]);
}

#[test]
fn everybody_who_can_be_named_is_a_hypothesis() {
    assert_eq!(leads(&["m blames north-army", "n blames north"]), "own forces of `north`");
    assert_eq!(
        leads(&["m blames south-militia", "n blames south-militia"]),
        "a militia allied with `south`"
    );
    assert_eq!(leads(&["m blames crows", "n blames crows"]), "the excluded group `crows`");
    assert_eq!(leads(&["m blames elsewhere", "n blames elsewhere"]), "a third state");
    assert_eq!(leads(&["m accident", "n accident"]), "an accident");
    assert_eq!(leads(&["m staged", "n staged"]), "staged");
    assert_eq!(leads(&["m unknown", "n unknown"]), "somebody unknown");
    assert_eq!(leads(&["m denies", "n denies"]), "did not happen");
    assert_eq!(leads(&["m blames strangers", "n blames strangers"]), "somebody unknown");
}

#[test]
fn excluded_groups_that_nobody_names_stand_together() {
    let authors = |lines: &[&str]| {
        let all = one(lines).hypotheses.into_iter().map(|h| h.author);
        all.filter(|a| matches!(a, Author::Excluded(_) | Author::AnyExcluded)).collect::<Vec<_>>()
    };
    assert_eq!(authors(&["m blames north"]), [Author::AnyExcluded]);
    let crows = Author::Excluded("crows".to_owned());
    assert_eq!(authors(&["m blames crows"]), [crows.clone(), Author::AnyExcluded]);
    let jackdaws = Author::Excluded("jackdaws".to_owned());
    assert_eq!(authors(&["m blames crows", "n blames jackdaws"]), [crows, jackdaws]);
}

#[test]
fn the_own_sides_denial_says_little_and_a_neutral_one_much() {
    let odds = |lines: &[&str]| {
        let probability = one(lines).probability(&party("north"));
        probability / (1.0 - probability)
    };
    let without = odds(&["m blames north"]);
    let own = odds(&["m blames north", "a@north denies north"]) / without;
    let neutral = odds(&["m blames north", "n denies north"]) / without;
    assert!((0.6..1.6).contains(&own), "{own}");
    assert!(neutral < 0.5, "{neutral}");
    let enemy = odds(&["m blames north", "b@south denies north"]) / without;
    assert!(enemy < 0.8, "a denial against interest: {enemy}");
}

#[test]
fn whether_it_happened_is_a_question_apart() {
    let attribution = one(&["a@north blames south", "b@south denies"]);
    let authors = attribution.hypotheses.iter().map(|h| &h.author);
    let sum: f64 = authors.map(|author| attribution.probability_if_it_happened(author)).sum();
    assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    assert!(
        attribution.probability_if_it_happened(&party("south"))
            > attribution.probability(&party("south"))
    );
    assert!(attribution.probability_if_it_happened(&Author::DidNotHappen).abs() < 1e-12);
}

#[test]
fn a_sides_silence_says_nothing_until_it_is_learned() {
    let dossiers = [dossier(&["m blames north"]), dossier(&["b@south nothing"])];
    let all = attribute(&sides(), &dossiers);
    let alone = one(&["m blames north"]);
    let gap = all[0].probability(&party("north")) - alone.probability(&party("north"));
    assert!(gap.abs() < 0.01, "{gap}");
}

#[test]
fn who_watched_in_vain_makes_an_event_doubtful() {
    let mut told = dossier(&["a@north blames south"]);
    let without = attribute(&sides(), std::slice::from_ref(&told)).remove(0);
    let watcher = Watcher { group: "mission".to_owned(), side: None, would_tell: 0.9 };
    told.watchers = vec![watcher.clone(), watcher];
    let with = attribute(&sides(), std::slice::from_ref(&told)).remove(0);
    let rise = with.probability(&Author::DidNotHappen) / without.probability(&Author::DidNotHappen);
    assert!((4.0..=10.0).contains(&rise), "one group counts once: {rise}");
}

#[test]
fn a_word_matches_its_band() {
    let words = |p| Likelihood::of(p).to_string();
    let borders = [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.20, "unlikely"),
        (0.45, "roughly even chance"),
        (0.549, "roughly even chance"),
        (0.55, "likely"),
        (0.80, "very likely"),
        (0.95, "almost certainly"),
        (1.0, "almost certainly"),
    ];
    for (probability, word) in borders {
        assert_eq!(words(probability), word, "{probability}");
    }
    for percent in 1..=99_u8 {
        let (from, to) = Likelihood::of(f64::from(percent) / 100.0).band_percent();
        assert!(from <= percent && percent <= to, "{percent} in {from} to {to}");
    }
}

#[test]
fn confidence_grows_with_independent_and_direct_voices() {
    let mut dossiers = vec![
        dossier(&[
            "!m blames north",
            "n blames north",
            "o blames north",
            "b@south blames north"
        ]);
        80
    ];
    dossiers.push(dossier(&["n blames north"]));
    dossiers.push(dossier(&["n blames north", "o blames north"]));
    dossiers.push(dossier(&["!m blames north", "n blames north", "o blames north"]));
    let levels: Vec<Level> =
        attribute(&sides(), &dossiers).iter().skip(80).map(|a| a.confidence.level).collect();
    assert_eq!(levels, [Level::Low, Level::Moderate, Level::High]);
}

#[test]
fn hostile_input_is_answered_within_bounds() {
    let crowd: Vec<Saying> = (0..20_000)
        .map(|n| {
            saying(&format!("s{n}/g{} blames {}", n % 5000, ["north", "x", "crows", ""][n % 4]))
        })
        .collect();
    let mut dossiers = vec![Dossier { sayings: crowd, watchers: vec![] }];
    let causes = (0..5000).map(|n| saying(&format!("s@side-{n} blames side-{}", n + 1)));
    dossiers.push(Dossier { sayings: causes.collect(), watchers: vec![] });
    let long = "n".repeat(100_000);
    dossiers.push(dossier(&[&format!("{long} blames {long}"), &format!("a@{long} admits")]));
    dossiers.push(Dossier {
        sayings: vec![],
        watchers: [f64::NAN, f64::INFINITY, -1.0, 7.0]
            .into_iter()
            .enumerate()
            .map(|(n, would_tell)| Watcher { group: n.to_string(), side: None, would_tell })
            .collect(),
    });
    let mut twice = sides();
    twice.parties.extend(sides().parties);
    twice.excluded.push("north".to_owned());
    for attribution in attribute(&twice, &dossiers) {
        let sum: f64 = attribution.hypotheses.iter().map(|h| h.probability).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        assert_eq!(attribution.hypotheses.iter().filter(|h| h.author == party("north")).count(), 1);
    }
}

#[test]
fn no_word_of_likelihood_is_said_of_what_may_lie_far_apart() {
    let hypothesis = |interval| Hypothesis {
        author: Author::Unknown,
        probability: 0.99,
        likelihood: Likelihood::of(0.99),
        interval,
    };
    assert_eq!(hypothesis((0.28, 1.0)).word(), None);
    assert_eq!(hypothesis((0.9, 1.0)).word(), Some(Likelihood::AlmostCertainly));
}
