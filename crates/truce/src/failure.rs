//! What went wrong, in words, with the exit code that a script can act on.

use std::fmt;
use std::path::Path;

/// The command ended, and this is why.
#[derive(Debug)]
pub struct Failure {
    /// Whoever read the output stopped reading: no fault of ours.
    pub broken_pipe: bool,
    /// Somebody else is at it: trying again in a moment may help.
    pub busy: bool,
    /// What the shell sees.
    pub code: u8,
    /// What a person reads: what is wrong, and what to do.
    pub words: String,
}

/// Something was refused or found at fault; the rest was done.
pub const FOUND_FAULTS: u8 = 1;
/// The command line was wrong. The same code that clap uses.
pub const USAGE: u8 = 2;
/// The command could not be carried out.
pub const CANNOT: u8 = 3;

impl Failure {
    /// The command could not be carried out.
    pub fn cannot(words: impl Into<String>) -> Self {
        Self { broken_pipe: false, busy: false, code: CANNOT, words: words.into() }
    }

    /// The command line was wrong.
    pub fn usage(words: impl Into<String>) -> Self {
        Self { broken_pipe: false, busy: false, code: USAGE, words: words.into() }
    }

    /// A file or folder could not be used.
    #[must_use]
    pub fn file(what: &str, path: &Path, fault: &std::io::Error) -> Self {
        Self::cannot(format!("cannot {what} `{}`: {}", path.display(), io_words(fault)))
    }
}

/// What an I/O fault means to a person.
#[must_use]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the list is the system's, and the rest has words of its own"
)]
pub fn io_words(fault: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match fault.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "you have no right to it".to_owned(),
        ErrorKind::StorageFull => {
            "the disk is full: free some space, then run the command again".to_owned()
        }
        ErrorKind::IsADirectory => "it is a folder, and a file is wanted".to_owned(),
        ErrorKind::NotADirectory => "it is a file, and a folder is wanted".to_owned(),
        ErrorKind::AlreadyExists => "it exists already".to_owned(),
        _ => fault.to_string(),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::error::Error for Failure {}

/// The result of a command.
pub type Outcome<T = ()> = Result<T, Failure>;

impl From<std::io::Error> for Failure {
    /// Writing to standard output failed.
    fn from(fault: std::io::Error) -> Self {
        let broken_pipe = fault.kind() == std::io::ErrorKind::BrokenPipe;
        Self { broken_pipe, ..Self::cannot(format!("cannot write: {}", io_words(&fault))) }
    }
}
