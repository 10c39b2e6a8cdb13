//! Many worlds, one after the other, until one breaks.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use clap::ValueEnum;

use crate::invariant::Broken;
use crate::plan::Mode;
use crate::sabotage::Sabotage;
use crate::tally::Tally;
use crate::world::World;

/// A world in which an invariant did not hold.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Of which seed.
    pub seed: u64,
    /// In which mode.
    pub mode: Mode,
    /// What was broken on purpose.
    pub sabotage: Option<Sabotage>,
    /// At which step.
    pub step: u64,
    /// What did not hold; none if the program itself fell.
    pub broken: Option<Broken>,
    /// What the world was like.
    pub plan: String,
    /// Its last happenings.
    pub told: Vec<String>,
}

/// Lets one world happen.
///
/// # Errors
/// The step, and what did not hold.
pub fn one(seed: u64, mode: Mode, sabotage: Option<Sabotage>) -> Result<Tally, (u64, Broken)> {
    let mut world = World::new(seed, mode, sabotage, false);
    match world.run() {
        Ok(()) => Ok(world.tally),
        Err(broken) => Err((world.steps, broken)),
    }
}

/// Lets one world happen again, and tells what happened last.
#[must_use]
pub fn replay(seed: u64, mode: Mode, sabotage: Option<Sabotage>) -> Option<Failure> {
    let mut world = World::new(seed, mode, sabotage, true);
    let ended = catch_unwind(AssertUnwindSafe(|| world.run()));
    let broken = match ended {
        Ok(Ok(())) => return None,
        Ok(Err(broken)) => Some(broken),
        Err(_) => None,
    };
    let told = world.told().map(str::to_owned).collect();
    Some(Failure {
        seed,
        mode,
        sabotage,
        step: world.steps,
        broken,
        plan: world.plan.to_string(),
        told,
    })
}

/// Lets the worlds of many seeds happen, in several threads; stops at the first that breaks.
///
/// Each seed is one world, in the mode that follows from it unless one is given.
///
/// # Errors
/// The failure of the smallest seed that was seen to fail.
pub fn many(
    seeds: std::ops::Range<u64>,
    mode: Option<Mode>,
    sabotage: Option<Sabotage>,
    threads: usize,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Tally, Box<Failure>> {
    let next = AtomicU64::new(seeds.start);
    let stop = AtomicBool::new(false);
    let done = AtomicU64::new(0);
    let sum = Mutex::new((Tally::default(), None::<(u64, Mode)>));
    let work = || {
        let mut tally = Tally::default();
        while !stop.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                break;
            }
            let mode = mode.unwrap_or_else(|| Mode::of(seed));
            match catch_unwind(AssertUnwindSafe(|| one(seed, mode, sabotage))) {
                Ok(Ok(counted)) => tally += counted,
                Ok(Err(_)) | Err(_) => {
                    stop.store(true, Ordering::Relaxed);
                    let mut sum = sum.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    if sum.1.is_none_or(|(known, _)| seed < known) {
                        sum.1 = Some((seed, mode));
                    }
                }
            }
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        }
        sum.lock().unwrap_or_else(std::sync::PoisonError::into_inner).0 += tally;
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let (tally, failed) = sum.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let failure = failed.and_then(|(seed, mode)| replay(seed, mode, sabotage));
    failure.map_or(Ok(tally), |failure| Err(Box::new(failure)))
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |mode: Mode| {
            mode.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned())
        };
        writeln!(f, "the world of seed {} ({}): {}", self.seed, word(self.mode), self.plan)?;
        for line in &self.told {
            writeln!(f, "  {line}")?;
        }
        match &self.broken {
            Some(broken) => {
                writeln!(f, "\nat step {} this did not hold ({}):", self.step, broken.invariant)?;
                writeln!(f, "  {}", broken.invariant.sentence())?;
                writeln!(f, "seen:\n  {}", broken.seen)?;
            }
            None => writeln!(f, "\nafter step {} the program itself fell", self.step)?,
        }
        write!(f, "again: truce-sim --seed {} --mode {}", self.seed, word(self.mode))?;
        match self.sabotage.and_then(|sabotage| sabotage.to_possible_value()) {
            Some(value) => writeln!(f, " --sabotage {}", value.get_name()),
            None => writeln!(f),
        }
    }
}
