//! The map: areas in grey, registers as figures, incidents as discs as wide as their place is uncertain.

use std::collections::{BTreeMap, BTreeSet};

use truce_core::area::Area;
use truce_core::bulletin::{Bulletin, IncidentPage};
use truce_core::geo::Position;
use truce_core::id::{AreaId, SeatId};
use truce_core::place::RADIUS_M_MAX;
use truce_core::reconcile::Cell;
use truce_core::report::Stance;

use super::plane::{Plane, Spot, WIDTH};
use super::room::{Plate, Room};
use crate::render::html::writer::Html;
use crate::render::labels::{self, Labels};

/// What the outlines are, and are not.
pub const NOTICE: &str = "Boundaries: Natural Earth; approximate; no position on any border.";

/// The smallest radius that can be seen, in units.
const RADIUS_MIN: i64 = 45;
/// From this radius on, in metres, a disc is drawn as a ring: it says little more than "somewhere here".
const WIDE_M: u32 = 40_000;
/// How high a line of text is, in units.
const LINE: i64 = 140;
/// How wide a letter is, about, in units.
const LETTER: i64 = 66;
/// How long the longest bar is, in units.
const BAR: i64 = 420;
/// Incidents nearer than this share one mark, in units.
const TOGETHER: i64 = 130;

/// How many marks are given a place of their own; beyond that a map has no room to search.
const MARKS_MAX: usize = 300;

/// The figures of each area over the period, seat by seat.
type Figures<'a> = BTreeMap<&'a AreaId, BTreeMap<&'a SeatId, u32>>;

/// Where one incident is said to have happened: each place that a claim gives, the finest first.
fn discs(page: &IncidentPage) -> Vec<(Position, u32)> {
    let telling = page.claims.iter().filter(|claim| claim.stance != Stance::DeniesEvent);
    let mut discs: Vec<(Position, u32)> = telling
        .filter(|claim| claim.place.radius_m < RADIUS_M_MAX)
        .filter_map(|claim| Some((claim.place.position?, claim.place.radius_m)))
        .collect();
    discs.sort_by_key(|(position, radius_m)| (*radius_m, *position));
    discs.dedup();
    discs
}

/// The numbers of the incidents for which no claim gives a position.
#[must_use]
pub fn without_position(bulletin: &Bulletin) -> Vec<usize> {
    let numbered = bulletin.incidents.iter().zip(1..);
    numbered.filter(|(page, _)| discs(page).is_empty()).map(|(_, number)| number).collect()
}

fn figures(bulletin: &Bulletin) -> Figures<'_> {
    let mut found: Figures<'_> = BTreeMap::new();
    for row in bulletin.days.iter().flat_map(|day| &day.rows) {
        let Some(area) = &row.area else { continue };
        for (seat, cell) in &row.cells {
            if let Cell::Figure { cases, .. } = cell {
                let sum = found.entry(area).or_default().entry(seat).or_default();
                *sum = sum.saturating_add(*cases);
            }
        }
    }
    found
}

/// Draws the map; nothing if neither an area nor an incident has a position.
pub fn draw(h: &mut Html, bulletin: &Bulletin, names: Labels<'_>, style: impl FnOnce(&mut Html)) {
    let places = bulletin.incidents.iter().flat_map(discs).map(|(position, _)| position);
    let Some(plane) = Plane::of(names.agreement, places) else { return };
    let size = format!("0 0 {WIDTH} {}", plane.height);
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("class", "map"),
        ("viewBox", size.as_str()),
        ("role", "group"),
        ("aria-labelledby", "map-title map-desc"),
    ];
    h.within("svg", &attributes, |h| {
        style(h);
        h.element("title", &[("id", "map-title")], "Map of registers and incidents");
        let desc = format!(
            "Areas with the number of cases that each seat registered over {}, and {} as discs as wide as their \
             place is uncertain. The figures stand in the table of registers, the incidents in their list.",
            labels::period(bulletin),
            labels::counted(u32::try_from(bulletin.incidents.len()).unwrap_or(u32::MAX), "incident", "incidents")
        );
        h.element("desc", &[("id", "map-desc")], &desc);
        for area in names.agreement.areas().iter().filter(|area| !area.outline.0.is_empty()) {
            h.void("path", &[("class", "land"), ("d", &plane.path(&area.outline.0))]);
        }
        let mut room = Room::new(plane.height);
        let marks = marks(bulletin, &plane);
        // A disc that several incidents share is drawn once: it is no darker for being told often.
        let all: BTreeSet<(Position, u32)> = bulletin.incidents.iter().flat_map(discs).collect();
        for (position, radius_m) in all {
            disc(h, plane.spot(position), radius_m, &plane);
        }
        for mark in &marks {
            room.keep_free(mark.spot, TOGETHER, TOGETHER);
        }
        let placed = place_marks(&mut room, &marks);
        registers(h, bulletin, names, &plane, &mut room);
        bare_names(h, bulletin, names, &plane, &mut room);
        for (mark, plate) in marks.iter().zip(placed) {
            write_mark(h, mark, plate);
        }
    });
}

fn disc(h: &mut Html, spot: Spot, radius_m: u32, plane: &Plane) {
    let class = if radius_m >= WIDE_M { "disc wide" } else { "disc" };
    let radius = plane.length(radius_m).max(RADIUS_MIN).to_string();
    let (x, y) = (spot.x.to_string(), spot.y.to_string());
    h.void("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", &radius)]);
}

/// The incidents that share one mark.
struct Mark {
    spot: Spot,
    numbers: Vec<usize>,
    first: String,
}

impl Mark {
    /// `1, 2, 3 and 4 more`.
    fn text(&self) -> String {
        const SHOWN: usize = 3;
        let shown: Vec<String> = self.numbers.iter().take(SHOWN).map(ToString::to_string).collect();
        let more = self.numbers.len().saturating_sub(SHOWN);
        if more == 0 { shown.join(", ") } else { format!("{} +{more}", shown.join(", ")) }
    }
}

fn marks(bulletin: &Bulletin, plane: &Plane) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (page, number) in bulletin.incidents.iter().zip(1..) {
        let Some((position, _)) = discs(page).first().copied() else { continue };
        let spot = plane.spot(position);
        let near = |mark: &&mut Mark| {
            (mark.spot.x - spot.x).abs() < TOGETHER && (mark.spot.y - spot.y).abs() < TOGETHER
        };
        match marks.iter_mut().find(near) {
            Some(mark) => mark.numbers.push(number),
            None => {
                let id = &page.incident.id;
                let first = format!("i-{}-{}", id.log, id.index);
                marks.push(Mark { spot, numbers: vec![number], first });
            }
        }
    }
    marks
}

fn width_of(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(100).min(60) * LETTER
}

fn place_marks(room: &mut Room, marks: &[Mark]) -> Vec<Option<Plate>> {
    let place = |(n, mark): (usize, &Mark)| {
        let width = width_of(&mark.text()) + 60;
        if n < MARKS_MAX { room.near(mark.spot, width, LINE) } else { None }
    };
    marks.iter().enumerate().map(place).collect()
}

/// The numbers beside their disc; on it, if there is no room.
fn write_mark(h: &mut Html, mark: &Mark, plate: Option<Plate>) {
    let at = plate.map_or(mark.spot, |plate| plate.middle());
    let (x, y) = (at.x.to_string(), (at.y + 42).to_string());
    let href = format!("#{}", mark.first);
    h.within("a", &[("href", &href)], |h| {
        let all: Vec<String> = mark.numbers.iter().map(ToString::to_string).collect();
        h.within("text", &[("class", "mark middle"), ("x", &x), ("y", &y)], |h| {
            h.element("title", &[], &format!("incidents {}", all.join(", ")));
            h.text(&mark.text());
        });
    });
}

/// Each area with figures: its name, and a line for every seat.
fn registers(h: &mut Html, bulletin: &Bulletin, names: Labels<'_>, plane: &Plane, room: &mut Room) {
    let figures = figures(bulletin);
    let most = figures.values().flat_map(|seats| seats.values()).copied().max().unwrap_or(0).max(1);
    let seats: Vec<&SeatId> = names.agreement.seats.iter().map(|seat| &seat.id).collect();
    for area in names.agreement.areas() {
        let Some(of_area) = figures.get(&area.id) else { continue };
        let Some(spot) = plane.middle(&area.outline.0) else { continue };
        let lines: Vec<(String, u32)> = seats
            .iter()
            .filter_map(|seat| Some((names.seat(seat).to_owned(), *of_area.get(*seat)?)))
            .collect();
        let letters = lines.iter().map(|(name, _)| width_of(name)).max().unwrap_or(0);
        let bar = |cases: u32| letters + 150 + length(cases, most) + width_of(&cases.to_string());
        let bars = lines.iter().map(|(_, cases)| bar(*cases)).max().unwrap_or(0);
        let width = bars.max(width_of(area.name("en")) + 110);
        let height = LINE * (i64::try_from(lines.len()).unwrap_or(0) + 1) + 60;
        let Some(plate) = room.near(spot, width, height) else { continue };
        register(h, area, spot, plate, &lines, letters, most);
    }
}

/// How long a bar is, in units.
fn length(cases: u32, most: u32) -> i64 {
    (BAR * i64::from(cases) / i64::from(most)).max(if cases > 0 { 12 } else { 4 })
}

fn register(
    h: &mut Html,
    area: &Area,
    spot: Spot,
    plate: Plate,
    lines: &[(String, u32)],
    letters: i64,
    most: u32,
) {
    if !plate.holds(spot) {
        let middle = plate.middle();
        let edge = if middle.x < spot.x { plate.x + plate.width } else { plate.x };
        let across = (middle.x - spot.x).abs() > plate.width / 2;
        let from = if across { Spot { x: edge, y: middle.y } } else { middle };
        let line = format!("M{} {}L{} {}", from.x, from.y, spot.x, spot.y);
        h.void("path", &[("class", "leader"), ("d", &line)]);
    }
    let [x, y, width, height] =
        [plate.x, plate.y, plate.width, plate.height].map(|n| n.to_string());
    h.void(
        "rect",
        &[
            ("class", "plate"),
            ("x", &x),
            ("y", &y),
            ("width", &width),
            ("height", &height),
            ("rx", "40"),
        ],
    );
    let text = |h: &mut Html, class: &'static str, x: i64, line: usize, text: &str| {
        let y = plate.y + 125 + LINE * i64::try_from(line).unwrap_or(0);
        h.element("text", &[("class", class), ("x", &x.to_string()), ("y", &y.to_string())], text);
    };
    let left = plate.x + 60;
    text(h, "bold", left, 0, area.name("en"));
    for ((name, cases), line) in lines.iter().zip(1..) {
        text(h, "small soft", left, line, name);
        let length = length(*cases, most);
        let y = plate.y + 50 + LINE * i64::try_from(line).unwrap_or(0);
        let [bx, by, bw] = [left + letters + 20, y, length].map(|n| n.to_string());
        h.void(
            "rect",
            &[("class", "count"), ("x", &bx), ("y", &by), ("width", &bw), ("height", "70")],
        );
        text(h, "small bold", left + letters + 70 + length, line, &cases.to_string());
    }
}

/// The names of areas without figures, where there is room.
fn bare_names(
    h: &mut Html,
    bulletin: &Bulletin,
    names: Labels<'_>,
    plane: &Plane,
    room: &mut Room,
) {
    let figures = figures(bulletin);
    for area in names.agreement.areas().iter().filter(|area| !figures.contains_key(&area.id)) {
        let name = area.name("en");
        let Some(spot) = plane.middle(&area.outline.0) else { continue };
        if let Some(plate) = room.at(spot, width_of(name), LINE) {
            let at = plate.middle();
            let (x, y) = (at.x.to_string(), (at.y + 42).to_string());
            h.element("text", &[("class", "small soft middle"), ("x", &x), ("y", &y)], name);
        }
    }
}
