//! Words that have no place: in file names, about events, and of one machine.

use crate::project::{Fault, Project};
use crate::tokens::Kind;

/// The words of a text in lower case: `NoAgreement`, `no_agreement` and `no agreement` are the same two.
pub fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        if c.is_alphabetic() {
            let begins = !before.is_alphabetic() || (before.is_lowercase() && c.is_uppercase());
            if begins {
                found.push(String::new());
            }
            if let Some(word) = found.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    found
}

/// Names that say nothing of what a file is about.
const EMPTY_NAMES: &[&str] = &[
    "common",
    "helper",
    "helpers",
    "manager",
    "misc",
    "process",
    "processor",
    "service",
    "util",
    "utils",
];

/// Files, folders and modules with a name that says nothing.
pub fn file_names(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    let fault = |path: &str, line, name: &str| {
        let what = format!("`{name}` says nothing: name it after its noun");
        Fault { path: path.to_owned(), line, what }
    };
    let ours = |path: &&String| path.starts_with("crates/") || path.starts_with("xtask/");
    for path in project.paths.iter().filter(ours) {
        let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
        let empty = parts.filter(|part| words(part).iter().any(|w| EMPTY_NAMES.contains(&&**w)));
        found.extend(empty.map(|part| fault(path, 0, part)));
    }
    for (path, tokens) in &project.rust {
        let modules = tokens.modules();
        let empty =
            modules.filter(|(name, _)| words(name).iter().any(|w| EMPTY_NAMES.contains(&&**w)));
        found.extend(empty.map(|(name, line)| fault(path, line, name)));
    }
    found
}

/// The word for what only a determination may find; singular and plural.
const VERDICTS: &[&str] =
    &["violation", "violations", "violate", "violated", "violator", "violators"];

/// Ways to quote a seat's own word.
const QUOTED: &[&str] = &["registered as a violation by", "registered as violations by"];

/// Rust and page texts of the crates that call something a violation in our own voice.
pub fn verdicts(project: &Project) -> Vec<Fault> {
    let fault = |path: &str, line: usize, word: &str| {
        let what =
            format!("`{word}` is a verdict: say what happened, and leave it to a determination");
        Fault { path: path.to_owned(), line, what }
    };
    let verdict = |text: &str| {
        let text = QUOTED.iter().fold(text.to_lowercase(), |text, quoted| text.replace(quoted, ""));
        words(&text).into_iter().find(|word| VERDICTS.contains(&word.as_str()))
    };
    let mut found = Vec::new();
    for (path, tokens) in project.rust_in("crates") {
        for token in tokens.0.iter().filter(|token| !token.in_test) {
            let text = match &token.kind {
                Kind::Word(text) => words(text).join(" "),
                Kind::Literal(text) => text.clone(),
                Kind::Mark(_) | Kind::Open(..) | Kind::Close => continue,
            };
            found.extend(verdict(&text).map(|word| fault(path, token.line, &word)));
        }
    }
    let pages = project.texts.iter().filter(|(path, _)| {
        let ending = path.rsplit('.').next().unwrap_or_default();
        path.starts_with("crates/") && ["html", "css", "js", "svg", "ftl", "md"].contains(&ending)
    });
    for (path, text) in pages {
        for (line, text) in (1..).zip(text.lines()) {
            found.extend(verdict(text).map(|word| fault(path, line, &word)));
        }
    }
    found.retain(|fault| !fault.path.contains("/tests/") && !fault.path.contains("/benches/"));
    found
}

/// Beginnings of paths that exist on one machine only.
const MACHINE: &[&str] = &["/root/", "/work/", "/home/", "/Users/", "C:\\Users\\"];

/// Hosts from which packages are fetched: which one is the builder's business, not the project's.
const HOSTS: &[&str] = &[
    "artifactory",
    "index.crates.io",
    "pythonhosted.org",
    "proxy.golang.org",
    "registry.npmjs.org",
    "static.crates.io",
];

/// Paths of one machine and hosts of one network, in whatever file.
pub fn machine_paths(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, text) in &project.texts {
        for (line, text) in (1..).zip(text.lines()) {
            let fault = |what| Fault { path: path.clone(), line, what };
            let paths = MACHINE.iter().filter(|machine| begins_in(text, machine));
            found.extend(paths.map(|p| fault(format!("`{p}` is a path of one machine"))));
            let hosts = HOSTS.iter().filter(|host| text.contains(**host));
            found.extend(hosts.map(|h| fault(format!("`{h}` is the builder's choice, not ours"))));
        }
    }
    found
}

/// Whether a path begins somewhere in a line, and is not the tail of a longer path or address.
fn begins_in(line: &str, path: &str) -> bool {
    let inside_a_word = |c: char| c.is_alphanumeric() || "./_-:}~".contains(c);
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(inside_a_word))
}

#[test]
fn words_are_cut_at_capitals_underscores_and_signs() {
    assert_eq!(words("NoAgreement no_agreement2x"), ["no", "agreement", "no", "agreement", "x"]);
    assert_eq!(words("Нарушение: 7"), ["нарушение"]);
}

#[test]
fn files_are_named_after_their_nouns() {
    crate::hold("file-names");
}

#[test]
fn a_name_that_says_nothing_is_caught() {
    crate::caught(
        file_names,
        &[
            ("crates/truce/src/utils.rs", ""),
            ("crates/truce/tests/common/mod.rs", ""),
            ("crates/truce/src/lib.rs", "\nmod incident_manager {}"),
            ("crates/truce/src/commons_fund.rs", ""),
        ],
        &[
            "crates/truce/src/utils.rs: `utils` says nothing: name it after its noun",
            "crates/truce/tests/common/mod.rs: `common` says nothing: name it after its noun",
            "crates/truce/src/lib.rs:2: `incident_manager` says nothing: name it after its noun",
        ],
    );
}

#[test]
fn nothing_is_called_a_violation_in_our_own_voice() {
    crate::hold("verdict-words");
}

#[test]
fn a_verdict_in_our_own_voice_is_caught() {
    crate::caught(
        verdicts,
        &[
            (
                "crates/truce/src/lib.rs",
                "fn violations() {}\nconst A: &str = \"registered as a violation by Turkey\";\n\
                 const B: &str = \"3 violations\";\n/// The violator.\n// a violation\n\
                 #[cfg(test)]\nmod tests { const C: &str = \"violation\"; }",
            ),
            ("crates/truce/src/page.html", "<p>\nA Violation</p>"),
            ("docs/a.md", "a violation"),
        ],
        &[
            "crates/truce/src/lib.rs:1: `violations` is a verdict: say what happened, and leave it to a determination",
            "crates/truce/src/lib.rs:3: `violations` is a verdict: say what happened, and leave it to a determination",
            "crates/truce/src/lib.rs:4: `violator` is a verdict: say what happened, and leave it to a determination",
            "crates/truce/src/page.html:2: `violation` is a verdict: say what happened, and leave it to a determination",
        ],
    );
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    crate::hold("machine-paths");
}

#[test]
fn a_path_of_one_machine_is_caught() {
    crate::caught(
        machine_paths,
        &[
            ("a.md", "see /home/nour/truce\nor https://a.example/home/x\nor ../work/x"),
            ("b.toml", "registry = \"https://index.crates.io/\""),
        ],
        &[
            "a.md:1: `/home/` is a path of one machine",
            "b.toml:1: `index.crates.io` is the builder's choice, not ours",
        ],
    );
}
