//! The funnel: each area's rate by how much it was watched, with what chance allows around the common rate. No ranks.

use truce_core::id::AreaId;

use super::edges::{Edge, edges};
use super::keys::{Sample, keys_of, levels, numbered};
use super::labels::{Part, Sheet};
use super::scale::{Scale, round_end};
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, Point, Room, Sign, Stroke, WIDTH, text, text_in};
use crate::fair::{FairRate, Funnel, Stands};
use crate::told::{CellTold, RatesTold};

/// The room of a name beside its sign, and the length of a number.
const NAME: Room = Room { length: 130.0, lines: 1 };
const NUMBER: f64 = 18.0;
/// Signs as near as this have one name together, along the sheet and up.
const ON_ONE_ANOTHER: (f64, f64) = (26.0, 12.0);
const ENDS: (f64, f64) = (44.0, WIDTH - 16.0);
const TOP: f64 = 14.0;
const FOOT: f64 = 194.0;
/// Rates are told for so many days.
pub const OF_DAYS: f64 = 100.0;
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
        Some(limits) => drawn(told, limits, bursts),
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

fn drawn(told: &RatesTold, limits: &Funnel, bursts: f64) -> (Vec<Mark>, f64) {
    let days = limits.limits.last().map_or(1.0, |(days, _)| *days);
    let along = Scale { numbers: (0.0, days), places: ENDS };
    let most = rated(told).map(|(_, rate)| rate.raw.max(rate.interval.1));
    let most = most.fold(limits.common * 2.0, f64::max) * OF_DAYS;
    let up = Scale { numbers: (0.0, round_end(most)), places: (FOOT, TOP) };
    let at = |(days, rate): (f64, f64)| -> Point { (along.at(days), up.at(rate * OF_DAYS)) };
    let edge = |edge: Edge| -> Vec<Point> { edge.into_iter().map(at).collect() };
    let [inner, outer] = edges(limits, bursts);
    let outer = [edge(risen(outer.0)), edge(on_sheet(outer.1, up.numbers.1 / OF_DAYS))];
    let inner = [edge(inner.0), edge(inner.1)];
    let common = vec![at((0.0, limits.common)), at((days, limits.common))];
    let groups = groups(told, limits, at);

    let mut marks = levels(&up, ENDS);
    let mut sheet = Sheet {
        bounds: Part { along: ENDS, down: (TOP - 8.0, FOOT) },
        taken: groups.iter().flat_map(|of| &of.points).map(|at| Part::of_sign(*at)).collect(),
        lines: outer.iter().chain([&common]).flat_map(|points| Part::of_lines(points)).collect(),
    };
    let [low, high] = inner;
    let corners = high.into_iter().chain(low.into_iter().rev()).collect();
    marks.push(Mark::Surface { corners, fill: Fill::Faint });
    let drawn = outer.into_iter().filter(|points| points.len() > 1);
    marks.extend(drawn.map(|points| Mark::Line { points, stroke: Stroke::Dashed }));
    marks.push(Mark::Line { points: common, stroke: Stroke::Plain });
    marks.extend(groups.iter().flat_map(Group::signs));
    let (names, below) = names(&groups, &mut sheet);
    for number in [0.0, (days / 2.0).floor(), days] {
        let says = Saying::of("chart-number", [("n", Arg::decimal(number, 0))]);
        marks.push(text((along.at(number), FOOT + 16.0), Anchor::Middle, says));
    }
    marks.push(text((ENDS.1, FOOT + 32.0), Anchor::End, Saying::plain("chart-funnel-days")));
    let (key, end) = keys_of(
        &marks,
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
    let (rows, height) = numbered(end, below);
    marks.extend(names.into_iter().chain(key).chain(rows));
    (marks, height)
}

/// A lower edge from where it leaves nothing: below nothing no rate can lie.
fn risen(edge: Edge) -> Edge {
    let still = edge.iter().take_while(|(_, rate)| *rate <= 0.0).count();
    if still == edge.len() {
        Edge::new()
    } else {
        edge.into_iter().skip(still.saturating_sub(1)).collect()
    }
}

/// An upper edge from where it is on the sheet.
fn on_sheet(edge: Edge, most: f64) -> Edge {
    edge.into_iter().skip_while(|(_, rate)| *rate > most).collect()
}

/// Areas whose signs are the same and lie on or near that of the first.
struct Group {
    sign: Sign,
    areas: Vec<AreaId>,
    points: Vec<Point>,
}

impl Group {
    fn has_room_for(&self, sign: Sign, at: Point) -> bool {
        let (along, up) = ON_ONE_ANOTHER;
        let is_near = |of: &Point| (of.0 - at.0).abs() < along && (of.1 - at.1).abs() < up;
        self.sign == sign && self.points.first().is_some_and(is_near)
    }

    fn signs(&self) -> impl Iterator<Item = Mark> {
        self.points.iter().map(|at| Mark::Figure { at: *at, sign: self.sign })
    }
}

/// All areas that have a rate.
fn groups(told: &RatesTold, limits: &Funnel, at: impl Fn((f64, f64)) -> Point) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (cell, rate) in rated(told) {
        let sign = match rate.stands {
            Stands::Within => Sign::Ring,
            _ if rate.raw > limits.common => Sign::Up,
            Stands::OutsideInner | Stands::OutsideOuter => Sign::Down,
        };
        let (at, area) = (at((f64::from(cell.days), rate.raw)), cell.area.clone());
        match groups.iter_mut().find(|of| of.has_room_for(sign, at)) {
            Some(group) => {
                group.areas.push(area);
                group.points.push(at);
            }
            None => groups.push(Group { sign, areas: vec![area], points: vec![at] }),
        }
    }
    groups
}

/// The names of areas outside what chance allows, beside their signs: an area's name where there is room, else a number, and
/// for the rows below what it stands for. Areas within are not named here.
fn names(groups: &[Group], sheet: &mut Sheet) -> (Vec<Mark>, Vec<(u64, Saying)>) {
    let mut marks = Vec::new();
    let mut below = Vec::new();
    for group in groups.iter().filter(|group| group.sign != Sign::Ring) {
        let Some(at) = group.points.first().copied() else { continue };
        let says = Saying::of("chart-area", [("area", Arg::Areas(group.areas.clone()))]);
        let alone = group.areas.len() == 1;
        if let Some((foot, anchor)) = alone.then(|| sheet.beside(at, NAME.length)).flatten() {
            marks.push(text_in(NAME, foot, anchor, says));
            continue;
        }
        let number = below.len().saturating_add(1);
        let (foot, anchor) = sheet.over_lines(at, NUMBER);
        let of = Saying::of("chart-number", [("n", Arg::of(number))]);
        marks.push(text(foot, anchor, of));
        below.push((u64::try_from(number).unwrap_or(u64::MAX), says));
    }
    (marks, below)
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
