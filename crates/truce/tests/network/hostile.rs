//! A peer that lies: the node stays up, says so, takes nothing, and goes on with the others.

use std::collections::BTreeMap;
use std::path::Path;

use truce_log::{Extension, Memory, Tree};

use crate::liar::{Liar, Manner};
use crate::seats::{Seat, Table, copy, until, until_settled};

/// The most memory that a node may need while it is lied to, in KiB.
const MEMORY_KIB_MAX: u64 = 400 << 10;

/// Why the liar is not reached, as the node says.
fn why(seat: &Seat) -> Option<String> {
    let status = seat.status();
    status
        .peers
        .into_iter()
        .find(|(peer, _)| peer.as_str() == "iran")
        .and_then(|(_, peer)| peer.why)
}

/// Three honest nodes that serve, and a liar who has a fourth seat's address; that seat's true public files.
fn table() -> (Table, Vec<Seat>, Liar, std::path::PathBuf) {
    let (table, seats) = Table::serving(&["russia", "turkey", "un"]);
    let (others, mut theirs) = Table::of(&["iran"]);
    let iran = theirs.remove(0);
    iran.import(&["true-1", "true-2"]);
    iran.run(&["sync"]);
    let public = table.path("iran-public");
    copy(&iran.dir.join("public"), &public);
    let card = table.path("iran.card");
    iran.run(&["card", "--out", card.to_str().unwrap()]).done();
    drop(others);
    let liar = Liar::new(Manner::Status(500));
    let add =
        ["peers", "add", "--card", card.to_str().unwrap(), "--at", &format!("http://{}", liar.at)];
    seats[0].run(&add).done();
    (table, seats, liar, public)
}

/// The files of a log of the same length with other entries.
fn other_entries(public: &Path) -> BTreeMap<String, Vec<u8>> {
    let size = crate::seats::head_in(&public.join("iran/checkpoint")).unwrap().size;
    let shelf = Memory::default();
    let mut extension = Extension::begin(&shelf, &Tree::default()).unwrap();
    for index in 0..size {
        extension.push(format!("another entry {index}").as_bytes()).unwrap();
    }
    extension.finish().unwrap();
    shelf.files().into_iter().map(|(path, bytes)| (format!("/iran/{path}"), bytes)).collect()
}

#[test]
fn a_peer_that_answers_nonsense_is_named_and_nothing_of_it_is_taken() {
    let (_table, mut seats, liar, public) = table();
    let refused = [
        ("an error", Manner::Status(500), "status 500"),
        ("a body without end", Manner::Huge, "limit"),
        ("a redirect", Manner::Redirect(seats[1].url()), "status 302"),
        ("no HTTP", Manner::Babble, "http"),
    ];
    for (number, (what, manner, word)) in refused.into_iter().enumerate() {
        liar.behave(manner);
        until(&format!("{what} is told: {:?}", why(&seats[0])), || {
            why(&seats[0]).is_some_and(|why| why.to_lowercase().contains(word))
        });
        let report = format!("meanwhile-{number}");
        seats[0].import(&[&report]);
        until_settled(&[&seats[0], &seats[1], &seats[2]], &[("russia", seats[0].size())]);
    }
    let unusable = [
        ("garbage", Manner::Garbage),
        (
            "entries that are not those of the head",
            Manner::Files(public.clone(), other_entries(&public)),
        ),
    ];
    for (what, manner) in unusable {
        let before = seats[0].told().matches("cannot be used").count();
        liar.behave(manner);
        until(&format!("{what} is told"), || {
            seats[0].told().matches("cannot be used").count() > before
        });
    }
    assert_eq!(seats[0].holds("iran"), (0, 0));
    assert!(!seats[0].dir.join("logs/iran").exists());
    assert!(seats[0].is_up() && seats[0].status().proven.is_empty());
    assert!(
        seats[0].memory_kib().is_none_or(|kib| kib < MEMORY_KIB_MAX),
        "{:?}",
        seats[0].memory_kib()
    );

    // The truth is taken from the same address as soon as it is told there.
    liar.behave(Manner::Files(public, BTreeMap::new()));
    until("the true log is held", || seats[0].holds("iran").0 > 0);
    assert_eq!(seats[0].references("iran").len(), 2);
}

#[test]
fn a_peer_that_never_ends_an_answer_holds_up_nobody() {
    let (_table, mut seats, liar, _) = table();
    for (number, manner) in [Manner::Endless, Manner::Silent].into_iter().enumerate() {
        liar.behave(manner);
        until("it is asked", || !liar.asked().is_empty());
        for report in 0..3 {
            seats[0].import(&[&format!("meanwhile-{number}-{report}")]);
            until_settled(&[&seats[0], &seats[1], &seats[2]], &[("russia", seats[0].size())]);
        }
        until(&format!("that it takes too long is told: {:?}", why(&seats[0])), || {
            why(&seats[0]).is_some_and(|why| why.contains("timeout"))
        });
    }
    assert!(seats[0].is_up());
    assert_eq!(seats[0].holds("iran"), (0, 0));
}
