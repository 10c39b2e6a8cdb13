//! The funnel: each area's rate by how much it was watched, with what chance allows around the common rate. No ranks.

use truce_core::id::AreaId;

use super::keys::{Sample, keys, levels};
use super::scale::{Scale, round_end};
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, Point, Sign, Stroke, WIDTH, line, text};
use crate::fair::{FairRate, Funnel, Stands};
use crate::told::{CellTold, RatesTold};

/// A name takes so much room beside its sign, along the sheet and up.
const NAME_ROOM: (f64, f64) = (150.0, 14.0);
const ENDS: (f64, f64) = (44.0, WIDTH - 16.0);
const TOP: f64 = 14.0;
const FOOT: f64 = 194.0;
/// Rates are told for so many days.
pub(super) const OF_DAYS: f64 = 100.0;
/// Bursts below this widen the limits hardly.
const BURSTS_TOLD: f64 = 1.05;

/// Draws it; the number tells it from others on a page.
#[must_use]
pub fn funnel(told: &RatesTold, bursts: f64, number: usize) -> Chart {
    let title = match &told.party {
        None => Saying::plain("chart-funnel-title"),
        Some(party) => {
            Saying::of("chart-funnel-title-party", [("party", Arg::Actor(party.clone()))])
        }
    };
    let (marks, height) = match &told.funnel {
        None => (Vec::new(), 0.0),
        Some(limits) => drawn(told, limits),
    };
    let party = told.party.as_ref().map(|_| Saying::plain("chart-caveat-funnel-party"));
    let wide = (told.funnel.is_some() && bursts >= BURSTS_TOLD)
        .then(|| Saying::of("chart-funnel-bursts", [("n", Arg::decimal(bursts, 1))]));
    let caveat = Saying::plain("chart-caveat-funnel");
    Chart {
        name: format!("funnel-{number}"),
        title,
        sentences: sentences(told),
        caveats: [Some(caveat), party, wide].into_iter().flatten().collect(),
        height,
        marks,
    }
}

/// The areas that have a rate.
fn rated(told: &RatesTold) -> impl Iterator<Item = (&CellTold, &FairRate)> {
    told.cells.iter().filter_map(|cell| Some((cell, cell.rate.as_ref()?)))
}

fn drawn(told: &RatesTold, limits: &Funnel) -> (Vec<Mark>, f64) {
    let days = limits.limits.last().map_or(1.0, |(days, _)| *days);
    let along = Scale { numbers: (0.0, days), places: ENDS };
    let most = rated(told).map(|(_, rate)| rate.raw.max(rate.interval.1));
    let most = most.fold(limits.common * 2.0, f64::max) * OF_DAYS;
    let up = Scale { numbers: (0.0, round_end(most)), places: (FOOT, TOP) };
    let mut marks = levels(&up, ENDS);
    let height_of = |rate: f64| up.at((rate * OF_DAYS).min(up.numbers.1));
    let edge = |of: fn(&[(f64, f64); 2]) -> f64| -> Vec<Point> {
        let points = limits.limits.iter();
        points.map(|(days, limits)| (along.at(*days), height_of(of(limits)))).collect()
    };
    let low_inner = edge(|[inner, _]| inner.0);
    let high_inner = edge(|[inner, _]| inner.1);
    let corners = high_inner.into_iter().chain(low_inner.into_iter().rev()).collect();
    marks.push(Mark::Surface { corners, fill: Fill::Faint });
    for points in [edge(|[_, outer]| outer.0), edge(|[_, outer]| outer.1)] {
        marks.push(Mark::Line { points, stroke: Stroke::Dashed });
    }
    let common = height_of(limits.common);
    marks.push(line((ENDS.0, common), (ENDS.1, common), Stroke::Plain));
    let mut named: Vec<Point> = Vec::new();
    for (cell, rate) in rated(told) {
        let at = (along.at(f64::from(cell.days)), height_of(rate.raw));
        marks.extend(point(cell, rate, limits.common, at, &mut named));
    }
    for number in [0.0, (days / 2.0).floor(), days] {
        let says = Saying::of("chart-number", [("n", Arg::decimal(number, 0))]);
        marks.push(text((along.at(number), FOOT + 16.0), Anchor::Middle, says));
    }
    marks.push(text((ENDS.1, FOOT + 32.0), Anchor::End, Saying::plain("chart-funnel-days")));
    let (key, height) = keys(
        FOOT + 44.0,
        &[
            (Sample::Fill(Fill::Faint), "chart-key-funnel-inner"),
            (Sample::Stroke(Stroke::Dashed), "chart-key-funnel-outer"),
            (Sample::Sign(Sign::Ring), "chart-key-funnel-within"),
            (Sample::Sign(Sign::Up), "chart-key-funnel-above"),
            (Sample::Sign(Sign::Down), "chart-key-funnel-below"),
            (Sample::Stroke(Stroke::Plain), "chart-key-funnel-common"),
        ],
    );
    marks.extend(key);
    (marks, height)
}

/// An area: named only where it lies outside what chance allows, and no other name stands there; all are in the sentences.
fn point(
    cell: &CellTold,
    rate: &FairRate,
    common: f64,
    at: Point,
    named: &mut Vec<Point>,
) -> Vec<Mark> {
    if rate.stands == Stands::Within {
        return vec![Mark::Figure { at, sign: Sign::Ring }];
    }
    let sign = if rate.raw > common { Sign::Up } else { Sign::Down };
    let is_taken = |known: &Point| {
        (known.0 - at.0).abs() < NAME_ROOM.0 && (known.1 - at.1).abs() < NAME_ROOM.1
    };
    if named.iter().any(is_taken) {
        return vec![Mark::Figure { at, sign }];
    }
    named.push(at);
    let says = Saying::of("chart-area", [("area", Arg::Area(Some(cell.area.clone())))]);
    let (anchor, x) =
        if at.0 > WIDTH / 2.0 { (Anchor::End, at.0 - 10.0) } else { (Anchor::Start, at.0 + 10.0) };
    vec![Mark::Figure { at, sign }, text((x, at.1 + 4.0), anchor, says)]
}

fn sentences(told: &RatesTold) -> Vec<Saying> {
    let Some(limits) = &told.funnel else { return vec![Saying::plain("chart-funnel-none")] };
    let areas = |wanted: Stands, above: bool| {
        let areas = rated(told).filter(|(_, rate)| rate.stands == wanted);
        let areas = areas.filter(|(_, rate)| (rate.raw > limits.common) == above);
        let areas: Vec<AreaId> = areas.map(|(cell, _)| cell.area.clone()).collect();
        (!areas.is_empty()).then_some(areas)
    };
    let common = ("common", Arg::decimal(limits.common * OF_DAYS, 1));
    let outside = |id, stands, above| {
        areas(stands, above)
            .map(|areas| Saying::of(id, [("areas", Arg::Areas(areas)), common.clone()]))
    };
    let found = [
        outside("chart-funnel-above", Stands::OutsideOuter, true),
        outside("chart-funnel-above-inner", Stands::OutsideInner, true),
        outside("chart-funnel-below", Stands::OutsideOuter, false),
        outside("chart-funnel-below-inner", Stands::OutsideInner, false),
    ];
    let mut all: Vec<Saying> = found.into_iter().flatten().collect();
    if all.is_empty() {
        all.push(Saying::of("chart-funnel-within", [common]));
    }
    all
}
