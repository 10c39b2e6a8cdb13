//! Daily counts that feed on the days before: recovery, fit, and what must not matter.

use proptest::prelude::*;
use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::counts::negative_binomial::draw;
use truce_signals::counts::random::Random;
use truce_signals::daily::fit::{
    DailyCaveat, DailyFit, FOLLOWING_DAYS, Moving, NoDailyFit, Recipe, fit,
};
use truce_signals::daily::goodness::{Evenness, evenness, places};
use truce_signals::daily::panel::{NotAPanel, Panel};
use truce_signals::hawkes::reach::{Grid, Reach};

fn day(number: i32) -> Day {
    Day::new(2017, 1, 1).expect("a day").plus(number)
}

fn pair() -> Grid {
    Grid { parties: 2, zones: 1, borders: vec![] }
}

fn panel(grid: &Grid, first: Day, counts: Vec<Vec<Option<u32>>>) -> Panel {
    let series = counts.into_iter().map(|counts| DailyCounts { first, counts });
    Panel::new(grid.clone(), series.collect()).expect("a panel")
}

/// Two sides; each act of the first brings about so many of the second, over days with a half-life of one.
fn provoked(days: usize, response: f64, seed: u64) -> Vec<Vec<Option<u32>>> {
    let mut random = Random::new(seed);
    let (mut first, mut second, mut memory) = (Vec::new(), Vec::new(), 0.0);
    for _ in 0..days {
        let acts = draw(&mut random, 3.0, 4.0);
        second.push(Some(draw(&mut random, 2.0 + response * memory, 4.0)));
        first.push(Some(acts));
        memory = 0.5 * memory + 0.5 * f64::from(acts);
    }
    vec![first, second]
}

fn recipe<'a>(reach: &'a Reach, moving: Moving) -> Recipe<'a> {
    Recipe { reach, half_lives_days: &FOLLOWING_DAYS, moving, shape: 10.0 }
}

fn pull(fit: &DailyFit, target: usize, group: usize) -> f64 {
    fit.cells[target].pulls[group].iter().sum()
}

#[test]
fn a_response_is_found_where_there_is_one_and_its_size_is_right() {
    let panel = panel(&pair(), day(0), provoked(900, 0.4, 3));
    let reach = Reach::of_zones(&pair());
    let fit = fit(&panel, recipe(&reach, Moving::Yes)).expect("a fit");
    let (there, back) = (pull(&fit, 1, 0), pull(&fit, 0, 1));
    assert!((0.25..0.55).contains(&there), "{there}");
    assert!(back < 0.1, "{back}");
    assert!((2.5..6.5).contains(&fit.cells[0].size), "{}", fit.cells[0].size);
}

#[test]
fn the_right_model_spreads_its_places_evenly_and_a_wrong_one_does_not() {
    let panel = panel(&pair(), day(0), provoked(900, 0.4, 4));
    let reach = Reach::of_zones(&pair());
    let fit = fit(&panel, recipe(&reach, Moving::No)).expect("a fit");
    let deviation =
        |fit: &DailyFit| match evenness(&places(&panel, fit, &mut Random::new(1)).concat()) {
            Evenness::Told { deviation, .. } => deviation,
            Evenness::CannotBeTold { .. } => panic!("enough days"),
        };
    let right = deviation(&fit);
    let mut steady = fit.clone();
    // As if counts were Poisson.
    steady.cells.iter_mut().for_each(|cell| cell.size = 1e4);
    let wrong = deviation(&steady);
    assert!(right < 0.03, "{right}");
    assert!(wrong > 0.03, "{wrong}");
}

#[test]
fn a_slow_wave_passes_for_responses_unless_the_background_moves() {
    let mut random = Random::new(9);
    let wave = |number: u32| 3.0 * (0.9 * (f64::from(number) / 50.0).sin()).exp();
    let mut side = || (0..720).map(|d| Some(draw(&mut random, wave(d), 6.0))).collect::<Vec<_>>();
    let panel = panel(&pair(), day(0), vec![side(), side()]);
    let reach = Reach::of_zones(&pair());
    let across = |moving| {
        let fit = fit(&panel, recipe(&reach, moving)).expect("a fit");
        let caveat = fit.caveats.contains(&DailyCaveat::ConstantBackground);
        (pull(&fit, 1, 0) + pull(&fit, 0, 1) + pull(&fit, 0, 0) + pull(&fit, 1, 1), caveat)
    };
    let ((still, told), (moving, silent)) = (across(Moving::No), across(Moving::Yes));
    assert!(still > 1.2, "{still}");
    assert!(moving < 0.5 * still, "{moving} {still}");
    assert!(told && !silent);
}

#[test]
fn twice_the_effort_is_not_twice_the_events() {
    let mut random = Random::new(12);
    let hours = |number: usize| if number < 300 { 8.0 } else { 16.0 };
    let counts: Vec<Option<u32>> =
        (0..600).map(|number| Some(draw(&mut random, 0.25 * hours(number), 8.0))).collect();
    let one = Grid { parties: 1, zones: 1, borders: vec![] };
    let reach = Reach::of_zones(&one);
    let plain = panel(&one, day(0), vec![counts]);
    let hours: Vec<f64> = (0..600).map(hours).collect();
    let weighed = plain.clone().with_effort(&[hours]).expect("effort for each day");
    let own = |panel: &Panel| {
        let fit = fit(panel, recipe(&reach, Moving::No)).expect("a fit");
        pull(&fit, 0, 0)
    };
    let (plain, weighed) = (own(&plain), own(&weighed));
    assert!(weighed < 0.5 * plain, "{weighed} {plain}");
}

#[test]
fn a_day_without_effort_is_not_a_day_without_events() {
    let counts: Vec<Option<u32>> = (0..90).map(|_| Some(0)).collect();
    let one = Grid { parties: 1, zones: 1, borders: vec![] };
    let mut hours = vec![8.0; 90];
    hours[17] = 0.0;
    let panel = panel(&one, day(0), vec![counts]).with_effort(&[hours]).expect("effort");
    assert_eq!((panel.counts(0)[16], panel.counts(0)[17]), (Some(0), None));
}

#[test]
fn too_little_gives_no_numbers() {
    let reach = Reach::of_zones(&pair());
    let short = panel(&pair(), day(0), provoked(40, 0.2, 1));
    let refused = fit(&short, recipe(&reach, Moving::No));
    assert!(matches!(refused, Err(NoDailyFit::TooFew { days: 40, .. })));
    let quiet = panel(&pair(), day(0), vec![vec![Some(0); 400]; 2]);
    assert_eq!(
        fit(&quiet, recipe(&reach, Moving::No)),
        Err(NoDailyFit::TooFew { events: 0, days: 400 })
    );
}

#[test]
fn series_of_other_days_are_no_panel() {
    let one = DailyCounts { first: day(0), counts: vec![Some(1); 80] };
    let other = DailyCounts { first: day(1), counts: vec![Some(1); 80] };
    assert_eq!(Panel::new(pair(), vec![one.clone(), other]), Err(NotAPanel::OtherDays(1)));
    assert_eq!(Panel::new(pair(), vec![one]), Err(NotAPanel::OtherCells { series: 1, cells: 2 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn days_shifted_and_sides_exchanged_change_nothing_else(seed in 0..1000_u64, by in -900..900_i32) {
        let counts = provoked(120, 0.3, seed);
        let reach = Reach::of_zones(&pair());
        let of = |first, counts| fit(&panel(&pair(), first, counts), recipe(&reach, Moving::Yes));
        let here = of(day(0), counts.clone()).expect("a fit");
        prop_assert_eq!(&here, &of(day(by), counts.clone()).expect("a fit"));
        let exchanged = of(day(0), counts.into_iter().rev().collect()).expect("a fit");
        for (one, other) in here.cells.iter().zip(exchanged.cells.iter().rev()) {
            for (mean, mirrored) in one.means.iter().zip(&other.means) {
                prop_assert!((mean - mirrored).abs() < 1e-3 * mean, "{mean} {mirrored}");
            }
        }
    }
}
