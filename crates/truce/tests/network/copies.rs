//! A node's folder that was copied: put back from a backup, or running twice.

use std::fs;

use crate::seats::{MAY, Seat, Table, copy, until, until_settled};

#[test]
fn a_restored_backup_signs_nothing_before_its_log_is_fetched_back_and_loses_no_entry_of_either_time()
 {
    let (table, mut seats) = Table::serving(&["russia", "turkey", "un"]);
    let mut un = seats.pop().unwrap();
    un.import(&["before-the-backup"]);
    until_settled(&[&seats[0], &seats[1], &un], &[("un", un.size())]);
    un.kill();
    let backup = table.path("backup");
    copy(&un.dir, &backup);

    un.serve(MAY);
    un.import(&["after-the-backup-1", "after-the-backup-2"]);
    let size = un.size();
    until_settled(&[&seats[0], &seats[1], &un], &[("un", size)]);
    let seen = table.path("seen");
    let verify = ["verify", "--seen", seen.to_str().unwrap()];
    seats[0].run(&[&verify[..], &[&seats[1].url()]].concat()).done();

    // The disk fails, the backup is put back, and the next report comes in before anybody else is there.
    un.kill();
    seats.iter_mut().for_each(Seat::kill);
    fs::remove_dir_all(&un.dir).unwrap();
    copy(&backup, &un.dir);
    let in_backup = un.shows("un").unwrap();
    un.import(&["after-the-disk-failed"]);
    un.serve(MAY);
    until("it says that it asks the others first", || {
        un.told().contains("not signing")
            && un.status().signs.contains("have not said what they hold")
    });
    until("both are known not to be there", || {
        un.status().peers.values().filter(|peer| peer.why.is_some()).count() == 2
    });
    assert_eq!(un.shows("un").unwrap(), in_backup);

    seats.iter_mut().for_each(|seat| seat.serve(MAY));
    until("its log is whole again", || un.told().contains("is whole again"));
    let all =
        ["before-the-backup", "after-the-backup-1", "after-the-backup-2", "after-the-disk-failed"];
    until("it signs again, all of it", || un.shows("un").is_some_and(|head| head.size > size));
    until_settled(&[&seats[0], &seats[1], &un], &[("un", un.size())]);
    for seat in [&seats[0], &seats[1], &un] {
        let found = seat.references("un");
        assert_eq!(found.len(), all.len(), "{found:?}");
        assert!(all.iter().all(|reference| found.get(*reference) == Some(&1)), "{found:?}");
        assert!(seat.status().proven.is_empty(), "{:?}", seat.status());
        assert_eq!(seat.status().signs, "yes");
    }
    // What was seen of every log before is the beginning of what is there now.
    seats[0].run(&[&verify[..], &[&seats[1].url()]].concat()).done();
    seats[0].run(&[&verify[..], &[&un.url()]].concat()).done();
}

#[test]
fn what_is_imported_while_a_log_is_fetched_back_is_on_record_too() {
    use std::io::Write as _;

    let (table, seats) = Table::of(&["russia", "un"]);
    let (russia, un) = (&seats[0], &seats[1]);
    for (one, other) in [(russia, un), (un, russia)] {
        let add = [
            "peers",
            "add",
            "--at",
            other.dir.to_str().unwrap(),
            "--fingerprint",
            &other.fingerprint(),
        ];
        one.run(&add).done();
    }
    let backup = table.path("backup");
    copy(&un.dir, &backup);
    un.import(&["lost-with-the-disk"]);
    // The first round opens the gate of a new node.
    for _ in 0..2 {
        un.run(&["sync"]);
        russia.run(&["sync"]);
    }
    fs::remove_dir_all(&un.dir).unwrap();
    copy(&backup, &un.dir);

    let pipe = table.path("rows.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut import = crate::seats::truce(&un.dir);
    let import =
        import.args(["import", "csv", pipe.to_str().unwrap()]).stdout(std::process::Stdio::piped());
    let import = import.spawn().unwrap();
    let mut rows = fs::File::options().write(true).open(&pipe).unwrap();
    rows.write_all(b"source,id,act,start,place,account\n").unwrap();
    // The log is in use: it is not replaced under the import's hands.
    let said = un.run(&["sync"]);
    assert!(said.code == 3 && said.text.contains("being written to"), "{}", said.text);
    rows.write_all(b"press,in-the-middle,shelling,2017-05-06T03:10,Douma,Heard.\n").unwrap();
    drop(rows);
    assert!(import.wait_with_output().unwrap().status.success());
    for _ in 0..2 {
        un.run(&["sync"]);
        russia.run(&["sync"]);
    }
    let found = russia.references("un");
    assert!(
        found.contains_key("lost-with-the-disk") && found.contains_key("in-the-middle"),
        "{found:?}"
    );
    assert!(russia.status().proven.is_empty());
}

#[test]
fn a_node_that_runs_twice_is_proved_to_have_told_two_histories_and_the_others_go_on() {
    const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];
    let (table, mut seats) = Table::serving(&SEATS);
    let mut un = seats.pop().unwrap();
    un.import(&["told-to-all"]);
    let common = un.size();
    until_settled(&[&seats[0], &seats[1], &seats[2], &un], &[("un", common)]);

    // The disk is cloned, and the clone is taken for the node by one of the others.
    un.kill();
    let mut twin = un.copied_to(&table.path("un-twin"));
    let card = table.path("un.card");
    un.run(&["card", "--out", card.to_str().unwrap()]).done();
    let card = card.to_str().unwrap();
    seats[1].run(&["peers", "add", "--card", card, "--at", &twin.url()]).done();
    twin.serve(MAY);
    until("the twin signs: everybody said that it has all", || twin.status().signs == "yes");
    twin.kill();
    un.import(&["told-by-the-first"]);
    twin.import(&["told-by-the-twin-1", "told-by-the-twin-2"]);
    let (size, twin_size) = (un.size(), twin.size());
    un.serve(MAY);
    twin.serve(MAY);
    until("both signed", || {
        let shows = |seat: &Seat| seat.shows("un").map_or(0, |head| head.size);
        shows(&un) >= size && shows(&twin) >= twin_size
    });

    for seat in &seats {
        until(&format!("{} has it proved", seat.dir.display()), || {
            !seat.run(&["log", "--kind", "misconduct", "--json"]).done().is_empty()
        });
        until("it is shown", || !seat.status().proven.is_empty());
        let shown = seat.run(&["peers"]);
        assert_eq!(shown.code, 1);
        assert!(
            shown.text.contains("two histories") && shown.text.contains("proved"),
            "{}",
            shown.text
        );
    }
    let frozen = |seat: &Seat| {
        seat.status().logs.into_iter().find(|(log, _)| log.as_str() == "un").unwrap().1.frozen
    };
    let at: Vec<_> = seats.iter().map(frozen).collect();
    assert!(
        at.iter().all(|at| at.is_some_and(|at| at >= common && at < size.min(twin_size))),
        "{at:?}"
    );

    // The others go on, and what the log said before stays settled.
    seats[0].import(&["life-goes-on"]);
    until_settled(&[&seats[0], &seats[1], &seats[2]], &[("russia", seats[0].size())]);
    assert!(seats.iter().all(|seat| seat.holds("un").1 >= common));
    until("neither copy signs any more", || {
        [&un, &twin].iter().all(|copy| copy.status().signs.contains("two histories"))
    });

    // An outsider who saw the one and is shown the other notices.
    let seen = table.path("seen");
    let verify = |place: &str| {
        seats[2].run(&["verify", "--seen", seen.to_str().unwrap(), "--card", card, place])
    };
    let (larger, smaller) = if size > twin_size { (&un, &twin) } else { (&twin, &un) };
    verify(&format!("{}/un", smaller.url())).done();
    let rewritten = verify(&format!("{}/un", larger.url()));
    assert!(rewritten.code == 1 && rewritten.text.contains("rewritten"), "{}", rewritten.text);
}
