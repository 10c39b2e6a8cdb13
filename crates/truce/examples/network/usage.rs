//! What a process takes, as Linux tells under `/proc`.

use std::fmt;
use std::fs;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use crate::{Outcome, words};

/// How many ticks of the processor's clock a second has: 100 on every Linux that is in use.
const TICKS_A_SECOND: f64 = 100.0;

/// What a process took so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Processor seconds, of all its threads.
    pub processor_s: f64,
    /// The most memory that it had at any time, in MB.
    pub memory_mb: u64,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} s of processor, {} MB at most", self.processor_s, self.memory_mb)
    }
}

/// What a process took until now; nothing if the system does not tell.
pub fn of(id: u32) -> Usage {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The name, in brackets, may hold anything; after it the twelfth and thirteenth are user and system.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<u64>().ok());
    Usage { processor_s: ticks / TICKS_A_SECOND, memory_mb: kilobytes.unwrap_or(0) / 1000 }
}

/// Whether it ended, and only waits to be asked how.
fn ended(id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_none_or(|(_, fields)| fields.trim_start().starts_with('Z'))
}

/// Waits for a process to end; returns how long that took, what it took, and whether it did well.
pub fn until_the_end(child: &mut Child, begun: Instant) -> Outcome<(Duration, Usage, bool)> {
    let mut usage = Usage::default();
    while !ended(child.id()) {
        let now = of(child.id());
        usage.memory_mb = usage.memory_mb.max(now.memory_mb);
        thread::sleep(Duration::from_millis(5));
    }
    let wall = begun.elapsed();
    usage.processor_s = of(child.id()).processor_s;
    let status = child.wait().map_err(words("the program"))?;
    Ok((wall, usage, status.success()))
}

/// How many processes wanted to run in the last minute.
pub fn load() -> String {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split_whitespace().next().unwrap_or("?").to_owned()
}
