//! Plays lines of officers' deeds on the nodes of several seats: exercises, the demo.
//!
//! The lines of a day are put on record seat by seat, then the seats go round each other; so what a seat does on a day
//! rests on what all had done until the evening before. See [`truce_core::case::script`] for the lines.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use truce_core::case::script::{Line, Reading, Said};
use truce_core::entry::{Address, Body};
use truce_core::id::SeatId;
use truce_core::time::{Day, Moment};

use crate::desk::Desk;
use crate::failure::{Failure, Outcome};
use crate::keys;
use crate::node::Node;

/// The lines of one day of one seat, in order of time.
type DayOfSeat<'t> = (Day, SeatId, Vec<(usize, &'t str)>);

/// Plays a script; `round` lets the seats go round each other at the end of a day.
///
/// Salts are made from the lines, so that an exercise can be played again to the byte: a finding of an exercise is no
/// secret.
///
/// # Errors
/// If a line cannot be read, with its number, or a log cannot be written.
pub fn play(
    text: &str,
    nodes: &BTreeMap<SeatId, Node>,
    mut round: impl FnMut(Moment) -> Outcome,
) -> Outcome<usize> {
    let mut names: BTreeMap<String, Address> = BTreeMap::new();
    let mut count = 0;
    let mut evening: Option<(Day, Moment)> = None;
    for (day, seat, lines) in days(text)? {
        if let Some((before, end)) = evening
            && before != day
        {
            round(end)?;
        }
        let node = nodes
            .get(&seat)
            .ok_or_else(|| Failure::cannot(format!("there is no node of `{seat}` here")))?;
        let mut desk = Desk::open(node)?;
        if names.is_empty() {
            names = references(&desk);
        }
        let mut last = None;
        for (number, line) in lines {
            let clock = node.agreement.clock();
            let entry = |word: &str| names.get(word).cloned().or_else(|| word.parse().ok());
            let read = Reading { clock, entry: &entry }.line(number, line);
            let read = read.map_err(|fault| Failure::cannot(fault.to_string()))?;
            let Some(Line { at, by, name, said, .. }) = read else { continue };
            let does = match said {
                Said::Appoints(appointment) => {
                    desk.put(Body::Appointment(appointment), at)?;
                    last = Some(at);
                    continue;
                }
                Said::Does(doing) => *doing,
                Said::Seals(finding) => {
                    desk.seal(&finding, &Sha256::digest(format!("{number} {line}")))?
                }
                Said::Reveals(case) => desk.reveal(&case, &keys::unlock(&node.dir)?.evidence)?,
                Said::Closes(case, stage) => desk.close(&case, stage),
            };
            let address = desk.does(&by, does, None, at)?;
            names.extend(name.map(|name| (name, address)));
            last = Some(at);
            count += 1;
        }
        desk.commit()?;
        let latest = evening.filter(|(before, _)| *before == day).map(|(_, end)| end);
        evening = last.max(latest).map(|end| (day, end)).or(evening);
    }
    if let Some((_, end)) = evening {
        round(end)?;
    }
    Ok(count)
}

/// Every seat that a script names.
///
/// # Errors
/// If a line does not begin as it must.
pub fn seats(text: &str) -> Outcome<std::collections::BTreeSet<SeatId>> {
    Ok(days(text)?.into_iter().map(|(_, seat, _)| seat).collect())
}

/// The text of a script.
///
/// # Errors
/// If the file cannot be read.
pub fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|fault| Failure::file("read", path, &fault))
}

/// The lines sorted by day and seat; within both in the order of the file.
fn days(text: &str) -> Outcome<Vec<DayOfSeat<'_>>> {
    let mut days: BTreeMap<(Day, SeatId), Vec<(usize, &str)>> = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fault = |why: &str| Failure::cannot(format!("line {number}: {why}"));
        let mut words = line.split_whitespace();
        let day = words.next().and_then(|word| word.parse().ok());
        let seat = words.nth(1).and_then(|who| SeatId::new(who.split_once('/')?.0).ok());
        let (Some(day), Some(seat)) = (day, seat) else {
            return Err(fault("it begins with a day, a time and seat/officer"));
        };
        days.entry((day, seat)).or_default().push((number, line));
    }
    let mut sorted: Vec<DayOfSeat<'_>> =
        days.into_iter().map(|((day, seat), lines)| (day, seat, lines)).collect();
    for (_, _, lines) in &mut sorted {
        // By time of day; lines of one minute stay in the order of the file.
        lines.sort_by_key(|(_, line)| line.split_whitespace().nth(1).unwrap_or_default());
    }
    Ok(sorted)
}

/// Reports by `@source:reference`.
fn references(desk: &Desk<'_>) -> BTreeMap<String, Address> {
    let reports = desk.record.entries().filter_map(|(address, entry)| {
        let Body::Report(report) = &entry.body else { return None };
        let reference = report.reference.as_ref()?;
        Some((format!("@{}:{reference}", report.source), address.clone()))
    });
    reports.collect()
}
