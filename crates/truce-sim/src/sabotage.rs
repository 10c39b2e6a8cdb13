//! What can be broken on purpose, to see that it is noticed.

use clap::ValueEnum;

use crate::invariant::Invariant;

/// One rule of the host, the disk, the wire or the people that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Sabotage {
    /// The disk says that it made the seat's own entries durable, and did not.
    SkipSync,
    /// What stood behind the place from which a log was fetched back is dropped.
    DropBehind,
    /// The host takes a disk that was put back for the one that it last wrote to.
    RestoredIsContinuous,
    /// Somebody says at once that the disk was never put back, though it was.
    ConfirmAfterRestore,
    /// The host notes that the disk is its own as soon as the process runs, before the node has asked its peers.
    NoteTooEarly,
    /// Entries of others' logs are taken without making them durable.
    CommitUnsynced,
    /// An entry of another's log is changed on its way to the disk.
    ChangeStaged,
    /// Checkpoints are shown before what must come first.
    PublishFirst,
    /// Tiles are not written.
    SkipExtend,
    /// The state is not written.
    SkipPersist,
    /// The state is written without its times.
    ForgetTimes,
    /// The state is lost whenever a process is started.
    ForgetState,
    /// Somebody on the wire has the keys of honest seats, and signs with them.
    StolenKey,
    /// One cosigner is taken for a quorum.
    QuorumOfOne,
    /// Nobody is asked up to where two histories agree.
    NeverCompare,
    /// The state is written without what is settled.
    ForgetSettled,
    /// A mirror drops the history that it holds for another that it is shown, and what it said of it.
    FollowLatest,
    /// What a mirror put its name to is never shown.
    MuteMirrors,
    /// From when all faults end, no seat hands out entries.
    NoEntries,
}

impl Sabotage {
    /// The invariant that it breaks.
    #[must_use]
    pub fn breaks(self) -> Invariant {
        match self {
            Self::SkipSync | Self::DropBehind => Invariant::NothingIsLost,
            Self::RestoredIsContinuous | Self::ConfirmAfterRestore | Self::NoteTooEarly => {
                Invariant::OneHistory
            }
            Self::CommitUnsynced => Invariant::CosignedIsHeld,
            Self::ChangeStaged => Invariant::MirrorsArePrefixes,
            Self::PublishFirst | Self::SkipPersist | Self::ForgetState => Invariant::StateIsAhead,
            Self::SkipExtend => Invariant::PublishedIsVerifiable,
            Self::ForgetTimes => Invariant::TimesOnlyGrow,
            Self::StolenKey => Invariant::NobodyHonestIsAccused,
            Self::QuorumOfOne => Invariant::OneSettled,
            Self::NeverCompare => Invariant::ForksAreProved,
            Self::ForgetSettled => Invariant::CutsOnlyGrow,
            Self::FollowLatest => Invariant::OneBranch,
            Self::MuteMirrors => Invariant::CoreSettles,
            Self::NoEntries => Invariant::CoreAgrees,
        }
    }
}
