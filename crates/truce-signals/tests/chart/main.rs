//! Charts: situations in text, pictures in text; and the SVG in the hands of hostile names.

mod page;
mod picture;

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use picture::{counts, day, picture, sayings};
use truce_core::case::acknowledgement::AlarmWord;
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_core::time::Day;
use truce_signals::alarm::Promise;
use truce_signals::chart::{
    Behind, Chart, Saying, Speech, WIDTH, fan, file, funnel, matrix, notes, reliability, strip,
    timeline, two_lists,
};
use truce_signals::counts::daily::DailyCounts;
use truce_signals::fair::{self, Exposed};
use truce_signals::follows::rule::{Direction, Following, FollowingCaveat};
use truce_signals::holding::{Compared, DateTest, Settings, at_date, naive_at, regimes};
use truce_signals::told::{
    Alarms, Answer, AreaSeries, CellTold, FollowingTold, HoldingTold, LeftOut, Noted, RatesTold,
    Unseen, outlook, watch_series,
};
use truce_signals::unreported::two_lists::{TwoLists, sensitivity};

fn check(chart: &Chart, says: Expect, drawn: Expect) {
    says.assert_eq(&sayings(chart));
    drawn.assert_eq(&picture(chart));
}

/// The timeline of counts, with signed dates on those days.
/// What the simple comparison says of dates that cannot be tested.
fn naive_of(counts: &DailyCounts, dates: &[(Day, Answer<DateTest>)]) -> Vec<(Day, Compared)> {
    let untested = dates.iter().filter(|(_, answer)| matches!(answer, Answer::None(_)));
    untested.filter_map(|(date, _)| Some((*date, naive_at(counts, *date)?))).collect()
}

fn held(text: &str, dates: &[i32]) -> HoldingTold {
    let counts = counts(text);
    let found = regimes(&counts, &Settings::default());
    let test = |number: &i32| {
        let date = day(*number);
        let test =
            found.as_ref().map_err(|why| *why).and_then(|found| at_date(&counts, found, date));
        (date, Answer::from(test))
    };
    let tested: Vec<_> = dates.iter().map(test).collect();
    HoldingTold {
        at_least: None,
        exercises: 0,
        inexact: 0,
        unseen: BTreeMap::new(),
        naive: naive_of(&counts, &tested),
        dates: tested,
        drift: None,
        regimes: found.into(),
        counts,
    }
}

#[test]
fn a_fall_at_a_signed_date_is_drawn_with_the_days_between_which_it_lies() {
    let told = held("5 6 4 7 5 *16, 1 0 1 2 1 *20", &[80]);
    check(
        &timeline(&told, None),
        expect![[r#"
        chart-timeline-title(area=*)
        - chart-level-changed(n=1 day=2017-03-22 from=2017-03-22 through=2017-03-22 mean=1.00)
        - chart-date-fell(date=2017-03-22 before=5.40 after=1.00 ratio=0.19 low=0.15 high=0.23)
        ! chart-caveat-recorded
    "#]],
        expect![[r#"
                                            2017-03-22
                                                 |
              8 ---------------------------------|-----------------------------------------
                                                 |
                 i i  i i i i i i i i i i i i i i|
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~|
                ---------------------------------|
                iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|
              4 iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|-----------------------------------------
                iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|
                iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|
                iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|
                iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|i i i i i i i i i i  i i i i i i i i i i
                iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|-----------------------------------------
                iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii
              0 |iiiiiiiiiiiiiiiiiiiiiii|iiiiiiii|iiiiiiiiiiiiiii|iiiiiiiiiiiiiiiiiiiiiiii|
                2017-01-01         2017-03-01               2017-04-30          2017-06-29
             i
            ii counted
            // unwatched

            ---signed
            ---level
            ~~ level-range
            ::
               dating
        "#]],
    );
}

#[test]
fn days_without_a_record_are_hatched_and_no_level_is_claimed_of_a_few_days() {
    let told = held("1 2 . . 3 0 . 1", &[2]);
    check(
        &timeline(&told, None),
        expect![[r#"
            chart-timeline-title(area=*)
            - chart-no-answer-days(n=5 needed=56)
            - chart-date-untold(date=2017-01-03)
            ! chart-caveat-recorded
            ! chart-caveat-unwatched(n=3 days=8)
        "#]],
        expect![[r#"
                                  2017-01-03
                                  |
              4 ------------------|/////////////////-------------------/////////-----------
                                  |/////////////////                   /////////
                                  |/////////////////                   /////////
                                  |/////////////////     i             /////////
                                  |/////////////////     i             /////////
                                  |/////////////////     i             /////////
              2 --------------i---|/////////////////-----i-------------/////////-----------
                              i   |/////////////////     i             /////////
                              i   |/////////////////     i             /////////
                              i   |/////////////////     i             /////////
                     i        i   |/////////////////     i             /////////     i
                     i        i   |/////////////////     i             /////////     i
                     i        i   |/////////////////     i             /////////     i
              0 |----i--------i---|----|-----------------|---------------------------i----|
                2017-01-01        2017-01-03        2017-01-05                  2017-01-08
             i
            ii counted
            // unwatched

            ---signed
        "#]],
    );
}

fn actors() -> Vec<ActorId> {
    ["north", "south"].map(|id| ActorId::new(id).unwrap()).to_vec()
}

fn pair(zone: usize, first: usize, then: usize, direction: Direction) -> Following {
    let (jitters, caveats) = (Vec::new(), std::collections::BTreeSet::new());
    Following { zone, first, then, jitters, lead: None, direction, caveats }
}

#[test]
fn a_matrix_stays_grey_where_the_two_tests_do_not_agree() {
    let mut told = FollowingTold {
        areas: ["hama", "idlib"].map(|id| AreaId::new(id).unwrap()).to_vec(),
        pairs: vec![
            pair(0, 0, 1, Direction::Followed { chance: 0.004 }),
            pair(0, 1, 0, Direction::NotEstablished { detectable: Some(0.74) }),
            pair(1, 0, 1, Direction::NotEstablished { detectable: None }),
            pair(1, 1, 0, Direction::CannotBeTold { days: 20, events: 3 }),
        ],
        parties: actors(),
    };
    told.pairs[0].caveats.insert(FollowingCaveat::AuthorsDrawn);
    check(
        &matrix(&told),
        expect![[r#"
            chart-matrix-title
            - chart-followed(area=hama first=north then=south chance=0.01)
            ! chart-caveat-follows
            ! chart-caveat-drawn
        "#]],
        expect![[r#"
                                        south                          north
                                        north                          south

                           ############################### ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                      hama ############################### ~~~~~~~~~~~~~0.70~~~~~~~~~~~~~~
                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ///////////////////////////////
                     idlib ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ ///////////////////////////////

            ## followed
            ~~ undirected
            //
               untested
        "#]],
    );
}

fn two(lists: TwoLists, both_range: (u32, u32)) -> LeftOut {
    let seats = (SeatId::new("north").unwrap(), SeatId::new("south").unwrap());
    LeftOut { seats, days: 30, lists, both_range, at_odds: sensitivity(lists, both_range) }
}

#[test]
fn what_neither_of_two_lists_has_is_hatched_between_its_bounds() {
    let told = two(TwoLists { one: 40, other: 30, both: 20 }, (17, 24));
    check(
        &two_lists(&told, 1),
        expect![[r#"
            chart-lists-title(one=north other=south)
            - chart-lists-told(days=30 one=40 other=30 both=20 least=17 most=24)
            - chart-lists-between(low=47.00 high=213.00)
            ! chart-caveat-lists
        "#]],
        expect![[r#"
                             |~~~~~++++++~~~|              |                             |
             lists-on-record |     |     |  |              |                             |
                             |     |     |  |              |                             |
                             |             //|/////        |                             |
                        0.50 |               |---          |                             |
                             |             ////|/////////  |                             |
                           1 |               --|-----      |                             |
                             |              //////|////////|/////////                    |
                           2 |                ----|--------|                             |
                             |              ///////////|///|//////////////////////////// |
                           4 |                  -------|---|---------------              |
                             |                             |                             |
                             0                           100                           200
            ~~
               one-list
            ++ both-lists
            //
               neither-list
            ---in-all
             > no-bound
        "#]],
    );
}

#[test]
fn two_lists_with_too_little_in_common_get_no_bounds() {
    let told = two(TwoLists { one: 40, other: 30, both: 3 }, (1, 5));
    check(
        &two_lists(&told, 1),
        expect![[r#"
        chart-lists-title(one=north other=south)
        - chart-lists-told(days=30 one=40 other=30 both=3 least=1 most=5)
        - chart-lists-refused
        ! chart-caveat-lists
    "#]],
        expect![[r#"
                             |~~~~~~~~~~~~~~~~~~~~~~~~~~ ++|~~~~~~~~~~~~~~~~~~~|         |
             lists-on-record |                           | |                   |         |
                             |                           | |                   |         |
                             |                             |                             |
                             0                            40                            80
            ~~
               one-list
            ++ both-lists
            //
               neither-list
            ---in-all
             > no-bound
        "#]],
    );
}

#[test]
fn a_forecast_is_drawn_above_how_its_forerunners_did() {
    let told = outlook(counts("3 5 2 4 6 3 *20"), "hama", [7; 32], 3).unwrap();
    let hama = AreaId::new("hama").unwrap();
    check(
        &fan(&told, Some(&hama)),
        expect![[r#"
            chart-forecast-title(area=hama)
            - chart-forecast-next(day=2017-05-01 middle=4 low=1 high=7)
            - chart-forecast-model(percent=0.00)
            - chart-forecast-scored(n=28 within=28 model=0.80 history=0.80)
            ! chart-caveat-forecast(n=120 unwatched=0)
        "#]],
        expect![[r#"

              8 ---------------------------------------------------------------------------
                  ~~~~~~~~~~~~~~~~~~~~     ~~~~~~~~~~~~~~~~~~~~    ~~~~~~~~~~~~~~~~~~~~
                  ~~~~~~~~~~~~~~~~~~~~     ~~~~~~~~~~~~~~~~~~~~    ~~~~~~~~~~~~~~~~~~~~
                  ++++++++++++++++++++     ++++++++++++++++++++    ++++++++++++++++++++
              4 ------------4-----------------------4------------------------4-------------
                  ++++++++++++++++++++     ++++++++++++++++++++    ++++++++++++++++++++
                  ++++++++++++++++++++     ++++++++++++++++++++    ++++++++++++++++++++
                  ~~~~~~~~~~~~~~~~~~~~     ~~~~~~~~~~~~~~~~~~~~    ~~~~~~~~~~~~~~~~~~~~

              0 ---------------------------------------------------------------------------
                2017-05-01                      2017-05-02                      2017-05-03|

            past-title

              8 ---------------------------------------------------------------------------
                 ~~~~ ~~~~ ~~ ~~~~ ~~ ~~~~ ~~~~ ~~ ~~~~ ~~ ~~~~ ~~~~ ~~ ~~~~ ~~ ~~~~ ~~~~
                 ~~~~ ~@~~ ~~ @~~~ ~~ @~~~ ~~~@ ~~ ~~~@ ~~ ~~~@ ~~~~ ~@ ~~~~ ~@ ~~~~ ~@~~
              4 -~~~@-~~~~-~~-~~~~-~@-~~~~-~~~~-~~-@~~~-~~-~~~~-~~~@-~~-~~~~-~~-~~~@-~~~~--
                 ~~~~ ~~~@ ~@ ~~~~ ~~ ~~~@ ~@~~ ~~ ~~~~ ~@ @~~~ ~~~~ ~~ @~~@ ~~ ~~~~ ~~~@
                 @~~~ ~~~~ ~~ ~~~@ ~~ ~~~~ ~~~~ ~@ ~~~~ ~~ ~~~~ ~@~~ ~~ ~~~~ ~~ @~~~ ~~~~

              0 |------------------------|-----------------------|------------------------|
                2017-04-03          2017-04-12              2017-04-21          2017-04-30
            ~~
               nine-in-ten
            ++ one-in-two
            ---middle

             @ came-within
             O came-outside
        "#]],
    );
    check(
        &reliability(&told.past),
        expect![[r#"
        chart-reliability-title
        - chart-reliability-untold(n=34 needed=50)
        ! chart-caveat-reliability
    "#]],
        expect![[r#"
            nothing is drawn
        "#]],
    );
}

#[test]
fn too_few_days_show_no_reliability() {
    check(
        &reliability(&[]),
        expect![[r#"
        chart-reliability-title
        - chart-reliability-untold(n=0 needed=50)
        ! chart-caveat-reliability
    "#]],
        expect![[r#"
            nothing is drawn
        "#]],
    );
}

/// The alarms of one area, with what was said of them.
fn alarms(text: &str, noted: &[Noted]) -> Alarms {
    let counts = counts(text);
    let days = (counts.first, counts.day(counts.counts.len() - 1));
    let watched = counts.watched().count();
    let area = AreaId::new("hama").unwrap();
    let series = [AreaSeries { area, counts, exercises: BTreeMap::new() }];
    watch_series(&series, days, watched, Promise { false_alarms_a_year: 4.0 }, noted)
}

const RISEN: &str = "1 2 1 1 0 1 *12, . *4, 1 2 0 *3, 6 7 5 8 *5";

#[test]
fn an_alarm_is_solid_and_what_is_not_known_is_hatched() {
    check(
        &strip(&alarms(RISEN, &[])),
        expect![[r#"
            chart-alarms-title
            - chart-alarm-stands(areas=hama)
            - chart-serious(area=hama day=2017-03-27 n=6 usual=1.00)
            - chart-serious(area=hama day=2017-03-28 n=7 usual=1.00)
            ! chart-promise(year=4.00 allowed=1.10 days=101.00)
            ! chart-promise-judged(real=0 wrong=0 open=1)
            ! chart-caveat-alarms
        "#]],
        expect![[r#"
                           /////////////                              //      ^##########
                      hama              ------------------------------- ------*
                           |                              |                               |
                           2017-01-01                2017-02-22                 2017-04-15

            ---calm
            // learning
            ++
               watch
            ## alarm
            ==
               acknowledged
             * serious

             ^ raised
             v eased
        "#]],
    );
}

#[test]
fn quiet_that_nobody_may_have_seen_is_hatched_and_named_and_not_calm() {
    let mut alarms = alarms("1 0 0 1 0 0 *12, 0 *8", &[]);
    alarms.areas[0].unseen = (72..80)
        .map(|number| {
            (day(number), if number < 76 { Unseen::LessWatched } else { Unseen::KeptAway })
        })
        .collect();
    assert!(alarms.areas[0].is_unseen());
    check(
        &strip(&alarms),
        expect![[r#"
            chart-alarms-title
            - chart-alarms-none
            - chart-unseen(areas=hama)
            ! chart-promise(year=4.00 allowed=0.90 days=80.00)
            ! chart-promise-judged(real=0 wrong=0 open=0)
            ! chart-caveat-alarms
        "#]],
        expect![[r#"
                           ////////////////                                        //////
                      hama                 -----------------------------------------
                           |                              |                               |
                           2017-01-01                2017-02-09                 2017-03-21

            ---calm
            // learning
            ++
               watch
            ## alarm
            ==
               acknowledged
             * serious

             ^ raised
             v eased
        "#]],
    );
    // Of a few days among many it is calm, and those few are hatched all the same.
    alarms.areas[0].unseen.retain(|of, _| *of > day(75));
    assert!(!alarms.areas[0].is_unseen());
}

#[test]
fn days_on_which_monitors_were_kept_away_are_hatched_on_the_timeline_and_counted() {
    let told = HoldingTold {
        unseen: (20..26).map(|number| (day(number), Unseen::KeptAway)).collect(),
        ..held("1 2 1 1 2 *4, 0 *6, 1 2 1 1 2 *8", &[])
    };
    check(
        &timeline(&told, None),
        expect![[r#"
            chart-timeline-title(area=*)
            - chart-level-same(mean=1.30)
            - chart-unseen-days(n=6 kept=6 less=0)
            ! chart-caveat-recorded
            ! chart-caveat-excited(children=0.66)
        "#]],
        expect![[r#"


              4 ----------------------///////----------------------------------------------
                                      ///////
                                      ///////
                                      ///////
                                      ///////
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
              2 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~-
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                ---------------------------------------------------------------------------
                 iiiiiiiii iiiiiiiii ii////// iiiiiiiii iiiiiiiii iiiiiiiii iiiiiiiii iiii
                 iiiiiiiii iiiiiiiii ii////// iiiiiiiii iiiiiiiii iiiiiiiii iiiiiiiii iiii
                 iiiiiiiii iiiiiiiii ii////// iiiiiiiii iiiiiiiii iiiiiiiii iiiiiiiii iiii
              0 |iiiiiiiii-iiiiiiiii-ii-|-----iiiiiiiii-iiiiiiii|-iiiiiiiii-iiiiiiiii-iiii|
                2017-01-01         2017-01-22              2017-02-13           2017-03-07
             i
            ii counted
            // unwatched

            ---signed
            ---level
            ~~ level-range
            ::
               dating
        "#]],
    );
}

#[test]
fn an_alarm_of_which_somebody_took_note_is_striped_from_then_on() {
    let raised_on = alarms(RISEN, &[]).areas[0].raised[0].on;
    let area = AreaId::new("hama").unwrap();
    let seat = SeatId::new("un").unwrap();
    let (on, says, text) = (raised_on.plus(3), AlarmWord::Real, "seen to".to_owned());
    let noted = Noted { area, raised_on, on, says, seat, text };
    check(
        &strip(&alarms(RISEN, &[noted])),
        expect![[r#"
            chart-alarms-title
            - chart-alarm-noted(areas=hama)
            - chart-serious(area=hama day=2017-03-27 n=6 usual=1.00)
            - chart-serious(area=hama day=2017-03-28 n=7 usual=1.00)
            ! chart-promise(year=4.00 allowed=1.10 days=101.00)
            ! chart-promise-judged(real=1 wrong=0 open=0)
            ! chart-caveat-alarms
        "#]],
        expect![[r#"
                           /////////////                              //      ^#==========
                      hama              ------------------------------- ------*
                           |                              |                               |
                           2017-01-01                2017-02-22                 2017-04-15

            ---calm
            // learning
            ++
               watch
            ## alarm
            ==
               acknowledged
             * serious

             ^ raised
             v eased
        "#]],
    );
}

/// Rates of areas: days with a record, and incidents.
fn rated(cells: &[(&str, u32, u32)], bursts: f64) -> RatesTold {
    let exposed: Vec<Exposed> =
        cells.iter().map(|(_, days, count)| Exposed { effort: *days, count: *count }).collect();
    let told = cells.iter().zip(fair::rates(&exposed, bursts));
    let told = told.map(|((area, days, count), rate)| CellTold {
        area: AreaId::new(area).unwrap(),
        days: *days,
        count: *count,
        at_most: None,
        rate,
    });
    RatesTold { party: None, cells: told.collect(), funnel: fair::funnel(&exposed, bursts) }
}

#[test]
fn an_area_outside_the_funnel_is_named_and_one_within_is_not_ranked() {
    let told = rated(
        &[
            ("hama", 300, 90),
            ("idlib", 200, 22),
            ("homs", 120, 10),
            ("daraa", 60, 4),
            ("raqqa", 0, 0),
        ],
        2.0,
    );
    check(
        &funnel(&told, 2.0, 1),
        expect![[r#"
            chart-funnel-title
            - chart-funnel-above-inner(areas=hama common=18.50)
            - chart-funnel-below-inner(areas=homs common=18.50)
            ! chart-caveat-funnel
            ! chart-funnel-bursts(n=2.00)
        "#]],
        expect![[r#"

             40 --------------------------------------------------------------------------
                              ~~~~~~                ---------------
                                    ~~~~~~~~~                      ----------------------
                                             ~~~~~~~~~~~~~~~~~~~~~~                hama  ^
                                                                   ~~~~~~~~~~~~~~~~~~~~~~~
                                                                                         ~
             20 --------------------------------------------------------------------------
                                                                                         ~
                                                                                    ~~~~~~
                                            ~~~~~~~~~~~~~~~~~~~~O~~~~~~~~~~~~~~~~~~~------
                               O~~~~~~~~~~~~ vhoms ----------------------------------
                         ~~~~~~~   ----------------
              0 --------------------------------------------------------------------------
                0                                  150                                 300
                                                                              funnel-days

            ~~ funnel-inner
            ---funnel-outer

             O funnel-within
             ^ funnel-above

             v funnel-below
            ---funnel-common
        "#]],
    );
    let figures: Vec<String> = notes::rates(&told).iter().map(ToString::to_string).collect();
    expect![[r#"
        note-rate(area=hama rate=28.90 low=22.40 high=36.10 raw=30.00 n=90 days=300)
        note-rate(area=idlib rate=12.00 low=7.20 high=17.70 raw=11.00 n=22 days=200)
        note-rate(area=homs rate=10.40 low=5.10 high=17.20 raw=8.30 n=10 days=120)
        note-rate(area=daraa rate=10.70 low=4.10 high=19.70 raw=6.70 n=4 days=60)
        note-rate-none(areas=raqqa)"#]]
    .assert_eq(&figures.join("\n"));
}

#[test]
fn two_areas_have_no_funnel() {
    let party = RatesTold {
        party: ActorId::new("north").ok(),
        ..rated(&[("hama", 300, 90), ("idlib", 200, 22)], 2.0)
    };
    check(
        &funnel(&party, 2.0, 2),
        expect![[r#"
        chart-funnel-title-party(party=north)
        - chart-funnel-none
        ! chart-caveat-funnel
        ! chart-caveat-funnel-party
    "#]],
        expect![[r#"
        nothing is drawn
    "#]],
    );
    assert!(notes::rates(&party).is_empty());
}

#[test]
fn the_svg_is_well_formed_and_safe_whatever_names_say() {
    let charts = [
        timeline(&held("5 6 4 7 5 *16, . . , 1 0 1 2 1 *20", &[80]), None),
        strip(&alarms(RISEN, &[])),
        two_lists(&two(TwoLists { one: 40, other: 30, both: 20 }, (0, 24)), 1),
    ];
    for right_to_left in [false, true] {
        let hostile = Hostile { right_to_left };
        page::check(&file(&charts, &hostile));
        for chart in &charts {
            let svg = chart.svg(&hostile);
            page::check(&svg);
            for banned in ["style=", "<script", "<b>", "\u{202e}", "\u{7}", "onload=\""] {
                assert!(!svg.contains(banned), "{banned}: {svg}");
            }
        }
    }
}

#[test]
fn a_right_to_left_sheet_is_the_mirror_of_the_other() {
    let chart = strip(&alarms(RISEN, &[]));
    let places = |right_to_left: bool| -> Vec<(f64, f64)> {
        page::rectangles(&chart.svg(&Hostile { right_to_left }))
    };
    let (one, other) = (places(false), places(true));
    assert!(one.len() > 4);
    for ((x, width), (mirrored, same)) in one.iter().zip(&other) {
        assert!((x + width + mirrored - WIDTH).abs() < 0.11, "{x} {width} {mirrored}");
        assert_eq!(width, same);
    }
}

#[test]
fn no_number_in_the_svg_has_more_than_two_digits_after_its_point() {
    let chart = timeline(&held("5 6 4 7 5 *16, 1 0 1 2 1 *20", &[80]), None);
    let svg = chart.svg(&Hostile { right_to_left: false });
    for (place, _) in svg.match_indices('.') {
        let digits = svg[place + 1..].chars().take_while(char::is_ascii_digit).count();
        assert!(digits <= 2, "{}", &svg[place.saturating_sub(20)..place + 12]);
    }
    assert_eq!(svg, chart.svg(&Hostile { right_to_left: false }));
}

/// Says what nobody should: markup, quotation marks, turned writing, control characters.
struct Hostile {
    right_to_left: bool,
}

impl Speech for Hostile {
    fn say(&self, saying: &Saying) -> String {
        format!("</text><script>\u{202e}\u{7}&\"'{saying}<b>")
    }

    fn tag(&self) -> &str {
        "en\"><b>"
    }

    fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    fn address(&self, link: &Behind) -> Option<String> {
        Some(format!("/incidents?since={}&area=\" onload=\"x", link.days.0))
    }
}
