//! Public series and forecasts at the command line: what is said of them, and what is not taken as it stands.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::expect;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with tables; no node, until one is set up.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder of a seat, with a source on record.
    fn of_a_seat() -> Self {
        let desk = Self::new();
        let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
        let agreement = agreement.to_str().unwrap();
        desk.says(&format!("init . --seat un --agreement {agreement} --no-passphrase"));
        desk.holds("s.csv", "id,name,kind,reliability\nradio,Radio,press,D\n");
        desk.says("import sources s.csv");
        desk
    }

    fn holds(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// Puts reports on record: a shelling on each day up to one, by turns of the two sides.
    fn reports(&self, through: &str) {
        let mut rows = "source,id,act,start,place,accused,account\n".to_owned();
        for day in 1..=28 {
            let date = format!("2017-04-{day:02}");
            if date.as_str() > through {
                break;
            }
            let by = if day % 2 == 0 { "government" } else { "opposition" };
            writeln!(rows, "radio,r-{day},shelling,{date}T03:00:00+02:00,Douma,{by},Heard.")
                .unwrap();
        }
        self.holds("r.csv", &rows);
        let told = self.says("import csv r.csv");
        assert!(!told.contains("exit code"), "{told}");
    }

    /// What a command line prints, and its exit code where it is not 0.
    fn says(&self, line: &str) -> String {
        self.says_on("2017-05-08T06:00:00Z", line)
    }

    fn says_on(&self, now: &str, line: &str) -> String {
        let words = line.split_whitespace().map(|word| word.replace('_', " "));
        let output = Command::new(env!("CARGO_BIN_EXE_truce"))
            .args(words)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .env_remove("TRUCE_NODE")
            .env_remove("TRUCE_PASSPHRASE")
            .env_remove("TRUCE_PASSPHRASE_FILE")
            .env("TRUCE_NOW", now)
            .output()
            .unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        match output.status.code() {
            Some(0) => text,
            code => format!("{text}exit code {}\n", code.unwrap_or(-1)),
        }
    }

    /// What a command line prints as JSON, and its exit code.
    fn tells(&self, line: &str) -> (Value, u8) {
        let text = self.says(line);
        let (json, code) = text.rsplit_once("exit code ").unwrap_or((&text, "0"));
        (serde_json::from_str(json).unwrap(), code.trim().parse().unwrap())
    }
}

/// The part of a page under a heading, each line without its indent.
fn section(page: &str, heading: &str) -> String {
    let (_, rest) = page.split_once(heading).unwrap();
    let section = rest.split_once("\n\n").map_or(rest, |(section, _)| section);
    section.lines().map(|line| line.trim_start().to_owned() + "\n").collect()
}

#[test]
fn a_public_series_is_asked_without_a_node_and_its_faults_are_told_with_line_and_column() {
    let desk = Desk::new();
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
    // A row was left out, which the exit code says too.
    assert!(words.ends_with("exit code 1\n"), "{words}");
    let (told, code) = desk.tells("signals --counts c.csv --zone north-side --json");
    assert_eq!((&told["refused"], &told["zones"][0]["written"]), (&1.into(), &"North side".into()));
    assert_eq!(code, 1);
    desk.says("signals --counts c.csv --svg c.svg --lang ar");
    assert!(std::fs::read_to_string(desk.0.path().join("c.svg")).unwrap().contains("North side"));
    let (part, _) =
        desk.tells("signals --counts c.csv --since 2017-02-01 --until 2017-03-05 --json");
    let asked = serde_json::json!({
        "file": "c.csv", "format": "counts", "zone": null, "party": null,
        "since": "2017-02-01", "until": "2017-03-05", "dates": [],
    });
    assert_eq!(part["asked"], asked);
    assert_eq!(part["days"], serde_json::json!(["2017-02-01", "2017-03-05"]));
    assert_eq!(part["holding"]["counts"]["counts"].as_array().unwrap().len(), 33);
    std::fs::write(desk.0.path().join("no.csv"), "day,number\n2017-01-01,2\n").unwrap();
    expect![[r#"
        truce: `no.csv`: there is no column `date`: the columns are `day`, `number`
        exit code 3
        truce: `east` is no zone of the table: it has North side
        exit code 2
        error: the argument '--counts <FILE>' cannot be used with '--act <ACT>'

        Usage: truce signals --counts <FILE> --now <MOMENT>

        For more information, try '--help'.
        exit code 2
        truce: `c.csv`: its days are 2017-01-01 to 2017-06-20, and none of them was asked for; line 162, column `date`: `2017-13-01` is no date: write it as 2017-05-07
        exit code 3
        truce: there is no day from 2017-03-05 to 2017-02-01: exchange --since and --until
        exit code 2
        error: the following required arguments were not provided:
          --counts <FILE>

        Usage: truce signals --counts <FILE> --since <DATE> --now <MOMENT>

        For more information, try '--help'.
        exit code 2
    "#]]
    .assert_eq(
        &[
            desk.says("signals --counts no.csv"),
            desk.says("signals --counts c.csv --zone east"),
            desk.says("signals --counts c.csv --act shelling"),
            desk.says("signals --counts c.csv --since 2018-01-01"),
            desk.says("signals --counts c.csv --since 2017-03-05 --until 2017-02-01"),
            desk.says("signals --since 2017-03-05"),
        ]
        .concat(),
    );
}

/// Daily counts from the first of January on, in the order of the list.
fn counts(of_days: impl IntoIterator<Item = u32>) -> String {
    let mut rows = "date,count\n".to_owned();
    for (day, count) in (0..).zip(of_days) {
        writeln!(rows, "2017-{:02}-{:02},{count}", 1 + day / 28, 1 + day % 28).unwrap();
    }
    rows
}

#[test]
fn what_stands_on_the_last_day_comes_first_and_falls_are_told_as_rises_are() {
    let desk = Desk::new();
    let of = |count: u32, days: usize| std::iter::repeat_n(count, days);
    desk.holds("c.csv", &counts(of(1, 120).chain(of(9, 80)).chain(of(1, 80)).chain([40])));
    let words = desk.says("signals --counts c.csv");
    expect![[r#"
        How each zone stands on 2017-11-01:
        zone       stands  usual now  last change                    incidents  rises  falls
        ────────────────────────────────────────────────────────────────────────────────────
        all areas  watch   1.0 a day  fallen since about 2017-08-05        960      1      1
        Every rise and every fall:
        zone       turned  since about  seen on     usual before
        ────────────────────────────────────────────────────────
        all areas  risen   2017-05-09   2017-05-10     1.0 a day
        all areas  fallen  2017-08-05   2017-08-06     9.0 a day
        all areas: 2017-05-09 alone brought 9 incidents, where 1.00 were to be expected. One day is not a
        level.
        all areas: 2017-05-10 alone brought 9 incidents, where 1.00 were to be expected. One day is not a
        level.
        all areas: 2017-11-01 alone brought 40 incidents, where 1.00 were to be expected. One day is not a
        level.
        Promised are at most 4 false alarms a year over the one zone: 3.1 for the 281 days counted. 1
        alarm was raised, and it may be false. Falls are held to the same evidence, and as many may be
        false. An alarm says that there is more than was usual; not why, and not by whom.
    "#]].assert_eq(&section(&words, "Where did counts leave their level?\n"));
    desk.says("signals --counts c.csv --svg c.svg --lang ar");
    let drawn = desk.file("c.svg");
    assert!(drawn.contains("كل المناطق"), "{drawn}");
}

#[test]
fn of_many_changes_the_last_are_named_and_all_are_in_the_json() {
    let desk = Desk::new();
    let turns =
        (0..16).flat_map(|turn| std::iter::repeat_n(if turn % 2 == 0 { 0 } else { 12 }, 40));
    let mut rows = "date,count\n".to_owned();
    for (day, count) in (0..).zip(turns) {
        let (year, day) = (2015 + day / 336, day % 336);
        writeln!(rows, "{year}-{:02}-{:02},{count}", 1 + day / 28, 1 + day % 28).unwrap();
    }
    desk.holds("c.csv", &rows);
    let words = desk.says("signals --counts c.csv");
    let (told, _) = desk.tells("signals --counts c.csv --json");
    let changes = told["standing"][0]["changes"].as_array().unwrap();
    assert!(changes.len() > 12, "{changes:?}");
    let head = format!("The last 12 of {} rises and falls; all are in --json:", changes.len());
    assert!(words.contains(&head), "{words}");
    let (risen, fallen) = (words.matches("  risen  ").count(), words.matches("  fallen  ").count());
    assert_eq!((risen, fallen), (6, 6), "{words}");
}

/// Events of UCDP GED: one every third day of two months, by turns in two zones.
fn events() -> String {
    let mut rows = "id,side_a,adm_1,date_prec,date_start,date_end\n".to_owned();
    for day in (0..56).step_by(3) {
        let date = format!("2017-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        let zone = if day % 2 == 0 { "Hama" } else { "Homs" };
        writeln!(rows, "{day},Government of Z,{zone},1,{date},{date}").unwrap();
    }
    rows.push_str("900,Government of Z,Hama,2,2017-01-02,2017-01-03\n");
    rows
}

#[test]
fn an_event_table_says_that_nobody_is_known_to_have_looked_and_that_sides_are_no_doers() {
    let desk = Desk::new();
    desk.holds("u.csv", &events());
    let words = desk.says("signals --counts u.csv --party Government_of_Z --svg u.svg --lang ru");
    let section = |heading: &str| section(&words, heading);
    expect![[r#"
        (events with Government of Z as side A, whoever did it)
        No answer: 19 incidents are counted, and 30 are needed.
        Nobody is known to have looked: a table of events has no row for a quiet day. Days without an
        event, counted as 0: 39 of 58.
        Events that are known to no day, and left out: 1. Days counted as 0 on which one of them was: 1 at
        least.
        How often for each day watched cannot be said, and no day can be hatched as unseen: that takes
        days on which somebody is known to have looked.
        Sides in UCDP GED say who fought, not who did it: in state-based violence side A is by definition
        the state. Nobody’s acts can be read from them, and who follows whom is not asked.
    "#]].assert_eq(&section("Is it holding? "));
    expect![[r#"
        Sides in UCDP GED say who fought, not who did it: in state-based violence side A is by definition
        the state. Nobody’s acts can be read from them, and who follows whom is not asked.
    "#]].assert_eq(&section("Who follows whom?\n"));
    let said = "of these counted as 0, though nobody is known to have looked: 39.";
    assert!(words.replace("\n ", "").contains(said), "{words}");
    let drawn = desk.file("u.svg");
    for said in ["Смотрел ли кто-нибудь, неизвестно", "кто воевал, а не кто это сделал"]
    {
        assert!(drawn.contains(said), "{said}: {drawn}");
    }
    let (told, code) = desk.tells("signals --counts u.csv --json");
    let zeros = serde_json::json!({ "assumed": 39, "events_left_out": 1, "known_wrong": 1 });
    assert_eq!((&told["zeros"], &told["sides_only"], code), (&zeros, &true.into(), 0));
}

#[test]
fn an_event_that_is_told_twice_counts_once_and_days_that_are_told_twice_are_added() {
    let desk = Desk::new();
    let once = events();
    let rows = once.split_once('\n').unwrap().1;
    let differs = "0,Government of Z,Homs,1,2017-02-01,2017-02-01\n";
    desk.holds("u.csv", &once);
    desk.holds("twice.csv", &format!("{once}{differs}{rows}"));
    let (first, _) = desk.tells("signals --counts u.csv --json");
    let (told, code) = desk.tells("signals --counts twice.csv --json");
    assert_eq!(told["holding"]["counts"], first["holding"]["counts"]);
    assert_eq!((&told["again"], &told["again_are"], code), (&21.into(), &"left-out".into(), 1));
    assert_eq!(told["again_rows"][0], "line 22 has the id of line 2, and differs");
    assert_eq!(told["again_rows"][1], "line 23 has the id of line 2");
    let words = desk.says("signals --counts twice.csv");
    assert!(words.contains("Rows with the id of an earlier one, and left out: 21\n"), "{words}");

    let acled = "event_id_cnty,event_date,time_precision,actor1,admin1\n\
                 SYR1,07 May 2017,1,Forces,Hama\nSYR1,07 May 2017,1,Forces,Hama\n";
    desk.holds("a.csv", acled);
    let (told, code) = desk.tells("signals --counts a.csv --json");
    assert_eq!((&told["again"], &told["zones"][0]["incidents"], code), (&1.into(), &1.into(), 1));

    desk.holds(
        "c.csv",
        "date,count,zone\n2017-05-07,2,Hama\n2017-05-07,3,Hama\n2017-05-07,1,Homs\n",
    );
    let (told, code) = desk.tells("signals --counts c.csv --json");
    assert_eq!((&told["again"], &told["again_are"], code), (&1.into(), &"added".into(), 0));
    assert_eq!(told["holding"]["counts"]["counts"], serde_json::json!([6]));
    let words = desk.says("signals --counts c.csv");
    let said = "Rows of the same day, zone and party as an earlier one, and added to it: 1\n  \
                line 3 is of the same as line 2\n";
    assert!(words.ends_with(said), "{words}");
}

#[test]
fn quiet_days_that_a_table_notes_are_not_said_to_be_hardly_noted() {
    let desk = Desk::new();
    let mut rows = "date,count,zone,party\n".to_owned();
    for day in 0..84 {
        let date = format!("2017-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        let (one, other) = (day % 2, 1 - day % 2);
        writeln!(rows, "{date},{one},Hama,north\n{date},{other},Hama,south").unwrap();
    }
    desk.holds("c.csv", &rows);
    assert!(!desk.says("signals --counts c.csv").contains("hardly noted"));
    let few = "date,count\n".to_owned() + &rows_without_quiet_days();
    desk.holds("few.csv", &few);
    assert!(desk.says("signals --counts few.csv").contains("hardly noted"));
}

/// Two in three days with an incident each, and no row for the others.
fn rows_without_quiet_days() -> String {
    let days = (0..84).filter(|day| day % 3 > 0);
    days.map(|day| format!("2017-{:02}-{:02},1\n", 1 + day / 28, 1 + day % 28)).collect()
}

#[test]
fn a_forecast_of_a_party_is_of_what_the_claims_do_not_take_from_it() {
    let desk = Desk::of_a_seat();
    desk.reports("2017-04-28");
    let words = desk.says("forecast --party government --area rif-dimashq --days 1 --svg f.svg");
    let said = "Rif Dimashq, what the claims do not take from Syrian government, 2017-04-29: ";
    assert!(words.starts_with(said), "{words}");
    assert!(desk.file("f.svg").contains("do not take from"), "{words}");
    let (told, _) = desk.tells("forecast --party government --json");
    assert_eq!(told["forecasts"][0]["subject"], "all areas/government");
    let nobody = desk.says("forecast --party martians");
    assert!(nobody.contains("`martians` is no party to the agreement"), "{nobody}");
}

#[test]
fn scores_say_whether_the_digest_was_on_record_before_the_days() {
    let desk = Desk::of_a_seat();
    desk.reports("2017-04-20");
    let now = "2017-04-21T06:00:00Z";
    let sealed = desk.says_on(now, "forecast --party government --days 3 --seal --out f.json");
    assert!(sealed.contains("truce evidence add f.json --media-type application/json"), "{sealed}");
    desk.reports("2017-04-28");
    let scored = desk.says("forecast score f.json");
    assert!(scored.contains("This digest is on no record"), "{scored}");
    let digest = sealed.split("sha256 ").nth(1).unwrap().split_whitespace().next().unwrap();
    let put = format!("evidence add f.json --media-type application/json --note forecast_{digest}");
    let put = desk.says_on("2017-04-21T07:00:00Z", &put);
    assert!(put.contains("put on record"), "{put}");
    let scored = desk.says("forecast score f.json");
    expect![[r#"
        all areas/government by last 28 days: mean CRPS 0.247 over 3 days; 100 % lay in the 90 % interval. sha256 DIGEST
          This digest is on record as un/30 since 2017-04-21, by that seat's clock: before 2 of its 3 days;
          the scores of the others prove nothing. No other seat is known to hold it.

        of                    by            day         sealed before  came   CRPS    log  interval  in 90 %  place
        ───────────────────────────────────────────────────────────────────────────────────────────────────────────
        all areas/government  last 28 days  2017-04-21  no                0  0.242  0.678       1.0  yes       0.46
        all areas/government  last 28 days  2017-04-22  yes               1  0.258  0.720       1.0  yes       0.83
        all areas/government  last 28 days  2017-04-23  yes               0  0.242  0.678       1.0  yes       0.50

        Lower scores are better. A day cannot be told while it is not over, or if nothing is on record for
        it. A few days prove nothing: judge by thirty or more.
    "#]].assert_eq(&scored.replace(digest, "DIGEST"));
    let (told, _) = desk.tells("forecast score f.json --json");
    let days = told[0]["days"].as_array().unwrap();
    let before: Vec<bool> =
        days.iter().map(|day| day["sealed_before"].as_bool().unwrap()).collect();
    assert_eq!(before, [false, true, true]);
    assert_eq!(told[0]["on_record"]["day"], "2017-04-21");
}
