//! By moments.

use truce_core::spread::OneByOne;

use super::{Asked, ChainFit, Found, NoChains, Owed, SHAPE, WAVES, WORLDS, World, of_waits};
use crate::counts::random::Random;
use crate::counts::real;
use crate::follows::authors::draw_party;
use crate::hawkes::background::Background;
use crate::hawkes::fit::{NoFit, fit_shrunken};
use crate::hawkes::history::{History, Occurrence};
use crate::hawkes::rates::{Rates, Setting};
use crate::hawkes::reach::{Grid, Reach};
use crate::hawkes::residuals::residuals;
use crate::hawkes::shares::{Shares, shares};
use crate::hawkes::simulate::simulate;

/// A drawn world is cut at so many times the events at hand.
const RUNAWAY: usize = 4;

pub(super) fn found(
    asked: Asked<'_>,
    reach: &Reach,
    random: &mut Random,
) -> Result<Found, NoChains> {
    let grid = asked.grid;
    let end_days = real(asked.days());
    let histories: Vec<History> =
        (0..WORLDS).filter_map(|_| draw(asked, end_days, random)).collect();
    let mut worlds = Vec::with_capacity(WAVES.len());
    let mut fit_told = ChainFit::CannotBeTold;
    for wave in WAVES {
        let background = |history: &History| match wave {
            None => Background::constant(history),
            Some(days) => Background::moving_with(history, grid, days),
        };
        let mut of_wave = Vec::with_capacity(WORLDS);
        let mut before: Option<(&History, Rates, Owed)> = None;
        for history in &histories {
            let own = background(history);
            let setting = Setting { history, reach, background: &own };
            // Where nothing is open, every world is the same.
            let known = before.take().filter(|(known, ..)| *known == history);
            let found = known.map(|(_, rates, owed)| (rates, owed));
            let Some((rates, owed)) = found.or_else(|| fitted(setting, grid).ok()) else {
                continue;
            };
            if of_wave.is_empty() {
                fit_told = of_waits(residuals(setting, &rates).pooled());
            }
            let most = history.occurrences().len().saturating_mul(RUNAWAY);
            let drawn = simulate(&rates, reach, &own, end_days, most, &mut random.split());
            let again = drawn.ok().and_then(|drawn| {
                let own = background(&drawn);
                let setting = Setting { history: &drawn, reach, background: &own };
                Some(fitted(setting, grid).ok()?.1)
            });
            of_wave.push(World { owed: owed.clone(), again });
            before = Some((history, rates, owed));
        }
        if of_wave.is_empty() {
            return Err(NoChains::NotReached);
        }
        worlds.push(of_wave);
    }
    Ok(Found { fit: fit_told, worlds })
}

/// One world: each event that is known to the hour gets one author by lot.
fn draw(asked: Asked<'_>, end_days: f64, random: &mut Random) -> Option<History> {
    let occurrences = asked.events.iter().filter_map(|(told, at_days)| {
        let party = draw_party(&told.parties, random.uniform());
        let cell = asked.grid.cell(party, told.zone);
        Some(Occurrence { at_days: (*at_days)?.min(end_days), cell, weight: 1.0 })
    });
    History::new(asked.grid.cells(), end_days, occurrences.collect()).ok()
}

fn fitted(setting: Setting<'_>, grid: &Grid) -> Result<(Rates, Owed), NoFit> {
    let fitted = fit_shrunken(setting, SHAPE, &OneByOne)?;
    let shares = shares(setting, grid, &fitted.rates, setting.history.end_days());
    let parts = grid.parties.saturating_add(1);
    let owed = shares.into_iter().map(|runs| match runs.into_iter().next() {
        Some(Shares::Sums { occurrences, background, following }) => {
            (real(occurrences), [background].into_iter().chain(following).collect())
        }
        // Of so few nothing is said, and they are in no sum.
        _ => (0.0, vec![0.0; parts]),
    });
    Ok((fitted.rates, owed.collect()))
}
