//! Panels drawn from the model, day by day.

use super::fit::{DailyFit, explained};
use super::memory::Memories;
use super::panel::{NotAPanel, Panel};
use crate::counts::daily::DailyCounts;
use crate::counts::random::Random;
use crate::hawkes::reach::Reach;

/// Draws a panel that is watched as another one was, on the same background, beginning with nothing remembered.
///
/// The half-lives are those of the fit, in days. No day's mean is taken above
/// `mean_max`: a process that does not die down is held there.
///
/// # Errors
/// [`NotAPanel`]; never for the panel that was fitted.
pub fn simulate(
    like: &Panel,
    reach: &Reach,
    half_lives_days: &[f64],
    fit: &DailyFit,
    mean_max: f64,
    random: &mut Random,
) -> Result<Panel, NotAPanel> {
    let cells = like.grid().cells();
    let mut now = Memories::none(cells, half_lives_days);
    let mut drawn: Vec<Vec<Option<u32>>> = vec![Vec::with_capacity(like.days()); cells];
    for day in 0..like.days() {
        for ((cell, numbers), drawn) in fit.cells.iter().enumerate().zip(&mut drawn) {
            let watched = like.counts(cell).get(day).is_some_and(Option::is_some);
            let effort = like.effort(cell).get(day).copied().unwrap_or(1.0);
            let level = numbers.levels.get(day).copied().unwrap_or(1.0);
            let weights = [numbers.base].into_iter().chain(numbers.pulls.iter().flatten().copied());
            let parts = explained(reach, cell, &now, level, effort).zip(weights);
            let mean: f64 = parts.map(|(part, weight)| part * weight).sum();
            let count = random.negative_binomial(mean.min(mean_max), numbers.size);
            drawn.push(watched.then_some(count));
        }
        now.end_of_day(drawn.iter().map(|days| days.last().copied().flatten()));
    }
    let first = like.first();
    let series = drawn.into_iter().map(|counts| DailyCounts { first, counts });
    Panel::new(like.grid().clone(), series.collect())
}
