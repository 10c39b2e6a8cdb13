//! `truce sealed`: what is sealed on record, and who may read it.
//!
//! Only `show` prints what a field says; no other message repeats it.

use std::collections::BTreeSet;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use truce_core::commitment::{DISCLOSURE_LENGTH_MAX, SealedField};
use truce_core::disclosure::Disclosure;
use truce_core::entry::{Address, Body, Entry};
use truce_core::lineage::Lineage;
use truce_core::redaction::{Redaction, Seal, SealState, seals};
use truce_core::sealed::Sealed;
use truce_core::time::Moment;
use zeroize::Zeroizing;

use crate::cmd::evidence::{open_named, write_new};
use crate::cmd::{DONE, print_json};
use crate::evidence::recipient;
use crate::failure::{Failure, Outcome};
use crate::keys;
use crate::node::{Node, append};
use crate::openings::{Opener, Openings};
use crate::render::table::{Side, Table};

/// The longest file that is read as a shared opening, in bytes.
const SHARED_BYTES_MAX: u64 = 16 << 10;

/// `truce sealed`.
#[derive(Debug, Args)]
pub struct SealedArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub action: SealedAction,
}

/// One sealed field.
#[derive(Debug, Args)]
pub struct Which {
    /// The entry, such as un/12.
    #[arg(value_name = "ADDRESS")]
    pub address: Address,
    /// Which of its fields: account, contact, doubts, person, place, plaintext.
    #[arg(value_name = "FIELD", value_parser = read_field)]
    pub field: SealedField,
}

/// What can be done with what is sealed.
#[derive(Debug, Subcommand)]
pub enum SealedAction {
    /// List the sealed fields on record: whether they are open, and what can be opened here.
    List {
        /// Print as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print what a sealed field says; asks for the passphrase.
    Show {
        /// Which field.
        #[command(flatten)]
        which: Which,
    },
    /// Seal what opens a field for another seat, into a small file for it; asks for the passphrase.
    Share {
        /// Which field.
        #[command(flatten)]
        which: Which,
        /// The other seat's evidence key, from its card (truce keys show): age1...
        #[arg(long, value_name = "KEY")]
        to: String,
        /// The new file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Keep what another seat shared; asks for the passphrase.
    Accept {
        /// Which field.
        #[command(flatten)]
        which: Which,
        /// The small file that came.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Open a field for everybody and for good: what it says goes on record. Asks for the passphrase.
    Disclose {
        /// Which field.
        #[command(flatten)]
        which: Which,
    },
    /// Put on record that a field of this seat's own is withheld.
    Withhold {
        /// Which field.
        #[command(flatten)]
        which: Which,
        /// Why, in words that anybody may read.
        #[arg(long, value_name = "WORDS")]
        reason: String,
        /// Destroy what opens it, too: nobody can open it from here any more.
        #[arg(long)]
        forget: bool,
    },
}

fn read_field(text: &str) -> Result<SealedField, String> {
    use SealedField::{Account, Contact, Doubts, Person, Place, Plaintext};
    [Account, Contact, Doubts, Person, Place, Plaintext]
        .into_iter()
        .find(|field| field.word() == text)
        .ok_or_else(|| "use one of: account, contact, doubts, person, place, plaintext".to_owned())
}

/// Carries out what is asked of sealed fields.
///
/// # Errors
/// In words that tell nothing of what a field says.
pub fn run(dir: &Path, args: &SealedArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    match &args.action {
        SealedAction::List { json } => list(&node, *json, out)?,
        SealedAction::Show { which } => {
            let (_, _, opener) = opening(&node, which)?;
            show(&opener, out)?;
        }
        SealedAction::Share { which, to, out: file } => {
            let with = recipient(to)?;
            let (_, disclosure, _) = opening(&node, which)?;
            let shared = age::encrypt(&with, disclosure.expose().as_bytes());
            write_new(file, &shared.map_err(|fault| Failure::cannot(fault.to_string()))?)?;
            writeln!(out, "sealed for that seat what opens {}: give it the file", which.named())?;
            writeln!(out, "there: truce sealed accept {} {} FILE", which.address, which.field)?;
        }
        SealedAction::Accept { which, file } => accept(&node, which, file, out)?,
        SealedAction::Disclose { which } => disclose(&node, which, now, out)?,
        SealedAction::Withhold { which, reason, forget } => {
            withhold(&node, which, reason, now, out)?;
            if *forget {
                destroy(&node, which, out)?;
            }
        }
    }
    Ok(DONE)
}

impl Which {
    fn named(&self) -> String {
        format!("the {} of {}", self.field, self.address)
    }
}

/// A sealed field, as a list shows it.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    seal: Seal,
    /// Whether what opens it is kept here.
    kept_here: bool,
}

fn list(node: &Node, json: bool, out: &mut dyn Write) -> Outcome {
    let (record, _) = node.record()?;
    let openings = Openings::of(&node.dir)?;
    let lines = seals(record.entries()).into_iter().map(|seal| {
        let kept_here = openings.keeps(&seal.commitment)?;
        Ok(Line { seal, kept_here })
    });
    let lines: Vec<Line> = lines.collect::<Outcome<_>>()?;
    if json {
        return print_json(&lines, out);
    }
    if lines.is_empty() {
        writeln!(
            out,
            "Nothing on record is sealed. Seal with: truce import csv FILE --seal account,place"
        )?;
        return Ok(());
    }
    let heads =
        [("entry", Side::Left), ("field", Side::Left), ("state", Side::Left), ("here", Side::Left)];
    let mut table = Table::new(&heads);
    for Line { seal, kept_here } in lines {
        let state = match seal.state {
            SealState::Open(by) => format!("opened by {by}"),
            SealState::Withheld(Some(by)) => format!("withheld by {by}"),
            SealState::Withheld(None) => "sealed".to_owned(),
        };
        let here = if kept_here { "can be opened" } else { "" };
        let (entry, field) = (seal.address.to_string(), seal.field.to_string());
        table.row(vec![entry, field, state, here.to_owned()]);
    }
    write!(out, "{}", table.text())?;
    Ok(())
}

/// The seal of a field on record.
fn find(node: &Node, which: &Which) -> Outcome<Seal> {
    let (record, _) = node.record()?;
    let mut all = seals(record.entries()).into_iter();
    all.find(|seal| seal.address == which.address && seal.field == which.field).ok_or_else(|| {
        Failure::cannot(format!(
            "{} is not sealed: `truce sealed list` shows what is",
            which.named()
        ))
    })
}

/// A field's seal and what opens it, as it is kept here.
fn opening(node: &Node, which: &Which) -> Outcome<(Seal, Sealed, Opener)> {
    let seal = find(node, which)?;
    let openings = Openings::of(&node.dir)?;
    if !openings.keeps(&seal.commitment)? {
        return Err(Failure::cannot(format!(
            "what opens {} is not kept here: it is another seat's, or was forgotten",
            which.named()
        )));
    }
    let own = keys::unlock(&node.dir)?.evidence;
    let disclosure = openings.disclosure(&seal.commitment, &own)?;
    let disclosure = disclosure.ok_or_else(|| Failure::cannot("it was forgotten meanwhile"))?;
    let opener = Opener::shared(&seal.commitment, disclosure.clone())?;
    Ok((seal, disclosure, opener))
}

fn show(opener: &Opener, out: &mut dyn Write) -> Outcome {
    match opener.says() {
        Some((_, serde_json::Value::String(text))) => writeln!(out, "{text}")?,
        Some((_, value)) => print_json(&value, out)?,
        None => return Err(Failure::cannot("what is kept here opens nothing")),
    }
    Ok(())
}

fn accept(node: &Node, which: &Which, file: &Path, out: &mut dyn Write) -> Outcome {
    let seal = find(node, which)?;
    let mut shared = Vec::new();
    let read = open_named(file)?.take(SHARED_BYTES_MAX).read_to_end(&mut shared);
    read.map_err(|_| Failure::cannot("the file that was named cannot be read"))?;
    let other = || {
        Failure::cannot(format!(
            "the file is sealed for another seat, was damaged, or does not open {}",
            which.named()
        ))
    };
    let text = age::decrypt(&keys::unlock(&node.dir)?.evidence, &shared).map(Zeroizing::new);
    let text = text.ok().filter(|text| text.len() <= DISCLOSURE_LENGTH_MAX).ok_or_else(other)?;
    let text = String::from_utf8(text.to_vec()).map_err(|_| other())?;
    let opener = Opener::shared(&seal.commitment, Sealed::new(text)).map_err(|_| other())?;
    Openings::of(&node.dir)?.keep(&[opener])?;
    writeln!(out, "{} can be opened here now: truce sealed show", which.named())?;
    Ok(())
}

fn disclose(node: &Node, which: &Which, now: Moment, out: &mut dyn Write) -> Outcome {
    if let SealState::Open(by) = find(node, which)?.state {
        writeln!(out, "{} was opened before, by {by}", which.named())?;
        return Ok(());
    }
    let (_, disclosure, _) = opening(node, which)?;
    let disclosure = disclosure.expose().to_owned();
    let body = Disclosure { address: which.address.clone(), disclosure };
    let at = put_on_record(node, Body::Disclosure(body), now)?;
    writeln!(out, "opened {} for everybody, on record as {at}; next: truce sync", which.named())?;
    Ok(())
}

fn withhold(node: &Node, which: &Which, reason: &str, now: Moment, out: &mut dyn Write) -> Outcome {
    let seal = find(node, which)?;
    let (record, _) = node.record()?;
    let after = Address { log: node.log.clone(), index: u64::MAX };
    if !Lineage::of(record.entries()).precedes(&which.address, &after) {
        return Err(Failure::cannot(format!(
            "{} is another seat's: only that seat decides to withhold it",
            which.named()
        )));
    }
    match seal.state {
        SealState::Open(by) => Err(Failure::cannot(format!(
            "{} was opened for everybody by {by}: it cannot be withheld any more",
            which.named()
        ))),
        SealState::Withheld(Some(by)) => {
            writeln!(out, "{} was withheld before, by {by}", which.named())?;
            Ok(())
        }
        SealState::Withheld(None) => {
            let (address, fields) = (which.address.clone(), BTreeSet::from([which.field]));
            let redaction = Redaction { address, fields, reason: reason.to_owned() };
            redaction.check().map_err(|fault| Failure::usage(fault.to_string()))?;
            let at = put_on_record(node, Body::Redaction(redaction), now)?;
            writeln!(out, "{} is withheld, on record as {at}; next: truce sync", which.named())?;
            Ok(())
        }
    }
}

/// After the decision is on record: cut short in between, the same command does the rest.
fn destroy(node: &Node, which: &Which, out: &mut dyn Write) -> Outcome {
    let seal = find(node, which)?;
    if Openings::of(&node.dir)?.forget(&seal.commitment)? {
        writeln!(out, "destroyed what opens it; copies of `openings.sqlite` still do")?;
    } else {
        writeln!(out, "what opens it is not kept here")?;
    }
    Ok(())
}

fn put_on_record(node: &Node, body: Body, now: Moment) -> Outcome<Address> {
    let index = append(&mut node.writer()?, &[Entry::new(body, now)])?.start;
    Ok(Address { log: node.log.clone(), index })
}
