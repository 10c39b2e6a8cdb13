//! What the bulletin was made from, and how to make it again.

use super::frame::{Page, part};
use super::writer::Html;
use crate::render::labels;

/// Heads, agreement, unread entries, the command.
pub(super) fn section(h: &mut Html, page: &Page<'_>) {
    let bulletin = page.bulletin;
    part(h, "made-from", "What this was made from", |h| {
        if bulletin.cut.0.is_empty() {
            h.element("p", &[("class", "empty")], "No log was held when this was made.");
        } else {
            heads(h, page);
        }
        for told in labels::accusations(page.labels, bulletin) {
            h.element("p", &[("class", "note")], &told);
        }
        h.within("dl", &[("class", "facts")], |h| {
            h.element("dt", &[], "Agreement");
            h.within("dd", &[], |h| h.foreign(&bulletin.agreement_title, ""));
            h.element("dt", &[], "SHA-256");
            h.within("dd", &[], |h| h.element("code", &[], &bulletin.agreement_sha256));
            h.element("dt", &[], "Unread");
            let unread = match bulletin.unread {
                0 => "every entry could be read".to_owned(),
                1 => "1 entry could not be read by this program".to_owned(),
                n => format!("{n} entries could not be read by this program"),
            };
            h.element("dd", &[], &unread);
            h.element("dt", &[], "Again");
            h.within("dd", &[], |h| h.element("code", &[], &labels::again(bulletin, "html")));
        });
        let note = "Whoever holds these heads makes this page again, to the byte. A figure leads to the register \
                    that states it, a register to its line on record, a match to its incident, an incident to its \
                    reports.";
        h.element("p", &[("class", "note")], note);
    });
}

fn heads(h: &mut Html, page: &Page<'_>) {
    h.within("table", &[("class", "heads")], |h| {
        h.element("caption", &[], "Heads of the logs");
        h.within("thead", &[], |h| {
            h.within("tr", &[], |h| {
                for name in ["Log", "Entries", "Root"] {
                    h.element("th", &[("scope", "col")], name);
                }
            });
        });
        h.within("tbody", &[], |h| {
            for (seat, head) in &page.bulletin.cut.0 {
                h.within("tr", &[], |h| {
                    h.element("th", &[("scope", "row")], &page.labels.seat_name(seat));
                    h.element("td", &[("class", "size")], &head.size.to_string());
                    h.within("td", &[], |h| h.element("code", &[], &head.root));
                });
            }
        });
    });
}
