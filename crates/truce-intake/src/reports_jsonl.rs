//! Reports as JSON Lines: one object a line, with the keys that a table has as columns.
//!
//! ```text
//! {"start": "2017-01-05", "place": "Ain al-Fijah", "lat": 33.6372, "lon": 36.0731, "killed": 3}
//! {"start": "2017-01-05T08:30", "accused": ["one group", "another"], "account": null}
//! ```
//!
//! A value is a text or a number; `accused` and `target` may be lists; `null` is as good as nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;

use memchr::memchr;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use truce_core::report::Draft;

use crate::Options;
use crate::drafts::Taken;
use crate::fault::{Fault, Kept, Refused, Unreadable, listed, shown};
use crate::header::{REFUSED_BECAUSE, check_ours};
use crate::rejects::{RejectForm, without_reason};
use crate::report_row::{self, COLUMNS, NAMES};
use crate::rows::{ROW_LENGTH_MAX, Rows, is_control};

/// The most names of unknown keys that are kept.
const UNKNOWN_MAX: usize = 64;

/// The drafts of JSON Lines.
pub struct ReportsJsonl<R> {
    rows: Rows<R>,
    options: Options,
    keys: Keys,
    /// The line taken last, and its number.
    raw: Vec<u8>,
    line: u64,
    done: bool,
}

impl<R> fmt::Debug for ReportsJsonl<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportsJsonl").field("line", &self.line).finish_non_exhaustive()
    }
}

impl<R: Read> ReportsJsonl<R> {
    /// Looks at the beginning.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is no text or one JSON array, or something is mapped to no key
    /// of ours.
    pub fn open(input: R, options: Options) -> Result<Self, Unreadable> {
        let keys = Keys::new(&options.map)?;
        let rows = Rows::open(input)?;
        if rows.pending().trim_ascii_start().first() == Some(&b'[') {
            return Err(Unreadable::JsonArray);
        }
        Ok(Self { rows, options, keys, raw: Vec::new(), line: 0, done: false })
    }

    /// What is to be doubted of the file as a whole; complete when all lines are read.
    #[must_use]
    pub fn doubts(&self) -> Vec<String> {
        self.keys.doubts()
    }

    /// Bytes of the input that are behind us.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.rows.offset()
    }

    /// Refuses the line that was taken last.
    #[must_use]
    pub fn refuse(&self, why: &str) -> Refused {
        self.refuse_as(Fault { column: None, why: why.to_owned() }, Kept::Whole)
    }

    /// How a reject file of this one looks.
    #[must_use]
    pub fn reject_form(&self) -> RejectForm {
        RejectForm::Lines
    }

    fn refuse_as(&self, fault: Fault, kept: Kept) -> Refused {
        Refused {
            line: self.line,
            column: fault.column.map(|position| self.keys.name(position).to_owned()),
            why: fault.why,
            raw: if kept == Kept::TooLong { Vec::new() } else { without_reason(&self.raw) },
            kept,
        }
    }

    /// Goes on to the next line that is not blank; `None` at the end.
    fn advance(&mut self) -> Result<Option<Result<(), Refused>>, Unreadable> {
        loop {
            self.line = self.rows.line();
            let pending = self.rows.pending();
            let window = pending.get(..=ROW_LENGTH_MAX).unwrap_or(pending);
            match memchr(b'\n', window) {
                Some(end) => {
                    self.keep(end);
                    self.rows.consume(end.saturating_add(1), 1);
                }
                None if pending.len() > ROW_LENGTH_MAX => return self.refuse_long(),
                None if !self.rows.ended() => {
                    self.rows.more()?;
                    continue;
                }
                None if pending.is_empty() => return Ok(None),
                None => {
                    self.keep(pending.len());
                    self.rows.consume(self.raw.len(), 0);
                }
            }
            if !self.raw.trim_ascii().is_empty() {
                return Ok(Some(Ok(())));
            }
        }
    }

    fn keep(&mut self, length: usize) {
        let line = self.rows.pending().get(..length).unwrap_or_default();
        self.raw.clear();
        self.raw.extend_from_slice(line);
    }

    /// Steps over a line that is too long, without holding it.
    fn refuse_long(&mut self) -> Result<Option<Result<(), Refused>>, Unreadable> {
        loop {
            let pending = self.rows.pending();
            if let Some(end) = memchr(b'\n', pending) {
                self.rows.consume(end.saturating_add(1), 1);
                break;
            }
            self.rows.consume(pending.len(), 0);
            if self.rows.ended() {
                break;
            }
            self.rows.more()?;
        }
        let why = "the line has over 1 MiB: shorten it".to_owned();
        Ok(Some(Err(self.refuse_as(Fault { column: None, why }, Kept::TooLong))))
    }

    fn read_line(&mut self) -> Result<Draft, Fault> {
        let text = std::str::from_utf8(&self.raw).map_err(|fault| Fault {
            column: None,
            why: format!(
                "byte {} of the line is not UTF-8: convert the file, for example with \
                 `iconv -f WINDOWS-1252 -t UTF-8`",
                fault.valid_up_to().saturating_add(1)
            ),
        })?;
        let mut cells = Cells { keys: &mut self.keys, values: vec![None; NAMES.len()], at: None };
        let mut json = serde_json::Deserializer::from_str(text);
        let read = cells.read(&mut json).and_then(|()| json.end());
        read.map_err(|fault| in_words(&fault, cells.at))?;
        let values = cells.values;
        let control = |value: &Option<Cow<'_, str>>| {
            value.as_ref().is_some_and(|value| value.bytes().any(is_control))
        };
        if let Some(position) = values.iter().position(control) {
            let why = "it holds a control character".to_owned();
            return Err(Fault { column: Some(position), why });
        }
        let cell = |cell: report_row::Cell| {
            values.get(cell as usize).and_then(Option::as_deref).unwrap_or_default().trim()
        };
        report_row::read(cell, self.line, &self.options)
    }
}

impl<R: Read> Iterator for ReportsJsonl<R> {
    type Item = Taken<Draft>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.advance() {
            Ok(None) => None,
            Ok(Some(Err(refused))) => Some(Ok(Err(refused))),
            Ok(Some(Ok(()))) => {
                let read = self.read_line();
                Some(Ok(read.map_err(|fault| self.refuse_as(fault, Kept::Whole))))
            }
            Err(unreadable) => {
                self.done = true;
                Some(Err(unreadable))
            }
        }
    }
}

/// The parser's words, without its line, which is always 1.
fn in_words(fault: &serde_json::Error, column: Option<usize>) -> Fault {
    let text = fault.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    if fault.is_data() {
        let kinds =
            text.strip_prefix("invalid type: ").and_then(|kinds| kinds.split_once(", expected "));
        let why = kinds.map(|(found, wanted)| {
            let found = found.replace("map", "an object").replace("sequence", "a list");
            format!("{found} stands where {wanted} belongs")
        });
        return Fault { column, why: why.unwrap_or_else(|| text.to_owned()) };
    }
    Fault { column: None, why: format!("it is no JSON object: {text} at byte {}", fault.column()) }
}

/// Which key is which cell.
struct Keys {
    /// (position of ours, theirs, whether it was seen).
    map: Vec<(usize, String, bool)>,
    unknown: BTreeSet<String>,
}

impl Keys {
    fn new(map: &[(String, String)]) -> Result<Self, Unreadable> {
        let mut keys = Self { map: Vec::new(), unknown: BTreeSet::new() };
        for (ours, theirs) in map {
            let position = check_ours(COLUMNS, ours)?;
            keys.map.push((position, theirs.trim().to_owned(), false));
        }
        Ok(keys)
    }

    fn position(&mut self, key: &str) -> Option<usize> {
        let key = key.trim();
        for (position, theirs, seen) in &mut self.map {
            if theirs.eq_ignore_ascii_case(key) {
                *seen = true;
                return Some(*position);
            }
        }
        let own = NAMES.iter().position(|name| name.eq_ignore_ascii_case(key));
        let own = own.filter(|own| self.map.iter().all(|(position, ..)| position != own));
        let heeded = own.is_some() || key.eq_ignore_ascii_case(REFUSED_BECAUSE);
        if !heeded && self.unknown.len() < UNKNOWN_MAX && !self.unknown.contains(key) {
            self.unknown.insert(shown(key));
        }
        own
    }

    fn name(&self, position: usize) -> &str {
        let theirs = self.map.iter().find(|(ours, ..)| *ours == position);
        let own = || NAMES.get(position).copied().unwrap_or_default();
        theirs.map_or_else(own, |(_, theirs, _)| theirs)
    }

    fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        if !self.unknown.is_empty() {
            let names = listed(self.unknown.iter().map(String::as_str));
            doubts.push(format!("these keys are not read: {names}"));
        }
        for (_, theirs, _) in self.map.iter().filter(|(.., seen)| !seen) {
            doubts.push(format!("no line has the key `{}`", shown(theirs)));
        }
        doubts
    }
}

/// The cells of one line.
struct Cells<'k, 'de> {
    keys: &'k mut Keys,
    values: Vec<Option<Cow<'de, str>>>,
    /// The cell that is being read.
    at: Option<usize>,
}

impl<'de> Cells<'_, 'de> {
    fn read(
        &mut self,
        json: &mut serde_json::Deserializer<serde_json::de::StrRead<'de>>,
    ) -> Result<(), serde_json::Error> {
        serde::Deserializer::deserialize_map(json, self)
    }
}

impl<'de> Visitor<'de> for &mut Cells<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the keys of a report")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Text)? {
            self.at = self.keys.position(&key);
            let Some(at) = self.at else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value_seed(Text)?;
            match self.values.get_mut(at) {
                Some(cell) if cell.is_none() => *cell = Some(value),
                Some(_) | None => return Err(A::Error::custom("the key stands twice in the line")),
            }
            self.at = None;
        }
        Ok(())
    }
}

/// A text, a number, nothing, or a list of these, as the text of a cell.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, or a list of texts")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    // The shortest digits that mean the same float: those that were written, for any position.
    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut joined = String::new();
        while let Some(text) = list.next_element_seed(Text)? {
            if !joined.is_empty() {
                joined.push('|');
            }
            joined.push_str(&text);
        }
        Ok(Cow::Owned(joined))
    }
}
