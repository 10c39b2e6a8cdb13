//! `truce incidents`: reports held to be one event.

use std::io::Write;
use std::path::Path;

use truce_core::bulletin::{IncidentPage, Period, compile, page_of};
use truce_core::picture::Picture;
use truce_core::time::Day;

use crate::cli::Incidents;
use crate::cmd::{DONE, print_json};
use crate::failure::{Failure, Outcome};
use crate::node::Node;
use crate::render::labels::Labels;
use crate::render::table::{Side, Table};
use crate::render::text;

/// Lists incidents, or shows the one that holds a report.
///
/// # Errors
/// If a log cannot be read, or no incident holds the report.
pub fn run(dir: &Path, args: &Incidents, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let picture = node.picture()?;
    let labels = Labels { agreement: &node.agreement };
    if let Some(report) = &args.report {
        let incident = picture.incident_of(report).ok_or_else(|| {
            let why = match picture.reports.get(report) {
                Some(told) => format!("{report} is {} and in no incident", told.basis),
                None => format!("{report} is no report on record here"),
            };
            Failure::cannot(format!("{why}: list the incidents with `truce incidents`"))
        })?;
        let page = page_of(&picture, incident);
        if args.json {
            print_json(&page, out)?;
        } else {
            write!(out, "{}", text::incident(&page, labels))?;
        }
        return Ok(DONE);
    }
    let pages = listed(&node, &picture, args)?;
    if args.json {
        print_json(&pages, out)?;
    } else if pages.is_empty() {
        writeln!(out, "No incident is on record for that. Widen the period, or import reports.")?;
    } else {
        write!(out, "{}", list(&pages, labels))?;
    }
    Ok(DONE)
}

fn listed(node: &Node, picture: &Picture, args: &Incidents) -> Outcome<Vec<IncidentPage>> {
    let mut pages: Vec<IncidentPage> = match (args.from, args.to) {
        (None, None) => {
            picture.incidents.iter().map(|incident| page_of(picture, incident)).collect()
        }
        (from, to) => {
            let first = || Day::new(1900, 1, 1);
            let from = from.or_else(first).or(to);
            let to = to.or(from.map(|from| from.plus(Period::DAYS_MAX - 1)));
            let (Some(from), Some(to)) = (from, to) else { return Ok(Vec::new()) };
            let from = from.max(to.plus(1 - Period::DAYS_MAX));
            let period =
                Period::new(from, to).map_err(|fault| Failure::usage(fault.to_string()))?;
            compile(picture, &node.agreement, period).incidents
        }
    };
    if let Some(area) = &args.area {
        pages
            .retain(|page| page.claims.iter().any(|claim| claim.place.area.as_ref() == Some(area)));
    }
    Ok(pages)
}

fn list(pages: &[IncidentPage], labels: Labels<'_>) -> String {
    let mut table = Table::new(&[
        ("incident", Side::Left),
        ("days", Side::Left),
        ("what and where", Side::Left),
        ("reports", Side::Right),
        ("independent", Side::Right),
        ("they differ on", Side::Left),
    ]);
    for page in pages {
        let differ: Vec<&str> =
            page.incident.differences.iter().map(|d| d.about.question()).collect();
        table.row(vec![
            page.incident.id.to_string(),
            labels.when(page.incident.window),
            text::incident_name(page, labels),
            page.claims.len().to_string(),
            page.incident.independent.len().to_string(),
            differ.join(", "),
        ]);
    }
    table.text()
}
