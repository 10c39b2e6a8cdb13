//! How much is background and how much follows: a bar for each party.

use super::keys::{Sample, keys};
use super::scale::Scale;
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, Stroke, WIDTH, bar, line, text};
use crate::chains::{ChainFit, ChainModel, NoChains, Share};
use crate::told::{ChainsTold, PartyChains};

/// Where the words beside a bar end.
const NAMES: f64 = 190.0;
const ENDS: (f64, f64) = (NAMES, WIDTH - 36.0);
const ROW: f64 = 40.0;
const THICK: f64 = 20.0;

/// Draws it.
#[must_use]
pub fn chains(told: Result<&ChainsTold, &NoChains>) -> Chart {
    let mut chart = Chart {
        name: "chains".to_owned(),
        title: Saying::plain("chart-chains-title"),
        sentences: Vec::new(),
        caveats: Vec::new(),
        height: 0.0,
        marks: Vec::new(),
    };
    match told {
        Err(why) => chart.sentences.push(refused(*why)),
        Ok(told) => {
            chart.sentences.push(fit(told.fit));
            if told.fit.holds() {
                chart.sentences.extend(told.parties.iter().flat_map(|of| sentences(told, of)));
                (chart.marks, chart.height) = bars(told);
            }
            chart.caveats.push(model(told));
            chart.caveats.push(Saying::plain("chart-caveat-chains"));
        }
    }
    chart
}

fn refused(why: NoChains) -> Saying {
    match why {
        NoChains::TooFew { events, days } => {
            Saying::of("chart-chains-few", [("n", Arg::of(events)), ("days", Arg::of(days))])
        }
        NoChains::NotReached => Saying::plain("chart-chains-not-reached"),
    }
}

fn model(told: &ChainsTold) -> Saying {
    match told.model {
        ChainModel::ByDay => Saying::plain("chart-chains-by-day"),
        ChainModel::ByHour => {
            Saying::of("chart-chains-by-hour", [("n", Arg::of(told.without_hour))])
        }
    }
}

/// Whether the model describes what was counted.
fn fit(fit: ChainFit) -> Saying {
    let name = |fits, not| if fit.holds() { fits } else { not };
    match fit {
        ChainFit::CannotBeTold => Saying::plain("chart-chains-fit-untold"),
        ChainFit::Places { counts, deviation, allowed } => Saying::of(
            name("chart-chains-fits-days", "chart-chains-not-days"),
            [
                ("n", Arg::of(counts)),
                ("off", Arg::decimal(deviation * 100.0, 1)),
                ("allowed", Arg::decimal(allowed * 100.0, 1)),
            ],
        ),
        ChainFit::Waits { waits, distance, chance } => Saying::of(
            name("chart-chains-fits-hours", "chart-chains-not-hours"),
            [
                ("n", Arg::of(waits)),
                ("off", Arg::decimal(distance, 2)),
                ("chance", Arg::decimal(chance, 2)),
            ],
        ),
    }
}

fn percent(number: f64) -> Arg {
    Arg::decimal(number * 100.0, 0)
}

/// Two numbers, or the one that both are when rounded.
fn between(low: Arg, high: Arg) -> Arg {
    if low == high {
        low
    } else {
        Arg::Said(Saying::of("between-numbers", [("low", low), ("high", high)]))
    }
}

fn sentences(told: &ChainsTold, of: &PartyChains) -> Vec<Saying> {
    let party = || ("party", Arg::Actor(of.party.clone()));
    let share = |share: Share| {
        [
            ("share", between(percent(share.between.0), percent(share.between.1))),
            ("low", percent(share.interval.0)),
            ("high", percent(share.interval.1)),
        ]
    };
    let mut background = vec![party(), ("n", Arg::decimal(of.incidents, 0))];
    background.extend(share(of.background));
    background.push(("constant", percent(of.background_if_constant)));
    let mut sayings = vec![Saying { id: "chart-chains-background", args: background }];
    for (other, following) in told.order.iter().zip(&of.following) {
        let mut args = vec![party(), ("other", Arg::Actor(other.clone()))];
        args.extend(share(*following));
        let own = *other == of.party;
        let id = if own { "chart-chains-own" } else { "chart-chains-other" };
        sayings.push(Saying { id, args });
    }
    sayings
}

fn bars(told: &ChainsTold) -> (Vec<Mark>, f64) {
    let scale = Scale { numbers: (0.0, 1.0), places: ENDS };
    let mut marks = Vec::new();
    let mut y = 8.0;
    for of in &told.parties {
        let says = Saying::of("chart-chains-name", [("party", Arg::Actor(of.party.clone()))]);
        marks.push(text((NAMES - 8.0, y + 14.0), Anchor::End, says));
        let (least, most) = of.background.between;
        for (from, upto, fill) in
            [(0.0, least, Fill::Faint), (least, most, Fill::Dotted), (most, 1.0, Fill::Soft)]
        {
            let (x, end) = (scale.at(from), scale.at(upto));
            marks.push(bar((x, y), (end - x, THICK), fill));
            marks.push(line((end, y), (end, y + THICK), Stroke::Plain));
        }
        // How far the end of the background may lie off, and where it would lie if it never moved.
        let foot = y + THICK + 5.0;
        let (low, high) = of.background.interval;
        marks.push(line((scale.at(low), foot), (scale.at(high), foot), Stroke::Thick));
        let constant = scale.at(of.background_if_constant.clamp(0.0, 1.0));
        marks.push(line((constant, y - 4.0), (constant, y + THICK + 9.0), Stroke::Dashed));
        y += ROW;
    }
    for number in [0.0, 0.5, 1.0] {
        let says = Saying::of("chart-chains-percent", [("n", percent(number))]);
        marks.push(text((scale.at(number), y + 10.0), Anchor::Middle, says));
    }
    let (key, height) = keys(
        y + 26.0,
        &[
            (Sample::Fill(Fill::Faint), "chart-key-background"),
            (Sample::Fill(Fill::Dotted), "chart-key-either"),
            (Sample::Fill(Fill::Soft), "chart-key-follows"),
            (Sample::Stroke(Stroke::Thick), "chart-key-background-range"),
            (Sample::Stroke(Stroke::Dashed), "chart-key-if-constant"),
        ],
    );
    marks.extend(key);
    (marks, height)
}
