//! `truce alarms`: where counts have left their level, area by area, under one promise.

pub mod acknowledge;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use truce_core::act::Act;
use truce_core::id::ActorId;
use truce_core::picture::Picture;
use truce_core::time::Moment;
use truce_signals::alarm::Promise;
use truce_signals::series::Chronicle;
use truce_signals::told::{Alarms, Watched, noted, watch};

use crate::alarms_out::settings::Settings;
use crate::charts::{self, Speaker};
use crate::cmd::signals::{known_party, print_nothing};
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::{Node, write_file};
use crate::render::alarms as words;
use crate::render::labels::Labels;
use crate::screen::language::Language;

/// `truce alarms`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct AlarmsArgs {
    #[command(subcommand)]
    command: Option<AlarmsCommand>,
    #[command(flatten)]
    asked: Asked,
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

#[derive(Debug, Subcommand)]
enum AlarmsCommand {
    /// Put on record that an alarm was seen and what is done about it, or that it was real or false.
    Acknowledge(acknowledge::Acknowledge),
}

/// What is watched, and under which promise.
#[derive(Debug, Args)]
struct Asked {
    /// How many false alarms a year the mechanism can live with, over all areas together; without it, as alarms.toml has it.
    #[arg(long, value_name = "N")]
    false_alarms_a_year: Option<f64>,
    /// Watch only what may be a party's, as the claims have it.
    #[arg(long, value_name = "ACTOR")]
    party: Option<ActorId>,
    /// Watch only what some claim says was this act, such as shelling.
    #[arg(long, value_name = "ACT")]
    act: Option<Act>,
}

/// Prints it.
///
/// # Errors
/// If a log cannot be read, or the promise is none.
pub fn run(dir: &Path, args: &AlarmsArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    if let Some(AlarmsCommand::Acknowledge(word)) = &args.command {
        return acknowledge::run(dir, word, now, out);
    }
    let node = Node::open(dir)?;
    let picture = node.picture()?;
    let Some(alarms) = args.asked.alarms(&node, &picture, now)? else {
        return print_nothing(args.json, out);
    };
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

impl Asked {
    fn watched(&self) -> Watched {
        Watched { act: self.act, party: self.party.clone() }
    }

    /// The alarms as they stand; none if nothing is on record.
    fn alarms(&self, node: &Node, picture: &Picture, now: Moment) -> Outcome<Option<Alarms>> {
        let agreement = &node.agreement;
        let party = self.party.as_ref().map(|id| known_party(agreement, id)).transpose()?;
        let promise = self.promise(node)?;
        let Some(chronicle) = Chronicle::of(picture, agreement, now) else { return Ok(None) };
        let chronicle = self.act.into_iter().fold(chronicle, Chronicle::of_act);
        let chronicle = party.into_iter().fold(chronicle, Chronicle::of_party);
        let said = noted(&picture.docket, agreement, &self.watched());
        Ok(Some(watch(&chronicle, agreement, promise, &said)))
    }

    fn promise(&self, node: &Node) -> Outcome<Promise> {
        let Some(a_year) = self.false_alarms_a_year else {
            return Ok(Settings::read(&node.dir)?.promise());
        };
        if Promise::RANGE.contains(&a_year) {
            return Ok(Promise { false_alarms_a_year: a_year });
        }
        Err(Failure::usage(format!(
            "`{a_year}` false alarms a year is no promise: use a number from 0.01 to 1000"
        )))
    }
}
