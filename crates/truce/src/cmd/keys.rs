//! `truce keys`: the seat's public card, its passphrase, copies of its keys, and new ones.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use truce_core::entry::{Address, Body, Entry};
use truce_core::rotation::Rotation;
use truce_core::time::Moment;
use truce_log::Checkpoint;

use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::keys::{self, Card, Cost, Keys, Passphrase, PublicKey, Use, Wanted};
use crate::node::{Node, append};

/// `truce keys`.
#[derive(Debug, Args)]
pub struct KeysArgs {
    /// What to do with them.
    #[command(subcommand)]
    pub action: KeysAction,
}

/// What can be done with the keys.
#[derive(Debug, Subcommand)]
pub enum KeysAction {
    /// Print the seat's public card: what others need to check what it signs. No passphrase is needed.
    Show {
        /// Print as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Seal the keys under another passphrase.
    #[command(after_help = "\
The new passphrase is asked for at the terminal, or taken from TRUCE_NEW_PASSPHRASE or the file that
TRUCE_NEW_PASSPHRASE_FILE names. Copies made before keep the old one.")]
    Passphrase {
        /// From now on none: whoever has the folder has the keys. For exercises only.
        #[arg(long)]
        no_passphrase: bool,
    },
    /// Write a copy of the keys, as sealed as they are, to a new file.
    Backup {
        /// The new file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Put a copy back into a folder that has no keys.
    Restore {
        /// The copy.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Make new keys to follow those in use, and put them on record.
    #[command(after_help = "\
Until `truce keys adopt`, heads are signed with the old key and the new one, so that everybody can
follow. The evidence key stays. Asked for twice, it goes on where it stopped.")]
    Rotate {
        /// Why, in words that anybody may read.
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    /// Use the new keys alone and forget the old, once the others have seen the rotation.
    Adopt,
}

/// Carries out what is asked of the keys.
///
/// # Errors
/// If there are none, the passphrase is wrong, or the disk does not obey.
pub fn run(dir: &Path, args: &KeysArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    match &args.action {
        KeysAction::Show { json } => {
            let card = keys::card(dir)?;
            if *json { print_json(&card, out)? } else { show(&card, out)? }
        }
        KeysAction::Passphrase { no_passphrase } => {
            let old = keys::passphrase_for(dir)?;
            // A wrong one is told before a new one is asked for.
            keys::open(dir, &old)?;
            let new = if *no_passphrase {
                Passphrase::none()
            } else {
                Passphrase::obtain(Wanted::ToReseal)?
            };
            keys::reseal(dir, &old, &new, Cost::SANE)?;
            let said =
                if new.is_none() { OPEN } else { "the keys are sealed under the new passphrase" };
            writeln!(out, "{said}")?;
            writeln!(
                out,
                "copies made before open with the old one: make a new copy, destroy those"
            )?;
        }
        KeysAction::Backup { file } => {
            keys::backup(dir, file)?;
            writeln!(out, "copied the keys to `{}`, sealed as they are", file.display())?;
            writeln!(out, "keep it off this machine, and the passphrase apart from it")?;
        }
        KeysAction::Restore { file } => {
            keys::restore(dir, file)?;
            writeln!(out, "put the keys back; check the card against a paper copy:")?;
            show(&keys::card(dir)?, out)?;
        }
        KeysAction::Rotate { reason } => rotate(&Node::open(dir)?, reason, now, out)?,
        KeysAction::Adopt => adopt(&Node::open(dir)?, out)?,
    }
    Ok(DONE)
}

/// Keys first, then the entry: new keys that nobody knows of harm nobody, an entry without keys would.
fn rotate(node: &Node, reason: &str, now: Moment, out: &mut dyn Write) -> Outcome {
    let passphrase = keys::passphrase_for(&node.dir)?;
    let (_, new) = keys::rotate(&node.dir, &passphrase)?;
    let address = |index| Address { log: node.log.clone(), index };
    match on_record(node, &new)? {
        Some(index) => writeln!(out, "the new keys are on record already as {}", address(index))?,
        None => {
            let rotation = Rotation {
                cosigner: Some(new.mirror.verifier().to_string()),
                log: Some(new.log.verifier().to_string()),
                reason: reason.to_owned(),
            };
            let entry = Entry::new(Body::Rotation(rotation), now);
            let index = append(&mut node.writer()?, &[entry])?.start;
            writeln!(out, "put on record as {}", address(index))?;
        }
    }
    writeln!(out, "next: truce sync, until `truce peers` shows that the others hold that entry;")?;
    writeln!(out, "then truce keys adopt, and a new copy with truce keys backup")?;
    Ok(())
}

fn adopt(node: &Node, out: &mut dyn Write) -> Outcome {
    let passphrase = keys::passphrase_for(&node.dir)?;
    if keys::card(&node.dir)?.next.is_empty() {
        return Err(Failure::cannot(
            "no new keys wait: `truce keys rotate --reason WORDS` makes some",
        ));
    }
    let (old, new) = keys::rotate(&node.dir, &passphrase)?;
    let both = [old.log.verifier(), new.log.verifier()];
    let shown = node.dir.join("public").join(node.log.as_str()).join("checkpoint");
    let shown = std::fs::read(shown).ok();
    let shown = shown.and_then(|bytes| Checkpoint::read(&bytes, &both).ok());
    let shown = shown.map_or(0, |checkpoint| checkpoint.head().size);
    if on_record(node, &new)?.is_none_or(|index| index >= shown) {
        return Err(Failure::cannot(
            "the new keys do not yet stand under a head that the old one signed: \
             `truce keys rotate` puts them on record, `truce sync` signs it",
        ));
    }
    keys::adopt(&node.dir, &passphrase)?;
    writeln!(out, "the new keys are in use, and the old ones are forgotten")?;
    show(&keys::card(&node.dir)?, out)
}

/// The entry that tells of keys, in the seat's own log.
fn on_record(node: &Node, keys: &Keys) -> Outcome<Option<u64>> {
    let key = keys.log.verifier().to_string();
    let mut found = None;
    node.read_log(&node.log, |index, bytes| {
        let entry = Entry::read(bytes).ok().map(|entry| entry.body);
        if let Some(Body::Rotation(rotation)) = entry
            && rotation.log.as_deref() == Some(key.as_str())
        {
            found = Some(index);
        }
        Ok(())
    })?;
    Ok(found)
}

/// What is said of keys without a passphrase.
const OPEN: &str = "no passphrase: whoever has this folder has the keys. For exercises only.";

fn show(card: &Card, out: &mut dyn Write) -> Outcome {
    writeln!(out, "{}", card.origin)?;
    card.keys.iter().try_for_each(|key| show_key(key, out))?;
    if !card.next.is_empty() {
        writeln!(out, "\nmade, and not yet in use:")?;
        card.next.iter().try_for_each(|key| show_key(key, out))?;
    }
    if !card.sealed {
        writeln!(out, "\n{OPEN}")?;
    }
    Ok(())
}

fn show_key(key: &PublicKey, out: &mut dyn Write) -> Outcome {
    let what = match key.what {
        Use::Log => "signs the log",
        Use::Mirror => "signs what it holds of others",
        Use::Witness => "signs heads that others show it",
        Use::Anchor => "signs the anchor",
        Use::Evidence => "opens evidence shared with it",
    };
    writeln!(out, "\n{}: {what}\n  {}\n  {}", key.what.word(), key.public, key.fingerprint)?;
    Ok(())
}
