//! `truce card`: this seat's public keys, for the others.

use std::io::Write;
use std::path::Path;

use crate::cli::CardArgs;
use crate::cmd::{DONE, print_json};
use crate::failure::Outcome;
use crate::host::card::PublicCard;
use crate::node::{Node, write_file};

/// Prints the card, or writes it to a file.
///
/// # Errors
/// If the node has no keys, or the disk does not obey.
pub fn run(dir: &Path, args: &CardArgs, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let card = PublicCard::of(&node)?;
    if let Some(file) = &args.out {
        write_file(file, card.to_text()?.as_bytes())?;
        writeln!(out, "wrote the card of `{}` to `{}`", card.seat, file.display())?;
    } else if args.json {
        print_json(&card, out)?;
    } else {
        write!(out, "{}", card.to_text()?)?;
        writeln!(out, "\nfingerprint, to be read out by another way than the card goes:")?;
        writeln!(out, "  {}", card.fingerprint())?;
    }
    Ok(DONE)
}
