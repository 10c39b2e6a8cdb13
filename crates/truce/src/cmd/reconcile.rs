//! `truce reconcile`: the seats' registers of a day held against each other.

use std::io::Write;
use std::path::Path;

use crate::cli::Reconcile;
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::render::labels::{Labels, long_day};
use crate::render::table::{Side, Table};
use crate::render::text;

/// Shows a day, or lists the days with a register.
///
/// # Errors
/// If a log cannot be read, or the day has no register.
pub fn run(dir: &Path, args: &Reconcile, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let picture = node.picture()?;
    let labels = Labels { agreement: &node.agreement };
    if args.days {
        return days(&picture, labels, args.json, out);
    }
    let last = picture.reconciliations.last_key_value().map(|(day, _)| *day);
    let Some(day) = args.date.or(last) else {
        return Err(Failure::cannot(
            "no register is on record: import some with `truce import bulletins FILE --source S`",
        ));
    };
    let Some(found) = picture.reconciliations.get(&day) else {
        return Err(Failure::cannot(format!(
            "no register is on record for {day}, which says nothing about calm: \
             list the days that have one with `truce reconcile --days`"
        )));
    };
    if args.json {
        print_json(found, out)?;
    } else {
        writeln!(out, "{}, as registered\n", long_day(day))?;
        write!(out, "{}", text::reconciliation(found, labels))?;
    }
    Ok(DONE)
}

fn days(
    picture: &truce_core::picture::Picture,
    labels: Labels<'_>,
    json: bool,
    out: &mut dyn Write,
) -> Outcome<u8> {
    if json {
        let days: Vec<_> = picture.reconciliations.values().collect();
        print_json(&days, out)?;
        return Ok(DONE);
    }
    if picture.reconciliations.is_empty() {
        writeln!(out, "No register is on record.")?;
        return Ok(DONE);
    }
    let seats = &labels.agreement.seats;
    let mut columns = vec![("day", Side::Left)];
    columns.extend(seats.iter().map(|seat| (seat.name.as_str(), Side::Right)));
    columns.push(("can be the same", Side::Right));
    let mut table = Table::new(&columns);
    for (day, found) in &picture.reconciliations {
        let mut cells = vec![day.to_string()];
        for (_, held) in &found.seats {
            let cases = held.register().map(|register| register.cases());
            cells.push(match cases {
                None => "–".to_owned(),
                Some(None) => "?".to_owned(),
                Some(Some(cases)) => cases.to_string(),
            });
        }
        cells.push(format!("at most {}", found.overlap_at_most));
        table.row(cells);
    }
    write!(out, "{}", table.text())?;
    Ok(DONE)
}
