//! Forecasts of one day on a real series, beside the histories that are to be beaten.
//!
//! ```text
//! cargo run --release -p truce-signals --example forecast_study -- ucdp-ged-ukraine.csv
//! ```
//!
//! Reads an export of the UCDP Georeferenced Event Dataset and counts fatal
//! events by day and zone. The recipe is chosen on the days before 2017 and scored
//! on those of 2017 to 2019, and the other way round; both together are a score of
//! all days. The first 60 days, the fewest that the model asks for, are only
//! learned from. The model is fitted anew every 28 days to what was known by then;
//! nothing later reaches a forecast.

mod events;

use truce_core::time::Day;
use truce_signals::counts::random::Random;
use truce_signals::daily::fit::{FORECAST_DAYS, Moving, Recipe, fit};
use truce_signals::daily::goodness::{Evenness, evenness};
use truce_signals::daily::memory::Memories;
use truce_signals::daily::panel::Panel;
use truce_signals::forecast::Method;
use truce_signals::forecast::distribution::Distribution;
use truce_signals::forecast::history::of_history;
use truce_signals::forecast::scores::{MeanScores, Scores, means, score};
use truce_signals::forecast::shown::{Shown, shown};
use truce_signals::hawkes::reach::{Grid, Reach};

/// Days that are only learned from.
const LEARNED_DAYS: usize = 60;
const REFIT_DAYS: usize = 28;
const METHODS: [Method; 5] =
    [Method::Paths, Method::Recent, Method::LongRun, Method::Fortnight, Method::LastDay];

fn main() {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("forecast_study EVENTS.csv");
        std::process::exit(2);
    };
    let text = std::fs::read_to_string(path).expect("an export of UCDP GED");
    let (panel, left_out) = events::panel(&text);
    let split = usize::try_from(day(2017, 1, 1).since(panel.first())).expect("after the first");
    println!("{} days from {}, {left_out} events left out", panel.days(), panel.first());

    let halves = [(LEARNED_DAYS, split), (split, panel.days())];
    let mut all = Vec::new();
    for (chosen_on, (from, to)) in [(halves[1], halves[0]), (halves[0], halves[1])] {
        let choice = chosen(&panel, chosen_on);
        println!("\nheld out, {} to {}: {}", at(&panel, from), at(&panel, to - 1), choice.name);
        let scored = run(&panel, &choice, from, to);
        report(&scored);
        all.extend(scored);
    }
    println!("\nboth, each by what was chosen on the other:");
    report(&all);
}

/// The recipe with the least mean CRPS on some days.
fn chosen(panel: &Panel, (from, to): (usize, usize)) -> Choice {
    println!("\nchosen on {} to {} (mean CRPS):", at(panel, from), at(panel, to - 1));
    let mut best: Option<(f64, Choice)> = None;
    for choice in choices(panel.grid()) {
        let crps = mean_of(&run(panel, &choice, from, to), Method::Paths).crps;
        println!("  {:<44} {crps:.4}", choice.name);
        if best.as_ref().is_none_or(|(least, _)| crps < *least) {
            best = Some((crps, choice));
        }
    }
    best.expect("a choice").1
}

fn at(panel: &Panel, place: usize) -> Day {
    panel.first().plus(i32::try_from(place).expect("days"))
}

fn day(year: i16, month: i8, day: i8) -> Day {
    Day::new(year, month, day).expect("a day")
}

/// One recipe.
struct Choice {
    name: String,
    reach: Reach,
    half_lives_days: Vec<f64>,
    shape: f64,
}

fn choices(grid: &Grid) -> Vec<Choice> {
    let alone = Grid { borders: vec![], ..grid.clone() };
    let mut choices = Vec::new();
    for (lives, half_lives_days) in [
        ("1, 5, 20, 90 days", FORECAST_DAYS.to_vec()),
        ("20, 90, 365 days", vec![20.0, 90.0, 365.0]),
    ] {
        for (zones, grid) in [("own zone", &alone), ("all zones", grid)] {
            for shape in [3.0, 10.0, 30.0] {
                choices.push(Choice {
                    name: format!("{lives}; {zones}; shape {shape}"),
                    reach: Reach::of_zones(grid),
                    half_lives_days: half_lives_days.clone(),
                    shape,
                });
            }
        }
    }
    choices
}

/// The scores of every method for each zone and day.
struct Scored {
    zone: usize,
    by_method: Vec<Scores>,
    /// Around the mean of the days before and after, which nobody can know beforehand: about what there is to be known.
    in_hindsight: Scores,
}

fn run(panel: &Panel, choice: &Choice, from: usize, to: usize) -> Vec<Scored> {
    let recipe = Recipe {
        reach: &choice.reach,
        half_lives_days: &choice.half_lives_days,
        moving: Moving::No,
        shape: choice.shape,
    };
    let memories = Memories::through(panel, &choice.half_lives_days);
    let mut random = Random::new(2017);
    let mut all = Vec::new();
    let mut fitted = None;
    for (day, now) in memories.iter().enumerate().take(to).skip(from) {
        if (day - from).is_multiple_of(REFIT_DAYS) {
            fitted = fit(&panel.until(day), recipe).ok();
        }
        // With fewer than 50 events the model foretells nothing.
        let Some(fitted) = fitted.as_ref() else { continue };
        for (zone, numbers) in fitted.cells.iter().enumerate() {
            let Some(came) = panel.counts(zone)[day] else { continue };
            let mean = numbers.next_mean(&choice.reach, zone, now);
            let past = &panel.counts(zone)[..day];
            let lot = random.uniform();
            let by_method = METHODS.map(|method| {
                let distribution = of_history(past, method, numbers.size)
                    .unwrap_or_else(|| Distribution::of_means(&[(mean, numbers.size)]));
                score(&distribution, came, lot)
            });
            let around = mean_around(panel.counts(zone), day);
            let in_hindsight = Distribution::of_means(&[(around, numbers.size)]);
            let in_hindsight = score(&in_hindsight, came, lot);
            all.push(Scored { zone, by_method: by_method.to_vec(), in_hindsight });
        }
    }
    all
}

/// The mean of the 28 days before and after, without the day itself.
fn mean_around(counts: &[Option<u32>], day: usize) -> f64 {
    let from = day.saturating_sub(REFIT_DAYS);
    let near = counts.iter().enumerate().take(day + REFIT_DAYS + 1).skip(from);
    let near = near.filter(|(other, _)| *other != day).filter_map(|(_, count)| *count);
    let (days, sum) =
        near.fold((0.0, 0.5), |(days, sum), count| (days + 1.0, sum + f64::from(count)));
    sum / f64::max(days, 1.0)
}

fn of(scored: &[Scored], method: Method) -> Vec<Scores> {
    let place = METHODS.iter().position(|known| *known == method).expect("a method");
    scored.iter().map(|scored| scored.by_method[place]).collect()
}

fn mean_of(scored: &[Scored], method: Method) -> MeanScores {
    means(&of(scored, method)).expect("scores")
}

fn report(scored: &[Scored]) {
    let model = mean_of(scored, Method::Paths);
    println!("{} forecasts", model.scored);
    println!(
        "{:<12} {:>8} {:>8} {:>9} {:>8} {:>10} {:>12}",
        "method", "CRPS", "log", "interval", "cover", "deviation", "model saves"
    );
    for method in METHODS {
        let own = mean_of(scored, method);
        let places: Vec<f64> = of(scored, method).iter().map(|scores| scores.place).collect();
        let deviation = match evenness(&places) {
            Evenness::Told { deviation, .. } => deviation,
            Evenness::CannotBeTold { .. } => f64::NAN,
        };
        println!(
            "{:<12} {:>8.4} {:>8.4} {:>9.3} {:>8.3} {:>10.3} {:>11.1}%",
            format!("{method:?}"),
            own.crps,
            own.log,
            own.interval,
            own.covered,
            deviation,
            100.0 * (1.0 - model.crps / own.crps),
        );
    }
    let hindsight: Vec<Scores> = scored.iter().map(|scored| scored.in_hindsight).collect();
    let hindsight = means(&hindsight).expect("scores");
    let long_run = mean_of(scored, Method::LongRun).crps;
    println!(
        "in hindsight {:>7.4}, which would save {:.1}% of the long run's",
        hindsight.crps,
        100.0 * (1.0 - hindsight.crps / long_run)
    );
    for zone in 0..=scored.iter().map(|scored| scored.zone).max().unwrap_or(0) {
        rule(scored, zone);
    }
}

/// What the rule shows, day by day, and how that scores.
fn rule(scored: &[Scored], zone: usize) {
    let own = || scored.iter().filter(|scored| scored.zone == zone);
    let pairs: Vec<(Scores, Scores)> =
        own().map(|scored| (scored.by_method[0], scored.by_method[1])).collect();
    let (mut history, mut sum) = (0.0, 0.0);
    for (day, (model, recent)) in pairs.iter().enumerate() {
        let by_model = matches!(shown(&pairs[..day]), Shown::Model { .. });
        history += f64::from(u8::from(!by_model));
        sum += if by_model { model.crps } else { recent.crps };
    }
    let days = f64::from(u32::try_from(pairs.len()).expect("few"));
    let mean = |of: fn(&(Scores, Scores)) -> f64| pairs.iter().map(of).sum::<f64>() / days;
    println!(
        "{:<10} model {:.4}, last 28 days {:.4}, shown {:.4} (history on {:.0}% of days)",
        events::ZONES[zone],
        mean(|pair| pair.0.crps),
        mean(|pair| pair.1.crps),
        sum / days,
        100.0 * history / days,
    );
}
