//! A register of sources as a table.
//!
//! ```text
//! id,name,kind,reliability,aligned_with,group,seat
//! watch-north,Northern Watch,ngo,B,opposition,,
//! ```
//!
//! `id`, `name` and `kind` are needed. Without a reliability a source is `F`: nobody has checked it.

use std::collections::BTreeMap;
use std::io::Read;

use truce_core::id::{ActorId, SeatId, SourceId};
use truce_core::report::TEXT_LENGTH_MAX;
use truce_core::source::{Reliability, Source};

use crate::Options;
use crate::drafts::Taken;
use crate::fault::{Fault, Unreadable, shown};
use crate::header::Columns;
use crate::table::{Row, Table};

const COLUMNS: Columns = Columns {
    names: &["id", "name", "kind", "reliability", "aligned_with", "group", "seat"],
    unheeded: &[],
    needed: &["id", "name", "kind"],
};

const ID: usize = 0;
const NAME: usize = 1;
const KIND: usize = 2;
const RELIABILITY: usize = 3;
const ALIGNED_WITH: usize = 4;
const GROUP: usize = 5;
const SEAT: usize = 6;

/// The sources of one table.
#[derive(Debug)]
pub struct SourcesCsv<R> {
    table: Table<R>,
    /// On which line each id stands.
    lines: BTreeMap<SourceId, u64>,
}

impl<R: Read> SourcesCsv<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is no text or lacks a column.
    pub fn open(input: R, options: &Options) -> Result<Self, Unreadable> {
        Ok(Self { table: Table::open(input, COLUMNS, &options.map)?, lines: BTreeMap::new() })
    }

    crate::table::of_a_table!();
}

impl<R: Read> Iterator for SourcesCsv<R> {
    type Item = Taken<Source>;

    fn next(&mut self) -> Option<Self::Item> {
        let lines = &mut self.lines;
        self.table.next_with(|row| {
            let source = read(row)?;
            match lines.insert(source.id.clone(), row.line) {
                Some(line) => {
                    lines.insert(source.id.clone(), line);
                    Err(fault(ID, format!("`{}` stands already on line {line}", source.id)))
                }
                None => Ok(source),
            }
        })
    }
}

fn fault(position: usize, why: impl ToString) -> Fault {
    Fault { column: Some(position), why: why.to_string() }
}

fn read(row: Row<'_>) -> Result<Source, Fault> {
    let reliability = match row.cell(RELIABILITY) {
        "" => Reliability::F,
        grade => {
            shown(grade).to_ascii_uppercase().parse().map_err(|why| fault(RELIABILITY, why))?
        }
    };
    let seat = match row.cell(SEAT) {
        "" => None,
        seat => Some(SeatId::new(&shown(seat)).map_err(|why| fault(SEAT, why))?),
    };
    let aligned_with = match row.cell(ALIGNED_WITH) {
        "" => None,
        actor => Some(ActorId::new(&shown(actor)).map_err(|why| fault(ALIGNED_WITH, why))?),
    };
    let group = text(row, GROUP)?;
    Ok(Source {
        aligned_with,
        group: Some(group).filter(|group| !group.is_empty()),
        id: SourceId::new(&shown(row.cell(ID))).map_err(|why| fault(ID, why))?,
        kind: read_kind(row.cell(KIND))?,
        name: text(row, NAME)?,
        reliability,
        seat,
    })
}

/// A text of bounded length; of the needed ones, none may be empty.
fn text(row: Row<'_>, position: usize) -> Result<String, Fault> {
    let text = row.cell(position);
    if text.is_empty() && position == NAME {
        return Err(fault(position, "it is empty, and a source needs a name"));
    }
    if text.len() > TEXT_LENGTH_MAX {
        let length = text.len();
        return Err(fault(
            position,
            format!("it has {length} bytes, and {TEXT_LENGTH_MAX} is the most"),
        ));
    }
    Ok(text.to_owned())
}

fn read_kind(text: &str) -> Result<String, Fault> {
    let kind = text.to_ascii_lowercase();
    let plain = kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if kind.is_empty() || kind.len() > 32 || !plain {
        let shown = shown(text);
        return Err(fault(
            KIND,
            format!(
                "`{shown}` is no kind of source: use one word, such as centre, agency, press, ngo, party, un or social"
            ),
        ));
    }
    Ok(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use truce_core::time::DutyClock;

    #[test]
    fn a_register_is_read_row_by_row() {
        let file = "\
ID,Name,Kind,Reliability,Aligned_with,Group,Seat
watch-north,Northern Watch,NGO,b,opposition,,
centre-south,\"Centre, South\",centre,,,wires,south

Watch,No id,ngo,A,,,
watch-north,Twice,ngo,A,,,
agency,,press,A,,,
agency,Agency,press,1,,,
";
        let options = Options {
            file: String::new(),
            source: None,
            clock: DutyClock::fixed(0),
            map: Vec::new(),
            acts: BTreeMap::new(),
        };
        let shown =
            SourcesCsv::open(file.as_bytes(), &options).unwrap().map(|row| match row.unwrap() {
                Ok(source) => serde_json::to_string(&source).unwrap() + "\n",
                Err(refused) => refused.to_string() + "\n",
            });
        expect_test::expect![[r#"
            {"aligned_with":"opposition","id":"watch-north","kind":"ngo","name":"Northern Watch","reliability":"B"}
            {"group":"wires","id":"centre-south","kind":"centre","name":"Centre, South","reliability":"F","seat":"south"}
            line 5, column `ID`: `Watch` is no name: use 1 to 64 lower-case letters, digits and hyphens, beginning with a letter or digit
            line 6, column `ID`: `watch-north` stands already on line 2
            line 7, column `Name`: it is empty, and a source needs a name
            line 8, column `Reliability`: `1` is no reliability grade: use A, B, C, D, E, or F for a source that cannot be judged
        "#]].assert_eq(&shown.collect::<String>());
    }
}
