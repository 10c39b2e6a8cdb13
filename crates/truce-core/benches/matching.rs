//! Matching by number and by density, and one report that arrives: `cargo bench -p truce-core --bench matching`.
//!
//! The reports are made up: a front of 220 km, told by eight sources, with so many events a day. At one density the
//! cost of each report must not grow with their number. Few reports, in a few minutes, unless `TRUCE_BENCH_REPORTS` names
//! other numbers.

use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group,
    criterion_main,
};
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

/// How many reports are matched: `TRUCE_BENCH_REPORTS=10000,100000,1000000`, or few.
fn counts() -> Vec<usize> {
    let asked = std::env::var("TRUCE_BENCH_REPORTS").unwrap_or_default();
    let asked: Vec<usize> =
        asked.split(',').filter_map(|count| count.trim().parse().ok()).collect();
    if asked.is_empty() { vec![2_500, 10_000] } else { asked }
}

fn all_at_once(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("match");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    let (weights, judged) = (Weights::default(), Judgements::default());
    for (density, events_a_day) in DENSITIES {
        for count in counts() {
            let reports = reports(count, events_a_day);
            group.throughput(Throughput::Elements(u64::try_from(count).unwrap_or(0)));
            group.bench_with_input(BenchmarkId::new(density, count), &reports, |bench, reports| {
                bench.iter(|| black_box(match_reports(&weights, reports, &judged)));
            });
        }
    }
    group.finish();
}

/// One report that arrives among so many: shown provisionally (its neighbours are known), and settled exactly.
fn one_that_arrives(criterion: &mut Criterion) {
    let (weights, judged) = (Weights::default(), Judgements::default());
    for (density, events_a_day) in DENSITIES {
        for count in counts() {
            let reports = reports(count, events_a_day);
            let matcher = RefCell::new(Matcher::of(&weights, &reports, &judged));
            let next = Cell::new(0_usize);
            // Each takes leave, unseen by the clock, and comes again, so that the number stays the same.
            let leave = || {
                let at = (next.get() + 7_919) % count;
                next.set(at);
                let mut matcher = matcher.borrow_mut();
                matcher.remove(&reports[at].address);
                matcher.settle();
                at
            };
            let come = |at: usize| matcher.borrow_mut().insert(&reports[at]);
            let come_and_settle = |at: usize| {
                come(at);
                black_box(matcher.borrow_mut().settle())
            };
            let id = || BenchmarkId::new(density, count);
            arriving(criterion, "arrive, shown").bench_function(id(), |bench| {
                bench.iter_batched(leave, come, BatchSize::PerIteration);
            });
            arriving(criterion, "arrive, settled").bench_function(id(), |bench| {
                bench.iter_batched(leave, come_and_settle, BatchSize::PerIteration);
            });
        }
    }
}

fn arriving<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(50);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group
}

criterion_group!(benches, all_at_once, one_that_arrives);
criterion_main!(benches);
