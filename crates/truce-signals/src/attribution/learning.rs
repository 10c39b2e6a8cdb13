//! Learns how speakers speak, from all dossiers at once.

use std::collections::BTreeMap;

use super::exact::{count, grain};
use super::habits::{
    ANSWERS, Commonness, GIVENS, Given, Table, answer, given, ln, place, row_of, start,
};
use super::sides::{Listed, Who};
use super::votes::{Ballot, Speaker, Vote};

/// Rounds at most.
pub(super) const ROUNDS_MAX: usize = 60;

/// Rounds end when no probability moves by more than this.
const STILL: f64 = 1e-6;

/// Steps of one vote against one hypothesis in all rounds together.
const STEPS_MAX: usize = 200_000_000;

/// How much two more independent voices take from each other: the design effect of a second one.
const DESIGN_EFFECT: f64 = 0.1;

/// For how many answers in each row the class of a speaker stands.
const STRENGTH: f64 = 20.0;

/// How common authors are before anything is told, in pseudo-counts, or fixed as a share.
const PARTIES: f64 = 10.0;
const ALLIES: f64 = 1.0;
const EXCLUDED: f64 = 2.0;
const THIRD: f64 = 0.3;
const UNKNOWN: f64 = 1.0;
const ACCIDENT_SHARE: f64 = 0.02;
const STAGED_SHARE: f64 = 0.01;
const DID_NOT_HAPPEN_SHARE: f64 = 0.03;

/// What one speaker was heard to say.
struct Heard {
    start: Table,
    /// Answers by row.
    counts: Table,
    /// Those of them that another voice stands beside.
    beside: Table,
    /// Probabilities by row.
    table: Table,
}

/// Everything that was learned.
pub(super) struct Learned {
    commonness: Commonness,
    speakers: BTreeMap<Speaker, Heard>,
    /// Rounds that were made.
    pub(super) rounds: usize,
}

/// What a ballot comes to, hypothesis by hypothesis.
pub(super) struct Outcome {
    pub(super) who: Who,
    pub(super) probability: f64,
}

/// By how much the votes of a ballot are divided, because voices are never quite independent.
pub(super) fn design_effect(ballot: &Ballot) -> f64 {
    1.0 + DESIGN_EFFECT * (ballot.voices() - 1.0).max(0.0)
}

impl Learned {
    /// Expectation and maximisation in turn, over ballots and how often each was cast.
    pub(super) fn from(listed: &Listed<'_>, ballots: &BTreeMap<Ballot, usize>) -> Self {
        let mut learned = Self::before(listed, ballots);
        let steps = ballots
            .keys()
            .map(|ballot| ballot.votes.len() * listed.hypotheses(&ballot.named).len())
            .fold(1_usize, usize::saturating_add);
        let rounds_max = (STEPS_MAX / steps).clamp(1, ROUNDS_MAX);
        while learned.rounds < rounds_max {
            learned.rounds += 1;
            if learned.round(listed, ballots) < STILL {
                break;
            }
        }
        learned
    }

    fn before(listed: &Listed<'_>, ballots: &BTreeMap<Ballot, usize>) -> Self {
        let empty = || [0.0; GIVENS * ANSWERS];
        let speakers = ballots.keys().flat_map(|ballot| &ballot.votes).map(|vote| &vote.speaker);
        let heard = speakers.map(|speaker| {
            let start = start(listed, speaker.cause());
            let heard = Heard { start, counts: empty(), beside: empty(), table: empty() };
            (speaker.clone(), heard)
        });
        let mut learned = Self {
            commonness: commonness(listed, &[0.0; 5]),
            speakers: heard.collect(),
            rounds: 0,
        };
        learned.set_tables();
        learned
    }

    /// One round; returns by how much a probability moved at most.
    fn round(&mut self, listed: &Listed<'_>, ballots: &BTreeMap<Ballot, usize>) -> f64 {
        for heard in self.speakers.values_mut() {
            heard.counts.fill(0.0);
            heard.beside.fill(0.0);
        }
        let mut common = [0.0; 5];
        for (ballot, times) in ballots {
            // The design effect is for answers: to learn under it would blur what is learned.
            let outcomes = self.divided(listed, ballot, 1.0);
            let (anchored, speakers) = (ballot.is_anchored(), ballot.speakers());
            for outcome in &outcomes {
                let share = grain(outcome.probability) * count(*times);
                if let Some(kind) = kind(outcome.who) {
                    common.iter_mut().skip(kind).take(1).for_each(|cell| *cell += share);
                }
                for vote in &ballot.votes {
                    // What a side says teaches something only where somebody of no side speaks
                    // as well: from their quarrels alone, the parties' habits cannot be known.
                    if anchored || vote.speaker.cause().is_none() {
                        let beside = speakers > usize::from(vote.speaks());
                        self.hear(vote, outcome, *times, beside);
                    }
                }
            }
        }
        let before: Vec<f64> = self.speakers.values().flat_map(|heard| heard.table).collect();
        self.commonness = commonness(listed, &common);
        self.set_tables();
        let after = self.speakers.values().flat_map(|heard| heard.table);
        before.into_iter().zip(after).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    fn hear(&mut self, vote: &Vote, outcome: &Outcome, times: usize, beside: bool) {
        let Some(heard) = self.speakers.get_mut(&vote.speaker) else { return };
        let given = given(vote.speaker.cause(), outcome.who);
        let cell = place(given, answer(&vote.speaker, &vote.said, outcome.who));
        let share = grain(vote.weight() * outcome.probability) * count(times);
        heard.counts.iter_mut().skip(cell).take(1).for_each(|cell| *cell += share);
        if beside {
            heard.beside.iter_mut().skip(cell).take(1).for_each(|cell| *cell += share);
        }
    }

    /// From counts to probabilities: a speaker's row leans on that of its class.
    fn set_tables(&mut self) {
        let mut classes: [Table; 2] = [[0.0; GIVENS * ANSWERS]; 2];
        for (speaker, heard) in &self.speakers {
            let [neutral, partisan] = &mut classes;
            let class = if speaker.cause().is_some() { partisan } else { neutral };
            for (cell, more) in class.iter_mut().zip(beyond_the_first(&heard.counts)) {
                *cell += more;
            }
        }
        for (speaker, heard) in &mut self.speakers {
            let [neutral, partisan] = &classes;
            let class = if speaker.cause().is_some() { partisan } else { neutral };
            let class = added(class, &heard.start, 1.0);
            heard.table =
                shares(&added(&beyond_the_first(&heard.counts), &shares(&class), STRENGTH));
        }
    }

    /// How probable each hypothesis is, given a ballot. Their sum is 1.
    pub(super) fn outcomes(&self, listed: &Listed<'_>, ballot: &Ballot) -> Vec<Outcome> {
        self.divided(listed, ballot, design_effect(ballot))
    }

    /// The same with all votes divided by a design effect.
    fn divided(&self, listed: &Listed<'_>, ballot: &Ballot, effect: f64) -> Vec<Outcome> {
        let logs: Vec<(Who, f64)> = listed
            .hypotheses(&ballot.named)
            .into_iter()
            .map(|who| {
                let told: f64 = ballot.votes.iter().map(|vote| self.ln_of(listed, vote, who)).sum();
                let unseen = if who == Who::DidNotHappen { 0.0 } else { ballot.ln_unseen() };
                let common = self.commonness.of(listed, ballot.named.len(), who);
                (who, ln(common) + (told + unseen) / effect)
            })
            .collect();
        let most = logs.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let odds: Vec<(Who, f64)> =
            logs.into_iter().map(|(who, log)| (who, grain((log - most).exp()))).collect();
        let sum: f64 = odds.iter().map(|(_, odds)| *odds).sum();
        odds.into_iter().map(|(who, odds)| Outcome { who, probability: odds / sum }).collect()
    }

    fn ln_of(&self, listed: &Listed<'_>, vote: &Vote, who: Who) -> f64 {
        let Some(heard) = self.speakers.get(&vote.speaker) else { return 0.0 };
        let given = given(vote.speaker.cause(), who);
        let cell = place(given, answer(&vote.speaker, &vote.said, who));
        let probability = heard.table.get(cell).copied().unwrap_or_default();
        let part = self.commonness.part(listed, &vote.speaker, &vote.said, who);
        grain(vote.weight() * ln(probability * part))
    }

    /// The row of a speaker in counts, as far as other voices stand beside it: how much is known of it.
    pub(super) fn known(&self, speaker: &Speaker, given: Given) -> [f64; ANSWERS] {
        let mut row = [0.0; ANSWERS];
        let Some(heard) = self.speakers.get(speaker) else { return row };
        let from = row_of(given) * ANSWERS;
        let cells = heard.beside.iter().zip(&heard.table).skip(from);
        for (cell, (beside, probability)) in row.iter_mut().zip(cells) {
            *cell = beside + STRENGTH * probability;
        }
        row
    }
}

/// The counts less one: the first answer of its kind may be the very one that is being weighed, and
/// must not vouch for itself.
fn beyond_the_first(counts: &Table) -> Table {
    counts.map(|counted| (counted - 1.0).max(0.0))
}

fn added(to: &Table, what: &Table, times: f64) -> Table {
    let mut sum = *to;
    for (cell, more) in sum.iter_mut().zip(what) {
        *cell += more * times;
    }
    sum
}

/// Each row divided by its sum.
fn shares(table: &Table) -> Table {
    let mut shares = *table;
    for row in shares.chunks_exact_mut(ANSWERS) {
        let sum: f64 = row.iter().sum();
        row.iter_mut().for_each(|cell| *cell /= sum);
    }
    shares
}

/// Which of the kinds whose commonness is learned.
fn kind(who: Who) -> Option<usize> {
    match who {
        Who::Party(_) => Some(0),
        Who::Ally(_) => Some(1),
        Who::Excluded(_) | Who::AnyExcluded => Some(2),
        Who::Third => Some(3),
        Who::Unknown => Some(4),
        // Who may be mistaken in that cannot be learned from what is told alone.
        Who::Accident | Who::Staged | Who::DidNotHappen => None,
    }
}

fn commonness(listed: &Listed<'_>, counts: &[f64; 5]) -> Commonness {
    let [party, ally, excluded, third, unknown] = counts;
    let of = |there: bool, start: f64, counted: &f64| if there { start + counted } else { 0.0 };
    let party = of(!listed.parties.is_empty(), PARTIES, party);
    let ally = of(listed.allied > 0, ALLIES, ally);
    let excluded = of(!listed.excluded.is_empty(), EXCLUDED, excluded);
    let third = of(listed.third, THIRD, third);
    let unknown = of(true, UNKNOWN, unknown);
    let left = 1.0 - ACCIDENT_SHARE - STAGED_SHARE - DID_NOT_HAPPEN_SHARE;
    let part = left / (party + ally + excluded + third + unknown);
    Commonness {
        party: party * part,
        ally: ally * part,
        excluded: excluded * part,
        third: third * part,
        accident: ACCIDENT_SHARE,
        staged: STAGED_SHARE,
        unknown: unknown * part,
        did_not_happen: DID_NOT_HAPPEN_SHARE,
    }
}
