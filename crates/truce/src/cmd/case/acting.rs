//! What an officer does in a case, from the command line: held against the record, then put on it.

use std::io::Write;

use truce_core::case::deed::{Asking, Doing, TakingUp};
use truce_core::case::docket::Docket;
use truce_core::case::verification::{Looked, Verification};
use truce_core::case::{Stage, Urgency};
use truce_core::entry::Address;
use truce_core::time::Moment;

use super::{
    Ask, Assent, Call, Check, OfCase, Open, Propose, Remedy, Reopen, Reply, Saying, Verify, Who,
};
use crate::cmd::print_json;
use crate::desk::{Desk, signer};
use crate::failure::{Failure, Outcome};
use crate::keys;
use crate::node::Node;

impl Open {
    pub(super) fn doing(&self) -> Doing {
        Doing::Open(TakingUp {
            about: self.about.clone(),
            accused: self.accused.clone(),
            evidence: self.on.iter().cloned().collect(),
            provisions: self.under.iter().cloned().collect(),
            reason: self.reason.clone(),
            reopens: None,
            urgency: if self.urgent { Urgency::Urgent } else { Urgency::Ordinary },
        })
    }
}

impl Assent {
    pub(super) fn doing(&self) -> Doing {
        Doing::Assent { reason: self.reason.clone(), to: self.to.clone() }
    }
}

impl Ask {
    pub(super) fn doing(&self) -> Doing {
        let (brief, case, through) = (self.brief.clone(), self.case.clone(), self.through.clone());
        Doing::AskReply { brief, case, through }
    }
}

impl Reply {
    pub(super) fn doing(&self) -> Doing {
        Doing::Reply {
            answer: self.answer,
            case: self.case.clone(),
            on_behalf_of: self.on_behalf_of.clone(),
            text: self.text.clone(),
        }
    }
}

impl Call {
    pub(super) fn doing(&self) -> Doing {
        Doing::Call {
            answered_after_s: self.answered_after_s,
            about: self.about.clone(),
            called: self.called.clone(),
            ceased_after_s: self.ceased_after_s,
            effect: self.effect,
            text: self.text.clone(),
        }
    }
}

impl Saying {
    pub(super) fn recusal(&self) -> Doing {
        Doing::Recuse { case: self.case.clone(), reason: self.reason.clone() }
    }

    pub(super) fn dissent(&self) -> Doing {
        Doing::Dissent { case: self.case.clone(), text: self.reason.clone() }
    }
}

impl Remedy {
    pub(super) fn doing(&self, node: &Node) -> Doing {
        // To the end of the day.
        let due = node.agreement.clock().window_of(self.due).latest();
        Doing::AskRemedy(Box::new(Asking {
            asked_of: self.of.clone(),
            case: self.case.clone(),
            checker: self.checked_by.clone(),
            due,
            measure: self.measure.clone(),
            no_less: self.no_less,
            no_more: self.no_more,
            what: self.what.clone(),
        }))
    }
}

impl Check {
    pub(super) fn doing(&self) -> Doing {
        let (remedy, text) = (self.remedy.clone(), self.text.clone());
        Doing::CheckRemedy { measured: self.measured, remedy, text }
    }
}

/// Does it, or says in words why not.
pub(in crate::cmd) fn act(
    node: &Node,
    who: &Who,
    doing: Doing,
    now: Moment,
    out: &mut dyn Write,
) -> Outcome {
    let mut desk = Desk::open(node)?;
    let signer = signer(who.key.as_deref())?;
    let address = desk.does(&who.by, doing.clone(), signer.as_ref(), now)?;
    let docket = desk.check(&address)?;
    desk.commit()?;
    told(&docket, &address, &doing, out)
}

fn told(docket: &Docket, address: &Address, doing: &Doing, out: &mut dyn Write) -> Outcome {
    writeln!(out, "put on record as {address}")?;
    if docket.waiting.contains(address) {
        writeln!(out, "It waits for an entry that it names and that is not held here.")?;
    }
    let case = doing.concerns(address);
    if let Some(found) = case.and_then(|case| docket.cases.get(case)) {
        writeln!(out, "Case {} is {}.", found.id, found.state.word())?;
    }
    Ok(())
}

/// Opens this seat's finding.
pub(super) fn reveal(node: &Node, args: &OfCase, now: Moment, out: &mut dyn Write) -> Outcome {
    let doing = {
        let own = keys::unlock(&node.dir)?.evidence;
        Desk::open(node)?.reveal(&args.case, &own)?
    };
    act(node, &args.who, doing, now, out)
}

/// Closes every clock of a case that has run out and that this seat has not closed, and says where the case stands.
pub(super) fn determine(node: &Node, args: &OfCase, now: Moment, out: &mut dyn Write) -> Outcome {
    let mut desk = Desk::open(node)?;
    let picture = node.picture()?;
    let case = super::find(&picture, &args.case)?;
    if case.determination.is_some() {
        writeln!(out, "The outcome is there: truce case show {}", args.case)?;
        return Ok(());
    }
    let signer = signer(args.who.key.as_deref())?;
    let mut closed = Vec::new();
    for stage in Stage::ALL {
        if now <= case.deadlines.until(*stage) || desk.has_closed(&args.case, *stage) {
            continue;
        }
        let doing = desk.close(&args.case, *stage);
        let address = desk.does(&args.who.by, doing, signer.as_ref(), now)?;
        desk.check(&address)?;
        closed.push(*stage);
    }
    let docket = desk.docket();
    desk.commit()?;
    for stage in &closed {
        writeln!(
            out,
            "put on record: the clock of the {stage} ran out at {}",
            case.deadlines.until(*stage)
        )?;
    }
    if closed.is_empty() {
        writeln!(out, "No clock has run out since this seat last said so.")?;
    }
    if let Some(found) = docket.cases.get(&args.case) {
        writeln!(out, "Case {} is {}.", found.id, found.state.word())?;
    }
    Ok(())
}

/// Takes a determined case up again.
pub(super) fn reopen(node: &Node, args: &Reopen, now: Moment, out: &mut dyn Write) -> Outcome {
    let picture = node.picture()?;
    let earlier = super::find(&picture, &args.case)?;
    if earlier.determination.is_none() {
        return Err(Failure::cannot(format!(
            "{} has no outcome yet, and its clocks still run: act in it",
            args.case
        )));
    }
    let opening = TakingUp {
        accused: args.accused.clone().or_else(|| earlier.opening.accused.clone()),
        evidence: args.on.iter().cloned().collect(),
        reason: args.reason.clone(),
        reopens: Some(args.case.clone()),
        ..earlier.opening.clone()
    };
    act(node, &args.who, Doing::Open(opening), now, out)
}

/// Grades what was told.
pub(in crate::cmd) fn verify(
    node: &Node,
    args: &Verify,
    now: Moment,
    out: &mut dyn Write,
) -> Outcome {
    let lacking = |what: &str| Failure::usage(format!("`{}` needs {what}", args.came_to));
    let came_to = match args.came_to.as_str() {
        "remotely" => Looked::Remotely,
        "on-site" => Looked::OnSite,
        "refuted" => Looked::Refuted,
        "staged" => Looked::Staged,
        "duplicate" => {
            let of = args.of.clone().ok_or_else(|| lacking("--of and the other report"))?;
            Looked::Duplicate { of }
        }
        "unverifiable" => {
            let why = args.why.ok_or_else(|| lacking("--why: access, time, danger or jamming"))?;
            Looked::Unverifiable { why }
        }
        other => {
            return Err(Failure::usage(format!(
                "`{other}` is nothing that looking comes to: use remotely, on-site, refuted, staged, duplicate or unverifiable"
            )));
        }
    };
    let verification = Verification {
        about: args.about.clone(),
        came_to,
        method: args.method.clone(),
        task: args.task.clone(),
        text: args.text.clone(),
        with: args.with.iter().cloned().collect(),
    };
    act(node, &args.who, Doing::Verify(Box::new(verification)), now, out)
}

/// Proposes another procedure, or prints the agreement's.
pub(super) fn propose(node: &Node, args: &Propose, now: Moment, out: &mut dyn Write) -> Outcome {
    let (Some(file), Some(reason), Some(by)) = (&args.file, &args.reason, &args.by) else {
        return print_json(&node.agreement.procedure, out);
    };
    let text = std::fs::read(file).map_err(|fault| Failure::file("read", file, &fault))?;
    let procedure = serde_json::from_slice(&text).map_err(|fault| {
        Failure::cannot(format!("`{}` is no procedure: {fault}", file.display()))
    })?;
    let who = Who { by: by.clone(), key: args.key.clone() };
    let doing = Doing::Propose { procedure: Box::new(procedure), reason: reason.clone() };
    act(node, &who, doing, now, out)
}
