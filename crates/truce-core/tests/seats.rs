//! What seats say of each other: who is there, and who goes on in which log.

use std::collections::BTreeSet;

use proptest::prelude::*;
use truce_core::agreement::{Agreement, Files};
use truce_core::departure::{Departure, Presence, present};
use truce_core::entry::{Address, Body, Entry, Opening};
use truce_core::id::SeatId;
use truce_core::picture::Picture;
use truce_core::record::{Cut, Head, Record};
use truce_core::succession::{Keys, Succession, in_force};
use truce_core::time::Moment;

const SEATS: [&str; 4] = ["iran", "russia", "turkey", "un"];
/// More than half of four.
const ENOUGH: usize = 3;

fn seat(name: &str) -> SeatId {
    SeatId::new(name).unwrap()
}

fn seats() -> BTreeSet<SeatId> {
    SEATS.map(seat).into_iter().collect()
}

fn head(size: u64) -> Head {
    Head { root: "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=".to_owned(), size }
}

/// `turkey/3 iran absent`, `turkey/4 iran present`, `turkey/5 russia-2 after russia 12`, `russia-2/0 opens`, line by line.
fn entries(text: &str) -> Vec<(Address, Entry)> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let address: Address = words[0].parse().unwrap();
            let reason = format!("as {} sees it", address.log);
            let departure = |presence, reason| {
                Body::Departure(Departure { presence, reason, seat: seat(words[1]) })
            };
            let body = match words[1..] {
                ["opens"] => {
                    let of = address.log.as_str().trim_end_matches(|c: char| !c.is_alphabetic());
                    Body::Opening(Opening {
                        agreement_sha256: "ab".to_owned(),
                        agreement_title: "a truce".to_owned(),
                        seat: seat(of),
                    })
                }
                [_, "absent"] => departure(Presence::Absent, reason),
                [_, "present"] => departure(Presence::Present, reason),
                [log, "after", earlier, size] => Body::Succession(Box::new(Succession {
                    earlier: seat(earlier),
                    follows: head(size.parse().unwrap()),
                    keys: Keys { cosigner: "c+1+a".to_owned(), log: format!("{log}+1+a") },
                    log: seat(log),
                    reason,
                    seat: seat(log.trim_end_matches(|c: char| !c.is_alphabetic())),
                })),
                _ => panic!("{line}"),
            };
            let entry = Entry::new(body, Moment::from_unix(1_485_000_000));
            // What cannot be written cannot be said.
            entry.bytes().unwrap();
            (address, entry)
        })
        .collect()
}

fn there(entries: &[(Address, Entry)]) -> String {
    let entries = entries.iter().map(|(address, entry)| (address, entry));
    let present = present(entries, &seats(), ENOUGH);
    present.iter().map(SeatId::as_str).collect::<Vec<_>>().join(" ")
}

/// Each succession in force: the log, where the earlier one ends, and who says so.
fn successions(entries: &[(Address, Entry)]) -> String {
    let entries = entries.iter().map(|(address, entry)| (address, entry));
    let told = in_force(entries, &seats(), ENOUGH).into_iter().map(|(log, agreed)| {
        let by: Vec<&str> = agreed.by.keys().map(SeatId::as_str).collect();
        let terms = agreed.terms;
        format!("{log} after {} {}, by {}", terms.earlier, terms.follows.size, by.join(" "))
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_seat_leaves_by_its_own_word_and_comes_back_by_it() {
    let leaves = "iran/4 iran absent\n";
    assert_eq!(there(&entries("")), "iran russia turkey un");
    assert_eq!(there(&entries(leaves)), "russia turkey un");
    assert_eq!(there(&entries(&format!("{leaves}iran/6 iran present"))), "iran russia turkey un");
}

#[test]
fn a_silent_seat_stops_counting_when_enough_others_say_so_and_not_before() {
    let two = "russia/4 iran absent\nturkey/4 iran absent\n";
    assert_eq!(there(&entries(two)), "iran russia turkey un");
    let three = format!("{two}un/9 iran absent\n");
    assert_eq!(there(&entries(&three)), "russia turkey un");
    // Its own word does not undo theirs; one of theirs does.
    assert_eq!(there(&entries(&format!("{three}iran/9 iran present"))), "russia turkey un");
    let back = format!("{three}turkey/5 iran present");
    assert_eq!(there(&entries(&back)), "iran russia turkey un");
}

#[test]
fn no_two_halves_can_shut_each_other_out() {
    let text = "
        iran/1 turkey absent
        iran/2 un absent
        russia/1 turkey absent
        russia/2 un absent
        turkey/1 iran absent
        turkey/2 russia absent
        un/1 iran absent
        un/2 russia absent
    ";
    assert_eq!(there(&entries(text)), "iran russia turkey un");
}

#[test]
fn a_succession_is_in_force_when_enough_others_say_the_same() {
    let two = "turkey/5 russia-2 after russia 12\nun/8 russia-2 after russia 12\n";
    assert_eq!(successions(&entries(two)), "");
    let differing = format!("{two}iran/3 russia-2 after russia 13\n");
    assert_eq!(successions(&entries(&differing)), "", "they differ on where the old log ends");
    let own = format!("{two}russia/20 russia-2 after russia 12\n");
    assert_eq!(successions(&entries(&own)), "", "its own word is none of the others'");
    let same = format!("{differing}iran/4 russia-2 after russia 12\n");
    let agreed = "russia-2 after russia 12, by iran turkey un";
    assert_eq!(successions(&entries(&same)), agreed);
    let twice = format!(
        "{same}iran/5 russia-2 after russia 13\nturkey/6 russia-2 after russia 13\nun/9 russia-2 after russia 13\n"
    );
    assert_eq!(successions(&entries(&twice)), "", "a log with two beginnings has none");
}

#[test]
fn a_seats_word_counts_once_whichever_of_its_logs_it_stands_in() {
    let text = "
        turkey/0 opens
        turkey-2/0 opens
        turkey/5 russia-2 after russia 12
        turkey-2/1 russia-2 after russia 12
        un/8 russia-2 after russia 12
        turkey/6 iran absent
        russia/6 iran absent
        un/9 iran absent
    ";
    assert_eq!(successions(&entries(text)), "");
    assert_eq!(there(&entries(text)), "russia turkey un");
    let later = format!("{text}turkey-2/3 iran present");
    assert_eq!(
        there(&entries(&later)),
        "iran russia turkey un",
        "its last word is in its last log"
    );
}

#[test]
fn a_cut_extends_another_if_every_log_goes_on_from_it() {
    let cut = |heads: &[(&str, u64)]| {
        Cut(heads.iter().map(|(log, size)| (seat(log), head(*size))).collect())
    };
    let before = cut(&[("iran", 4), ("un", 7)]);
    assert!(before.extends(&before));
    assert!(cut(&[("iran", 4), ("turkey", 1), ("un", 8)]).extends(&before));
    assert!(!cut(&[("iran", 3), ("un", 8)]).extends(&before));
    assert!(!cut(&[("iran", 9)]).extends(&before));
    let mut other = before.clone();
    other.0.get_mut(&seat("un")).unwrap().root.replace_range(..1, "A");
    assert!(!other.extends(&before), "as long, and another history");
}

/// A picture of entries, given as JSON of their bodies.
fn picture(bodies: &[(&str, String)]) -> Picture {
    let files = Files {
        text: include_str!("../../../agreements/syria-2016/text.md"),
        toml: include_str!("../../../agreements/syria-2016/agreement.toml"),
        zones: include_str!("../../../agreements/syria-2016/zones.geojson"),
        areas: include_str!("../../../agreements/syria-2016/provinces.geojson"),
        places: include_str!("../../../agreements/syria-2016/places.csv"),
    };
    let agreement = Agreement::read(&files).expect("the project's own agreement has no fault");
    let mut record = Record::default();
    for (address, body) in bodies {
        let json =
            format!("{{\"body\":{{{body}}},\"recorded_at\":\"2017-05-08T06:00:00Z\",\"v\":1}}");
        record.enter(address.parse().unwrap(), json.as_bytes());
    }
    assert_eq!(record.unread().count(), 0);
    let logs = ["turkey", "un", "un-2"].map(|log| (seat(log), head(100)));
    Picture::of(&record, &agreement, &Cut(logs.into_iter().collect()))
}

#[test]
fn what_a_seat_says_in_its_later_log_is_that_seats_word() {
    let opening = |of: &str| {
        format!(
            r#""kind":"opening","what":{{"agreement_sha256":"ab","agreement_title":"a truce","seat":"{of}"}}"#
        )
    };
    let report = |corrects: &str, place: &str| {
        format!(
            r#""kind":"report","what":{{"account":"","act":"shelling","basis":"observed",{corrects}"harm":{{}},"origin":{{"file":"f","line":1}},"place":{{"name":"{place}","radius_m":500000}},"source":"un-ops","stance":"asserts","window":{{"earliest":"2017-05-07T05:00:00Z","latest":"2017-05-07T06:00:00Z"}}}}"#
        )
    };
    let judgement = |verdict: &str| {
        format!(
            r#""kind":"judgement","what":{{"by":"officer 3","reason":"seen","reports":["un/1","un/2"],"verdict":"{verdict}"}}"#
        )
    };
    let register = |total: u32| {
        format!(
            r#""kind":"register","what":{{"day":"2017-05-07","hours":24,"origin":{{"file":"f","line":1}},"seat":"un","told_by":"un-ops","total":{total}}}"#
        )
    };
    let told = [
        ("turkey/1", register(9)),
        ("un/0", opening("un")),
        ("un/1", report("", "Ain")),
        ("un/2", report("", "Wadi")),
        ("un/3", judgement("different")),
        ("un-2/0", opening("un")),
        ("un-2/1", report(r#""corrects":"un/1","#, "Ain al-Fijah")),
        ("un-2/2", judgement("taken-back")),
        ("un-2/3", register(4)),
    ];
    let picture = picture(&told);
    let at = |text: &str| text.parse::<Address>().unwrap();
    assert_eq!(picture.corrected.get(&at("un/1")), Some(&at("un-2/1")));
    assert!(picture.judged.different.is_empty(), "taken back by the same seat");
    let day = picture.reconciliations.values().next().unwrap();
    let (_, un) = day.seats.iter().find(|(id, _)| *id == seat("un")).unwrap();
    assert_eq!((un.own, &un.used.as_ref().unwrap().address), (true, &at("un-2/3")));
}

fn said() -> impl Strategy<Value = Vec<(Address, Entry)>> {
    let word = (0..4_usize, 0..4_usize, 0..6_usize).prop_map(|(by, of, what)| (by, of, what));
    proptest::collection::vec(word, 0..30).prop_map(|words| {
        let lines = words.iter().enumerate().map(|(i, (by, of, what))| {
            let of = SEATS[*of];
            let what = match what {
                0 | 1 => format!("{of} absent"),
                2 => format!("{of} present"),
                3 | 4 => format!("{of}-2 after {of} 12"),
                _ => format!("{of}-2 after {of} 13"),
            };
            format!("{}/{i} {what}\n", SEATS[*by])
        });
        entries(&lines.collect::<String>())
    })
}

proptest! {
    #[test]
    fn who_is_there_and_what_is_agreed_follow_from_the_set_of_entries(
        said in said(),
        seed in any::<usize>(),
    ) {
        let mut shuffled = said.clone();
        shuffled.extend(said.iter().take(5).cloned());
        if !shuffled.is_empty() {
            let rotation = seed % shuffled.len();
            shuffled.rotate_left(rotation);
            shuffled.reverse();
        }
        prop_assert_eq!(there(&said), there(&shuffled));
        prop_assert_eq!(successions(&said), successions(&shuffled));
    }

    #[test]
    fn a_succession_in_force_stays_so_as_the_record_grows_unless_its_own_seats_contradict_themselves(
        said in said(),
        until in any::<prop::sample::Index>(),
    ) {
        let agreed = |entries: &[(Address, Entry)]| {
            in_force(entries.iter().map(|(a, e)| (a, e)), &seats(), ENOUGH)
        };
        let (before, after) = (agreed(&said[..until.index(said.len() + 1)]), agreed(&said));
        for (log, held) in before {
            match after.get(&log) {
                Some(now) => prop_assert_eq!(&now.terms, &held.terms),
                None => {
                    // Then the same seats gave the log another beginning too: all three of them.
                    let others = said.iter().filter(|(_, entry)| {
                        matches!(&entry.body, Body::Succession(s) if s.log == log && s.follows != held.terms.follows)
                    });
                    let by: BTreeSet<&SeatId> = others.map(|(address, _)| &address.log).collect();
                    prop_assert!(by.len() >= ENOUGH);
                }
            }
        }
    }

    #[test]
    fn a_seat_stops_counting_only_by_its_own_word_or_that_of_enough_others(said in said()) {
        let entries = said.iter().map(|(address, entry)| (address, entry));
        let present = present(entries, &seats(), ENOUGH);
        for seat in seats().difference(&present) {
            let by: BTreeSet<&SeatId> = said
                .iter()
                .filter(|(_, entry)| {
                    matches!(&entry.body, Body::Departure(said)
                        if said.seat == *seat && said.presence == Presence::Absent)
                })
                .map(|(address, _)| &address.log)
                .collect();
            prop_assert!(by.contains(seat) || by.len() >= ENOUGH, "{seat}: {by:?}");
        }
    }
}
