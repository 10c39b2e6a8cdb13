//! Every register over time: a row for each seat on one scale, gaps left as gaps.

use std::collections::BTreeMap;

use truce_core::bulletin::Bulletin;
use truce_core::id::SeatId;
use truce_core::time::Day;

use crate::render::html::writer::Html;
use crate::render::labels::{self, Labels};

/// How wide the picture is, in units.
const WIDTH: i64 = 8_400;
/// Where the days begin and end, in units.
const LEFT: i64 = 420;
const RIGHT: i64 = WIDTH - 60;
/// How high the bars of a row may be, in units.
const HIGH: i64 = 780;
/// How high a row is, with its name and the line of days on record, in units.
const ROW: i64 = HIGH + 430;
/// Above the first row, in units.
const TOP: i64 = 190;
/// How far apart the days are written, at least, in units.
const APART: i64 = 800;

/// The days of the picture, and the scale of its rows.
struct Frame {
    first: Day,
    days: i64,
    most: u32,
}

impl Frame {
    fn of(bulletin: &Bulletin) -> Option<Self> {
        let days = bulletin.series.iter().map(|point| point.day);
        let first = days.clone().min()?.min(bulletin.period.from());
        let last = days.max()?.max(bulletin.period.to());
        let most = bulletin.series.iter().filter_map(|point| point.cases).max().unwrap_or(0);
        Some(Self { first, days: i64::from(last.since(first)) + 1, most: round_up(most) })
    }

    /// Where a day begins.
    fn x(&self, day: Day) -> i64 {
        LEFT + i64::from(day.since(self.first)) * (RIGHT - LEFT) / self.days
    }

    fn height(&self, cases: u32) -> i64 {
        i64::from(cases) * HIGH / i64::from(self.most)
    }
}

/// The next of 1, 2, 5, 10, 20, 50 ..., so that a scale ends on a round figure.
fn round_up(cases: u32) -> u32 {
    let powers = (0..10).filter_map(|power| 10_u32.checked_pow(power));
    let steps = powers.flat_map(|power| [1, 2, 4, 6, 8].map(|step| power.saturating_mul(step)));
    steps.into_iter().find(|step| *step >= cases).unwrap_or(u32::MAX)
}

/// The seats that have a register at any time, in the agreement's order.
#[must_use]
pub fn seats<'a>(bulletin: &'a Bulletin, names: Labels<'a>) -> Vec<&'a SeatId> {
    let has = |id: &SeatId| bulletin.series.iter().any(|point| point.seat == *id);
    names.agreement.seats.iter().map(|seat| &seat.id).filter(|id| has(id)).collect()
}

/// Draws the series; nothing if no register is on record.
pub fn draw(h: &mut Html, bulletin: &Bulletin, names: Labels<'_>, style: impl FnOnce(&mut Html)) {
    let Some(frame) = Frame::of(bulletin) else { return };
    let seats = seats(bulletin, names);
    let rows = i64::try_from(seats.len()).unwrap_or(1);
    let height = TOP + rows * ROW + 160;
    let size = format!("0 0 {WIDTH} {height}");
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("class", "series"),
        ("viewBox", size.as_str()),
        ("role", "img"),
        ("aria-labelledby", "series-title series-desc"),
    ];
    h.within("svg", &attributes, |h| {
        style(h);
        h.element("title", &[("id", "series-title")], "Registers over time");
        let desc = format!(
            "Cases registered each day from {} on, a row for each seat, all on one scale. Days without a register \
             are gaps. The figures stand in the table beneath.",
            labels::long_day(frame.first)
        );
        h.element("desc", &[("id", "series-desc")], &desc);
        period(h, bulletin, &frame, TOP + rows * ROW);
        for (seat, row) in seats.iter().zip(0..) {
            let base = TOP + row * ROW + ROW - 130;
            grid(h, names, seat, &frame, base);
            for point in bulletin.series.iter().filter(|point| point.seat == **seat) {
                bar(h, &frame, point.day, point.cases, base);
            }
        }
        ticks(h, &frame, TOP + rows * ROW + 100);
    });
}

fn text(h: &mut Html, class: &'static str, x: i64, y: i64, text: &str) {
    h.element("text", &[("class", class), ("x", &x.to_string()), ("y", &y.to_string())], text);
}

fn rect(h: &mut Html, class: &'static str, [x, y, width, height]: [i64; 4]) {
    let [x, y, width, height] = [x, y, width, height].map(|n| n.to_string());
    h.void(
        "rect",
        &[("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)],
    );
}

/// The period of the bulletin, behind the rows.
fn period(h: &mut Html, bulletin: &Bulletin, frame: &Frame, bottom: i64) {
    let (from, to) = (frame.x(bulletin.period.from()), frame.x(bulletin.period.to().next()));
    rect(h, "period", [from, TOP, (to - from).max(30), bottom - TOP]);
    let words =
        if bulletin.period.from() == bulletin.period.to() { "this day" } else { "this period" };
    let (class, x) =
        if from > WIDTH / 2 { ("small soft end", to.max(from + 30)) } else { ("small soft", from) };
    text(h, class, x, TOP - 50, words);
}

fn grid(h: &mut Html, names: Labels<'_>, seat: &SeatId, frame: &Frame, base: i64) {
    text(h, "bold", LEFT, base - HIGH - 110, &names.seat_name(seat));
    let half = if frame.most.is_multiple_of(2) { frame.most / 2 } else { 0 };
    for cases in [frame.most, half, 0] {
        let y = base - frame.height(cases);
        let line = format!("M{LEFT} {y}H{RIGHT}");
        h.void("path", &[("class", if cases == 0 { "base" } else { "grid" }), ("d", &line)]);
        text(h, "small soft end", LEFT - 70, y + 38, &cases.to_string());
    }
}

/// A day's figure, and beneath it that a register is on record.
fn bar(h: &mut Html, frame: &Frame, day: Day, cases: Option<u32>, base: i64) {
    let (x, end) = (frame.x(day), frame.x(day.next()));
    let width = (end - x - (end - x) / 6).max(8);
    match cases {
        // No case is a figure: it shows.
        Some(0) => rect(h, "count", [x, base - 14, width, 14]),
        Some(cases) => {
            let height = frame.height(cases);
            rect(h, "count", [x, base - height, width, height]);
        }
        None => rect(h, "open", [x, base - 70, width.max(30), 60]),
    }
    rect(h, "held", [x, base + 30, width, 34]);
}

/// The days along the foot.
fn ticks(h: &mut Html, frame: &Frame, y: i64) {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let by_month = frame.days > 60;
    let mut last: Option<i64> = None;
    let days = (0..i32::try_from(frame.days).unwrap_or(i32::MAX)).map(|n| frame.first.plus(n));
    for day in days {
        let date = day.date();
        let x = frame.x(day);
        let wanted = if by_month { date.day() == 1 } else { true };
        let room = last.is_none_or(|last| x - last >= APART) && x + APART / 2 < WIDTH;
        if !wanted || !room {
            continue;
        }
        last = Some(x);
        let month = usize::try_from(date.month() - 1)
            .ok()
            .and_then(|n| MONTHS.get(n))
            .copied()
            .unwrap_or("");
        let words = if by_month {
            format!("{month} {}", date.year())
        } else {
            format!("{} {month}", date.day())
        };
        text(h, "small soft", x, y, &words);
        h.void("path", &[("class", "base"), ("d", &format!("M{x} {}v50", y - 190))]);
    }
}

/// The figures as a table: a row for each day, a cell for each seat; `None`: no register on record.
#[must_use]
pub fn table(bulletin: &Bulletin) -> BTreeMap<Day, BTreeMap<&SeatId, Option<u32>>> {
    let mut table: BTreeMap<Day, BTreeMap<&SeatId, Option<u32>>> = BTreeMap::new();
    for point in &bulletin.series {
        table.entry(point.day).or_default().insert(&point.seat, point.cases);
    }
    table
}
