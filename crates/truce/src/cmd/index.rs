//! `truce index`: brings the index up to date, makes it anew, or says how far it is.

use std::io::Write;
use std::path::Path;

use crate::cli;
use crate::cmd::{DONE, print_json};
use crate::failure::Outcome;
use crate::index::keep::Kept;
use crate::index::{Index, LogStatus};
use crate::node::Node;
use crate::render::table::{Side, Table};

/// Carries out `truce index`.
///
/// # Errors
/// If a log is damaged, or the index cannot be written.
pub fn run(dir: &Path, args: &cli::Index, out: &mut dyn Write) -> Outcome<u8> {
    let node = Node::open(dir)?;
    let mut index = if args.rebuild { Index::anew(&node)? } else { Index::open(&node)? };
    if !args.status {
        let new = index.follow(&node)?;
        let kept = index.keep_up(&node)?;
        match new {
            _ if args.json => {}
            0 => writeln!(out, "The index is up to date.")?,
            1 => writeln!(out, "1 entry was indexed.")?,
            new => writeln!(out, "{new} entries were indexed.")?,
        }
        if let Some(kept) = kept.filter(|_| !args.json) {
            writeln!(out, "{}", kept_text(&kept))?;
        }
    }
    let status = index.status(&node)?;
    if args.json {
        print_json(&status, out)?;
        return Ok(DONE);
    }
    write!(out, "{}", status_text(&status))?;
    Ok(DONE)
}

/// What of the picture was written.
fn kept_text(kept: &Kept) -> String {
    format!(
        "The picture is kept: {} of its incidents, days, cases and entries written, {} taken out.",
        kept.written, kept.gone
    )
}

/// How far each log is indexed, as a table.
fn status_text(status: &[LogStatus]) -> String {
    let mut table = Table::new(&[
        ("log", Side::Left),
        ("indexed", Side::Right),
        ("of", Side::Right),
        ("not readable", Side::Right),
    ]);
    for log in status {
        // After a crash a log may hold a few entries more than its head says.
        let size = log.size.max(log.indexed);
        table.row(vec![
            log.seat.to_string(),
            log.indexed.to_string(),
            size.to_string(),
            log.unread.to_string(),
        ]);
    }
    table.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_says_how_far_each_log_is() {
        let seat = |name: &str| truce_core::id::SeatId::new(name).unwrap();
        let status = [
            LogStatus { indexed: 12, seat: seat("russia"), size: 15, unread: 1 },
            LogStatus { indexed: 7, seat: seat("un"), size: 6, unread: 0 },
        ];
        expect_test::expect![[r#"
            log     indexed  of  not readable
            ─────────────────────────────────
            russia       12  15             1
            un            7   7             0
        "#]]
        .assert_eq(&status_text(&status));
    }
}
