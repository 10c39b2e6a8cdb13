//! Signals at one seat's command line: what they say of a small record, and what they refuse to say.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use tempfile::TempDir;

/// A seat's folder, with sources on record.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
        let agreement = agreement.to_str().unwrap();
        desk.says(&format!("init . --seat un --agreement {agreement} --no-passphrase"));
        let sources = "id,name,kind,reliability\nradio,Radio,press,D\n";
        std::fs::write(desk.0.path().join("s.csv"), sources).unwrap();
        desk.says("import sources s.csv");
        desk
    }

    /// Puts reports on record: so many shellings in a town on each day from 30 December 2016 on, by turns of the list.
    fn reports(&self, place: &str, days: u32, by_day: &[u32]) {
        let mut rows = "source,id,act,start,place,account\n".to_owned();
        for day in 0..days {
            let date = format!("2017-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
            let count = by_day[usize::try_from(day).unwrap() % by_day.len()];
            for number in 0..count {
                let hour = 1 + 3 * number;
                writeln!(
                    rows,
                    "radio,{place}-{day}-{number},shelling,{date}T{hour:02}:00:00+02:00,{place},Heard."
                )
                .unwrap();
            }
        }
        std::fs::write(self.0.path().join("r.csv"), rows).unwrap();
        let told = self.says("import csv r.csv");
        assert!(!told.contains("exit code"), "{told}");
    }

    /// What a command line prints, and its exit code where it is not 0.
    fn says(&self, line: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_truce"))
            .args(line.split_whitespace())
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .env_remove("TRUCE_NODE")
            .env_remove("TRUCE_PASSPHRASE")
            .env_remove("TRUCE_PASSPHRASE_FILE")
            .env("TRUCE_NOW", "2017-05-08T06:00:00Z")
            .output()
            .unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        match output.status.code() {
            Some(0) => text,
            code => format!("{text}exit code {}\n", code.unwrap_or(-1)),
        }
    }

    fn check(&self, line: &str, expected: Expect) {
        expected.assert_eq(&self.says(line));
    }
}

#[test]
fn an_empty_record_says_nothing_about_calm() {
    let desk = Desk::new();
    desk.check(
        "signals",
        expect![[r#"
        Nothing is on record for any day that is over. It says nothing about calm.
    "#]],
    );
    desk.check(
        "alarms",
        expect![[r#"
        Nothing is on record for any day that is over. It says nothing about calm.
    "#]],
    );
    desk.check(
        "forecast",
        expect![[r#"
            truce: nothing is on record for any day that is over, so nothing can be foretold
            exit code 3
        "#]],
    );
}

#[test]
fn a_name_that_is_none_is_told_with_those_that_are() {
    let desk = Desk::new();
    desk.check(
        "signals --party martians",
        expect![[r#"
        truce: `martians` is no party to the agreement: use government or opposition
        exit code 2
    "#]],
    );
    let told = desk.says("forecast --area atlantis");
    assert!(told.starts_with("truce: `atlantis` is no area that the agreement names: use one of "));
    desk.check(
        "forecast --days 8",
        expect![[r#"
        truce: `8` days ahead cannot be foretold: use 1 to 7
        exit code 2
    "#]],
    );
    desk.check(
        "alarms --false-alarms-a-year 0",
        expect![[r#"
        truce: `0` false alarms a year is no promise: use a number from 0.01 to 1000
        exit code 2
    "#]],
    );
}

#[test]
fn what_is_no_forecast_is_not_scored() {
    let desk = Desk::new();
    desk.reports("Douma", 3, &[1]);
    std::fs::write(desk.0.path().join("x.json"), "{}").unwrap();
    desk.check("forecast score x.json", expect![[r#"
        truce: `x.json` is no forecast: missing field `forecasts` at line 1 column 2; `truce forecast --out FILE` writes one
        exit code 3
    "#]]);
    let forecast = r#"{"forecasts":[{"subject":"all areas","known_through":"2017-01-01","method":"Recent",
        "record_sha256":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],
        "days":[[999999]]}],"shown":{"NotYetProven":{"scored":0}}}"#;
    std::fs::write(desk.0.path().join("y.json"), forecast).unwrap();
    desk.check("forecast score y.json", expect![[r#"
        truce: `y.json` is no forecast: its probabilities do not add up to one; `truce forecast --out FILE` writes one
        exit code 3
    "#]]);
}

#[test]
fn a_few_days_are_refused_in_words() {
    let desk = Desk::new();
    desk.reports("Douma", 3, &[1]);
    desk.check("signals", expect![[r#"
        Signals, 2017-01-01 to 2017-01-03. Estimates and advice, no finding; nothing here is on record.

        Is it holding? (all areas)
          No answer: something is on record on 3 days only, and 56 are needed.
          Nearly every day counted has an incident: quiet days were hardly noted. So levels say how much a
          day with incidents brings, not how many days have any.

        Who follows whom?
          Nothing can be tested: in no area were two parties' acts counted often enough (20 of each, on 60
          days).

        What is not on record? (all areas)
          3 incidents are on record; 3 told by one group of sources only, 0 by two.
          That is too little to say how many are on no record.
          No two seats' own sources reported events of the same day: nothing can be held against each other.

        Quiet because unseen?
          In no area did counts of the last 14 days fall by half together with what is known of watching.

        What do all lists leave out?
          Nothing can be said: it takes the own lists of three seats, with 30 incidents, ten of them in two
          lists or more; here 0 seats have lists.

        What is still to be told?
          Nothing can be said: too few incidents of the last half year were put on record within 14 days.

        Where do incidents crowd together?
          No areas crowd together beyond what chance often brings.
          Expected is what the totals of areas and days let expect. Areas whose watching changed look like
          clusters.

        Do labels drawn by lot say the same?
          Nothing can be said: fewer than 20 incidents are left by all claims to each of two parties.
    "#]]);
}

#[test]
fn a_forecast_is_scored_when_its_days_are_over() {
    let desk = Desk::new();
    desk.reports("Douma", 20, &[2, 0, 1]);
    desk.says("forecast --days 2 --out f.json");
    let sealed = desk.says("forecast --days 2 --seal");
    let digest = sealed.split("sha256 ").nth(1).unwrap().split_whitespace().next().unwrap();
    let waiting = desk.says("forecast score f.json");
    assert!(waiting.contains(&format!("no day can be scored yet. sha256 {digest}")), "{waiting}");
    desk.reports("Douma", 24, &[2, 0, 1]);
    let scored = desk.says("forecast score f.json");
    assert!(scored.contains("mean CRPS"), "{scored}");
    assert!(scored.contains(digest), "{scored}");
}

/// Eight calm weeks, then four with far more.
fn risen() -> Desk {
    let desk = Desk::new();
    let calm = [1, 2, 1, 1, 2, 1, 1].repeat(8);
    let risen = [5, 6, 4, 5, 6, 5, 5].repeat(4);
    desk.reports("Douma", 84, &[calm, risen].concat());
    desk
}

#[test]
fn a_rise_raises_an_alarm_and_claims_no_level_where_incidents_may_follow_incidents() {
    let desk = risen();
    desk.check("signals --date 2017-02-15 --party government", expect![[r#"
        Signals, 2017-01-01 to 2017-03-28. Estimates and advice, no finding; nothing here is on record.

        Is it holding? (all areas, what the claims do not take from Syrian government)
          No answer: incidents follow so much from incidents (0.98 from each) that no level stands still.
          Counted are 108 incidents that the claims do not take from the party; 0 of them the claims leave
          to it alone.
          On 3 of 87 days nothing is on record: nobody is known to have looked, and they are left out. If
          they were calm, every level is lower than it stands here.
          Nearly every day counted has an incident: quiet days were hardly noted. So levels say how much a
          day with incidents brings, not how many days have any.

        Who follows whom?
          No direction can be established, in any area.
          Rif Dimashq, Syrian government then armed opposition: no direction; from 1.3 responses to each act
          on it would have been seen four times in five.
          Rif Dimashq, armed opposition then Syrian government: no direction; from 0.7 responses to each act
          on it would have been seen four times in five.
          Counted is what is on record; the sides may not be watched alike; third parties and excluded
          groups may drive both. To follow is not to be caused by, nor to be justified by. Authors that the
          claims leave open were drawn by lot among the parties, 20 times.

        What is not on record? (all areas)
          108 incidents are on record; 108 told by one group of sources only, 0 by two.
          That is too little to say how many are on no record.
          No two seats' own sources reported events of the same day: nothing can be held against each other.

        Quiet because unseen?
          In no area did counts of the last 14 days fall by half together with what is known of watching.

        What do all lists leave out?
          Nothing can be said: it takes the own lists of three seats, with 30 incidents, ten of them in two
          lists or more; here 0 seats have lists.

        What is still to be told?
          Nothing can be said: too few incidents of the last half year were put on record within 14 days.

        Where do incidents crowd together?
          No areas crowd together beyond what chance often brings.
          Expected is what the totals of areas and days let expect. Areas whose watching changed look like
          clusters.

        Do labels drawn by lot say the same?
          Nothing can be said: fewer than 20 incidents are left by all claims to each of two parties.
    "#]]);
    desk.check("alarms", expect![[r#"
        Alarms, 2017-01-01 to 2017-03-28: alarm in Rif Dimashq.

        area         stands  since                              usual then  incidents  exercises  days with a record  alarms  falls
        ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        Rif Dimashq  alarm   about 2017-03-01, seen 2017-03-12   1.1 a day        108          0                  84       1      0

        Promised are at most 4 false alarms a year over all areas together: 0.9 for the 84 days with a
        record. 1 alarm was raised. Whether any was false has not been judged, so whether the promise is
        kept cannot be told.
        Counted is what is on record. Days without any record are left out, and an area that nobody watches
        raises no alarm. An alarm says that there is more than was usual; not why, and not by whom.
    "#]]);
}

#[test]
fn an_exercise_is_counted_apart() {
    let desk = Desk::new();
    desk.reports("Douma", 3, &[1]);
    let rows = "source,id,act,start,place,account,exemption\n\
                radio,drill,shelling,2017-01-07T20:00:00+02:00,Douma,Drill.,exercise\n";
    std::fs::write(desk.0.path().join("drill.csv"), rows).unwrap();
    desk.says("import csv drill.csv");
    let told: serde_json::Value = serde_json::from_str(&desk.says("alarms --json")).unwrap();
    assert_eq!(
        (&told["areas"][0]["counted"], &told["areas"][0]["exercises"]),
        (&3.into(), &1.into())
    );
    let told = desk.says("signals");
    assert!(told.contains("1 incident is left out: every claim says exercise."), "{told}");
}

#[test]
fn days_without_a_record_are_missing_and_are_told() {
    let desk = Desk::new();
    desk.reports("Douma", 9, &[1, 0, 0]);
    let told: serde_json::Value = serde_json::from_str(&desk.says("signals --json")).unwrap();
    let counts = serde_json::json!([1, null, null, 1, null, null, 1]);
    assert_eq!(told["holding"]["counts"]["counts"], counts);
    let told = desk.says("signals");
    assert!(told.contains("On 4 of 7 days nothing is on record"), "{told}");
    let rows = "source,id,act,basis,start,place,account\n\
                radio,calm,shelling,nothing-seen,2017-01-02,Douma,Calm.\n";
    std::fs::write(desk.0.path().join("calm.csv"), rows).unwrap();
    let read = desk.says("import csv calm.csv");
    let told: serde_json::Value = serde_json::from_str(&desk.says("signals --json")).unwrap();
    let counts = serde_json::json!([1, 0, null, 1, null, null, 1]);
    assert_eq!(told["holding"]["counts"]["counts"], counts, "{read}");
}

#[test]
fn what_is_asked_for_as_json_is_json_where_nothing_is_on_record_too() {
    let desk = Desk::new();
    for line in ["signals --json", "alarms --json"] {
        let told: serde_json::Value = serde_json::from_str(&desk.says(line)).unwrap();
        assert_eq!(told, serde_json::json!({ "nothing_on_record": true }), "{line}");
    }
}

#[test]
fn a_forecast_as_json_tells_the_digests_that_a_seat_can_put_on_record() {
    let desk = Desk::new();
    desk.reports("Douma", 20, &[2, 0, 1]);
    let sealed = desk.says("forecast --days 2 --seal");
    let told: serde_json::Value =
        serde_json::from_str(&desk.says("forecast --days 2 --json")).unwrap();
    let digests = told["digests"].as_array().unwrap();
    assert_eq!(digests.len(), told["forecasts"].as_array().unwrap().len());
    for digest in digests {
        assert!(sealed.contains(digest.as_str().unwrap()), "{digest}: {sealed}");
    }
}

#[test]
fn signals_are_of_one_act_if_that_is_asked_for() {
    let desk = Desk::new();
    desk.reports("Douma", 3, &[1]);
    let counted = |line: &str| -> serde_json::Value {
        let told: serde_json::Value = serde_json::from_str(&desk.says(line)).unwrap();
        told["holding"]["counts"]["counts"].clone()
    };
    assert_eq!(counted("signals --json --act shelling"), serde_json::json!([1, 1, 1]));
    assert_eq!(counted("signals --json --act air-strike"), serde_json::json!([0, 0, 0]));
}

#[test]
fn charts_are_written_with_their_words_in_the_language_that_is_asked_for() {
    let desk = risen();
    let told = desk.says("alarms --svg a.svg");
    assert!(told.starts_with("Alarms, "), "{told}");
    desk.says("alarms --svg b.svg --lang ar");
    desk.says("signals --svg c.svg --lang ru");
    desk.says("forecast --svg d.svg --lang fa");
    let read = |name: &str| std::fs::read_to_string(desk.0.path().join(name)).unwrap();
    let english = read("a.svg").replace(['\u{2068}', '\u{2069}'], "");
    assert!(english.contains("Alarm: Rif Dimashq. More is counted than was usual."), "{english}");
    assert!(read("b.svg").contains("direction=\"rtl\"") && read("b.svg").contains("إنذار"));
    assert!(read("c.svg").contains("Ответа нет") && read("c.svg").contains("direction=\"ltr\""));
    assert!(read("d.svg").contains("xml:lang=\"fa\""));
    for name in ["a.svg", "b.svg", "c.svg", "d.svg"] {
        let svg = read(name);
        // A message that is not there would show as its name.
        assert!(svg.starts_with("<?xml") && !svg.contains(">chart-"), "{name}: {svg}");
    }
    let told = desk.says("alarms --svg a.svg --lang xx");
    assert!(told.contains("`xx` is no language of the screen"), "{told}");
}

#[test]
fn an_alarm_is_acknowledged_on_record_and_stands_so_from_then_on() {
    let desk = risen();
    desk.says("office appoint duty-1 --to duty-officer --reason list");
    desk.says("office appoint looks --to verifier --reason list");
    let refused = [
        desk.says("alarms acknowledge hama --text seen-to --by looks --raised-on 2017-05-06"),
        desk.says("alarms acknowledge hama --text seen-to --by duty-1"),
        desk.says("alarms acknowledge atlantis --text seen-to --by duty-1"),
    ];
    expect![[r#"
        truce: no office of `looks` allows to acknowledge; nothing was put on record
        exit code 3
        truce: no alarm stands in hama: name an earlier one by --raised-on, see truce alarms --json
        exit code 3
        truce: `atlantis` is no area that the agreement names: use one of damascus, rif-dimashq, aleppo, idlib, hama, homs, latakia, tartus, daraa, quneitra, as-suwayda, deir-ez-zor, raqqa, hasaka
        exit code 2
    "#]].assert_eq(&refused.concat());
    let told: serde_json::Value = serde_json::from_str(&desk.says("alarms --json")).unwrap();
    let area = told["areas"][0]["area"].as_str().unwrap().to_owned();
    let put =
        desk.says(&format!("alarms acknowledge {area} --text patrol-3-goes --by duty-1 --json"));
    let put: serde_json::Value = serde_json::from_str(&put).unwrap();
    assert_eq!(put["of"]["raised_on"], told["areas"][0]["raised"][0]["on"], "{put}");
    let told: serde_json::Value = serde_json::from_str(&desk.says("alarms --json")).unwrap();
    assert!(told["areas"][0]["state"]["acknowledged"].is_object(), "{told}");
    assert_eq!(told["areas"][0]["noted"][0]["text"], "patrol-3-goes");
    let words = desk.says("alarms");
    assert!(words.contains("acknowledged") && words.contains("seen. patrol-3-goes"), "{words}");
    let other: serde_json::Value =
        serde_json::from_str(&desk.says("alarms --act shelling --json")).unwrap();
    assert_eq!(other["areas"][0]["noted"].as_array().unwrap().len(), 0, "{other}");
}

#[test]
fn a_public_series_is_asked_without_a_node_and_its_faults_are_told_with_line_and_column() {
    let dir = TempDir::new().unwrap();
    let desk = Desk(dir);
    let mut rows = "date,count,zone\n".to_owned();
    for day in 0..160 {
        let date = format!("2017-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        writeln!(rows, "{date},{},North side", if day < 80 { 7 + day % 3 } else { 1 + day % 2 })
            .unwrap();
    }
    rows.push_str("2017-13-01,1,North side\n");
    std::fs::write(desk.0.path().join("c.csv"), rows).unwrap();
    let words = desk.says("signals --counts c.csv --format counts --date 2017-03-25");
    assert!(words.contains("there is less after than before"), "{words}");
    assert!(words.contains("line 162, column `date`"), "{words}");
    let told: serde_json::Value =
        serde_json::from_str(&desk.says("signals --counts c.csv --zone north-side --json"))
            .unwrap();
    assert_eq!((&told["refused"], &told["zones"][0]["written"]), (&1.into(), &"North side".into()));
    desk.says("signals --counts c.csv --svg c.svg --lang ar");
    assert!(std::fs::read_to_string(desk.0.path().join("c.svg")).unwrap().contains("North side"));
    std::fs::write(desk.0.path().join("no.csv"), "day,number\n2017-01-01,2\n").unwrap();
    expect![[r#"
        truce: `no.csv`: there is no column `date`: the columns are `day`, `number`
        exit code 3
        truce: `east` is no zone of the table: it has North side
        exit code 2
        error: the argument '--counts <FILE>' cannot be used with '--area <AREA>'

        Usage: truce signals --counts <FILE> --now <MOMENT>

        For more information, try '--help'.
        exit code 2
    "#]]
    .assert_eq(
        &[
            desk.says("signals --counts no.csv"),
            desk.says("signals --counts c.csv --zone east"),
            desk.says("signals --counts c.csv --area hama"),
        ]
        .concat(),
    );
}
