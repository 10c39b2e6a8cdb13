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
        self.import(&rows);
    }

    /// Puts rows of reports on record, none of which is refused.
    fn import(&self, rows: &str) {
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
          Of the date 2016-12-30: no answer: the date lies outside the days counted, or at their edge.
          Nearly every day counted has an incident: quiet days were hardly noted. So levels say how much a
          day with incidents brings, not how many days have any.

        Who follows whom?
          Nothing can be tested: in no area were two parties' acts counted often enough (20 of each, on 60
          days).

        How much is background, and how much follows
          Nothing can be said: it takes 50 incidents with an area and a possible author on 60 days; here
          there are 0, days: 0.

        What is not on record? (all areas)
          3 incidents are on record; 3 told by one group of sources only, 0 by two.
          That is too little to say how many are on no record.
          No two seats' own sources reported events of the same day: nothing can be held against each other.

        Quiet because unseen?
          In no area did counts of the last 14 days fall by half together with what is known of watching.

        How often, for each day watched? (all areas)
          No rate can be told: it takes three areas with a record, and an incident.

        What was foretold, and did it happen?
          No prediction is on record.

        Which way does each area lean?
          Nothing can be said: in no area is there a level that stands.

        What do all lists leave out?
          Nothing can be said: it takes the own lists of three seats, with 30 incidents, ten of them in two
          lists or more; seats with lists here: 0.

        What is still to be told?
          Nothing can be said: too few incidents of the last half year were put on record within 14 days.

        Where do incidents crowd together?
          No areas crowd together beyond what chance often brings.
          Expected is what the totals of areas and days let expect. Areas whose watching changed look like
          clusters.

        Do labels drawn by lot say the same?
          Nothing can be said: fewer than 20 incidents are left by all claims to each of two parties.

        What rests on one source, and are the rates fair?
          Without radio, 3 would not be on record; no rate can be told.
          Days watched are left as they are. A source is not wrong because it alone tells something.
          Whether the parties’ incidents lie in different areas cannot be tested: fewer than 20 are left by
          all claims to each of two parties.
          The first two parties exchanged give the same rates exchanged, to the last digit.
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
fn a_rise_claims_no_level_where_incidents_may_follow_incidents() {
    let words = risen().says("signals --date 2017-02-15 --party government");
    let (first, _) = words.split_once("How much is background").unwrap();
    expect![[r#"
        Signals, 2017-01-01 to 2017-03-28. Estimates and advice, no finding; nothing here is on record.

        Is it holding? (all areas, what the claims do not take from Syrian government)
          No answer: incidents follow so much from incidents (0.98 from each) that no level stands still.
          Of the date 2016-12-30: no answer: the date lies outside the days counted, or at their edge.
          Of the date 2017-02-15: no answer: incidents follow so much from incidents (0.98 from each) that
          no level stands still. The naive comparison of 28 days would give 1.43 (0.87 to 2.35), and credits
          the date with every wave.
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

    "#]].assert_eq(first);
}

#[test]
fn of_a_rise_it_is_told_how_much_may_be_background_and_what_cannot_be_told() {
    let words = risen().says("signals --date 2017-02-15 --party government");
    let (_, rest) = words.split_once("and how much follows\n").unwrap();
    expect![[r#"
          The model describes the counts: over 168 of them no tenth is off by more than 5.8 % (6.5 % let
          pass).
          Of the incidents taken for Syrian government’s (52), 81 % are background, by how fast its wave may
          be taken to move (61 to 100 % with all doubt). Were it taken never to move, it would be 75 %: the
          wave would pass for responses.
          Syrian government: 9 % follow earlier acts of its own side (0 to 22 %).
          Syrian government: 10 % follow acts of armed opposition (0 to 25 %).
          Of the incidents taken for armed opposition’s (56), 82 % are background, by how fast its wave may
          be taken to move (63 to 100 % with all doubt). Were it taken never to move, it would be 75 %: the
          wave would pass for responses.
          armed opposition: 9 % follow acts of Syrian government (0 to 25 %).
          armed opposition: 9 % follow earlier acts of its own side (0 to 22 %).
          By days: what happens on one day has no order, and is in no pull.
          Sums over areas and days; of no single incident can it be told what it follows. They say nothing
          of direction: that takes both tests above. That anything follows at all is claimed (an interval
          that does not begin at 0) only where the days shuffled within weeks give less. Only what is on
          record; what drives several areas at once and is not in the wave passes for a response. Authors
          and days that the claims leave open were drawn by lot.

        What is not on record? (all areas)
          108 incidents are on record; 108 told by one group of sources only, 0 by two.
          That is too little to say how many are on no record.
          No two seats' own sources reported events of the same day: nothing can be held against each other.

        Quiet because unseen?
          In no area did counts of the last 14 days fall by half together with what is known of watching.

        How often, for each day watched? (all areas)
          No rate can be told: it takes three areas with a record, and an incident.

        What was foretold, and did it happen?
          No prediction is on record.

        Which way does each area lean?
          Nothing can be said: in no area is there a level that stands.

        What do all lists leave out?
          Nothing can be said: it takes the own lists of three seats, with 30 incidents, ten of them in two
          lists or more; seats with lists here: 0.

        What is still to be told?
          Nothing can be said: too few incidents of the last half year were put on record within 14 days.

        Where do incidents crowd together?
          No areas crowd together beyond what chance often brings.
          Expected is what the totals of areas and days let expect. Areas whose watching changed look like
          clusters.

        Do labels drawn by lot say the same?
          Nothing can be said: fewer than 20 incidents are left by all claims to each of two parties.

        What rests on one source, and are the rates fair?
          Without radio, 108 would not be on record; no rate can be told.
          Days watched are left as they are. A source is not wrong because it alone tells something.
          Whether the parties’ incidents lie in different areas cannot be tested: fewer than 20 are left by
          all claims to each of two parties.
          The first two parties exchanged give the same rates exchanged, to the last digit.
    "#]].assert_eq(rest);
}

#[test]
fn a_rise_raises_an_alarm_with_the_days_on_which_it_began_and_was_seen() {
    let desk = risen();
    desk.check("alarms", expect![[r#"
        Alarms, 2017-01-01 to 2017-03-28: alarm in Rif Dimashq.

        area         stands  since                              usual then  incidents  exercises  days with a record  alarms  falls
        ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        Rif Dimashq  alarm   about 2017-03-01, seen 2017-03-13   1.1 a day        108          0                  84       1      0

        Promised are at most 4 false alarms a year over all areas together: 0.9 for the 84 days with a
        record. 1 alarm was raised. Whether any was false has not been judged, so whether the promise is
        kept cannot be told.
        Counted is what is on record. Days without any record are left out, and an area that nobody watches
        raises no alarm. An alarm says that there is more than was usual; not why, and not by whom.
    "#]]);
}

#[test]
fn a_single_terrible_day_raises_no_alarm_and_is_told_with_the_reports_behind_it() {
    let desk = Desk::new();
    desk.reports("Douma", 80, &[1, 2, 1]);
    // The day after the last: twelve reports of six shellings; and two raids in an area of which nothing else is known.
    let mut rows = "source,id,act,start,area,lat,lon,killed,account,exemption\n".to_owned();
    for number in 0..12 {
        let hour = 2 * number;
        writeln!(
            rows,
            "radio,many-{number},shelling,2017-03-25T{hour:02}:00:00+02:00,rif-dimashq,33.{},36.5,,Heard.,",
            10 + 5 * number
        )
        .unwrap();
    }
    rows.push_str(
        "radio,one,air-strike,2017-03-25T09:00:00+02:00,hama,35.1,36.7,11+,Told.,\n\
         radio,few,air-strike,2017-03-24T09:00:00+02:00,hama,35.1,36.7,9,Told.,\n\
         radio,drill,shelling,2017-03-23T09:00:00+02:00,hama,35.1,36.7,40,Drill.,exercise\n",
    );
    desk.import(&rows);
    let words = desk.says("alarms");
    let told: serde_json::Value = serde_json::from_str(&desk.says("alarms --json")).unwrap();
    let areas = told["areas"].as_array().unwrap();
    let of = |name: &str| areas.iter().find(|area| area["area"] == name).unwrap();
    let (many, killed) = (of("rif-dimashq"), of("hama"));
    assert_eq!(many["raised"].as_array().unwrap().len(), 0, "{many}");
    let [day] = many["serious_days"].as_array().unwrap().as_slice() else { panic!("{many}") };
    assert_eq!((&day["day"], &day["count"]), (&"2017-03-25".into(), &6.into()));
    assert_eq!(day["acts"], serde_json::json!({ "shelling": 6 }));
    assert_eq!(day["reports"].as_array().unwrap().len(), 12);
    let [day] = killed["serious_days"].as_array().unwrap().as_slice() else { panic!("{killed}") };
    assert_eq!((&day["day"], &day["killed"]), (&"2017-03-25".into(), &serde_json::json!([11, 11])));
    assert!(day["expected"].is_null());
    expect![[r#"
        Alarms, 2017-01-01 to 2017-03-25: watch in Rif Dimashq. Of Hama nothing can be said: too few days
        are on record to know what is usual.

        area         stands                  since  usual then  incidents  exercises  days with a record  alarms  falls
        ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
        Rif Dimashq  watch                   –               –         86          0                  81       0      0
        Hama         learning, 14 more days  –               –          2          1                   3       0      0

        Rif Dimashq: 2017-03-25 alone brought 6 incidents, where 1.0 were to be expected; claimed is
        shelling (6). Reports behind it: un/109, un/110, un/111, un/112, un/113, un/114, un/115, un/116,
        un/117, un/118, un/119, un/120. One day is not a level, and goes to people by itself.
        Hama: 2017-03-25 alone brought 1 incident; claimed is air-strike (1). By the claims, at least 11
        were killed. Reports behind it: un/121. One day is not a level, and goes to people by itself.
        Promised are at most 4 false alarms a year over all areas together: 0.9 for the 81 days with a
        record. No alarm was raised.
        Counted is what is on record. Days without any record are left out, and an area that nobody watches
        raises no alarm. An alarm says that there is more than was usual; not why, and not by whom.
    "#]].assert_eq(&words);
    let svg = desk.says("alarms --svg a.svg --lang tr");
    assert_eq!(svg, words);
    let svg = std::fs::read_to_string(desk.0.path().join("a.svg")).unwrap();
    assert!(svg.contains("en az"), "{svg}");
}

/// Ten weeks in which somebody looked every day: a shelling every fourth day, and none in the last eight days; in these, what
/// else is on record of each day.
fn looked_at(desk: &Desk, of_each_quiet_day: &str) {
    let mut rows = "source,id,basis,act,start,place,account\n".to_owned();
    for day in 0..70 {
        let date = format!("2017-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        writeln!(rows, "radio,look-{day},nothing-seen,,{date},Douma,Looked.").unwrap();
        if day < 62 && day % 4 == 0 {
            writeln!(rows, "radio,hit-{day},observed,shelling,{date}T03:00:00+02:00,Douma,Heard.")
                .unwrap();
        }
        if day >= 62 && !of_each_quiet_day.is_empty() {
            writeln!(rows, "radio,kept-{day},{of_each_quiet_day},,{date},Douma,Turned back.")
                .unwrap();
        }
    }
    desk.import(&rows);
}

#[test]
fn an_area_whose_monitors_were_kept_away_is_not_called_calm() {
    let quiet = Desk::new();
    looked_at(&quiet, "");
    let calm = quiet.says("alarms");
    assert!(calm.contains("calm   ") && !calm.contains("Not told from quiet"), "{calm}");
    assert!(!quiet.says("signals").contains("cannot be told from quiet"));
    let kept = Desk::new();
    looked_at(&kept, "impediment");
    let told: serde_json::Value = serde_json::from_str(&kept.says("alarms --json")).unwrap();
    let area = &told["areas"][0];
    assert_eq!(area["state"], "calm");
    assert_eq!(area["unseen"].as_object().unwrap().len(), 8, "{area}");
    assert_eq!(area["unseen"]["2017-03-14"], "kept-away");
    let words = kept.says("alarms").replace('\n', " ");
    assert!(words.contains("Not told from quiet: Rif Dimashq"), "{words}");
    assert!(!words.contains("calm"), "{words}");
    let words = kept.says("signals --svg s.svg --lang fa").replace("\n  ", " ");
    let said =
        "8 days without an incident cannot be told from quiet: on 8 monitors were kept away, on 0";
    assert!(words.contains(said), "{words}");
    let drawn = std::fs::read_to_string(kept.0.path().join("s.svg")).unwrap();
    assert!(drawn.contains("timeline-hatched)") && drawn.contains("هاشور"), "{drawn}");
}

#[test]
fn a_patrol_that_did_not_go_out_saw_no_quiet() {
    let desk = Desk::new();
    desk.reports("Douma", 9, &[1, 0, 0]);
    let rows = "source,area,start,end,hours,patrols,note\n\
                radio,rif-dimashq,2017-01-02,2017-01-02,0,0,No fuel.\n\
                radio,rif-dimashq,2017-01-03,2017-01-03,6,1,A patrol.\n";
    std::fs::write(desk.0.path().join("e.csv"), rows).unwrap();
    let read = desk.says("import effort e.csv");
    assert!(!read.contains("exit code"), "{read}");
    let told: serde_json::Value = serde_json::from_str(&desk.says("signals --json")).unwrap();
    let counts = serde_json::json!([1, null, 0, 1, null, null, 1]);
    assert_eq!(told["holding"]["counts"]["counts"], counts, "{read}");
}

/// Four areas that a radio and the press watch; the radio alone tells of most in one of them, and each side is named.
fn watched_by_two() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.0.path().join("s.csv"), "id,name,kind,reliability\npaper,Paper,press,D\n")
        .unwrap();
    desk.says("import sources s.csv");
    let mut rows = "source,id,basis,act,start,area,lat,lon,accused,account\n".to_owned();
    let mut tell = |source: &str,
                    id: String,
                    day: u32,
                    hour: u32,
                    (area, at): (&str, f64),
                    by: &str| {
        let date = format!("2017-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        let lon = 36.0 + f64::from(day % 7) / 10.0;
        writeln!(rows, "{source},{id},observed,shelling,{date}T{hour:02}:00:00+02:00,{area},{at},{lon},{by},Heard.")
            .unwrap();
    };
    let areas = [("hama", 35.1), ("idlib", 35.9), ("homs", 34.7), ("daraa", 32.6)];
    for day in 0..112 {
        for (number, at) in (0_u32..).zip(areas) {
            let by = if number % 2 == 0 { "government" } else { "opposition" };
            if (day + 2 * number) % 5 == 0 {
                tell("radio", format!("r-{day}-{number}"), day, 3, at, by);
                tell("paper", format!("p-{day}-{number}"), day, 3, at, by);
            }
            if number == 0 && day % 2 == 0 {
                tell("radio", format!("alone-{day}"), day, 15, at, by);
            }
        }
    }
    desk.import(&rows);
    desk
}

#[test]
fn rates_stand_with_their_interval_their_limits_and_what_each_source_carries() {
    let desk = watched_by_two();
    let told: serde_json::Value = serde_json::from_str(&desk.says("signals --json")).unwrap();
    let told = &told["indicators"];
    let of = |rates: &serde_json::Value, area: &str| -> serde_json::Value {
        let cells = rates["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["area"] == area).unwrap().clone()
    };
    let hama = of(&told["of_all"], "hama");
    assert!(hama["rate"]["drawn"].as_f64().unwrap() > 0.0, "{hama}");
    assert!(of(&told["of_all"], "latakia")["rate"].is_null());
    let parties: Vec<&str> = told["of_parties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| of["party"].as_str().unwrap())
        .collect();
    assert_eq!(parties, ["government", "opposition"]);
    assert_eq!(told["exchanged"], true);
    // The two sides never act in the same area, which no lot within a week would bring about.
    assert!(told["placebo"]["chance"].as_f64().unwrap() <= 0.01, "{}", told["placebo"]);
    let without = told["without"].as_array().unwrap();
    assert_eq!(without.len(), 1, "{without:?}");
    assert_eq!(without[0]["source"], "radio");
    assert_eq!(without[0]["moves"][0][0], "hama");
    let (now, then) = (&without[0]["moves"][0][1], &without[0]["moves"][0][2]);
    assert!(then.as_f64().unwrap() < now.as_f64().unwrap(), "{without:?}");
}

#[test]
fn rates_are_said_and_drawn_for_everybody_and_each_party_in_the_agreement_s_order() {
    let desk = watched_by_two();
    let words = desk.says("signals --svg s.svg --lang ru");
    let section = words.split("How often, for each day watched? ").nth(1).unwrap();
    let section = section.split("What do all lists").next().unwrap();
    expect![[r#"
        (all areas)
          Incidents in 100 days with a record, area by area
          Every area lies within what chance allows around the common rate of 109.0 in 100 days.
          Area   In 100 days       With 90 %  As counted  Incidents  Days
          ───────────────────────────────────────────────────────────────
          Idlib        107.7   94.4 to 121.7       100.0         22    22
          Hama         111.9  100.0 to 124.5       117.9         79    67
          Homs         107.6   94.4 to 121.6       100.0         23    23
          Daraa        107.7   94.4 to 121.7       100.0         22    22
          No rate, for nothing is on record: Damascus, Rif Dimashq, Aleppo, Latakia, Tartus, Quneitra,
          As-Suwayda, Deir ez-Zor, Raqqa, Hasaka.
          Incidents left to Syrian government alone, in 100 days with a record
          More than all but two of a thousand areas of the common rate (76.1 in 100 days) would show: Hama.
          Less than all but two of a thousand areas of the common rate (76.1 in 100 days) would show: Idlib,
          Daraa.
          Area   In 100 days      With 90 %  As counted  Left to it alone  Not taken from it  Days
          ────────────────────────────────────────────────────────────────────────────────────────
          Idlib          0.9     0.0 to 4.4         0.0                 0                  0    22
          Hama         117.7  96.9 to 140.3       117.9                79                 79    67
          Homs          99.7  68.3 to 136.0       100.0                23                 23    23
          Daraa          0.9     0.0 to 4.4         0.0                 0                  0    22
          No rate, for nothing is on record: Damascus, Rif Dimashq, Aleppo, Latakia, Tartus, Quneitra,
          As-Suwayda, Deir ez-Zor, Raqqa, Hasaka.
          Incidents left to armed opposition alone, in 100 days with a record
          More than all but two of a thousand areas of the common rate (32.8 in 100 days) would show: Idlib,
          Daraa.
          Less than all but two of a thousand areas of the common rate (32.8 in 100 days) would show: Hama,
          Homs.
          Area   In 100 days      With 90 %  As counted  Left to it alone  Not taken from it  Days
          ────────────────────────────────────────────────────────────────────────────────────────
          Idlib         98.4  66.7 to 135.1       100.0                22                 22    22
          Hama           0.3     0.0 to 1.2         0.0                 0                  0    67
          Homs           0.8     0.0 to 3.5         0.0                 0                  0    23
          Daraa         98.4  66.7 to 135.1       100.0                22                 22    22
          No rate, for nothing is on record: Damascus, Rif Dimashq, Aleppo, Latakia, Tartus, Quneitra,
          As-Suwayda, Deir ez-Zor, Raqqa, Hasaka.
          Rates are of what is on record. Areas are not ranked: of two whose intervals overlap, none can be
          called higher. An area of which nothing is on record has no rate, which is not calm. Days that are
          on record because something happened make a rate too high.
          Counted for a party is what all claims leave to it alone; what they do not take from it stands
          beside. Sides that are not watched alike cannot be held against each other.

        What was foretold, and did it happen?
          No prediction is on record.

        Which way does each area lean?
          Hama: neither rising nor falling can be told. Since January 1, 2017 1.18 a day; every 30 days
          times 1.00 (0.82 to 1.21, with 95 %).
          Of these too little is known, or no level stands still: Idlib, Homs, Daraa.
          Since the last change of level of each area, drawn towards the other areas. That no lean can be
          told is not calm.

    "#]].assert_eq(section);
    let drawn = std::fs::read_to_string(desk.0.path().join("s.svg")).unwrap();
    for name in ["funnel-1-title", "funnel-2-title", "funnel-3-title"] {
        assert!(drawn.contains(name), "{name}");
    }
    assert!(drawn.contains("общая частота") && !drawn.contains(">chart-"), "{drawn}");
}

#[test]
fn it_is_said_what_rests_on_one_source_and_whether_labels_drawn_by_lot_would_say_the_same() {
    let words = watched_by_two().says("signals");
    let fairness = words.split("What rests on one source").nth(1).unwrap();
    expect![[r#"
        , and are the rates fair?
          Without radio, which alone tells 56, the rate of Hama would be 38.0 instead of 111.9 in 100 days.
          Areas whose rate it moves: 1.
          Days watched are left as they are. A source is not wrong because it alone tells something.
          Where incidents left to Syrian government and to armed opposition lie differs more than with
          labels drawn by lot within each week: as far in 0.01 of the draws.
          The first two parties exchanged give the same rates exchanged, to the last digit.
    "#]].assert_eq(fairness);
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
        truce: no alarm stands in hama: name an earlier one or a serious day by --raised-on, see truce alarms --json
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
fn a_day_on_which_most_is_known_to_some_weeks_only_is_no_serious_day() {
    let desk = Desk::new();
    desk.reports("Douma", 80, &[1, 2, 1]);
    let mut rows = "source,id,act,start,end,area,lat,lon,account\n".to_owned();
    for number in 0..30 {
        let exact = number < 2;
        let start = if exact { "2017-03-25T02:00:00+02:00" } else { "2017-02-25T02:00:00+02:00" };
        let (lat, lon) = (33 + number / 10, 36 + number % 10);
        writeln!(
            rows,
            "radio,vague-{number},explosion,{start},2017-03-25T12:00:00+02:00,rif-dimashq,{lat}.2,{lon}.7,Heard."
        )
        .unwrap();
    }
    desk.import(&rows);
    let told: serde_json::Value = serde_json::from_str(&desk.says("alarms --json")).unwrap();
    let area = &told["areas"][0];
    assert!(area["counted"].as_u64().unwrap() > 100, "{area}");
    assert_eq!(area["serious_days"], serde_json::json!([]));
}

#[test]
fn note_is_taken_of_a_serious_day_by_area_and_day_and_stands_beside_it() {
    let desk = Desk::new();
    desk.says("office appoint duty-1 --to duty-officer --reason list");
    let rows = "source,id,act,start,area,lat,lon,killed,account\n\
        radio,one,air-strike,2017-05-05T09:00:00+02:00,hama,35.1,36.7,11+,Told.\n\
        radio,two,air-strike,2017-05-06T09:00:00+02:00,hama,35.1,36.7,12+,Told.\n";
    std::fs::write(desk.0.path().join("days.csv"), rows).unwrap();
    desk.says("import csv days.csv");
    let put = desk.says(
        "alarms acknowledge hama --raised-on 2017-05-06 --says real --text ambulances-go --by duty-1",
    );
    assert!(put.ends_with(": the news from hama of 2017-05-06, real\n"), "{put}");
    let told: serde_json::Value = serde_json::from_str(&desk.says("alarms --json")).unwrap();
    let days = told["areas"][0]["serious_days"].as_array().unwrap();
    let noted: Vec<_> = days.iter().map(|day| (day["day"].as_str(), &day["noted"])).collect();
    let [(Some("2017-05-05"), first), (Some("2017-05-06"), second)] = noted[..] else {
        panic!("{told}")
    };
    assert_eq!(first, &serde_json::json!([]));
    assert_eq!((&second[0]["seat"], &second[0]["says"]), (&"un".into(), &"real".into()));
    let words = desk.says("alarms");
    assert_eq!(words.matches("real. ambulances-go").count(), 1, "{words}");
}
