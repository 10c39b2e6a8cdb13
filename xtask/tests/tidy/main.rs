//! The project's own files, held to the rules of the house.
//!
//! Each rule is a function from a [`project::Project`] to its faults. Two tests
//! stand beside each: the project has no such fault, and a small project that
//! has one is caught. A file that must break a rule is named in
//! `xtask/tidy.toml` with the reason.
//!
//! To add a rule: write the function and its two tests in the module it
//! belongs to, and name it in [`RULES`].

mod allowed;
mod arrows;
mod borders;
mod changelog;
mod glossary;
mod length;
mod licences;
mod links;
mod manifests;
mod project;
mod tokens;
mod unfinished;
mod words;

use project::{Fault, Project};

/// A rule, by the name that `xtask/tidy.toml` uses.
struct Rule {
    name: &'static str,
    faults: fn(&Project) -> Vec<Fault>,
}

/// Every rule that reads nothing but the project's files.
const RULES: &[Rule] = &[
    Rule { name: "arrows", faults: arrows::faults },
    Rule { name: "borders", faults: borders::faults },
    Rule { name: "words-of-the-field", faults: borders::words_of_the_field },
    Rule { name: "dependency-costs", faults: manifests::costs },
    Rule { name: "changelog", faults: changelog::faults },
    Rule { name: "glossary-form", faults: glossary::form },
    Rule { name: "glossary-built", faults: glossary::built },
    Rule { name: "glossary-planned", faults: glossary::planned },
    Rule { name: "one-word-one-type", faults: glossary::one_word_one_type },
    Rule { name: "file-length", faults: length::files },
    Rule { name: "function-length", faults: length::functions },
    Rule { name: "links", faults: links::faults },
    Rule { name: "lock", faults: manifests::lock },
    Rule { name: "manifests", faults: manifests::faults },
    Rule { name: "unfinished", faults: unfinished::faults },
    Rule { name: "file-names", faults: words::file_names },
    Rule { name: "verdict-words", faults: words::verdicts },
    Rule { name: "machine-paths", faults: words::machine_paths },
];

/// Fails with every fault of the project against a rule, unless it is allowed with a reason.
#[track_caller]
fn hold(name: &str) {
    let rule = RULES.iter().find(|rule| rule.name == name).expect("the rule is in the list");
    let project = Project::ours();
    let mut faults = (rule.faults)(project);
    faults.retain(|fault| !allowed::covers(project, rule.name, &fault.path));
    assert!(faults.is_empty(), "{name}:\n{}", list(&faults));
}

/// Fails unless a small project breaks a rule in just the ways that are listed.
#[track_caller]
fn caught(faults: fn(&Project) -> Vec<Fault>, files: &[(&str, &str)], expected: &[&str]) {
    let found = faults(&Project::of(files));
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("  {fault}\n")).collect()
}

#[test]
fn no_two_rules_share_a_name() {
    let names: std::collections::BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
}
