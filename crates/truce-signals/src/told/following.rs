//! Who follows whom, with the names that the tests do not know.

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId};

use crate::counts::random::Random;
use crate::follows::authors::{WORLDS, draw_world};
use crate::follows::rule::{EVENTS_MIN, Following, who_follows_in_worlds};
use crate::hawkes::reach::Grid;
use crate::series::{Chronicle, Where};

/// Who follows whom, with the names that the tests do not know.
#[derive(Debug, Serialize)]
pub struct FollowingTold {
    /// The areas that have enough incidents to be tested, in the agreement's order.
    pub areas: Vec<AreaId>,
    /// Each ordered pair of parties in each of them.
    pub pairs: Vec<Following>,
    /// The parties, in the agreement's order.
    pub parties: Vec<ActorId>,
}

/// Says who follows whom, in every area with enough incidents.
#[must_use]
pub fn following(
    chronicle: &Chronicle,
    agreement: &Agreement,
    only: Where<'_>,
    seed: u64,
) -> FollowingTold {
    let parties: Vec<ActorId> = agreement.parties().map(|party| party.id.clone()).collect();
    let enough = |area: &&AreaId| {
        let number = chronicle.outside_exercises(Some(area)).count();
        only.is_none_or(|only| only == *area) && u64::try_from(number).unwrap_or(0) >= EVENTS_MIN
    };
    let areas = agreement.areas().iter().map(|area| &area.id).filter(enough);
    let areas: Vec<AreaId> = areas.cloned().collect();
    let grid = Grid { parties: parties.len(), zones: areas.len(), borders: Vec::new() };
    let events = chronicle.uncertain(&areas, parties.len());
    let watched = |area: &AreaId| -> Vec<bool> {
        let days = chronicle.first.through(chronicle.last);
        days.map(|day| chronicle.is_watched(day, Some(area))).collect()
    };
    let watched: Vec<Vec<bool>> = areas.iter().map(watched).collect();
    let mut random = Random::new(seed);
    let worlds = (0..WORLDS)
        .map(|_| draw_world(&events, &grid, chronicle.first, &watched, &mut random.split()));
    // Without an area there is no panel, and nothing to test.
    let worlds: Vec<_> = worlds.filter_map(Result::ok).collect();
    FollowingTold { pairs: who_follows_in_worlds(&worlds, false, seed), areas, parties }
}
