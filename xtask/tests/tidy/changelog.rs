//! The changelog has a place for what is not released yet.

use crate::project::{Fault, Project};

const PATH: &str = "CHANGELOG.md";

/// A missing changelog, or one without its first section.
pub fn faults(project: &Project) -> Vec<Fault> {
    let text = project.texts.get(PATH).map_or("", String::as_str);
    let first = text.lines().find_map(|line| line.strip_prefix("## "));
    if matches!(first.map(str::trim), Some("Unreleased" | "[Unreleased]")) {
        return vec![];
    }
    let what = "the first section must be `## Unreleased`: a change brings its line along";
    vec![Fault { path: PATH.to_owned(), line: 0, what: what.to_owned() }]
}

#[test]
fn the_changelog_begins_with_what_is_unreleased() {
    crate::hold("changelog");
}

#[test]
fn a_changelog_without_an_unreleased_section_is_caught() {
    let fault =
        "CHANGELOG.md: the first section must be `## Unreleased`: a change brings its line along";
    crate::caught(faults, &[(PATH, "# Changes\n\n## Unreleased\n\n- core: more\n")], &[]);
    crate::caught(faults, &[(PATH, "# Changes\n\n## 0.1.0\n\n## Unreleased\n")], &[fault]);
    crate::caught(faults, &[("README.md", "")], &[fault]);
}
