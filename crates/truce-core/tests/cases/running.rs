//! The picture that moves on with the record is the one made anew, whatever officers do and whichever log lags.

use proptest::prelude::*;
use truce_core::picture::Picture;
use truce_core::picture::running::RunningPicture;
use truce_core::record::{Cut, Record};

use crate::play::{World, seat};

const SEATS: [&str; 4] = ["russia", "turkey", "iran", "un"];
const QUORUM: &str = r#"{"admit":1,"clocks":{"admit_h":1,"findings_h":48,"reply_h":1,"reveal_h":24},"decision":{"quorum":{"constituencies":[{"least":2,"name":"guarantors","seats":["russia","turkey","iran"]}]}},"sure":700,"urgent":{"admit_h":1,"findings_h":48,"reply_h":1,"reveal_h":24}}"#;

/// What somebody does, `SEAT` and `CASE` to be filled in.
const STEPS: [&str; 22] = [
    "SEAT/delegate-1 seals CASE: covered yes cease-attacks, happened yes, by opposition 900 -- theirs",
    "SEAT/delegate-1 seals CASE: covered yes cease-attacks, happened yes, by opposition 900 -- theirs",
    "SEAT/delegate-1 seals CASE: covered no cease-attacks, happened no -- nothing",
    "SEAT/delegate-1 reveals CASE",
    "SEAT/delegate-1 reveals CASE",
    "SEAT/delegate-1 recuses CASE -- aside",
    "SEAT/duty-1 admits CASE -- yes",
    "SEAT/duty-2 admits CASE -- yes",
    "SEAT/duty-1 closes CASE findings",
    "SEAT/duty-1 closes CASE reveal",
    "SEAT/duty-1 closes CASE admission",
    "SEAT/liaison-1 replies CASE denies-fact for opposition -- no",
    "SEAT/delegate-1 dissents CASE -- not so",
    "SEAT/verifier-1 verifies @SEAT:1 on-site by site-visit -- craters",
    "SEAT/everything verifies @un:1 remotely by imagery -- seen",
    "SEAT/delegate-1 asks-remedy r: CASE of opposition checked-by un due 2017-05-13 measuring mortars no-more 0 -- back",
    "SEAT/delegate-1 agrees r -- they will",
    "SEAT/verifier-1 checks r measured 0 -- none left",
    "SEAT/delegate-1 proposes p: QUORUM -- two of three",
    "SEAT/delegate-1 agrees p -- yes",
    "SEAT/duty-1 acknowledges hama 2017-05-07 seen -- patrol 3 goes there",
    "SEAT/delegate-1 acknowledges hama 2017-05-09 real by opposition act shelling -- it was so",
];

type Step = (usize, usize, usize, u32);

fn any_history() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..STEPS.len() + 4, 0..4_usize, 0..3_usize, 0..30_u32);
    proptest::collection::vec(step, 5..40)
}

/// Plays a history; returns the cuts after each step.
fn play(history: &[Step]) -> (World, Vec<Cut>) {
    let mut world = World::new();
    let mut cuts = vec![world.cut.clone()];
    world.play(&format!("2017-05-07 07:00 russia/delegate-1 proposes p: {QUORUM} -- two of three"));
    if history.len().is_multiple_of(2) {
        world.play(
            "2017-05-07 07:10 turkey/delegate-1 agrees p -- yes
2017-05-07 07:20 iran/delegate-1 agrees p -- yes",
        );
    }
    world.play(
        "2017-05-08 08:00 un/duty-1 opens z: @un:1 accusing opposition under cease-attacks -- fire
2017-05-08 08:30 un/delegate-1 asks-remedy r: z of opposition checked-by un due 2017-05-13 measuring mortars no-more 0 -- back
2017-05-08 09:00 russia/duty-1 opens y: @russia:1 under cease-attacks -- fire there
2017-05-08 10:00 russia/duty-1 admits z -- yes",
    );
    cuts.push(world.cut.clone());
    let mut hour = 0;
    for (what, who, case, hours) in history {
        hour += if *hours > 26 { 60 } else { hours / 6 };
        let (day, time) = (8 + (10 + hour) / 24, (10 + hour) % 24);
        let name = SEATS[*who];
        let case = ["z", "y", "again"][*case];
        let line = match STEPS.get(*what) {
            Some(step) => {
                let step =
                    step.replace("QUORUM", QUORUM).replace("SEAT", name).replace("CASE", case);
                format!("2017-05-{day:02} {time:02}:30 {step}")
            }
            None if *what == STEPS.len() => format!("! silent {name}"),
            None if *what == STEPS.len() + 1 => format!("! heard {name}"),
            None => format!(
                "2017-05-{day:02} {time:02}:30 {name}/duty-2 opens again: @un:1 under cease-attacks reopens z on @turkey:1 -- new"
            ),
        };
        let known = case != "again" || world.knows("again");
        if day < 30 && known {
            world.play(&line);
        }
        cuts.push(world.cut.clone());
    }
    (world, cuts)
}

/// Holds a picture that moves from cut to cut against the one made anew at each.
fn hold_equal(world: &World, cuts: &[Cut]) -> Result<(), TestCaseError> {
    let entries = world.record.entries();
    let mut running = RunningPicture::of(Record::default(), &world.agreement, &Cut::default());
    for (address, entry) in entries {
        running.enter(address.clone(), &entry.bytes().unwrap());
    }
    for cut in cuts {
        running.advance(cut);
        let anew = Picture::of(&world.record, &world.agreement, cut);
        prop_assert_eq!(&running.picture().docket, &anew.docket);
        prop_assert!(*running.picture() == anew);
    }
    Ok(())
}

/// Cuts in which one log lags, and at the end does not.
fn lagging(cuts: &[Cut], log: &str, steps: usize) -> Vec<Cut> {
    let log = seat(log);
    let lag = |(at, cut): (usize, &Cut)| {
        let mut cut = cut.clone();
        if let Some(behind) = cuts[at.saturating_sub(steps)].0.get(&log) {
            cut.0.insert(log.clone(), behind.clone());
        }
        cut
    };
    cuts.iter().enumerate().map(lag).chain(cuts.last().cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cases_that_move_on_are_those_made_anew(history in any_history(), log in 0..4_usize, steps in 0..12_usize) {
        let (world, cuts) = play(&history);
        hold_equal(&world, &lagging(&cuts, SEATS[log], steps))?;
    }
}
