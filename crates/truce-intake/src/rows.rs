//! Foreign bytes, block by block, with the line and the offset at which they stand.
//!
//! # In scope
//! Holding no more than a row and a block; telling text from what is none.
//!
//! # Out of scope
//! Where a row ends: that is [`crate::split`]'s.

use std::io::Read;

use crate::fault::Unreadable;

/// The longest row that is read, in bytes, without its line end.
pub const ROW_LENGTH_MAX: usize = 1 << 20;

/// How much is asked of the input at a time.
const BLOCK_LENGTH: usize = 256 << 10;

/// How much of the beginning is looked at to tell text from what is none.
const HEAD_LENGTH: usize = 8 << 10;

/// A window that moves over the input.
///
/// INVARIANT: `buffer` never holds more than a row of [`ROW_LENGTH_MAX`] and a block: nobody asks
/// for [`Rows::more`] when a row's worth is pending.
pub(crate) struct Rows<R> {
    input: R,
    buffer: Vec<u8>,
    /// Where in `buffer` the next row begins.
    start: usize,
    ended: bool,
    failed: Option<std::io::Error>,
    /// The line of the next row, from 1.
    line: u64,
    /// Bytes of the input before the next row.
    offset: u64,
}

impl<R: Read> Rows<R> {
    /// Reads the first block and makes sure that it is text; a UTF-8 byte order mark is skipped.
    pub(crate) fn open(input: R) -> Result<Self, Unreadable> {
        let buffer = Vec::new();
        let mut rows =
            Self { input, buffer, start: 0, ended: false, failed: None, line: 1, offset: 0 };
        rows.more()?;
        let head = rows.pending();
        check_is_text(head.get(..HEAD_LENGTH.min(head.len())).unwrap_or_default())?;
        if head.starts_with(b"\xef\xbb\xbf") {
            rows.consume(3, 0);
        }
        if rows.ended && rows.pending().iter().all(u8::is_ascii_whitespace) {
            return Err(Unreadable::Empty);
        }
        Ok(rows)
    }

    /// What is held and not yet consumed.
    pub(crate) fn pending(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Whether the input has nothing beyond [`Rows::pending`].
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// The line of the next row, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Bytes of the input before the next row.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Steps over `length` bytes that hold `lines` line ends.
    pub(crate) fn consume(&mut self, length: usize, lines: u64) {
        self.start = self.start.saturating_add(length).min(self.buffer.len());
        self.offset = self.offset.saturating_add(length as u64);
        self.line = self.line.saturating_add(lines);
    }

    /// Reads another block behind what is pending.
    pub(crate) fn more(&mut self) -> Result<(), Unreadable> {
        if let Some(why) = self.failed.take() {
            return Err(Unreadable::Broken { line: self.line, offset: self.offset, why });
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.reserve_exact(BLOCK_LENGTH);
        let before = self.buffer.len();
        match self.input.by_ref().take(BLOCK_LENGTH as u64).read_to_end(&mut self.buffer) {
            Ok(read) => self.ended = read < BLOCK_LENGTH,
            // What came before the fault is still good.
            Err(why) if before < self.buffer.len() => self.failed = Some(why),
            Err(why) => {
                return Err(Unreadable::Broken { line: self.line, offset: self.offset, why });
            }
        }
        Ok(())
    }
}

/// Tells text from what is none, by the beginning of the file.
fn check_is_text(head: &[u8]) -> Result<(), Unreadable> {
    if let Some(encoding) = wide_encoding(head) {
        return Err(Unreadable::WideText { encoding });
    }
    for (magic, kind, remedy) in KINDS {
        if head.starts_with(magic) {
            return Err(Unreadable::OtherKind { kind, remedy });
        }
    }
    let Some(at) = head.iter().position(|b| is_control(*b)) else {
        return Ok(());
    };
    let (before, rest) = head.split_at_checked(at).unwrap_or_default();
    let lines = before.iter().filter(|b| **b == b'\n').count() as u64;
    Err(Unreadable::Binary {
        line: lines.saturating_add(1),
        offset: at as u64,
        byte: rest.first().copied().unwrap_or_default(),
    })
}

/// The text of a file that is read whole.
///
/// # Errors
/// [`Unreadable`] if it is empty, no text, or not in UTF-8.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Unreadable> {
    const HEAD: usize = 4096;
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    check_is_text(bytes.get(..HEAD).unwrap_or(&bytes))?;
    let text = String::from_utf8(bytes).map_err(|fault| {
        let offset = fault.utf8_error().valid_up_to();
        let before = fault.as_bytes().get(..offset).unwrap_or_default();
        let lines = before.iter().filter(|b| **b == b'\n').count() as u64;
        Unreadable::NotUtf8 { line: lines.saturating_add(1), offset: offset as u64 }
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Files that are often taken for a table, by their first bytes.
const KINDS: [(&[u8], &str, &str); 4] = [
    (
        b"PK\x03\x04",
        "a spreadsheet workbook or a zip archive",
        "save it as CSV UTF-8, or unpack it",
    ),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet workbook", "save it as CSV UTF-8"),
    (b"\x1f\x8b", "compressed", "unpack it with `gunzip` first"),
    (b"%PDF", "a PDF", "copy its table into a spreadsheet and save it as CSV UTF-8"),
];

/// Whether a byte is a control character that no table has.
pub(crate) fn is_control(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f
}

/// UTF-16 or UTF-32, by its mark or by where its zero bytes stand.
fn wide_encoding(head: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 4] = [
        (b"\xff\xfe\0\0", "UTF-32LE"),
        (b"\0\0\xfe\xff", "UTF-32BE"),
        (b"\xff\xfe", "UTF-16LE"),
        (b"\xfe\xff", "UTF-16BE"),
    ];
    let marked = MARKS.iter().find(|(mark, _)| head.starts_with(mark));
    if let Some((_, encoding)) = marked {
        return Some(encoding);
    }
    // Column names are Latin, so that each has its zero bytes in the same places.
    let zeros: Vec<bool> = head.iter().take(16).map(|b| *b == 0).collect();
    match zeros.as_slice() {
        [false, true, true, true, false, true, true, true, ..] => Some("UTF-32LE"),
        [true, true, true, false, true, true, true, false, ..] => Some("UTF-32BE"),
        [false, true, false, true, false, true, ..] => Some("UTF-16LE"),
        [true, false, true, false, true, false, ..] => Some("UTF-16BE"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> String {
        Rows::open(bytes).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_file_read_whole_is_refused_as_a_table_is() {
        let fault = |bytes: &[u8]| text_of(bytes.to_vec()).unwrap_err().to_string();
        assert_eq!(text_of(b"\xef\xbb\xbf== a".to_vec()).unwrap(), "== a");
        assert_eq!(fault(b""), "the file is empty");
        assert!(fault(b"a\nb\xff").starts_with("line 2 is not UTF-8 (byte 3)"));
        assert!(fault(b"\xff\xfea\0").contains("UTF-16LE"));
    }

    #[test]
    fn what_is_no_text_is_named_with_a_remedy() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert!(fault(&wide("start,act\n")).contains("UTF-16LE"));
        assert!(fault(&wide("\u{feff}начало")).contains("UTF-16LE"));
        assert!(fault(b"\0s\0t\0a\0r\0t").contains("UTF-16BE"));
        assert!(fault(b"\xff\xfe\0\0s\0\0\0").contains("UTF-32LE"));
        assert!(fault(b"PK\x03\x04abc").contains("workbook"));
        assert!(fault(b"\x1f\x8b\x08abc").contains("gunzip"));
        expect_test::expect!["the file is not text: byte 0x07 at line 2 (byte 4 of the file)"]
            .assert_eq(&fault(b"abc\n\x07"));
        assert_eq!(fault(b""), "the file is empty");
        assert_eq!(fault(b"\xef\xbb\xbf\r\n \n"), "the file is empty");
    }

    #[test]
    fn a_byte_order_mark_of_utf_8_is_stepped_over() {
        let rows = Rows::open(&b"\xef\xbb\xbfstart"[..]).unwrap();
        assert_eq!((rows.pending(), rows.offset(), rows.line()), (&b"start"[..], 3, 1));
    }
}
