//! Everything that must hold, in one command.
//!
//! The order is cheapest first. A step that fails ends the run, with a
//! sentence on what failed and what to type.

use crate::step::{Done, Step, cargo, run};

/// Format, lints, tests and docs.
pub fn everything() -> Result<(), String> {
    in_order(&[format(), lints(), tests(), docs()])
}

/// Format, lints and tests.
pub fn without_docs() -> Result<(), String> {
    in_order(&[format(), lints(), tests()])
}

/// The test that reads the project's own files.
pub fn tidy() -> Result<(), String> {
    in_order(&[Step {
        heading: "tidy",
        cargo: words("test --package xtask --test tidy"),
        env: vec![],
        if_it_fails: "a file breaks a rule of the house; each fault above says where and which",
    }])
}

fn format() -> Step {
    Step {
        heading: "format",
        cargo: words("fmt --all --check"),
        env: vec![],
        if_it_fails: "the files above are not formatted; type `cargo fmt --all`",
    }
}

fn lints() -> Step {
    Step {
        heading: "lints",
        cargo: words("clippy --workspace --all-targets -- --deny warnings"),
        env: vec![],
        if_it_fails: "clippy has something to say; mend it, then type \
                      `cargo clippy --workspace --all-targets` to see whether it is content",
    }
}

fn tests() -> Step {
    Step {
        heading: "tests",
        cargo: words("test --workspace --no-fail-fast"),
        env: vec![],
        if_it_fails: "the tests named above fail; type `cargo test --workspace NAME` to run one \
                      of them, and `UPDATE_EXPECT=1 cargo test NAME` if its picture is meant to \
                      change",
    }
}

fn docs() -> Step {
    Step {
        heading: "docs",
        cargo: words("doc --workspace --no-deps --document-private-items"),
        env: vec![("RUSTDOCFLAGS", "--deny warnings")],
        if_it_fails: "the docs have a fault; mend it, then type `cargo doc --workspace --no-deps`",
    }
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
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
    let (tool, component) = match step.cargo.first().map(String::as_str) {
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

/// The steps with their times. A test that was skipped is a fault: it holds nothing.
fn summary(done: &[Done]) -> Result<String, String> {
    let mut text = String::from("== all of truce passes\n");
    for step in done {
        let tests = match step.tally.passed {
            0 => String::new(),
            passed => format!(", {passed} tests passed"),
        };
        text += &format!("{:>8}  {:6.1} s{tests}\n", step.heading, step.took.as_secs_f64());
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
        Done { heading: "tests", took: Duration::from_millis(2300), tally }
    }

    #[test]
    fn the_summary_says_how_many_tests_passed_and_how_long_it_took() {
        assert_eq!(
            summary(&[done(7, 0)]).unwrap(),
            "== all of truce passes\n   tests     2.3 s, 7 tests passed\n"
        );
    }

    #[test]
    fn a_skipped_test_is_a_fault() {
        assert!(summary(&[done(7, 0), done(3, 1)]).unwrap_err().contains("tests skipped: 1"));
    }
}
