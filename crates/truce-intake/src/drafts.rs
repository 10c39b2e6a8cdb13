//! One way in for every format that holds reports.
//!
//! ```
//! use truce_core::time::DutyClock;
//! use truce_intake::{Drafts, Format, Options};
//!
//! let options = Options {
//!     file: "today.csv".to_owned(),
//!     source: Some("watch-north".to_owned()),
//!     clock: DutyClock::fixed(2 * 3600),
//!     map: Vec::new(),
//!     acts: Default::default(),
//! };
//! let file = "start,act,place\n2017-01-05,shelling,Ain al-Fijah\nsoon,shelling,\n";
//! let mut drafts = Drafts::open(Format::ReportsCsv, file.as_bytes(), options)?;
//! let good = drafts.next().unwrap()?.unwrap();
//! assert_eq!(good.place.name, "Ain al-Fijah");
//! let refused = drafts.next().unwrap()?.unwrap_err();
//! assert!(refused.to_string().starts_with("line 3, column `start`: `soon` is no date or time"));
//! # Ok::<(), truce_intake::Unreadable>(())
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::str::FromStr;

use truce_core::act::Act;
use truce_core::report::Draft;
use truce_core::time::DutyClock;

use crate::fault::{Refused, Unreadable};
use crate::rejects::RejectForm;
use crate::reports_csv::ReportsCsv;
use crate::reports_jsonl::ReportsJsonl;
use crate::ucdp_ged::UcdpGed;

/// What a reader is told about the file.
#[derive(Debug, Clone)]
pub struct Options {
    /// Its name, without its folder; goes into [`truce_core::report::Origin`].
    pub file: String,
    /// Who tells it, where a row does not say.
    pub source: Option<String>,
    /// By which clock a date is a day.
    pub clock: DutyClock,
    /// Columns that have another name: (ours, theirs).
    pub map: Vec<(String, String)>,
    /// Words for acts that the file has and we have not, in lower case, and what they mean here.
    pub acts: BTreeMap<String, Act>,
}

/// One row: taken, or refused. The outer fault ends the file.
pub type Taken<T> = Result<Result<T, Refused>, Unreadable>;

/// A format that holds reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Our own table: [`crate::reports_csv`].
    ReportsCsv,
    /// The same as JSON Lines: [`crate::reports_jsonl`].
    ReportsJsonl,
    /// The Georeferenced Event Dataset of the Uppsala Conflict Data Program: [`crate::ucdp_ged`].
    UcdpGed,
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[Self::ReportsCsv, Self::ReportsJsonl, Self::UcdpGed];

    /// The word by which it is asked for.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ReportsCsv => "reports-csv",
            Self::ReportsJsonl => "reports-jsonl",
            Self::UcdpGed => "ucdp-ged",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The text names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no format of reports: use reports-csv, reports-jsonl or ucdp-ged")]
pub struct NotAFormat(String);

impl FromStr for Format {
    type Err = NotAFormat;
    fn from_str(text: &str) -> Result<Self, NotAFormat> {
        let found = Self::ALL.iter().find(|format| format.word() == text);
        found.copied().ok_or_else(|| NotAFormat(text.to_owned()))
    }
}

/// The drafts of one file, in its order.
#[derive(Debug)]
pub enum Drafts<R> {
    /// From a table of ours.
    ReportsCsv(ReportsCsv<R>),
    /// From JSON Lines.
    ReportsJsonl(ReportsJsonl<R>),
    /// From UCDP GED.
    UcdpGed(UcdpGed<R>),
}

macro_rules! each {
    ($drafts:expr, $reader:ident => $do:expr) => {
        match $drafts {
            Self::ReportsCsv($reader) => $do,
            Self::ReportsJsonl($reader) => $do,
            Self::UcdpGed($reader) => $do,
        }
    };
}

impl<R: Read> Drafts<R> {
    /// Begins to read; `input` need not be buffered.
    ///
    /// # Errors
    /// [`Unreadable`] if it is no text, or has not the columns of the format.
    pub fn open(format: Format, input: R, options: Options) -> Result<Self, Unreadable> {
        Ok(match format {
            Format::ReportsCsv => Self::ReportsCsv(ReportsCsv::open(input, options)?),
            Format::ReportsJsonl => Self::ReportsJsonl(ReportsJsonl::open(input, options)?),
            Format::UcdpGed => Self::UcdpGed(UcdpGed::open(input, options)?),
        })
    }

    /// What is to be doubted of the file as a whole; complete when all rows are read.
    #[must_use]
    pub fn doubts(&self) -> Vec<String> {
        each!(self, reader => reader.doubts())
    }

    /// Bytes of the input that are behind us.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        each!(self, reader => reader.bytes_read())
    }

    /// Refuses the row that was taken last, for a reason that only the caller knows.
    #[must_use]
    pub fn refuse(&self, why: &str) -> Refused {
        each!(self, reader => reader.refuse(why))
    }

    /// How a reject file of this one looks.
    #[must_use]
    pub fn reject_form(&self) -> RejectForm {
        each!(self, reader => reader.reject_form())
    }
}

impl<R: Read> Iterator for Drafts<R> {
    type Item = Taken<Draft>;

    fn next(&mut self) -> Option<Self::Item> {
        each!(self, reader => reader.next())
    }
}
