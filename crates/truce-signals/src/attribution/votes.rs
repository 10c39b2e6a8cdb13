//! From what was said to votes: one for each independence group.
//!
//! All sources of one side speak with one voice, and so do all of one
//! independence group. Whoever says the same ten times counts once; who says
//! two different things gives half a vote to each. Naming somebody goes before
//! denying, and denying before silence.

use std::collections::{BTreeMap, BTreeSet};

use super::dossier::{Dossier, Saying, Says};
use super::exact::{count, grain};
use super::sides::{Cause, Listed, Who};

/// What a copy that is marked as one weighs.
const COPY: f64 = 0.05;

/// Nobody's silence makes an event rarer than this factor.
const UNSEEN_MIN: f64 = 0.01;

/// Who speaks with one voice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Speaker {
    /// All sources of one side.
    Of(Cause),
    /// An independence group that leans to nobody.
    Neutral(String),
}

impl Speaker {
    pub(super) fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Of(cause) => Some(cause),
            Self::Neutral(_) => None,
        }
    }
}

/// What is said, by place in the sides. The order is that of precedence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// This hypothesis is true.
    Names(Who),
    /// The side of this cause did not do it.
    Denies(Cause),
    /// The event is told, and nothing of its author.
    Nothing,
    /// Not even the event is told, by a side that tells of others.
    Untold,
}

impl Said {
    fn precedence(&self) -> u8 {
        match self {
            Self::Names(_) => 0,
            Self::Denies(_) => 1,
            Self::Nothing => 2,
            Self::Untold => 3,
        }
    }
}

/// One speaker's share of a vote for one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Vote {
    pub(super) speaker: Speaker,
    pub(super) said: Said,
    /// Into how many the speaker's vote is divided.
    pub(super) shares: usize,
    /// Whether the speaker has nothing but copies for it.
    pub(super) copied: bool,
}

impl Vote {
    /// What it weighs, from 0 to 1.
    pub(super) fn weight(&self) -> f64 {
        let whole = if self.copied { COPY } else { 1.0 };
        whole / count(self.shares.max(1))
    }

    pub(super) fn speaks(&self) -> bool {
        !matches!(self.said, Said::Nothing | Said::Untold)
    }
}

/// What matters of a dossier. Dossiers of the same ballot have the same answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ballot {
    /// In order, so that the order in which it was told does not matter.
    pub(super) votes: Vec<Vote>,
    /// The excluded groups that are named.
    pub(super) named: BTreeSet<usize>,
    /// The logarithm of how probable the silence of those who watched is.
    unseen: Unseen,
}

/// A logarithm that is never above 0, in an order.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Unseen(f64);

impl Eq for Unseen {}

impl PartialOrd for Unseen {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Unseen {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Ballot {
    pub(super) fn of(listed: &Listed<'_>, dossier: &Dossier) -> Self {
        let mut spoken: BTreeMap<Speaker, BTreeMap<Said, bool>> = BTreeMap::new();
        for saying in &dossier.sayings {
            let said = spoken.entry(speaker(listed, saying)).or_default();
            let copied = said.entry(said_in(listed, saying)).or_insert(true);
            *copied &= saying.copied;
        }
        let mut votes = Vec::new();
        for (speaker, all) in spoken {
            let first = all.keys().map(Said::precedence).min();
            let counted: Vec<_> =
                all.into_iter().filter(|(said, _)| Some(said.precedence()) == first).collect();
            let shares = counted.len();
            votes.extend(counted.into_iter().map(|(said, copied)| Vote {
                speaker: speaker.clone(),
                said,
                shares,
                copied,
            }));
        }
        let named = votes.iter().filter_map(|vote| match vote.said {
            Said::Names(Who::Excluded(group)) => Some(group),
            Said::Names(_) | Said::Denies(_) | Said::Nothing | Said::Untold => None,
        });
        Self { named: named.collect(), unseen: unseen(&votes, dossier), votes }
    }

    /// Adds the silence of sides that tell of other events, and not of this one.
    pub(super) fn add_silence(&mut self, sides: &BTreeSet<Speaker>) {
        let spoken: BTreeSet<Speaker> =
            self.votes.iter().map(|vote| vote.speaker.clone()).collect();
        let silent = sides.difference(&spoken).cloned();
        let untold = |speaker| Vote { speaker, said: Said::Untold, shares: 1, copied: false };
        self.votes.extend(silent.map(untold));
        self.votes.sort();
    }

    /// The parties' sides that speak.
    pub(super) fn sides(&self) -> impl Iterator<Item = &Speaker> {
        let speakers = self.votes.iter().map(|vote| &vote.speaker);
        speakers.filter(|speaker| matches!(speaker, Speaker::Of(Cause::Party(_))))
    }

    /// The logarithm of how probable the silence of those who watched is, had it happened.
    pub(super) fn ln_unseen(&self) -> f64 {
        self.unseen.0
    }

    /// How many independent voices say something of the author, copies as what they weigh.
    pub(super) fn voices(&self) -> f64 {
        self.votes.iter().filter(|vote| vote.speaks()).map(|vote| grain(vote.weight())).sum()
    }

    /// How many speakers say something of the author.
    pub(super) fn speakers(&self) -> usize {
        let speakers = self.votes.iter().filter(|vote| vote.speaks()).map(|vote| &vote.speaker);
        speakers.collect::<BTreeSet<_>>().len()
    }

    /// Whether a speaker of no side says something of the author in its own words.
    pub(super) fn is_anchored(&self) -> bool {
        self.votes
            .iter()
            .any(|vote| vote.speaks() && !vote.copied && vote.speaker.cause().is_none())
    }
}

fn unseen(votes: &[Vote], dossier: &Dossier) -> Unseen {
    let told: BTreeSet<&str> = votes
        .iter()
        .filter_map(|vote| match &vote.speaker {
            Speaker::Neutral(group) => Some(group.as_str()),
            Speaker::Of(_) => None,
        })
        .collect();
    let mut by_group: BTreeMap<&str, f64> = BTreeMap::new();
    for watcher in dossier.watchers.iter().filter(|watcher| watcher.side.is_none()) {
        if told.contains(watcher.group.as_str()) || !watcher.would_tell.is_finite() {
            continue;
        }
        let most = by_group.entry(&watcher.group).or_default();
        *most = most.max(watcher.would_tell.clamp(0.0, 1.0 - UNSEEN_MIN));
    }
    let ln: f64 = by_group.values().map(|p| grain((1.0 - p).ln())).sum();
    // Zero, and not minus zero, if nobody watched.
    Unseen(ln.max(UNSEEN_MIN.ln()) + 0.0)
}

/// Who speaks in a saying.
pub(super) fn speaker(listed: &Listed<'_>, saying: &Saying) -> Speaker {
    match &saying.side {
        Some(side) => Speaker::Of(listed.cause(side)),
        None => Speaker::Neutral(saying.group.clone().unwrap_or_else(|| saying.source.clone())),
    }
}

/// What a saying says.
pub(super) fn said_in(listed: &Listed<'_>, saying: &Saying) -> Said {
    match &saying.says {
        Says::Blames(actor) => Said::Names(listed.who(actor)),
        Says::Admits => match &saying.side {
            Some(side) => Said::Names(listed.who(side)),
            // Who stands for nobody can admit nothing.
            None => Said::Nothing,
        },
        Says::Accident => Said::Names(Who::Accident),
        Says::Staged => Said::Names(Who::Staged),
        Says::UnknownAuthor => Said::Names(Who::Unknown),
        Says::Nothing => Said::Nothing,
        Says::Denies(actor) => Said::Denies(listed.cause(actor)),
        Says::DeniesEvent => Said::Names(Who::DidNotHappen),
    }
}
