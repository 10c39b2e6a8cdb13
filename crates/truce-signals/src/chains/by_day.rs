//! By counts of days.

use super::{
    Asked, ChainFit, Found, LIVES_DAYS, NoChains, Owed, SHAPE, WAVES, WORLDS, World, of_places,
};
use crate::counts::random::Random;
use crate::counts::real;
use crate::daily::fit::{DailyFit, Moving, NoDailyFit, Recipe, fit};
use crate::daily::goodness::places;
use crate::daily::panel::Panel;
use crate::daily::shares::shares;
use crate::daily::simulate::simulate;
use crate::hawkes::reach::Reach;

/// No day of a drawn world has a mean above so many times the highest count.
const RUNAWAY: f64 = 10.0;

/// A panel with its fit.
struct Fitted {
    panel: Panel,
    fit: DailyFit,
    owed: Owed,
}

pub(super) fn found(
    asked: Asked<'_>,
    reach: &Reach,
    random: &mut Random,
) -> Result<Found, NoChains> {
    let panels: Vec<Panel> = (0..WORLDS).filter_map(|_| asked.panel(random)).collect();
    let mut worlds = Vec::with_capacity(WAVES.len());
    let mut fit_told = ChainFit::CannotBeTold;
    for wave in WAVES {
        let moving = wave.map_or(Moving::No, |days| Moving::WithKnots { days });
        let mut of_wave = Vec::with_capacity(WORLDS);
        let mut before: Option<Fitted> = None;
        for panel in &panels {
            // Where nothing is open, every world is the same.
            let known = before.take().filter(|known| known.panel == *panel);
            let fitted = known.or_else(|| Fitted::of(panel.clone(), reach, moving).ok());
            let Some(fitted) = fitted else { continue };
            if of_wave.is_empty() {
                fit_told = fitted.goodness(&mut random.split());
            }
            let again = fitted.again(reach, moving, &mut random.split());
            of_wave.push(World { owed: fitted.owed.clone(), again });
            before = Some(fitted);
        }
        if of_wave.is_empty() {
            return Err(NoChains::NotReached);
        }
        worlds.push(of_wave);
    }
    Ok(Found { fit: fit_told, worlds })
}

impl Fitted {
    fn of(panel: Panel, reach: &Reach, moving: Moving) -> Result<Self, NoDailyFit> {
        let recipe = Recipe { reach, half_lives_days: &LIVES_DAYS, moving, shape: SHAPE };
        let fit = fit(&panel, recipe)?;
        let owed = shares(&panel, reach, &LIVES_DAYS, &fit).into_iter().map(|of| {
            let parts = [of.background].into_iter().chain(of.following).collect();
            (real(usize::try_from(of.events).unwrap_or(usize::MAX)), parts)
        });
        let owed = owed.collect();
        Ok(Self { panel, fit, owed })
    }

    fn goodness(&self, random: &mut Random) -> ChainFit {
        let places = places(&self.panel, &self.fit, random);
        of_places(&places.into_iter().flatten().collect::<Vec<f64>>())
    }

    /// What a world drawn from the fit says when it is fitted.
    fn again(&self, reach: &Reach, moving: Moving, random: &mut Random) -> Option<Owed> {
        let counts = (0..self.fit.cells.len()).flat_map(|cell| self.panel.counts(cell));
        let most = f64::from(counts.flatten().copied().max().unwrap_or(1).max(1));
        let mean_max = RUNAWAY * most;
        let drawn = simulate(&self.panel, reach, &LIVES_DAYS, &self.fit, mean_max, random);
        Some(Self::of(drawn.ok()?, reach, moving).ok()?.owed)
    }
}
