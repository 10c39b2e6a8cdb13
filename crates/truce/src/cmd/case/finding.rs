//! `truce case seal`: this seat's finding.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use truce_core::case::finding::{Finding, Standard};
use truce_core::entry::Address;
use truce_core::id::ProvisionId;
use truce_core::kleene::Truth;
use truce_core::time::Moment;

use super::Who;
use crate::desk::Desk;
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::random;

#[derive(Debug, Args)]
pub(super) struct Seal {
    /// The case.
    case: Address,
    /// Whether it happened: yes, no or unknown.
    #[arg(long, value_name = "ANSWER")]
    happened: Truth,
    /// Whether it was covered, by provision: cease-attacks=yes. May be given again.
    #[arg(long, required = true, value_name = "PROVISION=ANSWER", value_parser = covered)]
    covered: Vec<(ProvisionId, Truth)>,
    /// Who or what did it, and how likely in thousandths: opposition=700, accident=100, staged=50,
    /// third-state=50, unknown=100. May be given again.
    #[arg(long, value_name = "WHO=SURE", value_parser = cause)]
    cause: Vec<(String, u32)>,
    /// How much was asked of the evidence: reasonable-grounds, balance-of-probabilities, clear-and-convincing.
    #[arg(long, default_value = "balance-of-probabilities", value_name = "STANDARD")]
    standard: Standard,
    /// On what it rests: entries.
    #[arg(long, value_delimiter = ',', value_name = "ENTRY,...")]
    on: Vec<Address>,
    /// What speaks against it: entries.
    #[arg(long, value_delimiter = ',', value_name = "ENTRY,...")]
    against: Vec<Address>,
    /// Why, in words.
    #[arg(long, value_name = "TEXT")]
    reasons: String,
    #[command(flatten)]
    who: Who,
}

fn covered(text: &str) -> Result<(ProvisionId, Truth), String> {
    let (provision, answer) = text.split_once('=').ok_or("write it as cease-attacks=yes")?;
    let provision = provision.parse().map_err(|fault| format!("{fault}"))?;
    Ok((provision, answer.parse().map_err(|fault| format!("{fault}"))?))
}

fn cause(text: &str) -> Result<(String, u32), String> {
    let (who, sure) = text.split_once('=').ok_or("write it as opposition=700")?;
    let sure = sure.parse().map_err(|_| format!("`{sure}` is no whole number of thousandths"))?;
    Ok((who.to_owned(), sure))
}

/// Seals it: what opens it is kept here before it is on record.
pub(super) fn seal(node: &Node, args: &Seal, now: Moment, out: &mut dyn Write) -> Outcome {
    let words = ["accident", "staged", "third-state", "unknown"];
    for (who, _) in &args.cause {
        let actor = node.agreement.actors.iter().any(|actor| actor.id.as_str() == who);
        if !actor && !words.contains(&who.as_str()) {
            return Err(Failure::usage(format!(
                "`{who}` is no actor of the agreement, and none of {}",
                words.join(", ")
            )));
        }
    }
    for (provision, _) in &args.covered {
        if node.agreement.provision(provision).is_none() {
            return Err(Failure::usage(format!("`{provision}` is no provision of the agreement")));
        }
    }
    let finding = Finding {
        case: args.case.clone(),
        causes: args.cause.iter().cloned().collect::<BTreeMap<_, _>>(),
        contrary: args.against.iter().cloned().collect(),
        covered: args.covered.iter().cloned().collect(),
        evidence: args.on.iter().cloned().collect(),
        happened: args.happened,
        reasons: args.reasons.clone(),
        seat: node.seat.clone(),
        standard: args.standard,
    };
    let salt = random::bytes::<32>()?;
    let doing = Desk::open(node)?.seal(&finding, &salt[..])?;
    super::acting::act(node, &args.who, doing, now, out)?;
    writeln!(out, "Nobody can read it until this seat opens it: truce case reveal {}", args.case)?;
    Ok(())
}
