//! Reports as a table: `docs/formats.md` lists the columns.
//!
//! ```text
//! start,place,act,killed
//! 2017-01-05,Ain al-Fijah,shelling,3+
//! ```
//!
//! Separated by commas, semicolons or tabs, whichever line 1 has most of; a row of HXL tags below
//! it is stepped over.

use std::io::Read;

use truce_core::report::Draft;

use crate::Options;
use crate::drafts::Taken;
use crate::fault::Unreadable;
use crate::report_row;
use crate::table::Table;

/// The drafts of a table of reports.
#[derive(Debug)]
pub struct ReportsCsv<R> {
    table: Table<R>,
    options: Options,
}

impl<R: Read> ReportsCsv<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is no text, has no column `start`, or a mapped column is missing.
    pub fn open(input: R, options: Options) -> Result<Self, Unreadable> {
        let table = Table::open(input, report_row::COLUMNS, &options.map)?;
        Ok(Self { table, options })
    }

    crate::table::of_a_table!();
}

impl<R: Read> Iterator for ReportsCsv<R> {
    type Item = Taken<Draft>;

    fn next(&mut self) -> Option<Self::Item> {
        let options = &self.options;
        self.table
            .next_with(|row| report_row::read(|cell| row.cell(cell as usize), row.line, options))
    }
}
