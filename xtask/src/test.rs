//! Everything that must hold, in one command.
//!
//! The order is cheapest first. A step that fails ends the run, with a
//! sentence on what failed and what to type.

use crate::step::{Done, Runs, Step, cargo, run};

/// Format, lints, tests, docs, simulated worlds, nodes in namespaces, the API's description, a browser, and what programs
/// of others say of the log.
pub fn everything() -> Result<(), String> {
    in_order(&[
        format(),
        lints(),
        tests(),
        docs(),
        simulator(),
        namespaces(),
        api(),
        browser(),
        peers(),
    ])
}

/// Format, lints and tests.
pub fn quick() -> Result<(), String> {
    in_order(&[format(), lints(), tests()])
}

/// What programs of others say of our logs.
pub fn peers_only() -> Result<(), String> {
    in_order(&[peers()])
}

/// The test that reads the project's own files.
pub fn tidy() -> Result<(), String> {
    in_order(&[Step {
        heading: "tidy",
        runs: words("test --package xtask --test tidy"),
        env: vec![],
        if_it_fails: "a file breaks a rule of the house; each fault above says where and which",
    }])
}

fn format() -> Step {
    Step {
        heading: "format",
        runs: words("fmt --all --check"),
        env: vec![],
        if_it_fails: "the files above are not formatted; type `cargo fmt --all`",
    }
}

fn lints() -> Step {
    Step {
        heading: "lints",
        runs: words("clippy --workspace --all-targets --all-features -- --deny warnings"),
        env: vec![],
        if_it_fails: "clippy has something to say; mend it, then type \
                      `cargo clippy --workspace --all-targets` to see whether it is content",
    }
}

fn tests() -> Step {
    Step {
        heading: "tests",
        runs: words("test --workspace --all-features --no-fail-fast"),
        env: vec![],
        if_it_fails: "the tests named above fail; type `cargo test --workspace NAME` to run one \
                      of them, and `UPDATE_EXPECT=1 cargo test NAME` if its picture is meant to \
                      change",
    }
}

fn docs() -> Step {
    Step {
        heading: "docs",
        runs: words("doc --workspace --no-deps --document-private-items"),
        env: vec![("RUSTDOCFLAGS", "--deny warnings")],
        if_it_fails: "the docs have a fault; mend it, then type `cargo doc --workspace --no-deps`",
    }
}

/// A thousand worlds with real signatures, half of them in each mode; docs/simulation.md says what happens in them.
fn simulator() -> Step {
    Step {
        heading: "simulator",
        runs: words("run --release --quiet --package truce-sim -- --seeds 1000"),
        env: vec![],
        if_it_fails: "an invariant did not hold in the world that is named above; the command that \
                      lets it happen again stands below it",
    }
}

/// Where there is no right to make namespaces it is left out, in words; `TRUCE_NAMESPACES=required` makes that a failure.
fn namespaces() -> Step {
    Step {
        heading: "namespaces",
        runs: Runs::Script("crates/truce/tests/network/namespaces.sh"),
        env: vec![],
        if_it_fails: "four nodes in network namespaces do not come together again after one was cut off, or the \
                      right to make namespaces is missing; as root, type \
                      `bash crates/truce/tests/network/namespaces.sh`",
    }
}

/// What the API's description promises, asked of a served node. Without schemathesis it is left out, in words;
/// `TRUCE_API=required` makes that a failure.
fn api() -> Step {
    Step {
        heading: "api",
        runs: Runs::Script("crates/truce/tests/api/run.sh"),
        env: vec![],
        if_it_fails: "the API answers otherwise than its description says, or schemathesis is missing and must be \
                      there; type `bash crates/truce/tests/api/install.sh`, then \
                      `bash crates/truce/tests/api/run.sh`",
    }
}

/// The screen in Chromium. Where that or its driver is missing it is left out, in words; `TRUCE_BROWSER=required` makes
/// that a failure.
fn browser() -> Step {
    Step {
        heading: "browser",
        runs: Runs::Script("crates/truce/tests/browser/run.sh"),
        env: vec![],
        if_it_fails: "what a person does on the screen does not go as it should, or a browser is missing that must \
                      be there; type `bash crates/truce/tests/browser/install.sh`, then \
                      `bash crates/truce/tests/browser/run.sh`, and look at target/browser/pictures",
    }
}

/// What is not installed is left out, in words; `TRUCE_PEERS=required` makes that a failure.
fn peers() -> Step {
    Step {
        heading: "peers",
        runs: Runs::Script("peers/run.sh"),
        env: vec![],
        if_it_fails: "a program that nobody here wrote and truce differ on a log, or one of them is \
                      missing that must be there; type `bash peers/install.sh`, then `bash peers/run.sh`",
    }
}

fn words(line: &str) -> Runs {
    Runs::Cargo(line.split_whitespace().map(str::to_owned).collect())
}

fn in_order(steps: &[Step]) -> Result<(), String> {
    for step in steps {
        tools_for(step)?;
    }
    let mut done = Vec::new();
    for step in steps {
        done.push(run(step)?);
    }
    println!("\n{}", summary(&done)?);
    Ok(())
}

/// Checks that cargo has the tool that a step needs, and names what to install.
fn tools_for(step: &Step) -> Result<(), String> {
    let Runs::Cargo(words) = &step.runs else { return Ok(()) };
    let (tool, component) = match words.first().map(String::as_str) {
        Some("fmt") => ("fmt", "rustfmt"),
        Some("clippy") => ("clippy", "clippy"),
        _ => return Ok(()),
    };
    let found = cargo().args([tool, "--version"]).output();
    if found.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    Err(format!(
        "`cargo {tool}` is not installed: type `rustup component add {component}`, or install \
         `{component}` for this toolchain in your system's way"
    ))
}

/// The steps with their times, and what they left out. A test that was skipped is a fault: it holds nothing.
fn summary(done: &[Done]) -> Result<String, String> {
    let mut text = String::from("== all of truce passes\n");
    for step in done {
        let tests = match step.tally.passed {
            0 => String::new(),
            passed => format!(", {passed} tests passed"),
        };
        text += &format!("{:>8}  {:6.1} s{tests}\n", step.heading, step.took.as_secs_f64());
    }
    for step in done {
        for words in &step.left_out {
            text += &format!("{:>8}  not run: {words}\n", step.heading);
        }
    }
    let skipped: u64 = done.iter().map(|step| step.tally.skipped).sum();
    if skipped > 0 {
        return Err(format!(
            "truce does not pass: tests skipped: {skipped}, and a skipped test holds nothing; mend or \
             remove what is ignored above"
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::Tally;
    use std::time::Duration;

    fn done(passed: u64, skipped: u64) -> Done {
        let tally = Tally { passed, failed: 0, skipped };
        Done { heading: "tests", took: Duration::from_millis(2300), tally, left_out: vec![] }
    }

    #[test]
    fn the_summary_says_how_many_tests_passed_and_how_long_it_took() {
        assert_eq!(
            summary(&[done(7, 0)]).unwrap(),
            "== all of truce passes\n   tests     2.3 s, 7 tests passed\n"
        );
    }

    #[test]
    fn the_summary_repeats_what_was_left_out() {
        let left_out = vec!["Go is missing; type this".to_owned()];
        let done = Done { heading: "peers", left_out, ..done(0, 0) };
        assert_eq!(
            summary(&[done]).unwrap(),
            "== all of truce passes\n   peers     2.3 s\n   peers  not run: Go is missing; type this\n"
        );
    }

    #[test]
    fn a_skipped_test_is_a_fault() {
        assert!(summary(&[done(7, 0), done(3, 1)]).unwrap_err().contains("tests skipped: 1"));
    }
}
