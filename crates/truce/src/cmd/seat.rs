//! `truce seat`: who takes part, under which keys. Each word is an entry of this seat's log.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use truce_core::departure::{Departure, Presence};
use truce_core::entry::{Body, Entry};
use truce_core::id::SeatId;
use truce_core::lineage::number_of;
use truce_core::misconduct::Offence;
use truce_core::record::Head;
use truce_core::rotation::Rotation;
use truce_core::succession::{Keys as Named, Succession};
use truce_core::time::Moment;
use truce_log::{Checkpoint, ForkCertificate};

use crate::cmd::DONE;
use crate::failure::{Failure, Outcome};
use crate::host::ask::CHECKPOINT;
use crate::host::card::PublicCard;
use crate::host::peers::Peers;
use crate::keys::{self, Keys};
use crate::node::{Node, append};

/// `truce seat`.
#[derive(Debug, Args)]
pub struct SeatArgs {
    /// What to say.
    #[command(subcommand)]
    pub action: SeatAction,
}

/// What can be said of seats.
#[derive(Debug, Subcommand)]
pub enum SeatAction {
    /// Say that a seat is away: of this seat, that it leaves; of another, that it is silent.
    Absent {
        /// Which seat.
        seat: SeatId,
        /// Why.
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    /// Say that a seat is back.
    Present {
        /// Which seat.
        seat: SeatId,
        /// Why.
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    /// Change this seat's keys: make new ones, put them on record, sign with old and new until the others know.
    #[command(after_help = "\\
First without --finish: the new keys are made and put on record, and from the next round on heads are
signed with both. When `truce peers` shows that the others hold that entry, once more with --finish:
the old keys are forgotten. Make a new copy of the keys then. The evidence key stays. Asked for twice,
it goes on where it stopped.")]
    Rotate {
        /// Why.
        #[arg(long, value_name = "WORDS", required_unless_present = "finish")]
        reason: Option<String>,
        /// The others know: forget the old keys.
        #[arg(long, conflicts_with = "reason")]
        finish: bool,
    },
    /// Agree that another seat goes on in a new log, after its old one told two histories or its key was lost.
    #[command(after_help = "\\
In force when more than half of all seats say the same. The card is the one of the new log, and must be
compared by another way like any other.

Example:
  truce seat succeed --card russia-2.card --reason 'its disk was put back from a backup'")]
    Succeed {
        /// The card of the new log.
        #[arg(long, value_name = "FILE")]
        card: PathBuf,
        /// Up to how many entries the earlier log counts [default: where its histories agree, or what is settled].
        #[arg(long, value_name = "SIZE")]
        upto: Option<u64>,
        /// Why.
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    /// Begin this seat's new log, with new keys, after the others said that they will agree to it.
    #[command(after_help = "\\
The old log stays as it is and is still served. The seat goes on in `<seat>-2`, and so on. Hand the new
card to the others (truce card --out FILE); each says `truce seat succeed`.")]
    Renew {
        /// Leave the new keys open: for exercises only.
        #[arg(long)]
        no_passphrase: bool,
    },
}

/// Puts a word on record.
///
/// # Errors
/// If the seat is not known, or the disk does not obey.
pub fn run(dir: &Path, args: &SeatArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let body = match &args.action {
        SeatAction::Absent { seat, reason } => departure(&node, seat, Presence::Absent, reason)?,
        SeatAction::Present { seat, reason } => departure(&node, seat, Presence::Present, reason)?,
        SeatAction::Rotate { reason: Some(reason), .. } => return rotate(&node, reason, now, out),
        SeatAction::Rotate { reason: None, .. } => return finish(&node, out),
        SeatAction::Succeed { card, upto, reason } => succession(&node, card, *upto, reason)?,
        SeatAction::Renew { no_passphrase } => return renew(node, *no_passphrase, now, out),
    };
    let at = append(&mut node.writer()?, &[Entry::new(body, now)])?;
    writeln!(out, "on record as {}/{}; next: truce sync", node.log, at.start)?;
    Ok(DONE)
}

fn departure(node: &Node, seat: &SeatId, presence: Presence, reason: &str) -> Outcome<Body> {
    if node.agreement.seat(seat).is_none() {
        return Err(Failure::usage(format!("the agreement has no seat `{seat}`")));
    }
    let departure = Departure { presence, reason: reason.to_owned(), seat: seat.clone() };
    departure.check().map_err(|fault| Failure::usage(fault.to_string()))?;
    Ok(Body::Departure(departure))
}

/// Keys first, then the entry: new keys that nobody knows of harm nobody, an entry without keys would.
fn rotate(node: &Node, reason: &str, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let passphrase = keys::passphrase_for(&node.dir)?;
    let (_, new) = keys::rotate(&node.dir, &passphrase)?;
    match on_record(node, &new)? {
        Some(index) => {
            writeln!(out, "the new keys are on record already as {}/{index}", node.log)?;
        }
        None => {
            let rotation = Rotation {
                cosigner: Some(new.mirror.verifier().to_string()),
                log: Some(new.log.verifier().to_string()),
                reason: reason.to_owned(),
            };
            rotation.check().map_err(|fault| Failure::usage(fault.to_string()))?;
            let entry = Entry::new(Body::Rotation(rotation), now);
            let index = append(&mut node.writer()?, &[entry])?.start;
            writeln!(out, "put on record as {}/{index}", node.log)?;
        }
    }
    writeln!(out, "next: truce sync, until `truce peers` shows that the others hold that entry;")?;
    writeln!(out, "then truce seat rotate --finish, and a new copy with truce keys backup")?;
    Ok(DONE)
}

/// Uses the new keys alone and forgets the old.
fn finish(node: &Node, out: &mut dyn Write) -> Outcome<u8> {
    let passphrase = keys::passphrase_for(&node.dir)?;
    if keys::card(&node.dir)?.next.is_empty() {
        return Err(Failure::cannot(
            "no new keys wait: `truce seat rotate --reason WORDS` makes some",
        ));
    }
    let (old, new) = keys::rotate(&node.dir, &passphrase)?;
    let both = [old.log.verifier(), new.log.verifier()];
    let shown = node.dir.join("public").join(node.log.as_str()).join(CHECKPOINT);
    let shown = std::fs::read(shown).ok();
    let shown = shown.and_then(|bytes| Checkpoint::read(&bytes, &both).ok());
    let shown = shown.map_or(0, |checkpoint| checkpoint.head().size);
    if on_record(node, &new)?.is_none_or(|index| index >= shown) {
        return Err(Failure::cannot(
            "the new keys do not yet stand under a head that the old one signed: \
             `truce seat rotate --reason WORDS` puts them on record, `truce sync` signs it",
        ));
    }
    keys::adopt(&node.dir, &passphrase)?;
    PublicCard::publish(node)?;
    writeln!(out, "the new keys are in use, and the old ones are forgotten")?;
    writeln!(out, "make a new copy: truce keys backup FILE")?;
    super::keys::show(&keys::card(&node.dir)?, out)?;
    Ok(DONE)
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

fn succession(node: &Node, card: &Path, upto: Option<u64>, reason: &str) -> Outcome<Body> {
    let bytes = std::fs::read(card).map_err(|fault| Failure::file("read", card, &fault))?;
    let card = PublicCard::read(&bytes)?;
    if card.origin != node.agreement.origin(&card.log) {
        return Err(Failure::cannot("the card is of a log under another text of the agreement"));
    }
    let earlier = earlier(node, &card)?;
    let follows = match upto {
        Some(size) => Head { root: root_at(node, &earlier, size)?, size },
        None => counts_up_to(node, &earlier)?,
    };
    let succession = Succession {
        earlier,
        follows,
        keys: Named { cosigner: card.mirror, log: card.key },
        log: card.log,
        reason: reason.to_owned(),
        seat: card.seat,
    };
    succession.check().map_err(|fault| Failure::usage(fault.to_string()))?;
    Ok(Body::Succession(Box::new(succession)))
}

/// The seat's log that ends: the latest before the new one that is held here.
fn earlier(node: &Node, card: &PublicCard) -> Outcome<SeatId> {
    let held = node.held()?.into_iter().filter(|log| *log != card.log);
    let of_seat = held.filter_map(|log| Some((number_of(&log, &card.seat)?, log)));
    let latest = of_seat.max();
    latest
        .map(|(_, log)| log)
        .ok_or_else(|| Failure::cannot(format!("no log of `{}` is held here", card.seat)))
}

/// Where a log's two histories agree, if that is proved here; or what is settled of it.
fn counts_up_to(node: &Node, log: &SeatId) -> Outcome<Head> {
    let (record, cut) = node.record()?;
    let mut proved = None;
    for (address, entry) in record.entries() {
        let Body::Misconduct(told) = &entry.body else { continue };
        if address.log == node.log && told.accused == *log && told.what == Offence::Fork {
            let made = ForkCertificate::parse(told.certificate.as_bytes());
            proved = made.ok().map(|made| made.common).or(proved);
        }
    }
    if let Some(common) = proved {
        let root = common.root;
        let head = truce_log::Head { origin: String::new(), size: common.size, root };
        return Ok(Head { root: head.root_text(), size: common.size });
    }
    let settled = node.settled_cut()?.0.remove(log).or_else(|| cut.0.get(log).cloned());
    settled
        .ok_or_else(|| Failure::usage("say with --upto how many entries of the earlier log count"))
}

fn root_at(node: &Node, log: &SeatId, size: u64) -> Outcome<String> {
    let mut tree = truce_log::Tree::default();
    node.read_log(log, |index, entry| {
        if index < size {
            tree.push(truce_log::tree::leaf(entry));
        }
        Ok(())
    })?;
    if tree.size() < size {
        return Err(Failure::cannot(format!(
            "only {} entries of `{log}` are held here",
            tree.size()
        )));
    }
    Ok(truce_log::Head { origin: String::new(), size, root: tree.root() }.root_text())
}

fn renew(mut node: Node, open: bool, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let passphrase = if open {
        keys::Passphrase::none()
    } else {
        keys::Passphrase::obtain(keys::Wanted::ToSeal)?
    };
    let old = node.log.clone();
    let numbers =
        node.held()?.iter().filter_map(|log| number_of(log, &node.seat)).collect::<Vec<_>>();
    let next = numbers.into_iter().max().unwrap_or(1).saturating_add(1);
    let log = SeatId::new(&format!("{}-{next}", node.seat))
        .map_err(|fault| Failure::cannot(fault.to_string()))?;
    node.renew(log, now, |dir, origin| keys::create(dir, origin, &passphrase, keys::Cost::SANE))?;
    // One's own old log is a log like the others' now.
    let mut peers = Peers::read(&node.dir)?;
    peers.peer.retain(|peer| peer.log != old);
    peers.write(&node.dir)?;
    writeln!(out, "this seat goes on in the log `{}`; its card for the others:", node.log)?;
    writeln!(out, "  truce -n {} card --out {}.card", node.dir.display(), node.log)?;
    Ok(DONE)
}
