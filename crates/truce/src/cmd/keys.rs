//! `truce keys`: the seat's public card, its passphrase, copies of its keys.
//!
//! New keys are a word to the other seats: [`super::seat`].

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cmd::{DONE, print_json};
use crate::failure::Outcome;
use crate::keys::{self, Card, Cost, Passphrase, PublicKey, Use, Wanted};

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
}

/// Carries out what is asked of the keys.
///
/// # Errors
/// If there are none, the passphrase is wrong, or the disk does not obey.
pub fn run(dir: &Path, args: &KeysArgs, out: &mut dyn Write) -> Outcome<u8> {
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
    }
    Ok(DONE)
}

/// What is said of keys without a passphrase.
const OPEN: &str = "no passphrase: whoever has this folder has the keys. For exercises only.";

pub(super) fn show(card: &Card, out: &mut dyn Write) -> Outcome {
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
