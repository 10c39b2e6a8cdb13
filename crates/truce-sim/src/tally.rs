//! What is counted over many worlds.

use std::fmt;
use std::ops::AddAssign;

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident: $word:literal),+ $(,)?) => {
        /// How often what happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct Tally {
            $($(#[$doc])* pub $name: u64,)+
        }

        impl AddAssign for Tally {
            fn add_assign(&mut self, other: Self) {
                $(self.$name += other.$name;)+
            }
        }

        impl fmt::Display for Tally {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $(writeln!(f, "  {:>12}  {}", self.$name, $word)?;)+
                Ok(())
            }
        }
    };
}

counts! {
    /// Worlds.
    runs: "runs",
    /// Happenings.
    steps: "steps",
    /// Questions that seats asked.
    questions: "questions",
    /// Entries acknowledged.
    entries: "entries acknowledged",
    /// Entries settled at some seat at the end.
    settled: "of them settled at the end",
    /// Processes that fell.
    crashes: "processes killed",
    /// Losses of power.
    power_losses: "losses of power",
    /// Of both, in the middle of an effect.
    halfway: "of both, in the middle of a write",
    /// Batches cut short.
    torn: "batches cut short",
    /// Disks put back.
    restores: "disks put back from a copy",
    /// Own logs fetched back.
    refetches: "logs fetched back",
    /// Heads that nobody had seen when a disk was put back.
    forgotten: "entries lost with a disk that nobody had pulled",
    /// Disks put back without entries that a witness stands behind.
    bereft: "of those logs that can never go on, as a witness knows more",
    /// Links cut.
    partitions: "links cut",
    /// Clocks set wrong.
    jumps: "clocks that jumped",
    /// Histories split.
    forks: "forks made",
    /// Forks proved, counted at each seat.
    forks_proved: "forks proved, at each seat",
    /// Lies told.
    lies: "questions put to liars",
    /// Cuts taken.
    cuts: "cuts taken",
    /// Keys changed.
    rotations: "keys changed",
    /// Seats that left or came back.
    departures: "departures and returns",
    /// Successions in force.
    successions: "seats that went on in a new log",
}
