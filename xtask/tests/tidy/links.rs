//! Links between the project's own pages.

use crate::project::{Fault, Project};

/// Links to a file or a heading that is not there.
pub fn faults(project: &Project) -> Vec<Fault> {
    let mut found = Vec::new();
    for (path, text) in project.texts.iter().filter(|(path, _)| path.ends_with(".md")) {
        for (line, target) in links(text) {
            let fault = |what| Fault { path: path.clone(), line, what };
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let Some(file) = resolve(path, file) else {
                found.push(fault(format!("`{target}` leads out of the project")));
                continue;
            };
            if !exists(project, &file) {
                found.push(fault(format!("`{target}` leads nowhere")));
            } else if !heading.is_empty() && !has_heading(project, &file, heading) {
                found.push(fault(format!("`{target}` leads to no heading")));
            }
        }
    }
    found
}

/// The targets of a page's links to the project's own files, with their lines.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (line, text) in prose(text) {
        // What stands between backticks is no link.
        for part in text.split('`').step_by(2) {
            for (at, _) in part.match_indices("](") {
                let target = part[at + 2..].split([')', ' ']).next().unwrap_or_default();
                let elsewhere = target.contains("://") || target.starts_with("mailto:");
                if !target.is_empty() && !elsewhere {
                    found.push((line, target));
                }
            }
        }
    }
    found
}

/// The lines outside fenced blocks.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// The path that a link in a page means; `None` if it climbs out of the project.
fn resolve(page: &str, link: &str) -> Option<String> {
    if link.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn exists(project: &Project, path: &str) -> bool {
    let below = format!("{path}/");
    path.is_empty()
        || project.paths.contains(path)
        || project.paths.iter().any(|p| p.starts_with(&below))
}

fn has_heading(project: &Project, path: &str, wanted: &str) -> bool {
    let text = project.texts.get(path).map_or("", String::as_str);
    let headings = prose(text).filter_map(|(_, line)| line.strip_prefix('#'));
    headings.map(|line| slug(line.trim_start_matches('#'))).any(|slug| slug == wanted)
}

/// A heading as it stands in a link: lower case, hyphens for spaces, no other signs.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn links_between_pages_lead_somewhere() {
    crate::hold("links");
}

#[test]
fn a_link_that_leads_nowhere_is_caught() {
    let page = "[a](../README.md#how-to-start) [b](gone.md) [c](https://a.example/x.md)\n\
                `[d](gone.md)` [e](../README.md#elsewhere) [f](#one-thing)\n# One thing\n\
                ```text\n[g](gone.md)\n```\n[h](decisions/) [i](../../out.md) [j](pic.png)";
    crate::caught(
        faults,
        &[
            ("docs/page.md", page),
            ("docs/decisions/0001-shape.md", ""),
            ("docs/pic.png", ""),
            ("README.md", "# truce\n## How to `start`!"),
        ],
        &[
            "docs/page.md:1: `gone.md` leads nowhere",
            "docs/page.md:2: `../README.md#elsewhere` leads to no heading",
            "docs/page.md:7: `../../out.md` leads out of the project",
        ],
    );
}
