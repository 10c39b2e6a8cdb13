//! Who follows whom: two tests, one rule, and what unknown authors leave open.

use std::collections::BTreeSet;

use proptest::prelude::*;
use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::daily::panel::Panel;
use truce_signals::follows::authors::{Bounds, Uncertain, bounds, draw_world, pool};
use truce_signals::follows::discoveries::discoveries;
use truce_signals::follows::jitter::jitter;
use truce_signals::follows::lead::lead;
use truce_signals::follows::rule::{
    Direction, Following, FollowingCaveat, who_follows, who_follows_in_worlds,
};
use truce_signals::hawkes::reach::Grid;

fn first_day() -> Day {
    Day::new(2017, 1, 1).expect("a day")
}

fn panel(zones: usize, counts: Vec<Vec<Option<u32>>>) -> Panel {
    let grid = Grid { parties: 2, zones, borders: vec![] };
    let first = first_day();
    let series = counts.into_iter().map(|counts| DailyCounts { first, counts });
    Panel::new(grid, series.collect()).expect("a panel")
}

/// Two sides under one slow wave; each act of the first brings about so many of the second within three days.
fn world(days: usize, response: f64, random: &mut Random) -> Vec<Vec<Option<u32>>> {
    let (mut wave, kept) = (random.normal(), (-1.0_f64 / 20.0).exp());
    let (mut first, mut second) = (vec![0_u32; days], vec![0_u32; days]);
    for day in 0..days {
        wave = kept * wave + (1.0 - kept * kept).sqrt() * random.normal();
        let level = 2.0 * (0.6 * wave - 0.18).exp();
        first[day] += random.poisson(level);
        second[day] += random.poisson(level);
        for _ in 0..random.poisson(response * f64::from(first[day])) {
            if let Some(later) = second.get_mut(day + 1 + random.below(3)) {
                *later += 1;
            }
        }
    }
    [first, second].map(|side| side.into_iter().map(Some).collect()).to_vec()
}

fn shown(all: &[Following]) -> Vec<(usize, usize)> {
    let shown = all.iter().filter(|pair| matches!(pair.direction, Direction::Followed { .. }));
    shown.map(|pair| (pair.first, pair.then)).collect()
}

#[test]
fn a_shared_wave_makes_no_sentence() {
    let mut random = Random::new(31);
    let runs: u32 = 24;
    let wrong = (0..runs)
        .filter(|_| !shown(&who_follows(&panel(1, world(240, 0.0, &mut random)), 7)).is_empty());
    // One in twenty of so many is one.
    let wrong = wrong.count();
    assert!(wrong <= 1, "{wrong} of {runs}");
}

#[test]
fn a_strong_response_makes_a_sentence_the_right_way_round() {
    let mut random = Random::new(32);
    let mut right = 0;
    for _ in 0..8 {
        let shown = shown(&who_follows(&panel(1, world(400, 0.9, &mut random)), 7));
        assert!(!shown.contains(&(1, 0)), "the provoked side never provokes");
        right += usize::from(shown.contains(&(0, 1)));
    }
    assert!(right >= 5, "{right} of 8");
}

#[test]
fn where_no_direction_is_established_what_could_have_been_seen_is_told() {
    let all = who_follows(&panel(1, world(400, 0.0, &mut Random::new(33))), 7);
    for pair in &all {
        let Direction::NotEstablished { detectable: Some(detectable) } = pair.direction else {
            panic!("{:?}", pair.direction);
        };
        assert!((0.1..2.0).contains(&detectable), "{detectable}");
        assert!(pair.caveats.contains(&FollowingCaveat::NotBecauseOf));
        let blocks: Vec<usize> = pair.jitters.iter().map(|jitter| jitter.block_days).collect();
        assert_eq!(blocks, [7, 14, 28]);
    }
}

#[test]
fn longer_watching_makes_smaller_effects_visible() {
    let detectable = |days| {
        let all = who_follows(&panel(1, world(days, 0.0, &mut Random::new(34))), 7);
        let Direction::NotEstablished { detectable: Some(detectable) } = all[0].direction else {
            panic!("{:?}", all[0].direction);
        };
        detectable
    };
    let (short, long) = (detectable(120), detectable(900));
    assert!(long < 0.7 * short, "{long} {short}");
}

#[test]
fn too_little_cannot_be_told() {
    let mut quiet = vec![vec![Some(0); 200]; 2];
    quiet[0][10] = Some(40);
    quiet[1][11] = Some(19);
    let all = who_follows(&panel(1, quiet), 7);
    assert!(
        all.iter().all(|pair| pair.direction == Direction::CannotBeTold { days: 200, events: 19 })
    );
    let mut short = world(300, 0.9, &mut Random::new(3));
    short[1].iter_mut().skip(59).for_each(|day| *day = None);
    let all = who_follows(&panel(1, short), 7);
    assert!(matches!(all[0].direction, Direction::CannotBeTold { days: 59, .. }));
}

#[test]
fn what_is_slower_than_a_block_is_no_coupling() {
    // Both sides are busy in the same weeks, and nothing binds their days.
    let mut random = Random::new(35);
    let busy: Vec<f64> = (0..60).map(|_| if random.uniform() < 0.5 { 1.0 } else { 8.0 }).collect();
    let mut side = || {
        let days = busy.iter().flat_map(|level| vec![*level; 14]);
        days.map(|level| Some(random.poisson(level))).collect::<Vec<_>>()
    };
    let (one, other) = (side(), side());
    let chance = |days| jitter(&one, &other, days, 999, &mut Random::new(1)).chance;
    assert!(chance(28) < 0.01 && chance(7) > 0.01, "{} {}", chance(28), chance(7));
}

#[test]
fn who_leads_does_not_follow() {
    let sides = world(600, 0.9, &mut Random::new(36));
    let there = lead(&sides[0], &sides[1], 999, &mut Random::new(1));
    let back = lead(&sides[1], &sides[0], 999, &mut Random::new(1));
    assert_eq!(there.difference, -back.difference);
    assert!(there.chance < 0.05 && back.chance > 0.9, "{} {}", there.chance, back.chance);
}

#[test]
fn discoveries_are_those_of_the_textbook() {
    // The fifteen chances of the example in Benjamini and Hochberg 1995: four of them are found.
    let chances = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ];
    let found = discoveries(&chances, 0.05);
    assert_eq!(found.iter().filter(|found| **found).count(), 4);
    assert!(found[..4].iter().all(|found| *found));
    assert!(discoveries(&[], 0.05).is_empty());
}

/// Events of a world, each with its author known but for one in `unknown`.
fn events(sides: &[Vec<Option<u32>>], unknown: usize) -> Vec<Uncertain> {
    let mut events = Vec::new();
    for (party, side) in sides.iter().enumerate() {
        for (day, count) in side.iter().enumerate() {
            for _ in 0..count.unwrap_or(0) {
                let mut parties = vec![0.0; 2];
                parties[party] = 1.0;
                if events.len() % unknown == unknown - 1 {
                    parties = vec![0.5; 2];
                }
                events.push(Uncertain { zone: 0, days: (day, day), parties });
            }
        }
    }
    events
}

#[test]
fn unknown_authors_are_bounds_and_never_a_party() {
    let sides = world(120, 0.5, &mut Random::new(37));
    let events = events(&sides, 4);
    let all = bounds(&events, 2);
    assert_eq!(all.len(), 2);
    for party in &all {
        let Bounds::Between { at_least, at_most } = party else { panic!("events") };
        assert!((at_most - at_least - 0.25).abs() < 0.01, "{at_least} {at_most}");
    }
    let grid = Grid { parties: 2, zones: 1, borders: vec![] };
    let watched = vec![vec![true; 120]];
    let mut random = Random::new(5);
    let draw = || draw_world(&events, &grid, first_day(), &watched, &mut random).expect("a panel");
    let worlds: Vec<Panel> = std::iter::repeat_with(draw).take(5).collect();
    let told =
        |panel: &Panel| -> u32 { (0..2).flat_map(|cell| panel.counts(cell)).flatten().sum() };
    assert!(worlds.iter().all(|world| told(world) as usize == events.len()));
    let following = who_follows_in_worlds(&worlds, true, 7);
    let pairs: BTreeSet<(usize, usize)> = following.iter().map(|f| (f.first, f.then)).collect();
    assert_eq!(pairs, BTreeSet::from([(0, 1), (1, 0)]));
    assert!(following.iter().all(|f| f.caveats.contains(&FollowingCaveat::AuthorsDrawn)));
    assert!(following.iter().all(|f| f.caveats.contains(&FollowingCaveat::CircularAuthors)));
}

#[test]
fn no_event_has_no_share() {
    assert_eq!(bounds(&[], 2), vec![Bounds::NothingToShare; 2]);
}

#[test]
fn results_of_drawn_worlds_are_pooled_by_rubins_rule() {
    // Means 1, 2, 3 with variance 1 each: W = 1, B = 1, T = 1 + 4/3, df = 2 (1 + 3/4)^2.
    let pooled = pool(&[(1.0, 1.0), (2.0, 1.0), (3.0, 1.0)]).expect("three worlds");
    assert!((pooled.estimate - 2.0).abs() < 1e-12);
    assert!((pooled.variance - 7.0 / 3.0).abs() < 1e-12);
    assert!((pooled.freedom - 6.125).abs() < 1e-12);
    // Student's 97.5 % point at 6.125 degrees is 2.434.
    let reach = (pooled.interval.1 - 2.0) / pooled.variance.sqrt();
    assert!((reach - 2.434).abs() < 0.01, "{reach}");
    assert_eq!(pool(&[(1.0, 1.0)]), None);
}

/// The same answers with sides and zones under other numbers.
fn renamed(
    mut all: Vec<Following>,
    party: impl Fn(usize) -> usize,
    zone: impl Fn(usize) -> usize,
) -> Vec<Following> {
    for pair in &mut all {
        (pair.first, pair.then, pair.zone) = (party(pair.first), party(pair.then), zone(pair.zone));
    }
    all.sort_by_key(|pair| (pair.zone, pair.first, pair.then));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn sides_exchanged_give_answers_exchanged(seed in 0..1000_u64, response in 0.0..1.0_f64) {
        let sides = world(100, response, &mut Random::new(seed));
        let here = who_follows(&panel(1, sides.clone()), seed);
        let there = who_follows(&panel(1, sides.into_iter().rev().collect()), seed);
        prop_assert_eq!(here, renamed(there, |party| 1 - party, |zone| zone));
    }

    #[test]
    fn zones_exchanged_give_answers_exchanged(seed in 0..1000_u64) {
        let mut random = Random::new(seed);
        let (one, other) = (world(90, 0.8, &mut random), world(90, 0.0, &mut random));
        let by_party = |left: &[Vec<Option<u32>>], right: &[Vec<Option<u32>>]| {
            vec![left[0].clone(), right[0].clone(), left[1].clone(), right[1].clone()]
        };
        let here = who_follows(&panel(2, by_party(&one, &other)), seed);
        let there = who_follows(&panel(2, by_party(&other, &one)), seed);
        prop_assert_eq!(here, renamed(there, |party| party, |zone| 1 - zone));
    }
}
