//! Estimating the weight table: what is asked of the data, and what is learned from it.

use truce_core::act::Act;
use truce_core::geo::Position;
use truce_core::id::SourceId;
use truce_core::matching::Candidate;
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::report::{Harm, Toll};
use truce_core::time::{Moment, Window};
use truce_signals::estimation::{TooLittle, estimate};

/// Numbers that look drawn, the same on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(bound).unwrap()).unwrap()
    }

    /// Around zero, with about this standard deviation.
    fn around(&mut self, scale: i64) -> i64 {
        (0..12).map(|_| self.below(2 * scale + 1) - scale).sum::<i64>() / 2
    }
}

/// Events far from each other, each told by sources that are off by so many metres.
fn told(events: i64, sources: &[(&str, i64)]) -> Vec<Candidate> {
    let mut draw = Draw(7);
    let mut told = Vec::new();
    for event in 0..events {
        let at = 1_494_000_000 + event * 20_000 + draw.below(9_000);
        let (lat, lon) = (30_000_000 + draw.below(5_000_000), 36_000_000 + draw.below(5_000_000));
        let act =
            [Act::Shelling, Act::SmallArms, Act::Seizure][usize::try_from(event % 3).unwrap()];
        for (source, scale_m) in sources {
            let start = Moment::from_unix(at + draw.around(1_800));
            let position = Position::new(
                i32::try_from(lat + 9 * draw.around(*scale_m)).unwrap(),
                i32::try_from(lon + 9 * draw.around(*scale_m)).unwrap(),
            );
            let killed = Toll::exactly(u32::try_from(event % 4).unwrap());
            told.push(Candidate {
                address: format!("un/{}", told.len()).parse().unwrap(),
                act,
                harm: Harm { killed: Some(killed), injured: None },
                position: position.ok(),
                radius_m: 1_000,
                reference: None,
                source: SourceId::new(source).unwrap(),
                window: Window::new(start, start.plus(3_600)).unwrap(),
                wording: None,
            });
        }
    }
    told
}

fn estimated(told: &[Candidate], rounds: usize) -> Result<Weights, TooLittle> {
    let (start, judged) = (Weights::default(), Judgements::default());
    estimate(&start, told, &judged, rounds, &mut |_| ()).map(|estimate| estimate.weights)
}

#[test]
fn too_few_reports_and_one_source_alone_teach_nothing() {
    assert_eq!(estimated(&told(20, &[("a", 500), ("b", 500)]), 1), Err(TooLittle::Reports(40)));
    assert_eq!(estimated(&told(250, &[("a", 500)]), 1), Err(TooLittle::OneSource));
}

#[test]
fn a_sloppy_source_is_told_from_an_exact_one() {
    let sources = [("exact", 300), ("fair", 800), ("sloppy", 2_500)];
    let weights = estimated(&told(300, &sources), 4).unwrap();
    let scale = |source: &str| weights.sources[&SourceId::new(source).unwrap()].place_permille;
    assert!(scale("exact") < scale("fair"), "{} {}", scale("exact"), scale("fair"));
    assert!(scale("fair") < scale("sloppy"), "{} {}", scale("fair"), scale("sloppy"));
}

#[test]
fn a_source_that_tells_everything_is_known_to_miss_little() {
    let mut told = told(300, &[("all", 500), ("half", 500)]);
    let mut number = 0;
    told.retain(|candidate| {
        number += i32::from(candidate.source.as_str() == "half");
        candidate.source.as_str() == "all" || number % 2 == 0
    });
    let weights = estimated(&told, 3).unwrap();
    let missed = |source: &str| {
        let own = &weights.sources[&SourceId::new(source).unwrap()];
        own.missed.iter().sum::<i32>()
    };
    assert!(missed("all") < missed("half") - 500, "{} {}", missed("all"), missed("half"));
}

#[test]
fn the_same_reports_give_the_same_table_in_whatever_order() {
    let told = told(120, &[("a", 500), ("b", 900)]);
    let mut turned = told.clone();
    turned.reverse();
    assert_eq!(estimated(&told, 2), estimated(&turned, 2));
}
