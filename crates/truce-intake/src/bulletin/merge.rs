//! Puts what the sentences state together: one register for each seat, and what was not sure.
//!
//! Nothing is averaged and nothing corrected: the first total of the body stays, every other is
//! kept beside it, and what had to be inferred is said in a doubt.

use truce_core::area::NamedArea;
use truce_core::id::SeatId;
use truce_core::register::{Count, Register, Review};
use truce_core::report::{ACTORS_MAX, Origin, TEXT_LENGTH_MAX};
use truce_core::time::Day;

use super::list::{Line, Parts};
use super::mark::{Figure, Value};
use super::sentence::{Amount, Findings, Remark, Review as Said, Statement};

/// The most areas that one register may list.
const AREAS_MAX: usize = 64;

/// What all registers of one bulletin share.
pub(super) struct Frame<'a> {
    pub text: &'a str,
    pub seats: &'a [SeatId],
    pub day: Day,
    pub hours: u16,
    pub origin: Origin,
    pub told_by: truce_core::id::SourceId,
}

/// Something not sure: whose register, where, and what.
pub(super) struct Unsure {
    pub seat: Option<usize>,
    pub start: usize,
    pub what: String,
}

/// Makes the registers of one text.
pub(super) fn merge(frame: &Frame<'_>, mut findings: Findings) -> (Vec<Register>, Vec<Unsure>) {
    let mut merger = Merger { frame, drafts: Vec::new(), first: Vec::new(), unsure: Vec::new() };
    for start in std::mem::take(&mut findings.too_long) {
        merger.doubt(None, start, "the sentence is too long to be read".to_owned());
    }
    let (signed, unsigned) = apart(findings.statements);
    let first = signed.iter().find(|statement| !statement.headline);
    merger.first = first.map_or_else(Vec::new, |statement| statement.seats.clone());
    for statement in &signed {
        for seat in &statement.seats {
            merger.open(*seat);
        }
    }
    for pass in [Pass::Body, Pass::Past, Pass::Headline] {
        for statement in signed.iter().filter(|statement| Pass::of(statement) == pass) {
            merger.state(statement, pass);
        }
    }
    merger.drafts.retain(|draft| draft.total.is_some() || !draft.list.is_empty());
    for statement in &unsigned {
        merger.unsigned(statement);
    }
    for excluded_first in [true, false] {
        for review in &findings.reviews {
            if matches!(review.remark, Remark::ExcludedTarget(_)) == excluded_first {
                merger.review(*review);
            }
        }
    }
    merger.finish()
}

/// Splits off statements of no single seat: of none, or of several together.
fn apart(statements: Vec<Statement>) -> (Vec<Statement>, Vec<Statement>) {
    statements.into_iter().partition(|statement| match statement.seats.as_slice() {
        [] => false,
        [_] => true,
        seats => {
            let each = statement
                .parts
                .total
                .is_some_and(|(figure, _)| figure.each || figure.value == Value::Cases(0));
            let figures = statement.parts.extra.len().saturating_add(1);
            each || (statement.parts.respectively && !statement.together && figures == seats.len())
        }
    })
}

/// In which order statements count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Body,
    Past,
    Headline,
}

impl Pass {
    fn of(statement: &Statement) -> Self {
        match statement {
            Statement { headline: true, .. } => Self::Headline,
            Statement { past: true, .. } => Self::Past,
            _ => Self::Body,
        }
    }
}

/// A register in the making.
struct Draft {
    seat: usize,
    total: Option<u32>,
    other_totals: Vec<u32>,
    list: Vec<Count>,
    reviews: Vec<Review>,
}

impl Draft {
    fn cases(&self) -> Option<u32> {
        self.total.or_else(|| {
            let mut figures = self.list.iter().map(|count| count.cases);
            figures
                .try_fold(0_u32, |sum, cases| Some(sum.saturating_add(cases?)))
                .filter(|_| !self.list.is_empty())
        })
    }
}

struct Merger<'a> {
    frame: &'a Frame<'a>,
    drafts: Vec<Draft>,
    /// The seats that the text speaks of first.
    first: Vec<usize>,
    unsure: Vec<Unsure>,
}

fn cases(total: Option<(Figure, usize)>) -> Option<u32> {
    match total {
        Some((Figure { value: Value::Cases(cases), .. }, _)) => Some(cases),
        Some((Figure { value: Value::Rest | Value::Same, .. }, _)) | None => None,
    }
}

impl Merger<'_> {
    fn doubt(&mut self, seat: Option<usize>, start: usize, what: String) {
        self.unsure.push(Unsure { seat, start, what });
    }

    fn name(&self, seat: usize) -> &str {
        self.frame.seats.get(seat).map_or("?", SeatId::as_str)
    }

    fn open(&mut self, seat: usize) {
        if !self.drafts.iter().any(|draft| draft.seat == seat) {
            let (other_totals, list, reviews) = (Vec::new(), Vec::new(), Vec::new());
            self.drafts.push(Draft { seat, total: None, other_totals, list, reviews });
        }
    }

    fn draft(&mut self, seat: usize) -> Option<&mut Draft> {
        self.drafts.iter_mut().find(|draft| draft.seat == seat)
    }

    /// Enters a statement into the registers of its seats.
    fn state(&mut self, statement: &Statement, pass: Pass) {
        for (at, seat) in statement.seats.iter().enumerate() {
            let total = match at.checked_sub(1) {
                Some(other) if statement.parts.respectively && !statement.together => {
                    cases(statement.parts.extra.get(other).copied())
                }
                _ => cases(statement.parts.total),
            };
            let lines =
                if statement.seats.len() == 1 { statement.parts.lines.as_slice() } else { &[] };
            if statement.seats.len() > 1 && !statement.parts.lines.is_empty() {
                self.doubt(
                    Some(*seat),
                    statement.start,
                    "one list of areas stands for several seats".to_owned(),
                );
            }
            self.enter(*seat, total, statement, pass);
            self.list(*seat, lines, statement);
        }
        if !statement.parts.respectively {
            self.say_parts(statement.seats.first().copied(), &statement.parts);
        }
    }

    fn enter(&mut self, seat: usize, total: Option<u32>, statement: &Statement, pass: Pass) {
        let Some(draft) = self.draft(seat) else { return };
        match (draft.total, total) {
            (None, Some(total)) if pass == Pass::Body || draft.list.is_empty() => {
                draft.total = Some(total);
                let what = match pass {
                    Pass::Body => return,
                    Pass::Past => {
                        format!("the sentence that gives {total} speaks of an earlier day")
                    }
                    Pass::Headline => format!("{total} stands in the headline only"),
                };
                self.doubt(Some(seat), statement.start, what);
            }
            (None, Some(other)) => draft.other_totals.push(other),
            (Some(total), Some(other)) if total != other && pass != Pass::Past => {
                if !statement.continues && !draft.other_totals.contains(&other) {
                    draft.other_totals.push(other);
                }
            }
            (Some(_), Some(_)) | (_, None) => {}
        }
    }

    fn list(&mut self, seat: usize, lines: &[Line], statement: &Statement) {
        if lines.is_empty() {
            return;
        }
        let text = self.frame.text;
        let list: Vec<Count> = lines.iter().take(AREAS_MAX).map(|line| count(text, line)).collect();
        let Some(draft) = self.draft(seat) else { return };
        if draft.list.is_empty() {
            let sum: Option<u32> = list
                .iter()
                .map(|count| count.cases)
                .try_fold(0_u32, |sum, n| Some(sum.saturating_add(n?)));
            let fits = draft.total.is_some() && draft.total == sum;
            draft.list = list;
            if statement.continues && !fits {
                let what = "the list of areas stands in a sentence that names no seat".to_owned();
                self.doubt(Some(seat), statement.start, what);
            }
        } else if draft.list != list {
            self.doubt(
                Some(seat),
                statement.start,
                "a second list of areas is left out".to_owned(),
            );
        }
        if lines.len() > AREAS_MAX {
            self.doubt(
                Some(seat),
                statement.start,
                format!("more than {AREAS_MAX} areas are listed"),
            );
        }
    }

    fn say_parts(&mut self, seat: Option<usize>, parts: &Parts) {
        if let Some((figure, start)) = parts.total.filter(|(figure, _)| figure.about)
            && let Value::Cases(total) = figure.value
        {
            self.doubt(seat, start, format!("the text gives {total} as an approximate figure"));
        }
        for (figure, start) in &parts.extra {
            if let Value::Cases(cases) = figure.value {
                self.doubt(seat, *start, format!("the figure {cases} belongs to no area"));
            }
        }
        for (start, what) in &parts.doubts {
            self.doubt(seat, *start, what.clone());
        }
    }

    /// Finds a place for a figure without a seat: a joint total, a repetition, or the other seat's.
    fn unsigned(&mut self, statement: &Statement) {
        let Some(total) = cases(statement.parts.total).or_else(|| listed(&statement.parts.lines))
        else {
            return;
        };
        if statement.past {
            self.doubt(
                None,
                statement.start,
                format!("{total} is left out: it is a figure of an earlier day"),
            );
            return;
        }
        let totals: Vec<u32> = self.drafts.iter().filter_map(Draft::cases).collect();
        let sum = totals.iter().fold(0_u32, |sum, total| sum.saturating_add(*total));
        let repeats = totals.contains(&total) || totals.len() > 1 && sum == total;
        if repeats && statement.parts.lines.is_empty() {
            return;
        }
        let missing: Vec<usize> = (0..self.frame.seats.len())
            .filter(|seat| !self.drafts.iter().any(|draft| draft.seat == *seat))
            .collect();
        match (missing.as_slice(), statement) {
            ([seat], Statement { headline: false, seats, .. })
                if !self.drafts.is_empty() && seats.is_empty() =>
            {
                let seat = *seat;
                self.open(seat);
                self.drafts.rotate_right(1);
                self.enter(seat, cases(statement.parts.total), statement, Pass::Body);
                self.list(seat, &statement.parts.lines, statement);
                self.say_parts(Some(seat), &statement.parts);
                let what = format!(
                    "no seat is named with {total}; `{}` is the only one left",
                    self.name(seat)
                );
                self.doubt(Some(seat), statement.start, what);
            }
            (_, Statement { headline: true, .. }) => {
                for seat in self.first.clone() {
                    let Some(draft) = self.draft(seat) else { continue };
                    draft.other_totals.push(total);
                    let what = format!("the headline gives {total}, which fits no register");
                    self.doubt(Some(seat), statement.start, what);
                }
            }
            _ => {
                self.doubt(None, statement.start, format!("the figure {total} belongs to no seat"))
            }
        }
    }

    /// Enters what one seat says of another's cases.
    fn review(&mut self, said: Said) {
        let other = |seat: usize| -> Option<usize> {
            match self.frame.seats.len() {
                2 => 1_usize.checked_sub(seat),
                _ => None,
            }
        };
        let of = said.of.or_else(|| said.by.and_then(other));
        let by = said.by.or_else(|| of.and_then(other));
        let (Some(of), Some(by)) = (of.filter(|of| Some(*of) != by), by) else {
            self.doubt(None, said.start, "it is not clear who reviews whose cases".to_owned());
            return;
        };
        if said.of.is_none() {
            let what = format!(
                "the text does not say whose cases these are; taken as those of `{}`",
                self.name(of)
            );
            self.doubt(Some(of), said.start, what);
        }
        if said.by.is_none() {
            let what =
                format!("the text does not say who reviewed them; taken as `{}`", self.name(by));
            self.doubt(Some(of), said.start, what);
        }
        let Some(by_id) = self.frame.seats.get(by).cloned() else { return };
        let total = self.drafts.iter().find(|draft| draft.seat == of).map(Draft::cases);
        let Some(total) = total else {
            let what = format!(
                "`{by_id}` reviews cases of `{}`, which the text does not give",
                self.name(of)
            );
            self.doubt(Some(of), said.start, what);
            return;
        };
        let excluded = self.draft(of).and_then(|draft| {
            draft
                .reviews
                .iter()
                .find(|review| review.by == by_id)
                .and_then(|review| review.excluded_target)
        });
        let (number, doubt) = number(said.remark, total, excluded);
        if let Some(what) = doubt {
            self.doubt(Some(of), said.start, what);
        }
        let Some(number) = number else { return };
        if total.is_some_and(|total| number > total) {
            self.doubt(
                Some(of),
                said.start,
                format!("{number} are reviewed, more than were registered"),
            );
        }
        let Some(draft) = self.draft(of) else { return };
        let taken = draft.enter_review(by_id, said.remark, number);
        if let Some(first) = taken.filter(|first| *first != number) {
            self.doubt(
                Some(of),
                said.start,
                format!("a second figure of the same review, {number} beside {first}"),
            );
        }
    }

    fn finish(mut self) -> (Vec<Register>, Vec<Unsure>) {
        self.unsure.sort_by_key(|unsure| unsure.start);
        let frame = self.frame;
        let mut registers = Vec::new();
        for draft in self.drafts {
            let Some(seat) = frame.seats.get(draft.seat).cloned() else { continue };
            let own = self.unsure.iter().filter(|unsure| unsure.seat == Some(draft.seat));
            registers.push(Register {
                day: frame.day,
                doubts: own.take(ACTORS_MAX).map(|unsure| unsure.what.clone()).collect(),
                hours: frame.hours,
                list: draft.list,
                origin: frame.origin.clone(),
                other_totals: draft.other_totals,
                reviews: draft.reviews,
                seat,
                told_by: frame.told_by.clone(),
                total: draft.total,
            });
        }
        (registers, self.unsure)
    }
}

impl Draft {
    /// Enters a review's figure; gives the one that stood there before.
    fn enter_review(&mut self, by: SeatId, remark: Remark, number: u32) -> Option<u32> {
        if !self.reviews.iter().any(|review| review.by == by) {
            self.reviews.push(Review {
                by: by.clone(),
                excluded_target: None,
                not_confirmed: None,
            });
        }
        let review = self.reviews.iter_mut().find(|review| review.by == by)?;
        let field = match remark {
            Remark::ExcludedTarget(_) => &mut review.excluded_target,
            Remark::NotConfirmed(_) => &mut review.not_confirmed,
        };
        let before = *field;
        field.get_or_insert(number);
        before
    }
}

/// The figure of a remark, given the register's total, and a doubt if it had to be worked out.
fn number(
    remark: Remark,
    total: Option<u32>,
    excluded: Option<u32>,
) -> (Option<u32>, Option<String>) {
    let amount = match remark {
        Remark::ExcludedTarget(cases) => return (Some(cases), None),
        Remark::NotConfirmed(amount) => amount,
    };
    match (amount, total) {
        (Amount::Exactly(cases), _) => (Some(cases), None),
        (Amount::AllOf(cases), Some(total)) if total != cases => {
            let what = format!("the review speaks of {cases} cases, the register of {total}");
            (Some(cases), Some(what))
        }
        (Amount::AllOf(cases), _) => (Some(cases), None),
        (Amount::Nothing, _) => (Some(0), None),
        (Amount::All, Some(total)) => (Some(total), None),
        (Amount::Rest, Some(total)) => {
            let rest = total.checked_sub(excluded.unwrap_or_default());
            let doubt = excluded
                .is_none()
                .then(|| "`the rest` is not confirmed, but of what is not clear".to_owned());
            (rest, doubt)
        }
        (Amount::AllBut(cases), Some(total)) => {
            let what = format!(
                "{cases} of {total} are said to be confirmed; the rest is taken as not confirmed"
            );
            (total.checked_sub(cases), Some(what))
        }
        (Amount::All | Amount::Rest | Amount::AllBut(_), None) => (
            None,
            Some("the cases are not confirmed, but how many they are is not clear".to_owned()),
        ),
    }
}

fn listed(lines: &[Line]) -> Option<u32> {
    let figures = lines.iter().filter_map(|line| line.cases);
    figures.fold(None, |sum, cases| Some(sum.unwrap_or(0_u32).saturating_add(cases)))
}

fn count(text: &str, line: &Line) -> Count {
    let mut end = line.end.min(line.start.saturating_add(TEXT_LENGTH_MAX));
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let written = text.get(line.start..end).unwrap_or_default().to_owned();
    Count { area: NamedArea { area: line.area.clone(), written }, cases: line.cases }
}
