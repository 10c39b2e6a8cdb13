//! Clusters across zones, and the tests that an indicator is fair.

use truce_core::spread::OneByOne;
use truce_signals::counts::random::Random;
use truce_signals::fair::scan::{Cluster, Extent, clusters, log_ratio};
use truce_signals::fair::symmetry::{
    Attributed, OneOfTwo, date_moved, exchanged, placebo, without_each,
};

const EXTENT: Extent = Extent { zones_max: 4, days_max: 14 };

/// Zones on a line, each with all of them by distance.
fn on_a_line(zones: usize) -> Vec<Vec<usize>> {
    let near = |zone: usize| {
        let mut all: Vec<usize> = (0..zones).collect();
        all.sort_by_key(|other| (zone.abs_diff(*other), *other));
        all
    };
    (0..zones).map(near).collect()
}

/// Zones of different means, and a wave that all share.
fn counts(random: &mut Random, zones: usize, days: usize) -> Vec<Vec<u32>> {
    let wave: Vec<f64> = (0..days).map(|day| 1.0 + 0.5 * (day as f64 / 9.0).sin()).collect();
    let row = |zone: usize, random: &mut Random| {
        let mean = 0.2 + 0.1 * zone as f64;
        wave.iter().map(|wave| random.poisson(mean * wave)).collect()
    };
    (0..zones).map(|zone| row(zone, random)).collect()
}

fn found(counts: &[Vec<u32>], seed: u64) -> Vec<Cluster> {
    clusters(counts, &on_a_line(counts.len()), EXTENT, seed, &OneByOne)
}

#[test]
fn the_ratio_is_the_recorded_one() {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("fixtures/expected.json")).unwrap();
    for known in all["st_permutation_llr"].as_array().unwrap() {
        let whole = |key: &str| u32::try_from(known[key].as_u64().unwrap()).unwrap();
        let ratio = log_ratio(whole("c"), known["expected"].as_f64().unwrap(), whole("total"));
        assert!((ratio - known["llr"].as_f64().unwrap()).abs() < 1e-9, "{ratio}");
    }
}

#[test]
fn a_cluster_across_two_zones_is_found_with_its_zones_and_days() {
    let mut counts = counts(&mut Random::new(3), 8, 90);
    for zone in [3, 4] {
        counts[zone][84..].iter_mut().for_each(|count| *count += 2);
    }
    let found = found(&counts, 1);
    let first = &found[0];
    let mut zones = first.zones.clone();
    zones.sort_unstable();
    assert_eq!(zones, [3, 4]);
    assert!((5..=8).contains(&first.days), "{first:?}");
    assert!(first.chance <= 0.002, "{first:?}");
    assert!((first.chance * first.recurs_in_days - 1.0).abs() < 1e-12);
}

#[test]
fn a_busy_week_everywhere_is_no_cluster() {
    let mut counts = counts(&mut Random::new(5), 8, 90);
    for row in &mut counts {
        row[83..].iter_mut().for_each(|count| *count = 3 * *count + 1);
    }
    let found = found(&counts, 1);
    assert!(found.iter().all(|cluster| cluster.chance > 0.02), "{:?}", found.first());
}

#[test]
fn without_clusters_small_chances_are_as_rare_as_they_say() {
    let mut random = Random::new(17);
    let mut below = 0;
    for seed in 0..40 {
        let found = found(&counts(&mut random, 5, 40), seed);
        below += u32::from(found.first().is_some_and(|cluster| cluster.chance <= 0.1));
    }
    // Four are expected; more than ten come about once in a thousand times.
    assert!(below <= 10, "{below} of 40");
}

#[test]
fn few_events_and_no_events_have_no_cluster() {
    assert_eq!(found(&vec![vec![0; 40]; 5], 1), []);
    let mut two = vec![vec![0; 40]; 5];
    two[1][39] = 2;
    assert_eq!(found(&two, 1), []);
    assert_eq!(found(&[], 1), []);
}

#[test]
fn no_zone_is_told_in_two_clusters() {
    let found = found(&counts(&mut Random::new(9), 8, 90), 2);
    let mut zones: Vec<usize> = found.iter().flat_map(|cluster| cluster.zones.clone()).collect();
    let all = zones.len();
    zones.sort_unstable();
    zones.dedup();
    assert_eq!(zones.len(), all);
}

/// Events of two parties in four zones, told by three sources; the first leans so far to one party.
fn events(random: &mut Random, leaning: f64) -> Vec<Attributed> {
    let event = |number: usize, random: &mut Random| {
        let source = number % 3;
        let one = if source == 0 { 0.5 + leaning } else { 0.5 };
        let party = if random.uniform() < one { OneOfTwo::One } else { OneOfTwo::Other };
        Attributed { zone: random.below(4), day: random.below(70), party, source }
    };
    (0..240).map(|number| event(number, random)).collect()
}

/// How many events each has on the first three days of weeks.
fn early(events: &[Attributed]) -> [f64; 2] {
    let of = |party: OneOfTwo| {
        let own = events.iter().filter(|event| event.party == party && event.day % 7 < 3);
        own.count() as f64
    };
    [of(OneOfTwo::One), of(OneOfTwo::Other)]
}

fn difference(events: &[Attributed]) -> f64 {
    let [one, other] = early(events);
    one - other
}

#[test]
fn an_indicator_that_asks_for_names_is_caught() {
    let events = events(&mut Random::new(2), 0.0);
    assert!(exchanged(&events, early));
    assert!(!exchanged(&events, |events| {
        let [one, other] = early(events);
        [one, 1.1 * other]
    }));
}

#[test]
fn labels_exchanged_by_lot_show_nothing_in_nineteen_of_twenty() {
    let mut random = Random::new(31);
    let mut shown = 0;
    for seed in 0..100 {
        let events = events(&mut random, 0.0);
        shown += u32::from(placebo(&events, 99, seed, difference).chance <= 0.05);
    }
    assert!(shown <= 11, "{shown} of 100");
}

#[test]
fn who_is_early_in_the_week_is_seen() {
    let mut events = events(&mut Random::new(8), 0.0);
    for event in events.iter_mut().filter(|event| event.day % 7 < 3 && event.source < 2) {
        event.party = OneOfTwo::One;
    }
    let found = placebo(&events, 199, 1, difference);
    assert!(found.chance <= 0.01 && found.observed > 0.0, "{found:?}");
}

#[test]
fn a_date_that_changed_something_stands_out_among_moved_ones() {
    let mut random = Random::new(12);
    let level = |day: usize| if day < 60 { 8.0 } else { 2.0 };
    let counts: Vec<f64> = (0..200).map(|day| f64::from(random.poisson(level(day)))).collect();
    let effect = |date: usize| {
        let before = counts.get(date.checked_sub(14)?..date)?.iter().sum::<f64>();
        let after = counts.get(date..date + 14)?.iter().sum::<f64>();
        Some(((after + 0.5) / (before + 0.5)).ln())
    };
    let real = date_moved(60, 200, 28, effect).unwrap();
    let none = date_moved(130, 200, 28, effect).unwrap();
    assert!(real.chance < 0.02 && real.observed < -0.7, "{real:?}");
    assert!(none.chance > 0.05, "{none:?}");
    assert_eq!(date_moved(3, 200, 28, effect), None);
}

#[test]
fn an_answer_that_rests_on_one_source_is_flagged() {
    let event = |source, party| Attributed { zone: 0, day: 1, party, source };
    let mut events = vec![event(0, OneOfTwo::One); 9];
    events.extend([event(1, OneOfTwo::Other); 3]);
    events.extend([event(2, OneOfTwo::Other); 2]);
    let turns: Vec<bool> =
        without_each(&events, difference).iter().map(|without| without.turns).collect();
    assert_eq!(turns, [true, false, false]);
}
