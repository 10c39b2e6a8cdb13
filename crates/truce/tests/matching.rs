//! `truce match`, as somebody with their own lists uses it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn truce(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truce")).args(args).current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Two lists with columns and words of their own: three events, of which the first is in both.
fn lists() -> TempDir {
    let dir = TempDir::new().unwrap();
    let north = "event_id,event_date,latitude,longitude,event_type,deaths,what\n\
                 n1,2017-05-06T10:00Z,35.40,36.60,Artillery,2,A\n\
                 n2,2017-05-06T10:00Z,33.60,36.20,Artillery,0,B\n";
    let south = "id,start,lat,lon,act,killed,what\n\
                 s1,2017-05-06T11:00Z,35.41,36.61,shelling,2,A\n\
                 s2,2017-05-20,36.20,37.15,killing,1,C\n";
    fs::write(dir.path().join("north.csv"), north).unwrap();
    fs::write(dir.path().join("south.csv"), south).unwrap();
    fs::write(dir.path().join("acts.csv"), "theirs,ours\nArtillery,shelling\n").unwrap();
    dir
}

const MAPPED: [&str; 18] = [
    "match",
    "north-watch=north.csv",
    "south.csv",
    "--map",
    "id=event_id",
    "--map",
    "start=event_date",
    "--map",
    "lat=latitude",
    "--map",
    "lon=longitude",
    "--map",
    "act=event_type",
    "--map",
    "killed=deaths",
    "--acts",
    "acts.csv",
    "--json",
];

#[test]
fn two_lists_with_columns_and_words_of_their_own_are_joined() {
    let dir = lists();
    let mut args = MAPPED.to_vec();
    args.extend(["--out", "incidents.csv", "--explain", "--truth", "what"]);
    let output = truce(dir.path(), &args);
    assert!(output.status.success(), "{output:?}");
    let told: serde_json::Value = serde_json::from_str(&said(&output)).unwrap();
    assert_eq!(told["incidents"], 3);
    assert_eq!(told["sources"], 2);
    assert_eq!(told["exact"], 3);
    assert_eq!(told["pairs"]["f"], 1.0);
    let table = fs::read_to_string(dir.path().join("incidents.csv")).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows[0], "incident,reports,file,line,id,bans,why,rival,rival_bans,rival_why");
    assert!(rows[1].starts_with("1,2,north.csv,2,n1,+"), "{table}");
    assert!(rows[1].contains("the same act"), "{table}");
    assert!(rows[2].starts_with("2,1,north.csv,3,n2,,alone"), "{table}");
    assert!(rows[3].starts_with("1,2,south.csv,2,s1,+"), "{table}");
}

#[test]
fn a_word_for_an_act_that_nobody_explained_refuses_the_row_and_says_so() {
    let dir = lists();
    let output =
        truce(dir.path(), &MAPPED.map(|arg| if arg == "acts.csv" { "none.csv" } else { arg }));
    assert_eq!(output.status.code(), Some(3));
    fs::write(dir.path().join("none.csv"), "theirs,ours\n").unwrap();
    let output =
        truce(dir.path(), &MAPPED.map(|arg| if arg == "acts.csv" { "none.csv" } else { arg }));
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(
        words.contains("north.csv, line 2, column `event_type`: `artillery` is no act"),
        "{words}"
    );
    fs::write(dir.path().join("none.csv"), "theirs,ours\nArtillery,cannon\n").unwrap();
    let output =
        truce(dir.path(), &MAPPED.map(|arg| if arg == "acts.csv" { "none.csv" } else { arg }));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(words.contains("line 2 of `none.csv`: `cannon` is no act"), "{words}");
}

#[test]
fn a_table_is_learned_only_from_enough_and_is_used_again_as_it_was_saved() {
    let dir = lists();
    let mut args = MAPPED.to_vec();
    args.push("--estimate");
    let output = truce(dir.path(), &args);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("4 reports with a place are too few"));
    let mut args = MAPPED.to_vec();
    args.extend(["--save-weights", "table.json"]);
    let first = truce(dir.path(), &args);
    let mut args = MAPPED.to_vec();
    args.extend(["--weights", "table.json"]);
    assert_eq!(said(&truce(dir.path(), &args)), said(&first));
    fs::write(dir.path().join("table.json"), "{\"copy\": 1}").unwrap();
    let output = truce(dir.path(), &args);
    assert!(String::from_utf8_lossy(&output.stderr).contains("`table.json` is no weight table"));
}

#[test]
fn a_column_that_no_file_has_is_named() {
    let dir = lists();
    let output = truce(dir.path(), &["match", "south.csv", "--map", "place=town"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no file has a column `town`"));
}

#[test]
fn a_table_is_proposed_and_adopted_by_entries_and_changes_nothing_by_itself() {
    let dir = TempDir::new().unwrap();
    let at = |args: &[&str]| truce(dir.path(), &[&["-n", "demo/un"], args].concat());
    assert!(truce(dir.path(), &["demo"]).status.success());
    let shown = said(&at(&["weights", "show", "--save", "usual.json"]));
    assert!(shown.contains("(incident-2)"), "{shown}");
    let table = fs::read_to_string(dir.path().join("usual.json")).unwrap();
    fs::write(dir.path().join("other.json"), table.replace("incident-2", "other")).unwrap();
    let by = ["--by", "officer 3", "--reason", "tried"];
    let before = said(&at(&["incidents", "--json"]));
    let proposed = at(&[&["weights", "propose", "other.json"][..], &by].concat());
    assert!(proposed.status.success(), "{proposed:?}");
    assert!(said(&proposed).contains("In force stays"), "{proposed:?}");
    assert_eq!(said(&at(&["incidents", "--json"])), before);
    let shown = said(&at(&["weights", "show"]));
    assert!(shown.contains("other: adopted by un"), "{shown}");
    assert!(shown.starts_with("In force:") && shown.contains("(incident-2)"), "{shown}");
    let unknown = at(&[&["weights", "adopt", "ffff"][..], &by].concat());
    assert_eq!(unknown.status.code(), Some(3));
    let little = at(&["weights", "estimate", "learned.json"]);
    assert!(
        String::from_utf8_lossy(&little.stderr).contains("too few to learn from"),
        "{little:?}"
    );
}
