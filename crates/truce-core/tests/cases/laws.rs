//! Laws of cases, on random histories: order-free, monotone, even-handed.

use std::collections::BTreeMap;

use proptest::prelude::*;
use truce_core::case::Determination;
use truce_core::case::docket::Docket;
use truce_core::entry::Address;
use truce_core::record::{Cut, Record};

use crate::play::{STAGES, World, seat};

const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];

/// A random history of one case: who does what, in any order, some seats silent at times, clocks run out or not.
fn any_history() -> impl Strategy<Value = Vec<(usize, usize, u32)>> {
    proptest::collection::vec((0..9_usize, 0..4_usize, 0..30_u32), 5..40)
}

fn play(history: &[(usize, usize, u32)]) -> (World, Vec<Cut>) {
    let mut world = World::new();
    world.play(
        "2017-05-08 09:00 un/duty-1 opens z: @un:1 accusing opposition under cease-attacks,no-seizing -- fire
2017-05-08 10:00 russia/duty-1 admits z -- yes",
    );
    let mut cuts = Vec::new();
    let mut hour = 0;
    for (what, who, hours) in history {
        // Most steps are short; some jump past a deadline.
        hour += if *hours > 26 { 60 } else { hours / 6 };
        let (day, time) = (8 + (10 + hour) / 24, (10 + hour) % 24);
        let name = SEATS[*who];
        let at = format!("2017-05-{day:02} {time:02}:30 {name}");
        let findings = [
            "covered yes cease-attacks, covered yes no-seizing, happened yes, by opposition 900 -- theirs",
            "covered yes cease-attacks, covered no no-seizing, happened yes, by government 800 -- the others",
            "covered unknown cease-attacks, happened unknown -- cannot be told",
        ];
        let line = match what {
            0 | 1 => format!("{at}/delegate-1 seals z: {}", findings[(*hours % 3) as usize]),
            2 | 3 => format!("{at}/delegate-1 reveals z"),
            4 => format!("{at}/duty-1 closes z {}", STAGES[(*hours % 3) as usize]),
            5 => format!("! silent {name}"),
            6 => format!("! heard {name}"),
            7 => format!("{at}/liaison-1 replies z denies-fact for opposition -- no"),
            _ => format!("{at}/delegate-1 recuses z -- aside"),
        };
        if day < 30 {
            world.play(&line);
        }
        cuts.push(world.cut.clone());
    }
    (world, cuts)
}

/// Iran answers while nobody hears it; some of the others close on it before they hear it, some after.
fn any_lateness() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
    let some = || proptest::collection::vec(0..4_usize, 0..4);
    (some(), some())
}

fn play_lateness((before, after): &(Vec<usize>, Vec<usize>)) -> (World, Vec<Cut>) {
    let mut world = World::new();
    let mut cuts = Vec::new();
    let alike = "covered yes cease-attacks, happened yes, by opposition 900 -- theirs";
    let mut play = |line: &str| {
        world.play(line);
        cuts.push(world.cut.clone());
    };
    play("2017-05-08 09:00 un/duty-1 opens z: @un:1 under cease-attacks -- fire");
    play("2017-05-08 10:00 russia/duty-1 admits z -- yes");
    play(&format!("2017-05-09 09:00 russia/delegate-1 seals z: {alike}"));
    play(&format!("2017-05-09 10:00 turkey/delegate-1 seals z: {alike}"));
    play("! silent iran");
    play("2017-05-09 11:00 iran/delegate-1 seals z: happened no -- nothing");
    let close = |who: &usize| format!("2017-05-13 10:00 {}/duty-1 closes z findings", SEATS[*who]);
    for who in before {
        play(&close(who));
    }
    play("2017-05-13 11:00 russia/delegate-1 reveals z");
    play("2017-05-13 11:10 turkey/delegate-1 reveals z");
    play("! heard iran");
    play("! wait 2017-05-14");
    for who in after {
        play(&close(who));
    }
    play("2017-05-13 12:00 iran/delegate-1 reveals z");
    (world, cuts)
}

/// Cuts with one log some steps behind, and then as they were.
fn with_lag(cuts: &[Cut], log: &str, steps: usize) -> Vec<Cut> {
    let log = seat(log);
    let lagging = cuts.iter().enumerate().map(|(at, cut)| {
        let mut cut = cut.clone();
        let behind = cuts[at.saturating_sub(steps)].0.get(&log).cloned();
        behind.map(|head| cut.0.insert(log.clone(), head));
        cut
    });
    lagging.chain(cuts.iter().cloned()).collect()
}

fn hold_monotone(world: &World, cuts: &[Cut]) -> Result<usize, TestCaseError> {
    let mut decided: Vec<(Cut, BTreeMap<Address, Determination>)> = Vec::new();
    for cut in cuts {
        let found = outcomes(&world.docket_at(cut));
        for (earlier, before) in decided.iter().filter(|(earlier, _)| cut.extends(earlier)) {
            for (case, outcome) in before {
                prop_assert_eq!(found.get(case), Some(outcome), "{:?} then {:?}", earlier, cut);
            }
        }
        decided.push((cut.clone(), found));
    }
    Ok(decided.iter().filter(|(_, found)| !found.is_empty()).count())
}

fn outcomes(docket: &Docket) -> BTreeMap<Address, Determination> {
    let cases = docket.cases.iter();
    cases.filter_map(|(id, case)| Some((id.clone(), case.determination.clone()?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What is determined at one cut is determined alike at every later one, also at cuts that cover logs unevenly.
    #[test]
    fn a_late_entry_never_decides_again(history in any_history(), lagging in 0..4_usize, steps in 1..9_usize) {
        let (world, cuts) = play(&history);
        hold_monotone(&world, &with_lag(&cuts, SEATS[lagging], steps))?;
    }

    /// The same where a seat answers unheard and the others close on it, before or after they hear it.
    #[test]
    fn whether_a_seat_was_in_time_never_changes(lateness in any_lateness(), lagging in 0..4_usize, steps in 1..9_usize) {
        let (world, cuts) = play_lateness(&lateness);
        hold_monotone(&world, &with_lag(&cuts, SEATS[lagging], steps))?;
    }

    /// The order in which entries arrive is no input.
    #[test]
    fn the_order_of_arrival_changes_nothing(history in any_history()) {
        let (world, _) = play(&history);
        let mut backwards = Record::default();
        let entries: Vec<_> = world.record.entries().collect();
        for (address, entry) in entries.into_iter().rev() {
            backwards.enter(address.clone(), &entry.bytes().unwrap());
        }
        let lineage = truce_core::lineage::Lineage::of(backwards.until(&world.cut));
        let docket = Docket::of(&backwards, &world.agreement, &world.cut, &lineage);
        prop_assert_eq!(docket, world.docket());
    }
}

#[test]
fn a_finding_that_enough_seats_closed_on_unheard_stays_out_and_one_that_enough_heard_stays_in() {
    let end = |before: &[usize], after: &[usize]| {
        let (world, cuts) = play_lateness(&(before.to_vec(), after.to_vec()));
        let decided = hold_monotone(&world, &with_lag(&cuts, "iran", 5)).unwrap();
        let docket = world.docket();
        let case = docket.cases.values().next().unwrap();
        let outcome = case.determination.as_ref().map(|found| {
            found
                .outcomes
                .values()
                .map(|(joint, _)| joint.to_string())
                .collect::<Vec<_>>()
                .join("; ")
        });
        (decided > 0, outcome.unwrap_or_default())
    };
    assert_eq!(end(&[0, 1, 3], &[]), (true, "agreed: breach by `opposition`".to_owned()));
    assert_eq!(end(&[0], &[1, 3]), (true, "no agreement: the findings differ".to_owned()));
}
