//! `truce-sim`: lets simulated worlds happen, and says which invariant did not hold.

use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand, ValueEnum};
use truce_sim::invariant::Invariant;
use truce_sim::plan::Mode;
use truce_sim::reports::command::{self, Reports};
use truce_sim::run;
use truce_sim::sabotage::Sabotage;

const EXAMPLES: &str = "\
Examples:
  truce-sim --seeds 1000                        the worlds of seeds 0 to 999: even seeds safety, odd seeds liveness
  truce-sim --seeds 1000 --from 5000            others
  truce-sim --seeds 1000 --mode liveness        all of them in one mode
  truce-sim --seed 17 --mode safety             one world again, with its last happenings if it breaks
  truce-sim --seeds 100 --sabotage skip-sync    something is broken: an invariant must not hold
  truce-sim --list                              the invariants, and what breaks them
  truce-sim reports --preset medium --reports 20000 --out reports.csv --truth truth.csv
";

/// Lets simulated worlds of several nodes, people and faults happen.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Words {
    #[command(subcommand)]
    instead: Option<Instead>,
    /// How many seeds.
    #[arg(long, value_name = "N", default_value_t = 100)]
    seeds: u64,
    /// The first seed.
    #[arg(long, value_name = "N", default_value_t = 0)]
    from: u64,
    /// One seed only, told in full if it breaks.
    #[arg(long, value_name = "N", conflicts_with_all = ["seeds", "from"])]
    seed: Option<u64>,
    /// Safety or liveness; unless said, even seeds give safety and odd ones liveness.
    #[arg(long)]
    mode: Option<Mode>,
    /// Break something on purpose.
    #[arg(long, value_name = "NAME")]
    sabotage: Option<Sabotage>,
    /// How many threads.
    #[arg(long, value_name = "N", default_value_t = 2)]
    threads: usize,
    /// Only print the invariants and what breaks them.
    #[arg(long)]
    list: bool,
}

/// What can be done instead.
#[derive(Debug, Subcommand)]
enum Instead {
    /// Write simulated reports with their truth, for matchers, exercises and benches.
    Reports(Reports),
}

fn main() -> ExitCode {
    let words = Words::parse();
    if let Some(Instead::Reports(asked)) = &words.instead {
        return write_reports(asked);
    }
    if words.list {
        list();
        return ExitCode::SUCCESS;
    }
    let seeds = match words.seed {
        Some(seed) => seed..seed.saturating_add(1),
        None => words.from..words.from.saturating_add(words.seeds),
    };
    let total = seeds.end - seeds.start;
    let started = Instant::now();
    let progress = |done: u64| {
        if done.is_multiple_of(500) {
            println!("{done} of {total} seeds, {:.0} s", started.elapsed().as_secs_f64());
        }
    };
    match run::many(seeds, words.mode, words.sabotage, words.threads.max(1), &progress) {
        Ok(tally) => {
            print!("every invariant held\n{tally}");
            println!("  {:>12.1}  seconds", started.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            print!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn write_reports(asked: &Reports) -> ExitCode {
    match command::run(asked) {
        Ok(written) => {
            println!("{written}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("truce-sim: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn list() {
    for invariant in Invariant::value_variants() {
        println!("{invariant}\n    {}", invariant.sentence());
        for sabotage in Sabotage::value_variants() {
            let breaks = sabotage.breaks() == *invariant;
            if let Some(value) = sabotage.to_possible_value().filter(|_| breaks) {
                let help = value.get_help().map(ToString::to_string).unwrap_or_default();
                println!("    --sabotage {}: {help}", value.get_name());
            }
        }
    }
}
