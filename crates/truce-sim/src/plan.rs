//! What kind of world a seed gives: who takes part, what goes wrong, for how long.

use std::fmt;

use clap::ValueEnum;
use truce_node::Quorum;

use crate::dice::Dice;

/// What is asked of a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Faults all the time: nothing wrong may happen.
    Safety,
    /// After a while a core is healthy and all others are gone or hostile: the right things must happen.
    Liveness,
}

impl Mode {
    /// The mode that a seed gives unless one is named: they take turns.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        if seed.is_multiple_of(2) { Self::Safety } else { Self::Liveness }
    }
}

/// How often things go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// Faults, in seconds from one to the next.
    pub fault_every_s: u64,
    /// Messages lost, of a thousand.
    pub lost: u64,
    /// Answers that come twice, of a thousand.
    pub twice: u64,
    /// Answers that come late, of a thousand.
    pub late: u64,
    /// How long a message takes at most, in seconds.
    pub latency_s: u64,
}

/// One hostile seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hostility {
    /// Which seat.
    pub seat: usize,
    /// From when on it tells two histories.
    pub forks_at: Option<u64>,
    /// Whether its mirror lies.
    pub lies: bool,
    /// Whether its mirror stands behind both histories of another.
    pub cosigns_both: bool,
}

/// A seat that leaves and comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// When, in seconds.
    pub at: u64,
    /// For how long, in seconds.
    pub away_s: u64,
    /// Which of the honest seats.
    pub host: usize,
    /// Whether it says so itself; if not, the others say so of it.
    pub with_a_word: bool,
}

/// A world before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Which of the honest seats changes its keys.
    pub changes_keys: Option<usize>,
    /// When all faults end, in liveness mode.
    pub heals_at: Option<u64>,
    /// How often heartbeats are written, in seconds.
    pub heartbeat_s: u64,
    /// The hostile seats.
    pub hostile: Vec<Hostility>,
    /// Which seat leaves and comes back.
    pub leave: Option<Leave>,
    /// How long it lasts, in seconds.
    pub lasts_s: u64,
    /// The quorum.
    pub quorum: Quorum,
    /// How often things go wrong.
    pub rates: Rates,
    /// Whether disks are put back from copies.
    pub restores: bool,
    /// How often a peer is asked, in seconds.
    pub round_s: u64,
    /// How many seats there are.
    pub seats: usize,
    /// Whether the others agree that a seat whose log forked goes on in a new one.
    pub succeeds: bool,
    /// How many neutral witnesses there are.
    pub witnesses: usize,
}

/// How long a healthy core has to come to rest, in rounds, beyond the longest pause between two questions.
const REST_ROUNDS: u64 = 14;

impl Plan {
    /// The world that a seed gives.
    #[must_use]
    pub fn of(mode: Mode, dice: &mut Dice) -> Self {
        let seats = *dice.pick(&[3, 3, 3, 4, 4, 4, 4, 5, 5, 6, 7]).unwrap_or(&4);
        let witnesses = dice.index(3);
        let cosigners = seats - 1 + witnesses;
        let least = cosigners / 2 + 1;
        let quorum =
            if dice.chance(700) { least } else { least + dice.index(cosigners - least + 1) };
        let mirrors = 1 + dice.index(quorum.min(seats - 1));
        // So many may collude with a log: two quorums have one honest cosigner in common.
        let reckoned = 2 * quorum - cosigners - 1;
        let round_s = 60;
        let hostile = Self::hostile(seats, reckoned, round_s, dice);
        let liars = hostile.iter().any(|hostility| hostility.lies);
        let restores = !liars && dice.chance(if hostile.is_empty() { 700 } else { 400 });
        let faulty_s = round_s * dice.between(12, 28);
        let heals_at = (mode == Mode::Liveness).then_some(faulty_s);
        // Where a seat may leave, the quorum that was agreed is still to be had without it.
        let may_leave = quorum < cosigners && mirrors < seats - 1;
        let leave = (may_leave && dice.chance(300)).then(|| Leave {
            at: dice.between(2 * round_s, 12 * round_s),
            away_s: dice.between(8 * round_s, 20 * round_s),
            host: dice.index(seats),
            with_a_word: dice.chance(500),
        });
        // A disk put back from before a change of keys needs people who know which keys count: not simulated.
        let changes_keys = (!restores && dice.chance(300)).then(|| dice.index(seats));
        let succeeds = hostile.iter().any(|seat| seat.forks_at.is_some()) && dice.chance(600);
        let rest_s = truce_node::exchange::PAUSE_S_MAX + REST_ROUNDS * round_s;
        Self {
            changes_keys,
            heals_at,
            heartbeat_s: round_s * dice.between(3, 15),
            hostile,
            leave,
            lasts_s: heals_at.map_or(faulty_s, |at| at + rest_s),
            quorum: Quorum { cosigners: quorum, mirrors },
            rates: Rates {
                fault_every_s: dice.between(20, 200),
                lost: dice.below(150),
                twice: dice.below(60),
                late: dice.below(60),
                latency_s: dice.between(1, 12),
            },
            restores,
            round_s,
            seats,
            succeeds,
            witnesses,
        }
    }

    fn hostile(seats: usize, reckoned: usize, round_s: u64, dice: &mut Dice) -> Vec<Hostility> {
        let mut order: Vec<usize> = (0..seats).collect();
        dice.shuffle(&mut order);
        let forks_at = dice.between(2 * round_s, 15 * round_s);
        let (forks, lies) = *dice
            .pick(&[
                (false, false),
                (false, false),
                (true, false),
                (true, false),
                (false, true),
                (true, true),
            ])
            .unwrap_or(&(false, false));
        let mut hostile = Vec::new();
        if forks && let Some(seat) = order.pop() {
            hostile.push(Hostility {
                seat,
                forks_at: Some(forks_at),
                lies: false,
                cosigns_both: false,
            });
        }
        if lies
            && seats - hostile.len() > 2
            && let Some(seat) = order.pop()
        {
            let cosigns_both = reckoned > 0;
            hostile.push(Hostility { seat, forks_at: None, lies: true, cosigns_both });
        }
        hostile
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} seats, {} witnesses, quorum {} of which {} mirrors, {} s",
            self.seats, self.witnesses, self.quorum.cosigners, self.quorum.mirrors, self.lasts_s
        )?;
        if let Some(at) = self.heals_at {
            write!(f, ", healthy from {at} s on")?;
        }
        for hostile in &self.hostile {
            write!(f, ", s{}", hostile.seat + 1)?;
            if let Some(at) = hostile.forks_at {
                write!(f, " forks at {at} s")?;
            }
            if hostile.lies {
                write!(f, " lies{}", if hostile.cosigns_both { " and cosigns both" } else { "" })?;
            }
        }
        let told = [
            (self.changes_keys.is_some(), ", keys are changed"),
            (self.leave.is_some(), ", a seat leaves"),
            (self.succeeds, ", a forked seat may go on"),
            (self.restores, ", disks are put back"),
        ];
        told.iter().filter(|(is, _)| *is).try_for_each(|(_, words)| f.write_str(words))
    }
}
