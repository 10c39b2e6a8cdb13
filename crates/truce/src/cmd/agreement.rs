//! `truce agreement`: the faults of an agreement's files, what its provisions say, and whether its cases come out.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;
use truce_core::agreement::cases::{self, CaseResult};
use truce_core::agreement::{
    self, Agreement, Fault, Files, Severity, line_and_column, show as words,
};

use crate::agreement_files::{self, read_text};
use crate::cli::{AgreementAction, AgreementArgs, AgreementDir, Colour};
use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};

/// Carries out `truce agreement`.
///
/// # Errors
/// If a file cannot be read, or `show` and `test` find the agreement at fault.
pub fn run(node: &Path, args: &AgreementArgs, colour: Colour, out: &mut dyn Write) -> Outcome<u8> {
    let folder = |args: &AgreementDir| args.dir.clone().unwrap_or_else(|| node.join("agreement"));
    match &args.action {
        AgreementAction::Check(args) if args.json => check_json(&folder(args), out),
        AgreementAction::Check(args) => check(&folder(args), &renderer(colour), out),
        AgreementAction::Show(args) if args.json => show_json(&folder(args), out),
        AgreementAction::Show(args) => show(&folder(args), out),
        AgreementAction::Test(args) if args.json => test_json(&folder(args), out),
        AgreementAction::Test(args) => test(&folder(args), out),
    }
}

fn renderer(colour: Colour) -> Renderer {
    let styled = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
        }
    };
    if styled { Renderer::styled() } else { Renderer::plain() }
}

/// Prints every fault of an agreement's files with its place underlined; returns the exit code.
///
/// # Errors
/// If a file cannot be read.
pub fn check(dir: &Path, renderer: &Renderer, out: &mut dyn Write) -> Outcome<u8> {
    let loaded = agreement_files::load(dir)?;
    let files = loaded.files();
    let (agreement, faults) = agreement::check(&files);
    for fault in &faults {
        writeln!(out, "{}\n", render(fault, &files, renderer))?;
    }
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    let warnings = faults.len() - errors;
    match agreement {
        Some(agreement) => {
            let parts = [
                counted(agreement.articles.len(), "article"),
                counted(agreement.provisions.len(), "provision"),
                counted(agreement.zones.len(), "zone"),
                counted(agreement.areas().len(), "area"),
                counted(agreement.actors.len(), "actor"),
            ];
            writeln!(out, "{}: no error, {}", agreement.title, counted(warnings, "warning"))?;
            writeln!(out, "{}", parts.join(", "))?;
            writeln!(out, "digest {}", agreement.digest())?;
            Ok(DONE)
        }
        None => {
            writeln!(out, "{}, {}", counted(errors, "error"), counted(warnings, "warning"))?;
            Ok(FOUND_FAULTS)
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// One fault as a person reads it: what is wrong, where, and how to mend it.
fn render(fault: &Fault, files: &Files<'_>, renderer: &Renderer) -> String {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let place = AnnotationKind::Primary.span(fault.span.clone());
    let snippet =
        Snippet::source(files.text_of(fault.file)).path(fault.file.name()).annotation(place);
    let group = level
        .primary_title(fault.message.as_str())
        .element(snippet)
        .element(Level::HELP.message(fault.hint.as_str()));
    renderer.render(&[group])
}

#[derive(Serialize)]
struct FaultLine<'f> {
    #[serde(flatten)]
    fault: &'f Fault,
    line: usize,
    column: usize,
}

/// The same as JSON: a list of faults with file, bytes, line and column.
///
/// # Errors
/// If a file cannot be read.
pub fn check_json(dir: &Path, out: &mut dyn Write) -> Outcome<u8> {
    let loaded = agreement_files::load(dir)?;
    let files = loaded.files();
    let (agreement, faults) = agreement::check(&files);
    let lines: Vec<FaultLine<'_>> = faults
        .iter()
        .map(|fault| {
            let (line, column) = line_and_column(files.text_of(fault.file), fault.span.start);
            FaultLine { fault, line, column }
        })
        .collect();
    print_json(&lines, out)?;
    Ok(if agreement.is_some() { DONE } else { FOUND_FAULTS })
}

/// Explains each provision in a sentence; returns the exit code.
///
/// # Errors
/// If a file cannot be read or the agreement has an error.
pub fn show(dir: &Path, out: &mut dyn Write) -> Outcome<u8> {
    let agreement = agreement_files::load(dir)?.read_or_explain()?;
    writeln!(
        out,
        "{}, in force from {}\n",
        agreement.title,
        words::moment(&agreement, agreement.in_force)
    )?;
    for provision in &agreement.provisions {
        writeln!(out, "{}\n  {}\n", provision.id, words::sentence(&agreement, provision))?;
    }
    writeln!(out, "record\n  {}\n", words::keeping(&agreement))?;
    Ok(DONE)
}

#[derive(Serialize)]
struct Explained<'a> {
    provision: &'a str,
    article: &'a str,
    article_title: &'a str,
    rule: &'a str,
    sentence: String,
}

/// The same as JSON.
///
/// # Errors
/// If a file cannot be read or the agreement has an error.
pub fn show_json(dir: &Path, out: &mut dyn Write) -> Outcome<u8> {
    let agreement = agreement_files::load(dir)?.read_or_explain()?;
    let explained: Vec<Explained<'_>> = agreement
        .provisions
        .iter()
        .map(|provision| Explained {
            provision: provision.id.as_str(),
            article: &provision.article,
            article_title: agreement
                .article(&provision.article)
                .map_or("", |article| &article.title),
            rule: provision.rule.word(),
            sentence: words::sentence(&agreement, provision),
        })
        .collect();
    print_json(&explained, out)?;
    Ok(DONE)
}

/// Runs the cases beside an agreement and prints those that come out otherwise; returns the exit code.
///
/// # Errors
/// If a file cannot be read, the agreement has an error, or there is no case.
pub fn test(dir: &Path, out: &mut dyn Write) -> Outcome<u8> {
    let (mut passed, mut failed) = (0, 0);
    for (name, results) in run_cases(dir)? {
        let unmet: Vec<&CaseResult> = results.iter().filter(|result| !result.passed()).collect();
        writeln!(out, "{name}: {} of {} as expected", results.len() - unmet.len(), results.len())?;
        passed += results.len() - unmet.len();
        failed += unmet.len();
        for result in unmet {
            writeln!(out, "  {name}:{}: {}", result.line, result.title)?;
            for difference in &result.differences {
                writeln!(out, "    {difference}")?;
            }
        }
    }
    writeln!(out, "{} of {} as expected", passed, counted(passed + failed, "case"))?;
    Ok(if failed == 0 { DONE } else { FOUND_FAULTS })
}

#[derive(Serialize)]
struct CaseLine<'c> {
    file: &'c str,
    line: usize,
    case: &'c str,
    passed: bool,
    differences: &'c [String],
}

/// The same as JSON: every case, passed or not.
///
/// # Errors
/// If a file cannot be read, the agreement has an error, or there is no case.
pub fn test_json(dir: &Path, out: &mut dyn Write) -> Outcome<u8> {
    let files = run_cases(dir)?;
    let lines: Vec<CaseLine<'_>> = files
        .iter()
        .flat_map(|(file, results)| {
            results.iter().map(move |result| CaseLine {
                file,
                line: result.line,
                case: &result.title,
                passed: result.passed(),
                differences: &result.differences,
            })
        })
        .collect();
    print_json(&lines, out)?;
    Ok(if lines.iter().all(|line| line.passed) { DONE } else { FOUND_FAULTS })
}

/// Runs `cases/*.txt` in the order of their names.
fn run_cases(dir: &Path) -> Outcome<Vec<(String, Vec<CaseResult>)>> {
    let agreement: Agreement = agreement_files::load(dir)?.read_or_explain()?;
    let folder = dir.join("cases");
    if !folder.exists() {
        return Err(Failure::cannot(format!(
            "`{}` has no folder `cases`: write some, or name the folder of an agreement that has them",
            dir.display()
        )));
    }
    let fault = |fault: std::io::Error| Failure::file("read", &folder, &fault);
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&folder).map_err(fault)? {
        paths.push(entry.map_err(fault)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    if paths.is_empty() {
        return Err(Failure::cannot(format!(
            "`{}` holds no case: write some, as its README says",
            folder.display()
        )));
    }
    let run = |path: &PathBuf| -> Outcome<(String, Vec<CaseResult>)> {
        let name =
            path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok((name, cases::run(&agreement, &read_text(path)?)))
    };
    paths.iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    const SYRIA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../agreements/syria-2016");

    /// Copies the agreement with one thing in one file changed, and prints what `check` says of it.
    fn check_changed(file: &str, change: (&str, &str), expected: Expect) {
        let dir = tempfile::tempdir().unwrap();
        for name in ["text.md", "agreement.toml", "zones.geojson", "provinces.geojson"] {
            let text = fs::read_to_string(Path::new(SYRIA).join(name)).unwrap();
            assert!(name != file || text.contains(change.0), "{}", change.0);
            let text = if name == file { text.replacen(change.0, change.1, 1) } else { text };
            fs::write(dir.path().join(name), text).unwrap();
        }
        let mut out = Vec::new();
        assert_eq!(check(dir.path(), &Renderer::plain(), &mut out).unwrap(), FOUND_FAULTS);
        expected.assert_eq(&String::from_utf8(out).unwrap());
    }

    #[test]
    fn a_fault_is_printed_with_its_place_underlined_and_a_hint() {
        check_changed(
            "agreement.toml",
            ("of = \"opposition\"", "of = \"oposition\""),
            expect![[r#"
                error: `oposition` is not a party of this agreement
                   --> agreement.toml:101:6
                    |
                101 | of = "oposition"
                    |      ^^^^^^^^^^^
                    |
                    = help: did you mean `opposition`?

                1 error, 0 warnings
            "#]],
        );
    }

    #[test]
    fn a_zone_left_open_is_shown_where_it_should_close() {
        check_changed(
            "zones.geojson",
            ("[36.37, 36.24]]", "[36.37, 36.25]]"),
            expect![[r#"
            error: a ring of `idlib-area` is not closed: it ends elsewhere than it begins
             --> zones.geojson:6:279
              |
            6 | ..., 36.24], [36.86, 36.40], [36.66, 36.34], [36.58, 36.23], [36.37, 36.25]]
              |                                                              ^^^^^^^^^^^^^^
              |
              = help: end it with its first point, [36.37, 36.24]

            1 error, 0 warnings
        "#]],
        );
    }

    #[test]
    fn the_agreement_in_the_project_is_sound_explained_and_true_to_its_cases() {
        let mut out = Vec::new();
        let dir = Path::new(SYRIA);
        assert_eq!(check(dir, &Renderer::plain(), &mut out).unwrap(), DONE);
        assert_eq!(show(dir, &mut out).unwrap(), DONE);
        assert_eq!(test(dir, &mut out).unwrap(), DONE);
        for command in [check_json, show_json, test_json] {
            let mut json = Vec::new();
            assert_eq!(command(dir, &mut json).unwrap(), DONE);
            assert!(serde_json::from_slice::<serde_json::Value>(&json).unwrap().is_array());
        }
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("no error, 0 warnings"), "{out}");
        assert!(!out.contains("violation"), "{out}");
    }
}
