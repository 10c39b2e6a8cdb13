//! Fair indicators: nobody's name matters, little knowledge is drawn together, and chance stays in the funnel.

use proptest::prelude::*;
use truce_signals::counts::negative_binomial::draw;
use truce_signals::counts::random::Random;
use truce_signals::fair::{Exposed, Stands, differ, funnel, rates};

fn cells(all: &[(u32, u32)]) -> Vec<Exposed> {
    all.iter().map(|&(count, effort)| Exposed { effort, count }).collect()
}

#[test]
fn a_cell_that_nobody_watched_has_no_rate() {
    let found = rates(&cells(&[(4, 100), (0, 0), (9, 80), (2, 120)]), 1.0);
    assert!(found[1].is_none());
    assert!(found[0].is_some() && found[2].is_some() && found[3].is_some());
}

#[test]
fn nothing_is_said_of_two_cells_or_of_nothing_counted() {
    assert_eq!(rates(&cells(&[(4, 100), (7, 90)]), 1.0), [None, None]);
    assert_eq!(rates(&cells(&[(0, 100), (0, 90), (0, 5)]), 1.0), [None, None, None]);
}

#[test]
fn little_watching_is_drawn_further_to_the_common_rate() {
    // The same raw rate, three times the common one, from little and from much watching.
    let found = rates(&cells(&[(3, 10), (300, 1_000), (20, 900), (50, 1_100)]), 1.0);
    let (little, much) = (found[0].unwrap(), found[1].unwrap());
    assert_eq!(little.raw, much.raw);
    assert!(little.drawn < much.drawn && much.drawn < much.raw, "{little:?} {much:?}");
    assert!(little.interval.1 - little.interval.0 > much.interval.1 - much.interval.0);
    assert!(differ(&much, &found[2].unwrap()));
    assert!(!differ(&little, &much));
}

#[test]
fn cells_that_look_alike_are_known_no_better_than_all_of_them_together() {
    let found = rates(&cells(&[(22, 22), (23, 23), (22, 22), (79, 67)]), 1.0);
    // 146 incidents know their rate to within 14 %, with 90 %.
    for rate in found.into_iter().flatten() {
        let (low, high) = rate.interval;
        assert!((high - low) / rate.drawn > 0.2, "{rate:?}");
    }
}

#[test]
fn bursts_make_every_answer_more_modest() {
    let all = cells(&[(30, 100), (12, 110), (9, 90), (14, 105)]);
    for (calm, wild) in rates(&all, 1.0).into_iter().zip(rates(&all, 4.0)) {
        let (calm, wild) = (calm.unwrap(), wild.unwrap());
        assert!(wild.interval.1 - wild.interval.0 > calm.interval.1 - calm.interval.0);
        assert!(wild.funnel[0].1 > calm.funnel[0].1);
    }
}

#[test]
fn cells_of_one_rate_stay_in_the_funnel() {
    let mut random = Random::new(41);
    let (mut inner, mut outer, mut all) = (0, 0, 0);
    for _ in 0..150 {
        let drawn = (0..12_u32).map(|cell| {
            let effort = 50 + 20 * cell;
            let mean = 0.2 * f64::from(effort);
            // Variance twice the mean: size = mean.
            Exposed { effort, count: draw(&mut random, mean, mean) }
        });
        let drawn: Vec<Exposed> = drawn.collect();
        for rate in rates(&drawn, 2.0).into_iter().flatten() {
            all += 1;
            inner += u32::from(rate.stands != Stands::Within);
            outer += u32::from(rate.stands == Stands::OutsideOuter);
        }
    }
    assert_eq!(all, 1_800);
    assert!(inner * 100 <= all * 7, "{inner} of {all}");
    assert!(outer * 1_000 <= all * 6, "{outer} of {all}");
}

#[test]
fn the_funnel_narrows_with_watching_and_has_the_limits_that_the_rates_are_held_against() {
    let all = cells(&[(30, 100), (12, 110), (9, 90), (14, 200)]);
    let drawn = funnel(&all, 2.0).unwrap();
    assert!((drawn.common - 65.0 / 500.0).abs() < 1e-12);
    let wide = |limits: &[(f64, f64); 2]| limits.map(|(low, high)| high - low);
    let (first, last) = (drawn.limits.first().unwrap(), drawn.limits.last().unwrap());
    assert_eq!(last.0, 200.0);
    assert!(wide(&first.1)[0] > wide(&last.1)[0] && wide(&last.1)[1] > wide(&last.1)[0]);
    let of_most_watched = rates(&all, 2.0)[3].unwrap();
    assert_eq!(last.1, of_most_watched.funnel);
    assert_eq!(funnel(&cells(&[(4, 100), (7, 90)]), 1.0), None);
}

proptest! {
    #[test]
    fn sides_exchanged_are_answers_exchanged(
        all in prop::collection::vec((0_u32..60, 0_u32..200), 2..9),
        one in 0_usize..9,
        other in 0_usize..9,
    ) {
        let cells = cells(&all);
        let (one, other) = (one % cells.len(), other % cells.len());
        let mut swapped = cells.clone();
        swapped.swap(one, other);
        let mut found = rates(&cells, 1.5);
        found.swap(one, other);
        prop_assert_eq!(rates(&swapped, 1.5), found);
    }
}
