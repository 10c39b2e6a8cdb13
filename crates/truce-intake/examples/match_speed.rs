//! What matching alone costs: `cargo run --release -p truce-intake --example match_speed -- REPORTS.csv`.
//!
//! Reads a table of reports, then groups them, and prints the seconds that the grouping took, those of the processor,
//! the most memory held, and a number that stands for the groups: runs that group alike print the same.

use std::collections::BTreeMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Instant;

use truce_core::entry::Address;
use truce_core::id::{SeatId, SourceId};
use truce_core::matching::judgements::Judgements;
use truce_core::matching::weights::Weights;
use truce_core::matching::{Candidate, Matcher, wording};
use truce_core::report::Draft;
use truce_core::time::DutyClock;
use truce_intake::{Drafts, Format, Options};

fn candidate(draft: &Draft, index: u64) -> Candidate {
    Candidate {
        address: Address { log: SeatId::new("row").expect("a name"), index },
        act: draft.act,
        harm: draft.harm,
        position: draft.place.position,
        radius_m: draft.place.radius_m,
        reference: draft.reference.clone(),
        source: SourceId::new(&draft.source).expect("a source's name"),
        window: draft.window,
        wording: wording(&draft.account),
    }
}

fn read(path: &str) -> Vec<Candidate> {
    let options = Options {
        file: "reports.csv".to_owned(),
        source: None,
        clock: DutyClock::fixed(0),
        map: Vec::new(),
        acts: BTreeMap::new(),
    };
    let file = File::open(path).expect("a file");
    let drafts = Drafts::open(Format::ReportsCsv, file, options).expect("a table of reports");
    let taken = drafts.filter_map(|taken| taken.expect("a readable row").ok());
    (0..).zip(taken).map(|(index, draft)| candidate(&draft, index)).collect()
}

/// The processor's seconds that this process used, all its threads together, where the system tells it.
fn processor_s() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = told.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory that the process held, in MB, where the system tells it.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = peak.and_then(|text| text.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kb.unwrap_or(0) / 1_024
}

fn main() {
    let path = std::env::args().nth(1).expect("the name of a table of reports");
    let candidates = read(&path);
    println!("{} reports read; {} MB", candidates.len(), peak_mb());
    let (start, began) = (Instant::now(), processor_s());
    let matcher = Matcher::of(&Weights::default(), &candidates, &Judgements::default());
    let (took, worked) = (start.elapsed().as_secs_f64(), processor_s() - began);
    let groups = matcher.groups();
    let mut number = DefaultHasher::new();
    groups.hash(&mut number);
    println!(
        "{} groups of {} links in {took:.2} s, {worked:.2} s of processor: {:.0} reports for each; {} MB; {:016x}",
        groups.len(),
        matcher.links(),
        candidates.len() as f64 / worked,
        peak_mb(),
        number.finish()
    );
}
