//! What bulletins say in their many ways, and what is read out of each.

use expect_test::{Expect, expect};
use truce_core::area::Area;
use truce_core::geo::Polygon;
use truce_core::id::{AreaId, SeatId, SourceId};
use truce_core::names::Names;
use truce_core::register::Register;
use truce_intake::bulletin::{
    BulletinRead, Options, Reading, USUAL_SEATS, read_json_lines, read_text,
};

fn names() -> Names {
    let areas = [
        ("aleppo", "Алеппо", ""),
        ("daraa", "Дараа", "Deraa|Dara'a|Деръа"),
        ("damascus", "Дамаск", ""),
        ("deir-ez-zor", "Дейр-эз-Зор", "Deir ez-Zor|Deir al-Zor"),
        ("hama", "Хама", "Hamah"),
        ("homs", "Хомс", "Hims"),
        ("idlib", "Идлиб", "Idleb"),
        ("latakia", "Латакия", "Lattakia"),
        ("rif-dimashq", "Риф-Димашк", "Damascus Countryside"),
        ("as-suwayda", "Эс-Сувейда", "As Suwayda"),
    ];
    let areas = areas.map(|(id, russian, aliases)| Area {
        id: AreaId::new(id).unwrap(),
        names: vec![("ru".to_owned(), russian.to_owned())],
        aliases: aliases.split('|').filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
        outline: Polygon::default(),
    });
    Names::new([], areas.into(), [])
}

fn seats() -> Vec<(SeatId, Vec<String>)> {
    let two = USUAL_SEATS.iter().take(2);
    let named = two.map(|(seat, names)| {
        (SeatId::new(seat).unwrap(), names.iter().map(|name| (*name).to_owned()).collect())
    });
    named.collect()
}

fn with_options<T>(read: impl FnOnce(&Names, &Options<'_>) -> T) -> T {
    let (names, seats) = (names(), seats());
    let told_by = SourceId::new("desk").unwrap();
    let options = Options {
        file: "day.txt",
        told_by: &told_by,
        seats: &seats,
        day: "2017-05-07".parse().ok(),
        language: None,
        hours: 24,
    };
    read(&names, &options)
}

fn read(text: &str) -> Reading {
    with_options(|names, options| read_text(text, names, options))
}

/// One line a register: `russia 5: hama 3, homs 2; turkey does not confirm 5`.
fn picture(register: &Register) -> String {
    let figure = |cases: Option<u32>| cases.map_or("?".to_owned(), |cases| cases.to_string());
    let mut line = format!("{} {}", register.seat, figure(register.total));
    let list: Vec<String> = register
        .list
        .iter()
        .map(|count| {
            let written = format!("`{}`", count.area.written);
            let area = count.area.area.as_ref().map_or(written, ToString::to_string);
            format!("{area} {}", figure(count.cases))
        })
        .collect();
    if !list.is_empty() {
        line += &format!(": {}", list.join(", "));
    }
    for review in &register.reviews {
        if let Some(cases) = review.excluded_target {
            line += &format!("; {}: {cases} at excluded", review.by);
        }
        if let Some(cases) = review.not_confirmed {
            line += &format!("; {}: {cases} not confirmed", review.by);
        }
    }
    if register.hours != 24 {
        line += &format!("; {} hours", register.hours);
    }
    for other in &register.other_totals {
        line += &format!("; also {other}");
    }
    line
}

fn bulletin_picture(bulletin: &BulletinRead) -> String {
    let mut lines: Vec<String> = Vec::new();
    if bulletin.registers.is_empty() {
        lines.push("no register".to_owned());
    }
    for register in &bulletin.registers {
        lines.push(picture(register));
        lines.extend(register.contradictions().iter().map(|found| format!("  but: {found}")));
    }
    lines.extend(bulletin.doubts.iter().map(|doubt| format!("  doubt {doubt}")));
    lines.join("\n") + "\n"
}

fn check(text: &str, expected: Expect) {
    let reading = read(text);
    let mut shown: String = reading.bulletins.iter().map(bulletin_picture).collect();
    shown += &reading.doubts.iter().map(|doubt| format!("file {doubt}\n")).collect::<String>();
    expected.assert_eq(&shown);
}

#[test]
fn figures_in_brackets_after_the_area_are_its_counts() {
    check(
        "Over 24 hours the Russian part of the Russian-Turkish commission recorded 9 truce violations in the \
         provinces of Hama (4), Latakia (3) and Homs (2). The Turkish part recorded 6: Idlib (5), Daraa (1).",
        expect![[r#"
            russia 9: hama 4, latakia 3, homs 2
            turkey 6: idlib 5, daraa 1
        "#]],
    );
}

#[test]
fn figures_before_the_area_are_its_counts() {
    check(
        "Russian observers noted eleven cases: six in Aleppo, four in Hama and one in Idlib. \
         Turkish observers noted three in Homs and two in Damascus.",
        expect![[r#"
            russia 11: aleppo 6, hama 4, idlib 1
            turkey ?: homs 3, damascus 2
        "#]],
    );
}

#[test]
fn figures_after_a_dash_or_nothing_are_counts() {
    check(
        "Российская сторона: 7 нарушений — Хама – 4, Хомс – 3. Турецкая: 5 — Дамаск три, Идлиб два.",
        expect![[r#"
            russia 7: hama 4, homs 3
            turkey 5: damascus 3, idlib 2
        "#]],
    );
}

#[test]
fn each_gives_every_area_the_same_figure() {
    check(
        "The Russian side has ten: two in Aleppo, four each in Hama and Homs. \
         The Turkish side has 7: Idlib and Daraa, 3 each, Latakia 1.",
        expect![[r#"
            russia 10: aleppo 2, hama 4, homs 4
            turkey 7: idlib 3, daraa 3, latakia 1
        "#]],
    );
}

#[test]
fn po_gives_every_area_the_same_figure_before_and_after() {
    check(
        "Российские наблюдатели отметили 8 нарушений: по 3 — Хама и Идлиб, Дамаск — 2. \
         Турецкие — 9: Хомс и Алеппо — по четыре, Деръа — 1.",
        expect![[r#"
            russia 8: hama 3, idlib 3, damascus 2
            turkey 9: homs 4, aleppo 4, daraa 1
        "#]],
    );
}

#[test]
fn all_in_one_area_gives_it_the_total() {
    check(
        "Российская сторона сообщила о трёх нарушениях, все в провинции Хомс. Турецкая: два, оба в Идлибе.",
        expect![[r#"
            russia 3: homs 3
            turkey 2: idlib 2
        "#]],
    );
    check(
        "The Russian party has two cases, both in Hama; the Turkish party five, in Idlib.",
        expect![[r#"
        russia 2: hama 2
        turkey 5: idlib 5
    "#]],
    );
}

#[test]
fn areas_without_figures_stay_without() {
    check(
        "The Russian side registered 6 violations, in Hama, Homs and Idlib; the Turkish side 1, in Aleppo.",
        expect![[r#"
            russia 6: hama ?, homs ?, idlib ?
              but: 3 areas are named without figures
            turkey 1: aleppo 1
        "#]],
    );
}

#[test]
fn no_cases_are_nought() {
    check(
        "The Russian side registered no violations. The Turkish side has none.",
        expect![[r#"
        russia 0
        turkey 0
    "#]],
    );
    check(
        "Российская сторона нарушений не зафиксировала. Турецкая — 4: Хама (4).",
        expect![[r#"
        russia 0
        turkey 4: hama 4
    "#]],
    );
    check(
        "The Turkish side did not record any violations; the Russian side: 3, Homs (3).",
        expect![[r#"
        turkey 0
        russia 3: homs 3
    "#]],
    );
}

#[test]
fn no_data_is_not_nought() {
    check(
        "Turkish party: 3 cases, Hama (2), Homs (1). Russian party: no data.",
        expect![[r#"
        turkey 3: hama 2, homs 1
    "#]],
    );
}

#[test]
fn the_area_may_stand_before_the_author() {
    check(
        "In Hama the Russian side recorded 4 cases, in Homs 2. In Idlib the Turkish side recorded 3.",
        expect![[r#"
            russia ?: hama 4, homs 2
            turkey ?: idlib 3
        "#]],
    );
}

#[test]
fn an_author_named_with_other_figures_has_no_register() {
    check(
        "The Russian side has 6: Homs (6). The Turkish side said that 12 militants were killed in Idlib. \
         Russian aircraft made 14 sorties over Hama.",
        expect![[r#"
            russia 6: homs 6
        "#]],
    );
}

#[test]
fn one_each_over_several_areas_makes_the_list() {
    check(
        "Российские представители выявили по одному нарушению в провинциях Хама, Хомс и Дамаск. \
         Турецкая часть — два, по одному в Идлибе и Алеппо.",
        expect![[r#"
            russia ?: hama 1, homs 1, damascus 1
            turkey 2: idlib 1, aleppo 1
        "#]],
    );
}

#[test]
fn a_reviewer_who_names_the_total_again_reviews_part_of_it() {
    check(
        "Из 12 нарушений, о которых сообщила турецкая сторона, российская сторона не подтверждает 9. \
         Российская сторона зафиксировала 4 нарушения: все в провинции Хама.",
        expect![[r#"
            turkey 12; russia: 9 not confirmed
            russia 4: hama 4
        "#]],
    );
}

#[test]
fn a_joint_total_is_no_register() {
    check(
        "In all, 12 violations were reported for the day. Turkish monitors: 7, Hama (7). Russian monitors: 5, Homs (5).",
        expect![[r#"
            turkey 7: hama 7
            russia 5: homs 5
        "#]],
    );
}

#[test]
fn a_joint_total_that_is_not_the_sum_is_a_doubt() {
    check(
        "Всего за сутки 14 нарушений. Российская сторона: 5, Хомс (5). Турецкая сторона: 7, Хама (7).",
        expect![[r#"
            russia 5: homs 5
            turkey 7: hama 7
              doubt 1:1: the figure 14 belongs to no seat
        "#]],
    );
}

#[test]
fn a_headline_that_differs_stands_beside_the_total() {
    check(
        "Russian side registers 8 violations in Syria\n\nThe Russian side has registered 9 violations, \
         in Hama (5) and Homs (4). The Turkish side has 2, in Idlib.",
        expect![[r#"
            russia 9: hama 5, homs 4; also 8
              but: the same text states 8 beside the total of 9
            turkey 2: idlib 2
        "#]],
    );
}

#[test]
fn a_list_that_does_not_add_up_stays_as_stated() {
    check(
        "Russian officers have 10: Hama (4), Homs (3). Turkish officers have 4: Idlib (3), Daraa (2).",
        expect![[r#"
        russia 10: hama 4, homs 3
          but: the areas add up to 7 of the stated total of 10
        turkey 4: idlib 3, daraa 2
          but: the areas add up to 5, more than the stated total of 4
    "#]],
    );
}

#[test]
fn figures_of_other_things_are_no_counts() {
    check(
        "The Russian side has 4 cases, Hama (4). Three settlements in Homs province joined, 1,512 in all. \
         Two humanitarian actions in Aleppo: 4.7 tonnes, 1 200 people; 96 treated. Armed groups: 151. \
         The army regained 12,5 square kilometres in Idlib. The Turkish side has 2, Daraa (2); \
         3 convoys reached Latakia.",
        expect![[r#"
            russia 4: hama 4
            turkey 2: daraa 2
        "#]],
    );
    check(
        "Число населённых пунктов достигло 1 512. Российская сторона — 3 нарушения: Хама (3). \
         В Алеппо проведено 4 гуманитарные акции, роздано 20,6 тонны. Турецкая — 1: Хомс (1).",
        expect![[r#"
            russia 3: hama 3
            turkey 1: homs 1
        "#]],
    );
}

#[test]
fn counts_may_come_after_settlements_and_in_any_order() {
    check(
        "Two villages (Homs) joined, 1,613 in total; 17 square kilometres were retaken. Turkish officers \
         reported 13 violations, Russian officers 9.",
        expect![[r#"
            turkey 13
            russia 9
        "#]],
    );
}

#[test]
fn an_older_figure_is_left_out() {
    check(
        "The Russian side has 7 cases (12 a day earlier): Hama (7). The Turkish side has 5, up from 3: Idlib (5).",
        expect![[r#"
            russia 7: hama 7
            turkey 5: idlib 5
        "#]],
    );
}

#[test]
fn a_second_figure_for_one_seat_is_kept_beside_the_first() {
    check(
        "Russian monitors counted 9 violations: Hama (9). For Sunday Russian monitors had counted 4 violations.",
        expect![[r#"
            russia 9: hama 9; also 4
              but: the same text states 4 beside the total of 9
        "#]],
    );
}

#[test]
fn reviews_say_who_confirms_what() {
    check(
        "The Russian side has 4, Homs (4). The Turkish side has 6, Idlib (6), not confirmed by the Russian side.",
        expect![[r#"
            russia 4: homs 4
            turkey 6: idlib 6; russia: 6 not confirmed
        "#]],
    );
    check(
        "Турецкая сторона: 8 — Хама (8), все восемь российская сторона не подтверждает. Российская: 2 — Хомс (2).",
        expect![[r#"
            turkey 8: hama 8; russia: 8 not confirmed
            russia 2: homs 2
        "#]],
    );
    check(
        "The Russian side has 5 cases. The Turkish side did not confirm 3 of them. The Turkish side has 2 cases.",
        expect![[r#"
            russia 5; turkey: 3 not confirmed
            turkey 2
        "#]],
    );
}

#[test]
fn a_review_may_stand_before_the_cases_it_is_about() {
    check(
        "Russian officers counted 6: Hama (6). Of 9 reported by Turkish officers they confirm none.",
        expect![[r#"
            russia 6: hama 6
            turkey 9; russia: 9 not confirmed
        "#]],
    );
    check(
        "The Russian side does not confirm the Turkish side's seven violations. The Russian side has one, in Homs.",
        expect![[r#"
            turkey 7; russia: 7 not confirmed
            russia 1: homs 1
        "#]],
    );
}

#[test]
fn fire_at_an_excluded_group_is_set_apart_and_the_rest_worked_out() {
    check(
        "The Russian side has 3: Homs (3). The Turkish side has 11: Hama (11). Of these, two were aimed at ISIS; \
         the rest the Russian side cannot confirm.",
        expect![[r#"
            russia 3: homs 3
            turkey 11: hama 11; russia: 2 at excluded; russia: 9 not confirmed
        "#]],
    );
}

#[test]
fn a_review_by_nobody_named_is_a_doubt() {
    check(
        "The Russian side has 3: Homs (3). The Turkish side's four are not confirmed.",
        expect![[r#"
        russia 3: homs 3
        turkey 4; russia: 4 not confirmed
          doubt 1:63: the text does not say who reviewed them; taken as `russia`
    "#]],
    );
}

#[test]
fn confirming_a_story_is_no_review_of_figures() {
    check(
        "The Russian party has 3 cases, Hama (3); the Turkish party 2, Homs (2). Mortars fired near a village \
         18 km north of Idlib; the Turkish party confirmed that an excluded group did it.",
        expect![[r#"
            russia 3: hama 3
            turkey 2: homs 2
        "#]],
    );
}

#[test]
fn a_register_without_a_seat_goes_to_the_only_one_left_with_a_doubt() {
    check(
        "Tuesday's count: nine violations, Hama (5), Homs (4). Turkish monitors have 3.",
        expect![[r#"
        russia 9: hama 5, homs 4
        turkey 3
          doubt 1:1: no seat is named with 9; `russia` is the only one left
    "#]],
    );
}

#[test]
fn figures_that_no_seat_is_near_are_a_doubt() {
    check(
        "Fourteen violations were counted in Hama.",
        expect![[r#"
            no register
              doubt 1:1: the figure 14 belongs to no seat
              doubt 1:1: no register was found in this text
              doubt 1:1: no language is stated; it was read as `en`
        "#]],
    );
    check(
        "Nothing of note happened.",
        expect![[r#"
            no register
              doubt 1:1: no register was found in this text
              doubt 1:1: no language is stated; it was read as `en`
        "#]],
    );
}

#[test]
fn an_unknown_area_is_kept_as_written_with_a_doubt() {
    check(
        "The Russian side has 5: Hama (3), Zurbatia (2). The Turkish side has none.",
        expect![[r#"
        russia 5: hama 3, `Zurbatia` 2
        turkey 0
          doubt 1:35: `Zurbatia` is no area that the agreement names
    "#]],
    );
}

#[test]
fn odd_capitals_and_spellings_are_the_same_area() {
    check(
        "the russian side has 6: HOMS (3), lattakia (2), Dara’a (1). THE TURKISH SIDE HAS 2: DEIR EZ-ZOR (2).",
        expect![[r#"
            russia 6: homs 3, latakia 2, daraa 1
            turkey 2: deir-ez-zor 2
        "#]],
    );
}

#[test]
fn russian_names_and_numbers_change_their_endings() {
    check(
        "Российская сторона зафиксировала двадцать одно нарушение: одиннадцать в Латакии, шесть в Хаме, \
         четыре в Эс-Сувейде. Турецкой стороной зафиксировано одно нарушение в Дамаске.",
        expect![[r#"
            russia 21: latakia 11, hama 6, as-suwayda 4
            turkey 1: damascus 1
        "#]],
    );
}

#[test]
fn the_author_may_stand_after_the_figure() {
    check(
        "14 violations were registered by the Russian side in Hama (9) and Homs (5), and 7 by the Turkish side \
         in Idlib (7).",
        expect![[r#"
            russia 14: hama 9, homs 5
            turkey 7: idlib 7
        "#]],
    );
}

#[test]
fn the_rest_and_as_many_are_worked_out() {
    check(
        "The Russian side has 9: five in Hama, the rest in Homs. The Turkish side has 4: two in Idlib and as many in Daraa.",
        expect![[r#"
            russia 9: hama 5, homs 4
            turkey 4: idlib 2, daraa 2
        "#]],
    );
}

#[test]
fn two_seats_may_share_a_sentence() {
    check(
        "Russia and Turkey registered four violations each.",
        expect![[r#"
        russia 4
        turkey 4
    "#]],
    );
    check(
        "Russia and Turkey registered 5 and 3 violations respectively.",
        expect![[r#"
        russia 5
        turkey 3
    "#]],
    );
}

#[test]
fn an_approximate_figure_is_a_doubt() {
    check(
        "The Russian side has about 20 cases: Hama (11), Homs (8). The Turkish side has 2.",
        expect![[r#"
        russia 20: hama 11, homs 8
          but: the areas add up to 19 of the stated total of 20
        turkey 2
          doubt 1:28: the text gives 20 as an approximate figure
    "#]],
    );
}

#[test]
fn a_text_that_breaks_off_is_a_doubt() {
    check(
        "The Russian side has 8: Hama (5), Homs (3). The Turkish side has 9: Idlib (4), Dam",
        expect![[r#"
        russia 8: hama 5, homs 3
        turkey 9: idlib 4
          but: the areas add up to 4 of the stated total of 9
          doubt 1:80: the text breaks off here
    "#]],
    );
}

#[test]
fn a_list_may_follow_in_a_sentence_of_its_own() {
    check(
        "The Russian side registered 6 violations. Of them 4 in Hama and 2 in Homs. The Turkish side: 0.",
        expect![[r#"
            russia 6: hama 4, homs 2
            turkey 0
        "#]],
    );
}

#[test]
fn a_list_may_stand_in_lines() {
    check(
        "Russian side: 6\n- Hama: 4\n- Homs: 2\n\nTurkish side: 3\n- Idlib: 3\n",
        expect![[r#"
            russia 6: hama 4, homs 2
            turkey 3: idlib 3
        "#]],
    );
}

#[test]
fn a_range_or_a_name_with_a_figure_is_no_count() {
    check(
        "The Russian side has 3-4 cases in Hama. A Su-24 flew over Homs. The Turkish side has 2.",
        expect![[r#"
        russia ?: hama ?
          but: one area is named without a figure
        turkey 2
    "#]],
    );
}

#[test]
fn the_hours_are_those_that_the_text_states() {
    check(
        "In the past 48 hours the Russian side had 3 cases; the Turkish side had 4.",
        expect![[r#"
        russia 3; 48 hours
        turkey 4; 48 hours
    "#]],
    );
}

#[test]
fn a_file_holds_many_bulletins_each_with_its_day() {
    let text = "== 2017-06-01 en wire-1\nThe Russian side has 1 case.\n\
                == 2017-06-02 ru\nТурецкая сторона: 2.\n== 2017-13-01\nlost\n== 2017-06-03 de\nkeine\n";
    let reading = read(text);
    let heads: Vec<String> = reading
        .bulletins
        .iter()
        .map(|b| {
            format!(
                "{} {} {:?} line {}\n{}",
                b.day,
                b.language,
                b.reference,
                b.line,
                bulletin_picture(b)
            )
        })
        .collect();
    let doubts: Vec<String> = reading.doubts.iter().map(ToString::to_string).collect();
    expect![[r#"
        2017-06-01 en Some("wire-1") line 2
        russia 1
        2017-06-02 ru None line 4
        turkey 2
        2017-06-03 de None line 8
        no register
          doubt 8:1: no bulletin is read in `de`: use one of en, ru
        5:4: `2017-13-01` is no date: write it as 2017-05-07; the bulletin is left out"#]]
    .assert_eq(&(heads.join("") + &doubts.join("\n")));
}

#[test]
fn json_lines_give_date_language_text_and_id() {
    let text = "{\"bulletin_date\":\"2017-06-01\",\"lang\":\"en\",\"text\":\"The Russian side has 1 case.\",\"id\":\"a\",\"x\":[1]}\n\
                \n{\"date\":\"2017-06-02\",\"text\":\"Турецкая сторона: 2 случая.\"}\nno json\n{\"date\":\"2 June\",\"text\":\"\"}\n";
    let reading = with_options(|names, options| read_json_lines(text, names, options));
    let mut shown: String = reading
        .bulletins
        .iter()
        .map(|b| format!("{} {:?} line {}: {}", b.day, b.reference, b.line, bulletin_picture(b)))
        .collect();
    shown += &reading.doubts.iter().map(|doubt| format!("file {doubt}\n")).collect::<String>();
    expect![[r#"
        2017-06-01 Some("a") line 1: russia 1
        2017-06-02 None line 3: turkey 2
        file 4:2: the line is no JSON object with a `text`: mend it, or take it out
        file 5:1: `2 June` is no date: write it as 2017-05-07
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_text_that_is_too_long_is_refused_in_words() {
    check(
        &"x ".repeat(140_000),
        expect![[r#"
            no register
              doubt 1:1: the text has 280000 bytes, and 262144 is the most: cut it
        "#]],
    );
}
