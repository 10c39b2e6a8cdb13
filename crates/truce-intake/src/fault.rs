//! Why a file, or a row of it, could not be read, in words for a duty officer.

use std::fmt;

/// A row that was not taken. The rest of the file goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The column at fault as the file names it; `None` if it is the row as a whole.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub why: String,
    /// The row's own bytes, without its line end and without an earlier `refused_because`.
    pub raw: Vec<u8>,
    /// How far `raw` can stand as a row of its own.
    pub kept: Kept,
}

/// How far the bytes of a refused row can stand as a row again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// All of it: mended in place, it can be read again.
    Whole,
    /// A quote in it is never closed, so it would swallow what follows it.
    Unclosed,
    /// It was longer than [`crate::ROW_LENGTH_MAX`]; nothing of it is kept.
    TooLong,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, column `{column}`: {}", self.line, self.why),
            None => write!(f, "line {}: {}", self.line, self.why),
        }
    }
}

/// What a format finds wrong with one row.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The column at fault, by its place in the format's own list.
    pub(crate) column: Option<usize>,
    /// What is wrong and what to do.
    pub(crate) why: String,
}

/// Why a file cannot be read, or cannot be read on.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The disk, the pipe or the network failed.
    #[error("reading failed at line {line} (byte {offset}): {why}")]
    Broken {
        /// The first line that was not read in full.
        line: u64,
        /// How many bytes were read before it.
        offset: u64,
        /// What the system says.
        why: std::io::Error,
    },
    /// Text in an encoding of wider units.
    #[error(
        "the file is in {encoding}, not in UTF-8: save it as UTF-8, \
         or convert it with `iconv -f {encoding} -t UTF-8 FILE > NEW`"
    )]
    WideText {
        /// The encoding, by the name that `iconv` knows.
        encoding: &'static str,
    },
    /// A known kind of file that is no text.
    #[error("the file is {kind}, not text: {remedy}")]
    OtherKind {
        /// What it is.
        kind: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Bytes that no text has.
    #[error("the file is not text: byte {byte:#04x} at line {line} (byte {offset} of the file)")]
    Binary {
        /// The line, from 1.
        line: u64,
        /// How many bytes stand before it.
        offset: u64,
        /// The byte.
        byte: u8,
    },
    /// Bytes that are no UTF-8, in a file that is read whole.
    #[error(
        "line {line} is not UTF-8 (byte {offset}): save the file as UTF-8; \
         if it is in windows-1251, 1254 or 1256, convert it with `iconv -f CP1256 -t UTF-8 FILE > NEW`"
    )]
    NotUtf8 {
        /// The line, from 1.
        line: u64,
        /// How many bytes stand before it.
        offset: u64,
    },
    /// One JSON array instead of lines.
    #[error(
        "the file is one JSON array, not JSON Lines: put each object on a line of its own, \
         for example with `jq -c '.[]' FILE > NEW`"
    )]
    JsonArray,
    /// The first line is longer than any header, or is not UTF-8, or has a quote that is not closed.
    #[error("line 1 is no header: {0}")]
    NotAHeader(&'static str),
    /// A column that must be there is not.
    #[error("there is no column `{missing}`: the columns are {found}")]
    NoColumn {
        /// The column, as it should be called.
        missing: String,
        /// The columns that there are.
        found: String,
    },
    /// Two columns of one name.
    #[error("line 1 names the column `{name}` twice: rename one of the two")]
    ColumnTwice {
        /// Which.
        name: String,
    },
    /// A mapping to a column that the format does not have.
    #[error(
        "`{ours}` is no column of this format, so nothing can be mapped to it: use one of {known}"
    )]
    MappedToNothing {
        /// The name on our side of the mapping.
        ours: String,
        /// The format's columns.
        known: String,
    },
}

/// Foreign text made fit for an error: at most 60 characters, no control characters.
pub(crate) fn shown(text: &str) -> String {
    const LENGTH_MAX: usize = 60;
    let mut short: String = text.chars().take(LENGTH_MAX).map(plain).collect();
    if text.chars().nth(LENGTH_MAX).is_some() {
        short.push('…');
    }
    short
}

/// A space for whatever could move the cursor of the reader's terminal or turn the line around.
fn plain(c: char) -> char {
    match c {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        '`' => '\'',
        c if c.is_control() => ' ',
        c => c,
    }
}

/// Names for an error: in backticks, at most 40 of them.
pub(crate) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const COUNT_MAX: usize = 40;
    let mut names = names.map(|name| format!("`{}`", shown(name)));
    let mut text = names.by_ref().take(COUNT_MAX).collect::<Vec<_>>().join(", ");
    match names.count() {
        0 => {}
        more => text.push_str(&format!(" and {more} more")),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_take_over_the_terminal() {
        assert_eq!(shown("a\u{1b}[31m`b\u{202e}"), "a [31m'b ");
        assert_eq!(shown(&"я".repeat(100)), format!("{}…", "я".repeat(60)));
    }
}
