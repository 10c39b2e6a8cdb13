//! `truce alarms`: where counts have left their level, area by area, under one promise.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use truce_core::time::Moment;
use truce_signals::alarm::Promise;
use truce_signals::series::Chronicle;
use truce_signals::told::watch;

use crate::charts::{self, Speaker};
use crate::cmd::signals::print_nothing;
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::{Node, write_file};
use crate::render::alarms as words;
use crate::render::labels::Labels;
use crate::screen::language::Language;

/// `truce alarms`.
#[derive(Debug, Args)]
pub struct AlarmsArgs {
    /// How many false alarms a year the mechanism can live with, over all areas together.
    #[arg(long, value_name = "N", default_value_t = 4.0)]
    false_alarms_a_year: f64,
    /// As JSON.
    #[arg(long)]
    json: bool,
    /// Draw the alarms as SVG into a file.
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    svg: Option<PathBuf>,
    /// The language of the drawing: en, ar, ru, tr or fa.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", requires = "svg")]
    lang: Language,
}

/// Prints it.
///
/// # Errors
/// If a log cannot be read, or the promise is none.
pub fn run(dir: &Path, args: &AlarmsArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let a_year = args.false_alarms_a_year;
    if !(0.01..=1_000.0).contains(&a_year) {
        return Err(Failure::usage(format!(
            "`{a_year}` false alarms a year is no promise: use a number from 0.01 to 1000"
        )));
    }
    let node = Node::open(dir)?;
    let picture = node.picture()?;
    let Some(chronicle) = Chronicle::of(&picture, &node.agreement, now) else {
        return print_nothing(args.json, out);
    };
    let alarms = watch(&chronicle, &node.agreement, Promise { false_alarms_a_year: a_year }, &[]);
    if let Some(file) = &args.svg {
        let speaker = Speaker::new(&node.agreement, args.lang);
        write_file(file, charts::alarms_svg(&alarms, &speaker).as_bytes())?;
    }
    if args.json {
        print_json(&alarms, out)?;
    } else {
        write!(out, "{}", words::page(&alarms, Labels { agreement: &node.agreement }))?;
    }
    Ok(DONE)
}
