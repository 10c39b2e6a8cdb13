//! Says of each piece of a text what it means: a seat, an area, a figure, a word of the grammar.
//!
//! A figure is sorted here: a count of cases, or a count of something else (settlements, tons,
//! people, hours, days of the month, an earlier day's figure), which nothing later looks at.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::id::AreaId;
use truce_core::names::{Names, fold};

use super::lex::{Kind, Token, Tokens};
use super::words::{Lexicon, Meaning, Role};

/// How many marks away a word may still say what a figure counts.
const REACH: usize = 64;

/// A number as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// So many.
    Cases(u32),
    /// What is left of the total.
    Rest,
    /// As many as the figure before.
    Same,
}

/// A figure that may be a count of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub value: Value,
    /// For each of several areas or seats.
    pub each: bool,
    /// A word for "cases" stands with it.
    pub with_case: bool,
    /// The text calls it approximate.
    pub about: bool,
}

/// What a mark is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A seat, by its place in the caller's table.
    Seat(usize),
    /// An area that the agreement knows.
    Area(AreaId),
    /// A figure that may be a count.
    Figure(Figure),
    /// A figure that counts something else.
    Aside,
    /// A figure of an earlier day, or of the whole time.
    Past,
    /// A word of the grammar.
    Role(Role),
    /// A word with a capital that means nothing here: perhaps a name.
    Name,
    /// Any other word.
    Word,
    /// A mark between words.
    Sign(char),
    /// The end of a sentence.
    Stop,
}

impl What {
    pub fn is(&self, role: Role) -> bool {
        *self == Self::Role(role)
    }

    pub fn is_sign(&self, signs: &str) -> bool {
        matches!(self, Self::Sign(c) if signs.contains(*c))
    }
}

/// A piece of the text and what it means: bytes `start..end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub what: What,
    pub start: usize,
    pub end: usize,
}

/// Names of areas by their first word, so that most words are passed over quickly.
pub(super) struct Areas<'a> {
    names: &'a Names,
    openings: BTreeSet<String>,
    words_max: usize,
    /// For languages that inflect: a name without its ending, and the name.
    stems: BTreeMap<String, String>,
}

impl<'a> Areas<'a> {
    pub fn new(names: &'a Names, lexicon: &Lexicon) -> Self {
        let mut areas =
            Self { names, openings: BTreeSet::new(), words_max: 0, stems: BTreeMap::new() };
        for area in names.areas() {
            let own = std::iter::once(area.id.as_str());
            let shown = area.names.iter().map(|(_, name)| name.as_str());
            for name in own.chain(shown).chain(area.aliases.iter().map(String::as_str)) {
                areas.learn(&fold(name), lexicon);
            }
        }
        areas
    }

    fn learn(&mut self, name: &str, lexicon: &Lexicon) {
        let first = name.split(' ').next().unwrap_or_default();
        self.words_max = self.words_max.max(name.split(' ').count());
        self.openings.insert(first.to_owned());
        if lexicon.inflects() {
            let stem = lexicon.stem(name);
            self.openings.insert(stem.split(' ').next().unwrap_or_default().to_owned());
            self.stems.entry(stem.to_owned()).or_insert_with(|| name.to_owned());
        }
    }

    fn find(&self, written: &str, capital: bool, lexicon: &Lexicon) -> Option<&AreaId> {
        self.names.area(written).or_else(|| {
            let folded = fold(written);
            let name = self.stems.get(lexicon.stem(&folded)).filter(|_| capital)?;
            self.names.area(name)
        })
    }

    /// The area whose name begins at a token, and how many tokens the name has.
    fn at(
        &self,
        text: &str,
        tokens: &Tokens,
        at: usize,
        lexicon: &Lexicon,
    ) -> Option<(AreaId, usize)> {
        let first = tokens.list.get(at)?;
        let Kind::Word { capital } = first.kind else { return None };
        let folded = tokens.folded(first);
        let known = self.openings.contains(folded)
            || (lexicon.inflects() && self.openings.contains(lexicon.stem(folded)));
        if !known {
            return None;
        }
        let ends = name_ends(tokens, at, self.words_max);
        ends.into_iter().rev().find_map(|last| {
            let end = tokens.list.get(last)?.end;
            let written = text.get(first.start..end)?;
            let written = written
                .strip_suffix("'s")
                .or_else(|| written.strip_suffix("’s"))
                .unwrap_or(written);
            let area = self.find(written, capital, lexicon)?;
            Some((area.clone(), last.saturating_sub(at).saturating_add(1)))
        })
    }
}

/// The tokens at which a name of up to `words_max` words that begins at `at` may end.
fn name_ends(tokens: &Tokens, at: usize, words_max: usize) -> Vec<usize> {
    let mut ends = vec![at];
    let mut last = at;
    while ends.len() < words_max {
        let next = last.saturating_add(1);
        let hyphen = tokens.list.get(next).is_some_and(|token| token.kind == Kind::Mark('-'))
            && tokens.touch(last)
            && tokens.touch(next);
        let word = if hyphen { next.saturating_add(1) } else { next };
        match tokens.list.get(word).map(|token| token.kind) {
            Some(Kind::Word { .. }) => ends.push(word),
            _ => break,
        }
        last = word;
    }
    ends
}

/// The n-th word after a token; a hyphen within a compound is passed over.
fn word_after(tokens: &Tokens, at: usize, n: usize) -> Option<usize> {
    let mut last = at;
    for _ in 0..=n {
        let next = last.saturating_add(1);
        let hyphen = tokens.list.get(next).is_some_and(|token| token.kind == Kind::Mark('-'))
            && tokens.touch(last)
            && tokens.touch(next);
        last = if hyphen { next.saturating_add(1) } else { next };
        let Kind::Word { .. } = tokens.list.get(last)?.kind else { return None };
    }
    Some(last)
}

/// Marks a whole text.
pub(super) fn mark(text: &str, tokens: &Tokens, areas: &Areas<'_>, lexicon: &Lexicon) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(tokens.list.len());
    let mut at = 0;
    while let Some(token) = tokens.list.get(at) {
        let (what, count) = match token.kind {
            Kind::Word { capital } => word(text, tokens, at, capital, areas, lexicon),
            Kind::Whole(value) => (figure(Value::Cases(value)), 1),
            Kind::Inexact => (What::Aside, 1),
            Kind::Mark(c) => (What::Sign(c), 1),
            Kind::Stop => (What::Stop, 1),
        };
        let last = at.saturating_add(count).saturating_sub(1);
        let end = tokens.list.get(last).map_or(token.end, |last| last.end);
        marks.push(Mark { what, start: token.start, end });
        at = last.saturating_add(1);
    }
    sort_seats(&mut marks);
    sort_figures(&mut marks);
    marks
}

fn figure(value: Value) -> What {
    What::Figure(Figure { value, each: false, with_case: false, about: false })
}

fn word(
    text: &str,
    tokens: &Tokens,
    at: usize,
    capital: bool,
    areas: &Areas<'_>,
    lexicon: &Lexicon,
) -> (What, usize) {
    if let Some((area, count)) = areas.at(text, tokens, at, lexicon) {
        return (What::Area(area), count);
    }
    let fallback = if capital { What::Name } else { What::Word };
    let Some(token) = tokens.list.get(at) else { return (fallback, 1) };
    let following = |n: usize| {
        word_after(tokens, at, n)
            .and_then(|at| tokens.list.get(at))
            .map(|token| tokens.folded(token))
    };
    let Some((meaning, words)) = lexicon.meaning(tokens.folded(token), following) else {
        return (fallback, 1);
    };
    let last = words.checked_sub(2).and_then(|n| word_after(tokens, at, n)).unwrap_or(at);
    let count = last.saturating_sub(at).saturating_add(1);
    match meaning {
        Meaning::Seat(seat) => (What::Seat(seat), count),
        Meaning::Role(Role::Rest) => (figure(Value::Rest), count),
        Meaning::Role(Role::Same) => (figure(Value::Same), count),
        Meaning::Role(role) => (What::Role(role), count),
        Meaning::Number(value) => number(tokens, at, last, value, lexicon),
    }
}

/// Adds the number words that follow: "twenty-one", «сто двадцать три».
fn number(tokens: &Tokens, at: usize, last: usize, value: u32, lexicon: &Lexicon) -> (What, usize) {
    let (mut value, mut last, mut step) = (value, last, value);
    while let Some(next) = word_after(tokens, last, 0) {
        let Some(word) = tokens.list.get(next).map(|token: &Token| tokens.folded(token)) else {
            break;
        };
        let Some((Meaning::Number(small), 1)) = lexicon.meaning(word, |_| None) else { break };
        let fits = small > 0
            && ((step >= 100 && small < 100) || ((20..100).contains(&step) && small < 10));
        if !fits {
            break;
        }
        (value, last, step) = (value.saturating_add(small), next, small);
    }
    (figure(Value::Cases(value)), last.saturating_sub(at).saturating_add(1))
}

fn at(marks: &[Mark], at: Option<usize>) -> Option<&What> {
    at.and_then(|at| marks.get(at)).map(|mark| &mark.what)
}

/// Takes back the seats that are none: "Russian-Turkish commission", "Russian aircraft", "in Turkey".
fn sort_seats(marks: &mut [Mark]) {
    let mut no_seats = Vec::new();
    for here in 0..marks.len() {
        if !matches!(at(marks, Some(here)), Some(What::Seat(_))) {
            continue;
        }
        if !speaks(marks, here) {
            no_seats.push(here);
        }
    }
    for here in no_seats {
        if let Some(mark) = marks.get_mut(here) {
            mark.what = What::Word;
        }
    }
}

fn speaks(marks: &[Mark], here: usize) -> bool {
    let before = here.checked_sub(1);
    let touches = |left: Option<usize>| {
        let right = left.and_then(|left| left.checked_add(1));
        let ends = (left.and_then(|at| marks.get(at)), right.and_then(|at| marks.get(at)));
        matches!(ends, (Some(a), Some(b)) if a.end == b.start)
    };
    let compound = |sign: Option<usize>, inner: Option<usize>| {
        at(marks, sign).is_some_and(|what| what.is_sign("-")) && touches(sign) && touches(inner)
    };
    if compound(before, here.checked_sub(2))
        && !matches!(at(marks, here.checked_sub(2)), Some(What::Figure(_)))
    {
        return false;
    }
    let after = here.checked_add(1);
    if compound(after, Some(here))
        && matches!(at(marks, here.checked_add(2)), Some(What::Seat(_) | What::Word | What::Name))
    {
        return false;
    }
    if at(marks, before).is_some_and(|what| what.is(Role::In) || what.is(Role::Near)) {
        return has_organ(marks, here);
    }
    match at(marks, after) {
        Some(What::Word | What::Name | What::Area(_)) => has_organ(marks, here),
        Some(What::Role(Role::Other | Role::Excluded | Role::Province)) => has_organ(marks, here),
        _ => true,
    }
}

/// Whether "side", "officers" or the like follows within three words.
fn has_organ(marks: &[Mark], here: usize) -> bool {
    let following = marks.iter().skip(here.saturating_add(1)).take(3);
    following
        .take_while(|mark| matches!(mark.what, What::Word | What::Name | What::Role(_)))
        .any(|mark| mark.what.is(Role::Organ))
}

/// Says of each figure what it counts.
fn sort_figures(marks: &mut [Mark]) {
    let mut other_open = false;
    for here in 0..marks.len() {
        match at(marks, Some(here)) {
            // A settlement named before a figure is what the figure counts, until the next comma.
            Some(What::Role(Role::Other)) => other_open = other_open || !cases_before(marks, here),
            Some(What::Role(Role::Cases) | What::Stop) => other_open = false,
            Some(what) if what.is_sign(",;()") => other_open = false,
            Some(What::Figure(_)) => {
                let sorted = sort_figure(marks, here, other_open);
                if let (Some(mark), Some(sorted)) = (marks.get_mut(here), sorted) {
                    mark.what = sorted;
                }
            }
            Some(What::Role(Role::None)) if counts_cases(marks, here) => {
                if let Some(mark) = marks.get_mut(here) {
                    mark.what = What::Figure(Figure {
                        value: Value::Cases(0),
                        each: false,
                        with_case: true,
                        about: false,
                    });
                }
            }
            _ => {}
        }
    }
}

/// Whether "cases" stands before in the same piece of the sentence: "attacks by armed groups".
fn cases_before(marks: &[Mark], here: usize) -> bool {
    let before = marks.get(..here).unwrap_or_default().iter().rev();
    before
        .take(REACH)
        .take_while(|mark| mark.what != What::Stop && !mark.what.is_sign(",;()"))
        .any(|mark| mark.what.is(Role::Cases))
}

/// What stands after a figure that says what it counts, within four words.
fn counted(marks: &[Mark], here: usize) -> Option<Role> {
    for mark in marks.iter().skip(here.saturating_add(1)).take(4) {
        match &mark.what {
            What::Role(role @ (Role::Cases | Role::Other | Role::Hours)) => return Some(*role),
            What::Sign('%') => return Some(Role::Other),
            What::Sign('-')
            | What::Word
            | What::Name
            | What::Role(Role::Helps | Role::Article | Role::Not | Role::All) => {}
            What::Role(_)
            | What::Seat(_)
            | What::Area(_)
            | What::Figure(_)
            | What::Aside
            | What::Past => return None,
            What::Sign(_) | What::Stop => return None,
        }
    }
    None
}

fn counts_cases(marks: &[Mark], here: usize) -> bool {
    counted(marks, here) == Some(Role::Cases)
}

fn sort_figure(marks: &[Mark], here: usize, other_open: bool) -> Option<What> {
    let Some(What::Figure(figure)) = at(marks, Some(here)) else { return None };
    let before = at(marks, here.checked_sub(1));
    let after = at(marks, here.checked_add(1));
    let is = |what: Option<&What>, role: Role| what.is_some_and(|what| what.is(role));
    let area_before = matches!(before, Some(What::Area(_)))
        || (before.is_some_and(|what| what.is_sign("-:("))
            && matches!(at(marks, here.checked_sub(2)), Some(What::Area(_))));
    // Days of the month and years.
    if is(after, Role::Months)
        || (is(before, Role::Months) && figure.value != Value::Cases(0))
        || is_year(marks, here)
    {
        return Some(What::Aside);
    }
    if designator(marks, here) {
        return Some(What::Aside);
    }
    let counted = counted(marks, here);
    let symbolic = !matches!(figure.value, Value::Cases(_));
    if matches!(counted, Some(Role::Other | Role::Hours)) && !symbolic {
        return Some(What::Aside);
    }
    let with_case = counted == Some(Role::Cases);
    if other_open && !with_case && !area_before {
        return Some(What::Aside);
    }
    if is_past(marks, here) {
        return Some(What::Past);
    }
    let each = each_after(marks, here) || is(before, Role::EachBefore);
    Some(What::Figure(Figure { each, with_case, about: is(before, Role::About), ..*figure }))
}

/// Whether the figure is a year: 1900 to 2100 in a date, or on its own before a word for year.
fn is_year(marks: &[Mark], here: usize) -> bool {
    let Some(What::Figure(Figure { value: Value::Cases(1900..=2100), .. })) = at(marks, Some(here))
    else {
        return false;
    };
    let dated = |n: usize| {
        matches!(at(marks, here.checked_sub(n)), Some(What::Role(Role::Months | Role::In)))
    };
    dated(1) || dated(2)
}

/// Whether the figure is part of a name: "Su-24", "T-72".
fn designator(marks: &[Mark], here: usize) -> bool {
    let sign = here.checked_sub(1).and_then(|at| marks.get(at));
    let name = here.checked_sub(2).and_then(|at| marks.get(at));
    let figure = marks.get(here);
    match (name, sign, figure) {
        (Some(name), Some(sign), Some(figure)) => {
            sign.what.is_sign("-")
                && name.end == sign.start
                && sign.end == figure.start
                && matches!(name.what, What::Name | What::Word)
        }
        _ => false,
    }
}

fn each_after(marks: &[Mark], here: usize) -> bool {
    let following = marks.iter().skip(here.saturating_add(1)).take(4);
    following
        .take_while(|mark| matches!(mark.what, What::Word | What::Role(Role::Cases | Role::Each)))
        .any(|mark| mark.what.is(Role::Each))
}

/// Whether the figure is said to be of an earlier day: "16 a day earlier", "up from 12".
fn is_past(marks: &[Mark], here: usize) -> bool {
    let ends = |mark: &&Mark| mark.what != What::Stop && !mark.what.is_sign(",;()");
    let mut after = marks.iter().skip(here.saturating_add(1)).take(REACH).take_while(ends);
    let later = after.find(|mark| {
        mark.what.is(Role::Earlier)
            || matches!(mark.what, What::Figure(_) | What::Area(_) | What::Seat(_))
    });
    let before = marks.get(..here).unwrap_or_default().iter().rev().take_while(ends).take(4);
    let mut before = before
        .take_while(|mark| !matches!(mark.what, What::Figure(_) | What::Past | What::Seat(_)));
    later.is_some_and(|mark| mark.what.is(Role::Earlier))
        || before.any(|mark| mark.what.is(Role::Earlier))
}
