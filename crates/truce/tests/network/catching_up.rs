//! Four nodes that serve: all hold and settle all; one that falls catches up a month later.

use crate::seats::{JUNE, Table, until, until_settled};

const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];

#[test]
fn keys_are_taken_into_use_only_with_the_fingerprint_that_was_read_out() {
    let (_table, mut seats) = Table::of(&["russia", "un"]);
    let mut un = seats.pop().unwrap();
    un.serve(crate::seats::MAY);
    let russia = &seats[0];
    let add = |more: &[&str]| russia.run(&[&["peers", "add", "--at", &un.url()], more].concat());
    let unseen = add(&[]);
    assert!(unseen.code == 1 && unseen.text.contains("not taken yet"), "{}", unseen.text);
    let mut digits = un.fingerprint().into_bytes();
    digits[0] = if digits[0] == b'1' { b'2' } else { b'1' };
    let wrong = add(&["--fingerprint", std::str::from_utf8(&digits).unwrap()]);
    assert!(wrong.code == 3 && wrong.text.contains("not the fingerprint"), "{}", wrong.text);
    assert!(!russia.dir.join("peers.toml").exists());
    let taken = add(&["--fingerprint", &un.fingerprint()]).done();
    assert!(taken.contains("taken into use"), "{taken}");
}

#[test]
fn four_nodes_settle_all_and_one_that_was_killed_catches_up_a_month_later_by_itself() {
    let (_table, mut seats) = Table::serving(&SEATS);
    for (number, seat) in seats.iter().enumerate() {
        seat.import(&[&format!("first-{number}-a"), &format!("first-{number}-b")]);
    }
    let sizes: Vec<_> = SEATS.iter().zip(&seats).map(|(name, seat)| (*name, seat.size())).collect();
    until_settled(&seats.iter().collect::<Vec<_>>(), &sizes);

    seats[2].kill();
    seats[0].import(&["while-it-was-away"]);
    seats[3].import(&["and-another", "and-a-third"]);
    let later = [("russia", seats[0].size()), ("un", seats[3].size())];
    until_settled(&[&seats[0], &seats[1], &seats[3]], &later);
    assert!(seats[2].holds("russia").0 < later[0].1);

    // Same disk, same machine: it signs at once, and needs nobody's word for it.
    seats[2].serve(JUNE);
    until_settled(&[&seats[2]], &later);
    seats[2].import(&["after-a-month"]);
    let own = [("iran", seats[2].size())];
    until_settled(&seats.iter().collect::<Vec<_>>(), &own);
    let told = seats[2].told();
    assert!(!told.contains("not signing"), "{told}");
    for seat in &seats {
        let status = seat.status();
        assert!(status.proven.is_empty() && status.signs == "yes", "{status:?}");
        assert_eq!(seat.references("russia").len(), 3);
        assert_eq!(seat.references("iran").len(), 3);
        let shown = seat.run(&["peers"]).done();
        assert!(SEATS.iter().all(|name| shown.contains(name)), "{shown}");
    }
    // Anybody can check what any of them publishes, with the keys that one of them knows.
    let verified = seats[0].run(&["verify", &seats[2].url()]).done();
    assert_eq!(verified.matches(": good").count(), 4, "{verified}");
}

#[test]
fn a_long_import_holds_up_neither_the_signing_nor_the_mirrors() {
    use std::io::Write as _;
    use std::process::Stdio;

    let (table, mut seats) = Table::serving(&["russia", "turkey", "un"]);
    let un = seats.pop().unwrap();
    // An import that ends when this test wants it to: the rows come through a pipe.
    let pipe = table.path("rows.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut import = crate::seats::truce(&un.dir);
    import.args(["import", "csv", pipe.to_str().unwrap()]).stdout(Stdio::piped());
    let import = import.spawn().unwrap();
    let mut rows = std::fs::File::options().write(true).open(&pipe).unwrap();
    rows.write_all(b"source,id,act,start,place,account\n").unwrap();
    seats[0].import(&["elsewhere"]);
    let elsewhere = [("russia", seats[0].size())];
    until_settled(&[&seats[0], &seats[1], &un], &elsewhere);
    rows.write_all(b"press,slow,shelling,2017-05-06T03:10,Douma,Heard.\n").unwrap();
    drop(rows);
    let said = import.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&said.stdout).contains("1 put on record"), "{said:?}");
    until("the slow report is held by the others", || {
        seats[0].references("un").contains_key("slow")
    });
    until_settled(&[&seats[0], &seats[1], &un], &[("un", un.size())]);
}

#[test]
fn a_log_of_many_parts_is_mirrored_whole_and_in_order() {
    const ROWS: usize = 40_000;
    let (table, seats) = Table::serving(&["russia", "turkey", "un"]);
    let mut rows = String::from("source,id,act,start,place,account\n");
    for row in 0..ROWS {
        rows.push_str(&format!("press,long-{row},shelling,2017-05-06T03:10,Douma,Heard.\n"));
    }
    let file = table.path("long.csv");
    std::fs::write(&file, rows).unwrap();
    seats[2].run(&["import", "csv", file.to_str().unwrap(), "--no-index"]).done();
    until_settled(&seats.iter().collect::<Vec<_>>(), &[("un", seats[2].size())]);
    assert_eq!(seats[0].references("un").len(), ROWS);
    assert_eq!(seats[0].status().proven.len(), 0);
    let verified = seats[1].run(&["verify", &seats[0].url()]).done();
    assert_eq!(verified.matches(": good").count(), 3, "{verified}");
}

#[test]
fn a_node_that_serves_takes_up_new_keys_without_being_started_again() {
    let (_table, seats) = Table::serving(&["russia", "turkey", "un"]);
    let all: Vec<_> = seats.iter().collect();
    seats[0].run(&["seat", "rotate", "--reason", "the duty officer changed"]).done();
    until_settled(&all, &[("russia", seats[0].size())]);
    seats[0].run(&["seat", "rotate", "--finish"]).done();
    seats[0].import(&["under-the-new-keys"]);
    until_settled(&all, &[("russia", seats[0].size())]);
    assert_eq!(seats[2].references("russia").len(), 1);
    assert!(seats.iter().all(|seat| seat.status().proven.is_empty()));
}
