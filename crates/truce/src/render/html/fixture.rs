//! Bulletins from situations in text, and a strict reader of pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use truce_core::agreement::{Agreement, Files};
use truce_core::area::NamedArea;
use truce_core::bulletin::{Bulletin, Period, compile};
use truce_core::effort::Effort;
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::geo::Position;
use truce_core::id::{AreaId, SeatId, SourceId};
use truce_core::picture::Picture;
use truce_core::place::Place;
use truce_core::record::{Cut, Head, Record};
use truce_core::register::{Count, Register, Review};
use truce_core::report::{Basis, Harm, Origin, Report, Stance};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Day, Moment};

/// The agreement of the Syria truce.
pub(crate) fn agreement() -> Agreement {
    let read = |name: &str| {
        let path = format!("{}/../../agreements/syria-2016/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let [text, toml, zones, areas, places] =
        ["text.md", "agreement.toml", "zones.geojson", "provinces.geojson", "places.csv"].map(read);
    let files = Files { text: &text, toml: &toml, zones: &zones, areas: &areas, places: &places };
    Agreement::read(&files).unwrap()
}

fn origin() -> Origin {
    Origin { file: "day.txt".to_owned(), line: 3 }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The pairs of `key=value` of a line.
fn pairs<'a>(words: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    words.iter().filter_map(|word| word.split_once('=')).collect()
}

/// `register russia 2017-05-07 18 damascus=10 not-confirmed-by-turkey=3`
fn register(words: &[&str]) -> Body {
    let mut made = Register {
        day: day(words[1]),
        doubts: Vec::new(),
        hours: 24,
        list: Vec::new(),
        origin: origin(),
        other_totals: Vec::new(),
        reviews: Vec::new(),
        seat: SeatId::new(words[0]).unwrap(),
        told_by: SourceId::new("press").unwrap(),
        total: words[2].parse().ok(),
    };
    for (key, value) in pairs(words) {
        if let Some(by) = key.strip_prefix("not-confirmed-by-") {
            let by = SeatId::new(by).unwrap();
            made.reviews.push(Review {
                by,
                excluded_target: None,
                not_confirmed: value.parse().ok(),
            });
        } else {
            let area = NamedArea { area: AreaId::new(key).ok(), written: key.to_owned() };
            made.list.push(Count { area, cases: value.parse().ok() });
        }
    }
    Body::Register(Box::new(made))
}

/// `report shelling 2017-05-07 hama at=35.30,36.60 by=jabhat-al-nusra basis=alleged`
fn report(agreement: &Agreement, seat: &str, words: &[&str]) -> Body {
    let said: BTreeMap<&str, &str> = pairs(words).into_iter().collect();
    let position = said.get("at").and_then(|at| at.split_once(','));
    let window = agreement.clock().window_of(day(words[1]));
    Body::Report(Arc::new(Report {
        account: "Огонь <близ> села & дороги.".to_owned(),
        accused: said.get("by").map(|by| agreement.names().named_actor(by)).into_iter().collect(),
        act: words[0].parse().unwrap(),
        basis: said.get("basis").map_or(Basis::Observed, |basis| basis.parse().unwrap()),
        corrects: None,
        doubts: Vec::new(),
        entered_by: None,
        exemption: None,
        harm: Harm::default(),
        language: "ru".to_owned(),
        origin: origin(),
        place: Place {
            area: AreaId::new(words[2]).ok(),
            name: "Zellaqiyat".to_owned(),
            position: position.map(|(lat, lon)| Position::read(lat, lon).unwrap()),
            radius_m: 2_000,
        },
        reference: None,
        sealed: BTreeMap::new(),
        sent_at: Some(window.latest()),
        source: SourceId::new(&format!("{seat}-centre")).unwrap(),
        stance: said.get("stance").map_or(Stance::Asserts, |stance| stance.parse().unwrap()),
        target: Vec::new(),
        window,
    }))
}

/// `effort 2017-05-07 hama patrols=2`
fn effort(agreement: &Agreement, seat: &str, words: &[&str]) -> Body {
    let said: BTreeMap<&str, &str> = pairs(words).into_iter().collect();
    Body::Effort(Effort {
        area: AreaId::new(words[1]).ok(),
        cameras: None,
        hours: None,
        note: "by day".to_owned(),
        origin: origin(),
        patrols: said.get("patrols").and_then(|patrols| patrols.parse().ok()),
        source: SourceId::new(&format!("{seat}-centre")).unwrap(),
        window: agreement.clock().window_of(day(words[0])),
    })
}

/// What every log begins with: its opening, and the seat's own centre as a source.
fn beginning(agreement: &Agreement, seat: &SeatId) -> [Body; 2] {
    let opening = Opening {
        agreement_sha256: agreement.digest().to_owned(),
        agreement_title: agreement.title.clone(),
        seat: seat.clone(),
    };
    let source = Source {
        aligned_with: agreement.seat(seat).map(|held| held.actor.clone()),
        group: None,
        id: SourceId::new(&format!("{seat}-centre")).unwrap(),
        kind: "centre".to_owned(),
        name: format!("Centre of {seat}"),
        reliability: Reliability::C,
        seat: Some(seat.clone()),
    };
    [Body::Opening(opening), Body::Source(source)]
}

/// The bulletin of a period (`2017-05-07` or `2017-05-01..2017-05-07`) of a situation: a line is a log, a colon, and
/// a `register`, a `report` or an `effort`.
pub(crate) fn bulletin(agreement: &Agreement, period: &str, situation: &str) -> Bulletin {
    let mut logs: BTreeMap<SeatId, Vec<Body>> = BTreeMap::new();
    for line in situation.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (log, said) = line.split_once(": ").unwrap();
        let log = SeatId::new(log).unwrap();
        let words: Vec<&str> = said.split_whitespace().collect();
        let body = match words[0] {
            "register" => register(&words[1..]),
            "report" => report(agreement, log.as_str(), &words[1..]),
            "effort" => effort(agreement, log.as_str(), &words[1..]),
            other => unreachable!("{other}"),
        };
        logs.entry(log.clone()).or_insert_with(|| beginning(agreement, &log).into()).push(body);
    }
    let (mut record, mut cut) = (Record::default(), Cut::default());
    for (seat, bodies) in logs {
        for (body, index) in bodies.into_iter().zip(0..) {
            let entry = Entry::new(body, Moment::from_unix(1_500_000_000));
            record.enter(Address { log: seat.clone(), index }, &entry.bytes().unwrap());
            let root = format!("{index:064}");
            cut.0.insert(seat.clone(), Head { root, size: index + 1 });
        }
    }
    let (from, to) = period.split_once("..").unwrap_or((period, period));
    let picture = Picture::of(&record, agreement, &cut);
    compile(&picture, agreement, Period::new(day(from), day(to)).unwrap())
}

/// The day on which two registers met: figures as published, and the one fire that both told.
pub(crate) const SEVENTH_OF_MAY: &str = "
    russia: register russia 2017-05-07 18 damascus=10 latakia=3 daraa=3 hama=2
    russia: report shelling 2017-05-07 hama at=35.2950,36.5900 by=insurgents
    turkey: register turkey 2017-05-07 15 damascus=2 daraa=3 hama=7 homs=3
    turkey: report shelling 2017-05-07 hama at=35.2950,36.5900 by=nobody-known
    un: register turkey 2017-05-07 14 not-confirmed-by-russia=8
    un: report air-strike 2017-05-07 hama basis=predicted
    un: report aid-blocked 2017-05-07 hama basis=impediment
    iran: register iran 2017-05-07 0
    iran: effort 2017-05-07 hama patrols=2
";

/// What a strict reader finds on a page.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) ids: BTreeSet<String>,
    pub(crate) links: BTreeSet<String>,
    /// Names of elements, and of attributes with their element's: `a`, `a@href`.
    pub(crate) names: BTreeSet<String>,
    /// The text, a line for each element that ends one.
    pub(crate) words: String,
}

/// Reads a page as a strict reader of XML would.
///
/// # Panics
/// At the first fault.
pub(crate) fn parse(page: &str) -> Parsed {
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n").unwrap_or(page);
    let (mut parsed, mut open) = (Parsed::default(), Vec::<String>::new());
    while let Some(at) = rest.find('<') {
        parsed.words.push_str(&text(&rest[..at]));
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "elements are nested");
            continue;
        }
        let whole = tag.strip_suffix(" /");
        let name = element(whole.unwrap_or(tag), &mut parsed);
        if name == "style" {
            rest = &rest[rest.find("</style>").expect("a style sheet ends")..];
        }
        if whole.is_none() {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "everything is closed: {open:?} {rest:?}");
    parsed
}

fn element(tag: &str, parsed: &mut Parsed) -> String {
    let (name, mut rest) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
    assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()), "`{name}` is a name");
    parsed.names.insert(name.to_owned());
    while !rest.is_empty() {
        let (attribute, after) =
            rest.strip_prefix(' ').unwrap().split_once("=\"").expect("a value");
        let (value, after) = after.split_once('"').expect("a value ends");
        let value = text(value);
        parsed.names.insert(format!("{name}@{attribute}"));
        if attribute == "id" {
            assert!(parsed.ids.insert(value.clone()), "`{value}` is given once");
        }
        if attribute == "href" {
            parsed
                .links
                .insert(value.strip_prefix('#').expect("a link stays on the page").to_owned());
        }
        rest = after;
    }
    name.to_owned()
}

/// Text without its escapes.
fn text(escaped: &str) -> String {
    assert!(!escaped.contains(['<', '>']), "no markup in {escaped:?}");
    let mut plain = String::new();
    let mut parts = escaped.split('&');
    plain.push_str(parts.next().unwrap());
    for part in parts {
        let (name, rest) = part.split_once(';').expect("an escape ends");
        plain.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" => "'",
            other => panic!("`{other}` is no escape of ours"),
        });
        plain.push_str(rest);
    }
    assert!(
        !plain.chars().any(|c| c.is_control() && c != '\n' && c != '\t'),
        "no controls in {plain:?}"
    );
    plain
}

/// Every text of a bulletin that comes from outside, replaced in turn by the texts of a list.
pub(crate) fn foreign(bulletin: &mut Bulletin, texts: &[String]) {
    let mut next = texts.iter().cycle().cloned();
    let mut set = |text: &mut String| *text = next.next().unwrap_or_default();
    set(&mut bulletin.agreement_title);
    set(&mut bulletin.agreement_sha256);
    for held in bulletin.days.iter_mut().flat_map(|day| &mut day.seats).map(|(_, held)| held) {
        for stated in held.used.iter_mut().chain(&mut held.others) {
            set(&mut stated.register.origin.file);
            stated.register.doubts.push(String::new());
            stated.register.doubts.iter_mut().for_each(&mut set);
            stated.register.list.iter_mut().for_each(|count| set(&mut count.area.written));
        }
    }
    let pages = bulletin.incidents.iter_mut();
    let mut claims: Vec<_> = Vec::new();
    for page in pages {
        page.incident
            .differences
            .iter_mut()
            .flat_map(|d| &mut d.voices)
            .for_each(|v| set(&mut v.says));
        let reasons = page.incident.links.iter_mut().flat_map(|link| &mut link.evidence.reasons);
        reasons.for_each(|reason| set(&mut reason.words));
        claims.extend(&mut page.claims);
    }
    claims.extend(&mut bulletin.predictions);
    claims.extend(&mut bulletin.impediments);
    for claim in claims {
        claim.doubts.push(String::new());
        let actors =
            claim.accused.iter_mut().chain(&mut claim.target).map(|named| &mut named.written);
        let own = [
            &mut claim.account,
            &mut claim.language,
            &mut claim.source_name,
            &mut claim.place.name,
        ];
        own.into_iter().chain(actors).chain(&mut claim.doubts).for_each(&mut set);
    }
    bulletin.efforts.values_mut().for_each(|effort| set(&mut effort.note));
    bulletin.cut.0.values_mut().for_each(|head| set(&mut head.root));
}
