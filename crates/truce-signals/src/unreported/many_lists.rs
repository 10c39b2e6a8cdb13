//! Three lists of events or more, by which of them hold an event.
//!
//! # In scope
//! Counting events by the lists that hold them ([`ManyLists`]), joining lists
//! that copy each other, leaving one out.
//!
//! # Out of scope
//! What all of them leave out: [`super::log_linear`], [`super::latent_classes`].

use serde::Serialize;

use super::lower_bound::Tellings;

/// The fewest lists for which a model can speak of dependence.
pub const LISTS_MIN: usize = 3;
/// The most lists that are taken: beyond it nearly every combination is empty. Join those that copy each other.
pub const LISTS_MAX: usize = 6;
/// The fewest events from which anything is estimated.
pub const EVENTS_MIN: u32 = 30;
/// The fewest of them that two lists or more must hold.
pub const SHARED_MIN: u32 = 10;

/// Why lists cannot be held together, or nothing is estimated from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NotEnough {
    /// So many lists are not taken.
    #[error("`{lists}` lists are not held together: {LISTS_MIN} to {LISTS_MAX} are")]
    Lists {
        /// How many there are.
        lists: usize,
    },
    /// An event is said to be in a list that is not there, or in none.
    #[error("an event is in no list, or in one beyond the {lists} that there are")]
    OtherLists {
        /// How many lists there are.
        lists: usize,
    },
    /// There are too few events.
    #[error("only {events} events are on record, and {EVENTS_MIN} are needed")]
    Events {
        /// Events on record.
        events: u32,
    },
    /// Too few events are in two lists or more.
    #[error("only {shared} events are in two lists or more, and {SHARED_MIN} are needed")]
    Shared {
        /// Events in two lists or more.
        shared: u32,
    },
    /// No model of the lists can be reckoned through.
    #[error("no model of these lists has an answer")]
    NoModel,
}

/// Events by the lists that hold them.
///
/// A combination of lists is a number whose lowest bit stands for the first list.
///
/// INVARIANT: a count for each combination, that of no list being 0; [`ManyLists::of_events`] keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManyLists {
    lists: usize,
    events: Vec<u32>,
}

impl ManyLists {
    /// Counts events, each given by the combination of lists that hold it.
    ///
    /// # Errors
    /// [`NotEnough::Lists`] and [`NotEnough::OtherLists`].
    pub fn of_events(
        lists: usize,
        combinations: impl IntoIterator<Item = usize>,
    ) -> Result<Self, NotEnough> {
        Self::of_counts(lists, combinations.into_iter().map(|combination| (combination, 1)))
    }

    /// The same from how many events each combination holds.
    ///
    /// # Errors
    /// As [`ManyLists::of_events`].
    pub fn of_counts(
        lists: usize,
        counts: impl IntoIterator<Item = (usize, u32)>,
    ) -> Result<Self, NotEnough> {
        if !(LISTS_MIN..=LISTS_MAX).contains(&lists) {
            return Err(NotEnough::Lists { lists });
        }
        let mut events = vec![0_u32; 1 << lists];
        for (combination, count) in counts {
            let cell = events.get_mut(combination).filter(|_| combination > 0);
            let cell = cell.ok_or(NotEnough::OtherLists { lists })?;
            *cell = cell.saturating_add(count);
        }
        Ok(Self { lists, events })
    }

    /// How many lists there are.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.lists
    }

    /// Combinations of one list or more, with how many events are in just these.
    pub fn combinations(&self) -> impl Iterator<Item = (usize, u32)> + Clone + '_ {
        self.events.iter().copied().enumerate().skip(1)
    }

    /// Events on record.
    #[must_use]
    pub fn on_record(&self) -> u32 {
        self.of_size(|_| true)
    }

    /// Events that so many lists hold.
    fn of_size(&self, wanted: impl Fn(u32) -> bool) -> u32 {
        let held = self.combinations().filter(|(combination, _)| wanted(combination.count_ones()));
        held.fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// Events that both lists hold, whatever others do.
    #[must_use]
    pub fn in_both(&self, one: usize, other: usize) -> u32 {
        let both = self.combinations().filter(|(held, _)| holds(*held, one) && holds(*held, other));
        both.fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// What a lower bound asks of the lists.
    #[must_use]
    pub fn tellings(&self) -> Tellings {
        Tellings {
            on_record: self.on_record(),
            by_one: self.of_size(|size| size == 1),
            by_two: self.of_size(|size| size == 2),
        }
    }

    /// The same with the later of two lists poured into the earlier: for lists that copy each other, and so count once.
    ///
    /// # Errors
    /// [`NotEnough::Lists`] if fewer than three would be left.
    pub fn joined(&self, one: usize, other: usize) -> Result<Self, NotEnough> {
        let (into, from) = (one.min(other), one.max(other));
        self.without_bit(from, |held| if holds(held, from) { held | (1 << into) } else { held })
    }

    /// The same without one list; events that it alone holds are lost.
    ///
    /// # Errors
    /// [`NotEnough::Lists`] if fewer than three would be left.
    pub fn without(&self, list: usize) -> Result<Self, NotEnough> {
        self.without_bit(list, |held| held)
    }

    fn without_bit(&self, list: usize, first: impl Fn(usize) -> usize) -> Result<Self, NotEnough> {
        let lower = 1_usize.checked_shl(u32::try_from(list).unwrap_or(u32::MAX)).unwrap_or(0);
        let lower = lower.saturating_sub(1);
        let moved = self.combinations().map(|(held, count)| {
            let held = first(held);
            ((held & lower) | ((held >> 1) & !lower), count)
        });
        let fewer = if list < self.lists { self.lists.saturating_sub(1) } else { self.lists };
        Self::of_counts(fewer, moved.filter(|(held, _)| *held > 0))
    }

    /// Says whether there is enough to estimate from.
    ///
    /// # Errors
    /// [`NotEnough::Events`] and [`NotEnough::Shared`].
    pub fn check(&self) -> Result<(), NotEnough> {
        let (events, shared) = (self.on_record(), self.of_size(|size| size > 1));
        if events < EVENTS_MIN {
            return Err(NotEnough::Events { events });
        }
        if shared < SHARED_MIN {
            return Err(NotEnough::Shared { shared });
        }
        Ok(())
    }
}

/// Whether a combination holds a list.
#[must_use]
pub fn holds(combination: usize, list: usize) -> bool {
    let list = u32::try_from(list).unwrap_or(u32::MAX);
    combination.checked_shr(list).is_some_and(|rest| rest & 1 == 1)
}
