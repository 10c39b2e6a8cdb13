//! `truce task`: what is to be found out, by whom and by when.

use std::io::Write;
use std::path::Path;

use clap::{Args, Subcommand};
use serde::Serialize;
use truce_core::assessment::Point;
use truce_core::case::Task;
use truce_core::case::deed::Doing;
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::time::{Day, Moment};

use crate::cmd::case::{Verify, Who, act, verify};
use crate::cmd::{DONE, print_json};
use crate::failure::Outcome;
use crate::node::Node;
use crate::render::case::would_settle;
use crate::render::table::{Side, Table};

/// `truce task`.
#[derive(Debug, Args)]
pub struct TaskArgs {
    #[command(subcommand)]
    command: TaskCommand,
}

#[derive(Debug, Subcommand)]
enum TaskCommand {
    /// List tasks that are set, and what would settle what is open in each case.
    List {
        /// Only this seat's.
        #[arg(long)]
        mine: bool,
        /// Done ones too.
        #[arg(long)]
        all: bool,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Set a task.
    Set {
        /// The case.
        case: Address,
        /// What it would settle: act, time, place, excluded-group, exemption, author, event, first-shot.
        #[arg(long, value_name = "POINT", value_parser = point)]
        settles: Point,
        /// Which seat sees to it.
        #[arg(long, value_name = "SEAT")]
        owner: SeatId,
        /// By when, by the agreement's clock.
        #[arg(long, value_name = "DATE")]
        due: Day,
        /// What is to be done, in words.
        #[arg(long, value_name = "TEXT")]
        what: String,
        #[command(flatten)]
        who: Who,
    },
    /// Say what looking came to; --task names the task.
    Done(Verify),
}

fn point(text: &str) -> Result<Point, String> {
    let words: Vec<&str> = Point::ALL.iter().map(|point| point.word()).collect();
    let found = Point::ALL.iter().find(|point| point.word() == text).copied();
    found.ok_or_else(|| format!("use one of {}", words.join(", ")))
}

#[derive(Serialize)]
struct Row<'a> {
    case: &'a Address,
    #[serde(flatten)]
    task: &'a Task,
}

/// Shows tasks, or sets one.
///
/// # Errors
/// In words: what may not be done is refused before it is on record.
pub fn run(dir: &Path, args: &TaskArgs, now: Moment, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    match &args.command {
        TaskCommand::List { mine, all, json } => list(&node, (*mine, *all, *json), now, out)?,
        TaskCommand::Set { case, settles, owner, due, what, who } => {
            let doing = Doing::Task {
                case: case.clone(),
                due: node.agreement.clock().window_of(*due).latest(),
                owner: owner.clone(),
                point: *settles,
                what: what.clone(),
            };
            act(&node, who, doing, now, out)?;
        }
        TaskCommand::Done(args) => verify(&node, args, now, out)?,
    }
    Ok(DONE)
}

fn list(
    node: &Node,
    (mine, all, json): (bool, bool, bool),
    now: Moment,
    out: &mut dyn Write,
) -> Outcome {
    let picture = node.picture()?;
    let rows = picture
        .docket
        .cases
        .values()
        .flat_map(|case| case.tasks.values().map(|task| Row { case: &case.id, task }));
    let rows = rows.filter(|row| !mine || row.task.owner == node.seat);
    let mut rows: Vec<Row<'_>> = rows.filter(|row| all || row.task.settled_by.is_none()).collect();
    rows.sort_by_key(|row| (row.task.due, &row.task.done.at));
    if json {
        return print_json(&rows, out);
    }
    if rows.is_empty() {
        writeln!(out, "No task is open.")?;
    } else {
        let mut table = Table::new(&[
            ("task", Side::Left),
            ("case", Side::Left),
            ("by", Side::Left),
            ("until", Side::Left),
            ("settles", Side::Left),
            ("what", Side::Left),
        ]);
        for row in &rows {
            let day = node.agreement.clock().day_of(row.task.due);
            let state = match &row.task.settled_by {
                Some(at) => format!("{day}, done: {at}"),
                None if row.task.due < now => format!("{day}, over"),
                None => day.to_string(),
            };
            table.row(vec![
                row.task.done.at.to_string(),
                row.case.to_string(),
                row.task.owner.to_string(),
                state,
                row.task.point.word().to_owned(),
                row.task.what.clone(),
            ]);
        }
        write!(out, "{}", table.text())?;
    }
    for case in picture.docket.cases.values().filter(|case| case.determination.is_none()) {
        let open = would_settle(&picture, case);
        if !open.is_empty() {
            writeln!(out, "\nCase {}: what would settle what is open", case.id)?;
        }
        for (point, what) in open {
            writeln!(out, "  {:<15} {what}", point.word())?;
        }
    }
    Ok(())
}
