//! What was spent on watching, as a table.
//!
//! ```text
//! source,area,start,end,patrols,hours,cameras,note
//! patrol-3,hama,2017-05-07,,2,9,,dirt roads closed by rain
//! ```
//!
//! `source` and `start` are needed, and one of `patrols`, `hours`, `cameras`. An empty area is the whole country.

use std::io::Read;

use truce_core::effort::EffortDraft;
use truce_core::report::Origin;
use truce_core::time::Window;

use crate::Options;
use crate::drafts::Taken;
use crate::fault::{Fault, Unreadable, shown};
use crate::header::Columns;
use crate::table::{Row, Table};
use crate::when::read_when;

const COLUMNS: Columns = Columns {
    names: &["source", "area", "start", "end", "patrols", "hours", "cameras", "note"],
    unheeded: &[],
    needed: &["source", "start"],
};

const SOURCE: usize = 0;
const AREA: usize = 1;
const START: usize = 2;
const END: usize = 3;
const PATROLS: usize = 4;
const HOURS: usize = 5;
const CAMERAS: usize = 6;
const NOTE: usize = 7;

/// The largest figure that is taken.
pub const FIGURE_MAX: u32 = 1_000_000;

/// The efforts of one table.
#[derive(Debug)]
pub struct EffortCsv<R> {
    options: Options,
    table: Table<R>,
}

impl<R: Read> EffortCsv<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is no text or lacks a column.
    pub fn open(input: R, options: Options) -> Result<Self, Unreadable> {
        let table = Table::open(input, COLUMNS, &options.map)?;
        Ok(Self { options, table })
    }

    crate::table::of_a_table!();
}

impl<R: Read> Iterator for EffortCsv<R> {
    type Item = Taken<EffortDraft>;

    fn next(&mut self) -> Option<Self::Item> {
        let options = &self.options;
        self.table.next_with(|row| read(row, options))
    }
}

fn fault(position: usize, why: impl ToString) -> Fault {
    Fault { column: Some(position), why: why.to_string() }
}

fn read(row: Row<'_>, options: &Options) -> Result<EffortDraft, Fault> {
    let when = |position: usize| {
        read_when(row.cell(position), &options.clock).map_err(|why| fault(position, why))
    };
    let start = when(START)?.window;
    let window = match row.cell(END) {
        "" => start,
        _ => Window::new(start.earliest(), when(END)?.window.latest())
            .map_err(|why| fault(END, why))?,
    };
    Ok(EffortDraft {
        area: row.cell(AREA).to_owned(),
        cameras: figure(row, CAMERAS)?,
        hours: figure(row, HOURS)?,
        note: row.cell(NOTE).to_owned(),
        origin: Origin { file: options.file.clone(), line: row.line },
        patrols: figure(row, PATROLS)?,
        source: row.cell(SOURCE).to_owned(),
        window,
    })
}

/// A whole number, or nothing.
fn figure(row: Row<'_>, position: usize) -> Result<Option<u32>, Fault> {
    let text = row.cell(position);
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse::<u32>().ok().filter(|number| *number <= FIGURE_MAX);
    number.map(Some).ok_or_else(|| {
        fault(position, format!("`{}` is no whole number from 0 to {FIGURE_MAX}", shown(text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use truce_core::time::DutyClock;

    #[test]
    fn watching_is_read_row_by_row() {
        let file = "\
source,area,start,end,patrols,hours,cameras,note
patrol-3,hama,2017-05-07,,2,9,,roads closed
patrol-3,,2017-05-07,2017-05-08,,,4,
patrol-3,hama,2017-05-07,,two,,,
patrol-3,hama,2017-05-08,2017-05-07,1,,,
";
        let options = Options {
            file: "effort.csv".to_owned(),
            source: None,
            clock: DutyClock::fixed(0),
            map: Vec::new(),
            acts: std::collections::BTreeMap::new(),
        };
        let shown =
            EffortCsv::open(file.as_bytes(), options).unwrap().map(|row| match row.unwrap() {
                Ok(d) => format!(
                    "{} {:?} {:?} {:?} {:?} {:?} {:?}\n",
                    d.origin, d.area, d.patrols, d.hours, d.cameras, d.note, d.window
                ),
                Err(refused) => refused.to_string() + "\n",
            });
        expect_test::expect![[r#"
            effort.csv:2 "hama" Some(2) Some(9) None "roads closed" 2017-05-07T00:00:00Z..2017-05-07T23:59:59Z
            effort.csv:3 "" None None Some(4) "" 2017-05-07T00:00:00Z..2017-05-08T23:59:59Z
            line 4, column `patrols`: `two` is no whole number from 0 to 1000000
            line 5, column `end`: the event ends before it starts (2017-05-08T00:00:00Z to 2017-05-07T23:59:59Z)
        "#]].assert_eq(&shown.collect::<String>());
    }
}
