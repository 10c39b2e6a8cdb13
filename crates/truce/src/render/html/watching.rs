//! How much was watched, who was kept away, what was foretold, and what nobody saw.

use truce_core::bulletin::{Claim, Quiet};

use super::frame::{Page, entry_id, part};
use super::incidents::claim;
use super::writer::Html;
use crate::render::labels::{self, counted};

/// Predictions, impediments, nothing seen, efforts, and what stands beside registers of no case.
pub(super) fn section(h: &mut Html, page: &Page<'_>) {
    let bulletin = page.bulletin;
    part(h, "watching", "Watching, and being kept from it", |h| {
        quiet(h, page);
        efforts(h, page);
        let lists: [(&str, &[Claim], &str); 3] = [
            (
                "Kept from watching",
                &bulletin.impediments,
                "No impediment is on record: nobody put on record that they were kept away.",
            ),
            (
                "Watched and saw nothing",
                &bulletin.nothing_seen,
                "Nobody put on record that they watched and saw nothing.",
            ),
            ("Predicted", &bulletin.predictions, "No prediction for this period is on record."),
        ];
        for (heading, claims, none) in lists {
            h.element("h3", &[], heading);
            if claims.is_empty() {
                h.element("p", &[("class", "empty")], none);
                continue;
            }
            h.within("ol", &[("class", "claims")], |h| {
                for told in claims {
                    claim(h, page, told);
                }
            });
        }
    });
}

/// Registers of no case, none of them alone.
fn quiet(h: &mut Html, page: &Page<'_>) {
    if page.bulletin.quiet.is_empty() {
        return;
    }
    h.element("h3", &[], "Registers of no case");
    h.within("ul", &[("class", "plain")], |h| {
        for quiet in &page.bulletin.quiet {
            h.within("li", &[], |h| beside(h, page, quiet));
        }
    });
}

fn beside(h: &mut Html, page: &Page<'_>, quiet: &Quiet) {
    let day = labels::long_day(quiet.day);
    h.text(&format!("{} registered no case on {day} (", &page.labels.seat_name(&quiet.seat)));
    page.address(h, &quiet.register);
    h.text("). ");
    if quiet.efforts.is_empty() {
        h.text(
            "How much its sources watched that day is not on record: this says nothing about calm.",
        );
    } else {
        h.text("Its sources’ watching that day: ");
        for (i, address) in quiet.efforts.iter().enumerate() {
            let spent = page.bulletin.efforts.get(address).map(|effort| page.labels.effort(effort));
            h.text(&format!("{}{} (", if i > 0 { "; " } else { "" }, spent.unwrap_or_default()));
            page.address(h, address);
            h.text(")");
        }
        h.text(".");
    }
    let kept = u32::try_from(page.bulletin.impediments.len()).unwrap_or(u32::MAX);
    let kept = match kept {
        0 => " No impediment is on record in the period.".to_owned(),
        n => {
            format!(" {} on record in the period.", counted(n, "impediment is", "impediments are"))
        }
    };
    h.text(&kept);
}

fn efforts(h: &mut Html, page: &Page<'_>) {
    h.element("h3", &[], "What was spent on watching");
    if page.bulletin.efforts.is_empty() {
        let none = "No effort is on record: this says nothing about calm.";
        return h.element("p", &[("class", "empty")], none);
    }
    h.within("ul", &[("class", "plain")], |h| {
        for (address, effort) in &page.bulletin.efforts {
            h.within("li", &[("id", &entry_id(address))], |h| {
                h.element("b", &[], effort.source.as_str());
                h.text(&format!(" · {} · ", page.labels.effort(effort)));
                if !effort.note.is_empty() {
                    h.foreign(&effort.note, "");
                    h.text(" · ");
                }
                h.element("span", &[("class", "address")], &address.to_string());
            });
        }
    });
}
