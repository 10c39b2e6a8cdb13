//! A case as one would brief it, in text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::assessment::Point;
use truce_core::bulletin::{IncidentPage, page_of};
use truce_core::case::precedent::{Precedent, precedents};
use truce_core::case::verification::{Grading, ToGrade, grade};
use truce_core::case::{Case, RemedyState, SeatPart, State};
use truce_core::entry::Address;
use truce_core::id::SeatId;
use truce_core::kleene::Truth;
use truce_core::picture::Picture;
use truce_core::questions::{Questions, questions};
use truce_core::report::Report;
use truce_core::time::Moment;

use truce_signals::attribution::{Attribution, Author, Dossier, Level, Sides, attribute};

use crate::render::labels::Labels;
use crate::render::questions::{self, three_questions};
use crate::render::table::{Side, Table, wrap};
use crate::render::text;

/// How wide a line is.
const WIDTH: usize = 96;

/// How many precedents are shown.
const PRECEDENTS_MAX: usize = 3;
/// Of how many incidents the habits of sources are learned at most, the latest.
const LEARNED_FROM_MAX: usize = 20_000;

/// Everything that a person who briefs a case has before them.
#[derive(Serialize)]
pub struct Briefing<'p> {
    /// Who may have done it, by the sources' answers and leanings. Advice: only a finding says who.
    pub advice: Option<Attribution>,
    /// The case.
    pub case: &'p Case,
    /// How well it is established that it happened, and how credible each report is.
    pub grading: Option<Grading>,
    /// The incident that it is about, with its claims.
    pub incident: Option<IncidentPage>,
    /// When the last entry of the record here was written: the moment as of which all this holds.
    pub now: Option<Moment>,
    /// Deeds in this case that do not count, and why.
    pub not_counted: BTreeMap<&'p Address, String>,
    /// What is open, and what would settle it.
    pub open: BTreeMap<Point, String>,
    /// Earlier cases on the same provision and like facts.
    pub precedents: Vec<Precedent>,
    /// Covered, happened, who: under each of its provisions, seat by seat.
    pub questions: Vec<Questions>,
    /// The report that it is about, if that is in no incident.
    pub report: Option<&'p Report>,
}

impl<'p> Briefing<'p> {
    /// Puts it together.
    #[must_use]
    pub fn of(picture: &'p Picture, agreement: &'p Agreement, case: &'p Case) -> Self {
        let incident = picture.incident_of(&case.opening.about);
        let grading = incident.map(|incident| {
            let reports: Vec<_> = picture.claims(incident).collect();
            let looked = picture.docket.verifications.iter();
            let looked: Vec<_> = looked
                .filter(|(_, (_, found))| incident.reports.contains(&found.about))
                .map(|(address, (seat, found))| (address, seat, found))
                .collect();
            let sources = &picture.sources;
            grade(&ToGrade { agreement, reports: &reports, sources, looked: &looked })
        });
        let of_case = |address: &&Address| picture.docket.case_of.get(*address) == Some(&case.id);
        let refused = picture.docket.refused.iter().filter(|(address, _)| of_case(address));
        Self {
            advice: incident.and_then(|incident| advice(picture, agreement, &incident.id)),
            case,
            grading,
            incident: incident.map(|incident| page_of(picture, incident)),
            now: picture.recorded_at.values().max().copied(),
            not_counted: refused.map(|(address, why)| (address, why.to_string())).collect(),
            open: would_settle(picture, case),
            precedents: precedents(picture, agreement, &case.id, PRECEDENTS_MAX),
            questions: incident.map_or_else(Vec::new, |incident| {
                let mut all = questions(picture, agreement, incident);
                all.retain(|one| case.opening.provisions.contains(&one.provision));
                all
            }),
            report: picture
                .reports
                .get(&case.opening.about)
                .map(Arc::as_ref)
                .filter(|_| incident.is_none()),
        }
    }
}

/// Who may have done an incident, learned from it and the latest others together.
fn advice(picture: &Picture, agreement: &Agreement, incident: &Address) -> Option<Attribution> {
    let own = picture.incidents.get(incident)?;
    let latest = picture.incidents.iter().rev().take(LEARNED_FROM_MAX).rev();
    let all: Vec<_> =
        std::iter::once(own).chain(latest.filter(|one| one.id != *incident)).collect();
    let dossiers: Vec<Dossier> = all
        .iter()
        .map(|one| {
            Dossier::of(agreement, &picture.sources, picture.claims(one).map(|(_, report)| report))
        })
        .collect();
    attribute(&Sides::of(agreement), &dossiers).into_iter().next()
}

/// What is open in a case's incident under its provisions, and what would settle each point.
#[must_use]
pub fn would_settle(picture: &Picture, case: &Case) -> BTreeMap<Point, String> {
    let mut open = BTreeMap::new();
    let Some(incident) = picture.incident_of(&case.opening.about) else { return open };
    let versions = picture.versions.get(&incident.id).into_iter().flatten();
    for assessment in versions.flat_map(|version| &version.assessments) {
        if !case.opening.provisions.contains(&assessment.provision) {
            continue;
        }
        for answer in [&assessment.covered, &assessment.happened, &assessment.who] {
            for element in answer.elements.iter().filter(|one| one.truth == Truth::Unknown) {
                if let Some(settles) = element.ground.settle() {
                    open.entry(element.point).or_insert_with(|| settles.to_owned());
                }
            }
        }
    }
    open
}

/// Cases in a table.
#[must_use]
pub fn list(picture: &Picture, cases: &[&Case], labels: Labels<'_>) -> String {
    let mut table = Table::new(&[
        ("case", Side::Left),
        ("opened", Side::Left),
        ("about", Side::Left),
        ("accused", Side::Left),
        ("state", Side::Left),
        ("next deadline, or outcome", Side::Left),
    ]);
    for case in cases {
        let about = picture.incident_of(&case.opening.about).map_or_else(
            || of_report(case, picture.reports.get(&case.opening.about).map(Arc::as_ref), labels),
            |incident| text::incident_name(&page_of(picture, incident), labels),
        );
        table.row(vec![
            case.id.to_string(),
            labels.agreement.clock().day_of(case.opened.when).to_string(),
            about,
            case.opening.accused.as_ref().map_or("nobody", |id| labels.actor(id)).to_owned(),
            case.state.word().to_owned(),
            next(case, labels),
        ]);
    }
    table.text()
}

/// When the next clock runs out, or what came out.
fn next(case: &Case, labels: Labels<'_>) -> String {
    let until = |moment: Moment| format!("until {}", moment_of(moment, labels));
    match &case.state {
        State::AwaitingAdmission { .. } => until(case.deadlines.admission),
        State::AwaitingReply => until(case.deadlines.reply),
        State::AwaitingFindings { .. } => until(case.deadlines.findings),
        State::AwaitingReveal { .. } => until(case.deadlines.reveal),
        State::NotAdmitted => "stays on file".to_owned(),
        State::Determined | State::AwaitingRemedy | State::Closed => outcome(case, labels),
    }
}

/// The outcome in a line.
fn outcome(case: &Case, labels: Labels<'_>) -> String {
    let Some(determination) = &case.determination else { return String::new() };
    let mut words: Vec<String> = determination
        .outcomes
        .values()
        .map(|(joint, _)| labels.spelled_out(&joint.to_string()))
        .collect();
    words.dedup();
    let clock = if determination.by_clock { " (the clock)" } else { "" };
    format!("{}{clock}", words.join("; "))
}

/// A moment by the agreement's clock, to the minute.
#[must_use]
pub fn moment_of(moment: Moment, labels: Labels<'_>) -> String {
    let clock = labels.agreement.clock();
    let day = clock.day_of(moment);
    let second = moment.since(clock.window_of(day).earliest());
    format!("{day} {:02}:{:02}", second / 3600, second % 3600 / 60)
}

/// A case as one would brief it.
#[must_use]
pub fn show(briefing: &Briefing<'_>, labels: Labels<'_>) -> String {
    let mut page = String::new();
    // Writing to a string does not fail.
    let _ = heading(&mut page, briefing, labels)
        .and_then(|()| claims(&mut page, briefing, labels))
        .and_then(|()| seat_by_seat(&mut page, briefing, labels))
        .and_then(|()| authors(&mut page, briefing, labels))
        .and_then(|()| hearing(&mut page, briefing.case, labels))
        .and_then(|()| tasks(&mut page, briefing, labels))
        .and_then(|()| findings(&mut page, briefing.case, labels))
        .and_then(|()| result(&mut page, briefing, labels));
    page
}

fn heading(page: &mut String, briefing: &Briefing<'_>, labels: Labels<'_>) -> std::fmt::Result {
    let case = briefing.case;
    let about = briefing.incident.as_ref().map_or_else(
        || of_report(case, briefing.report, labels),
        |incident| text::incident_name(incident, labels),
    );
    writeln!(page, "Case {}: {about}", case.id)?;
    writeln!(page, "{}", case.state.word())?;
    if let Some(now) = briefing.now {
        writeln!(page, "as of the last entry held here, {}", moment_of(now, labels))?;
    }
    let opening = &case.opening;
    let accused = opening.accused.as_ref().map_or("nobody", |id| labels.actor(id));
    let provisions: Vec<String> =
        opening.provisions.iter().map(|id| labels.provision(id)).collect();
    writeln!(page)?;
    line(
        page,
        "opened",
        &format!(
            "{} by {}, {}",
            moment_of(case.opened.when, labels),
            labels.seat(&case.opened.seat),
            case.opened.by
        ),
    )?;
    line(page, "accused", accused)?;
    line(page, "under", &provisions.join("; "))?;
    line(page, "why", &opening.reason)?;
    if let Some(earlier) = &opening.reopens {
        line(page, "again", &format!("takes up {earlier}, whose outcome stays"))?;
    }
    for later in &case.reopened_by {
        line(page, "again", &format!("taken up again as {later}; the outcome below stays"))?;
    }
    let admitted: Vec<&str> = case.admitted_by.iter().map(|seat| labels.seat(seat)).collect();
    line(
        page,
        "admitted by",
        &format!(
            "{} of {} asked for: {}",
            admitted.len(),
            case.procedure.admit,
            admitted.join(", ")
        ),
    )?;
    line(page, "rule", &case.procedure.decision.to_string())?;
    let deadlines = case.deadlines;
    if case.state == State::NotAdmitted {
        let until = moment_of(deadlines.admission, labels);
        return line(page, "admission", &format!("until {until}, run out: it stays on file"));
    }
    let clocks = [
        ("admission", deadlines.admission),
        ("reply", deadlines.reply),
        ("findings", deadlines.findings),
        ("unsealing", deadlines.reveal),
    ];
    for (what, until) in clocks {
        let over = briefing.now.is_some_and(|now| now > until);
        let over = if over { ", run out" } else { "" };
        line(page, what, &format!("until {}{over}", moment_of(until, labels)))?;
    }
    Ok(())
}

/// A report that is in no incident, such as a prediction, in a line.
fn of_report(case: &Case, report: Option<&Report>, labels: Labels<'_>) -> String {
    report.map_or_else(
        || format!("report {}", case.opening.about),
        |report| {
            let (act, place) = (report.act.phrase(), labels.place(&report.place));
            format!(
                "{act}, {place}, {} by {} [{}]",
                report.basis, report.source, case.opening.about
            )
        },
    )
}

fn line(page: &mut String, what: &str, words: &str) -> std::fmt::Result {
    write!(page, "  {what:<13} {}", wrap(words, WIDTH, 16).trim_start())
}

fn claims(page: &mut String, briefing: &Briefing<'_>, labels: Labels<'_>) -> std::fmt::Result {
    let Some(incident) = &briefing.incident else {
        if let Some(report) = briefing.report {
            writeln!(page, "\nWhat is told")?;
            write!(
                page,
                "{}",
                wrap(&format!("{}: “{}”", report.source, report.account), WIDTH, 2)
            )?;
        }
        return Ok(());
    };
    writeln!(page, "\nWhat is told")?;
    for claim in &incident.claims {
        let graded = briefing.grading.as_ref();
        let grade = graded.and_then(|grading| grading.reports.get(&claim.address));
        let grade = grade.map_or_else(String::new, |grade| format!("{grade}  "));
        write!(page, "  {grade}{}", text::claim_text(claim, labels).trim_start())?;
    }
    if let Some(grading) = &briefing.grading {
        writeln!(page, "  established: {} (tier {})", grading.tier, grading.tier.number())?;
        for (address, remark) in &grading.remarks {
            writeln!(page, "  looked at:   {} [{address}]", labels.spelled_out(remark))?;
        }
    }
    let differ: Vec<&str> = incident
        .incident
        .differences
        .iter()
        .map(|difference| difference.about.question())
        .collect();
    if !differ.is_empty() {
        writeln!(page, "  they differ on {}", differ.join(", "))?;
    }
    Ok(())
}

fn seat_by_seat(
    page: &mut String,
    briefing: &Briefing<'_>,
    labels: Labels<'_>,
) -> std::fmt::Result {
    if briefing.questions.is_empty() {
        return Ok(());
    }
    writeln!(page, "\nThree questions, seat by seat, each at its word")?;
    let all: Vec<&Questions> = briefing.questions.iter().collect();
    write!(page, "{}", three_questions(&all, labels))
}

fn authors(page: &mut String, briefing: &Briefing<'_>, labels: Labels<'_>) -> std::fmt::Result {
    let Some(advice) = &briefing.advice else { return Ok(()) };
    writeln!(
        page,
        "\nWho may have done it: advice from the sources' answers and leanings; no finding"
    )?;
    if let Some(why) = &advice.refused {
        return writeln!(page, "  {why}");
    }
    let mut likely: Vec<_> =
        advice.hypotheses.iter().filter(|one| one.probability >= 0.05).collect();
    likely.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    for one in likely {
        let (from, to) = one.interval;
        writeln!(
            page,
            "  {:<34} {} ({:.0} %, from {:.0} to {:.0} %)",
            author(&one.author, labels),
            one.word().map_or_else(|| "not narrowed down".to_owned(), |word| word.to_string()),
            one.probability * 100.0,
            from * 100.0,
            to * 100.0
        )?;
    }
    let confidence = &advice.confidence;
    let level = match confidence.level {
        Level::Low => "low",
        Level::Moderate => "moderate",
        Level::High => "high",
    };
    writeln!(
        page,
        "  confidence {level}: {} independent voices, {} of no side, {} of these saw it; not yet checked against outcomes",
        confidence.voices, confidence.neutral, confidence.direct
    )
}

/// A hypothesis in words.
fn author(author: &Author, labels: Labels<'_>) -> String {
    let name = |id: &str| labels.spelled_out(&format!("`{id}`"));
    match author {
        Author::Party(id) | Author::Excluded(id) => name(id),
        Author::AllyOf(id) => format!("a force allied with {}", name(id)),
        Author::AnyExcluded => "another excluded group".to_owned(),
        Author::ThirdState => "a state from outside".to_owned(),
        Author::Accident => "an accident".to_owned(),
        Author::Staged => "staged".to_owned(),
        Author::Unknown => "somebody unknown".to_owned(),
        Author::DidNotHappen => "it did not happen".to_owned(),
    }
}

fn hearing(page: &mut String, case: &Case, labels: Labels<'_>) -> std::fmt::Result {
    writeln!(page, "\nThe accused side")?;
    if case.asked.is_empty() && case.replies.is_empty() {
        let nobody = case.answering(labels.agreement).is_empty();
        let words = if nobody {
            "No seat answers for it."
        } else {
            "It was not asked, and has not replied."
        };
        writeln!(page, "  {words}")?;
    }
    for asked in &case.asked {
        writeln!(
            page,
            "  {} asked through {}: {} [{}]",
            moment_of(asked.done.when, labels),
            labels.seat(&asked.through),
            asked.brief,
            asked.done.at
        )?;
    }
    for reply in &case.replies {
        let late = if reply.late { ", late" } else { "" };
        writeln!(
            page,
            "  {} {} for {}{late}: {} — {} [{}]",
            moment_of(reply.done.when, labels),
            labels.seat(&reply.done.seat),
            labels.actor(&reply.on_behalf_of),
            reply.answer,
            reply.text,
            reply.done.at
        )?;
    }
    if !case.asked.is_empty() && case.replies.is_empty() {
        writeln!(page, "  no reply so far")?;
    }
    for call in &case.calls {
        let after = |seconds: Option<u32>, what: &str| {
            seconds.map_or_else(String::new, |s| match s {
                0..120 => format!(", {what} after {s} s"),
                _ => format!(", {what} after {} min", s / 60),
            })
        };
        writeln!(
            page,
            "  {} {} called {}: {}{}{} — {} [{}]",
            moment_of(call.done.when, labels),
            labels.seat(&call.done.seat),
            labels.actor(&call.called),
            call.effect,
            after(call.answered_after_s, "answered"),
            after(call.ceased_after_s, "ceased"),
            call.text,
            call.done.at
        )?;
    }
    Ok(())
}

fn tasks(page: &mut String, briefing: &Briefing<'_>, labels: Labels<'_>) -> std::fmt::Result {
    if briefing.case.tasks.is_empty() && briefing.open.is_empty() {
        return Ok(());
    }
    writeln!(page, "\nWhat is to be found out")?;
    for (address, task) in &briefing.case.tasks {
        let state = task.settled_by.as_ref().map_or_else(
            || format!("until {}", moment_of(task.due, labels)),
            |at| format!("looked at: {at}"),
        );
        writeln!(
            page,
            "  {:<15} {}: {}; {state} [{address}]",
            task.point.word(),
            labels.seat(&task.owner),
            task.what
        )?;
    }
    for (point, settles) in &briefing.open {
        writeln!(page, "  {:<15} open; would be settled by {settles}", point.word())?;
    }
    Ok(())
}

fn findings(page: &mut String, case: &Case, labels: Labels<'_>) -> std::fmt::Result {
    if case.state == State::NotAdmitted {
        return Ok(());
    }
    writeln!(page, "\nFindings")?;
    for (seat, part) in &case.parts {
        let name = labels.seat(seat);
        match part {
            SeatPart::Due => writeln!(page, "  {name}: due")?,
            SeatPart::Sealed { at } => {
                writeln!(
                    page,
                    "  {name}: sealed, and not yet known to be held by enough seats [{at}]"
                )?;
            }
            SeatPart::ToReveal { at } => writeln!(page, "  {name}: sealed, to be opened [{at}]")?,
            SeatPart::Abstained { at } => {
                writeln!(page, "  {name}: abstained: sealed, and not opened in time [{at}]")?;
            }
            SeatPart::Silent => writeln!(page, "  {name}: gave none in time")?,
            SeatPart::Recused { at, reason } => {
                writeln!(page, "  {name}: stands aside: {reason} [{at}]")?;
            }
            SeatPart::Gave { at, finding } => {
                writeln!(page, "  {name}: {} [{at}]", answers(finding, labels))?;
                write!(page, "{}", wrap(&finding.reasons, WIDTH, 6))?;
            }
        }
    }
    for dissent in &case.dissents {
        writeln!(
            page,
            "  {} dissents: {} [{}]",
            labels.seat(&dissent.done.seat),
            dissent.text,
            dissent.done.at
        )?;
    }
    Ok(())
}

/// The three answers of a finding in a line.
fn answers(finding: &truce_core::case::finding::Finding, labels: Labels<'_>) -> String {
    let covered: Vec<String> =
        finding.covered.iter().map(|(provision, truth)| format!("{provision} {truth}")).collect();
    let causes = finding.causes();
    let causes: Vec<String> = causes
        .iter()
        .map(|(cause, sure)| {
            format!("{} {}.{} %", labels.spelled_out(&cause.to_string()), sure / 10, sure % 10)
        })
        .collect();
    let causes = if causes.is_empty() { "not said".to_owned() } else { causes.join(", ") };
    format!(
        "covered: {}; happened: {}; who: {causes}; by {}",
        covered.join(", "),
        finding.happened,
        finding.standard
    )
}

fn result(page: &mut String, briefing: &Briefing<'_>, labels: Labels<'_>) -> std::fmt::Result {
    let case = briefing.case;
    writeln!(page, "\nOutcome")?;
    match &case.determination {
        None => writeln!(page, "  none yet")?,
        Some(determination) => {
            let how = if determination.by_clock { "by the clock" } else { "by the findings" };
            writeln!(page, "  {}, {how}", moment_of(determination.when, labels))?;
            for (provision, (joint, conclusions)) in &determination.outcomes {
                writeln!(page, "  {provision}: {}", labels.spelled_out(&joint.to_string()))?;
                for (seat, conclusion) in conclusions {
                    let words = labels.spelled_out(&conclusion.to_string());
                    writeln!(page, "    {}: {words}", labels.seat(seat))?;
                }
            }
        }
    }
    if !briefing.precedents.is_empty() {
        writeln!(page, "\nEarlier cases on the same provision")?;
        write!(page, "{}", questions::precedents(&briefing.precedents, labels))?;
    }
    if !case.remedies.is_empty() {
        writeln!(page, "\nRemedies")?;
    }
    for (address, remedy) in &case.remedies {
        let asking = &remedy.asking;
        let bound = match (asking.no_less, asking.no_more) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("{least} or more"),
            (None, Some(most)) => format!("{most} or less"),
            (None, None) => "any number".to_owned(),
        };
        let by: Vec<&str> = remedy.asked_by.iter().map(|seat: &SeatId| labels.seat(seat)).collect();
        writeln!(
            page,
            "  {}: {} of {}, until {}; test: {} — {bound}, checked by {}; asked by {} [{address}]",
            remedy.state,
            asking.what,
            labels.actor(&asking.asked_of),
            moment_of(asking.due, labels),
            asking.measure,
            labels.seat(&asking.checker),
            by.join(", ")
        )?;
        if let Some((done, measured, text)) = &remedy.checked
            && remedy.state != RemedyState::Proposed
        {
            let measured = measured.map_or("nothing".to_owned(), |number| number.to_string());
            let when = moment_of(done.when, labels);
            writeln!(page, "    {when} measured {measured}: {text} [{}]", done.at)?;
        }
    }
    if !briefing.not_counted.is_empty() {
        writeln!(page, "\nOn record and not counted")?;
    }
    for (address, why) in &briefing.not_counted {
        writeln!(page, "  {address}: {why}")?;
    }
    Ok(())
}
