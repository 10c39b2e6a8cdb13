//! Counts as random numbers: probabilities against published values, draws against probabilities.

use proptest::prelude::*;
use truce_signals::counts::dispersion;
use truce_signals::counts::negative_binomial::{cdf, draw, ln_pmf, quantile};
use truce_signals::counts::random::Random;
use truce_signals::counts::special::{digamma, ln_gamma};

fn near(found: f64, expected: f64, by: f64) {
    assert!((found - expected).abs() <= by, "{found} is not {expected}");
}

#[test]
fn the_gamma_function_has_its_published_values() {
    near(ln_gamma(1.0), 0.0, 1e-14);
    near(ln_gamma(2.0), 0.0, 1e-14);
    near(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-14);
    near(ln_gamma(11.0), 3_628_800_f64.ln(), 1e-13);
    near(ln_gamma(0.01), 4.599_479_878_042_022, 1e-13);
    near(ln_gamma(171.0) / 706.573_062_245_787_3, 1.0, 1e-14);
    assert!(ln_gamma(0.0).is_nan() && ln_gamma(-1.5).is_nan());
    near(digamma(1.0), -0.577_215_664_901_532_9, 1e-14);
    near(digamma(0.5), -1.963_510_026_021_423_5, 1e-13);
    near(digamma(100.0), 4.600_161_852_738_087, 1e-13);
    assert!(digamma(0.0).is_nan());
}

#[test]
fn log_scores_are_the_expected_ones() {
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("fixtures/expected.json")).expect("the fixture is JSON");
    for score in expected["scores"].as_array().expect("a list of scores") {
        let number = |key: &str| score[key].as_f64().expect("a number");
        let count = u32::try_from(score["y"].as_u64().expect("a count")).expect("a small count");
        // With a size of a million, the fixture itself has lost digits to cancellation.
        near(-ln_pmf(count, number("m"), number("r")), number("logs"), 1e-9);
    }
}

#[test]
fn the_sum_of_probabilities_is_the_incomplete_beta_function() {
    for (mean, size) in [(0.3, 5.0), (2.0, 0.7), (10.0, 3.0), (40.0, 1.5), (300.0, 50.0)] {
        let mut sum = 0.0;
        for count in 0..400 {
            sum += ln_pmf(count, mean, size).exp();
            near(cdf(count, mean, size), sum, 1e-11);
        }
    }
    // Close to Poisson: the probability of at most 2 with a mean of 3.
    near(cdf(2, 3.0, 1e6), (-3.0_f64).exp() * 8.5, 1e-6);
}

#[test]
fn a_mean_of_nothing_gives_nothing() {
    assert_eq!((ln_pmf(0, 0.0, 2.0), cdf(0, 0.0, 2.0), quantile(0.99, 0.0, 2.0)), (0.0, 1.0, 0));
    assert_eq!(ln_pmf(3, 0.0, 2.0), f64::NEG_INFINITY);
    assert_eq!(draw(&mut Random::new(5), 0.0, 2.0), 0);
}

#[test]
fn draws_have_the_mean_and_the_variance_that_they_should() {
    let mut random = Random::new(11);
    let number = 40_000;
    for (mean, size) in [(0.3, 0.4), (4.0, 2.0), (60.0, 3.0)] {
        let drawn: Vec<u32> = (0..number).map(|_| draw(&mut random, mean, size)).collect();
        let (found, variance) = dispersion::moments(drawn.iter().copied()).expect("many draws");
        let expected = mean + mean * mean / size;
        near(found / mean, 1.0, 5.0 * (expected / f64::from(number)).sqrt() / mean);
        near(variance / expected, 1.0, 0.08);
        let below = drawn.iter().filter(|count| **count <= quantile(0.5, mean, size)).count();
        let share = below as f64 / f64::from(number);
        near(share, cdf(quantile(0.5, mean, size), mean, size), 0.012);
    }
    for mean in [0.5, 9.5, 10.5, 400.0] {
        let drawn: Vec<u32> = (0..number).map(|_| random.poisson(mean)).collect();
        let (found, variance) = dispersion::moments(drawn.into_iter()).expect("many draws");
        near(found / mean, 1.0, 5.0 * (1.0 / (mean * f64::from(number))).sqrt());
        near(variance / mean, 1.0, 0.05);
    }
}

#[test]
fn gamma_and_normal_numbers_have_their_moments() {
    let mut random = Random::new(12);
    let number = 40_000;
    for shape in [0.3, 1.0, 7.5] {
        let mean = (0..number).map(|_| random.gamma(shape)).sum::<f64>() / f64::from(number);
        near(mean, shape, 5.0 * (shape / f64::from(number)).sqrt());
    }
    let drawn: Vec<f64> = (0..number).map(|_| random.normal()).collect();
    near(drawn.iter().sum::<f64>() / f64::from(number), 0.0, 0.025);
    near(drawn.iter().map(|x| x * x).sum::<f64>() / f64::from(number), 1.0, 0.036);
}

#[test]
fn same_seed_same_numbers_and_another_row_apart() {
    let row = |mut random: Random| (0..20).map(|_| random.poisson(30.0)).collect::<Vec<_>>();
    assert_eq!(row(Random::new(3)), row(Random::new(3)));
    assert_ne!(row(Random::new(3)), row(Random::new(4)));
    let mut first = Random::new(3);
    assert_ne!(row(first.split()), row(first.split()));
}

#[test]
fn every_order_is_as_likely_as_any() {
    let mut random = Random::new(13);
    let mut seen = std::collections::BTreeMap::new();
    for _ in 0..6_000 {
        let mut list = [1, 2, 3];
        random.shuffle(&mut list);
        *seen.entry(list).or_insert(0) += 1;
    }
    assert_eq!(seen.len(), 6);
    assert!(seen.values().all(|times| (850..1_150).contains(times)), "{seen:?}");
    assert_eq!(random.below(0), 0);
}

#[test]
fn the_size_is_found_again_in_drawn_counts() {
    let mut random = Random::new(14);
    let counts: Vec<u32> = (0..5_600).map(|_| draw(&mut random, 20.0, 4.0)).collect();
    let within = dispersion::within_stretches(&counts, 14).expect("the mean is high enough");
    assert!((3.5..6.0).contains(&within), "{within}");
    let known: Vec<(u32, f64)> = counts.iter().map(|count| (*count, 20.0)).collect();
    near(dispersion::most_likely(&known), 4.0, 0.3);
    let few: Vec<u32> = (0..28_000).map(|_| draw(&mut random, 0.1, 1.0)).collect();
    let within = dispersion::within_stretches(&few, 14).expect("something was counted");
    assert!((0.7..1.6).contains(&within), "{within}");
    assert_eq!(dispersion::within_stretches(&[0; 28], 14), None);
    assert_eq!(dispersion::within_stretches(&[], 14), None);
}

proptest! {
    #[test]
    fn a_quantile_is_the_smallest_count_that_reaches_its_probability(
        probability in 0.001..0.999_f64,
        mean in 0.05..200.0_f64,
        size in 0.2..100.0_f64,
    ) {
        let found = quantile(probability, mean, size);
        prop_assert!(cdf(found, mean, size) >= probability);
        if found > 0 {
            prop_assert!(cdf(found - 1, mean, size) < probability);
        }
    }
}
