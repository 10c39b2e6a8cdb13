//! Admission, matching, and a bulletin: `cargo bench -p truce-core --bench picture`.
//!
//! The reports are made up: a front of 220 km, thirty events a day, told by eight sources.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use truce_core::act::Act;
use truce_core::agreement::{Agreement, Files};
use truce_core::bulletin::{Period, compile};
use truce_core::entry::{Body, Entry};
use truce_core::geo::Position;
use truce_core::id::{SeatId, SourceId};
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, match_reports};
use truce_core::picture::Picture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::report::{Basis, Draft, Harm, Origin, Report, Stance, admit};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Moment, Window};

fn agreement() -> Agreement {
    Agreement::read(&Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    })
    .expect("the project's own agreement has no fault")
}

fn sources() -> BTreeMap<SourceId, Source> {
    let made = (0..8).map(|i| {
        let id = SourceId::new(&format!("s{i}")).expect("a name");
        let source = Source {
            aligned_with: None,
            group: None,
            id: id.clone(),
            kind: "press".to_owned(),
            name: id.to_string(),
            reliability: Reliability::F,
            seat: None,
        };
        (id, source)
    });
    made.collect()
}

/// Reports of `events` events, thirty a day, each told by two or three sources.
fn drafts(events: u64) -> Vec<Draft> {
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut drafts = Vec::new();
    for event in 0..events {
        let hour = i64::try_from(event * 24 / 30).unwrap_or(0);
        let along = i32::try_from(draw(2_000_000)).unwrap_or(0);
        let first = draw(8);
        for teller in 0..2 + draw(2) {
            let off = i32::try_from(draw(20_000)).unwrap_or(0);
            let start = Moment::from_unix(1_483_300_000 + hour * 3600);
            drafts.push(Draft {
                account: "Impacts heard north of the village.".to_owned(),
                accused: vec!["rebels".to_owned()],
                act: [Act::Shelling, Act::SmallArms][usize::from(draw(2) == 0)],
                area: String::new(),
                basis: Basis::Alleged,
                doubts: Vec::new(),
                exemption: None,
                harm: Harm::default(),
                language: "en".to_owned(),
                origin: Origin { file: "bench.csv".to_owned(), line: event },
                place: Place {
                    area: None,
                    name: "Hama".to_owned(),
                    position: Position::new(33_500_000 + along + off, 36_500_000).ok(),
                    radius_m: 2_000,
                },
                reference: Some(format!("e{event}-{teller}")),
                sent_at: None,
                source: format!("s{}", (first + teller) % 8),
                stance: Stance::Asserts,
                target: Vec::new(),
                window: Window::new(start, start.plus(7200)).expect("in order"),
            });
        }
    }
    drafts
}

fn reports(agreement: &Agreement, events: u64) -> Vec<Report> {
    let (sources, now) = (sources(), Moment::from_unix(1_600_000_000));
    let taken = drafts(events)
        .into_iter()
        .map(|draft| admit(agreement.names(), &sources, draft, now).expect("a good draft"));
    taken.collect()
}

fn bench(c: &mut Criterion) {
    let agreement = agreement();
    let mut group = c.benchmark_group("admit");
    let made = drafts(4_000);
    group.throughput(Throughput::Elements(made.len() as u64));
    let (known, now) = (sources(), Moment::from_unix(1_600_000_000));
    group.bench_function("drafts", |b| {
        b.iter(|| {
            let admitted = made
                .iter()
                .filter_map(|draft| admit(agreement.names(), &known, draft.clone(), now).ok());
            black_box(admitted.count())
        });
    });
    group.finish();

    let mut group = c.benchmark_group("match");
    group.sample_size(10);
    for events in [400, 4_000, 40_000] {
        let reports = reports(&agreement, events);
        let seat = SeatId::new("un").expect("a name");
        let candidates: Vec<Candidate> = (0..)
            .zip(&reports)
            .map(|(index, report)| {
                Candidate::of(&truce_core::entry::Address { log: seat.clone(), index }, report)
            })
            .collect();
        group.throughput(Throughput::Elements(candidates.len() as u64));
        group.bench_with_input(
            BenchmarkId::new("reports", candidates.len()),
            &candidates,
            |b, c| {
                b.iter(|| black_box(match_reports(&Weights::default(), c, &Judgements::default())));
            },
        );
    }
    group.finish();

    let mut group = c.benchmark_group("picture");
    group.sample_size(10);
    let mut record = Record::default();
    let seat = SeatId::new("un").expect("a name");
    let bodies = sources().into_values().map(Body::Source);
    let told = reports(&agreement, 4_000).into_iter().map(|report| Body::Report(Arc::new(report)));
    let mut size = 0;
    for body in bodies.chain(told) {
        let bytes = Entry::new(body, now).bytes().expect("a short entry");
        record.enter(truce_core::entry::Address { log: seat.clone(), index: size }, &bytes);
        size += 1;
    }
    let cut = Cut(BTreeMap::from([(seat, Head { root: String::new(), size })]));
    group.throughput(Throughput::Elements(size));
    group.bench_function(BenchmarkId::new("of", size), |b| {
        b.iter(|| black_box(Picture::of(&record, &agreement, &cut)));
    });
    let picture = Picture::of(&record, &agreement, &cut);
    let day = Period::day("2017-01-10".parse().expect("a day"));
    group.bench_function("bulletin of a day", |b| {
        b.iter(|| black_box(compile(&picture, &agreement, day)));
    });
    group.bench_function("digest", |b| b.iter(|| black_box(picture.digest())));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
