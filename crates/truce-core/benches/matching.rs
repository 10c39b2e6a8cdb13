//! Matching by number and by density, and one report that arrives: `cargo bench -p truce-core --bench matching`.
//!
//! The reports are made up: a front of 220 km, told by eight sources, with so many events a day. At one density the
//! cost of each report must not grow with their number.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use truce_core::act::Act;
use truce_core::entry::Address;
use truce_core::geo::Position;
use truce_core::id::{SeatId, SourceId};
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Matcher, match_reports};
use truce_core::report::{Harm, Toll};
use truce_core::time::{Moment, Window};

/// Events a day: a quiet month, an escalation, a surge.
const DENSITIES: [(&str, i64); 3] = [("sparse", 12), ("medium", 37), ("dense", 100)];

/// So many reports, of so many events a day, each told by one to four of eight sources.
fn reports(count: usize, events_a_day: i64) -> Vec<Candidate> {
    let mut state = 7_u64;
    let mut draw = |below: i32| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i32::try_from((state >> 33) % u64::from(below.unsigned_abs())).unwrap_or(0)
    };
    let log = SeatId::new("un").expect("a name");
    let mut made = Vec::with_capacity(count);
    let mut event = 0;
    while made.len() < count {
        let start = 1_483_300_000 + event * 86_400 / events_a_day;
        let (lon, lat) = (36_000_000 + draw(2_400_000), 35_000_000 + draw(300_000));
        let (act, killed) = (Act::ALL[usize::try_from(draw(5)).unwrap_or(0)], draw(4));
        for _ in 0..1 + draw(4) {
            let off = |draw: &mut dyn FnMut(i32) -> i32| draw(40_000) - 20_000;
            let position = Position::new(lat + off(&mut draw), lon + off(&mut draw));
            let by_day = draw(3) == 0;
            let told = Moment::from_unix(start + i64::from(draw(7_200)));
            made.push(Candidate {
                address: Address {
                    log: log.clone(),
                    index: u64::try_from(made.len()).unwrap_or(0),
                },
                act,
                harm: Harm { killed: Some(Toll::exactly(killed.unsigned_abs())), injured: None },
                position: position.ok(),
                radius_m: 2_000,
                reference: None,
                source: SourceId::new(&format!("s{}", draw(8))).expect("a name"),
                window: Window::new(told, told.plus(if by_day { 86_400 } else { 3_600 }))
                    .expect("it ends after it begins"),
                wording: None,
            });
        }
        event += 1;
    }
    made.truncate(count);
    made
}

fn all_at_once(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("match");
    group.sample_size(10);
    let (weights, judged) = (Weights::default(), Judgements::default());
    for (density, events_a_day) in DENSITIES {
        for count in [2_500, 10_000, 40_000] {
            let reports = reports(count, events_a_day);
            group.throughput(Throughput::Elements(u64::try_from(count).unwrap_or(0)));
            group.bench_with_input(BenchmarkId::new(density, count), &reports, |bench, reports| {
                bench.iter(|| black_box(match_reports(&weights, reports, &judged)));
            });
        }
    }
    group.finish();
}

fn one_that_arrives(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("arrive");
    let (weights, judged) = (Weights::default(), Judgements::default());
    for (density, events_a_day) in DENSITIES {
        for count in [10_000, 40_000] {
            let reports = reports(count, events_a_day);
            let mut matcher = Matcher::of(&weights, &reports, &judged);
            let mut next = 0_usize;
            group.bench_function(BenchmarkId::new(density, count), |bench| {
                // Each takes leave and comes again, so that the number stays the same.
                bench.iter_batched(
                    || {
                        next = (next + 7_919) % count;
                        next
                    },
                    |at| {
                        matcher.remove(&reports[at].address);
                        matcher.insert(&reports[at]);
                        black_box(matcher.settle())
                    },
                    BatchSize::SmallInput,
                );
            });
        }
    }
    group.finish();
}

criterion_group!(benches, all_at_once, one_that_arrives);
criterion_main!(benches);
