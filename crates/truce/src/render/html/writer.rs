//! A writer of HTML and SVG in which text from outside cannot become markup.
//!
//! Tags and attribute names are `&'static str`, so that they can only be
//! literals of this program; whatever else is written is escaped on its way.
//! The result is well-formed XML too, so that a strict reader takes it.

use std::collections::BTreeSet;

/// Names and values of attributes.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

/// Elements after which a line ends, for people who read the source.
const BLOCKS: &[&str] = &[
    "article",
    "body",
    "caption",
    "dd",
    "defs",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "path",
    "pattern",
    "section",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Markup in the making.
///
/// INVARIANT: an id is given once. Kept by `attributes`, which leaves out a second one.
#[derive(Debug, Default)]
pub struct Html {
    out: String,
    ids: BTreeSet<String>,
}

impl Html {
    /// A whole document's first line.
    #[must_use]
    pub fn document() -> Self {
        Self { out: "<!DOCTYPE html>\n".to_owned(), ids: BTreeSet::new() }
    }

    /// An element with whatever `inside` writes.
    pub fn within(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        self.out.extend(["<", tag]);
        self.attributes(attributes);
        self.out.push('>');
        inside(self);
        self.out.extend(["</", tag, ">"]);
        self.end_line(tag);
    }

    /// An element with a text in it.
    pub fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.within(tag, attributes, |h| h.text(text));
    }

    /// An element without content.
    pub fn void(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.out.extend(["<", tag]);
        self.attributes(attributes);
        self.out.push_str(" />");
        self.end_line(tag);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text);
    }

    /// A text from a source: set apart, so that its direction moves nothing round it.
    pub fn foreign(&mut self, text: &str, language: &str) {
        self.foreign_in("bdi", &[], text, language);
    }

    /// The same as an element of its own, such as a paragraph.
    pub fn foreign_in(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        text: &str,
        language: &str,
    ) {
        let mut all = attributes.to_vec();
        all.push(("dir", "auto"));
        if is_language_tag(language) {
            all.push(("lang", language));
        }
        self.element(tag, &all, text);
    }

    /// A link to an id of this page.
    pub fn link(&mut self, id: &str, attributes: Attributes<'_>, text: &str) {
        let target = format!("#{id}");
        let mut all = vec![("href", target.as_str())];
        all.extend_from_slice(attributes);
        self.element("a", &all, text);
    }

    /// Style sheets of this program's.
    pub fn style(&mut self, sheets: &[&'static str]) {
        self.out.push_str("<style>\n");
        self.out.extend(sheets.iter().copied());
        self.out.push_str("</style>\n");
    }

    /// The markup.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    fn attributes(&mut self, attributes: Attributes<'_>) {
        for (name, value) in attributes {
            if *name == "id" && !self.ids.insert((*value).to_owned()) {
                continue;
            }
            self.out.extend([" ", *name, "=\""]);
            escape_into(&mut self.out, value);
            self.out.push('"');
        }
    }

    fn end_line(&mut self, tag: &str) {
        if BLOCKS.contains(&tag) {
            self.out.push('\n');
        }
    }
}

/// Whether a character is left out: controls, and what would turn the direction of the text round it.
///
/// Marks of direction that act on nothing but their place (U+200E, U+200F) and joiners stay.
#[must_use]
pub fn is_left_out(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t';
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let separator = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    let no_character = u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    control || turns || separator || no_character
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars().filter(|c| !is_left_out(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// Whether a text has the shape of a BCP 47 tag: `en`, `zh-Hant`.
fn is_language_tag(text: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    text.len() <= 35
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.split('-').all(part)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn text_from_outside_stays_text() {
        let mut h = Html::default();
        h.foreign_in(
            "p",
            &[("title", "\"><b")],
            "<script>'a' & \"b\"\u{0}\u{202e}</script>",
            "ar\" x=\"",
        );
        expect![[r#"
            <p title="&quot;&gt;&lt;b" dir="auto">&lt;script&gt;&#39;a&#39; &amp; &quot;b&quot;&lt;/script&gt;</p>
        "#]]
        .assert_eq(&h.finish());
    }

    #[test]
    fn an_id_is_given_once() {
        let mut h = Html::default();
        h.element("b", &[("id", "a")], "1");
        h.element("b", &[("id", "a")], "2");
        assert_eq!(h.finish(), r#"<b id="a">1</b><b>2</b>"#);
    }
}
