//! What each version of an incident would mean, provision by provision, as a tree that can be read.

use truce_core::assessment::{Answer, Assessment, Element, Outcome};
use truce_core::bulletin::IncidentPage;
use truce_core::kleene::Truth;
use truce_core::version::Version;

use super::frame::Page;
use super::writer::Html;

/// The versions of an incident.
pub(super) fn section(h: &mut Html, page: &Page<'_>, held: &IncidentPage) {
    h.element("h4", &[], "What it would mean");
    if held.versions.is_empty() {
        let none = "No claim asserts the event, so there is nothing to hold against the agreement.";
        return h.element("p", &[("class", "quiet")], none);
    }
    for version in &held.versions {
        h.within("div", &[("class", "version")], |h| one(h, page, version));
    }
}

fn one(h: &mut Html, page: &Page<'_>, version: &Version) {
    h.within("p", &[("class", "teller")], |h| {
        h.text("As told in ");
        page.addresses(h, &version.reports);
    });
    if version.assessments.is_empty() {
        h.element(
            "p",
            &[("class", "quiet")],
            "No provision of the agreement speaks of such an act.",
        );
    }
    for assessment in &version.assessments {
        assess(h, page, assessment);
    }
}

fn assess(h: &mut Html, page: &Page<'_>, assessment: &Assessment) {
    h.within("details", &[("class", "assessment")], |h| {
        h.within("summary", &[], |h| {
            h.text(&page.labels.provision(&assessment.provision));
            h.text(": ");
            h.element("b", &[], &page.labels.outcome(&assessment.outcome));
        });
        h.within("ul", &[("class", "tree")], |h| {
            answer(h, page, "Was it covered?", &assessment.covered);
            answer(h, page, "Did it happen?", &assessment.happened);
            answer(h, page, "Is it known who did it?", &assessment.who);
        });
        if let Outcome::Insufficient { lacking } = &assessment.outcome {
            settle(h, page, lacking);
        }
    });
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "not known",
    }
}

fn answer(h: &mut Html, page: &Page<'_>, question: &str, answer: &Answer) {
    h.within("li", &[], |h| {
        h.text(&format!("{question} "));
        h.element("b", &[], truth(answer.truth));
        h.within("ul", &[], |h| {
            for element in &answer.elements {
                h.within("li", &[], |h| {
                    h.element("span", &[("class", "point")], element.point.word());
                    h.text(&format!(
                        " {}: {}",
                        truth(element.truth),
                        page.labels.ground(&element.ground)
                    ));
                });
            }
        });
    });
}

/// What would settle what is lacking.
fn settle(h: &mut Html, page: &Page<'_>, lacking: &[Element]) {
    h.element("p", &[("class", "settle")], "What would settle it:");
    h.within("ul", &[("class", "settle")], |h| {
        for element in lacking {
            let by = element.ground.settle().unwrap_or("another account");
            let open = page.labels.ground(&element.ground);
            h.element("li", &[], &format!("{} ({open}): {by}", element.point.word()));
        }
    });
}
