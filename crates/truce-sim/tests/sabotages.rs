//! Every invariant would be noticed if it did not hold.

use std::ops::Range;

use clap::ValueEnum;
use truce_sim::invariant::Invariant;
use truce_sim::plan::Mode;
use truce_sim::run;
use truce_sim::sabotage::Sabotage;

/// In which of a few worlds a sabotage shows.
fn worlds(sabotage: Sabotage) -> (Mode, Range<u64>) {
    let (mode, from) = match sabotage {
        Sabotage::SkipSync
        | Sabotage::CommitUnsynced
        | Sabotage::ChangeStaged
        | Sabotage::PublishFirst
        | Sabotage::SkipExtend
        | Sabotage::SkipPersist
        | Sabotage::ForgetState
        | Sabotage::ForgetSettled => (Mode::Safety, 0),
        Sabotage::DropBehind => (Mode::Liveness, 16),
        Sabotage::RestoredIsContinuous => (Mode::Liveness, 67),
        Sabotage::ConfirmAfterRestore => (Mode::Safety, 14),
        Sabotage::NoteTooEarly => (Mode::Safety, 94),
        Sabotage::ForgetTimes => (Mode::Liveness, 0),
        Sabotage::StolenKey => (Mode::Liveness, 0),
        Sabotage::QuorumOfOne => (Mode::Safety, 1),
        Sabotage::NeverCompare => (Mode::Liveness, 1),
        Sabotage::FollowLatest => (Mode::Liveness, 1),
        Sabotage::MuteMirrors => (Mode::Liveness, 2),
        Sabotage::NoEntries => (Mode::Liveness, 0),
    };
    (mode, from..from + 4)
}

/// Its invariant and no other is what does not hold, in one of four worlds, and again when that happens again.
fn check(sabotage: Sabotage) {
    let (mode, seeds) = worlds(sabotage);
    let mut ended = seeds.clone().map(|seed| (seed, run::one(seed, mode, Some(sabotage))));
    let Some((seed, Err((step, broken)))) = ended.find(|(_, ended)| ended.is_err()) else {
        panic!("{sabotage:?} is not noticed in any of the worlds of seeds {seeds:?}");
    };
    assert_eq!(broken.invariant, sabotage.breaks(), "{sabotage:?}, seed {seed}: {}", broken.seen);
    let again = run::replay(seed, mode, Some(sabotage)).expect("it happens again");
    assert_eq!((again.step, &again.broken), (step, &Some(broken)), "{sabotage:?}, seed {seed}");
    let told = again.to_string();
    let command = format!("again: truce-sim --seed {seed} --mode ");
    assert!(told.contains(&command) && !again.told.is_empty(), "{told}");
}

#[test]
fn every_sabotage_sets_off_its_invariant_and_does_so_again_from_the_seed() {
    let all = Sabotage::value_variants();
    let (one, other) = all.split_at(all.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| one.iter().for_each(|sabotage| check(*sabotage)));
        other.iter().for_each(|sabotage| check(*sabotage));
    });
}

#[test]
fn every_invariant_has_a_sabotage() {
    for invariant in Invariant::value_variants() {
        let breaks = |sabotage: &&Sabotage| sabotage.breaks() == *invariant;
        assert!(Sabotage::value_variants().iter().any(|s| breaks(&s)), "{invariant}");
    }
}

#[test]
fn worlds_without_a_sabotage_hold_and_count_the_same_every_time() {
    for (seed, mode) in [(1, Mode::Safety), (2, Mode::Liveness)] {
        let once = run::one(seed, mode, None).expect("every invariant holds");
        assert_eq!(run::one(seed, mode, None), Ok(once));
        assert!(once.steps > 100 && once.entries > 0 && once.questions > 0, "{once}");
    }
}
