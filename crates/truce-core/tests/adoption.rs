//! When a weight table is in force: situations in text.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::adoption::{Adoption, WeightsPart, digest_of, parts_of, tables};
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::SeatId;
use truce_core::matching::weights::Weights;
use truce_core::time::Moment;

fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

fn table(name: &str) -> Weights {
    Weights { name: name.to_owned(), ..Weights::default() }
}

/// Lines such as `russia puts A`, `turkey adopts A`, `iran adopts usual`; the table in force after each.
fn told(lines: &str) -> Vec<String> {
    let present: BTreeSet<SeatId> = ["iran", "russia", "turkey"].map(seat).into();
    let mut entries: BTreeMap<Address, Entry> = BTreeMap::new();
    let mut next: BTreeMap<SeatId, u64> = BTreeMap::new();
    let mut put = |entries: &mut BTreeMap<Address, Entry>, who: &str, body: Body, at: i64| {
        let index = next.entry(seat(who)).or_insert(0);
        let address = Address { log: seat(who), index: *index };
        *index += 1;
        entries.insert(address, Entry::new(body, Moment::from_unix(at)));
    };
    let mut after = Vec::new();
    for (at, line) in (0..).zip(lines.lines().map(str::trim).filter(|line| !line.is_empty())) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let weights = if words[2] == "usual" { Weights::default() } else { table(words[2]) };
        match words[1] {
            "puts" | "puts-half" => {
                let parts = parts_of(&weights);
                let count = if words[1] == "puts" { parts.len() } else { parts.len() - 1 };
                for part in parts.into_iter().take(count) {
                    put(&mut entries, words[0], Body::WeightsPart(Box::new(part)), at);
                }
            }
            _ => {
                let adoption = Adoption {
                    by: "officer 3".to_owned(),
                    reason: "fits".to_owned(),
                    table_sha256: digest_of(&weights),
                };
                put(&mut entries, words[0], Body::Adoption(adoption), at);
            }
        }
        for entry in entries.values() {
            assert_eq!(Entry::read(&entry.bytes().unwrap()).as_ref(), Ok(entry));
        }
        after.push(tables(entries.iter(), &present).in_force.weights.name);
    }
    after
}

#[test]
fn a_table_is_in_force_once_every_seat_that_is_there_adopted_it() {
    let usual = Weights::default().name;
    let lines = "
        russia puts A
        russia adopts A
        turkey adopts A
        iran adopts A
        turkey adopts usual
        turkey puts B
        iran adopts B
        turkey adopts B
        russia adopts B
    ";
    let u = usual.as_str();
    assert_eq!(told(lines), [u, u, u, "A", "A", "A", "A", "A", "B"]);
}

#[test]
fn a_table_of_which_a_part_is_missing_is_never_in_force() {
    let usual = Weights::default().name;
    let lines = "
        russia puts-half A
        russia adopts A
        turkey adopts A
        iran adopts A
    ";
    assert!(told(lines).iter().all(|name| *name == usual));
}

#[test]
fn a_table_whose_text_is_not_what_it_is_called_by_is_not_known() {
    let parts = parts_of(&table("A"));
    let entries: BTreeMap<Address, Entry> = (0..)
        .zip(&parts)
        .map(|(index, part)| {
            let text = part.text.replace("\"A\"", "\"B\"");
            let body = Body::WeightsPart(Box::new(WeightsPart { text, ..part.clone() }));
            (Address { log: seat("iran"), index }, Entry::new(body, Moment::from_unix(0)))
        })
        .collect();
    let known = tables(entries.iter(), &BTreeSet::from([seat("iran")])).known;
    assert_eq!(known.len(), 1);
}

#[test]
fn the_table_of_no_seats_is_the_usual_one() {
    let none = BTreeMap::new();
    let in_force = tables(none.iter(), &BTreeSet::new()).in_force;
    assert_eq!(in_force.weights, Weights::default());
    assert_eq!(in_force.table_sha256, digest_of(&Weights::default()));
}
