//! The screen's tables at a size that stands for years: kept, advanced by one report, and asked 50 times a second.
//!
//! The incidents are made up as rows of a picture would be, without matching a million reports first: they go through
//! the same `Shown`, row by row, as a picture does.

mod ask;
mod world;

use std::path::Path;
use std::time::Instant;

use truce::index::Index;
use truce::index::shown::Touched;
use truce::index::tables::Tables;
use truce::node::Node;
use world::World;

/// Keeps a world of so many incidents, advances it, and asks in another program so that memory shows.
pub fn run(incidents: u64) {
    let dir = tempfile::tempdir().unwrap();
    let node = super::node(dir.path(), 0);
    let world = World::of(&node.agreement, incidents);
    println!("{} reports of {incidents} incidents", world.reports.len());
    let mut index = Index::open(&node).unwrap();
    let timed = |what: &str, begun: Instant| {
        println!("{what:<44} {:>9.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    };
    let begun = Instant::now();
    world.shown(&node.agreement, |shown| index.keep_shown(shown)).unwrap();
    timed("kept from nothing", begun);
    let begun = Instant::now();
    let kept = world.shown(&node.agreement, |shown| index.keep_shown(shown)).unwrap();
    assert_eq!(kept.written, 0);
    timed("kept again, all compared", begun);
    advance(&mut index, &node, world);
    drop(index);
    sizes(&node);
    let exe = std::env::current_exe().unwrap();
    let path = node.index_path();
    let args = ["ask", path.to_str().unwrap()];
    assert!(std::process::Command::new(exe).args(args).status().unwrap().success());
}

/// A report comes to an incident, and only that is looked at.
fn advance(index: &mut Index, node: &Node, mut world: World) {
    let mut times: Vec<u128> = Vec::new();
    for turn in 0..20 {
        let touched = Touched { entries: [world.grow(turn * 1_009)].into(), ..Touched::default() };
        let begun = Instant::now();
        let kept = world
            .shown(&node.agreement, |shown| index.keep_touched_shown(shown, &touched))
            .unwrap();
        times.push(begun.elapsed().as_micros());
        assert_eq!(kept.incidents_written.len(), 1);
    }
    times.sort_unstable();
    println!("advanced by a report: p50 {} µs, most {} µs", times[10], times[19]);
}

fn sizes(node: &Node) {
    let size = std::fs::metadata(node.index_path()).unwrap().len();
    println!("file {} MB", size >> 20);
}

/// Asks what the screen asks, of the index in a file.
pub fn ask(path: &Path) {
    ask::run(&|| Tables::open_at(path).unwrap());
}
