//! Measures the attribution against the known author, beside majority and Dawid-Skene.
//!
//! ```text
//! truce-sim reports --seed 11 --preset medium --out r.csv --truth t.csv --sources s.csv
//! cargo run --release -p truce-signals --example attribution_study -- r.csv t.csv s.csv [INCIDENTS [SEED]]
//! ```
//!
//! The incidents are the true ones, of which at least one account blames
//! somebody; so many of them are drawn by the seed. Nothing is learned from the
//! truth.

mod peers;
mod score;
mod world;

use truce_signals::attribution::{Author, Dossier, Watcher, attribute};

use score::{Guess, Scores};
use world::{Event, World};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [reports, truth, sources, rest @ ..] = args.as_slice() else {
        eprintln!("attribution_study REPORTS TRUTH SOURCES [INCIDENTS [SEED]]");
        std::process::exit(2);
    };
    let number = |at: usize, otherwise| {
        rest.get(at).and_then(|text: &String| text.parse().ok()).unwrap_or(otherwise)
    };
    let read = |path: &String| std::fs::read_to_string(path).expect("a file from truce-sim");
    let world = World::read(&read(reports), &read(truth), &read(sources));
    let drawn = world.draw(usize::try_from(number(0, 3000)).expect("a count"), number(1, 1));

    let happened: Vec<Event> = drawn.iter().filter(|e| e.author.is_some()).cloned().collect();
    println!("all sources, incidents that happened: {}", happened.len());
    Scores::heading();
    compare(&world, &happened);

    let sided: Vec<Event> = happened
        .iter()
        .map(|event| event.only(|source| world.sources[source].side.is_some()))
        .filter(Event::has_blame)
        .collect();
    println!("\nonly sources of a side, incidents that happened: {}", sided.len());
    Scores::heading();
    compare(&world, &sided);

    println!("\nall sources, with what did not happen: {}", drawn.len());
    Scores::heading();
    ours(&world, &drawn, "ours");
    let watched = watched(&world, &drawn);
    score("ours, and who watched in vain", &world, &drawn, &answers(&world, &watched));
}

fn compare(world: &World, events: &[Event]) {
    score("majority", world, events, &peers::majority(world, events));
    score("Dawid-Skene", world, events, &peers::dawid_skene(world, events));
    ours(world, events, "ours");
    let happened =
        || answers(world, &dossiers(world, events)).into_iter().map(Guess::if_it_happened);
    score("ours, if it happened", world, events, &happened().collect::<Vec<_>>());
    let given: Vec<Guess> = happened().map(Guess::if_a_party_did_it).collect();
    score("ours, if a party did it", world, events, &given);
    let refused = attribute(&world.sides(), &dossiers(world, events));
    let refused = refused.iter().filter(|attribution| attribution.refused.is_some()).count();
    println!("refused by ours: {refused} of {}", events.len());
}

fn ours(world: &World, events: &[Event], name: &str) {
    score(name, world, events, &answers(world, &dossiers(world, events)));
}

fn score(name: &str, world: &World, events: &[Event], guesses: &[Guess]) {
    println!("{name:<32} {}", Scores::of(world.parties.len(), events, guesses));
}

fn dossiers(world: &World, events: &[Event]) -> Vec<Dossier> {
    events.iter().map(|event| world.dossier(event)).collect()
}

/// Our answers: a probability for each party, and the rest for whatever else it may have been.
fn answers(world: &World, dossiers: &[Dossier]) -> Vec<Guess> {
    let answer = |attribution: &truce_signals::attribution::Attribution| Guess {
        parties: world
            .parties
            .iter()
            .map(|party| attribution.probability(&Author::Party(party.clone())))
            .collect(),
        did_not_happen: attribution.probability(&Author::DidNotHappen),
    };
    attribute(&world.sides(), dossiers).iter().map(answer).collect()
}

/// The dossiers with the neutral groups that told of nothing, each as attentive as it proved beside the others.
fn watched(world: &World, events: &[Event]) -> Vec<Dossier> {
    let groups = world.neutral_groups();
    let tells = |event: &Event, group: &str| {
        event.told.iter().any(|told| world.group(told.source) == Some(group))
    };
    let attentive = |group: &String| {
        let beside = |event: &&Event| groups.iter().any(|g| g != group && tells(event, g));
        let beside: Vec<&Event> = events.iter().filter(beside).collect();
        let both = beside.iter().filter(|event| tells(event, group)).count();
        both as f64 / beside.len().max(1) as f64
    };
    let rates: Vec<(String, f64)> =
        groups.iter().map(|group| (group.clone(), attentive(group))).collect();
    let of = |event: &Event| {
        let mut dossier = world.dossier(event);
        let silent = rates.iter().filter(|(group, _)| !tells(event, group));
        dossier.watchers = silent
            .map(|(group, rate)| Watcher { group: group.clone(), side: None, would_tell: *rate })
            .collect();
        dossier
    };
    events.iter().map(of).collect()
}
