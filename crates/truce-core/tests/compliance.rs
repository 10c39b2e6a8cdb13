//! What is known of compliance, by party, provision, zone and week: a history in text, a table in text.

#[path = "cases/play.rs"]
#[expect(dead_code, reason = "the players of cases know more than is asked of them here")]
mod play;

use std::collections::BTreeMap;
use std::sync::Arc;

use expect_test::{Expect, expect};
use play::{World, seat};
use proptest::prelude::*;
use truce_core::bulletin::Period;
use truce_core::case::compliance::{Compliance, Row, Tally, Watch, Week, compliance};
use truce_core::effort::Effort;
use truce_core::entry::Body;
use truce_core::id::{ActorId, AreaId, OfficerId, SourceId};
use truce_core::picture::Picture;
use truce_core::report::{Basis, Harm, NamedActor, Origin, Report, Stance};
use truce_core::source::{Reliability, Source};
use truce_core::time::{Day, Moment, Window};

fn actor(name: &str) -> ActorId {
    ActorId::new(name).unwrap()
}

fn exchanged(text: &str) -> String {
    let text = text.replace("government", "\u{1}").replace("opposition", "government");
    text.replace('\u{1}', "opposition")
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn origin() -> Origin {
    Origin { file: "history.txt".to_owned(), line: 1 }
}

/// `gov-tv 2017-05-01 shelling Saraqib opposition`, or with the basis `impediment` in place of the act.
fn report(world: &World, words: &[&str]) -> Report {
    let [source, day, what, place, accused @ ..] = words else { panic!("{words:?}") };
    let place = world.agreement.names().place(&place.replace('_', " ")).unwrap().place.clone();
    let named = |name: &&str| NamedActor { actor: Some(actor(name)), written: (*name).to_owned() };
    let kept = *what == "impediment";
    let (from, to) = day.split_once("..").unwrap_or((day, day));
    let clock = world.agreement.clock();
    let window = clock.window_of(from.parse().unwrap()).hull(clock.window_of(to.parse().unwrap()));
    Report {
        account: words.join(" "),
        accused: accused.iter().map(named).collect(),
        act: if kept { "monitors-hindered" } else { what }.parse().unwrap(),
        basis: if kept { Basis::Impediment } else { Basis::Alleged },
        corrects: None,
        doubts: Vec::new(),
        entered_by: OfficerId::new("monitor-1").ok(),
        exemption: None,
        harm: Harm::default(),
        language: String::new(),
        origin: origin(),
        place,
        reference: None,
        sealed: BTreeMap::new(),
        sent_at: None,
        source: SourceId::new(source).unwrap(),
        stance: Stance::Asserts,
        target: Vec::new(),
        window,
    }
}

/// `effort 2017-05-01..2017-05-03 idlib 30 4`: hours and patrols in an area, or `-` for the whole country.
fn effort(world: &World, words: &[&str]) -> Effort {
    let [days, area, hours, patrols] = words else { panic!("{words:?}") };
    let (from, to) = days.split_once("..").unwrap();
    let clock = world.agreement.clock();
    let window = clock.window_of(day(from)).earliest();
    Effort {
        area: AreaId::new(area).ok(),
        cameras: None,
        hours: hours.parse().ok(),
        note: String::new(),
        origin: origin(),
        patrols: patrols.parse().ok(),
        source: SourceId::new("sohr").unwrap(),
        window: Window::new(window, clock.window_of(day(to)).latest()).unwrap(),
    }
}

/// Lines that begin with a name `@a` are reports, with `effort` efforts, and all others the deeds of officers.
fn play(exchange: bool, history: &str) -> (World, Picture) {
    let mut world = World::new();
    let mut history = history.to_owned();
    if exchange {
        world.agreement = world.agreement.exchanged(&actor("government"), &actor("opposition"));
        history = exchanged(&history);
    }
    let at: Moment = "2017-05-02T00:00:00Z".parse().unwrap();
    for (id, leaning) in [("gov-tv", "government"), ("opp-radio", "opposition"), ("sohr", "")] {
        let leaning = if exchange { exchanged(leaning) } else { leaning.to_owned() };
        let source = Source {
            aligned_with: ActorId::new(&leaning).ok(),
            group: None,
            id: SourceId::new(id).unwrap(),
            kind: "press".to_owned(),
            name: id.to_owned(),
            reliability: Reliability::C,
            seat: None,
        };
        world.put(&seat("un"), Body::Source(source), at);
    }
    let mut script = String::new();
    let mut names: Vec<(String, String)> = Vec::new();
    for line in history.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.first() {
            Some(name) if name.starts_with('@') => {
                let report = report(&world, &words[1..]);
                let put = world.put(&seat("un"), Body::Report(Arc::new(report)), at);
                names.push(((*name).to_owned(), put.to_string()));
            }
            Some(&"effort") => {
                let effort = effort(&world, &words[1..]);
                world.put(&seat("un"), Body::Effort(effort), at);
            }
            _ => {
                let words = line.split(' ').map(|word| {
                    names.iter().find(|(name, _)| name == word).map_or(word, |(_, at)| at)
                });
                script.push_str(&words.collect::<Vec<_>>().join(" "));
                script.push('\n');
            }
        }
    }
    world.play(&script);
    let picture = Picture::of(&world.record, &world.agreement, &world.cut);
    assert!(picture.docket.refused.is_empty(), "{:?}", picture.docket.refused);
    (world, picture)
}

fn table(exchange: bool, history: &str, from: &str, to: &str) -> Compliance {
    let (world, picture) = play(exchange, history);
    compliance(&picture, &world.agreement, Period::new(day(from), day(to)).unwrap())
}

/// Every figure that is not nought, with its name.
fn figures(tally: &Tally) -> String {
    let json = serde_json::to_value(tally).unwrap();
    let mut shown = String::new();
    for (name, group) in json.as_object().unwrap() {
        if let Some(seconds) = group.as_i64() {
            shown.push_str(&format!("  {name} {seconds}\n"));
        }
        let figures = group.as_object().into_iter().flatten();
        let told: Vec<String> = figures
            .filter(|(_, figure)| figure.as_u64() != Some(0))
            .map(|(figure, count)| format!("{figure} {count}"))
            .collect();
        if !told.is_empty() {
            shown.push_str(&format!("  {name}: {}\n", told.join(", ")));
        }
    }
    shown
}

fn watched(watch: &Watch) -> String {
    let of = |words: &str, watched: Option<_>| {
        let json = serde_json::to_string(&watched).unwrap();
        format!("  {words}: {json}\n").replace('"', "")
    };
    let effort = of("effort", watch.effort);
    let everywhere = watch.country_wide.map(|some| of("country-wide", Some(some)));
    let kept = if watch.impediments == 0 {
        String::new()
    } else {
        format!("  impediments: {}\n", watch.impediments)
    };
    format!("{effort}{}{kept}", everywhere.unwrap_or_default())
}

fn head(row: &Row) -> String {
    let party = row.party.as_ref().map_or("nobody", ActorId::as_str);
    let zone = row.zone.as_ref().map_or("not known", |zone| zone.as_str());
    format!("{party}, {}, {zone}, week {} from {}", row.provision, row.week.number, row.week.from)
}

fn shown(found: &Compliance) -> String {
    let mut shown = String::new();
    for row in &found.rows {
        let (tally, watch) = (figures(&row.tally), watched(&row.watch));
        shown.push_str(&format!("{}\n{tally}{watch}", head(row)));
    }
    for quiet in &found.quiet {
        let watch = watched(&quiet.watch);
        shown.push_str(&format!("quiet: {}, week {}\n{watch}", quiet.zone, quiet.week.number));
    }
    let (incidents, elsewhere) = (found.incidents, found.incidents_elsewhere);
    shown.push_str(&format!(
        "{incidents} incidents, {elsewhere} in no row; {} cases\n",
        found.cases
    ));
    shown + &figures(&found.totals)
}

const HISTORY: &str = "
@a gov-tv 2017-04-20 shelling Saraqib opposition
@b opp-radio 2017-04-20 shelling Saraqib government
@c sohr 2017-05-01 air-strike Ariha government
@e sohr 2017-04-18..2017-05-01 impediment Saraqib
effort 2017-04-15..2017-04-20 idlib 30 4
effort 2017-04-18..2017-04-29 aleppo 50 -
effort 2017-04-29..2017-04-30 - 12 -
2017-05-03 08:00 un/duty-1 opens a: @a accusing opposition under cease-attacks -- told
2017-05-03 09:00 russia/duty-1 admits a -- yes
2017-05-03 09:30 un/duty-1 asks a through turkey -- shells on the town
2017-05-03 10:00 turkey/liaison-1 replies a denies-fact for opposition -- no
2017-05-03 11:00 russia/delegate-1 seals a: covered yes cease-attacks, happened yes, by government 900 -- theirs
2017-05-03 11:00 turkey/delegate-1 seals a: covered yes cease-attacks, happened yes, by government 900 -- theirs
2017-05-03 11:00 iran/delegate-1 seals a: covered yes cease-attacks, happened yes, by government 900 -- ours
2017-05-03 12:00 russia/delegate-1 reveals a
2017-05-03 12:00 turkey/delegate-1 reveals a
2017-05-03 12:00 iran/delegate-1 reveals a
2017-05-03 13:00 russia/delegate-1 asks-remedy r: a of government checked-by un due 2017-05-09 measuring guns-near-the-town no-more 0 -- take them away
2017-05-03 14:00 turkey/delegate-1 agrees r -- yes
2017-05-03 14:00 iran/delegate-1 agrees r -- yes
2017-05-04 08:00 un/duty-1 opens c: @c accusing government under cease-attacks,no-seizing -- told
2017-05-04 09:00 turkey/duty-1 admits c -- yes
2017-05-06 09:00 russia/delegate-1 seals c: happened no -- nothing
2017-05-06 09:00 turkey/delegate-1 seals c: happened yes, by government 900 -- planes
2017-05-08 09:00 un/verifier-1 checks r measured 2 -- two still stand there
! wait 2017-05-20
";

fn check(history: &str, from: &str, to: &str, expected: Expect) {
    expected.assert_eq(&shown(&table(false, history, from, to)));
}

#[test]
fn what_is_told_what_came_of_it_and_who_watched_stand_side_by_side() {
    check(
        HISTORY,
        "2017-04-01",
        "2017-04-27",
        expect![[r#"
            government, cease-attacks, idlib-area, week 16 from 2017-04-14
              cases: breaches 1
              incidents: insufficient 1
              remedies: asked 1, missed 1
              effort: {entries:2,hours:30,patrols:4}
              impediments: 1
            government, area-weapons, idlib-area, week 16 from 2017-04-14
              incidents: outside_coverage 1
              effort: {entries:2,hours:30,patrols:4}
              impediments: 1
            opposition, cease-attacks, idlib-area, week 16 from 2017-04-14
              cases: agreed 1, opened 1
              determine_s_median 14400
              incidents: insufficient 1
              replies: in_time 1
              reply_s_median 1800
              effort: {entries:2,hours:30,patrols:4}
              impediments: 1
            opposition, area-weapons, idlib-area, week 16 from 2017-04-14
              incidents: outside_coverage 1
              effort: {entries:2,hours:30,patrols:4}
              impediments: 1
            quiet: syria, week 17
              effort: {entries:1,hours:null,patrols:null}
              impediments: 1
            quiet: idlib-area, week 17
              effort: {entries:1,hours:null,patrols:null}
              impediments: 1
            1 incidents, 0 in no row; 1 cases
              cases: agreed 1, breaches 1, opened 1
              determine_s_median 14400
              incidents: insufficient 2, outside_coverage 2
              remedies: asked 1, missed 1
              replies: in_time 1
              reply_s_median 1800
        "#]],
    );
}

#[test]
fn a_period_holds_the_weeks_of_its_incidents_and_no_others() {
    check(
        HISTORY,
        "2017-05-01",
        "2017-05-01",
        expect![[r#"
            government, cease-attacks, idlib-area, week 18 from 2017-04-28
              cases: by_clock 1, no_agreement 1, opened 1
              determine_s_median 518400
              incidents: insufficient 1
              replies: none 1
              effort: null
              impediments: 1
            government, no-seizing, idlib-area, week 18 from 2017-04-28
              cases: by_clock 1, no_agreement 1, opened 1
              determine_s_median 518400
              replies: none 1
              effort: null
              impediments: 1
            government, area-weapons, idlib-area, week 18 from 2017-04-28
              incidents: outside_coverage 1
              effort: null
              impediments: 1
            government, area-overflight, idlib-area, week 18 from 2017-04-28
              incidents: outside_coverage 1
              effort: null
              impediments: 1
            nobody, cease-attacks, not known, week 18 from 2017-04-28
              incidents: insufficient 4
              effort: null
              impediments: 1
            nobody, area-weapons, not known, week 18 from 2017-04-28
              incidents: outside_coverage 4
              effort: null
              impediments: 1
            5 incidents, 0 in no row; 1 cases
              cases: by_clock 2, no_agreement 2, opened 2
              determine_s_median 518400
              incidents: insufficient 5, outside_coverage 6
              replies: none 2
        "#]],
    );
}

#[test]
fn where_nobody_watched_no_effort_is_said_which_is_not_nought() {
    let found =
        table(false, "@a sohr 2017-05-01 shelling Saraqib opposition", "2017-05-01", "2017-05-01");
    assert_eq!(found.rows[0].watch, Watch::default());
    let json = serde_json::to_value(&found.rows[0]).unwrap();
    assert!(json["watch"]["effort"].is_null());
}

#[test]
fn a_week_begins_with_the_day_on_which_the_agreement_came_into_force() {
    let agreement = play::syria();
    let week = |text: &str| Week::of(&agreement, day(text));
    assert_eq!((week("2016-12-30").number, week("2017-01-05").number), (1, 1));
    assert_eq!((week("2017-01-06").number, week("2016-12-29").number), (2, 0));
    assert_eq!(
        (week("2017-01-12").from, week("2017-01-12").to),
        (day("2017-01-06"), day("2017-01-12"))
    );
    assert_eq!((week("2016-12-22").number, week("2016-12-23").number), (-1, 0));
}

/// The leaves of a JSON value that are whole numbers, by their path; seconds and nothing are left out.
fn leaves(tally: &Tally) -> BTreeMap<String, u64> {
    let json = serde_json::to_value(tally).unwrap();
    let groups = json
        .as_object()
        .unwrap()
        .iter()
        .filter_map(|(name, group)| Some((name, group.as_object()?)));
    let each = groups.flat_map(|(name, group)| {
        group
            .iter()
            .map(move |(figure, count)| (format!("{name}.{figure}"), count.as_u64().unwrap()))
    });
    each.collect()
}

fn sums(rows: &[Row]) -> BTreeMap<String, u64> {
    let mut sums = leaves(&Tally::default());
    for (name, count) in rows.iter().flat_map(|row| leaves(&row.tally)) {
        *sums.get_mut(&name).unwrap() += count;
    }
    sums
}

/// A random history: reports of either side and of none, some of them taken up, some with an outcome.
fn any_history() -> impl Strategy<Value = String> {
    let report = (0..3_usize, 1..60_u32, 0..4_usize, 0..4_usize, 0..5_usize, 0..5_usize);
    proptest::collection::vec(report, 1..9).prop_map(|reports| {
        let (mut told, mut done) = (String::new(), String::new());
        for (at, (source, since, act, place, accused, far)) in reports.into_iter().enumerate() {
            let source = ["gov-tv", "opp-radio", "sohr"][source];
            let act = ["shelling", "air-strike", "aid-blocked", "impediment"][act];
            let place = ["Saraqib", "Douma", "Rastan", "Ain_al-Fijah"][place];
            let accused = ["government", "opposition", "hezbollah", "isis", ""][accused];
            let day = day("2017-03-01").plus(i32::try_from(since).unwrap());
            told.push_str(&format!("@r{at}x {source} {day} {act} {place} {accused}\n"));
            let (hour, name) = (8 + at, format!("case-{at}"));
            let accusing = if accused.is_empty() { String::new() } else { format!("accusing {accused} ") };
            let at_hour = |day: u32| format!("2017-05-{day:02} {hour:02}:00");
            if far > 0 {
                done.push_str(&format!("{} un/duty-1 opens {name}: @r{at}x {accusing}under cease-attacks,aid-access -- told\n", at_hour(3)));
            }
            if far > 1 {
                done.push_str(&format!("{} russia/duty-1 admits {name} -- yes\n", at_hour(4)));
            }
            for seat in ["russia", "turkey", "iran"].iter().take(if far > 2 { far - 1 } else { 0 }) {
                done.push_str(&format!("{} {seat}/delegate-1 seals {name}: covered yes cease-attacks, happened yes, by government 900 -- so\n", at_hour(6)));
            }
        }
        let done: Vec<&str> = done.lines().collect();
        let mut done = done;
        done.sort_unstable();
        format!("effort 2017-03-05..2017-04-10 idlib 40 3\n{told}{}\n! wait 2017-05-25\n", done.join("\n"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_cells_add_up_to_the_totals_and_every_case_and_incident_is_in_one(history in any_history()) {
        let found = table(false, &history, "2017-01-01", "2017-12-31");
        prop_assert_eq!(sums(&found.rows), leaves(&found.totals));
        let sum = |names: &[&str]| names.iter().map(|name| leaves(&found.totals)[*name]).sum::<u64>();
        let course = ["cases.not_admitted", "cases.under_way", "cases.agreed", "cases.no_agreement"];
        prop_assert_eq!(sum(&["cases.opened"]), sum(&course));
        prop_assert_eq!(sum(&["cases.opened"]), 2 * found.cases);
        let kinds = ["apparent_breach", "consistent", "outside_coverage", "insufficient", "versions_differ"];
        let kinds = kinds.map(|kind| format!("incidents.{kind}"));
        let told = sum(&kinds.each_ref().map(String::as_str));
        prop_assert!(told >= found.incidents - found.incidents_elsewhere);
    }

    #[test]
    fn weeks_apart_add_up_to_the_whole(history in any_history()) {
        let whole = table(false, &history, "2017-01-01", "2017-12-31");
        let parts = [("2017-01-01", "2017-04-01"), ("2017-04-02", "2017-12-31")];
        let parts = parts.map(|(from, to)| table(false, &history, from, to));
        let rows: Vec<Row> = parts.iter().flat_map(|part| part.rows.clone()).collect();
        prop_assert_eq!(sums(&rows), leaves(&whole.totals));
    }

    #[test]
    fn exchange_the_parties_and_the_rows_are_exchanged(history in any_history()) {
        // Who answers for whom is exchanged with the parties, so the histories hold no replies.
        let (here, there) = (
            table(false, &history, "2017-01-01", "2017-12-31"),
            table(true, &history, "2017-01-01", "2017-12-31"),
        );
        let (one, other) = (actor("government"), actor("opposition"));
        let swap = |row: &Row| Row {
            party: row.party.as_ref().map(|party| party.exchanged(&one, &other)),
            ..row.clone()
        };
        let mirrored: Vec<Row> = here.rows.iter().map(swap).collect();
        prop_assert_eq!(mirrored, there.rows);
        prop_assert_eq!(here.totals, there.totals);
        prop_assert_eq!(here.quiet, there.quiet);
    }
}
