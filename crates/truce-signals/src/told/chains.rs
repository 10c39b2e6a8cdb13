//! How much of what is on record is background, and how much follows, with the names that the model does not know.

use serde::Serialize;
use truce_core::agreement::Agreement;
use truce_core::id::{ActorId, AreaId};

use crate::chains::{Asked, ChainFit, ChainModel, NoChains, Share, chains as chains_of};
use crate::counts::real;
use crate::hawkes::reach::Grid;
use crate::hawkes::shares::OCCURRENCES_MIN;
use crate::series::{Chronicle, Where};

/// What one party's incidents are owed to, over all areas asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartyChains {
    /// The party.
    pub party: ActorId,
    /// Incidents, on average over the drawn worlds.
    pub incidents: f64,
    /// The background.
    pub background: Share,
    /// What follows acts of each party, in the agreement's order.
    pub following: Vec<Share>,
    /// The background's share if it is taken never to move: a slow wave then passes for responses.
    pub background_if_constant: f64,
}

/// The same of one party in one area, without intervals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellChains {
    /// Where.
    pub area: AreaId,
    /// The party.
    pub party: ActorId,
    /// Incidents, on average over the drawn worlds.
    pub incidents: f64,
    /// How many of them are background, at least and at most, by how fast the background may be taken to move.
    pub background: (f64, f64),
    /// How many follow acts of each party, in the agreement's order, at least and at most.
    pub following: Vec<(f64, f64)>,
}

/// What is background and what follows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChainsTold {
    /// Which model was asked.
    pub model: ChainModel,
    /// How well it describes what was counted.
    pub fit: ChainFit,
    /// The areas that were asked, in the agreement's order.
    pub areas: Vec<AreaId>,
    /// All parties, in the agreement's order: that of what follows whom.
    pub order: Vec<ActorId>,
    /// Each party, in the agreement's order; those without incidents are left out.
    pub parties: Vec<PartyChains>,
    /// Each party in each area in which it has five incidents or more.
    pub cells: Vec<CellChains>,
    /// Incidents left out because they are not known to the hour.
    pub without_hour: usize,
}

/// Tells it, of one area or of all with five incidents or more.
///
/// # Errors
/// [`NoChains`].
pub fn chains(
    chronicle: &Chronicle,
    agreement: &Agreement,
    only: Where<'_>,
    seed: u64,
) -> Result<ChainsTold, NoChains> {
    let order: Vec<ActorId> = agreement.parties().map(|party| party.id.clone()).collect();
    let enough = |area: &&AreaId| {
        let number = chronicle.outside_exercises(Some(area)).count();
        only.is_none_or(|only| only == *area) && number >= OCCURRENCES_MIN
    };
    let areas = agreement.areas().iter().map(|area| &area.id).filter(enough);
    let areas: Vec<AreaId> = areas.cloned().collect();
    let grid = Grid { parties: order.len(), zones: areas.len(), borders: Vec::new() };
    let events: Vec<_> = chronicle.uncertain_at(&areas, order.len()).collect();
    let watched = |area: &AreaId| -> Vec<bool> {
        let days = chronicle.first.through(chronicle.last);
        days.map(|day| chronicle.is_watched(day, Some(area))).collect()
    };
    let watched: Vec<Vec<bool>> = areas.iter().map(watched).collect();
    let asked = Asked { events: &events, first: chronicle.first, grid: &grid, watched: &watched };
    let found = chains_of(asked, seed)?;
    let parties = found.parties.into_iter().filter_map(|of| {
        Some(PartyChains {
            party: order.get(of.party)?.clone(),
            incidents: of.events,
            background: of.background,
            following: of.following,
            background_if_constant: of.background_if_constant,
        })
    });
    let parties = parties.collect();
    let named = order.iter().flat_map(|party| areas.iter().map(move |area| (party, area)));
    let cells = named.zip(found.cells).filter(|(_, of)| of.events >= real(OCCURRENCES_MIN));
    let cells = cells.map(|((party, area), of)| CellChains {
        area: area.clone(),
        party: party.clone(),
        incidents: of.events,
        background: of.background,
        following: of.following,
    });
    Ok(ChainsTold {
        model: found.model,
        fit: found.fit,
        cells: cells.collect(),
        parties,
        without_hour: found.without_hour,
        areas,
        order,
    })
}
