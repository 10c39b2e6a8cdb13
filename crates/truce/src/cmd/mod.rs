//! One command, one file.

pub mod agreement;
pub mod alarms;
pub mod bulletin;
pub mod card;
pub mod case;
pub mod check;
pub mod compliance;
pub mod cut;
pub mod demo;
pub mod evidence;
pub mod export;
pub mod forecast;
pub mod import;
pub mod incidents;
pub mod index;
pub mod init;
pub mod judge;
pub mod keys;
pub mod log;
pub mod matching;
pub mod office;
pub mod peers;
pub mod prove;
pub mod reconcile;
pub mod regrouped;
pub mod reports;
pub mod resume;
pub mod sealed;
pub mod seat;
pub mod serve;
pub mod signals;
pub mod sources;
pub mod sync;
pub mod task;
pub mod verify;
pub mod weights;

use std::io::Write;

use clap::CommandFactory as _;
use truce_core::time::Moment;

use crate::cli::{Cli, Command};
use crate::failure::Outcome;

/// What a command hands the shell when all is well.
pub const DONE: u8 = 0;

/// Carries out a command line; returns the exit code.
///
/// # Errors
/// In words for whoever typed it.
pub fn run(cli: Cli, out: &mut dyn Write) -> Outcome<u8> {
    let now = cli.now.unwrap_or_else(machine_clock);
    match cli.command {
        Command::Demo(args) => demo::run(&args, out),
        Command::Init(args) => init::run(&args, now, out),
        Command::Import(args) => import::run(&cli.node, &args, now, out),
        Command::Match(args) => matching::run(&args, out),
        Command::Log(args) => log::run(&cli.node, &args, out),
        Command::Sync(args) => sync::run(&cli.node, &args, now, out),
        Command::Serve(args) => serve::run(&cli.node, &args, cli.now, out),
        Command::Peers(args) => peers::run(&cli.node, &args, now, out),
        Command::Cut(args) => cut::run(&cli.node, &args, now, out),
        Command::Card(args) => card::run(&cli.node, &args, out),
        Command::Seat(args) => seat::run(&cli.node, &args, now, out),
        Command::Resume(args) => resume::run(&cli.node, &args, now, out),
        Command::Verify(args) => verify::run(&cli.node, &args, out),
        Command::Prove(args) => prove::run(&cli.node, &args, out),
        Command::Check(args) => check::run(&cli.node, &args, out),
        Command::Export(args) => export::run(&cli.node, &args, out),
        Command::Sources(args) => sources::run(&cli.node, &args, out),
        Command::Reports(args) => reports::run(&cli.node, &args, out),
        Command::Incidents(args) => incidents::run(&cli.node, &args, out),
        Command::Reconcile(args) => reconcile::run(&cli.node, &args, out),
        Command::Bulletin(args) => bulletin::run(&cli.node, &args, out),
        Command::Weights(args) => weights::run(&cli.node, &args, now, out),
        Command::Case(args) => case::run(&cli.node, &args, now, out),
        Command::Alarms(args) => alarms::run(&cli.node, &args, now, out),
        Command::Forecast(args) => forecast::run(&cli.node, &args, now, out),
        Command::Signals(args) => signals::run(&cli.node, &args, now, out),
        Command::Compliance(args) => compliance::run(&cli.node, &args, out),
        Command::Office(args) => office::run(&cli.node, &args, now, out),
        Command::Task(args) => task::run(&cli.node, &args, now, out),
        Command::Judge(args) => judge::run(&cli.node, &args, now, out),
        Command::Agreement(args) => agreement::run(&cli.node, &args, cli.color, out),
        Command::Keys(args) => keys::run(&cli.node, &args, out),
        Command::Evidence(args) => evidence::run(&cli.node, &args, now, out),
        Command::Sealed(args) => sealed::run(&cli.node, &args, now, out),
        Command::Index(args) => index::run(&cli.node, &args, out),
        Command::Completions { shell } => {
            // Into memory first: the generator panics where a reader stops reading.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "truce", &mut script);
            out.write_all(&script)?;
            Ok(DONE)
        }
        Command::Man => {
            clap_mangen::Man::new(Cli::command()).render(&mut &mut *out)?;
            Ok(DONE)
        }
    }
}

/// The machine's clock: the only place where it is read for the record.
pub(crate) fn machine_clock() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    Moment::from_unix(i64::try_from(seconds).unwrap_or(0))
}

/// Prints a value as indented JSON.
///
/// # Errors
/// If it cannot be written.
pub fn print_json(value: &impl serde::Serialize, out: &mut dyn Write) -> Outcome {
    let fault = |fault: serde_json::Error| crate::failure::Failure::cannot(fault.to_string());
    writeln!(out, "{}", serde_json::to_string_pretty(value).map_err(fault)?)?;
    Ok(())
}

/// Prints a value as one line of JSON.
///
/// # Errors
/// If it cannot be written.
pub fn print_json_line(value: &impl serde::Serialize, out: &mut dyn Write) -> Outcome {
    let fault = |fault: serde_json::Error| crate::failure::Failure::cannot(fault.to_string());
    writeln!(out, "{}", serde_json::to_string(value).map_err(fault)?)?;
    Ok(())
}
