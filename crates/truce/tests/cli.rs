//! The program as a user meets it: scripts of commands, exact output, exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use expect_test::{Expect, expect};
use tempfile::TempDir;

/// A folder to work in, with a node of the UN's seat in `ops`.
struct Desk {
    dir: TempDir,
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Desk {
    /// An empty folder.
    fn empty() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    /// A folder with a node, three sources, and nothing reported yet.
    fn with_node() -> Self {
        let desk = Self::empty();
        desk.init("ops", "un");
        desk.write(
            "sources.csv",
            "id,name,kind,reliability,aligned_with,group,seat\n\
             patrol-3,Patrol 3,un,B,,,un\n\
             press,The press,press,F,,,\n\
             radio,Radio,press,D,opposition,,\n",
        );
        desk.run(&["-n", "ops", "import", "sources", "sources.csv"]);
        desk
    }

    fn init(&self, node: &str, seat: &str) {
        let agreement = project().join("agreements/syria-2016");
        let agreement = agreement.to_str().unwrap();
        let told =
            self.run(&["init", node, "--seat", seat, "--agreement", agreement, "--no-passphrase"]);
        assert!(told.contains("set up the node"), "{told}");
    }

    /// Has one node take the other's card, handed over in person.
    fn introduce(&self, to: &str, other: &str) {
        self.run(&["-n", other, "card", "--out", "card"]);
        let told = self.run(&["-n", to, "peers", "add", "--card", "card", "--at", other]);
        assert!(told.contains("taken into use"), "{told}");
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.dir.path().join(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truce"));
        command.args(args).current_dir(self.dir.path());
        command.env_remove("TRUCE_NODE").env("TRUCE_NOW", "2017-05-08T06:00:00Z");
        command
    }

    fn output(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Everything printed, and the exit code where it is not 0.
    fn run(&self, args: &[&str]) -> String {
        let output = self.output(args);
        let mut text = String::from_utf8(output.stdout).unwrap();
        text.push_str(&String::from_utf8(output.stderr).unwrap());
        match output.status.code() {
            Some(0) => text,
            code => format!("{text}exit {}\n", code.unwrap()),
        }
    }

    fn check(&self, args: &[&str], expected: Expect) {
        expected.assert_eq(&self.run(args));
    }

    /// How many entries the node's log holds, as a fresh program reads it.
    fn size(&self) -> usize {
        self.run(&["-n", "ops", "log"]).lines().count()
    }
}

const REPORTS: &str = "\
source,id,act,start,place,area,accused,killed,account
patrol-3,1,shelling,2017-05-06T03:10,Zellaqiyat,hama,,,Eight impacts heard.
radio,7,shelling,2017-05-06,Zellaqiyat,,the regime,3,Mortars on the village.
press,,air-strike,2017-05-06,Douma,,,2-4,Two strikes.
";

#[test]
fn reading_a_file_twice_changes_nothing() {
    let desk = Desk::with_node();
    desk.write("reports.csv", REPORTS);
    desk.check(
        &["-n", "ops", "import", "csv", "reports.csv"],
        expect![[r#"
        reports.csv: 3 put on record
    "#]],
    );
    let size = desk.size();
    desk.check(
        &["-n", "ops", "import", "csv", "reports.csv"],
        expect![[r#"
        reports.csv: 0 put on record, 3 on record already
    "#]],
    );
    assert_eq!(desk.size(), size);
}

#[test]
fn two_equal_rows_stay_two_and_read_again_are_the_same_two() {
    let desk = Desk::with_node();
    let row = "press,,shelling,2017-05-06,Douma,,,,A shell.\n";
    let head = "source,id,act,start,place,area,accused,killed,account\n";
    desk.write("reports.csv", format!("{head}{row}{row}"));
    desk.run(&["-n", "ops", "import", "csv", "reports.csv"]);
    assert_eq!(desk.size(), 1 + 3 + 2);
    desk.run(&["-n", "ops", "import", "csv", "reports.csv"]);
    assert_eq!(desk.size(), 1 + 3 + 2);
}

#[test]
fn bad_rows_are_refused_in_words_mended_and_read_again() {
    let desk = Desk::with_node();
    desk.write(
        "reports.csv",
        "source,id,act,start,place\n\
         patrol-3,1,shelling,2017-05-06,Douma\n\
         nobody,2,shelling,2017-05-06,Douma\n\
         radio,3,shooting,2017-05-06,Douma\n\
         radio,4,shelling,2017-06-06,Douma\n",
    );
    desk.check(&["-n", "ops", "import", "csv", "reports.csv"], expect![[r#"
        reports.csv: 1 put on record, 3 refused
          refused: line 3: source `nobody` is not registered: register it first, or correct its name
          refused: line 4, column `act`: `shooting` is no act: use one of small-arms, shelling, air-strike, explosion, prohibited-weapon, fire, clash, seizure, movement, weapon-holding, overflight, killing, abduction, intimidation, aid-blocked, movement-blocked, utility-cut, mixing, monitors-hindered, staging, unstated
          refused: line 5: the event lies more than an hour ahead of the duty clock (2017-06-05T21:00:00Z): correct the date, or give the basis as `predicted`
          the refused rows are in `reports.csv.rejects.csv`: mend them there, and import that file
        exit 1
    "#]]);
    let mended = desk
        .read("reports.csv.rejects.csv")
        .replace("nobody", "press")
        .replace("shooting", "small-arms")
        .replace("2017-06-06", "2017-05-06");
    desk.write("reports.csv.rejects.csv", mended);
    desk.check(
        &["-n", "ops", "import", "csv", "reports.csv.rejects.csv"],
        expect![[r#"
        reports.csv.rejects.csv: 3 put on record
    "#]],
    );
}

#[test]
fn a_changed_row_is_refused_or_taken_as_a_correction() {
    let desk = Desk::with_node();
    desk.write("reports.csv", REPORTS);
    desk.run(&["-n", "ops", "import", "csv", "reports.csv"]);
    desk.write("reports.csv", REPORTS.replace("the regime,3", "the regime,4"));
    desk.check(&["-n", "ops", "import", "csv", "reports.csv"], expect![[r#"
        reports.csv: 0 put on record, 2 on record already, 1 refused
          refused: line 3: `7` of source `radio` is on record as un/5 with other content: correct the row, or import it with --correct to record it as a correction
          the refused rows are in `reports.csv.rejects.csv`: mend them there, and import that file
        exit 1
    "#]]);
    desk.check(
        &["-n", "ops", "import", "csv", "reports.csv", "--correct"],
        expect![[r#"
        reports.csv: 1 put on record, 2 on record already, 1 of them corrections
    "#]],
    );
    let shown = desk.run(&["-n", "ops", "incidents", "un/4"]);
    assert!(shown.contains("[un/7]") && !shown.contains("[un/5]"), "{shown}");
}

#[test]
fn every_kind_of_bad_file_gets_a_clear_message() {
    let desk = Desk::with_node();
    let utf16: Vec<u8> = "source,start\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk.write("utf16.csv", utf16);
    desk.write("binary.csv", [0x7f, b'E', b'L', b'F', 0, 1, 2, 3, 0, 0]);
    desk.write("empty.csv", "");
    desk.write("cut.csv", &REPORTS[..REPORTS.len() - 20]);
    desk.write("latin.csv", b"source,start,account\npress,2017-05-06,\xe9t\xe9\n");
    let mut long = b"source,start,account\npress,2017-05-06,".to_vec();
    long.resize(long.len() + (3 << 20), b'x');
    long.extend_from_slice(b"\npress,2017-05-06,short\n");
    desk.write("long.csv", long);
    fs::create_dir(desk.dir.path().join("folder")).unwrap();
    let mut all = String::new();
    for file in ["utf16", "binary", "empty", "cut", "latin", "long"] {
        all.push_str(&desk.run(&["-n", "ops", "import", "csv", &format!("{file}.csv")]));
    }
    all.push_str(&desk.run(&["-n", "ops", "import", "csv", "folder"]));
    all.push_str(&desk.run(&["-n", "ops", "import", "csv", "missing.csv"]));
    all.push_str(&desk.run(&["-n", "ops", "import", "bulletins", "utf16.csv"]));
    expect![[r#"
        truce: cannot read `utf16.csv`: the file is in UTF-16LE, not in UTF-8: save it as UTF-8, or convert it with `iconv -f UTF-16LE -t UTF-8 FILE > NEW`
        exit 3
        truce: cannot read `binary.csv`: the file is not text: byte 0x7f at line 1 (byte 0 of the file)
        exit 3
        truce: cannot read `empty.csv`: the file is empty
        exit 3
        cut.csv: 2 put on record, 1 refused
          refused: line 4: it has 5 fields, and line 1 names 9
          the refused rows are in `cut.csv.rejects.csv`: mend them there, and import that file
        exit 1
        latin.csv: 0 put on record, 1 refused
          refused: line 2, column `account`: byte 0xe9 is not UTF-8: if the file is in a Windows encoding, convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8` (1251 Cyrillic, 1256 Arabic, 1254 Turkish)
          the refused rows are in `latin.csv.rejects.csv`: mend them there, and import that file
        exit 1
        long.csv: 1 put on record, 1 refused
          refused: line 2: the row has over 1 MiB: shorten it, or close a quote that was left open
          the refused rows are in `long.csv.rejects.csv`: mend them there, and import that file
        exit 1
        truce: `folder` is a folder: name the files in it
        exit 3
        truce: cannot read `missing.csv`: there is no such file or folder
        exit 3
        truce: cannot read `utf16.csv`: the file is in UTF-16LE, not in UTF-8: save it as UTF-8, or convert it with `iconv -f UTF-16LE -t UTF-8 FILE > NEW`
        exit 3
    "#]].assert_eq(&all);
}

#[test]
fn a_bulletin_becomes_a_register_for_each_seat() {
    let desk = Desk::with_node();
    desk.write(
        "may.txt",
        "== 2017-05-07 en press-2017-05-07\n\
         The Russian side registered 18 cases: Damascus (10), Latakia (3), Daraa (3), Hama (2). \
         The Turkish side registered 15 cases: Damascus (2), Daraa (3), Hama (7), Homs (3).\n",
    );
    desk.check(
        &["-n", "ops", "import", "bulletins", "may.txt"],
        expect![[r#"
        may.txt: 2 put on record
    "#]],
    );
    desk.check(&["-n", "ops", "reconcile"], expect![[r#"
        7 May 2017, as registered

          Russia           18 cases [un/4], as told by another seat
          Turkey           15 cases [un/5], as told by another seat
          Iran             no register on record (that says nothing about calm)
          United Nations   no register on record (that says nothing about calm)

          area                    Russia                  Turkey            can be the same
          ─────────────────────────────────────────────────────────────────────────────────
          Damascus             10 ########··            2 ··                at most 2
          Daraa                 3 ···                   3 ···               at most 3
          Hama                  2 ··                    7 #####··           at most 2
          Homs                  –                       3 ###               none
          Latakia               3 ###                   –                   none
          ─────────────────────────────────────────────────────────────────────────────────
          together             18                      15                   at most 7

          █ matched      Russia 0, Turkey 0       on record from both seats' own sources
          ▒ contested    Russia 0, Turkey 0       not confirmed, or denied, by another seat
          # one-sided    Russia 11, Turkey 8      more than any other seat registered there: in no other list
          · unexplained  Russia 7, Turkey 7       another list may hold the same cases; nothing on record says so
    "#]]);
}

#[test]
fn beside_a_register_of_no_case_stands_what_was_watched() {
    let desk = Desk::with_node();
    desk.write("none.txt", "== 2017-05-07 en press-1\nThe Russian side registered no cases.\n");
    desk.run(&["-n", "ops", "import", "bulletins", "none.txt"]);
    desk.write(
        "centre.csv",
        "id,name,kind,reliability,aligned_with,group,seat\nru-posts,Posts,centre,F,,,russia\n",
    );
    desk.run(&["-n", "ops", "import", "sources", "centre.csv"]);
    let said = |desk: &Desk| {
        let bulletin = desk.run(&["-n", "ops", "bulletin", "--date", "2017-05-07"]);
        let from = bulletin.find("Russia registered no case").unwrap();
        let text: Vec<&str> =
            bulletin[from..].split("\n\n").next().unwrap().split_whitespace().collect();
        text.join(" ")
    };
    expect!["Russia registered no case on 7 May 2017. How much its sources watched is not on record; 0 impediments are on record in the period. This says nothing about calm."].assert_eq(&said(&desk));
    desk.write(
        "effort.csv",
        "source,area,start,patrols,hours\nru-posts,hama,2017-05-07,2,9\nru-posts,atlantis,2017-05-07,1,\n",
    );
    desk.check(&["-n", "ops", "import", "effort", "effort.csv"], expect![[r#"
        effort.csv: 1 put on record, 1 refused
          refused: line 3: `atlantis` is no area that the agreement names: correct it, or leave it empty for the whole country
          the refused rows are in `effort.csv.rejects.csv`: mend them there, and import that file
        exit 1
    "#]]);
    expect!["Russia registered no case on 7 May 2017. On record of its sources' watching: 2017-05-07, Hama: 2 patrols, 9 hours; 0 impediments are on record in the period. This says nothing about calm."].assert_eq(&said(&desk));
}

#[test]
fn without_a_node_the_program_says_how_to_set_one_up() {
    let desk = Desk::empty();
    desk.check(&["incidents"], expect![[r#"
        truce: there is no node in `.`: set one up with `truce init DIR --seat NAME --agreement DIR`, or name its folder with `--node DIR`
        exit 3
    "#]]);
}

#[test]
fn empty_lists_say_what_to_do() {
    let desk = Desk::with_node();
    desk.check(
        &["-n", "ops", "incidents"],
        expect![[r#"
        No incident is on record for that. Widen the period, or import reports.
    "#]],
    );
    desk.check(
        &["-n", "ops", "reconcile"],
        expect![[r#"
        truce: no register is on record: import some with `truce import bulletins FILE --source S`
        exit 3
    "#]],
    );
    let bulletin = desk.run(&["-n", "ops", "bulletin", "--date", "2017-05-07"]);
    assert!(bulletin.contains("That says nothing about calm"), "{bulletin}");
}

#[test]
fn a_judgement_splits_what_the_machine_joined_and_can_be_taken_back() {
    let desk = Desk::with_node();
    desk.write("reports.csv", REPORTS);
    desk.run(&["-n", "ops", "import", "csv", "reports.csv"]);
    let judge = |word: &str| {
        desk.run(&[
            "-n",
            "ops",
            "judge",
            word,
            "un/4",
            "un/5",
            "--by",
            "officer 3",
            "--reason",
            "two craters",
        ])
    };
    expect![[r#"
        put on record as un/7
        The two are now held to be two events.
    "#]]
    .assert_eq(&judge("different"));
    expect![[r#"
        put on record as un/8
        The two are now held to be one event.
    "#]]
    .assert_eq(&judge("taken-back"));
}

#[test]
fn another_node_takes_a_copy_and_makes_the_same_bulletin_to_the_byte() {
    let desk = Desk::with_node();
    desk.init("ru", "russia");
    desk.introduce("ru", "ops");
    desk.introduce("ops", "ru");
    desk.write("reports.csv", REPORTS);
    desk.run(&["-n", "ops", "import", "csv", "reports.csv"]);
    desk.run(&["-n", "ops", "sync"]);
    desk.check(
        &["-n", "ru", "sync"],
        expect![[r#"
            russia: 0 new, 2 held, 0 settled
            un: 7 new, 7 held, 0 settled
        "#]],
    );
    // Each writes down which heads it holds, and that goes round too.
    for _ in 0..3 {
        desk.run(&["-n", "ops", "sync"]);
        desk.run(&["-n", "ru", "sync"]);
    }
    for format in ["text", "md", "html", "json"] {
        let make = |node: &str| {
            desk.run(&["-n", node, "bulletin", "--date", "2017-05-06", "--format", format])
        };
        let made = make("ops");
        assert!(made.len() > 500 && made == make("ru"), "{format}");
    }
}

#[test]
fn a_node_that_was_set_up_anew_under_other_keys_is_not_believed() {
    let desk = Desk::with_node();
    desk.init("ru", "russia");
    desk.introduce("ru", "ops");
    desk.run(&["-n", "ops", "sync"]);
    desk.check(
        &["-n", "ru", "sync"],
        expect![[r#"
            russia: 0 new, 2 held, 0 settled
            un: 4 new, 4 held, 0 settled
        "#]],
    );
    fs::remove_dir_all(desk.dir.path().join("ops")).unwrap();
    desk.init("ops", "un");
    desk.run(&["-n", "ops", "sync"]);
    desk.check(
        &["-n", "ru", "sync"],
        expect![[r#"
            russia: 0 new, 2 held, 0 settled
            un: 0 new, 4 held, 0 settled
            what `un` shows of the log `un` cannot be used: the checkpoint of `truce/15479b11965e09f6/un` is not signed by a known key of that log
            exit 1
        "#]],
    );
}

#[test]
fn a_peer_whose_fingerprint_was_not_compared_is_not_taken() {
    let desk = Desk::with_node();
    desk.init("ru", "russia");
    let told = desk.run(&["-n", "ru", "peers", "add", "--at", "ops"]);
    assert!(told.contains("not taken yet") && told.ends_with("exit 1\n"), "{told}");
    let told =
        desk.run(&["-n", "ru", "peers", "add", "--at", "ops", "--fingerprint", "11111 22222"]);
    assert!(told.contains("not the fingerprint") && told.ends_with("exit 3\n"), "{told}");
    let card = desk.run(&["-n", "ops", "card"]);
    let fingerprint = card.lines().last().unwrap().trim().to_owned();
    let told =
        desk.run(&["-n", "ru", "peers", "add", "--at", "ops", "--fingerprint", &fingerprint]);
    assert!(told.contains("taken into use"), "{told}");
}

#[test]
fn what_is_proved_can_be_checked_offline_and_a_changed_letter_is_noticed() {
    let desk = Desk::with_node();
    desk.write("reports.csv", REPORTS);
    desk.run(&["-n", "ops", "import", "csv", "reports.csv"]);
    desk.run(&["-n", "ops", "sync"]);
    desk.run(&["-n", "ops", "card", "--out", "un.card"]);
    desk.run(&["-n", "ops", "prove", "2017-05-06", "--out", "day.proof"]);
    let good = desk.run(&["check", "day.proof", "--card", "un.card"]);
    assert!(good.starts_with("proved: the bulletin of 2017-05-06"), "{good}");
    desk.write("bad.proof", desk.read("day.proof").replacen("Mortars", "Mortar5", 1));
    let bad = desk.run(&["check", "bad.proof", "--card", "un.card"]);
    assert!(bad.starts_with("NOT PROVED") && bad.ends_with("exit 1\n"), "{bad}");
    desk.run(&["-n", "ops", "export", "stick"]);
    let told = desk.run(&["verify", "stick", "--card", "un.card"]);
    assert!(told.starts_with("un: good"), "{told}");
    let bundle = desk.dir.path().join("stick/un/tile/entries/000.p");
    let bundle = fs::read_dir(bundle).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&bundle).unwrap();
    bytes[40] ^= 1;
    fs::write(&bundle, bytes).unwrap();
    let told = desk.run(&["verify", "stick", "--card", "un.card"]);
    assert!(told.starts_with("un: NOT GOOD") && told.ends_with("exit 1\n"), "{told}");
}

#[test]
fn a_damaged_log_is_refused_with_its_place() {
    let desk = Desk::with_node();
    let journal = desk.dir.path().join("ops/logs/un/journal");
    let mut bytes = fs::read(&journal).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&journal, bytes).unwrap();
    let told = desk.run(&["-n", "ops", "log"]);
    assert!(told.contains("cannot read the log of `un`") && told.ends_with("exit 3\n"), "{told}");
}

#[test]
fn a_killed_import_loses_nothing_acknowledged_and_is_taken_up_again() {
    let desk = Desk::with_node();
    let head = "source,id,act,start,place,account\n";
    let rows = (0..60_000).map(|i| format!("press,r{i},shelling,2017-05-06,Douma,Shell {i}.\n"));
    desk.write(
        "many.csv",
        head.chars().chain(rows.collect::<String>().chars()).collect::<String>(),
    );
    let mut before = desk.size();
    for pause_ms in [150, 300, 600] {
        let mut import = desk
            .command(&["-n", "ops", "import", "csv", "many.csv", "--no-index"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause_ms));
        import.kill().unwrap();
        import.wait().unwrap();
        let after = desk.size();
        assert!(after >= before, "{before} entries were there, now {after}");
        before = after;
    }
    desk.run(&["-n", "ops", "import", "csv", "many.csv", "--no-index"]);
    assert_eq!(desk.size(), 1 + 3 + 60_000);
}

#[test]
fn a_second_writer_is_told_that_the_log_is_in_use() {
    let desk = Desk::with_node();
    desk.write("reports.csv", REPORTS);
    let lock =
        fs::File::options().write(true).open(desk.dir.path().join("ops/logs/un/lock")).unwrap();
    lock.lock().unwrap();
    let told = desk.run(&["-n", "ops", "import", "csv", "reports.csv"]);
    assert!(told.contains("cannot open the log of `un`") && told.ends_with("exit 3\n"), "{told}");
    drop(lock);
    assert!(desk.run(&["-n", "ops", "import", "csv", "reports.csv"]).contains("3 put on record"));
}

#[test]
fn a_reader_that_stops_reading_is_no_fault() {
    let desk = Desk::with_node();
    let mut child = desk.command(&["-n", "ops", "log"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn completions_and_the_manual_page_are_printed() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish"] {
        assert!(desk.run(&["completions", shell]).contains("reconcile"));
    }
    assert!(desk.run(&["man"]).starts_with(".ie"));
    assert!(desk.run(&["import", "--help"]).contains("Examples:"));
}

#[test]
fn the_demo_gives_everybody_the_same_heads() {
    let desk = Desk::empty();
    let told = desk.run(&["demo"]);
    assert!(told.contains("all 4 nodes make the same bulletin"), "{told}");
    let readme = include_str!("../../../README.md");
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert!(told.contains(shown), "the README shows something else: {told}");
    let again = desk.run(&["demo"]);
    assert!(again.contains("using the demo in `demo`"), "{again}");
    let bulletin = desk.run(&["-n", "demo/iran", "bulletin", "--date", "2017-05-07"]);
    let heads: String = bulletin
        .lines()
        .filter(|line| line.contains("root"))
        .map(|l| format!("{}\n", l.trim()))
        .collect();
    expect![[r#"
        Iran                165 entries, root wE//2sjuhnFz0ameiKeKw209MhXqtN+Rn9yrldllPvs=
        Russia              247 entries, root OdM3y46QpJrm4CM3+sQGf1GSMtLMgxyawDd5szTTOKg=
        Turkey              275 entries, root bp4J4/KIzWhpncKFR7kgeaR3WFAZZRWF/C7MtlLU2lI=
        United Nations      241 entries, root Wl1P0k37dRZAf1EWBLZaTTd9Yd461sEk6C1nR6srUX4=
    "#]]
    .assert_eq(&heads);
}

#[test]
fn the_demo_leaves_other_peoples_folders_alone() {
    let desk = Desk::empty();
    fs::create_dir(desk.dir.path().join("demo")).unwrap();
    desk.write("demo/letter.txt", "dear colleague");
    let told = desk.run(&["demo", "--replace"]);
    assert!(told.contains("holds something that is not a demo"), "{told}");
    assert_eq!(desk.read("demo/letter.txt"), "dear colleague");
}
