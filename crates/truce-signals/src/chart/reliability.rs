//! Reliability: how often counts fell in each tenth of what was foretold. A reliable forecast is hit evenly.

use super::keys::{Sample, keys};
use super::scale::Scale;
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, Stroke, WIDTH, bar, line, text};
use crate::counts::real;
use crate::daily::goodness::{Evenness, PLACES_MIN, evenness};
use crate::told::PastDay;

const ENDS: (f64, f64) = (44.0, WIDTH - 8.0);
const TOP: f64 = 12.0;
const FOOT: f64 = 150.0;
/// Standard deviations to either side within which 19 of 20 tenths fall.
const DEVIATIONS: f64 = 1.96;

/// Draws it, from the days that are over.
#[must_use]
pub fn reliability(past: &[PastDay]) -> Chart {
    let places: Vec<f64> = past.iter().map(|day| day.model.place).collect();
    let told = evenness(&places);
    let (marks, height) = match &told {
        Evenness::CannotBeTold { .. } => (Vec::new(), 0.0),
        Evenness::Told { places, tenths, .. } => {
            let (key, height) = keys(
                FOOT + 34.0,
                &[
                    (Sample::Fill(Fill::Soft), "chart-key-tenth"),
                    (Sample::Fill(Fill::Dotted), "chart-key-by-chance"),
                ],
            );
            (drawn(*places, tenths).into_iter().chain(key).collect(), height)
        }
    };
    Chart {
        name: "reliability".to_owned(),
        title: Saying::plain("chart-reliability-title"),
        sentences: vec![sentence(&told)],
        caveats: vec![Saying::plain("chart-caveat-reliability")],
        height,
        marks,
    }
}

/// From where to where a tenth's share may lie by chance.
fn by_chance(places: usize) -> (f64, f64) {
    let reach = DEVIATIONS * (0.1 * 0.9 / real(places.max(1))).sqrt();
    ((0.1 - reach).max(0.0), 0.1 + reach)
}

fn drawn(places: usize, tenths: &[f64; 10]) -> Vec<Mark> {
    let most = tenths.iter().copied().fold(by_chance(places).1, f64::max);
    let scale = Scale { numbers: (0.0, most * 1.15), places: (FOOT, TOP) };
    let width = (ENDS.1 - ENDS.0) / 10.0;
    let mut marks = Vec::new();
    for (share, tenth) in tenths.iter().zip(0_u32..) {
        let x = ENDS.0 + width * f64::from(tenth);
        let y = scale.at(*share);
        marks.push(bar((x + 3.0, y), (width - 6.0, FOOT - y), Fill::Soft));
        let percent = Saying::of("chart-percent", [("n", Arg::decimal(100.0 * share, 0))]);
        marks.push(text((x + width / 2.0, FOOT + 16.0), Anchor::Middle, percent));
    }
    let (low, high) = by_chance(places);
    let (low, high) = (scale.at(low), scale.at(high));
    marks.push(bar((ENDS.0, high), (ENDS.1 - ENDS.0, low - high), Fill::Dotted));
    let even = scale.at(0.1);
    marks.push(line((ENDS.0, even), (ENDS.1, even), Stroke::Plain));
    marks.push(line((ENDS.0, FOOT), (ENDS.1, FOOT), Stroke::Fine));
    marks
}

fn sentence(told: &Evenness) -> Saying {
    match told {
        Evenness::CannotBeTold { places } => Saying::of(
            "chart-reliability-untold",
            [("n", Arg::of(*places)), ("needed", Arg::of(PLACES_MIN))],
        ),
        Evenness::Told { places, tenths, .. } => {
            let (low, high) = by_chance(*places);
            let outside = tenths.iter().filter(|share| **share < low || high < **share).count();
            let args = [("n", Arg::of(*places)), ("outside", Arg::of(outside))];
            // One of ten strays by chance now and then.
            let even = outside <= 1;
            Saying::of(
                if even { "chart-reliability-even" } else { "chart-reliability-uneven" },
                args,
            )
        }
    }
}
