//! Incidents in Markdown: claims, differences, reasons, meanings.

use truce_core::assessment::{Answer, Assessment, Element, Outcome};
use truce_core::bulletin::{Claim, IncidentPage};
use truce_core::kleene::Truth;

use super::addresses;
use super::writer::Markdown;
use crate::render::labels::{self, Labels, counted};

/// One incident.
pub(super) fn incident(m: &mut Markdown, labels: Labels<'_>, held: &IncidentPage, number: usize) {
    let incident = &held.incident;
    m.mark("\n### Incident ").text(&number.to_string()).mark(": ");
    m.text(&labels::incident_heading(held)).mark("\n\n");
    let reports = u32::try_from(incident.reports.len()).unwrap_or(u32::MAX);
    m.text(&labels.when(incident.window)).mark(" · ").text(&counted(reports, "report", "reports"));
    m.mark(" · named by its first report, ").code(&incident.id).mark(". ");
    m.text(&labels.voices(incident)).mark("\n\n");
    for told in &held.claims {
        claim(m, labels, told);
    }
    if !incident.differences.is_empty() {
        m.mark("\nWhere the claims differ:\n\n");
    }
    for difference in &incident.differences {
        m.mark("- ").text(difference.about.question()).mark(": ");
        for (i, voice) in difference.voices.iter().enumerate() {
            m.mark(if i > 0 { "; **" } else { "**" });
            m.text(&labels.says(difference.about, &voice.says)).mark("** (");
            addresses(m, &voice.reports);
            m.mark(")");
        }
        m.mark("\n");
    }
    if !incident.links.is_empty() {
        m.mark("\nWhy these reports are held to be one, in bans (+1.0 makes it ten times as likely):\n\n");
    }
    for link in &incident.links {
        m.mark("- ").code(&link.report).mark(" with ").code(&link.with).mark(": ");
        m.text(&link.evidence.to_string()).mark("\n");
    }
    meanings(m, labels, held);
}

/// One source's word, as an item of a list.
pub(super) fn claim(m: &mut Markdown, labels: Labels<'_>, claim: &Claim) {
    let grade = claim
        .reliability
        .map_or_else(|| "no grade on record".to_owned(), |grade| format!("reliability {grade}"));
    m.mark("- **").text(&claim.source_name).mark("** (").text(&labels.leaning(claim)).mark(", ");
    m.text(&grade).mark(", ").text(labels::basis(claim.basis)).mark(") ").code(&claim.address);
    m.mark(": ")
        .text(claim.act.phrase())
        .mark("; ")
        .text(&labels.place_told(&claim.place))
        .mark("; ");
    m.text(&labels.when(claim.window)).mark("; ").text(&labels.blamed(claim));
    if !claim.target.is_empty() {
        let hit: Vec<String> = claim.target.iter().map(|named| labels.named(named)).collect();
        m.mark("; hit ").text(&hit.join(", "));
    }
    if let Some(harm) = labels::harm(claim.harm) {
        m.mark("; ").text(&harm);
    }
    if let Some(exemption) = claim.exemption {
        m.mark("; ").text(labels::exemption(exemption));
    }
    if let Some(sent_at) = claim.sent_at {
        m.mark("; sent ").text(&sent_at.to_string());
    }
    m.mark("\n");
    if !claim.account.is_empty() {
        m.mark("  > ").text(&claim.account).mark("\n");
    }
    if let Some(sealed) = labels::sealed(claim) {
        m.mark("  - Sealed: ").text(&sealed).mark("\n");
    }
    for doubt in &claim.doubts {
        m.mark("  - Doubt: ").text(&labels::quoted(doubt)).mark("\n");
    }
}

fn meanings(m: &mut Markdown, labels: Labels<'_>, held: &IncidentPage) {
    m.mark("\nWhat it would mean:\n\n");
    if held.versions.is_empty() {
        m.mark(
            "- No claim asserts the event, so there is nothing to hold against the agreement.\n",
        );
    }
    for version in &held.versions {
        m.mark("- As told in ");
        addresses(m, &version.reports);
        m.mark("\n");
        if version.assessments.is_empty() {
            m.mark("  - No provision of the agreement speaks of such an act.\n");
        }
        for assessment in &version.assessments {
            assess(m, labels, assessment);
        }
    }
}

fn assess(m: &mut Markdown, labels: Labels<'_>, assessment: &Assessment) {
    m.mark("  - ").text(&labels.provision(&assessment.provision)).mark(": **");
    m.text(&labels.outcome(&assessment.outcome)).mark("**\n");
    answer(m, labels, "covered", &assessment.covered);
    answer(m, labels, "happened", &assessment.happened);
    answer(m, labels, "known who", &assessment.who);
    if let Outcome::Insufficient { lacking } = &assessment.outcome {
        let by = |element: &Element| {
            format!(
                "{}: {}",
                element.point.word(),
                element.ground.settle().unwrap_or("another account")
            )
        };
        let settle: Vec<String> = lacking.iter().map(by).collect();
        m.mark("    - what would settle it: ").text(&settle.join("; ")).mark("\n");
    }
}

fn answer(m: &mut Markdown, labels: Labels<'_>, question: &'static str, answer: &Answer) {
    let truth = |truth: Truth| match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "not known",
    };
    m.mark("    - ").mark(question).mark(": ").mark(truth(answer.truth));
    let grounds: Vec<String> = answer.elements.iter().map(|e| labels.ground(&e.ground)).collect();
    m.mark(" (").text(&grounds.join("; ")).mark(")\n");
}
