//! `truce reports`: lists and searches reports, from the index.

use std::io::Write;
use std::path::Path;

use truce_core::agreement::Agreement;
use truce_core::time::{Moment, Window};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::cli::Reports;
use crate::cmd::{DONE, print_json_line};
use crate::failure::{Failure, Outcome};
use crate::index::{Answer, Found, Index, Query};
use crate::node::Node;
use crate::render::table::{Side, Table};

/// How many entries are indexed on the way to an answer; beyond that somebody is to decide to wait.
const LAG_MAX: u64 = 50_000;

/// How wide a table may be.
const WIDTH: usize = 100;

/// Looks reports up and prints them, the latest first.
///
/// # Errors
/// If the words looked for cannot be understood, or the index cannot be used.
pub fn run(dir: &Path, args: &Reports, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let query = query(args, &node.agreement)?;
    let mut index = Index::open(&node)?;
    let lag = catch_up(&mut index, &node)?;
    let answer = index.find(&query)?;
    if args.json {
        for report in &answer.reports {
            print_json_line(report, out)?;
        }
    } else if answer.reports.is_empty() {
        writeln!(out, "{}", nothing(&answer, &query, lag.is_some()))?;
    } else {
        write!(out, "{}", table(&answer, &node.agreement))?;
    }
    if let Some((indexed, size)) = lag {
        eprintln!("note: {indexed} of {size} entries are indexed: run `truce index`");
    }
    Ok(DONE)
}

/// What was typed, with days as the agreement's clock cuts them.
fn query(args: &Reports, agreement: &Agreement) -> Outcome<Query> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && to < from
    {
        return Err(Failure::usage(format!(
            "--from {from} lies after --to {to}: give the earlier day first"
        )));
    }
    if let Some(area) = &args.area
        && !agreement.areas().iter().any(|known| known.id == *area)
    {
        let known: Vec<&str> = agreement.areas().iter().map(|area| area.id.as_str()).collect();
        return Err(Failure::usage(format!(
            "the agreement has no area `{area}`: its areas are {}",
            known.join(", ")
        )));
    }
    let clock = agreement.clock();
    Ok(Query {
        text: args.text.clone(),
        from: args.from.map(|day| clock.window_of(day).earliest()),
        to: args.to.map(|day| clock.window_of(day).latest()),
        area: args.area.clone(),
        source: args.source.clone(),
        near: args.near,
        within_m: args.within_km.saturating_mul(1000),
        most: args.most,
    })
}

/// Indexes what is new, if that is soon done; otherwise says how many entries of how many are indexed.
fn catch_up(index: &mut Index, node: &Node) -> Outcome<Option<(u64, u64)>> {
    let status = index.status(node)?;
    let lag: u64 = status.iter().map(|log| log.size.saturating_sub(log.indexed)).sum();
    if lag <= LAG_MAX {
        index.follow(node)?;
        return Ok(None);
    }
    let size: u64 = status.iter().map(|log| log.size).sum();
    Ok(Some((size.saturating_sub(lag), size)))
}

/// The empty state: it never says that nothing happened.
fn nothing(answer: &Answer, query: &Query, lags: bool) -> String {
    let asked = query.text.is_some()
        || query.from.is_some()
        || query.to.is_some()
        || query.area.is_some()
        || query.source.is_some()
        || query.near.is_some();
    match (answer.total, asked, lags) {
        (1.., _, _) => format!("{} reports match: ask for more than 0 with --most.", answer.total),
        (0, true, false) => {
            "No report on record matches. That says nothing about what happened.".to_owned()
        }
        (0, false, false) => {
            "No report is on record yet. Put some there with `truce import`.".to_owned()
        }
        (0, _, true) => "No report that is indexed so far matches.".to_owned(),
    }
}

/// A line for each report, and under it the first words of the account.
fn table(answer: &Answer, agreement: &Agreement) -> String {
    let heads = ["report", "when", "where", "act", "told by", "names"];
    let most = [14, 22, 20, 14, 14, 40];
    let rows: Vec<[String; 6]> =
        answer.reports.iter().map(|found| cells(found, agreement)).collect();
    let mut left = WIDTH;
    let mut widths = [0; 6];
    for (column, ((width, head), most)) in widths.iter_mut().zip(heads).zip(most).enumerate() {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let wanted = cells.map(|cell| cell.width()).chain([head.width()]).max().unwrap_or(0);
        *width = wanted.min(most).min(left);
        left = left.saturating_sub(*width + 2);
    }
    let mut table = Table::new(&heads.map(|head| (head, Side::Left)));
    for row in rows {
        table.row(row.iter().zip(widths).map(|(cell, width)| clipped(cell, width)).collect());
    }
    let text = table.text();
    let mut lines = text.lines();
    let mut shown = String::new();
    for head in lines.by_ref().take(2) {
        shown.extend([head, "\n"]);
    }
    for (line, found) in lines.zip(&answer.reports) {
        shown.extend([line, "\n  ", &clipped(&told(found), WIDTH - 2), "\n"]);
    }
    let foot = match (answer.total, answer.reports.len()) {
        (1, 1) => "1 report".to_owned(),
        (total, shown) if u64::try_from(shown) == Ok(total) => {
            format!("{total} reports, the latest first")
        }
        (total, shown) => format!("the latest {shown} of {total} reports; --most N shows more"),
    };
    format!("{shown}\n{foot}\n")
}

/// The account in one line; if it was replaced, that first.
fn told(found: &Found) -> String {
    let account = plain(&found.account);
    match &found.corrected_by {
        Some(by) => format!("[corrected by {by}] {account}"),
        None if account.is_empty() => "(no account)".to_owned(),
        None => account,
    }
}

fn cells(found: &Found, agreement: &Agreement) -> [String; 6] {
    let area = found.area.as_deref().map(|id| {
        let area = agreement.areas().iter().find(|area| area.id.as_str() == id);
        area.map_or(id, |area| area.name("en"))
    });
    let place = match (found.place.as_str(), area) {
        ("", None) => match found.lat.zip(found.lon) {
            Some((lat, lon)) => format!("{lat:.3}, {lon:.3}"),
            None => "not stated".to_owned(),
        },
        ("", Some(area)) => area.to_owned(),
        (place, None) => place.to_owned(),
        (place, Some(area)) if place == area => place.to_owned(),
        (place, Some(area)) => format!("{place}, {area}"),
    };
    // What was predicted, or not seen, must not read like what was told as having happened.
    let act = match found.basis.as_str() {
        "nothing-seen" => "nothing seen".to_owned(),
        "impediment" => "impediment".to_owned(),
        "predicted" => format!("predicted {}", found.act),
        _ => found.act.clone(),
    };
    let names = match (found.stance.as_str(), found.accused.as_str()) {
        ("denies-event", _) => "denies it".to_owned(),
        (_, "") => "nobody".to_owned(),
        ("denies-authorship", accused) => format!("not {accused}"),
        (_, accused) => accused.to_owned(),
    };
    let when = when(agreement, found.earliest, found.latest);
    [found.address.clone(), when, place, act, found.source.clone(), names].map(|cell| plain(&cell))
}

/// The days, short: `2017-05-07`, `2017-05-07..09`, `2017-05-30..06-02`, `2016-12-22..2017-01-28`.
fn when(agreement: &Agreement, earliest: Moment, latest: Moment) -> String {
    let clock = agreement.clock();
    let Ok(window) = Window::new(earliest, latest) else { return String::new() };
    let first = clock.day_of(window.earliest()).to_string();
    let last = clock.day_of(window.latest()).to_string();
    let shared = |length: usize| first.get(..length) == last.get(..length);
    let rest = match (first == last, shared(8), shared(5)) {
        (true, _, _) => return first,
        (_, true, _) => last.get(8..),
        (_, _, true) => last.get(5..),
        _ => None,
    };
    match rest {
        Some(rest) => format!("{first}..{rest}"),
        None => format!("{first}..{last}"),
    }
}

/// One line that moves nothing on a terminal: no control characters, no marks that turn the writing round.
fn plain(text: &str) -> String {
    let steers = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown: String =
        text.chars().filter(|c| !steers(c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of a text as fits, with a mark if that is not all.
fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut taken = 0;
    let fits = |c: &char| {
        taken += c.width().unwrap_or(0);
        taken < width
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_cut_to_its_width_on_screen() {
        assert_eq!(clipped("Wadi Barada", 11), "Wadi Barada");
        assert_eq!(clipped("Wadi Barada", 6), "Wadi…");
        assert_eq!(clipped("漢字漢字", 5), "漢字…");
        assert_eq!(clipped("", 0), "");
    }

    #[test]
    fn foreign_text_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[2J\n b\u{202e}c"), "a [2J bc");
    }
}
