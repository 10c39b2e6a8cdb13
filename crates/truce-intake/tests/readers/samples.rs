//! Sound files, and rows with ordinary mistakes.

use expect_test::expect;
use truce_intake::Format::{ReportsCsv, ReportsJsonl, UcdpGed};

use super::{check, options, picture};

#[test]
fn a_full_row_is_read_cell_by_cell() {
    check(
        ReportsCsv,
        "\
source,id,basis,stance,act,start,end,place,area,lat,lon,radius_m,accused,target,exemption,killed,injured,sent_at,language,account
watch-north,n-7,Observed,asserts,shelling,2017-05-07T08:30,2017-05-07T09:15,Zellaqiyat,Hama,35.3421,36.6012,800,one group | another,village,return-fire,3-5,2+,2017-05-07T12:00:00Z,en,\"Mortars, \"\"six\"\" of them,
in two volleys\"
centre-south,,,denies-event,,2017-05-07,,,,,,,,,,,,,,
",
        &expect![[r#"
            2 watch-north
                what observed asserts shelling
                when 2017-05-07T06:30:00Z..2017-05-07T07:15:59Z
                where "Zellaqiyat" at 35.3421, 36.6012 within 800 m
                area Hama
                accused one group | another
                target village
                exemption return-fire
                killed 3 to 5
                injured 2 or more
                reference n-7
                sent at 2017-05-07T12:00:00Z
                account en "Mortars, \"six\" of them,\nin two volleys"
            4 centre-south
                what alleged denies-event unstated
                when 2017-05-06T22:00:00Z..2017-05-07T21:59:59Z
                where "" within 500000 m
                account  ""
        "#]],
    );
}

#[test]
fn only_the_start_is_compulsory_and_a_default_is_never_a_claim() {
    let mut options = options();
    options.source = Some("watch-north".to_owned());
    let file = "Start\n2017-01-05\n\n2017-01\n2017\n";
    expect![[r#"
        2 watch-north
            what alleged asserts unstated
            when 2017-01-04T22:00:00Z..2017-01-05T21:59:59Z
            where "" within 500000 m
            account  ""
        4 watch-north
            what alleged asserts unstated
            when 2016-12-31T22:00:00Z..2017-01-31T21:59:59Z
            where "" within 500000 m
            account  ""
            doubt only the month is given
        5 watch-north
            what alleged asserts unstated
            when 2016-12-31T22:00:00Z..2017-12-31T21:59:59Z
            where "" within 500000 m
            account  ""
            doubt only the year is given
    "#]]
    .assert_eq(&picture(ReportsCsv, file.as_bytes(), options));
}

#[test]
fn columns_may_be_called_otherwise_and_parted_otherwise() {
    let mut options = options();
    options.map =
        vec![("start".to_owned(), "Datum".to_owned()), ("place".to_owned(), "Ort".to_owned())];
    let file =
        "Datum;Ort;source;Wetter\r\n#date;#loc;;\r\n2017-01-05;\"Ain; al-Fijah\";press;cold\r\n";
    expect![[r#"
        3 press
            what alleged asserts unstated
            when 2017-01-04T22:00:00Z..2017-01-05T21:59:59Z
            where "Ain; al-Fijah" within 500000 m
            account  ""
        DOUBT the column `Wetter` is not read
    "#]]
    .assert_eq(&picture(ReportsCsv, file.as_bytes(), options.clone()));
    let missing = "date;Ort;source\n2017-01-05;Hama;press\n";
    expect![[r#"
        unreadable: there is no column `Datum`: the columns are `date`, `Ort`, `source`
    "#]]
    .assert_eq(&picture(ReportsCsv, missing.as_bytes(), options));
}

#[test]
fn a_bad_cell_is_refused_by_line_and_column_and_the_rest_is_taken() {
    check(
        ReportsCsv,
        "\
source,start,end,act,basis,lat,lon,radius_m,killed,sent_at
a,07/05/2017,,,,,,,,
a,,,,,,,,,
,2017-05-07,,,,,,,,
a,2017-05-07,2017-05-06,,,,,,,
a,2017-05-07,,bombing,,,,,,
a,2017-05-07,,,rumour,,,,,
a,2017-05-07,,,,95.1,36,,,
a,2017-05-07,,,,\"35,1\",36,,,
a,2017-05-07,,,,35.1,,,,
a,2017-05-07,,,,35.1,36.1,near,,
a,2017-05-07,,,,,,,5-3,
a,2017-05-07,,,,,,,dozens,
a,2017-05-07,,,,,,,,noon
a,2017-05-07
a,2017-05-07,,,,,,,,,one,too,many
a,2017-05-07,,Air-Strike,,,,,0,2017-05-08
",
        &expect![[r#"
            REFUSED line 2, column `start`: `07/05/2017` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
            REFUSED line 3, column `start`: it is empty, and a report needs a date
            REFUSED line 4, column `source`: the source is not given: fill the cell in, or name the source of the whole file
            REFUSED line 5, column `end`: the event ends before it starts (2017-05-06T22:00:00Z to 2017-05-06T21:59:59Z)
            REFUSED line 6, column `act`: `bombing` is no act: use one of small-arms, shelling, air-strike, explosion, prohibited-weapon, fire, clash, seizure, movement, weapon-holding, overflight, killing, abduction, intimidation, aid-blocked, movement-blocked, utility-cut, mixing, monitors-hindered, staging, unstated
            REFUSED line 7, column `basis`: `rumour` is no basis: use one of observed alleged predicted nothing-seen impediment
            REFUSED line 8, column `lat`: latitude 95.1 lies beyond the pole
            REFUSED line 9, column `lat`: `35,1` is no number of degrees: write it as 33.6372
            REFUSED line 10, column `lon`: the latitude is given without the longitude
            REFUSED line 11, column `radius_m`: `near` is no distance: use whole metres from 1 to 500000
            REFUSED line 12, column `killed`: at least 5 is more than at most 3
            REFUSED line 13, column `killed`: `dozens` is no number of people: write 3, 3-5, or 3+ for at least three, 100000 at most
            REFUSED line 14, column `sent_at`: `noon` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
            REFUSED line 15: it has 2 fields, and line 1 names 10
            REFUSED line 16: it has 13 fields, and line 1 names 10: put a field that holds the separator in quotes
            17 a
                what alleged asserts air-strike
                when 2017-05-06T22:00:00Z..2017-05-07T21:59:59Z
                where "" within 500000 m
                killed 0
                sent at 2017-05-08T21:59:59Z
                account  ""
        "#]],
    );
}

#[test]
fn lines_of_json_are_read_as_rows_are() {
    check(
        ReportsJsonl,
        r#"
{"source": "watch-north", "Start": "2017-05-07", "lat": 35.3421, "lon": 36.6012, "killed": 3, "accused": ["one group", "another"], "target": "village|road", "account": null, "photo": {"w": 3}}
{"source": "watch-north", "start": 2017, "account": "\u0413\u0440\u0430\u0434"}
{"source": "watch-north", "start": "2017-05-07", "act": "bombing"}
{"source": "watch-north", "start": "2017-05-07", "act": {"kind": "shelling"}}
{"source": "watch-north", "start": "2017-05-07", "start": "2017-05-08"}
{"source": "watch-north", "start": "2017-05-07"
["watch-north", "2017-05-07"]
{"source": "watch-north", "start": "2017-05-07", "act": true}
{"source": "watch-north", "start": "2017-05-07", "place": "a\u001b[2Jb"}
{"source": "watch-north"}
{"source": "watch-north", "start": "2017-05-07"} and more
{"source": "watch-north", "start": "2017-05-07"}"#,
        &expect![[r#"
            2 watch-north
                what alleged asserts unstated
                when 2017-05-06T22:00:00Z..2017-05-07T21:59:59Z
                where "" at 35.3421, 36.6012 within 1000 m
                accused one group | another
                target village | road
                killed 3
                account  ""
            3 watch-north
                what alleged asserts unstated
                when 2016-12-31T22:00:00Z..2017-12-31T21:59:59Z
                where "" within 500000 m
                account  "Град"
                doubt only the year is given
            REFUSED line 4, column `act`: `bombing` is no act: use one of small-arms, shelling, air-strike, explosion, prohibited-weapon, fire, clash, seizure, movement, weapon-holding, overflight, killing, abduction, intimidation, aid-blocked, movement-blocked, utility-cut, mixing, monitors-hindered, staging, unstated
            REFUSED line 5, column `act`: an object stands where a text, a number, or a list of texts belongs
            REFUSED line 6, column `start`: the key stands twice in the line
            REFUSED line 7: it is no JSON object: EOF while parsing an object at byte 47
            REFUSED line 8: a list stands where an object with the keys of a report belongs
            REFUSED line 9, column `act`: boolean `true` stands where a text, a number, or a list of texts belongs
            REFUSED line 10, column `place`: it holds a control character
            REFUSED line 11, column `start`: it is empty, and a report needs a date
            REFUSED line 12: it is no JSON object: trailing characters at byte 50
            13 watch-north
                what alleged asserts unstated
                when 2017-05-06T22:00:00Z..2017-05-07T21:59:59Z
                where "" within 500000 m
                account  ""
            DOUBT these keys are not read: `photo`
        "#]],
    );
}

const UCDP_GED: &str = "\
id,relid,year,code_status,type_of_violence,side_a,side_b,number_of_sources,source_office,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low
,,#date+year,,,#group+name+first,#group+name+second,,,,,#loc+name,#adm1+name,#adm2+name,#geo+lat,#geo+lon,#country+name,,,#date+start,#date+end,,,,,,,#affected+killed
11,X-1,2016,Clear,1,Government of X,Y,2,\"An Agency;An Agency;A Paper, weekly\",1,Town,,Province,District,33.6,36.1,X,1,1,2016-12-22 00:00:00.000,2016-12-22 00:00:00.000,1,2,0,4,7,9,7
12,X-2,2016,Check,3,Y,Civilians,1,An Agency,4,Province,,Province,,33.6,36.1,X,2,3,2016-12-22,2016-12-28,0,0,5,0,5,4,2
13,X-3,2016,Clear,2,Y,Z,-1,,6,,somewhere,,,33.6,36.1,X,1,2,2016-12-22,2016-12-22,0,0,0,0,0,0,0
14,X-4,2016,Clear,4,Y,Z,1,,1,,,,,33.6,36.1,X,1,1,2016-12-22,2016-12-22,0,0,0,0,0,0,0
15,X-5,2016,Clear,1,Y,Z,1,,8,,,,,33.6,36.1,X,1,1,2016-12-22,2016-12-22,0,0,0,0,0,0,0
16,X-6,2016,Clear,1,Y,Z,1,,1,,,,,33.6,361,X,1,1,2016-12-22,2016-12-22,0,0,0,0,0,0,0
17,X-7,2016,Clear,1,Y,Z,1,,1,,,,,33.6,36.1,X,1,1,2016-12-22,2016-12-21,0,0,0,0,0,0,0
18,X-8,2016,Clear,1,Y,Z,1,,1,,,,,33.6,36.1,X,1,1,22.12.2016,2016-12-21,0,0,0,0,0,0,0
";

#[test]
fn ucdp_ged_is_read_as_its_codebook_means_it() {
    check(
        UcdpGed,
        UCDP_GED,
        &expect![[r#"
            3 ucdp-ged
                what alleged asserts clash
                when 2016-12-21T22:00:00Z..2016-12-22T21:59:59Z
                where "Town" at 33.6, 36.1 within 1000 m
                area Province
                killed 7 to 9
                reference 11
                account en "State-based violence between Government of X and Y at Town, District, Province, X on 2016-12-22: 7 killed by the best estimate (1 of Government of X, 2 of Y, 4 not known whose). 2 sources, among them An Agency, A Paper, weekly."
            4 ucdp-ged
                what alleged asserts killing
                when 2016-12-21T22:00:00Z..2016-12-28T21:59:59Z
                where "Province" at 33.6, 36.1 within 100000 m
                area Province
                accused Y
                killed 2 to 5
                reference 12
                account en "One-sided violence by Y against Civilians at Province, X from 2016-12-22 to 2016-12-28: 5 killed by the best estimate (5 among civilians). One source: An Agency."
                doubt the date is known to the week only
                doubt the place is known to the province only
                doubt the toll contradicts itself: low 2, best 5, high 4
                doubt the row sums up several events that UCDP could not tell apart
                doubt UCDP has the row as `Check`
            5 ucdp-ged
                what alleged asserts clash
                when 2016-12-21T22:00:00Z..2016-12-22T21:59:59Z
                where "somewhere" at 33.6, 36.1 within 500000 m
                killed 0
                reference 13
                account en "Non-state violence between Y and Z at X on 2016-12-22: 0 killed by the best estimate."
                doubt the date is said to be known to two to six days, and the dates span 1
                doubt the place is known to the country only
            REFUSED line 6, column `type_of_violence`: `4` is no code: UCDP has 1 to 3
            REFUSED line 7, column `where_prec`: `8` is no code: UCDP has 1 to 7
            REFUSED line 8, column `longitude`: longitude 361 lies beyond 180 degrees
            REFUSED line 9, column `date_end`: the event ends before it starts (2016-12-21T22:00:00Z to 2016-12-21T21:59:59Z)
            REFUSED line 10, column `date_start`: `22.12.2016` is no date: UCDP writes it as 2014-01-22
        "#]],
    );
}

#[test]
fn ucdp_ged_reads_the_same_without_its_tags_and_in_any_order_of_columns() {
    let without_tags: Vec<&str> = UCDP_GED.lines().filter(|line| !line.contains("#date")).collect();
    let turned: Vec<String> = without_tags
        .iter()
        .map(|line| {
            // The one quoted cell stands still between the halves.
            let (left, right) = line.split_once(",33.6").map_or_else(
                || line.split_once(",latitude").map(|(l, r)| (l, format!("latitude{r}"))).unwrap(),
                |(l, r)| (l, format!("33.6{r}")),
            );
            format!("{right},{left}\n")
        })
        .collect();
    let line_numbers_aside = |text: &str| {
        let lines = text.lines().map(|line| line.trim_start_matches("REFUSED line "));
        lines
            .map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit()))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let expected = picture(UcdpGed, UCDP_GED.as_bytes(), options());
    for file in [without_tags.join("\n"), turned.concat()] {
        let found = picture(UcdpGed, file.as_bytes(), options());
        assert_eq!(line_numbers_aside(&found), line_numbers_aside(&expected));
    }
}
