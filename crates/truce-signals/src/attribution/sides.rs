//! Who can have done it: the sides of the agreement, and what is left.

use std::collections::BTreeMap;

use serde::Serialize;

/// A party with everybody who acts for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// The party's id.
    pub party: String,
    /// Ids of groups that are the party's own forces.
    pub forces: Vec<String>,
    /// Ids of militias under its control.
    pub allies: Vec<String>,
}

/// All actors that the agreement lists. Who is listed twice counts where it stands first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sides {
    /// The parties, in the agreement's order.
    pub parties: Vec<Side>,
    /// Ids of the excluded groups.
    pub excluded: Vec<String>,
    /// Ids of third states.
    pub third_states: Vec<String>,
}

/// A hypothesis: who did it, or what it was instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// The party's own forces.
    Party(String),
    /// A militia under the control of the party that stands here.
    AllyOf(String),
    /// An excluded group that somebody names in this matter.
    Excluded(String),
    /// One of the excluded groups that nobody names in this matter.
    AnyExcluded,
    /// A third state.
    ThirdState,
    /// Nobody meant it.
    Accident,
    /// It was staged, to be blamed on somebody.
    Staged,
    /// Somebody whom nobody can name, or whom the agreement does not list.
    Unknown,
    /// There was no such event.
    DidNotHappen,
}

/// An [`Author`] by its place in the [`Sides`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Party(usize),
    Ally(usize),
    Excluded(usize),
    AnyExcluded,
    Third,
    Accident,
    Staged,
    Unknown,
    DidNotHappen,
}

/// Whose cause somebody serves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    Party(usize),
    Excluded(usize),
    Third,
    /// An actor whom the agreement does not list.
    Unlisted(String),
}

impl Who {
    pub(super) fn cause(self) -> Option<Cause> {
        match self {
            Self::Party(side) | Self::Ally(side) => Some(Cause::Party(side)),
            Self::Excluded(group) => Some(Cause::Excluded(group)),
            Self::Third => Some(Cause::Third),
            Self::AnyExcluded
            | Self::Accident
            | Self::Staged
            | Self::Unknown
            | Self::DidNotHappen => None,
        }
    }
}

/// The sides, to be looked up by id.
pub(super) struct Listed<'a> {
    by_id: BTreeMap<&'a str, Who>,
    pub(super) parties: Vec<&'a Side>,
    pub(super) allied: usize,
    pub(super) excluded: Vec<&'a str>,
    pub(super) third: bool,
}

impl<'a> Listed<'a> {
    pub(super) fn of(sides: &'a Sides) -> Self {
        let mut by_id = BTreeMap::new();
        let mut parties: Vec<&Side> = Vec::new();
        for side in &sides.parties {
            if !by_id.contains_key(side.party.as_str()) {
                by_id.insert(side.party.as_str(), Who::Party(parties.len()));
                parties.push(side);
            }
        }
        for (number, side) in parties.iter().enumerate() {
            for own in &side.forces {
                by_id.entry(own).or_insert(Who::Party(number));
            }
            for ally in &side.allies {
                by_id.entry(ally).or_insert(Who::Ally(number));
            }
        }
        let mut excluded: Vec<&str> = Vec::new();
        for group in &sides.excluded {
            if !by_id.contains_key(group.as_str()) {
                by_id.insert(group, Who::Excluded(excluded.len()));
                excluded.push(group);
            }
        }
        for state in &sides.third_states {
            by_id.entry(state).or_insert(Who::Third);
        }
        let third = !sides.third_states.is_empty();
        let allied = parties.iter().filter(|side| !side.allies.is_empty()).count();
        Self { by_id, parties, allied, excluded, third }
    }

    /// Whom an id stands for: nobody listed is somebody unknown.
    pub(super) fn who(&self, id: &str) -> Who {
        self.by_id.get(id).copied().unwrap_or(Who::Unknown)
    }

    pub(super) fn cause(&self, id: &str) -> Cause {
        self.who(id).cause().unwrap_or_else(|| Cause::Unlisted(id.to_owned()))
    }

    pub(super) fn has_allies(&self, side: usize) -> bool {
        self.parties.get(side).is_some_and(|side| !side.allies.is_empty())
    }

    /// The hypotheses of a matter in which these excluded groups are named, in the agreement's order.
    pub(super) fn hypotheses(&self, named: &std::collections::BTreeSet<usize>) -> Vec<Who> {
        let mut all: Vec<Who> = (0..self.parties.len()).map(Who::Party).collect();
        all.extend((0..self.parties.len()).filter(|side| self.has_allies(*side)).map(Who::Ally));
        all.extend(named.iter().copied().map(Who::Excluded));
        if named.len() < self.excluded.len() {
            all.push(Who::AnyExcluded);
        }
        if self.third {
            all.push(Who::Third);
        }
        all.extend([Who::Accident, Who::Staged, Who::Unknown, Who::DidNotHappen]);
        all
    }

    pub(super) fn author(&self, who: Who) -> Author {
        let party =
            |side: usize| self.parties.get(side).map(|side| side.party.clone()).unwrap_or_default();
        match who {
            Who::Party(side) => Author::Party(party(side)),
            Who::Ally(side) => Author::AllyOf(party(side)),
            Who::Excluded(group) => {
                Author::Excluded(self.excluded.get(group).copied().unwrap_or_default().to_owned())
            }
            Who::AnyExcluded => Author::AnyExcluded,
            Who::Third => Author::ThirdState,
            Who::Accident => Author::Accident,
            Who::Staged => Author::Staged,
            Who::Unknown => Author::Unknown,
            Who::DidNotHappen => Author::DidNotHappen,
        }
    }
}

impl std::fmt::Display for Author {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Party(party) => write!(f, "own forces of `{party}`"),
            Self::AllyOf(party) => write!(f, "a militia allied with `{party}`"),
            Self::Excluded(group) => write!(f, "the excluded group `{group}`"),
            Self::AnyExcluded => f.write_str("an excluded group that nobody names"),
            Self::ThirdState => f.write_str("a third state"),
            Self::Accident => f.write_str("an accident"),
            Self::Staged => f.write_str("staged"),
            Self::Unknown => f.write_str("somebody unknown"),
            Self::DidNotHappen => f.write_str("did not happen"),
        }
    }
}
