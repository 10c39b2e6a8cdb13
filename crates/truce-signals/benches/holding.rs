//! How long change points and alarms take.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use truce_core::time::Day;
use truce_signals::alarm::{DayCount, Lookout};
use truce_signals::counts::random::Random;
use truce_signals::holding::pelt;

fn nb3000() -> Vec<u32> {
    let rows = include_str!("../tests/fixtures/nb3000.csv").lines().skip(1);
    rows.map(|row| row.split(',').nth(1).expect("a count").parse().expect("a number")).collect()
}

fn change_points(criterion: &mut Criterion) {
    let counts = nb3000();
    let penalty = 3.0 * 3_000_f64.ln();
    criterion.bench_function("cut 3,000 days with 7 changes", |bencher| {
        bencher.iter(|| pelt::cut(black_box(&counts), 4.0, penalty, 7));
    });
    let mut random = Random::new(1);
    let level: Vec<u32> = (0..3_000).map(|_| random.negative_binomial(20.0, 4.0)).collect();
    criterion.bench_function("cut 3,000 days without a change", |bencher| {
        bencher.iter(|| pelt::cut(black_box(&level), 4.0, penalty, 7));
    });
}

fn alarms(criterion: &mut Criterion) {
    let mut random = Random::new(2);
    let counts: Vec<DayCount> =
        (0..1_000).map(|_| DayCount::of(random.negative_binomial(10.0, 3.0))).collect();
    let first = Day::new(2017, 1, 1).expect("a date");
    criterion.bench_function("1,000 days of one cell under watch", |bencher| {
        bencher.iter(|| {
            let mut lookout = Lookout::new(first, 3.0);
            counts.iter().map(|counted| lookout.update(*counted, 1e9).rise).sum::<f64>()
        });
    });
}

criterion_group!(benches, change_points, alarms);
criterion_main!(benches);
