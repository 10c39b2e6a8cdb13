//! What one account claims about one event, in the terms of an agreement.
//!
//! # In scope
//! [`Situation`]: what the rules are asked about.
//!
//! # Out of scope
//! How accounts of one event are joined, and which of them is right.

use std::collections::BTreeMap;

use crate::act::Act;
use crate::id::{ActorId, ZoneId};
use crate::kleene::Truth;
use crate::report::Exemption;
use crate::time::Window;

/// What is claimed about one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// What kind of act.
    pub act: Act,
    /// Who or what was hit, or with whom it was done; `None` for one that the agreement does not name.
    pub against: Vec<Option<ActorId>>,
    /// Whether those in `by` are known to have done it: *yes* as far as this account goes, *unknown* if
    /// accounts differ, *no* if it is shown that they did not.
    pub author: Truth,
    /// Who may have done it, as alternatives; `None` for one that the agreement does not name. Empty: nobody is named.
    pub by: Vec<Option<ActorId>>,
    /// Whether an account denies that it happened.
    pub denied: bool,
    /// Whether accounts name different authors, or one denies that those named did it.
    pub disputed: bool,
    /// Why, as is claimed, the act was allowed.
    pub exemption: Option<Exemption>,
    /// Whether it happened.
    pub happened: Truth,
    /// When.
    pub window: Window,
    /// Which zones hold the place; a zone that is absent may or may not.
    pub zones: BTreeMap<ZoneId, Truth>,
}

impl Situation {
    /// Whether the place lies in that zone.
    #[must_use]
    pub fn lies_in(&self, zone: &ZoneId) -> Truth {
        self.zones.get(zone).copied().unwrap_or(Truth::Unknown)
    }

    /// The same with two actors exchanged everywhere: the hand-mirror in which the rules must see the same.
    #[must_use]
    pub fn exchanged(&self, one: &ActorId, other: &ActorId) -> Self {
        let mirror = |actors: &[Option<ActorId>]| -> Vec<Option<ActorId>> {
            let swap = |actor: &ActorId| actor.exchanged(one, other);
            actors.iter().map(|actor| actor.as_ref().map(swap)).collect()
        };
        Self { against: mirror(&self.against), by: mirror(&self.by), ..self.clone() }
    }
}

impl ActorId {
    /// The other one of two, or itself if it is neither.
    #[must_use]
    pub fn exchanged(&self, one: &Self, other: &Self) -> Self {
        match self {
            actor if actor == one => other.clone(),
            actor if actor == other => one.clone(),
            actor => actor.clone(),
        }
    }
}
