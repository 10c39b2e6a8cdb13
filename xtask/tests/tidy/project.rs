//! The project's files, as the rules see them; and small projects made up in a test.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::tokens::{Tokens, read};

/// Folders that no rule looks into: what git keeps, what cargo builds, what the demo makes.
const SKIPPED: &[&str] = &[".git", "target", "demo", "fuzz/target"];

/// Endings of files that are read; of all others only the path is known.
const TEXT: &[&str] = &[
    "rs", "md", "toml", "lock", "html", "css", "js", "svg", "txt", "csv", "json", "jsonl",
    "geojson", "sh", "yml", "ftl", "run",
];

/// A breach of a rule of the house, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, from the project's folder.
    pub path: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}:{line}: {}", self.path, self.what),
        }
    }
}

/// A project's files.
pub struct Project {
    /// Every path, whether read or not, with `/` between its parts.
    pub paths: BTreeSet<String>,
    /// The files that were read, by path.
    pub texts: BTreeMap<String, String>,
    /// The Rust files, by path.
    pub rust: BTreeMap<String, Tokens>,
    /// Rust files that are compiled for tests only.
    tests_only: BTreeSet<String>,
}

impl Project {
    /// This project.
    pub fn ours() -> &'static Self {
        static OURS: OnceLock<Project> = OnceLock::new();
        OURS.get_or_init(|| {
            // Asked at run time: clones may share a target folder.
            let xtask = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
            let root = Path::new(&xtask).parent().expect("xtask has a parent");
            let mut found = Vec::new();
            walk(root, "", &mut found);
            Self::new(found)
        })
    }

    /// A made-up project.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let text = |(path, text): &(&str, &str)| ((*path).to_owned(), Some((*text).to_owned()));
        Self::new(files.iter().map(text).collect())
    }

    fn new(files: Vec<(String, Option<String>)>) -> Self {
        let paths = files.iter().map(|(path, _)| path.clone()).collect();
        let texts: BTreeMap<_, _> =
            files.into_iter().filter_map(|(path, text)| Some((path, text?))).collect();
        let sources = texts.iter().filter(|(path, _)| path.ends_with(".rs"));
        let rust: BTreeMap<_, _> =
            sources.map(|(path, text)| (path.clone(), read(path, text))).collect();
        let tests_only = tests_only(&rust);
        Self { paths, texts, rust, tests_only }
    }

    /// The Rust files below a folder.
    pub fn rust_in(&self, folder: &str) -> impl Iterator<Item = (&str, &Tokens)> {
        let inside =
            move |path: &str| path.strip_prefix(folder).is_some_and(|p| p.starts_with('/'));
        let files = self.rust.iter().map(|(path, tokens)| (path.as_str(), tokens));
        files.filter(move |(path, _)| inside(path))
    }

    /// The Rust files that ship with a member: its `src` without what is compiled for tests only.
    pub fn shipped(&self, member: &str) -> impl Iterator<Item = (&str, &Tokens)> {
        let folder = format!("crates/{member}/src/");
        let files = self.rust.iter().map(|(path, tokens)| (path.as_str(), tokens));
        files.filter(move |(path, _)| path.starts_with(&folder) && !self.tests_only.contains(*path))
    }

    /// The manifests of the members: their folder and their table.
    ///
    /// A manifest that cannot be read fails the test: cargo would not have come so far.
    pub fn manifests(&self) -> Vec<(&str, toml::Table)> {
        let texts = self.texts.iter().filter_map(|(path, text)| {
            let folder = path.strip_suffix("/Cargo.toml")?;
            let member = folder == "xtask" || folder.strip_prefix("crates/").is_some();
            (member && folder.matches('/').count() < 2).then_some((folder, text))
        });
        texts.map(|(folder, text)| (folder, text.parse().expect("a manifest is TOML"))).collect()
    }
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<(String, Option<String>)>) {
    let entries = fs::read_dir(folder).expect("a folder of the project can be read");
    for entry in entries {
        let entry = entry.expect("a folder of the project can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().expect("a file of the project has a type");
        if kind.is_dir() {
            if !SKIPPED.contains(&path.as_str()) {
                walk(&entry.path(), &format!("{path}/"), found);
            }
        } else if kind.is_file() {
            let ending = name.rsplit('.').next().unwrap_or_default();
            let text = (TEXT.contains(&ending) || name == "run")
                .then(|| fs::read(entry.path()).expect("a file of the project can be read"))
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            found.push((path, text));
        }
    }
}

/// Files that are modules declared under `#[cfg(test)]`, and what lies below them.
fn tests_only(rust: &BTreeMap<String, Tokens>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, tokens) in rust {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.trim_end_matches(".rs");
        let below = match stem {
            "lib" | "main" | "mod" => folder.to_owned(),
            stem => format!("{folder}/{stem}"),
        };
        for module in tokens.test_modules() {
            let file = format!("{below}/{module}.rs");
            let inside = format!("{below}/{module}/");
            found.extend(rust.keys().filter(|p| **p == file || p.starts_with(&inside)).cloned());
        }
    }
    found
}

#[test]
fn a_module_for_tests_in_its_own_file_does_not_count_as_shipped() {
    let project = Project::of(&[
        ("crates/truce-core/src/lib.rs", "pub mod report;"),
        ("crates/truce-core/src/report.rs", "#[cfg(test)]\nmod tests;\npub mod draft;"),
        ("crates/truce-core/src/report/tests.rs", ""),
        ("crates/truce-core/src/report/draft.rs", ""),
        ("crates/truce-core/tests/laws.rs", ""),
    ]);
    let shipped: Vec<_> = project.shipped("truce-core").map(|(path, _)| path).collect();
    assert_eq!(
        shipped,
        [
            "crates/truce-core/src/lib.rs",
            "crates/truce-core/src/report.rs",
            "crates/truce-core/src/report/draft.rs",
        ]
    );
}

/// A rule that looks into an empty folder holds nothing.
#[test]
fn the_rules_see_the_project() {
    let project = Project::ours();
    for (folder, manifest) in project.manifests() {
        let sources = project.rust_in(folder).filter(|(path, _)| path.contains("/src/"));
        assert!(sources.count() > 0, "{folder} has no sources");
        assert!(manifest.contains_key("package"), "{folder} is no package");
    }
    for member in ["truce", "truce-core", "truce-intake", "truce-log"] {
        assert!(project.shipped(member).count() > 3, "{member} ships next to nothing");
    }
    let functions = project.rust.values().map(|tokens| tokens.functions().count());
    assert!(functions.sum::<usize>() > 300);
    for page in ["GLOSSARY.md", "CONTRIBUTING.md", "deny.toml", ".ci/run", "xtask/tidy.toml"] {
        assert!(project.texts.contains_key(page), "{page} is not read");
    }
}
