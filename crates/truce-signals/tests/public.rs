//! Public series: rows gathered to counts, and what the questions come to of them.

use truce_core::case::Done;
use truce_core::case::acknowledgement::{Acknowledged, Acknowledgement, AlarmWord};
use truce_core::case::docket::Docket;
use truce_core::id::{AreaId, OfficerId, SeatId};
use truce_core::time::Day;
use truce_signals::alarm::{Promise, State};
use truce_signals::told::{
    AreaSeries, AskedOfSeries, NoSeries, PublicRow, PublicSeries, watch_series,
};
use truce_signals::told::{Noted, Watched, noted};

fn row(day: &str, count: Option<u32>, zone: &str, party: &str) -> PublicRow {
    PublicRow { day: day.parse().ok(), count, zone: zone.to_owned(), party: party.to_owned() }
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
