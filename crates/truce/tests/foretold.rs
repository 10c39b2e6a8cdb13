//! What sources foretold is scored when it is due, by what others than they tell; each case in one small record.
//!
//! The record: shelling in Hama every tenth day of January and February, watched all the time; six predictions put on
//! record on 1 March; then what came.

use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::expect;
use tempfile::TempDir;

const SOURCES: &str =
    "id,name,kind,reliability,seat\nun-patrol,Patrol,patrol,B,un\nherald,Herald,outlet,D,un\n";
const HEAD: &str = "source,id,basis,act,start,end,area,accused,account\n";

const PREDICTIONS: &str = "\
herald,p-1,predicted,shelling,2017-03-05,2017-03-10,hama,opposition,Will come.
herald,p-2,predicted,seizure,2017-03-05,2017-03-10,daraa,opposition,Will come.
herald,p-3,predicted,killing,2017-03-05,2017-03-10,idlib,government,Will come.
herald,p-4,predicted,shelling,2017-02-01,2017-02-10,hama,opposition,Will come.
herald,p-5,predicted,abduction,2017-04-10,2017-04-20,hama,opposition,Will come.
herald,p-6,predicted,seizure,2017-03-05,2017-03-10,homs,opposition,Will come.
";
const AGAIN: &str =
    "herald,p-7,predicted,shelling,2017-03-06,2017-03-12,hama,opposition,Will come.\n";
const CAME: &str = "\
un-patrol,c-1,observed,shelling,2017-03-07,,hama,,Came.
herald,c-2,alleged,killing,2017-03-07,,idlib,government,Came.
un-patrol,c-3,nothing-seen,seizure,2017-03-02,2017-03-15,daraa,,Nothing.
un-patrol,c-4,nothing-seen,shelling,2017-03-01,2017-03-31,hama,,Nothing else.
";

/// Runs the program at a moment; what it prints.
fn says(dir: &Path, now: &str, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_truce"))
        .args(words)
        .current_dir(dir)
        .stdin(Stdio::null())
        .env_remove("TRUCE_NODE")
        .env_remove("TRUCE_PASSPHRASE")
        .env_remove("TRUCE_PASSPHRASE_FILE")
        .env("TRUCE_NOW", now)
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{words:?}: {text}");
    text
}

fn import(dir: &Path, now: &str, rows: &str) {
    std::fs::write(dir.join("r.csv"), format!("{HEAD}{rows}")).unwrap();
    says(dir, now, &["import", "csv", "r.csv"]);
}

fn record() -> TempDir {
    let dir = TempDir::new().unwrap();
    let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
    let agreement = agreement.to_str().unwrap();
    let begins = "2017-01-01T06:00:00Z";
    let init = ["init", ".", "--seat", "un", "--agreement", agreement, "--no-passphrase"];
    says(dir.path(), begins, &init);
    std::fs::write(dir.path().join("s.csv"), SOURCES).unwrap();
    says(dir.path(), begins, &["import", "sources", "s.csv"]);
    let shelled =
        ["2017-01-05", "2017-01-15", "2017-01-25", "2017-02-04", "2017-02-14", "2017-02-24"];
    let shelled = (1..).zip(shelled);
    let shelled = shelled.map(|(number, day)| {
        format!("un-patrol,s-{number},observed,shelling,{day},,hama,,Heard.\n")
    });
    let watched = "un-patrol,w-1,nothing-seen,shelling,2017-01-01,2017-02-28,hama,,Nothing else.\n";
    let before: String = shelled.chain([watched.to_owned()]).collect();
    import(dir.path(), "2017-03-01T18:00:00Z", &before);
    import(dir.path(), "2017-03-01T20:00:00Z", PREDICTIONS);
    import(dir.path(), "2017-03-03T20:00:00Z", AGAIN);
    import(dir.path(), "2017-04-01T20:00:00Z", CAME);
    dir
}

#[test]
fn what_was_foretold_happened_did_not_or_cannot_be_told_and_says_why() {
    let dir = record();
    let words = says(dir.path(), "2017-04-01T22:00:00Z", &["signals"]);
    let heading = "What was foretold, and did it happen?";
    let said = &words[words.find(heading).unwrap()..];
    let said = said.split("Which way does each area lean?").next().unwrap();
    expect![[r#"
        What was foretold, and did it happen?
          herald, on record since March 1, 2017: shelling, Hama, February 1, 2017 to February 10, 2017. It
          cannot be told: it was put on record when its days were over. How often such things come there
          anyway cannot be told: too few days were watched before.
          herald, on record since March 1, 2017: shelling, Hama, March 5, 2017 to March 10, 2017. Such an
          incident is on record for March 7, 2017. Before it, 63 % of stretches of as many days had one
          (stretches: 54).
          herald, on record since March 1, 2017: ground attack or seizing of a position, Daraa, March 5,
          2017 to March 10, 2017. None is on record, and every day was watched. How often such things come
          there anyway cannot be told: too few days were watched before.
          herald, on record since March 1, 2017: killing, Idlib, March 5, 2017 to March 10, 2017. It cannot
          be told: of such an incident (March 7, 2017) nobody tells but the source that foretold it. How
          often such things come there anyway cannot be told: too few days were watched before.
          herald, on record since March 1, 2017: ground attack or seizing of a position, Homs, March 5, 2017
          to March 10, 2017. It cannot be told: days on which nobody looked: 6. How often such things come
          there anyway cannot be told: too few days were watched before.
          herald, on record since March 1, 2017: abduction or detention, Hama, April 10, 2017 to April 20,
          2017. Not due yet: its days are not over, or reports may still come in. Before it, 0 % of
          stretches of as many days had one (stretches: 49).
          Said again by the same source for days that touch, and counted once: 1.
          herald: happened 1, did not 1, cannot be told 4. By how often such things come anyway, 0.6 would
          have happened; chance alone brings as many or more in 0.63 of such rows.
          What counts is the day on which a prediction was put on record and signed, and incidents after it
          that others than its source tell of. That an announced act came says neither that the announced
          author did it, nor that the announcer knew of it.

    "#]].assert_eq(said);
}

#[test]
fn nobody_is_credited_for_what_was_put_on_record_later() {
    let dir = record();
    // Before the first of March nothing was foretold.
    let words = says(dir.path(), "2017-02-27T12:00:00Z", &["signals", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&words).unwrap();
    assert_eq!(told["foretold"]["all"], serde_json::json!([]));
    // What was said again for days that touch is counted once.
    let words = says(dir.path(), "2017-04-01T22:00:00Z", &["signals", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&words).unwrap();
    let all = told["foretold"]["all"].as_array().unwrap();
    assert_eq!(all.len(), 7, "{told}");
    assert_eq!(all.iter().filter(|of| of["said_again"] == true).count(), 1);
    let tally = &told["foretold"]["by_source"][0]["tally"];
    assert_eq!((&tally["happened"], &tally["did_not"]), (&1.into(), &1.into()), "{tally}");
    assert_eq!(tally["cannot_be_told"], 4, "{tally}");
}
