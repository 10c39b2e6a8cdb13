//! What is wrong with an agreement's files, and where.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// The files of an agreement, in the order in which faults are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum File {
    /// The articles in words.
    #[serde(rename = "text.md")]
    Text,
    /// The rules.
    #[serde(rename = "agreement.toml")]
    Toml,
    /// The outlines of zones.
    #[serde(rename = "zones.geojson")]
    Zones,
    /// The outlines of areas.
    #[serde(rename = "provinces.geojson")]
    Areas,
    /// The gazetteer.
    #[serde(rename = "places.csv")]
    Places,
}

impl File {
    /// Every file, in order.
    pub const ALL: &[Self] = &[Self::Text, Self::Toml, Self::Zones, Self::Areas, Self::Places];

    /// Its name in the agreement's folder.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text.md",
            Self::Toml => "agreement.toml",
            Self::Zones => "zones.geojson",
            Self::Areas => "provinces.geojson",
            Self::Places => "places.csv",
        }
    }
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The agreement cannot be used.
    Error,
    /// It can be used, but should be mended.
    Warning,
}

/// One thing that is wrong, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// In which file.
    pub file: File,
    /// Where in it, in bytes; within the file and on character borders.
    pub span: Range<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

/// Faults of one file, as they are found.
#[derive(Debug)]
pub(super) struct Faults<'a> {
    file: File,
    text: &'a str,
    found: Vec<Fault>,
}

impl<'a> Faults<'a> {
    pub(super) fn of(file: File, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    pub(super) fn error(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(Severity::Error, span, message.into(), hint.into());
    }

    pub(super) fn warn(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(Severity::Warning, span, message.into(), hint.into());
    }

    fn push(&mut self, severity: Severity, span: Range<usize>, message: String, hint: String) {
        let span = on_borders(self.text, span);
        self.found.push(Fault { file: self.file, span, severity, message, hint });
    }

    pub(super) fn into_vec(self) -> Vec<Fault> {
        self.found
    }
}

/// The same span, moved inside the text and outwards to the borders of characters.
fn on_borders(text: &str, span: Range<usize>) -> Range<usize> {
    let end = span.end.min(text.len());
    let start = text.floor_char_boundary(span.start.min(end));
    start..text.ceil_char_boundary(end)
}

/// Line and column of a byte, both from 1; the column counts characters.
#[must_use]
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(byte)).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count());
    (line, column.saturating_add(1))
}

/// A hint that names what was probably meant, or else what there is.
pub(super) fn hint_of<'k>(
    found: &str,
    what: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let near = known.iter().map(|name| (edits(found, name), *name)).min();
    match near {
        Some((edits, name)) if is_near(edits, found, name) => format!("did you mean `{name}`?"),
        Some(_) => format!("use {what}: {}", shortened(&known)),
        None => "there is none yet: add one".to_owned(),
    }
}

/// Whether so few edits make a slip of the pen, and not another word.
fn is_near(edits: usize, found: &str, name: &str) -> bool {
    edits <= 1.max(name.len() / 3) && edits < found.chars().count()
}

fn shortened(known: &[&str]) -> String {
    let shown = known.get(..12).unwrap_or(known).join(", ");
    if known.len() > 12 { format!("{shown}, ...") } else { shown }
}

/// Letters to change, add or drop to make one word of the other; long words are cut, as this is only for hints.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        let mut next = vec![left];
        for (b, above) in other.iter().zip(row.iter().skip(1)) {
            let change = diagonal.saturating_add(usize::from(a != *b));
            left = change.min(left.saturating_add(1)).min(above.saturating_add(1));
            next.push(left);
            diagonal = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_names_the_nearest_name_or_else_all() {
        let known = ["government", "opposition"];
        assert_eq!(hint_of("goverment", "a party", known), "did you mean `government`?");
        assert_eq!(hint_of("x", "a party", known), "use a party: government, opposition");
        assert_eq!(hint_of("x", "party", []), "there is none yet: add one");
        assert_eq!(edits("kitten", "sitting"), 3);
    }

    #[test]
    fn line_and_column_count_characters_from_one() {
        assert_eq!(line_and_column("ab\nдеf", 3), (2, 1));
        assert_eq!(line_and_column("ab\nдеf", 7), (2, 3));
        assert_eq!(line_and_column("ab", 99), (1, 3));
    }

    #[test]
    fn a_span_is_kept_inside_the_text_and_whole() {
        assert_eq!(on_borders("aд", 2..9), 1..3);
        assert_eq!(on_borders("", 5..9), 0..0);
    }
}
