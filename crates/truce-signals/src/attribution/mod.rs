//! Hypotheses about who did it, with how probable each is: advice to the seats.
//!
//! Only a finding says who. What is here is computed from what the sources say
//! and from how each of them has spoken so far, and every vote that entered is
//! shown. It has not been checked against outcomes until somebody holds it
//! against determined cases.
//!
//! # Method
//! Each speaker has a table: how often it gives which answer, by who did it, put
//! in relation to itself (its own side, another, neither). Sources of one side
//! are one speaker, and so are those of one independence group. The tables, the
//! commonness of each kind of author and the probabilities are estimated in
//! turn, by expectation and maximisation, over all dossiers at once. A table
//! leans on that of its class (of a side, of none), and the class on starting
//! values that are the same for every party: exchange the parties in what was
//! told, and the parties are exchanged in what comes out, to the bit. What a
//! side says is learned from only where a voice of no side speaks as well, and
//! the first answer of its kind teaches nothing, lest a claim vouch for itself.
//! Votes are divided by 1 + 0.1 (m - 1), m the independent voices.
//!
//! Silence is no denial. A side that tells of other events and not of this one
//! has the answer "untold": worth nothing to begin with, and learned like any
//! other, since sides tell less of what their own did. A neutral source that
//! did not tell counts only if it is known to have watched ([`Watcher`]), and
//! then only for whether it happened.
//!
//! # Source
//! Dawid and Skene 1979 for the tables; Kim and Ghahramani 2012 for them as
//! Dirichlet; the design effect after Kish 1965; intervals: see `interval`; the
//! words: Intelligence Community Directive 203.
//!
//! # Out of scope
//! What usually happens at a place, and by whom: that is no evidence of this
//! event. Reading sayings out of reports. Whether the event is covered.
//!
//! Cost: votes times hypotheses for each round, each different ballot once;
//! rounds are cut short when that grows beyond bounds.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod dossier;
mod exact;
mod habits;
mod interval;
mod learning;
mod of_reports;
mod sides;
mod votes;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use dossier::{Dossier, Saying, Says, Watcher};
pub use sides::{Author, Side, Sides};
pub use words::Likelihood;

use exact::count;
use learning::{Learned, design_effect};
use sides::Listed;
use votes::{Ballot, Speaker, Vote, said_in, speaker};

/// Without a voice of no side, an interval wider than this is no answer.
pub const WIDTH_MAX: f64 = 0.3;

/// One author, and how probable it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hypothesis {
    /// Who.
    pub author: Author,
    /// From 0 to 1; those of one dossier add up to 1.
    pub probability: f64,
    /// In a word.
    pub likelihood: Likelihood,
    /// From where to where it may lie, with 90 %.
    pub interval: (f64, f64),
}

impl Hypothesis {
    /// The widest interval with which a word of likelihood is still said.
    pub const WIDTH_MAX: f64 = 0.3;

    /// In a word; none where it may lie so far apart that a word would say more than is known.
    #[must_use]
    pub fn word(&self) -> Option<Likelihood> {
        let (from, to) = self.interval;
        (to - from <= Self::WIDTH_MAX).then_some(self.likelihood)
    }
}

/// How much there is to go by; never in one sentence with a [`Likelihood`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// One voice, none of no side, or a wide interval.
    Low,
    /// Two voices, one of them of no side, and an interval of at most 0.3.
    Moderate,
    /// Three voices, one of which leans to no side and saw for itself, and an interval of at most 0.15.
    High,
}

/// The level, and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Confidence {
    /// The level.
    pub level: Level,
    /// Independent voices that say something of the author.
    pub voices: usize,
    /// Those of them that lean to no side.
    pub neutral: usize,
    /// Those of no side that saw for themselves.
    pub direct: usize,
    /// The width of the interval of the most probable author.
    pub width: f64,
}

/// One saying, and what it counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counted {
    /// Its place in the dossier.
    pub saying: usize,
    /// Its part in its speaker's one vote, from 0 to 1, before the design effect.
    pub weight: f64,
}

/// Why a dossier has no answer, and what would give it one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotAttributable {
    /// Nobody says anything of the author.
    #[error("not attributable on present reports: needs a source that says who did it")]
    NobodySays,
    /// Only sides speak, and what they say does not narrow it down.
    #[error(
        "not attributable on present reports: needs a source that leans to no side and says who did it"
    )]
    SidesOnly,
}

/// Who may have done it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attribution {
    /// All hypotheses, in the agreement's order. If it is refused, they are not to be shown as an answer.
    pub hypotheses: Vec<Hypothesis>,
    /// How much there is to go by.
    pub confidence: Confidence,
    /// Every saying of the dossier, in its order.
    pub counted: Vec<Counted>,
    /// By how much all votes were divided, because voices are never quite independent.
    pub design_effect: f64,
    /// Why it is no answer.
    pub refused: Option<NotAttributable>,
}

impl Attribution {
    /// The most probable hypotheses: several if they are exactly even.
    pub fn leading(&self) -> impl Iterator<Item = &Hypothesis> {
        let most = self.hypotheses.iter().map(|h| h.probability).fold(0.0, f64::max);
        self.hypotheses.iter().filter(move |hypothesis| hypothesis.probability >= most)
    }

    /// How probable an author is if the event happened: that is another question, answered apart.
    #[must_use]
    pub fn probability_if_it_happened(&self, author: &Author) -> f64 {
        if *author == Author::DidNotHappen {
            return 0.0;
        }
        let happened = 1.0 - self.probability(&Author::DidNotHappen);
        if happened > 0.0 { self.probability(author) / happened } else { 0.0 }
    }

    /// How probable an author is; 0 if it is no hypothesis here.
    #[must_use]
    pub fn probability(&self, author: &Author) -> f64 {
        let found = self.hypotheses.iter().find(|hypothesis| hypothesis.author == *author);
        found.map_or(0.0, |hypothesis| hypothesis.probability)
    }
}

/// Says of each dossier who may have done it, in the order of the dossiers.
///
/// All dossiers are learned from together, in whatever order they come.
#[must_use]
pub fn attribute(sides: &Sides, dossiers: &[Dossier]) -> Vec<Attribution> {
    let listed = Listed::of(sides);
    let mut cast: Vec<Ballot> =
        dossiers.iter().map(|dossier| Ballot::of(&listed, dossier)).collect();
    let telling: BTreeSet<Speaker> = cast.iter().flat_map(Ballot::sides).cloned().collect();
    cast.iter_mut().for_each(|ballot| ballot.add_silence(&telling));
    let mut ballots: BTreeMap<Ballot, usize> = BTreeMap::new();
    for ballot in &cast {
        let times = ballots.entry(ballot.clone()).or_default();
        *times = times.saturating_add(1);
    }
    let learned = Learned::from(&listed, &ballots);
    let answers: BTreeMap<&Ballot, Vec<Hypothesis>> =
        ballots.keys().map(|ballot| (ballot, hypotheses(&listed, &learned, ballot))).collect();
    let of = |(dossier, ballot): (&Dossier, &Ballot)| {
        let hypotheses = answers.get(ballot).cloned().unwrap_or_default();
        conclude(&listed, dossier, ballot, hypotheses)
    };
    dossiers.iter().zip(&cast).map(of).collect()
}

fn hypotheses(listed: &Listed<'_>, learned: &Learned, ballot: &Ballot) -> Vec<Hypothesis> {
    let outcomes = learned.outcomes(listed, ballot);
    let intervals = interval::intervals(learned, ballot, &outcomes);
    let hypothesis = |(outcome, interval): (&learning::Outcome, (f64, f64))| Hypothesis {
        author: listed.author(outcome.who),
        probability: outcome.probability,
        likelihood: Likelihood::of(outcome.probability),
        interval,
    };
    outcomes.iter().zip(intervals).map(hypothesis).collect()
}

fn conclude(
    listed: &Listed<'_>,
    dossier: &Dossier,
    ballot: &Ballot,
    hypotheses: Vec<Hypothesis>,
) -> Attribution {
    let mut attribution = Attribution {
        hypotheses,
        confidence: Confidence { level: Level::Low, voices: 0, neutral: 0, direct: 0, width: 0.0 },
        counted: counted(listed, dossier, ballot),
        design_effect: design_effect(ballot),
        refused: None,
    };
    let widths = attribution.leading().map(|h| h.interval.1 - h.interval.0);
    let width = widths.fold(0.0, f64::max);
    let confidence = confidence(listed, dossier, ballot, width);
    attribution.confidence = confidence;
    attribution.refused = match confidence {
        Confidence { voices: 0, .. } => Some(NotAttributable::NobodySays),
        Confidence { neutral: 0, width, .. } if width > WIDTH_MAX => {
            Some(NotAttributable::SidesOnly)
        }
        Confidence { .. } => None,
    };
    attribution
}

/// What each saying had of its speaker's vote.
fn counted(listed: &Listed<'_>, dossier: &Dossier, ballot: &Ballot) -> Vec<Counted> {
    let keys: Vec<_> = dossier
        .sayings
        .iter()
        .map(|saying| (speaker(listed, saying), said_in(listed, saying), saying.copied))
        .collect();
    let mut alike: BTreeMap<_, usize> = BTreeMap::new();
    for key in &keys {
        let number = alike.entry(key).or_default();
        *number = number.saturating_add(1);
    }
    let votes: BTreeMap<_, &Vote> =
        ballot.votes.iter().map(|vote| ((&vote.speaker, &vote.said), vote)).collect();
    let weight = |key: &(Speaker, votes::Said, bool)| {
        let (speaker, said, copied) = key;
        // A copy adds nothing where the speaker has its own words for the same.
        let vote = votes.get(&(speaker, said)).filter(|vote| vote.copied == *copied);
        vote.map_or(0.0, |vote| vote.weight() / count(alike.get(key).copied().unwrap_or(1)))
    };
    let counted = |(saying, key)| Counted { saying, weight: weight(key) };
    keys.iter().enumerate().map(counted).collect()
}

fn confidence(listed: &Listed<'_>, dossier: &Dossier, ballot: &Ballot, width: f64) -> Confidence {
    let heard: BTreeSet<&Speaker> = ballot
        .votes
        .iter()
        .filter(|vote| vote.speaks() && !vote.copied)
        .map(|vote| &vote.speaker)
        .collect();
    let neutral = heard.iter().filter(|speaker| speaker.cause().is_none()).count();
    let direct: BTreeSet<Speaker> = dossier
        .sayings
        .iter()
        .filter(|saying| saying.observed && !saying.copied && saying.says != Says::Nothing)
        .map(|saying| speaker(listed, saying))
        .filter(|speaker| speaker.cause().is_none())
        .collect();
    let (voices, direct) = (heard.len(), direct.len());
    let level = if voices >= 3 && direct >= 1 && width <= 0.15 {
        Level::High
    } else if voices >= 2 && neutral >= 1 && width <= WIDTH_MAX {
        Level::Moderate
    } else {
        Level::Low
    };
    Confidence { level, voices, neutral, direct, width }
}
