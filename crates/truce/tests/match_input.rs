//! `truce match` on lists as they come: other formats, missing places, wide dates, odd clocks, crowds.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::{Expect, expect};
use serde_json::Value;
use tempfile::TempDir;

fn files(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn truce(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truce")).args(args).current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    format!("{}{}", text(&output.stderr), text(&output.stdout))
}

fn told(dir: &Path, args: &[&str]) -> Value {
    let output = truce(dir, &[&["match"], args, &["--json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)))
}

/// The incident of each report in a table of these rows, by id, and what is doubted.
fn check(rows: &str, expected: &Expect) {
    let header = "source,id,start,lat,lon,radius_m,act,killed,sent_at\n";
    let rows: String = rows.lines().map(|row| format!("{}\n", row.trim())).collect();
    let dir = files(&[("list.csv", &format!("{header}{}", rows.trim_start()))]);
    let output = truce(dir.path(), &["match", "list.csv", "--out", "out.csv"]);
    let table = fs::read_to_string(dir.path().join("out.csv")).unwrap();
    let mut text = String::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        text.push_str(&format!("{} in {}\n", cells[4], cells[0]));
    }
    let words = said(&output);
    let lines = words.lines();
    let heard = |line: &&str| line.starts_with("refused") || line.ends_with(" doubted:");
    let refused = lines.clone().filter(heard);
    let doubts = lines.skip_while(|line| !line.ends_with(" doubted:")).skip(1);
    let doubts = doubts.take_while(|line| line.starts_with("  "));
    refused.chain(doubts).for_each(|line| text.push_str(&format!("{line}\n")));
    expected.assert_eq(&text);
}

const NORTH: &str = r#"{"event_id": "n1", "event_date": "2017-05-06T10:00Z", "lat": 35.4, "lon": 36.6, "act": "shelling", "killed": 2, "what": "A"}
{"event_id": "n2", "event_date": "2017-05-06T10:00Z", "lat": 33.6, "lon": 36.2, "act": "shelling"}
"#;
const SOUTH: &str = "id,start,lat,lon,act,killed,target,what\n\
                     s1,2017-05-06T11:00Z,35.41,36.61,shelling,2,army,A\n\
                     s2,2017-05-20,36.20,37.15,killing,1,army,\n";

#[test]
fn lines_of_json_have_columns_under_other_names_and_a_truth() {
    let mapped = ["--map", "id=event_id", "--map", "start=event_date", "--truth", "what"];
    for name in ["north.jsonl", "north.json"] {
        let dir = files(&[(name, NORTH), ("south.csv", SOUTH)]);
        let told = told(dir.path(), &[&[name, "south.csv"], &mapped[..]].concat());
        assert_eq!((&told["incidents"], &told["refused"]), (&3.into(), &0.into()), "{told}");
        // What has no truth is not scored: n2 and s2 are not held to be one event.
        assert_eq!((&told["there"], &told["exact"]), (&1.into(), &1.into()), "{told}");
        let first =
            format!("2 reports (the first is {name}:2 n2): without the truth, so not scored");
        assert!(told["doubts"].as_array().unwrap().contains(&first.into()), "{told}");
    }
}

#[test]
fn a_file_without_the_column_of_the_truth_is_not_scored_by_another_of_its_columns() {
    let other =
        "id,start,lat,lon,act,killed,target\ns1,2017-05-06T11:00Z,35.41,36.61,shelling,2,army\n";
    let dir = files(&[("south.csv", SOUTH), ("other.csv", other)]);
    let told = told(dir.path(), &["south.csv", "other.csv", "--truth", "what"]);
    assert_eq!(told["there"], 1, "{told}");
}

#[test]
fn a_line_of_json_that_lacks_a_mapped_key_is_refused_by_itself() {
    let mixed = format!("\u{feff}{{\"start\": \"2017-05-06\"}}\nno json\n{NORTH}");
    let dir = files(&[("north.jsonl", &mixed)]);
    let args = ["match", "north.jsonl", "--map", "start=event_date", "--map", "id=event_id"];
    let output = truce(dir.path(), &args);
    assert_eq!(output.status.code(), Some(1));
    expect![[r#"
        refused: north.jsonl, line 1, column `event_date`: it is empty, and a report needs a date
        refused: north.jsonl, line 2: it is no JSON object: expected ident at byte 2
        2 reports of 1 sources are 2 incidents; 0 of them are told more than once, one by 1 reports.
        2 rows were refused.
        To be doubted:
          north.jsonl: these keys are not read: `start`, `what`
        Write each report with its incident: --out incidents.csv
    "#]]
    .assert_eq(&said(&output));
}

#[test]
fn a_key_that_no_line_of_json_has_is_named() {
    let dir = files(&[("north.jsonl", NORTH)]);
    for args in [["--map", "place=town"], ["--truth", "town"]] {
        let output = truce(dir.path(), &[&["match", "north.jsonl"], &args[..]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(said(&output), "truce: no file has a column `town`\n");
    }
}

#[test]
fn a_json_array_is_said_to_be_one_by_whatever_name_it_comes() {
    let dir = files(&[("north.json", "[\n{\"start\": \"2017-05-06\"}]\n")]);
    let output = truce(dir.path(), &["match", "north.json"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("the file is one JSON array, not JSON Lines"), "{output:?}");
}

#[test]
fn a_report_without_a_position_is_joined_only_with_its_own_telling() {
    check(
        "p,1,2017-05-06T10:00Z,,,,shelling,2,
         q,2,2017-05-06T10:00Z,,,,shelling,2,
         q,2,2017-05-06T10:00Z,35.4,36.6,,shelling,2,
         r,3,2017-05-06T10:00Z,0,0,,shelling,2,
         s,4,2017-05-06T10:00Z,0,0,,shelling,2,
         t,5,2017-05-06T10:00Z,35.4,,,shelling,2,
         t,6,2017-05-06T10:00Z,nan,36.6,,shelling,2,
         t,7,2017-05-06T10:00Z,35.4,181,,shelling,2,",
        &expect![[r#"
            1 in 1
            2 in 2
            2 in 2
            3 in 3
            4 in 4
            refused: list.csv, line 7, column `lon`: the latitude is given without the longitude
            refused: list.csv, line 8, column `lat`: `nan` is no number of degrees: write it as 33.6372
            refused: list.csv, line 9, column `lon`: longitude 181 lies beyond 180 degrees
            To be doubted:
              2 reports (the first is list.csv:5 3): the position is 0, 0, which stands for none in many lists: it is not used
              4 reports (the first is list.csv:2 1): without a position, joined only with what its source sent under the same id
        "#]],
    );
}

#[test]
fn an_area_in_place_of_a_point_says_little_and_is_doubted() {
    check(
        "p,1,2017-05-06T10:00Z,35.4,36.6,500000,shelling,2,
         q,2,2017-05-06T10:00Z,35.4,36.6,1000,shelling,2,
         r,3,2017-05-06T10:00Z,35.9,36.6,100000,clash,,
         s,4,2017-05-06T10:00Z,35.4,36.6,500001,shelling,2,
         s,5,2017-05-06T10:00Z,35.4,36.6,0,shelling,2,",
        &expect![[r#"
            1 in 1
            2 in 1
            3 in 2
            refused: list.csv, line 5, column `radius_m`: `500001` is no distance: use whole metres from 1 to 500000
            refused: list.csv, line 6, column `radius_m`: `0` is no distance: use whole metres from 1 to 500000
            To be doubted:
              2 reports (the first is list.csv:2 1): the place is known to more than 20 km only, and says little
        "#]],
    );
}

#[test]
fn a_year_in_place_of_a_day_says_little_and_is_doubted() {
    check(
        "p,1,2017-05-06T10:00Z,35.4,36.6,1000,shelling,2,
         q,2,2017,35.4,36.6,1000,shelling,,
         r,3,2017,35.4,36.6,1000,explosion,,
         s,4,2017-05,35.4,36.6,1000,shelling,9,
         t,5,0217,35.4,36.6,1000,shelling,2,
         t,6,2017-02-30,35.4,36.6,1000,shelling,2,",
        &expect![[r#"
            1 in 1
            2 in 1
            3 in 2
            4 in 1
            refused: list.csv, line 6, column `start`: `0217` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
            refused: list.csv, line 7, column `start`: `2017-02-30` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
            To be doubted:
              3 reports (the first is list.csv:3 2): the time is known to a month or more only, and says little
        "#]],
    );
}

#[test]
fn a_time_is_read_by_its_offset_and_one_that_is_none_is_refused() {
    check(
        "p,1,2017-05-06T10:00Z,35.4,36.6,1000,shelling,2,
         q,2,2017-05-06T15:45+05:45,35.4,36.6,1000,shelling,2,
         r,3,2017-05-07T00:00+14:00,35.4,36.6,1000,shelling,2,
         s,4,2017-05-06T10:00-00:00,35.4,36.6,1000,shelling,2,
         t,5,2017-05-06T10:00+16:00,35.4,36.6,1000,shelling,2,
         t,6,2017-05-06T10:00 EST,35.4,36.6,1000,shelling,2,
         t,7,2017-05-06T10:00[Europe/Kyiv],35.4,36.6,1000,shelling,2,",
        &expect![[r#"
            1 in 1
            2 in 1
            3 in 1
            4 in 1
            refused: list.csv, line 6, column `start`: `2017-05-06T10:00+16:00` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
            refused: list.csv, line 7, column `start`: `2017-05-06T10:00 EST` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
            refused: list.csv, line 8, column `start`: `2017-05-06T10:00[Europe/Kyiv]` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
        "#]],
    );
}

#[test]
fn a_time_without_an_offset_is_by_the_clock_that_is_named() {
    let list = "source,start,lat,lon,act,killed\n\
                p,2017-05-06T20:00Z,35.4,36.6,shelling,2\n\
                q,2017-05-07T06:00,35.4,36.6,shelling,2\n";
    let dir = files(&[("list.csv", list)]);
    let why = |clock: &[&str]| {
        let args = ["match", "list.csv", "--out", "out.csv", "--explain"];
        assert!(truce(dir.path(), &[&args[..], clock].concat()).status.success());
        fs::read_to_string(dir.path().join("out.csv")).unwrap()
    };
    assert!(why(&[]).contains("; 10 h apart in time"), "{}", why(&[]));
    let ahead = why(&["--utc-offset", "+10:00"]);
    assert!(ahead.contains("; 0 min apart in time"), "{ahead}");
    let behind = why(&["--utc-offset", "-03:00"]);
    assert_eq!(behind.matches(",,alone,").count(), 2, "{behind}");
    let output = truce(dir.path(), &["match", "list.csv", "--utc-offset", "EST"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("`EST`"), "{output:?}");
}

#[test]
fn a_report_dated_after_it_was_sent_is_matched_by_its_date_and_doubted() {
    check(
        "p,1,2017-05-06T10:00Z,35.4,36.6,1000,shelling,2,2017-05-06T10:00Z
         q,2,2017-05-06T10:00Z,35.4,36.6,1000,shelling,2,2017-05-06T09:59Z
         r,3,2017-05-06,35.4,36.6,1000,shelling,2,2017-05-06
         s,4,2017-05-06,35.4,36.6,1000,shelling,2,2016
         t,5,2017-05-06,35.4,36.6,1000,shelling,2,soon",
        &expect![[r#"
            1 in 1
            2 in 1
            3 in 1
            4 in 1
            refused: list.csv, line 6, column `sent_at`: `soon` is no date or time: write it as 2017-05-07, as 2017-05-07T08:30 by the duty clock, or as 2017-05-07T08:30:00Z
            To be doubted:
              2 reports (the first is list.csv:3 2): dated after it was sent: one of the two is wrong, or a clock is; matched by its date
        "#]],
    );
}

#[test]
fn what_is_told_too_often_at_one_place_and_hour_stands_alone() {
    let mut list = "source,id,start,lat,lon,act,killed\n".to_owned();
    for id in 0..3_000 {
        list.push_str(&format!("flood,{id},2017-05-06T10:00Z,35.4,36.6,shelling,2\n"));
    }
    list.push_str("p,a,2017-05-06T10:00Z,35.4,36.6,shelling,2\n");
    list.push_str("q,b,2017-05-06T10:30Z,35.4,36.6,shelling,2\n");
    let dir = files(&[("list.csv", &list)]);
    let told = told(dir.path(), &["list.csv", "--out", "out.csv", "--explain"]);
    assert_eq!((&told["incidents"], &told["largest"]), (&3_001.into(), &2.into()));
    let table = fs::read_to_string(dir.path().join("out.csv")).unwrap();
    let last: Vec<&str> = table.lines().rev().take(2).collect();
    assert!(last.iter().all(|row| row.starts_with("3001,2,list.csv,")), "{last:?}");
}

#[test]
fn what_changed_since_an_earlier_outcome_is_said() {
    let header = "source,id,start,lat,lon,act,killed,what\n";
    let first = "p,1,2017-05-06T10:00Z,35.4,36.6,shelling,2,\"a, b\"\n\
                 q,\"2 \"\"x\"\", y\",2017-05-06T10:30Z,35.4,36.6,shelling,2,c\n\
                 p,3,2017-05-20T10:00Z,33.6,36.2,shelling,1,d\n";
    let dir = files(&[("list.csv", &format!("{header}{first}"))]);
    let run = |args: &[&str]| truce(dir.path(), &[&["match", "list.csv"], args].concat());
    assert!(run(&["--out", "earlier.csv", "--explain"]).status.success());
    let same = run(&["--since", "earlier.csv"]);
    assert!(
        said(&same).contains(
            "Since `earlier.csv`: 2 incidents are unchanged, 0 new, 0 joined, 0 split; \
             0 have further reports, 0 fewer, 0 are gone.\n"
        ),
        "{}",
        said(&same)
    );
    let more =
        "r,5,2017-01-01T10:00Z,35.0,36.0,clash,4,e\nq,4,2017-05-20T10:10Z,33.6,36.2,shelling,1,f\n";
    fs::write(dir.path().join("list.csv"), format!("{header}{more}{first}")).unwrap();
    // The earlier outcome may be replaced by the new one: it is read first.
    let told = told(dir.path(), &["list.csv", "--since", "earlier.csv", "--out", "earlier.csv"]);
    expect![[
        r#"{"gone":[],"grown":[2],"joined":[],"new":[1],"shrunk":[],"split":[],"unchanged":1}"#
    ]]
    .assert_eq(&serde_json::to_string(&told["since"]).unwrap());
    let again = run(&["--since", "earlier.csv"]);
    assert!(said(&again).contains("Since `earlier.csv`: 3 incidents are unchanged"), "{again:?}");
}

#[test]
fn an_earlier_outcome_that_is_none_is_an_error_in_words() {
    let list = "start\n2017-05-06\n";
    let torn = "incident,reports,file,line,id\n1,1,list.csv,2,\nx,1,list.csv,3,\n";
    let short = "incident,reports,file,line,id\n1,1,list.csv\n";
    let dir =
        files(&[("list.csv", list), ("torn.csv", torn), ("short.csv", short), ("no.csv", "")]);
    let mut text = String::new();
    for earlier in ["none.csv", "list.csv", "torn.csv", "short.csv", "no.csv"] {
        let args = ["match", "list.csv", "--since", earlier, "--out", "out.csv"];
        let output = truce(dir.path(), &args);
        assert_eq!(output.status.code(), Some(3), "{earlier}");
        text.push_str(&said(&output));
    }
    assert!(!dir.path().join("out.csv").exists());
    expect![[r#"
        truce: cannot open `none.csv`: there is no such file or folder
        truce: `list.csv` is no outcome of `truce match --out`: there is no column `incident`: the columns are `start`
        truce: `torn.csv` is no outcome of `truce match --out`: line 3, column `incident`: `x` is no number
        truce: `short.csv` is no outcome of `truce match --out`: line 2: it has 3 fields, and line 1 names 5
        truce: `no.csv` is no outcome of `truce match --out`: the file is empty
    "#]].assert_eq(&text);
}
