//! Changes of level: how many are invented, how many are found, how well they are dated.
//!
//! ```text
//! cargo run --release -p truce-signals --example holding_study -- simulated [runs]
//! cargo run --release -p truce-signals --example holding_study -- daily counts.csv [date ...]
//! cargo run --release -p truce-signals --example holding_study -- ged ged.csv [date ...]
//! ```
//!
//! `daily` reads a table of `date,count` without gaps, where an empty count is a day on which
//! nobody looked; `ged` reads events of the UCDP GED and counts them by day. What they print
//! stands in docs/signals.md.

mod series;
mod simulated;

use truce_core::time::Day;
use truce_signals::counts::daily::DailyCounts;
use truce_signals::holding::{self, Settings};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["simulated"] => simulated::all(100),
        ["simulated", runs] => simulated::all(runs.parse().expect("a number of runs")),
        ["daily", path, dates @ ..] => look(&series::daily(&read(path)), dates),
        ["ged", path, dates @ ..] => look(&series::of_events(&read(path)), dates),
        _ => eprintln!("simulated [runs] | daily counts.csv [date ...] | ged ged.csv [date ...]"),
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("`{path}`: {error}"))
}

/// Prints the regimes of a series, and what is known of each date.
fn look(series: &DailyCounts, dates: &[&str]) {
    let regimes = match holding::regimes(series, &Settings::default()) {
        Ok(regimes) => regimes,
        Err(refused) => return println!("refused: {refused:?}"),
    };
    println!(
        "penalty {:.1} ({:.1} ln n), size {:.2}, children {:.2}, inflation {:.2}",
        regimes.penalty,
        regimes.penalty / (series.watched().count() as f64).ln(),
        regimes.size,
        regimes.children,
        regimes.inflation
    );
    for regime in &regimes.regimes {
        let (low, high) = regime.interval;
        println!("{} to {}: {:.2} ({low:.2}-{high:.2})", regime.from, regime.through, regime.mean);
    }
    for change in &regimes.changes {
        println!("change {} ({} to {})", change.day, change.interval.0, change.interval.1);
    }
    for date in dates {
        let date: Day = date.parse().expect("a date");
        match holding::at_date(series, &regimes, date) {
            Ok(test) => {
                let shown = |compared: &holding::Compared| {
                    let (low, high) = compared.interval;
                    format!("{:.2} ({low:.2}-{high:.2})", compared.ratio)
                };
                let naive = test.naive.as_ref().map_or("none".to_owned(), shown);
                println!(
                    "{date}: {:?}, lag {:?}, within regimes {}, naive {naive}, {:?}",
                    test.verdict,
                    test.lag_days,
                    shown(&test.within_regimes),
                    test.caveats
                );
            }
            Err(refused) => println!("{date}: refused: {refused:?}"),
        }
        if let Ok(drift) = holding::drift(series, date, regimes.size) {
            println!(
                "  since then: risen on {:?}, first mean {:.2}",
                drift.shown_on, drift.first_mean
            );
        }
    }
    let live = holding::live(series, 1_000.0, regimes.size);
    for shift in live.rises() {
        println!("live: rise on {}, onset {}", shift.on, shift.onset);
    }
    for shift in live.falls() {
        println!("live: fall on {}, onset {}", shift.on, shift.onset);
    }
}
