//! The passphrase that opens a seat's keys, and where it may come from.
//!
//! From `TRUCE_PASSPHRASE`, else from the file that `TRUCE_PASSPHRASE_FILE` names, else from a
//! person at a terminal. It is wiped from memory when it is no longer needed.

use std::ffi::OsString;
use std::fmt;
use std::io::IsTerminal as _;
use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::{Failure, Outcome};

/// The fewest characters of a new passphrase.
const CHARS_MIN: usize = 12;

/// What a person or a service gives to open the keys.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// What the passphrase is wanted for: the names of the variables and the words of the prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// To open keys that there are.
    ToOpen,
    /// To seal keys that are being made: asked twice, and held to a least length.
    ToSeal,
    /// To seal keys anew: like [`Wanted::ToSeal`], under variables of its own.
    ToReseal,
}

impl Wanted {
    fn variables(self) -> (&'static str, &'static str) {
        match self {
            Self::ToOpen | Self::ToSeal => ("TRUCE_PASSPHRASE", "TRUCE_PASSPHRASE_FILE"),
            Self::ToReseal => ("TRUCE_NEW_PASSPHRASE", "TRUCE_NEW_PASSPHRASE_FILE"),
        }
    }

    fn is_new(self) -> bool {
        self != Self::ToOpen
    }
}

impl Passphrase {
    /// Takes a passphrase as it was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(Zeroizing::new(typed.to_owned()))
    }

    /// No passphrase: the keys are as open as the folder. For exercises only.
    #[must_use]
    pub fn none() -> Self {
        Self::new("")
    }

    /// Whether it is no passphrase at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Gets one from the environment, or from a person at a terminal.
    ///
    /// # Errors
    /// If there is neither, saying what to set; or it is empty, or too short for a new one.
    pub fn obtain(wanted: Wanted) -> Outcome<Self> {
        let (variable, file_variable) = wanted.variables();
        let given = if let Some(value) = std::env::var_os(variable) {
            Self::of_variable(variable, value)?
        } else if let Some(file) = std::env::var_os(file_variable) {
            Self::of_file(file_variable, Path::new(&file))?
        } else if std::io::stdin().is_terminal() {
            Self::of_person(wanted)?
        } else {
            return Err(Failure::cannot(format!(
                "a passphrase is needed to {}, and there is no terminal to ask at: \
                 set {file_variable} to a file that holds it, or {variable} to the passphrase itself",
                if wanted.is_new() { "seal the keys" } else { "open the keys" },
            )));
        };
        if wanted.is_new() { given.long_enough() } else { Ok(given) }
    }

    fn of_variable(variable: &str, value: OsString) -> Outcome<Self> {
        let text = value.into_string().map_err(|value| {
            drop(Zeroizing::new(value.into_encoded_bytes()));
            Failure::cannot(format!("{variable} is not UTF-8: set it anew"))
        })?;
        Self::not_empty(Zeroizing::new(text), variable)
    }

    fn of_file(variable: &str, path: &Path) -> Outcome<Self> {
        let bytes = std::fs::read(path).map_err(|fault| {
            let words = Failure::file("read", path, &fault);
            Failure::cannot(format!("{words} ({variable} names it)"))
        })?;
        let bytes = Zeroizing::new(bytes);
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| Failure::cannot(format!("the file that {variable} names is not UTF-8")))?;
        let line = text.strip_suffix('\n').unwrap_or(text);
        let line = line.strip_suffix('\r').unwrap_or(line);
        Self::not_empty(Zeroizing::new(line.to_owned()), &format!("the file that {variable} names"))
    }

    fn of_person(wanted: Wanted) -> Outcome<Self> {
        let ask = |prompt: &str| -> Outcome<Zeroizing<String>> {
            rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|fault| {
                Failure::cannot(format!("the passphrase could not be read: {}", fault.kind()))
            })
        };
        if !wanted.is_new() {
            return Self::not_empty(ask("Passphrase of this seat's keys: ")?, "what was typed");
        }
        let typed = ask("New passphrase for this seat's keys: ")?;
        if *typed != *ask("The same again: ")? {
            return Err(Failure::cannot("the two are not the same: run the command again"));
        }
        Self::not_empty(typed, "what was typed")
    }

    fn not_empty(text: Zeroizing<String>, whence: &str) -> Outcome<Self> {
        if text.is_empty() {
            return Err(Failure::cannot(format!(
                "{whence} is empty: give a passphrase; for an exercise, `truce init --no-passphrase` \
                 makes keys that need none"
            )));
        }
        Ok(Self(text))
    }

    fn long_enough(self) -> Outcome<Self> {
        if self.0.chars().count() < CHARS_MIN {
            return Err(Failure::cannot(format!(
                "the passphrase is shorter than {CHARS_MIN} characters: take five or six words"
            )));
        }
        Ok(self)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<sealed>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_end_of_a_passphrase_file_is_no_part_of_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("passphrase");
        for ending in ["", "\n", "\r\n"] {
            std::fs::write(&path, format!(" six words {ending}")).unwrap();
            assert_eq!(Passphrase::of_file("V", &path).unwrap().bytes(), b" six words ");
        }
        std::fs::write(&path, "\n").unwrap();
        let words = Passphrase::of_file("V", &path).unwrap_err().words;
        assert!(words.starts_with("the file that V names is empty"), "{words}");
    }

    #[test]
    fn a_new_passphrase_is_not_short_and_never_shown() {
        let short = Passphrase::new("canary-shrt").long_enough().unwrap_err();
        assert!(!format!("{short:?}").contains("canary"), "{short:?}");
        let long = Passphrase::new("canary-twelve").long_enough().unwrap();
        assert_eq!(format!("{long:?}"), "<sealed>");
    }
}
