//! `truce bulletin`: what is published for a day or a period.

use std::io::Write;
use std::path::Path;

use truce_core::bulletin::{Bulletin, Period, compile};

use crate::cli::{BulletinArgs, Layout};
use crate::cmd::DONE;
use crate::failure::{Failure, Outcome};
use crate::node::{Node, write_file};
use crate::render::labels::Labels;
use crate::render::{html, markdown, text};

/// Makes a bulletin and prints it, or writes it to a file.
///
/// # Errors
/// If a log cannot be read, or the period is none.
pub fn run(dir: &Path, args: &BulletinArgs, out: &mut dyn Write) -> Outcome<u8> {
    let period = match (args.date, args.from, args.to) {
        (Some(day), _, _) => Period::day(day),
        (None, Some(from), Some(to)) => {
            Period::new(from, to).map_err(|fault| Failure::usage(fault.to_string()))?
        }
        _ => {
            return Err(Failure::usage("name a day with --date, or a period with --from and --to"));
        }
    };
    let node = Node::open(dir)?;
    let picture = if args.settled {
        let (record, _) = node.record()?;
        node.picture_at(&record, &node.settled_cut()?)
    } else {
        node.picture()?
    };
    let bulletin = compile(&picture, &node.agreement, period);
    let laid_out = lay_out(&bulletin, Labels { agreement: &node.agreement }, args.format)?;
    match &args.out {
        None => write!(out, "{laid_out}")?,
        Some(path) => {
            let plain = match args.format {
                Layout::Text => anstream::adapter::strip_str(&laid_out).to_string(),
                Layout::Md | Layout::Html | Layout::Json => laid_out,
            };
            write_file(path, plain.as_bytes())?;
            writeln!(out, "wrote `{}`", path.display())?;
        }
    }
    Ok(DONE)
}

/// A bulletin in a layout. Text carries colour codes; the terminal's writer strips them where they are not wanted.
///
/// # Errors
/// Never for a compiled bulletin.
pub fn lay_out(bulletin: &Bulletin, labels: Labels<'_>, layout: Layout) -> Outcome<String> {
    Ok(match layout {
        Layout::Text => text::bulletin(bulletin, labels),
        Layout::Md => markdown::page(bulletin, labels),
        Layout::Html => html::page(bulletin, labels),
        Layout::Json => {
            let mut json = bulletin.json().map_err(|fault| Failure::cannot(fault.to_string()))?;
            json.push('\n');
            json
        }
    })
}
