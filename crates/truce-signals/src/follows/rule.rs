//! The rule that makes a sentence, or says that no direction can be established.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::discoveries::discoveries;
use super::jitter::{Jitter, jitter};
use super::lead::{Lead, lead};
use crate::counts::random::Random;
use crate::daily::panel::Panel;

/// Widths of blocks that are shown side by side, in days; the first one decides.
pub const BLOCKS_DAYS: [usize; 3] = [7, 14, 28];
/// The share of sentences that may be false.
pub const FALSE_SHARE: f64 = 0.05;
/// The fewest days on which both sides were watched.
pub const DAYS_MIN: usize = 60;
/// The fewest events of each side.
pub const EVENTS_MIN: u64 = 20;
/// The fewest shuffles.
const SHUFFLES_MIN: usize = 999;

/// What must be said beside every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FollowingCaveat {
    /// Only what was recorded is counted.
    RecordedOnly,
    /// The sides may not be watched alike.
    UnequalObservation,
    /// A third party, the weather or an offensive may drive both.
    CommonCauses,
    /// Groups that the truce does not cover may drive both.
    ExcludedGroups,
    /// To follow is not to be caused by, nor to be justified by.
    NotBecauseOf,
    /// Authors were drawn by probability where they are unknown.
    AuthorsDrawn,
    /// The probabilities of authors rest on who acted lately, so the answer may be its own premise.
    CircularAuthors,
}

/// What can be said of one ordered pair of sides in one zone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Direction {
    /// Acts of the first are followed by acts of the other more than the shared wave explains.
    Followed {
        /// The chance of both tests, the larger one.
        chance: f64,
    },
    /// No direction can be established.
    NotEstablished {
        /// Responses for each act that would have been seen four times in five; none if nothing could have been.
        detectable: Option<f64>,
    },
    /// There is too little to test.
    CannotBeTold {
        /// Days on which both were watched.
        days: usize,
        /// Events of the side with fewer.
        events: u64,
    },
}

/// One ordered pair of sides in one zone, with all that is needed to draw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Following {
    /// The zone.
    pub zone: usize,
    /// The side whose acts come first.
    pub first: usize,
    /// The side whose acts may follow.
    pub then: usize,
    /// The test of coupling at each width of blocks; of the first drawn world, if there are several.
    pub jitters: Vec<Jitter>,
    /// The test of direction; of the first drawn world, if there are several.
    pub lead: Option<Lead>,
    /// What can be said.
    pub direction: Direction,
    /// What must be said beside it.
    pub caveats: BTreeSet<FollowingCaveat>,
}

/// Judges all ordered pairs of sides in all zones together.
///
/// The seed follows from a digest of the record. It is the same for every
/// pair, so that sides exchanged give answers exchanged, to the bit.
#[must_use]
pub fn who_follows(panel: &Panel, seed: u64) -> Vec<Following> {
    judge(&[panel], seed, BTreeSet::new())
}

/// The same over several drawn worlds (see [`super::authors::draw_world`]).
///
/// A chance is twice the median over the worlds, which holds whatever binds
/// them together. `circular`: the probabilities of authors rest on who acted lately.
#[must_use]
pub fn who_follows_in_worlds(worlds: &[Panel], circular: bool, seed: u64) -> Vec<Following> {
    let mut caveats = BTreeSet::from([FollowingCaveat::AuthorsDrawn]);
    caveats.extend(circular.then_some(FollowingCaveat::CircularAuthors));
    judge(&worlds.iter().collect::<Vec<&Panel>>(), seed, caveats)
}

/// One ordered pair before it is judged.
struct Tested {
    following: Following,
    /// The larger chance of the two tests; none if there is too little to test.
    chance: Option<f64>,
}

fn judge(worlds: &[&Panel], seed: u64, more: BTreeSet<FollowingCaveat>) -> Vec<Following> {
    let Some(grid) = worlds.first().map(|panel| panel.grid()) else { return Vec::new() };
    let pairs: Vec<(usize, usize, usize)> = (0..grid.zones)
        .flat_map(|zone| {
            let parties = grid.parties;
            (0..parties).flat_map(move |first| {
                let others = (0..parties).filter(move |then| *then != first);
                others.map(move |then| (zone, first, then))
            })
        })
        .collect();
    // Fine enough that the smallest chance can be a discovery among so many.
    let shuffles = SHUFFLES_MIN.max(pairs.len().saturating_mul(40).saturating_sub(1));
    let mut tested: Vec<Tested> = pairs
        .into_iter()
        .map(|pair| {
            let mut all = worlds.iter().map(|world| test(world, pair, shuffles, seed, &more));
            let first = all.next();
            first.map(|first| pooled(first, all.filter_map(|other| other.chance)))
        })
        .collect::<Option<_>>()
        .unwrap_or_default();
    let told: Vec<f64> = tested.iter().filter_map(|pair| pair.chance).collect();
    let mut found = discoveries(&told, FALSE_SHARE).into_iter();
    for pair in &mut tested {
        if let Some(chance) = pair.chance
            && found.next() == Some(true)
        {
            pair.following.direction = Direction::Followed { chance };
        }
    }
    tested.into_iter().map(|pair| pair.following).collect()
}

/// The first world's tests with the chance that all worlds give together.
fn pooled(mut first: Tested, others: impl Iterator<Item = f64>) -> Tested {
    let Some(own) = first.chance else { return first };
    let mut all: Vec<f64> = [own].into_iter().chain(others).collect();
    if all.len() > 1 {
        all.sort_by(f64::total_cmp);
        let median = all.get(all.len() / 2).copied().unwrap_or(1.0);
        first.chance = Some(f64::min(2.0 * median, 1.0));
    }
    first
}

/// Tests one ordered pair in one world.
fn test(
    panel: &Panel,
    (zone, first, then): (usize, usize, usize),
    shuffles: usize,
    seed: u64,
    more: &BTreeSet<FollowingCaveat>,
) -> Tested {
    let grid = panel.grid();
    let (acts, responses) =
        (panel.counts(grid.cell(first, zone)), panel.counts(grid.cell(then, zone)));
    let mut caveats = BTreeSet::from([
        FollowingCaveat::RecordedOnly,
        FollowingCaveat::UnequalObservation,
        FollowingCaveat::CommonCauses,
        FollowingCaveat::ExcludedGroups,
        FollowingCaveat::NotBecauseOf,
    ]);
    caveats.extend(more);
    let both = acts.iter().zip(responses).filter(|(one, other)| one.is_some() && other.is_some());
    let days = both.count();
    let events =
        |series: &[Option<u32>]| -> u64 { series.iter().flatten().map(|n| u64::from(*n)).sum() };
    let events = events(acts).min(events(responses));
    let told = |jitters, lead, direction, chance| {
        let following = Following { zone, first, then, jitters, lead, direction, caveats };
        Tested { following, chance }
    };
    if days < DAYS_MIN || events < EVENTS_MIN {
        return told(vec![], None, Direction::CannotBeTold { days, events }, None);
    }
    let mut random = Random::new(seed);
    let jitters: Vec<Jitter> = BLOCKS_DAYS
        .iter()
        .map(|days| jitter(acts, responses, *days, shuffles, &mut random.split()))
        .collect();
    let lead = lead(acts, responses, shuffles, &mut random.split());
    let decides = jitters.first();
    let chance = decides.map_or(1.0, |jitter| jitter.chance.max(lead.chance));
    let detectable = decides.and_then(|jitter| Some(jitter.detectable?.max(lead.detectable?)));
    told(jitters, Some(lead), Direction::NotEstablished { detectable }, Some(chance))
}
