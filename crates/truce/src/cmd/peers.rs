//! `truce peers`: who the others are, where they are found, and who holds what.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use truce_core::id::SeatId;
use truce_core::time::Moment;

use crate::cmd::{DONE, print_json};
use crate::failure::{FOUND_FAULTS, Failure, Outcome};
use crate::host::card::PublicCard;
use crate::host::peers::{KnownWitness, Location, Peers, key};
use crate::host::status::Status;
use crate::node::Node;
use crate::render::table::{Side, Table};

/// `truce peers`.
#[derive(Debug, Args)]
pub struct PeersArgs {
    /// What to do [default: show who holds what].
    #[command(subcommand)]
    pub action: Option<PeersAction>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What can be done about peers.
#[derive(Debug, Subcommand)]
pub enum PeersAction {
    /// Take another seat's keys and place into use.
    #[command(after_help = "\
The keys must be compared by another way than the one they came by: over a telephone, on paper.

Examples:
  truce peers add --at https://truce.turkey.example            shows the card and its fingerprint
  truce peers add --at https://truce.turkey.example --fingerprint '12345 67890 ...'
  truce peers add --card turkey.card --at ../turkey            a card that was handed over in person")]
    Add {
        /// Where its files are found: an address or a folder. May be given again.
        #[arg(long, value_name = "PLACE")]
        at: Vec<String>,
        /// Its card, as it was handed over in person.
        #[arg(long, value_name = "FILE")]
        card: Option<PathBuf>,
        /// The fingerprint of its card, as it was read out.
        #[arg(long, value_name = "DIGITS", conflicts_with = "card")]
        fingerprint: Option<String>,
    },
    /// Forget a peer's keys and places. What is held of its log stays.
    Remove {
        /// Its log.
        log: SeatId,
    },
    /// Take a neutral witness into use.
    Witness {
        /// Its key, as C2SP writes it.
        #[arg(long, value_name = "VKEY")]
        key: String,
        /// What its `add-checkpoint` hangs under.
        #[arg(long, value_name = "URL")]
        at: String,
    },
}

/// Shows or changes peers.
///
/// # Errors
/// If the card is not the one that was compared, or the disk does not obey.
pub fn run(dir: &Path, args: &PeersArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    match &args.action {
        None => show(&node, args.json, now, out),
        Some(PeersAction::Add { at, card, fingerprint }) => {
            add(&node, at, card.as_deref(), fingerprint.as_deref(), out)
        }
        Some(PeersAction::Remove { log }) => {
            let mut peers = Peers::read(dir)?;
            let before = peers.peer.len();
            peers.peer.retain(|peer| peer.log != *log);
            if peers.peer.len() == before {
                return Err(Failure::cannot(format!("there is no peer `{log}`")));
            }
            peers.write(dir)?;
            writeln!(out, "forgot the keys of `{log}`; what is held of its log stays")?;
            Ok(DONE)
        }
        Some(PeersAction::Witness { key: text, at }) => {
            let name = key(text)?.name().to_owned();
            let mut peers = Peers::read(dir)?;
            peers.witness.retain(|witness| witness.key != *text);
            peers.witness.push(KnownWitness { key: text.clone(), at: at.clone() });
            peers.write(dir)?;
            writeln!(out, "the witness `{name}` is asked to cosign from now on")?;
            Ok(DONE)
        }
    }
}

fn add(
    node: &Node,
    at: &[String],
    file: Option<&Path>,
    compared: Option<&str>,
    out: &mut dyn Write,
) -> Outcome<u8> {
    let card = match (file, at.first()) {
        (Some(path), _) => {
            let bytes = std::fs::read(path).map_err(|fault| Failure::file("read", path, &fault))?;
            PublicCard::read(&bytes)?
        }
        (None, Some(place)) => PublicCard::fetch(&Location::read(place))?,
        (None, None) => return Err(Failure::usage("say where the peer is found: --at PLACE")),
    };
    check(node, &card)?;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let fingerprint = card.fingerprint();
    writeln!(out, "{} ({})\n  {fingerprint}", card.seat, card.origin)?;
    match compared {
        Some(compared) if digits(compared) != digits(&fingerprint) => {
            return Err(Failure::cannot(
                "this is not the fingerprint that was read out: nothing was taken; \
                 somebody may stand between you and the peer",
            ));
        }
        None if file.is_none() => {
            writeln!(
                out,
                "not taken yet: have `{}` read out its fingerprint (`truce card`)",
                card.seat
            )?;
            writeln!(out, "by another way than this one, then repeat with --fingerprint DIGITS")?;
            return Ok(FOUND_FAULTS);
        }
        _ => {}
    }
    let mut peers = Peers::read(&node.dir)?;
    peers.peer.retain(|peer| peer.log != card.log);
    let absolute = |place: &String| match Location::read(place) {
        Location::Url(url) => url,
        Location::Folder(dir) => std::path::absolute(&dir).unwrap_or(dir).display().to_string(),
    };
    peers.peer.push(card.peer(at.iter().map(absolute).collect()));
    peers.peer.sort_by(|one, other| one.log.cmp(&other.log));
    peers.write(&node.dir)?;
    writeln!(out, "taken into use: next, truce -n {} sync", node.dir.display())?;
    Ok(DONE)
}

fn check(node: &Node, card: &PublicCard) -> Outcome {
    if card.agreement_sha256 != node.agreement.digest()
        || card.origin != node.agreement.origin(&card.log)
    {
        return Err(Failure::cannot(format!(
            "`{}` keeps its log under another text of the agreement: bring the seats to one text first",
            card.seat
        )));
    }
    if card.log == node.log {
        return Err(Failure::cannot("this is this node's own card"));
    }
    if node.agreement.seat(&card.seat).is_none() {
        return Err(Failure::cannot(format!("the agreement has no seat `{}`", card.seat)));
    }
    Ok(())
}

fn show(node: &Node, json: bool, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let status = Status::read(&node.dir)?.unwrap_or_default();
    if json {
        print_json(&status, out)?;
        return Ok(DONE);
    }
    if status.logs.is_empty() {
        writeln!(out, "nothing is known yet: truce peers add --at PLACE, then truce sync")?;
        return Ok(DONE);
    }
    writeln!(out, "signs: {}\n", status.signs)?;
    let mut table = Table::new(&[
        ("log", Side::Left),
        ("held here", Side::Right),
        ("settled", Side::Right),
        ("held by", Side::Left),
        ("note", Side::Left),
    ]);
    for (log, known) in &status.logs {
        let holders = known.cosigned.iter().map(|(who, size)| format!("{who} {size}"));
        let note =
            known.frozen.map_or(String::new(), |at| format!("two histories; counts up to {at}"));
        table.row(vec![
            log.to_string(),
            known.held.to_string(),
            known.settled.to_string(),
            holders.collect::<Vec<_>>().join(", "),
            note,
        ]);
    }
    writeln!(out, "{}", table.text())?;
    let mut table = Table::new(&[
        ("peer", Side::Left),
        ("last heard", Side::Left),
        ("behind by", Side::Left),
        ("note", Side::Left),
    ]);
    for (peer, known) in &status.peers {
        let heard = known.heard_at.map_or("never".to_owned(), |at| ago(now, at));
        let behind = known.shows.iter().filter_map(|(log, size)| {
            let held = status.logs.get(log)?.held;
            (held > *size).then(|| format!("{log} {}", held - size))
        });
        let behind = behind.collect::<Vec<_>>().join(", ");
        let why = known.why.clone().filter(|_| known.failures > 0).unwrap_or_default();
        table.row(vec![peer.to_string(), heard, behind, why]);
    }
    write!(out, "{}", table.text())?;
    for proven in &status.proven {
        writeln!(out, "\nproved: {proven}")?;
    }
    Ok(if status.proven.is_empty() { DONE } else { FOUND_FAULTS })
}

/// How long ago, in words.
fn ago(now: Moment, at: u64) -> String {
    let seconds = u64::try_from(now.unix()).unwrap_or(0).saturating_sub(at);
    match seconds {
        0..=119 => format!("{seconds} s ago"),
        120..=7_199 => format!("{} min ago", seconds / 60),
        7_200..=172_799 => format!("{} h ago", seconds / 3_600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}
