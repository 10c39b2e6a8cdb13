//! `truce signals`: is it holding, who follows whom, what is not on record. Advice, never on record by itself.

mod counts;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use truce_core::act::Act;
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId, NotAName};
use truce_core::record::Cut;
use truce_core::time::{Day, Moment};
use truce_signals::forecast::paths::seed;
use truce_signals::told::{Asked, Counted, Signals};

use crate::charts::{self, Speaker};
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::{Node, write_file};
use crate::render::labels::Labels;
use crate::render::signals as words;
use crate::screen::language::Language;

/// `truce signals`.
#[derive(Debug, Args)]
pub struct SignalsArgs {
    /// Only what is counted in an area; of a public series, only a zone of the table, as it is written there.
    #[arg(long, visible_alias = "zone", value_name = "AREA")]
    area: Option<String>,
    /// Only what may be a party's, as the claims have it; of a public series, what the table says is a party's.
    #[arg(long, value_name = "ACTOR")]
    party: Option<String>,
    /// One more date to test, such as an amendment; may be given several times.
    #[arg(long = "date", value_name = "DATE")]
    dates: Vec<Day>,
    /// Only what some claim says was this act, such as shelling.
    #[arg(long, value_name = "ACT")]
    act: Option<Act>,
    #[command(flatten)]
    series: counts::CountsArgs,
    /// As JSON.
    #[arg(long)]
    json: bool,
    /// Draw what is told as SVG into a file.
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    svg: Option<PathBuf>,
    /// The language of the drawing: en, ar, ru, tr or fa.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", requires = "svg")]
    lang: Language,
}

/// Prints it.
///
/// # Errors
/// If a log or a file cannot be read, or a name is none of the agreement's.
pub fn run(dir: &Path, args: &SignalsArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    if let Some(path) = &args.series.counts {
        let asked = counts::Asked {
            zone: args.area.as_deref(),
            party: args.party.as_deref(),
            dates: &args.dates,
            json: args.json,
            svg: args.svg.as_deref(),
            lang: args.lang,
        };
        return counts::run(path, &args.series, &asked, out);
    }
    let node = Node::open(dir)?;
    let agreement = &node.agreement;
    let area = named(args.area.as_deref(), AreaId::new)?;
    known_area(agreement, area.as_ref())?;
    let actor = named(args.party.as_deref(), ActorId::new)?;
    let party = actor.as_ref().map(|id| known_party(agreement, id)).transpose()?;
    let picture = node.picture()?;
    let Some(counted) = Counted::of(&picture, agreement, now) else {
        return print_nothing(args.json, out);
    };
    let asked = Asked {
        act: args.act,
        area: area.clone(),
        party,
        dates: args.dates.clone(),
        seed: seed(&record_sha256(&picture.cut)?),
    };
    let signals = Signals::of(counted, agreement, &asked);
    if let Some(file) = &args.svg {
        let speaker = Speaker::new(agreement, args.lang);
        write_file(file, charts::signals_svg(&signals, area.as_ref(), &speaker).as_bytes())?;
    }
    if args.json {
        print_json(&signals, out)?;
    } else {
        let labels = Labels { agreement };
        let subject = words::subject(labels, area.as_ref(), actor.as_ref(), args.act);
        write!(out, "{}", words::page(&signals, labels, &subject))?;
    }
    Ok(DONE)
}

/// The name that was given, if one was.
fn named<T>(name: Option<&str>, of: impl Fn(&str) -> Result<T, NotAName>) -> Outcome<Option<T>> {
    let named = name.map(|name| of(name).map_err(|fault| Failure::usage(fault.to_string())));
    named.transpose()
}

/// Says that nothing is on record, in words or as JSON.
///
/// # Errors
/// If it cannot be written.
pub fn print_nothing(as_json: bool, out: &mut dyn Write) -> Outcome<u8> {
    if as_json {
        print_json(&json!({ "nothing_on_record": true }), out)?;
    } else {
        writeln!(out, "{}", words::NOTHING)?;
    }
    Ok(DONE)
}

/// Refuses an area that the agreement does not name.
///
/// # Errors
/// In words.
pub fn known_area(agreement: &Agreement, area: Option<&AreaId>) -> Outcome {
    let Some(area) = area else { return Ok(()) };
    if agreement.areas().iter().any(|known| known.id == *area) {
        return Ok(());
    }
    let known: Vec<&str> = agreement.areas().iter().map(|area| area.id.as_str()).collect();
    Err(Failure::usage(format!(
        "`{area}` is no area that the agreement names: use one of {}",
        known.join(", ")
    )))
}

/// The place of a party in the agreement.
///
/// # Errors
/// In words, with those that are.
pub fn known_party(agreement: &Agreement, id: &ActorId) -> Outcome<usize> {
    let found = agreement.parties().position(|party| party.id == *id);
    found.ok_or_else(|| {
        let known: Vec<&str> = agreement.parties().map(|party| party.id.as_str()).collect();
        Failure::usage(format!("`{id}` is no party to the agreement: use {}", known.join(" or ")))
    })
}

/// The digest of the heads from which a picture follows.
///
/// # Errors
/// If they cannot be put in bytes.
pub fn record_sha256(cut: &Cut) -> Outcome<[u8; 32]> {
    let heads = serde_json::to_vec(&cut.0).map_err(|fault| Failure::cannot(fault.to_string()))?;
    Ok(Sha256::digest(heads).into())
}
