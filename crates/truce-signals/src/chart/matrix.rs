//! Who follows whom: a line for each area, a column for each ordered pair, grey wherever the two tests do not agree.

use truce_core::id::ActorId;

use super::keys::{Sample, keys_of, numbered};
use super::speech::{Arg, Saying};
use super::{Anchor, Chart, Fill, Mark, Room, WIDTH, bar, text, text_in};
use crate::follows::rule::{Direction, Following, FollowingCaveat};
use crate::told::FollowingTold;

/// Where the names of areas end.
const NAMES: f64 = 140.0;
/// The room that an area's name has.
const NAME: Room = Room { length: NAMES - 12.0, lines: 2 };
/// A column as long as this has names above it; a shorter one has a number, and the names stand below.
const NAMED_FROM: f64 = 150.0;
/// Where the first line begins, below the names of columns.
const TOP: f64 = 44.0;
const LINE: f64 = 30.0;
const CELL: f64 = 24.0;

/// Draws it; where there is no pair or no area, nothing is drawn and the sentence says why.
#[must_use]
pub fn matrix(told: &FollowingTold) -> Chart {
    let columns = columns(told);
    let (marks, height) = if columns.is_empty() || told.areas.is_empty() {
        (Vec::new(), 0.0)
    } else {
        drawn(told, &columns)
    };
    Chart {
        name: "matrix".to_owned(),
        title: Saying::plain("chart-matrix-title"),
        sentences: sentences(told),
        caveats: caveats(told),
        height,
        marks,
    }
}

fn drawn(told: &FollowingTold, columns: &[(usize, usize)]) -> (Vec<Mark>, f64) {
    let mut marks = Vec::new();
    let width = (WIDTH - 8.0 - NAMES) / real(columns.len());
    let mut y = TOP;
    for (zone, area) in told.areas.iter().enumerate() {
        let says = Saying::of("chart-area", [("area", Arg::Area(Some(area.clone())))]);
        marks.push(text_in(NAME, (NAMES - 8.0, y + 16.0), Anchor::End, says));
        for (place, (first, then)) in columns.iter().enumerate() {
            let of_cell =
                |pair: &&Following| pair.zone == zone && pair.first == *first && pair.then == *then;
            let direction = told.pairs.iter().find(of_cell).map(|pair| pair.direction);
            let x = NAMES + width * real(place) + 3.0;
            marks.extend(cell(direction, (x, y), width - 6.0));
        }
        y += LINE;
    }
    let (key, end) = keys_of(
        &marks,
        y + 8.0,
        &[
            (Sample::Fill(Fill::Solid), "chart-key-followed"),
            (Sample::Fill(Fill::Faint), "chart-key-undirected"),
            (Sample::Fill(Fill::Hatched), "chart-key-untested"),
        ],
    );
    marks.extend(key);
    let (heads, height) = heads(told, columns, width, end);
    marks.extend(heads);
    (marks, height)
}

/// What stands above the columns; and below the key, whose end is given, what their numbers stand for.
fn heads(
    told: &FollowingTold,
    columns: &[(usize, usize)],
    width: f64,
    end: f64,
) -> (Vec<Mark>, f64) {
    let said = |id, actor| Saying::of(id, [("actor", actor_of(told, actor))]);
    let mut marks = Vec::new();
    let mut below = Vec::new();
    for ((first, then), number) in columns.iter().zip(1_u32..) {
        let x = NAMES + width * (f64::from(number) - 0.5);
        let (then, first) = (said("chart-column-then", *then), said("chart-column-first", *first));
        if width < NAMED_FROM {
            let of = Saying::of("chart-number", [("n", Arg::Number(number.into()))]);
            marks.push(text((x, 30.0), Anchor::Middle, of));
            let args = [("then", Arg::Said(then)), ("first", Arg::Said(first))];
            below.push((number.into(), Saying::of("chart-column", args)));
        } else {
            let room = Room { length: width - 6.0, lines: 1 };
            marks.push(text_in(room, (x, 14.0), Anchor::Middle, then));
            marks.push(text_in(room, (x, 30.0), Anchor::Middle, first));
        }
    }
    let (rows, height) = numbered(end, below);
    marks.extend(rows);
    (marks, height)
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
        let room = Room { length: width - 4.0, lines: 1 };
        marks.push(text_in(room, (x + width / 2.0, y + 16.0), Anchor::Middle, says));
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
