//! The rows that were refused, as a file that can be mended and read again.
//!
//! A table gets its own header back and, as the first column, [`REFUSED_BECAUSE`]; JSON Lines get
//! a key of that name at the end of each object. Readers do not heed either, so the file can be
//! read with the same options as the one it comes from. First, because then it stands in its place
//! whatever number of fields the row has.
//!
//! A row that would swallow the next one (a quote is never closed) is kept as text in the first of
//! the file's own columns; a row that was too long is only named. Read again unmended, each row
//! is refused again.

use std::io::{self, Write};

use crate::fault::{Kept, Refused};
use crate::header::REFUSED_BECAUSE;

/// How the reject file of a file looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RejectForm {
    /// A table with this header.
    Table {
        /// The file's own header, as it was, without its line end.
        header: Vec<u8>,
        /// The byte between two columns.
        delimiter: u8,
    },
    /// JSON Lines.
    Lines,
}

/// Writes refused rows.
#[derive(Debug)]
pub struct Rejects<W> {
    out: W,
    form: RejectForm,
}

impl<W: Write> Rejects<W> {
    /// Writes the header, if the form has one.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(mut out: W, form: RejectForm) -> io::Result<Self> {
        if let RejectForm::Table { header, delimiter } = &form {
            out.write_all(REFUSED_BECAUSE.as_bytes())?;
            out.write_all(&[*delimiter])?;
            out.write_all(header)?;
            out.write_all(b"\n")?;
        }
        Ok(Self { out, form })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&mut self, refused: &Refused) -> io::Result<()> {
        let because = refused.to_string();
        match &self.form {
            RejectForm::Table { delimiter, .. } => {
                quote(&mut self.out, because.as_bytes())?;
                self.out.write_all(&[*delimiter])?;
                match refused.kept {
                    Kept::Whole => self.out.write_all(&refused.raw)?,
                    Kept::Unclosed => quote(&mut self.out, &refused.raw)?,
                    Kept::TooLong => quote(&mut self.out, NOT_COPIED.as_bytes())?,
                }
            }
            RejectForm::Lines => write_line(&mut self.out, refused, &because)?,
        }
        self.out.write_all(b"\n")
    }

    /// Hands the output back, flushed.
    ///
    /// # Errors
    /// What it says.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// What stands for a row that was too long to keep.
const NOT_COPIED: &str = "(not copied: the row has over 1 MiB)";

fn quote(out: &mut impl Write, content: &[u8]) -> io::Result<()> {
    out.write_all(b"\"")?;
    for part in content.split_inclusive(|b| *b == b'"') {
        out.write_all(part)?;
        if part.ends_with(b"\"") {
            out.write_all(b"\"")?;
        }
    }
    out.write_all(b"\"")
}

/// Writes an object with the reason as its last key; what is no object is kept as text.
fn write_line(out: &mut impl Write, refused: &Refused, because: &str) -> io::Result<()> {
    let because = serde_json::to_string(because)?;
    let raw = refused.raw.trim_ascii();
    let object =
        serde_json::from_slice::<serde::de::IgnoredAny>(raw).ok().and(raw.strip_prefix(b"{"));
    let inside = object.and_then(|object| object.strip_suffix(b"}"));
    if let Some(inside) = inside {
        out.write_all(b"{")?;
        out.write_all(inside)?;
        let comma = if inside.trim_ascii().is_empty() { "" } else { "," };
        return write!(out, "{comma}\"{REFUSED_BECAUSE}\":{because}}}");
    }
    let kept = String::from_utf8_lossy(raw);
    let kept = if refused.kept == Kept::TooLong { NOT_COPIED } else { &kept };
    let kept = serde_json::to_string(kept)?;
    write!(out, "{{\"row_as_it_was\":{kept},\"{REFUSED_BECAUSE}\":{because}}}")
}

/// A line of JSON without the reason that [`Rejects`] put at its end.
pub(crate) fn without_reason(line: &[u8]) -> Vec<u8> {
    let key = format!("\"{REFUSED_BECAUSE}\":");
    let line = line.trim_ascii();
    let found = memchr::memmem::rfind(line, key.as_bytes());
    let stripped = found.and_then(|at| {
        let reason = line.get(at.saturating_add(key.len())..)?.strip_suffix(b"}")?;
        serde_json::from_slice::<String>(reason).ok()?;
        let before = line.get(..at)?;
        let before = before.strip_suffix(b",").unwrap_or(before);
        Some([before, b"}"].concat())
    });
    stripped.unwrap_or_else(|| line.to_vec())
}
