//! Incidents: every claim with its claimant, where the claims differ, and why they are held to be one.

use truce_core::bulletin::{Claim, IncidentPage};
use truce_core::incident::{Difference, Link};
use truce_core::matching::evidence::Bans;
use truce_core::names::fold;
use truce_core::report::{NamedActor, Stance};

use super::frame::{Page, entry_id, incident_id, part};
use super::versions;
use super::writer::Html;
use crate::render::labels::{self, counted};

/// The incidents of the period.
pub(super) fn section(h: &mut Html, page: &Page<'_>) {
    part(h, "incidents", "Incidents on record", |h| {
        if page.bulletin.incidents.is_empty() {
            let none =
                "No report of an event in this period is on record. That says nothing about calm.";
            return h.element("p", &[("class", "empty")], none);
        }
        let note = "An incident is one or more reports held to be of one event. Nothing here is determined: \
                    each claim is its claimant’s, and what it would mean is apparent only.";
        h.element("p", &[("class", "note")], note);
        for held in &page.bulletin.incidents {
            incident(h, page, held);
        }
    });
}

fn incident(h: &mut Html, page: &Page<'_>, held: &IncidentPage) {
    let incident = &held.incident;
    h.within("article", &[("id", &incident_id(&incident.id)), ("class", "incident")], |h| {
        h.within("h3", &[], |h| {
            let number = page.number(&incident.id).unwrap_or(0).to_string();
            h.element("span", &[("class", "no")], &number);
            h.text(" ");
            h.foreign(&labels::incident_heading(held), "");
        });
        h.within("p", &[("class", "meta")], |h| {
            let number = u32::try_from(incident.reports.len()).unwrap_or(u32::MAX);
            let reports = counted(number, "report", "reports");
            let when = page.labels.when(incident.window);
            h.text(&format!("{when} · {reports} · named by its first report, "));
            page.address(h, &incident.id);
        });
        h.element("p", &[("class", "voices")], &page.labels.voices(incident));
        differences(h, page, &incident.differences);
        h.within("ol", &[("class", "claims")], |h| {
            for told in &held.claims {
                claim(h, page, told);
            }
        });
        links(h, page, &incident.links);
        versions::section(h, page, held);
    });
}

fn differences(h: &mut Html, page: &Page<'_>, differences: &[Difference]) {
    if differences.is_empty() {
        return;
    }
    h.within("table", &[("class", "differences")], |h| {
        h.element("caption", &[], "Where the claims differ");
        h.within("tbody", &[], |h| {
            for difference in differences {
                h.within("tr", &[], |h| {
                    h.element("th", &[("scope", "row")], difference.about.question());
                    h.within("td", &[], |h| voices_on(h, page, difference));
                });
            }
        });
    });
}

fn voices_on(h: &mut Html, page: &Page<'_>, difference: &Difference) {
    h.within("ul", &[], |h| {
        for voice in &difference.voices {
            h.within("li", &[], |h| {
                h.foreign(&page.labels.says(difference.about, &voice.says), "");
                h.text(" ");
                h.within("span", &[("class", "by")], |h| page.addresses(h, &voice.reports));
            });
        }
    });
}

/// One source's word.
pub(super) fn claim(h: &mut Html, page: &Page<'_>, claim: &Claim) {
    h.within("li", &[("id", &entry_id(&claim.address)), ("class", "claim")], |h| {
        h.within("p", &[("class", "teller")], |h| {
            h.within("b", &[], |h| h.foreign(&claim.source_name, ""));
            let grade = claim.reliability.map_or_else(
                || "no grade on record".to_owned(),
                |grade| format!("reliability {grade}"),
            );
            let (leaning, basis) = (page.labels.leaning(claim), labels::basis(claim.basis));
            h.text(&format!(" · {leaning} · {grade} · {basis} · "));
            h.element("span", &[("class", "address")], &claim.address.to_string());
        });
        if !claim.account.is_empty() {
            h.within("blockquote", &[], |h| {
                h.foreign_in("p", &[], &claim.account, &claim.language)
            });
        }
        h.within("dl", &[("class", "facts")], |h| facts(h, page, claim));
    });
}

fn fact(h: &mut Html, name: &str, said: &str) {
    h.element("dt", &[], name);
    h.within("dd", &[], |h| h.foreign(said, ""));
}

fn facts(h: &mut Html, page: &Page<'_>, claim: &Claim) {
    fact(h, "What", claim.act.phrase());
    fact(h, "Where", &page.labels.place_told(&claim.place));
    fact(h, "When", &page.labels.when(claim.window));
    h.element("dt", &[], "Who");
    h.within("dd", &[], |h| blamed(h, page, claim));
    if !claim.target.is_empty() {
        h.element("dt", &[], "Hit");
        h.within("dd", &[], |h| actors(h, page, claim, &claim.target, ", "));
    }
    if let Some(harm) = labels::harm(claim.harm) {
        fact(h, "Harm", &harm);
    }
    if let Some(exemption) = claim.exemption {
        fact(h, "Claims", labels::exemption(exemption));
    }
    if let Some(sent_at) = claim.sent_at {
        fact(h, "Sent", &sent_at.to_string());
    }
    if let Some(sealed) = labels::sealed(claim) {
        fact(h, "Sealed", &sealed);
    }
    for doubt in &claim.doubts {
        fact(h, "Doubt", &labels::quoted(doubt));
    }
}

/// Whom a claim blames, or that it blames nobody.
fn blamed(h: &mut Html, page: &Page<'_>, claim: &Claim) {
    match (claim.stance, claim.accused.is_empty()) {
        (Stance::Asserts, false) => h.text("names "),
        (Stance::DeniesAuthorship, false) => h.text("says that it was not "),
        (Stance::DeniesEvent, _) | (Stance::Asserts | Stance::DeniesAuthorship, true) => {
            return h.text(&page.labels.blamed(claim));
        }
    }
    actors(h, page, claim, &claim.accused, " or ");
}

/// Actors as the source writes them, each set apart, and whom they were taken to mean.
fn actors(h: &mut Html, page: &Page<'_>, claim: &Claim, named: &[NamedActor], between: &str) {
    for (i, named) in named.iter().enumerate() {
        if i > 0 {
            h.text(between);
        }
        let meant = named.actor.as_ref().map(|id| page.labels.actor_name(id));
        let alike = meant.as_ref().is_some_and(|name| fold(name) == fold(&named.written));
        if !alike {
            h.text("“");
        }
        h.foreign(&named.written, &claim.language);
        match meant {
            Some(name) if !alike => h.text(&format!("” ({name})")),
            Some(_) => {}
            None => h.text("”"),
        }
    }
}

/// Why each report is in.
fn links(h: &mut Html, page: &Page<'_>, links: &[Link]) {
    if links.is_empty() {
        return;
    }
    h.within("details", &[], |h| {
        h.element("summary", &[], "Why these reports are held to be one");
        let note = "Each report against the rest of its incident, beside the one that it fits best. Weights are in bans: +1.0 makes one event ten \
                    times as likely. Who is blamed is never weighed.";
        h.element("p", &[("class", "note")], note);
        h.within("ul", &[("class", "links")], |h| {
            for link in links {
                h.within("li", &[], |h| {
                    page.address(h, &link.report);
                    h.text(" with ");
                    page.address(h, &link.with);
                    h.text(": ");
                    for reason in &link.evidence.reasons {
                        h.text(&format!("{} ", reason.words));
                        h.element("b", &[], &Bans(reason.millibans).to_string());
                        h.text("; ");
                    }
                    h.text("together ");
                    h.element("b", &[], &Bans(link.evidence.total).to_string());
                });
            }
        });
    });
}
