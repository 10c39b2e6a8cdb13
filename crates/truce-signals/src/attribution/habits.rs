//! What speakers tend to say, by who did it.
//!
//! Everything is put in relation to the speaker: its own side, another side,
//! neither. No party has a row of its own in the starting values, so that the
//! parties are exchangeable.

use super::exact::{count, grain};
use super::sides::{Cause, Listed, Who};
use super::votes::{Said, Speaker};

/// Who did it, as the speaker is to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Given {
    Own,
    Other,
    Elsewhere,
    Accident,
    Staged,
    Unknown,
    DidNotHappen,
}

/// What is said, as it is to the truth and to the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    /// The very author.
    Author,
    /// The right side, but its militia for its forces or the other way round.
    AuthorsSide,
    OwnSide,
    OtherSide,
    Excluded,
    Third,
    Accident,
    Staged,
    Unknown,
    Nothing,
    /// That the author's side did it is denied.
    DeniesAuthor,
    DeniesOwn,
    DeniesOther,
    DeniesEvent,
    /// It tells nothing at all of the event, though its side tells of others.
    Untold,
}

/// How many [`Given`] and [`Answer`] there are.
pub(super) const GIVENS: usize = 7;
pub(super) const ANSWERS: usize = 15;

/// The answers for which the starting values have a column; silence has its own rule.
const TOLD: usize = 14;

/// One speaker's or one class's numbers, row after row.
pub(super) type Table = [f64; GIVENS * ANSWERS];

/// The place of an answer in a [`Table`].
pub(super) fn place(given: Given, answer: Answer) -> usize {
    // Both lists are short and closed.
    row_of(given) * ANSWERS + answer as usize
}

pub(super) fn row_of(given: Given) -> usize {
    given as usize
}

/// Where speakers start, in pseudo-counts: those who lean to nobody.
///
/// Columns as in [`Answer`]. The right answer has 12, each wrong one about 1.
#[rustfmt::skip]
const NEUTRAL: [[f64; TOLD]; GIVENS] = [
    // author, side, own, other, excl, third, acc, staged, unknown, nothing, not author, not own, not other, no event
    [12.0, 1.0, 0.0, 1.0, 0.5, 0.3, 0.2, 0.1, 1.5, 6.0, 0.1, 0.0, 4.0, 0.2],
    [12.0, 1.0, 0.0, 1.0, 0.5, 0.3, 0.2, 0.1, 1.5, 6.0, 0.1, 0.0, 4.0, 0.2],
    [12.0, 0.0, 0.0, 1.0, 0.5, 0.3, 0.2, 0.1, 1.5, 6.0, 0.1, 0.0, 4.0, 0.2],
    [12.0, 0.0, 0.0, 1.0, 0.3, 0.2, 0.0, 0.1, 1.5, 6.0, 0.0, 0.0, 4.0, 0.2],
    [12.0, 0.0, 0.0, 1.0, 0.3, 0.2, 0.2, 0.0, 1.5, 6.0, 0.0, 0.0, 4.0, 1.0],
    [12.0, 0.0, 0.0, 1.0, 0.5, 0.3, 0.2, 0.1, 0.0, 6.0, 0.0, 0.0, 4.0, 0.2],
    [12.0, 0.0, 0.0, 0.5, 0.1, 0.1, 0.1, 0.5, 0.3, 1.0, 0.0, 0.0, 1.0, 0.0],
];

/// Where speakers start, in pseudo-counts: those of a side.
///
/// That it was not its own side, a side says about as often whoever did it.
#[rustfmt::skip]
const PARTISAN: [[f64; TOLD]; GIVENS] = [
    // author, side, own, other, excl, third, acc, staged, unknown, nothing, not author, not own, not other, no event
    [1.5, 0.2, 0.0, 6.0, 1.0, 0.3, 0.3, 0.5, 1.0, 2.0, 4.0, 0.0, 0.8, 1.5],
    [13.0, 1.0, 0.3, 0.7, 0.5, 0.2, 0.1, 0.1, 0.7, 1.0, 0.05, 4.5, 0.8, 0.2],
    [6.0, 0.0, 0.3, 5.0, 0.5, 0.2, 0.1, 0.1, 1.5, 2.0, 0.05, 4.0, 0.8, 0.2],
    [4.0, 0.0, 0.3, 5.0, 0.5, 0.2, 0.0, 0.2, 1.0, 2.0, 0.0, 3.5, 0.8, 0.3],
    [3.0, 0.0, 0.2, 5.0, 0.5, 0.2, 0.1, 0.0, 0.5, 1.0, 0.0, 3.5, 0.8, 2.0],
    [3.0, 0.0, 0.5, 5.0, 0.5, 0.2, 0.1, 0.1, 0.0, 2.0, 0.0, 3.0, 0.8, 0.2],
    [4.0, 0.0, 0.1, 8.0, 0.5, 0.2, 0.1, 0.5, 0.3, 0.5, 0.0, 3.5, 0.8, 0.0],
];

/// The starting values of a speaker's class, with what these sides cannot be told taken out.
pub(super) fn start(listed: &Listed<'_>, cause: Option<&Cause>) -> Table {
    let rows = if cause.is_some() { &PARTISAN } else { &NEUTRAL };
    let mut table = [0.0; GIVENS * ANSWERS];
    for (cells, values) in table.chunks_exact_mut(ANSWERS).zip(rows) {
        for (cell, value) in cells.iter_mut().zip(values) {
            *cell = *value;
        }
    }
    let sides_beyond = if cause.is_some() { 2 } else { 1 };
    let impossible = [
        (listed.allied == 0, Answer::AuthorsSide),
        (listed.excluded.is_empty(), Answer::Excluded),
        (!listed.third, Answer::Third),
    ];
    for (_, answer) in impossible.into_iter().filter(|(is, _)| *is) {
        for row in table.chunks_exact_mut(ANSWERS) {
            row.iter_mut().skip(answer as usize).take(1).for_each(|cell| *cell = 0.0);
        }
    }
    if listed.parties.len() <= sides_beyond {
        let cell = place(Given::Other, Answer::OtherSide);
        table.iter_mut().skip(cell).take(1).for_each(|cell| *cell = 0.0);
    }
    if matches!(cause, Some(Cause::Party(_))) {
        // Whatever happened, half of it goes untold by a side: silence says nothing to begin with.
        for row in table.chunks_exact_mut(ANSWERS) {
            let told: f64 = row.iter().sum();
            row.iter_mut().skip(Answer::Untold as usize).for_each(|cell| *cell = told);
        }
    }
    table
}

/// Who did it, as this speaker is to them.
pub(super) fn given(cause: Option<&Cause>, who: Who) -> Given {
    match who {
        _ if cause.is_some() && who.cause().as_ref() == cause => Given::Own,
        Who::Party(_) | Who::Ally(_) => Given::Other,
        // To those who lean to nobody, every author is alike.
        Who::Excluded(_) | Who::AnyExcluded | Who::Third if cause.is_none() => Given::Other,
        Who::Excluded(_) | Who::AnyExcluded | Who::Third => Given::Elsewhere,
        Who::Accident => Given::Accident,
        Who::Staged => Given::Staged,
        Who::Unknown => Given::Unknown,
        Who::DidNotHappen => Given::DidNotHappen,
    }
}

/// What a vote is to a hypothesis.
pub(super) fn answer(speaker: &Speaker, said: &Said, who: Who) -> Answer {
    let own = speaker.cause();
    match said {
        Said::Nothing => Answer::Nothing,
        Said::Untold => Answer::Untold,
        Said::Denies(denied) if who.cause().as_ref() == Some(denied) => Answer::DeniesAuthor,
        Said::Denies(denied) if own == Some(denied) => Answer::DeniesOwn,
        Said::Denies(_) => Answer::DeniesOther,
        Said::Names(named) if *named == who => Answer::Author,
        Said::Names(named) if named.cause().is_some() && named.cause() == who.cause() => {
            Answer::AuthorsSide
        }
        Said::Names(named) if named.cause().is_some() && named.cause().as_ref() == own => {
            Answer::OwnSide
        }
        Said::Names(Who::Party(_) | Who::Ally(_)) => Answer::OtherSide,
        Said::Names(Who::Excluded(_) | Who::AnyExcluded) => Answer::Excluded,
        Said::Names(Who::Third) => Answer::Third,
        Said::Names(Who::Accident) => Answer::Accident,
        Said::Names(Who::Staged) => Answer::Staged,
        Said::Names(Who::Unknown) => Answer::Unknown,
        Said::Names(Who::DidNotHappen) => Answer::DeniesEvent,
    }
}

/// How common each kind of author is. INVARIANT: one number for all parties.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Commonness {
    pub(super) party: f64,
    pub(super) ally: f64,
    pub(super) excluded: f64,
    pub(super) third: f64,
    pub(super) accident: f64,
    pub(super) staged: f64,
    pub(super) unknown: f64,
    pub(super) did_not_happen: f64,
}

impl Commonness {
    /// Of one hypothesis, from 0 to 1; `named` excluded groups stand by themselves.
    pub(super) fn of(&self, listed: &Listed<'_>, named: usize, who: Who) -> f64 {
        let excluded = listed.excluded.len();
        match who {
            Who::Party(_) => self.party / count(listed.parties.len()),
            Who::Ally(_) => self.ally / count(listed.allied.max(1)),
            Who::Excluded(_) => self.excluded / count(excluded.max(1)),
            Who::AnyExcluded => {
                self.excluded * count(excluded.saturating_sub(named)) / count(excluded.max(1))
            }
            Who::Third => self.third,
            Who::Accident => self.accident,
            Who::Staged => self.staged,
            Who::Unknown => self.unknown,
            Who::DidNotHappen => self.did_not_happen,
        }
    }

    /// Which of all answers of its kind this one is: wrong names fall as often as authors are common.
    pub(super) fn part(
        &self,
        listed: &Listed<'_>,
        speaker: &Speaker,
        said: &Said,
        who: Who,
    ) -> f64 {
        let of = |who| self.of(listed, 0, who);
        match (answer(speaker, said, who), said) {
            (Answer::OwnSide, Said::Names(named @ (Who::Party(side) | Who::Ally(side)))) => {
                let side_mass = of(Who::Party(*side))
                    + if listed.has_allies(*side) { of(Who::Ally(*side)) } else { 0.0 };
                of(*named) / side_mass
            }
            (Answer::OtherSide, Said::Names(named)) => {
                let mut left_out = [speaker.cause().cloned(), who.cause()];
                if left_out.first() == left_out.last() {
                    left_out = [None, who.cause()];
                }
                let party_sides = left_out.iter().flatten().filter_map(|cause| match cause {
                    Cause::Party(side) => Some(*side),
                    Cause::Excluded(_) | Cause::Third | Cause::Unlisted(_) => None,
                });
                let (mut parties, mut allied) = (listed.parties.len(), listed.allied);
                for side in party_sides {
                    parties = parties.saturating_sub(1);
                    allied = allied.saturating_sub(usize::from(listed.has_allies(side)));
                }
                let mass =
                    of(Who::Party(0)) * count(parties.max(1)) + of(Who::Ally(0)) * count(allied);
                of(*named) / mass
            }
            (Answer::Excluded, _) => {
                let right = usize::from(matches!(who, Who::Excluded(_)));
                1.0 / count(listed.excluded.len().saturating_sub(right).max(1))
            }
            (Answer::DeniesOther, _) => {
                let all = listed.parties.len() + listed.excluded.len() + usize::from(listed.third);
                let mut besides = usize::from(speaker.cause().is_some());
                besides +=
                    usize::from(who.cause().is_some() && who.cause().as_ref() != speaker.cause());
                1.0 / count(all.saturating_sub(besides).max(1))
            }
            _ => 1.0,
        }
    }
}

/// The logarithm of a probability, in grains, never below that of one in a million.
pub(super) fn ln(probability: f64) -> f64 {
    grain(probability.max(1e-6).ln())
}
