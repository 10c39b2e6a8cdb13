//! The matcher on what nobody should send: crowds at one place and hour, areas, years, no places at all.

use std::collections::BTreeSet;

use truce_core::act::Act;
use truce_core::entry::Address;
use truce_core::geo::Position;
use truce_core::id::{SeatId, SourceId};
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Groups, Matcher, match_reports};
use truce_core::report::{Harm, Toll};
use truce_core::time::{Moment, Window};

const HOUR_S: i64 = 3_600;
const YEAR_S: i64 = 365 * 24 * HOUR_S;

/// A report of one place and hour.
fn report(index: u64, source: &str) -> Candidate {
    let start = Moment::from_unix(1_494_064_800);
    Candidate {
        address: Address { log: SeatId::new("row").unwrap(), index },
        act: Act::Shelling,
        harm: Harm { injured: None, killed: Some(Toll::exactly(2)) },
        position: Position::new(35_400_000, 36_600_000).ok(),
        radius_m: 1_000,
        reference: None,
        source: SourceId::new(source).unwrap(),
        window: Window::new(start, start.plus(HOUR_S)).unwrap(),
        wording: None,
    }
}

fn matched(candidates: &[Candidate]) -> Groups {
    match_reports(&Weights::default(), candidates, &Judgements::default())
}

fn sizes(groups: &Groups) -> Vec<usize> {
    let sizes: BTreeSet<usize> = groups.iter().map(BTreeSet::len).collect();
    sizes.into_iter().collect()
}

/// Two reports of one event elsewhere.
fn pair_elsewhere(first: u64) -> [Candidate; 2] {
    let elsewhere = |index, source| Candidate {
        position: Position::new(33_600_000, 36_200_000).ok(),
        ..report(index, source)
    };
    [elsewhere(first, "agency"), elsewhere(first + 1, "centre")]
}

#[test]
fn twenty_thousand_reports_of_one_source_at_one_place_and_hour_stand_alone() {
    let mut all: Vec<Candidate> = (0..20_000).map(|index| report(index, "flood")).collect();
    all.extend(pair_elsewhere(20_000));
    let groups = matched(&all);
    assert_eq!((groups.len(), sizes(&groups)), (20_001, vec![1, 2]));
}

#[test]
fn twenty_thousand_reports_of_as_many_sources_at_one_place_and_hour_stand_alone() {
    let mut all: Vec<Candidate> =
        (0..20_000).map(|index| report(index, &format!("s{index}"))).collect();
    all.extend(pair_elsewhere(20_000));
    let groups = matched(&all);
    assert_eq!((groups.len(), sizes(&groups)), (20_001, vec![1, 2]));
}

#[test]
fn a_crowd_that_comes_one_by_one_ends_as_one_that_comes_at_once() {
    let all: Vec<Candidate> =
        (0..2_000).map(|index| report(index, &format!("s{}", index % 40))).collect();
    let mut matcher = Matcher::new(&Weights::default());
    all.iter().for_each(|candidate| matcher.insert(candidate));
    matcher.settle();
    assert_eq!(matcher.groups(), matched(&all));
    assert_eq!(matcher.groups().len(), 2_000);
}

#[test]
fn twenty_thousand_reports_without_a_position_stand_alone_and_are_one_under_one_reference() {
    let unplaced = |index| Candidate { position: None, ..report(index, "agency") };
    let all: Vec<Candidate> = (0..20_000).map(unplaced).collect();
    assert_eq!(matched(&all).len(), 20_000);
    let received = |index| Candidate { reference: Some("x".to_owned()), ..unplaced(index) };
    let all: Vec<Candidate> = (0..20_000).map(received).collect();
    assert_eq!(matched(&all).len(), 1);
}

#[test]
fn a_year_in_place_of_a_day_is_no_reason_to_join_what_else_is_apart() {
    let mut all: Vec<Candidate> = pair_elsewhere(0).to_vec();
    let late = all[1].window.earliest().plus(40 * 24 * HOUR_S);
    all[1].window = Window::new(late, late.plus(HOUR_S)).unwrap();
    assert_eq!(matched(&all).len(), 2);
    let mut year = report(2, "press");
    year.position = all[0].position;
    year.window =
        Window::new(Moment::from_unix(1_483_228_800), Moment::from_unix(1_483_228_800 + YEAR_S))
            .unwrap();
    all.push(year);
    let groups = matched(&all);
    // It may go to the one or the other, never tie the two together.
    assert!(groups.len() >= 2, "{groups:?}");
    let apart = |group: &BTreeSet<Address>| {
        !(group.contains(&all[0].address) && group.contains(&all[1].address))
    };
    assert!(groups.iter().all(apart), "{groups:?}");
}

#[test]
fn times_at_the_ends_of_what_can_be_written_are_matched_like_others() {
    let at = |index: u64, source: &str, start: i64, end: i64| Candidate {
        window: Window::new(Moment::from_unix(start), Moment::from_unix(end)).unwrap(),
        ..report(index, source)
    };
    let all = [
        at(0, "agency", i64::MIN, i64::MIN),
        at(1, "centre", i64::MIN, i64::MAX),
        at(2, "press", i64::MAX, i64::MAX),
        at(3, "agency", 1_494_064_800, 1_494_064_800),
        at(4, "centre", 1_494_064_800, 1_494_064_800),
    ];
    let groups = matched(&all);
    let together = |a: usize, b: usize| {
        groups
            .iter()
            .any(|group| group.contains(&all[a].address) && group.contains(&all[b].address))
    };
    assert!(together(3, 4), "{groups:?}");
    assert!(!together(0, 2) && !together(0, 3) && !together(2, 3), "{groups:?}");
}

/// Numbers that look drawn by lot and are the same each time.
fn drawn() -> impl FnMut(i64) -> i64 {
    let mut state = 11_u64;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below.unsigned_abs()).unwrap()
    }
}

/// Vague reports by forty sources: somewhere within three degrees and so many days, each of this radius and length.
fn vague(count: u64, radius_m: u32, days: i64, length_s: i64) -> Vec<Candidate> {
    let mut drawn = drawn();
    let mut one = |index: u64| {
        let mut udeg = |from: i32| from + i32::try_from(drawn(3_000_000)).unwrap();
        let position = Position::new(udeg(34_000_000), udeg(35_000_000)).ok();
        let start = Moment::from_unix(1_483_228_800).plus(drawn(days * 24) * HOUR_S);
        let window = Window::new(start, start.plus(length_s)).unwrap();
        Candidate { position, radius_m, window, ..report(index, &format!("s{}", index % 40)) }
    };
    (0..count).map(&mut one).collect()
}

fn matcher(candidates: &[Candidate]) -> Matcher {
    Matcher::of(&Weights::default(), candidates, &Judgements::default())
}

#[test]
fn areas_of_a_hundred_kilometres_on_one_day_are_left_apart_before_every_pair_is_looked_at() {
    let mut all = vague(6_000, 100_000, 1, HOUR_S);
    all.extend(pair_elsewhere(6_000));
    let matcher = matcher(&all);
    assert!(all[..6_000].iter().all(|one| matcher.left_out(&one.address)));
    assert!(!matcher.left_out(&all[6_000].address));
    assert_eq!(matcher.links(), 1);
    // Below the bound they are held against each other: of one level, no more than 256 in any of nine squares.
    let few = vague(600, 100_000, 1, HOUR_S);
    let matcher = self::matcher(&few);
    assert!(matcher.links() <= 600 * 9 * 256 / 2, "{}", matcher.links());
}

#[test]
fn years_that_begin_on_any_day_at_one_place_are_left_apart_before_every_pair_is_looked_at() {
    let mut all = vague(4_000, 1_000, 365, YEAR_S);
    for one in &mut all {
        one.position = Position::new(33_600_000, 36_200_000).ok();
    }
    all.extend(pair_elsewhere(4_000));
    let matcher = matcher(&all);
    let left = all.iter().filter(|one| matcher.left_out(&one.address)).count();
    assert!(left >= 3_800, "{left}");
    // Years take no room from hours.
    assert!(!matcher.left_out(&all[4_000].address) && !matcher.left_out(&all[4_001].address));
    assert!(matcher.links() <= all.len() * 256, "{}", matcher.links());
}

#[test]
fn links_for_each_report_do_not_grow_with_the_number_of_vague_ones() {
    let links = |count: u64, days: i64| {
        let all = vague(count, 100_000, days, 72 * HOUR_S);
        matcher(&all).links() / all.len()
    };
    // As many a day, over more days: as many links each.
    let (few, many) = (links(200, 4), links(800, 16));
    assert!(many <= 2 * few + 1, "{few} {many}");
    // Twenty times as many in the same days: no more than the bound allows.
    assert!(links(8_000, 4) <= 256, "{}", links(8_000, 4));
}

#[test]
fn vague_reports_that_come_and_go_one_by_one_end_as_those_that_come_at_once() {
    let mut all = vague(420, 100_000, 1, 10 * 24 * HOUR_S);
    all.iter_mut().for_each(|one| one.position = report(0, "s").position);
    all.extend(vague(420, 1_000, 1, HOUR_S).into_iter().map(|one| Candidate {
        address: Address { index: one.address.index + 1_000, ..one.address },
        ..one
    }));
    let mut one_by_one = Matcher::new(&Weights::default());
    all.iter().for_each(|candidate| one_by_one.insert(candidate));
    one_by_one.settle();
    assert_eq!(one_by_one.groups(), matched(&all));
    // Some were left apart, and come back when others go.
    let left = |matcher: &Matcher| all.iter().filter(|one| matcher.left_out(&one.address)).count();
    assert_eq!(left(&one_by_one), 420);
    for gone in &all[..200] {
        one_by_one.remove(&gone.address);
    }
    one_by_one.settle();
    assert_eq!(one_by_one.groups(), matched(&all[200..]));
    assert_eq!(one_by_one.links(), matcher(&all[200..]).links());
    assert_eq!(left(&one_by_one), 0);
}

#[test]
fn a_telling_that_forty_thousand_received_is_in_no_doubt() {
    let received = |index| Candidate { reference: Some("x".to_owned()), ..report(index, "agency") };
    let mut all: Vec<Candidate> = (0..40_000).map(received).collect();
    all.push(report(40_000, "centre"));
    let matcher = matcher(&all);
    // None of the forty thousand is held against the others; the one by somebody else is said once at most.
    assert!(matcher.doubtful().len() <= 1);
    assert_eq!(matcher.why(&all[0].address).unwrap().stays.unwrap().reasons.len(), 1);
}

#[test]
fn copies_without_words_are_not_called_word_for_word_and_a_year_is_not_called_a_day() {
    let mut copy = report(1, "centre");
    let all = [report(0, "agency"), copy.clone()];
    let words = |all: &[Candidate]| {
        let why = matcher(all).why(&all[1].address).unwrap();
        let rivals = why.rivals.into_iter().map(|rival| rival.evidence);
        why.stays.into_iter().chain(rivals).map(|told| told.to_string()).collect::<String>()
    };
    let told = words(&all);
    assert!(told.contains("in every detail the same as another source's"), "{told}");
    copy.window =
        Window::new(Moment::from_unix(1_483_228_800), Moment::from_unix(1_483_228_800 + YEAR_S))
            .unwrap();
    let told = words(&[report(0, "agency"), copy]);
    assert!(told.contains("a window of 365 days beside a time"), "{told}");
}
