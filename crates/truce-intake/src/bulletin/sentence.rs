//! Reads one sentence after the other: whose figures they are, and what other seats say of them.
//!
//! A seat that is named is either the author of the figures near it or the reviewer of another's:
//! "not confirmed by the Russian side". What remains of a sentence when reviews are taken out is
//! cut at its authors, and [`super::list`] reads each part.

use super::list::{self, Parts};
use super::mark::{Figure, Mark, Value, What};
use super::words::Role;

/// What one part of a sentence states of one or several seats' registers.
#[derive(Debug, Default)]
pub(super) struct Statement {
    /// Whose; empty if no seat is named.
    pub seats: Vec<usize>,
    pub parts: Parts,
    pub headline: bool,
    /// The sentence speaks of an earlier day.
    pub past: bool,
    /// The seats are named as one, "both sides", in no order.
    pub together: bool,
    /// The list goes on from the sentence before.
    pub continues: bool,
    /// Byte offset of the statement.
    pub start: usize,
}

/// How many of the cases a review speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// All that the register has.
    All,
    /// So many.
    Exactly(u32),
    /// All of so many: the text repeats the total.
    AllOf(u32),
    /// Those that nothing else was said of.
    Rest,
    /// All but so many.
    AllBut(u32),
    /// None of them.
    Nothing,
}

/// What a seat says of another's cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remark {
    NotConfirmed(Amount),
    ExcludedTarget(u32),
}

/// A remark, with whose cases it is about and who makes it, as far as the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Review {
    pub of: Option<usize>,
    pub by: Option<usize>,
    pub remark: Remark,
    pub start: usize,
}

/// Everything read out of one text, not yet put together.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub statements: Vec<Statement>,
    pub reviews: Vec<Review>,
    /// Where sentences stand that are too long to be read.
    pub too_long: Vec<usize>,
    last_author: Option<usize>,
}

/// The longest sentence that is read, in words and marks.
const MARKS_MAX: usize = 1024;

/// Reads every sentence of a text.
pub(super) fn read(text: &str, marks: &[Mark], seats: usize) -> Findings {
    let mut findings = Findings::default();
    let stops = |mark: &Mark| mark.what == What::Stop;
    // A single first line with a blank line after it is a headline.
    let first_stop = marks.iter().find(|mark| stops(mark));
    let titled = first_stop.is_some_and(|stop| {
        let line = marks.first().and_then(|first| text.get(first.start..stop.start));
        text.get(stop.start..stop.end) == Some("\n")
            && line.is_some_and(|line| !line.contains('\n'))
    });
    for (at, sentence) in marks.split(stops).enumerate() {
        let mut sentence = sentence;
        let mut headline = titled && at == 0;
        if let [first, second, rest @ ..] = sentence
            && first.what.is(Role::Headline)
            && second.what.is_sign(":-")
        {
            (headline, sentence) = (true, rest);
        }
        if sentence.len() > MARKS_MAX {
            findings.too_long.extend(sentence.first().map(|mark| mark.start));
            continue;
        }
        Sentence::new(text, sentence, seats).read(headline, &mut findings);
    }
    findings
}

/// A stretch of a sentence with one author.
struct Section {
    start: usize,
    end: usize,
    seats: Vec<usize>,
    together: bool,
}

struct Sentence<'a> {
    text: &'a str,
    marks: &'a [Mark],
    /// Marks read as part of a review.
    used: Vec<bool>,
    reviewers: Vec<bool>,
    seats: usize,
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str, marks: &'a [Mark], seats: usize) -> Self {
        let used = vec![false; marks.len()];
        let mut sentence = Self { text, marks, used, reviewers: Vec::new(), seats };
        sentence.reviewers = (0..marks.len()).map(|at| sentence.reviews_others(at)).collect();
        sentence
    }

    fn read(mut self, headline: bool, findings: &mut Findings) {
        self.reviews(findings);
        self.excluded(findings);
        let sections = self.sections();
        let opening = sections.first().map_or(self.marks.len(), |section| section.start);
        let past = self
            .marks
            .get(..opening)
            .unwrap_or_default()
            .iter()
            .any(|mark| mark.what.is(Role::Earlier));
        self.unsigned(opening, headline, findings);
        for (at, section) in sections.into_iter().enumerate() {
            let mut parts = self.parts(section.start, section.end);
            if parts.total.is_none() && parts.lines.is_empty() {
                parts.total = self.nothing(&section);
            }
            if let [seat] = section.seats.as_slice() {
                findings.last_author = Some(*seat);
            }
            if parts.total.is_none() && parts.lines.is_empty() {
                continue;
            }
            let start = self.marks.get(section.start).map_or(0, |mark| mark.start);
            let past = past && at == 0;
            let Section { seats, together, .. } = section;
            findings.statements.push(Statement {
                seats,
                parts,
                headline,
                past,
                together,
                continues: false,
                start,
            });
        }
    }

    fn what(&self, at: usize) -> Option<&'a What> {
        self.marks.get(at).map(|mark| &mark.what)
    }

    fn is(&self, at: usize, role: Role) -> bool {
        self.what(at).is_some_and(|what| what.is(role))
    }

    fn parts(&self, start: usize, end: usize) -> Parts {
        let marks = self.marks.get(start..end).unwrap_or_default();
        list::read(self.text, marks, self.used.get(start..end).unwrap_or_default())
    }

    fn is_seat(&self, at: usize) -> bool {
        matches!(self.what(at), Some(What::Seat(_)))
    }

    /// Whether a seat is named as the one who confirms, or does not confirm, another's cases.
    fn reviews_others(&self, at: usize) -> bool {
        if !self.is_seat(at) {
            return false;
        }
        let before =
            |back: usize, role: Role| at.checked_sub(back).is_some_and(|at| self.is(at, role));
        if before(1, Role::Checks) || before(2, Role::Checks) {
            return true;
        }
        // "Reported by the Turkish officers" names an author, whatever follows.
        if (before(1, Role::By) && before(2, Role::Registers))
            || (before(2, Role::By) && before(3, Role::Registers))
        {
            return false;
        }
        for next in at.saturating_add(1)..at.saturating_add(10) {
            match self.what(next) {
                Some(What::Role(Role::Confirms)) if self.is(next.saturating_add(1), Role::By) => {
                    break;
                }
                Some(What::Role(Role::Confirms | Role::NotConfirms)) => return true,
                Some(What::Role(Role::Confirmed | Role::NotConfirmed | Role::Registers)) | None => {
                    break;
                }
                Some(What::Seat(_) | What::Stop | What::Area(_)) => break,
                Some(what) if what.is_sign(",;:()") => break,
                Some(_) => {}
            }
        }
        self.ends_review(at)
    }

    /// Whether a word of confirming stands before the seat: "not confirmed by the Russian side".
    fn ends_review(&self, at: usize) -> bool {
        let mut by = false;
        for back in 1..=4 {
            let Some(before) = at.checked_sub(back) else { return false };
            match self.what(before) {
                Some(What::Role(Role::Confirmed | Role::NotConfirmed)) => return true,
                Some(What::Role(Role::Confirms)) if by => return true,
                Some(What::Role(Role::Confirms | Role::NotConfirms)) => {
                    // The subject stands after its verb only if none stands before it.
                    let start = self.piece_start(before, ",;()");
                    return !(start..before).any(|at| self.is_seat(at));
                }
                Some(What::Role(Role::By)) => by = true,
                Some(What::Role(Role::Article | Role::In | Role::Of)) => {}
                _ => return false,
            }
        }
        false
    }

    /// The first mark after the last of `signs` before a mark.
    fn piece_start(&self, at: usize, signs: &str) -> usize {
        let before = self.marks.get(..at).unwrap_or_default();
        before
            .iter()
            .rposition(|mark| mark.what.is_sign(signs))
            .map_or(0, |at| at.saturating_add(1))
    }

    fn piece_end(&self, at: usize, signs: &str) -> usize {
        let after = self.marks.get(at..).unwrap_or_default();
        let found = after.iter().position(|mark| mark.what.is_sign(signs));
        found.map_or(self.marks.len(), |found| at.saturating_add(found))
    }

    fn author(&self, at: usize) -> Option<usize> {
        match self.what(at) {
            Some(What::Seat(seat)) if !self.reviewers.get(at).copied().unwrap_or_default() => {
                Some(*seat)
            }
            _ => None,
        }
    }

    /// The figure at a mark, if it stands by itself, not in a list.
    fn loose_figure(&self, at: usize) -> Option<Figure> {
        let Some(What::Figure(figure)) = self.what(at) else { return None };
        let sign =
            at.checked_sub(1).filter(|at| self.what(*at).is_some_and(|what| what.is_sign("(-:")));
        let area = sign.unwrap_or(at).checked_sub(1);
        let listed = area.is_some_and(|at| matches!(self.what(at), Some(What::Area(_))));
        (!listed).then_some(*figure)
    }

    fn reviews(&mut self, findings: &mut Findings) {
        for at in 0..self.marks.len() {
            let negative = match self.what(at) {
                Some(What::Role(Role::NotConfirms | Role::NotConfirmed)) => true,
                Some(What::Role(Role::Confirms | Role::Confirmed)) => false,
                _ => continue,
            };
            let reviewer = (0..self.marks.len())
                .filter(|seat| self.reviewers.get(*seat).copied().unwrap_or_default())
                .min_by_key(|seat| seat.abs_diff(at));
            let by = reviewer.and_then(|seat| match self.what(seat) {
                Some(What::Seat(seat)) => Some(*seat),
                _ => None,
            });
            // A reviewer beyond a comma leaves the figures there to others.
            let near = reviewer.filter(|seat| {
                let between = self.marks.get(at.min(*seat)..at.max(*seat)).unwrap_or_default();
                !between.iter().any(|mark| mark.what.is_sign(",;()"))
            });
            let (low, high) = (at.min(near.unwrap_or(at)), at.max(near.unwrap_or(at)));
            let start = self.piece_start(low, ",;()");
            let end = self.piece_end(high, ",;(");
            let Some(amount) = self.amount(at, start, end, negative) else { continue };
            let pronoun = (start..at).any(|at| self.is(at, Role::They));
            let named = by;
            let by = by.or(findings.last_author.filter(|_| pronoun));
            let of = self.object(at, by, findings.last_author);
            // A pronoun that would make a seat review itself stands for somebody else.
            let by = if of.is_none() { named } else { by };
            let of = of.or_else(|| self.object(at, by, findings.last_author));
            let remark = Remark::NotConfirmed(amount);
            let start = self.marks.get(at).map_or(0, |mark| mark.start);
            findings.reviews.push(Review { of, by, remark, start });
        }
    }

    /// Whose cases a review is about: the author named after it, or before it, or last.
    fn object(&self, at: usize, by: Option<usize>, last: Option<usize>) -> Option<usize> {
        let end = self.piece_end(at, ";");
        let after = (at..end).find_map(|at| self.author(at));
        let before = || (0..at).rev().find_map(|at| self.author(at));
        let passed = |seat: &usize| Some(*seat) != by;
        let after =
            after.filter(|_| (self.piece_start(at, ";")..at).all(|at| self.author(at).is_none()));
        after.filter(passed).or_else(|| before().filter(passed)).or_else(|| last.filter(passed))
    }

    /// How many cases the review in `start..end` speaks of; `None` if it is no review.
    fn amount(&mut self, at: usize, start: usize, end: usize, negative: bool) -> Option<Amount> {
        let piece = start..end;
        let none = piece.clone().find(|at| {
            self.is(*at, Role::None)
                || matches!(
                    self.what(*at),
                    Some(What::Figure(Figure { value: Value::Cases(0), .. }))
                )
        });
        let figures: Vec<(usize, Figure)> = piece
            .clone()
            .filter(|at| Some(*at) != none)
            .filter_map(|at| Some((at, self.loose_figure(at)?)))
            .collect();
        let author = piece.clone().find(|at| self.author(*at).is_some());
        let all = piece.clone().any(|at| self.is(at, Role::All));
        let negative = negative || none.is_some() || piece.clone().any(|at| self.is(at, Role::Not));
        none.into_iter().for_each(|at| self.take(at));
        if let Some(author) = author {
            // The author's own figure is the total; another before it is the amount.
            let amount = figures
                .iter()
                .filter(|(found, _)| *found > at && *found < author)
                .find_map(|(at, figure)| match figure.value {
                    Value::Cases(cases) => Some((*at, cases)),
                    Value::Rest | Value::Same => None,
                });
            if let Some((found, cases)) = amount.filter(|_| figures.len() > 1) {
                self.take(found);
                return Some(if negative { Amount::Exactly(cases) } else { Amount::AllBut(cases) });
            }
            return match (negative, all) {
                (true, _) => Some(Amount::All),
                (false, true) => Some(Amount::Nothing),
                (false, false) => None,
            };
        }
        figures.iter().for_each(|(at, _)| self.take(*at));
        let nearest = figures
            .iter()
            .min_by_key(|(found, _)| found.abs_diff(at))
            .map(|(_, figure)| figure.value);
        match (nearest, negative) {
            (Some(Value::Rest | Value::Same), true) => Some(Amount::Rest),
            (Some(Value::Cases(cases)), true) if none.is_some() || all => {
                Some(Amount::AllOf(cases))
            }
            (Some(Value::Cases(cases)), true) => Some(Amount::Exactly(cases)),
            (Some(Value::Cases(cases)), false) => Some(Amount::AllBut(cases)),
            (None, true) => Some(Amount::All),
            (None, false) if all => Some(Amount::Nothing),
            (None | Some(Value::Rest | Value::Same), false) => None,
        }
    }

    fn take(&mut self, at: usize) {
        if let Some(used) = self.used.get_mut(at) {
            *used = true;
        }
    }

    /// "Of these, two were aimed at an excluded group."
    fn excluded(&mut self, findings: &mut Findings) {
        let reviewer =
            (0..self.marks.len()).find(|at| self.reviewers.get(*at).copied().unwrap_or_default());
        let reviewed = reviewer.is_some()
            || self.marks.iter().any(|mark| {
                matches!(mark.what, What::Role(Role::NotConfirms | Role::NotConfirmed))
            });
        for at in 0..self.marks.len() {
            if !self.is(at, Role::Excluded) {
                continue;
            }
            let start = self.piece_start(at, ",;");
            // "Of these, one was ...": the comma belongs to the phrase.
            let led = start.checked_sub(2).is_some_and(|at| self.is(at, Role::OfThese));
            let said = reviewed || led || (start..at).any(|at| self.is(at, Role::OfThese));
            let aimed = (start..at).any(|at| self.is(at, Role::Aimed));
            let figure = (start..at).find_map(|at| Some((at, self.loose_figure(at)?)));
            let Some((found, Figure { value: Value::Cases(cases), .. })) =
                figure.filter(|_| aimed && said)
            else {
                continue;
            };
            if self.used.get(found).copied().unwrap_or_default() {
                continue;
            }
            self.take(found);
            let by = reviewer.and_then(|at| match self.what(at) {
                Some(What::Seat(seat)) => Some(*seat),
                _ => None,
            });
            let of = self.object(at, by, findings.last_author);
            let remark = Remark::ExcludedTarget(cases);
            let start = self.marks.get(found).map_or(0, |mark| mark.start);
            findings.reviews.push(Review { of, by, remark, start });
        }
    }

    /// Cuts the sentence at its authors; authors named together share a section.
    fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut after_last = 0;
        for at in 0..self.marks.len() {
            let (seats, together) = match (self.author(at), self.what(at)) {
                (Some(seat), _) => (vec![seat], false),
                (None, Some(What::Role(Role::BothSides))) => ((0..self.seats).collect(), true),
                _ => continue,
            };
            let beside = sections.last().is_some()
                && after_last > 0
                && (after_last..at).all(|at| self.joins(at));
            if let Some(last) = sections.last_mut().filter(|_| beside) {
                last.seats.extend(seats);
                last.together |= together;
            } else {
                let start = self.section_start(at, after_last);
                if let Some(last) = sections.last_mut() {
                    last.end = start;
                }
                sections.push(Section { start, end: self.marks.len(), seats, together });
            }
            after_last = at.saturating_add(1);
        }
        sections
    }

    fn joins(&self, at: usize) -> bool {
        let Some(what) = self.what(at) else { return false };
        what.is_sign(",") || matches!(what, What::Role(Role::And | Role::Organ | Role::Article))
    }

    /// Where an author's section begins: at its figure, if that stands before "by" and the seat.
    fn section_start(&self, seat: usize, after_last: usize) -> usize {
        let led = (1..=2)
            .filter_map(|back| seat.checked_sub(back))
            .any(|at| self.is(at, Role::By) || self.is(at, Role::Registers));
        if !led {
            return self.area_before(seat, after_last).unwrap_or(seat);
        }
        for at in (after_last..seat).rev() {
            if self.what(at).is_some_and(|what| what.is_sign(";")) {
                break;
            }
            let Some(figure) =
                self.loose_figure(at).filter(|_| !self.used.get(at).copied().unwrap_or_default())
            else {
                continue;
            };
            let opened = at
                .checked_sub(1)
                .is_some_and(|at| self.what(at).is_some_and(|what| what.is_sign("(")));
            let close = seat.saturating_sub(at) <= 4;
            if !opened && (figure.with_case || close) {
                return at;
            }
        }
        seat
    }

    /// Where "in Hama" stands directly before an author: "in Hama the Russian side recorded four".
    fn area_before(&self, seat: usize, after_last: usize) -> Option<usize> {
        let leads = |at: &usize| {
            let role = |role| self.is(*at, role);
            matches!(self.what(*at), Some(What::Area(_)))
                || role(Role::Article)
                || role(Role::In)
                || role(Role::Province)
                || role(Role::And)
        };
        let start = (after_last..seat).rev().take_while(leads).last()?;
        let opens =
            start == 0 || self.what(start.saturating_sub(1)).is_some_and(|what| what.is_sign(";"));
        let area = (start..seat).any(|at| matches!(self.what(at), Some(What::Area(_))));
        (opens && area).then_some(start)
    }

    /// The total of nought that a section states in words without a figure.
    fn nothing(&self, section: &Section) -> Option<(Figure, usize)> {
        let piece_end = self.piece_end(section.start, ";").min(section.end);
        let from = self.piece_start(section.start, ";,");
        let marks = self.marks.get(from..piece_end)?;
        let confirming = marks.iter().any(|mark| {
            matches!(
                mark.what,
                What::Role(
                    Role::Confirms | Role::Confirmed | Role::NotConfirms | Role::NotConfirmed
                )
            )
        });
        let has = |role: Role| marks.iter().position(|mark| mark.what.is(role));
        // "None." stands alone; "no data" is no figure.
        let alone = |at: &usize| {
            let next = marks.get(at.saturating_add(1)).map(|mark| &mark.what);
            next.is_none_or(|what| matches!(what, What::Sign(_)))
        };
        let none = has(Role::None).filter(alone);
        let denied =
            has(Role::Not).filter(|_| has(Role::Registers).is_some() && has(Role::Cases).is_some());
        let at = none.or(denied).filter(|_| !confirming)?;
        let start = marks.get(at)?.start;
        Some((Figure { value: Value::Cases(0), each: true, with_case: true, about: false }, start))
    }

    /// Reads what stands before the first author: a figure of no named seat, or a list that goes on.
    fn unsigned(&self, end: usize, headline: bool, findings: &mut Findings) {
        let marks = self.marks.get(..end).unwrap_or_default();
        let counted = marks.iter().enumerate().any(|(at, mark)| {
            let fresh = !self.used.get(at).copied().unwrap_or_default();
            matches!(mark.what, What::Figure(Figure { with_case, .. }) if fresh && (with_case || headline))
        });
        let titled = marks.iter().position(|mark| mark.what.is(Role::Cases)).is_some_and(|at| {
            let next = at.saturating_add(1);
            self.what(next).is_some_and(|what| what.is_sign(":-"))
                && self.loose_figure(next.saturating_add(1)).is_some()
        });
        let reviewed = self.used.iter().any(|used| *used);
        let whole = end == self.marks.len();
        let anaphora = marks
            .first()
            .is_some_and(|mark| mark.what.is(Role::OfThese) || matches!(mark.what, What::Area(_)));
        let parts = self.parts(0, end);
        let listed = parts.lines.iter().any(|line| line.cases.is_some());
        let seats: Vec<usize> = findings.last_author.into_iter().collect();
        let start = marks.first().map_or(0, |mark| mark.start);
        if listed && whole && !headline && !seats.is_empty() && (anaphora || !(counted || titled)) {
            findings.statements.push(Statement {
                seats,
                parts,
                start,
                continues: true,
                ..Statement::default()
            });
        } else if (counted || titled) && !reviewed && (parts.total.is_some() || listed) {
            let past = marks.iter().any(|mark| mark.what.is(Role::Earlier));
            findings.statements.push(Statement {
                parts,
                headline,
                past,
                start,
                ..Statement::default()
            });
        }
    }
}
