//! How much is background and how much follows: laws of the sums, and small worlds whose truth is known.

use std::collections::BTreeSet;

use proptest::prelude::*;
use truce_core::time::Day;
use truce_signals::chains::{Asked, ChainModel, Chains, NoChains, chains};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::random::Random;
use truce_signals::daily::fit::{CellFit, DailyFit, Moving, Recipe, fit};
use truce_signals::daily::panel::Panel;
use truce_signals::daily::shares::shares;
use truce_signals::daily::simulate::simulate;
use truce_signals::follows::authors::Uncertain;
use truce_signals::hawkes::reach::{Grid, Reach};

const DAYS: usize = 200;
const LIVES_DAYS: [f64; 2] = [1.0, 5.0];

fn first() -> Day {
    Day::new(2017, 1, 1).unwrap()
}

fn grid(zones: usize) -> Grid {
    Grid { parties: 2, zones, borders: vec![] }
}

/// A world in which each event has so many children on its own side and on the other, a day's level being even.
fn world(zones: usize, base: f64, (own, other): (f64, f64), seed: u64) -> Panel {
    let grid = grid(zones);
    let reach = Reach::of_zones(&grid);
    let cell = |cell: usize| {
        let pull = |source: usize| if source / zones == cell / zones { own } else { other };
        let pulls = reach.groups(cell).iter().map(|group| vec![pull(group.sources[0]), 0.0]);
        CellFit { base, pulls: pulls.collect(), size: 5.0, levels: vec![1.0; DAYS], means: vec![] }
    };
    let cells = (0..grid.cells()).map(cell).collect();
    let fit = DailyFit { cells, log_likelihood: 0.0, caveats: BTreeSet::new() };
    let blank = DailyCounts { first: first(), counts: vec![Some(0); DAYS] };
    let like = Panel::new(grid.clone(), vec![blank; grid.cells()]).unwrap();
    simulate(&like, &reach, &LIVES_DAYS, &fit, 1e3, &mut Random::new(seed)).unwrap()
}

/// Its events; where hours are known, in the order of the cells at noon of their day.
fn events(panel: &Panel, with_hours: bool) -> Vec<(Uncertain, Option<f64>)> {
    let zones = panel.grid().zones;
    let mut all = Vec::new();
    for cell in 0..panel.grid().cells() {
        for (day, count) in (0_u32..).zip(panel.counts(cell)) {
            for number in 0..count.unwrap_or(0) {
                let parties = (0..2).map(|of| f64::from(u8::from(of == cell / zones))).collect();
                let day = day as usize;
                let told = Uncertain { zone: cell % zones, days: (day, day), parties };
                let at = day as f64 + 0.5 + 0.01 * f64::from(number) + 0.001 * cell as f64;
                all.push((told, with_hours.then_some(at)));
            }
        }
    }
    all
}

fn told(events: &[(Uncertain, Option<f64>)], zones: usize, seed: u64) -> Result<Chains, NoChains> {
    let watched = vec![vec![true; DAYS]; zones];
    chains(Asked { events, first: first(), grid: &grid(zones), watched: &watched }, seed)
}

#[test]
fn where_nothing_follows_nothing_is_claimed_to() {
    for seed in 1..=5 {
        let told = told(&events(&world(2, 1.0, (0.0, 0.0), seed), false), 2, seed).unwrap();
        assert_eq!(told.model, ChainModel::ByDay);
        assert!(told.fit.holds(), "{:?}", told.fit);
        for party in &told.parties {
            assert!(party.background.interval.1 > 0.99, "{party:?}");
            assert!(party.following.iter().all(|share| share.interval.0 < 0.02), "{party:?}");
        }
    }
}

#[test]
fn what_follows_strongly_is_claimed_and_lies_within_the_bounds() {
    let told = told(&events(&world(2, 0.4, (0.6, 0.0), 3), false), 2, 3).unwrap();
    for party in &told.parties {
        let own = party.following[party.party];
        assert!(own.interval.0 > 0.05, "{party:?}");
        assert!(own.interval.0 <= 0.6 && 0.6 <= own.interval.1 + 0.15, "{party:?}");
        assert!(party.background.interval.1 < 0.95, "{party:?}");
    }
}

#[test]
fn known_hours_are_asked_of_the_model_of_moments() {
    let known = events(&world(2, 1.0, (0.0, 0.0), 4), true);
    let all = told(&known, 2, 4).unwrap();
    assert_eq!((all.model, all.without_hour), (ChainModel::ByHour, 0));
    // One in a hundred may lack its hour, and is left out; with more, days are asked.
    let without = |every: usize| -> Vec<_> {
        let known = known.iter().enumerate();
        known.map(|(place, (told, at))| (told.clone(), at.filter(|_| place % every != 0))).collect()
    };
    let few = told(&without(100), 2, 4).unwrap();
    assert_eq!(few.model, ChainModel::ByHour);
    assert_eq!(few.without_hour, known.len().div_ceil(100));
    assert_eq!(told(&without(5), 2, 4).unwrap().model, ChainModel::ByDay);
}

#[test]
fn too_little_is_refused_with_what_there_is() {
    let few: Vec<_> = events(&world(1, 1.0, (0.0, 0.0), 5), false).into_iter().take(49).collect();
    assert_eq!(told(&few, 1, 5), Err(NoChains::TooFew { events: 49, days: DAYS }));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_parties_exchanged_give_them_exchanged_in_kind() {
    let mut known = events(&world(2, 0.8, (0.3, 0.0), 6), false);
    let one = told(&known, 2, 6).unwrap();
    assert_eq!(format!("{one:?}"), format!("{:?}", told(&known, 2, 6).unwrap()));
    for (told, _) in &mut known {
        told.parties.reverse();
    }
    let turned = told(&known, 2, 6).unwrap();
    for (of, then) in one.parties.iter().zip(turned.parties.iter().rev()) {
        assert!((of.events - then.events).abs() < 1e-9);
        assert!(
            (of.background.between.0 - then.background.between.0).abs() < 1e-6,
            "{of:?} {then:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_parts_add_up_to_the_events(seed in 0..1_000_u64, base in 0.2..1.5_f64) {
        let panel = world(2, base, (0.3, 0.1), seed);
        let reach = Reach::of_zones(panel.grid());
        let recipe = Recipe { reach: &reach, half_lives_days: &LIVES_DAYS, moving: Moving::Yes, shape: 10.0 };
        let Ok(found) = fit(&panel, recipe) else { return Ok(()) };
        for (cell, of) in shares(&panel, &reach, &LIVES_DAYS, &found).iter().enumerate() {
            let counted: u32 = panel.counts(cell).iter().flatten().sum();
            prop_assert_eq!(of.events, u64::from(counted));
            let parts = of.background + of.following.iter().sum::<f64>();
            prop_assert!((parts - f64::from(counted)).abs() < 1e-6 * (1.0 + parts));
        }
    }
}
