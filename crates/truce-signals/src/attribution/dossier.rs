//! What is told of one incident about who did it.

/// What one account says of the author.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// The actor of this id did it; an id that the sides do not list is somebody unknown.
    Blames(String),
    /// The source's own side did it.
    Admits,
    /// It was an accident.
    Accident,
    /// It was staged.
    Staged,
    /// It is not known who did it.
    UnknownAuthor,
    /// It tells of the event and is silent on who did it.
    Nothing,
    /// The side of the actor of this id did not do it.
    Denies(String),
    /// There was no such event.
    DeniesEvent,
}

/// What one source says in one account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Saying {
    /// The source's id.
    pub source: String,
    /// Its independence group; without one it stands for itself.
    pub group: Option<String>,
    /// The id of the actor to whose side it leans. All sources of one side speak with one voice.
    pub side: Option<String>,
    /// Whether it saw for itself, rather than having been told.
    pub observed: bool,
    /// Whether it is marked as a copy of another account.
    pub copied: bool,
    /// What it says.
    pub says: Says,
}

/// A source that watched there and then, and told of nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Watcher {
    /// Its independence group.
    pub group: String,
    /// The id of the actor to whose side it leans. Only those of no side count.
    pub side: Option<String>,
    /// How probable it is that it would have told of such an event, from 0 to 1.
    pub would_tell: f64,
}

/// Everything that was told of one incident about who did it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dossier {
    /// What was said, in any order.
    pub sayings: Vec<Saying>,
    /// Who watched there and told of nothing, in any order.
    pub watchers: Vec<Watcher>,
}
