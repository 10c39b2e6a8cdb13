//! What the tables answer is what a plain scan of the picture answers.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use proptest::prelude::*;
use truce::index::columns::Columns;
use truce::index::facet::{BetweenSeats, Facet};
use truce::index::filter::{Filter, Within};
use truce::index::incidents::{Order, list, one};
use truce::index::map::{Features, features, histogram};
use truce::index::normalise::normalise;
use truce::index::space::around;
use truce::index::{Index, cases, changes, matrix};
use truce_core::agreement::{Agreement, SeatRole};
use truce_core::bulletin::{Period, page_of};
use truce_core::case::office::Office;
use truce_core::entry::Address;
use truce_core::geo::Position;
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::incident::Incident;
use truce_core::picture::Picture;
use truce_core::reconcile::{Cell, Parts};
use truce_core::report::{Basis, Exemption, Report, Stance};
use truce_core::time::{Day, Moment};

use crate::play::{World, seat};
use crate::told::{
    ACTORS, ACTS, AREAS, SEATS, WORDS, cases as open_cases, node, picture, put, said, tables, world,
};

/// Everything that an incident can be asked about one by one.
fn every_facet() -> Vec<Facet> {
    let mut every = vec![Facet::Contested, Facet::Denied, Facet::NoCase, Facet::ToReview];
    every.push(Facet::Counted);
    for actor in ACTORS.map(|name| ActorId::new(name).unwrap()) {
        every.extend([Facet::Accused(actor.clone()), Facet::MayBeOf(actor)]);
    }
    every.extend(ACTS.map(Facet::Act));
    every.extend(ACTS.map(Facet::CountedAs));
    for area in AREAS.map(|name| AreaId::new(name).unwrap()) {
        every.extend([Facet::Area(area.clone()), Facet::CountedIn(area)]);
    }
    every.extend([Basis::Observed, Basis::Alleged].map(Facet::Basis));
    let standings = [BetweenSeats::Matched, BetweenSeats::Contested, BetweenSeats::OneSided];
    every.extend(standings.map(Facet::Between));
    for name in SEATS.map(seat) {
        every.extend([
            Facet::AssertedBy(name.clone()),
            Facet::DeniedBy(name.clone()),
            Facet::Log(name),
        ]);
    }
    for kind in ["apparent breach", "consistent", "outside coverage", "insufficient"] {
        every.push(Facet::Outcome(kind.to_owned()));
        every.push(Facet::OutcomeUnder("cease-attacks".parse_id(), kind.to_owned()));
    }
    every.extend(
        ["awaiting admission", "awaiting reply"].map(|state| Facet::CaseState(state.to_owned())),
    );
    every
}

trait ParseId {
    fn parse_id(&self) -> truce_core::id::ProvisionId;
}

impl ParseId for str {
    fn parse_id(&self) -> truce_core::id::ProvisionId {
        truce_core::id::ProvisionId::new(self).unwrap()
    }
}

/// Whether something is true of an incident, read from the picture word by word.
fn holds(picture: &Picture, agreement: &Agreement, incident: &Incident, facet: &Facet) -> bool {
    let claims: Vec<&Report> = picture.claims(incident).map(|(_, report)| report).collect();
    let any = |wanted: &dyn Fn(&&Report) -> bool| claims.iter().any(wanted);
    let asserts = |report: &&Report| report.stance != Stance::DeniesEvent;
    let seats = |denying: bool| -> BTreeSet<&SeatId> {
        let own = claims.iter().filter(|report| asserts(report) != denying);
        own.filter_map(|report| picture.sources.get(&report.source)?.seat.as_ref()).collect()
    };
    let versions = &picture.versions[&incident.id];
    let means = |under: Option<&str>, kind: &str| {
        let each = versions.iter().flat_map(|version| &version.assessments);
        each.filter(|one| under.is_none_or(|id| one.provision.as_str() == id))
            .any(|one| one.outcome.kind() == kind)
    };
    let last_case = picture
        .docket
        .cases
        .values()
        .filter(|case| incident.reports.contains(&case.opening.about))
        .max_by_key(|case| (case.opened.when, case.id.clone()));
    let (ours, theirs) = (seats(false), seats(true));
    match facet {
        Facet::Accused(actor) => any(&|report| {
            let mut named = report.accused.iter().filter_map(|named| named.actor.as_ref());
            named.any(|id| {
                let side = agreement.actor(id).and_then(|actor| actor.side());
                id == actor || side == Some(actor)
            })
        }),
        Facet::Act(act) => any(&|report| report.act == *act),
        Facet::Area(area) => any(&|report| report.place.area.as_ref() == Some(area)),
        Facet::AssertedBy(seat) => ours.contains(seat),
        Facet::Basis(basis) => any(&|report| asserts(report) && report.basis == *basis),
        Facet::Between(BetweenSeats::Matched) => ours.len() > 1,
        Facet::Between(BetweenSeats::Contested) => ours.len() == 1 && !theirs.is_subset(&ours),
        Facet::Between(BetweenSeats::OneSided) => ours.len() == 1 && theirs.is_subset(&ours),
        Facet::CaseState(state) => last_case.is_some_and(|case| case.state.word() == state),
        Facet::Contested => versions.iter().flat_map(|one| &one.assessments).any(|one| {
            let kinds = ["apparent breach", "consistent", "outside coverage", "insufficient"];
            let under = Some(one.provision.as_str());
            kinds.iter().any(|kind| *kind != one.outcome.kind() && means(under, kind))
        }),
        Facet::Counted => counts(&claims),
        Facet::CountedAs(act) => {
            counts(&claims) && any(&|report| happened(report) && report.act == *act)
        }
        Facet::CountedIn(area) => counts(&claims) && counted_in(&claims) == Some(area),
        Facet::MayBeOf(party) => counts(&claims) && may_be_of(&claims, agreement, party),
        Facet::Denied => any(&|report| report.stance == Stance::DeniesEvent),
        Facet::DeniedBy(seat) => theirs.contains(seat),
        Facet::Log(seat) => {
            incident.reports.iter().any(|at| picture.lineage.seat_of(&at.log) == seat)
        }
        Facet::NoCase => last_case.is_none(),
        Facet::Outcome(kind) => means(None, kind),
        Facet::OutcomeUnder(provision, kind) => means(Some(provision.as_str()), kind),
        Facet::ToReview => incident.links.iter().any(|link| link.evidence.total < 1_000),
    }
}

fn happened(report: &&Report) -> bool {
    report.stance == Stance::Asserts
}

/// Whether the signals count it: somebody asserts it, and not everybody who does says that it was an exercise.
fn counts(claims: &[&Report]) -> bool {
    let drill = |report: &&Report| report.exemption == Some(Exemption::Exercise);
    claims.iter().any(|report| happened(report) && !drill(report))
}

/// The area by whoever asserts it, names an area, and tells the place most exactly; the first of these.
fn counted_in<'a>(claims: &[&'a Report]) -> Option<&'a AreaId> {
    let mut best: Option<(&Report, &AreaId)> = None;
    for report in claims.iter().copied().filter(happened) {
        let Some(area) = &report.place.area else { continue };
        let exactly = |report: &Report| (report.place.position.is_none(), report.place.radius_m);
        if best.is_none_or(|(known, _)| exactly(report) < exactly(known)) {
            best = Some((report, area));
        }
    }
    best.map(|(_, area)| area)
}

/// Whether the claims leave it to a party: they name it or a group of its side, or nobody, or an unknown author, or
/// somebody denies what is said of the author.
fn may_be_of(claims: &[&Report], agreement: &Agreement, party: &ActorId) -> bool {
    let named = || claims.iter().copied().filter(happened).flat_map(|report| &report.accused);
    let side = |id: &ActorId| agreement.actor(id).and_then(|actor| actor.side()) == Some(party);
    let is_party = agreement.parties().any(|known| known.id == *party);
    let open = named().next().is_none()
        || named().any(|accused| accused.actor.is_none())
        || claims.iter().any(|report| report.stance == Stance::DeniesAuthorship);
    let blamed =
        named().filter_map(|accused| accused.actor.as_ref()).any(|id| id == party || side(id));
    is_party && (open || blamed)
}

/// Where an incident lies: by whoever asserts it and tells the place most exactly.
fn disc(picture: &Picture, incident: &Incident) -> Option<(Position, u32)> {
    let claims: Vec<&Report> = picture.claims(incident).map(|(_, report)| report).collect();
    let mut asserting: Vec<&&Report> =
        claims.iter().filter(|report| report.stance != Stance::DeniesEvent).collect();
    if asserting.is_empty() {
        asserting.extend(claims.first());
    }
    let placed = asserting.iter().filter_map(|r| Some((r.place.position?, r.place.radius_m)));
    let placed: Vec<(Position, u32)> = placed.collect();
    let best = placed.iter().map(|(_, radius_m)| *radius_m).min()?;
    placed.into_iter().find(|(_, radius_m)| *radius_m == best)
}

fn wanted(world: &World, picture: &Picture, incident: &Incident, filter: &Filter) -> bool {
    let window = incident.window;
    let told = |words: &str| {
        let account = |(_, report): (&Address, &Report)| normalise(&report.account);
        let accounts: String = picture.claims(incident).map(|one| account(one) + " ").collect();
        words
            .split(' ')
            .all(|word| accounts.split_whitespace().any(|told| told == normalise(word).trim()))
    };
    filter.all_of.iter().all(|facet| holds(picture, &world.agreement, incident, facet))
        && filter.since.is_none_or(|since| window.latest() >= since)
        && filter.until.is_none_or(|until| {
            if filter.by_end { window.latest() <= until } else { window.earliest() <= until }
        })
        && filter.text.as_deref().is_none_or(told)
        && filter.within.is_none_or(|within| {
            disc(picture, incident).is_some_and(|(at, radius_m)| within.meets(around(at, radius_m)))
        })
}

fn filter() -> impl Strategy<Value = Filter> {
    let hour = |hours: i64| "2017-05-05T00:00:00Z".parse::<Moment>().unwrap().plus(hours * 3_600);
    let corner = (0..15_i32, 0..15_i32, 1..15_i32, 1..15_i32);
    let within = corner.prop_map(|(lat, lon, high, wide)| Within {
        south_west: Position::new(33_900_000 + lat * 80_000, 36_490_000 + lon * 2_000).unwrap(),
        north_east: Position::new(
            33_900_000 + (lat + high) * 80_000,
            36_490_000 + (lon + wide) * 2_000,
        )
        .unwrap(),
    });
    let facets = proptest::sample::subsequence(every_facet(), 0..3);
    let text = proptest::sample::subsequence(WORDS.to_vec(), 1..3);
    (
        facets,
        proptest::option::weighted(0.3, (0..200_i64).prop_map(hour)),
        proptest::option::weighted(0.3, (0..200_i64).prop_map(hour)),
        proptest::option::weighted(0.3, text),
        proptest::option::weighted(0.3, within),
        any::<bool>(),
    )
        .prop_map(|(all_of, since, until, text, within, by_end)| Filter {
            all_of: all_of.into_iter().collect(),
            by_end,
            since,
            text: text.map(|words| words.join(" ")),
            until,
            within,
        })
}

/// All pages of a list, three incidents on each.
fn paged(
    tables: &truce::index::tables::Tables,
    columns: &Columns,
    filter: &Filter,
    order: Order,
) -> Vec<String> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = list(tables, columns, filter, order, (after, 3)).unwrap();
        all.extend(page.incidents.into_iter().map(|row| row.id));
        let Some(next) = page.next else { break all };
        after = Some(next.to_string().parse().unwrap());
    }
}

fn ids<'a>(incidents: impl Iterator<Item = &'a &'a Incident>) -> BTreeSet<String> {
    incidents.map(|incident| incident.id.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_list_map_and_histogram_is_what_a_scan_of_the_picture_finds(
        said in proptest::collection::vec(said(), 1..50),
        which in any::<u8>(),
        filters in proptest::collection::vec(filter(), 20),
    ) {
        let mut world = world();
        put(&mut world, &said);
        open_cases(&mut world, which);
        let picture = picture(&world, &world.cut);
        let dir = tempfile::tempdir().unwrap();
        let node = node(dir.path());
        Index::open(&node).unwrap().keep(&picture, &world.agreement).unwrap();
        let tables = tables(&node);
        let columns = Columns::load(&tables).unwrap();
        prop_assert_eq!(columns.len(), picture.incidents.iter().count());
        let one_by_one = every_facet().into_iter().map(|facet| Filter {
            all_of: [facet].into(), ..Filter::default()
        });
        for filter in filters.into_iter().chain(one_by_one) {
            let scanned: Vec<&Incident> =
                picture.incidents.iter().filter(|one| wanted(&world, &picture, one, &filter)).collect();
            let expected = ids(scanned.iter());
            let first = list(&tables, &columns, &filter, Order::Newest, (None, 1)).unwrap();
            prop_assert_eq!(first.total, expected.len(), "{:?}", filter);
            for order in [Order::Newest, Order::Oldest, Order::MostReports, Order::LastChanged] {
                let listed = paged(&tables, &columns, &filter, order);
                prop_assert_eq!(listed.len(), expected.len());
                prop_assert_eq!(&listed.iter().cloned().collect::<BTreeSet<_>>(), &expected, "{:?}", filter);
                let key = |id: &String| {
                    let incident = picture.incident_of(&id.parse().unwrap()).unwrap();
                    let minute = incident.window.latest().unix().div_euclid(60);
                    let last = incident.reports.iter().map(|at| picture.recorded_at[at]).max();
                    match order {
                        Order::Newest => -minute,
                        Order::Oldest => minute,
                        Order::MostReports => -i64::try_from(incident.reports.len()).unwrap(),
                        Order::LastChanged => -last.unwrap().unix(),
                    }
                };
                prop_assert!(listed.is_sorted_by_key(key), "{:?} {:?}", order, listed);
            }
            let mut by_day: BTreeMap<Day, u32> = BTreeMap::new();
            for incident in &scanned {
                *by_day.entry(world.agreement.clock().day_of(incident.window.latest())).or_default() += 1;
            }
            let bars = histogram(&tables, &columns, &filter).unwrap();
            prop_assert_eq!(bars.days_each, 1);
            let bars: BTreeMap<Day, u32> = bars.bars.into_iter().map(|bar| (bar.from, bar.count)).collect();
            prop_assert_eq!(bars, by_day);
            let within = filter.within.unwrap_or(Within {
                south_west: Position::new(30_000_000, 30_000_000).unwrap(),
                north_east: Position::new(40_000_000, 40_000_000).unwrap(),
            });
            let shown = features(&tables, &columns, &filter, (within, 6)).unwrap();
            let Features::Incidents(rows) = shown.features else { panic!("they are few") };
            let placed = scanned.iter().filter(|one| disc(&picture, one).is_some());
            prop_assert_eq!(rows.into_iter().map(|row| row.id).collect::<BTreeSet<_>>(), ids(placed));
        }
    }

    #[test]
    fn a_page_is_found_under_every_name_and_shows_what_the_picture_says(
        said in proptest::collection::vec(said(), 1..40),
        which in any::<u8>(),
    ) {
        let mut world = world();
        put(&mut world, &said);
        open_cases(&mut world, which);
        let picture = picture(&world, &world.cut);
        let dir = tempfile::tempdir().unwrap();
        let node = node(dir.path());
        Index::open(&node).unwrap().keep(&picture, &world.agreement).unwrap();
        let tables = tables(&node);
        for incident in picture.incidents.iter() {
            let expected = serde_json::to_value(page_of(&picture, incident)).unwrap();
            for report in &incident.reports {
                let whole = one(&tables, report).unwrap().unwrap();
                prop_assert_eq!(&whole.row.id, &incident.id.to_string());
                prop_assert_eq!(&whole.page["claims"], &expected["claims"]);
                prop_assert_eq!(&whole.page["differences"], &expected["incident"]["differences"]);
                prop_assert_eq!(&whole.page["links"], &expected["incident"]["links"]);
                prop_assert_eq!(&whole.page["versions"], &expected["versions"]);
            }
        }
        for (earlier, later) in &picture.corrected {
            let found = one(&tables, earlier).unwrap().map(|whole| whole.row.id);
            let mut last = later;
            while let Some(next) = picture.corrected.get(last) {
                last = next;
            }
            prop_assert_eq!(found, picture.incident_of(last).map(|incident| incident.id.to_string()));
        }
    }

    #[test]
    fn the_matrix_is_the_sum_of_the_days(
        said in proptest::collection::vec(said(), 1..60),
        from in 0..6_i32,
        length in 0..6_i32,
    ) {
        let mut world = world();
        put(&mut world, &said);
        let picture = picture(&world, &world.cut);
        let dir = tempfile::tempdir().unwrap();
        let node = node(dir.path());
        Index::open(&node).unwrap().keep(&picture, &world.agreement).unwrap();
        let tables = tables(&node);
        let first = "2017-05-06".parse::<Day>().unwrap().plus(from);
        let period = Period::new(first, first.plus(length)).unwrap();
        let matrix = matrix::matrix(&tables, period).unwrap();
        let of_period = || picture.reconciliations.values().filter(|of_day| period.holds(of_day.day));
        let mut expected: BTreeMap<(String, String), (u32, Parts)> = BTreeMap::new();
        let mut behind: BTreeMap<String, BTreeSet<Address>> = BTreeMap::new();
        let mut said_wrong = 0;
        for of_day in of_period() {
            for row in &of_day.rows {
                let area = row.area.as_ref().map_or_else(String::new, ToString::to_string);
                behind.entry(area.clone()).or_default().extend(row.incidents.iter().cloned());
                for (seat, cell) in &row.cells {
                    let held = expected.entry((area.clone(), seat.to_string())).or_default();
                    if let Cell::Figure { cases, parts } = cell {
                        *held = (held.0 + cases, held.1.plus(*parts));
                    }
                }
            }
            for (_, held) in &of_day.seats {
                let stated = held.used.iter().chain(&held.others);
                said_wrong += stated.map(|one| one.contradictions.len()).sum::<usize>();
            }
        }
        prop_assert_eq!(usize::try_from(matrix.days).unwrap(), of_period().count());
        let mut found: BTreeMap<(String, String), (u32, Parts)> = BTreeMap::new();
        for (area, row) in &matrix.areas {
            let told = behind.remove(area).unwrap_or_default();
            prop_assert_eq!(usize::try_from(row.incidents).unwrap(), told.len());
            for seat in SEATS.map(seat) {
                let cell = matrix::behind(&tables, period, area, &seat).unwrap();
                let says = |row: &&truce::index::incident_row::IncidentRow, by: bool| {
                    let incident = picture.incident_of(&row.id.parse().unwrap()).unwrap();
                    incident.asserted_by.contains(&seat) == by
                };
                prop_assert!(cell.asserted.iter().all(|row| says(&row, true)));
                prop_assert!(cell.by_others.iter().chain(&cell.denied).all(|row| says(&row, false)));
                let each = [&cell.asserted, &cell.by_others, &cell.denied];
                let all: BTreeSet<String> = each.into_iter().flatten().map(|row| row.id.clone()).collect();
                prop_assert_eq!(all, told.iter().map(ToString::to_string).collect::<BTreeSet<_>>());
            }
            for (seat, stated) in &row.seats {
                prop_assert_eq!(stated.parts.sum(), stated.cases);
                found.insert((area.clone(), seat.clone()), (stated.cases, stated.parts));
            }
        }
        prop_assert_eq!(found, expected);
        prop_assert_eq!(matrix::contradictions(&tables, period).unwrap().len(), said_wrong);
    }
}

#[test]
fn what_waits_is_shown_to_those_offices_that_may_do_it() {
    let mut world = world();
    open_cases(&mut world, 4);
    let picture = picture(&world, &world.cut);
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    Index::open(&node).unwrap().keep(&picture, &world.agreement).unwrap();
    let tables = tables(&node);
    let mut shown = String::new();
    for case in cases::list(&tables, None, (None, 9)).unwrap() {
        let Some((again, whole)) = cases::one(&tables, &case.id.parse().unwrap()).unwrap() else {
            panic!("it was listed")
        };
        assert_eq!(case, again);
        let kept = &picture.docket.cases[&case.id.parse().unwrap()];
        assert_eq!(whole, serde_json::to_value(kept).unwrap());
        shown.push_str(&format!("{} {} due {:?}\n", case.opened_by, case.state, case.due_at));
    }
    for name in SEATS.map(seat) {
        let role = world.agreement.seat(&name).map_or(SeatRole::Accompanies, |seat| seat.role);
        for office in Office::ALL {
            for wait in cases::waiting_for(&tables, (&name, role), &[*office].into()).unwrap() {
                shown.push_str(&format!("{name} {office}: {} by {}\n", wait.action, wait.due_at));
            }
        }
    }
    expect![[r#"
        russia awaiting reply due Some(2017-05-22T06:00:00Z)
        un awaiting admission due Some(2017-05-21T08:00:00Z)
        russia duty-officer: admit by 2017-05-21T08:00:00Z
        russia delegate: admit by 2017-05-21T08:00:00Z
        russia convener: admit by 2017-05-21T08:00:00Z
        turkey duty-officer: admit by 2017-05-21T08:00:00Z
        turkey liaison: reply by 2017-05-22T06:00:00Z
        turkey delegate: admit by 2017-05-21T08:00:00Z
        turkey convener: admit by 2017-05-21T08:00:00Z
        iran duty-officer: admit by 2017-05-21T08:00:00Z
        iran delegate: admit by 2017-05-21T08:00:00Z
        iran convener: admit by 2017-05-21T08:00:00Z
    "#]]
    .assert_eq(&shown);
}

#[test]
fn what_changed_since_a_moment_is_listed_last_first() {
    let mut world = world();
    open_cases(&mut world, 1);
    let picture = picture(&world, &world.cut);
    let dir = tempfile::tempdir().unwrap();
    let node = node(dir.path());
    Index::open(&node).unwrap().keep(&picture, &world.agreement).unwrap();
    let tables = tables(&node);
    let since = |moment: &str| {
        let found = changes::since(&tables, moment.parse().unwrap()).unwrap();
        assert!(!found.more);
        found.last.iter().map(|one| format!("{} {:?}\n", one.at, one.thing)).collect::<String>()
    };
    expect![[r#"
        2017-05-20T06:00:00Z Case
        2017-05-01T00:00:00Z NewIncident
        2017-05-01T00:00:00Z NewIncident
        2017-05-01T00:00:00Z NewIncident
        2017-05-01T00:00:00Z NewIncident
    "#]]
    .assert_eq(&since("2017-04-30T00:00:00Z"));
    expect![[r#"
        2017-05-20T06:00:00Z Case
    "#]]
    .assert_eq(&since("2017-05-01T00:00:00Z"));
    expect![[r#""#]].assert_eq(&since("2018-01-01T00:00:00Z"));
}
