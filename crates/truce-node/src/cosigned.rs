//! Who cosigned how much of each log.

use std::collections::BTreeMap;

use truce_core::id::SeatId;
use truce_log::checkpoint::Checkpoint;

use crate::state::Point;

/// Somebody who cosigns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cosigner {
    /// A seat's mirror: it holds what it cosigns.
    Mirror(SeatId),
    /// A neutral witness, by the name of its key: it saw the head grow, and holds nothing.
    Witness(String),
}

/// A head as somebody cosigned it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which head.
    pub at: Point,
    /// The checkpoint with the line.
    pub checkpoint: Checkpoint,
    /// The time that the line claims.
    pub time: u64,
}

/// What a cosigner said of one log: its largest head, and its latest word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The largest head.
    pub largest: Mark,
    /// The word with the latest time.
    pub latest: Mark,
}

/// Who cosigned how much of each log, as far as it fits what is held here.
#[derive(Debug, Default)]
pub struct Cosigned {
    words: BTreeMap<SeatId, BTreeMap<Cosigner, Word>>,
}

impl Cosigned {
    /// Takes note of a word; returns an earlier word that cannot stand beside it, the smaller head first.
    ///
    /// A cosigner's time never goes back as its head grows: of two heads, the
    /// later time on the smaller one is a fault.
    pub fn note(&mut self, log: &SeatId, who: &Cosigner, mark: Mark) -> Option<(Mark, Mark)> {
        let words = self.words.entry(log.clone()).or_default();
        let Some(word) = words.get_mut(who) else {
            words.insert(who.clone(), Word { largest: mark.clone(), latest: mark });
            return None;
        };
        if mark.at.size < word.largest.at.size && mark.time > word.largest.time {
            return Some((mark, word.largest.clone()));
        }
        if mark.at.size > word.latest.at.size && mark.time < word.latest.time {
            return Some((word.latest.clone(), mark));
        }
        if mark.time > word.latest.time {
            word.latest = mark.clone();
        }
        if mark.at.size > word.largest.at.size {
            word.largest = mark;
        }
        None
    }

    /// How many entries of a log somebody stands behind.
    #[must_use]
    pub fn size(&self, log: &SeatId, who: &Cosigner) -> u64 {
        self.words.get(log).and_then(|words| words.get(who)).map_or(0, |word| word.largest.at.size)
    }

    /// All that cosigned a log, with their words.
    pub fn of(&self, log: &SeatId) -> impl Iterator<Item = (&Cosigner, &Word)> {
        self.words.get(log).into_iter().flatten()
    }
}
