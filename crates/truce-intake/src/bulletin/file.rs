//! Cuts a file into bulletins: plain text with header lines, or JSON Lines.

use serde::Deserialize;
use truce_core::report::TEXT_LENGTH_MAX;
use truce_core::time::Day;

use super::{Doubt, Reader, Reading, Source};

/// The start of a bulletin's header line.
const HEADER: &str = "== ";

/// A bulletin of a plain text, not yet read.
struct Block<'a> {
    day: Option<Day>,
    language: Option<&'a str>,
    reference: Option<&'a str>,
    line: u64,
    start: usize,
    end: usize,
}

pub(super) fn read_text(text: &str, reader: &Reader<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut block = Block {
        day: reader.options.day,
        language: None,
        reference: None,
        line: 1,
        start: 0,
        end: 0,
    };
    let (mut line, mut offset) = (1_u64, 0_usize);
    let mut headed = false;
    for written in text.split_inclusive('\n') {
        let end = offset.saturating_add(written.len());
        let plain = if offset == 0 { written.trim_start_matches('\u{feff}') } else { written };
        line = line.saturating_add(1);
        if let Some(header) = plain.strip_prefix(HEADER) {
            close(text, &block, headed, reader, &mut reading);
            block = open(header, line, offset, end, &mut reading);
            headed = true;
        } else {
            block.end = end;
        }
        offset = end;
    }
    close(text, &block, headed, reader, &mut reading);
    reading
}

fn open<'a>(
    header: &'a str,
    next_line: u64,
    offset: usize,
    end: usize,
    reading: &mut Reading,
) -> Block<'a> {
    let mut words = header.split_whitespace();
    let written = words.next().unwrap_or_default();
    let day = written.parse::<Day>();
    if let Err(reason) = &day {
        let column = 4;
        let offset = offset.saturating_add(HEADER.len());
        let what = format!("{reason}; the bulletin is left out");
        let line = next_line.saturating_sub(1);
        reading.doubts.push(Doubt { seat: None, line, column, offset, what });
    }
    let (language, reference) = match (words.next(), words.next()) {
        // A language has two or three letters; anything else is the reference.
        (Some(word), None) if !(2..=3).contains(&word.len()) => (None, Some(word)),
        words => words,
    };
    Block { day: day.ok(), language, reference, line: next_line, start: end, end }
}

fn close(text: &str, block: &Block<'_>, headed: bool, reader: &Reader<'_>, reading: &mut Reading) {
    let body = text.get(block.start..block.end).unwrap_or_default();
    let blank = body.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
    let Some(day) = block.day else {
        if !headed && !blank {
            let what = "no day is given: begin the bulletin with a line `== 2017-05-07`".to_owned();
            reading.doubts.push(Doubt { seat: None, line: 1, column: 1, offset: 0, what });
        }
        return;
    };
    if blank && !headed {
        return;
    }
    let source = Source {
        text: body,
        day,
        language: block.language,
        reference: block.reference.map(shorten),
        line: block.line,
        offset: block.start,
    };
    reading.bulletins.push(reader.bulletin(source));
}

/// A reference as long as an entry can hold.
fn shorten(reference: &str) -> String {
    let mut end = reference.len().min(TEXT_LENGTH_MAX);
    while !reference.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    reference.get(..end).unwrap_or_default().to_owned()
}

/// One line of a JSON Lines file; other keys are passed over.
#[derive(Deserialize)]
struct Row {
    date: Option<String>,
    bulletin_date: Option<String>,
    lang: Option<String>,
    text: String,
    id: Option<String>,
}

pub(super) fn read_json_lines(text: &str, reader: &Reader<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut offset = 0_usize;
    for (at, written) in text.split('\n').enumerate() {
        let line = u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1);
        let start = offset;
        offset = offset.saturating_add(written.len()).saturating_add(1);
        let written = written.trim_start_matches('\u{feff}').trim();
        if written.is_empty() {
            continue;
        }
        match row(written, line, reader) {
            Ok(bulletin) => reading.bulletins.push(bulletin),
            Err((column, what)) => {
                reading.doubts.push(Doubt { seat: None, line, column, offset: start, what });
            }
        }
    }
    reading
}

fn row(
    written: &str,
    line: u64,
    reader: &Reader<'_>,
) -> Result<super::BulletinRead, (u64, String)> {
    let row: Row = serde_json::from_str(written).map_err(|error| {
        let column = u64::try_from(error.column()).unwrap_or(u64::MAX);
        (column, "the line is no JSON object with a `text`: mend it, or take it out".to_owned())
    })?;
    let day = match row.bulletin_date.or(row.date) {
        Some(written) => written.parse::<Day>().map_err(|reason| (1, reason.to_string()))?,
        None => {
            reader.options.day.ok_or_else(|| (1, "the line has no `date`: add one".to_owned()))?
        }
    };
    let source = Source {
        text: &row.text,
        day,
        language: row.lang.as_deref(),
        reference: row.id.as_deref().map(shorten),
        line,
        offset: 0,
    };
    Ok(reader.bulletin(source))
}
