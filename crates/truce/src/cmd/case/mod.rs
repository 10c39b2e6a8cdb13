//! `truce case`: from an incident to a joint outcome.

mod acting;
mod finding;
mod play;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use truce_core::case::Case;
use truce_core::case::deed::{CallEffect, ReplyKind};
use truce_core::entry::Address;
use truce_core::id::{ActorId, OfficerId, ProvisionId, SeatId};
use truce_core::picture::Picture;
use truce_core::time::{Day, Moment};

use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::render::case;
use crate::render::labels::Labels;

pub(super) use acting::{act, verify};

/// `truce case`.
#[derive(Debug, Args)]
pub struct CaseArgs {
    #[command(subcommand)]
    command: CaseCommand,
}

/// Who acts.
#[derive(Debug, Args)]
pub struct Who {
    /// The officer who does it, by the name in the seat's list: see truce office list.
    #[arg(long, value_name = "OFFICER")]
    pub by: OfficerId,
    /// The officer's own key, where the seat's list names one.
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum CaseCommand {
    /// List cases, those that wait for something first.
    List(List),
    /// Show a case as one would brief it: claims, replies, findings, deadlines, outcome.
    Show(Show),
    /// Take an incident up as a case.
    Open(Open),
    /// Agree that a case is taken up.
    Admit(Assent),
    /// Ask the accused side for its reply, through a seat that answers for it.
    Ask(Ask),
    /// Answer for the accused side.
    Reply(Reply),
    /// Note a call to a side while it goes on: who answered, and whether it ceased.
    Call(Call),
    /// Give this seat's finding, sealed until all are in.
    #[command(alias = "find")]
    Seal(finding::Seal),
    /// Open this seat's finding.
    Reveal(OfCase),
    /// Stand aside: give no finding, and say why.
    Recuse(Saying),
    /// Put a dissent in writing.
    Dissent(Saying),
    /// Say that every clock of a case that has run out has, and show what is determined.
    Determine(OfCase),
    /// Ask for a remedy that can be measured.
    Remedy(Remedy),
    /// Agree to a remedy or to another procedure.
    Agree(Assent),
    /// Say what was measured of a remedy.
    Check(Check),
    /// Take a determined case up again on new evidence.
    Reopen(Reopen),
    /// Grade what was told, after looking.
    Verify(Verify),
    /// Propose another procedure: clocks, rule of decision, how sure a seat must be.
    Propose(Propose),
    /// Play a file of officers' deeds on the nodes of several seats: for exercises.
    Play(play::Play),
}

#[derive(Debug, Args)]
struct List {
    /// Only cases that stand so: a word of the state, such as awaiting or closed.
    #[arg(long, value_name = "WORD")]
    state: Option<String>,
    /// Only cases under a provision.
    #[arg(long, value_name = "PROVISION")]
    under: Option<ProvisionId>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Show {
    /// The case: the address of the deed that opened it.
    #[arg(value_name = "CASE")]
    case: Address,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Open {
    /// A report of the incident.
    #[arg(value_name = "REPORT")]
    about: Address,
    /// Who is accused, if anybody.
    #[arg(long, value_name = "ACTOR")]
    accused: Option<ActorId>,
    /// Under which provisions.
    #[arg(long, required = true, value_delimiter = ',', value_name = "PROVISION,...")]
    under: Vec<ProvisionId>,
    /// The short clocks run.
    #[arg(long)]
    urgent: bool,
    /// On what it rests: entries.
    #[arg(long, value_delimiter = ',', value_name = "ENTRY,...")]
    on: Vec<Address>,
    /// Why, in words.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Assent {
    /// The case, the remedy or the procedure that was proposed.
    #[arg(value_name = "ENTRY")]
    to: Address,
    /// Why, in words.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Ask {
    /// The case.
    case: Address,
    /// The seat that answers for the accused side.
    #[arg(long, value_name = "SEAT")]
    through: SeatId,
    /// What is put to it.
    #[arg(long, value_name = "TEXT")]
    brief: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Reply {
    /// The case.
    case: Address,
    /// What it answers: admits, denies-fact, denies-responsibility, claims-return-fire, claims-exempt, claims-provocation.
    #[arg(long, value_name = "ANSWER")]
    answer: ReplyKind,
    /// For whom.
    #[arg(long = "for", value_name = "ACTOR")]
    on_behalf_of: ActorId,
    /// In its own words.
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Call {
    /// The case, or a report of the incident.
    about: Address,
    /// Who was called.
    #[arg(long, value_name = "ACTOR")]
    called: ActorId,
    /// What it came to: ceased, eased, went-on, no-answer, over-before.
    #[arg(long, value_name = "EFFECT")]
    effect: CallEffect,
    /// After how many seconds somebody answered.
    #[arg(long, value_name = "SECONDS")]
    answered_after_s: Option<u32>,
    /// After how many seconds it ceased.
    #[arg(long, value_name = "SECONDS")]
    ceased_after_s: Option<u32>,
    /// What was said.
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct OfCase {
    /// The case.
    case: Address,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Saying {
    /// The case.
    case: Address,
    /// Why, in words.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Remedy {
    /// The case.
    case: Address,
    /// Of whom it is asked.
    #[arg(long, value_name = "ACTOR")]
    of: ActorId,
    /// What is asked, in words.
    #[arg(long, value_name = "TEXT")]
    what: String,
    /// What is measured, with its unit.
    #[arg(long, value_name = "TEXT")]
    measure: String,
    /// It is met at this number or below.
    #[arg(long, value_name = "NUMBER", required_unless_present = "no_less")]
    no_more: Option<u32>,
    /// It is met at this number or above.
    #[arg(long, value_name = "NUMBER")]
    no_less: Option<u32>,
    /// By when, by the agreement's clock.
    #[arg(long, value_name = "DATE")]
    due: Day,
    /// The seat that looks whether it was done; none that answers for whoever is asked.
    #[arg(long, value_name = "SEAT")]
    checked_by: SeatId,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Check {
    /// The remedy: the entry that asked for it.
    remedy: Address,
    /// What was measured; left out: it could not be.
    #[arg(long, value_name = "NUMBER")]
    measured: Option<u32>,
    /// What was seen.
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Reopen {
    /// The case that is taken up again.
    case: Address,
    /// What is new: entries.
    #[arg(long, required = true, value_delimiter = ',', value_name = "ENTRY,...")]
    on: Vec<Address>,
    /// Who is accused now, if somebody else.
    #[arg(long, value_name = "ACTOR")]
    accused: Option<ActorId>,
    /// Why, in words.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// A report of the incident.
    about: Address,
    /// What it came to: remotely, on-site, refuted, staged, duplicate, unverifiable.
    #[arg(long, value_name = "WORD")]
    came_to: String,
    /// The report that tells the same, for a duplicate.
    #[arg(long, value_name = "REPORT")]
    of: Option<Address>,
    /// Why it cannot be verified: access, time, danger, jamming.
    #[arg(long, value_name = "WORD")]
    why: Option<truce_core::case::verification::Obstacle>,
    /// How: site visit, crater analysis, imagery, interviews.
    #[arg(long, value_name = "TEXT")]
    method: String,
    /// Whose people were in the team too.
    #[arg(long, value_delimiter = ',', value_name = "SEAT,...")]
    with: Vec<SeatId>,
    /// The task that it answers.
    #[arg(long, value_name = "ENTRY")]
    task: Option<Address>,
    /// What was seen.
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, Args)]
struct Propose {
    /// The procedure, as JSON; `truce case propose --print` writes the one in force.
    #[arg(value_name = "FILE", required_unless_present = "print")]
    file: Option<PathBuf>,
    /// Print the agreement's own procedure as JSON, to begin from.
    #[arg(long, conflicts_with_all = ["file", "reason", "by"])]
    print: bool,
    /// Why, in words.
    #[arg(long, value_name = "TEXT", required_unless_present = "print")]
    reason: Option<String>,
    /// The officer who proposes it.
    #[arg(long, value_name = "OFFICER", required_unless_present = "print")]
    by: Option<OfficerId>,
    /// The officer's own key.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

/// Shows cases, or does something in one.
///
/// # Errors
/// In words: what may not be done is refused before it is on record.
pub fn run(dir: &Path, args: &CaseArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    match &args.command {
        CaseCommand::List(args) => list(&node, args, out)?,
        CaseCommand::Show(args) => show(&node, args, out)?,
        CaseCommand::Seal(args) => finding::seal(&node, args, now, out)?,
        CaseCommand::Reveal(args) => acting::reveal(&node, args, now, out)?,
        CaseCommand::Determine(args) => acting::determine(&node, args, now, out)?,
        CaseCommand::Reopen(args) => acting::reopen(&node, args, now, out)?,
        CaseCommand::Verify(args) => verify(&node, args, now, out)?,
        CaseCommand::Propose(args) => acting::propose(&node, args, now, out)?,
        CaseCommand::Play(args) => play::run(args, out)?,
        CaseCommand::Open(args) => act(&node, &args.who, args.doing(), now, out)?,
        CaseCommand::Admit(args) | CaseCommand::Agree(args) => {
            act(&node, &args.who, args.doing(), now, out)?;
        }
        CaseCommand::Ask(args) => act(&node, &args.who, args.doing(), now, out)?,
        CaseCommand::Reply(args) => act(&node, &args.who, args.doing(), now, out)?,
        CaseCommand::Call(args) => act(&node, &args.who, args.doing(), now, out)?,
        CaseCommand::Recuse(args) => act(&node, &args.who, args.recusal(), now, out)?,
        CaseCommand::Dissent(args) => act(&node, &args.who, args.dissent(), now, out)?,
        CaseCommand::Remedy(args) => {
            act(&node, &args.who, args.doing(&node), now, out)?;
        }
        CaseCommand::Check(args) => act(&node, &args.who, args.doing(), now, out)?,
    }
    Ok(DONE)
}

/// The case of an address, or why there is none.
pub(super) fn find<'p>(picture: &'p Picture, case: &Address) -> Outcome<&'p Case> {
    let docket = &picture.docket;
    docket.cases.get(case).ok_or_else(|| {
        let why = match docket.refused.get(case) {
            Some(why) => format!("{case} does not count: {why}"),
            None if docket.waiting.contains(case) => {
                format!("{case} waits for an entry that it names and that is not held here")
            }
            None => format!("{case} opens no case on record here"),
        };
        Failure::cannot(format!("{why}: list the cases with `truce case list`"))
    })
}

fn list(node: &Node, args: &List, out: &mut dyn Write) -> Outcome {
    let picture = node.picture()?;
    let wanted = |case: &&Case| {
        args.state.as_ref().is_none_or(|word| case.state.word().contains(word.as_str()))
            && args.under.as_ref().is_none_or(|one| case.opening.provisions.contains(one))
    };
    let mut cases: Vec<&Case> = picture.docket.cases.values().filter(wanted).collect();
    cases.sort_by_key(|case| (case.determination.is_some(), case.opened.when, &case.id));
    if args.json {
        return print_json(&cases, out);
    }
    if cases.is_empty() {
        writeln!(out, "No such case is on record. `truce case open` takes an incident up.")?;
        return Ok(());
    }
    let labels = Labels { agreement: &node.agreement };
    write!(out, "{}", case::list(&picture, &cases, labels))?;
    let refused: BTreeSet<&Address> = picture.docket.refused.keys().collect();
    if !refused.is_empty() {
        writeln!(
            out,
            "\n{} on record {} not count: truce case show tells which, and why.",
            crate::render::labels::counted(
                u32::try_from(refused.len()).unwrap_or(u32::MAX),
                "deed",
                "deeds"
            ),
            if refused.len() == 1 { "does" } else { "do" }
        )?;
    }
    Ok(())
}

fn show(node: &Node, args: &Show, out: &mut dyn Write) -> Outcome {
    let picture = node.picture()?;
    let found = find(&picture, &args.case)?;
    let briefing = case::Briefing::of(&picture, &node.agreement, found);
    if args.json {
        return print_json(&briefing, out);
    }
    write!(out, "{}", case::show(&briefing, Labels { agreement: &node.agreement }))?;
    Ok(())
}
