//! One step: a heading, a command, how long it took, and what to type if it fails.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a step runs.
pub enum Runs {
    /// Cargo, with these words.
    Cargo(Vec<String>),
    /// A script of the project, by its path from the project's folder.
    Script(&'static str),
}

impl Runs {
    /// What one would type.
    fn typed(&self) -> String {
        match self {
            Self::Cargo(words) => format!("cargo {}", words.join(" ")),
            Self::Script(path) => format!("bash {path}"),
        }
    }

    fn command(&self) -> Command {
        match self {
            Self::Cargo(words) => {
                let mut command = cargo();
                command.args(words);
                command
            }
            Self::Script(path) => {
                let mut command = Command::new("bash");
                command.arg(path).current_dir(root());
                command
            }
        }
    }
}

/// A command with the words around it.
pub struct Step {
    /// What stands above its output.
    pub heading: &'static str,
    /// What is run.
    pub runs: Runs,
    /// Variables set for it, and only for it.
    pub env: Vec<(&'static str, &'static str)>,
    /// What failed, and what to type: the end of a sentence that begins "truce does not pass: ".
    pub if_it_fails: &'static str,
}

/// How a step went.
pub struct Done {
    /// As in [`Step::heading`].
    pub heading: &'static str,
    /// From start to end.
    pub took: Duration,
    /// What the tests among its output said.
    pub tally: Tally,
    /// What it said that it left out, and how to have it.
    pub left_out: Vec<String>,
}

/// What a line says was left out, if it says so.
fn left_out_by(line: &str) -> Option<String> {
    line.trim_end().strip_prefix("not run: ").map(str::to_owned)
}

/// How many tests a run of `cargo test` told of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that were skipped.
    pub skipped: u64,
}

impl Tally {
    /// Adds what a line says, if it is a summary such as
    /// `test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; ...`.
    pub fn read(&mut self, line: &str) {
        let Some((_, counts)) = line.trim_start().split_once("test result: ") else {
            return;
        };
        let words: Vec<&str> = counts.split_whitespace().collect();
        for pair in words.windows(2) {
            let [count, word] = pair else { continue };
            let Ok(count) = count.parse::<u64>() else { continue };
            match *word {
                "passed;" => self.passed += count,
                "failed;" => self.failed += count,
                "ignored;" => self.skipped += count,
                _ => {}
            }
        }
    }
}

/// The cargo that runs us, or the one on the path.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The project's folder. Asked at run time: clones may share a target folder.
pub fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let xtask = xtask.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    xtask.parent().unwrap_or(&xtask).to_path_buf()
}

/// Runs a step. Its output goes through as it comes; test summaries are added up.
pub fn run(step: &Step) -> Result<Done, String> {
    println!("\n== {}: {}", step.heading, step.runs.typed());
    let started = Instant::now();
    let failed = |why: &str| format!("truce does not pass: {}{why}", step.if_it_fails);
    let mut command = step.runs.command();
    let mut child = command
        .envs(step.env.iter().copied())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|fault| failed(&format!(" (it did not start: {fault})")))?;
    let (mut tally, mut left_out) = (Tally::default(), Vec::new());
    if let Some(output) = child.stdout.take() {
        let read = |line: &str| {
            tally.read(line);
            left_out.extend(left_out_by(line));
        };
        pass_on(output, read).map_err(|fault| failed(&format!(" ({fault})")))?;
    }
    let status = child.wait().map_err(|fault| failed(&format!(" ({fault})")))?;
    let took = started.elapsed();
    if !status.success() {
        return Err(failed(""));
    }
    println!("== {}: ok, {:.1} s", step.heading, took.as_secs_f64());
    Ok(Done { heading: step.heading, took, tally, left_out })
}

/// Copies output line by line, whatever its bytes are, and has each line read.
fn pass_on(output: impl std::io::Read, mut read: impl FnMut(&str)) -> std::io::Result<()> {
    let mut output = BufReader::new(output);
    let mut stdout = std::io::stdout().lock();
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line)? > 0 {
        read(&String::from_utf8_lossy(&line));
        stdout.write_all(&line)?;
        stdout.flush()?;
        line.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_added_up_and_other_lines_count_for_nothing() {
        let mut tally = Tally::default();
        for line in [
            "running 7 tests",
            "test result: ok. 7 passed; 0 failed; 2 ignored; 0 measured; 5 filtered out; finished in 0.01s",
            "3 passed; 3 failed; 3 ignored;",
            "test result: FAILED. 11 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 18, failed: 1, skipped: 2 });
    }

    #[test]
    fn a_line_says_what_was_left_out_by_its_beginning() {
        assert_eq!(left_out_by("not run: Go is missing\n").as_deref(), Some("Go is missing"));
        assert_eq!(left_out_by("this was not run: Go is missing\n"), None);
    }

    #[test]
    fn the_root_is_the_folder_of_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
