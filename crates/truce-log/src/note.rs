//! A text with signatures below it: signed-note.
//!
//! ```text
//! the text, of any number of lines
//!
//! — name base64 of the key's id and the signature
//! ```
//!
//! # In scope
//! The form alone: [`Note::parse`] and the way back, to the byte.
//!
//! # Out of scope
//! Whether a signature holds, which depends on what its key signs: see
//! [`crate::checkpoint`]. An unchecked note says nothing.

use std::fmt;

use crate::key::VerifierKey;
use crate::text::{base64, read_base64, shown};

/// The longest note, in bytes: room for as many post-quantum signatures as may stand below it.
pub const NOTE_BYTES_MAX: usize = 256 * 1024;

/// How many signatures a note may have; the specification asks for 16 at least.
pub const NOTE_SIGNATURES_MAX: usize = 64;

/// What every signature line begins with.
const DASH: &str = "\u{2014} ";

/// Why a text is no note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// Far longer than a note need be.
    #[error("a note has at most {NOTE_BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// Not UTF-8.
    #[error("a note is written in UTF-8; byte {0} is not")]
    NotUtf8(usize),
    /// A control character other than the newline.
    #[error("a note has no control characters but newlines; byte {0} is one")]
    Control(usize),
    /// Nothing divides the text from its signatures.
    #[error("there is no blank line between text and signatures")]
    NoBlankLine,
    /// The last line has no end, or there is none.
    #[error("below the blank line stand one or more signature lines, each with its newline")]
    Unended,
    /// A line below the blank line is no signature.
    #[error("a signature line is a long dash, a name and base64 of at least 5 bytes, not `{0}`")]
    Line(String),
    /// Too many signatures.
    #[error("a note has at most {NOTE_SIGNATURES_MAX} signatures")]
    TooManySignatures,
}

/// One line below a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key, as the line says.
    pub name: String,
    /// The id of the key, as the line says.
    pub id: [u8; 4],
    /// The signature, in whatever form the key's type has.
    pub bytes: Vec<u8>,
}

impl NoteSignature {
    /// Reads one line with its newline; whatever is accepted is written again to the byte.
    ///
    /// # Errors
    /// [`NoteFault`] for anything but one signature line.
    pub fn parse(line: &str) -> Result<Self, NoteFault> {
        if line.len() > NOTE_BYTES_MAX {
            return Err(NoteFault::TooLong(line.len()));
        }
        Self::parse_unended(line.strip_suffix('\n').ok_or(NoteFault::Unended)?)
    }

    /// Reads one or more lines, as a witness answers with them.
    ///
    /// # Errors
    /// [`NoteFault`] if there is none, or a line is no signature line.
    pub fn parse_lines(lines: &str) -> Result<Vec<Self>, NoteFault> {
        if lines.len() > NOTE_BYTES_MAX {
            return Err(NoteFault::TooLong(lines.len()));
        }
        let lines = lines.strip_suffix('\n').ok_or(NoteFault::Unended)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() == NOTE_SIGNATURES_MAX {
                return Err(NoteFault::TooManySignatures);
            }
            signatures.push(Self::parse_unended(line)?);
        }
        Ok(signatures)
    }

    fn parse_unended(line: &str) -> Result<Self, NoteFault> {
        Self::read(line).ok_or_else(|| NoteFault::Line(shown(line)))
    }

    fn read(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c < ' ' || c == '+') {
            return None;
        }
        let bytes = read_base64(signature)?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        (!bytes.is_empty()).then(|| Self { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
    }

    /// Whether the line says that it is by this key. Others may say so too.
    #[must_use]
    pub fn names(&self, key: &VerifierKey) -> bool {
        self.name == key.name() && self.id == key.id()
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id[..], &self.bytes].concat();
        writeln!(f, "{DASH}{} {}", self.name, base64(&bytes))
    }
}

/// A text and the signatures below it, none of them checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, with its last newline.
    pub text: String,
    /// The signatures, in the order of their lines; one at least.
    pub signatures: Vec<NoteSignature>,
}

impl Note {
    /// Reads a note; whatever is accepted is written again to the byte.
    ///
    /// # Errors
    /// [`NoteFault`] if it breaks the form of signed-note, or the bounds above.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteFault> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(NoteFault::TooLong(bytes.len()));
        }
        let note =
            std::str::from_utf8(bytes).map_err(|fault| NoteFault::NotUtf8(fault.valid_up_to()))?;
        if let Some(at) = note.bytes().position(|byte| byte < b' ' && byte != b'\n') {
            return Err(NoteFault::Control(at));
        }
        // The text may have blank lines of its own: the last one divides.
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteFault::NoBlankLine)?;
        let signatures = NoteSignature::parse_lines(signatures)?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| write!(f, "{signature}"))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    /// The example of the specification.
    const EXAMPLE: &str = "This is an example message.\n\n\
        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    fn check(note: impl AsRef<[u8]>, expected: Expect) {
        expected.assert_eq(&match Note::parse(note.as_ref()) {
            Ok(note) => {
                let names: Vec<&str> = note.signatures.iter().map(|line| &*line.name).collect();
                format!("{:?} signed by {}", note.text, names.join(", "))
            }
            Err(fault) => fault.to_string(),
        });
    }

    #[test]
    fn the_example_of_the_specification_is_read_and_holds() {
        let note = Note::parse(EXAMPLE.as_bytes()).unwrap();
        assert_eq!(note.to_string(), EXAMPLE);
        assert_eq!(note.text, "This is an example message.\n");
        let key: VerifierKey =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
                .parse()
                .unwrap();
        assert!(note.signatures[0].names(&key));
        assert!(key.verify(note.text.as_bytes(), &note.signatures[0].bytes));
    }

    #[test]
    fn the_last_blank_line_divides() {
        check("a\n\nb\n\n— c AAAAAAA=\n", expect![[r#""a\n\nb\n" signed by c"#]]);
        check("a\n\n\n— c AAAAAAA=\n", expect![[r#""a\n\n" signed by c"#]]);
        check("\n\n— c AAAAAAA=\n", expect![[r#""\n" signed by c"#]]);
        check(
            "— a AAAAAAA=\n\n— c AAAAAAA=\n— d AAAAAAA=\n",
            expect![[r#""— a AAAAAAA=\n" signed by c, d"#]],
        );
    }

    #[test]
    fn the_same_line_twice_is_kept_twice() {
        check("a\n\n— c AAAAAAA=\n— c AAAAAAA=\n", expect![[r#""a\n" signed by c, c"#]]);
    }

    #[test]
    fn what_is_no_note_is_refused_in_words() {
        check("", expect!["there is no blank line between text and signatures"]);
        check("a\n", expect!["there is no blank line between text and signatures"]);
        check(
            "\n\n",
            expect![
                "below the blank line stand one or more signature lines, each with its newline"
            ],
        );
        check(
            "a\n\n",
            expect![
                "below the blank line stand one or more signature lines, each with its newline"
            ],
        );
        check("\n— c AAAAAAA=\n", expect!["there is no blank line between text and signatures"]);
        check(
            "a\n\n— c AAAAAAA=",
            expect![
                "below the blank line stand one or more signature lines, each with its newline"
            ],
        );
        check(
            "a\n\n— c AAAAAAA=\n\n",
            expect![
                "below the blank line stand one or more signature lines, each with its newline"
            ],
        );
        check(
            "a\r\n\r\n— c AAAAAAA=\r\n",
            expect!["a note has no control characters but newlines; byte 1 is one"],
        );
        check(
            "a\tb\n\n— c AAAAAAA=\n",
            expect!["a note has no control characters but newlines; byte 1 is one"],
        );
        check(
            "a\0\n\n— c AAAAAAA=\n",
            expect!["a note has no control characters but newlines; byte 1 is one"],
        );
        check(
            b"a\xff\n\n\xe2\x80\x94 c AAAAAAA=\n",
            expect!["a note is written in UTF-8; byte 1 is not"],
        );
        check(
            "a".repeat(NOTE_BYTES_MAX + 1),
            expect!["a note has at most 262144 bytes, this has 262145"],
        );
        check(
            format!("a\n\n{}", "— c AAAAAAA=\n".repeat(65)),
            expect!["a note has at most 64 signatures"],
        );
    }

    #[test]
    fn as_many_signatures_as_the_specification_asks_for_have_room() {
        // The longest there are: ML-DSA-44 with the longest name.
        let line = NoteSignature { name: "n".repeat(255), id: [1; 4], bytes: vec![7; 8 + 2420] }
            .to_string();
        let note = format!("a\n\n{}", line.repeat(NOTE_SIGNATURES_MAX));
        assert_eq!(Note::parse(note.as_bytes()).unwrap().signatures.len(), NOTE_SIGNATURES_MAX);
    }

    #[test]
    fn what_is_no_signature_line_is_refused_in_words() {
        for line in [
            "",
            "c AAAAAAA=",
            "- c AAAAAAA=",
            "\u{2013} c AAAAAAA=",
            "—c AAAAAAA=",
            "—  c AAAAAAA=",
            " — c AAAAAAA=",
            "—\u{a0}c AAAAAAA=",
            "— AAAAAAA=",
            "— c",
            "— c ",
            "—  AAAAAAA=",
            "— c  AAAAAAA=",
            "— c AAAAAAA= ",
            "— c d AAAAAAA=",
            "— c\u{2003}d AAAAAAA=",
            "— c+d AAAAAAA=",
            "— c AAAAAAA",
            "— c AAAAAA==",
            "— c AAAAAAB=",
            "— c AAAAAA-_",
            "— c AAAA*AA=",
        ] {
            let fault = Note::parse(format!("a\n\n{line}\n").as_bytes()).unwrap_err();
            // A blank line moves the place where the note divides.
            let expected =
                if line.is_empty() { NoteFault::Unended } else { NoteFault::Line(shown(line)) };
            assert_eq!(fault, expected, "{line:?}");
            assert!(NoteSignature::parse(&format!("{line}\n")).is_err(), "{line:?}");
        }
        expect!["a signature line is a long dash, a name and base64 of at least 5 bytes, not `— c AAAAAAB=`"]
            .assert_eq(&Note::parse("a\n\n— c AAAAAAB=\n".as_bytes()).unwrap_err().to_string());
        assert_eq!(NoteSignature::parse("— c AAAAAAA="), Err(NoteFault::Unended));
        assert!(NoteSignature::parse("— c AAAAAAA=\n— c AAAAAAA=\n").is_err());
    }

    /// Lines that are nearly right, put together at random.
    fn nearly_a_note() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            Just("text\n"),
            Just("\n"),
            Just("\n\n"),
            Just("— "),
            Just("name"),
            Just(" "),
            Just("AAAAAAA="),
            Just("— c AAAAAAA=\n"),
            Just("— d AAAAAAAA\n"),
            Just("+"),
            Just("\r"),
            Just("\u{85}"),
            Just("=\n"),
        ];
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat().into_bytes())
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_again_to_the_byte(bytes in nearly_a_note()) {
            if let Ok(note) = Note::parse(&bytes) {
                prop_assert_eq!(note.to_string().into_bytes(), bytes);
            }
        }

        #[test]
        fn every_line_reads_back(name in "[!-*,-~äЖ]{1,20}", id: [u8; 4], bytes in prop::collection::vec(any::<u8>(), 1..99)) {
            let line = NoteSignature { name, id, bytes };
            prop_assert_eq!(NoteSignature::parse(&line.to_string()), Ok(line));
        }

        #[test]
        fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "(?s).{0,100}") {
            let _ = Note::parse(&bytes);
            let _ = Note::parse(text.as_bytes());
            let _ = NoteSignature::parse(&text);
            let _ = NoteSignature::parse_lines(&text);
        }
    }
}
