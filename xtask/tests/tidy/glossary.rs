//! GLOSSARY.md and the code: one word, one type.
//!
//! A row is `| **Word** | meaning | in code |`. The last cell names the place
//! (`` `truce_core::report::Report` ``), or says `planned: AREA` for a word
//! that is not built yet, or `a word only` for one that needs no type.

use crate::project::{Fault, Project};
use crate::words::words;

const PATH: &str = "GLOSSARY.md";

/// The areas of work in which a planned word may be waiting.
const AREAS: &[&str] = &[
    "agreement",
    "bulletin",
    "cases",
    "matching",
    "reading",
    "record",
    "screen",
    "signals",
    "talks",
];

/// Where a word stands.
#[derive(Debug, PartialEq, Eq)]
enum Standing<'a> {
    Built(Vec<&'a str>),
    Planned(&'a str),
    WordOnly,
    Unclear,
}

/// A row of the glossary.
struct Row<'a> {
    line: usize,
    word: &'a str,
    meaning: &'a str,
    standing: Standing<'a>,
}

impl Row<'_> {
    /// The type that the word would have: `Duty clock` is `DutyClock`.
    fn type_name(&self) -> String {
        let capital = |word: String| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.collect::<String>() + letters.as_str()
        };
        words(self.word).into_iter().map(capital).collect()
    }

    fn fault(&self, what: String) -> Fault {
        Fault { path: PATH.to_owned(), line: self.line, what }
    }
}

fn rows(project: &Project) -> Vec<Row<'_>> {
    let text = project.texts.get(PATH).map_or("", String::as_str);
    let lines = (1..).zip(text.lines());
    let rows = lines.filter_map(|(line, text)| {
        let mut cells = text.strip_prefix("| **")?.trim_end().trim_end_matches('|').split(" | ");
        let word = cells.next()?.trim_end_matches("**");
        let meaning = cells.next().unwrap_or_default().trim();
        let standing = standing(cells.next().unwrap_or_default().trim());
        let standing = if cells.next().is_some() { Standing::Unclear } else { standing };
        Some(Row { line, word, meaning, standing })
    });
    rows.collect()
}

fn standing(cell: &str) -> Standing<'_> {
    if cell == "a word only" {
        return Standing::WordOnly;
    }
    if let Some(area) = cell.strip_prefix("planned: ").filter(|area| AREAS.contains(area)) {
        return Standing::Planned(area);
    }
    let paths = cell.split(", ").map(|part| part.strip_prefix('`')?.strip_suffix('`'));
    match paths.collect::<Option<Vec<_>>>() {
        Some(paths) => Standing::Built(paths),
        None => Standing::Unclear,
    }
}

/// Rows that cannot be read, words that stand twice, and a glossary that is not there.
pub fn form(project: &Project) -> Vec<Fault> {
    let rows = rows(project);
    let mut found = Vec::new();
    if rows.is_empty() {
        let what = "no row begins with `| **`: every noun of the field has one".to_owned();
        found.push(Fault { path: PATH.to_owned(), line: 0, what });
    }
    let mut seen = std::collections::BTreeSet::new();
    for row in &rows {
        if row.standing == Standing::Unclear || row.meaning.is_empty() {
            let areas = AREAS.join(", ");
            found.push(row.fault(format!(
                "write `| **{}** | meaning | in code |`, the last a path in backticks, `planned: ` \
                 with one of {areas}, or `a word only`",
                row.word
            )));
        }
        if !seen.insert(row.type_name()) {
            found.push(row.fault(format!("`{}` stands twice", row.word)));
        }
    }
    found
}

/// Words whose place in the code is not there.
pub fn built(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for row in rows(project) {
        let Standing::Built(paths) = &row.standing else { continue };
        for path in paths {
            if declared_in(project, path).is_none() {
                found.push(row.fault(format!("there is no `{path}` for `{}`", row.word)));
            }
        }
    }
    found
}

/// The file that declares a path, if it does.
fn declared_in(project: &Project, path: &str) -> Option<String> {
    let mut parts = path.split("::").peekable();
    let member = parts.next()?.replace('_', "-");
    let mut folder = format!("crates/{member}/src");
    let mut file = format!("{folder}/lib.rs");
    while let Some(part) = parts.peek() {
        let flat = format!("{folder}/{part}.rs");
        let deep = format!("{folder}/{part}/mod.rs");
        file = match [flat, deep].into_iter().find(|file| project.rust.contains_key(file)) {
            Some(file) => file,
            None => break,
        };
        folder = format!("{folder}/{part}");
        parts.next();
    }
    let tokens = project.rust.get(&file)?;
    let held = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => true,
        (Some(name), None, _) => {
            tokens.types().iter().any(|(declared, _)| *declared == name) || tokens.makes(name)
        }
        // A field, a variant or a method.
        (Some(owner), Some(name), None) => {
            tokens.types().iter().any(|(declared, _)| *declared == owner) && tokens.mentions(name)
        }
        _ => false,
    };
    held.then_some(file)
}

/// Words that are said to be planned, or to need no type, and have one already.
pub fn planned(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for row in rows(project) {
        if !matches!(row.standing, Standing::Planned(_) | Standing::WordOnly) {
            continue;
        }
        let name = row.type_name();
        for (path, line) in declarations(project, &name) {
            let place = format!("`{name}` is built in {path}:{line}");
            found.push(row.fault(format!("{place}: give its path, or rename it there")));
        }
    }
    found
}

/// Where public types of that name are declared in what ships.
fn declarations(project: &Project, name: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (path, tokens) in project.rust_in("crates").filter(|(path, _)| path.contains("/src/")) {
        let types = tokens.types();
        let named = types.into_iter().filter(|(declared, _)| *declared == name);
        found.extend(named.map(|(_, line)| (path.to_owned(), line)));
    }
    found
}

/// Words with a type of their name anywhere but at the stated place, or not in the file named after
/// them where the core has one.
pub fn one_word_one_type(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for row in rows(project) {
        let Standing::Built(paths) = &row.standing else { continue };
        let name = row.type_name();
        let stated: Vec<String> =
            paths.iter().filter_map(|path| declared_in(project, path)).collect();
        let own = format!("crates/truce-core/src/{}.rs", words(row.word).join("_"));
        for (path, line) in declarations(project, &name) {
            let fault = |what| Fault { path: path.clone(), line, what };
            if !stated.contains(&path) {
                let place = paths.join(", ");
                found.push(fault(format!(
                    "`{name}` is the glossary's word for {place}: take another"
                )));
            } else if project.paths.contains(&own) && path != own {
                found.push(fault(format!("`{name}` belongs in {own}, the file named after it")));
            }
        }
    }
    found
}

#[test]
fn the_glossary_can_be_read_row_by_row() {
    crate::hold("glossary-form");
}

#[test]
fn a_row_that_cannot_be_read_is_caught() {
    let write = |word: &str| {
        format!(
            "write `| **{word}** | meaning | in code |`, the last a path in backticks, `planned: ` \
             with one of {}, or `a word only`",
            AREAS.join(", ")
        )
    };
    let expected = [
        format!("GLOSSARY.md:2: {}", write("Case")),
        format!("GLOSSARY.md:3: {}", write("Seat")),
        "GLOSSARY.md:4: `report` stands twice".to_owned(),
    ];
    let text = "| **Report** | told | `truce_core::report::Report` |\n| **Case** | taken up | planned: someday |\n\
                | **Seat** | institution |\n| **report** | told | a word only |";
    crate::caught(form, &[(PATH, text)], &expected.each_ref().map(String::as_str));
    let empty = "GLOSSARY.md: no row begins with `| **`: every noun of the field has one";
    crate::caught(form, &[("README.md", "")], &[empty]);
}

const CORE: &[(&str, &str)] = &[
    ("crates/truce-core/src/lib.rs", "pub mod report;"),
    (
        "crates/truce-core/src/report.rs",
        "pub struct Report { pub stance: u8 }\npub fn admit() {}\nstruct Hidden;\n#[cfg(test)] mod tests { pub struct Told; }",
    ),
    ("crates/truce-core/src/matching/mod.rs", "pub enum Case {}"),
];

/// The core above with a glossary and perhaps one more file.
fn with<'a>(glossary: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [CORE, &[(PATH, glossary)], more].concat()
}

#[test]
fn every_word_is_built_where_the_glossary_says() {
    crate::hold("glossary-built");
}

#[test]
fn a_word_that_is_not_built_where_the_glossary_says_is_caught() {
    let glossary = "
| **Report** | told | `truce_core::report::Report`, `truce_core::report` |
| **Stance** | yes or no | `truce_core::report::Report::stance` |
| **Admit** | let in | `truce_core::report::admit` |
| **Matching** | joining | `truce_core::matching` |
| **Hidden** | not public | `truce_core::report::Hidden` |
| **Told** | in a test | `truce_core::report::Told` |
| **Cut** | heads | `truce_core::cut::Cut` |
| **Basis** | footing | `truce_core::report::Report::basis` |";
    crate::caught(
        built,
        &with(glossary, &[]),
        &[
            "GLOSSARY.md:6: there is no `truce_core::report::Hidden` for `Hidden`",
            "GLOSSARY.md:7: there is no `truce_core::report::Told` for `Told`",
            "GLOSSARY.md:8: there is no `truce_core::cut::Cut` for `Cut`",
            "GLOSSARY.md:9: there is no `truce_core::report::Report::basis` for `Basis`",
        ],
    );
}

#[test]
fn what_is_planned_is_not_built_yet() {
    crate::hold("glossary-planned");
}

#[test]
fn a_planned_word_that_is_built_is_caught() {
    let glossary =
        "| **Case** | taken up | planned: cases |\n| **Round** | a sitting | planned: talks |";
    let fault = "GLOSSARY.md:1: `Case` is built in crates/truce-core/src/matching/mod.rs:1: \
                 give its path, or rename it there";
    crate::caught(planned, &with(glossary, &[]), &[fault]);
}

#[test]
fn each_word_has_one_type_in_the_file_named_after_it() {
    crate::hold("one-word-one-type");
}

#[test]
fn a_second_type_of_one_word_and_one_in_another_file_are_caught() {
    let glossary = "| **Report** | told | `truce_core::report::Report` |\n\
                    | **Case** | taken up | `truce_core::matching::Case` |";
    crate::caught(
        one_word_one_type,
        &with(
            glossary,
            &[
                ("crates/truce/src/web.rs", "pub struct Report;"),
                ("crates/truce-core/src/case.rs", ""),
            ],
        ),
        &[
            "crates/truce/src/web.rs:1: `Report` is the glossary's word for truce_core::report::Report: take another",
            "crates/truce-core/src/matching/mod.rs:1: `Case` belongs in crates/truce-core/src/case.rs, the file named after it",
        ],
    );
}
