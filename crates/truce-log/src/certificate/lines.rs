//! The lines of a certificate: a word and what belongs to it.

use super::{CERTIFICATE_BYTES_MAX, CertificateFault};
use crate::text::{base64, read_hash};
use crate::tree::Hash;

/// The three parts of a certificate: its own lines, and the two notes as they were published.
pub(super) struct Parts<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) older: String,
    pub(super) newer: String,
}

/// Divides a certificate; each checkpoint is a head, a blank line and signature lines.
pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, CertificateFault> {
    if bytes.len() > CERTIFICATE_BYTES_MAX {
        return Err(CertificateFault::TooLong(bytes.len()));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| CertificateFault::Form("it is not in UTF-8"))?;
    let mut parts = text.split("\n\n");
    let all = (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next());
    let (Some(own), Some(head), Some(signed), Some(newer_head), Some(newer_signed), None) = all
    else {
        return Err(CertificateFault::Form("it does not have two checkpoints below its lines"));
    };
    Ok(Parts {
        lines: Lines { number: 1, rest: Some(own) },
        older: format!("{head}\n\n{signed}\n"),
        newer: format!("{newer_head}\n\n{newer_signed}"),
    })
}

/// The lines still to be read, without the newline of the last.
pub(super) struct Lines<'a> {
    number: usize,
    rest: Option<&'a str>,
}

impl<'a> Lines<'a> {
    /// What follows the word and a space, if the next line begins with them.
    fn after(&mut self, word: &str) -> Option<&'a str> {
        let (line, rest) = match self.rest?.split_once('\n') {
            Some((line, rest)) => (line, Some(rest)),
            None => (self.rest?, None),
        };
        let found = line.strip_prefix(word)?.strip_prefix(' ')?;
        self.number = self.number.saturating_add(1);
        self.rest = rest;
        Some(found)
    }

    /// Reads a line that is always the same, such as the first.
    pub(super) fn fixed(&mut self, title: &'static str) -> Result<(), CertificateFault> {
        let (word, rest) = title.rsplit_once(' ').unwrap_or((title, ""));
        let line = self.number;
        let found = self.after(word).is_some_and(|found| found == rest);
        if found { Ok(()) } else { Err(CertificateFault::Line { line, expected: title }) }
    }

    /// Reads one line of that word.
    pub(super) fn one<T>(
        &mut self,
        word: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, CertificateFault> {
        let line = self.number;
        let value = self.after(word).and_then(read);
        value.ok_or(CertificateFault::Line { line, expected: word })
    }

    /// Reads hashes for as long as the lines begin with that word.
    pub(super) fn hashes(&mut self, word: &'static str) -> Result<Vec<Hash>, CertificateFault> {
        let mut hashes = Vec::new();
        loop {
            let line = self.number;
            let Some(text) = self.after(word) else { return Ok(hashes) };
            hashes.push(read_hash(text).ok_or(CertificateFault::Line { line, expected: word })?);
        }
    }

    /// Whether the next line begins with that word.
    pub(super) fn next_is(&self, word: &str) -> bool {
        self.rest.and_then(|rest| rest.strip_prefix(word)).is_some_and(|rest| rest.starts_with(' '))
    }

    /// Holds that no line is left.
    pub(super) fn end(&self) -> Result<(), CertificateFault> {
        if self.rest.is_none() { Ok(()) } else { Err(CertificateFault::Surplus(self.number)) }
    }
}

/// Writes a line for each hash.
pub(super) fn write_hashes(
    f: &mut std::fmt::Formatter<'_>,
    word: &str,
    hashes: &[Hash],
) -> std::fmt::Result {
    hashes.iter().try_for_each(|hash| writeln!(f, "{word} {}", base64(hash)))
}
