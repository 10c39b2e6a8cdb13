//! A picture that moves on with its logs is kept as one that is drawn anew.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use truce::index::columns::Columns;
use truce::index::filter::Filter;
use truce::index::incidents::{Order, PAGE_MAX, list};
use truce::node::{Node, append};
use truce::screen::latest::{Drawn, Drew, Latest};
use truce_core::commitment::{SealedField, commit};
use truce_core::disclosure::Disclosure;
use truce_core::entry::{Body, Entry};
use truce_core::judgement::{Judgement, Verdict};

use crate::play::{World, seat};
use crate::told::{SEATS, cases, dump, node, put, said, tables, world};

/// A node in whose folder no log stands yet.
pub fn empty(dir: &Path) -> Node {
    let node = node(dir);
    std::fs::remove_dir_all(node.log_dir(&seat("un"))).unwrap();
    node
}

/// Writes what came to the world's logs since they were so long, at most so many entries of each.
pub fn write(world: &World, node: &Node, written: &mut [u64; 4], most: [u64; 4]) {
    for ((name, done), most) in SEATS.iter().zip(written).zip(most) {
        let own = world.record.entries().filter(|(at, _)| at.log.as_str() == *name);
        let from = usize::try_from(*done).unwrap();
        let new: Vec<Entry> = own
            .skip(from)
            .take(usize::try_from(most).unwrap())
            .map(|(_, entry)| entry.clone())
            .collect();
        *done += u64::try_from(new.len()).unwrap();
        append(&mut node.open_log(&seat(name)).unwrap(), &new).unwrap();
    }
}

/// What stands in the tables of another node that holds the same logs, after it drew them anew.
fn anew(world: &World, written: [u64; 4]) -> (Vec<String>, Drawn) {
    let dir = tempfile::tempdir().unwrap();
    let node = empty(dir.path());
    write(world, &node, &mut [0; 4], written);
    let drawn = Drawn::of(&node).unwrap();
    (dump(&node), drawn)
}

#[track_caller]
fn same(world: &World, node: &Node, latest: &Latest, written: [u64; 4]) {
    let (tables_anew, drawn_anew) = anew(world, written);
    let drawn = latest.get().unwrap();
    assert_eq!(dump(node), tables_anew);
    assert_eq!(drawn.whole(), drawn_anew.whole());
    assert_eq!(drawn.recent, drawn_anew.recent);
    assert_eq!(drawn.version(), drawn_anew.version());
    let tables = tables(node);
    let rows = |columns: &Columns| {
        let all =
            list(&tables, columns, &Filter::default(), Order::Newest, (None, PAGE_MAX)).unwrap();
        all.incidents
    };
    assert_eq!(rows(&drawn.columns), rows(&Columns::load(&tables).unwrap()));
    assert_eq!(drawn.columns.digest(), drawn_anew.columns.digest());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_came_little_by_little_is_kept_as_what_is_drawn_at_once(
        said in proptest::collection::vec(said(), 1..25),
        steps in proptest::collection::vec(any::<[u8; 4]>().prop_map(|by| by.map(|by| u64::from(by % 9))), 1..5),
        which in any::<u8>(),
    ) {
        let mut world = world();
        put(&mut world, &said);
        cases(&mut world, which);
        let dir = tempfile::tempdir().unwrap();
        let node = empty(dir.path());
        let (latest, mut written) = (Latest::default(), [0; 4]);
        // Openings, sources and officers first.
        write(&world, &node, &mut written, [16; 4]);
        prop_assert_eq!(latest.draw(&node).unwrap(), Drew::Anew);
        for most in steps.into_iter().chain([[u64::MAX >> 1; 4]]) {
            write(&world, &node, &mut written, most);
            prop_assert_eq!(latest.draw(&node).unwrap(), Drew::MovedOn);
            same(&world, &node, &latest, written);
        }
    }
}

/// A world, its logs in a folder, and the picture of them.
struct Shown {
    world: World,
    dir: tempfile::TempDir,
    node: Node,
    latest: Latest,
    written: [u64; 4],
}

impl Shown {
    fn new(world: World) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let node = empty(dir.path());
        let mut shown = Self { world, dir, node, latest: Latest::default(), written: [0; 4] };
        shown.draw();
        shown
    }

    /// Writes what came, and draws it.
    fn draw(&mut self) -> Drew {
        write(&self.world, &self.node, &mut self.written, [u64::MAX >> 1; 4]);
        let drew = self.latest.draw(&self.node).unwrap();
        same(&self.world, &self.node, &self.latest, self.written);
        drew
    }

    fn put(&mut self, body: Body) -> truce_core::entry::Address {
        self.world.put(&seat("un"), body, "2017-06-01T00:00:00Z".parse().unwrap())
    }
}

#[test]
fn a_judgement_and_a_disclosure_move_it_on_and_another_word_on_a_source_too() {
    let mut shown = Shown::new(world());
    let judgement = |verdict| Judgement {
        by: "duty-1".to_owned(),
        reason: "seen".to_owned(),
        reports: ("russia/1".parse().unwrap(), "un/1".parse().unwrap()),
        verdict,
    };
    for verdict in [Verdict::Same, Verdict::Different, Verdict::TakenBack] {
        shown.put(Body::Judgement(judgement(verdict)));
        assert_eq!(shown.draw(), Drew::MovedOn);
    }
    let (commitment, opens) = commit(SealedField::Account, "behind the mill", &[7; 16]).unwrap();
    let first = shown.world.record.get(&"un/1".parse().unwrap()).unwrap().body.clone();
    let Body::Report(mut report) = first else { panic!("a report stands there") };
    let told = Arc::make_mut(&mut report);
    told.account = String::new();
    told.sealed.insert(SealedField::Account, commitment);
    let told = shown.put(Body::Report(report));
    assert_eq!(shown.draw(), Drew::MovedOn);
    let disclosure = Disclosure { address: told, disclosure: opens.expose().to_owned() };
    shown.put(Body::Disclosure(disclosure));
    assert_eq!(shown.draw(), Drew::MovedOn);
    let mut entries = shown.world.record.entries();
    let source = entries.find_map(|(_, entry)| {
        if let Body::Source(source) = &entry.body { Some(source.clone()) } else { None }
    });
    let renamed = truce_core::source::Source { name: "Another name".to_owned(), ..source.unwrap() };
    drop(entries);
    shown.put(Body::Source(renamed));
    assert_eq!(shown.draw(), Drew::MovedOn);
}

#[test]
fn what_another_program_kept_meanwhile_is_no_hindrance() {
    let mut shown = Shown::new(world());
    let mut index = truce::index::Index::open(&shown.node).unwrap();
    cases(&mut shown.world, 3);
    write(&shown.world, &shown.node, &mut shown.written, [u64::MAX >> 1; 4]);
    index.keep(&shown.node.picture().unwrap(), &shown.world.agreement).unwrap();
    assert_eq!(shown.draw(), Drew::MovedOn);
}

#[test]
fn it_is_drawn_anew_where_a_log_is_another_than_it_was_or_somebody_never_stops_reading() {
    let mut shown = Shown::new(world());
    let reading = shown.latest.get().unwrap();
    cases(&mut shown.world, 1);
    assert_eq!(shown.draw(), Drew::Anew);
    drop(reading);
    assert_eq!(shown.draw(), Drew::MovedOn);
    let log = shown.node.log_dir(&seat("iran"));
    std::fs::remove_dir_all(&log).unwrap();
    let other = World::new();
    let first = other.record.entries().find(|(at, _)| at.log.as_str() == "iran").unwrap().1;
    append(&mut shown.node.open_log(&seat("iran")).unwrap(), std::slice::from_ref(first)).unwrap();
    assert_eq!(shown.latest.draw(&shown.node).unwrap(), Drew::Anew);
    assert_eq!(shown.latest.get().unwrap().sizes[&seat("iran")], 1);
    assert!(shown.dir.path().exists());
}
