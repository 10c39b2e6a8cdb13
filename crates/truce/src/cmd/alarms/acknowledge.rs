//! `truce alarms acknowledge`: an officer's word on an alarm or a serious day, put on record.

use std::io::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;
use truce_core::case::acknowledgement::{Acknowledgement, AlarmWord};
use truce_core::case::deed::Doing;
use truce_core::entry::Address;
use truce_core::id::AreaId;
use truce_core::time::{Day, Moment};
use truce_signals::alarm::State;

use super::Asked;
use crate::cmd::case::Who;
use crate::cmd::signals::known_area;
use crate::cmd::{DONE, print_json};
use crate::desk::{Desk, signer};
use crate::failure::{Failure, Outcome};
use crate::node::Node;

/// `truce alarms acknowledge`.
#[derive(Debug, Args)]
pub struct Acknowledge {
    /// Where the alarm stands, or the serious day was.
    #[arg(value_name = "AREA")]
    area: AreaId,
    /// What is said of it: seen, real or false.
    #[arg(long, value_name = "WORD", default_value = "seen")]
    says: AlarmWord,
    /// What is done about it, in words.
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// The day on which the alarm was raised, or the serious day; without it, the alarm that stands now.
    #[arg(long, value_name = "DATE")]
    raised_on: Option<Day>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    who: Who,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// What was put on record.
#[derive(Serialize)]
struct Put {
    at: Address,
    of: Acknowledgement,
}

/// Puts it on record.
///
/// # Errors
/// In words, if no such alarm stands, or it would not count.
pub(super) fn run(dir: &Path, args: &Acknowledge, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    known_area(&node.agreement, Some(&args.area))?;
    let of = Acknowledgement {
        act: args.asked.act,
        area: args.area.clone(),
        party: args.asked.party.clone(),
        raised_on: args.raised_on.map_or_else(|| args.standing(&node, now), Ok)?,
        says: args.says,
        text: args.text.clone(),
    };
    let signer = signer(args.who.key.as_deref())?;
    let mut desk = Desk::open(&node)?;
    let doing = Doing::Acknowledge(Box::new(of.clone()));
    let at = desk.does(&args.who.by, doing, signer.as_ref(), now)?;
    desk.check(&at)?;
    desk.commit()?;
    if args.json {
        print_json(&Put { at, of }, out)?;
    } else {
        writeln!(
            out,
            "put on record as {at}: the news from {} of {}, {}",
            of.area, of.raised_on, of.says
        )?;
    }
    Ok(DONE)
}

impl Acknowledge {
    /// The day on which the alarm was raised that stands there now.
    fn standing(&self, node: &Node, now: Moment) -> Outcome<Day> {
        let alarms = self.asked.alarms(node, &node.picture()?, now)?;
        let area =
            alarms.iter().flat_map(|alarms| &alarms.areas).find(|area| area.area == self.area);
        match area.map(|area| area.state) {
            Some(State::Alarm(shift) | State::Acknowledged(shift)) => Ok(shift.on),
            Some(State::Learning { .. } | State::Calm | State::Watch) | None => {
                Err(Failure::cannot(format!(
                    "no alarm stands in {}: name an earlier one or a serious day by --raised-on, see truce alarms --json",
                    self.area
                )))
            }
        }
    }
}
