//! `truce-sim reports`: writes a world of reports, its truth and its sources.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::reports::setting::{Preset, WorldKind};
use crate::reports::tables::{ReportsTable, begin_truth, write_sources, write_truth};
use crate::reports::world::{Order, World};

/// What is asked for.
#[derive(Debug, Clone, Args)]
pub struct Reports {
    /// The seed: the same one gives the same bytes on every machine.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How dense.
    #[arg(long, default_value = "sparse")]
    pub preset: Preset,
    /// Which figures; `held-out` is to be scored on, never to be tuned on.
    #[arg(long, value_name = "KIND", default_value = "usual")]
    pub world: WorldKind,
    /// At least how many reports; what is told of the last incident is never cut.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub reports: u64,
    /// Where the reports go.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Where the truth goes: a row for everything that happened or was made up.
    #[arg(long, value_name = "FILE")]
    pub truth: Option<PathBuf>,
    /// Where the register of sources goes.
    #[arg(long, value_name = "FILE")]
    pub sources: Option<PathBuf>,
    /// For people who practise: the reports do not give the truth away.
    #[arg(long)]
    pub exercise: bool,
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows of reports.
    pub reports: u64,
    /// Incidents that happened.
    pub incidents: u64,
    /// Of these, how many nobody tells of.
    pub unseen: u64,
    /// Events that were made up.
    pub inventions: u64,
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { reports, incidents, unseen, inventions } = self;
        write!(
            f,
            "{reports} simulated reports of {incidents} incidents, of which nobody tells of {unseen}, \
             and of {inventions} that did not happen"
        )
    }
}

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{path}`: {why}")]
pub struct NotWritten {
    path: String,
    why: io::Error,
}

fn open(path: &Path) -> Result<BufWriter<File>, NotWritten> {
    File::create(path).map(BufWriter::new).map_err(|why| at(path, why))
}

fn at(path: &Path, why: io::Error) -> NotWritten {
    NotWritten { path: path.display().to_string(), why }
}

/// Writes what is asked for, a day at a time.
///
/// # Errors
/// [`NotWritten`] names the file that could not be written.
pub fn run(asked: &Reports) -> Result<Written, NotWritten> {
    let order =
        Order { seed: asked.seed, kind: asked.world, preset: asked.preset, reports: asked.reports };
    if let Some(path) = &asked.sources {
        write_sources(&mut open(path)?, order.kind.setting()).map_err(|why| at(path, why))?;
    }
    let out = open(&asked.out)?;
    match &asked.truth {
        Some(path) => {
            let mut truth = open(path)?;
            let written = write(order, out, &mut truth, !asked.exercise);
            let written = written.map_err(|why| at(&asked.out, why))?;
            truth.flush().map_err(|why| at(path, why))?;
            Ok(written)
        }
        None => {
            write(order, out, &mut io::sink(), !asked.exercise).map_err(|why| at(&asked.out, why))
        }
    }
}

/// Writes the reports and the truth of an order.
///
/// # Errors
/// Whatever the writers say.
pub fn write(
    order: Order,
    out: impl Write,
    truth: &mut impl Write,
    with_truth: bool,
) -> io::Result<Written> {
    let mut world = World::new(order);
    let mut reports = ReportsTable::new(out, world.setting(), with_truth)?;
    let mut written = Written::default();
    begin_truth(truth)?;
    while let Some(day) = world.next() {
        for told in &day.happenings {
            match (told.happening.happened, told.seen_by) {
                (false, _) => written.inventions += 1,
                (true, 0) => {
                    written.incidents += 1;
                    written.unseen += 1;
                }
                (true, _) => written.incidents += 1,
            }
            write_truth(truth, world.setting(), told, world.on_globe(&told.happening))?;
        }
        for telling in &day.tellings {
            reports.write(telling)?;
        }
    }
    written.reports = reports.finish()?;
    Ok(written)
}
