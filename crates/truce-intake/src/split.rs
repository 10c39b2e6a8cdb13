//! Where a row of delimited text ends, and where its fields do.
//!
//! The dialect is RFC 4180's as the `csv` crate reads it: a quote opens a
//! quoted field only at its beginning, and is doubled inside. What the
//! standard forbids (text after a closing quote) is split the same way and
//! marked, so that the row can be refused in words.

use memchr::{memchr, memchr_iter, memchr2};

/// The most fields that are kept of one row; more are counted.
const FIELDS_MAX: usize = 4096;

/// How a file parts its fields and its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    /// The last byte of a line end: `\n`, or `\r` in files from old machines.
    pub(crate) line_end: u8,
}

impl Dialect {
    /// Guesses from the first line: the delimiter that it has most of.
    pub(crate) fn guess(head: &[u8]) -> Self {
        let old = memchr(b'\n', head).is_none() && memchr(b'\r', head).is_some();
        let line_end = if old { b'\r' } else { b'\n' };
        let line = head.get(..memchr(line_end, head).unwrap_or(head.len())).unwrap_or_default();
        let mut delimiter = (0, b',');
        for candidate in [b',', b';', b'\t'] {
            let count = memchr_iter(candidate, line).count();
            if count > delimiter.0 {
                delimiter = (count, candidate);
            }
        }
        Self { delimiter: delimiter.1, line_end }
    }
}

/// One field, by its place in the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    /// Where its bytes begin, an opening quote included.
    pub(crate) raw_start: usize,
    /// Its content, without quotes.
    pub(crate) start: usize,
    /// Where the content ends.
    pub(crate) end: usize,
    pub(crate) form: Form,
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it is: the content stands for itself.
    Plain,
    /// Quoted, with doubled quotes inside.
    Doubled,
    /// Quoted, with text after the closing quote.
    Broken,
}

/// What was found at the beginning of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    /// A row of `length` bytes; the next one begins at `next`, `lines` further down.
    Row { length: usize, next: usize, lines: u64, count: usize },
    /// No line end yet.
    Unfinished,
    /// The input ends inside a quoted field.
    Open,
}

/// Splits the first row off `bytes`; `ended` says that nothing follows them.
pub(crate) fn split(bytes: &[u8], dialect: Dialect, ended: bool, fields: &mut Vec<Field>) -> Split {
    fields.clear();
    let end = memchr(dialect.line_end, bytes);
    let line = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
    if memchr(b'"', line).is_some() {
        return split_quoted(bytes, dialect, ended, fields);
    }
    if end.is_none() && !ended {
        return Split::Unfinished;
    }
    let content = line.strip_suffix(b"\r").unwrap_or(line).len();
    let mut row = Fields { fields, count: 0 };
    let mut start = 0;
    for at in memchr_iter(dialect.delimiter, line) {
        row.push(start, start, at, Form::Plain);
        start = at.saturating_add(1);
    }
    row.push(start, start, content, Form::Plain);
    let next = end.map_or(bytes.len(), |end| end.saturating_add(1));
    Split::Row { length: content, next, lines: u64::from(end.is_some()), count: row.count }
}

/// The fields found so far.
struct Fields<'f> {
    fields: &'f mut Vec<Field>,
    count: usize,
}

impl Fields<'_> {
    fn push(&mut self, raw_start: usize, start: usize, end: usize, form: Form) {
        self.count = self.count.saturating_add(1);
        if self.count <= FIELDS_MAX {
            self.fields.push(Field { raw_start, start, end: end.max(start), form });
        }
    }
}

fn split_quoted(bytes: &[u8], dialect: Dialect, ended: bool, fields: &mut Vec<Field>) -> Split {
    let mut row = Fields { fields, count: 0 };
    let mut lines = 0_u64;
    let mut raw_start = 0_usize;
    loop {
        let quoted = bytes.get(raw_start) == Some(&b'"');
        let (start, closed, doubled) = if quoted {
            let start = raw_start.saturating_add(1);
            match closing_quote(bytes, start, ended) {
                Ok((closed, doubled)) => (start, closed, doubled),
                Err(stopped) => return stopped,
            }
        } else {
            (raw_start, raw_start, false)
        };
        let after = closed.saturating_add(usize::from(quoted));
        let rest = bytes.get(after..).unwrap_or_default();
        let found = memchr2(dialect.delimiter, dialect.line_end, rest);
        if found.is_none() && !ended {
            return Split::Unfinished;
        }
        let tail = rest.get(..found.unwrap_or(rest.len())).unwrap_or_default();
        let delimiter = found.and_then(|at| rest.get(at)) == Some(&dialect.delimiter);
        let tail = if delimiter { tail } else { tail.strip_suffix(b"\r").unwrap_or(tail) };
        let raw_end = after.saturating_add(tail.len());
        if quoted {
            lines = lines.saturating_add(count(dialect.line_end, bytes, start, closed));
            let form = match (tail.iter().all(u8::is_ascii_whitespace), doubled) {
                (false, _) => Form::Broken,
                (true, true) => Form::Doubled,
                (true, false) => Form::Plain,
            };
            let end = if form == Form::Broken { raw_end } else { closed };
            row.push(raw_start, start, end, form);
        } else {
            row.push(raw_start, start, raw_end, Form::Plain);
        }
        let next = found.map(|at| after.saturating_add(at).saturating_add(1));
        if delimiter {
            raw_start = next.unwrap_or(bytes.len());
        } else {
            lines = lines.saturating_add(u64::from(found.is_some()));
            let next = next.unwrap_or(bytes.len());
            return Split::Row { length: raw_end, next, lines, count: row.count };
        }
    }
}

/// Finds the quote that closes a field whose content begins at `from`, and whether any is doubled.
fn closing_quote(bytes: &[u8], mut from: usize, ended: bool) -> Result<(usize, bool), Split> {
    let mut doubled = false;
    loop {
        let Some(found) = bytes.get(from..).and_then(|rest| memchr(b'"', rest)) else {
            return Err(if ended { Split::Open } else { Split::Unfinished });
        };
        let at = from.saturating_add(found);
        match bytes.get(at.saturating_add(1)) {
            Some(b'"') => {
                doubled = true;
                from = at.saturating_add(2);
            }
            // The next block may begin with the second of two quotes.
            None if !ended => return Err(Split::Unfinished),
            Some(_) | None => return Ok((at, doubled)),
        }
    }
}

fn count(line_end: u8, bytes: &[u8], start: usize, end: usize) -> u64 {
    memchr_iter(line_end, bytes.get(start..end).unwrap_or_default()).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Dialect = Dialect { delimiter: b',', line_end: b'\n' };

    /// Each row as its fields joined by `|`, with the line on which it begins.
    fn check(text: &str, expected: &expect_test::Expect) {
        let (mut rest, mut line, mut fields, mut shown) = (text, 1, Vec::new(), String::new());
        while !rest.is_empty() {
            match split(rest.as_bytes(), COMMA, true, &mut fields) {
                Split::Row { next, lines, .. } => {
                    let all: Vec<_> =
                        fields.iter().map(|field| &rest[field.start..field.end]).collect();
                    shown += &format!("{line}: {}\n", all.join("|").escape_default());
                    (rest, line) = (&rest[next..], line + lines);
                }
                stopped @ (Split::Unfinished | Split::Open) => {
                    shown += &format!("{line}: {stopped:?}\n");
                    break;
                }
            }
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_line_end_inside_quotes_ends_no_row_but_is_counted() {
        check(
            "a,b\r\n\"one\ntwo\",\"\"\nlast,",
            &expect_test::expect![[r#"
            1: a|b
            2: one\ntwo|
            4: last|
        "#]],
        );
    }

    #[test]
    fn a_quote_opens_a_field_only_at_its_beginning() {
        check(
            "5\" gun,\"he said \"\"no\"\"\"\n\"open,\n",
            &expect_test::expect![[r#"
                1: 5\" gun|he said \"\"no\"\"
                2: Open
            "#]],
        );
    }

    #[test]
    fn the_delimiter_and_the_line_end_are_guessed_from_the_header() {
        assert_eq!(Dialect::guess(b"start;act;lat,lon;x\n").delimiter, b';');
        assert_eq!(Dialect::guess(b"start\tact\n1,2,3,4").delimiter, b'\t');
        assert_eq!(Dialect::guess(b"start,act\r2017,x\r").line_end, b'\r');
        assert_eq!(Dialect::guess(b"start"), COMMA);
    }

    proptest! {
        /// The `csv` crate is the oracle; of it we differ only where a row is refused.
        #[test]
        fn rows_are_split_as_the_csv_crate_does(text in "[ab\",\n \r]{0,60}") {
            // A lone carriage return ends a row there, and is content here.
            let text = text.replace('\r', "\r\n");
            let mut oracle = csv::ReaderBuilder::new();
            let mut oracle = oracle.has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = oracle
                .records()
                .map(|row| row.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let (mut rest, mut fields, mut ours) = (text.as_str(), Vec::new(), Vec::new());
            while !rest.is_empty() {
                let Split::Row { length, next, .. } = split(rest.as_bytes(), COMMA, true, &mut fields)
                else {
                    return Ok(());
                };
                if fields.iter().any(|field| field.form == Form::Broken) {
                    return Ok(());
                }
                let content = |field: &Field| {
                    let content = &rest[field.start..field.end];
                    if field.form == Form::Doubled { content.replace("\"\"", "\"") } else { content.to_owned() }
                };
                if length > 0 {
                    ours.push(fields.iter().map(content).collect::<Vec<_>>());
                }
                rest = &rest[next..];
            }
            // It keeps the spaces after a closing quote; we do not.
            let trim = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
                rows.iter().map(|row| row.iter().map(|cell| cell.trim_end_matches([' ']).to_owned()).collect()).collect()
            };
            prop_assert_eq!(trim(ours), trim(theirs));
        }

        #[test]
        fn a_row_is_the_same_whether_or_not_more_is_known_to_follow(text in "[a\",\n\r]{0,40}") {
            let (mut early, mut late) = (Vec::new(), Vec::new());
            for at in 0..text.len() {
                let found = split(&text.as_bytes()[..at], COMMA, false, &mut early);
                if found != Split::Unfinished {
                    prop_assert_eq!(found, split(text.as_bytes(), COMMA, true, &mut late));
                    prop_assert_eq!(&early, &late);
                }
            }
        }
    }
}
