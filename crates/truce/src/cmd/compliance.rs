//! `truce compliance`: what is known of it, by party, provision, zone and week, with what was watched beside it.

use std::io::Write;
use std::path::Path;

use clap::Args;
use truce_core::bulletin::Period;
use truce_core::case::compliance::{Compliance, Row, Watch, compliance};
use truce_core::id::{ActorId, ProvisionId};
use truce_core::time::Day;

use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::render::labels::{Labels, counted};
use crate::render::table::{Side, Table};

/// `truce compliance`.
#[derive(Debug, Args)]
pub struct ComplianceArgs {
    /// The first day.
    #[arg(long, value_name = "DATE")]
    from: Day,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    to: Day,
    /// Only rows of a party.
    #[arg(long, value_name = "ACTOR")]
    party: Option<ActorId>,
    /// Only rows under a provision.
    #[arg(long, value_name = "PROVISION")]
    under: Option<ProvisionId>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// Prints it.
///
/// # Errors
/// If a log cannot be read, or the period is none.
pub fn run(dir: &Path, args: &ComplianceArgs, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let period =
        Period::new(args.from, args.to).map_err(|fault| Failure::usage(fault.to_string()))?;
    let picture = node.picture()?;
    let mut found = compliance(&picture, &node.agreement, period);
    found.rows.retain(|row| {
        args.party.as_ref().is_none_or(|party| row.party.as_ref() == Some(party))
            && args.under.as_ref().is_none_or(|under| row.provision == *under)
    });
    if args.json {
        print_json(&found, out)?;
    } else {
        show(&found, Labels { agreement: &node.agreement }, out)?;
    }
    Ok(DONE)
}

fn show(found: &Compliance, labels: Labels<'_>, out: &mut dyn Write) -> Outcome {
    if found.rows.is_empty() {
        writeln!(out, "Nothing is on record for that. It says nothing about calm.")?;
        return Ok(());
    }
    let mut table = Table::new(&[
        ("week", Side::Left),
        ("party", Side::Left),
        ("provision", Side::Left),
        ("zone", Side::Left),
        ("apparent", Side::Right),
        ("not known", Side::Right),
        ("outside", Side::Right),
        ("cases", Side::Right),
        ("agreed", Side::Right),
        ("breaches", Side::Right),
        ("no agreement", Side::Right),
        ("replies", Side::Right),
        ("remedies", Side::Right),
        ("watched", Side::Left),
        ("kept away", Side::Right),
    ]);
    for row in &found.rows {
        table.row(cells(row, labels));
    }
    write!(out, "{}", table.text())?;
    let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    writeln!(out)?;
    writeln!(
        out,
        "apparent: every version blames the party; not known: not enough is known, or versions differ. Neither is a determination."
    )?;
    let cases = &found.totals.cases;
    writeln!(
        out,
        "{}, {}: {} agreed, {} without agreement ({} by the clock), {} under way, {} not admitted.",
        counted(count(found.incidents), "incident", "incidents"),
        counted(count(cases.opened), "row of a case", "rows of cases"),
        cases.agreed,
        cases.no_agreement,
        cases.by_clock,
        cases.under_way,
        cases.not_admitted
    )?;
    for (what, median) in
        [("reply", found.totals.reply_s_median), ("outcome", found.totals.determine_s_median)]
    {
        if let Some(seconds) = median {
            writeln!(out, "middle time to {what}: {} h", seconds / 3_600)?;
        }
    }
    if found.incidents_elsewhere > 0 {
        writeln!(out, "{} more fall under no provision.", found.incidents_elsewhere)?;
    }
    if found.unread > 0 || found.waiting > 0 {
        writeln!(
            out,
            "{} entries cannot be read here, and {} deeds wait for an entry that they name.",
            found.unread, found.waiting
        )?;
    }
    Ok(())
}

fn cells(row: &Row, labels: Labels<'_>) -> Vec<String> {
    let tally = &row.tally;
    let incidents = &tally.incidents;
    let zone = row.zone.as_ref().and_then(|id| labels.agreement.zone(id));
    let dash = |number: u64| if number == 0 { "·".to_owned() } else { number.to_string() };
    let replies = &tally.replies;
    let remedies = &tally.remedies;
    vec![
        row.week.from.to_string(),
        row.party.as_ref().map_or("nobody named", |id| labels.actor(id)).to_owned(),
        row.provision.to_string(),
        zone.map_or("place not known", |zone| zone.name.as_str()).to_owned(),
        dash(incidents.apparent_breach),
        dash(incidents.insufficient.saturating_add(incidents.versions_differ)),
        dash(incidents.outside_coverage.saturating_add(incidents.consistent)),
        dash(tally.cases.opened),
        dash(tally.cases.agreed),
        dash(tally.cases.breaches),
        dash(tally.cases.no_agreement),
        share(replies.in_time, &[replies.late, replies.none]),
        share(remedies.met, &[remedies.missed, remedies.overdue, remedies.not_measured]),
        watched(&row.watch),
        dash(row.watch.impediments),
    ]
}

/// `2 of 3`; a dot where there was none to count.
fn share(good: u64, others: &[u64]) -> String {
    let all = others.iter().fold(good, |sum, other| sum.saturating_add(*other));
    if all == 0 { "·".to_owned() } else { format!("{good} of {all}") }
}

fn watched(watch: &Watch) -> String {
    let Some(effort) = &watch.effort else { return "not known".to_owned() };
    let said = [(effort.patrols, "patrols"), (effort.hours, "h")];
    let said: Vec<String> =
        said.iter().filter_map(|(number, unit)| Some(format!("{} {unit}", (*number)?))).collect();
    if said.is_empty() { format!("{} entries", effort.entries) } else { said.join(", ") }
}
