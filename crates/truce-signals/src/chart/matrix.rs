//! Who follows whom: a line for each area, a column for each ordered pair, grey wherever the two tests do not agree.

use truce_core::id::ActorId;

use super::keys::{ROW, Sample, keys};
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, WIDTH, bar, text};
use crate::follows::rule::{Direction, Following, FollowingCaveat};
use crate::told::FollowingTold;

/// Where the names of areas end.
const NAMES: f64 = 132.0;
/// Where the first line begins, below the names of columns.
const TOP: f64 = 44.0;
const LINE: f64 = 30.0;
const CELL: f64 = 24.0;

/// Draws it.
#[must_use]
pub fn matrix(told: &FollowingTold) -> Chart {
    let columns = columns(told);
    let mut marks = Vec::new();
    let width = (WIDTH - 8.0 - NAMES) / real(columns.len().max(1));
    for (place, (first, then)) in columns.iter().enumerate() {
        let x = NAMES + width * (real(place) + 0.5);
        let heads = [(14.0, "chart-column-then", then), (30.0, "chart-column-first", first)];
        for (y, id, actor) in heads {
            let says = Saying::of(id, [("actor", actor_of(told, *actor))]);
            marks.push(text((x, y), Anchor::Middle, says));
        }
    }
    let mut y = TOP;
    for (zone, area) in told.areas.iter().enumerate() {
        let says = Saying::of("chart-area", [("area", Arg::Area(Some(area.clone())))]);
        marks.push(text((NAMES - 8.0, y + 16.0), Anchor::End, says));
        for (place, (first, then)) in columns.iter().enumerate() {
            let of_cell =
                |pair: &&Following| pair.zone == zone && pair.first == *first && pair.then == *then;
            let direction = told.pairs.iter().find(of_cell).map(|pair| pair.direction);
            let x = NAMES + width * real(place) + 3.0;
            marks.extend(cell(direction, (x, y), width - 6.0));
        }
        y += LINE;
    }
    let (key, height) = keys(
        y + 8.0,
        &[
            (Sample::Fill(Fill::Solid), "chart-key-followed"),
            (Sample::Fill(Fill::Faint), "chart-key-undirected"),
            (Sample::Fill(Fill::Hatched), "chart-key-untested"),
        ],
    );
    marks.extend(key);
    Chart {
        name: "matrix".to_owned(),
        title: Saying::plain("chart-matrix-title"),
        sentences: sentences(told),
        caveats: caveats(told),
        height: height.max(TOP + ROW),
        marks,
    }
}

/// Every ordered pair of parties.
fn columns(told: &FollowingTold) -> Vec<(usize, usize)> {
    let parties = told.parties.len();
    let pairs = (0..parties).flat_map(|first| (0..parties).map(move |then| (first, then)));
    pairs.filter(|(first, then)| first != then).collect()
}

fn real(number: usize) -> f64 {
    crate::counts::real(number)
}

fn actor_of(told: &FollowingTold, place: usize) -> Arg {
    let actor: Option<&ActorId> = told.parties.get(place);
    actor.map_or(Arg::Number(0), |actor| Arg::Actor(actor.clone()))
}

fn cell(direction: Option<Direction>, (x, y): (f64, f64), width: f64) -> Vec<Mark> {
    let fill = match direction {
        Some(Direction::Followed { .. }) => Fill::Solid,
        Some(Direction::NotEstablished { .. }) => Fill::Faint,
        Some(Direction::CannotBeTold { .. }) | None => Fill::Hatched,
    };
    let mut marks = vec![bar((x, y), (width, CELL), fill)];
    if let Some(Direction::NotEstablished { detectable: Some(detectable) }) = direction {
        let says = Saying::of("chart-cell-detectable", [("n", Arg::decimal(detectable, 1))]);
        marks.push(text((x + width / 2.0, y + 16.0), Anchor::Middle, says));
    }
    marks
}

fn caveats(told: &FollowingTold) -> Vec<Saying> {
    let drawn = told.pairs.iter().any(|pair| pair.caveats.contains(&FollowingCaveat::AuthorsDrawn));
    let drawn = drawn.then(|| Saying::plain("chart-caveat-drawn"));
    [Saying::plain("chart-caveat-follows")].into_iter().chain(drawn).collect()
}

fn sentences(told: &FollowingTold) -> Vec<Saying> {
    let tested = |pair: &&Following| !matches!(pair.direction, Direction::CannotBeTold { .. });
    if told.pairs.iter().filter(tested).count() == 0 {
        return vec![Saying::plain("chart-matrix-untested")];
    }
    let followed = told.pairs.iter().filter_map(|pair| {
        let Direction::Followed { chance } = pair.direction else { return None };
        let area = told.areas.get(pair.zone).cloned();
        Some(Saying::of(
            "chart-followed",
            [
                ("area", Arg::Area(area)),
                ("first", actor_of(told, pair.first)),
                ("then", actor_of(told, pair.then)),
                // Rounded up, so that it is never told as none.
                ("chance", Arg::decimal((chance * 100.0).ceil() / 100.0, 2)),
            ],
        ))
    });
    let followed: Vec<Saying> = followed.collect();
    if followed.is_empty() { vec![Saying::plain("chart-matrix-none")] } else { followed }
}
