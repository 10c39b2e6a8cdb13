//! A case between four nodes that serve: one falls silent, one reveals what it did not seal, one officer tries to be
//! two people and to answer twice.

use truce::node::{Node, append};
use truce_core::case::deed::{Deed, Doing};
use truce_core::case::finding::{Finding, Standard};
use truce_core::entry::{Address, Body, Entry};
use truce_core::id::OfficerId;
use truce_core::kleene::Truth;

use crate::seats::{Said, Seat, Table, until_settled};

const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];

/// Types a command at a seat, on a day and hour of May 2017.
fn at(seat: &Seat, when: &str, command: &str) -> Said {
    let now = format!("2017-05-{when}:00Z");
    let mut args = vec!["--now", &now];
    args.extend(command.split_whitespace().map(|word| word.trim_matches('\'')));
    seat.run(&args)
}

/// Waits until every seat of some holds what the others have written.
fn hear(seats: &[&Seat], of: &[(&str, &Seat)]) {
    let sizes: Vec<_> = of.iter().map(|(name, seat)| (*name, seat.size())).collect();
    until_settled(seats, &sizes);
}

fn address(said: &str) -> String {
    let word = said.split("put on record as ").nth(1).unwrap();
    word.split_whitespace().next().unwrap().trim_end_matches(':').to_owned()
}

/// Officers at every seat, a report at the UN's, and a case about it, with the reply in; returns the case.
fn opened(seats: &[Seat]) -> String {
    for seat in seats {
        for (office, officer) in
            [("duty-officer,verifier", "duty"), ("delegate", "delegate"), ("liaison", "liaison")]
        {
            let to = format!("office appoint {officer} --to {office} --reason list");
            at(seat, "08T06:00", &to).done();
        }
    }
    seats[3].import(&["zellaqiyat"]);
    until_settled(&seats.iter().collect::<Vec<_>>(), &sizes(seats));
    let report = at(&seats[3], "08T06:00", "log --kind report").done();
    let report = report.split_whitespace().next().unwrap().to_owned();
    let open = format!(
        "case open {report} --accused opposition --under cease-attacks --by duty --reason fire"
    );
    let case = address(&at(&seats[3], "08T07:00", &open).done());
    // The officer who opened it is not the one who looks.
    let own = at(
        &seats[3],
        "08T07:10",
        &format!("case verify {report} --came-to on-site --method visit --text craters --by duty"),
    );
    assert!(own.code == 3 && own.text.contains("these are different people"), "{own:?}");
    hear(&[&seats[0], &seats[1], &seats[2]], &[("un", &seats[3])]);
    at(&seats[0], "08T08:00", &format!("case admit {case} --by duty --reason we-too")).done();
    let reply = format!(
        "case reply {case} --answer denies-responsibility --for opposition --text not-ours --by liaison"
    );
    at(&seats[1], "08T09:00", &reply).done();
    hear(&seats.iter().collect::<Vec<_>>(), &[("russia", &seats[0]), ("turkey", &seats[1])]);
    case
}

fn sizes(seats: &[Seat]) -> Vec<(&'static str, u64)> {
    SEATS.iter().zip(seats).map(|(name, seat)| (*name, seat.size())).collect()
}

fn seal(who: &Seat, when: &str, case: &str) -> Said {
    let finding =
        "--happened yes --covered cease-attacks=yes --cause opposition=900 --reasons craters";
    at(who, when, &format!("case seal {case} {finding} --by delegate"))
}

/// A seat's log tells something else than it sealed, past every check of the program.
fn reveal_something_else(seat: &Seat, case: &str) {
    let node = Node::open(&seat.dir).unwrap();
    let case: Address = case.parse().unwrap();
    let other = Finding {
        case: case.clone(),
        causes: [("government".to_owned(), 900)].into(),
        contrary: [].into(),
        covered: [("cease-attacks".parse().unwrap(), Truth::Yes)].into(),
        evidence: [].into(),
        happened: Truth::Yes,
        reasons: "something else".to_owned(),
        seat: node.seat.clone(),
        standard: Standard::Balance,
    };
    let (_, opens) = other.seal(&[7; 32]).unwrap();
    let does = Doing::Reveal { case, disclosure: opens.expose().to_owned() };
    let deed = Deed { by: OfficerId::new("delegate").unwrap(), does, signature: None };
    let entry = Entry::new(Body::Deed(Box::new(deed)), "2017-05-13T07:00:00Z".parse().unwrap());
    append(&mut node.writer().unwrap(), &[entry]).unwrap();
}

#[test]
fn four_nodes_bring_a_case_to_an_end_without_one_that_falls_silent_and_one_that_cheats() {
    let (_table, mut seats) = Table::serving(&SEATS);
    let case = opened(&seats);
    seal(&seats[0], "09T08:00", &case).done();
    seal(&seats[1], "09T09:00", &case).done();
    // One voice, once.
    let twice = seal(&seats[0], "09T10:00", &case);
    assert!(twice.code == 3 && twice.text.contains("has done that already"), "{twice:?}");
    let early = at(&seats[0], "09T11:00", &format!("case reveal {case} --by delegate"));
    assert!(early.code == 3 && early.text.contains("too early"), "{early:?}");
    // Iran falls silent; the others hear each other.
    seats[2].kill();
    let three = [&seats[0], &seats[1], &seats[3]];
    hear(&three, &[("russia", &seats[0]), ("turkey", &seats[1])]);
    reveal_something_else(&seats[1], &case);

    // The clocks of findings run out on 13 May at 07:00 UTC, those of their opening a day later.
    for seat in three {
        at(seat, "13T08:00", &format!("case determine {case} --by duty")).done();
    }
    hear(&three, &[("russia", &seats[0]), ("turkey", &seats[1]), ("un", &seats[3])]);
    at(&seats[0], "13T09:00", &format!("case reveal {case} --by delegate")).done();
    hear(&three, &[("russia", &seats[0])]);
    for seat in three {
        at(seat, "14T08:00", &format!("case determine {case} --by duty")).done();
    }
    hear(&three, &[("russia", &seats[0]), ("turkey", &seats[1]), ("un", &seats[3])]);
    let shown = three.map(|seat| at(seat, "14T09:00", &format!("case show {case}")).done());
    for words in [
        "Iran: gave none in time",
        "Turkey: abstained",
        "Russia: covered: cease-attacks yes; happened: yes",
        "what is revealed is not what was sealed",
        "no agreement: fewer findings than the rule asks for",
        "by the clock",
    ] {
        assert!(shown[0].contains(words), "{words}: {}", shown[0]);
    }
    assert!(shown[0] == shown[1] && shown[1] == shown[2], "{shown:?}");

    // Iran comes back, and what it says now changes nothing.
    seats[2].serve("2017-05-15T06:00:00Z");
    until_settled(&[&seats[2]], &sizes(&seats)[..2]);
    let late = seal(&seats[2], "15T08:00", &case);
    assert!(late.code == 3 && late.text.contains("too late"), "{late:?}");
    let page = at(&seats[2], "15T09:00", &format!("case show {case}")).done();
    assert!(page.contains("Iran: gave none in time"), "{page}");
}
