//! The three questions seat by seat, and earlier cases like one, in text.

use std::fmt::Write as _;

use truce_core::case::precedent::Precedent;
use truce_core::kleene::Truth;
use truce_core::questions::{Answers, Concord, Question, Questions, SeatAnswer};

use crate::render::labels::Labels;
use crate::render::table::wrap;

/// How wide a line is.
const WIDTH: usize = 96;

/// Covered, happened, who: each answered apart, seat by seat, with how the answers stand to each other.
#[must_use]
pub fn three_questions(questions: &[&Questions], labels: Labels<'_>) -> String {
    let mut text = String::new();
    for of_provision in questions {
        let _ = writeln!(text, "  {}", labels.provision(&of_provision.provision));
        for answers in &of_provision.answers {
            text.push_str(&answer(answers, labels));
        }
    }
    text
}

fn answer(answers: &Answers, labels: Labels<'_>) -> String {
    let question = match answers.question {
        Question::Covered => "was it covered",
        Question::Happened => "did it happen",
        Question::Who => "who did it",
    };
    let concord = match answers.concord {
        Concord::Agreed => "agreed",
        Concord::OneSided => "one side alone answers",
        Concord::Disputed => "disputed between the seats",
        Concord::Contested => "contested",
        Concord::Open => "open: no seat answers",
    };
    let mut text = format!("    {question}: {concord}\n");
    for seat in answers.seats.iter().filter(|seat| !silent(seat)) {
        let line = format!("{}: {}", labels.seat(&seat.seat), told(answers.question, seat, labels));
        text.push_str(&wrap(&line, WIDTH, 6));
    }
    if answers.concord != Concord::Agreed && !answers.settle.is_empty() {
        let line = format!("would be settled by {}", answers.settle.join("; or "));
        text.push_str(&wrap(&line, WIDTH, 6));
    }
    text
}

/// Whether a seat answers nothing, and has no view of the ground either.
fn silent(seat: &SeatAnswer) -> bool {
    seat.truth == Truth::Unknown && !seat.differ && seat.names.is_empty() && seat.holding.is_none()
}

fn told(question: Question, seat: &SeatAnswer, labels: Labels<'_>) -> String {
    let names: Vec<&str> = seat.names.iter().map(|id| labels.actor(id)).collect();
    let mut words = match (question, seat.truth) {
        _ if seat.differ => "its own claims differ".to_owned(),
        (Question::Who, Truth::Yes) if !names.is_empty() => names.join(" or "),
        (Question::Who, Truth::No) if !names.is_empty() => format!("not {}", names.join(" or ")),
        (_, truth) => truth.to_string(),
    };
    if let Some(holding) = &seat.holding {
        let covered = if holding.covered { "covered" } else { "not covered" };
        let _ = write!(
            words,
            " ({} holds the ground {covered}: {})",
            labels.actor(&holding.by),
            holding.why
        );
    }
    let reports: Vec<String> = seat.reports.iter().take(6).map(ToString::to_string).collect();
    if !reports.is_empty() {
        let more = seat.reports.len().saturating_sub(reports.len());
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let _ = write!(words, " [{}{more}]", reports.join(", "));
    }
    words
}

/// Earlier cases like one, each with what it shares and how it differs.
#[must_use]
pub fn precedents(precedents: &[Precedent], labels: Labels<'_>) -> String {
    let mut text = String::new();
    for earlier in precedents {
        let mut outcomes: Vec<String> =
            earlier.outcomes.values().map(|joint| labels.spelled_out(&joint.to_string())).collect();
        outcomes.dedup();
        let clock = if earlier.by_clock { " (the clock)" } else { "" };
        let again = if earlier.reopened_by.is_empty() { "" } else { "; taken up again since" };
        let line = format!("{}: {}{clock}{again}", earlier.case, outcomes.join("; "));
        text.push_str(&wrap(&line, WIDTH, 2));
        let shared: Vec<String> = earlier.shared.keys().map(ToString::to_string).collect();
        text.push_str(&wrap(&format!("like this one in {}", shared.join(", ")), WIDTH, 6));
        for (fact, apart) in &earlier.differs {
            text.push_str(&wrap(
                &format!("differs in {fact}: {}", labels.spelled_out(&apart.to_string())),
                WIDTH,
                6,
            ));
        }
    }
    text
}
