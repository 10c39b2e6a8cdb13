//! However many hands there are, the picture is the same to the byte.

use std::sync::Arc;

use proptest::prelude::*;
use truce_core::act::Act;
use truce_core::agreement::{Agreement, Files};
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::geo::Position;
use truce_core::id::{SeatId, SourceId};
use truce_core::judgement::{Judgement, Verdict};
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Matcher};
use truce_core::picture::Picture;
use truce_core::picture::running::RunningPicture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::report::{Basis, Harm, Origin, Report, Stance, Toll};
use truce_core::source::{Reliability, Source};
use truce_core::spread::{OneByOne, Spread};
use truce_core::time::{Moment, Window};

const BEGIN: i64 = 1_494_000_000;

/// So many threads, one for each piece: whatever the order in which they end.
#[derive(Clone)]
struct Threads(usize);

impl Spread for Threads {
    fn ways(&self) -> usize {
        self.0
    }

    fn run(&self, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
        std::thread::scope(|scope| {
            (0..pieces).for_each(|piece| {
                scope.spawn(move || work(piece));
            });
        });
    }
}

fn un(index: u64) -> Address {
    Address { log: SeatId::new("un").unwrap(), index }
}

fn source(name: &str, seat: Option<&str>) -> Body {
    Body::Source(Source {
        aligned_with: None,
        group: None,
        name: name.to_owned(),
        id: SourceId::new(name).unwrap(),
        kind: "press".to_owned(),
        reliability: Reliability::F,
        seat: seat.and_then(|seat| SeatId::new(seat).ok()),
    })
}

/// Reports along a line of 120 km over ten days: so near that many could be of one event, and some stand alone.
fn any_report() -> impl Strategy<Value = Report> {
    let place = (0..1_200_000_i32, prop_oneof![Just(1_000_u32), Just(5_000), Just(25_000)]);
    let time = (0..240_i64, prop_oneof![Just(3_600_i64), Just(86_400)]);
    let rest = (0..4_usize, 0..3_usize, 0..3_u32, 0..40_u32);
    (place, time, rest).prop_map(|((along, radius_m), (hour, length_s), rest)| {
        let (source, act, killed, reference) = rest;
        let start = Moment::from_unix(BEGIN + hour * 3_600);
        Report {
            account: "Impacts were heard north of the village in the night.".to_owned(),
            accused: Vec::new(),
            act: [Act::Shelling, Act::SmallArms, Act::AirStrike][act],
            basis: Basis::Alleged,
            corrects: None,
            doubts: Vec::new(),
            entered_by: None,
            exemption: None,
            harm: Harm { injured: None, killed: (killed > 0).then(|| Toll::exactly(killed)) },
            language: "en".to_owned(),
            origin: Origin { file: "made-up.csv".to_owned(), line: 1 },
            place: Place {
                area: None,
                name: "Hama".to_owned(),
                position: Position::new(34_500_000 + along, 36_700_000).ok(),
                radius_m,
            },
            reference: (reference < 20).then(|| format!("r{reference}")),
            sealed: [].into(),
            sent_at: None,
            source: SourceId::new(["s0", "s1", "s2", "s3"][source]).unwrap(),
            stance: Stance::Asserts,
            target: Vec::new(),
            window: Window::new(start, start.plus(length_s)).unwrap(),
        }
    })
}

fn any_judgement() -> impl Strategy<Value = (prop::sample::Index, prop::sample::Index, bool)> {
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>())
}

/// What stands in the one log, in order.
fn bodies(
    agreement: &Agreement,
    reports: &[Report],
    judged: &[(prop::sample::Index, prop::sample::Index, bool)],
) -> Vec<Body> {
    let opening = Opening {
        agreement_sha256: agreement.digest().to_owned(),
        agreement_title: agreement.title.clone(),
        seat: SeatId::new("un").unwrap(),
    };
    let mut bodies = vec![Body::Opening(opening)];
    let seats = [Some("russia"), Some("turkey"), None, Some("un")];
    bodies.extend((0..4).map(|number| source(&format!("s{number}"), seats[number])));
    let first = u64::try_from(bodies.len()).unwrap();
    bodies.extend(reports.iter().map(|report| Body::Report(Arc::new(report.clone()))));
    let of = |index: &prop::sample::Index| {
        un(first + u64::try_from(index.index(reports.len())).unwrap())
    };
    bodies.extend(judged.iter().map(|(one, other, same)| {
        Body::Judgement(Judgement {
            by: "duty".to_owned(),
            reason: "looked at both".to_owned(),
            reports: (of(one), of(other)),
            verdict: if *same { Verdict::Same } else { Verdict::Different },
        })
    }));
    bodies
}

fn recorded(bodies: Vec<Body>) -> (Record, Cut) {
    let (mut record, mut size) = (Record::default(), 0);
    for body in bodies {
        let bytes = Entry::new(body, Moment::from_unix(BEGIN)).bytes().unwrap();
        record.enter(un(size), &bytes);
        size += 1;
    }
    let root = "huO3F5nD3idKzOZusir41Wfay8mmU1HarZpRrPILvWM=".to_owned();
    (record, Cut([(SeatId::new("un").unwrap(), Head { root, size })].into()))
}

fn agreement() -> Agreement {
    Agreement::read(&Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_picture_is_the_same_however_many_hands_make_it(
        reports in prop::collection::vec(any_report(), 1..80),
        judged in prop::collection::vec(any_judgement(), 0..4),
    ) {
        let agreement = agreement();
        let (record, cut) = recorded(bodies(&agreement, &reports, &judged));
        let alone = Picture::of(&record, &agreement, &cut);
        for ways in [1, 2, 3, 7] {
            let spread = Threads(ways);
            let picture = Picture::of_with(&record, &agreement, &cut, &spread);
            prop_assert_eq!(&picture, &alone);
            prop_assert_eq!(picture.digest(), alone.digest());
            let running = RunningPicture::of_with(record.clone(), &agreement, &cut, Arc::new(spread));
            prop_assert_eq!(running.picture(), &alone);
        }
    }

    #[test]
    fn the_matcher_says_the_same_however_many_hands_make_it_and_one_report_after_the_other(
        reports in prop::collection::vec(any_report(), 1..120),
    ) {
        let candidates: Vec<Candidate> =
            (0..).zip(&reports).map(|(index, report)| Candidate::of(&un(index), report)).collect();
        let (weights, judged) = (Weights::default(), Judgements::default());
        let said = |matcher: &Matcher| {
            let why: Vec<_> = candidates.iter().map(|one| matcher.why(&one.address)).collect();
            (matcher.groups(), why, matcher.doubtful(), matcher.links())
        };
        let alone = said(&Matcher::followed(&weights, &candidates, &judged, &OneByOne, &mut |_| ()));
        for ways in [1, 2, 3, 7] {
            let matcher =
                Matcher::followed(&weights, &candidates, &judged, &Threads(ways), &mut |_| ());
            prop_assert_eq!(&said(&matcher), &alone);
        }
        let mut grown = Matcher::new(&weights);
        for candidate in &candidates {
            grown.insert(candidate);
        }
        grown.settle();
        prop_assert_eq!(&said(&grown), &alone);
    }
}
