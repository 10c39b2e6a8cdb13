//! Public series: rows gathered to counts, and what the questions come to of them.

use truce_core::case::Done;
use truce_core::case::acknowledgement::{Acknowledged, Acknowledgement, AlarmWord};
use truce_core::case::docket::Docket;
use truce_core::id::{AreaId, OfficerId, SeatId};
use truce_core::time::Day;
use truce_signals::alarm::{Promise, State};
use truce_signals::holding::NoAnswer;
use truce_signals::told::{
    Answer, AreaSeries, AskedOfSeries, NoSeries, PublicRow, PublicSeries, watch_series,
};
use truce_signals::told::{Noted, Watched, noted};

fn row(day: &str, count: Option<u32>, zone: &str, party: &str) -> PublicRow {
    let (zone, party) = (zone.to_owned(), party.to_owned());
    PublicRow { day: day.parse().ok(), within: None, count, zone, party }
}

fn rows() -> Vec<PublicRow> {
    vec![
        row("2017-05-07", Some(2), "Donetsk Oblast", "north"),
        row("2017-05-07", Some(1), "Donetsk Oblast", "south"),
        row("2017-05-10", Some(4), "Луганск", "north"),
        row("2017-05-09", None, "Донецк", "north"),
        row("none", Some(3), "Донецк", "north"),
    ]
}

#[test]
fn rows_of_one_day_add_up_and_a_day_without_a_row_is_quiet_only_where_the_layout_says_so() {
    for (quiet, between) in [(true, Some(0)), (false, None)] {
        let series = PublicSeries::of(rows(), quiet).unwrap();
        assert_eq!(series.counts(None, None).counts, [Some(3), between, between, Some(4)]);
        let of_north = series.counts(Some("Donetsk Oblast"), Some("north")).counts;
        assert_eq!(of_north, [Some(2), between, between, between]);
        assert_eq!(series.inexact, 3);
    }
}

#[test]
fn zeros_between_the_days_of_a_weekly_list_are_no_quiet_days_and_a_rise_of_the_list_is_seen() {
    let first: Day = "2017-01-02".parse().unwrap();
    let listed = |number: i32| if number % 7 > 0 { 0 } else { 30 + (number % 5).unsigned_abs() };
    let rows = |count: &dyn Fn(i32) -> u32| -> Vec<PublicRow> {
        let day = |number: i32| first.plus(number).to_string();
        (0..420).map(|number| row(&day(number), Some(count(number)), "hama", "")).collect()
    };
    let told = |count: &dyn Fn(i32) -> u32| {
        let series = PublicSeries::of(rows(count), false).unwrap();
        series.told(&AskedOfSeries::default(), PROMISE)
    };
    let even = told(&listed);
    assert_eq!(even.not_written_up, 360);
    assert_eq!(even.holding.counts.watched().count(), 60);
    assert!(even.alarms.areas.iter().all(|area| area.raised.is_empty() && area.eased.is_empty()));
    let doubled = told(&|number| listed(number) * if number < 280 { 1 } else { 2 });
    let Answer::Told(regimes) = &doubled.holding.regimes else { panic!("sixty weeks") };
    assert_eq!(regimes.changes.len(), 1);
    // A truce that is broken on Fridays has its other days too.
    let fridays = told(&|number| if number % 7 > 0 { 1 } else { 20 });
    assert_eq!(fridays.not_written_up, 0);
}

#[test]
fn what_is_told_rests_on_what_was_counted_and_not_on_the_order_of_rows() {
    let first: Day = "2017-01-02".parse().unwrap();
    let day = |number: i32| first.plus(number).to_string();
    let count = |number: i32| 2 + (number * number % 7).unsigned_abs();
    let rows = (0..200).map(|number| row(&day(number), Some(count(number)), "hama", ""));
    let rows: Vec<PublicRow> = rows.collect();
    let told = |rows: Vec<PublicRow>| {
        let told = PublicSeries::of(rows, false).unwrap().told(&AskedOfSeries::default(), PROMISE);
        serde_json::to_value(told).unwrap()
    };
    assert_eq!(told(rows.iter().rev().cloned().collect()), told(rows));
}

#[test]
fn a_date_outside_the_days_is_said_to_be_outside_even_where_nothing_else_can_be_told() {
    let asked = AskedOfSeries {
        dates: ["1999-01-01", "2017-05-07", "2017-05-09", "2017-05-11"]
            .map(|date| date.parse().unwrap())
            .to_vec(),
        ..AskedOfSeries::default()
    };
    let told = PublicSeries::of(rows(), true).unwrap().told(&asked, PROMISE);
    let outside = told.holding.dates.iter().map(|(_, answer)| match answer {
        Answer::None(why) => *why == NoAnswer::DateOutside,
        Answer::Told(_) => panic!("four days"),
    });
    assert_eq!(outside.collect::<Vec<_>>(), [true, true, false, true]);
}

#[test]
fn names_in_any_script_become_names_that_can_be_used_and_no_two_are_one() {
    let series = PublicSeries::of(rows(), true).unwrap();
    let zones: Vec<String> = series
        .zones
        .iter()
        .map(|zone| format!("{} {} {}", zone.id, zone.incidents, zone.written))
        .collect();
    assert_eq!(zones, ["zone-1 4 Луганск", "donetsk-oblast 3 Donetsk Oblast", "zone-3 0 Донецк"]);
}

#[test]
fn of_a_part_of_the_days_only_what_lies_in_it_counts_and_no_day_beyond_the_table_is_made_up() {
    let day = |text: &str| Some(text.parse::<Day>().unwrap());
    let part = |since, until| PublicSeries::within(rows(), true, (since, until)).unwrap();
    let series = part(day("2017-05-08"), day("2018-01-01"));
    assert_eq!(series.counts(None, None).counts, [Some(0), Some(0), Some(4)]);
    assert_eq!(series.days, (day("2017-05-08").unwrap(), day("2017-05-10").unwrap()));
    // The zone and the party that have no row in these days are not named.
    let zones: Vec<&str> = series.zones.iter().map(|zone| zone.written.as_str()).collect();
    assert_eq!(zones, ["Луганск", "Донецк"]);
    let parties: Vec<&str> = series.parties.iter().map(|party| party.written.as_str()).collect();
    assert_eq!(parties, ["north"]);
    assert_eq!(part(None, day("2017-05-07")).counts(None, None).counts, [Some(3)]);
    let none = PublicSeries::within(rows(), true, (day("2017-06-01"), None)).unwrap_err();
    assert_eq!(
        none.to_string(),
        "its days are 2017-05-07 to 2017-05-10, and none of them was asked for"
    );
    // A slip of the pen in a year is beyond what was asked for.
    let apart = [row("1917-05-07", Some(1), "", ""), row("2017-05-07", Some(1), "", "")];
    assert!(PublicSeries::within(apart, true, (day("2017-01-01"), None)).is_ok());
}

#[test]
fn a_series_without_a_day_or_over_thirty_years_is_refused() {
    assert_eq!(PublicSeries::of([row("none", Some(1), "", "")], true), Err(NoSeries::NoDay));
    let apart = [row("1917-05-07", Some(1), "", ""), row("2017-05-07", Some(1), "", "")];
    assert!(matches!(PublicSeries::of(apart, true), Err(NoSeries::TooLong(..))));
}

#[test]
fn a_fall_at_a_named_date_and_an_alarm_in_a_zone_are_found_without_an_agreement() {
    let first: Day = "2017-01-01".parse().unwrap();
    let counts = |day: i32| {
        if day < 100 {
            8
        } else if day < 220 {
            2
        } else {
            9
        }
    };
    let rows = (0..260).map(|day| PublicRow {
        day: Some(first.plus(day)),
        within: None,
        count: Some(counts(day) + u32::try_from(day % 3).unwrap()),
        zone: "hama".to_owned(),
        party: String::new(),
    });
    let series = PublicSeries::of(rows, true).unwrap();
    let asked = AskedOfSeries { dates: vec![first.plus(100)], ..AskedOfSeries::default() };
    let told = series.told(&asked, Promise { false_alarms_a_year: 4.0 });
    let dates = serde_json::to_string(&told.holding.dates).unwrap();
    assert!(dates.contains("fell") || dates.contains("Fell"), "{dates}");
    let raised: Vec<Day> = told.alarms.areas[0].raised.iter().map(|shift| shift.on).collect();
    assert!(raised.iter().any(|on| (219..230).contains(&on.since(first))), "{raised:?}");
    assert!(told.following.pairs.is_empty());
}

/// An event that is known to lie between two days.
fn between(first: &str, last: &str, zone: &str) -> PublicRow {
    let within = first.parse().ok().zip(last.parse().ok());
    PublicRow { within, ..row("none", Some(1), zone, "") }
}

fn asked_of_a_zone(zone: &str) -> AskedOfSeries {
    AskedOfSeries { zone: Some(zone.to_owned()), ..AskedOfSeries::default() }
}

const PROMISE: Promise = Promise { false_alarms_a_year: 4.0 };

#[test]
fn of_the_days_that_an_event_table_takes_for_zero_some_are_known_to_be_none() {
    let rows = [
        row("2017-05-01", Some(1), "hama", ""),
        row("2017-05-20", Some(2), "hama", ""),
        // Both may be of one day.
        between("2017-05-02", "2017-05-05", "hama"),
        between("2017-05-04", "2017-05-09", "hama"),
        // One more.
        between("2017-05-10", "2017-05-10", "hama"),
        // May be of a day that has an event anyhow, or lies outside.
        between("2017-05-18", "2017-05-21", "hama"),
        between("2017-04-25", "2017-05-10", "hama"),
        between("2017-06-01", "2017-06-09", "hama"),
        between("2017-05-12", "2017-05-13", "homs"),
        row("none", Some(1), "hama", ""),
    ];
    let told = |rows: &[PublicRow], zone: Option<&str>| {
        let series = PublicSeries::of(rows.to_vec(), true).unwrap();
        let asked = AskedOfSeries { zone: zone.map(str::to_owned), ..AskedOfSeries::default() };
        let zeros = series.told(&asked, PROMISE).zeros.unwrap();
        (zeros.assumed, zeros.events_left_out, zeros.known_wrong)
    };
    assert_eq!(told(&rows, Some("hama")), (18, 6, 2));
    // That of another zone, too.
    assert_eq!(told(&rows, None), (18, 7, 3));
    let series = PublicSeries::of(rows, false).unwrap();
    assert!(series.told(&asked_of_a_zone("hama"), PROMISE).zeros.is_none());
}

#[test]
fn rows_without_a_zone_are_one_zone_if_no_row_names_any_and_told_apart_if_some_do() {
    let first: Day = "2017-01-01".parse().unwrap();
    let rows = |zone: &'static str| {
        (0..120).map(move |day| PublicRow {
            day: Some(first.plus(day)),
            within: None,
            count: Some(if day < 100 { 1 } else { 9 }),
            zone: zone.to_owned(),
            party: String::new(),
        })
    };
    let series = PublicSeries::of(rows(""), false).unwrap();
    let told = series.told(&AskedOfSeries::default(), PROMISE);
    assert_eq!((told.zones.len(), told.zones_watched, told.without_zone), (1, 1, 0));
    assert_eq!(told.zones[0].id.as_str(), "all");
    assert!(told.without_any_zone && told.alarms.areas[0].raised.len() == 1);
    let series = PublicSeries::of(rows("").chain(rows("hama")), false).unwrap();
    let told = series.told(&AskedOfSeries::default(), PROMISE);
    assert_eq!((told.zones.len(), told.without_zone), (1, 280));
    assert!(!told.without_any_zone);
}

#[test]
fn a_table_that_says_0_or_has_every_day_notes_quiet_days() {
    let first: Day = "2017-01-01".parse().unwrap();
    let notes = |rows: Vec<(i32, u32, &str)>| {
        let rows = rows.into_iter().map(|(day, count, party)| PublicRow {
            day: Some(first.plus(day)),
            within: None,
            count: Some(count),
            zone: "hama".to_owned(),
            party: party.to_owned(),
        });
        let series = PublicSeries::of(rows, false).unwrap();
        series.told(&AskedOfSeries::default(), PROMISE).notes_quiet_days
    };
    // By turns, so that no day is without any, and one day is missing.
    let turns = |day: i32| {
        let count = u32::try_from(day % 2).unwrap();
        [(day, count, "north"), (day, 1 - count, "south")]
    };
    assert!(notes((0..60).filter(|day| *day != 30).flat_map(turns).collect()));
    assert!(notes((0..60).map(|day| (day, 2, "north")).collect()));
    assert!(!notes((0..60).filter(|day| day % 4 > 0).map(|day| (day, 2, "north")).collect()));
}

#[test]
fn a_zone_stands_as_it_does_on_the_last_day_with_its_rises_and_falls_in_order() {
    let first: Day = "2017-01-01".parse().unwrap();
    // Calm, risen, fallen again; in another zone nothing at all.
    let count = |day: i32| if (100..160).contains(&day) { 9 } else { 1 };
    let standing = |days: i32| {
        let rows = (0..days).flat_map(|day| {
            let of = |zone: &str, count| PublicRow {
                day: Some(first.plus(day)),
                within: None,
                count: Some(count),
                zone: zone.to_owned(),
                party: String::new(),
            };
            [of("hama", count(day)), of("homs", 0)]
        });
        let series = PublicSeries::of(rows, false).unwrap();
        series.told(&AskedOfSeries::default(), PROMISE).standing
    };
    let told = |days: i32, zone: usize| {
        let all = standing(days);
        let changes = all[zone].changes.iter();
        let changes: Vec<String> = changes
            .map(|change| {
                let no_fall = if change.is_no_fall() { ", no fall" } else { "" };
                let day = change.shift.onset.since(first);
                format!("{} {day}{no_fall}", change.turned.phrase())
            })
            .collect();
        format!("{} {}: {}", all[zone].zone, all[zone].stands.phrase(), changes.join("; "))
    };
    assert_eq!(told(90, 0), "hama calm: ");
    assert_eq!(told(104, 0), "hama alarm: risen 100");
    // Nobody took note, and what is usual since is known now.
    assert_eq!(told(150, 0), "hama calm: risen 100");
    assert_eq!(told(170, 0), "hama learning: risen 100; fallen 160");
    assert_eq!(told(260, 0), "hama calm: risen 100; fallen 160");
    // What never was cannot fall.
    assert_eq!(told(700, 1), "homs calm: ");
}

#[test]
fn of_sides_that_only_fought_nobody_follows_anybody() {
    let first: Day = "2017-01-01".parse().unwrap();
    let rows = (0..300).map(|day| PublicRow {
        day: Some(first.plus(day)),
        within: None,
        count: Some(1),
        zone: "hama".to_owned(),
        party: if day % 2 == 0 { "north" } else { "south" }.to_owned(),
    });
    let series = PublicSeries::of(rows, true).unwrap();
    let pairs = |sides_only| {
        let asked = AskedOfSeries { sides_only, ..AskedOfSeries::default() };
        let told = series.told(&asked, PROMISE);
        assert_eq!(told.sides_only, sides_only);
        told.following.pairs.len()
    };
    assert_eq!((pairs(false), pairs(true)), (2, 0));
}

fn risen() -> AreaSeries {
    let first: Day = "2017-01-01".parse().unwrap();
    let counts = (0..96_u32).map(|day| Some(if day < 90 { 1 + day % 2 } else { 9 })).collect();
    let counts = truce_signals::counts::daily::DailyCounts { first, counts };
    AreaSeries { area: AreaId::new("hama").unwrap(), counts, exercises: Default::default() }
}

fn stands(noted: &[Noted]) -> State {
    let series = [risen()];
    let days = (series[0].counts.first, series[0].counts.day(95));
    watch_series(&series, days, 96, Promise { false_alarms_a_year: 4.0 }, noted).areas[0].state
}

#[test]
fn a_word_counts_of_the_alarm_that_had_begun_even_if_late_reports_moved_its_days() {
    let State::Alarm(shift) = stands(&[]) else { panic!("no alarm") };
    let word = |raised_on: Day| Noted {
        area: AreaId::new("hama").unwrap(),
        raised_on,
        on: shift.on.plus(2),
        says: AlarmWord::Seen,
        seat: SeatId::new("un").unwrap(),
        text: "patrol 3 goes there".to_owned(),
    };
    for moved in [0, 1, 3] {
        assert_eq!(stands(&[word(shift.on.plus(moved))]), State::Acknowledged(shift));
    }
    assert_eq!(stands(&[word(shift.onset.plus(-1))]), State::Alarm(shift));
    let later = Noted { on: shift.on.plus(400), ..word(shift.on) };
    assert_eq!(
        stands(&[later]),
        State::Acknowledged(shift),
        "said after the last day counts on it"
    );
}

#[test]
fn a_word_on_a_serious_day_is_none_on_the_alarm_that_stands() {
    let first: Day = "2017-01-01".parse().unwrap();
    let of_day = |day: u32| match day {
        0..90 => 1 + day % 2,
        130 => 400,
        _ => 6 + day % 2,
    };
    let counts = truce_signals::counts::daily::DailyCounts {
        first,
        counts: (0..140).map(|day| Some(of_day(day))).collect(),
    };
    let area = AreaId::new("hama").unwrap();
    let series = [AreaSeries { area, counts, exercises: Default::default() }];
    let watch = |noted: &[Noted]| {
        let watched = watch_series(&series, (first, first.plus(139)), 140, PROMISE, noted);
        let area = &watched.areas[0];
        (
            area.state,
            watched.kept.ledger.false_alarms,
            area.serious_days.iter().map(|day| day.day).collect(),
        )
    };
    let serious = first.plus(130);
    let (state, _, days): (_, _, Vec<Day>) = watch(&[]);
    let State::Alarm(shift) = state else { panic!("no alarm") };
    assert!(days.contains(&serious) && shift.on < serious, "{days:?} {shift:?}");
    let word = |raised_on: Day| Noted {
        area: AreaId::new("hama").unwrap(),
        raised_on,
        on: serious.plus(1),
        says: AlarmWord::False,
        seat: SeatId::new("un").unwrap(),
        text: "patrol 3 goes there".to_owned(),
    };
    assert_eq!(watch(&[word(serious)]), (State::Alarm(shift), 0, days.clone()));
    // By then it is known what is usual since, so that an alarm of which note was taken is over.
    assert_eq!(watch(&[word(serious.plus(-1))]), (State::Calm, 1, days));
}

#[test]
fn words_of_another_watch_are_left_out_and_the_first_comes_first() {
    let said = |index: u64, act, when: &str| {
        let log = SeatId::new("un").unwrap();
        let at = truce_core::entry::Address { log: log.clone(), index };
        let of = Acknowledgement {
            act,
            area: AreaId::new("hama").unwrap(),
            party: None,
            raised_on: "2017-05-06".parse().unwrap(),
            says: AlarmWord::Seen,
            text: format!("word {index}"),
        };
        let by = OfficerId::new("duty-1").unwrap();
        let done = Done { at: at.clone(), by, seat: log, when: when.parse().unwrap() };
        (at, Acknowledged { done, of })
    };
    let words = [
        said(1, None, "2017-05-09T00:00:00Z"),
        said(2, Some(truce_core::act::Act::Shelling), "2017-05-08T00:00:00Z"),
        said(3, None, "2017-05-08T23:30:00Z"),
    ];
    let docket = Docket { acknowledgements: words.into_iter().collect(), ..Docket::default() };
    let files = truce_core::agreement::Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    };
    let agreement = truce_core::agreement::Agreement::read(&files).unwrap();
    let told = |watched: &Watched| -> Vec<String> {
        noted(&docket, &agreement, watched)
            .into_iter()
            .map(|word| format!("{} {}", word.on, word.text))
            .collect()
    };
    assert_eq!(told(&Watched::default()), ["2017-05-09 word 3", "2017-05-09 word 1"]);
    let shelling = Watched { act: Some(truce_core::act::Act::Shelling), party: None };
    assert_eq!(told(&shelling), ["2017-05-08 word 2"]);
}
