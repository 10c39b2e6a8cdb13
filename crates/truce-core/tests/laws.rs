//! Laws of the picture: order-free, idempotent, total, even-handed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use truce_core::act::Act;
use truce_core::agreement::{Agreement, Files};
use truce_core::bulletin::{Period, compile};
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::{ActorId, SourceId};
use truce_core::picture::Picture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::report::{Basis, Exemption, Harm, NamedActor, Origin, Report, Stance, Toll};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Moment, Window};

fn agreement() -> Agreement {
    let files = Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    };
    Agreement::read(&files).expect("the project's own agreement has no fault")
}

fn actor(name: &str) -> ActorId {
    ActorId::new(name).unwrap()
}

/// Sources of either side and of none, one of each party's.
const SOURCES: [(&str, Option<&str>, Option<&str>); 5] = [
    ("agency", None, None),
    ("gov-tv", Some("government"), None),
    ("opp-radio", Some("opposition"), None),
    ("wire-a", None, Some("wire")),
    ("wire-b", None, Some("wire")),
];
const ACTORS: [&str; 4] = ["government", "opposition", "jabhat-fateh-al-sham", "isis"];

/// A report by its numbers, so that it can be made with the parties exchanged too.
#[derive(Debug, Clone)]
struct Numbers {
    source: usize,
    accused: Option<usize>,
    target: Option<usize>,
    act: usize,
    stance: usize,
    exemption: usize,
    hour: i64,
    length_h: i64,
    lat: i32,
    killed: Option<u32>,
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let who = (0..5_usize, proptest::option::of(0..4_usize), proptest::option::of(0..4_usize));
    let what = (0..Act::ALL.len(), 0..8_usize, 0..6_usize);
    let when = (0..400_i64, 0..30_i64, 0..200_000_i32, proptest::option::of(0..5_u32));
    (who, what, when).prop_map(|((source, accused, target), (act, stance, exemption), when)| {
        let (hour, length_h, lat, killed) = when;
        Numbers { source, accused, target, act, stance, exemption, hour, length_h, lat, killed }
    })
}

fn party_exchanged(name: &str) -> &str {
    match name {
        "government" => "opposition",
        "opposition" => "government",
        other => other,
    }
}

fn report(numbers: &Numbers, exchange: bool) -> Report {
    let named = |index: usize| {
        let name = ACTORS[index];
        let name = if exchange { party_exchanged(name) } else { name };
        NamedActor { actor: Some(actor(name)), written: name.to_owned() }
    };
    let start = Moment::from_unix(1_483_000_000 + numbers.hour * 3600);
    let exemptions = [Exemption::ReturnFire, Exemption::ExcludedTarget, Exemption::Accident];
    Report {
        account: "told".to_owned(),
        accused: numbers.accused.map(named).into_iter().collect(),
        act: Act::ALL[numbers.act],
        basis: Basis::Alleged,
        corrects: None,
        doubts: Vec::new(),
        entered_by: None,
        exemption: exemptions.get(numbers.exemption).copied(),
        harm: Harm { killed: numbers.killed.map(Toll::exactly), injured: None },
        language: "en".to_owned(),
        origin: Origin { file: "f".to_owned(), line: 1 },
        place: Place {
            area: None,
            name: "somewhere".to_owned(),
            position: truce_core::geo::Position::new(33_600_000 + numbers.lat, 36_200_000).ok(),
            radius_m: 3000,
        },
        reference: None,
        sealed: BTreeMap::new(),
        sent_at: None,
        source: SourceId::new(SOURCES[numbers.source].0).unwrap(),
        stance: match numbers.stance {
            0 => Stance::DeniesEvent,
            1 => Stance::DeniesAuthorship,
            _ => Stance::Asserts,
        },
        target: numbers.target.map(named).into_iter().collect(),
        window: Window::new(start, start.plus(numbers.length_h * 3600)).unwrap(),
    }
}

fn source(index: usize, exchange: bool) -> Source {
    let (id, side, group) = SOURCES[index];
    let side = side.map(|side| if exchange { party_exchanged(side) } else { side });
    Source {
        aligned_with: side.map(actor),
        group: group.map(str::to_owned),
        id: SourceId::new(id).unwrap(),
        kind: "press".to_owned(),
        name: id.to_owned(),
        reliability: Reliability::F,
        seat: None,
    }
}

/// The entries of two logs, in order of address.
fn entries(told: &[Numbers], exchange: bool) -> Vec<(Address, Vec<u8>)> {
    let mut bodies: Vec<Body> =
        (0..SOURCES.len()).map(|i| Body::Source(source(i, exchange))).collect();
    bodies.extend(told.iter().map(|numbers| Body::Report(Arc::new(report(numbers, exchange)))));
    let at =
        |i: usize| -> Address { format!("{}/{}", ["turkey", "un"][i % 2], i / 2).parse().unwrap() };
    let now = Moment::from_unix(1_500_000_000);
    let bytes = |body: Body| Entry::new(body, now).bytes().unwrap();
    bodies.into_iter().enumerate().map(|(i, body)| (at(i), bytes(body))).collect()
}

fn record<'a>(entries: impl IntoIterator<Item = &'a (Address, Vec<u8>)>) -> Record {
    let mut record = Record::default();
    for (address, bytes) in entries {
        record.enter(address.clone(), bytes);
    }
    record
}

fn cut() -> Cut {
    let head = Head { root: String::new(), size: 1000 };
    let seats = ["turkey", "un"].map(|seat| truce_core::id::SeatId::new(seat).unwrap());
    Cut(seats.into_iter().map(|seat| (seat, head.clone())).collect())
}

/// What a picture comes to, as one comparable text: the whole truce's bulletin.
fn bulletin(agreement: &Agreement, record: &Record) -> String {
    let picture = Picture::of(record, agreement, &cut());
    let period = Period::new("2016-12-01".parse().unwrap(), "2017-12-31".parse().unwrap());
    compile(&picture, agreement, period.unwrap()).json().unwrap()
}

/// For each incident, by its reports: the outcomes of each version, by its reports.
type Outcomes = BTreeMap<BTreeSet<Address>, BTreeSet<(Vec<Address>, Vec<String>)>>;

fn outcomes(agreement: &Agreement, record: &Record) -> Outcomes {
    let picture = Picture::of(record, agreement, &cut());
    let of_incident = |incident: &truce_core::incident::Incident| {
        let versions = picture.versions[&incident.id].iter().map(|version| {
            let words = version
                .assessments
                .iter()
                .map(|assessment| format!("{}: {}", assessment.provision, assessment.outcome));
            (version.reports.clone(), words.collect())
        });
        (incident.reports.iter().cloned().collect(), versions.collect())
    };
    picture.incidents.iter().map(of_incident).collect()
}

fn exchanged_words(outcomes: &Outcomes) -> Outcomes {
    let swap = |words: &String| {
        // `by a or b` lists actors in the order of their names, so the list is put in order again.
        let (head, by) = words.split_once(" by ").unwrap_or((words, ""));
        if by.is_empty() {
            return words.clone();
        }
        let names: BTreeSet<&str> = by.split(" or ").map(party_exchanged).collect();
        format!("{head} by {}", names.into_iter().collect::<Vec<_>>().join(" or "))
    };
    let versions = |versions: &BTreeSet<(Vec<Address>, Vec<String>)>| {
        let each = versions
            .iter()
            .map(|(reports, words)| (reports.clone(), words.iter().map(&swap).collect()));
        each.collect()
    };
    outcomes.iter().map(|(incident, told)| (incident.clone(), versions(told))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_same_entries_in_any_order_and_number_make_the_same_bytes(
        told in proptest::collection::vec(numbers(), 0..25),
        seed in any::<usize>(),
    ) {
        let agreement = agreement();
        let entries = entries(&told, false);
        let mut shuffled = entries.clone();
        let rotation = seed % shuffled.len();
        shuffled.rotate_left(rotation);
        shuffled.reverse();
        shuffled.extend(entries.iter().take(4).cloned());
        prop_assert_eq!(bulletin(&agreement, &record(&entries)), bulletin(&agreement, &record(&shuffled)));
    }

    #[test]
    fn the_same_cut_makes_the_same_digest_and_one_more_entry_another(
        told in proptest::collection::vec(numbers(), 1..25),
    ) {
        let agreement = agreement();
        let entries = entries(&told, false);
        let digest = |entries: &[(Address, Vec<u8>)]| {
            Picture::of(&record(entries), &agreement, &cut()).digest()
        };
        let mut backwards = entries.clone();
        backwards.reverse();
        backwards.extend(entries.iter().take(4).cloned());
        prop_assert_eq!(digest(&entries), digest(&backwards));
        prop_assert_ne!(digest(&entries), digest(&entries[..entries.len() - 1]));
    }

    #[test]
    fn exchanging_the_parties_everywhere_exchanges_the_picture(
        told in proptest::collection::vec(numbers(), 0..25),
    ) {
        let agreement = agreement();
        let mirrored = agreement.exchanged(&actor("government"), &actor("opposition"));
        let here = outcomes(&agreement, &record(&entries(&told, false)));
        let there = outcomes(&mirrored, &record(&entries(&told, true)));
        prop_assert_eq!(exchanged_words(&here), there);
    }

    #[test]
    fn a_source_that_says_it_twice_adds_no_confidence(
        told in proptest::collection::vec(numbers(), 1..12),
        which in any::<prop::sample::Index>(),
    ) {
        let agreement = agreement();
        // The same telling, received by another seat: same source, same reference.
        let mut bodies: Vec<Body> = (0..SOURCES.len()).map(|i| Body::Source(source(i, false))).collect();
        let twice = which.index(told.len());
        bodies.extend(told.iter().enumerate().map(|(i, numbers)| {
            let mut report = report(numbers, false);
            report.reference = Some(format!("r{i}"));
            Body::Report(Arc::new(report))
        }));
        let mut again = report(&told[twice], false);
        again.reference = Some(format!("r{twice}"));
        let now = Moment::from_unix(1_500_000_000);
        let enter = |record: &mut Record, log: &str, i: usize, body: &Body| {
            let bytes = Entry::new(body.clone(), now).bytes().unwrap();
            record.enter(format!("{log}/{i}").parse().unwrap(), &bytes);
        };
        let mut once = Record::default();
        bodies.iter().enumerate().for_each(|(i, body)| enter(&mut once, "turkey", i, body));
        let mut both = once.clone();
        enter(&mut both, "un", 0, &Body::Report(Arc::new(again)));
        let words = |record: &Record| -> Vec<Vec<String>> {
            let found = outcomes(&agreement, record);
            let mut words: Vec<Vec<String>> =
                found.into_values().flatten().map(|(_, words)| words).collect();
            words.sort();
            words
        };
        prop_assert_eq!(words(&once), words(&both));
    }

    #[test]
    fn every_report_is_in_exactly_one_incident_and_every_assertion_in_one_version(
        told in proptest::collection::vec(numbers(), 0..25),
    ) {
        let agreement = agreement();
        let picture = Picture::of(&record(&entries(&told, false)), &agreement, &cut());
        let held: Vec<&Address> = picture.incidents.iter().flat_map(|i| &i.reports).collect();
        prop_assert_eq!(held.len(), told.len());
        let versions: Vec<&Address> =
            picture.versions.values().flatten().flat_map(|version| &version.reports).collect();
        let asserting = picture.reports.values().filter(|r| r.stance == Stance::Asserts).count();
        prop_assert_eq!(versions.len(), asserting);
    }
}
