//! Series from files.

use std::collections::BTreeMap;

use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;

/// A table of `date,count`; lines that begin with `#` are remarks.
pub fn daily(text: &str) -> DailyCounts {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows: Vec<(Day, Option<u32>)> = lines
        .map(|line| {
            let (day, count) = line.split_once(',').expect("two cells");
            (day.parse().expect("a date"), count.trim().parse().ok())
        })
        .collect();
    let first = rows.first().expect("at least one row").0;
    let counts = rows.into_iter().enumerate().map(|(place, (day, count))| {
        assert_eq!(day.since(first), i32::try_from(place).expect("few rows"), "a gap before {day}");
        count
    });
    DailyCounts { first, counts: counts.collect() }
}

/// Events of the UCDP GED that are dated to the day, counted by day from the first to the last.
pub fn of_events(text: &str) -> DailyCounts {
    let mut rows = records(text).into_iter();
    let heading = rows.next().expect("a heading");
    let column = |name: &str| heading.iter().position(|cell| cell == name).expect("a known column");
    let (precision, start) = (column("date_prec"), column("date_start"));
    let mut by_day: BTreeMap<Day, u32> = BTreeMap::new();
    for row in rows {
        let to_the_day = row.get(precision).is_some_and(|cell| cell == "1");
        let day = row.get(start).and_then(|cell| cell.get(..10)?.parse().ok());
        if let (true, Some(day)) = (to_the_day, day) {
            *by_day.entry(day).or_insert(0) += 1;
        }
    }
    let first = *by_day.keys().next().expect("at least one event");
    let last = *by_day.keys().next_back().expect("at least one event");
    let counts = first.through(last).map(|day| Some(by_day.get(&day).copied().unwrap_or(0)));
    DailyCounts { first, counts: counts.collect() }
}

/// The records of a comma-separated table whose cells may hold commas and ends of lines in quotes.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.chars() {
        let record = records.last_mut().expect("there is always one");
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            c => record.last_mut().expect("there is always one").push(c),
        }
    }
    records
}
