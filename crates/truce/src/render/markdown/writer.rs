//! A writer of Markdown (`CommonMark` with tables) in which text from outside cannot become markup.

use crate::render::html::writer::is_left_out;

/// Markdown in the making.
///
/// Markup is `&'static str`, so that it can only be a literal of this program;
/// whatever else is written is escaped on its way.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    out: String,
}

impl Markdown {
    /// Markup of this program's.
    pub(super) fn mark(&mut self, markup: &'static str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// A text, on one line.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        let mut begins = true;
        let kept = text
            .chars()
            .filter(|c| !is_left_out(*c))
            .map(|c| if c.is_whitespace() { ' ' } else { c });
        for c in kept {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' | '@' => {
                    self.out.extend(['\\', c]);
                }
                // What could begin a list or underline a heading, or make a link of a bare address.
                '-' | '+' | '=' if begins => self.out.extend(['\\', c]),
                '.' | ')' | ':' if self.may_bind(c) => self.out.extend(['\\', c]),
                c => self.out.push(c),
            }
            begins = begins && c == ' ';
        }
        self
    }

    /// Whether the last word makes something else of the next character: `1.`, `http:`, `www.`.
    fn may_bind(&self, next: char) -> bool {
        let word = self.out.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        let number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let begins_line = {
            let line = self.out.rsplit('\n').next().unwrap_or("");
            line.trim_start_matches(['>', ' ', '-']).len() == word.len()
        };
        match next {
            ':' => ["http", "https", "ftp", "mailto", "xmpp"]
                .iter()
                .any(|scheme| word.eq_ignore_ascii_case(scheme)),
            '.' => word.eq_ignore_ascii_case("www") || (number && begins_line),
            _ => number && begins_line,
        }
    }

    /// An address, a digest or a command, set as code; what is in none of them is left out.
    pub(super) fn code(&mut self, word: &impl std::fmt::Display) -> &mut Self {
        let is_kept =
            |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | ':');
        let word: String = word.to_string().chars().filter(is_kept).collect();
        self.out.extend(["`", word.as_str(), "`"]);
        self
    }

    /// A row of a table: each cell written by itself.
    pub(super) fn row(&mut self, cells: &[Self]) {
        for cell in cells {
            self.out.extend(["| ", cell.out.trim(), " "]);
        }
        self.out.push_str("|\n");
    }

    /// The head of a table, its columns to the left, or to the right for numbers.
    pub(super) fn head(&mut self, columns: &[(&str, bool)]) {
        let cells: Vec<Self> = columns.iter().map(|(name, _)| Self::of(name)).collect();
        self.row(&cells);
        for (_, number) in columns {
            self.out.push_str(if *number { "|---:" } else { "|:---" });
        }
        self.out.push_str("|\n");
    }

    /// A text by itself.
    pub(super) fn of(text: &str) -> Self {
        let mut made = Self::default();
        made.text(text);
        made
    }

    /// The Markdown.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn text_from_outside_stays_text() {
        let mut m = Markdown::default();
        for foreign in [
            "<script>alert(1)</script>",
            "| a | b |",
            "[x](javascript:alert(1)) ![y](z)",
            "# heading\n- list",
            "- list",
            "1. list",
            "see https://example.org or www.example.org",
            "back\\slash `code` *b* _i_ \u{202e}turned\u{0}",
        ] {
            m.mark("- ").text(foreign).mark("\n");
        }
        expect![[r"
            - &lt;script&gt;alert(1)&lt;/script&gt;
            - \| a \| b \|
            - \[x\](javascript:alert(1)) \!\[y\](z)
            - \# heading - list
            - \- list
            - 1\. list
            - see https\://example.org or www\.example.org
            - back\\slash \`code\` \*b\* \_i\_ turned
        "]]
        .assert_eq(&m.finish());
    }
}
