//! Cases at one seat's command line: what is refused before it is on record, and what is shown.

use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use tempfile::TempDir;

/// A seat's folder, with a report on record.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        let agreement = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../agreements/syria-2016");
        let agreement = agreement.to_str().unwrap();
        desk.says(&format!("init . --seat un --agreement {agreement} --no-passphrase"));
        std::fs::write(
            desk.0.path().join("s.csv"),
            "id,name,kind,reliability\nradio,Radio,press,D\n",
        )
        .unwrap();
        let rows = "source,id,act,start,place,account\nradio,1,shelling,2017-05-06,Douma,Heard.\n";
        std::fs::write(desk.0.path().join("r.csv"), rows).unwrap();
        desk.says("import sources s.csv");
        desk.says("import csv r.csv");
        desk
    }

    /// What a command line prints, and its exit code where it is not 0. A `~` stands for a blank.
    fn says(&self, line: &str) -> String {
        let args = line.split_whitespace().map(|word| word.replace('~', " "));
        let output = Command::new(env!("CARGO_BIN_EXE_truce"))
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .env_remove("TRUCE_NODE")
            .env_remove("TRUCE_PASSPHRASE")
            .env_remove("TRUCE_PASSPHRASE_FILE")
            .env("TRUCE_NOW", "2017-05-08T06:00:00Z")
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
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
fn whoever_enters_a_report_is_an_officer_who_may_and_cannot_verify_it() {
    let desk = Desk::new();
    let rows =
        "source,id,act,start,place,account\nradio,2,shelling,2017-05-07,Douma,Heard again.\n";
    std::fs::write(desk.0.path().join("more.csv"), rows).unwrap();
    desk.check(
        "import csv more.csv --by both",
        expect![[r#"
            truce: `both` is no officer of this seat: appoint them with truce office appoint
            exit code 3
        "#]],
    );
    desk.says("office appoint both --to monitor,verifier --reason list");
    desk.says("office appoint looks --to verifier --reason list");
    desk.check(
        "import csv more.csv --by looks",
        expect![[r#"
            truce: no office of `looks` allows to enter: see truce office list
            exit code 3
        "#]],
    );
    desk.says("import csv more.csv --by both");
    let entered = desk.says("log un/5");
    assert!(entered.contains("both"), "{entered}");
    let again = desk.says("import csv more.csv");
    assert!(again.contains("1 on record already"), "{again}");
    desk.check(
        "task done un/5 --came-to on-site --method site~visit --by both --text craters",
        expect![[r#"
            truce: `both` entered what it is about in this case, and cannot be the one who verifies: these are different people; nothing was put on record
            exit code 3
        "#]],
    );
}

#[test]
fn an_officer_with_a_key_signs_or_does_nothing() {
    let desk = Desk::new();
    let key = desk.says("office key o.key");
    let key = key.lines().next().unwrap();
    let appointed =
        desk.says(&format!("office appoint duty-2 --to duty-officer --key {key} --reason list"));
    assert!(appointed.starts_with("put on record as un/"), "{appointed}");
    let open = "case open un/2 --under cease-attacks --reason heard --by duty-2";
    desk.check(open, expect![[r#"
        truce: it does not carry the signature of `duty-2`, who signs with a key; nothing was put on record
        exit code 3
    "#]]);
    desk.check(
        &format!("{open} --key o.key"),
        expect![[r#"
        put on record as un/4
        Case un/4 is awaiting admission.
    "#]],
    );
    desk.says("office key other.key");
    desk.check(&format!("{open} --key other.key"), expect![[r#"
        truce: it does not carry the signature of `duty-2`, who signs with a key; nothing was put on record
        exit code 3
    "#]]);
    desk.check(
        &format!("{open} --key s.csv"),
        expect![[r#"
        truce: `s.csv` is no officer's key: `truce office key FILE` makes one
        exit code 3
    "#]],
    );
    desk.says("office dismiss duty-2 --reason left");
    desk.check(
        &format!("{open} --key o.key"),
        expect![[r#"
        truce: `duty-2` holds no office at un; nothing was put on record
        exit code 3
    "#]],
    );
    desk.check(
        "office list",
        expect![[r#"
        seat  officer  offices        signs
        ───────────────────────────────────
        un    duty-2   none any more  –
    "#]],
    );
}

#[test]
fn what_cannot_be_done_is_said_before_it_is_on_record() {
    let desk = Desk::new();
    desk.check(
        "case list",
        expect![[r#"
        No such case is on record. `truce case open` takes an incident up.
    "#]],
    );
    desk.check(
        "task list",
        expect![[r#"
        No task is open.
    "#]],
    );
    desk.check(
        "office list",
        expect![[r#"
        No officer is on record. `truce office appoint` puts one there.
    "#]],
    );
    desk.says("office appoint duty-2 --to duty-officer --reason list");
    desk.check("office appoint voice --to delegate --reason list", expect![[r#"
        put on record as un/4
        Of what these offices allow, find, dissent, ask-remedy, change-procedure is not among this seat's duties in the mechanism.
    "#]]);
    let opening = |rest: &str| format!("case open {rest} --reason heard --by duty-2");
    desk.check(
        &opening("un/0 --under cease-attacks"),
        expect![[r#"
        truce: un/0 is no report; nothing was put on record
        exit code 3
    "#]],
    );
    desk.check(
        &opening("un/2 --under no-laughing"),
        expect![[r#"
        truce: `no-laughing` is no provision of the agreement; nothing was put on record
        exit code 3
    "#]],
    );
    desk.check(
        &opening("un/2 --under cease-attacks --accused martians"),
        expect![[r#"
        truce: `martians` is no actor of the agreement; nothing was put on record
        exit code 3
    "#]],
    );
}

#[test]
fn words_that_are_none_are_told_with_those_that_are() {
    let desk = Desk::new();
    desk.says("office appoint voice --to delegate --reason list");
    desk.check(
        "case show un/2",
        expect![[r#"
        truce: un/2 opens no case on record here: list the cases with `truce case list`
        exit code 3
    "#]],
    );
    desk.check(
        "case seal un/9 --happened perhaps --covered cease-attacks=yes --reasons x --by voice",
        expect![[r#"
            error: invalid value 'perhaps' for '--happened <ANSWER>': `perhaps` is no answer: use yes, no or unknown

            For more information, try '--help'.
            exit code 2
        "#]],
    );
    desk.check("case seal un/9 --happened yes --covered cease-attacks=yes --cause martians=1 --reasons x --by voice", expect![[r#"
        truce: `martians` is no actor of the agreement, and none of accident, staged, third-state, unknown
        exit code 2
    "#]]);
    desk.check(
        "case verify un/2 --came-to unverifiable --method visit --text x --by voice",
        expect![[r#"
            truce: `unverifiable` needs --why: access, time, danger or jamming
            exit code 2
        "#]],
    );
    desk.check("log --kind deed", expect![[""]]);
}

/// A case with a question, a call and a task that nobody could look into.
fn opened() -> Desk {
    let desk = Desk::new();
    desk.says("office appoint duty-2 --to duty-officer --reason list");
    desk.says("office appoint looker --to verifier --reason list");
    let opened = desk.says("case open un/2 --accused opposition --under cease-attacks --reason heard~on~the~radio --by duty-2");
    assert!(opened.starts_with("put on record as un/5"), "{opened}");
    desk.says("case ask un/5 --through turkey --brief shells~on~6~May --by duty-2");
    desk.says("case call un/5 --called opposition --effect ceased --answered-after-s 120 --ceased-after-s 2400 --text they~will~see~to~it --by duty-2");
    desk.says("task set un/5 --settles author --owner un --due 2017-05-10 --what bearings~of~the~craters --by duty-2");
    desk.says("task done un/2 --task un/8 --came-to unverifiable --why access --method site~visit --text turned~back~at~the~bridge --by looker");
    desk
}

#[test]
fn a_case_is_shown_as_one_would_brief_it() {
    let desk = opened();
    desk.check("case show un/5", expect![[r#"
        Case un/5: Shelling, Douma
        awaiting admission
        as of the last entry held here, 2017-05-08 09:00

          opened        2017-05-08 09:00 by United Nations, duty-2
          accused       armed opposition
          under         Article 2. All attacks cease
          why           heard on the radio
          admitted by   1 of 2 asked for: United Nations
          rule          unanimity of the findings that are in, 2 at least
          admission     until 2017-05-09 09:00
          reply         until 2017-05-10 09:00
          findings      until 2017-05-13 09:00
          unsealing     until 2017-05-14 09:00

        What is told
          D3  Radio (no known side, reliability D) · alleged · 2017-05-06 · names nobody [un/2]
              “Heard.”
          established: claimed and logged (tier 1)
          looked at:   un: cannot be verified: access (site visit): turned back at the bridge [un/9]

        Three questions, seat by seat, each at its word
          Article 2. All attacks cease
            was it covered: open: no seat answers
              would be settled by who did it: point of origin, who held the ground
            did it happen: one side alone answers
              United Nations: yes [un/2]
              would be settled by a second independent source, not of the same side
            who did it: open: no seat answers
              would be settled by who did it: point of origin, who held the ground

        Who may have done it: advice from the sources' answers and leanings; no finding
          not attributable on present reports: needs a source that says who did it

        The accused side
          2017-05-08 09:00 asked through Turkey: shells on 6 May [un/6]
          no reply so far
          2017-05-08 09:00 United Nations called armed opposition: ceased, answered after 2 min, ceased after 40 min — they will see to it [un/7]

        What is to be found out
          author          United Nations: bearings of the craters; looked at: un/9 [un/8]
          author          open; would be settled by who did it: point of origin, who held the ground
          event           open; would be settled by a second independent source, not of the same side

        Findings
          Iran: due
          Russia: due
          Turkey: due

        Outcome
          none yet
    "#]]);
    desk.check(
        "task list --all",
        expect![[r#"
        task  case  by  until                   settles  what
        ────────────────────────────────────────────────────────────────────────
        un/8  un/5  un  2017-05-10, done: un/9  author   bearings of the craters

        Case un/5: what would settle what is open
          author          who did it: point of origin, who held the ground
          event           a second independent source, not of the same side
    "#]],
    );
}
