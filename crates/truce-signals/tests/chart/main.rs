//! Charts: situations in text, pictures in text; and the SVG in the hands of hostile names.

mod page;
mod picture;
mod situations;
mod svg;

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use picture::{picture, sayings};
use situations::{
    CROWDED, INTERRUPTED, RISEN, actors, alarms, counts, day, held, pair, rated, two, untested,
};
use truce_core::case::acknowledgement::AlarmWord;
use truce_core::id::{ActorId, AreaId, SeatId};
use truce_signals::chart::{
    Anchor, Arg, Chart, Mark, fan, funnel, matrix, notes, reliability, strip, timeline, two_lists,
};
use truce_signals::follows::rule::{Direction, FollowingCaveat};
use truce_signals::holding::NoAnswer;
use truce_signals::told::{
    Answer, FollowingTold, HoldingTold, Noted, RatesTold, SeriousDayTold, Unseen, outlook,
};
use truce_signals::unreported::two_lists::TwoLists;

fn check(chart: &Chart, says: Expect, drawn: Expect) {
    says.assert_eq(&sayings(chart));
    drawn.assert_eq(&picture(chart));
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
              0 |iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|iii|iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|-
                2017-01-01                      2017-03-31                      2017-06-29
             i
            ii counted
            ---signed

            ---level
            ~~ level-range
            :: dating
        "#]],
    );
}

#[test]
fn a_date_that_cannot_be_tested_says_why() {
    let mut told = held("1 2 . . 3 0 . 1", &[2]);
    let mut of = |why: NoAnswer| {
        told.dates[0].1 = Answer::None(why);
        sayings(&timeline(&told, None)).lines().nth(2).expect("a sentence").to_owned()
    };
    let (watched, counted, needed, children) = (5, 7, 30, 0.85);
    assert_eq!(
        of(NoAnswer::TooFewDays { watched, needed }),
        "- chart-date-untold(date=2017-01-03)"
    );
    assert_eq!(
        of(NoAnswer::TooFewIncidents { counted, needed: 30 }),
        "- chart-date-few(date=2017-01-03)"
    );
    assert_eq!(
        of(NoAnswer::NoStableRegimes { children }),
        "- chart-date-unsteady(date=2017-01-03)"
    );
    assert_eq!(of(NoAnswer::DateOutside), "- chart-date-outside(date=2017-01-03)");
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
                                  |2017-01-03
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
              0 -----|--------i---|-------------|--------i---------------------------|-----
                2017-01-01                 2017-01-04                           2017-01-08
             i
            ii counted
            // unwatched

            ---signed
        "#]],
    );
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

                            ############################## ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                       hama ############################## ~~~~~~~~~~~~~0.70~~~~~~~~~~~~~
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ //////////////////////////////
                      idlib ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ //////////////////////////////

            ## followed
            ~~ undirected
            //
               untested
        "#]],
    );
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
                       2017-05-01               2017-05-02              2017-05-03


            2017-04-03 through=2017-04-30

              8 ---------------------------------------------------------------------------
                 ~~~~ ~@~~ ~~ ~~~~ ~~ @~~~ ~~~~ ~~ ~~~@ ~~ ~~~~ ~~~~ ~@ ~~~~ ~~ ~~~~ ~@~~
                 ~~~~ ~~~~ ~~ @~~~ ~~ ~~~~ ~~~@ ~~ ~~~~ ~~ ~~~@ ~~~~ ~~ ~~~~ ~@ ~~~~ ~~~~
              4 -~~~@-~~~~-~~-~~~~-~@-~~~~-~~~~-~~-@~~~-~~-~~~~-~~~@-~~-~~~~-~~-~~~@-~~~~--
                 ~~~~ ~~~@ ~@ ~~~~ ~~ ~~~@ ~@~~ ~~ ~~~~ ~@ @~~~ ~~~~ ~~ @~~@ ~~ ~~~~ ~~~@
                 @~~~ ~~~~ ~~ ~~~@ ~~ ~~~~ ~~~~ ~@ ~~~~ ~~ ~~~~ ~@~~ ~~ ~~~~ ~~ @~~~ ~~~~

              0 -|---------------------------------|------------------------------------|--
                2017-04-03                    2017-04-16                        2017-04-30
            ~~ nine-in-ten
            ++
               one-in-two
            ---middle

             @ came-within
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

#[test]
fn an_alarm_is_solid_and_what_is_not_known_is_hatched() {
    check(
        &strip(&alarms(RISEN, &[])),
        expect![[r#"
            chart-alarms-title
            - chart-alarm-stands(areas=hama)
            - chart-serious(area=hama day=2017-03-28 n=7 usual=1.00)
            - chart-serious(area=hama day=2017-03-27 n=6 usual=1.00)
            ! chart-promise(year=4.00 allowed=1.10 days=101.00)
            ! chart-promise-judged(real=0 wrong=0 open=1)
            ! chart-caveat-alarms
        "#]],
        expect![[r#"
                            ////////////                              //      #^#########
                       hama             -------------------------------  -----**
                            |                              |                             |
                       2017-01-01                     2017-02-22                2017-04-15

            ---calm
            //
               learning
            ++ watch
            ##
               alarm
             * serious
             ^ raised
        "#]],
    );
}

#[test]
fn the_latest_serious_days_are_told_and_the_earlier_ones_counted() {
    let mut told = alarms(RISEN, &[]);
    let days = (0..7).map(|number| SeriousDayTold {
        day: day(10 * number),
        count: 1,
        expected: None,
        killed: Some((12, 12)),
        acts: BTreeMap::new(),
        reports: Vec::new(),
        noted: Vec::new(),
    });
    told.areas[0].serious_days = days.collect();
    let says = sayings(&strip(&told));
    let serious: Vec<&str> = says.lines().filter(|line| line.contains("serious")).collect();
    expect![[r#"
        - chart-serious-killed(area=hama day=2017-03-02 n=12)
        - chart-serious-killed(area=hama day=2017-02-20 n=12)
        - chart-serious-killed(area=hama day=2017-02-10 n=12)
        - chart-serious-killed(area=hama day=2017-01-31 n=12)
        - chart-serious-killed(area=hama day=2017-01-21 n=12)
        - chart-serious-earlier(n=2)"#]]
    .assert_eq(&serious.join("\n"));
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
                            ////////////////                                       //////
                       hama                 ----------------------------------------
                            |                             |                              |
                       2017-01-01                    2017-02-09                 2017-03-21

            ---calm
            //
               learning
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
              0 -|iiiiiiii-iiiiiiiii-ii-------iiiiii|ii-iiiiiiiii-iiiiiiiii-iiiiiiiii-iii|-
                2017-01-01                     2017-02-02                       2017-03-07
             i
            ii counted
            // unwatched

            ---level
            ~~ level-range
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
            - chart-serious(area=hama day=2017-03-28 n=7 usual=1.00)
            - chart-serious(area=hama day=2017-03-27 n=6 usual=1.00)
            ! chart-promise(year=4.00 allowed=1.10 days=101.00)
            ! chart-promise-judged(real=1 wrong=0 open=0)
            ! chart-caveat-alarms
        "#]],
        expect![[r#"
                            ////////////                              //      #^=========
                       hama             -------------------------------  -----**
                            |                              |                             |
                       2017-01-01                     2017-02-22                2017-04-15

            ---calm
            //
               learning
            ++ watch
            ##
               alarm
            == acknowledged
             * serious

             ^ raised
        "#]],
    );
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

             40 --~~~~~~~~~~~~~~----------------------------------------------------------
                               ~~~~~~                ---------------
                                     ~~~~~~~~~~                    -----------------------
                                               ~~~~~~~~~~~~~~~~~~~~~~                    ^
                                                                    ~~~~~~~~~~~~~~~hama~~~
                                                                                         ~
             20 --------------------------------------------------------------------------
                                                                                         ~
                                                                                         ~
                                              homs~~~~~~~~~~~~~~O~~~~~~~~~~~~~~~~~~~~~~~--
                               O  ~~~~~~~~~~~v~~~    ------------------------------------
                           ~~~~~~~   -----------------
              0 --~~~~~~~~~---------------------------------------------------------------
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
    let unrated = notes::unrated(&told).map(|saying| saying.to_string());
    assert_eq!(unrated.as_deref(), Some("note-rate-none(areas=raqqa)"));
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
    assert_eq!(notes::unrated(&party), None);
}

/// The levels beside a sheet, from nothing up, for each sheet.
fn levels(chart: &Chart) -> Vec<f64> {
    let number = |mark: &Mark| {
        let Mark::Text { anchor: Anchor::End, at, says, .. } = mark else { return None };
        let is_level = says.id == "chart-number" && at.0 < 40.0;
        let (_, level) = says.args.first().filter(|_| is_level)?;
        Some(level.to_string().parse().unwrap())
    };
    chart.marks.iter().filter_map(number).collect()
}

#[test]
fn the_half_of_a_scale_is_told_as_it_is() {
    let charts = situations::all();
    let all: Vec<Vec<f64>> = charts.iter().map(levels).filter(|of| !of.is_empty()).collect();
    assert!(all.len() > 8, "{all:?}");
    for sheet in all.iter().flat_map(|of| of.chunks(3)) {
        let [none, half, end] = sheet else { panic!("{sheet:?}") };
        assert_eq!((*none, 2.0 * half), (0.0, *end));
    }
}

#[test]
fn a_number_is_rounded_once() {
    let told = [0.8547, 0.85, 0.849, -0.8547, 2.5, 9.96].map(|number| Arg::decimal(number, 1));
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["0.90", "0.90", "0.80", "-0.90", "2.50", "10.00"]);
    assert_eq!(Arg::decimal(0.8547, 0).to_string(), "1.00");
    assert_eq!(Arg::decimal(0.8547, 2).to_string(), "0.85");
}

#[test]
fn areas_that_lie_on_one_another_have_a_number_together_and_their_names_below() {
    let told = rated(CROWDED, 1.2);
    check(
        &funnel(&told, 1.2, 1),
        expect![[r#"
        chart-funnel-title
        - chart-funnel-above(areas=hama+rif-dimashq common=22.80)
        - chart-funnel-below-inner(areas=quneitra+as-suwayda+deir-ez-zor+raqqa+hasaka+tartus common=22.80)
        ! chart-caveat-funnel
        ! chart-funnel-bursts(n=1.20)
    "#]],
        expect![[r#"

            200 --------------------------------------------------------------------------
                  ~~ -
                   ~  -
                   ~~  --
                    ~   --
                     ~    ---
            100 ------~~------------------------------------------------------------------
                        ~~~~     ---------    hama
                           ~~~~~~~~~     ---^----------------               rif-dimashq  ^
                                   ~~~~~~~~~~~~~~~~~~~~~~~~~------------------------------
                                            O     O           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~
                ---------------------------------------------2----------------------------
              0 --~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~1~~v~v-v--------------------------
                0                                  25                                   51
                                                                              funnel-days

            ~~ funnel-inner
            ---funnel-outer

             O funnel-within
             ^ funnel-above

             v funnel-below
            ---funnel-common

            1  quneitra+as-suwayda+deir-ez-zor+raqqa+tartus
            2  hasaka
        "#]],
    );
}

#[test]
fn signed_dates_that_would_meet_stand_one_above_the_other() {
    let told = held("5 6 4 7 5 *16, 1 0 1 2 1 *20", &[20, 24, 26, 80, 160, 170, 500]);
    let chart = timeline(&told, None);
    expect![[r#"
                    |2017-01-21              2017-03-22
                    | 2017-01-25             |                         2017-06-20|
                    | |2017-01-27            |                     2017-06-10|   |
                    | ||                     |                               |   |
          8 --------|-||---------------------|-------------------------------|---|-----
                    | ||                     |                               |   |
             i i  i | ||i i i i i i i i i i i|                               |   |
            ~~~~~~~~|~||~~~~~~~~~~~~~~~~~~~~~|                               |   |
            --------|-||---------------------|                               |   |
            iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|                               |   |
            iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|                               |   |
          4 iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|-------------------------------|---|-----
            iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|                               |   |
            iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|                               |   |
            iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|i i i i i i i i i i  i i i i i | i | i i
            iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|-------------------------------|---|-----
            iiiiiiii|i||iiiiiiiiiiiiiiiiiiiii|iiiiiiiiiiiiiiiiiiiiiiiiiiiiiii|iii|iiii
          0 |iiiiiii|i||iiiiiiiiiiiiiiiiiiiii|iii|iiiiiiiiiiiiiiiiiiiiiiiiiii|iii|iii|-
            2017-01-01                      2017-03-31                      2017-06-29
         i
        ii counted
        ---signed

        ---level
        ~~ level-range
        ::
           dating
    "#]]
    .assert_eq(&picture(&chart));
}

#[test]
fn days_of_the_past_that_were_not_scored_are_hatched_and_the_title_names_the_days_shown() {
    let told = outlook(counts(INTERRUPTED), "hama", [7; 32], 7).unwrap();
    check(
        &fan(&told, None),
        expect![[r#"
        chart-forecast-title(area=*)
        - chart-forecast-next(day=2017-12-26 middle=4 low=2 high=6)
        - chart-forecast-unproven(n=10)
        - chart-forecast-scored(n=10 within=10 model=0.75 history=0.75)
        ! chart-caveat-forecast(n=279 unwatched=80)
    "#]],
        expect![[r#"

          6 -~~~~~~~~---~~~~~~~~--~~~~~~~~---~~~~~~~~--~~~~~~~~---~~~~~~~~--~~~~~~~~---
             ++++++++   ++++++++  ++++++++   ++++++++  ++++++++   ++++++++  ++++++++
             ++++4+++   +++4++++  ++++4+++   +++4++++  ++++4+++   +++4++++  ++++4+++
             ---------  --------- ---------  --------- ---------  --------- ---------
          3 -~~~~~~~~---~~~~~~~~--~~~~~~~~---~~~~~~~~--~~~~~~~~---~~~~~~~~--~~~~~~~~---
             ~~~~~~~~   ~~~~~~~~  ~~~~~~~~   ~~~~~~~~  ~~~~~~~~   ~~~~~~~~  ~~~~~~~~



          0 ---------------------------------------------------------------------------
            2017-12-26           2017-12-28                                 2018-01-01


        2017-09-27 through=2017-12-25

          8 ------/////////////////////////////////////////////////////////////////----
            ~~~~@~/////////////////////////////////////////////////////////////////~~~
            ~~@~~~/////////////////////////////////////////////////////////////////~~@
          4 ~~~~~~/////////////////////////////////////////////////////////////////@~~-
            @@~~~@/////////////////////////////////////////////////////////////////~~~
            ~~~~~~/////////////////////////////////////////////////////////////////~@~
                  /////////////////////////////////////////////////////////////////
          0 |-----------------------------------|------------------------------------|-
            2017-09-27                     2017-11-10                       2017-12-25
        ~~ nine-in-ten
        ++
           one-in-two
        ---middle

         @ came-within
        // unscored
    "#]],
    );
    let title = fan(&told, None).marks.into_iter().find_map(|mark| {
        let Mark::Text { says, .. } = mark else { return None };
        (says.id == "chart-past-title").then(|| says.to_string())
    });
    expect!["chart-past-title(from=2017-09-27 through=2017-12-25)"]
        .assert_eq(&title.unwrap_or_default());
}

#[test]
fn a_matrix_without_pairs_is_not_drawn_and_one_of_which_nothing_is_known_is_hatched() {
    check(
        &matrix(&untested(&["hama"], &["north"])),
        expect![[r#"
        chart-matrix-title
        - chart-matrix-untested
        ! chart-caveat-follows
    "#]],
        expect![[r#"
        nothing is drawn
    "#]],
    );
    check(
        &matrix(&untested(&["hama", "homs"], &["north", "south", "east"])),
        expect![[r#"
            chart-matrix-title
            - chart-matrix-untested
            ! chart-caveat-follows
        "#]],
        expect![[r#"

                                 1         2         3         4          5         6

                            ////////// //////////////////////////////////////// //////////
                       hama ////////// //////////////////////////////////////// //////////
                            ////////// //////////////////////////////////////// //////////
                       homs ////////// //////////////////////////////////////// //////////

            // untested
            1  chart-column-then(actor=south) first=chart-column-first(actor=north

            2  chart-column-then(actor=east) first=chart-column-first(actor=north
            3  chart-column-then(actor=north) first=chart-column-first(actor=south

            4  chart-column-then(actor=east) first=chart-column-first(actor=south
            5  chart-column-then(actor=north) first=chart-column-first(actor=east

            6  chart-column-then(actor=south) first=chart-column-first(actor=east
        "#]],
    );
}
