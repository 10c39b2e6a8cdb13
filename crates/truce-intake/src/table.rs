//! A delimited file, row by row: what is good is handed on, what is not is refused in words.
//!
//! # In scope
//! The header, quotes, encodings and lengths; coming back into step after a fault.
//!
//! # Out of scope
//! What the cells mean: that is the formats'.

use std::fmt;
use std::io::Read;

use memchr::{memchr, memchr_iter};

use crate::drafts::Taken;
use crate::fault::{Fault, Kept, Refused, Unreadable};
use crate::header::{Columns, Header};
use crate::rejects::RejectForm;
use crate::rows::{ROW_LENGTH_MAX, Rows, is_control};
use crate::split::{Dialect, Field, Form, Split, split};

/// What every format that is a table says of itself, from its field `table`.
macro_rules! of_a_table {
    () => {
        /// What is to be doubted of the file as a whole.
        #[must_use]
        pub fn doubts(&self) -> Vec<String> {
            self.table.header().doubts()
        }

        /// Bytes of the input that are behind us.
        #[must_use]
        pub fn bytes_read(&self) -> u64 {
            self.table.bytes_read()
        }

        /// Refuses the row that was taken last.
        #[must_use]
        pub fn refuse(&self, why: &str) -> crate::fault::Refused {
            self.table.refuse(crate::fault::Fault { column: None, why: why.to_owned() })
        }

        /// How a reject file of this one looks.
        #[must_use]
        pub fn reject_form(&self) -> crate::rejects::RejectForm {
            self.table.reject_form()
        }
    };
}

pub(crate) use of_a_table;

/// The most bytes that are waited for before a row is too long: a row and its line end.
const PENDING_MAX: usize = ROW_LENGTH_MAX + 1;

/// A delimited file with a header.
pub(crate) struct Table<R> {
    rows: Rows<R>,
    dialect: Dialect,
    header: Header,
    header_raw: Vec<u8>,
    /// The fields of the current row.
    fields: Vec<Field>,
    /// The current row, and the fields that had doubled quotes in it.
    text: String,
    unescaped: String,
    line: u64,
    done: bool,
}

impl<R> fmt::Debug for Table<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("header", &self.header)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// What [`Table::advance`] came to.
enum Step {
    /// A good row stands ready as [`Table::row`].
    Row,
    /// A row was refused.
    Refused(Refused),
    /// Nothing is left.
    End,
}

/// The current row.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    header: &'t Header,
    fields: &'t [Field],
    text: &'t str,
    unescaped: &'t str,
    /// The line on which it begins.
    pub(crate) line: u64,
}

impl<'t> Row<'t> {
    /// The format's column at `position`, without spaces around it; empty if the file has none.
    pub(crate) fn cell(self, position: usize) -> &'t str {
        self.header.place(position).map_or("", |place| self.at(place))
    }

    fn at(self, place: usize) -> &'t str {
        let Some(field) = self.fields.get(place) else { return "" };
        let text = if field.form == Form::Doubled { self.unescaped } else { self.text };
        text.get(field.start..field.end).unwrap_or_default().trim()
    }
}

/// The first row of a delimited file: what its columns are called, and how it parts them.
struct FirstRow {
    dialect: Dialect,
    fields: Vec<Field>,
    raw: Vec<u8>,
    written: Vec<String>,
    /// Where the next row begins, and how many lines lie before it.
    next: usize,
    lines: u64,
}

impl FirstRow {
    /// Reads it; it stays pending.
    fn read<R: Read>(input: R) -> Result<(Rows<R>, Self), Unreadable> {
        let mut rows = Rows::open(input)?;
        while let Some(b'\r' | b'\n') = rows.pending().first() {
            let lines = u64::from(rows.pending().first() == Some(&b'\n'));
            rows.consume(1, lines);
        }
        let dialect = Dialect::guess(rows.pending());
        let mut fields = Vec::new();
        let (length, next, lines) = loop {
            match split(rows.pending(), dialect, rows.ended(), &mut fields) {
                Split::Row { length, next, lines, .. } => break (length, next, lines),
                Split::Unfinished if rows.pending().len() <= PENDING_MAX => rows.more()?,
                Split::Unfinished => return Err(Unreadable::NotAHeader("it has over 1 MiB")),
                Split::Open => {
                    return Err(Unreadable::NotAHeader("a quote that opens in it is never closed"));
                }
            }
        };
        let raw = rows.pending().get(..length).unwrap_or_default().to_vec();
        let text = std::str::from_utf8(&raw)
            .map_err(|_| Unreadable::NotAHeader("it is not in UTF-8: convert the file"))?;
        let written = fields.iter().map(|field| {
            let content = text.get(field.start..field.end).unwrap_or_default().trim();
            content.replace("\"\"", "\"")
        });
        let written = written.collect();
        Ok((rows, Self { dialect, fields, raw, written, next, lines }))
    }
}

/// What the columns of a delimited file are called, as they are written.
///
/// # Errors
/// [`Unreadable`] if it is no text, or its first row cannot be split.
pub fn columns(input: impl Read) -> Result<Vec<String>, Unreadable> {
    FirstRow::read(input).map(|(_, first)| first.written)
}

/// The rows of a delimited file that is in no format of reports: the line, and the cells of the columns `names`.
///
/// # Errors
/// [`Unreadable`] if it is no text, or lacks one of the columns.
pub fn cells(
    input: impl Read,
    names: &'static [&'static str],
) -> Result<impl Iterator<Item = Taken<(u64, Vec<String>)>>, Unreadable> {
    let columns = Columns { names, unheeded: &[], needed: names };
    let mut table = Table::open(input, columns, &[])?;
    let read = |row: Row<'_>| {
        let cells = (0..names.len()).map(|position| row.cell(position).to_owned());
        Ok((row.line, cells.collect()))
    };
    Ok(std::iter::from_fn(move || table.next_with(read)))
}

impl<R: Read> Table<R> {
    /// Reads the header; `map` is a list of (ours, theirs).
    pub(crate) fn open(
        input: R,
        columns: Columns,
        map: &[(String, String)],
    ) -> Result<Self, Unreadable> {
        let (mut rows, first) = FirstRow::read(input)?;
        let FirstRow { dialect, fields, raw, written, next, lines } = first;
        let header = Header::fit(columns, written, map)?;
        let header_raw = without(&raw, &fields, header.reason);
        rows.consume(next, lines);
        let (text, unescaped, line) = (String::new(), String::new(), rows.line());
        let mut table =
            Self { rows, dialect, header, header_raw, fields, text, unescaped, line, done: false };
        table.skip_tags()?;
        Ok(table)
    }

    /// Steps over a row of HXL tags: each cell empty or beginning with `#`.
    fn skip_tags(&mut self) -> Result<(), Unreadable> {
        loop {
            match split(self.rows.pending(), self.dialect, self.rows.ended(), &mut self.fields) {
                Split::Unfinished if self.rows.pending().len() <= PENDING_MAX => {
                    self.rows.more()?
                }
                Split::Unfinished | Split::Open => return Ok(()),
                Split::Row { next, lines, .. } => {
                    let bytes = self.rows.pending();
                    let begins = |field: &Field| {
                        let content = bytes.get(field.start..field.end).unwrap_or_default();
                        content.trim_ascii_start().first().copied()
                    };
                    let mut first = self.fields.iter().map(begins);
                    let tagged = first.clone().any(|first| first == Some(b'#'))
                        && first.all(|first| matches!(first, None | Some(b'#')));
                    if tagged {
                        self.rows.consume(next, lines);
                    }
                    return Ok(());
                }
            }
        }
    }

    /// Goes on to the next row that is not blank.
    fn advance(&mut self) -> Result<Step, Unreadable> {
        loop {
            self.line = self.rows.line();
            let pending = self.rows.pending();
            if pending.is_empty() && self.rows.ended() {
                return Ok(Step::End);
            }
            match split(pending, self.dialect, self.rows.ended(), &mut self.fields) {
                Split::Row { next, .. } if next > PENDING_MAX => {
                    return self.refuse_long().map(Step::Refused);
                }
                Split::Row { length, next, lines, count } => {
                    if let Some(step) = self.take(length, next, lines, count) {
                        return Ok(step);
                    }
                }
                Split::Unfinished | Split::Open if pending.len() > PENDING_MAX => {
                    return self.refuse_long().map(Step::Refused);
                }
                Split::Unfinished => self.rows.more()?,
                Split::Open => return Ok(Step::Refused(self.refuse_open())),
            }
        }
    }

    /// Reads the next row, if there is one; after a fault of the file there is none.
    pub(crate) fn next_with<T>(
        &mut self,
        read: impl FnOnce(Row<'_>) -> Result<T, Fault>,
    ) -> Option<Taken<T>> {
        if self.done {
            return None;
        }
        match self.advance() {
            Ok(Step::End) => None,
            Ok(Step::Refused(refused)) => Some(Ok(Err(refused))),
            Ok(Step::Row) => Some(Ok(read(self.row()).map_err(|fault| self.refuse(fault)))),
            Err(unreadable) => {
                self.done = true;
                Some(Err(unreadable))
            }
        }
    }

    /// The row that [`Table::advance`] found good.
    fn row(&self) -> Row<'_> {
        let Self { header, fields, text, unescaped, line, .. } = self;
        Row { header, fields, text, unescaped, line: *line }
    }

    /// Refuses the row that [`Table::advance`] found good.
    pub(crate) fn refuse(&self, fault: Fault) -> Refused {
        Refused {
            line: self.line,
            column: fault.column.map(|position| self.header.name(position)),
            why: fault.why,
            raw: without(self.text.as_bytes(), &self.fields, self.header.reason),
            kept: Kept::Whole,
        }
    }

    /// Makes the row of `length` bytes the current one, or refuses it; `None` if it is blank.
    fn take(&mut self, length: usize, next: usize, lines: u64, count: usize) -> Option<Step> {
        let raw = self.rows.pending().get(..length).unwrap_or_default();
        let fits = count == self.header.count();
        let broken = self.fields.iter().any(|field| field.form == Form::Broken);
        if lines > 1
            && (!fits || broken)
            && let Some(first) = self.line_to_give_up(length)
        {
            return Some(Step::Refused(self.refuse_line(first)));
        }
        if !fits {
            let blank = raw.iter().all(|b| b.is_ascii_whitespace() || *b == self.dialect.delimiter);
            let step = (!blank).then(|| Step::Refused(self.refuse_count(raw, count)));
            self.rows.consume(next, lines);
            return step;
        }
        self.text.clear();
        match std::str::from_utf8(raw) {
            Ok(text) => self.text.push_str(text),
            Err(fault) => {
                let step = self.refuse_encoding(raw, fault.valid_up_to());
                self.rows.consume(next, lines);
                return Some(Step::Refused(step));
            }
        }
        self.rows.consume(next, lines);
        self.check_cells()
    }

    /// Looks over the cells of the current row; `None` if all of them are blank.
    fn check_cells(&mut self) -> Option<Step> {
        if self.fields.iter().any(|field| field.form == Form::Broken) {
            let broken = self.fields.iter().position(|field| field.form == Form::Broken);
            let why = "text follows the closing quote: double the quotes inside a quoted field";
            return Some(Step::Refused(self.refuse_at(broken, why)));
        }
        if let Some(at) = self.text.bytes().position(is_control) {
            let place = place_at(&self.fields, at);
            return Some(Step::Refused(self.refuse_at(place, "it holds a control character")));
        }
        unescape(&self.text, &mut self.fields, &mut self.unescaped);
        let row = self.row();
        let said = (0..row.fields.len()).any(|place| !row.at(place).is_empty());
        said.then_some(Step::Row)
    }

    /// Refuses the current row because of one of the file's own columns.
    fn refuse_at(&self, place: Option<usize>, why: &str) -> Refused {
        let column = place.and_then(|place| self.header.written.get(place)).cloned();
        Refused { column, ..self.refuse(Fault { column: None, why: why.to_owned() }) }
    }

    fn refuse_count(&self, raw: &[u8], count: usize) -> Refused {
        let expected = self.header.count();
        let why = if count < expected {
            format!("it has {count} fields, and line 1 names {expected}")
        } else {
            let hint = "put a field that holds the separator in quotes";
            format!("it has {count} fields, and line 1 names {expected}: {hint}")
        };
        let raw = without(raw, &self.fields, self.header.reason);
        Refused { line: self.line, column: None, why, raw, kept: Kept::Whole }
    }

    fn refuse_encoding(&self, raw: &[u8], at: usize) -> Refused {
        let byte = raw.get(at).copied().unwrap_or_default();
        let place = place_at(&self.fields, at);
        Refused {
            line: self.line,
            column: place.and_then(|place| self.header.written.get(place)).cloned(),
            why: format!(
                "byte {byte:#04x} is not UTF-8: if the file is in a Windows encoding, convert it, \
                 for example with `iconv -f WINDOWS-1252 -t UTF-8` (1251 Cyrillic, 1256 Arabic, 1254 Turkish)"
            ),
            raw: without(raw, &self.fields, self.header.reason),
            kept: Kept::Whole,
        }
    }

    /// Refuses a row of which the file's end leaves a quote open.
    fn refuse_open(&mut self) -> Refused {
        let length = self.rows.pending().len();
        if let Some(first) = self.line_to_give_up(length) {
            return self.refuse_line(first);
        }
        let raw = self.rows.pending().to_vec();
        let lines = memchr_iter(self.dialect.line_end, &raw).count() as u64;
        self.rows.consume(length, lines);
        Refused {
            line: self.line,
            column: self.header.written.get(self.fields.len()).cloned(),
            why: "the file ends inside a quoted field: it may have been cut short".to_owned(),
            raw,
            kept: Kept::Unclosed,
        }
    }

    /// Refuses a row that is too long, and goes on at the next line that can be a row.
    fn refuse_long(&mut self) -> Result<Refused, Unreadable> {
        if let Some(first) = self.line_to_give_up(ROW_LENGTH_MAX) {
            return Ok(self.refuse_line(first));
        }
        let head = self.rows.pending().get(..ROW_LENGTH_MAX).unwrap_or_default();
        let lines = memchr_iter(self.dialect.line_end, head).count() as u64;
        self.rows.consume(ROW_LENGTH_MAX, lines);
        loop {
            let pending = self.rows.pending();
            if let Some(end) = memchr(self.dialect.line_end, pending) {
                self.rows.consume(end.saturating_add(1), 1);
                break;
            }
            self.rows.consume(pending.len(), 0);
            if self.rows.ended() {
                break;
            }
            self.rows.more()?;
        }
        Ok(Refused {
            line: self.line,
            column: None,
            why: "the row has over 1 MiB: shorten it, or close a quote that was left open"
                .to_owned(),
            raw: Vec::new(),
            kept: Kept::TooLong,
        })
    }

    /// Where the first line of a row of many lines ends, if a quote left open there seems to have
    /// swallowed the rest: the second line is a row by itself.
    ///
    /// No line is looked at often: a quote that the second line leaves open would have closed
    /// the first.
    fn line_to_give_up(&self, length: usize) -> Option<usize> {
        let pending = self.rows.pending();
        let row = pending.get(..length.min(pending.len()))?;
        let first = memchr(self.dialect.line_end, row)?;
        let rest = row.get(first.saturating_add(1)..)?;
        let second = match memchr(self.dialect.line_end, rest) {
            Some(end) => rest.get(..end)?,
            None if length < ROW_LENGTH_MAX => rest,
            None => return None,
        };
        let mut fields = Vec::new();
        let found = split(second, self.dialect, true, &mut fields);
        let fits = matches!(found, Split::Row { count, .. } if count == self.header.count());
        // In a reject file each row begins with its reason; a line that does not is the rest of a row of many lines.
        let begins = self.header.reason != Some(0) || second.starts_with(b"\"line ");
        (fits && begins && !second.trim_ascii().is_empty()).then_some(first)
    }

    /// Refuses the line that ends at `end`, and goes on at the line after it.
    fn refuse_line(&mut self, end: usize) -> Refused {
        let line = self.rows.pending().get(..end).unwrap_or_default();
        let raw = line.strip_suffix(b"\r").unwrap_or(line).to_vec();
        self.rows.consume(end.saturating_add(1), 1);
        Refused {
            line: self.line,
            column: None,
            why: "a quote that opens on this line is not closed on it".to_owned(),
            raw,
            kept: Kept::Unclosed,
        }
    }

    /// The columns of the file.
    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    /// How a reject file of this one looks.
    pub(crate) fn reject_form(&self) -> RejectForm {
        RejectForm::Table { header: self.header_raw.clone(), delimiter: self.dialect.delimiter }
    }

    /// Bytes of the input that are behind us.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.rows.offset()
    }
}

/// The file's own column that holds the byte at `at`.
fn place_at(fields: &[Field], at: usize) -> Option<usize> {
    fields.iter().rposition(|field| field.raw_start <= at)
}

/// A row without its column `reason`, so that a second refusal does not pile up on the first.
fn without(raw: &[u8], fields: &[Field], reason: Option<usize>) -> Vec<u8> {
    let start = |place: usize| fields.get(place).map(|field| field.raw_start);
    let Some((reason, from)) = reason.and_then(|reason| Some((reason, start(reason)?))) else {
        return raw.to_vec();
    };
    match start(reason.saturating_add(1)) {
        Some(to) => {
            let (before, after) = (raw.get(..from), raw.get(to..));
            [before.unwrap_or_default(), after.unwrap_or_default()].concat()
        }
        // A last column goes with the delimiter before it.
        None => raw.get(..from.saturating_sub(1)).unwrap_or_default().to_vec(),
    }
}

/// Writes fields with doubled quotes into `unescaped` and lets them point there.
fn unescape(text: &str, fields: &mut [Field], unescaped: &mut String) {
    unescaped.clear();
    for field in fields.iter_mut().filter(|field| field.form == Form::Doubled) {
        let start = unescaped.len();
        let mut parts = text.get(field.start..field.end).unwrap_or_default().split("\"\"");
        unescaped.push_str(parts.next().unwrap_or_default());
        for part in parts {
            unescaped.push('"');
            unescaped.push_str(part);
        }
        field.start = start;
        field.end = unescaped.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_in_the_order_that_is_asked_for_with_their_lines() {
        let table = "id;more;incident\n\"a \"\"b\"\";\";x;1\n\nc;y;2\nd;3\n";
        let mut rows = cells(table.as_bytes(), &["incident", "id"]).unwrap();
        let mut next = || rows.next().unwrap().unwrap();
        assert_eq!(next().unwrap(), (2, vec!["1".to_owned(), "a \"b\";".to_owned()]));
        assert_eq!(next().unwrap(), (4, vec!["2".to_owned(), "c".to_owned()]));
        assert_eq!(next().unwrap_err().to_string(), "line 5: it has 2 fields, and line 1 names 3");
        assert!(rows.next().is_none());
        let lacking = cells("id\n".as_bytes(), &["incident"]).err().unwrap();
        assert_eq!(lacking.to_string(), "there is no column `incident`: the columns are `id`");
    }
}
