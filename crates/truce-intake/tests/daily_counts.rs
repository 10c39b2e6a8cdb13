//! Tables of counts and events: samples, and what hostile ones come to.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use truce_intake::columns;
use truce_intake::daily_counts::{DailyCountsFile, Layout};

fn picture(file: &[u8]) -> String {
    let layout = match columns(file) {
        Ok(written) => Layout::of_columns(&written),
        Err(unreadable) => return format!("unreadable: {unreadable}\n"),
    };
    let rows = match DailyCountsFile::open(file, layout) {
        Ok(rows) => rows,
        Err(unreadable) => return format!("unreadable: {unreadable}\n"),
    };
    let mut shown = format!("{layout:?}\n");
    for row in rows {
        match row {
            Ok(Ok(row)) => {
                let day = row.day.map_or("no day".to_owned(), |day| day.to_string());
                let count = row.count.map_or("nobody".to_owned(), |count| count.to_string());
                write!(shown, "{} {day} {count} {:?} {:?}", row.line, row.zone, row.party).unwrap();
                if let Some((first, last)) = row.within {
                    write!(shown, ", from {first} to {last}").unwrap();
                }
                if let Some(again) = row.again {
                    let how = if again.alike { "as" } else { "not as" };
                    write!(shown, ", again {how} in line {}", again.line).unwrap();
                }
                shown.push('\n');
            }
            Ok(Err(refused)) => writeln!(shown, "{refused}").unwrap(),
            Err(unreadable) => writeln!(shown, "stopped: {unreadable}").unwrap(),
        }
    }
    shown
}

fn check(file: &str, expected: &Expect) {
    expected.assert_eq(&picture(file.as_bytes()));
}

#[test]
fn a_day_that_is_not_covered_has_no_count() {
    check(
        "\
date,count,zone,party,covered
2017-05-07,3,hama,north,yes
2017-05-08,,hama,north,no
2017-05-09,0,hama,north,0
2017-05-10,0,hama,north,
",
        &expect![[r#"
            Counts
            2 2017-05-07 3 "hama" "north"
            3 2017-05-08 nobody "hama" "north"
            4 2017-05-09 nobody "hama" "north"
            5 2017-05-10 0 "hama" "north"
        "#]],
    );
}

#[test]
fn faults_are_told_with_line_and_column_and_the_rest_is_read() {
    check(
        "\
date;count;covered
07.05.2017;3;
2017-02-29;3;
2017-05-07;-3;
2017-05-07;99999999999999999999;
2017-05-07;;yes
2017-05-07;4;no
2017-05-07;4;perhaps
2017-05-07;4
2017-05-08;2;
",
        &expect![[r#"
            Counts
            line 2, column `date`: `07.05.2017` is no date: write it as 2017-05-07
            line 3, column `date`: `2017-02-29` is no date: write it as 2017-05-07
            line 4, column `count`: `-3` is no whole number from 0 to 100000
            line 5, column `count`: `99999999999999999999` is no whole number from 0 to 100000
            line 6, column `count`: there is no count on a day that is covered
            line 7, column `covered`: something is counted on a day that is not covered
            line 8, column `covered`: `perhaps` is neither yes nor no
            line 9: it has 2 fields, and line 1 names 3
            10 2017-05-08 2 "" ""
        "#]],
    );
}

#[test]
fn events_of_ucdp_are_counted_if_they_are_known_to_the_day() {
    check(
        "\
id,side_a,adm_1,date_prec,date_start,date_end
#event+id,#group,#adm1,#date+prec,#date+start,#date+end
1,Government of Ukraine,\"Donetsk, oblast\",1,2014-05-26,2014-05-26
2,Government of Ukraine,Luhansk oblast,1,2014-06-02 00:00:00.000,2014-06-02 00:00:00.000
3,Government of Ukraine,Luhansk oblast,3,2014-06-02,2014-06-08
4,Government of Ukraine,Luhansk oblast,9,2014-06-02,2014-06-02
5,Government of Ukraine,Luhansk oblast,1,2014-06-02,2014-06-01
",
        &expect![[r#"
            UcdpGed
            3 2014-05-26 1 "Donetsk, oblast" "Government of Ukraine"
            4 2014-06-02 1 "Luhansk oblast" "Government of Ukraine"
            5 no day 1 "Luhansk oblast" "Government of Ukraine", from 2014-06-02 to 2014-06-08
            line 6, column `date_prec`: `9` is no code from 1 to 5
            line 7, column `date_end`: the event ends on 2014-06-01, before it starts on 2014-06-02
        "#]],
    );
}

#[test]
fn events_of_acled_are_counted_by_either_way_of_writing_dates() {
    check(
        "\
event_id_cnty,event_date,year,time_precision,actor1,admin1
SYR1,07 May 2017,2017,1,Military Forces,Hama
SYR2,2017-05-08,2017,,Military Forces,Hama
SYR3,9-Sep-2017,2017,2,Military Forces,Hama
SYR4,31 June 2017,2017,1,Military Forces,Hama
SYR5,07 Mayor 2017,2017,1,Military Forces,Hama
SYR6,+7 May 2017,2017,1,Military Forces,Hama
",
        &expect![[r#"
            AcledExport
            2 2017-05-07 1 "Hama" "Military Forces"
            3 2017-05-08 1 "Hama" "Military Forces"
            4 no day 1 "Hama" "Military Forces"
            line 5, column `event_date`: `31 June 2017` is no date: write it as 07 May 2017 or 2017-05-07
            line 6, column `event_date`: `07 Mayor 2017` is no date: write it as 07 May 2017 or 2017-05-07
            line 7, column `event_date`: `+7 May 2017` is no date: write it as 07 May 2017 or 2017-05-07
        "#]],
    );
}

#[test]
fn a_row_that_says_again_what_an_earlier_one_said_names_its_line() {
    check(
        "\
id,side_a,adm_1,date_prec,date_start,date_end
1,A,Donetsk,1,2014-05-26,2014-05-26
2,A,Donetsk,1,2014-05-26,2014-05-26
1,A,Donetsk,1,2014-05-26,2014-05-26
2,A,Luhansk,1,2014-05-26,2014-05-26
,A,Donetsk,1,2014-05-26,2014-05-26
,A,Donetsk,1,2014-05-26,2014-05-26
",
        &expect![[r#"
            UcdpGed
            2 2014-05-26 1 "Donetsk" "A"
            3 2014-05-26 1 "Donetsk" "A"
            4 2014-05-26 1 "Donetsk" "A", again as in line 2
            5 2014-05-26 1 "Luhansk" "A", again not as in line 3
            6 2014-05-26 1 "Donetsk" "A"
            7 2014-05-26 1 "Donetsk" "A"
        "#]],
    );
    check(
        "\
event_id_cnty,event_date,time_precision,actor1,admin1
SYR1,07 May 2017,1,Military Forces,Hama
SYR1,2017-05-07,1,Military Forces,Hama
",
        &expect![[r#"
            AcledExport
            2 2017-05-07 1 "Hama" "Military Forces"
            3 2017-05-07 1 "Hama" "Military Forces", again as in line 2
        "#]],
    );
    check(
        "\
date,count,zone,party
2017-05-07,3,hama,north
2017-05-07,3,hama,south
2017-05-07,2,hama,north
2017-05-08,2,hama,north
",
        &expect![[r#"
            Counts
            2 2017-05-07 3 "hama" "north"
            3 2017-05-07 3 "hama" "south"
            4 2017-05-07 2 "hama" "north", again as in line 2
            5 2017-05-08 2 "hama" "north"
        "#]],
    );
}

#[test]
fn a_file_that_is_none_of_these_is_refused_in_words() {
    check(
        "",
        &expect![[r#"
        unreadable: the file is empty
    "#]],
    );
    check(
        "day,number\n1,2\n",
        &expect![[r#"
        unreadable: there is no column `date`: the columns are `day`, `number`
    "#]],
    );
    check(
        "{\"date\": 1}\n",
        &expect![[r#"
        unreadable: there is no column `date`: the columns are `{"date": 1}`
    "#]],
    );
}

#[test]
fn a_quote_that_is_left_open_and_a_name_without_end_are_told() {
    let long = "x".repeat(300);
    let file = format!("date,count,zone\n2017-05-07,1,{long}\n2017-05-07,1,\"hama\n");
    let told = picture(file.as_bytes());
    assert!(told.contains("line 2, column `zone`: the name has 300 bytes"), "{told}");
    assert!(told.contains("line 3, column `zone`: the file ends inside a quoted field"), "{told}");
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        picture(&bytes);
    }

    #[test]
    fn any_cells_under_a_header_have_an_answer_for_each_line(
        rows in prop::collection::vec("[0-9a-z\" ,;-]{0,30}", 0..12),
        layout in 0_usize..3,
    ) {
        let header = [
            "date,count,zone,party,covered",
            "date_start,date_end,date_prec,adm_1,id",
            "event_date,time_precision,admin1,event_id_cnty",
        ][layout];
        let file = format!("{header}\n{}\n", rows.join("\n"));
        let told = picture(file.as_bytes());
        prop_assert!(told.lines().count() <= rows.len() + 1, "{told}");
    }
}
