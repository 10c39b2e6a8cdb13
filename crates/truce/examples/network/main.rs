//! Measures two real nodes on the loopback: a mirror made from nothing, and appending at a steady rate.
//!
//! `cargo build --release -p truce --bins --examples`, then
//!
//! - `network mirror 1000000`: one node serves a log of so many entries, another fetches it by `truce sync`;
//! - `network mirror 1000000 20`: the same over a line that counts requests and holds every byte back for 20 ms each way;
//! - `network append 200 60`: so many entries a second for so many seconds, beside a node that serves and is mirrored.
//!
//! # Out of scope
//! Any verdict: it prints what it saw.

mod line;
mod load;
mod nodes;
mod usage;

use std::process::ExitCode;

/// What failed, in words.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<u64> = words.iter().skip(1).filter_map(|word| word.parse().ok()).collect();
    let done = match (words.first().map(String::as_str), &numbers[..]) {
        (Some("mirror"), [count]) => load::mirror(*count, None),
        (Some("mirror"), [count, delay_ms]) => load::mirror(*count, Some(*delay_ms)),
        (Some("append"), [rate, seconds]) => load::append(*rate, *seconds),
        _ => Err("network mirror COUNT [DELAY_MS] | network append RATE SECONDS".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Puts what failed before a fault.
fn words(what: &str) -> impl Fn(std::io::Error) -> String + '_ {
    move |fault| format!("{what}: {fault}")
}
