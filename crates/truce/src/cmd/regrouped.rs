//! `truce match --since`: which incidents are others than in an earlier outcome.
//!
//! # In scope
//! Reading an earlier `--out` file, and what became of its incidents.
//!
//! # Out of scope
//! Why a report is in another incident now: `--explain` says it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::failure::{Failure, Outcome};

/// The most incidents of one kind that are told one by one.
const TOLD_MAX: usize = 10;

/// The columns of an earlier outcome that are read.
const COLUMNS: &[&str] = &["incident", "file", "line", "id"];

/// Which report was put into which incident.
#[derive(Debug, Default)]
pub struct Placed {
    /// By file and id, or file and line of a report without an id: the incidents of all reports of that name, in
    /// the order of the outcome.
    incidents: BTreeMap<String, Vec<u64>>,
}

/// What became of the incidents of an earlier outcome, by their numbers.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Since {
    /// Earlier incidents of which no report is in the files any more.
    gone: Vec<u64>,
    /// The same incident with further reports.
    grown: Vec<u64>,
    /// Incidents that hold reports of several earlier ones.
    joined: Vec<Joined>,
    /// Incidents of which no report was there earlier.
    new: Vec<u64>,
    /// The same incident without some of its reports, which are in the files no more.
    shrunk: Vec<u64>,
    /// Earlier incidents whose reports are in several now.
    split: Vec<Split>,
    /// How many hold the same reports as before.
    unchanged: usize,
}

/// Several earlier incidents that became one, or of which reports came together.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Joined {
    incident: u64,
    of: Vec<u64>,
}

/// An earlier incident that fell apart.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Split {
    earlier: u64,
    into: Vec<u64>,
}

/// Where the reports of an incident are in the other outcome, and whether some are not there.
#[derive(Debug, Default)]
struct Elsewhere {
    incidents: BTreeSet<u64>,
    lacking: bool,
}

impl Placed {
    /// Notes in which incident a report is; reports are given in the order of the outcome.
    pub fn note(&mut self, incident: u64, file: &str, line: &str, id: &str) {
        let name = match id.trim() {
            "" => format!("{}\nline {line}", file.trim()),
            id => format!("{}\nid {id}", file.trim()),
        };
        self.incidents.entry(name).or_default().push(incident);
    }

    /// Reads an outcome that was written by `--out`.
    ///
    /// # Errors
    /// If the file cannot be opened, or is no such outcome.
    pub fn read(path: &Path) -> Outcome<Self> {
        let file = File::open(path).map_err(|fault| Failure::file("open", path, &fault))?;
        let no_outcome = |why: String| {
            let path = path.display();
            Failure::cannot(format!("`{path}` is no outcome of `truce match --out`: {why}"))
        };
        let mut placed = Self::default();
        let rows = truce_intake::cells(file, COLUMNS).map_err(|why| no_outcome(why.to_string()))?;
        for row in rows {
            let row = row.map_err(|why| no_outcome(why.to_string()))?;
            let (at, cells) = row.map_err(|refused| no_outcome(refused.to_string()))?;
            let [incident, file, line, id] = cells.as_slice() else { continue };
            let incident = incident.parse().map_err(|_| {
                no_outcome(format!("line {at}, column `incident`: `{incident}` is no number"))
            })?;
            placed.note(incident, file, line, id);
        }
        Ok(placed)
    }

    /// For each incident: where its reports are in another outcome.
    fn in_other(&self, other: &Self) -> BTreeMap<u64, Elsewhere> {
        let mut found: BTreeMap<u64, Elsewhere> = BTreeMap::new();
        for (name, incidents) in &self.incidents {
            let there = other.incidents.get(name).map_or(&[][..], Vec::as_slice);
            for (place, incident) in incidents.iter().enumerate() {
                let elsewhere = found.entry(*incident).or_default();
                match there.get(place) {
                    Some(other) => elsewhere.incidents.extend([*other]),
                    None => elsewhere.lacking = true,
                }
            }
        }
        found
    }
}

impl Since {
    /// Holds an outcome against an earlier one.
    #[must_use]
    pub fn between(earlier: &Placed, now: &Placed) -> Self {
        let (became, came) = (earlier.in_other(now), now.in_other(earlier));
        let mut since = Self::default();
        for (number, here) in &came {
            let of: Vec<u64> = here.incidents.iter().copied().collect();
            let [single] = of.as_slice() else {
                match of.is_empty() {
                    true => since.new.push(*number),
                    false => since.joined.push(Joined { incident: *number, of }),
                }
                continue;
            };
            let Some(there) = became.get(single).filter(|there| there.incidents.len() == 1) else {
                continue;
            };
            if here.lacking {
                since.grown.push(*number);
            }
            if there.lacking {
                since.shrunk.push(*number);
            }
            since.unchanged += usize::from(!here.lacking && !there.lacking);
        }
        for (earlier, there) in became {
            match there.incidents.len() {
                0 => since.gone.push(earlier),
                1 => {}
                _ => {
                    since.split.push(Split { earlier, into: there.incidents.into_iter().collect() })
                }
            }
        }
        since
    }

    /// Says it in words.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn tell(&self, earlier: &Path, out: &mut dyn Write) -> Outcome {
        writeln!(
            out,
            "Since `{}`: {} incidents are unchanged, {} new, {} joined, {} split; {} have further reports, {} fewer, \
             {} are gone.",
            earlier.display(),
            self.unchanged,
            self.new.len(),
            self.joined.len(),
            self.split.len(),
            self.grown.len(),
            self.shrunk.len(),
            self.gone.len()
        )?;
        for Joined { incident, of } in self.joined.iter().take(TOLD_MAX) {
            writeln!(out, "  {incident} now holds reports of what were {}", numbers(of))?;
        }
        for Split { earlier, into } in self.split.iter().take(TOLD_MAX) {
            writeln!(out, "  what was {earlier} is split into {}", numbers(into))?;
        }
        let lists = [
            ("new", &self.new),
            ("with further reports", &self.grown),
            ("with fewer reports", &self.shrunk),
            ("gone, by their earlier numbers", &self.gone),
        ];
        for (what, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
            writeln!(out, "  {what}: {}", numbers(list))?;
        }
        Ok(())
    }
}

/// Numbers in words: the first few, and how many more.
fn numbers(list: &[u64]) -> String {
    let told: Vec<String> = list.iter().take(TOLD_MAX).map(u64::to_string).collect();
    match (list.len() - told.len(), told.split_last()) {
        (0, Some((last, [first @ .., before]))) => {
            let first: String = first.iter().map(|number| format!("{number}, ")).collect();
            format!("{first}{before} and {last}")
        }
        (0, _) => told.concat(),
        (more, _) => format!("{} and {more} more", told.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// An outcome as `1: a b` says it; a report that begins with `-` has no id, only a line.
    fn placed(outcome: &str) -> Placed {
        let mut placed = Placed::default();
        for line in outcome.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (incident, reports) = line.split_once(':').unwrap();
            for report in reports.split_whitespace() {
                let (line, id) = report.strip_prefix('-').map_or(("9", report), |line| (line, ""));
                placed.note(incident.parse().unwrap(), "f.csv", line, id);
            }
        }
        placed
    }

    fn check(earlier: &str, now: &str, expected: &Expect) {
        let since = Since::between(&placed(earlier), &placed(now));
        let mut text = Vec::new();
        since.tell(Path::new("e.csv"), &mut text).unwrap();
        expected.assert_eq(&String::from_utf8(text).unwrap());
    }

    #[test]
    fn incidents_with_other_numbers_and_the_same_reports_are_unchanged() {
        check(
            "1: a b -7
             2: c",
            "5: c
             6: -7 b a",
            &expect![[r#"
                Since `e.csv`: 2 incidents are unchanged, 0 new, 0 joined, 0 split; 0 have further reports, 0 fewer, 0 are gone.
            "#]],
        );
    }

    #[test]
    fn whatever_became_of_an_incident_is_said_once() {
        check(
            "1: a b
             2: c
             3: d e f
             4: g
             5: h i
             6: j",
            "1: a b c
             2: d
             3: e f new1
             4: g new2
             5: h
             7: new3",
            &expect![[r#"
                Since `e.csv`: 0 incidents are unchanged, 1 new, 1 joined, 1 split; 1 have further reports, 1 fewer, 1 are gone.
                  1 now holds reports of what were 1 and 2
                  what was 3 is split into 2 and 3
                  new: 7
                  with further reports: 4
                  with fewer reports: 5
                  gone, by their earlier numbers: 6
            "#]],
        );
    }

    #[test]
    fn a_report_that_went_over_shows_as_a_split_and_a_join() {
        check(
            "1: a b
             2: c",
            "1: a
             2: b c",
            &expect![[r#"
                Since `e.csv`: 0 incidents are unchanged, 0 new, 1 joined, 1 split; 0 have further reports, 0 fewer, 0 are gone.
                  2 now holds reports of what were 1 and 2
                  what was 1 is split into 1 and 2
            "#]],
        );
    }

    #[test]
    fn reports_that_share_an_id_are_told_apart_by_their_order() {
        check(
            "1: a
             2: a",
            "1: a
             3: a
             4: a",
            &expect![[r#"
                Since `e.csv`: 2 incidents are unchanged, 1 new, 0 joined, 0 split; 0 have further reports, 0 fewer, 0 are gone.
                  new: 4
            "#]],
        );
    }

    #[test]
    fn of_many_incidents_the_first_few_are_named() {
        assert_eq!(numbers(&(1..=10).collect::<Vec<_>>()), "1, 2, 3, 4, 5, 6, 7, 8, 9 and 10");
        assert_eq!(
            numbers(&(1..=12).collect::<Vec<_>>()),
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more"
        );
    }
}
