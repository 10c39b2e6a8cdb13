//! How cases run, in a small agreement: what is read, and what is at fault.

use expect_test::{Expect, expect};

use super::faults_tests::{PROCEDURE, SOUND, TOML, told};
use super::{Agreement, Files};

const SEATS: [(&str, &str); 3] =
    [("east", "determines"), ("west", "determines"), ("hill", "verifies")];

fn toml(procedure: &str) -> String {
    let seats = SEATS.map(|(id, role)| {
        format!(
            "[[seat]]\nid = \"{id}\"\nname = \"{id}\"\nactor = \"north\"\nrole = \"{role}\"\n\n"
        )
    });
    let record = "[record]\nmirrors = 2\ncosigners = 2\ncolluding = 0\nheartbeat_s = 60\n";
    format!("{TOML}\n{}{record}{procedure}", seats.concat())
}

/// The usual procedure, with its rule in other words.
fn with_rule(rule: &str) -> String {
    PROCEDURE.replace("rule = \"parallel\"", rule)
}

fn check(procedure: &str, expected: Expect) {
    let toml = toml(procedure);
    expected.assert_eq(&told(&Files { toml: &toml, ..SOUND }));
}

fn rule_of(procedure: &str) -> String {
    let toml = toml(procedure);
    let read = Agreement::read(&Files { toml: &toml, ..SOUND });
    read.map_or_else(|faults| format!("{faults:?}"), |found| found.procedure.decision.to_string())
}

#[test]
fn every_rule_of_decision_can_be_written() {
    let quorum = "rule = \"quorum\"\nconstituency = [{ name = \"of the two\", seats = [\"east\", \"west\"], least = 2 }]\n\
                  emergency = [{ name = \"of one\", seats = [\"east\"], least = 1 }]";
    let rules = [
        "rule = \"unanimity\"\nleast = 2",
        "rule = \"two-key\"\nkeys = [\"east\", \"west\"]",
        quorum,
        "rule = \"chair\"\nchair = \"west\"",
        "rule = \"parallel\"",
    ];
    let read: Vec<String> = rules.iter().map(|rule| rule_of(&with_rule(rule))).collect();
    expect![[r#"
        unanimity of the findings that are in, 2 at least
        two keys: east and west
        quorum: 2 of 2 of the two; in urgent cases 1 of 1 of one
        ruling of the chair, west
        parallel findings, each for itself"#]]
    .assert_eq(&read.join("\n"));
}

#[test]
fn an_agreement_without_a_procedure_is_told_what_is_taken() {
    check(
        "",
        expect![[r#"
        agreement.toml:1:1: the agreement does not say how cases are decided: unanimity of the findings that are in, 2 at least is taken
          at: 
          hint: add [procedure] with `rule`, `admit`, `sure`, `clocks` and `urgent`
    "#]],
    );
}

#[test]
fn a_rule_that_cannot_decide_is_an_error() {
    check(
        &with_rule("rule = \"unanimity\"\nleast = 3"),
        expect![[r#"
        agreement.toml:60:1: unanimity of 3 cannot be had: 2 seats determine
          at: [procedure]
          hint: correct it under [procedure]
    "#]],
    );
    check(
        &with_rule("rule = \"two-key\"\nkeys = [\"east\"]"),
        expect![[r#"
        agreement.toml:60:1: two keys are two seats, and not 1
          at: [procedure]
          hint: correct it under [procedure]
    "#]],
    );
    check(
        &with_rule("rule = \"chair\"\nchair = \"hill\""),
        expect![[r#"
        agreement.toml:60:1: `hill` is no seat that determines
          at: [procedure]
          hint: correct it under [procedure]
    "#]],
    );
    check(
        &with_rule("rule = \"lots\""),
        expect![[r#"
        agreement.toml:61:8: `lots` is no rule of decision
          at: "lots"
          hint: use a rule of decision: unanimity, two-key, quorum, chair, parallel
    "#]],
    );
    let half = "rule = \"quorum\"\nconstituency = [{ name = \"of the two\", seats = [\"east\", \"west\"], least = 1 }]";
    check(
        &with_rule(half),
        expect![[r#"
        agreement.toml:60:1: 1 of 2 of the two is no quorum: more than half of them decides, so that two outcomes cannot both
          at: [procedure]
          hint: correct it under [procedure]
    "#]],
    );
}

#[test]
fn clocks_and_numbers_that_cannot_be_are_errors() {
    check(
        &PROCEDURE.replace("admit = 1", "admit = 4"),
        expect![[r#"
        agreement.toml:60:1: a case is admitted by 1 to 3 seats, and not by 4
          at: [procedure]
          hint: correct it under [procedure]
    "#]],
    );
    check(
        &PROCEDURE.replace("sure = 700", "sure = 1001"),
        expect![[r#"
        agreement.toml:60:1: 1001 thousandths are more than certainty
          at: [procedure]
          hint: correct it under [procedure]
    "#]],
    );
    check(
        &PROCEDURE.replacen("reply_h = 1", "reply_h = 0", 1),
        expect![[r#"
        agreement.toml:60:1: a clock runs 1 to 8784 hours, and not 0
          at: [procedure]
          hint: correct it under [procedure]
    "#]],
    );
    check(
        &PROCEDURE.replacen("reveal_h = 1", "reveal_d = 1", 1),
        expect![[r#"
        agreement.toml:64:10: `reveal_h` is missing
          at: { admit_h = 1, reply_h = 1, findings_h = 1, reveal_d = 1 }
          hint: add a line `reveal_h = ...`
        agreement.toml:64:54: `reveal_d` is no key of this table
          at: reveal_d
          hint: did you mean `reveal_h`?
    "#]],
    );
    check(
        &PROCEDURE.replace("sure = 700", "sure = 700\nsure_for = { peace = 900 }"),
        expect![[r#"
            agreement.toml:64:14: `peace` is no key of this table
              at: peace
              hint: use a key that is known here: no-fire
        "#]],
    );
}
