//! `truce office`: who may do what for this seat.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use truce_core::case::office::{Action, Appointment, Office, OfficerKey, may, role_allows};
use truce_core::entry::Body;
use truce_core::id::{OfficerId, SeatId};
use truce_core::time::Moment;

use crate::cmd::{DONE, print_json};
use crate::desk::Desk;
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::officer_key::OfficerSigner;
use crate::render::table::{Side, Table};

/// `truce office`.
#[derive(Debug, Args)]
pub struct OfficeArgs {
    #[command(subcommand)]
    command: OfficeCommand,
}

#[derive(Debug, Subcommand)]
enum OfficeCommand {
    /// List the officers of every seat, and what each may do.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make a person an officer of this seat, or change what they are.
    Appoint {
        /// The officer's name or number in the seat's own list.
        officer: OfficerId,
        /// To what: monitor, duty-officer, verifier, liaison, delegate, convener, accompanier, auditor.
        #[arg(long, required = true, value_delimiter = ',', value_name = "OFFICE,...")]
        to: Vec<Office>,
        /// The public key with which the officer signs: truce office key makes one.
        #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
        key: Option<OfficerKey>,
        /// Why, in words.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// End an officer's offices. What was done before keeps its author.
    Dismiss {
        /// The officer.
        officer: OfficerId,
        /// Why, in words.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Show which office may do what.
    Table,
    /// Make an officer's key, in a file that goes with the officer.
    Key {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Serialize)]
struct Officer<'a> {
    actions: Vec<Action>,
    key: Option<&'a OfficerKey>,
    offices: Vec<Office>,
    officer: &'a OfficerId,
    seat: &'a SeatId,
}

/// Shows offices, or changes those of this seat.
///
/// # Errors
/// If the log cannot be read or written, or a key file cannot be made.
pub fn run(dir: &Path, args: &OfficeArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    match &args.command {
        OfficeCommand::Key { file } => {
            let signer = OfficerSigner::create(file)?;
            writeln!(out, "{}", signer.public())?;
            writeln!(
                out,
                "Whoever has `{}` signs as its officer: give it to them, and keep no copy.",
                file.display()
            )?;
        }
        OfficeCommand::Table => write!(out, "{}", table())?,
        OfficeCommand::List { json } => list(&Node::open(dir)?, *json, out)?,
        OfficeCommand::Appoint { officer, to, key, reason } => {
            let appointment = Appointment {
                key: key.clone(),
                officer: officer.clone(),
                offices: to.iter().copied().collect(),
                reason: reason.clone(),
            };
            appoint(&Node::open(dir)?, appointment, now, out)?;
        }
        OfficeCommand::Dismiss { officer, reason } => {
            let node = Node::open(dir)?;
            let docket = node.picture()?.docket;
            if !docket.officers.contains_key(&(node.seat.clone(), officer.clone())) {
                return Err(Failure::cannot(format!("`{officer}` is no officer of this seat")));
            }
            let (officer, reason) = (officer.clone(), reason.clone());
            let none = Appointment { key: None, officer, offices: [].into(), reason };
            appoint(&node, none, now, out)?;
        }
    }
    Ok(DONE)
}

fn appoint(node: &Node, appointment: Appointment, now: Moment, out: &mut dyn Write) -> Outcome {
    let role = node.agreement.seat(&node.seat).map(|seat| seat.role);
    let idle: Vec<&str> = Action::ALL
        .iter()
        .filter(|action| appointment.allows(**action))
        .filter(|action| !role.is_some_and(|role| role_allows(role, **action)))
        .map(|action| action.word())
        .collect();
    let mut desk = Desk::open(node)?;
    let at = desk.put(Body::Appointment(appointment), now)?;
    desk.commit()?;
    writeln!(out, "put on record as {at}")?;
    if !idle.is_empty() {
        writeln!(
            out,
            "Of what these offices allow, {} is not among this seat's duties in the mechanism.",
            idle.join(", ")
        )?;
    }
    Ok(())
}

fn list(node: &Node, json: bool, out: &mut dyn Write) -> Outcome {
    let docket = node.picture()?.docket;
    let roles: BTreeMap<&SeatId, _> =
        node.agreement.seats.iter().map(|seat| (&seat.id, seat.role)).collect();
    let officers = docket.officers.iter().map(|((seat, officer), appointment)| Officer {
        actions: Action::ALL
            .iter()
            .copied()
            .filter(|action| appointment.allows(*action))
            .filter(|action| roles.get(seat).is_some_and(|role| role_allows(*role, *action)))
            .collect(),
        key: appointment.key.as_ref(),
        offices: appointment.offices.iter().copied().collect(),
        officer,
        seat,
    });
    let officers: Vec<Officer<'_>> = officers.collect();
    if json {
        return print_json(&officers, out);
    }
    if officers.is_empty() {
        writeln!(out, "No officer is on record. `truce office appoint` puts one there.")?;
        return Ok(());
    }
    let mut table = Table::new(&[
        ("seat", Side::Left),
        ("officer", Side::Left),
        ("offices", Side::Left),
        ("signs", Side::Left),
    ]);
    for officer in &officers {
        let offices: Vec<&str> = officer.offices.iter().map(|office| office.word()).collect();
        table.row(vec![
            officer.seat.to_string(),
            officer.officer.to_string(),
            if offices.is_empty() { "none any more".to_owned() } else { offices.join(", ") },
            if officer.key.is_some() { "with a key" } else { "–" }.to_owned(),
        ]);
    }
    write!(out, "{}", table.text())?;
    Ok(())
}

fn table() -> String {
    let mut columns = vec![("may", Side::Left)];
    columns.extend(Office::ALL.iter().map(|office| (office.word(), Side::Left)));
    let mut table = Table::new(&columns);
    for action in Action::ALL {
        let mut row = vec![action.word().to_owned()];
        row.extend(
            Office::ALL.iter().map(|office| {
                if may(*office, *action) { "yes".to_owned() } else { "·".to_owned() }
            }),
        );
        table.row(row);
    }
    table.text()
}
