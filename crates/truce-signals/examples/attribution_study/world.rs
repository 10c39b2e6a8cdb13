//! A simulated world as `truce-sim reports` writes it.

use std::collections::{BTreeMap, BTreeSet};

use truce_signals::attribution::{Dossier, Saying, Says, Side, Sides};

/// A source as registered.
pub struct Registered {
    pub id: String,
    /// Its side, as a place among the parties.
    pub side: Option<usize>,
    pub group: Option<String>,
}

/// One account of an event.
#[derive(Debug, Clone)]
pub struct Told {
    pub source: usize,
    pub blames: Option<usize>,
    pub observed: bool,
}

/// An event with all its accounts.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// Who did it; nobody, if it did not happen.
    pub author: Option<usize>,
    pub told: Vec<Told>,
}

impl Event {
    pub fn has_blame(&self) -> bool {
        self.told.iter().any(|told| told.blames.is_some())
    }

    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        let told = self.told.iter().filter(|told| keep(told.source)).cloned().collect();
        Self { author: self.author, told }
    }
}

pub struct World {
    pub parties: Vec<String>,
    pub sources: Vec<Registered>,
    events: BTreeMap<String, Event>,
}

/// The rows of a table whose cells hold no commas, by column.
fn rows(text: &str) -> impl Iterator<Item = BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let heading: Vec<&str> = lines.next().expect("a heading").split(',').collect();
    lines.map(move |line| {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), heading.len(), "a comma in a cell: {line}");
        heading.iter().copied().zip(cells).collect()
    })
}

fn filled(cell: &str) -> Option<&str> {
    (!cell.is_empty()).then_some(cell)
}

impl World {
    pub fn read(reports: &str, truth: &str, sources: &str) -> Self {
        let parties: BTreeSet<&str> =
            rows(truth).filter_map(|row| filled(row["perpetrator"])).collect();
        let parties: Vec<String> = parties.into_iter().map(str::to_owned).collect();
        let place = |id: &str| parties.iter().position(|party| party == id);
        let sources: Vec<Registered> = rows(sources)
            .map(|row| Registered {
                id: row["id"].to_owned(),
                side: filled(row["aligned_with"]).and_then(place),
                group: filled(row["group"]).map(str::to_owned),
            })
            .collect();
        let mut events: BTreeMap<String, Event> = BTreeMap::new();
        for row in rows(truth) {
            let author = filled(row["perpetrator"]).and_then(place);
            events.insert(row["truth"].to_owned(), Event { author, told: Vec::new() });
        }
        for row in rows(reports) {
            let source = sources.iter().position(|source| source.id == row["source"]);
            let told = Told {
                source: source.expect("a registered source"),
                blames: filled(row["accused"]).and_then(place),
                observed: row["basis"] == "observed",
            };
            events.entry(row["truth"].to_owned()).or_default().told.push(told);
        }
        Self { parties, sources, events }
    }

    /// So many events with a blame, as a seed draws them.
    pub fn draw(&self, events: usize, seed: u64) -> Vec<Event> {
        let mixed = |id: &str| {
            let mix = |sum: u64, byte: u8| {
                (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
            };
            id.bytes().fold(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), mix)
        };
        let mut all: Vec<_> = self.events.iter().filter(|(_, event)| event.has_blame()).collect();
        all.sort_by_key(|(id, _)| (mixed(id), *id));
        all.into_iter().take(events).map(|(_, event)| event.clone()).collect()
    }

    pub fn sides(&self) -> Sides {
        let side = |party: &String| Side { party: party.clone(), ..Side::default() };
        Sides { parties: self.parties.iter().map(side).collect(), ..Sides::default() }
    }

    /// The independence group of a source that leans to nobody.
    pub fn group(&self, source: usize) -> Option<&str> {
        let source = &self.sources[source];
        source.side.is_none().then(|| source.group.as_deref().unwrap_or(&source.id))
    }

    pub fn neutral_groups(&self) -> BTreeSet<String> {
        (0..self.sources.len()).filter_map(|source| self.group(source).map(str::to_owned)).collect()
    }

    pub fn dossier(&self, event: &Event) -> Dossier {
        let saying = |told: &Told| {
            let source = &self.sources[told.source];
            let says = told
                .blames
                .map_or(Says::Nothing, |party| Says::Blames(self.parties[party].clone()));
            Saying {
                source: source.id.clone(),
                group: source.group.clone(),
                side: source.side.map(|side| self.parties[side].clone()),
                observed: told.observed,
                copied: false,
                says,
            }
        };
        Dossier { sayings: event.told.iter().map(saying).collect(), watchers: Vec::new() }
    }
}
