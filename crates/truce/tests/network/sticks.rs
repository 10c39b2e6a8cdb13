//! No network at all: the public files go from hand to hand on a stick.

use std::path::Path;

use crate::seats::{Seat, Table, copy, head_in};

/// Puts what a seat publishes on the stick, in place of what it put there before.
fn carry(seat: &Seat, stick: &Path, name: &str) {
    let place = stick.join(name);
    if place.exists() {
        std::fs::remove_dir_all(&place).unwrap();
    }
    copy(&seat.dir.join("public"), &place);
}

#[test]
fn seats_that_only_pass_a_stick_around_settle_all() {
    const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];
    let (table, seats) = Table::of(&SEATS);
    let stick = table.path("stick");
    for (seat, name) in seats.iter().zip(SEATS) {
        seat.import(&[&format!("by-{name}")]);
        carry(seat, &stick, name);
    }
    for (seat, own) in seats.iter().zip(SEATS) {
        for (other, name) in seats.iter().zip(SEATS).filter(|(_, name)| *name != own) {
            let place = stick.join(name);
            let add = [
                "peers",
                "add",
                "--at",
                place.to_str().unwrap(),
                "--fingerprint",
                &other.fingerprint(),
            ];
            seat.run(&add).done();
        }
    }
    let sizes: Vec<u64> = seats.iter().map(Seat::size).collect();
    for _ in 0..3 {
        for (seat, name) in seats.iter().zip(SEATS) {
            let said = seat.run(&["sync"]);
            assert!(said.code <= 1 && !said.text.contains("not reached"), "{}", said.text);
            carry(seat, &stick, name);
        }
    }
    for (seat, name) in seats.iter().zip(SEATS) {
        for (log, size) in SEATS.iter().zip(&sizes) {
            let (held, settled) = seat.holds(log);
            assert!(
                held >= *size && settled >= *size,
                "{log} at {name}: {held} held, {settled} settled"
            );
        }
    }
    // The stick is worth as much as the network: whoever finds it can check it.
    let place = stick.join("un");
    let verified = seats[0].run(&["verify", place.to_str().unwrap()]).done();
    assert_eq!(verified.matches(": good").count(), 4, "{verified}");
}

#[test]
fn a_stick_that_is_not_plugged_in_is_no_empty_node() {
    let (table, seats) = Table::of(&["russia", "un"]);
    let (russia, un) = (&seats[0], &seats[1]);
    let stick = table.path("stick");
    carry(un, &stick, "un");
    let place = stick.join("un");
    let add = ["peers", "add", "--at", place.to_str().unwrap(), "--fingerprint", &un.fingerprint()];
    russia.run(&add).done();
    let away = table.path("elsewhere");
    std::fs::rename(&stick, &away).unwrap();
    // A disk that may have been put back: only what everybody said counts, and a stick that is away says nothing.
    russia.run(&["resume", "--restored"]).done();
    let said = russia.run(&["sync"]);
    assert!(said.code == 1 && said.text.contains("not reached"), "{}", said.text);
    assert!(said.text.contains("not signing"), "{}", said.text);
    assert_eq!(head_in(&russia.dir.join("public/russia/checkpoint")), None);
    std::fs::rename(&away, &stick).unwrap();
    russia.run(&["sync"]);
    assert_eq!(russia.shows("russia").unwrap().size, russia.size());
}
