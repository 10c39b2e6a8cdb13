//! Which of a format's columns a file has, and where.

use std::collections::BTreeSet;

use crate::fault::{Unreadable, listed};

/// The column that a reject file has beside the file's own, and that no reader heeds.
pub const REFUSED_BECAUSE: &str = "refused_because";

/// The columns of one format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// Every column that is read, in lower case.
    pub(crate) names: &'static [&'static str],
    /// Columns that are known and not needed: they raise no doubt.
    pub(crate) unheeded: &'static [&'static str],
    /// What there must be.
    pub(crate) needed: &'static [&'static str],
}

impl Columns {
    fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }
}

/// A file's own columns, and which of the format's each of them is.
#[derive(Debug)]
pub(crate) struct Header {
    columns: Columns,
    /// The file's columns as written.
    pub(crate) written: Vec<String>,
    /// For each column of the format: which of the file's it is.
    slots: Vec<Option<usize>>,
    /// Where the file has [`REFUSED_BECAUSE`].
    pub(crate) reason: Option<usize>,
    /// Columns that nobody reads.
    pub(crate) unknown: Vec<usize>,
}

impl Header {
    /// Fits a file's columns to a format's, by name or by `map`, a list of (ours, theirs).
    pub(crate) fn fit(
        columns: Columns,
        written: Vec<String>,
        map: &[(String, String)],
    ) -> Result<Self, Unreadable> {
        let names: Vec<String> = written.iter().map(|name| level(name)).collect();
        let mut header = Self {
            columns,
            slots: vec![None; columns.names.len()],
            reason: names.iter().position(|name| name == REFUSED_BECAUSE),
            unknown: Vec::new(),
            written,
        };
        let mut mapped = BTreeSet::new();
        for (ours, theirs) in map {
            let position = check_ours(columns, ours)?;
            let place = names.iter().position(|name| *name == level(theirs));
            let place = place.ok_or_else(|| header.lacks(theirs))?;
            header.fill(position, place)?;
            mapped.insert(place);
        }
        for (place, name) in names.iter().enumerate() {
            let known = columns.position(name).filter(|_| !mapped.contains(&place));
            match known {
                // What is mapped outranks what merely bears the name.
                Some(position) if map.iter().all(|(ours, _)| level(ours) != *name) => {
                    header.fill(position, place)?;
                }
                Some(_) | None => header.note_unknown(place, name, &mapped),
            }
        }
        let missing = columns.needed.iter().find(|needed| header.place_of(needed).is_none());
        missing.map_or(Ok(()), |missing| Err(header.lacks(missing)))?;
        Ok(header)
    }

    fn fill(&mut self, position: usize, place: usize) -> Result<(), Unreadable> {
        match self.slots.get_mut(position) {
            Some(slot) if slot.is_none() => *slot = Some(place),
            Some(_) | None => {
                let name = self.columns.names.get(position).copied().unwrap_or_default();
                return Err(Unreadable::ColumnTwice { name: name.to_owned() });
            }
        }
        Ok(())
    }

    fn note_unknown(&mut self, place: usize, name: &str, mapped: &BTreeSet<usize>) {
        let heeded = mapped.contains(&place) || name == REFUSED_BECAUSE || name.is_empty();
        if !heeded && !self.columns.unheeded.contains(&name) {
            self.unknown.push(place);
        }
    }

    fn place_of(&self, name: &str) -> Option<usize> {
        let position = self.columns.position(name)?;
        self.place(position)
    }

    fn lacks(&self, missing: &str) -> Unreadable {
        let found = listed(self.written.iter().map(String::as_str));
        Unreadable::NoColumn { missing: crate::fault::shown(missing), found }
    }

    /// Which of the file's columns is the format's column at `position`.
    pub(crate) fn place(&self, position: usize) -> Option<usize> {
        self.slots.get(position).copied().flatten()
    }

    /// The format's column at `position`, as the file calls it.
    pub(crate) fn name(&self, position: usize) -> String {
        let own = self.place(position).and_then(|place| self.written.get(place));
        let ours = || self.columns.names.get(position).copied().unwrap_or_default().to_owned();
        own.cloned().unwrap_or_else(ours)
    }

    /// How many columns the file has.
    pub(crate) fn count(&self) -> usize {
        self.written.len()
    }

    /// What is to be doubted of the file as a whole.
    pub(crate) fn doubts(&self) -> Vec<String> {
        let unknown = self.unknown.iter().filter_map(|place| self.written.get(*place));
        match self.unknown.len() {
            0 => Vec::new(),
            1 => vec![format!("the column {} is not read", listed(unknown.map(String::as_str)))],
            _ => vec![format!("the columns {} are not read", listed(unknown.map(String::as_str)))],
        }
    }
}

/// Which of the format's columns a mapping means.
pub(crate) fn check_ours(columns: Columns, ours: &str) -> Result<usize, Unreadable> {
    columns.position(&level(ours)).ok_or_else(|| Unreadable::MappedToNothing {
        ours: crate::fault::shown(ours),
        known: listed(columns.names.iter().copied()),
    })
}

/// A column name as it is compared: without spaces around it, in lower case.
pub(crate) fn level(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns =
        Columns { names: &["source", "start", "act"], unheeded: &["year"], needed: &["start"] };

    fn check(written: &str, map: &[(&str, &str)], expected: &expect_test::Expect) {
        let written = written.split(',').map(str::to_owned).collect();
        let map: Vec<_> = map.iter().map(|(o, t)| ((*o).to_owned(), (*t).to_owned())).collect();
        let shown = match Header::fit(COLUMNS, written, &map) {
            Ok(header) => {
                let names = COLUMNS.names.iter().enumerate();
                let fitted = names.map(|(i, name)| format!("{name}={:?}", header.place(i)));
                format!("{} {:?}", fitted.collect::<Vec<_>>().join(" "), header.doubts())
            }
            Err(unreadable) => unreadable.to_string(),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn names_are_compared_without_case_and_unknown_ones_are_named_once() {
        check(
            " START,Act,Year,Photo,,refused_because",
            &[],
            &expect_test::expect![
                "source=None start=Some(0) act=Some(1) [\"the column `Photo` is not read\"]"
            ],
        );
    }

    #[test]
    fn what_is_mapped_outranks_what_bears_the_name() {
        check(
            "start,begin,act",
            &[("start", "Begin")],
            &expect_test::expect![
                "source=None start=Some(1) act=Some(2) [\"the column `start` is not read\"]"
            ],
        );
    }

    #[test]
    fn a_mapping_or_a_column_that_is_missing_is_an_error_in_words() {
        check(
            "start,act",
            &[("start", "when")],
            &expect_test::expect!["there is no column `when`: the columns are `start`, `act`"],
        );
        check(
            "begin,act",
            &[],
            &expect_test::expect!["there is no column `start`: the columns are `begin`, `act`"],
        );
        check(
            "start",
            &[("when", "start")],
            &expect_test::expect![
                "`when` is no column of this format, so nothing can be mapped to it: use one of `source`, `start`, `act`"
            ],
        );
        check(
            "start,Start",
            &[],
            &expect_test::expect!["line 1 names the column `start` twice: rename one of the two"],
        );
    }
}
